#include "erlang/fewest.h"

#include <string.h>

#include "tests/support/hc_test.h"

/* A queue whose service level is agents / scale, and that is overloaded below half of it. */
typedef struct steps {
    double scale;
    double broken_at; /* from this number of agents on it fails for another reason; 0: none */
    double whole_at;  /* up to this one */
    int asked;
} steps;

static hc_status steps_at(const void *queue, double agents, double target_s,
                          hc_metrics *metrics, hc_error *err)
{
    steps *it = (steps *)(uintptr_t)queue;
    (void)target_s;
    it->asked++;
    if (it->broken_at > 0.0 && agents >= it->broken_at && agents < it->whole_at) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "broken");
    }
    if (agents < 0.5 * it->scale) {
        return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "", "overload");
    }
    *metrics = (hc_metrics){.late = 1.0 - agents / it->scale, .p_abandon = 1.0 / agents};
    return HC_OK;
}

static hc_fewest asked_of(const steps *queue, const hc_target *targets, size_t count)
{
    return (hc_fewest){.metrics_at = steps_at,
                       .queue = queue,
                       .targets = targets,
                       .target_count = count,
                       .first = 1.0,
                       .step = 1.0,
                       .most = 1e6};
}

static void the_first_number_that_does_is_found_from_any_start(void)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    for (double scale = 1.0; scale < 3000.0; scale = 1.7 * scale + 1.0) {
        for (double first = 1.0; first < 5000.0; first *= 7.0) {
            steps queue = {scale, 0.0, 0.0, 0};
            hc_fewest asked = asked_of(&queue, &target, 1);
            int64_t agents = 0;
            asked.first = first;
            CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, NULL), HC_OK);
            CU_ASSERT_EQUAL(agents, (int64_t)ceil(0.8 * scale - 1e-9));
            CU_ASSERT_TRUE(queue.asked < 40);
        }
    }
}

static void the_hardest_target_decides(void)
{
    const hc_target targets[] = {{HC_TARGET_SL_OFFERED, 0.8, 20.0},
                                 {HC_TARGET_P_ABANDON, 0.01, 0.0}};
    const steps queue = {50.0, 0.0, 0.0, 0};
    const hc_fewest asked = asked_of(&queue, targets, 2);
    int64_t agents = 0;
    CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 100);
}

/* The steps reach 1 exactly, as rounded metrics of real queues do. */
static void nobody_is_ever_perfect(void)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, 1.0, 20.0};
    const steps queue = {50.0, 0.0, 0.0, 0};
    const hc_fewest asked = asked_of(&queue, &target, 1);
    int64_t agents = 0;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_STRING_EQUAL(err.message, "sl_offered at 1 has no answer");
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "99.9 %"));
}

static void what_no_number_meets_is_infeasible_and_what_breaks_is_told(void)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    steps queue = {5000.0, 0.0, 0.0, 0};
    hc_fewest asked = asked_of(&queue, &target, 1);
    hc_error err = HC_ERROR_INIT;
    int64_t agents = 7;
    asked.most = 3999.0;
    CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, &err), HC_ERR_INFEASIBLE);
    asked.most = 4000.0;
    CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 4000);
    /* on the way up, between what does and what does not, and at the first look */
    const double broken[][2] = {{3000.0, 1e9}, {3200.0, 4000.0}, {1.0, 2.0}};
    for (size_t k = 0; k < 3; k++) {
        queue.broken_at = broken[k][0];
        queue.whole_at = broken[k][1];
        err = (hc_error)HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, &err), HC_ERR_LIMIT);
        CU_ASSERT_STRING_EQUAL(err.message, "broken");
        CU_ASSERT_EQUAL(hc_fewest_agents(&asked, &agents, NULL), HC_ERR_LIMIT);
        CU_ASSERT_EQUAL(agents, 4000);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_first_number_that_does_is_found_from_any_start),
        HC_TEST(the_hardest_target_decides),
        HC_TEST(nobody_is_ever_perfect),
        HC_TEST(what_no_number_meets_is_infeasible_and_what_breaks_is_told),
    };
    return hc_test_run("fewest", tests, sizeof tests / sizeof tests[0]);
}
