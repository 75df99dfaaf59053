#include "forecast/base/atomic_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/base/memory.h"

#define TEMPORARY_PREFIX ".headcount-"
#define TEMPORARY_SUFFIX ".tmp"
#define TEMPORARY_NAME_MAX 64
#define TEMPORARY_TRIES_MAX 10000 /* names tried before giving up: each is another run's */
#define FILE_NAME_BYTES_MAX 255   /* of POSIX file systems */
#define NOT_OPEN (-1)

/*
 * A living temporary is locked by its writer, so whatever can be locked was left behind. The
 * lock belongs to the open file, not to the process, and lasts until `lock` is closed.
 */
typedef struct output {
    char *name; /* of the target, in the folder */
    char *path; /* of the temporary */
    char temporary[TEMPORARY_NAME_MAX];
    FILE *stream; /* NULL once closed */
    int lock;     /* second descriptor of the stream */
    bool renamed;
} output;

struct hc_atomic_group {
    char *folder;
    int folder_fd;
    bool made_folder;
    size_t number; /* of the last temporary */
    size_t count;
    size_t capacity;
    output *outputs;
    size_t dropped_count;
    size_t dropped_capacity;
    char **dropped; /* names of what an earlier run left */
};

static hc_status cannot(hc_error *err, int why, const char *file, const char *what,
                        const char *hint)
{
    char reason[128] = "unknown reason";
    (void)strerror_r(why, reason, sizeof reason);
    return hc_fail(err, HC_ERR_OUTPUT, (hc_place){.file = file}, hint, "%s: %s", what, reason);
}

/* ------------------------------------------------------------------------ the folder */

static bool is_temporary(const char *name)
{
    const size_t length = strlen(name);
    const size_t suffix = strlen(TEMPORARY_SUFFIX);
    return length > suffix && strncmp(name, TEMPORARY_PREFIX, strlen(TEMPORARY_PREFIX)) == 0 &&
           strcmp(name + length - suffix, TEMPORARY_SUFFIX) == 0;
}

static void remove_if_left(int folder_fd, const char *name)
{
    const int file =
        openat(folder_fd, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (file < 0) { return; }
    if (flock(file, LOCK_EX | LOCK_NB) == 0) { (void)unlinkat(folder_fd, name, 0); }
    (void)close(file);
}

/* What cannot be listed or removed is left: it harms nobody. */
static void remove_leftovers(int folder_fd)
{
    const int listed = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = listed >= 0 ? fdopendir(listed) : NULL;
    if (folder == NULL) {
        if (listed >= 0) { (void)close(listed); }
        return;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (is_temporary(entry->d_name)) { remove_if_left(folder_fd, entry->d_name); }
    }
    (void)closedir(folder);
}

static hc_status open_folder(hc_atomic_group *group, hc_error *err)
{
    group->made_folder = mkdir(group->folder, 0777) == 0;
    const int why = errno;
    group->folder_fd = open(group->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (group->folder_fd >= 0) { return HC_OK; }
    const bool no_parent = errno == ENOENT && why == ENOENT;
    return cannot(err, errno == ENOENT ? why : errno, group->folder,
                  "the folder cannot be used",
                  no_parent ? "only the last folder of a path is made" : NULL);
}

hc_status hc_atomic_create(hc_atomic_group **group, const char *folder, hc_error *err)
{
    hc_atomic_group *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->folder_fd = NOT_OPEN;
    hc_status st = hc_strdup(&made->folder, folder, err);
    if (st == HC_OK) { st = open_folder(made, err); }
    if (st != HC_OK) {
        hc_atomic_free(made);
        return st;
    }
    remove_leftovers(made->folder_fd);
    *group = made;
    return HC_OK;
}

/* ------------------------------------------------------------------- opening an output */

static const output *find(const hc_atomic_group *group, const char *name)
{
    for (size_t at = 0; at < group->count; at++) {
        if (strcmp(group->outputs[at].name, name) == 0) { return &group->outputs[at]; }
    }
    return NULL;
}

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode)) { return "a folder"; }
    if (S_ISLNK(mode)) { return "a symbolic link"; }
    return "a device or pipe";
}

static bool is_file_name(const char *name)
{
    const size_t length = strlen(name);
    return length > 0 && length <= FILE_NAME_BYTES_MAX && strchr(name, '/') == NULL &&
           strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && !is_temporary(name);
}

static hc_status check_target(const hc_atomic_group *group, const char *name, hc_error *err)
{
    const hc_place at = {.file = name};
    struct stat info;
    if (!is_file_name(name)) {
        return hc_fail(err, HC_ERR_OUTPUT, at, NULL, "this is no name for an output file");
    }
    if (find(group, name) != NULL) {
        return hc_fail(err, HC_ERR_OUTPUT, at, NULL, "the file would be written twice");
    }
    if (fstatat(group->folder_fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? HC_OK
                               : cannot(err, errno, name, "the file cannot be looked at", NULL);
    }
    if (S_ISREG(info.st_mode)) { return HC_OK; }
    return hc_fail(err, HC_ERR_OUTPUT, at, "move it away or choose another folder",
                   "this is %s and will not be replaced", kind_of(info.st_mode));
}

/*
 * False when another run took the file for a leftover: it holds the lock, or has taken the name
 * away. Where that cannot be asked the file is ours, and putting it in place tells.
 */
static bool lock_temporary(int file)
{
    struct stat info;
    if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) { return false; }
    return fstat(file, &info) != 0 || info.st_nlink > 0;
}

/* A new file under a name that is nobody else's; its descriptor, or -1 and errno. */
static int make_temporary(hc_atomic_group *group, char *name)
{
    for (int tries = 0; tries < TEMPORARY_TRIES_MAX; tries++) {
        group->number++;
        (void)snprintf(name, TEMPORARY_NAME_MAX, TEMPORARY_PREFIX "%lld-%zu" TEMPORARY_SUFFIX,
                       (long long)getpid(), group->number);
        const int file = openat(group->folder_fd, name,
                                O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (file >= 0 && lock_temporary(file)) { return file; }
        const int why = errno;
        name[0] = '\0'; /* not ours */
        if (file >= 0) { (void)close(file); }
        if (file < 0 && why != EEXIST && why != EINTR) {
            errno = why;
            return NOT_OPEN;
        }
    }
    errno = EEXIST;
    return NOT_OPEN;
}

static hc_status make_path(output *made, const char *folder, hc_error *err)
{
    const size_t size = strlen(folder) + TEMPORARY_NAME_MAX + 2;
    HC_TRY(hc_alloc(&made->path, size, 1, err));
    (void)snprintf(made->path, size, "%s/%s", folder, made->temporary);
    return HC_OK;
}

static hc_status open_stream(hc_atomic_group *group, output *made, hc_error *err)
{
    const int file = make_temporary(group, made->temporary);
    if (file < 0) {
        return cannot(err, errno, made->name, "no file can be made beside it", NULL);
    }
    made->lock = fcntl(file, F_DUPFD_CLOEXEC, 0);
    made->stream = made->lock >= 0 ? fdopen(file, "w") : NULL;
    if (made->stream != NULL) { return make_path(made, group->folder, err); }
    const int why = errno;
    (void)close(file);
    (void)unlinkat(group->folder_fd, made->temporary, 0);
    return cannot(err, why, made->name, "the file cannot be opened", NULL);
}

static void discard(const hc_atomic_group *group, output *gone)
{
    if (gone->stream != NULL) { (void)fclose(gone->stream); }
    if (gone->temporary[0] != '\0' && !gone->renamed) {
        (void)unlinkat(group->folder_fd, gone->temporary, 0);
    }
    if (gone->lock >= 0) { (void)close(gone->lock); }
    hc_free(gone->name);
    hc_free(gone->path);
}

hc_status hc_atomic_open(hc_atomic_group *group, const char *name, FILE **stream, hc_error *err)
{
    HC_TRY(check_target(group, name, err));
    HC_TRY(hc_grow(&group->outputs, &group->capacity, group->count + 1, sizeof *group->outputs,
                   err));
    output made = {.lock = NOT_OPEN};
    hc_status st = hc_strdup(&made.name, name, err);
    if (st == HC_OK) { st = open_stream(group, &made, err); }
    if (st != HC_OK) {
        discard(group, &made);
        return st;
    }
    group->outputs[group->count++] = made;
    *stream = made.stream;
    return HC_OK;
}

const char *hc_atomic_path(const hc_atomic_group *group, const char *name)
{
    const output *found = find(group, name);
    return found != NULL && found->stream != NULL ? found->path : NULL;
}

const char *hc_atomic_name(const hc_atomic_group *group, size_t k)
{
    return k < group->count ? group->outputs[k].name : NULL;
}

hc_status hc_atomic_drop(hc_atomic_group *group, const char *name, hc_error *err)
{
    if (!is_file_name(name)) { return HC_OK; }
    HC_TRY(hc_grow(&group->dropped, &group->dropped_capacity, group->dropped_count + 1,
                   sizeof *group->dropped, err));
    group->dropped[group->dropped_count] = NULL;
    HC_TRY(hc_strdup(&group->dropped[group->dropped_count], name, err));
    group->dropped_count++;
    return HC_OK;
}

/* ------------------------------------------------------------------------- committing */

static int sync_fd(int file)
{
    int result = fsync(file);
    while (result != 0 && errno == EINTR) {
        result = fsync(file);
    }
    return result;
}

/* Everything that can fail for want of space or a bad disk happens here, before any rename. */
static hc_status finish(output *written, hc_error *err)
{
    FILE *stream = written->stream;
    errno = 0;
    const bool whole = fflush(stream) == 0 && ferror(stream) == 0;
    const bool synced = whole && sync_fd(fileno(stream)) == 0;
    const int why = errno;
    written->stream = NULL;
    const bool closed = fclose(stream) == 0;
    if (synced && closed) { return HC_OK; }
    return cannot(err,
                  synced     ? errno
                  : why != 0 ? why
                             : EIO,
                  written->name, "the file could not be written", "is the disk full?");
}

/* "the file could not be renamed; already new: a.csv, b.csv" */
static hc_status rename_failed(const hc_atomic_group *group, size_t failed, int why,
                               hc_error *err)
{
    char what[256] = "the file could not be put in place; no other has changed";
    size_t used = 0;
    for (size_t at = 0; at < failed && used < sizeof what; at++) {
        used += (size_t)snprintf(what + used, sizeof what - used, "%s%s",
                                 at == 0 ? "the file could not be put in place; already new: "
                                         : ", ",
                                 group->outputs[at].name);
    }
    return cannot(err, why, group->outputs[failed].name, what, NULL);
}

static bool is_there(const hc_atomic_group *group, const char *name)
{
    struct stat info;
    return fstatat(group->folder_fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(info.st_mode);
}

bool hc_atomic_replaces(const hc_atomic_group *group, size_t k)
{
    return k < group->count && is_there(group, group->outputs[k].name);
}

const char *hc_atomic_drops(const hc_atomic_group *group, size_t k)
{
    for (size_t at = 0; at < group->dropped_count; at++) {
        const char *name = group->dropped[at];
        if (find(group, name) == NULL && is_there(group, name) && k-- == 0) { return name; }
    }
    return NULL;
}

static hc_status remove_dropped(const hc_atomic_group *group, hc_error *err)
{
    for (size_t k = 0; k < group->dropped_count; k++) {
        const char *name = group->dropped[k];
        if (find(group, name) != NULL || !is_there(group, name)) { continue; }
        if (unlinkat(group->folder_fd, name, 0) != 0 && errno != ENOENT) {
            return cannot(err, errno, name, "this file of an earlier run could not be removed",
                          NULL);
        }
    }
    return HC_OK;
}

static hc_status rename_all(const hc_atomic_group *group, hc_error *err)
{
    for (size_t at = 0; at < group->count; at++) {
        output *written = &group->outputs[at];
        const hc_status st = at + 1 == group->count ? remove_dropped(group, err) : HC_OK;
        if (st != HC_OK) { return st; }
        if (renameat(group->folder_fd, written->temporary, group->folder_fd, written->name) !=
            0) {
            return rename_failed(group, at, errno, err);
        }
        written->renamed = true;
    }
    return HC_OK;
}

hc_status hc_atomic_commit(hc_atomic_group *group, hc_error *err)
{
    hc_status st = HC_OK;
    for (size_t at = 0; at < group->count; at++) {
        if (group->outputs[at].stream == NULL) {
            return hc_fail(err, HC_ERR_USAGE, (hc_place){.file = group->folder}, NULL,
                           "the files were committed before");
        }
    }
    for (size_t at = 0; at < group->count && st == HC_OK; at++) {
        st = finish(&group->outputs[at], err);
    }
    if (st == HC_OK) { st = rename_all(group, err); }
    if (st != HC_OK) { return st; }
    group->made_folder = false; /* it stays */
    /* Some file systems cannot sync a folder and say EINVAL. */
    if (sync_fd(group->folder_fd) != 0 && errno != EINVAL) {
        return cannot(err, errno, group->folder,
                      "every file is in place but the folder could not be synced", NULL);
    }
    return HC_OK;
}

void hc_atomic_free(hc_atomic_group *group)
{
    if (group == NULL) { return; }
    for (size_t at = 0; at < group->count; at++) {
        discard(group, &group->outputs[at]);
    }
    if (group->folder_fd >= 0) { (void)close(group->folder_fd); }
    if (group->made_folder) { (void)rmdir(group->folder); } /* stays when something is in it */
    for (size_t k = 0; k < group->dropped_count; k++) {
        hc_free(group->dropped[k]);
    }
    hc_free(group->dropped);
    hc_free(group->outputs);
    hc_free(group->folder);
    hc_free(group);
}
