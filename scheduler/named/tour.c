#include "scheduler/named/tour.h"

#include <math.h>
#include <string.h>

#include "scheduler/named/tour_walk.h"
#include "scheduler/whole.h"

#define HC_PENALTY_ROUNDS 6  /* of prices on limits that cannot be counted */
#define HC_PENALTY_PART 0.05 /* of the value: first guess of what keeping to limits costs */
#define HC_ENOUGH 1e-7
#define HC_CORRIDOR_STATES 1500000.0 /* where all states are too many; then ever more, */
#define HC_CORRIDOR_WIDER 4.0
#define HC_CORRIDOR_MOST 1e8 /* up to so many */

static void set_units(hc_named_tour *t)
{
    const hc_named_problem *p = t->problem;
    for (size_t s = 0; s < p->shift_count; s++) {
        t->unit_min = hc_common_divisor(t->unit_min, p->shifts[s].minutes);
    }
    if (t->unit_min < 1) { t->unit_min = 1; }
    for (size_t s = 0; s < p->shift_count; s++) {
        t->units_of[s] = p->shifts[s].minutes / t->unit_min;
    }
}

static void set_classes(hc_named_tour *t)
{
    for (size_t s = 0; s < t->problem->shift_count; s++) {
        const uint64_t not_next = t->problem->shifts[s].not_next;
        int32_t follower_class = 0;
        while (follower_class < t->classes && t->not_next[follower_class] != not_next) {
            follower_class++;
        }
        if (follower_class == t->classes) { t->not_next[t->classes++] = not_next; }
        t->class_of[s] = follower_class;
    }
}

hc_status hc_named_tour_create(hc_named_tour **tour, const hc_named_problem *problem,
                               hc_error *err)
{
    hc_named_tour *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
    set_units(made);
    set_classes(made);
    hc_status st = hc_alloc(&made->day, problem->days + 1, sizeof *made->day, err);
    if (st == HC_OK) { st = hc_alloc(&made->may, problem->days, sizeof *made->may, err); }
    if (st == HC_OK) { st = hc_alloc(&made->kept, problem->days, sizeof *made->kept, err); }
    if (st == HC_OK) {
        st = hc_alloc(&made->kept_choice, problem->days, sizeof *made->kept_choice, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->limit_price, problem->people * problem->shift_count,
                      sizeof *made->limit_price, err);
    }
    if (st != HC_OK) {
        hc_named_tour_free(made);
        return st;
    }
    *tour = made;
    return HC_OK;
}

void hc_named_tour_free(hc_named_tour *tour)
{
    if (tour == NULL) { return; }
    hc_free(tour->day);
    hc_free(tour->may);
    hc_free(tour->kept);
    hc_free(tour->kept_choice);
    hc_free(tour->limit_price);
    hc_free(tour->now);
    hc_free(tour->next);
    hc_free(tour->live_now);
    hc_free(tour->live_next);
    hc_free(tour->least_now);
    hc_free(tour->from);
    hc_free(tour->pick);
    hc_free(tour);
}

uint64_t hc_named_tour_steps(const hc_named_tour *tour)
{
    return tour->steps;
}

bool hc_tour_set_choices(const hc_tour_walk *w)
{
    const hc_named_tour *tour = w->tour;
    const size_t shifts = tour->problem->shift_count;
    uint64_t may = ((uint64_t)2 << shifts) - 1;
    bool open = true;
    for (size_t s = 0; s < shifts; s++) {
        if (w->person->most_of[s] == 0) { may &= ~((uint64_t)1 << s); }
    }
    for (size_t day = 0; day < tour->problem->days; day++) {
        tour->may[day] = w->allowed[day] & may;
        open = open && tour->may[day] != 0;
    }
    return open;
}

static void count_shifts(const hc_tour_walk *w, const int8_t *choice, int32_t *taken)
{
    memset(taken, 0, HC_NAMED_SHIFTS_MAX * sizeof *taken);
    for (size_t day = 0; day < w->tour->problem->days; day++) {
        if (choice[day] != HC_NAMED_OFF) { taken[choice[day]]++; }
    }
}

/* Shift types that the roster takes more often than the person may; *worst goes furthest. */
static uint64_t broken_limits(const hc_tour_walk *w, const int8_t *choice, size_t *worst)
{
    int32_t taken[HC_NAMED_SHIFTS_MAX];
    int32_t most = 0;
    uint64_t broken = 0;
    count_shifts(w, choice, taken);
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        const int32_t beyond = taken[s] - w->person->most_of[s];
        if (beyond > 0) { broken |= (uint64_t)1 << s; }
        if (beyond > most) {
            most = beyond;
            *worst = s;
        }
    }
    return broken;
}

/* Numbers the states; where they are too many, of rosters near an even spread only. */
static bool plan(hc_tour_walk *w, uint64_t counted)
{
    hc_tour_plan(w, counted);
    return w->corridor_states <= 0.0 || !w->possible || hc_tour_narrow(w, w->corridor_states);
}

/* ---- limits that are priced ---- */

/* Prices of limits move towards what is taken beyond them; gives the bound they prove. */
static double move_prices(hc_tour_walk *w, const int8_t *choice, double priced, double target)
{
    int32_t taken[HC_NAMED_SHIFTS_MAX];
    double bound = priced;
    double square = 0.0;
    count_shifts(w, choice, taken);
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        const double beyond = taken[s] - w->person->most_of[s];
        bound -= w->penalty[s] * w->person->most_of[s];
        if (beyond > 0.0 || w->penalty[s] > 0.0) { square += beyond * beyond; }
    }
    if (!(target < HUGE_VAL)) { target = bound + fmax(1.0, HC_PENALTY_PART * fabs(bound)); }
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        const double beyond = taken[s] - w->person->most_of[s];
        if (square <= 0.0 || (beyond <= 0.0 && w->penalty[s] <= 0.0)) { continue; }
        w->penalty[s] = fmax(0.0, w->penalty[s] + (target - bound) * beyond / square);
    }
    return bound;
}

/* The roster's price without those of limits. */
static double plain_price(const hc_tour_walk *w, const int8_t *choice)
{
    const size_t shifts = w->tour->problem->shift_count;
    double sum = 0.0;
    for (size_t day = 0; day < w->tour->problem->days; day++) {
        const size_t c = choice[day] == HC_NAMED_OFF ? shifts : (size_t)choice[day];
        sum += w->price[day * (shifts + 1) + c];
    }
    return sum;
}

/* Leaves a type that is taken too often only the cheapest of the days that take it. */
static void restrict_type(const hc_tour_walk *w, const int8_t *choice, size_t shift)
{
    const size_t shifts = w->tour->problem->shift_count;
    const uint64_t bit = (uint64_t)1 << shift;
    int32_t left = w->person->most_of[shift];
    for (size_t day = 0; day < w->tour->problem->days; day++) {
        if (w->tour->may[day] == bit) { left--; }
    }
    memset(w->tour->kept, 0, w->tour->problem->days);
    for (; left > 0; left--) {
        size_t best = SIZE_MAX;
        for (size_t day = 0; day < w->tour->problem->days; day++) {
            if (choice[day] != (int8_t)shift || w->tour->kept[day] ||
                w->tour->may[day] == bit) {
                continue;
            }
            if (best == SIZE_MAX ||
                w->price[day * (shifts + 1) + shift] < w->price[best * (shifts + 1) + shift]) {
                best = day;
            }
        }
        if (best == SIZE_MAX) { break; }
        w->tour->kept[best] = 1;
    }
    for (size_t day = 0; day < w->tour->problem->days; day++) {
        if (!w->tour->kept[day] && w->tour->may[day] != bit) { w->tour->may[day] &= ~bit; }
    }
}

static void restrict_types(const hc_tour_walk *w, const int8_t *choice, uint64_t broken)
{
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        if ((broken >> s & 1U) != 0) { restrict_type(w, choice, s); }
    }
}

/* A roster within the limits, from one that is not, by leaving ever fewer days open. */
static hc_status walk_restricted(hc_tour_walk *w, uint64_t counted, int8_t *choice, bool *found,
                                 hc_error *err)
{
    *found = true;
    for (size_t round = 0; round <= w->tour->problem->shift_count && *found; round++) {
        size_t worst = 0;
        double value = 0.0;
        const uint64_t broken = broken_limits(w, choice, &worst);
        if (broken == 0) { return HC_OK; }
        restrict_types(w, choice, broken);
        *found = plan(w, counted);
        const hc_status st = *found ? hc_tour_walk_days(w, choice, &value, found, err) : HC_OK;
        if (st != HC_OK) { return st; }
    }
    return HC_OK;
}

/* The best of the rosters within limits that prices on them lead to, and the best bound. */
typedef struct priced_search {
    double bound;
    double best; /* HUGE_VAL: none yet */
} priced_search;

static void take_if_better(const hc_tour_walk *w, const int8_t *choice, priced_search *search)
{
    size_t worst = 0;
    if (broken_limits(w, choice, &worst) != 0) { return; }
    const double price = plain_price(w, choice);
    if (price >= search->best) { return; }
    search->best = price;
    memcpy(w->tour->kept_choice, choice, w->tour->problem->days);
}

/*
 * Limits whose counts would make too many states are priced instead: the value less the price
 * of as many shifts as are allowed is a Lagrangian bound, its prices start where the person's
 * last ones ended. A roster that keeps the limits comes of it or is made of the last one.
 */
static hc_status walk_with_penalties(hc_tour_walk *w, uint64_t counted, int8_t *choice,
                                     double *value, bool *found, hc_error *err)
{
    const size_t shifts = w->tour->problem->shift_count;
    double *stored =
        w->tour->limit_price + (size_t)(w->person - w->tour->problem->persons) * shifts;
    priced_search search = {*value, HUGE_VAL};
    memcpy(w->penalty, stored, shifts * sizeof *stored);
    for (int round = 0; round < HC_PENALTY_ROUNDS; round++) {
        double priced = 0.0;
        HC_TRY(hc_tour_walk_days(w, choice, &priced, found, err));
        if (!*found) { return HC_OK; }
        take_if_better(w, choice, &search);
        double used[HC_NAMED_SHIFTS_MAX];
        memcpy(used, w->penalty, sizeof used);
        const double bound = move_prices(w, choice, priced, search.best);
        if (bound > search.bound) {
            search.bound = bound;
            memcpy(stored, used, shifts * sizeof *stored);
        }
        if (search.best - search.bound <= HC_ENOUGH * fabs(search.bound)) { break; }
    }
    *value = search.bound;
    if (search.best < HUGE_VAL) {
        memcpy(choice, w->tour->kept_choice, w->tour->problem->days);
        return HC_OK;
    }
    return walk_restricted(w, counted, choice, found, err);
}

/* A walk of the corridor; limits that are broken are kept by leaving fewer days open, or where
 * that fails by counting. */
static hc_status walk_narrow(hc_tour_walk *w, int8_t *choice, bool *found, hc_error *err)
{
    uint64_t counted = 0;
    *found = false;
    for (size_t round = 0; round <= HC_TOUR_PARTS && !*found; round++) {
        size_t worst = 0;
        double value = 0.0;
        (void)hc_tour_set_choices(w);
        if (!plan(w, counted)) { return HC_OK; }
        HC_TRY(hc_tour_walk_days(w, choice, &value, found, err));
        if (!*found) { return HC_OK; }
        const uint64_t broken = broken_limits(w, choice, &worst);
        HC_TRY(walk_restricted(w, counted, choice, found, err));
        if (broken == 0 || w->parts == HC_TOUR_PARTS) { break; }
        counted |= (uint64_t)1 << worst;
    }
    return HC_OK;
}

/*
 * More states than can be held: rosters near an even spread of minutes, weekends and counts, in
 * a corridor that widens until one is found. Nothing is proved of the others.
 */
static hc_status walk_corridor(hc_tour_walk *w, int8_t *choice, double *value, bool *found,
                               hc_error *err)
{
    memset(w->penalty, 0, sizeof w->penalty);
    *found = false;
    w->corridor_states = HC_CORRIDOR_STATES;
    while (w->corridor_states <= HC_CORRIDOR_MOST && !*found) {
        HC_TRY(walk_narrow(w, choice, found, err));
        w->corridor_states *= HC_CORRIDOR_WIDER;
    }
    *value = -HUGE_VAL;
    return HC_OK;
}

/* Counts what is broken too: all of it, or the worst alone when that makes too many states. */
static void plan_counting(hc_tour_walk *w, uint64_t broken, size_t worst, uint64_t *counted)
{
    const uint64_t before = *counted;
    *counted = before | broken;
    hc_tour_plan(w, *counted);
    if (!w->too_many) { return; }
    *counted = before | (uint64_t)1 << worst;
    hc_tour_plan(w, *counted);
}

/*
 * Counting a type multiplies the states, so types are counted only once a roster breaks their
 * limit: all that break, or the worst alone, or none when even that makes too many states.
 */
hc_status hc_named_tour_best(hc_named_tour *tour, size_t person, const uint64_t *allowed,
                             const double *price, int8_t *choice, double *value, bool *found,
                             hc_error *err)
{
    hc_tour_walk w = {.tour = tour,
                      .person = &tour->problem->persons[person],
                      .allowed = allowed,
                      .price = price};
    uint64_t counted = 0;
    *found = false;
    *value = HUGE_VAL;
    if (!hc_tour_set_choices(&w)) { return HC_OK; }
    hc_tour_plan(&w, counted);
    if (w.too_many) { return walk_corridor(&w, choice, value, found, err); }
    for (;;) {
        HC_TRY(hc_tour_walk_days(&w, choice, value, found, err));
        if (!*found) { return HC_OK; }
        size_t worst = 0;
        const uint64_t broken = broken_limits(&w, choice, &worst);
        if (broken == 0) { return HC_OK; }
        const uint64_t before = counted;
        plan_counting(&w, broken, worst, &counted);
        if (!w.too_many) { continue; }
        hc_tour_plan(&w, before);
        HC_TRY(walk_with_penalties(&w, before, choice, value, found, err));
        if (*found) { return HC_OK; }
        const double bound = *value;
        HC_TRY(walk_corridor(&w, choice, value, found, err));
        *value = bound;
        return HC_OK;
    }
}
