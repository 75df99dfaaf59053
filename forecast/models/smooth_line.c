#include "forecast/models/smooth_line.h"

#include <math.h>
#include <string.h>

#include "forecast/base/calendar.h"

#define REACH_MAX 18 /* slots: three times the widest smoothing */

/* Weights by distance in slots up to the distance that comes back. */
static size_t fill_bell(double width, double bell[REACH_MAX + 1])
{
    const size_t reach = (size_t)(3.0 * width);
    bell[0] = 1.0;
    for (size_t away = 1; away <= reach; away++) {
        const double x = (double)away / width;
        bell[away] = exp(-0.5 * x * x);
    }
    return reach;
}

/* A local line with these weights. */
static void smooth_once(const double *values, const uint8_t *open, size_t slots,
                        const double *bell, size_t reach, double *smoothed)
{
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

void hc_smooth_line(const double *values, const uint8_t *open, size_t slots, double width,
                    double *smoothed)
{
    double bell[REACH_MAX + 1], left[HC_MINUTES_A_DAY], more[HC_MINUTES_A_DAY];
    const size_t reach = fill_bell(width, bell);
    smooth_once(values, open, slots, bell, reach, smoothed);
    if (reach == 0) { return; }
    memcpy(left, values, slots * sizeof *left);
    for (size_t slot = 0; slot < slots; slot++) {
        left[slot] -= smoothed[slot];
    }
    smooth_once(left, open, slots, bell, reach, more);
    for (size_t slot = 0; slot < slots; slot++) {
        smoothed[slot] += more[slot];
    }
}

double hc_smoothing_calms(double width)
{
    double bell[REACH_MAX + 1], impulse[6 * REACH_MAX + 1] = {0.0}, smoothed[6 * REACH_MAX + 1],
                                                        squares = 0.0;
    uint8_t open[6 * REACH_MAX + 1];
    const size_t reach = fill_bell(width, bell), slots = 6 * reach + 1;
    memset(open, 1, sizeof open);
    impulse[3 * reach] =
        1.0; /* comes twice as far, and what it comes to is away from the ends */
    hc_smooth_line(impulse, open, slots, width, smoothed);
    for (size_t slot = 0; slot < slots; slot++) {
        squares += smoothed[slot] * smoothed[slot];
    }
    return 1.0 / squares;
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
