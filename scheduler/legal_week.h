/*
 * What weeks the rules leave to one person: whether there is any, and how many days and paid
 * minutes the fullest holds. Used where a rule set is judged; it plans nothing and knows
 * nothing of demand.
 */
#ifndef HC_SCHEDULER_LEGAL_WEEK_H
#define HC_SCHEDULER_LEGAL_WEEK_H

#include "scheduler/weekend.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The contract's window of a weekday as its class narrows it; of_class may be NULL. */
hc_day_window hc_class_window(const hc_contract *contract, const hc_class *of_class,
                              int32_t weekday);

/* Whether a shift of the contract lies within the weekday's window and the person's hours. */
bool hc_day_holds_shift(const hc_contract *contract, const hc_class *of_class, int32_t weekday,
                        hc_day_hours hours);

/* Paid minutes of a shift of that length: less its unpaid breaks. */
int32_t hc_contract_paid_min(const hc_contract *contract, int32_t shift_min);

#define HC_RUN_MAX 42            /* longest count of days in a row that is kept apart */
#define HC_WEEKEND_STATES_MAX 98 /* 2 x 7 x 7, see weekend.h */

/*
 * How the days before a week may have ended: end_min[r][w] is the earliest end, in minutes from
 * this week's first midnight, of the last shift of a person who has just worked r days in a
 * row and whose weekends stand at state w; HC_WEEK_NEVER where that cannot be, HC_WEEK_NO_SHIFT
 * where no shift matters.
 */
typedef struct hc_week_edge {
    int32_t end_min[HC_RUN_MAX + 1][HC_WEEKEND_STATES_MAX];
} hc_week_edge;

#define HC_WEEK_NEVER INT32_MAX
#define HC_WEEK_NO_SHIFT (-1000000)

hc_week_edge hc_week_edge_none(void);  /* no way in at all */
hc_week_edge hc_week_edge_fresh(void); /* nobody has worked before */

/* One week of one person. */
typedef struct hc_week_case {
    const hc_contract *contract;
    const hc_class *of_class;  /* may be NULL */
    int32_t first_weekday;     /* 0 Monday .. 6 Sunday */
    int32_t days;              /* 1 .. 7; below 7 the horizon ends inside the week */
    const uint8_t *day_off;    /* [days]; NULL: none */
    bool is_first;             /* the horizon's first week */
    bool goes_on;              /* there is a day after it */
    bool shut_after;           /* which cannot be worked */
    const hc_day_hours *hours; /* [days] when the person can work; NULL: all day long */
    hc_week_edge before;
} hc_week_case;

typedef struct hc_week_reach {
    bool legal;        /* some week meets every rule, least days and least paid time included */
    int32_t days_most; /* of weeks that meet every rule but those two; -1: there is none */
    int32_t paid_most; /* of such weeks with as many days as can be reached of the least;
                          HC_NO_LIMIT when the contract does not limit paid time */
    hc_week_edge after; /* ends of the legal weeks, for the week that follows */
} hc_week_reach;

/*
 * Searches all weeks of the case. In a week cut short by the horizon the least days and paid
 * minutes are lowered by what the missing days could hold, and the days off together may lie in
 * them. The contract passes hc_rules_check(). Errors  HC_ERR_MEMORY; HC_ERR_LIMIT when lengths
 * and paid times make too many cases to try.
 */
hc_status hc_week_search(const hc_week_case *week, hc_week_reach *reach,
                         hc_error *err) HC_MUST_USE;

/* Least days and least paid minutes that the week must hold, as its missing days lower them. */
int32_t hc_week_days_least(const hc_week_case *week);
int32_t hc_week_paid_least(const hc_week_case *week);

#ifdef __cplusplus
}
#endif
#endif
