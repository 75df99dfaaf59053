/* Log totals: weekday effect + exponential level + AR(1) of what remains. */
#include <math.h>

#include "forecast/models/candidate.h"
#include "forecast/models/robust.h"

#define ROUNDS 6 /* weekday effects and level in turn */
#define MEMORY_MAX 0.8
#define START_WEEKS 2 /* the level starts from the median of this many weeks */

typedef struct log_fit {
    double effect[HC_WEEKDAYS];
    bool has[HC_WEEKDAYS];
    double says[HC_WEEKDAYS];
    double *level; /* [n] */
    double *rest;  /* [n] scratch, in the end the residuals */
} log_fit;

static void run_level(log_fit *fit, const hc_day_sample *past, double step, size_t start_days)
{
    const size_t n = past->n < start_days ? past->n : start_days;
    for (size_t day = 0; day < n; day++) {
        fit->rest[day] = past->log_total[day] - fit->effect[past->pattern[day]];
    }
    double level = hc_median(fit->rest, n);
    for (size_t day = 0; day < past->n; day++) {
        const double value = past->log_total[day] - fit->effect[past->pattern[day]];
        level += step * past->weight[day] * fit->says[past->pattern[day]] * (value - level);
        fit->level[day] = level;
    }
}

static double memory_of(const log_fit *fit, const hc_day_sample *past)
{
    double together = 0.0, alone = 0.0;
    for (size_t day = 0; day < past->n; day++) {
        const double rest =
            past->log_total[day] - fit->effect[past->pattern[day]] - fit->level[day];
        fit->rest[day] = rest * past->weight[day];
        if (day == 0) { continue; }
        together += fit->rest[day] * fit->rest[day - 1];
        alone += fit->rest[day - 1] * fit->rest[day - 1];
    }
    return alone > 0.0 ? fmin(MEMORY_MAX, fmax(0.0, together / alone)) : 0.0;
}

void hc_log_level(const hc_candidate *candidate, const hc_day_sample *past,
                  const hc_days_ahead *ahead, double *totals)
{
    log_fit fit = {.level = past->scratch, .rest = past->scratch + past->n};
    double week = 0.0, said_a_week = 0.0;
    bool has[HC_WEEKDAYS];
    double means[HC_WEEKDAYS];
    hc_weekday_means(past, past->log_total, candidate->pattern_weeks, means, has);
    hc_weekday_says(past, candidate->pattern_weeks, fit.says);
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        week += has[weekday];
        said_a_week += has[weekday] ? fit.says[weekday] : 0.0;
    }
    const double step = 1.0 - exp2(-1.0 / (candidate->level_weeks * fmax(said_a_week, 1.0)));
    for (int round = 0; round < ROUNDS; round++) {
        run_level(&fit, past, step, START_WEEKS * (size_t)fmax(week, 1.0));
        for (size_t day = 0; day < past->n; day++) {
            fit.rest[day] = past->log_total[day] - fit.level[day];
        }
        hc_weekday_means(past, fit.rest, candidate->pattern_weeks, fit.effect, fit.has);
    }
    const double memory = memory_of(&fit, past);
    double carried = fit.rest[past->n - 1];
    const double level =
        fit.level[past->n - 1] + hc_log_bias(past, fit.rest, candidate->pattern_weeks);
    for (size_t day = 0; day < ahead->n; day++) {
        const int32_t pattern = ahead->pattern[day];
        if (!fit.has[pattern]) {
            totals[day] = 0.0;
            continue;
        }
        carried *= memory;
        totals[day] = fmax(0.0, exp(level + fit.effect[pattern] + carried) - 1.0);
    }
}
