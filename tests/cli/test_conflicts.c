#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define TEXT 32768

/* Six days of seven in runs of three: one week can, two on end cannot. */
static const char *const centre_text =
    "{\"contracts\":[{\"name\":\"full\",\"days_a_week_most\":6,\"consecutive_days_most\":3},"
    "{\"name\":\"ok\"}],"
    "\"classes\":[{\"name\":\"team A\",\"contract\":\"full\",\"count\":2},"
    "{\"name\":\"team B\",\"contract\":\"ok\",\"count\":1}]}";

/* Two weeks from 08:00 to 20:00, so many people in every half hour. */
static void write_wanted(char *path, int32_t people)
{
    static char text[TEXT];
    size_t used = (size_t)snprintf(text, TEXT, "timestamp,required_agents\n");
    for (int day = 1; day <= 14; day++) {
        for (int half = 16; half < 40; half++) {
            used += (size_t)snprintf(text + used, TEXT - used, "2026-06-%02dT%02d:%02d,%d\n",
                                     day, half / 2, half % 2 * 30, people);
        }
    }
    (void)hc_scratch_file(path, "wanted.csv", text);
}

static void contradicting_rules_are_named_and_the_rest_is_rostered(void)
{
    char wanted[PATH], centre[PATH], made[PATH / 2], path[PATH];
    write_wanted(wanted, 3);
    (void)hc_scratch_file(centre, "centre.json", centre_text);
    (void)hc_scratch_path(made, sizeof made, "made");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--effort", "0.001", "--out", made,
                     "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err,
                   "class 'team A' has no legal week under contract 'full': days in a "
                   "row (3) and least days a week (6) contradict each other; the least "
                   "change: change to days in a row (4)"));
    CU_ASSERT(SAYS(ran.out, "People with shifts"));
    CU_ASSERT(SAYS(ran.out, "Short from"));
    hc_ran_free(&ran);
    (void)snprintf(path, sizeof path, "%s/schedule.json", made);
    CU_ASSERT(hc_file_says(path, "\"conflicts\": [\n    \"class 'team A' has no legal week"));
    /* Only what had to give way is missed. */
    (void)snprintf(path, sizeof path, "%s/roster.csv", made);
    ran = RUN("schedule", wanted, "--centre", centre, "--check", path, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 3);
    CU_ASSERT(SAYS(ran.out, "2026-06-08,least days a week,5 days,at least 6 days"));
    hc_ran_free(&ran);
}

static void days_off_that_leave_no_whole_week_are_told(void)
{
    char wanted[PATH], centre[PATH], agents[PATH];
    write_wanted(wanted, 1);
    (void)hc_scratch_file(centre, "centre.json", centre_text);
    (void)hc_scratch_file(agents, "agents.csv",
                          "id,contract,days_off\nAnn,ok,2026-06-01..2026-06-05\nBob,ok,\n");
    hc_ran ran =
        RUN("schedule", wanted, "--centre", centre, "--agents", agents, "--effort", "0.001");
    CU_ASSERT_EQUAL(ran.exit_code, 0); /* leave is no fault: the contract gives way to it */
    CU_ASSERT(SAYS(ran.err, "agent 'Ann' cannot work a whole week of contract 'ok'"));
    CU_ASSERT(!SAYS(ran.err, "'Bob'"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(contradicting_rules_are_named_and_the_rest_is_rostered),
        HC_TEST(days_off_that_leave_no_whole_week_are_told),
    };
    return hc_test_run("program: rules that contradict each other", tests,
                       sizeof tests / sizeof *tests);
}
