/* The linear program over a few known tours: its optimum, its duals and its demands by hand. */
#include "scheduler/cover/master.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define DAYS 2
#define CELLS ((size_t)DAYS * 24)
#define WANTED 3.0
#define HEADS 4
#define NEAR 1e-9
#define QUEUES_MOST 2

/* Four people who work one or two days of four hours from 8, 10 or 12 o'clock; three are wanted
 * from 8 to 14. Short: 1 each, however many; over: 0.25 each. */
typedef struct master_case {
    hc_axis axis;
    hc_rules rules;
    double required[QUEUES_MOST * CELLS];
    hc_problem problem;
    hc_master *master;
    hc_schedule_options options;
    hc_run run;
} master_case;

static void must(hc_status st)
{
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
}

/* Changes the rules, and who is wanted when, before the program is made. */
typedef void (*change_fn)(master_case *c);

static void open_changed(master_case *c, change_fn change)
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
    if (change != NULL) { change(c); }
    must(hc_problem_make(&c->problem, &c->axis, c->required, &c->rules, NULL));
    must(hc_master_create(&c->master, &c->problem, NULL));
    hc_master_allow(c->master, 1e12);
    c->options = hc_schedule_options_default();
    c->run.options = &c->options;
}

static void open_case(master_case *c)
{
    open_changed(c, NULL);
}

static void close_case(master_case *c)
{
    hc_master_free(c->master);
    hc_problem_clear(&c->problem);
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

/* Work of the group from those hours; HC_DAY_OFF: not on that day. */
static void add_days(master_case *c, size_t group, int16_t first, int16_t second)
{
    hc_day_shift tour[DAYS];
    memset(tour, 0, sizeof tour);
    tour[0].start = first;
    tour[1].start = second;
    must(hc_master_add(c->master, group, tour, NULL));
}

/* Work from that hour on both days. */
static void add_tour(master_case *c, int16_t hour)
{
    add_days(c, 0, hour, hour);
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

/* One person short in three costs 1, the others 3 each. */
static void price_by_steps(master_case *c)
{
    c->rules.cover_cost = (hc_cover_cost){.short_steps = 2,
                                          .short_share = {1.0 / 3.0, 1.0},
                                          .short_cost = {1.0, 3.0},
                                          .over_steps = 2,
                                          .over_share = {1.0 / 3.0, 1.0},
                                          .over_cost = {0.25, 0.75}};
}

/* From 12 to 14 nobody: 1 + 3 + 3 a cell; from 8 to 12 one over. Of six people who have to be
 * there the second and third one over cost more. */
static void steps_of_a_price_are_paid_in_their_order(void)
{
    master_case c;
    open_changed(&c, price_by_steps);
    add_tour(&c, 8);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), 4 * 7.0 + 8 * 0.25, NEAR);
    hc_master_limit_heads(c.master, 0, 6.0, 6.0);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), 4 * 7.0 + 8 * (0.25 + 0.75 + 0.75), NEAR);
    hc_master_limit_heads(c.master, 0, 1.0, 1.0);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), 4 * 7.0 + 8 * (1.0 + 3.0), NEAR);
    close_case(&c);
}

/* Two queues: the one wants one from 8 to 10, the other three from 8 to 12; all serve both. */
static void want_two_queues(master_case *c)
{
    must(hc_alloc(&c->rules.queues, 2, sizeof *c->rules.queues, NULL));
    (void)snprintf(c->rules.queues[0], HC_NAME_MAX, "sales");
    (void)snprintf(c->rules.queues[1], HC_NAME_MAX, "service");
    c->rules.queue_count = 2;
    c->rules.contracts[0].skills = 3;
    for (size_t slot = 0; slot < CELLS; slot++) {
        const size_t hour = slot % 24;
        c->required[slot] = hour >= 8 && hour < 10 ? 1.0 : 0.0;
        c->required[CELLS + slot] = hour >= 8 && hour < 12 ? 3.0 : 0.0;
    }
}

static void want_two_queues_of_the_second(master_case *c)
{
    want_two_queues(c);
    c->rules.contracts[0].skills = 2;
}

/* Four are enough until 10; then one is over. Who serves the second queue alone leaves the
 * first one short, and is over in the second all the time. */
static void people_of_two_queues_go_where_they_are_wanted(void)
{
    master_case c;
    open_changed(&c, want_two_queues);
    add_tour(&c, 8);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), DAYS * 2 * 0.25, NEAR);
    hc_master_limit_heads(c.master, 0, 3.0, 3.0);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), DAYS * 2 * 1.0, NEAR); /* one short until 10 */
    close_case(&c);
    open_changed(&c, want_two_queues_of_the_second);
    add_tour(&c, 8);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), DAYS * (2 * 1.0 + 4 * 0.25), NEAR);
    close_case(&c);
}

/* Two people for both queues, and two for the second alone; one start a day. */
static void want_two_queues_of_two_kinds(master_case *c)
{
    hc_contract *old = c->rules.contracts;
    hc_class *group = c->rules.classes;
    want_two_queues(c);
    c->rules.contracts = NULL;
    c->rules.classes = NULL;
    must(hc_alloc(&c->rules.contracts, 2, sizeof *c->rules.contracts, NULL));
    must(hc_alloc(&c->rules.classes, 2, sizeof *c->rules.classes, NULL));
    c->rules.contract_count = c->rules.class_count = 2;
    for (size_t k = 0; k < 2; k++) {
        c->rules.contracts[k] = old[0];
        c->rules.classes[k] = group[0];
        c->rules.classes[k].contract = k;
        c->rules.classes[k].count = 2;
        for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
            c->rules.contracts[k].earliest_start_min[weekday] = 8 * 60;
            c->rules.contracts[k].latest_start_min[weekday] = 8 * 60;
        }
    }
    (void)snprintf(c->rules.contracts[1].name, HC_NAME_MAX, "second");
    (void)snprintf(c->rules.classes[1].name, HC_NAME_MAX, "second");
    c->rules.contracts[1].skills = 2;
    hc_free(old);
    hc_free(group);
}

/* One of the two goes to the first queue and one helps the other two, who are short of one
 * without; from 10 on the first queue wants nobody. With three of the second alone and one of
 * both it is the same; with all four of the second alone the first queue is short. */
static void people_of_one_queue_stay_with_it(void)
{
    static const double heads[][2] = {{2.0, 2.0}, {1.0, 3.0}, {0.0, 4.0}};
    static const double costs[] = {2 * 0.25, 2 * 0.25, 2 * (1.0 + 0.25) + 2 * 0.25};
    master_case c;
    open_changed(&c, want_two_queues_of_two_kinds);
    CU_ASSERT_EQUAL_FATAL(c.problem.group_count, 2);
    add_days(&c, 0, 8, 8);
    add_days(&c, 1, 8, 8);
    for (size_t k = 0; k < sizeof costs / sizeof *costs; k++) {
        hc_master_limit_heads(c.master, 0, heads[k][0], heads[k][0]);
        hc_master_limit_heads(c.master, 1, heads[k][1], heads[k][1]);
        CU_ASSERT_DOUBLE_EQUAL(solve(&c), DAYS * costs[k], NEAR);
    }
    close_case(&c);
}

/* Until 2 in the morning, for four hours from 22. */
static void work_by_night(master_case *c)
{
    hc_contract *contract = &c->rules.contracts[0];
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        contract->earliest_start_min[weekday] = 0;
        contract->latest_start_min[weekday] = 22 * 60;
        contract->latest_end_min[weekday] = 26 * 60;
    }
    for (size_t slot = 0; slot < CELLS; slot++) {
        const size_t hour = slot % 24;
        c->required[slot] = hour >= 22 || hour < 2 ? HEADS : 0.0;
    }
}

/* All four are right but for the first two hours, which follow no night; what is after the last
 * day is nobody's. */
static void shifts_reach_past_midnight(void)
{
    master_case c;
    open_changed(&c, work_by_night);
    add_tour(&c, 22);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), 2 * HEADS * 1.0, NEAR);
    close_case(&c);
}

/* Days of their own and both together: three on both days, or as the counts are told. */
static void heads_are_counted_and_limited_by_day(void)
{
    master_case c;
    double bonus[DAYS];
    open_case(&c);
    add_tour(&c, 8);
    add_days(&c, 0, 8, HC_DAY_OFF);
    add_days(&c, 0, HC_DAY_OFF, 8);
    const double free_cost = DAYS * 2 * 3.0; /* from 12 on all three are short */
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), free_cost, NEAR);
    CU_ASSERT_FALSE(hc_master_day_bonus(c.master, bonus));
    must(hc_master_count_days(c.master, NULL));
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), free_cost, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_group_heads(c.master, 0), HEADS, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 0, 0), 3.0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 0, 1), 3.0, NEAR);
    hc_master_limit_day(c.master, 0, 0, 0.0, 2.0); /* one more is short for four hours */
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), free_cost + 4.0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 0, 0), 2.0, NEAR);
    CU_ASSERT_TRUE(hc_master_day_bonus(c.master, bonus));
    CU_ASSERT_DOUBLE_EQUAL(bonus[0], -4.0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bonus[1], 0.0, NEAR);
    hc_master_limit_day(c.master, 0, 0, HEADS, HEADS); /* or one is over */
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), free_cost + 4 * 0.25, NEAR);
    hc_master_limit_day(c.master, 0, 1, HEADS, HEADS);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), free_cost + DAYS * 4 * 0.25, NEAR);
    add_days(&c, 0, 10, 10); /* a tour that came later is counted, too */
    CU_ASSERT(solve(&c) < free_cost + DAYS * 4 * 0.25);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 0, 1), HEADS, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(tour_heads(&c), HEADS, NEAR);
    const double most = hc_master_work(c.master);
    hc_master_limit_day(c.master, 0, 0, HEADS + 1.0,
                        HEADS + 1.0); /* cannot be had: at a price */
    CU_ASSERT(solve(&c) > 36.0);      /* more than all of the cover could cost */
    CU_ASSERT_FALSE(hc_master_is_contradicted(c.master));
    CU_ASSERT(hc_master_work(c.master) > most);
    close_case(&c);
}

/* One of the second kind stays away on the first day: then one is short until 10. */
static void each_group_is_counted_by_itself(void)
{
    master_case c;
    open_changed(&c, want_two_queues_of_two_kinds);
    add_days(&c, 1, 8, 8);
    add_days(&c, 0, 8, 8);
    add_days(&c, 1, HC_DAY_OFF, 8);
    must(hc_master_count_days(c.master, NULL));
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), DAYS * 2 * 0.25, NEAR);
    for (size_t at = 0; at < 2 * DAYS; at++) {
        CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, at / DAYS, at % DAYS), 2.0, NEAR);
    }
    hc_master_limit_day(c.master, 1, 0, 0.0, 1.0);
    CU_ASSERT_DOUBLE_EQUAL(solve(&c), 2 * 1.0 + 2 * 0.25, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 0, 0), 2.0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 1, 0), 1.0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(hc_master_day_heads(c.master, 1, 1), 2.0, NEAR);
    close_case(&c);
}

static double hire_cost; /* of a head for these days, for the change below */
static int32_t hired_most;

static void hire(master_case *c)
{
    c->rules.choose_heads = true;
    c->rules.contracts[0].hire_cost_a_week = hire_cost * HC_DAYS_A_WEEK / DAYS;
    c->rules.contracts[0].heads_most = hired_most;
}

/* One head more saves four hours short on both days, 8 in all, up to the third. */
static void heads_are_hired_while_they_save_their_cost(void)
{
    static const struct {
        double cost;
        int32_t most;
        double heads, optimum; /* with nobody 6 hours of 3 on both days: 36 */
    } cases[] = {{1.0, HC_NO_LIMIT, 3.0, 36.0 - 3 * 7.0},
                 {9.0, HC_NO_LIMIT, 0.0, 36.0},
                 {1.0, 2, 2.0, 36.0 - 2 * 7.0},
                 {0.0, 0, 0.0, 36.0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        master_case c;
        hire_cost = cases[k].cost;
        hired_most = cases[k].most;
        open_changed(&c, hire);
        add_tour(&c, 8);
        CU_ASSERT_DOUBLE_EQUAL(solve(&c), cases[k].optimum, NEAR);
        CU_ASSERT_DOUBLE_EQUAL(tour_heads(&c), cases[k].heads, NEAR);
        hc_master_limit(c.master, 0, 1.0);
        CU_ASSERT_DOUBLE_EQUAL(solve(&c),
                               36.0 - fmin(1.0, cases[k].heads) * (8.0 - cases[k].cost), NEAR);
        close_case(&c);
    }
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(one_tour_is_worked_by_everybody),
                                    HC_TEST(nothing_is_solved_when_the_allowance_is_used_up),
                                    HC_TEST(another_tour_lowers_the_optimum),
                                    HC_TEST(the_duals_are_feasible_and_add_up_to_the_optimum),
                                    HC_TEST(a_demanded_tour_is_worked_and_costs_what_it_must),
                                    HC_TEST(steps_of_a_price_are_paid_in_their_order),
                                    HC_TEST(people_of_two_queues_go_where_they_are_wanted),
                                    HC_TEST(people_of_one_queue_stay_with_it),
                                    HC_TEST(shifts_reach_past_midnight),
                                    HC_TEST(heads_are_counted_and_limited_by_day),
                                    HC_TEST(each_group_is_counted_by_itself),
                                    HC_TEST(heads_are_hired_while_they_save_their_cost),
                                    HC_TEST(the_work_that_is_counted_only_grows)};
    return hc_test_run("scheduler/cover/master", tests, sizeof tests / sizeof tests[0]);
}
