/* Exports of the systems that histories come from, as they are: each file of tests/data/load is
 * our own, with a vendor's headers, and holds the same contacts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define DATA(name) HC_SOURCE_DIR "/tests/data/load/" name

/* What `check` must say of a file. */
typedef struct export_case {
    const char *file;
    const char *option, *value; /* NULL: none needed */
    const char *contacts;
    const char *handle_time; /* NULL: the file has none */
    const char *says[3];     /* NULL: nothing more */
} export_case;

#define ALL "contacts,\"1629, 108.6 a day on 15 days with any\""
#define AHT_200 "handle time,\"200 s on average"

/* Fifteen weekdays from Monday 2026-03-02, six hours a day: 1,629 contacts, one in each hour
 * hung up; handled in 200 seconds. */
static const export_case intervals[] = {
    {DATA("amazon_import.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     "handle time,\"212 s",
     {"column 'IncomingContactVolume'", "30 minutes"}},
    {DATA("amazon_metrics.csv"),
     NULL,
     NULL,
     "Basic Queue," ALL,
     AHT_200,
     {"column 'StartInterval'", "abandoned,\"90, 5.5 % of offered\""}},
    /* the last interval was not complete: 15 contacts less */
    {DATA("genesys_performance.csv"),
     NULL,
     NULL,
     "\"Support; Billing\",contacts,\"1614,",
     AHT_200,
     {"1 without data", "month-day-year", "column 'Avg Hold', milliseconds"}},
    {DATA("genesys_wfm.csv"),
     NULL,
     NULL,
     "Support," ALL,
     AHT_200,
     {"seconds, total of the interval"}},
    {DATA("avaya_items.tsv"),
     NULL,
     NULL,
     "1," ALL,
     AHT_200,
     {"header in line 4", "column 'holdtime', seconds, total of the interval",
      "cells apart by tab"}},
    {DATA("avaya_korea.csv"),
     NULL,
     NULL,
     "101," ALL,
     NULL,
     {"CP949 (a guess)", "column 'CALLSOFFERED(총콜수)'", "column 'ABNCALLS(포기호수)'"}},
    {DATA("uccx.csv"),
     NULL,
     NULL,
     "CSQ_Sales," ALL,
     AHT_200,
     {"1 total rows dropped", "0 rejected", "abandoned,\"90, 5.5 % of offered\""}},
    {DATA("uccx_korean.csv"),
     NULL,
     NULL,
     "상담," ALL,
     AHT_200,
     {"column '간격 시작 시간'", "column '취소된 통화'"}},
    {DATA("ucce.csv"),
     NULL,
     NULL,
     "CT_Sales," ALL,
     AHT_200,
     {"column 'Handle Time', seconds, total of the interval"}},
    {DATA("iex.txt"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"cells apart by bar", "month-day-year"}},
    /* two header rows, a sum a day; who wanted an agent, not all who came in */
    {DATA("korean_console.csv"),
     NULL,
     NULL,
     "all," ALL,
     AHT_200,
     {"header in line 2", "column '연결요청'", "15 total rows dropped"}},
    {DATA("twilio.jsonl"),
     NULL,
     NULL,
     "all," ALL,
     NULL,
     {"column 'tasks_created'", "15 minutes", "abandoned,\"90, 5.5 % of offered\""}},
    {DATA("five9_queue.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column 'CALLS count'", "h:mm:ss or m:ss, total of the",
      "abandoned,\"90, 5.5 % of offered\""}},
    {DATA("zendesk_explore.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column 'Call - Hour'", "minutes, average", "60 minutes"}},
    {DATA("eight_by_eight.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column 'Entered'", "column 'Time Interval'", "abandoned,\"90, 5.5 % of offered\""}},
    {DATA("ringcentral.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column '# Calls Received'", "column 'Avg. Wrap-up'"}},
    {DATA("teleopti.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column 'time_from'", "column 'aftertalk', seconds, total of the interval"}},
    {DATA("verint.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column 'Contacts Offered (Actual)'", "column 'Start Time'"}},
    {DATA("genesys_metrics.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"milliseconds, total of the interval", "abandoned,\"90, 5.5 % of offered\""}},
    {DATA("german_merged.csv"),
     NULL,
     NULL,
     "Bestellung," ALL,
     AHT_200,
     {"CP1252 (a guess)", "0 rejected"}},
    {DATA("french_months.csv"),
     NULL,
     NULL,
     "Ventes," ALL,
     AHT_200,
     {"column 'Heure de début'", "column 'File'"}},
    {DATA("spanish_months.csv"),
     NULL,
     NULL,
     "Ventas," ALL,
     AHT_200,
     {"abandoned,\"90, 5.5 % of offered\""}},
    {DATA("spreadsheet_numbers.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"column 'AHT', parts of a day", "0 rejected"}},
    {DATA("epoch.csv"), NULL, NULL, "Sales," ALL, AHT_200, {"column 'interval_start_epoch'"}},
    {DATA("interval_ending.csv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"name the end of the interval", "Mon-Fri 09:00-15:00"}},
    /* a block a split, named above it: the second has a call more in each interval */
    {DATA("avaya_blocks.tsv"),
     NULL,
     NULL,
     "Sales," ALL,
     AHT_200,
     {"Service,contacts,\"1719,", "0 rejected", "month-day-year"}},
    {DATA("weeks_below.csv"),
     NULL,
     NULL,
     "all," ALL,
     NULL,
     {"Mon 2026-03-02 to Fri 2026-03-20", "0 rejected"}},
    {DATA("calabrio.txt"),
     "--columns",
     "queue=1,date=2,time=3,volume=4,handled=6",
     "Sales," ALL,
     NULL,
     {"cells apart by semicolon", "column '4'", "no header"}},
};

/* 135 calls on the same days, 15 of them abandoned. */
static const export_case calls[] = {
    {DATA("five9_calls.csv"),
     NULL,
     NULL,
     "Sales,contacts,\"135, 9.0 a day",
     AHT_200,
     {"abandoned,\"15, 11.1 % of offered\"", "column 'CALL TYPE'", "1 without data"}},
    {DATA("talkdesk_calls.csv"),
     NULL,
     NULL,
     "support,contacts,\"135, 9.0 a day",
     AHT_200,
     {"abandoned,\"15, 11.1 % of offered\"", "column 'Answered At'"}},
    {DATA("queue_log"),
     NULL,
     NULL,
     "sales,contacts,\"135, 9.0 a day",
     AHT_200,
     {"abandoned,\"15, 11.1 % of offered\"", "Mon-Fri 09:00-12:00"}},
    {DATA("zendesk_calls.json"),
     NULL,
     NULL,
     "Support,contacts,\"135, 9.0 a day",
     AHT_200,
     {"abandoned,\"15, 11.1 % of offered\"", "column 'completion_status'"}},
    {DATA("3cx_calls.csv"),
     NULL,
     NULL,
     "all,contacts,\"135, 9.0 a day",
     AHT_200,
     {"abandoned,\"15, 11.1 % of offered\"", "column 'time-start'"}},
};

static void expect(const hc_ran *ran, const char *file, const char *text)
{
    if (text == NULL || SAYS(ran->out, text)) { return; }
    printf("%s: does not say %s\n", file, text);
    CU_FAIL("check says something else");
}

static void check_file(const export_case *c)
{
    const char *const arguments[] = {"check", c->file, c->option, c->value, NULL};
    hc_ran ran = hc_run(arguments, NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    expect(&ran, c->file, c->contacts);
    expect(&ran, c->file, c->handle_time != NULL ? c->handle_time : "or give --aht SECONDS");
    for (size_t k = 0; k < sizeof c->says / sizeof *c->says; k++) {
        expect(&ran, c->file, c->says[k]);
    }
    hc_ran_free(&ran);
}

/* A week ahead, from 09:00 to 15:00 on weekdays. */
static void forecast_file(const export_case *c)
{
    const char *const arguments[] = {"forecast", c->file,   "--days", "7", "--format",
                                     "csv",      c->option, c->value, NULL};
    hc_ran ran = hc_run(arguments, NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "queue,timestamp,mean,q025"));
    CU_ASSERT(SAYS(ran.out, ",open\n"));
    hc_ran_free(&ran);
}

static void interval_exports_are_read_as_they_are(void)
{
    for (size_t i = 0; i < sizeof intervals / sizeof *intervals; i++) {
        check_file(&intervals[i]);
        forecast_file(&intervals[i]);
    }
}

static void lists_of_calls_are_counted_into_intervals(void)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        check_file(&calls[i]);
        forecast_file(&calls[i]);
    }
    hc_ran ran = RUN("check", DATA("five9_calls.csv"));
    CU_ASSERT(SAYS(ran.err, "a list of single calls, counted into intervals"));
    CU_ASSERT(SAYS(ran.out, "30 minutes"));
    CU_ASSERT(SAYS(ran.out, "Mon-Fri 09:00-12:00"));
    hc_ran_free(&ran);
    ran = RUN("check", DATA("five9_calls.csv"), "--interval", "60");
    CU_ASSERT(SAYS(ran.out, "60 minutes"));
    CU_ASSERT(SAYS(ran.out, "contacts,\"135,"));
    hc_ran_free(&ran);
}

static void an_export_is_planned_without_editing(void)
{
    hc_ran ran =
        RUN("plan", DATA("korean_console.csv"), "--effort", "0.1", "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "agents on the phones"));
    hc_ran_free(&ran);
    ran = RUN("plan", DATA("five9_calls.csv"), "--effort", "0.1", "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, " on the phones, "));
    hc_ran_free(&ran);
}

/* An object a line, an array, or an object that wraps one; keys may differ. */
static void json_is_read_as_a_table_is(void)
{
    static const char *const texts[] = {
        "{\"timestamp\":\"2026-03-02T09:00\",\"calls\":3}\n"
        "\n{\"timestamp\":\"2026-03-02T10:00\",\"calls\":4,\"queue\":\"a, \\\"b\\\"\"}\n",
        "[{\"timestamp\":\"2026-03-02T09:00\",\"calls\":3,\"x\":[1]},\n"
        "{\"queue\":\"a, \\\"b\\\"\",\"timestamp\":\"2026-03-02T10:00\",\"calls\":4}]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        hc_ran ran = RUN_WITH(texts[i], "check", "-");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        CU_ASSERT(SAYS(ran.out, "2 rows, 1 kept, 1 rejected")); /* one has no queue */
        CU_ASSERT(SAYS(ran.out, "\"a, \"\"b\"\"\",contacts,\"4,"));
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN_WITH("{\"a\":1}\n{\"a\":}\n", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(STARTS(ran.err, "stdin:2:"));
    hc_ran_free(&ran);
    ran = RUN_WITH("{\"timestamp\":\"2026-03-02T09:00\",\"calls\":3}", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    ran = RUN_WITH("[{\"a\": 1}, 3]", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "something other than objects"));
    hc_ran_free(&ran);
}

static void a_log_of_events_without_calls_is_told(void)
{
    hc_ran ran = RUN_WITH("1772442000|NONE|NONE|NONE|QUEUESTART|\n", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "looks like a queue_log, but no line of it ends a call"));
    hc_ran_free(&ran);
}

static void what_cannot_be_read_says_what_to_do(void)
{
    hc_ran ran = RUN("check", DATA("calabrio.txt"));
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "the file has no header: its first row is data; there 1 is "));
    CU_ASSERT(
        SAYS(ran.err, "(name the columns by number, such as --columns date=2,time=3,queue=1,"));
    hc_ran_free(&ran);
    ran = RUN_WITH("Time,2026-03-02,2026-03-03,2026-03-04\n09:00,3,4,5\n09:30,6,7,8\n", "check",
                   "-");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "a grid with a column for each day or time of day"));
    hc_ran_free(&ran);
    ran = RUN_WITH("Time,Mon,Tue,Wed\n09:00,3,4,5\n", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "the table has a column for each weekday, but no dates"));
    hc_ran_free(&ran);
    ran = RUN_WITH("timestamp,offered\n2026-03-02 09:00,1\"0\n", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(STARTS(ran.err, "stdin:2:")); /* the row at fault, not that there is none */
    hc_ran_free(&ran);
    ran = RUN_WITH("<html><table><tr><td>Calls</td></tr></table></html>\n", "check", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "is a web page, as some systems save workbooks"));
    hc_ran_free(&ran);
    ran = RUN("check", DATA("calabrio.txt"), "--columns", "date=2,time=3,volume=40");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(interval_exports_are_read_as_they_are),
        HC_TEST(lists_of_calls_are_counted_into_intervals),
        HC_TEST(an_export_is_planned_without_editing),
        HC_TEST(json_is_read_as_a_table_is),
        HC_TEST(a_log_of_events_without_calls_is_told),
        HC_TEST(what_cannot_be_read_says_what_to_do),
    };
    return hc_test_run("program formats", tests, sizeof tests / sizeof *tests);
}
