#include "forecast/load/csv/csv_record.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/csv_guard.h"
#include "forecast/base/memory.h"
#include "forecast/base/utf8.h"
#include "forecast/load/csv/csv_delimiter.h"

#define CELL_BLOCK 4096U /* growth step of libcsv's cell; its own 128 bytes are slow */

/* ---- places -------------------------------------------------------------------------------
 */

/* Walks the record's text to the start of a cell, as libcsv would. */
static size_t cell_start(const hc_csv_records *records, size_t column)
{
    const hc_csv_lines *lines = &records->lines;
    size_t at = lines->record;
    bool quoted = false;
    for (size_t cell = 0; at < lines->end; at++) {
        const char c = lines->text[at];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == records->delimiter && !quoted) {
            if (cell == column) { break; }
            cell++;
        }
        if (cell == column) { break; }
    }
    if (at < lines->end && column > 0 && lines->text[at] == records->delimiter) { at++; }
    while (at < lines->end && (lines->text[at] == ' ' || lines->text[at] == '\t') &&
           lines->text[at] != records->delimiter) {
        at++;
    }
    return at;
}

hc_place hc_csv_records_place(const hc_csv_records *records, size_t column)
{
    const hc_csv_lines *lines = &records->lines;
    hc_place place = {hc_csv_records_file(records), lines->record_line, 1};
    if (column > records->span_count) { return place; }
    const size_t target = cell_start(records, column);
    for (size_t at = lines->record; at < target; at++) {
        const unsigned char byte = (unsigned char)lines->text[at];
        const bool pair = byte == '\r' && at + 1 < target && lines->text[at + 1] == '\n';
        if ((byte == '\n' || byte == '\r') && !pair) {
            place.line++;
            place.column = 1;
        } else if ((byte & 0xC0U) != 0x80U && !pair) {
            place.column++;
        }
    }
    return place;
}

/* ---- cells --------------------------------------------------------------------------------
 */

/* Blanks that do not break, have no width or are as wide as a letter: a web page leaves them.
 */
static const char *const wide_blanks[] = {"\xC2\xA0",     "\xE2\x80\xAF", "\xE2\x80\x89",
                                          "\xE2\x80\x8B", "\xE3\x80\x80", "\xEF\xBB\xBF"};

/* Bytes of the blank at the begin or at the end of the text; 0: there is none. */
static size_t blank_at(const char *text, size_t length, bool at_end)
{
    const unsigned char c = (unsigned char)text[at_end ? length - 1 : 0];
    if (c < 0x80) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' ? 1 : 0; }
    for (size_t i = 0; i < sizeof wide_blanks / sizeof *wide_blanks; i++) {
        const size_t size = strlen(wide_blanks[i]);
        if (length >= size &&
            memcmp(text + (at_end ? length - size : 0), wide_blanks[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

static void trim(const char **text, size_t *length)
{
    for (size_t blank = 1; *length > 0 && blank > 0;) {
        blank = blank_at(*text, *length, false);
        *text += blank;
        *length -= blank;
    }
    for (size_t blank = 1; *length > 0 && blank > 0;) {
        blank = blank_at(*text, *length, true);
        *length -= blank;
    }
}

/* Whether a cell may begin or end with such a byte. */
static bool is_edge(char c)
{
    return (unsigned char)c <= ' ' || (unsigned char)c >= 0x80;
}

/* ="0930", as whoever wants a spreadsheet to keep a text writes it. */
static void drop_formula_quotes(const char **text, size_t *length)
{
    if (*length < 3 || (*text)[0] != '=' || (*text)[1] != '"' || (*text)[*length - 1] != '"') {
        return;
    }
    *text += 2;
    *length -= 3;
}

static void take_cell(void *bytes, size_t length, void *context)
{
    hc_csv_records *records = context;
    const char *text = bytes != NULL ? bytes : "";
    if (records->callback_status != HC_OK) { return; }
    if (length > HC_CSV_CELL_MAX || records->span_count == HC_CSV_COLUMNS_MAX) {
        records->callback_status = HC_ERR_LIMIT;
        return;
    }
    trim(&text, &length);
    drop_formula_quotes(&text, &length);
    if (length > 0 && hc_csv_has_guard(text, length)) {
        text++;
        length--;
    }
    const size_t at = records->cells_used;
    hc_status st = hc_grow(&records->cells, &records->cells_capacity, at + length + 1, 1, NULL);
    if (st == HC_OK) {
        st = hc_grow(&records->span, &records->span_capacity, records->span_count + 1,
                     sizeof *records->span, NULL);
    }
    records->callback_status = st;
    if (st != HC_OK) { return; }
    memcpy(records->cells + at, text, length);
    records->cells[at + length] = '\0';
    records->cells_used += length + 1;
    records->span[records->span_count++] = (hc_csv_span){at, length};
    records->guard_free_count += length > 0;
}

/* The bytes [begin, end) of the cells' text become the record's next cell. */
static void add_plain_cell(hc_csv_records *records, size_t begin, size_t end)
{
    const char *text = records->cells + begin;
    size_t length = end - begin;
    if (length > 0 && (is_edge(text[0]) || is_edge(text[length - 1]))) { trim(&text, &length); }
    if (length > 0 && text[0] == HC_CSV_GUARD && hc_csv_has_guard(text, length)) {
        text++;
        length--;
    }
    records->cells[(size_t)(text - records->cells) + length] = '\0';
    records->cell[records->span_count++] = (hc_csv_cell_text){text, length};
    records->guard_free_count += length > 0;
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
static inline hc_status reserve_cell(hc_csv_records *records, hc_error *err)
{
    if (records->span_count < records->cell_capacity) { return HC_OK; }
    return hc_grow(&records->cell, &records->cell_capacity, records->span_count + 1,
                   sizeof *records->cell, err);
}

/* A record on one line without any quote: cut at the delimiters, as libcsv would. */
static hc_status split_plain(hc_csv_records *records, const char *line, size_t length,
                             hc_error *err)
{
    HC_TRY(hc_grow(&records->cells, &records->cells_capacity, length + 1, 1, err));
    memcpy(records->cells, line, length);
    for (size_t begin = 0, end = 0; begin <= length; begin = end + 1) {
        end = next_delimiter(line, begin, length, records->delimiter);
        if (end - begin > HC_CSV_CELL_MAX || records->span_count == HC_CSV_COLUMNS_MAX) {
            records->callback_status = HC_ERR_LIMIT;
            return HC_OK;
        }
        HC_TRY(reserve_cell(records, err));
        add_plain_cell(records, begin, end);
    }
    records->cells_used = length + 1;
    records->row_done = records->is_plain = true;
    return HC_OK;
}

static void take_row(int end, void *context)
{
    hc_csv_records *records = context;
    (void)end;
    records->row_done = true;
}

static hc_status start_parser(hc_csv_records *records, hc_error *err)
{
    if (records->parser_ready) { csv_free(&records->parser); }
    records->parser_ready = csv_init(&records->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    if (!records->parser_ready) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
    }
    csv_set_realloc_func(&records->parser, hc_heap_realloc);
    csv_set_free_func(&records->parser, hc_heap_free);
    csv_set_blk_size(&records->parser, CELL_BLOCK);
    csv_set_delim(&records->parser, (unsigned char)records->delimiter);
    return HC_OK;
}

static void forget_cells(hc_csv_records *records)
{
    records->cells_used = records->span_count = records->guard_free_count = 0;
    records->row_done = records->is_plain = false;
    records->callback_status = HC_OK;
    records->fault = HC_CSV_FAULT_NONE;
}

static hc_status point_at_cells(hc_csv_records *records, hc_error *err)
{
    HC_TRY(hc_grow(&records->cell, &records->cell_capacity, records->span_count,
                   sizeof *records->cell, err));
    for (size_t i = 0; i < records->span_count; i++) {
        records->cell[i] =
            (hc_csv_cell_text){records->cells + records->span[i].at, records->span[i].length};
    }
    return HC_OK;
}

/* Refuses the record; the next call goes on with the line after its first. */
static hc_status refuse(hc_csv_records *records, hc_csv_fault fault, const char *hint,
                        const char *message, hc_error *err)
{
    hc_csv_lines *lines = &records->lines;
    const hc_place at = hc_csv_records_place(records, records->span_count);
    size_t length = 0;
    size_t next = 0;
    records->fault = fault;
    lines->line_feed = 0;
    if (hc_csv_lines_find(lines, lines->record, &length, &next)) {
        lines->at = next;
        lines->next_line = lines->record_line + 1;
    }
    HC_TRY(start_parser(records, err));
    return hc_fail(err, fault == HC_CSV_FAULT_TOO_LONG ? HC_ERR_LIMIT : HC_ERR_PARSE, at, hint,
                   "%s", message);
}

static hc_status refuse_too_long(hc_csv_records *records, hc_error *err)
{
    char message[160];
    (void)snprintf(message, sizeof message,
                   "the row is longer than %d bytes, or a cell than %d, or it has more than %d "
                   "cells",
                   HC_CSV_LINE_MAX, HC_CSV_CELL_MAX, HC_CSV_COLUMNS_MAX);
    return refuse(records, HC_CSV_FAULT_TOO_LONG, NULL, message, err);
}

static hc_status refuse_line(hc_csv_records *records, hc_error *err)
{
    hc_csv_lines *lines = &records->lines;
    const int64_t line = lines->record_line;
    const hc_place at = {hc_csv_records_file(records), line, 1};
    if (line <
        lines->next_line) { /* an open quote ran on into it: go on after its first line */
        return refuse(records, HC_CSV_FAULT_QUOTE, "a quote was opened and never closed",
                      "the quoted cell does not end", err);
    }
    HC_TRY(hc_csv_lines_skip(lines, err));
    HC_TRY(start_parser(records, err));
    records->fault = HC_CSV_FAULT_TOO_LONG;
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

static hc_status finish_line(hc_csv_records *records, size_t next, hc_error *err)
{
    hc_csv_lines *lines = &records->lines;
    if (records->callback_status == HC_ERR_LIMIT) { return refuse_too_long(records, err); }
    if (records->callback_status != HC_OK) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
    }
    lines->at = next;
    lines->next_line++;
    return HC_OK;
}

/* A cell that begins with =" begins with a quote: the mark becomes a blank, which may stand
 * before one. */
static void blank_formula_marks(char *line, size_t length, char delimiter)
{
    for (size_t at = 0; at + 1 < length; at++) {
        const bool begins = at == 0 || line[at - 1] == delimiter;
        if (begins && line[at] == '=' && line[at + 1] == '"') { line[at] = ' '; }
    }
}

/* One physical line: cut here when it has no quote, else by libcsv. */
static hc_status feed_line(hc_csv_records *records, size_t length, size_t next, hc_error *err)
{
    hc_csv_lines *lines = &records->lines;
    const char *line = lines->text + lines->at;
    if (!hc_source_is_clean(lines->source) && !is_text(line, length)) {
        return refuse(records, HC_CSV_FAULT_ENCODING, "name it, such as --encoding CP1252",
                      "bytes that are no text in the file's encoding", err);
    }
    if (lines->at == lines->record && memchr(line, '"', length) == NULL) {
        HC_TRY(split_plain(records, line, length, err));
        return finish_line(records, next, err);
    }
    if (lines->at == lines->record) {
        blank_formula_marks(lines->text + lines->at, length, records->delimiter);
    }
    const bool ended = next - lines->at > length;
    const size_t give = ended ? next - lines->at : length;
    size_t taken = csv_parse(&records->parser, line, give, take_cell, take_row, records);
    if (taken == give && !ended) {
        taken += csv_parse(&records->parser, "\n", 1, take_cell, take_row, records) - 1;
    }
    if (taken != give) {
        if (csv_error(&records->parser) == CSV_ENOMEM) {
            return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
        }
        return refuse(records, HC_CSV_FAULT_QUOTE,
                      "a cell with quotes begins and ends with one and doubles those inside",
                      "a quote is out of place", err);
    }
    return finish_line(records, next, err);
}

/* One record of one or more lines; *found false at the end of the file. */
static hc_status read_record(hc_csv_records *records, bool *found, hc_error *err)
{
    hc_csv_lines *lines = &records->lines;
    forget_cells(records);
    lines->record = lines->at;
    lines->record_line = lines->next_line;
    *found = false;
    while (!records->row_done) {
        size_t length = 0;
        size_t next = 0;
        HC_TRY(hc_csv_lines_next(lines, &length, &next, err));
        if (length == HC_CSV_NO_LINE) { return refuse_line(records, err); }
        const bool first = lines->next_line == lines->record_line;
        if (lines->at == lines->end && lines->source_done) {
            return first ? HC_OK
                         : refuse(records, HC_CSV_FAULT_QUOTE,
                                  "a quote was opened and never closed",
                                  "the quoted cell does not end", err);
        }
        if (first && is_blank(lines->text + lines->at, length)) {
            lines->at = lines->record = next;
            lines->record_line = ++lines->next_line;
            continue;
        }
        if (lines->next_line - lines->record_line >= HC_CSV_RECORD_LINES_MAX) {
            return refuse(records, HC_CSV_FAULT_QUOTE, "a quote was opened and never closed",
                          "the quoted cell does not end", err);
        }
        HC_TRY(feed_line(records, length, next, err));
    }
    *found = true;
    return records->is_plain ? HC_OK : point_at_cells(records, err);
}

hc_status hc_csv_records_next(hc_csv_records *records, bool *more, hc_error *err)
{
    bool found = true;
    do {
        HC_TRY(read_record(records, &found, err));
    } while (found && records->guard_free_count == 0); /* ";;;" is a blank row, too */
    *more = found;
    return HC_OK;
}

/* ---- open, rewind, close ------------------------------------------------------------------
 */

hc_status hc_csv_records_open(hc_csv_records *records, const char *path, const char *encoding,
                              const char *table, char wanted, hc_error *err)
{
    hc_csv_lines *lines = &records->lines;
    HC_TRY(hc_csv_check_delimiter(wanted, err));
    HC_TRY(hc_source_open(&lines->source, path, encoding, table, err));
    HC_TRY(hc_grow(&lines->text, &lines->capacity, HC_CSV_BUFFER_START, 1, err));
    HC_TRY(hc_csv_sniff(lines, wanted, &records->delimiter, &records->usual_cells, err));
    lines->next_line = lines->start > 0 ? 2 : 1;
    return start_parser(records, err);
}

hc_status hc_csv_records_rewind(hc_csv_records *records, hc_error *err)
{
    HC_TRY(start_parser(records, err));
    HC_TRY(hc_csv_lines_rewind(&records->lines, err));
    forget_cells(records);
    return HC_OK;
}

hc_status hc_csv_records_read_to(hc_csv_records *records, int64_t line, hc_error *err)
{
    bool more = true;
    hc_status st = hc_csv_records_rewind(records, err);
    while (st == HC_OK && more && records->lines.record_line < line) {
        st = hc_csv_records_next(records, &more, err);
        if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) { st = HC_OK; } /* told when it is read */
    }
    return st;
}

hc_csv_cell_text hc_csv_records_cell(const hc_csv_records *records, size_t column)
{
    return column < records->span_count ? records->cell[column] : (hc_csv_cell_text){"", 0};
}

const char *hc_csv_records_file(const hc_csv_records *records)
{
    return hc_source_file(records->lines.source);
}

void hc_csv_records_close(hc_csv_records *records)
{
    if (records->parser_ready) { csv_free(&records->parser); }
    hc_source_close(records->lines.source);
    hc_free(records->lines.text);
    hc_free(records->cells);
    hc_free(records->span);
    hc_free(records->cell);
    *records = (hc_csv_records){0};
}
