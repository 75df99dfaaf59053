/*
 * What a plan was made from, read back from plan.json: the week's forecast, the promise, the
 * shrinkage, and the roster with its price. A what-if begins here.
 */
#ifndef HC_CLI_PLAN_PLAN_INPUTS_H
#define HC_CLI_PLAN_PLAN_INPUTS_H

#include "cli/base/message.h"
#include "cli/centre/centre.h"
#include "cli/plan/plan_file.h"
#include "cli/plan/staffing_step.h"
#include "erlang/requirement_people.h"
#include "forecast/forecast.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The roster's price, in hours and money. Hours are person-hours of the week. */
typedef struct hc_roster_price {
    double paid_hours;
    double wages;  /* paid hours at their wages */
    double on_top; /* shares of these wages: overtime, nights and weekends */
    double
        overtime_premium; /* share of the wage on top, mean of the contracts over these hours */
    double other_cost;    /* weekend days, wishes and hiring */
} hc_roster_price;

/* What is special about a day of a queue. */
typedef struct hc_plan_day {
    char special_name[HC_QUEUE_NAME_MAX]; /* "" on ordinary days */
    double special_factor;                /* on its contacts; 1 on ordinary days */
} hc_plan_day;

/* A zeroed struct is empty. staff points into the struct: it is never copied as a whole. */
typedef struct hc_plan_inputs {
    const hc_plan_file *file; /* that they were read from; borrowed */
    char title[HC_NAME_MAX];
    hc_series forecast;        /* the planned week */
    hc_plan_day *days;         /* [queue * days] */
    hc_forecast_report report; /* of the queues only how a day hangs together */
    hc_queue_rules *queue_rules;
    hc_queue_spread *spreads; /* NULL: the plan does not tell */
    char pool_name[HC_REQUIREMENT_NAME_MAX];
    hc_staff_rules staff;
    double shrinkage;
    double *roster_agents; /* [slots] on the phones by the roster, may be fractional */
    hc_roster roster;      /* shifts and people on the phones; nothing of the proof */
    hc_rules team;         /* where people have skills: queues, skills and prices of cover; else
                              empty, as is the next */
    int32_t *served;       /* [queues][slots] people of the roster who serve each queue */
    hc_roster_price price;
} hc_plan_inputs;

/*
 * Reads a plan that hc_plan_file_open() took. HC_ERR_FORMAT when a part is missing or has
 * another length, named; HC_ERR_RANGE, HC_ERR_MEMORY. On error *inputs is empty.
 */
hc_status hc_plan_inputs_read(const hc_plan_file *plan, hc_plan_inputs *inputs,
                              hc_error *err) HC_MUST_USE;

/* Path of the first input of that role ("centre") as the plan has it; "" when there is none. */
const char *hc_plan_input_path(const hc_plan_file *plan, const char *role);

/* The centre file at path; NULL: that which the plan was made with, where it can still be read,
 * else a note and what is known without. Errors of hc_centre_load(). */
hc_status hc_plan_centre_load(const hc_plan_file *plan, const char *path,
                              const hc_screen *screen, hc_centre *centre,
                              hc_error *err) HC_MUST_USE;

/* Path of the centre file that a question about the plan is asked with: that said, else the
 * plan's own; NULL: there is none. */
const char *hc_plan_centre_path(const hc_plan_file *plan, const char *path);

/* The roster's price; a plan made without wages takes that of the centre file. */
hc_roster_price hc_plan_price(const hc_plan_inputs *inputs, const hc_centre *centre);

void hc_plan_inputs_clear(hc_plan_inputs *inputs);

#ifdef __cplusplus
}
#endif
#endif
