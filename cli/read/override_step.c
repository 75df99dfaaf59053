#include "cli/read/override_step.h"

#include <stdio.h>
#include <string.h>

#include "forecast/load/load_override.h"

#define CHANGE_TEXT_MAX 64

static hc_status keep_means(const hc_series *forecast, double **calls_before, hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    HC_TRY(hc_alloc(calls_before, forecast->queue_count * slots, sizeof **calls_before, err));
    for (size_t q = 0; q < forecast->queue_count; q++) {
        memcpy(*calls_before + q * slots, forecast->queues[q].calls,
               slots * sizeof **calls_before);
    }
    return HC_OK;
}

hc_status hc_override_step_run(const char *file, hc_series *forecast, hc_override_step *step,
                               hc_error *err)
{
    if (file == NULL) { return HC_OK; }
    step->file = file;
    HC_TRY(hc_overrides_load(file, &forecast->axis.zone, &step->overrides, err));
    HC_TRY(hc_alloc(&step->effects, step->overrides.count, sizeof *step->effects, err));
    HC_TRY(keep_means(forecast, &step->calls_before, err));
    return hc_overrides_apply(&step->overrides, forecast, step->effects, err);
}

static void change_text(const hc_override *override, char text[CHANGE_TEXT_MAX])
{
    if (override->sort == HC_OVERRIDE_CALLS) {
        (void)snprintf(text, CHANGE_TEXT_MAX, "%g contacts an interval", override->value);
    } else {
        (void)snprintf(text, CHANGE_TEXT_MAX, "%+g %%", 100.0 * (override->value - 1.0));
    }
}

bool hc_override_step_sentence(const hc_override_step *step, const hc_zone *zone, size_t k,
                               char text[HC_LINE_MAX])
{
    const hc_override *override = &step->overrides.list[k];
    const hc_override_effect *effect = &step->effects[k];
    char change[CHANGE_TEXT_MAX];
    char from[HC_TIME_TEXT_MAX];
    char to[HC_TIME_TEXT_MAX];
    if (effect->slots == 0) { return false; }
    change_text(override, change);
    hc_format_instant(zone, override->from_utc_s, from);
    hc_format_instant(zone, override->to_utc_s, to);
    (void)snprintf(
        text, HC_LINE_MAX, "%s:%lld: %s, %s to %s, %s: %.0f contacts become %.0f%s%s%s",
        step->overrides.file, (long long) override->line,
        override->queue[0] != '\0' ? override->queue : "all queues", from, to, change,
        effect->calls_before, effect->calls_after, override->why[0] != '\0' ? " (" : "",
        override->why, override->why[0] != '\0' ? ")" : "");
    return true;
}

hc_status hc_override_step_tell(const hc_override_step *step, const hc_zone *zone,
                                hc_lines *told, hc_error *err)
{
    size_t idle = 0;
    for (size_t k = 0; k < step->overrides.count; k++) {
        char text[HC_LINE_MAX];
        if (!hc_override_step_sentence(step, zone, k, text)) {
            idle++;
            continue;
        }
        HC_TRY(hc_lines_add(told, err, "override %s", text));
    }
    if (idle == 0) { return HC_OK; }
    return hc_lines_add(told, err, "%zu of %zu overrides of %s %s no open interval here", idle,
                        step->overrides.count, step->overrides.file,
                        idle == 1 ? "touches" : "touch");
}

void hc_override_step_clear(hc_override_step *step)
{
    hc_overrides_clear(&step->overrides);
    hc_free(step->effects);
    hc_free(step->calls_before);
    *step = (hc_override_step){0};
}
