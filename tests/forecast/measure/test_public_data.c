/* The real histories, when they are there: no worse than the best planner's average. */
#include "tests/forecast/measure/public_data.h"
#include "tests/support/hc_test.h"

static void beats_the_planners(const public_set *set)
{
    const char *folder = hc_shared_data();
    if (folder == NULL) { return; }
    hc_series history = HC_SERIES_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_backtest backtest = HC_BACKTEST_INIT;
    int64_t origins[PUBLIC_ORIGINS_MAX];
    hc_backtest_options options = hc_backtest_options_default();
    CU_ASSERT_EQUAL_FATAL(public_load(folder, set, &history, &special, NULL), HC_OK);
    options.origins = origins;
    options.origin_count = public_origins(set, origins);
    options.horizon_days = 7;
    options.forecast.special = &special;
    CU_ASSERT_EQUAL_FATAL(options.origin_count, set->origins);
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    const hc_accuracy *week = &backtest.scores[0].week;
    printf("(interval WAPE %.4f, planner %.4f) ", week->wape_interval, set->planner_wape);
    CU_ASSERT(week->wape_interval <= set->planner_wape);
    CU_ASSERT(week->wape_interval > week->poisson_floor); /* else something was peeked at */
    CU_ASSERT(week->coverage_80 >= 0.74 && week->coverage_80 <= 0.90);
    CU_ASSERT(fabs(week->bias) < 0.05);
    hc_backtest_clear(&backtest);
    hc_special_days_clear(&special);
    hc_series_clear(&history);
}

static void five_minutes_of_a_bank_beat_the_planners_average(void)
{
    beats_the_planners(&public_sets[0]);
}

static void half_hours_of_a_bank_beat_the_planners_average(void)
{
    beats_the_planners(&public_sets[1]);
}

static void hours_around_the_clock_beat_the_planners_average(void)
{
    beats_the_planners(&public_sets[2]);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(five_minutes_of_a_bank_beat_the_planners_average),
        HC_TEST(half_hours_of_a_bank_beat_the_planners_average),
        HC_TEST(hours_around_the_clock_beat_the_planners_average),
    };
    return hc_test_run("public data", tests, sizeof tests / sizeof *tests);
}
