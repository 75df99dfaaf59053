/*
 * hc_roster: who works when. One row a shift, with its breaks; agents are numbered as in the
 * rules, or within their class when there are no names. Also what the optimiser proved about
 * it.
 */
#ifndef HC_SCHEDULER_ROSTER_H
#define HC_SCHEDULER_ROSTER_H

#include "forecast/base/axis.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHIFT_BREAKS_MAX (HC_BREAKS_MAX + 6) /* with the activities of a shift */

/* Activities lie among the breaks of a shift: they are paid, and nobody is on the phones. */
typedef struct hc_shift {
    size_t agent;       /* index into hc_roster.agents */
    size_t day;         /* day index of the axis on which it starts */
    int32_t start_min;  /* minutes after that day's midnight, wall clock */
    int32_t length_min; /* breaks included */
    size_t break_count;
    int32_t
        break_start_min[HC_SHIFT_BREAKS_MAX]; /* minutes after midnight of the shift's day */
    int32_t break_length_min[HC_SHIFT_BREAKS_MAX];
    uint8_t break_rule[HC_SHIFT_BREAKS_MAX]; /* index into the contract's breaks; from
                                                HC_BREAKS_MAX on into the agent's activities */
} hc_shift;

typedef struct hc_roster_agent {
    char id[HC_NAME_MAX];
    char name[HC_NAME_MAX];
    size_t class_index;
} hc_roster_agent;

typedef struct hc_roster {
    hc_axis axis;
    size_t agent_count;
    hc_roster_agent *agents;
    size_t shift_count;
    hc_shift *shifts;   /* by agent, then day */
    int32_t *on_phones; /* [slots] agents scheduled and not on break */
    /* what is proved */
    double cost;        /* of this roster: cover cost + wages + weekend + hiring */
    double cover_cost;  /* its part for shortage and surplus */
    double lower_bound; /* no roster under these rules costs less */
    double
        lp_bound; /* value of the linear relaxation when solved to the end, else HC_MISSING */
    double gap;   /* (cost - lower_bound) / cost; 0 when cost is 0 */
} hc_roster;

#define HC_ROSTER_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

static inline bool hc_break_is_activity(const hc_shift *shift, size_t at)
{
    return shift->break_rule[at] >= HC_BREAKS_MAX;
}

/* Shifts by agent, then day, then start; a shift's breaks by start. */
void hc_roster_sort(hc_roster *roster);

/*
 * Adds the shift to cover[slots]: the share of each interval that it is on the phones, 1 for a
 * whole one. Times are wall clock: a slot counts by the clock time it begins at, so both passes
 * of a repeated hour are covered and a skipped hour is not. What lies past the axis is left
 * out.
 */
void hc_shift_add_cover(const hc_axis *axis, const hc_shift *shift, double *cover);

/* cover[slots] of all shifts; the array is overwritten. */
void hc_roster_cover(const hc_roster *roster, double *cover);

/* Makes on_phones[] (allocated when NULL) from the shifts: whole agents, part ones rounded
 * down. */
hc_status hc_roster_count_phones(hc_roster *roster, hc_error *err) HC_MUST_USE;

/* Length less unpaid breaks; contract is the one whose break rules the shift's breaks name. */
int32_t hc_shift_paid_min(const hc_contract *contract, const hc_shift *shift);

void hc_roster_clear(hc_roster *roster);

#ifdef __cplusplus
}
#endif
#endif
