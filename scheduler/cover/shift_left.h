/*
 * What can be left of a shift that is under way: its length and the breaks to come. Shifts that
 * go on alike are one, whatever they were before.
 */
#ifndef HC_SCHEDULER_COVER_SHIFT_LEFT_H
#define HC_SCHEDULER_COVER_SHIFT_LEFT_H

#include "scheduler/cover/problem.h"

#define HC_LEFT_NOT (-1)  /* it cannot go on so */
#define HC_LEFT_GONE (-2) /* it is over */

/* All that can be left of the problem's shifts, by phases: shifts start at phase 0, and each
 * cell is the phase after the one before it. */
typedef struct hc_shifts_left {
    size_t phases;
    size_t *first;   /* [phases + 1] into after */
    int16_t *after;  /* [2 each] what is left, of the next phase, after a cell at work and after
                        one in a break; or HC_LEFT_NOT, HC_LEFT_GONE */
    size_t types;    /* of new shifts */
    size_t *of_form; /* [forms + 1] types, shape by shape */
    int16_t *whole;  /* [types] what is left of a new one */
} hc_shifts_left;

#define HC_SHIFTS_LEFT_INIT                                                                    \
    {                                                                                          \
        0                                                                                      \
    }

/* How many can be left at a phase. */
static inline size_t hc_shifts_left_at(const hc_shifts_left *left, size_t phase)
{
    return left->first[phase + 1] - left->first[phase];
}

/* Finds them; *few is false, and nothing found, when there are more than a bound by them is
 * worth. HC_ERR_MEMORY. */
hc_status hc_shifts_left_make(const hc_problem *problem, hc_shifts_left *left, bool *few,
                              hc_error *err) HC_MUST_USE;

void hc_shifts_left_clear(hc_shifts_left *left);

#endif
