#include "forecast/load/csv/csv_week.h"

#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/load/text/weekday_name.h"

#define TITLE_CELLS 2 /* with text, at most, in a line that names a week */
#define DATE_BYTES_LEAST 6
#define DATE_BYTES_MOST 24

bool hc_csv_week_read(hc_csv_cell_text cell, hc_date_order order, int64_t *day)
{
    hc_stamp stamp;
    return (hc_stamp_read_date(cell.text, cell.length, &stamp) ||
            hc_stamp_read(cell.text, cell.length, &stamp)) &&
           hc_stamp_day(&stamp, order, day);
}

/* One order of day and month, tried on every row. */
typedef struct order_trial {
    hc_date_order order;
    size_t dates, strays; /* read; of these on another weekday than the first one */
    int32_t weekday;
} order_trial;

static void try_order(order_trial *trial, hc_csv_cell_text cell)
{
    int64_t day = 0;
    if (!hc_csv_week_read(cell, trial->order, &day)) { return; }
    if (trial->dates == 0) { trial->weekday = hc_weekday(day); }
    trial->dates++;
    trial->strays += hc_weekday(day) != trial->weekday;
}

/* True when a reads more dates, or as many that are rather all the same weekday. */
static bool reads_better(const order_trial *a, const order_trial *b)
{
    return a->dates > b->dates || (a->dates == b->dates && a->strays < b->strays);
}

/* The first date in a text such as "Week commencing 05/01/2026"; length 0: there is none. */
static hc_csv_cell_text date_in(hc_csv_cell_text text)
{
    hc_stamp stamp;
    for (size_t at = 0; at + DATE_BYTES_LEAST <= text.length; at++) {
        const bool begins = at == 0 || text.text[at - 1] == ' ' || text.text[at - 1] == '(';
        const size_t left = text.length - at;
        size_t length = left < DATE_BYTES_MOST ? left : DATE_BYTES_MOST;
        for (; begins && length >= DATE_BYTES_LEAST; length--) {
            const char *after = text.text + at + length; /* its end mark, at the end */
            const bool ends = *after < '0' || *after > '9';
            if (ends && hc_stamp_read_date(text.text + at, length, &stamp)) {
                return (hc_csv_cell_text){text.text + at, length};
            }
        }
    }
    return (hc_csv_cell_text){"", 0};
}

hc_csv_cell_text hc_csv_week_title(const hc_csv_records *records)
{
    hc_csv_cell_text found = {"", 0};
    size_t filled = 0;
    for (size_t i = 0; i < records->span_count; i++) {
        if (records->cell[i].length == 0) { continue; }
        filled++;
        if (found.length == 0) { found = date_in(records->cell[i]); }
    }
    return filled <= TITLE_CELLS ? found : (hc_csv_cell_text){"", 0};
}

hc_status hc_csv_week_find_order(hc_csv_records *records, size_t column, hc_date_order wanted,
                                 hc_date_order *order, size_t *dates, hc_error *err)
{
    order_trial by_day = {.order = HC_DATES_DMY}, by_month = {.order = HC_DATES_MDY};
    bool more = true;
    HC_TRY(hc_csv_records_rewind(records, err));
    while (more) {
        const hc_status st = hc_csv_records_next(records, &more, err);
        if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) { continue; } /* told when it is read */
        HC_TRY(st);
        if (!more || (column != HC_CSV_NO_COLUMN && column >= records->span_count)) {
            continue;
        }
        const hc_csv_cell_text date =
            column != HC_CSV_NO_COLUMN ? records->cell[column] : hc_csv_week_title(records);
        try_order(&by_day, date);
        try_order(&by_month, date);
    }
    *order = reads_better(&by_month, &by_day) ? HC_DATES_MDY : HC_DATES_DMY;
    if (wanted != HC_DATES_FOUND) { *order = wanted; }
    *dates = by_month.dates > by_day.dates ? by_month.dates : by_day.dates;
    return HC_OK;
}

bool hc_csv_week_day(int64_t week, const char *label, int64_t *day)
{
    const int32_t weekday = hc_weekday_of_name(label);
    if (weekday >= 0) {
        *day = week + (weekday - hc_weekday(week) + 7) % 7;
        return true;
    }
    if (label[0] < '1' || label[0] > '7' || label[1] != '\0') { return false; }
    *day = week + (label[0] - '1');
    return true;
}
