#include "scheduler/lawful_tour.h"

#include "scheduler/legal_week.h"
#include "scheduler/period_paid.h"
#include "scheduler/rotation.h"

bool hc_may_work(const hc_agent *agent, size_t day, int32_t from_min, int32_t to_min)
{
    if (agent->day_off != NULL && agent->day_off[day] != 0) { return false; }
    if (agent->hours == NULL) { return true; }
    const hc_day_hours hours = agent->hours[day];
    return from_min >= hours.from_min &&
           (hours.to_min == HC_NO_LIMIT || to_min <= hours.to_min);
}

bool hc_may_work_shift(const hc_agent *agent, const hc_shift *shift)
{
    return hc_may_work(agent, shift->day, shift->start_min,
                       shift->start_min + shift->length_min);
}

/* Rest and days in a row, from what was worked before on. */
static bool rests_enough(const hc_axis *axis, const hc_contract *contract,
                         const hc_agent *agent, hc_tour_days days)
{
    int32_t run = agent->before.run_days;
    int64_t last_end = run > 0 ? agent->before.end_min : -(int64_t)INT32_MAX;
    for (size_t day = 0; day < axis->days; day++) {
        if (days[day] == NULL) {
            run = 0;
            continue;
        }
        const int64_t start = (int64_t)day * HC_MINUTES_A_DAY + days[day]->start_min;
        if (start - last_end < contract->rest_min) { return false; }
        if (contract->consecutive_days_most != HC_NO_LIMIT &&
            ++run > contract->consecutive_days_most) {
            return false;
        }
        last_end = start + days[day]->length_min;
    }
    return true;
}

static bool keeps_weekends(const hc_axis *axis, const hc_contract *contract, hc_tour_days days)
{
    const hc_weekend_rule rule = hc_weekend_rule_of(contract);
    int32_t state = 0;
    for (size_t day = 0; day < axis->days && state != HC_WEEKEND_FORBIDDEN; day++) {
        const int32_t weekday = hc_weekday(axis->first_day + (int64_t)day);
        state = hc_weekend_after(&rule, state, weekday, day == 0, days[day] != NULL);
    }
    return state != HC_WEEKEND_FORBIDDEN;
}

/* What one week of a tour comes to. */
typedef struct week_sum {
    int32_t worked;
    int32_t paid_min;
    int32_t off_most; /* days off in a row */
    int32_t earliest_start_min;
    int32_t latest_start_min;
} week_sum;

static week_sum sum_week(const hc_contract *contract, hc_tour_days days, int32_t count)
{
    week_sum sum = {.earliest_start_min = INT32_MAX};
    int32_t off = 0;
    for (int32_t d = 0; d < count; d++) {
        off = days[d] == NULL ? off + 1 : 0;
        if (off > sum.off_most) { sum.off_most = off; }
        if (days[d] == NULL) { continue; }
        const int32_t start = days[d]->start_min;
        sum.worked++;
        sum.paid_min += hc_shift_paid_min(contract, days[d]);
        if (start < sum.earliest_start_min) { sum.earliest_start_min = start; }
        if (start > sum.latest_start_min) { sum.latest_start_min = start; }
    }
    return sum;
}

static bool is_within(int32_t value, int32_t least, int32_t most)
{
    return value >= least && (most == HC_NO_LIMIT || value <= most);
}

static bool keeps_week(const hc_week_case *week, hc_tour_days days)
{
    const hc_contract *c = week->contract;
    const week_sum sum = sum_week(c, days, week->days);
    const bool close = c->start_spread_min == HC_NO_LIMIT || sum.worked == 0 ||
                       sum.latest_start_min - sum.earliest_start_min <= c->start_spread_min;
    return close && is_within(sum.worked, hc_week_days_least(week), c->days_a_week_most) &&
           is_within(sum.paid_min, hc_week_paid_least(week), c->week_paid_min_most) &&
           (week->days < HC_DAYS_A_WEEK || sum.off_most >= c->days_off_together);
}

static bool keeps_period(const hc_axis *axis, const hc_contract *contract, hc_tour_days days)
{
    int32_t paid_min = 0;
    for (size_t day = 0; day < axis->days; day++) {
        paid_min += days[day] != NULL ? hc_shift_paid_min(contract, days[day]) : 0;
    }
    return is_within(paid_min, hc_period_paid_least(contract, axis->days),
                     hc_period_paid_most(contract, axis->days));
}

bool hc_tour_is_lawful(const hc_axis *axis, const hc_rules *rules, const hc_agent *agent,
                       hc_tour_days days)
{
    const hc_class *class = &rules->classes[agent->class_index];
    const hc_contract *contract = &rules->contracts[class->contract];
    for (size_t day = 0; day < axis->days; day++) {
        if (days[day] != NULL && !hc_may_work_shift(agent, days[day])) { return false; }
    }
    if (!rests_enough(axis, contract, agent, days) || !keeps_weekends(axis, contract, days) ||
        !keeps_period(axis, contract, days)) {
        return false;
    }
    for (size_t first = 0; first < axis->days; first += HC_DAYS_A_WEEK) {
        const size_t left = axis->days - first;
        const hc_contract own =
            hc_contract_of_week(contract, class, axis->first_day + (int64_t)first);
        const hc_week_case week = {
            .contract = &own, .days = left < HC_DAYS_A_WEEK ? (int32_t)left : HC_DAYS_A_WEEK};
        if (!keeps_week(&week, days + first)) { return false; }
    }
    return true;
}
