#include "scheduler/shift_design.h"

#include <math.h>
#include <stdbool.h>

#include "forecast/base/axis.h"
#include "forecast/base/memory.h"
#include "scheduler/design/menu.h"
#include "scheduler/price.h"

#define HC_REQUIRED_MAX 1e6
#define HC_EFFORT_MAX 1000.0
#define HC_NODES_MAX 2000 /* of the branch and bound that makes heads whole */

hc_shift_design_options hc_shift_design_options_default(void)
{
    return (hc_shift_design_options){.seed = 1, .effort = 1.0};
}

/* ---- the question ---- */

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
    if (!hc_is_price(q->short_cost) || !hc_is_price(q->over_cost) ||
        !hc_is_price(q->kind_cost)) {
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

/* ---- whole heads ---- */

static void stop_at_nodes(glp_tree *tree, void *context)
{
    int nodes = 0;
    (void)context;
    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    if (nodes > HC_NODES_MAX) { glp_ios_terminate(tree); }
}

/* Branch and bound over the heads of the best set; without an answer the rounded ones. */
static void make_whole(hc_menu *d, int32_t *heads)
{
    const hc_shift_demand *q = d->demand;
    hc_menu_set_all_used(d, d->best);
    (void)hc_menu_solve_lp(d);
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            const double share = glp_get_col_prim(d->lp, hc_menu_column_of(d, kind, day));
            heads[kind * q->days + day] = (int32_t)floor(share + 0.5);
            if (d->used[kind]) {
                glp_set_col_kind(d->lp, hc_menu_column_of(d, kind, day), GLP_IV);
            }
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
                (int32_t)floor(glp_mip_col_val(d->lp, hc_menu_column_of(d, kind, day)) + 0.5);
        }
    }
}

static void add_cover(const hc_menu *d, const int32_t *heads, double *cover)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            const int32_t people = heads[kind * q->days + day];
            const size_t first = hc_menu_first_slot(d, kind, day);
            for (size_t s = 0; s < hc_menu_slots_of(d, kind) && people > 0; s++) {
                cover[(first + s) % d->slots] += people;
            }
        }
    }
}

/* Minutes and cost from the heads alone. */
static void judge(const hc_menu *d, const double *cover, hc_shift_design *made)
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

static hc_status write_down(const hc_menu *d, const int32_t *heads, hc_shift_design *made,
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

static hc_status finish(hc_menu *d, hc_shift_design *made, hc_error *err)
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

static void limit_heads(hc_menu *d)
{
    const hc_shift_demand *q = d->demand;
    for (size_t kind = 0; kind < q->kind_count; kind++) {
        for (size_t day = 0; day < q->days; day++) {
            double most = 0.0;
            const size_t first = hc_menu_first_slot(d, kind, day);
            for (size_t s = 0; s < hc_menu_slots_of(d, kind); s++) {
                most = fmax(most, q->required[(first + s) % d->slots]);
            }
            d->most[kind * q->days + day] = ceil(most);
        }
    }
}

static hc_status make_menu(hc_menu *d, hc_error *err)
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
    hc_menu_build_lp(d);
    return HC_OK;
}

static void clear(hc_menu *d)
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
    hc_menu d = {.demand = demand, .best_cost = (double)INFINITY};
    hc_shift_design made = HC_SHIFT_DESIGN_INIT;
    d.slots_a_day = (size_t)(HC_MINUTES_A_DAY / demand->interval_min);
    d.slots = demand->days * d.slots_a_day;
    hc_rng_seed(&d.rng, options->seed);
    hc_status st = make_menu(&d, err);
    if (st == HC_OK) {
        hc_menu_search(&d, options->effort);
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
