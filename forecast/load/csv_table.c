#include "forecast/load/csv_table.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/csv_guard.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/utf8.h"
#include "forecast/load/source.h"

#define BUFFER_START 262144U /* bytes of text held; grows to hold one record of the limit */
#define CELL_BLOCK 4096U     /* growth step of libcsv's cell; its own 128 bytes are slow */
#define ROOM_MIN 16U         /* room to read into: a converter writes whole characters */
#define NOT_FOUND SIZE_MAX

typedef struct text_span {
    size_t at, length;
} text_span;

struct hc_csv_table {
    hc_source *source;
    struct csv_parser parser;
    bool parser_ready;
    /* Text: [record, at) is the current record, [at, end) was read and is still to come. */
    char *text;
    size_t text_capacity;
    size_t record, at, end;
    size_t line_feed; /* a place at or after `at` before which there is no '\n' */
    bool source_done;
    size_t start;        /* bytes of a "sep=" line */
    int64_t record_line; /* physical line on which the record begins */
    int64_t next_line;   /* physical line at `at` */
    /* Cells of the current record. */
    char *cells;
    size_t cells_capacity, cells_used;
    text_span *span;
    size_t span_capacity, span_count;
    hc_csv_cell_text *cell;
    size_t cell_capacity;
    size_t guard_free_count; /* cells with text */
    bool row_done;
    hc_status callback_status;
    hc_csv_fault fault;
    /* What was found. */
    char delimiter;
    size_t usual_cells;
    char **header;
    size_t header_count;
    int64_t header_line;
};

/* ---------------------------------------------------------------- text, line by line */

/* Reads on; keeps the current record and what follows it. */
static hc_status read_more(hc_csv_table *table, hc_error *err)
{
    if (table->record > 0) {
        memmove(table->text, table->text + table->record, table->end - table->record);
        table->at -= table->record;
        table->end -= table->record;
        table->line_feed -= table->line_feed > table->record ? table->record : table->line_feed;
        table->record = 0;
    }
    if (table->text_capacity - table->end < ROOM_MIN) {
        HC_TRY(hc_grow(&table->text, &table->text_capacity, table->text_capacity * 2, 1, err));
    }
    size_t got = 0;
    HC_TRY(hc_source_read(table->source, table->text + table->end,
                          table->text_capacity - table->end, &got, err));
    table->end += got;
    table->source_done = got == 0;
    return HC_OK;
}

/* End of the physical line at `from` within the text held: *length of its content, *next after
 * its LF, CR LF or CR. False when the line goes on past what was read. */
static bool line_in_text(hc_csv_table *table, size_t from, size_t *length, size_t *next)
{
    const char *text = table->text;
    if (table->line_feed < from) { table->line_feed = from; }
    const char *feed = memchr(text + table->line_feed, '\n', table->end - table->line_feed);
    const size_t stop = feed != NULL ? (size_t)(feed - text) : table->end;
    table->line_feed = stop;
    const char *back = memchr(text + from, '\r', stop - from);
    const size_t cr = back != NULL ? (size_t)(back - text) : NOT_FOUND;
    if (cr != NOT_FOUND && cr + 1 < table->end) {
        *length = cr - from;
        *next = text[cr + 1] == '\n' ? cr + 2 : cr + 1;
        return true;
    }
    if (feed != NULL) {
        *length = (cr != NOT_FOUND ? cr : stop) - from;
        *next = stop + 1;
        return true;
    }
    if (!table->source_done) { return false; }
    *length = (cr != NOT_FOUND ? cr : stop) - from;
    *next = table->end;
    return true;
}

/* The physical line at `at`; *length NOT_FOUND when the record passes its limit. Moves the
 * record within the buffer: offsets from table->record stay true. */
static hc_status next_line(hc_csv_table *table, size_t *length, size_t *next, hc_error *err)
{
    while (!line_in_text(table, table->at, length, next)) {
        if (table->end - table->record > HC_CSV_LINE_MAX) {
            *length = NOT_FOUND;
            return HC_OK;
        }
        HC_TRY(read_more(table, err));
    }
    if (*next - table->record > HC_CSV_LINE_MAX + 2) { *length = NOT_FOUND; }
    return HC_OK;
}

/* Steps over the rest of a line that is too long to hold. */
static hc_status skip_line(hc_csv_table *table, hc_error *err)
{
    size_t length = 0;
    size_t next = 0;
    while (!line_in_text(table, table->at, &length, &next)) {
        table->record = table->at = table->end;
        HC_TRY(read_more(table, err));
    }
    table->at = next;
    table->next_line++;
    return HC_OK;
}

/* ---------------------------------------------------------------- records through libcsv */

static void trim(const char **text, size_t *length)
{
    while (*length > 0 && strchr(" \t\r\n", (*text)[0]) != NULL && (*text)[0] != '\0') {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && strchr(" \t\r\n", (*text)[*length - 1]) != NULL &&
           (*text)[*length - 1] != '\0') {
        (*length)--;
    }
}

static void take_cell(void *bytes, size_t length, void *context)
{
    hc_csv_table *table = context;
    const char *text = bytes != NULL ? bytes : "";
    if (table->callback_status != HC_OK) { return; }
    if (length > HC_CSV_CELL_MAX || table->span_count == HC_CSV_COLUMNS_MAX) {
        table->callback_status = HC_ERR_LIMIT;
        return;
    }
    trim(&text, &length);
    if (length > 0 && hc_csv_has_guard(text, length)) {
        text++;
        length--;
    }
    const size_t at = table->cells_used;
    hc_status st = hc_grow(&table->cells, &table->cells_capacity, at + length + 1, 1, NULL);
    if (st == HC_OK) {
        st = hc_grow(&table->span, &table->span_capacity, table->span_count + 1,
                     sizeof *table->span, NULL);
    }
    table->callback_status = st;
    if (st != HC_OK) { return; }
    memcpy(table->cells + at, text, length);
    table->cells[at + length] = '\0';
    table->cells_used += length + 1;
    table->span[table->span_count++] = (text_span){at, length};
    table->guard_free_count += length > 0;
}

static void take_row(int end, void *context)
{
    hc_csv_table *table = context;
    (void)end;
    table->row_done = true;
}

static hc_status start_parser(hc_csv_table *table, hc_error *err)
{
    if (table->parser_ready) { csv_free(&table->parser); }
    table->parser_ready = csv_init(&table->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    if (!table->parser_ready) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
    }
    csv_set_realloc_func(&table->parser, hc_heap_realloc);
    csv_set_free_func(&table->parser, hc_heap_free);
    csv_set_blk_size(&table->parser, CELL_BLOCK);
    csv_set_delim(&table->parser, (unsigned char)table->delimiter);
    return HC_OK;
}

static void forget_cells(hc_csv_table *table)
{
    table->cells_used = table->span_count = table->guard_free_count = 0;
    table->row_done = false;
    table->callback_status = HC_OK;
    table->fault = HC_CSV_FAULT_NONE;
}

static hc_status point_at_cells(hc_csv_table *table, hc_error *err)
{
    HC_TRY(hc_grow(&table->cell, &table->cell_capacity, table->span_count, sizeof *table->cell,
                   err));
    for (size_t i = 0; i < table->span_count; i++) {
        table->cell[i] =
            (hc_csv_cell_text){table->cells + table->span[i].at, table->span[i].length};
    }
    return HC_OK;
}

/* Refuses the record; the next call goes on with the line after its first. */
static hc_status refuse(hc_csv_table *table, hc_csv_fault fault, const char *hint,
                        const char *message, hc_error *err)
{
    const hc_place at = hc_csv_table_place(table, table->span_count);
    size_t length = 0;
    size_t next = 0;
    table->fault = fault;
    table->line_feed = 0;
    if (line_in_text(table, table->record, &length, &next)) {
        table->at = next;
        table->next_line = table->record_line + 1;
    }
    HC_TRY(start_parser(table, err));
    return hc_fail(err, fault == HC_CSV_FAULT_TOO_LONG ? HC_ERR_LIMIT : HC_ERR_PARSE, at, hint,
                   "%s", message);
}

static hc_status refuse_too_long(hc_csv_table *table, hc_error *err)
{
    char message[160];
    (void)snprintf(message, sizeof message,
                   "the row is longer than %d bytes, or a cell than %d, or it has more than %d "
                   "cells",
                   HC_CSV_LINE_MAX, HC_CSV_CELL_MAX, HC_CSV_COLUMNS_MAX);
    return refuse(table, HC_CSV_FAULT_TOO_LONG, NULL, message, err);
}

static hc_status refuse_line(hc_csv_table *table, hc_error *err)
{
    const int64_t line = table->record_line;
    const hc_place at = {hc_csv_table_file(table), line, 1};
    if (line <
        table->next_line) { /* an open quote ran on into it: go on after its first line */
        return refuse(table, HC_CSV_FAULT_QUOTE, "a quote was opened and never closed",
                      "the quoted cell does not end", err);
    }
    HC_TRY(skip_line(table, err));
    HC_TRY(start_parser(table, err));
    table->fault = HC_CSV_FAULT_TOO_LONG;
    return hc_fail(err, HC_ERR_LIMIT, at, NULL, "the line is longer than %d bytes",
                   HC_CSV_LINE_MAX);
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] != ' ' && text[i] != '\t') { return false; }
    }
    return true;
}

static bool is_text(const char *text, size_t length)
{
    size_t bad_at = 0;
    return memchr(text, '\0', length) == NULL && hc_utf8_is_valid(text, length, &bad_at);
}

/* Feeds one physical line to libcsv. */
static hc_status feed_line(hc_csv_table *table, size_t length, size_t next, hc_error *err)
{
    const char *line = table->text + table->at;
    if (!hc_source_is_clean(table->source) && !is_text(line, length)) {
        return refuse(table, HC_CSV_FAULT_ENCODING, "name the file's encoding",
                      "bytes that are no text in the file's encoding", err);
    }
    const bool ended = next - table->at > length;
    const size_t give = ended ? next - table->at : length;
    size_t taken = csv_parse(&table->parser, line, give, take_cell, take_row, table);
    if (taken == give && !ended) {
        taken += csv_parse(&table->parser, "\n", 1, take_cell, take_row, table) - 1;
    }
    if (taken != give) {
        if (csv_error(&table->parser) == CSV_ENOMEM) {
            return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
        }
        return refuse(table, HC_CSV_FAULT_QUOTE,
                      "a cell with quotes begins and ends with one and doubles those inside",
                      "a quote is out of place", err);
    }
    if (table->callback_status == HC_ERR_LIMIT) { return refuse_too_long(table, err); }
    if (table->callback_status != HC_OK) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
    }
    table->at = next;
    table->next_line++;
    return HC_OK;
}

/* One record of one or more lines; *found false at the end of the file. */
static hc_status read_record(hc_csv_table *table, bool *found, hc_error *err)
{
    forget_cells(table);
    table->record = table->at;
    table->record_line = table->next_line;
    *found = false;
    while (!table->row_done) {
        size_t length = 0;
        size_t next = 0;
        HC_TRY(next_line(table, &length, &next, err));
        if (length == NOT_FOUND) { return refuse_line(table, err); }
        const bool first = table->next_line == table->record_line;
        if (table->at == table->end && table->source_done) {
            return first ? HC_OK
                         : refuse(table, HC_CSV_FAULT_QUOTE,
                                  "a quote was opened and never closed",
                                  "the quoted cell does not end", err);
        }
        if (first && is_blank(table->text + table->at, length)) {
            table->at = table->record = next;
            table->record_line = ++table->next_line;
            continue;
        }
        if (table->next_line - table->record_line >= HC_CSV_RECORD_LINES_MAX) {
            return refuse(table, HC_CSV_FAULT_QUOTE, "a quote was opened and never closed",
                          "the quoted cell does not end", err);
        }
        HC_TRY(feed_line(table, length, next, err));
    }
    *found = true;
    return point_at_cells(table, err);
}

hc_status hc_csv_table_next(hc_csv_table *table, hc_csv_row *row, bool *more, hc_error *err)
{
    bool found = true;
    do {
        HC_TRY(read_record(table, &found, err));
    } while (found && table->guard_free_count == 0); /* ";;;" is a blank row, too */
    *more = found;
    if (found) { *row = (hc_csv_row){table->record_line, table->span_count, table->cell}; }
    return HC_OK;
}

hc_csv_fault hc_csv_table_fault(const hc_csv_table *table)
{
    return table->fault;
}

/* ---------------------------------------------------------------- places */

/* Walks the record's text to the start of a cell, as libcsv would. */
static size_t cell_start(const hc_csv_table *table, size_t column)
{
    size_t at = table->record;
    bool quoted = false;
    for (size_t cell = 0; at < table->end; at++) {
        const char c = table->text[at];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == table->delimiter && !quoted) {
            if (cell == column) { break; }
            cell++;
        }
        if (cell == column) { break; }
    }
    if (at < table->end && column > 0 && table->text[at] == table->delimiter) { at++; }
    while (at < table->end && (table->text[at] == ' ' || table->text[at] == '\t') &&
           table->text[at] != table->delimiter) {
        at++;
    }
    return at;
}

hc_place hc_csv_table_place(const hc_csv_table *table, size_t column)
{
    hc_place place = {hc_csv_table_file(table), table->record_line, 1};
    if (column > table->span_count) { return place; }
    const size_t target = cell_start(table, column);
    for (size_t at = table->record; at < target; at++) {
        const unsigned char byte = (unsigned char)table->text[at];
        const bool pair = byte == '\r' && at + 1 < target && table->text[at + 1] == '\n';
        if ((byte == '\n' || byte == '\r') && !pair) {
            place.line++;
            place.column = 1;
        } else if ((byte & 0xC0U) != 0x80U && !pair) {
            place.column++;
        }
    }
    return place;
}

/* ---------------------------------------------------------------- finding the delimiter */

static const char delimiters[] = {',', ';', '\t', '|'};
#define DELIMITERS (sizeof delimiters / sizeof delimiters[0])

/* Cells of each record in the text held, if `delimiter` were it. */
static size_t count_cells(const hc_csv_table *table, char delimiter, uint16_t *counts)
{
    size_t lines = 0;
    bool quoted = false;
    size_t cells = 1;
    size_t length = 0;
    for (size_t at = table->at; at < table->end && lines < HC_CSV_SNIFF_LINES; at++) {
        const char c = table->text[at];
        length++;
        if (c == '"') {
            quoted = !quoted;
        } else if (c == delimiter && !quoted) {
            cells++;
        } else if ((c == '\n' || c == '\r') && !quoted) {
            if (length > 1) { counts[lines++] = (uint16_t)(cells < 9999 ? cells : 9999); }
            cells = 1;
            length = 0;
        }
    }
    if (length > 0 && lines < HC_CSV_SNIFF_LINES) {
        counts[lines++] = (uint16_t)(cells < 9999 ? cells : 9999);
    }
    return lines;
}

/* The most frequent count above 1 (the larger one on a tie) and how often it is. */
static size_t usual_count(const uint16_t *counts, size_t lines, size_t *times)
{
    size_t best = 1;
    *times = 0;
    for (size_t i = 0; i < lines; i++) {
        size_t same = 0;
        for (size_t j = 0; j < lines; j++) {
            same += counts[j] == counts[i];
        }
        if (counts[i] > 1 && (same > *times || (same == *times && counts[i] > best))) {
            best = counts[i];
            *times = same;
        }
    }
    return best;
}

static void find_delimiter(hc_csv_table *table, char wanted)
{
    uint16_t counts[HC_CSV_SNIFF_LINES] = {0};
    size_t best_times = 0;
    table->delimiter = ',';
    if (wanted != '\0') { table->delimiter = wanted; }
    table->usual_cells = 1;
    for (size_t i = 0; i < DELIMITERS; i++) {
        char delimiter = delimiters[i];
        if (wanted != '\0') { delimiter = wanted; }
        size_t times = 0;
        const size_t cells = usual_count(counts, count_cells(table, delimiter, counts), &times);
        if (times > best_times || (times == best_times && cells > table->usual_cells)) {
            best_times = times;
            table->usual_cells = cells;
            table->delimiter = delimiter;
        }
    }
}

/* "sep=;" as the first line: Excel's own way of saying it. */
static char said_delimiter(hc_csv_table *table)
{
    size_t length = 0;
    size_t next = 0;
    if (!line_in_text(table, 0, &length, &next)) { return '\0'; }
    const char *text = table->text;
    const size_t quote = length > 0 && text[0] == '"';
    if (length < 5 + 2 * quote || memcmp(text + quote, "sep=", 4) != 0) { return '\0'; }
    if (length != 5 + 2 * quote) { return '\0'; }
    table->start = next;
    return text[4 + quote];
}

static hc_status sniff(hc_csv_table *table, char wanted, hc_error *err)
{
    while (!table->source_done && table->end < BUFFER_START / 2) {
        HC_TRY(read_more(table, err));
    }
    char known = said_delimiter(table);
    if (wanted != '\0') { known = wanted; }
    table->at = table->record = table->start;
    find_delimiter(table, known);
    return HC_OK;
}

/* ---------------------------------------------------------------- open, rewind, close */

static hc_status prepare(hc_csv_table *table, const char *path, const hc_csv_options *options,
                         hc_error *err)
{
    char wanted = '\0';
    if (options != NULL) { wanted = options->delimiter; }
    if (wanted != '\0' && memchr(delimiters, wanted, DELIMITERS) == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, NULL,
                       "the delimiter must be one of , ; tab |, found '%c'", wanted);
    }
    HC_TRY(
        hc_source_open(&table->source, path, options != NULL ? options->encoding : NULL, err));
    HC_TRY(hc_grow(&table->text, &table->text_capacity, BUFFER_START, 1, err));
    table->next_line = 1;
    HC_TRY(sniff(table, wanted, err));
    table->next_line += table->start > 0;
    return start_parser(table, err);
}

hc_status hc_csv_table_open(hc_csv_table **table, const char *path,
                            const hc_csv_options *options, hc_error *err)
{
    hc_csv_table *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    const hc_status st = prepare(made, path, options, err);
    if (st == HC_OK) {
        *table = made;
    } else {
        hc_csv_table_close(made);
    }
    return st;
}

hc_status hc_csv_table_rewind(hc_csv_table *table, hc_error *err)
{
    HC_TRY(hc_source_rewind(table->source, err));
    HC_TRY(start_parser(table, err));
    table->record = table->at = table->end = table->line_feed = 0;
    table->source_done = false;
    while (!table->source_done && table->end < table->start) {
        HC_TRY(read_more(table, err));
    }
    table->record = table->at = table->start;
    table->next_line = table->start > 0 ? 2 : 1;
    forget_cells(table);
    return HC_OK;
}

static void clear_header(hc_csv_table *table)
{
    for (size_t i = 0; i < table->header_count; i++) {
        hc_free(table->header[i]);
    }
    hc_free(table->header);
    table->header = NULL;
    table->header_count = 0;
}

void hc_csv_table_close(hc_csv_table *table)
{
    if (table == NULL) { return; }
    clear_header(table);
    if (table->parser_ready) { csv_free(&table->parser); }
    hc_source_close(table->source);
    hc_free(table->text);
    hc_free(table->cells);
    hc_free(table->span);
    hc_free(table->cell);
    hc_free(table);
}

/* ---------------------------------------------------------------- header and columns */

hc_status hc_csv_table_keep_header(hc_csv_table *table, hc_error *err)
{
    clear_header(table);
    HC_TRY(hc_alloc(&table->header, table->span_count, sizeof *table->header, err));
    for (size_t i = 0; i < table->span_count; i++) {
        HC_TRY(hc_strdup(&table->header[i], table->cell[i].text, err));
        table->header_count++;
    }
    table->header_line = table->record_line;
    return HC_OK;
}

hc_status hc_csv_table_header(hc_csv_table *table, hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    while (more) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (more && row.count >= table->usual_cells) {
            return hc_csv_table_keep_header(table, err);
        }
    }
    return hc_fail(err, HC_ERR_EMPTY, (hc_place){.file = hc_csv_table_file(table)}, NULL,
                   "no header row was found");
}

size_t hc_csv_table_column_count(const hc_csv_table *table)
{
    return table->header_count;
}

const char *hc_csv_table_column_name(const hc_csv_table *table, size_t column)
{
    return column < table->header_count ? table->header[column] : "";
}

int64_t hc_csv_table_header_line(const hc_csv_table *table)
{
    return table->header_line;
}

/* The next character that matters in a name, lower case; 0 at the end. */
static unsigned char name_character(const char *text, size_t length, size_t *at)
{
    while (*at < length && strchr(" \t\r\n_-.", text[*at]) != NULL) {
        (*at)++;
    }
    if (*at >= length) { return 0; }
    const unsigned char c = (unsigned char)text[(*at)++];
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c;
}

bool hc_csv_same_name(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t at = 0;
    size_t bt = 0;
    unsigned char left = 1;
    while (left != 0) {
        left = name_character(a, a_length, &at);
        if (left != name_character(b, b_length, &bt)) { return false; }
    }
    return true;
}

static size_t find_one(const hc_csv_table *table, const char *name, size_t length)
{
    for (size_t i = 0; i < table->header_count; i++) {
        const char *header = table->header[i];
        if (hc_csv_same_name(header, strlen(header), name, length)) { return i; }
    }
    return HC_CSV_NO_COLUMN;
}

size_t hc_csv_table_find(const hc_csv_table *table, const char *names)
{
    while (names[0] != '\0') {
        const size_t length = strcspn(names, "|");
        const size_t column = find_one(table, names, length);
        if (column != HC_CSV_NO_COLUMN) { return column; }
        names += length + (names[length] == '|');
    }
    return HC_CSV_NO_COLUMN;
}

static void list_columns(const hc_csv_table *table, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < table->header_count && used + 1 < size; i++) {
        const int wrote =
            snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", table->header[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}

hc_status hc_csv_table_column(const hc_csv_table *table, const char *names, size_t *column,
                              hc_error *err)
{
    const size_t found = hc_csv_table_find(table, names);
    if (found == HC_CSV_NO_COLUMN) {
        char columns[HC_ERROR_TEXT_MAX];
        list_columns(table, columns, sizeof columns);
        const hc_place at = {hc_csv_table_file(table), table->header_line, 1};
        return hc_fail(err, HC_ERR_FORMAT, at, "name the column in the header line",
                       "no column named %s; the columns are: %s", names, columns);
    }
    *column = found;
    return HC_OK;
}

const char *hc_csv_table_text(const hc_csv_table *table, size_t column)
{
    return column < table->span_count ? table->cell[column].text : "";
}

static hc_status not_a_number(const hc_csv_table *table, size_t column, const char *what,
                              hc_error *err)
{
    return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column), NULL,
                   "%s must be %s, found \"%.60s\"", hc_csv_table_column_name(table, column),
                   what, hc_csv_table_text(table, column));
}

hc_status hc_csv_table_number(const hc_csv_table *table, size_t column, double *value,
                              hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    double number = HC_MISSING;
    if (text[0] != '\0' && !hc_parse_double(text, strlen(text), &number)) {
        return not_a_number(table, column, "a number", err);
    }
    *value = number;
    return HC_OK;
}

hc_status hc_csv_table_whole(const hc_csv_table *table, size_t column, int64_t *value,
                             hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    if (!hc_parse_int64(text, strlen(text), value)) {
        return not_a_number(table, column, "a whole number", err);
    }
    return HC_OK;
}

const char *hc_csv_table_encoding(const hc_csv_table *table)
{
    return hc_source_encoding(table->source);
}

char hc_csv_table_delimiter(const hc_csv_table *table)
{
    return table->delimiter;
}

const char *hc_csv_table_file(const hc_csv_table *table)
{
    return hc_source_file(table->source);
}

bool hc_csv_table_encoding_is_guess(const hc_csv_table *table)
{
    return hc_source_is_guess(table->source);
}
