#include "scheduler/cover/master_parts.h"

#include "scheduler/cover/bound.h"

/* Between two looks at the caller: each look makes the simplex start anew from its basis, and
 * the dual simplex, stopped too often, goes in circles on price steps that cost the same. */
#define HC_PIVOTS_A_LOOK 500
#define HC_DUAL_WORK_A_LOOK 4e6

/* ---- solving ---- */

void hc_master_start_from_tours(hc_master *master)
{
    glp_adv_basis(master->lp, 0);
}

/* The work when the simplex had made `before` steps at its last count. */
static double work_at(const hc_master *master, int before)
{
    return master->work +
           (double)(glp_get_it_cnt(master->lp) - before) * (double)glp_get_num_rows(master->lp);
}

static int steps_a_look(const hc_master *master, bool is_dual)
{
    const double steps = HC_DUAL_WORK_A_LOOK / (double)glp_get_num_rows(master->lp);
    return is_dual && steps > HC_PIVOTS_A_LOOK ? (int)steps : HC_PIVOTS_A_LOOK;
}

/* Simplex steps from the last basis until it is optimal, the allowance is used up or the caller
 * stops; none when nothing is left of the allowance. */
static int simplex(hc_master *master, hc_run *run)
{
    const int before = glp_get_it_cnt(master->lp);
    glp_smcp how;
    glp_init_smcp(&how);
    how.meth = master->only_demands ? GLP_DUALP : GLP_PRIMAL;
    how.msg_lev = GLP_MSG_OFF;
    how.it_lim = steps_a_look(master, master->only_demands);
    int outcome = GLP_EITLIM;
    if (master->work >= master->allowance) { return outcome; }
    for (int restarts = 0; outcome != 0 && restarts < 2;) {
        outcome = glp_simplex(master->lp, &how);
        if (outcome == GLP_EITLIM) {
            if (work_at(master, before) >= master->allowance || !hc_run_goes_on(run)) { break; }
        } else if (outcome != 0) {
            restarts++;
            glp_std_basis(master->lp); /* the basis has become singular: start afresh */
        }
    }
    master->work = work_at(master, before);
    return outcome;
}

hc_status hc_master_solve(hc_master *master, hc_run *run, double *cost, hc_error *err)
{
    const int outcome = simplex(master, run);
    master->is_optimal = outcome == 0;
    if (outcome == GLP_EITLIM) { return HC_OK; }
    master->is_contradicted =
        outcome == 0 && master->has_demands && glp_get_status(master->lp) == GLP_NOFEAS;
    if (master->is_contradicted) {
        master->is_optimal = false;
        return HC_OK;
    }
    if (outcome != 0 || glp_get_status(master->lp) != GLP_OPT) {
        return hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "please report the input",
                       "the linear program ended with code %d, status %d", outcome,
                       glp_get_status(master->lp));
    }
    master->only_demands = true;
    *cost = glp_get_obj_val(master->lp) + master->constant;
    return HC_OK;
}

void hc_master_demand(hc_master *master, size_t column, double least)
{
    glp_set_col_bnds(master->lp, hc_master_tour_at(master, column), GLP_LO, least, 0.0);
    master->has_demands = true;
}

void hc_master_allow(hc_master *master, double work)
{
    master->allowance = master->work + work;
}

double hc_master_work(const hc_master *master)
{
    return master->work;
}

bool hc_master_is_optimal(const hc_master *master)
{
    return master->is_optimal;
}

bool hc_master_is_contradicted(const hc_master *master)
{
    return master->is_contradicted;
}

/* ---- the answer ---- */

void hc_master_duals(const hc_master *master, double *worth, double *head_price)
{
    const hc_problem *problem = master->problem;
    for (size_t set = 0; set < problem->set_count; set++) {
        const int32_t *rows = hc_layer_rows(master, master->layer_of_set[set]);
        double *own = &worth[set * problem->all_cells];
        for (size_t cell = 0; cell < problem->all_cells; cell++) {
            const int32_t row = rows[cell];
            const int32_t after = row != 0 ? hc_row_after(problem, rows, cell) : 0;
            own[cell] = row != 0 ? glp_get_row_dual(master->lp, row)
                                 : hc_bound_most(problem, set, cell); /* nobody comes then */
            if (after != 0) { own[cell] -= glp_get_row_dual(master->lp, after); }
        }
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        const int32_t limit = master->contract_row[problem->groups[g].form];
        head_price[g] = glp_get_row_dual(master->lp, master->first_group_row + (int)g);
        if (limit != 0) { head_price[g] += glp_get_row_dual(master->lp, limit); }
    }
}

bool hc_master_day_price(const hc_master *master, size_t group, size_t day, int32_t base,
                         double *price)
{
    const int32_t row = hc_link_at(master, group, day, base)->row;
    if (row == 0) { return false; }
    *price = glp_get_row_dual(master->lp, row);
    return true;
}

double hc_master_heads(const hc_master *master, size_t column)
{
    return glp_get_col_prim(master->lp, hc_master_tour_at(master, column));
}
