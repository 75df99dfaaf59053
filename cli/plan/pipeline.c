#include "cli/plan/pipeline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/slots.h"
#include "cli/centre/unknown_queues.h"
#include "cli/plan/queue_result.h"
#include "cli/plan/schedule_step.h"
#include "cli/plan/staffing_step.h"
#include "cli/roster/team.h"
#include "erlang/requirement_people.h"
#include "erlang/shrinkage.h"
#include "scheduler/skills.h"

static hc_status tell_skills(const hc_plan_settings *settings, hc_week_plan *plan,
                             hc_error *err)
{
    plan->by_queue = hc_team_part_queues(&plan->history.centre, settings->agents);
    return hc_team_check_late(plan->by_queue, settings->late_call_cost, err);
}

/* ---- forecast -----------------------------------------------------------------------------
 */

static int64_t planned_week(const hc_plan_settings *settings, const hc_history *history)
{
    if (settings->week != HC_DAY_NONE) { return settings->week; }
    int64_t day = hc_history_end(history);
    while (hc_weekday(day) != history->centre.week_starts_on) {
        day++;
    }
    return day;
}

static hc_status keep_week(const hc_series *all, hc_week_plan *plan, hc_error *err)
{
    HC_TRY(hc_series_days(all, plan->first_day, HC_PLAN_DAYS, &plan->forecast, err));
    for (size_t q = 0; q < plan->report.queue_count; q++) {
        hc_queue_report *report = &plan->report.queues[q];
        const size_t skip = report->day_count - HC_PLAN_DAYS;
        memmove(report->days, report->days + skip, HC_PLAN_DAYS * sizeof *report->days);
        report->day_count = HC_PLAN_DAYS;
    }
    return HC_OK;
}

static hc_status forecast_week(const hc_plan_settings *settings, const hc_screen *screen,
                               hc_week_plan *plan, hc_error *err)
{
    hc_forecast_options options = hc_forecast_options_default();
    hc_series all = HC_SERIES_INIT;
    const int64_t end = hc_history_end(&plan->history);
    HC_TRY(hc_history_check_length(&plan->history, err));
    plan->first_day = planned_week(settings, &plan->history);
    options.origin_day = plan->first_day < end ? plan->first_day : end;
    const int64_t days = plan->first_day + HC_PLAN_DAYS - options.origin_day;
    if (days > HC_HORIZON_DAYS_MAX) {
        char text[HC_TIME_TEXT_MAX];
        hc_format_date(end - 1, text);
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                       "give a newer history or an earlier --week",
                       "the planned week is %lld days after the history, which ends on %s",
                       (long long)(plan->first_day - end), text);
    }
    options.horizon_days = (size_t)days;
    options.special = &plan->history.special;
    if (!hc_is_missing(settings->aht_s)) { hc_forget_aht(&plan->history.series); }
    hc_status st =
        hc_history_forecast(&plan->history, &options, screen, &all, &plan->report, err);
    if (st == HC_OK) { st = keep_week(&all, plan, err); }
    hc_series_clear(&all);
    if (st == HC_OK) {
        st = hc_override_step_run(hc_history_overrides(&plan->history, settings->override_file),
                                  &plan->forecast, &plan->overrides, err);
    }
    if (st == HC_OK) {
        st = hc_fill_aht(&plan->history.centre, settings->aht_s, &plan->history.series,
                         &plan->forecast, err);
    }
    return st;
}

/* ---- staff --------------------------------------------------------------------------------
 */

static hc_status staff_intervals(const hc_plan_settings *settings, hc_week_plan *plan,
                                 hc_error *err)
{
    hc_staffing_options options = settings->staffing;
    options.same_shrinkage = !hc_is_missing(settings->shrinkage);
    const hc_staffing_step step = {.options = &options,
                                   .centre = &plan->history.centre,
                                   .history = &plan->history.series,
                                   .forecast = &plan->forecast,
                                   .report = &plan->report};
    hc_staffing made = {0};
    HC_TRY(hc_staffing_step_run(&step, &made, err));
    plan->promises = made.promises;
    plan->queue_rules = made.queue_rules;
    plan->paths = made.paths;
    plan->spreads = made.spreads;
    plan->staff = made.rules;
    plan->requirement = made.requirement;
    plan->pool = made.pool;
    return HC_OK;
}

/* ---- shrinkage ----------------------------------------------------------------------------
 */

static hc_status serve_with_one_less(hc_week_plan *plan, size_t need, size_t slot,
                                     hc_error *err)
{
    const size_t at = need * hc_axis_slots(&plan->requirement.axis) + slot;
    const hc_need *wanted = &plan->requirement.needs[need];
    hc_metrics metrics;
    plan->service_level_one_less[at] = HC_MISSING;
    if (!(wanted->calls[slot] > 0.0)) { return HC_OK; }
    HC_TRY(hc_requirement_serve(&plan->requirement, &plan->staff, need, slot,
                                wanted->agents[slot] - 1.0, &metrics, err));
    plan->service_level_one_less[at] = metrics.sl_offered;
    return HC_OK;
}

static hc_status allow_for_shrinkage(const hc_plan_settings *settings, hc_week_plan *plan,
                                     hc_error *err)
{
    const size_t slots = hc_axis_slots(&plan->requirement.axis);
    const size_t needs = plan->requirement.need_count;
    const double centre = plan->history.centre.shrinkage;
    plan->shrinkage = !hc_is_missing(settings->shrinkage) ? settings->shrinkage
                      : !hc_is_missing(centre)            ? centre
                                                          : HC_SHRINKAGE_DEFAULT;
    HC_TRY(hc_alloc(&plan->scheduled, needs * slots, sizeof *plan->scheduled, err));
    HC_TRY(hc_alloc(&plan->service_level_one_less, needs * slots,
                    sizeof *plan->service_level_one_less, err));
    hc_status st =
        hc_requirement_people(&plan->requirement, plan->shrinkage, plan->scheduled, err);
    if (st == HC_OK && plan->by_queue) {
        hc_requirement_add_people(&plan->requirement, plan->scheduled);
    }
    for (size_t need = 0; need < needs; need++) {
        for (size_t slot = 0; st == HC_OK && slot < slots; slot++) {
            st = serve_with_one_less(plan, need, slot, err);
        }
    }
    return st;
}

/* ---- schedule -----------------------------------------------------------------------------
 */

static int32_t largest(const int32_t *people, size_t count)
{
    int32_t most = 0;
    for (size_t k = 0; k < count; k++) {
        most = people[k] > most ? people[k] : most;
    }
    return most;
}

/* Late contacts in place of people short, when that is asked for. */
static hc_status price_late_calls(const hc_plan_settings *settings, hc_week_plan *plan,
                                  hc_error *err)
{
    const size_t slots = hc_axis_slots(&plan->requirement.axis);
    const hc_late_source source = {.forecast = &plan->forecast,
                                   .staff = &plan->staff,
                                   .requirement = &plan->requirement,
                                   .need = plan->pool,
                                   .people = plan->scheduled + plan->pool * slots,
                                   .shrinkage = plan->shrinkage};
    plan->late_call_cost = HC_MISSING;
    if (hc_is_missing(settings->late_call_cost)) { return HC_OK; }
    HC_TRY(hc_late_curves_make(&source, settings->late_call_cost,
                               plan->rules.cover_cost.short_cost[0], &plan->late, err));
    plan->late_call_cost = plan->late.late_call_cost;
    return HC_OK;
}

/* The queues' names, where skills name them. */
static hc_status name_queues(const hc_week_plan *plan, hc_team_source *source, hc_error *err)
{
    const size_t count = plan->forecast.queue_count;
    if (!plan->by_queue) { return HC_OK; }
    HC_TRY(hc_alloc(&source->queues, count, sizeof *source->queues, err));
    for (size_t q = 0; q < count; q++) {
        (void)snprintf(source->queues[q], sizeof source->queues[q], "%s",
                       plan->forecast.queues[q].name);
    }
    source->queue_count = count;
    return HC_OK;
}

static hc_status find_people(const hc_plan_settings *settings, const int32_t *wanted,
                             const hc_screen *screen, hc_week_plan *plan, hc_error *err)
{
    hc_team_source source = {.centre = &plan->history.centre,
                             .agents_file = settings->agents,
                             .axis = &plan->requirement.axis,
                             .shrinkage = plan->shrinkage,
                             .required = wanted,
                             .centre_file = settings->history.centre,
                             .screen = screen};
    hc_status st = name_queues(plan, &source, err);
    if (st == HC_OK) { st = hc_team_make(&source, &plan->rules, err); }
    hc_free(source.queues);
    return st;
}

static hc_status plan_shifts(const hc_plan_settings *settings, const hc_screen *screen,
                             hc_week_plan *plan, hc_error *err)
{
    const hc_axis *axis = &plan->requirement.axis;
    const int32_t *whole = plan->scheduled + plan->pool * hc_axis_slots(axis);
    const int32_t *wanted = plan->by_queue ? plan->scheduled : whole;
    if (largest(whole, hc_axis_slots(axis)) == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE,
                       "headcount check shows what the history holds",
                       "no contacts are expected in the planned week");
    }
    HC_TRY(find_people(settings, wanted, screen, plan, err));
    HC_TRY(price_late_calls(settings, plan, err));
    hc_rules rules = plan->rules; /* a look at them, with the curves */
    rules.curves = plan->late.curves;
    hc_schedule_step step = {.axis = axis,
                             .wanted = wanted,
                             .rules = &rules,
                             .interval_min = plan->history.centre.schedule_interval_min,
                             .effort = settings->effort,
                             .time_limit_s = settings->time_limit_s,
                             .screen = screen};
    const hc_status st = hc_schedule_step_run(&step, &plan->roster, err);
    plan->conflicts = step.conflicts;
    plan->broken_classes = step.broken_classes;
    HC_TRY(st);
    plan->schedule_interval_min = step.interval_min;
    plan->interrupted = step.interrupted;
    plan->out_of_time = step.out_of_time;
    if (hc_rules_queues(&plan->rules) == 1) { return HC_OK; }
    return hc_queue_result_serve(&plan->rules, &plan->roster, wanted, &plan->served, err);
}

/* ---- what the roster delivers -------------------------------------------------------------
 */

/* Of so many people on the phones, breaks for a part of an interval taken off, the agents. */
static void take_off_shrinkage(const hc_week_plan *plan, size_t count, double *agents)
{
    const size_t slots = hc_axis_slots(&plan->requirement.axis);
    for (size_t at = 0; at < count; at++) {
        agents[at] *= (1.0 - plan->shrinkage) * plan->requirement.presence[at % slots];
    }
}

/* Where people have skills: each queue by those who are given to it. */
static hc_status judge_queues(hc_week_plan *plan, hc_error *err)
{
    const size_t count = plan->forecast.queue_count * hc_axis_slots(&plan->requirement.axis);
    double *agents = NULL;
    hc_status st = hc_alloc(&agents, count, sizeof *agents, err);
    if (st == HC_OK) {
        st = hc_queue_people(&plan->rules, &plan->roster, plan->scheduled, false, agents, err);
    }
    if (st == HC_OK) {
        take_off_shrinkage(plan, count, agents);
        st = hc_requirement_serve_queues(&plan->requirement, &plan->staff, &plan->forecast,
                                         agents, &plan->delivered, err);
    }
    hc_free(agents);
    return st;
}

/* One line, or queues that each have their share of the roster. */
static hc_status judge_pool(hc_week_plan *plan, hc_error *err)
{
    const hc_need *wanted = &plan->requirement.needs[plan->pool];
    const size_t slots = hc_axis_slots(&plan->requirement.axis);
    double *agents = NULL;
    HC_TRY(hc_alloc(&agents, slots, sizeof *agents, err));
    hc_roster_cover(&plan->roster, agents);
    take_off_shrinkage(plan, slots, agents);
    const bool is_sum = hc_need_is_sum(&plan->staff, plan->pool);
    const hc_status st =
        is_sum ? hc_requirement_serve_shares(&plan->requirement, &plan->staff, &plan->forecast,
                                             agents, &plan->delivered, err)
               : hc_requirement_serve_agents(&plan->requirement, &plan->staff, plan->pool,
                                             agents, &plan->delivered, err);
    for (size_t slot = 0; st == HC_OK && !is_sum && slot < slots; slot++) {
        if (!(wanted->calls[slot] > 0.0)) { continue; }
        plan->delivered.needs[0].service_level_expected[slot] = hc_requirement_expected(
            &plan->forecast, &plan->staff, &plan->requirement, plan->pool, slot, agents[slot]);
    }
    hc_free(agents);
    return st;
}

static hc_status judge_roster(hc_week_plan *plan, hc_error *err)
{
    return hc_rules_queues(&plan->rules) > 1 ? judge_queues(plan, err) : judge_pool(plan, err);
}

/* ---- the walk -----------------------------------------------------------------------------
 */

hc_status hc_week_plan_make(const hc_plan_settings *settings, const char *const *files,
                            size_t file_count, const hc_screen *screen, hc_week_plan *plan,
                            hc_error *err)
{
    HC_TRY(hc_history_open(&settings->history, files, file_count, screen, &plan->history, err));
    HC_TRY(
        hc_history_read_outcomes(&settings->history, files, file_count, &plan->history, err));
    HC_TRY(tell_skills(settings, plan, err));
    hc_say_unknown_queues(&plan->history.centre, settings->history.centre,
                          &plan->history.series, screen);
    HC_TRY(forecast_week(settings, screen, plan, err));
    HC_TRY(staff_intervals(settings, plan, err));
    HC_TRY(allow_for_shrinkage(settings, plan, err));
    HC_TRY(plan_shifts(settings, screen, plan, err));
    return judge_roster(plan, err);
}

void hc_week_plan_clear(hc_week_plan *plan)
{
    hc_history_clear(&plan->history);
    hc_series_clear(&plan->forecast);
    hc_forecast_report_clear(&plan->report);
    hc_override_step_clear(&plan->overrides);
    hc_free(plan->promises);
    hc_free(plan->queue_rules);
    hc_free(plan->paths);
    hc_free(plan->spreads);
    hc_requirement_clear(&plan->requirement);
    hc_free(plan->scheduled);
    hc_free(plan->served);
    hc_free(plan->service_level_one_less);
    hc_late_curves_clear(&plan->late);
    hc_lines_clear(&plan->conflicts);
    hc_rules_clear(&plan->rules);
    hc_roster_clear(&plan->roster);
    hc_requirement_clear(&plan->delivered);
    *plan = (hc_week_plan){0};
}
