#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "forecast/base/atomic_file.h"
#include "tests/support/hc_test.h"

/*
 * The system calls that matter pass through here (the linker's --wrap): each is one step, and
 * at a chosen step the process is killed before or after it, or the call fails.
 */
typedef enum fault { FAULT_NONE, FAULT_KILL_BEFORE, FAULT_KILL_AFTER, FAULT_ERROR } fault;

static fault wanted_fault;
static int wanted_step;
static int steps;
static int wanted_errno;

int __wrap_openat(int folder, const char *path, int flags, mode_t mode);
int __real_openat(int folder, const char *path, int flags, mode_t mode);
int __wrap_fsync(int file);
int __real_fsync(int file);
int __wrap_renameat(int old_folder, const char *old, int new_folder, const char *new_name);
int __real_renameat(int old_folder, const char *old, int new_folder, const char *new_name);
int __wrap_fflush(FILE *stream);
int __real_fflush(FILE *stream);

static int fails_here(void)
{
    if (wanted_fault == FAULT_NONE || ++steps != wanted_step) { return 0; }
    if (wanted_fault == FAULT_KILL_BEFORE) { (void)raise(SIGKILL); }
    if (wanted_fault != FAULT_ERROR) { return 0; }
    errno = wanted_errno;
    return 1;
}

static int after(int result)
{
    if (wanted_fault == FAULT_KILL_AFTER && steps == wanted_step) { (void)raise(SIGKILL); }
    return result;
}

int __wrap_openat(int folder, const char *path, int flags, mode_t mode)
{
    return fails_here() ? -1 : after(__real_openat(folder, path, flags, mode));
}

int __wrap_fsync(int file)
{
    return fails_here() ? -1 : after(__real_fsync(file));
}

int __wrap_renameat(int old_folder, const char *old, int new_folder, const char *new_name)
{
    return fails_here() ? -1 : after(__real_renameat(old_folder, old, new_folder, new_name));
}

int __wrap_fflush(FILE *stream)
{
    return fails_here() ? EOF : after(__real_fflush(stream));
}

static void set_fault(fault kind, int step, int error)
{
    wanted_fault = kind;
    wanted_step = step;
    wanted_errno = error;
    steps = 0;
}

/* ------------------------------------------------------------------------------ folders */

static char root[64];

static void make_root(void)
{
    (void)snprintf(root, sizeof root, "%s", "/tmp/hc_atomic_XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(root));
}

static const char *in_root(const char *name)
{
    static char path[4][512];
    static int next;
    next = (next + 1) % 4;
    (void)snprintf(path[next], sizeof path[next], "%s/%s", root, name);
    return path[next];
}

/* Entries of a folder whose names begin with a prefix. */
static int count_entries(const char *folder, const char *prefix)
{
    int count = 0;
    DIR *listed = opendir(folder);
    if (listed == NULL) { return -1; }
    for (const struct dirent *e = readdir(listed); e != NULL; e = readdir(listed)) {
        const int dots = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
        count += !dots && strncmp(e->d_name, prefix, strlen(prefix)) == 0 ? 1 : 0;
    }
    (void)closedir(listed);
    return count;
}

static void remove_folder(const char *folder)
{
    DIR *listed = opendir(folder);
    if (listed == NULL) { return; }
    for (const struct dirent *e = readdir(listed); e != NULL; e = readdir(listed)) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) { continue; }
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (unlink(path) != 0) { remove_folder(path); }
    }
    (void)closedir(listed);
    (void)rmdir(folder);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs(text, file);
    (void)fclose(file);
}

static int holds(const char *path, const char *text)
{
    char read_text[4096] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL) { return 0; }
    read_text[fread(read_text, 1, sizeof read_text - 1, file)] = '\0';
    (void)fclose(file);
    return strcmp(read_text, text) == 0;
}

static hc_atomic_group *create(const char *folder)
{
    hc_atomic_group *group = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_atomic_create(&group, folder, NULL), HC_OK);
    return group;
}

static FILE *open_in(hc_atomic_group *group, const char *name)
{
    FILE *stream = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_atomic_open(group, name, &stream, NULL), HC_OK);
    return stream;
}

/* Writes "new" to a and b of the folder; any status but HC_OK ends it. */
static hc_status write_pair(const char *folder, hc_error *err)
{
    hc_atomic_group *group = NULL;
    FILE *stream = NULL;
    hc_status st = hc_atomic_create(&group, folder, err);
    if (st == HC_OK) { st = hc_atomic_open(group, "a", &stream, err); }
    if (st == HC_OK) { (void)fputs("new", stream); }
    if (st == HC_OK) { st = hc_atomic_open(group, "b", &stream, err); }
    if (st == HC_OK) { (void)fputs("new", stream); }
    if (st == HC_OK) { st = hc_atomic_drop(group, "earlier", err); }
    if (st == HC_OK) { st = hc_atomic_commit(group, err); }
    hc_atomic_free(group);
    return st;
}

/* -------------------------------------------------------------------------------- tests */

static void a_group_appears_together(void)
{
    make_root();
    hc_atomic_group *group = create(in_root("out"));
    (void)fputs("one", open_in(group, "a.csv"));
    (void)fputs("two", open_in(group, "b.csv"));
    CU_ASSERT_EQUAL(count_entries(in_root("out"), "a"), 0);
    CU_ASSERT_EQUAL(count_entries(in_root("out"), ".headcount-"), 2);
    CU_ASSERT_EQUAL(hc_atomic_commit(group, NULL), HC_OK);
    hc_atomic_free(group);
    CU_ASSERT_TRUE(holds(in_root("out/a.csv"), "one"));
    CU_ASSERT_TRUE(holds(in_root("out/b.csv"), "two"));
    CU_ASSERT_EQUAL(count_entries(in_root("out"), ""), 2);
    remove_folder(root);
}

static void what_is_not_committed_leaves_no_trace(void)
{
    make_root();
    put(in_root("kept"), "old");
    hc_atomic_group *group = create(root);
    (void)fputs("new", open_in(group, "kept"));
    (void)fputs("new", open_in(group, "other"));
    hc_atomic_free(group);
    CU_ASSERT_TRUE(holds(in_root("kept"), "old"));
    CU_ASSERT_EQUAL(count_entries(root, ""), 1);
    group = create(in_root("made"));
    CU_ASSERT_EQUAL(count_entries(root, "made"), 1);
    (void)open_in(group, "x");
    hc_atomic_free(group);
    CU_ASSERT_EQUAL(count_entries(root, "made"), 0);
    hc_atomic_free(NULL);
    remove_folder(root);
}

static void a_writer_by_path_writes_the_same_file(void)
{
    make_root();
    hc_atomic_group *group = create(root);
    (void)open_in(group, "a.xlsx");
    const char *path = hc_atomic_path(group, "a.xlsx");
    CU_ASSERT_PTR_NOT_NULL_FATAL(path);
    put(path, "by path");
    CU_ASSERT_PTR_NULL(hc_atomic_path(group, "b.xlsx"));
    CU_ASSERT_EQUAL(hc_atomic_commit(group, NULL), HC_OK);
    CU_ASSERT_PTR_NULL(hc_atomic_path(group, "a.xlsx"));
    hc_atomic_free(group);
    CU_ASSERT_TRUE(holds(in_root("a.xlsx"), "by path"));
    remove_folder(root);
}

/* What an earlier run wrote goes; what this one writes, strangers and places outside stay. */
static void dropped_files_go_with_the_commit(void)
{
    static const char *const kept[] = {"a", "b", "stranger", "folder"};
    make_root();
    put(in_root("a"), "old");
    put(in_root("earlier"), "old");
    put(in_root("stranger"), "mine");
    CU_ASSERT_EQUAL_FATAL(mkdir(in_root("folder"), 0777), 0);
    CU_ASSERT_EQUAL_FATAL(mkdir(in_root("out"), 0777), 0);
    hc_atomic_group *group = create(root);
    (void)fputs("new", open_in(group, "a"));
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "a", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "earlier", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "folder", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "never there", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "../stranger", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "", NULL), HC_OK);
    (void)fputs("new", open_in(group, "b"));
    CU_ASSERT_STRING_EQUAL(hc_atomic_name(group, 0), "a");
    CU_ASSERT_STRING_EQUAL(hc_atomic_name(group, 1), "b");
    CU_ASSERT_PTR_NULL(hc_atomic_name(group, 2));
    CU_ASSERT_TRUE(holds(in_root("earlier"), "old")); /* not before the commit */
    CU_ASSERT_EQUAL_FATAL(hc_atomic_commit(group, NULL), HC_OK);
    hc_atomic_free(group);
    for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
        CU_ASSERT_EQUAL(count_entries(root, kept[k]), 1);
    }
    CU_ASSERT_EQUAL(count_entries(root, "earlier"), 0);
    CU_ASSERT_TRUE(holds(in_root("a"), "new") && holds(in_root("stranger"), "mine"));
    remove_folder(root);
}

static void a_group_that_is_not_committed_drops_nothing(void)
{
    make_root();
    put(in_root("earlier"), "old");
    hc_atomic_group *group = create(root);
    (void)fputs("new", open_in(group, "a"));
    CU_ASSERT_EQUAL(hc_atomic_drop(group, "earlier", NULL), HC_OK);
    hc_atomic_free(group);
    CU_ASSERT_TRUE(holds(in_root("earlier"), "old"));
    CU_ASSERT_EQUAL(count_entries(root, ""), 1);
    remove_folder(root);
}

static void only_one_level_of_folder_is_made(void)
{
    make_root();
    hc_atomic_group *group = NULL;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_atomic_create(&group, in_root("x/y"), &err), HC_ERR_OUTPUT);
    CU_ASSERT_PTR_NULL(group);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "last folder"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.file, "x/y"));
    put(in_root("file"), "");
    CU_ASSERT_EQUAL(hc_atomic_create(&group, in_root("file"), &err), HC_ERR_OUTPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Not a directory"));
    CU_ASSERT_EQUAL(hc_atomic_create(&group, "", &err), HC_ERR_OUTPUT);
    remove_folder(root);
}

static void names_that_are_no_file_names_are_refused(void)
{
    char longest[300];
    memset(longest, 'x', sizeof longest);
    longest[256] = '\0';
    const char *const wrong[] = {
        "", ".", "..", "a/b", "/etc/passwd", "../x", longest, ".headcount-1-1.tmp"};
    make_root();
    hc_atomic_group *group = create(root);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        FILE *stream = NULL;
        CU_ASSERT_EQUAL(hc_atomic_open(group, wrong[i], &stream, NULL), HC_ERR_OUTPUT);
        CU_ASSERT_PTR_NULL(stream);
    }
    longest[255] = '\0';
    (void)open_in(group, longest);
    FILE *stream = NULL;
    CU_ASSERT_EQUAL(hc_atomic_open(group, longest, &stream, NULL), HC_ERR_OUTPUT);
    CU_ASSERT_EQUAL(hc_atomic_commit(group, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_commit(group, NULL), HC_ERR_USAGE);
    hc_atomic_free(group);
    remove_folder(root);
}

static void links_folders_and_pipes_are_not_replaced(void)
{
    make_root();
    put(in_root("secret"), "old");
    CU_ASSERT_EQUAL(symlink("secret", in_root("link")), 0);
    CU_ASSERT_EQUAL(symlink("/nonexistent", in_root("dangling")), 0);
    CU_ASSERT_EQUAL(mkdir(in_root("folder"), 0700), 0);
    CU_ASSERT_EQUAL(mkfifo(in_root("pipe"), 0600), 0);
    static const char *const names[] = {"link", "dangling", "folder", "pipe"};
    static const char *const kinds[] = {"symbolic link", "symbolic link", "folder", "pipe"};
    hc_atomic_group *group = create(root);
    for (size_t i = 0; i < 4; i++) {
        FILE *stream = NULL;
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_atomic_open(group, names[i], &stream, &err), HC_ERR_OUTPUT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, kinds[i]));
    }
    hc_atomic_free(group);
    CU_ASSERT_TRUE(holds(in_root("secret"), "old"));
    remove_folder(root);
}

static void a_device_is_not_replaced(void)
{
    hc_atomic_group *group = NULL;
    FILE *stream = NULL;
    if (hc_atomic_create(&group, "/dev", NULL) == HC_OK) {
        CU_ASSERT_EQUAL(hc_atomic_open(group, "full", &stream, NULL), HC_ERR_OUTPUT);
    }
    hc_atomic_free(group);
}

static void leftovers_of_killed_runs_are_removed_and_living_ones_kept(void)
{
    make_root();
    put(in_root(".headcount-999999-1.tmp"), "left");
    put(in_root(".headcount-mine"), "not a temporary");
    hc_atomic_group *living = create(root);
    (void)fputs("one", open_in(living, "a"));
    CU_ASSERT_EQUAL(count_entries(root, ".headcount-999999"), 0);
    CU_ASSERT_EQUAL(count_entries(root, ".headcount-mine"), 1);
    hc_atomic_group *second = create(root); /* must not take the first one's temporary */
    (void)fputs("two", open_in(second, "b"));
    CU_ASSERT_EQUAL(hc_atomic_commit(living, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_commit(second, NULL), HC_OK);
    hc_atomic_free(living);
    hc_atomic_free(second);
    CU_ASSERT_TRUE(holds(in_root("a"), "one"));
    CU_ASSERT_TRUE(holds(in_root("b"), "two"));
    remove_folder(root);
}

/* A child is killed at every step in turn; each file is the old or the new one, never a part.
 */
static void killed_anywhere_every_file_is_whole(void)
{
    int survived = 0;
    int killed = 0;
    for (int step = 1; survived < 2 && step < 100; step++) {
        for (int kind = FAULT_KILL_BEFORE; kind <= FAULT_KILL_AFTER; kind++) {
            make_root();
            put(in_root("a"), "old");
            put(in_root("b"), "old");
            const pid_t child = fork();
            if (child == 0) {
                set_fault((fault)kind, step, 0);
                _exit(write_pair(root, NULL) == HC_OK ? 0 : 1);
            }
            int status = 0;
            (void)waitpid(child, &status, 0);
            const int was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
            killed += was_killed;
            survived += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
            CU_ASSERT_TRUE(was_killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
            CU_ASSERT_TRUE(holds(in_root("a"), "old") || holds(in_root("a"), "new"));
            CU_ASSERT_TRUE(holds(in_root("b"), "old") || holds(in_root("b"), "new"));
            CU_ASSERT_FALSE(holds(in_root("a"), "old") && holds(in_root("b"), "new"));
            CU_ASSERT_TRUE(count_entries(root, ".headcount-") <= 2);
            CU_ASSERT_EQUAL(write_pair(root, NULL), HC_OK);
            CU_ASSERT_EQUAL(count_entries(root, ""), 2);
            CU_ASSERT_TRUE(holds(in_root("a"), "new") && holds(in_root("b"), "new"));
            remove_folder(root);
        }
    }
    CU_ASSERT_EQUAL(survived, 2);
    CU_ASSERT_TRUE(killed >= 20);
}

/* Every call fails in turn: an error, and the old files unless the error names the new ones. */
static void every_failing_call_is_an_error_that_tells_what_changed(void)
{
    static const int errors[] = {EIO, ENOSPC};
    int failures = 0;
    for (size_t i = 0; i < 2; i++) {
        hc_status st = HC_ERR_OUTPUT;
        for (int step = 1; step < 100; step++) {
            hc_error err = HC_ERROR_INIT;
            make_root();
            put(in_root("a"), "old");
            put(in_root("b"), "old");
            set_fault(FAULT_ERROR, step, errors[i]);
            st = write_pair(root, &err);
            const int reached = steps >= step;
            set_fault(FAULT_NONE, 0, 0);
            failures += st != HC_OK ? 1 : 0;
            const int named = strstr(err.message, "already new: a") != NULL;
            const int all = strstr(err.message, "every file is in place") != NULL;
            if (st != HC_OK) {
                CU_ASSERT_EQUAL(st, HC_ERR_OUTPUT);
                CU_ASSERT_EQUAL(holds(in_root("a"), "new"), named || all);
                CU_ASSERT_EQUAL(holds(in_root("b"), "new"), all);
            }
            CU_ASSERT_EQUAL(count_entries(root, ".headcount-"), 0);
            CU_ASSERT_EQUAL(count_entries(root, ""), 2);
            remove_folder(root);
            if (!reached) { break; }
        }
        CU_ASSERT_EQUAL(st, HC_OK);
    }
    CU_ASSERT_TRUE(failures >= 16);
}

static void an_interrupted_sync_is_tried_again(void)
{
    for (int step = 1; step < 20; step++) {
        make_root();
        set_fault(FAULT_ERROR, step, EINTR);
        const hc_status st = write_pair(root, NULL);
        set_fault(FAULT_NONE, 0, 0);
        if (st == HC_OK) {
            CU_ASSERT_TRUE(holds(in_root("a"), "new") && holds(in_root("b"), "new"));
        }
        remove_folder(root);
    }
}

/* A limit on the file's size stands for a full disk. */
static void a_full_disk_is_an_error_and_changes_nothing(void)
{
    make_root();
    put(in_root("a"), "old");
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
        static char large[100000];
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        hc_atomic_group *group = NULL;
        FILE *stream = NULL;
        hc_error err = HC_ERROR_INIT;
        if (hc_atomic_create(&group, root, &err) != HC_OK ||
            hc_atomic_open(group, "a", &stream, &err) != HC_OK) {
            _exit(2);
        }
        (void)fwrite(large, 1, sizeof large, stream);
        const hc_status st = hc_atomic_commit(group, &err);
        hc_atomic_free(group);
        _exit(st == HC_ERR_OUTPUT && strcmp(err.file, "a") == 0 ? 0 : 1);
    }
    int status = 0;
    (void)waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CU_ASSERT_TRUE(holds(in_root("a"), "old"));
    CU_ASSERT_EQUAL(count_entries(root, ""), 1);
    remove_folder(root);
}

/* Root may write everywhere, so the test steps down to nobody where it runs as root. */
static void an_unwritable_folder_is_an_error(void)
{
    make_root();
    CU_ASSERT_EQUAL(chmod(root, 0555), 0);
    const pid_t child = fork();
    if (child == 0) {
        hc_atomic_group *group = NULL;
        FILE *stream = NULL;
        hc_error err = HC_ERROR_INIT;
        if (geteuid() == 0 && setuid(65534) != 0) { _exit(0); }
        if (hc_atomic_create(&group, root, &err) != HC_OK) { _exit(2); }
        const hc_status st = hc_atomic_open(group, "a", &stream, &err);
        hc_atomic_free(group);
        _exit(st == HC_ERR_OUTPUT && strstr(err.message, "ermission") != NULL ? 0 : 1);
    }
    int status = 0;
    (void)waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CU_ASSERT_EQUAL(chmod(root, 0755), 0);
    remove_folder(root);
}

static void the_error_of_a_stream_is_not_forgotten(void)
{
    make_root();
    hc_atomic_group *group = create(root);
    FILE *stream = open_in(group, "a");
    CU_ASSERT_EQUAL(dup2(open("/dev/full", O_WRONLY | O_CLOEXEC), fileno(stream)),
                    fileno(stream));
    (void)fputs("never arrives", stream);
    CU_ASSERT_EQUAL(fflush(stream), EOF);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_atomic_commit(group, &err), HC_ERR_OUTPUT);
    CU_ASSERT_STRING_EQUAL(err.file, "a");
    hc_atomic_free(group);
    CU_ASSERT_EQUAL(count_entries(root, ""), 0);
    remove_folder(root);
}

static void every_failing_allocation_is_an_error_without_trace(void)
{
    size_t k = 1;
    hc_status st = HC_ERR_MEMORY;
    for (; st != HC_OK && k < 50; k++) {
        make_root();
        hc_heap_fail_at(k);
        st = write_pair(in_root("out"), NULL);
        hc_heap_fail_at(0);
        CU_ASSERT_TRUE(st == HC_OK || st == HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(count_entries(root, ""), st == HC_OK ? 1 : 0);
        CU_ASSERT_EQUAL(hc_heap_live(), 0);
        remove_folder(root);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT_TRUE(k > 6);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(a_group_appears_together),
        HC_TEST(what_is_not_committed_leaves_no_trace),
        HC_TEST(a_writer_by_path_writes_the_same_file),
        HC_TEST(dropped_files_go_with_the_commit),
        HC_TEST(a_group_that_is_not_committed_drops_nothing),
        HC_TEST(only_one_level_of_folder_is_made),
        HC_TEST(names_that_are_no_file_names_are_refused),
        HC_TEST(links_folders_and_pipes_are_not_replaced),
        HC_TEST(a_device_is_not_replaced),
        HC_TEST(leftovers_of_killed_runs_are_removed_and_living_ones_kept),
        HC_TEST(killed_anywhere_every_file_is_whole),
        HC_TEST(every_failing_call_is_an_error_that_tells_what_changed),
        HC_TEST(an_interrupted_sync_is_tried_again),
        HC_TEST(a_full_disk_is_an_error_and_changes_nothing),
        HC_TEST(an_unwritable_folder_is_an_error),
        HC_TEST(the_error_of_a_stream_is_not_forgotten),
        HC_TEST(every_failing_allocation_is_an_error_without_trace),
    };
    return hc_test_run("atomic_file", tests, sizeof tests / sizeof tests[0]);
}
