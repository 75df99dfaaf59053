#include "forecast/override.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

static hc_place place_of(const hc_overrides *overrides, const hc_override *override)
{
    return (hc_place){overrides->file[0] != '\0' ? overrides->file : NULL, override->line, 0};
}

hc_status hc_overrides_add(hc_overrides *overrides, const hc_override *override, hc_error *err)
{
    const hc_place at = place_of(overrides, override);
    const double most =
        override->sort == HC_OVERRIDE_FACTOR ? HC_OVERRIDE_FACTOR_MAX : HC_OVERRIDE_CALLS_MAX;
    if (!(override->value >= 0.0 && override->value <= most)) {
        return hc_fail(err, HC_ERR_RANGE, at, NULL,
                       override->sort == HC_OVERRIDE_FACTOR
                           ? "a factor must be 0 to %g, found %g"
                           : "contacts of an interval must be 0 to %g, found %g",
                       most, override->value);
    }
    if (override->to_utc_s <= override->from_utc_s) {
        return hc_fail(err, HC_ERR_RANGE, at, "a time as `to` is not itself part of the range",
                       "the range ends before it begins");
    }
    HC_TRY(hc_grow(&overrides->list, &overrides->capacity, overrides->count + 1,
                   sizeof *overrides->list, err));
    overrides->list[overrides->count++] = *override;
    return HC_OK;
}

static void scale_quantiles(hc_queue *queue, size_t slots, size_t slot, double factor)
{
    for (size_t k = 0; queue->quantile != NULL && k < HC_QUANTILES; k++) {
        queue->quantile[k * slots + slot] *= factor;
    }
}

/* Where there was nothing to scale: a gamma with a Poisson count's mean and variance. */
static void set_quantiles(hc_queue *queue, size_t slots, size_t slot, double calls)
{
    for (size_t k = 0; queue->quantile != NULL && k < HC_QUANTILES; k++) {
        queue->quantile[k * slots + slot] =
            calls > 0.0 ? gsl_cdf_gamma_Pinv(hc_quantile_p[k], calls, 1.0) : 0.0;
    }
}

static void change_slot(const hc_override *override, hc_queue *queue, size_t slots, size_t slot,
                        hc_override_effect *effect)
{
    if (queue->state[slot] != HC_SLOT_OPEN) {
        effect->closed_slots++;
        return;
    }
    const double before = queue->calls[slot];
    const bool by_factor = override->sort == HC_OVERRIDE_FACTOR;
    const double after = by_factor ? before * override->value : override->value;
    if (by_factor) {
        scale_quantiles(queue, slots, slot, override->value);
    } else if (before > 0.0) {
        scale_quantiles(queue, slots, slot, after / before);
    } else {
        set_quantiles(queue, slots, slot, after);
    }
    queue->calls[slot] = after;
    effect->slots++;
    effect->calls_before += before;
    effect->calls_after += after;
}

static hc_override_effect apply(const hc_override *override, hc_series *forecast)
{
    hc_override_effect effect = {0, 0, 0.0, 0.0};
    const hc_axis *axis = &forecast->axis;
    const size_t slots = hc_axis_slots(axis);
    for (size_t q = 0; q < forecast->queue_count; q++) {
        hc_queue *queue = &forecast->queues[q];
        if (override->queue[0] != '\0' && strcmp(override->queue, queue->name) != 0) {
            continue;
        }
        for (size_t slot = 0; slot < slots; slot++) {
            const int64_t utc_s = hc_axis_utc_s(axis, slot);
            if (utc_s < override->from_utc_s || utc_s >= override->to_utc_s) { continue; }
            change_slot(override, queue, slots, slot, &effect);
        }
    }
    return effect;
}

hc_status hc_overrides_apply(const hc_overrides *overrides, hc_series *forecast,
                             hc_override_effect *effect, hc_error *err)
{
    for (size_t i = 0; i < overrides->count; i++) {
        const hc_override *override = &overrides->list[i];
        size_t queue = 0;
        if (override->queue[0] != '\0' && !hc_series_find(forecast, override->queue, &queue)) {
            return hc_fail(err, HC_ERR_RANGE, place_of(overrides, override),
                           "an empty queue means all of them",
                           "the forecast has no queue \"%.60s\"", override->queue);
        }
    }
    for (size_t i = 0; i < overrides->count; i++) {
        const hc_override_effect done = apply(&overrides->list[i], forecast);
        if (effect != NULL) { effect[i] = done; }
    }
    return HC_OK;
}

void hc_overrides_clear(hc_overrides *overrides)
{
    hc_free(overrides->list);
    *overrides = (hc_overrides)HC_OVERRIDES_INIT;
}
