#include "erlang/allocate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"

#define TIE 1e-12           /* slack of the target, relative to 1 - target and all calls */
#define SEARCH_STEPS 100000 /* of the exact search: some milliseconds */

/* A step up the upper hull of one interval: more agents for more calls answered in time. */
typedef struct hull_step {
    size_t interval;
    size_t to_option;
    double gain; /* calls */
    double cost;
} hull_step;

typedef struct allocation_work {
    const hc_allocate_interval *intervals;
    size_t n;
    double need;    /* calls that must be answered in time, slack taken off */
    double price;   /* dual: cost of one more call answered in time */
    size_t *chosen; /* [n] option of the best answer so far */
    double best_cost;
    double bound;      /* Lagrangian */
    double cost_grain; /* all costs are multiples of it; 0: none known */
    /* the exact search */
    size_t *order;      /* [n] intervals, widest choice first */
    size_t *trial;      /* [n] options by place in the order */
    double *gain;       /* [n + 1] calls in time before each place */
    double *eaten;      /* [n + 1] room eaten before each place */
    double *best_rest;  /* [n + 1] most calls in time that the places from here on can give */
    size_t *hull_begin; /* scratch */
    long long steps_left;
} allocation_work;

static double gain_of(const hc_allocate_interval *interval, size_t option)
{
    return interval->calls * interval->service_level[option];
}

static double cost_of(const hc_allocate_interval *interval, size_t option)
{
    return interval->agent_cost * ((double)interval->agents_least + (double)option);
}

static hc_status check_interval(const hc_allocate_interval *interval, size_t k, hc_error *err)
{
    if (!(interval->calls >= 0.0 && interval->calls <= 1e12) || !(interval->agent_cost > 0.0) ||
        !(interval->agent_cost <= 1e12) || interval->agents_least < 0 ||
        interval->options == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "interval %zu: calls 0..1e12, agent cost above 0, agents from 0 and at "
                       "least one option are needed",
                       k);
    }
    double before = 0.0;
    for (size_t option = 0; option < interval->options; option++) {
        const double level = interval->service_level[option];
        if (!(level >= before && level <= 1.0)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "interval %zu, option %zu: service levels must ascend within 0..1, "
                           "found %g after %g",
                           k, option, level, before);
        }
        before = level;
    }
    return HC_OK;
}

static hc_status check_input(const hc_allocate_interval *intervals, size_t n, double target,
                             hc_error *err)
{
    if (n > HC_ALLOCATE_INTERVALS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL, "at most %d intervals, found %zu",
                       HC_ALLOCATE_INTERVALS_MAX, n);
    }
    if (!(target >= 0.0 && target <= 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "the target must be in 0..1, found %g", target);
    }
    for (size_t k = 0; k < n; k++) {
        HC_TRY(check_interval(&intervals[k], k, err));
    }
    return HC_OK;
}

/* Steps of the upper hull of one interval, appended to steps; slopes fall from step to step. */
static size_t hull_of(const hc_allocate_interval *interval, size_t k, hull_step *steps,
                      size_t *corner)
{
    size_t corners = 0;
    for (size_t option = 0; option < interval->options; option++) {
        const bool gains =
            corners == 0 || gain_of(interval, option) > gain_of(interval, corner[corners - 1]);
        if (!gains) { continue; } /* more agents for nothing */
        while (corners >= 2) {
            const size_t a = corner[corners - 2];
            const size_t b = corner[corners - 1];
            const double rise_ab = gain_of(interval, b) - gain_of(interval, a);
            const double rise_bc = gain_of(interval, option) - gain_of(interval, b);
            if (rise_ab * (double)(option - b) > rise_bc * (double)(b - a)) { break; }
            corners--;
        }
        corner[corners++] = option;
    }
    for (size_t c = 1; c < corners; c++) {
        steps[c - 1] = (hull_step){
            k, corner[c], gain_of(interval, corner[c]) - gain_of(interval, corner[c - 1]),
            interval->agent_cost * (double)(corner[c] - corner[c - 1])};
    }
    return corners - 1;
}

static int order_of(size_t left, size_t right)
{
    return (left > right) - (left < right);
}

/* Most calls for the money first; equal ones in the order of intervals and options. */
static int by_slope(const void *a, const void *b)
{
    const hull_step *left = a;
    const hull_step *right = b;
    const double l = left->gain * right->cost;
    const double r = right->gain * left->cost;
    if (l < r || l > r) { return l > r ? -1 : 1; }
    return 2 * order_of(left->interval, right->interval) +
           order_of(left->to_option, right->to_option);
}

static double total_cost(const allocation_work *work, const size_t *chosen)
{
    double cost = 0.0;
    for (size_t k = 0; k < work->n; k++) {
        cost += cost_of(&work->intervals[k], chosen[k]);
    }
    return cost;
}

static double total_gain(const allocation_work *work, const size_t *chosen)
{
    double gain = 0.0;
    for (size_t k = 0; k < work->n; k++) {
        gain += gain_of(&work->intervals[k], chosen[k]);
    }
    return gain;
}

/* Cost less what the calls in time are worth at the price: the Lagrangian of one choice. */
static double reduced_cost(const allocation_work *work, size_t k, size_t option)
{
    const hc_allocate_interval *interval = &work->intervals[k];
    return cost_of(interval, option) - work->price * gain_of(interval, option);
}

static double least_reduced_cost(const allocation_work *work, size_t k)
{
    double least = (double)INFINITY;
    for (size_t option = 0; option < work->intervals[k].options; option++) {
        least = fmin(least, reduced_cost(work, k, option));
    }
    return least;
}

/* Climbs the hulls until the target is met; the slope of the last step is the price of a call.
 */
static void climb(allocation_work *work, const hull_step *steps, size_t count)
{
    double gain = total_gain(work, work->chosen);
    for (size_t step = 0; step < count && gain < work->need; step++) {
        work->chosen[steps[step].interval] = steps[step].to_option;
        gain += steps[step].gain;
        work->price = steps[step].cost / steps[step].gain;
    }
    work->bound = work->price * work->need;
    for (size_t k = 0; k < work->n; k++) {
        work->bound += least_reduced_cost(work, k);
    }
}

/* Calls in time lost by taking the last agent of an interval away. */
static double loss_of_one(const allocation_work *work, size_t k)
{
    const hc_allocate_interval *interval = &work->intervals[k];
    return gain_of(interval, work->chosen[k]) - gain_of(interval, work->chosen[k] - 1);
}

/* Takes agents away while the target holds without them: most money for the calls lost first.
 */
static void trim(allocation_work *work)
{
    double spare = total_gain(work, work->chosen) - work->need;
    for (;;) {
        size_t best = work->n;
        double least_loss = (double)INFINITY; /* per unit of cost */
        for (size_t k = 0; k < work->n; k++) {
            if (work->chosen[k] == 0) { continue; }
            const double loss = loss_of_one(work, k);
            if (loss <= spare && loss / work->intervals[k].agent_cost < least_loss) {
                best = k;
                least_loss = loss / work->intervals[k].agent_cost;
            }
        }
        if (best == work->n) { break; }
        spare -= loss_of_one(work, best);
        work->chosen[best]--;
    }
    work->best_cost = total_cost(work, work->chosen);
}

/* ------------------------------------------------------------------ the exact search */

/* What a better answer may cost above the bound at most; below 0 when there can be none. */
static double room_for_better(const allocation_work *work)
{
    const double grain = work->cost_grain > 0.0 ? work->cost_grain : 1e-9 * work->best_cost;
    return work->best_cost - grain - work->bound + 1e-7 * grain + 1e-12 * work->best_cost;
}

/* Moves a place of the order to its next option that leaves room; false when there is none. */
static bool next_option(allocation_work *work, size_t place)
{
    const size_t k = work->order[place];
    const double least = least_reduced_cost(work, k);
    const double room = room_for_better(work) - work->eaten[place];
    for (size_t *option = &work->trial[place]; *option < work->intervals[k].options;
         (*option)++) {
        if (reduced_cost(work, k, *option) - least <= room) { return true; }
    }
    return false;
}

static void keep_if_better(allocation_work *work)
{
    double cost = 0.0;
    for (size_t place = 0; place < work->n; place++) {
        cost += cost_of(&work->intervals[work->order[place]], work->trial[place]);
    }
    if (cost >= work->best_cost) { return; }
    work->best_cost = cost;
    for (size_t place = 0; place < work->n; place++) {
        work->chosen[work->order[place]] = work->trial[place];
    }
}

/*
 * Depth first over the intervals in their order: each choice eats its reduced cost above the
 * least from the room, and what comes after must still be able to reach the target. The room
 * shrinks whenever a better answer is found.
 */
static void search_places(allocation_work *work)
{
    size_t place = 0;
    while (work->steps_left-- > 0) {
        if (!next_option(work, place)) {
            if (place == 0) { return; }
            work->trial[--place]++;
            continue;
        }
        const size_t k = work->order[place];
        const size_t option = work->trial[place];
        work->gain[place + 1] = work->gain[place] + gain_of(&work->intervals[k], option);
        work->eaten[place + 1] =
            work->eaten[place] + reduced_cost(work, k, option) - least_reduced_cost(work, k);
        const bool reachable = work->gain[place + 1] + work->best_rest[place + 1] >= work->need;
        if (reachable && place + 1 < work->n) {
            work->trial[++place] = 0;
            continue;
        }
        if (reachable) { keep_if_better(work); }
        work->trial[place]++;
    }
}

/* Number of options of an interval that a better answer could use. */
static size_t live_options(const allocation_work *work, size_t k, double room,
                           double *most_gain)
{
    const double least = least_reduced_cost(work, k);
    size_t live = 0;
    *most_gain = 0.0;
    for (size_t option = 0; option < work->intervals[k].options; option++) {
        if (reduced_cost(work, k, option) - least > room) { continue; }
        live++;
        *most_gain = fmax(*most_gain, gain_of(&work->intervals[k], option));
    }
    return live;
}

/* Intervals with one option left come first: they only pass the room on. Insertion keeps it
 * stable. */
static void order_intervals(allocation_work *work, double room)
{
    for (size_t k = 0; k < work->n; k++) {
        double most = 0.0;
        const size_t live = live_options(work, k, room, &most);
        size_t place = k;
        while (place > 0 && work->hull_begin[place - 1] > live) {
            work->order[place] = work->order[place - 1];
            work->hull_begin[place] = work->hull_begin[place - 1];
            place--;
        }
        work->order[place] = k;
        work->hull_begin[place] = live;
    }
    work->best_rest[work->n] = 0.0;
    for (size_t place = work->n; place-- > 0;) {
        double most = 0.0;
        (void)live_options(work, work->order[place], room, &most);
        work->best_rest[place] = work->best_rest[place + 1] + most;
    }
}

static void search(allocation_work *work)
{
    const double room = room_for_better(work);
    work->steps_left = SEARCH_STEPS;
    if (room < 0.0 || work->n == 0) { return; }
    order_intervals(work, room);
    search_places(work);
}

/* The cost every agent has in every interval, when there is one: costs are then multiples of
 * it. */
static double common_cost(const hc_allocate_interval *intervals, size_t n)
{
    for (size_t k = 1; k < n; k++) {
        if (intervals[k].agent_cost < intervals[0].agent_cost ||
            intervals[k].agent_cost > intervals[0].agent_cost) {
            return 0.0;
        }
    }
    return n > 0 ? intervals[0].agent_cost : 0.0;
}

static hc_status prepare(allocation_work *work, hull_step **steps, size_t *step_count,
                         hc_error *err)
{
    size_t options = 0;
    size_t widest = 0;
    for (size_t k = 0; k < work->n; k++) {
        options += work->intervals[k].options;
        if (work->intervals[k].options > widest) { widest = work->intervals[k].options; }
    }
    const size_t scratch = widest > work->n ? widest : work->n;
    HC_TRY(hc_alloc(steps, options, sizeof **steps, err));
    HC_TRY(hc_alloc(&work->chosen, work->n, sizeof *work->chosen, err));
    HC_TRY(hc_alloc(&work->order, work->n, sizeof *work->order, err));
    HC_TRY(hc_alloc(&work->trial, work->n, sizeof *work->trial, err));
    HC_TRY(hc_alloc(&work->gain, work->n + 1, sizeof *work->gain, err));
    HC_TRY(hc_alloc(&work->eaten, work->n + 1, sizeof *work->eaten, err));
    HC_TRY(hc_alloc(&work->best_rest, work->n + 1, sizeof *work->best_rest, err));
    HC_TRY(hc_alloc(&work->hull_begin, scratch, sizeof *work->hull_begin, err));
    *step_count = 0;
    for (size_t k = 0; k < work->n; k++) {
        *step_count += hull_of(&work->intervals[k], k, *steps + *step_count, work->hull_begin);
    }
    qsort(*steps, *step_count, sizeof **steps, by_slope);
    return HC_OK;
}

static void give(const allocation_work *work, double calls, int32_t *agents,
                 hc_allocation *result)
{
    for (size_t k = 0; k < work->n; k++) {
        agents[k] = work->intervals[k].agents_least + (int32_t)work->chosen[k];
    }
    if (result == NULL) { return; }
    const bool proved = work->steps_left > 0;
    *result = (hc_allocation){
        .cost = work->best_cost,
        .cost_bound = proved ? work->best_cost : fmin(work->bound, work->best_cost),
        .service_level = calls > 0.0 ? total_gain(work, work->chosen) / calls : (double)NAN,
        .proved = proved};
}

static hc_status solve(allocation_work *work, double target, int32_t *agents,
                       hc_allocation *result, hc_error *err)
{
    double calls = 0.0;
    double most = 0.0;
    for (size_t k = 0; k < work->n; k++) {
        calls += work->intervals[k].calls;
        most += gain_of(&work->intervals[k], work->intervals[k].options - 1);
    }
    work->need = (target - TIE * fmax(1.0 - target, 1e-3)) * calls;
    if (most < work->need) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "offer more agents, or ask for less",
                       "the most agents reach %.4f of the calls in time, the target is %.4f",
                       most / calls, target);
    }
    hull_step *steps = NULL;
    size_t step_count = 0;
    const hc_status status = prepare(work, &steps, &step_count, err);
    if (status == HC_OK) {
        climb(work, steps, step_count);
        trim(work);
        search(work);
        give(work, calls, agents, result);
    }
    hc_free(steps);
    return status;
}

hc_status hc_allocate(const hc_allocate_interval *intervals, size_t n, double target,
                      int32_t *agents, hc_allocation *result, hc_error *err)
{
    HC_TRY(check_input(intervals, n, target, err));
    allocation_work work = {
        .intervals = intervals, .n = n, .cost_grain = common_cost(intervals, n)};
    const hc_status status = solve(&work, target, agents, result, err);
    hc_free(work.chosen);
    hc_free(work.order);
    hc_free(work.trial);
    hc_free(work.gain);
    hc_free(work.eaten);
    hc_free(work.best_rest);
    hc_free(work.hull_begin);
    return status;
}
