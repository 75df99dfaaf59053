/* The sample centre that tests of the program plan, play and look at. */
#ifndef HC_TESTS_CLI_SAMPLE_CENTRE_H
#define HC_TESTS_CLI_SAMPLE_CENTRE_H

#include "tests/cli/run_program.h"

#define HC_SAMPLE_PATH 1024

typedef struct hc_sample {
    char folder[HC_SAMPLE_PATH / 2];
    char history[HC_SAMPLE_PATH], centre[HC_SAMPLE_PATH]; /* of `demo` */
    char plan[HC_SAMPLE_PATH];                            /* a folder for its plan: not made */
} hc_sample;

/* Runs `demo` with so many weeks and queues; true at the first call with this sample, which
 * begins as zeros. */
bool hc_sample_make(hc_sample *sample, const char *weeks, const char *queues);

/* Plans the sample into the folder without a search for better shifts, with a centre file or
 * NULL. The plan may be short of people (exit code 1). */
void hc_sample_plan(const hc_sample *sample, const char *centre, const char *folder);

#endif
