/*
 * What the parts of the linear program share: master.c makes it, master_cells.c adds the rows
 * of cover and what prices them, master_heads.c the limits on heads, master_tours.c the columns
 * of tours, master_counts.c the rows that count heads by day; master_solve.c solves it and
 * reads the answer.
 */
#ifndef HC_SCHEDULER_COVER_MASTER_PARTS_H
#define HC_SCHEDULER_COVER_MASTER_PARTS_H

#include <glpk.h>

#include "scheduler/cover/master.h"

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
    int32_t first_count;   /* row that counts the first group's heads of day 0; 0: none does */
    size_t counted_tours; /* of `columns` that were there before; behind them are the columns */
    size_t count_columns; /* of counts that cannot be had */
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

/* [all_cells + 1] rows of cover of a queue or of a set that serves several. */
static inline int32_t *hc_layer_rows(const hc_master *master, size_t layer)
{
    return &master->row_of_cell[layer * (master->problem->all_cells + 1)];
}

/* The row after this cell's when it is the difference to this cell; else 0. */
static inline int32_t hc_row_after(const hc_problem *problem, const int32_t *rows, size_t cell)
{
    return (cell + 1) % problem->cells_a_day != 0 ? rows[cell + 1] : 0;
}

static inline hc_link *hc_link_at(const hc_master *master, size_t group, size_t day,
                                  int32_t base)
{
    const hc_problem *problem = master->problem;
    return &master->links[(group * problem->days + day) * problem->cells_a_day + (size_t)base];
}

/* GLPK's number of a tour. */
static inline int hc_master_tour_at(const hc_master *master, size_t column)
{
    const size_t between = column < master->counted_tours ? 0 : master->count_columns;
    return (int)(master->first_tour + between + column + 1);
}

/* Row that counts the group's heads at work on a day, once they are counted. */
static inline int hc_master_count_row(const hc_master *master, size_t group, size_t day)
{
    return master->first_count + (int)(group * master->problem->days + day);
}

/* More than any tour can save: what heads and counts that cannot be had are priced at. */
double hc_master_forbidding(const hc_problem *problem);

/* ---- the making, in this order ---- */

/* Numbers the rows of cover from 1; *rows is how many there are. HC_ERR_MEMORY. */
hc_status hc_master_number_cells(hc_master *master, int32_t *rows, hc_error *err) HC_MUST_USE;

/* The required agents of the rows of cover; the columns that price what is more or less, and
 * those that lead people to their queues. */
void hc_master_fill_cells(hc_master *master);

/* Limits on the heads of the groups, whose rows are there, and of the contracts; columns of
 * heads that stay unassigned. HC_ERR_MEMORY. */
hc_status hc_master_fill_heads(hc_master *master, hc_error *err) HC_MUST_USE;

#endif
