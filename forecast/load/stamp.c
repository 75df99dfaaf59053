#include "forecast/load/stamp.h"

#include <math.h>
#include <string.h>

#define EXCEL_DAY_ZERO (-25569) /* day 0 of Excel's count, 1899-12-30 */
#define EXCEL_DAY_MIN 20000     /* 1954 */
#define EXCEL_DAY_MAX 80000     /* 2119 */
#define COMPACT_YEAR_MIN 1900
#define COMPACT_YEAR_MAX 2200
#define CENTURY_TURN 70 /* two-digit years: 70..99 are 19xx */

typedef struct cursor {
    const char *text;
    size_t length, at;
} cursor;

static char peek(const cursor *c)
{
    if (c->at >= c->length) { return '\0'; }
    return c->text[c->at];
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(cursor *c)
{
    while (peek(c) == ' ' || peek(c) == '\t') {
        c->at++;
    }
}

static bool take(cursor *c, char wanted)
{
    if (peek(c) != wanted) { return false; }
    c->at++;
    return true;
}

static bool take_word(cursor *c, const char *word)
{
    const size_t length = strlen(word);
    if (c->length - c->at < length || memcmp(c->text + c->at, word, length) != 0) {
        return false;
    }
    c->at += length;
    return true;
}

/* A run of at most nine digits; *digits tells how many. */
static bool take_number(cursor *c, int32_t *value, size_t *digits)
{
    int32_t number = 0;
    size_t count = 0;
    while (is_digit(peek(c)) && count < 9) {
        number = number * 10 + (peek(c) - '0');
        c->at++;
        count++;
    }
    if (count == 0 || is_digit(peek(c))) { return false; }
    *value = number;
    *digits = count;
    return true;
}

static bool at_end(cursor *c)
{
    skip_blanks(c);
    return c->at == c->length;
}

/* ---------------------------------------------------------------- dates */

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z') { return (char)(c - 'A' + 'a'); }
    return c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Of a word that begins with a letter: "sábado". */
static bool goes_on_a_word(char c)
{
    return is_letter(c) || (unsigned char)c >= 0x80;
}

/* 1..12 for "Oct" or "October", 0 for other words; steps over the word. */
static int32_t take_month(cursor *c)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char first[3] = {0};
    size_t letters = 0;
    while (goes_on_a_word(peek(c))) {
        if (letters < 3) { first[letters] = lower(peek(c)); }
        letters++;
        c->at++;
    }
    for (int32_t month = 0; letters >= 3 && month < 12; month++) {
        if (memcmp(names + (size_t)month * 3, first, 3) == 0) { return month + 1; }
    }
    return 0;
}

static int32_t full_year(int32_t year, size_t digits)
{
    if (digits > 2) { return year; }
    return year + (year >= CENTURY_TURN ? 1900 : 2000);
}

static bool set_date(hc_stamp *stamp, hc_stamp_order order, int32_t year, int32_t a, int32_t b)
{
    stamp->order = order;
    stamp->year = year;
    stamp->a = a;
    stamp->b = b;
    stamp->has_date = true;
    return true;
}

static bool take_korean_date(cursor *c, hc_stamp *stamp, int32_t year)
{
    int32_t month = 0;
    int32_t day = 0;
    size_t digits = 0;
    skip_blanks(c);
    if (!take_number(c, &month, &digits) || !take_word(c, "월")) { return false; }
    skip_blanks(c);
    if (!take_number(c, &day, &digits) || !take_word(c, "일")) { return false; }
    return set_date(stamp, HC_STAMP_YEAR_FIRST, year, month, day);
}

/* After the first number of a date with one kind of separator: "-11-23", ". 11. 23.",
 * "/11/2026". */
static bool take_rest_of_date(cursor *c, hc_stamp *stamp, int32_t first, size_t first_digits)
{
    const char separator = peek(c);
    int32_t second = 0;
    int32_t third = 0;
    size_t digits = 0;
    size_t last_digits = 0;
    if (separator != '-' && separator != '/' && separator != '.') { return false; }
    c->at++;
    skip_blanks(c);
    if (is_letter(peek(c))) { /* 27-Oct-16 */
        second = take_month(c);
        if (second == 0 || !take(c, separator) || !take_number(c, &third, &digits)) {
            return false;
        }
        return set_date(stamp, HC_STAMP_YEAR_FIRST, full_year(third, digits), second, first);
    }
    if (!take_number(c, &second, &digits) || digits > 2 || !take(c, separator)) {
        return false;
    }
    skip_blanks(c);
    if (!take_number(c, &third, &last_digits)) { return false; }
    if (first_digits == 4) {
        if (separator == '.') { (void)take(c, '.'); }
        return last_digits <= 2 && set_date(stamp, HC_STAMP_YEAR_FIRST, first, second, third);
    }
    return first_digits <= 2 && (last_digits == 4 || last_digits == 2) &&
           set_date(stamp, HC_STAMP_YEAR_LAST, full_year(third, last_digits), first, second);
}

/* "Oct 27, 2016" with the month already read, "27 Oct 2016" with the day already read. */
static bool take_named_date(cursor *c, hc_stamp *stamp, int32_t month, int32_t day)
{
    int32_t year = 0;
    size_t digits = 0;
    skip_blanks(c);
    if (month == 0) {
        month = take_month(c);
    } else if (!take_number(c, &day, &digits) || digits > 2) {
        return false;
    }
    (void)take(c, ',');
    skip_blanks(c);
    return month != 0 && take_number(c, &year, &digits) && digits == 4 &&
           set_date(stamp, HC_STAMP_YEAR_FIRST, year, month, day);
}

/* 20261123, or 11232026 and 23112026, which begin with no month and day of such a year. */
static bool set_compact_date(hc_stamp *stamp, int32_t digits)
{
    const hc_civil_date year_first = {digits / 10000, digits / 100 % 100, digits % 100};
    if (!hc_date_is_valid(year_first) && digits % 10000 >= COMPACT_YEAR_MIN &&
        digits % 10000 <= COMPACT_YEAR_MAX) {
        return set_date(stamp, HC_STAMP_YEAR_LAST, digits % 10000, digits / 1000000,
                        digits / 10000 % 100);
    }
    return set_date(stamp, HC_STAMP_YEAR_FIRST, year_first.year, year_first.month,
                    year_first.day);
}

static bool take_date(cursor *c, hc_stamp *stamp)
{
    int32_t first = 0;
    size_t digits = 0;
    skip_blanks(c);
    if (is_letter(peek(c))) {
        const int32_t month =
            take_month(c); /* or a weekday: "Thu, 27 Oct 2016", "Mo. 1.6.26" */
        (void)(take(c, ',') || take(c, '.'));
        skip_blanks(c);
        const size_t after = c->at;
        if (month != 0 && take_named_date(c, stamp, month, 0)) { return true; }
        c->at = after; /* "mar. 02/06/2026" is a Tuesday in June */
    }
    if (!take_number(c, &first, &digits)) { return false; }
    if (digits == 8) { return set_compact_date(stamp, first); }
    if (digits == 4 && take_word(c, "년")) { return take_korean_date(c, stamp, first); }
    if (digits <= 2 && peek(c) == ' ') { return take_named_date(c, stamp, 0, first); }
    return take_rest_of_date(c, stamp, first, digits);
}

/* ---------------------------------------------------------------- times */

typedef enum half_day { HALF_NONE = 0, HALF_AM, HALF_PM } half_day;

static half_day take_half(cursor *c)
{
    skip_blanks(c);
    if (take_word(c, "오전")) { return HALF_AM; }
    if (take_word(c, "오후")) { return HALF_PM; }
    const char first = lower(peek(c));
    if (first != 'a' && first != 'p') { return HALF_NONE; }
    const size_t start = c->at++;
    (void)take(c, '.');
    if (lower(peek(c)) != 'm') {
        c->at = start;
        return HALF_NONE;
    }
    c->at++;
    (void)take(c, '.');
    return first == 'a' ? HALF_AM : HALF_PM;
}

static bool apply_half(half_day half, int32_t *hour)
{
    if (half == HALF_NONE) { return true; }
    if (*hour < 1 || *hour > 12) { return false; }
    *hour = *hour % 12 + (half == HALF_PM ? 12 : 0);
    return true;
}

typedef struct clock_time {
    int32_t minute, second;
    int32_t bare; /* HC_STAMP_NO_BARE unless only a number */
    bool has_seconds;
} clock_time;

static bool finish_clock(clock_time *clock, int32_t hour, int32_t minute, half_day half)
{
    if (!apply_half(half, &hour)) { return false; }
    clock->minute = hour * 60 + minute;
    return minute < 60 && clock->second < 60 &&
           (clock->minute < HC_MINUTES_A_DAY ||
            (clock->minute == HC_MINUTES_A_DAY && clock->second == 0));
}

static bool take_seconds(cursor *c, clock_time *clock)
{
    size_t digits = 0;
    if (!take(c, ':')) { return true; }
    clock->has_seconds = true;
    if (!take_number(c, &clock->second, &digits) || digits != 2) { return false; }
    if (take(c, '.') || take(c, ',')) {
        const size_t start = c->at;
        while (is_digit(peek(c))) {
            c->at++;
        }
        return c->at > start;
    }
    return true;
}

/* "9시 30분", "9시" */
static bool take_korean_clock(cursor *c, clock_time *clock, int32_t hour, half_day half)
{
    int32_t minute = 0;
    size_t digits = 0;
    skip_blanks(c);
    const size_t start = c->at;
    if (take_number(c, &minute, &digits) && !take_word(c, "분")) {
        c->at = start;
        minute = 0;
    }
    return finish_clock(clock, hour, minute, half);
}

static bool take_clock(cursor *c, clock_time *clock)
{
    int32_t hour = 0;
    int32_t minute = 0;
    size_t digits = 0;
    *clock = (clock_time){.bare = HC_STAMP_NO_BARE};
    half_day half = take_half(c);
    skip_blanks(c);
    if (!take_number(c, &hour, &digits)) { return false; }
    if (take_word(c, "시")) { return take_korean_clock(c, clock, hour, half); }
    if (take(c, ':')) {
        size_t minute_digits = 0;
        if (digits > 2 || !take_number(c, &minute, &minute_digits) || minute_digits != 2 ||
            !take_seconds(c, clock)) {
            return false;
        }
        const size_t before = c->at;
        if (half == HALF_NONE) { half = take_half(c); }
        if (half == HALF_NONE) { c->at = before; }
        return finish_clock(clock, hour, minute, half);
    }
    if (digits >= 5) { /* 93000, 093000 */
        clock->second = hour % 100;
        clock->has_seconds = true;
        return digits <= 6 && finish_clock(clock, hour / 10000, hour / 100 % 100, half);
    }
    const size_t before = c->at;
    if (half == HALF_NONE) { half = take_half(c); }
    if (half != HALF_NONE) { return digits <= 2 && finish_clock(clock, hour, 0, half); }
    c->at = before;
    clock->bare = hour;
    return digits < 3 || finish_clock(clock, hour / 100, hour % 100, HALF_NONE);
}

static bool take_offset(cursor *c, hc_stamp *stamp)
{
    const bool minus = peek(c) == '-';
    int32_t hours = 0;
    int32_t minutes = 0;
    size_t digits = 0;
    c->at++;
    if (!take_number(c, &hours, &digits)) { return false; }
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits > 2 ||
               (take(c, ':') && (!take_number(c, &minutes, &digits) || digits != 2))) {
        return false;
    }
    if (hours > 18 || minutes > 59) { return false; }
    stamp->has_offset = true;
    stamp->offset_s = (hours * 60 + minutes) * (minus ? -60 : 60);
    return true;
}

/* "09:00-09:30", "09시~10시": the end of the interval. "-05:00" after "T09:00" is an offset. */
static bool take_range_end(cursor *c, hc_stamp *stamp, const clock_time *start)
{
    const size_t before = c->at;
    clock_time end;
    skip_blanks(c);
    const bool dash = take(c, '-') || take(c, '~') || take_word(c, "–");
    skip_blanks(c);
    if (dash && take_clock(c, &end) && end.bare == start->bare) {
        const int32_t length =
            (end.minute - start->minute + HC_MINUTES_A_DAY) % HC_MINUTES_A_DAY;
        if (length > 0 && length <= 60 && start->bare == HC_STAMP_NO_BARE) {
            stamp->end_minute = end.minute;
            return true;
        }
    }
    c->at = before;
    return false;
}

static bool take_time(cursor *c, hc_stamp *stamp, bool iso)
{
    clock_time clock;
    if (!take_clock(c, &clock)) { return false; }
    stamp->has_time = true;
    stamp->minute = clock.minute;
    stamp->second = clock.second;
    stamp->bare = clock.bare;
    if (at_end(c)) { return true; }
    if (!iso && !clock.has_seconds && take_range_end(c, stamp, &clock)) { return at_end(c); }
    if (take(c, 'Z') || take(c, 'z')) {
        stamp->has_offset = true;
        return at_end(c);
    }
    return (peek(c) == '+' || peek(c) == '-') && stamp->has_date && take_offset(c, stamp) &&
           at_end(c);
}

/* ---------------------------------------------------------------- whole texts */

static void clear_stamp(hc_stamp *stamp)
{
    *stamp = (hc_stamp){.end_minute = -1, .bare = HC_STAMP_NO_BARE};
}

/* 45989.375: Excel's days since 1899-12-30. */
static bool read_serial(const char *text, size_t length, hc_stamp *stamp)
{
    double serial = 0.0;
    if (length < 5 || length > 20 || (length > 5 && text[5] != '.')) { return false; }
    if (!hc_parse_double(text, length, &serial) || serial < EXCEL_DAY_MIN ||
        serial > EXCEL_DAY_MAX) {
        return false;
    }
    const double whole = floor(serial);
    const int32_t second = (int32_t)lround((serial - whole) * HC_SECONDS_A_DAY);
    const hc_civil_date date = hc_date_from_day((int64_t)whole + EXCEL_DAY_ZERO);
    stamp->minute = second / 60;
    stamp->second = second % 60;
    stamp->has_time = true;
    return set_date(stamp, HC_STAMP_YEAR_FIRST, date.year, date.month, date.day);
}

/* 202611230930 and 20261123093000 */
static bool read_compact(const char *text, size_t length, hc_stamp *stamp)
{
    if (length != 12 && length != 14) { return false; }
    int32_t digit[14] = {0};
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i])) { return false; }
        digit[i] = text[i] - '0';
    }
    const int32_t hour = digit[8] * 10 + digit[9];
    const int32_t minute = digit[10] * 10 + digit[11];
    stamp->second = length == 14 ? digit[12] * 10 + digit[13] : 0;
    stamp->minute = hour * 60 + minute;
    stamp->has_time = true;
    return minute < 60 && stamp->second < 60 && stamp->minute <= HC_MINUTES_A_DAY &&
           set_date(stamp, HC_STAMP_YEAR_FIRST,
                    digit[0] * 1000 + digit[1] * 100 + digit[2] * 10 + digit[3],
                    digit[4] * 10 + digit[5], digit[6] * 10 + digit[7]);
}

/* Two digits as a number; -1 when they are none. */
static int32_t pair_of_digits(const char *text)
{
    return is_digit(text[0]) && is_digit(text[1]) ? (text[0] - '0') * 10 + text[1] - '0' : -1;
}

/* 2026-11-23T09:30:00, with a blank for the T or without seconds: what most files have, read
 * without a cursor. False: perhaps another form. */
static bool read_iso(const char *text, size_t length, hc_stamp *stamp)
{
    const bool has_seconds = length == 19 && text[16] == ':';
    if ((length != 16 && !has_seconds) || text[4] != '-' || text[7] != '-' ||
        (text[10] != 'T' && text[10] != ' ') || text[13] != ':') {
        return false;
    }
    const int32_t century = pair_of_digits(text), year = pair_of_digits(text + 2);
    const int32_t month = pair_of_digits(text + 5), day = pair_of_digits(text + 8);
    const int32_t hour = pair_of_digits(text + 11), minute = pair_of_digits(text + 14);
    const int32_t second = has_seconds ? pair_of_digits(text + 17) : 0;
    if ((century | year | month | day | hour | minute | second) < 0 || hour > 23 ||
        minute > 59 || second > 59) {
        return false;
    }
    stamp->has_time = true;
    stamp->minute = hour * 60 + minute;
    stamp->second = second;
    return set_date(stamp, HC_STAMP_YEAR_FIRST, century * 100 + year, month, day);
}

bool hc_stamp_read_date(const char *text, size_t length, hc_stamp *stamp)
{
    cursor c = {text, length, 0};
    clear_stamp(stamp);
    if (take_date(&c, stamp) && at_end(&c)) { return true; }
    /* "2026-11-23 00:00:00": a date that a spreadsheet wrote with its midnight */
    if (hc_stamp_read(text, length, stamp) && stamp->minute == 0 && stamp->second == 0 &&
        !stamp->has_offset) {
        stamp->has_time = false;
        return true;
    }
    return false;
}

bool hc_stamp_read_time(const char *text, size_t length, hc_stamp *stamp)
{
    cursor c = {text, length, 0};
    clear_stamp(stamp);
    return take_time(&c, stamp, false);
}

bool hc_stamp_read(const char *text, size_t length, hc_stamp *stamp)
{
    cursor c = {text, length, 0};
    clear_stamp(stamp);
    if (read_iso(text, length, stamp)) { return true; }
    if (read_serial(text, length, stamp) || read_compact(text, length, stamp)) { return true; }
    clear_stamp(stamp);
    if (!take_date(&c, stamp)) { return false; }
    const bool iso = take(&c, 'T') || take(&c, 't');
    if (!iso) {
        (void)take(&c, ',');
        if (peek(&c) != ' ' && peek(&c) != '\t') { return false; }
        skip_blanks(&c);
    }
    return take_time(&c, stamp, iso);
}

bool hc_stamp_day(const hc_stamp *stamp, hc_date_order order, int64_t *day)
{
    hc_civil_date date = {stamp->year, stamp->a, stamp->b};
    if (stamp->order == HC_STAMP_YEAR_LAST && order == HC_DATES_DMY) {
        date = (hc_civil_date){stamp->year, stamp->b, stamp->a};
    }
    if (!hc_date_is_valid(date)) { return false; }
    *day = hc_day_from_date(date);
    return true;
}

bool hc_stamp_bare_minute(int32_t bare, bool with_minutes, int32_t *minute)
{
    *minute = with_minutes ? bare / 100 * 60 + bare % 100 : bare * 60;
    return *minute <= HC_MINUTES_A_DAY && (!with_minutes || bare % 100 < 60);
}
