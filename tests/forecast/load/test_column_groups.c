#include "forecast/load/column_groups.h"

#include <stdlib.h>

#include "forecast/load/load_csv.h"
#include "tests/forecast/load/csv/rows_support.h"
#include "tests/forecast/load/load_support.h"

#define FILE_NAME TEST_FILE("column_groups.csv")

static const char *const nothing_told[HC_ROLES];

/* ---- rows ---------------------------------------------------------------------------------
 */

/* Reads `header_rows` rows and gathers by the last of them. */
static hc_csv_table *open_gathered(const char *text, size_t header_rows,
                                   const char *const *forced, hc_column_gathering *gathered)
{
    hc_csv_table *table = NULL;
    hc_csv_row row;
    bool more = true;
    write_text(FILE_NAME, text);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, FILE_NAME, NULL, NULL), HC_OK);
    for (size_t i = 0; i < header_rows; i++) {
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_keep_header(table, NULL), HC_OK);
    }
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_join_header(table, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_columns_gather(table, forced, HC_DATES_FOUND, gathered, NULL),
                          HC_OK);
    return table;
}

/* Of the cells behind the record's own. */
static void expect_added(hc_csv_table *table, size_t own, const char *rows, const char *places)
{
    CU_ASSERT_EQUAL(hc_csv_table_rewind(table, NULL), HC_OK);
    expect_rows_from(table, own, rows, places);
    hc_csv_table_close(table);
}

static void queues_above_their_columns_are_rows(void)
{
    hc_column_gathering gathered;
    hc_csv_table *table =
        open_gathered("Date,Time,Sales,,Care,\n,,Offered,AHT,Offered,AHT\n"
                      "2026-03-02,09:00,31,200,12,410\n2026-03-02,09:30,,,9,\n",
                      2, nothing_told, &gathered);
    CU_ASSERT(gathered.queues && !gathered.times && !gathered.weeks);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_column_name(table, 0), "Date");
    CU_ASSERT_STRING_EQUAL(hc_csv_table_column_name(table, 2), "");
    CU_ASSERT_STRING_EQUAL(hc_csv_table_column_name(table, 6), "queue");
    CU_ASSERT_STRING_EQUAL(hc_csv_table_column_name(table, 7), "Offered");
    expect_added(table, 6, "Sales|31|200;Care|12|410;Care|9|;", "3:21 3:28 4:22 ");
}

static void outbound_is_no_queue_and_a_lone_queue_needs_no_name(void)
{
    hc_column_gathering gathered;
    hc_csv_table *table = open_gathered(
        "Time,I/B,,O/B,\n,Calls,Talk time,Calls,Talk time\n2026-03-02 09:00,31,200,12,410\n", 2,
        nothing_told, &gathered);
    CU_ASSERT(gathered.queues);
    CU_ASSERT_EQUAL(hc_csv_table_column_count(table), 7);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_column_name(table, 3), "");
    expect_added(table, 5, "31|200;", "3:21 ");
    table = open_gathered("Time,Forecast,,Actual,,Variance,\n,Calls,AHT,Calls,AHT,Calls,AHT\n"
                          "2026-03-02 09:00,30,210,31,200,1,-10\n",
                          2, nothing_told, &gathered);
    CU_ASSERT(gathered.left_out);
    expect_added(table, 7, "31|200;", "3:28 ");
    table = open_gathered("Time,Priority,Obstetrics,Difficult\n,Calls,Calls,Calls\n"
                          "2026-03-02 09:00,1,2,3\n",
                          2, nothing_told, &gathered);
    CU_ASSERT(gathered.queues && !gathered.left_out);
    expect_added(table, 4, "Priority|1;Obstetrics|2;Difficult|3;", "3:18 3:20 3:22 ");
}

static void queues_before_a_dash_are_rows(void)
{
    hc_column_gathering gathered;
    hc_csv_table *table =
        open_gathered("Interval,Sales - Offered,Sales - AHT,Care - Offered,x\n"
                      "2026-03-02 09:00,31,200,12,7\n",
                      1, nothing_told, &gathered);
    CU_ASSERT(gathered.queues);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_column_name(table, 4), "x");
    expect_added(table, 5, "Sales|31|200;Care|12|;", "2:21 2:1 ");
}

/* A line of text, and a row longer than its header: their cells are their own, also by column,
 * and not those of the row before. */
static void rows_that_are_none_stand_as_they_are(void)
{
    static const struct {
        size_t at, count; /* of the rows; cells */
        const char *texts[2];
    } cases[] = {{0, 1, {"Made by hand"}}, {3, 2, {"x", "y"}}};
    hc_column_gathering gathered;
    hc_csv_row row;
    bool more = true;
    hc_csv_table *table = open_gathered("Interval,Sales - Offered,Care - Offered\n"
                                        "Made by hand\n2026-03-02 09:00,31,12\nx,y,z,9\n",
                                        1, nothing_told, &gathered);
    for (size_t i = 0, line = 0; i < sizeof cases / sizeof *cases; i++) {
        for (; line <= cases[i].at; line++) {
            CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
        }
        CU_ASSERT_EQUAL_FATAL(row.count, cases[i].count);
        for (size_t c = 0; c < 6; c++) {
            const char *text = c < row.count ? cases[i].texts[c] : "";
            CU_ASSERT_STRING_EQUAL(hc_csv_table_text(table, c), text);
            CU_ASSERT(c >= row.count || strcmp(row.cell[c].text, text) == 0);
        }
    }
    hc_csv_table_close(table);
}

static void columns_that_are_named_as_volume_are_queues(void)
{
    const char *forced[HC_ROLES] = {NULL};
    const char names[] = {'S', 'a', 'l', 'e', 's', HC_COLUMN_NAMES_MARK, 'C', 'a', 'r', 'e', 0};
    hc_column_gathering gathered;
    forced[HC_ROLE_VOLUME] = names;
    hc_csv_table *table =
        open_gathered("Date,Time,Sales,Care\n2026-03-02,09:00,31,12\n", 1, forced, &gathered);
    CU_ASSERT(gathered.queues);
    expect_added(table, 4, "Sales|31;Care|12;", "2:18 2:21 ");
}

static void parts_of_dates_and_times_are_put_together(void)
{
    static const struct {
        const char *header, *row, *added;
    } cases[] = {
        {"Year,Month,Day,Hour,Minute,Calls", "2026,3,2,9,30,31", "2026-03-02|09:30;"},
        {"년,월,일,시,인입호", "2026년,3월,2일,9시,31", "2026-03-02;"},
        {"Year,Month,Day,Time,Calls", "2026,Mar,2,09:30,31", "2 Mar 2026;"},
        {"Year,Month,Day,Time,Calls", "2026,3,2026-03-02,09:30,31", "2026-03-02;"},
        {"Year,Week,Weekday,Time,Calls", "2026,10,Mon,09:30,31", "2026-03-02;"},
        {"Year,KW,Wochentag,Zeit,Anrufe", "2026,KW 10,So,09:30,31", "2026-03-08;"},
        {"Week,Day,Time,Calls", "2026-W01,Monday,09:30,31", "2025-12-29;"}, /* ISO 8601 */
        {"Week,Day,Time,Calls", "2020W53,Sunday,09:30,31", "2021-01-03;"},
        {"Year,Week,Weekday,Time,Calls", "2026,54,Mon,09:30,31", "54 Mon;"}, /* no such week */
        {"Year,Week,Weekday,Time,Calls", "2025,53,Mon,09:30,31", "53 Mon;"}, /* 2025 has 52 */
        {"Year,Week,Weekday,Time,Calls", "2026,10,1,09:30,31", ";"}, /* Monday or Sunday? */
        {"Date,Hour,Minute,Calls", "2026-03-02,9 PM,30,31", ";"},
        {"Date,Hour,Minute,Calls", "2026-03-02,9,60,31", ";"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256], added[1024], places[256];
        hc_column_gathering gathered;
        (void)snprintf(text, sizeof text, "%s\n%s\n", cases[i].header, cases[i].row);
        hc_csv_table *table = open_gathered(text, 1, nothing_told, &gathered);
        CU_ASSERT(gathered.times && !gathered.queues);
        CU_ASSERT_EQUAL(gathered.weeks, strstr(text, "Week") != NULL || strstr(text, "KW"));
        size_t own = 1;
        for (const char *c = cases[i].header; *c != '\0'; c++) {
            own += *c == ',';
        }
        CU_ASSERT_EQUAL(hc_csv_table_rewind(table, NULL), HC_OK);
        read_rows(table, own, added, places);
        CU_ASSERT_STRING_EQUAL(added, cases[i].added);
        hc_csv_table_close(table);
    }
}

static void other_tables_stay_as_they_are(void)
{
    static const char *const headers[] = {"Date,Time,Offered,AHT",
                                          "Date,Year,Month,Day,Time,Calls",
                                          "timestamp,Hour,Minute,Calls",
                                          "Time,Calls - Offered,Calls - Lost",
                                          "Time,Sales - Offered,Sales - AHT",
                                          ",Sales,,Care,",
                                          "Date,Hour,Calls,Minutes",
                                          "Date,Time,Sales,Care"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        hc_column_gathering gathered;
        hc_csv_table *table = open_gathered(headers[i], 1, nothing_told, &gathered);
        CU_ASSERT(!gathered.queues && !gathered.times && !gathered.weeks);
        CU_ASSERT_FALSE(hc_csv_table_is_gathered(table));
        hc_csv_table_close(table);
    }
}

/* ---- histories ----------------------------------------------------------------------------
 */

static hc_status load(const char *text, const char *volume, hc_series *series,
                      hc_load_report *report, hc_error *err)
{
    hc_load_options options = hc_load_options_default();
    options.column[HC_ROLE_VOLUME] = volume;
    return load_written(FILE_NAME, text, &options, series, report, err);
}

/* The same numbers in four layouts, with a total that is no row of data. */
static void layouts_are_one_history(void)
{
    static const char *const texts[] = {
        "date,time,queue,offered,aht\n2026-03-02,09:00,Sales,31,200\n"
        "2026-03-02,09:00,Care,12,410\n2026-03-02,09:30,Sales,28,210\n",
        "Report\nDate,Time,Sales,,Care,\n,,Offered,AHT,Offered,AHT\n"
        "2026-03-02,09:00,31,200,12,410\n2026-03-02,09:30,28,210,,\nTotal,,59,,12,\n",
        "Interval,Sales - Offered,Sales - AHT,Care - Offered,Care - AHT\n"
        "2026-03-02 09:00,31,200,12,410\n2026-03-02 09:30,28,210,,\n",
        "Year,Month,Day,Hour,Minute,Queue,Offered,AHT\n2026,3,2,9,0,Sales,31,200\n"
        "2026,3,2,9,0,Care,12,410\n2026,3,2,9,30,Sales,28,210\nMade by hand\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        hc_series series = HC_SERIES_INIT;
        hc_load_report report = HC_LOAD_REPORT_INIT;
        CU_ASSERT_EQUAL_FATAL(load(texts[i], NULL, &series, &report, NULL), HC_OK);
        CU_ASSERT_EQUAL(report.kept, 3);
        CU_ASSERT_EQUAL(report.rejects.total, 0);
        CU_ASSERT_EQUAL_FATAL(series.queue_count, 2);
        CU_ASSERT_STRING_EQUAL(series.queues[0].name, "Sales");
        CU_ASSERT_STRING_EQUAL(series.queues[1].name, "Care");
        CU_ASSERT_EQUAL(hc_series_calls(&series, 0), 59.0);
        CU_ASSERT_EQUAL(hc_series_calls(&series, 1), 12.0);
        CU_ASSERT_EQUAL(series.queues[1].aht_s[18], 410.0);
        hc_series_clear(&series);
        hc_load_report_clear(&report);
    }
}

static void expect_refused(const char *text, const char *volume, const char *message)
{
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(load(text, volume, &series, &report, &err), HC_ERR_FORMAT);
    CU_ASSERT_STRING_EQUAL(err.message, message);
    hc_load_report_clear(&report);
}

static void counts_without_an_owner_are_refused(void)
{
    expect_refused("Date,Time,Offered,AHT,Offered,AHT\n2026-03-02,09:00,31,200,12,410\n", NULL,
                   "columns 3 and 5 are both called 'Offered'");
    expect_refused("Date,Time,A,B\n2026-03-02,09:00,31,12\n",
                   "A\x1F"
                   "A",
                   "a column is named as two queues, or there are more than 64");
    expect_refused("Date,Time,A,B\n2026-03-02,09:00,31,12\n",
                   "A\x1F"
                   "C",
                   "no column named C; the columns are: Date, Time, A, B");
}

static void a_bad_cell_has_its_place(void)
{
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    CU_ASSERT_EQUAL(load("Date,Time,Sales,,Care,\n,,Offered,AHT,Offered,AHT\n"
                         "2026-03-02,09:00,31,200,x,410\n2026-03-02,09:30,28,210,9,400,7\n",
                         NULL, &series, &report, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(report.kept, 1);
    CU_ASSERT_EQUAL_FATAL(report.rejects.total, 2);
    CU_ASSERT_EQUAL(report.rejects.list[0].line, 3);
    CU_ASSERT_EQUAL(report.rejects.list[0].column, 25);
    CU_ASSERT_EQUAL(report.rejects.list[1].line, 4); /* longer than its header */
    hc_series_clear(&series);
    hc_load_report_clear(&report);
}

static void each_failing_allocation_is_reported(void)
{
    expect_failed_allocations(FILE_NAME,
                              "Year,Month,Day,Time,Sales,,Care,\n,,,,Offered,AHT,Offered,AHT\n"
                              "2026,3,2,09:00,31,200,12,410\n",
                              600);
}

/* Several measures of each day in columns of their own, below its date. */
static void days_may_stand_side_by_side(void)
{
    const char *const path = FILE_NAME;
    hc_load_options options = hc_load_options_default();
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    options.year = 2026;
    write_text(FILE_NAME, ",Mon 02/03,,,Fri 13/03,,\nTime,Calls,AHT,SL,Calls,AHT,SL\n"
                          "09:00,31,200,80%,29,210,82%\n09:30,12,190,90%,,,\n");
    CU_ASSERT_EQUAL_FATAL(hc_history_load(&options, &path, 1, &series, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(series.queue_count, 1);
    CU_ASSERT_EQUAL(report.kept, 3);
    CU_ASSERT_EQUAL(series.axis.days, 12);
    CU_ASSERT_EQUAL(series.queues[0].calls[19], 12.0);
    CU_ASSERT_EQUAL(series.queues[0].calls[11 * 48 + 18], 29.0);
    CU_ASSERT_EQUAL(series.queues[0].aht_s[11 * 48 + 18], 210.0);
    CU_ASSERT_PTR_NOT_NULL(strstr(report.note[0], "days side by side"));
    hc_series_clear(&series);
    hc_load_report_clear(&report);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(days_may_stand_side_by_side),
        HC_TEST(queues_above_their_columns_are_rows),
        HC_TEST(outbound_is_no_queue_and_a_lone_queue_needs_no_name),
        HC_TEST(queues_before_a_dash_are_rows),
        HC_TEST(rows_that_are_none_stand_as_they_are),
        HC_TEST(columns_that_are_named_as_volume_are_queues),
        HC_TEST(parts_of_dates_and_times_are_put_together),
        HC_TEST(other_tables_stay_as_they_are),
        HC_TEST(layouts_are_one_history),
        HC_TEST(counts_without_an_owner_are_refused),
        HC_TEST(a_bad_cell_has_its_place),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/load/column_groups", tests, sizeof tests / sizeof *tests);
}
