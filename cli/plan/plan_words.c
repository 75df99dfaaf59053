#include "cli/plan/plan_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/file.h"
#include "cli/centre/unknown_queues.h"
#include "cli/plan/channel_words.h"
#include "cli/plan/outcome_note.h"
#include "cli/plan/target_words.h"
#include "cli/read/facts.h"
#include "forecast/holidays.h"

#define RANGE_TEXT_MAX 64

/* ---- inputs -------------------------------------------------------------------------------
 */

static hc_status add_input(hc_plan_words *words, const char *role, const char *path,
                           hc_error *err)
{
    if (path == NULL || path[0] == '\0') { return HC_OK; }
    hc_plan_input *input = &words->inputs[words->input_count];
    input->role = role;
    input->path = path;
    HC_TRY(hc_file_hash(path, input->sha256, &input->bytes, err));
    words->input_count++;
    return HC_OK;
}

static hc_status add_inputs(const hc_week_plan *plan, const hc_plan_settings *settings,
                            const char *const *files, size_t file_count, hc_plan_words *words,
                            hc_error *err)
{
    const char *agents = settings->agents;
    if (agents == NULL) { agents = plan->history.centre.agents_file; }
    HC_TRY(hc_alloc(&words->inputs, file_count + 5, sizeof *words->inputs, err));
    for (size_t k = 0; k < file_count; k++) {
        HC_TRY(add_input(words, "history", files[k], err));
    }
    HC_TRY(add_input(words, "centre", settings->history.centre, err));
    HC_TRY(add_input(words, "special days", plan->history.special_days_file, err));
    if (plan->history.holidays != NULL && !hc_holidays_is_country(plan->history.holidays)) {
        HC_TRY(add_input(words, "holidays", plan->history.holidays, err));
    }
    HC_TRY(add_input(words, "overrides", plan->overrides.file, err));
    return add_input(words, "agents", agents, err);
}

/* ---- assumptions --------------------------------------------------------------------------
 */

/* Takes the value just added to words->values. */
static hc_status assume(hc_plan_words *words, const char *name, const char *source,
                        hc_error *err)
{
    HC_TRY(hc_grow(&words->assumptions, &words->assumption_capacity,
                   words->assumption_count + 1, sizeof *words->assumptions, err));
    words->assumptions[words->assumption_count++] =
        (hc_plan_assumption){name, words->values.lines[words->values.count - 1], source};
    return HC_OK;
}

static const char *source_of(bool by_option, const char *option, bool by_centre)
{
    return by_option ? option : by_centre ? "centre file" : "default";
}

/* Only what differs from the usual: every interval by itself, on average. */
static hc_status assume_period(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    static const char *const per[] = {"in each interval", "over each day", "over the week"};
    const hc_staff_rules *rules = &plan->staff;
    const bool sure = rules->risk > 0.0;
    if (rules->target_per == HC_PER_INTERVAL && !sure) { return HC_OK; }
    HC_TRY(sure ? hc_lines_add(&words->values, err, "%s, with a probability of %g %%",
                               per[rules->target_per], 100.0 * rules->risk)
                : hc_lines_add(&words->values, err, "%s", per[rules->target_per]));
    return assume(words, "Target holds", sure ? "--risk" : "--target-per", err);
}

/* Only when service itself is the objective of the schedule. */
static hc_status assume_objective(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    if (hc_is_missing(plan->late_call_cost)) { return HC_OK; }
    HC_TRY(hc_lines_add(&words->values, err, "a contact answered late costs %.4g",
                        plan->late_call_cost));
    return assume(words, "Schedule", "--late-call", err);
}

static hc_status assume_targets_of(const hc_queue_rules *rules, const char *who,
                                   const char *source, hc_plan_words *words, hc_error *err)
{
    for (size_t k = 0; k < rules->target_count; k++) {
        HC_TRY(hc_target_words(who, &rules->targets[k], &words->values, err));
        HC_TRY(assume(words, "Target", source, err));
    }
    return HC_OK;
}

/* Those of the line, or of each queue that has agents of its own. */
static hc_status assume_all_targets(const hc_week_plan *plan, const char *source,
                                    hc_plan_words *words, hc_error *err)
{
    const hc_staff_rules *staff = &plan->staff;
    char who[HC_QUEUE_NAME_MAX + 2];
    if (staff->pooled || staff->queue_count == 1) {
        return assume_targets_of(&staff->pool, "", source, words, err);
    }
    for (size_t q = 0; q < staff->queue_count; q++) {
        (void)snprintf(who, sizeof who, "%s: ", plan->forecast.queues[q].name);
        HC_TRY(assume_targets_of(&staff->queues[q], who, source, words, err));
    }
    return HC_OK;
}

static hc_status assume_targets(const hc_week_plan *plan, const hc_plan_settings *settings,
                                hc_plan_words *words, hc_error *err)
{
    const hc_queue_rules *rules = &plan->staff.pool;
    const bool option = !hc_is_missing(settings->staffing.promise.target.level);
    const bool centre = settings->history.centre != NULL;
    HC_TRY(assume_all_targets(plan, source_of(option, "--target", centre), words, err));
    HC_TRY(assume_period(plan, words, err));
    HC_TRY(assume_objective(plan, words, err));
    HC_TRY(hc_lines_add(&words->values, err, "at most %g %%", 100.0 * rules->occupancy_max));
    return assume(
        words, "Occupancy",
        source_of(!hc_is_missing(settings->staffing.promise.occupancy), "--occupancy", centre),
        err);
}

/* Queues that the centre file leaves out where it names others. */
static hc_status assume_unnamed(const hc_week_plan *plan, const hc_plan_settings *settings,
                                hc_plan_words *words, hc_error *err)
{
    const hc_centre *centre = &plan->history.centre;
    const bool option = !hc_is_missing(settings->staffing.promise.target.level);
    const char *source =
        source_of(option, "--target", !hc_is_missing(centre->every_queue.service_level));
    for (size_t q = 0; centre->queue_count > 0 && q < plan->forecast.queue_count; q++) {
        const char *name = plan->forecast.queues[q].name;
        const hc_queue_rules *rules = &plan->promises[q].rules;
        if (hc_centre_names(centre, name) || rules->target_count == 0 ||
            !hc_target_is_at_least(rules->targets[0].kind)) {
            continue;
        }
        HC_TRY(hc_lines_add(&words->values, err, "%s: %g %% within %g s", name,
                            100.0 * rules->targets[0].limit, rules->targets[0].target_s));
        HC_TRY(assume(words, "Target of", source, err));
    }
    return HC_OK;
}

static hc_status assume_queue_patience(const hc_week_plan *plan, size_t q, hc_plan_words *words,
                                       hc_error *err)
{
    const hc_promise *promise = &plan->promises[q];
    const char *name = plan->forecast.queues[q].name;
    const bool forever = isinf(promise->rules.patience_s) != 0;
    const char *why = promise->patience.reason; /* empty when somebody said the patience */
    HC_TRY(forever ? hc_lines_add(&words->values, err, "%s: callers wait for ever", name)
                   : hc_lines_add(&words->values, err, "%s: %.0f s on average%s%s", name,
                                  promise->rules.patience_s, why[0] != '\0' ? ": " : "", why));
    return assume(words, "Patience", hc_patience_origin_text(promise->patience_origin), err);
}

/* Only where the centre file says so. */
static hc_status assume_ringing(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    for (size_t q = 0; q < plan->forecast.queue_count; q++) {
        const char *name = plan->forecast.queues[q].name;
        const double ring_s = hc_centre_service(&plan->history.centre, name).ring_s;
        if (!(ring_s > 0.0) || !hc_queue_has_aht(&plan->history.series, q)) { continue; }
        HC_TRY(
            hc_lines_add(&words->values, err, "%s: %g s of every handle time", name, ring_s));
        HC_TRY(assume(words, "Ringing", "centre file", err));
    }
    return HC_OK;
}

static hc_status assume_patience(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    for (size_t q = 0; q < plan->forecast.queue_count; q++) {
        if (plan->promises[q].rules.work == HC_WORK_DEFERRED) { continue; } /* nobody waits */
        HC_TRY(assume_queue_patience(plan, q, words, err));
    }
    return HC_OK;
}

/* "4 to 8", or "8" where both are the same. */
static void range_text(double least, double most, char text[RANGE_TEXT_MAX])
{
    if (least < most) {
        (void)snprintf(text, RANGE_TEXT_MAX, "%g to %g", least, most);
    } else {
        (void)snprintf(text, RANGE_TEXT_MAX, "%g", least);
    }
}

static hc_status assume_team(const hc_week_plan *plan, const hc_plan_settings *settings,
                             hc_plan_words *words, hc_error *err)
{
    const hc_centre *centre = &plan->history.centre;
    for (size_t k = 0; k < plan->rules.contract_count; k++) {
        const hc_contract *contract = &plan->rules.contracts[k];
        char days[RANGE_TEXT_MAX];
        char hours[RANGE_TEXT_MAX];
        range_text(contract->days_a_week_least, contract->days_a_week_most, days);
        range_text(contract->shift_shortest_min / 60.0, contract->shift_longest_min / 60.0,
                   hours);
        HC_TRY(hc_lines_add(&words->values, err,
                            "%s: %s days a week, shifts of %s hours, %zu %s", contract->name,
                            days, hours, contract->break_count,
                            contract->break_count == 1 ? "break" : "breaks"));
        HC_TRY(assume(words, "Contract", centre->contract_count > 0 ? "centre file" : "default",
                      err));
    }
    HC_TRY(hc_lines_add(&words->values, err, "%s",
                        plan->rules.choose_heads ? "chosen here: as many as the week needs"
                                                 : "as given"));
    const bool named = settings->agents != NULL;
    HC_TRY(assume(words, "People",
                  named                      ? "--agents"
                  : plan->rules.choose_heads ? "no agents file"
                                             : "centre file",
                  err));
    HC_TRY(hc_lines_add(&words->values, err, "%d minutes", plan->schedule_interval_min));
    return assume(words, "Schedule grid",
                  centre->schedule_interval_min > 0 ? "centre file" : "history and rules", err);
}

static hc_status add_assumptions(const hc_week_plan *plan, const hc_plan_settings *settings,
                                 hc_plan_words *words, hc_error *err)
{
    HC_TRY(assume_targets(plan, settings, words, err));
    HC_TRY(assume_unnamed(plan, settings, words, err));
    HC_TRY(assume_patience(plan, words, err));
    HC_TRY(assume_ringing(plan, words, err));
    if (!hc_is_missing(settings->aht_s)) {
        HC_TRY(hc_lines_add(&words->values, err, "%g s", settings->aht_s));
        HC_TRY(assume(words, "Handle time", "--aht", err));
    }
    if (plan->history.holidays != NULL) {
        HC_TRY(hc_lines_add(&words->values, err, "%zu days from %s",
                            plan->history.holidays_added, plan->history.holidays));
        HC_TRY(assume(words, "Public holidays",
                      source_of(settings->history.holidays != NULL, "--holidays", true), err));
    }
    HC_TRY(hc_lines_add(&words->values, err, "%g %%, breaks of the roster not counted",
                        100.0 * plan->shrinkage));
    HC_TRY(assume(words, "Shrinkage",
                  source_of(!hc_is_missing(settings->shrinkage), "--shrinkage",
                            !hc_is_missing(plan->history.centre.shrinkage)),
                  err));
    if (plan->forecast.queue_count > 1) {
        HC_TRY(hc_lines_add(&words->values, err, "%s",
                            plan->by_queue       ? "people answer those of their skills"
                            : plan->staff.pooled ? "every agent answers every queue"
                                                 : "each queue has agents of its own"));
        HC_TRY(assume(words, "Queues",
                      plan->by_queue                     ? "skills"
                      : settings->history.centre != NULL ? "centre file"
                                                         : "default",
                      err));
    }
    return assume_team(plan, settings, words, err);
}

/* ---- facts, warnings, notes ---------------------------------------------------------------
 */

static hc_status add_facts(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    hc_table facts = hc_facts_table();
    hc_status st = hc_facts_of_files(&plan->history, &facts, err);
    if (st == HC_OK) { st = hc_facts_of_history(&plan->history, &facts, err); }
    for (size_t k = 0; st == HC_OK && k + 2 < facts.cell_count; k += 3) {
        st = hc_lines_add(&words->facts, err, "%s, %s: %s", facts.cells[k].text,
                          facts.cells[k + 1].text, facts.cells[k + 2].text);
    }
    hc_table_clear(&facts);
    return st;
}

static hc_status warn_of_queue(const hc_queue_report *report, hc_plan_words *words,
                               hc_error *err)
{
    if (report->thin) {
        HC_TRY(hc_lines_add(&words->warnings, err,
                            "queue %s: little to learn from (%zu %s), so averages are used",
                            report->name, report->days_known,
                            report->days_known == 1 ? "day" : "days"));
    }
    if (report->level_shift) {
        HC_TRY(hc_lines_add(&words->warnings, err,
                            "queue %s: last week ran at %.0f %% of what was expected; the "
                            "forecast follows",
                            report->name, 100.0 * report->level_shift_ratio));
    }
    return HC_OK;
}

static hc_status warn_of_centre(const hc_week_plan *plan, const char *path,
                                hc_plan_words *words, hc_error *err)
{
    const hc_history *history = &plan->history;
    for (size_t q = 0; q < history->centre.queue_count; q++) {
        hc_error said = HC_ERROR_INIT;
        if (!hc_queue_is_unknown(&history->centre, q, path, &history->series, &said)) {
            continue;
        }
        HC_TRY(hc_lines_add(&words->warnings, err, "%s (%s)", said.message, said.hint));
    }
    return HC_OK;
}

static hc_status warn_of_history(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    for (size_t k = 0; k < plan->conflicts.count; k++) {
        HC_TRY(hc_lines_add(&words->warnings, err, "%s", plan->conflicts.lines[k]));
    }
    const hc_load_report *load = &plan->history.load;
    const int64_t ahead = plan->first_day - hc_history_end(&plan->history);
    if (load->rejects.total > 0) {
        HC_TRY(hc_lines_add(&words->warnings, err, "%zu of %zu rows were rejected",
                            load->rejects.total, load->rows));
    }
    if (ahead > 28) {
        HC_TRY(hc_lines_add(&words->warnings, err,
                            "the week lies %lld days after the history's end: the forecast is "
                            "less sure than usual",
                            (long long)ahead));
    }
    for (size_t q = 0; q < plan->report.queue_count; q++) {
        HC_TRY(warn_of_queue(&plan->report.queues[q], words, err));
    }
    return hc_channel_warnings(plan, &words->warnings, err);
}

/* What was promised to those who write, and what the plan gives them. */
static hc_status note_answers(const hc_week_plan *plan, size_t q, hc_plan_words *words,
                              hc_error *err)
{
    const hc_queue_rules *rules = &plan->staff.queues[q];
    const hc_need *need = &plan->requirement.needs[q];
    double contacts = 0.0, timely = 0.0, wait_s = 0.0, most_s = 0.0;
    if (rules->work != HC_WORK_DEFERRED) { return HC_OK; }
    for (size_t slot = 0; slot < hc_axis_slots(&plan->requirement.axis); slot++) {
        if (!(need->calls[slot] > 0.0) || hc_is_missing(need->asa_s[slot])) { continue; }
        contacts += need->calls[slot];
        timely += need->calls[slot] * need->service_level[slot];
        wait_s += need->calls[slot] * need->asa_s[slot];
        most_s = fmax(most_s, need->asa_s[slot]);
    }
    if (!(contacts > 0.0)) { return HC_OK; }
    return hc_lines_add(
        &words->notes, err,
        "%s: %.4g %% answered within %g working %s (promised: %g %%); answers come after "
        "%.1f hours of the clock on average, after %.1f at most",
        need->name, 100.0 * timely / contacts, rules->answer_within_s / 3600.0,
        rules->answer_within_s > 3600.0 ? "hours" : "hour",
        rules->answer_share > 0.0 ? 100.0 * rules->answer_share : 100.0,
        wait_s / contacts / 3600.0, most_s / 3600.0);
}

static hc_status add_notes(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    for (size_t k = 0; k < plan->history.load.note_count; k++) {
        HC_TRY(hc_lines_add(&words->notes, err, "%s", plan->history.load.note[k]));
    }
    for (size_t q = 0; q < plan->report.queue_count; q++) {
        HC_TRY(hc_lines_add(&words->notes, err, "%s: %s", plan->report.queues[q].name,
                            plan->report.queues[q].reason));
    }
    for (size_t q = 0; q < plan->forecast.queue_count; q++) {
        HC_TRY(note_answers(plan, q, words, err));
    }
    HC_TRY(hc_outcome_note(&plan->history, &words->notes, err));
    HC_TRY(
        hc_override_step_tell(&plan->overrides, &plan->forecast.axis.zone, &words->notes, err));
    if (plan->schedule_interval_min > plan->requirement.axis.interval_min) {
        HC_TRY(
            hc_lines_add(&words->notes, err,
                         "staffed every %d minutes, scheduled every %d: each interval of the "
                         "schedule asks for the most that any of its parts needs",
                         plan->requirement.axis.interval_min, plan->schedule_interval_min));
    }
    if (plan->out_of_time) {
        HC_TRY(hc_lines_add(&words->notes, err,
                            "the schedule was stopped by its time limit: without --time-limit "
                            "it is searched to the end and the same on every machine"));
    }
    if (plan->interrupted) {
        HC_TRY(hc_lines_add(&words->warnings, err,
                            "interrupted: this is the best schedule found until then"));
    }
    return HC_OK;
}

/* For plan.json, so that `explain` can tell which of them an interval is under. */
static hc_status add_overrides(const hc_week_plan *plan, hc_plan_words *words, hc_error *err)
{
    const hc_override_step *step = &plan->overrides;
    const hc_zone *zone = &plan->forecast.axis.zone;
    HC_TRY(hc_alloc(&words->overrides, step->overrides.count, sizeof *words->overrides, err));
    for (size_t k = 0; k < step->overrides.count; k++) {
        const hc_override *override = &step->overrides.list[k];
        char text[HC_LINE_MAX];
        if (!hc_override_step_sentence(step, zone, k, text)) { continue; }
        HC_TRY(hc_lines_add(&words->override_texts, err, "%s", text));
        words->overrides[words->override_count++] =
            (hc_plan_override){override->from_utc_s, override->to_utc_s, override->queue,
                               words->override_texts.lines[words->override_texts.count - 1]};
    }
    return HC_OK;
}

hc_status hc_plan_words_make(const hc_week_plan *plan, const hc_plan_settings *settings,
                             const char *const *files, size_t file_count, hc_plan_words *words,
                             hc_error *err)
{
    HC_TRY(add_inputs(plan, settings, files, file_count, words, err));
    HC_TRY(hc_reading_tell(&settings->history, &words->reading_texts, words->reading,
                           &words->reading_count, err));
    HC_TRY(add_assumptions(plan, settings, words, err));
    HC_TRY(add_facts(plan, words, err));
    HC_TRY(warn_of_centre(plan, settings->history.centre, words, err));
    HC_TRY(warn_of_history(plan, words, err));
    HC_TRY(add_overrides(plan, words, err));
    return add_notes(plan, words, err);
}

static hc_plan_lines lines_of(const hc_lines *lines)
{
    return (hc_plan_lines){lines->count, (const char *const *)lines->lines};
}

hc_plan_result hc_plan_result_of(const hc_week_plan *plan, const hc_plan_words *words)
{
    return (hc_plan_result){
        .title = plan->history.centre.name,
        .version = HC_VERSION,
        .seed = HC_PLAN_SEED,
        .input_count = words->input_count,
        .inputs = words->inputs,
        .reading_count = words->reading_count,
        .reading = words->reading,
        .assumption_count = words->assumption_count,
        .assumptions = words->assumptions,
        .facts = lines_of(&words->facts),
        .warnings = lines_of(&words->warnings),
        .notes = lines_of(&words->notes),
        .history = &plan->history.series,
        .forecast = &plan->forecast,
        .forecast_report = &plan->report,
        .override_count = words->override_count,
        .overrides = words->overrides,
        .calls_before_overrides = plan->overrides.calls_before,
        .staff = &plan->staff,
        .requirement = &plan->requirement,
        .pool = plan->pool,
        .scheduled = plan->scheduled,
        .service_level_one_less = plan->service_level_one_less,
        .delivered = &plan->delivered.needs[plan->delivered.need_count - 1],
        .delivered_queues = plan->delivered.need_count > 1 ? plan->delivered.needs : NULL,
        .rules = &plan->rules,
        .roster = &plan->roster,
        .costs = hc_roster_costs_of(&plan->rules, &plan->roster),
        .served = plan->served,
        .currency = plan->history.centre.currency,
        .late_call_cost = plan->late_call_cost,
        .late_curves = plan->late.curves.slots > 0 ? &plan->late.curves : NULL,
        .cut_short = plan->interrupted   ? "by an interrupt"
                     : plan->out_of_time ? "by --time-limit"
                                         : NULL,
    };
}

void hc_plan_words_clear(hc_plan_words *words)
{
    hc_free(words->inputs);
    hc_lines_clear(&words->reading_texts);
    hc_lines_clear(&words->values);
    hc_free(words->assumptions);
    hc_lines_clear(&words->facts);
    hc_lines_clear(&words->warnings);
    hc_lines_clear(&words->notes);
    hc_lines_clear(&words->override_texts);
    hc_free(words->overrides);
    *words = (hc_plan_words){0};
}
