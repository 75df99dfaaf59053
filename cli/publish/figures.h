/*
 * The key figures of a plan, or of some of its intervals: ratios of sums, never means of
 * ratios. The summary on the screen, plan.json and the report all take them from here.
 */
#ifndef HC_CLI_PUBLISH_FIGURES_H
#define HC_CLI_PUBLISH_FIGURES_H

#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of the pool. Shares and times are HC_MISSING where no contacts are expected or nothing is
 * known. */
typedef struct hc_plan_figures {
    double calls;
    double calls_beside; /* chats and deferred contacts of queues beside the line of calls */
    double aht_s;        /* weighted by calls */
    double peak_load_erlangs;
    int32_t peak_agents;    /* most agents on the phones that an interval asks for */
    size_t peak_slot;       /* the first interval that does */
    int32_t peak_scheduled; /* the same after shrinkage */
    double required_hours;  /* person-hours to schedule, breaks not counted */
    double scheduled_hours; /* person-hours of the roster, breaks not counted */
    double short_hours;     /* missing, surplus elsewhere not set against it */
    double over_hours;
    size_t needed_slots;           /* intervals that need somebody */
    size_t short_slots;            /* of these, short of people */
    int32_t worst_short;           /* most people short in one interval */
    size_t worst_slot;             /* the first such interval */
    double asked_service_level;    /* what the requirement alone would give */
    double service_level;          /* what the roster gives if the forecast comes true */
    double service_level_expected; /* the same over the forecast's spread */
    double abandon_rate;
    double asa_s;
    double occupancy;
    size_t shifts; /* that start in these intervals' days; whole plan only */
    size_t people; /* with at least one shift; whole plan only */
} hc_plan_figures;

/* Wages of the hours over, at the roster's mean of its hours; 0 without a wage. */
double hc_plan_over_wages(const hc_plan_result *plan, const hc_plan_figures *figures);

hc_plan_figures hc_plan_figures_of(const hc_plan_result *plan);

/* The service level asked of a queue; NULL: none. */
const hc_target *hc_queue_level_asked(const hc_queue_rules *rules);

/* Service level of all contacts of a need: over the forecast's spread where it is known, else
 * if the forecast comes true. */
double hc_need_level(const hc_need *need, const hc_axis *axis);

/* Of the intervals first .. end-1; shifts and people are 0. */
hc_plan_figures hc_plan_figures_between(const hc_plan_result *plan, size_t first, size_t end);

/* How many people the roster is short and over in a slot; where people have skills, queues may
 * be the one while others are the other. */
typedef struct hc_plan_cover {
    int32_t missing;
    int32_t over;
} hc_plan_cover;

/* People the pool must schedule in a slot, and how far the roster is from it. */
int32_t hc_plan_required(const hc_plan_result *plan, size_t slot);
hc_plan_cover hc_plan_cover_at(const hc_plan_result *plan, size_t slot);

#ifdef __cplusplus
}
#endif
#endif
