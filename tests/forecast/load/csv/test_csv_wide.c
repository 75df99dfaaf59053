#include <math.h>
#include <stdlib.h>

#include "forecast/load/load_csv.h"
#include "tests/forecast/load/csv/rows_support.h"
#include "tests/forecast/load/load_support.h"

#define FILE_NAME TEST_FILE("csv_wide.csv")

/* ---- rows ---------------------------------------------------------------------------------
 */

static hc_csv_table *open_melted(const char *text, bool expected)
{
    hc_csv_table *table = NULL;
    bool melted = !expected;
    write_text(FILE_NAME, text);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, FILE_NAME, NULL, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_header(table, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_melt(table, HC_DATES_FOUND, &melted, NULL), HC_OK);
    CU_ASSERT_EQUAL(melted, expected);
    return table;
}

static void expect_rows(const char *csv, const char *rows, const char *expected_places)
{
    hc_csv_table *table = open_melted(csv, true);
    expect_all_rows(table, rows, expected_places);
    hc_csv_table_close(table);
}

static void a_column_for_each_day_becomes_rows(void)
{
    expect_rows("Time,2026-03-02,2026-03-03,2026-03-04\n09:00,1,2,3\n09:30,,5,6\n",
                "09:00|2026-03-02|1;09:00|2026-03-03|2;09:00|2026-03-04|3;"
                "09:30|2026-03-03|5;09:30|2026-03-04|6;",
                "2:7 2:9 2:11 3:8 3:10 ");
}

static void a_column_for_each_time_becomes_rows(void)
{
    expect_rows("Queue,Day,09:00,09:30,10:00,Sum\nA,2026-03-02,1,2,3,6\n",
                "A|2026-03-02|09:00|1;A|2026-03-02|09:30|2;A|2026-03-02|10:00|3;",
                "2:14 2:16 2:18 ");
}

/* The first Monday, Tuesday, Sunday from the week's date on. */
static void weekdays_take_the_date_of_their_week(void)
{
    expect_rows("week,hour,Mon,Tue,Sun\n2026-03-02,9,1,2,7\n2026-03-08,9,1,2,7\n",
                "2026-03-02|9|2026-03-02|1;2026-03-02|9|2026-03-03|2;"
                "2026-03-02|9|2026-03-08|7;2026-03-08|9|2026-03-09|1;"
                "2026-03-08|9|2026-03-10|2;2026-03-08|9|2026-03-08|7;",
                "2:14 2:16 2:18 3:14 3:16 3:18 ");
}

/* Weeks begin on one weekday: by month these are Sundays, by day Tuesdays and Fridays. */
/* A block a week below its date; each has the header once more, and a sum. */
static void weeks_below_each_other_take_the_date_above_them(void)
{
    expect_rows(
        "Calls of the centre\nWeek commencing 02/03/2026\nTime,Mon,Tue,Wed\n09:00,1,2,3\n"
        "Total,1,2,3\n\nWeek commencing 09/03/2026,,,\nTime,Mon,Tue,Wed\n09:00,,5,6\n",
        "09:00|2026-03-02|1;09:00|2026-03-03|2;09:00|2026-03-04|3;"
        "Total|2026-03-02|1;Total|2026-03-03|2;Total|2026-03-04|3;"
        "09:00|2026-03-10|5;09:00|2026-03-11|6;",
        "4:7 4:9 4:11 5:7 5:9 5:11 9:8 9:10 ");
}

static void weeks_tell_which_number_is_the_day(void)
{
    expect_rows(
        "Week Starting,hour,Sunday,Monday,Tuesday\n03/01/2026,9,1,2,3\n03/08/2026,9,4,5,6\n",
        "03/01/2026|9|2026-03-01|1;03/01/2026|9|2026-03-02|2;03/01/2026|9|2026-03-03|3;"
        "03/08/2026|9|2026-03-08|4;03/08/2026|9|2026-03-09|5;03/08/2026|9|2026-03-10|6;",
        "2:14 2:16 2:18 3:14 3:16 3:18 ");
    expect_rows(
        "week,hour,1,2,3,4,5\n2026-03-02,9,1,2,3,,5\n", /* counted from the week's date */
        "2026-03-02|9|2026-03-02|1;2026-03-02|9|2026-03-03|2;2026-03-02|9|2026-03-04|3;"
        "2026-03-02|9|2026-03-06|5;",
        "2:14 2:16 2:18 2:21 ");
    expect_rows(
        "Woche;Uhrzeit;Mo;Di;Mi\n02.03.2026;9;1;2;3\n",
        "02.03.2026|9|2026-03-02|1;02.03.2026|9|2026-03-03|2;02.03.2026|9|2026-03-04|3;",
        "2:14 2:16 2:18 ");
}

/* A row of data with durations, two days beside other columns, weekdays without dates, a table
 * of nothing but days. */
static void other_tables_stay_as_they_are(void)
{
    static const char *const tables[] = {"2026-03-02,09:00,00:30,00:10,00:20,7\n",
                                         "Time,2026-03-02,2026-03-03,a,b,c\n",
                                         "Time,Mon,Tue,Wed\n",
                                         "week,time,1,2,3,4,5\n23,09:00,1,2,3,4,5\n",
                                         "week,time,2,3,4,5,6\n2026-03-02,09:00,1,2,3,4,5\n",
                                         "2026-03-02,2026-03-03,2026-03-04\n",
                                         "timestamp,offered,aht\n"};
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        hc_csv_table_close(open_melted(tables[k], false));
    }
}

static void weekdays_without_dates_are_gone_on_with_below_the_header(void)
{
    char text[1024], places[256];
    hc_csv_table *table = open_melted("Calls\nTime,Mon,Tue,Wed\n09:00,1,2,3\n", false);
    read_rows(table, 0, text, places);
    CU_ASSERT_STRING_EQUAL(text, "09:00|1|2|3;");
    CU_ASSERT_STRING_EQUAL(places, "3:11 ");
    hc_csv_table_close(table);
}

/* ---- histories ----------------------------------------------------------------------------
 */

static hc_status load(const char *text, hc_series *series, hc_load_report *report,
                      hc_error *err)
{
    const hc_load_options options = hc_load_options_default();
    return load_written(FILE_NAME, text, &options, series, report, err);
}

/* The same numbers as a list and as both grids. */
static void grids_are_histories(void)
{
    static const char *const texts[] = {
        "date,time,volume\n13.03.2026,09:00,1\n14.03.2026,09:00,2\n15.03.2026,09:00,3\n"
        "13.03.2026,09:30,4\n14.03.2026,09:30,5\n15.03.2026,09:30,6\n",
        "Calls of March\n\nTime;13.03.2026;14.03.2026;15.03.2026\n09:00;1;2;3\n09:30;4;5;6\n"
        "Total;5;7;9\n",
        "Date,09:00,09:30,10:00\n2026-03-13,1,4,\n2026-03-14,2,5,\n2026-03-15,3,6,\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        hc_series series = HC_SERIES_INIT;
        hc_load_report report = HC_LOAD_REPORT_INIT;
        CU_ASSERT_EQUAL_FATAL(load(texts[k], &series, &report, NULL), HC_OK);
        CU_ASSERT_EQUAL(report.kept, 6);
        CU_ASSERT_EQUAL(report.totals, k == 1 ? 3 : 0);
        CU_ASSERT_EQUAL(series.axis.days, 3);
        CU_ASSERT_EQUAL(series.axis.interval_min, 30);
        CU_ASSERT_EQUAL(hc_series_calls(&series, 0), 21.0);
        CU_ASSERT_EQUAL(series.queues[0].calls[series.axis.day_first[1] + 19], 5.0);
        CU_ASSERT_EQUAL(report.note_count > 0 && strstr(report.note[0], "a grid with") != NULL,
                        k > 0);
        hc_series_clear(&series);
        hc_load_report_clear(&report);
    }
}

static void a_bad_cell_of_a_grid_has_its_place(void)
{
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    CU_ASSERT_EQUAL(load("Time,2026-03-02,2026-03-03,2026-03-04\n09:00,1,2,3\n09:30,4,x,6\n",
                         &series, &report, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL_FATAL(report.rejects.total, 1);
    CU_ASSERT_EQUAL(report.rejects.list[0].line, 3);
    CU_ASSERT_EQUAL(report.rejects.list[0].column, 9);
    hc_series_clear(&series);
    hc_load_report_clear(&report);
}

static void weekdays_without_dates_are_refused_with_the_form(void)
{
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(load("Time,Mon,Tue,Wed\n09:00,1,2,3\n", &series, &report, &err),
                    HC_ERR_FORMAT);
    CU_ASSERT_STRING_EQUAL(err.message,
                           "the table has a column for each weekday, but no dates");
    hc_load_report_clear(&report);
}

static void each_failing_allocation_is_reported(void)
{
    expect_failed_allocations(
        FILE_NAME, "Time,2026-03-02,2026-03-03,2026-03-04\n09:00,1,2,3\n09:30,4,5,6\n", 400);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_column_for_each_day_becomes_rows),
        HC_TEST(a_column_for_each_time_becomes_rows),
        HC_TEST(weekdays_take_the_date_of_their_week),
        HC_TEST(weeks_below_each_other_take_the_date_above_them),
        HC_TEST(weeks_tell_which_number_is_the_day),
        HC_TEST(other_tables_stay_as_they_are),
        HC_TEST(weekdays_without_dates_are_gone_on_with_below_the_header),
        HC_TEST(grids_are_histories),
        HC_TEST(a_bad_cell_of_a_grid_has_its_place),
        HC_TEST(weekdays_without_dates_are_refused_with_the_form),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/load/csv_wide", tests, sizeof tests / sizeof *tests);
}
