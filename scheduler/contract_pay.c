#include <string.h>

#include "scheduler/contract_parts.h"
#include "scheduler/price.h"

#define HC_PERIOD_MIN_MOST (HC_AXIS_DAYS_MAX * HC_MINUTES_A_DAY)

static int32_t paid_minutes(const hc_contract *c, int32_t shift_min)
{
    int32_t paid = shift_min;
    for (size_t b = 0; b < c->break_count; b++) {
        if (!c->breaks[b].paid && hc_break_applies(&c->breaks[b], shift_min)) {
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
        !hc_limits_agree(c->period_paid_min_least, c->period_paid_min_most)) {
        return HC_CONTRACT_FAIL(err, c, "swap the two or use minutes of all planned days",
                                "paid time of the period cannot be at least %d and at most %d "
                                "min",
                                c->period_paid_min_least, c->period_paid_min_most);
    }
    const int32_t most = c->average_week_paid_min_most;
    if (!hc_is_limit(c->average_week_paid_min_least, 0, HC_WEEK_MIN) ||
        !hc_is_limit(most, 1, HC_WEEK_MIN) ||
        !hc_limits_agree(c->average_week_paid_min_least, most)) {
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

hc_status hc_contract_pay_check(const hc_contract *c, hc_error *err)
{
    HC_TRY(check_week_paid(c, err));
    HC_TRY(check_period_paid(c, err));
    return check_prices(c, err);
}
