#include "cli/plan/late_curves.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

#define SLOTS 4
#define WIDTH 4

/* Late contacts by people: 10, 6, 3, 1 and 8, 4, 2, 1; nobody is asked for in the third, and
 * more in the fourth than its curve tells of. */
static double *late_contacts(void)
{
    static const double late[SLOTS][WIDTH] = {{10.0, 6.0, 3.0, 1.0},
                                              {8.0, 4.0, 2.0, 1.0},
                                              {5.0, 0.0, 0.0, 0.0},
                                              {9.0, 1.0, 0.0, 0.0}};
    double *made = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&made, (size_t)SLOTS * WIDTH, sizeof *made, NULL), HC_OK);
    memcpy(made, late, sizeof late);
    return made;
}

static const int32_t people[SLOTS] = {2, 1, 0, WIDTH};

/* The last of two saves 3 and the only one 4: where one short costs 7, a late contact costs 2.
 */
static void the_last_person_required_saves_what_one_short_costs(void)
{
    hc_late_curves curves;
    double *late = late_contacts();
    hc_late_curves_price(late, SLOTS, WIDTH, people, 0.0, 7.0, &curves);
    CHECK_CLOSE(curves.late_call_cost, 2.0, 1e-15);
    CHECK_CLOSE(curves.price[0], 20.0, 1e-15);
    CHECK_CLOSE(curves.price[WIDTH + 2], 4.0, 1e-15);
    CU_ASSERT_EQUAL(curves.curves.slots, SLOTS);
    CU_ASSERT_EQUAL(curves.curves.width, WIDTH);
    CU_ASSERT_PTR_EQUAL(curves.curves.price, curves.price);
    hc_late_curves_clear(&curves);
}

static void a_cost_that_is_said_is_taken(void)
{
    hc_late_curves curves;
    hc_late_curves_price(late_contacts(), SLOTS, WIDTH, people, 0.5, 7.0, &curves);
    CHECK_CLOSE(curves.late_call_cost, 0.5, 0);
    CHECK_CLOSE(curves.price[1], 3.0, 0);
    hc_late_curves_clear(&curves);
}

/* Where nobody is asked for, or the last of them saves nothing, a late contact is one short. */
static void who_saves_nothing_leaves_the_price_of_one_short(void)
{
    static const int32_t nobody[SLOTS] = {0};
    hc_late_curves curves;
    hc_late_curves_price(late_contacts(), SLOTS, WIDTH, nobody, 0.0, 7.0, &curves);
    CHECK_CLOSE(curves.late_call_cost, 7.0, 0);
    hc_late_curves_clear(&curves);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_last_person_required_saves_what_one_short_costs),
        HC_TEST(a_cost_that_is_said_is_taken),
        HC_TEST(who_saves_nothing_leaves_the_price_of_one_short),
    };
    return hc_test_run("late_curves", tests, sizeof tests / sizeof tests[0]);
}
