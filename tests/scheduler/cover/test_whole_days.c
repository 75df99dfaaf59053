/* Days in whole shifts: against all ways to work a day, and between the linear program's bound
 * and a roster. */
#include "scheduler/cover/whole_days.h"

#include <math.h>

#include "forecast/base/rng.h"
#include "scheduler/cover/generate.h"
#include "scheduler/cover/prices.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define TEAM ((size_t)4)
#define SLOTS_MOST ((size_t)14 * 24)
#define SHIFTS 12 /* starts at 8 to 11, a break in the second to fourth of five hours */

typedef struct days_case {
    hc_axis axis;
    hc_rules rules;
    double required[SLOTS_MOST];
    hc_problem problem;
} days_case;

static void make_rules(days_case *c, size_t days)
{
    *c = (days_case){.axis = fixture_axis(60, days), .rules = fixture_rules(TEAM)};
    hc_contract *contract = &c->rules.contracts[0];
    contract->start_grid_min = 60;
    contract->shift_shortest_min = 300;
    contract->shift_longest_min = 300;
    contract->hire_cost_a_week = 21.0;
    contract->days_a_week_least = 1;
    contract->break_count = 1;
    contract->breaks[0].length_min = 60;
    contract->breaks[0].earliest_min = 60;
    contract->breaks[0].latest_min = 180;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        contract->earliest_start_min[weekday] = 480;
        contract->latest_start_min[weekday] = 660;
        contract->latest_end_min[weekday] = 960;
    }
}

static void open_case(days_case *c, uint64_t seed)
{
    hc_rng rng;
    hc_rng_stream(&rng, 61, seed);
    for (size_t slot = 0; slot < hc_axis_slots(&c->axis); slot++) {
        const bool open = slot % 24 >= 8 && slot % 24 < 16;
        c->required[slot] = open ? (double)hc_rng_below(&rng, 3) : 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(hc_problem_make(&c->problem, &c->axis, c->required, &c->rules, NULL),
                          HC_OK);
}

static void close_case(days_case *c)
{
    hc_problem_clear(&c->problem);
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

/* linear: the bound of the program; the answer: that by whole shifts at its values. */
static double bound_of(const days_case *c, bool stopped, double *linear)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_run run = {.options = &options};
    hc_generated found = {0};
    hc_pricer pricer = HC_PRICER_INIT;
    hc_master *master = NULL;
    hc_generator *generator = NULL;
    double bound = -1.0;
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&pricer, &c->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_master_create(&master, &c->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_generator_create(&generator, &c->problem, master, &pricer, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL(hc_generate(generator, &run, &found, NULL), HC_OK);
    *linear = found.lower_bound;
    run.stopped = stopped;
    CU_ASSERT_EQUAL(hc_bound_whole_days(&c->problem, &pricer, hc_generator_worth(generator),
                                        &run, &bound, NULL),
                    HC_OK);
    hc_generator_free(generator);
    hc_master_free(master);
    hc_pricer_clear(&pricer);
    return bound;
}

static double cost_of(const hc_problem *problem, const int32_t *cover, size_t heads)
{
    double cost = problem->forms[0].hire_cost * (double)heads;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        cost += hc_cell_cost(problem, cell, cover[cell]);
    }
    return cost;
}

static void work(int32_t *cover, size_t shift, int32_t by)
{
    const size_t start = 8 + shift / 3;
    for (size_t hour = 0; hour < 5; hour++) {
        if (hour != 1 + shift % 3) { cover[start + hour] += by; }
    }
}

/* Nobody to four people on any of the shifts; SHIFTS: at home. */
static double best_of_all(const hc_problem *problem)
{
    size_t shift[TEAM] = {0};
    double best = (double)INFINITY;
    while (shift[0] <= SHIFTS) {
        int32_t cover[24] = {0};
        size_t heads = 0;
        for (size_t head = 0; head < TEAM; head++) {
            if (shift[head] == SHIFTS) { continue; }
            work(cover, shift[head], 1);
            heads++;
        }
        best = fmin(best, cost_of(problem, cover, heads));
        size_t next = TEAM - 1;
        while (next > 0 && shift[next] == SHIFTS) {
            shift[next--] = 0;
        }
        shift[next]++;
    }
    return best;
}

static void one_day_of_hired_people_is_bounded_by_the_best_of_all_ways_to_work_it(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        days_case c;
        double linear = 0.0;
        make_rules(&c, 1);
        c.rules.choose_heads = true;
        open_case(&c, seed);
        CU_ASSERT_TRUE_FATAL(hc_days_are_apart(&c.problem));
        const double bound = bound_of(&c, false, &linear);
        CHECK_CLOSE(bound, best_of_all(&c.problem), 1e-4);
        sharper += bound > linear + 0.05 ? 1 : 0;
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 2);
}

static double cost_of_a_roster(const days_case *c)
{
    const hc_schedule_options options = hc_schedule_options_default();
    hc_roster roster = HC_ROSTER_INIT;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&c->axis, c->required, &c->rules, &options, &roster, NULL), HC_OK);
    const double cost = roster.cost;
    hc_roster_clear(&roster);
    return cost;
}

static void bound_of_a_week_lies_between_that_of_the_program_and_a_roster(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 12; seed++) {
        days_case c;
        double linear = 0.0;
        make_rules(&c, 7);
        c.rules.choose_heads = seed % 2 == 0;
        c.rules.contracts[0].start_spread_min = seed < 6 ? 60 : HC_NO_LIMIT;
        open_case(&c, seed);
        const double bound = bound_of(&c, false, &linear);
        CU_ASSERT_TRUE(bound >= linear - 1e-4);
        CU_ASSERT_TRUE(bound <= cost_of_a_roster(&c) + 1e-6);
        sharper += bound > linear + 0.05 ? 1 : 0;
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 2);
}

static void stopped_it_gives_the_bound_of_the_program(void)
{
    days_case c;
    double linear = 0.0;
    make_rules(&c, 7);
    open_case(&c, 2);
    const double bound = bound_of(&c, true, &linear);
    CHECK_CLOSE(bound, linear, 1e-9);
    close_case(&c);
}

static void less_effort_has_its_share_of_the_work_down_to_the_least(void)
{
    const double efforts[] = {0.0, 0.25, 1.0, 7.0};
    const double shares[] = {HC_LEAST_SHARE, 0.25, 1.0, 1.0};
    for (size_t k = 0; k < 4; k++) {
        hc_schedule_options options = hc_schedule_options_default();
        const hc_run run = {.options = &options};
        options.effort = efforts[k];
        CHECK_CLOSE(hc_run_share(&run), shares[k], 1e-12);
    }
}

static bool are_apart(days_case *c)
{
    open_case(c, 0);
    const bool apart = hc_days_are_apart(&c->problem);
    close_case(c);
    return apart;
}

/* Hours two to three and four to five of the shift may be breaks. */
static void add_second_break(days_case *c)
{
    hc_contract *contract = &c->rules.contracts[0];
    contract->break_count = 2;
    contract->breaks[1] = contract->breaks[0];
    contract->breaks[0].latest_min = 120;
    contract->breaks[1].earliest_min = 180;
    contract->breaks[1].latest_min = 240;
}

static void nights_premiums_breaks_that_meet_and_weeks_are_not_told_apart(void)
{
    days_case c;
    make_rules(&c, 7);
    CU_ASSERT_TRUE(are_apart(&c));
    make_rules(&c, 14);
    CU_ASSERT_FALSE(are_apart(&c));
    make_rules(&c, 7);
    c.rules.contracts[0].latest_start_min[3] = 23 * 60;
    c.rules.contracts[0].latest_end_min[3] = 27 * 60;
    CU_ASSERT_FALSE(are_apart(&c));
    make_rules(&c, 7);
    c.rules.contracts[0].wage_an_hour = 10.0;
    c.rules.contracts[0].saturday_premium = 0.5;
    CU_ASSERT_FALSE(are_apart(&c));
    make_rules(&c, 7);
    add_second_break(&c);
    CU_ASSERT_TRUE(are_apart(&c));
    make_rules(&c, 7);
    add_second_break(&c);
    c.rules.contracts[0].work_between_breaks.least_min = 60;
    CU_ASSERT_FALSE(are_apart(&c));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_day_of_hired_people_is_bounded_by_the_best_of_all_ways_to_work_it),
        HC_TEST(bound_of_a_week_lies_between_that_of_the_program_and_a_roster),
        HC_TEST(stopped_it_gives_the_bound_of_the_program),
        HC_TEST(less_effort_has_its_share_of_the_work_down_to_the_least),
        HC_TEST(nights_premiums_breaks_that_meet_and_weeks_are_not_told_apart)};
    return hc_test_run("scheduler/cover/whole_days", tests, sizeof tests / sizeof tests[0]);
}
