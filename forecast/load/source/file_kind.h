/*
 * What a file is, by its first bytes: text with delimiters, something else that has a table in
 * it, or nothing that is read.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_FILE_KIND_H
#define HC_FORECAST_LOAD_SOURCE_FILE_KIND_H

#include "forecast/load/source/byte_survey.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hc_file_kind {
    HC_FILE_TEXT = 0, /* delimited, as far as the first bytes tell */
    HC_FILE_JSON,
    HC_FILE_QUEUE_LOG, /* of Asterisk */
    HC_FILE_WORKBOOK,
    HC_FILE_DATABASE
} hc_file_kind;

hc_file_kind hc_file_kind_of(const hc_byte_survey *survey);

/* "a PDF document": what a file is that holds no text to read; NULL: it may hold some. */
const char *hc_file_is_no_text(const hc_byte_survey *survey);

#ifdef __cplusplus
}
#endif
#endif
