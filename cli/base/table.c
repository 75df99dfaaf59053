#include "cli/base/table.h"

#include <string.h>

#include "cli/base/text.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/utf8.h"

#define HC_COLUMN_GAP 2
#define HC_RULE_LEAST 3 /* dashes below a title of Markdown */

hc_table hc_table_of(const hc_column *columns, size_t column_count)
{
    return (hc_table){.columns = columns, .column_count = column_count};
}

hc_status hc_table_cell(hc_table *table, hc_cell cell, hc_error *err)
{
    HC_TRY(hc_grow(&table->cells, &table->cell_capacity, table->cell_count + 1, sizeof(hc_cell),
                   err));
    table->cells[table->cell_count++] = cell;
    return HC_OK;
}

hc_status hc_table_text(hc_table *table, const char *text, hc_error *err)
{
    hc_cell cell = {0};
    HC_TRY(hc_strdup(&cell.text, text, err));
    const hc_status st = hc_table_cell(table, cell, err);
    if (st != HC_OK) { hc_free(cell.text); }
    return st;
}

hc_status hc_table_number(hc_table *table, double value, int32_t decimals, hc_error *err)
{
    return hc_table_cell(table, (hc_cell){.value = value, .decimals = decimals}, err);
}

hc_status hc_table_share(hc_table *table, double value, int32_t decimals, hc_error *err)
{
    const hc_cell cell = {.value = value, .decimals = decimals, .is_share = true};
    return hc_table_cell(table, cell, err);
}

/* As people read it. A number not known is a dash: it is not zero. */
static const char *cell_text(const hc_cell *cell, char *number)
{
    if (cell->text != NULL) { return cell->text; }
    if (hc_is_missing(cell->value)) { return "-"; }
    (void)snprintf(number, HC_NUMBER_TEXT_MAX, "%.*f", (int)cell->decimals,
                   cell->is_share ? 100.0 * cell->value : cell->value);
    return number;
}

static const char *title_of(const hc_column *column)
{
    return column->title[0] != '\0' ? column->title : column->name;
}

static size_t marks_width(const hc_table *table, size_t column)
{
    size_t width = 0;
    for (size_t k = column; k < table->cell_count; k += table->column_count) {
        const size_t marks = strlen(table->cells[k].marks);
        width = marks > width ? marks : width;
    }
    return width;
}

/* Of the texts or numbers of a column, and of the marks behind them. */
typedef struct column_room {
    size_t width;
    size_t marks;
} column_room;

static column_room room_of(const hc_table *table, size_t column)
{
    char number[HC_NUMBER_TEXT_MAX];
    const size_t title = hc_utf8_width(title_of(&table->columns[column]));
    column_room room = {0, marks_width(table, column)};
    room.width = title > room.marks ? title - room.marks : 0;
    for (size_t k = column; k < table->cell_count; k += table->column_count) {
        const size_t cell = hc_utf8_width(cell_text(&table->cells[k], number));
        room.width = cell > room.width ? cell : room.width;
    }
    return room;
}

static void pad(FILE *stream, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++) {
        (void)fputc(' ', stream);
    }
}

/* Texts to the left, numbers to the right; nothing trails the last column. */
static void print_aligned(FILE *stream, const char *text, size_t width, bool right, bool last)
{
    const size_t length = hc_utf8_width(text);
    if (right) { pad(stream, length, width); }
    hc_put_text(stream, text);
    if (!right && !last) { pad(stream, length, width); }
}

/* Cells stand row by row. */
static size_t next_column(const hc_table *table, size_t column)
{
    return column + 1 < table->column_count ? column + 1 : 0;
}

static bool column_is_text(const hc_table *table, size_t column)
{
    return column >= table->cell_count || table->cells[column].text != NULL;
}

static void print_cell(const hc_cell *cell, column_room room, bool last, FILE *stream)
{
    char number[HC_NUMBER_TEXT_MAX];
    print_aligned(stream, cell_text(cell, number), room.width, cell->text == NULL, last);
    (void)fputs(cell->marks, stream);
    if (!last) { pad(stream, strlen(cell->marks), room.marks + HC_COLUMN_GAP); }
}

/* The key columns, then those from first to end - 1. */
static size_t column_after(const hc_table *table, size_t column, size_t first)
{
    return column + 1 == table->keys && first > table->keys ? first : column + 1;
}

static void print_columns(const hc_table *table, const column_room *room, size_t first,
                          size_t end, FILE *stream)
{
    const size_t from = table->keys > 0 ? 0 : first;
    for (size_t c = from; c < end; c = column_after(table, c, first)) {
        const bool last = column_after(table, c, first) >= end;
        print_aligned(stream, title_of(&table->columns[c]), room[c].width + room[c].marks,
                      !column_is_text(table, c), last);
        if (!last) { pad(stream, 0, HC_COLUMN_GAP); }
    }
    (void)fputc('\n', stream);
    for (size_t row = 0; row < table->cell_count; row += table->column_count) {
        for (size_t c = from; c < end; c = column_after(table, c, first)) {
            print_cell(&table->cells[row + c], room[c], column_after(table, c, first) >= end,
                       stream);
        }
        (void)fputc('\n', stream);
    }
}

/* The column after the last that still stands beside `first`. */
static size_t fold_after(const hc_table *table, const column_room *room, size_t first)
{
    size_t width = 0, end = first;
    if (table->keys == 0) { return table->column_count; }
    for (size_t c = 0; c < table->keys; c++) {
        width += room[c].width + room[c].marks + HC_COLUMN_GAP;
    }
    for (; end < table->column_count; end++) {
        width += room[end].width + room[end].marks + HC_COLUMN_GAP;
        if (end > first && width > HC_TABLE_WIDTH + HC_COLUMN_GAP) { break; }
    }
    return end;
}

static void print_table(const hc_table *table, FILE *stream)
{
    column_room room[HC_TABLE_COLUMNS_MAX] = {{0, 0}};
    for (size_t c = 0; c < table->column_count; c++) {
        room[c] = room_of(table, c);
    }
    for (size_t first = table->keys, end = 0; end < table->column_count; first = end) {
        if (end > 0) { (void)fputc('\n', stream); }
        end = fold_after(table, room, first);
        print_columns(table, room, first, end, stream);
    }
}

/* ---- Markdown -----------------------------------------------------------------------------
 */

static size_t markdown_width(const char *text)
{
    return hc_utf8_width(text) + hc_markdown_escapes(text);
}

/* As wide as its widest text, its title and its rule. */
static size_t markdown_room(const hc_table *table, size_t column)
{
    char number[HC_NUMBER_TEXT_MAX];
    size_t room = markdown_width(title_of(&table->columns[column]));
    for (size_t k = column; k < table->cell_count; k += table->column_count) {
        const hc_cell *cell = &table->cells[k];
        const size_t width = markdown_width(cell_text(cell, number)) + strlen(cell->marks);
        room = width > room ? width : room;
    }
    return room > HC_RULE_LEAST ? room : HC_RULE_LEAST;
}

static void put_markdown(FILE *stream, const char *text, const char *marks, size_t room,
                         bool right)
{
    const size_t width = markdown_width(text) + strlen(marks);
    (void)fputs("| ", stream);
    if (right) { pad(stream, width, room); }
    hc_markdown_cell(stream, text);
    (void)fputs(marks, stream);
    if (!right) { pad(stream, width, room); }
    (void)fputc(' ', stream);
}

/* Titles, and the rule that says to which side a column is set. */
static void put_markdown_head(const hc_table *table, const size_t *room, FILE *stream)
{
    for (size_t c = 0; c < table->column_count; c++) {
        put_markdown(stream, title_of(&table->columns[c]), "", room[c],
                     !column_is_text(table, c));
    }
    (void)fputs("|\n", stream);
    for (size_t c = 0; c < table->column_count; c++) {
        const bool right = !column_is_text(table, c);
        (void)fputs("| ", stream);
        for (size_t k = right ? 1 : 0; k < room[c]; k++) {
            (void)fputc('-', stream);
        }
        (void)fputs(right ? ": " : " ", stream);
    }
    (void)fputs("|\n", stream);
}

static void print_markdown(const hc_table *table, FILE *stream, bool first)
{
    char number[HC_NUMBER_TEXT_MAX];
    size_t room[HC_TABLE_COLUMNS_MAX] = {0};
    for (size_t c = 0; c < table->column_count; c++) {
        room[c] = markdown_room(table, c);
    }
    if (first) { put_markdown_head(table, room, stream); }
    for (size_t k = 0, c = 0; k < table->cell_count; k++, c = next_column(table, c)) {
        const hc_cell *cell = &table->cells[k];
        put_markdown(stream, cell_text(cell, number), cell->marks, room[c], cell->text == NULL);
        if (c + 1 == table->column_count) { (void)fputs("|\n", stream); }
    }
}

/* ---- for programs -------------------------------------------------------------------------
 */

static void put_delimited_text(FILE *stream, const char *text, bool tabs)
{
    (tabs ? hc_tsv_cell : hc_csv_cell)(stream, text);
}

static void put_delimited_cell(FILE *stream, const hc_cell *cell, bool tabs)
{
    char number[HC_NUMBER_TEXT_MAX];
    if (cell->text != NULL) {
        put_delimited_text(stream, cell->text, tabs);
    } else {
        hc_format_double(cell->value, number);
        (void)fputs(number, stream);
    }
}

static void print_delimited(const hc_table *table, FILE *stream, bool first, bool tabs)
{
    const char between = tabs ? '\t' : ',';
    for (size_t c = 0; first && c < table->column_count; c++) {
        if (c > 0) { (void)fputc(between, stream); }
        put_delimited_text(stream, table->columns[c].name, tabs);
    }
    if (first) { (void)fputc('\n', stream); }
    for (size_t k = 0, c = 0; k < table->cell_count; k++, c = next_column(table, c)) {
        put_delimited_cell(stream, &table->cells[k], tabs);
        (void)fputc(c + 1 == table->column_count ? '\n' : between, stream);
    }
}

/* One row between braces; k is its first cell. */
static void put_json_row(const hc_table *table, size_t k, FILE *stream)
{
    (void)fputc('{', stream);
    for (size_t c = 0; c < table->column_count; c++) {
        const hc_cell *cell = &table->cells[k + c];
        if (c > 0) { (void)fputs(", ", stream); }
        hc_json_text(stream, table->columns[c].name);
        (void)fputs(": ", stream);
        if (cell->text != NULL) {
            hc_json_text(stream, cell->text);
        } else {
            hc_json_number(stream, cell->value);
        }
    }
    (void)fputc('}', stream);
}

static void print_json(const hc_table *table, FILE *stream, bool first, bool last)
{
    if (first) { (void)fputc('[', stream); }
    for (size_t k = 0; k < table->cell_count; k += table->column_count) {
        (void)fputs(k > 0 || !first ? ",\n " : "\n ", stream);
        put_json_row(table, k, stream);
    }
    if (last) { (void)fputs(table->cell_count > 0 || !first ? "\n]\n" : "]\n", stream); }
}

static void print_json_lines(const hc_table *table, FILE *stream)
{
    for (size_t k = 0; k < table->cell_count; k += table->column_count) {
        put_json_row(table, k, stream);
        (void)fputc('\n', stream);
    }
}

void hc_table_print_piece(const hc_table *table, hc_format format, FILE *stream, bool first,
                          bool last)
{
    switch (format) {
    case HC_FORMAT_TABLE:
        print_table(table, stream);
        break;
    case HC_FORMAT_CSV:
    case HC_FORMAT_TSV:
        print_delimited(table, stream, first, format == HC_FORMAT_TSV);
        break;
    case HC_FORMAT_JSON:
        print_json(table, stream, first, last);
        break;
    case HC_FORMAT_JSONL:
        print_json_lines(table, stream);
        break;
    case HC_FORMAT_MD:
        print_markdown(table, stream, first);
        break;
    }
}

void hc_table_print(const hc_table *table, hc_format format, FILE *stream)
{
    hc_table_print_piece(table, format, stream, true, true);
}

void hc_table_put_json(const hc_table *table, const char *key, hc_json *json)
{
    hc_json_open_array(json, key);
    for (size_t k = 0, c = 0; k < table->cell_count; k++, c = next_column(table, c)) {
        const hc_cell *cell = &table->cells[k];
        if (c == 0) {
            hc_json_open_object(json, NULL);
            hc_json_one_line(json);
        }
        if (cell->text != NULL) {
            hc_json_put_text(json, table->columns[c].name, cell->text);
        } else {
            hc_json_put_number(json, table->columns[c].name, cell->value);
        }
        if (c + 1 == table->column_count) { hc_json_close(json); }
    }
    hc_json_close(json);
}

void hc_table_clear(hc_table *table)
{
    for (size_t k = 0; k < table->cell_count; k++) {
        hc_free(table->cells[k].text);
    }
    hc_free(table->cells);
    *table = hc_table_of(table->columns, table->column_count);
}
