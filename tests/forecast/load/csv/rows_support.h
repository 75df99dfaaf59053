/* Rows of a table as text, for the tests of what makes rows of other shapes. */
#ifndef HC_TESTS_FORECAST_ROWS_SUPPORT_H
#define HC_TESTS_FORECAST_ROWS_SUPPORT_H

#include <stdio.h>
#include <string.h>

#include "forecast/load/csv/csv_table.h"
#include "tests/support/hc_test.h"

/* All rows from cell `first` on, "a|b|c;", and in places the line and column of each one's last
 * value. Where cells are added behind a record's own, first > 0, the header comes as a row,
 * too, and is left out. */
static inline void read_rows(hc_csv_table *table, size_t first, char text[1024],
                             char places[256])
{
    hc_csv_row row;
    bool more = true;
    text[0] = places[0] = '\0';
    while (hc_csv_table_next(table, &row, &more, NULL) == HC_OK && more) {
        if (first > 0 && row.line <= hc_csv_table_header_line(table)) { continue; }
        for (size_t i = first; i < row.count; i++) {
            const size_t used = strlen(text);
            (void)snprintf(text + used, 1024 - used, "%s%s", row.cell[i].text,
                           i + 1 < row.count ? "|" : ";");
            CU_ASSERT_STRING_EQUAL(hc_csv_table_text(table, i), row.cell[i].text);
        }
        const hc_place at = hc_csv_table_place(table, row.count - 1);
        const size_t used = strlen(places);
        (void)snprintf(places + used, 256 - used, "%d:%d ", (int)at.line, (int)at.column);
    }
}

/* From that cell on: the rows that are still to be read, and once more from the first. */
static inline void expect_rows_from(hc_csv_table *table, size_t first, const char *rows,
                                    const char *expected_places)
{
    char text[1024], places[256];
    for (size_t pass = 0; pass < 2; pass++) {
        read_rows(table, first, text, places);
        CU_ASSERT_STRING_EQUAL(text, rows);
        CU_ASSERT_STRING_EQUAL(places, expected_places);
        CU_ASSERT_EQUAL(hc_csv_table_rewind(table, NULL), HC_OK);
    }
}

static inline void expect_all_rows(hc_csv_table *table, const char *rows,
                                   const char *expected_places)
{
    expect_rows_from(table, 0, rows, expected_places);
}

#endif
