/*
 * The rules of one person as a trial of them: copied, so that one rule after another can give
 * way, and in words.
 */
#ifndef HC_SCHEDULER_CONFLICT_TRIAL_H
#define HC_SCHEDULER_CONFLICT_TRIAL_H

#include "scheduler/conflict_rule.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_TRIAL_DAYS_MAX 42 /* of an agent's days off and hours that are looked at */
#define HC_ASK_MAX 80        /* bytes of a rule's name and number */

typedef struct hc_trial {
    hc_contract contract;
    hc_class of_class;
    uint8_t day_off[HC_TRIAL_DAYS_MAX];
    hc_day_hours hours[HC_TRIAL_DAYS_MAX];
    bool of_agent;      /* of whom less than the period's least may be asked */
    int32_t run_before; /* days worked in a row when the horizon begins */
    int32_t end_before_min;
} hc_trial;

/* Steps after which a rule asks nothing any more, and the price of each. */
typedef struct hc_give {
    int32_t most_steps;
    double price;
} hc_give;

hc_give hc_give_of(hc_conflict_rule rule);

/* The rule gives way by so many steps. */
void hc_trial_relax(hc_trial *trial, hc_conflict_rule rule, int32_t steps);

/* No hours of the person's own. */
void hc_trial_open_hours(hc_trial *trial);

/* What the rule asks, such as "rest between shifts (11:00 h)"; text[HC_ASK_MAX]. */
void hc_trial_say_rule(const hc_trial *trial, hc_conflict_rule rule, char *text);

/* What to do, such as "change to rest between shifts (10:30 h)", of a trial that is relaxed by
 * `steps` already. */
void hc_trial_say_remedy(const hc_trial *trial, hc_conflict_rule rule, int32_t steps,
                         char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
