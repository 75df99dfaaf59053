#include "forecast/load/csv/csv_time_parts.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/load/csv/csv_header.h"
#include "forecast/load/csv/csv_record.h"
#include "forecast/load/csv/csv_week.h"
#include "forecast/load/text/weekday_name.h"

#define YEAR_NAMES                                                                             \
    "year|iso year|calendar year|yr|jahr|année|annee|año|anno|ano|jaar|연도|년도|년|年"
#define MONTH_NAMES "month|month number|month name|monat|mois|mes|mese|mês|maand|월|月"
#define DAY_NAMES "day|day of month|day number|tag|jour|día|dia|giorno|dag|일|日"
#define WEEK_NAMES                                                                             \
    "week|iso week|week number|week no|week of year|calendar week|kw|kalenderwoche|woche|"     \
    "semaine|semana|settimana|주차|주|" HC_CSV_WEEK_STARTS
#define WEEKDAY_NAMES                                                                          \
    "weekday|day of week|day name|dow|day|wochentag|tag|jour|jour de la semaine|día|"         \
    "dia|giorno|요일"
#define HOUR_NAMES "hour|hour of day|start hour|hr|stunde|heure|hora|ora|uur|시간|시|時"
/* "Minutes" may be talk time */
#define MINUTE_NAMES "minute|start minute|minute of hour|minuto|minuut|분|分"
#define TIME_NAMES                                                                             \
    "time|timestamp|datetime|date time|interval|interval start|start time|time of day|period|" \
    "half hour|시각|시간대|uhrzeit"
#define DATE_NAMES                                                                             \
    "date|timestamp|datetime|date time|interval start|start time|날짜|일자|일시|datum|fecha"

#define WEEKS_MOST 53
#define THURSDAY 3 /* an ISO week belongs to the year of its Thursday */

static bool has(size_t column)
{
    return column != HC_CSV_NO_COLUMN;
}

bool hc_csv_parts_make_date(const hc_csv_time_parts *parts)
{
    return (has(parts->year) && has(parts->month) && has(parts->day)) ||
           (has(parts->week) && has(parts->weekday));
}

bool hc_csv_parts_make_time(const hc_csv_time_parts *parts)
{
    return has(parts->hour) && has(parts->minute);
}

bool hc_csv_find_time_parts(const hc_csv_header *header, hc_csv_time_parts *parts)
{
    const size_t none = HC_CSV_NO_COLUMN;
    *parts = (hc_csv_time_parts){
        .year = hc_csv_header_find(header, YEAR_NAMES),
        .month = hc_csv_header_find(header, MONTH_NAMES),
        .day = hc_csv_header_find(header, DAY_NAMES),
        .week = hc_csv_header_find(header, WEEK_NAMES),
        .weekday = hc_csv_header_find(header, WEEKDAY_NAMES),
        .hour = hc_csv_header_find(header, HOUR_NAMES),
        .minute = hc_csv_header_find(header, MINUTE_NAMES),
    };
    const bool by_month = has(parts->year) && has(parts->month) && has(parts->day);
    if (has(hc_csv_header_find(header, DATE_NAMES))) {
        parts->year = parts->day = parts->week = parts->weekday = none;
    } else if (by_month) { /* a week or weekday beside them says nothing more */
        parts->week = parts->weekday = none;
    }
    if (!has(parts->minute) || has(hc_csv_header_find(header, TIME_NAMES))) {
        parts->hour = parts->minute = none;
    }
    return hc_csv_parts_make_date(parts) || hc_csv_parts_make_time(parts);
}

/* ---------------------------------------------------------------- of a record */

static const char *cell(const hc_csv_records *records, size_t column)
{
    return hc_csv_records_cell(records, column).text;
}

/* The number that the text is, perhaps with letters before it or a word behind it: "W23",
 * "6월", "2026년"; -1: none, or more than one. */
static int32_t number_in(const char *text)
{
    static const char digits[] = "0123456789";
    int32_t number = 0;
    const char *first = text + strcspn(text, digits);
    const size_t length = strspn(first, digits);
    if (length == 0 || length > 4 || first[length + strcspn(first + length, digits)] != '\0' ||
        strpbrk(text, "-./:") != NULL) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        number = number * 10 + (first[i] - '0');
    }
    return number;
}

/* Monday of the ISO 8601 week; false when the year has no such week. */
static bool monday_of(int32_t year, int32_t week, int64_t *monday)
{
    if (year < 1 || week < 1 || week > WEEKS_MOST) { return false; }
    const int64_t fourth = hc_day_from_date((hc_civil_date){year, 1, 4}); /* in week 1 */
    *monday = fourth - hc_weekday(fourth) + 7 * (int64_t)(week - 1);
    return hc_date_from_day(*monday + THURSDAY).year == year;
}

/* "23", "W23" or "KW 23" with a year beside it, or "2026-W23", "2026W23". */
static bool read_week(const hc_csv_records *records, const hc_csv_time_parts *parts,
                      int64_t *monday)
{
    const char *week = cell(records, parts->week);
    const char *mark = strpbrk(week, "Ww");
    if (strspn(week, "0123456789") == 4 && mark != NULL) {
        char year[5] = "";
        memcpy(year, week, 4);
        return monday_of(number_in(year), number_in(mark), monday);
    }
    return monday_of(number_in(cell(records, parts->year)), number_in(week), monday);
}

/* The row's day: of a week by its number the weekday's name tells it, which no number does. */
static bool find_day(const hc_csv_records *records, const hc_csv_time_parts *parts,
                     const char *weekday, int64_t *day)
{
    int64_t week = 0;
    if (read_week(records, parts, &week)) {
        const int32_t of_name = hc_weekday_of_name(weekday);
        *day = week + of_name;
        return of_name >= 0;
    }
    return parts->week_is_date &&
           hc_csv_week_read(hc_csv_records_cell(records, parts->week), parts->order, &week) &&
           hc_csv_week_day(week, weekday, day);
}

static void write_week_date(const hc_csv_records *records, const hc_csv_time_parts *parts,
                            char text[HC_CSV_DATE_TEXT])
{
    int64_t day = 0;
    const char *week = cell(records, parts->week);
    const char *weekday = cell(records, parts->weekday);
    if (find_day(records, parts, weekday, &day)) {
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(day, date);
        (void)snprintf(text, HC_CSV_DATE_TEXT, "%s", date);
    } else if (week[0] != '\0' && hc_weekday_of_name(weekday) >= 0) {
        /* what no year has is refused as it stands */
        (void)snprintf(text, HC_CSV_DATE_TEXT, "%.16s %.16s", week, weekday);
    }
}

static void write_month_date(const hc_csv_records *records, const hc_csv_time_parts *parts,
                             char text[HC_CSV_DATE_TEXT])
{
    const char *month = cell(records, parts->month);
    const char *day_text = cell(records, parts->day);
    const int32_t year = number_in(cell(records, parts->year));
    const int32_t number = number_in(month);
    const int32_t day = number_in(day_text);
    if (year < 0 || day < 0 || day > 31) { /* a whole date in the day's column */
        (void)snprintf(text, HC_CSV_DATE_TEXT, "%.*s", HC_CSV_DATE_TEXT - 1, day_text);
    } else if (number >= 0) {
        (void)snprintf(text, HC_CSV_DATE_TEXT, "%04d-%02d-%02d", (int)year, (int)number,
                       (int)day);
    } else {
        (void)snprintf(text, HC_CSV_DATE_TEXT, "%d %.40s %d", (int)day, month, (int)year);
    }
}

void hc_csv_write_date(const hc_csv_records *records, const hc_csv_time_parts *parts,
                       char text[HC_CSV_DATE_TEXT])
{
    text[0] = '\0';
    if (has(parts->week)) {
        write_week_date(records, parts, text);
    } else {
        write_month_date(records, parts, text);
    }
}

/* Digits alone or before a character of another script: "9", "9시", but not "9 PM". */
static int32_t clock_number(const char *text)
{
    const unsigned char after = (unsigned char)text[strspn(text, "0123456789")];
    return after == '\0' || after >= 0x80 ? number_in(text) : -1;
}

void hc_csv_write_time(const hc_csv_records *records, const hc_csv_time_parts *parts,
                       char text[HC_CSV_DATE_TEXT])
{
    const int32_t hour = clock_number(cell(records, parts->hour));
    const int32_t minute = clock_number(cell(records, parts->minute));
    text[0] = '\0';
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) { return; }
    (void)snprintf(text, HC_CSV_DATE_TEXT, "%02d:%02d", (int)hour, (int)minute);
}

hc_status hc_csv_settle_weeks(hc_csv_records *records, int64_t header_line,
                              hc_date_order wanted, hc_csv_time_parts *parts, hc_error *err)
{
    size_t dates = 0;
    if (!has(parts->week) || !has(parts->weekday)) { return HC_OK; }
    HC_TRY(hc_csv_week_find_order(records, parts->week, wanted, &parts->order, &dates, err));
    parts->week_is_date = dates > 0;
    return hc_csv_records_read_to(records, header_line, err);
}
