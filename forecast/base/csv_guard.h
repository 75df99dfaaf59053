/*
 * The guard against formulas in CSV files, one rule for the writer and the reader. A
 * spreadsheet runs a cell that begins with = + - @, a tab or a line end, or the full-width form
 * of one of the four signs. The writer puts one apostrophe before such a text; the reader takes
 * exactly that apostrophe away. A text that already reads like a guarded one gets one more, so
 * that reading what was written always gives back the same text. Numbers are never guarded.
 */
#ifndef HC_BASE_CSV_GUARD_H
#define HC_BASE_CSV_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_GUARD '\''

/* The writer's question: must an apostrophe go before this text? */
bool hc_csv_needs_guard(const char *text, size_t length);

/* The reader's question: is the first byte of this text a guard? */
bool hc_csv_has_guard(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
