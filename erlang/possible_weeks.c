#include "erlang/possible_weeks.h"

#include <math.h>

#include "forecast/base/memory.h"

/* Some intervals together: their load, and the variance of it over its mean by single calls. */
typedef struct stretch {
    double load_erlangs;
    double chance;
} stretch;

static stretch stretch_of(const hc_possible_slots *slots, size_t first, size_t end)
{
    stretch sum = {0};
    for (size_t k = first; k < end; k++) {
        const double load = slots->load_erlangs[k];
        sum.load_erlangs += load;
        sum.chance += load * load * slots->chance[k];
    }
    sum.chance /= sum.load_erlangs * sum.load_erlangs;
    return sum;
}

/* The variance by single calls of a part's load over that of the whole it belongs to. */
static double chance_within(const stretch *part, const stretch *whole)
{
    const double share = part->load_erlangs / whole->load_erlangs;
    return fmax(0.0, part->chance - 2.0 * share * part->chance + whole->chance);
}

/* Moves values[count], spaced by stride, away from 1 or towards it until their variance around
 * 1 has so much more; it stays above 0. */
static void add_variance(double *values, size_t count, size_t stride, double more)
{
    double variance = 0.0;
    for (size_t k = 0; k < count; k++) {
        variance += (values[k * stride] - 1.0) * (values[k * stride] - 1.0);
    }
    variance /= (double)count;
    if (!(variance > 0.0)) { return; }
    const double factor = sqrt(fmax(0.0, 1.0 + more / variance));
    for (size_t k = 0; k < count; k++) {
        values[k * stride] = fmax(0.0, 1.0 + factor * (values[k * stride] - 1.0));
    }
}

/* Load of some intervals over its mean in every path. */
static void sum_paths(const hc_possible_slots *slots, size_t first, size_t end, size_t paths,
                      const double *ratio, double *of)
{
    const double mean = stretch_of(slots, first, end).load_erlangs;
    for (size_t path = 0; path < paths; path++) {
        double load = 0.0;
        for (size_t k = first; k < end; k++) {
            load += slots->load_erlangs[k] * ratio[path * slots->count + k];
        }
        of[path] = load / mean;
    }
}

static double over(double part, double whole)
{
    return whole > 0.0 ? part / whole : 1.0;
}

/* One day: what the period and the day have in common, times what is left of each interval. */
static void part_day(const hc_possible_slots *slots, size_t first, size_t end,
                     const stretch *period, size_t paths, const double *of_period,
                     double *of_day, double *ratio)
{
    const stretch day = stretch_of(slots, first, end);
    sum_paths(slots, first, end, paths, ratio, of_day);
    for (size_t k = first; k < end; k++) {
        const stretch slot = stretch_of(slots, k, k + 1);
        for (size_t path = 0; path < paths; path++) {
            ratio[path * slots->count + k] = over(ratio[path * slots->count + k], of_day[path]);
        }
        add_variance(ratio + k, paths, slots->count, -chance_within(&slot, &day));
    }
    for (size_t path = 0; path < paths; path++) {
        of_day[path] = over(of_day[path], of_period[path]);
    }
    add_variance(of_day, paths, 1, -chance_within(&day, period));
    for (size_t path = 0; path < paths; path++) {
        for (size_t k = first; k < end; k++) {
            ratio[path * slots->count + k] *= of_day[path];
        }
    }
}

static size_t end_of_day(const hc_possible_slots *slots, size_t first)
{
    size_t end = first + 1;
    while (end < slots->count && slots->day[end] == slots->day[first]) {
        end++;
    }
    return end;
}

hc_status hc_possible_weeks(const hc_possible_slots *slots, size_t paths, double *ratio,
                            hc_error *err)
{
    double *of = NULL;
    if (slots->count == 0) { return HC_OK; }
    HC_TRY(hc_alloc(&of, 2 * paths, sizeof *of, err));
    double *of_period = of;
    double *of_day = of + paths;
    const stretch period = stretch_of(slots, 0, slots->count);
    sum_paths(slots, 0, slots->count, paths, ratio, of_period);
    for (size_t first = 0, end = 0; first < slots->count; first = end) {
        end = end_of_day(slots, first);
        part_day(slots, first, end, &period, paths, of_period, of_day, ratio);
    }
    add_variance(of_period, paths, 1, period.chance);
    for (size_t path = 0; path < paths; path++) {
        for (size_t k = 0; k < slots->count; k++) {
            ratio[path * slots->count + k] *= of_period[path];
        }
    }
    hc_free(of);
    return HC_OK;
}
