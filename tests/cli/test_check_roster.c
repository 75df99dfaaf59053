#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

static const char *const wanted_text = "timestamp,required_agents\n"
                                       "2026-11-23T08:00,2\n"
                                       "2026-11-23T08:30,3\n"
                                       "2026-11-23T09:00,4\n"
                                       "2026-11-23T09:30,4\n"
                                       "2026-11-23T10:00,3\n"
                                       "2026-11-23T10:30,2\n";

static char wanted[PATH], folder[PATH / 2], roster[PATH];

static void make_roster(void)
{
    if (wanted[0] != '\0') { return; }
    (void)hc_scratch_file(wanted, "wanted.csv", wanted_text);
    (void)hc_scratch_path(folder, sizeof folder, "made");
    (void)snprintf(roster, sizeof roster, "%s/roster.csv", folder);
    hc_ran ran = RUN("schedule", wanted, "--out", folder);
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    hc_ran_free(&ran);
}

static void a_roster_as_it_was_made_breaks_no_rule(void)
{
    make_roster();
    hc_ran ran = RUN("schedule", wanted, "--check", roster, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Rules broken "));
    CU_ASSERT(!SAYS(ran.out, "Rule broken "));
    CU_ASSERT(SAYS(ran.out, "Cost "));
    CU_ASSERT_STRING_EQUAL(ran.err, "");
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--check", roster);
    CU_ASSERT_STRING_EQUAL(ran.out, "agent,date,rule,found,allowed\n");
    hc_ran_free(&ran);
}

static void a_changed_roster_is_told_by_agent_day_and_rule(void)
{
    char changed[PATH];
    make_roster();
    (void)hc_scratch_file(changed, "changed.csv",
                          "agent,class,date,activity,start,end\n"
                          "E1,full-time,2026-11-23,shift,2026-11-23T08:00:00,"
                          "2026-11-23T10:00:00\n"
                          "E2,nobody,2026-11-23,shift,2026-11-23T08:00:00,"
                          "2026-11-23T16:30:00\n");
    hc_ran ran = RUN("schedule", wanted, "--check", changed, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "\nE1,2026-11-23,shift length,"));
    CU_ASSERT(SAYS(ran.out, "class is known"));
    CU_ASSERT(SAYS(ran.err, "breaks rules"));
    hc_ran_free(&ran);
}

static void a_bad_roster_file_is_named_by_line_and_column(void)
{
    char bad[PATH];
    make_roster();
    (void)hc_scratch_file(bad, "bad.csv",
                          "agent,class,date,activity,start,end\n"
                          "E1,full-time,tomorrow,shift,2026-11-23T08:00:00,"
                          "2026-11-23T10:00:00\n");
    hc_ran ran = RUN("schedule", wanted, "--check", bad);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "bad.csv:2:14: error: 'tomorrow' is not a date"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--check", "no-such-roster.csv");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_roster_as_it_was_made_breaks_no_rule),
        HC_TEST(a_changed_roster_is_told_by_agent_day_and_rule),
        HC_TEST(a_bad_roster_file_is_named_by_line_and_column),
    };
    return hc_test_run("program: schedule --check", tests, sizeof tests / sizeof *tests);
}
