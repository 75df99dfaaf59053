#include "scheduler/design/menu.h"

#include <math.h>
#include <string.h>

#define HC_STARTS 6        /* at effort 1 */
#define HC_ROUNDS 100      /* of ruin and recreate from each start */
#define HC_HEAT 0.5        /* first temperature, in prices of a kind */
#define HC_SLOPE_ROUNDS 12 /* of the first guess */
#define HC_KINDS_ALL 8     /* up to so many kinds every set is tried */
#define HC_CANDIDATES 6    /* additions tried exactly; the others are judged by dual prices */
#define HC_RUIN_MOST 3     /* kinds taken out at once */

/* What the dual prices promise of kinds outside the set. */
static void price_kinds(hc_menu *d)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        d->promise[kind] = 0.0;
        for (size_t day = 0; day < q->days && !d->used[kind]; day++) {
            const double saved = -glp_get_col_dual(d->lp, hc_menu_column_of(d, kind, day));
            if (saved > 0.0 && d->most[kind * q->days + day] > 0.0) {
                d->promise[kind] += saved;
            }
        }
    }
}

/* The most promising kind left; its promise is struck off. kind_count: none. */
static size_t take_promise(hc_menu *d)
{
    size_t best = d->demand->kind_count;
    double most = HC_NOTHING;
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->promise[kind] > most) {
            most = d->promise[kind];
            best = kind;
        }
    }
    if (best < d->demand->kind_count) { d->promise[best] = 0.0; }
    return best;
}

/* Adds the best of a few promising kinds while that pays; gives the set's cost. */
static double add_kinds(hc_menu *d, double cost)
{
    const size_t none = d->demand->kind_count;
    for (;;) {
        size_t best = none;
        double best_cost = cost - HC_NOTHING;
        hc_menu_keep_basis(d);
        price_kinds(d);
        for (int tried = 0; tried < HC_CANDIDATES; tried++) {
            const size_t kind = take_promise(d);
            if (kind == none) { break; }
            hc_menu_set_used(d, kind, true);
            const double with = hc_menu_solve_set(d);
            if (with < best_cost) {
                best_cost = with;
                best = kind;
            }
            hc_menu_set_used(d, kind, false);
            hc_menu_restore_basis(d);
        }
        if (best != none) { hc_menu_set_used(d, best, true); }
        cost = hc_menu_solve_set(d);
        if (best == none) { return cost; }
    }
}

/* Takes kinds out, each in turn, where the others do as well without; gives the set's cost. */
static double drop_kinds(hc_menu *d, double cost)
{
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (!d->used[kind]) { continue; }
        hc_menu_keep_basis(d);
        hc_menu_set_used(d, kind, false);
        const double without = hc_menu_solve_set(d);
        if (without < cost - HC_NOTHING) {
            cost = without;
        } else {
            hc_menu_set_used(d, kind, true);
            hc_menu_restore_basis(d);
        }
    }
    return hc_menu_solve_set(d);
}

static size_t used_count(const hc_menu *d)
{
    size_t count = 0;
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        count += d->used[kind] ? 1 : 0;
    }
    return count;
}

static void drop_random(hc_menu *d)
{
    size_t at = (size_t)hc_rng_below(&d->rng, used_count(d));
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] && at-- == 0) {
            hc_menu_set_used(d, kind, false);
            return;
        }
    }
}

static void ruin(hc_menu *d)
{
    size_t left = 1 + (size_t)hc_rng_below(&d->rng, HC_RUIN_MOST);
    for (; left > 0 && used_count(d) > 0; left--) {
        drop_random(d);
    }
}

static void keep_if_best(hc_menu *d, double cost)
{
    if (cost < d->best_cost - HC_NOTHING) {
        d->best_cost = cost;
        memcpy(d->best, d->used, d->demand->kind_count * sizeof *d->best);
    }
}

/*
 * First guess by slope scaling: every kind may be used, each head paying the kind's cost shared
 * among the heads that the last solution gave it, give or take a half: every guess is another.
 */
static double guess_set(hc_menu *d)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        hc_menu_set_used(d, kind, true);
    }
    for (int round = 0; round <= HC_SLOPE_ROUNDS; round++) {
        for (size_t kind = 0; kind < q->kind_count; kind++) {
            const double heads = round > 0 ? hc_menu_heads_of(d, kind) : 0.0;
            const double share = q->kind_cost / (heads > 1.0 ? heads : 1.0);
            const double noise = 0.5 + hc_rng_uniform(&d->rng);
            for (size_t day = 0; day < q->days; day++) {
                glp_set_obj_coef(d->lp, hc_menu_column_of(d, kind, day), share * noise);
            }
        }
        (void)hc_menu_solve_lp(d);
    }
    for (size_t column = 2 * d->slots + 1; column <= (size_t)glp_get_num_cols(d->lp);
         column++) {
        glp_set_obj_coef(d->lp, (int)column, 0.0);
    }
    hc_menu_drop_idle(d);
    return drop_kinds(d, hc_menu_solve_set(d));
}

/* Worse sets are gone on from with a chance that falls with the rounds (annealing). */
static bool accepts(hc_menu *d, double worse, double left)
{
    const double heat = HC_HEAT * d->demand->kind_cost * left;
    return worse <= HC_NOTHING || hc_rng_uniform(&d->rng) < exp(-worse / heat);
}

/* Ruin and recreate from one guess. */
static void search_from_guess(hc_menu *d)
{
    double cost = guess_set(d);
    cost = add_kinds(d, cost);
    keep_if_best(d, cost);
    for (int round = 0; round < HC_ROUNDS && used_count(d) > 0; round++) {
        memcpy(d->kept, d->used, d->demand->kind_count * sizeof *d->kept);
        ruin(d);
        const double tried = drop_kinds(d, add_kinds(d, hc_menu_solve_set(d)));
        hc_menu_drop_idle(d);
        keep_if_best(d, tried);
        if (accepts(d, tried - cost, (double)(HC_ROUNDS - round) / HC_ROUNDS)) {
            cost = tried;
        } else {
            hc_menu_set_all_used(d, d->kept);
        }
    }
}

/* So few kinds that every set can be tried. */
static void try_all_sets(hc_menu *d)
{
    const size_t kinds = d->demand->kind_count;
    for (unsigned set = 0; set < 1U << kinds; set++) {
        for (size_t kind = 0; kind < kinds; kind++) {
            hc_menu_set_used(d, kind, (set >> kind & 1U) != 0);
        }
        keep_if_best(d, hc_menu_solve_set(d));
    }
}

void hc_menu_search(hc_menu *d, double effort)
{
    if (d->demand->kind_count <= HC_KINDS_ALL) {
        try_all_sets(d);
        return;
    }
    const int starts = (int)ceil(HC_STARTS * effort);
    keep_if_best(d, add_kinds(d, guess_set(d)));
    for (int start = 0; start < starts; start++) {
        search_from_guess(d);
    }
}
