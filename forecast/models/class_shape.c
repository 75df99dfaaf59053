#include "forecast/models/class_shape.h"

#include <math.h>
#include <string.h>

#include "forecast/models/shares.h"

/* What is believed of a class before a day of it was seen: an eve closes at some hour, half a
 * day may be any half. Variances relative to an interval's mean squared. */
static const double shape_prior[HC_CLASS_COUNT] = {
    [HC_CLASS_HOLIDAY] = 0.15,
    [HC_CLASS_EVE] = 0.35,
    [HC_CLASS_HALF_DAY] = 0.25,
    [HC_CLASS_EVENT] = 0.05,
};

/* Calls of the class's days by interval: as they came, and with the weekday's own shares. */
typedef struct class_sums {
    const hc_day_matrix *matrix;
    const double *shares; /* of the weekdays */
    double width;
    double usual;     /* calls of a typical day */
    double *seen;     /* [slots] */
    double *expected; /* [slots] */
    double calls;     /* sum of expected */
    double *share;    /* [slots] of the day at hand */
} class_sums;

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

/* Adds a day's calls (sign 1) or takes them out again (-1). */
static void add_day(class_sums *sums, size_t day, int32_t pattern, double sign)
{
    const size_t slots = sums->matrix->slots;
    const double *row = sums->matrix->calls + day * slots;
    const double *shares = sums->shares + (size_t)pattern * slots;
    for (size_t slot = 0; slot < slots; slot++) {
        const double usual = sums->matrix->total[day] * shares[slot];
        sums->seen[slot] += sign * row[slot];
        sums->expected[slot] += sign * usual;
        sums->calls += sign * usual;
    }
}

/* share: of the weekday; what the days' sums show counts beside one typical day as expected. */
static void bend(const class_sums *sums, double *share)
{
    const size_t slots = sums->matrix->slots;
    if (!(sums->calls > 0.0)) { return; }
    const double prior = sums->usual / sums->calls;
    double sum = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        const double expected = bell_mean(sums->expected, slots, slot, sums->width);
        const double seen = bell_mean(sums->seen, slots, slot, sums->width);
        if (expected > 0.0) {
            share[slot] *= fmax(0.0, seen + prior * expected) / ((1.0 + prior) * expected);
        }
        sum += share[slot];
    }
    for (size_t slot = 0; slot < slots && sum > 0.0; slot++) {
        share[slot] /= sum;
    }
}

static bool is_alike(const hc_day_matrix *matrix, const hc_calendar *calendar, size_t day,
                     const hc_day_kind *kind)
{
    const hc_day_kind *other = &calendar->kind[day];
    return matrix->seen[day] > 0.0 && other->class_of == kind->class_of &&
           hc_day_is_tail(other) == hc_day_is_tail(kind);
}

/* Squared misses of the intervals beyond chance, and squared means, added up. */
typedef struct shape_misses {
    double beyond, squares;
} shape_misses;

/* A day, by the profile that the other days of its class bend. */
static void miss_day(class_sums *sums, size_t day, int32_t pattern, double dispersion,
                     shape_misses *misses)
{
    const size_t slots = sums->matrix->slots;
    const double *row = sums->matrix->calls + day * slots;
    memcpy(sums->share, sums->shares + (size_t)pattern * slots, slots * sizeof(double));
    add_day(sums, day, pattern, -1.0);
    bend(sums, sums->share);
    add_day(sums, day, pattern, 1.0);
    for (size_t slot = 0; slot < slots; slot++) {
        const double mean = sums->matrix->total[day] * sums->share[slot];
        misses->beyond += (row[slot] - mean) * (row[slot] - mean) - dispersion * mean;
        misses->squares += mean * mean;
    }
}

static double doubt_of(class_sums *sums, const hc_calendar *calendar, double dispersion,
                       const hc_day_kind *kind)
{
    shape_misses misses = {0.0, 0.0};
    const double *usual = sums->shares + (size_t)kind->pattern * sums->matrix->slots;
    for (size_t slot = 0; slot < sums->matrix->slots; slot++) {
        misses.squares += sums->usual * sums->usual * usual[slot] * usual[slot];
    }
    misses.beyond = shape_prior[kind->class_of] * misses.squares;
    for (size_t day = 0; day < sums->matrix->days; day++) {
        if (!is_alike(sums->matrix, calendar, day, kind)) { continue; }
        miss_day(sums, day, calendar->kind[day].pattern, dispersion, &misses);
    }
    return misses.squares > 0.0 ? fmax(0.0, misses.beyond / misses.squares) : 0.0;
}

hc_status hc_class_shape(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *shares, double width, double dispersion,
                         const hc_day_kind *kind, double *share, double *doubt, hc_error *err)
{
    const size_t slots = matrix->slots;
    double *block = NULL;
    HC_TRY(hc_alloc(&block, 3 * slots + matrix->days, sizeof *block, err));
    class_sums sums = {.matrix = matrix,
                       .shares = shares,
                       .width = width,
                       .seen = block,
                       .expected = block + slots,
                       .share = block + 2 * slots};
    sums.usual = hc_usual_total(matrix, matrix->days, block + 3 * slots);
    for (size_t day = 0; day < matrix->days; day++) {
        if (is_alike(matrix, calendar, day, kind)) {
            add_day(&sums, day, calendar->kind[day].pattern, 1.0);
        }
    }
    if (doubt != NULL) { *doubt = doubt_of(&sums, calendar, dispersion, kind); }
    bend(&sums, share);
    hc_free(block);
    return HC_OK;
}
