#include "forecast/intraday.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define SHARE_UNKNOWN (1.0 / 3.0) /* of the bands' variance in common, without a report */
#define Q10 2
#define Q90 6
#define Q10_TO_Q90_SD 2.5631031310892007 /* of a normal distribution */
#define LOCAL_SHARE 0.5                  /* of the rest beyond chance that lasts for hours */
#define LOCAL_FADE_S 2700.0
#define CHANCE_USUAL 0.1 /* less is worth a word */

#define LEARN_WEEKS 6
#define LEARN_DAYS 7    /* of each of them */
#define LEAST_DAYS 28   /* of history before a week that is learnt from */
#define PRIOR_DAYS 10.0 /* as many past days is the bands' word worth */
#define CLIP 3.0        /* standard deviations beyond which a past day counts no more */

typedef struct day_view {
    const hc_series *forecast;
    const hc_queue *queue;
    const hc_series *history;
    const hc_queue *came; /* the history's queue; NULL when it has none */
    bool outages_count;   /* all of today's rows are marked as one outage */
    size_t begin, end;    /* slots of the day */
    int64_t now_utc_s;
    double share; /* of an interval's variance that its day has in common */
} day_view;

/*
 * Past days cut at the same time of day: relative errors of the forecast in the first part and
 * in the second, both in standard deviations of the first part by the bands.
 */
typedef struct past_days {
    size_t days;
    double product; /* sum of first x second */
    double square;  /* sum of first x first */
} past_days;

/* Sums over the day's open slots; "known" ones are over and have a count. */
typedef struct day_sums {
    double mean;      /* of all */
    double common_sd; /* of all */
    double square;    /* of all means */
    double beyond;    /* own variance beyond a Poisson count's, of all */
    size_t known;
    double expected, came;  /* of the known */
    double own_variance;    /* of the known */
    double recent_expected; /* of the known, weighed by how recent they are */
    double recent_came;
    double recent_noise; /* expected, with squared weights */
    double rest_before;
    double later_expected, later_came; /* of past days: what followed */
} day_sums;

/* What the day's counts say: the whole day's factor, and one of the last hours that fades. */
typedef struct day_state {
    double surprise; /* variance of the difference so far, relative to what the bands say */
    double carried;  /* of the difference so far, to the rest of the day */
    double factor, factor_variance, prior_variance;
    double local;
} day_state;

/* ------------------------------------------------------------------------------- learning */

static double variance_of(const day_view *view, size_t slot)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    const double *quantile = view->queue->quantile + slot;
    return hc_square((quantile[Q90 * slots] - quantile[Q10 * slots]) / Q10_TO_Q90_SD);
}

static bool is_over(const day_view *view, size_t slot)
{
    return hc_axis_slot_end_utc_s(&view->forecast->axis, slot) <= view->now_utc_s;
}

/* The history's count of an open slot; false when there is none. */
static bool find_count(const day_view *view, size_t slot, double *calls)
{
    size_t there = 0;
    if (view->came == NULL || view->queue->state[slot] != HC_SLOT_OPEN ||
        !hc_axis_find(&view->history->axis, hc_axis_utc_s(&view->forecast->axis, slot),
                      &there)) {
        return false;
    }
    const uint8_t wanted = view->outages_count ? HC_SLOT_OUTAGE : HC_SLOT_OPEN;
    *calls = view->came->calls[there];
    return view->came->state[there] == wanted && !hc_is_missing(*calls);
}

static bool is_known(const day_view *view, size_t slot, double *calls)
{
    return is_over(view, slot) && find_count(view, slot, calls);
}

/* A day that is not over looks like an outage of the whole day: such a verdict is void. */
static bool all_is_outage(day_view *view)
{
    double calls = 0.0;
    bool any[2] = {false, false};
    for (size_t pass = 0; pass < 2; pass++) {
        view->outages_count = pass == 1;
        for (size_t slot = view->begin; slot < view->end; slot++) {
            any[pass] = any[pass] || is_known(view, slot, &calls);
        }
    }
    return any[1] && !any[0];
}

static double age_weight(const day_view *view, size_t slot)
{
    const int64_t at = hc_axis_utc_s(&view->forecast->axis, slot);
    return exp(-fabs((double)(view->now_utc_s - at)) / LOCAL_FADE_S);
}

static void add_slot(const day_view *view, size_t slot, day_sums *sums)
{
    const double mean = view->queue->calls[slot], variance = variance_of(view, slot);
    const double own = (1.0 - view->share) * variance;
    double calls = 0.0;
    sums->mean += mean;
    sums->common_sd += sqrt(view->share * variance);
    sums->square += mean * mean;
    sums->beyond += own - mean;
    const bool has_count = find_count(view, slot, &calls);
    if (!is_over(view, slot)) {
        sums->rest_before += mean;
        sums->later_expected += has_count ? mean : 0.0;
        sums->later_came += has_count ? calls : 0.0;
        return;
    }
    if (!has_count) { return; }
    const double weight = age_weight(view, slot);
    sums->known++;
    sums->expected += mean;
    sums->came += calls;
    sums->own_variance += own;
    sums->recent_expected += weight * mean;
    sums->recent_came += weight * calls;
    sums->recent_noise += weight * weight * mean;
}

static day_sums sum_up(const day_view *view)
{
    day_sums sums = {0};
    for (size_t slot = view->begin; slot < view->end; slot++) {
        if (view->queue->state[slot] == HC_SLOT_OPEN) { add_slot(view, slot, &sums); }
    }
    return sums;
}

/* Own variance of an interval relative to its mean: a count has 1, never less. */
static double dispersion(const day_sums *sums)
{
    return sums->expected > 0.0 ? fmax(1.0, sums->own_variance / sums->expected) : 1.0;
}

/* Variance of the day factor by the bands: an interval's common part is the day's. */
static double prior_variance(const day_sums *sums)
{
    return sums->mean > 0.0 ? hc_square(sums->common_sd / sums->mean) : 0.0;
}

/*
 * Share of a difference that a gamma day factor takes over when counts have the variance of
 * `noise` Poisson counts: (noise + prior came) / (noise + prior expected) is 1 plus this share
 * of came / expected - 1.
 */
static double shrinkage(double prior, double noise, double expected)
{
    return prior * expected / (noise + prior * expected);
}

static double clip(double x)
{
    return fmin(CLIP, fmax(-CLIP, x));
}

static void add_past_day(const day_sums *sums, past_days *past)
{
    if (!(sums->expected > 0.0 && sums->later_expected > 0.0)) { return; }
    const double sd = sqrt(prior_variance(sums) + dispersion(sums) / sums->expected);
    const double first = clip((sums->came / sums->expected - 1.0) / sd);
    const double second = clip((sums->later_came / sums->later_expected - 1.0) / sd);
    past->days++;
    past->product += first * second;
    past->square += first * first;
}

/* Regression of the second part on the first; the bands' own word counts as PRIOR_DAYS days. */
static double carried_share(const day_sums *sums, const past_days *past)
{
    const double by_bands = shrinkage(prior_variance(sums), dispersion(sums), sums->expected);
    const double share = (past->product + PRIOR_DAYS * by_bands) / (past->square + PRIOR_DAYS);
    return fmin(1.0, fmax(0.0, share));
}

static day_state learn(const day_sums *sums, const past_days *past)
{
    day_state state = {.factor = 1.0, .local = 1.0};
    state.surprise = (past->square + PRIOR_DAYS) / ((double)past->days + PRIOR_DAYS);
    state.prior_variance = prior_variance(sums);
    state.factor_variance = state.prior_variance;
    if (!(sums->expected > 0.0)) { return state; }
    state.carried = carried_share(sums, past);
    state.factor = 1.0 + state.carried * (sums->came / sums->expected - 1.0);
    state.factor_variance = state.prior_variance * (1.0 - state.carried) * state.factor;
    const double local = LOCAL_SHARE * fmax(0.0, sums->beyond) / sums->square;
    const double recent = state.factor * sums->recent_expected;
    if (recent > 0.0) {
        const double noise = sums->recent_noise / sums->recent_expected;
        state.local =
            1.0 + shrinkage(local, noise, recent) * (sums->recent_came / recent - 1.0);
    }
    return state;
}

/* -------------------------------------------------------------------------------- writing */

/* Quantiles keep their shape around the mean; the common part of the variance is now what is
 * left to learn of the day, the own part grows with the mean as a count's does. */
static void forecast_again(const day_view *view, const day_state *state, hc_queue *out,
                           size_t slot)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    const double before = view->queue->calls[slot];
    const double fading = is_over(view, slot) ? 1.0 : age_weight(view, slot);
    const double factor = state->factor * (1.0 + (state->local - 1.0) * fading);
    const double left =
        state->prior_variance > 0.0 ? state->factor_variance / state->prior_variance : 1.0;
    const double spread = sqrt(view->share * left + (1.0 - view->share) * factor);
    double least = 0.0;
    out->calls[slot] = before * factor;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double old = view->queue->quantile[k * slots + slot];
        const double value = before * factor + (old - before) * spread;
        least = fmax(least, value);
        out->quantile[k * slots + slot] = least;
    }
}

static void keep_count(hc_queue *out, size_t slots, size_t slot, double calls)
{
    out->calls[slot] = calls;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        out->quantile[k * slots + slot] = calls;
    }
}

/* Returns what is now expected of the rest. */
static double write_day(const day_view *view, const day_state *state, hc_queue *out)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    double rest = 0.0;
    for (size_t slot = view->begin; slot < view->end; slot++) {
        double calls = 0.0;
        if (view->queue->state[slot] != HC_SLOT_OPEN) { continue; }
        if (is_known(view, slot, &calls)) {
            keep_count(out, slots, slot, calls);
        } else {
            forecast_again(view, state, out, slot);
        }
        if (!is_over(view, slot)) { rest += out->calls[slot]; }
    }
    return rest;
}

/* ------------------------------------------------------------------------------ reporting */

/* P(N <= n) of a count with that mean and variance (at least the mean): negative binomial. */
static double at_most(double n, double mean, double variance)
{
    if (n < 0.0) { return 0.0; }
    double p = HC_MISSING;
    if (n < (double)INT_MAX && variance > mean * (1.0 + 1e-9)) {
        const double size = mean * mean / (variance - mean);
        p = gsl_cdf_negative_binomial_P((unsigned)n, size / (size + mean), size);
    } else if (n < (double)INT_MAX) {
        p = gsl_cdf_poisson_P((unsigned)n, mean);
    }
    if (p >= 0.0 && p <= 1.0) { return p; }
    return 0.5 * erfc(-(n + 0.5 - mean) / sqrt(2.0 * variance));
}

static double chance_of(const day_sums *sums, const day_state *state)
{
    if (!(sums->expected > 0.0)) { return 1.0; }
    const double mean = sums->expected, count = floor(sums->came + 0.5);
    const double variance =
        state->surprise * (dispersion(sums) * mean + state->prior_variance * mean * mean);
    const double low = at_most(count, mean, variance);
    const double high = 1.0 - at_most(count - 1.0, mean, variance);
    return fmin(1.0, 2.0 * fmin(low, high));
}

static void say(const day_view *view, hc_intraday_queue *told)
{
    const hc_zone *zone = &view->forecast->axis.zone;
    char clock[HC_TIME_TEXT_MAX], odds[64], rest[128];
    hc_format_clock(hc_zone_to_local(zone, view->now_utc_s).second_of_day / 60, clock);
    if (told->slots_known == 0 || !(told->expected_so_far > 0.0)) {
        (void)snprintf(told->sentence, sizeof told->sentence,
                       "Nothing is known of the day by %s: the forecast stands.", clock);
        return;
    }
    if (told->chance >= 0.005) {
        (void)snprintf(odds, sizeof odds, "%.0f", 100.0 * told->chance);
    } else {
        (void)snprintf(odds, sizeof odds, "fewer than 1");
    }
    if (told->rest_before > 0.0) {
        (void)snprintf(rest, sizeof rest,
                       "The rest of the day is now put at %.0f instead of %.0f.",
                       told->rest_after, told->rest_before);
    } else {
        (void)snprintf(rest, sizeof rest, "Nothing more is expected today.");
    }
    const double percent = round(100.0 * (told->ratio - 1.0)) + 0.0; /* no -0 */
    (void)snprintf(
        told->sentence, sizeof told->sentence,
        "By %s %.0f contacts came where %.0f were expected (%+.0f %%), %s: %s of 100 days "
        "differ as much by chance. %s",
        clock, told->came_so_far, told->expected_so_far, percent,
        told->chance > CHANCE_USUAL ? "as is usual" : "which is unusual", odds, rest);
}

static void report_queue(const day_view *view, const day_sums *sums, const day_state *state,
                         double rest_after, hc_intraday_queue *told)
{
    told->slots_known = sums->known;
    told->expected_so_far = sums->expected;
    told->came_so_far = sums->came;
    told->ratio = sums->expected > 0.0 ? sums->came / sums->expected : HC_MISSING;
    told->chance = chance_of(sums, state);
    told->carried = state->carried;
    told->factor = state->factor;
    told->factor_sd = sqrt(state->factor_variance);
    told->factor_sd_before = sqrt(state->prior_variance);
    told->local_factor = state->local;
    told->rest_before = sums->rest_before;
    told->rest_after = rest_after;
    say(view, told);
}

/* -------------------------------------------------------------------------------- running */

static day_view view_of(const hc_series *forecast, const hc_series *history, size_t q,
                        size_t day, int64_t now_utc_s, double share)
{
    const hc_axis *axis = &forecast->axis;
    size_t there = 0;
    day_view view = {.forecast = forecast,
                     .queue = &forecast->queues[q],
                     .history = history,
                     .begin = axis->day_first[day],
                     .end = axis->day_first[day + 1],
                     .now_utc_s = now_utc_s,
                     .share = share};
    if (hc_series_find(history, view.queue->name, &there)) {
        view.came = &history->queues[there];
    }
    return view;
}

/* One week of the past, forecast as it would have been: each day cut at the time of day. */
static hc_status learn_week(const hc_intraday_input *input, const hc_forecast_options *options,
                            int64_t second_of_day, past_days *past, hc_error *err)
{
    hc_series week = HC_SERIES_INIT;
    hc_forecast_report told = HC_FORECAST_REPORT_INIT;
    HC_TRY(hc_forecast_run(input->history, options, &week, &told, err));
    for (size_t q = 0; q < week.queue_count; q++) {
        for (size_t day = 0; day < week.axis.days; day++) {
            const int64_t number = week.axis.first_day + (int64_t)day;
            if (hc_special_days_find(options->special, number) != NULL) { continue; }
            const day_view view =
                view_of(&week, input->history, q, day, week.axis.day_utc_s[day] + second_of_day,
                        told.queues[q].day_share);
            const day_sums sums = sum_up(&view);
            add_past_day(&sums, &past[q]);
        }
    }
    hc_series_clear(&week);
    hc_forecast_report_clear(&told);
    return HC_OK;
}

/* past[queues of the history]. The history may be too short for any of the weeks. */
static hc_status learn_past(const hc_intraday_input *input, size_t today, past_days *past,
                            hc_error *err)
{
    if (input->learn == NULL) { return HC_OK; }
    const hc_axis *axis = &input->forecast->axis;
    const int64_t second_of_day = input->now_utc_s - axis->day_utc_s[today];
    hc_forecast_options options = *input->learn;
    options.horizon_days = LEARN_DAYS;
    for (int64_t week = 1; week <= LEARN_WEEKS; week++) {
        options.origin_day = axis->first_day + (int64_t)today - week * LEARN_DAYS;
        if (options.origin_day < input->history->axis.first_day + LEAST_DAYS) { break; }
        HC_TRY(learn_week(input, &options, second_of_day, past, err));
    }
    return HC_OK;
}

static hc_status check(const hc_intraday_input *input, size_t *now_slot, hc_error *err)
{
    const hc_series *forecast = input->forecast, *history = input->history;
    const hc_axis *axis = &forecast->axis;
    if (!hc_axis_find(axis, input->now_utc_s, now_slot)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "forecast from today on",
                       "the time now lies on no day of the forecast");
    }
    if (axis->interval_min != history->axis.interval_min ||
        strcmp(axis->zone.name, history->axis.zone.name) != 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "history and forecast must have the same interval and zone");
    }
    if (input->told != NULL && input->told->queue_count != forecast->queue_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "the report is of another forecast: it has %zu queues, not %zu",
                       input->told->queue_count, forecast->queue_count);
    }
    for (size_t q = 0; q < forecast->queue_count; q++) {
        if (forecast->queues[q].quantile == NULL) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "the forecast of \"%.60s\" has no quantiles",
                           forecast->queues[q].name);
        }
    }
    return HC_OK;
}

static void run_queue(const hc_intraday_input *input, const past_days *past, size_t today,
                      size_t q, hc_queue *out, hc_intraday_queue *told)
{
    static const past_days none = {0, 0.0, 0.0};
    size_t there = 0;
    const char *name = input->forecast->queues[q].name;
    const past_days *own = hc_series_find(input->history, name, &there) ? &past[there] : &none;
    day_view view =
        view_of(input->forecast, input->history, q, today, input->now_utc_s,
                input->told != NULL ? input->told->queues[q].day_share : SHARE_UNKNOWN);
    view.outages_count = all_is_outage(&view);
    const day_sums sums = sum_up(&view);
    const day_state state = learn(&sums, own);
    double rest = sums.rest_before;
    if (sums.known > 0) { rest = write_day(&view, &state, out); }
    memcpy(told->name, name, sizeof told->name);
    told->past_days = own->days;
    report_queue(&view, &sums, &state, rest, told);
}

static hc_status run_all(const hc_intraday_input *input, size_t today, hc_series *made,
                         hc_intraday_report *said, hc_error *err)
{
    const size_t queues = input->forecast->queue_count;
    past_days *past = NULL;
    hc_status st = hc_series_copy(made, input->forecast, err);
    if (st == HC_OK) { st = hc_alloc(&said->queues, queues, sizeof *said->queues, err); }
    if (st == HC_OK) { st = hc_alloc(&past, input->history->queue_count, sizeof *past, err); }
    if (st == HC_OK) { st = learn_past(input, today, past, err); }
    for (size_t q = 0; st == HC_OK && q < queues; q++) {
        run_queue(input, past, today, q, &made->queues[q], &said->queues[q]);
    }
    hc_free(past);
    return st;
}

hc_status hc_intraday_run(const hc_intraday_input *input, hc_series *out,
                          hc_intraday_report *report, hc_error *err)
{
    size_t now_slot = 0;
    HC_TRY(check(input, &now_slot, err));
    const size_t today = hc_axis_day_index(&input->forecast->axis, now_slot);
    hc_series made = HC_SERIES_INIT;
    hc_intraday_report said = {.day = input->forecast->axis.first_day + (int64_t)today,
                               .now_utc_s = input->now_utc_s,
                               .queue_count = input->forecast->queue_count};
    const hc_status st = run_all(input, today, &made, &said, err);
    if (st == HC_OK) {
        hc_series_move(out, &made);
        if (report != NULL) {
            hc_intraday_report_clear(report);
            *report = said;
            said = (hc_intraday_report)HC_INTRADAY_REPORT_INIT;
        }
    }
    hc_series_clear(&made);
    hc_intraday_report_clear(&said);
    return st;
}

void hc_intraday_report_clear(hc_intraday_report *report)
{
    hc_free(report->queues);
    *report = (hc_intraday_report)HC_INTRADAY_REPORT_INIT;
}
