#include "erlang/uncertainty.h"

#include <gsl/gsl_cdf.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "erlang/erlang_a.h"
#include "erlang/erlang_c.h"
#include "erlang/fewest.h"
#include "erlang/gamma_ratio.h"
#include "erlang/staffing.h"

/* Steps of the trapezoid rule in the logarithm of the rate. In cv: for every metric, and for
 * the service level alone, where 8 digits are enough to choose by: */
#define STEP_CV 0.28
#define LEVEL_STEP_CV 0.6
#define STEP_BEND_CV 0.15  /* the same with the bend of callers who wait for ever */
#define STEP_LEAST_CV 0.01 /* bounds the work */
#define STEP_MOST 0.15
#define STEP_TURN 0.8 /* in the width within which the service turns, see step_of(), .. */
#define STEP_BEND 0.2 /* .. and with the bend */
#define LEVEL_WEIGHT_LEAST 1e-10
#define DEPTH 36.0    /* weights are followed down to exp(-36) of the peak */
#define CV_LEAST 1e-6 /* below it the spread changes nothing that a double shows */

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
    const double sd = (high - low) / (2.0 * HC_NORMAL_90);
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

static bool is_impatient(hc_model model, const hc_load *load)
{
    return model == HC_MODEL_A && !isinf(load->patience_s);
}

/* Who waits for ever and may be lost to no line: overload has no steady state. */
static bool is_endless(hc_model model, const hc_load *load)
{
    return model != HC_MODEL_B && isinf(load->lines) && !is_impatient(model, load);
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
    if (is_endless(model, load) && agents <= load->load_erlangs) {
        *day = overloaded_day(load, agents);
        return HC_OK;
    }
    return hc_staffing_metrics(model, load, agents, target_s, day, err);
}

/*
 * Around the rate that fills the agents the service turns. Those who hang up wait P ln(rate) on
 * average and scatter by sqrt(P AHT / load), so that it turns within sqrt(AHT / (P load)) of
 * the logarithm of the rate, or 1 / sqrt(load); the level of those who wait for ever falls to 0
 * within 1 / (sqrt(load) + agents T / AHT). Steps must not pass over that.
 */
static double step_of(hc_model model, const hc_load *load, double cv, double step_cv,
                      double agents, double target_s)
{
    const double root = sqrt(load->load_erlangs);
    double turn = STEP_TURN / root;
    if (is_impatient(model, load)) { turn *= sqrt(fmin(1.0, load->aht_s / load->patience_s)); }
    if (is_endless(model, load)) {
        turn = STEP_BEND / (root + agents * target_s / load->aht_s);
        step_cv = STEP_BEND_CV;
    }
    return fmax(STEP_LEAST_CV * cv, fmin(turn, fmin(step_cv * cv, STEP_MOST)));
}

/*
 * Where the rates are looked at: the gamma density in y = ln(rate / mean) is exp(-shape (e^y -
 * 1 - y)), smooth, with tails that end, so the trapezoid rule converges faster than any power
 * of its step. Where overload begins the metrics bend: there the grid has a point, and the
 * points around it Gregory's weights for an end on either side.
 */
typedef struct rate_grid {
    double shape;
    double left;
    double step;
    int points;
    int bend; /* the point where overload begins; far away: nowhere */
} rate_grid;

static rate_grid grid_of(hc_model model, const hc_load *load, double cv, double step,
                         double agents)
{
    rate_grid grid = {.shape = 1.0 / (cv * cv), .step = step, .bend = INT_MIN / 2};
    const double right = reach(grid.shape, 1.0), full = log(agents / load->load_erlangs);
    grid.left = reach(grid.shape, -1.0);
    if (is_endless(model, load) && full > -grid.left && full < right) {
        grid.bend = (int)ceil((full + grid.left) / step);
        grid.left = grid.bend * step - full;
    }
    grid.points = (int)ceil((grid.left + right) / step) + 1;
    return grid;
}

/* The i-th rate over the mean and its weight among moments. */
static double rate_of(const rate_grid *grid, int i, double *weight)
{
    static const double near_bend[] = {3.0 / 4.0, 7.0 / 6.0, 23.0 / 24.0};
    const int from = abs(i - grid->bend);
    const double y = grid->step * i - grid->left;
    *weight = exp(-grid->shape * hc_exp_rest(-y)) * (from < 3 ? near_bend[from] : 1.0);
    return exp(y);
}

static hc_status average(hc_model model, const hc_load *load, double cv, double agents,
                         double target_s, hc_metrics *expected, hc_error *err)
{
    const rate_grid grid =
        grid_of(model, load, cv, step_of(model, load, cv, STEP_CV, agents, target_s), agents);
    hc_metrics sum = {0};
    double callers = 0.0;
    double moments = 0.0;
    for (int i = 0; i < grid.points; i++) {
        double weight = 0.0;
        const double rate = rate_of(&grid, i, &weight);
        hc_load day_load = *load;
        hc_metrics day = {0};
        day_load.load_erlangs = fmin(load->load_erlangs * rate, HC_LOAD_ERLANGS_MAX);
        day_load.load_rest_erlangs = 0.0;
        if (!(weight > 0.0)) { continue; } /* endless waits of days that never come are none */
        HC_TRY(metrics_of_day(model, &day_load, agents, target_s, &day, err));
        add_day(&sum, &day, weight * rate, weight);
        callers += weight * rate;
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

/* ---- the service level alone ---- */

static double level_at(hc_model model, const hc_load *load, double agents, double target_s)
{
    if (is_impatient(model, load)) { return hc_erlang_a_service_level(load, agents, target_s); }
    return agents > load->load_erlangs
               ? 1.0 - hc_erlang_c_late(load->load_erlangs, agents, load->aht_s, target_s)
               : 0.0;
}

double hc_uncertain_service_level(hc_model model, const hc_load *load, double cv, double agents,
                                  double target_s)
{
    if (!(load->load_erlangs > 0.0)) { return 1.0; }
    if (!(agents > 0.0)) { return 0.0; }
    if (!(cv > CV_LEAST)) { return level_at(model, load, agents, target_s); }
    const rate_grid grid = grid_of(
        model, load, cv, step_of(model, load, cv, LEVEL_STEP_CV, agents, target_s), agents);
    double callers = 0.0;
    double in_time = 0.0;
    for (int i = 0; i < grid.points; i++) {
        double weight = 0.0;
        const double rate = rate_of(&grid, i, &weight);
        hc_load day = *load;
        day.load_erlangs = fmin(load->load_erlangs * rate, HC_LOAD_ERLANGS_MAX);
        day.load_rest_erlangs = 0.0;
        weight *= rate;
        if (weight < LEVEL_WEIGHT_LEAST) { continue; }
        callers += weight;
        in_time += weight * level_at(model, &day, agents, target_s);
    }
    return in_time / callers;
}

/* ---- agents ---- */

typedef struct unsure_queue {
    hc_model model;
    const hc_load *load;
    double cv;
} unsure_queue;

static hc_status metrics_at(const void *queue, double agents, double target_s,
                            hc_metrics *metrics, hc_error *err)
{
    const unsure_queue *asked = queue;
    return hc_uncertain_metrics(asked->model, asked->load, asked->cv, agents, target_s, metrics,
                                err);
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
    const unsure_queue queue = {model, load, cv};
    const double first = fmax(1.0, (double)plain);
    const hc_fewest asked = {.metrics_at = metrics_at,
                             .queue = &queue,
                             .targets = targets,
                             .target_count = target_count,
                             .too_few = model == HC_MODEL_B ? -1.0 : 0.0,
                             .first = first,
                             .step = fmax(1.0, 0.25 * cv * first),
                             .most = isinf(load->lines) ? HC_AGENTS_MAX : load->lines};
    return hc_fewest_agents(&asked, agents, err);
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
