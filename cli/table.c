#include "cli/table.h"

#include <string.h>

#include "cli/publish/text.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/utf8.h"

#define HC_COLUMN_GAP 2

hc_table hc_table_of(const hc_column *columns, size_t column_count)
{
    return (hc_table){.columns = columns, .column_count = column_count};
}

static hc_status add_cell(hc_table *table, hc_cell cell, hc_error *err)
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
    const hc_status st = add_cell(table, cell, err);
    if (st != HC_OK) { hc_free(cell.text); }
    return st;
}

hc_status hc_table_number(hc_table *table, double value, int32_t decimals, hc_error *err)
{
    return add_cell(table, (hc_cell){NULL, value, decimals}, err);
}

/* As people read it. A number not known is a dash: it is not zero. */
static const char *cell_text(const hc_cell *cell, char *number)
{
    if (cell->text != NULL) { return cell->text; }
    if (hc_is_missing(cell->value)) { return "-"; }
    (void)snprintf(number, HC_NUMBER_TEXT_MAX, "%.*f", (int)cell->decimals, cell->value);
    return number;
}

static size_t column_width(const hc_table *table, size_t column)
{
    char number[HC_NUMBER_TEXT_MAX];
    size_t width = hc_utf8_width(table->columns[column].title);
    for (size_t k = column; k < table->cell_count; k += table->column_count) {
        const size_t cell = hc_utf8_width(cell_text(&table->cells[k], number));
        width = cell > width ? cell : width;
    }
    return width;
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
    if (last) {
        (void)fputc('\n', stream);
    } else {
        pad(stream, 0, HC_COLUMN_GAP);
    }
}

static bool column_is_text(const hc_table *table, size_t column)
{
    return column >= table->cell_count || table->cells[column].text != NULL;
}

/* Cells stand row by row. */
static size_t next_column(const hc_table *table, size_t column)
{
    return column + 1 < table->column_count ? column + 1 : 0;
}

static void print_table(const hc_table *table, FILE *stream)
{
    char number[HC_NUMBER_TEXT_MAX];
    size_t width[HC_TABLE_COLUMNS_MAX] = {0};
    for (size_t c = 0; c < table->column_count; c++) {
        width[c] = column_width(table, c);
        print_aligned(stream, table->columns[c].title, width[c], !column_is_text(table, c),
                      c + 1 == table->column_count);
    }
    for (size_t k = 0, c = 0; k < table->cell_count; k++, c = next_column(table, c)) {
        const hc_cell *cell = &table->cells[k];
        print_aligned(stream, cell_text(cell, number), width[c], cell->text == NULL,
                      c + 1 == table->column_count);
    }
}

static void put_csv_cell(FILE *stream, const hc_cell *cell)
{
    char number[HC_NUMBER_TEXT_MAX];
    if (cell->text != NULL) {
        hc_csv_cell(stream, cell->text);
    } else {
        hc_format_double(cell->value, number);
        (void)fputs(number, stream);
    }
}

static void print_csv(const hc_table *table, FILE *stream, bool first)
{
    for (size_t c = 0; first && c < table->column_count; c++) {
        (void)fprintf(stream, "%s%s", c > 0 ? "," : "", table->columns[c].name);
    }
    if (first) { (void)fputc('\n', stream); }
    for (size_t k = 0, c = 0; k < table->cell_count; k++, c = next_column(table, c)) {
        put_csv_cell(stream, &table->cells[k]);
        (void)fputc(c + 1 == table->column_count ? '\n' : ',', stream);
    }
}

static void print_json(const hc_table *table, FILE *stream, bool first, bool last)
{
    if (first) { (void)fputc('[', stream); }
    for (size_t k = 0, c = 0; k < table->cell_count; k++, c = next_column(table, c)) {
        const hc_cell *cell = &table->cells[k];
        (void)fputs(c > 0 ? ", " : k > 0 || !first ? "},\n {" : "\n {", stream);
        (void)fprintf(stream, "\"%s\": ", table->columns[c].name);
        if (cell->text != NULL) {
            hc_json_text(stream, cell->text);
        } else {
            hc_json_number(stream, cell->value);
        }
    }
    if (last) { (void)fputs(table->cell_count > 0 || !first ? "}\n]\n" : "]\n", stream); }
}

void hc_table_print_piece(const hc_table *table, hc_format format, FILE *stream, bool first,
                          bool last)
{
    switch (format) {
    case HC_FORMAT_TABLE:
        print_table(table, stream);
        break;
    case HC_FORMAT_CSV:
        print_csv(table, stream, first);
        break;
    case HC_FORMAT_JSON:
        print_json(table, stream, first, last);
        break;
    }
}

void hc_table_print(const hc_table *table, hc_format format, FILE *stream)
{
    hc_table_print_piece(table, format, stream, true, true);
}

void hc_table_clear(hc_table *table)
{
    for (size_t k = 0; k < table->cell_count; k++) {
        hc_free(table->cells[k].text);
    }
    hc_free(table->cells);
    *table = hc_table_of(table->columns, table->column_count);
}
