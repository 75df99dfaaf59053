#include "forecast/outlook.h"

#include "tests/support/hc_test.h"

#define MONDAY 20457

/* A slot of an hour and nothing else: whole days of 24 slots, one of them open. */
static hc_series make(size_t weeks, size_t queues)
{
    hc_series series = HC_SERIES_INIT;
    hc_axis axis = HC_AXIS_INIT;
    const hc_zone zone = HC_ZONE_FLOATING;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, MONDAY, 7 * weeks, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, queues, HC_PART_AHT, NULL), HC_OK);
    hc_axis_clear(&axis);
    for (size_t q = 0; q < queues; q++) {
        for (size_t slot = 0; slot < hc_axis_slots(&series.axis); slot++) {
            series.queues[q].state[slot] = slot % 24 == 9 ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            series.queues[q].calls[slot] = 0.0;
        }
    }
    return series;
}

static void set_day(hc_series *series, size_t queue, size_t day, double calls)
{
    series->queues[queue].calls[24 * day + 9] = calls;
    series->queues[queue].aht_s[24 * day + 9] = 100.0 * (double)(queue + 1);
}

/* Growth of 1 % a week: every level is e^0.04 times that of four weeks before. */
static void steady_growth_strays_by_what_it_grows(void)
{
    hc_series series = make(52, 1);
    hc_level_drift drift;
    for (size_t day = 0; day < 7 * 52; day++) {
        set_day(&series, 0, day, 100.0 * exp(0.01 * (double)(day / 7)));
    }
    CU_ASSERT_EQUAL(hc_level_drift_of(&series, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.weeks_apart, 13);
    CU_ASSERT_EQUAL(drift.pairs, 52 - 3 - 13);
    CHECK_CLOSE(drift.nearest_log_sd, 1.482602218505602 * 0.04, 1e-9);
    CHECK_CLOSE(drift.log_sd, 1.482602218505602 * 0.13, 1e-9);
    CHECK_CLOSE(hc_level_log_sd(&drift, 2.0), drift.nearest_log_sd, 1e-12);
    CHECK_CLOSE(hc_level_log_sd(&drift, 11.0), drift.log_sd, 1e-12);
    CHECK_CLOSE(hc_level_log_sd(&drift, 50.0), 2.0 * drift.log_sd, 1e-12);
    hc_series_clear(&series);
}

/* One jump in the middle is in fewer than half of the pairs: the rest is what counts. */
static void one_jump_is_no_drift(void)
{
    hc_series series = make(52, 1);
    hc_level_drift drift;
    for (size_t day = 0; day < 7 * 52; day++) {
        set_day(&series, 0, day, day < 7 * 40 ? 100.0 : 160.0);
    }
    CU_ASSERT_EQUAL(hc_level_drift_of(&series, &drift, NULL), HC_OK);
    CHECK_CLOSE(drift.log_sd, 0.0, 1e-12);
    hc_series_clear(&series);
}

static void a_short_history_is_taken_to_stray_by_ten_percent(void)
{
    hc_series series = make(12, 1);
    hc_level_drift drift;
    for (size_t day = 0; day < 7 * 12; day++) {
        set_day(&series, 0, day, 100.0);
    }
    CU_ASSERT_EQUAL(hc_level_drift_of(&series, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.pairs, 0);
    CU_ASSERT_EQUAL(hc_level_log_sd(&drift, 2.0), 0.10);
    hc_series_clear(&series);
}

/* Contacts 1 % longer every week; the volume, which doubles, is no matter. */
static void handle_times_stray_too(void)
{
    hc_series series = make(52, 1);
    hc_level_drift drift;
    for (size_t day = 0; day < 7 * 52; day++) {
        set_day(&series, 0, day, day < 7 * 30 ? 50.0 : 100.0);
        series.queues[0].aht_s[24 * day + 9] = 200.0 * exp(0.01 * (double)(day / 7));
    }
    CU_ASSERT_EQUAL(hc_aht_drift_of(&series, &drift, NULL), HC_OK);
    CHECK_CLOSE(drift.nearest_log_sd, 1.482602218505602 * 0.04, 1e-9);
    CHECK_CLOSE(drift.log_sd, 1.482602218505602 * 0.13, 1e-9);
    hc_series_clear(&series);
    series = make(12, 1);
    CU_ASSERT_EQUAL(hc_aht_drift_of(&series, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.pairs, 0);
    CU_ASSERT_EQUAL(drift.log_sd, 0.05);
    hc_series_clear(&series);
}

/* A week with an outage is left out, not taken as a week without calls. */
static void unknown_weeks_are_left_out(void)
{
    hc_series series = make(52, 1);
    hc_level_drift drift;
    for (size_t day = 0; day < 7 * 52; day++) {
        set_day(&series, 0, day, 100.0);
        if (day % 70 == 3) {
            series.queues[0].state[24 * day + 9] = HC_SLOT_OUTAGE;
            series.queues[0].calls[24 * day + 9] = 1.0;
        }
    }
    CU_ASSERT_EQUAL(hc_level_drift_of(&series, &drift, NULL), HC_OK);
    CHECK_CLOSE(drift.log_sd, 0.0, 1e-12);
    CU_ASSERT(drift.pairs > 0);
    hc_series_clear(&series);
}

/* Contacts of a history, up and down by a third with the year: the pace of a level. */
static void set_years(hc_series *series, size_t weeks, double growth_a_week)
{
    for (size_t day = 0; day < 7 * weeks; day++) {
        const double year = sin(6.283185307179586 * (double)day / 365.25);
        set_day(series, 0, day,
                round(2000.0 * exp(0.3 * year + growth_a_week * (double)day / 7.0)));
    }
}

/* Three years: the levels stray with the season, its forecasts hardly. */
static void a_season_that_was_foreseen_is_no_drift(void)
{
    hc_series series = make(160, 1);
    hc_level_drift raw, drift;
    set_years(&series, 160, 0.0);
    CU_ASSERT_EQUAL(hc_level_drift_of(&series, &raw, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_long_drift_of(&series, NULL, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.forecasts, 12);
    CU_ASSERT_EQUAL(drift.weeks_apart, 13);
    CU_ASSERT(raw.log_sd > 0.3);
    CU_ASSERT(drift.log_sd < 0.15);
    hc_series_clear(&series);
}

/* 3 % more every week for more than a year, in a history too short to know a season. */
static void growth_that_forecasts_do_not_carry_on_makes_them_too_low(void)
{
    hc_series series = make(70, 1);
    hc_level_drift drift;
    for (size_t day = 0; day < 7 * 70; day++) {
        set_day(&series, 0, day, round(200.0 * exp(0.03 * (double)day / 7.0)));
    }
    CU_ASSERT_EQUAL(hc_long_drift_of(&series, NULL, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.forecasts, 12);
    CU_ASSERT_EQUAL(drift.too_low, 12);
    CU_ASSERT(drift.log_miss > 0.05 && drift.log_miss < 0.03 * 13.0);
    CHECK_CLOSE(drift.log_sd, 1.482602218505602 * drift.log_miss, 1e-9); /* all of one sign */
    hc_series_clear(&series);
}

/* 26 weeks before the first forecast, 13 after the last, 12 forecasts. */
static void a_history_too_short_for_forecasts_has_the_drift_of_its_levels(void)
{
    hc_series series = make(49, 1);
    hc_level_drift raw, drift;
    set_years(&series, 49, 0.0);
    CU_ASSERT_EQUAL(hc_level_drift_of(&series, &raw, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_long_drift_of(&series, NULL, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.forecasts, 0);
    CHECK_CLOSE(drift.log_sd, raw.log_sd, 0.0);
    hc_series_clear(&series);
    series = make(50, 1);
    set_years(&series, 50, 0.0);
    CU_ASSERT_EQUAL(hc_long_drift_of(&series, NULL, &drift, NULL), HC_OK);
    CU_ASSERT_EQUAL(drift.forecasts, 12);
    hc_series_clear(&series);
}

static void a_month_is_a_sum_with_the_handle_time_of_its_calls(void)
{
    hc_series series = make(9, 2);
    const hc_drifts drifts = {
        {.log_sd = 0.2, .weeks_apart = 4, .pairs = 20, .nearest_log_sd = 0.2},
        {.log_sd = 0.05, .weeks_apart = 4, .pairs = 20, .nearest_log_sd = 0.05}};
    for (size_t day = 0; day < 63; day++) {
        set_day(&series, 0, day, 30.0);
        set_day(&series, 1, day, 10.0);
    }
    const hc_outlook month = hc_outlook_of(&series, &drifts, MONDAY + 7, 28);
    CHECK_CLOSE(month.volume, 28.0 * 40.0, 1e-12);
    CHECK_CLOSE(month.aht_s, 125.0, 1e-12);
    CHECK_CLOSE(month.high / month.volume, exp(1.2815515655446004 * 0.2 * sqrt(5.0 / 4.0)),
                1e-9);
    CHECK_CLOSE(month.low * month.high, month.volume * month.volume, 1e-9);
    CHECK_CLOSE(month.aht_high_s / 125.0, exp(1.2815515655446004 * 0.05 * sqrt(5.0 / 4.0)),
                1e-9);
    CHECK_CLOSE(month.aht_low_s * month.aht_high_s, 125.0 * 125.0, 1e-9);
    const hc_outlook past = hc_outlook_of(&series, &drifts, MONDAY + 630, 28);
    CU_ASSERT_EQUAL(past.volume, 0.0);
    CU_ASSERT(hc_is_missing(past.aht_s));
    hc_series_clear(&series);
}

static void each_failing_allocation_is_reported(void)
{
    hc_series series = make(20, 1);
    hc_level_drift drift;
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_level_drift_of(&series, &drift, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    hc_series_clear(&series);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(steady_growth_strays_by_what_it_grows),
        HC_TEST(one_jump_is_no_drift),
        HC_TEST(a_short_history_is_taken_to_stray_by_ten_percent),
        HC_TEST(handle_times_stray_too),
        HC_TEST(unknown_weeks_are_left_out),
        HC_TEST(a_season_that_was_foreseen_is_no_drift),
        HC_TEST(growth_that_forecasts_do_not_carry_on_makes_them_too_low),
        HC_TEST(a_history_too_short_for_forecasts_has_the_drift_of_its_levels),
        HC_TEST(a_month_is_a_sum_with_the_handle_time_of_its_calls),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/outlook", tests, sizeof tests / sizeof *tests);
}
