#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

/* Weeks of weekdays 08:00-18:00 from Monday 2026-01-05, a row every `step` minutes. */
static void put_weeks(FILE *file, int first_day, int days, int step, int calls,
                      const char *queue)
{
    for (int day = first_day; day < first_day + days; day++) {
        if (day % 7 >= 5) { continue; }
        const int date = day + 4; /* 5 January is day 1 */
        const int month = date < 31 ? 1 : date < 59 ? 2 : date < 90 ? 3 : 4;
        const int before = month == 1 ? 0 : month == 2 ? 31 : month == 3 ? 59 : 90;
        for (int minute = 480; minute < 1080; minute += step) {
            (void)fprintf(file, "2026-%02d-%02dT%02d:%02d:00,%d,%d%s\n", month,
                          date - before + 1, minute / 60, minute % 60,
                          calls + (minute / 60 + day) % 7, 240, queue);
        }
    }
}

/* A file of so many days with an optional extra line at its end. */
static const char *weeks_file(char *path, const char *name, int days, int step,
                              const char *extra)
{
    FILE *file = fopen(hc_scratch_path(path, PATH, name), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht\n", file);
    put_weeks(file, 0, days, step, 20, "");
    (void)fputs(extra, file);
    (void)fclose(file);
    return path;
}

/* ---- what is understood -------------------------------------------------------------------
 */

/* Two weeks of whole days, an hour a row, with the offset of Seoul. */
static void times_with_an_offset_and_no_zone_lose_no_row(void)
{
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "offset.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht\n", file);
    for (int day = 1; day <= 14; day++) {
        for (int hour = 0; hour < (day < 14 ? 24 : 9); hour++) { /* the last ends at nine */
            (void)fprintf(file, "2026-01-%02dT%02d:00:00+09:00,%d,240\n", day, hour, 20 + hour);
        }
    }
    (void)fclose(file);
    hc_ran ran = RUN("check", path);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "321 rows, 321 kept, 0 rejected"));
    CU_ASSERT(SAYS(ran.err, "times carry the offset +09:00 and no zone is named: taken as that "
                            "wall clock"));
    hc_ran_free(&ran);
    ran = RUN("check", path, "--zone", "Asia/Seoul");
    CU_ASSERT(SAYS(ran.out, "321 rows, 321 kept, 0 rejected"));
    CU_ASSERT(!SAYS(ran.err, "offset"));
    hc_ran_free(&ran);
}

static void every_error_that_asks_names_the_option_that_answers(void)
{
    const char *marks = "timestamp,calls,aht\n2026-01-05 08:00,\"1,234\",240\n"
                        "2026-01-05 09:00,\"1,235\",240\n";
    const char *dates = "date,time,calls,aht\n05/06/2026,08:00,3,240\n05/06/2026,09:00,3,240\n";
    hc_ran ran = RUN_WITH(marks, "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "--decimal point, or --decimal comma"));
    CU_ASSERT(!SAYS(ran.out, "0 rows")); /* only what was established */
    CU_ASSERT(!SAYS(ran.out, "evidence"));
    hc_ran_free(&ran);
    ran = RUN_WITH(marks, "check", "-", "--decimal", "point");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "2469"));
    CU_ASSERT(SAYS(ran.out, "stdin,dates,year-month-day (the year comes first or the"));
    hc_ran_free(&ran);
    ran = RUN_WITH(dates, "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "--date-order dmy, or --date-order mdy"));
    hc_ran_free(&ran);
    ran = RUN_WITH(dates, "check", "-", "--date-order", "mdy");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "2026-05-06"));
    hc_ran_free(&ran);
}

static void units_delimiters_and_sides_can_be_told(void)
{
    const char *text = "timestamp|calls|aht\n2026-01-05 09:00|3|4\n2026-01-05 10:00|3|4\n";
    hc_ran ran = RUN_WITH(text, "check", "-");
    CU_ASSERT(SAYS(ran.err, "taken as minutes; --aht-unit seconds says otherwise"));
    hc_ran_free(&ran);
    ran = RUN_WITH(text, "check", "-", "--aht-unit", "minutes", "--delimiter", "bar", "--label",
                   "end");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "minutes, average of a contact"));
    CU_ASSERT(SAYS(ran.out, "name the end of the interval, 60 minutes"));
    CU_ASSERT(SAYS(ran.out, "240 s on average"));
    hc_ran_free(&ran);
    ran = RUN_WITH(text, "check", "-", "--delimiter", "comma");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    hc_ran_free(&ran);
}

/* ---- what is wrong with a file ------------------------------------------------------------
 */

static void a_missing_column_says_which_names_were_looked_for(void)
{
    hc_ran ran = RUN_WITH("day,amount\n2026-01-05,3\n", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "error: no column for the contacts offered"));
    CU_ASSERT(SAYS(ran.err, "the columns are: day, amount"));
    CU_ASSERT(SAYS(ran.err,
                   "(name it with --columns volume=NAME, or, where each "
                   "queue has a column, volume=ONE,volume=OTHER; looked for volume, offered,"));
    CU_ASSERT(SAYS(ran.err, " more)"));
    hc_ran_free(&ran);
    ran = RUN_WITH("moment,calls\n2026-01-05 08:00,3\n", "check", "-");
    CU_ASSERT(SAYS(ran.err, "(name it with --columns timestamp=NAME; looked for timestamp,"));
    hc_ran_free(&ran);
}

static void an_empty_file_is_refused(void)
{
    char path[PATH];
    hc_ran ran = RUN("plan", hc_scratch_file(path, "empty.csv", ""), "--aht", "240");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "empty.csv: error: the file is empty"));
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    hc_ran_free(&ran);
}

static void a_header_in_brackets_is_no_json(void)
{
    hc_ran ran = RUN_WITH("[timestamp],[calls]\n2026-01-05 08:00,3\n", "check", "-");
    CU_ASSERT(!SAYS(ran.err, "JSON"));
    hc_ran_free(&ran);
}

/* Compressed or drawn: all bytes alike, few of them NUL. */
static void bytes_without_sense_are_a_binary_file(void)
{
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "noise.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    uint32_t state = 1;
    for (int k = 0; k < 20000; k++) {
        state = state * 1664525U + 1013904223U;
        (void)fputc((int)(state >> 24), file);
    }
    (void)fclose(file);
    hc_ran ran = RUN("check", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "is a binary file"));
    hc_ran_free(&ran);
}

static void a_history_of_three_days_is_called_too_short(void)
{
    char path[PATH];
    hc_ran ran = RUN("plan", weeks_file(path, "three_days.csv", 3, 60, ""));
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(
        SAYS(ran.err, "the history is too short: it has 3 days, and at least 7 are needed"));
    hc_ran_free(&ran);
    ran = RUN("backtest", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "too short for a back-test: it has 3 days"));
    hc_ran_free(&ran);
}

/* More than a pipe holds, for a reader who leaves at once. */
static void a_reader_who_leaves_is_no_fault(void)
{
    char path[PATH];
    char fifo[PATH];
    weeks_file(path, "long.csv", 70, 15, "");
    (void)hc_scratch_path(fifo, sizeof fifo, "fifo");
    CU_ASSERT_EQUAL_FATAL(mkfifo(fifo, 0600), 0);
    const pid_t reader = fork();
    if (reader == 0) {
        const int end = open(fifo, O_RDONLY);
        _exit(end >= 0 && close(end) == 0 ? 0 : 1);
    }
    const char *const arguments[] = {"forecast", path, "--days", "60", NULL};
    hc_ran ran = hc_run_into(arguments, fifo);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT(!SAYS(ran.err, "error"));
    CU_ASSERT(!SAYS(ran.err, "disk"));
    hc_ran_free(&ran);
    CU_ASSERT_EQUAL(waitpid(reader, NULL, 0), reader);
}

/* Every week alike: last week repeated makes no error. */
static void a_perfect_baseline_is_compared_without_a_ratio(void)
{
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "alike.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht\n", file);
    for (int day = 0; day < 42; day++) {
        for (int hour = 8; hour < 18; hour++) {
            (void)fprintf(file, "2026-%02d-%02dT%02d:00:00,%d,240\n", day < 27 ? 1 : 2,
                          day < 27 ? day + 5 : day - 26, hour, 20 + hour % 5 + day % 7);
        }
    }
    (void)fclose(file);
    hc_ran ran = RUN("backtest", path);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "that of last week repeated, which is 0"));
    CU_ASSERT(!SAYS(ran.err, "inf"));
    CU_ASSERT(!SAYS(ran.err, "over 1 origins"));
    hc_ran_free(&ran);
}

static void a_binary_file_is_refused(void)
{
    hc_ran ran = RUN("check", HC_PROGRAM);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "is a binary file"));
    hc_ran_free(&ran);
}

static void a_file_that_is_not_there_is_named(void)
{
    hc_ran ran = RUN("check", "no-such-file.csv");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "no-such-file.csv: error: cannot be read"));
    hc_ran_free(&ran);
}

static void one_bad_row_among_thousands_is_named_and_left_out(void)
{
    char path[PATH];
    weeks_file(path, "bad_row.csv", 70, 15, "2026-03-16T08:00:00,many,240\n");
    hc_ran ran = RUN("check", path);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "bad_row.csv:2002:21: rejected: "));
    CU_ASSERT(SAYS(ran.err, "calls must be a number, found \"many\"\n")); /* said once */
    CU_ASSERT(SAYS(ran.out, "2001 rows, 2000 kept, 1 rejected"));
    hc_ran_free(&ran);
}

static void too_many_bad_rows_are_exit_code_four(void)
{
    char path[PATH];
    weeks_file(path, "many_bad.csv", 28, 60, "");
    FILE *file = fopen(path, "ab");
    for (int k = 0; k < 40; k++) {
        (void)fputs("never,3,240\n", file);
    }
    (void)fclose(file);
    hc_ran ran = RUN("check", path);
    CU_ASSERT_EQUAL(ran.exit_code, 4);
    CU_ASSERT(SAYS(ran.err, "40 rows rejected in all"));
    CU_ASSERT(SAYS(ran.err, "--max-rejects SHARE"));
    size_t shown = 0;
    for (const char *at = ran.err; (at = strstr(at, ": rejected: ")) != NULL; at++) {
        shown++;
    }
    CU_ASSERT_EQUAL(shown, 10); /* the first ten, then a count */
    hc_ran_free(&ran);
    ran = RUN("check", path, "--max-rejects", "50%");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
}

static void of_two_files_that_overlap_the_later_one_counts(void)
{
    char first[PATH];
    char second[PATH];
    weeks_file(first, "first.csv", 28, 60, "");
    (void)hc_scratch_file(second, "second.csv",
                          "timestamp,calls,aht\n2026-01-30T08:00:00,999,240\n"
                          "2026-01-30T09:00:00,998,240\n");
    hc_ran ran = RUN("check", first, second);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "(2 in conflict)"));
    hc_ran_free(&ran);
    ran = RUN("check", first, second, "--on-conflict", "error");
    CU_ASSERT(SAYS(ran.err, "second.csv:2:"));
    hc_ran_free(&ran);
}

static void a_queue_with_one_call_is_planned_without_a_crash(void)
{
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "one_call.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht,queue\n", file);
    put_weeks(file, 0, 42, 60, 20, ",Main");
    (void)fputs("2026-02-03T10:00:00,1,240,Rare\n", file);
    (void)fclose(file);
    hc_ran ran = RUN("forecast", path, "--days", "7");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "\nRare,"));
    CU_ASSERT(!SAYS(ran.out, "nan"));
    hc_ran_free(&ran);
    ran = RUN("plan", path, "--effort", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "People"));
    hc_ran_free(&ran);
}

static void an_interval_that_changes_half_way_is_told(void)
{
    char path[PATH];
    weeks_file(path, "changes.csv", 28, 30, "");
    FILE *file = fopen(path, "ab");
    put_weeks(file, 28, 28, 15, 10, "");
    (void)fclose(file);
    hc_ran ran = RUN("check", path);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "30 minutes"));
    CU_ASSERT(SAYS(ran.err, "15") && SAYS(ran.err, "30"));
    hc_ran_free(&ran);
}

static void a_short_history_says_what_it_lacks(void)
{
    hc_ran ran = RUN_WITH("timestamp,calls\n2026-01-05T10:00:00,1\n", "forecast", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "error: "));
    hc_ran_free(&ran);
}

/* ---- what is right ------------------------------------------------------------------------
 */

static void check_shows_hours_interval_and_columns(void)
{
    char path[PATH];
    hc_ran ran = RUN("check", weeks_file(path, "good.csv", 56, 30, ""));
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "subject,fact,value\n"));
    CU_ASSERT(SAYS(ran.out, "history,interval,30 minutes"));
    CU_ASSERT(SAYS(ran.out, "\"Mon-Fri 08:00-18:00, Sat-Sun closed\""));
    CU_ASSERT(SAYS(ran.out, "column 'calls'"));
    hc_ran_free(&ran);
    ran = RUN("check", path, "--format", "json");
    CU_ASSERT(SAYS(ran.out, "{\"subject\": \"history\", \"fact\": \"interval\""));
    hc_ran_free(&ran);
}

static void columns_may_be_named(void)
{
    hc_ran ran = RUN_WITH("zeit,menge\n2026-01-05T10:00:00,1\n2026-01-05T10:30:00,2\n", "check",
                          "-", "--columns", "timestamp=zeit,volume=menge");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "column 'menge'"));
    hc_ran_free(&ran);
    ran = RUN("check", "-", "--columns", "menge");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
}

static void a_forecast_has_a_row_for_every_interval(void)
{
    char path[PATH];
    weeks_file(path, "forecast.csv", 84, 30, "");
    hc_ran ran = RUN("forecast", path, "--days", "14");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 1 + 14 * 48);
    CU_ASSERT(STARTS(ran.out, "queue,timestamp,mean,q025,q05,"));
    CU_ASSERT(SAYS(ran.out, "\nall,2026-03-28T09:00:00,0,0,0,0,0,0,0,0,0,0,")); /* a Saturday */
    hc_ran_free(&ran);
}

static void a_forecast_as_of_a_day_does_not_see_what_came_later(void)
{
    char longer[PATH];
    char shorter[PATH];
    weeks_file(longer, "longer.csv", 84, 30, "");
    weeks_file(shorter, "shorter.csv", 56, 30, "");
    hc_ran of_longer = RUN("forecast", longer, "--as-of", "2026-03-02", "--days", "7");
    hc_ran of_shorter = RUN("forecast", shorter, "--as-of", "2026-03-02", "--days", "7");
    CU_ASSERT_EQUAL(of_longer.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(of_longer.out, of_shorter.out);
    hc_ran_free(&of_longer);
    hc_ran_free(&of_shorter);
}

static void a_backtest_prints_methods_and_writes_its_forecasts(void)
{
    char path[PATH];
    char out[PATH];
    weeks_file(path, "backtest.csv", 84, 30, "");
    (void)hc_scratch_path(out, sizeof out, "forecasts.csv");
    hc_ran ran = RUN("backtest", path, "--origins", "2026-03-02T00:00:00,2026-03-09",
                     "--horizon", "7d", "--forecasts", out);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "method,week_wape_interval,week_wape_day,"));
    CU_ASSERT(SAYS(ran.out, "\nlast week,"));
    CU_ASSERT_EQUAL(hc_file_lines(out), 1 + 2 * 7 * 48);
    CU_ASSERT(hc_file_starts(out,
                             "origin,timestamp,mean,q025,q05,q10,q25,q50,q75,q90,q95,q975\n"
                             "2026-03-02T00:00:00,2026-03-02T00:00:00,0,0,"));
    CU_ASSERT(hc_file_says(out, "\n2026-03-09,2026-03-09T09:30:00,")); /* as it was typed */
    hc_ran_free(&ran);
    ran = RUN("backtest", path, "--origins", "2026-03-02T09:00");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "must be midnights"));
    hc_ran_free(&ran);
}

static void a_backtest_of_the_plan_plays_every_week_and_day(void)
{
    char path[PATH];
    weeks_file(path, "loop.csv", 84, 30, "");
    hc_ran ran = RUN("backtest", path, "--plan", "--origins", "2026-03-02,2026-03-09", "--aht",
                     "240", "--target-per", "week", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out,
                     "staffed_by,week,day,contacts,service_level,abandon_rate,agent_hours\n"
                     "Headcount,2026-03-02,all,"));
    CU_ASSERT(SAYS(ran.out, "\nperfect foresight,2026-03-09,2026-03-15,"));
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 1 + 6 * 2 * 8);
    hc_ran_free(&ran);
    ran = RUN("backtest", path, "--plan", "--origins", "2026-03-02,2026-03-09", "--aht", "240",
              "--risk", "90%", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "(asked 80 %)"));
    CU_ASSERT(SAYS(ran.out, "\nmean of 6 weeks "));
    hc_ran_free(&ran);
}

/* Two queues of the same calls; the second, or both, answered within a day. */
static void a_backtest_says_what_is_not_played(void)
{
    char path[PATH];
    char centre[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "deferred.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht,queue\n", file);
    put_weeks(file, 0, 70, 30, 20, ",Calls");
    put_weeks(file, 0, 70, 30, 20, ",Mail");
    (void)fclose(file);
    hc_scratch_file(centre, "deferred.json",
                    "{\"queues\":[{\"name\":\"Mail\",\"deferred\":{\"answer_within_h\":8}}]}");
    hc_ran ran = RUN("backtest", path, "--plan", "--origins", "2026-03-02", "--centre", centre,
                     "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "not played: the service levels are those of the calls, 50 % of"));
    CU_ASSERT(SAYS(ran.out, "Callers wait 148 s on average"));
    hc_ran_free(&ran);
    hc_scratch_file(centre, "deferred.json",
                    "{\"every_queue\":{\"deferred\":{\"answer_within_h\":8}}}");
    ran = RUN("backtest", path, "--plan", "--origins", "2026-03-02", "--centre", centre,
              "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(
        STARTS(ran.out, "No line was played: all contacts are chats or deferred work.\n"));
    CU_ASSERT(!SAYS(ran.out, "nan") && !SAYS(ran.out, "Callers wait"));
    hc_ran_free(&ran);
}

/* ---- queues of the centre file ------------------------------------------------------------
 */

static void check_told(hc_ran ran)
{
    CU_ASSERT(SAYS(ran.err, "mistyped.json:3:3: warning: the history has no queue 'Suport'"));
    CU_ASSERT(SAYS(ran.err, "(did you mean 'Support'?)"));
    CU_ASSERT(!SAYS(ran.err, "'Sales'"));
    hc_ran_free(&ran);
}

/* Its promise would apply to nothing, and nobody would know. */
static void a_queue_that_the_history_lacks_is_told(void)
{
    char path[PATH], centre[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "two_queues.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls,aht,queue\n", file);
    put_weeks(file, 0, 56, 60, 20, ",Sales");
    put_weeks(file, 0, 56, 60, 30, ",Support");
    (void)fclose(file);
    (void)hc_scratch_file(centre, "mistyped.json",
                          "{\"queues\":[{\"name\":\"Sales\"},\n {\n"
                          "  \"name\":\"Suport\",\"target\":{\"service_level\":0.95}}]}");
    check_told(RUN("check", path, "--centre", centre));
    check_told(RUN("forecast", path, "--centre", centre, "--days", "7"));
    check_told(RUN("backtest", path, "--centre", centre, "--plan", "--origins", "2026-02-23"));
    check_told(RUN("scale", path, "--centre", centre));
    hc_ran ran = RUN("plan", path, "--centre", centre, "--effort", "0");
    CU_ASSERT(SAYS(ran.out, "check: the history has no queue 'Suport'"));
    CU_ASSERT(SAYS(ran.out, "Target of Support: 80 % within 20 s"));
    check_told(ran);
    (void)hc_scratch_file(centre, "other.json", "{\"queues\":[{\"name\":\"Billing\"}]}");
    ran = RUN("check", path, "--centre", centre);
    CU_ASSERT(SAYS(ran.err, "'Billing'"));
    CU_ASSERT(SAYS(ran.err, "(its queues: 'Sales', 'Support')"));
    hc_ran_free(&ran);
}

static void days_that_the_history_lacks_are_told(void)
{
    char path[PATH];
    (void)hc_scratch_file(path, "two.csv",
                          "timestamp,offered\n2026-03-02 09:00,10\n2026-03-02 09:30,10\n");
    hc_ran ran = RUN("kpi", path, "--from", "2030-01-01");
    CU_ASSERT(SAYS(ran.err, "2 of 2 rows lie outside the days asked for"));
    hc_ran_free(&ran);
    ran = RUN("scale", "--demand", path);
    CU_ASSERT(SAYS(ran.err, "no column named month; the columns are: timestamp, offered"));
    hc_ran_free(&ran);
    ran = RUN("check", path, "--centre", "nowhere.json");
    CU_ASSERT(SAYS(ran.err, "nowhere.json: error: cannot be read: there is no such file"));
    hc_ran_free(&ran);
}

/* A phone that rings keeps its agent: every verb reads the handle times so, and says it. */
static void ringing_is_told_wherever_handle_times_are_read(void)
{
    char path[PATH], centre[PATH];
    (void)hc_scratch_file(path, "desk.csv",
                          "timestamp,queue,offered,handled,aht\n"
                          "2026-03-02 09:00,Sales,10,10,240\n2026-03-02 09:30,Sales,10,10,240\n"
                          "2026-03-02 09:00,Help,10,10,240\n2026-03-02 09:30,Help,10,10,240\n");
    (void)hc_scratch_file(centre, "desk.json",
                          "{\"every_queue\":{\"ring_s\":6},"
                          "\"queues\":[{\"name\":\"Help\",\"ring_s\":10}]}");
    hc_ran ran = RUN("check", path, "--centre", centre);
    CU_ASSERT(SAYS(ran.out, "246 s on average, by contacts, of it 6 s of ringing"));
    CU_ASSERT(SAYS(ran.out, "250 s on average, by contacts, of it 10 s of ringing"));
    CU_ASSERT(SAYS(ran.err, "ringing of 6 to 10 s is added to the handle times (ring_s)"));
    hc_ran_free(&ran);
    ran = RUN("kpi", path, "--centre", centre, "--format", "table");
    CU_ASSERT(SAYS(ran.out, "AHT 248.0 s"));
    CU_ASSERT(SAYS(ran.err, "ringing of 6 to 10 s"));
    hc_ran_free(&ran);
    ran = RUN("check", path);
    CU_ASSERT_FALSE(SAYS(ran.out, "ringing"));
    CU_ASSERT_FALSE(SAYS(ran.err, "ringing"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_missing_column_says_which_names_were_looked_for),
        HC_TEST(an_empty_file_is_refused),
        HC_TEST(times_with_an_offset_and_no_zone_lose_no_row),
        HC_TEST(every_error_that_asks_names_the_option_that_answers),
        HC_TEST(units_delimiters_and_sides_can_be_told),
        HC_TEST(a_header_in_brackets_is_no_json),
        HC_TEST(bytes_without_sense_are_a_binary_file),
        HC_TEST(a_history_of_three_days_is_called_too_short),
        HC_TEST(a_reader_who_leaves_is_no_fault),
        HC_TEST(a_perfect_baseline_is_compared_without_a_ratio),
        HC_TEST(a_binary_file_is_refused),
        HC_TEST(a_file_that_is_not_there_is_named),
        HC_TEST(one_bad_row_among_thousands_is_named_and_left_out),
        HC_TEST(too_many_bad_rows_are_exit_code_four),
        HC_TEST(of_two_files_that_overlap_the_later_one_counts),
        HC_TEST(a_queue_with_one_call_is_planned_without_a_crash),
        HC_TEST(an_interval_that_changes_half_way_is_told),
        HC_TEST(a_short_history_says_what_it_lacks),
        HC_TEST(check_shows_hours_interval_and_columns),
        HC_TEST(columns_may_be_named),
        HC_TEST(a_forecast_has_a_row_for_every_interval),
        HC_TEST(a_forecast_as_of_a_day_does_not_see_what_came_later),
        HC_TEST(a_backtest_prints_methods_and_writes_its_forecasts),
        HC_TEST(a_backtest_of_the_plan_plays_every_week_and_day),
        HC_TEST(a_backtest_says_what_is_not_played),
        HC_TEST(a_queue_that_the_history_lacks_is_told),
        HC_TEST(ringing_is_told_wherever_handle_times_are_read),
        HC_TEST(days_that_the_history_lacks_are_told),
    };
    return hc_test_run("program: history", tests, sizeof tests / sizeof *tests);
}
