/* Callers who come back, against a Markov chain with an explicit orbit. */
#include <string.h>

#include "erlang/redial.h"
#include "erlang/staffing.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define AHT_S 240.0

static hc_load load_a(double erlangs, double patience_s)
{
    hc_load load = hc_load_of(erlangs, AHT_S);
    load.patience_s = patience_s;
    return load;
}

static void nobody_coming_back_is_erlang_a_exactly(void)
{
    const hc_returns none = {0.0, 0.0, 0.0};
    hc_error err = HC_ERROR_INIT;
    for (double erlangs = 0.1; erlangs < 1000.0; erlangs *= 3.0) {
        const hc_load fresh = load_a(erlangs, 100.0);
        hc_load total;
        hc_metrics got;
        hc_metrics plain;
        CU_ASSERT_EQUAL(
            hc_redial_load(HC_MODEL_A, &fresh, &none, ceil(erlangs), 20.0, &total, &got, &err),
            HC_OK);
        CU_ASSERT_EQUAL(
            hc_staffing_metrics(HC_MODEL_A, &fresh, ceil(erlangs), 20.0, &plain, &err), HC_OK);
        CU_ASSERT_EQUAL(total.load_erlangs, fresh.load_erlangs);
        CU_ASSERT_EQUAL(got.sl_offered, plain.sl_offered);
        CU_ASSERT_EQUAL(got.p_abandon, plain.p_abandon);
    }
}

static void a_repeat_share_of_the_answered_inflates_volume_by_one_over_one_minus_r(void)
{
    const hc_returns repeat = {0.2, 0.0, 0.2}; /* whoever calls, answered or not: 1.25 */
    const hc_load fresh = load_a(30.0, 100.0);
    hc_error err = HC_ERROR_INIT;
    hc_load total;
    CU_ASSERT_EQUAL(hc_redial_load(HC_MODEL_A, &fresh, &repeat, 34.0, 20.0, &total, NULL, &err),
                    HC_OK);
    CHECK_CLOSE(total.load_erlangs, 30.0 * 1.25, 1e-12);
}

static void the_total_is_a_fixed_point(void)
{
    const hc_returns returns = {0.5, 0.3, 0.1};
    hc_error err = HC_ERROR_INIT;
    for (double agents = 20.0; agents < 60.0; agents += 2.5) {
        hc_load fresh = load_a(40.0, 120.0);
        if (agents == floor(agents)) {
            fresh.lines = agents + 4.0;
        } /* so that some are blocked */
        hc_load total;
        hc_metrics m;
        CU_ASSERT_EQUAL(
            hc_redial_load(HC_MODEL_A, &fresh, &returns, agents, 20.0, &total, &m, &err),
            HC_OK);
        const double back =
            0.5 * m.p_abandon + 0.3 * m.p_block + 0.1 * (1.0 - m.p_abandon - m.p_block);
        CHECK_CLOSE(total.load_erlangs, 40.0 + total.load_erlangs * back, 1e-10);
    }
}

/* Mean of those who hang up a second over those who arrive, with returns after a long pause. */
static double chain_abandon_share(double fresh_erlangs, double agents, double patience_s,
                                  const hc_returns *returns)
{
    const double serve = 1.0 / AHT_S;
    const double orbit = 1.0 / (60.0 * AHT_S);
    double here = 0.0;
    double away = 0.0;
    double arrived = 0.0;
    double lost = 0.0;
    hc_rng rng;
    hc_rng_seed(&rng, 99);
    for (int step = 0; step < 6000000; step++) {
        const double fresh = fresh_erlangs * serve;
        const double back = away * orbit;
        const double done = fmin(here, agents) * serve;
        const double gone = fmax(0.0, here - agents) / patience_s;
        const double u = hc_rng_uniform(&rng) * (fresh + back + done + gone);
        const double again = hc_rng_uniform(&rng);
        const double counted = step > 1000000 ? 1.0 : 0.0;
        if (u < fresh + back) {
            here += 1.0;
            away -= u < fresh ? 0.0 : 1.0;
            arrived += counted;
        } else {
            const int hung_up = u >= fresh + back + done;
            here -= 1.0;
            lost += hung_up ? counted : 0.0;
            away +=
                again < (hung_up ? returns->after_abandon : returns->after_answer) ? 1.0 : 0.0;
        }
    }
    return lost / arrived;
}

static void an_orbit_played_out_agrees(void)
{
    const hc_returns returns = {0.6, 0.0, 0.15};
    const hc_load fresh = load_a(18.0, 180.0);
    hc_error err = HC_ERROR_INIT;
    hc_load total;
    hc_metrics m;
    CU_ASSERT_EQUAL(hc_redial_load(HC_MODEL_A, &fresh, &returns, 20.0, 20.0, &total, &m, &err),
                    HC_OK);
    CHECK_CLOSE(chain_abandon_share(18.0, 20.0, 180.0, &returns), m.p_abandon, 0.03);
}

static void fewest_agents_meet_the_target_with_those_who_come_back(void)
{
    const hc_returns returns = {0.5, 0.0, 0.2};
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_error err = HC_ERROR_INIT;
    for (double erlangs = 0.2; erlangs < 500.0; erlangs *= 2.1) {
        const hc_load fresh = load_a(erlangs, 148.0);
        int64_t agents = 0;
        int64_t plain = 0;
        hc_load total;
        hc_metrics m;
        CU_ASSERT_EQUAL(
            hc_redial_solve(HC_MODEL_A, &fresh, &returns, &target, 1, &agents, &err), HC_OK);
        CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &fresh, &target, 1, &plain, &err), HC_OK);
        CU_ASSERT(agents >= plain);
        CU_ASSERT_EQUAL(hc_redial_load(HC_MODEL_A, &fresh, &returns, (double)agents, 20.0,
                                       &total, &m, &err),
                        HC_OK);
        CU_ASSERT(hc_target_is_met(&target, &m));
        if (agents <= 1) { continue; }
        CU_ASSERT_EQUAL(hc_redial_load(HC_MODEL_A, &fresh, &returns, (double)agents - 1.0, 20.0,
                                       &total, &m, &err),
                        HC_OK);
        CU_ASSERT(!hc_target_is_met(&target, &m));
    }
}

static void overload_by_those_who_come_back_is_called_overload(void)
{
    const hc_returns returns = {0.0, 0.0, 0.5}; /* 10 Erlangs become 20 */
    hc_load fresh = hc_load_of(10.0, AHT_S);
    hc_error err = HC_ERROR_INIT;
    hc_load total;
    CU_ASSERT_EQUAL(
        hc_redial_load(HC_MODEL_C, &fresh, &returns, 19.0, 20.0, &total, NULL, &err),
        HC_ERR_DOMAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "overload"));
    CU_ASSERT_EQUAL(
        hc_redial_load(HC_MODEL_C, &fresh, &returns, 24.0, 20.0, &total, NULL, &err), HC_OK);
    CHECK_CLOSE(total.load_erlangs, 20.0, 1e-10);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    int64_t agents = 0;
    CU_ASSERT_EQUAL(hc_redial_solve(HC_MODEL_C, &fresh, &returns, &target, 1, &agents, &err),
                    HC_OK);
    CU_ASSERT(agents > 20);
}

static void no_load_needs_nobody_and_bad_questions_are_refused(void)
{
    const hc_returns returns = {0.3, 0.0, 0.0};
    const hc_load none = load_a(0.0, 100.0);
    const hc_load bad = load_a(-1.0, 100.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    const hc_target percent = {HC_TARGET_SL_OFFERED, 80.0, 20.0};
    hc_load total;
    int64_t agents = -1;
    CU_ASSERT_EQUAL(hc_redial_solve(HC_MODEL_A, &none, &returns, &target, 1, &agents, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(agents, 0);
    CU_ASSERT_EQUAL(hc_redial_load(HC_MODEL_A, &bad, &returns, 12.0, 20.0, &total, NULL, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_redial_solve(HC_MODEL_A, &none, &returns, &percent, 1, &agents, NULL),
                    HC_ERR_RANGE);
    const hc_load some = load_a(10.0, 100.0);
    CU_ASSERT_EQUAL(hc_redial_load(HC_MODEL_A, &some, &returns, 12.0, -1.0, &total, NULL, NULL),
                    HC_ERR_RANGE);
}

static void shares_in_percent_are_refused(void)
{
    const hc_returns percent = {30.0, 0.0, 0.0};
    const hc_load fresh = load_a(10.0, 100.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_error err = HC_ERROR_INIT;
    hc_load total;
    int64_t agents = -1;
    CU_ASSERT_EQUAL(
        hc_redial_load(HC_MODEL_A, &fresh, &percent, 12.0, 20.0, &total, NULL, &err),
        HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "fractions"));
    const hc_returns wrong[] = {{-0.1, 0.0, 0.0},
                                {0.0, 30.0, 0.0},
                                {0.0, 0.0, 30.0},
                                {0.0, -0.1, 0.0},
                                {0.0, 0.0, -0.1}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        CU_ASSERT_EQUAL(
            hc_redial_load(HC_MODEL_A, &fresh, &wrong[k], 12.0, 20.0, &total, NULL, &err),
            HC_ERR_RANGE);
    }
    CU_ASSERT_EQUAL(hc_redial_solve(HC_MODEL_A, &fresh, &percent, &target, 1, &agents, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(agents, -1);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(nobody_coming_back_is_erlang_a_exactly),
        HC_TEST(a_repeat_share_of_the_answered_inflates_volume_by_one_over_one_minus_r),
        HC_TEST(the_total_is_a_fixed_point),
        HC_TEST(an_orbit_played_out_agrees),
        HC_TEST(fewest_agents_meet_the_target_with_those_who_come_back),
        HC_TEST(overload_by_those_who_come_back_is_called_overload),
        HC_TEST(no_load_needs_nobody_and_bad_questions_are_refused),
        HC_TEST(shares_in_percent_are_refused),
    };
    return hc_test_run("redial", tests, sizeof tests / sizeof *tests);
}
