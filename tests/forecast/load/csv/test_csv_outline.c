#include <stdlib.h>

#include "forecast/load/load_csv.h"
#include "tests/forecast/load/csv/rows_support.h"
#include "tests/forecast/load/load_support.h"

#define FILE_NAME TEST_FILE("csv_outline.csv")

/* The first row is the header, but for "Sum of Calls" above it. */
static hc_csv_table *open_outlined(const char *text, bool expected)
{
    hc_csv_table *table = NULL;
    hc_csv_row row;
    bool outlined = !expected;
    bool more = true;
    write_text(FILE_NAME, text);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, FILE_NAME, NULL, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_keep_header(table, NULL), HC_OK);
    if (strncmp(text, "Sum of", strlen("Sum of")) == 0) {
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_keep_header(table, NULL), HC_OK);
    }
    CU_ASSERT_EQUAL(hc_csv_table_outline(table, &outlined, NULL), HC_OK);
    CU_ASSERT_EQUAL(outlined, expected);
    return table;
}

static void expect_rows(const char *csv, const char *rows, const char *expected_places)
{
    hc_csv_table *table = open_outlined(csv, true);
    expect_all_rows(table, rows, expected_places);
    hc_csv_table_close(table);
}

static void times_take_the_day_above_them(void)
{
    expect_rows("Row Labels,Calls,AHT\n2026-03-02,3,9\n09:00,1,8\n09:30,2,10\n2026-03-03,4,7\n"
                "09:00,4,7\nGrand Total,7,8\n",
                "|2026-03-02|09:00|1|8;|2026-03-02|09:30|2|10;|2026-03-03|09:00|4|7;",
                "3:9 4:9 6:9 ");
}

/* Queues above days and below times; sums of groups are none of the lowest level. */
static void levels_may_have_any_order(void)
{
    expect_rows("Row Labels,Calls\nSales,3\n2026-03-02,3\n09:00,1\n09:30,2\nSales Total,3\n"
                "Care,5\n2026-03-02,5\n09:00,5\nGrand Total,8\n",
                "Sales|2026-03-02|09:00|1;Sales|2026-03-02|09:30|2;Care|2026-03-02|09:00|5;",
                "4:7 5:7 9:7 ");
    expect_rows("Zeilenbeschriftungen,Anrufe\n02.03.2026,3\n09:00,3\nSales,1\nCare,2\n09:30,4\n"
                "Sales,4\nGesamtergebnis,7\n",
                "Sales|02.03.2026|09:00|1;Care|02.03.2026|09:00|2;Sales|02.03.2026|09:30|4;",
                "4:7 5:6 7:7 ");
    expect_rows("Row Labels,Calls\n2026-03-02 09:00,1\n2026-03-02 09:30,2\n",
                "||2026-03-02 09:00|1;||2026-03-02 09:30|2;", "2:18 3:18 ");
}

static void years_and_months_above_belong_to_the_days(void)
{
    expect_rows("Row Labels,Calls\n2025,9\nQtr4,9\nDec,9\n31-Dec,9\n09:00,9\n2026,3\nJan,3\n"
                "2-Jan,3\n09:00,3\n",
                "|31-Dec-2025|09:00|9;|2-Jan-2026|09:00|3;", "6:7 10:7 ");
}

static void columns_below_a_count_are_queues(void)
{
    expect_rows("Sum of Calls,Column Labels,\nRow Labels,Care,Sales\n2026-03-02,9,9\n"
                "09:00,1,2\n09:30,,3\n",
                "Care|2026-03-02|09:00|1;Sales|2026-03-02|09:00|2;Care|2026-03-02|09:30|;"
                "Sales|2026-03-02|09:30|3;",
                "4:7 4:9 5:7 5:8 ");
}

#define TWO_LEVELS_OF_NAMES                                                                    \
    "Row Labels,Calls\nSales,1\nVoice,1\n2026-03-02,1\n09:00,1\nCare,1\nVoice,1\n"             \
    "2026-03-02,1\n09:00,1\n"

/* Without days, without times, or with another name. */
static void other_tables_stay_as_they_are(void)
{
    static const char *const texts[] = {
        "Row Labels,Calls\n09:00,1\n09:30,2\n",
        "Row Labels,Calls\n2026-03-02,1\n2026-03-03,2\n",
        "Labels,Calls\n2026-03-02,1\n09:00,1\n",
        "Row Labels\n2026-03-02\n09:00\n",
    };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        hc_csv_table *table = open_outlined(texts[k], false);
        hc_csv_row row;
        bool more = true;
        CU_ASSERT_EQUAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
        CU_ASSERT(more && row.line == 2); /* gone on with below the header */
        hc_csv_table_close(table);
    }
}

/* Which of them is the queue's, nobody knows. */
static void two_levels_of_names_are_refused_with_the_way_out(void)
{
    const hc_load_options options = hc_load_options_default();
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(
        load_written(FILE_NAME, TWO_LEVELS_OF_NAMES, &options, &series, &report, &err),
        HC_ERR_FORMAT);
    CU_ASSERT_EQUAL(err.line, 7);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "names within names, such as \"Voice\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "tabular form"));
    hc_load_report_clear(&report);
}

static void a_bad_value_of_a_pivot_table_has_its_place(void)
{
    hc_load_options options = hc_load_options_default();
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    const char *const path = FILE_NAME;
    write_text(FILE_NAME, "Row Labels,Sum of Calls\n2026-03-02,3\n09:00,many\n09:30,2\n");
    CU_ASSERT_EQUAL(hc_history_load(&options, &path, 1, &series, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(report.kept, 1);
    CU_ASSERT_EQUAL_FATAL(report.rejects.total, 1);
    CU_ASSERT_EQUAL(report.rejects.list[0].line, 3);
    CU_ASSERT_EQUAL(report.rejects.list[0].column, 7);
    CU_ASSERT_PTR_NOT_NULL(strstr(report.note[0], "pivot table"));
    hc_series_clear(&series);
    hc_load_report_clear(&report);
}

static void each_failing_allocation_is_reported(void)
{
    expect_failed_allocations(FILE_NAME,
                              "Sum of Calls,Column Labels,\nRow Labels,Care,Sales\n"
                              "2026-03-02,9,9\n09:00,1,2\n09:30,3,3\n",
                              400);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(times_take_the_day_above_them),
        HC_TEST(levels_may_have_any_order),
        HC_TEST(years_and_months_above_belong_to_the_days),
        HC_TEST(columns_below_a_count_are_queues),
        HC_TEST(other_tables_stay_as_they_are),
        HC_TEST(two_levels_of_names_are_refused_with_the_way_out),
        HC_TEST(a_bad_value_of_a_pivot_table_has_its_place),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/load/csv_outline", tests, sizeof tests / sizeof *tests);
}
