#include "forecast/day_so_far.h"

#include <math.h>

#include "forecast/base/number.h"

#define Q10 2
#define Q90 6
#define Q10_TO_Q90_SD 2.5631031310892007 /* of a normal distribution */
#define LOCAL_SHARE 0.5                  /* of the rest beyond chance that lasts for hours */
#define LOCAL_FADE_S 2700.0
#define PRIOR_DAYS 10.0 /* as many past days is the bands' word worth */
#define CLIP 3.0        /* standard deviations beyond which a past day counts no more */

static double variance_of(const hc_day_view *view, size_t slot)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    const double *quantile = view->queue->quantile + slot;
    return hc_square((quantile[Q90 * slots] - quantile[Q10 * slots]) / Q10_TO_Q90_SD);
}

bool hc_day_is_over(const hc_day_view *view, size_t slot)
{
    return hc_axis_slot_end_utc_s(&view->forecast->axis, slot) <= view->now_utc_s;
}

/* The history's count of an open slot; false when there is none. */
static bool find_count(const hc_day_view *view, size_t slot, double *calls)
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

bool hc_day_is_known(const hc_day_view *view, size_t slot, double *calls)
{
    return hc_day_is_over(view, slot) && find_count(view, slot, calls);
}

bool hc_day_is_all_outage(hc_day_view *view)
{
    double calls = 0.0;
    bool any[2] = {false, false};
    for (size_t pass = 0; pass < 2; pass++) {
        view->outages_count = pass == 1;
        for (size_t slot = view->begin; slot < view->end; slot++) {
            any[pass] = any[pass] || hc_day_is_known(view, slot, &calls);
        }
    }
    return any[1] && !any[0];
}

double hc_day_age_weight(const hc_day_view *view, size_t slot)
{
    const int64_t at = hc_axis_utc_s(&view->forecast->axis, slot);
    return exp(-fabs((double)(view->now_utc_s - at)) / LOCAL_FADE_S);
}

static void add_slot(const hc_day_view *view, size_t slot, hc_day_sums *sums)
{
    const double mean = view->queue->calls[slot], variance = variance_of(view, slot);
    const double own = (1.0 - view->share) * variance;
    double calls = 0.0;
    sums->mean += mean;
    sums->common_sd += sqrt(view->share * variance);
    sums->square += mean * mean;
    sums->beyond += own - mean;
    const bool has_count = find_count(view, slot, &calls);
    if (!hc_day_is_over(view, slot)) {
        sums->rest_before += mean;
        sums->later_expected += has_count ? mean : 0.0;
        sums->later_came += has_count ? calls : 0.0;
        return;
    }
    if (!has_count) { return; }
    const double weight = hc_day_age_weight(view, slot);
    sums->known++;
    sums->expected += mean;
    sums->came += calls;
    sums->own_variance += own;
    sums->recent_expected += weight * mean;
    sums->recent_came += weight * calls;
    sums->recent_noise += weight * weight * mean;
}

hc_day_sums hc_day_sum_up(const hc_day_view *view)
{
    hc_day_sums sums = {0};
    for (size_t slot = view->begin; slot < view->end; slot++) {
        if (view->queue->state[slot] == HC_SLOT_OPEN) { add_slot(view, slot, &sums); }
    }
    return sums;
}

double hc_day_dispersion(const hc_day_sums *sums)
{
    return sums->expected > 0.0 ? fmax(1.0, sums->own_variance / sums->expected) : 1.0;
}

/* Variance of the day factor by the bands: an interval's common part is the day's. */
static double prior_variance(const hc_day_sums *sums)
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

void hc_past_days_add(const hc_day_sums *sums, hc_past_days *past)
{
    if (!(sums->expected > 0.0 && sums->later_expected > 0.0)) { return; }
    const double sd = sqrt(prior_variance(sums) + hc_day_dispersion(sums) / sums->expected);
    const double first = clip((sums->came / sums->expected - 1.0) / sd);
    const double second = clip((sums->later_came / sums->later_expected - 1.0) / sd);
    past->days++;
    past->product += first * second;
    past->square += first * first;
}

/* Regression of the second part on the first; the bands' own word counts as PRIOR_DAYS days. */
static double carried_share(const hc_day_sums *sums, const hc_past_days *past)
{
    const double by_bands =
        shrinkage(prior_variance(sums), hc_day_dispersion(sums), sums->expected);
    const double share = (past->product + PRIOR_DAYS * by_bands) / (past->square + PRIOR_DAYS);
    return fmin(1.0, fmax(0.0, share));
}

hc_day_state hc_day_learn(const hc_day_sums *sums, const hc_past_days *past)
{
    hc_day_state state = {.factor = 1.0, .local = 1.0};
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
