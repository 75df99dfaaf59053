#include "scheduler/cover/master_parts.h"

#include <math.h>
#include <string.h>

#include "scheduler/cover/prices.h"

#define HC_SAME_PRICE 1e-9 /* neighbouring steps of a price that count as one */

/* ---- rows ---- */

static bool is_one_queue(hc_skills skills)
{
    return (skills & (skills - 1)) == 0;
}

/* People of one queue cover its rows themselves, others have rows of their own. */
static hc_status make_layers(hc_master *master, hc_error *err)
{
    const hc_problem *problem = master->problem;
    HC_TRY(
        hc_alloc(&master->layer_of_set, problem->set_count, sizeof *master->layer_of_set, err));
    master->layer_count = problem->queue_count;
    for (size_t set = 0; set < problem->set_count; set++) {
        size_t *layer = &master->layer_of_set[set];
        if (!is_one_queue(problem->sets[set])) {
            *layer = master->layer_count++;
            continue;
        }
        while (!hc_serves(problem->sets[set], *layer)) {
            (*layer)++;
        }
    }
    return hc_alloc(&master->row_of_cell, master->layer_count * (problem->all_cells + 1),
                    sizeof *master->row_of_cell, err);
}

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

/* The cells that people who cover the layer, or may come to its queue, can work in. */
static void mark_layer(const hc_master *master, size_t layer, bool *reached)
{
    const hc_problem *problem = master->problem;
    memset(reached, 0, problem->all_cells * sizeof *reached);
    for (size_t g = 0; g < problem->group_count; g++) {
        const hc_group *group = &problem->groups[g];
        const bool comes =
            master->layer_of_set[group->set] == layer ||
            (layer < problem->queue_count && hc_serves(problem->sets[group->set], layer));
        for (size_t day = 0; day < problem->days && comes; day++) {
            mark_window(problem, &problem->forms[group->form], day, reached);
        }
    }
}

/* Queues of activities want somebody only then. */
static bool is_idle(const hc_problem *problem, size_t layer, size_t cell)
{
    const size_t at = layer * problem->all_cells + cell;
    return layer < problem->queue_count &&
           layer >= problem->queue_count - problem->trained_count &&
           problem->gain_first[at + 1] - problem->gain_first[at] == 1;
}

/* Numbers the rows of the cells that some shift can cover; the others only add to the constant.
 */
static hc_status number_rows(hc_master *master, int32_t *rows, hc_error *err)
{
    const hc_problem *problem = master->problem;
    bool *reached = NULL;
    HC_TRY(hc_alloc(&reached, problem->all_cells, sizeof *reached, err));
    *rows = 0;
    for (size_t layer = 0; layer < master->layer_count; layer++) {
        int32_t *row_of_cell = hc_layer_rows(master, layer);
        mark_layer(master, layer, reached);
        for (size_t cell = 0; cell < problem->cells; cell++) {
            const bool has_row = reached[cell] && !is_idle(problem, layer, cell);
            row_of_cell[cell] = has_row ? ++*rows : 0;
        }
    }
    hc_free(reached);
    return HC_OK;
}

hc_status hc_master_number_cells(hc_master *master, int32_t *rows, hc_error *err)
{
    HC_TRY(make_layers(master, err));
    return number_rows(master, rows, err);
}

/* ---- columns of the price steps and of people who serve several queues ---- */

static void add_step(hc_master *master, size_t queue, size_t cell, double sign, double cost,
                     double width)
{
    const int32_t row = hc_layer_rows(master, queue)[cell];
    const int32_t after = hc_row_after(master->problem, hc_layer_rows(master, queue), cell);
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
static void add_short_steps(hc_master *master, size_t queue, size_t cell, int32_t agents)
{
    const hc_problem *problem = master->problem;
    const size_t at = queue * problem->all_cells + cell;
    while (agents > 0) {
        const double gain = hc_gain(problem, at, agents - 1);
        int32_t to = agents - 1;
        while (to > 0 && hc_gain(problem, at, to - 1) - gain < HC_SAME_PRICE) {
            to--;
        }
        add_step(master, queue, cell, 1.0, gain, (double)(agents - to));
        agents = to;
    }
}

static void add_over_steps(hc_master *master, size_t queue, size_t cell, int32_t agents)
{
    const hc_problem *problem = master->problem;
    const size_t at = queue * problem->all_cells + cell;
    const int32_t width = (int32_t)(problem->gain_first[at + 1] - problem->gain_first[at]);
    while (agents < width) {
        const double gain = hc_gain(problem, at, agents);
        int32_t to = agents + 1;
        while (to < width && gain - hc_gain(problem, at, to) < HC_SAME_PRICE) {
            to++;
        }
        add_step(master, queue, cell, -1.0, -gain,
                 to == width ? (double)INFINITY : to - agents);
        agents = to;
    }
}

/* People of a set who serve one of its queues in a cell. */
static void add_flow(hc_master *master, size_t layer, size_t queue, size_t cell)
{
    const hc_problem *problem = master->problem;
    const int32_t *from = hc_layer_rows(master, layer);
    const int32_t *to = hc_layer_rows(master, queue);
    if (from[cell] == 0 || to[cell] == 0) { return; }
    const int32_t from_after = hc_row_after(problem, from, cell);
    const int32_t to_after = hc_row_after(problem, to, cell);
    const int column = glp_add_cols(master->lp, 1);
    int index[5] = {0, from[cell], to[cell]};
    double value[5] = {0.0, -1.0, 1.0};
    int count = 2;
    if (from_after != 0) {
        index[++count] = from_after;
        value[count] = 1.0;
    }
    if (to_after != 0) {
        index[++count] = to_after;
        value[count] = -1.0;
    }
    glp_set_mat_col(master->lp, column, count, index, value);
    glp_set_col_bnds(master->lp, column, GLP_LO, 0.0, 0.0);
}

/* ---- cell by cell ---- */

static void fill_queue(hc_master *master, size_t queue)
{
    const hc_problem *problem = master->problem;
    double before =
        0.0; /* required agents of the neighbour to the left, 0 where there is none */
    for (size_t cell = 0; cell < problem->cells; cell++) {
        const int32_t row = hc_layer_rows(master, queue)[cell];
        const size_t at = queue * problem->all_cells + cell;
        if (row == 0) {
            master->constant += problem->empty_cost[at];
            before = 0.0;
            continue;
        }
        if (cell % problem->cells_a_day == 0) { before = 0.0; }
        const int32_t agents = cheapest_agents(problem, at);
        const double difference = (double)agents - before;
        glp_set_row_bnds(master->lp, row, GLP_FX, difference, difference);
        master->constant += hc_cell_cost(problem, at, agents);
        add_short_steps(master, queue, cell, agents);
        add_over_steps(master, queue, cell, agents);
        before = (double)agents;
    }
}

/* The set's people of each cell go to its queues. */
static void fill_set(hc_master *master, size_t set)
{
    const hc_problem *problem = master->problem;
    const size_t layer = master->layer_of_set[set];
    if (layer < problem->queue_count) { return; }
    for (size_t cell = 0; cell < problem->cells; cell++) {
        const int32_t row = hc_layer_rows(master, layer)[cell];
        if (row != 0) { glp_set_row_bnds(master->lp, row, GLP_FX, 0.0, 0.0); }
        for (size_t q = 0; q < problem->queue_count; q++) {
            if (hc_serves(problem->sets[set], q)) { add_flow(master, layer, q, cell); }
        }
    }
}

void hc_master_fill_cells(hc_master *master)
{
    for (size_t q = 0; q < master->problem->queue_count; q++) {
        fill_queue(master, q);
    }
    for (size_t set = 0; set < master->problem->set_count; set++) {
        fill_set(master, set);
    }
}
