/*
 * A roster that is changed move by move: what it lacks of needs and has taken of limits is
 * counted along, so that a move of a few days is priced, judged and taken back in a fraction of
 * a microsecond.
 */
#ifndef HC_SCHEDULER_NAMED_DRAFT_H
#define HC_SCHEDULER_NAMED_DRAFT_H

#include "forecast/base/memory.h"
#include "scheduler/named/named.h"

#define HC_DRAFT_EDITS_MOST 64 /* of one move */

/* One changed day of a move: its cell (person * days + day) and what was there. */
typedef struct hc_named_edit {
    size_t cell;
    int8_t before;
} hc_named_edit;

typedef struct hc_named_draft {
    const hc_named_problem *problem;
    const uint64_t *open;                      /* [people * days] choices */
    int8_t *choice;                            /* [people * days] */
    int32_t *missing;                          /* [days * shift_count] */
    int32_t *taken;                            /* [people * shift_count] */
    int32_t *minutes;                          /* [people] */
    int32_t *weekends;                         /* [people] */
    uint8_t *wished;                           /* [people * days] 1: some choice has a price */
    uint8_t *weekend;                          /* [days] 0, or HC_DRAFT_SATURDAY or _SUNDAY */
    uint64_t may_precede[HC_NAMED_SHIFTS_MAX]; /* bit t: the type may follow t */
    double change;                             /* of the cost, by the move so far */
    hc_named_edit edits[HC_DRAFT_EDITS_MOST];
    size_t edit_count;
} hc_named_draft;

#define HC_DRAFT_SATURDAY 1
#define HC_DRAFT_SUNDAY 2

/* choice[people * days]: the roster to begin with. */
hc_status hc_named_draft_create(hc_named_draft *draft, const hc_named_problem *problem,
                                const uint64_t *open, const int8_t *choice,
                                hc_error *err) HC_MUST_USE;
void hc_named_draft_clear(hc_named_draft *draft);

/* Begins a move; what the last one changed stays. */
void hc_named_draft_begin(hc_named_draft *draft);

/* Makes a choice that is open as part of the move. Limits are not looked at. */
void hc_named_draft_change(hc_named_draft *draft, size_t cell, int8_t choice);

/* Takes the move back. */
void hc_named_draft_undo(hc_named_draft *draft);

/* Whether everyone whom the move changed keeps all limits, if they did before. */
bool hc_named_draft_fits(const hc_named_draft *draft);

/* Bits of the types that are open on the day and go with the days before and after. */
uint64_t hc_named_draft_types(const hc_named_draft *draft, size_t cell);

/* Price of one person more of the type on the cell's day: cover and the person's wish. */
double hc_named_draft_price(const hc_named_draft *draft, size_t cell, int8_t type);

/* First day of the run of work or free days that a day is in, and the day after its last; no
 * further off than `most` days. */
size_t hc_named_draft_run_start(const hc_named_draft *draft, size_t person, size_t day,
                                int32_t most);
size_t hc_named_draft_run_end(const hc_named_draft *draft, size_t person, size_t day,
                              int32_t most);

static inline bool hc_named_draft_works(const hc_named_draft *draft, size_t person, size_t day)
{
    return draft->choice[person * draft->problem->days + day] != HC_NAMED_OFF;
}

#endif
