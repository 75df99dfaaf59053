#include "forecast/models/wave_days.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"

#define YEAR_DAYS 365.25
#define PI 3.14159265358979323846

static size_t waves_of(const hc_wave_days *waves)
{
    return waves->believed.season + waves->believed.lengths.count;
}

/* Radians a day of a wave: the season's first. */
static double turn_of(const hc_waves_believed *believed, size_t wave)
{
    const double days = wave < believed->season
                            ? YEAR_DAYS / (double)(wave + 1)
                            : 7.0 * believed->lengths.weeks[wave - believed->season];
    return 2.0 * PI / days;
}

static double *column_of(const hc_wave_days *waves, size_t wave)
{
    return waves->whitened + 2 * wave * waves->stride;
}

/* R'^-1 times the products of a length's cosine with the season; the sine's comes next. */
static double *shared_of(const hc_wave_days *waves, size_t length)
{
    return waves->shared + length * 4 * waves->believed.season;
}

static hc_status take_memory(hc_wave_days *waves, hc_error *err)
{
    const size_t season = 2 * waves->believed.season, count = waves->believed.lengths.count;
    HC_TRY(
        hc_alloc(&waves->whitened, 2 * waves_of(waves) * waves->stride, sizeof(double), err));
    HC_TRY(hc_alloc(&waves->shared, season * 2 * count + 1, sizeof(double), err));
    HC_TRY(hc_alloc(&waves->factor, season * season + 1, sizeof(double), err));
    return hc_alloc(&waves->cycle, count + 1, sizeof *waves->cycle, err);
}

/* Days known by their ratio to those around them tell nothing of waves. */
static void whiten(hc_wave_days *waves, const hc_day_process *process)
{
    for (size_t wave = 0; wave < waves_of(waves); wave++) {
        const double turn = turn_of(&waves->believed, wave);
        double *cosine = column_of(waves, wave), *sine = cosine + waves->stride;
        for (size_t i = 0; i < waves->rows; i++) {
            if (process->row[i].by_ratio) { continue; }
            cosine[i] = cos(turn * (double)process->row[i].day);
            sine[i] = sin(turn * (double)process->row[i].day);
        }
    }
    hc_cholesky_forward_sides(process->factor, waves->rows, waves->stride, waves->whitened,
                              2 * waves_of(waves), waves->stride);
}

/* R'^-1 times the season's products with a whitened column. */
static void against_season(const hc_wave_days *waves, const double *column, double *products)
{
    const size_t season = 2 * waves->believed.season;
    for (size_t i = 0; i < season; i++) {
        products[i] = hc_dot(waves->whitened + i * waves->stride, column, waves->rows);
    }
    hc_cholesky_forward(waves->factor, season, season, products);
}

/* The season's factor, with what is believed of it. */
static bool tell_season(hc_wave_days *waves)
{
    const size_t season = 2 * waves->believed.season, stride = waves->stride;
    for (size_t i = 0; i < season; i++) {
        for (size_t j = i; j < season; j++) {
            waves->factor[i * season + j] =
                hc_dot(waves->whitened + i * stride, waves->whitened + j * stride, waves->rows);
        }
        waves->factor[i * season + i] += 1.0 / waves->believed.variance[i / 2];
    }
    return hc_cholesky(waves->factor, season, season);
}

/* What the days tell of a length's cosine and sine, the season integrated out. right: U'^-1 y,
 * target: R'^-1 times its products with the season. */
static hc_cycle_told tell_length(const hc_wave_days *waves, size_t length, const double *right,
                                 const double *target)
{
    const size_t season = 2 * waves->believed.season;
    const double *column = column_of(waves, waves->believed.season + length);
    double *cosine = shared_of(waves, length), *sine = cosine + season;
    hc_cycle_told told = hc_cycle_tell(column, waves->stride, right, waves->rows);
    against_season(waves, column, cosine);
    against_season(waves, column + waves->stride, sine);
    told.cc -= hc_dot(cosine, cosine, season);
    told.cs -= hc_dot(cosine, sine, season);
    told.ss -= hc_dot(sine, sine, season);
    told.cy -= hc_dot(cosine, target, season);
    told.sy -= hc_dot(sine, target, season);
    return told;
}

/* The cycle's lengths by their evidence. */
static void tell_cycle(hc_wave_days *waves, const double *right)
{
    const size_t count = waves->believed.lengths.count;
    double target[2 * HC_SEASON_WAVES_MAX];
    hc_cycle_told told[HC_CYCLE_LENGTHS_MAX];
    if (count == 0) { return; }
    against_season(waves, right, target);
    for (size_t length = 0; length < count; length++) {
        told[length] = tell_length(waves, length, right, target);
    }
    hc_cycles_believe(&waves->believed.lengths, told, waves->cycle);
}

hc_status hc_wave_days_tell(hc_wave_days *waves, const hc_waves_believed *believed,
                            const hc_day_process *process, const double *effect, hc_error *err)
{
    hc_wave_days made = {
        .believed = *believed, .rows = process->rows, .stride = process->stride};
    double *right = NULL;
    hc_status st = take_memory(&made, err);
    if (st == HC_OK) { st = hc_alloc(&right, 2 * made.rows, sizeof *right, err); }
    if (st == HC_OK) {
        (void)hc_process_centre(process->row, made.rows, right + made.rows, right);
        for (size_t i = 0; i < made.rows; i++) {
            right[i] += process->row[i].by_ratio ? 0.0 : effect[process->row[i].day];
        }
        hc_cholesky_forward(process->factor, made.rows, made.stride, right);
        whiten(&made, process);
        if (tell_season(&made)) {
            tell_cycle(&made, right);
        } else {
            st = hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                         "what days tell of the season is not positive definite");
        }
    }
    hc_free(right);
    hc_wave_days_clear(st == HC_OK ? waves : &made);
    if (st == HC_OK) { *waves = made; }
    return st;
}

/* What a wave's cosine and sine do to a day less what the process makes good of it. */
static void lever_of(const hc_wave_days *waves, size_t wave, const double *solved, size_t day,
                     double lever[2])
{
    const double turn = turn_of(&waves->believed, wave);
    const double *column = column_of(waves, wave);
    lever[0] = cos(turn * (double)day) - hc_dot(column, solved, waves->rows);
    lever[1] = sin(turn * (double)day) - hc_dot(column + waves->stride, solved, waves->rows);
}

double hc_wave_days_doubt(const hc_wave_days *waves, const double *solved, size_t day)
{
    const size_t season = 2 * waves->believed.season;
    double of_season[2 * HC_SEASON_WAVES_MAX], mean = 0.0;
    for (size_t wave = 0; wave < waves->believed.season; wave++) {
        lever_of(waves, wave, solved, day, of_season + 2 * wave);
    }
    hc_cholesky_forward(waves->factor, season, season, of_season);
    double left = hc_dot(of_season, of_season, season);
    for (size_t length = 0; length < waves->believed.lengths.count; length++) {
        const hc_cycle_belief *it = &waves->cycle[length];
        const double *shared = shared_of(waves, length);
        double lever[2];
        if (it->share < HC_CYCLE_SHARE_MIN) { continue; }
        lever_of(waves, waves->believed.season + length, solved, day, lever);
        lever[0] -= hc_dot(of_season, shared, season);
        lever[1] -= hc_dot(of_season, shared + season, season);
        left += lever[0] * lever[0] * it->square[0] +
                2.0 * lever[0] * lever[1] * it->square[1] + lever[1] * lever[1] * it->square[2];
        mean += lever[0] * it->mean[0] + lever[1] * it->mean[1];
    }
    return fmax(0.0, left - mean * mean);
}

void hc_wave_days_clear(hc_wave_days *waves)
{
    hc_free(waves->whitened);
    hc_free(waves->shared);
    hc_free(waves->factor);
    hc_free(waves->cycle);
    *waves = (hc_wave_days){.rows = 0};
}
