#include "cli/base/output_folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    char parent[HC_OUTPUT_PATH_MAX];
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
    char path[HC_OUTPUT_PATH_MAX];
    if (input == NULL || strcmp(input, "-") == 0 || stat(input, &in) != 0) { return HC_OK; }
    for (size_t k = 0; k < name_count; k++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[k]);
        if (stat(path, &out) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino) {
            return refuse(path, "it is an input of this run", err);
        }
    }
    return HC_OK;
}

hc_status hc_output_spares_inputs(const char *folder, const char *const *names,
                                  size_t name_count, const hc_call *call, hc_error *err)
{
    const char *settings = call->settings;
    for (size_t k = 0; k < call->file_count; k++) {
        HC_TRY(hc_output_spares_input(folder, names, name_count, call->files[k], err));
    }
    for (size_t k = 0; k < call->verb->option_count; k++) {
        const hc_option *option = &call->verb->options[k];
        if (option->kind != HC_OPTION_PATH) { continue; }
        const char *input = *(const char *const *)(const void *)(settings + option->at);
        HC_TRY(hc_output_spares_input(folder, names, name_count, input, err));
    }
    return HC_OK;
}

#define NAMES_SHOWN 12

/* ", roster.csv" behind the others; past NAMES_SHOWN nothing. */
static void add_name(char *text, size_t size, size_t k, const char *name)
{
    const size_t used = strlen(text);
    if (k < NAMES_SHOWN && used < size) {
        (void)snprintf(text + used, size - used, "%s%s", k > 0 ? ", " : "", name);
    }
}

static void say_dry_run(const hc_atomic_group *group, const char *folder,
                        const hc_screen *screen)
{
    char written[HC_OUTPUT_PATH_MAX] = "", gone[HC_OUTPUT_PATH_MAX] = "";
    size_t files = 0, replaced = 0, dropped = 0;
    for (; hc_atomic_name(group, files) != NULL; files++) {
        add_name(written, sizeof written, files, hc_atomic_name(group, files));
        replaced += hc_atomic_replaces(group, files) ? 1 : 0;
    }
    for (; hc_atomic_drops(group, dropped) != NULL; dropped++) {
        add_name(gone, sizeof gone, dropped, hc_atomic_drops(group, dropped));
    }
    hc_say_note(screen,
                "dry run: %s is left as it is; it would get %zu files, %zu in place of "
                "old ones: %s%s",
                folder, files, replaced, written, files > NAMES_SHOWN ? " ..." : "");
    if (dropped > 0) {
        hc_say_note(screen, "dry run: it would lose %zu %s of an earlier run: %s%s", dropped,
                    dropped == 1 ? "file" : "files", gone, dropped > NAMES_SHOWN ? " ..." : "");
    }
}

hc_status hc_output_commit(hc_atomic_group *group, const char *folder, bool dry_run,
                           const hc_screen *screen, hc_error *err)
{
    if (!dry_run) { return hc_atomic_commit(group, err); }
    say_dry_run(group, folder, screen);
    return HC_OK;
}
