#include <stdlib.h>
#include <string.h>

#include "forecast/forecast.h"
#include "tests/forecast/forecast_support.h"

#define PATHS 2000

/* A forecast of a week and its report, from a history with so much difference between days. */
typedef struct told {
    hc_series history, forecast;
    hc_forecast_report report;
} told;

static void clear(told *t)
{
    hc_series_clear(&t->history);
    hc_series_clear(&t->forecast);
    hc_forecast_report_clear(&t->report);
}

/* Every count becomes a Poisson count around its day's factor: a gamma of mean 1. */
static void make_days_differ(hc_series *series, double day_sd, uint64_t seed)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    const double shape = 1.0 / (day_sd * day_sd);
    for (size_t day = 0; day < series->axis.days; day++) {
        const double factor = hc_rng_gamma(&rng, shape, 1.0 / shape);
        const size_t end = series->axis.day_first[day + 1];
        for (size_t slot = series->axis.day_first[day]; slot < end; slot++) {
            double *calls = &series->queues[0].calls[slot];
            if (*calls > 0.0) { *calls = hc_rng_poisson(&rng, *calls * factor); }
        }
    }
}

static told tell(double day_sd, uint64_t seed, int64_t weeks_ahead)
{
    synthetic s = synthetic_default();
    s.days = 26 * 7;
    s.calls_a_day = 3000.0;
    told t = {.history = synthetic_make(&s)};
    if (day_sd > 0.0) { make_days_differ(&t.history, day_sd, seed); }
    hc_forecast_options options = hc_forecast_options_default();
    options.horizon_days = 7;
    options.threads = 1;
    options.origin_day = SYNTHETIC_FIRST + (int64_t)s.days - 7 * weeks_ahead;
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&t.history, &options, &t.forecast, &t.report, NULL),
                          HC_OK);
    return t;
}

static double *make_paths(const told *t, size_t paths, uint64_t seed)
{
    double *calls = malloc(paths * hc_axis_slots(&t->forecast.axis) * sizeof *calls);
    CU_ASSERT_PTR_NOT_NULL_FATAL(calls);
    CU_ASSERT_EQUAL_FATAL(
        hc_forecast_paths(&t->forecast, &t->report, 0, paths, seed, calls, NULL), HC_OK);
    return calls;
}

static double *make_totals(const told *t, size_t paths, uint64_t seed)
{
    double *totals = malloc(paths * t->forecast.axis.days * sizeof *totals);
    CU_ASSERT_PTR_NOT_NULL_FATAL(totals);
    CU_ASSERT_EQUAL_FATAL(
        hc_forecast_day_totals(&t->forecast, &t->report, 0, paths, seed, totals, NULL), HC_OK);
    return totals;
}

/* Of 2,000 paths a share p lies below quantile p, within rounding to whole calls and four
 * standard errors of the share itself. */
static void each_interval_has_the_distribution_of_its_quantiles(void)
{
    told t = tell(0.12, 1, 0);
    const size_t slots = hc_axis_slots(&t.forecast.axis);
    const hc_queue *queue = &t.forecast.queues[0];
    double *calls = make_paths(&t, PATHS, 1);
    for (size_t slot = 0; slot < slots; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN) {
            CU_ASSERT(!(calls[slot] > 0.0));
            continue;
        }
        for (size_t k = 0; k < HC_QUANTILES; k++) {
            const double quantile = queue->quantile[k * slots + slot], p = hc_quantile_p[k];
            size_t below = 0, well_above = 0;
            for (size_t path = 0; path < PATHS; path++) {
                below += calls[path * slots + slot] < quantile + 1.0;
                well_above += calls[path * slots + slot] > quantile - 1.0;
            }
            const double slack = 4.0 * sqrt(p * (1.0 - p) / PATHS);
            CU_ASSERT((double)below / PATHS > p - slack);
            CU_ASSERT((double)well_above / PATHS > 1.0 - p - slack);
        }
    }
    free(calls);
    clear(&t);
}

static void their_mean_is_the_forecast(void)
{
    told t = tell(0.12, 1, 0);
    const size_t slots = hc_axis_slots(&t.forecast.axis);
    double *calls = make_paths(&t, PATHS, 1);
    double sum = 0.0, expected = 0.0;
    for (size_t k = 0; k < PATHS * slots; k++) {
        sum += calls[k];
    }
    for (size_t slot = 0; slot < slots; slot++) {
        expected += t.forecast.queues[0].calls[slot];
    }
    CHECK_CLOSE(sum / PATHS, expected, 0.02);
    free(calls);
    clear(&t);
}

/* Standard deviation of a day's total over the paths, relative to its mean. */
static double spread_of_day(const double *totals, size_t paths)
{
    double sum = 0.0, squares = 0.0;
    for (size_t path = 0; path < paths; path++) {
        sum += totals[path];
        squares += totals[path] * totals[path];
    }
    const double n = (double)paths, mean = sum / n;
    return sqrt(squares / n - mean * mean) / mean;
}

/* Spread of a Monday's total over the paths. */
static double monday_spread(double day_sd)
{
    told t = tell(day_sd, 5, 0);
    double *totals = make_totals(&t, PATHS, 1);
    const size_t monday = (size_t)(7 - hc_weekday(t.forecast.axis.first_day)) % 7;
    const double spread = spread_of_day(totals + monday * PATHS, PATHS);
    free(totals);
    clear(&t);
    return spread;
}

/* Days that differ by 12 % have totals that differ so; without differences chance is left
 * (1/sqrt(3,900) = 1.6 % of a Monday) and what the level is not known by. */
static void day_totals_spread_as_the_days_of_the_history_do(void)
{
    const double lively = monday_spread(0.12), calm = monday_spread(0.0);
    CU_ASSERT(lively > 0.12 * 0.75 && lively < 0.12 * 1.4);
    CU_ASSERT(calm > 0.01 && calm < 0.04);
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The days that came, over 8 weeks of each of 4 histories, in the range of eight of ten. */
static void eight_of_ten_days_that_came_lie_in_the_range_of_their_paths(void)
{
    size_t days = 0, inside = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        for (int64_t week = 1; week <= 8; week++) {
            told t = tell(0.12, seed, week);
            double *totals = make_totals(&t, 400, seed);
            const hc_axis *axis = &t.history.axis;
            for (size_t day = 0; day < 7; day++) {
                const size_t at = (size_t)(t.forecast.axis.first_day - axis->first_day) + day;
                double came = 0.0;
                for (size_t slot = axis->day_first[at]; slot < axis->day_first[at + 1];
                     slot++) {
                    came += t.history.queues[0].calls[slot];
                }
                if (!(came > 0.0)) { continue; } /* Sunday */
                qsort(totals + day * 400, 400, sizeof *totals, ascending);
                days++;
                inside += came >= totals[day * 400 + 40] && came <= totals[day * 400 + 359];
            }
            free(totals);
            clear(&t);
        }
    }
    CU_ASSERT_EQUAL(days, 4 * 8 * 6);
    CU_ASSERT((double)inside > 0.72 * (double)days && (double)inside < 0.9 * (double)days);
}

static void day_totals_are_the_sums_of_the_same_paths(void)
{
    told t = tell(0.12, 1, 0);
    const hc_axis *axis = &t.forecast.axis;
    double *calls = make_paths(&t, 5, 9), *totals = make_totals(&t, 5, 9);
    for (size_t path = 0; path < 5; path++) {
        double sum = 0.0;
        for (size_t slot = axis->day_first[3]; slot < axis->day_first[4]; slot++) {
            sum += calls[path * hc_axis_slots(axis) + slot];
        }
        CHECK_CLOSE(totals[3 * 5 + path], sum, 1e-12);
    }
    free(calls);
    free(totals);
    clear(&t);
}

static void a_seed_gives_the_same_paths_and_another_seed_others(void)
{
    told t = tell(0.12, 1, 0);
    const size_t bytes = 3 * hc_axis_slots(&t.forecast.axis) * sizeof(double);
    double *one = make_paths(&t, 3, 1), *again = make_paths(&t, 3, 1);
    double *other = make_paths(&t, 3, 2);
    CU_ASSERT_EQUAL(memcmp(one, again, bytes), 0);
    CU_ASSERT_NOT_EQUAL(memcmp(one, other, bytes), 0);
    free(one);
    free(again);
    free(other);
    clear(&t);
}

static double correlation_of(const double *x, const double *y, size_t count)
{
    double a = 0.0, b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
    for (size_t k = 0; k < count; k++) {
        a += x[k];
        b += y[k];
        aa += x[k] * x[k];
        bb += y[k] * y[k];
        ab += x[k] * y[k];
    }
    const double n = (double)count;
    return (ab - a * b / n) / sqrt((aa - a * a / n) * (bb - b * b / n));
}

/* Tuesday's totals of two queues with the same forecast, over 400 paths, when busy days are
 * shared to this degree and all of an interval's spread is its day's. */
static double correlation_of_queues(double queue_share)
{
    synthetic s = synthetic_default();
    s.queues = 2;
    s.calls_a_day = 3000.0;
    told t = {.history = synthetic_make(&s)};
    hc_forecast_options options = hc_forecast_options_default();
    options.horizon_days = 7;
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&t.history, &options, &t.forecast, &t.report, NULL),
                          HC_OK);
    double totals[2][7 * 400];
    for (size_t queue = 0; queue < 2; queue++) {
        t.report.queues[queue].queue_share = queue_share;
        t.report.queues[queue].day_share = 1.0;
        t.report.queues[queue].level_share = 0.5;
        CU_ASSERT_EQUAL(
            hc_forecast_day_totals(&t.forecast, &t.report, queue, 400, 1, totals[queue], NULL),
            HC_OK);
    }
    clear(&t);
    return correlation_of(totals[0] + 400, totals[1] + 400, 400);
}

/* Four standard errors around 0 and a half; rounding to whole calls is all that is left at 1.
 */
static void queues_share_their_busy_days_as_far_as_the_report_says(void)
{
    CU_ASSERT(fabs(correlation_of_queues(0.0)) < 0.2);
    CU_ASSERT(fabs(correlation_of_queues(0.5) - 0.5) < 0.16);
    CU_ASSERT(correlation_of_queues(1.0) > 0.95);
}

/* What paths' totals spread by is told without drawing any: of a day, of two days in a row and
 * of the week, whether days, levels or intervals are what is off. */
static void the_spread_of_totals_is_that_of_the_paths(void)
{
    static const size_t first[] = {1, 3, 0}, days[] = {1, 2, 7};
    static const double level_share[] = {0.0, 0.5, 0.5}, memory[] = {0.5, 0.5, 0.0};
    told t = tell(0.12, 1, 0);
    hc_queue_report *report = &t.report.queues[0];
    for (size_t k = 0; k < 3; k++) {
        double sum = 0.0, square = 0.0;
        report->level_share = level_share[k];
        report->day_memory = memory[k];
        report->unsettled = k == 2 ? 0.3 : 0.0;
        report->unsettled_chance = k == 2 ? 0.3 : 0.0;
        double *totals = make_totals(&t, PATHS, 7);
        for (size_t path = 0; path < PATHS; path++) {
            double total = 0.0;
            for (size_t day = first[k]; day < first[k] + days[k]; day++) {
                total += totals[day * PATHS + path];
            }
            sum += total / PATHS;
            square += total * total / PATHS;
        }
        CHECK_CLOSE(hc_forecast_total_sd(&t.forecast, report, 0, first[k], days[k]) /
                        sqrt(square - sum * sum),
                    1.0, 0.08);
        free(totals);
    }
    clear(&t);
}

/* A level that is off is off on Tuesday and on Friday. */
static void what_lasts_is_common_to_all_days(void)
{
    told t = tell(0.12, 1, 0);
    t.report.queues[0].day_share = 1.0;
    t.report.queues[0].day_memory = 0.0;
    t.report.queues[0].level_share = 0.5;
    double *half = make_totals(&t, 400, 1);
    t.report.queues[0].level_share = 0.0;
    double *none = make_totals(&t, 400, 1);
    CU_ASSERT(fabs(correlation_of(half + 400, half + 4 * 400, 400) - 0.5) < 0.16);
    CU_ASSERT(fabs(correlation_of(none + 400, none + 4 * 400, 400)) < 0.2);
    free(half);
    free(none);
    clear(&t);
}

/* Where nothing but the move is large all days' totals move as one: of a Tuesday's variance
 * (2,700 calls in 20 intervals of a / 135 + b each) a move of .4 is nearly all. */
static void a_level_that_may_have_moved_moves_all_days(void)
{
    told t = tell(0.0, 1, 0);
    hc_queue_report *report = &t.report.queues[0];
    report->level_share = report->day_memory = 0.0;
    double *settled = make_totals(&t, 400, 1);
    report->unsettled = -0.4;
    report->unsettled_chance = 0.5;
    double *moved = make_totals(&t, 400, 1);
    CU_ASSERT(fabs(correlation_of(settled + 400, settled + 4 * 400, 400)) < 0.2);
    CU_ASSERT(correlation_of(moved + 400, moved + 4 * 400, 400) > 0.95);
    free(settled);
    free(moved);
    clear(&t);
}

static void faults_are_told(void)
{
    told t = tell(0.0, 1, 0);
    double calls[7 * 48];
    CU_ASSERT_EQUAL(hc_forecast_paths(&t.forecast, &t.report, 1, 1, 1, calls, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_forecast_paths(&t.forecast, &t.report, 0, 0, 1, calls, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_forecast_day_totals(&t.forecast, &t.report, 1, 1, 1, calls, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_forecast_paths(&t.history, &t.report, 0, 1, 1, calls, NULL),
                    HC_ERR_RANGE); /* no quantiles */
    const size_t before = hc_heap_live();
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_forecast_day_totals(&t.forecast, &t.report, 0, 1, 1, calls, NULL),
                    HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_heap_live(), before);
    clear(&t);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_interval_has_the_distribution_of_its_quantiles),
        HC_TEST(their_mean_is_the_forecast),
        HC_TEST(day_totals_spread_as_the_days_of_the_history_do),
        HC_TEST(eight_of_ten_days_that_came_lie_in_the_range_of_their_paths),
        HC_TEST(day_totals_are_the_sums_of_the_same_paths),
        HC_TEST(a_seed_gives_the_same_paths_and_another_seed_others),
        HC_TEST(queues_share_their_busy_days_as_far_as_the_report_says),
        HC_TEST(what_lasts_is_common_to_all_days),
        HC_TEST(a_level_that_may_have_moved_moves_all_days),
        HC_TEST(the_spread_of_totals_is_that_of_the_paths),
        HC_TEST(faults_are_told),
    };
    hc_init();
    return hc_test_run("paths", tests, sizeof tests / sizeof *tests);
}
