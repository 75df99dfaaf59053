/*
 * What the kinds of moves share: improve.c makes the moves of a run, move_day.c takes shifts of
 * one day out and puts them back, move_swap.c gives heads another day instead, move_tour.c
 * another tour; move_limits.c says where a shift may lie, move_pick.c whom a move touches and
 * whether it stays.
 */
#ifndef HC_SCHEDULER_COVER_MOVES_H
#define HC_SCHEDULER_COVER_MOVES_H

#include "scheduler/cover/improve.h"

#define HC_NOISE_COUNT 4096 /* a power of two */
#define HC_MOVED_MOST 2     /* heads of one move */
#define HC_PICK_TRIES 24    /* until it is given up to find a head that fits */

struct hc_improver {
    hc_plan *plan;
    hc_plan best;
    hc_pricer pricer;
    hc_rng rng;
    const size_t *movable; /* [movable_count] heads; 0: everybody */
    size_t movable_count;
    double *noise;        /* [HC_NOISE_COUNT] uniform in -1..1 */
    double *values;       /* [all_cells], to one head; or from a day's midnight on */
    double *prefix;       /* [2 * cells_a_day + 1] of one day */
    hc_day_shift *before; /* [HC_MOVED_MOST][days] tours or shifts taken out */
    hc_day_shift *tour;   /* [days] */
    size_t *form_hired;   /* [forms], when heads are chosen */
};

/* ---- where one head's shift of one day may lie, given its other days ---- */

typedef struct hc_day_limits {
    int32_t first_start; /* start numbers */
    int32_t last_start;
    int32_t last_end; /* cells */
    int32_t least_paid;
    int32_t most_paid;
    int32_t week_paid; /* minutes of the other days of the week */
} hc_day_limits;

/* By rest to the shifts before and after, start spread and paid time of the week and of the
 * horizon. */
hc_day_limits hc_day_limits_of(const hc_plan *plan, size_t head, size_t day);

/* ---- the best place of a shift ---- */

/* Wraps around. */
static inline double hc_noise_at(const hc_improver *improver, size_t at)
{
    return improver->noise[at & (HC_NOISE_COUNT - 1)];
}

/* Prefix sums of the cells' values, with noise, over all that the limits can reach. */
void hc_sum_day(hc_improver *improver, size_t head, size_t day, const double *values,
                const hc_day_limits *limits, double noise);

/* Best start, length and breaks within the limits; false when nothing fits. */
bool hc_best_shift(const hc_improver *improver, size_t head, size_t day,
                   const hc_day_limits *limits, hc_day_shift *shift);

/* ---- whom, and whether ---- */

/* Always when it costs no more, else by chance; the change in cost, as is the temperature. */
bool hc_accepts(hc_improver *improver, double change, double temperature);

/* One of the heads that may move. */
size_t hc_any_head(hc_improver *improver);

/* Up to `most` different heads, at work on that day when it is not SIZE_MAX. */
size_t hc_pick_heads(hc_improver *improver, size_t most, size_t day, size_t *heads);

/* Noise on the values of cells for the k-th of `count` shifts or tours that are put back. */
double hc_noise_of(const hc_improver *improver, size_t k, size_t count);

/* ---- the moves ---- */

/* A shift, or several of the day, to where they are worth most now. */
void hc_day_move(hc_improver *improver, double temperature);

/* One head works another day instead, or two heads change days with each other. */
void hc_swap_move(hc_improver *improver, double temperature);

/* Whole tours are taken out and each put back as its best, where heads are chosen if at all. */
void hc_tour_move(hc_improver *improver, double temperature);

#endif
