#include <math.h>
#include <string.h>

#include "scheduler/named/search.h"

#define HC_WORSE 1e-6       /* reduced cost that makes a roster worth adding is below -this */
#define HC_BOUND_CLOSE 1e-5 /* relative distance of bound and value that ends it */
#define HC_STALL_ROUNDS 8   /* after which value and bound must have come closer, */
#define HC_STALL_LEFT 0.9   /* to so much of what they were apart, */
#define HC_STALL_CLOSE 0.01 /* once they are relatively so close */
#define HC_FRACTION 1e-6
#define HC_DIVE_ROUNDS 4       /* of new rosters after each step of a dive */
#define HC_DIVE_SURE 0.75      /* share from which more than one choice a step is fixed */
#define HC_DIVE_FREE_DAY 0.6   /* share from which a free day is fixed while shifts are open */
#define HC_DIVE_PART 25        /* one choice more a step for so many open ones */
#define HC_HURRY_PART 8        /* the same when the first dive is late */
#define HC_GENERATE_SHARE 0.37 /* of the work, for the whole problem's programme */
#define HC_HURRY_SHARE 0.52    /* of the work, after which a first dive hurries */

/* Prices of a person's choices: wishes less duals. */
void hc_named_make_prices(hc_named_search *s, size_t person, const double *duals)
{
    const hc_named_problem *p = s->problem;
    const size_t choices = p->shift_count + 1;
    for (size_t day = 0; day < p->days; day++) {
        const double *wish = p->wish_cost + (person * p->days + day) * choices;
        double *price = s->price + day * choices;
        for (size_t shift = 0; shift < p->shift_count; shift++) {
            price[shift] = wish[shift] - duals[day * p->shift_count + shift];
        }
        price[p->shift_count] = wish[p->shift_count];
    }
}

/* The best roster's own rosters of the people who have a row. */
hc_status hc_named_add_best(hc_named_search *s, hc_named_master *master, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    hc_status st = HC_OK;
    for (size_t person = 0; person < p->people && st == HC_OK; person++) {
        const int8_t *choice = s->best + person * p->days;
        if (!hc_named_master_has(master, person)) { continue; }
        st = hc_named_master_add(master, person, hc_named_wishes(p, person, choice), choice,
                                 err);
    }
    return st;
}

static double duals_of(const hc_named_problem *p, const int8_t *choice, const double *duals)
{
    double sum = 0.0;
    for (size_t day = 0; day < p->days; day++) {
        if (choice[day] != HC_NAMED_OFF) {
            sum += duals[day * p->shift_count + (size_t)choice[day]];
        }
    }
    return sum;
}

/* The roster just found for a person is added when it pays at the programme's own duals. */
static hc_status add_if_paying(hc_named_search *s, hc_named_master *master, size_t person,
                               size_t *added, hc_error *err)
{
    const int8_t *choice = s->choice + person * s->problem->days;
    const double cost = hc_named_wishes(s->problem, person, choice);
    const double reduced = cost - duals_of(s->problem, choice, s->duals) -
                           hc_named_master_person_dual(master, person);
    if (reduced >= -HC_WORSE) { return HC_OK; }
    (*added)++;
    HC_TRY(hc_named_master_add(master, person, cost, choice, err));
    return hc_named_pool_add(&s->pool, person, cost, choice, err);
}

/* One roster a person at the used duals. Gives how many were added, and the bound that is
 * proved. */
static hc_status price_people(hc_named_search *s, hc_named_master *master,
                              const uint64_t *allowed, const double *used, size_t *added,
                              double *bound, hc_named_column_result *result, hc_error *err)
{
    const size_t days = s->problem->days;
    hc_status st = HC_OK;
    *added = 0;
    *bound = hc_named_master_bound_part(master, used);
    for (size_t person = 0; person < s->problem->people && st == HC_OK; person++) {
        double value = 0.0;
        if (!hc_named_master_has(master, person)) { continue; }
        hc_named_make_prices(s, person, used);
        st = hc_named_tour_best(s->tour, person, allowed + person * days, s->price,
                                s->choice + person * days, &value, &result->possible, err);
        if (st != HC_OK || !result->possible) {
            result->person = person;
            break;
        }
        *bound += value;
        st = add_if_paying(s, master, person, added, err);
    }
    return st;
}

static hc_status solve_programme(hc_named_search *s, hc_named_master *master, hc_error *err)
{
    const uint64_t before = hc_named_master_steps(master);
    const hc_status st = hc_named_master_solve(master, err);
    const double steps = (double)(hc_named_master_steps(master) - before);
    const double rows = (double)hc_named_master_rows(master);
    const double columns = (double)hc_named_master_count(master);
    s->work += steps * (rows * (1.0 + rows / HC_WORK_ROWS_DOUBLE) * HC_WORK_PIVOT_ROW_S +
                        columns * HC_WORK_PIVOT_COLUMN_S);
    if (st != HC_OK) { return st; }
    hc_named_master_duals(master, s->duals);
    return HC_OK;
}

/* Duals between the centre (that of the best bound) and the programme's own. */
static void mix_duals(hc_named_search *s, double weight)
{
    for (size_t i = 0; i < s->problem->days * s->problem->shift_count; i++) {
        s->used[i] = weight * s->centre[i] + (1.0 - weight) * s->duals[i];
    }
}

/* How far value and bound were apart some rounds ago. */
typedef struct progress {
    int rounds;
    double apart;
} progress;

/* Whether value and bound are close and hardly come closer: limits that are priced leave the
 * walk no better. */
static bool stalls(progress *so_far, double value, double bound)
{
    const double apart = value - bound;
    if (++so_far->rounds % HC_STALL_ROUNDS != 0) { return false; }
    const bool stalled =
        apart <= HC_STALL_CLOSE * fabs(value) && apart > HC_STALL_LEFT * so_far->apart;
    so_far->apart = apart;
    return stalled;
}

hc_status hc_named_generate(hc_named_search *s, hc_named_master *master,
                            const uint64_t *allowed, double smoothing,
                            hc_named_column_result *result, hc_error *err)
{
    const size_t needs = s->problem->days * s->problem->shift_count;
    double weight = smoothing > 0.0 && s->bound > 0.0 ? 1.0 : 0.0; /* the blends' prices */
    progress so_far = {0, HUGE_VAL};
    *result = (hc_named_column_result){.bound = -HUGE_VAL, .possible = true};
    for (;;) {
        size_t added = 0;
        double bound = 0.0;
        HC_TRY(solve_programme(s, master, err));
        mix_duals(s, weight);
        HC_TRY(price_people(s, master, allowed, s->used, &added, &bound, result, err));
        if (!result->possible) { return HC_OK; }
        if (bound > result->bound) {
            result->bound = bound;
            memcpy(s->centre, s->used, needs * sizeof *s->centre);
        }
        result->pruned = !hc_named_may_improve(s, result->bound);
        const double value = hc_named_master_value(master);
        const bool close = value - result->bound <= HC_BOUND_CLOSE * fabs(value);
        if (smoothing > 0.0 && stalls(&so_far, value, result->bound)) { return HC_OK; }
        const bool late = smoothing > 0.0 && s->work > HC_GENERATE_SHARE * s->work_most;
        if (result->pruned || close || late || (added == 0 && weight <= 0.0) ||
            hc_named_is_over(s)) {
            return HC_OK;
        }
        weight = added == 0 && weight < 1.0 ? 0.0 : smoothing;
    }
}

/* ---- dive ---- */

/* A choice that part of the programme makes on a day of somebody. */
typedef struct candidate {
    size_t cell; /* person * days + day */
    size_t choice;
    double share;
    double rank; /* share with noise */
} candidate;

/* Shares of each choice; gives whether every roster is used whole or not at all. */
static bool sum_shares(hc_named_search *s, const hc_named_master *master)
{
    const hc_named_problem *p = s->problem;
    const size_t choices = p->shift_count + 1;
    bool whole = true;
    memset(s->share, 0, p->people * p->days * choices * sizeof *s->share);
    for (size_t roster = 0; roster < hc_named_master_count(master); roster++) {
        const double x = hc_named_master_share(master, roster);
        if (x <= HC_FRACTION) { continue; }
        if (x < 1.0 - HC_FRACTION) { whole = false; }
        const size_t person = hc_named_master_person(master, roster);
        const int8_t *choice = hc_named_master_choice(master, roster);
        for (size_t day = 0; day < p->days; day++) {
            s->share[(person * p->days + day) * choices +
                     hc_named_choice_index(p, choice[day])] += x;
        }
    }
    return whole;
}

static bool is_open_cell(const hc_named_search *s, size_t cell)
{
    const uint64_t may = s->fixed[cell];
    return (may & (may - 1)) != 0;
}

/* The best open choice by rank; *open counts the fractional ones. */
static candidate best_candidate(hc_named_search *s, double noise, size_t *open)
{
    const hc_named_problem *p = s->problem;
    const size_t choices = p->shift_count + 1;
    candidate best = {.cell = SIZE_MAX};
    candidate best_off = {.cell = SIZE_MAX};
    *open = 0;
    for (size_t cell = 0; cell < p->people * p->days; cell++) {
        if (!is_open_cell(s, cell)) { continue; }
        for (size_t c = 0; c < choices; c++) {
            const double share = s->share[cell * choices + c];
            if (share <= HC_FRACTION || share >= 1.0 - HC_FRACTION) { continue; }
            const double factor =
                noise > 0.0 ? 1.0 + noise * (hc_rng_uniform(&s->rng) - 0.5) : 1.0;
            const candidate now = {cell, c, share, share * factor};
            candidate *rival = c == p->shift_count ? &best_off : &best;
            if (rival->cell == SIZE_MAX || now.rank > rival->rank) { *rival = now; }
            (*open)++;
        }
    }
    const bool take_off = best_off.cell != SIZE_MAX &&
                          (best.cell == SIZE_MAX ||
                           (best_off.share > HC_DIVE_FREE_DAY && best_off.rank > best.rank));
    return take_off ? best_off : best;
}

/* A first dive that is late finishes without looking for new rosters. */
static bool is_late(const hc_named_search *s)
{
    return s->first_dive && s->work > HC_HURRY_SHARE * s->work_most;
}

/* Whether some roster of the programme keeps to the person's fixed choices. */
static bool has_roster(const hc_named_search *s, const hc_named_master *master, size_t person)
{
    const hc_named_problem *p = s->problem;
    const uint64_t *may = s->fixed + person * p->days;
    for (size_t roster = hc_named_master_count(master); roster-- > 0;) {
        if (hc_named_master_person(master, roster) != person) { continue; }
        const int8_t *choice = hc_named_master_choice(master, roster);
        size_t day = 0;
        while (day < p->days && (may[day] >> hc_named_choice_index(p, choice[day]) & 1U) != 0) {
            day++;
        }
        if (day == p->days) { return true; }
    }
    return false;
}

/* Fixes a choice, or forbids it when the person's other fixed choices leave it no roster. */
static hc_status fix_choice(hc_named_search *s, hc_named_master *master, size_t cell,
                            size_t choice, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    const size_t person = cell / p->days;
    const uint64_t before = s->fixed[cell];
    s->fixed[cell] = (uint64_t)1 << choice;
    if (has_roster(s, master, person)) { return HC_OK; }
    double value = 0.0;
    bool found = false;
    hc_named_make_prices(s, person, s->duals);
    HC_TRY(hc_named_tour_best(s->tour, person, s->fixed + person * p->days, s->price,
                              s->choice + person * p->days, &value, &found, err));
    if (!found) {
        s->fixed[cell] = before & ~((uint64_t)1 << choice);
        return HC_OK;
    }
    size_t added = 0;
    return is_late(s) ? add_if_paying(s, master, person, &added, err) : HC_OK;
}

/* The best candidate, and with it a few that are nearly sure. */
static hc_status fix_some(hc_named_search *s, hc_named_master *master, double noise,
                          hc_error *err)
{
    const hc_named_problem *p = s->problem;
    const size_t choices = p->shift_count + 1;
    size_t open = 0;
    const candidate best = best_candidate(s, noise, &open);
    if (best.cell == SIZE_MAX) { return HC_OK; }
    HC_TRY(fix_choice(s, master, best.cell, best.choice, err));
    size_t more = open / (is_late(s) ? HC_HURRY_PART : HC_DIVE_PART);
    hc_status st = HC_OK;
    for (size_t cell = 0; cell < p->people * p->days && more > 0 && st == HC_OK; cell++) {
        for (size_t c = 0; c < choices && more > 0 && is_open_cell(s, cell); c++) {
            const double share = s->share[cell * choices + c];
            if (share < HC_DIVE_SURE || share >= 1.0 - HC_FRACTION) { continue; }
            st = fix_choice(s, master, cell, c, err);
            more--;
        }
    }
    return st;
}

static void take_whole(hc_named_search *s, const hc_named_master *master)
{
    const hc_named_problem *p = s->problem;
    memcpy(s->choice, s->best, p->people * p->days); /* the given people stay */
    for (size_t roster = 0; roster < hc_named_master_count(master); roster++) {
        if (hc_named_master_share(master, roster) > 0.5) {
            memcpy(s->choice + hc_named_master_person(master, roster) * p->days,
                   hc_named_master_choice(master, roster), p->days);
        }
    }
    hc_named_take(s, s->choice);
}

/* New rosters under the fixed choices; *hopeful is false when nothing better can come of it. */
static hc_status refresh(hc_named_search *s, hc_named_master *master, bool *hopeful,
                         hc_error *err)
{
    hc_named_master_restrict(master, s->fixed);
    for (int round = 0; round < HC_DIVE_ROUNDS && !is_late(s); round++) {
        size_t added = 0;
        double bound = 0.0;
        hc_named_column_result result = {.possible = true};
        HC_TRY(solve_programme(s, master, err));
        HC_TRY(price_people(s, master, s->fixed, s->duals, &added, &bound, &result, err));
        *hopeful = result.possible && hc_named_may_improve(s, bound);
        if (!*hopeful || added == 0) { return HC_OK; }
    }
    return solve_programme(s, master, err);
}

hc_status hc_named_dive(hc_named_search *s, hc_named_master *master, const uint64_t *allowed,
                        double noise, hc_error *err)
{
    const size_t cells = s->problem->people * s->problem->days;
    memcpy(s->fixed, allowed, cells * sizeof *s->fixed);
    hc_status st = solve_programme(s, master, err);
    bool hopeful = true;
    s->first_dive = noise <= 0.0;
    while (st == HC_OK && hopeful && (!hc_named_is_over(s) || (s->first_dive && !s->stopped))) {
        const bool whole = sum_shares(s, master);
        hopeful = hc_named_may_improve(s, hc_named_master_value(master));
        if (!hopeful) { break; }
        if (whole) {
            if (hc_named_master_missing(master) < 0.5) { take_whole(s, master); }
            break;
        }
        st = fix_some(s, master, noise, err);
        if (st == HC_OK) { st = refresh(s, master, &hopeful, err); }
    }
    hc_named_master_restrict(master, allowed);
    return st;
}
