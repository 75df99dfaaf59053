#include "cli/centre/agent_cells.h"

#include <string.h>

#include "forecast/base/number.h"

#define DATE_LENGTH 10
#define PARTS_APART "; "

/* ---- sets of days: dates, ranges, weekdays ---- */

static void mark_range(const hc_axis *axis, int64_t first, int64_t last, uint8_t *days)
{
    for (size_t day = 0; day < axis->days; day++) {
        const int64_t number = axis->first_day + (int64_t)day;
        if (number >= first && number <= last) { days[day] = 1; }
    }
}

static bool mark_weekday(const hc_axis *axis, const char *text, size_t length, uint8_t *days)
{
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        const char *name = hc_weekday_name(weekday);
        if (strlen(name) != length || strncmp(name, text, length) != 0) { continue; }
        for (size_t day = 0; day < axis->days; day++) {
            if (hc_weekday(axis->first_day + (int64_t)day) == weekday) { days[day] = 1; }
        }
        return true;
    }
    return false;
}

/* One date, range or weekday. */
static bool mark_part(const hc_axis *axis, const char *text, size_t length, uint8_t *days)
{
    int64_t first = 0;
    int64_t last = 0;
    if (mark_weekday(axis, text, length, days)) { return true; }
    if (length < DATE_LENGTH || !hc_parse_date(text, DATE_LENGTH, &first)) { return false; }
    last = first;
    if (length > DATE_LENGTH &&
        (length != 2 * DATE_LENGTH + 2 || strncmp(text + DATE_LENGTH, "..", 2) != 0 ||
         !hc_parse_date(text + DATE_LENGTH + 2, DATE_LENGTH, &last))) {
        return false;
    }
    mark_range(axis, first, last, days);
    return true;
}

bool hc_parse_days(const hc_axis *axis, const char *text, uint8_t *days, const char **fault)
{
    for (text += strspn(text, PARTS_APART); *text != '\0'; text += strspn(text, PARTS_APART)) {
        const size_t length = strcspn(text, PARTS_APART);
        if (!mark_part(axis, text, length, days)) {
            *fault = text;
            return false;
        }
        text += length;
    }
    return true;
}

/* ---- times of day and hours ---- */

bool hc_parse_time_of_day(const char *text, size_t length, int32_t *minutes)
{
    double value = 0.0;
    /* "9:30" reads as m:ss; the minutes of an hour are the seconds of a minute. */
    if (memchr(text, ':', length) == NULL || !hc_parse_duration_s(text, length, &value) ||
        !(value >= 0.0 && value < HC_MINUTES_A_DAY)) {
        return false;
    }
    *minutes = (int32_t)value;
    return true;
}

/* "09:00-14:30", "14:30-", "-14:30"; an end not after the start is the next day's. */
static bool parse_hours(const char *text, size_t length, hc_day_hours *hours)
{
    const char *dash = memchr(text, '-', length);
    *hours = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    if (dash == NULL) { return false; }
    const size_t from = (size_t)(dash - text);
    const size_t to = length - from - 1;
    if (from > 0 && !hc_parse_time_of_day(text, from, &hours->from_min)) { return false; }
    if (to > 0 && !hc_parse_time_of_day(dash + 1, to, &hours->to_min)) { return false; }
    if (to > 0 && hours->to_min <= hours->from_min) { hours->to_min += HC_MINUTES_A_DAY; }
    return from > 0 || to > 0;
}

/* "Mon 09:00-14:00": for days before the blank, all when there is none. Later parts win. */
static bool set_part(const hc_axis *axis, const char *text, size_t length, uint8_t *days,
                     hc_day_hours *hours)
{
    hc_day_hours own = {0, HC_NO_LIMIT};
    const char *blank = memchr(text, ' ', length);
    const size_t head = blank != NULL ? (size_t)(blank - text) : 0;
    const char *times = blank != NULL ? blank + strspn(blank, " ") : text;
    memset(days, blank == NULL, axis->days);
    if (blank != NULL && !mark_part(axis, text, head, days)) { return false; }
    if (!parse_hours(times, length - (size_t)(times - text), &own)) { return false; }
    for (size_t day = 0; day < axis->days; day++) {
        if (days[day] != 0) { hours[day] = own; }
    }
    return true;
}

bool hc_parse_hours(const hc_axis *axis, const char *text, uint8_t *days, hc_day_hours *hours,
                    const char **fault)
{
    for (size_t day = 0; day < axis->days; day++) {
        hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
    for (text += strspn(text, PARTS_APART); *text != '\0'; text += strspn(text, PARTS_APART)) {
        size_t length = strcspn(text, ";");
        const size_t next = length;
        while (length > 0 && text[length - 1] == ' ') {
            length--;
        }
        if (!set_part(axis, text, length, days, hours)) {
            *fault = text;
            return false;
        }
        text += next;
    }
    return true;
}

/* ---- activities ---- */

static size_t word_length(const char *text, size_t length)
{
    const char *blank = memchr(text, ' ', length);
    return blank != NULL ? (size_t)(blank - text) : length;
}

/* Goes on to the next word. */
static void skip_word(const char **text, size_t *length, size_t word)
{
    *text += word;
    *length -= word;
    while (*length > 0 && **text == ' ') {
        (*text)++;
        (*length)--;
    }
}

bool hc_parse_activity(const hc_axis *axis, const char *text, size_t length, uint8_t *days,
                       hc_activity *activity, bool *dated)
{
    hc_day_hours hours = {0, HC_NO_LIMIT};
    size_t word = word_length(text, length);
    const bool has_days = memchr(text, ':', word) == NULL;
    *dated = has_days && word >= DATE_LENGTH;
    memset(days, !has_days, axis->days);
    if (has_days) {
        if (!mark_part(axis, text, word, days)) { return false; }
        skip_word(&text, &length, word);
        word = word_length(text, length);
    }
    const char *dash = memchr(text, '-', word);
    if (dash == NULL || dash == text || dash + 1 == text + word ||
        !parse_hours(text, word, &hours)) {
        return false;
    }
    skip_word(&text, &length, word);
    if (length == 0 || length >= HC_NAME_MAX) { return false; }
    *activity = (hc_activity){.start_min = hours.from_min, .end_min = hours.to_min};
    memcpy(activity->name, text, length);
    return true;
}
