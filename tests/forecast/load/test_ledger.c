#include "forecast/ledger.h"

#include "forecast/load/load_csv.h"
#include "tests/forecast/load/load_support.h"

#define FILE_A TEST_FILE("ledger_a.csv")
#define FILE_B TEST_FILE("ledger_b.csv")

typedef struct loaded {
    hc_series series;
    hc_ledger ledger;
    hc_load_report report;
    hc_status status;
} loaded;

static loaded load(const char *text, const char *second)
{
    loaded made = {.status = HC_OK};
    hc_load_options options = hc_load_options_default();
    const char *const paths[] = {FILE_A, FILE_B};
    hc_error err = HC_ERROR_INIT;
    write_text(FILE_A, text);
    if (second != NULL) { write_text(FILE_B, second); }
    options.ledger = &made.ledger;
    made.status = hc_history_load(&options, paths, second != NULL ? 2 : 1, &made.series,
                                  &made.report, &err);
    CU_ASSERT_EQUAL(made.status, HC_OK);
    if (made.status != HC_OK) { printf("\n    %s\n", err.message); }
    return made;
}

static void unload(loaded *made)
{
    hc_series_clear(&made->series);
    hc_ledger_clear(&made->ledger);
    hc_load_report_clear(&made->report);
}

static double fact_sum(const hc_ledger *ledger, hc_fact fact)
{
    double sum = 0.0;
    for (size_t row = 0; row < ledger->row_count; row++) {
        sum += hc_ledger_value(ledger, row, fact);
    }
    return sum;
}

static double calls_in_all(const hc_series *series)
{
    double sum = 0.0;
    for (size_t q = 0; q < series->queue_count; q++) {
        for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
            if (series->queues[q].state[slot] == HC_SLOT_OPEN) {
                sum += series->queues[q].calls[slot];
            }
        }
    }
    return sum;
}

/* 20 calls of 300 s and 10 of 90 s: 30 of 230 s. */
static void rows_of_two_reasons_are_one_interval_and_two_rows(void)
{
    loaded made = load("timestamp,queue,reason,offered,handled,aht\n"
                       "2026-03-02 09:00,Desk,password,10,10,90\n"
                       "2026-03-02 09:00,Desk,invoice,20,20,300\n"
                       "2026-03-02 09:30,Desk,invoice,5,5,300\n",
                       NULL);
    CU_ASSERT_EQUAL(made.series.queue_count, 1);
    CU_ASSERT_STRING_EQUAL(made.series.queues[0].name, "Desk");
    CU_ASSERT_EQUAL(made.series.queues[0].calls[18], 30.0);
    CHECK_CLOSE(made.series.queues[0].aht_s[18], 230.0, 1e-12);
    CU_ASSERT_EQUAL(made.series.queues[0].calls[19], 5.0);
    CU_ASSERT_EQUAL(made.ledger.row_count, 3);
    CU_ASSERT_EQUAL(made.ledger.kind_count, 2);
    CU_ASSERT_STRING_EQUAL(made.ledger.kinds[0].reason, "password");
    CU_ASSERT_STRING_EQUAL(made.ledger.kinds[1].queue, "Desk");
    CU_ASSERT_EQUAL(made.ledger.rows[2].minute, 570);
    CHECK_CLOSE(fact_sum(&made.ledger, HC_FACT_HANDLE_S), 900.0 + 6000.0 + 1500.0, 1e-12);
    unload(&made);
}

/* The same row twice is dropped, also when two reasons have the same numbers; a later file
 * wins.
 */
static void duplicates_and_later_files_count_once(void)
{
    loaded made = load("timestamp,reason,offered,repeats\n"
                       "2026-03-02 09:00,a,10,1\n2026-03-02 09:00,b,10,1\n"
                       "2026-03-02 09:00,b,10,1\n2026-03-02 09:30,a,7,2\n",
                       "timestamp,reason,offered,repeats\n"
                       "2026-03-02 09:30,a,9,3\n2026-03-02 10:00,a,1,0\n");
    CU_ASSERT_EQUAL(calls_in_all(&made.series), 30.0);
    CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_OFFERED), 30.0);
    CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_REPEATS), 5.0);
    CU_ASSERT_EQUAL(made.ledger.row_count, 4);
    unload(&made);
}

static void sums_over_reasons_or_sites_are_dropped(void)
{
    loaded made = load("timestamp,site,reason,offered\n"
                       "2026-03-02 09:00,Seoul,a,10\n2026-03-02 09:00,Seoul,b,5\n"
                       "2026-03-02 09:00,Seoul,Total,15\n2026-03-02 09:00,Busan,a,2\n"
                       "2026-03-02 09:00,\xED\x95\xA9\xEA\xB3\x84,a,12\n",
                       NULL);
    CU_ASSERT_EQUAL(calls_in_all(&made.series), 17.0);
    CU_ASSERT_EQUAL(made.report.totals, 2);
    CU_ASSERT_EQUAL(made.series.queue_count, 2);
    CU_ASSERT_STRING_EQUAL(made.series.queues[0].name, "all / Seoul");
    CU_ASSERT_STRING_EQUAL(made.series.queues[1].name, "all / Busan");
    unload(&made);
}

/* A site a file: together they are two, so they do not overwrite each other. */
static void files_of_a_site_each_are_two_queues(void)
{
    loaded made = load("timestamp,site,offered\n2026-03-02 09:00,Seoul,10\n",
                       "timestamp,site,offered\n2026-03-02 09:00,Busan,4\n");
    CU_ASSERT_EQUAL(made.series.queue_count, 2);
    CU_ASSERT_EQUAL(calls_in_all(&made.series), 14.0);
    unload(&made);
}

/* Average times and shares become sums: 8 of 10 in time, 9 answered after 4 s each. */
static void averages_and_shares_become_sums(void)
{
    loaded made =
        load("timestamp;offered;handled;sl %;asa;avg acw;staffed hours;fcr;csat;surveys\n"
             "2026-03-02 09:00;10;9;80%;4;35;0,5;66,7%;4,5;2\n"
             "2026-03-02 09:30;10;8;50;10;40;0,5;-;x;1\n",
             NULL);
    const hc_ledger *ledger = &made.ledger;
    CHECK_CLOSE(hc_ledger_value(ledger, 0, HC_FACT_IN_TARGET), 8.0, 1e-12);
    CHECK_CLOSE(hc_ledger_value(ledger, 1, HC_FACT_IN_TARGET), 5.0, 1e-12);
    CHECK_CLOSE(fact_sum(ledger, HC_FACT_WAIT_S), 36.0 + 80.0, 1e-12);
    CHECK_CLOSE(fact_sum(ledger, HC_FACT_ACW_S), 315.0 + 320.0, 1e-12);
    CHECK_CLOSE(fact_sum(ledger, HC_FACT_STAFFED_S), 3600.0, 1e-12);
    CHECK_CLOSE(hc_ledger_value(ledger, 0, HC_FACT_RESOLVED), 0.667 * 9.0, 1e-12);
    CU_ASSERT(hc_is_missing(hc_ledger_value(ledger, 1, HC_FACT_RESOLVED)));
    CHECK_CLOSE(hc_ledger_value(ledger, 0, HC_FACT_CSAT_SUM), 9.0, 1e-12);
    CU_ASSERT(hc_is_missing(hc_ledger_value(ledger, 1, HC_FACT_CSAT_SUM)));
    CU_ASSERT_EQUAL(ledger->unread, 1);
    CU_ASSERT_EQUAL(ledger->csat_most, 4.5);
    CU_ASSERT(!hc_ledger_has(ledger, HC_FACT_COST));
    unload(&made);
}

/* More than all, and less than nothing, are unread and counted: they are in no sum. */
static void shares_above_all_and_numbers_below_nothing_are_unread(void)
{
    loaded made = load("timestamp,offered,handled,sl %,asa,repeats\n"
                       "2026-03-02 09:00,10,9,150%,4,-1\n"
                       "2026-03-02 09:30,10,9,-5%,-4,2\n"
                       "2026-03-02 10:00,10,9,100%,0,0\n",
                       NULL);
    const hc_ledger *ledger = &made.ledger;
    CU_ASSERT_TRUE(hc_is_missing(hc_ledger_value(ledger, 0, HC_FACT_IN_TARGET)));
    CU_ASSERT_TRUE(hc_is_missing(hc_ledger_value(ledger, 1, HC_FACT_IN_TARGET)));
    CHECK_CLOSE(hc_ledger_value(ledger, 2, HC_FACT_IN_TARGET), 10.0, 1e-12);
    CHECK_CLOSE(hc_ledger_value(ledger, 0, HC_FACT_WAIT_S), 36.0, 1e-12);
    CU_ASSERT_TRUE(hc_is_missing(hc_ledger_value(ledger, 1, HC_FACT_WAIT_S)));
    CU_ASSERT_EQUAL(hc_ledger_value(ledger, 2, HC_FACT_WAIT_S), 0.0);
    CU_ASSERT_TRUE(hc_is_missing(hc_ledger_value(ledger, 0, HC_FACT_REPEATS)));
    CU_ASSERT_EQUAL(hc_ledger_value(ledger, 1, HC_FACT_REPEATS), 2.0);
    CU_ASSERT_EQUAL(ledger->unread, 4);
    unload(&made);
}

/* What the only row of 40 answered contacts says of those passed on. */
static double passed_on(const char *column, const char *cell)
{
    char text[256];
    (void)snprintf(text, sizeof text,
                   "timestamp,offered,handled,%s\n2026-03-02 09:00,50,40,%s\n", column, cell);
    loaded made = load(text, NULL);
    const double value = hc_ledger_value(&made.ledger, 0, HC_FACT_TRANSFERRED);
    unload(&made);
    return value;
}

static void transfers_are_counts_or_shares_of_the_answered(void)
{
    static const char *const counts[] = {"transferred", "Calls Transferred", "Transfer-Out",
                                         "contacts_transferred_out",
                                         "\xED\x98\xB8\xEC\xA0\x84\xED\x99\x98"};
    static const char *const shares[] = {"Transfer Rate", "transfer %", "Transferred (%)",
                                         "\xEC\x9D\xB4\xEA\xB4\x80\xEC\x9C\xA8"};
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        CU_ASSERT_EQUAL(passed_on(counts[k], "6"), 6.0);
    }
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
        CHECK_CLOSE(passed_on(shares[k], "15%"), 6.0, 1e-12);
    }
    CU_ASSERT(hc_is_missing(passed_on("transfers", "-")));
    CU_ASSERT(hc_is_missing(passed_on("transfers", "yes"))); /* of 40: how many? */
    CU_ASSERT(hc_is_missing(passed_on("transfers in", "6")));
}

/* Three calls are passed on of five that say; one call is one contact however often. */
static void a_single_call_says_yes_or_no(void)
{
    loaded made = load("call id,timestamp,talk time,transferred\n"
                       "a,2026-03-02 09:00,60,yes\nb,2026-03-02 09:01,60,No\n"
                       "c,2026-03-02 09:02,60,2\nd,2026-03-02 09:03,60,0\n"
                       "e,2026-03-02 09:31,60,true\nf,2026-03-02 10:05,60,soon\n",
                       NULL);
    CU_ASSERT_EQUAL(made.ledger.row_count, 3);
    CU_ASSERT_EQUAL(hc_ledger_value(&made.ledger, 0, HC_FACT_TRANSFERRED), 2.0);
    CU_ASSERT_EQUAL(hc_ledger_value(&made.ledger, 1, HC_FACT_TRANSFERRED), 1.0);
    CU_ASSERT(hc_is_missing(hc_ledger_value(&made.ledger, 2, HC_FACT_TRANSFERRED)));
    CU_ASSERT_EQUAL(made.ledger.unread, 1);
    unload(&made);
}

/* Ann is busy from 09:00:10 to 09:01:30 and answers again at 09:02:00, until 09:03:40; half an
 * hour later is a break; who has two at once has no gap between them. */
/* Times are those of the answered, whoever counted them: of a list of calls the program, of
 * offered and abandoned contacts a difference. */
static void times_are_of_the_answered_whoever_counted_them(void)
{
    static const char *const texts[] = {
        "call id,start time,abandoned,talk time,acw\n1,2026-03-02 09:01:07,0,100,20\n"
        "2,2026-03-02 09:02:07,1,0,0\n3,2026-03-02 09:03:07,0,200,40\n",
        "call id,start time,status,talk time,acw\n1,2026-03-02 09:01:07,Answered,100,20\n"
        "2,2026-03-02 09:02:07,Missed,0,0\n3,2026-03-02 09:03:07,Answered,200,40\n",
        "timestamp,offered,abandoned,total talk time,total acw\n"
        "2026-03-02 09:00,3,1,300,60\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        loaded made = load(texts[k], NULL);
        CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_OFFERED), 3.0);
        CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_HANDLED), 2.0);
        CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_ABANDONED), 1.0);
        CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_HANDLE_S), 360.0);
        CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_TALK_S), 300.0);
        CU_ASSERT_EQUAL(fact_sum(&made.ledger, HC_FACT_ACW_S), 60.0);
        unload(&made);
    }
    loaded made = load("call id,start time,queue\n1,2026-03-02 09:01:07,Desk\n", NULL);
    CU_ASSERT_FALSE(hc_ledger_has(&made.ledger, HC_FACT_ABANDONED)); /* nobody says */
    unload(&made);
}

static void gaps_lie_between_an_agents_contacts(void)
{
    static const char head[] = "call id,timestamp,agent,wait time,talk time,acw,abandoned\n";
    char text[512];
    (void)snprintf(
        text, sizeof text,
        "%sb,2026-03-02 09:01:20,Ann,40,80,20,0\na,2026-03-02 09:00:00,Ann,10,60,20,0\n"
        "c,2026-03-02 09:02:00,Bob,0,60,0,0\nd,2026-03-02 09:31:00,Ann,0,90,0,0\n"
        "e,2026-03-02 09:31:30,Ann,0,60,0,0\nf,2026-03-02 09:32:00,,30,,,1\n"
        "g,2026-03-02 10:40:00,Bob,0,60,0,0\n",
        head);
    loaded made = load(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made.ledger.row_count, 3);
    CHECK_CLOSE(hc_ledger_value(&made.ledger, 0, HC_FACT_GAP_S), 30.0, 1e-12);
    CU_ASSERT_EQUAL(hc_ledger_value(&made.ledger, 0, HC_FACT_GAPS), 1.0);
    CHECK_CLOSE(hc_ledger_value(&made.ledger, 1, HC_FACT_GAP_S), 0.0, 0.0);
    CU_ASSERT_EQUAL(hc_ledger_value(&made.ledger, 1, HC_FACT_GAPS), 1.0);
    CU_ASSERT(hc_is_missing(hc_ledger_value(&made.ledger, 2, HC_FACT_GAPS)));
    unload(&made);
    /* a file of intervals may name agents, too: nothing is known of their gaps */
    made = load("timestamp,agent,offered\n2026-03-02 09:00,Ann,50\n", NULL);
    CU_ASSERT(hc_is_missing(hc_ledger_value(&made.ledger, 0, HC_FACT_GAPS)));
    unload(&made);
}

/* Where nobody asks for measures, their columns cannot stop a history from loading. */
static void columns_for_measures_do_not_stop_a_plain_load(void)
{
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    hc_load_options options = hc_load_options_default();
    const char *path = FILE_A;
    write_text(FILE_A, "timestamp;offered;cost\n2026-03-02 09:00;10;1.234\n"
                       "2026-03-02 09:30;12;1.111\n");
    CU_ASSERT_EQUAL(hc_history_load(&options, &path, 1, &series, &report, NULL), HC_OK);
    hc_ledger ledger = {0};
    options.ledger = &ledger;
    CU_ASSERT_EQUAL(hc_history_load(&options, &path, 1, &series, &report, NULL), HC_ERR_FORMAT);
    hc_ledger_clear(&ledger);
    hc_load_report_clear(&report);
    hc_series_clear(&series);
}

static void each_failing_allocation_is_reported(void)
{
    hc_load_options options = hc_load_options_default();
    const char *path = FILE_A;
    write_text(FILE_A, "timestamp,reason,offered,repeats\n2026-03-02 09:00,a,10,1\n"
                       "2026-03-02 09:30,b,12,2\n");
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    for (size_t k = 1; st != HC_OK && k < 500; k++) {
        hc_series series = HC_SERIES_INIT;
        hc_ledger ledger = {0};
        hc_load_report report = HC_LOAD_REPORT_INIT;
        options.ledger = &ledger;
        hc_heap_fail_at(k);
        st = hc_history_load(&options, &path, 1, &series, &report, NULL);
        hc_heap_fail_at(0);
        CU_ASSERT(st == HC_OK || st == HC_ERR_MEMORY);
        hc_load_report_clear(&report);
        hc_ledger_clear(&ledger);
        hc_series_clear(&series);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(rows_of_two_reasons_are_one_interval_and_two_rows),
        HC_TEST(duplicates_and_later_files_count_once),
        HC_TEST(sums_over_reasons_or_sites_are_dropped),
        HC_TEST(files_of_a_site_each_are_two_queues),
        HC_TEST(averages_and_shares_become_sums),
        HC_TEST(shares_above_all_and_numbers_below_nothing_are_unread),
        HC_TEST(transfers_are_counts_or_shares_of_the_answered),
        HC_TEST(a_single_call_says_yes_or_no),
        HC_TEST(times_are_of_the_answered_whoever_counted_them),
        HC_TEST(gaps_lie_between_an_agents_contacts),
        HC_TEST(columns_for_measures_do_not_stop_a_plain_load),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/ledger", tests, sizeof tests / sizeof *tests);
}
