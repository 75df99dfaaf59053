#include "tests/cli/run_program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 64
#define PATH_BYTES 1024

static void must(bool ok, const char *what)
{
    if (!ok) {
        perror(what);
        exit(EXIT_FAILURE);
    }
}

const char *hc_scratch(void)
{
    static char folder[PATH_BYTES / 2];
    if (folder[0] == '\0') {
        (void)snprintf(folder, sizeof folder, "%s/scratch-XXXXXX", HC_BINARY_DIR);
        must(mkdtemp(folder) != NULL, folder);
    }
    return folder;
}

const char *hc_scratch_path(char *buffer, size_t size, const char *name)
{
    (void)snprintf(buffer, size, "%s/%s", hc_scratch(), name);
    return buffer;
}

const char *hc_scratch_file(char *buffer, const char *name, const char *text)
{
    FILE *file = fopen(hc_scratch_path(buffer, PATH_BYTES, name), "wb");
    must(file != NULL, buffer);
    (void)fputs(text, file);
    must(fclose(file) == 0, buffer);
    return buffer;
}

bool hc_file_exists(const char *folder, const char *name)
{
    char path[PATH_BYTES];
    struct stat about;
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return stat(path, &about) == 0;
}

char *hc_file_text(const char *path)
{
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fstat(fileno(file), &about) != 0) { return NULL; }
    char *text = calloc((size_t)about.st_size + 1, 1);
    must(text != NULL, path);
    const size_t got = fread(text, 1, (size_t)about.st_size, file);
    text[got] = '\0';
    (void)fclose(file);
    return text;
}

bool hc_same_files(const char *one, const char *two)
{
    char *text = hc_file_text(two);
    const bool same = text != NULL && hc_file_is(one, text);
    free(text);
    return same;
}

typedef bool (*text_fn)(const char *text, const char *part);

static bool starts(const char *text, const char *part)
{
    return STARTS(text, part);
}

static bool says(const char *text, const char *part)
{
    return SAYS(text, part);
}

static bool is(const char *text, const char *part)
{
    return strcmp(text, part) == 0;
}

static bool file_does(const char *path, const char *part, text_fn does)
{
    char *text = hc_file_text(path);
    const bool done = text != NULL && does(text, part);
    free(text);
    return done;
}

bool hc_file_starts(const char *path, const char *text)
{
    return file_does(path, text, starts);
}

bool hc_file_says(const char *path, const char *text)
{
    return file_does(path, text, says);
}

bool hc_file_is(const char *path, const char *text)
{
    return file_does(path, text, is);
}

size_t hc_file_lines(const char *path)
{
    char *text = hc_file_text(path);
    const size_t lines = text != NULL ? hc_count_lines(text) : 0;
    free(text);
    return lines;
}

size_t hc_count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text != '\0'; text++) {
        lines += *text == '\n' ? 1 : 0;
    }
    return lines;
}

static void become_program(const char *const *arguments, const char *in, const char *out,
                           const char *err)
{
    char *argv[ARGUMENTS_MAX + 2] = {NULL};
    const int input = open(in, O_RDONLY);
    const int output = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int errors = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (input < 0 || output < 0 || errors < 0) { _exit(99); }
    (void)dup2(input, STDIN_FILENO);
    (void)dup2(output, STDOUT_FILENO);
    (void)dup2(errors, STDERR_FILENO);
    argv[0] = strdup("headcount");
    for (size_t k = 0; k < ARGUMENTS_MAX && arguments[k] != NULL; k++) {
        argv[k + 1] = strdup(arguments[k]);
    }
    (void)execv(HC_PROGRAM, argv);
    _exit(98);
}

static hc_ran run(const char *const *arguments, const char *input, const char *output)
{
    char in[PATH_BYTES];
    char out[PATH_BYTES];
    char err[PATH_BYTES];
    int status = 0;
    hc_ran ran = {0};
    (void)hc_scratch_file(in, "stdin", input != NULL ? input : "");
    (void)hc_scratch_path(out, sizeof out, "stdout");
    (void)hc_scratch_path(err, sizeof err, "stderr");
    (void)fflush(NULL);
    const pid_t child = fork();
    must(child >= 0, "fork");
    if (child == 0) { become_program(arguments, in, output != NULL ? output : out, err); }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ran.out = output != NULL ? strdup("") : hc_file_text(out);
    ran.err = hc_file_text(err);
    must(ran.out != NULL && ran.err != NULL, "the program's texts");
    return ran;
}

hc_ran hc_run(const char *const *arguments, const char *input)
{
    return run(arguments, input, NULL);
}

hc_ran hc_run_into(const char *const *arguments, const char *output)
{
    return run(arguments, NULL, output);
}

void hc_ran_free(hc_ran *ran)
{
    free(ran->out);
    free(ran->err);
    *ran = (hc_ran){0};
}
