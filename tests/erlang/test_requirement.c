#include <string.h>

#include "erlang/requirement.h"
#include "tests/support/hc_test.h"

static hc_axis make_axis(size_t days)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 30, 20780, days, NULL), HC_OK);
    return axis;
}

static hc_requirement make(size_t needs)
{
    hc_axis axis = make_axis(1);
    hc_requirement requirement = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_make(&requirement, &axis, needs, NULL), HC_OK);
    hc_axis_clear(&axis);
    return requirement;
}

static void a_new_requirement_asks_for_nobody_and_knows_nothing(void)
{
    hc_requirement requirement = make(2);
    size_t right = 0;
    for (size_t n = 0; n < 2; n++) {
        const hc_need *need = &requirement.needs[n];
        const double *const numbers[] = {
            need->calls,        need->aht_s,         need->load_erlangs,
            need->agents_exact, need->service_level, need->service_level_expected,
            need->abandon_rate, need->asa_s,         need->occupancy};
        for (size_t slot = 0; slot < 48; slot++) {
            right += need->agents[slot] == 0 ? 1 : 0;
            for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                right += hc_is_missing(numbers[i][slot]) ? 1 : 0;
            }
        }
    }
    CU_ASSERT_EQUAL(right, 2 * 48 * 10);
    CU_ASSERT_EQUAL(hc_axis_slots(&requirement.axis), 48);
    hc_requirement_clear(&requirement);
    hc_requirement_clear(&requirement);
    CU_ASSERT_EQUAL(requirement.need_count, 0);
}

static void moving_leaves_the_source_empty(void)
{
    hc_requirement from = make(2);
    hc_requirement to = make(1);
    hc_requirement_move(&to, &from);
    CU_ASSERT_EQUAL(to.need_count, 2);
    CU_ASSERT_EQUAL(from.need_count, 0);
    CU_ASSERT_PTR_NULL(from.needs);
    hc_requirement_move(&to, &to);
    CU_ASSERT_EQUAL(to.need_count, 2);
    hc_requirement_clear(&to);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

static void too_many_needs_are_a_limit(void)
{
    hc_axis axis = make_axis(0);
    hc_requirement requirement = make(1);
    CU_ASSERT_EQUAL(hc_requirement_make(&requirement, &axis, HC_NEEDS_MAX + 1, NULL),
                    HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(requirement.need_count, 1);
    CU_ASSERT_EQUAL(hc_requirement_make(&requirement, &requirement.axis, 0, NULL), HC_OK);
    CU_ASSERT_EQUAL(requirement.need_count, 0);
    hc_requirement_clear(&requirement);
    hc_axis_clear(&axis);
}

static void every_failing_allocation_leaves_the_requirement_as_it_was(void)
{
    hc_axis axis = make_axis(1);
    hc_requirement requirement = make(1);
    const hc_need *kept = requirement.needs;
    const size_t live = hc_heap_live();
    size_t k = 1;
    for (;; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_requirement_make(&requirement, &axis, 2, NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_PTR_EQUAL(requirement.needs, kept);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(k, 2 + 2 + 2 * 11 + 1); /* axis, presence, needs, eleven arrays each */
    hc_requirement_clear(&requirement);
    hc_axis_clear(&axis);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(a_new_requirement_asks_for_nobody_and_knows_nothing),
        HC_TEST(moving_leaves_the_source_empty),
        HC_TEST(too_many_needs_are_a_limit),
        HC_TEST(every_failing_allocation_leaves_the_requirement_as_it_was),
    };
    return hc_test_run("requirement", tests, sizeof tests / sizeof tests[0]);
}
