#include "scheduler/cover/master_parts.h"

#include "forecast/base/memory.h"

/* Columns of the group that are heads, and work on the day: index[1..]; gives how many. */
static int list_workers(const hc_master *master, size_t group, size_t day, int *index)
{
    int count = 0;
    for (size_t column = 0; column < master->columns.count; column++) {
        const hc_column *own = &master->columns.all[column];
        if (own->group != group || own->kind == HC_COLUMN_DAY) { continue; }
        if (hc_columns_tour(&master->columns, column)[day].start == HC_DAY_OFF) { continue; }
        index[++count] = hc_master_tour_at(master, column);
    }
    return count;
}

/* One head more or fewer in the row, at a forbidding price. */
static void add_artificial(hc_master *master, int row, double value)
{
    const int index[2] = {0, row};
    const double values[2] = {0.0, value};
    const int column = glp_add_cols(master->lp, 1);
    glp_set_mat_col(master->lp, column, 1, index, values);
    glp_set_obj_coef(master->lp, column, hc_master_forbidding(master->problem));
    glp_set_col_bnds(master->lp, column, GLP_LO, 0.0, 0.0);
}

static void add_artificials(hc_master *master)
{
    const hc_problem *problem = master->problem;
    const int before = glp_get_num_cols(master->lp);
    for (size_t group = 0; group < problem->group_count; group++) {
        if (problem->choose_heads) {
            add_artificial(master, master->first_group_row + (int)group, 1.0);
        }
        for (size_t day = 0; day < problem->days; day++) {
            add_artificial(master, hc_master_count_row(master, group, day), 1.0);
            add_artificial(master, hc_master_count_row(master, group, day), -1.0);
        }
    }
    master->counted_tours = master->columns.count;
    master->count_columns = (size_t)(glp_get_num_cols(master->lp) - before);
}

hc_status hc_master_count_days(hc_master *master, hc_error *err)
{
    const hc_problem *problem = master->problem;
    const size_t rows = problem->group_count * problem->days;
    int *index = NULL;
    double *ones = NULL;
    hc_status st = hc_alloc(&index, master->columns.count + 1, sizeof *index, err);
    if (st == HC_OK) { st = hc_alloc(&ones, master->columns.count + 1, sizeof *ones, err); }
    if (st == HC_OK) {
        for (size_t k = 0; k <= master->columns.count; k++) {
            ones[k] = 1.0;
        }
        master->first_count = glp_add_rows(master->lp, (int)rows);
        for (size_t at = 0; at < rows; at++) {
            const int row = master->first_count + (int)at;
            const int count =
                list_workers(master, at / problem->days, at % problem->days, index);
            glp_set_mat_row(master->lp, row, count, index, ones);
            glp_set_row_bnds(master->lp, row, GLP_FR, 0.0, 0.0);
        }
        add_artificials(master);
        master->only_demands = false;
        master->has_demands = true; /* limits may contradict each other by a rounding error */
    }
    hc_free(index);
    hc_free(ones);
    return st;
}

double hc_master_group_heads(const hc_master *master, size_t group)
{
    return glp_get_row_prim(master->lp, master->first_group_row + (int)group);
}

double hc_master_day_heads(const hc_master *master, size_t group, size_t day)
{
    return glp_get_row_prim(master->lp, hc_master_count_row(master, group, day));
}

static void limit_row(hc_master *master, int row, double least, double most)
{
    glp_set_row_bnds(master->lp, row, least < most ? GLP_DB : GLP_FX, least, most);
}

void hc_master_limit_heads(hc_master *master, size_t group, double least, double most)
{
    limit_row(master, master->first_group_row + (int)group, least, most);
}

void hc_master_limit_day(hc_master *master, size_t group, size_t day, double least, double most)
{
    limit_row(master, hc_master_count_row(master, group, day), least, most);
}

bool hc_master_day_bonus(const hc_master *master, double *bonus)
{
    const hc_problem *problem = master->problem;
    if (master->first_count == 0) { return false; }
    for (size_t at = 0; at < problem->group_count * problem->days; at++) {
        bonus[at] = glp_get_row_dual(master->lp, master->first_count + (int)at);
    }
    return true;
}
