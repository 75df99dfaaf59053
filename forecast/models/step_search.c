#include "forecast/models/step_search.h"

#include <math.h>

#include "forecast/models/robust.h"

#define BEFORE_DAYS 21  /* known days that tell the old level */
#define AFTER_DAYS 12   /* known days that tell the new one */
#define AFTER_MIN 3     /* at the history's end; elsewhere all AFTER_DAYS */
#define STEP_LOG 0.25   /* least step, log scale */
#define STEP_ERRORS 8.0 /* and in standard errors of the mean of the days after it */
#define EARLY_ERRORS                                                                           \
    12.0                /* while those are AFTER_MIN: two or three odd days in a row happen    \
                         */
#define RETURN_MIN 2    /* known days after a step that undoes the one before it, */
#define RETURN_NEAR 0.4 /* as far as this share of it */
#define OLDER_DAYS 40   /* known days before those: a return to their level is no step */
#define SLOPE_RIDGE                                                                            \
    1000.0              /* days^2: day noise .1 over a believed slope of .003 a day, squared */
#define ROUNDS 3        /* weekday effects and slope in turn */
#define EACH_SHARE 0.5  /* of the step that each day, all but one, must show */
#define STEADY_DAYS 120 /* known days that tell whether the level has moved steadily, .. */
#define STEADY_GAIN                                                                            \
    8.0 /* .. and the log likelihood that a line must win over two levels: days hang together  \
         */
#define STEPS_GAIN                                                                             \
    20.0 /* log likelihood that steps must win over a line: days hang together, and the steps  \
            were sought among many */

/* Days around a boundary, with their weekday effects and common slope taken out. */
typedef struct window {
    size_t n, before; /* days, and how many of them lie before the boundary */
    double rest[BEFORE_DAYS + AFTER_DAYS];
    double time[BEFORE_DAYS + AFTER_DAYS];
    double log_total[BEFORE_DAYS + AFTER_DAYS];
    int32_t pattern[BEFORE_DAYS + AFTER_DAYS];
    double effect[HC_WEEKDAYS];
} window;

/* Slope a day common to both sides: least squares within each side, shrunk towards none. */
static double common_slope(const window *w)
{
    double xy = 0.0, xx = 0.0;
    const size_t start[2] = {0, w->before}, length[2] = {w->before, w->n - w->before};
    for (int side = 0; side < 2; side++) {
        const double *time = w->time + start[side], *rest = w->rest + start[side];
        const double mean_time = hc_mean(time, length[side]),
                     mean = hc_mean(rest, length[side]);
        for (size_t i = 0; i < length[side]; i++) {
            xy += (time[i] - mean_time) * (rest[i] - mean);
            xx += (time[i] - mean_time) * (time[i] - mean_time);
        }
    }
    return xy / (xx + SLOPE_RIDGE);
}

/* Weekday effects of what slope and step leave; each side has its own median. */
static void learn_effects(window *w, double slope)
{
    double sum[HC_WEEKDAYS] = {0}, count[HC_WEEKDAYS] = {0}, sorted[BEFORE_DAYS + AFTER_DAYS];
    double middle[2];
    for (size_t i = 0; i < w->n; i++) {
        sorted[i] = w->rest[i] - slope * w->time[i];
    }
    middle[0] = hc_median(sorted, w->before);
    middle[1] = hc_median(sorted + w->before, w->n - w->before);
    for (size_t i = 0; i < w->n; i++) {
        sum[w->pattern[i]] += w->log_total[i] - slope * w->time[i] - middle[i >= w->before];
        count[w->pattern[i]] += 1.0;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        w->effect[weekday] = count[weekday] > 0.0 ? sum[weekday] / count[weekday] : 0.0;
    }
}

/* Takes weekday effects and slope out in turn; rest is what remains. */
static void take_out(window *w)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < w->n; i++) {
            w->rest[i] = w->log_total[i] - w->effect[w->pattern[i]];
        }
        learn_effects(w, common_slope(w));
    }
    for (size_t i = 0; i < w->n; i++) {
        w->rest[i] = w->log_total[i] - w->effect[w->pattern[i]];
    }
    const double slope = common_slope(w);
    for (size_t i = 0; i < w->n; i++) {
        w->rest[i] -= slope * w->time[i];
    }
}

static void fill_window(const hc_known_days *known, size_t first, size_t at, size_t stop,
                        window *w)
{
    *w = (window){.n = stop - first, .before = at - first};
    for (size_t i = first; i < stop; i++) {
        w->log_total[i - first] = known->log_total[i];
        w->pattern[i - first] = known->pattern[i];
        w->time[i - first] = (double)known->day[i] - (double)known->day[at];
    }
}

/* Median of values less a number. */
static double middle_of(const double *values, size_t n, double less, double *sorted)
{
    for (size_t i = 0; i < n; i++) {
        sorted[i] = values[i] - less;
    }
    return hc_median(sorted, n);
}

/* All days after the boundary, or all but one of a full window, lie that way from the old
 * level. */
static bool days_agree(const window *w, double old, double step)
{
    const size_t after = w->n - w->before;
    size_t agree = 0;
    for (size_t i = w->before; i < w->n; i++) {
        agree += (w->rest[i] - old) / step > EACH_SHARE;
    }
    return agree + (after < AFTER_DAYS ? 0 : 1) >= after;
}

static size_t older_start(size_t first)
{
    return first > OLDER_DAYS ? first - OLDER_DAYS : 0;
}

/*
 * Is the new level the one of long before, or where that was heading? Weekday effects as in the
 * window; the heading is the line through the middles of the two halves of those days.
 */
static bool has_returned(const hc_known_days *known, const double *log_total, size_t first,
                         const window *w, double level, double step)
{
    double sorted[OLDER_DAYS], middle[2] = {0.0, 0.0}, time[2] = {0.0, 0.0};
    const size_t start = older_start(first);
    const size_t half = (first - start) / 2;
    if (half < HC_STEP_BEFORE_MIN) { return false; }
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < half; i++) {
            const size_t at = start + side * half + i;
            sorted[i] = log_total[at] - w->effect[known->pattern[at]];
            time[side] += (double)known->day[at] / (double)half;
        }
        middle[side] = hc_median(sorted, half);
    }
    const double now = (double)known->day[first + w->before] + AFTER_DAYS / 2.0;
    const double slope = (middle[1] - middle[0]) / (time[1] - time[0]);
    const double heading = middle[1] + slope * (now - time[1]);
    return (level - middle[1]) / step < EACH_SHARE || (level - heading) / step < EACH_SHARE;
}

/* Sum of squares that a straight line leaves of the days from .. at-1; its slope a day. */
static double left_by_line(const hc_known_days *known, const double *log_total, size_t from,
                           size_t at, const window *w, double *slope)
{
    const double n = (double)(at - from);
    double t = 0.0, y = 0.0, tt = 0.0, ty = 0.0, yy = 0.0;
    for (size_t i = from; i < at; i++) {
        const double time = (double)known->day[i] - (double)known->day[from];
        const double value = log_total[i] - w->effect[known->pattern[i]];
        t += time;
        y += value;
        tt += time * time;
        ty += time * value;
        yy += value * value;
    }
    *slope = (ty - t * y / n) / (tt - t * t / n);
    return yy - y * y / n - *slope * (ty - t * y / n);
}

/* Sum of squares that the days from .. at-1 leave when they lie on two levels, parted where
 * that is least. */
static double left_by_two_levels(const hc_known_days *known, const double *log_total,
                                 size_t from, size_t at, const window *w)
{
    const double n = (double)(at - from);
    double all = 0.0, squares = 0.0, early = 0.0, told = 0.0;
    for (size_t i = from; i < at; i++) {
        const double value = log_total[i] - w->effect[known->pattern[i]];
        all += value;
        squares += value * value;
    }
    for (size_t i = from; i + 1 < at; i++) {
        const double part = (double)(i + 1 - from);
        early += log_total[i] - w->effect[known->pattern[i]];
        told = fmax(told, early * early / part + (all - early) * (all - early) / (n - part));
    }
    return squares - told;
}

/* A step against growth: growth cannot pass for it, and some level of before it leads back to.
 * The level must have moved steadily up to it, not have been another for a while. */
static bool is_against_growth(const hc_known_days *known, size_t at, const window *w,
                              double step)
{
    double slope;
    const size_t from = at > STEADY_DAYS ? at - STEADY_DAYS : 0;
    const double line = left_by_line(known, known->log_total, from, at, w, &slope);
    const double levels = left_by_two_levels(known, known->log_total, from, at, w);
    return slope * step < 0.0 && levels > line * exp(2.0 * STEADY_GAIN / (double)(at - from));
}

/*
 * Steady growth in which one lump was taken for a step is flat before the next, which then
 * looks like one as well. Is the new level where the days as seen were heading? Not asked when
 * the steps found among them tell so much more than growth does that there were some.
 */
static bool has_grown(const hc_known_days *known, size_t first, const window *w, double level,
                      double step)
{
    const size_t start = older_start(first), at = first + w->before;
    double slope;
    const double growth = left_by_line(known, known->as_seen, start, at, w, &slope);
    const double steps = left_by_line(known, known->log_total, start, at, w, &slope);
    if (growth > steps * exp(2.0 * STEPS_GAIN / (double)(at - start))) { return false; }
    const double aligned = known->log_total[first] - known->as_seen[first];
    return has_returned(known, known->as_seen, first, w, level - aligned, step);
}

static double least_step(bool returns, size_t after, double error)
{
    if (returns) { return STEP_ERRORS * error; }
    return fmax(STEP_LOG, (after > AFTER_MIN ? STEP_ERRORS : EARLY_ERRORS) * error);
}

/*
 * Do the days show it without the common slope taken out: half of it, or all while few days
 * tell the new level (growth is no step)? And is the new level another than that of long before
 * (the end of a quiet time is no step)?
 */
static bool is_no_growth(const hc_known_days *known, size_t first, window *w, double step,
                         double least)
{
    double sorted[BEFORE_DAYS + AFTER_DAYS];
    const size_t after = w->n - w->before;
    if (is_against_growth(known, first + w->before, w, step)) { return true; }
    for (size_t i = 0; i < w->n; i++) {
        w->rest[i] = w->log_total[i] - w->effect[w->pattern[i]];
    }
    const double old = middle_of(w->rest, w->before, 0.0, sorted);
    const double plain = middle_of(w->rest + w->before, after, old, sorted);
    const double level = old + plain;
    return plain / step >= EACH_SHARE && (after == AFTER_DAYS || fabs(plain) >= least) &&
           !has_returned(known, known->log_total, first, w, level, step) &&
           !has_grown(known, first, w, level, step);
}

/* The step between day at-1 and day at by medians without the common slope, log scale; 0 when
 * there is none. */
static double step_at(const hc_known_days *known, size_t at, double back)
{
    const size_t first = at > BEFORE_DAYS ? at - BEFORE_DAYS : 0;
    const size_t stop = at + AFTER_DAYS < known->n ? at + AFTER_DAYS : known->n;
    const size_t after = stop - at;
    if (at - first < HC_STEP_BEFORE_MIN || after < RETURN_MIN) { return 0.0; }
    window w;
    double sorted[BEFORE_DAYS + AFTER_DAYS], miss[BEFORE_DAYS];
    fill_window(known, first, at, stop, &w);
    take_out(&w);
    const double old = middle_of(w.rest, w.before, 0.0, sorted);
    const double step = middle_of(w.rest + w.before, after, old, sorted);
    for (size_t i = 0; i < w.before; i++) {
        miss[i] = fabs(w.rest[i] - old);
    }
    const double error = HC_SD_OF_MEDIAN * hc_median(miss, w.before) / sqrt((double)after);
    const bool returns = fabs(back) > 0.0 && fabs(step / back - 1.0) < RETURN_NEAR;
    if (after < AFTER_MIN && !returns) { return 0.0; }
    const double least = least_step(returns, after, error);
    if (fabs(step) < least || !days_agree(&w, old, step)) { return 0.0; }
    return returns || is_no_growth(known, first, &w, step, least) ? step : 0.0;
}

size_t hc_step_search(const hc_known_days *known, size_t at, double back, double *step)
{
    size_t best = at;
    *step = step_at(known, at, back);
    if (!(fabs(*step) > 0.0)) { return at; }
    for (size_t other = at - 1; other > 0 && other + AFTER_DAYS > at; other--) {
        const double here = step_at(known, other, back);
        if (fabs(here) > fabs(*step)) {
            best = other;
            *step = here;
        }
    }
    return best;
}
