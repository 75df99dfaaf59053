#include "scheduler/contract_check.h"

#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/break_windows.h"
#include "scheduler/price.h"
#include "scheduler/rotation.h"

#define HC_SHIFT_MIN_MOST HC_MINUTES_A_DAY
#define HC_WEEK_MIN (HC_DAYS_A_WEEK * HC_MINUTES_A_DAY)
#define HC_PERIOD_MIN_MOST (HC_AXIS_DAYS_MAX * HC_MINUTES_A_DAY)

/* "contract 'full-time': " in front of every complaint. */
#define HC_CONTRACT_FAIL(err, contract, hint, format, ...)                                     \
    hc_fail((err), HC_ERR_RANGE, HC_NOWHERE, (hint), "contract '%s': " format,                 \
            (contract)->name, __VA_ARGS__)

static bool limits_agree(int32_t least, int32_t most)
{
    return least == HC_NO_LIMIT || most == HC_NO_LIMIT || least <= most;
}

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
    if (!limits_agree(c->days_a_week_least, c->days_a_week_most)) {
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

static bool break_applies(const hc_break_rule *rule, int32_t shift_min)
{
    return shift_min >= rule->from_shift_min;
}

static hc_status check_break(const hc_contract *c, const hc_break_rule *rule, hc_error *err)
{
    if (rule->name[0] == '\0' || strcmp(rule->name, "shift") == 0) {
        return HC_CONTRACT_FAIL(err, c, "call it break or lunch",
                                "a break needs a name that is not '%s'", rule->name);
    }
    if (rule->length_min < 1 || rule->earliest_min < 0 || rule->from_shift_min < 0) {
        return HC_CONTRACT_FAIL(
            err, c, "", "%s: length must be above 0 and offsets not below, found %d, %d, %d",
            rule->name, rule->length_min, rule->earliest_min, rule->from_shift_min);
    }
    if (rule->earliest_min > rule->latest_min) {
        return HC_CONTRACT_FAIL(err, c, "swap the two",
                                "%s: its earliest start (%d min) is after its latest (%d min)",
                                rule->name, rule->earliest_min, rule->latest_min);
    }
    /* The shortest shift that has this break must hold the whole window. */
    int32_t shift_min = c->shift_shortest_min;
    while (shift_min < c->shift_longest_min && !break_applies(rule, shift_min)) {
        shift_min += c->shift_step_min;
    }
    if (break_applies(rule, shift_min) && rule->latest_min + rule->length_min > shift_min) {
        return HC_CONTRACT_FAIL(
            err, c, "start it earlier, or raise from_shift_min so that short shifts go without",
            "%s: from minute %d on it does not fit a shift of %d min", rule->name,
            rule->latest_min, shift_min);
    }
    return HC_OK;
}

/* Two breaks whose windows touch could be taken at once and be counted as one, unless work lies
 * between them: then they come one after the other as they are listed. */
static hc_status check_break_pair(const hc_contract *c, const hc_break_rule *a,
                                  const hc_break_rule *b, hc_error *err)
{
    const int32_t longest = c->shift_longest_min;
    const bool both = break_applies(a, longest) && break_applies(b, longest);
    const bool apart = a->latest_min + a->length_min <= b->earliest_min ||
                       b->latest_min + b->length_min <= a->earliest_min;
    if (both && !apart && c->work_between_breaks.least_min > 0) {
        if (a->earliest_min <= b->earliest_min) { return HC_OK; }
        return HC_CONTRACT_FAIL(err, c, "list breaks in the order in which they are taken",
                                "%s (from minute %d) is listed before %s (from minute %d)",
                                a->name, a->earliest_min, b->name, b->earliest_min);
    }
    if (both && !apart) {
        return HC_CONTRACT_FAIL(err, c,
                                "move one window until the breaks cannot meet, or ask for work "
                                "between breaks",
                                "the windows of %s (%d..%d) and %s (%d..%d) overlap", a->name,
                                a->earliest_min, a->latest_min + a->length_min, b->name,
                                b->earliest_min, b->latest_min + b->length_min);
    }
    return HC_OK;
}

static hc_status check_breaks(const hc_contract *c, hc_error *err)
{
    if (c->break_count > HC_BREAKS_MAX) {
        return HC_CONTRACT_FAIL(err, c, "", "at most %d breaks, found %zu", HC_BREAKS_MAX,
                                c->break_count);
    }
    hc_status st = HC_OK;
    for (size_t a = 0; a < c->break_count && st == HC_OK; a++) {
        st = check_break(c, &c->breaks[a], err);
        for (size_t b = 0; b < a && st == HC_OK; b++) {
            st = check_break_pair(c, &c->breaks[b], &c->breaks[a], err);
        }
    }
    return st;
}

static hc_status check_work_limit(const hc_contract *c, const char *which, hc_work_limit limit,
                                  hc_error *err)
{
    if (!hc_is_limit(limit.least_min, 0, HC_MINUTES_A_DAY) ||
        !hc_is_limit(limit.most_min, 1, HC_MINUTES_A_DAY) ||
        !limits_agree(limit.least_min, limit.most_min)) {
        return HC_CONTRACT_FAIL(err, c, "swap the two or use minutes of a shift",
                                "work %s breaks cannot last at least %d and at most %d min",
                                which, limit.least_min, limit.most_min);
    }
    return HC_OK;
}

static hc_status check_work_limits(const hc_contract *c, hc_error *err)
{
    HC_TRY(check_work_limit(c, "before", c->work_before_breaks, err));
    HC_TRY(check_work_limit(c, "between", c->work_between_breaks, err));
    HC_TRY(check_work_limit(c, "after", c->work_after_breaks, err));
    if (!hc_is_limit(c->unbroken_work_min_most, 1, HC_MINUTES_A_DAY)) {
        return HC_CONTRACT_FAIL(err, c, "", "at most %d min of unbroken work make no sense",
                                c->unbroken_work_min_most);
    }
    if (hc_longest_working_shift(c) == 0) {
        return HC_CONTRACT_FAIL(
            err, c, "widen the breaks' windows, give one more, or allow longer work",
            "shifts of %d to %d min have no place for their breaks that keeps the work before, "
            "between and after them within its limits",
            c->shift_shortest_min, c->shift_longest_min);
    }
    return HC_OK;
}

static int32_t paid_minutes(const hc_contract *c, int32_t shift_min)
{
    int32_t paid = shift_min;
    for (size_t b = 0; b < c->break_count; b++) {
        if (!c->breaks[b].paid && break_applies(&c->breaks[b], shift_min)) {
            paid -= c->breaks[b].length_min;
        }
    }
    return paid;
}

/* reach[m]: the days so far can be paid exactly m minutes. One more day is added in place. */
static void add_paid_day(const hc_contract *c, uint8_t *reach)
{
    for (int32_t total = HC_WEEK_MIN; total >= 0; total--) {
        reach[total] = 0;
        for (int32_t shift = c->shift_shortest_min; shift <= c->shift_longest_min;
             shift += c->shift_step_min > 0 ? c->shift_step_min : HC_SHIFT_MIN_MOST) {
            const int32_t paid = paid_minutes(c, shift);
            if (paid > 0 && paid <= total && reach[total - paid]) { reach[total] = 1; }
        }
    }
}

/* Some number of days and lengths, and at least one shift, must add up to the week's paid time.
 */
static hc_status check_week_paid(const hc_contract *c, hc_error *err)
{
    const int32_t least = c->week_paid_min_least == HC_NO_LIMIT ? 0 : c->week_paid_min_least;
    const int32_t most =
        c->week_paid_min_most == HC_NO_LIMIT ? HC_WEEK_MIN : c->week_paid_min_most;
    if (least < 0 || most > HC_WEEK_MIN || least > most) {
        return HC_CONTRACT_FAIL(err, c, "swap the two or use minutes",
                                "paid time a week cannot be at least %d and at most %d min",
                                c->week_paid_min_least, c->week_paid_min_most);
    }
    const int32_t days_least = c->days_a_week_least > 1 ? c->days_a_week_least : 1;
    const int32_t days_most =
        c->days_a_week_most == HC_NO_LIMIT ? HC_DAYS_A_WEEK : c->days_a_week_most;
    uint8_t reach[HC_WEEK_MIN + 1] = {1};
    for (int32_t days = 0; days <= days_most; days++) {
        if (days > 0) { add_paid_day(c, reach); }
        const bool counts = days >= days_least;
        if (counts && memchr(reach + least, 1, (size_t)(most - least) + 1) != NULL) {
            return HC_OK;
        }
    }
    return HC_CONTRACT_FAIL(
        err, c, "change the days, the shift lengths or the paid time",
        "%d to %d days of shifts paid %d to %d min never add up to %d to %d paid min a week",
        days_least, days_most, paid_minutes(c, c->shift_shortest_min),
        paid_minutes(c, c->shift_longest_min), least, most);
}

static hc_status check_period_paid(const hc_contract *c, hc_error *err)
{
    if (!hc_is_limit(c->period_paid_min_least, 0, HC_PERIOD_MIN_MOST) ||
        !hc_is_limit(c->period_paid_min_most, 1, HC_PERIOD_MIN_MOST) ||
        !limits_agree(c->period_paid_min_least, c->period_paid_min_most)) {
        return HC_CONTRACT_FAIL(err, c, "swap the two or use minutes of all planned days",
                                "paid time of the period cannot be at least %d and at most %d "
                                "min",
                                c->period_paid_min_least, c->period_paid_min_most);
    }
    const int32_t most = c->average_week_paid_min_most;
    if (!hc_is_limit(c->average_week_paid_min_least, 0, HC_WEEK_MIN) ||
        !hc_is_limit(most, 1, HC_WEEK_MIN) ||
        !limits_agree(c->average_week_paid_min_least, most)) {
        return HC_CONTRACT_FAIL(err, c, "swap the two or use minutes of a week",
                                "paid time of the mean week cannot be at least %d and at most "
                                "%d min",
                                c->average_week_paid_min_least, most);
    }
    if (most != HC_NO_LIMIT && c->week_paid_min_least > most) {
        return HC_CONTRACT_FAIL(err, c, "raise the mean or lower the week's least",
                                "at most %d paid min in the mean week are fewer than the %d of "
                                "each week",
                                most, c->week_paid_min_least);
    }
    return HC_OK;
}

static hc_status check_prices(const hc_contract *c, hc_error *err)
{
    if (!hc_is_price(c->wage_an_hour) || !hc_is_price(c->weekend_day_cost) ||
        !hc_is_price(c->hire_cost_a_week)) {
        return HC_CONTRACT_FAIL(
            err, c, "use 0 for a price that plays no part",
            "prices must be 0 or more, found wage %g, weekend day %g, hire %g", c->wage_an_hour,
            c->weekend_day_cost, c->hire_cost_a_week);
    }
    if (!hc_is_price(c->night_premium) || !hc_is_price(c->saturday_premium) ||
        !hc_is_price(c->sunday_premium)) {
        return HC_CONTRACT_FAIL(err, c, "0.25 is a quarter of the wage on top",
                                "premiums must be 0 or more, found %g at night, %g and %g at "
                                "weekends",
                                c->night_premium, c->saturday_premium, c->sunday_premium);
    }
    if (!hc_is_limit(c->overtime_after_min, 0, HC_WEEK_MIN) ||
        !hc_is_price(c->overtime_premium)) {
        return HC_CONTRACT_FAIL(err, c, "2400 and 0.5: beyond 40 hours half the wage on top",
                                "overtime after %d paid min a week at %g of the wage on top "
                                "makes no sense",
                                c->overtime_after_min, c->overtime_premium);
    }
    if (c->night_from_min < 0 || c->night_from_min > HC_MINUTES_A_DAY || c->night_to_min < 0 ||
        c->night_to_min > HC_MINUTES_A_DAY) {
        return HC_CONTRACT_FAIL(err, c, "use times of day",
                                "a night from minute %d to minute %d is none",
                                c->night_from_min, c->night_to_min);
    }
    if (!hc_is_limit(c->heads_most, 0, INT32_MAX)) {
        return HC_CONTRACT_FAIL(err, c, "", "at most %d heads makes no sense", c->heads_most);
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
    HC_TRY(check_breaks(c, err));
    HC_TRY(check_work_limits(c, err));
    HC_TRY(check_week_paid(c, err));
    HC_TRY(check_period_paid(c, err));
    return check_prices(c, err);
}
