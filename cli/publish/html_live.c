/*
 * The report's sliders: what the plan's week needs and what its roster gives when something is
 * otherwise. The page solves with erlang/ itself, compiled to WebAssembly (live/), from the
 * loads that the plan was staffed for.
 */
#include "cli/base/json_stream.h"
#include "cli/publish/assets.h"
#include "cli/publish/html_part.h"
#include "forecast/base/base64.h"

#define SLOTS_MOST 12000 /* each takes about 60 bytes */
#define BASE64_PART 3072 /* bytes at once, a multiple of three */

static const hc_queue_rules *rules_of(const hc_plan_result *plan)
{
    return plan->staff->pooled ? &plan->staff->pool : &plan->staff->queues[0];
}

/* One line of calls that has a service level of its own in every interval. */
static bool is_one_line(const hc_plan_result *plan)
{
    const hc_staff_rules *staff = plan->staff;
    const hc_need *need = &plan->requirement->needs[plan->pool];
    if (staff->queue_count > 1 && !staff->pooled) { return false; }
    if (staff->target_per != HC_PER_INTERVAL || staff->risk > 0.0) { return false; }
    for (size_t queue = 0; queue < staff->queue_count; queue++) {
        if (staff->queues[queue].work != HC_WORK_CALLS) { return false; }
    }
    for (size_t slot = 0; slot < hc_axis_slots(&plan->requirement->axis); slot++) {
        if (need->agents_aside[slot] != 0) { return false; }
    }
    const hc_queue_rules *rules = rules_of(plan);
    return rules->target_count > 0 && rules->targets[0].kind <= HC_TARGET_SL_ANSWERED;
}

bool hc_html_has_live(const hc_page *page)
{
    const hc_plan_result *plan = page->plan;
    return hc_asset_live_wasm_bytes > 0 && plan->staff != NULL && plan->delivered != NULL &&
           hc_axis_slots(&plan->requirement->axis) <= SLOTS_MOST && is_one_line(plan) &&
           page->figures.required_hours > page->figures.short_hours;
}

static void put_targets(hc_json *json, const hc_queue_rules *rules)
{
    hc_json_open_array(json, "targets");
    for (size_t k = 0; k < rules->target_count; k++) {
        const double numbers[] = {(double)rules->targets[k].kind, rules->targets[k].limit,
                                  rules->targets[k].target_s};
        hc_json_put_numbers(json, NULL, numbers, 3);
    }
    if (rules->occupancy_max < 1.0) {
        const double numbers[] = {(double)HC_TARGET_OCCUPANCY, rules->occupancy_max, 0.0};
        hc_json_put_numbers(json, NULL, numbers, 3);
    }
    hc_json_close(json);
}

static void put_data(const hc_page *page)
{
    const hc_plan_result *plan = page->plan;
    const hc_queue_rules *rules = rules_of(plan);
    const hc_need *need = &plan->requirement->needs[plan->pool];
    const size_t slots = hc_axis_slots(&plan->requirement->axis);
    const double covered_hours = page->figures.required_hours - page->figures.short_hours;
    hc_put(page->out, "<script type=\"application/json\" id=\"live-data\">");
    hc_json json = hc_json_start(page->out);
    hc_json_open_object(&json, NULL);
    hc_json_put_number(&json, "patience", rules->patience_s); /* null: for ever */
    hc_json_put_number(&json, "seconds", rules->target_s);
    put_targets(&json, rules);
    hc_json_put_number(&json, "shrinkage", plan->rules->shrinkage);
    hc_json_put_int(&json, "intervalMin", plan->requirement->axis.interval_min);
    hc_json_put_number(&json, "peopleAnHour", (double)page->figures.people / covered_hours);
    hc_json_put_numbers(&json, "presence", plan->requirement->presence, slots);
    hc_json_put_numbers(&json, "load", need->load_erlangs, slots);
    hc_json_put_numbers(&json, "aht", need->aht_s, slots);
    hc_json_put_numbers(&json, "calls", need->calls, slots);
    hc_json_put_ints(&json, "required", plan->scheduled + plan->pool * slots, slots);
    hc_json_put_numbers(&json, "given", plan->delivered->agents_exact, slots);
    hc_json_close(&json);
    hc_put(page->out, "</script>\n");
}

static void put_program(FILE *out)
{
    hc_put(out, "<script type=\"application/wasm\" id=\"live-program\">");
    for (size_t at = 0; at < hc_asset_live_wasm_bytes; at += BASE64_PART) {
        char text[HC_BASE64_MAX(BASE64_PART)];
        const size_t left = hc_asset_live_wasm_bytes - at;
        hc_base64(hc_asset_live_wasm + at, left < BASE64_PART ? left : BASE64_PART, text);
        hc_put(out, text);
    }
    hc_put(out, "</script>\n");
}

/* Hidden until the script has started the program: without it there is nothing to see. */
void hc_html_live(const hc_page *page)
{
    hc_put(
        page->out,
        "<section class=\"card screen-only\" id=\"live\" hidden>\n<h2>What if</h2>\n"
        "<p class=\"soft\">The same week otherwise, worked out here by the program's own "
        "formulas. <code>whatif</code> goes further: single days and queues, vendors, cost, "
        "the forecast's spread.</p>\n<div class=\"sliders\" id=\"live-sliders\"></div>\n"
        "<dl class=\"figures\" id=\"live-figures\" aria-live=\"polite\"></dl>\n"
        "<div class=\"controls\"><label>Day <select id=\"live-day\"></select></label>"
        "<button type=\"button\" id=\"live-undo\" disabled>Undo</button>"
        "<button type=\"button\" id=\"live-reset\">Back to the plan</button></div>\n"
        "<div class=\"canvas\"><canvas id=\"live-chart\" role=\"img\" aria-label=\"People to "
        "roster by interval as it would be, as planned, and on the plan's roster\">"
        "</canvas></div>\n<ul class=\"key\">"
        "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"mean-line\" "
        "d=\"M0 7H26\"/></svg>as it would be</li>"
        "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"need dashed\" "
        "d=\"M0 7H26\"/></svg>needed in the plan</li>"
        "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"base\" "
        "d=\"M0 0H26V14H0Z\"/></svg>on the plan's roster</li></ul>\n"
        "<p class=\"soft command\">The same on the command line: "
        "<code id=\"live-command\"></code> <button type=\"button\" id=\"live-copy\">Copy"
        "</button></p>\n");
    put_data(page);
    put_program(page->out);
    hc_put(page->out, "</section>\n");
}
