/*
 * Grow, hold or shrink: the verdict from measured evidence, in the order that saves people and
 * money: is there enough to judge by; is it handle time, repeats and training; is it where the
 * shifts lie; and only then the number of people. Rules: docs/math.md, Grow or shrink.
 */
#ifndef HC_SCHEDULER_SCALE_DECISION_H
#define HC_SCHEDULER_SCALE_DECISION_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SCALE_WEEKS_LEAST 8   /* of history */
#define HC_SCALE_LEVEL_SURE 0.10 /* the level must be known to +-10 % */
#define HC_SCALE_AHT_RISE 0.10   /* less is no reason to train first */
/* nor are fewer points of repeats, of what is passed on or of what is not solved */
#define HC_SCALE_SHARE_RISE 0.05
#define HC_SCALE_TOLERANCE 0.05       /* of the people there: less is hold */
#define HC_SCALE_TOLERANCE_PEOPLE 1.0 /* and less than one person is hold */

typedef enum hc_scale_verdict {
    HC_SCALE_NO_DATA = 0, /* not enough data */
    HC_SCALE_TRAIN,       /* handle times first */
    HC_SCALE_SHIFTS,      /* the same people at other times */
    HC_SCALE_GROW,
    HC_SCALE_SHRINK,
    HC_SCALE_HOLD,
    HC_SCALE_VERDICTS
} hc_scale_verdict;

/* A share now against what it should be: the better of its own past and its aim. */
typedef struct hc_scale_share {
    double now;
    double usual;
    bool is_sure; /* the intervals do not meet */
} hc_scale_share;

/* What was measured. HC_MISSING: not known. */
typedef struct hc_scale_evidence {
    double history_weeks;
    double level_low; /* 95 % interval of the recent volume, relative to it */
    double level_high;
    double aht_now_s; /* like for like: the same mix of contacts */
    double aht_before_s;
    double aht_aim_s;       /* HC_MISSING: none */
    bool aht_is_sure;       /* the intervals of now and before do not meet */
    hc_scale_share repeats; /* of the offered, about a matter that came before */
    hc_scale_share solved;  /* of the answered, at the first try */
    hc_scale_share passed;  /* of the answered, on to somebody else */
    double service_level;   /* asked */
    double weekday_low[7];  /* 95 % interval of each weekday's service level */
    double weekday_high[7];
    double people;           /* full-timers there */
    double needed;           /* full-timers for the volume ahead at the handle times of now */
    double needed_as_missed; /* the same where the forecast misses as earlier ones nearly all
                                did to one side; HC_MISSING or 0: they did not */
    double needed_at_usual_aht; /* at those of before, or the aim, and the usual repeats */
    double elasticity;          /* of the need by volume: ln need / ln volume */
    double log_sd;              /* of the volume ahead */
    double aht_elasticity;      /* of the need by handle time */
    double aht_log_sd;          /* of the handle time ahead, apart from the volume */
} hc_scale_evidence;

typedef struct hc_scale_decision {
    hc_scale_verdict verdict;
    double needed;      /* what the verdict stands on: of both needs the one that asks for less
                           change, or where they disagree about it the forecast's */
    bool is_torn;       /* hold, because only one of both needs asks for people more or fewer */
    double probability; /* that the verdict is right under the bands of volume and handle time;
                           HC_MISSING without data */
    double grow;        /* probability that more people than the tolerance are needed; the mean
                           of both needs' where there are two */
    double shrink;      /* that fewer are */
    double tolerance;   /* people more or less that are still hold */
    double need_log_sd; /* of the need, by both bands */
    double grow_above;  /* volume, relative to the expected, from which on it is grow */
    double shrink_below;
    double usual_aht_s;                               /* what the handle time is measured by */
    bool slower, comes_again, less_solved, passed_on; /* why training comes first */
    bool weekday_missed[7];
} hc_scale_decision;

/* The handle time to measure by: its own past, or the aim where that is shorter. */
double hc_scale_usual_aht(const hc_scale_evidence *evidence);

hc_scale_decision hc_scale_decide(const hc_scale_evidence *evidence);

/* Volume at the usual repeats, relative to that of now: (1 - now) / (1 - usual), at most 1. */
double hc_scale_usual_volume(const hc_scale_evidence *evidence);

/* "grow", "training first" ... */
const char *hc_scale_verdict_text(hc_scale_verdict verdict);

#ifdef __cplusplus
}
#endif
#endif
