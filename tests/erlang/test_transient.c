#include <string.h>

#include "erlang/offered_load.h"
#include "erlang/staffing.h"
#include "tests/erlang/transient.h"
#include "tests/support/hc_test.h"

#define PI 3.14159265358979323846
#define SLOTS_MAX 2880

static void steady_day_gives_the_stationary_metrics(void)
{
    double calls[4] = {60.0, 60.0, 60.0, 60.0};
    const int32_t agents[4] = {11, 11, 11, 11};
    const hc_transient_day day = {.slots = 4,
                                  .interval_s = 900.0,
                                  .calls = calls,
                                  .agents = agents,
                                  .aht_s = 180.0,
                                  .patience_s = 120.0,
                                  .target_s = 20.0,
                                  .starts_settled = true};
    hc_transient_service got[4];
    hc_load load = hc_load_of(12.0, 180.0);
    load.patience_s = 120.0;
    hc_metrics m = {0};
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_staffing_metrics(HC_MODEL_A, &load, 11.0, 20.0, &m, NULL), HC_OK);
    for (size_t slot = 0; slot < 4; slot++) {
        CHECK_CLOSE(got[slot].p_wait, m.p_wait, 1e-10);
        CHECK_CLOSE(got[slot].service_level, m.sl_offered, 1e-10);
        CHECK_CLOSE(got[slot].abandon_rate, m.p_abandon, 1e-9);
        CHECK_CLOSE(got[slot].waiting, m.queue_len, 1e-9);
        CHECK_CLOSE(got[slot].busy, 11.0 * m.occupancy, 1e-10);
    }
}

static void endless_patience_settles_at_erlang_c(void)
{
    const double calls[1] = {100.0};
    const int32_t agents[1] = {14};
    const hc_transient_day day = {1,     1800.0,           calls, agents,
                                  180.0, (double)INFINITY, 20.0,  true};
    hc_transient_service got[1];
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    CHECK_CLOSE(got[0].p_wait, 0.17413193359504984, 1e-8);
    CHECK_CLOSE(got[0].service_level, 0.88835001917946688, 1e-8);
}

/* From empty, with agents for all, busy agents follow m' = rate - m / AHT: the offered load. */
static void opening_fills_as_the_offered_load_says(void)
{
    double calls[12];
    double aht_s[13];
    double load[13];
    double with_closed[13] = {0.0};
    int32_t agents[12];
    hc_transient_service got[12];
    for (size_t slot = 0; slot < 12; slot++) {
        calls[slot] = 20.0 + 3.0 * (double)slot;
        with_closed[slot + 1] = calls[slot];
        agents[slot] = 400;
    }
    for (size_t slot = 0; slot < 13; slot++) {
        aht_s[slot] = 600.0;
    }
    hc_offered_load(HC_TIME_MOL, with_closed, aht_s, 13, 300.0, load);
    const hc_transient_day day = {12, 300.0, calls, agents, 600.0, 60.0, 20.0, false};
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    for (size_t slot = 1; slot < 12; slot++) {
        CHECK_CLOSE(got[slot].busy, load[slot + 1], 1e-9);
        CHECK_CLOSE(got[slot].service_level, 1.0, 1e-9);
    }
}

static void nobody_on_the_phones_answers_nobody(void)
{
    const double calls[2] = {60.0, 60.0};
    const int32_t agents[2] = {0, 0};
    const hc_transient_day day = {2, 900.0, calls, agents, 180.0, 120.0, 20.0, true};
    hc_transient_service got[2];
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    CHECK_CLOSE(got[1].p_wait, 1.0, 1e-12);
    CU_ASSERT_EQUAL(got[1].service_level, 0.0);
    CHECK_CLOSE(got[1].abandon_rate, 1.0, 1e-9);
    CHECK_CLOSE(got[1].waiting, 60.0 / 900.0 * 120.0, 1e-9);
}

/* One hour short by a third: the backlog is carried into the next, which alone would be fine.
 */
static void overload_is_carried_over(void)
{
    const double calls[3] = {200.0, 400.0, 200.0};
    const int32_t agents[3] = {12, 12, 12};
    const hc_transient_day day = {3,     3600.0,           calls, agents,
                                  180.0, (double)INFINITY, 20.0,  false};
    hc_transient_service got[3];
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    CU_ASSERT_TRUE(got[0].p_wait > 0.2 && got[0].p_wait < 0.5);
    CU_ASSERT_TRUE(got[1].waiting > 50.0);
    CU_ASSERT_TRUE(got[2].waiting > 50.0);
    CU_ASSERT_TRUE(got[2].service_level < got[0].service_level);
}

/* Stationary backlog-carryover against the exact chain: busy agents through an overloaded hour.
 */
static void carried_load_is_near_the_exact_busy_agents(void)
{
    const double calls[4] = {200.0, 300.0, 200.0, 120.0};
    const double aht_s[4] = {180.0, 180.0, 180.0, 180.0};
    const int32_t agents[4] = {13, 13, 13, 13};
    const double thirteen[4] = {13.0, 13.0, 13.0, 13.0};
    double carried[4];
    const hc_transient_day day = {4,     3600.0,           calls, agents,
                                  180.0, (double)INFINITY, 20.0,  true};
    hc_transient_service got[4];
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    hc_carried_load(calls, aht_s, thirteen, 4, 3600.0, carried);
    for (size_t slot = 0; slot < 4; slot++) {
        CU_ASSERT_TRUE(carried[slot] < 13.0);
        CHECK_CLOSE(carried[slot], got[slot].busy, 0.05); /* an approximation */
    }
    CU_ASSERT_TRUE(carried[2] > 10.5); /* alone it would carry 10 */
}

static void carried_load_loses_no_call(void)
{
    double calls[40] = {0.0};
    double aht_s[40];
    double agents[40];
    double carried[40];
    double sum = 0.0;
    for (size_t slot = 0; slot < 40; slot++) {
        aht_s[slot] = 180.0;
        agents[slot] = slot == 1 ? 0.0 : 5.0;
    }
    calls[0] = 300.0;
    hc_carried_load(calls, aht_s, agents, 40, 1800.0, carried);
    for (size_t slot = 0; slot < 40; slot++) {
        sum += carried[slot];
    }
    CHECK_CLOSE(sum, 30.0, 1e-9);
    CU_ASSERT_EQUAL(carried[1], 0.0);
}

/* ---- the sinusoid of Green, Kolesar and Whitt: load 100 +- 60 % over a day, 30-minute
 * staffing ---- */

typedef struct sinusoid {
    double agent_hours;
    double worst_p_wait;
    double best_p_wait;
} sinusoid;

/* Staffs for P(wait) <= 0.2 by a method, plays two days minute by minute, judges the second. */
static sinusoid play_sinusoid(double aht_s, hc_time_method method)
{
    static double calls[SLOTS_MAX];
    static int32_t agents[SLOTS_MAX];
    static hc_transient_service got[SLOTS_MAX];
    double half_hours[96];
    double handle_s[96];
    double load[96];
    sinusoid result = {.best_p_wait = 1.0};
    const hc_target target = {HC_TARGET_P_WAIT, 0.2, 0.0};
    for (size_t minute = 0; minute < SLOTS_MAX; minute++) {
        const double angle = 2.0 * PI * ((double)minute + 0.5) / 1440.0;
        calls[minute] = 100.0 / aht_s * 60.0 * (1.0 + 0.6 * sin(angle));
    }
    for (size_t slot = 0; slot < 96; slot++) {
        half_hours[slot] = 0.0;
        handle_s[slot] = aht_s;
        for (size_t m = 0; m < 30; m++) {
            half_hours[slot] += calls[30 * slot + m];
        }
    }
    hc_offered_load(method, half_hours, handle_s, 96, 1800.0, load);
    for (size_t slot = 0; slot < 96; slot++) {
        hc_load question = hc_load_of(load[slot], aht_s);
        int64_t need = 0;
        question.patience_s = 180.0;
        CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &question, &target, 1, &need, NULL),
                        HC_OK);
        for (size_t m = 0; m < 30; m++) {
            agents[30 * slot + m] = (int32_t)need;
        }
        if (slot >= 48) { result.agent_hours += 0.5 * (double)need; }
    }
    const hc_transient_day day = {SLOTS_MAX, 60.0, calls, agents, aht_s, 180.0, 20.0, true};
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, got, NULL), HC_OK);
    for (size_t slot = 48; slot < 96; slot++) {
        double waits = 0.0;
        for (size_t m = 0; m < 30; m++) {
            waits += got[30 * slot + m].p_wait * calls[30 * slot + m];
        }
        waits /= half_hours[slot];
        result.worst_p_wait = fmax(result.worst_p_wait, waits);
        result.best_p_wait = fmin(result.best_p_wait, waits);
    }
    return result;
}

static void modified_load_holds_every_short_interval_at_no_more_agents(void)
{
    const sinusoid mol = play_sinusoid(360.0, HC_TIME_MOL);
    const sinusoid sipp = play_sinusoid(360.0, HC_TIME_SIPP);
    CU_ASSERT_TRUE(mol.worst_p_wait <= 0.215);
    CU_ASSERT_TRUE(mol.agent_hours <= 1.002 * sipp.agent_hours);
    CHECK_CLOSE(sipp.agent_hours, 2594.0, 0.001); /* the methods page: 2594 h, 0.144 .. 0.241 */
    CHECK_CLOSE(sipp.worst_p_wait, 0.241, 0.01);
    CHECK_CLOSE(sipp.best_p_wait, 0.144, 0.01);
}

static void modified_load_holds_every_long_interval_at_no_more_agents(void)
{
    const sinusoid mol = play_sinusoid(1800.0, HC_TIME_MOL);
    const sinusoid sipp = play_sinusoid(1800.0, HC_TIME_SIPP);
    CU_ASSERT_TRUE(mol.worst_p_wait <= 0.215);
    CU_ASSERT_TRUE(mol.agent_hours <= 1.002 * sipp.agent_hours);
    CHECK_CLOSE(sipp.agent_hours, 2486.0, 0.001); /* 2486 h, 0.075 .. 0.348 */
    CHECK_CLOSE(sipp.worst_p_wait, 0.348, 0.01);
    CHECK_CLOSE(sipp.best_p_wait, 0.075, 0.02);
}

static void each_error_is_named(void)
{
    double calls[1] = {100.0};
    const int32_t agents[1] = {5};
    hc_transient_day day = {1, 1800.0, calls, agents, 180.0, (double)INFINITY, 20.0, true};
    hc_transient_service got[1] = {{.p_wait = 7.0}};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_transient_play(&day, got, &err), HC_ERR_DOMAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "overload"));
    day.starts_settled = false;
    calls[0] = -1.0;
    CU_ASSERT_EQUAL(hc_transient_play(&day, got, &err), HC_ERR_RANGE);
    calls[0] = 1e9;
    CU_ASSERT_EQUAL(hc_transient_play(&day, got, &err), HC_ERR_LIMIT);
    calls[0] = 10.0;
    day.aht_s = 0.0;
    CU_ASSERT_EQUAL(hc_transient_play(&day, got, &err), HC_ERR_RANGE);
    day.aht_s = 180.0;
    day.interval_s = 0.0;
    CU_ASSERT_EQUAL(hc_transient_play(&day, got, &err), HC_ERR_RANGE);
    CU_ASSERT_TRUE(got[0].p_wait > 6.9); /* untouched */
}

static void failed_allocations_are_reported_and_leak_nothing(void)
{
    const double calls[1] = {10.0};
    const int32_t agents[1] = {5};
    const hc_transient_day day = {1, 1800.0, calls, agents, 180.0, 60.0, 20.0, true};
    hc_transient_service got[1];
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_transient_play(&day, got, NULL), HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(hc_transient_play(&day, got, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_heap_live(), live);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(steady_day_gives_the_stationary_metrics),
        HC_TEST(endless_patience_settles_at_erlang_c),
        HC_TEST(opening_fills_as_the_offered_load_says),
        HC_TEST(nobody_on_the_phones_answers_nobody),
        HC_TEST(overload_is_carried_over),
        HC_TEST(carried_load_is_near_the_exact_busy_agents),
        HC_TEST(carried_load_loses_no_call),
        HC_TEST(modified_load_holds_every_short_interval_at_no_more_agents),
        HC_TEST(modified_load_holds_every_long_interval_at_no_more_agents),
        HC_TEST(each_error_is_named),
        HC_TEST(failed_allocations_are_reported_and_leak_nothing),
    };
    return hc_test_run("transient", tests, sizeof tests / sizeof tests[0]);
}
