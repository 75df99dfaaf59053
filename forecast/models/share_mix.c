#include "forecast/models/share_mix.h"

#include <math.h>

#include "forecast/models/share_fit.h"

#define BLOCK_DAYS 42 /* held out together */
#define BLOCKS 16     /* at most: two years */
#define MIX_STEPS 8   /* mixes in steps of an eighth */

_Static_assert(HC_SHARE_SPEEDS == 4, "the mixes are those of four speeds");

static double usual_share(const double *shares, size_t cells)
{
    double sum = 0.0;
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        sum += shares[speed * cells];
    }
    return sum / HC_SHARE_SPEEDS;
}

/* A count's variance grows with its mean: misses count by the usual calls of the cell. */
void hc_speed_misses_add(hc_speed_misses *sum, const hc_day_matrix *matrix, size_t day,
                         int32_t pattern, double weight, const double *shares)
{
    const size_t slots = matrix->slots, cells = HC_WEEKDAYS * slots;
    const size_t first = (size_t)pattern * slots;
    const double *row = matrix->calls + day * slots;
    for (size_t slot = 0; slot < slots; slot++) {
        if (!matrix->open[first + slot]) { continue; }
        const double *share = shares + first + slot;
        const double each =
            weight / (usual_share(share, cells) * matrix->total[day] + HC_SHARE_CELL_MIN);
        double miss[HC_SHARE_SPEEDS];
        for (size_t a = 0; a < HC_SHARE_SPEEDS; a++) {
            miss[a] = share[a * cells] * matrix->total[day] - row[slot];
            for (size_t b = 0; b <= a; b++) {
                sum->product[a][b] += each * miss[a] * miss[b];
            }
        }
        sum->cells += weight;
    }
}

hc_status hc_speed_misses_add_blocks(hc_speed_misses *sum, const hc_day_matrix *matrix,
                                     const hc_calendar *calendar, const double *weight,
                                     size_t before, const hc_share_form form[HC_SHARE_SPEEDS],
                                     hc_error *err)
{
    double *shares = NULL;
    size_t end = before > (size_t)7 * HC_SHARE_WEEKS ? before - (size_t)7 * HC_SHARE_WEEKS : 0;
    HC_TRY(hc_alloc(&shares, (size_t)HC_SHARE_SPEEDS * HC_WEEKDAYS * matrix->slots,
                    sizeof *shares, err));
    hc_status st = HC_OK;
    for (size_t block = 0; block < BLOCKS && end >= (size_t)2 * BLOCK_DAYS; block++) {
        const size_t begin = end - BLOCK_DAYS;
        st = hc_shares_fit(matrix, calendar, weight, begin, form, shares, err);
        if (st != HC_OK) { break; }
        for (size_t day = begin; day < end; day++) {
            if (!(matrix->seen[day] > 0.0)) { continue; }
            hc_speed_misses_add(sum, matrix, day, calendar->kind[day].pattern, weight[day],
                                shares);
        }
        end = begin;
    }
    hc_free(shares);
    return st;
}

/* Squared misses of a mix. */
static double mix_misses(const hc_speed_misses *sum, const double mix[HC_SHARE_SPEEDS])
{
    double square = 0.0;
    for (size_t a = 0; a < HC_SHARE_SPEEDS; a++) {
        for (size_t b = 0; b <= a; b++) {
            square += (a == b ? 1.0 : 2.0) * mix[a] * mix[b] * sum->product[a][b];
        }
    }
    return square;
}

static void add_mix(const hc_speed_misses *sum, const double mix[HC_SHARE_SPEEDS], double least,
                    double dispersion, double weight[HC_SHARE_SPEEDS])
{
    const double likelihood = exp(-0.5 * (mix_misses(sum, mix) - least) / dispersion);
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        weight[speed] += likelihood * mix[speed];
    }
}

void hc_speed_weights(const hc_speed_misses *sum, double weight[HC_SHARE_SPEEDS])
{
    double least = sum->product[0][0], total = 0.0;
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        least = fmin(least, sum->product[speed][speed]);
        weight[speed] = 0.0;
    }
    const double dispersion = sum->cells > 0.0 ? fmax(1.0, least / sum->cells) : 1.0;
    for (int i = 0; i <= MIX_STEPS; i++) {
        for (int j = 0; i + j <= MIX_STEPS; j++) {
            for (int k = 0; i + j + k <= MIX_STEPS; k++) {
                const int left = MIX_STEPS - i - j - k;
                const double mix[] = {(double)i / MIX_STEPS, (double)j / MIX_STEPS,
                                      (double)k / MIX_STEPS, (double)left / MIX_STEPS};
                add_mix(sum, mix, least, dispersion, weight);
            }
        }
    }
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        total += weight[speed];
    }
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        weight[speed] /= total;
    }
}
