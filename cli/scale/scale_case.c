#include "cli/scale/scale_case.h"

#include "cli/base/slots.h"
#include "cli/centre/unknown_queues.h"
#include "cli/roster/team.h"
#include "erlang/requirement_people.h"

#define SATURATED 0.98 /* a service level above says little of how many people there are */
#define HALVINGS 20
#define STEP 1.25 /* of the volume, for the elasticity */
#define SECONDS_AN_HOUR 3600.0

/* ---- what is ahead ------------------------------------------------------------------------
 */

/* Queues whose history has no handle times take them from the option or the centre file. */
static hc_status fill_aht(const hc_scale_settings *settings, hc_scale_case *made, hc_error *err)
{
    const hc_series *history = &made->history.series;
    for (size_t q = 0; q < history->queue_count; q++) {
        if (hc_queue_has_aht(history, q)) { continue; }
        hc_queue *queue = &made->forecast.queues[q];
        const double told = settings->aht_s;
        const double aht_s = hc_is_missing(told)
                                 ? hc_centre_service(&made->history.centre, queue->name).aht_s
                                 : told;
        if (hc_is_missing(aht_s)) {
            return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE,
                           "give it with --aht SECONDS, such as --aht 240, or as aht_s in the "
                           "centre file",
                           "queue '%s' has no handle times in the history", queue->name);
        }
        for (size_t slot = 0; slot < hc_axis_slots(&made->forecast.axis); slot++) {
            queue->aht_s[slot] = aht_s;
        }
    }
    return HC_OK;
}

static hc_status look_ahead(const hc_scale_settings *settings, hc_scale_case *made,
                            hc_error *err)
{
    hc_forecast_options options = hc_forecast_options_default();
    const int64_t end = hc_history_end(&made->history);
    HC_TRY(hc_history_check_length(&made->history, err));
    HC_TRY(hc_long_plan_open(&settings->plan, &made->history.centre, end, &made->plan, err));
    options.origin_day = end;
    const int64_t days = hc_long_period_day(&made->plan, made->plan.count) - end;
    if (days > HC_HORIZON_DAYS_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "--months 12, or with --by week 56",
                       "the plan ends %lld days after the history, at most %d are forecast",
                       (long long)days, HC_HORIZON_DAYS_MAX);
    }
    options.horizon_days = (size_t)days;
    options.special = &made->history.special;
    HC_TRY(
        hc_forecast_run(&made->history.series, &options, &made->forecast, &made->report, err));
    HC_TRY(fill_aht(settings, made, err));
    HC_TRY(hc_long_drift_of(&made->history.series, &made->history.special, &made->drifts.volume,
                            err));
    return hc_aht_drift_of(&made->history.series, &made->drifts.aht, err);
}

/* ---- what it needs ------------------------------------------------------------------------
 */

static hc_status staff(const hc_scale_settings *settings, const hc_scale_case *made,
                       const hc_series *forecast, hc_staffing *staffing, hc_error *err)
{
    const hc_staffing_step step = {.options = &settings->staffing,
                                   .centre = &made->history.centre,
                                   .history = &made->history.series,
                                   .forecast = forecast};
    return hc_staffing_step_run(&step, staffing, err);
}

/* Hours on the phones of a staffed forecast. */
static double agent_hours(const hc_staffing *staffing)
{
    const hc_axis *axis = &staffing->requirement.axis;
    const hc_need *need = &staffing->requirement.needs[staffing->pool];
    double agents = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        agents += need->agents[slot];
    }
    return agents * axis->interval_min / 60.0;
}

/* The most agents at once. */
static int32_t most_agents(const hc_staffing *staffing)
{
    const hc_need *need = &staffing->requirement.needs[staffing->pool];
    int32_t most = 0;
    for (size_t slot = 0; slot < hc_axis_slots(&staffing->requirement.axis); slot++) {
        most = need->agents[slot] > most ? need->agents[slot] : most;
    }
    return most;
}

/* ---- what-ifs on a few weeks --------------------------------------------------------------
 */

static void scale_numbers(double *numbers, size_t count, double factor)
{
    for (size_t k = 0; numbers != NULL && k < count; k++) {
        numbers[k] *= factor;
    }
}

/* Some days of the forecast, with other volumes and handle times. */
static hc_status staff_days(const hc_scale_settings *settings, const hc_scale_case *made,
                            int64_t first_day, size_t days, double volume, double aht,
                            hc_staffing *staffing, hc_error *err)
{
    hc_series some = HC_SERIES_INIT;
    HC_TRY(hc_series_days(&made->forecast, first_day, days, &some, err));
    const size_t slots = hc_axis_slots(&some.axis);
    for (size_t q = 0; q < some.queue_count; q++) {
        scale_numbers(some.queues[q].calls, slots, volume);
        scale_numbers(some.queues[q].quantile, HC_QUANTILES * slots, volume);
        scale_numbers(some.queues[q].aht_s, slots, aht);
    }
    const hc_status st = staff(settings, made, &some, staffing, err);
    hc_series_clear(&some);
    return st;
}

/* The sample: the first weeks of the plan. */
static hc_status staff_sample(const hc_scale_settings *settings, const hc_scale_case *made,
                              double volume, double aht, hc_staffing *staffing, hc_error *err)
{
    const size_t all = made->forecast.axis.days;
    return staff_days(settings, made, made->forecast.axis.first_day,
                      all < HC_SCALE_SAMPLE_DAYS ? all : HC_SCALE_SAMPLE_DAYS, volume, aht,
                      staffing, err);
}

/* Hours on the phones in the sample with other volumes and handle times. */
static hc_status sample_hours(const hc_scale_settings *settings, const hc_scale_case *made,
                              double volume, double aht, double *hours, hc_error *err)
{
    hc_staffing staffing = {0};
    HC_TRY(staff_sample(settings, made, volume, aht, &staffing, err));
    *hours = agent_hours(&staffing);
    hc_staffing_clear(&staffing);
    return HC_OK;
}

/* Months are staffed one by one: deferred work has as many agents as its own month asks for. */
static hc_status fill_period(const hc_scale_settings *settings, hc_scale_case *made, size_t k,
                             hc_error *err)
{
    hc_long_period *period = &made->plan.periods[k];
    hc_capacity_period *input = &made->plan.input[k];
    const hc_outlook ahead =
        hc_outlook_of(&made->forecast, &made->drifts, period->first_day, period->days);
    hc_staffing staffing = {0};
    HC_TRY(
        staff_days(settings, made, period->first_day, period->days, 1.0, 1.0, &staffing, err));
    const int32_t most = most_agents(&staffing);
    input->volume = ahead.volume;
    input->aht_s = hc_is_missing(ahead.aht_s) ? 0.0 : ahead.aht_s;
    input->agent_hours = agent_hours(&staffing);
    period->low = ahead.low;
    period->high = ahead.high;
    period->aht_low_s = ahead.aht_low_s;
    period->aht_high_s = ahead.aht_high_s;
    made->volume += ahead.volume;
    made->days += (double)period->days;
    made->most_agents = most > made->most_agents ? most : made->most_agents;
    hc_staffing_clear(&staffing);
    return HC_OK;
}

static hc_status fill_periods(const hc_scale_settings *settings, hc_scale_case *made,
                              hc_error *err)
{
    for (size_t k = 0; k < made->plan.count; k++) {
        HC_TRY(fill_period(settings, made, k, err));
    }
    return HC_OK;
}

/* The need of the plan with other volumes and handle times, in full-timers. */
static hc_status need_at(const hc_scale_settings *settings, const hc_scale_case *made,
                         double volume, double aht, double *need, hc_error *err)
{
    double other = 0.0;
    HC_TRY(sample_hours(settings, made, volume, aht, &other, err));
    *need = made->sample_hours > 0.0 ? made->evidence.needed * other / made->sample_hours : 0.0;
    return HC_OK;
}

/* The service level of all calls of the sample days, when so large a part of the needed agents
 * meets so much of the expected load. */
static hc_status service_at(const hc_scale_case *made, double part, double load, double *level,
                            hc_error *err)
{
    const hc_staffing *staffing = &made->staffing;
    const hc_need *whole = &staffing->requirement.needs[staffing->pool];
    double in_time = 0.0, calls = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&staffing->requirement.axis); slot++) {
        hc_metrics metrics;
        if (!(whole->calls[slot] > 0.0)) { continue; }
        HC_TRY(hc_requirement_serve_times(&staffing->requirement, &staffing->rules,
                                          staffing->pool, slot, load,
                                          part * whole->agents[slot], &metrics, err));
        in_time += whole->calls[slot] * metrics.sl_offered;
        calls += whole->calls[slot];
    }
    *level = calls > 0.0 ? in_time / calls : 1.0;
    return HC_OK;
}

/* The part of the needed agents that gives a service level. */
static hc_status part_of_service(const hc_scale_case *made, double wanted, double *part,
                                 hc_error *err)
{
    double low = 0.4, high = 1.6;
    for (size_t k = 0; k < HALVINGS; k++) {
        double level = 0.0;
        *part = (low + high) / 2.0;
        HC_TRY(service_at(made, *part, 1.0, &level, err));
        *(level < wanted ? &low : &high) = *part;
    }
    return HC_OK;
}

hc_status hc_scale_load_of_service(const hc_scale_case *made, double level, double *load,
                                   hc_error *err)
{
    double low = 0.4, high = 2.5;
    for (size_t k = 0; k < HALVINGS; k++) {
        double given = 0.0;
        *load = (low + high) / 2.0;
        HC_TRY(service_at(made, 1.0, *load, &given, err));
        *(given < level ? &high : &low) = *load;
    }
    return HC_OK;
}

/* ---- who is there -------------------------------------------------------------------------
 */

/* Full-timers behind the recent weeks' seconds; HC_MISSING when nobody counted them. */
static double people_of_seconds(const hc_scale_case *made, hc_kpi kpi)
{
    const hc_kpi_sum *sum = &made->change.recent.of[kpi];
    const double weeks = (double)(made->change.end - made->change.recent_first) / 7.0;
    if (!(sum->bottom > 0.0)) { return HC_MISSING; }
    return sum->bottom / SECONDS_AN_HOUR / (weeks * made->plan.options.week_hours);
}

/* The volume of some days of the history, relative to the plan's. */
static double relative_volume(const hc_scale_case *made, double a_day)
{
    return made->volume > 0.0 ? a_day * made->days / made->volume : 1.0;
}

/* As many as the earlier weeks needed, at their volume and handle time. */
static hc_status people_of_past(const hc_scale_settings *settings, const hc_scale_case *made,
                                double *people, hc_error *err)
{
    const hc_change *change = &made->change;
    const double usual = change->aht_before_s / change->aht_now_s;
    const bool earlier = !hc_is_missing(change->before_a_day);
    const double a_day = earlier ? change->before_a_day : change->recent_a_day;
    return need_at(settings, made, relative_volume(made, a_day),
                   hc_is_missing(usual) ? 1.0 : usual, people, err);
}

/* As many as explain the service level of the recent weeks: the agents that give it, against
 * those that give the one asked for, so that a promise just kept is people just enough. */
static hc_status people_of_service(const hc_scale_settings *settings, const hc_scale_case *made,
                                   double level, double *people, hc_error *err)
{
    const double asked = made->evidence.service_level;
    double part = 1.0, full = 1.0, recent = 0.0, past = 0.0;
    HC_TRY(part_of_service(made, level < SATURATED ? level : SATURATED, &part, err));
    HC_TRY(part_of_service(made, asked < SATURATED ? asked : SATURATED, &full, err));
    HC_TRY(need_at(settings, made, relative_volume(made, made->change.recent_a_day), 1.0,
                   &recent, err));
    *people = part / full * recent;
    if (level < SATURATED) { return HC_OK; }
    HC_TRY(people_of_past(settings, made, &past, err)); /* at least so many */
    if (past > *people) { *people = past; }
    return HC_OK;
}

/* Full-timers of the agents file or the classes; 0 where there are neither. */
static hc_status people_of_team(const hc_scale_settings *settings, hc_scale_case *made,
                                hc_error *err)
{
    const hc_requirement *wanted = &made->staffing.requirement;
    const hc_team_source source = {.centre = &made->history.centre,
                                   .agents_file = settings->agents,
                                   .axis = &wanted->axis,
                                   .shrinkage = made->plan.shrinkage,
                                   .required = wanted->needs[made->staffing.pool].agents,
                                   .heads_only = true};
    return hc_people_of_team(&source, made->plan.options.week_hours, &made->plan.people, err);
}

/* As the history tells it. */
static hc_status people_of_history(const hc_scale_settings *settings, hc_scale_case *made,
                                   hc_error *err)
{
    hc_people_there *there = &made->plan.people;
    const hc_kpi_value level = hc_kpi_of(&made->change.recent, HC_KPI_SERVICE_LEVEL);
    there->source = HC_PEOPLE_BY_PAID;
    there->full_timers = people_of_seconds(made, HC_KPI_UTILISATION);
    if (there->full_timers > 0.0) { return HC_OK; }
    there->source = HC_PEOPLE_BY_STAFFED;
    there->full_timers =
        people_of_seconds(made, HC_KPI_OCCUPANCY) / (1.0 - made->plan.shrinkage);
    if (there->full_timers > 0.0) { return HC_OK; }
    there->source = HC_PEOPLE_BY_SERVICE;
    if (!hc_is_missing(level.value)) {
        return people_of_service(settings, made, level.value, &there->full_timers, err);
    }
    there->source = HC_PEOPLE_BY_PAST;
    return people_of_past(settings, made, &there->full_timers, err);
}

static hc_status count_people(const hc_scale_settings *settings, hc_scale_case *made,
                              hc_error *err)
{
    hc_people_there *there = &made->plan.people;
    *there = (hc_people_there){HC_PEOPLE_SAID, 0, hc_long_plan_people(&made->plan)};
    if (!(there->full_timers > 0.0)) { HC_TRY(people_of_team(settings, made, err)); }
    if (!(there->full_timers > 0.0)) { HC_TRY(people_of_history(settings, made, err)); }
    made->evidence.people = there->full_timers;
    return HC_OK;
}

/* ---- evidence -----------------------------------------------------------------------------
 */

/* Now against the better of the weeks before and the aim, where either is known. */
static hc_scale_share share_of(const hc_scale_case *made, hc_kpi kpi)
{
    const hc_kpi_value now = hc_kpi_of(&made->change.recent, kpi);
    const hc_kpi_value before = hc_kpi_of(&made->change.before, kpi);
    const double aim = made->aims.at[kpi];
    const bool most = hc_aim_is_most(kpi);
    const bool by_aim =
        hc_is_missing(before.value) || (most ? aim < before.value : aim > before.value);
    const double edge = by_aim ? aim : most ? before.high : before.low;
    return (hc_scale_share){.now = now.value,
                            .usual = by_aim ? aim : before.value,
                            .is_sure = most ? now.low > edge : now.high < edge};
}

static void see_times(hc_scale_case *made)
{
    const hc_change *change = &made->change;
    const hc_kpi_value now = hc_kpi_of(&change->recent, HC_KPI_AHT);
    const hc_kpi_value before = hc_kpi_of(&change->before, HC_KPI_AHT);
    hc_scale_evidence *evidence = &made->evidence;
    evidence->aht_now_s = hc_is_missing(change->aht_now_s) ? now.value : change->aht_now_s;
    evidence->aht_before_s = change->aht_before_s;
    evidence->aht_aim_s = made->aims.at[HC_KPI_AHT];
    const double spread = (now.high - now.low) / 2.0;
    const double earlier = hc_is_missing(before.low) ? 0.0 : (before.high - before.low) / 2.0;
    const double usual = hc_scale_usual_aht(evidence);
    evidence->aht_is_sure = evidence->aht_now_s - spread > usual + earlier; /* NaN: not */
    evidence->repeats = share_of(made, HC_KPI_REPEAT);
    evidence->solved = share_of(made, HC_KPI_FCR_GROSS);
    evidence->passed = share_of(made, HC_KPI_TRANSFER);
}

static void see_service(hc_scale_case *made)
{
    hc_scale_evidence *evidence = &made->evidence;
    evidence->service_level = made->aims.at[HC_KPI_SERVICE_LEVEL];
    for (size_t day = 0; day < 7; day++) {
        const hc_kpi_value level = hc_kpi_of(&made->change.weekday[day], HC_KPI_SERVICE_LEVEL);
        evidence->weekday_low[day] = level.low;
        evidence->weekday_high[day] = level.high;
    }
}

/* Growth of a need between a step down and a step up. */
static double elasticity_of(double more, double less)
{
    return more > less && less > 0.0 ? log(more / less) / (2.0 * log(STEP)) : 1.0;
}

static hc_status see_need(const hc_scale_settings *settings, hc_scale_case *made, hc_error *err)
{
    hc_scale_evidence *evidence = &made->evidence;
    double more = 0.0, less = 0.0;
    double hours = 0.0, fte_hours = 0.0;
    for (size_t k = 0; k < made->plan.count; k++) {
        hours += made->plan.rows[k].gross_fte * made->plan.rows[k].fte_hours;
        fte_hours += made->plan.rows[k].fte_hours;
    }
    evidence->needed = hours / fte_hours;
    made->sample_hours = agent_hours(&made->staffing);
    HC_TRY(need_at(settings, made, STEP, 1.0, &more, err));
    HC_TRY(need_at(settings, made, 1.0 / STEP, 1.0, &less, err));
    evidence->elasticity = elasticity_of(more, less);
    HC_TRY(need_at(settings, made, 1.0, STEP, &more, err));
    HC_TRY(need_at(settings, made, 1.0, 1.0 / STEP, &less, err));
    evidence->aht_elasticity = elasticity_of(more, less);
    const double ratio = hc_scale_usual_aht(evidence) / evidence->aht_now_s;
    return need_at(settings, made, hc_scale_usual_volume(evidence),
                   hc_is_missing(ratio) ? 1.0 : ratio, &evidence->needed_at_usual_aht, err);
}

/* Growth of the log level a week that the forecast carries on: of the queues by contacts. */
static double carried_growth(const hc_forecast_report *report)
{
    double growth = 0.0, contacts = 0.0;
    for (size_t q = 0; q < report->queue_count; q++) {
        const hc_queue_report *queue = &report->queues[q];
        for (size_t day = 0; day < queue->day_count; day++) {
            growth += queue->days[day].total * queue->growth_a_week;
            contacts += queue->days[day].total;
        }
    }
    return contacts > 0.0 ? growth / contacts : 0.0;
}

/* Whether forecasts of the past missed nearly all to one side, and what is needed if this one
 * does so too: one that carries on such a growth is not of their kind. */
static void see_misses(hc_scale_case *made)
{
    const hc_level_drift *volume = &made->drifts.volume;
    hc_scale_evidence *evidence = &made->evidence;
    const bool low = volume->too_low + 1 >= volume->forecasts && volume->log_miss > 0.0;
    const bool high = volume->too_low <= 1 && volume->log_miss < 0.0;
    made->misses_one_side = volume->forecasts > 0 && (low || high);
    made->growth_a_week = carried_growth(&made->report);
    const bool is_foreseen = made->growth_a_week * volume->log_miss > 0.0;
    evidence->needed_as_missed =
        made->misses_one_side && !is_foreseen
            ? evidence->needed * exp(volume->log_miss * evidence->elasticity)
            : HC_MISSING;
}

static hc_status gather(const hc_scale_settings *settings, hc_scale_case *made, hc_error *err)
{
    hc_scale_evidence *evidence = &made->evidence;
    const double ahead = (made->days / 2.0) / 7.0;
    evidence->history_weeks = (double)made->history.series.axis.days / 7.0;
    evidence->level_low = made->change.level_low;
    evidence->level_high = made->change.level_high;
    evidence->log_sd = hc_level_log_sd(&made->drifts.volume, ahead);
    evidence->aht_log_sd = hc_level_log_sd(&made->drifts.aht, ahead);
    see_times(made);
    see_service(made);
    HC_TRY(see_need(settings, made, err));
    see_misses(made);
    return count_people(settings, made, err);
}

/* ---- the walk -----------------------------------------------------------------------------
 */

static hc_status plan_ahead(const hc_scale_settings *settings, hc_scale_case *made,
                            hc_error *err)
{
    HC_TRY(look_ahead(settings, made, err));
    HC_TRY(hc_long_plan_terms(&settings->plan, &made->history.centre,
                              &settings->staffing.promise, &made->plan, err));
    HC_TRY(staff_sample(settings, made, 1.0, 1.0, &made->staffing, err));
    HC_TRY(fill_periods(settings, made, err));
    return hc_long_plan_run(&made->plan, err);
}

/* People whose tenure nobody told are taken to be there for long. */
static hc_status plan_people(const hc_scale_settings *settings, hc_scale_case *made,
                             hc_error *err)
{
    const char *file = settings->plan.hires;
    if (file == NULL && made->history.centre.capacity.hires_file[0] != '\0') {
        file = made->history.centre.capacity.hires_file;
    }
    if (file != NULL) { HC_TRY(hc_long_plan_hires(file, &made->plan, err)); }
    hc_long_plan_put_people(&made->plan);
    return hc_long_plan_run(&made->plan, err);
}

hc_status hc_scale_case_make(const hc_scale_settings *settings, const char *const *files,
                             size_t file_count, const hc_screen *screen, hc_scale_case *made,
                             hc_error *err)
{
    hc_history_settings reading = settings->history;
    reading.ledger = true;
    HC_TRY(hc_history_open(&reading, files, file_count, screen, &made->history, err));
    (void)hc_team_part_queues(&made->history.centre, settings->agents); /* as plan has it */
    hc_say_unknown_queues(&made->history.centre, reading.centre, &made->history.series, screen);
    made->aims = hc_aims_of(&made->history.centre, &settings->staffing.promise.target);
    if (!hc_is_missing(settings->aht_aim_s)) {
        made->aims.at[HC_KPI_AHT] = settings->aht_aim_s;
    }
    HC_TRY(hc_change_make(&made->history.ledger, &made->change, err));
    HC_TRY(plan_ahead(settings, made, err));
    HC_TRY(gather(settings, made, err));
    made->decision = hc_scale_decide(&made->evidence);
    return plan_people(settings, made, err);
}

void hc_scale_case_clear(hc_scale_case *made)
{
    hc_history_clear(&made->history);
    hc_series_clear(&made->forecast);
    hc_forecast_report_clear(&made->report);
    hc_staffing_clear(&made->staffing);
    hc_long_plan_clear(&made->plan);
    *made = (hc_scale_case){0};
}
