/* Chat against Erlang A, against the whole chain summed state by state, and against single
 * agents played out. */
#include <string.h>

#include "erlang/chat.h"
#include "erlang/staffing.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

static const hc_chat three_chats = {.chats_a_second = 0.2,
                                    .levels = 3,
                                    .chat_aht_s = {300.0, 400.0, 540.0},
                                    .patience_s = 90.0};

static void one_chat_at_a_time_is_erlang_a_to_the_bit(void)
{
    hc_error err = HC_ERROR_INIT;
    for (double rate = 0.001; rate < 3.0; rate *= 2.0) {
        const hc_chat chat = {rate, 1, {240.0}, 120.0};
        hc_load load = hc_load_of(rate * 240.0, 240.0);
        load.patience_s = 120.0;
        for (int64_t agents = 1; agents < 900; agents = agents * 2 + 1) {
            hc_chat_metrics got;
            hc_metrics a;
            CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, agents, 20.0, &got, &err), HC_OK);
            CU_ASSERT_EQUAL(
                hc_staffing_metrics(HC_MODEL_A, &load, (double)agents, 20.0, &a, &err), HC_OK);
            CU_ASSERT_EQUAL(memcmp(&got.service, &a, sizeof a), 0);
            CHECK_CLOSE(got.chats_an_agent, a.occupancy, 1e-9);
            CHECK_CLOSE(got.chat_aht_s, 240.0, 1e-9);
        }
    }
}

/* Stationary chain with its line, from the empty state upwards. */
static void chain(const hc_chat *chat, double agents, double *p_wait, double *p_abandon,
                  double *held)
{
    double weight = 1.0;
    double total = 1.0;
    double waits = 0.0;
    double line = 0.0;
    double chats_held = 0.0;
    const double full = agents * (double)chat->levels;
    for (double j = 1.0; j < full + 4000.0; j += 1.0) {
        const double serving = fmin(j, full);
        const size_t q = (size_t)(serving / agents);
        const double r = serving - agents * (double)q;
        double endings = q > 0 ? (agents - r) * (double)q / chat->chat_aht_s[q - 1] : 0.0;
        endings += r > 0.0 ? r * (double)(q + 1) / chat->chat_aht_s[q] : 0.0;
        weight *= chat->chats_a_second / (endings + fmax(0.0, j - full) / chat->patience_s);
        total += weight;
        waits += j >= full ? weight : 0.0;
        line += weight * fmax(0.0, j - full);
        chats_held += weight * serving;
    }
    *p_wait = waits / total;
    *p_abandon = line / total / chat->patience_s / chat->chats_a_second;
    *held = chats_held / total / agents;
}

static void metrics_agree_with_the_chain_summed_state_by_state(void)
{
    hc_error err = HC_ERROR_INIT;
    for (int64_t agents = 12; agents < 60; agents += 4) {
        hc_chat_metrics got;
        double p_wait = 0.0;
        double p_abandon = 0.0;
        double held = 0.0;
        chain(&three_chats, (double)agents, &p_wait, &p_abandon, &held);
        CU_ASSERT_EQUAL(hc_chat_evaluate(&three_chats, agents, 0.0, &got, &err), HC_OK);
        CU_ASSERT(fabs(got.service.p_wait - p_wait) <= 1e-10 * p_wait + 1e-15);
        CU_ASSERT(fabs(got.service.p_abandon - p_abandon) <= 1e-10 * p_abandon + 1e-15);
        CHECK_CLOSE(got.chats_an_agent, held, 1e-10);
        CHECK_CLOSE(got.service.sl_offered, 1.0 - p_wait, 1e-10);
    }
}

/* Agents one by one: a new chat goes to who holds the fewest; share of chats that had to wait.
 */
static double play_agents(const hc_chat *chat, int agents)
{
    int held[64] = {0};
    double waiting = 0.0;
    double arrived = 0.0;
    double waited = 0.0;
    hc_rng rng;
    hc_rng_seed(&rng, 17);
    for (int step = 0; step < 3000000; step++) {
        double rates = chat->chats_a_second + waiting / chat->patience_s;
        for (int a = 0; a < agents; a++) {
            rates += held[a] > 0 ? (double)held[a] / chat->chat_aht_s[held[a] - 1] : 0.0;
        }
        double u = hc_rng_uniform(&rng) * rates - chat->chats_a_second;
        if (u < 0.0) {
            int least = 0;
            for (int a = 1; a < agents; a++) {
                least = held[a] < held[least] ? a : least;
            }
            const int full = held[least] >= (int)chat->levels;
            arrived += 1.0;
            waited += full ? 1.0 : 0.0;
            waiting += full ? 1.0 : 0.0;
            held[least] += full ? 0 : 1;
            continue;
        }
        u -= waiting / chat->patience_s;
        if (u < 0.0) {
            waiting -= 1.0;
            continue;
        }
        for (int a = 0; a < agents; a++) {
            u -= held[a] > 0 ? (double)held[a] / chat->chat_aht_s[held[a] - 1] : 0.0;
            if (u < 0.0) {
                held[a] -= waiting > 0.0 ? 0 : 1;
                waiting -= waiting > 0.0 ? 1.0 : 0.0;
                break;
            }
        }
    }
    return waited / arrived;
}

static void agents_played_one_by_one_are_within_a_point(void)
{
    hc_error err = HC_ERROR_INIT;
    hc_chat_metrics got;
    CU_ASSERT_EQUAL(hc_chat_evaluate(&three_chats, 38, 20.0, &got, &err), HC_OK);
    CU_ASSERT(fabs(play_agents(&three_chats, 38) - got.service.p_wait) < 0.01);
}

static void fewest_agents_meet_the_target_and_one_fewer_does_not(void)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 30.0};
    hc_error err = HC_ERROR_INIT;
    for (double rate = 0.001; rate < 5.0; rate *= 1.7) {
        hc_chat chat = three_chats;
        chat.chats_a_second = rate;
        int64_t agents = 0;
        hc_chat_metrics m;
        CU_ASSERT_EQUAL(hc_chat_solve(&chat, &target, 1, &agents, &err), HC_OK);
        CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, agents, 30.0, &m, &err), HC_OK);
        CU_ASSERT(hc_target_is_met(&target, &m.service));
        if (agents == 1) { continue; }
        CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, agents - 1, 30.0, &m, &err), HC_OK);
        CU_ASSERT(!hc_target_is_met(&target, &m.service));
    }
}

static void dividing_the_aht_by_the_concurrency_understaffs(void)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 30.0};
    hc_error err = HC_ERROR_INIT;
    int64_t measured = 0;
    int64_t divided = 0;
    hc_load load = hc_load_of(three_chats.chats_a_second * 300.0 / 3.0, 300.0 / 3.0);
    load.patience_s = three_chats.patience_s;
    CU_ASSERT_EQUAL(hc_chat_solve(&three_chats, &target, 1, &measured, &err), HC_OK);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &divided, &err), HC_OK);
    CU_ASSERT(divided < measured);
}

static void overload_and_wrong_input_are_refused_by_name(void)
{
    hc_error err = HC_ERROR_INIT;
    hc_chat_metrics m;
    hc_chat chat = three_chats;
    chat.patience_s = (double)INFINITY;
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 36, 20.0, &m, &err),
                    HC_ERR_DOMAIN); /* 0.2 x 540 / 3 */
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 37, 20.0, &m, &err), HC_OK);
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 0, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, INT64_MAX, 20.0, &m, &err), HC_ERR_LIMIT);
    hc_chat wrong[7];
    for (size_t k = 0; k < 7; k++) {
        wrong[k] = three_chats;
    }
    wrong[0].levels = 17;
    wrong[1].levels = 0;
    wrong[2].chats_a_second = -1.0;
    wrong[3].chats_a_second = 1e10;
    wrong[4].patience_s = 0.0;
    wrong[5].chat_aht_s[1] = 0.0;
    wrong[6].chat_aht_s[2] = 2.0 * HC_AHT_S_MAX;
    for (size_t k = 0; k < 7; k++) {
        CU_ASSERT_EQUAL(hc_chat_evaluate(&wrong[k], 5, 20.0, &m, &err), HC_ERR_RANGE);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "levels"));
    }
    const hc_target all = {HC_TARGET_SL_OFFERED, 2.0, 20.0};
    int64_t agents = -1;
    CU_ASSERT_EQUAL(hc_chat_solve(&three_chats, &all, 1, &agents, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_chat_solve(&wrong[0], &all, 1, &agents, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(agents, -1);
}

/* One chat a second of 300 s among more and more agents: nobody waits, and each chat is the
 * first of its agent. */
static void far_too_many_agents_let_nobody_wait(void)
{
    const double patience_s[] = {120.0, (double)INFINITY};
    for (size_t k = 0; k < 2; k++) {
        const hc_chat chat = {2.0, 2, {150.0, 200.0}, patience_s[k]};
        for (int64_t agents = 500; agents <= 10000000; agents = agents * 27 / 20) {
            hc_chat_metrics m;
            CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, agents, 20.0, &m, NULL), HC_OK);
            CU_ASSERT_TRUE(m.service.p_wait >= 0.0 && m.service.p_wait < 1e-100);
            CU_ASSERT_EQUAL(m.service.sl_offered, 1.0);
            CU_ASSERT_TRUE(m.service.p_abandon < 1e-100);
            CHECK_CLOSE(m.chats_an_agent, 300.0 / (double)agents, 1e-12);
            CHECK_CLOSE(m.service.occupancy, 300.0 / (double)agents, 1e-12);
            CHECK_CLOSE(m.chat_aht_s, 150.0, 1e-12);
        }
    }
    const hc_chat rare = {1e-15, 1, {300.0}, 120.0}; /* so few that even their chance is 0 */
    const hc_chat two = {1e-15, 2, {300.0, 400.0}, 120.0};
    hc_chat_metrics m;
    CU_ASSERT_EQUAL(hc_chat_evaluate(&rare, 10000000, 20.0, &m, NULL), HC_OK);
    CU_ASSERT_EQUAL(m.service.sl_offered, 1.0);
    CU_ASSERT_EQUAL(hc_chat_evaluate(&two, 10000000, 20.0, &m, NULL), HC_OK);
    CU_ASSERT_EQUAL(m.service.sl_offered, 1.0);
    CU_ASSERT_EQUAL(m.service.asa_s, 0.0);
}

/* Ten chats a second of 300 s, two at a time of 400 s, before ten agents: every place is taken
 * at all times, 20 / 400 chats end a second, and the others hang up. */
static void far_too_few_agents_are_always_full(void)
{
    const hc_chat chat = {10.0, 2, {300.0, 400.0}, 1800.0};
    hc_chat_metrics m;
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 10, 20.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.service.p_wait, 1.0, 1e-12);
    CHECK_CLOSE(m.service.p_abandon, 1.0 - 20.0 / 400.0 / 10.0, 1e-9);
    CHECK_CLOSE(m.service.occupancy, 1.0, 1e-12);
    CHECK_CLOSE(m.chats_an_agent, 2.0, 1e-12);
    CHECK_CLOSE(m.chat_aht_s, 400.0, 1e-6);
    CU_ASSERT_TRUE(m.service.sl_offered < 1e-6);
}

static void one_endlessly_patient_chat_at_a_time_is_erlang_c(void)
{
    const hc_chat chat = {0.05, 1, {240.0}, (double)INFINITY};
    const hc_load load = hc_load_of(12.0, 240.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_chat_metrics got;
    hc_metrics c;
    int64_t agents = 0, plain = 0;
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 12, 20.0, &got, NULL), HC_ERR_DOMAIN);
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 15, 20.0, &got, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, 15.0, 20.0, &c, NULL), HC_OK);
    CHECK_CLOSE(got.service.sl_offered, c.sl_offered, 1e-12);
    CU_ASSERT_EQUAL(hc_chat_solve(&chat, &target, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &target, 1, &plain, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, plain);
}

static void no_chats_need_nobody(void)
{
    hc_chat chat = three_chats;
    chat.chats_a_second = 0.0;
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 30.0};
    int64_t agents = -1;
    hc_chat_metrics m;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_chat_solve(&chat, &target, 1, &agents, &err), HC_OK);
    CU_ASSERT_EQUAL(agents, 0);
    CU_ASSERT_EQUAL(hc_chat_evaluate(&chat, 3, 20.0, &m, &err), HC_OK);
    CU_ASSERT_EQUAL(m.service.sl_offered, 1.0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_chat_at_a_time_is_erlang_a_to_the_bit),
        HC_TEST(metrics_agree_with_the_chain_summed_state_by_state),
        HC_TEST(agents_played_one_by_one_are_within_a_point),
        HC_TEST(fewest_agents_meet_the_target_and_one_fewer_does_not),
        HC_TEST(dividing_the_aht_by_the_concurrency_understaffs),
        HC_TEST(overload_and_wrong_input_are_refused_by_name),
        HC_TEST(far_too_many_agents_let_nobody_wait),
        HC_TEST(far_too_few_agents_are_always_full),
        HC_TEST(one_endlessly_patient_chat_at_a_time_is_erlang_c),
        HC_TEST(no_chats_need_nobody),
    };
    return hc_test_run("chat", tests, sizeof tests / sizeof *tests);
}
