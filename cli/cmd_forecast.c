/* headcount forecast: contacts and handle times with quantiles. */
#include "cli/history.h"
#include "cli/publish/write_csv.h"
#include "cli/quantile_columns.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "forecast/forecast.h"

typedef struct forecast_settings {
    hc_history_settings history;
    hc_time_option as_of;
    int64_t days;
} forecast_settings;

#define AT(field) offsetof(forecast_settings, field)

static const hc_option options[] = {
    {"days", 0, true, HC_OPTION_DAYS, AT(days), "DAYS", 1, HC_HORIZON_DAYS_MAX,
     "how far ahead: 28, 28d or 4w (default 28)"},
    {"as-of", 0, true, HC_OPTION_TIME, AT(as_of), "DATE", 0, 0,
     "use only what was known before this day's midnight (default: all)"},
    HC_HISTORY_OPTIONS(AT(history)),
};

static const forecast_settings settings_default = {.history = HC_HISTORY_SETTINGS_DEFAULT,
                                                   .days = 28};

/* Handle times that nobody measured are not known: the engine's stand-in is taken out again. */
static void hide_unknown_aht(const hc_series *history, hc_series *forecast)
{
    for (size_t q = 0; q < forecast->queue_count; q++) {
        hc_queue *queue = &forecast->queues[q];
        if (hc_queue_has_aht(history, q)) { continue; }
        for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
            queue->aht_s[slot] = HC_MISSING;
            if (queue->aht_sd_s != NULL) { queue->aht_sd_s[slot] = HC_MISSING; }
        }
    }
}

static double day_sum(const double *values, const hc_axis *axis, size_t day)
{
    double sum = 0.0;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        sum += values[slot];
    }
    return sum;
}

static double day_aht(const hc_queue *queue, const hc_axis *axis, size_t day)
{
    double seconds = 0.0;
    double calls = 0.0;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (queue->calls[slot] > 0.0 && !hc_is_missing(queue->aht_s[slot])) {
            seconds += queue->calls[slot] * queue->aht_s[slot];
            calls += queue->calls[slot];
        }
    }
    return calls > 0.0 ? seconds / calls : HC_MISSING;
}

static hc_status add_day(const hc_series *forecast, const hc_forecast_report *report, size_t q,
                         size_t day, hc_table *table, hc_error *err)
{
    const hc_axis *axis = &forecast->axis;
    const hc_queue *queue = &forecast->queues[q];
    const int64_t number = axis->first_day + (int64_t)day;
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(number, date);
    HC_TRY(hc_table_text(table, queue->name, err));
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_text(table, hc_weekday_name(hc_weekday(number)), err));
    HC_TRY(hc_table_number(table, day_sum(queue->calls, axis, day), 0, err));
    HC_TRY(hc_table_number(table, day_aht(queue, axis, day), 0, err));
    return hc_table_text(table, report->queues[q].days[day].special_name, err);
}

/* For people: a line a day. The intervals are in the csv and json forms. */
static hc_status print_days(const hc_series *forecast, const hc_forecast_report *report,
                            FILE *out, hc_error *err)
{
    static const hc_column columns[] = {{"queue", "Queue"}, {"date", "Date"},
                                        {"weekday", "Day"}, {"contacts", "Contacts"},
                                        {"aht_s", "AHT s"}, {"special", "Special day"}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q < forecast->queue_count; q++) {
        for (size_t day = 0; st == HC_OK && day < forecast->axis.days; day++) {
            st = add_day(forecast, report, q, day, &table, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, HC_FORMAT_TABLE, out); }
    for (size_t q = 0; st == HC_OK && q < report->queue_count; q++) {
        (void)fputs("\n", out);
        hc_put_text(out, report->queues[q].name);
        (void)fputs(": ", out);
        hc_put_text(out, report->queues[q].reason);
        (void)fputs("\n", out);
    }
    hc_table_clear(&table);
    return st;
}

static hc_status add_slot(const hc_series *forecast, size_t q, size_t slot, hc_table *table,
                          hc_error *err)
{
    const hc_queue *queue = &forecast->queues[q];
    const size_t slots = hc_axis_slots(&forecast->axis);
    char time[HC_TIME_TEXT_MAX];
    hc_format_instant(&forecast->axis.zone, hc_axis_utc_s(&forecast->axis, slot), time);
    HC_TRY(hc_table_text(table, queue->name, err));
    HC_TRY(hc_table_text(table, time, err));
    HC_TRY(hc_table_number(table, queue->calls[slot], 2, err));
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        HC_TRY(hc_table_number(table, queue->quantile[k * slots + slot], 1, err));
    }
    return hc_table_number(table, queue->aht_s[slot], 1, err);
}

static hc_status print_json(const hc_series *forecast, FILE *out, hc_error *err)
{
    hc_column columns[4 + HC_QUANTILES] = {
        {"queue", ""}, {"timestamp", ""}, {"mean", ""}, [3 + HC_QUANTILES] = {"aht_s", ""}};
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        columns[3 + k] = (hc_column){hc_quantile_names[k], ""};
    }
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q < forecast->queue_count; q++) {
        for (size_t slot = 0; st == HC_OK && slot < hc_axis_slots(&forecast->axis); slot++) {
            st = add_slot(forecast, q, slot, &table, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, HC_FORMAT_JSON, out); }
    hc_table_clear(&table);
    return st;
}

static hc_status print(const hc_series *forecast, const hc_forecast_report *report,
                       const hc_screen *screen, hc_error *err)
{
    switch (screen->format) {
    case HC_FORMAT_CSV:
        return hc_write_forecast_csv(forecast, screen->out, err);
    case HC_FORMAT_JSON:
        return print_json(forecast, screen->out, err);
    default:
        return print_days(forecast, report, screen->out, err);
    }
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const forecast_settings *asked = call->settings;
    hc_forecast_options forecasting = hc_forecast_options_default();
    hc_history history = {0};
    hc_series forecast = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    (void)exit_code;
    hc_status st = hc_history_open(&asked->history, call->files, call->file_count, call->screen,
                                   &history, err);
    forecasting.special = &history.special;
    forecasting.horizon_days = (size_t)asked->days;
    if (asked->as_of.text != NULL) { forecasting.origin_day = asked->as_of.local.day; }
    if (st == HC_OK && asked->as_of.local.second_of_day != 0) {
        hc_say_note(call->screen,
                    "--as-of %s: days count as a whole, so only those before it "
                    "are used",
                    asked->as_of.text);
    }
    if (st == HC_OK) {
        st = hc_forecast_run(&history.series, &forecasting, &forecast, &report, err);
    }
    if (st == HC_OK) {
        hide_unknown_aht(&history.series, &forecast);
        st = print(&forecast, &report, call->screen, err);
    }
    hc_forecast_report_clear(&report);
    hc_series_clear(&forecast);
    hc_history_clear(&history);
    return st;
}

const hc_verb hc_verb_forecast = {
    .name = "forecast",
    .arguments = "HISTORY...",
    .summary = "contacts and handle times ahead, with their uncertainty",
    .examples = "headcount forecast calls.csv --days 4w --format csv > forecast.csv\n"
                "headcount forecast calls.csv --special-days holidays.csv\n"
                "# what would have been said on 1 March?\n"
                "headcount forecast calls.csv --as-of 2026-03-01 --days 7",
    .about =
        "A table has a line a day; csv and json have a row for every queue and interval with\n"
        "the mean, nine quantiles (q025 to q975) and the handle time. The range from q10 to\n"
        "q90 is meant to hold eight out of ten intervals.",
    .files_least = 1,
    .files_most = HC_LOAD_FILES_MAX,
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .settings_size = sizeof settings_default,
    .settings_default = &settings_default,
    .run = run,
};
