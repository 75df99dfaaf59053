#include "erlang/offered_load.h"
#include "forecast/base/number.h"
#include "tests/support/hc_test.h"

#define SLOTS 96
#define INTERVAL_S 900.0

static void fill(double *values, double value)
{
    for (size_t slot = 0; slot < SLOTS; slot++) {
        values[slot] = value;
    }
}

static void steady_calls_give_the_plain_load_by_every_method(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    fill(calls, 50.0);
    fill(aht_s, 180.0);
    for (int method = HC_TIME_MOL; method <= HC_TIME_LAG_SIPP; method++) {
        hc_offered_load((hc_time_method)method, calls, aht_s, SLOTS, INTERVAL_S, load);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            CHECK_CLOSE(load[slot], 10.0, 1e-13);
        }
    }
}

static void sipp_is_calls_times_aht_over_interval(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    for (size_t slot = 0; slot < SLOTS; slot++) {
        calls[slot] = (double)slot;
        aht_s[slot] = 100.0 + (double)slot;
    }
    hc_offered_load(HC_TIME_SIPP, calls, aht_s, SLOTS, INTERVAL_S, load);
    CHECK_CLOSE(load[7], 7.0 * 107.0 / 900.0, 1e-15);
    CU_ASSERT_EQUAL(load[0], 0.0);
}

/* m' = rate - m / AHT by many small Euler steps: a second road to the closed form. */
static void modified_load_solves_its_differential_equation(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    for (size_t slot = 0; slot < SLOTS; slot++) {
        calls[slot] = 60.0 + 40.0 * sin(0.2 * (double)slot);
        aht_s[slot] = slot < 48 ? 400.0 : 250.0;
    }
    hc_offered_load(HC_TIME_MOL, calls, aht_s, SLOTS, INTERVAL_S, load);
    double busy = calls[0] * aht_s[0] / INTERVAL_S;
    for (size_t slot = 0; slot < SLOTS; slot++) {
        double sum = 0.0;
        for (int step = 0; step < 9000; step++) {
            const double change = 0.1 * (calls[slot] / INTERVAL_S - busy / aht_s[slot]);
            sum += busy + 0.5 * change;
            busy += change;
        }
        CHECK_CLOSE(load[slot], sum / 9000.0, 1e-4);
    }
}

/* In the long run every call brings its handle time: total load = total work. */
static void modified_load_keeps_the_work_of_a_long_day(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    double work = 0.0;
    double sum = 0.0;
    fill(aht_s, 300.0);
    fill(calls, 0.0);
    calls[0] = 1e-300; /* not an opening: the first slots are quiet, not closed */
    for (size_t slot = 1; slot < 60; slot++) {
        calls[slot] = 30.0 + (double)(slot % 7);
    }
    hc_offered_load(HC_TIME_MOL, calls, aht_s, SLOTS, INTERVAL_S, load);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        work += calls[slot] * 300.0 / INTERVAL_S;
        sum += load[slot];
    }
    CHECK_CLOSE(sum, work, 1e-12);
    CU_ASSERT_TRUE(load[60] > 0.0 && load[60] < load[59]); /* calls in progress after closing */
}

static void opening_interval_is_staffed_for_what_it_reaches(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    fill(aht_s, 300.0);
    fill(calls, 0.0);
    for (size_t slot = 32; slot < 80; slot++) {
        calls[slot] = 60.0;
    }
    hc_offered_load(HC_TIME_MOL, calls, aht_s, SLOTS, INTERVAL_S, load);
    CU_ASSERT_EQUAL(load[31], 0.0);
    CHECK_CLOSE(load[32], 20.0 * (1.0 - exp(-3.0)), 1e-12);
    CHECK_CLOSE(load[50], 20.0, 1e-10);
}

static void lagged_sipp_looks_one_handle_time_back(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    fill(aht_s, 450.0); /* half an interval */
    for (size_t slot = 0; slot < SLOTS; slot++) {
        calls[slot] = 10.0 + (double)slot;
    }
    hc_offered_load(HC_TIME_LAG_SIPP, calls, aht_s, SLOTS, INTERVAL_S, load);
    CHECK_CLOSE(load[20], 0.5 * (29.0 + 30.0) * 0.5, 1e-13);
    CHECK_CLOSE(load[0], 10.0 * 0.5, 1e-13); /* before the axis as in its first slot */
    calls[20] = 0.0; /* closed, and open again: nobody is left from before */
    hc_offered_load(HC_TIME_LAG_SIPP, calls, aht_s, SLOTS, INTERVAL_S, load);
    CU_ASSERT_EQUAL(load[20], 0.0);
    CHECK_CLOSE(load[21], 0.5 * 31.0, 1e-13);
    CHECK_CLOSE(load[22], 0.5 * (31.0 + 32.0) * 0.5, 1e-13);
}

static void unknown_calls_give_an_unknown_load_there_only(void)
{
    double calls[SLOTS];
    double aht_s[SLOTS];
    double load[SLOTS];
    fill(calls, 50.0);
    fill(aht_s, 180.0);
    calls[10] = HC_MISSING;
    hc_offered_load(HC_TIME_MOL, calls, aht_s, SLOTS, INTERVAL_S, load);
    CU_ASSERT_TRUE(hc_is_missing(load[10]));
    CHECK_CLOSE(load[9], 10.0, 1e-13);
    CHECK_CLOSE(load[11], 10.0, 1e-13);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(steady_calls_give_the_plain_load_by_every_method),
        HC_TEST(sipp_is_calls_times_aht_over_interval),
        HC_TEST(modified_load_solves_its_differential_equation),
        HC_TEST(modified_load_keeps_the_work_of_a_long_day),
        HC_TEST(opening_interval_is_staffed_for_what_it_reaches),
        HC_TEST(lagged_sipp_looks_one_handle_time_back),
        HC_TEST(unknown_calls_give_an_unknown_load_there_only),
    };
    return hc_test_run("offered_load", tests, sizeof tests / sizeof tests[0]);
}
