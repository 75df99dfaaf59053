#include "scheduler/shift_design.h"

#include <glpk.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "forecast/base/axis.h"
#include "forecast/base/memory.h"
#include "forecast/base/rng.h"

#define HC_REQUIRED_MAX 1e6
#define HC_EFFORT_MAX 1000.0
#define HC_STARTS 6        /* at effort 1 */
#define HC_ROUNDS 100      /* of ruin and recreate from each start */
#define HC_HEAT 0.5        /* first temperature, in prices of a kind */
#define HC_SLOPE_ROUNDS 12 /* of the first guess */
#define HC_KINDS_ALL 8     /* up to so many kinds every set is tried */
#define HC_CANDIDATES 6    /* additions tried exactly; the others are judged by dual prices */
#define HC_RUIN_MOST 3     /* kinds taken out at once */
#define HC_NODES_MAX 2000  /* of the branch and bound that makes heads whole */
#define HC_NOTHING 1e-7    /* heads or cost that are none */

hc_shift_design_options hc_shift_design_options_default(void)
{
    return (hc_shift_design_options){.seed = 1, .effort = 1.0};
}

/*
 * The linear programme has a column for the heads of each kind and day, fixed at 0 while the
 * kind is not in the set. Rows are differences of neighbouring slots (row 0: slot 0 itself), so
 * that a column has two or three nonzeros however long the shift.
 */
typedef struct menu {
    const hc_shift_demand *demand;
    size_t slots;
    size_t slots_a_day;
    glp_prob *lp;
    hc_rng rng;
    double *most;    /* [kinds x days] more heads than that are surplus all shift long */
    double *promise; /* [kinds] what adding the kind promises by these */
    bool *used;      /* [kinds] the set of this moment */
    bool *kept;      /* [kinds] the set that a round began with */
    bool *best;
    double best_cost;
    uint8_t *basis; /* [rows + columns] statuses of the last kept basis */
} menu;

/* ---- the question ---- */

static bool is_price(double value)
{
    return isfinite(value) && value >= 0.0;
}

static hc_status check_kinds(const hc_shift_demand *q, hc_error *err)
{
    for (size_t k = 0; k < q->kind_count; k++) {
        const hc_shift_kind *kind = &q->kinds[k];
        const bool in_range = kind->start_min >= 0 && kind->start_min < HC_MINUTES_A_DAY &&
                              kind->length_min > 0 && kind->length_min <= HC_MINUTES_A_DAY;
        if (!in_range || kind->start_min % q->interval_min != 0 ||
            kind->length_min % q->interval_min != 0) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use whole intervals within a day",
                           "shift kind %zu: start %d min, length %d min, interval %d min", k,
                           kind->start_min, kind->length_min, q->interval_min);
        }
    }
    return HC_OK;
}

static hc_status check_size(const hc_shift_demand *q, hc_error *err)
{
    if (q->interval_min < 1 || HC_MINUTES_A_DAY % q->interval_min != 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use a divisor of 1440",
                       "an interval of %d min does not divide a day", q->interval_min);
    }
    if (q->days < 1 || q->kind_count < 1) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give at least one of each",
                       "%zu days and %zu kinds of shift", q->days, q->kind_count);
    }
    const size_t slots_a_day = (size_t)(HC_MINUTES_A_DAY / q->interval_min);
    if (q->days > HC_SHIFT_DESIGN_DAYS_MAX || q->kind_count > HC_SHIFT_KINDS_MAX ||
        q->days * slots_a_day > HC_SHIFT_DESIGN_SLOTS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "use fewer kinds or a coarser interval",
                       "%zu days, %zu kinds of shift, %zu intervals a day", q->days,
                       q->kind_count, slots_a_day);
    }
    return HC_OK;
}

static hc_status check(const hc_shift_demand *q, const hc_shift_design_options *options,
                       hc_error *err)
{
    HC_TRY(check_size(q, err));
    HC_TRY(check_kinds(q, err));
    if (!is_price(q->short_cost) || !is_price(q->over_cost) || !is_price(q->kind_cost)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "costs are 0 or above",
                       "costs of shortage %g, surplus %g, a kind %g", q->short_cost,
                       q->over_cost, q->kind_cost);
    }
    if (!(options->effort >= 0.0 && options->effort <= HC_EFFORT_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use 0 to 1000", "effort %g",
                       options->effort);
    }
    const size_t slots = q->days * (size_t)(HC_MINUTES_A_DAY / q->interval_min);
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(q->required[slot] >= 0.0 && q->required[slot] <= HC_REQUIRED_MAX)) {
            return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "use 0 to 1000000 agents",
                           "required[%zu] is %g", slot, q->required[slot]);
        }
    }
    return HC_OK;
}

/* ---- the linear programme ---- */

static size_t first_slot(const menu *d, size_t kind, size_t day)
{
    return day * d->slots_a_day +
           (size_t)(d->demand->kinds[kind].start_min / d->demand->interval_min);
}

static size_t slots_of(const menu *d, size_t kind)
{
    return (size_t)(d->demand->kinds[kind].length_min / d->demand->interval_min);
}

/* Column of the heads of a kind on a day. Two slack columns a slot come first. */
static int column_of(const menu *d, size_t kind, size_t day)
{
    return (int)(2 * d->slots + kind * d->demand->days + day + 1);
}

/* A difference row's share of cover from slot `from` until before slot `to`, no lap. */
static int add_piece(const menu *d, size_t from, size_t to, int *rows, double *values, int n)
{
    rows[++n] = (int)from + 1;
    values[n] = 1.0;
    if (to < d->slots) {
        rows[++n] = (int)to + 1;
        values[n] = -1.0;
    }
    return n;
}

static void add_slack(const menu *d, size_t slot, double sign, double price)
{
    int rows[3];
    double values[3] = {0};
    const int n = add_piece(d, slot, slot + 1, rows, values, 0);
    for (int i = 1; i <= n; i++) {
        values[i] *= sign;
    }
    const int column = glp_add_cols(d->lp, 1);
    glp_set_mat_col(d->lp, column, n, rows, values);
    glp_set_obj_coef(d->lp, column, price * d->demand->interval_min);
    glp_set_col_bnds(d->lp, column, GLP_LO, 0.0, 0.0);
}

static void add_heads(const menu *d, size_t kind, size_t day)
{
    int rows[5];
    double values[5];
    const size_t from = first_slot(d, kind, day);
    const size_t to = from + slots_of(d, kind);
    int n = 0;
    if (to <= d->slots) {
        n = add_piece(d, from, to, rows, values, n);
    } else if (to - d->slots < from) {
        n = add_piece(d, from, d->slots, rows, values, n);
        n = add_piece(d, 0, to - d->slots, rows, values, n);
    } else { /* a shift as long as the whole cycle */
        n = add_piece(d, 0, d->slots, rows, values, n);
    }
    const int column = glp_add_cols(d->lp, 1);
    glp_set_mat_col(d->lp, column, n, rows, values);
    glp_set_col_bnds(d->lp, column, GLP_FX, 0.0, 0.0);
}

static void build_lp(menu *d)
{
    const hc_shift_demand *q = d->demand;
    (void)glp_term_out(GLP_OFF);
    d->lp = glp_create_prob();
    (void)glp_add_rows(d->lp, (int)d->slots);
    for (size_t slot = 0; slot < d->slots; slot++) {
        const double before = slot > 0 ? q->required[slot - 1] : 0.0;
        const double step = q->required[slot] - before;
        glp_set_row_bnds(d->lp, (int)slot + 1, GLP_FX, step, step);
    }
    for (size_t slot = 0; slot < d->slots; slot++) {
        add_slack(d, slot, 1.0, q->short_cost);
        add_slack(d, slot, -1.0, q->over_cost);
    }
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            add_heads(d, kind, day);
        }
    }
    glp_std_basis(d->lp);
}

static void set_used(menu *d, size_t kind, bool used)
{
    d->used[kind] = used;
    for (size_t day = 0; day < d->demand->days; day++) {
        const double most = d->most[kind * d->demand->days + day];
        const int column = column_of(d, kind, day);
        if (used && most > 0.0) {
            glp_set_col_bnds(d->lp, column, GLP_DB, 0.0, most);
        } else {
            glp_set_col_bnds(d->lp, column, GLP_FX, 0.0, 0.0);
        }
    }
}

static void set_all_used(menu *d, const bool *used)
{
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] != used[kind]) { set_used(d, kind, used[kind]); }
    }
}

/* Solves for the heads of the set; the cost without that of the kinds. */
static double solve_lp(menu *d)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_PRIMAL;
    if (glp_simplex(d->lp, &how) != 0 || glp_get_status(d->lp) != GLP_OPT) {
        glp_std_basis(d->lp); /* the basis has become singular: start afresh */
        if (glp_simplex(d->lp, &how) != 0 || glp_get_status(d->lp) != GLP_OPT) {
            return (double)INFINITY;
        }
    }
    return glp_get_obj_val(d->lp);
}

static double heads_of(const menu *d, size_t kind)
{
    double heads = 0.0;
    for (size_t day = 0; day < d->demand->days; day++) {
        heads += glp_get_col_prim(d->lp, column_of(d, kind, day));
    }
    return heads;
}

/* The set's cost, kinds included; those that nobody works cost nothing. */
static double solve_set(menu *d)
{
    double cost = solve_lp(d);
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] && heads_of(d, kind) > HC_NOTHING) { cost += d->demand->kind_cost; }
    }
    return cost;
}

static void drop_idle(menu *d)
{
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] && heads_of(d, kind) <= HC_NOTHING) { set_used(d, kind, false); }
    }
}

static void keep_basis(menu *d)
{
    const int rows = glp_get_num_rows(d->lp);
    const int columns = glp_get_num_cols(d->lp);
    for (int i = 1; i <= rows; i++) {
        d->basis[i - 1] = (uint8_t)glp_get_row_stat(d->lp, i);
    }
    for (int j = 1; j <= columns; j++) {
        d->basis[rows + j - 1] = (uint8_t)glp_get_col_stat(d->lp, j);
    }
}

static void restore_basis(menu *d)
{
    const int rows = glp_get_num_rows(d->lp);
    const int columns = glp_get_num_cols(d->lp);
    for (int i = 1; i <= rows; i++) {
        glp_set_row_stat(d->lp, i, d->basis[i - 1]);
    }
    for (int j = 1; j <= columns; j++) {
        glp_set_col_stat(d->lp, j, d->basis[rows + j - 1]);
    }
}

/* ---- the search over sets ---- */

/* What the dual prices promise of kinds outside the set. */
static void price_kinds(menu *d)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        d->promise[kind] = 0.0;
        for (size_t day = 0; day < q->days && !d->used[kind]; day++) {
            const double saved = -glp_get_col_dual(d->lp, column_of(d, kind, day));
            if (saved > 0.0 && d->most[kind * q->days + day] > 0.0) {
                d->promise[kind] += saved;
            }
        }
    }
}

/* The most promising kind left; its promise is struck off. kind_count: none. */
static size_t take_promise(menu *d)
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
static double add_kinds(menu *d, double cost)
{
    const size_t none = d->demand->kind_count;
    for (;;) {
        size_t best = none;
        double best_cost = cost - HC_NOTHING;
        keep_basis(d);
        price_kinds(d);
        for (int tried = 0; tried < HC_CANDIDATES; tried++) {
            const size_t kind = take_promise(d);
            if (kind == none) { break; }
            set_used(d, kind, true);
            const double with = solve_set(d);
            if (with < best_cost) {
                best_cost = with;
                best = kind;
            }
            set_used(d, kind, false);
            restore_basis(d);
        }
        if (best != none) { set_used(d, best, true); }
        cost = solve_set(d);
        if (best == none) { return cost; }
    }
}

/* Takes kinds out, each in turn, where the others do as well without; gives the set's cost. */
static double drop_kinds(menu *d, double cost)
{
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (!d->used[kind]) { continue; }
        keep_basis(d);
        set_used(d, kind, false);
        const double without = solve_set(d);
        if (without < cost - HC_NOTHING) {
            cost = without;
        } else {
            set_used(d, kind, true);
            restore_basis(d);
        }
    }
    return solve_set(d);
}

static size_t used_count(const menu *d)
{
    size_t count = 0;
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        count += d->used[kind] ? 1 : 0;
    }
    return count;
}

static void drop_random(menu *d)
{
    size_t at = (size_t)hc_rng_below(&d->rng, used_count(d));
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] && at-- == 0) {
            set_used(d, kind, false);
            return;
        }
    }
}

static void ruin(menu *d)
{
    size_t left = 1 + (size_t)hc_rng_below(&d->rng, HC_RUIN_MOST);
    for (; left > 0 && used_count(d) > 0; left--) {
        drop_random(d);
    }
}

static void keep_if_best(menu *d, double cost)
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
static double guess_set(menu *d)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        set_used(d, kind, true);
    }
    for (int round = 0; round <= HC_SLOPE_ROUNDS; round++) {
        for (size_t kind = 0; kind < q->kind_count; kind++) {
            const double heads = round > 0 ? heads_of(d, kind) : 0.0;
            const double share = q->kind_cost / (heads > 1.0 ? heads : 1.0);
            const double noise = 0.5 + hc_rng_uniform(&d->rng);
            for (size_t day = 0; day < q->days; day++) {
                glp_set_obj_coef(d->lp, column_of(d, kind, day), share * noise);
            }
        }
        (void)solve_lp(d);
    }
    for (size_t column = 2 * d->slots + 1; column <= (size_t)glp_get_num_cols(d->lp);
         column++) {
        glp_set_obj_coef(d->lp, (int)column, 0.0);
    }
    drop_idle(d);
    return drop_kinds(d, solve_set(d));
}

/* Worse sets are gone on from with a chance that falls with the rounds (annealing). */
static bool accepts(menu *d, double worse, double left)
{
    const double heat = HC_HEAT * d->demand->kind_cost * left;
    return worse <= HC_NOTHING || hc_rng_uniform(&d->rng) < exp(-worse / heat);
}

/* Ruin and recreate from one guess. */
static void search_from_guess(menu *d)
{
    double cost = guess_set(d);
    cost = add_kinds(d, cost);
    keep_if_best(d, cost);
    for (int round = 0; round < HC_ROUNDS && used_count(d) > 0; round++) {
        memcpy(d->kept, d->used, d->demand->kind_count * sizeof *d->kept);
        ruin(d);
        const double tried = drop_kinds(d, add_kinds(d, solve_set(d)));
        drop_idle(d);
        keep_if_best(d, tried);
        if (accepts(d, tried - cost, (double)(HC_ROUNDS - round) / HC_ROUNDS)) {
            cost = tried;
        } else {
            set_all_used(d, d->kept);
        }
    }
}

/* So few kinds that every set can be tried. */
static void try_all_sets(menu *d)
{
    const size_t kinds = d->demand->kind_count;
    for (unsigned set = 0; set < 1U << kinds; set++) {
        for (size_t kind = 0; kind < kinds; kind++) {
            set_used(d, kind, (set >> kind & 1U) != 0);
        }
        keep_if_best(d, solve_set(d));
    }
}

static void search_sets(menu *d, double effort)
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

/* ---- whole heads ---- */

static void stop_at_nodes(glp_tree *tree, void *context)
{
    int nodes = 0;
    (void)context;
    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    if (nodes > HC_NODES_MAX) { glp_ios_terminate(tree); }
}

/* Branch and bound over the heads of the best set; without an answer the rounded ones. */
static void make_whole(menu *d, int32_t *heads)
{
    const hc_shift_demand *q = d->demand;
    set_all_used(d, d->best);
    (void)solve_lp(d);
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            const double share = glp_get_col_prim(d->lp, column_of(d, kind, day));
            heads[kind * q->days + day] = (int32_t)floor(share + 0.5);
            if (d->used[kind]) { glp_set_col_kind(d->lp, column_of(d, kind, day), GLP_IV); }
        }
    }
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.cb_func = stop_at_nodes;
    (void)glp_intopt(d->lp, &how); /* stopped early it may still have an answer */
    const int status = glp_mip_status(d->lp);
    if (status != GLP_OPT && status != GLP_FEAS) { return; }
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            heads[kind * q->days + day] =
                (int32_t)floor(glp_mip_col_val(d->lp, column_of(d, kind, day)) + 0.5);
        }
    }
}

static void add_cover(const menu *d, const int32_t *heads, double *cover)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            const int32_t people = heads[kind * q->days + day];
            const size_t first = first_slot(d, kind, day);
            for (size_t s = 0; s < slots_of(d, kind) && people > 0; s++) {
                cover[(first + s) % d->slots] += people;
            }
        }
    }
}

/* Minutes and cost from the heads alone. */
static void judge(const menu *d, const double *cover, hc_shift_design *made)
{
    const hc_shift_demand *q = d->demand;
    for (size_t slot = 0; slot < d->slots; slot++) {
        const double lacking = (q->required[slot] - cover[slot]) * q->interval_min;
        if (lacking > 0.0) {
            made->short_min += lacking;
        } else {
            made->over_min -= lacking;
        }
    }
    made->cost = made->short_min * q->short_cost + made->over_min * q->over_cost +
                 (double)made->kind_count * q->kind_cost;
}

static hc_status write_down(const menu *d, const int32_t *heads, hc_shift_design *made,
                            hc_error *err)
{
    const hc_shift_demand *q = d->demand;
    HC_TRY(hc_alloc(&made->kinds, q->kind_count, sizeof *made->kinds, err));
    HC_TRY(hc_alloc(&made->heads, q->kind_count * q->days, sizeof *made->heads, err));
    made->days = q->days;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        int32_t most = 0;
        for (size_t day = 0; day < q->days; day++) {
            const int32_t people = heads[kind * q->days + day];
            made->heads[made->kind_count * q->days + day] = people;
            if (people > most) { most = people; }
        }
        if (most > 0) { made->kinds[made->kind_count++] = kind; }
    }
    return HC_OK;
}

static hc_status finish(menu *d, hc_shift_design *made, hc_error *err)
{
    int32_t *heads = NULL;
    double *cover = NULL;
    const size_t columns = d->demand->kind_count * d->demand->days;
    hc_status st = hc_alloc(&heads, columns, sizeof *heads, err);
    if (st == HC_OK) { st = hc_alloc(&cover, d->slots, sizeof *cover, err); }
    if (st == HC_OK) {
        make_whole(d, heads);
        add_cover(d, heads, cover);
        st = write_down(d, heads, made, err);
    }
    if (st == HC_OK) { judge(d, cover, made); }
    hc_free(heads);
    hc_free(cover);
    return st;
}

/* ---- all of it ---- */

static void limit_heads(menu *d)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            double most = 0.0;
            const size_t first = first_slot(d, kind, day);
            for (size_t s = 0; s < slots_of(d, kind); s++) {
                most = fmax(most, q->required[(first + s) % d->slots]);
            }
            d->most[kind * q->days + day] = ceil(most);
        }
    }
}

static hc_status make_menu(menu *d, hc_error *err)
{
    const size_t kinds = d->demand->kind_count;
    const size_t columns = kinds * d->demand->days;
    HC_TRY(hc_alloc(&d->most, columns, sizeof *d->most, err));
    HC_TRY(hc_alloc(&d->promise, kinds, sizeof *d->promise, err));
    HC_TRY(hc_alloc(&d->used, kinds, sizeof *d->used, err));
    HC_TRY(hc_alloc(&d->kept, kinds, sizeof *d->kept, err));
    HC_TRY(hc_alloc(&d->best, kinds, sizeof *d->best, err));
    HC_TRY(hc_alloc(&d->basis, 3 * d->slots + columns, sizeof *d->basis, err));
    limit_heads(d);
    build_lp(d);
    return HC_OK;
}

static void clear(menu *d)
{
    if (d->lp != NULL) { glp_delete_prob(d->lp); }
    hc_free(d->most);
    hc_free(d->promise);
    hc_free(d->used);
    hc_free(d->kept);
    hc_free(d->best);
    hc_free(d->basis);
}

hc_status hc_shift_design_solve(const hc_shift_demand *demand,
                                const hc_shift_design_options *options, hc_shift_design *out,
                                hc_error *err)
{
    HC_TRY(check(demand, options, err));
    menu d = {.demand = demand, .best_cost = (double)INFINITY};
    hc_shift_design made = HC_SHIFT_DESIGN_INIT;
    d.slots_a_day = (size_t)(HC_MINUTES_A_DAY / demand->interval_min);
    d.slots = demand->days * d.slots_a_day;
    hc_rng_seed(&d.rng, options->seed);
    hc_status st = make_menu(&d, err);
    if (st == HC_OK) {
        search_sets(&d, options->effort);
        st = finish(&d, &made, err);
    }
    clear(&d);
    if (st != HC_OK) {
        hc_shift_design_clear(&made);
        return st;
    }
    *out = made;
    return HC_OK;
}

void hc_shift_design_clear(hc_shift_design *design)
{
    hc_free(design->kinds);
    hc_free(design->heads);
    *design = (hc_shift_design)HC_SHIFT_DESIGN_INIT;
}
