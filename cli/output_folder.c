#include "cli/output_folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/plan_file.h"

#define PATH_MAX_BYTES 4096

static hc_status refuse(const char *path, const char *why, hc_error *err)
{
    return hc_fail(err, HC_ERR_OUTPUT, (hc_place){path, 0, 0}, "choose another folder",
                   "cannot be written: %s", why);
}

/* Folder in which path would be made. */
static const char *parent_of(const char *path, char *parent, size_t size)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    if (length == 0) { return "."; }
    (void)snprintf(parent, size, "%.*s", (int)length, path);
    return parent;
}

hc_status hc_output_folder_check(const char *folder, hc_error *err)
{
    struct stat about;
    char parent[PATH_MAX_BYTES];
    if (stat(folder, &about) == 0) {
        if (!S_ISDIR(about.st_mode)) { return refuse(folder, "it is not a folder", err); }
        return access(folder, W_OK | X_OK) == 0 ? HC_OK : refuse(folder, strerror(errno), err);
    }
    if (errno != ENOENT) { return refuse(folder, strerror(errno), err); }
    if (access(parent_of(folder, parent, sizeof parent), W_OK | X_OK) != 0) {
        return refuse(folder, strerror(errno), err);
    }
    return HC_OK;
}

hc_status hc_output_spares_input(const char *folder, const char *const *names,
                                 size_t name_count, const char *input, hc_error *err)
{
    struct stat in;
    struct stat out;
    char path[PATH_MAX_BYTES];
    if (input == NULL || strcmp(input, "-") == 0 || stat(input, &in) != 0) { return HC_OK; }
    for (size_t k = 0; k < name_count; k++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        if (stat(path, &out) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino) {
            return refuse(path, "it is an input of this run", err);
        }
    }
    return HC_OK;
}

hc_status hc_output_drop_earlier(const char *folder, const char *list, hc_atomic_group *group,
                                 hc_error *err)
{
    char path[PATH_MAX_BYTES];
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
