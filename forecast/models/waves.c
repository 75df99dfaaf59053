#include "forecast/models/waves.h"

#include <gsl/gsl_sf_bessel.h>
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/robust.h"
#include "forecast/models/wave_search.h"

#define WEEK_DAYS_MIN 3     /* known ordinary days a week needs */
#define DEVIATIONS_MOST 2.5 /* beyond them a day's own distance does not count */
#define CONSTANT_VARIANCE 1.0
#define YEAR_DAYS 365.25
#define LEVEL_WEEKS 4  /* the latest, which the level is told from */
#define SHARE_MIN 1e-5 /* lengths of the cycle that say less are left out */
#define PI 3.14159265358979323846

/* ------------------------------------------------------------------------------- weeks */

/* Mean log total of the ordinary days by weekday: what a week's mean must be free of. */
static void weekday_levels(const hc_day_matrix *matrix, const hc_calendar *calendar,
                           double level[HC_WEEKDAYS])
{
    double count[HC_WEEKDAYS] = {0};
    memset(level, 0, HC_WEEKDAYS * sizeof *level);
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(&calendar->kind[day])) { continue; }
        level[matrix->weekday[day]] += log(matrix->total[day] + 1.0);
        count[matrix->weekday[day]] += 1.0;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        if (count[weekday] > 0.0) { level[weekday] /= count[weekday]; }
    }
}

/* A week's ordinary days free of weekday and calendar effects; gives their number. */
static size_t week_days(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const hc_day_effects *effects, const double *level, size_t first,
                        double values[7])
{
    size_t n = 0;
    for (size_t day = first; day < first + 7; day++) {
        const hc_day_kind *kind = &calendar->kind[day];
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(kind)) { continue; }
        values[n++] = log(matrix->total[day] + 1.0) - level[matrix->weekday[day]] -
                      hc_month_effect(effects, kind);
    }
    return n;
}

/* How far a day usually is off the middle of its week; off: a double a day of scratch. */
static double usual_deviation(const hc_day_matrix *matrix, const hc_calendar *calendar,
                              const hc_day_effects *effects, const double *level, double *off)
{
    double values[7], sorted[7];
    size_t count = 0;
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t n = week_days(matrix, calendar, effects, level, first, values);
        memcpy(sorted, values, sizeof sorted);
        const double middle = n > 0 ? hc_median(sorted, n) : 0.0;
        for (size_t i = 0; i < n; i++) {
            off[count++] = fabs(values[i] - middle);
        }
    }
    return count > 0 ? HC_SD_OF_MEDIAN * hc_median(off, count) : 0.0;
}

/* Mean of values that are drawn in where they are far from the middle: one outage day must not
 * pull a week, and the others count in full. */
static double drawn_in_mean(double *values, size_t n, double most_off)
{
    const double middle = hc_median(values, n);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += fmin(middle + most_off, fmax(middle - most_off, values[i]));
    }
    return sum / (double)n;
}

/* Weeks are counted back from the end; off: a double a day of scratch. */
static void read_weeks(hc_waves *waves, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, const hc_day_effects *effects, double *off)
{
    double level[HC_WEEKDAYS], values[7];
    weekday_levels(matrix, calendar, level);
    const double usual = usual_deviation(matrix, calendar, effects, level, off);
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t week = waves->weeks;
        const size_t n = week_days(matrix, calendar, effects, level, first, values);
        if (n < WEEK_DAYS_MIN) { continue; }
        waves->noise[week] = 1.0 / (double)n;
        waves->value[week] = drawn_in_mean(values, n, DEVIATIONS_MOST * usual);
        waves->day[week] = (int32_t)(first + 3);
        waves->weeks++;
    }
}

/* -------------------------------------------------------------------------- covariance */

/* Bell on the circle of the year, exp(-2 sin^2(pi t / year) / length^2), less its mean, so that
 * the season has no say in the level; 1 at its top. */
static double season_bell(double days, double length)
{
    const double s = sin(PI * days / YEAR_DAYS), narrow = 1.0 / (length * length);
    const double mean = gsl_sf_bessel_I0_scaled(narrow);
    return (exp(-2.0 * s * s * narrow) - mean) / (1.0 - mean);
}

/* What the seasons of two days so far apart have in common. */
static double season_covariance(const hc_waves *waves, size_t days)
{
    if (!(waves->season > 0.0)) { return 0.0; }
    return waves->season * waves->season * season_bell((double)days, waves->season_length);
}

static double wave_covariance(const hc_waves *waves, size_t days)
{
    const double season = season_covariance(waves, days);
    if (!(waves->cycle > 0.0)) { return season; }
    return season + waves->cycle * waves->cycle *
                        cos(2.0 * PI * (double)days / (7.0 * waves->cycle_weeks));
}

/* by_days[days + 1]: what the levels of weeks so many days apart, whole weeks, have in common.
 */
static void fill_lags(const hc_waves *waves, size_t days, double *by_days)
{
    const double level = waves->level * waves->level;
    for (size_t apart = 0; apart <= days; apart += 7) {
        by_days[apart] = CONSTANT_VARIANCE +
                         level * exp(-(double)apart / (7.0 * waves->level_weeks)) +
                         wave_covariance(waves, apart);
    }
}

/* by_days: as many doubles of scratch as days from the first week's to the last one's middle,
 * and one. */
static void fill_covariance(const hc_waves *waves, double *by_days, double *matrix)
{
    const double noise = waves->day_noise * waves->day_noise;
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    fill_lags(waves, (size_t)(waves->day[n - 1] - waves->day[0]), by_days);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            matrix[i * stride + j] = by_days[waves->day[j] - waves->day[i]];
        }
        matrix[i * stride + i] += noise * waves->noise[i];
    }
}

static void centre(const hc_waves *waves, size_t n, double *sorted, double *y)
{
    memcpy(sorted, waves->value, n * sizeof *sorted);
    const double middle = hc_median(sorted, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = waves->value[i] - middle;
    }
}

double hc_waves_log_likelihood(hc_waves *waves, double *work)
{
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    fill_covariance(waves, work, waves->factor);
    if (!hc_cholesky(waves->factor, n, stride)) { return -HUGE_VAL; }
    centre(waves, n, work + n, work);
    hc_cholesky_forward(waves->factor, n, stride, work);
    double value = hc_wave_log_prior(waves->season) + hc_wave_log_prior(waves->cycle);
    for (size_t i = 0; i < n; i++) {
        value -= 0.5 * work[i] * work[i] + log(waves->factor[i * stride + i]);
    }
    return value;
}

static hc_status take_memory(hc_waves *waves, size_t weeks, double **work, hc_error *err)
{
    HC_TRY(hc_alloc(&waves->day, weeks, sizeof *waves->day, err));
    HC_TRY(hc_alloc(&waves->value, weeks, sizeof *waves->value, err));
    HC_TRY(hc_alloc(&waves->noise, weeks, sizeof *waves->noise, err));
    HC_TRY(hc_alloc(&waves->factor, weeks * hc_cholesky_stride(weeks), sizeof *waves->factor,
                    err));
    return hc_alloc(work, 7 * weeks, sizeof **work, err);
}

/* The factor of all but the cycle, and what each length that it may have adds to that. */
static hc_status open_cycle(hc_waves *waves, double *work, hc_error *err)
{
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    hc_waves alone = *waves;
    alone.cycle = 0.0;
    (void)hc_waves_log_likelihood(&alone, work);
    if (!(waves->cycle > 0.0)) { return HC_OK; }
    waves->lengths = hc_cycle_lengths_of(n);
    HC_TRY(hc_alloc(&waves->columns, 2 * waves->lengths.count * stride, sizeof(double), err));
    for (size_t k = 0; k < waves->lengths.count; k++) {
        hc_cycle_columns(waves->lengths.weeks[k], waves->day, n, stride,
                         waves->columns + 2 * k * stride);
    }
    hc_cholesky_forward_sides(waves->factor, n, stride, waves->columns,
                              2 * waves->lengths.count, stride);
    return HC_OK;
}

hc_status hc_waves_fit(hc_waves *waves, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, const hc_day_effects *effects,
                       hc_error *err)
{
    hc_waves made = {.season = 0.03,
                     .season_length = 0.5,
                     .level = 0.08,
                     .level_weeks = 12.0,
                     .day_noise = 0.1};
    double *work = NULL;
    hc_waves_clear(waves);
    if (matrix->days < (size_t)7 * HC_WAVES_WEEKS_MIN) { return HC_OK; }
    hc_status st = take_memory(&made, matrix->days / 7, &work, err);
    if (st == HC_OK) {
        read_weeks(&made, matrix, calendar, effects, work);
        if (made.weeks >= HC_WAVES_WEEKS_MIN) {
            hc_waves_search(&made, work);
            st = open_cycle(&made, work, err);
        }
    }
    if (st == HC_OK && made.weeks >= HC_WAVES_WEEKS_MIN &&
        (made.season > 0.0 || made.cycle > 0.0)) {
        *waves = made;
        made = (hc_waves)HC_WAVES_INIT;
    }
    hc_free(work);
    hc_waves_clear(&made);
    return st;
}

/* ------------------------------------------------------------------------------ effect */

/* Weeks that ended before a day; 0 when they are too few for a season. */
static size_t weeks_before(const hc_waves *waves, size_t before)
{
    size_t n = waves->weeks;
    while (n > 0 && waves->day[n - 1] + 3 >= (int32_t)before) {
        n--;
    }
    return n < HC_WAVES_WEEKS_MIN ? 0 : n;
}

static size_t days_apart(size_t day, int32_t other)
{
    const size_t at = (size_t)other;
    return day > at ? day - at : at - day;
}

void hc_waves_known(const hc_waves *waves, size_t before, double *work, hc_cycle_known *known)
{
    hc_cycle_told told[HC_CYCLE_LENGTHS_MAX];
    const size_t n = weeks_before(waves, before), stride = hc_cholesky_stride(waves->weeks);
    known->weeks = n;
    if (n == 0) { return; }
    centre(waves, n, work + waves->weeks, work);
    hc_cholesky_forward(waves->factor, n, stride, work);
    for (size_t k = 0; k < waves->lengths.count; k++) {
        told[k] = hc_cycle_tell(waves->columns + 2 * k * stride, stride, work, n);
    }
    hc_cycles_believe(&waves->lengths, told, known->of);
}

/* Covariance of a day's season, less its mean over the latest weeks before the origin, with
 * another's. */
static double centred_covariance(const hc_waves *waves, size_t before, size_t day,
                                 int32_t other)
{
    double mean = 0.0;
    for (size_t back = 1; back <= LEVEL_WEEKS; back++) {
        const size_t at = before - 7 * back;
        mean += season_covariance(waves, days_apart(at, other)) / LEVEL_WEEKS;
    }
    return season_covariance(waves, days_apart(day, other)) - mean;
}

/* Variance that is left of the season so far, and in work[known->weeks] U'^-1 times what it has
 * in common with the weeks. */
static double season_doubt(const hc_waves *waves, size_t weeks, size_t before, size_t day,
                           double *work)
{
    double left = centred_covariance(waves, before, day, (int32_t)day);
    for (size_t back = 1; back <= LEVEL_WEEKS; back++) {
        const size_t at = before - 7 * back;
        left -= centred_covariance(waves, before, day, (int32_t)at) / LEVEL_WEEKS;
    }
    for (size_t week = 0; week < weeks; week++) {
        work[week] = centred_covariance(waves, before, day, waves->day[week]);
    }
    hc_cholesky_forward(waves->factor, weeks, hc_cholesky_stride(waves->weeks), work);
    return left - hc_dot(work, work, weeks);
}

/* What a length's cosine and sine do to a day beside the latest weeks, and have done to what is
 * taken for the season. */
static void cycle_lever(const hc_waves *waves, size_t k, size_t weeks, size_t before,
                        size_t day, const double *season, double lever[2])
{
    const size_t stride = hc_cholesky_stride(waves->weeks);
    const double turn = 2.0 * PI / (7.0 * waves->lengths.weeks[k]);
    const double *columns = waves->columns + 2 * k * stride;
    lever[0] = cos(turn * (double)day) - hc_dot(columns, season, weeks);
    lever[1] = sin(turn * (double)day) - hc_dot(columns + stride, season, weeks);
    for (size_t back = 1; back <= LEVEL_WEEKS; back++) {
        const double at = (double)(before - 7 * back);
        lever[0] -= cos(turn * at) / LEVEL_WEEKS;
        lever[1] -= sin(turn * at) / LEVEL_WEEKS;
    }
}

/* What the wave was misjudged by in the latest weeks the level has made good: open is how it
 * goes on from there. */
double hc_waves_doubt(const hc_waves *waves, const hc_cycle_known *known, size_t before,
                      size_t day, double *work)
{
    if (known->weeks == 0) { return 0.0; }
    double left = season_doubt(waves, known->weeks, before, day, work), mean = 0.0;
    for (size_t k = 0; k < waves->lengths.count; k++) {
        const hc_cycle_belief *it = &known->of[k];
        double lever[2];
        if (it->share < SHARE_MIN) { continue; }
        cycle_lever(waves, k, known->weeks, before, day, work, lever);
        left += lever[0] * lever[0] * it->square[0] +
                2.0 * lever[0] * lever[1] * it->square[1] + lever[1] * lever[1] * it->square[2];
        mean += lever[0] * it->mean[0] + lever[1] * it->mean[1];
    }
    return fmax(0.0, left - mean * mean);
}

/* Takes the mean of the year before the origin out: a factor of 1 is that year's middle. */
static void centre_effect(size_t before, size_t days, double *effect)
{
    double mean = 0.0;
    const size_t year = (size_t)YEAR_DAYS;
    for (size_t day = before - year; day < before; day++) {
        mean += effect[day] / (double)year;
    }
    for (size_t day = 0; day < days; day++) {
        effect[day] -= mean;
    }
}

/* Adds a length's share of the cycle to the effect, and takes it out of the levels y[weeks]. */
static void add_cycle(const hc_waves *waves, size_t k, const hc_cycle_belief *it, size_t days,
                      size_t weeks, double *y, double *effect)
{
    const size_t stride = hc_cholesky_stride(waves->weeks);
    const double *cosine = waves->columns + 2 * k * stride, *sine = cosine + stride;
    const double size = hypot(it->mean[0], it->mean[1]);
    const double phase = atan2(it->mean[1], it->mean[0]);
    const double turn = 2.0 * PI / (7.0 * waves->lengths.weeks[k]);
    for (size_t week = 0; week < weeks; week++) {
        y[week] -= it->mean[0] * cosine[week] + it->mean[1] * sine[week];
    }
    for (size_t day = 0; day < days; day++) {
        effect[day] += size * cos(turn * (double)day - phase);
    }
}

static void add_season(const hc_waves *waves, size_t days, size_t weeks, const double *solved,
                       double *covariance, double *effect)
{
    for (size_t day = 0; day < days; day++) {
        covariance[day] = season_covariance(waves, day);
    }
    for (size_t week = 0; week < weeks; week++) {
        for (size_t day = 0; day < days; day++) {
            effect[day] += covariance[days_apart(day, waves->day[week])] * solved[week];
        }
    }
}

void hc_waves_effect(const hc_waves *waves, size_t before, size_t days, double *work,
                     double *effect)
{
    hc_cycle_known known;
    memset(effect, 0, days * sizeof *effect);
    hc_waves_known(waves, before, work, &known);
    if (known.weeks == 0) { return; }
    for (size_t k = 0; k < waves->lengths.count; k++) {
        if (known.of[k].share < SHARE_MIN) { continue; }
        add_cycle(waves, k, &known.of[k], days, known.weeks, work, effect);
    }
    hc_cholesky_backward(waves->factor, known.weeks, hc_cholesky_stride(waves->weeks), work);
    add_season(waves, days, known.weeks, work, work + 2 * waves->weeks, effect);
    centre_effect(before, days, effect);
}

void hc_waves_clear(hc_waves *waves)
{
    hc_free(waves->day);
    hc_free(waves->value);
    hc_free(waves->noise);
    hc_free(waves->factor);
    hc_free(waves->columns);
    *waves = (hc_waves)HC_WAVES_INIT;
}
