#include "cli/plan/staffing_step.h"

#include <string.h>

#include "cli/read/history.h"
#include "erlang/requirement_people.h"
#include "forecast/base/memory.h"
#include "forecast/base/rng.h"

#define HANDLE_TIME_STREAM (UINT64_C(1) << 62) /* apart from those of the paths */
#define POSSIBLE_WEEKS 400 /* a probability is then known to about two points */

hc_target_per hc_staffing_target_per(const hc_staffing_options *options)
{
    if (options->target_per != HC_CHOICE_NONE) { return (hc_target_per)options->target_per; }
    return hc_is_missing(options->risk) ? HC_PER_INTERVAL : HC_PER_WEEK;
}

/* ---- handle times -------------------------------------------------------------------------
 */

void hc_forget_aht(hc_series *history)
{
    for (size_t q = 0; q < history->queue_count; q++) {
        for (size_t slot = 0;
             history->queues[q].aht_s != NULL && slot < hc_axis_slots(&history->axis); slot++) {
            history->queues[q].aht_s[slot] = HC_MISSING;
        }
    }
}

hc_status hc_fill_aht(const hc_centre *centre, double aht_s, const hc_series *history,
                      hc_series *forecast, hc_error *err)
{
    for (size_t q = 0; q < history->queue_count; q++) {
        if (hc_queue_has_aht(history, q)) { continue; }
        hc_queue *queue = &forecast->queues[q];
        const double own_s = hc_centre_service(centre, queue->name).aht_s;
        const double given_s = hc_is_missing(aht_s) ? own_s : aht_s;
        if (hc_is_missing(given_s)) {
            return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE,
                           "give it with --aht SECONDS, such as --aht 240, or as aht_s in the "
                           "centre file",
                           "queue '%s' has no handle times in the history", queue->name);
        }
        for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
            queue->aht_s[slot] = given_s;
        }
    }
    return HC_OK;
}

/* ---- promises -----------------------------------------------------------------------------
 */

static double calls_of(const hc_series *series, size_t queue)
{
    double calls = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        if (series->queues[queue].calls[slot] > 0.0) {
            calls += series->queues[queue].calls[slot];
        }
    }
    return calls;
}

/* Chats and deferred work are no line of calls. */
static hc_status set_work(const hc_centre *centre, const char *queue, hc_queue_rules *rules,
                          hc_error *err)
{
    const hc_service service = hc_centre_service(centre, queue);
    const hc_channel_terms *terms = &service.channel;
    const bool deferred = !hc_is_missing(terms->answer_within_h);
    if (deferred && terms->chat_levels > 0) {
        return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE, "leave one of them out",
                       "queue '%s' is both chat and deferred in the centre file", queue);
    }
    if (terms->chat_levels > 0) { rules->work = HC_WORK_CHAT; }
    if (deferred) {
        rules->work = HC_WORK_DEFERRED;
        rules->answer_within_s = 3600.0 * terms->answer_within_h;
        rules->answer_share = terms->answer_share;
    }
    rules->chat_levels = terms->chat_levels;
    memcpy(rules->chat_aht_s, terms->chat_aht_s, sizeof rules->chat_aht_s);
    memcpy(rules->opens_min, terms->opens_min, sizeof rules->opens_min);
    memcpy(rules->closes_min, terms->closes_min, sizeof rules->closes_min);
    return HC_OK;
}

static hc_status make_promises(const hc_staffing_step *step, hc_staffing *staffing,
                               hc_error *err)
{
    const size_t count = step->forecast->queue_count;
    double *calls = NULL;
    HC_TRY(hc_alloc(&staffing->promises, count, sizeof *staffing->promises, err));
    HC_TRY(hc_alloc(&staffing->queue_rules, count, sizeof *staffing->queue_rules, err));
    HC_TRY(hc_alloc(&calls, count, sizeof *calls, err));
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q < count; q++) {
        st = hc_promise_make(step->centre, &step->options->promise, step->history, q,
                             &staffing->promises[q], err);
        if (st == HC_OK) {
            st = set_work(step->centre, step->history->queues[q].name,
                          &staffing->promises[q].rules, err);
        }
        staffing->queue_rules[q] = staffing->promises[q].rules;
        calls[q] = calls_of(step->forecast, q);
    }
    if (st == HC_OK) {
        staffing->rules = hc_staff_rules_default(staffing->queue_rules, count);
        staffing->rules.pooled = count > 1 && step->centre->queues_share_agents;
        staffing->rules.pool = hc_promise_pool(staffing->promises, calls, count);
        staffing->rules.pool_name = HC_POOL_OF_ALL;
        if (!step->options->same_shrinkage) {
            staffing->rules.presence_count =
                hc_centre_presence(step->centre, staffing->rules.presence);
        }
        staffing->rules.blend = step->centre->deferred_in_idle_time;
    }
    hc_free(calls);
    return st;
}

bool hc_staffing_needs_weeks(const hc_staff_rules *rules)
{
    return rules->risk > 0.0 && rules->target_per != HC_PER_INTERVAL;
}

/* A week whose handle times are longer is as one with more calls of the usual length: each path
 * gets a level of its own, gamma like the rates. */
static void draw_handle_times(double aht_cv, size_t queue, size_t slots, double *paths)
{
    hc_rng rng;
    if (!(aht_cv > 0.0)) { return; }
    const double shape = 1.0 / (aht_cv * aht_cv);
    hc_rng_stream(&rng, HC_STAFFING_SEED, HANDLE_TIME_STREAM + queue);
    for (size_t path = 0; path < POSSIBLE_WEEKS; path++) {
        const double level = hc_rng_gamma(&rng, shape, 1.0 / shape);
        for (size_t slot = 0; slot < slots; slot++) {
            paths[path * slots + slot] *= level;
        }
    }
}

hc_status hc_staffing_draw_weeks(const hc_series *forecast, const hc_forecast_report *report,
                                 hc_staff_rules *rules, double **paths, hc_error *err)
{
    const size_t a_queue = POSSIBLE_WEEKS * hc_axis_slots(&forecast->axis);
    hc_status st = hc_alloc(paths, forecast->queue_count * a_queue, sizeof **paths, err);
    for (size_t q = 0; st == HC_OK && q < forecast->queue_count; q++) {
        st = hc_forecast_paths(forecast, report, q, POSSIBLE_WEEKS, HC_STAFFING_SEED,
                               *paths + q * a_queue, err);
        if (st == HC_OK) {
            draw_handle_times(report->queues[q].aht_level_sd, q, hc_axis_slots(&forecast->axis),
                              *paths + q * a_queue);
        }
    }
    rules->paths = *paths;
    rules->path_count = POSSIBLE_WEEKS;
    return st;
}

hc_status hc_staffing_tell_spreads(const hc_forecast_report *report, hc_staff_rules *rules,
                                   hc_queue_spread **spreads, hc_error *err)
{
    HC_TRY(hc_alloc(spreads, report->queue_count, sizeof **spreads, err));
    for (size_t q = 0; q < report->queue_count; q++) {
        const hc_queue_report *told = &report->queues[q];
        (*spreads)[q] =
            (hc_queue_spread){told->day_share, told->queue_share, told->aht_level_sd};
    }
    rules->spreads = *spreads;
    return HC_OK;
}

/* A day or week is held with a probability over weeks as the forecast's spread makes them. */
static hc_status draw_weeks(const hc_staffing_step *step, hc_staffing *staffing, hc_error *err)
{
    hc_staff_rules *rules = &staffing->rules;
    rules->time_method = (hc_time_method)step->options->time_method;
    rules->target_per = hc_staffing_target_per(step->options);
    rules->risk = hc_is_missing(step->options->risk) ? 0.0 : step->options->risk;
    if (step->report != NULL) {
        HC_TRY(hc_staffing_tell_spreads(step->report, rules, &staffing->spreads, err));
    }
    if (!hc_staffing_needs_weeks(rules) || step->report == NULL) { return HC_OK; }
    return hc_staffing_draw_weeks(step->forecast, step->report, rules, &staffing->paths, err);
}

/* ---- the step -----------------------------------------------------------------------------
 */

static hc_status staff(const hc_staffing_step *step, hc_staffing *staffing, hc_error *err)
{
    HC_TRY(make_promises(step, staffing, err));
    HC_TRY(draw_weeks(step, staffing, err));
    HC_TRY(hc_requirement_build_whole(step->forecast, &staffing->rules, &staffing->requirement,
                                      err));
    staffing->pool = staffing->requirement.need_count - 1;
    return HC_OK;
}

hc_status hc_staffing_step_run(const hc_staffing_step *step, hc_staffing *staffing,
                               hc_error *err)
{
    hc_staffing made = {0};
    const hc_status st = staff(step, &made, err);
    if (st != HC_OK) {
        hc_staffing_clear(&made);
        return st;
    }
    *staffing = made;
    return HC_OK;
}

void hc_staffing_clear(hc_staffing *staffing)
{
    hc_free(staffing->promises);
    hc_free(staffing->queue_rules);
    hc_free(staffing->paths);
    hc_free(staffing->spreads);
    hc_requirement_clear(&staffing->requirement);
    *staffing = (hc_staffing){0};
}
