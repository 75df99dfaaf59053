#include "forecast/models/yearly.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/robust.h"

#define WEEK_DAYS_MIN 3 /* known ordinary days a week needs */
#define SIZE_SD 0.1     /* half-normal prior of the season's size */
#define CONSTANT_VARIANCE 1.0
#define GAIN_MIN 0.02
#define ROUNDS 2
#define PI 3.14159265358979323846

static const double size_grid[] = {0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.35};
static const double length_grid[] = {0.25, 0.5, 1.0};
static const double level_grid[] = {0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2};
static const double weeks_grid[] = {4.0, 12.0, 40.0, 120.0};
static const double noise_grid[] = {0.03, 0.06, 0.1, 0.15, 0.25, 0.4};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

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

/* Median of a week's days: one outage day must not pull it. Weeks are counted back from the
 * end. */
static bool read_week(const hc_day_matrix *matrix, const hc_calendar *calendar,
                      const hc_day_effects *effects, const double *level, size_t first,
                      double *value, double *noise)
{
    double values[7];
    size_t n = 0;
    for (size_t day = first; day < first + 7; day++) {
        const hc_day_kind *kind = &calendar->kind[day];
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(kind)) { continue; }
        values[n++] = log(matrix->total[day] + 1.0) - level[matrix->weekday[day]] -
                      hc_month_effect(effects, kind);
    }
    if (n < WEEK_DAYS_MIN) { return false; }
    *noise = 1.0 / (double)n;
    *value = hc_median(values, n);
    return true;
}

static void read_weeks(hc_yearly *yearly, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, const hc_day_effects *effects)
{
    double level[HC_WEEKDAYS];
    weekday_levels(matrix, calendar, level);
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t week = yearly->weeks;
        if (read_week(matrix, calendar, effects, level, first, &yearly->value[week],
                      &yearly->noise[week])) {
            yearly->day[week] = (int32_t)(first + 3);
            yearly->weeks++;
        }
    }
}

/* -------------------------------------------------------------------------- covariance */

/* Bell on the circle: exp(-2 sin^2(pi t / year) / length^2). */
static double season_bell(double quarter_days, double length)
{
    const double s = sin(PI * quarter_days / HC_YEAR_PHASES);
    return exp(-2.0 * s * s / (length * length));
}

/* by_lag[weeks]: what the levels of weeks so far apart have in common. */
static void fill_lags(const hc_yearly *yearly, size_t lags, double *by_lag)
{
    const double season = yearly->size * yearly->size, level = yearly->level * yearly->level;
    for (size_t lag = 0; lag < lags; lag++) {
        const double weeks = (double)lag;
        by_lag[lag] = CONSTANT_VARIANCE + level * exp(-weeks / yearly->level_weeks);
        if (season > 0.0) { by_lag[lag] += season * season_bell(28.0 * weeks, yearly->length); }
    }
}

/* Middle days of weeks are whole weeks apart. */
static void fill_covariance(const hc_yearly *yearly, double *by_lag, double *matrix)
{
    const double noise = yearly->day_noise * yearly->day_noise;
    const size_t n = yearly->weeks;
    fill_lags(yearly, (size_t)(yearly->day[n - 1] - yearly->day[0]) / 7 + 1, by_lag);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            matrix[i * n + j] = by_lag[(yearly->day[j] - yearly->day[i]) / 7];
        }
        matrix[i * n + i] += noise * yearly->noise[i];
    }
}

static void centre(const hc_yearly *yearly, size_t n, double *sorted, double *y)
{
    memcpy(sorted, yearly->value, n * sizeof *sorted);
    const double middle = hc_median(sorted, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = yearly->value[i] - middle;
    }
}

static double log_likelihood(hc_yearly *yearly, double *work)
{
    const size_t n = yearly->weeks;
    fill_covariance(yearly, work, yearly->factor);
    if (!hc_cholesky(yearly->factor, n, n)) { return -HUGE_VAL; }
    centre(yearly, n, work + n, work);
    hc_cholesky_forward(yearly->factor, n, n, work);
    double value = -0.5 * yearly->size * yearly->size / (SIZE_SD * SIZE_SD);
    for (size_t i = 0; i < n; i++) {
        value -= 0.5 * work[i] * work[i] + log(yearly->factor[i * n + i]);
    }
    return value;
}

/* Walks a parameter along its grid from where it is, as long as the likelihood gains. */
static void walk(hc_yearly *yearly, double *parameter, const double *grid, size_t count,
                 double *best, double *work)
{
    for (int direction = 0; direction < 2; direction++) {
        bool better = true;
        while (better) {
            size_t at = 0;
            while (at + 1 < count && grid[at] < *parameter) {
                at++;
            }
            if (direction == 0 ? at + 1 == count : at == 0) { break; }
            const double before = *parameter;
            *parameter = direction == 0 ? grid[at + 1] : grid[at - 1];
            const double likelihood = log_likelihood(yearly, work);
            better = likelihood > *best + GAIN_MIN;
            if (better) {
                *best = likelihood;
            } else {
                *parameter = before;
            }
        }
    }
}

static void search(hc_yearly *yearly, double *work)
{
    double best = log_likelihood(yearly, work);
    for (int round = 0; round < ROUNDS; round++) {
        const double before = best;
        walk(yearly, &yearly->day_noise, noise_grid, COUNT_OF(noise_grid), &best, work);
        walk(yearly, &yearly->level, level_grid, COUNT_OF(level_grid), &best, work);
        walk(yearly, &yearly->level_weeks, weeks_grid, COUNT_OF(weeks_grid), &best, work);
        walk(yearly, &yearly->size, size_grid, COUNT_OF(size_grid), &best, work);
        if (yearly->size > 0.0) {
            walk(yearly, &yearly->length, length_grid, COUNT_OF(length_grid), &best, work);
        }
        if (best - before < GAIN_MIN) { break; }
    }
    (void)log_likelihood(yearly, work); /* leaves the factor of the final values */
}

static hc_status take_memory(hc_yearly *yearly, size_t weeks, double **work, hc_error *err)
{
    HC_TRY(hc_alloc(&yearly->day, weeks, sizeof *yearly->day, err));
    HC_TRY(hc_alloc(&yearly->value, weeks, sizeof *yearly->value, err));
    HC_TRY(hc_alloc(&yearly->noise, weeks, sizeof *yearly->noise, err));
    HC_TRY(hc_alloc(&yearly->factor, weeks * weeks, sizeof *yearly->factor, err));
    return hc_alloc(work, 2 * weeks, sizeof **work, err);
}

hc_status hc_yearly_fit(hc_yearly *yearly, const hc_day_matrix *matrix,
                        const hc_calendar *calendar, const hc_day_effects *effects,
                        hc_error *err)
{
    hc_yearly made = {
        .size = 0.03, .length = 0.5, .level = 0.08, .level_weeks = 12.0, .day_noise = 0.1};
    double *work = NULL;
    hc_yearly_clear(yearly);
    if (matrix->days < (size_t)7 * HC_YEARLY_WEEKS_MIN) { return HC_OK; }
    const hc_status st = take_memory(&made, matrix->days / 7, &work, err);
    if (st == HC_OK) {
        read_weeks(&made, matrix, calendar, effects);
        if (made.weeks >= HC_YEARLY_WEEKS_MIN) { search(&made, work); }
    }
    if (st == HC_OK && made.weeks >= HC_YEARLY_WEEKS_MIN && made.size > 0.0) {
        *yearly = made;
        made = (hc_yearly)HC_YEARLY_INIT;
    }
    hc_free(work);
    hc_yearly_clear(&made);
    return st;
}

/* ------------------------------------------------------------------------------ effect */

/* Weeks that ended before a day; 0 when they are too few for a season. */
static size_t weeks_before(const hc_yearly *yearly, size_t before)
{
    size_t n = yearly->weeks;
    while (n > 0 && yearly->day[n - 1] + 3 >= (int32_t)before) {
        n--;
    }
    return n < HC_YEARLY_WEEKS_MIN ? 0 : n;
}

double hc_yearly_doubt(const hc_yearly *yearly, size_t before, size_t phase, double *work)
{
    const size_t n = weeks_before(yearly, before);
    const double variance = yearly->size * yearly->size;
    double told = 0.0;
    if (n == 0) { return 0.0; }
    for (size_t week = 0; week < n; week++) {
        const size_t at = hc_year_phase((size_t)yearly->day[week]);
        const size_t apart = phase > at ? phase - at : at - phase;
        work[week] = variance * season_bell((double)apart, yearly->length);
    }
    hc_cholesky_forward(yearly->factor, n, yearly->weeks, work);
    for (size_t week = 0; week < n; week++) {
        told += work[week] * work[week];
    }
    return fmax(0.0, variance - told);
}

void hc_yearly_effect(const hc_yearly *yearly, size_t before, double *work,
                      double effect[HC_YEAR_PHASES])
{
    double bell[HC_YEAR_PHASES], mean = 0.0;
    const size_t n = weeks_before(yearly, before);
    memset(effect, 0, HC_YEAR_PHASES * sizeof *effect);
    if (n == 0) { return; }
    centre(yearly, n, work + yearly->weeks, work);
    hc_cholesky_forward(yearly->factor, n, yearly->weeks, work);
    hc_cholesky_backward(yearly->factor, n, yearly->weeks, work);
    for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
        bell[phase] = yearly->size * yearly->size * season_bell((double)phase, yearly->length);
    }
    for (size_t week = 0; week < n; week++) {
        const size_t at = hc_year_phase((size_t)yearly->day[week]);
        for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
            const size_t apart = phase > at ? phase - at : at - phase;
            effect[phase] += bell[apart] * work[week];
        }
    }
    for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
        mean += effect[phase];
    }
    mean /= HC_YEAR_PHASES;
    for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
        effect[phase] -= mean;
    }
}

void hc_yearly_clear(hc_yearly *yearly)
{
    hc_free(yearly->day);
    hc_free(yearly->value);
    hc_free(yearly->noise);
    hc_free(yearly->factor);
    *yearly = (hc_yearly)HC_YEARLY_INIT;
}
