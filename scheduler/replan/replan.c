#include "scheduler/replan/replan.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/replan/search.h"

#define HC_TIE_BONUS 1e-6 /* of the price unit: among equals the fewer changes win */
#define HC_CHANGE_COST_MOST 1e9

hc_replan_options hc_replan_options_default(void)
{
    return (hc_replan_options){.change_cost = HC_CHANGE_COST_DEFAULT,
                               .search = hc_schedule_options_default()};
}

/* ---- what was kept ---- */

static hc_status refuse_foreign(const hc_roster *kept, const hc_shift *shift, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(kept->axis.first_day + (int64_t)shift->day, date);
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                   "headcount schedule --check names all faults of a roster",
                   "agent '%s' has a shift on %s whose length, times or breaks are not those "
                   "of the contract",
                   kept->agents[shift->agent].id, date);
}

static hc_status read_kept(hc_replanner *r, const hc_roster *kept, int32_t interval_min,
                           hc_error *err)
{
    const hc_problem *problem = &r->problem;
    size_t *head_of = NULL;
    HC_TRY(hc_alloc(&head_of, problem->member_count, sizeof *head_of, err));
    for (size_t head = 0; head < r->plan.head_count; head++) {
        head_of[r->agent[head]] = head;
        for (size_t day = 0; day < problem->days; day++) {
            r->responder.kept[head * problem->days + day].start = HC_DAY_OFF;
        }
    }
    hc_status st = HC_OK;
    for (size_t k = 0; k < kept->shift_count && st == HC_OK; k++) {
        const hc_shift *shift = &kept->shifts[k];
        const size_t head = head_of[shift->agent];
        hc_day_shift *to = &r->responder.kept[head * problem->days + shift->day];
        if (hc_shift_read(hc_plan_form(&r->plan, head), shift, interval_min, to)) { continue; }
        to->start = HC_DAY_FOREIGN;
        if (r->responder.options->breaks_only) { st = refuse_foreign(kept, shift, err); }
    }
    hc_free(head_of);
    return st;
}

/* ---- the result ---- */

static void write_agent(const hc_replanner *r, size_t head, int32_t interval_min,
                        hc_roster *roster)
{
    const hc_form *form = hc_plan_form(&r->plan, head);
    for (size_t day = 0; day < r->problem.days; day++) {
        const hc_day_shift *shift = &hc_plan_tour(&r->plan, head)[day];
        if (shift->start == HC_DAY_OFF) { continue; }
        hc_shift *to = &roster->shifts[roster->shift_count++];
        to->agent = r->agent[head];
        to->day = day;
        hc_shift_write(form, shift, interval_min, to);
    }
}

static void state_proof(const hc_replanner *r, hc_replan *out)
{
    hc_roster *roster = &out->roster;
    const double days = (double)(r->plan.head_count * r->problem.days);
    for (size_t head = 0; head < r->plan.head_count; head++) {
        out->changed_days += hc_changed_days(r, head);
    }
    out->change_total = r->responder.options->change_cost * (double)out->changed_days;
    roster->cost += out->change_total;
    const double tie = r->bonus - r->responder.options->change_cost;
    const double bound = r->lower_bound - tie * days;
    roster->lower_bound = hc_is_missing(bound) ? 0.0 : fmin(bound, roster->cost);
    roster->lp_bound = HC_MISSING;
    roster->gap =
        roster->cost > 0.0 ? (roster->cost - roster->lower_bound) / roster->cost : 0.0;
}

static hc_status write_roster(hc_replanner *r, const hc_axis *axis, const hc_roster *kept,
                              hc_replan *out, hc_error *err)
{
    hc_roster *roster = &out->roster;
    HC_TRY(hc_axis_copy(&roster->axis, axis, err));
    HC_TRY(hc_alloc(&roster->agents, kept->agent_count, sizeof *roster->agents, err));
    HC_TRY(hc_alloc(&roster->shifts, r->plan.head_count * r->problem.days,
                    sizeof *roster->shifts, err));
    roster->agent_count = kept->agent_count;
    memcpy(roster->agents, kept->agents, kept->agent_count * sizeof *roster->agents);
    for (size_t head = 0; head < r->plan.head_count; head++) {
        write_agent(r, head, axis->interval_min, roster);
    }
    hc_roster_sort(roster);
    HC_TRY(hc_roster_count_phones(roster, err));
    HC_TRY(hc_plan_recount(&r->plan, &roster->cost, &roster->cover_cost, err));
    out->cost_before = r->cost_before;
    out->forced_days = r->forced_days;
    state_proof(r, out);
    return HC_OK;
}

/* ---- the front door ---- */

static hc_status check(const hc_axis *axis, const hc_rules *rules, const hc_roster *kept,
                       const hc_replan_options *options, hc_error *err)
{
    if (!(options->change_cost >= 0.0 && options->change_cost <= HC_CHANGE_COST_MOST)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "0 makes changes free",
                       "the price of a change must be 0 to %g, found %g", HC_CHANGE_COST_MOST,
                       options->change_cost);
    }
    if (rules->agent_count == 0 || kept->agent_count != rules->agent_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "take the people from the roster",
                       "a kept roster of %zu people does not fit %zu agents", kept->agent_count,
                       rules->agent_count);
    }
    if (options->breaks_only && options->day >= axis->days) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "choose a time of the requirement's days",
                       "breaks cannot move on day %zu of %zu", options->day + 1, axis->days);
    }
    return HC_OK;
}

static hc_status make_heads(hc_replanner *r, hc_error *err)
{
    hc_problem *problem = &r->problem;
    size_t *heads = NULL;
    HC_TRY(hc_alloc(&heads, problem->group_count, sizeof *heads, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        heads[g] = problem->groups[g].heads;
    }
    const hc_status st = hc_plan_make(&r->plan, problem, heads, err);
    hc_free(heads);
    HC_TRY(st);
    HC_TRY(hc_alloc(&r->agent, r->plan.head_count, sizeof *r->agent, err));
    size_t head = 0;
    for (size_t g = 0; g < problem->group_count; g++) {
        for (size_t k = 0; k < problem->groups[g].heads; k++) {
            r->agent[head++] = problem->members[problem->groups[g].first_member + k];
        }
    }
    return HC_OK;
}

static hc_status make_arrays(hc_replanner *r, hc_error *err)
{
    const hc_problem *problem = &r->problem;
    const size_t tours = r->plan.head_count * problem->days;
    HC_TRY(hc_alloc(&r->responder.kept, tours, sizeof *r->responder.kept, err));
    HC_TRY(hc_alloc(&r->tour, 3 * problem->days, sizeof *r->tour, err));
    r->worths = problem->set_count * problem->all_cells;
    HC_TRY(hc_alloc(&r->price, 3 * hc_queue_cells(problem), sizeof *r->price, err));
    HC_TRY(hc_alloc(&r->worth, r->worths, sizeof *r->worth, err));
    HC_TRY(hc_alloc(&r->cover, r->worths, sizeof *r->cover, err));
    HC_TRY(hc_alloc(&r->total, problem->group_count, sizeof *r->total, err));
    return hc_pricer_make(&r->responder.pricer, problem, err);
}

static hc_status make(hc_replanner *r, const hc_axis *axis, const double *required,
                      const hc_rules *rules, const hc_replan_options *options, hc_error *err)
{
    HC_TRY(hc_problem_make(&r->problem, axis, required, rules, err));
    HC_TRY(make_heads(r, err));
    HC_TRY(make_arrays(r, err));
    r->responder.problem = &r->problem;
    r->responder.options = options;
    r->responder.from_cell = (options->from_min + axis->interval_min - 1) / axis->interval_min;
    r->bonus = fmax(options->change_cost, HC_TIE_BONUS * r->problem.price_unit);
    hc_rng_seed(&r->rng, options->search.seed);
    return HC_OK;
}

static void clear(hc_replanner *r)
{
    hc_pricer_clear(&r->responder.pricer);
    hc_plan_clear(&r->plan);
    hc_free(r->responder.kept);
    hc_free(r->agent);
    hc_free(r->tour);
    hc_free(r->worth);
    hc_free(r->cover);
    hc_free(r->price);
    hc_free(r->total);
    hc_problem_clear(&r->problem);
}

hc_status hc_replan_solve(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster *kept, const hc_replan_options *options,
                          hc_replan *out, hc_error *err)
{
    hc_replan made = HC_REPLAN_INIT;
    hc_replanner r = {.lower_bound = HC_MISSING};
    HC_TRY(check(axis, rules, kept, options, err));
    hc_status st = make(&r, axis, required, rules, options, err);
    if (st == HC_OK) { st = read_kept(&r, kept, axis->interval_min, err); }
    if (st == HC_OK) {
        hc_replan_search(&r);
        st = write_roster(&r, axis, kept, &made, err);
    }
    clear(&r);
    if (st != HC_OK) {
        hc_replan_clear(&made);
        return st;
    }
    *out = made;
    return HC_OK;
}

void hc_replan_clear(hc_replan *replan)
{
    hc_roster_clear(&replan->roster);
    *replan = (hc_replan)HC_REPLAN_INIT;
}
