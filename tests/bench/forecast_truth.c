/*
 * How near the forecast comes to the mean that calls were really drawn from, on sample centres
 * whose truth is known, beside three oracles: one that is told the true shape of every interval
 * and day and only has to learn the level of the last eight weeks (no method can do better than
 * it by more than luck), and two that know the family and learn its numbers from the same
 * history, one told which dates of the month differ and how long the waves are, the other to
 * learn that as well (truth_oracle.h). The centres begin on different days, so that
 * the weeks ahead fall on all phases of their waves. The argument is the first centre's seed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "forecast/clean/clean.h"
#include "forecast/demo.h"
#include "forecast/forecast.h"
#include "forecast/measure/accuracy.h"
#include "tests/bench/truth_oracle.h"

#define CENTRES 8
#define SHAPES 3
#define QUEUES 3 /* that a sample centre has by default */
#define ORIGINS 5
#define ORIGIN_STEP_DAYS 21 /* so that they fall on different places in the month */
#define CENTRE_STEP_DAYS                                                                       \
    67 /* from one centre's first day to the next one's: other waves ahead */
#define AHEAD_DAYS 7
#define LEVEL_DAYS 56 /* days the oracle learns the level from */

/* Sums over intervals of one week. */
typedef struct truth_sums {
    double forecast2, oracle2, mean2; /* squared errors against the true mean */
    double told2, learnt2;            /* of the two that know the family */
    double bias, calls;
    double absolute;
    double inside_80, inside_95, counted;        /* of what was really drawn */
    double mean_inside, means, day_inside, days; /* true means in their 90 % bands */
} truth_sums;

static double oracle_level(const hc_series *history, const hc_series *truth, size_t queue,
                           size_t origin)
{
    double came = 0.0, meant = 0.0;
    const hc_axis *axis = &history->axis;
    for (size_t slot = axis->day_first[origin - LEVEL_DAYS]; slot < axis->day_first[origin];
         slot++) {
        if (history->queues[queue].state[slot] != HC_SLOT_OPEN) { continue; }
        came += history->queues[queue].calls[slot];
        meant += truth->queues[queue].calls[slot];
    }
    return meant > 0.0 ? came / meant : 1.0;
}

static void add_slot(truth_sums *sums, double said, double oracle, double told, double learnt,
                     double truth)
{
    sums->told2 += (told - truth) * (told - truth);
    sums->learnt2 += (learnt - truth) * (learnt - truth);
    sums->forecast2 += (said - truth) * (said - truth);
    sums->oracle2 += (oracle - truth) * (oracle - truth);
    sums->mean2 += truth * truth;
    sums->bias += said - truth;
    sums->calls += truth;
    sums->absolute += fabs(said - truth);
}

static void add_bands(truth_sums *sums, const hc_series *out, size_t queue, size_t at,
                      double came)
{
    const size_t slots = hc_axis_slots(&out->axis);
    const double *quantile = out->queues[queue].quantile;
    sums->inside_80 += came >= quantile[2 * slots + at] && came <= quantile[6 * slots + at];
    sums->inside_95 += came >= quantile[at] && came <= quantile[8 * slots + at];
    sums->counted += 1.0;
}

/* True means inside their 90 % bands, by interval and by day. */
static void add_mean_bands(truth_sums *sums, const hc_series *out, const double *truth,
                           const hc_queue_report *report, const double *calls)
{
    double low = 0.0, high = 0.0;
    for (size_t day = 0; day < out->axis.days; day++) {
        double meant = 0.0;
        for (size_t at = out->axis.day_first[day]; at < out->axis.day_first[day + 1]; at++) {
            if (hc_is_missing(truth[at]) || !(truth[at] > 0.0)) { continue; }
            hc_forecast_mean_band(report, day, calls[at], &low, &high);
            sums->mean_inside += truth[at] >= low && truth[at] <= high;
            sums->means += 1.0;
            meant += truth[at];
        }
        if (!(meant > 0.0)) { continue; }
        hc_forecast_mean_band(report, day, report->days[day].total, &low, &high);
        sums->day_inside += meant >= low && meant <= high;
        sums->days += 1.0;
    }
}

static void add_week(truth_sums *sums, const hc_series *out, const hc_series *history,
                     const hc_series *truth, const double *told, const double *learnt,
                     size_t queue, size_t origin)
{
    const double level = oracle_level(history, truth, queue, origin);
    const size_t begin = history->axis.day_first[origin];
    for (size_t at = 0; at < hc_axis_slots(&out->axis); at++) {
        const double mean = truth->queues[queue].calls[begin + at];
        if (hc_is_missing(mean) || out->queues[queue].state[at] != HC_SLOT_OPEN) { continue; }
        add_slot(sums, out->queues[queue].calls[at], level * mean, told[at], learnt[at], mean);
        if (history->queues[queue].state[begin + at] == HC_SLOT_OPEN) {
            add_bands(sums, out, queue, at, history->queues[queue].calls[begin + at]);
        }
    }
}

static hc_status run_origin(const hc_series *history, const hc_series *truth,
                            const hc_special_days *special, size_t origin, truth_sums *sums,
                            hc_error *err)
{
    hc_series out = HC_SERIES_INIT;
    hc_forecast_options options = hc_forecast_options_default();
    options.origin_day = history->axis.first_day + (int64_t)origin;
    options.horizon_days = AHEAD_DAYS;
    options.special = special;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    HC_TRY(hc_forecast_run(history, &options, &out, &report, err));
    double *told = NULL, *learnt = NULL;
    hc_status st = hc_alloc(&told, hc_axis_slots(&out.axis), sizeof *told, err);
    if (st == HC_OK) { st = hc_alloc(&learnt, hc_axis_slots(&out.axis), sizeof *learnt, err); }
    for (size_t queue = 0; st == HC_OK && queue < history->queue_count; queue++) {
        st = truth_oracle(history, special, queue, origin, AHEAD_DAYS, true, told, err);
        if (st != HC_OK) { break; }
        st = truth_oracle(history, special, queue, origin, AHEAD_DAYS, false, learnt, err);
        if (st != HC_OK) { break; }
        add_week(&sums[queue], &out, history, truth, told, learnt, queue, origin);
        add_mean_bands(&sums[queue], &out,
                       truth->queues[queue].calls + history->axis.day_first[origin],
                       &report.queues[queue], out.queues[queue].calls);
    }
    hc_free(told);
    hc_free(learnt);
    hc_forecast_report_clear(&report);
    hc_series_clear(&out);
    return st;
}

/* Histories of a year, of two and a half with a season that can be learnt, and of a small
 * centre. */
typedef struct shape {
    const char *name;
    size_t weeks;
    double calls_a_day;
} shape;

static const shape shapes[SHAPES] = {
    {"52 weeks", 52, 1500.0}, {"130 weeks", 130, 1500.0}, {"52 weeks, small", 52, 150.0}};

static hc_status run_centre(const shape *like, uint64_t seed, truth_sums *sums, hc_error *err)
{
    hc_series history = HC_SERIES_INIT, truth = HC_SERIES_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_clean_report cleaned = HC_CLEAN_REPORT_INIT;
    hc_demo_options demo = hc_demo_options_default();
    const hc_clean_options clean = hc_clean_options_default();
    demo.seed = seed;
    demo.first_day += (int64_t)(seed - 1) * CENTRE_STEP_DAYS;
    demo.weeks = like->weeks;
    demo.calls_a_day = like->calls_a_day;
    demo.gaps = true;
    hc_status st = hc_demo_history(&demo, &history, &truth, &special, err);
    if (st == HC_OK) { st = hc_clean(&history, &special, &clean, &cleaned, err); }
    for (size_t i = 0; st == HC_OK && i < ORIGINS; i++) {
        const size_t origin = history.axis.days - AHEAD_DAYS - i * ORIGIN_STEP_DAYS;
        st = run_origin(&history, &truth, &special, origin, sums, err);
    }
    hc_clean_report_clear(&cleaned);
    hc_series_clear(&history);
    hc_series_clear(&truth);
    hc_special_days_clear(&special);
    return st;
}

static void print_sums(const truth_sums *s, const char *name, const char *queue)
{
    printf("%-16s %s: RMSE / mean square root %.4f, form known %.4f (ratio %.2f), dates "
           "and "
           "waves told %.4f (%.2f), shape told %.4f (%.2f); WAPE %.4f; bias %+.4f; calls "
           "inside 80 %%: %.3f, inside 95 %%: "
           "%.3f; true means in their 90 %% bands: %.3f by interval, %.3f by day\n",
           name, queue, sqrt(s->forecast2 / s->mean2), sqrt(s->learnt2 / s->mean2),
           sqrt(s->forecast2 / s->learnt2), sqrt(s->told2 / s->mean2),
           sqrt(s->forecast2 / s->told2), sqrt(s->oracle2 / s->mean2),
           sqrt(s->forecast2 / s->oracle2), s->absolute / s->calls, s->bias / s->calls,
           s->inside_80 / s->counted, s->inside_95 / s->counted, s->mean_inside / s->means,
           s->day_inside / s->days);
}

static void add_sums(truth_sums *all, const truth_sums *more)
{
    all->forecast2 += more->forecast2;
    all->oracle2 += more->oracle2;
    all->told2 += more->told2;
    all->learnt2 += more->learnt2;
    all->mean2 += more->mean2;
    all->bias += more->bias;
    all->calls += more->calls;
    all->absolute += more->absolute;
    all->inside_80 += more->inside_80;
    all->inside_95 += more->inside_95;
    all->counted += more->counted;
    all->mean_inside += more->mean_inside;
    all->means += more->means;
    all->day_inside += more->day_inside;
    all->days += more->days;
}

/* The queues of a centre, and all of them together, where the largest counts most. */
static void print_queues(const truth_sums sums[QUEUES], const char *name)
{
    static const char *const queues[QUEUES] = {"queue 1", "queue 2", "queue 3"};
    truth_sums all = {0};
    for (size_t queue = 0; queue < QUEUES; queue++) {
        print_sums(&sums[queue], name, queues[queue]);
        add_sums(&all, &sums[queue]);
    }
    print_sums(&all, name, "all queues");
}

int main(int argc, char **argv)
{
    const uint64_t first_seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    hc_error err = HC_ERROR_INIT;
    hc_init();
    if (first_seed == 0) {
        (void)fprintf(stderr, "the first seed is 1 or more\n");
        return 2;
    }
    printf("one week ahead against the true mean, %d sample centres, %d origins each\n",
           CENTRES, ORIGINS);
    for (size_t like = 0; like < SHAPES; like++) {
        truth_sums sums[QUEUES] = {{0}};
        for (uint64_t seed = first_seed; seed < first_seed + CENTRES; seed++) {
            if (run_centre(&shapes[like], seed, sums, &err) != HC_OK) {
                (void)fprintf(stderr, "%s\n", err.message);
                return 1;
            }
        }
        print_queues(sums, shapes[like].name);
    }
    return 0;
}
