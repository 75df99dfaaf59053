/* First schedules made better by everybody's best answer in turn. */
#include "scheduler/cover/start.h"

#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define DAYS 7
#define CELLS 96 /* quarter hours of a day */
#define HEADS ((size_t)4)

typedef struct start_case {
    hc_axis axis;
    hc_rules rules;
    hc_problem problem;
    hc_pricer pricer;
    hc_plan plan;
} start_case;

/* Two wanted from eight to eight, and everybody on the tour that alone is best. */
static void open_case(start_case *c, double hire_cost, bool choose_heads)
{
    static double required[DAYS * CELLS];
    const size_t heads[1] = {HEADS};
    hc_day_shift tour[DAYS];
    double total = 0.0;
    *c = (start_case){.rules = fixture_rules(HEADS), .axis = fixture_axis(15, DAYS)};
    c->rules.choose_heads = choose_heads;
    c->rules.contracts[0].hire_cost_a_week = hire_cost;
    for (size_t slot = 0; slot < DAYS * CELLS; slot++) {
        required[slot] = slot % CELLS >= 32 && slot % CELLS < 80 ? 2.0 : 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(hc_problem_make(&c->problem, &c->axis, required, &c->rules, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&c->pricer, &c->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_plan_make(&c->plan, &c->problem, heads, NULL), HC_OK);
    hc_pricer_set_values(&c->pricer, c->plan.gain);
    CU_ASSERT_EQUAL_FATAL(hc_pricer_best(&c->pricer, 0, 1, tour, &total), 1);
    for (size_t head = 0; head < HEADS; head++) {
        hc_plan_add_tour(&c->plan, head, tour);
    }
}

static void close_case(start_case *c)
{
    hc_plan_clear(&c->plan);
    hc_pricer_clear(&c->pricer);
    hc_problem_clear(&c->problem);
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

static double recounted(const start_case *c)
{
    double cost = 0.0;
    double cover_cost = 0.0;
    CU_ASSERT_EQUAL(hc_plan_recount(&c->plan, &cost, &cover_cost, NULL), HC_OK);
    return cost;
}

/* All four on one tour leave two days without anybody. */
static void people_on_the_same_tour_part_and_the_cost_is_that_of_their_shifts(void)
{
    start_case c;
    open_case(&c, 0.0, false);
    const double before = c.plan.cost;
    CU_ASSERT_EQUAL(hc_start_answer(&c.plan, &c.pricer, NULL), HC_OK);
    CU_ASSERT_TRUE(c.plan.cost < before - 50.0);
    CHECK_CLOSE(c.plan.cost, recounted(&c), 1e-6);
    for (size_t head = 0; head < HEADS; head++) {
        size_t worked = 0;
        for (size_t day = 0; day < DAYS; day++) {
            worked += hc_plan_tour(&c.plan, head)[day].start != HC_DAY_OFF ? 1 : 0;
        }
        CU_ASSERT_EQUAL(worked, 5);
    }
    close_case(&c);
}

static void once_nobody_gains_nothing_changes(void)
{
    start_case c;
    open_case(&c, 0.0, false);
    for (int k = 0; k < 20; k++) {
        CU_ASSERT_EQUAL(hc_start_answer(&c.plan, &c.pricer, NULL), HC_OK);
    }
    const double settled = c.plan.cost;
    CU_ASSERT_EQUAL(hc_start_answer(&c.plan, &c.pricer, NULL), HC_OK);
    CHECK_CLOSE(c.plan.cost, settled, 1e-12);
    close_case(&c);
}

static void whoever_is_not_worth_the_hiring_goes(void)
{
    start_case c;
    double empty = 0.0;
    open_case(&c, 5000.0, true);
    for (size_t cell = 0; cell < c.problem.all_cells; cell++) {
        empty += c.problem.empty_cost[cell];
    }
    CU_ASSERT_EQUAL(hc_start_answer(&c.plan, &c.pricer, NULL), HC_OK);
    for (size_t head = 0; head < HEADS; head++) {
        CU_ASSERT_FALSE(c.plan.heads[head].hired);
    }
    CHECK_CLOSE(c.plan.cost, empty, 1e-6);
    CHECK_CLOSE(recounted(&c), empty, 1e-6);
    close_case(&c);
}

static void whoever_is_not_hired_stays_so(void)
{
    start_case c;
    open_case(&c, 4.0, true);
    hc_plan_remove_tour(&c.plan, 1);
    CU_ASSERT_EQUAL(hc_start_answer(&c.plan, &c.pricer, NULL), HC_OK);
    CU_ASSERT_FALSE(c.plan.heads[1].hired);
    CHECK_CLOSE(c.plan.cost, recounted(&c), 1e-6);
    close_case(&c);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(people_on_the_same_tour_part_and_the_cost_is_that_of_their_shifts),
        HC_TEST(once_nobody_gains_nothing_changes),
        HC_TEST(whoever_is_not_worth_the_hiring_goes),
        HC_TEST(whoever_is_not_hired_stays_so),
    };
    return hc_test_run("scheduler/cover/start", tests, sizeof tests / sizeof tests[0]);
}
