#include <string.h>

#include "erlang/target.h"
#include "tests/support/hc_test.h"

static void exact_tie_is_met_though_doubles_disagree(void)
{
    const hc_target ninety = {HC_TARGET_SL_OFFERED, 0.9, 0.0};
    const hc_metrics one_tenth_late = {.sl_offered = 0.9, .late = 0.1};
    CU_ASSERT_TRUE(1.0 - 0.9 < 0.1); /* the trap */
    CU_ASSERT_TRUE(hc_target_is_met(&ninety, &one_tenth_late));
}

static void slack_follows_the_distance_from_perfect(void)
{
    const hc_target eighty = {HC_TARGET_SL_NET, 0.8, 20.0};
    const hc_target perfect = {HC_TARGET_SL_NET, 0.99999, 20.0};
    const hc_target wait = {HC_TARGET_ASA_S, 30.0, 0.0};
    CHECK_CLOSE(hc_target_slack(&eighty), 0.2e-12, 1e-12);
    CHECK_CLOSE(hc_target_slack(&perfect), 1e-15, 1e-12);
    CHECK_CLOSE(hc_target_slack(&wait), 30e-12, 1e-12);
}

static void service_levels_are_at_least_and_the_rest_at_most(void)
{
    const hc_metrics half = {.sl_net = 0.5, .p_abandon = 0.5};
    const hc_target level = {HC_TARGET_SL_NET, 0.6, 20.0};
    const hc_target loss = {HC_TARGET_P_ABANDON, 0.6, 0.0};
    CU_ASSERT_TRUE(hc_target_is_at_least(HC_TARGET_SL_NET));
    CU_ASSERT_FALSE(hc_target_is_at_least(HC_TARGET_ASA_S));
    CU_ASSERT_FALSE(hc_target_is_met(&level, &half));
    CU_ASSERT_TRUE(hc_target_is_met(&loss, &half));
}

static void missing_metric_never_meets_a_target(void)
{
    const hc_metrics unknown = {.asa_s = HC_MISSING, .sl_net = HC_MISSING, .late = HC_MISSING};
    const hc_target kinds[] = {{HC_TARGET_ASA_S, 30.0, 0.0},
                               {HC_TARGET_SL_NET, 0.0, 20.0},
                               {HC_TARGET_SL_OFFERED, 0.0, 20.0}};
    for (size_t i = 0; i < 3; i++) {
        CU_ASSERT_FALSE(hc_target_is_met(&kinds[i], &unknown));
    }
}

/* The metric that a target is about, each of its own. */
static void each_kind_has_its_metric(void)
{
    const hc_metrics m = {.sl_offered = 1.0,
                          .sl_net = 2.0,
                          .sl_answered = 3.0,
                          .asa_s = 4.0,
                          .wait_all_s = 5.0,
                          .p_abandon = 6.0,
                          .occupancy = 7.0,
                          .p_wait = 8.0,
                          .p_wait_gt_t = 9.0,
                          .p_block = 10.0};
    const hc_target_kind kinds[] = {
        HC_TARGET_SL_OFFERED,  HC_TARGET_SL_NET,    HC_TARGET_SL_ANSWERED, HC_TARGET_ASA_S,
        HC_TARGET_WAIT_ALL_S,  HC_TARGET_P_ABANDON, HC_TARGET_OCCUPANCY,   HC_TARGET_P_WAIT,
        HC_TARGET_P_WAIT_GT_T, HC_TARGET_P_BLOCK};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const hc_target target = {kinds[k], 0.5, 20.0};
        CU_ASSERT_EQUAL(hc_target_metric(&target, &m), (double)(k + 1));
    }
    const hc_target none = {HC_TARGET_KINDS, 0.5, 20.0};
    CU_ASSERT_TRUE(hc_is_missing(hc_target_metric(&none, &m)));
    const hc_target unknown = {(hc_target_kind)99, 0.5, 20.0};
    CU_ASSERT_TRUE(hc_is_missing(hc_target_metric(&unknown, &m)));
}

static void names_are_found_again(void)
{
    for (int kind = 0; kind < HC_TARGET_KINDS; kind++) {
        hc_target_kind found = HC_TARGET_KINDS;
        CU_ASSERT_TRUE(hc_target_find(hc_target_name((hc_target_kind)kind), &found));
        CU_ASSERT_EQUAL((int)found, kind);
    }
    hc_target_kind found = HC_TARGET_KINDS;
    CU_ASSERT_TRUE(hc_target_find("P_wait_gt_T", &found));
    CU_ASSERT_EQUAL(found, HC_TARGET_P_WAIT_GT_T);
    CU_ASSERT_FALSE(hc_target_find("happiness", &found));
    CU_ASSERT_STRING_EQUAL(hc_target_name((hc_target_kind)99), "unknown");
}

static void each_bad_target_is_named(void)
{
    hc_error err = HC_ERROR_INIT;
    const hc_target percent = {HC_TARGET_SL_OFFERED, 80.0, 20.0};
    const hc_target nan_time = {HC_TARGET_SL_OFFERED, 0.8, HC_MISSING};
    const hc_target unknown = {(hc_target_kind)99, 0.8, 20.0};
    const hc_target fine = {HC_TARGET_ASA_S, 300.0, 0.0};
    CU_ASSERT_EQUAL(hc_target_check(&percent, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "sl_offered"));
    CU_ASSERT_EQUAL(hc_target_check(&nan_time, &err), HC_ERR_RANGE);
    const hc_target long_time = {HC_TARGET_SL_OFFERED, 0.8, 2.0 * HC_TIME_S_MAX};
    const hc_target below = {HC_TARGET_SL_OFFERED, -0.1, 20.0};
    const hc_target slow = {HC_TARGET_ASA_S, 2.0 * HC_TIME_S_MAX, 0.0};
    CU_ASSERT_EQUAL(hc_target_check(&long_time, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_target_check(&below, &err), HC_ERR_RANGE);
    CU_ASSERT_STRING_EQUAL(err.hint, "80 % is 0.8");
    CU_ASSERT_EQUAL(hc_target_check(&slow, &err), HC_ERR_RANGE);
    CU_ASSERT_STRING_EQUAL(err.hint, "it is in seconds");
    CU_ASSERT_EQUAL(hc_target_check(&unknown, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_target_check(&fine, &err), HC_OK);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(exact_tie_is_met_though_doubles_disagree),
        HC_TEST(slack_follows_the_distance_from_perfect),
        HC_TEST(service_levels_are_at_least_and_the_rest_at_most),
        HC_TEST(missing_metric_never_meets_a_target),
        HC_TEST(each_kind_has_its_metric),
        HC_TEST(names_are_found_again),
        HC_TEST(each_bad_target_is_named),
    };
    return hc_test_run("target", tests, sizeof tests / sizeof tests[0]);
}
