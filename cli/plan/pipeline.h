/*
 * The main job as calls one after another: load and clean, forecast, staff, shrink, schedule,
 * judge. The struct holds what each step made; nothing is hidden.
 */
#ifndef HC_CLI_PLAN_PIPELINE_H
#define HC_CLI_PLAN_PIPELINE_H

#include "cli/plan/late_curves.h"
#include "cli/plan/staffing_step.h"
#include "cli/read/history.h"
#include "cli/read/override_step.h"
#include "forecast/forecast.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PLAN_DAYS 7
#define HC_PLAN_SEED 1

typedef struct hc_plan_settings {
    hc_history_settings history;
    hc_staffing_options staffing;
    const char *agents;
    const char *override_file;
    const char *out;
    bool dry_run;          /* the folder stays as it is */
    bool workbook;         /* also plan.xlsx */
    bool calendars;        /* also team.ics and a calendar a person */
    int64_t week;          /* first day; HC_DAY_NONE: the first week start after the history */
    double aht_s;          /* in place of the history's; HC_MISSING: not given */
    double shrinkage;      /* HC_MISSING: not given */
    double effort;         /* of the scheduler: 1 is the usual */
    double late_call_cost; /* schedule by service: price of a late contact, 0 the usual;
                              HC_MISSING: by the steps of the cover cost */
    double time_limit_s;   /* for the schedule; 0: none, and the plan is the same everywhere */
} hc_plan_settings;

/* What the steps made, in order. A zeroed struct is empty. */
typedef struct hc_week_plan {
    hc_history history;
    int64_t first_day;
    hc_series forecast;         /* the planned week */
    hc_forecast_report report;  /* its days only */
    hc_override_step overrides; /* applied to the forecast already */
    hc_promise *promises;       /* one a queue */
    hc_queue_rules *queue_rules;
    double *paths; /* possible weeks, where the staff was chosen by them */
    hc_queue_spread *spreads;
    hc_staff_rules staff;
    hc_requirement requirement; /* on the forecast's axis */
    bool by_queue; /* people have skills, and each queue is met by those who can serve it */
    size_t pool;   /* the need that the roster covers: the whole */
    double shrinkage;
    int32_t *scheduled;             /* [need_count * slots] people for each need */
    double *service_level_one_less; /* [need_count * slots] */
    hc_rules rules;
    double late_call_cost;         /* that the schedule was made by; HC_MISSING: by steps */
    hc_late_curves late;           /* then what each number of people costs; else empty */
    int32_t schedule_interval_min; /* grid that the roster was planned on */
    hc_roster roster;              /* on the forecast's axis */
    int32_t *served;               /* [queues of the rules][slots] who serves which queue; NULL:
                                      one pool */
    hc_requirement delivered;      /* as the roster serves it: the queues, where people have
                                      skills, and last the whole */
    hc_lines conflicts;            /* of the rules, in words */
    size_t broken_classes;         /* that no lawful week was left to */
    bool interrupted;
    bool out_of_time;
} hc_week_plan;

/*
 * Everything but the files. Errors are those of the rooms, each with its place; *plan is to be
 * cleared in any case.
 */
hc_status hc_week_plan_make(const hc_plan_settings *settings, const char *const *files,
                            size_t file_count, const hc_screen *screen, hc_week_plan *plan,
                            hc_error *err) HC_MUST_USE;

void hc_week_plan_clear(hc_week_plan *plan);

#ifdef __cplusplus
}
#endif
#endif
