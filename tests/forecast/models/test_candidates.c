#include "forecast/models/baseline.h"
#include "forecast/models/candidate.h"
#include "tests/forecast/forecast_support.h"

#define DAYS 140

typedef struct sample_store {
    double total[DAYS], log_total[DAYS], weight[DAYS], age[DAYS], scratch[3 * DAYS];
    int32_t pattern[DAYS];
    size_t day[DAYS];
    uint8_t open[HC_WEEKDAYS];
    hc_day_matrix matrix; /* of one slot a day */
} sample_store;

/* Exact totals: Mondays 200, other days 100, all growing by `growth` a day. */
static hc_day_sample make_sample(sample_store *store, double growth)
{
    for (size_t day = 0; day < DAYS; day++) {
        store->pattern[day] = (int32_t)(day % 7);
        store->total[day] =
            (day % 7 == 0 ? 200.0 : 100.0) * exp(growth * ((double)day - DAYS + 1.0));
        store->log_total[day] = log(store->total[day] + 1.0);
        store->weight[day] = 1.0;
        store->age[day] = (double)(DAYS - day) / 7.0;
        store->day[day] = day;
        store->open[day % 7] = 1;
    }
    store->matrix = (hc_day_matrix){.days = DAYS,
                                    .slots = 1,
                                    .calls = store->total,
                                    .total = store->total,
                                    .open = store->open};
    return (hc_day_sample){.n = DAYS,
                           .total = store->total,
                           .log_total = store->log_total,
                           .weight = store->weight,
                           .pattern = store->pattern,
                           .age_weeks = store->age,
                           .scratch = store->scratch,
                           .matrix = &store->matrix,
                           .day = store->day};
}

/* Totals of at most seven days ahead by candidate i. */
static void say(size_t i, const hc_day_sample *past, const hc_days_ahead *ahead, double *totals)
{
    const hc_candidate *candidate = &hc_candidates[i];
    double shares[7];
    if (candidate->intervals == NULL) {
        candidate->forecast(candidate, past, ahead, totals);
        return;
    }
    CU_ASSERT_EQUAL(candidate->intervals(candidate, past, ahead, totals, shares, NULL), HC_OK);
    for (size_t day = 0; day < ahead->n; day++) {
        CHECK_CLOSE(shares[day] + 1.0, totals[day] > 0.0 ? 2.0 : 1.0, 1e-12);
    }
}

static void every_candidate_repeats_a_constant_week(void)
{
    sample_store store;
    const hc_day_sample past = make_sample(&store, 0.0);
    const int32_t pattern[7] = {0, 1, 2, 3, 4, 5, 6};
    const double weeks[7] = {0.0};
    double process[7];
    for (size_t day = 0; day < 7; day++) {
        process[day] = log((day == 0 ? 200.0 : 100.0) + 1.0);
    }
    const hc_days_ahead ahead = {7, pattern, weeks, process};
    for (size_t i = 0; i < hc_candidate_count; i++) {
        double totals[7];
        say(i, &past, &ahead, totals);
        for (size_t day = 0; day < 7; day++) {
            CHECK_CLOSE(totals[day], day == 0 ? 200.0 : 100.0, 1e-3);
        }
    }
}

static void a_weekday_never_seen_is_forecast_as_zero(void)
{
    sample_store store;
    hc_day_sample past = make_sample(&store, 0.0);
    past.n = 6; /* weekdays 0 to 5 only */
    const int32_t pattern[1] = {6};
    const double weeks[1] = {0.0};
    const double process[1] = {4.0};
    const hc_days_ahead ahead = {1, pattern, weeks, process};
    for (size_t i = 0; i < hc_candidate_count; i++) {
        double total = -1.0;
        say(i, &past, &ahead, &total);
        CU_ASSERT(fabs(total) < 1e-9);
    }
}

/* 1 % a day: a mean of half life 12 weeks lags by a third, the trends by a few per cent. */
static void the_trend_follows_growth_that_a_slow_mean_misses(void)
{
    sample_store store;
    const hc_day_sample past = make_sample(&store, 0.01);
    const hc_candidate trend = {"", hc_damped_trend, 6.0, 16.0, false, NULL};
    const hc_candidate smooth = {"", hc_smoothing, 16.0, 16.0, false, NULL};
    const hc_candidate slow = {"", hc_weekday_mean, 12.0, 12.0, false, NULL};
    const int32_t pattern[1] = {0};
    const double weeks[1] = {0.0};
    const hc_days_ahead ahead = {1, pattern, weeks, NULL};
    double trend_total = 0.0, smooth_total = 0.0, slow_total = 0.0;
    trend.forecast(&trend, &past, &ahead, &trend_total);
    smooth.forecast(&smooth, &past, &ahead, &smooth_total);
    slow.forecast(&slow, &past, &ahead, &slow_total);
    CHECK_CLOSE(trend_total, 200.0 * exp(0.01), 0.06);
    CHECK_CLOSE(smooth_total, 200.0 * exp(0.01), 0.06);
    CU_ASSERT(slow_total < 150.0);
}

static void a_day_of_no_weight_changes_nothing(void)
{
    sample_store store;
    const hc_day_sample past = make_sample(&store, 0.0);
    const int32_t pattern[1] = {3};
    const double weeks[1] = {0.0};
    const double process[1] = {log(101.0)};
    const hc_days_ahead ahead = {1, pattern, weeks, process};
    store.total[DAYS - 4] = 5000.0; /* a weekday 3 */
    store.log_total[DAYS - 4] = log(5001.0);
    store.weight[DAYS - 4] = 1e-9;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        double total = 0.0;
        say(i, &past, &ahead, &total);
        CHECK_CLOSE(total, 100.0, 1e-3);
    }
}

/* Sundays bring a tenth of the other days and halve over the last ten weeks: they say as little
 * of the level of the others as they bring. */
static void a_quiet_weekday_that_fades_leaves_the_level(void)
{
    sample_store store;
    const hc_day_sample past = make_sample(&store, 0.0);
    double says[HC_WEEKDAYS];
    for (size_t day = 6; day < DAYS; day += 7) {
        const double fade = day < DAYS / 2 ? 0.0 : ((double)day - DAYS / 2.0) / (DAYS / 2.0);
        store.total[day] = 10.0 * exp2(-fade);
        store.log_total[day] = log(store.total[day] + 1.0);
    }
    hc_weekday_says(&past, 12.0, says);
    CHECK_CLOSE(says[0], 1.0, 1e-12);
    CHECK_CLOSE(says[1], sqrt(0.5), 1e-9);
    CU_ASSERT(says[6] < sqrt(0.05) && says[6] > sqrt(0.025));
    const int32_t pattern[1] = {2};
    const double weeks[1] = {0.0};
    const hc_days_ahead ahead = {1, pattern, weeks, NULL};
    const hc_candidate level = {"", hc_log_level, 4.0, 16.0, false, NULL};
    double total = 0.0;
    level.forecast(&level, &past, &ahead, &total);
    CHECK_CLOSE(total, 100.0, 0.015);
}

/* Poisson counts of five a day scatter by .45 on the log scale: all of it is given back. */
static void few_calls_a_day_are_forecast_without_bias(void)
{
    sample_store store;
    hc_rng rng;
    double sum = 0.0;
    const int32_t pattern[1] = {3};
    const double weeks[1] = {0.0};
    const hc_days_ahead ahead = {1, pattern, weeks, NULL};
    const hc_candidate level = {"", hc_log_level, 8.0, 16.0, false, NULL};
    hc_rng_seed(&rng, 7);
    for (int history = 0; history < 200; history++) {
        const hc_day_sample past = make_sample(&store, 0.0);
        double total = 0.0;
        for (size_t day = 0; day < DAYS; day++) {
            store.total[day] = (double)hc_rng_poisson(&rng, 5.0);
            store.log_total[day] = log(store.total[day] + 1.0);
        }
        level.forecast(&level, &past, &ahead, &total);
        sum += total / 200.0;
    }
    CHECK_CLOSE(sum, 5.0, 0.02);
}

/* Half the variance of log totals that alternate by +-0.1. */
static void the_log_scale_loses_half_the_variance(void)
{
    sample_store store;
    const hc_day_sample past = make_sample(&store, 0.0);
    double residuals[DAYS];
    for (size_t day = 0; day < DAYS; day++) {
        residuals[day] = day % 2 == 0 ? 0.1 : -0.1;
    }
    CHECK_CLOSE(hc_log_bias(&past, residuals, 8.0), 0.005, 1e-12);
}

/* A matrix of one slot a day with totals 1, 2, 3, ...; weekday means of the last weeks by hand.
 */
static void the_planners_methods_average_the_same_weekdays(void)
{
    double calls[70], total[70], seen[70];
    int32_t weekday[70];
    for (size_t day = 0; day < 70; day++) {
        calls[day] = total[day] = (double)(day / 7);
        seen[day] = 1.0;
        weekday[day] = (int32_t)(day % 7);
    }
    seen[63] = 0.0; /* the latest day of weekday 0 is unknown */
    const hc_day_matrix matrix = {.days = 70,
                                  .slots = 1,
                                  .calls = calls,
                                  .total = total,
                                  .seen = seen,
                                  .weekday = weekday};
    const double expected[5][2] = {{8.0, 9.0}, {6.5, 7.5}, {5.5, 6.5}, {4.5, 5.5}, {5.5, 6.5}};
    for (size_t i = 0; i < hc_baseline_count; i++) {
        double row = 0.0;
        hc_baseline_day(&hc_baselines[i], &matrix, 70, 70, &row);
        CHECK_CLOSE(row, expected[i][0], 1e-12);
        hc_baseline_day(&hc_baselines[i], &matrix, 70, 71 + 7, &row);
        CHECK_CLOSE(row, expected[i][1], 1e-12);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_candidate_repeats_a_constant_week),
        HC_TEST(a_weekday_never_seen_is_forecast_as_zero),
        HC_TEST(the_trend_follows_growth_that_a_slow_mean_misses),
        HC_TEST(a_day_of_no_weight_changes_nothing),
        HC_TEST(a_quiet_weekday_that_fades_leaves_the_level),
        HC_TEST(few_calls_a_day_are_forecast_without_bias),
        HC_TEST(the_log_scale_loses_half_the_variance),
        HC_TEST(the_planners_methods_average_the_same_weekdays),
    };
    return hc_test_run("candidates", tests, sizeof tests / sizeof *tests);
}
