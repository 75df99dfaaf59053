#include "forecast/load/text/stamp.h"

#include <math.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/number.h"
#include "forecast/load/text/stamp_cursor.h"

#define SPAN_LEAST 12           /* bytes of the shortest date with a time */
#define EXCEL_DAY_ZERO (-25569) /* day 0 of Excel's count, 1899-12-30 */
#define EXCEL_DAY_MIN 20000     /* 1954 */
#define EXCEL_DAY_MAX 80000     /* 2119 */
#define EPOCH_DAY_MIN 10957     /* 2000: smaller numbers may be anything */
#define EPOCH_DAY_MAX 47482     /* 2100 */
#define HOUR_YEAR_MIN 1990      /* earlier ones are seconds since 1970 */
#define COMPACT_YEAR_MAX 2200
#define MINORITY_SHARE 0.05 /* dates that fit only the other order: bad rows, not evidence */

static void clear_stamp(hc_stamp *stamp)
{
    *stamp = (hc_stamp){.end_minute = -1, .bare = HC_STAMP_NO_BARE};
}

/* Seconds since 1970, or milliseconds: an instant, which is UTC's. */
static bool read_epoch(const char *text, size_t length, hc_stamp *stamp)
{
    double number = 0.0;
    if ((length != 10 && length != 13) || !hc_parse_double(text, length, &number)) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (!hc_is_digit(text[i])) { return false; }
    }
    const int64_t utc_s = (int64_t)(length == 13 ? floor(number / 1000.0) : number);
    const int64_t day = utc_s / HC_SECONDS_A_DAY;
    const hc_civil_date date = hc_date_from_day(day);
    if (day < EPOCH_DAY_MIN || day > EPOCH_DAY_MAX) { return false; }
    stamp->minute = (int32_t)(utc_s % HC_SECONDS_A_DAY) / 60;
    stamp->second = (int32_t)(utc_s % 60);
    stamp->has_time = stamp->has_offset = true;
    return hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, date.year, date.month, date.day);
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
    return hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, date.year, date.month, date.day);
}

/* 202611230930 and 20261123093000 */
static bool read_compact(const char *text, size_t length, hc_stamp *stamp)
{
    if (length != 12 && length != 14) { return false; }
    int32_t digit[14] = {0};
    for (size_t i = 0; i < length; i++) {
        if (!hc_is_digit(text[i])) { return false; }
        digit[i] = text[i] - '0';
    }
    const int32_t hour = digit[8] * 10 + digit[9];
    const int32_t minute = digit[10] * 10 + digit[11];
    stamp->second = length == 14 ? digit[12] * 10 + digit[13] : 0;
    stamp->minute = hour * 60 + minute;
    stamp->has_time = true;
    return minute < 60 && stamp->second < 60 && stamp->minute <= HC_MINUTES_A_DAY &&
           hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST,
                             digit[0] * 1000 + digit[1] * 100 + digit[2] * 10 + digit[3],
                             digit[4] * 10 + digit[5], digit[6] * 10 + digit[7]);
}

/* 2026112309: the hour behind the day. */
static bool read_compact_hour(const char *text, size_t length, hc_stamp *stamp)
{
    int32_t date = 0, hour = 0;
    size_t digits = 0;
    hc_cursor c = {text, 8, 0};
    if (length != 10 || !hc_cursor_take_number(&c, &date, &digits) || digits != 8) {
        return false;
    }
    c = (hc_cursor){text, 10, 8};
    if (!hc_cursor_take_number(&c, &hour, &digits) || digits != 2 || hour > 24) {
        return false;
    }
    const hc_civil_date day = {date / 10000, date / 100 % 100, date % 100};
    if (!hc_date_is_valid(day) || day.year < HOUR_YEAR_MIN || day.year > COMPACT_YEAR_MAX) {
        return false;
    }
    stamp->minute = hour * 60;
    stamp->has_time = true;
    return hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, day.year, day.month, day.day);
}

/* Two digits as a number; -1 when they are none. */
static int32_t pair_of_digits(const char *text)
{
    return hc_is_digit(text[0]) && hc_is_digit(text[1]) ? (text[0] - '0') * 10 + text[1] - '0'
                                                        : -1;
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
    return hc_stamp_set_date(stamp, HC_STAMP_YEAR_FIRST, century * 100 + year, month, day);
}

/* A date, then a time of day. */
static bool read_moment(const char *text, size_t length, hc_stamp *stamp)
{
    hc_cursor c = {text, length, 0};
    clear_stamp(stamp);
    if (!hc_stamp_take_date(&c, stamp)) { return false; }
    const bool iso = hc_cursor_take(&c, 'T') || hc_cursor_take(&c, 't');
    if (!iso) {
        (void)hc_cursor_take(&c, ',');
        if (hc_cursor_blank(&c) == 0) { return false; }
        hc_cursor_skip_blanks(&c);
    }
    return hc_stamp_take_time(&c, stamp, iso);
}

/* "2026-01-05 08:00:00 - 2026-01-05 08:30:00", also with a slash between as in ISO 8601: the
 * start of an interval of an hour at most, with its end. */
static bool read_span(const char *text, size_t length, hc_stamp *stamp)
{
    hc_stamp end;
    for (size_t at = SPAN_LEAST; at + SPAN_LEAST < length; at++) {
        const bool dash = text[at] == '-' && text[at - 1] == ' ' && text[at + 1] == ' ';
        const size_t before = dash ? at - 1 : at;
        const size_t after = dash ? at + 2 : at + 1;
        if ((!dash && text[at] != '/') || !read_moment(text + after, length - after, &end) ||
            !read_moment(text, before, stamp)) {
            continue;
        }
        const int32_t minutes =
            (end.minute - stamp->minute + HC_MINUTES_A_DAY) % HC_MINUTES_A_DAY;
        stamp->end_minute = end.minute;
        return minutes > 0 && minutes <= 60;
    }
    return false;
}

bool hc_stamp_read_date(const char *text, size_t length, hc_stamp *stamp)
{
    hc_cursor c = {text, length, 0};
    clear_stamp(stamp);
    if (hc_stamp_take_date(&c, stamp) && hc_cursor_at_end(&c)) { return true; }
    /* "2026-11-23 00:00:00": a date that a spreadsheet wrote with its midnight */
    if (hc_stamp_read(text, length, stamp) && stamp->minute == 0 && stamp->second == 0 &&
        !stamp->has_offset) {
        stamp->has_time = false;
        return true;
    }
    return false;
}

/* 0.375, a spreadsheet's part of a day. Two digits behind the point are minutes, but for the
 * quarters of a day. */
static bool read_part_of_day(const char *text, size_t length, hc_stamp *stamp)
{
    double part = 0.0;
    const bool quarter =
        length == 3 ||
        (length == 4 && (memcmp(text, "0.25", 4) == 0 || memcmp(text, "0.75", 4) == 0));
    if (length < 3 || text[0] != '0' || text[1] != '.' || (length == 4 && !quarter) ||
        !hc_parse_double(text, length, &part)) {
        return false;
    }
    const int32_t second = (int32_t)lround(part * HC_SECONDS_A_DAY);
    stamp->minute = second / 60;
    stamp->second = second % 60;
    stamp->has_time = true;
    return second <= HC_SECONDS_A_DAY;
}

bool hc_stamp_read_time(const char *text, size_t length, hc_stamp *stamp)
{
    hc_cursor c = {text, length, 0};
    clear_stamp(stamp);
    if (read_part_of_day(text, length, stamp)) { return true; }
    clear_stamp(stamp);
    return hc_stamp_take_time(&c, stamp, false);
}

bool hc_stamp_read(const char *text, size_t length, hc_stamp *stamp)
{
    clear_stamp(stamp);
    if (read_iso(text, length, stamp)) { return true; }
    if (read_serial(text, length, stamp) || read_compact(text, length, stamp) ||
        read_compact_hour(text, length, stamp) || read_epoch(text, length, stamp)) {
        return true;
    }
    clear_stamp(stamp);
    return read_moment(text, length, stamp) || read_span(text, length, stamp);
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

/* ---- the order of a column ----------------------------------------------------------------
 */

void hc_order_see(hc_order_evidence *seen, const hc_stamp *stamp)
{
    if (stamp->order != HC_STAMP_YEAR_LAST) { return; }
    seen->year_last++;
    seen->day_first += stamp->a > 12 && stamp->b <= 12;
    seen->month_first += stamp->b > 12 && stamp->a <= 12;
}

hc_date_order hc_order_of(const hc_order_evidence *seen)
{
    const double day = (double)seen->day_first;
    const double month = (double)seen->month_first;
    if (seen->year_last == 0) { return HC_DATES_YMD; }
    if (day > 0.0 && month <= MINORITY_SHARE * day) { return HC_DATES_DMY; }
    return month > 0.0 && day <= MINORITY_SHARE * month ? HC_DATES_MDY : HC_DATES_FOUND;
}
