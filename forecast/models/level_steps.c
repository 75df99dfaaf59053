#include "forecast/models/level_steps.h"

#include <math.h>

#include "forecast/models/robust.h"

#define BEFORE_DAYS 21 /* known days that tell the old level */
#define BEFORE_MIN 10
#define AFTER_DAYS 12   /* known days that tell the new one */
#define AFTER_MIN 3     /* at the history's end; elsewhere all AFTER_DAYS */
#define STEP_LOG 0.25   /* least step, log scale */
#define STEP_ERRORS 8.0 /* and in standard errors of the mean of the days after it */
#define EARLY_ERRORS                                                                           \
    12.0                /* while those are AFTER_MIN: two or three odd days in a row happen    \
                         */
#define RETURN_MIN 2    /* known days after a step that undoes the one before it, */
#define RETURN_NEAR 0.4 /* as far as this share of it; */
#define RETURN_AFTER_DAYS 7 /* no sooner than that */
#define OLDER_DAYS 40       /* known days before those: a return to their level is no step */
#define SLOPE_RIDGE                                                                            \
    1000.0             /* days^2: day noise .1 over a believed slope of .003 a day, squared */
#define SPECIAL_DAYS 2 /* days this near a special one are left out */
#define WALKS 3
#define ALMOST_NONE 1e-9 /* sum of squares */
#define ROUNDS 3         /* weekday effects and slope in turn */
#define EACH_SHARE 0.5   /* of the step that each day, all but one, must show */
#define STEPS_GAIN                                                                             \
    20.0 /* log likelihood that steps must win over a line: days hang together, and the steps  \
            were sought among many */

#define WORTH_DAYS 60 /* known days on either side by which a step is beside growth .. */
#define WORTH                                                                                  \
    6.0 /* .. and the log likelihood that it must win over a line without it: a place among    \
           some hundred days, and days that hang together */

/* Known ordinary days in order. */
typedef struct known_days {
    size_t n;
    size_t *day;
    double *log_total; /* with the steps found so far aligned */
    double *as_seen;   /* without */
    int32_t *pattern;
} known_days;

static hc_status take_known(known_days *known, size_t days, hc_error *err)
{
    HC_TRY(hc_alloc(&known->day, days, sizeof *known->day, err));
    HC_TRY(hc_alloc(&known->log_total, days, sizeof *known->log_total, err));
    HC_TRY(hc_alloc(&known->as_seen, days, sizeof *known->as_seen, err));
    return hc_alloc(&known->pattern, days, sizeof *known->pattern, err);
}

static void free_known(known_days *known)
{
    hc_free(known->day);
    hc_free(known->log_total);
    hc_free(known->as_seen);
    hc_free(known->pattern);
}

/* Days around special days are unlike either level; those after a closure have classes of their
 * own, the days around which are like any other. */
static bool is_near_special(const hc_calendar *calendar, size_t day)
{
    if (!hc_day_is_ordinary(&calendar->kind[day])) { return true; }
    const size_t first = day > SPECIAL_DAYS ? day - SPECIAL_DAYS : 0;
    for (size_t near = first; near < calendar->days && near <= day + SPECIAL_DAYS; near++) {
        const uint8_t class_of = calendar->kind[near].class_of;
        if (class_of != HC_CLASS_ORDINARY && class_of != HC_CLASS_AFTER1 &&
            class_of != HC_CLASS_AFTER2) {
            return true;
        }
    }
    return false;
}

static void read_known(known_days *known, const hc_day_matrix *matrix,
                       const hc_calendar *calendar)
{
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0 || is_near_special(calendar, day)) { continue; }
        known->day[known->n] = day;
        known->as_seen[known->n] = known->log_total[known->n] = log(matrix->total[day] + 1.0);
        known->pattern[known->n++] = calendar->kind[day].pattern;
    }
}

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

static void fill_window(const known_days *known, size_t first, size_t at, size_t stop,
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
static bool has_returned(const known_days *known, const double *log_total, size_t first,
                         const window *w, double level, double step)
{
    double sorted[OLDER_DAYS], middle[2] = {0.0, 0.0}, time[2] = {0.0, 0.0};
    const size_t start = older_start(first);
    const size_t half = (first - start) / 2;
    if (half < BEFORE_MIN) { return false; }
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

/* Sum of squares that a straight line leaves of the days from .. at-1. */
static double left_by_line(const known_days *known, const double *log_total, size_t from,
                           size_t at, const window *w)
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
    const double both = ty - t * y / n;
    return yy - y * y / n - both * both / (tt - t * t / n);
}

/*
 * Steady growth in which one lump was taken for a step is flat before the next, which then
 * looks like one as well. Is the new level where the days as seen were heading? Not asked when
 * the steps found among them tell so much more than growth does that there were some.
 */
static bool has_grown(const known_days *known, size_t first, const window *w, double level,
                      double step)
{
    const size_t start = older_start(first), at = first + w->before;
    const double growth = left_by_line(known, known->as_seen, start, at, w);
    const double steps = left_by_line(known, known->log_total, start, at, w);
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
 * The step between day at-1 and day at, log scale; 0 when there is none. Medians without the
 * common slope must show it and the plain ones half of it, or all while few days tell the new
 * level (growth is no step), and the new level must not be the one of long before (the end of a
 * quiet time is no step).
 */
static double step_at(const known_days *known, size_t at, double back)
{
    const size_t first = at > BEFORE_DAYS ? at - BEFORE_DAYS : 0;
    const size_t stop = at + AFTER_DAYS < known->n ? at + AFTER_DAYS : known->n;
    const size_t after_min = fabs(back) > 0.0 ? RETURN_MIN : AFTER_MIN;
    if (at - first < BEFORE_MIN || stop - at < after_min) { return 0.0; }
    window w;
    double sorted[BEFORE_DAYS + AFTER_DAYS], miss[BEFORE_DAYS];
    fill_window(known, first, at, stop, &w);
    take_out(&w);
    const size_t after = w.n - w.before;
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
    if (returns) { return step; }
    for (size_t i = 0; i < w.n; i++) {
        w.rest[i] = w.log_total[i] - w.effect[w.pattern[i]];
    }
    const double plain_old = middle_of(w.rest, w.before, 0.0, sorted);
    const double plain = middle_of(w.rest + w.before, after, plain_old, sorted);
    const double level = plain_old + plain;
    if (plain / step < EACH_SHARE || (after < AFTER_DAYS && fabs(plain) < least) ||
        has_returned(known, known->log_total, first, &w, level, step) ||
        has_grown(known, first, &w, level, step)) {
        return 0.0;
    }
    return step;
}

/* Around a step several days in a row look like one: the largest of them is it. */
static size_t sharpest(const known_days *known, size_t at, double back, double *step)
{
    size_t best = at;
    for (size_t other = at; other > 0 && other + AFTER_DAYS > at; other--) {
        const double here = step_at(known, other, back);
        if (fabs(here) > fabs(*step)) {
            best = other;
            *step = here;
        }
    }
    return best;
}

static void scale_before(hc_day_matrix *matrix, size_t day, double ratio)
{
    for (size_t before = 0; before < day; before++) {
        matrix->total[before] *= ratio;
    }
    for (size_t cell = 0; cell < day * matrix->slots; cell++) {
        matrix->calls[cell] *= ratio;
    }
}

size_t hc_level_steps_after(const hc_level_steps *steps, size_t day)
{
    size_t after = 0;
    while (after < steps->count && steps->step[after].day > day) {
        after++;
    }
    return after;
}

/* Keeps the list's order, the latest first. */
static void keep_step(hc_level_steps *steps, size_t day, double ratio)
{
    size_t place = steps->count++;
    for (; place > 0 && steps->step[place - 1].day < day; place--) {
        steps->step[place] = steps->step[place - 1];
    }
    steps->step[place] = (hc_level_step){day, ratio};
}

/* Log step that would undo the latest step, if that lies well before a day; else 0. */
static double way_back(const hc_level_steps *steps, size_t day)
{
    return steps->count > 0 && steps->step[0].day + RETURN_AFTER_DAYS <= day
               ? -log(steps->step[0].ratio)
               : 0.0;
}

/* One walk from the latest day to the oldest; were there steps? */
static bool align_once(hc_level_steps *steps, known_days *known)
{
    const size_t before = steps->count;
    for (size_t at = known->n; at-- > BEFORE_MIN && steps->count < HC_LEVEL_STEPS_MAX;) {
        const double back = way_back(steps, known->day[at]);
        double step = step_at(known, at, back);
        if (!(fabs(step) > 0.0)) { continue; }
        at = sharpest(known, at, back, &step);
        keep_step(steps, known->day[at], exp(step));
        for (size_t i = 0; i < at; i++) {
            known->log_total[i] += step;
        }
    }
    return steps->count > before;
}

/* ---- steps or growth ----------------------------------------------------------------------
 */

/* Columns of a least-squares fit: the log totals as seen, time, and steps. */
typedef struct fit {
    size_t n;
    double column[HC_LEVEL_STEPS_MAX + 2][2 * WORTH_DAYS];
} fit;

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* Takes weekday means out of a column, which is the fit of weekday effects beside all else. */
static void centre(double *column, const int32_t *pattern, size_t n)
{
    double sum[HC_WEEKDAYS] = {0.0}, count[HC_WEEKDAYS] = {0.0};
    for (size_t i = 0; i < n; i++) {
        sum[pattern[i]] += column[i];
        count[pattern[i]] += 1.0;
    }
    for (size_t i = 0; i < n; i++) {
        column[i] -= sum[pattern[i]] / count[pattern[i]];
    }
}

/* Column 0 the log totals, 1 the time, then the steps of the list that lie among the days from
 * .. stop - 1, one of them, the judged, the last. Gives the columns. */
static size_t read_columns(const known_days *known, const hc_level_steps *steps, size_t judged,
                           size_t from, size_t stop, fit *made)
{
    size_t columns = 2;
    made->n = stop - from;
    for (size_t i = from; i < stop; i++) {
        made->column[0][i - from] = known->as_seen[i];
        made->column[1][i - from] = (double)known->day[i] - (double)known->day[from];
    }
    for (size_t k = 0; k <= steps->count; k++) {
        const size_t step = k < steps->count ? k : judged, day = steps->step[step].day;
        const bool among = known->day[from] < day && day <= known->day[stop - 1];
        if (!among || k == judged) { continue; }
        for (size_t i = from; i < stop; i++) {
            made->column[columns][i - from] = known->day[i] >= day ? 1.0 : 0.0;
        }
        columns++;
    }
    for (size_t c = 0; c < columns; c++) {
        centre(made->column[c], known->pattern + from, made->n);
    }
    return columns;
}

/* Takes column c out of the log totals and all later columns; what it was worth to the former
 * is the log likelihood won, of days that scatter by what is left of them. */
static double take_column_out(fit *made, size_t c, size_t columns)
{
    const double *column = made->column[c], own = dot(column, column, made->n);
    const double before = dot(made->column[0], made->column[0], made->n);
    if (!(own > ALMOST_NONE)) { return 0.0; }
    for (size_t k = 0; k < columns; k++) {
        if (k > 0 && k <= c) { continue; }
        const double part = dot(made->column[k], column, made->n) / own;
        for (size_t i = 0; i < made->n; i++) {
            made->column[k][i] -= part * column[i];
        }
    }
    const double after = dot(made->column[0], made->column[0], made->n);
    return 0.5 * (double)made->n * log(before / fmax(after, ALMOST_NONE));
}

/* What a step tells of the days around it beside weekdays, a common slope and the other steps
 * there: log likelihood. */
static double worth_of(const known_days *known, const hc_level_steps *steps, size_t judged,
                       fit *scratch)
{
    size_t at = 0;
    while (at < known->n && known->day[at] < steps->step[judged].day) {
        at++;
    }
    const size_t from = at > WORTH_DAYS ? at - WORTH_DAYS : 0;
    const size_t stop = at + WORTH_DAYS < known->n ? at + WORTH_DAYS : known->n;
    const size_t columns = read_columns(known, steps, judged, from, stop, scratch);
    double worth = 0.0;
    for (size_t c = 1; c < columns; c++) {
        worth = take_column_out(scratch, c, columns);
    }
    return worth;
}

/*
 * Lumps of steady growth pass for steps one by one, and aligned they hide it. The step that
 * tells least is dropped as long as it tells less than it must: of steps that stand for growth
 * the slope tells more with each one that goes.
 */
static void drop_growth(hc_level_steps *steps, const known_days *known)
{
    fit scratch;
    while (steps->count > 0) {
        size_t least = 0;
        double worth = HUGE_VAL;
        for (size_t k = 0; k < steps->count; k++) {
            const double here = worth_of(known, steps, k, &scratch);
            if (here < worth) { least = k; }
            worth = fmin(worth, here);
        }
        if (worth >= WORTH) { return; }
        steps->count--;
        for (size_t k = least; k < steps->count; k++) {
            steps->step[k] = steps->step[k + 1];
        }
    }
}

hc_status hc_level_steps_align(hc_level_steps *steps, hc_day_matrix *matrix,
                               const hc_calendar *calendar, hc_error *err)
{
    known_days known = {0};
    *steps = (hc_level_steps){.count = 0};
    hc_status st = take_known(&known, matrix->days, err);
    if (st == HC_OK) {
        read_known(&known, matrix, calendar);
        /* An earlier step hides a later one, as noise of its days before or as the level that
         * it returns to; once aligned it does not. */
        for (int walk = 0; walk < WALKS && align_once(steps, &known); walk++) {}
        drop_growth(steps, &known);
        for (size_t k = 0; k < steps->count; k++) {
            scale_before(matrix, steps->step[k].day, steps->step[k].ratio);
        }
    }
    free_known(&known);
    return st;
}
