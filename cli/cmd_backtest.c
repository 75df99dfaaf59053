/* headcount backtest: what the forecast would have said at earlier origins, against what came.
 */
#include <string.h>

#include "cli/base/output_file.h"
#include "cli/base/progress.h"
#include "cli/base/quantile_columns.h"
#include "cli/base/text.h"
#include "cli/centre/unknown_queues.h"
#include "cli/play/closed_loop_table.h"
#include "cli/print_backtest.h"
#include "cli/program.h"
#include "cli/scale/people_there.h"
#include "forecast/measure/backtest.h"

typedef struct backtest_settings {
    hc_history_settings history;
    const char *origins;
    int64_t horizon_days;
    const char *forecasts;
    bool plan;
    hc_staffing_options staffing;
    const char *agents;
    double aht_s;
    int64_t seed;
} backtest_settings;

#define WEEK_HOURS 40.0 /* of a full-timer; only whether people can be counted matters here */

#define AT(field) offsetof(backtest_settings, field)

static const hc_option options[] = {
    {"origins", 0, true, HC_OPTION_TEXT, AT(origins), "T1,T2,...", 0, 0,
     "first days of the forecasts (default: the last week starts that leave enough history)"},
    {"horizon", 0, true, HC_OPTION_DAYS, AT(horizon_days), "DAYS", 1, HC_HORIZON_DAYS_MAX,
     "how far ahead each forecast goes: 28, 28d or 4w (default 7d)"},
    {"forecasts", 0, true, HC_OPTION_OUTPUT, AT(forecasts), "FILE.csv", 0, 0,
     "writes every forecast made: origin, timestamp, mean and quantiles"},
    {"plan", 0, true, HC_OPTION_FLAG, AT(plan), "", 0, 0,
     "would the plan have held? staffs each week and plays what came, call by call"},
    HC_STAFFING_OPTIONS(AT(staffing)),
    {"agents", 0, false, HC_OPTION_PATH, AT(agents), "FILE", 0, 0,
     "with --plan: your people, whose skills part the queues (default: the centre file's)"},
    {"aht", 0, false, HC_OPTION_DURATION, AT(aht_s), "SECONDS", 0.001, 86400,
     "with --plan: handle time of every contact, in place of the history's"},
    {"seed", 0, false, HC_OPTION_WHOLE, AT(seed), "S", 0, 9e15,
     "with --plan: of the chance that is drawn (default 1)"},
    HC_HISTORY_OPTIONS(AT(history)),
};

static const backtest_settings settings_default = {.history = HC_HISTORY_SETTINGS_DEFAULT,
                                                   .horizon_days = 7,
                                                   .staffing = HC_STAFFING_OPTIONS_DEFAULT,
                                                   .aht_s = (double)NAN,
                                                   .seed = 1};

/* ---- origins ------------------------------------------------------------------------------
 */

/* The origins as they were typed, and the days they name. */
typedef struct origin_list {
    size_t count;
    int64_t day[HC_BACKTEST_ORIGINS_MAX];
    const char *text[HC_BACKTEST_ORIGINS_MAX];
    size_t length[HC_BACKTEST_ORIGINS_MAX];
} origin_list;

static hc_status add_origin(const char *text, size_t length, origin_list *list, hc_error *err)
{
    hc_time_option time = {0};
    if (!hc_time_option_read(text, length, &time)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "dates or ISO times, apart by commas",
                       "--origins cannot read '%.*s'", (int)length, text);
    }
    if (time.local.second_of_day != 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "days are forecast as a whole",
                       "--origins must be midnights, found '%.*s'", (int)length, text);
    }
    if (list->count == HC_BACKTEST_ORIGINS_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "at most %d origins",
                       HC_BACKTEST_ORIGINS_MAX);
    }
    list->day[list->count] = time.local.day;
    list->text[list->count] = text;
    list->length[list->count] = length;
    list->count++;
    return HC_OK;
}

static hc_status read_origins(const char *text, origin_list *list, hc_error *err)
{
    while (text != NULL && *text != '\0') {
        const size_t length = strcspn(text, ",");
        HC_TRY(add_origin(text, length, list, err));
        text += length + (text[length] == ',' ? 1 : 0);
    }
    return HC_OK;
}

static void put_origin(const origin_list *list, int64_t day, FILE *out)
{
    char text[HC_TIME_TEXT_MAX];
    for (size_t k = 0; k < list->count; k++) {
        if (list->day[k] == day) {
            (void)fprintf(out, "%.*s", (int)list->length[k], list->text[k]);
            return;
        }
    }
    hc_format_local((hc_local_time){day, 0}, text);
    (void)fputs(text, out);
}

/* ---- the forecasts file -------------------------------------------------------------------
 */

static void put_number(FILE *out, double value)
{
    char text[HC_NUMBER_TEXT_MAX];
    hc_format_double(value, text);
    (void)fprintf(out, ",%s", text);
}

static void put_queue(const origin_list *list, int64_t day, const hc_series *forecast, size_t q,
                      FILE *out)
{
    const hc_queue *queue = &forecast->queues[q];
    const size_t slots = hc_axis_slots(&forecast->axis);
    for (size_t slot = 0; slot < slots; slot++) {
        char time[HC_TIME_TEXT_MAX];
        hc_format_instant(&forecast->axis.zone, hc_axis_utc_s(&forecast->axis, slot), time);
        put_origin(list, day, out);
        (void)fprintf(out, ",%s", time);
        put_number(out, queue->calls[slot]);
        for (size_t k = 0; k < HC_QUANTILES; k++) {
            put_number(out, queue->quantile[k * slots + slot]);
        }
        if (forecast->queue_count > 1) {
            (void)fputc(',', out);
            hc_csv_cell(out, queue->name);
        }
        (void)fputc('\n', out);
    }
}

/* What the file of forecasts is made of. */
typedef struct judged {
    const hc_backtest *backtest;
    const origin_list *list;
} judged;

static hc_status put_forecasts(const void *of, FILE *out, hc_error *err)
{
    (void)err; /* the stream keeps a failure */
    const hc_backtest *backtest = ((const judged *)of)->backtest;
    const origin_list *list = ((const judged *)of)->list;
    (void)fputs("origin,timestamp,mean", out);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        (void)fprintf(out, ",%s", hc_quantile_names[k]);
    }
    (void)fputs(backtest->queue_count > 1 ? ",queue\n" : "\n", out);
    for (size_t k = 0; k < backtest->origin_count; k++) {
        const hc_backtest_origin *origin = &backtest->origins[k];
        for (size_t q = 0; q < origin->forecast.queue_count; q++) {
            put_queue(list, origin->day, &origin->forecast, q, out);
        }
    }
    return HC_OK;
}

/* ---- the verb -----------------------------------------------------------------------------
 */

/* Each origin forecasts every queue. */
static hc_status run_watched(const hc_history *history, const hc_backtest_options *asked,
                             const hc_screen *screen, hc_backtest *backtest, hc_error *err)
{
    hc_progress_parts parts;
    hc_backtest_options judging = *asked;
    const size_t origins =
        judging.origin_count > 0 ? judging.origin_count : HC_BACKTEST_ORIGINS_DEFAULT;
    hc_progress_parts_start(&parts, screen, "back-testing",
                            origins * history->series.queue_count);
    judging.forecast.on_queue = hc_progress_part_done;
    judging.forecast.on_queue_context = &parts;
    const hc_status st = hc_backtest_run(&history->series, &judging, backtest, err);
    hc_progress_parts_end(&parts);
    return st;
}

/* ---- would the plan have held? ------------------------------------------------------------
 */

static hc_status play_plans(const backtest_settings *asked, const hc_history *history,
                            const hc_backtest *backtest, const hc_screen *screen, hc_error *err)
{
    const hc_loop_options playing = {
        .staffing = asked->staffing, .aht_s = asked->aht_s, .seed = (uint64_t)asked->seed};
    hc_closed_loop loop = {0};
    hc_status st = hc_closed_loop_run(history, backtest, &playing, &loop, err);
    if (st == HC_OK && hc_is_for_people(screen->format)) {
        st = hc_closed_loop_even(history, backtest, &playing, &loop, err);
    }
    if (st == HC_OK) { st = hc_closed_loop_print(&loop, playing.seed, screen, err); }
    hc_closed_loop_clear(&loop);
    return st;
}

static hc_status judge(const backtest_settings *asked, const origin_list *list,
                       const hc_history *history, const hc_screen *screen, hc_error *err)
{
    hc_backtest backtest = HC_BACKTEST_INIT;
    hc_backtest_options judging = hc_backtest_options_default();
    judging.origins = list->count > 0 ? list->day : NULL;
    judging.origin_count = list->count;
    judging.horizon_days = (size_t)asked->horizon_days;
    judging.forecast.special = &history->special;
    hc_status st = run_watched(history, &judging, screen, &backtest, err);
    if (st == HC_OK && asked->forecasts != NULL) {
        const judged all = {&backtest, list};
        st = hc_output_file_write(asked->forecasts, put_forecasts, &all, err);
    }
    if (st == HC_OK) {
        st = asked->plan ? play_plans(asked, history, &backtest, screen, err)
                         : hc_print_backtest(&backtest, screen, err);
    }
    hc_backtest_clear(&backtest);
    return st;
}

/* As plan has it; a file of people that cannot be read is told. */
static hc_status part_queues(const backtest_settings *asked, hc_history *history, hc_error *err)
{
    hc_people_there there = {0};
    if (asked->agents != NULL) {
        HC_TRY(hc_people_of_week(&history->centre, asked->agents, hc_history_end(history),
                                 WEEK_HOURS, &there, err));
    }
    (void)hc_team_part_queues(&history->centre, asked->agents);
    return HC_OK;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const backtest_settings *asked = call->settings;
    hc_history history = {0};
    origin_list *list = NULL;
    (void)exit_code;
    HC_TRY(hc_output_file_check(asked->forecasts, call, err));
    HC_TRY(hc_alloc(&list, 1, sizeof *list, err));
    hc_status st = read_origins(asked->origins, list, err);
    if (st == HC_OK) {
        st = hc_history_open(&asked->history, call->files, call->file_count, call->screen,
                             &history, err);
    }
    if (st == HC_OK && asked->plan && !hc_is_missing(asked->aht_s)) {
        hc_forget_aht(&history.series);
    }
    if (st == HC_OK) { st = part_queues(asked, &history, err); }
    if (st == HC_OK) {
        hc_say_unknown_queues(&history.centre, asked->history.centre, &history.series,
                              call->screen);
        st = judge(asked, list, &history, call->screen, err);
    }
    hc_history_clear(&history);
    hc_free(list);
    return st;
}

const hc_verb hc_verb_backtest = {
    .name = "backtest",
    .arguments = "HISTORY...",
    .summary = "how wrong the forecast would have been, beside simple methods",
    .examples = "headcount backtest calls.csv --special-days holidays.csv\n"
                "headcount backtest calls.csv --origins 2026-01-05,2026-02-02 --horizon 28d\n"
                "headcount backtest calls.csv --horizon 4w --forecasts forecasts.csv\n"
                "# would the staff have held 80/20 over each week, on what really came?\n"
                "headcount backtest calls.csv --plan --target-per week",
    .about =
        "Each origin is forecast from what was known before its midnight only, then held "
        "against\n"
        "what came. WAPE is the sum of absolute errors over the sum of contacts, by interval "
        "and\n"
        "by day total; bias the sum of errors; MASE against last week's values. 'chance "
        "alone' is the error that a forecast of the true means would still have; 'in 80 %' the "
        "share of intervals inside q10 to q90; WQL the weighed loss of all quantiles.\n"
        "\n"
        "Lines with a dash are the methods that the forecast is mixed from, each by itself "
        "with\n"
        "its weight in the mixture. The three sentences at the end say what it comes to."
        "\n\n"
        "With --plan each week is staffed from its forecast as `plan` does it, before shifts "
        "are\n"
        "made, and the contacts and handle times that came are played against these agents, "
        "call\n"
        "by call; beside the same staffing told last week's contacts, the mean of six weeks, "
        "how\n"
        "much came each day but not when, what came when but not how long it takes, and each "
        "interval's\n"
        "contacts and mean handle time (perfect foresight: the same formulas, not the calls "
        "played).\n"
        "As csv or json it is a row for every week and day. Chats and deferred work "
        "are\n"
        "staffed and their hours counted, but not played.",
    .files_least = 1,
    .files_most = HC_LOAD_FILES_MAX,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
