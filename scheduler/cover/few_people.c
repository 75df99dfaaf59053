#include "scheduler/cover/few_people.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/bound.h"

#define HC_FEW_MOST 6   /* people followed */
#define HC_FEW_WORK 3e7 /* cells times states of the people in them; about two seconds */

/*
 * A state is who is present, as a multiset of what is left of their shifts: members in rising
 * order. States of one phase are numbered by how many are present, then in colexicographic
 * order, so that the last member counts most.
 */
typedef struct hc_few {
    const hc_problem *problem;
    const hc_shifts_left *left;
    const hc_few_prices *prices;
    size_t people;
    size_t *first;   /* [phases][people + 2] states of fewer people */
    size_t *choices; /* [kinds + people][people + 1] binomial coefficients */
    double *now;     /* [states] the least cost before the cell; INFINITY: not reached */
    double *next;
    double *full; /* [states] of `next`, where as many were present as are followed */
} hc_few;

typedef struct hc_present {
    size_t count;
    int16_t left[HC_FEW_MOST];
} hc_present;

static size_t most_kinds(const hc_shifts_left *left)
{
    size_t most = 0;
    for (size_t p = 0; p < left->phases; p++) {
        const size_t own = hc_shifts_left_at(left, p);
        if (own > most) { most = own; }
    }
    return most;
}

/* ---- numbering ---- */

static size_t choose(const hc_few *few, size_t from, size_t count)
{
    return few->choices[from * (few->people + 1) + count];
}

static void count_choices(hc_few *few, size_t rows)
{
    const size_t width = few->people + 1;
    for (size_t n = 0; n < rows; n++) {
        few->choices[n * width] = 1;
        for (size_t k = 1; k < width; k++) {
            few->choices[n * width + k] =
                n == 0 ? 0 : choose(few, n - 1, k - 1) + choose(few, n - 1, k);
        }
    }
}

/* Multisets of `count` of `kinds`. */
static size_t states_of(const hc_few *few, size_t kinds, size_t count)
{
    if (count == 0) { return 1; }
    return kinds == 0 ? 0 : choose(few, kinds + count - 1, count);
}

static void count_states(hc_few *few)
{
    for (size_t p = 0; p < few->left->phases; p++) {
        size_t *first = &few->first[p * (few->people + 2)];
        for (size_t count = 0; count <= few->people; count++) {
            first[count + 1] =
                first[count] + states_of(few, hc_shifts_left_at(few->left, p), count);
        }
    }
}

static size_t states_at(const hc_few *few, size_t phase)
{
    return few->first[phase * (few->people + 2) + few->people + 1];
}

static size_t number_of(const hc_few *few, size_t phase, const hc_present *who)
{
    size_t number = few->first[phase * (few->people + 2) + who->count];
    for (size_t k = 0; k < who->count; k++) {
        number += choose(few, (size_t)who->left[k] + k, k + 1);
    }
    return number;
}

/* The state of as many people whose number follows. */
static void next_present(hc_present *who)
{
    size_t k = 0;
    while (k + 1 < who->count && who->left[k] == who->left[k + 1]) {
        k++;
    }
    who->left[k]++;
    memset(who->left, 0, k * sizeof who->left[0]);
}

static void join(hc_present *who, int16_t left)
{
    size_t at = who->count++;
    for (; at > 0 && who->left[at - 1] > left; at--) {
        who->left[at] = who->left[at - 1];
    }
    who->left[at] = left;
}

/* ---- one cell ---- */

static void lower(double *value, double to)
{
    if (to < *value) { *value = to; }
}

/* Those present are joined by a new shift of any type. */
static void start_shift(hc_few *few, const double *start, size_t number, const hc_present *who)
{
    for (size_t type = 0; type < few->left->types; type++) {
        if (isinf(start[type])) { continue; }
        hc_present more = *who;
        join(&more, few->left->whole[type]);
        lower(&few->now[number_of(few, 0, &more)], few->now[number] + start[type]);
    }
}

/* Fewest people first, so that several may start at once. */
static void start_shifts(hc_few *few, size_t cell)
{
    const double *start = &few->prices->start[cell * few->left->types];
    size_t number = 0;
    for (size_t count = 0; count < few->people; count++) {
        const size_t end = few->first[count + 1];
        for (hc_present who = {.count = count}; number < end; number++, next_present(&who)) {
            if (!isinf(few->now[number])) { start_shift(few, start, number, &who); }
        }
    }
}

/* A cell whose people come one by one, each to the queue where that saves most. */
typedef struct hc_few_cell {
    size_t cell;
    int32_t agents[HC_PLACES_MAX];
    double worth[HC_PLACES_MAX]; /* of whoever is cheapest there */
    double cost;
} hc_few_cell;

static hc_few_cell empty_cell(const hc_few *few, size_t cell)
{
    const hc_problem *problem = few->problem;
    hc_few_cell empty = {.cell = cell};
    for (size_t q = 0; q < problem->queue_count; q++) {
        if (!hc_serves(few->prices->queues, q)) { continue; }
        empty.worth[q] = hc_bound_queue(problem, few->prices->worth, q, cell);
        empty.cost += problem->empty_cost[q * problem->all_cells + cell];
    }
    return empty;
}

/* Where the next one saves most beyond what they are worth, and how much. */
static double best_queue(const hc_few *few, const hc_few_cell *own, size_t *queue)
{
    const hc_problem *problem = few->problem;
    double most = -(double)INFINITY;
    for (size_t q = 0; q < problem->queue_count; q++) {
        if (!hc_serves(few->prices->queues, q)) { continue; }
        const size_t at = q * problem->all_cells + own->cell;
        const double saves = hc_gain(problem, at, own->agents[q]) - own->worth[q];
        if (!(saves > most)) { continue; }
        most = saves;
        *queue = q;
    }
    return most;
}

/* The cell's price by how many of those followed cover it, and by how many when all that can be
 * followed are present, so that more may cover it as well. */
typedef struct hc_few_price {
    double alone[HC_FEW_MOST + 1];
    double with_more[HC_FEW_MOST + 1];
} hc_few_price;

static void price_cell(const hc_few *few, size_t cell, hc_few_price *price)
{
    hc_few_cell own = empty_cell(few, cell);
    size_t queue = 0;
    double saves = best_queue(few, &own, &queue);
    for (size_t covering = 0; covering <= few->people || saves > 0.0; covering++) {
        if (covering <= few->people) { price->alone[covering] = own.cost; }
        if (isinf(saves)) { continue; } /* nobody serves it */
        own.cost -= saves;
        own.agents[queue]++;
        saves = best_queue(few, &own, &queue);
    }
    double least = own.cost;
    for (size_t covering = few->people + 1; covering-- > 0;) {
        least = fmin(least, price->alone[covering]);
        price->with_more[covering] = least;
    }
}

/* Whose shift goes on at work, and whose in a break; a bit each. */
typedef struct hc_few_ways {
    unsigned may_work;
    unsigned may_rest;
} hc_few_ways;

static hc_few_ways ways_of(const int16_t *after, const hc_present *who)
{
    hc_few_ways ways = {0, 0};
    for (size_t k = 0; k < who->count; k++) {
        const int16_t *own = &after[2 * (size_t)who->left[k]];
        if (own[0] != HC_LEFT_NOT) { ways.may_work |= 1U << k; }
        if (own[1] != HC_LEFT_NOT) { ways.may_rest |= 1U << k; }
    }
    return ways;
}

/* Who is present after the cell when those in `resting` have a break in it. */
static hc_present pass_cell(const int16_t *after, const hc_present *who, unsigned resting,
                            size_t *covering)
{
    hc_present then = {.count = 0};
    *covering = who->count;
    for (size_t k = 0; k < who->count; k++) {
        const unsigned rests = resting >> k & 1U;
        const int16_t left = after[2 * (size_t)who->left[k] + rests];
        *covering -= rests;
        if (left != HC_LEFT_GONE) { join(&then, left); }
    }
    return then;
}

/* Everything that those present can do in the cell. */
static void live_cell(hc_few *few, size_t phase, const hc_present *who, double cost,
                      const double *price)
{
    const int16_t *after = &few->left->after[2 * few->left->first[phase]];
    const size_t next_phase = (phase + 1) % few->left->phases;
    const hc_few_ways ways = ways_of(after, who);
    const unsigned must_rest = ways.may_rest & ~ways.may_work;
    const unsigned free_to = ways.may_rest & ways.may_work;
    unsigned some = 0;
    do {
        size_t covering = 0;
        const hc_present then = pass_cell(after, who, must_rest | some, &covering);
        const size_t number = number_of(few, next_phase, &then);
        lower(&few->next[number], cost + price[covering]);
        if (who->count == few->people) { lower(&few->full[number], cost + price[covering]); }
        some = (some - free_to) & free_to;
    } while (some != 0);
}

/* Of those who were beyond the ones followed some are followed where somebody has left, from
 * anywhere in their shift on. */
static void take_up(hc_few *few, size_t phase)
{
    const size_t *first = &few->first[phase * (few->people + 2)];
    size_t number = first[1];
    lower(&few->next[0], few->full[0]);
    for (size_t count = 1; count <= few->people; count++) {
        for (hc_present who = {.count = count}; number < first[count + 1];
             number++, next_present(&who)) {
            for (size_t out = 0; out < count; out++) {
                hc_present fewer = who;
                fewer.count--;
                memmove(&fewer.left[out], &who.left[out + 1],
                        (count - 1 - out) * sizeof who.left[0]);
                lower(&few->full[number], few->full[number_of(few, phase, &fewer)]);
            }
            lower(&few->next[number], few->full[number]);
        }
    }
}

static void forget(double *values, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        values[k] = (double)INFINITY;
    }
}

static void walk_cell(hc_few *few, size_t cell)
{
    const size_t phase = cell % few->left->phases;
    const size_t next_phase = (phase + 1) % few->left->phases;
    hc_few_price price;
    size_t number = 0;
    price_cell(few, cell, &price);
    if (phase == 0) { start_shifts(few, cell); }
    forget(few->next, states_at(few, next_phase));
    forget(few->full, states_at(few, next_phase));
    for (size_t count = 0; count <= few->people; count++) {
        const size_t end = few->first[phase * (few->people + 2) + count + 1];
        const double *own = count == few->people ? price.with_more : price.alone;
        for (hc_present who = {.count = count}; number < end; number++, next_present(&who)) {
            if (isinf(few->now[number])) { continue; }
            live_cell(few, phase, &who, few->now[number], own);
        }
    }
    take_up(few, next_phase);
    double *spent = few->now;
    few->now = few->next;
    few->next = spent;
}

/* ---- all cells ---- */

static double cell_by_cell(const hc_few *few, size_t cell)
{
    const hc_few alone = {.problem = few->problem, .prices = few->prices, .people = 0};
    hc_few_price price;
    price_cell(&alone, cell, &price);
    return price.with_more[0];
}

static double least_of(const double *values, size_t count)
{
    double least = (double)INFINITY;
    for (size_t k = 0; k < count; k++) {
        lower(&least, values[k]);
    }
    return least;
}

static double walk(hc_few *few, hc_run *run)
{
    size_t cell = 0;
    forget(few->now, states_at(few, 0));
    few->now[0] = 0.0;
    for (; cell < few->problem->cells && hc_run_goes_on(run); cell++) {
        walk_cell(few, cell);
    }
    double cost = least_of(few->now, states_at(few, cell % few->left->phases));
    for (; cell < few->problem->cells; cell++) {
        cost += cell_by_cell(few, cell);
    }
    return cost;
}

static hc_status make_tables(hc_few *few, hc_error *err)
{
    const size_t rows = most_kinds(few->left) + few->people + 1;
    size_t states = 0;
    HC_TRY(hc_alloc(&few->choices, rows * (few->people + 1), sizeof *few->choices, err));
    HC_TRY(
        hc_alloc(&few->first, few->left->phases * (few->people + 2), sizeof *few->first, err));
    count_choices(few, rows);
    count_states(few);
    for (size_t p = 0; p < few->left->phases; p++) {
        if (states_at(few, p) > states) { states = states_at(few, p); }
    }
    HC_TRY(hc_alloc(&few->now, states, sizeof *few->now, err));
    HC_TRY(hc_alloc(&few->next, states, sizeof *few->next, err));
    return hc_alloc(&few->full, states, sizeof *few->full, err);
}

hc_status hc_few_cover(const hc_problem *problem, const hc_shifts_left *left,
                       const hc_few_prices *prices, size_t people, hc_run *run, double *cover,
                       hc_error *err)
{
    hc_few few = {.problem = problem, .left = left, .prices = prices, .people = people};
    const hc_status st = make_tables(&few, err);
    if (st == HC_OK) { *cover = walk(&few, run); }
    hc_free(few.first);
    hc_free(few.choices);
    hc_free(few.now);
    hc_free(few.next);
    hc_free(few.full);
    return st;
}

size_t hc_few_people(const hc_problem *problem, const hc_shifts_left *left, double share)
{
    const double budget = HC_FEW_WORK * share;
    const double kinds = (double)most_kinds(left);
    double states = 1.0;
    double of_count = 1.0;
    for (size_t people = 0; people < HC_FEW_MOST; people++) {
        of_count *= (kinds + (double)people) / (double)(people + 1);
        states += of_count;
        if (states * (double)problem->cells > budget) { return people; }
    }
    return HC_FEW_MOST;
}
