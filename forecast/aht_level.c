#include "forecast/aht_level.h"

#include <math.h>
#include <stdbool.h>

#define LEVEL_TRIALS 12   /* weeks that the error of the queue's level is measured by */
#define LEVEL_TURNS 0.02  /* chance in a week that the level moves otherwise from now on */
#define LEVEL_SD_MOST 0.5 /* relative; a level that is known less is not known */

/* Ways that a queue's level may move from week to week, relative standard deviations: from one
 * that stands still to one of which last week tells almost all. */
static const double level_steps[] = {0.0, 0.003, 0.006, 0.012, 0.025, 0.05, 0.1};
static const double level_scatters[] = {0.0, 0.01, 0.02, 0.04, 0.08};
enum {
    LEVEL_STEPS = sizeof level_steps / sizeof *level_steps,
    LEVEL_SCATTERS = sizeof level_scatters / sizeof *level_scatters,
    LEVEL_WAYS = LEVEL_STEPS * LEVEL_SCATTERS
};

/*
 * A way that the level may move: a normal step from week to week, and a scatter of the weeks'
 * own about it. Both are relative, as are the level and its variance, to the mean of all weeks.
 */
typedef struct follower {
    double step, scatter;
    double level, variance; /* as known of the latest week */
    double fit;             /* log likelihood of the latest week */
    double weight;          /* of this way by all weeks so far; the weights sum to 1 */
} follower;

/* Kalman's filter of the local level model; noise: chance in the week's mean, a variance. */
static void follow_week(follower *way, double seen, double noise, bool first)
{
    const double own = noise + way->scatter * way->scatter;
    if (first) {
        way->level = seen;
        way->variance = own;
        return;
    }
    const double spread = way->variance + own;
    const double miss = seen - way->level;
    way->fit = -0.5 * (log(spread) + miss * miss / spread);
    way->level += way->variance / spread * miss;
    way->variance *= own / spread;
}

/* Weights after a week: by its likelihood, and some for a level that moves otherwise from now
 * on, so that a jump after a calm year is followed. */
static void weigh_followers(follower *ways)
{
    double best = -HUGE_VAL, sum = 0.0;
    for (size_t i = 0; i < LEVEL_WAYS; i++) {
        best = fmax(best, ways[i].fit);
    }
    for (size_t i = 0; i < LEVEL_WAYS; i++) {
        ways[i].weight *= exp(ways[i].fit - best);
        sum += ways[i].weight;
    }
    for (size_t i = 0; i < LEVEL_WAYS; i++) {
        ways[i].weight =
            (1.0 - LEVEL_TURNS) * ways[i].weight / sum + LEVEL_TURNS / (double)LEVEL_WAYS;
    }
}

static double mean_level(const follower *ways)
{
    double sum = 0.0;
    for (size_t i = 0; i < LEVEL_WAYS; i++) {
        sum += ways[i].weight * ways[i].level;
    }
    return sum;
}

/* Within the ways and between them. */
static double level_variance(const follower *ways)
{
    const double mean = mean_level(ways);
    double sum = 0.0;
    for (size_t i = 0; i < LEVEL_WAYS; i++) {
        const double apart = ways[i].level - mean;
        sum += ways[i].weight * (ways[i].variance + apart * apart);
    }
    return sum;
}

/* The level of late, relative variance of what is known of it, and what its forecasts of the
 * latest weeks missed by, each made from the weeks before. */
typedef struct late_level {
    double seconds, variance;
    double missed; /* relative, squared, weighted by calls, summed */
    double calls;
    double weeks;
} late_level;

static void note_miss(late_level *late, double calls, double miss)
{
    late->missed += calls * miss * miss;
    late->calls += calls;
    late->weeks += 1.0;
}

static void start_followers(follower *ways)
{
    for (size_t i = 0; i < LEVEL_WAYS; i++) {
        ways[i] = (follower){.step = level_steps[i / LEVEL_SCATTERS],
                             .scatter = level_scatters[i % LEVEL_SCATTERS],
                             .weight = 1.0 / (double)LEVEL_WAYS};
    }
}

static double mean_of_weeks(const hc_weekly_aht *weeks)
{
    double seconds = 0.0, calls = 0.0;
    for (size_t week = 0; week < HC_AHT_WEEKS; week++) {
        seconds += weeks->seconds[week];
        calls += weeks->calls[week];
    }
    return seconds / calls;
}

static late_level follow_weeks(const hc_weekly_aht *weeks, double call_variance)
{
    const double mean = mean_of_weeks(weeks);
    late_level late = {0};
    follower ways[LEVEL_WAYS];
    bool first = true;
    start_followers(ways);
    for (size_t week = HC_AHT_WEEKS; week-- > 0;) {
        const double calls = weeks->calls[week];
        const double seen = calls > 0.0 ? weeks->seconds[week] / calls / mean : 0.0;
        if (calls > 0.0 && !first && week < LEVEL_TRIALS) {
            note_miss(&late, calls, seen / mean_level(ways) - 1.0);
        }
        for (size_t i = 0; i < LEVEL_WAYS; i++) {
            ways[i].variance += ways[i].step * ways[i].step;
            if (calls > 0.0) { follow_week(&ways[i], seen, call_variance / calls, first); }
        }
        if (calls > 0.0) {
            weigh_followers(ways);
            first = false;
        }
    }
    const double level = mean_level(ways);
    late.seconds = level * mean;
    late.variance = level_variance(ways) / (level * level);
    return late;
}

/*
 * Deviation of the level that is forecast: what its forecasts of late missed by, less the
 * chance that is in a week's own mean, and at least what is not known of it.
 */
static double level_deviation(const late_level *late, double call_variance)
{
    const double missed =
        late->calls > 0.0 ? (late->missed - late->weeks * call_variance) / late->calls : 0.0;
    return fmin(LEVEL_SD_MOST, sqrt(fmax(late->variance, missed)));
}

hc_aht_level hc_aht_level_of_late(const hc_weekly_aht *weeks, double call_variance)
{
    const late_level late = follow_weeks(weeks, call_variance);
    return (hc_aht_level){late.seconds, level_deviation(&late, call_variance)};
}
