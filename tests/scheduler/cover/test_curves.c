/* Price curves in place of the steps of a shortage. */
#include <math.h>
#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define SLOTS (7 * 96)
#define WIDTH 30

static double price[SLOTS * WIDTH];
static double required[SLOTS];

static hc_schedule_options quick(void)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.02;
    return options;
}

/* Shifts between 8 and 20 o'clock, a hump of work at noon. */
static hc_rules make_case(size_t agents, const hc_axis *axis)
{
    hc_rules rules = fixture_rules(agents);
    for (size_t weekday = 0; weekday < 7; weekday++) {
        rules.contracts[0].earliest_start_min[weekday] = 480;
        rules.contracts[0].latest_start_min[weekday] = 690;
        rules.contracts[0].latest_end_min[weekday] = 1200;
    }
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const double hour = hc_axis_local(axis, slot).second_of_day / 3600.0;
        const bool open = hour >= 8.0 && hour < 20.0;
        required[slot] = open ? floor(8.0 * (1.0 - fabs(hour - 13.0) / 9.0)) : 0.0;
    }
    return rules;
}

/* The steps of the shortage at `missing` people of `people`, told here once more. */
static double by_steps(const hc_cover_cost *cost, double people, double missing)
{
    double total = 0.0;
    for (size_t k = 0; k < cost->short_steps && missing > 0.0; k++) {
        const double wide = fmax(1.0, ceil(cost->short_share[k] * people - 1e-9));
        const double part = k + 1 < cost->short_steps ? fmin(missing, wide) : missing;
        total += part * cost->short_cost[k];
        missing -= part;
    }
    return total;
}

static hc_cover_curves curves_of_steps(const hc_rules *rules, const hc_axis *axis)
{
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        for (size_t people = 0; people < WIDTH; people++) {
            price[slot * WIDTH + people] =
                by_steps(&rules->cover_cost, required[slot], required[slot] - (double)people);
        }
    }
    return (hc_cover_curves){hc_axis_slots(axis), WIDTH, price};
}

/* Whoever solves by curves that say what the steps say gets the same roster and proof. */
static void curves_of_the_steps_are_the_steps(void)
{
    hc_axis axis = fixture_axis(15, 7);
    hc_rules rules = make_case(6, &axis);
    hc_roster steps = HC_ROSTER_INIT;
    hc_roster curves = HC_ROSTER_INIT;
    const hc_schedule_options options = quick();
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &steps, NULL),
                          HC_OK);
    rules.curves = curves_of_steps(&rules, &axis);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &curves, NULL),
                          HC_OK);
    CHECK_CLOSE(curves.cost, steps.cost, 1e-9);
    CHECK_CLOSE(curves.lp_bound, steps.lp_bound, 1e-7);
    hc_roster_clear(&steps);
    hc_roster_clear(&curves);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

/* Cover cost of a roster by the curves and the surplus, counted slot by slot. */
static double count_cost(const hc_rules *rules, const hc_roster *roster, size_t slots)
{
    double total = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        const int32_t people = roster->on_phones[slot];
        double over = people - required[slot];
        total += price[slot * WIDTH + (size_t)(people < WIDTH ? people : WIDTH - 1)];
        for (size_t k = 0; k < rules->cover_cost.over_steps && over > 0.0; k++) {
            const double wide =
                fmax(1.0, ceil(rules->cover_cost.over_share[k] * required[slot] - 1e-9));
            const double part = k + 1 < rules->cover_cost.over_steps ? fmin(over, wide) : over;
            total += part * rules->cover_cost.over_cost[k];
            over -= part;
        }
    }
    return total;
}

/* Each further person halves what is late: the first hours short are cheap at the edges. */
static void a_smooth_curve_is_paid_as_it_says_and_bounded(void)
{
    hc_axis axis = fixture_axis(15, 7);
    hc_rules rules = make_case(6, &axis);
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = quick();
    for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
        for (size_t people = 0; people < WIDTH; people++) {
            price[slot * WIDTH + people] =
                3.0 * required[slot] * pow(0.6, fmin((double)people, WIDTH - 2));
        }
    }
    rules.curves = (hc_cover_curves){hc_axis_slots(&axis), WIDTH, price};
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    CHECK_CLOSE(roster.cover_cost, count_cost(&rules, &roster, hc_axis_slots(&axis)), 1e-9);
    CU_ASSERT_TRUE(roster.lower_bound <= roster.cost);
    CU_ASSERT_TRUE(roster.gap < 0.05);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

static double morning_cover(const hc_roster *roster)
{
    double cover = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&roster->axis); slot++) {
        const int32_t hour = hc_axis_local(&roster->axis, slot).second_of_day / 3600;
        if (hour >= 8 && hour < 11) { cover += fmin(roster->on_phones[slot], required[slot]); }
    }
    return cover;
}

/* Twice the price at all hours is twice the optimum; dear mornings are covered first. */
static void hours_of_other_prices_draw_cover(void)
{
    hc_axis axis = fixture_axis(15, 7);
    hc_rules rules = make_case(6, &axis);
    const hc_schedule_options options = quick();
    double lp_bound[3] = {0.0};
    double cover[3] = {0.0};
    for (size_t k = 0; k < 3; k++) {
        hc_roster roster = HC_ROSTER_INIT;
        const int32_t to_min = k == 1 ? 1440 : 660;
        const double shortage = k == 1 ? 2.0 : 10.0;
        rules.cost_hours_count = k > 0 ? 1 : 0;
        rules.cost_hours[0] = (hc_cost_hours){{true, true, true, true, true, true, true},
                                              0,
                                              to_min,
                                              shortage,
                                              k == 1 ? 2.0 : 1.0};
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL), HC_OK);
        lp_bound[k] = roster.lp_bound;
        cover[k] = morning_cover(&roster);
        hc_roster_clear(&roster);
    }
    CHECK_CLOSE(lp_bound[1], 2.0 * lp_bound[0], 1e-7);
    CU_ASSERT_TRUE(lp_bound[2] > lp_bound[0]);
    CU_ASSERT_TRUE(cover[2] > cover[0]);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

static void curves_that_do_not_fit_are_refused(void)
{
    hc_axis axis = fixture_axis(15, 1);
    hc_rules rules = make_case(2, &axis);
    hc_roster roster = HC_ROSTER_INIT;
    hc_error err = HC_ERROR_INIT;
    const hc_schedule_options options = quick();
    rules.curves = curves_of_steps(&rules, &axis);
    rules.curves.slots--;
    CU_ASSERT_EQUAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, &err),
                    HC_ERR_RANGE);
    rules.curves.slots++;
    static const double bad[] = {-1.0, (double)INFINITY, 1e6};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        const double own = price[40 * WIDTH + 3];
        price[40 * WIDTH + 3] = bad[k]; /* negative, no number, a peak */
        CU_ASSERT_EQUAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, &err),
                        HC_ERR_RANGE);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 41"));
        price[40 * WIDTH + 3] = own;
    }
    CU_ASSERT_PTR_NULL(roster.agents);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(curves_of_the_steps_are_the_steps),
        HC_TEST(a_smooth_curve_is_paid_as_it_says_and_bounded),
        HC_TEST(hours_of_other_prices_draw_cover),
        HC_TEST(curves_that_do_not_fit_are_refused),
    };
    return hc_test_run("scheduler/curves", tests, sizeof tests / sizeof tests[0]);
}
