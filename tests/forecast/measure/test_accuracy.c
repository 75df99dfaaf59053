#include "forecast/measure/accuracy.h"
#include "tests/forecast/forecast_support.h"

/* One day of 24 hours: 10 calls an hour, forecast 12 in the morning and 9 in the afternoon. */
static void make_pair(hc_series *forecast, hc_series *actual)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, 100, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(forecast, &axis, 1, HC_PART_QUANTILE, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(actual, &axis, 1, 0, NULL), HC_OK);
    for (size_t slot = 0; slot < 24; slot++) {
        actual->queues[0].state[slot] = HC_SLOT_OPEN;
        actual->queues[0].calls[slot] = 10.0;
        forecast->queues[0].calls[slot] = slot < 12 ? 12.0 : 9.0;
        for (size_t k = 0; k < HC_QUANTILES; k++) {
            forecast->queues[0].quantile[k * 24 + slot] = slot < 12 ? 10.5 : 6.0 + (double)k;
        }
    }
    hc_axis_clear(&axis);
}

/* Worked by hand: 12 x 2 + 12 x 1 = 36 wrong of 240; the day is 12 too high. */
static void the_measures_are_those_worked_by_hand(void)
{
    hc_series forecast = HC_SERIES_INIT, actual = HC_SERIES_INIT;
    hc_accuracy_sums sums = {.intervals = 0.0};
    make_pair(&forecast, &actual);
    hc_accuracy_add(&sums, &forecast, 0, &actual, 0, 100, 1, 3.0);
    const hc_accuracy accuracy = hc_accuracy_of(&sums);
    CHECK_CLOSE(accuracy.wape_interval, 36.0 / 240.0, 1e-12);
    CHECK_CLOSE(accuracy.wape_day, 12.0 / 240.0, 1e-12);
    CHECK_CLOSE(accuracy.bias, 12.0 / 240.0, 1e-12);
    CHECK_CLOSE(accuracy.rmse, sqrt((12.0 * 4.0 + 12.0) / 24.0), 1e-12);
    CHECK_CLOSE(accuracy.mase, 1.5 / 3.0, 1e-12);
    CHECK_CLOSE(accuracy.coverage_80, 0.5, 1e-12); /* 8..12 holds 10, 10.5..10.5 does not */
    CHECK_CLOSE(accuracy.coverage_95, 0.5, 1e-12);
    hc_series_clear(&forecast);
    hc_series_clear(&actual);
}

/* Pinball of a point at 10.5 for 10: .5 (1 - p) each, sum .5 (9 - 4.5) = 2.25. */
static void the_quantile_loss_is_the_pinball_loss(void)
{
    hc_series forecast = HC_SERIES_INIT, actual = HC_SERIES_INIT;
    hc_accuracy_sums sums = {.intervals = 0.0};
    make_pair(&forecast, &actual);
    for (size_t slot = 12; slot < 24; slot++) {
        actual.queues[0].state[slot] = HC_SLOT_GAP;
    }
    hc_accuracy_add(&sums, &forecast, 0, &actual, 0, 100, 1, HC_MISSING);
    CHECK_CLOSE(sums.pinball, 12.0 * 2.25, 1e-12);
    CHECK_CLOSE(hc_accuracy_of(&sums).wql, 2.0 * 2.25 / 9.0 / 10.0, 1e-12);
    CU_ASSERT(hc_is_missing(hc_accuracy_of(&sums).mase));
    hc_series_clear(&forecast);
    hc_series_clear(&actual);
}

/* De Moivre: E|Y - 1| = 2 / e for a Poisson count of mean 1; sqrt(2 mean / pi) for large means.
 */
static void the_poisson_floor_is_de_moivres(void)
{
    CHECK_CLOSE(hc_poisson_mean_deviation(1.0), 2.0 / exp(1.0), 1e-14);
    CHECK_CLOSE(hc_poisson_mean_deviation(0.5), 2.0 * 0.5 * exp(-0.5), 1e-14);
    CHECK_CLOSE(hc_poisson_mean_deviation(1e4), sqrt(2e4 / 3.14159265358979), 1e-4);
    CHECK_CLOSE(hc_poisson_mean_deviation(1e8), sqrt(2e8 / 3.14159265358979), 1e-7);
    CU_ASSERT_EQUAL(hc_poisson_mean_deviation(0.0), 0.0);
}

static void closed_hours_gaps_and_outages_are_not_scored(void)
{
    hc_series forecast = HC_SERIES_INIT, actual = HC_SERIES_INIT;
    hc_accuracy_sums sums = {.intervals = 0.0};
    make_pair(&forecast, &actual);
    actual.queues[0].state[0] = HC_SLOT_CLOSED;
    actual.queues[0].state[1] = HC_SLOT_GAP;
    actual.queues[0].state[2] = HC_SLOT_OUTAGE;
    hc_accuracy_add(&sums, &forecast, 0, &actual, 0, 100, 1, 1.0);
    CU_ASSERT_EQUAL(sums.intervals, 21.0);
    hc_accuracy_add(&sums, &forecast, 0, &actual, 0, 101, 5, 1.0); /* outside both axes */
    CU_ASSERT_EQUAL(sums.intervals, 21.0);
    hc_series_clear(&forecast);
    hc_series_clear(&actual);
}

static void sums_added_up_equal_sums_of_all(void)
{
    hc_series forecast = HC_SERIES_INIT, actual = HC_SERIES_INIT;
    hc_accuracy_sums once = {.intervals = 0.0}, twice = once;
    make_pair(&forecast, &actual);
    hc_accuracy_add(&once, &forecast, 0, &actual, 0, 100, 1, 2.0);
    hc_accuracy_merge(&twice, &once);
    hc_accuracy_merge(&twice, &once);
    CHECK_CLOSE(twice.calls, 480.0, 1e-15);
    CHECK_CLOSE(hc_accuracy_of(&twice).wape_interval, hc_accuracy_of(&once).wape_interval,
                1e-15);
    CHECK_CLOSE(hc_accuracy_of(&twice).mase, hc_accuracy_of(&once).mase, 1e-15);
    hc_series_clear(&forecast);
    hc_series_clear(&actual);
}

static void nothing_scored_says_nothing(void)
{
    const hc_accuracy_sums sums = {.intervals = 0.0};
    const hc_accuracy accuracy = hc_accuracy_of(&sums);
    CU_ASSERT(hc_is_missing(accuracy.wape_interval));
    CU_ASSERT(hc_is_missing(accuracy.wql));
    CU_ASSERT(hc_is_missing(accuracy.coverage_80));
}

/* Two weeks, the second 3 calls an hour above the first. */
static void the_naive_error_is_the_mean_change_in_a_week(void)
{
    synthetic s = synthetic_default();
    s.days = 14;
    s.around_the_clock = true;
    hc_series history = synthetic_make(&s);
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        history.queues[0].calls[slot] = slot < 7 * 48 ? 5.0 : 8.0;
    }
    CHECK_CLOSE(hc_naive_error(&history, 0, SYNTHETIC_FIRST + 14), 3.0, 1e-12);
    CU_ASSERT(hc_is_missing(hc_naive_error(&history, 0, SYNTHETIC_FIRST + 7)));
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(the_measures_are_those_worked_by_hand),
        HC_TEST(the_quantile_loss_is_the_pinball_loss),
        HC_TEST(the_poisson_floor_is_de_moivres),
        HC_TEST(closed_hours_gaps_and_outages_are_not_scored),
        HC_TEST(sums_added_up_equal_sums_of_all),
        HC_TEST(nothing_scored_says_nothing),
        HC_TEST(the_naive_error_is_the_mean_change_in_a_week),
    };
    return hc_test_run("accuracy", tests, sizeof tests / sizeof *tests);
}
