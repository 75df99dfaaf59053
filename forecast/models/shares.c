#include "forecast/models/shares.h"

#include <math.h>
#include <string.h>

#include "forecast/models/share_fit.h"

#define REACH_MAX 18 /* slots: three times the widest smoothing */

void hc_smooth_line(const double *values, const uint8_t *open, size_t slots, double width,
                    double *smoothed)
{
    double bell[REACH_MAX + 1] = {1.0};
    const size_t reach = (size_t)(3.0 * width);
    for (size_t away = 1; away <= reach; away++) {
        const double x = (double)away / width;
        bell[away] = exp(-0.5 * x * x);
    }
    for (size_t slot = 0; slot < slots; slot++) {
        smoothed[slot] = 0.0;
        if (!open[slot]) { continue; }
        double s0 = 0.0, s1 = 0.0, s2 = 0.0, y0 = 0.0, y1 = 0.0;
        const size_t first = slot > reach ? slot - reach : 0;
        for (size_t near = first; near < slots && near <= slot + reach; near++) {
            if (!open[near]) { continue; }
            const double x = (double)near - (double)slot;
            const double weight = bell[near < slot ? slot - near : near - slot];
            s0 += weight;
            s1 += weight * x;
            s2 += weight * x * x;
            y0 += weight * values[near];
            y1 += weight * x * values[near];
        }
        const double spread = s0 * s2 - s1 * s1;
        smoothed[slot] = spread > 1e-9 ? (s2 * y0 - s1 * y1) / spread : y0 / s0;
    }
}

void hc_smooth_profile(const double *profile, const uint8_t *open, size_t slots, double width,
                       double *root, double *smoothed)
{
    double before = 0.0, after = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        before += profile[slot];
        root[slot] = sqrt(profile[slot]);
    }
    hc_smooth_line(root, open, slots, width, smoothed);
    for (size_t slot = 0; slot < slots; slot++) {
        smoothed[slot] = smoothed[slot] > 0.0 ? smoothed[slot] * smoothed[slot] : 0.0;
        after += smoothed[slot];
    }
    for (size_t slot = 0; slot < slots && after > 0.0; slot++) {
        smoothed[slot] *= before / after;
    }
}

hc_status hc_shares_fit(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const double *weight, size_t before,
                        const hc_share_form form[HC_SHARE_SPEEDS], double *shares,
                        hc_error *err)
{
    hc_share_fit fit = {0};
    const hc_status st = hc_share_fit_take(&fit, matrix->slots, before, err);
    if (st == HC_OK) {
        const double usual = hc_usual_total(matrix, before, fit.totals);
        for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
            hc_share_fit_sum(&fit, matrix, calendar, weight, before, speed, usual);
            hc_share_fit_write(&fit, matrix, &form[speed],
                               shares + speed * HC_WEEKDAYS * matrix->slots);
        }
    }
    hc_share_fit_free(&fit);
    return st;
}

/* ------------------------------------------------------------------------ class shape */

static double bell_mean(const double *values, size_t slots, size_t slot, double width)
{
    double sum = 0.0;
    const double scale = fmax(1.0, width);
    const size_t reach = (size_t)(3.0 * scale);
    for (size_t near = slot > reach ? slot - reach : 0; near < slots && near <= slot + reach;
         near++) {
        const double x = ((double)near - (double)slot) / scale;
        sum += exp(-0.5 * x * x) * values[near];
    }
    return sum;
}

hc_status hc_shares_bend(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *shares, double width, const hc_day_kind *kind,
                         double *share, hc_error *err)
{
    const size_t slots = matrix->slots;
    double *seen = NULL;
    HC_TRY(hc_alloc(&seen, 2 * slots + matrix->days, sizeof *seen, err));
    double *expected = seen + slots, expected_sum = 0.0;
    for (size_t day = 0; day < matrix->days; day++) {
        const hc_day_kind *other = &calendar->kind[day];
        if (matrix->seen[day] <= 0.0 || other->class_of != kind->class_of ||
            hc_day_is_tail(other) != hc_day_is_tail(kind)) {
            continue;
        }
        for (size_t slot = 0; slot < slots; slot++) {
            const double usual =
                matrix->total[day] * shares[(size_t)other->pattern * slots + slot];
            seen[slot] += matrix->calls[day * slots + slot];
            expected[slot] += usual;
            expected_sum += usual;
        }
    }
    if (expected_sum > 0.0) {
        const double prior =
            hc_usual_total(matrix, matrix->days, expected + slots) / expected_sum;
        double sum = 0.0;
        for (size_t slot = 0; slot < slots; slot++) {
            seen[slot] += prior * expected[slot];
        }
        for (size_t slot = 0; slot < slots; slot++) {
            const double usual = (1.0 + prior) * bell_mean(expected, slots, slot, width);
            const double bent = usual > 0.0 ? bell_mean(seen, slots, slot, width) / usual : 1.0;
            share[slot] *= bent;
            sum += share[slot];
        }
        for (size_t slot = 0; slot < slots && sum > 0.0; slot++) {
            share[slot] /= sum;
        }
    }
    hc_free(seen);
    return HC_OK;
}
