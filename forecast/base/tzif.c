#include "forecast/base/tzif.h"

#include <string.h>

#define HEADER_BYTES 44
#define TYPE_BYTES 6
#define OFFSET_MAX_S (26 * 3600) /* RFC 9636: within -25:00 .. +26:00 */
#define RULE_HOURS_MAX 167       /* RFC 9636, section 3.3.2 */
#define FIRST_YEAR 1970
#define LAST_YEAR 2100
#define END_UTC_S 4133980800 /* 2101-01-01 */

/* ------------------------------------------------------------------ changes of offset */

static int32_t current_offset(const hc_zone *zone)
{
    return zone->changes > 0 ? zone->offset_after_s[zone->changes - 1] : zone->offset_before_s;
}

/* A change at or after the last one; a later one at the same instant wins. False when full. */
static bool add_change(hc_zone *zone, int64_t utc_s, int32_t offset_s)
{
    if (utc_s <= 0) {
        zone->offset_before_s = offset_s;
        return true;
    }
    while (zone->changes > 0 && zone->change_utc_s[zone->changes - 1] >= utc_s) {
        zone->changes--;
    }
    if (utc_s >= END_UTC_S || current_offset(zone) == offset_s) { return true; }
    if (zone->changes == HC_ZONE_CHANGES_MAX) { return false; }
    zone->change_utc_s[zone->changes] = utc_s;
    zone->offset_after_s[zone->changes] = offset_s;
    zone->changes++;
    return true;
}

/* --------------------------------------------------- the rule that continues the table */

typedef struct rule_text {
    const char *at;
    const char *end;
} rule_text;

typedef enum rule_kind { RULE_JULIAN, RULE_DAY, RULE_WEEKDAY } rule_kind;

/* One of the two yearly changes: day rule and local time, which may lie outside the day. */
typedef struct change_rule {
    rule_kind kind;
    int32_t day; /* Julian 1..365 without leap day; day 0..365; weekday 0 Sunday .. 6 */
    int32_t week;
    int32_t month;
    int32_t time_s;
} change_rule;

typedef struct zone_rule {
    int32_t standard_s; /* east positive */
    bool has_daylight;
    int32_t daylight_s;
    change_rule start;
    change_rule end;
} zone_rule;

static bool take(rule_text *text, char c)
{
    if (text->at == text->end || *text->at != c) { return false; }
    text->at++;
    return true;
}

static bool take_number(rule_text *text, int32_t most, int32_t *value)
{
    int32_t number = 0;
    const char *first = text->at;
    while (text->at < text->end && *text->at >= '0' && *text->at <= '9') {
        number = number * 10 + (*text->at++ - '0');
        if (number > most) { return false; }
    }
    *value = number;
    return text->at > first;
}

/* "KST" or "<+09>". */
static bool take_name(rule_text *text)
{
    const char *first = text->at;
    if (take(text, '<')) {
        while (text->at < text->end && *text->at != '>') {
            text->at++;
        }
        return take(text, '>') && text->at - first > 2;
    }
    while (text->at < text->end &&
           ((*text->at >= 'A' && *text->at <= 'Z') || (*text->at >= 'a' && *text->at <= 'z'))) {
        text->at++;
    }
    return text->at - first >= 3;
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool take_time(rule_text *text, int32_t hours_most, int32_t *seconds)
{
    int32_t hours = 0;
    int32_t minutes = 0;
    int32_t rest = 0;
    const bool negative = take(text, '-');
    if (!negative) { (void)take(text, '+'); }
    if (!take_number(text, hours_most, &hours)) { return false; }
    if (take(text, ':')) {
        if (!take_number(text, 59, &minutes)) { return false; }
        if (take(text, ':') && !take_number(text, 59, &rest)) { return false; }
    }
    const int32_t all = hours * 3600 + minutes * 60 + rest;
    *seconds = negative ? -all : all;
    return true;
}

/* "M3.2.0/2", "J60", "0/0". */
static bool take_change(rule_text *text, change_rule *rule)
{
    rule->time_s = 2 * 3600;
    if (take(text, 'M')) {
        rule->kind = RULE_WEEKDAY;
        if (!take_number(text, 12, &rule->month) || rule->month < 1 || !take(text, '.') ||
            !take_number(text, 5, &rule->week) || rule->week < 1 || !take(text, '.') ||
            !take_number(text, 6, &rule->day)) {
            return false;
        }
    } else if (take(text, 'J')) {
        rule->kind = RULE_JULIAN;
        if (!take_number(text, 365, &rule->day) || rule->day < 1) { return false; }
    } else {
        rule->kind = RULE_DAY;
        if (!take_number(text, 365, &rule->day)) { return false; }
    }
    return !take(text, '/') || take_time(text, RULE_HOURS_MAX, &rule->time_s);
}

/* POSIX counts offsets westwards. */
static bool take_offset(rule_text *text, int32_t *east_s)
{
    int32_t west_s = 0;
    if (!take_time(text, 24, &west_s)) { return false; }
    *east_s = -west_s;
    return true;
}

/* "EST5EDT,M3.2.0,M11.1.0" whole. */
static bool parse_rule(const char *begin, const char *end, zone_rule *rule)
{
    rule_text text = {begin, end};
    if (!take_name(&text) || !take_offset(&text, &rule->standard_s)) { return false; }
    rule->has_daylight = text.at != text.end;
    if (!rule->has_daylight) { return true; }
    if (!take_name(&text)) { return false; }
    rule->daylight_s = rule->standard_s + 3600;
    if (text.at < text.end && *text.at != ',' && !take_offset(&text, &rule->daylight_s)) {
        return false;
    }
    return take(&text, ',') && take_change(&text, &rule->start) && take(&text, ',') &&
           take_change(&text, &rule->end) && text.at == text.end;
}

static int64_t day_of_change(const change_rule *rule, int32_t year)
{
    const int64_t new_year = hc_day_from_date((hc_civil_date){year, 1, 1});
    if (rule->kind == RULE_DAY) { return new_year + rule->day; }
    if (rule->kind == RULE_JULIAN) {
        const bool past_leap_day = rule->day > 59 && hc_days_in_month(year, 2) == 29;
        return new_year + rule->day - 1 + (past_leap_day ? 1 : 0);
    }
    const int64_t first = hc_day_from_date((hc_civil_date){year, rule->month, 1});
    const int32_t monday_based = (rule->day + 6) % 7;
    int64_t day =
        first + (monday_based - hc_weekday(first) + 7) % 7 + INT64_C(7) * (rule->week - 1);
    if (day >= first + hc_days_in_month(year, rule->month)) { day -= 7; } /* week 5: the last */
    return day;
}

/* The rule's changes after the instant `after`, where the table ends. */
static bool add_rule_changes(hc_zone *zone, const zone_rule *rule, int64_t after)
{
    if (!rule->has_daylight) { return true; }
    for (int32_t year = FIRST_YEAR - 1; year <= LAST_YEAR; year++) {
        const int64_t start = day_of_change(&rule->start, year) * HC_SECONDS_A_DAY +
                              rule->start.time_s - rule->standard_s;
        const int64_t end = day_of_change(&rule->end, year) * HC_SECONDS_A_DAY +
                            rule->end.time_s - rule->daylight_s;
        const bool start_first = start < end;
        const int64_t at[2] = {start_first ? start : end, start_first ? end : start};
        const int32_t offset_s[2] = {start_first ? rule->daylight_s : rule->standard_s,
                                     start_first ? rule->standard_s : rule->daylight_s};
        for (int half = 0; half < 2; half++) {
            if (at[half] > after && !add_change(zone, at[half], offset_s[half])) {
                return false;
            }
        }
    }
    return true;
}

/* ------------------------------------------------------------------------- the table */

typedef struct tzif_block {
    uint32_t isut, isstd, leaps, times, types, chars; /* counts, in the header's order */
    size_t time_bytes;                                /* 4 in the old block, 8 in the new one */
    const unsigned char *data;
} tzif_block;

static uint32_t read_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24U | (uint32_t)bytes[1] << 16U | (uint32_t)bytes[2] << 8U |
           bytes[3];
}

static int32_t read_i32(const unsigned char *bytes)
{
    const uint32_t word = read_u32(bytes);
    int32_t value = 0;
    memcpy(&value, &word, sizeof value);
    return value;
}

static int64_t read_i64(const unsigned char *bytes)
{
    const uint64_t word = (uint64_t)read_u32(bytes) << 32U | read_u32(bytes + 4);
    int64_t value = 0;
    memcpy(&value, &word, sizeof value);
    return value;
}

/* The header at bytes and where its data ends; false when the block is not whole. */
static bool read_block(const unsigned char *bytes, size_t length, size_t time_bytes,
                       tzif_block *block, size_t *end)
{
    if (length < HEADER_BYTES || memcmp(bytes, "TZif", 4) != 0 || bytes[4] < '2') {
        return false;
    }
    const tzif_block read = {
        .isut = read_u32(bytes + 20),
        .isstd = read_u32(bytes + 24),
        .leaps = read_u32(bytes + 28),
        .times = read_u32(bytes + 32),
        .types = read_u32(bytes + 36),
        .chars = read_u32(bytes + 40),
        .time_bytes = time_bytes,
        .data = bytes + HEADER_BYTES,
    };
    const uint64_t size = (uint64_t)read.times * (time_bytes + 1) +
                          (uint64_t)read.types * TYPE_BYTES + read.chars +
                          (uint64_t)read.leaps * (time_bytes + 4) + read.isstd + read.isut;
    if (size > length - HEADER_BYTES) { return false; }
    *block = read;
    *end = HEADER_BYTES + (size_t)size;
    return true;
}

static bool read_offset(const tzif_block *block, size_t type, int32_t *offset_s)
{
    const size_t tables = (size_t)block->times * (block->time_bytes + 1);
    if (type >= block->types) { return false; }
    *offset_s = read_i32(block->data + tables + type * TYPE_BYTES);
    return *offset_s > -OFFSET_MAX_S && *offset_s < OFFSET_MAX_S;
}

/* Every change of the table into zone; *last is the instant of the last one. */
static bool add_table(const tzif_block *block, hc_zone *zone, int64_t *last)
{
    *last = INT64_MIN;
    if (!read_offset(block, 0, &zone->offset_before_s)) { return false; }
    for (size_t at = 0; at < block->times; at++) {
        int32_t offset_s = 0;
        const int64_t utc_s = read_i64(block->data + at * block->time_bytes);
        const size_t type = block->data[(size_t)block->times * block->time_bytes + at];
        if (at > 0 && utc_s <= *last) { return false; }
        if (!read_offset(block, type, &offset_s)) { return false; }
        if (!add_change(zone, utc_s, offset_s)) { return false; }
        *last = utc_s;
    }
    return true;
}

/* "\nRULE\n" after the table; an empty rule means that nothing is known past the table. */
static bool add_footer(const unsigned char *bytes, size_t length, hc_zone *zone, int64_t last)
{
    zone_rule rule = {0};
    if (length < 2 || bytes[0] != '\n') { return false; }
    const unsigned char *begin = bytes + 1;
    const unsigned char *end = memchr(begin, '\n', length - 1);
    if (end == NULL) { return false; }
    if (end == begin) { return true; }
    return parse_rule((const char *)begin, (const char *)end, &rule) &&
           add_rule_changes(zone, &rule, last);
}

static hc_status bad_file(const char *name, const char *fault, hc_error *err)
{
    return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE, "reinstall the package tzdata",
                   "the data of time zone \"%s\" cannot be used: %s", name, fault);
}

hc_status hc_tzif_parse(const unsigned char *bytes, size_t length, const char *name,
                        hc_zone *zone, hc_error *err)
{
    tzif_block block = {0};
    size_t first = 0;
    size_t second = 0;
    int64_t last = 0;
    hc_zone read = HC_ZONE_FLOATING;
    if (!read_block(bytes, length, 4, &block, &first)) {
        return bad_file(name, "it is not TZif version 2 or later", err);
    }
    if (!read_block(bytes + first, length - first, 8, &block, &second)) {
        return bad_file(name, "its 64-bit block is not whole", err);
    }
    if (block.leaps > 0) { return bad_file(name, "it counts leap seconds", err); }
    const bool whole = add_table(&block, &read, &last) &&
                       add_footer(bytes + first + second, length - first - second, &read, last);
    if (!whole && read.changes == HC_ZONE_CHANGES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL,
                       "time zone \"%s\" changes more than %d times", name,
                       HC_ZONE_CHANGES_MAX);
    }
    if (!whole) { return bad_file(name, "its changes or its rule make no sense", err); }
    memcpy(read.name, zone->name, sizeof read.name);
    *zone = read;
    return HC_OK;
}
