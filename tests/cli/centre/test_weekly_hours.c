#include "cli/centre/weekly_hours.h"

#include "tests/support/hc_test.h"

/* Without breaks, so that paid time is the shift's length: `days` shifts of shortest ..
 * longest. */
static hc_contract contract_of(int32_t days, int32_t shortest_min, int32_t longest_min)
{
    hc_contract contract = hc_contract_default();
    contract.break_count = 0;
    contract.days_a_week_least = contract.days_a_week_most = days;
    contract.shift_shortest_min = shortest_min;
    contract.shift_longest_min = longest_min;
    return contract;
}

static void hours_are_those_of_shifts_and_days_within_the_limits(void)
{
    hc_contract contract = contract_of(5, 360, 480);
    CU_ASSERT_EQUAL(hc_contract_week_min_least(&contract), 5 * 360);
    CU_ASSERT_EQUAL(hc_contract_week_min_most(&contract), 5 * 480);
    contract.week_paid_min_least = 1920;
    contract.week_paid_min_most = 2300;
    contract.average_week_paid_min_most = 2200;
    CU_ASSERT_EQUAL(hc_contract_week_min_least(&contract), 1920);
    CU_ASSERT_EQUAL(hc_contract_week_min_most(&contract), 2200);
}

/* 8.5 hours with half an hour of unpaid lunch, five times. */
static void unpaid_breaks_are_no_hours(void)
{
    const hc_contract usual = hc_contract_default();
    CU_ASSERT_EQUAL(hc_contract_week_min_most(&usual), 5 * 480);
    CU_ASSERT_EQUAL(hc_contract_week_min_least(&usual), 5 * 480);
}

static void the_nearest_contract_is_meant(void)
{
    hc_contract contracts[] = {contract_of(5, 480, 480), contract_of(5, 240, 240),
                               contract_of(5, 300, 420), contract_of(5, 300, 360)};
    const hc_rules rules = {.contract_count = 4, .contracts = contracts};
    static const struct {
        double hours;
        size_t contract;
        bool fits;
    } cases[] = {{40.0, 0, true}, {38.5, 0, true},  {20.0, 1, true},
                 {22.0, 1, true}, {33.0, 2, true},  {30.0, 3, true},
                 {25.0, 3, true}, {60.0, 0, false}, {10.0, 1, false}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        bool fits = !cases[k].fits;
        CU_ASSERT_EQUAL(hc_contract_of_hours(&rules, cases[k].hours, &fits), cases[k].contract);
        CU_ASSERT_EQUAL(fits, cases[k].fits);
    }
}

static void of_equal_contracts_the_first_is_meant(void)
{
    hc_contract contracts[] = {contract_of(5, 480, 480), contract_of(5, 480, 480)};
    const hc_rules rules = {.contract_count = 2, .contracts = contracts};
    bool fits = false;
    CU_ASSERT_EQUAL(hc_contract_of_hours(&rules, 40.0, &fits), 0);
    CU_ASSERT_EQUAL(hc_contract_of_hours(&rules, 12.0, &fits), 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(hours_are_those_of_shifts_and_days_within_the_limits),
        HC_TEST(unpaid_breaks_are_no_hours),
        HC_TEST(the_nearest_contract_is_meant),
        HC_TEST(of_equal_contracts_the_first_is_meant),
    };
    return hc_test_run("weekly_hours", tests, sizeof tests / sizeof tests[0]);
}
