/*
 * JSON written as it comes, nothing kept: indented objects, arrays of numbers on one line. The
 * caller pairs open and close; commas and escapes are ours. A key is NULL inside arrays.
 */
#ifndef HC_CLI_BASE_JSON_STREAM_H
#define HC_CLI_BASE_JSON_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "forecast/base/axis.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_JSON_DEPTH_MAX 16 /* deeper is a fault of the caller */

typedef struct hc_json {
    FILE *out;
    size_t depth;
    bool has_member[HC_JSON_DEPTH_MAX]; /* of each open object or array */
    bool on_one_line[HC_JSON_DEPTH_MAX];
    char closing[HC_JSON_DEPTH_MAX];
} hc_json;

hc_json hc_json_start(FILE *out);

void hc_json_open_object(hc_json *json, const char *key);
void hc_json_open_array(hc_json *json, const char *key);
void hc_json_one_line(hc_json *json); /* the object or array just opened, with all in it */
void hc_json_close(hc_json *json);    /* the innermost; the outermost ends the line */

void hc_json_put_text(hc_json *json, const char *key, const char *text); /* NULL: null */
void hc_json_put_number(hc_json *json, const char *key, double value);   /* not finite: null */
void hc_json_put_int(hc_json *json, const char *key, int64_t value);
void hc_json_put_count(hc_json *json, const char *key, uint64_t value);
void hc_json_put_bool(hc_json *json, const char *key, bool value);

/* Start of a slot with its offset. */
void hc_json_put_instant(hc_json *json, const char *key, const hc_axis *axis, size_t slot);

/* Whole arrays; a NULL array is null. */
void hc_json_put_numbers(hc_json *json, const char *key, const double *values, size_t count);
void hc_json_put_ints(hc_json *json, const char *key, const int32_t *values, size_t count);
/* A line each; of none an empty array. */
void hc_json_put_texts(hc_json *json, const char *key, const char *const *texts, size_t count);

#ifdef __cplusplus
}
#endif
#endif
