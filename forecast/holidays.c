#include "forecast/holidays.h"

#include <stdio.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2200
#define JUNETEENTH_FIRST_YEAR 2021
#define MONDAY 0
#define THURSDAY 3
#define SATURDAY 5
#define SUNDAY 6
#define LAST_OF_MONTH 0
#define US_COUNT (sizeof us_rules / sizeof *us_rules)

typedef hc_status (*add_year_fn)(hc_special_days *days, int32_t year, size_t *added,
                                 hc_error *err);

/* One federal holiday: a date, or the nth weekday of a month. */
typedef struct us_rule {
    const char *name;
    int32_t month;
    int32_t day; /* 0: by weekday */
    int32_t weekday;
    int32_t nth; /* LAST_OF_MONTH or 1..4 */
    int32_t first_year;
} us_rule;

/* Title 5 of the United States Code, section 6103. */
static const us_rule us_rules[] = {
    {"New Year's Day", 1, 1, 0, 0, 0},
    {"Birthday of Martin Luther King, Jr.", 1, 0, MONDAY, 3, 0},
    {"Washington's Birthday", 2, 0, MONDAY, 3, 0},
    {"Memorial Day", 5, 0, MONDAY, LAST_OF_MONTH, 0},
    {"Juneteenth", 6, 19, 0, 0, JUNETEENTH_FIRST_YEAR},
    {"Independence Day", 7, 4, 0, 0, 0},
    {"Labor Day", 9, 0, MONDAY, 1, 0},
    {"Columbus Day", 10, 0, MONDAY, 2, 0},
    {"Veterans Day", 11, 11, 0, 0, 0},
    {"Thanksgiving Day", 11, 0, THURSDAY, 4, 0},
    {"Christmas Day", 12, 25, 0, 0, 0},
};

static hc_status add_day(hc_special_days *days, int64_t day, const char *name, size_t *added,
                         hc_error *err)
{
    if (hc_special_days_entry(days, day) != NULL) { return HC_OK; }
    hc_special_day holiday = {.day = day, .kind = HC_SPECIAL_HOLIDAY, .uplift = HC_MISSING};
    (void)snprintf(holiday.name, sizeof holiday.name, "%s", name);
    HC_TRY(hc_special_days_add(days, &holiday, err));
    *added += 1;
    return HC_OK;
}

/* ------------------------------------------------------------------------ United States */

static int64_t nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t nth)
{
    if (nth == LAST_OF_MONTH) {
        const int64_t last =
            hc_day_from_date((hc_civil_date){year, month, hc_days_in_month(year, month)});
        return last - (hc_weekday(last) - weekday + 7) % 7;
    }
    const int64_t first = hc_day_from_date((hc_civil_date){year, month, 1});
    return first + (weekday - hc_weekday(first) + 7) % 7 + (int64_t)7 * (nth - 1);
}

static int64_t us_day(const us_rule *rule, int32_t year)
{
    return rule->day == 0 ? nth_weekday(year, rule->month, rule->weekday, rule->nth)
                          : hc_day_from_date((hc_civil_date){year, rule->month, rule->day});
}

/* Federal offices take the Friday before a Saturday and the Monday after a Sunday. */
static int64_t us_observed(int64_t day)
{
    switch (hc_weekday(day)) {
    case SATURDAY:
        return day - 1;
    case SUNDAY:
        return day + 1;
    default:
        return day;
    }
}

/* Days of `year` alone: the next New Year's Day may be observed on its last one. */
static hc_status add_us_rule(hc_special_days *days, const us_rule *rule, int32_t year,
                             int32_t shown_year, size_t *added, hc_error *err)
{
    if (year < rule->first_year) { return HC_OK; }
    const int64_t day = us_day(rule, year);
    const int64_t observed = us_observed(day);
    char name[HC_SPECIAL_NAME_MAX];
    (void)snprintf(name, sizeof name, "%s (observed)", rule->name);
    if (year == shown_year) { HC_TRY(add_day(days, day, rule->name, added, err)); }
    if (observed != day && hc_date_from_day(observed).year == shown_year) {
        HC_TRY(add_day(days, observed, name, added, err));
    }
    return HC_OK;
}

static hc_status add_us_year(hc_special_days *days, int32_t year, size_t *added, hc_error *err)
{
    for (size_t i = 0; i < US_COUNT; i++) {
        HC_TRY(add_us_rule(days, &us_rules[i], year, year, added, err));
    }
    return add_us_rule(days, &us_rules[0], year + 1, year, added, err);
}

/* ---------------------------------------------------------------------------------- Korea */

static hc_status add_kr_year(hc_special_days *days, int32_t year, size_t *added, hc_error *err)
{
    for (size_t i = 0; i < hc_holidays_kr_count; i++) {
        const hc_holiday_row *row = &hc_holidays_kr[i];
        if (row->year != year) { continue; }
        char name[HC_SPECIAL_NAME_MAX];
        (void)snprintf(name, sizeof name, "%s (%s)", row->name, row->local_name);
        HC_TRY(add_day(days, hc_day_from_date((hc_civil_date){year, row->month, row->day}),
                       name, added, err));
    }
    return HC_OK;
}

/* -------------------------------------------------------------------------------- country */

typedef struct country_calendar {
    const char *code;
    const char *name;
    int32_t first_year, last_year;
    add_year_fn add_year;
} country_calendar;

static const country_calendar countries[] = {
    {"KR", "Korea", HC_HOLIDAYS_KR_FIRST_YEAR, HC_HOLIDAYS_KR_LAST_YEAR, add_kr_year},
    {"US", "the United States", HC_HOLIDAYS_US_FIRST_YEAR, HC_HOLIDAYS_US_LAST_YEAR,
     add_us_year},
};

static char upper(char c)
{
    if (c < 'a' || c > 'z') { return c; }
    return (char)(c - 'a' + 'A');
}

static const country_calendar *find_country(const char *text)
{
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        const char *code = countries[i].code;
        if (upper(text[0]) == code[0] && upper(text[1]) == code[1] && text[2] == '\0') {
            return &countries[i];
        }
    }
    return NULL;
}

bool hc_holidays_is_country(const char *text)
{
    return find_country(text) != NULL;
}

static hc_status check(const char *text, const country_calendar *country, int32_t first_year,
                       int32_t last_year, bool told, hc_error *err)
{
    if (country == NULL) {
        return hc_fail(err, HC_ERR_PARSE, HC_NOWHERE,
                       "for other countries give an iCalendar or CSV file",
                       "holidays are known for KR and US, found \"%.60s\"", text);
    }
    if (first_year < YEAR_MIN || last_year > YEAR_MAX || first_year > last_year) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "years must ascend within %d..%d, found %d to %d", YEAR_MIN, YEAR_MAX,
                       first_year, last_year);
    }
    if (!told && (first_year < country->first_year || last_year > country->last_year)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "list the others in a file",
                       "holidays of %s are known for %d to %d, asked for %d to %d",
                       country->name, country->first_year, country->last_year, first_year,
                       last_year);
    }
    return HC_OK;
}

static hc_holidays_report tell(const country_calendar *country, int32_t first_year,
                               int32_t last_year, size_t added)
{
    hc_holidays_report report = {.added = added,
                                 .first_known_year = country->first_year,
                                 .last_known_year = country->last_year,
                                 .beyond = first_year < country->first_year ||
                                           last_year > country->last_year};
    if (report.beyond) {
        (void)snprintf(
            report.warning, sizeof report.warning,
            "holidays of %s are known for %d to %d only: none were added for the other "
            "years of %d to %d",
            country->name, country->first_year, country->last_year, first_year, last_year);
    }
    return report;
}

hc_status hc_holidays_add(const char *country, int32_t first_year, int32_t last_year,
                          hc_special_days *days, hc_holidays_report *report, hc_error *err)
{
    const country_calendar *calendar = find_country(country);
    HC_TRY(check(country, calendar, first_year, last_year, report != NULL, err));
    hc_special_days made = HC_SPECIAL_DAYS_INIT;
    size_t added = 0;
    hc_status st = hc_special_days_copy(&made, days, err);
    for (int32_t year = first_year; st == HC_OK && year <= last_year; year++) {
        if (year < calendar->first_year || year > calendar->last_year) { continue; }
        st = calendar->add_year(&made, year, &added, err);
    }
    if (st != HC_OK) {
        hc_special_days_clear(&made);
        return st;
    }
    hc_special_days_clear(days);
    *days = made;
    if (report != NULL) { *report = tell(calendar, first_year, last_year, added); }
    return HC_OK;
}
