#include "cli/play/closed_loop.h"

#include <math.h>

#include "cli/base/slots.h"
#include "cli/play/loop_told.h"
#include "cli/play/play.h"

#define AVERAGED_WEEKS 6

/* Of whole calls in every run, so that a twentieth is 0.05 to the last digit. */
static double share_of(double part, double contacts)
{
    return contacts > 0.0 ? round(part * HC_LOOP_RUNS) / (contacts * HC_LOOP_RUNS) : HC_MISSING;
}

double hc_loop_level(const hc_loop_figures *figures)
{
    return share_of(figures->in_time, figures->contacts);
}

double hc_loop_abandon_rate(const hc_loop_figures *figures)
{
    return share_of(figures->abandoned, figures->contacts);
}

void hc_closed_loop_clear(hc_closed_loop *loop)
{
    hc_free(loop->weeks);
    *loop = (hc_closed_loop){0};
}

/* ---- staff and play -----------------------------------------------------------------------
 */

/* Contacts and handle times of all queues of calls together, as the pool's line meets them. */
static void join_queues(const hc_series *week, const hc_queue_rules *rules, double *calls,
                        double *aht_s)
{
    for (size_t slot = 0; slot < hc_axis_slots(&week->axis); slot++) {
        double work_s = 0.0;
        calls[slot] = 0.0;
        for (size_t q = 0; q < week->queue_count; q++) {
            const hc_queue *queue = &week->queues[q];
            if (rules[q].work != HC_WORK_CALLS || !(queue->calls[slot] > 0.0)) { continue; }
            calls[slot] += queue->calls[slot];
            work_s += queue->calls[slot] * queue->aht_s[slot];
        }
        aht_s[slot] = calls[slot] > 0.0 ? work_s / calls[slot] : HC_MISSING;
    }
}

static void add_day(const hc_need *need, const hc_axis *axis, size_t day,
                    const hc_played_day *played, hc_loop_figures *to)
{
    to->contacts += played->contacts;
    to->in_time += played->in_time;
    to->abandoned += played->abandoned;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        to->agent_hours += need->agents[slot] * (axis->interval_min / 60.0);
    }
}

/* One need's agents against the calls that came for it. */
static hc_status play_need(const hc_loop_origin *it, const hc_need *need,
                           const hc_queue_rules *rules, const double *calls,
                           const double *aht_s, hc_loop_figures *days, hc_error *err)
{
    hc_sim_options how = hc_sim_options_default();
    hc_played_day played[HC_LOOP_DAYS + 1];
    hc_play play = {0};
    how.seed = it->options->seed;
    how.replications = HC_LOOP_RUNS;
    HC_TRY(hc_play_staff(&it->real.axis, calls, aht_s, need->agents, rules, &play, err));
    for (size_t slot = 0; slot < play.slots; slot++) {
        play.agents[slot] -= need->agents_aside[slot]; /* chats and deferred work */
    }
    const hc_status st = hc_play_run(&play, &how, played, err);
    for (size_t day = 0; st == HC_OK && day < HC_LOOP_DAYS; day++) {
        add_day(need, &it->real.axis, day, &played[day], &days[day]);
    }
    hc_play_clear(&play);
    return st;
}

static hc_status play_pool(const hc_loop_origin *it, const hc_staffing *staffing,
                           hc_loop_figures *days, hc_error *err)
{
    const size_t slots = hc_axis_slots(&it->real.axis);
    double *joined = NULL;
    HC_TRY(hc_alloc(&joined, 2 * slots, sizeof *joined, err));
    join_queues(&it->real, staffing->queue_rules, joined, joined + slots);
    const hc_status st = play_need(it, &staffing->requirement.needs[staffing->pool],
                                   &staffing->rules.pool, joined, joined + slots, days, err);
    hc_free(joined);
    return st;
}

static hc_status play_staffing(const hc_loop_origin *it, const hc_staffing *staffing,
                               hc_loop_figures *days, hc_error *err)
{
    if (staffing->rules.pooled) { return play_pool(it, staffing, days, err); }
    for (size_t q = 0; q < it->real.queue_count; q++) {
        const hc_queue *came = &it->real.queues[q];
        if (staffing->queue_rules[q].work != HC_WORK_CALLS) { /* no line to play */
            const hc_played_day nothing = {.contacts = 0.0};
            for (size_t day = 0; day < HC_LOOP_DAYS; day++) {
                add_day(&staffing->requirement.needs[q], &it->real.axis, day, &nothing,
                        &days[day]);
            }
            continue;
        }
        HC_TRY(play_need(it, &staffing->requirement.needs[q], &staffing->queue_rules[q],
                         came->calls, came->aht_s, days, err));
    }
    return HC_OK;
}

/* What the plan says of itself, before anything is played. */
static void note_promise(const hc_staffing *staffing, hc_loop_week *week)
{
    const hc_need *need = &staffing->requirement.needs[staffing->pool];
    for (size_t slot = 0; slot < hc_axis_slots(&staffing->requirement.axis); slot++) {
        const double expected = need->service_level_expected[slot];
        if (!(need->calls[slot] > 0.0) || hc_is_missing(expected)) { continue; }
        week->told += need->calls[slot];
        week->told_in_time += need->calls[slot] * need->service_level[slot];
        week->told_in_time_expected += need->calls[slot] * expected;
    }
}

static void note_contacts(const hc_loop_origin *it, const hc_staffing *staffing,
                          hc_loop_week *week, hc_closed_loop *loop)
{
    for (size_t q = 0; q < it->real.queue_count; q++) {
        const bool line = staffing->queue_rules[q].work == HC_WORK_CALLS;
        for (size_t slot = 0; slot < hc_axis_slots(&it->real.axis); slot++) {
            const double calls = it->real.queues[q].calls[slot];
            if (!(calls > 0.0)) { continue; }
            loop->came += calls;
            loop->unplayed += line ? 0.0 : calls;
            if (!line) { continue; }
            week->work_s += calls * it->real.queues[q].aht_s[slot];
            week->work_told_s += calls * it->forecast.queues[q].aht_s[slot];
        }
    }
}

static void note_patience(const hc_staffing *staffing, size_t queues, hc_closed_loop *loop)
{
    loop->patience_origin = staffing->promises[0].patience_origin;
    for (size_t q = 0; q < queues; q++) {
        const double patience_s = staffing->promises[q].rules.patience_s;
        if (staffing->promises[q].rules.work != HC_WORK_CALLS) { continue; }
        loop->patience_least_s = fmin(loop->patience_least_s, patience_s);
        loop->patience_most_s = fmax(loop->patience_most_s, patience_s);
    }
}

static double agent_hours_of(const hc_staffing *staffing, size_t queues)
{
    const hc_requirement *made = &staffing->requirement;
    const size_t first = staffing->rules.pooled ? staffing->pool : 0;
    const size_t end = staffing->rules.pooled ? staffing->pool + 1 : queues;
    double agents = 0.0;
    for (size_t need = first; need < end; need++) {
        for (size_t slot = 0; slot < hc_axis_slots(&made->axis); slot++) {
            agents += made->needs[need].agents[slot];
        }
    }
    return agents * (made->axis.interval_min / 60.0);
}

static bool has_cap(const hc_staffing *staffing, size_t queues)
{
    bool capped = false;
    for (size_t q = 0; q < queues; q++) {
        capped = capped || staffing->queue_rules[q].occupancy_max < 1.0;
    }
    return capped;
}

/* What the plan's agent hours would be if the cap on occupancy were lifted. */
static hc_status note_cap(const hc_staffing_step *step, const hc_staffing *staffing,
                          hc_closed_loop *loop, hc_error *err)
{
    const size_t queues = step->forecast->queue_count;
    hc_staffing_options options = *step->options;
    hc_staffing_step lifted = *step;
    hc_staffing free_of_it = {0};
    options.promise.occupancy = 1.0;
    lifted.options = &options;
    loop->cap = fmin(loop->cap, staffing->rules.pool.occupancy_max);
    if (!has_cap(staffing, queues)) { return HC_OK; }
    HC_TRY(hc_staffing_step_run(&lifted, &free_of_it, err));
    loop->cap_hours += agent_hours_of(staffing, queues) - agent_hours_of(&free_of_it, queues);
    hc_staffing_clear(&free_of_it);
    return HC_OK;
}

static bool is_only_target(const hc_queue_rules *rules, const hc_queue_rules *pool)
{
    return rules->target_count == 1 && rules->targets[0].kind == HC_TARGET_SL_OFFERED &&
           !(fabs(rules->targets[0].limit - pool->targets[0].limit) > 0.0) &&
           !(fabs(rules->target_s - pool->target_s) > 0.0);
}

/* Whether every line is staffed for one and the same service level, beside the cap. */
static bool has_one_target(const hc_staffing *staffing, size_t queues)
{
    const hc_queue_rules *pool = &staffing->rules.pool;
    bool only = is_only_target(pool, pool);
    for (size_t q = 0; q < queues && !staffing->rules.pooled; q++) {
        const hc_queue_rules *rules = &staffing->queue_rules[q];
        only = only && (rules->work != HC_WORK_CALLS || is_only_target(rules, pool));
    }
    return only;
}

/* Staffs for a week as it is told, and plays the one that came. */
static hc_status try_week(const hc_loop_origin *it, const hc_series *told,
                          const hc_forecast_report *report, hc_loop_figures *days,
                          hc_closed_loop *loop, hc_error *err)
{
    hc_staffing_options options = it->options->staffing;
    options.target_per = (int32_t)hc_staffing_target_per(&options);
    if (report == NULL) { options.risk = HC_MISSING; } /* what is told as certain has none */
    const hc_staffing_step step = {.options = &options,
                                   .centre = &it->history->centre,
                                   .history = &it->known,
                                   .forecast = told,
                                   .report = report};
    hc_staffing staffing = {0};
    HC_TRY(hc_staffing_step_run(&step, &staffing, err));
    const hc_queue_rules *pool = &staffing.rules.pool;
    const hc_target *level = &pool->targets[0];
    loop->target = level->kind == HC_TARGET_SL_OFFERED ? level->limit : HC_MISSING;
    loop->target_s = pool->target_s;
    loop->one_target = has_one_target(&staffing, told->queue_count);
    note_patience(&staffing, told->queue_count, loop);
    hc_status st = HC_OK;
    if (told == &it->forecast) {
        note_promise(&staffing, &loop->weeks[loop->week_count]);
        note_contacts(it, &staffing, &loop->weeks[loop->week_count], loop);
        st = note_cap(&step, &staffing, loop, err);
    }
    if (st == HC_OK) { st = play_staffing(it, &staffing, days, err); }
    hc_staffing_clear(&staffing);
    return st;
}

/* ---- the origins --------------------------------------------------------------------------
 */

static hc_status try_told(const hc_loop_origin *it, hc_loop_feed what, hc_loop_figures *days,
                          hc_closed_loop *loop, hc_error *err)
{
    hc_series told = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    hc_status st = hc_loop_tell(it, what, &told, &report, err);
    if (st == HC_OK) { st = try_week(it, &told, &report, days, loop, err); }
    hc_free(report.queues); /* what they point to is the origin's */
    hc_series_clear(&told);
    return st;
}

static hc_status feed(const hc_loop_origin *it, hc_loop_feed what, hc_loop_figures *days,
                      hc_closed_loop *loop, hc_error *err)
{
    hc_series told = HC_SERIES_INIT;
    if (what == HC_LOOP_FORECAST) {
        return try_week(it, &it->forecast, &it->from->report, days, loop, err);
    }
    if (what == HC_LOOP_DAY_TOTALS || what == HC_LOOP_CONTACTS) {
        return try_told(it, what, days, loop, err);
    }
    if (what == HC_LOOP_FORESIGHT) { return try_week(it, &it->real, NULL, days, loop, err); }
    HC_TRY(hc_loop_average_weeks(it, 1, what == HC_LOOP_LAST_WEEK ? 1 : AVERAGED_WEEKS, &told,
                                 err));
    const hc_status st = try_week(it, &told, NULL, days, loop, err);
    hc_series_clear(&told);
    return st;
}

static hc_status set_origin(hc_loop_origin *it, hc_error *err)
{
    const hc_series *history = &it->history->series;
    const int64_t first = history->axis.first_day;
    HC_TRY(hc_series_days(history, first, (size_t)(it->from->day - first), &it->known, err));
    HC_TRY(
        hc_series_days(&it->from->forecast, it->from->day, HC_LOOP_DAYS, &it->forecast, err));
    HC_TRY(hc_fill_aht(&it->history->centre, it->options->aht_s, history, &it->forecast, err));
    return hc_loop_average_weeks(it, 0, 0, &it->real, err);
}

static hc_status play_origin(hc_loop_origin *it, hc_closed_loop *loop, hc_error *err)
{
    hc_loop_week *week = &loop->weeks[loop->week_count];
    HC_TRY(set_origin(it, err));
    week->first_day = it->from->day;
    for (hc_loop_feed what = HC_LOOP_FORECAST; what < HC_LOOP_FEEDS; what++) {
        if ((it->options->leave_out >> what & 1U) != 0) { continue; }
        HC_TRY(feed(it, what, week->day[what], loop, err));
        for (size_t day = 0; day < HC_LOOP_DAYS; day++) {
            const hc_loop_figures *from = &week->day[what][day];
            week->all[what].contacts += from->contacts;
            week->all[what].in_time += from->in_time;
            week->all[what].abandoned += from->abandoned;
            week->all[what].agent_hours += from->agent_hours;
        }
    }
    loop->week_count++;
    return HC_OK;
}

static bool is_playable(const hc_backtest_origin *origin, const hc_series *history)
{
    return origin->whole_week &&
           origin->day >= history->axis.first_day + 7 * (int64_t)AVERAGED_WEEKS;
}

static hc_status play_origins(const hc_history *history, const hc_backtest *backtest,
                              const hc_loop_options *options, hc_closed_loop *loop,
                              hc_error *err)
{
    HC_TRY(hc_alloc(&loop->weeks, backtest->origin_count, sizeof *loop->weeks, err));
    for (size_t k = 0; k < backtest->origin_count; k++) {
        hc_loop_origin it = {
            .history = history, .options = options, .from = &backtest->origins[k]};
        if (!is_playable(it.from, &history->series)) {
            loop->skipped++;
            continue;
        }
        const hc_status st = play_origin(&it, loop, err);
        hc_series_clear(&it.known);
        hc_series_clear(&it.forecast);
        hc_series_clear(&it.real);
        if (st != HC_OK) { return st; }
    }
    if (loop->week_count > 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "give a longer history, or other --origins",
                   "no week can be played: each needs six weeks of history before it and "
                   "itself after it");
}

hc_status hc_closed_loop_run(const hc_history *history, const hc_backtest *backtest,
                             const hc_loop_options *options, hc_closed_loop *loop,
                             hc_error *err)
{
    hc_closed_loop made = {.patience_least_s = (double)INFINITY, .cap = 1.0};
    const hc_status st = play_origins(history, backtest, options, &made, err);
    if (st != HC_OK) {
        hc_closed_loop_clear(&made);
        return st;
    }
    *loop = made;
    return HC_OK;
}
