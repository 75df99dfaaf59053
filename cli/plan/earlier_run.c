#include "cli/plan/earlier_run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/base/output_folder.h"
#include "cli/plan/plan_file.h"
#include "cli/plan/schedule_result.h"
#include "cli/publish/publish.h"

/* The lists of files that earlier runs left in a folder; a zeroed root is none. */
typedef struct earlier_lists {
    hc_plan_file plan;
    hc_plan_file schedule;
} earlier_lists;

static hc_status open_list(const char *folder, const char *name, hc_plan_file *list,
                           hc_error *err)
{
    char path[HC_OUTPUT_PATH_MAX];
    hc_error why = HC_ERROR_INIT; /* whatever it is but want of memory: no list */
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    const hc_status st = hc_result_file_open(path, list, &why);
    if (st == HC_ERR_MEMORY && err != NULL) { *err = why; }
    return st == HC_ERR_MEMORY ? st : HC_OK;
}

static hc_status open_lists(const char *folder, earlier_lists *lists, hc_error *err)
{
    HC_TRY(open_list(folder, HC_FILE_PLAN, &lists->plan, err));
    return open_list(folder, HC_FILE_SCHEDULE, &lists->schedule, err);
}

static void close_lists(earlier_lists *lists)
{
    hc_plan_file_close(&lists->plan);
    hc_plan_file_close(&lists->schedule);
}

static bool lists_file(const hc_plan_file *list, const char *name)
{
    const cJSON *listed = NULL;
    cJSON_ArrayForEach(listed, hc_plan_member(list->root, "files"))
    {
        if (cJSON_IsString(listed) && strcmp(listed->valuestring, name) == 0) { return true; }
    }
    return false;
}

static hc_status spare_other(const char *folder, const earlier_lists *lists, const char *name,
                             hc_error *err)
{
    char path[HC_OUTPUT_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    if (access(path, F_OK) != 0 || lists_file(&lists->plan, name) ||
        lists_file(&lists->schedule, name)) {
        return HC_OK;
    }
    return hc_fail(err, HC_ERR_OUTPUT, (hc_place){path, 0, 0},
                   "choose another folder, or move this file away",
                   "is there already and is not of an earlier run of this program");
}

hc_status hc_earlier_run_spares_others(const char *folder, const char *const *names,
                                       size_t name_count, hc_error *err)
{
    earlier_lists lists = {0};
    hc_status st = open_lists(folder, &lists, err);
    for (size_t k = 0; st == HC_OK && k < name_count; k++) {
        st = spare_other(folder, &lists, names[k], err);
    }
    close_lists(&lists);
    return st;
}

hc_status hc_earlier_run_drop(const char *folder, const char *list, hc_atomic_group *group,
                              hc_error *err)
{
    earlier_lists lists = {0};
    const cJSON *name = NULL;
    hc_status st = open_lists(folder, &lists, err);
    for (size_t k = 0; st == HC_OK && hc_atomic_name(group, k) != NULL; k++) {
        st = spare_other(folder, &lists, hc_atomic_name(group, k), err);
    }
    const bool is_plan = strcmp(list, HC_FILE_PLAN) == 0;
    const hc_plan_file *own = is_plan ? &lists.plan : &lists.schedule;
    cJSON_ArrayForEach(name, hc_plan_member(own->root, "files"))
    {
        if (st == HC_OK && cJSON_IsString(name)) {
            st = hc_atomic_drop(group, name->valuestring, err);
        }
    }
    close_lists(&lists);
    return st;
}
