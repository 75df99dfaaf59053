#include "scheduler/cover/master_parts.h"

#include <math.h>

static size_t link_count(const hc_problem *problem)
{
    for (size_t g = 0; g < problem->group_count; g++) {
        if (problem->groups[g].is_loose) {
            return problem->group_count * problem->days * problem->cells_a_day;
        }
    }
    return 0;
}

/* Lists of columns, and room for one column over all rows there may ever be. */
static hc_status make_lists(hc_master *master, hc_error *err)
{
    const hc_problem *problem = master->problem;
    const size_t links = link_count(problem);
    const size_t counts = problem->group_count * problem->days;
    const size_t rows = (size_t)glp_get_num_rows(master->lp) + links + counts + 1;
    HC_TRY(hc_alloc(&master->newest_frame, problem->group_count, sizeof *master->newest_frame,
                    err));
    for (size_t g = 0; g < problem->group_count; g++) {
        master->newest_frame[g] = HC_NO_COLUMN;
    }
    HC_TRY(hc_alloc(&master->links, links, sizeof *master->links, err));
    HC_TRY(hc_alloc(&master->dense, rows, sizeof *master->dense, err));
    HC_TRY(hc_alloc(&master->index, rows, sizeof *master->index, err));
    return hc_alloc(&master->value, rows, sizeof *master->value, err);
}

static hc_status build(hc_master *master, hc_error *err)
{
    const hc_problem *problem = master->problem;
    int32_t rows = 0;
    HC_TRY(hc_master_number_cells(master, &rows, err));
    (void)glp_term_out(GLP_OFF);
    master->lp = glp_create_prob();
    if (rows + (int32_t)problem->group_count > 0) {
        (void)glp_add_rows(master->lp, rows + (int32_t)problem->group_count);
    }
    master->first_group_row = rows + 1;
    hc_master_fill_cells(master);
    HC_TRY(hc_master_fill_heads(master, err));
    master->first_tour = (size_t)glp_get_num_cols(master->lp);
    glp_std_basis(master->lp);
    return make_lists(master, err);
}

hc_status hc_master_create(hc_master **master, const hc_problem *problem, hc_error *err)
{
    hc_master *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
    made->columns.days = problem->days;
    made->allowance = (double)INFINITY;
    made->counted_tours = SIZE_MAX;
    const hc_status st = build(made, err);
    if (st != HC_OK) {
        hc_master_free(made);
        return st;
    }
    *master = made;
    return HC_OK;
}

void hc_master_free(hc_master *master)
{
    if (master == NULL) { return; }
    if (master->lp != NULL) { glp_delete_prob(master->lp); }
    hc_free(master->layer_of_set);
    hc_free(master->row_of_cell);
    hc_free(master->contract_row);
    hc_columns_clear(&master->columns);
    hc_free(master->newest_frame);
    hc_free(master->links);
    hc_free(master->dense);
    hc_free(master->index);
    hc_free(master->value);
    hc_free(master);
}
