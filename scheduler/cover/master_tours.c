#include "scheduler/cover/master_parts.h"

#include "scheduler/cover/overtime.h"
#include "scheduler/cover/plan.h"

/* ---- a column, spread out over the rows ---- */

/* The rows that tours of a group cover. */
static const int32_t *rows_of_group(const hc_master *master, const hc_group *group)
{
    return hc_layer_rows(master, master->layer_of_set[group->set]);
}

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

static void count_day(hc_master *master, size_t group, size_t day)
{
    if (master->first_count != 0) {
        master->dense[hc_master_count_row(master, group, day)] = 1.0;
    }
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

/* ---- whole tours ---- */

static hc_status add_whole_tour(hc_master *master, size_t group, const hc_day_shift *tour,
                                hc_error *err)
{
    const hc_group *own = &master->problem->groups[group];
    const hc_column column = {.kind = HC_COLUMN_TOUR, .group = group, .older = HC_NO_COLUMN};
    spread_head(master, group);
    for (size_t day = 0; day < master->problem->days; day++) {
        if (tour[day].start != HC_DAY_OFF) { count_day(master, group, day); }
    }
    return add_column(master, &column, tour, spread_tour(master, own, tour), err);
}

/* ---- tours in pieces ---- */

static hc_link *make_link(hc_master *master, size_t group, size_t day, int32_t base)
{
    hc_link *link = hc_link_at(master, group, day, base);
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
    hc_link *link = hc_link_at(master, group, day, base);
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
        count_day(master, group, day);
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

const hc_columns *hc_master_columns(const hc_master *master)
{
    return &master->columns;
}
