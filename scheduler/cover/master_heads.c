#include "scheduler/cover/master_parts.h"

#include "scheduler/cover/stakes.h"

/* Their rows follow those of cover. */
static void limit_groups(hc_master *master)
{
    const hc_problem *problem = master->problem;
    for (size_t g = 0; g < problem->group_count; g++) {
        const int row = master->first_group_row + (int)g;
        const double heads = (double)problem->groups[g].heads;
        glp_set_row_bnds(master->lp, row, problem->choose_heads ? GLP_UP : GLP_FX, heads,
                         heads);
    }
}

static hc_status limit_contracts(hc_master *master, hc_error *err)
{
    const hc_problem *problem = master->problem;
    HC_TRY(hc_alloc(&master->contract_row, problem->form_count, sizeof *master->contract_row,
                    err));
    for (size_t k = 0; k < problem->form_count; k++) {
        if (problem->forms[k].heads_most == HC_NO_LIMIT) { continue; }
        const int row = glp_add_rows(master->lp, 1);
        glp_set_row_bnds(master->lp, row, GLP_UP, 0.0, (double)problem->forms[k].heads_most);
        master->contract_row[k] = row;
    }
    return HC_OK;
}

double hc_master_forbidding(const hc_problem *problem)
{
    return hc_cover_at_stake(problem) + hc_dearest_tour(problem) + problem->rewards;
}

/* Every head may stay unassigned at a forbidding price, so that there always is an answer. */
static void add_artificial_heads(hc_master *master)
{
    const hc_problem *problem = master->problem;
    if (problem->choose_heads) { return; }
    const double price = hc_master_forbidding(problem);
    for (size_t g = 0; g < problem->group_count; g++) {
        const int column = glp_add_cols(master->lp, 1);
        const int index[2] = {0, master->first_group_row + (int)g};
        const double value[2] = {0.0, 1.0};
        glp_set_mat_col(master->lp, column, 1, index, value);
        glp_set_obj_coef(master->lp, column, price);
        glp_set_col_bnds(master->lp, column, GLP_LO, 0.0, 0.0);
    }
}

hc_status hc_master_fill_heads(hc_master *master, hc_error *err)
{
    limit_groups(master);
    HC_TRY(limit_contracts(master, err));
    add_artificial_heads(master);
    return HC_OK;
}

void hc_master_limit(hc_master *master, size_t group, double most)
{
    glp_set_row_bnds(master->lp, master->first_group_row + (int)group, GLP_UP, most, most);
}
