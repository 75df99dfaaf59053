/* schedule --frontier and --one-more, on a Monday whose mixes can be told by hand. */
#include <stdio.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define TEXT 8192

/* A long shift costs 4 to hire and a short one 3; an hour short costs 10, one over a half. */
#define MONDAY(name, minutes, hire)                                                            \
    "{\"name\":\"" name "\",\"shift_shortest_min\":" minutes ",\"shift_longest_min\":" minutes \
    ",\"start_grid_min\":60,\"days_a_week_least\":1,"                                          \
    "\"days_a_week_most\":1,\"breaks\":[],\"hire_cost_a_week\":" hire "}"

static const char *const centre_text = "{\"contracts\":[" MONDAY("long", "480", "4") "," MONDAY(
    "short", "240",
    "3") "],"
         "\"schedule_interval_min\":60,"
         "\"cover_cost\":{\"short\":[{\"cost\":10}],\"over\":[{\"cost\":0.5}]}}";

/* Three people from 8 to 12 of a Monday, one from 12 to 16. */
static void write_inputs(char *wanted, char *centre)
{
    char text[TEXT];
    size_t used = (size_t)snprintf(text, TEXT, "timestamp,required_agents\n");
    for (int hour = 8; hour < 16; hour++) {
        used += (size_t)snprintf(text + used, TEXT - used, "2026-11-23T%02d:00,%d\n", hour,
                                 hour < 12 ? 3 : 1);
    }
    (void)hc_scratch_file(wanted, "wanted.csv", text);
    (void)hc_scratch_file(centre, "centre.json", centre_text);
}

static void the_frontier_tells_what_fewer_of_a_contract_cost(void)
{
    char wanted[PATH], centre[PATH], made[PATH / 2], path[PATH];
    write_inputs(wanted, centre);
    (void)hc_scratch_path(made, sizeof made, "mixes");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--effort", "0.01", "--frontier",
                     "--one-more", "--out", made, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "mix,of,change,people,heads_long,heads_short,paid_hours,"
                              "short_hours,over_hours,cost,cost_change,lower_bound,dominated\n"
                              "cheapest,,,3,1,2,16,0,0,"));
    CU_ASSERT(SAYS(ran.out, "\nno long,long,0,4,0,4,16,0,0,"));
    CU_ASSERT(SAYS(ran.out, "\nat most 1 short,short,1,3,2,1,20,0,4,"));
    CU_ASSERT(SAYS(ran.out, "\nno short,short,0,3,3,0,24,0,8,"));
    CU_ASSERT(SAYS(ran.out, "\nas it is,,,3,1,2,16,0,0,"));
    CU_ASSERT(SAYS(ran.out, "\none more long,long,1,4,2,2,16,0,0,"));
    CU_ASSERT(SAYS(ran.out, "\none fewer short,short,-1,2,1,1,12,4,0,"));
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 10);
    hc_ran_free(&ran);
    (void)snprintf(path, sizeof path, "%s/mix.csv", made);
    CU_ASSERT_EQUAL(hc_file_lines(path), 5);
    (void)snprintf(path, sizeof path, "%s/one_more.csv", made);
    CU_ASSERT_EQUAL(hc_file_lines(path), 6);
    CU_ASSERT(hc_file_says(path, "\nas it is,"));
}

static void people_read_two_tables_below_the_schedule(void)
{
    char wanted[PATH], centre[PATH];
    write_inputs(wanted, centre);
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--effort", "0.01", "--frontier",
                     "--one-more", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "People with shifts"));
    CU_ASSERT(SAYS(ran.out, "\nMix  "));
    CU_ASSERT(SAYS(ran.out, "\nat most 1 short "));
    CU_ASSERT(SAYS(ran.out, "\none fewer long "));
    hc_ran_free(&ran);
}

static void named_people_and_kept_rosters_have_no_mix(void)
{
    char wanted[PATH], centre[PATH], agents[PATH];
    write_inputs(wanted, centre);
    (void)hc_scratch_file(agents, "agents.csv", "id,contract\nAnn,long\n");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--agents", agents, "--frontier");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--frontier"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--centre", centre, "--keep", "roster.csv", "--one-more");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--one-more"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_frontier_tells_what_fewer_of_a_contract_cost),
        HC_TEST(people_read_two_tables_below_the_schedule),
        HC_TEST(named_people_and_kept_rosters_have_no_mix),
    };
    return hc_test_run("schedule --frontier", tests, sizeof tests / sizeof tests[0]);
}
