/*
 * The form of a sample centre's days as a linear model of log levels: weekdays, three runs of
 * dates (at the month's begin, in its middle, at its end), kinds of day, a season of a year and
 * one more sine wave. Where the runs begin and end and how long the wave is may be told, or
 * drawn from their posterior distribution (Gibbs sampling, numbers integrated out).
 */
#ifndef HC_BENCH_TRUTH_FORM_H
#define HC_BENCH_TRUTH_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/memory.h"

#define TRUTH_FEATURES 17 /* 7 weekdays, 3 runs, 3 kinds of day, season (2), wave (2) */

/* What is known of a day before its calls. */
typedef struct truth_day {
    bool open;            /* false: closed, no calls */
    int weekday, date;    /* 0..6; 1..31 */
    double after;         /* 1: the day after a closure */
    double half;          /* 1: a half day */
    double event;         /* log of the uplift that was said of it; 0 none */
    double season[2];     /* sine and cosine of the year */
    double level, weight; /* log level that was seen, and its precision; 0 not seen */
} truth_day;

typedef struct truth_form {
    int first_to, middle_from, middle_to, last_from; /* dates of the runs */
    size_t wave;                                     /* index of its length, truth_wave_weeks */
} truth_form;

/* The form that the centres have. */
truth_form truth_form_told(void);

/* Lengths that a wave may have, weeks. */
#define TRUTH_WAVES 270
double truth_wave_weeks(size_t wave);

/*
 * Posterior mean of the log level of days 0 .. n - 1 given the first `seen` of them: of the
 * told form, or averaged over `draws` forms drawn with this seed. level[n].
 */
hc_status truth_form_fit(const truth_day *days, size_t seen, size_t n, bool told, size_t draws,
                         double *level, hc_error *err) HC_MUST_USE;

#endif
