/*
 * How long a forecast with its back-tests takes, in processor time: an origin of each public
 * set on one core; with the argument "large" also 1,000 queues of two years in half hours on
 * all cores.
 */
#include <time.h>

#include "forecast/base/parallel.h"
#include "forecast/demo.h"
#include "tests/forecast/measure/public_data.h"

#define LARGE_QUEUES 1000
#define LARGE_WEEKS 104

static double processor_s(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static hc_status time_set(const public_set *set, hc_error *err)
{
    hc_series history = HC_SERIES_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_backtest backtest = HC_BACKTEST_INIT;
    int64_t origins[PUBLIC_ORIGINS_MAX];
    hc_backtest_options options = hc_backtest_options_default();
    options.origins = origins;
    options.origin_count = public_origins(set, origins);
    options.horizon_days = 28;
    options.forecast.special = &special;
    options.forecast.threads = 1;
    hc_status st = public_load(HC_SHARED_DATA, set, &history, &special, err);
    const double begin = processor_s();
    if (st == HC_OK) { st = hc_backtest_run(&history, &options, &backtest, err); }
    const double each = (processor_s() - begin) / (double)set->origins;
    if (st == HC_OK) {
        const hc_accuracy *week = &backtest.scores[0].week;
        printf("%-20s %.3f CPU s an origin; one week: %.4f by interval, %.4f by day\n",
               set->calls, each, week->wape_interval, week->wape_day);
    }
    hc_backtest_clear(&backtest);
    hc_special_days_clear(&special);
    hc_series_clear(&history);
    return st;
}

static hc_status time_large(hc_error *err)
{
    hc_series history = HC_SERIES_INIT, truth = HC_SERIES_INIT, out = HC_SERIES_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_demo_options demo = hc_demo_options_default();
    hc_forecast_options options = hc_forecast_options_default();
    demo.queues = LARGE_QUEUES;
    demo.weeks = LARGE_WEEKS;
    options.special = &special;
    hc_status st = hc_demo_history(&demo, &history, &truth, &special, err);
    hc_series_clear(&truth);
    const double begin = processor_s();
    if (st == HC_OK) { st = hc_forecast_run(&history, &options, &out, NULL, err); }
    if (st == HC_OK) {
        printf("%d queues, %d weeks, 30 min: %.1f CPU s on %zu cores\n", LARGE_QUEUES,
               LARGE_WEEKS, processor_s() - begin, hc_parallel_cores());
    }
    hc_series_clear(&out);
    hc_series_clear(&history);
    hc_special_days_clear(&special);
    return st;
}

int main(int argc, char **argv)
{
    hc_error err = HC_ERROR_INIT;
    hc_status st = HC_OK;
    hc_init();
    for (size_t i = 0; i < PUBLIC_SETS && st == HC_OK; i++) {
        st = time_set(&public_sets[i], &err);
    }
    if (st == HC_OK && argc > 1 && strcmp(argv[1], "large") == 0) { st = time_large(&err); }
    if (st != HC_OK) { fprintf(stderr, "%s\n", err.message); }
    return st == HC_OK ? 0 : 1;
}
