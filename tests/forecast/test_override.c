#include "forecast/override.h"

#include <string.h>

#include "tests/support/hc_test.h"

#define SLOTS ((size_t)48) /* two days at one hour, closed before 09:00 and from 17:00 on */

static void make_forecast(hc_series *forecast)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    const int64_t day = hc_day_from_date((hc_civil_date){2026, 12, 1});
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, day, 2, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_series_make(forecast, &axis, 2, HC_PART_QUANTILE | HC_PART_AHT, NULL), HC_OK);
    hc_axis_clear(&axis);
    for (size_t q = 0; q < 2; q++) {
        hc_queue *queue = &forecast->queues[q];
        memcpy(queue->name, q == 0 ? "sales" : "help", q == 0 ? 6 : 5);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const bool open = slot % 24 >= 9 && slot % 24 < 17;
            queue->state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            queue->calls[slot] = open ? 100.0 + (double)slot : 0.0;
            queue->aht_s[slot] = 300.0;
            for (size_t k = 0; k < HC_QUANTILES; k++) {
                queue->quantile[k * SLOTS + slot] =
                    queue->calls[slot] * (0.6 + 0.1 * (double)k);
            }
        }
    }
}

static hc_override hours(const hc_series *forecast, int64_t from_h, int64_t to_h,
                         const char *queue, hc_override_sort sort, double value)
{
    const int64_t start = hc_axis_utc_s(&forecast->axis, 0);
    hc_override override = {.from_utc_s = start + from_h * 3600,
                            .to_utc_s = start + to_h * 3600,
                            .sort = sort,
                            .value = value};
    memcpy(override.queue, queue, strlen(queue) + 1);
    return override;
}

static hc_override_effect apply_one(hc_series *forecast, hc_override override)
{
    hc_overrides overrides = HC_OVERRIDES_INIT;
    hc_override_effect effect = {0, 0, 0.0, 0.0};
    CU_ASSERT_EQUAL(hc_overrides_add(&overrides, &override, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_overrides_apply(&overrides, forecast, &effect, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_series_check(forecast, NULL), HC_OK);
    hc_overrides_clear(&overrides);
    return effect;
}

static void a_factor_scales_mean_and_quantiles_of_its_queue_and_time_only(void)
{
    hc_series forecast = HC_SERIES_INIT, before = HC_SERIES_INIT;
    make_forecast(&forecast);
    make_forecast(&before);
    const hc_override_effect effect =
        apply_one(&forecast, hours(&forecast, 10, 12, "sales", HC_OVERRIDE_FACTOR, 1.2));
    CU_ASSERT_EQUAL(effect.slots, 2);
    CU_ASSERT_EQUAL(effect.closed_slots, 0);
    CHECK_CLOSE(effect.calls_before, 110.0 + 111.0, 1e-12);
    CHECK_CLOSE(effect.calls_after, 1.2 * 221.0, 1e-12);
    for (size_t q = 0; q < 2; q++) {
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const double factor = q == 0 && (slot == 10 || slot == 11) ? 1.2 : 1.0;
            CHECK_CLOSE(forecast.queues[q].calls[slot], factor * before.queues[q].calls[slot],
                        1e-12);
            CHECK_CLOSE(forecast.queues[q].quantile[8 * SLOTS + slot],
                        factor * before.queues[q].quantile[8 * SLOTS + slot], 1e-12);
            CHECK_CLOSE(forecast.queues[q].aht_s[slot], 300.0, 0.0);
        }
    }
    hc_series_clear(&forecast);
    hc_series_clear(&before);
}

static void a_number_sets_the_mean_and_scales_the_quantiles(void)
{
    hc_series forecast = HC_SERIES_INIT;
    make_forecast(&forecast);
    const hc_override_effect effect =
        apply_one(&forecast, hours(&forecast, 9, 10, "help", HC_OVERRIDE_CALLS, 218.0));
    CU_ASSERT_EQUAL(effect.slots, 1);
    CHECK_CLOSE(forecast.queues[1].calls[9], 218.0, 1e-12);
    CHECK_CLOSE(forecast.queues[1].quantile[9], 0.6 * 218.0, 1e-12);
    hc_series_clear(&forecast);
}

/* A chi-square table: the 2.5 % and 97.5 % points of 2 x Gamma(10), 20 degrees of freedom, are
 * 9.591 and 34.170. */
static void where_nothing_was_expected_the_bands_are_those_of_a_count(void)
{
    hc_series forecast = HC_SERIES_INIT;
    make_forecast(&forecast);
    const hc_override zero = hours(&forecast, 9, 10, "help", HC_OVERRIDE_CALLS, 0.0);
    CHECK_CLOSE(apply_one(&forecast, zero).calls_after, 0.0, 0.0);
    CHECK_CLOSE(forecast.queues[1].quantile[8 * SLOTS + 9], 0.0, 0.0);
    (void)apply_one(&forecast, hours(&forecast, 9, 10, "help", HC_OVERRIDE_CALLS, 10.0));
    CHECK_CLOSE(forecast.queues[1].quantile[0 * SLOTS + 9], 9.591 / 2.0, 1e-4);
    CHECK_CLOSE(forecast.queues[1].quantile[8 * SLOTS + 9], 34.170 / 2.0, 1e-4);
    (void)apply_one(&forecast, zero);
    (void)apply_one(&forecast, zero);
    CHECK_CLOSE(forecast.queues[1].calls[9], 0.0, 0.0);
    hc_series_clear(&forecast);
}

static void an_empty_queue_means_all_and_closed_intervals_stay_closed(void)
{
    hc_series forecast = HC_SERIES_INIT;
    make_forecast(&forecast);
    const hc_override_effect effect =
        apply_one(&forecast, hours(&forecast, 0, 24, "", HC_OVERRIDE_CALLS, 50.0));
    CU_ASSERT_EQUAL(effect.slots, 16);
    CU_ASSERT_EQUAL(effect.closed_slots, 32);
    CHECK_CLOSE(effect.calls_after, 16.0 * 50.0, 1e-12);
    CU_ASSERT_EQUAL(forecast.queues[0].state[8], HC_SLOT_CLOSED);
    CHECK_CLOSE(forecast.queues[0].calls[8], 0.0, 0.0);
    hc_series_clear(&forecast);
}

static void overrides_follow_one_another(void)
{
    hc_series forecast = HC_SERIES_INIT;
    make_forecast(&forecast);
    hc_overrides overrides = HC_OVERRIDES_INIT;
    const hc_override list[] = {hours(&forecast, 9, 17, "help", HC_OVERRIDE_CALLS, 10.0),
                                hours(&forecast, 9, 11, "", HC_OVERRIDE_FACTOR, 1.5),
                                hours(&forecast, 99, 120, "", HC_OVERRIDE_FACTOR, 1.5)};
    for (size_t i = 0; i < 3; i++) {
        CU_ASSERT_EQUAL(hc_overrides_add(&overrides, &list[i], NULL), HC_OK);
    }
    hc_override_effect effect[3];
    CU_ASSERT_EQUAL(hc_overrides_apply(&overrides, &forecast, effect, NULL), HC_OK);
    CHECK_CLOSE(forecast.queues[1].calls[9], 15.0, 1e-12);
    CHECK_CLOSE(forecast.queues[1].calls[12], 10.0, 1e-12);
    CHECK_CLOSE(forecast.queues[0].calls[9], 109.0 * 1.5, 1e-12);
    CHECK_CLOSE(effect[1].calls_before, 20.0 + 109.0 + 110.0, 1e-12);
    CU_ASSERT_EQUAL(effect[2].slots, 0); /* outside the forecast: the caller says so */
    CU_ASSERT_EQUAL(hc_overrides_apply(&overrides, &forecast, NULL, NULL), HC_OK);
    hc_overrides_clear(&overrides);
    hc_overrides_clear(&overrides);
    hc_series_clear(&forecast);
}

static void a_forecast_without_quantiles_is_fine(void)
{
    hc_series forecast = HC_SERIES_INIT, bare = HC_SERIES_INIT;
    make_forecast(&forecast);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&bare, &forecast.axis, 1, 0, NULL), HC_OK);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        bare.queues[0].state[slot] = HC_SLOT_OPEN;
        bare.queues[0].calls[slot] = slot < 24 ? 0.0 : 4.0;
    }
    const hc_override_effect effect =
        apply_one(&bare, hours(&bare, 23, 25, "", HC_OVERRIDE_CALLS, 6.0));
    CHECK_CLOSE(effect.calls_after - effect.calls_before, 8.0, 1e-12);
    hc_series_clear(&forecast);
    hc_series_clear(&bare);
}

static void an_unknown_queue_is_named_with_its_line_and_nothing_changes(void)
{
    hc_series forecast = HC_SERIES_INIT;
    make_forecast(&forecast);
    hc_overrides overrides = HC_OVERRIDES_INIT;
    hc_override good = hours(&forecast, 9, 17, "help", HC_OVERRIDE_CALLS, 10.0);
    hc_override bad = hours(&forecast, 9, 17, "hlep", HC_OVERRIDE_CALLS, 10.0);
    bad.line = 7;
    memcpy(overrides.file, "my.csv", 7);
    CU_ASSERT_EQUAL(hc_overrides_add(&overrides, &good, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_overrides_add(&overrides, &bad, NULL), HC_OK);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_overrides_apply(&overrides, &forecast, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(err.line, 7);
    CU_ASSERT_STRING_EQUAL(err.file, "my.csv");
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "hlep"));
    CHECK_CLOSE(forecast.queues[1].calls[9], 109.0, 0.0);
    hc_overrides_clear(&overrides);
    hc_series_clear(&forecast);
}

static void values_and_ranges_are_checked(void)
{
    hc_series forecast = HC_SERIES_INIT;
    make_forecast(&forecast);
    hc_overrides overrides = HC_OVERRIDES_INIT;
    const hc_override bad[] = {
        hours(&forecast, 9, 17, "", HC_OVERRIDE_FACTOR, -0.1),
        hours(&forecast, 9, 17, "", HC_OVERRIDE_FACTOR, HC_OVERRIDE_FACTOR_MAX + 1.0),
        hours(&forecast, 9, 17, "", HC_OVERRIDE_FACTOR, HC_MISSING),
        hours(&forecast, 9, 17, "", HC_OVERRIDE_CALLS, -1.0),
        hours(&forecast, 9, 17, "", HC_OVERRIDE_CALLS, 2e9),
        hours(&forecast, 9, 9, "", HC_OVERRIDE_CALLS, 1.0)};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_overrides_add(&overrides, &bad[i], &err), HC_ERR_RANGE);
        CU_ASSERT_NOT_EQUAL(err.message[0], '\0');
    }
    hc_override good = hours(&forecast, 9, 17, "", HC_OVERRIDE_FACTOR, 1.0);
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_overrides_add(&overrides, &good, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(overrides.count, 0);
    hc_overrides_clear(&overrides);
    hc_series_clear(&forecast);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_factor_scales_mean_and_quantiles_of_its_queue_and_time_only),
        HC_TEST(a_number_sets_the_mean_and_scales_the_quantiles),
        HC_TEST(where_nothing_was_expected_the_bands_are_those_of_a_count),
        HC_TEST(an_empty_queue_means_all_and_closed_intervals_stay_closed),
        HC_TEST(overrides_follow_one_another),
        HC_TEST(a_forecast_without_quantiles_is_fine),
        HC_TEST(an_unknown_queue_is_named_with_its_line_and_nothing_changes),
        HC_TEST(values_and_ranges_are_checked),
    };
    return hc_test_run("override", tests, sizeof tests / sizeof tests[0]);
}
