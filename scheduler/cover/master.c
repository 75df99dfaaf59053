#include "scheduler/cover/master.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

#include "scheduler/cover/bound.h"
#include "scheduler/cover/overtime.h"
#include "scheduler/cover/plan.h"
#include "scheduler/cover/premium.h"
#include "scheduler/cover/prices.h"

/* Between two looks at the caller: each look makes the simplex start anew from its basis, and
 * the dual simplex, stopped too often, goes in circles on price steps that cost the same. */
#define HC_PIVOTS_A_LOOK 500
#define HC_DUAL_WORK_A_LOOK 4e6
#define HC_SAME_PRICE 1e-9 /* neighbouring steps of a price that count as one */

/* The heads of a loose group at work on a day that start from one base start on: as many as
 * take a shift then. */
typedef struct hc_link {
    int32_t row;       /* 0: no frame yet */
    size_t newest_day; /* head of the list of its shifts */
} hc_link;

struct hc_master {
    const hc_problem *problem;
    glp_prob *lp;
    size_t *layer_of_set; /* [sets] whose rows its tours cover */
    size_t layer_count;   /* one a queue, then one for each set that serves several */
    int32_t *row_of_cell; /* [layers][all_cells + 1] 0: nobody can ever work there */
    int32_t first_group_row;
    int32_t *contract_row; /* [forms] limit on the heads of a contract; 0: none */
    double constant;       /* cost of cover at the required agents */
    size_t first_tour;     /* GLPK's number of the column before the first of `columns` */
    hc_columns columns;
    size_t *newest_frame; /* [groups] head of the list of its frames */
    hc_link *links;       /* [groups][days][cells_a_day] when a group is loose; else NULL */
    double work;          /* simplex steps so far, each times the rows */
    double allowance;     /* of work */
    bool is_optimal;      /* the last solve came to its end */
    bool only_demands;    /* nothing else has changed since the last optimum */
    bool has_demands;     /* heads have been asked of columns */
    bool is_contradicted; /* and cannot all be had */
    double *dense;        /* [rows + 1] one column, spread out; zero between uses */
    int *index;           /* [rows + 1] its rows */
    double *value;
};

/* ---- rows ---- */

static int32_t *rows_of(const hc_master *master, size_t layer)
{
    return &master->row_of_cell[layer * (master->problem->all_cells + 1)];
}

/* The rows that tours of a group cover. */
static const int32_t *rows_of_group(const hc_master *master, const hc_group *group)
{
    return rows_of(master, master->layer_of_set[group->set]);
}

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

/* Numbers the rows of the cells that some shift can cover; the others only add to the constant.
 */
static hc_status number_rows(hc_master *master, int32_t *rows, hc_error *err)
{
    const hc_problem *problem = master->problem;
    bool *reached = NULL;
    HC_TRY(hc_alloc(&reached, problem->all_cells, sizeof *reached, err));
    *rows = 0;
    for (size_t layer = 0; layer < master->layer_count; layer++) {
        int32_t *row_of_cell = rows_of(master, layer);
        mark_layer(master, layer, reached);
        for (size_t cell = 0; cell < problem->cells; cell++) {
            row_of_cell[cell] = reached[cell] ? ++*rows : 0;
        }
    }
    hc_free(reached);
    return HC_OK;
}

/* The row after this cell's when it is the difference to this cell; else 0. */
static int32_t next_row(const hc_problem *problem, const int32_t *rows, size_t cell)
{
    return (cell + 1) % problem->cells_a_day != 0 ? rows[cell + 1] : 0;
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

static void add_step(hc_master *master, size_t queue, size_t cell, double sign, double cost,
                     double width)
{
    const int32_t row = rows_of(master, queue)[cell];
    const int32_t after = next_row(master->problem, rows_of(master, queue), cell);
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
    const int32_t *from = rows_of(master, layer);
    const int32_t *to = rows_of(master, queue);
    if (from[cell] == 0) { return; }
    const int32_t from_after = next_row(problem, from, cell);
    const int32_t to_after = next_row(problem, to, cell);
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

/* What a group's tour may cost at most apart from cover. */
static double dearest_tour(const hc_problem *problem, const hc_group *group)
{
    const hc_form *form = &problem->forms[group->form];
    const hc_shape *longest = &form->shapes[form->shape_count - 1];
    const double premium = hc_premium_most(problem, form);
    double price = (double)problem->weeks * hc_overtime_most(form, group);
    for (size_t day = 0; day < problem->days; day++) {
        if (group->last_start[day] < group->first_start[day]) { continue; }
        price +=
            fmax(hc_shift_price(group, longest, day, group->first_start[day] * form->grid),
                 hc_shift_price(group, longest, day, group->last_start[day] * form->grid)) +
            group->wage_an_hour * premium * longest->paid_hours;
    }
    return price;
}

/* Largest saving that any tour could bring: artificial heads cost more than that. */
static double worst_tour(const hc_problem *problem)
{
    double worst = 1.0;
    for (size_t cell = 0; cell < hc_queue_cells(problem); cell++) {
        worst += fabs(hc_gain(problem, cell, 0)) + fabs(hc_gain(problem, cell, INT32_MAX));
    }
    double dearest = 0.0;
    for (size_t g = 0; g < problem->group_count; g++) {
        dearest = fmax(dearest, dearest_tour(problem, &problem->groups[g]));
    }
    return worst + dearest + problem->rewards;
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

static void fill_queue(hc_master *master, size_t queue)
{
    const hc_problem *problem = master->problem;
    double before =
        0.0; /* required agents of the neighbour to the left, 0 where there is none */
    for (size_t cell = 0; cell < problem->cells; cell++) {
        const int32_t row = rows_of(master, queue)[cell];
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
        const int32_t row = rows_of(master, layer)[cell];
        if (row != 0) { glp_set_row_bnds(master->lp, row, GLP_FX, 0.0, 0.0); }
        for (size_t q = 0; q < problem->queue_count; q++) {
            if (hc_serves(problem->sets[set], q)) { add_flow(master, layer, q, cell); }
        }
    }
}

static void fill_cells(hc_master *master)
{
    for (size_t q = 0; q < master->problem->queue_count; q++) {
        fill_queue(master, q);
    }
    for (size_t set = 0; set < master->problem->set_count; set++) {
        fill_set(master, set);
    }
}

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
    const size_t rows = (size_t)glp_get_num_rows(master->lp) + links + 1;
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
    HC_TRY(make_layers(master, err));
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
    return make_lists(master, err);
}

hc_status hc_master_create(hc_master **master, const hc_problem *problem, hc_error *err)
{
    hc_master *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
    made->columns.days = problem->days;
    made->allowance = (double)INFINITY;
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

/* ---- tours ---- */

/* One agent more or fewer from this cell to the end of its day. */
static void spread_from(hc_master *master, const int32_t *rows, size_t cell, double by)
{
    if (cell >= master->problem->cells) { return; }
    const int32_t row = rows[cell];
    if (row != 0) { master->dense[row] += by; }
}

static void spread_piece(hc_master *master, const int32_t *rows, size_t from, size_t to)
{
    const size_t day = master->problem->cells_a_day;
    while (from < to) {
        const size_t midnight = (from / day + 1) * day;
        spread_from(master, rows, from, 1.0);
        if (to < midnight) { spread_from(master, rows, to, -1.0); }
        from = midnight;
    }
}

/* Spreads one shift; gives its price. */
static double spread_shift(hc_master *master, const hc_group *group, size_t day,
                           const hc_day_shift *shift)
{
    const hc_problem *problem = master->problem;
    const hc_shape *shape = &problem->forms[group->form].shapes[shift->shape];
    const size_t midnight = day * problem->cells_a_day;
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(shape, shift, pieces);
    for (size_t p = 0; p < count; p++) {
        spread_piece(master, rows_of_group(master, group), midnight + (size_t)pieces[p].from,
                     midnight + (size_t)pieces[p].to);
    }
    return hc_shift_cost(problem, group, day, shift, pieces, count);
}

static double spread_tour(hc_master *master, const hc_group *group, const hc_day_shift *tour)
{
    double price = master->problem->forms[group->form].hire_cost +
                   hc_overtime_of_tour(master->problem, group, tour);
    for (size_t day = 0; day < master->problem->days; day++) {
        if (tour[day].start != HC_DAY_OFF) {
            price += spread_shift(master, group, day, &tour[day]);
        }
    }
    return price;
}

static void spread_head(hc_master *master, size_t group)
{
    const int32_t limit = master->contract_row[master->problem->groups[group].form];
    master->dense[master->first_group_row + (int32_t)group] = 1.0;
    if (limit != 0) { master->dense[limit] = 1.0; }
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

/* Gives the spread column to the program. */
static hc_status add_column(hc_master *master, const hc_column *column,
                            const hc_day_shift *tour, double price, hc_error *err)
{
    const int count = gather(master);
    HC_TRY(hc_columns_add(&master->columns, column, tour, err));
    const int at = glp_add_cols(master->lp, 1);
    glp_set_mat_col(master->lp, at, count, master->index, master->value);
    glp_set_obj_coef(master->lp, at, price);
    glp_set_col_bnds(master->lp, at, GLP_LO, 0.0, 0.0);
    master->only_demands = false;
    return HC_OK;
}

static hc_status add_whole_tour(hc_master *master, size_t group, const hc_day_shift *tour,
                                hc_error *err)
{
    const hc_group *own = &master->problem->groups[group];
    const hc_column column = {.kind = HC_COLUMN_TOUR, .group = group, .older = HC_NO_COLUMN};
    spread_head(master, group);
    return add_column(master, &column, tour, spread_tour(master, own, tour), err);
}

/* ---- tours in pieces ---- */

static hc_link *link_at(const hc_master *master, size_t group, size_t day, int32_t base)
{
    const hc_problem *problem = master->problem;
    return &master->links[(group * problem->days + day) * problem->cells_a_day + (size_t)base];
}

static hc_link *make_link(hc_master *master, size_t group, size_t day, int32_t base)
{
    hc_link *link = link_at(master, group, day, base);
    if (link->row == 0) {
        link->row = glp_add_rows(master->lp, 1);
        link->newest_day = HC_NO_COLUMN;
        glp_set_row_bnds(master->lp, link->row, GLP_FX, 0.0, 0.0);
    }
    return link;
}

hc_status hc_master_add_day(hc_master *master, size_t group, size_t day, int32_t base,
                            const hc_day_shift *shift, hc_error *err)
{
    hc_link *link = link_at(master, group, day, base);
    const hc_group *own = &master->problem->groups[group];
    const hc_column column = {.kind = HC_COLUMN_DAY,
                              .group = group,
                              .day = day,
                              .base = base,
                              .older = link->newest_day};
    hc_day_shift tour[HC_SCHEDULE_DAYS_MAX];
    for (size_t d = 0; d < master->problem->days; d++) {
        tour[d] = (hc_day_shift){.start = HC_DAY_OFF};
    }
    tour[day] = *shift;
    if (hc_columns_have(&master->columns, link->newest_day, tour)) { return HC_OK; }
    const double price = spread_shift(master, own, day, shift);
    master->dense[link->row] = -1.0;
    HC_TRY(add_column(master, &column, tour, price, err));
    link->newest_day = master->columns.count - 1;
    return HC_OK;
}

static hc_status add_frame(hc_master *master, size_t group, const hc_day_shift *frame,
                           hc_error *err)
{
    const hc_problem *problem = master->problem;
    const hc_group *own = &problem->groups[group];
    const hc_column column = {
        .kind = HC_COLUMN_FRAME, .group = group, .older = master->newest_frame[group]};
    if (hc_columns_have(&master->columns, master->newest_frame[group], frame)) { return HC_OK; }
    spread_head(master, group);
    for (size_t day = 0; day < problem->days; day++) {
        if (frame[day].start == HC_DAY_OFF) { continue; }
        master->dense[make_link(master, group, day, frame[day].start)->row] = 1.0;
    }
    const double price =
        problem->forms[own->form].hire_cost + hc_overtime_of_tour(problem, own, frame);
    HC_TRY(add_column(master, &column, frame, price, err));
    master->newest_frame[group] = master->columns.count - 1;
    return HC_OK;
}

static hc_status add_pieces(hc_master *master, size_t group, const hc_day_shift *tour,
                            hc_error *err)
{
    const hc_problem *problem = master->problem;
    const hc_form *form = &problem->forms[problem->groups[group].form];
    hc_day_shift frame[HC_SCHEDULE_DAYS_MAX];
    for (size_t day = 0; day < problem->days; day++) {
        const size_t week = day / HC_DAYS_A_WEEK;
        frame[day] = (hc_day_shift){.start = HC_DAY_OFF};
        if (tour[day].start == HC_DAY_OFF) { continue; }
        frame[day].start = (int16_t)hc_tour_base(form, &tour[week * HC_DAYS_A_WEEK],
                                                 hc_week_days(problem, week));
    }
    HC_TRY(add_frame(master, group, frame, err));
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        HC_TRY(hc_master_add_day(master, group, day, frame[day].start, &tour[day], err));
    }
    return HC_OK;
}

hc_status hc_master_add(hc_master *master, size_t group, const hc_day_shift *tour,
                        hc_error *err)
{
    return master->problem->groups[group].is_loose ? add_pieces(master, group, tour, err)
                                                   : add_whole_tour(master, group, tour, err);
}

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
 * stops. */
static int simplex(hc_master *master, hc_run *run)
{
    const int before = glp_get_it_cnt(master->lp);
    glp_smcp how;
    glp_init_smcp(&how);
    how.meth = master->only_demands ? GLP_DUALP : GLP_PRIMAL;
    how.msg_lev = GLP_MSG_OFF;
    how.it_lim = steps_a_look(master, master->only_demands);
    int outcome = GLP_EITLIM;
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

void hc_master_duals(const hc_master *master, double *worth, double *head_price)
{
    const hc_problem *problem = master->problem;
    for (size_t set = 0; set < problem->set_count; set++) {
        const int32_t *rows = rows_of(master, master->layer_of_set[set]);
        double *own = &worth[set * problem->all_cells];
        for (size_t cell = 0; cell < problem->all_cells; cell++) {
            const int32_t row = rows[cell];
            const int32_t after = row != 0 ? next_row(problem, rows, cell) : 0;
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
    const int32_t row = link_at(master, group, day, base)->row;
    if (row == 0) { return false; }
    *price = glp_get_row_dual(master->lp, row);
    return true;
}

const hc_columns *hc_master_columns(const hc_master *master)
{
    return &master->columns;
}

void hc_master_limit(hc_master *master, size_t group, double most)
{
    glp_set_row_bnds(master->lp, master->first_group_row + (int)group, GLP_UP, most, most);
}

double hc_master_heads(const hc_master *master, size_t column)
{
    return glp_get_col_prim(master->lp, (int)(master->first_tour + column + 1));
}

void hc_master_demand(hc_master *master, size_t column, double least)
{
    glp_set_col_bnds(master->lp, (int)(master->first_tour + column + 1), GLP_LO, least, 0.0);
    master->has_demands = true;
}
