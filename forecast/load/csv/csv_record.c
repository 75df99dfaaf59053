/* Text into records and cells: lines without a quote are cut here, the others by libcsv. */
#include <stdio.h>
#include <string.h>

#include "forecast/base/csv_guard.h"
#include "forecast/base/memory.h"
#include "forecast/base/utf8.h"
#include "forecast/load/csv/csv_table_work.h"

#define CELL_BLOCK 4096U /* growth step of libcsv's cell; its own 128 bytes are slow */
#define ROOM_MIN 16U     /* room to read into: a converter writes whole characters */
#define NOT_FOUND SIZE_MAX

/* ---------------------------------------------------------------- text, line by line */

hc_status hc_csv_read_more(hc_csv_table *table, hc_error *err)
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

bool hc_csv_line_in_text(hc_csv_table *table, size_t from, size_t *length, size_t *next)
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
    while (!hc_csv_line_in_text(table, table->at, length, next)) {
        if (table->end - table->record > HC_CSV_LINE_MAX) {
            *length = NOT_FOUND;
            return HC_OK;
        }
        HC_TRY(hc_csv_read_more(table, err));
    }
    if (*next - table->record > HC_CSV_LINE_MAX + 2) { *length = NOT_FOUND; }
    return HC_OK;
}

/* Steps over the rest of a line that is too long to hold. */
static hc_status skip_line(hc_csv_table *table, hc_error *err)
{
    size_t length = 0;
    size_t next = 0;
    while (!hc_csv_line_in_text(table, table->at, &length, &next)) {
        table->record = table->at = table->end;
        HC_TRY(hc_csv_read_more(table, err));
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
    table->span[table->span_count++] = (hc_csv_span){at, length};
    table->guard_free_count += length > 0;
}

/* The bytes [begin, end) of the cells' text become the record's next cell. */
static void add_plain_cell(hc_csv_table *table, size_t begin, size_t end)
{
    const char *text = table->cells + begin;
    size_t length = end - begin;
    if (length > 0 &&
        ((unsigned char)text[0] <= ' ' || (unsigned char)text[length - 1] <= ' ')) {
        trim(&text, &length);
    }
    if (length > 0 && text[0] == HC_CSV_GUARD && hc_csv_has_guard(text, length)) {
        text++;
        length--;
    }
    table->cells[(size_t)(text - table->cells) + length] = '\0';
    table->cell[table->span_count++] = (hc_csv_cell_text){text, length};
    table->guard_free_count += length > 0;
}

/* First delimiter from `at` on, or the end: eight bytes at a time (a byte of `word` is zero
 * where the delimiter stands; the lowest set mark is then exact). */
static size_t next_delimiter(const char *text, size_t at, size_t length, char delimiter)
{
    const uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
    const uint64_t wanted = ones * (unsigned char)delimiter;
    while (length - at >= sizeof wanted) {
        uint64_t word = 0;
        memcpy(&word, text + at, sizeof word);
        word ^= wanted;
        if (((word - ones) & ~word & tops) != 0) { break; }
        at += sizeof word;
    }
    while (at < length && text[at] != delimiter) {
        at++;
    }
    return at;
}

/* Room for one cell more; most records fit where earlier ones did. */
static inline hc_status reserve_cell(hc_csv_table *table, hc_error *err)
{
    if (table->span_count < table->cell_capacity) { return HC_OK; }
    return hc_grow(&table->cell, &table->cell_capacity, table->span_count + 1,
                   sizeof *table->cell, err);
}

/* A record on one line without any quote: cut at the delimiters, as libcsv would. */
static hc_status split_plain(hc_csv_table *table, const char *line, size_t length,
                             hc_error *err)
{
    HC_TRY(hc_grow(&table->cells, &table->cells_capacity, length + 1, 1, err));
    memcpy(table->cells, line, length);
    for (size_t begin = 0, end = 0; begin <= length; begin = end + 1) {
        end = next_delimiter(line, begin, length, table->delimiter);
        if (end - begin > HC_CSV_CELL_MAX || table->span_count == HC_CSV_COLUMNS_MAX) {
            table->callback_status = HC_ERR_LIMIT;
            return HC_OK;
        }
        HC_TRY(reserve_cell(table, err));
        add_plain_cell(table, begin, end);
    }
    table->cells_used = length + 1;
    table->row_done = table->is_plain = true;
    return HC_OK;
}

static void take_row(int end, void *context)
{
    hc_csv_table *table = context;
    (void)end;
    table->row_done = true;
}

hc_status hc_csv_start_parser(hc_csv_table *table, hc_error *err)
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

void hc_csv_forget_cells(hc_csv_table *table)
{
    table->cells_used = table->span_count = table->guard_free_count = 0;
    table->row_done = table->is_plain = false;
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
    if (hc_csv_line_in_text(table, table->record, &length, &next)) {
        table->at = next;
        table->next_line = table->record_line + 1;
    }
    HC_TRY(hc_csv_start_parser(table, err));
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
    HC_TRY(hc_csv_start_parser(table, err));
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

static hc_status finish_line(hc_csv_table *table, size_t next, hc_error *err)
{
    if (table->callback_status == HC_ERR_LIMIT) { return refuse_too_long(table, err); }
    if (table->callback_status != HC_OK) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
    }
    table->at = next;
    table->next_line++;
    return HC_OK;
}

/* One physical line: cut here when it has no quote, else by libcsv. */
static hc_status feed_line(hc_csv_table *table, size_t length, size_t next, hc_error *err)
{
    const char *line = table->text + table->at;
    if (!hc_source_is_clean(table->source) && !is_text(line, length)) {
        return refuse(table, HC_CSV_FAULT_ENCODING, "name it, such as --encoding CP1252",
                      "bytes that are no text in the file's encoding", err);
    }
    if (table->at == table->record && memchr(line, '"', length) == NULL) {
        HC_TRY(split_plain(table, line, length, err));
        return finish_line(table, next, err);
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
    return finish_line(table, next, err);
}

/* One record of one or more lines; *found false at the end of the file. */
static hc_status read_record(hc_csv_table *table, bool *found, hc_error *err)
{
    hc_csv_forget_cells(table);
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
    return table->is_plain ? HC_OK : point_at_cells(table, err);
}

hc_status hc_csv_next_record(hc_csv_table *table, bool *more, hc_error *err)
{
    bool found = true;
    do {
        HC_TRY(read_record(table, &found, err));
    } while (found && table->guard_free_count == 0); /* ";;;" is a blank row, too */
    *more = found;
    return HC_OK;
}

hc_status hc_csv_table_next(hc_csv_table *table, hc_csv_row *row, bool *more, hc_error *err)
{
    if (table->wide != NULL) { return hc_csv_wide_next(table, row, more, err); }
    if (table->gather != NULL) { return hc_csv_gather_next(table, row, more, err); }
    if (table->by_metric != NULL) { return hc_csv_long_next(table, row, more, err); }
    HC_TRY(hc_csv_next_record(table, more, err));
    if (*more) { *row = (hc_csv_row){table->record_line, table->span_count, table->cell}; }
    return HC_OK;
}

hc_csv_fault hc_csv_table_fault(const hc_csv_table *table)
{
    return table->fault;
}
