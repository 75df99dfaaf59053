#include "forecast/load/csv/csv_long.h"

#include <string.h>

#define LOADED_FILE TEST_FILE("csv_long.csv")
#include "tests/forecast/load/loaded.h"

/* One quarter of an hour after the other, and one metric after the other. */
static void rows_of_metrics_become_rows_of_intervals(void)
{
    static const char *const texts[] = {
        "timestamp,queue,metric,value\n2026-03-02 09:00,A,Calls,3\n2026-03-02 09:00,A,AHT,200\n"
        "2026-03-02 09:00,B,Calls,5\n2026-03-02 09:00,B,AHT,100\n"
        "2026-03-02 09:30,A,Calls,4\n2026-03-02 09:30,A,AHT,300\n"
        "2026-03-02 09:30,B,Calls,6\n2026-03-02 09:30,B,AHT,150\n",
        "KPI;Unit;Queue;Interval;Value\nCalls;n;A;2026-03-02 09:00;3\n"
        "Calls;n;B;2026-03-02 09:00;5\nCalls;n;A;2026-03-02 09:30;4\n"
        "Calls;n;B;2026-03-02 09:30;6\nAHT;s;A;2026-03-02 09:00;200\n"
        "AHT;s;B;2026-03-02 09:00;100\nAHT;s;A;2026-03-02 09:30;300\n"
        "AHT;s;B;2026-03-02 09:30;150\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        loaded *made = load_text(texts[k], NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL_FATAL(made->series.queue_count, 2);
        CHECK_CLOSE(made->series.queues[0].calls[19], 4.0, 0);
        CHECK_CLOSE(made->series.queues[0].aht_s[18], 200.0, 0);
        CHECK_CLOSE(made->series.queues[1].calls[18], 5.0, 0);
        CHECK_CLOSE(made->series.queues[1].aht_s[19], 150.0, 0);
        CU_ASSERT_EQUAL(made->report.files[0].rows, 4);
        CU_ASSERT_PTR_NOT_NULL(strstr(made->report.note[0], "a row for each metric"));
        unload(made);
    }
}

/* Metrics that no one knows, or that are there for some intervals only. */
static void metrics_may_be_missing(void)
{
    loaded *made = load_text("date,time,metric,value\n2026-03-02,09:00,Calls,3\n"
                             "2026-03-02,09:00,Longest wait,80\n2026-03-02,09:30,Calls,4\n"
                             "2026-03-02,09:30,AHT,300\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CHECK_CLOSE(sum_calls(&made->series), 7.0, 0);
    CU_ASSERT(hc_is_missing(made->series.queues[0].aht_s[18]));
    CHECK_CLOSE(made->series.queues[0].aht_s[19], 300.0, 0);
    unload(made);
    made = load_text("date,time,metric,value\n2026-03-02,09:00,Hits,3\n", NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, "the columns are: date, time, Hits"));
    unload(made);
    hc_load_options options = hc_load_options_default();
    options.column[HC_ROLE_VOLUME] = "Hits";
    made = load_text("date,time,metric,value\n2026-03-02,09:00,Hits,3\n", &options);
    CU_ASSERT_EQUAL(made->status, HC_OK);
    unload(made);
}

/* The same twice is dropped, other numbers are a conflict; each named by its own line. */
static void metrics_that_come_twice_are_rows_that_do(void)
{
    loaded *made = load_text("timestamp,metric,value\n2026-03-02 09:00,Calls,3\n"
                             "2026-03-02 09:30,Calls,4\n2026-03-02 09:00,Calls,3\n"
                             "2026-03-02 09:30,Calls,9\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CHECK_CLOSE(sum_calls(&made->series), 7.0, 0);
    CU_ASSERT_EQUAL(made->report.duplicates, 1);
    CU_ASSERT_EQUAL(made->report.rejects.total, 1);
    CU_ASSERT_EQUAL(made->report.rejects.list[0].line, 5);
    unload(made);
}

static void bad_cells_and_rows_are_named_by_their_lines(void)
{
    loaded *made = load_text("timestamp,metric,value\n2026-03-02 09:00,Calls,3\n"
                             "2026-03-02 09:00,AHT,\"200\n"
                             "2026-03-02 09:30,AHT,300\n2026-03-02 09:30,Calls,many\n"
                             "2026-03-02 10:00,Calls,5\n\nend of report\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CHECK_CLOSE(sum_calls(&made->series), 8.0, 0);
    CU_ASSERT_EQUAL(made->report.rejects.total, 2);
    CU_ASSERT_EQUAL(made->report.rejects.list[0].line, 3); /* the quote is never closed */
    CU_ASSERT_EQUAL(made->report.rejects.list[1].line, 5);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->report.rejects.list[1].message, "\"many\""));
    unload(made);
}

/* Without a time there is nothing to put together by. */
static void a_table_without_a_time_is_no_history(void)
{
    loaded *made = load_text("98\nstamp,metric,value\n2026-03-02 09:00,Calls,3\n20\n", NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    unload(made);
    made = load_text("stamp,metric,value\n20\n", NULL); /* and no metric either */
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    unload(made);
    made = load_text("time,metric,value\n20\n", NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    unload(made);
}

static void too_many_metrics_are_refused(void)
{
    char text[8192] = "timestamp,metric,value\n";
    for (int k = 0; k <= HC_LONG_METRICS_MAX; k++) {
        char row[64];
        (void)snprintf(row, sizeof row, "2026-03-02 09:00,m%d,1\n", k);
        strcat(text, row);
    }
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_LIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, "more than 64 metrics"));
    unload(made);
}

/* Enough rows for the table of keys to grow. */
static void many_intervals_find_their_rows_again(void)
{
    hc_csv_table *table = NULL;
    hc_csv_row row;
    bool more = true;
    size_t rows = 0;
    FILE *out = fopen(LOADED_FILE, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    (void)fputs("key,metric,value\n", out);
    for (int k = 0; k < 9000; k++) {
        (void)fprintf(out, "%d,%s,%d\n", k % 3000, k < 3000 ? "a" : k < 6000 ? "b" : "c", k);
    }
    (void)fclose(out);
    static const bool keys[] = {true, false, false};
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, LOADED_FILE, NULL, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_header(table, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_pivot(table, keys, 1, 2, NULL), HC_OK);
    for (int pass = 0; pass < 2; pass++) {
        rows = 0;
        while (hc_csv_table_next(table, &row, &more, NULL) == HC_OK && more) {
            char wanted[64], got[64];
            (void)snprintf(wanted, sizeof wanted, "%zu %zu %zu %zu", rows, rows, rows + 3000,
                           rows + 6000);
            (void)snprintf(got, sizeof got, "%s %s %s %s", row.cell[0].text, row.cell[1].text,
                           row.cell[2].text, hc_csv_table_text(table, 3));
            CU_ASSERT_STRING_EQUAL(got, wanted);
            CU_ASSERT_EQUAL(hc_csv_table_place(table, 2).line, (int64_t)rows + 3002);
            rows++;
        }
        CU_ASSERT_EQUAL(rows, 3000);
        CU_ASSERT_EQUAL(hc_csv_table_rewind(table, NULL), HC_OK);
    }
    hc_csv_table_close(table);
}

static void each_failing_allocation_is_reported(void)
{
    expect_failed_allocations(LOADED_FILE,
                              "timestamp,metric,value\n2026-03-02 09:00,Calls,3\n"
                              "2026-03-02 09:00,AHT,200\n2026-03-02 09:30,Calls,\"4\n",
                              400);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(rows_of_metrics_become_rows_of_intervals),
        HC_TEST(metrics_may_be_missing),
        HC_TEST(metrics_that_come_twice_are_rows_that_do),
        HC_TEST(bad_cells_and_rows_are_named_by_their_lines),
        HC_TEST(a_table_without_a_time_is_no_history),
        HC_TEST(too_many_metrics_are_refused),
        HC_TEST(many_intervals_find_their_rows_again),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/load/csv_long", tests, sizeof tests / sizeof tests[0]);
}
