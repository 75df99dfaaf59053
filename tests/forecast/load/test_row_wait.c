/* Waits of a history, from the columns that files have for them. */
#include "forecast/clean/regrid.h"
#include "forecast/load/load_csv.h"
#include "tests/forecast/load/load_support.h"

#define FILE_NAME TEST_FILE("row_wait.csv")

static void load(const char *text, hc_series *series)
{
    const char *const paths[] = {FILE_NAME};
    const hc_load_options options = hc_load_options_default();
    hc_load_report report = HC_LOAD_REPORT_INIT;
    *series = (hc_series)HC_SERIES_INIT;
    write_text(FILE_NAME, text);
    CU_ASSERT_EQUAL_FATAL(hc_history_load(&options, paths, 1, series, &report, NULL), HC_OK);
    hc_load_report_clear(&report);
}

/* The wait of the slot at so many half hours after midnight of the first day. */
static double wait_at(const hc_series *series, size_t slot)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(series->queues[0].wait_s);
    return series->queues[0].wait_s[slot];
}

/* 18 answered after 10 s each; the 2 who hung up count with the same 10 s. */
static void those_who_hung_up_waited_as_long_as_the_answered(void)
{
    hc_series series;
    load("timestamp,offered,handled,abandoned,asa\n"
         "2026-03-02T09:00,20,18,2,10\n"
         "2026-03-02T09:30,5,5,0,4\n"
         "2026-03-02T10:00,0,0,0,\n"
         "2026-03-02T10:30,3,0,3,\n"
         "2026-03-02T11:00,9,8,1,n/a\n",
         &series);
    CHECK_CLOSE(wait_at(&series, 18), 200.0, 1e-12);
    CHECK_CLOSE(wait_at(&series, 19), 20.0, 1e-12);
    CHECK_CLOSE(wait_at(&series, 20), 0.0, 0.0);
    CU_ASSERT_TRUE(hc_is_missing(wait_at(&series, 21))); /* nobody tells how long */
    CU_ASSERT_TRUE(hc_is_missing(wait_at(&series, 22)));
    CHECK_CLOSE(series.queues[0].calls[22], 9.0, 0.0); /* the row itself stays */
    hc_series_clear(&series);
}

/* A column about them wins: 18 x 10 s + 2 x 45 s; totals are taken as they stand. */
static void a_column_for_those_who_hung_up_is_believed(void)
{
    hc_series series;
    load("timestamp,offered,handled,abandoned,asa,avg abandon time\n"
         "2026-03-02T09:00,20,18,2,10,45\n"
         "2026-03-02T09:30,20,18,2,10,\n",
         &series);
    CHECK_CLOSE(wait_at(&series, 18), 270.0, 1e-12);
    CU_ASSERT_TRUE(hc_is_missing(wait_at(&series, 19)));
    hc_series_clear(&series);
    load("timestamp,acdcalls,abncalls,anstime,abntime\n"
         "2026-03-02T09:00,18,2,180,90\n"
         "2026-03-02T09:30,1,0,2,\n",
         &series);
    CHECK_CLOSE(wait_at(&series, 18), 270.0, 1e-12);
    hc_series_clear(&series);
}

/* Without a count of the answered they are the offered less those who hung up. */
static void the_answered_are_who_did_not_hang_up(void)
{
    hc_series series;
    load("timestamp,offered,abandoned,asa\n"
         "2026-03-02T09:00,20,2,10\n"
         "2026-03-02T09:30,20,,10\n",
         &series);
    CHECK_CLOSE(wait_at(&series, 18), 200.0, 1e-12);
    CU_ASSERT_TRUE(hc_is_missing(wait_at(&series, 19)));
    hc_series_clear(&series);
}

static void without_a_column_there_are_no_waits(void)
{
    hc_series series;
    load("timestamp,offered,abandoned\n2026-03-02T09:00,20,2\n", &series);
    CU_ASSERT_PTR_NULL(series.queues[0].wait_s);
    hc_series_clear(&series);
}

/* One unknown wait leaves the sum of its interval unknown. */
static void single_calls_wait_each_for_itself(void)
{
    hc_series series;
    load("call id,timestamp,abandoned,talk time,wait time\n"
         "1,2026-03-02T09:01:00,0,180,12\n"
         "2,2026-03-02T09:12:00,1,0,33\n"
         "3,2026-03-02T09:31:00,0,100,5\n"
         "4,2026-03-02T09:32:00,0,100,\n",
         &series);
    CHECK_CLOSE(wait_at(&series, 18), 45.0, 1e-12);
    CU_ASSERT_TRUE(hc_is_missing(wait_at(&series, 19)));
    CHECK_CLOSE(wait_at(&series, 20), 0.0, 0.0); /* nobody called */
    hc_series_clear(&series);
}

/* "Wait time" of a table of intervals could be that of the answered or of all: not taken. */
static void an_unclear_column_of_a_table_is_not_taken(void)
{
    hc_series series;
    load("timestamp,offered,abandoned,wait time\n2026-03-02T09:00,20,2,10\n", &series);
    CU_ASSERT_PTR_NULL(series.queues[0].wait_s);
    hc_series_clear(&series);
}

static void coarser_intervals_wait_as_long_in_sum(void)
{
    hc_series series;
    load("timestamp,offered,handled,abandoned,asa\n"
         "2026-03-02T09:00,20,18,2,10\n"
         "2026-03-02T09:30,5,5,0,4\n"
         "2026-03-02T10:00,3,0,3,\n"
         "2026-03-02T10:30,5,5,0,4\n",
         &series);
    CU_ASSERT_EQUAL_FATAL(hc_regrid_in_place(&series, 60, NULL), HC_OK);
    CHECK_CLOSE(wait_at(&series, 9), 220.0, 1e-12);
    CU_ASSERT_TRUE(hc_is_missing(wait_at(&series, 10)));
    hc_series_clear(&series);
}

/* Contact reasons are rows of one queue, and their waits add up. */
static void reasons_of_a_queue_wait_together(void)
{
    hc_series series;
    load("timestamp,queue,reason,offered,handled,abandoned,asa\n"
         "2026-03-02T09:00,a,bill,20,18,2,10\n"
         "2026-03-02T09:00,a,move,10,10,0,6\n"
         "2026-03-02T09:30,a,move,10,10,0,6\n",
         &series);
    CU_ASSERT_EQUAL(series.queue_count, 1);
    CHECK_CLOSE(wait_at(&series, 18), 260.0, 1e-12);
    hc_series_clear(&series);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(those_who_hung_up_waited_as_long_as_the_answered),
        HC_TEST(a_column_for_those_who_hung_up_is_believed),
        HC_TEST(the_answered_are_who_did_not_hang_up),
        HC_TEST(without_a_column_there_are_no_waits),
        HC_TEST(single_calls_wait_each_for_itself),
        HC_TEST(an_unclear_column_of_a_table_is_not_taken),
        HC_TEST(coarser_intervals_wait_as_long_in_sum),
        HC_TEST(reasons_of_a_queue_wait_together),
    };
    return hc_test_run("row_wait", tests, sizeof tests / sizeof tests[0]);
}
