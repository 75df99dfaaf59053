/* Every rule of a contract, from the centre file to the roster: what is made under the rule
 * keeps it, and what is made without it is found out. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define TEXT 65536

typedef struct rule_case {
    const char *rule;   /* as --check names it */
    const char *loose;  /* keys of a contract whose rosters break the rule */
    const char *strict; /* and of one that has it */
} rule_case;

#define WIDE_BREAKS                                                                            \
    "\"breaks\":[{\"length_min\":15,\"earliest_min\":30,\"latest_min\":200},{\"name\":"        \
    "\"lunch\","                                                                               \
    "\"length_min\":30,\"earliest_min\":150,\"latest_min\":330,\"paid\":false},{\"length_"     \
    "min\":"                                                                                   \
    "15,\"earliest_min\":300,\"latest_min\":480}]"
#define DAILY "\"days_a_week_most\":6,\"consecutive_days_most\":null"
#define AT_EIGHT "\"windows\":[{\"earliest_start\":\"08:00\",\"latest_start\":\"08:00\"}]"
#define TO_SATURDAY                                                                            \
    "\"windows\":[{\"weekdays\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\",\"Sat\"]}]"

static const rule_case cases[] = {
    {"start grid",
     "\"start_grid_min\":5,\"windows\":[{\"earliest_start\":\"08:05\",\"latest_start\":"
     "\"08:05\"}]",
     "\"start_grid_min\":60"},
    {"start grid",
     "\"start_grid_min\":15,\"windows\":[{\"earliest_start\":\"08:15\",\"latest_start\":"
     "\"08:15\"}]",
     "\"start_grid_min\":30"},
    {"earliest start", AT_EIGHT,
     "\"windows\":[{\"weekdays\":[\"Mon\",\"Tue\",\"Wed\"],\"earliest_start\":\"11:00\"},"
     "{\"weekdays\":[\"Thu\",\"Fri\",\"Sat\",\"Sun\"]}]"},
    {"latest start", "\"windows\":[{\"earliest_start\":\"11:00\",\"latest_start\":\"11:00\"}]",
     "\"windows\":[{\"latest_start\":\"10:00\"}]"},
    {"latest end",
     "\"windows\":[{\"earliest_start\":\"23:00\",\"latest_start\":\"23:00\",\"latest_end\":"
     "\"32:00\"}]",
     "\"windows\":[{\"earliest_start\":\"08:00\",\"latest_start\":\"22:00\",\"latest_end\":"
     "\"31:00\"}]"},
    {"shift length", "\"shift_shortest_min\":510,\"shift_longest_min\":510",
     "\"shift_shortest_min\":360,\"shift_longest_min\":420,\"shift_step_min\":30,\"breaks\":["
     "]"},
    {"break window", "\"start_grid_min\":30",
     "\"breaks\":[{\"length_min\":15,\"earliest_min\":15,\"latest_min\":60},"
     "{\"name\":\"lunch\",\"length_min\":30,\"earliest_min\":390,\"latest_min\":450,\"paid\":"
     "false},{\"length_min\":15,\"earliest_min\":90,\"latest_min\":120}]"},
    {"break is given", "\"breaks\":[]",
     "\"shift_shortest_min\":660,\"breaks\":[{\"name\":\"split\",\"length_min\":180,"
     "\"earliest_min\":240,\"latest_min\":300,\"paid\":false}]"},
    {"least work without a break", "\"start_grid_min\":30",
     WIDE_BREAKS ",\"work_between_breaks_min_least\":165"},
    {"most work without a break",
     "\"breaks\":[{\"length_min\":30,\"earliest_min\":60,\"latest_min\":60}]",
     "\"breaks\":[{\"length_min\":30,\"earliest_min\":60,\"latest_min\":300}],"
     "\"unbroken_work_min_most\":270"},
    {"order of breaks", "\"start_grid_min\":30",
     "\"work_between_breaks_min_least\":30,\"breaks\":[{\"name\":\"lunch\",\"length_min\":30,"
     "\"earliest_min\":60,\"latest_min\":300,\"paid\":false},{\"length_min\":15,\"earliest_"
     "min\":"
     "60,\"latest_min\":300},{\"length_min\":15,\"earliest_min\":330,\"latest_min\":450}]"},
    {"rest between shifts",
     "\"rest_min\":480,\"days_a_week_most\":4,\"windows\":[{\"weekdays\":[\"Mon\",\"Wed\"],"
     "\"earliest_start\":\"15:00\",\"latest_start\":\"15:00\",\"latest_end\":\"24:00\"},"
     "{\"weekdays\":[\"Tue\",\"Thu\"],\"earliest_start\":\"08:00\",\"latest_start\":\"08:00\"}"
     "]",
     "\"days_a_week_least\":0,\"days_a_week_most\":5,\"windows\":[{\"latest_end\":\"24:00\"}]"},
    {"least paid time a week", "\"days_a_week_least\":0,\"days_a_week_most\":2",
     "\"days_a_week_least\":0,\"days_a_week_most\":5,\"week_paid_min_least\":1920"},
    {"most paid time a week", DAILY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"week_paid_min_most\":1440"},
    {"least paid time of the period", "\"days_a_week_least\":0,\"days_a_week_most\":2",
     "\"days_a_week_least\":0,\"days_a_week_most\":5,\"average_week_paid_min_least\":1920"},
    {"most paid time of the period", DAILY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"period_paid_min_most\":2880"},
    {"most paid time of the period", DAILY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"average_week_paid_min_most\":1500"},
    {"least days a week", "\"days_a_week_least\":0,\"days_a_week_most\":2",
     "\"days_a_week_most\":5"},
    {"most days a week", DAILY, "\"days_a_week_most\":3"},
    {"days in a row", DAILY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"consecutive_days_most\":2"},
    {"days off together",
     "\"days_a_week_most\":4,\"windows\":[{\"weekdays\":[\"Mon\",\"Wed\",\"Fri\",\"Sun\"]}]",
     "\"days_a_week_most\":4,\"days_off_together\":3"},
    {"whole weekends", DAILY "," TO_SATURDAY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"weekends_whole\":true"},
    {"most weekends", DAILY "," TO_SATURDAY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"weekends_most\":1"},
    {"weekends in a row", DAILY "," TO_SATURDAY,
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"weekend_off_every\":2"},
    {"start spread of a week",
     "\"days_a_week_most\":6,\"windows\":[{\"weekdays\":[\"Mon\",\"Tue\",\"Wed\"],"
     "\"earliest_start\":\"08:00\",\"latest_start\":\"08:00\"},{\"weekdays\":[\"Thu\",\"Fri\","
     "\"Sat\"],\"earliest_start\":\"11:00\",\"latest_start\":\"11:00\"}]",
     "\"days_a_week_least\":0,\"days_a_week_most\":6,\"start_spread_min\":60"},
    {"earliest start", AT_EIGHT,
     "\"rotation_from\":\"2026-06-01\",\"rotation\":[{\"windows\":[{\"latest_start\":\"08:00\"}"
     "]},"
     "{\"windows\":[{\"earliest_start\":\"11:00\"}]}]"},
    {"weekday is worked", AT_EIGHT,
     "\"rotation_from\":\"2026-06-01\",\"rotation\":[{},{\"windows\":[{\"latest_start\":"
     "\"09:00\"}]}]"},
};

/* Two weeks from Monday 2026-06-01, 08:00 to 20:00 and the first hours of every night. */
static void write_wanted(char *path)
{
    static char text[TEXT];
    size_t used = (size_t)snprintf(text, TEXT, "timestamp,required_agents\n");
    for (int day = 1; day <= 14; day++) {
        for (int half = 0; half < 48; half++) {
            const int people = half >= 16 && half < 40 ? 3 : half < 4 ? 1 : 0;
            used += (size_t)snprintf(text + used, TEXT - used, "2026-06-%02dT%02d:%02d,%d\n",
                                     day, half / 2, half % 2 * 30, people);
        }
    }
    (void)hc_scratch_file(path, "wanted.csv", text);
}

static void write_centre(char *path, const char *name, const char *keys)
{
    char text[2048];
    (void)snprintf(text, sizeof text,
                   "{\"contracts\":[{\"name\":\"c\",%s}],\"classes\":[{\"name\":\"all\","
                   "\"contract\":\"c\",\"count\":3}]}",
                   keys);
    (void)hc_scratch_file(path, name, text);
}

/* Makes a roster under one centre file and judges it under another. */
static hc_ran make_and_check(const char *wanted, const char *made_under,
                             const char *judged_under)
{
    char folder[PATH / 2], roster[PATH];
    (void)hc_scratch_path(folder, sizeof folder, "made");
    (void)snprintf(roster, sizeof roster, "%s/roster.csv", folder);
    hc_ran ran =
        RUN("schedule", wanted, "--centre", made_under, "--effort", "0.0001", "--out", folder);
    if (ran.exit_code != 0) { (void)printf("\n    %s", ran.err); }
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    return RUN("schedule", wanted, "--centre", judged_under, "--check", roster, "--format",
               "csv");
}

static void every_rule_is_kept_by_the_schedule_and_seen_by_the_check(void)
{
    char wanted[PATH], loose[PATH], strict[PATH], named[128];
    write_wanted(wanted);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        write_centre(loose, "loose.json", cases[k].loose);
        write_centre(strict, "strict.json", cases[k].strict);
        hc_ran ran = make_and_check(wanted, strict, strict);
        const bool kept = strcmp(ran.out, "agent,date,rule,found,allowed\n") == 0;
        hc_ran_free(&ran);
        ran = make_and_check(wanted, loose, strict);
        (void)snprintf(named, sizeof named, ",%s,", cases[k].rule);
        const bool seen = SAYS(ran.out, named);
        hc_ran_free(&ran);
        if (!kept || !seen) {
            (void)printf("\n    %s: kept %d, seen %d", cases[k].rule, kept, seen);
        }
        CU_ASSERT_TRUE(kept);
        CU_ASSERT_TRUE(seen);
    }
}

/* ---- prices -------------------------------------------------------------------------------
 */

/* Six shifts of eight paid hours a week each, three people, two weeks, 10 an hour. */
typedef struct price_case {
    const char *keys;
    const char *name;  /* in schedule.json */
    const char *title; /* in the table of --check */
    double value;
} price_case;

#define SIX_DAYS "\"days_a_week_least\":6," DAILY ",\"wage_an_hour\":10"

static const price_case prices[] = {
    {SIX_DAYS ",\"overtime_after_min\":2400", "overtime_cost", "of which overtime",
     3 * 2 * 8 * 10 * 0.5},
    {SIX_DAYS ",\"overtime_after_min\":2250,\"overtime_premium\":1", "overtime_cost",
     "of which overtime", 3 * 2 * 10.5 * 10},
    {SIX_DAYS ",\"saturday_premium\":0.5," TO_SATURDAY, "premium_cost",
     "of which night and weekend premiums", 3 * 2 * 8 * 10 * 0.5},
    {SIX_DAYS ",\"sunday_premium\":0.75,\"windows\":[{\"weekdays\":[\"Tue\",\"Wed\",\"Thu\","
              "\"Fri\",\"Sat\",\"Sun\"]}]",
     "premium_cost", "of which night and weekend premiums", 3 * 2 * 8 * 10 * 0.75},
    {SIX_DAYS
     ",\"night_premium\":0.25,\"windows\":[{\"earliest_start\":\"22:00\",\"latest_start\":"
     "\"22:00\",\"latest_end\":\"32:00\"}]",
     "premium_cost", "of which night and weekend premiums", 3 * 12 * 7.5 * 10 * 0.25},
};

/* The number behind the first place where the text says that; NAN: nowhere. */
static double number_after(const char *text, const char *before)
{
    const char *at = text == NULL ? NULL : strstr(text, before);
    return at == NULL ? (double)NAN : strtod(at + strlen(before), NULL);
}

static void every_premium_is_a_part_of_the_cost_that_the_check_finds(void)
{
    char wanted[PATH], centre[PATH], folder[PATH / 2], path[PATH], name[128];
    write_wanted(wanted);
    for (size_t k = 0; k < sizeof prices / sizeof *prices; k++) {
        write_centre(centre, "prices.json", prices[k].keys);
        (void)hc_scratch_path(folder, sizeof folder, "priced");
        hc_ran ran =
            RUN("schedule", wanted, "--centre", centre, "--effort", "0.0001", "--out", folder);
        CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
        hc_ran_free(&ran);
        (void)snprintf(path, sizeof path, "%s/schedule.json", folder);
        char *json = hc_file_text(path);
        (void)snprintf(name, sizeof name, "\"%s\": ", prices[k].name);
        CHECK_CLOSE(number_after(json, name), prices[k].value, 1e-9);
        CHECK_CLOSE(number_after(json, "\"wages\": "), 3 * 12 * 8 * 10.0, 1e-9);
        (void)snprintf(path, sizeof path, "%s/roster.csv", folder);
        ran = RUN("schedule", wanted, "--centre", centre, "--check", path, "--format", "table");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        const char *cost = strstr(ran.out, "\nCost ");
        CU_ASSERT_PTR_NOT_NULL_FATAL(cost);
        CHECK_CLOSE(number_after(cost, prices[k].title), prices[k].value, 1e-9);
        CHECK_CLOSE(number_after(cost, "\nCost "), number_after(json, "\"cost\": "), 1e-6);
        hc_ran_free(&ran);
        free(json);
    }
}

/* Wages and overtime are told apart, and who works it in which week. */
static void overtime_is_told_by_person_and_week(void)
{
    char wanted[PATH], centre[PATH];
    write_wanted(wanted);
    write_centre(centre, "over.json", prices[0].keys);
    hc_ran ran =
        RUN("schedule", wanted, "--centre", centre, "--effort", "0.0001", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Person-hours of overtime "));
    CU_ASSERT(SAYS(ran.out, "of which wages, "));
    CU_ASSERT(SAYS(ran.out, "Overtime of"));
    CU_ASSERT(SAYS(ran.out, "all-003      2026-06-08       48.00      8.00"));
    CU_ASSERT(!SAYS(ran.out, "night and weekend premiums"));
    hc_ran_free(&ran);
    write_centre(centre, "none.json", SIX_DAYS);
    ran =
        RUN("schedule", wanted, "--centre", centre, "--effort", "0.0001", "--format", "table");
    CU_ASSERT(!SAYS(ran.out, "vertime"));
    hc_ran_free(&ran);
    write_centre(centre, "half.json", SIX_DAYS ",\"overtime_premium\":0.5");
    ran = RUN("schedule", wanted, "--centre", centre);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "contract 'c' has an overtime_premium but no overtime_after_min"));
    hc_ran_free(&ran);
}

/* Where no day is open as long as the shortest shift lasts, both lengths are said. */
static void a_shift_longer_than_any_day_is_refused_with_both_lengths(void)
{
    char wanted[PATH], centre[PATH];
    (void)hc_scratch_file(wanted, "short_day.csv",
                          "timestamp,required_agents\n2026-06-01T09:00,2\n"
                          "2026-06-01T09:30,2\n2026-06-01T10:00,2\n2026-06-01T10:30,2\n");
    write_centre(centre, "long_shift.json", "\"shift_shortest_min\":150,\"breaks\":[]");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "contract 'c': the shortest shift (150 min) is longer than any day "
                            "is open (120 min at most)"));
    CU_ASSERT(SAYS(ran.err, "allow shorter shifts (shift_shortest_min)"));
    hc_ran_free(&ran);
    write_centre(centre, "short_shift.json",
                 "\"shift_shortest_min\":120,\"breaks\":[],\"days_a_week_most\":5");
    ran = RUN("schedule", wanted, "--centre", centre);
    CU_ASSERT(!SAYS(ran.err, "is longer than any day"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_rule_is_kept_by_the_schedule_and_seen_by_the_check),
        HC_TEST(every_premium_is_a_part_of_the_cost_that_the_check_finds),
        HC_TEST(overtime_is_told_by_person_and_week),
        HC_TEST(a_shift_longer_than_any_day_is_refused_with_both_lengths)};
    return hc_test_run("program: rules of work", tests, sizeof tests / sizeof *tests);
}
