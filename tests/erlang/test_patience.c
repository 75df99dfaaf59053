#include <string.h>

#include "erlang/patience.h"
#include "tests/support/hc_test.h"

#define SLOTS 24

/* One hourly day, 100 calls a slot, `abandons` of them hanging up. */
static hc_series day_of(double abandons, unsigned parts)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, 20000, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 1, parts, NULL), HC_OK);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        series.queues[0].state[slot] = HC_SLOT_OPEN;
        series.queues[0].calls[slot] = 100.0;
        if (parts & HC_PART_ABANDONED) { series.queues[0].abandoned[slot] = abandons; }
    }
    hc_axis_clear(&axis);
    return series;
}

static hc_patience estimate(const hc_series *series)
{
    hc_patience patience = {0};
    CU_ASSERT_EQUAL(hc_patience_estimate(series, 0, &patience, NULL), HC_OK);
    return patience;
}

/* The same day with `mean_s` seconds waited by each caller. */
static hc_series waiting_day(double abandons, double mean_s)
{
    hc_series series = day_of(abandons, HC_PART_ABANDONED | HC_PART_WAIT);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        series.queues[0].wait_s[slot] = 100.0 * mean_s;
    }
    return series;
}

/* 2,400 callers wait 10 s each and 240 hang up: 24,000 s / 240 = 100 s. */
static void total_wait_over_abandons_is_the_estimate(void)
{
    hc_series series = waiting_day(10.0, 10.0);
    const hc_patience patience = estimate(&series);
    CU_ASSERT_EQUAL(patience.source, HC_PATIENCE_FROM_WAITS);
    CHECK_CLOSE(patience.patience_s, 100.0, 1e-14);
    CHECK_CLOSE(patience.abandon_rate, 0.1, 1e-14);
    CHECK_CLOSE(patience.low_s * patience.high_s, 100.0 * 100.0, 1e-12);
    CU_ASSERT_TRUE(patience.low_s > 85.0 &&
                   patience.low_s < 90.0); /* 100 / exp(1.96/sqrt(240)) */
    CU_ASSERT_PTR_NOT_NULL(strstr(patience.reason, "240"));
    hc_series_clear(&series);
}

static void closed_and_unknown_slots_are_left_out(void)
{
    hc_series series = waiting_day(10.0, 10.0);
    series.queues[0].wait_s[3] = HC_MISSING;
    series.queues[0].state[4] = HC_SLOT_CLOSED;
    series.queues[0].abandoned[5] = HC_MISSING;
    series.queues[0].calls[6] = HC_MISSING;
    CHECK_CLOSE(estimate(&series).abandons, 200.0, 1e-14);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        series.queues[0].state[slot] = HC_SLOT_CLOSED;
    }
    CU_ASSERT_TRUE(hc_is_missing(estimate(&series).abandon_rate)); /* of no calls */
    hc_series_clear(&series);
}

static void default_says_what_is_missing(void)
{
    hc_series plain = day_of(0.0, 0);
    const hc_patience without = estimate(&plain);
    CU_ASSERT_EQUAL(without.source, HC_PATIENCE_DEFAULT);
    CHECK_CLOSE(without.patience_s, HC_PATIENCE_DEFAULT_S, 0.0);
    CU_ASSERT_PTR_NOT_NULL(strstr(without.reason, "no abandoned"));
    hc_series_clear(&plain);
    hc_series counted = day_of(10.0, HC_PART_ABANDONED);
    const hc_patience no_waits = estimate(&counted);
    CU_ASSERT_EQUAL(no_waits.source, HC_PATIENCE_DEFAULT);
    CHECK_CLOSE(no_waits.abandon_rate, 0.1, 1e-14);
    CU_ASSERT_PTR_NOT_NULL(strstr(no_waits.reason, "no waits"));
    hc_series_clear(&counted);
}

static void thin_or_absurd_data_gives_the_default(void)
{
    hc_series thin = waiting_day(2.0, 10.0); /* 48 abandons */
    const hc_patience few = estimate(&thin);
    CU_ASSERT_EQUAL(few.source, HC_PATIENCE_DEFAULT);
    CU_ASSERT_PTR_NOT_NULL(strstr(few.reason, "too few"));
    hc_series_clear(&thin);
    hc_series rich = waiting_day(50.0, 0.001);
    const hc_patience absurd = estimate(&rich);
    CU_ASSERT_EQUAL(absurd.source, HC_PATIENCE_DEFAULT);
    CU_ASSERT_PTR_NOT_NULL(strstr(absurd.reason, "seconds"));
    hc_series_clear(&rich);
    hc_series slow = waiting_day(50.0, 1e6);
    const hc_patience endless = estimate(&slow);
    CU_ASSERT_EQUAL(endless.source, HC_PATIENCE_DEFAULT);
    CU_ASSERT_PTR_NOT_NULL(strstr(endless.reason, "seconds"));
    hc_series_clear(&slow);
}

/* A third of the callers has hung up after a minute: exp(-60/148) = 2/3. */
static void default_loses_a_third_within_a_minute(void)
{
    CHECK_CLOSE(exp(-60.0 / HC_PATIENCE_DEFAULT_S), 2.0 / 3.0, 1e-3);
}

static void unknown_queue_is_a_usage_error(void)
{
    hc_series series = day_of(1.0, HC_PART_ABANDONED);
    hc_patience patience = {0};
    CU_ASSERT_EQUAL(hc_patience_estimate(&series, 1, &patience, NULL), HC_ERR_USAGE);
    hc_series_clear(&series);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(total_wait_over_abandons_is_the_estimate),
        HC_TEST(closed_and_unknown_slots_are_left_out),
        HC_TEST(default_says_what_is_missing),
        HC_TEST(thin_or_absurd_data_gives_the_default),
        HC_TEST(default_loses_a_third_within_a_minute),
        HC_TEST(unknown_queue_is_a_usage_error),
    };
    return hc_test_run("patience", tests, sizeof tests / sizeof tests[0]);
}
