/* How a published roster is planned again: the price of a change, and what may change. */
#ifndef HC_SCHEDULER_REPLAN_REPLAN_OPTIONS_H
#define HC_SCHEDULER_REPLAN_REPLAN_OPTIONS_H

#include "scheduler/schedule_options.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CHANGE_COST_DEFAULT 4.0 /* as four intervals in which an agent is missing */

typedef struct hc_replan_options {
    double change_cost; /* of one agent on one day, in the unit of cost; 0 or more */
    bool breaks_only;   /* shifts and whatever begins before `from_min` of `day` stay */
    size_t day;         /* of the axis; used with breaks_only alone */
    int32_t from_min;   /* minutes after that day's midnight */
    hc_schedule_options search;
} hc_replan_options;

hc_replan_options hc_replan_options_default(void); /* HC_CHANGE_COST_DEFAULT, whole shifts */

#ifdef __cplusplus
}
#endif
#endif
