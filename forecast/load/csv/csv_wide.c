/* Tables spread out over columns: a column for each day, time of day or weekday becomes rows.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_table_work.h"
#include "forecast/load/text/quantity.h"
#include "forecast/load/text/stamp.h"

#define TITLE_CELLS 2 /* with text, at most, in a line that names a week */
#define DATE_BYTES_LEAST 6
#define DATE_BYTES_MOST 24
#define COLUMNS_LEAST 3 /* of one kind, side by side: fewer are no spread */
#define TIME_NAMES                                                                                    \
    "time|interval|hour|period|half hour|time of day|시간|시간대|시각|uhrzeit|zeit|intervall|" \
    "heure|hora|ora|tijd"
#define DATE_NAMES "date|day|row_date|날짜|일자|datum|fecha|data"
#define WEEK_NAMES                                                                             \
    "week|week of|week beginning|week start|week starting|monday|주|주차|date|날짜|"      \
    "woche|woche vom|datum|semaine|semana|settimana|fecha|data"

/* What the names of the columns are. */
typedef enum spread_kind {
    SPREAD_NONE = 0,
    SPREAD_DATES,
    SPREAD_TIMES,
    SPREAD_WEEKDAYS
} spread_kind;

typedef struct spread {
    spread_kind kind;
    size_t first, end; /* of the columns */
} spread;

/* ---- what is spread out -------------------------------------------------------------------
 */

#define LANGUAGES 6 /* English, German, French, Spanish, Italian, Dutch */

/* True for the whole name and for its first letters, three or more; Germans write two. */
static bool is_name_of(const char *text, const char *full, size_t letters_least)
{
    const size_t length = strlen(text);
    return length >= letters_least && length <= strlen(full) &&
           strncasecmp(text, full, length) == 0;
}

/* 0 Monday .. 6 Sunday of "Mon", "monday", "Mo", "lunes", "월"; -1: no weekday. */
int32_t hc_csv_weekday(const char *name)
{
    static const char *const full[7][LANGUAGES] = {
        {"monday", "montag", "lundi", "lunes", "lunedì", "maandag"},
        {"tuesday", "dienstag", "mardi", "martes", "martedì", "dinsdag"},
        {"wednesday", "mittwoch", "mercredi", "miércoles", "mercoledì", "woensdag"},
        {"thursday", "donnerstag", "jeudi", "jueves", "giovedì", "donderdag"},
        {"friday", "freitag", "vendredi", "viernes", "venerdì", "vrijdag"},
        {"saturday", "samstag", "samedi", "sábado", "sabato", "zaterdag"},
        {"sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag"}};
    static const char *const german[] = {"mo", "di", "mi", "do", "fr", "sa", "so"};
    static const char *const korean[] = {"월", "화", "수", "목", "금", "토", "일"};
    for (int32_t day = 0; day < 7; day++) {
        const size_t stem = strlen(korean[day]);
        if (is_name_of(name, german[day], 2)) { return day; }
        if (strncmp(name, korean[day], stem) == 0 &&
            (name[stem] == '\0' || strcmp(name + stem, "요일") == 0)) {
            return day;
        }
        for (size_t language = 0; language < LANGUAGES; language++) {
            if (is_name_of(name, full[day][language], 3)) { return day; }
        }
    }
    return -1;
}

/* minute: that of a time, to see whether the columns ascend. */
static spread_kind kind_of(const char *name, int32_t *minute)
{
    const size_t length = strlen(name);
    double number = 0.0;
    hc_stamp stamp;
    *minute = 0;
    if (length == 0 || hc_quantity_read(name, length, '.', &number)) { return SPREAD_NONE; }
    if (hc_csv_weekday(name) >= 0) { return SPREAD_WEEKDAYS; }
    if (hc_stamp_read_date(name, length, &stamp)) { return SPREAD_DATES; }
    if (!hc_stamp_read_time(name, length, &stamp)) { return SPREAD_NONE; }
    *minute = stamp.minute;
    return SPREAD_TIMES;
}

/* The longest run of columns of one kind; times must ascend: durations of a row of data do
 * not. */
static spread find_spread(const hc_csv_table *table)
{
    spread best = {SPREAD_NONE, 0, 0}, run = {SPREAD_NONE, 0, 0};
    int32_t before = -1;
    for (size_t i = 0; i < table->header_count; i++) {
        int32_t minute = 0;
        const spread_kind kind = kind_of(table->header[i], &minute);
        const bool goes_on = kind == run.kind && (kind != SPREAD_TIMES || minute > before);
        if (!goes_on) { run = (spread){kind, i, i}; }
        run.end = i + 1;
        before = minute;
        if (kind != SPREAD_NONE && run.end - run.first > best.end - best.first) { best = run; }
    }
    const size_t columns = best.end - best.first;
    const bool wide = columns >= COLUMNS_LEAST && 2 * columns >= table->header_count;
    return wide && best.first > 0 ? best : (spread){SPREAD_NONE, 0, 0};
}

/* The column before the spread that is called so, else the one that stands nearest; `taken` is
 * no answer. */
static size_t key_of(const hc_csv_table *table, const spread *found, const char *names,
                     size_t taken)
{
    const size_t column = hc_csv_table_find(table, names);
    if (column < found->first && column != taken) { return column; }
    return found->first - 1 != taken ? found->first - 1 : HC_CSV_NO_COLUMN;
}

/* ---- the new header -----------------------------------------------------------------------
 */

/* The old names are kept: they are the labels of the rows to come. */
static hc_status rename_columns(hc_csv_table *table, const spread *found, size_t key,
                                hc_error *err)
{
    struct hc_csv_wide *wide = table->wide;
    char **names = NULL;
    HC_TRY(hc_alloc(&names, wide->key_count + 2, sizeof *names, err));
    wide->label = table->header;
    wide->label_count = table->header_count;
    table->header = names;
    table->header_count = wide->key_count + 2;
    for (size_t k = 0; k < wide->key_count; k++) {
        const char *name = k != key                      ? wide->label[k]
                           : found->kind == SPREAD_TIMES ? "date"
                                                         : "time";
        /* a second date or time among the keys would be taken for the row's own */
        if (k != key && k == wide->week_key) { name = "week"; }
        HC_TRY(hc_strdup(&names[k], name, err));
    }
    HC_TRY(
        hc_strdup(&names[wide->key_count], found->kind == SPREAD_TIMES ? "time" : "date", err));
    return hc_strdup(&names[wide->key_count + 1], "volume", err);
}

/* ---- the dates of weeks -------------------------------------------------------------------
 */

static bool read_week(hc_csv_cell_text cell, hc_date_order order, int64_t *day)
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
    if (!read_week(cell, trial->order, &day)) { return; }
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

/* The date in the current record, where that is a line of hardly more; length 0: it is none. */
static hc_csv_cell_text title_date(const hc_csv_table *table)
{
    hc_csv_cell_text found = {"", 0};
    size_t filled = 0;
    for (size_t i = 0; i < table->span_count; i++) {
        if (table->cell[i].length == 0) { continue; }
        filled++;
        if (found.length == 0) { found = date_in(table->cell[i]); }
    }
    return filled <= TITLE_CELLS ? found : (hc_csv_cell_text){"", 0};
}

/* Weeks begin on the same weekday all: only one order of day and month lets them. week: the
 * column of their dates, HC_CSV_NO_COLUMN: lines above the rows have them. *dates: how many. */
static hc_status find_week_order(hc_csv_table *table, size_t week, hc_date_order *order,
                                 size_t *dates, hc_error *err)
{
    order_trial by_day = {.order = HC_DATES_DMY}, by_month = {.order = HC_DATES_MDY};
    bool more = true;
    HC_TRY(hc_csv_table_rewind(table, err));
    while (more) {
        const hc_status st = hc_csv_next_record(table, &more, err);
        if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) { continue; } /* told when it is read */
        HC_TRY(st);
        if (!more || (week != HC_CSV_NO_COLUMN && week >= table->span_count)) { continue; }
        const hc_csv_cell_text date =
            week != HC_CSV_NO_COLUMN ? table->cell[week] : title_date(table);
        try_order(&by_day, date);
        try_order(&by_month, date);
    }
    *order = reads_better(&by_month, &by_day) ? HC_DATES_MDY : HC_DATES_DMY;
    *dates = by_month.dates > by_day.dates ? by_month.dates : by_day.dates;
    return HC_OK;
}

/* The columns' names once more, above the next week. */
static bool is_repeated_header(const hc_csv_table *table)
{
    const struct hc_csv_wide *wide = table->wide;
    return wide->first < table->span_count &&
           strcmp(table->cell[0].text, wide->label[0]) == 0 &&
           strcmp(table->cell[wide->first].text, wide->label[wide->first]) == 0;
}

/* True when the current record has an interval's contacts; else it may have named a week. */
static bool has_contacts(hc_csv_table *table)
{
    struct hc_csv_wide *wide = table->wide;
    if (wide->titled) {
        const hc_csv_cell_text date = title_date(table);
        if (date.length > 0) {
            (void)read_week(date, wide->week_order, &wide->title_day);
            return false;
        }
        if (wide->title_day == HC_DAY_NONE || is_repeated_header(table)) { return false; }
    }
    return table->record_line > table->header_line;
}

/* Back to where the header was read: the caller goes on from there. */
static hc_status read_to_line(hc_csv_table *table, int64_t line, hc_error *err)
{
    bool more = true;
    hc_status st = hc_csv_table_rewind(table, err);
    while (st == HC_OK && more && table->record_line < line) {
        st = hc_csv_next_record(table, &more, err);
        if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) { st = HC_OK; } /* told when it is read */
    }
    return st;
}

hc_status hc_csv_table_melt(hc_csv_table *table, hc_date_order wanted, bool *melted,
                            hc_error *err)
{
    const spread found = find_spread(table);
    const bool times = found.kind == SPREAD_TIMES;
    size_t week = HC_CSV_NO_COLUMN;
    hc_date_order order = HC_DATES_FOUND;
    size_t dates = 0;
    *melted = false;
    if (found.kind == SPREAD_NONE || found.first > HC_CSV_WIDE_KEYS_MAX) { return HC_OK; }
    if (found.kind == SPREAD_WEEKDAYS) {
        week = hc_csv_table_find(table, WEEK_NAMES);
        if (week >= found.first) { week = HC_CSV_NO_COLUMN; }
    }
    const size_t key = key_of(table, &found, times ? DATE_NAMES : TIME_NAMES, week);
    if (key == HC_CSV_NO_COLUMN) { return HC_OK; }
    if (found.kind == SPREAD_WEEKDAYS) {
        const int64_t line = table->header_line;
        HC_TRY(find_week_order(table, week, &order, &dates, err));
        if (wanted != HC_DATES_FOUND) { order = wanted; }
        if (dates == 0 && week == HC_CSV_NO_COLUMN) { /* which week is it? */
            return read_to_line(table, line, err);
        }
    }
    HC_TRY(hc_alloc(&table->wide, 1, sizeof *table->wide, err));
    *table->wide = (struct hc_csv_wide){.key_count = found.first,
                                        .week_key = week,
                                        .titled = found.kind == SPREAD_WEEKDAYS &&
                                                  week == HC_CSV_NO_COLUMN,
                                        .title_day = HC_DAY_NONE,
                                        .week_order = order,
                                        .first = found.first,
                                        .end = found.end,
                                        .at = found.end};
    *melted = true;
    HC_TRY(rename_columns(table, &found, key, err));
    return hc_csv_table_rewind(table, err);
}

void hc_csv_wide_free(hc_csv_table *table)
{
    if (table->wide == NULL) { return; }
    for (size_t i = 0; i < table->wide->label_count; i++) {
        hc_free(table->wide->label[i]);
    }
    hc_free(table->wide->label);
    hc_free(table->wide);
    table->wide = NULL;
}

/* ---- rows ---------------------------------------------------------------------------------
 */

/* The date of a weekday column: the first such day from the week's date on. */
static hc_csv_cell_text day_in_week(hc_csv_table *table, size_t column)
{
    struct hc_csv_wide *wide = table->wide;
    int64_t day = wide->title_day;
    wide->date[0] = '\0';
    if (wide->titled || read_week(table->cell[wide->week_key], wide->week_order, &day)) {
        const int32_t weekday = hc_csv_weekday(wide->label[column]);
        hc_format_date(day + (weekday - hc_weekday(day) + 7) % 7, wide->date);
    }
    return (hc_csv_cell_text){wide->date, strlen(wide->date)};
}

static void fill_row(hc_csv_table *table, hc_csv_row *row)
{
    struct hc_csv_wide *wide = table->wide;
    const hc_csv_cell_text empty = {"", 0};
    const size_t column = wide->at;
    const char *label = wide->label[column];
    for (size_t k = 0; k < wide->key_count; k++) {
        wide->cell[k] = k < table->span_count ? table->cell[k] : empty;
    }
    wide->cell[wide->key_count] = wide->titled || wide->week_key != HC_CSV_NO_COLUMN
                                      ? day_in_week(table, column)
                                      : (hc_csv_cell_text){label, strlen(label)};
    wide->cell[wide->key_count + 1] = table->cell[column];
    wide->current = column;
    wide->at = column + 1;
    *row = (hc_csv_row){table->record_line, wide->key_count + 2, wide->cell};
}

hc_status hc_csv_wide_next(hc_csv_table *table, hc_csv_row *row, bool *more, hc_error *err)
{
    struct hc_csv_wide *wide = table->wide;
    *more = true;
    for (;;) {
        const size_t end = wide->end < table->span_count ? wide->end : table->span_count;
        while (wide->at < end && table->cell[wide->at].length == 0) {
            wide->at++;
        }
        if (wide->at < end) {
            fill_row(table, row);
            return HC_OK;
        }
        wide->at = wide->end; /* a bad record is not gone on with */
        HC_TRY(hc_csv_next_record(table, more, err));
        if (!*more) { return HC_OK; }
        if (has_contacts(table)) { wide->at = wide->first; }
    }
}
