#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "forecast/base/input.h"
#include "tests/support/hc_test.h"

#define FILE_NAME "test_input.tmp"
#define LINES 20000 /* more than a pipe holds, and than is copied at once */

/* Opens the path, reads all of it and closes it again; how many lines of "line\n" it has. */
static size_t lines_of(const char *path)
{
    int descriptor = -1;
    char line[6] = "";
    size_t lines = 0;
    CU_ASSERT_EQUAL_FATAL(hc_input_open(path, &descriptor, NULL), HC_OK);
    FILE *stream = fdopen(descriptor, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    while (fread(line, 1, 5, stream) == 5 && strcmp(line, "line\n") == 0) {
        lines++;
    }
    CU_ASSERT_TRUE(feof(stream));
    (void)fclose(stream);
    return lines;
}

static void write_lines(int to)
{
    FILE *stream = fdopen(to, "wb");
    for (size_t k = 0; stream != NULL && k < LINES; k++) {
        (void)fputs("line\n", stream);
    }
    if (stream != NULL) { (void)fclose(stream); }
}

/* A child writes the lines, into a pipe or by a name, and ends. */
static pid_t start_writer(int to, const char *path)
{
    const pid_t child = fork();
    CU_ASSERT_TRUE_FATAL(child >= 0);
    if (child == 0) {
        write_lines(path != NULL ? open(path, O_WRONLY) : to);
        _exit(0);
    }
    return child;
}

static void put_pipe_at(int number)
{
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    (void)start_writer(ends[1], NULL); /* waited for at the end of the test */
    CU_ASSERT_EQUAL(close(ends[1]), 0);
    CU_ASSERT_EQUAL(dup2(ends[0], number), number);
    CU_ASSERT_EQUAL(close(ends[0]), 0);
}

static void what_comes_by_a_descriptor_is_read_as_often_as_it_is_opened(void)
{
    const char *const names[] = {"-", "/dev/stdin", "/dev/fd/63", "/proc/self/fd/63"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        put_pipe_at(k < 2 ? STDIN_FILENO : 63);
        for (int time = 0; time < 3; time++) {
            CU_ASSERT_EQUAL(lines_of(names[k]), LINES);
        }
        while (wait(NULL) > 0) {}
    }
    CU_ASSERT_EQUAL(close(63), 0);
}

/* Two readers of one pipe at the same time have places of their own. */
static void readers_do_not_disturb_each_other(void)
{
    int one = -1, other = -1;
    char text[6] = "";
    put_pipe_at(STDIN_FILENO);
    CU_ASSERT_EQUAL_FATAL(hc_input_open("-", &one, NULL), HC_OK);
    CU_ASSERT_EQUAL(read(one, text, 2), 2);
    CU_ASSERT_EQUAL_FATAL(hc_input_open("-", &other, NULL), HC_OK);
    CU_ASSERT_EQUAL(read(other, text, 5), 5);
    CU_ASSERT_STRING_EQUAL(text, "line\n");
    CU_ASSERT_EQUAL(read(one, text, 3), 3);
    CU_ASSERT_EQUAL(strncmp(text, "ne\n", 3), 0);
    (void)close(one);
    (void)close(other);
    while (wait(NULL) > 0) {}
}

/* A shell may have read the first line, of a file or of a document in its script. */
static void what_others_have_read_of_standard_input_is_gone(void)
{
    for (int nameless = 0; nameless < 2; nameless++) {
        char first[5];
        const int file = open(FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
        CU_ASSERT_TRUE_FATAL(file >= 0);
        write_lines(dup(file));
        if (nameless == 1) { CU_ASSERT_EQUAL(unlink(FILE_NAME), 0); }
        CU_ASSERT_EQUAL(lseek(file, 0, SEEK_SET), 0);
        CU_ASSERT_EQUAL(read(file, first, 5), 5);
        CU_ASSERT_EQUAL(dup2(file, STDIN_FILENO), STDIN_FILENO);
        CU_ASSERT_EQUAL(close(file), 0);
        CU_ASSERT_EQUAL(lines_of("-"), LINES - 1);
        CU_ASSERT_EQUAL(lines_of("-"), LINES - 1);
    }
}

static void a_named_pipe_is_read_once(void)
{
    int descriptor = -1;
    char text[6] = "";
    (void)unlink(FILE_NAME);
    CU_ASSERT_EQUAL_FATAL(mkfifo(FILE_NAME, 0600), 0);
    (void)start_writer(-1, FILE_NAME);
    CU_ASSERT_EQUAL_FATAL(hc_input_open(FILE_NAME, &descriptor, NULL), HC_OK);
    CU_ASSERT_EQUAL(lseek(descriptor, 0, SEEK_END), (off_t)5 * LINES);
    CU_ASSERT_EQUAL(lseek(descriptor, 5, SEEK_SET), 5);
    CU_ASSERT_EQUAL(read(descriptor, text, 5), 5);
    CU_ASSERT_STRING_EQUAL(text, "line\n");
    (void)close(descriptor);
    while (wait(NULL) > 0) {}
    (void)unlink(FILE_NAME);
}

static void check_refused(const char *path, const char *message)
{
    hc_error err = HC_ERROR_INIT;
    int descriptor = -7;
    CU_ASSERT_EQUAL(hc_input_open(path, &descriptor, &err), HC_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, message));
    CU_ASSERT_STRING_EQUAL(err.file, hc_input_name(path));
    CU_ASSERT_EQUAL(descriptor, -7);
}

static void what_cannot_be_read_is_named(void)
{
    const int folder = open(".", O_RDONLY);
    check_refused("there/is/none", "there is no such file");
    check_refused(".", "is a folder");
    check_refused("/dev/fd/77", "Bad file descriptor");
    check_refused("/dev/fd/77x", "there is no such file");
    check_refused("/dev/fd/99999999999", "there is no such file");
    check_refused("/dev/fd/", "is a folder");
    CU_ASSERT_EQUAL(dup2(folder, STDIN_FILENO), STDIN_FILENO);
    check_refused("-", "is a folder");
    CU_ASSERT_EQUAL(close(folder), 0);
    CU_ASSERT_STRING_EQUAL(hc_input_name("-"), "stdin");
}

static void no_memory_is_reported(void)
{
    int descriptor = -7;
    put_pipe_at(63);
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_input_open("/dev/fd/63", &descriptor, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(descriptor, -7);
    CU_ASSERT_EQUAL(lines_of("/dev/fd/63"), LINES); /* nothing was taken of it */
    CU_ASSERT_EQUAL(close(63), 0);
    while (wait(NULL) > 0) {}
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(what_comes_by_a_descriptor_is_read_as_often_as_it_is_opened),
        HC_TEST(readers_do_not_disturb_each_other),
        HC_TEST(what_others_have_read_of_standard_input_is_gone),
        HC_TEST(a_named_pipe_is_read_once),
        HC_TEST(what_cannot_be_read_is_named),
        HC_TEST(no_memory_is_reported),
    };
    return hc_test_run("input", tests, sizeof tests / sizeof tests[0]);
}
