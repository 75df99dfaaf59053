/*
 * Progress of work that takes longer than half a second: one line on stderr, on a terminal
 * only, with the time left; wiped when the work ends.
 */
#ifndef HC_CLI_BASE_PROGRESS_H
#define HC_CLI_BASE_PROGRESS_H

#include <pthread.h>
#include <stddef.h>

#include "cli/base/message.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_progress {
    const hc_screen *screen;
    const char *what; /* "scheduling" */
    double started_s;
    double shown_s; /* when the line was last written; 0: never */
} hc_progress;

/* Seconds of a clock that never goes back. */
double hc_clock_s(void);

hc_progress hc_progress_start(const hc_screen *screen, const char *what);

/* done is 0..1, or HC_MISSING when unknown; detail may be NULL. */
void hc_progress_show(hc_progress *progress, double done, const char *detail);

void hc_progress_end(hc_progress *progress);

/* Work of many equal parts, done by several threads. */
typedef struct hc_progress_parts {
    hc_progress progress;
    pthread_mutex_t lock;
    size_t done, all;
} hc_progress_parts;

void hc_progress_parts_start(hc_progress_parts *parts, const hc_screen *screen,
                             const char *what, size_t all);

/* One more part is done; parts is a hc_progress_parts. */
void hc_progress_part_done(void *parts);

void hc_progress_parts_end(hc_progress_parts *parts);

#ifdef __cplusplus
}
#endif
#endif
