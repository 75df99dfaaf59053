#include "cli/whatif/peak_demand.h"

#include <math.h>
#include <string.h>

#include "cli/plan/reading.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/load_days.h"

#define LEARNT 1e-9 /* an effect nearer to none was not learnt */

/* ---- the days -----------------------------------------------------------------------------
 */

static bool is_ahead(const hc_peak *peak, const hc_special_day *day)
{
    return day->kind == HC_SPECIAL_EVENT && day->day >= peak->plan->forecast.axis.first_day;
}

static const hc_special_day *event_of(const hc_peak *peak, int64_t day)
{
    const hc_special_day *special = hc_special_days_find(&peak->events, day);
    return special != NULL && is_ahead(peak, special) ? special : NULL;
}

static hc_status find_span(const hc_peak *peak, const char *file, int64_t *first, int64_t *last,
                           hc_error *err)
{
    *first = HC_DAY_NONE;
    for (size_t k = 0; k < peak->events.count; k++) {
        if (!is_ahead(peak, &peak->events.days[k])) { continue; }
        if (*first == HC_DAY_NONE) { *first = peak->events.days[k].day; }
        *last = peak->events.days[k].day;
    }
    if (*first == HC_DAY_NONE) {
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(peak->plan->forecast.axis.first_day, date);
        return hc_fail(err, HC_ERR_EMPTY, (hc_place){file, 0, 0},
                       "rows of kind event, as in special days",
                       "there is no event on %s, when the plan begins, or later", date);
    }
    if (*last - *first >= HC_PEAK_DAYS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, (hc_place){file, 0, 0}, "ask for one peak at a time",
                       "the events lie more than %d days apart", HC_PEAK_DAYS_MAX);
    }
    return HC_OK;
}

/* The plan's day of the same weekday; false when the plan has none. */
static bool plan_day(const hc_peak *peak, int64_t day, size_t *index)
{
    const hc_axis *axis = &peak->plan->forecast.axis;
    const int64_t ahead = (day - axis->first_day) % 7;
    *index = (size_t)(ahead < 0 ? ahead + 7 : ahead);
    return *index < axis->days;
}

/* The plan's slot of the same weekday and clock time; false when there is none. */
static bool plan_slot(const hc_peak *peak, const hc_axis *axis, size_t slot, size_t *from)
{
    const hc_axis *week = &peak->plan->forecast.axis;
    const int64_t day = axis->first_day + (int64_t)hc_axis_day_index(axis, slot);
    size_t index = 0;
    if (!plan_day(peak, day, &index)) { return false; }
    const size_t wall = hc_axis_wall_slot(axis, slot);
    for (*from = week->day_first[index]; *from < week->day_first[index + 1]; (*from)++) {
        if (hc_axis_wall_slot(week, *from) == wall) { return true; }
    }
    return false;
}

/* ---- uplifts ------------------------------------------------------------------------------
 */

static double *factor_at(const hc_peak *peak, size_t queue, size_t day)
{
    return &peak->factor[queue * peak->ordinary.axis.days + day];
}

/* What the plan learnt of an event of that name, or what is left of it; HC_MISSING: nothing. */
static double plan_factor(const hc_peak *peak, size_t queue, const hc_special_day *event)
{
    const double share = event->tail_share > 0.0 ? event->tail_share : 1.0;
    const size_t days = peak->plan->forecast.axis.days;
    for (size_t day = 0; day < days; day++) {
        const hc_plan_day *known = &peak->plan->days[queue * days + day];
        if (strcmp(known->special_name, event->name) == 0) {
            return 1.0 + share * (known->special_factor - 1.0);
        }
    }
    return HC_MISSING;
}

/* Given, or known to the plan; *open says that some day is neither. */
static void take_known(hc_peak *peak, bool *open)
{
    const hc_axis *axis = &peak->ordinary.axis;
    *open = false;
    for (size_t day = 0; day < axis->days; day++) {
        const hc_special_day *event = event_of(peak, axis->first_day + (int64_t)day);
        for (size_t q = 0; q < peak->ordinary.queue_count; q++) {
            double *factor = factor_at(peak, q, day);
            *factor = event == NULL                  ? 1.0
                      : hc_is_missing(event->uplift) ? plan_factor(peak, q, event)
                                                     : 1.0 + event->uplift;
            *open = *open || hc_is_missing(*factor);
        }
        peak->days[day].measured = event != NULL && hc_is_missing(event->uplift);
    }
}

/* The days' effects in a forecast of the history that knows the calendar. */
static void take_measured(hc_peak *peak, const hc_series *history,
                          const hc_forecast_report *report)
{
    const hc_axis *axis = &peak->ordinary.axis;
    for (size_t q = 0; q < peak->ordinary.queue_count; q++) {
        size_t from = 0;
        if (!hc_series_find(history, peak->ordinary.queues[q].name, &from)) { continue; }
        const hc_queue_report *told = &report->queues[from];
        for (size_t k = 0; k < told->day_count; k++) {
            const int64_t day = told->days[k].day - axis->first_day;
            if (day < 0 || day >= (int64_t)axis->days) { continue; }
            double *factor = factor_at(peak, q, (size_t)day);
            const bool learnt = fabs(told->days[k].special_factor - 1.0) > LEARNT;
            if (hc_is_missing(*factor) && learnt) { *factor = told->days[k].special_factor; }
        }
    }
}

static hc_status forecast_events(hc_peak *peak, hc_history *history, hc_error *err)
{
    hc_forecast_options options = hc_forecast_options_default();
    hc_series ahead = HC_SERIES_INIT;
    hc_forecast_report report = {0};
    const hc_axis *axis = &peak->ordinary.axis;
    const int64_t end = axis->first_day + (int64_t)axis->days;
    HC_TRY(hc_history_check_length(history, err));
    options.origin_day = hc_history_end(history);
    if (axis->first_day < options.origin_day) { options.origin_day = axis->first_day; }
    if (end - options.origin_day > HC_HORIZON_DAYS_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "give a newer history, or the uplift",
                       "the peak ends %lld days after the history",
                       (long long)(end - options.origin_day));
    }
    options.horizon_days = (size_t)(end - options.origin_day);
    options.special = &history->special;
    hc_status st = hc_forecast_run(&history->series, &options, &ahead, &report, err);
    if (st == HC_OK) { take_measured(peak, &history->series, &report); }
    hc_series_clear(&ahead);
    hc_forecast_report_clear(&report);
    return st;
}

static hc_status measure_in(const hc_history_settings *how, bool own, const char *const *files,
                            size_t count, const hc_screen *screen, hc_peak *peak, hc_error *err)
{
    hc_history history = {0};
    hc_status st =
        hc_reading_open(peak->plan->file, own, how, files, count, screen, &history, err);
    if (st == HC_OK) { st = forecast_events(peak, &history, err); }
    hc_history_clear(&history);
    return st;
}

/* In the files that were named, else in the plan's own history, which may be gone: then the
 * uplift is asked for. */
static hc_status measure(const hc_peak_options *options, const char *centre_path,
                         const hc_screen *screen, hc_peak *peak, hc_error *err)
{
    const char *own[HC_LOAD_FILES_MAX];
    const hc_option_texts *named = &options->history;
    hc_history_settings how = HC_HISTORY_SETTINGS_DEFAULT;
    how.centre = centre_path;
    how.special_days = options->events;
    if (named->count > 0) {
        return measure_in(&how, false, named->text, named->count, screen, peak, err);
    }
    const size_t count = hc_reading_own_files(peak->plan->file, own);
    if (count == 0) { return HC_OK; }
    hc_error why = HC_ERROR_INIT;
    hc_screen silent = *screen;
    silent.quiet = true;
    const hc_status st = measure_in(&how, true, own, count, &silent, peak, &why);
    if (st == HC_ERR_MEMORY) {
        *err = why;
        return st;
    }
    return HC_OK;
}

static hc_status need_uplifts(const hc_peak *peak, const hc_peak_options *options,
                              hc_error *err)
{
    const hc_axis *axis = &peak->ordinary.axis;
    for (size_t k = 0; k < peak->ordinary.queue_count * axis->days; k++) {
        if (!hc_is_missing(peak->factor[k])) { continue; }
        const int64_t day = axis->first_day + (int64_t)(k % axis->days);
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(day, date);
        return hc_fail(err, HC_ERR_USAGE, (hc_place){options->events, 0, 0},
                       options->history.count == 0
                           ? "give it, or name its past days in the calendar (--history FILE "
                             "where the plan's own history is gone)"
                           : "name its past days in the calendar, or give it",
                       "the uplift of '%s' on %s is not known for queue '%s'",
                       event_of(peak, day)->name, date,
                       peak->ordinary.queues[k / axis->days].name);
    }
    return HC_OK;
}

/* ---- contacts -----------------------------------------------------------------------------
 */

static void fill_queue(hc_peak *peak, size_t q)
{
    const hc_axis *axis = &peak->ordinary.axis;
    const hc_queue *from = &peak->plan->forecast.queues[q];
    hc_queue *usual = &peak->ordinary.queues[q], *ahead = &peak->forecast.queues[q];
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        size_t source = 0;
        size_t index = 0;
        usual->state[slot] = ahead->state[slot] = HC_SLOT_CLOSED;
        usual->calls[slot] = ahead->calls[slot] = 0.0;
        if (!plan_slot(peak, axis, slot, &source) || !(from->calls[source] > 0.0)) { continue; }
        const size_t day = hc_axis_day_index(axis, slot);
        (void)plan_day(peak, axis->first_day + (int64_t)day, &index);
        const hc_plan_day *known =
            &peak->plan->days[q * peak->plan->forecast.axis.days + index];
        usual->state[slot] = ahead->state[slot] = from->state[source];
        usual->aht_s[slot] = ahead->aht_s[slot] = from->aht_s[source];
        usual->calls[slot] = from->calls[source] / known->special_factor;
        ahead->calls[slot] = usual->calls[slot] * *factor_at(peak, q, day);
    }
}

static void fill_own(hc_peak *peak)
{
    const hc_axis *axis = &peak->ordinary.axis;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        size_t source = 0;
        if (!plan_slot(peak, axis, slot, &source)) { continue; }
        peak->own_agents[slot] = peak->plan->roster_agents[source];
        peak->own_people[slot] = peak->own_agents[slot] / (1.0 - peak->plan->shrinkage) /
                                 hc_staff_presence(&peak->plan->staff, axis, slot);
    }
}

static hc_status make_days(hc_peak *peak, int64_t first, int64_t last, hc_error *err)
{
    const hc_series *week = &peak->plan->forecast;
    const size_t days = (size_t)(last - first) + 1;
    hc_axis axis = HC_AXIS_INIT;
    hc_status st =
        hc_axis_make(&axis, &week->axis.zone, week->axis.interval_min, first, days, err);
    if (st == HC_OK) {
        st = hc_series_make(&peak->ordinary, &axis, week->queue_count, HC_PART_AHT, err);
    }
    if (st == HC_OK) {
        st = hc_series_make(&peak->forecast, &axis, week->queue_count, HC_PART_AHT, err);
    }
    const size_t slots = hc_axis_slots(&axis);
    hc_axis_clear(&axis);
    HC_TRY(st);
    HC_TRY(hc_alloc(&peak->factor, week->queue_count * days, sizeof(double), err));
    HC_TRY(hc_alloc(&peak->own_people, slots, sizeof(double), err));
    HC_TRY(hc_alloc(&peak->own_agents, slots, sizeof(double), err));
    HC_TRY(hc_alloc(&peak->week, days, sizeof(size_t), err));
    HC_TRY(hc_alloc(&peak->days, days, sizeof *peak->days, err));
    for (size_t q = 0; q < week->queue_count; q++) {
        memcpy(peak->ordinary.queues[q].name, week->queues[q].name, HC_QUEUE_NAME_MAX);
        memcpy(peak->forecast.queues[q].name, week->queues[q].name, HC_QUEUE_NAME_MAX);
    }
    for (size_t day = 0; day < days; day++) {
        const int64_t number = first + (int64_t)day;
        const hc_special_day *event = event_of(peak, number);
        peak->days[day] = (hc_peak_day){.day = number, .event = event ? event->name : ""};
        peak->week[day] = (size_t)((number - first + hc_weekday(first)) / 7);
    }
    return HC_OK;
}

/* ---- the whole ----------------------------------------------------------------------------
 */

static void sum_days(hc_peak *peak)
{
    const hc_axis *axis = &peak->ordinary.axis;
    for (size_t q = 0; q < peak->ordinary.queue_count; q++) {
        for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
            hc_peak_day *day = &peak->days[hc_axis_day_index(axis, slot)];
            day->ordinary_calls += peak->ordinary.queues[q].calls[slot];
            day->calls += peak->forecast.queues[q].calls[slot];
        }
    }
}

hc_status hc_peak_demand_make(const hc_peak_options *options, const char *centre_path,
                              const hc_screen *screen, hc_peak *peak, hc_error *err)
{
    int64_t first = 0, last = 0;
    bool open = false;
    HC_TRY(hc_special_days_load(options->events, &peak->events, err));
    HC_TRY(hc_special_days_spread(&peak->events, err));
    HC_TRY(find_span(peak, options->events, &first, &last, err));
    HC_TRY(make_days(peak, first, last, err));
    take_known(peak, &open);
    if (open) { HC_TRY(measure(options, centre_path, screen, peak, err)); }
    HC_TRY(need_uplifts(peak, options, err));
    for (size_t q = 0; q < peak->ordinary.queue_count; q++) {
        fill_queue(peak, q);
    }
    fill_own(peak);
    sum_days(peak);
    return HC_OK;
}
