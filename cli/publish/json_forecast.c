/* Forecast and back-test of plan.json. */
#include "cli/publish/json_parts.h"

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

void hc_json_put_backtest(hc_json *json, const hc_backtest *backtest)
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

void hc_json_put_forecast(hc_json *json, const hc_plan_result *plan)
{
    hc_json_open_array(json, "forecast");
    for (size_t q = 0; q < plan->forecast->queue_count; q++) {
        put_queue(json, plan, q);
    }
    hc_json_close(json);
}
