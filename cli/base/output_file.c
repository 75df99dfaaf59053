#include "cli/base/output_file.h"

#include <string.h>

#include "cli/base/output_folder.h"
#include "cli/base/text.h"
#include "forecast/base/atomic_file.h"

#define PATH_MAX_BYTES 4096

/* A path's folder and the name in it. */
typedef struct place {
    char folder[PATH_MAX_BYTES];
    const char *name;
} place;

static hc_status split(const char *path, place *to, hc_error *err)
{
    const char *slash = strrchr(path, '/');
    if (strlen(path) >= sizeof to->folder) {
        return hc_fail(err, HC_ERR_OUTPUT, HC_NOWHERE, "", "%.60s...: the path is too long",
                       path);
    }
    (void)snprintf(to->folder, sizeof to->folder, ".");
    to->name = path;
    if (slash == NULL) { return HC_OK; }
    (void)snprintf(to->folder, sizeof to->folder, "%.*s",
                   slash == path ? 1 : (int)(slash - path), path);
    to->name = slash + 1;
    return HC_OK;
}

hc_status hc_output_file_check(const char *path, const hc_call *call, hc_error *err)
{
    place at = {.name = ""};
    if (path == NULL) { return HC_OK; }
    HC_TRY(split(path, &at, err));
    HC_TRY(hc_output_folder_check(at.folder, err));
    return hc_output_spares_inputs(at.folder, &at.name, 1, call, err);
}

hc_status hc_output_file_write(const char *path, hc_output_put put, const void *of,
                               hc_error *err)
{
    place at = {.name = ""};
    hc_atomic_group *group = NULL;
    FILE *out = NULL;
    HC_TRY(split(path, &at, err));
    hc_status st = hc_atomic_create(&group, at.folder, err);
    if (st == HC_OK) { st = hc_atomic_open(group, at.name, &out, err); }
    if (st == HC_OK) { st = put(of, out, err); }
    if (st == HC_OK) { st = hc_stream_check(out, path, err); }
    if (st == HC_OK) { st = hc_atomic_commit(group, err); }
    hc_atomic_free(group);
    return st;
}
