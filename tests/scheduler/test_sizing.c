#include "scheduler/sizing.h"

#include "forecast/base/number.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define SLOTS (7 * 48)

/* Two people; the first works Monday 09:00 to 17:30 with lunch at 12:30, the second never. */
static hc_roster two_people(void)
{
    hc_roster roster = HC_ROSTER_INIT;
    roster.axis = fixture_axis(30, 7);
    CU_ASSERT_EQUAL(hc_alloc(&roster.agents, 2, sizeof *roster.agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_alloc(&roster.shifts, 1, sizeof *roster.shifts, NULL), HC_OK);
    roster.agent_count = 2;
    roster.shift_count = 1;
    roster.shifts[0] = (hc_shift){.start_min = 540,
                                  .length_min = 510,
                                  .break_count = 1,
                                  .break_start_min = {750},
                                  .break_length_min = {30},
                                  .break_rule = {1}};
    return roster;
}

static void hours_are_counted_by_contract(void)
{
    hc_rules rules = fixture_rules(2);
    hc_roster roster = two_people();
    hc_sizing sizing = HC_SIZING_INIT;
    double required[SLOTS] = {0};
    for (size_t slot = 20; slot < 24; slot++) {
        required[slot] = 0.5;
    }
    required[40] = 3.0;
    CU_ASSERT_EQUAL(hc_sizing_make(&rules, &roster, required, &sizing, NULL), HC_OK);
    CU_ASSERT_EQUAL(sizing.contract_count, 1);
    CU_ASSERT_EQUAL(sizing.contracts[0].heads, 2);
    CU_ASSERT_EQUAL(sizing.total.shifts, 1);
    CU_ASSERT_EQUAL(sizing.total.paid_hours, 8.0);
    CU_ASSERT_EQUAL(sizing.total.phone_hours, 8.0);
    CU_ASSERT_EQUAL(sizing.required_hours, 2.5);
    CU_ASSERT_EQUAL(sizing.covered_hours, 1.0);
    CHECK_CLOSE(sizing.efficiency, 0.125, 1e-12);
    hc_sizing_clear(&sizing);
    hc_sizing_clear(&sizing);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void nobody_paid_has_no_efficiency(void)
{
    hc_rules rules = fixture_rules(2);
    hc_roster roster = two_people();
    hc_sizing sizing = HC_SIZING_INIT;
    const double required[SLOTS] = {0};
    roster.shift_count = 0;
    CU_ASSERT_EQUAL(hc_sizing_make(&rules, &roster, required, &sizing, NULL), HC_OK);
    CU_ASSERT_TRUE(hc_is_missing(sizing.efficiency));
    hc_sizing_clear(&sizing);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void roster_of_other_rules_is_refused(void)
{
    hc_rules rules = fixture_rules(2);
    hc_roster roster = two_people();
    hc_sizing sizing = HC_SIZING_INIT;
    const double required[SLOTS] = {0};
    roster.agents[1].class_index = 1;
    CU_ASSERT_EQUAL(hc_sizing_make(&rules, &roster, required, &sizing, NULL), HC_ERR_RANGE);
    roster.agents[1].class_index = 0;
    roster.shifts[0].agent = 2;
    CU_ASSERT_EQUAL(hc_sizing_make(&rules, &roster, required, &sizing, NULL), HC_ERR_RANGE);
    CU_ASSERT_PTR_NULL(sizing.contracts);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void each_failing_allocation_is_reported(void)
{
    hc_rules rules = fixture_rules(2);
    hc_roster roster = two_people();
    hc_sizing sizing = HC_SIZING_INIT;
    const double required[SLOTS] = {0};
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 3; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_sizing_make(&rules, &roster, required, &sizing, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_PTR_NULL(sizing.contracts);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(hours_are_counted_by_contract),
        HC_TEST(nobody_paid_has_no_efficiency),
        HC_TEST(roster_of_other_rules_is_refused),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/sizing", tests, sizeof tests / sizeof tests[0]);
}
