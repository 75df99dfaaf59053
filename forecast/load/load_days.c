#include "forecast/load/load_days.h"

#include <string.h>

#include "forecast/load/csv/csv_table.h"
#include "forecast/load/text/stamp.h"

typedef struct day_columns {
    size_t date, name, kind, uplift, half_life;
    hc_date_order order;
} day_columns;

/* 25/12/2026 or 12/25/2026 by the whole column. */
static hc_status find_order(hc_csv_table *table, size_t column, hc_date_order *order,
                            hc_error *err)
{
    hc_order_evidence seen = {0};
    hc_csv_row row;
    bool more = true;
    while (true) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (!more) { break; }
        const char *text = hc_csv_table_text(table, column);
        hc_stamp stamp;
        if (hc_stamp_read_date(text, strlen(text), &stamp)) { hc_order_see(&seen, &stamp); }
    }
    *order = hc_order_of(&seen);
    return HC_OK;
}

static hc_status read_date(const hc_csv_table *table, size_t column, hc_date_order order,
                           int64_t *day, hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    hc_stamp stamp;
    if (!hc_stamp_read_date(text, strlen(text), &stamp)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column),
                       "write it as 2026-11-23", "date must be a day, found \"%.60s\"", text);
    }
    const bool clear = stamp.order == HC_STAMP_YEAR_FIRST;
    if (!clear && order == HC_DATES_FOUND) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column),
                       "write it as 2026-11-23",
                       "no row tells whether day or month comes first in \"%.60s\"", text);
    }
    if (!hc_stamp_day(&stamp, clear ? HC_DATES_YMD : order, day)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column),
                       "write it as 2026-11-23", "there is no day \"%.60s\"", text);
    }
    return HC_OK;
}

static hc_status read_kind(const hc_csv_table *table, size_t column, hc_special_kind *kind,
                           hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    *kind = HC_SPECIAL_HOLIDAY;
    if (text[0] == '\0' || hc_special_kind_find(text, kind)) { return HC_OK; }
    return hc_fail(
        err, HC_ERR_PARSE, hc_csv_table_place(table, column), NULL,
        "kind must be closed, holiday, eve, half_day, event or ordinary, found \"%.60s\"",
        text);
}

/* "0.2", "20%", "-15 %": hc_parse_fraction stays within 0..1, an uplift does not. */
static hc_status read_uplift(const hc_csv_table *table, size_t column, double *uplift,
                             hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    size_t length = strlen(text);
    *uplift = HC_MISSING;
    if (length == 0) { return HC_OK; }
    const bool percent = text[length - 1] == '%';
    if (percent) { length--; }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    if (!hc_parse_double(text, length, uplift)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column),
                       "0.2 and 20 % mean a fifth more",
                       "uplift must be a number, found \"%.60s\"", text);
    }
    if (percent) { *uplift /= 100.0; }
    return HC_OK;
}

/* "3", "2.5": days until half of an event's uplift is gone. */
static hc_status read_half_life(const hc_csv_table *table, size_t column, hc_special_day *day,
                                hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    if (text[0] == '\0') { return HC_OK; }
    const hc_place at = hc_csv_table_place(table, column);
    if (day->kind != HC_SPECIAL_EVENT) {
        return hc_fail(err, HC_ERR_RANGE, at, "leave it empty",
                       "only an event has a half life, and this day is of kind %s",
                       hc_special_kind_name(day->kind));
    }
    if (!hc_parse_double(text, strlen(text), &day->half_life_days)) {
        return hc_fail(err, HC_ERR_PARSE, at, "3: half of the uplift is gone after three days",
                       "half_life_days must be a number, found \"%.60s\"", text);
    }
    if (!(day->half_life_days > 0.0 && day->half_life_days <= HC_HALF_LIFE_DAYS_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, at, "days until half of the uplift is gone",
                       "half_life_days must be above 0 and at most %g, found %g",
                       HC_HALF_LIFE_DAYS_MAX, day->half_life_days);
    }
    return HC_OK;
}

static hc_status add_row(const hc_csv_table *table, const day_columns *columns,
                         hc_special_days *special, hc_error *err)
{
    hc_special_day day = {.uplift = HC_MISSING};
    HC_TRY(read_date(table, columns->date, columns->order, &day.day, err));
    HC_TRY(read_kind(table, columns->kind, &day.kind, err));
    HC_TRY(read_uplift(table, columns->uplift, &day.uplift, err));
    HC_TRY(read_half_life(table, columns->half_life, &day, err));
    hc_special_day_name(&day, hc_csv_table_text(table, columns->name));
    const hc_status st = hc_special_days_add(special, &day, err);
    if (st == HC_ERR_RANGE && err != NULL) { /* the list knows no place: this file does */
        const hc_error inner = *err;
        const bool late = !hc_is_missing(day.uplift);
        return hc_fail(err, st,
                       hc_csv_table_place(table, late ? columns->uplift : columns->date),
                       inner.hint, "%s", inner.message);
    }
    return st;
}

static hc_status read_rows(hc_csv_table *table, hc_special_days *special, hc_error *err)
{
    day_columns columns = {0};
    HC_TRY(hc_csv_table_header(table, err));
    HC_TRY(
        hc_csv_table_column(table, "date|day|날짜|일자|datum|fecha|data", &columns.date, err));
    columns.name = hc_csv_table_find(
        table, "name|holiday|event|description|이름|명칭|feiertag|bezeichnung|nom|nombre|nome");
    columns.kind = hc_csv_table_find(table, "kind|type|종류|구분|art|typ|tipo");
    columns.uplift = hc_csv_table_find(table, "uplift|증감|증감률");
    columns.half_life = hc_csv_table_find(table, "half_life_days|half_life|반감기");
    HC_TRY(find_order(table, columns.date, &columns.order, err));
    HC_TRY(hc_csv_table_rewind(table, err));
    HC_TRY(hc_csv_table_header(table, err));
    hc_csv_row row;
    bool more = true;
    while (true) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (!more) { return HC_OK; }
        HC_TRY(add_row(table, &columns, special, err));
    }
}

hc_status hc_special_days_load(const char *path, hc_special_days *special, hc_error *err)
{
    hc_special_days made = HC_SPECIAL_DAYS_INIT;
    hc_csv_table *table = NULL;
    hc_status st = hc_special_days_copy(&made, special, err);
    if (st == HC_OK) { st = hc_csv_table_open(&table, path, NULL, err); }
    if (st == HC_OK) { st = read_rows(table, &made, err); }
    hc_csv_table_close(table);
    if (st == HC_OK) {
        hc_special_days_clear(special);
        *special = made;
    } else {
        hc_special_days_clear(&made);
    }
    return st;
}
