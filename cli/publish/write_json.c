#include "cli/publish/write_json.h"

#include "cli/base/text.h"
#include "cli/publish/figures.h"
#include "cli/publish/json_parts.h"

static void put_head(hc_json *json, const hc_plan_result *plan)
{
    hc_json_put_int(json, "schema_version", HC_PLAN_SCHEMA_VERSION);
    hc_json_put_text(json, "program", "headcount");
    hc_json_put_text(json, "version", plan->version);
    hc_json_put_count(json, "seed", plan->seed);
    hc_json_put_text(json, "title", plan->title);
    hc_json_open_array(json, "inputs");
    for (size_t i = 0; i < plan->input_count; i++) {
        const hc_plan_input *input = &plan->inputs[i];
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "role", input->role);
        hc_json_put_text(json, "path", input->path);
        hc_json_put_count(json, "bytes", input->bytes);
        hc_json_put_text(json, "sha256", input->sha256);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_open_object(json, "reading");
    for (size_t i = 0; i < plan->reading_count; i++) {
        hc_json_put_text(json, plan->reading[i].name, plan->reading[i].value);
    }
    hc_json_close(json);
    hc_json_open_array(json, "assumptions");
    for (size_t i = 0; i < plan->assumption_count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", plan->assumptions[i].name);
        hc_json_put_text(json, "value", plan->assumptions[i].value);
        hc_json_put_text(json, "source", plan->assumptions[i].source);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_put_texts(json, "files", plan->files.lines, plan->files.count);
    hc_json_put_texts(json, "facts", plan->facts.lines, plan->facts.count);
    hc_json_put_texts(json, "warnings", plan->warnings.lines, plan->warnings.count);
    hc_json_put_texts(json, "notes", plan->notes.lines, plan->notes.count);
}

static void put_axis(hc_json *json, const hc_axis *axis)
{
    char text[HC_TIME_TEXT_MAX];
    hc_json_open_object(json, "axis");
    hc_json_put_text(json, "zone", axis->zone.name);
    hc_json_put_int(json, "interval_min", axis->interval_min);
    hc_format_date(axis->first_day, text);
    hc_json_put_text(json, "first_date", text);
    hc_json_put_count(json, "days", axis->days);
    hc_json_open_array(json, "timestamps");
    hc_json_one_line(json);
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        hc_json_put_instant(json, NULL, axis, slot);
    }
    hc_json_close(json);
    hc_json_close(json);
}

static void put_figures(hc_json *json, const hc_plan_result *plan)
{
    const hc_plan_figures figures = hc_plan_figures_of(plan);
    hc_json_open_object(json, "figures");
    hc_json_put_number(json, "calls", figures.calls);
    hc_json_put_number(json, "aht_s", figures.aht_s);
    hc_json_put_number(json, "peak_load_erlangs", figures.peak_load_erlangs);
    hc_json_put_int(json, "peak_agents", figures.peak_agents);
    hc_json_put_instant(json, "peak_at", &plan->requirement->axis, figures.peak_slot);
    hc_json_put_int(json, "peak_scheduled", figures.peak_scheduled);
    hc_json_put_number(json, "required_hours", figures.required_hours);
    hc_json_put_number(json, "scheduled_hours", figures.scheduled_hours);
    hc_json_put_number(json, "short_hours", figures.short_hours);
    hc_json_put_number(json, "over_hours", figures.over_hours);
    hc_json_put_count(json, "needed_slots", figures.needed_slots);
    hc_json_put_count(json, "short_slots", figures.short_slots);
    hc_json_put_int(json, "worst_short", figures.worst_short);
    hc_json_put_number(json, "asked_service_level", figures.asked_service_level);
    hc_json_put_number(json, "service_level", figures.service_level);
    hc_json_put_number(json, "service_level_expected", figures.service_level_expected);
    hc_json_put_number(json, "abandon_rate", figures.abandon_rate);
    hc_json_put_number(json, "asa_s", figures.asa_s);
    hc_json_put_number(json, "occupancy", figures.occupancy);
    hc_json_put_count(json, "shifts", figures.shifts);
    hc_json_put_count(json, "people", figures.people);
    hc_json_close(json);
}

static void put_overrides(hc_json *json, const hc_plan_result *plan)
{
    const hc_zone *zone = &plan->forecast->axis.zone;
    char text[HC_TIME_TEXT_MAX];
    hc_json_open_array(json, "overrides");
    for (size_t k = 0; k < plan->override_count; k++) {
        const hc_plan_override *override = &plan->overrides[k];
        hc_json_open_object(json, NULL);
        hc_format_instant(zone, override->from_utc_s, text);
        hc_json_put_text(json, "from", text);
        hc_format_instant(zone, override->to_utc_s, text);
        hc_json_put_text(json, "to", text);
        hc_json_put_text(json, "queue", override->queue[0] != '\0' ? override->queue : NULL);
        hc_json_put_text(json, "text", override->text);
        hc_json_close(json);
    }
    hc_json_close(json);
}

hc_status hc_write_plan_json(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    hc_json json = hc_json_start(out);
    hc_json_open_object(&json, NULL);
    put_head(&json, plan);
    put_figures(&json, plan);
    put_axis(&json, &plan->forecast->axis);
    hc_json_put_forecast(&json, plan);
    put_overrides(&json, plan);
    if (plan->backtest != NULL) { hc_json_put_backtest(&json, plan->backtest); }
    if (plan->staff != NULL) { hc_json_put_staffing(&json, plan); }
    hc_json_put_requirement(&json, plan);
    HC_TRY(hc_json_put_schedule(&json, plan, err));
    hc_json_close(&json);
    return hc_stream_check(out, "plan.json", err);
}
