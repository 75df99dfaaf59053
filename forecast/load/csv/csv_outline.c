#include "forecast/load/csv/csv_outline.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_header.h"
#include "forecast/load/csv/csv_shape.h"
#include "forecast/load/text/roles.h"
#include "forecast/load/text/stamp.h"
#include "forecast/load/text/total_words.h"

/* As spreadsheets call the column of nested labels, in the languages of their users. */
#define LABEL_NAMES                                                                            \
    "row labels|row label|zeilenbeschriftungen|étiquettes de lignes|etiquetas de fila|"       \
    "etichette di riga|rótulos de linha|rijlabels|행 레이블|行ラベル"
#define KEYS 3 /* queue, date and time stand before the values */
#define LABEL_MAX 128
#define YEAR_FIRST 1900
#define YEAR_LAST 2200

/* What a label is. */
typedef enum label_kind {
    LABEL_NONE = 0, /* empty, a sum, or a quarter or month, whose days tell it again */
    LABEL_NAME,     /* of a queue */
    LABEL_YEAR,     /* of the days below it */
    LABEL_DATE,
    LABEL_TIME,
    LABEL_BOTH, /* date and time */
    LABEL_KINDS
} label_kind;

typedef struct outlining {
    hc_csv_shape shape; /* first: what a table knows of it */
    int64_t header_line;
    label_kind lowest; /* level whose rows are no sums */
    bool has_names;    /* one of the levels */
    bool has_years;    /* the topmost */
    size_t values;     /* columns behind the labels */
    bool by_column;    /* they are a queue each, all of the same count */
    char **column;     /* their names, where by_column */
    size_t at;         /* value of the next row; values: of the next record */
    size_t current;    /* column of the current row's value */
    int32_t year;      /* the latest one; 0: none yet */
    char label[LABEL_KINDS][LABEL_MAX];
    hc_csv_cell_text *cell; /* [KEYS + values] */
} outlining;

/* ---- labels -------------------------------------------------------------------------------
 */

/* 0: it is none. */
static int32_t year_of(const char *text)
{
    int32_t year = 0;
    if (strlen(text) != 4 || strspn(text, "0123456789") != 4) { return 0; }
    for (size_t i = 0; i < 4; i++) {
        year = 10 * year + (text[i] - '0');
    }
    return year >= YEAR_FIRST && year <= YEAR_LAST ? year : 0;
}

/* The date, with the year above it where it has none of its own; false: it is none. */
static bool read_date(const outlining *it, const char *text, char date[LABEL_MAX])
{
    hc_stamp stamp;
    char dated[HC_DATED_TEXT_MAX];
    if (hc_stamp_read_date(text, strlen(text), &stamp)) { return true; }
    if (!hc_stamp_add_year(text, strlen(text), it->year, dated)) { return false; }
    (void)snprintf(date, LABEL_MAX, "%s", dated);
    return true;
}

/* "Mar", "Qtr1", "Q1", "1분기" between a year and its days. */
static bool is_part_of_year(const char *text)
{
    char date[LABEL_MAX];
    hc_stamp stamp;
    (void)snprintf(date, sizeof date, "1 %.64s 2026", text);
    if (hc_stamp_read_date(date, strlen(date), &stamp)) { return true; }
    const size_t digit = strcspn(text, "1234");
    return text[digit] != '\0' && strpbrk(text, "05678 9:") == NULL &&
           (strncmp(text, "Q", 1) == 0 || strncmp(text, "Trim", 4) == 0 ||
            strstr(text, "분기") != NULL);
}

static bool is_sum(const char *text, size_t length)
{
    return hc_is_total_word(text, length) || hc_begins_with_total_word(text, length) ||
           hc_ends_with_total_word(text, length);
}

/* What the label is; a date comes back as it is to be read. */
static label_kind kind_of(const outlining *it, const char *text, char as_read[LABEL_MAX])
{
    hc_stamp stamp;
    const size_t length = strlen(text);
    (void)snprintf(as_read, LABEL_MAX, "%.*s", LABEL_MAX - 1, text);
    if (length == 0 || length >= LABEL_MAX || is_sum(text, length)) { return LABEL_NONE; }
    if (it->has_years && year_of(text) > 0) { return LABEL_YEAR; }
    if (read_date(it, text, as_read)) { return LABEL_DATE; }
    if (hc_stamp_read_time(text, length, &stamp)) { return LABEL_TIME; }
    if (hc_stamp_read(text, length, &stamp)) { return LABEL_BOTH; }
    return it->has_years && is_part_of_year(text) ? LABEL_NONE : LABEL_NAME;
}

static label_kind take_label(outlining *it, const hc_csv_records *records)
{
    char text[LABEL_MAX];
    const label_kind kind = kind_of(it, hc_csv_records_cell(records, 0).text, text);
    (void)snprintf(it->label[kind], LABEL_MAX, "%s", text);
    if (kind == LABEL_YEAR) { it->year = year_of(text); }
    return kind;
}

/* ---- levels -------------------------------------------------------------------------------
 */

typedef struct levels {
    label_kind kind[LABEL_KINDS]; /* topmost first */
    size_t count;
    label_kind before;     /* of the record before */
    bool names_nest;       /* a name right below a name, above another level */
    char inner[LABEL_MAX]; /* the first such name */
    int64_t inner_line;
} levels;

static bool is_level(const levels *seen, label_kind kind)
{
    for (size_t k = 0; k < seen->count; k++) {
        if (seen->kind[k] == kind) { return true; }
    }
    return false;
}

static void see_label(levels *seen, label_kind kind)
{
    const bool is_new = kind != LABEL_NONE && kind != LABEL_YEAR && !is_level(seen, kind);
    if (is_new) { seen->kind[seen->count++] = kind; }
    const bool is_above = seen->count > 0 && seen->kind[seen->count - 1] != LABEL_NAME;
    if (kind == LABEL_NONE) { return; }
    seen->names_nest =
        seen->names_nest || (is_above && kind == LABEL_NAME && seen->before == LABEL_NAME);
    seen->before = kind;
}

/* The levels in the order in which they first come: a table goes down to its lowest one at
 * once. */
static hc_status find_levels(outlining *it, hc_csv_records *records, levels *seen,
                             hc_error *err)
{
    bool more = true;
    bool first = true;
    HC_TRY(hc_csv_records_rewind(records, err));
    while (more) {
        const hc_status st = hc_csv_records_next(records, &more, err);
        if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) { continue; } /* told when it is read */
        HC_TRY(st);
        if (!more || records->lines.record_line <= it->header_line) { continue; }
        it->has_years =
            it->has_years || (first && year_of(hc_csv_records_cell(records, 0).text) > 0);
        first = false;
        see_label(seen, take_label(it, records));
        if (seen->names_nest && seen->inner_line == 0) {
            seen->inner_line = records->lines.record_line;
            (void)snprintf(seen->inner, LABEL_MAX, "%s", it->label[LABEL_NAME]);
        }
    }
    return HC_OK;
}

/* ---- the header ---------------------------------------------------------------------------
 */

static bool is_count(const char *name)
{
    return hc_role_find(HC_ROLE_VOLUME, &name, 1) == 0 ||
           hc_role_find(HC_ROLE_HANDLED, &name, 1) == 0;
}

/* A queue each below "Sum of Calls": none of the columns is called as a count is. */
static bool are_queues(const hc_csv_header *header)
{
    for (size_t k = 1; k < header->count; k++) {
        if (is_count(header->name[k])) { return false; }
    }
    return header->count > 1 && header->upper_count > 0 && is_count(header->upper[0]);
}

static hc_status rename_columns(outlining *it, hc_csv_header *header, hc_error *err)
{
    const bool both = it->lowest == LABEL_BOTH;
    const char *const keys[KEYS] = {it->has_names || it->by_column ? "queue" : "",
                                    both ? "" : "date", both ? "timestamp" : "time"};
    const size_t count = KEYS + (it->by_column ? 1 : it->values);
    char **names = NULL;
    HC_TRY(hc_alloc(&names, count, sizeof *names, err));
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < count; k++) {
        const char *name = k < KEYS        ? keys[k]
                           : it->by_column ? header->upper[0]
                                           : header->name[1 + k - KEYS];
        st = hc_strdup(&names[k], name, err);
    }
    if (st != HC_OK) {
        hc_csv_free_names(names, count);
        return st;
    }
    if (it->by_column) { /* the old names are queues of the rows to come */
        it->column = header->name;
        header->name = names;
        header->count = count;
    } else {
        hc_csv_header_replace(header, names, count);
    }
    return HC_OK;
}

/* ---- rows ---------------------------------------------------------------------------------
 */

static hc_csv_cell_text text_cell(const char *text)
{
    return (hc_csv_cell_text){text, strlen(text)};
}

static void fill_row(outlining *it, const hc_csv_records *records, hc_csv_row *row)
{
    const bool both = it->lowest == LABEL_BOTH;
    it->cell[0] = text_cell(it->by_column   ? it->column[1 + it->at]
                            : it->has_names ? it->label[LABEL_NAME]
                                            : "");
    it->cell[1] = text_cell(both ? "" : it->label[LABEL_DATE]);
    it->cell[2] = text_cell(it->label[both ? LABEL_BOTH : LABEL_TIME]);
    it->current = 1 + it->at;
    if (it->by_column) {
        it->cell[KEYS] = hc_csv_records_cell(records, 1 + it->at);
        it->at++;
    } else {
        for (size_t k = 0; k < it->values; k++) {
            it->cell[KEYS + k] = hc_csv_records_cell(records, 1 + k);
        }
        it->at = it->values;
    }
    *row = (hc_csv_row){records->lines.record_line, KEYS + (it->by_column ? 1 : it->values),
                        it->cell};
}

static hc_status next_row(hc_csv_shape *shape, hc_csv_records *records, hc_csv_row *row,
                          bool *more, hc_error *err)
{
    outlining *it = (outlining *)shape;
    *more = true;
    while (it->at >= it->values) {
        HC_TRY(hc_csv_records_next(records, more, err));
        if (!*more) { return HC_OK; }
        if (records->lines.record_line > it->header_line &&
            take_label(it, records) == it->lowest) {
            it->at = 0;
        }
    }
    fill_row(it, records, row);
    return HC_OK;
}

static const char *text_of(const hc_csv_shape *shape, size_t column)
{
    const outlining *it = (const outlining *)shape;
    return column < KEYS + (it->by_column ? 1 : it->values) ? it->cell[column].text : "";
}

static hc_place place_of(const hc_csv_shape *shape, const hc_csv_records *records,
                         size_t column)
{
    const outlining *it = (const outlining *)shape;
    return hc_csv_records_place(records, column < KEYS   ? 0
                                         : it->by_column ? it->current
                                                         : 1 + column - KEYS);
}

static void rewind_rows(hc_csv_shape *shape)
{
    outlining *it = (outlining *)shape;
    it->at = it->values;
    it->year = 0;
    memset(it->label, 0, sizeof it->label);
}

static void release(hc_csv_shape *shape)
{
    outlining *it = (outlining *)shape;
    hc_csv_free_names(it->column, it->column != NULL ? 1 + it->values : 0);
    hc_free(it->cell);
    hc_free(it);
}

/* ---- the whole ----------------------------------------------------------------------------
 */

static hc_status prepare(outlining *it, hc_csv_records *records, hc_csv_header *header,
                         bool *made, hc_error *err)
{
    levels seen = {.count = 0};
    it->header_line = header->line;
    it->values = header->count - 1;
    it->by_column = are_queues(header);
    HC_TRY(find_levels(it, records, &seen, err));
    const bool timed = (is_level(&seen, LABEL_DATE) && is_level(&seen, LABEL_TIME)) ||
                       is_level(&seen, LABEL_BOTH);
    it->has_names = is_level(&seen, LABEL_NAME);
    if (timed && seen.names_nest) {
        const hc_place at = {hc_csv_records_file(records), seen.inner_line, 1};
        return hc_fail(
            err, HC_ERR_FORMAT, at,
            "show it in tabular form with repeated labels, or without one of the levels",
            "the pivot table has names within names, such as \"%.60s\"", seen.inner);
    }
    if (!timed || (it->by_column && it->has_names)) {
        return hc_csv_records_read_to(records, it->header_line, err);
    }
    it->lowest = seen.kind[seen.count - 1];
    HC_TRY(hc_alloc(&it->cell, KEYS + it->values, sizeof *it->cell, err));
    HC_TRY(rename_columns(it, header, err));
    *made = true;
    HC_TRY(hc_csv_records_rewind(records, err));
    rewind_rows(&it->shape);
    return HC_OK;
}

hc_status hc_csv_outline_make(hc_csv_records *records, hc_csv_header *header,
                              hc_csv_shape **shape, hc_error *err)
{
    outlining *it = NULL;
    bool made = false;
    if (header->count < 2 ||
        !hc_csv_is_one_of(header->name[0], strlen(header->name[0]), LABEL_NAMES)) {
        return HC_OK;
    }
    HC_TRY(hc_alloc(&it, 1, sizeof *it, err));
    it->shape = (hc_csv_shape){next_row, text_of, place_of, rewind_rows, release};
    const hc_status st = prepare(it, records, header, &made, err);
    if (st == HC_OK && made) {
        *shape = &it->shape;
    } else {
        release(&it->shape);
    }
    return st;
}
