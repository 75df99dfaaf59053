#include "forecast/load/source/xlsx_book.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#define FORMATS_MAX 1024
#define TEXTS_BYTES_MAX ((size_t)256 << 20)

static hc_status bad_book(const hc_xlsx_book *book, const char *what, hc_error *err)
{
    return hc_fail(err, HC_ERR_FORMAT, (hc_place){.file = book->file}, "save the table as CSV",
                   "is no Excel workbook that can be read: %s", what);
}

bool hc_xlsx_begins(const char *text, size_t length)
{
    return length >= 4 && memcmp(text, "PK\3\4", 4) == 0;
}

const char *hc_xlsx_local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

const char *hc_xlsx_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(hc_xlsx_local_name(attributes[i]), name) == 0) { return attributes[i + 1]; }
    }
    return "";
}

/* ---- parts --------------------------------------------------------------------------------
 */

/* No workbook has a document type; who sends one wants entities. */
static void XMLCALL refuse_doctype(void *of, const char *name, const char *system_id,
                                   const char *public_id, int has_internal_subset)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal_subset;
    (void)XML_StopParser((XML_Parser)of, XML_FALSE);
}

static hc_status run_parser(const hc_xlsx_book *book, const char *part, const char *text,
                            size_t length, const hc_xlsx_handlers *handlers, hc_error *err)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");
    char what[HC_ZIP_NAME_MAX + 64];
    if (parser == NULL || length > INT32_MAX) {
        XML_ParserFree(parser);
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, "", "out of memory");
    }
    XML_SetUserData(parser, handlers->of);
    XML_SetElementHandler(parser, handlers->start, handlers->end);
    XML_SetCharacterDataHandler(parser, handlers->text);
    XML_UseParserAsHandlerArg(parser);
    XML_SetStartDoctypeDeclHandler(parser, refuse_doctype);
    const enum XML_Status parsed = XML_Parse(parser, text, (int)length, 1);
    (void)snprintf(what, sizeof what, "%s, line %" PRIu64 ": %s", part,
                   (uint64_t)XML_GetCurrentLineNumber(parser),
                   XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    if (*handlers->status != HC_OK) { return *handlers->status; }
    if (parsed == XML_STATUS_OK || (handlers->enough != NULL && *handlers->enough)) {
        return HC_OK;
    }
    return bad_book(book, what, err);
}

hc_status hc_xlsx_parse(const hc_xlsx_book *book, const char *part,
                        const hc_xlsx_handlers *handlers, bool *found, hc_error *err)
{
    hc_zip walk = book->zip;
    hc_zip_part entry;
    *found = false;
    while (!*found && hc_zip_next(&walk, &entry)) {
        *found = strcmp(entry.name, part) == 0;
    }
    if (!*found) { return HC_OK; }
    char *text = NULL;
    hc_error why = HC_ERROR_INIT;
    hc_status st = hc_zip_unpack(&book->zip, &entry, &text, &why);
    if (st == HC_ERR_MEMORY) { return hc_fail(err, st, HC_NOWHERE, "", "%s", why.message); }
    if (st != HC_OK) { return bad_book(book, why.message, err); }
    st = run_parser(book, part, text, entry.unpacked, handlers, err);
    hc_free(text);
    return st;
}

/* ---- sheets: xl/workbook.xml and what its relations are ------------------------------------
 */

typedef struct book_reading {
    hc_xlsx_book *book;
    hc_status status;
    hc_error *err;
    /* of shared strings */
    bool in_text;
    size_t phonetic; /* depth inside of readings, which are not the text */
    /* of styles */
    bool in_cell_styles;
    size_t format_count;
    int32_t format_id[FORMATS_MAX];
    hc_xlsx_look format_look[FORMATS_MAX];
} book_reading;

static book_reading *reading_of(void *parser)
{
    return XML_GetUserData((XML_Parser)parser);
}

static void stop(void *parser, hc_status status)
{
    reading_of(parser)->status = status;
    (void)XML_StopParser((XML_Parser)parser, XML_FALSE);
}

static void XMLCALL start_book(void *parser, const char *name, const char **attributes)
{
    book_reading *reading = reading_of(parser);
    hc_xlsx_book *book = reading->book;
    const char *const *of = (const char *const *)attributes;
    name = hc_xlsx_local_name(name);
    if (strcmp(name, "workbookPr") == 0) {
        const char *from = hc_xlsx_attribute(of, "date1904");
        book->from_1904 = strcmp(from, "1") == 0 || strcmp(from, "true") == 0;
    }
    if (strcmp(name, "sheet") != 0 || book->sheet_count == HC_XLSX_SHEETS_MAX) { return; }
    const hc_status st = hc_grow(&book->sheets, &book->sheet_capacity, book->sheet_count + 1,
                                 sizeof *book->sheets, reading->err);
    if (st != HC_OK) {
        stop(parser, st);
        return;
    }
    hc_xlsx_sheet *sheet = &book->sheets[book->sheet_count++];
    *sheet = (hc_xlsx_sheet){.hidden = hc_xlsx_attribute(of, "state")[0] != '\0' &&
                                       strcmp(hc_xlsx_attribute(of, "state"), "visible") != 0};
    (void)snprintf(sheet->name, sizeof sheet->name, "%s", hc_xlsx_attribute(of, "name"));
    (void)snprintf(sheet->relation, sizeof sheet->relation, "%s", hc_xlsx_attribute(of, "id"));
}

/* Targets are from the folder xl, or from the root with a slash before them. */
static void XMLCALL start_relations(void *parser, const char *name, const char **attributes)
{
    hc_xlsx_book *book = reading_of(parser)->book;
    const char *const *of = (const char *const *)attributes;
    const char *target = hc_xlsx_attribute(of, "Target");
    if (strcmp(hc_xlsx_local_name(name), "Relationship") != 0) { return; }
    for (size_t i = 0; i < book->sheet_count; i++) {
        hc_xlsx_sheet *sheet = &book->sheets[i];
        if (strcmp(sheet->relation, hc_xlsx_attribute(of, "Id")) != 0) { continue; }
        (void)snprintf(sheet->part, sizeof sheet->part, "%s%.*s", target[0] == '/' ? "" : "xl/",
                       (int)sizeof sheet->part - 8, target + (target[0] == '/' ? 1 : 0));
    }
}

/* ---- shared strings ------------------------------------------------------------------------
 */

static hc_status add_bytes(hc_xlsx_book *book, const char *bytes, size_t count, hc_error *err)
{
    if (book->texts_used + count > TEXTS_BYTES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, (hc_place){.file = book->file},
                       "save the table as CSV", "has more than %zu MiB of text",
                       TEXTS_BYTES_MAX >> 20);
    }
    HC_TRY(hc_grow(&book->texts, &book->texts_capacity, book->texts_used + count, 1, err));
    memcpy(book->texts + book->texts_used, bytes, count);
    book->texts_used += count;
    return HC_OK;
}

static void XMLCALL start_strings(void *parser, const char *name, const char **attributes)
{
    book_reading *reading = reading_of(parser);
    hc_xlsx_book *book = reading->book;
    (void)attributes;
    name = hc_xlsx_local_name(name);
    reading->phonetic += strcmp(name, "rPh") == 0;
    reading->in_text = strcmp(name, "t") == 0 && reading->phonetic == 0;
    if (strcmp(name, "si") != 0) { return; }
    const hc_status st = hc_grow(&book->text_at, &book->text_capacity, book->text_count + 1,
                                 sizeof *book->text_at, reading->err);
    if (st != HC_OK) {
        stop(parser, st);
        return;
    }
    book->text_at[book->text_count++] = book->texts_used;
}

static void XMLCALL end_strings(void *parser, const char *name)
{
    book_reading *reading = reading_of(parser);
    name = hc_xlsx_local_name(name);
    if (strcmp(name, "t") == 0) { reading->in_text = false; }
    if (strcmp(name, "rPh") == 0 && reading->phonetic > 0) { reading->phonetic--; }
    if (strcmp(name, "si") != 0) { return; }
    const hc_status st = add_bytes(reading->book, "", 1, reading->err);
    if (st != HC_OK) { stop(parser, st); }
}

static void XMLCALL text_strings(void *parser, const char *text, int length)
{
    book_reading *reading = reading_of(parser);
    if (!reading->in_text || reading->status != HC_OK) { return; }
    const hc_status st = add_bytes(reading->book, text, (size_t)length, reading->err);
    if (st != HC_OK) { stop(parser, st); }
}

/* ---- styles --------------------------------------------------------------------------------
 */

/* The built-in formats of ECMA-376, 18.8.30, and of Korean, Chinese and Japanese Excel. */
static hc_xlsx_look look_of_id(int32_t id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 54) || id == 57 || id == 58) {
        return HC_XLSX_DATE;
    }
    if (id == 22) { return HC_XLSX_DATETIME; }
    if (id == 19 || id == 21 || id == 33 || id == 35 || (id >= 45 && id <= 47)) {
        return HC_XLSX_SECONDS;
    }
    return id == 18 || id == 20 || id == 32 || id == 34 || id == 55 || id == 56
               ? HC_XLSX_MINUTES
               : HC_XLSX_NUMBER;
}

/* The end of a part of a format that is no code: "text", \x, _x and [Red]. */
static const char *skip_literal(const char *at)
{
    if (*at == '"') {
        const char *close = strchr(at + 1, '"');
        return close != NULL ? close + 1 : at + strlen(at);
    }
    if (*at == '\\' || *at == '_' || *at == '*') { return at + (at[1] != '\0' ? 2 : 1); }
    if (*at == '[' && strchr("hHmMsS", at[1]) == NULL) { return at + strcspn(at, "]"); }
    return at;
}

/* By the letters of its first section: y and d are days, h and s are clocks, m is either. */
static hc_xlsx_look look_of_code(const char *code)
{
    bool days = false, hours = false, seconds = false;
    for (const char *at = code; *at != '\0' && *at != ';';) {
        const char *next = skip_literal(at);
        if (next != at) {
            at = next;
            continue;
        }
        days = days || strchr("yYdD", *at) != NULL;
        hours = hours || strchr("hH", *at) != NULL;
        seconds = seconds || strchr("sS", *at) != NULL;
        at++;
    }
    if (days) { return hours || seconds ? HC_XLSX_DATETIME : HC_XLSX_DATE; }
    if (seconds) { return HC_XLSX_SECONDS; }
    return hours ? HC_XLSX_MINUTES : HC_XLSX_NUMBER;
}

static hc_xlsx_look look_of_format(const book_reading *reading, int32_t id)
{
    for (size_t i = 0; i < reading->format_count; i++) {
        if (reading->format_id[i] == id) { return reading->format_look[i]; }
    }
    return look_of_id(id);
}

static int32_t number_attribute(const char *const *of, const char *name)
{
    const char *text = hc_xlsx_attribute(of, name);
    double value = 0.0;
    const bool read =
        hc_parse_double(text, strlen(text), &value) && value >= 0.0 && value < 1e6;
    return read ? (int32_t)value : 0;
}

static void XMLCALL start_styles(void *parser, const char *name, const char **attributes)
{
    book_reading *reading = reading_of(parser);
    hc_xlsx_book *book = reading->book;
    const char *const *of = (const char *const *)attributes;
    name = hc_xlsx_local_name(name);
    if (strcmp(name, "numFmt") == 0 && reading->format_count < FORMATS_MAX) {
        reading->format_id[reading->format_count] = number_attribute(of, "numFmtId");
        reading->format_look[reading->format_count++] =
            look_of_code(hc_xlsx_attribute(of, "formatCode"));
    }
    if (strcmp(name, "cellXfs") == 0) { reading->in_cell_styles = true; }
    if (strcmp(name, "xf") != 0 || !reading->in_cell_styles) { return; }
    const hc_status st =
        hc_grow(&book->looks, &book->look_capacity, book->look_count + 1, 1, reading->err);
    if (st != HC_OK) {
        stop(parser, st);
        return;
    }
    book->looks[book->look_count++] =
        (unsigned char)look_of_format(reading, number_attribute(of, "numFmtId"));
}

static void XMLCALL end_styles(void *parser, const char *name)
{
    if (strcmp(hc_xlsx_local_name(name), "cellXfs") == 0) {
        reading_of(parser)->in_cell_styles = false;
    }
}

/* ---- all of it -----------------------------------------------------------------------------
 */

static void XMLCALL end_nothing(void *parser, const char *name)
{
    (void)parser;
    (void)name;
}

static hc_status read_around(hc_xlsx_book *book, book_reading *reading, hc_error *err)
{
    bool found = false;
    hc_xlsx_handlers at = {reading, start_book, end_nothing, NULL, &reading->status, NULL};
    HC_TRY(hc_xlsx_parse(book, "xl/workbook.xml", &at, &found, err));
    if (!found) { return bad_book(book, "it has no xl/workbook.xml", err); }
    at.start = start_relations;
    HC_TRY(hc_xlsx_parse(book, "xl/_rels/workbook.xml.rels", &at, &found, err));
    at = (hc_xlsx_handlers){reading,      start_strings,    end_strings,
                            text_strings, &reading->status, NULL};
    HC_TRY(hc_xlsx_parse(book, "xl/sharedStrings.xml", &at, &found, err));
    at = (hc_xlsx_handlers){reading, start_styles, end_styles, NULL, &reading->status, NULL};
    return hc_xlsx_parse(book, "xl/styles.xml", &at, &found, err);
}

hc_status hc_xlsx_book_open(hc_xlsx_book *book, const char *file, const void *bytes,
                            size_t length, hc_error *err)
{
    book_reading *reading = NULL;
    *book = (hc_xlsx_book){.file = file};
    if (!hc_zip_start(&book->zip, bytes, length)) {
        return bad_book(book, "its end is missing", err);
    }
    HC_TRY(hc_alloc(&reading, 1, sizeof *reading, err));
    reading->book = book;
    reading->err = err;
    const hc_status st = read_around(book, reading, err);
    hc_free(reading);
    if (st != HC_OK) { hc_xlsx_book_clear(book); }
    return st;
}

void hc_xlsx_book_clear(hc_xlsx_book *book)
{
    hc_free(book->sheets);
    hc_free(book->texts);
    hc_free(book->text_at);
    hc_free(book->looks);
    *book = (hc_xlsx_book){0};
}
