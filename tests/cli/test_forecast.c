/* headcount forecast, and the days and changes that a planner knows of. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/number.h"
#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

/* Weekdays 09:00 to 17:00 by the hour from Monday 2026-01-05: 20 to 32 contacts; the first
 * `low_days` days after day `low` have one contact an hour. */
typedef struct sample {
    int days, low, low_days, last_hour; /* last_hour: of the last day, 0: all */
} sample;

static void put_day(FILE *file, const sample *s, int day)
{
    char date[HC_TIME_TEXT_MAX];
    const int64_t first = hc_day_from_date((hc_civil_date){2026, 1, 5});
    hc_format_date(first + day, date);
    for (int hour = 9; hour < 17; hour++) {
        const int low = day >= s->low && day < s->low + s->low_days;
        if (day == s->days - 1 && s->last_hour > 0 && hour >= s->last_hour) { break; }
        (void)fprintf(file, "%sT%02d:00:00,%d,240\n", date, hour,
                      low ? 1 : 20 + (day * 5 + hour * 7) % 13);
    }
}

static const char *history_file(char *path, const char *name, const sample *s)
{
    FILE *file = fopen(hc_scratch_path(path, PATH, name), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht\n", file);
    for (int day = 0; day < s->days; day++) {
        if (day % 7 < 5) { put_day(file, s, day); }
    }
    (void)fclose(file);
    return path;
}

static const sample ten_weeks = {.days = 68}; /* to Friday 2026-03-13 */

/* Sum of a column (from 0) over the rows that hold a text. */
static double sum_of(const char *csv, const char *with, int column)
{
    double sum = 0.0;
    for (const char *line = strchr(csv, '\n'); line != NULL && line[1] != '\0';
         line = strchr(line + 1, '\n')) {
        const char *end = strchr(line + 1, '\n');
        const char *found = strstr(line, with);
        if (found == NULL || (end != NULL && found > end)) { continue; }
        const char *cell = line + 1;
        for (int k = 0; k < column; k++) {
            cell = strchr(cell, ',') + 1;
        }
        sum += strtod(cell, NULL);
    }
    return sum;
}

/* ---- days known beforehand ----------------------------------------------------------------
 */

static void korean_holidays_are_known_by_name(void)
{
    char path[PATH];
    hc_ran ran = RUN("check", history_file(path, "h.csv", &ten_weeks), "--holidays", "kr");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "from kr"));
    CU_ASSERT(SAYS(ran.out, "2026-02-17,\"holiday, Seollal"));
    CU_ASSERT(!SAYS(ran.err, "warning"));
    hc_ran_free(&ran);
}

/* A day of its own, the second after the launch, is what it is. */
static void a_launch_falls_back_over_the_days_after_it(void)
{
    static const struct {
        const char *date;
        double factor;
    } days[] = {{"2026-04-28T", 1.0},
                {"2026-04-29T", 1.4},
                {"2026-04-30T", 1.2},
                {"2026-05-04T", 1.0 + 0.4 / 32.0}};
    const sample to_april = {.days = 112};
    char path[PATH], list[PATH];
    hc_scratch_file(list, "launch.csv",
                    "date,name,kind,uplift,half_life_days\n2026-04-29,Launch,event,40%,1\n"
                    "2026-05-01,Labour Day,half_day,,\n");
    history_file(path, "launch_history.csv", &to_april);
    hc_ran usual = RUN("forecast", path, "--days", "10", "--format", "csv");
    hc_ran ran =
        RUN("forecast", path, "--special-days", list, "--days", "10", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
        CHECK_CLOSE(sum_of(ran.out, days[k].date, 2),
                    days[k].factor * sum_of(usual.out, days[k].date, 2), 2e-3);
    }
    CU_ASSERT(sum_of(ran.out, "2026-05-01T", 2) < sum_of(usual.out, "2026-05-01T", 2));
    hc_ran_free(&ran);
    ran = RUN("forecast", path, "--special-days", list, "--days", "10", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "  after Launch\n"));
    CU_ASSERT(SAYS(ran.out, "  Labour Day\n"));
    hc_ran_free(&ran);
    ran = RUN("check", path, "--special-days", list); /* what the planner gave, no more */
    CU_ASSERT(SAYS(ran.out, "special days,count,2\n"));
    hc_ran_free(&ran);
    hc_ran_free(&usual);
}

static void the_planners_own_days_win_over_the_table(void)
{
    char path[PATH], days[PATH];
    hc_scratch_file(days, "days.csv", "date,name,kind\n2026-02-17,We work,ordinary\n");
    hc_ran ran = RUN("check", history_file(path, "h.csv", &ten_weeks), "--holidays", "KR",
                     "--special-days", days);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "2026-02-16,"));
    CU_ASSERT(SAYS(ran.out, "2026-02-17,\"ordinary, We work\""));
    CU_ASSERT(!SAYS(ran.out, "2026-02-17,\"holiday"));
    hc_ran_free(&ran);
}

static void a_calendar_file_gives_holidays_too(void)
{
    char path[PATH], calendar[PATH], centre[PATH];
    hc_scratch_file(calendar, "days.ics",
                    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
                    "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260219\r\n"
                    "SUMMARY:Founders' day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    hc_scratch_file(centre, "centre.json", "{\"holidays\": \"days.ics\"}");
    hc_ran ran = RUN("check", history_file(path, "h.csv", &ten_weeks), "--holidays", calendar);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "2026-02-19,\"holiday, Founders' day\""));
    hc_ran_free(&ran);
    ran = RUN("check", path, "--centre", centre); /* beside the centre file */
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Founders' day"));
    hc_ran_free(&ran);
    ran = RUN("check", path, "--centre", centre, "--holidays", "us");
    CU_ASSERT(SAYS(ran.out, "Birthday of Martin Luther King, Jr."));
    CU_ASSERT(!SAYS(ran.out, "Founders' day"));
    hc_ran_free(&ran);
}

static void unknown_holidays_are_told_with_the_way_out(void)
{
    char path[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_ran ran = RUN("forecast", path, "--holidays", "de");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "holidays are known for kr and us, found 'de'"));
    CU_ASSERT(SAYS(ran.err, "give an iCalendar file"));
    hc_ran_free(&ran);
    ran = RUN("forecast", path, "--holidays", "none.ics");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "none.ics: error: cannot be read"));
    hc_ran_free(&ran);
}

/* The Korean table ends in 2027: a history of that December looks past it. */
static void a_table_that_ends_too_soon_warns(void)
{
    char path[PATH], text[4096] = "timestamp,calls\n";
    for (int day = 1; day <= 28; day++) {
        char row[64];
        (void)snprintf(row, sizeof row, "2027-12-%02dT09:00:00,%d\n2027-12-%02dT10:00:00,9\n",
                       day, day, day);
        (void)strncat(text, row, sizeof text - strlen(text) - 1);
    }
    hc_ran ran = RUN("check", hc_scratch_file(path, "late.csv", text), "--holidays", "kr");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "warning: holidays of Korea are known for 2018 to 2027 only"));
    hc_ran_free(&ran);
}

static void an_outage_is_undone_by_listing_its_day_as_ordinary(void)
{
    const sample low = {.days = 68, .low = 37, .low_days = 1}; /* Wednesday 2026-02-11 */
    char path[PATH], days[PATH];
    hc_ran ran = RUN("check", history_file(path, "low.csv", &low));
    CU_ASSERT(SAYS(ran.out, "outage,\"2026-02-11"));
    CU_ASSERT(SAYS(ran.out, "list it as ordinary with --special-days"));
    hc_ran_free(&ran);
    hc_scratch_file(days, "days.csv", "date,name,kind\n2026-02-11,quiet day,ordinary\n");
    ran = RUN("check", path, "--special-days", days);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(!SAYS(ran.out, "outage,\"2026-02-11"));
    CU_ASSERT(SAYS(ran.out, "0 outage"));
    hc_ran_free(&ran);
}

/* ---- overrides ----------------------------------------------------------------------------
 */

static void overrides_change_the_forecast_and_say_what_they_did(void)
{
    char path[PATH], changes[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_scratch_file(changes, "changes.csv",
                    "from,to,queue,change,why\n2026-03-16,2026-03-16,,+50%,TV advert\n"
                    "2026-03-17 09:00,2026-03-17 11:00,all,=7,migration\n2020-01-01,,,x2,\n");
    hc_ran before = RUN("forecast", path, "--days", "7", "--format", "csv");
    hc_ran after =
        RUN("forecast", path, "--days", "7", "--format", "csv", "--override", changes);
    CU_ASSERT_EQUAL(after.exit_code, 0);
    const double monday = sum_of(before.out, "2026-03-16", 2);
    CHECK_CLOSE(sum_of(after.out, "2026-03-16", 2), 1.5 * monday, 1e-4);
    CHECK_CLOSE(sum_of(after.out, "2026-03-16", 9), 1.5 * sum_of(before.out, "2026-03-16", 9),
                1e-4); /* q90 */
    CHECK_CLOSE(sum_of(after.out, "2026-03-17T09", 2), 7.0, 1e-9);
    CHECK_CLOSE(sum_of(after.out, "2026-03-17T11", 2), sum_of(before.out, "2026-03-17T11", 2),
                1e-9);
    CU_ASSERT(SAYS(after.err, "changes.csv:2: all queues, 2026-03-16T00:00:00 to "
                              "2026-03-17T00:00:00, +50 %: "));
    CU_ASSERT(SAYS(after.err, "become 14 (migration)"));
    CU_ASSERT(SAYS(after.err, "1 of 3 overrides of "));
    hc_ran_free(&before);
    hc_ran_free(&after);
}

static void a_bad_override_is_named_by_its_line(void)
{
    char path[PATH], changes[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_scratch_file(changes, "changes.csv", "from,change\n2026-03-16,120\n");
    hc_ran ran = RUN("forecast", path, "--override", changes);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "changes.csv:2:12: error: change must be like +10%"));
    hc_ran_free(&ran);
    hc_scratch_file(changes, "changes.csv", "from,queue,change\n2026-03-16,Sales,+10%\n");
    ran = RUN("forecast", path, "--override", changes);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "changes.csv:2: error: the forecast has no queue \"Sales\""));
    hc_ran_free(&ran);
}

/* The centre file may name the file; the plan keeps what it did, and explain tells it. */
static void a_plan_keeps_its_overrides_and_explains_them(void)
{
    char path[PATH], file[PATH], centre[PATH], out[PATH], plan[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_scratch_file(file, "plan_changes.csv",
                    "from,to,change,why\n2026-03-16 10:00,2026-03-16 12:00,+100%,relaunch\n");
    hc_scratch_file(centre, "with.json", "{\"overrides_file\": \"plan_changes.csv\"}");
    hc_scratch_path(out, sizeof out, "plan");
    hc_ran ran = RUN("plan", path, "--centre", centre, "--out", out, "--effort", "0.1",
                     "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "relaunch"));
    hc_ran_free(&ran);
    CU_ASSERT(hc_file_says(hc_scratch_path(plan, sizeof plan, "plan/plan.json"),
                           "\"mean_before_overrides\": ["));
    ran = RUN("explain", out, "--at", "2026-03-16T11:00");
    CU_ASSERT(SAYS(ran.out, "override: "));
    CU_ASSERT(SAYS(ran.out, "+100 %: "));
    hc_ran_free(&ran);
    ran = RUN("explain", out, "--at", "2026-03-16T12:00");
    CU_ASSERT(!SAYS(ran.out, "override"));
    hc_ran_free(&ran);
}

/* ---- the day so far -----------------------------------------------------------------------
 */

/* On Friday 2026-03-13 three hours came. */
static void the_rest_of_today_is_forecast_from_its_rows_so_far(void)
{
    const sample today = {.days = 68, .last_hour = 12};
    char path[PATH];
    history_file(path, "today.csv", &today);
    hc_ran ran =
        RUN("forecast", path, "--now", "2026-03-13T12:00", "--days", "2", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    /* day 67: 20 + (67 * 5 + 9 * 7) % 13 = 28 */
    CHECK_CLOSE(sum_of(ran.out, "2026-03-13T09", 2), 28.0, 1e-9);
    CHECK_CLOSE(sum_of(ran.out, "2026-03-13T09", 3), 28.0, 1e-9);
    CU_ASSERT(sum_of(ran.out, "2026-03-13T12", 2) > 15.0);
    CU_ASSERT(sum_of(ran.out, "2026-03-13T12", 9) > sum_of(ran.out, "2026-03-13T12", 2));
    CU_ASSERT(SAYS(ran.err, "all: By 12:00 "));
    CU_ASSERT(SAYS(ran.err, "The rest of the day is now put at "));
    hc_ran_free(&ran);
    ran = RUN("forecast", path, "--now", "2026-03-13T12:00", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "all: By 12:00 "));
    hc_ran_free(&ran);
}

static void a_time_that_is_no_time_of_the_history_is_refused(void)
{
    char path[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_ran ran = RUN("forecast", path, "--now", "2026-03-13T12:00", "--as-of", "2026-03-02");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--now and --as-of cannot both be given"));
    hc_ran_free(&ran);
    ran = RUN("forecast", path, "--now", "2026-03-20T12:00");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "Nothing is known of the day by 12:00"));
    hc_ran_free(&ran);
    ran = RUN("forecast", path, "--now", "1999-03-20T12:00");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    hc_ran_free(&ran);
}

/* ---- sample paths -------------------------------------------------------------------------
 */

static void paths_are_whole_numbers_and_follow_their_seed(void)
{
    char path[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_ran one = RUN("forecast", path, "--days", "3", "--paths", "5", "--format", "csv");
    hc_ran again =
        RUN("forecast", path, "--days", "3", "--paths", "5", "--format", "csv", "--seed", "1");
    hc_ran other =
        RUN("forecast", path, "--days", "3", "--paths", "5", "--format", "csv", "--seed", "2");
    CU_ASSERT_EQUAL(one.exit_code, 0);
    CU_ASSERT(
        STARTS(one.out, "seed,path,queue,timestamp,calls\n1,1,all,2026-03-14T00:00:00,0\n"));
    CU_ASSERT_EQUAL(hc_count_lines(one.out), 1 + 5 * 3 * 24);
    CU_ASSERT(!SAYS(one.out, "."));
    CU_ASSERT_STRING_EQUAL(one.out, again.out);
    CU_ASSERT(STARTS(other.out, "seed,path,queue,timestamp,calls\n2,1,"));
    CU_ASSERT(strcmp(one.out, other.out) != 0);
    hc_ran_free(&one);
    hc_ran_free(&again);
    hc_ran_free(&other);
    one = RUN("forecast", path, "--days", "1", "--paths", "2", "--format", "json");
    CU_ASSERT(STARTS(one.out, "[\n {\"seed\": 1, \"path\": 1, \"queue\": \"all\","));
    hc_ran_free(&one);
    one = RUN("forecast", path, "--paths", "0");
    CU_ASSERT_EQUAL(one.exit_code, 2);
    hc_ran_free(&one);
}

static void a_day_is_shown_with_the_range_of_eight_in_ten(void)
{
    char path[PATH];
    hc_ran ran = RUN("forecast", history_file(path, "h.csv", &ten_weeks), "--days", "3",
                     "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "8 of 10 from"));
    hc_ran_free(&ran);
}

/* ---- back-tests ---------------------------------------------------------------------------
 */

static void a_backtest_ends_in_three_sentences(void)
{
    char path[PATH];
    history_file(path, "h.csv", &ten_weeks);
    hc_ran ran = RUN("backtest", path, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "Method "));
    CU_ASSERT(SAYS(ran.out, "\nHeadcount "));
    CU_ASSERT(SAYS(ran.out, "\nmean of 6 weeks "));
    CU_ASSERT(SAYS(ran.out, "\n- ")); /* candidates */
    CU_ASSERT(SAYS(ran.out, "\nchance alone "));
    const char *method = strstr(ran.out, "\nMethod: a mean of ");
    CU_ASSERT_PTR_NOT_NULL_FATAL(method);
    CU_ASSERT_EQUAL(hc_count_lines(method + 1), 3);
    CU_ASSERT(SAYS(method, " of the calls by day and "));
    CU_ASSERT(SAYS(method, "that of last week repeated, and "));
    CU_ASSERT(SAYS(method, "that of the mean of 6 weeks."));
    hc_ran_free(&ran);
    ran = RUN("backtest", path, "--horizon", "14d", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "14 days: interval %"));
    hc_ran_free(&ran);
    ran = RUN("backtest", path, "--format", "csv");
    CU_ASSERT(SAYS(ran.out, ",weight,kind\nHeadcount,"));
    CU_ASSERT(SAYS(ran.out, ",planners\n"));
    CU_ASSERT(SAYS(ran.out, ",candidate\n"));
    hc_ran_free(&ran);
}

static void a_history_that_supports_no_claim_is_warned_of(void)
{
    const sample six_weeks = {.days = 42};
    char path[PATH];
    hc_ran ran = RUN("backtest", history_file(path, "short.csv", &six_weeks));
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "warning: Only "));
    CU_ASSERT(SAYS(ran.err, "4 whole weeks are needed before the errors mean much"));
    hc_ran_free(&ran);
}

/* Five queues that end on other days, on one, three and eight machines. */
static void the_parts_of_all_machines_are_the_whole(void)
{
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, PATH, "queues.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,queue,calls,aht\n", file);
    for (int row = 0; row < 40 * 8 * 5; row++) {
        const int day = row / 40, queue = row % 5;
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(hc_day_from_date((hc_civil_date){2026, 1, 5}) + day, date);
        if (day >= 38 - queue) { continue; }
        (void)fprintf(file, "%sT%02d:00,Q%d,%d,%d\n", date, 9 + row / 5 % 8, queue,
                      10 + row % 7 + queue, 200 + queue);
    }
    (void)fclose(file);
    hc_ran whole = RUN("forecast", path, "--days", "7", "--format", "csv");
    CU_ASSERT_EQUAL(whole.exit_code, 0);
    CU_ASSERT(SAYS(whole.out, "\nQ4,"));
    for (int parts = 1; parts <= 8; parts += parts < 3 ? 2 : 5) {
        const char *rest = whole.out;
        for (int part = 1; part <= parts; part++) {
            char shard[16];
            (void)snprintf(shard, sizeof shard, "%d/%d", part, parts);
            hc_ran ran =
                RUN("forecast", path, "--days", "7", "--format", "csv", "--shard", shard);
            CU_ASSERT_EQUAL(ran.exit_code, 0);
            CU_ASSERT(STARTS(rest, ran.out));
            rest += strlen(ran.out);
            hc_ran_free(&ran);
        }
        CU_ASSERT_STRING_EQUAL(rest, "");
    }
    hc_ran_free(&whole);
}

static void a_part_that_is_none_is_refused(void)
{
    static const char *const wrong[] = {"0/4",   "5/4",     "2",   "/3",
                                        "1.5/3", "1/99999", "a/b", "1/"};
    char path[PATH];
    (void)history_file(path, "shard.csv", &ten_weeks);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        hc_ran ran = RUN("forecast", path, "--format", "csv", "--shard", wrong[k]);
        CU_ASSERT_EQUAL(ran.exit_code, 2);
        CU_ASSERT(SAYS(ran.err, "--shard needs I/N"));
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN("forecast", path, "--format", "json", "--shard", "1/2");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
    ran = RUN("forecast", path, "--format", "csv", "--shard", "1/2", "--paths", "3");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "not paths"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(korean_holidays_are_known_by_name),
        HC_TEST(a_launch_falls_back_over_the_days_after_it),
        HC_TEST(the_planners_own_days_win_over_the_table),
        HC_TEST(a_calendar_file_gives_holidays_too),
        HC_TEST(unknown_holidays_are_told_with_the_way_out),
        HC_TEST(a_table_that_ends_too_soon_warns),
        HC_TEST(an_outage_is_undone_by_listing_its_day_as_ordinary),
        HC_TEST(overrides_change_the_forecast_and_say_what_they_did),
        HC_TEST(a_bad_override_is_named_by_its_line),
        HC_TEST(a_plan_keeps_its_overrides_and_explains_them),
        HC_TEST(the_rest_of_today_is_forecast_from_its_rows_so_far),
        HC_TEST(a_time_that_is_no_time_of_the_history_is_refused),
        HC_TEST(paths_are_whole_numbers_and_follow_their_seed),
        HC_TEST(a_day_is_shown_with_the_range_of_eight_in_ten),
        HC_TEST(a_backtest_ends_in_three_sentences),
        HC_TEST(a_history_that_supports_no_claim_is_warned_of),
        HC_TEST(the_parts_of_all_machines_are_the_whole),
        HC_TEST(a_part_that_is_none_is_refused),
    };
    return hc_test_run("program forecast", tests, sizeof tests / sizeof *tests);
}
