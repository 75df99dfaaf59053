/* One solve's connection to its caller: what to report, and whether to go on. */
#ifndef HC_SCHEDULER_COVER_RUN_H
#define HC_SCHEDULER_COVER_RUN_H

#include "scheduler/schedule_options.h"

typedef struct hc_run {
    const hc_schedule_options *options;
    hc_schedule_progress progress;
    bool stopped; /* the caller wants no more: stays true */
} hc_run;

/* Tells the caller how far the solve is; false when it must end soon. */
static inline bool hc_run_goes_on(hc_run *run)
{
    if (!run->stopped && run->options->watch != NULL) {
        run->stopped = !run->options->watch(run->options->watch_context, &run->progress);
    }
    return !run->stopped;
}

#define HC_LEAST_SHARE 0.05

/* The share of a budget of work, other than for improving, that a solve of less than the usual
 * effort has. */
static inline double hc_run_share(const hc_run *run)
{
    const double effort = run->options->effort;
    if (effort >= 1.0) { return 1.0; }
    return effort > HC_LEAST_SHARE ? effort : HC_LEAST_SHARE;
}

#endif
