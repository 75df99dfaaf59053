/*
 * What a solve is told besides its rules, how it tells how far it has come, and how much it
 * takes on.
 */
#ifndef HC_SCHEDULER_SCHEDULE_OPTIONS_H
#define HC_SCHEDULER_SCHEDULE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SCHEDULE_DAYS_MAX 42      /* six weeks */
#define HC_SCHEDULE_HEADS_MAX 100000 /* agents of one solve; guards memory */
#define HC_SCHEDULE_REQUIRED_MAX 1e6 /* agents wanted in one interval */

/* How far a solve has come. Valid during the call only. */
typedef struct hc_schedule_progress {
    const char *stage;  /* "first answer", "bound", "whole tours", "improving",
                           "whole days", "whole shifts" */
    double done;        /* 0..1 of the whole solve, a guess */
    double cost;        /* best roster so far; HC_MISSING before there is one */
    double lower_bound; /* best proof so far; HC_MISSING before there is one */
} hc_schedule_progress;

/*
 * Called many times a second from the thread that called hc_schedule_solve(). false stops the
 * solve, which then gives the best roster so far with the bound so far: this is how a caller
 * makes a time limit or Ctrl-C.
 */
typedef bool (*hc_schedule_watch)(void *context, const hc_schedule_progress *progress);

typedef struct hc_schedule_options {
    uint64_t seed;
    double effort;  /* 0..1000: multiplies the number of improving moves; 1 the usual, 0.005
                       the least, also of what is below */
    size_t threads; /* 0: one a core; the roster does not depend on it */
    /* A roster to start from instead of from nothing, where nobody has a name and heads are
     * given: then only what lies near is searched. May have other numbers of people. NULL:
     * none.
     */
    const hc_roster *start;
    int32_t count_interval_min; /* mixes count hours short and over of whole people in intervals
                                   of this length; 0, or finer than the axis: in its own */
    hc_schedule_watch watch;    /* may be NULL */
    void *watch_context;
} hc_schedule_options;

/* seed 1, effort 1, one thread, no watch. */
hc_schedule_options hc_schedule_options_default(void);

#ifdef __cplusplus
}
#endif
#endif
