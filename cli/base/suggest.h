/* "Did you mean": the nearest of a few known words. */
#ifndef HC_CLI_BASE_SUGGEST_H
#define HC_CLI_BASE_SUGGEST_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SUGGEST_WORD_MAX 48 /* longer words are never near anything */

/* Letters to add, drop, change or swap with their neighbour; large for very long words. */
size_t hc_edit_distance(const char *a, const char *b);

/*
 * Keeps the nearest word over several calls: start with best = NULL and distance = 0, hand in
 * each known word. A word counts as near when at most a third of its letters differ.
 */
typedef struct hc_suggestion {
    const char *best; /* NULL: nothing is near */
    size_t distance;
} hc_suggestion;

void hc_suggest(hc_suggestion *suggestion, const char *typed, const char *known);

#ifdef __cplusplus
}
#endif
#endif
