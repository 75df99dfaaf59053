/*
 * A schedule under construction: everyone's shifts, the cover they give and what it costs, kept
 * up to date shift by shift.
 */
#ifndef HC_SCHEDULER_COVER_PLAN_H
#define HC_SCHEDULER_COVER_PLAN_H

#include "scheduler/cover/serving.h"
#include "scheduler/roster.h"

typedef struct hc_plan_head {
    size_t group;
    bool hired; /* always, unless heads are chosen */
} hc_plan_head;

typedef struct hc_plan {
    const hc_problem *problem;
    size_t head_count;
    hc_plan_head *heads;
    hc_day_shift *shifts; /* [head_count][days] */
    int32_t *cover;       /* [sets][all_cells] */
    double *gain;         /* [sets][all_cells] what one more agent saves */
    int32_t *serving;     /* [all_cells][hc_serving_width()]; NULL: there is one queue */
    double cost;          /* of cover, shifts and hiring */
} hc_plan;

#define HC_PLAN_INIT                                                                           \
    {                                                                                          \
        0                                                                                      \
    }

/* Cells [from, to) after the midnight of the shift's day without break between. */
typedef struct hc_piece {
    int32_t from;
    int32_t to;
} hc_piece;

/* The pieces of a shift between its breaks, none empty; gives how many. */
size_t hc_shift_pieces(const hc_shape *shape, const hc_day_shift *shift,
                       hc_piece pieces[HC_BREAKS_MAX + 1]);

/* Cost of a day's shift, of these pieces, apart from cover: wage with premiums, weekend and
 * wishes, less what the pieces earn by the group's activities. */
double hc_shift_cost(const hc_problem *problem, const hc_group *group, size_t day,
                     const hc_day_shift *shift, const hc_piece *pieces, size_t count);

/* The shift in minutes; agent and day of *to stay as they are. */
void hc_shift_write(const hc_form *form, const hc_day_shift *from, int32_t interval_min,
                    hc_shift *to);

/* The other way round; false, and a day off, when the shift is none of the contract's. */
bool hc_shift_read(const hc_form *form, const hc_shift *from, int32_t interval_min,
                   hc_day_shift *to);

/* Nobody works yet; no head is hired when heads are chosen. */
hc_status hc_plan_make(hc_plan *plan, const hc_problem *problem, const size_t *heads_of_group,
                       hc_error *err) HC_MUST_USE;
/* Copies what differs between two plans of the same heads. */
void hc_plan_copy(hc_plan *to, const hc_plan *from);

/* One agent of a set more or fewer in the cells [from, to); gives the change of cost, which the
 * plan's does not hold. */
double hc_plan_change_cover(hc_plan *plan, size_t set, size_t from, size_t to, int32_t by);

void hc_plan_add_shift(hc_plan *plan, size_t head, size_t day, const hc_day_shift *shift);
void hc_plan_remove_shift(hc_plan *plan, size_t head, size_t day); /* a day off is fine */
void hc_plan_add_tour(hc_plan *plan, size_t head, const hc_day_shift *tour); /* hires */
void hc_plan_remove_tour(hc_plan *plan, size_t head);                        /* and ends that */

/* The cost counted afresh from the shifts alone. HC_ERR_MEMORY. */
hc_status hc_plan_recount(const hc_plan *plan, double *cost, double *cover_cost,
                          hc_error *err) HC_MUST_USE;

static inline hc_day_shift *hc_plan_tour(const hc_plan *plan, size_t head)
{
    return &plan->shifts[head * plan->problem->days];
}

static inline const hc_group *hc_plan_group(const hc_plan *plan, size_t head)
{
    return &plan->problem->groups[plan->heads[head].group];
}

/* What one more agent with the head's skills saves in each cell, from the day's midnight on. */
static inline const double *hc_plan_gain(const hc_plan *plan, size_t head, size_t day)
{
    const hc_problem *problem = plan->problem;
    return &plan->gain[hc_plan_group(plan, head)->set * problem->all_cells +
                       day * problem->cells_a_day];
}

/* What the cell would lose without one of its agents of a set. */
static inline double hc_plan_loss(const hc_plan *plan, size_t set, size_t cell)
{
    const hc_problem *problem = plan->problem;
    if (plan->serving == NULL) { return hc_gain(problem, cell, plan->cover[cell] - 1); }
    return hc_serving_loss(problem, cell, set,
                           &plan->serving[cell * hc_serving_width(problem)]);
}

/* Agents of the cell who serve the queue. */
static inline int32_t hc_plan_at_queue(const hc_plan *plan, size_t queue, size_t cell)
{
    return plan->serving == NULL
               ? plan->cover[cell]
               : plan->serving[cell * hc_serving_width(plan->problem) + queue];
}

static inline const hc_form *hc_plan_form(const hc_plan *plan, size_t head)
{
    return &plan->problem->forms[hc_plan_group(plan, head)->form];
}

void hc_plan_clear(hc_plan *plan);

#endif
