/*
 * What stands around the sheets of an XLSX workbook (ECMA-376, part 1): their names, the texts
 * that they share, and which styles show numbers as dates or times.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_XLSX_BOOK_H
#define HC_FORECAST_LOAD_SOURCE_XLSX_BOOK_H

#include <expat.h>

#include "forecast/load/source/zip_parts.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_XLSX_SHEETS_MAX 256
#define HC_XLSX_SHEET_NAME_MAX 128 /* Excel's 31 characters and their bytes */

/* How a style shows a number. */
typedef enum hc_xlsx_look {
    HC_XLSX_NUMBER = 0,
    HC_XLSX_DATE,     /* years, months or days */
    HC_XLSX_DATETIME, /* with hours, too */
    HC_XLSX_MINUTES,  /* hours and minutes alone: a time of day or a duration */
    HC_XLSX_SECONDS   /* the same with seconds */
} hc_xlsx_look;

typedef struct hc_xlsx_sheet {
    char name[HC_XLSX_SHEET_NAME_MAX];
    char relation[32]; /* r:id */
    char part[HC_ZIP_NAME_MAX];
    bool hidden;
} hc_xlsx_sheet;

typedef struct hc_xlsx_book {
    const char *file; /* as shown */
    hc_zip zip;
    bool from_1904; /* days are counted from 1904-01-01 */
    size_t sheet_count;
    size_t sheet_capacity;
    hc_xlsx_sheet *sheets;
    char *texts; /* of shared strings, one after another, each with an end mark */
    size_t texts_used, texts_capacity;
    size_t *text_at;
    size_t text_count, text_capacity;
    unsigned char *looks; /* hc_xlsx_look by style */
    size_t look_count, look_capacity;
} hc_xlsx_book;

/* Handlers of one part; `of` is what they are about. */
typedef struct hc_xlsx_handlers {
    void *of;
    XML_StartElementHandler start;
    XML_EndElementHandler end;
    XML_CharacterDataHandler text;
    hc_status *status; /* not HC_OK: a handler failed and set the error */
    bool *enough;      /* may be NULL: a handler has seen enough */
} hc_xlsx_handlers;

/* Whether a file that begins so is a zip archive: a workbook, as far as we are asked. */
bool hc_xlsx_begins(const char *text, size_t length);

/*
 * Reads all but the sheets. bytes[length] and file stay the caller's and must outlive the book.
 * Errors  HC_ERR_FORMAT  no workbook, or a damaged one; HC_ERR_LIMIT; HC_ERR_MEMORY.
 */
hc_status hc_xlsx_book_open(hc_xlsx_book *book, const char *file, const void *bytes,
                            size_t length, hc_error *err) HC_MUST_USE;
void hc_xlsx_book_clear(hc_xlsx_book *book);

/* Parses a part; *found is false when there is none of that name. */
hc_status hc_xlsx_parse(const hc_xlsx_book *book, const char *part,
                        const hc_xlsx_handlers *handlers, bool *found,
                        hc_error *err) HC_MUST_USE;

/* The name behind a prefix: "row" of "x:row"; and the value of an attribute, "" without it. */
const char *hc_xlsx_local_name(const char *name);
const char *hc_xlsx_attribute(const char *const *attributes, const char *name);

#ifdef __cplusplus
}
#endif
#endif
