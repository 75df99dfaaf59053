/*
 * From a forecast to the requirement: load through the day, agents per interval, and the
 * service that whole agents give; per queue, and for the pool of queues that share agents.
 */
#ifndef HC_ERLANG_REQUIREMENT_BUILD_H
#define HC_ERLANG_REQUIREMENT_BUILD_H

#include "erlang/chat.h"
#include "erlang/offered_load.h"
#include "erlang/requirement.h"
#include "erlang/shrinkage.h"
#include "erlang/target.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SERVICE_LEVEL_DEFAULT 0.80
#define HC_TARGET_S_DEFAULT 20.0
#define HC_OCCUPANCY_MAX_DEFAULT 0.88

/* What a queue's contacts are to its agents. */
typedef enum hc_queue_work {
    HC_WORK_CALLS = 0,
    HC_WORK_CHAT,    /* several at once, each longer then: erlang/chat.h */
    HC_WORK_DEFERRED /* e-mail, back office: done by a deadline: erlang/deferred.h */
} hc_queue_work;

/* Service promised to one queue. */
typedef struct hc_queue_rules {
    hc_target targets[HC_TARGETS_MAX];
    size_t target_count;
    double occupancy_max; /* 0 < .. <= 1; 1: no cap */
    double patience_s;    /* model A; INFINITY makes it C */
    hc_model model;       /* HC_MODEL_A or HC_MODEL_C */
    double target_s;      /* seconds of the service level that is reported */
    hc_queue_work work;
    size_t chat_levels;                    /* CHAT: most chats an agent holds, */
    double chat_aht_s[HC_CHAT_LEVELS_MAX]; /* and their time while its agent holds k + 1 */
    double
        answer_within_s;   /* DEFERRED: time in which its agents work, from arrival to answer */
    double answer_share;   /* DEFERRED: of the contacts that are; 0: all of them */
    int32_t opens_min[7];  /* DEFERRED: when they work, by weekday from Monday; */
    int32_t closes_min[7]; /* all 0: whenever the queue is not closed */
} hc_queue_rules;

/* Over which calls a service level must hold. */
typedef enum hc_target_per {
    HC_PER_INTERVAL = 0, /* in every interval */
    HC_PER_DAY,          /* over the calls of each day */
    HC_PER_WEEK          /* over all calls of the forecast */
} hc_target_per;

/* What is known of a queue's spread beside the quantiles of its intervals. */
typedef struct hc_queue_spread {
    double day_share;   /* of the variance of an interval's calls, its whole day's; 0..1 */
    double queue_share; /* of that part, what all queues have in common; 0..1 */
    double aht_cv;      /* deviation of the level of handle times over their forecast; >= 0 */
} hc_queue_spread;

typedef struct hc_staff_rules {
    const hc_queue_rules *queues; /* one a queue of the forecast, in its order */
    size_t queue_count;
    hc_time_method time_method;
    bool pooled;           /* every agent serves every queue: a need for the pool is added */
    hc_queue_rules pool;   /* its service, used when pooled */
    const char *pool_name; /* its name; NULL: "pool" */
    hc_target_per target_per;
    double risk; /* 0: meet the targets on average; else 0 < p < 1: with this probability */
    size_t path_count;     /* possible weeks, for a day's or week's target with a risk */
    const double *paths;   /* [queue][path][slot] calls, as hc_forecast_paths() draws them */
    size_t presence_count; /* hours in which other shares of the people are there */
    hc_presence_window presence[HC_PRESENCE_WINDOWS_MAX];
    bool blend; /* pooled: deferred work is done in the idle time of calls first */
    const hc_queue_spread *spreads; /* [queue_count]; NULL: handle times are known, and in a
                                       pool all queues are high together */
    bool brief; /* only what the roster covers, in whole agents at the mean rate: agents_exact
                   and service_level_expected are HC_MISSING, and queues that a pool serves get
                   no agents of their own */
} hc_staff_rules;

/* 80 % of offered within 20 s, occupancy <= 88 %, patience 148 s, model A. */
hc_queue_rules hc_queue_rules_default(void);

/* The rules of those queues; MOL, not pooled, the pool like the first queue, no risk. */
hc_staff_rules hc_staff_rules_default(const hc_queue_rules *queues, size_t queue_count);

/* Share of the usual presence of people in a slot, by the rules' hours. */
double hc_staff_presence(const hc_staff_rules *rules, const hc_axis *axis, size_t slot);

/*
 * needs[q] for every queue of the forecast, then one more for the pool when rules->pooled and
 * there are at least two queues. Closed slots need 0 agents; so do open slots without load. A
 * slot whose forecast is missing (a gap) has every number HC_MISSING and 0 agents.
 *
 * Per interval: agents_exact is fractional, agents the fewest whole ones that meet every target
 * at the mean rate; with a risk, at the rate of work that is not passed with this probability
 * (from the quantiles and the spreads).
 *
 * Per day or week: the service level of offered holds over all calls of the period together, on
 * average over the forecast's spread or, with a risk, in that share of the possible weeks, at
 * the least agent hours; every other target holds in each interval at the mean rate.
 * agents_exact equals agents.
 *
 * Chats are staffed by their own table of times, interval by interval. Deferred work gets the
 * same number of agents whenever they work, the fewest who finish everything in time, earliest
 * deadline first, when the week repeats itself; its service columns say 1 then. A pool's line
 * is that of its calls: chats and deferred work add agents_aside to it. With `blend` those are
 * only as many as the idle time of calls does not hold: hc_blend_reserve() says how much of it
 * can be used while the targets of calls hold.
 *
 * load_erlangs and the service (of offered, within target_s; asa_s of the answered) are those
 * of the mean rate, service_level_expected that over the spread.
 *
 * Errors  HC_ERR_USAGE  queue_count differs from the forecast's, there are no handle times, a
 *                       period's target is none of offered calls, or its risk has no paths;
 *         HC_ERR_RANGE  a rule or a forecast number is out of range, with queue and slot;
 *         HC_ERR_INFEASIBLE, HC_ERR_LIMIT  as in staffing.h; HC_ERR_MEMORY.
 *         On error *out is as before.
 */
hc_status hc_requirement_build(const hc_series *forecast, const hc_staff_rules *rules,
                               hc_requirement *out, hc_error *err) HC_MUST_USE;

/*
 * Service level of offered over the forecast's spread that any number of agents, whole or not,
 * would give in one slot of a need; the need was made from this forecast by these rules, the
 * slot has calls. What hc_requirement_serve() is at the mean rate.
 */
double hc_requirement_expected(const hc_series *forecast, const hc_staff_rules *rules,
                               const hc_requirement *requirement, size_t need, size_t slot,
                               double agents);

#ifdef __cplusplus
}
#endif
#endif
