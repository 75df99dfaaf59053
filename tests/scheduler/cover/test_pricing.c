/* Pricing against trying every tour, on random little contracts. */
#include "scheduler/cover/pricing.h"

#include <stdlib.h>
#include <string.h>

#include "scheduler/cover/breaks.h"
#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/cover/small_week.h"
#include "tests/support/hc_test.h"

static const double nobody_wanted[SMALL_CELLS_MOST];

typedef struct pricing_case {
    small_week week;
    hc_problem problem;
    hc_pricer pricer;
    small_tour *tours;
    size_t tour_count;
    double values[SMALL_CELLS_MOST];
} pricing_case;

static bool open_case(pricing_case *c, hc_rng *rng, size_t days, bool named)
{
    hc_error err = HC_ERROR_INIT;
    memset(c, 0, sizeof *c);
    small_week_make(&c->week, rng, days, 1);
    if (named) { small_week_name(&c->week, rng); }
    const hc_status st =
        hc_problem_make(&c->problem, &c->week.axis, nobody_wanted, &c->week.rules, &err);
    if (st != HC_OK) { /* a contradiction: rightly refused, nothing to price */
        CU_ASSERT_TRUE(st == HC_ERR_RANGE || st == HC_ERR_INFEASIBLE);
        return false;
    }
    c->tours = malloc(SMALL_TOURS_MOST * sizeof *c->tours);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c->tours);
    c->tour_count = small_week_tours(&c->week, &c->problem.groups[0], c->tours);
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&c->pricer, &c->problem, NULL), HC_OK);
    return true;
}

static void close_case(pricing_case *c)
{
    free(c->tours);
    hc_pricer_clear(&c->pricer);
    hc_problem_clear(&c->problem);
    small_week_clear(&c->week);
}

/* Values of the cells; whole numbers make ties ordinary. None lies past the horizon. */
static void draw_values(pricing_case *c, hc_rng *rng, bool whole)
{
    for (size_t cell = 0; cell < SMALL_CELLS_MOST; cell++) {
        const double value = 4.0 * hc_rng_uniform(rng) - 1.5;
        c->values[cell] = cell >= c->problem.cells ? 0.0 : whole ? floor(value) : value;
    }
}

static double best_by_trying(const pricing_case *c)
{
    double best = -1e300;
    for (size_t t = 0; t < c->tour_count; t++) {
        const double value = small_tour_value(&c->week, &c->tours[t], c->values);
        if (value > best) { best = value; }
    }
    return best;
}

/* What the pricer found, in minutes, for the second opinion. */
static small_tour in_minutes(const pricing_case *c, const hc_day_shift *shifts)
{
    small_tour tour;
    memset(&tour, 0, sizeof tour);
    for (size_t d = 0; d < c->problem.days; d++) {
        tour.start_min[d] = -1;
        if (shifts[d].start == HC_DAY_OFF) { continue; }
        tour.start_min[d] = shifts[d].start * 60;
        tour.length_min[d] = c->problem.forms[0].shapes[shifts[d].shape].length * 60;
    }
    return tour;
}

static void check_prices(pricing_case *c, hc_rng *rng, bool whole)
{
    hc_day_shift shifts[HC_TOURS_A_GROUP * SMALL_DAYS_MOST];
    double totals[HC_TOURS_A_GROUP];
    draw_values(c, rng, whole);
    const double best = best_by_trying(c);
    hc_pricer_set_values(&c->pricer, c->values);
    const size_t several = hc_pricer_best(&c->pricer, 0, HC_TOURS_A_GROUP, shifts, totals);
    CU_ASSERT_TRUE_FATAL(several >= 1);
    CU_ASSERT_DOUBLE_EQUAL(totals[0], best, 1e-9);
    for (size_t t = 0; t < several; t++) {
        const small_tour tour = in_minutes(c, &shifts[t * c->problem.days]);
        CU_ASSERT_TRUE(small_tour_is_legal(&c->week, &c->problem.groups[0], &tour));
        CU_ASSERT_DOUBLE_EQUAL(totals[t], small_tour_value(&c->week, &tour, c->values), 1e-9);
        CU_ASSERT_TRUE(t == 0 || totals[t] <= totals[t - 1]);
    }
    CU_ASSERT_EQUAL(hc_pricer_best(&c->pricer, 0, 1, shifts, totals), 1);
    CU_ASSERT_DOUBLE_EQUAL(totals[0], best, 1e-9);
}

static void compare_on(size_t days, size_t cases, bool named, uint64_t seed)
{
    pricing_case *c = malloc(sizeof *c);
    if (c == NULL) { abort(); }
    size_t priced = 0;
    for (uint64_t k = 0; priced < cases && k < 50 * cases; k++) {
        hc_rng rng;
        hc_rng_stream(&rng, seed, k);
        if (open_case(c, &rng, days, named) && c->tour_count < SMALL_TOURS_MOST) {
            priced++;
            CU_ASSERT_TRUE_FATAL(c->tour_count > 0);
            for (int draw = 0; draw < 4; draw++) {
                check_prices(c, &rng, draw % 2 == 0);
            }
        }
        if (c->tours != NULL) {
            close_case(c);
        } else {
            small_week_clear(&c->week);
        }
    }
    CU_ASSERT_EQUAL(priced, cases);
    free(c);
}

static void best_tour_of_a_few_days_is_that_of_trying_all(void)
{
    compare_on(2, 60, false, 11);
    compare_on(4, 60, false, 12);
}

static void best_tour_of_a_week_is_that_of_trying_all(void)
{
    compare_on(7, 12, false, 13);
}

static void rest_and_days_in_a_row_hold_across_weeks(void)
{
    compare_on(9, 30, false, 14);
}

static void own_hours_and_wishes_count_as_when_trying_all(void)
{
    compare_on(4, 60, true, 15);
    compare_on(7, 12, true, 16);
    compare_on(9, 20, true, 17);
}

static void breaks_go_where_they_lose_least(void)
{
    const double values[11] = {1, 3, 2, 5, 1, 1, 4, 4, 0, 2, 9};
    double prefix[12] = {0};
    for (size_t cell = 0; cell < 11; cell++) {
        prefix[cell + 1] = prefix[cell] + values[cell];
    }
    const hc_shape shape = {.length = 10,
                            .break_count = 2,
                            .breaks = {{.length = 1, .earliest = 1, .latest = 3},
                                       {.length = 2, .earliest = 5, .latest = 7}}};
    const hc_day_sums sums = {.values = prefix};
    int16_t break_at[HC_BREAKS_MAX];
    /* 23 in all less 2 at offset 2 and less 4 + 0 at offset 7. */
    CU_ASSERT_DOUBLE_EQUAL(hc_best_breaks(&sums, &shape, 0, break_at), 17.0, 1e-12);
    CU_ASSERT_EQUAL(break_at[0], 2);
    CU_ASSERT_EQUAL(break_at[1], 7);
    /* One cell later: 31 less 1 at offset 3 and less 0 + 2 at offset 7. */
    CU_ASSERT_DOUBLE_EQUAL(hc_best_breaks(&sums, &shape, 1, break_at), 28.0, 1e-12);
    CU_ASSERT_EQUAL(break_at[0], 3);
    CU_ASSERT_EQUAL(break_at[1], 7);
}

static void leave_lowers_the_least_days_to_what_is_left(void)
{
    hc_rng rng;
    small_week week;
    hc_problem problem = HC_PROBLEM_INIT;
    uint8_t day_off[7] = {1, 1, 0, 1, 1, 0, 0};
    hc_agent agent = {.id = "a", .day_off = day_off, .preferred_start_min = HC_NO_LIMIT};
    hc_rng_seed(&rng, 5);
    small_week_make(&week, &rng, 7, 1);
    hc_contract c = hc_contract_default();
    c.break_count = 0;
    c.shift_shortest_min = c.shift_longest_min = 480;
    c.start_grid_min = 60;
    c.week_paid_min_least = 2400;
    week.contract = c;
    week.rules.agents = &agent;
    week.rules.agent_count = 1;
    CU_ASSERT_EQUAL_FATAL(
        hc_problem_make(&problem, &week.axis, nobody_wanted, &week.rules, NULL), HC_OK);
    CU_ASSERT_EQUAL(problem.groups[0].least_days[0], 3);
    CU_ASSERT_EQUAL(problem.groups[0].least_paid[0], 3 * 480);
    hc_problem_clear(&problem);
    memset(day_off, 1, sizeof day_off);
    CU_ASSERT_EQUAL_FATAL(
        hc_problem_make(&problem, &week.axis, nobody_wanted, &week.rules, NULL), HC_OK);
    CU_ASSERT_EQUAL(problem.groups[0].least_days[0], 0);
    CU_ASSERT_EQUAL(problem.groups[0].least_paid[0], 0);
    hc_problem_clear(&problem);
    small_week_clear(&week);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(best_tour_of_a_few_days_is_that_of_trying_all),
        HC_TEST(best_tour_of_a_week_is_that_of_trying_all),
        HC_TEST(rest_and_days_in_a_row_hold_across_weeks),
        HC_TEST(own_hours_and_wishes_count_as_when_trying_all),
        HC_TEST(breaks_go_where_they_lose_least),
        HC_TEST(leave_lowers_the_least_days_to_what_is_left),
    };
    return hc_test_run("pricing", tests, sizeof tests / sizeof tests[0]);
}
