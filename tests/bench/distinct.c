/*
 * A call-centre week of people who are all different: CPU seconds of one thread, bound, cost,
 * gap and memory. Everyone has the contract and window of the published week, 1 (full time) or
 * 2 half-days when they cannot work, a preferred start priced 0, 0.02 or 0.04 a quarter hour
 * and a preferred day off priced 0, 0.5 or 1.
 *     distinct [AGENTS [SEED]]    100 and 600 agents and seeds 1 and 2 when not named
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "erlang/erlang_c.h"
#include "forecast/base/rng.h"
#include "scheduler/schedule.h"
#include "usage.h"
#include "week_rules.h"

#define FIRST_DAY 20787 /* Monday 30 November 2026 */
#define HALF_DAY_MIN (14 * 60 + 30)
#define PAID_SHARE 0.86 /* of the paid intervals that the requirement is about */
#define AHT_S 300.0

/* ---- a requirement for any number of agents ---- */

static double hump(double hour, double peak, double width)
{
    const double off = (hour - peak) / width;
    return exp(-off * off);
}

/* Calls of each quarter hour, 07:00 to 22:00, before they are scaled. */
static void shape_calls(uint64_t seed, double *calls)
{
    static const double day_volume[WEEK_DAYS] = {1.1, 1.0, 0.97, 0.97, 1.0, 0.6, 0.45};
    hc_rng rng;
    hc_rng_stream(&rng, seed, 99);
    memset(calls, 0, WEEK_SLOTS * sizeof *calls);
    for (size_t day = 0; day < WEEK_DAYS; day++) {
        for (size_t quarter = 28; quarter < 88; quarter++) {
            const double hour = (double)quarter / 4.0;
            const double level = 0.25 + hump(hour, 10.5, 2.0) + 0.8 * hump(hour, 16.0, 2.5);
            calls[day * 96 + quarter] =
                day_volume[day] * level * (1.0 + 0.06 * hc_rng_normal(&rng));
        }
    }
}

static double require_at(const double *calls, double scale, double *required)
{
    double total = 0.0;
    for (size_t slot = 0; slot < WEEK_SLOTS; slot++) {
        required[slot] = 0.0;
        if (calls[slot] <= 0.0) { continue; }
        const double calls_now = calls[slot] * scale;
        const hc_load load = hc_load_of(calls_now * AHT_S / (WEEK_INTERVAL_MIN * 60.0), AHT_S);
        required[slot] = fmax(2.0, hc_erlang_c_agents(&load, 20.0, 0.2));
        total += required[slot];
    }
    return total;
}

static double paid_quarters(const hc_rules *rules)
{
    double total = 0.0;
    for (size_t k = 0; k < rules->class_count; k++) {
        const hc_contract *c = &rules->contracts[rules->classes[k].contract];
        total += (double)rules->classes[k].count * c->days_a_week_most * c->shift_longest_min /
                 WEEK_INTERVAL_MIN;
    }
    return total;
}

static void make_required(const hc_rules *rules, uint64_t seed, double *required)
{
    double calls[WEEK_SLOTS];
    double low = 0.0;
    double high = 1e6;
    shape_calls(seed, calls);
    for (int halvings = 0; halvings < 60; halvings++) {
        const double scale = 0.5 * (low + high);
        if (require_at(calls, scale, required) < PAID_SHARE * paid_quarters(rules)) {
            low = scale;
        } else {
            high = scale;
        }
    }
}

/* ---- people ---- */

static void take_half_days(hc_rng *rng, bool full_time, hc_agent *agent)
{
    for (size_t day = 0; day < WEEK_DAYS; day++) {
        agent->hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
    for (int half = 0; half < (full_time ? 1 : 2); half++) {
        hc_day_hours *hours = &agent->hours[hc_rng_below(rng, WEEK_DAYS)];
        if (hc_rng_below(rng, 2) == 0) {
            hours->from_min = HALF_DAY_MIN;
        } else {
            hours->to_min = HALF_DAY_MIN;
        }
    }
}

static void take_wishes(hc_rng *rng, const hc_class *class, const hc_contract *contract,
                        hc_agent *agent)
{
    int32_t first = contract->earliest_start_min[0];
    int32_t last = contract->latest_start_min[0];
    if (class->earliest_start_min > first) { first = class->earliest_start_min; }
    if (class->latest_start_min != HC_NO_LIMIT && class->latest_start_min < last) {
        last = class->latest_start_min;
    }
    const uint64_t starts = (uint64_t)((last - first) / contract->start_grid_min) + 1;
    agent->preferred_start_min =
        first + contract->start_grid_min * (int32_t)hc_rng_below(rng, starts);
    agent->start_cost_an_hour = 4.0 * 0.02 * (double)hc_rng_below(rng, 3);
    const size_t day = (size_t)hc_rng_below(rng, WEEK_DAYS);
    agent->wished_off[day] = 1;
    agent->day_off_cost = 0.5 * (double)hc_rng_below(rng, 3);
}

/* hours and wished_off are cut from the two arrays. */
static void make_agents(hc_rules *rules, uint64_t seed, hc_day_hours *hours,
                        uint8_t *wished_off)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    size_t made = 0;
    for (size_t k = 0; k < rules->class_count; k++) {
        for (size_t head = 0; head < rules->classes[k].count; head++, made++) {
            const hc_class *class = &rules->classes[k];
            hc_agent *agent = &rules->agents[made];
            *agent = (hc_agent){.class_index = k,
                                .hours = &hours[made * WEEK_DAYS],
                                .wished_off = &wished_off[made * WEEK_DAYS]};
            (void)snprintf(agent->id, sizeof agent->id, "a%04zu", made + 1);
            take_half_days(&rng, class->contract == 0, agent);
            take_wishes(&rng, class, &rules->contracts[class->contract], agent);
        }
    }
    rules->agent_count = made;
}

static int solve(const hc_rules *rules, const double *required, int64_t first_day,
                 uint64_t seed)
{
    hc_roster roster = HC_ROSTER_INIT;
    double cpu = 0.0;
    const bool solved = week_solve("", rules, required, first_day,
                                   hc_schedule_options_default().seed, &roster, &cpu);
    if (solved) {
        (void)printf("%4zu agents  seed %2d  cpu %7.2f s  bound %.4f  cost %.3f  gap %.4f %%  "
                     "peak %.0f MB\n",
                     rules->agent_count, (int)seed, cpu, roster.lower_bound, roster.cost,
                     100.0 * roster.gap, peak_mb());
        (void)fflush(stdout);
    }
    hc_roster_clear(&roster);
    return solved ? 0 : 1;
}

static int run(int agents, uint64_t seed)
{
    static double required[WEEK_SLOTS];
    hc_contract contracts[WEEK_CONTRACTS];
    hc_class classes[WEEK_CLASSES];
    hc_rules rules = {.contract_count = WEEK_CONTRACTS,
                      .contracts = contracts,
                      .classes = classes,
                      .cover_cost = hc_cover_cost_default()};
    int64_t first_day = FIRST_DAY;
    const size_t room = (size_t)agents + WEEK_CLASSES;
    hc_day_hours *hours = calloc(room * WEEK_DAYS, sizeof *hours);
    uint8_t *wished_off = calloc(room * WEEK_DAYS, 1);
    rules.agents = calloc(room, sizeof *rules.agents);
    int failed = 1;
    if (hours != NULL && wished_off != NULL && rules.agents != NULL) {
        week_make_contracts(contracts, 30);
        week_make_classes(&rules, agents);
        make_agents(&rules, seed, hours, wished_off);
        if (agents != 100 || !week_read_required(agents, &first_day, required)) {
            make_required(&rules, seed, required);
        }
        failed = solve(&rules, required, first_day, seed);
    }
    free(hours);
    free(wished_off);
    free(rules.agents);
    return failed;
}

int main(int argc, char **argv)
{
    static const int sizes[] = {100, 600};
    int failed = 0;
    hc_init();
    if (argc > 2) { return run((int)strtol(argv[1], NULL, 10), strtoull(argv[2], NULL, 10)); }
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        if (argc > 1 && strtol(argv[1], NULL, 10) != sizes[k]) { continue; }
        failed |= run(sizes[k], 1) | run(sizes[k], 2);
    }
    return failed;
}
