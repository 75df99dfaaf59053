#include "forecast/intraday.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/day_so_far.h"

#define SHARE_UNKNOWN (1.0 / 3.0) /* of the bands' variance in common, without a report */
#define CHANCE_USUAL 0.1          /* less is worth a word */

#define LEARN_WEEKS 6
#define LEARN_DAYS 7  /* of each of them */
#define LEAST_DAYS 28 /* of history before a week that is learnt from */

/* -------------------------------------------------------------------------------- writing */

/* Quantiles keep their shape around the mean; the common part of the variance is now what is
 * left to learn of the day, the own part grows with the mean as a count's does. */
static void forecast_again(const hc_day_view *view, const hc_day_state *state, hc_queue *out,
                           size_t slot)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    const double before = view->queue->calls[slot];
    const double fading = hc_day_is_over(view, slot) ? 1.0 : hc_day_age_weight(view, slot);
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
static double write_day(const hc_day_view *view, const hc_day_state *state, hc_queue *out)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    double rest = 0.0;
    for (size_t slot = view->begin; slot < view->end; slot++) {
        double calls = 0.0;
        if (view->queue->state[slot] != HC_SLOT_OPEN) { continue; }
        if (hc_day_is_known(view, slot, &calls)) {
            keep_count(out, slots, slot, calls);
        } else {
            forecast_again(view, state, out, slot);
        }
        if (!hc_day_is_over(view, slot)) { rest += out->calls[slot]; }
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

static double chance_of(const hc_day_sums *sums, const hc_day_state *state)
{
    if (!(sums->expected > 0.0)) { return 1.0; }
    const double mean = sums->expected, count = floor(sums->came + 0.5);
    const double variance = state->surprise * (hc_day_dispersion(sums) * mean +
                                               state->prior_variance * mean * mean);
    const double low = at_most(count, mean, variance);
    const double high = 1.0 - at_most(count - 1.0, mean, variance);
    return fmin(1.0, 2.0 * fmin(low, high));
}

static void say(const hc_day_view *view, hc_intraday_queue *told)
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

static void report_queue(const hc_day_view *view, const hc_day_sums *sums,
                         const hc_day_state *state, double rest_after, hc_intraday_queue *told)
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

static hc_day_view view_of(const hc_series *forecast, const hc_series *history, size_t q,
                           size_t day, int64_t now_utc_s, double share)
{
    const hc_axis *axis = &forecast->axis;
    size_t there = 0;
    hc_day_view view = {.forecast = forecast,
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
                            int64_t second_of_day, hc_past_days *past, hc_error *err)
{
    hc_series week = HC_SERIES_INIT;
    hc_forecast_report told = HC_FORECAST_REPORT_INIT;
    HC_TRY(hc_forecast_run(input->history, options, &week, &told, err));
    for (size_t q = 0; q < week.queue_count; q++) {
        for (size_t day = 0; day < week.axis.days; day++) {
            const int64_t number = week.axis.first_day + (int64_t)day;
            if (hc_special_days_find(options->special, number) != NULL) { continue; }
            const hc_day_view view =
                view_of(&week, input->history, q, day, week.axis.day_utc_s[day] + second_of_day,
                        told.queues[q].day_share);
            const hc_day_sums sums = hc_day_sum_up(&view);
            hc_past_days_add(&sums, &past[q]);
        }
    }
    hc_series_clear(&week);
    hc_forecast_report_clear(&told);
    return HC_OK;
}

/* past[queues of the history]. The history may be too short for any of the weeks. */
static hc_status learn_past(const hc_intraday_input *input, size_t today, hc_past_days *past,
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

static void run_queue(const hc_intraday_input *input, const hc_past_days *past, size_t today,
                      size_t q, hc_queue *out, hc_intraday_queue *told)
{
    static const hc_past_days none = {0, 0.0, 0.0};
    size_t there = 0;
    const char *name = input->forecast->queues[q].name;
    const hc_past_days *own =
        hc_series_find(input->history, name, &there) ? &past[there] : &none;
    hc_day_view view =
        view_of(input->forecast, input->history, q, today, input->now_utc_s,
                input->told != NULL ? input->told->queues[q].day_share : SHARE_UNKNOWN);
    view.outages_count = hc_day_is_all_outage(&view);
    const hc_day_sums sums = hc_day_sum_up(&view);
    const hc_day_state state = hc_day_learn(&sums, own);
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
    hc_past_days *past = NULL;
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
