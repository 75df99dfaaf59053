/* Files without a header: what the cells of their first row say. */
#include "forecast/load/first_row.h"

#include <string.h>

#include "tests/forecast/load/load_support.h"

#define FILE_NAME TEST_FILE("first_row.csv")

static hc_first_row look(const char *row)
{
    hc_csv_table *table = NULL;
    hc_csv_row first;
    bool more = true;
    write_text(FILE_NAME, row);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, FILE_NAME, NULL, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &first, &more, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_keep_header(table, NULL), HC_OK);
    const hc_first_row seen = hc_first_row_look(table);
    hc_csv_table_close(table);
    return seen;
}

/* The columns that the row tells; NULL: it does not. */
static void expect(const char *text, const char *columns)
{
    char found[128] = "";
    const hc_first_row row = look(text);
    CU_ASSERT_EQUAL(hc_first_row_tells_itself(&row), columns != NULL);
    if (columns == NULL) { return; }
    hc_first_row_columns(&row, found, sizeof found);
    CU_ASSERT_STRING_EQUAL(found, columns);
}

static void a_time_and_one_number_tell_themselves(void)
{
    expect("2026-03-02 09:00,12\n", "timestamp=1,volume=2");
    expect("12,2026-03-02 09:00\n", "timestamp=2,volume=1");
    expect("02.03.2026;09:00;12\n", "date=1,time=2,volume=3");
    expect("2026-03-02 09:00,Sales,12\n", "timestamp=1,queue=2,volume=3");
    expect("2026-03-02 09:00,Mon,12\n", "timestamp=1,volume=3"); /* a weekday is no queue */
}

static void eight_digits_are_a_date_and_seven_a_number(void)
{
    expect("20260302,09:00,12\n", "date=1,time=2,volume=3");
    expect("2026-03-02 09:00,2026030\n", "timestamp=1,volume=2");
}

static void what_may_be_several_things_tells_nothing(void)
{
    expect("2026-03-02 09:00,12,200\n", NULL);              /* which one counts contacts? */
    expect("2026-03-02 09:00,2026-03-02 09:30,12\n", NULL); /* which one begins? */
    expect("2026-03-02,12\n", NULL);
    expect("09:00,12\n", NULL);
    expect("2026-03-02 09:00,Sales,Berlin,12\n", NULL);
    expect("2026-03-02 09:00,Sales\n", NULL);
    expect("2026-03-02 09:00,offered,12\n", NULL); /* a row for each metric */
}

static void all_cells_are_counted(void)
{
    const hc_first_row row = look("2026-03-02,09:00,Sales,Berlin,offered,aht,12,200,7\n");
    CU_ASSERT_EQUAL(row.columns, 9);
    CU_ASSERT_EQUAL(row.times, 2);
    CU_ASSERT_EQUAL(row.texts, 2);
    CU_ASSERT_EQUAL(row.metrics, 2);
    CU_ASSERT_EQUAL(row.numbers, 3);
    CU_ASSERT_STRING_EQUAL(row.column[HC_ROLE_QUEUE], "3"); /* the first of each */
    CU_ASSERT_STRING_EQUAL(row.column[HC_ROLE_VOLUME], "7");
}

static void columns_are_listed_as_far_as_there_is_room(void)
{
    char room[12], none[1] = "";
    const hc_first_row row = look("2026-03-02 09:00,12\n");
    for (size_t size = 1; size <= sizeof room; size++) {
        memset(room, '#', sizeof room);
        hc_first_row_columns(&row, room, size);
        CU_ASSERT_EQUAL(strlen(room), size - 1);
        CU_ASSERT_EQUAL(strncmp(room, "timestamp=1,volume=2", size - 1), 0);
        CU_ASSERT_TRUE(size == sizeof room || room[size] == '#');
    }
    hc_first_row_columns(&row, none, 1);
    CU_ASSERT_STRING_EQUAL(none, "");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_time_and_one_number_tell_themselves),
        HC_TEST(eight_digits_are_a_date_and_seven_a_number),
        HC_TEST(what_may_be_several_things_tells_nothing),
        HC_TEST(all_cells_are_counted),
        HC_TEST(columns_are_listed_as_far_as_there_is_room),
    };
    return hc_test_run("forecast/load/first_row", tests, sizeof tests / sizeof tests[0]);
}
