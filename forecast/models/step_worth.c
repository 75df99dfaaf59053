#include "forecast/models/step_worth.h"

#include <math.h>

#include "forecast/models/cholesky.h"

#define WORTH_DAYS 60 /* known days on either side by which a step is beside growth .. */
#define WORTH                                                                                  \
    6.0 /* .. and the log likelihood that it must win over a line without it: a place among    \
           some hundred days, and days that hang together */
#define ALMOST_NONE 1e-9 /* sum of squares */

/* Columns of a least-squares fit: the log totals as seen, time, and steps. */
typedef struct fit {
    size_t n;
    double column[HC_LEVEL_STEPS_MAX + 2][2 * WORTH_DAYS];
} fit;

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
static size_t read_columns(const hc_known_days *known, const hc_level_steps *steps,
                           size_t judged, size_t from, size_t stop, fit *made)
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
    const double *column = made->column[c], own = hc_dot(column, column, made->n);
    const double before = hc_dot(made->column[0], made->column[0], made->n);
    if (!(own > ALMOST_NONE)) { return 0.0; }
    for (size_t k = 0; k < columns; k++) {
        if (k > 0 && k <= c) { continue; }
        const double part = hc_dot(made->column[k], column, made->n) / own;
        for (size_t i = 0; i < made->n; i++) {
            made->column[k][i] -= part * column[i];
        }
    }
    const double after = hc_dot(made->column[0], made->column[0], made->n);
    return 0.5 * (double)made->n * log(before / fmax(after, ALMOST_NONE));
}

/* What a step tells of the days around it beside weekdays, a common slope and the other steps
 * there: log likelihood. */
static double worth_of(const hc_known_days *known, const hc_level_steps *steps, size_t judged,
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

void hc_step_worth_drop_growth(hc_level_steps *steps, const hc_known_days *known)
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
