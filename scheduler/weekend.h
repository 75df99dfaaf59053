/*
 * Rules about weekends, Saturday and Sunday of the calendar, as states that a walk over the
 * days of a horizon passes through: whether Saturday was worked, how many weekends were, and
 * how many in a row.
 */
#ifndef HC_SCHEDULER_WEEKEND_H
#define HC_SCHEDULER_WEEKEND_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_WEEKENDS_MAX 7         /* that a horizon of six weeks touches */
#define HC_WEEKEND_FORBIDDEN (-1) /* no state: a rule is broken */
#define HC_SATURDAY 5
#define HC_SUNDAY 6

/* What a contract says of weekends. */
typedef struct hc_weekend_rule {
    bool whole;
    int32_t most;      /* HC_NO_LIMIT */
    int32_t off_every; /* HC_NO_LIMIT */
} hc_weekend_rule;

hc_weekend_rule hc_weekend_rule_of(const hc_contract *contract);

/* How many states must be told apart: 1 where nothing is ruled. State 0 is the first. */
int32_t hc_weekend_states(const hc_weekend_rule *rule);

/*
 * The state after a day that is worked or not, or HC_WEEKEND_FORBIDDEN. A weekend of which the
 * horizon holds only Sunday (is_first: the horizon's first day) cannot be asked to be whole.
 */
int32_t hc_weekend_after(const hc_weekend_rule *rule, int32_t state, int32_t weekday,
                         bool is_first, bool worked);

#ifdef __cplusplus
}
#endif
#endif
