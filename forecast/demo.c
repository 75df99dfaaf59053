#include "forecast/demo.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/rng.h"

#define DAY_SD 0.05        /* busyness of a day around its mean: gamma with this deviation */
#define INTERVAL_SD 0.06   /* the same of an interval within the day */
#define LEVEL_SWING 0.06   /* slow wave of the level, */
#define LEVEL_WEEKS 37.0   /* weeks a wave */
#define SEASON_SWING 0.08  /* summer lull, winter peak */
#define AHT_DAY_SWING 0.06 /* handle times are longer in the evening */
#define AHT_CALL_CV                                                                            \
    0.8              /* of single handle times: an interval's mean scatters by cv/sqrt(n)      \
                      */
#define SMALLER 0.55 /* each queue has this share of the one before it */
#define SMALLEST 0.03
#define REST_WEEKDAY 6 /* Sunday, when nobody calls */
#define PI 3.14159265358979323846

typedef struct demo_queue {
    double share; /* of the largest queue */
    double aht_s;
    double abandon; /* mean share that hangs up */
    int32_t open_min, close_min;
    int32_t saturday_close_min; /* 0: closed on Saturdays */
} demo_queue;

static const char *const queue_names[] = {"Service", "Billing", "Technical", "Sales"};

hc_demo_options hc_demo_options_default(void)
{
    const hc_civil_date first = {2025, 11, 24};
    return (hc_demo_options){.seed = 1,
                             .queues = 3,
                             .weeks = 52,
                             .interval_min = 30,
                             .first_day = hc_day_from_date(first),
                             .calls_a_day = 1500.0,
                             .gaps = true};
}

static hc_status check(const hc_demo_options *options, hc_error *err)
{
    const int32_t interval_min = options->interval_min;
    const char *what = NULL;
    if (options->queues < 1 || options->queues > HC_QUEUES_MAX) { what = "queues"; }
    if (options->weeks < 1 || options->weeks > HC_DEMO_WEEKS_MAX) { what = "weeks"; }
    if (interval_min < 5 || interval_min > 60 || 60 % interval_min != 0) {
        what = "the interval";
    }
    if (options->first_day < HC_DAY_MIN ||
        options->first_day > HC_DAY_MAX - 7 * HC_DEMO_WEEKS_MAX) {
        what = "the first day";
    }
    if (!(options->calls_a_day > 0.0 && options->calls_a_day <= 1e7)) { what = "calls a day"; }
    if (what == NULL) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL, "%s is outside its range", what);
}

static demo_queue queue_of(size_t index)
{
    demo_queue queue = {.share = fmax(pow(SMALLER, (double)index), SMALLEST),
                        .aht_s = 210.0 + 45.0 * (double)(index % 4),
                        .abandon = 0.03 + 0.01 * (double)(index % 3),
                        .open_min = 480,
                        .close_min = 1200,
                        .saturday_close_min = 840};
    if (index % 3 == 1) { queue.close_min = 1080; }
    if (index % 3 == 1) { queue.saturday_close_min = 0; }
    return queue;
}

/* ---------------------------------------------------------------- special days */

static hc_status add_day(hc_special_days *days, int64_t day, hc_special_kind kind,
                         const char *name, double uplift, hc_error *err)
{
    hc_special_day special = {.day = day, .kind = kind, .uplift = uplift};
    (void)snprintf(special.name, sizeof special.name, "%s", name);
    return hc_special_days_add(days, &special, err);
}

static hc_status add_year(hc_special_days *days, int32_t year, hc_error *err)
{
    HC_TRY(add_day(days, hc_day_from_date((hc_civil_date){year, 1, 1}), HC_SPECIAL_CLOSED,
                   "New Year's Day", HC_MISSING, err));
    HC_TRY(add_day(days, hc_day_from_date((hc_civil_date){year, 5, 1}), HC_SPECIAL_CLOSED,
                   "May Day", HC_MISSING, err));
    HC_TRY(add_day(days, hc_day_from_date((hc_civil_date){year, 9, 15}), HC_SPECIAL_EVENT,
                   "Price letter", 0.35, err));
    HC_TRY(add_day(days, hc_day_from_date((hc_civil_date){year, 12, 24}), HC_SPECIAL_HALF_DAY,
                   "Christmas Eve", HC_MISSING, err));
    return add_day(days, hc_day_from_date((hc_civil_date){year, 12, 25}), HC_SPECIAL_CLOSED,
                   "Christmas Day", HC_MISSING, err);
}

/* The history's years and the next, which a planner knows as well. */
static hc_status make_days(const hc_demo_options *options, hc_special_days *days, hc_error *err)
{
    const int64_t last = options->first_day + 7 * (int64_t)options->weeks;
    const int32_t until = hc_date_from_day(last).year + 1;
    for (int32_t year = hc_date_from_day(options->first_day).year;
         year <= until && year <= 2200; year++) {
        HC_TRY(add_year(days, year, err));
    }
    return HC_OK;
}

/* ---------------------------------------------------------------- the true mean */

/* Two humps, morning and afternoon, over a floor; not scaled. */
static double hour_shape(double hour)
{
    const double morning = (hour - 10.3) / 1.5;
    const double afternoon = (hour - 14.8) / 2.1;
    return 0.18 + exp(-0.5 * morning * morning) + 0.75 * exp(-0.5 * afternoon * afternoon);
}

static bool is_open(const demo_queue *queue, int32_t weekday, int32_t minute)
{
    if (weekday == REST_WEEKDAY) { return false; }
    const int32_t close_min = weekday == 5 ? queue->saturday_close_min : queue->close_min;
    return minute >= queue->open_min && minute < close_min;
}

static double month_factor(int64_t day)
{
    const hc_civil_date date = hc_date_from_day(day);
    if (date.day <= 3) { return 1.12; }
    if (date.day >= 15 && date.day <= 16) { return 1.08; }
    return date.day >= 28 ? 1.05 : 1.0;
}

/* Closed on a day that has calls otherwise: they come the next day. */
static bool lost_calls(const hc_special_days *days, int64_t day)
{
    return hc_weekday(day) != REST_WEEKDAY && hc_special_days_is_closed(days, day);
}

static double special_factor(const hc_special_days *days, int64_t day)
{
    const hc_special_day *special = hc_special_days_find(days, day);
    if (special == NULL) { return lost_calls(days, day - 1) ? 1.2 : 1.0; }
    switch (special->kind) {
    case HC_SPECIAL_CLOSED:
        return 0.0;
    case HC_SPECIAL_HOLIDAY:
        return 0.2;
    case HC_SPECIAL_EVE:
        return 0.6;
    case HC_SPECIAL_HALF_DAY:
        return 0.5;
    case HC_SPECIAL_EVENT:
        return 1.0 + special->uplift;
    case HC_SPECIAL_ORDINARY:
        break;
    }
    return 1.0;
}

static double level(const hc_demo_options *options, int64_t day)
{
    static const double weekday_factor[] = {1.18, 1.05, 1.0, 0.97, 0.94, 0.45, 0.0};
    const double weeks = (double)(day - options->first_day) / 7.0;
    return weekday_factor[hc_weekday(day)] * month_factor(day) *
           (1.0 + LEVEL_SWING * sin(2.0 * PI * weeks / LEVEL_WEEKS)) *
           (1.0 + SEASON_SWING * cos(2.0 * PI * (double)day / 365.25));
}

/* Calls of an ordinary weekday at factor 1 make calls_a_day. */
static double shape_sum(const demo_queue *queue, int32_t interval_min)
{
    double sum = 0.0;
    for (int32_t minute = 0; minute < HC_MINUTES_A_DAY; minute += interval_min) {
        if (is_open(queue, 0, minute)) {
            sum += hour_shape((minute + interval_min / 2.0) / 60.0);
        }
    }
    return sum;
}

static void fill_truth(const hc_demo_options *options, const hc_special_days *days,
                       const demo_queue *queue, const hc_axis *axis, hc_queue *truth)
{
    const double scale =
        options->calls_a_day * queue->share / shape_sum(queue, axis->interval_min);
    for (size_t day = 0; day < axis->days; day++) {
        const int64_t date = axis->first_day + (int64_t)day;
        const double factor = level(options, date) * special_factor(days, date) * scale;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            const int32_t minute = (int32_t)hc_axis_wall_slot(axis, slot) * axis->interval_min;
            const double hour = (minute + axis->interval_min / 2.0) / 60.0;
            const bool open = factor > 0.0 && is_open(queue, hc_weekday(date), minute);
            truth->state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            truth->calls[slot] = open ? factor * hour_shape(hour) : 0.0;
            if (open) {
                truth->aht_s[slot] =
                    queue->aht_s * (1.0 + AHT_DAY_SWING * sin((hour - 12.0) / 12.0 * PI));
            }
        }
    }
}

/* ---------------------------------------------------------------- what was observed */

/* Mean 1 and the given standard deviation. */
static double busyness(hc_rng *rng, double deviation)
{
    const double shape = 1.0 / (deviation * deviation);
    return hc_rng_gamma(rng, shape, 1.0 / shape);
}

static double draw_abandoned(hc_rng *rng, const demo_queue *queue, double calls)
{
    double gone = 0.0;
    for (int64_t left = (int64_t)calls; left > 0; left--) {
        gone += hc_rng_uniform(rng) < queue->abandon;
    }
    return gone;
}

static void draw_slot(hc_rng *rng, const demo_queue *queue, const hc_queue *truth, size_t slot,
                      double day_factor, hc_queue *seen)
{
    seen->state[slot] = truth->state[slot];
    seen->calls[slot] = 0.0;
    seen->handled[slot] = 0.0;
    seen->abandoned[slot] = 0.0;
    if (truth->state[slot] != HC_SLOT_OPEN) { return; }
    const double mean = truth->calls[slot] * day_factor * busyness(rng, INTERVAL_SD);
    seen->calls[slot] = hc_rng_poisson(rng, mean);
    seen->abandoned[slot] = draw_abandoned(rng, queue, seen->calls[slot]);
    seen->handled[slot] = seen->calls[slot] - seen->abandoned[slot];
    if (!(seen->handled[slot] > 0.0)) { return; }
    /* The mean of n gamma handle times is gamma with n times the shape. */
    const double shape = seen->handled[slot] / (AHT_CALL_CV * AHT_CALL_CV);
    const double aht_s = hc_rng_gamma(rng, shape, truth->aht_s[slot] / shape);
    seen->aht_s[slot] = fmax(1.0, round(aht_s * 10.0) / 10.0);
}

static void lose_slots(hc_queue *queue, size_t begin, size_t end)
{
    for (size_t slot = begin; slot < end; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
        queue->state[slot] = HC_SLOT_GAP;
        queue->calls[slot] = queue->aht_s[slot] = HC_MISSING;
        queue->handled[slot] = queue->abandoned[slot] = HC_MISSING;
    }
}

/* A lost day, a lost hour or two and a few lost rows. */
static void lose_rows(hc_rng *rng, const hc_axis *axis, hc_queue *queue)
{
    if (axis->days < 21) { return; }
    const size_t lost_day = 7 + (size_t)hc_rng_below(rng, axis->days - 14);
    lose_slots(queue, axis->day_first[lost_day], axis->day_first[lost_day + 1]);
    const size_t torn_day = 7 + (size_t)hc_rng_below(rng, axis->days - 14);
    const size_t noon = axis->day_first[torn_day] + hc_axis_slots_a_day(axis) / 2;
    lose_slots(queue, noon, noon + 120 / (size_t)axis->interval_min);
    for (size_t row = 0; row < axis->days / 30; row++) {
        const size_t slot = (size_t)hc_rng_below(rng, hc_axis_slots(axis));
        lose_slots(queue, slot, slot + 1);
    }
}

/* The day's busyness is the same for every queue: days are busy as a whole. */
static void draw_queue(const hc_demo_options *options, size_t index, const demo_queue *queue,
                       const hc_axis *axis, const hc_queue *truth, hc_queue *seen)
{
    hc_rng day_rng;
    hc_rng rng;
    hc_rng_stream(&day_rng, options->seed, 0);
    hc_rng_stream(&rng, options->seed, index + 1);
    for (size_t day = 0; day < axis->days; day++) {
        const double factor = busyness(&day_rng, DAY_SD);
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            draw_slot(&rng, queue, truth, slot, factor, seen);
        }
    }
    if (options->gaps) { lose_rows(&rng, axis, seen); }
}

static void name_queue(hc_queue *queue, size_t index)
{
    const size_t named = sizeof queue_names / sizeof queue_names[0];
    if (index < named) {
        (void)snprintf(queue->name, sizeof queue->name, "%s", queue_names[index]);
    } else {
        (void)snprintf(queue->name, sizeof queue->name, "Queue %zu", index + 1);
    }
}

static void fill(const hc_demo_options *options, const hc_special_days *days,
                 hc_series *observed, hc_series *truth)
{
    for (size_t index = 0; index < options->queues; index++) {
        const demo_queue queue = queue_of(index);
        name_queue(&observed->queues[index], index);
        name_queue(&truth->queues[index], index);
        fill_truth(options, days, &queue, &truth->axis, &truth->queues[index]);
        draw_queue(options, index, &queue, &truth->axis, &truth->queues[index],
                   &observed->queues[index]);
    }
}

hc_status hc_demo_history(const hc_demo_options *options, hc_series *observed,
                          hc_series *truth_mean, hc_special_days *days, hc_error *err)
{
    HC_TRY(check(options, err));
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_axis axis = HC_AXIS_INIT;
    hc_series seen = HC_SERIES_INIT;
    hc_series truth = HC_SERIES_INIT;
    hc_status st = make_days(options, &special, err);
    if (st == HC_OK) {
        st = hc_axis_make(&axis, &options->zone, options->interval_min, options->first_day,
                          7 * options->weeks, err);
    }
    if (st == HC_OK) {
        st = hc_series_make(&seen, &axis, options->queues,
                            HC_PART_AHT | HC_PART_HANDLED | HC_PART_ABANDONED, err);
    }
    if (st == HC_OK) { st = hc_series_make(&truth, &axis, options->queues, HC_PART_AHT, err); }
    if (st == HC_OK) {
        fill(options, &special, &seen, &truth);
        hc_series_move(observed, &seen);
        hc_series_move(truth_mean, &truth);
        hc_special_days_clear(days);
        *days = special;
        special = (hc_special_days)HC_SPECIAL_DAYS_INIT;
    }
    hc_special_days_clear(&special);
    hc_series_clear(&seen);
    hc_series_clear(&truth);
    hc_axis_clear(&axis);
    return st;
}
