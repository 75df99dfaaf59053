#include "forecast/load/source/xlsx_table.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/sha256.h"
#include "forecast/load/source/xlsx_book.h"
#include "forecast/load/text/roles.h"

#define DAY_ZERO (-25569)      /* day 0 of Excel's count, 1899-12-30 */
#define DAY_ZERO_1904 (-24107) /* and of old Macs', 1904-01-01 */
#define SECONDS_A_DAY 86400.0
#define ROWS_MAX 1048576 /* of a sheet */
#define HEADER_ROWS 30   /* in which a history's header is looked for */
#define LIST_MAX 256
#define DAY_BYTES 11 /* of a date, without the time behind it */

typedef struct cell_text {
    size_t at, length; /* in the row's text; length 0: empty */
    bool quoted;
} cell_text;

/* What tells whether sheets are one history. */
typedef struct sheet_head {
    size_t row; /* of the header; 0: none seen */
    bool has_queue;
    uint8_t names[HC_SHA256_BYTES]; /* of the header's cells */
    size_t day_column;              /* with the date, or date and time */
    char first_day[DAY_BYTES];      /* of the first row below, as it stands */
} sheet_head;

typedef struct sheet_reading {
    const hc_xlsx_book *book;
    FILE *out; /* NULL: only looked at */
    hc_error *err;
    hc_status status;
    bool enough;
    bool is_table;
    sheet_head head;
    size_t skip;       /* rows that are not written: those to a repeated header */
    const char *queue; /* of all rows below the header; NULL: no such column */
    size_t row;        /* of the row being read; the first is 1 */
    size_t column;     /* of the cell being read; the first is 0 */
    char type[12];     /* attribute t */
    size_t style;
    bool in_value;
    char *text; /* of the row's cells, each with an end mark */
    size_t used, capacity;
    size_t value_at; /* where the current cell's begins */
    cell_text cells[HC_CSV_COLUMNS_MAX];
    size_t cell_count;
    size_t widest; /* most cells of a row so far */
} sheet_reading;

static sheet_reading *reading_of(void *parser)
{
    return XML_GetUserData((XML_Parser)parser);
}

static void stop(void *parser, hc_status status)
{
    reading_of(parser)->status = status;
    (void)XML_StopParser((XML_Parser)parser, XML_FALSE);
}

static hc_status add_text(sheet_reading *reading, const char *bytes, size_t count)
{
    HC_TRY(hc_grow(&reading->text, &reading->capacity, reading->used + count + 1, 1,
                   reading->err));
    memcpy(reading->text + reading->used, bytes, count);
    reading->used += count;
    reading->text[reading->used] = '\0';
    return HC_OK;
}

/* ---- what a number says --------------------------------------------------------------------
 */

/* ISO 8601, to the second; the time of day only where there is one or the style shows it. */
static void print_date(const hc_xlsx_book *book, double days, hc_xlsx_look look, char text[64])
{
    const double seconds = round(days * SECONDS_A_DAY);
    const double whole = floor(seconds / SECONDS_A_DAY);
    const int32_t rest = (int32_t)(seconds - whole * SECONDS_A_DAY);
    const int64_t day = (int64_t)whole + (book->from_1904 ? DAY_ZERO_1904 : DAY_ZERO);
    hc_format_date(day, text);
    if (look == HC_XLSX_DATE && rest == 0) { return; }
    const size_t used = strlen(text);
    (void)snprintf(text + used, 64 - used, " %02d:%02d:%02d", (int)(rest / 3600),
                   (int)(rest / 60 % 60), (int)(rest % 60));
}

static void print_clock(double days, hc_xlsx_look look, char text[64])
{
    const int64_t seconds = (int64_t)round(days * SECONDS_A_DAY);
    const int hours = (int)(seconds / 3600), minutes = (int)(seconds / 60 % 60);
    if (look == HC_XLSX_MINUTES && seconds % 60 == 0) {
        (void)snprintf(text, 64, "%d:%02d", hours, minutes);
    } else {
        (void)snprintf(text, 64, "%d:%02d:%02d", hours, minutes, (int)(seconds % 60));
    }
}

/* A number that its style shows as a date or time; false for other numbers. */
static bool print_time(const sheet_reading *reading, double value, char text[64])
{
    const hc_xlsx_book *book = reading->book;
    const hc_xlsx_look look = reading->style < book->look_count
                                  ? (hc_xlsx_look)book->looks[reading->style]
                                  : HC_XLSX_NUMBER;
    if (look == HC_XLSX_NUMBER || !(value >= 0.0 && value < 100000.0)) { return false; }
    if (look == HC_XLSX_MINUTES || look == HC_XLSX_SECONDS) {
        print_clock(value, look, text);
    } else {
        print_date(book, value, look, text);
    }
    return true;
}

/* ---- cells ---------------------------------------------------------------------------------
 */

/* The text of a cell whose value is not what stands in the file. */
static hc_status replace_value(sheet_reading *reading, const char *text, size_t length)
{
    reading->used = reading->value_at;
    return add_text(reading, text, length);
}

static hc_status take_shared(sheet_reading *reading)
{
    const hc_xlsx_book *book = reading->book;
    const char *value = reading->text + reading->value_at;
    double number = 0.0;
    const bool is_number = hc_parse_double(value, strlen(value), &number);
    if (!is_number || !(number >= 0.0 && number < (double)book->text_count)) {
        return replace_value(reading, "", 0);
    }
    const char *text = book->texts + book->text_at[(size_t)number];
    return replace_value(reading, text, strlen(text));
}

static hc_status take_number(sheet_reading *reading, bool *quoted)
{
    const char *value = reading->text + reading->value_at;
    char text[64] = "";
    double number = 0.0;
    *quoted = !hc_parse_double(value, strlen(value), &number);
    if (*quoted || !print_time(reading, number, text)) { return HC_OK; }
    *quoted = true;
    return replace_value(reading, text, strlen(text));
}

static hc_status end_cell(sheet_reading *reading)
{
    bool quoted = true;
    hc_status st = add_text(reading, "", 0);
    if (st == HC_OK && strcmp(reading->type, "s") == 0) {
        st = take_shared(reading);
    } else if (st == HC_OK && strcmp(reading->type, "e") == 0) {
        st = replace_value(reading, "", 0);
    } else if (st == HC_OK && (reading->type[0] == '\0' || strcmp(reading->type, "n") == 0)) {
        st = take_number(reading, &quoted);
    }
    HC_TRY(st);
    const size_t length = reading->used - reading->value_at;
    if (length == 0) { return HC_OK; }
    if (reading->column >= HC_CSV_COLUMNS_MAX) {
        return hc_fail(reading->err, HC_ERR_LIMIT,
                       (hc_place){reading->book->file, (int64_t)reading->row, 0},
                       "save the table alone", "the sheet has more than %d columns",
                       HC_CSV_COLUMNS_MAX);
    }
    while (reading->cell_count <= reading->column) {
        reading->cells[reading->cell_count++] = (cell_text){0};
    }
    reading->cells[reading->column] = (cell_text){reading->value_at, length, quoted};
    reading->used++; /* keeps the end mark */
    return HC_OK;
}

/* Column of "BC12" from 0; HC_CSV_COLUMNS_MAX for what is too far right. */
static size_t column_of(const char *reference)
{
    size_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column < HC_CSV_COLUMNS_MAX; reference++) {
        column = column * 26 + (size_t)(*reference - 'A') + 1;
    }
    return column - (column > 0);
}

static void start_cell(sheet_reading *reading, const char *const *of)
{
    const char *reference = hc_xlsx_attribute(of, "r");
    const char *style = hc_xlsx_attribute(of, "s");
    double number = 0.0;
    reading->column = reference[0] != '\0' ? column_of(reference) : reading->column + 1;
    (void)snprintf(reading->type, sizeof reading->type, "%s", hc_xlsx_attribute(of, "t"));
    reading->style =
        hc_parse_double(style, strlen(style), &number) && number >= 0.0 && number < 1e6
            ? (size_t)number
            : 0;
    reading->value_at = reading->used;
}

/* ---- rows ----------------------------------------------------------------------------------
 */

/* The sheet's name as a cell of its own before the others. */
static void write_queue(const sheet_reading *reading)
{
    if (reading->queue == NULL || reading->cell_count == 0) { return; }
    if (reading->row >= reading->head.row) {
        const char *text = reading->row == reading->head.row ? "queue" : reading->queue;
        hc_csv_put_quoted(reading->out, text, strlen(text));
    }
    (void)fputc(',', reading->out);
}

/* As wide as those before it: empty cells at the end are cells, too. */
static void write_row(sheet_reading *reading)
{
    if (reading->row <= reading->skip) { return; }
    write_queue(reading);
    if (reading->cell_count > reading->widest) { reading->widest = reading->cell_count; }
    for (size_t i = 0; reading->cell_count > 0 && i < reading->widest; i++) {
        const cell_text *cell = &reading->cells[i];
        double number = 0.0;
        if (i > 0) { (void)fputc(',', reading->out); }
        if (i >= reading->cell_count || cell->length == 0) { continue; }
        const char *text = reading->text + cell->at;
        if (!cell->quoted && hc_parse_double(text, cell->length, &number)) {
            hc_csv_put_number(reading->out, number);
        } else {
            hc_csv_put_quoted(reading->out, text, cell->length);
        }
    }
    (void)fputc('\n', reading->out);
}

static void take_head(sheet_reading *reading, const char *const *names)
{
    sheet_head *head = &reading->head;
    const size_t count = reading->cell_count;
    head->row = reading->row;
    head->has_queue = hc_role_find(HC_ROLE_QUEUE, names, count) != HC_CSV_NO_COLUMN;
    head->day_column = hc_role_find(HC_ROLE_TIMESTAMP, names, count);
    const size_t date = hc_role_find(HC_ROLE_DATE, names, count);
    if (date != HC_CSV_NO_COLUMN) { head->day_column = date; }
    hc_sha256_of(reading->text, reading->used, head->names);
}

/* Could this row be a history's header? Then the row below says when it begins. */
static void judge_row(sheet_reading *reading)
{
    const char *names[HC_CSV_COLUMNS_MAX];
    sheet_head *head = &reading->head;
    for (size_t i = 0; i < reading->cell_count; i++) {
        const cell_text *cell = &reading->cells[i];
        names[i] = cell->length > 0 ? reading->text + cell->at : "";
    }
    reading->is_table = reading->is_table || reading->cell_count > 1;
    if (head->row == 0 && hc_roles_are_history(names, reading->cell_count)) {
        take_head(reading, names);
    } else if (head->row > 0 && reading->cell_count > 0) {
        (void)snprintf(head->first_day, sizeof head->first_day, "%s",
                       head->day_column < reading->cell_count ? names[head->day_column] : "");
        reading->enough = true;
    }
    reading->enough = reading->enough || (head->row == 0 && reading->row >= HEADER_ROWS);
}

/* A row without a number follows the last one; rows that are left out are blank lines. */
static hc_status start_row(sheet_reading *reading, const char *number)
{
    double row = 0.0;
    const size_t before = reading->row;
    const bool has_number = hc_parse_double(number, strlen(number), &row);
    if (has_number && (!(row > (double)before) || row > ROWS_MAX)) {
        return hc_fail(reading->err, HC_ERR_FORMAT, (hc_place){.file = reading->book->file},
                       "save the table as CSV", "row %.20s does not follow row %zu", number,
                       before);
    }
    reading->row = has_number ? (size_t)row : before + 1;
    for (size_t blank = before + 1; reading->out != NULL && blank < reading->row; blank++) {
        if (blank > reading->skip) { (void)fputc('\n', reading->out); }
    }
    reading->cell_count = 0;
    reading->used = 0;
    reading->column = SIZE_MAX; /* the cell before the first */
    return HC_OK;
}

static void XMLCALL start_sheet(void *parser, const char *name, const char **attributes)
{
    sheet_reading *reading = reading_of(parser);
    const char *const *of = (const char *const *)attributes;
    name = hc_xlsx_local_name(name);
    if (strcmp(name, "row") == 0) {
        const hc_status st = start_row(reading, hc_xlsx_attribute(of, "r"));
        if (st != HC_OK) { stop(parser, st); }
    } else if (strcmp(name, "c") == 0) {
        start_cell(reading, of);
    }
    reading->in_value = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
}

static void XMLCALL end_sheet(void *parser, const char *name)
{
    sheet_reading *reading = reading_of(parser);
    name = hc_xlsx_local_name(name);
    reading->in_value = false;
    if (strcmp(name, "c") == 0) {
        const hc_status st = end_cell(reading);
        if (st != HC_OK) { stop(parser, st); }
    }
    if (strcmp(name, "row") != 0) { return; }
    if (reading->out != NULL) {
        write_row(reading);
        return;
    }
    judge_row(reading);
    if (reading->enough) { (void)XML_StopParser((XML_Parser)parser, XML_FALSE); }
}

static void XMLCALL text_sheet(void *parser, const char *text, int length)
{
    sheet_reading *reading = reading_of(parser);
    if (!reading->in_value || reading->status != HC_OK) { return; }
    const hc_status st = add_text(reading, text, (size_t)length);
    if (st != HC_OK) { stop(parser, st); }
}

/* ---- which sheet ---------------------------------------------------------------------------
 */

static hc_status read_sheet(sheet_reading *reading, const hc_xlsx_sheet *sheet)
{
    const hc_xlsx_handlers handlers = {reading,    start_sheet,      end_sheet,
                                       text_sheet, &reading->status, &reading->enough};
    bool found = false;
    reading->row = reading->widest = 0;
    reading->enough = reading->is_table = false;
    if (reading->out == NULL) { reading->head = (sheet_head){0}; }
    return hc_xlsx_parse(reading->book, sheet->part, &handlers, &found, reading->err);
}

static hc_status no_such_sheet(const hc_xlsx_book *book, const char *what, const char *list,
                               hc_error *err)
{
    return hc_fail(err, HC_ERR_FORMAT, (hc_place){.file = book->file},
                   "name a sheet: --table NAME", "%s; there are: %s", what, list);
}

static void add_name(char list[LIST_MAX], const char *name)
{
    const size_t used = strlen(list);
    (void)snprintf(list + used, LIST_MAX - used, "%s%s", used > 0 ? ", " : "", name);
}

static hc_status find_wanted(const hc_xlsx_book *book, const char *wanted, size_t *chosen,
                             hc_error *err)
{
    char list[LIST_MAX] = "";
    char what[LIST_MAX];
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (strcasecmp(book->sheets[i].name, wanted) == 0) {
            *chosen = i;
            return HC_OK;
        }
        add_name(list, book->sheets[i].name);
    }
    (void)snprintf(what, sizeof what, "there is no sheet \"%.128s\"", wanted);
    return no_such_sheet(book, what, list, err);
}

/* All histories of a workbook. */
typedef struct sheet_choice {
    size_t chosen; /* the first of them, or the first table; SIZE_MAX: none */
    size_t histories;
    sheet_head first;
    bool alike;    /* the same header all */
    bool same_day; /* some begin on the first one's day: they lie side by side in time */
    char list[LIST_MAX];
} sheet_choice;

static void add_history(sheet_choice *to, const sheet_head *head, size_t sheet,
                        const char *name)
{
    add_name(to->list, name);
    if (to->histories++ == 0) {
        to->first = *head;
        to->chosen = sheet;
        return;
    }
    to->alike = to->alike && memcmp(head->names, to->first.names, sizeof head->names) == 0;
    to->same_day = to->same_day || strcmp(head->first_day, to->first.first_day) == 0;
}

static hc_status find_histories(sheet_reading *reading, sheet_choice *found, hc_error *err)
{
    const hc_xlsx_book *book = reading->book;
    char all[LIST_MAX] = "";
    size_t first_table = SIZE_MAX;
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (book->sheets[i].hidden) { continue; }
        HC_TRY(read_sheet(reading, &book->sheets[i]));
        add_name(all, book->sheets[i].name);
        if (reading->is_table && first_table == SIZE_MAX) { first_table = i; }
        if (reading->head.row > 0) {
            add_history(found, &reading->head, i, book->sheets[i].name);
        }
    }
    if (found->histories > 1 && !found->alike) {
        return no_such_sheet(book, "several sheets may be the history, with other columns each",
                             found->list, err);
    }
    if (found->histories == 0) { found->chosen = first_table; }
    return found->chosen != SIZE_MAX ? HC_OK
                                     : no_such_sheet(book, "no sheet holds a table", all, err);
}

/* One below the other, under the header of the first. */
static hc_status write_stacked(sheet_reading *reading, bool by_queue, FILE *out)
{
    const hc_xlsx_book *book = reading->book;
    bool first = true;
    for (size_t i = 0; i < book->sheet_count; i++) {
        if (book->sheets[i].hidden) { continue; }
        reading->out = NULL;
        HC_TRY(read_sheet(reading, &book->sheets[i]));
        if (reading->head.row == 0) { continue; }
        reading->out = out;
        reading->skip = first ? 0 : reading->head.row;
        reading->queue = by_queue ? book->sheets[i].name : NULL;
        HC_TRY(read_sheet(reading, &book->sheets[i]));
        first = false;
    }
    return HC_OK;
}

static hc_status write_sheets(sheet_reading *reading, const char *wanted, FILE *out,
                              char *origin, size_t size, hc_error *err)
{
    sheet_choice found = {.chosen = SIZE_MAX, .alike = true};
    HC_TRY(wanted != NULL && wanted[0] != '\0'
               ? find_wanted(reading->book, wanted, &found.chosen, err)
               : find_histories(reading, &found, err));
    if (found.histories > 1) {
        const bool by_queue = found.same_day && !found.first.has_queue;
        (void)snprintf(origin, size, "sheets %.140s of the workbook, %s", found.list,
                       by_queue ? "a queue each" : "one after another");
        return write_stacked(reading, by_queue, out);
    }
    const hc_xlsx_sheet *sheet = &reading->book->sheets[found.chosen];
    (void)snprintf(origin, size, "sheet '%s' of the workbook", sheet->name);
    reading->out = out;
    return read_sheet(reading, sheet);
}

hc_status hc_xlsx_table_write(const char *text, size_t length, const char *name,
                              const char *wanted, FILE *out, char *origin, size_t size,
                              hc_error *err)
{
    hc_xlsx_book book;
    sheet_reading *reading = NULL;
    HC_TRY(hc_xlsx_book_open(&book, name, text, length, err));
    hc_status st = hc_alloc(&reading, 1, sizeof *reading, err);
    if (st == HC_OK) {
        reading->book = &book;
        reading->err = err;
        st = write_sheets(reading, wanted, out, origin, size, err);
        hc_free(reading->text);
    }
    hc_free(reading);
    hc_xlsx_book_clear(&book);
    return st;
}
