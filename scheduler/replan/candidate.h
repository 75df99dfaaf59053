/* One shift of a roster, and how far its time may grow by every rule and the person's hours. */
#ifndef HC_SCHEDULER_REPLAN_CANDIDATE_H
#define HC_SCHEDULER_REPLAN_CANDIDATE_H

#include "scheduler/cover/problem.h"
#include "scheduler/roster.h"

/* Minutes count from the axis' first midnight. */
typedef struct hc_candidate {
    const hc_shift *shift;
    int32_t midnight_min;
    int32_t start_min;
    int32_t end_min;
    int32_t earliest_min;    /* to which the start may go back */
    int32_t latest_min;      /* to which the end may go on */
    int32_t paid_left_min;   /* of the week's most; INT32_MAX: no limit */
    int32_t period_left_min; /* of the whole period's, likewise */
    int32_t week_paid_min;   /* of the person's week, with the offers taken up */
    int32_t rest_min;        /* between shifts */
    double wage_an_hour;
    size_t form; /* of its contract */
    size_t set;  /* of its skills */
    bool taken;  /* an offer of it is taken up */
} hc_candidate;

/* Of the roster's shift k; shifts are sorted by person, then day. */
hc_candidate hc_candidate_of(const hc_problem *problem, const hc_rules *rules,
                             const hc_roster *roster, size_t k);

#endif
