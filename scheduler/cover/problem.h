/*
 * The rules of a schedule turned into whole numbers for the optimiser: time in cells of one
 * interval of wall clock, contracts as shift shapes, people as groups that are alike, prices as
 * tables. A day has the same number of cells whatever the clock does: a repeated hour's cell
 * stands for two slots of the axis, a skipped one for none. One further day of cells without
 * price follows the last day, so that shifts may run past the horizon.
 */
#ifndef HC_SCHEDULER_COVER_PROBLEM_H
#define HC_SCHEDULER_COVER_PROBLEM_H

#include "scheduler/skills.h"
#include "scheduler/weekend.h"

#define HC_DAY_OFF (-1) /* start of a day without shift */

#define HC_TRAINED_MAX 12 /* different skills of people who have activities */
#define HC_PLACES_MAX (HC_SKILLS_MAX + HC_TRAINED_MAX) /* queues, with those of activities */

/* One shift of one day. Times in cells: start after midnight, breaks after the start. */
typedef struct hc_day_shift {
    int16_t start; /* HC_DAY_OFF: no shift */
    int16_t shape; /* index into the form's shapes */
    int16_t break_at[HC_BREAKS_MAX];
} hc_day_shift;

typedef struct hc_shape_break {
    int32_t length; /* cells, as are the offsets of its window */
    int32_t earliest;
    int32_t latest;
    uint8_t rule; /* index into the contract's breaks */
    bool paid;
} hc_shape_break;

/* One shift length of a contract. */
typedef struct hc_shape {
    int32_t length; /* cells */
    int32_t paid_min;
    double paid_hours;
    size_t break_count;
    hc_shape_break breaks[HC_BREAKS_MAX]; /* one after another */
    bool breaks_meet;   /* their places must be chosen together: the work between two lasts */
    int32_t work_least; /* at least so many cells, */
    int32_t work_most;  /* and at most so many */
} hc_shape;

/* A contract in cells. Starts are numbered in steps of its grid from midnight. */
typedef struct hc_form {
    size_t contract;
    size_t shape_count;
    hc_shape *shapes;
    int32_t longest;    /* cells of the longest shape */
    int32_t grid;       /* cells between starts */
    int32_t spread;     /* starts between earliest and latest of a week; HC_NO_LIMIT */
    int32_t rest;       /* cells */
    int32_t least_days; /* a week */
    int32_t most_days;
    int32_t off_together; /* 0: any */
    int32_t run_most;     /* days in a row; HC_NO_LIMIT */
    hc_weekend_rule weekend;
    int32_t least_paid;   /* minutes a week; 0: no limit */
    int32_t most_paid;    /* HC_NO_LIMIT */
    int32_t least_total;  /* minutes of the whole horizon; 0: no limit */
    int32_t most_total;   /* HC_NO_LIMIT */
    int32_t paid_unit;    /* minutes that divide the paid time of every shape */
    int32_t paid_longest; /* minutes of the best paid shape */
    double weekend_cost;
    double *premium_hours; /* [all_cells + 1] premiums up to each cell of work all along, in
                              hours of the wage; NULL: none */
    double hire_cost;      /* of the whole horizon */
    int32_t heads_most;    /* when heads are chosen; HC_NO_LIMIT */
    int32_t *first_start;  /* [days] start numbers; no work where last < first */
    int32_t *last_start;
    int32_t *last_end; /* [days] cells after the day's midnight */
} hc_form;

/* People alike to the optimiser: same class, skills, availability, wage and priced wishes. */
typedef struct hc_group {
    size_t form;
    size_t class_index;
    size_t set;           /* of skills, into hc_problem.sets */
    size_t heads;         /* how many; the most there may be when heads are chosen */
    size_t first_member;  /* into hc_problem.members, when there are named agents */
    int32_t *first_start; /* [days], as in the form but narrower */
    int32_t *last_start;
    int32_t *last_end;
    int32_t *least_days; /* [weeks] as far as leave allows */
    int32_t *least_paid; /* [weeks] minutes */
    int32_t least_total; /* minutes of the whole horizon */
    bool has_leave;      /* its least days and paid time may be lowered */
    int32_t run_before;  /* days worked in a row when the horizon begins */
    double wage_an_hour;
    int32_t overtime_after; /* paid minutes of a week; INT32_MAX: no week goes beyond */
    double overtime_price;  /* of each minute that does, on top of the wage */
    double *day_price;      /* [days] of work on that day: weekend, wish for a day off */
    double preferred_start; /* cells after midnight */
    double start_price;     /* of a cell between a start and that; 0: no wish */
    double *reward; /* [all_cells] of being at work there, for activities; NULL: has none */
    /* The states of one week that a walk over its days must tell apart, see walk.h. */
    int32_t count_states;
    int32_t off_states;
    int32_t paid_states;
    int32_t paid_most;    /* units; INT32_MAX: none, then it counts up to the least and stays */
    int32_t total_states; /* paid time of the horizon so far, as of the week */
    int32_t total_most;   /* units */
    int32_t weekend_states;
    int32_t run_states;
    int32_t block_states;
    int32_t block_first; /* start number from which blocked starts are counted */
    /* Days are free of each other once it is settled which are worked and from which start on:
     * any shift of one tour may then be swapped for another of the same day. */
    bool is_loose;
} hc_group;

typedef struct hc_problem {
    size_t days;
    size_t weeks;
    size_t cells_a_day;
    size_t cells;     /* days x cells_a_day */
    size_t all_cells; /* cells and the day without price */
    bool *is_weekend; /* [days] */
    int32_t first_weekday;
    /* Where there are several queues, people in activities stand at one more for each different
     * skills that any of them have: only who has these skills can, so that in it as many are
     * missing as are in activities, and it does not matter who of them. The last of the queues.
     */
    size_t trained_count;
    hc_skills trained[HC_TRAINED_MAX]; /* the skills of each, without it */
    size_t queue_count;                /* 1 at least */
    size_t set_count;                  /* 1 at least: different skills that somebody has */
    hc_skills *sets;                   /* [set_count] the queues of each */
    /* Price of c agents at queue q in cell t, t = q x all_cells + the cell, convex in c:
     * empty_cost[t] less the sum of the first c gains. gains[gain_first[t] + c] is what agent
     * c+1 saves; the last one repeats for ever.
     */
    double *empty_cost; /* [queue_count][all_cells] */
    size_t *gain_first; /* [queue_count * all_cells + 1] */
    double *gains;
    double rewards;    /* of all activities of all heads; part of empty_cost, so that a schedule
                          which keeps them all costs what it would without */
    double price_unit; /* of the first short agent: the scale of temperatures and noise */
    size_t form_count;
    hc_form *forms;
    size_t group_count;
    hc_group *groups;
    size_t member_count;
    size_t *members; /* agents of the rules, group by group */
    size_t heads;    /* of all groups */
    bool choose_heads;
} hc_problem;

#define HC_PROBLEM_INIT                                                                        \
    {                                                                                          \
        0                                                                                      \
    }

/* Cells of all queues, one behind the other. */
static inline size_t hc_queue_cells(const hc_problem *problem)
{
    return problem->queue_count * problem->all_cells;
}

/* What the next agent in a queue's cell saves when `agents` are there. */
static inline double hc_gain(const hc_problem *problem, size_t cell, int32_t agents)
{
    const size_t first = problem->gain_first[cell];
    const size_t last = problem->gain_first[cell + 1] - 1;
    const size_t at = first + (size_t)agents;
    return problem->gains[at < last ? at : last];
}

/* Cost of a shift apart from cover, premiums and activities: wage, weekend and wishes. Its
 * start is in cells. */
static inline double hc_shift_price(const hc_group *group, const hc_shape *shape, size_t day,
                                    int32_t start)
{
    const double price = group->wage_an_hour * shape->paid_hours + group->day_price[day];
    if (group->start_price == 0.0) { return price; }
    const double apart = start - group->preferred_start;
    return price + group->start_price * (apart < 0.0 ? -apart : apart);
}

static inline int32_t hc_day_weekday(const hc_problem *problem, size_t day)
{
    return (problem->first_weekday + (int32_t)(day % HC_DAYS_A_WEEK)) % HC_DAYS_A_WEEK;
}

/*
 * The start number from which on all starts of a week lie, when they must lie close together;
 * the tour works at least once in the week. 0 where starts are free.
 */
int32_t hc_tour_base(const hc_form *form, const hc_day_shift *week, size_t days);

static inline size_t hc_week_days(const hc_problem *problem, size_t week)
{
    const size_t left = problem->days - week * HC_DAYS_A_WEEK;
    return left < HC_DAYS_A_WEEK ? left : HC_DAYS_A_WEEK;
}

void hc_problem_clear(hc_problem *problem);

#endif
