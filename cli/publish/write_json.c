#include "cli/publish/write_json.h"

#include "cli/publish/cost_lines.h"
#include "cli/publish/figures.h"
#include "cli/publish/json_stream.h"
#include "cli/publish/shift_groups.h"
#include "cli/publish/text.h"
#include "scheduler/wishes.h"

static void put_lines(hc_json *json, const char *key, const hc_plan_lines *lines)
{
    hc_json_open_array(json, key);
    for (size_t i = 0; i < lines->count; i++) {
        hc_json_put_text(json, NULL, lines->lines[i]);
    }
    hc_json_close(json);
}

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
    put_lines(json, "facts", &plan->facts);
    put_lines(json, "warnings", &plan->warnings);
    put_lines(json, "notes", &plan->notes);
}

static void put_instant(hc_json *json, const char *key, const hc_axis *axis, size_t slot)
{
    char text[HC_TIME_TEXT_MAX];
    hc_format_instant(&axis->zone, hc_axis_utc_s(axis, slot), text);
    hc_json_put_text(json, key, text);
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
        put_instant(json, NULL, axis, slot);
    }
    hc_json_close(json);
    hc_json_close(json);
}

static void put_scores(hc_json *json, const char *key, const hc_model_score *scores,
                       size_t count)
{
    hc_json_open_array(json, key);
    for (size_t i = 0; i < count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_one_line(json);
        hc_json_put_text(json, "name", scores[i].name);
        hc_json_put_number(json, "wape_interval", scores[i].wape_interval);
        hc_json_put_number(json, "wape_day", scores[i].wape_day);
        hc_json_put_number(json, "weight", scores[i].weight);
        hc_json_close(json);
    }
    hc_json_close(json);
}

/* What explain needs to take a mean apart: level x month x year x special = total, then the
 * share. */
static void put_day_parts(hc_json *json, const hc_queue_report *report)
{
    hc_json_open_array(json, "days");
    for (size_t day = 0; day < report->day_count; day++) {
        const hc_day_parts *parts = &report->days[day];
        char date[HC_TIME_TEXT_MAX];
        double low = 0.0, high = 0.0;
        hc_format_date(parts->day, date);
        hc_json_open_object(json, NULL);
        hc_json_one_line(json);
        hc_json_put_text(json, "date", date);
        hc_json_put_text(json, "pattern_weekday", hc_weekday_name(parts->pattern_weekday));
        hc_json_put_number(json, "ordinary_calls", parts->ordinary_calls);
        hc_json_put_number(json, "month_factor", parts->month_factor);
        hc_json_put_number(json, "yearly_factor", parts->yearly_factor);
        hc_json_put_number(json, "special_factor", parts->special_factor);
        hc_json_put_number(json, "total", parts->total);
        hc_forecast_mean_band(report, day, parts->total, &low, &high);
        hc_json_put_number(json, "mean_low", low);
        hc_json_put_number(json, "mean_high", high);
        hc_json_put_text(json, "special_name", parts->special_name);
        hc_json_close(json);
    }
    hc_json_close(json);
}

static void put_method(hc_json *json, const hc_queue_report *report)
{
    hc_json_open_object(json, "method");
    hc_json_put_text(
        json, "best",
        report->best < report->candidate_count ? report->candidate[report->best].name : NULL);
    hc_json_put_text(json, "reason", report->reason);
    hc_json_put_count(json, "days_known", report->days_known);
    hc_json_put_count(json, "backtests", report->backtests);
    hc_json_put_number(json, "wape_interval", report->wape_interval);
    hc_json_put_number(json, "wape_day", report->wape_day);
    hc_json_put_number(json, "poisson_floor", report->poisson_floor);
    hc_json_put_bool(json, "thin", report->thin);
    hc_json_put_bool(json, "level_shift", report->level_shift);
    hc_json_put_number(json, "level_shift_ratio", report->level_shift_ratio);
    hc_json_put_number(json, "band_a", report->band_a);
    hc_json_put_number(json, "band_b", report->band_b);
    hc_json_put_numbers(json, "band_growth", report->band_growth, HC_BAND_WEEKS);
    hc_json_put_number(json, "day_share", report->day_share);
    hc_json_put_number(json, "level_share", report->level_share);
    hc_json_put_number(json, "day_memory", report->day_memory);
    hc_json_put_number(json, "queue_share", report->queue_share);
    hc_json_put_number(json, "aht_level_sd", report->aht_level_sd);
    put_scores(json, "candidates", report->candidate, report->candidate_count);
    put_scores(json, "baselines", report->baseline, report->baseline_count);
    put_day_parts(json, report);
    hc_json_close(json);
}

static const char *state_name(uint8_t state)
{
    static const char *const name[] = {"gap", "open", "closed", "outage"};
    return state < sizeof name / sizeof name[0] ? name[state] : "gap";
}

static void put_queue(hc_json *json, const hc_plan_result *plan, size_t q)
{
    static const char *const quantile_key[HC_QUANTILES] = {"q025", "q05", "q10", "q25", "q50",
                                                           "q75",  "q90", "q95", "q975"};
    const hc_queue *queue = &plan->forecast->queues[q];
    const size_t slots = hc_axis_slots(&plan->forecast->axis);
    const hc_forecast_report *report = plan->forecast_report;
    hc_json_open_object(json, NULL);
    hc_json_put_text(json, "queue", queue->name);
    if (report != NULL && q < report->queue_count) { put_method(json, &report->queues[q]); }
    hc_json_open_array(json, "state");
    hc_json_one_line(json);
    for (size_t slot = 0; slot < slots; slot++) {
        hc_json_put_text(json, NULL, state_name(queue->state[slot]));
    }
    hc_json_close(json);
    hc_json_put_numbers(json, "mean", queue->calls, slots);
    if (plan->calls_before_overrides != NULL) {
        hc_json_put_numbers(json, "mean_before_overrides",
                            plan->calls_before_overrides + q * slots, slots);
    }
    for (size_t k = 0; queue->quantile != NULL && k < HC_QUANTILES; k++) {
        hc_json_put_numbers(json, quantile_key[k], queue->quantile + k * slots, slots);
    }
    hc_json_put_numbers(json, "aht_s", queue->aht_s, slots);
    hc_json_put_numbers(json, "aht_sd_s", queue->aht_sd_s, slots);
    hc_json_close(json);
}

static void put_accuracy(hc_json *json, const char *key, const hc_accuracy *accuracy)
{
    hc_json_open_object(json, key);
    hc_json_put_number(json, "wape_interval", accuracy->wape_interval);
    hc_json_put_number(json, "wape_day", accuracy->wape_day);
    hc_json_put_number(json, "bias", accuracy->bias);
    hc_json_put_number(json, "rmse", accuracy->rmse);
    hc_json_put_number(json, "mase", accuracy->mase);
    hc_json_put_number(json, "poisson_floor", accuracy->poisson_floor);
    hc_json_put_number(json, "coverage_80", accuracy->coverage_80);
    hc_json_put_number(json, "coverage_95", accuracy->coverage_95);
    hc_json_put_number(json, "wql", accuracy->wql);
    hc_json_close(json);
}

static void put_backtest(hc_json *json, const hc_backtest *backtest)
{
    hc_json_open_object(json, "backtest");
    hc_json_put_count(json, "horizon_days", backtest->horizon_days);
    hc_json_put_count(json, "origins", backtest->origin_count);
    hc_json_put_bool(json, "too_little", backtest->too_little);
    hc_json_put_text(json, "warning", backtest->warning);
    hc_json_put_number(json, "aht_wape", backtest->aht_wape);
    hc_json_put_number(json, "aht_wape_plain", backtest->aht_wape_plain);
    hc_json_open_array(json, "scores");
    for (size_t i = 0; i < backtest->score_count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", backtest->scores[i].name);
        put_accuracy(json, "week", &backtest->scores[i].week);
        put_accuracy(json, "horizon", &backtest->scores[i].horizon);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_close(json);
}

/* What is no queue of calls. */
static void put_work(hc_json *json, const hc_queue_rules *rules)
{
    if (rules->work == HC_WORK_CHAT) {
        hc_json_put_text(json, "work", "chat");
        hc_json_put_numbers(json, "chat_aht_s", rules->chat_aht_s, rules->chat_levels);
    }
    if (rules->work == HC_WORK_DEFERRED) {
        hc_json_put_text(json, "work", "deferred");
        hc_json_put_number(json, "answer_within_s", rules->answer_within_s);
        hc_json_put_ints(json, "opens_min", rules->opens_min, 7);
        hc_json_put_ints(json, "closes_min", rules->closes_min, 7);
    }
}

static void put_queue_rules(hc_json *json, const char *key, const char *name,
                            const hc_queue_rules *rules)
{
    static const char *const model[] = {"Erlang B", "Erlang C", "Erlang A"};
    hc_json_open_object(json, key);
    hc_json_put_text(json, "queue", name);
    hc_json_put_text(json, "model", model[rules->model]);
    hc_json_put_number(json, "patience_s", rules->patience_s);
    hc_json_put_number(json, "occupancy_max", rules->occupancy_max);
    hc_json_put_number(json, "target_s", rules->target_s);
    hc_json_open_array(json, "targets");
    for (size_t i = 0; i < rules->target_count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "metric", hc_target_name(rules->targets[i].kind));
        hc_json_put_number(json, "limit", rules->targets[i].limit);
        hc_json_put_number(json, "target_s", rules->targets[i].target_s);
        hc_json_close(json);
    }
    hc_json_close(json);
    put_work(json, rules);
    hc_json_close(json);
}

/* Hours in which other shares of the people are there, and what comes of them by interval. */
static void put_presence(hc_json *json, const hc_plan_result *plan)
{
    const hc_staff_rules *staff = plan->staff;
    if (staff->presence_count == 0) { return; }
    hc_json_open_array(json, "presence_hours");
    for (size_t k = 0; k < staff->presence_count; k++) {
        int32_t weekdays[7];
        for (size_t day = 0; day < 7; day++) {
            weekdays[day] = staff->presence[k].weekdays[day] ? 1 : 0;
        }
        hc_json_open_object(json, NULL);
        hc_json_put_ints(json, "weekdays", weekdays, 7);
        hc_json_put_int(json, "from_min", staff->presence[k].from_min);
        hc_json_put_int(json, "to_min", staff->presence[k].to_min);
        hc_json_put_number(json, "presence", staff->presence[k].presence);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_put_numbers(json, "presence", plan->requirement->presence,
                        hc_axis_slots(&plan->requirement->axis));
}

static void put_staff_rules(hc_json *json, const hc_plan_result *plan)
{
    static const char *const method[] = {"MOL", "SIPP", "lagged SIPP"};
    static const char *const per[] = {"interval", "day", "week"};
    const hc_staff_rules *staff = plan->staff;
    hc_json_open_object(json, "staffing");
    hc_json_put_text(json, "time_method", method[staff->time_method]);
    hc_json_put_text(json, "target_per", per[staff->target_per]);
    hc_json_put_number(json, "risk", staff->risk > 0.0 ? staff->risk : HC_MISSING);
    hc_json_put_bool(json, "pooled", staff->pooled);
    if (staff->blend) { hc_json_put_bool(json, "deferred_in_idle_time", true); }
    hc_json_put_number(json, "shrinkage", plan->rules->shrinkage);
    put_presence(json, plan);
    hc_json_open_array(json, "queues");
    for (size_t q = 0; q < staff->queue_count && q < plan->forecast->queue_count; q++) {
        put_queue_rules(json, NULL, plan->forecast->queues[q].name, &staff->queues[q]);
    }
    hc_json_close(json);
    if (staff->pooled) {
        const char *name = staff->pool_name != NULL ? staff->pool_name : "pool";
        put_queue_rules(json, "pool", name, &staff->pool);
    }
    hc_json_close(json);
}

static bool has_aside(const hc_need *need, size_t slots)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (need->agents_aside[slot] != 0) { return true; }
    }
    return false;
}

static void put_need(hc_json *json, const char *key, const hc_need *need, size_t slots)
{
    hc_json_open_object(json, key);
    hc_json_put_text(json, "queue", need->name);
    hc_json_put_numbers(json, "calls", need->calls, slots);
    hc_json_put_numbers(json, "aht_s", need->aht_s, slots);
    hc_json_put_numbers(json, "load_erlangs", need->load_erlangs, slots);
    hc_json_put_numbers(json, "agents_exact", need->agents_exact, slots);
    hc_json_put_ints(json, "agents", need->agents, slots);
    if (has_aside(need, slots)) {
        hc_json_put_ints(json, "agents_aside", need->agents_aside, slots);
    }
    hc_json_put_numbers(json, "service_level", need->service_level, slots);
    hc_json_put_numbers(json, "service_level_expected", need->service_level_expected, slots);
    hc_json_put_numbers(json, "abandon_rate", need->abandon_rate, slots);
    hc_json_put_numbers(json, "asa_s", need->asa_s, slots);
    hc_json_put_numbers(json, "occupancy", need->occupancy, slots);
}

static void put_requirement(hc_json *json, const hc_plan_result *plan)
{
    const size_t slots = hc_axis_slots(&plan->requirement->axis);
    const double *one_less = plan->service_level_one_less;
    hc_json_open_array(json, "requirement");
    for (size_t n = 0; n < plan->requirement->need_count; n++) {
        put_need(json, NULL, &plan->requirement->needs[n], slots);
        hc_json_put_bool(json, "covered_by_roster", n == plan->pool);
        hc_json_put_ints(json, "scheduled", plan->scheduled + n * slots, slots);
        hc_json_put_numbers(json, "service_level_one_less",
                            one_less != NULL ? one_less + n * slots : NULL, slots);
        hc_json_close(json);
    }
    hc_json_close(json);
    if (plan->delivered != NULL) {
        put_need(json, "delivered", plan->delivered, slots);
        hc_json_close(json);
    }
}

static void put_break_rules(hc_json *json, const hc_contract *contract)
{
    hc_json_open_array(json, "breaks");
    for (size_t i = 0; i < contract->break_count; i++) {
        const hc_break_rule *rule = &contract->breaks[i];
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", rule->name);
        hc_json_put_int(json, "length_min", rule->length_min);
        hc_json_put_int(json, "earliest_min", rule->earliest_min);
        hc_json_put_int(json, "latest_min", rule->latest_min);
        hc_json_put_bool(json, "paid", rule->paid);
        hc_json_put_int(json, "from_shift_min", rule->from_shift_min);
        hc_json_close(json);
    }
    hc_json_close(json);
}

static void put_work_limits(hc_json *json, const hc_contract *contract)
{
    hc_json_put_int(json, "work_before_breaks_min_least",
                    contract->work_before_breaks.least_min);
    hc_json_put_int(json, "work_before_breaks_min_most", contract->work_before_breaks.most_min);
    hc_json_put_int(json, "work_between_breaks_min_least",
                    contract->work_between_breaks.least_min);
    hc_json_put_int(json, "work_between_breaks_min_most",
                    contract->work_between_breaks.most_min);
    hc_json_put_int(json, "work_after_breaks_min_least", contract->work_after_breaks.least_min);
    hc_json_put_int(json, "work_after_breaks_min_most", contract->work_after_breaks.most_min);
    hc_json_put_int(json, "unbroken_work_min_most", contract->unbroken_work_min_most);
}

static void put_contract(hc_json *json, const hc_contract *contract)
{
    hc_json_open_object(json, NULL);
    hc_json_put_text(json, "name", contract->name);
    hc_json_put_int(json, "shift_shortest_min", contract->shift_shortest_min);
    hc_json_put_int(json, "shift_longest_min", contract->shift_longest_min);
    hc_json_put_int(json, "shift_step_min", contract->shift_step_min);
    hc_json_put_int(json, "start_grid_min", contract->start_grid_min);
    hc_json_put_ints(json, "earliest_start_min", contract->earliest_start_min, 7);
    hc_json_put_ints(json, "latest_start_min", contract->latest_start_min, 7);
    hc_json_put_ints(json, "latest_end_min", contract->latest_end_min, 7);
    hc_json_put_int(json, "days_a_week_least", contract->days_a_week_least);
    hc_json_put_int(json, "days_a_week_most", contract->days_a_week_most);
    hc_json_put_int(json, "week_paid_min_least", contract->week_paid_min_least);
    hc_json_put_int(json, "week_paid_min_most", contract->week_paid_min_most);
    hc_json_put_int(json, "period_paid_min_least", contract->period_paid_min_least);
    hc_json_put_int(json, "period_paid_min_most", contract->period_paid_min_most);
    hc_json_put_int(json, "average_week_paid_min_least", contract->average_week_paid_min_least);
    hc_json_put_int(json, "average_week_paid_min_most", contract->average_week_paid_min_most);
    hc_json_put_int(json, "days_off_together", contract->days_off_together);
    hc_json_put_int(json, "consecutive_days_most", contract->consecutive_days_most);
    hc_json_put_int(json, "rest_min", contract->rest_min);
    hc_json_put_int(json, "start_spread_min", contract->start_spread_min);
    put_break_rules(json, contract);
    put_work_limits(json, contract);
    hc_json_put_number(json, "wage_an_hour", contract->wage_an_hour);
    hc_json_put_int(json, "night_from_min", contract->night_from_min);
    hc_json_put_int(json, "night_to_min", contract->night_to_min);
    hc_json_put_number(json, "night_premium", contract->night_premium);
    hc_json_put_number(json, "saturday_premium", contract->saturday_premium);
    hc_json_put_number(json, "sunday_premium", contract->sunday_premium);
    hc_json_put_int(json, "overtime_after_min", contract->overtime_after_min);
    hc_json_put_number(json, "overtime_premium", contract->overtime_premium);
    hc_json_put_number(json, "weekend_day_cost", contract->weekend_day_cost);
    hc_json_put_number(json, "hire_cost_a_week", contract->hire_cost_a_week);
    hc_json_put_int(json, "heads_most", contract->heads_most);
    hc_json_close(json);
}

static void put_cost_hours(hc_json *json, const hc_cost_hours *hours)
{
    hc_json_open_object(json, NULL);
    hc_json_open_array(json, "weekdays");
    for (int64_t weekday = 0; weekday < 7; weekday++) {
        if (hours->weekdays[weekday]) { hc_json_put_int(json, NULL, weekday); }
    }
    hc_json_close(json);
    hc_json_put_int(json, "from_min", hours->from_min);
    hc_json_put_int(json, "to_min", hours->to_min);
    hc_json_put_number(json, "short", hours->shortage);
    hc_json_put_number(json, "over", hours->surplus);
    hc_json_close(json);
}

static void put_rules(hc_json *json, const hc_rules *rules)
{
    const hc_cover_cost *cost = &rules->cover_cost;
    hc_json_open_array(json, "contracts");
    for (size_t i = 0; i < rules->contract_count; i++) {
        put_contract(json, &rules->contracts[i]);
    }
    hc_json_close(json);
    hc_json_open_array(json, "classes");
    for (size_t i = 0; i < rules->class_count; i++) {
        const hc_class *group = &rules->classes[i];
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", group->name);
        hc_json_put_count(json, "contract", group->contract);
        hc_json_put_count(json, "count", group->count);
        hc_json_put_int(json, "earliest_start_min", group->earliest_start_min);
        hc_json_put_int(json, "latest_start_min", group->latest_start_min);
        hc_json_put_int(json, "latest_end_min", group->latest_end_min);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_put_bool(json, "choose_heads", rules->choose_heads);
    hc_json_open_object(json, "cover_prices");
    hc_json_put_numbers(json, "short_share", cost->short_share, cost->short_steps);
    hc_json_put_numbers(json, "short_cost", cost->short_cost, cost->short_steps);
    hc_json_put_numbers(json, "over_share", cost->over_share, cost->over_steps);
    hc_json_put_numbers(json, "over_cost", cost->over_cost, cost->over_steps);
    hc_json_open_array(json, "by_time");
    for (size_t k = 0; k < rules->cost_hours_count; k++) {
        put_cost_hours(json, &rules->cost_hours[k]);
    }
    hc_json_close(json);
    hc_json_close(json);
}

/* The times of a shift's breaks, or of its activities. */
static void put_pauses(hc_json *json, const hc_shift *shift, bool activities, const char *start,
                       const char *length)
{
    int32_t start_min[HC_SHIFT_BREAKS_MAX];
    int32_t length_min[HC_SHIFT_BREAKS_MAX];
    size_t count = 0;
    for (size_t b = 0; b < shift->break_count; b++) {
        if (hc_break_is_activity(shift, b) != activities) { continue; }
        start_min[count] = shift->break_start_min[b];
        length_min[count++] = shift->break_length_min[b];
    }
    hc_json_put_ints(json, start, start_min, count);
    hc_json_put_ints(json, length, length_min, count);
}

static void put_activities(hc_json *json, const hc_rules *rules, const hc_roster *roster,
                           const hc_shift *shift)
{
    bool has_some = false;
    for (size_t b = 0; b < shift->break_count; b++) {
        has_some = has_some || hc_break_is_activity(shift, b);
    }
    if (!has_some) { return; }
    put_pauses(json, shift, true, "activity_start_min", "activity_length_min");
    hc_json_open_array(json, "activity");
    for (size_t b = 0; b < shift->break_count; b++) {
        if (!hc_break_is_activity(shift, b)) { continue; }
        const size_t class_index = roster->agents[shift->agent].class_index;
        hc_json_put_text(json, NULL, hc_shift_break_name(rules, class_index, shift, b));
    }
    hc_json_close(json);
}

static void put_shift(hc_json *json, const hc_rules *rules, const hc_roster *roster,
                      const hc_shift *shift)
{
    hc_json_open_object(json, NULL);
    hc_json_one_line(json);
    hc_json_put_count(json, "agent", shift->agent);
    hc_json_put_count(json, "day", shift->day);
    hc_json_put_int(json, "start_min", shift->start_min);
    hc_json_put_int(json, "length_min", shift->length_min);
    put_pauses(json, shift, false, "break_start_min", "break_length_min");
    hc_json_open_array(json, "break_rule");
    for (size_t b = 0; b < shift->break_count; b++) {
        if (!hc_break_is_activity(shift, b)) {
            hc_json_put_int(json, NULL, shift->break_rule[b]);
        }
    }
    hc_json_close(json);
    put_activities(json, rules, roster, shift);
    hc_json_close(json);
}

/* What the columns of people.csv are made from. */
static void put_duties(hc_json *json, const hc_rules *rules, const hc_roster *roster,
                       size_t number, size_t *shift)
{
    const hc_duties duties = hc_roster_duties(rules, roster, number, shift);
    const hc_agent *agent = rules->agent_count > 0 ? &rules->agents[number] : NULL;
    const bool wishes = agent != NULL && agent->preferred_start_min != HC_NO_LIMIT;
    hc_json_put_count(json, "shifts", duties.shifts);
    hc_json_put_number(json, "hours", duties.hours);
    hc_json_put_number(json, "overtime_hours", duties.overtime_hours);
    hc_json_put_int(json, "weekends", duties.weekends);
    hc_json_put_int(json, "lates", duties.lates);
    if (agent == NULL) { return; }
    hc_json_put_number(json, "preferred_start_min",
                       wishes ? agent->preferred_start_min : HC_MISSING);
    hc_json_put_number(json, "apart_hours", wishes ? duties.apart_hours : HC_MISSING);
    hc_json_put_int(json, "wished_days_off", duties.wished_days);
    hc_json_put_int(json, "granted_days_off", duties.granted_days);
    hc_json_put_number(json, "weekends_before", agent->before.weekends);
    hc_json_put_number(json, "lates_before", agent->before.lates);
    hc_json_put_number(json, "hours_before", agent->before.hours);
}

static void put_people(hc_json *json, const hc_rules *rules, const hc_roster *roster)
{
    size_t shift = 0;
    hc_json_open_array(json, "agents");
    for (size_t i = 0; i < roster->agent_count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_one_line(json);
        hc_json_put_text(json, "id", roster->agents[i].id);
        hc_json_put_text(json, "name", roster->agents[i].name);
        hc_json_put_count(json, "class", roster->agents[i].class_index);
        put_duties(json, rules, roster, i, &shift);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_open_array(json, "shifts");
    for (size_t i = 0; i < roster->shift_count; i++) {
        put_shift(json, rules, roster, &roster->shifts[i]);
    }
    hc_json_close(json);
    hc_json_put_ints(json, "on_phones", roster->on_phones, hc_axis_slots(&roster->axis));
}

static void put_figures(hc_json *json, const hc_plan_result *plan)
{
    const hc_plan_figures figures = hc_plan_figures_of(plan);
    hc_json_open_object(json, "figures");
    hc_json_put_number(json, "calls", figures.calls);
    hc_json_put_number(json, "aht_s", figures.aht_s);
    hc_json_put_number(json, "peak_load_erlangs", figures.peak_load_erlangs);
    hc_json_put_int(json, "peak_agents", figures.peak_agents);
    put_instant(json, "peak_at", &plan->requirement->axis, figures.peak_slot);
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

static hc_status put_spells(hc_json *json, const hc_plan_result *plan, hc_error *err)
{
    hc_short_spell *spells = NULL;
    size_t count = 0;
    HC_TRY(hc_plan_short_spells(plan, &spells, &count, err));
    hc_json_open_array(json, "short_spells");
    for (size_t i = 0; i < count; i++) {
        hc_json_open_object(json, NULL);
        put_instant(json, "from", &plan->requirement->axis, spells[i].first_slot);
        hc_json_put_count(json, "intervals", spells[i].slots);
        hc_json_put_int(json, "worst_short", spells[i].worst_short);
        hc_json_put_number(json, "short_hours", spells[i].short_hours);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_free(spells);
    return HC_OK;
}

static void put_costs(hc_json *json, const hc_rules *rules, const hc_roster *roster)
{
    const hc_roster_costs costs = hc_roster_costs_of(rules, roster);
    hc_cost_line lines[HC_COST_LINES];
    hc_cost_lines(&costs, lines);
    for (size_t k = 0; k < HC_COST_LINES; k++) {
        hc_json_put_number(json, lines[k].name, lines[k].value);
    }
    hc_json_put_number(json, "overtime_hours", costs.overtime_hours);
}

static hc_status put_schedule(hc_json *json, const hc_plan_result *plan, hc_error *err)
{
    const hc_roster *roster = plan->roster;
    hc_json_open_object(json, "schedule");
    hc_json_put_number(json, "cost", roster->cost);
    put_costs(json, plan->rules, roster);
    hc_json_put_number(json, "lower_bound", roster->lower_bound);
    hc_json_put_number(json, "lp_bound", roster->lp_bound);
    hc_json_put_number(json, "gap", roster->gap);
    HC_TRY(put_spells(json, plan, err));
    put_rules(json, plan->rules);
    put_people(json, plan->rules, roster);
    hc_json_close(json);
    return HC_OK;
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
    hc_json_open_array(&json, "forecast");
    for (size_t q = 0; q < plan->forecast->queue_count; q++) {
        put_queue(&json, plan, q);
    }
    hc_json_close(&json);
    put_overrides(&json, plan);
    if (plan->backtest != NULL) { put_backtest(&json, plan->backtest); }
    if (plan->staff != NULL) { put_staff_rules(&json, plan); }
    put_requirement(&json, plan);
    HC_TRY(put_schedule(&json, plan, err));
    hc_json_close(&json);
    return hc_stream_check(out, "plan.json", err);
}
