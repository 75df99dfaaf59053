/* A roster as the first schedule of a search: for a few people more or fewer, or of one week
 * for several. */
#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/start.h"
#include "scheduler/lawful_tour.h"

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

/* ---- one week, worked again and again ---- */

typedef struct hc_repeat {
    const hc_problem *problem;
    const hc_axis *axis;
    const hc_rules *rules;
    const hc_roster *week;
    hc_plan plan;
    size_t *next;            /* [groups] head for the group's next person */
    hc_day_shift *tour;      /* [days] */
    const hc_shift **lawful; /* [days] the same, as the rules see it */
} hc_repeat;

static hc_status make_repeat(hc_repeat *repeat, size_t spare, hc_error *err)
{
    const hc_problem *problem = repeat->problem;
    HC_TRY(hc_alloc(&repeat->next, problem->group_count, sizeof *repeat->next, err));
    HC_TRY(hc_alloc(&repeat->tour, problem->days, sizeof *repeat->tour, err));
    HC_TRY(hc_alloc(&repeat->lawful, problem->days, sizeof(const hc_shift *), err));
    for (size_t agent = 0; agent < repeat->week->agent_count; agent++) {
        const size_t g = group_of(problem, repeat->week->agents[agent].class_index);
        if (g != SIZE_MAX && repeat->next[g] < problem->groups[g].heads) { repeat->next[g]++; }
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        const size_t left = problem->groups[g].heads - repeat->next[g];
        repeat->next[g] += left < spare ? left : spare;
    }
    HC_TRY(hc_plan_make(&repeat->plan, problem, repeat->next, err));
    size_t first = 0;
    for (size_t g = 0; g < problem->group_count; g++) {
        const size_t own = repeat->next[g];
        repeat->next[g] = first;
        first += own;
    }
    return HC_OK;
}

static bool may_start(const hc_repeat *repeat, size_t g, size_t day, const hc_day_shift *shift)
{
    const hc_group *group = &repeat->problem->groups[g];
    const hc_form *form = &repeat->problem->forms[group->form];
    return shift->start >= group->first_start[day] * form->grid &&
           shift->start <= group->last_start[day] * form->grid &&
           shift->start + form->shapes[shift->shape].length <= group->last_end[day];
}

/* Days that are closed in a later week stay free. */
static void repeat_shift(hc_repeat *repeat, size_t g, const hc_shift *from)
{
    const hc_form *form = &repeat->problem->forms[repeat->problem->groups[g].form];
    const int32_t interval_min = HC_MINUTES_A_DAY / (int32_t)repeat->problem->cells_a_day;
    hc_day_shift shift;
    if (!hc_shift_read(form, from, interval_min, &shift)) { return; }
    for (size_t day = from->day; day < repeat->problem->days; day += HC_DAYS_A_WEEK) {
        if (!may_start(repeat, g, day, &shift)) { continue; }
        repeat->tour[day] = shift;
        repeat->lawful[day] = from;
    }
}

static void rest_all_days(hc_repeat *repeat)
{
    for (size_t day = 0; day < repeat->problem->days; day++) {
        repeat->tour[day] = (hc_day_shift){.start = HC_DAY_OFF};
        repeat->lawful[day] = NULL;
    }
}

/* Hires one person with the shifts from `first` until before `end`, every week; without any
 * where the weeks together keep not every rule. */
static void hire_again(hc_repeat *repeat, size_t person, size_t first, size_t end)
{
    const hc_agent agent = {.class_index = repeat->week->agents[person].class_index};
    const size_t g = group_of(repeat->problem, agent.class_index);
    if (g == SIZE_MAX || repeat->next[g] >= repeat->plan.head_count ||
        repeat->plan.heads[repeat->next[g]].group != g) {
        return;
    }
    rest_all_days(repeat);
    for (size_t k = first; k < end; k++) {
        repeat_shift(repeat, g, &repeat->week->shifts[k]);
    }
    if (!hc_tour_is_lawful(repeat->axis, repeat->rules, &agent, repeat->lawful)) {
        rest_all_days(repeat);
    }
    hc_plan_add_tour(&repeat->plan, repeat->next[g]++, repeat->tour);
}

static void hire_all_again(hc_repeat *repeat)
{
    const hc_roster *week = repeat->week;
    size_t first = 0;
    while (first < week->shift_count) {
        const size_t person = week->shifts[first].agent;
        size_t end = first;
        while (end < week->shift_count && week->shifts[end].agent == person) {
            end++;
        }
        hire_again(repeat, person, first, end);
        first = end;
    }
}

hc_status hc_start_from_week(const hc_problem *problem, const hc_axis *axis,
                             const hc_rules *rules, const hc_roster *week, size_t spare,
                             hc_plan *plan, hc_error *err)
{
    hc_repeat repeat = {.problem = problem, .axis = axis, .rules = rules, .week = week};
    const hc_status st = make_repeat(&repeat, spare, err);
    if (st == HC_OK) {
        hire_all_again(&repeat);
        *plan = repeat.plan;
    } else {
        hc_plan_clear(&repeat.plan);
    }
    hc_free(repeat.next);
    hc_free(repeat.tour);
    hc_free(repeat.lawful);
    return st;
}
