#include "scheduler/replan/candidate.h"

#include "scheduler/break_windows.h"
#include "scheduler/legal_week.h"
#include "scheduler/period_paid.h"
#include "scheduler/rotation.h"

static const hc_class *class_of(const hc_rules *rules, const hc_roster *roster,
                                const hc_shift *shift)
{
    return &rules->classes[roster->agents[shift->agent].class_index];
}

/* Paid minutes of the person's shifts, in the week of this one or all of them. */
static int32_t paid_of(const hc_contract *contract, const hc_roster *roster,
                       const hc_shift *shift, bool of_week)
{
    int32_t paid_min = 0;
    const hc_shift *first = shift; /* a person's shifts stand together */
    while (first > roster->shifts && first[-1].agent == shift->agent) {
        first--;
    }
    const hc_shift *end = roster->shifts + roster->shift_count;
    for (const hc_shift *other = first; other < end && other->agent == shift->agent; other++) {
        if (!of_week || other->day / HC_DAYS_A_WEEK == shift->day / HC_DAYS_A_WEEK) {
            paid_min += hc_shift_paid_min(contract, other);
        }
    }
    return paid_min;
}

static int32_t paid_left(int32_t most_min, int32_t paid_min)
{
    if (most_min == HC_NO_LIMIT) { return INT32_MAX; }
    return most_min > paid_min ? most_min - paid_min : 0;
}

/* NULL: the rules name nobody. */
static const hc_agent *person_of(const hc_rules *rules, const hc_shift *shift)
{
    return shift->agent < rules->agent_count ? &rules->agents[shift->agent] : NULL;
}

/* A person's own hours of the day, and the rest since the last shift before the horizon. */
static void limit_by_person(const hc_agent *person, int32_t rest_min, hc_candidate *c)
{
    if (person->hours != NULL) {
        const hc_day_hours hours = person->hours[c->shift->day];
        const int32_t from_min = c->midnight_min + hours.from_min;
        if (from_min > c->earliest_min) { c->earliest_min = from_min; }
        if (hours.to_min != HC_NO_LIMIT && c->midnight_min + hours.to_min < c->latest_min) {
            c->latest_min = c->midnight_min + hours.to_min;
        }
    }
    const int32_t rested = person->before.end_min + rest_min;
    if (person->before.run_days > 0 && rested > c->earliest_min) { c->earliest_min = rested; }
    if (person->wage_an_hour > 0.0) { c->wage_an_hour = person->wage_an_hour; }
}

static int32_t start_of(const hc_shift *shift)
{
    return (int32_t)shift->day * HC_MINUTES_A_DAY + shift->start_min;
}

/* How far work before the first break and after the last may grow. */
static void limit_by_work(const hc_contract *contract, hc_candidate *c)
{
    const hc_shift *shift = c->shift;
    int32_t first_min = c->end_min;  /* start of the first break */
    int32_t last_min = c->start_min; /* end of the last one */
    for (size_t b = 0; b < shift->break_count; b++) {
        const int32_t at = c->midnight_min + shift->break_start_min[b];
        const int32_t end = at + shift->break_length_min[b];
        if (hc_break_is_activity(shift, b)) { continue; }
        if (at < first_min) { first_min = at; }
        if (end > last_min) { last_min = end; }
    }
    const hc_work_limit none = {0, HC_NO_LIMIT};
    const bool has_break = last_min > c->start_min;
    const hc_work_limit before =
        hc_work_limit_of(contract, has_break ? contract->work_before_breaks : none);
    const hc_work_limit after =
        hc_work_limit_of(contract, has_break ? contract->work_after_breaks : none);
    if (first_min - before.most_min > c->earliest_min) {
        c->earliest_min = first_min - before.most_min;
    }
    if (last_min + after.most_min < c->latest_min) {
        c->latest_min = last_min + after.most_min;
    }
}

/* The windows of the day, the rest to the shifts before and after, and what the person allows;
 * shifts are sorted. */
static void limit(const hc_rules *rules, const hc_roster *roster, size_t k, hc_candidate *c)
{
    const hc_shift *shift = &roster->shifts[k];
    const hc_class *class = class_of(rules, roster, shift);
    const hc_contract *contract = &rules->contracts[class->contract];
    const int64_t date = roster->axis.first_day + (int64_t)shift->day;
    const hc_contract own = hc_contract_of_week(contract, class, date);
    const hc_day_window window = hc_class_window(&own, class, hc_weekday(date));
    const int32_t rest = contract->rest_min > 0 ? contract->rest_min : 0;
    c->rest_min = rest;
    c->earliest_min = c->midnight_min + window.earliest_start_min;
    c->latest_min = c->midnight_min + window.latest_end_min;
    if (k > 0 && shift[-1].agent == shift->agent) {
        const int32_t rested = start_of(&shift[-1]) + shift[-1].length_min + rest;
        if (rested > c->earliest_min) { c->earliest_min = rested; }
    }
    if (k + 1 < roster->shift_count && shift[1].agent == shift->agent) {
        const int32_t rested = start_of(&shift[1]) - rest;
        if (rested < c->latest_min) { c->latest_min = rested; }
    }
    limit_by_work(contract, c);
    const int32_t period_most = hc_period_paid_most(contract, roster->axis.days);
    c->week_paid_min = paid_of(contract, roster, shift, true);
    c->paid_left_min = paid_left(contract->week_paid_min_most, c->week_paid_min);
    c->period_left_min = paid_left(period_most, paid_of(contract, roster, shift, false));
    c->wage_an_hour = contract->wage_an_hour;
    c->form = class->contract;
    const hc_agent *person = person_of(rules, shift);
    if (person != NULL) { limit_by_person(person, rest, c); }
}

static size_t set_of(const hc_problem *problem, hc_skills skills)
{
    size_t set = 0;
    while (set + 1 < problem->set_count && problem->sets[set] != skills) {
        set++;
    }
    return set;
}

hc_candidate hc_candidate_of(const hc_problem *problem, const hc_rules *rules,
                             const hc_roster *roster, size_t k)
{
    const hc_shift *shift = &roster->shifts[k];
    hc_candidate c = {.shift = shift};
    c.midnight_min = (int32_t)shift->day * HC_MINUTES_A_DAY;
    c.start_min = start_of(shift);
    c.end_min = c.start_min + shift->length_min;
    limit(rules, roster, k, &c);
    c.set = set_of(
        problem, hc_skills_of(rules, class_of(rules, roster, shift), person_of(rules, shift)));
    return c;
}
