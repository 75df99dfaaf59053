#include "forecast/load/csv/csv_header.h"

#include <string.h>

#include "tests/support/hc_test.h"

static hc_csv_cell_text cell(const char *text)
{
    return (hc_csv_cell_text){text, strlen(text)};
}

static void a_name_is_found_by_any_of_its_spellings(void)
{
    const hc_csv_cell_text cells[] = {cell("Interval Start"), cell("Calls"), cell("")};
    hc_csv_header header = {0};
    CU_ASSERT_EQUAL(hc_csv_header_keep(&header, cells, 3, 4, NULL), HC_OK);
    CU_ASSERT_EQUAL(header.line, 4);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "time|interval_start"), 0);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "volume|CALLS"), 1);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "call"), HC_CSV_NO_COLUMN);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, ""), HC_CSV_NO_COLUMN);
    hc_csv_header_clear(&header);
}

/* As queries write columns; only where all have it, since "avg.handle" is a name. */
static void the_table_before_all_names_is_left_out(void)
{
    const hc_csv_cell_text cells[] = {cell("m.time"), cell("m.offered")};
    const hc_csv_cell_text others[] = {cell("calls.offered"), cell("time")};
    hc_csv_header header = {0};
    CU_ASSERT_EQUAL(hc_csv_header_keep(&header, cells, 2, 1, NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(header.name[0], "time");
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "volume|offered"), 1);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "m.offered"), 1);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "m.|m"), HC_CSV_NO_COLUMN);
    CU_ASSERT_EQUAL(hc_csv_header_keep(&header, others, 2, 1, NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(header.name[0], "calls.offered");
    hc_csv_header_clear(&header);
}

static void empty_names_come_from_the_row_above(void)
{
    const hc_csv_cell_text above[] = {cell("Date"), cell("Sales")};
    const hc_csv_cell_text below[] = {cell(""), cell("Offered"), cell("")};
    hc_csv_header header = {0};
    char names[64];
    CU_ASSERT_EQUAL(hc_csv_header_keep(&header, above, 2, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_header_keep(&header, below, 3, 2, NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(header.upper[1], "Sales");
    CU_ASSERT_EQUAL(hc_csv_header_join(&header, NULL), HC_OK);
    hc_csv_header_list(&header, names, sizeof names);
    CU_ASSERT_STRING_EQUAL(names, "Date, Offered, ");
    hc_csv_header_forget_upper(&header);
    CU_ASSERT_EQUAL(header.upper_count, 0);
    hc_csv_header_clear(&header);
}

static void columns_without_a_header_are_numbered(void)
{
    hc_csv_header header = {0};
    char names[8];
    CU_ASSERT_EQUAL(hc_csv_header_number(&header, 12, NULL), HC_OK);
    CU_ASSERT_EQUAL(header.line, 0);
    CU_ASSERT_EQUAL(hc_csv_header_find(&header, "12"), 11);
    hc_csv_header_list(&header, names, sizeof names); /* cut where the room ends */
    CU_ASSERT_STRING_EQUAL(names, "1, 2, 3");
    hc_csv_header_clear(&header);
}

static void without_memory_nothing_is_left(void)
{
    const hc_csv_cell_text above[] = {cell("t.Date"), cell("t.Calls")};
    const hc_csv_cell_text below[] = {cell(""), cell("")};
    size_t fails = 0;
    for (size_t k = 1; k < 50; k++) {
        hc_csv_header header = {0};
        hc_heap_fail_at(k);
        hc_status st = hc_csv_header_keep(&header, above, 2, 1, NULL);
        if (st == HC_OK) { st = hc_csv_header_keep(&header, below, 2, 2, NULL); }
        if (st == HC_OK) { st = hc_csv_header_join(&header, NULL); }
        if (st == HC_OK) { st = hc_csv_header_number(&header, 2, NULL); }
        hc_heap_fail_at(0);
        hc_csv_header_clear(&header);
        CU_ASSERT_EQUAL(hc_heap_live(), 0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        fails++;
    }
    /* three headers of a list and two names, a table's name, and two names joined */
    CU_ASSERT_EQUAL(fails, 12);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_name_is_found_by_any_of_its_spellings),
        HC_TEST(the_table_before_all_names_is_left_out),
        HC_TEST(empty_names_come_from_the_row_above),
        HC_TEST(columns_without_a_header_are_numbered),
        HC_TEST(without_memory_nothing_is_left),
    };
    return hc_test_run("csv_header", tests, sizeof tests / sizeof tests[0]);
}
