#include "forecast/load/text/quantity.h"

#include <string.h>

#include "forecast/base/number.h"

#define PLAIN_DIGITS 15 /* whole numbers of so many digits are exact as doubles */
#define SIZES_LEAST 20  /* numbers of a kind that tell how a column is written */
#define QUANTITY_MAX 64 /* bytes of a number; longer is none */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool hc_quantity_is_absent(const char *text, size_t length)
{
    /* the errors of spreadsheets, too, also of German ones */
    static const char *const words[] = {
        "-",      "--",    "n/a",   "N/A",    "NA",           "na",      "n.a.",
        "N.A.",   "NaN",   "nan",   "null",   "NULL",         "[None]",  "None",
        ".",      "#N/A",  "#NV",   "#NULL!", "\xE2\x80\x94", "#DIV/0!", "#VALUE!",
        "#WERT!", "#REF!", "#NUM!", "#NAME?"};
    if (length == 0) { return true; }
    if (is_digit(text[0]) || length > 7) { return false; }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) { return true; }
    }
    return false;
}

/* ---------------------------------------------------------------- which mark is the decimal
 * one */

/* One mark in one cell: digits before the first and after the last, how many. */
typedef struct mark_use {
    size_t count, before, after;
    bool zero_first; /* "0,125": never a group */
} mark_use;

static mark_use use_of(const char *text, size_t length, char mark)
{
    mark_use use = {0, 0, 0, false};
    for (size_t i = 0; i < length; i++) {
        if (text[i] == mark) {
            use.count++;
            use.after = 0;
        } else if (is_digit(text[i])) {
            use.before += use.count == 0;
            use.after++;
            use.zero_first =
                use.zero_first || (use.before == 1 && use.count == 0 && text[i] == '0');
        }
    }
    return use;
}

static void judge(const mark_use *use, bool other_follows, bool other_leads, size_t *decimal,
                  size_t *group, size_t *either)
{
    if (use->count == 0) { return; }
    if (use->count > 1 || other_follows) {
        ++*group;
    } else if (other_leads || use->after != 3 || use->before == 0 || use->before > 3 ||
               use->zero_first) {
        ++*decimal;
    } else {
        ++*either;
    }
}

/* Bytes of a group mark at text: the other mark, a blank, a no-break blank (also the narrow
 * one), an apostrophe. */
static size_t group_mark(const char *text, size_t left, char other)
{
    if (text[0] == other || text[0] == ' ' || text[0] == '\'') { return 1; }
    if (left >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) { return 2; }
    if (left >= 3 && memcmp(text, "\xE2\x80\xAF", 3) == 0) { return 3; }
    return 0;
}

void hc_marks_see(hc_mark_evidence *seen, const char *text, size_t length)
{
    const char *comma = NULL, *point = NULL;
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        const size_t blank = group_mark(text + i, length - i, ' ');
        if (is_digit(c) || blank > 1) {
            i += blank > 1 ? blank - 1 : 0;
            continue;
        }
        if (c == ',' && comma == NULL) { comma = text + i; }
        if (c == '.' && point == NULL) { point = text + i; }
        if (strchr(",.+- '", c) == NULL) { return; }
    }
    if (comma == NULL && point == NULL) { return; }
    const mark_use none = {0, 0, 0, false};
    const mark_use commas = comma != NULL ? use_of(text, length, ',') : none;
    const mark_use points = point != NULL ? use_of(text, length, '.') : none;
    const bool both = comma != NULL && point != NULL;
    judge(&commas, both && comma < point, both && comma > point, &seen->comma_decimal,
          &seen->comma_group, &seen->comma_either);
    judge(&points, both && point < comma, both && point > comma, &seen->point_decimal,
          &seen->point_group, &seen->point_either);
}

void hc_sizes_see(hc_size_evidence *seen, const char *text, size_t length)
{
    hc_mark_evidence marks = {0};
    size_t digits = 0;
    while (digits < length && is_digit(text[digits])) {
        digits++;
    }
    if (digits == length) {
        seen->small += length == 2 || length == 3;
        seen->large += length > 3;
        return;
    }
    hc_marks_see(&marks, text, length);
    seen->comma += marks.comma_either;
    seen->point += marks.point_either;
}

/* Decimals of three places are hardly ever whole: numbers of both kinds are of one column only
 * where the mark sets thousands apart. */
char hc_sizes_decide(const hc_size_evidence *seen)
{
    if (seen->large > 0 || seen->small < SIZES_LEAST) { return '\0'; }
    if (seen->point == 0 && seen->comma >= SIZES_LEAST) { return '.'; }
    return seen->comma == 0 && seen->point >= SIZES_LEAST ? ',' : '\0';
}

char hc_marks_decide(const hc_mark_evidence *seen, char delimiter)
{
    const size_t comma = seen->comma_decimal + seen->point_group;
    const size_t point = seen->point_decimal + seen->comma_group;
    if (comma != point) { return comma > point ? ',' : '.'; }
    if (seen->comma_either == 0) {
        /* "1.234" alone: in files split at commas the point is the decimal one */
        return seen->point_either == 0 || delimiter == ',' ? '.' : '\0';
    }
    return delimiter == ';' && seen->point_either == 0 ? ',' : '\0';
}

/* ---------------------------------------------------------------- reading */

/* Digits, and digits after a decimal mark: a whole number over a power of ten, both exact as
 * doubles, so that their quotient is the double nearest to the text. */
static bool read_plain(const char *text, size_t length, char decimal, double *value)
{
    static const double power[PLAIN_DIGITS + 1] = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    int64_t number = 0;
    size_t mark = length;
    if (length == 0 || length > PLAIN_DIGITS) { return false; }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == decimal && mark == length && i > 0 && i + 1 < length) {
            mark = i;
            continue;
        }
        if (!is_digit(text[i])) { return false; }
        number = number * 10 + (text[i] - '0');
    }
    *value = mark == length ? (double)number : (double)number / power[length - mark - 1];
    return true;
}

/* A group mark must stand between digits with exactly three digits after it. */
static bool is_group_at(const char *text, size_t length, size_t at, size_t mark)
{
    size_t digits = 0;
    while (at + mark + digits < length && is_digit(text[at + mark + digits])) {
        digits++;
    }
    return at > 0 && is_digit(text[at - 1]) && digits == 3;
}

bool hc_quantity_read(const char *text, size_t length, char decimal, double *value)
{
    char plain[QUANTITY_MAX];
    size_t used = 0;
    const char other = decimal == ',' ? '.' : ',';
    if (read_plain(text, length, decimal, value)) { return true; }
    if (length == 0 || length >= sizeof plain) { return false; }
    bool fraction = false;
    for (size_t at = 0; at < length;) {
        const size_t mark = group_mark(text + at, length - at, other);
        if (mark > 0) {
            if (fraction || !is_group_at(text, length, at, mark)) { return false; }
            at += mark;
            continue;
        }
        fraction = fraction || text[at] == decimal;
        plain[used] = text[at];
        if (text[at] == decimal) { plain[used] = '.'; }
        used++;
        at++;
    }
    return hc_parse_double(plain, used, value);
}

/* "1h 02m", "3분 20초", "1시간 5분" */
static bool read_words(const char *text, size_t length, double *seconds)
{
    static const struct {
        const char *word;
        double seconds;
    } units[] = {{"시간", 3600.0}, {"분", 60.0}, {"초", 1.0},  {"h", 3600.0},
                 {"min", 60.0},    {"m", 60.0},  {"sec", 1.0}, {"s", 1.0},
                 {"H", 3600.0},    {"M", 60.0},  {"S", 1.0}};
    double sum = 0.0;
    size_t at = length > 2 && memcmp(text, "PT", 2) == 0 ? 2 : 0; /* ISO 8601: PT3M20S */
    size_t parts = 0;
    while (at < length) {
        const size_t start = at;
        while (at < length && (is_digit(text[at]) || text[at] == '.')) {
            at++;
        }
        double number = 0.0;
        if (!hc_parse_double(text + start, at - start, &number)) { return false; }
        while (at < length && text[at] == ' ') {
            at++;
        }
        double unit = 0.0;
        for (size_t i = 0; i < sizeof units / sizeof units[0] && !(unit > 0.0); i++) {
            const size_t word = strlen(units[i].word);
            if (length - at >= word && memcmp(text + at, units[i].word, word) == 0) {
                unit = units[i].seconds;
                at += word;
            }
        }
        if (!(unit > 0.0)) { return false; }
        while (at < length && text[at] == ' ') {
            at++;
        }
        sum += number * unit;
        parts++;
    }
    *seconds = sum;
    return parts > 0;
}

static double unit_seconds(hc_time_unit unit)
{
    if (unit == HC_UNIT_MINUTES) { return 60.0; }
    if (unit == HC_UNIT_HOURS) { return 3600.0; }
    if (unit == HC_UNIT_DAYS) { return 86400.0; }
    return unit == HC_UNIT_MILLISECONDS ? 0.001 : 1.0;
}

/* ":45", as Avaya writes what is below a minute. */
static bool read_seconds_alone(const char *text, size_t length, double *seconds)
{
    return length == 3 && text[0] == ':' && text[1] < '6' &&
           hc_parse_double(text + 1, 2, seconds) && is_digit(text[1]);
}

/* 3'20 or 3'20", minutes and seconds as they are written in France; an apostrophe before three
 * digits sets thousands apart. */
static bool read_minute_mark(const char *text, size_t length, double *seconds)
{
    const char *mark = length > 0 ? memchr(text, '\'', length) : NULL;
    if (mark == NULL) { return false; }
    const size_t head = (size_t)(mark - text);
    const size_t rest = length - head - 1;
    double minutes = 0.0, left = 0.0;
    const bool closed = rest == 3 && mark[3] == '"';
    if ((rest != 2 && !closed) || !is_digit(mark[1]) || mark[1] > '5' || !is_digit(mark[2]) ||
        !read_plain(text, head, '.', &minutes) || !read_plain(mark + 1, 2, '.', &left)) {
        return false;
    }
    *seconds = minutes * 60.0 + left;
    return true;
}

/* The day that spreadsheets and others put before a duration: the first of their count, or
 * none. */
static size_t first_day_length(const char *text, size_t length)
{
    static const char *const days[] = {"0 days ", "1899-12-30 ", "1899-12-30T", "1900-01-00 "};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const size_t word = strlen(days[i]);
        if (length > word && memcmp(text, days[i], word) == 0) { return word; }
    }
    return 0;
}

/* 12:03:20 AM, 0 days 00:03:20: a duration that was shown as a time of day, or as days. */
static bool read_clock(const char *text, size_t length, double *seconds)
{
    const size_t day = first_day_length(text, length);
    size_t left = length - day;
    const char *clock = text + day;
    const bool morning = left > 3 && (memcmp(clock + left - 3, " AM", 3) == 0 ||
                                      memcmp(clock + left - 3, " am", 3) == 0);
    if (morning) { left -= 3; }
    if (!hc_parse_duration_s(clock, left, seconds)) { return false; }
    const bool midnight = morning && left == 8 && memcmp(clock, "12:", 3) == 0;
    if (midnight) { *seconds -= 12.0 * 3600.0; }
    return true;
}

bool hc_quantity_read_time(const char *text, size_t length, char decimal, hc_time_unit unit,
                           double *seconds)
{
    double value = 0.0;
    const char *colon = length > 0 ? memchr(text, ':', length) : NULL;
    if (read_seconds_alone(text, length, seconds) || read_minute_mark(text, length, seconds)) {
        return true;
    }
    if (colon != NULL) {
        if (!read_clock(text, length, &value)) { return false; }
        const size_t rest = length - (size_t)(colon + 1 - text);
        const bool two_parts = memchr(colon + 1, ':', rest) == NULL;
        *seconds = two_parts && unit == HC_UNIT_CLOCK_MINUTES ? value * 60.0 : value;
        return true;
    }
    if (hc_quantity_read(text, length, decimal, &value)) {
        *seconds = value * unit_seconds(unit);
        return true;
    }
    return read_words(text, length, seconds);
}
