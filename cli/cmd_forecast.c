/* headcount forecast: contacts and handle times with quantiles. */
#include <math.h>
#include <string.h>

#include "cli/base/shard.h"
#include "cli/centre/unknown_queues.h"
#include "cli/print_forecast.h"
#include "cli/program.h"
#include "cli/read/history.h"
#include "cli/read/override_step.h"
#include "forecast/intraday.h"

typedef struct forecast_settings {
    hc_history_settings history;
    hc_time_option as_of;
    hc_time_option now;
    const char *override_file;
    int64_t days;
    int64_t paths;
    int64_t seed;
    const char *shard;
} forecast_settings;

/* What one run makes, in the order it is made. */
typedef struct forecast_run {
    hc_series forecast;
    hc_forecast_report report;
    hc_override_step overrides;
    hc_lines told; /* sentences about today and the overrides */
} forecast_run;

#define AT(field) offsetof(forecast_settings, field)
#define PATHS_MAX 10000 /* guards memory: a queue's paths are held at once */

static const hc_option options[] = {
    {"days", 0, true, HC_OPTION_DAYS, AT(days), "DAYS", 1, HC_HORIZON_DAYS_MAX,
     "how far ahead: 28, 28d or 4w (default 28)"},
    {"as-of", 0, true, HC_OPTION_TIME, AT(as_of), "DATE", 0, 0,
     "use only what was known before this day's midnight (default: all)"},
    {"now", 0, true, HC_OPTION_TIME, AT(now), "TIME", 0, 0,
     "forecast the rest of this day again from its rows so far"},
    {"override", 0, true, HC_OPTION_PATH, AT(override_file), "FILE", 0, 0,
     "what you know better: from,to,queue,change,why; applied last"},
    {"paths", 0, false, HC_OPTION_WHOLE, AT(paths), "N", 1, PATHS_MAX,
     "csv and json: so many sample paths in place of mean and quantiles"},
    {"seed", 0, false, HC_OPTION_WHOLE, AT(seed), "S", 0, 9e15,
     "of the sample paths (default 1)"},
    {"shard", 0, false, HC_OPTION_TEXT, AT(shard), "I/N|auto", 0, 0,
     "csv: only the I-th of N parts of the queues, or the one that this task of a job array "
     "is; "
     "cat joins the parts of all machines"},
    HC_HISTORY_OPTIONS(AT(history)),
};

static const forecast_settings settings_default = {
    .history = HC_HISTORY_SETTINGS_DEFAULT, .days = 28, .seed = 1};

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

/* ---- the day so far -----------------------------------------------------------------------
 */

static int64_t now_utc_s(const hc_time_option *now, const hc_zone *zone)
{
    int64_t first_utc_s = 0;
    int64_t second_utc_s = 0;
    if (now->has_offset && zone->name[0] != '\0') {
        return now->local.day * HC_SECONDS_A_DAY + now->local.second_of_day - now->offset_s;
    }
    (void)hc_zone_to_utc(zone, now->local, &first_utc_s, &second_utc_s);
    return first_utc_s;
}

/* The rest of today from what came so far; a sentence a queue. */
static hc_status look_again(const forecast_settings *asked, const hc_history *history,
                            const hc_forecast_options *forecasting, forecast_run *made,
                            hc_error *err)
{
    hc_intraday_report today = HC_INTRADAY_REPORT_INIT;
    if (asked->now.text == NULL) { return HC_OK; }
    const hc_intraday_input input = {.forecast = &made->forecast,
                                     .told = &made->report,
                                     .history = &history->series,
                                     .learn = forecasting,
                                     .now_utc_s = now_utc_s(&asked->now, &history->zone)};
    hc_status st = hc_intraday_run(&input, &made->forecast, &today, err);
    for (size_t q = 0; st == HC_OK && q < today.queue_count; q++) {
        st = hc_lines_add(&made->told, err, "%s: %s", today.queues[q].name,
                          today.queues[q].sentence);
    }
    hc_intraday_report_clear(&today);
    return st;
}

/* ---- a part of the queues ------------------------------------------------------------------
 */

static hc_status shard_of(const forecast_settings *asked, const hc_screen *screen,
                          hc_shard *read, hc_error *err)
{
    *read = (hc_shard){1, 1};
    if (asked->shard == NULL) { return HC_OK; }
    HC_TRY(hc_shard_read(asked->shard, read, err));
    if (asked->paths > 0 || asked->override_file != NULL || screen->format != HC_FORMAT_CSV) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                       "give --format csv, and apply overrides to the whole",
                       "--shard writes the rows of some queues as csv: not paths, which go "
                       "through all of them, nor what overrides make of all");
    }
    return HC_OK;
}

/* Queues in a row, so that the parts in theirs are the whole; the first part is never empty. */
static void keep_shard(hc_series *series, const hc_shard *part)
{
    const size_t first =
        (series->queue_count * (part->part - 1) + part->parts - 1) / part->parts;
    const size_t end = (series->queue_count * part->part + part->parts - 1) / part->parts;
    hc_series_keep_queues(series, first, end - first);
}

/* ---- the verb -----------------------------------------------------------------------------
 */

static hc_status origin_of(const forecast_settings *asked, const hc_screen *screen,
                           int64_t *origin_day, hc_error *err)
{
    const hc_time_option *as_of = &asked->as_of;
    if (asked->now.text != NULL && as_of->text != NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                       "--now uses every day before today, and today until then",
                       "--now and --as-of cannot both be given");
    }
    if (asked->now.text != NULL) { *origin_day = asked->now.local.day; }
    if (as_of->text == NULL) { return HC_OK; }
    *origin_day = as_of->local.day;
    if (as_of->local.second_of_day != 0) {
        hc_say_note(screen,
                    "--as-of %s: days count as a whole, so only those before it are used",
                    as_of->text);
    }
    return HC_OK;
}

/* Beside a table the sentences belong to the result; beside csv and json they are talk. */
static void say(const hc_lines *told, const hc_screen *screen)
{
    for (size_t k = 0; k < told->count; k++) {
        if (hc_is_for_people(screen->format)) {
            (void)fputs("\n", screen->out);
            hc_put_text(screen->out, told->lines[k]);
            (void)fputs("\n", screen->out);
        } else {
            hc_say_note(screen, "%s", told->lines[k]);
        }
    }
}

/* Forecast, then what the planner knows better, then what came today. */
static hc_status make(const forecast_settings *asked, const hc_history *history,
                      const hc_forecast_options *forecasting, const hc_screen *screen,
                      forecast_run *made, hc_error *err)
{
    HC_TRY(
        hc_history_forecast(history, forecasting, screen, &made->forecast, &made->report, err));
    HC_TRY(hc_override_step_run(hc_history_overrides(history, asked->override_file),
                                &made->forecast, &made->overrides, err));
    HC_TRY(look_again(asked, history, forecasting, made, err));
    hide_unknown_aht(&history->series, &made->forecast);
    return hc_override_step_tell(&made->overrides, &history->zone, &made->told, err);
}

static hc_status make_and_print(const forecast_settings *asked, const hc_history *history,
                                bool rows_only, const hc_screen *screen, hc_error *err)
{
    hc_forecast_options forecasting = hc_forecast_options_default();
    forecast_run made = {.told = {0}};
    forecasting.special = &history->special;
    forecasting.horizon_days = (size_t)asked->days;
    hc_status st = origin_of(asked, screen, &forecasting.origin_day, err);
    if (st == HC_OK) { st = make(asked, history, &forecasting, screen, &made, err); }
    if (st == HC_OK) {
        const hc_forecast_view view = {&made.forecast, &made.report, (size_t)asked->paths,
                                       rows_only, (uint64_t)asked->seed};
        st = hc_print_forecast(&view, screen, err);
    }
    if (st == HC_OK) { say(&made.told, screen); }
    hc_series_clear(&made.forecast);
    hc_forecast_report_clear(&made.report);
    hc_override_step_clear(&made.overrides);
    hc_lines_clear(&made.told);
    return st;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const forecast_settings *asked = call->settings;
    hc_history history = {0};
    (void)exit_code;
    hc_shard part;
    HC_TRY(shard_of(asked, call->screen, &part, err));
    hc_status st = hc_history_open(&asked->history, call->files, call->file_count, call->screen,
                                   &history, err);
    if (st == HC_OK) {
        hc_say_unknown_queues(&history.centre, asked->history.centre, &history.series,
                              call->screen);
        keep_shard(&history.series, &part);
        if (history.series.queue_count > 0) {
            st = make_and_print(asked, &history, part.part > 1, call->screen, err);
        }
    }
    hc_history_clear(&history);
    return st;
}

const hc_verb hc_verb_forecast = {
    .name = "forecast",
    .arguments = "HISTORY...",
    .summary = "contacts and handle times ahead, with their uncertainty",
    .examples =
        "headcount forecast calls.csv --days 4w --format csv > forecast.csv\n"
        "headcount forecast calls.csv --special-days holidays.csv\n"
        "# what would have been said on 1 March?\n"
        "headcount forecast calls.csv --as-of 2026-03-01 --days 7\n"
        "# it is eleven o'clock: how does the rest of today look?\n"
        "headcount forecast calls.csv today.csv --now 2026-03-02T11:00 --days 1\n"
        "# a thousand weeks that could be\n"
        "headcount forecast calls.csv --days 7 --paths 1000 --format csv > paths.csv\n"
        "# thousands of queues in a Slurm job array of 8, numbered from 1; then: cat part_*\n"
        "headcount forecast calls.csv --format csv --shard auto > "
        "part_$SLURM_ARRAY_TASK_ID",
    .about =
        "A table has a line a day with the range meant to hold eight out of ten such days;\n"
        "csv and json have a row for every queue and interval with the mean, nine quantiles\n"
        "(q025 to q975) and the handle time. The range from q10 to q90 is meant to hold eight\n"
        "out of ten intervals. Sample paths (seed,path,queue,timestamp,calls) are whole weeks\n"
        "that could be: intervals of a day, days in a row and the queues of one path move\n"
        "together as they did.\n"
        "\n"
        "With --now the history holds today's rows so far: what came is kept, the rest of the\n"
        "day is forecast again from it, and a sentence says how the day differs.\n"
        "\n"
        "Queues are forecast one by one on the days of the whole history, so machines may "
        "share\n"
        "them: each runs the same command with its own --shard, and the parts one after "
        "another\n"
        "are, byte for byte, what one machine would write.",
    .files_least = 1,
    .files_most = HC_LOAD_FILES_MAX,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
