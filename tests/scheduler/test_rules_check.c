#include "scheduler/rules_check.h"

#include <math.h>
#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

static void defaults_contradict_nothing(void)
{
    hc_rules rules = fixture_rules(10);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_OK);
    hc_rules_clear(&rules);
    rules = fixture_named_rules(3);
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_OK);
    hc_rules_clear(&rules);
    CU_ASSERT_PTR_NULL(rules.agents);
    hc_rules_clear(&rules);
}

static void default_shift_pays_eight_hours_with_a_lunch_and_two_breaks(void)
{
    const hc_contract contract = hc_contract_default();
    int32_t paid = contract.shift_longest_min;
    int32_t lunches = 0;
    for (size_t b = 0; b < contract.break_count; b++) {
        if (!contract.breaks[b].paid) { paid -= contract.breaks[b].length_min; }
        lunches += strcmp(contract.breaks[b].name, "lunch") == 0 ? 1 : 0;
    }
    CU_ASSERT_EQUAL(paid, 480);
    CU_ASSERT_EQUAL(lunches, 1);
    CU_ASSERT_EQUAL(contract.break_count, 3);
    CU_ASSERT_EQUAL(contract.days_a_week_most, 5);
}

/* Of contracts that say nothing of it; overtime and nights as docs/formats.md tells. */
static void default_contract_is_the_one_that_is_described(void)
{
    const hc_contract contract = hc_contract_default();
    CHECK_CLOSE(contract.overtime_premium, 0.5, 0);
    CU_ASSERT_EQUAL(contract.overtime_after_min, HC_NO_LIMIT);
    CU_ASSERT_EQUAL(contract.night_from_min, 22 * 60);
    CU_ASSERT_EQUAL(contract.night_to_min, 6 * 60);
    CU_ASSERT_EQUAL(contract.rest_min, 11 * 60);
    CU_ASSERT_EQUAL(contract.consecutive_days_most, 6);
    CU_ASSERT_EQUAL(contract.start_grid_min, 30);
    CU_ASSERT_EQUAL(contract.heads_most, HC_NO_LIMIT);
}

static void default_prices_rise_and_shortage_is_dearer_than_surplus(void)
{
    const hc_cover_cost cost = hc_cover_cost_default();
    CU_ASSERT_TRUE(cost.short_cost[0] > cost.over_cost[cost.over_steps - 1]);
    CU_ASSERT_TRUE(cost.short_cost[1] > cost.short_cost[0]);
    CU_ASSERT_TRUE(cost.short_cost[2] > cost.short_cost[1]);
    CU_ASSERT_TRUE(cost.over_cost[1] > cost.over_cost[0]);
    /* what plans without prices of their own have been made with */
    static const double short_share[] = {0.05, 0.10, 0.0}, short_cost[] = {1.0, 2.0, 4.0};
    static const double over_share[] = {0.10, 0.0}, over_cost[] = {0.25, 0.75};
    CU_ASSERT_EQUAL_FATAL(cost.short_steps, 3);
    CU_ASSERT_EQUAL_FATAL(cost.over_steps, 2);
    for (size_t k = 0; k < 3; k++) {
        CHECK_CLOSE(cost.short_share[k], short_share[k], 0);
        CHECK_CLOSE(cost.short_cost[k], short_cost[k], 0);
    }
    for (size_t k = 0; k < 2; k++) {
        CHECK_CLOSE(cost.over_share[k], over_share[k], 0);
        CHECK_CLOSE(cost.over_cost[k], over_cost[k], 0);
    }
}

/* A contradiction put into good rules, and a word that the message must hold. */
typedef struct spoilt {
    void (*spoil)(hc_rules *rules);
    const char *says;
} spoilt;

#define SPOIL(name, statement)                                                                 \
    static void name(hc_rules *rules)                                                          \
    {                                                                                          \
        hc_contract *c = &rules->contracts[0];                                                 \
        hc_class *k = &rules->classes[0];                                                      \
        hc_agent *a = &rules->agents[0];                                                       \
        hc_cover_cost *p = &rules->cover_cost;                                                 \
        (void)c, (void)k, (void)a, (void)p;                                                    \
        statement;                                                                             \
    }

SPOIL(no_contract_name, c->name[0] = '\0')
SPOIL(no_length, c->shift_shortest_min = 0)
SPOIL(over_a_day, c->shift_longest_min = 1441)
SPOIL(shortest_over_longest, c->shift_shortest_min = 540)
SPOIL(step_zero, c->shift_shortest_min = 480; c->shift_step_min = 0)
SPOIL(step_misses, c->shift_shortest_min = 470)
SPOIL(grid_not_of_a_day, c->start_grid_min = 7)
SPOIL(grid_zero, c->start_grid_min = 0)
SPOIL(start_next_day, c->latest_start_min[2] = 1440)
SPOIL(start_before_day, c->earliest_start_min[2] = -30)
SPOIL(no_grid_start, c->earliest_start_min[2] = 605; c->latest_start_min[2] = 625)
SPOIL(end_too_early, c->latest_end_min[4] = 500)
SPOIL(end_too_late, c->latest_end_min[4] = 2881)
SPOIL(no_weekday, memset(c->latest_start_min, 0xFF, 7 * sizeof(int32_t)))
SPOIL(few_weekdays, memset(c->latest_start_min, 0xFF, 3 * sizeof(int32_t)))
SPOIL(eight_days, c->days_a_week_most = 8)
SPOIL(days_least_over_most, c->days_a_week_most = 4)
SPOIL(days_off_over_week, c->days_off_together = 8)
SPOIL(days_off_and_days, c->days_off_together = 3)
SPOIL(no_run, c->consecutive_days_most = 0)
SPOIL(run_too_short, c->consecutive_days_most = 2; c->days_a_week_most = 6;
      c->days_a_week_least = 6)
SPOIL(rest_below_zero, c->rest_min = -2)
SPOIL(rest_over_week, c->rest_min = 20000)
SPOIL(rest_never_fits, c->rest_min = 1000; c->start_spread_min = 60)
SPOIL(break_no_name, c->breaks[1].name[0] = '\0')
SPOIL(break_called_shift, memcpy(c->breaks[1].name, "shift", 6))
SPOIL(break_no_length, c->breaks[1].length_min = 0)
SPOIL(break_swapped, c->breaks[1].earliest_min = 310)
SPOIL(break_past_end, c->breaks[2].latest_min = 500)
SPOIL(break_longer_than_shift, c->breaks[2].length_min = 520)
SPOIL(break_for_long_shifts_only, c->shift_shortest_min = 240)
SPOIL(breaks_overlap, c->breaks[0].latest_min = 200)
SPOIL(breaks_listed_late, c->work_between_breaks.least_min = 15;
      c->breaks[0].earliest_min = 220; c->breaks[0].latest_min = 300)
SPOIL(too_many_breaks, c->break_count = 7)
SPOIL(work_swapped, c->work_between_breaks = ((hc_work_limit){120, 60}))
SPOIL(work_over_a_day, c->work_after_breaks.least_min = 1441)
SPOIL(work_none_at_all, c->work_before_breaks.most_min = 0)
SPOIL(unbroken_none, c->unbroken_work_min_most = 0)
SPOIL(work_no_place, c->unbroken_work_min_most = 60)
SPOIL(paid_swapped, c->week_paid_min_least = 2400; c->week_paid_min_most = 2000)
SPOIL(paid_unreachable, c->week_paid_min_least = 2000; c->week_paid_min_most = 2390)
SPOIL(paid_most_below_a_shift, c->week_paid_min_most = 400; c->days_a_week_least = 0)
SPOIL(no_days_at_all, c->days_a_week_most = 0; c->days_a_week_least = 0)
SPOIL(paid_too_much, c->week_paid_min_least = 2410)
SPOIL(period_swapped, c->period_paid_min_least = 9000; c->period_paid_min_most = 8000)
SPOIL(period_none, c->period_paid_min_most = 0)
SPOIL(mean_swapped, c->average_week_paid_min_least = 2400; c->average_week_paid_min_most = 2000)
SPOIL(mean_below_weeks, c->average_week_paid_min_most = 2000; c->week_paid_min_least = 2400)
SPOIL(wage_nan, c->wage_an_hour = (double)NAN)
SPOIL(night_below_zero, c->night_premium = -0.1)
SPOIL(sunday_nan, c->sunday_premium = (double)NAN)
SPOIL(night_past_a_day, c->night_to_min = 1441)
SPOIL(weekend_below_zero, c->weekend_day_cost = -1.0)
SPOIL(heads_below_zero, c->heads_most = -2)
SPOIL(no_class_name, k->name[0] = '\0')
SPOIL(class_of_nothing, k->contract = 1)
SPOIL(class_time_below_zero, k->latest_end_min = -5)
SPOIL(class_window_empty, k->earliest_start_min = 900; k->latest_start_min = 800)
SPOIL(class_ends_early, k->latest_end_min = 480)
SPOIL(no_class, rules->class_count = 0)
SPOIL(agent_no_id, a->id[0] = '\0')
SPOIL(agent_of_nothing, a->class_index = 1)
SPOIL(agent_start_past_day, a->preferred_start_min = 1440)
SPOIL(agents_alike, memcpy(a[1].id, a[0].id, sizeof a[0].id))
SPOIL(short_no_step, p->short_steps = 0)
SPOIL(short_too_many_steps, p->short_steps = HC_COST_STEPS_MAX + 1)
SPOIL(short_falls, p->short_cost[2] = 1.5)
SPOIL(over_falls, p->over_cost[1] = 0.1)
SPOIL(over_nan, p->over_cost[0] = (double)NAN)
SPOIL(share_below_zero, p->over_share[0] = -0.1)
SPOIL(shrinkage_whole, rules->shrinkage = 1.0)

static const spoilt cases[] = {
    {no_contract_name, "contract has no name"},
    {no_length, "'full-time': shifts must last"},
    {over_a_day, "shifts must last"},
    {shortest_over_longest, "is longer than the longest"},
    {step_zero, "step between shift lengths"},
    {step_misses, "past the longest shift"},
    {grid_not_of_a_day, "grid must divide a day"},
    {grid_zero, "grid must divide a day"},
    {start_next_day, "Wed starts must lie within the day"},
    {start_before_day, "Wed starts must lie within the day"},
    {no_grid_start, "no start on the 30-minute grid lies in Wed's window"},
    {end_too_early, "on Fri the shortest shift"},
    {end_too_late, "Fri's latest end"},
    {no_weekday, "no weekday may be worked"},
    {few_weekdays, "only 4 weekdays"},
    {eight_days, "days a week must be 0 to 7"},
    {days_least_over_most, "at least 5 days a week are more than the at most 4"},
    {days_off_over_week, "days off together must be"},
    {days_off_and_days, "leave no 3 days off together"},
    {no_run, "days in a row allow no work"},
    {run_too_short, "with at most 2 in a row"},
    {rest_below_zero, "rest (-2 min)"},
    {rest_over_week, "rest (20000 min)"},
    {rest_never_fits, "a rest of 1000 min never fits"},
    {break_no_name, "a break needs a name"},
    {break_called_shift, "a break needs a name that is not 'shift'"},
    {break_no_length, "lunch: length must be above 0"},
    {break_swapped, "lunch: its earliest start"},
    {break_past_end, "break: from minute 500 on it does not fit"},
    {break_longer_than_shift, "break: from minute 435 on it does not fit"},
    {break_for_long_shifts_only, "does not fit a shift of 240 min"},
    {breaks_overlap, "windows of break (90..215) and lunch (210..330) overlap"},
    {breaks_listed_late, "break (from minute 220) is listed before lunch (from minute 210)"},
    {too_many_breaks, "at most 6 breaks"},
    {work_swapped, "work between breaks cannot last at least 120 and at most 60 min"},
    {work_over_a_day, "work after breaks cannot last at least 1441"},
    {work_none_at_all, "work before breaks cannot last at least 0 and at most 0"},
    {unbroken_none, "at most 0 min of unbroken work"},
    {work_no_place, "shifts of 510 to 510 min have no place for their breaks"},
    {paid_swapped, "cannot be at least 2400 and at most 2000"},
    {paid_unreachable, "never add up to 2000 to 2390"},
    {paid_most_below_a_shift, "never add up to 0 to 400"},
    {no_days_at_all, "1 to 0 days of shifts"},
    {paid_too_much, "never add up to 2410"},
    {period_swapped, "paid time of the period cannot be at least 9000 and at most 8000 min"},
    {period_none, "paid time of the period cannot be at least -1 and at most 0 min"},
    {mean_swapped, "paid time of the mean week cannot be at least 2400 and at most 2000 min"},
    {mean_below_weeks,
     "at most 2000 paid min in the mean week are fewer than the 2400 of each"},
    {wage_nan, "prices must be 0 or more"},
    {night_below_zero, "premiums must be 0 or more, found -0.1 at night"},
    {sunday_nan, "premiums must be 0 or more"},
    {night_past_a_day, "a night from minute 1320 to minute 1441"},
    {weekend_below_zero, "prices must be 0 or more"},
    {heads_below_zero, "heads makes no sense"},
    {no_class_name, "class has no name"},
    {class_of_nothing, "class 'full-time': there is no contract number 2"},
    {class_time_below_zero, "class 'full-time': a time is below 0"},
    {class_window_empty, "class 'full-time': its window leaves 0 weekdays"},
    {class_ends_early, "class 'full-time': its window leaves 0 weekdays"},
    {no_class, "0 classes"},
    {agent_no_id, "agent 'Name 1' has no identifier"},
    {agent_of_nothing, "agent 'a1': there is no class number 2"},
    {agent_start_past_day, "agent 'a1': a preferred start at minute 1440"},
    {agents_alike, "two agents are called 'a1'"},
    {short_no_step, "shortage costs need 1 to 12 steps"},
    {short_too_many_steps, "shortage costs need 1 to 12 steps"},
    {short_falls, "shortage costs must rise: step 3 costs 1.5 after 2"},
    {over_falls, "surplus costs must rise"},
    {over_nan, "surplus step 1"},
    {share_below_zero, "surplus step 1"},
    {shrinkage_whole, "shrinkage must be 0 or more and below 1"},
};

static void every_contradiction_is_named(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hc_rules rules = fixture_named_rules(2);
        cases[i].spoil(&rules);
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_ERR_RANGE);
        const bool said = strstr(err.message, cases[i].says) != NULL;
        if (!said) { printf("\n    case %zu said: %s\n", i, err.message); }
        CU_ASSERT_TRUE(said);
        rules.class_count = 1;
        hc_rules_clear(&rules);
    }
}

static void twins_among_contracts_and_classes_are_named(void)
{
    hc_rules rules = fixture_rules(1);
    hc_error err = HC_ERROR_INIT;
    hc_class classes[2] = {rules.classes[0], rules.classes[0]};
    hc_class *own = rules.classes;
    rules.classes = classes;
    rules.class_count = 2;
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "two classes are called 'full-time'"));
    rules.classes = own;
    rules.class_count = 1;
    hc_rules_clear(&rules);
}

static void limits_that_are_switched_off_contradict_nothing(void)
{
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    c->days_a_week_least = HC_NO_LIMIT;
    c->days_a_week_most = HC_NO_LIMIT;
    c->consecutive_days_most = HC_NO_LIMIT;
    c->rest_min = HC_NO_LIMIT;
    c->days_off_together = HC_NO_LIMIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_OK);
    hc_rules_clear(&rules);
}

static void paid_time_that_lengths_reach_exactly_is_accepted(void)
{
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    c->shift_shortest_min = 450;
    c->week_paid_min_least = 2370;
    c->week_paid_min_most = 2370; /* 4 x 480 + 450 paid: 450 comes from a 480-minute shift */
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_OK);
    c->week_paid_min_least = 2371;
    c->week_paid_min_most = 2399;
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_ERR_RANGE);
    hc_rules_clear(&rules);
}

static void each_failing_allocation_is_reported(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_rules_check(&rules, NULL), HC_OK);
    const size_t made = hc_heap_count();
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_rules_check(&rules, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(defaults_contradict_nothing),
        HC_TEST(default_shift_pays_eight_hours_with_a_lunch_and_two_breaks),
        HC_TEST(default_contract_is_the_one_that_is_described),
        HC_TEST(default_prices_rise_and_shortage_is_dearer_than_surplus),
        HC_TEST(every_contradiction_is_named),
        HC_TEST(twins_among_contracts_and_classes_are_named),
        HC_TEST(limits_that_are_switched_off_contradict_nothing),
        HC_TEST(paid_time_that_lengths_reach_exactly_is_accepted),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/rules_check", tests, sizeof tests / sizeof tests[0]);
}
