/* What the readers of fuzz_reader.c are given, and those of them that read files of ours. */
#ifndef HC_TESTS_FUZZ_FUZZ_READER_H
#define HC_TESTS_FUZZ_FUZZ_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct fuzz_input {
    const char *bytes;
    size_t length;
    const char *path; /* the same in a file, for readers that want one */
    FILE *nowhere;
} fuzz_input;

static inline void must(bool held)
{
    if (!held) { abort(); }
}

/* Columns side by side, a row a metric, a header in parts: tables made rows. */
void fuzz_shapes(const fuzz_input *in);

void fuzz_centre(const fuzz_input *in);
void fuzz_agents(const fuzz_input *in);
void fuzz_overrides(const fuzz_input *in);
void fuzz_days(const fuzz_input *in);
void fuzz_wanted(const fuzz_input *in);
void fuzz_roster(const fuzz_input *in);
void fuzz_waits(const fuzz_input *in);
void fuzz_scenarios(const fuzz_input *in);
void fuzz_plan(const fuzz_input *in);

#endif
