#include "erlang/uncertainty.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

#include "erlang/gamma_ratio.h"
#include "erlang/staffing.h"

#define STEP_CV 0.28   /* of the trapezoid rule in the logarithm of the rate, in cv .. */
#define STEP_MOST 0.15 /* .. and at most */
#define DEPTH 36.0     /* weights are followed down to exp(-36) of the peak */
#define CV_LEAST 1e-6  /* below it the spread changes nothing that a double shows */
#define Z_90 1.2815515655446004
#define STEPS_MAX 100

static size_t quantile_of(double p)
{
    size_t nearest = 0;
    for (size_t k = 1; k < HC_QUANTILES; k++) {
        if (fabs(hc_quantile_p[k] - p) < fabs(hc_quantile_p[nearest] - p)) { nearest = k; }
    }
    return nearest;
}

double hc_rate_cv(const hc_series *forecast, size_t queue, size_t slot)
{
    const hc_queue *from = &forecast->queues[queue];
    const size_t slots = hc_axis_slots(&forecast->axis);
    const double calls = from->calls[slot];
    if (from->quantile == NULL || !(calls > 0.0)) { return 0.0; }
    const double low = from->quantile[quantile_of(0.10) * slots + slot];
    const double high = from->quantile[quantile_of(0.90) * slots + slot];
    const double sd = (high - low) / (2.0 * Z_90);
    const double rate_variance = sd * sd - calls;
    if (!(rate_variance > 0.0)) { return 0.0; } /* also when a quantile is missing */
    return fmin(HC_RATE_CV_MAX, sqrt(rate_variance) / calls);
}

double hc_rate_at(double cv, double p)
{
    if (!(cv > CV_LEAST)) { return 1.0; }
    const double shape = 1.0 / (cv * cv);
    return gsl_cdf_gamma_Pinv(p, shape, 1.0 / shape);
}

/* ---- the average over rates ---- */

/* Distance from the peak, to the right (sign 1) or left, at which the weight is exp(-DEPTH). */
static double reach(double shape, double sign)
{
    double distance = sqrt(2.0 * DEPTH / shape);
    while (shape * hc_exp_rest(-sign * distance) < DEPTH) {
        distance *= 1.1;
    }
    return distance;
}

/* Takes part of every metric of one day into the average: by callers, or by moments. */
static void add_day(hc_metrics *sum, const hc_metrics *day, double by_callers,
                    double by_moments)
{
    double into[sizeof *sum / sizeof(double)];
    double from[sizeof *day / sizeof(double)];
    const double occupancy = sum->occupancy + by_moments * day->occupancy;
    const double queue_len = sum->queue_len + by_moments * day->queue_len;
    memcpy(into, sum, sizeof into);
    memcpy(from, day, sizeof from);
    for (size_t i = 0; i < sizeof into / sizeof into[0]; i++) {
        into[i] += by_callers * from[i];
    }
    memcpy(sum, into, sizeof into);
    sum->occupancy = occupancy;
    sum->queue_len = queue_len;
}

/* What callers who wait for ever meet when there are not enough agents for them. */
static hc_metrics overloaded_day(const hc_load *load, double agents)
{
    hc_metrics day = {.p_wait = 1.0, .p_wait_gt_t = 1.0, .late = 1.0, .occupancy = 1.0};
    day.erlang_b = 1.0 - fmin(1.0, agents / load->load_erlangs);
    day.asa_s = (double)INFINITY;
    day.wait_all_s = (double)INFINITY;
    day.queue_len = (double)INFINITY;
    return day;
}

static hc_status metrics_of_day(hc_model model, const hc_load *load, double agents,
                                double target_s, hc_metrics *day, hc_error *err)
{
    const bool endless = model != HC_MODEL_B && isinf(load->lines) &&
                         (model == HC_MODEL_C || isinf(load->patience_s));
    if (endless && agents <= load->load_erlangs) {
        *day = overloaded_day(load, agents);
        return HC_OK;
    }
    return hc_staffing_metrics(model, load, agents, target_s, day, err);
}

/*
 * The gamma density in y = ln(rate / mean) is exp(-shape (e^y - 1 - y)): smooth, with tails
 * that end, so the trapezoid rule converges faster than any power of its step.
 */
static hc_status average(hc_model model, const hc_load *load, double cv, double agents,
                         double target_s, hc_metrics *expected, hc_error *err)
{
    const double shape = 1.0 / (cv * cv);
    const double left = reach(shape, -1.0);
    const double step = fmin(STEP_CV * cv, STEP_MOST);
    const int points = (int)ceil((left + reach(shape, 1.0)) / step) + 1;
    hc_metrics sum = {0};
    double callers = 0.0;
    double moments = 0.0;
    for (int i = 0; i < points; i++) {
        const double y = step * i - left;
        const double weight = exp(-shape * hc_exp_rest(-y));
        hc_load day_load = *load;
        hc_metrics day = {0};
        day_load.load_erlangs = fmin(load->load_erlangs * exp(y), HC_LOAD_ERLANGS_MAX);
        day_load.load_rest_erlangs = 0.0;
        HC_TRY(metrics_of_day(model, &day_load, agents, target_s, &day, err));
        add_day(&sum, &day, weight * exp(y), weight);
        callers += weight * exp(y);
        moments += weight;
    }
    hc_metrics scaled = {0};
    add_day(&scaled, &sum, 1.0 / callers, 1.0 / moments);
    *expected = scaled;
    return HC_OK;
}

static hc_status check_cv(double cv, hc_error *err)
{
    if (!(cv >= 0.0 && cv <= HC_RATE_CV_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "10 % is 0.1",
                       "the spread of the rate must be 0 to %g of its mean, found %g",
                       HC_RATE_CV_MAX, cv);
    }
    return HC_OK;
}

hc_status hc_uncertain_metrics(hc_model model, const hc_load *load, double cv, double agents,
                               double target_s, hc_metrics *expected, hc_error *err)
{
    HC_TRY(check_cv(cv, err));
    if (!(cv > CV_LEAST && load->load_erlangs > 0.0)) {
        return hc_staffing_metrics(model, load, agents, target_s, expected, err);
    }
    HC_TRY(hc_load_check(load, err));
    return average(model, load, cv, agents, target_s, expected, err);
}

/* ---- agents ---- */

static hc_status meets_all(hc_model model, const hc_load *load, double cv,
                           const hc_target *targets, size_t target_count, double agents,
                           bool *met, hc_error *err)
{
    *met = true;
    for (size_t i = 0; *met && i < target_count; i++) {
        hc_metrics expected = {0};
        HC_TRY(
            hc_uncertain_metrics(model, load, cv, agents, targets[i].target_s, &expected, err));
        *met = hc_target_is_met(&targets[i], &expected);
    }
    return HC_OK;
}

/* Between the answer without spread, or fewer, and one that a far higher rate needs. */
static hc_status search(hc_model model, const hc_load *load, double cv,
                        const hc_target *targets, size_t target_count, int64_t first,
                        int64_t *agents, hc_error *err)
{
    const double least = model == HC_MODEL_B ? -1.0 : 0.0;
    double high = fmax(1.0, (double)first);
    double low = least;
    double step = fmax(1.0, 0.25 * cv * high);
    bool met = false;
    for (int turn = 0; turn < STEPS_MAX && !met; turn++) {
        HC_TRY(meets_all(model, load, cv, targets, target_count, high, &met, err));
        if (met) { break; }
        low = high;
        high = fmin(ceil(high + step), isinf(load->lines) ? HC_AGENTS_MAX : load->lines);
        step *= 2.0;
        if (high <= low) { break; }
    }
    if (!met) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "soften the target",
                       "no number of agents meets the targets over the spread of the rate");
    }
    while (high - low > 1.5) {
        const double middle = floor(0.5 * (low + high));
        HC_TRY(meets_all(model, load, cv, targets, target_count, middle, &met, err));
        if (met) {
            high = middle;
        } else {
            low = middle;
        }
    }
    *agents = (int64_t)high;
    return HC_OK;
}

hc_status hc_uncertain_solve(hc_model model, const hc_load *load, double cv,
                             const hc_target *targets, size_t target_count, int64_t *agents,
                             hc_error *err)
{
    int64_t plain = 0;
    HC_TRY(check_cv(cv, err));
    HC_TRY(hc_staffing_solve(model, load, targets, target_count, &plain, err));
    if (!(cv > CV_LEAST && load->load_erlangs > 0.0)) {
        *agents = plain;
        return HC_OK;
    }
    return search(model, load, cv, targets, target_count, plain, agents, err);
}

hc_status hc_risk_solve(hc_model model, const hc_load *load, double cv, double p,
                        const hc_target *targets, size_t target_count, int64_t *agents,
                        hc_error *err)
{
    HC_TRY(check_cv(cv, err));
    if (!(p > 0.0 && p < 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "90 % is 0.9",
                       "the probability must lie between 0 and 1, found %g", p);
    }
    hc_load busy = *load;
    const double factor = hc_rate_at(cv, p);
    busy.load_erlangs *= factor;
    busy.load_rest_erlangs *= factor;
    return hc_staffing_solve(model, &busy, targets, target_count, agents, err);
}
