#include "tests/cli/sample_centre.h"

#include <stdio.h>

#include "tests/support/hc_test.h"

bool hc_sample_make(hc_sample *sample, const char *weeks, const char *queues)
{
    if (sample->folder[0] != '\0') { return false; }
    (void)hc_scratch_path(sample->folder, sizeof sample->folder, "demo");
    hc_ran ran = RUN("demo", sample->folder, "--weeks", weeks, "--queues", queues);
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "headcount plan "));
    hc_ran_free(&ran);
    (void)snprintf(sample->history, HC_SAMPLE_PATH, "%s/history.csv", sample->folder);
    (void)snprintf(sample->centre, HC_SAMPLE_PATH, "%s/centre.json", sample->folder);
    (void)snprintf(sample->plan, HC_SAMPLE_PATH, "%s/plan", sample->folder);
    return true;
}

void hc_sample_plan(const hc_sample *sample, const char *centre, const char *folder)
{
    const char *const words[] = {"plan",
                                 sample->history,
                                 "--out",
                                 folder,
                                 "--effort",
                                 "0",
                                 "--time-limit",
                                 "0",
                                 centre != NULL ? "--centre" : NULL,
                                 centre,
                                 NULL};
    hc_ran ran = hc_run(words, NULL);
    CU_ASSERT_FATAL(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
}
