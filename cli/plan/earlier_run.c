#include "cli/plan/earlier_run.h"

#include <stdio.h>

#include "cli/base/output_folder.h"
#include "cli/plan/plan_file.h"

hc_status hc_earlier_run_drop(const char *folder, const char *list, hc_atomic_group *group,
                              hc_error *err)
{
    char path[HC_OUTPUT_PATH_MAX];
    hc_plan_file earlier = {0};
    hc_error why = HC_ERROR_INIT; /* whatever it is but want of memory: no list */
    const cJSON *name = NULL;
    (void)snprintf(path, sizeof path, "%s/%s", folder, list);
    hc_status st = hc_result_file_open(path, &earlier, &why);
    if (st == HC_ERR_MEMORY && err != NULL) { *err = why; }
    if (st != HC_OK) { return st == HC_ERR_MEMORY ? st : HC_OK; }
    cJSON_ArrayForEach(name, hc_plan_member(earlier.root, "files"))
    {
        if (st == HC_OK && cJSON_IsString(name)) {
            st = hc_atomic_drop(group, name->valuestring, err);
        }
    }
    hc_plan_file_close(&earlier);
    return st;
}
