/*
 * What a JSON string means: its letters byte by byte in UTF-8, escapes resolved, without making
 * a copy. The string must be known to be a right one (json_gate.h); it is named by its opening
 * quote.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_JSON_STRING_H
#define HC_FORECAST_LOAD_SOURCE_JSON_STRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_json_reader {
    const char *at;
    unsigned char held[4]; /* UTF-8 of the last escape */
    size_t held_next;
    size_t held_end;
} hc_json_reader;

hc_json_reader hc_json_string_begin(const char *quote);
int hc_json_next_byte(hc_json_reader *reader); /* 0..255, -1 at the string's end */

/* Order of two strings by their bytes: below 0, 0 (the same, however spelt) or above 0. */
int hc_json_string_compare(const char *quote_a, const char *quote_b);

int32_t hc_json_hex4(const char *text);  /* value of four hex digits, -1 when they are not */
bool hc_json_is_high_half(int32_t unit); /* of a surrogate pair */
bool hc_json_is_low_half(int32_t unit);

#ifdef __cplusplus
}
#endif
#endif
