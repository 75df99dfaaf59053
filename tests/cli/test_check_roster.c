#include <math.h>
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

static const char *const people = "id,contract,days_off,activities\n"
                                  "ann,full-time,,2026-11-23 09:00-09:40 first aid\n"
                                  "bob,full-time,,Mon 08:30-09:00 meeting\n"
                                  "cy,full-time,Mon,Mon 08:30-09:00 meeting\n"
                                  "di,full-time,,\n";

/* Planned, published as rows, and asked for again by the check. */
static void activities_are_planned_published_and_checked(void)
{
    char agents[PATH], others[PATH], out[PATH / 2], made[PATH];
    make_roster();
    (void)hc_scratch_file(agents, "agents.csv", people);
    (void)hc_scratch_path(out, sizeof out, "trained");
    (void)snprintf(made, sizeof made, "%s/roster.csv", out);
    hc_ran ran = RUN("schedule", wanted, "--agents", agents, "--out", out);
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    char *rows = hc_file_text(made);
    CU_ASSERT(SAYS(rows, "ann,full-time,2026-11-23,first aid,2026-11-23T09:00:00,"
                         "2026-11-23T09:40:00\n"));
    CU_ASSERT(SAYS(rows, "bob,full-time,2026-11-23,meeting,"));
    CU_ASSERT(!SAYS(rows, "cy,"));
    free(rows);
    ran = RUN("schedule", wanted, "--agents", agents, "--check", made);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(ran.out, "agent,date,rule,found,allowed\n");
    hc_ran_free(&ran);
    (void)hc_scratch_file(others, "others.csv",
                          "id,contract,activities\nann,full-time,\nbob,full-time,Mon "
                          "08:30-09:00 meeting\ncy,full-time,\ndi,full-time,Mon 09:00-09:30 "
                          "talk\n");
    ran = RUN("schedule", wanted, "--agents", others, "--check", made);
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "ann,2026-11-23,break is in the contract,first aid,"));
    CU_ASSERT(SAYS(ran.out, "di,2026-11-23,activity is attended,"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--agents", agents, "--keep", made);
    CU_ASSERT_NOT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "is an activity, and such rosters cannot be changed"));
    hc_ran_free(&ran);
}

/* Looked at twice: for skills, and for the people. A shell's <(command) is a descriptor, too.
 */
static void people_may_come_by_a_descriptor(void)
{
    const char *const names[] = {"-", "/dev/fd/0"};
    char agents[PATH];
    make_roster();
    (void)hc_scratch_file(agents, "agents.csv", people);
    hc_ran named = RUN("schedule", wanted, "--agents", agents);
    CU_ASSERT_EQUAL(named.exit_code, 0);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        hc_ran piped = RUN_WITH(people, "schedule", wanted, "--agents", names[k]);
        CU_ASSERT_EQUAL(piped.exit_code, 0);
        CU_ASSERT_STRING_EQUAL(piped.out, named.out);
        hc_ran_free(&piped);
    }
    hc_ran_free(&named);
}

static void an_activity_that_cannot_be_is_named(void)
{
    static const char *const rows[][2] = {
        {"2026-11-23 09:00-10:00 x,Mon,", "people.csv:2:15: error: 'x' on 2026-11-23 at 09:00 "
                                          "is on a day off"},
        {"Mon 08:00-10:00 x,,09:00-17:30", "is outside the person's hours"},
        {"Mon 09:00-10:00 x; 09:30-10:30 y,,",
         "'y' on 2026-11-23 at 09:30 is at the same time"},
        {"Mon 23:00-01:00 x,,", "ends after the last day"},
        {"Mon 09:00-10:00,,",
         "people.csv:2:15: error: activities are a day, from-to and a name"},
        {"Someday 09:00-10:00 x,,", "activities are a day, from-to and a name"},
        {"Mon 03:00-04:00 x,,", "agent 'ann': no lawful shift without break holds 'x'"}};
    make_roster();
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char text[PATH], path[PATH];
        (void)snprintf(text, sizeof text,
                       "id,contract,activities,days_off,available\nann,full-time,%s\n",
                       rows[k][0]);
        (void)hc_scratch_file(path, "people.csv", text);
        hc_ran ran = RUN("schedule", wanted, "--agents", path);
        CU_ASSERT_NOT_EQUAL(ran.exit_code, 0);
        CU_ASSERT(SAYS(ran.err, rows[k][1]));
        if (!SAYS(ran.err, rows[k][1])) { (void)printf("%s\n", ran.err); }
        hc_ran_free(&ran);
    }
}

/* ---- one cost, wherever it is told ---- */

/* The number that follows the title; not a number when the text does not have it. */
static double figure(const char *text, const char *title)
{
    const char *at = strstr(text, title);
    if (at == NULL) { return (double)NAN; }
    at += strlen(title);
    return strtod(at + strcspn(at, "0123456789"), NULL);
}

/* A day with people short, people over and breaks within the hour; curves of late contacts. */
static void write_day(char *path, int interval_min)
{
    static char text[16 * PATH];
    size_t used =
        (size_t)snprintf(text, sizeof text, "timestamp,required_agents,late_contacts\n");
    for (int minute = 8 * 60; minute < 18 * 60; minute += interval_min) {
        const int hour = minute / 60;
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "2026-11-23T%02d:%02d,%d,0:%d 2:5 4:1\n", hour, minute % 60,
                                 1 + hour * 7 % 5, 12 + hour % 3);
    }
    (void)hc_scratch_file(path, "day.csv", text);
}

/* Gives the cost that three people's schedule of the day tells, once the check tells it too,
 * and the same hours short and over: those of cover.csv. */
static double told_twice(int interval_min, const char *option, const char *value)
{
    char agents[PATH], day[PATH], out[PATH / 2], made[PATH];
    (void)hc_scratch_file(agents, "three.csv",
                          "id,contract\nann,full-time\nbob,full-time\ncy,full-time\n");
    write_day(day, interval_min);
    (void)hc_scratch_path(out, sizeof out, "day");
    (void)snprintf(made, sizeof made, "%s/roster.csv", out);
    hc_ran ran = RUN("schedule", day, "--agents", agents, "--out", out, "--format", "table",
                     option, value);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    const double cost = figure(ran.out, "\nCost");
    const double missing = figure(ran.out, "\nPerson-hours short ");
    const double over = figure(ran.out, "\nPerson-hours over ");
    CU_ASSERT(missing > 0.0);
    hc_ran_free(&ran);
    ran = RUN("schedule", day, "--agents", agents, "--check", made, "--format", "table", option,
              value);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_DOUBLE_EQUAL(figure(ran.out, "\nCost "), cost, 0.00501); /* of two decimals */
    CU_ASSERT_EQUAL(figure(ran.out, "\nPerson-hours short "), missing);
    CU_ASSERT_EQUAL(figure(ran.out, "\nPerson-hours over "), over);
    hc_ran_free(&ran);
    return cost;
}

static void a_schedule_costs_what_its_check_adds_up(void)
{
    static const int intervals_min[] = {5, 15, 30, 60};
    const double quarter_hours = told_twice(15, "--effort", "0.1");
    CU_ASSERT(quarter_hours > 0.0);
    for (size_t k = 0; k < sizeof intervals_min / sizeof *intervals_min; k++) {
        const double cost = told_twice(intervals_min[k], "--effort", "0.1");
        CU_ASSERT_DOUBLE_EQUAL(cost, quarter_hours, 1e-9); /* the day is the same */
        CU_ASSERT(told_twice(intervals_min[k], "--late-call", "0.3") > 0.0);
    }
}

/* The number in the column of that name, in the first row below the header. */
static double in_first_row(const char *csv, const char *column)
{
    const char *row = strchr(csv, '\n') + 1;
    for (const char *at = csv; at < strchr(csv, '\n'); at++) {
        if ((at == csv || at[-1] == ',') && strncmp(at, column, strlen(column)) == 0) {
            return strtod(row, NULL);
        }
        if (*at == ',') { row = strchr(row, ',') + 1; }
    }
    return (double)NAN;
}

/* Breaks of a quarter in a requirement of hours: a mix counts the hours that its schedule does.
 */
static void a_mix_is_short_by_the_hours_of_its_schedule(void)
{
    char day[PATH], out[PATH / 2], made[PATH];
    write_day(day, 60);
    (void)hc_scratch_path(out, sizeof out, "mixes");
    (void)snprintf(made, sizeof made, "%s/mix.csv", out);
    hc_ran ran = RUN("schedule", day, "--frontier", "--effort", "0.1", "--out", out, "--format",
                     "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    char *mixes = hc_file_text(made);
    CU_ASSERT(figure(ran.out, "\nPerson-hours over ") > 0.0);
    CU_ASSERT_EQUAL(in_first_row(mixes, "short_hours"),
                    figure(ran.out, "\nPerson-hours short "));
    CU_ASSERT_EQUAL(in_first_row(mixes, "over_hours"), figure(ran.out, "\nPerson-hours over "));
    free(mixes);
    hc_ran_free(&ran);
}

/* Nobody priced an hour short: ten hours' pay, whatever the intervals of the requirement. */
static void an_hour_short_costs_ten_hours_pay(void)
{
    static const int intervals_min[] = {15, 30, 60};
    char centre[PATH];
    (void)hc_scratch_file(centre, "paid.json",
                          "{ \"schema_version\": 1, \"contracts\": [\n"
                          "  { \"name\": \"full-time\", \"wage_an_hour\": 20 } ] }\n");
    const double paid = told_twice(15, "--centre", centre);
    CU_ASSERT(paid > 0.0);
    for (size_t k = 0; k < sizeof intervals_min / sizeof *intervals_min; k++) {
        CU_ASSERT_DOUBLE_EQUAL(told_twice(intervals_min[k], "--centre", centre), paid, 1e-9);
    }
}

/* Eight weeks of contacts between nine and five. */
static void write_history(char *path, int interval_min)
{
    const size_t room = (size_t)256 * 1024;
    char *text = malloc(room);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    size_t used = (size_t)snprintf(text, room, "timestamp,calls,aht\n");
    for (int day = 0; day < 56; day++) {
        const int month = day < 30 ? 9 : 10; /* of 2026, from Tuesday the 1st */
        for (int minute = 9 * 60; minute < 17 * 60; minute += interval_min) {
            used +=
                (size_t)snprintf(text + used, room - used, "2026-%02d-%02dT%02d:%02d,%d,240\n",
                                 month, day < 30 ? day + 1 : day - 29, minute / 60, minute % 60,
                                 interval_min * (1 + (day + minute / 60) % 3) / 3);
        }
    }
    (void)hc_scratch_file(path, "history.csv", text);
    free(text);
}

static void a_plan_costs_what_its_check_adds_up(void)
{
    static const int intervals_min[] = {15, 30};
    char agents[PATH], calls[PATH], out[PATH / 2], needed[PATH], made[PATH];
    (void)hc_scratch_file(agents, "four.csv",
                          "id,contract\nann,full-time\nbob,full-time\ncy,full-time\n"
                          "di,full-time\n");
    (void)hc_scratch_path(out, sizeof out, "planned");
    (void)snprintf(needed, sizeof needed, "%s/requirement.csv", out);
    (void)snprintf(made, sizeof made, "%s/roster.csv", out);
    for (size_t k = 0; k < sizeof intervals_min / sizeof *intervals_min; k++) {
        write_history(calls, intervals_min[k]);
        hc_ran ran = RUN("plan", calls, "--agents", agents, "--out", out, "--effort", "0.1",
                         "--format", "table");
        const double cost = figure(ran.out, "\nProof     cost ");
        CU_ASSERT(cost > 0.0);
        hc_ran_free(&ran);
        ran = RUN("schedule", needed, "--agents", agents, "--check", made, "--format", "table");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        CU_ASSERT_DOUBLE_EQUAL(figure(ran.out, "\nCost "), cost, 0.00501);
        hc_ran_free(&ran);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_roster_as_it_was_made_breaks_no_rule),
        HC_TEST(a_changed_roster_is_told_by_agent_day_and_rule),
        HC_TEST(a_bad_roster_file_is_named_by_line_and_column),
        HC_TEST(activities_are_planned_published_and_checked),
        HC_TEST(people_may_come_by_a_descriptor),
        HC_TEST(an_activity_that_cannot_be_is_named),
        HC_TEST(a_schedule_costs_what_its_check_adds_up),
        HC_TEST(a_mix_is_short_by_the_hours_of_its_schedule),
        HC_TEST(an_hour_short_costs_ten_hours_pay),
        HC_TEST(a_plan_costs_what_its_check_adds_up),
    };
    return hc_test_run("program: schedule --check", tests, sizeof tests / sizeof *tests);
}
