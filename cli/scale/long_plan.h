/*
 * The long plan of `scale`: months or weeks ahead with what the centre file, the options and
 * the defaults say of people; from a history's forecast or from a file of expected contacts.
 */
#ifndef HC_CLI_SCALE_LONG_PLAN_H
#define HC_CLI_SCALE_LONG_PLAN_H

#include "cli/base/lines.h"
#include "cli/centre/centre.h"
#include "cli/plan/staffing_step.h"
#include "cli/scale/people_there.h"
#include "forecast/load/csv/csv_table.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LONG_MONTHS_DEFAULT 6
#define HC_LONG_PERIODS_MAX 56 /* a year of weeks, and a little */

typedef enum hc_long_by { HC_LONG_BY_MONTH = 0, HC_LONG_BY_WEEK } hc_long_by;

/* What the command line says; HC_MISSING or NULL: nothing. */
typedef struct hc_long_options {
    int64_t periods;
    int32_t by; /* hc_long_by */
    double headcount;
    double shrinkage;
    double wage;
    const char *hires;
} hc_long_options;

typedef struct hc_long_period {
    int64_t first_day;
    size_t days;
    char label[HC_TIME_TEXT_MAX]; /* "2027-01" or "2027-01-04" */
    double low;                   /* 80 % band of the volume; HC_MISSING: none */
    double high;
    double aht_low_s; /* and of the handle time */
    double aht_high_s;
} hc_long_period;

#define HC_DAYS_A_MONTH (365.25 / 12.0)

/* A zeroed struct is empty. */
typedef struct hc_long_plan {
    hc_long_by by;
    size_t count;
    hc_long_period *periods;
    hc_capacity_period *input;
    hc_capacity_row *rows;
    hc_capacity_options options;
    hc_people_there people; /* where options.headcount comes from */
    double service_level;   /* asked; HC_MISSING when nothing was asked */
    double shrinkage;       /* of the year, where the months do not say their own */
    hc_lines assumed;       /* what nobody said */
} hc_long_plan;

/* Whole months or weeks, the first beginning on or after a day. HC_ERR_MEMORY. */
hc_status hc_long_plan_open(const hc_long_options *options, const hc_centre *centre,
                            int64_t from_day, hc_long_plan *plan, hc_error *err) HC_MUST_USE;

/*
 * The months of a file month,volume,aht_s[,agent_hours]; more than options->periods are left
 * out. HC_ERR_FORMAT, HC_ERR_PARSE, HC_ERR_RANGE with line and column, HC_ERR_EMPTY;
 * HC_ERR_USAGE by week.
 */
hc_status hc_long_plan_read(const char *path, const hc_long_options *options,
                            hc_long_plan *plan, hc_error *err) HC_MUST_USE;

/* Options of the capacity plan: command line over centre file over defaults. occupancy_most is
 * that of the service. HC_ERR_MEMORY. */
hc_status hc_long_plan_terms(const hc_long_options *options, const hc_centre *centre,
                             const hc_promise_options *promise, hc_long_plan *plan,
                             hc_error *err) HC_MUST_USE;

/* Adds the people of a hires file, date,people, to the periods in which they begin; who began
 * before the plan is taken to be on the payroll already. Errors of hc_long_plan_read. */
hc_status hc_long_plan_hires(const char *path, hc_long_plan *plan, hc_error *err) HC_MUST_USE;

/* Full-timers that were said to be there; 0 when nobody said. */
double hc_long_plan_people(const hc_long_plan *plan);

/* Takes plan->people to be there for long. */
void hc_long_plan_put_people(hc_long_plan *plan);

/* The rows from the input. */
hc_status hc_long_plan_run(hc_long_plan *plan, hc_error *err) HC_MUST_USE;

/* First day of a period, also of one past the plan's end. */
int64_t hc_long_period_day(const hc_long_plan *plan, size_t period);

/* Months of 365.25 / 12 days in so many weeks, rounded up; of a plan by week, the weeks. */
size_t hc_long_periods_of_weeks(hc_long_by by, double weeks);

void hc_long_plan_clear(hc_long_plan *plan);

#ifdef __cplusplus
}
#endif
#endif
