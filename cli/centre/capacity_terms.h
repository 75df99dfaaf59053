/*
 * What the centre file says of people in the long run and of vendors: the keys `capacity` and
 * `vendors`. HC_MISSING: not said.
 */
#ifndef HC_CLI_CENTRE_CAPACITY_TERMS_H
#define HC_CLI_CENTRE_CAPACITY_TERMS_H

#include "scheduler/capacity.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_RAMP_MONTHS_MAX 24
#define HC_TERMS_PATH_MAX 1024
#define HC_VENDORS_MAX 32

typedef struct hc_capacity_terms {
    double week_hours;
    double headcount[HC_TENURE_BANDS]; /* under 3 months, under 12, longer; all or none said */
    double attrition[HC_TENURE_BANDS]; /* a month */
    double class_size;
    double class_least;
    double lead_weeks;
    double training_weeks;
    size_t ramp_months; /* 0: not said */
    bool ramp_said;
    double ramp[HC_RAMP_MONTHS_MAX]; /* productivity in each month after training */
    double hire_cost;
    double seat_cost_a_month; /* of one agent at once */
    bool shrinkage_said;      /* by calendar month, January first */
    double shrinkage[12];
    bool leave_said;
    double leave[12];
    char hires_file[HC_TERMS_PATH_MAX]; /* "": none */
} hc_capacity_terms;

typedef enum hc_price_kind {
    HC_PRICE_A_CALL = 0,
    HC_PRICE_A_MINUTE, /* of handle time */
    HC_PRICE_AN_HOUR,  /* of an agent on the phones */
    HC_PRICE_A_SEAT,   /* a month */
    HC_PRICE_KINDS
} hc_price_kind;

typedef struct hc_vendor_terms {
    char name[HC_NAME_MAX];
    hc_price_kind kind;
    double price[HC_PRICE_KINDS]; /* one of them said */
    double least_a_month;         /* billed at least; 0: none */
    double notice_weeks;
    double service_level; /* promised */
    double penalty;       /* share of the bill that is paid back when it is missed */
    double missed_months; /* share of the months in which it is; HC_MISSING: not said */
} hc_vendor_terms;

/* Nothing said. */
hc_capacity_terms hc_capacity_terms_unsaid(void);

#ifdef __cplusplus
}
#endif
#endif
