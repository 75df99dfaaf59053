/*
 * explain reaches every number: for each column of each table that plan, whatif and scale
 * write, read from the files themselves, explain is asked for it, and its answer must hold the
 * value.
 */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define CELLS_MAX 64
#define CELL_MAX 128
#define DAY "2026-03-16" /* a Monday */
#define DAY_AFTER "2026-03-17"
#define AT DAY "T10:30"

static char demo[PATH / 2], history[PATH], centre[PATH], plan[PATH], events[PATH], scale[PATH];

static const char terms[] =
    "{\"costs\":{\"currency\":\"EUR\",\"wage_an_hour\":20},"
    "\"contracts\":[{\"name\":\"full\",\"days_a_week_most\":5}],"
    "\"capacity\":{\"headcount\":6,\"hire_cost\":1000},"
    "\"vendors\":[{\"name\":\"Acme\",\"price_a_minute\":1,\"least_a_month\":500,"
    "\"notice_weeks\":2,\"service_level\":0.8,\"penalty\":0.1}],"
    "\"peak\":{\"lost_contact_cost\":5,\"service_level_least\":0.7,"
    "\"temporary\":{\"wage_an_hour\":15,\"hire_cost\":100,\"lead_weeks\":1}}}";

static void into_file(const char *path, hc_ran ran)
{
    FILE *file = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    (void)fputs(ran.out, file);
    (void)fclose(file);
    hc_ran_free(&ran);
}

/* A plan, a calendar of a peak and the result of scale, made once. */
static void make_results(void)
{
    if (demo[0] != '\0') { return; }
    (void)hc_scratch_path(demo, sizeof demo, "demo");
    hc_ran ran = RUN("demo", demo, "--weeks", "16", "--queues", "2");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    (void)snprintf(history, sizeof history, "%s/history.csv", demo);
    (void)snprintf(plan, sizeof plan, "%s/plan", demo);
    (void)snprintf(scale, sizeof scale, "%s/scale.json", demo);
    (void)hc_scratch_file(centre, "centre.json", terms);
    (void)hc_scratch_file(events, "events.csv",
                          "date,name,kind,uplift\n2026-03-18,Sale,event,60%\n");
    ran = RUN("plan", history, "--centre", centre, "--out", plan, "--effort", "0",
              "--time-limit", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    into_file(scale, RUN("scale", history, "--centre", centre, "--format", "json"));
}

/* ---- tables -------------------------------------------------------------------------------
 */

typedef struct row {
    size_t count;
    char cell[CELLS_MAX][CELL_MAX];
} row;

/* The cells of a line; quotes are not met in what is looked at. */
static row split(const char *line)
{
    row made = {0};
    const char *end = line + strcspn(line, "\n");
    while (line <= end && made.count < CELLS_MAX) {
        const size_t length = strcspn(line, ",\n");
        (void)snprintf(made.cell[made.count++], CELL_MAX, "%.*s", (int)length, line);
        if (line + length >= end) { break; }
        line += length + 1;
    }
    return made;
}

/* The first line that begins so; NULL: there is none. */
static const char *line_of(const char *text, const char *start)
{
    char found[CELL_MAX];
    (void)snprintf(found, sizeof found, "\n%s", start);
    const char *at = strstr(text, found);
    return at != NULL ? at + 1 : NULL;
}

/* Does the text hold the number, as it is, as percent, or rounded to a unit or a hundredth? */
static bool holds(const char *text, double value)
{
    static const double scales[] = {1.0, 100.0};
    while (*text != '\0') {
        char *end = NULL;
        const double number = strtod(text, &end);
        if (end == text) {
            text++;
            continue;
        }
        for (size_t k = 0; k < 2; k++) {
            const double other = scales[k] * value;
            if (fabs(number - other) <= 0.0051 + 0.002 * fabs(other)) { return true; }
            if (fabs(other) >= 10.0 && fabs(number - other) <= 0.5) { return true; }
        }
        text = end;
    }
    return false;
}

/* Runs explain with a figure, and checks that it says the values of the cells. */
static void check_cells(const char *const *before, const char *figure,
                        const char (*cell)[CELL_MAX], size_t cell_count)
{
    const char *arguments[24] = {"explain"};
    size_t count = 1;
    for (; before[count - 1] != NULL; count++) {
        arguments[count] = before[count - 1];
    }
    arguments[count++] = "--figure";
    arguments[count++] = figure;
    hc_ran ran = hc_run(arguments, NULL);
    for (size_t k = 0; k < cell_count; k++) {
        char *end = NULL;
        const double value = strtod(cell[k], &end);
        const bool number = end != cell[k] && *end == '\0';
        const bool told = ran.exit_code == 0 && ran.out[0] != '\0' &&
                          (!number || isnan(value) || holds(ran.out, value));
        CU_ASSERT(told);
        if (!told) {
            printf("\n%s = %s is not explained: %s%s\n", figure, cell[k], ran.out, ran.err);
        }
    }
    hc_ran_free(&ran);
}

static void check_figure(const char *const *before, const char *figure, const char *text)
{
    char cell[1][CELL_MAX];
    (void)snprintf(cell[0], CELL_MAX, "%s", text);
    check_cells(before, figure, (const char(*)[CELL_MAX])cell, 1);
}

/* Every column of a file in the row that begins so. */
static void check_file(const char *name, const char *start, const char *const *before)
{
    char path[2 * PATH];
    (void)snprintf(path, sizeof path, "%s/%s", plan, name);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    const char *line = line_of(text, start);
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    const row head = split(text), cells = split(line);
    CU_ASSERT(head.count > 3);
    for (size_t k = 0; k < head.count; k++) {
        check_figure(before, head.cell[k], k < cells.count ? cells.cell[k] : "");
    }
    free(text);
}

/* ---- plan ---------------------------------------------------------------------------------
 */

static void every_column_of_the_forecast_is_explained(void)
{
    make_results();
    check_file("forecast.csv", "Service," AT,
               (const char *[]){plan, "--at", AT, "--queue", "Service", NULL});
}

static void every_column_of_the_requirement_is_explained(void)
{
    make_results();
    check_file("requirement.csv", "all queues," AT, (const char *[]){plan, "--at", AT, NULL});
    check_file("requirement.csv", "Service," AT,
               (const char *[]){plan, "--at", AT, "--queue", "Service", NULL});
    check_file("requirement.csv", "Service,2026-03-16T03:00", /* closed */
               (const char *[]){plan, "--at", "2026-03-16T03:00", "--queue", "Service", NULL});
}

static void every_column_of_shifts_and_people_is_explained(void)
{
    char path[2 * PATH];
    make_results();
    check_file("shifts.csv", "full,2026-03-16", (const char *[]){plan, "--at", AT, NULL});
    (void)snprintf(path, sizeof path, "%s/roster.csv", plan);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    const row first = split(strchr(text, '\n') + 1);
    check_file("roster.csv", first.cell[0],
               (const char *[]){plan, "--agent", first.cell[0], NULL});
    free(text);
}

/* A team by name has people.csv filled. */
static void every_column_of_people_is_explained(void)
{
    char agents[PATH], named[PATH];
    make_results();
    hc_scratch_file(
        agents, "agents.csv",
        "id,name,contract,preferred_start,weekends_before,lates_before,hours_before\n"
        "A1,Ada,full,09:00,2,1,30\nA2,Ben,full,,0,0,0\n");
    (void)hc_scratch_path(named, sizeof named, "named");
    hc_ran ran = RUN("plan", history, "--centre", centre, "--agents", agents, "--out", named,
                     "--effort", "0", "--time-limit", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    if (ran.exit_code > 1) { printf("\n%s\n", ran.err); }
    hc_ran_free(&ran);
    char old[PATH];
    (void)snprintf(old, sizeof old, "%s", plan);
    (void)snprintf(plan, sizeof plan, "%s", named);
    check_file("people.csv", "A1,", (const char *[]){named, "--agent", "A1", NULL});
    (void)snprintf(plan, sizeof plan, "%s", old);
}

/* Every number of `figures` in plan.json. */
static void every_figure_of_the_summary_is_explained(void)
{
    char path[2 * PATH];
    make_results();
    (void)snprintf(path, sizeof path, "%s/plan.json", plan);
    char *text = hc_file_text(path);
    cJSON *root = cJSON_Parse(text);
    const cJSON *figure = NULL;
    CU_ASSERT(cJSON_GetArraySize(cJSON_GetObjectItem(root, "figures")) > 15);
    cJSON_ArrayForEach(figure, cJSON_GetObjectItem(root, "figures"))
    {
        char cell[CELL_MAX] = "";
        if (cJSON_IsNumber(figure)) {
            (void)snprintf(cell, sizeof cell, "%.17g", figure->valuedouble);
        }
        check_figure((const char *[]){plan, NULL}, figure->string, cell);
    }
    cJSON_Delete(root);
    free(text);
}

/* ---- what if ------------------------------------------------------------------------------
 */

/* Expected, low and high of every figure of a scenario. */
static void every_figure_of_a_what_if_is_explained(void)
{
    make_results();
    hc_ran ran =
        RUN("whatif", plan, "--volume", "+30%", "--vendor-share", "10%", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    const char *const changes[] = {plan, "--volume", "+30%", "--vendor-share", "10%", NULL};
    size_t count = 0;
    for (const char *line = line_of(ran.out, "\"volume +30%"); line != NULL;
         line = line_of(line, "\"volume +30%")) {
        const row cells = split(line); /* the name holds a comma: two cells */
        CU_ASSERT_FATAL(cells.count >= 6);
        check_cells(changes, cells.cell[2], (const char(*)[CELL_MAX]) & cells.cell[3], 3);
        count++;
    }
    size_t figures = 0; /* of the plan itself: as many */
    for (const char *line = ran.out; (line = line_of(line, "Plan,")) != NULL;) {
        figures++;
    }
    CU_ASSERT(figures >= 22);
    CU_ASSERT_EQUAL(count, figures);
    hc_ran_free(&ran);
}

static void every_figure_of_a_peak_is_explained(void)
{
    make_results();
    hc_ran ran = RUN("whatif", plan, "--peak", events, "--format", "csv");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    const char *const peak[] = {plan, "--peak", events, NULL};
    size_t count = 0;
    for (const char *line = strchr(ran.out, '\n'); line != NULL && line[1] != '\0';
         line = strchr(line + 1, '\n')) {
        const row cells = split(line + 1);
        CU_ASSERT_EQUAL_FATAL(cells.count, 4);
        const bool flag = strcmp(cells.cell[2], "cheapest") == 0;
        check_figure(peak, cells.cell[2], flag ? "" : cells.cell[3]);
        count++;
    }
    CU_ASSERT(count > 40);
    hc_ran_free(&ran);
}

/* ---- scale --------------------------------------------------------------------------------
 */

/* Every column of every month of the long plan. */
static void every_column_of_the_long_plan_is_explained(void)
{
    make_results();
    hc_ran ran = RUN("scale", history, "--centre", centre, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    const row head = split(ran.out);
    CU_ASSERT_EQUAL(head.count, 25);
    for (const char *line = strchr(ran.out, '\n'); line != NULL && line[1] != '\0';
         line = strchr(line + 1, '\n')) {
        const row cells = split(line + 1);
        for (size_t k = 0; k < head.count; k++) {
            check_figure((const char *[]){scale, "--at", cells.cell[0], NULL}, head.cell[k],
                         cells.cell[k]);
        }
    }
    hc_ran_free(&ran);
}

static void check_numbers(const cJSON *object)
{
    const cJSON *member = NULL;
    cJSON_ArrayForEach(member, object)
    {
        char cell[CELL_MAX];
        const bool told = strcmp(member->string, "schema_version") != 0;
        if (!cJSON_IsNumber(member) || !told) { continue; }
        (void)snprintf(cell, sizeof cell, "%.17g", member->valuedouble);
        check_figure((const char *[]){scale, NULL}, member->string, cell);
    }
}

static void every_number_of_the_verdict_and_the_vendors_is_explained(void)
{
    make_results();
    char *text = hc_file_text(scale);
    cJSON *root = cJSON_Parse(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    check_numbers(root);
    check_numbers(cJSON_GetArrayItem(cJSON_GetObjectItem(root, "vendors"), 0));
    cJSON_Delete(root);
    free(text);
}

/* ---- what is wrong ------------------------------------------------------------------------
 */

static void a_plan_may_come_on_standard_input(void)
{
    char path[PATH + sizeof "/plan.json"];
    make_results();
    (void)snprintf(path, sizeof path, "%s/plan.json", plan);
    char *text = hc_file_text(path);
    hc_ran named = RUN("explain", path);
    hc_ran piped = RUN_WITH(text, "explain", "-");
    CU_ASSERT_EQUAL(named.exit_code, 0);
    CU_ASSERT_EQUAL(piped.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(piped.out, named.out);
    hc_ran_free(&named);
    hc_ran_free(&piped);
    free(text);
}

static void what_cannot_be_explained_is_said(void)
{
    make_results();
    hc_ran ran = RUN("explain", plan, "--at", AT, "--figure", "agnts");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "there is no figure 'agnts' here (did you mean agents?)"));
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--agent", "nobody");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "the plan has nobody 'nobody'"));
    hc_ran_free(&ran);
    ran = RUN("explain", scale, "--at", "2031-01");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "the file has no period '2031-01' (2026-04 to 2026-09)"));
    hc_ran_free(&ran);
    ran = RUN("explain", scale, "--volume", "+10%");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "goes with --at and --figure only"));
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--at", "noon");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--at cannot read the time 'noon'"));
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--peak", events, "--volume", "+10%");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
}

/* AT is a Monday of the plan's week. */
static void a_weekday_and_a_time_are_an_instant_of_the_plan(void)
{
    static const char *const same[] = {"Mon 10:30", "monday 10:30", "MON 10:30:00",
                                       "Mon " DAY " 10:30"};
    make_results();
    hc_ran first = RUN("explain", plan, "--at", DAY "T10:30");
    CU_ASSERT_EQUAL(first.exit_code, 0);
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
        hc_ran ran = RUN("explain", plan, "--at", same[k]);
        CU_ASSERT_STRING_EQUAL(ran.out, first.out);
        hc_ran_free(&ran);
    }
    hc_ran_free(&first);
    hc_ran ran = RUN("explain", plan, "--at", "Tue 9:00");
    CU_ASSERT(STARTS(ran.out, "Interval: " DAY_AFTER "T09:00:00, "));
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--at", "Tue " DAY " 10:30");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "that date is a Mon"));
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--at", "Mo 10:30");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "cannot read the time 'Mo 10:30' (such as"));
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--at", "Mon noon");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
}

static void a_weekday_that_is_not_one_day_of_the_plan_asks_for_a_date(void)
{
    static const struct {
        const char *days;
        const char *says;
    } cases[] = {{"14", "more than one Mon: 2026-03-30, 2026-04-06 (say which"},
                 {"15", "more than one Mon: 2026-03-30, 2026-04-06 (say which"},
                 {"22", "more than one Mon: 2026-03-30, 2026-04-06 ... (say which"},
                 {"6", "begins on 2026-03-24 and has 6 days; none is a Mon"}};
    char file[PATH], text[256];
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        (void)snprintf(
            text, sizeof text,
            "{\"schema_version\":1,\"axis\":{\"first_date\":\"2026-03-24\",\"days\":%s,"
            "\"timestamps\":[]},\"requirement\":[],\"forecast\":[]}",
            cases[k].days);
        (void)hc_scratch_file(file, "weeks.json", text);
        hc_ran ran = RUN("explain", file, "--at", "Mon 10:30");
        CU_ASSERT_EQUAL(ran.exit_code, 2);
        CU_ASSERT(SAYS(ran.err, cases[k].says));
        hc_ran_free(&ran);
    }
}

static void machines_get_the_names_of_the_figures(void)
{
    make_results();
    hc_ran ran = RUN("explain", plan, "--figure", "people", "--format", "csv");
    CU_ASSERT(STARTS(ran.out, "figures,explanation\npeople,\"People: "));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_column_of_the_forecast_is_explained),
        HC_TEST(every_column_of_the_requirement_is_explained),
        HC_TEST(every_column_of_shifts_and_people_is_explained),
        HC_TEST(every_column_of_people_is_explained),
        HC_TEST(every_figure_of_the_summary_is_explained),
        HC_TEST(every_figure_of_a_what_if_is_explained),
        HC_TEST(every_figure_of_a_peak_is_explained),
        HC_TEST(every_column_of_the_long_plan_is_explained),
        HC_TEST(every_number_of_the_verdict_and_the_vendors_is_explained),
        HC_TEST(a_plan_may_come_on_standard_input),
        HC_TEST(what_cannot_be_explained_is_said),
        HC_TEST(a_weekday_and_a_time_are_an_instant_of_the_plan),
        HC_TEST(a_weekday_that_is_not_one_day_of_the_plan_asks_for_a_date),
        HC_TEST(machines_get_the_names_of_the_figures),
    };
    return hc_test_run("program: explain", tests, sizeof tests / sizeof *tests);
}
