#include "scheduler/cover/master.h"

#include <glpk.h>
#include <math.h>

#include "scheduler/cover/plan.h"

#define HC_MASTER_COLUMNS_MAX 2000000 /* GLPK counts in int */
#define HC_PIVOTS_A_LOOK 500          /* simplex steps between two looks at the caller */
#define HC_SAME_PRICE 1e-9            /* neighbouring steps of a price that count as one */

struct hc_master {
    const hc_problem *problem;
    glp_prob *lp;
    int32_t *row_of_cell; /* [all_cells + 1] 0: nobody can ever work there */
    int32_t first_group_row;
    int32_t *contract_row; /* [forms] limit on the heads of a contract; 0: none */
    double constant;       /* cost of cover at the required agents */
    size_t first_tour;     /* GLPK's number of the column before the first tour */
    size_t tour_count;
    size_t tour_capacity;
    size_t group_capacity;
    hc_day_shift *tours; /* [tour_count][days] */
    size_t *tour_group;
    double *dense; /* [rows + 1] one column, spread out; zero between uses */
    int *index;    /* [rows + 1] its rows */
    double *value;
};

/* ---- rows ---- */

static void mark_window(const hc_problem *problem, const hc_form *form, size_t day,
                        bool *reached)
{
    if (form->last_start[day] < form->first_start[day]) { return; }
    const int32_t latest = form->last_start[day] * form->grid + form->longest;
    const int32_t end = latest < form->last_end[day] ? latest : form->last_end[day];
    const size_t midnight = day * problem->cells_a_day;
    for (int32_t cell = form->first_start[day] * form->grid; cell < end; cell++) {
        const size_t at = midnight + (size_t)cell;
        if (at < problem->cells) { reached[at] = true; }
    }
}

/* Numbers the rows of the cells that some shift can cover; the others only add to the constant.
 */
static hc_status number_rows(hc_master *master, int32_t *rows, hc_error *err)
{
    const hc_problem *problem = master->problem;
    bool *reached = NULL;
    HC_TRY(hc_alloc(&reached, problem->all_cells, sizeof *reached, err));
    for (size_t k = 0; k < problem->form_count; k++) {
        for (size_t day = 0; day < problem->days; day++) {
            mark_window(problem, &problem->forms[k], day, reached);
        }
    }
    int32_t count = 0;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        master->row_of_cell[cell] = reached[cell] ? ++count : 0;
    }
    hc_free(reached);
    *rows = count;
    return HC_OK;
}

/* The row after this cell's when it is the difference to this cell; else 0. */
static int32_t next_row(const hc_master *master, size_t cell)
{
    return (cell + 1) % master->problem->cells_a_day != 0 ? master->row_of_cell[cell + 1] : 0;
}

static void add_group_rows(hc_master *master)
{
    const hc_problem *problem = master->problem;
    for (size_t g = 0; g < problem->group_count; g++) {
        const int row = master->first_group_row + (int)g;
        const double heads = (double)problem->groups[g].heads;
        glp_set_row_bnds(master->lp, row, problem->choose_heads ? GLP_UP : GLP_FX, heads,
                         heads);
    }
    for (size_t k = 0; k < problem->form_count; k++) {
        if (problem->forms[k].heads_most == HC_NO_LIMIT) { continue; }
        const int row = glp_add_rows(master->lp, 1);
        glp_set_row_bnds(master->lp, row, GLP_UP, 0.0, (double)problem->forms[k].heads_most);
        master->contract_row[k] = row;
    }
}

/* ---- columns of the price steps ---- */

static void add_step(hc_master *master, size_t cell, double sign, double cost, double width)
{
    const int32_t row = master->row_of_cell[cell];
    const int32_t after = next_row(master, cell);
    const int column = glp_add_cols(master->lp, 1);
    const int index[3] = {0, row, after};
    const double value[3] = {0.0, sign, -sign};
    glp_set_mat_col(master->lp, column, after != 0 ? 2 : 1, index, value);
    glp_set_obj_coef(master->lp, column, cost);
    if (isinf(width)) {
        glp_set_col_bnds(master->lp, column, GLP_LO, 0.0, 0.0);
    } else {
        glp_set_col_bnds(master->lp, column, GLP_DB, 0.0, width);
    }
}

/* Fewest agents at which one more saves nothing: where the price is least. */
static int32_t cheapest_agents(const hc_problem *problem, size_t cell)
{
    const int32_t width = (int32_t)(problem->gain_first[cell + 1] - problem->gain_first[cell]);
    int32_t agents = 0;
    while (agents < width && hc_gain(problem, cell, agents) > 0.0) {
        agents++;
    }
    return agents;
}

/* Steps of equal price downwards from the cheapest number of agents to none. */
static void add_short_steps(hc_master *master, size_t cell, int32_t agents)
{
    while (agents > 0) {
        const double gain = hc_gain(master->problem, cell, agents - 1);
        int32_t to = agents - 1;
        while (to > 0 && hc_gain(master->problem, cell, to - 1) - gain < HC_SAME_PRICE) {
            to--;
        }
        add_step(master, cell, 1.0, gain, (double)(agents - to));
        agents = to;
    }
}

static void add_over_steps(hc_master *master, size_t cell, int32_t agents)
{
    const hc_problem *problem = master->problem;
    const int32_t width = (int32_t)(problem->gain_first[cell + 1] - problem->gain_first[cell]);
    while (agents < width) {
        const double gain = hc_gain(problem, cell, agents);
        int32_t to = agents + 1;
        while (to < width && gain - hc_gain(problem, cell, to) < HC_SAME_PRICE) {
            to++;
        }
        add_step(master, cell, -1.0, -gain, to == width ? (double)INFINITY : to - agents);
        agents = to;
    }
}

/* Largest saving that any tour could bring: artificial heads cost more than that. */
static double worst_tour(const hc_problem *problem)
{
    double worst = 1.0;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        worst += fabs(hc_gain(problem, cell, 0)) + fabs(hc_gain(problem, cell, INT32_MAX));
    }
    for (size_t k = 0; k < problem->form_count; k++) {
        const hc_form *form = &problem->forms[k];
        const double day = form->shapes[form->shape_count - 1].wage + form->weekend_cost;
        worst += day * (double)problem->days;
    }
    return worst;
}

/* Every head may stay unassigned at a forbidding price, so that there always is an answer. */
static void add_artificial_heads(hc_master *master)
{
    const hc_problem *problem = master->problem;
    if (problem->choose_heads) { return; }
    const double price = worst_tour(problem);
    for (size_t g = 0; g < problem->group_count; g++) {
        const int column = glp_add_cols(master->lp, 1);
        const int index[2] = {0, master->first_group_row + (int)g};
        const double value[2] = {0.0, 1.0};
        glp_set_mat_col(master->lp, column, 1, index, value);
        glp_set_obj_coef(master->lp, column, price);
        glp_set_col_bnds(master->lp, column, GLP_LO, 0.0, 0.0);
    }
}

/* ---- making it ---- */

static void fill_cells(hc_master *master)
{
    const hc_problem *problem = master->problem;
    double before =
        0.0; /* required agents of the neighbour to the left, 0 where there is none */
    for (size_t cell = 0; cell < problem->cells; cell++) {
        const int32_t row = master->row_of_cell[cell];
        if (row == 0) {
            master->constant += problem->empty_cost[cell];
            before = 0.0;
            continue;
        }
        if (cell % problem->cells_a_day == 0) { before = 0.0; }
        const int32_t agents = cheapest_agents(problem, cell);
        const double difference = (double)agents - before;
        glp_set_row_bnds(master->lp, row, GLP_FX, difference, difference);
        master->constant += hc_cell_cost(problem, cell, agents);
        add_short_steps(master, cell, agents);
        add_over_steps(master, cell, agents);
        before = (double)agents;
    }
}

static hc_status make_scratch(hc_master *master, hc_error *err)
{
    const size_t rows = (size_t)glp_get_num_rows(master->lp) + 1;
    HC_TRY(hc_alloc(&master->dense, rows, sizeof *master->dense, err));
    HC_TRY(hc_alloc(&master->index, rows, sizeof *master->index, err));
    return hc_alloc(&master->value, rows, sizeof *master->value, err);
}

static hc_status build(hc_master *master, hc_error *err)
{
    const hc_problem *problem = master->problem;
    int32_t rows = 0;
    HC_TRY(hc_alloc(&master->row_of_cell, problem->all_cells + 1, sizeof *master->row_of_cell,
                    err));
    HC_TRY(hc_alloc(&master->contract_row, problem->form_count, sizeof *master->contract_row,
                    err));
    HC_TRY(number_rows(master, &rows, err));
    (void)glp_term_out(GLP_OFF);
    master->lp = glp_create_prob();
    if (rows + (int32_t)problem->group_count > 0) {
        (void)glp_add_rows(master->lp, rows + (int32_t)problem->group_count);
    }
    master->first_group_row = rows + 1;
    fill_cells(master);
    add_group_rows(master);
    add_artificial_heads(master);
    master->first_tour = (size_t)glp_get_num_cols(master->lp);
    glp_std_basis(master->lp);
    return make_scratch(master, err);
}

hc_status hc_master_create(hc_master **master, const hc_problem *problem, hc_error *err)
{
    hc_master *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
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
    hc_free(master->row_of_cell);
    hc_free(master->contract_row);
    hc_free(master->tours);
    hc_free(master->tour_group);
    hc_free(master->dense);
    hc_free(master->index);
    hc_free(master->value);
    hc_free(master);
}

/* ---- tours ---- */

/* One agent more or fewer from this cell to the end of its day. */
static void spread_from(hc_master *master, size_t cell, double by)
{
    if (cell >= master->problem->cells) { return; }
    const int32_t row = master->row_of_cell[cell];
    if (row != 0) { master->dense[row] += by; }
}

static void spread_piece(hc_master *master, size_t from, size_t to)
{
    const size_t day = master->problem->cells_a_day;
    while (from < to) {
        const size_t midnight = (from / day + 1) * day;
        spread_from(master, from, 1.0);
        if (to < midnight) { spread_from(master, to, -1.0); }
        from = midnight;
    }
}

static double spread_tour(hc_master *master, const hc_form *form, const hc_day_shift *tour)
{
    const hc_problem *problem = master->problem;
    double price = form->hire_cost;
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        const size_t midnight = day * problem->cells_a_day;
        hc_piece pieces[HC_BREAKS_MAX + 1];
        const size_t count =
            hc_shift_pieces(&form->shapes[tour[day].shape], &tour[day], pieces);
        for (size_t p = 0; p < count; p++) {
            spread_piece(master, midnight + (size_t)pieces[p].from,
                         midnight + (size_t)pieces[p].to);
        }
        price += hc_shift_price(problem, form, (size_t)tour[day].shape, day);
    }
    return price;
}

static int gather(hc_master *master)
{
    const int rows = glp_get_num_rows(master->lp);
    int count = 0;
    for (int row = 1; row <= rows; row++) {
        if (master->dense[row] != 0.0) {
            count++;
            master->index[count] = row;
            master->value[count] = master->dense[row];
            master->dense[row] = 0.0;
        }
    }
    return count;
}

hc_status hc_master_add(hc_master *master, size_t group, const hc_day_shift *tour,
                        hc_error *err)
{
    const hc_problem *problem = master->problem;
    const size_t form_index = problem->groups[group].form;
    const size_t count = master->tour_count;
    if (count >= HC_MASTER_COLUMNS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "",
                       "the linear program would pass %d tours", HC_MASTER_COLUMNS_MAX);
    }
    HC_TRY(hc_grow(&master->tours, &master->tour_capacity, (count + 1) * problem->days,
                   sizeof *master->tours, err));
    HC_TRY(hc_grow(&master->tour_group, &master->group_capacity, count + 1,
                   sizeof *master->tour_group, err));
    for (size_t day = 0; day < problem->days; day++) {
        master->tours[count * problem->days + day] = tour[day];
    }
    master->tour_group[count] = group;
    const double price = spread_tour(master, &problem->forms[form_index], tour);
    master->dense[master->first_group_row + (int32_t)group] = 1.0;
    if (master->contract_row[form_index] != 0) {
        master->dense[master->contract_row[form_index]] = 1.0;
    }
    const int column = glp_add_cols(master->lp, 1);
    glp_set_mat_col(master->lp, column, gather(master), master->index, master->value);
    glp_set_obj_coef(master->lp, column, price);
    glp_set_col_bnds(master->lp, column, GLP_LO, 0.0, 0.0);
    master->tour_count++;
    return HC_OK;
}

/* ---- solving ---- */

hc_status hc_master_solve(hc_master *master, hc_run *run, double *cost, hc_error *err)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.meth = GLP_PRIMAL;
    how.msg_lev = GLP_MSG_OFF;
    how.it_lim = HC_PIVOTS_A_LOOK;
    int outcome = GLP_EITLIM;
    for (int restarts = 0; outcome != 0 && restarts < 2;) {
        outcome = glp_simplex(master->lp, &how);
        if (outcome == GLP_EITLIM) {
            if (!hc_run_goes_on(run)) { return HC_OK; }
        } else if (outcome != 0) {
            restarts++;
            glp_std_basis(master->lp); /* the basis has become singular: start afresh */
        }
    }
    if (outcome != 0 || glp_get_status(master->lp) != GLP_OPT) {
        return hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "please report the input",
                       "the linear program ended with code %d, status %d", outcome,
                       glp_get_status(master->lp));
    }
    *cost = glp_get_obj_val(master->lp) + master->constant;
    return HC_OK;
}

void hc_master_duals(const hc_master *master, double *worth, double *head_price)
{
    const hc_problem *problem = master->problem;
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        const int32_t row = master->row_of_cell[cell];
        const int32_t after = row != 0 ? next_row(master, cell) : 0;
        worth[cell] = row != 0 ? glp_get_row_dual(master->lp, row)
                               : hc_gain(problem, cell, 0); /* nobody comes, whatever it is */
        if (after != 0) { worth[cell] -= glp_get_row_dual(master->lp, after); }
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        const int32_t limit = master->contract_row[problem->groups[g].form];
        head_price[g] = glp_get_row_dual(master->lp, master->first_group_row + (int)g);
        if (limit != 0) { head_price[g] += glp_get_row_dual(master->lp, limit); }
    }
}

size_t hc_master_columns(const hc_master *master)
{
    return master->tour_count;
}

size_t hc_master_group(const hc_master *master, size_t column)
{
    return master->tour_group[column];
}

const hc_day_shift *hc_master_tour(const hc_master *master, size_t column)
{
    return &master->tours[column * master->problem->days];
}

double hc_master_heads(const hc_master *master, size_t column)
{
    return glp_get_col_prim(master->lp, (int)(master->first_tour + column + 1));
}

void hc_master_demand(hc_master *master, size_t column, double least)
{
    glp_set_col_bnds(master->lp, (int)(master->first_tour + column + 1), GLP_LO, least, 0.0);
}
