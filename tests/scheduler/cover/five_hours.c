#include "tests/scheduler/cover/five_hours.h"

#include <math.h>

#include "scheduler/cover/generate.h"
#include "scheduler/cover/prices.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define SHIFTS ((size_t)12) /* four starts of three breaks each */
#define DAY_HOURS 24

void five_hours_make(five_hours *week, size_t days)
{
    *week =
        (five_hours){.axis = fixture_axis(60, days), .rules = fixture_rules(FIVE_HOURS_TEAM)};
    hc_contract *contract = &week->rules.contracts[0];
    contract->start_grid_min = 60;
    contract->shift_shortest_min = 300;
    contract->shift_longest_min = 300;
    contract->days_a_week_least = 1;
    contract->break_count = 1;
    contract->breaks[0].length_min = 60;
    contract->breaks[0].earliest_min = 60;
    contract->breaks[0].latest_min = 180;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        contract->latest_start_min[weekday] = 23 * 60;
    }
}

void five_hours_open(five_hours *week, hc_rng *rng, size_t from, size_t to, uint32_t most)
{
    for (size_t slot = 0; slot < hc_axis_slots(&week->axis); slot++) {
        const size_t hour = slot % DAY_HOURS;
        const bool open = hour >= from && hour < to;
        week->required[slot] = open ? (double)hc_rng_below(rng, most + 1) : 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_problem_make(&week->problem, &week->axis, week->required, &week->rules, NULL),
        HC_OK);
}

void five_hours_close(five_hours *week)
{
    hc_problem_clear(&week->problem);
    hc_rules_clear(&week->rules);
    hc_axis_clear(&week->axis);
}

static void work(int32_t *cover, size_t first_hour, size_t shift)
{
    const size_t start = first_hour + shift / 3;
    for (size_t hour = 0; hour < 5 && start + hour < DAY_HOURS; hour++) {
        if (hour != 1 + shift % 3) { cover[start + hour]++; }
    }
}

/* SHIFTS: at home. */
static double cost_of(const hc_problem *problem, const size_t *shift, size_t first_hour,
                      double price)
{
    int32_t cover[DAY_HOURS] = {0};
    double cost = 0.0;
    for (size_t head = 0; head < FIVE_HOURS_TEAM; head++) {
        if (shift[head] == SHIFTS) { continue; }
        work(cover, first_hour, shift[head]);
        cost += price;
    }
    for (size_t cell = 0; cell < problem->cells; cell++) {
        cost += hc_cell_cost(problem, cell, cover[cell]);
    }
    return cost;
}

double five_hours_best(const hc_problem *problem, size_t first_hour, double price)
{
    size_t shift[FIVE_HOURS_TEAM] = {0};
    double best = (double)INFINITY;
    while (shift[0] <= SHIFTS) {
        best = fmin(best, cost_of(problem, shift, first_hour, price));
        size_t next = FIVE_HOURS_TEAM - 1;
        while (next > 0 && shift[next] == SHIFTS) {
            shift[next--] = 0;
        }
        shift[next]++;
    }
    return best;
}

double five_hours_bound_by(five_hours_bound *of, const five_hours *week, bool stopped,
                           double *linear)
{
    const hc_schedule_options options = hc_schedule_options_default();
    hc_run run = {.options = &options};
    hc_generated found = {0};
    hc_pricer pricer = HC_PRICER_INIT;
    hc_master *master = NULL;
    hc_generator *generator = NULL;
    double bound = -1.0;
    const hc_problem *problem = &week->problem;
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&pricer, problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_master_create(&master, problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_generator_create(&generator, problem, master, &pricer, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL(hc_generate(generator, &run, &found, NULL), HC_OK);
    *linear = found.lower_bound;
    run.stopped = stopped;
    CU_ASSERT_EQUAL(of(problem, &pricer, hc_generator_worth(generator), &run, &bound, NULL),
                    HC_OK);
    hc_generator_free(generator);
    hc_master_free(master);
    hc_pricer_clear(&pricer);
    return bound;
}

double five_hours_roster_cost(const five_hours *week, double effort)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_roster roster = HC_ROSTER_INIT;
    options.effort = effort;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&week->axis, week->required, &week->rules, &options, &roster, NULL),
        HC_OK);
    const double cost = roster.cost;
    CU_ASSERT_TRUE(roster.lower_bound <= cost + 1e-6);
    hc_roster_clear(&roster);
    return cost;
}
