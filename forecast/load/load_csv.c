#include "forecast/load/load_csv.h"

#include <stdio.h>
#include <string.h>

#include "forecast/load/call_twins.h"
#include "forecast/load/ledger_fill.h"

#define FILES_KEPT_OPEN 16 /* more are opened again for the second pass */
#define SLOTS_FULL 10e6    /* four numbers each are a third of a gigabyte */

hc_load_options hc_load_options_default(void)
{
    return (hc_load_options){
        .parts = HC_PART_AHT | HC_PART_HANDLED | HC_PART_ABANDONED | HC_PART_WAIT,
        .slots_full = SLOTS_FULL,
        .from_day = HC_DAY_NONE,
        .until_day = HC_DAY_NONE,
        .rejects_most_share = 0.05,
        .rejects_most_rows = 10,
    };
}

const char *hc_date_order_name(hc_date_order order)
{
    switch (order) {
    case HC_DATES_FOUND:
        return "by evidence";
    case HC_DATES_YMD:
        return "year-month-day";
    case HC_DATES_DMY:
        return "day-month-year";
    case HC_DATES_MDY:
        return "month-day-year";
    }
    return "unknown";
}

const char *hc_time_unit_name(hc_time_unit unit)
{
    switch (unit) {
    case HC_UNIT_BY_EVIDENCE:
        return "by evidence";
    case HC_UNIT_SECONDS:
        return "seconds";
    case HC_UNIT_MINUTES:
        return "minutes";
    case HC_UNIT_MILLISECONDS:
        return "milliseconds";
    case HC_UNIT_CLOCK:
        return "h:mm:ss or m:ss";
    case HC_UNIT_CLOCK_MINUTES:
        return "h:mm";
    case HC_UNIT_HOURS:
        return "hours";
    case HC_UNIT_DAYS:
        return "parts of a day";
    }
    return "unknown";
}

void hc_load_report_clear(hc_load_report *report)
{
    hc_free(report->files);
    hc_rejects_clear(&report->rejects);
    memset(report, 0, sizeof *report);
}

/* ---------------------------------------------------------------- after the second pass */

static void sum_report(hc_loading *loading)
{
    hc_load_report *report = loading->report;
    for (size_t i = 0; i < report->file_count; i++) {
        const hc_load_file *file = &report->files[i];
        report->rows += file->rows;
        report->kept += file->kept;
        report->duplicates += file->duplicates;
        report->conflicts += file->conflicts;
        report->totals += file->totals;
        report->no_data += file->no_data;
        report->outside += file->outside;
    }
}

/* Rows that lie before from_day, or from until_day on. */
static size_t rows_outside(const hc_load_report *report)
{
    size_t outside = 0;
    for (size_t file = 0; file < report->file_count; file++) {
        outside += report->files[file].outside;
    }
    return outside;
}

static hc_status no_row(const hc_load_report *report, const hc_reject *first, hc_place at,
                        hc_error *err)
{
    const size_t outside = rows_outside(report);
    if (first == NULL && outside > 0) {
        return hc_fail(
            err, HC_ERR_EMPTY, at, "ask for other days, or for all",
            "%zu of %zu rows lie outside the days asked for, and no other can be used", outside,
            report->rows);
    }
    return hc_fail(err, HC_ERR_EMPTY, at, NULL, "no usable row among %zu%s%s", report->rows,
                   first != NULL ? "; the first: " : "", first != NULL ? first->message : "");
}

static hc_status check_rejects(const hc_loading *loading, hc_error *err)
{
    const hc_load_report *report = loading->report;
    const hc_rejects *rejects = &report->rejects;
    const double most = loading->options->rejects_most_share * (double)report->rows;
    const hc_reject *first = rejects->count > 0 ? &rejects->list[0] : NULL;
    hc_place at = {.file = loading->plan[0].name};
    if (first != NULL) {
        at = (hc_place){loading->plan[first->file].name, first->line, first->column};
    }
    if (report->kept == 0) { return no_row(report, first, at, err); }
    if (rejects->total > loading->options->rejects_most_rows && (double)rejects->total > most) {
        return hc_fail(
            err, HC_ERR_REJECTS, at,
            2 * rejects->by_kind[HC_REJECT_CONFLICT] > rejects->total
                ? "--on-conflict sum adds up the rows of one interval, first or last takes one"
                : "allow more with --max-rejects SHARE, or mend the file",
            "%zu of %zu rows were rejected, more than %g %%; the first: %s", rejects->total,
            report->rows, loading->options->rejects_most_share * 100.0, first->message);
    }
    return HC_OK;
}

/* ---------------------------------------------------------------- the whole walk */

/* Queues are told apart by a column when the files together hold several values in it. */
static void settle_split(hc_loading *loading, size_t split)
{
    const char *first = "";
    bool many = false;
    for (size_t file = 0; file < loading->file_count; file++) {
        const hc_value_split *seen = &loading->plan[file].split[split];
        if (seen->first[0] == '\0') { continue; }
        many = many || seen->many || (first[0] != '\0' && strcmp(first, seen->first) != 0);
        first = seen->first;
    }
    for (size_t file = 0; file < loading->file_count; file++) {
        loading->plan[file].split[split].many = many;
    }
}

static void settle_splits(hc_loading *loading)
{
    for (size_t split = 0; split < HC_SPLITS; split++) {
        settle_split(loading, split);
    }
}

static hc_status first_pass(hc_loading *loading, hc_error *err)
{
    for (size_t file = 0; file < loading->file_count; file++) {
        HC_TRY(hc_survey_file(loading, file, err));
        HC_TRY(hc_survey_decide(loading, file, err));
        hc_plan_close(loading, file);
    }
    settle_splits(loading);
    hc_call_twins_begin(loading);
    hc_ledger_start(loading);
    hc_load_note_first_pass(loading);
    HC_TRY(hc_load_days_find(loading, err));
    return hc_decide_interval(loading, err);
}

static hc_status second_pass(hc_loading *loading, hc_error *err)
{
    HC_TRY(hc_load_days_axis(loading, err));
    loading->parts = hc_plans_parts(loading) & loading->options->parts;
    for (size_t file = 0; file < loading->file_count; file++) {
        HC_TRY(hc_fill_file(loading, file, err));
        hc_plan_close(loading, file);
    }
    hc_call_twins_note(loading);
    hc_agent_gaps_put(loading);
    return HC_OK;
}

static void note_variants(hc_loading *loading)
{
    for (size_t queue = 0; queue < loading->names.count; queue++) {
        const hc_queue_entry *entry = &loading->names.entry[queue];
        if (!entry->has_variants) { continue; }
        hc_load_note(loading->report,
                     "queue \"%.*s\" is written with other capital letters too: taken as one",
                     (int)strcspn(entry->name, (const char[]){HC_REASON_MARK, '\0'}),
                     entry->name);
    }
}

static hc_status finish(hc_loading *loading, hc_error *err)
{
    hc_series *series = &loading->series;
    sum_report(loading);
    HC_TRY(check_rejects(loading, err));
    HC_TRY(hc_drop_total_queues(loading, err));
    hc_merge_reasons(loading);
    hc_calls_fill_zeros(loading);
    HC_TRY(hc_load_days_trim(series, err));
    HC_TRY(hc_mend_interval(loading, err));
    loading->report->interval_min = series->axis.interval_min;
    loading->report->first_day = series->axis.first_day;
    loading->report->last_day = series->axis.first_day + (int64_t)series->axis.days - 1;
    note_variants(loading);
    hc_note_running_totals(loading);
    if (loading->report->clock_twins > 0) {
        hc_load_note(loading->report,
                     "%zu rows of repeated hours were told apart by their order in the file",
                     loading->report->clock_twins);
    }
    return HC_OK;
}

static void clear_loading(hc_loading *loading)
{
    for (size_t file = 0; loading->plan != NULL && file < loading->file_count; file++) {
        hc_csv_table_close(loading->plan[file].table);
    }
    hc_free(loading->plan);
    hc_free(loading->days.month_first);
    hc_free(loading->days.day_first);
    hc_free(loading->days.all);
    hc_queue_names_clear(&loading->names);
    hc_free(loading->ring_s);
    hc_ledger_finish(loading);
    hc_call_twins_clear(loading);
    hc_agent_gaps_clear(loading);
    hc_series_clear(&loading->series);
}

static hc_status check_options(const hc_load_options *options, size_t path_count, hc_error *err)
{
    const int32_t interval_min = options->interval_min;
    if (path_count == 0 || path_count > HC_LOAD_FILES_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, NULL, "1 to %d files are needed, not %zu",
                       HC_LOAD_FILES_MAX, path_count);
    }
    if (interval_min != 0 && (interval_min < 5 || interval_min > HC_MINUTES_AN_HOUR ||
                              HC_MINUTES_AN_HOUR % interval_min != 0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "the interval must be 5, 6, 10, 12, 15, 20, 30 or 60 minutes, found %d",
                       (int)interval_min);
    }
    if (options->decimal != '\0' && options->decimal != '.' && options->decimal != ',') {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, NULL,
                       "the decimal mark must be a point or a comma");
    }
    return HC_OK;
}

static hc_status start(hc_loading *loading, const char *const *paths, hc_error *err)
{
    HC_TRY(hc_alloc(&loading->plan, loading->file_count, sizeof *loading->plan, err));
    HC_TRY(hc_alloc(&loading->report->files, loading->file_count,
                    sizeof *loading->report->files, err));
    loading->report->file_count = loading->file_count;
    for (size_t file = 0; file < loading->file_count; file++) {
        loading->plan[file].path = paths[file];
        loading->plan[file].name = strcmp(paths[file], "-") == 0 ? "stdin" : paths[file];
    }
    return HC_OK;
}

hc_status hc_history_load(const hc_load_options *options, const char *const *paths,
                          size_t path_count, hc_series *out, hc_load_report *report,
                          hc_error *err)
{
    HC_TRY(check_options(options, path_count, err));
    hc_load_report_clear(report);
    hc_loading loading = {.options = options,
                          .file_count = path_count,
                          .keep_open = path_count <= FILES_KEPT_OPEN,
                          .report = report};
    hc_status st = start(&loading, paths, err);
    if (st == HC_OK) { st = first_pass(&loading, err); }
    if (st == HC_OK) { st = second_pass(&loading, err); }
    if (st == HC_OK) { st = finish(&loading, err); }
    if (st == HC_OK) { hc_series_move(out, &loading.series); }
    clear_loading(&loading);
    return st;
}
