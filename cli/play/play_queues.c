#include "cli/play/play_queues.h"

#include <math.h>
#include <stdio.h>

#include "erlang/requirement_people.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "scheduler/skills.h"

/* What the simulator takes: the people with one set of skills are a group, or, where no one has
 * skills, those of a queue's share of the roster. */
typedef struct stage {
    const hc_stored_plan *plan;
    size_t queues, slots, parts; /* parts: stretches a slot */
    size_t groups;
    hc_skills *skills;   /* [groups]; NULL: a group a queue */
    double *people;      /* [groups][slots] agents on the phones, with fractions */
    int32_t *agents;     /* [groups][slots * parts] */
    double *calls;       /* [queues][slots] */
    double *aht_s;       /* [queues][slots] */
    size_t *route;       /* [queues][groups] */
    hc_sim_queue *lines; /* [queues] */
    hc_sim_group *sets;  /* [groups] */
} stage;

static void stage_clear(stage *it)
{
    hc_free(it->skills);
    hc_free(it->people);
    hc_free(it->agents);
    hc_free(it->calls);
    hc_free(it->aht_s);
    hc_free(it->route);
    hc_free(it->lines);
    hc_free(it->sets);
}

/* ---- people -------------------------------------------------------------------------------
 */

static hc_skills skills_at(const hc_plan_inputs *plan, size_t agent)
{
    const hc_class *of_class = &plan->team.classes[plan->roster.agents[agent].class_index];
    return hc_skills_of(&plan->team, of_class,
                        agent < plan->team.agent_count ? &plan->team.agents[agent] : NULL);
}

/* The group of these skills, which is added where there is none yet. */
static size_t group_of(stage *it, hc_skills skills)
{
    size_t group = 0;
    while (group < it->groups && it->skills[group] != skills) {
        group++;
    }
    if (group == it->groups) { it->skills[it->groups++] = skills; }
    return group;
}

/* Who is there, and of these the agents on the phones: the same share of every group. */
static hc_status put_people(stage *it, hc_error *err)
{
    const hc_plan_inputs *plan = &it->plan->inputs;
    double *all = NULL;
    HC_TRY(hc_alloc(&it->skills, plan->roster.agent_count, sizeof *it->skills, err));
    for (size_t agent = 0; agent < plan->roster.agent_count; agent++) {
        (void)group_of(it, skills_at(plan, agent));
    }
    HC_TRY(hc_alloc(&it->people, it->groups * it->slots, sizeof *it->people, err));
    HC_TRY(hc_alloc(&all, it->slots, sizeof *all, err));
    for (size_t k = 0; k < plan->roster.shift_count; k++) {
        const hc_shift *shift = &plan->roster.shifts[k];
        const size_t group = group_of(it, skills_at(plan, shift->agent));
        hc_shift_add_cover(&plan->roster.axis, shift, &it->people[group * it->slots]);
    }
    hc_roster_cover(&plan->roster, all);
    for (size_t at = 0; at < it->groups * it->slots; at++) {
        const double there = all[at % it->slots];
        it->people[at] *= there > 0.0 ? plan->roster_agents[at % it->slots] / there : 0.0;
    }
    hc_free(all);
    return HC_OK;
}

/* The agents of each queue as they are in its figures. */
static hc_status put_shares(stage *it, hc_error *err)
{
    it->groups = it->queues;
    HC_TRY(hc_alloc(&it->people, it->groups * it->slots, sizeof *it->people, err));
    for (size_t at = 0; at < it->groups * it->slots; at++) {
        const double agents =
            it->plan->delivered.needs[at / it->slots].agents_exact[at % it->slots];
        it->people[at] = agents > 0.0 ? agents : 0.0;
    }
    return HC_OK;
}

static bool can_serve(const stage *it, size_t group, size_t q)
{
    return it->skills != NULL ? hc_serves(it->skills[group], q) : group == q;
}

static hc_status put_groups(stage *it, double interval_s, hc_error *err)
{
    const size_t stretches = it->slots * it->parts;
    HC_TRY(hc_alloc(&it->agents, it->groups * stretches, sizeof *it->agents, err));
    HC_TRY(hc_alloc(&it->sets, it->groups, sizeof *it->sets, err));
    for (size_t group = 0; group < it->groups; group++) {
        int32_t *agents = it->agents + group * stretches;
        hc_play_whole_agents(it->people + group * it->slots, it->slots, it->parts, agents);
        it->sets[group] = (hc_sim_group){agents, stretches, interval_s / (double)it->parts};
    }
    return HC_OK;
}

/* ---- calls --------------------------------------------------------------------------------
 */

static void put_calls(stage *it, size_t q)
{
    const hc_queue *queue = &it->plan->inputs.forecast.queues[q];
    for (size_t slot = 0; slot < it->slots; slot++) {
        const bool open = queue->state[slot] != HC_SLOT_CLOSED && queue->calls[slot] > 0.0;
        it->calls[q * it->slots + slot] = open ? queue->calls[slot] : 0.0;
        it->aht_s[q * it->slots + slot] = open ? queue->aht_s[slot] : 1.0;
    }
}

static double or_else(double said, double usual)
{
    return hc_is_missing(said) ? usual : said;
}

static double patience_of(const hc_queue_rules *rules)
{
    return rules->model == HC_MODEL_A ? rules->patience_s : HC_MISSING;
}

static hc_status put_lines(const hc_queues_change *change, stage *it, hc_error *err)
{
    const hc_plan_inputs *plan = &it->plan->inputs;
    HC_TRY(hc_alloc(&it->calls, it->queues * it->slots, sizeof *it->calls, err));
    HC_TRY(hc_alloc(&it->aht_s, it->queues * it->slots, sizeof *it->aht_s, err));
    HC_TRY(hc_alloc(&it->route, it->queues * it->groups, sizeof *it->route, err));
    HC_TRY(hc_alloc(&it->lines, it->queues, sizeof *it->lines, err));
    for (size_t q = 0; q < it->queues; q++) {
        const hc_queue_rules *rules = &plan->queue_rules[q];
        size_t *route = it->route + q * it->groups;
        put_calls(it, q);
        it->lines[q] =
            hc_play_line(it->calls + q * it->slots, it->aht_s + q * it->slots, change->aht_cv,
                         or_else(change->patience_s, patience_of(rules)),
                         or_else(change->target_s, rules->target_s));
        it->lines[q].route = route;
        for (size_t group = 0; group < it->groups; group++) {
            if (can_serve(it, group, q)) { route[it->lines[q].route_count++] = group; }
        }
    }
    return HC_OK;
}

/* ---- what came of it ----------------------------------------------------------------------
 */

/* The formula's figures of a queue, or of the whole, as the plan has them: ratios of sums. */
static hc_play_figures formula_of(const hc_need *served, size_t slots)
{
    double calls = 0.0, in_time = 0.0, answered = 0.0, wait_s = 0.0, busy = 0.0, line = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(served->calls[slot] > 0.0)) { continue; }
        const double stay = served->calls[slot] * (1.0 - served->abandon_rate[slot]);
        calls += served->calls[slot];
        in_time += served->calls[slot] * served->service_level[slot];
        answered += stay;
        wait_s += stay > 0.0 ? stay * served->asa_s[slot] : 0.0;
        if (hc_is_missing(served->occupancy[slot])) { continue; } /* nobody there */
        line += hc_need_line(served, slot);
        busy += hc_need_line(served, slot) * served->occupancy[slot];
    }
    return (hc_play_figures){.service_level = calls > 0.0 ? in_time / calls : HC_MISSING,
                             .abandon_rate = calls > 0.0 ? 1.0 - answered / calls : HC_MISSING,
                             .asa_s = answered > 0.0 ? wait_s / answered : HC_MISSING,
                             .occupancy = line > 0.0 ? busy / line : HC_MISSING};
}

static double level_of(const hc_queue_rules *rules)
{
    for (size_t k = 0; k < rules->target_count; k++) {
        if (rules->targets[k].kind == HC_TARGET_SL_OFFERED) { return rules->targets[k].limit; }
    }
    return HC_MISSING;
}

static void tell_queue(const stage *it, const hc_queues_change *change,
                       const hc_simulation *played, size_t q, hc_played_queue *row)
{
    const hc_queue_rules *rules = &it->plan->inputs.queue_rules[q];
    const hc_sim_tally *total = &played->total[q];
    (void)snprintf(row->name, sizeof row->name, "%s", it->plan->inputs.forecast.queues[q].name);
    row->target_s = it->lines[q].target_s;
    row->target_level = or_else(change->target_level, level_of(rules));
    row->played =
        (hc_played_day){.contacts = total->offered,
                        .in_time = total->answered_in_target,
                        .abandoned = total->abandoned,
                        .simulated = played->summary[q],
                        .occupancy = {HC_MISSING, HC_MISSING},
                        .formula = formula_of(&it->plan->delivered.needs[q], it->slots)};
    row->played.formula.occupancy = HC_MISSING; /* as is what was played */
}

static void tell_all(const stage *it, const hc_simulation *played, const hc_played_queue *rows,
                     hc_played_queue *all)
{
    const hc_sim_estimate busy_s = played->summary[it->queues].busy_s;
    const double there_s = busy_s.value / played->occupancy;
    *all = (hc_played_queue){
        .name = "all",
        .target_s = HC_MISSING,
        .target_level = HC_MISSING,
        .played = {.simulated = played->summary[it->queues],
                   .formula = formula_of(&it->plan->delivered.needs[it->queues], it->slots)}};
    all->played.occupancy = (hc_sim_estimate){played->occupancy, busy_s.half_width / there_s};
    for (size_t q = 0; q < it->queues; q++) {
        all->played.contacts += rows[q].played.contacts;
        all->played.in_time += rows[q].played.in_time;
        all->played.abandoned += rows[q].played.abandoned;
    }
}

/* ---- playing ------------------------------------------------------------------------------
 */

static hc_status check_calls(const hc_stored_plan *plan, hc_error *err)
{
    const hc_plan_inputs *inputs = &plan->inputs;
    for (size_t q = 0; q < hc_stored_plan_queues(plan); q++) {
        if (inputs->queue_rules[q].work == HC_WORK_CALLS) { continue; }
        return hc_fail(err, HC_ERR_FORMAT, (hc_place){inputs->file->path, 0, 0},
                       "play its other queues one by one: headcount simulate --calls ...",
                       "queue '%s' is of chats or deferred work, no calls that can be played",
                       inputs->forecast.queues[q].name);
    }
    return HC_OK;
}

static hc_status set_stage(const hc_queues_change *change, stage *it, hc_error *err)
{
    const double interval_s = 60.0 * it->plan->inputs.forecast.axis.interval_min;
    it->parts = hc_play_parts(interval_s);
    HC_TRY(it->plan->result.served != NULL ? put_people(it, err) : put_shares(it, err));
    HC_TRY(put_groups(it, interval_s, err));
    return put_lines(change, it, err);
}

hc_status hc_play_queues(const hc_stored_plan *plan, const hc_queues_change *change,
                         const hc_sim_options *options, hc_played_queue *rows, hc_error *err)
{
    stage it = {.plan = plan,
                .queues = hc_stored_plan_queues(plan),
                .slots = hc_axis_slots(&plan->inputs.forecast.axis)};
    hc_simulation played = HC_SIMULATION_INIT;
    HC_TRY(check_calls(plan, err));
    hc_status st = set_stage(change, &it, err);
    if (st == HC_OK) {
        const hc_sim_model model = {.slots = it.slots,
                                    .interval_s =
                                        60.0 * plan->inputs.forecast.axis.interval_min,
                                    .queue_count = it.queues,
                                    .queues = it.lines,
                                    .group_count = it.groups,
                                    .groups = it.sets,
                                    .longest_idle = true};
        st = hc_simulate(&model, options, &played, err);
    }
    if (st == HC_OK) {
        for (size_t q = 0; q < it.queues; q++) {
            tell_queue(&it, change, &played, q, &rows[q]);
        }
        tell_all(&it, &played, rows, &rows[it.queues]);
    }
    hc_simulation_clear(&played);
    stage_clear(&it);
    return st;
}
