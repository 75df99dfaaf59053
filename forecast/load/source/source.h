/*
 * Bytes of a file, of standard input or of a gzip file as UTF-8, from the start as often as
 * wanted. Part of csv_table and load_ical: nothing else uses it.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_SOURCE_H
#define HC_FORECAST_LOAD_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SOURCE_ENCODING_MAX 32
#define HC_SOURCE_BAD_BYTE                                                                     \
    0xFF /* stands for a byte that could not be converted: never UTF-8                         \
          */

typedef struct hc_source hc_source; /* opaque: file, converter, buffers */

/* path "-" is standard input. encoding: what to take a file for that is neither marked nor
 * UTF-8; table: which one of a database; both may be NULL. Errors as hc_csv_table_open. */
hc_status hc_source_open(hc_source **source, const char *path, const char *encoding,
                         const char *table, hc_error *err) HC_MUST_USE;

/* The next bytes, at most room; *got 0 at the end. HC_ERR_INPUT when reading fails. */
hc_status hc_source_read(hc_source *source, char *text, size_t room, size_t *got,
                         hc_error *err) HC_MUST_USE;
hc_status hc_source_rewind(hc_source *source, hc_error *err) HC_MUST_USE;

const char *hc_source_file(const hc_source *source);     /* "stdin" for "-" */
const char *hc_source_encoding(const hc_source *source); /* "UTF-8", "CP949" ... */
/* Which part of the file it is, "sheet 'May' of the workbook"; "": all of it. */
const char *hc_source_origin(const hc_source *source);
bool hc_source_is_guess(const hc_source *source); /* by its look */
bool hc_source_is_clean(const hc_source *source); /* all of it is known to be valid UTF-8 */

void hc_source_close(hc_source *source); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
