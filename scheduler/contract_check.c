#include "scheduler/contract_check.h"

#include "scheduler/contract_parts.h"
#include "scheduler/rotation.h"

static hc_status check_lengths(const hc_contract *c, hc_error *err)
{
    if (c->shift_shortest_min < 1 || c->shift_longest_min > HC_SHIFT_MIN_MOST) {
        return HC_CONTRACT_FAIL(err, c, "", "shifts must last 1 to %d minutes, found %d to %d",
                                HC_SHIFT_MIN_MOST, c->shift_shortest_min, c->shift_longest_min);
    }
    if (c->shift_shortest_min > c->shift_longest_min) {
        return HC_CONTRACT_FAIL(
            err, c, "swap the two",
            "the shortest shift (%d min) is longer than the longest (%d min)",
            c->shift_shortest_min, c->shift_longest_min);
    }
    if (c->shift_longest_min > c->shift_shortest_min && c->shift_step_min < 1) {
        return HC_CONTRACT_FAIL(err, c, "say how lengths grow, such as 30",
                                "the step between shift lengths must be above 0, found %d",
                                c->shift_step_min);
    }
    const int32_t range_min = c->shift_longest_min - c->shift_shortest_min;
    if (range_min > 0 && range_min % c->shift_step_min != 0) {
        return HC_CONTRACT_FAIL(err, c, "choose a step that divides the difference",
                                "steps of %d min lead from %d past the longest shift of %d min",
                                c->shift_step_min, c->shift_shortest_min, c->shift_longest_min);
    }
    return HC_OK;
}

static hc_status check_start_window(const hc_contract *c, size_t weekday, hc_error *err)
{
    const char *day = hc_weekday_name((int32_t)weekday);
    const int32_t earliest = c->earliest_start_min[weekday];
    const int32_t latest = c->latest_start_min[weekday];
    if (earliest < 0 || latest >= HC_MINUTES_A_DAY) {
        return HC_CONTRACT_FAIL(err, c, "a start after midnight belongs to the next weekday",
                                "%s starts must lie within the day, found minutes %d to %d",
                                day, earliest, latest);
    }
    const int32_t grid = c->start_grid_min;
    const int32_t first = (earliest + grid - 1) / grid * grid;
    if (first > latest) {
        return HC_CONTRACT_FAIL(
            err, c, "widen the window or use a finer grid",
            "no start on the %d-minute grid lies in %s's window, minutes %d to %d", grid, day,
            earliest, latest);
    }
    const int32_t latest_end = c->latest_end_min[weekday];
    if (latest_end > HC_END_MIN_MOST) {
        return HC_CONTRACT_FAIL(err, c, "",
                                "%s's latest end is past the next day's end: minute %d", day,
                                latest_end);
    }
    if (first + c->shift_shortest_min > latest_end) {
        return HC_CONTRACT_FAIL(err, c, "end later, start earlier or allow shorter shifts",
                                "on %s the shortest shift (%d min) from the first start "
                                "(minute %d) ends after minute %d",
                                day, c->shift_shortest_min, first, latest_end);
    }
    return HC_OK;
}

static hc_status check_windows(const hc_contract *c, hc_error *err)
{
    if (c->start_grid_min < 1 || HC_MINUTES_A_DAY % c->start_grid_min != 0) {
        return HC_CONTRACT_FAIL(err, c, "use 5, 10, 15, 30 or 60",
                                "the start grid must divide a day, found %d min",
                                c->start_grid_min);
    }
    int32_t weekdays = 0;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        if (!hc_contract_works(c, weekday)) { continue; }
        HC_TRY(check_start_window(c, weekday, err));
        weekdays++;
    }
    if (weekdays == 0) {
        return HC_CONTRACT_FAIL(err, c, "give at least one weekday a start window", "%s",
                                "no weekday may be worked");
    }
    if (c->days_a_week_least > weekdays) {
        return HC_CONTRACT_FAIL(
            err, c, "open more weekdays or ask for fewer days",
            "at least %d days a week are asked, only %d weekdays may be worked",
            c->days_a_week_least, weekdays);
    }
    return HC_OK;
}

static hc_status check_days(const hc_contract *c, hc_error *err)
{
    if (!hc_is_limit(c->days_a_week_least, 0, HC_DAYS_A_WEEK) ||
        !hc_is_limit(c->days_a_week_most, 0, HC_DAYS_A_WEEK)) {
        return HC_CONTRACT_FAIL(err, c, "", "days a week must be 0 to 7, found %d to %d",
                                c->days_a_week_least, c->days_a_week_most);
    }
    if (!hc_limits_agree(c->days_a_week_least, c->days_a_week_most)) {
        return HC_CONTRACT_FAIL(err, c, "swap the two",
                                "at least %d days a week are more than the at most %d",
                                c->days_a_week_least, c->days_a_week_most);
    }
    if (!hc_is_limit(c->days_off_together, 0, HC_DAYS_A_WEEK)) {
        return HC_CONTRACT_FAIL(err, c, "", "days off together must be 0 to 7, found %d",
                                c->days_off_together);
    }
    if (c->days_off_together > 0 &&
        c->days_a_week_least > HC_DAYS_A_WEEK - c->days_off_together) {
        return HC_CONTRACT_FAIL(err, c, "ask for fewer days or fewer days off",
                                "%d days worked leave no %d days off together",
                                c->days_a_week_least, c->days_off_together);
    }
    if (!hc_is_limit(c->consecutive_days_most, 1, HC_AXIS_DAYS_MAX)) {
        return HC_CONTRACT_FAIL(err, c, "", "at most %d days in a row allow no work",
                                c->consecutive_days_most);
    }
    if (!hc_is_limit(c->weekends_most, 0, HC_AXIS_DAYS_MAX) ||
        !hc_is_limit(c->weekend_off_every, 1, HC_AXIS_DAYS_MAX)) {
        return HC_CONTRACT_FAIL(err, c, "",
                                "at most %d weekends, one of %d free, makes no sense",
                                c->weekends_most, c->weekend_off_every);
    }
    if (c->consecutive_days_most != HC_NO_LIMIT && c->consecutive_days_most < HC_DAYS_A_WEEK &&
        c->days_a_week_least >
            HC_DAYS_A_WEEK - HC_DAYS_A_WEEK / (c->consecutive_days_most + 1)) {
        return HC_CONTRACT_FAIL(err, c, "allow more days in a row or ask for fewer days",
                                "%d days a week cannot be worked with at most %d in a row",
                                c->days_a_week_least, c->consecutive_days_most);
    }
    return HC_OK;
}

/* Widest distance between two starts that the contract allows. */
static int32_t start_range_min(const hc_contract *c)
{
    int32_t earliest = HC_MINUTES_A_DAY;
    int32_t latest = 0;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        if (!hc_contract_works(c, weekday)) { continue; }
        if (c->earliest_start_min[weekday] < earliest) {
            earliest = c->earliest_start_min[weekday];
        }
        if (c->latest_start_min[weekday] > latest) { latest = c->latest_start_min[weekday]; }
    }
    const int32_t range = latest - earliest;
    return c->start_spread_min == HC_NO_LIMIT || range < c->start_spread_min
               ? range
               : c->start_spread_min;
}

/* Five days of seven hold two neighbours, so rest must fit between two shifts a day apart. */
static hc_status check_rest(const hc_contract *c, hc_error *err)
{
    if (!hc_is_limit(c->rest_min, 0, HC_WEEK_MIN) ||
        !hc_is_limit(c->start_spread_min, 0, HC_WEEK_MIN)) {
        return HC_CONTRACT_FAIL(
            err, c, "", "rest (%d min) and start spread (%d min) must be 0 to a week's minutes",
            c->rest_min, c->start_spread_min);
    }
    const int32_t room_min = HC_MINUTES_A_DAY + start_range_min(c) - c->shift_shortest_min;
    if (c->days_a_week_least >= 5 && c->rest_min > room_min) {
        return HC_CONTRACT_FAIL(
            err, c, "shorten rest or shifts, or widen the start spread",
            "a rest of %d min never fits between two days' shifts, at most %d min do",
            c->rest_min, room_min);
    }
    return HC_OK;
}

static bool works_at_all(const hc_contract *c)
{
    bool works = false;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        works = works || hc_contract_works(c, weekday);
    }
    return works;
}

/* Each week of a rotation must make sense as if it were the only one. */
static hc_status check_rotation(const hc_contract *c, hc_error *err)
{
    if (c->rotation_count > HC_ROTATION_MAX) {
        return HC_CONTRACT_FAIL(err, c, "", "a rotation has at most %d weeks, found %zu",
                                HC_ROTATION_MAX, c->rotation_count);
    }
    for (size_t week = 0; week < c->rotation_count; week++) {
        const hc_contract own =
            hc_contract_of_week(c, NULL, c->rotation_from + (int64_t)week * HC_DAYS_A_WEEK);
        if (own.days_a_week_least == 0 && !works_at_all(&own)) { continue; } /* a week off */
        HC_TRY(check_windows(&own, err));
    }
    return HC_OK;
}

hc_status hc_contract_check(const hc_contract *c, hc_error *err)
{
    if (c->name[0] == '\0') {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give it a name",
                       "a contract has no name");
    }
    HC_TRY(check_lengths(c, err));
    HC_TRY(check_days(c, err));
    HC_TRY(check_windows(c, err));
    HC_TRY(check_rotation(c, err));
    HC_TRY(check_rest(c, err));
    HC_TRY(hc_contract_breaks_check(c, err));
    return hc_contract_pay_check(c, err);
}
