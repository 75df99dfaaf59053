/* A roster as the first schedule of a search for a few people more or fewer. */
#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/start.h"

typedef struct hc_crowd {
    const hc_problem *problem;
    hc_plan plan;        /* the roster's people, and as many empty heads as their groups lack */
    size_t *first;       /* [groups + 1] heads of the plan */
    size_t *people;      /* [groups] of the roster */
    size_t *head_of;     /* [agents of the roster] */
    bool *gone;          /* [heads] */
    hc_day_shift *aside; /* [days] */
} hc_crowd;

/* The group of a class; all its people are alike, as there are no names. */
static size_t group_of(const hc_problem *problem, size_t class_index)
{
    for (size_t g = 0; g < problem->group_count; g++) {
        if (problem->groups[g].class_index == class_index) { return g; }
    }
    return SIZE_MAX;
}

/* Numbers everybody within their group; people of no group have no head. */
static void seat_people(hc_crowd *crowd, const hc_roster *roster)
{
    for (size_t agent = 0; agent < roster->agent_count; agent++) {
        const size_t g = group_of(crowd->problem, roster->agents[agent].class_index);
        crowd->head_of[agent] = g == SIZE_MAX ? SIZE_MAX : crowd->people[g]++;
    }
    for (size_t g = 0; g < crowd->problem->group_count; g++) {
        const size_t heads = crowd->problem->groups[g].heads;
        const size_t room = crowd->people[g] > heads ? crowd->people[g] : heads;
        crowd->first[g + 1] = crowd->first[g] + room;
    }
}

static hc_status make_plan(hc_crowd *crowd, hc_error *err)
{
    const size_t groups = crowd->problem->group_count;
    size_t *heads = NULL;
    HC_TRY(hc_alloc(&heads, groups, sizeof *heads, err));
    for (size_t g = 0; g < groups; g++) {
        heads[g] = crowd->first[g + 1] - crowd->first[g];
    }
    const hc_status st = hc_plan_make(&crowd->plan, crowd->problem, heads, err);
    hc_free(heads);
    HC_TRY(st);
    HC_TRY(hc_alloc(&crowd->aside, crowd->problem->days, sizeof *crowd->aside, err));
    return hc_alloc(&crowd->gone, crowd->plan.head_count, sizeof *crowd->gone, err);
}

static hc_status read_shifts(hc_crowd *crowd, const hc_roster *roster, int32_t interval_min,
                             hc_error *err)
{
    for (size_t k = 0; k < roster->shift_count; k++) {
        const hc_shift *from = &roster->shifts[k];
        const size_t g = group_of(crowd->problem, roster->agents[from->agent].class_index);
        hc_day_shift shift;
        if (g == SIZE_MAX) { continue; }
        const size_t head = crowd->first[g] + crowd->head_of[from->agent];
        if (from->day >= crowd->problem->days ||
            !hc_shift_read(hc_plan_form(&crowd->plan, head), from, interval_min, &shift)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "start from a roster of these rules",
                           "shift %zu of the roster to start from is none of its contract's",
                           k + 1);
        }
        hc_plan_add_shift(&crowd->plan, head, from->day, &shift);
    }
    return HC_OK;
}

static void take_out(hc_crowd *crowd, size_t head)
{
    memcpy(crowd->aside, hc_plan_tour(&crowd->plan, head),
           crowd->problem->days * sizeof *crowd->aside);
    hc_plan_remove_tour(&crowd->plan, head);
}

/* Lets the person of the group go without whom the rest costs least. */
static void let_one_go(hc_crowd *crowd, size_t g)
{
    size_t best = SIZE_MAX;
    double least = (double)INFINITY;
    for (size_t head = crowd->first[g]; head < crowd->first[g + 1]; head++) {
        const double before = crowd->plan.cost;
        if (crowd->gone[head]) { continue; }
        take_out(crowd, head);
        if (crowd->plan.cost < least) {
            least = crowd->plan.cost;
            best = head;
        }
        hc_plan_add_tour(&crowd->plan, head, crowd->aside);
        crowd->plan.cost = before;
    }
    hc_plan_remove_tour(&crowd->plan, best);
    crowd->gone[best] = true;
}

static hc_status keep_heads(hc_crowd *crowd, hc_plan *plan, hc_error *err)
{
    const hc_problem *problem = crowd->problem;
    size_t *heads = NULL;
    HC_TRY(hc_alloc(&heads, problem->group_count, sizeof *heads, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        heads[g] = problem->groups[g].heads;
        for (size_t more = heads[g]; more < crowd->people[g]; more++) {
            let_one_go(crowd, g);
        }
    }
    const hc_status st = hc_plan_make(plan, problem, heads, err);
    hc_free(heads);
    HC_TRY(st);
    size_t to = 0;
    for (size_t head = 0; head < crowd->plan.head_count; head++) {
        if (crowd->gone[head]) { continue; }
        hc_plan_add_tour(plan, to++, hc_plan_tour(&crowd->plan, head));
    }
    return HC_OK;
}

hc_status hc_start_from_roster(const hc_problem *problem, const hc_roster *roster,
                               int32_t interval_min, hc_plan *plan, hc_error *err)
{
    hc_crowd crowd = {.problem = problem};
    const size_t groups = problem->group_count;
    hc_status st = hc_alloc(&crowd.first, groups + 1, sizeof *crowd.first, err);
    if (st == HC_OK) { st = hc_alloc(&crowd.people, groups, sizeof *crowd.people, err); }
    if (st == HC_OK) {
        st = hc_alloc(&crowd.head_of, roster->agent_count, sizeof *crowd.head_of, err);
    }
    if (st == HC_OK) {
        seat_people(&crowd, roster);
        st = make_plan(&crowd, err);
    }
    if (st == HC_OK) { st = read_shifts(&crowd, roster, interval_min, err); }
    if (st == HC_OK) { st = keep_heads(&crowd, plan, err); }
    hc_plan_clear(&crowd.plan);
    hc_free(crowd.first);
    hc_free(crowd.people);
    hc_free(crowd.head_of);
    hc_free(crowd.gone);
    hc_free(crowd.aside);
    return st;
}
