/*
 * What a schedule must respect and what it costs: contracts, shift and break rules, agents,
 * prices. Times of day are minutes after local midnight; a shift may end after 1440 (the next
 * day).
 */
#ifndef HC_SCHEDULER_RULES_H
#define HC_SCHEDULER_RULES_H

#include <stdbool.h>

#include "forecast/base/axis.h"
#include "forecast/base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_DAYS_A_WEEK 7
#define HC_NAME_MAX 128
#define HC_BREAKS_MAX 6
#define HC_ACTIVITIES_MAX 200 /* of one person in the horizon */
#define HC_ROTATION_MAX 12    /* weeks */
#define HC_NO_LIMIT (-1)
#define HC_END_MIN_MOST (2 * HC_MINUTES_A_DAY) /* a shift ends by the end of the next day */
#define HC_SKILLS_MAX 12                       /* that people may be told apart by */

/* The queues that somebody can serve, a bit each in the order of the rules; 0: all of them. */
typedef uint32_t hc_skills;

/* One break of a shift; its window is the offset of its start from the shift's start. */
typedef struct hc_break_rule {
    char name[HC_NAME_MAX]; /* "break", "lunch" */
    int32_t length_min;
    int32_t earliest_min;
    int32_t latest_min;
    bool paid;
    int32_t from_shift_min; /* only shifts at least this long have it; 0 all */
} hc_break_rule;

/* How long work lasts in one stretch of a shift. */
typedef struct hc_work_limit {
    int32_t least_min; /* 0 or HC_NO_LIMIT: any */
    int32_t most_min;  /* HC_NO_LIMIT: any */
} hc_work_limit;

/* Start and end of work that a weekday allows; latest below earliest: not worked. */
typedef struct hc_day_window {
    int32_t earliest_start_min;
    int32_t latest_start_min;
    int32_t latest_end_min;
} hc_day_window;

/*
 * What one kind of employment allows. Weekdays: 0 Monday .. 6 Sunday. HC_NO_LIMIT switches a
 * rule off. A week is seven days from the first day of the horizon. The windows of a shift's
 * breaks overlap only where work between breaks has a least; then they are taken in the order
 * of the list. Lengths whose breaks have no lawful place are not worked. Where days off leave a
 * person no legal week that reaches days_a_week_least or week_paid_min_least, those are lowered
 * to what can be reached.
 */
typedef struct hc_contract {
    char name[HC_NAME_MAX];
    int32_t shift_shortest_min; /* length from start to end, breaks included */
    int32_t shift_longest_min;
    int32_t shift_step_min; /* lengths: shortest, shortest + step, .. longest */
    int32_t start_grid_min; /* starts at multiples of this after midnight */
    int32_t earliest_start_min[HC_DAYS_A_WEEK];
    int32_t latest_start_min[HC_DAYS_A_WEEK]; /* below earliest: no work on that weekday */
    int32_t latest_end_min[HC_DAYS_A_WEEK];   /* may exceed 1440 */
    int32_t days_a_week_least;
    int32_t days_a_week_most;
    int32_t week_paid_min_least; /* paid minutes a week */
    int32_t week_paid_min_most;
    int32_t period_paid_min_least; /* paid minutes of the planned days together; not asked of
                                      people with days off, hours of their own or work before */
    int32_t period_paid_min_most;
    int32_t average_week_paid_min_least; /* the same as the mean of a week, seven days */
    int32_t average_week_paid_min_most;
    int32_t days_off_together; /* at least this many consecutive days off inside each week; 0 or
                                  1: any */
    int32_t consecutive_days_most;
    bool weekends_whole;       /* Saturday and Sunday both worked or both free */
    int32_t weekends_most;     /* worked in the horizon; worked: either of its days */
    int32_t weekend_off_every; /* of so many weekends in a row at least one is free */
    int32_t rest_min;          /* between the end of a shift and the next start */
    int32_t start_spread_min;  /* latest minus earliest start of one week */
    size_t break_count;
    hc_break_rule breaks[HC_BREAKS_MAX];
    hc_work_limit work_before_breaks; /* from the start of the shift to its first break */
    hc_work_limit work_between_breaks;
    hc_work_limit work_after_breaks; /* from the last break to the end */
    int32_t unbroken_work_min_most;  /* of all three, and of a shift without break */
    double wage_an_hour;             /* paid time; 0: wages play no part */
    int32_t night_from_min;  /* times of day: work from then on, mostly past midnight until */
    int32_t night_to_min;    /* then, is at night; both alike: there is none */
    double night_premium;    /* share of the wage paid on top; premiums add up */
    double saturday_premium; /* of work on the calendar's Saturday, from midnight to midnight */
    double sunday_premium;
    int32_t overtime_after_min; /* paid minutes of a week; what goes beyond them is overtime */
    double overtime_premium;    /* share of the wage paid on top for it */
    double weekend_day_cost;    /* per Saturday or Sunday worked */
    double hire_cost_a_week;    /* per head, when the program chooses how many */
    int32_t heads_most;         /* when the program chooses; HC_NO_LIMIT */
    hc_skills skills;           /* of its people who have none of their own */
    /* Weeks with windows of their own, one after another and then again; see rotation.h. The
     * windows above then span them all. */
    size_t rotation_count;
    int64_t rotation_from; /* calendar day on which its first week begins */
    hc_day_window rotation[HC_ROTATION_MAX][HC_DAYS_A_WEEK];
} hc_contract;

/* Same contract and same availability: identical for the optimiser. */
typedef struct hc_class {
    char name[HC_NAME_MAX];
    size_t contract;
    size_t count; /* agents; when heads are chosen the most there may be. With named
                     agents the agents of the class are counted instead */
    int32_t
        earliest_start_min; /* narrows the contract's window on every weekday; HC_NO_LIMIT */
    int32_t latest_start_min;
    int32_t latest_end_min;
    int32_t rotation_offset; /* weeks that its rotation is ahead of the contract's */
    bool least_gives_way; /* where its rules leave no legal week, least days and paid time are
                             lowered to what can be reached, as for people on leave */
} hc_class;

/* When a person can work on one day, minutes after its midnight: shifts lie within. */
typedef struct hc_day_hours {
    int32_t from_min; /* 0 at least */
    int32_t to_min;   /* may exceed 1440; HC_NO_LIMIT */
} hc_day_hours;

/* A training or a meeting at a fixed time: the person is at work and paid, takes no break, and
 * is not on the phones. */
typedef struct hc_activity {
    char name[HC_NAME_MAX];
    int32_t start_min; /* wall clock after the horizon's first midnight */
    int32_t end_min;
} hc_activity;

/* What a person had worked when the horizon began; the period is the planner's to choose. */
typedef struct hc_agent_history {
    double weekends;
    double lates;
    double hours;
    int32_t run_days; /* days in a row worked up to the day before the horizon */
    int32_t end_min;  /* with run_days: the end of the last shift, minutes after the horizon's
                         first midnight, mostly below 0 */
} hc_agent_history;

/*
 * A named person. The class gives contract and windows. Wishes with a price take part in the
 * plan at that price; those without are granted where it costs nothing, see hc_assign_names().
 */
typedef struct hc_agent {
    char id[HC_NAME_MAX];
    char name[HC_NAME_MAX];
    size_t class_index;
    uint8_t *day_off;    /* [days of the horizon] 1: not available; NULL: always available */
    hc_day_hours *hours; /* [days]; NULL: all day long */
    int32_t preferred_start_min; /* HC_NO_LIMIT: none */
    double start_cost_an_hour;   /* price of each hour between a shift's start and that */
    uint8_t *wished_off;         /* [days] 1: would rather not work; NULL: no such day */
    double day_off_cost;         /* price of work on such a day */
    double wage_an_hour;         /* 0: the contract's */
    double seniority;            /* wishes without price count 1 + seniority times */
    hc_skills skills;            /* 0: the contract's */
    hc_agent_history before;     /* for fairness */
    size_t activity_count;
    hc_activity *activities; /* by start; none at the same time */
} hc_agent;

/*
 * Price of deviating from the requirement r of an interval, per agent and interval: rising
 * steps. Step k of a side is max(1, ceil(share x r)) agents wide, the last without end.
 */
#define HC_COST_STEPS_MAX 12
typedef struct hc_cover_cost {
    size_t short_steps;
    double short_share[HC_COST_STEPS_MAX]; /* of r; that of the last step is not used */
    double short_cost[HC_COST_STEPS_MAX];
    size_t over_steps;
    double over_share[HC_COST_STEPS_MAX];
    double over_cost[HC_COST_STEPS_MAX];
} hc_cover_cost;

/* Times of the week at which people short or over weigh otherwise. An interval is of them when
 * it begins there by wall clock; of those that overlap the last counts. */
#define HC_COST_HOURS_MAX 32
#define HC_COST_WEIGHT_MAX 1000.0
typedef struct hc_cost_hours {
    bool weekdays[HC_DAYS_A_WEEK]; /* Monday first */
    int32_t from_min;
    int32_t to_min;
    double shortage; /* times the price of the steps or the curve; 0..HC_COST_WEIGHT_MAX */
    double surplus;
} hc_cost_hours;

/*
 * Price of 0, 1, .. people in an interval in place of the steps of a shortage, such as for
 * contacts that would be answered late; convex and nowhere rising. It stays at its last value.
 * The steps of a surplus are added.
 */
typedef struct hc_cover_curves {
    size_t slots;        /* of the axis that is planned on; 0: no curves */
    size_t width;        /* numbers of people */
    const double *price; /* [slots][width], borrowed */
} hc_cover_curves;

typedef struct hc_rules {
    size_t contract_count;
    hc_contract *contracts;
    size_t class_count;
    hc_class *classes;
    size_t agent_count; /* 0: numbered agents are made from the classes */
    hc_agent *agents;
    hc_cover_cost cover_cost;
    hc_cover_curves curves;
    size_t cost_hours_count;
    hc_cost_hours cost_hours[HC_COST_HOURS_MAX];
    bool choose_heads; /* class counts are ours to choose: how many people on which contracts */
    double shrinkage;  /* of scheduled agents not on the phones for reasons outside the shift's
                          own breaks */
    /* Several queues have a requirement each; the price of cover holds for each of them. */
    size_t queue_count;          /* 0: one, which everybody serves */
    char (*queues)[HC_NAME_MAX]; /* [queue_count] their names */
} hc_rules;

#define HC_RULES_INIT                                                                          \
    {                                                                                          \
        0                                                                                      \
    }

/* Whether the value switches its limit off or lies between the two. */
static inline bool hc_is_limit(int32_t value, int32_t least, int32_t most)
{
    return value == HC_NO_LIMIT || (value >= least && value <= most);
}

hc_contract hc_contract_default(void); /* 5 days of 8 hours with a lunch and two breaks */
hc_cover_cost hc_cover_cost_default(void);
/* Index of the class of that name; class_count when there is none. */
size_t hc_rules_find_class(const hc_rules *rules, const char *name);
void hc_rules_clear(hc_rules *rules);

#ifdef __cplusplus
}
#endif
#endif
