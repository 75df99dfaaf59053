/* Runs the program as a user does and keeps what it said. */
#ifndef HC_TESTS_CLI_RUN_PROGRAM_H
#define HC_TESTS_CLI_RUN_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hc_ran {
    int exit_code; /* 128 + the signal when one ended it */
    char *out;
    char *err;
} hc_ran;

/* Arguments after the program's name, the last NULL; input is its standard input (NULL: empty).
 */
hc_ran hc_run(const char *const *arguments, const char *input);
#define RUN(...) hc_run((const char *const[]){__VA_ARGS__, NULL}, NULL)
#define RUN_WITH(input, ...) hc_run((const char *const[]){__VA_ARGS__, NULL}, (input))

/* The same with standard output going to a file. */
hc_ran hc_run_into(const char *const *arguments, const char *output);

/* Frees the texts. */
void hc_ran_free(hc_ran *ran);

/* A folder of this test program, made empty at its start. */
const char *hc_scratch(void);

/* scratch/name in buffer[size]; returns buffer. */
const char *hc_scratch_path(char *buffer, size_t size, const char *name);

/* Writes scratch/name and gives its path in buffer[1024]. */
const char *hc_scratch_file(char *buffer, const char *name, const char *text);

bool hc_file_exists(const char *folder, const char *name);

/* Whole file, freed with free; NULL when it cannot be read. */
char *hc_file_text(const char *path);

/* Whether both files can be read and hold the same text. */
bool hc_same_files(const char *one, const char *two);

/* Whether the file can be read and begins so, holds this text, is this text. */
bool hc_file_starts(const char *path, const char *text);
bool hc_file_says(const char *path, const char *text);
bool hc_file_is(const char *path, const char *text);

/* Lines of a file; 0 when it cannot be read. */
size_t hc_file_lines(const char *path);

size_t hc_count_lines(const char *text);

#define SAYS(text, part) (strstr((text), (part)) != NULL)
#define STARTS(text, part) (strncmp((text), (part), strlen(part)) == 0)

#endif
