#include <string.h>

#include "erlang/staffing.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

/* An everyday question in whole numbers; patience_s 0: callers wait for ever. */
typedef struct everyday {
    double calls;
    double interval_s;
    double aht_s;
    double patience_s;
    double target_s;
    double level;
} everyday;

static hc_load load_of(const everyday *q)
{
    hc_load load = hc_load_of_calls(q->calls, q->interval_s, q->aht_s);
    if (q->patience_s > 0.0) { load.patience_s = q->patience_s; }
    return load;
}

static hc_model model_of(const everyday *q)
{
    return q->patience_s > 0.0 ? HC_MODEL_A : HC_MODEL_C;
}

static int64_t agents_for(const everyday *q)
{
    const hc_load load = load_of(q);
    const hc_target target = {HC_TARGET_SL_OFFERED, q->level, q->target_s};
    int64_t agents = -1;
    CU_ASSERT_EQUAL(hc_staffing_solve(model_of(q), &load, &target, 1, &agents, NULL), HC_OK);
    return agents;
}

static int64_t agents_for_kind(hc_model model, const hc_load *load, hc_target_kind kind,
                               double limit)
{
    const hc_target target = {kind, limit, 20.0};
    int64_t agents = -1;
    CU_ASSERT_EQUAL(hc_staffing_solve(model, load, &target, 1, &agents, NULL), HC_OK);
    return agents;
}

/* ---- wrong answers of other tools, the right ones from 100-digit arithmetic ---- */

#define WRONG_ELSEWHERE(name, expected, ...)                                                   \
    static void name(void)                                                                     \
    {                                                                                          \
        const everyday q = {__VA_ARGS__};                                                      \
        CU_ASSERT_EQUAL(agents_for(&q), expected);                                             \
    }

/* calls, interval s, AHT s, patience s, T s, level */
WRONG_ELSEWHERE(pyworkforce_a_says_101_for_96, 96, 1000, 1800, 180, 120, 20, 0.80)
WRONG_ELSEWHERE(pyworkforce_a_says_54_for_38, 38, 400, 1800, 240, 45, 20, 0.50)
WRONG_ELSEWHERE(pyworkforce_a_says_120_for_85, 85, 2400, 1800, 90, 20, 180, 0.70)
WRONG_ELSEWHERE(pyworkforce_a_says_96_for_68, 68, 476, 900, 180, 20, 120, 0.70)
WRONG_ELSEWHERE(pyworkforce_a_says_11_for_8, 8, 100, 1800, 180, 60, 20, 0.50)
WRONG_ELSEWHERE(pyworkforce_c_says_2_for_1, 1, 6, 3600, 360, 0, 300, 0.5)
WRONG_ELSEWHERE(pyworkforce_c_says_12_for_11, 11, 6360, 1800, 3, 0, 300, 0.5)
WRONG_ELSEWHERE(pyworkforce_c_says_2982_for_2981, 2981, 89420, 1800, 60, 0, 300, 0.6)
WRONG_ELSEWHERE(r_erlang_c_says_12_for_13, 13, 95, 1800, 180, 0, 20, 0.80)
WRONG_ELSEWHERE(r_erlang_c_says_1_for_2, 2, 5, 3600, 300, 0, 20, 0.80)
WRONG_ELSEWHERE(r_erlang_c_says_177_for_176, 176, 1000, 1800, 300, 0, 20, 0.80)
WRONG_ELSEWHERE(gethryn_has_no_answer_for_2012, 2012, 20000, 1800, 180, 0, 20, 0.80)

static double level_at(const everyday *q, double agents)
{
    const hc_load load = load_of(q);
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_staffing_metrics(model_of(q), &load, agents, q->target_s, &m, NULL),
                    HC_OK);
    return m.sl_offered;
}

static void pyworkforce_a_level_underflows_at_155_agents(void)
{
    const everyday q = {4800, 900, 30, 60, 120, 0.0};
    CHECK_CLOSE(level_at(&q, 155), 0.95609394619545727, 1e-13);
}

static void pyworkforce_a_level_underflows_at_100_agents(void)
{
    const everyday q = {4800, 900, 30, 60, 300, 0.0};
    CHECK_CLOSE(level_at(&q, 100), 0.62499999999999639, 1e-13);
}

static void pyworkforce_says_31_for_30_at_seventy_percent_occupancy(void)
{
    const hc_load load = hc_load_of_calls(420, 3600, 180);
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_C, &load, HC_TARGET_OCCUPANCY, 0.7), 30);
}

/* Two skills of 10 Erlangs each, all agents bilingual: one pool of 20 Erlangs, not 14 agents.
 */
static void pyworkforce_multi_skill_says_14_for_24(void)
{
    const hc_load pool = hc_load_of(20.0, 180.0);
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_C, &pool, HC_TARGET_SL_OFFERED, 0.8), 24);
    hc_load impatient = pool;
    impatient.patience_s = 120.0;
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &impatient, 14.0, 20.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.sl_offered, 0.23569856106244748, 1e-13);
    CHECK_CLOSE(m.p_abandon, 0.31230726128766614, 1e-13);
}

static void pyworkforce_answers_the_unanswerable_hundred_percent(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    const hc_target all = {HC_TARGET_SL_OFFERED, 1.0, 20.0};
    int64_t agents = 77;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &all, 1, &agents, &err),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(agents, 77);
    CU_ASSERT_TRUE(err.hint[0] != '\0');
}

/* Row 1-01336: 93,989 Erlangs, patience 45 s: 85 % of the answered ones within 300 s needs 142
 * agents, while 99.8 % hang up. */
static void net_service_level_is_met_by_absurdly_few(void)
{
    hc_load load = hc_load_of_calls(469947, 900, 180);
    load.patience_s = 45.0;
    const hc_target net = {HC_TARGET_SL_NET, 0.85, 300.0};
    int64_t agents = 0;
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &net, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 142);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, 142.0, 300.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.p_abandon, 0.99848919133434196, 1e-12);
    const hc_target both[] = {net, {HC_TARGET_P_ABANDON, 0.05, 0.0}};
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, both, 2, &agents, NULL), HC_OK);
    CU_ASSERT_TRUE(agents > 85000);
}

/* ---- published answers ---- */

WRONG_ELSEWHERE(textbook_centre_needs_14, 14, 100, 1800, 180, 0, 20, 0.80)
WRONG_ELSEWHERE(uplift_page_needs_28, 28, 250, 3600, 330, 0, 30, 0.80)
WRONG_ELSEWHERE(calculator_gem_needs_6, 6, 36, 3600, 300, 0, 20, 0.80)

static void call_center_tools_readme_needs_40(void)
{
    const hc_load load = hc_load_of_calls(1000, 3600, 120);
    const hc_target targets[] = {{HC_TARGET_SL_OFFERED, 0.8, 20.0},
                                 {HC_TARGET_OCCUPANCY, 0.85, 0.0}};
    int64_t agents = 0;
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, targets, 2, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 40);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, 40.0, 20.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.p_wait, 0.190737290394307678, 1e-13);
    CHECK_CLOSE(m.sl_offered, 0.937210621488713726, 1e-13);
    CHECK_CLOSE(m.asa_s, 3.43327122709753821, 1e-13);
    CHECK_CLOSE(m.occupancy, 5.0 / 6.0, 1e-15);
}

/* ---- ties, edges, properties ---- */

static void tenth_of_an_erlang_at_once_at_ninety_percent_needs_one(void)
{
    const hc_load load = hc_load_of(0.1, 180.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.9, 0.0};
    int64_t agents = 0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &target, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 1);
}

static void seventeen_erlangs_at_85_percent_occupancy_need_20(void)
{
    const hc_load load = hc_load_of_calls(340, 3600, 180);
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_C, &load, HC_TARGET_OCCUPANCY, 0.85), 20);
}

static hc_target on_time(double limit, double target_s)
{
    return (hc_target){HC_TARGET_SL_OFFERED, limit, target_s};
}

/* Deep in overload n agents answer n / load less 7e-15 and 1e-20 (100 digits): half of the
 * calls is not answered by half of the load. The truth script's rows 1-00804 and 1-03005. */
static void half_the_load_does_not_answer_half_of_the_calls(void)
{
    hc_load load = hc_load_of_calls(6420.0, 900.0, 600.0);
    hc_target target = on_time(0.5, 45.0);
    hc_metrics metrics = {0};
    int64_t agents = 0;
    load.patience_s = 20.0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 2141);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, 2140.0, 45.0, &metrics, NULL),
                    HC_OK);
    CU_ASSERT_TRUE(hc_target_is_met(&target, &metrics));
    CU_ASSERT_FALSE(hc_staffing_meets(HC_MODEL_A, &load, 2140.0, &target, &metrics));
    load = hc_load_of_calls(9842.0, 900.0, 1800.0);
    load.patience_s = 20.0;
    target = on_time(0.5, 300.0);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 9843);
}

/* The same from the other side: a tenth hangs up, and a little more, where 90 % of the load is
 * staffed; by the truth script. A loss system is nowhere near that tie. */
static void ninety_percent_of_the_load_lets_more_than_a_tenth_hang_up(void)
{
    hc_load load = hc_load_of_calls(100000.0, 3600.0, 360.0);
    const hc_target gone = {HC_TARGET_P_ABANDON, 0.1, 0.0};
    int64_t agents = 0;
    load.patience_s = 60.0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &gone, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 9001);
    const hc_load loss = hc_load_of(100000.0, 180.0);
    const hc_target blocked = {HC_TARGET_P_BLOCK, 0.05, 0.0};
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_B, &loss, &blocked, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 95019);
}

static void no_load_needs_nobody(void)
{
    const hc_load none = hc_load_of(0.0, 180.0);
    hc_metrics m = {0};
    for (int model = HC_MODEL_B; model <= HC_MODEL_A; model++) {
        CU_ASSERT_EQUAL(agents_for_kind((hc_model)model, &none, HC_TARGET_SL_OFFERED, 0.8), 0);
        CU_ASSERT_EQUAL(hc_staffing_metrics((hc_model)model, &none, 0.0, 20.0, &m, NULL),
                        HC_OK);
        CU_ASSERT_EQUAL(m.sl_offered, 1.0);
        CU_ASSERT_EQUAL(m.late, 0.0);
    }
}

static void overload_is_refused_by_name(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    hc_metrics m = {0};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, 9.0, 20.0, &m, &err), HC_ERR_DOMAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "overload"));
}

static void model_c_does_not_look_at_patience(void)
{
    hc_load load = hc_load_of(10.0, 180.0);
    load.patience_s = 60.0;
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_C, &load, HC_TARGET_SL_OFFERED, 0.8), 14);
}

static void several_targets_need_the_most_of_each(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    const hc_target targets[] = {{HC_TARGET_SL_OFFERED, 0.8, 20.0},
                                 {HC_TARGET_ASA_S, 2.0, 0.0}};
    const int64_t level = agents_for_kind(HC_MODEL_C, &load, HC_TARGET_SL_OFFERED, 0.8);
    const int64_t speed = agents_for_kind(HC_MODEL_C, &load, HC_TARGET_ASA_S, 2.0);
    int64_t both = 0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, targets, 2, &both, NULL), HC_OK);
    CU_ASSERT_EQUAL(both, level > speed ? level : speed);
    CU_ASSERT_NOT_EQUAL(level, speed);
}

static void loss_system_is_staffed_for_its_blocking(void)
{
    const hc_load load = hc_load_of(2.0, 180.0);
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_B, &load, HC_TARGET_P_BLOCK, 0.4),
                    2); /* B = 0.4 */
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_B, &load, HC_TARGET_P_BLOCK, 1.0), 0);
}

/* The answer meets every target and one agent fewer misses one, whatever the model and the
 * target. */
static void answers_are_minimal_for_every_target(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 20261123);
    for (int round = 0; round < 3000; round++) {
        hc_load load = hc_load_of(pow(10.0, 5.0 * hc_rng_uniform(&rng) - 1.0), 180.0);
        const hc_model model = hc_rng_below(&rng, 2) == 0 ? HC_MODEL_C : HC_MODEL_A;
        load.patience_s =
            model == HC_MODEL_A ? 10.0 + 500.0 * hc_rng_uniform(&rng) : (double)INFINITY;
        hc_target target = {(hc_target_kind)hc_rng_below(&rng, HC_TARGET_P_BLOCK),
                            0.02 + 0.96 * hc_rng_uniform(&rng), 40.0 * hc_rng_uniform(&rng)};
        if (target.kind == HC_TARGET_ASA_S) { target.limit *= 60.0; }
        int64_t agents = 0;
        hc_metrics m = {0};
        CU_ASSERT_EQUAL_FATAL(hc_staffing_solve(model, &load, &target, 1, &agents, NULL),
                              HC_OK);
        const double found = (double)agents;
        CU_ASSERT_EQUAL_FATAL(
            hc_staffing_metrics(model, &load, found, target.target_s, &m, NULL), HC_OK);
        CU_ASSERT_TRUE(hc_target_is_met(&target, &m));
        const double least = model == HC_MODEL_C ? floor(load.load_erlangs) + 1.0 : 1.0;
        if (found <= least) { continue; }
        CU_ASSERT_EQUAL_FATAL(
            hc_staffing_metrics(model, &load, found - 1.0, target.target_s, &m, NULL), HC_OK);
        CU_ASSERT_FALSE(hc_target_is_met(&target, &m));
    }
}

static void fractional_need_rounds_up_to_the_whole_one(void)
{
    for (double load = 0.3; load < 5000.0; load *= 1.7) {
        hc_load question = hc_load_of(load, 180.0);
        question.patience_s = 120.0;
        const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
        for (int model = HC_MODEL_C; model <= HC_MODEL_A; model++) {
            double exact = 0.0;
            CU_ASSERT_EQUAL_FATAL(
                hc_staffing_solve_exact((hc_model)model, &question, &target, 1, &exact, NULL),
                HC_OK);
            const int64_t whole =
                agents_for_kind((hc_model)model, &question, HC_TARGET_SL_OFFERED, 0.8);
            CU_ASSERT_EQUAL((int64_t)ceil(exact - 1e-9), whole);
        }
    }
}

static void capacity_in_volume_turns_the_question_round(void)
{
    for (double agents = 1.0; agents < 3000.0; agents = 2.0 * agents + 1.0) {
        hc_load question = hc_load_of(1.0, 180.0);
        question.patience_s = 150.0;
        const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
        double most = 0.0;
        CU_ASSERT_EQUAL_FATAL(hc_staffing_capacity(HC_MODEL_A, &question, &target, 1, agents,
                                                   HC_CAPACITY_VOLUME, &most, NULL),
                              HC_OK);
        question.load_erlangs = most * (1.0 - 1e-9);
        CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_A, &question, HC_TARGET_SL_OFFERED, 0.8),
                        (int64_t)agents);
        question.load_erlangs = most * (1.0 + 1e-9);
        CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_A, &question, HC_TARGET_SL_OFFERED, 0.8),
                        (int64_t)agents + 1);
    }
}

static void capacity_in_handle_time_turns_the_question_round(void)
{
    const hc_load question = hc_load_of_calls(100, 1800, 180);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    double aht_s = 0.0;
    CU_ASSERT_EQUAL_FATAL(hc_staffing_capacity(HC_MODEL_C, &question, &target, 1, 14.0,
                                               HC_CAPACITY_AHT, &aht_s, NULL),
                          HC_OK);
    CU_ASSERT_TRUE(aht_s > 180.0 && aht_s < 14.0 * 18.0);
    const hc_load longer = hc_load_of_calls(100, 1800, aht_s * (1.0 + 1e-9));
    CU_ASSERT_EQUAL(agents_for_kind(HC_MODEL_C, &longer, HC_TARGET_SL_OFFERED, 0.8), 15);
}

static hc_status capacity(hc_model model, const hc_load *load, hc_target target, double agents,
                          double *most)
{
    return hc_staffing_capacity(model, load, &target, 1, agents, HC_CAPACITY_VOLUME, most,
                                NULL);
}

/* Callers who wait for ever never hang up: only overload bounds what ten agents hold. */
static void a_target_that_always_holds_leaves_overload_as_the_bound(void)
{
    const hc_load load = hc_load_of(1.0, 180.0);
    const hc_target stay = {HC_TARGET_P_ABANDON, 0.05, 0.0};
    const hc_target at_once = {HC_TARGET_P_WAIT, 0.1, 0.0};
    const hc_target occupancy[] = {stay, {HC_TARGET_OCCUPANCY, 0.8, 0.0}};
    double most = 0.0;
    int64_t agents = 0;
    CU_ASSERT_EQUAL(capacity(HC_MODEL_C, &load, stay, 10.0, &most), HC_OK);
    CHECK_CLOSE(most, 10.0, 1e-12);
    CU_ASSERT_EQUAL(hc_staffing_capacity(HC_MODEL_C, &load, occupancy, 2, 10.0,
                                         HC_CAPACITY_VOLUME, &most, NULL),
                    HC_OK);
    CHECK_CLOSE(most, 8.0, 1e-12);
    /* nobody waits where nobody can: any load will do, and nobody need be there */
    CU_ASSERT_EQUAL(capacity(HC_MODEL_B, &load, at_once, 10.0, &most), HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_B, &load, &at_once, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 0);
}

static void what_no_load_meets_is_infeasible(void)
{
    const hc_load load = hc_load_of(1.0, 180.0);
    const hc_target all = {HC_TARGET_SL_OFFERED, 1.0, 20.0};
    const hc_target nearly = {HC_TARGET_P_BLOCK, 1e-18, 0.0}; /* less than the slack: 1e-15 */
    double most = 0.0;
    CU_ASSERT_EQUAL(capacity(HC_MODEL_C, &load, all, 10.0, &most), HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(capacity(HC_MODEL_B, &load, nearly, 1.0, &most), HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(most, 0.0);
}

/* A second target is asked by itself where the agents of the first one cannot tell. */
static void each_of_several_targets_has_its_say(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    const hc_target level = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    const hc_target with_all[] = {level, {HC_TARGET_SL_OFFERED, 1.0, 20.0}};
    const hc_target with_stay[] = {level, {HC_TARGET_P_ABANDON, 0.05, 0.0}};
    int64_t agents = 0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, with_all, 2, &agents, NULL),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, with_stay, 2, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 14);
}

/* B(a, n) = 1 at no agents, and a/(1 + a) at one: half an Erlang is blocked for 1/3. */
static void a_loss_system_may_need_nobody_or_a_part_of_an_agent(void)
{
    hc_load load = hc_load_of(0.5, 180.0);
    const hc_target any = {HC_TARGET_P_BLOCK, 1.0, 0.0};
    const hc_target third = {HC_TARGET_P_BLOCK, 1.0 / 3.0, 0.0};
    const hc_target none = {HC_TARGET_P_BLOCK, 0.0, 0.0};
    hc_error err = HC_ERROR_INIT;
    double exact = 7.0;
    int64_t agents = 0;
    load.lines = 10.0; /* a loss system has as many as agents, and does not look at them */
    CU_ASSERT_EQUAL(hc_staffing_solve_exact(HC_MODEL_B, &load, &any, 1, &exact, NULL), HC_OK);
    CU_ASSERT_EQUAL(exact, 0.0);
    CU_ASSERT_EQUAL(hc_staffing_solve_exact(HC_MODEL_B, &load, &third, 1, &exact, NULL), HC_OK);
    CHECK_CLOSE(exact, 1.0, 1e-9);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_B, &load, &none, 1, &agents, &err),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_STRING_EQUAL(err.message, "p_block at 0 has no answer");
}

static void too_few_lines_are_infeasible(void)
{
    hc_load load = hc_load_of(100.0, 180.0);
    load.patience_s = 60.0;
    load.lines = 50.0;
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    int64_t agents = 0;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, &err),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "lines"));
}

/* 14 lines, patience shorter than a call: one agent blocks 0.65 % of 10 Erlangs, 14 block 5.7
 * %.
 */
static void blocking_is_no_target_where_agents_raise_it(void)
{
    hc_load load = hc_load_of(10.0, 180.0);
    const hc_target target = {HC_TARGET_P_BLOCK, 0.03, 0.0};
    hc_metrics few = {0};
    hc_metrics many = {0};
    int64_t agents = -5;
    load.lines = 14.0;
    load.patience_s = 120.0;
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, 1.0, 0.0, &few, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, 14.0, 0.0, &many, NULL), HC_OK);
    CU_ASSERT(few.p_block < 0.01 && many.p_block > 0.05);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(agents, -5);
    load.patience_s = 400.0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, NULL),
                    HC_ERR_INFEASIBLE); /* B(10, 14) = 5.7 % is the best */
    load.patience_s = 120.0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_B, &load, &target, 1, &agents, NULL), HC_OK);
}

static void waiting_is_no_target_with_finite_lines(void)
{
    hc_load load = hc_load_of(10.0, 180.0);
    load.lines = 20.0;
    const hc_target target = {HC_TARGET_P_WAIT, 0.2, 0.0};
    int64_t agents = 0;
    double exact = 0.0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, NULL),
                    HC_ERR_RANGE);
    const hc_target level = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    CU_ASSERT_EQUAL(hc_staffing_solve_exact(HC_MODEL_A, &load, &level, 1, &exact, NULL),
                    HC_ERR_RANGE);
}

static void each_refusal_has_its_status(void)
{
    const hc_load load = hc_load_of(1e6, 180.0);
    const hc_load bad = hc_load_of(-1.0, 180.0);
    const hc_target idle = {HC_TARGET_OCCUPANCY, 1e-5, 0.0};
    const hc_target level = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    int64_t agents = 0;
    double most = 0.0;
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &idle, 1, &agents, NULL),
                    HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &bad, &level, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &level, 0, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_solve((hc_model)9, &load, &level, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, -1.0, 20.0, &m, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, 2.0 * HC_AGENTS_MAX, 20.0, &m, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, 2e6, -1.0, &m, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_C, &load, 2e6, 1e13, &m, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(
        hc_staffing_capacity(HC_MODEL_C, &bad, &level, 1, 5.0, HC_CAPACITY_VOLUME, &most, NULL),
        HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_capacity(HC_MODEL_C, &load, &level, 0, 5.0, HC_CAPACITY_VOLUME,
                                         &most, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_capacity(HC_MODEL_C, &load, &level, 1, 0.0, HC_CAPACITY_VOLUME,
                                         &most, NULL),
                    HC_ERR_INFEASIBLE);
    const hc_load none = hc_load_of(0.0, 180.0);
    CU_ASSERT_EQUAL(
        hc_staffing_capacity(HC_MODEL_C, &none, &level, 1, 5.0, HC_CAPACITY_AHT, &most, NULL),
        HC_ERR_RANGE);
    hc_load impatient = hc_load_of(1.0, 180.0);
    impatient.patience_s = 60.0;
    impatient.lines = 10.5;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &impatient, &level, 1, &agents, NULL),
                    HC_ERR_RANGE);
    impatient.lines = 5.0; /* fewer than the agents */
    CU_ASSERT_EQUAL(capacity(HC_MODEL_A, &impatient, level, 10.0, &most), HC_ERR_RANGE);
    impatient.lines = (double)INFINITY;
    const hc_target any = {HC_TARGET_SL_OFFERED, 0.0, 20.0};
    CU_ASSERT_EQUAL(hc_staffing_capacity(HC_MODEL_A, &impatient, &any, 1, 5.0,
                                         HC_CAPACITY_VOLUME, &most, NULL),
                    HC_ERR_LIMIT);
}

static double spread(hc_rng *rng, double low_log10, double high_log10)
{
    return pow(10.0, low_log10 + (high_log10 - low_log10) * hc_rng_uniform(rng));
}

/* Any load, patience, T and target: an answer with metrics that are numbers, or a named
 * refusal. */
static void anything_gives_an_answer_or_a_named_refusal(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 7);
    for (int round = 0; round < 20000; round++) {
        hc_load load = hc_load_of(spread(&rng, -9, 9), spread(&rng, -1, 5));
        const hc_model model = (hc_model)hc_rng_below(&rng, 3);
        if (hc_rng_below(&rng, 4) != 0) { load.patience_s = spread(&rng, -3, 12); }
        if (hc_rng_below(&rng, 6) == 0) { load.lines = ceil(load.load_erlangs * 1.1) + 5.0; }
        const double target_s = hc_rng_below(&rng, 3) == 0 ? 0.0 : spread(&rng, -3, 6);
        const hc_target target = {(hc_target_kind)hc_rng_below(&rng, HC_TARGET_KINDS),
                                  hc_rng_uniform(&rng), target_s};
        if (load.lines > 3000.0 && !isinf(load.lines)) {
            continue;
        } /* slow sums: seconds in all */
        int64_t agents = 0;
        hc_error err = HC_ERROR_INIT;
        hc_metrics m = {0};
        const hc_status st = hc_staffing_solve(model, &load, &target, 1, &agents, &err);
        if (st != HC_OK) {
            CU_ASSERT_TRUE(err.message[0] != '\0');
            continue;
        }
        CU_ASSERT_TRUE(agents >= 0);
        if (agents == 0 && model != HC_MODEL_B) { continue; }
        CU_ASSERT_EQUAL(hc_staffing_metrics(model, &load, (double)agents, target_s, &m, &err),
                        HC_OK);
        const double shares[] = {m.erlang_b,    m.p_wait,     m.p_wait_gt_t,   m.p_block,
                                 m.p_abandon,   m.sl_offered, m.late,          m.sl_net,
                                 m.sl_answered, m.occupancy,  m.p_abandon_in_t};
        for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
            CU_ASSERT_TRUE(shares[i] >= 0.0 && shares[i] <= 1.0 + 1e-9);
        }
        CU_ASSERT_TRUE(m.asa_s >= 0.0 && m.wait_all_s >= 0.0 && m.queue_len >= 0.0);
    }
}

/* A billion Erlangs that may keep everybody busy for a tenth of the time. */
static void more_agents_than_there_are_is_a_limit(void)
{
    const hc_load load = hc_load_of(HC_LOAD_ERLANGS_MAX, 180.0);
    const hc_target target = {HC_TARGET_OCCUPANCY, 0.1, 0.0};
    int64_t agents = 7;
    double exact = 7.0;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &target, 1, &agents, NULL),
                    HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(hc_staffing_solve_exact(HC_MODEL_C, &load, &target, 1, &exact, NULL),
                    HC_ERR_LIMIT);
    CU_ASSERT_TRUE(agents == 7 && exact == 7.0);
}

static void lines_are_whole(void)
{
    hc_load load = hc_load_of(5.0, 180.0);
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_error err = HC_ERROR_INIT;
    int64_t agents = 7;
    double most = 7.0;
    load.lines = 10.5;
    CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_C, &load, &target, 1, &agents, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "10.5"));
    load.lines = 10.0;
    CU_ASSERT_EQUAL(hc_staffing_capacity(HC_MODEL_C, &load, &target, 1, 10.5,
                                         HC_CAPACITY_VOLUME, &most, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_staffing_capacity(HC_MODEL_C, &load, &target, 1, 11.0,
                                         HC_CAPACITY_VOLUME, &most, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_TRUE(agents == 7 && most == 7.0);
}

/* Ten agents before twenty Erlangs answer less than half of the calls, however little less;
 * what is asked in shares without decimals, of other figures or by other formulas has no such
 * tie. */
static void ties_are_told_where_they_can_be(void)
{
    const double endless = (double)INFINITY;
    const struct {
        hc_model model;
        hc_target target;
        double agents, load_erlangs, lines;
        bool met;
    } cases[] = {
        {HC_MODEL_A, {HC_TARGET_SL_OFFERED, 0.5, 20.0}, 10.0, 20.0, endless, false},
        {HC_MODEL_A, {HC_TARGET_SL_OFFERED, 1.0 / 3.0, 20.0}, 10.0, 30.0, endless, true},
        {HC_MODEL_A, {HC_TARGET_SL_OFFERED, 0.5, 20.0}, 20.0, 20.0, endless, true},
        {HC_MODEL_A, {HC_TARGET_P_ABANDON, 0.5, 0.0}, 10.0, 20.0, endless, false},
        {HC_MODEL_A, {HC_TARGET_P_ABANDON, 0.5, 0.0}, 10.0, 20.0, 30.0, true},
        {HC_MODEL_B, {HC_TARGET_P_BLOCK, 0.5, 0.0}, 10.0, 20.0, endless, false},
        {HC_MODEL_A, {HC_TARGET_P_BLOCK, 0.5, 0.0}, 10.0, 20.0, 30.0, true},
        {HC_MODEL_A, {HC_TARGET_OCCUPANCY, 0.5, 0.0}, 10.0, 20.0, endless, true},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        const double limit = cases[k].target.limit;
        const hc_metrics metrics = {
            .sl_offered = limit, .p_abandon = limit, .p_block = limit, .occupancy = limit};
        hc_load load = hc_load_of(cases[k].load_erlangs, 180.0);
        load.lines = cases[k].lines;
        CU_ASSERT_EQUAL(hc_staffing_meets(cases[k].model, &load, cases[k].agents,
                                          &cases[k].target, &metrics),
                        cases[k].met);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(blocking_is_no_target_where_agents_raise_it),
        HC_TEST(pyworkforce_a_says_101_for_96),
        HC_TEST(pyworkforce_a_says_54_for_38),
        HC_TEST(pyworkforce_a_says_120_for_85),
        HC_TEST(pyworkforce_a_says_96_for_68),
        HC_TEST(pyworkforce_a_says_11_for_8),
        HC_TEST(pyworkforce_a_level_underflows_at_155_agents),
        HC_TEST(pyworkforce_a_level_underflows_at_100_agents),
        HC_TEST(pyworkforce_c_says_2_for_1),
        HC_TEST(pyworkforce_c_says_12_for_11),
        HC_TEST(pyworkforce_c_says_2982_for_2981),
        HC_TEST(pyworkforce_says_31_for_30_at_seventy_percent_occupancy),
        HC_TEST(pyworkforce_multi_skill_says_14_for_24),
        HC_TEST(pyworkforce_answers_the_unanswerable_hundred_percent),
        HC_TEST(r_erlang_c_says_12_for_13),
        HC_TEST(r_erlang_c_says_1_for_2),
        HC_TEST(r_erlang_c_says_177_for_176),
        HC_TEST(gethryn_has_no_answer_for_2012),
        HC_TEST(net_service_level_is_met_by_absurdly_few),
        HC_TEST(textbook_centre_needs_14),
        HC_TEST(uplift_page_needs_28),
        HC_TEST(calculator_gem_needs_6),
        HC_TEST(call_center_tools_readme_needs_40),
        HC_TEST(tenth_of_an_erlang_at_once_at_ninety_percent_needs_one),
        HC_TEST(seventeen_erlangs_at_85_percent_occupancy_need_20),
        HC_TEST(half_the_load_does_not_answer_half_of_the_calls),
        HC_TEST(ninety_percent_of_the_load_lets_more_than_a_tenth_hang_up),
        HC_TEST(no_load_needs_nobody),
        HC_TEST(overload_is_refused_by_name),
        HC_TEST(model_c_does_not_look_at_patience),
        HC_TEST(several_targets_need_the_most_of_each),
        HC_TEST(loss_system_is_staffed_for_its_blocking),
        HC_TEST(answers_are_minimal_for_every_target),
        HC_TEST(fractional_need_rounds_up_to_the_whole_one),
        HC_TEST(capacity_in_volume_turns_the_question_round),
        HC_TEST(capacity_in_handle_time_turns_the_question_round),
        HC_TEST(a_target_that_always_holds_leaves_overload_as_the_bound),
        HC_TEST(what_no_load_meets_is_infeasible),
        HC_TEST(each_of_several_targets_has_its_say),
        HC_TEST(a_loss_system_may_need_nobody_or_a_part_of_an_agent),
        HC_TEST(too_few_lines_are_infeasible),
        HC_TEST(waiting_is_no_target_with_finite_lines),
        HC_TEST(each_refusal_has_its_status),
        HC_TEST(anything_gives_an_answer_or_a_named_refusal),
        HC_TEST(more_agents_than_there_are_is_a_limit),
        HC_TEST(lines_are_whole),
        HC_TEST(ties_are_told_where_they_can_be),
    };
    return hc_test_run("staffing", tests, sizeof tests / sizeof tests[0]);
}
