/*
 * Several queues and groups: events in time order: a call arrives, a call ends, a staffing
 * changes. Waiting callers stand in one line a queue; who has hung up is dropped when the line
 * is looked at.
 */
#include <math.h>
#include <string.h>

#include "erlang/sim_heap.h"
#include "erlang/sim_play.h"
#include "forecast/base/memory.h"

typedef struct waiting_caller {
    hc_sim_caller caller;
    double gone_s; /* hangs up at */
} waiting_caller;

/* A line of waiting callers: a ring that grows. */
typedef struct waiting_line {
    waiting_caller *ring;
    size_t capacity;
    size_t first;
    size_t length;
} waiting_line;

typedef struct floor_group {
    int32_t staffed;
    int32_t busy;
    size_t next_change;
    const size_t *serves; /* queues this group answers, by priority */
    size_t serves_count;
    double *idle_since_s; /* a ring of who is idle, the longest first; with longest_idle only */
    size_t idle_most, idle_first, idle_count;
} floor_group;

struct hc_sim_floor {
    const hc_sim_model *model;
    waiting_line *lines;  /* [queue_count] */
    hc_sim_caller *next;  /* [queue_count] the next caller of each queue */
    double *next_s;       /* [queue_count] when; INFINITY when there is none */
    floor_group *groups;  /* [group_count] */
    size_t *serves;       /* storage of every group's list */
    double *idle_since_s; /* and ring */
    double *end_s;        /* heap of the moments at which calls end, */
    size_t *end_group;    /* with the group that is answering */
    size_t end_count;
    size_t end_s_capacity;
    size_t end_group_capacity;
};

void hc_sim_floor_free(hc_sim_floor *floor)
{
    if (floor == NULL) { return; }
    for (size_t queue = 0; floor->lines && queue < floor->model->queue_count; queue++) {
        hc_free(floor->lines[queue].ring);
    }
    hc_free(floor->lines);
    hc_free(floor->next);
    hc_free(floor->next_s);
    hc_free(floor->groups);
    hc_free(floor->serves);
    hc_free(floor->idle_since_s);
    hc_free(floor->end_s);
    hc_free(floor->end_group);
    hc_free(floor);
}

static bool routes_to(const hc_sim_queue *queue, size_t group)
{
    for (size_t k = 0; k < queue->route_count; k++) {
        if (queue->route[k] == group) { return true; }
    }
    return false;
}

/* The queues of a group in order of priority, those of equal priority in the model's order. */
static size_t list_served(const hc_sim_model *model, size_t group, size_t *serves)
{
    size_t count = 0;
    for (size_t queue = 0; queue < model->queue_count; queue++) {
        if (!routes_to(&model->queues[queue], group)) { continue; }
        size_t place = count++;
        while (place > 0 &&
               model->queues[serves[place - 1]].priority > model->queues[queue].priority) {
            serves[place] = serves[place - 1];
            place--;
        }
        serves[place] = queue;
    }
    return count;
}

/* The most agents that the group ever has. */
static size_t most_agents(const hc_sim_group *group)
{
    int32_t most = 0;
    for (size_t k = 0; k < group->intervals; k++) {
        most = group->agents[k] > most ? group->agents[k] : most;
    }
    return (size_t)most;
}

/* A place for everybody who can be idle. */
static hc_status allocate_rings(hc_sim_floor *floor, hc_error *err)
{
    const hc_sim_model *model = floor->model;
    size_t places = 0;
    if (!model->longest_idle) { return HC_OK; }
    for (size_t group = 0; group < model->group_count; group++) {
        floor->groups[group].idle_most = most_agents(&model->groups[group]);
        places += floor->groups[group].idle_most;
    }
    HC_TRY(hc_alloc(&floor->idle_since_s, places, sizeof *floor->idle_since_s, err));
    places = 0;
    for (size_t group = 0; group < model->group_count; group++) {
        floor->groups[group].idle_since_s = floor->idle_since_s + places;
        places += floor->groups[group].idle_most;
    }
    return HC_OK;
}

static hc_status allocate_floor(hc_sim_floor *floor, hc_error *err)
{
    const hc_sim_model *model = floor->model;
    HC_TRY(hc_alloc(&floor->lines, model->queue_count, sizeof *floor->lines, err));
    HC_TRY(hc_alloc(&floor->next, model->queue_count, sizeof *floor->next, err));
    HC_TRY(hc_alloc(&floor->next_s, model->queue_count, sizeof *floor->next_s, err));
    HC_TRY(hc_alloc(&floor->groups, model->group_count, sizeof *floor->groups, err));
    HC_TRY(hc_alloc(&floor->serves, model->group_count * model->queue_count,
                    sizeof *floor->serves, err));
    return allocate_rings(floor, err);
}

hc_status hc_sim_floor_create(hc_sim_floor **floor, const hc_sim_model *model, hc_error *err)
{
    hc_sim_floor *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->model = model;
    const hc_status status = allocate_floor(made, err);
    if (status != HC_OK) {
        hc_sim_floor_free(made);
        return status;
    }
    for (size_t group = 0; group < model->group_count; group++) {
        size_t *serves = &made->serves[group * model->queue_count];
        made->groups[group].serves = serves;
        made->groups[group].serves_count = list_served(model, group, serves);
    }
    *floor = made;
    return HC_OK;
}

static hc_status line_push(waiting_line *line, const waiting_caller *caller, hc_error *err)
{
    const size_t before = line->capacity;
    if (line->length == line->capacity) {
        HC_TRY(
            hc_grow(&line->ring, &line->capacity, line->length + 1, sizeof *line->ring, err));
        /* what had wrapped round to the front goes behind the old end */
        memcpy(line->ring + before, line->ring, line->first * sizeof *line->ring);
    }
    line->ring[(line->first + line->length++) % line->capacity] = *caller;
    return HC_OK;
}

static void line_drop_first(waiting_line *line)
{
    line->first = (line->first + 1) % line->capacity;
    line->length--;
}

/* Counts and drops everyone at the head of the line who has hung up by now_s. */
static waiting_caller *line_head(hc_sim_count *count, waiting_line *line, size_t queue,
                                 double now_s)
{
    while (line->length > 0) {
        waiting_caller *head = &line->ring[line->first];
        if (head->gone_s >= now_s) { return head; }
        hc_sim_count_abandoned(count, queue, &head->caller,
                               head->gone_s - head->caller.arrival_s);
        line_drop_first(line);
    }
    return NULL;
}

/* Brings the ring of the group in line with its idle agents: who begins a call or goes home has
 * been idle the longest, who is new or has ended a call is idle from now on. */
static void settle_idle(floor_group *group, double now_s)
{
    const int32_t free_agents = group->staffed - group->busy;
    const size_t idle = free_agents > 0 ? (size_t)free_agents : 0;
    if (group->idle_most == 0) { return; }
    for (; group->idle_count > idle; group->idle_count--) {
        group->idle_first = (group->idle_first + 1) % group->idle_most;
    }
    for (; group->idle_count < idle; group->idle_count++) {
        group->idle_since_s[(group->idle_first + group->idle_count) % group->idle_most] = now_s;
    }
}

static hc_status answer(hc_sim_floor *floor, hc_sim_count *count, size_t queue, size_t group,
                        const hc_sim_caller *caller, double now_s, hc_error *err)
{
    hc_sim_count_answered(count, queue, caller, now_s - caller->arrival_s);
    HC_TRY(hc_grow(&floor->end_s, &floor->end_s_capacity, floor->end_count + 1,
                   sizeof *floor->end_s, err));
    HC_TRY(hc_grow(&floor->end_group, &floor->end_group_capacity, floor->end_count + 1,
                   sizeof *floor->end_group, err));
    floor->groups[group].busy++;
    settle_idle(&floor->groups[group], now_s);
    hc_sim_heap_push(floor->end_s, floor->end_group, &floor->end_count,
                     now_s + caller->handle_s, group);
    return HC_OK;
}

/* True when an agent of the group may begin a call of this queue: more than the reserve idle.
 */
static bool may_begin(const hc_sim_queue *queue, const floor_group *group)
{
    return group->busy < group->staffed && group->staffed - group->busy > queue->reserve;
}

/* The line a free agent of the group turns to: lowest priority number, then the longest
 * waiting. */
static bool choose_line(hc_sim_floor *floor, hc_sim_count *count, size_t group, double now_s,
                        size_t *queue)
{
    const floor_group *served = &floor->groups[group];
    double longest_s = (double)INFINITY;
    int32_t priority = 0;
    bool found = false;
    for (size_t k = 0; k < served->serves_count; k++) {
        const size_t candidate = served->serves[k];
        const int32_t rank = floor->model->queues[candidate].priority;
        if (found && rank > priority) { break; }
        if (!may_begin(&floor->model->queues[candidate], served)) { continue; }
        const waiting_caller *head =
            line_head(count, &floor->lines[candidate], candidate, now_s);
        if (head != NULL && (!found || head->caller.arrival_s < longest_s)) {
            found = true;
            priority = rank;
            longest_s = head->caller.arrival_s;
            *queue = candidate;
        }
    }
    return found;
}

/* Free agents of the group take waiting callers as long as there are both. */
static hc_status take_waiting(hc_sim_floor *floor, hc_sim_count *count, size_t group,
                              double now_s, hc_error *err)
{
    size_t queue = 0;
    while (floor->groups[group].busy < floor->groups[group].staffed &&
           choose_line(floor, count, group, now_s, &queue)) {
        waiting_line *line = &floor->lines[queue];
        const hc_sim_caller caller = line->ring[line->first].caller;
        line_drop_first(line);
        HC_TRY(answer(floor, count, queue, group, &caller, now_s, err));
    }
    return HC_OK;
}

/* Where an arriving call goes; group_count when nobody on its route may begin it. */
static size_t choose_group(const hc_sim_floor *floor, const hc_sim_queue *calls)
{
    size_t chosen = floor->model->group_count;
    double since_s = (double)INFINITY;
    for (size_t k = 0; k < calls->route_count; k++) {
        const floor_group *group = &floor->groups[calls->route[k]];
        if (!may_begin(calls, group)) { continue; }
        if (!floor->model->longest_idle) { return calls->route[k]; }
        if (group->idle_since_s[group->idle_first] < since_s) {
            since_s = group->idle_since_s[group->idle_first];
            chosen = calls->route[k];
        }
    }
    return chosen;
}

static hc_status arrive(hc_sim_floor *floor, hc_sim_source *sources, hc_sim_count *count,
                        size_t queue, hc_error *err)
{
    const hc_sim_queue *calls = &floor->model->queues[queue];
    const hc_sim_caller caller = floor->next[queue];
    const bool more = hc_sim_source_next(&sources[queue], &floor->next[queue]);
    floor->next_s[queue] = more ? floor->next[queue].arrival_s : (double)INFINITY;
    const size_t group = choose_group(floor, calls);
    if (group < floor->model->group_count) {
        return answer(floor, count, queue, group, &caller, caller.arrival_s, err);
    }
    const double patience_s = hc_sim_patience_s(&sources[queue], caller.patience_u);
    const waiting_caller waits = {caller, caller.arrival_s + patience_s};
    return line_push(&floor->lines[queue], &waits, err);
}

static double next_change_s(const hc_sim_floor *floor, size_t *group)
{
    double at_s = (double)INFINITY;
    for (size_t g = 0; g < floor->model->group_count; g++) {
        const hc_sim_group *plan = &floor->model->groups[g];
        if (floor->groups[g].next_change >= plan->intervals) { continue; }
        const double change_s = (double)floor->groups[g].next_change * plan->interval_s;
        if (change_s < at_s) {
            at_s = change_s;
            *group = g;
        }
    }
    return at_s;
}

static size_t next_queue(const hc_sim_floor *floor)
{
    size_t first = 0;
    for (size_t queue = 1; queue < floor->model->queue_count; queue++) {
        if (floor->next_s[queue] < floor->next_s[first]) { first = queue; }
    }
    return first;
}

static void reset_floor(hc_sim_floor *floor, hc_sim_source *sources)
{
    floor->end_count = 0;
    for (size_t queue = 0; queue < floor->model->queue_count; queue++) {
        floor->lines[queue].first = 0;
        floor->lines[queue].length = 0;
        const bool more = hc_sim_source_next(&sources[queue], &floor->next[queue]);
        floor->next_s[queue] = more ? floor->next[queue].arrival_s : (double)INFINITY;
    }
    for (size_t group = 0; group < floor->model->group_count; group++) {
        floor->groups[group].staffed = 0;
        floor->groups[group].busy = 0;
        floor->groups[group].next_change = 0;
        floor->groups[group].idle_first = floor->groups[group].idle_count = 0;
    }
}

/* Those still waiting when nothing happens any more: they hang up, or are left at the end. */
static void count_left(hc_sim_floor *floor, hc_sim_count *count)
{
    const double end_s = (double)floor->model->slots * floor->model->interval_s;
    for (size_t queue = 0; queue < floor->model->queue_count; queue++) {
        waiting_line *line = &floor->lines[queue];
        for (; line->length > 0; line_drop_first(line)) {
            const waiting_caller *head = &line->ring[line->first];
            const double gone_s = isinf(head->gone_s) ? end_s : head->gone_s;
            hc_sim_count_abandoned(count, queue, &head->caller,
                                   gone_s - head->caller.arrival_s);
        }
    }
}

/* When the next of each kind happens, and to whom. */
typedef struct next_events {
    double change_s;
    size_t changing;
    double end_s;
    double arrival_s;
    size_t arriving;
} next_events;

static hc_status change_staff(hc_sim_floor *floor, hc_sim_count *count, next_events *next,
                              hc_error *err)
{
    const double now_s = next->change_s;
    const size_t changing = next->changing;
    floor_group *group = &floor->groups[changing];
    group->staffed = floor->model->groups[changing].agents[group->next_change++];
    settle_idle(group, now_s);
    next->change_s = next_change_s(floor, &next->changing);
    return take_waiting(floor, count, changing, now_s, err);
}

static hc_status end_call(hc_sim_floor *floor, hc_sim_count *count, hc_error *err)
{
    const double end_s = floor->end_s[0];
    const size_t group = floor->end_group[0];
    hc_sim_heap_pop(floor->end_s, floor->end_group, &floor->end_count);
    floor->groups[group].busy--;
    settle_idle(&floor->groups[group], end_s);
    return take_waiting(floor, count, group, end_s, err);
}

static hc_status play_next(hc_sim_floor *floor, hc_sim_source *sources, hc_sim_count *count,
                           next_events *next, hc_error *err)
{
    if (next->change_s <= next->end_s && next->change_s <= next->arrival_s) {
        return change_staff(floor, count, next, err);
    }
    if (next->end_s <= next->arrival_s) { return end_call(floor, count, err); }
    return arrive(floor, sources, count, next->arriving, err);
}

hc_status hc_sim_play_many(hc_sim_floor *floor, hc_sim_source *sources, hc_sim_count *count,
                           hc_error *err)
{
    next_events next = {0};
    reset_floor(floor, sources);
    next.change_s = next_change_s(floor, &next.changing);
    for (;;) {
        next.arriving = next_queue(floor);
        next.arrival_s = floor->next_s[next.arriving];
        next.end_s = floor->end_count > 0 ? floor->end_s[0] : (double)INFINITY;
        if (isinf(next.arrival_s) && isinf(next.end_s) && isinf(next.change_s)) { break; }
        HC_TRY(play_next(floor, sources, count, &next, err));
    }
    count_left(floor, count);
    return HC_OK;
}
