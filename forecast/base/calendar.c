#include "forecast/base/calendar.h"

#include <stdio.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2200
#define DAY_OF_YEAR_1 (-719162)  /* 0001-01-01 */
#define DAY_OF_YEAR_9999 2932896 /* 9999-12-31 */
#define DAYS_IN_400_YEARS 146097
#define MARCH_OF_YEAR_0 719468   /* days from 0000-03-01 to 1970-01-01 */
#define OFFSET_MAX_S (18 * 3600) /* further from Greenwich than any zone has been */

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int32_t hc_days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) { return 0; }
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool is_real_date(hc_civil_date date)
{
    return date.day >= 1 && date.day <= hc_days_in_month(date.year, date.month);
}

bool hc_date_is_valid(hc_civil_date date)
{
    return date.year >= YEAR_MIN && date.year <= YEAR_MAX && is_real_date(date);
}

/* Days of a year that begins in March, so that the leap day comes last: docs/math.md. */
static int32_t day_of_march_year(int32_t month, int32_t day)
{
    const int32_t months_since_march = (month + 9) % 12;
    return (153 * months_since_march + 2) / 5 + day - 1;
}

int64_t hc_day_from_date(hc_civil_date date)
{
    if (date.year < 1 || date.year > 9999 || !is_real_date(date)) { return HC_DAY_NONE; }
    const int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    return 365 * year + year / 4 - year / 100 + year / 400 +
           day_of_march_year(date.month, date.day) - MARCH_OF_YEAR_0;
}

hc_civil_date hc_date_from_day(int64_t day)
{
    if (day < DAY_OF_YEAR_1 || day > DAY_OF_YEAR_9999) { return (hc_civil_date){0}; }
    const int32_t since_march = (int32_t)(day + MARCH_OF_YEAR_0);
    const int32_t era = since_march / DAYS_IN_400_YEARS;
    const int32_t day_of_era = since_march % DAYS_IN_400_YEARS;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t months_since_march = (5 * day_of_year + 2) / 153;
    const int32_t month = (months_since_march + 2) % 12 + 1;
    return (hc_civil_date){.year = era * 400 + year_of_era + (month <= 2 ? 1 : 0),
                           .month = month,
                           .day = day_of_year - (153 * months_since_march + 2) / 5 + 1};
}

int32_t hc_weekday(int64_t day)
{
    return (int32_t)((day % 7 + 10) % 7); /* 1970-01-01 was a Thursday: 3 */
}

const char *hc_weekday_name(int32_t weekday)
{
    static const char *const names[7] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return weekday >= 0 && weekday < 7 ? names[weekday] : "";
}

/* Exactly `digits` digits. */
static bool read_digits(const char *text, int digits, int32_t *value)
{
    int32_t parsed = 0;
    for (int at = 0; at < digits; at++) {
        if (text[at] < '0' || text[at] > '9') { return false; }
        parsed = parsed * 10 + (text[at] - '0');
    }
    *value = parsed;
    return true;
}

bool hc_parse_date(const char *text, size_t length, int64_t *day)
{
    hc_civil_date date = {0};
    if (length != 10 || text[4] != '-' || text[7] != '-') { return false; }
    if (!read_digits(text, 4, &date.year) || !read_digits(text + 5, 2, &date.month) ||
        !read_digits(text + 8, 2, &date.day) || !hc_date_is_valid(date)) {
        return false;
    }
    *day = hc_day_from_date(date);
    return true;
}

/* ":mm" or "mm" at *at, moving on; false when there is none. */
static bool read_two(const char *text, size_t length, size_t *at, bool colon, int32_t *value)
{
    const size_t need = colon ? 3 : 2;
    if (length - *at < need || (colon && text[*at] != ':')) { return false; }
    if (!read_digits(text + *at + need - 2, 2, value)) { return false; }
    *at += need;
    return true;
}

/* "09:30", "09:30:15", "09:30:15.250" at *at; the fraction is dropped. */
static bool read_clock(const char *text, size_t length, size_t *at, int32_t *second_of_day)
{
    int32_t hour = 0;
    int32_t minute = 0;
    int32_t second = 0;
    if (!read_two(text, length, at, false, &hour) ||
        !read_two(text, length, at, true, &minute)) {
        return false;
    }
    const bool has_second = read_two(text, length, at, true, &second);
    if (has_second && length - *at >= 2 && text[*at] == '.') {
        const size_t point = (*at)++;
        while (*at < length && text[*at] >= '0' && text[*at] <= '9') {
            (*at)++;
        }
        if (*at == point + 1) { return false; }
    }
    *second_of_day = hour * 3600 + minute * 60 + second;
    return minute < 60 && second < 60 && *second_of_day <= HC_SECONDS_A_DAY;
}

/* "Z", "+09:00", "+0900", "+09" or "-00:44:30" up to the end of the text. */
static bool read_offset(const char *text, size_t length, size_t at, int32_t *offset_s)
{
    int32_t hours = 0;
    int32_t minutes = 0;
    int32_t seconds = 0;
    if (text[at] == 'Z') {
        *offset_s = 0;
        return at + 1 == length;
    }
    if (text[at] != '+' && text[at] != '-') { return false; }
    const int32_t sign = text[at++] == '-' ? -1 : 1;
    if (!read_two(text, length, &at, false, &hours)) { return false; }
    if (at < length && !read_two(text, length, &at, text[at] == ':', &minutes)) {
        return false;
    }
    if (at < length && !read_two(text, length, &at, true, &seconds)) { return false; }
    const int32_t size_s = hours * 3600 + minutes * 60 + seconds;
    if (at != length || minutes > 59 || seconds > 59 || size_s > OFFSET_MAX_S) { return false; }
    *offset_s = sign * size_s;
    return true;
}

bool hc_parse_iso_time(const char *text, size_t length, hc_local_time *time, bool *has_offset,
                       int32_t *offset_s)
{
    hc_local_time parsed = {0};
    int32_t offset = 0;
    bool offset_given = false;
    if (length < 10 || !hc_parse_date(text, 10, &parsed.day)) { return false; }
    if (length > 10) {
        size_t at = 11;
        if (text[10] != 'T' && text[10] != ' ') { return false; }
        if (!read_clock(text, length, &at, &parsed.second_of_day)) { return false; }
        offset_given = at < length;
        if (offset_given && !read_offset(text, length, at, &offset)) { return false; }
    }
    if (parsed.second_of_day == HC_SECONDS_A_DAY) {
        parsed.second_of_day = 0;
        parsed.day++;
    }
    *time = parsed;
    *has_offset = offset_given;
    *offset_s = offset;
    return true;
}

void hc_format_date(int64_t day, char *text)
{
    const hc_civil_date date = hc_date_from_day(day);
    text[0] = '\0';
    if (date.month == 0) { return; }
    (void)snprintf(text, HC_TIME_TEXT_MAX, "%04d-%02d-%02d", (int)date.year, (int)date.month,
                   (int)date.day);
}

void hc_format_local(hc_local_time time, char *text)
{
    hc_format_date(time.day, text);
    const size_t length = strlen(text);
    const int second = (int)time.second_of_day;
    (void)snprintf(text + length, HC_TIME_TEXT_MAX - length, "T%02d:%02d:%02d", second / 3600,
                   second / 60 % 60, second % 60);
}

void hc_format_clock(int32_t minute_of_day, char *text)
{
    const char *sign = minute_of_day < 0 ? "-" : "";
    const int64_t minutes = minute_of_day < 0 ? -(int64_t)minute_of_day : minute_of_day;
    (void)snprintf(text, HC_TIME_TEXT_MAX, "%s%02d:%02d", sign, (int)(minutes / 60),
                   (int)(minutes % 60));
}
