/*
 * The rules that can contradict each other, and what they are called.
 */
#ifndef HC_SCHEDULER_CONFLICT_RULE_H
#define HC_SCHEDULER_CONFLICT_RULE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Rules that can contradict each other within a week. Those named first are the first to be
 * left out of a contradiction that does not need them. */
#define HC_CONFLICT_RULES(X)                                                                   \
    X(HC_CONFLICT_MOST_PERIOD, "most paid time of the period")                                 \
    X(HC_CONFLICT_LEAST_PERIOD, "least paid time of the period")                               \
    X(HC_CONFLICT_MOST_PAID, "most paid time a week")                                          \
    X(HC_CONFLICT_MOST_DAYS, "most days a week")                                               \
    X(HC_CONFLICT_LENGTHS, "shift lengths")                                                    \
    X(HC_CONFLICT_WORK_STRETCH, "work between breaks")                                         \
    X(HC_CONFLICT_WINDOWS, "start and end times")                                              \
    X(HC_CONFLICT_WEEKDAYS, "closed weekdays")                                                 \
    X(HC_CONFLICT_SPREAD, "start spread of a week")                                            \
    X(HC_CONFLICT_REST, "rest between shifts")                                                 \
    X(HC_CONFLICT_CONSECUTIVE_DAYS, "days in a row")                                           \
    X(HC_CONFLICT_WEEKENDS, "weekends")                                                        \
    X(HC_CONFLICT_OFF_TOGETHER, "days off together")                                           \
    X(HC_CONFLICT_LEAST_PAID, "least paid time a week")                                        \
    X(HC_CONFLICT_LEAST_DAYS, "least days a week")                                             \
    X(HC_CONFLICT_DAYS_OFF, "days off of the agent")                                           \
    X(HC_CONFLICT_HOURS, "hours of the agent")                                                 \
    X(HC_CONFLICT_BEFORE, "days worked before the horizon")

typedef enum hc_conflict_rule {
#define HC_CONFLICT_RULE_ENUM(name, text) name,
    HC_CONFLICT_RULES(HC_CONFLICT_RULE_ENUM)
#undef HC_CONFLICT_RULE_ENUM
        HC_CONFLICT_RULE_COUNT
} hc_conflict_rule;

/* "rest between shifts"; never NULL. */
const char *hc_conflict_rule_name(hc_conflict_rule rule);

#ifdef __cplusplus
}
#endif
#endif
