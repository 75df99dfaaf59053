#include "erlang/live_week.h"

#include <math.h>

#include "erlang/staffing.h"
#include "tests/support/hc_test.h"

#define SLOTS 4
#define TARGET_S 20.0

static const double loads[SLOTS] = {0.0, 10.0, 30.142, 200.5};
static const double aht_s[SLOTS] = {180.0, 180.0, 234.52, 300.0};
static const double given[SLOTS] = {0.0, 9.0, 29.62, 230.0};
static const double targets[] = {HC_TARGET_SL_OFFERED, 0.8,  TARGET_S,
                                 HC_TARGET_OCCUPANCY,  0.88, 0.0};

/* The same slot asked of hc_staffing_solve and hc_staffing_metrics. */
static void expect_slot(double patience_s, size_t slot, double agents, const double *answer)
{
    const hc_model model = isinf(patience_s) ? HC_MODEL_C : HC_MODEL_A;
    const hc_target asked[] = {{HC_TARGET_SL_OFFERED, 0.8, TARGET_S},
                               {HC_TARGET_OCCUPANCY, 0.88, 0.0}};
    hc_load load = hc_load_of(loads[slot], aht_s[slot]);
    load.patience_s = patience_s;
    int64_t fewest = 0;
    hc_metrics metrics;
    CU_ASSERT_EQUAL(hc_staffing_solve(model, &load, asked, 2, &fewest, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, (double)fewest);
    if (hc_staffing_metrics(model, &load, given[slot], TARGET_S, &metrics, NULL) != HC_OK) {
        CU_ASSERT(model == HC_MODEL_C && given[slot] < loads[slot]);
        CU_ASSERT_EQUAL(answer[0], 0.0);
        return;
    }
    CU_ASSERT_EQUAL(answer[0], metrics.sl_offered);
    CU_ASSERT_EQUAL(answer[1], metrics.p_abandon);
    CU_ASSERT_EQUAL(answer[2], metrics.occupancy);
}

static void a_week_is_its_intervals_one_by_one(void)
{
    static const double patience_s[] = {148.0, (double)INFINITY};
    for (size_t k = 0; k < 2; k++) {
        double agents[SLOTS], answer[SLOTS * HC_LIVE_ANSWERS];
        CU_ASSERT_EQUAL(hc_live_week(patience_s[k], TARGET_S, targets, 2, loads, aht_s, given,
                                     SLOTS, agents, answer),
                        0);
        CU_ASSERT_EQUAL(agents[0], 0.0);
        CU_ASSERT_EQUAL(answer[0], 1.0);
        for (size_t slot = 1; slot < SLOTS; slot++) {
            expect_slot(patience_s[k], slot, agents[slot], answer + slot * HC_LIVE_ANSWERS);
        }
    }
}

/* 100 % of calls at once can not be promised; a load that is no number can not be served. */
static void what_no_agents_can_do_is_counted(void)
{
    static const double all[] = {HC_TARGET_SL_OFFERED, 1.0, 0.0};
    static const double broken[SLOTS] = {0.0, (double)NAN, -1.0, 5.0};
    double agents[SLOTS], answer[SLOTS * HC_LIVE_ANSWERS];
    CU_ASSERT_EQUAL(
        hc_live_week(148.0, 0.0, all, 1, loads, aht_s, given, SLOTS, agents, answer), 3);
    CU_ASSERT_EQUAL(agents[3], -1.0);
    CU_ASSERT_EQUAL(
        hc_live_week(148.0, 20.0, targets, 2, broken, aht_s, given, SLOTS, agents, answer), 1);
    CU_ASSERT_EQUAL(agents[1], -1.0);
    CU_ASSERT_EQUAL(answer[3], 0.0);
}

static void nobody_there_serves_nobody(void)
{
    static const double none[SLOTS] = {0.0};
    double agents[SLOTS], answer[SLOTS * HC_LIVE_ANSWERS];
    (void)hc_live_week(148.0, 20.0, targets, 2, loads, aht_s, none, SLOTS, agents, answer);
    CU_ASSERT_EQUAL(answer[3], 0.0);
    CU_ASSERT_EQUAL(answer[4], 1.0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_week_is_its_intervals_one_by_one),
        HC_TEST(what_no_agents_can_do_is_counted),
        HC_TEST(nobody_there_serves_nobody),
    };
    return hc_test_run("live_week", tests, sizeof tests / sizeof *tests);
}
