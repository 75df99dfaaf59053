#include <math.h>
#include <string.h>

#include "erlang/shrinkage.h"
#include "tests/support/hc_test.h"

static int64_t people(double agents, double shrinkage)
{
    int64_t headcount = -1;
    CU_ASSERT_EQUAL(hc_headcount_of_agents(agents, shrinkage, &headcount, NULL), HC_OK);
    return headcount;
}

static void twenty_one_agents_at_thirty_percent_are_thirty_people(void)
{
    CU_ASSERT_TRUE(ceil(21.0 / (1.0 - 0.3)) > 30.0); /* the trap other tools fall into */
    CU_ASSERT_EQUAL(people(21.0, 0.3), 30);
}

/* call-center-tools README: 40 agents at 30 % are 58 people. */
static void forty_agents_at_thirty_percent_are_the_published_58(void)
{
    CU_ASSERT_EQUAL(people(40.0, 0.3), 58);
}

/* Against exact whole numbers: ceil(100 n / (100 - p)). */
static void percentages_round_as_exact_fractions_do(void)
{
    for (int64_t percent = 0; percent <= 90; percent += 5) {
        for (int64_t agents = 0; agents < 2000; agents++) {
            const int64_t paid = 100 - percent;
            const int64_t exact = (100 * agents + paid - 1) / paid;
            CU_ASSERT_EQUAL(people((double)agents, (double)percent / 100.0), exact);
        }
    }
}

static void parts_add_up(void)
{
    const hc_shrinkage_part parts[] = {
        {"breaks", 0.11}, {"meetings", 0.03}, {"training", 0.05}, {"absence", 0.11}};
    double total = 0.0;
    CU_ASSERT_EQUAL(hc_shrinkage_total(parts, 4, &total, NULL), HC_OK);
    CHECK_CLOSE(total, 0.30, 1e-15);
    CU_ASSERT_EQUAL(people(21.0, total), 30);
    CU_ASSERT_EQUAL(hc_shrinkage_total(NULL, 0, &total, NULL), HC_OK);
    CU_ASSERT_EQUAL(total, 0.0);
}

static void fractional_agents_are_rounded_once(void)
{
    CU_ASSERT_EQUAL(people(20.3, 0.3), 29);
    CU_ASSERT_EQUAL(people(0.0, 0.3), 0);
    CU_ASSERT_EQUAL(people(1e-12, 0.3), 0);
}

static void each_bad_argument_is_named(void)
{
    const hc_shrinkage_part bad[] = {{"breaks", 0.1}, {"naps", -0.1}};
    const hc_shrinkage_part much[] = {{"breaks", 0.6}, {"naps", 0.6}};
    double total = 7.0;
    int64_t headcount = 7;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_shrinkage_total(bad, 2, &total, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "naps"));
    CU_ASSERT_EQUAL(hc_shrinkage_total(much, 2, &total, &err), HC_ERR_RANGE);
    const hc_shrinkage_part percent = {"breaks", 10.0};
    CU_ASSERT_EQUAL(hc_shrinkage_total(&percent, 1, &total, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_headcount_of_agents(10.0, -0.1, &headcount, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_headcount_of_agents(-1.0, 0.3, &headcount, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_headcount_of_agents(1e10, 0.3, &headcount, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_headcount_of_agents(10.0, 1.0, &headcount, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_headcount_of_agents((double)NAN, 0.3, &headcount, &err), HC_ERR_RANGE);
    CU_ASSERT_TRUE(total > 6.9 && headcount == 7); /* untouched */
}

static void presence_is_the_mean_over_the_minutes(void)
{
    const hc_presence_window windows[] = {
        {{true, false, false, false, false, false, true}, 540, 600, 0.8},
        {{true, true, true, true, true, true, true}, 570, 585, 0.5}};
    CU_ASSERT_EQUAL(hc_presence_over(windows, 0, 0, 540, 600), 1.0);
    CU_ASSERT_EQUAL(hc_presence_over(windows, 1, 0, 560, 560), 1.0); /* no time at all */
    CHECK_CLOSE(hc_presence_over(windows, 1, 0, 540, 570), 0.8, 1e-15);
    CHECK_CLOSE(hc_presence_over(windows, 1, 0, 525, 555), 0.9, 1e-14);
    CHECK_CLOSE(hc_presence_over(windows, 1, 0, 600, 630), 1.0, 1e-15);
    CHECK_CLOSE(hc_presence_over(windows, 1, 1, 540, 570), 1.0, 1e-15);
    CHECK_CLOSE(hc_presence_over(windows, 2, 0, 570, 600), (0.5 + 0.8) / 2.0, 1e-14);
    CHECK_CLOSE(hc_presence_over(windows, 2, 2, 570, 600), 0.75, 1e-14);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(presence_is_the_mean_over_the_minutes),
        HC_TEST(twenty_one_agents_at_thirty_percent_are_thirty_people),
        HC_TEST(forty_agents_at_thirty_percent_are_the_published_58),
        HC_TEST(percentages_round_as_exact_fractions_do),
        HC_TEST(parts_add_up),
        HC_TEST(fractional_agents_are_rounded_once),
        HC_TEST(each_bad_argument_is_named),
    };
    return hc_test_run("shrinkage", tests, sizeof tests / sizeof tests[0]);
}
