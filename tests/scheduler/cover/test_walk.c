/* The walk over days against every legal tour of small weeks, whatever each shift is worth. */
#include "scheduler/cover/walk.h"

#include <stdlib.h>
#include <string.h>

#include "scheduler/cover/overtime.h"
#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/cover/small_week.h"
#include "tests/support/hc_test.h"

#define TOURS_ASKED 4
#define WEEKS_TRIED 40 /* for each that is wanted: many are contradictions or too large */

static const double nobody_wanted[SMALL_CELLS_MOST];

typedef struct walk_case {
    small_week week;
    hc_problem problem;
    hc_walk *walk;
    small_tour *tours;
    size_t tour_count;
    double *values; /* [days][starts a day][shapes] */
    size_t value_count;
    double off_values[SMALL_DAYS_MOST];
} walk_case;

static void close_case(walk_case *c)
{
    free(c->tours);
    free(c->values);
    hc_walk_free(c->walk);
    hc_problem_clear(&c->problem);
    small_week_clear(&c->week);
}

/* false: the rules leave no week, or too many to try. */
static bool open_case(walk_case *c, hc_rng *rng, size_t days, bool named)
{
    memset(c, 0, sizeof *c);
    small_week_make(&c->week, rng, days, 1);
    if (named) { small_week_name(&c->week, rng); }
    if (hc_problem_make(&c->problem, &c->week.axis, nobody_wanted, &c->week.rules, NULL) !=
        HC_OK) {
        return false;
    }
    c->tours = malloc(SMALL_TOURS_MOST * sizeof *c->tours);
    c->value_count = c->problem.days * c->problem.cells_a_day * c->problem.forms[0].shape_count;
    c->values = malloc(c->value_count * sizeof *c->values);
    CU_ASSERT_FATAL(c->tours != NULL && c->values != NULL);
    c->tour_count = small_week_tours(&c->week, &c->problem.groups[0], c->tours);
    CU_ASSERT_EQUAL_FATAL(hc_walk_create(&c->walk, &c->problem, NULL), HC_OK);
    return c->tour_count > 0 && c->tour_count < SMALL_TOURS_MOST;
}

static void draw_values(walk_case *c, hc_rng *rng, bool whole)
{
    for (size_t k = 0; k < c->value_count; k++) {
        const double value = 8.0 * hc_rng_uniform(rng) - 3.0;
        c->values[k] = whole ? floor(value) : value;
    }
    for (size_t day = 0; day < c->problem.days; day++) {
        c->off_values[day] = 3.0 * hc_rng_uniform(rng);
    }
}

/* ---- a tour's worth, day by day ---- */

static void read_tour(const walk_case *c, const small_tour *tour, hc_walk_choice *choices)
{
    const hc_form *form = &c->problem.forms[0];
    for (size_t day = 0; day < c->problem.days; day++) {
        choices[day] = (hc_walk_choice){.start = HC_DAY_OFF};
        if (tour->start_min[day] < 0) { continue; }
        int16_t shape = 0;
        while (form->shapes[shape].length * 60 != tour->length_min[day]) {
            shape++;
        }
        choices[day] =
            (hc_walk_choice){(int16_t)(tour->start_min[day] / 60 / form->grid), shape};
    }
}

static double worth_of(const walk_case *c, const hc_walk_choice *choices, bool pays_off)
{
    const hc_form *form = &c->problem.forms[0];
    hc_day_shift shifts[SMALL_DAYS_MOST];
    double worth = 0.0;
    memset(shifts, 0, sizeof shifts);
    for (size_t day = 0; day < c->problem.days; day++) {
        shifts[day].start = HC_DAY_OFF;
        if (choices[day].start == HC_DAY_OFF) {
            worth += pays_off ? c->off_values[day] : 0.0;
            continue;
        }
        shifts[day].start = (int16_t)(choices[day].start * form->grid);
        shifts[day].shape = choices[day].shape;
        worth += c->values[hc_value_at(&c->problem, form, day, choices[day].start,
                                       (size_t)choices[day].shape)];
    }
    return worth - hc_overtime_of_tour(&c->problem, &c->problem.groups[0], shifts);
}

static double best_of_all(const walk_case *c, bool pays_off)
{
    double best = -1e300;
    for (size_t t = 0; t < c->tour_count; t++) {
        hc_walk_choice choices[SMALL_DAYS_MOST];
        read_tour(c, &c->tours[t], choices);
        const double worth = worth_of(c, choices, pays_off);
        if (worth > best) { best = worth; }
    }
    return best;
}

static bool is_legal(const walk_case *c, const hc_walk_choice *choices)
{
    const hc_form *form = &c->problem.forms[0];
    small_tour tour;
    memset(&tour, 0, sizeof tour);
    for (size_t day = 0; day < c->problem.days; day++) {
        tour.start_min[day] = -1;
        if (choices[day].start == HC_DAY_OFF) { continue; }
        tour.start_min[day] = choices[day].start * form->grid * 60;
        tour.length_min[day] = form->shapes[choices[day].shape].length * 60;
    }
    return small_tour_is_legal(&c->week, &c->problem.groups[0], &tour);
}

/* ---- comparisons ---- */

static void check_walk(const walk_case *c, bool pays_off)
{
    const size_t days = c->problem.days;
    hc_walk_choice choices[TOURS_ASKED * SMALL_DAYS_MOST];
    double totals[TOURS_ASKED] = {0.0};
    hc_walk_value_days_off(c->walk, pays_off ? c->off_values : NULL);
    const size_t found = hc_walk_best(c->walk, 0, c->values, TOURS_ASKED, choices, totals);
    CU_ASSERT_FATAL(found >= 1);
    CU_ASSERT_DOUBLE_EQUAL(totals[0], best_of_all(c, pays_off), 1e-9);
    for (size_t t = 0; t < found; t++) {
        CU_ASSERT(is_legal(c, &choices[t * days]));
        CU_ASSERT_DOUBLE_EQUAL(totals[t], worth_of(c, &choices[t * days], pays_off), 1e-9);
        CU_ASSERT(t == 0 || totals[t] <= totals[t - 1] + 1e-12);
    }
    const size_t one = hc_walk_best(c->walk, 0, c->values, 1, choices, totals);
    CU_ASSERT_EQUAL(one, 1);
    CU_ASSERT_DOUBLE_EQUAL(totals[0], best_of_all(c, pays_off), 1e-9);
}

static void compare_on(size_t days, size_t wanted, bool named, uint64_t seed)
{
    walk_case *c = malloc(sizeof *c);
    if (c == NULL) { abort(); }
    size_t walked = 0;
    for (uint64_t k = 0; walked < wanted && k < WEEKS_TRIED * wanted; k++) {
        hc_rng rng;
        hc_rng_stream(&rng, seed, k);
        if (open_case(c, &rng, days, named)) {
            walked++;
            for (int draw = 0; draw < 4; draw++) {
                draw_values(c, &rng, draw % 2 == 0);
                check_walk(c, draw >= 2);
            }
        }
        close_case(c);
    }
    CU_ASSERT_EQUAL(walked, wanted);
    free(c);
}

static void the_best_few_days_are_those_of_all_legal_ones(void)
{
    compare_on(2, 40, false, 41);
    compare_on(4, 40, false, 42);
}

static void the_best_week_is_that_of_all_legal_ones(void)
{
    compare_on(7, 10, false, 43);
}

static void rules_hold_from_one_week_into_the_next(void)
{
    compare_on(9, 20, false, 44);
}

static void own_hours_and_days_off_narrow_the_walk(void)
{
    compare_on(4, 40, true, 45);
    compare_on(9, 12, true, 46);
}

/* The first week of the seed that can be tried; close it afterwards. */
static walk_case *open_some(size_t days, uint64_t seed)
{
    walk_case *c = malloc(sizeof *c);
    if (c == NULL) { abort(); }
    for (uint64_t k = 0; k < WEEKS_TRIED; k++) {
        hc_rng rng;
        hc_rng_stream(&rng, seed, k);
        if (open_case(c, &rng, days, false)) { return c; }
        close_case(c);
    }
    CU_FAIL_FATAL("no week of these is lawful");
    return c;
}

/* As hc_problem_make() leaves it, the least days and paid time can be reached; one day more of
 * the week than there are cannot. */
static void least_days_out_of_reach_leave_no_week_unless_leave_lowers_them(void)
{
    walk_case *c = open_some(7, 47);
    hc_group *group = &c->problem.groups[0];
    const int32_t least = group->least_days[0];
    CU_ASSERT(hc_walk_settle_least(c->walk, group));
    CU_ASSERT_EQUAL(group->least_days[0], least);
    group->least_days[0] = 8;
    group->has_leave = false;
    CU_ASSERT(!hc_walk_settle_least(c->walk, group));
    group->has_leave = true;
    CU_ASSERT(hc_walk_settle_least(c->walk, group));
    CU_ASSERT(group->least_days[0] >= least && group->least_days[0] <= 7);
    close_case(c);
    free(c);
}

static void twice_the_states_are_twice_the_work(void)
{
    walk_case *c = open_some(4, 48);
    const double before = hc_walk_work(&c->problem, 0);
    CU_ASSERT(before > 0.0);
    c->problem.groups[0].run_states *= 2;
    CU_ASSERT_DOUBLE_EQUAL(hc_walk_work(&c->problem, 0), 2.0 * before, 1e-9 * before);
    close_case(c);
    free(c);
}

/* Nothing but the number of days binds: then the best week is a set of days, unless days off
 * are worth something. */
static void a_week_that_is_a_set_of_days_takes_no_walk(void)
{
    walk_case *c = open_some(7, 49);
    hc_group *group = &c->problem.groups[0];
    group->off_states = group->paid_states = group->total_states = 1;
    group->weekend_states = group->run_states = 1;
    group->block_states = 2;
    CU_ASSERT_DOUBLE_EQUAL(hc_walk_work_of_best(c->walk, 0), hc_walk_work(&c->problem, 0), 0.0);
    group->block_states = 1;
    CU_ASSERT_DOUBLE_EQUAL(hc_walk_work_of_best(c->walk, 0), 0.0, 0.0);
    hc_walk_value_days_off(c->walk, c->off_values);
    CU_ASSERT_DOUBLE_EQUAL(hc_walk_work_of_best(c->walk, 0), hc_walk_work(&c->problem, 0), 0.0);
    close_case(c);
    free(c);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_best_few_days_are_those_of_all_legal_ones),
        HC_TEST(the_best_week_is_that_of_all_legal_ones),
        HC_TEST(rules_hold_from_one_week_into_the_next),
        HC_TEST(own_hours_and_days_off_narrow_the_walk),
        HC_TEST(least_days_out_of_reach_leave_no_week_unless_leave_lowers_them),
        HC_TEST(twice_the_states_are_twice_the_work),
        HC_TEST(a_week_that_is_a_set_of_days_takes_no_walk)};
    return hc_test_run("scheduler/cover/walk", tests, sizeof tests / sizeof tests[0]);
}
