/* A plan whose people serve some queues only: one step from the history to the roster. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/sample_centre.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define TEXT 4096
#define QUEUES 3
#define PEOPLE 30

static const char *const skills[] = {"Service", "Billing", "Service|Billing", "",
                                     "Technical|Billing"};

static hc_sample sample;
static char people[PATH], json[2 * PATH];
static cJSON *root;

static void write_people(void)
{
    static char text[TEXT];
    size_t used = (size_t)snprintf(text, TEXT, "id,contract,skills\n");
    for (int i = 0; i < PEOPLE; i++) {
        used += (size_t)snprintf(text + used, TEXT - used, "E%d,full time,%s\n", i + 1,
                                 skills[i % 5]);
    }
    (void)hc_scratch_file(people, "people.csv", text);
}

/* Thirty people for the work of more than sixty: every queue is short somewhere. */
static void make_plan(void)
{
    if (!hc_sample_make(&sample, "16", "3")) { return; }
    write_people();
    (void)snprintf(json, sizeof json, "%s/plan.json", sample.plan);
    hc_ran ran =
        RUN("plan", sample.history, "--centre", sample.centre, "--agents", people, "--out",
            sample.plan, "--effort", "0.02", "--workbook", "--calendars", "--format", "table");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 1); /* short of people */
    CU_ASSERT(SAYS(ran.out, "\nQueues    Service: "));
    CU_ASSERT(SAYS(ran.out, "\n          Technical: "));
    CU_ASSERT(SAYS(ran.out, " short of Service\n"));
    CU_ASSERT(SAYS(ran.out, "people.csv, cover.csv, shifts.csv"));
    hc_ran_free(&ran);
    char *text = hc_file_text(json);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    root = cJSON_Parse(text);
    free(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
}

static const cJSON *member(const cJSON *from, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(from, name);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    return found;
}

static int whole_at(const cJSON *from, const char *name, int slot)
{
    return cJSON_GetArrayItem(member(from, name), slot)->valueint;
}

static const cJSON *need(int number)
{
    return cJSON_GetArrayItem(member(root, "requirement"), number);
}

/* Everybody on the phones serves one queue, and what is short adds up. */
static void people_on_the_phones_are_given_to_the_queues(void)
{
    make_plan();
    const cJSON *schedule = member(root, "schedule");
    const int slots = cJSON_GetArraySize(member(schedule, "on_phones"));
    double missing = 0.0;
    CU_ASSERT_EQUAL(cJSON_GetArraySize(member(root, "requirement")), QUEUES + 1);
    for (int slot = 0; slot < slots; slot++) {
        int served = 0;
        for (int q = 0; q < QUEUES; q++) {
            const int there = whole_at(need(q), "on_phones", slot);
            const int wanted = whole_at(need(q), "scheduled", slot);
            served += there;
            missing += wanted > there ? 0.5 * (wanted - there) : 0.0;
        }
        /* halves of people who go on a break at other queues are left out */
        CU_ASSERT(served <= whole_at(schedule, "on_phones", slot));
        CU_ASSERT(served + QUEUES > whole_at(schedule, "on_phones", slot));
    }
    const cJSON *figures = member(root, "figures");
    CHECK_CLOSE(member(figures, "short_hours")->valuedouble, missing, 1e-9);
    CU_ASSERT(missing > 0.0);
    CU_ASSERT(cJSON_IsFalse(member(member(root, "staffing"), "pooled")));
}

static void the_files_tell_what_every_queue_gets(void)
{
    char path[2 * PATH];
    make_plan();
    (void)snprintf(path, sizeof path, "%s/cover.csv", sample.plan);
    CU_ASSERT(hc_file_starts(path, "timestamp,queue,required,scheduled,short,over\n"));
    CU_ASSERT_EQUAL(hc_file_lines(path), 1 + (size_t)QUEUES * 7 * 48);
    (void)snprintf(path, sizeof path, "%s/report.html", sample.plan);
    CU_ASSERT(hc_file_says(path, "<h3>By queue</h3>"));
    CU_ASSERT(hc_file_says(path, "People serve any of the queues of their skills"));
    CU_ASSERT(!hc_file_says(path, "moves-data")); /* who goes where is the program's matter */
    CU_ASSERT(hc_file_exists(sample.plan, "plan.xlsx"));
    CU_ASSERT(hc_file_exists(sample.plan, "agent-0001-e1.ics"));
    CU_ASSERT(hc_file_says(json, "\"skills\""));
}

/* The judge reads the files and has a way of its own to serve the queues. */
static void the_judge_of_a_schedule_finds_the_cost_of_the_plan(void)
{
    char requirement[2 * PATH];
    char roster[2 * PATH];
    char line[64];
    make_plan();
    (void)snprintf(requirement, sizeof requirement, "%s/requirement.csv", sample.plan);
    (void)snprintf(roster, sizeof roster, "%s/roster.csv", sample.plan);
    hc_ran ran = RUN("schedule", requirement, "--agents", people, "--centre", sample.centre,
                     "--check", roster, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    (void)snprintf(line, sizeof line, " %.2f",
                   member(member(root, "schedule"), "cost")->valuedouble);
    CU_ASSERT(SAYS(ran.out, line));
    hc_ran_free(&ran);
}

/* The row "name,figure,expected,..." of a what-if. */
static double figure_of(const char *text, const char *row)
{
    const char *at = strstr(text, row);
    CU_ASSERT_PTR_NOT_NULL(at);
    return at != NULL ? strtod(at + strlen(row), NULL) : (double)NAN;
}

static void a_whatif_gives_its_people_to_the_queues_anew(void)
{
    make_plan();
    const double now = member(member(root, "figures"), "service_level")->valuedouble;
    const double expected =
        member(member(root, "figures"), "service_level_expected")->valuedouble;
    hc_ran ran = RUN("whatif", sample.plan, "--volume", "+0%", "--format", "csv");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    CHECK_CLOSE(figure_of(ran.out, "volume +0%,roster_service_level,"), now, 1e-9);
    CHECK_CLOSE(figure_of(ran.out, "volume +0%,roster_service_level_expected,"), expected,
                1e-9);
    hc_ran_free(&ran);
    ran = RUN("whatif", sample.plan, "--agents", "+20%", "--format", "csv");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 1); /* the promise is not held yet */
    CU_ASSERT(figure_of(ran.out, "agents +20%,roster_service_level,") > now + 0.02);
    hc_ran_free(&ran);
}

/* The k-th cell of the row that begins with a name. */
static double cell_of(const char *csv, const char *row, int column)
{
    const char *at = strstr(csv, row);
    for (int k = 0; k < column && at != NULL; k++) {
        at = strchr(at, ',');
        at = at != NULL ? at + 1 : NULL;
    }
    CU_ASSERT_PTR_NOT_NULL(at);
    return at != NULL ? strtod(at, NULL) : (double)NAN;
}

/* Played, people change queues from call to call; the formula gives each to one for half an
 * hour. */
static void a_plan_is_played_by_its_skills(void)
{
    enum {
        CONTACTS = 1,
        LEVEL,
        LEVEL_FORMULA = 4,
        GONE,
        GONE_FORMULA = 7,
        BUSY = 11,
        BUSY_FORMULA = 13
    };
    static const char *const rows[] = {"\nService,", "\nBilling,", "\nTechnical,"};
    double contacts = 0.0, in_time = 0.0;
    make_plan();
    hc_ran ran = RUN("simulate", sample.plan, "--runs", "20", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "queue Service misses the service level that was asked for"));
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 5); /* head, three queues, all */
    for (size_t k = 0; k < 3; k++) {
        contacts += cell_of(ran.out, rows[k], CONTACTS);
        in_time += cell_of(ran.out, rows[k], CONTACTS) * cell_of(ran.out, rows[k], LEVEL);
    }
    CHECK_CLOSE(cell_of(ran.out, "\nall,", CONTACTS), contacts, 1e-9);
    CHECK_CLOSE(cell_of(ran.out, "\nall,", LEVEL), in_time / contacts, 1e-9);
    CHECK_CLOSE(cell_of(ran.out, "\nall,", LEVEL_FORMULA),
                member(member(root, "figures"), "service_level")->valuedouble, 1e-9);
    CU_ASSERT(cell_of(ran.out, "\nall,", GONE) < cell_of(ran.out, "\nall,", GONE_FORMULA));
    CU_ASSERT(cell_of(ran.out, "\nall,", BUSY) > cell_of(ran.out, "\nall,", BUSY_FORMULA));
    hc_ran again = RUN("simulate", sample.plan, "--runs", "20", "--format", "csv");
    CU_ASSERT_STRING_EQUAL(again.out, ran.out);
    hc_ran_free(&again);
    hc_ran_free(&ran);
    ran = RUN("simulate", sample.plan, "--runs", "20", "--target", "10/20", "--patience", "60",
              "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, " answered within 20 s, asked 10 %: met.\nTechnical: "));
    CU_ASSERT(SAYS(ran.out, "has been idle longest of those who can serve it"));
    hc_ran_free(&ran);
}

static void an_interval_is_explained_by_queue(void)
{
    make_plan();
    hc_ran ran = RUN("explain", sample.plan, "--at", "2026-03-16T10:00", "--queue", "Billing");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, " serve this queue x (1 - "));
    hc_ran_free(&ran);
    ran = RUN("explain", sample.plan, "--at", "2026-03-16T10:00");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "which people serve by their skills"));
    hc_ran_free(&ran);
}

/* The plan's agent hours of one week that is played, and full-timers needed ahead. */
static double hours_back(const char *agents)
{
    hc_ran ran = RUN("backtest", sample.history, "--centre", sample.centre, "--agents", agents,
                     "--plan", "--origins", "2026-03-02", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    double hours = (double)NAN;
    const char *at = strstr(ran.out, "\nHeadcount,2026-03-02,all,");
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    CU_ASSERT_EQUAL(sscanf(at, "\nHeadcount,2026-03-02,all,%*f,%*f,%*f,%lf", &hours), 1);
    hc_ran_free(&ran);
    return hours;
}

static double needed_ahead(const char *agents, const char *people_are)
{
    hc_ran ran = RUN("scale", sample.history, "--centre", sample.centre, "--agents", agents,
                     "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, people_are));
    const char *at = strstr(ran.out, "          people ");
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    const double needed = strtod(at + strlen("          people "), NULL);
    hc_ran_free(&ran);
    return needed;
}

/* Queues of their own need more people than a pool: who looks back and ahead tells so, too. */
static void who_looks_back_or_ahead_parts_the_queues_as_plan_does(void)
{
    char pooled[PATH], months[PATH];
    make_plan();
    (void)hc_scratch_file(pooled, "pooled.csv", "id,contract\nA,full time\nB,full time\n");
    CU_ASSERT(hours_back(people) > 1.05 * hours_back(pooled));
    CU_ASSERT(needed_ahead(people, "(by the agents file: 30 people)") >
              1.05 * needed_ahead(pooled, "(by the agents file: 2 people)"));
    hc_ran none = RUN("backtest", sample.history, "--agents", "nobody.csv", "--plan",
                      "--origins", "2026-03-02");
    CU_ASSERT_EQUAL(none.exit_code, 3);
    CU_ASSERT(SAYS(none.err, "nobody.csv: error: cannot be read"));
    hc_ran_free(&none);
    (void)hc_scratch_file(months, "months.csv", "month,volume,aht_s\n2027-01,20000,300\n");
    hc_ran ran = RUN("scale", "--demand", months, "--centre", sample.centre, "--agents", people,
                     "--format", "table");
    CU_ASSERT(SAYS(ran.out, "(by the agents file: 30 people)"));
    hc_ran_free(&ran);
}

static void late_contacts_as_the_price_are_refused(void)
{
    make_plan();
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--agents", people,
                     "--late-call", "0");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--late-call knows one queue only"));
    CU_ASSERT(SAYS(ran.err, "cover_cost_by_time in the centre file; or leave the skills out"));
    hc_ran_free(&ran);
}

static void an_unknown_skill_is_told_with_its_place(void)
{
    char path[PATH];
    make_plan();
    (void)hc_scratch_file(path, "typo.csv", "id,contract,skills\nA,full time,Bill\n");
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--agents", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "typo.csv:2:13: error: there is no queue 'Bill'"));
    hc_ran_free(&ran);
    cJSON_Delete(root);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(people_on_the_phones_are_given_to_the_queues),
        HC_TEST(the_files_tell_what_every_queue_gets),
        HC_TEST(the_judge_of_a_schedule_finds_the_cost_of_the_plan),
        HC_TEST(a_whatif_gives_its_people_to_the_queues_anew),
        HC_TEST(a_plan_is_played_by_its_skills),
        HC_TEST(an_interval_is_explained_by_queue),
        HC_TEST(who_looks_back_or_ahead_parts_the_queues_as_plan_does),
        HC_TEST(late_contacts_as_the_price_are_refused),
        HC_TEST(an_unknown_skill_is_told_with_its_place)};
    return hc_test_run("program/plan_skills", tests, sizeof tests / sizeof tests[0]);
}
