#include "scheduler/check_roster.h"

#include <math.h>
#include <string.h>

#include "scheduler/judge/judge.h"
#include "scheduler/rules_check.h"

#define HC_COST_TOLERANCE 1e-6

const char *hc_roster_rule_name(hc_roster_rule rule)
{
    static const char *const names[] = {
#define HC_ROSTER_RULE_TEXT(name, text) text,
        HC_ROSTER_RULES(HC_ROSTER_RULE_TEXT)
#undef HC_ROSTER_RULE_TEXT
    };
    return (unsigned)rule < HC_ROSTER_RULE_COUNT ? names[rule] : "unknown rule";
}

static void judge_person(hc_judge *j, const hc_timed_row *pieces, size_t count)
{
    hc_person who = {.id = pieces[0].row->agent, .pieces = pieces, .piece_count = count};
    hc_judge_identity(j, &who);
    hc_judge_skills(j, &who);
    if (j->status != HC_OK) { return; }
    hc_collect_duties(j, &who);
    j->verdict.agent_count++;
    j->verdict.shift_count += who.duty_count;
    if (who.of_class == NULL) { return; }
    who.contract = &j->rules->contracts[who.of_class->contract];
    j->heads[who.of_class - j->rules->classes]++;
    for (size_t i = 0; i < who.duty_count; i++) {
        hc_judge_duty(j, &who, &j->duties[i]);
    }
    hc_judge_weeks(j, &who);
    hc_judge_period(j, &who);
    hc_price_person(j, &who);
}

static void judge_people(hc_judge *j)
{
    for (size_t first = 0; first < j->piece_count && j->status == HC_OK;) {
        size_t end = first + 1;
        while (end < j->piece_count &&
               strcmp(j->pieces[end].row->agent, j->pieces[first].row->agent) == 0) {
            end++;
        }
        judge_person(j, j->pieces + first, end - first);
        first = end;
    }
}

static void judge_absent(hc_judge *j)
{
    for (size_t i = 0; i < j->rules->agent_count && j->status == HC_OK; i++) {
        const hc_agent *agent = &j->rules->agents[i];
        if (hc_has_rows(j, agent->id)) { continue; }
        hc_person who = {.id = agent->id, .agent = agent};
        who.of_class = &j->rules->classes[agent->class_index];
        who.contract = &j->rules->contracts[who.of_class->contract];
        hc_judge_weeks(j, &who);
        hc_judge_period(j, &who);
    }
}

static hc_status check_required(const double *required, size_t slots, hc_error *err)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(required[slot] >= 0.0 && isfinite(required[slot]))) {
            return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "0 where the centre is closed",
                           "the requirement of interval %zu is %g", slot + 1, required[slot]);
        }
    }
    return HC_OK;
}

static hc_status check_curves(const hc_cover_curves *curves, size_t slots, hc_error *err)
{
    if (curves->slots == 0 || (curves->slots == slots && curves->width > 0)) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give one for every interval",
                   "price curves for %zu intervals do not fit %zu", curves->slots, slots);
}

hc_status hc_judge_make(hc_judge *j, size_t row_count)
{
    const size_t slots = hc_axis_slots(j->axis);
    j->verdict.slot_count = slots;
    j->verdict.queue_count = hc_queues_of(j);
    HC_TRY(hc_alloc(&j->verdict.cover, slots, sizeof *j->verdict.cover, j->err));
    HC_TRY(hc_alloc(&j->verdict.cover_of_queue, j->verdict.queue_count * slots,
                    sizeof *j->verdict.cover_of_queue, j->err));
    if (j->verdict.queue_count > 1) {
        const size_t subsets = (size_t)1 << j->verdict.queue_count;
        HC_TRY(hc_alloc(&j->room, subsets, sizeof *j->room, j->err));
        HC_TRY(hc_alloc(&j->sets, row_count, sizeof *j->sets, j->err));
    }
    HC_TRY(hc_alloc(&j->slot_wall_min, slots, sizeof *j->slot_wall_min, j->err));
    HC_TRY(hc_alloc(&j->pieces, row_count, sizeof *j->pieces, j->err));
    HC_TRY(hc_alloc(&j->duties, row_count, sizeof *j->duties, j->err));
    return hc_alloc(&j->heads, j->rules->class_count, sizeof *j->heads, j->err);
}

void hc_judge_clear(hc_judge *j)
{
    hc_free(j->slot_wall_min);
    hc_free(j->pieces);
    hc_free(j->duties);
    hc_free(j->heads);
    hc_free(j->sets);
    hc_free(j->of_set);
    hc_free(j->room);
}

hc_status hc_check_roster(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster_row *rows, size_t row_count, hc_roster_verdict *out,
                          hc_error *err)
{
    HC_TRY(hc_rules_check(rules, err));
    hc_judge j = {.axis = axis, .required = required, .rules = rules, .err = err};
    HC_TRY(check_required(required, hc_queues_of(&j) * hc_axis_slots(axis), err));
    HC_TRY(check_curves(&rules->curves, hc_axis_slots(axis), err));
    j.status = hc_judge_make(&j, row_count);
    if (j.status == HC_OK) {
        hc_judge_read_rows(&j, rows, row_count);
        judge_people(&j);
        judge_absent(&j);
        hc_judge_heads(&j);
        hc_price_cover(&j);
    }
    hc_judge_clear(&j);
    if (j.status != HC_OK) {
        hc_roster_verdict_clear(&j.verdict);
        return j.status;
    }
    hc_roster_verdict_clear(out);
    *out = j.verdict;
    return HC_OK;
}

bool hc_roster_cost_agrees(const hc_roster_verdict *verdict, double claimed_cost)
{
    const double scale = fmax(1.0, fabs(verdict->cost));
    return fabs(verdict->cost - claimed_cost) <= HC_COST_TOLERANCE * scale;
}

void hc_roster_verdict_clear(hc_roster_verdict *verdict)
{
    hc_free(verdict->violations);
    hc_free(verdict->cover);
    hc_free(verdict->cover_of_queue);
    *verdict = (hc_roster_verdict)HC_ROSTER_VERDICT_INIT;
}
