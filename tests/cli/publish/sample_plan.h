/*
 * A made-up plan for the writers' tests: believable curves, a greedy roster, every field
 * filled. The figures mean nothing; only their shapes matter.
 */
#ifndef HC_TESTS_CLI_PUBLISH_SAMPLE_PLAN_H
#define HC_TESTS_CLI_PUBLISH_SAMPLE_PLAN_H

#include "cli/publish/plan_result.h"

#define SAMPLE_QUEUES_MAX 60

typedef struct sample_options {
    size_t days;
    int32_t interval_min;
    size_t queues; /* more than one: a pool is added */
    size_t agents;
    double calls_a_day; /* of the first queue */
    const char *zone;   /* NULL: floating */
    bool hostile;       /* names that try to break out */
} sample_options;

typedef struct sample_plan {
    hc_plan_result plan;
    hc_series forecast;
    hc_requirement requirement;
    hc_forecast_report report;
    hc_backtest backtest;
    hc_queue_rules queue_rules[SAMPLE_QUEUES_MAX];
    hc_staff_rules staff;
    hc_contract contract;
    hc_class group;
    hc_rules rules;
    hc_roster roster;
    int32_t *scheduled;
    double *one_less;
} sample_plan;

/* A week from Monday 2026-11-23 at 30 minutes, one queue of 900 calls a day, 32 people. */
sample_options sample_options_default(void);

/* Aborts the test program when memory fails: it is not what is tested. */
void sample_make(sample_plan *sample, const sample_options *options);
void sample_clear(sample_plan *sample);

extern const char *const sample_hostile_names[];
extern const size_t sample_hostile_count;

#endif
