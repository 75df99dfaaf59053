#include "forecast/models/waves.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/wave_search.h"
#include "forecast/models/wave_weeks.h"

#define NEAR_SHARE 1e-3 /* by the weeks; lengths that say less are not asked of the days */
#define PI 3.14159265358979323846

static hc_status take_memory(hc_waves *waves, size_t weeks, size_t days, double **work,
                             hc_error *err)
{
    HC_TRY(hc_alloc(&waves->season_by_days, days, sizeof *waves->season_by_days, err));
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
    hc_status st = take_memory(&made, matrix->days / 7, calendar->days, &work, err);
    if (st == HC_OK) {
        hc_waves_read_weeks(&made, matrix, calendar, effects, work);
        if (made.weeks >= HC_WAVES_WEEKS_MIN) {
            hc_waves_search(&made, work);
            hc_waves_season_lags(&made, calendar->days, 1, made.season_by_days);
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

void hc_waves_known(const hc_waves *waves, size_t before, double *work, hc_cycle_known *known)
{
    hc_cycle_told told[HC_CYCLE_LENGTHS_MAX];
    const size_t n = weeks_before(waves, before), stride = hc_cholesky_stride(waves->weeks);
    known->weeks = n;
    if (n == 0) { return; }
    hc_waves_centre(waves, n, work + waves->weeks, work);
    hc_cholesky_forward(waves->factor, n, stride, work);
    for (size_t k = 0; k < waves->lengths.count; k++) {
        told[k] = hc_cycle_tell(waves->columns + 2 * k * stride, stride, work, n);
    }
    hc_cycles_believe(&waves->lengths, told, known->of);
}

/* Takes the mean of the year before the origin out: a factor of 1 is that year's middle. */
static void centre_effect(size_t before, size_t days, double *effect)
{
    double mean = 0.0;
    const size_t year = (size_t)HC_WAVES_YEAR_DAYS;
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
                       double *effect)
{
    for (size_t week = 0; week < weeks; week++) {
        const size_t at = (size_t)waves->day[week], known = at < days ? at : days;
        for (size_t day = 0; day < known; day++) {
            effect[day] += waves->season_by_days[at - day] * solved[week];
        }
        for (size_t day = known; day < days; day++) {
            effect[day] += waves->season_by_days[day - at] * solved[week];
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
        if (known.of[k].share < HC_CYCLE_SHARE_MIN) { continue; }
        add_cycle(waves, k, &known.of[k], days, known.weeks, work, effect);
    }
    hc_cholesky_backward(waves->factor, known.weeks, hc_cholesky_stride(waves->weeks), work);
    add_season(waves, days, known.weeks, work, effect);
    centre_effect(before, days, effect);
}

/* Lengths of the cycle that the weeks do not rule out. */
static hc_cycle_lengths near_lengths(const hc_waves *waves, const hc_cycle_known *known)
{
    hc_cycle_lengths near = {.count = 0};
    for (size_t k = 0; known->weeks > 0 && k < waves->lengths.count; k++) {
        if (known->of[k].share < NEAR_SHARE) { continue; }
        near.weeks[near.count++] = waves->lengths.weeks[k];
    }
    return near;
}

hc_status hc_waves_tell_days(hc_waves *waves, const hc_day_process *process, size_t before,
                             const double *effect, hc_error *err)
{
    hc_cycle_known known;
    double *work = NULL;
    if (waves->weeks == 0) { return HC_OK; }
    HC_TRY(hc_alloc(&work, 2 * waves->weeks, sizeof *work, err));
    hc_waves_known(waves, before, work, &known);
    hc_free(work);
    hc_waves_believed believed = {.lengths = near_lengths(waves, &known)};
    believed.season = hc_waves_season_variances(waves, believed.variance);
    return hc_wave_days_tell(&waves->by_days, &believed, process, effect, err);
}

void hc_waves_clear(hc_waves *waves)
{
    hc_wave_days_clear(&waves->by_days);
    hc_free(waves->day);
    hc_free(waves->value);
    hc_free(waves->noise);
    hc_free(waves->factor);
    hc_free(waves->columns);
    hc_free(waves->season_by_days);
    *waves = (hc_waves)HC_WAVES_INIT;
}
