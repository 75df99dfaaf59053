/* Daily targets against exhaustive search. */
#include <stdio.h>
#include <string.h>

#include "erlang/allocate.h"
#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define INTERVALS 6
#define OPTIONS 9

typedef struct random_day {
    double level[INTERVALS][OPTIONS];
    hc_allocate_interval intervals[INTERVALS];
    size_t n;
} random_day;

/* S-shaped service levels, as agents give them around the load. */
static void make_day(hc_rng *rng, random_day *day, int equal_costs)
{
    day->n = 1 + (size_t)hc_rng_below(rng, INTERVALS);
    for (size_t k = 0; k < day->n; k++) {
        const double middle = 8.0 * hc_rng_uniform(rng);
        const double width = 0.3 + 2.0 * hc_rng_uniform(rng);
        for (size_t option = 0; option < OPTIONS; option++) {
            day->level[k][option] = 1.0 / (1.0 + exp((middle - (double)option) / width));
        }
        day->intervals[k] = (hc_allocate_interval){
            .calls = hc_rng_below(rng, 8) == 0 ? 0.0 : floor(100.0 * hc_rng_uniform(rng)),
            .agent_cost = equal_costs ? 1.0 : 1.0 + hc_rng_uniform(rng),
            .agents_least = (int32_t)hc_rng_below(rng, 3),
            .options = 1 + (size_t)hc_rng_below(rng, OPTIONS),
            .service_level = day->level[k]};
    }
}

/* The least cost of all choices from interval k on; INFINITY when none meets the target. */
static double exhaustive(const random_day *day, size_t k, double still_needed, double slack)
{
    if (k == day->n) { return still_needed <= slack ? 0.0 : (double)INFINITY; }
    const hc_allocate_interval *interval = &day->intervals[k];
    double best = (double)INFINITY;
    for (size_t option = 0; option < interval->options; option++) {
        const double gain = interval->calls * interval->service_level[option];
        const double cost =
            interval->agent_cost * (double)(interval->agents_least + (int32_t)option);
        best = fmin(best, cost + exhaustive(day, k + 1, still_needed - gain, slack));
    }
    return best;
}

static double calls_of(const random_day *day)
{
    double calls = 0.0;
    for (size_t k = 0; k < day->n; k++) {
        calls += day->intervals[k].calls;
    }
    return calls;
}

static void check_against_exhaustive(hc_rng *rng, int equal_costs)
{
    random_day day;
    make_day(rng, &day, equal_costs);
    const double target = 0.5 + 0.49 * hc_rng_uniform(rng);
    const double calls = calls_of(&day);
    const double expected = exhaustive(&day, 0, target * calls, 1e-12 * (1.0 - target) * calls);
    int32_t agents[INTERVALS];
    hc_allocation result = {0};
    hc_error err = HC_ERROR_INIT;
    const hc_status status = hc_allocate(day.intervals, day.n, target, agents, &result, &err);
    if (isinf(expected)) {
        CU_ASSERT_EQUAL(status, HC_ERR_INFEASIBLE);
        return;
    }
    CU_ASSERT_EQUAL(status, HC_OK);
    CU_ASSERT(result.proved);
    CHECK_CLOSE(result.cost, expected, 1e-9);
    double gain = 0.0;
    double cost = 0.0;
    for (size_t k = 0; k < day.n; k++) {
        const size_t option = (size_t)(agents[k] - day.intervals[k].agents_least);
        CU_ASSERT(option < day.intervals[k].options);
        gain += day.intervals[k].calls * day.level[k][option];
        cost += day.intervals[k].agent_cost * (double)agents[k];
    }
    CU_ASSERT(gain >= target * calls - 1e-9);
    CHECK_CLOSE(cost, result.cost, 1e-12);
}

static void agents_equal_an_exhaustive_search_on_a_thousand_days(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 7);
    for (int run = 0; run < 1000; run++) {
        check_against_exhaustive(&rng, run % 2);
    }
}

static void a_long_week_is_within_one_agent_of_the_bound(void)
{
    enum { WEEK = 672, LEVELS = 40 };
    static double level[WEEK][LEVELS];
    static hc_allocate_interval week[WEEK];
    static int32_t agents[WEEK];
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    for (size_t k = 0; k < WEEK; k++) {
        const double middle = 4.0 + 25.0 * hc_rng_uniform(&rng);
        for (size_t option = 0; option < LEVELS; option++) {
            level[k][option] = 1.0 / (1.0 + exp((middle - (double)option) / 1.5));
        }
        week[k] = (hc_allocate_interval){10.0 * middle, 1.0, 0, LEVELS, level[k]};
    }
    hc_allocation result = {0};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_allocate(week, WEEK, 0.8, agents, &result, &err), HC_OK);
    CU_ASSERT(result.service_level >= 0.8 - 1e-12);
    CU_ASSERT(result.cost_bound <= result.cost);
    CU_ASSERT(result.cost - result.cost_bound <= 1.0);
    printf("\n    cost %.3f, bound %.3f ", result.cost, result.cost_bound);
}

static void no_calls_need_the_least_agents(void)
{
    const double level[3] = {0.0, 0.5, 1.0};
    const hc_allocate_interval closed = {0.0, 1.0, 2, 3, level};
    int32_t agents = -1;
    hc_allocation result = {0};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_allocate(&closed, 1, 0.8, &agents, &result, &err), HC_OK);
    CU_ASSERT_EQUAL(agents, 2);
    CU_ASSERT_EQUAL(result.cost, 2.0);
    CU_ASSERT_EQUAL(hc_allocate(NULL, 0, 0.8, &agents, &result, &err), HC_OK);
}

static void check_refused(hc_allocate_interval interval, double target, hc_status status,
                          const char *words)
{
    int32_t agents = -1;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_allocate(&interval, 1, target, &agents, NULL, &err), status);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, words));
    CU_ASSERT_EQUAL(agents, -1);
}

static void wrong_input_is_refused_by_name(void)
{
    const double level[3] = {0.0, 0.5, 0.9};
    const double falling[3] = {0.0, 0.5, 0.4};
    const hc_allocate_interval good = {10.0, 1.0, 0, 3, level};
    hc_allocate_interval bad = good;
    check_refused(good, 0.95, HC_ERR_INFEASIBLE, "0.9000");
    check_refused(good, 1.5, HC_ERR_RANGE, "target");
    bad.service_level = falling;
    check_refused(bad, 0.8, HC_ERR_RANGE, "option 2");
    bad = good;
    const hc_allocate_interval wrong[] = {
        {-1.0, 1.0, 0, 3, level}, {1e13, 1.0, 0, 3, level},  {(double)NAN, 1.0, 0, 3, level},
        {10.0, 0.0, 0, 3, level}, {10.0, 1e13, 0, 3, level}, {10.0, 1.0, -1, 3, level},
    };
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        check_refused(wrong[k], 0.8, HC_ERR_RANGE, "interval 0");
    }
    check_refused(good, -0.1, HC_ERR_RANGE, "target");
    const double above[3] = {0.0, 0.5, 1.1};
    bad.service_level = above;
    check_refused(bad, 0.8, HC_ERR_RANGE, "option 2");
    bad = good;
    bad.options = 0;
    check_refused(bad, 0.8, HC_ERR_RANGE, "interval 0");
    int32_t agents = -1;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_allocate(&good, HC_ALLOCATE_INTERVALS_MAX + 1, 0.8, &agents, NULL, &err),
                    HC_ERR_LIMIT);
}

static void every_failed_allocation_is_an_error_without_a_leak(void)
{
    const double level[3] = {0.0, 0.5, 0.9};
    const hc_allocate_interval interval = {10.0, 1.0, 0, 3, level};
    hc_status status = HC_ERR_MEMORY;
    for (size_t k = 1; status != HC_OK; k++) {
        int32_t agents = -1;
        hc_error err = HC_ERROR_INIT;
        hc_heap_fail_at(k);
        status = hc_allocate(&interval, 1, 0.8, &agents, NULL, &err);
        CU_ASSERT(status == HC_OK || (status == HC_ERR_MEMORY && agents == -1));
        CU_ASSERT_EQUAL(hc_heap_live(), 0);
    }
    hc_heap_fail_at(0);
}

/* Levels that stay, at the start, in between and at the end, with the target at the very top.
 */
static void more_agents_for_nothing_are_not_sent(void)
{
    const double level[7] = {0.1, 0.1, 0.7, 0.7, 0.9, 0.9, 0.9};
    const hc_allocate_interval days[3] = {
        {0.1, 1.0, 0, 7, level}, {0.2, 1.0, 1, 7, level}, {0.7, 1.0, 2, 7, level}};
    int32_t agents[3] = {-1, -1, -1};
    hc_allocation result = {0};
    CU_ASSERT_EQUAL(hc_allocate(days, 3, 0.9, agents, &result, NULL), HC_OK);
    for (int32_t k = 0; k < 3; k++) {
        CU_ASSERT_EQUAL(agents[k], 4 + k);
    }
    CU_ASSERT_TRUE(result.proved);
}

/* Agents of many prices, so that no grain rounds the bound up: too many sums to try them all.
 */
static void a_search_cut_short_says_so(void)
{
    enum { DAYS = 300, LEVELS = 60 };
    static double level[DAYS][LEVELS];
    static hc_allocate_interval days[DAYS];
    int32_t agents[DAYS];
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    for (size_t k = 0; k < DAYS; k++) {
        for (size_t option = 0; option < LEVELS; option++) {
            level[k][option] = 1.0 - exp(-0.1 * (double)option);
        }
        days[k] = (hc_allocate_interval){5.0 + 9.0 * hc_rng_uniform(&rng),
                                         1.0 + hc_rng_uniform(&rng), 1, LEVELS, level[k]};
    }
    hc_allocation result = {.proved = true};
    CU_ASSERT_EQUAL(hc_allocate(days, DAYS, 0.8, agents, &result, NULL), HC_OK);
    CU_ASSERT_FALSE(result.proved);
    CU_ASSERT_TRUE(result.cost_bound < result.cost && result.cost - result.cost_bound < 2.0);
    CU_ASSERT_TRUE(result.service_level >= 0.8 - 1e-12);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(agents_equal_an_exhaustive_search_on_a_thousand_days),
        HC_TEST(a_long_week_is_within_one_agent_of_the_bound),
        HC_TEST(no_calls_need_the_least_agents),
        HC_TEST(wrong_input_is_refused_by_name),
        HC_TEST(every_failed_allocation_is_an_error_without_a_leak),
        HC_TEST(more_agents_for_nothing_are_not_sent),
        HC_TEST(a_search_cut_short_says_so),
    };
    return hc_test_run("allocate", tests, sizeof tests / sizeof *tests);
}
