#include "tests/cli/publish/sample_plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "forecast/base/rng.h"

#define MONDAY_2026_11_23 20780
#define SHIFT_MIN 510 /* eight hours of work and half an hour of lunch */

const char *const sample_hostile_names[] = {
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "=HYPERLINK(\"http://example.invalid\",\"pay\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=tab",
    "a,b;c",
    "say \"hello\"",
    "two\nlines\r\nthree",
    "\xE2\x80\xAEtxt.exe\xE2\x80\xAC",
    "\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A \xD7\xA2\xD7\x91\xD7\xA8\xD7\x99\xD7\xAA",
    "\xEC\x83\x81\xEB\x8B\xB4\xED\x8C\x80 1\xED\x8C\x80",
    "\xF0\x9F\x98\x80 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
    "&amp;&lt;&#x3c;",
    "<!--",
    "]]>",
    "${7*7}{{7*7}}",
    "\x01\x02\x1B[31mred\x7F",
    "\xC2\x85next line",
    "\xE2\x80\xA8line separator",
    "%s%n%d",
    "\\\\server\\share",
    "'=quoted formula",
    "\xEF\xBC\x9DSUM(1)",
    " leading and trailing ",
    "Z\xCD\x91\xCD\xABl\xCC\x94g\xCC\xB0o\xCC\x8F",
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
};
const size_t sample_hostile_count =
    sizeof sample_hostile_names / sizeof sample_hostile_names[0];

static void must(hc_status st)
{
    if (st != HC_OK) {
        printf("the sample plan could not be made: %s\n", hc_status_text(st));
        exit(EXIT_FAILURE);
    }
}

static void set_name(char *name, size_t size, const sample_options *options, const char *kind,
                     size_t number)
{
    static const char *const queue[] = {"Orders", "Billing", "Technical help", "Returns",
                                        "Business customers"};
    if (options->hostile) {
        (void)snprintf(name, size, "%s", sample_hostile_names[number % sample_hostile_count]);
    } else if (kind[0] == 'q' && number < sizeof queue / sizeof queue[0]) {
        (void)snprintf(name, size, "%s", queue[number]);
    } else {
        (void)snprintf(name, size, "%s-%03zu", kind, number + 1);
    }
}

sample_options sample_options_default(void)
{
    return (sample_options){.days = 7,
                            .interval_min = 30,
                            .queues = 1,
                            .agents = 40,
                            .calls_a_day = 900.0,
                            .zone = NULL,
                            .hostile = false};
}

/* Share of the day's calls per minute: a morning hill and a lower afternoon one; 0 when closed.
 */
static double intensity(int32_t weekday, double hour)
{
    const double weekday_factor[7] = {1.22, 1.08, 1.0, 0.98, 1.02, 0.45, 0.0};
    const double closes = weekday == 5 ? 14.0 : 20.0;
    if (weekday == 6 || hour < 8.0 || hour >= closes) { return 0.0; }
    const double morning = exp(-0.5 * pow((hour - 10.4) / 1.5, 2.0));
    const double afternoon = 0.72 * exp(-0.5 * pow((hour - 15.4) / 2.2, 2.0));
    return weekday_factor[weekday] * (0.12 + morning + afternoon) / 550.0;
}

static void fill_slot(hc_queue *queue, const hc_axis *axis, size_t slot, double calls_a_day,
                      hc_rng *rng)
{
    const double z[HC_QUANTILES] = {-1.96, -1.645, -1.28, -0.674, 0.0,
                                    0.674, 1.28,   1.645, 1.96};
    const size_t slots = hc_axis_slots(axis);
    const hc_local_time local = hc_axis_local(axis, slot);
    const double per_minute =
        intensity(hc_weekday(local.day), (double)local.second_of_day / 3600.0);
    const double noise = 0.95 + 0.1 * hc_rng_uniform(rng);
    const double mean = per_minute * calls_a_day * axis->interval_min * noise;
    const double sd = sqrt(1.2 * mean + 0.006 * mean * mean);
    queue->state[slot] = mean > 0.0 ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
    queue->calls[slot] = mean;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        queue->quantile[k * slots + slot] = fmax(0.0, mean + z[k] * sd);
    }
    queue->aht_s[slot] = mean > 0.0 ? 285.0 + 30.0 * hc_rng_uniform(rng) : HC_MISSING;
    queue->aht_sd_s[slot] = mean > 0.0 ? 12.0 : HC_MISSING;
}

static void make_forecast(sample_plan *sample, const sample_options *options)
{
    hc_axis axis = HC_AXIS_INIT;
    hc_zone zone = HC_ZONE_FLOATING;
    if (options->zone != NULL) { must(hc_zone_load(options->zone, &zone, NULL)); }
    must(hc_axis_make(&axis, &zone, options->interval_min, MONDAY_2026_11_23, options->days,
                      NULL));
    must(hc_series_make(&sample->forecast, &axis, options->queues,
                        HC_PART_AHT | HC_PART_QUANTILE | HC_PART_AHT_SD, NULL));
    hc_rng rng;
    hc_rng_seed(&rng, 7);
    for (size_t q = 0; q < options->queues; q++) {
        hc_queue *queue = &sample->forecast.queues[q];
        set_name(queue->name, sizeof queue->name, options, "queue", q);
        for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
            fill_slot(queue, &axis, slot, options->calls_a_day / (double)(q + 1), &rng);
        }
    }
    hc_axis_clear(&axis);
}

static void fill_need(hc_need *need, size_t slot, double calls, double aht_s, int32_t interval)
{
    const double load = calls > 0.0 ? calls * aht_s / (60.0 * interval) : 0.0;
    const double exact = load > 0.0 ? load + 0.75 * sqrt(load) + 0.35 : 0.0;
    need->calls[slot] = calls;
    need->aht_s[slot] = calls > 0.0 ? aht_s : HC_MISSING;
    need->load_erlangs[slot] = load;
    need->agents_exact[slot] = exact;
    need->agents[slot] = (int32_t)ceil(exact);
    need->service_level[slot] = load > 0.0 ? 0.8 + 0.1 * (ceil(exact) - exact) : HC_MISSING;
    need->service_level_expected[slot] =
        load > 0.0 ? need->service_level[slot] - 0.02 : HC_MISSING;
    need->abandon_rate[slot] = load > 0.0 ? 0.031 : HC_MISSING;
    need->asa_s[slot] = load > 0.0 ? 11.5 : HC_MISSING;
    need->occupancy[slot] = load > 0.0 ? load / ceil(exact) : HC_MISSING;
}

/* One slot of need n: a queue, or the sum of all queues when n is past the last. */
static void fill_need_slot(sample_plan *sample, size_t n, size_t slot)
{
    const hc_series *forecast = &sample->forecast;
    const size_t first = n < forecast->queue_count ? n : 0;
    const size_t end = n < forecast->queue_count ? n + 1 : forecast->queue_count;
    hc_need *need = &sample->requirement.needs[n];
    double calls = 0.0;
    double work_s = 0.0;
    for (size_t q = first; q < end; q++) {
        const double of_queue = forecast->queues[q].calls[slot];
        calls += of_queue;
        if (of_queue > 0.0) { work_s += of_queue * forecast->queues[q].aht_s[slot]; }
    }
    fill_need(need, slot, calls, calls > 0.0 ? work_s / calls : HC_MISSING,
              forecast->axis.interval_min);
    const size_t at = n * hc_axis_slots(&forecast->axis) + slot;
    sample->scheduled[at] = (int32_t)ceil(need->agents[slot] / 0.9 - 1e-9);
    sample->one_less[at] = need->service_level[slot] - 0.06;
}

static void make_requirement(sample_plan *sample)
{
    const hc_series *forecast = &sample->forecast;
    const size_t slots = hc_axis_slots(&forecast->axis);
    const size_t queues = forecast->queue_count;
    const size_t needs = queues + (queues > 1 ? 1 : 0);
    must(hc_requirement_make(&sample->requirement, &forecast->axis, needs, NULL));
    must(hc_alloc(&sample->scheduled, needs * slots, sizeof *sample->scheduled, NULL));
    must(hc_alloc(&sample->one_less, needs * slots, sizeof *sample->one_less, NULL));
    for (size_t n = 0; n < needs; n++) {
        hc_need *need = &sample->requirement.needs[n];
        (void)snprintf(need->name, sizeof need->name, "%s",
                       n < queues ? forecast->queues[n].name : "All queues");
        for (size_t slot = 0; slot < slots; slot++) {
            fill_need_slot(sample, n, slot);
        }
    }
}

static void make_scores(hc_queue_report *report)
{
    static const char *const candidate[] = {"calendar model", "slow profile x fast level",
                                            "singular-value shares", "damped-trend days"};
    static const char *const baseline[] = {"last week", "mean of 4 weeks", "mean of 6 weeks"};
    report->candidate_count = 4;
    for (size_t i = 0; i < 4; i++) {
        hc_model_score *score = &report->candidate[i];
        (void)snprintf(score->name, sizeof score->name, "%s", candidate[i]);
        score->wape_interval = 0.112 + 0.004 * (double)i;
        score->wape_day = 0.051 + 0.003 * (double)i;
        score->weight = i == 3 ? 0.0 : 0.5 - 0.17 * (double)i;
    }
    report->baseline_count = 3;
    for (size_t i = 0; i < 3; i++) {
        hc_model_score *score = &report->baseline[i];
        (void)snprintf(score->name, sizeof score->name, "%s", baseline[i]);
        score->wape_interval = 0.171 - 0.012 * (double)i;
        score->wape_day = 0.093 - 0.006 * (double)i;
    }
}

static void make_report(sample_plan *sample, const sample_options *options)
{
    must(
        hc_alloc(&sample->report.queues, options->queues, sizeof *sample->report.queues, NULL));
    sample->report.queue_count = options->queues;
    for (size_t q = 0; q < options->queues; q++) {
        hc_queue_report *report = &sample->report.queues[q];
        (void)snprintf(report->name, sizeof report->name, "%s",
                       sample->forecast.queues[q].name);
        report->days_known = 364;
        report->backtests = 10;
        make_scores(report);
        report->wape_interval = 0.109;
        report->wape_day = 0.049;
        report->poisson_floor = 0.088;
        report->level_shift_ratio = 1.0;
        (void)snprintf(report->reason, sizeof report->reason, "%s",
                       "Calendar model, slow profile and singular-value shares together: least "
                       "error in ten back-tests of one week.");
        must(hc_alloc(&report->days, options->days, sizeof *report->days, NULL));
        report->day_count = options->days;
        for (size_t day = 0; day < options->days; day++) {
            const int64_t number = sample->forecast.axis.first_day + (int64_t)day;
            report->days[day] = (hc_day_parts){.day = number,
                                               .pattern_weekday = hc_weekday(number),
                                               .ordinary_calls = 900.0,
                                               .month_factor = 1.02,
                                               .yearly_factor = 1.0,
                                               .special_factor = 1.0,
                                               .total = 918.0};
        }
    }
}

static void make_backtest(sample_plan *sample)
{
    static const char *const name[] = {"Headcount", "last week", "mean of 4 weeks",
                                       "mean of 6 weeks", "median of 6 weeks"};
    hc_backtest *backtest = &sample->backtest;
    must(hc_alloc(&backtest->scores, 5, sizeof *backtest->scores, NULL));
    backtest->horizon_days = 7;
    backtest->origin_count = 10;
    backtest->score_count = 5;
    for (size_t i = 0; i < 5; i++) {
        hc_backtest_score *score = &backtest->scores[i];
        (void)snprintf(score->name, sizeof score->name, "%s", name[i]);
        score->week = (hc_accuracy){.wape_interval = 0.109 + 0.018 * (double)i,
                                    .wape_day = 0.049 + 0.012 * (double)i,
                                    .bias = -0.004 + 0.003 * (double)i,
                                    .rmse = 4.2 + (double)i,
                                    .mase = 0.71 + 0.08 * (double)i,
                                    .poisson_floor = 0.088,
                                    .coverage_80 = i == 0 ? 0.806 : HC_MISSING,
                                    .coverage_95 = i == 0 ? 0.948 : HC_MISSING,
                                    .wql = i == 0 ? 0.041 : HC_MISSING};
        score->horizon = score->week;
    }
    backtest->aht_wape = 0.061;
    backtest->aht_wape_plain = 0.069;
    (void)snprintf(backtest->sentence[0], HC_REASON_MAX, "%s",
                   "The calendar model does most of the work.");
    (void)snprintf(backtest->sentence[1], HC_REASON_MAX, "%s",
                   "Day totals were 4.9 % off on average, intervals 10.9 %.");
    (void)snprintf(backtest->sentence[2], HC_REASON_MAX, "%s",
                   "Last week's figures would have been 12.7 % off, the six-week mean 16.3 %.");
}

static void make_rules(sample_plan *sample, const sample_options *options)
{
    static const hc_break_rule breaks[] = {{"break", 15, 90, 180, true, 0},
                                           {"lunch", 30, 210, 300, false, 0},
                                           {"break", 15, 360, 450, true, 0}};
    hc_contract *contract = &sample->contract;
    (void)snprintf(contract->name, sizeof contract->name, "%s", "Full time 40 h");
    contract->break_count = 3;
    for (size_t i = 0; i < 3; i++) {
        contract->breaks[i] = breaks[i];
    }
    if (options->hostile) {
        set_name(contract->breaks[1].name, HC_NAME_MAX, options, "break", 3);
    }
    set_name(sample->group.name, HC_NAME_MAX, options, "full-time", 0);
    sample->group.count = options->agents;
    sample->rules.contract_count = 1;
    sample->rules.contracts = &sample->contract;
    sample->rules.class_count = 1;
    sample->rules.classes = &sample->group;
    sample->rules.shrinkage = 0.1;
}

static bool on_break(const hc_shift *shift, int32_t minute)
{
    for (size_t b = 0; b < shift->break_count; b++) {
        const int32_t start = shift->break_start_min[b];
        if (minute >= start && minute < start + shift->break_length_min[b]) { return true; }
    }
    return false;
}

/* Adds a shift's presence to cover[slots a day] (minutes as the day's own clock). */
static void add_cover(int32_t *cover, const hc_shift *shift, size_t slots, int32_t interval)
{
    for (size_t slot = 0; slot < slots; slot++) {
        const int32_t minute = (int32_t)slot * interval;
        const int32_t end = shift->start_min + shift->length_min;
        if (minute >= shift->start_min && minute < end && !on_break(shift, minute)) {
            cover[slot]++;
        }
    }
}

static hc_shift shift_of(size_t agent, size_t day, int32_t start_min)
{
    const int32_t later = (int32_t)(agent % 3) * 30;
    return (hc_shift){.agent = agent,
                      .day = day,
                      .start_min = start_min,
                      .length_min = SHIFT_MIN,
                      .break_count = 3,
                      .break_start_min = {start_min + 105 + later, start_min + 210 + later,
                                          start_min + 360 + later},
                      .break_length_min = {15, 30, 15},
                      .break_rule = {0, 1, 2}};
}

/* The start whose shift covers most of what is still missing; -1 when none helps. */
static int32_t best_start(const int32_t *cover, const int32_t *required, size_t slots,
                          int32_t interval)
{
    int32_t best = -1;
    int32_t best_gain = (int32_t)(240 / interval);
    for (int32_t start = 480; start <= 690; start += 30) {
        int32_t gain = 0;
        for (size_t slot = 0; slot < slots; slot++) {
            const int32_t minute = (int32_t)slot * interval;
            const bool inside = minute >= start && minute < start + SHIFT_MIN;
            gain += inside && cover[slot] < required[slot] ? 1 : 0;
        }
        if (gain > best_gain) {
            best_gain = gain;
            best = start;
        }
    }
    return best;
}

static int compare_shifts(const void *a, const void *b)
{
    const hc_shift *x = a;
    const hc_shift *y = b;
    if (x->agent != y->agent) { return x->agent < y->agent ? -1 : 1; }
    return x->day < y->day ? -1 : x->day > y->day;
}

/* Sundays are closed and clock changes fall on Sundays: worked days are ordinary ones. */
static void roster_day(sample_plan *sample, size_t day, size_t *next, int32_t *days_worked)
{
    hc_roster *roster = &sample->roster;
    const hc_axis *axis = &roster->axis;
    const size_t first = axis->day_first[day];
    const size_t slots = axis->day_first[day + 1] - first;
    const int32_t *required =
        sample->plan.scheduled + sample->plan.pool * hc_axis_slots(axis) + first;
    const int32_t allowed = (int32_t)(5 * (day / 7 + 1));
    for (size_t tried = 0; tried < roster->agent_count; tried++) {
        const int32_t start =
            best_start(roster->on_phones + first, required, slots, axis->interval_min);
        const size_t agent = *next;
        *next = (*next + 1) % roster->agent_count;
        if (start < 0 || days_worked[agent] >= allowed) { continue; }
        days_worked[agent]++;
        hc_shift *shift = &roster->shifts[roster->shift_count++];
        *shift = shift_of(agent, day, start);
        add_cover(roster->on_phones + first, shift, slots, axis->interval_min);
    }
}

static void make_roster(sample_plan *sample, const sample_options *options)
{
    hc_roster *roster = &sample->roster;
    int32_t *days_worked = NULL;
    const size_t slots = hc_axis_slots(&sample->forecast.axis);
    must(hc_axis_copy(&roster->axis, &sample->forecast.axis, NULL));
    must(hc_alloc(&roster->agents, options->agents, sizeof *roster->agents, NULL));
    must(hc_alloc(&roster->shifts, options->agents * options->days, sizeof *roster->shifts,
                  NULL));
    must(hc_alloc(&roster->on_phones, slots, sizeof *roster->on_phones, NULL));
    must(hc_alloc(&days_worked, options->agents, sizeof *days_worked, NULL));
    roster->agent_count = options->agents;
    for (size_t a = 0; a < options->agents; a++) {
        set_name(roster->agents[a].id, HC_NAME_MAX, options, "agent", a);
    }
    size_t next = 0;
    for (size_t day = 0; day < options->days; day++) {
        roster_day(sample, day, &next, days_worked);
    }
    qsort(roster->shifts, roster->shift_count, sizeof *roster->shifts, compare_shifts);
    roster->cost = 4180.5;
    roster->cover_cost = 930.5;
    roster->lower_bound = 4171.25;
    roster->lp_bound = 4171.25;
    roster->gap = (roster->cost - roster->lower_bound) / roster->cost;
    hc_free(days_worked);
}

static void fill_words(hc_plan_result *plan)
{
    static const hc_plan_input inputs[] = {
        {"history", "calls.csv", 1234567,
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}};
    static const hc_plan_assumption assumptions[] = {
        {"Service level", "80 % answered within 20 s, of offered", "default"},
        {"Occupancy at most", "88 %", "default"},
        {"Mean patience", "148 s", "default: a third of callers gone after a minute"},
        {"Shrinkage", "10 %", "centre.json"},
        {"Shifts", "8 h of work, a lunch of 30 min and two breaks of 15 min", "default"}};
    static const char *const facts[] = {
        "calls.csv: 364 days from 2025-11-24 to 2026-11-22, one row every 30 minutes.",
        "Open 08:00 to 20:00 on weekdays, 08:00 to 14:00 on Saturdays, closed on Sundays.",
        "Two days looked like outages and were left out: 2026-03-04, 2026-07-19."};
    static const char *const warnings[] = {
        "On Monday between 10:00 and 11:30 the roster is up to 4 people short."};
    static const char *const notes[] = {"Callers hang up after 148 s on average."};
    plan->title = "Northwind support";
    plan->version = "0.1.0";
    plan->seed = 1;
    plan->inputs = inputs;
    plan->input_count = 1;
    plan->assumptions = assumptions;
    plan->assumption_count = sizeof assumptions / sizeof assumptions[0];
    plan->facts = (hc_plan_lines){sizeof facts / sizeof facts[0], facts};
    plan->warnings = (hc_plan_lines){1, warnings};
    plan->notes = (hc_plan_lines){1, notes};
}

static void make_staff(sample_plan *sample, const sample_options *options)
{
    for (size_t q = 0; q < options->queues; q++) {
        hc_queue_rules *rules = &sample->queue_rules[q];
        *rules = (hc_queue_rules){.target_count = 1,
                                  .occupancy_max = 0.88,
                                  .patience_s = 148.0,
                                  .model = HC_MODEL_A,
                                  .target_s = 20.0};
        rules->targets[0] = (hc_target){HC_TARGET_SL_OFFERED, 0.8, 20.0};
    }
    sample->staff = (hc_staff_rules){.queues = sample->queue_rules,
                                     .queue_count = options->queues,
                                     .time_method = HC_TIME_MOL,
                                     .pooled = options->queues > 1,
                                     .pool = sample->queue_rules[0],
                                     .pool_name = "All queues"};
}

void sample_make(sample_plan *sample, const sample_options *options)
{
    *sample = (sample_plan){0};
    hc_plan_result *plan = &sample->plan;
    make_forecast(sample, options);
    make_requirement(sample);
    make_report(sample, options);
    make_backtest(sample);
    make_staff(sample, options);
    make_rules(sample, options);
    fill_words(plan);
    if (options->hostile) { plan->title = sample_hostile_names[0]; }
    plan->forecast = &sample->forecast;
    plan->forecast_report = &sample->report;
    plan->backtest = &sample->backtest;
    plan->staff = &sample->staff;
    plan->requirement = &sample->requirement;
    plan->pool = sample->requirement.need_count - 1;
    plan->scheduled = sample->scheduled;
    plan->service_level_one_less = sample->one_less;
    plan->delivered = &sample->requirement.needs[plan->pool];
    plan->rules = &sample->rules;
    plan->roster = &sample->roster;
    make_roster(sample, options);
}

void sample_clear(sample_plan *sample)
{
    for (size_t q = 0; q < sample->report.queue_count; q++) {
        hc_free(sample->report.queues[q].days);
    }
    hc_free(sample->report.queues);
    hc_free(sample->backtest.scores);
    hc_free(sample->scheduled);
    hc_free(sample->one_less);
    hc_free(sample->roster.agents);
    hc_free(sample->roster.shifts);
    hc_free(sample->roster.on_phones);
    hc_axis_clear(&sample->roster.axis);
    hc_requirement_clear(&sample->requirement);
    hc_series_clear(&sample->forecast);
    *sample = (sample_plan){0};
}
