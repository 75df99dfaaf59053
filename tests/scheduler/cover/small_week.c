#include "tests/scheduler/cover/small_week.h"

#include <stdlib.h>
#include <string.h>

#include "tests/scheduler/fixture.h"

#define HOUR 60

static int32_t pick(hc_rng *rng, int32_t least, int32_t most)
{
    return least + (int32_t)hc_rng_below(rng, (uint64_t)most - (uint64_t)least + 1);
}

static bool chance(hc_rng *rng, double share)
{
    return hc_rng_uniform(rng) < share;
}

static void make_hours(hc_contract *c, hc_rng *rng, int32_t starts)
{
    c->shift_shortest_min = HOUR * pick(rng, 4, 9);
    c->shift_step_min = HOUR * pick(rng, 1, 2);
    c->shift_longest_min = c->shift_shortest_min + c->shift_step_min * pick(rng, 0, 1);
    c->start_grid_min = HOUR * (chance(rng, 0.3) ? 2 : 1);
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        const int32_t first = pick(rng, 5, 12) / 2 * 2;
        c->earliest_start_min[weekday] = HOUR * first;
        c->latest_start_min[weekday] =
            HOUR * first + c->start_grid_min * pick(rng, 0, starts - 1);
        c->latest_end_min[weekday] =
            HOUR * first + c->shift_shortest_min + HOUR * pick(rng, 0, 6);
    }
}

static void make_limits(hc_contract *c, hc_rng *rng, size_t days)
{
    const int32_t week = days < HC_DAYS_A_WEEK ? (int32_t)days : HC_DAYS_A_WEEK;
    c->days_a_week_most = pick(rng, 1, week);
    c->days_a_week_least = pick(rng, 0, c->days_a_week_most);
    c->days_off_together = chance(rng, 0.4) ? 2 : 0;
    c->consecutive_days_most = chance(rng, 0.5) ? pick(rng, 2, 4) : HC_NO_LIMIT;
    c->rest_min = chance(rng, 0.7) ? HOUR * pick(rng, 8, 40) : HC_NO_LIMIT;
    c->start_spread_min = chance(rng, 0.5) ? HOUR * pick(rng, 0, 3) : HC_NO_LIMIT;
    c->weekends_whole = chance(rng, 0.3);
    if (chance(rng, 0.2)) { c->weekends_most = pick(rng, 0, 1); }
    if (chance(rng, 0.2)) { c->weekend_off_every = pick(rng, 1, 2); }
    c->week_paid_min_least = HC_NO_LIMIT;
    c->week_paid_min_most = HC_NO_LIMIT;
    if (chance(rng, 0.4)) { c->week_paid_min_most = HOUR * pick(rng, 12, 40); }
    if (chance(rng, 0.4)) { c->week_paid_min_least = HOUR * pick(rng, 2, 20); }
}

static void make_breaks(hc_contract *c, hc_rng *rng)
{
    c->break_count = (size_t)pick(rng, 0, 2);
    c->breaks[0] = (hc_break_rule){.name = "break",
                                   .length_min = HOUR,
                                   .earliest_min = HOUR,
                                   .latest_min = HOUR * pick(rng, 1, 1),
                                   .paid = chance(rng, 0.5)};
    c->breaks[1] = (hc_break_rule){.name = "lunch",
                                   .length_min = HOUR,
                                   .earliest_min = 2 * HOUR,
                                   .latest_min = HOUR * pick(rng, 2, 3),
                                   .from_shift_min = chance(rng, 0.5) ? 6 * HOUR : 0};
}

/* Paid time of all days together. */
static void make_period(hc_contract *c, hc_rng *rng)
{
    if (chance(rng, 0.3)) { c->period_paid_min_most = HOUR * pick(rng, 12, 50); }
    if (chance(rng, 0.3)) { c->period_paid_min_least = HOUR * pick(rng, 3, 12); }
    if (chance(rng, 0.2)) { c->average_week_paid_min_most = HOUR * pick(rng, 12, 40) + 7; }
    if (chance(rng, 0.2)) { c->average_week_paid_min_least = HOUR * pick(rng, 3, 12) - 7; }
}

/* From an hour in the afternoon to one in the morning, or only hours of the day. */
static void make_premiums(hc_contract *c, hc_rng *rng)
{
    if (!chance(rng, 0.4)) { return; }
    c->night_from_min = HOUR * pick(rng, 13, 20);
    c->night_to_min = HOUR * pick(rng, 7, 15);
    c->night_premium = 0.5 * pick(rng, 0, 3);
    c->saturday_premium = 0.5 * pick(rng, 0, 2);
    c->sunday_premium = 0.5 * pick(rng, 0, 2);
}

/* From a week of two days or so on. */
static void make_overtime(hc_contract *c, hc_rng *rng)
{
    if (!chance(rng, 0.5)) { return; }
    c->overtime_after_min = HOUR * pick(rng, 0, 14) + (chance(rng, 0.3) ? 20 : 0);
    c->overtime_premium = 0.5 * pick(rng, 0, 4);
    if (c->wage_an_hour == 0.0) { c->wage_an_hour = 0.25; }
}

/* Windows that overlap, and work before, between and after breaks that must last. */
static void make_work_limits(hc_contract *c, hc_rng *rng)
{
    if (!chance(rng, 0.5)) { return; }
    c->breaks[0].latest_min = HOUR * pick(rng, 1, 3);
    c->breaks[1].earliest_min = HOUR * pick(rng, 1, 2);
    c->breaks[1].latest_min = HOUR * pick(rng, 2, c->breaks[1].from_shift_min > 0 ? 5 : 3);
    c->work_between_breaks.least_min = HOUR * pick(rng, 1, 2);
    if (chance(rng, 0.5)) { c->work_between_breaks.most_min = HOUR * pick(rng, 2, 3); }
    if (chance(rng, 0.3)) { c->work_before_breaks.least_min = HOUR * pick(rng, 0, 2); }
    if (chance(rng, 0.3)) { c->work_before_breaks.most_min = HOUR * pick(rng, 2, 3); }
    if (chance(rng, 0.3)) { c->work_after_breaks.least_min = HOUR * pick(rng, 0, 2); }
    if (chance(rng, 0.3)) { c->work_after_breaks.most_min = HOUR * pick(rng, 2, 6); }
    if (chance(rng, 0.3)) { c->unbroken_work_min_most = HOUR * pick(rng, 3, 7); }
}

void small_week_make(small_week *week, hc_rng *rng, size_t days, size_t heads)
{
    memset(week, 0, sizeof *week);
    week->axis = fixture_axis(HOUR, days);
    week->contract = hc_contract_default();
    make_hours(&week->contract, rng, days > HC_DAYS_A_WEEK ? 2 : 3);
    make_limits(&week->contract, rng, days);
    make_breaks(&week->contract, rng);
    week->contract.wage_an_hour = chance(rng, 0.5) ? 0.25 : 0.0;
    week->contract.weekend_day_cost = chance(rng, 0.5) ? 0.5 : 0.0;
    make_work_limits(&week->contract, rng);
    make_period(&week->contract, rng);
    make_premiums(&week->contract, rng);
    make_overtime(&week->contract, rng);
    week->class = (hc_class){.name = "all",
                             .count = heads,
                             .earliest_start_min = HC_NO_LIMIT,
                             .latest_start_min = HC_NO_LIMIT,
                             .latest_end_min = HC_NO_LIMIT};
    week->rules = (hc_rules){.contract_count = 1,
                             .contracts = &week->contract,
                             .class_count = 1,
                             .classes = &week->class,
                             .cover_cost = hc_cover_cost_default()};
}

void small_week_name(small_week *week, hc_rng *rng)
{
    week->agent = (hc_agent){.id = "p",
                             .hours = week->hours,
                             .wished_off = week->wished_off,
                             .preferred_start_min = HOUR * pick(rng, 5, 14),
                             .start_cost_an_hour = 0.25 * pick(rng, 0, 2),
                             .day_off_cost = 0.5 * pick(rng, 0, 2),
                             .wage_an_hour = chance(rng, 0.5) ? 0.5 : 0.0};
    for (size_t d = 0; d < SMALL_DAYS_MOST; d++) {
        const int32_t from = chance(rng, 0.2) ? HOUR * 10 : 0;
        const int32_t to = chance(rng, 0.2) ? HOUR * 17 : HC_NO_LIMIT;
        week->hours[d] = (hc_day_hours){.from_min = from, .to_min = to};
        week->wished_off[d] = chance(rng, 0.3);
    }
    week->rules.agents = &week->agent;
    week->rules.agent_count = 1;
}

void small_week_clear(small_week *week)
{
    hc_axis_clear(&week->axis);
}

/* ---- legality, in minutes ---- */

static int32_t paid_of(const hc_contract *c, int32_t length_min)
{
    int32_t paid = length_min;
    for (size_t b = 0; b < c->break_count; b++) {
        if (!c->breaks[b].paid && length_min >= c->breaks[b].from_shift_min) {
            paid -= c->breaks[b].length_min;
        }
    }
    return paid;
}

static bool one_week_is_legal(const small_week *week, const hc_group *group,
                              const small_tour *tour, size_t number)
{
    const hc_contract *c = &week->contract;
    const size_t first = number * 7;
    const size_t end = first + 7 < week->axis.days ? first + 7 : week->axis.days;
    int32_t days = 0;
    int32_t paid = 0;
    int32_t off = 0;
    int32_t most_off = 0;
    int32_t earliest = 99999;
    int32_t latest = -1;
    for (size_t d = first; d < end; d++) {
        if (tour->start_min[d] < 0) {
            off++;
            if (off > most_off) { most_off = off; }
            continue;
        }
        off = 0;
        days++;
        paid += paid_of(c, tour->length_min[d]);
        if (tour->start_min[d] < earliest) { earliest = tour->start_min[d]; }
        if (tour->start_min[d] > latest) { latest = tour->start_min[d]; }
    }
    const bool whole = end - first == 7;
    return days >= group->least_days[number] && days <= c->days_a_week_most &&
           paid >= group->least_paid[number] &&
           (c->week_paid_min_most == HC_NO_LIMIT || paid <= c->week_paid_min_most) &&
           (!whole || c->days_off_together < 2 || most_off >= c->days_off_together) &&
           (c->start_spread_min == HC_NO_LIMIT || latest - earliest <= c->start_spread_min);
}

/* From a Monday, with at most two days of a second week: one weekend, days 5 and 6. */
static bool weekend_is_legal(const small_week *week, const small_tour *tour)
{
    const hc_contract *c = &week->contract;
    const bool saturday = week->axis.days > 5 && tour->start_min[5] >= 0;
    const bool sunday = week->axis.days > 6 && tour->start_min[6] >= 0;
    if (c->weekends_whole && week->axis.days > 6 && saturday != sunday) { return false; }
    return !(saturday || sunday) || (c->weekends_most != 0 && c->weekend_off_every != 1);
}

static bool days_in_a_row_are_legal(const small_week *week, const small_tour *tour)
{
    int32_t run = 0;
    for (size_t d = 0; d < week->axis.days; d++) {
        run = tour->start_min[d] < 0 ? 0 : run + 1;
        if (week->contract.consecutive_days_most != HC_NO_LIMIT &&
            run > week->contract.consecutive_days_most) {
            return false;
        }
    }
    return true;
}

static bool rest_is_legal(const small_week *week, const small_tour *tour)
{
    const int32_t rest = week->contract.rest_min == HC_NO_LIMIT ? 0 : week->contract.rest_min;
    int32_t free_from = -99999;
    for (size_t d = 0; d < week->axis.days; d++) {
        if (tour->start_min[d] < 0) { continue; }
        const int32_t start = (int32_t)d * HC_MINUTES_A_DAY + tour->start_min[d];
        if (start < free_from) { return false; }
        free_from = start + tour->length_min[d] + rest;
    }
    return true;
}

/* In minutes times seven, so that means of weeks are whole numbers. */
static bool period_is_legal(const small_week *week, const hc_group *group,
                            const small_tour *tour)
{
    const hc_contract *c = &week->contract;
    const int32_t days = (int32_t)week->axis.days;
    int32_t paid = 0;
    for (size_t d = 0; d < week->axis.days; d++) {
        paid += tour->start_min[d] < 0 ? 0 : paid_of(c, tour->length_min[d]);
    }
    const bool has_most = c->period_paid_min_most != HC_NO_LIMIT;
    const bool has_mean = c->average_week_paid_min_most != HC_NO_LIMIT;
    return (!has_most || paid <= c->period_paid_min_most) &&
           (!has_mean || 7 * paid <= c->average_week_paid_min_most * days) &&
           (group->has_leave || (paid >= c->period_paid_min_least &&
                                 7 * paid >= c->average_week_paid_min_least * days));
}

bool small_tour_is_legal(const small_week *week, const hc_group *group, const small_tour *tour)
{
    for (size_t number = 0; number * 7 < week->axis.days; number++) {
        if (!one_week_is_legal(week, group, tour, number)) { return false; }
    }
    return period_is_legal(week, group, tour) && weekend_is_legal(week, tour) &&
           days_in_a_row_are_legal(week, tour) && rest_is_legal(week, tour);
}

/* ---- breaks ---- */

static double sum(const double *values, int32_t from_min, int32_t to_min)
{
    double total = 0.0;
    for (int32_t hour = from_min / HOUR; hour < to_min / HOUR; hour++) {
        total += values[hour];
    }
    return total;
}

bool small_work_may_last(const hc_contract *c, int32_t length_min, int32_t from_min,
                         int32_t to_min)
{
    const hc_work_limit any = {0, HC_NO_LIMIT};
    const hc_work_limit limit = from_min == 0 && to_min == length_min ? any
                                : from_min == 0                       ? c->work_before_breaks
                                : to_min == length_min                ? c->work_after_breaks
                                                                      : c->work_between_breaks;
    const int32_t work_min = to_min - from_min;
    return work_min >= limit.least_min &&
           (limit.most_min == HC_NO_LIMIT || work_min <= limit.most_min) &&
           (c->unbroken_work_min_most == HC_NO_LIMIT || work_min <= c->unbroken_work_min_most);
}

/* A shift whose breaks are placed one after another. */
typedef struct placing {
    const hc_contract *c;
    const double *shift; /* values of its cells */
    int32_t length_min;
    const small_week *week; /* for premiums; NULL: none */
    size_t day;
    int32_t start_min;
} placing;

static double wage_of(const small_week *week)
{
    const bool own_wage = week->rules.agent_count > 0 && week->agent.wage_an_hour > 0.0;
    return own_wage ? week->agent.wage_an_hour : week->contract.wage_an_hour;
}

double small_premium(const small_week *week, size_t day, int32_t from_min, int32_t to_min)
{
    const hc_contract *c = &week->contract;
    double shares = 0.0;
    for (int32_t at = from_min; at < to_min; at += HOUR) {
        const int32_t clock = at % HC_MINUTES_A_DAY;
        const size_t weekday = (day + (size_t)at / HC_MINUTES_A_DAY) % 7;
        const bool wraps = c->night_from_min > c->night_to_min;
        const bool late = clock >= c->night_from_min;
        const bool early = clock < c->night_to_min;
        if (wraps ? late || early : late && early) { shares += c->night_premium; }
        if (weekday == 5) { shares += c->saturday_premium; }
        if (weekday == 6) { shares += c->sunday_premium; }
    }
    return shares * wage_of(week);
}

/* The least that the breaks from number b on lose, every place of every break tried, when the
 * one before ended at from_min; 1e300: they have no place. As deep as there are breaks.
 * NOLINTNEXTLINE(misc-no-recursion) */
static double least_loss(const placing *p, size_t b, int32_t from_min)
{
    const hc_contract *c = p->c;
    while (b < c->break_count && p->length_min < c->breaks[b].from_shift_min) {
        b++;
    }
    if (b == c->break_count) {
        return small_work_may_last(c, p->length_min, from_min, p->length_min) ? 0.0 : 1e300;
    }
    const hc_break_rule *rule = &c->breaks[b];
    double least = 1e300;
    for (int32_t at = rule->earliest_min; at <= rule->latest_min; at += HOUR) {
        if (!small_work_may_last(c, p->length_min, from_min, at)) { continue; }
        const int32_t end = at + rule->length_min;
        const double saved =
            rule->paid || p->week == NULL
                ? 0.0
                : small_premium(p->week, p->day, p->start_min + at, p->start_min + end);
        const double loss = sum(p->shift, at, end) - saved + least_loss(p, b + 1, end);
        if (loss < least) { least = loss; }
    }
    return least;
}

static bool can_be_worked(const hc_contract *c, int32_t length_min)
{
    static const double nothing[48];
    const placing p = {c, nothing, length_min, NULL, 0, 0};
    return least_loss(&p, 0, 0) < 1e299;
}

/* ---- every tour ---- */

static bool has_time(const small_week *week, size_t day, int32_t start, int32_t end)
{
    if (week->rules.agent_count == 0) { return true; }
    const hc_day_hours hours = week->hours[day];
    return start >= hours.from_min && (hours.to_min == HC_NO_LIMIT || end <= hours.to_min);
}

/* As deep as there are days. NOLINTNEXTLINE(misc-no-recursion) */
static size_t list_days(const small_week *week, const hc_group *group, size_t day,
                        small_tour *trial, small_tour *tours, size_t count)
{
    if (day == week->axis.days) {
        if (small_tour_is_legal(week, group, trial) && count < SMALL_TOURS_MOST) {
            tours[count++] = *trial;
        }
        return count;
    }
    const hc_contract *c = &week->contract;
    const size_t weekday = day % 7;
    trial->start_min[day] = -1;
    trial->length_min[day] = 0;
    count = list_days(week, group, day + 1, trial, tours, count);
    for (int32_t start = 0; start <= c->latest_start_min[weekday]; start += c->start_grid_min) {
        if (start < c->earliest_start_min[weekday]) { continue; }
        for (int32_t length = c->shift_shortest_min; length <= c->shift_longest_min;
             length += c->shift_step_min) {
            if (start + length > c->latest_end_min[weekday]) { continue; }
            if (!can_be_worked(c, length)) { continue; }
            if (!has_time(week, day, start, start + length)) { continue; }
            trial->start_min[day] = start;
            trial->length_min[day] = length;
            count = list_days(week, group, day + 1, trial, tours, count);
        }
    }
    trial->start_min[day] = -1;
    return count;
}

size_t small_week_tours(const small_week *week, const hc_group *group, small_tour *tours)
{
    small_tour trial;
    memset(&trial, 0, sizeof trial);
    return list_days(week, group, 0, &trial, tours, 0);
}

/* ---- values ---- */

static double wish_price(const small_week *week, size_t day, int32_t start)
{
    if (week->rules.agent_count == 0) { return 0.0; }
    const int32_t apart = abs(start - week->agent.preferred_start_min);
    return week->agent.start_cost_an_hour * apart / 60.0 +
           (week->wished_off[day] ? week->agent.day_off_cost : 0.0);
}

/* Of the weeks of a tour, beyond the wage. */
static double overtime_price(const small_week *week, const small_tour *tour)
{
    const hc_contract *c = &week->contract;
    double beyond_min = 0.0;
    for (size_t first = 0; first < week->axis.days; first += 7) {
        double paid_min = 0.0;
        for (size_t d = first; d < first + 7 && d < week->axis.days; d++) {
            paid_min += tour->start_min[d] < 0 ? 0.0 : paid_of(c, tour->length_min[d]);
        }
        if (paid_min > c->overtime_after_min) {
            beyond_min += paid_min - c->overtime_after_min;
        }
    }
    return c->overtime_after_min == HC_NO_LIMIT
               ? 0.0
               : wage_of(week) * c->overtime_premium * beyond_min / 60.0;
}

double small_tour_price(const small_week *week, const small_tour *tour)
{
    const hc_contract *c = &week->contract;
    double price = overtime_price(week, tour);
    for (size_t d = 0; d < week->axis.days; d++) {
        const int32_t start = tour->start_min[d];
        if (start < 0) { continue; }
        price += wage_of(week) * paid_of(c, tour->length_min[d]) / 60.0;
        price += small_premium(week, d, start, start + tour->length_min[d]);
        price += wish_price(week, d, start) + (d % 7 >= 5 ? c->weekend_day_cost : 0.0);
    }
    return price;
}

double small_tour_value(const small_week *week, const small_tour *tour, const double *values)
{
    double total = -small_tour_price(week, tour);
    for (size_t d = 0; d < week->axis.days; d++) {
        const int32_t start = tour->start_min[d];
        const int32_t length = tour->length_min[d];
        if (start < 0) { continue; }
        const double *day = &values[d * 24];
        const placing p = {&week->contract, day + start / HOUR, length, week, d, start};
        total += sum(day, start, start + length) - least_loss(&p, 0, 0);
    }
    return total;
}
