#include "cli/base/suggest.h"

#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: the usual table of prefixes, with swaps of neighbours. */
size_t hc_edit_distance(const char *a, const char *b)
{
    const size_t a_length = strlen(a);
    const size_t b_length = strlen(b);
    size_t table[HC_SUGGEST_WORD_MAX + 1][HC_SUGGEST_WORD_MAX + 1];
    if (a_length > HC_SUGGEST_WORD_MAX || b_length > HC_SUGGEST_WORD_MAX) {
        return a_length + b_length;
    }
    for (size_t i = 0; i <= a_length; i++) {
        for (size_t j = 0; j <= b_length; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            const size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            size_t cost = least(table[i - 1][j] + 1, table[i][j - 1] + 1);
            cost = least(cost, table[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost = least(cost, table[i - 2][j - 2] + 1);
            }
            table[i][j] = cost;
        }
    }
    return table[a_length][b_length];
}

void hc_suggest(hc_suggestion *suggestion, const char *typed, const char *known)
{
    const size_t length = strlen(known) > strlen(typed) ? strlen(known) : strlen(typed);
    const size_t distance = hc_edit_distance(typed, known);
    /* An unfinished word is near what it begins: --targ, --special. */
    const size_t typed_length = strlen(typed);
    const int begins = typed_length >= 3 && strncmp(typed, known, typed_length) == 0;
    if (!begins && distance * 3 > length) { return; }
    if (suggestion->best == NULL || distance < suggestion->distance) {
        suggestion->best = known;
        suggestion->distance = distance;
    }
}
