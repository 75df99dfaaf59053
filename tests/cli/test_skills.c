/* People who serve some queues only, from the files to the roster. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define TEXT 65536
#define QUEUES 3
#define PEOPLE 40
#define DAYS 5
#define OPENS 8
#define CLOSES 19

static const char *const queues[QUEUES] = {"billing", "service", "cantonese"};
static const int wanted_most[QUEUES] = {9, 11, 5};
static const char *const skills[] = {"billing", "service", " billing | service ",
                                     "service|cantonese", ""};

static char wanted[PATH], people[PATH], centre[PATH], folder[PATH / 2], roster[PATH];

static const char *const hours_only =
    "{\"contracts\":[{\"name\":\"day\",\"shift_shortest_min\":480,\"shift_longest_min\":480,"
    "\"start_grid_min\":60,\"breaks\":[{\"name\":\"lunch\",\"length_min\":60,"
    "\"earliest_min\":180,\"latest_min\":300}]}]}";

static int wanted_at(size_t queue, int hour)
{
    const int peak = hour == 10 || hour == 14 ? 2 : 0;
    return wanted_most[queue] - (hour < 10 || hour > 16 ? 4 : 2) + peak;
}

static void write_wanted(void)
{
    static char text[TEXT];
    size_t used = (size_t)snprintf(text, TEXT, "timestamp,queue,required_agents\n");
    for (int day = 0; day < DAYS; day++) {
        for (int hour = OPENS; hour < CLOSES; hour++) {
            int all = 0;
            for (size_t q = 0; q < QUEUES; q++) {
                used += (size_t)snprintf(text + used, TEXT - used, "2026-11-%dT%02d:00,%s,%d\n",
                                         23 + day, hour, queues[q], wanted_at(q, hour));
                all += wanted_at(q, hour);
            }
            used += (size_t)snprintf(text + used, TEXT - used,
                                     "2026-11-%dT%02d:00,all queues,%d\n", 23 + day, hour, all);
        }
    }
    (void)hc_scratch_file(wanted, "wanted.csv", text);
}

static void write_people(void)
{
    static char text[TEXT];
    size_t used = (size_t)snprintf(text, TEXT, "id,contract,skills\n");
    for (int i = 0; i < PEOPLE; i++) {
        used +=
            (size_t)snprintf(text + used, TEXT - used, "E%d,day,%s\n", i + 1, skills[i % 5]);
    }
    (void)hc_scratch_file(people, "people.csv", text);
    (void)hc_scratch_file(centre, "centre.json", hours_only);
}

static void make_roster(void)
{
    if (wanted[0] != '\0') { return; }
    write_wanted();
    write_people();
    (void)hc_scratch_path(folder, sizeof folder, "made");
    (void)snprintf(roster, sizeof roster, "%s/roster.csv", folder);
    hc_ran ran = RUN("schedule", wanted, "--agents", people, "--centre", centre, "--effort",
                     "0.02", "--out", folder, "--format", "table");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Queue "));
    CU_ASSERT(SAYS(ran.out, "\nbilling "));
    CU_ASSERT(SAYS(ran.out, "\ncantonese "));
    CU_ASSERT(!SAYS(ran.out, "all queues"));
    hc_ran_free(&ran);
}

/* The number after a key of a JSON text; fails the test without. */
static double number_of(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    return strtod(at + strlen(key), NULL);
}

static void every_queue_is_told_in_every_interval(void)
{
    char path[PATH];
    make_roster();
    (void)snprintf(path, sizeof path, "%s/cover.csv", folder);
    CU_ASSERT(hc_file_starts(path, "timestamp,queue,required,scheduled,short,over\n"));
    CU_ASSERT_EQUAL(hc_file_lines(path), 1 + (size_t)DAYS * 24 * QUEUES);
    CU_ASSERT(hc_file_says(path, "2026-11-23T10:00:00,billing,9,"));
    (void)snprintf(path, sizeof path, "%s/schedule.json", folder);
    char *json = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    CU_ASSERT(SAYS(json, "\"queues\""));
    CU_ASSERT(SAYS(json, "\"name\": \"cantonese\""));
    free(json);
}

static void the_judge_finds_the_same_cost(void)
{
    char path[PATH];
    char line[64];
    make_roster();
    (void)snprintf(path, sizeof path, "%s/schedule.json", folder);
    char *json = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    (void)snprintf(line, sizeof line, "%.2f", number_of(json, "\"cost\": "));
    CU_ASSERT(number_of(json, "\"lower_bound\": ") <= number_of(json, "\"cost\": ") + 1e-6);
    CU_ASSERT(number_of(json, "\"gap\": ") < 0.1);
    free(json);
    hc_ran ran = RUN("schedule", wanted, "--agents", people, "--centre", centre, "--check",
                     roster, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, line));
    CU_ASSERT(SAYS(ran.out, "\ncantonese "));
    hc_ran_free(&ran);
}

/* Eight people speak Cantonese, as do the eight without a skill: more cannot serve it. */
static void nobody_serves_a_queue_beyond_their_skills(void)
{
    char path[PATH];
    make_roster();
    (void)snprintf(path, sizeof path, "%s/cover.csv", folder);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    size_t rows = 0;
    for (const char *at = strstr(text, ",cantonese,"); at != NULL;
         at = strstr(at + 1, ",cantonese,")) {
        char *end = NULL;
        (void)strtol(at + strlen(",cantonese,"), &end, 10);
        CU_ASSERT(strtol(end + 1, NULL, 10) <= 16);
        rows++;
    }
    CU_ASSERT_EQUAL(rows, (size_t)DAYS * 24);
    free(text);
}

static void a_kept_roster_holds_the_cover_of_every_queue(void)
{
    make_roster();
    hc_ran ran = RUN("schedule", wanted, "--agents", people, "--centre", centre, "--keep",
                     roster, "--effort", "0.1", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Agent-days changed"));
    CU_ASSERT(SAYS(ran.out, "\nservice "));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--agents", people, "--centre", centre, "--keep", roster,
              "--swap", "E1,E2,2026-11-23", "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "Person-hours short"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--agents", people, "--centre", centre, "--keep", roster,
              "--offers");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
}

static void contracts_have_skills_where_nobody_is_named(void)
{
    char path[PATH];
    make_roster();
    (void)hc_scratch_file(
        path, "classes.json",
        "{\"contracts\":[{\"name\":\"b\",\"shift_shortest_min\":480,\"start_grid_min\":60,"
        "\"breaks\":[],\"skills\":[\"billing\"]},{\"name\":\"rest\",\"shift_shortest_min\":480,"
        "\"start_grid_min\":60,\"breaks\":[],\"skills\":[\"service\",\"cantonese\"]}]}");
    hc_ran ran =
        RUN("schedule", wanted, "--centre", path, "--effort", "0.01", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "\nbilling "));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--centre", path, "--effort", "0", "--frontier", "--one-more",
              "--time-limit", "60");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
}

static void an_unknown_queue_is_told_with_its_place_and_those_there_are(void)
{
    char path[PATH];
    make_roster();
    (void)hc_scratch_file(path, "typo.csv", "id,contract,skills\nA,day,billing|servise\n");
    hc_ran ran = RUN("schedule", wanted, "--agents", path, "--centre", centre);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "typo.csv:2:7: error: there is no queue 'servise'"));
    CU_ASSERT(SAYS(ran.err, "did you mean 'service'?"));
    CU_ASSERT(SAYS(ran.err, "'billing', 'service', 'cantonese'"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(path, "typo.json",
                          "{\"contracts\":[{\"name\":\"day\",\n\"skills\":[\"sales\"]}]}");
    ran = RUN("schedule", wanted, "--centre", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "typo.json:2:"));
    CU_ASSERT(SAYS(ran.err, "there is no queue 'sales'"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(path, "wrong.json",
                          "{\"contracts\":[{\"name\":\"day\",\"skills\":\"billing\"}]}");
    ran = RUN("schedule", wanted, "--centre", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "skills must be a list of queues by name"));
    hc_ran_free(&ran);
}

static void one_queue_is_not_planned_with_skills_for_others(void)
{
    make_roster();
    hc_ran ran =
        RUN("schedule", wanted, "--agents", people, "--centre", centre, "--queue", "billing");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "there is no queue 'service'"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--centre", centre);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "name one of them with --queue"));
    hc_ran_free(&ran);
}

static void late_contacts_as_the_price_are_refused(void)
{
    make_roster();
    hc_ran ran =
        RUN("schedule", wanted, "--agents", people, "--centre", centre, "--late-call", "1");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--late-call knows one queue only"));
    hc_ran_free(&ran);
}

/* Ann and Cem are in training from ten to eleven; of billing and service, one each, Bo can
 * serve one. What he leaves is one hour short, and nobody else fills Ann's or Cem's place. */
static void who_is_in_training_serves_no_queue(void)
{
    char need[PATH], team[PATH], out[PATH / 2], rows[PATH];
    char text[1024];
    make_roster();
    size_t used = (size_t)snprintf(text, sizeof text,
                                   "timestamp,queue,required_agents\n"
                                   "2026-11-23T10:00,service,1\n");
    for (int hour = OPENS; hour < CLOSES - 1; hour++) {
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "2026-11-23T%02d:00,billing,1\n", hour);
    }
    (void)hc_scratch_file(need, "two.csv", text);
    (void)hc_scratch_file(
        team, "trained.csv",
        "id,contract,skills,activities\nAnn,day,billing,2026-11-23 10:00-11:00 training\n"
        "Bo,day,billing|service,\nCem,day,service,2026-11-23 10:00-11:00 training\n");
    (void)hc_scratch_path(out, sizeof out, "trained");
    hc_ran ran = RUN("schedule", need, "--agents", team, "--centre", centre, "--effort", "0.1",
                     "--out", out, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CHECK_CLOSE(number_of(ran.out, "Person-hours short"), 1.0, 1e-9);
    hc_ran_free(&ran);
    (void)snprintf(rows, sizeof rows, "%s/roster.csv", out);
    CU_ASSERT(hc_file_says(rows, "Ann,"));
    CU_ASSERT(hc_file_says(rows, ",training,2026-11-23T10:00"));
    ran = RUN("schedule", need, "--agents", team, "--centre", centre, "--check", rows,
              "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CHECK_CLOSE(number_of(ran.out, "Person-hours short"), 1.0, 1e-9);
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_queue_is_told_in_every_interval),
        HC_TEST(the_judge_finds_the_same_cost),
        HC_TEST(nobody_serves_a_queue_beyond_their_skills),
        HC_TEST(a_kept_roster_holds_the_cover_of_every_queue),
        HC_TEST(contracts_have_skills_where_nobody_is_named),
        HC_TEST(an_unknown_queue_is_told_with_its_place_and_those_there_are),
        HC_TEST(one_queue_is_not_planned_with_skills_for_others),
        HC_TEST(late_contacts_as_the_price_are_refused),
        HC_TEST(who_is_in_training_serves_no_queue)};
    return hc_test_run("program/skills", tests, sizeof tests / sizeof tests[0]);
}
