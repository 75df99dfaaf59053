#include "forecast/load/csv/csv_long.h"

#include <string.h>

#include "forecast/base/hash.h"
#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_header.h"
#include "forecast/load/csv/csv_shape.h"

#define METRIC_NAMES                                                                           \
    "metric|metric name|measure|measure name|kpi|statistic|stat|indicator|항목|지표"
#define VALUE_NAMES "value|values|metric value|wert|valeur|valor|valore|waarde|값|수치"
#define ROOM_START 1024U

typedef struct long_fault {
    hc_error what;
    hc_status status;
    hc_csv_fault kind;
} long_fault;

typedef struct pivoting {
    hc_csv_shape shape; /* first: what a table knows of it */
    int64_t header_line;
    size_t metric, value;
    size_t key_count, metric_count;
    size_t *key;                        /* [key_count] columns of the records */
    char *metrics[HC_LONG_METRICS_MAX]; /* names */
    size_t width;                       /* key_count + metric_count */
    char *text;                         /* of all cells, each with its end mark */
    size_t text_used, text_room;
    size_t row_count;
    size_t *cell; /* [rows][width] where its text begins; 0: empty */
    size_t cell_room;
    int64_t *line; /* [rows][width] of the file */
    size_t line_room;
    size_t *count; /* [rows] cells */
    size_t count_room;
    uint64_t *hash; /* [rows] of its keys */
    size_t hash_room;
    size_t *slot; /* [slots] row and one, by hash; the latest row of its keys */
    size_t slots;
    long_fault *faults;
    size_t fault_count, fault_room;
    size_t at, fault_at; /* the next of each */
    size_t current;
    hc_csv_cell_text *out; /* [width] */
} pivoting;

bool hc_csv_long_find(const hc_csv_header *header, size_t *metric, size_t *value)
{
    *metric = hc_csv_header_find(header, METRIC_NAMES);
    *value = hc_csv_header_find(header, VALUE_NAMES);
    return *metric != HC_CSV_NO_COLUMN && *value != HC_CSV_NO_COLUMN;
}

static void release(hc_csv_shape *shape)
{
    pivoting *it = (pivoting *)shape;
    for (size_t k = 0; k < it->metric_count; k++) {
        hc_free(it->metrics[k]);
    }
    hc_free(it->key);
    hc_free(it->text);
    hc_free(it->cell);
    hc_free(it->line);
    hc_free(it->count);
    hc_free(it->hash);
    hc_free(it->slot);
    hc_free(it->faults);
    hc_free(it->out);
    hc_free(it);
}

static void rewind_rows(hc_csv_shape *shape)
{
    pivoting *it = (pivoting *)shape;
    it->at = it->fault_at = 0;
}

/* ---- metrics ------------------------------------------------------------------------------
 */

static bool has_metric(const hc_csv_records *records, const pivoting *it)
{
    return records->span_count > it->metric && records->span_count > it->value &&
           records->cell[it->metric].length > 0;
}

static size_t metric_of(const pivoting *it, const char *name)
{
    size_t k = 0;
    while (k < it->metric_count && strcmp(it->metrics[k], name) != 0) {
        k++;
    }
    return k;
}

static hc_status add_metric(const hc_csv_records *records, pivoting *it, hc_error *err)
{
    const char *name = records->cell[it->metric].text;
    if (metric_of(it, name) < it->metric_count) { return HC_OK; }
    if (it->metric_count == HC_LONG_METRICS_MAX) {
        const hc_place at = {hc_csv_records_file(records), records->lines.record_line, 1};
        return hc_fail(err, HC_ERR_LIMIT, at, "export the metrics that a plan needs",
                       "the table has more than %d metrics", HC_LONG_METRICS_MAX);
    }
    HC_TRY(hc_strdup(&it->metrics[it->metric_count], name, err));
    it->metric_count++;
    return HC_OK;
}

/* The next record below the header. A bad one is HC_OK with its status in *bad. */
static hc_status next_below(hc_csv_records *records, const pivoting *it, bool *more,
                            hc_status *bad, hc_error *why, hc_error *err)
{
    do {
        *why = (hc_error)HC_ERROR_INIT;
        *bad = hc_csv_records_next(records, more, why);
        if (*bad != HC_OK && *bad != HC_ERR_PARSE && *bad != HC_ERR_LIMIT) {
            if (err != NULL) { *err = *why; }
            return *bad;
        }
    } while (*more && records->lines.record_line <= it->header_line);
    return HC_OK;
}

static hc_status collect_metrics(hc_csv_records *records, pivoting *it, hc_error *err)
{
    hc_error why;
    hc_status bad = HC_OK;
    bool more = true;
    HC_TRY(hc_csv_records_rewind(records, err));
    for (;;) {
        HC_TRY(next_below(records, it, &more, &bad, &why, err));
        if (!more) { return HC_OK; }
        const bool named = bad == HC_OK && has_metric(records, it);
        HC_TRY(named ? add_metric(records, it, err) : HC_OK);
    }
}

/* ---- rows ---------------------------------------------------------------------------------
 */

static hc_status keep_text(pivoting *it, hc_csv_cell_text cell, size_t *at, hc_error *err)
{
    *at = 0;
    if (cell.length == 0) { return HC_OK; }
    if (cell.length > HC_LONG_TEXT_MAX - it->text_used) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "export it with a column for each metric",
                       "a table with a row for each metric is read up to %u MiB",
                       HC_LONG_TEXT_MAX >> 20);
    }
    HC_TRY(hc_grow(&it->text, &it->text_room, it->text_used + cell.length + 1, 1, err));
    memcpy(it->text + it->text_used, cell.text, cell.length + 1);
    *at = it->text_used;
    it->text_used += cell.length + 1;
    return HC_OK;
}

static uint64_t hash_of(const hc_csv_records *records, const pivoting *it)
{
    uint64_t hash = HC_HASH_START;
    for (size_t k = 0; k < it->key_count; k++) {
        const hc_csv_cell_text cell = hc_csv_records_cell(records, it->key[k]);
        hash = hc_hash_bytes(hash, cell.text, cell.length + 1); /* with the end mark */
    }
    return hash;
}

static bool has_keys(const hc_csv_records *records, const pivoting *it, size_t row)
{
    for (size_t k = 0; k < it->key_count; k++) {
        const char *own = it->text + it->cell[row * it->width + k];
        if (strcmp(own, hc_csv_records_cell(records, it->key[k]).text) != 0) { return false; }
    }
    return true;
}

static hc_status add_row(pivoting *it, size_t count, hc_error *err)
{
    const size_t cells = (it->row_count + 1) * it->width;
    HC_TRY(hc_grow(&it->cell, &it->cell_room, cells, sizeof *it->cell, err));
    HC_TRY(hc_grow(&it->line, &it->line_room, cells, sizeof *it->line, err));
    HC_TRY(hc_grow(&it->count, &it->count_room, it->row_count + 1, sizeof *it->count, err));
    HC_TRY(hc_grow(&it->hash, &it->hash_room, it->row_count + 1, sizeof *it->hash, err));
    for (size_t at = cells - it->width; at < cells; at++) {
        it->cell[at] = 0;
        it->line[at] = 0;
    }
    it->hash[it->row_count] = 0;
    it->count[it->row_count++] = count;
    return HC_OK;
}

static hc_status put_cell(const hc_csv_records *records, pivoting *it, size_t row,
                          size_t column, hc_csv_cell_text cell, hc_error *err)
{
    const size_t at = row * it->width + column;
    it->line[at] = records->lines.record_line;
    return keep_text(it, cell, &it->cell[at], err);
}

/* Twice the slots, before they are full. */
static hc_status widen(pivoting *it, hc_error *err)
{
    if (2 * (it->row_count + 1) < it->slots) { return HC_OK; }
    const size_t slots = it->slots > 0 ? 2 * it->slots : ROOM_START;
    size_t *wider = NULL;
    HC_TRY(hc_alloc(&wider, slots, sizeof *wider, err));
    for (size_t k = 0; k < it->slots; k++) {
        if (it->slot[k] == 0) { continue; }
        size_t at = (size_t)it->hash[it->slot[k] - 1] & (slots - 1);
        while (wider[at] != 0) {
            at = (at + 1) & (slots - 1);
        }
        wider[at] = it->slot[k];
    }
    hc_free(it->slot);
    it->slot = wider;
    it->slots = slots;
    return HC_OK;
}

/* The row of the current record's keys; a new one where there is none, or its metric is there
 * already. */
static hc_status row_of(const hc_csv_records *records, pivoting *it, size_t metric, size_t *row,
                        hc_error *err)
{
    HC_TRY(widen(it, err));
    const uint64_t hash = hash_of(records, it);
    size_t at = (size_t)hash & (it->slots - 1);
    while (it->slot[at] != 0 &&
           (it->hash[it->slot[at] - 1] != hash || !has_keys(records, it, it->slot[at] - 1))) {
        at = (at + 1) & (it->slots - 1);
    }
    if (it->slot[at] != 0) {
        *row = it->slot[at] - 1;
        if (it->line[*row * it->width + it->key_count + metric] == 0) { return HC_OK; }
    }
    *row = it->row_count;
    HC_TRY(add_row(it, it->width, err));
    it->hash[*row] = hash;
    it->slot[at] = *row + 1;
    for (size_t k = 0; k < it->key_count; k++) {
        HC_TRY(put_cell(records, it, *row, k, hc_csv_records_cell(records, it->key[k]), err));
    }
    return HC_OK;
}

/* A line of text, or a row that is cut off: as it stands, as far as a row has room. */
static hc_status keep_short(const hc_csv_records *records, pivoting *it, hc_error *err)
{
    const size_t count = records->span_count < it->width ? records->span_count : it->width - 1;
    HC_TRY(add_row(it, count, err));
    it->line[(it->row_count - 1) * it->width] = records->lines.record_line;
    for (size_t k = 0; k < count; k++) {
        HC_TRY(put_cell(records, it, it->row_count - 1, k, records->cell[k], err));
    }
    return HC_OK;
}

static hc_status keep_fault(const hc_csv_records *records, pivoting *it, hc_status status,
                            const hc_error *why, hc_error *err)
{
    if (it->fault_count == HC_LONG_FAULTS_MAX) {
        if (err != NULL) { *err = *why; }
        return HC_ERR_INPUT;
    }
    HC_TRY(hc_grow(&it->faults, &it->fault_room, it->fault_count + 1, sizeof *it->faults, err));
    it->faults[it->fault_count++] = (long_fault){*why, status, records->fault};
    return HC_OK;
}

static hc_status keep_record(const hc_csv_records *records, pivoting *it, hc_error *err)
{
    size_t row = 0;
    if (!has_metric(records, it)) { return keep_short(records, it, err); }
    const size_t metric = metric_of(it, records->cell[it->metric].text);
    HC_TRY(row_of(records, it, metric, &row, err));
    return put_cell(records, it, row, it->key_count + metric, records->cell[it->value], err);
}

static hc_status collect_rows(hc_csv_records *records, pivoting *it, hc_error *err)
{
    hc_error why;
    hc_status bad = HC_OK;
    bool more = true;
    HC_TRY(hc_csv_records_rewind(records, err));
    it->width = it->key_count + it->metric_count;
    HC_TRY(hc_alloc(&it->out, it->width, sizeof *it->out, err));
    HC_TRY(hc_grow(&it->text, &it->text_room, 1, 1, err));
    it->text[0] = '\0'; /* of all empty cells */
    it->text_used = 1;
    for (;;) {
        HC_TRY(next_below(records, it, &more, &bad, &why, err));
        if (!more) { return HC_OK; }
        HC_TRY(bad != HC_OK ? keep_fault(records, it, bad, &why, err)
                            : keep_record(records, it, err));
    }
}

/* ---- the table ----------------------------------------------------------------------------
 */

static hc_status rename_columns(const pivoting *it, hc_csv_header *header, hc_error *err)
{
    char **names = NULL;
    HC_TRY(hc_alloc(&names, it->width, sizeof *names, err));
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < it->width; k++) {
        st = hc_strdup(
            &names[k],
            k < it->key_count ? header->name[it->key[k]] : it->metrics[k - it->key_count], err);
    }
    if (st != HC_OK) {
        hc_csv_free_names(names, it->width);
        return st;
    }
    hc_csv_header_replace(header, names, it->width);
    return HC_OK;
}

static hc_status pivot(pivoting *it, hc_csv_records *records, hc_csv_header *header,
                       const bool *keys, hc_error *err)
{
    HC_TRY(hc_alloc(&it->key, header->count, sizeof *it->key, err));
    for (size_t k = 0; k < header->count; k++) {
        if (keys[k]) { it->key[it->key_count++] = k; }
    }
    HC_TRY(collect_metrics(records, it, err));
    HC_TRY(collect_rows(records, it, err));
    return rename_columns(it, header, err);
}

static hc_status next_row(hc_csv_shape *shape, hc_csv_records *records, hc_csv_row *row,
                          bool *more, hc_error *err)
{
    pivoting *it = (pivoting *)shape;
    *more = it->fault_at < it->fault_count || it->at < it->row_count;
    if (it->fault_at < it->fault_count) {
        const long_fault *fault = &it->faults[it->fault_at++];
        records->fault = fault->kind;
        if (err != NULL) { *err = fault->what; }
        return fault->status;
    }
    if (!*more) { return HC_OK; }
    it->current = it->at++;
    const size_t first = it->current * it->width;
    for (size_t k = 0; k < it->width; k++) {
        const char *text = it->text + it->cell[first + k];
        it->out[k] = (hc_csv_cell_text){text, strlen(text)};
    }
    *row = (hc_csv_row){it->line[first], it->count[it->current], it->out};
    return HC_OK;
}

static const char *text_of(const hc_csv_shape *shape, size_t column)
{
    const pivoting *it = (const pivoting *)shape;
    return column < it->width ? it->out[column].text : "";
}

static hc_place place_of(const hc_csv_shape *shape, const hc_csv_records *records,
                         size_t column)
{
    const pivoting *it = (const pivoting *)shape;
    const size_t first = it->current * it->width;
    const int64_t line = column < it->width ? it->line[first + column] : 0;
    return (hc_place){hc_csv_records_file(records), line > 0 ? line : it->line[first], 1};
}

hc_status hc_csv_long_make(hc_csv_records *records, hc_csv_header *header, const bool *keys,
                           size_t metric, size_t value, hc_csv_shape **shape, hc_error *err)
{
    pivoting *it = NULL;
    HC_TRY(hc_alloc(&it, 1, sizeof *it, err));
    it->shape = (hc_csv_shape){next_row, text_of, place_of, rewind_rows, release};
    it->header_line = header->line;
    it->metric = metric;
    it->value = value;
    const hc_status st = pivot(it, records, header, keys, err);
    if (st == HC_OK) {
        *shape = &it->shape;
    } else {
        release(&it->shape);
    }
    return st;
}
