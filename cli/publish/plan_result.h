/*
 * hc_plan_result: all that one run of `plan` found, as the writers read it. Everything is
 * borrowed: the pipeline owns what the rooms produced and points here; nothing is freed or
 * changed. Valid as long as what it points to.
 */
#ifndef HC_CLI_PUBLISH_PLAN_RESULT_H
#define HC_CLI_PUBLISH_PLAN_RESULT_H

#include "erlang/requirement.h"
#include "erlang/requirement_build.h"
#include "forecast/forecast.h"
#include "forecast/measure/backtest.h"
#include "forecast/series.h"
#include "scheduler/roster_costs.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PLAN_SCHEMA_VERSION 1 /* of plan.json; rises when a reader would have to change */
#define HC_PLAN_HASH_MAX 65      /* 64 hexadecimal digits of SHA-256 and the end mark */

/* A file the plan was made from. */
typedef struct hc_plan_input {
    const char *role; /* "history", "centre", "agents", "special days" */
    const char *path; /* as the user gave it; "-" is standard input */
    uint64_t bytes;
    char sha256[HC_PLAN_HASH_MAX]; /* lower-case hexadecimal, of the bytes as read */
} hc_plan_input;

/* Something the plan takes for granted, in words: a person may disagree with each line. */
typedef struct hc_plan_assumption {
    const char *name;   /* "Shrinkage" */
    const char *value;  /* "30 %" */
    const char *source; /* "default", "centre.json", "--target", "from the history" */
} hc_plan_assumption;

/* An option that the history was read with, without its dashes, as it was typed. */
typedef struct hc_plan_option {
    const char *name;  /* "columns" */
    const char *value; /* "volume=Line1" */
} hc_plan_option;

/* A change that the planner made to the forecast. */
typedef struct hc_plan_override {
    int64_t from_utc_s, to_utc_s; /* intervals that begin at from or later, and before to */
    const char *queue;            /* "": every queue */
    const char *text;             /* what it says and did, in a sentence */
} hc_plan_override;

/* Sentences, UTF-8, without line ends. */
typedef struct hc_plan_lines {
    size_t count;
    const char *const *lines;
} hc_plan_lines;

typedef struct hc_plan_result {
    const char *title;   /* name of the centre; NULL or "": none given */
    const char *version; /* of the program */
    uint64_t seed;
    size_t input_count;
    const hc_plan_input *inputs;
    size_t reading_count; /* options that differ from their defaults */
    const hc_plan_option *reading;
    size_t assumption_count;
    const hc_plan_assumption *assumptions;
    hc_plan_lines facts; /* what the loader understood of the history, and what was cleaned */
    hc_plan_lines warnings; /* what the reader must know before acting on the plan */
    hc_plan_lines notes;    /* what is good to know */

    const hc_series *history;  /* as learnt from; may be NULL */
    const hc_series *forecast; /* calls is the mean; quantile may be NULL */
    const hc_forecast_report
        *forecast_report;  /* in the forecast's order of queues; may be NULL */
    size_t override_count; /* those that changed the forecast, in their order */
    const hc_plan_override *overrides;
    const double *calls_before_overrides; /* [queues * slots] forecast's means without them;
                                             NULL when none were given */
    const hc_backtest *backtest;          /* may be NULL: none made */

    const hc_staff_rules *staff;       /* targets, model, patience of each queue and the pool */
    const hc_requirement *requirement; /* on the forecast's axis */
    size_t pool;                       /* the need that the roster covers (with one queue: 0) */
    const int32_t *scheduled; /* [need_count * slots] people to schedule for `agents`: after
                                 shrinkage */
    const double *service_level_one_less; /* [need_count * slots] with one agent fewer; may be
                                             NULL */
    const hc_need *delivered; /* the pool as the roster serves it, shrinkage taken off; may be
                                 NULL */
    const hc_need *delivered_queues; /* [queues of the staff] the same of each, where they have
                                        people of their own or by skill; NULL: one pool */

    const hc_rules *rules;
    const hc_roster *roster; /* on the forecast's axis */
    hc_roster_costs costs;   /* of the roster, by what the money is for */
    const int32_t *served;   /* [queues of the rules][slots] people of the roster who serve each
                                queue, the first needs; NULL: they are one pool */
    const char *currency;    /* of the roster's cost; NULL or "": points */
    double late_call_cost;   /* that shifts were chosen by; HC_MISSING or 0: by people short */
    const hc_cover_curves *late_curves; /* what each number of people then costs in late
                                           contacts; NULL: nothing */
    hc_plan_lines files;   /* names of all that is written beside plan.json, and itself */
    const char *cut_short; /* what stopped the search before its end; NULL: nothing */
} hc_plan_result;

#ifdef __cplusplus
}
#endif
#endif
