#include "cli/print_forecast.h"

#include "cli/base/json_stream.h"
#include "cli/base/quantile_columns.h"
#include "cli/base/table.h"
#include "cli/base/text.h"
#include "cli/publish/write_csv.h"

#define RANGE_PATHS 400 /* behind a day's range when no paths are asked for */
#define RANGE_LOW 0.1
#define RANGE_HIGH 0.9

/* ---- days, for people ---------------------------------------------------------------------
 */

typedef struct day_range {
    double low, high;
} day_range;

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

/* totals[days * paths], a day's paths beside each other; sorts them. */
static day_range range_of(double *totals, size_t paths)
{
    hc_sort_doubles(totals, paths);
    return (day_range){totals[(size_t)(RANGE_LOW * (double)(paths - 1))],
                       totals[(size_t)(RANGE_HIGH * (double)(paths - 1) + 0.5)]};
}

static hc_status add_day(const hc_forecast_view *view, size_t q, size_t day, day_range range,
                         hc_table *table, hc_error *err)
{
    const hc_axis *axis = &view->forecast->axis;
    const hc_queue *queue = &view->forecast->queues[q];
    const int64_t number = axis->first_day + (int64_t)day;
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(number, date);
    HC_TRY(hc_table_text(table, queue->name, err));
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_text(table, hc_weekday_name(hc_weekday(number)), err));
    HC_TRY(hc_table_number(table, day_sum(queue->calls, axis, day), 0, err));
    HC_TRY(hc_table_number(table, range.low, 0, err));
    HC_TRY(hc_table_number(table, range.high, 0, err));
    HC_TRY(hc_table_number(table, day_aht(queue, axis, day), 0, err));
    return hc_table_text(table, view->report->queues[q].days[day].special_name, err);
}

static hc_status add_days(const hc_forecast_view *view, size_t q, hc_table *table,
                          hc_error *err)
{
    const size_t paths = view->paths > 0 ? view->paths : RANGE_PATHS;
    const size_t days = view->forecast->axis.days;
    double *totals = NULL;
    HC_TRY(hc_alloc(&totals, days * paths, sizeof *totals, err));
    hc_status st =
        hc_forecast_day_totals(view->forecast, view->report, q, paths, view->seed, totals, err);
    for (size_t day = 0; st == HC_OK && day < days; day++) {
        st = add_day(view, q, day, range_of(totals + day * paths, paths), table, err);
    }
    hc_free(totals);
    return st;
}

static void put_reasons(const hc_forecast_report *report, FILE *out)
{
    for (size_t q = 0; q < report->queue_count; q++) {
        (void)fputs("\n", out);
        hc_put_text(out, report->queues[q].name);
        (void)fputs(": ", out);
        hc_put_text(out, report->queues[q].reason);
        (void)fputs("\n", out);
    }
}

static hc_status print_days(const hc_forecast_view *view, const hc_screen *screen,
                            hc_error *err)
{
    static const hc_column columns[] = {{"queue", "Queue"},      {"date", "Date"},
                                        {"weekday", "Day"},      {"contacts", "Contacts"},
                                        {"q10", "8 of 10 from"}, {"q90", "to"},
                                        {"aht_s", "AHT s"},      {"special", "Special day"}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q < view->forecast->queue_count; q++) {
        st = add_days(view, q, &table, err);
    }
    if (st == HC_OK) {
        hc_table_print(&table, screen->format, screen->out);
        put_reasons(view->report, screen->out);
    }
    hc_table_clear(&table);
    return st;
}

/* ---- intervals ----------------------------------------------------------------------------
 */

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

static hc_status print_slots(const hc_series *forecast, const hc_screen *screen, hc_error *err)
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
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- sample paths -------------------------------------------------------------------------
 */

static const hc_column path_columns[] = {
    {"seed", ""}, {"path", ""}, {"queue", ""}, {"timestamp", ""}, {"calls", ""}};

static hc_status add_path(const hc_forecast_view *view, size_t q, size_t path,
                          const double *calls, hc_table *table, hc_error *err)
{
    const hc_axis *axis = &view->forecast->axis;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        char time[HC_TIME_TEXT_MAX];
        hc_format_instant(&axis->zone, hc_axis_utc_s(axis, slot), time);
        HC_TRY(hc_table_number(table, (double)view->seed, 0, err));
        HC_TRY(hc_table_number(table, (double)(path + 1), 0, err));
        HC_TRY(hc_table_text(table, view->forecast->queues[q].name, err));
        HC_TRY(hc_table_text(table, time, err));
        HC_TRY(hc_table_number(table, calls[slot], 0, err));
    }
    return HC_OK;
}

/* A path is a piece: all of them are too many to keep. */
static hc_status put_path(const hc_forecast_view *view, size_t q, size_t path,
                          const double *calls, const hc_screen *screen, hc_error *err)
{
    const bool last = q + 1 == view->forecast->queue_count && path + 1 == view->paths;
    hc_table table = hc_table_of(path_columns, sizeof path_columns / sizeof *path_columns);
    const hc_status st = add_path(view, q, path, calls, &table, err);
    if (st == HC_OK) {
        hc_table_print_piece(&table, screen->format, screen->out, q == 0 && path == 0, last);
    }
    hc_table_clear(&table);
    return st;
}

static hc_status put_queue_paths(const hc_forecast_view *view, size_t q,
                                 const hc_screen *screen, hc_error *err)
{
    const size_t slots = hc_axis_slots(&view->forecast->axis);
    double *calls = NULL;
    HC_TRY(hc_alloc(&calls, view->paths * slots, sizeof *calls, err));
    hc_status st =
        hc_forecast_paths(view->forecast, view->report, q, view->paths, view->seed, calls, err);
    for (size_t path = 0; st == HC_OK && path < view->paths; path++) {
        st = put_path(view, q, path, calls + path * slots, screen, err);
    }
    hc_free(calls);
    return st;
}

static hc_status print_paths(const hc_forecast_view *view, const hc_screen *screen,
                             hc_error *err)
{
    for (size_t q = 0; q < view->forecast->queue_count; q++) {
        HC_TRY(put_queue_paths(view, q, screen, err));
    }
    return HC_OK;
}

hc_status hc_print_forecast(const hc_forecast_view *view, const hc_screen *screen,
                            hc_error *err)
{
    if (hc_is_for_people(screen->format)) { return print_days(view, screen, err); }
    if (view->paths > 0) { return print_paths(view, screen, err); }
    if (screen->format != HC_FORMAT_CSV) { return print_slots(view->forecast, screen, err); }
    return view->rows_only ? hc_write_forecast_rows(view->forecast, screen->out, err)
                           : hc_write_forecast_csv(view->forecast, screen->out, err);
}
