/*
 * Months ahead: people needed and people there, period by period, with those who leave, those
 * in training and those who still learn; and the hiring classes that close the gap. Formulas:
 * docs/math.md, Capacity.
 */
#ifndef HC_SCHEDULER_CAPACITY_H
#define HC_SCHEDULER_CAPACITY_H

#include <stdbool.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CAPACITY_PERIODS_MAX 520
#define HC_CAPACITY_RAMP_MAX 128 /* periods from the first day of training to full speed */
#define HC_TENURE_BANDS 3
#define HC_CAPACITY_GAP_LEAST 0.5 /* full-timers: a smaller gap is no reason to hire */

/* A month or a week to plan. */
typedef struct hc_capacity_period {
    double days;
    double volume;
    double aht_s;
    double shrinkage;   /* 0..HC_CAPACITY_SHRINKAGE_MAX */
    double agent_hours; /* on the phones, by the intervals; HC_MISSING: workload / occupancy */
    double joining;     /* people already hired whose training begins in this period */
} hc_capacity_period;
#define HC_CAPACITY_SHRINKAGE_MAX 0.95

typedef struct hc_capacity_options {
    double week_hours;     /* paid, of one full-timer, above 0 */
    double occupancy_most; /* above 0, at most 1: turns workload into hours on the phones */
    double headcount[HC_TENURE_BANDS];          /* full-timers today, newest band first */
    double tenure_periods[HC_TENURE_BANDS - 1]; /* where the second and third band begin */
    double attrition[HC_TENURE_BANDS];          /* share that leaves in a period, 0..1 */
    size_t learning_periods;                    /* entries of productivity */
    double productivity[HC_CAPACITY_RAMP_MAX];  /* by the period since training began: 0 in
                                                   training, then up to 1; 1 ever after */
    bool hire;                                  /* plan classes; else show the gap alone */
    size_t lead_periods; /* before the first class that is decided today */
    double class_size;   /* people in one class at most; whole, at least 1 */
    double class_least;  /* people that a start needs, 1..class_size */
    double wage_an_hour; /* HC_MISSING: no cost */
    double hire_cost;    /* of one new person */
} hc_capacity_options;

/* What a period needs, has and costs; people are full-timers. */
typedef struct hc_capacity_row {
    double fte_hours;      /* paid hours of one full-timer in the period */
    double workload_hours; /* volume x AHT */
    double agent_hours;
    double required_fte;  /* on the phones: agent_hours / fte_hours */
    double gross_fte;     /* with shrinkage */
    double headcount;     /* on the payroll when the period begins, trainees included */
    double leavers;       /* in the period */
    double available_fte; /* mean over the period, learners as far as they are up to speed */
    double gap;           /* available - gross: below 0 is too few */
    double hires;         /* people whose training begins here and is decided by this plan */
    size_t classes;
    size_t full_speed; /* period in which they are up to speed; meaningless without hires */
    double cost; /* wages of all on the payroll and hire_cost; HC_MISSING without a wage */
} hc_capacity_row;

/* 40 hours, occupancy 0.88; nobody there; 6 %, 3 % and 2 % leave in a month, bands from 3 and
 * 12 months; one month of training, then 0.5 and 0.75 of full speed; classes of 4 to 12 after
 * one month; no wage. Periods are months. */
hc_capacity_options hc_capacity_options_default(void);

/*
 * Plans rows[count] for periods[count]. A class is sized by the first period in which it is up
 * to speed, and begins just early enough, never before lead_periods. A gap before that stays,
 * smaller by what learners do: it is for overtime or a vendor, as nobody is hired for a need
 * that passes.
 *
 * Errors  HC_ERR_RANGE names the option, or the period from 0 and its field; HC_ERR_LIMIT past
 *         HC_CAPACITY_PERIODS_MAX; HC_ERR_MEMORY. On error rows[] is undefined.
 */
hc_status hc_capacity_plan(const hc_capacity_period *periods, size_t count,
                           const hc_capacity_options *options, hc_capacity_row *rows,
                           hc_error *err) HC_MUST_USE;

/* People who joined together, followed from a period on. */
typedef struct hc_cohort {
    double people;
    double tenure;   /* in periods, when followed first */
    size_t from;     /* the period in which they are followed first */
    bool is_learner; /* training begins then; else they are up to speed */
} hc_cohort;

/* What is left of them in a period. */
typedef struct hc_cohort_state {
    double people; /* when it begins */
    double attrition;
    double leavers;
    double speed;
    double available_fte; /* speed x mean people */
} hc_cohort_state;

/* The state in a period, none of it before the cohort's first. */
hc_cohort_state hc_cohort_in(const hc_capacity_options *options, const hc_cohort *cohort,
                             size_t period);

/* Share of one person of a class who is there in the first period at full speed, on average. */
double hc_cohort_yield(const hc_capacity_options *options);

#ifdef __cplusplus
}
#endif
#endif
