/* Times of day of a stamp. */
#include "forecast/load/text/stamp_cursor.h"

#include "forecast/base/calendar.h"

#define RANGE_MIN_MOST 60 /* of an interval with both its ends */
#define LAST_SECOND 59    /* of an interval that is written to its last second */

typedef enum half_day { HALF_NONE = 0, HALF_AM, HALF_PM } half_day;

static half_day take_half(hc_cursor *c)
{
    hc_cursor_skip_blanks(c);
    if (hc_cursor_take_word(c, "오전")) { return HALF_AM; }
    if (hc_cursor_take_word(c, "오후")) { return HALF_PM; }
    const char first = hc_lower(hc_cursor_peek(c));
    if (first != 'a' && first != 'p') { return HALF_NONE; }
    const size_t start = c->at++;
    (void)hc_cursor_take(c, '.');
    if (hc_lower(hc_cursor_peek(c)) != 'm') {
        c->at = start;
        return HALF_NONE;
    }
    c->at++;
    (void)hc_cursor_take(c, '.');
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
    half_day half;
} clock_time;

static bool finish_clock(clock_time *clock, int32_t hour, int32_t minute, half_day half)
{
    clock->half = half;
    if (!apply_half(half, &hour)) { return false; }
    clock->minute = hour * 60 + minute;
    return minute < 60 && clock->second < 60 &&
           (clock->minute < HC_MINUTES_A_DAY ||
            (clock->minute == HC_MINUTES_A_DAY && clock->second == 0));
}

static bool take_seconds(hc_cursor *c, clock_time *clock)
{
    size_t digits = 0;
    if (!hc_cursor_take(c, ':')) { return true; }
    clock->has_seconds = true;
    if (!hc_cursor_take_number(c, &clock->second, &digits) || digits != 2) { return false; }
    if (hc_cursor_take(c, '.') || hc_cursor_take(c, ',')) {
        const size_t start = c->at;
        while (hc_is_digit(hc_cursor_peek(c))) {
            c->at++;
        }
        return c->at > start;
    }
    return true;
}

/* "9시 30분", "9시" */
static bool take_korean_clock(hc_cursor *c, clock_time *clock, int32_t hour, half_day half)
{
    int32_t minute = 0;
    size_t digits = 0;
    hc_cursor_skip_blanks(c);
    const size_t start = c->at;
    if (hc_cursor_take_number(c, &minute, &digits) && !hc_cursor_take_word(c, "분")) {
        c->at = start;
        minute = 0;
    }
    return finish_clock(clock, hour, minute, half);
}

/* The h of "8h30", "8 h" and "08:00h", and what else may stand behind a time of day. */
static bool take_hour_letter(hc_cursor *c)
{
    const size_t before = c->at;
    hc_cursor_skip_blanks(c);
    if ((hc_cursor_take(c, 'h') || hc_cursor_take(c, 'H')) &&
        !hc_is_letter(hc_cursor_peek(c))) {
        return true;
    }
    c->at = before;
    return false;
}

static void skip_clock_word(hc_cursor *c)
{
    const size_t before = c->at;
    hc_cursor_skip_blanks(c);
    if (hc_cursor_take_word(c, "Uhr") || hc_cursor_take_word(c, "uhr") ||
        hc_cursor_take_word(c, "hrs") || hc_cursor_take_word(c, "uur")) {
        return;
    }
    c->at = before;
    (void)take_hour_letter(c);
}

/* "9.30": a point with exactly two digits behind it. */
static bool take_minute_point(hc_cursor *c)
{
    const char *rest = c->text + c->at;
    const size_t left = c->length - c->at;
    const bool two =
        left >= 3 && rest[0] == '.' && hc_is_digit(rest[1]) && hc_is_digit(rest[2]);
    if (!two || (left > 3 && hc_is_digit(rest[3]))) { return false; }
    c->at++;
    return true;
}

/* What follows the mark between hours and minutes: "30", "30:00", "30 PM", "30 Uhr". */
static bool take_minutes(hc_cursor *c, clock_time *clock, int32_t hour, half_day half)
{
    int32_t minute = 0;
    size_t digits = 0;
    if (!hc_cursor_take_number(c, &minute, &digits) || digits != 2 || !take_seconds(c, clock)) {
        return false;
    }
    const size_t before = c->at;
    if (half == HALF_NONE) { half = take_half(c); }
    if (half == HALF_NONE) {
        c->at = before;
        skip_clock_word(c);
    }
    return finish_clock(clock, hour, minute, half);
}

/* A number without a mark: "93000", "9 PM", "930", "9". */
static bool take_bare(hc_cursor *c, clock_time *clock, int32_t number, size_t digits,
                      half_day half)
{
    if (digits >= 5) { /* 93000, 093000 */
        clock->second = number % 100;
        clock->has_seconds = true;
        return digits <= 6 && finish_clock(clock, number / 10000, number / 100 % 100, half);
    }
    const size_t before = c->at;
    if (half == HALF_NONE) { half = take_half(c); }
    if (half != HALF_NONE) { return digits <= 2 && finish_clock(clock, number, 0, half); }
    c->at = before;
    clock->bare = number;
    return digits < 3 || finish_clock(clock, number / 100, number % 100, HALF_NONE);
}

static bool take_clock(hc_cursor *c, clock_time *clock)
{
    int32_t hour = 0;
    size_t digits = 0;
    *clock = (clock_time){.bare = HC_STAMP_NO_BARE};
    const half_day half = take_half(c);
    hc_cursor_skip_blanks(c);
    if (!hc_cursor_take_number(c, &hour, &digits)) { return false; }
    if (hc_cursor_take_word(c, "시")) { return take_korean_clock(c, clock, hour, half); }
    const bool french = digits <= 2 && take_hour_letter(c);
    if (french) { hc_cursor_skip_blanks(c); }
    if (french && !hc_is_digit(hc_cursor_peek(c))) {
        return finish_clock(clock, hour, 0, half);
    }
    if (french || hc_cursor_take(c, ':') || (digits <= 2 && take_minute_point(c))) {
        return digits <= 2 && take_minutes(c, clock, hour, half);
    }
    return take_bare(c, clock, hour, digits, half);
}

static bool take_offset(hc_cursor *c, hc_stamp *stamp)
{
    const bool minus = hc_cursor_peek(c) == '-';
    int32_t hours = 0;
    int32_t minutes = 0;
    size_t digits = 0;
    c->at++;
    if (!hc_cursor_take_number(c, &hours, &digits)) { return false; }
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits > 2 || (hc_cursor_take(c, ':') &&
                              (!hc_cursor_take_number(c, &minutes, &digits) || digits != 2))) {
        return false;
    }
    if (hours > 18 || minutes > 59) { return false; }
    stamp->has_offset = true;
    stamp->offset_s = (hours * 60 + minutes) * (minus ? -60 : 60);
    return true;
}

/* What stands between the ends of an interval. */
static bool take_dash(hc_cursor *c)
{
    static const char *const words[] = {"-", "~", "–", "to ", "bis ", "à ", "tot "};
    hc_cursor_skip_blanks(c);
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (hc_cursor_take_word(c, words[k])) {
            hc_cursor_skip_blanks(c);
            return true;
        }
    }
    return false;
}

bool hc_stamp_bare_minute(int32_t bare, bool with_minutes, int32_t *minute)
{
    *minute = with_minutes ? bare / 100 * 60 + bare % 100 : bare * 60;
    return *minute <= HC_MINUTES_A_DAY && (!with_minutes || bare % 100 < 60);
}

/* Numbers alone at both ends of an interval: "0900-0930" are hours and minutes, "09-10" hours.
 * Both become the minute that they name. */
static bool settle_bare_range(clock_time *start, clock_time *end)
{
    const bool with_minutes = start->minute > 0 || end->minute > 0; /* three digits or four */
    if (!hc_stamp_bare_minute(start->bare, with_minutes, &start->minute) ||
        !hc_stamp_bare_minute(end->bare, with_minutes, &end->minute)) {
        return false;
    }
    start->bare = end->bare = HC_STAMP_NO_BARE;
    return true;
}

/* "1:00 - 1:30 PM": both are in the afternoon; "11:30 - 12:00 PM" begins before it. */
static void share_half(clock_time *start, const clock_time *end)
{
    const int32_t half_day_min = HC_MINUTES_A_DAY / 2;
    if (start->half != HALF_NONE || end->half == HALF_NONE) { return; }
    if (end->minute - start->minute > RANGE_MIN_MOST ||
        start->minute - end->minute >= half_day_min - RANGE_MIN_MOST) {
        start->minute = (start->minute + half_day_min) % HC_MINUTES_A_DAY;
    }
}

/* "09:00-09:30", "0900-0930", "09시~10시", "09:00:00-09:29:59": the end of the interval.
 * "-05:00" after "T09:00" and after seconds is an offset. */
static bool take_range_end(hc_cursor *c, hc_stamp *stamp, clock_time start)
{
    const size_t before = c->at;
    clock_time end;
    bool is_range = take_dash(c) && take_clock(c, &end) &&
                    (end.bare == HC_STAMP_NO_BARE) == (start.bare == HC_STAMP_NO_BARE) &&
                    end.has_seconds == start.has_seconds;
    if (is_range && start.bare != HC_STAMP_NO_BARE) {
        is_range = settle_bare_range(&start, &end);
    }
    if (is_range) {
        const int32_t minute = end.minute + (end.second == LAST_SECOND ? 1 : 0);
        share_half(&start, &end);
        const int32_t length = (minute - start.minute + HC_MINUTES_A_DAY) % HC_MINUTES_A_DAY;
        if (length > 0 && length <= RANGE_MIN_MOST) {
            stamp->minute = start.minute;
            stamp->bare = start.bare;
            stamp->end_minute = minute;
            return true;
        }
    }
    c->at = before;
    return false;
}

/* "(Central European Summer Time)" behind an offset, and the end of the text. */
static bool take_end(hc_cursor *c)
{
    hc_cursor_skip_blanks(c);
    if (hc_cursor_peek(c) == '(' && c->text[c->length - 1] == ')') { c->at = c->length; }
    return hc_cursor_at_end(c);
}

/* "CEST", "EST", "ET", "MEZ": the wall clock of the place, which --zone says. Several places
 * have the same letters, so they are no offset. */
static bool take_zone_letters(hc_cursor *c, hc_stamp *stamp)
{
    const char *word = c->text + c->at;
    const size_t length = c->length - c->at;
    size_t capitals = 0;
    while (capitals < length && word[capitals] >= 'A' && word[capitals] <= 'Z') {
        capitals++;
    }
    const bool german = (length == 3 && memcmp(word, "MEZ", 3) == 0) ||
                        (length == 4 && memcmp(word, "MESZ", 4) == 0);
    if (!german &&
        (capitals != length || length < 2 || length > 5 || word[length - 1] != 'T')) {
        return false;
    }
    c->at = c->length;
    stamp->has_letters = true;
    return true;
}

static bool is_sign(char c)
{
    return c == '+' || c == '-';
}

/* "Z", "UTC", "GMT+0200", letters of a zone, or an offset, which only a date may have. */
static bool take_zone(hc_cursor *c, hc_stamp *stamp)
{
    hc_cursor_skip_blanks(c);
    const bool utc = hc_cursor_take_word(c, "UTC") || hc_cursor_take_word(c, "GMT") ||
                     hc_cursor_take(c, 'Z') || hc_cursor_take(c, 'z');
    if (utc && !is_sign(hc_cursor_peek(c))) {
        stamp->has_offset = true;
        return take_end(c);
    }
    if (!stamp->has_date) { return false; }
    if (!is_sign(hc_cursor_peek(c))) { return !utc && take_zone_letters(c, stamp); }
    return take_offset(c, stamp) && take_end(c);
}

bool hc_stamp_take_time(hc_cursor *c, hc_stamp *stamp, bool iso)
{
    clock_time clock;
    if (!take_clock(c, &clock)) { return false; }
    stamp->has_time = true;
    stamp->minute = clock.minute;
    stamp->second = clock.second;
    stamp->bare = clock.bare;
    if (hc_cursor_at_end(c)) { return true; }
    if (!iso && take_range_end(c, stamp, clock)) { return hc_cursor_at_end(c); }
    return take_zone(c, stamp);
}
