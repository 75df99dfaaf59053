#include "scheduler/design/menu.h"

#include <math.h>
#include <string.h>

size_t hc_menu_first_slot(const hc_menu *d, size_t kind, size_t day)
{
    return day * d->slots_a_day +
           (size_t)(d->demand->kinds[kind].start_min / d->demand->interval_min);
}

size_t hc_menu_slots_of(const hc_menu *d, size_t kind)
{
    return (size_t)(d->demand->kinds[kind].length_min / d->demand->interval_min);
}

/* Column of the heads of a kind on a day. Two slack columns a slot come first. */
int hc_menu_column_of(const hc_menu *d, size_t kind, size_t day)
{
    return (int)(2 * d->slots + kind * d->demand->days + day + 1);
}

/* A difference row's share of cover from slot `from` until before slot `to`, no lap. */
static int add_piece(const hc_menu *d, size_t from, size_t to, int *rows, double *values, int n)
{
    rows[++n] = (int)from + 1;
    values[n] = 1.0;
    if (to < d->slots) {
        rows[++n] = (int)to + 1;
        values[n] = -1.0;
    }
    return n;
}

static void add_slack(const hc_menu *d, size_t slot, double sign, double price)
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

static void add_heads(const hc_menu *d, size_t kind, size_t day)
{
    int rows[5];
    double values[5];
    const size_t from = hc_menu_first_slot(d, kind, day);
    const size_t to = from + hc_menu_slots_of(d, kind);
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

void hc_menu_build_lp(hc_menu *d)
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

void hc_menu_set_used(hc_menu *d, size_t kind, bool used)
{
    d->used[kind] = used;
    for (size_t day = 0; day < d->demand->days; day++) {
        const double most = d->most[kind * d->demand->days + day];
        const int column = hc_menu_column_of(d, kind, day);
        if (used && most > 0.0) {
            glp_set_col_bnds(d->lp, column, GLP_DB, 0.0, most);
        } else {
            glp_set_col_bnds(d->lp, column, GLP_FX, 0.0, 0.0);
        }
    }
}

void hc_menu_set_all_used(hc_menu *d, const bool *used)
{
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] != used[kind]) { hc_menu_set_used(d, kind, used[kind]); }
    }
}

/* Solves for the heads of the set; the cost without that of the kinds. */
double hc_menu_solve_lp(hc_menu *d)
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

double hc_menu_heads_of(const hc_menu *d, size_t kind)
{
    double heads = 0.0;
    for (size_t day = 0; day < d->demand->days; day++) {
        heads += glp_get_col_prim(d->lp, hc_menu_column_of(d, kind, day));
    }
    return heads;
}

/* The set's cost, kinds included; those that nobody works cost nothing. */
double hc_menu_solve_set(hc_menu *d)
{
    double cost = hc_menu_solve_lp(d);
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] && hc_menu_heads_of(d, kind) > HC_NOTHING) {
            cost += d->demand->kind_cost;
        }
    }
    return cost;
}

void hc_menu_drop_idle(hc_menu *d)
{
    for (size_t kind = 0; kind < d->demand->kind_count; kind++) {
        if (d->used[kind] && hc_menu_heads_of(d, kind) <= HC_NOTHING) {
            hc_menu_set_used(d, kind, false);
        }
    }
}

void hc_menu_keep_basis(hc_menu *d)
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

void hc_menu_restore_basis(hc_menu *d)
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
