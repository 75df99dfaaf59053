/* Mixes against a little centre whose every mix can be tried. */
#include "scheduler/staff_mix.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/number.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define SLOTS (7 * 24)
#define MOST 5 /* heads of a kind that the trial of all mixes goes to */

static const double LONG_COST = 4.0;
static const double SHORT_COST = 3.0;
static const double SHORT_PRICE = 10.0; /* of a person-hour */
static const double OVER_PRICE = 0.5;

enum { LONG = 0, SHORT = 1, CONTRACTS = 2 };

/* Works on Monday only, from 8 to 16 or half of that. */
static hc_contract monday_contract(const char *name, int32_t length_min, double hire_cost)
{
    hc_contract contract = hc_contract_default();
    (void)snprintf(contract.name, sizeof contract.name, "%s", name);
    contract.shift_shortest_min = length_min;
    contract.shift_longest_min = length_min;
    contract.start_grid_min = 240;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        contract.earliest_start_min[weekday] = 480;
        contract.latest_start_min[weekday] = weekday == 0 ? 960 - length_min : HC_NO_LIMIT;
        contract.latest_end_min[weekday] = 960;
    }
    contract.days_a_week_least = 1;
    contract.days_a_week_most = 1;
    contract.break_count = 0;
    contract.hire_cost_a_week = hire_cost;
    return contract;
}

typedef struct monday {
    hc_contract contracts[CONTRACTS];
    hc_class classes[CONTRACTS];
    hc_rules rules;
    hc_axis axis;
    double required[SLOTS];
} monday;

/* Three people from 8 to 12, one from 12 to 16. */
static void monday_make(monday *week)
{
    *week = (monday){.rules = {.contract_count = CONTRACTS,
                               .class_count = CONTRACTS,
                               .contracts = week->contracts,
                               .classes = week->classes,
                               .choose_heads = true}};
    week->contracts[LONG] = monday_contract("long", 480, LONG_COST);
    week->contracts[SHORT] = monday_contract("short", 240, SHORT_COST);
    for (size_t k = 0; k < CONTRACTS; k++) {
        week->classes[k] = (hc_class){.contract = k,
                                      .count = 20,
                                      .earliest_start_min = HC_NO_LIMIT,
                                      .latest_start_min = HC_NO_LIMIT,
                                      .latest_end_min = HC_NO_LIMIT};
        memcpy(week->classes[k].name, week->contracts[k].name, sizeof week->classes[k].name);
    }
    week->rules.cover_cost = (hc_cover_cost){.short_steps = 1,
                                             .short_cost = {SHORT_PRICE},
                                             .over_steps = 1,
                                             .over_cost = {OVER_PRICE}};
    week->axis = fixture_axis(60, 7);
    for (size_t hour = 8; hour < 16; hour++) {
        week->required[hour] = hour < 12 ? 3.0 : 1.0;
    }
}

static hc_schedule_options quick(void)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.01;
    return options;
}

/* Half a day with so many people where so many are required. */
static double half_day(double people, double required)
{
    return 4.0 * (people < required ? SHORT_PRICE * (required - people)
                                    : OVER_PRICE * (people - required));
}

/* Cost of so many long shifts and short ones, of which `early` in the morning. */
static double mix_cost(int32_t longs, int32_t shorts, int32_t early)
{
    return LONG_COST * longs + SHORT_COST * shorts + half_day(longs + early, 3.0) +
           half_day(longs + shorts - early, 1.0);
}

static double cheapest(int32_t longs_least, int32_t longs_most, int32_t shorts_least,
                       int32_t shorts_most)
{
    double best = (double)INFINITY;
    for (int32_t longs = longs_least; longs <= longs_most; longs++) {
        for (int32_t shorts = shorts_least; shorts <= shorts_most; shorts++) {
            for (int32_t early = 0; early <= shorts; early++) {
                best = fmin(best, mix_cost(longs, shorts, early));
            }
        }
    }
    return best;
}

static void the_frontier_has_the_cost_of_trying_every_mix(void)
{
    monday week;
    hc_staff_mix mix = HC_STAFF_MIX_INIT;
    const hc_schedule_options options = quick();
    monday_make(&week);
    CU_ASSERT_EQUAL_FATAL(
        hc_mix_frontier(&week.axis, week.required, &week.rules, &options, &mix, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(mix.point_count, 4); /* all; no long; at most one short, and none */
    CU_ASSERT_EQUAL(mix.points[0].of, SIZE_MAX);
    CU_ASSERT_EQUAL(mix.points[0].heads[LONG], 1);
    CU_ASSERT_EQUAL(mix.points[0].heads[SHORT], 2);
    CHECK_CLOSE(mix.points[0].paid_hours, 16.0, 1e-9);
    CHECK_CLOSE(mix.points[0].cost, cheapest(0, MOST, 0, MOST), 1e-9);
    for (size_t k = 1; k < mix.point_count; k++) {
        const hc_mix_point *point = &mix.points[k];
        const int32_t most = point->change;
        CHECK_CLOSE(point->cost,
                    point->of == LONG ? cheapest(0, most, 0, MOST) : cheapest(0, MOST, 0, most),
                    1e-9);
        CU_ASSERT_TRUE(point->heads[point->of] <= (size_t)most);
        CU_ASSERT_TRUE(point->lower_bound <= point->cost + 1e-9);
        CU_ASSERT_TRUE(point->dominated);
    }
    CU_ASSERT_FALSE(mix.points[0].dominated);
    CU_ASSERT_EQUAL(mix.roster.agent_count, 3);
    CU_ASSERT_EQUAL(week.contracts[SHORT].heads_most, HC_NO_LIMIT);
    hc_staff_mix_clear(&mix);
    hc_axis_clear(&week.axis);
}

/* Dear hiring: to be short is cheaper, and each further person leaves fewer hours open. */
static void a_mix_that_is_dearer_and_less_short_is_not_dominated(void)
{
    monday week;
    hc_staff_mix mix = HC_STAFF_MIX_INIT;
    const hc_schedule_options options = quick();
    monday_make(&week);
    week.contracts[LONG].hire_cost_a_week = 81.0; /* two hours short cost 80 at most */
    CU_ASSERT_EQUAL_FATAL(
        hc_mix_frontier(&week.axis, week.required, &week.rules, &options, &mix, NULL), HC_OK);
    CU_ASSERT_EQUAL(mix.points[0].heads[LONG], 0);
    for (size_t k = 1; k < mix.point_count; k++) {
        CU_ASSERT_TRUE(mix.points[k].cost >= mix.points[k - 1].cost - 1e-9);
        CU_ASSERT_TRUE(mix.points[k].short_hours >= mix.points[k - 1].short_hours - 1e-9);
        CU_ASSERT_FALSE(mix.points[k].dominated); /* needs fewer people */
    }
    hc_staff_mix_clear(&mix);
    hc_axis_clear(&week.axis);
}

static void one_more_and_one_fewer_cost_what_trying_says(void)
{
    monday week;
    hc_staff_mix free = HC_STAFF_MIX_INIT;
    hc_staff_mix mix = HC_STAFF_MIX_INIT;
    const hc_schedule_options options = quick();
    monday_make(&week);
    CU_ASSERT_EQUAL_FATAL(
        hc_mix_frontier(&week.axis, week.required, &week.rules, &options, &free, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_mix_one_more(&week.axis, week.required, &week.rules, &free.roster,
                                          &options, &mix, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(mix.point_count, 5);
    CHECK_CLOSE(mix.points[0].cost, free.points[0].cost, 1e-9);
    for (size_t k = 0; k < mix.point_count; k++) {
        const hc_mix_point *point = &mix.points[k];
        const int32_t longs = 1 + (point->of == LONG ? point->change : 0);
        const int32_t shorts = 2 + (point->of == SHORT ? point->change : 0);
        CU_ASSERT_EQUAL(point->heads[LONG], (size_t)longs);
        CU_ASSERT_EQUAL(point->heads[SHORT], (size_t)shorts);
        CHECK_CLOSE(point->cost, cheapest(longs, longs, shorts, shorts), 1e-9);
        CU_ASSERT_TRUE(point->lower_bound <= point->cost + 1e-9);
    }
    CHECK_CLOSE(mix.points[2].short_hours, 8.0, 1e-9); /* without the long shift */
    CHECK_CLOSE(mix.points[1].over_hours, 8.0, 1e-9);  /* with two of them */
    hc_staff_mix_clear(&mix);
    hc_staff_mix_clear(&free);
    hc_axis_clear(&week.axis);
}

/* Only given heads without names can start from a roster, and only from one of their rules. */
static void a_start_that_does_not_fit_is_refused(void)
{
    monday week;
    hc_roster made = HC_ROSTER_INIT;
    hc_roster_agent agent = {.class_index = LONG};
    hc_shift shift = {.start_min = 480, .length_min = 300}; /* of no contract */
    hc_roster start = {.agent_count = 1, .agents = &agent, .shift_count = 1, .shifts = &shift};
    hc_schedule_options options = quick();
    options.start = &start;
    monday_make(&week);
    CU_ASSERT_EQUAL(
        hc_schedule_solve(&week.axis, week.required, &week.rules, &options, &made, NULL),
        HC_ERR_RANGE);
    week.rules.choose_heads = false;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(
        hc_schedule_solve(&week.axis, week.required, &week.rules, &options, &made, &err),
        HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "shift 1 of the roster to start from"));
    CU_ASSERT_PTR_NULL(made.agents);
    hc_axis_clear(&week.axis);
}

static bool never_goes_on(void *context, const hc_schedule_progress *progress)
{
    (void)context;
    CU_ASSERT_TRUE(progress->done >= 0.0 && progress->done <= 1.0);
    return false;
}

static void a_stopped_frontier_has_its_first_point(void)
{
    monday week;
    hc_staff_mix mix = HC_STAFF_MIX_INIT;
    hc_schedule_options options = quick();
    monday_make(&week);
    options.watch = never_goes_on;
    CU_ASSERT_EQUAL_FATAL(
        hc_mix_frontier(&week.axis, week.required, &week.rules, &options, &mix, NULL), HC_OK);
    CU_ASSERT_TRUE(mix.stopped);
    CU_ASSERT_EQUAL(mix.point_count, 1);
    CU_ASSERT_TRUE(mix.points[0].people > 0);
    hc_staff_mix_clear(&mix);
    hc_axis_clear(&week.axis);
}

static void what_is_no_mix_is_refused(void)
{
    monday week;
    hc_staff_mix mix = HC_STAFF_MIX_INIT;
    hc_roster roster = HC_ROSTER_INIT;
    hc_roster_agent stranger = {.class_index = CONTRACTS};
    const hc_schedule_options options = quick();
    monday_make(&week);
    roster.agents = &stranger;
    roster.agent_count = 1;
    CU_ASSERT_EQUAL(
        hc_mix_one_more(&week.axis, week.required, &week.rules, &roster, &options, &mix, NULL),
        HC_ERR_RANGE);
    week.rules.choose_heads = false;
    CU_ASSERT_EQUAL(
        hc_mix_frontier(&week.axis, week.required, &week.rules, &options, &mix, NULL),
        HC_ERR_RANGE);
    CU_ASSERT_PTR_NULL(mix.points);
    hc_axis_clear(&week.axis);
}

static void each_failing_allocation_is_reported_and_leaks_nothing(void)
{
    monday week;
    const hc_schedule_options options = quick();
    monday_make(&week);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    for (size_t k = 1; st == HC_ERR_MEMORY && k < 5000; k++) {
        hc_staff_mix mix = HC_STAFF_MIX_INIT;
        hc_staff_mix more = HC_STAFF_MIX_INIT;
        hc_heap_fail_at(k);
        st = hc_mix_frontier(&week.axis, week.required, &week.rules, &options, &mix, NULL);
        if (st == HC_OK) {
            st = hc_mix_one_more(&week.axis, week.required, &week.rules, &mix.roster, &options,
                                 &more, NULL);
        }
        hc_heap_fail_at(0);
        CU_ASSERT_TRUE(st == HC_ERR_MEMORY || st == HC_OK);
        hc_staff_mix_clear(&mix);
        hc_staff_mix_clear(&more);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    hc_axis_clear(&week.axis);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_frontier_has_the_cost_of_trying_every_mix),
        HC_TEST(a_mix_that_is_dearer_and_less_short_is_not_dominated),
        HC_TEST(one_more_and_one_fewer_cost_what_trying_says),
        HC_TEST(a_start_that_does_not_fit_is_refused),
        HC_TEST(a_stopped_frontier_has_its_first_point),
        HC_TEST(what_is_no_mix_is_refused),
        HC_TEST(each_failing_allocation_is_reported_and_leaks_nothing),
    };
    return hc_test_run("scheduler/staff_mix", tests, sizeof tests / sizeof tests[0]);
}
