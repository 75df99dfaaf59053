/* Blending against the chain of both kinds of work walked state by state, and the simulator. */
#include <string.h>

#include "erlang/blend.h"
#include "erlang/simulate.h"
#include "erlang/staffing.h"
#include "tests/support/hc_test.h"

#define AGENTS_MOST 12
#define CALLS_MOST 90

static hc_blend blend_of(double load_erlangs, double aht_s, double patience_s,
                         double deferred_aht_s)
{
    hc_blend blend = {.calls = hc_load_of(load_erlangs, aht_s),
                      .deferred_aht_s = deferred_aht_s};
    blend.calls.patience_s = patience_s;
    return blend;
}

static hc_blend_metrics metrics_of(const hc_blend *blend, int64_t agents, int64_t reserve,
                                   double target_s)
{
    hc_blend_metrics m = {.deferred_erlangs = 0.0};
    CU_ASSERT_EQUAL_FATAL(hc_blend_evaluate(blend, agents, reserve, target_s, &m, NULL), HC_OK);
    return m;
}

/* The chain of (deferred work in hand, calls in the system), uniformised until it rests. */
typedef struct chain {
    int agents;
    int reserve;
    double arrive; /* all a second */
    double call_end;
    double deferred_end;
    double hang_up;
    double p[AGENTS_MOST + 1][CALLS_MOST + 1];
    double next[AGENTS_MOST + 1][CALLS_MOST + 1];
} chain;

typedef struct chain_answer {
    double p_wait;
    double p_abandon;
    double deferred_erlangs;
} chain_answer;

/* An agent who is free begins deferred work while more than `reserve` are idle. */
static int topped_up(const chain *c, int deferred, int calls)
{
    const int busy = deferred + calls;
    const int least = c->agents - c->reserve;
    return busy < least ? deferred + least - busy : deferred;
}

static void flow(chain *c, int deferred, int calls, double weight)
{
    c->next[topped_up(c, deferred, calls)][calls] += weight;
}

static void step(chain *c, double rate)
{
    memset(c->next, 0, sizeof c->next);
    for (int d = 0; d <= c->agents; d++) {
        for (int x = 0; x <= CALLS_MOST; x++) {
            const double p = c->p[d][x] / rate;
            const int served = x < c->agents - d ? x : c->agents - d;
            const double up = x < CALLS_MOST ? c->arrive : 0.0;
            const double down = served * c->call_end + (x - served) * c->hang_up;
            const double done = d * c->deferred_end;
            if (!(p > 0.0)) { continue; }
            if (up > 0.0) { flow(c, d, x + 1, p * up); }
            if (down > 0.0) { flow(c, d, x - 1, p * down); }
            if (done > 0.0) { flow(c, d - 1, x, p * done); }
            c->next[d][x] += p * (rate - up - down - done);
        }
    }
    memcpy(c->p, c->next, sizeof c->p);
}

static chain_answer rest_of(chain *c)
{
    const double rate = 1.01 * (c->arrive + c->agents * fmax(c->call_end, c->deferred_end) +
                                CALLS_MOST * c->hang_up);
    chain_answer answer = {0.0, 0.0, 0.0};
    memset(c->p, 0, sizeof c->p);
    c->p[topped_up(c, 0, 0)][0] = 1.0;
    for (int k = 0; k < 12000; k++) {
        step(c, rate);
    }
    for (int d = 0; d <= c->agents; d++) {
        for (int x = 0; x <= CALLS_MOST; x++) {
            const int waiting = d + x > c->agents ? d + x - c->agents : 0;
            if (d + x >= c->agents) { answer.p_wait += c->p[d][x]; }
            answer.p_abandon += c->p[d][x] * waiting * c->hang_up / c->arrive;
            answer.deferred_erlangs += c->p[d][x] * d;
        }
    }
    return answer;
}

static chain chain_of(const hc_blend *blend, int agents, int reserve)
{
    chain c = {.agents = agents, .reserve = reserve};
    c.arrive = blend->calls.load_erlangs / blend->calls.aht_s;
    c.call_end = 1.0 / blend->calls.aht_s;
    c.deferred_end = 1.0 / blend->deferred_aht_s;
    c.hang_up = 1.0 / blend->calls.patience_s;
    return c;
}

static void equal_times_are_the_chain_of_both_exactly(void)
{
    static chain c;
    for (int agents = 3; agents <= AGENTS_MOST; agents += 3) {
        for (int reserve = 0; reserve <= agents; reserve += 2) {
            const hc_blend blend = blend_of(0.7 * agents, 200.0, 150.0, 200.0);
            const hc_blend_metrics m = metrics_of(&blend, agents, reserve, 20.0);
            c = chain_of(&blend, agents, reserve);
            const chain_answer exact = rest_of(&c);
            CHECK_CLOSE(m.calls.p_wait, exact.p_wait, 1e-9);
            CHECK_CLOSE(m.calls.p_abandon, exact.p_abandon, 1e-9);
            CU_ASSERT_DOUBLE_EQUAL(m.deferred_erlangs, exact.deferred_erlangs, 1e-8);
        }
    }
}

/* The documented error of counting all work at its mean rate. */
static void unequal_times_are_near_the_chain_of_both(void)
{
    static const double deferred_aht_s[] = {60.0, 400.0, 900.0};
    static chain c;
    for (size_t k = 0; k < 3; k++) {
        for (int reserve = 1; reserve < 10; reserve += 2) {
            const hc_blend blend = blend_of(6.0, 200.0, 150.0, deferred_aht_s[k]);
            const hc_blend_metrics m = metrics_of(&blend, 10, reserve, 20.0);
            c = chain_of(&blend, 10, reserve);
            const chain_answer exact = rest_of(&c);
            CU_ASSERT_DOUBLE_EQUAL(m.calls.p_wait, exact.p_wait, 0.045);
            CU_ASSERT_DOUBLE_EQUAL(m.calls.p_abandon, exact.p_abandon, 0.02);
            CU_ASSERT_DOUBLE_EQUAL(m.deferred_erlangs, exact.deferred_erlangs, 0.22);
        }
    }
}

static void a_full_reserve_is_erlang_a_without_deferred_work(void)
{
    const double load_erlangs[] = {40.0, 1400.0}; /* with weights up to e^1400 */
    const int64_t agents[] = {45, 1405};
    for (size_t k = 0; k < 2; k++) {
        const hc_blend blend = blend_of(load_erlangs[k], 180.0, 120.0, 600.0);
        const hc_blend_metrics m = metrics_of(&blend, agents[k], agents[k], 20.0);
        hc_metrics a = {0};
        CU_ASSERT_EQUAL_FATAL(
            hc_staffing_metrics(HC_MODEL_A, &blend.calls, (double)agents[k], 20.0, &a, NULL),
            HC_OK);
        CHECK_CLOSE(m.calls.sl_offered, a.sl_offered, 1e-12);
        CHECK_CLOSE(m.calls.p_abandon, a.p_abandon, 1e-10);
        CHECK_CLOSE(m.calls.occupancy, a.occupancy, 1e-12);
        CHECK_CLOSE(m.calls.sl_net, a.sl_net, 1e-12);
        CHECK_CLOSE(m.calls.sl_answered, a.sl_answered, 1e-12);
        CHECK_CLOSE(m.calls.p_abandon_in_t, a.p_abandon_in_t, 1e-10);
        CHECK_CLOSE(m.calls.p_wait, a.p_wait, 1e-10);
        CHECK_CLOSE(m.calls.p_wait_gt_t, a.p_wait_gt_t, 1e-10);
        CHECK_CLOSE(m.calls.late, a.late, 1e-10);
        CHECK_CLOSE(m.calls.asa_s, a.asa_s, 1e-10);
        CHECK_CLOSE(m.calls.wait_all_s, a.wait_all_s, 1e-10);
        CHECK_CLOSE(m.calls.queue_len, a.queue_len, 1e-10);
        CU_ASSERT_EQUAL(m.deferred_erlangs, 0.0);
    }
}

static void no_reserve_keeps_everybody_busy(void)
{
    const hc_blend blend = blend_of(40.0, 180.0, 120.0, 180.0);
    const hc_blend_metrics m = metrics_of(&blend, 45, 0, 20.0);
    CHECK_CLOSE(m.calls.occupancy, 1.0, 1e-12);
    CHECK_CLOSE(m.calls.p_wait, 1.0, 1e-12);
    CHECK_CLOSE(m.deferred_erlangs + 40.0 * (1.0 - m.calls.p_abandon), 45.0, 1e-11);
}

static void a_deeper_reserve_serves_calls_better_and_does_less(void)
{
    const hc_blend blend = blend_of(100.0, 240.0, 148.0, 420.0);
    hc_blend_metrics before = metrics_of(&blend, 115, 0, 20.0);
    for (int64_t reserve = 1; reserve <= 115; reserve++) {
        const hc_blend_metrics m = metrics_of(&blend, 115, reserve, 20.0);
        CU_ASSERT_TRUE(m.calls.sl_offered >= before.calls.sl_offered - 1e-9);
        CU_ASSERT_TRUE(m.deferred_erlangs <= before.deferred_erlangs + 1e-9);
        before = m;
    }
}

static void the_best_reserve_is_the_smallest_that_holds(void)
{
    const hc_blend blend = blend_of(30.0, 200.0, 148.0, 300.0);
    const hc_target targets[] = {{HC_TARGET_SL_OFFERED, 0.8, 20.0},
                                 {HC_TARGET_P_ABANDON, 0.05, 20.0}};
    for (int64_t agents = 32; agents < 60; agents += 4) {
        int64_t reserve = -1;
        hc_blend_metrics m;
        const hc_status st = hc_blend_reserve(&blend, agents, targets, 2, &reserve, &m, NULL);
        if (st == HC_ERR_INFEASIBLE) {
            CU_ASSERT_TRUE(agents < 36);
            continue;
        }
        CU_ASSERT_EQUAL(st, HC_OK);
        CU_ASSERT_TRUE(m.calls.sl_offered >= 0.8 - 1e-12 && m.calls.p_abandon <= 0.05 + 1e-12);
        if (reserve > 0) {
            m = metrics_of(&blend, agents, reserve - 1, 20.0);
            CU_ASSERT_TRUE(m.calls.sl_offered < 0.8 || m.calls.p_abandon > 0.05);
        }
    }
}

/* Ten Erlangs of calls before hundreds of agents who are all busy: who calls waits for the next
 * to end, a time of rate agents / AHT, and hangs up sooner at rate 1 / patience. The rest of
 * the agents' time is deferred work. */
static void many_agents_take_few_calls_between_their_work(void)
{
    const hc_blend blend = blend_of(10.0, 180.0, 120.0, 180.0);
    for (int64_t agents = 60; agents < 60000; agents = agents * 3 / 2) {
        const hc_blend_metrics m = metrics_of(&blend, agents, 0, 20.0);
        const double ends = (double)agents / 180.0, gone = 1.0 / 120.0;
        CHECK_CLOSE(m.calls.p_wait, 1.0, 1e-12);
        CU_ASSERT_DOUBLE_EQUAL(m.calls.p_abandon, gone / (ends + gone), 0.2 * gone / ends);
        CHECK_CLOSE(1.0 - m.calls.p_abandon, m.calls.sl_offered, 1e-2); /* soon or never */
        CHECK_CLOSE(m.deferred_erlangs, (double)agents - 10.0 * (1.0 - m.calls.p_abandon),
                    1e-9);
        const hc_blend_metrics kept = metrics_of(&blend, agents, agents, 20.0);
        CHECK_CLOSE(kept.calls.occupancy, 10.0 / (double)agents, 1e-12);
        CU_ASSERT_EQUAL(kept.calls.sl_offered, 1.0);
    }
}

static void without_a_target_nobody_is_kept_back(void)
{
    const hc_blend blend = blend_of(10.0, 180.0, 120.0, 300.0);
    const hc_blend_metrics all = metrics_of(&blend, 15, 0, 0.0);
    hc_blend_metrics m = {.deferred_erlangs = 0.0};
    int64_t reserve = 7;
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 15, NULL, 0, &reserve, &m, NULL), HC_OK);
    CU_ASSERT_EQUAL(reserve, 0);
    CU_ASSERT_EQUAL(memcmp(&m, &all, sizeof m), 0);
}

/* The simulator plays the same rule: calls first, deferred work past a reserve of idle agents.
 */
static void the_simulator_agrees(void)
{
    static double calls[400];
    static double mails[400];
    static int32_t agents[400];
    const size_t only_group[] = {0};
    const hc_blend blend = blend_of(12.0, 200.0, 150.0, 350.0);
    for (size_t slot = 0; slot < 400; slot++) {
        calls[slot] = 12.0 * 1800.0 / 200.0;
        mails[slot] = slot == 0 ? 20000.0 : 0.0; /* more than there is time for */
        agents[slot] = 18;
    }
    const hc_sim_queue queues[] = {
        {.calls = calls,
         .handling = {HC_DISTRIBUTION_EXPONENTIAL, 200.0, 0.0, NULL, 0},
         .patience = {HC_DISTRIBUTION_EXPONENTIAL, 150.0, 0.0, NULL, 0},
         .target_s = 20.0,
         .priority = 0,
         .route = only_group,
         .route_count = 1},
        {.calls = mails,
         .exact_calls = true,
         .handling = {HC_DISTRIBUTION_EXPONENTIAL, 350.0, 0.0, NULL, 0},
         .patience = {HC_DISTRIBUTION_NEVER, 1.0, 0.0, NULL, 0},
         .target_s = 20.0,
         .priority = 1,
         .reserve = 3,
         .route = only_group,
         .route_count = 1}};
    const hc_sim_group groups[] = {{agents, 400, 1800.0}};
    const hc_sim_model model = {400, 1800.0, 2, queues, 1, groups, false};
    hc_sim_options options = hc_sim_options_default();
    options.replications = 20;
    options.warm_up_slots = 4;
    hc_simulation played = HC_SIMULATION_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_simulate(&model, &options, &played, NULL), HC_OK);
    const hc_blend_metrics m = metrics_of(&blend, 18, 3, 20.0);
    CU_ASSERT_DOUBLE_EQUAL(m.calls.sl_offered, played.summary[0].sl_offered.value, 0.02);
    CU_ASSERT_DOUBLE_EQUAL(m.calls.p_abandon, played.summary[0].p_abandon.value, 0.01);
    CU_ASSERT_DOUBLE_EQUAL(m.calls.occupancy, played.occupancy, 0.01);
    hc_simulation_clear(&played);
}

static void each_bad_argument_is_named(void)
{
    hc_blend blend = blend_of(10.0, 180.0, 120.0, 300.0);
    const hc_target busy = {HC_TARGET_OCCUPANCY, 0.8, 0.0};
    hc_blend_metrics m;
    int64_t reserve = 7;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 0, 0, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 5, -1, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 0, &busy, 0, &reserve, &m, &err), HC_ERR_RANGE);
    const hc_target percent = {HC_TARGET_SL_OFFERED, 80.0, 20.0};
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 15, &percent, 1, &reserve, &m, &err),
                    HC_ERR_RANGE);
    const hc_target held = {HC_TARGET_SL_OFFERED, 0.99, 20.0};
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 5, &held, 1, &reserve, &m, &err),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_STRING_EQUAL(err.hint, "staff the calls first");
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 5, 1, -1.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, HC_BLEND_AGENTS_MAX + 1, 1, 20.0, &m, &err),
                    HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 15, &busy, 1, &reserve, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "occupancy"));
    const double not_aht_s[] = {0.0, 2.0 * HC_AHT_S_MAX, (double)NAN};
    for (size_t k = 0; k < 3; k++) {
        blend.deferred_aht_s = not_aht_s[k];
        CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 5, 1, 20.0, &m, &err), HC_ERR_RANGE);
    }
    blend = blend_of(0.0, 180.0, 120.0, 300.0);
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 5, 1, 20.0, &m, &err), HC_ERR_RANGE);
    blend = blend_of(10.0, 0.0, 120.0, 300.0);
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 5, 1, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "AHT"));
    blend = blend_of(10.0, 180.0, (double)INFINITY, 300.0);
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 9, 9, 20.0, &m, &err), HC_ERR_DOMAIN);
    blend.calls.lines = 20.0;
    CU_ASSERT_EQUAL(hc_blend_evaluate(&blend, 12, 2, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(reserve, 7);
}

static void an_overload_has_no_reserve(void)
{
    const hc_blend blend = blend_of(10.0, 180.0, (double)INFINITY, 300.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.1, 20.0};
    hc_blend_metrics m = {.deferred_erlangs = 7.0};
    int64_t reserve = 7;
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 9, &target, 1, &reserve, &m, NULL),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(hc_blend_reserve(&blend, 9, NULL, 0, &reserve, &m, NULL), HC_ERR_DOMAIN);
    CU_ASSERT_TRUE(reserve == 7 && m.deferred_erlangs == 7.0);
}

/* Busy times of the deferred work's length would be an overload; those of the mix are none. */
static void long_work_on_a_full_line_ends_in_calls_alone(void)
{
    for (double deferred_aht_s = 400.0; deferred_aht_s < 1e7; deferred_aht_s *= 5.0) {
        const hc_blend blend = blend_of(9.9, 180.0, (double)INFINITY, deferred_aht_s);
        const hc_blend_metrics m = metrics_of(&blend, 10, 0, 20.0);
        CU_ASSERT_TRUE(m.deferred_erlangs > 0.0 && m.deferred_erlangs < 0.1 + 1e-9);
        CU_ASSERT_TRUE(m.calls.occupancy > 0.99 && m.calls.occupancy < 1.0 + 1e-9);
    }
}

/* Work of six days beside calls of a fortieth of a second: the mean of both cannot be told to
 * its last digits, and the search for it ends all the same. Whoever keeps no reserve is never
 * idle. */
static void the_mean_time_settles_as_far_as_doubles_do(void)
{
    const double load = 0.10102207363365553;
    const hc_blend blend =
        blend_of(load, 0.024074018003631327, (double)INFINITY, 530786.66546767892);
    const hc_blend_metrics m = metrics_of(&blend, 1, 0, 47.167689231913215);
    CHECK_CLOSE(m.deferred_erlangs, 1.0 - load, 1e-9);
    CHECK_CLOSE(m.calls.occupancy, 1.0, 1e-9);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(equal_times_are_the_chain_of_both_exactly),
        HC_TEST(unequal_times_are_near_the_chain_of_both),
        HC_TEST(a_full_reserve_is_erlang_a_without_deferred_work),
        HC_TEST(no_reserve_keeps_everybody_busy),
        HC_TEST(a_deeper_reserve_serves_calls_better_and_does_less),
        HC_TEST(the_best_reserve_is_the_smallest_that_holds),
        HC_TEST(many_agents_take_few_calls_between_their_work),
        HC_TEST(without_a_target_nobody_is_kept_back),
        HC_TEST(the_simulator_agrees),
        HC_TEST(each_bad_argument_is_named),
        HC_TEST(an_overload_has_no_reserve),
        HC_TEST(long_work_on_a_full_line_ends_in_calls_alone),
        HC_TEST(the_mean_time_settles_as_far_as_doubles_do),
    };
    return hc_test_run("blend", tests, sizeof tests / sizeof tests[0]);
}
