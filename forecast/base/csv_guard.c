#include "forecast/base/csv_guard.h"

#include <string.h>

static bool starts_formula(const char *text, size_t length)
{
    /* U+FF1D, U+FF0B, U+FF0D and U+FF20 in UTF-8: spreadsheets in East Asian locales run them
     * too. */
    static const char full_width[4][4] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                          "\xEF\xBC\xA0"};
    if (length == 0) { return false; }
    if (text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL) { return true; }
    for (size_t i = 0; length >= 3 && i < 4; i++) {
        if (memcmp(text, full_width[i], 3) == 0) { return true; }
    }
    return false;
}

bool hc_csv_needs_guard(const char *text, size_t length)
{
    size_t guards = 0;
    while (guards < length && text[guards] == HC_CSV_GUARD) {
        guards++;
    }
    return starts_formula(text + guards, length - guards);
}

bool hc_csv_has_guard(const char *text, size_t length)
{
    return length > 0 && text[0] == HC_CSV_GUARD && hc_csv_needs_guard(text, length);
}
