/* The linear program over a few known tours: its optimum, its duals and its demands by hand. */
#include "scheduler/cover/master.h"

#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define DAYS 2
#define CELLS ((size_t)DAYS * 24)
#define WANTED 3.0
#define HEADS 4
#define NEAR 1e-9

/* Four people who work one or two days of four hours from 8, 10 or 12 o'clock; three are wanted
 * from 8 to 14. Short: 1 each, however many; over: 0.25 each. */
typedef struct master_case {
    hc_axis axis;
    hc_rules rules;
    double required[CELLS];
    hc_problem problem;
    hc_master *master;
    hc_schedule_options options;
    hc_run run;
} master_case;

static void must(hc_status st)
{
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
}

static void open_case(master_case *c)
{
    memset(c, 0, sizeof *c);
    c->axis = fixture_axis(60, DAYS);
    c->rules = fixture_rules(HEADS);
    hc_contract *contract = &c->rules.contracts[0];
    contract->break_count = 0;
    contract->shift_shortest_min = 240;
    contract->shift_longest_min = 240;
    contract->start_grid_min = 120;
    contract->days_a_week_least = 0;
    contract->days_off_together = 0;
    c->rules.cover_cost = (hc_cover_cost){.short_steps = 1,
                                          .short_share = {1.0},
                                          .short_cost = {1.0},
                                          .over_steps = 1,
                                          .over_share = {1.0},
                                          .over_cost = {0.25}};
    for (size_t slot = 0; slot < CELLS; slot++) {
        c->required[slot] = slot % 24 >= 8 && slot % 24 < 14 ? WANTED : 0.0;
    }
    must(hc_problem_make(&c->problem, &c->axis, c->required, &c->rules, NULL));
    must(hc_master_create(&c->master, &c->problem, NULL));
    hc_master_allow(c->master, 1e12);
    c->options = hc_schedule_options_default();
    c->run.options = &c->options;
}

static void close_case(master_case *c)
{
    hc_master_free(c->master);
    hc_problem_clear(&c->problem);
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

/* Work from that hour on both days. */
static void add_tour(master_case *c, int16_t hour)
{
    hc_day_shift tour[DAYS];
    memset(tour, 0, sizeof tour);
    tour[0].start = tour[1].start = hour;
    must(hc_master_add(c->master, 0, tour, NULL));
}

static double solve(master_case *c)
{
    double cost = 0.0;
    must(hc_master_solve(c->master, &c->run, &cost, NULL));
    CU_ASSERT(hc_master_is_optimal(c->master));
    return cost;
}

/* Heads on whole tours, over all columns. */
static double tour_heads(const master_case *c)
{
    const hc_columns *columns = hc_master_columns(c->master);
    double heads = 0.0;
    for (size_t column = 0; column < columns->count; column++) {
        if (columns->all[column].kind != HC_COLUMN_DAY) {
            heads += hc_master_heads(c->master, column);
        }
    }
    return heads;
}

/* All four from 8 to 12: one over in each of 8 cells, three short in each of 4. */
static void one_tour_is_worked_by_everybody(void)
{
    master_case c;
    open_case(&c);
    add_tour(&c, 8);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), 8 * 0.25 + 4 * 3.0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(tour_heads(&c), HEADS, NEAR);
    close_case(&c);
}

static void nothing_is_solved_when_the_allowance_is_used_up(void)
{
    master_case c;
    double cost = -7.0;
    open_case(&c);
    add_tour(&c, 8);
    (void)solve(&c);
    const double before = hc_master_work(c.master);
    add_tour(&c, 10);
    hc_master_allow(c.master, 0.0);
    must(hc_master_solve(c.master, &c.run, &cost, NULL));
    CU_ASSERT_FALSE(hc_master_is_optimal(c.master));
    CU_ASSERT_DOUBLE_EQUAL(hc_master_work(c.master), before, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(cost, -7.0, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(tour_heads(&c), HEADS, NEAR); /* as at the last optimum */
    close_case(&c);
}

/* x of the four from 10 to 14 are 4 - x from 8 to 10, 4 from 10 to 12 and x from 12 to 14: with
 * x from 1 to 3, (3 - (4 - x)) + (3 - x) = 2 are short in each pair of hours, and one is over.
 */
static void another_tour_lowers_the_optimum(void)
{
    master_case c;
    open_case(&c);
    add_tour(&c, 8);
    const double before = solve(&c);
    add_tour(&c, 10);
    const double after = solve(&c);
    CU_ASSERT(after < before);
    CU_ASSERT_DOUBLE_EQUAL(after, DAYS * 2 * (2.0 + 0.25), NEAR);
    CU_ASSERT_DOUBLE_EQUAL(tour_heads(&c), HEADS, NEAR);
    close_case(&c);
}

/* No tour that is there saves more than its head and days are priced, and the prices add up to
 * the optimum: a dual solution that is feasible and as good. */
static void the_duals_are_feasible_and_add_up_to_the_optimum(void)
{
    master_case c;
    double worth[CELLS + 24];
    double head_price = 0.0;
    open_case(&c);
    CU_ASSERT_EQUAL_FATAL(c.problem.all_cells, CELLS + 24);
    add_tour(&c, 8);
    add_tour(&c, 10);
    add_tour(&c, 12);
    const double optimum = solve(&c);
    hc_master_duals(c.master, worth, &head_price);
    double dual = HEADS * head_price;
    for (size_t cell = 0; cell < CELLS; cell++) {
        CU_ASSERT(worth[cell] <= 1.0 + NEAR && worth[cell] >= -0.25 - NEAR);
        dual += worth[cell] * c.required[cell];
    }
    CU_ASSERT_DOUBLE_EQUAL(dual, optimum, 1e-6);
    for (size_t hour = 8; hour <= 12; hour += 2) {
        double saving = head_price;
        for (size_t cell = 0; cell < CELLS; cell++) {
            saving += cell % 24 >= hour && cell % 24 < hour + 4 ? worth[cell] : 0.0;
        }
        CU_ASSERT(saving <= 1e-6);
    }
    close_case(&c);
}

/* Three at least from 12 to 16: two more over in both pairs of hours after 14 than anybody
 * wants, and one person for the six hours before. */
static void a_demanded_tour_is_worked_and_costs_what_it_must(void)
{
    master_case c;
    double cost = 0.0;
    open_case(&c);
    add_tour(&c, 8);
    add_tour(&c, 10);
    add_tour(&c, 12);
    const size_t late = hc_master_columns(c.master)->count - 1;
    const double before = solve(&c);
    CU_ASSERT_EQUAL_FATAL(hc_columns_tour(hc_master_columns(c.master), late)->start, 12);
    CU_ASSERT(hc_master_heads(c.master, late) < 3.0);
    hc_master_demand(c.master, late, 3.0);
    /* the fourth from 8 on: short 2 from 8 to 12; or from 10 on: 3, 2, then over 1 */
    const double by_eight = DAYS * (2 * 2.0 + 2 * 2.0 + 2 * 0.0 + 2 * 3 * 0.25);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), by_eight, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_heads(c.master, late), 3.0, NEAR);
    CU_ASSERT(by_eight > before);
    hc_master_demand(c.master, late, HEADS + 1.0);
    must(hc_master_solve(c.master, &c.run, &cost, NULL));
    CU_ASSERT(!hc_master_is_optimal(c.master));
    CU_ASSERT(hc_master_is_contradicted(c.master));
    close_case(&c);
}

static void the_work_that_is_counted_only_grows(void)
{
    master_case c;
    open_case(&c);
    add_tour(&c, 8);
    add_tour(&c, 10);
    (void)solve(&c);
    const double work = hc_master_work(c.master);
    CU_ASSERT(work > 0.0);
    add_tour(&c, 12);
    (void)solve(&c);
    CU_ASSERT(hc_master_work(c.master) > work);
    close_case(&c);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(one_tour_is_worked_by_everybody),
                                    HC_TEST(nothing_is_solved_when_the_allowance_is_used_up),
                                    HC_TEST(another_tour_lowers_the_optimum),
                                    HC_TEST(the_duals_are_feasible_and_add_up_to_the_optimum),
                                    HC_TEST(a_demanded_tour_is_worked_and_costs_what_it_must),
                                    HC_TEST(the_work_that_is_counted_only_grows)};
    return hc_test_run("scheduler/cover/master", tests, sizeof tests / sizeof tests[0]);
}
