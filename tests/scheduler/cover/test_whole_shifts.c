/* Whole shifts of few people: against all ways to work a day, and between the linear program's
 * bound and a roster round the clock. */
#include "scheduler/cover/whole_shifts.h"

#include <math.h>

#include "forecast/base/rng.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/few_people.h"
#include "scheduler/cover/generate.h"
#include "scheduler/cover/prices.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define TEAM ((size_t)4)
#define FOLLOWED ((size_t)5)
#define SLOTS_MOST ((size_t)7 * 24)
#define SHIFTS 12 /* starts at 18 to 21, a break in the second to fourth of five hours */
#define SHIFT_PRICE 1.25

typedef struct shifts_case {
    hc_axis axis;
    hc_rules rules;
    double required[SLOTS_MOST];
    hc_problem problem;
    hc_shifts_left left;
    double worth[SLOTS_MOST + 24];
    double start[SLOTS_MOST];
} shifts_case;

/* Five hours, one of them a break, round the clock. */
static void make_rules(shifts_case *c, size_t days)
{
    *c = (shifts_case){.axis = fixture_axis(60, days), .rules = fixture_rules(TEAM)};
    hc_contract *contract = &c->rules.contracts[0];
    contract->start_grid_min = 60;
    contract->shift_shortest_min = 300;
    contract->shift_longest_min = 300;
    contract->hire_cost_a_week = 3.0;
    contract->days_a_week_least = 1;
    contract->break_count = 1;
    contract->breaks[0].length_min = 60;
    contract->breaks[0].earliest_min = 60;
    contract->breaks[0].latest_min = 180;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        contract->latest_start_min[weekday] = 23 * 60;
    }
}

static void open_case(shifts_case *c, uint64_t seed, size_t first_hour, uint32_t most)
{
    hc_rng rng;
    bool few = false;
    hc_rng_stream(&rng, 67, seed);
    for (size_t slot = 0; slot < hc_axis_slots(&c->axis); slot++) {
        c->required[slot] =
            slot % 24 >= first_hour ? (double)hc_rng_below(&rng, most + 1) : 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(hc_problem_make(&c->problem, &c->axis, c->required, &c->rules, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_shifts_left_make(&c->problem, &c->left, &few, NULL), HC_OK);
    CU_ASSERT_TRUE_FATAL(few);
}

static void close_case(shifts_case *c)
{
    hc_shifts_left_clear(&c->left);
    hc_problem_clear(&c->problem);
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

/* Starts at 18 to 21 at one price. */
static void price_evening(shifts_case *c)
{
    for (size_t cell = 0; cell < SLOTS_MOST; cell++) {
        const bool evening = cell >= 18 && cell < 18 + SHIFTS / 3;
        c->start[cell] = evening ? SHIFT_PRICE : (double)INFINITY;
    }
}

static double cover_of_few(shifts_case *c, size_t people, bool stopped)
{
    const hc_schedule_options options = hc_schedule_options_default();
    const hc_few_prices prices = {c->worth, c->start};
    hc_run run = {.options = &options, .stopped = stopped};
    double cover = -1.0;
    CU_ASSERT_EQUAL_FATAL(
        hc_few_cover(&c->problem, &c->left, &prices, people, &run, &cover, NULL), HC_OK);
    return cover;
}

static void work(int32_t *cover, size_t shift)
{
    const size_t start = 18 + shift / 3;
    for (size_t hour = 0; hour < 5 && start + hour < 24; hour++) {
        if (hour != 1 + shift % 3) { cover[start + hour]++; }
    }
}

static double cost_of(const hc_problem *problem, const int32_t *cover, size_t shifts)
{
    double cost = SHIFT_PRICE * (double)shifts;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        cost += hc_cell_cost(problem, cell, cover[cell]);
    }
    return cost;
}

/* Nobody to four people on any of the shifts; SHIFTS: at home. */
static double best_of_all(const hc_problem *problem)
{
    size_t shift[TEAM] = {0};
    double best = (double)INFINITY;
    while (shift[0] <= SHIFTS) {
        int32_t cover[24] = {0};
        size_t shifts = 0;
        for (size_t head = 0; head < TEAM; head++) {
            if (shift[head] == SHIFTS) { continue; }
            work(cover, shift[head]);
            shifts++;
        }
        best = fmin(best, cost_of(problem, cover, shifts));
        size_t next = TEAM - 1;
        while (next > 0 && shift[next] == SHIFTS) {
            shift[next--] = 0;
        }
        shift[next]++;
    }
    return best;
}

static void an_evening_costs_what_the_best_of_all_ways_to_work_it_costs(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        shifts_case c;
        make_rules(&c, 1);
        open_case(&c, seed, 18, 2);
        price_evening(&c);
        CHECK_CLOSE(cover_of_few(&c, FOLLOWED, false), best_of_all(&c.problem), 1e-12);
        close_case(&c);
    }
}

static void more_people_followed_never_lower_what_is_proved(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        shifts_case c;
        make_rules(&c, 1);
        open_case(&c, seed, 18, 2);
        price_evening(&c);
        for (size_t cell = 0; cell < 24; cell++) {
            c.worth[cell] = 0.05 * (double)(cell % 5);
        }
        double before = hc_bound_cover(&c.problem, c.worth);
        CHECK_CLOSE(cover_of_few(&c, FOLLOWED, true), before, 1e-12);
        for (size_t people = 1; people <= FOLLOWED; people++) {
            const double cover = cover_of_few(&c, people, false);
            CU_ASSERT_TRUE(cover >= before - 1e-9);
            sharper += cover > before + 0.05 ? 1 : 0;
            before = cover;
        }
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 20);
}

/* linear: the bound of the program; the answer: that by whole shifts. */
static double bound_of(const shifts_case *c, double *linear)
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
    CU_ASSERT_EQUAL(hc_bound_whole_shifts(&c->problem, &pricer, hc_generator_worth(generator),
                                          &run, &bound, NULL),
                    HC_OK);
    hc_generator_free(generator);
    hc_master_free(master);
    hc_pricer_clear(&pricer);
    return bound;
}

static double cost_of_a_roster(const shifts_case *c)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_roster roster = HC_ROSTER_INIT;
    options.effort = 0.02;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&c->axis, c->required, &c->rules, &options, &roster, NULL), HC_OK);
    const double cost = roster.cost;
    CU_ASSERT_TRUE(roster.lower_bound <= cost + 1e-6);
    hc_roster_clear(&roster);
    return cost;
}

/* Everywhere, by so many. */
static void want_more(shifts_case *c, double agents)
{
    hc_problem_clear(&c->problem);
    for (size_t slot = 0; slot < hc_axis_slots(&c->axis); slot++) {
        c->required[slot] += agents;
    }
    CU_ASSERT_EQUAL_FATAL(hc_problem_make(&c->problem, &c->axis, c->required, &c->rules, NULL),
                          HC_OK);
}

static void bound_of_nights_lies_between_that_of_the_program_and_a_roster(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 8; seed++) {
        shifts_case c;
        double linear = 0.0;
        make_rules(&c, 3 + seed % 2);
        c.rules.choose_heads = seed % 4 != 0;
        c.rules.contracts[0].breaks[0].earliest_min = 120; /* where no start of another fits */
        c.rules.contracts[0].breaks[0].latest_min = 120;
        c.rules.contracts[0].wage_an_hour = seed < 4 ? 0.0 : 0.05;
        c.rules.classes[0].count = c.rules.choose_heads ? 12 : TEAM;
        open_case(&c, seed, 20, 1);
        want_more(&c, 1.0);
        const double bound = bound_of(&c, &linear);
        CU_ASSERT_TRUE(bound >= linear - 1e-4);
        CU_ASSERT_TRUE(bound <= cost_of_a_roster(&c) + 1e-6);
        sharper += bound > 1.1 * linear ? 1 : 0;
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 6);
}

static void many_wanted_all_the_time_are_not_followed(void)
{
    shifts_case c;
    double linear = 0.0;
    make_rules(&c, 2);
    c.rules.choose_heads = true;
    open_case(&c, 1, 0, 1);
    want_more(&c, 9.0);
    CU_ASSERT_EQUAL(bound_of(&c, &linear), -(double)INFINITY);
    close_case(&c);
}

/* Of the only phase; 0: at work, 1: in a break. */
static int16_t left_after(const shifts_case *c, int16_t left, size_t way)
{
    return c->left.after[2 * (size_t)left + way];
}

/* Five hours, the break in the second to fourth: 5 and 4 hours left, the break to come; 3 and
 * 2, with and without it; 1 without. */
static void what_is_left_of_a_shift_is_told_apart_by_its_breaks(void)
{
    shifts_case c;
    make_rules(&c, 1);
    open_case(&c, 1, 0, 1);
    CU_ASSERT_EQUAL(c.left.phases, 1);
    CU_ASSERT_EQUAL(hc_shifts_left_at(&c.left, 0), 7);
    const int16_t whole = c.left.whole[0];
    CU_ASSERT_EQUAL(left_after(&c, whole, 1), HC_LEFT_NOT);
    const int16_t two = left_after(&c, left_after(&c, left_after(&c, whole, 0), 0), 0);
    CU_ASSERT_EQUAL(left_after(&c, two, 0), HC_LEFT_NOT);
    const int16_t one = left_after(&c, two, 1);
    CU_ASSERT_EQUAL(left_after(&c, one, 0), HC_LEFT_GONE);
    CU_ASSERT_EQUAL(left_after(&c, one, 1), HC_LEFT_NOT);
    close_case(&c);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(an_evening_costs_what_the_best_of_all_ways_to_work_it_costs),
        HC_TEST(more_people_followed_never_lower_what_is_proved),
        HC_TEST(bound_of_nights_lies_between_that_of_the_program_and_a_roster),
        HC_TEST(many_wanted_all_the_time_are_not_followed),
        HC_TEST(what_is_left_of_a_shift_is_told_apart_by_its_breaks)};
    return hc_test_run("scheduler/cover/whole_shifts", tests, sizeof tests / sizeof tests[0]);
}
