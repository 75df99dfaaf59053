#include "tests/scheduler/random_rules.h"

#include <stdio.h>

#include "scheduler/rotation.h"
#include "scheduler/rules_check.h"
#include "tests/scheduler/fixture.h"

#define CLASSES_MOST 3
#define HEADS_MOST 6
#define QUEUES_MOST 4
#define SKILLS_STREAM 1
#define CLOCKS_GO_FORWARD_MONDAY                                                               \
    20535                           /* 2026-03-23: the week ends with the change in Europe     \
                                     */
#define CLOCKS_GO_BACK_MONDAY 20745 /* 2026-10-19 */

int32_t random_draw(hc_rng *rng, int32_t least, int32_t most)
{
    return least + (int32_t)hc_rng_below(rng, (uint64_t)(most - least) + 1);
}

bool random_chance(hc_rng *rng, uint64_t one_in)
{
    return hc_rng_below(rng, one_in) == 0;
}

/* Minutes that all times of a centre are multiples of. */
static int32_t draw_unit(hc_rng *rng)
{
    static const int32_t units[] = {5, 15, 15, 30, 30, 30, 60};
    return units[hc_rng_below(rng, sizeof units / sizeof units[0])];
}

static int32_t round_to(int32_t minutes, int32_t unit)
{
    return (minutes + unit - 1) / unit * unit;
}

/* Sometimes a shift in two parts: an unpaid break of hours. */
static int32_t draw_break(hc_rng *rng, int32_t unit, bool split)
{
    return split ? 60 * random_draw(rng, 2, 4) : round_to(15 * random_draw(rng, 1, 3), unit);
}

static void random_breaks(hc_rng *rng, int32_t unit, hc_contract *c)
{
    const bool split = random_chance(rng, 10);
    c->break_count = 0;
    int32_t from = round_to(60, unit);
    while (c->break_count < 3 && !random_chance(rng, 4)) {
        const bool long_one = split && c->break_count == 0;
        hc_break_rule *rule = &c->breaks[c->break_count];
        *rule = (hc_break_rule){.length_min = draw_break(rng, unit, long_one),
                                .paid = !long_one && random_chance(rng, 2)};
        (void)snprintf(rule->name, sizeof rule->name, "%s",
                       random_chance(rng, 2) ? "lunch" : "break");
        rule->earliest_min = from;
        rule->latest_min = from + unit * random_draw(rng, 0, 3);
        from = rule->latest_min + rule->length_min + unit;
        if (from > c->shift_shortest_min) {
            rule->from_shift_min = from;
            if (from > c->shift_longest_min) { return; }
        }
        c->break_count++;
    }
}

static void random_windows(hc_rng *rng, int32_t unit, hc_contract *c)
{
    const bool nights = random_chance(rng, 4);
    for (size_t day = 0; day < 7; day++) {
        c->earliest_start_min[day] = nights ? 0 : 30 * random_draw(rng, 12, 18);
        c->latest_start_min[day] =
            nights ? HC_MINUTES_A_DAY - unit : 30 * random_draw(rng, 20, 30);
        c->latest_end_min[day] = nights ? 2 * HC_MINUTES_A_DAY : 30 * random_draw(rng, 40, 48);
        if (random_chance(rng, 8)) { c->latest_start_min[day] = -1; }
    }
}

/* Two or three weeks of windows that come again, begun on any day. */
static void random_rotation(hc_rng *rng, int32_t unit, hc_contract *c)
{
    if (!random_chance(rng, 5)) { return; }
    c->rotation_from = FIXTURE_MONDAY - random_draw(rng, 0, 60);
    for (const size_t count = (size_t)random_draw(rng, 2, 3); c->rotation_count < count;) {
        hc_contract week = *c;
        random_windows(rng, unit, &week);
        for (size_t day = 0; day < 7; day++) {
            c->rotation[c->rotation_count][day] =
                (hc_day_window){week.earliest_start_min[day], week.latest_start_min[day],
                                week.latest_end_min[day]};
        }
        c->rotation_count++;
    }
    hc_rotation_span(c);
}

static void random_weekends(hc_rng *rng, hc_contract *c)
{
    c->weekends_whole = random_chance(rng, 4);
    if (random_chance(rng, 5)) { c->weekends_most = random_draw(rng, 0, 3); }
    if (random_chance(rng, 5)) { c->weekend_off_every = random_draw(rng, 1, 3); }
}

static hc_contract random_contract(hc_rng *rng, int32_t unit, size_t number)
{
    hc_contract c = hc_contract_default();
    (void)snprintf(c.name, sizeof c.name, "contract %zu", number);
    c.start_grid_min = random_chance(rng, 3) ? 60 : round_to(15, unit);
    c.shift_shortest_min = 60 * random_draw(rng, 4, 9);
    c.shift_longest_min = c.shift_shortest_min + 60 * random_draw(rng, 0, 2);
    c.shift_step_min = 60;
    c.days_a_week_least = random_draw(rng, 0, 5);
    c.days_a_week_most = random_draw(rng, c.days_a_week_least > 0 ? c.days_a_week_least : 1, 6);
    if (random_chance(rng, 2)) {
        c.week_paid_min_least = c.days_a_week_least * (c.shift_shortest_min - 30);
        c.week_paid_min_most = c.week_paid_min_least + 60 * random_draw(rng, 3, 20);
    }
    c.days_off_together = random_draw(rng, 0, 3);
    c.consecutive_days_most = random_chance(rng, 3) ? HC_NO_LIMIT : random_draw(rng, 2, 6);
    c.rest_min = 60 * random_draw(rng, 8, 15);
    c.start_spread_min = random_chance(rng, 2) ? 60 * random_draw(rng, 0, 4) : HC_NO_LIMIT;
    c.wage_an_hour = random_chance(rng, 3) ? 0.5 : 0.0;
    c.weekend_day_cost = random_chance(rng, 2) ? 0.5 : 0.0;
    c.hire_cost_a_week = 2.0;
    random_weekends(rng, &c);
    random_breaks(rng, unit, &c);
    random_windows(rng, unit, &c);
    random_rotation(rng, unit, &c);
    return c;
}

/* ---- what few centres have ---- */

/* Shifts that begin in the evening and end in the morning, on some weekdays. */
static void night_windows(hc_rng *rng, hc_contract *c)
{
    const int32_t first = 60 * random_draw(rng, 19, 21);
    for (size_t day = 0; day < 7; day++) {
        c->earliest_start_min[day] = first;
        c->latest_start_min[day] =
            random_chance(rng, 6) ? -1 : first + 60 * random_draw(rng, 0, 2);
        c->latest_end_min[day] = HC_MINUTES_A_DAY + 60 * random_draw(rng, 6, 10);
    }
}

/* Windows off the half hours, each weekday its own. */
static void uneven_windows(hc_rng *rng, int32_t unit, hc_contract *c)
{
    for (size_t day = 0; day < 7; day++) {
        if (c->latest_start_min[day] < 0) { continue; }
        c->earliest_start_min[day] += unit * random_draw(rng, 0, 5);
        c->latest_start_min[day] -= unit * random_draw(rng, 0, 5);
        c->latest_end_min[day] -= unit * random_draw(rng, 0, 3);
    }
}

static void fine_lengths(hc_rng *rng, int32_t unit, hc_contract *c)
{
    c->shift_step_min = round_to(15, unit) * random_draw(rng, 1, 2);
    c->shift_longest_min = c->shift_shortest_min + c->shift_step_min * random_draw(rng, 0, 4);
}

/* Up to six short breaks, the later ones of longer shifts only. */
static void many_breaks(hc_rng *rng, int32_t unit, hc_contract *c)
{
    int32_t from = round_to(30, unit);
    const size_t count = (size_t)random_draw(rng, 3, HC_BREAKS_MAX);
    for (c->break_count = 0; c->break_count < count; c->break_count++) {
        hc_break_rule *rule = &c->breaks[c->break_count];
        *rule = (hc_break_rule){.length_min = unit, .paid = random_chance(rng, 2)};
        (void)snprintf(rule->name, sizeof rule->name, "%s",
                       random_chance(rng, 3) ? "lunch" : "break");
        rule->earliest_min = from;
        rule->latest_min = from + unit * random_draw(rng, 0, 2);
        from = rule->latest_min + unit + unit * random_draw(rng, 0, 2);
        if (from > c->shift_longest_min) { return; }
        if (from > c->shift_shortest_min || random_chance(rng, 4)) {
            rule->from_shift_min = from;
        }
    }
}

/* Paid time alone says how much is worked, or few days in a row, or days off in pairs. */
static void odd_weeks(hc_rng *rng, hc_contract *c)
{
    switch (random_draw(rng, 0, 4)) {
    case 0:
        c->days_a_week_least = 0;
        c->days_a_week_most = 7;
        c->week_paid_min_least = c->shift_shortest_min * random_draw(rng, 2, 4);
        c->week_paid_min_most = c->week_paid_min_least + 60 * random_draw(rng, 4, 12);
        break;
    case 1:
        c->consecutive_days_most = random_draw(rng, 1, 2);
        break;
    case 2:
        c->days_off_together = 2;
        c->days_a_week_most = 5;
        break;
    case 3:
        c->days_a_week_least = c->days_a_week_most;
        break;
    default:
        c->rest_min = random_chance(rng, 2) ? HC_NO_LIMIT : 60 * random_draw(rng, 16, 30);
        break;
    }
}

/* Breaks that share their windows and keep a distance, and work that may not go on for ever. */
static void random_work(hc_rng *rng, int32_t unit, hc_contract *c)
{
    if (random_chance(rng, 3)) {
        c->work_between_breaks.least_min = round_to(30 * random_draw(rng, 1, 3), unit);
        for (size_t b = 0; b + 1 < c->break_count && random_chance(rng, 2); b++) {
            c->breaks[b].latest_min = c->breaks[b + 1].latest_min;
        }
    }
    if (random_chance(rng, 5)) {
        c->work_between_breaks.most_min = round_to(60 * random_draw(rng, 2, 4), unit);
    }
    if (random_chance(rng, 5)) {
        c->work_before_breaks.least_min = round_to(15 * random_draw(rng, 3, 8), unit);
    }
    if (random_chance(rng, 5)) {
        c->work_before_breaks.most_min = round_to(30 * random_draw(rng, 2, 6), unit);
    }
    if (random_chance(rng, 5)) {
        c->work_after_breaks.least_min = round_to(15 * random_draw(rng, 2, 8), unit);
    }
    if (random_chance(rng, 5)) {
        c->work_after_breaks.most_min = round_to(60 * random_draw(rng, 3, 7), unit);
    }
    if (random_chance(rng, 5)) {
        c->unbroken_work_min_most = round_to(60 * random_draw(rng, 4, 9), unit);
    }
}

/* Paid time of all days together, which leaves each week what the contract asks of it. */
static void random_period(hc_rng *rng, hc_contract *c)
{
    if (!random_chance(rng, 4)) { return; }
    const int32_t least = c->days_a_week_least > 0 ? c->days_a_week_least : 0;
    int32_t mean = least * c->shift_longest_min;
    if (mean < c->week_paid_min_least) { mean = c->week_paid_min_least; }
    if (random_chance(rng, 2)) {
        c->average_week_paid_min_most = mean + 60 * random_draw(rng, 1, 12);
    }
    if (random_chance(rng, 2)) {
        c->average_week_paid_min_least = 60 * random_draw(rng, 4, 24);
    }
    if (random_chance(rng, 4)) { c->period_paid_min_least = 60 * random_draw(rng, 1, 60); }
    if (random_chance(rng, 4)) { c->period_paid_min_most = 7 * mean + 60; }
}

/* Wages that are higher at night and at weekends. */
static void random_premiums(hc_rng *rng, int32_t unit, hc_contract *c)
{
    if (!random_chance(rng, 3)) { return; }
    c->wage_an_hour = 0.5;
    c->night_from_min = round_to(30 * random_draw(rng, 30, 47), unit);
    c->night_to_min = round_to(30 * random_draw(rng, 0, 20), unit);
    c->night_premium = 0.25 * random_draw(rng, 0, 2);
    c->saturday_premium = 0.1 * random_draw(rng, 0, 3);
    c->sunday_premium = 0.5 * random_draw(rng, 0, 2);
}

/* Paid time of a week that is dearer from some point on, mostly within what is worked. */
static void random_overtime(hc_rng *rng, hc_contract *c)
{
    if (!random_chance(rng, 3)) { return; }
    c->wage_an_hour = 0.5;
    c->overtime_after_min = 60 * random_draw(rng, 0, 45) + (random_chance(rng, 4) ? 7 : 0);
    c->overtime_premium = 0.25 * random_draw(rng, 0, 8);
}

static void widen_contract(hc_rng *rng, int32_t unit, hc_contract *c)
{
    if (random_chance(rng, 4)) { night_windows(rng, c); }
    if (random_chance(rng, 3)) { uneven_windows(rng, unit, c); }
    if (random_chance(rng, 3)) { fine_lengths(rng, unit, c); }
    if (random_chance(rng, 3)) { many_breaks(rng, unit, c); }
    if (random_chance(rng, 2)) { odd_weeks(rng, c); }
    if (random_chance(rng, 4)) {
        c->weekends_whole = true;
        c->weekends_most = random_draw(rng, 1, 4);
        c->weekend_off_every = random_draw(rng, 2, 4);
    }
    if (random_chance(rng, 3)) { c->heads_most = random_draw(rng, 0, 4); }
    if (c->rotation_count > 0) {
        c->rotation_count = 0;
        random_rotation(rng, unit, c);
    }
}

static void widen_class(hc_rng *rng, hc_class *class)
{
    if (random_chance(rng, 5)) { class->earliest_start_min = 60 * random_draw(rng, 6, 12); }
    if (random_chance(rng, 5)) { class->latest_end_min = 60 * random_draw(rng, 16, 30); }
    if (random_chance(rng, 8)) { class->count = 0; }
    class->least_gives_way = random_chance(rng, 8);
}

/* Leave for weeks, hours over midnight, nights and long runs just before, and what was worked
 * long before. */
static void widen_agent(hc_rng *rng, size_t days, hc_agent *agent)
{
    agent->seniority = random_chance(rng, 2) ? random_draw(rng, 0, 3) : 0.0;
    agent->before.weekends = random_draw(rng, 0, 3);
    agent->before.lates = random_draw(rng, 0, 5);
    agent->before.hours = 8.0 * random_draw(rng, 0, 12);
    if (random_chance(rng, 5)) {
        agent->before.run_days = random_draw(rng, 4, 9);
        agent->before.end_min = 60 * random_draw(rng, -6, 9);
    }
    for (size_t day = 0; agent->hours != NULL && day < days; day++) {
        if (random_chance(rng, 6)) { agent->hours[day].to_min = HC_MINUTES_A_DAY + 420; }
    }
    if (agent->day_off == NULL || !random_chance(rng, 2)) { return; }
    const size_t first = hc_rng_below(rng, days);
    const size_t length = (size_t)random_draw(rng, 3, 14);
    for (size_t day = first; day < days && day < first + length; day++) {
        agent->day_off[day] = 1;
    }
}

/* Other prices of cover, in several steps. */
static void random_cover_cost(hc_rng *rng, hc_cover_cost *cost)
{
    cost->short_steps = (size_t)random_draw(rng, 1, 4);
    cost->over_steps = (size_t)random_draw(rng, 1, 3);
    for (size_t k = 0; k < cost->short_steps; k++) {
        cost->short_share[k] = 0.1 * random_draw(rng, 1, 4);
        cost->short_cost[k] = (k > 0 ? cost->short_cost[k - 1] : 0.0) + random_draw(rng, 1, 3);
    }
    for (size_t k = 0; k < cost->over_steps; k++) {
        cost->over_share[k] = 0.1 * random_draw(rng, 1, 4);
        cost->over_cost[k] =
            (k > 0 ? cost->over_cost[k - 1] : 0.0) + 0.25 * random_draw(rng, 0, 3);
    }
}

/* Each further person of a slot leaves the same share of its price. */
static bool random_curves(hc_rng *rng, random_case *drawn)
{
    const size_t slots = hc_axis_slots(&drawn->axis);
    const size_t width = (size_t)random_draw(rng, 2, 12);
    if (hc_alloc(&drawn->price, slots * width, sizeof *drawn->price, NULL) != HC_OK) {
        return false;
    }
    const double left = 0.1 * random_draw(rng, 2, 8);
    for (size_t slot = 0; slot < slots; slot++) {
        double price = 4.0 * drawn->required[slot];
        for (size_t people = 0; people < width; people++) {
            drawn->price[slot * width + people] = price;
            price *= left;
        }
    }
    drawn->rules.curves = (hc_cover_curves){slots, width, drawn->price};
    return true;
}

/* Some hours weigh otherwise, one of them past the end of another. */
static void random_cost_hours(hc_rng *rng, hc_rules *rules)
{
    rules->cost_hours_count = (size_t)random_draw(rng, 1, 3);
    for (size_t k = 0; k < rules->cost_hours_count; k++) {
        hc_cost_hours *hours = &rules->cost_hours[k];
        for (size_t weekday = 0; weekday < 7; weekday++) {
            hours->weekdays[weekday] = !random_chance(rng, 3);
        }
        hours->from_min = 60 * random_draw(rng, 0, 18);
        hours->to_min = hours->from_min + 60 * random_draw(rng, 1, 6);
        hours->shortage = 0.5 * random_draw(rng, 0, 6);
        hours->surplus = 0.5 * random_draw(rng, 0, 6);
    }
}

/* ---- people ---- */

/* Hours of one's own, prices for wishes and a wage, each for some. */
static bool random_wishes(hc_rng *rng, size_t days, hc_agent *agent)
{
    if (random_chance(rng, 3)) {
        agent->before.run_days = random_draw(rng, 1, 4);
        agent->before.end_min = -60 * random_draw(rng, 0, 12);
    }
    agent->wage_an_hour = random_chance(rng, 4) ? 0.25 : 0.0;
    agent->start_cost_an_hour = random_chance(rng, 2) ? 0.1 : 0.0;
    if (random_chance(rng, 3)) {
        agent->day_off_cost = 0.5;
        if (hc_alloc(&agent->wished_off, days, 1, NULL) != HC_OK) { return false; }
        agent->wished_off[hc_rng_below(rng, days)] = 1;
    }
    if (!random_chance(rng, 3)) { return true; }
    if (hc_alloc(&agent->hours, days, sizeof *agent->hours, NULL) != HC_OK) { return false; }
    for (size_t day = 0; day < days; day++) {
        agent->hours[day] =
            (hc_day_hours){.from_min = random_chance(rng, 4) ? 600 : 0,
                           .to_min = random_chance(rng, 4) ? 1080 : HC_NO_LIMIT};
    }
    return true;
}

static bool random_leave(hc_rng *rng, size_t days, hc_agent *agent)
{
    if (!random_chance(rng, 3)) { return true; }
    if (hc_alloc(&agent->day_off, days, 1, NULL) != HC_OK) { return false; }
    for (size_t day = 0; day < days; day++) {
        agent->day_off[day] = random_chance(rng, 4);
    }
    return true;
}

static bool random_agents(hc_rng *rng, size_t days, bool wide, hc_rules *rules)
{
    size_t heads = 0;
    for (size_t k = 0; k < rules->class_count; k++) {
        heads += rules->classes[k].count;
    }
    if (hc_alloc(&rules->agents, heads, sizeof *rules->agents, NULL) != HC_OK) { return false; }
    for (size_t k = 0; k < rules->class_count; k++) {
        for (size_t i = 0; i < rules->classes[k].count; i++) {
            hc_agent *agent = &rules->agents[rules->agent_count];
            (void)snprintf(agent->id, sizeof agent->id, "p%zu", rules->agent_count);
            agent->class_index = k;
            agent->preferred_start_min =
                random_chance(rng, 2) ? 60 * random_draw(rng, 6, 14) : HC_NO_LIMIT;
            rules->agent_count++;
            if (!random_wishes(rng, days, agent)) { return false; }
            if (!random_leave(rng, days, agent)) { return false; }
            if (wide) { widen_agent(rng, days, agent); }
        }
    }
    return true;
}

/* ---- all together ---- */

/* Rules that pass their check; contracts are drawn again until they do. */
static bool random_rules(hc_rng *rng, size_t days, int32_t unit, bool wide, hc_rules *rules)
{
    const size_t count = (size_t)random_draw(rng, 1, CLASSES_MOST);
    *rules = (hc_rules)HC_RULES_INIT;
    if (hc_alloc(&rules->contracts, count, sizeof *rules->contracts, NULL) != HC_OK ||
        hc_alloc(&rules->classes, count, sizeof *rules->classes, NULL) != HC_OK) {
        return false;
    }
    rules->contract_count = count;
    rules->class_count = count;
    rules->cover_cost = hc_cover_cost_default();
    if (wide && random_chance(rng, 2)) { random_cover_cost(rng, &rules->cover_cost); }
    do {
        for (size_t k = 0; k < count; k++) {
            hc_class *class = &rules->classes[k];
            rules->contracts[k] = random_contract(rng, unit, k);
            *class = (hc_class){.contract = k,
                                .count = (size_t)random_draw(rng, 1, HEADS_MOST),
                                .earliest_start_min = HC_NO_LIMIT,
                                .latest_start_min = HC_NO_LIMIT,
                                .latest_end_min = HC_NO_LIMIT};
            class->rotation_offset = random_draw(rng, 0, 2);
            if (random_chance(rng, 3)) {
                class->latest_start_min = 60 * random_draw(rng, 10, 14);
            }
            (void)snprintf(class->name, sizeof class->name, "class %zu", k);
            if (wide) {
                widen_contract(rng, unit, &rules->contracts[k]);
                widen_class(rng, class);
            }
            random_work(rng, unit, &rules->contracts[k]);
            random_period(rng, &rules->contracts[k]);
            random_premiums(rng, unit, &rules->contracts[k]);
            random_overtime(rng, &rules->contracts[k]);
        }
    } while (hc_rules_check(rules, NULL) != HC_OK);
    rules->choose_heads = random_chance(rng, 3);
    return rules->choose_heads || random_chance(rng, 2) ||
           random_agents(rng, days, wide, rules);
}

/* One to six weeks, from any weekday, sometimes over a change of the clocks. */
static hc_axis random_axis(hc_rng *rng, int32_t unit, bool wide)
{
    hc_axis axis = HC_AXIS_INIT;
    hc_zone zone = HC_ZONE_FLOATING;
    int64_t monday = FIXTURE_MONDAY;
    const int32_t longest = random_chance(rng, wide ? 3 : 8) ? 42 : unit < 15 ? 8 : 16;
    const size_t days = (size_t)random_draw(rng, 3, longest);
    if (random_chance(rng, 3) && hc_zone_load("Europe/Berlin", &zone, NULL) == HC_OK) {
        monday = random_chance(rng, 2) ? CLOCKS_GO_FORWARD_MONDAY : CLOCKS_GO_BACK_MONDAY;
    }
    const int64_t first = monday + (random_chance(rng, 2) ? 0 : random_draw(rng, 1, 6));
    if (hc_axis_make(&axis, &zone, unit, first, days, NULL) != HC_OK) { axis.days = 0; }
    return axis;
}

static void random_requirement(hc_rng *rng, const hc_axis *axis, double *required)
{
    const bool parts = random_chance(rng, 3);
    const bool round_the_clock = random_chance(rng, 4);
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const int32_t hour = hc_axis_local(axis, slot).second_of_day / 3600;
        const bool open = round_the_clock || (hour >= 7 && hour < 21);
        const double people = open ? (double)random_draw(rng, 0, 7) : 0.0;
        required[slot] = parts ? people / 2.0 : people;
    }
}

/* Several queues and people who serve some of them, from numbers of their own: the centres stay
 * those that they are without. */
static bool random_queues(uint64_t seed, random_case *drawn)
{
    hc_rules *rules = &drawn->rules;
    hc_rng rng;
    hc_rng_stream(&rng, seed, SKILLS_STREAM);
    const size_t queues = (size_t)random_draw(&rng, 2, QUEUES_MOST);
    const size_t slots = hc_axis_slots(&drawn->axis);
    const int32_t all = (1 << queues) - 1;
    size_t room = slots;
    if (rules->curves.slots > 0 || !random_chance(&rng, 3)) { return true; }
    if (hc_alloc(&rules->queues, queues, sizeof *rules->queues, NULL) != HC_OK ||
        hc_grow(&drawn->required, &room, queues * slots, sizeof *drawn->required, NULL) !=
            HC_OK) {
        return false;
    }
    rules->queue_count = queues;
    for (size_t q = 0; q < queues; q++) {
        (void)snprintf(rules->queues[q], sizeof rules->queues[q], "queue %zu", q);
        for (size_t slot = 0; slot < slots && q > 0; slot++) {
            const bool open = drawn->required[slot] > 0.0;
            drawn->required[q * slots + slot] = open ? (double)random_draw(&rng, 0, 4) : 0.0;
        }
    }
    for (size_t k = 0; k < rules->contract_count; k++) {
        rules->contracts[k].skills = (hc_skills)random_draw(&rng, 0, all);
    }
    for (size_t i = 0; i < rules->agent_count; i++) {
        rules->agents[i].skills = (hc_skills)random_draw(&rng, 0, all);
    }
    return true;
}

bool random_case_make(uint64_t seed, bool wide, random_case *drawn)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    *drawn = (random_case){.rules = HC_RULES_INIT};
    const int32_t unit = draw_unit(&rng);
    drawn->axis = random_axis(&rng, unit, wide);
    if (!random_rules(&rng, drawn->axis.days, unit, wide, &drawn->rules) ||
        hc_alloc(&drawn->required, hc_axis_slots(&drawn->axis), sizeof *drawn->required,
                 NULL) != HC_OK) {
        return false;
    }
    random_requirement(&rng, &drawn->axis, drawn->required);
    const bool curved = wide && random_chance(&rng, 4);
    const bool made = !curved || random_curves(&rng, drawn);
    if (wide && random_chance(&rng, 3)) { random_cost_hours(&rng, &drawn->rules); }
    drawn->rng = rng;
    return made && (!wide || random_queues(seed, drawn));
}

void random_case_clear(random_case *drawn)
{
    hc_free(drawn->required);
    hc_free(drawn->price);
    hc_rules_clear(&drawn->rules);
    hc_axis_clear(&drawn->axis);
}
