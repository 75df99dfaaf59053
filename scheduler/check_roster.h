/*
 * Judges a roster as it was published, from its rows alone: who worked when, against every rule
 * of the contracts, and what the cover costs. It shares no code with what makes schedules.
 */
#ifndef HC_SCHEDULER_CHECK_ROSTER_H
#define HC_SCHEDULER_CHECK_ROSTER_H

#include "forecast/base/axis.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ACTIVITY_SHIFT "shift"       /* any other is a break of that name or the agent's */
#define HC_ACTIVITY_OVERTIME "overtime" /* agreed time more, beside the shift of its date */
#define HC_VIOLATION_TEXT_MAX 160
#define HC_VIOLATIONS_LISTED_MAX 1000 /* more are counted, not listed */

/* A row of roster.csv. Texts are borrowed: valid as long as the caller's table. */
typedef struct hc_roster_row {
    const char *agent;
    const char *class_name;
    int64_t date; /* calendar day on which the shift begins; a break bears its shift's date */
    const char *activity;
    hc_local_time start; /* wall clock; both carry their own date */
    hc_local_time end;
} hc_roster_row;

/* Every rule that a row can break, and what it is called. */
#define HC_ROSTER_RULES(X)                                                                     \
    X(HC_BROKEN_AGENT, "agent is known")                                                       \
    X(HC_BROKEN_CLASS, "class is known")                                                       \
    X(HC_BROKEN_ONE_CLASS, "one class an agent")                                               \
    X(HC_BROKEN_HEADS, "heads of the class")                                                   \
    X(HC_BROKEN_CONTRACT_HEADS, "heads of the contract")                                       \
    X(HC_BROKEN_DATE, "date of the start")                                                     \
    X(HC_BROKEN_HORIZON, "day of the horizon")                                                 \
    X(HC_BROKEN_ORDER, "end after start")                                                      \
    X(HC_BROKEN_OVERLAP, "one thing at a time")                                                \
    X(HC_BROKEN_ONE_SHIFT, "one shift a day")                                                  \
    X(HC_BROKEN_WEEKDAY, "weekday is worked")                                                  \
    X(HC_BROKEN_EARLIEST_START, "earliest start")                                              \
    X(HC_BROKEN_LATEST_START, "latest start")                                                  \
    X(HC_BROKEN_LATEST_END, "latest end")                                                      \
    X(HC_BROKEN_START_GRID, "start grid")                                                      \
    X(HC_BROKEN_LENGTH, "shift length")                                                        \
    X(HC_BROKEN_BREAK_MISSING, "break is given")                                               \
    X(HC_BROKEN_BREAK_UNKNOWN, "break is in the contract")                                     \
    X(HC_BROKEN_BREAK_LENGTH, "break length")                                                  \
    X(HC_BROKEN_BREAK_WINDOW, "break window")                                                  \
    X(HC_BROKEN_BREAK_OUTSIDE, "break inside its shift")                                       \
    X(HC_BROKEN_BREAK_ORDER, "order of breaks")                                                \
    X(HC_BROKEN_WORK_LEAST, "least work without a break")                                      \
    X(HC_BROKEN_WORK_MOST, "most work without a break")                                        \
    X(HC_BROKEN_DAYS_LEAST, "least days a week")                                               \
    X(HC_BROKEN_DAYS_MOST, "most days a week")                                                 \
    X(HC_BROKEN_PAID_LEAST, "least paid time a week")                                          \
    X(HC_BROKEN_PAID_MOST, "most paid time a week")                                            \
    X(HC_BROKEN_PERIOD_LEAST, "least paid time of the period")                                 \
    X(HC_BROKEN_PERIOD_MOST, "most paid time of the period")                                   \
    X(HC_BROKEN_DAYS_OFF_TOGETHER, "days off together")                                        \
    X(HC_BROKEN_CONSECUTIVE_DAYS, "days in a row")                                             \
    X(HC_BROKEN_REST, "rest between shifts")                                                   \
    X(HC_BROKEN_START_SPREAD, "start spread of a week")                                        \
    X(HC_BROKEN_DAY_OFF, "day off")                                                            \
    X(HC_BROKEN_WEEKEND_WHOLE, "whole weekends")                                               \
    X(HC_BROKEN_WEEKENDS_MOST, "most weekends")                                                \
    X(HC_BROKEN_OVERTIME, "overtime beside its shift")                                         \
    X(HC_BROKEN_WEEKENDS_RUN, "weekends in a row")                                             \
    X(HC_BROKEN_HOURS, "hours of the agent")                                                   \
    X(HC_BROKEN_ACTIVITY, "activity is attended")

typedef enum hc_roster_rule {
#define HC_ROSTER_RULE_ENUM(name, text) name,
    HC_ROSTER_RULES(HC_ROSTER_RULE_ENUM)
#undef HC_ROSTER_RULE_ENUM
        HC_ROSTER_RULE_COUNT
} hc_roster_rule;

/* "rest between shifts"; never NULL, also for unknown values. */
const char *hc_roster_rule_name(hc_roster_rule rule);

typedef struct hc_violation {
    char agent[HC_NAME_MAX]; /* "" when it is a class's or contract's */
    int64_t day;             /* calendar day of the shift, or first of the week; HC_DAY_NONE */
    hc_roster_rule rule;
    char found[HC_VIOLATION_TEXT_MAX];
    char allowed[HC_VIOLATION_TEXT_MAX];
} hc_violation;

typedef struct hc_roster_verdict {
    size_t violation_count; /* all that were found */
    size_t listed_count;    /* of which in violations */
    hc_violation *violations;
    size_t agent_count;
    size_t shift_count;
    size_t slot_count;
    double *cover;      /* [slot_count] agents on the phones: their share of each interval */
    size_t queue_count; /* 1 at least */
    double *cover_of_queue; /* [queue_count][slot_count] those at each queue, where everybody is
                               at the one of theirs where that is cheapest for all */
    /* Agent-hours that the requirement asks for and the roster lacks, and those on the phones
     * beyond it: of whole people in each interval, who is there for part of one is left out. */
    double short_hours;
    double over_hours;
    double short_of_queue[HC_SKILLS_MAX]; /* [queue_count] the same of each queue */
    double over_of_queue[HC_SKILLS_MAX];
    double paid_hours;
    double cover_cost;
    double wage_cost;
    double overtime_hours; /* of the paid ones, beyond those after which a week has overtime */
    double overtime_cost;  /* on top of their wages */
    double premium_cost;   /* on top of the wages, for work at night and at weekends */
    double weekend_cost;
    double hire_cost; /* 0 unless heads are chosen */
    double wish_cost; /* of wishes that have a price and were not granted */
    double cost;      /* of all seven */
} hc_roster_verdict;

#define HC_ROSTER_VERDICT_INIT                                                                 \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Judges rows against rules and requirement.
 *
 * Shapes  required[queues of the rules][hc_axis_slots(axis)] agents on the phones, may be
 *         fractional; rows in any order.
 * Means   times are wall clock, lengths and rest too; a week is seven days from the axis'
 *         first. An agent is whom the rows name; people without a row are missing from their
 *         class.
 *         Agents with days off, hours of their own or days worked in a row before the horizon
 *         need not reach least days or paid time that these put out of reach. Overtime ends
 *         where its shift begins or begins where it ends, once a side: it goes beyond the
 *         shift's length and its grid, but is paid work that the windows, the agent's hours,
 *         the rest and the week's most hold for. The rules' curves, where there are some, price
 *         a shortage in place of its steps.
 * Errors  HC_ERR_RANGE   hc_rules_check() fails, or curves are not of the axis' intervals;
 *         HC_ERR_DOMAIN  required[] negative or not finite; HC_ERR_LIMIT  see hc_week_search();
 *         HC_ERR_MEMORY. On error *out is untouched.
 */
hc_status hc_check_roster(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster_row *rows, size_t row_count, hc_roster_verdict *out,
                          hc_error *err) HC_MUST_USE;

/* Whether a claimed cost is the one found, to 1e-6 of it. */
bool hc_roster_cost_agrees(const hc_roster_verdict *verdict, double claimed_cost);

void hc_roster_verdict_clear(hc_roster_verdict *verdict);

#ifdef __cplusplus
}
#endif
#endif
