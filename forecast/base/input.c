#include "forecast/base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#define CHUNK 65536U /* bytes copied at once */
#define AGAIN "/dev/fd/%d"

/* Where shells name descriptors. */
static const char *const descriptors[] = {"/dev/fd/", "/proc/self/fd/"};

const char *hc_input_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "stdin" : path;
}

hc_status hc_input_failed(const char *path, hc_error *err)
{
    const char *why = errno == ENOENT ? "there is no such file"
                      : errno == 0    ? "read error"
                                      : strerror(errno);
    return hc_fail(err, HC_ERR_INPUT, (hc_place){.file = hc_input_name(path)}, NULL,
                   "cannot be read: %s", why);
}

static bool write_all(int to, const unsigned char *bytes, size_t count)
{
    for (size_t done = 0; done < count;) {
        const ssize_t put = write(to, bytes + done, count - done);
        if (put < 0 && errno != EINTR) { return false; }
        done += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static bool copy_all(int from, int to, unsigned char *chunk)
{
    ssize_t got = 1;
    while (got != 0) {
        got = read(from, chunk, CHUNK);
        if (got < 0 && errno != EINTR) { return false; }
        if (got > 0 && !write_all(to, chunk, (size_t)got)) { return false; }
    }
    return true;
}

/* Puts all that is still to be read of a descriptor, in a file without a name, in its place. */
static hc_status keep(const char *path, int descriptor, hc_error *err)
{
    unsigned char *chunk = NULL;
    HC_TRY(hc_alloc(&chunk, CHUNK, 1, err));
    FILE *kept = tmpfile();
    const bool done = kept != NULL && copy_all(descriptor, fileno(kept), chunk) &&
                      lseek(fileno(kept), 0, SEEK_SET) == 0 &&
                      dup2(fileno(kept), descriptor) >= 0;
    const hc_status st = done ? HC_OK : hc_input_failed(path, err);
    if (kept != NULL) { (void)fclose(kept); }
    hc_free(chunk);
    return st;
}

/* A file without a name, of which nothing was read. */
static bool is_kept(int descriptor, const struct stat *info)
{
    return S_ISREG(info->st_mode) && info->st_nlink == 0 && lseek(descriptor, 0, SEEK_CUR) == 0;
}

/* The descriptor that a path names; below 0: it names a file. */
static int named_descriptor(const char *path)
{
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdin") == 0) { return STDIN_FILENO; }
    for (size_t k = 0; k < sizeof descriptors / sizeof *descriptors; k++) {
        const size_t length = strlen(descriptors[k]);
        int64_t number = -1;
        if (strncmp(path, descriptors[k], length) == 0 &&
            hc_parse_int64(path + length, strlen(path + length), &number) &&
            number <= INT_MAX) {
            return (int)number;
        }
    }
    return -1;
}

static hc_status open_named(const char *path, int number, int *descriptor, hc_error *err)
{
    char again[sizeof AGAIN + 16];
    struct stat info;
    if (fstat(number, &info) != 0) { return hc_input_failed(path, err); }
    if (!is_kept(number, &info) && !S_ISDIR(info.st_mode)) { HC_TRY(keep(path, number, err)); }
    (void)snprintf(again, sizeof again, AGAIN, number);
    *descriptor = open(again, O_RDONLY | O_CLOEXEC);
    return *descriptor >= 0 ? HC_OK : hc_input_failed(path, err);
}

static hc_status open_any(const char *path, int *descriptor, hc_error *err)
{
    struct stat info;
    const int number = named_descriptor(path);
    if (number >= 0) {
        HC_TRY(open_named(path, number, descriptor, err));
    } else {
        *descriptor = open(path, O_RDONLY | O_CLOEXEC);
    }
    if (*descriptor < 0 || fstat(*descriptor, &info) != 0) {
        return hc_input_failed(path, err);
    }
    if (S_ISDIR(info.st_mode)) {
        return hc_fail(err, HC_ERR_INPUT, (hc_place){.file = hc_input_name(path)},
                       "name the files in it", "is a folder, not a file");
    }
    return S_ISREG(info.st_mode) ? HC_OK : keep(path, *descriptor, err);
}

hc_status hc_input_open(const char *path, int *descriptor, hc_error *err)
{
    int opened = -1;
    const hc_status st = open_any(path, &opened, err);
    if (st == HC_OK) {
        *descriptor = opened;
    } else if (opened >= 0) {
        (void)close(opened);
    }
    return st;
}
