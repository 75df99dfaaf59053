/* The words by which tables call the sums of their rows. */
#ifndef HC_FORECAST_LOAD_TEXT_TOTAL_WORDS_H
#define HC_FORECAST_LOAD_TEXT_TOTAL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "Total", "Grand total", "합계", "소계", "Average" ... as the whole text. */
bool hc_is_total_word(const char *text, size_t length);

/* "Total 23.11.2026", "Summe Montag": such a word first, as a cell of dates or times may have.
 */
bool hc_begins_with_total_word(const char *text, size_t length);

/* "23.11.2026 Total", "Sales Total": such a word last, as pivot tables name the sum of a group.
 */
bool hc_ends_with_total_word(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
