#include "forecast/load/text/total_words.h"

#include <string.h>

#include "forecast/load/text/csv_text.h"

#define TOTAL_WORDS                                                                               \
    "total|totals|grand total|subtotal|sum|all|all queues|all skills|all sites|"                  \
    "all locations|all channels|all splits|all groups|all campaigns|all calls|"                   \
    "all contacts|overall|alle|alle warteschlangen|toutes|toutes les files|todas|"                \
    "todas las colas|tutte|tutte le code|전체 큐|summary|average|합계|총계|"               \
    "소계|계|총합계|요약|総計|合計|전체|평균|summe|gesamt|gesamtsumme|insgesamt|" \
    "gesamtergebnis|ergebnis|zwischensumme|durchschnitt|mittelwert|total général|sous "         \
    "total|moyenne|"                                                                              \
    "total general|promedio|totale|totale generale|media|total geral|média|"                     \
    "totaal|eindtotaal|gemiddelde"

bool hc_is_total_word(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ':') {
        length--;
    }
    return hc_csv_is_one_of(text, length, TOTAL_WORDS);
}

bool hc_begins_with_total_word(const char *text, size_t length)
{
    size_t word = 0;
    while (word < length && strchr(" :\t", text[word]) == NULL) {
        word++;
    }
    return word > 0 && hc_is_total_word(text, word);
}

bool hc_ends_with_total_word(const char *text, size_t length)
{
    size_t first = length;
    while (first > 0 && strchr(" \t", text[first - 1]) == NULL) {
        first--;
    }
    return first > 0 && first < length && hc_is_total_word(text + first, length - first);
}
