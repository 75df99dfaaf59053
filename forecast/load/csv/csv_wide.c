#include "forecast/load/csv/csv_wide.h"

#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_header.h"
#include "forecast/load/csv/csv_shape.h"
#include "forecast/load/csv/csv_week.h"
#include "forecast/load/text/quantity.h"
#include "forecast/load/text/stamp.h"
#include "forecast/load/text/weekday_name.h"

#define KEYS_MAX 16     /* columns before those that are spread out */
#define ANY_YEAR 2024   /* of dates without one; it has a 29th of February */
#define COLUMNS_LEAST 3 /* of one kind, side by side: fewer are no spread */
#define NUMBERS_LEAST 5 /* of days of a week */
#define TIME_NAMES                                                                                    \
    "time|interval|hour|period|half hour|time of day|시간|시간대|시각|uhrzeit|zeit|intervall|" \
    "heure|hora|ora|tijd"
#define DATE_NAMES "date|day|row_date|날짜|일자|datum|fecha|data"
#define WEEK_NAMES                                                                             \
    HC_CSV_WEEK_STARTS                                                                         \
    "|week|monday|주|주차|date|날짜|woche|datum|semaine|semana|settimana|fecha|data"

/* What the names of the columns are. */
typedef enum spread_kind {
    SPREAD_NONE = 0,
    SPREAD_DATES,
    SPREAD_TIMES,
    SPREAD_WEEKDAYS,
    SPREAD_NUMBERS /* of the days of a week: 1, 2, 3 and so on */
} spread_kind;

typedef struct spread {
    spread_kind kind;
    size_t first, end; /* of the columns */
} spread;

typedef struct spreading {
    hc_csv_shape shape; /* first: what a table knows of it */
    int64_t header_line;
    size_t key_count;  /* columns before the spread: the first cells of every row */
    size_t week_key;   /* of these, the date of a row's week; HC_CSV_NO_COLUMN */
    bool titled;       /* a line above each block of rows has the date of its week */
    int64_t title_day; /* of the latest such line; HC_DAY_NONE */
    hc_date_order week_order;
    size_t first, end;
    size_t at;      /* column of the next row; end: of the next record */
    size_t current; /* of the current row */
    char **label;   /* names of all columns */
    size_t label_count;
    char date[32]; /* of a weekday */
    hc_csv_cell_text cell[KEYS_MAX + 2];
} spreading;

/* ---- what is spread out -------------------------------------------------------------------
 */

/* place: the minute of a time or the number of a day, to see whether the columns ascend. */
static spread_kind kind_of(const char *name, int32_t *place)
{
    const size_t length = strlen(name);
    double number = 0.0;
    hc_stamp stamp;
    *place = 0;
    if (length == 1 && name[0] >= '1' && name[0] <= '7') {
        *place = name[0] - '0';
        return SPREAD_NUMBERS;
    }
    if (length == 0 || hc_quantity_read(name, length, '.', &number)) { return SPREAD_NONE; }
    if (hc_weekday_of_name(name) >= 0) { return SPREAD_WEEKDAYS; }
    if (hc_stamp_read_date(name, length, &stamp) ||
        hc_stamp_read_date_of_year(name, length, ANY_YEAR, &stamp)) {
        return SPREAD_DATES;
    }
    if (!hc_stamp_read_time(name, length, &stamp)) { return SPREAD_NONE; }
    *place = stamp.minute;
    return SPREAD_TIMES;
}

static bool goes_on(const spread *run, spread_kind kind, int32_t before, int32_t place)
{
    if (kind != run->kind) { return false; }
    if (kind == SPREAD_NUMBERS) { return place == before + 1; }
    return kind != SPREAD_TIMES || place > before;
}

/* Days that are numbered begin with 1, and without a name they need a column of weeks. */
static bool is_week_of_numbers(const hc_csv_header *header, const spread *run)
{
    return strcmp(header->name[run->first], "1") == 0 &&
           run->end - run->first >= NUMBERS_LEAST &&
           hc_csv_header_find(header, WEEK_NAMES) < run->first;
}

/* The longest run of columns of one kind; times must ascend: durations of a row of data do
 * not. */
static spread find_spread(const hc_csv_header *header)
{
    spread best = {SPREAD_NONE, 0, 0}, run = {SPREAD_NONE, 0, 0};
    int32_t before = -1;
    for (size_t i = 0; i < header->count; i++) {
        int32_t place = 0;
        const spread_kind kind = kind_of(header->name[i], &place);
        if (!goes_on(&run, kind, before, place)) { run = (spread){kind, i, i}; }
        run.end = i + 1;
        before = place;
        if (kind != SPREAD_NONE && run.end - run.first > best.end - best.first) { best = run; }
    }
    const size_t columns = best.end - best.first;
    const bool wide = columns >= COLUMNS_LEAST && 2 * columns >= header->count &&
                      (best.kind != SPREAD_NUMBERS || is_week_of_numbers(header, &best));
    return wide && best.first > 0 ? best : (spread){SPREAD_NONE, 0, 0};
}

/* The column before the spread that is called so, else the one that stands nearest; `taken` is
 * no answer. */
static size_t key_of(const hc_csv_header *header, const spread *found, const char *names,
                     size_t taken)
{
    const size_t column = hc_csv_header_find(header, names);
    if (column < found->first && column != taken) { return column; }
    return found->first - 1 != taken ? found->first - 1 : HC_CSV_NO_COLUMN;
}

/* ---- the new header -----------------------------------------------------------------------
 */

/* The old names are kept: they are the labels of the rows to come. */
static hc_status rename_columns(spreading *wide, hc_csv_header *header, const spread *found,
                                size_t key, hc_error *err)
{
    char **names = NULL;
    HC_TRY(hc_alloc(&names, wide->key_count + 2, sizeof *names, err));
    wide->label = header->name;
    wide->label_count = header->count;
    header->name = names;
    header->count = wide->key_count + 2;
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

/* ---- weeks --------------------------------------------------------------------------------
 */

/* The columns' names once more, above the next week. */
static bool is_repeated_header(const spreading *wide, const hc_csv_records *records)
{
    return wide->first < records->span_count &&
           strcmp(records->cell[0].text, wide->label[0]) == 0 &&
           strcmp(records->cell[wide->first].text, wide->label[wide->first]) == 0;
}

/* True when the current record has an interval's contacts; else it may have named a week. */
static bool has_contacts(spreading *wide, const hc_csv_records *records)
{
    if (wide->titled) {
        const hc_csv_cell_text date = hc_csv_week_title(records);
        if (date.length > 0) {
            (void)hc_csv_week_read(date, wide->week_order, &wide->title_day);
            return false;
        }
        if (wide->title_day == HC_DAY_NONE || is_repeated_header(wide, records)) {
            return false;
        }
    }
    return records->lines.record_line > wide->header_line;
}

/* ---- rows ---------------------------------------------------------------------------------
 */

/* The date of a weekday column: the first such day from the week's date on. */
static hc_csv_cell_text day_in_week(spreading *wide, const hc_csv_records *records,
                                    size_t column)
{
    int64_t week = wide->title_day;
    int64_t day = 0;
    const bool known = wide->titled ||
                       hc_csv_week_read(records->cell[wide->week_key], wide->week_order, &week);
    wide->date[0] = '\0';
    if (known && hc_csv_week_day(week, wide->label[column], &day)) {
        hc_format_date(day, wide->date);
    }
    return (hc_csv_cell_text){wide->date, strlen(wide->date)};
}

static void fill_row(spreading *wide, const hc_csv_records *records, hc_csv_row *row)
{
    const size_t column = wide->at;
    const char *label = wide->label[column];
    for (size_t k = 0; k < wide->key_count; k++) {
        wide->cell[k] = hc_csv_records_cell(records, k);
    }
    wide->cell[wide->key_count] = wide->titled || wide->week_key != HC_CSV_NO_COLUMN
                                      ? day_in_week(wide, records, column)
                                      : (hc_csv_cell_text){label, strlen(label)};
    wide->cell[wide->key_count + 1] = records->cell[column];
    wide->current = column;
    wide->at = column + 1;
    *row = (hc_csv_row){records->lines.record_line, wide->key_count + 2, wide->cell};
}

static hc_status next_row(hc_csv_shape *shape, hc_csv_records *records, hc_csv_row *row,
                          bool *more, hc_error *err)
{
    spreading *wide = (spreading *)shape;
    *more = true;
    for (;;) {
        const size_t end = wide->end < records->span_count ? wide->end : records->span_count;
        while (wide->at < end && records->cell[wide->at].length == 0) {
            wide->at++;
        }
        if (wide->at < end) {
            fill_row(wide, records, row);
            return HC_OK;
        }
        wide->at = wide->end; /* a bad record is not gone on with */
        HC_TRY(hc_csv_records_next(records, more, err));
        if (!*more) { return HC_OK; }
        if (has_contacts(wide, records)) { wide->at = wide->first; }
    }
}

static const char *text_of(const hc_csv_shape *shape, size_t column)
{
    const spreading *wide = (const spreading *)shape;
    return column < wide->key_count + 2 ? wide->cell[column].text : "";
}

static hc_place place_of(const hc_csv_shape *shape, const hc_csv_records *records,
                         size_t column)
{
    const spreading *wide = (const spreading *)shape;
    return hc_csv_records_place(records, column < wide->key_count ? column : wide->current);
}

static void rewind_rows(hc_csv_shape *shape)
{
    spreading *wide = (spreading *)shape;
    wide->at = wide->end;
    wide->title_day = HC_DAY_NONE;
}

static void release(hc_csv_shape *shape)
{
    spreading *wide = (spreading *)shape;
    hc_csv_free_names(wide->label, wide->label_count);
    hc_free(wide);
}

/* ---- the whole ----------------------------------------------------------------------------
 */

/* Which week do the columns stand for? Keeps the order of day and month; *known false: no row
 * and no line above the rows has a date. */
static hc_status settle_weeks(spreading *wide, hc_csv_records *records, hc_date_order wanted,
                              bool numbered, bool *known, hc_error *err)
{
    size_t dates = 0;
    HC_TRY(hc_csv_week_find_order(records, wide->week_key, wanted, &wide->week_order, &dates,
                                  err));
    *known = dates > 0 || !(wide->titled || numbered);
    return *known ? HC_OK : hc_csv_records_read_to(records, wide->header_line, err);
}

static hc_status prepare(spreading *wide, hc_csv_records *records, hc_csv_header *header,
                         hc_date_order wanted, bool *made, hc_error *err)
{
    const spread found = find_spread(header);
    const bool numbered = found.kind == SPREAD_NUMBERS;
    const bool weekdays = found.kind == SPREAD_WEEKDAYS || numbered;
    if (found.kind == SPREAD_NONE || found.first > KEYS_MAX) { return HC_OK; }
    size_t week = weekdays ? hc_csv_header_find(header, WEEK_NAMES) : HC_CSV_NO_COLUMN;
    if (week >= found.first) { week = HC_CSV_NO_COLUMN; }
    const char *names = found.kind == SPREAD_TIMES ? DATE_NAMES : TIME_NAMES;
    const size_t key = key_of(header, &found, names, week);
    if (key == HC_CSV_NO_COLUMN) { return HC_OK; }
    wide->header_line = header->line;
    wide->key_count = wide->first = found.first;
    wide->end = wide->at = found.end;
    wide->week_key = week;
    wide->titled = weekdays && week == HC_CSV_NO_COLUMN;
    wide->title_day = HC_DAY_NONE;
    bool known = true;
    if (weekdays) { HC_TRY(settle_weeks(wide, records, wanted, numbered, &known, err)); }
    if (!known) { return HC_OK; }
    HC_TRY(rename_columns(wide, header, &found, key, err));
    *made = true;
    return hc_csv_records_rewind(records, err);
}

hc_status hc_csv_wide_make(hc_csv_records *records, hc_csv_header *header, hc_date_order wanted,
                           hc_csv_shape **shape, hc_error *err)
{
    spreading *wide = NULL;
    bool made = false;
    HC_TRY(hc_alloc(&wide, 1, sizeof *wide, err));
    wide->shape = (hc_csv_shape){next_row, text_of, place_of, rewind_rows, release};
    const hc_status st = prepare(wide, records, header, wanted, &made, err);
    if (st == HC_OK && made) {
        *shape = &wide->shape;
    } else {
        release(&wide->shape);
    }
    return st;
}
