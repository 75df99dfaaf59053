#include "scheduler/vendor_split.h"

#include <stdlib.h>
#include <string.h>

#define PRICE_HALVINGS 60
#define SAME 1e-12 /* relative: costs that differ by rounding are one */

/* ---- checks -------------------------------------------------------------------------------
 */

static bool is_amount(double value)
{
    return value >= 0.0 && value <= 1e15;
}

static hc_status check_ways(const hc_split_problem *problem, size_t t, hc_error *err)
{
    if (problem->first[t + 1] <= problem->first[t]) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "interval %zu has no way to be served", t);
    }
    for (size_t k = problem->first[t]; k < problem->first[t + 1]; k++) {
        const hc_split_way *way = &problem->ways[k];
        if (!is_amount(way->own_cost) || !is_amount(way->vendor_units) || way->own_agents < 0 ||
            way->vendor_agents < 0) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "way %zu of interval %zu has a number below 0",
                           k - problem->first[t], t);
        }
    }
    return HC_OK;
}

static hc_status check(const hc_split_problem *problem, hc_error *err)
{
    const double prices[] = {problem->own_seat_cost, problem->vendor_price,
                             problem->vendor_seat_cost, problem->vendor_least};
    for (size_t k = 0; k < sizeof prices / sizeof *prices; k++) {
        if (is_amount(prices[k])) { continue; }
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "a price must be 0 or more, found %g",
                       prices[k]);
    }
    for (size_t t = 0; t < problem->interval_count; t++) {
        HC_TRY(check_ways(problem, t, err));
    }
    return HC_OK;
}

/* ---- one pair of seats --------------------------------------------------------------------
 * Given the seats, each interval has the ways that fit into them; left is own + max(least,
 * bill) with own and bill sums over intervals and least what the vendor's seats leave of the
 * least sum. A weight w in 0..1 on the bill gives for each interval a cheapest way and so a
 * bound, own + w bill + (1 - w) least.
 */

typedef struct seats {
    const hc_split_problem *problem;
    int32_t own;
    int32_t vendor;
} seats;

static bool fits(const seats *in, const hc_split_way *way)
{
    return way->own_agents <= in->own && way->vendor_agents <= in->vendor;
}

typedef struct sums {
    double own, bill;
} sums;

static double bill_of(const hc_split_problem *problem, const hc_split_way *way)
{
    return problem->vendor_price * way->vendor_units;
}

/* The cheapest way of an interval at a weight, the smaller bill among equals; SIZE_MAX: none.
 */
static size_t cheapest(const seats *in, size_t t, double weight)
{
    const hc_split_problem *problem = in->problem;
    size_t best = SIZE_MAX;
    double least = 0.0;
    for (size_t k = problem->first[t]; k < problem->first[t + 1]; k++) {
        const hc_split_way *way = &problem->ways[k];
        if (!fits(in, way)) { continue; }
        const double cost = way->own_cost + weight * bill_of(problem, way);
        const bool same = best != SIZE_MAX && fabs(cost - least) <= SAME * (1.0 + fabs(cost));
        const bool less = best == SIZE_MAX || (!same && cost < least) ||
                          (same && way->vendor_units < problem->ways[best].vendor_units);
        if (!less) { continue; }
        best = k;
        least = cost;
    }
    return best;
}

/* All intervals at a weight; false when one does not fit. ways may be NULL. */
static bool at_weight(const seats *in, double weight, sums *sum, size_t *ways)
{
    const hc_split_problem *problem = in->problem;
    *sum = (sums){0.0, 0.0};
    for (size_t t = 0; t < problem->interval_count; t++) {
        const size_t k = cheapest(in, t, weight);
        if (k == SIZE_MAX) { return false; }
        sum->own += problem->ways[k].own_cost;
        sum->bill += bill_of(problem, &problem->ways[k]);
        if (ways != NULL) { ways[t] = k - problem->first[t]; }
    }
    return true;
}

/* What the units must cost at least where so many seats are paid. */
static double least_of(const hc_split_problem *problem, int32_t vendor_seats)
{
    return fmax(0.0, problem->vendor_least - vendor_seats * problem->vendor_seat_cost);
}

static double total_of(const seats *in, const sums *sum)
{
    return sum->own + fmax(sum->bill, least_of(in->problem, in->vendor));
}

/* ---- the exact search ---------------------------------------------------------------------
 * Labels are partial choices of the first intervals; of two with no more own and no more bill
 * one goes, and so does one whose bound is not below the best found.
 */

typedef struct label {
    double own, bill;
    uint32_t parent; /* number and one; 0: none */
    uint32_t way;
} label;

typedef struct search {
    const seats *in;
    double weight;        /* of the best bound */
    double *rest_own;     /* [intervals + 1] least that is still to come, at weight 0 */
    double *rest_all;     /* at weight 1 */
    double *rest_weighed; /* at the best weight */
    size_t label_count, label_capacity;
    label *labels;
    size_t begin, end; /* of the current interval's labels */
    double best;       /* cost of the best choice known */
    uint32_t best_label;
    bool cut;
} search;

static void fill_rests(search *s)
{
    const hc_split_problem *problem = s->in->problem;
    for (size_t t = problem->interval_count; t-- > 0;) {
        const double weights[] = {0.0, 1.0, s->weight};
        double *const rests[] = {s->rest_own, s->rest_all, s->rest_weighed};
        for (size_t k = 0; k < 3; k++) {
            const hc_split_way *way = &problem->ways[cheapest(s->in, t, weights[k])];
            rests[k][t] = rests[k][t + 1] + way->own_cost + weights[k] * bill_of(problem, way);
        }
    }
}

static double bound_of(const search *s, const label *at, size_t t)
{
    const double least = least_of(s->in->problem, s->in->vendor);
    const double weighed =
        at->own + s->weight * at->bill + s->rest_weighed[t] + (1.0 - s->weight) * least;
    const double by_own = at->own + s->rest_own[t] + least;
    const double by_all = at->own + at->bill + s->rest_all[t];
    const double either = by_own > by_all ? by_own : by_all;
    return weighed > either ? weighed : either;
}

static int by_bill(const void *a, const void *b)
{
    const label *one = a;
    const label *two = b;
    if (one->bill < two->bill || one->bill > two->bill) {
        return one->bill < two->bill ? -1 : 1;
    }
    if (one->own < two->own || one->own > two->own) { return one->own < two->own ? -1 : 1; }
    return one->parent < two->parent ? -1 : one->parent > two->parent;
}

/* Keeps of the newest labels those that no other beats in both sums. */
static void keep_best(search *s)
{
    size_t to = s->end;
    double least_own = (double)INFINITY;
    if (s->label_count == s->end) { return; }
    qsort(s->labels + s->end, s->label_count - s->end, sizeof *s->labels, by_bill);
    for (size_t k = s->end; k < s->label_count; k++) {
        if (!(s->labels[k].own < least_own)) { continue; }
        least_own = s->labels[k].own;
        s->labels[to++] = s->labels[k];
    }
    s->label_count = to;
}

static hc_status extend(search *s, size_t t, uint32_t from, hc_error *err)
{
    const hc_split_problem *problem = s->in->problem;
    const label start = from > 0 ? s->labels[from - 1] : (label){0.0, 0.0, 0, 0};
    for (size_t k = problem->first[t]; k < problem->first[t + 1]; k++) {
        const hc_split_way *way = &problem->ways[k];
        if (!fits(s->in, way)) { continue; }
        const label next = {start.own + way->own_cost, start.bill + bill_of(problem, way), from,
                            (uint32_t)(k - problem->first[t])};
        if (!(bound_of(s, &next, t + 1) < s->best - SAME * s->best)) { continue; }
        if (s->label_count >= HC_SPLIT_LABELS_MAX) {
            s->cut = true;
            return HC_OK;
        }
        HC_TRY(hc_grow(&s->labels, &s->label_capacity, s->label_count + 1, sizeof *s->labels,
                       err));
        s->labels[s->label_count++] = next;
    }
    return HC_OK;
}

/* The ways of one interval behind each label of the one before. */
static hc_status extend_all(search *s, size_t t, hc_error *err)
{
    const size_t begin = s->begin;
    const size_t end = t == 0 ? begin + 1 : s->end;
    s->begin = s->end = s->label_count;
    for (size_t k = begin; k < end && !s->cut; k++) {
        HC_TRY(extend(s, t, t == 0 ? 0 : (uint32_t)k + 1, err));
    }
    keep_best(s);
    s->end = s->label_count;
    return HC_OK;
}

static hc_status walk(search *s, hc_error *err)
{
    const hc_split_problem *problem = s->in->problem;
    for (size_t t = 0; t < problem->interval_count && !s->cut; t++) {
        HC_TRY(extend_all(s, t, err));
    }
    for (size_t k = s->begin; k < s->label_count && !s->cut; k++) {
        const sums sum = {s->labels[k].own, s->labels[k].bill};
        const double cost = total_of(s->in, &sum);
        if (!(cost < s->best)) { continue; }
        s->best = cost;
        s->best_label = (uint32_t)k + 1;
    }
    return HC_OK;
}

static hc_status open_search(search *s, hc_error *err)
{
    const size_t count = s->in->problem->interval_count + 1;
    HC_TRY(hc_alloc(&s->rest_own, count, sizeof *s->rest_own, err));
    HC_TRY(hc_alloc(&s->rest_all, count, sizeof *s->rest_all, err));
    HC_TRY(hc_alloc(&s->rest_weighed, count, sizeof *s->rest_weighed, err));
    fill_rests(s);
    return HC_OK;
}

static void close_search(search *s)
{
    hc_free(s->rest_own);
    hc_free(s->rest_all);
    hc_free(s->rest_weighed);
    hc_free(s->labels);
}

/* ---- the cheapest within seats ------------------------------------------------------------
 */

/* Where the bill stands between too little and too much, searches; ways holds the best of the
 * weights at first and the best of all in the end. */
static hc_status search_between(const seats *in, double weight, size_t *ways, double *cost,
                                double *bound, hc_error *err)
{
    search s = {.in = in, .weight = weight, .best = *cost};
    hc_status st = open_search(&s, err);
    if (st == HC_OK) { st = walk(&s, err); }
    if (st == HC_OK && s.best_label > 0) {
        uint32_t at = s.best_label;
        for (size_t t = in->problem->interval_count; t-- > 0; at = s.labels[at - 1].parent) {
            ways[t] = s.labels[at - 1].way;
        }
        *cost = s.best;
    }
    if (st == HC_OK && !s.cut) { *bound = *cost; }
    close_search(&s);
    return st;
}

/* The weight at which the bill passes the least sum; keeps the best choice on the way. */
static double find_weight(const seats *in, size_t *ways, double *cost, double *bound)
{
    const double least = least_of(in->problem, in->vendor);
    double low = 0.0, high = 1.0;
    for (size_t k = 0; k < PRICE_HALVINGS; k++) {
        const double weight = (low + high) / 2.0;
        sums sum;
        (void)at_weight(in, weight, &sum, NULL);
        const double held = sum.own + weight * sum.bill + (1.0 - weight) * least;
        if (held > *bound) { *bound = held; }
        if (total_of(in, &sum) < *cost) {
            *cost = total_of(in, &sum);
            (void)at_weight(in, weight, &sum, ways);
        }
        *(sum.bill > least ? &low : &high) = weight;
    }
    return (low + high) / 2.0;
}

/* own + max(least, bill) at its least; *cost is INFINITY where some interval does not fit. */
static hc_status solve_within(const seats *in, double worth, size_t *ways, double *cost,
                              double *bound, hc_error *err)
{
    const double least = least_of(in->problem, in->vendor);
    sums cheap;
    sums full;
    *cost = *bound = (double)INFINITY;
    if (!at_weight(in, 1.0, &full, ways)) { return HC_OK; }
    *cost = *bound = total_of(in, &full);
    if (full.bill >= least) { return HC_OK; } /* nothing is below own + bill */
    (void)at_weight(in, 0.0, &cheap, NULL);
    if (cheap.bill <= least) { /* nor below the least own + least sum */
        *cost = *bound = total_of(in, &cheap);
        (void)at_weight(in, 0.0, &cheap, ways);
        return HC_OK;
    }
    *bound = cheap.own + least;
    const double weight = find_weight(in, ways, cost, bound);
    if (!(*bound < worth)) { return HC_OK; }
    if (*cost - *bound <= SAME * *cost) {
        *bound = *cost;
        return HC_OK;
    }
    return search_between(in, weight, ways, cost, bound, err);
}

/* ---- all pairs of seats -------------------------------------------------------------------
 */

static int32_t most_of(const hc_split_problem *problem, bool own)
{
    int32_t most = 0;
    for (size_t k = 0; k < problem->first[problem->interval_count]; k++) {
        const int32_t agents =
            own ? problem->ways[k].own_agents : problem->ways[k].vendor_agents;
        most = agents > most ? agents : most;
    }
    return most;
}

/* The seats that a choice really needs, and its costs. */
static void settle(const hc_split_problem *problem, hc_split *made)
{
    sums sum = {0.0, 0.0};
    made->own_seats = made->vendor_seats = 0;
    for (size_t t = 0; t < problem->interval_count; t++) {
        const hc_split_way *way = &problem->ways[problem->first[t] + made->way[t]];
        sum.own += way->own_cost;
        sum.bill += bill_of(problem, way);
        if (way->own_agents > made->own_seats) { made->own_seats = way->own_agents; }
        if (way->vendor_agents > made->vendor_seats) {
            made->vendor_seats = way->vendor_agents;
        }
    }
    made->own_cost = sum.own + made->own_seats * problem->own_seat_cost;
    made->vendor_cost = fmax(sum.bill, least_of(problem, made->vendor_seats)) +
                        made->vendor_seats * problem->vendor_seat_cost;
    made->cost = made->own_cost + made->vendor_cost;
}

typedef struct pairs {
    hc_split best;
    size_t *ways; /* room for one try */
} pairs;

static hc_status try_pair(const hc_split_problem *problem, int32_t own, int32_t vendor,
                          pairs *all, hc_error *err)
{
    const seats in = {problem, own, vendor};
    const double seats_cost = own * problem->own_seat_cost + vendor * problem->vendor_seat_cost;
    double cost = 0.0, bound = 0.0;
    HC_TRY(solve_within(&in, all->best.cost - seats_cost, all->ways, &cost, &bound, err));
    if (seats_cost + bound < all->best.bound) { all->best.bound = seats_cost + bound; }
    if (!(seats_cost + cost < all->best.cost)) { return HC_OK; }
    memcpy(all->best.way, all->ways, problem->interval_count * sizeof *all->ways);
    all->best.cost = seats_cost + cost;
    return HC_OK;
}

static hc_status try_pairs(const hc_split_problem *problem, pairs *all, hc_error *err)
{
    const int32_t own_most = most_of(problem, true);
    const int32_t vendor_most = most_of(problem, false);
    /* seats that cost nothing need no counting */
    const int32_t own_least = problem->own_seat_cost > 0.0 ? 0 : own_most;
    const int32_t vendor_least = problem->vendor_seat_cost > 0.0 ? 0 : vendor_most;
    hc_status st = HC_OK;
    for (int32_t own = own_least; own <= own_most; own++) {
        for (int32_t vendor = vendor_least; st == HC_OK && vendor <= vendor_most; vendor++) {
            st = try_pair(problem, own, vendor, all, err);
        }
    }
    return st;
}

hc_status hc_split_solve(const hc_split_problem *problem, hc_split *made, hc_error *err)
{
    pairs all = {.best = {.cost = (double)INFINITY, .bound = (double)INFINITY}};
    HC_TRY(check(problem, err));
    hc_status st = hc_alloc(&all.best.way, problem->interval_count, sizeof *all.best.way, err);
    if (st == HC_OK) {
        st = hc_alloc(&all.ways, problem->interval_count, sizeof *all.ways, err);
    }
    if (st == HC_OK) { st = try_pairs(problem, &all, err); }
    hc_free(all.ways);
    if (st != HC_OK) {
        hc_split_clear(&all.best);
        return st;
    }
    settle(problem, &all.best);
    if (all.best.bound > all.best.cost) { all.best.bound = all.best.cost; }
    *made = all.best;
    return HC_OK;
}

void hc_split_clear(hc_split *split)
{
    hc_free(split->way);
    *split = (hc_split){0};
}
