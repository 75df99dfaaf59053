/* UTF-8: validity and display width. */
#ifndef HC_BASE_UTF8_H
#define HC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Strict UTF-8 (no overlong forms, surrogates or values past U+10FFFF); *bad_at: first fault.
 */
bool hc_utf8_is_valid(const char *text, size_t length, size_t *bad_at);

/* Columns on a terminal: Hangul and CJK count 2, combining marks 0, control characters 0. */
size_t hc_utf8_width(const char *text);

#ifdef __cplusplus
}
#endif
#endif
