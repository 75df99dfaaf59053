/*
 * Would the plan have held? At earlier origins: forecast from what was known, staff, then play
 * the week that really came call by call; beside the same staffing fed by last week, by the
 * mean of six weeks, by the totals of the days, by all contacts and by the week itself.
 */
#ifndef HC_CLI_PLAY_CLOSED_LOOP_H
#define HC_CLI_PLAY_CLOSED_LOOP_H

#include "cli/plan/staffing_step.h"
#include "cli/read/history.h"
#include "forecast/measure/backtest.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LOOP_DAYS 7
#define HC_LOOP_RUNS 20 /* a week is played so often; its calls are the same each time */

/* What the staffing is told of the week. */
typedef enum hc_loop_feed {
    HC_LOOP_FORECAST = 0, /* Headcount, from before the origin, with its spread */
    HC_LOOP_LAST_WEEK,
    HC_LOOP_SIX_WEEKS,
    HC_LOOP_DAY_TOTALS, /* Headcount, told how much comes each day but not when in it */
    HC_LOOP_CONTACTS,   /* Headcount, told how much comes when but not how long it takes */
    HC_LOOP_FORESIGHT,  /* the week itself, with its handle times */
    HC_LOOP_FEEDS
} hc_loop_feed;

/* Sums over calls and time; ratios are the reader's. */
typedef struct hc_loop_figures {
    double contacts;
    double in_time;
    double abandoned;
    double agent_hours;
} hc_loop_figures;

typedef struct hc_loop_week {
    int64_t first_day;
    hc_loop_figures day[HC_LOOP_FEEDS][HC_LOOP_DAYS];
    hc_loop_figures all[HC_LOOP_FEEDS];
    double work_s;       /* handle time of the calls that came .. */
    double work_told_s;  /* .. and of the same calls by the handle times of the forecast */
    double told;         /* contacts of the forecast */
    double told_in_time; /* of them in time if it comes true, and over its spread */
    double told_in_time_expected;
} hc_loop_week;

/* A zeroed struct is empty. */
typedef struct hc_closed_loop {
    size_t week_count;
    hc_loop_week *weeks;
    size_t skipped;  /* origins without seven days of history after them and six weeks before */
    double came;     /* contacts of all weeks .. */
    double unplayed; /* .. of which chats and deferred work, which no line is played for */
    double target;   /* of offered within target_s; HC_MISSING: another promise was made */
    double target_s; /* of the pool, or of the first queue */
    double cap;      /* on occupancy; 1 where there is none */
    double cap_hours;        /* of Headcount's agent hours those that only the cap asks for */
    double patience_least_s; /* mean patience of any queue at any origin, as known then */
    double patience_most_s;
    hc_patience_origin patience_origin; /* of the first queue at the last origin */
    bool one_target; /* all that is played is staffed for `target` and nothing else */
    double even_hours[HC_LOOP_FEEDS]; /* see hc_closed_loop_even(); 0: not known */
} hc_closed_loop;

typedef struct hc_loop_options {
    hc_staffing_options staffing;
    double aht_s; /* of queues without handle times; HC_MISSING: not given */
    uint64_t seed;
    uint32_t
        leave_out; /* feeds that are not staffed, as bits of 1 << feed; their figures stay 0 */
} hc_loop_options;

/*
 * Plays every origin of a back-test of this history. Queues that share agents are played as
 * one, others each by itself.
 *
 * Errors  HC_ERR_EMPTY  no origin can be played; HC_ERR_FORMAT  no handle times; those of the
 *         staffing and of the simulator; HC_ERR_MEMORY. On error *loop is untouched.
 */
hc_status hc_closed_loop_run(const hc_history *history, const hc_backtest *backtest,
                             const hc_loop_options *options, hc_closed_loop *loop,
                             hc_error *err) HC_MUST_USE;

/*
 * What each feed takes for the same service: agent hours of all weeks with which it would have
 * given the mean service level that Headcount's forecast gave, by asking for another level
 * instead of the promised one. Only of a loop with one target; a level that no target leads to
 * (the cap on occupancy holds it up) stays unknown.
 *
 * Errors  those of hc_closed_loop_run(). On error loop->even_hours is untouched.
 */
hc_status hc_closed_loop_even(const hc_history *history, const hc_backtest *backtest,
                              const hc_loop_options *options, hc_closed_loop *loop,
                              hc_error *err) HC_MUST_USE;

/* Share of the contacts answered in time, or hung up; HC_MISSING without contacts. */
double hc_loop_level(const hc_loop_figures *figures);
double hc_loop_abandon_rate(const hc_loop_figures *figures);

void hc_closed_loop_clear(hc_closed_loop *loop);

#ifdef __cplusplus
}
#endif
#endif
