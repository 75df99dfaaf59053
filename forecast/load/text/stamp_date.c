/* Dates of a stamp, in the languages that exports are written in. */
#include "forecast/load/text/stamp_cursor.h"

#include "forecast/base/calendar.h"

#define COMPACT_YEAR_MIN 1900
#define COMPACT_YEAR_MAX 2200
#define CENTURY_TURN 70 /* two-digit years: 70..99 are 19xx */

/* Of a word that begins with a letter: "sábado". */
static bool goes_on_a_word(char c)
{
    return hc_is_letter(c) || (unsigned char)c >= 0x80;
}

/* How months begin in the languages that column names are known in, one line a month; those
 * that begin as the English ones do are left out. French June and July need four letters. */
static const char *const month_stems[12][8] = {
    {"jan", "ene", "gen"},
    {"feb", "fév", "fev"},
    {"mar", "mär", "mrt", "maa"},
    {"apr", "avr", "abr"},
    {"may", "mai", "mag", "mei"},
    {"jun", "juin", "giu"},
    {"jul", "juil", "lug"},
    {"aug", "aoû", "aou", "ago"},
    {"sep", "set"},
    {"oct", "okt", "ott", "out"},
    {"nov"},
    {"dec", "dez", "dic", "déc"},
};

/* Lower case, also of the second byte of a letter such as the one of "Ä". */
static unsigned char lower_at(const char *word, size_t at)
{
    const unsigned char c = (unsigned char)word[at];
    const bool latin = at > 0 && word[at - 1] == '\xC3' && c >= 0x80 && c <= 0x9E;
    if (latin) { return (unsigned char)(c + 0x20U); }
    return (unsigned char)hc_lower(word[at]);
}

static bool is_stem_of(const char *stem, const char *word, size_t length)
{
    const size_t letters = strlen(stem);
    if (length < letters) { return false; }
    for (size_t i = 0; i < letters; i++) {
        if (lower_at(word, i) != (unsigned char)stem[i]) { return false; }
    }
    return true;
}

/* 1..12 for "Oct", "October", "octobre", 0 for other words; steps over the word. */
static int32_t take_month(hc_cursor *c)
{
    const char *word = c->text + c->at;
    size_t length = 0;
    while (goes_on_a_word(hc_cursor_peek(c))) {
        length++;
        c->at++;
    }
    for (int32_t month = 0; month < 12; month++) {
        for (size_t k = 0; k < 8 && month_stems[month][k] != NULL; k++) {
            if (is_stem_of(month_stems[month][k], word, length)) { return month + 1; }
        }
    }
    return 0;
}

static int32_t full_year(int32_t year, size_t digits)
{
    if (digits > 2) { return year; }
    return year + (year >= CENTURY_TURN ? 1900 : 2000);
}

static bool take_korean_date(hc_cursor *c, hc_stamp *stamp, int32_t year)
{
    int32_t month = 0;
    int32_t day = 0;
    size_t digits = 0;
    hc_cursor_skip_blanks(c);
    if (!hc_cursor_take_number(c, &month, &digits) || !hc_cursor_take_word(c, "월")) {
        return false;
    }
    hc_cursor_skip_blanks(c);
    if (!hc_cursor_take_number(c, &day, &digits) || !hc_cursor_take_word(c, "일")) {
        return false;
    }
    return hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, year, month, day);
}

/* "Oct-16" of "27-Oct-16", " Januar 2026" of "5. Januar 2026". */
static bool take_month_and_year(hc_cursor *c, hc_stamp *stamp, char separator, int32_t day)
{
    const int32_t month = take_month(c);
    int32_t year = 0;
    size_t digits = 0;
    const bool apart =
        hc_cursor_take(c, separator) || (separator == '.' && hc_cursor_peek(c) == ' ');
    hc_cursor_skip_blanks(c);
    return month != 0 && apart && hc_cursor_take_number(c, &year, &digits) &&
           (digits == 2 || digits == 4) &&
           hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, full_year(year, digits), month, day);
}

/* After the first number of a date with one kind of separator: "-11-23", ". 11. 23.",
 * "/11/2026". */
static bool take_rest_of_date(hc_cursor *c, hc_stamp *stamp, int32_t first, size_t first_digits)
{
    const char separator = hc_cursor_peek(c);
    int32_t second = 0;
    int32_t third = 0;
    size_t digits = 0;
    size_t last_digits = 0;
    if (separator != '-' && separator != '/' && separator != '.') { return false; }
    c->at++;
    hc_cursor_skip_blanks(c);
    if (hc_is_letter(hc_cursor_peek(c))) {
        return take_month_and_year(c, stamp, separator, first);
    }
    if (!hc_cursor_take_number(c, &second, &digits) || digits > 2 ||
        !hc_cursor_take(c, separator)) {
        return false;
    }
    hc_cursor_skip_blanks(c);
    if (!hc_cursor_take_number(c, &third, &last_digits)) { return false; }
    if (first_digits == 4) {
        if (separator == '.') { (void)hc_cursor_take(c, '.'); }
        return last_digits <= 2 &&
               hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, first, second, third);
    }
    return first_digits <= 2 && (last_digits == 4 || last_digits == 2) &&
           hc_stamp_set_date(stamp, HC_STAMP_YEAR_LAST, full_year(third, last_digits), first,
                             second);
}

/* "de" between the parts of a Spanish or Portuguese date. */
static void skip_of(hc_cursor *c)
{
    hc_cursor_skip_blanks(c);
    if (hc_cursor_take_word(c, "de ") || hc_cursor_take_word(c, "del ")) {
        hc_cursor_skip_blanks(c);
    }
}

/* "Oct 27, 2016" with the month already read, "27 Oct 2016" with the day already read. */
static bool take_named_date(hc_cursor *c, hc_stamp *stamp, int32_t month, int32_t day)
{
    int32_t year = 0;
    size_t digits = 0;
    skip_of(c);
    if (month == 0) {
        month = take_month(c);
    } else if (!hc_cursor_take_number(c, &day, &digits) || digits > 2) {
        return false;
    }
    (void)(hc_cursor_take(c, ',') || hc_cursor_take(c, '.'));
    skip_of(c);
    return month != 0 && hc_cursor_take_number(c, &year, &digits) && digits == 4 &&
           hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, year, month, day);
}

/* 20261123, or 11232026 and 23112026, which begin with no month and day of such a year. */
static bool set_compact_date(hc_stamp *stamp, int32_t digits)
{
    const hc_civil_date year_first = {digits / 10000, digits / 100 % 100, digits % 100};
    if (!hc_date_is_valid(year_first) && digits % 10000 >= COMPACT_YEAR_MIN &&
        digits % 10000 <= COMPACT_YEAR_MAX) {
        return hc_stamp_set_date(stamp, HC_STAMP_YEAR_LAST, digits % 10000, digits / 1000000,
                                 digits / 10000 % 100);
    }
    return hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, year_first.year, year_first.month,
                             year_first.day);
}

static bool take_plain_date(hc_cursor *c, hc_stamp *stamp)
{
    int32_t first = 0;
    size_t digits = 0;
    hc_cursor_skip_blanks(c);
    /* a month, or a weekday before it: "Thu, 27 Oct 2016", "Mo. 1.6.26", "Monday, Jan 5, 2026"
     */
    for (size_t words = 0; words < 2 && hc_is_letter(hc_cursor_peek(c)); words++) {
        const int32_t month = take_month(c);
        (void)(hc_cursor_take(c, ',') || hc_cursor_take(c, '.'));
        hc_cursor_skip_blanks(c);
        const size_t after = c->at;
        if (month != 0 && take_named_date(c, stamp, month, 0)) { return true; }
        c->at = after; /* "mar. 02/06/2026" is a Tuesday in June */
    }
    if (!hc_cursor_take_number(c, &first, &digits)) { return false; }
    if (digits == 8) { return set_compact_date(stamp, first); }
    if (digits == 4 && hc_cursor_take_word(c, "년")) {
        return take_korean_date(c, stamp, first);
    }
    if (digits <= 2 && hc_cursor_peek(c) == ' ') { return take_named_date(c, stamp, 0, first); }
    return take_rest_of_date(c, stamp, first, digits);
}

/* "(Mon)" or "(월)" behind a date. */
static void skip_weekday(hc_cursor *c)
{
    const size_t before = c->at;
    hc_cursor_skip_blanks(c);
    if (hc_cursor_take(c, '(')) {
        while (goes_on_a_word(hc_cursor_peek(c))) {
            c->at++;
        }
        if (hc_cursor_take(c, ')')) { return; }
    }
    c->at = before;
}

bool hc_stamp_take_date(hc_cursor *c, hc_stamp *stamp)
{
    if (!take_plain_date(c, stamp)) { return false; }
    skip_weekday(c);
    return true;
}
