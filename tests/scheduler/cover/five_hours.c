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

/* What each of the team does: SHIFTS of the first set of skills, of the second ..., at home. */
typedef struct team_day {
    const hc_problem *problem;
    const double *worth;
    size_t first_hour;
    double price;
    size_t choice[FIVE_HOURS_TEAM];
} team_day;

static bool is_present(const team_day *day, size_t head, size_t hour)
{
    const size_t shift = day->choice[head] % SHIFTS;
    const size_t start = day->first_hour + shift / 3;
    return day->choice[head] < SHIFTS * day->problem->set_count && hour >= start &&
           hour < start + 5 && hour != start + 1 + shift % 3;
}

/* One queue or two: all ways to send those who serve both. */
static double cost_of_hour(const team_day *day, size_t hour)
{
    const hc_problem *problem = day->problem;
    int32_t serve[4] = {0}; /* by their skills */
    double worth = 0.0;
    for (size_t head = 0; head < FIVE_HOURS_TEAM; head++) {
        if (!is_present(day, head, hour)) { continue; }
        const size_t set = day->choice[head] / SHIFTS;
        serve[problem->sets[set]]++;
        worth += day->worth[set * problem->all_cells + hour];
    }
    if (problem->queue_count == 1) { return worth + hc_cell_cost(problem, hour, serve[1]); }
    double least = (double)INFINITY;
    for (int32_t first = 0; first <= serve[3]; first++) {
        least = fmin(least, hc_cell_cost(problem, hour, serve[1] + first) +
                                hc_cell_cost(problem, problem->all_cells + hour,
                                             serve[2] + serve[3] - first));
    }
    return worth + least;
}

static double cost_of_day(const team_day *day)
{
    double cost = 0.0;
    for (size_t head = 0; head < FIVE_HOURS_TEAM; head++) {
        cost += day->choice[head] < SHIFTS * day->problem->set_count ? day->price : 0.0;
    }
    for (size_t hour = 0; hour < DAY_HOURS; hour++) {
        cost += cost_of_hour(day, hour);
    }
    return cost;
}

double five_hours_best(const hc_problem *problem, const double *worth, size_t first_hour,
                       double price)
{
    team_day day = {problem, worth, first_hour, price, {0}};
    const size_t at_home = SHIFTS * problem->set_count;
    double best = (double)INFINITY;
    while (day.choice[0] <= at_home) { /* in falling order: who of them does what is one */
        best = fmin(best, cost_of_day(&day));
        size_t next = FIVE_HOURS_TEAM - 1;
        while (next > 0 && day.choice[next] == day.choice[next - 1]) {
            day.choice[next--] = 0;
        }
        day.choice[next]++;
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

double five_hours_roster_cost(const five_hours *week, double effort, double *proved)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_roster roster = HC_ROSTER_INIT;
    options.effort = effort;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&week->axis, week->required, &week->rules, &options, &roster, NULL),
        HC_OK);
    const double cost = roster.cost;
    *proved = roster.lower_bound;
    CU_ASSERT_TRUE(*proved <= cost + 1e-6);
    hc_roster_clear(&roster);
    return cost;
}
