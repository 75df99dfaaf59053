/*
 * Does --risk P hold in P of the weeks? Made-up centres with known truth, one week each: the
 * history before it is forecast, staffed and played against the week that was drawn. The
 * histories' lengths go once through the slow wave of the sample centres, or are all WEEKS, and
 * the weeks lie all over the year: what forecasts lag behind going up they are ahead going
 * down.
 *
 *     risk_weeks [CENTRES [RISK [CALLS_A_DAY [OCCUPANCY [QUEUES [WEEKS]]]]]]  200 0.8 1500 1.0
 * 1
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/play/closed_loop_table.h"
#include "forecast/demo.h"

#define WEEKS_LEAST 52
#define WAVE_WEEKS 37 /* of the sample centres' slow level */
#define YEAR_WEEKS 52
#define WEEKS_APART 7   /* from one centre's length to the next's, around the wave */
#define PLACES_APART 19 /* the same of the weeks in the year */

typedef struct tally {
    size_t weeks;
    size_t held;
    size_t failed;
    double level;
    double hours; /* over perfect foresight's */
} tally;

static size_t weeks_of(uint64_t seed)
{
    return WEEKS_LEAST + (size_t)(seed * WEEKS_APART % WAVE_WEEKS);
}

/* So that the last week has its place in the year. */
static int64_t first_day_of(uint64_t seed, size_t weeks)
{
    const int64_t place = (int64_t)(seed * PLACES_APART % YEAR_WEEKS);
    const int64_t start = (place - (int64_t)(weeks - 1) % YEAR_WEEKS + YEAR_WEEKS) % YEAR_WEEKS;
    return hc_demo_options_default().first_day + 7 * start;
}

static void add_centre(const hc_demo_options *demo, const hc_loop_options *playing, tally *sum)
{
    hc_history history = {.centre = hc_centre_default()};
    hc_backtest backtest = HC_BACKTEST_INIT;
    hc_backtest_options judging = hc_backtest_options_default();
    hc_closed_loop loop = {0};
    hc_error err = HC_ERROR_INIT;
    hc_series truth = HC_SERIES_INIT;
    hc_status st = hc_demo_history(demo, &history.series, &truth, &history.special, &err);
    const int64_t origin = demo->first_day + 7 * ((int64_t)demo->weeks - 1);
    judging.origins = &origin;
    judging.origin_count = 1;
    judging.forecast.special = &history.special;
    if (st == HC_OK) { st = hc_backtest_run(&history.series, &judging, &backtest, &err); }
    if (st == HC_OK) { st = hc_closed_loop_run(&history, &backtest, playing, &loop, &err); }
    if (st == HC_OK) {
        const hc_loop_verdict mine = hc_loop_verdict_of(&loop, HC_LOOP_FORECAST);
        sum->weeks++;
        sum->held += mine.level >= loop.target ? 1 : 0;
        sum->level += mine.level;
        sum->hours += mine.against_foresight;
    } else {
        sum->failed++;
        (void)fprintf(stderr, "seed %llu: %s\n", (unsigned long long)demo->seed, err.message);
    }
    hc_closed_loop_clear(&loop);
    hc_backtest_clear(&backtest);
    hc_series_clear(&truth);
    hc_history_clear(&history);
}

static double argument(int count, char **arguments, int at, double otherwise)
{
    return count > at ? strtod(arguments[at], NULL) : otherwise;
}

int main(int count, char **arguments)
{
    const double centres = argument(count, arguments, 1, 200.0);
    const double weeks_told = argument(count, arguments, 6, 0.0);
    hc_demo_options demo = hc_demo_options_default();
    hc_loop_options playing = {.staffing = HC_STAFFING_OPTIONS_DEFAULT,
                               .aht_s = HC_MISSING,
                               .seed = 1,
                               .leave_out =
                                   ~(1U << HC_LOOP_FORECAST | 1U << HC_LOOP_FORESIGHT)};
    tally sum = {0};
    playing.staffing.risk = argument(count, arguments, 2, 0.8);
    playing.staffing.promise.occupancy = argument(count, arguments, 4, 1.0);
    if (!(playing.staffing.risk > 0.0)) {
        playing.staffing.risk = HC_MISSING;
        playing.staffing.target_per = HC_PER_WEEK;
    }
    demo.calls_a_day = argument(count, arguments, 3, 1500.0);
    demo.queues = (size_t)argument(count, arguments, 5, 1.0);
    demo.gaps = false;
    for (demo.seed = 1; demo.seed <= (uint64_t)centres; demo.seed++) {
        demo.weeks = weeks_told > 0.0 ? (size_t)weeks_told : weeks_of(demo.seed);
        demo.first_day = first_day_of(demo.seed, demo.weeks);
        add_centre(&demo, &playing, &sum);
    }
    const double weeks = (double)sum.weeks;
    (void)printf(
        "%zu weeks: the target held in %.1f %%; mean service level %.2f %%, agent hours "
        "%.3f x perfect foresight's; %zu failed\n",
        sum.weeks, 100.0 * (double)sum.held / weeks, 100.0 * sum.level / weeks,
        sum.hours / weeks, sum.failed);
    return sum.failed == 0 ? 0 : 1;
}
