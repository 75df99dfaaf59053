#include "forecast/load/first_row.h"

#include <stdio.h>
#include <string.h>

#include "forecast/load/text/quantity.h"
#include "forecast/load/text/stamp.h"
#include "forecast/load/text/weekday_name.h"

#define COMPACT_DATE 8 /* digits of 20260302, a date rather than a number */

static void give(hc_first_row *row, hc_role role, size_t column)
{
    char *to = row->column[role];
    if (to[0] == '\0') { (void)snprintf(to, sizeof row->column[0], "%zu", column + 1); }
}

/* A count or time by its name. */
static bool is_metric(const char *text)
{
    for (int32_t role = HC_ROLE_VOLUME; role < HC_ROLES; role++) {
        if (hc_role_find((hc_role)role, &text, 1) == 0) { return true; }
    }
    return false;
}

static void see_cell(hc_first_row *row, size_t column, const char *text)
{
    hc_stamp stamp;
    double value = 0.0;
    const size_t length = strlen(text);
    const bool compact = length == COMPACT_DATE && hc_stamp_read_date(text, length, &stamp);
    if (!compact && hc_quantity_read(text, length, '.', &value)) {
        row->numbers++;
        give(row, HC_ROLE_VOLUME, column);
    } else if (hc_stamp_read_date(text, length, &stamp)) {
        row->times++;
        give(row, HC_ROLE_DATE, column);
    } else if (hc_stamp_read_time(text, length, &stamp)) {
        row->times++;
        give(row, HC_ROLE_TIME, column);
    } else if (hc_stamp_read(text, length, &stamp)) {
        row->times++;
        give(row, HC_ROLE_TIMESTAMP, column);
    } else if (is_metric(text)) {
        row->metrics++;
    } else if (hc_weekday_of_name(text) < 0) {
        row->texts++;
        give(row, HC_ROLE_QUEUE, column);
    }
}

hc_first_row hc_first_row_look(const hc_csv_table *table)
{
    hc_first_row row = {.columns = hc_csv_table_column_count(table)};
    for (size_t i = 0; i < row.columns; i++) {
        see_cell(&row, i, hc_csv_table_column_name(table, i));
    }
    return row;
}

bool hc_first_row_tells_itself(const hc_first_row *row)
{
    const bool stamp = row->column[HC_ROLE_TIMESTAMP][0] != '\0' && row->times == 1;
    const bool parts = row->column[HC_ROLE_DATE][0] != '\0' &&
                       row->column[HC_ROLE_TIME][0] != '\0' && row->times == 2;
    return (stamp || parts) && row->numbers == 1 && row->texts <= 1 && row->metrics == 0;
}

void hc_first_row_columns(const hc_first_row *row, char *text, size_t size)
{
    size_t used = 0;
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (row->column[role][0] == '\0' || used >= size) { continue; }
        const int wrote = snprintf(text + used, size - used, "%s%s=%s", used > 0 ? "," : "",
                                   hc_role_name((hc_role)role), row->column[role]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}
