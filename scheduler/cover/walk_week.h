/*
 * What the files of the walk share: walk_states.c says what a group's states must tell apart,
 * walk_week.c walks one week day by day and carries its legal ends to the next, walk_bases.c
 * does so for every base start of a week, walk.c holds the memory and reads the best tours
 * back, walk_least.c finds what days off leave reachable.
 */
#ifndef HC_SCHEDULER_COVER_WALK_WEEK_H
#define HC_SCHEDULER_COVER_WALK_WEEK_H

#include "scheduler/cover/walk.h"

/* Where a state of one day came from. */
typedef struct hc_walk_step {
    int32_t from;
    hc_walk_choice choice;
} hc_walk_step;

typedef struct hc_walk_option {
    double value; /* HC_UNREACHED: none */
    hc_walk_choice choice;
} hc_walk_option;

/* The counters that make up a state; the last runs fastest. */
typedef struct hc_walk_state {
    int32_t count;   /* days worked this week */
    int32_t off;     /* days off in a row, up to as many as are asked together: then it stays */
    int32_t paid;    /* paid time this week in the form's units */
    int32_t total;   /* the same since the horizon began */
    int32_t weekend; /* see weekend.h */
    int32_t run;     /* days worked in a row */
    int32_t block;   /* starts below block_first + block are blocked by rest */
} hc_walk_state;

struct hc_walk {
    const hc_problem *problem;
    double *now; /* [states] best value of each state */
    double *next;
    hc_walk_step *steps;      /* [HC_DAYS_A_WEEK][states] */
    size_t states;            /* most of any group */
    double *arrive;           /* [weeks + 1][borders]: best value at the start of each week */
    int32_t *week_base;       /* [weeks][borders]: base start by which that value was reached */
    size_t borders;           /* weekend x run x block states, most of any group */
    hc_walk_option *options;  /* [block_states][shapes x block_states] of one day */
    double *base_total;       /* [starts a day] best tour whose last week has this base start */
    double *base_ceiling;     /* [starts a day] no tour of this base start is better */
    hc_walk_choice *tour;     /* [days] */
    const double *off_values; /* [days] borrowed; NULL: a day off is worth nothing */
    double off_value;         /* of the day that is walked */
    int32_t weekday;          /* its weekday */
    bool is_first;            /* whether it is the horizon's first */
    bool sunday_too;          /* a Saturday whose Sunday must be worked with it */
    bool must_be_off;         /* and cannot be */
    hc_week_sets sets;        /* best starts, and weeks of groups that need no walk */
};

/* ---- states ---- */

static inline double hc_walk_state_count(const hc_group *group)
{
    return (double)group->count_states * group->off_states * group->paid_states *
           group->total_states * group->weekend_states * group->run_states *
           group->block_states;
}

/* States that a week can begin in. */
static inline size_t hc_walk_border_count(const hc_group *group)
{
    return (size_t)group->total_states * (size_t)group->weekend_states *
           (size_t)group->run_states * (size_t)group->block_states;
}

/* The state whose number follows. */
static inline void hc_walk_next_state(const hc_group *group, hc_walk_state *s)
{
    if (++s->block < group->block_states) { return; }
    s->block = 0;
    if (++s->run < group->run_states) { return; }
    s->run = 0;
    if (++s->weekend < group->weekend_states) { return; }
    s->weekend = 0;
    if (++s->total < group->total_states) { return; }
    s->total = 0;
    if (++s->paid < group->paid_states) { return; }
    s->paid = 0;
    if (++s->off < group->off_states) { return; }
    s->off = 0;
    s->count++;
}

/* First start number of the next day that the rest after this shift allows. */
static inline int32_t hc_walk_start_after(const hc_problem *problem, const hc_form *form,
                                          int32_t end_cell)
{
    const int32_t cell = end_cell + form->rest - (int32_t)problem->cells_a_day;
    return cell > 0 ? (cell + form->grid - 1) / form->grid : 0;
}

/* Whether as many days off lie together as are asked; a week cut short asks none. */
static inline bool hc_walk_days_off_suffice(const hc_walk *walk, const hc_group *group,
                                            size_t week, hc_walk_state s)
{
    return s.off == group->off_states - 1 || hc_week_days(walk->problem, week) < HC_DAYS_A_WEEK;
}

/* ---- one week ---- */

/* Only the horizon's first day is arrived at. */
void hc_walk_begin(hc_walk *walk, const hc_group *group);

/*
 * From the arrivals of the week, with starts within the spread of the base start: leaves in
 * walk->now the best value of each state after the week's last day. shift_values as in
 * hc_walk_best(); NULL: a shift is worth nothing.
 */
void hc_walk_week(hc_walk *walk, const hc_group *group, size_t week, int32_t base,
                  const double *shift_values, bool keep_steps);

/* Carries the legal ends of the week just walked to the start of the next; gives the best
 * value, HC_UNREACHED when there is none. */
double hc_walk_leave_week(hc_walk *walk, const hc_group *group, size_t week, int32_t base);

/* Best legal end of the week just walked that arrives at `border`, or at any when it is
 * SIZE_MAX. */
size_t hc_walk_find_end(const hc_walk *walk, const hc_group *group, size_t week, size_t border);

/* ---- the base starts of a week ---- */

/* Base starts of a week that give different choices; one when starts need not lie close. */
void hc_walk_week_bases(const hc_problem *problem, const hc_group *group, size_t week,
                        int32_t *lowest, int32_t *highest);

/* Walks the week from its base starts, *lowest to *highest, and leaves it: their totals go to
 * walk->base_total. When `most` is 1, of a base start that cannot be best it may be missing. */
void hc_walk_bases(hc_walk *walk, const hc_group *group, size_t week,
                   const double *shift_values, size_t most, int32_t *lowest, int32_t *highest);

#endif
