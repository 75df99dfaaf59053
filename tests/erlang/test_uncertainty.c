#include <string.h>

#include "erlang/staffing.h"
#include "erlang/uncertainty.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

static hc_load impatient(double load_erlangs)
{
    hc_load load = hc_load_of(load_erlangs, 180.0);
    load.patience_s = 150.0;
    return load;
}

static void no_spread_is_the_plain_answer_bit_for_bit(void)
{
    const hc_load load = impatient(40.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_metrics plain = {0};
    hc_metrics spread = {0};
    int64_t plain_agents = 0;
    int64_t agents = 0;
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, 41.0, 20.0, &plain, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, 0.0, 41.0, 20.0, &spread, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(memcmp(&plain, &spread, sizeof plain), 0);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &plain_agents, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_A, &load, 0.0, &target, 1, &agents, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(agents, plain_agents);
}

static void small_spread_comes_near_the_plain_answer(void)
{
    const hc_load load = impatient(40.0);
    hc_metrics plain = {0};
    hc_metrics spread = {0};
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, 41.0, 20.0, &plain, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, 1e-5, 41.0, 20.0, &spread, NULL),
                    HC_OK);
    CHECK_CLOSE(spread.sl_offered, plain.sl_offered, 1e-8);
    CHECK_CLOSE(spread.asa_s, plain.asa_s, 1e-8);
    CHECK_CLOSE(spread.occupancy, plain.occupancy, 1e-8);
}

/* E[rate SL(rate)] / E[rate] by 200,000 draws of the gamma rate, seed 5. */
static void average_agrees_with_drawing_the_rates(void)
{
    const double spreads[] = {0.08, 0.3, 1.0};
    for (size_t i = 0; i < 3; i++) {
        const double shape = 1.0 / (spreads[i] * spreads[i]);
        const hc_load load = impatient(30.0);
        hc_metrics expected = {0};
        hc_rng rng;
        double callers = 0.0;
        double on_time = 0.0;
        hc_rng_seed(&rng, 5);
        for (int draw = 0; draw < 200000; draw++) {
            hc_load day = load;
            hc_metrics m = {0};
            day.load_erlangs = fmax(1e-9, hc_rng_gamma(&rng, shape, 30.0 / shape));
            if (hc_staffing_metrics(HC_MODEL_A, &day, 33.0, 20.0, &m, NULL) != HC_OK) {
                continue;
            }
            callers += day.load_erlangs;
            on_time += day.load_erlangs * m.sl_offered;
        }
        CU_ASSERT_EQUAL(
            hc_uncertain_metrics(HC_MODEL_A, &load, spreads[i], 33.0, 20.0, &expected, NULL),
            HC_OK);
        CHECK_CLOSE(expected.sl_offered, on_time / callers, 6e-3);
    }
}

/* For Erlang B with one agent, a / (1 + a): the average over an exponential rate (cv 1) has
 * mean 1 -> E[a a / (1 + a)] = integral of a^2 e^-a / (1 + a) = e E1(1) = 0.596347362323194. */
static void loss_of_one_agent_has_its_closed_form(void)
{
    const hc_load load = hc_load_of(1.0, 180.0);
    hc_metrics expected = {0};
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_B, &load, 1.0, 1.0, 0.0, &expected, NULL),
                    HC_OK);
    CHECK_CLOSE(expected.p_block, 0.596347362323194, 1e-9);
}

static void spread_lowers_service_and_needs_more_agents(void)
{
    const hc_load load = impatient(100.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    int64_t before = 0;
    for (double cv = 0.0; cv < 0.6; cv += 0.1) {
        int64_t agents = 0;
        hc_metrics m = {0};
        CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_A, &load, cv, &target, 1, &agents, NULL),
                        HC_OK);
        CU_ASSERT_TRUE(agents >= before);
        before = agents;
        CU_ASSERT_EQUAL(
            hc_uncertain_metrics(HC_MODEL_A, &load, cv, (double)agents, 20.0, &m, NULL), HC_OK);
        CU_ASSERT_TRUE(hc_target_is_met(&target, &m));
        CU_ASSERT_EQUAL(
            hc_uncertain_metrics(HC_MODEL_A, &load, cv, (double)agents - 1.0, 20.0, &m, NULL),
            HC_OK);
        CU_ASSERT_FALSE(hc_target_is_met(&target, &m));
    }
    CU_ASSERT_TRUE(before > 110);
}

static void overloaded_days_count_as_no_service_when_callers_wait_for_ever(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_C, &load, 0.5, 14.0, 20.0, &m, NULL), HC_OK);
    CU_ASSERT_TRUE(m.sl_offered > 0.3 && m.sl_offered < 0.8);
    CU_ASSERT_TRUE(isinf(m.asa_s));
}

static void risk_staffs_for_the_higher_rate(void)
{
    const hc_load load = impatient(100.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    const double factor = hc_rate_at(0.1, 0.9);
    const hc_load busy = impatient(100.0 * factor);
    int64_t plain = 0;
    int64_t agents = 0;
    CHECK_CLOSE(factor, 1.0 + 1.2816 * 0.1, 5e-3); /* near normal */
    CHECK_CLOSE(hc_rate_at(1.0, 0.5), 0.69314718055994531,
                1e-12); /* median of the exponential */
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &busy, &target, 1, &plain, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_risk_solve(HC_MODEL_A, &load, 0.1, 0.9, &target, 1, &agents, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(agents, plain);
    CU_ASSERT_EQUAL(hc_rate_at(0.0, 0.99), 1.0);
}

/* Quantiles of Poisson calls at a known rate leave no spread; wider ones leave what is over. */
static void spread_of_the_rate_leaves_the_chance_of_single_calls_out(void)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, 20000, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 1, HC_PART_QUANTILE, NULL), HC_OK);
    const size_t slots = hc_axis_slots(&axis);
    const double sds[3] = {10.0, sqrt(100.0 + 400.0), 5.0};
    for (size_t slot = 0; slot < 3; slot++) {
        series.queues[0].calls[slot] = 100.0;
        series.queues[0].quantile[2 * slots + slot] = 100.0 - 1.2815515655446004 * sds[slot];
        series.queues[0].quantile[6 * slots + slot] = 100.0 + 1.2815515655446004 * sds[slot];
    }
    CU_ASSERT_TRUE(hc_rate_cv(&series, 0, 0) < 1e-7);
    CHECK_CLOSE(hc_rate_cv(&series, 0, 1), 0.2, 1e-12);
    CU_ASSERT_EQUAL(hc_rate_cv(&series, 0, 2), 0.0);
    CU_ASSERT_EQUAL(hc_rate_cv(&series, 0, 3), 0.0); /* nothing known */
    hc_series_clear(&series);
    hc_axis_clear(&axis);
}

/* The fast road against the slow one. */
static void service_level_alone_has_eight_digits(void)
{
    const double cvs[] = {0.0, 0.02, 0.15, 0.4, 1.0};
    for (size_t k = 0; k < sizeof cvs / sizeof *cvs; k++) {
        for (int model = HC_MODEL_C; model <= HC_MODEL_A; model++) {
            hc_load load = hc_load_of(9.5, 180.0);
            hc_metrics slow = {0};
            if (model == HC_MODEL_A) { load.patience_s = 120.0; }
            CU_ASSERT_EQUAL(
                hc_uncertain_metrics((hc_model)model, &load, cvs[k], 12.0, 20.0, &slow, NULL),
                HC_OK);
            const double fast =
                hc_uncertain_service_level((hc_model)model, &load, cvs[k], 12.0, 20.0);
            CU_ASSERT_TRUE(fabs(fast - slow.sl_offered) < 1e-8);
        }
    }
    const hc_load load = hc_load_of(9.5, 180.0);
    CU_ASSERT_EQUAL(hc_uncertain_service_level(HC_MODEL_C, &load, 0.2, 0.0, 20.0), 0.0);
    CHECK_CLOSE(hc_uncertain_service_level(HC_MODEL_A, &load, 0.2, 12.0, 20.0),
                hc_uncertain_service_level(HC_MODEL_C, &load, 0.2, 12.0, 20.0), 1e-8);
    const hc_load none = hc_load_of(0.0, 180.0);
    CU_ASSERT_EQUAL(hc_uncertain_service_level(HC_MODEL_A, &none, 0.2, 0.0, 20.0), 1.0);
}

/* E[rate SL(rate)] / E[rate] by 20,000 small steps of the gamma density. */
static double level_by_small_steps(hc_model model, const hc_load *load, double cv,
                                   double agents, double target_s)
{
    const double shape = 1.0 / (cv * cv), least = -14.0 * cv - 30.0 * cv * cv;
    double callers = 0.0, in_time = 0.0;
    for (int k = 0; k < 20000; k++) {
        const double y = least + (14.0 * cv - least) * k / 20000.0;
        const double weight = exp(y - shape * (exp(y) - 1.0 - y));
        hc_metrics day = {.sl_offered = 0.0};
        hc_load busy = *load;
        if (weight < 1e-13) { continue; }
        busy.load_erlangs *= exp(y);
        if (model == HC_MODEL_A || agents > busy.load_erlangs) {
            CU_ASSERT_EQUAL_FATAL(
                hc_staffing_metrics(model, &busy, agents, target_s, &day, NULL), HC_OK);
        }
        callers += weight;
        in_time += weight * day.sl_offered;
    }
    return in_time / callers;
}

/* Large pools and patient callers: the service turns within a few percent of the rate. */
static void sudden_turns_of_the_service_are_not_stepped_over(void)
{
    static const struct {
        double load, aht_s, patience_s, agents, target_s, cv;
    } cases[] = {{506.0, 145.3, 1895.5, 480.0, 15.6, 0.196},
                 {890.3, 70.0, 1726.3, 1045.0, 30.8, 0.188},
                 {861.5, 770.8, 85.3, 941.0, 10.7, 0.269},
                 {20.0, 300.0, 600.0, 23.0, 20.0, 0.15}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        for (int model = HC_MODEL_C; model <= HC_MODEL_A; model++) {
            hc_load load = hc_load_of(cases[k].load, cases[k].aht_s);
            hc_metrics slow = {0};
            if (model == HC_MODEL_A) { load.patience_s = cases[k].patience_s; }
            const double level = level_by_small_steps((hc_model)model, &load, cases[k].cv,
                                                      cases[k].agents, cases[k].target_s);
            const double fast = hc_uncertain_service_level((hc_model)model, &load, cases[k].cv,
                                                           cases[k].agents, cases[k].target_s);
            CU_ASSERT_EQUAL(hc_uncertain_metrics((hc_model)model, &load, cases[k].cv,
                                                 cases[k].agents, cases[k].target_s, &slow,
                                                 NULL),
                            HC_OK);
            const double most = model == HC_MODEL_A ? 1e-7 : 1e-4;
            CU_ASSERT_DOUBLE_EQUAL(fast, level, most);
            CU_ASSERT_DOUBLE_EQUAL(slow.sl_offered, level, most);
        }
    }
}

/* Ten times the agents: the days that would overload them have a weight of 0. */
static void days_that_never_come_make_no_wait_endless(void)
{
    const hc_load load = hc_load_of(100.0, 300.0);
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_C, &load, 0.7, 2200.0, 20.0, &m, NULL),
                    HC_OK);
    CU_ASSERT_FALSE(isnan(m.asa_s));
    CU_ASSERT_FALSE(isnan(m.queue_len));
    CU_ASSERT_EQUAL(m.sl_offered, 1.0);
}

/* A load of nobody is as certain as can be. */
static void no_load_needs_nobody_however_uncertain(void)
{
    const hc_load none = hc_load_of(0.0, 180.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_metrics m = {0};
    int64_t agents = -1;
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_C, &none, 0.3, 5.0, 20.0, &m, NULL), HC_OK);
    CU_ASSERT_EQUAL(m.sl_offered, 1.0);
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_C, &none, 0.3, &target, 1, &agents, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(agents, 0);
}

/* Endless patience is Erlang C, whatever the model is called; with lines calls are lost in
 * place of waiting for ever, so that no day is overloaded. */
static void who_waits_for_ever_is_overloaded_without_lines_only(void)
{
    hc_load load = hc_load_of(10.0, 180.0);
    hc_metrics c = {0}, a = {0}, lines = {0};
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_C, &load, 0.4, 11.0, 20.0, &c, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, 0.4, 11.0, 20.0, &a, NULL), HC_OK);
    CU_ASSERT_EQUAL(memcmp(&a, &c, sizeof a), 0);
    CU_ASSERT_TRUE(isinf(c.asa_s));
    load.lines = 15.0;
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, 0.4, 11.0, 20.0, &lines, NULL),
                    HC_OK);
    CU_ASSERT_TRUE(lines.asa_s > 0.0 && lines.asa_s < 4.0 * 180.0 / 11.0);
    CU_ASSERT_TRUE(lines.p_block > 0.0);
}

/* Lines that are all busy lose calls; so many agents as there are lines lose the fewest. */
static void loss_and_finite_lines_bound_the_search(void)
{
    hc_load load = hc_load_of(10.0, 180.0);
    const hc_target few = {HC_TARGET_P_BLOCK, 0.05, 0.0};
    const hc_target late = {HC_TARGET_SL_OFFERED, 0.999, 20.0};
    int64_t agents = 0;
    hc_metrics m = {0}, fewer = {0};
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_B, &load, 0.2, &few, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_B, &load, 0.2, (double)agents, 0.0, &m, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(
        hc_uncertain_metrics(HC_MODEL_B, &load, 0.2, (double)agents - 1.0, 0.0, &fewer, NULL),
        HC_OK);
    CU_ASSERT(m.p_block <= 0.05 && fewer.p_block > 0.05);
    load = impatient(10.0);
    load.lines = 20.0;
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_A, &load, 0.5, &late, 1, &agents, NULL),
                    HC_ERR_INFEASIBLE);
    /* what a certain load lets the lines hold an uncertain one does not */
    const hc_target nearly = {HC_TARGET_SL_OFFERED, 0.97, 20.0};
    agents = 0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &nearly, 1, &agents, NULL), HC_OK);
    CU_ASSERT(agents > 10 && agents <= 20);
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_A, &load, 0.5, &nearly, 1, &agents, NULL),
                    HC_ERR_INFEASIBLE);
}

static void each_error_is_named(void)
{
    const hc_load load = impatient(10.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    const hc_target perfect = {HC_TARGET_SL_OFFERED, 1.0, 20.0};
    hc_metrics m = {.late = 7.0};
    int64_t agents = 7;
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, -0.1, 5.0, 20.0, &m, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, HC_MISSING, 5.0, 20.0, &m, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_A, &load, 1.1, &target, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_uncertain_solve(HC_MODEL_A, &load, 0.1, &perfect, 1, &agents, NULL),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(hc_risk_solve(HC_MODEL_A, &load, 0.1, 1.0, &target, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_risk_solve(HC_MODEL_A, &load, 0.1, 0.0, &target, 1, &agents, NULL),
                    HC_ERR_RANGE);
    const hc_load bad = hc_load_of(10.0, 0.0);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &bad, 0.1, 5.0, 20.0, &m, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_A, &load, 0.1, 5.0, -1.0, &m, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_risk_solve(HC_MODEL_A, &load, 9.0, 0.9, &target, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_TRUE(m.late > 6.9 && agents == 7);
}

static void half_the_agents_serve_nobody_who_waits_for_ever(void)
{
    const hc_load load = hc_load_of(100.0, 180.0);
    hc_metrics m = {.sl_offered = 7.0};
    CU_ASSERT_EQUAL(hc_uncertain_metrics(HC_MODEL_C, &load, 0.01, 50.0, 20.0, &m, NULL), HC_OK);
    CU_ASSERT_EQUAL(m.sl_offered, 0.0);
    CHECK_CLOSE(m.late, 1.0, 1e-12);
    CHECK_CLOSE(m.occupancy, 1.0, 1e-12);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(no_spread_is_the_plain_answer_bit_for_bit),
        HC_TEST(small_spread_comes_near_the_plain_answer),
        HC_TEST(average_agrees_with_drawing_the_rates),
        HC_TEST(loss_of_one_agent_has_its_closed_form),
        HC_TEST(spread_lowers_service_and_needs_more_agents),
        HC_TEST(overloaded_days_count_as_no_service_when_callers_wait_for_ever),
        HC_TEST(risk_staffs_for_the_higher_rate),
        HC_TEST(spread_of_the_rate_leaves_the_chance_of_single_calls_out),
        HC_TEST(service_level_alone_has_eight_digits),
        HC_TEST(sudden_turns_of_the_service_are_not_stepped_over),
        HC_TEST(days_that_never_come_make_no_wait_endless),
        HC_TEST(no_load_needs_nobody_however_uncertain),
        HC_TEST(who_waits_for_ever_is_overloaded_without_lines_only),
        HC_TEST(loss_and_finite_lines_bound_the_search),
        HC_TEST(each_error_is_named),
        HC_TEST(half_the_agents_serve_nobody_who_waits_for_ever),
    };
    return hc_test_run("uncertainty", tests, sizeof tests / sizeof tests[0]);
}
