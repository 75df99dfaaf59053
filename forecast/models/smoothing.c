/*
 * Exponential smoothing of log day totals with a damped trend (Gardner & McKenzie 1985) around
 * weekday effects; how fast level and slope follow is chosen by the errors a week ahead.
 */
#include <math.h>

#include "forecast/models/candidate.h"
#include "forecast/models/robust.h"

#define ROUNDS 3      /* weekday effects and level in turn */
#define START_DAYS 14 /* the level starts from the median of these */
#define AHEAD 7       /* known days ahead that the speeds are judged by */
#define DAMPING 0.98  /* of the slope, a day */

static const double level_speeds[] = {0.03, 0.06, 0.12, 0.25}; /* a day */
static const double slope_speeds[] = {0.0, 0.05, 0.15};        /* of the level's */
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

typedef struct smoothed {
    double level_speed, slope_speed;
    double level, slope; /* after the last day */
    double error;        /* discounted squares of the misses AHEAD days ahead */
} smoothed;

/* Days of slope that lie so many days ahead. */
static double damped_days(double days)
{
    return (1.0 - pow(DAMPING, days)) * DAMPING / (1.0 - DAMPING);
}

/* rest: log totals without weekday effects; said: room as long, told AHEAD days before;
 * discount: of the days' ages. */
static void run(const hc_day_sample *past, const double *says, const double *rest, double start,
                const double *discount, double *said, smoothed *s)
{
    const double reach = damped_days(AHEAD);
    s->level = start;
    s->slope = s->error = 0.0;
    for (size_t day = 0; day < past->n; day++) {
        const double weight = past->weight[day] * says[past->pattern[day]];
        if (day >= AHEAD) {
            const double miss = rest[day] - said[day - AHEAD];
            s->error += weight * discount[day] * miss * miss;
        }
        const double expected = s->level + DAMPING * s->slope;
        const double news = weight * s->level_speed * (rest[day] - expected);
        s->level = expected + news;
        s->slope = DAMPING * s->slope + s->slope_speed * news;
        said[day] = s->level + s->slope * reach;
    }
}

static smoothed best_speeds(const hc_day_sample *past, const double *says, const double *rest,
                            double start, const double *discount, double *said)
{
    smoothed best = {.error = HUGE_VAL};
    for (size_t i = 0; i < COUNT_OF(level_speeds) * COUNT_OF(slope_speeds); i++) {
        smoothed s = {.level_speed = level_speeds[i % COUNT_OF(level_speeds)],
                      .slope_speed = slope_speeds[i / COUNT_OF(level_speeds)]};
        run(past, says, rest, start, discount, said, &s);
        if (s.error < best.error) { best = s; }
    }
    return best;
}

/* Median of the first days; said is room. */
static double start_level(const hc_day_sample *past, const double *rest, double *said)
{
    const size_t n = past->n < START_DAYS ? past->n : START_DAYS;
    for (size_t day = 0; day < n; day++) {
        said[day] = rest[day];
    }
    return hc_median(said, n);
}

/* Weekday effects to start from: their means less the mean of all. */
static void start_effects(const hc_day_sample *past, double half_life,
                          double effect[HC_WEEKDAYS], bool has[HC_WEEKDAYS])
{
    double sum = 0.0, n = 0.0;
    hc_weekday_means(past, past->log_total, half_life, effect, has);
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        sum += effect[weekday];
        n += has[weekday];
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS && n > 0.0; weekday++) {
        effect[weekday] -= sum / n;
    }
}

void hc_smoothing(const hc_candidate *candidate, const hc_day_sample *past,
                  const hc_days_ahead *ahead, double *totals)
{
    double *rest = past->scratch, *said = rest + past->n, *discount = said + past->n;
    double effect[HC_WEEKDAYS] = {0}, says[HC_WEEKDAYS];
    bool has[HC_WEEKDAYS];
    smoothed fitted = {0};
    hc_fading fading = hc_fading_start(candidate->level_weeks);
    for (size_t day = past->n; day-- > 0;) {
        discount[day] = hc_fade_to(&fading, past->age_weeks[day]);
    }
    hc_weekday_says(past, candidate->pattern_weeks, says);
    start_effects(past, candidate->pattern_weeks, effect, has);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t day = 0; day < past->n; day++) {
            rest[day] = past->log_total[day] - effect[past->pattern[day]];
        }
        const double start = start_level(past, rest, said);
        fitted = best_speeds(past, says, rest, start, discount, said);
        run(past, says, rest, start, discount, said, &fitted);
        for (size_t day = 0; day < past->n; day++) {
            said[day] = past->log_total[day] - said[day];
        }
        hc_weekday_means(past, said, candidate->pattern_weeks, effect, has);
    }
    for (size_t day = 0; day < past->n; day++) {
        said[day] -= effect[past->pattern[day]];
    }
    const double level = fitted.level + hc_log_bias(past, said, candidate->pattern_weeks);
    for (size_t day = 0; day < ahead->n; day++) {
        const double days = 1.0 + 7.0 * ahead->ahead_weeks[day];
        const double log_total =
            level + fitted.slope * damped_days(days) + effect[ahead->pattern[day]];
        totals[day] = has[ahead->pattern[day]] ? fmax(0.0, exp(log_total) - 1.0) : 0.0;
    }
}
