#include "forecast/models/process_kernel.h"

#include <math.h>
#include <string.h>

#include "forecast/base/wide.h"
#include "forecast/models/robust.h"

#define WEEKDAY_VARIANCE 0.25 /* log scale: what weekdays may differ by for good */
#define WEEKDAY_DRIFT_DAYS 100.0
#define CONSTANT_VARIANCE 1.0
#define OVER_REST_COMMON                                                                       \
    0.5 /* of the variance after a closure, what days over the rest share with the next day */

#define WAVE_SD 0.05 /* log scale: of the season, and of the wave, */
#define WAVE_WEEKS_MIN 26.0
#define WAVE_LENGTHS 7 /* that may have any of these lengths, */
#define WAVE_STEP 1.2  /* the longest a year and a half */
#define YEAR_DAYS 365.25
#define PI 3.14159265358979323846

void hc_process_believe_waves(hc_process_tables *tables)
{
    for (size_t lag = 0; lag < HC_PROCESS_LAGS; lag++) {
        const double turn = 2.0 * PI * (double)lag;
        double wave = 0.0, weeks = WAVE_WEEKS_MIN;
        for (int length = 0; length < WAVE_LENGTHS; length++) {
            wave += cos(turn / (7.0 * weeks)) / WAVE_LENGTHS;
            weeks *= WAVE_STEP;
        }
        tables->wave[lag] = WAVE_SD * WAVE_SD * (cos(turn / YEAR_DAYS) + wave);
    }
}

/* table[HC_PLACES * HC_PLACES]: of two places, in runs, or smooth. */
static void fill_places(double *table, const double *unit, double size, double length)
{
    double smooth[HC_PLACES];
    for (size_t distance = 0; unit == NULL && distance < HC_PLACES; distance++) {
        smooth[distance] = size * size * hc_place_kernel((double)distance, length);
    }
    for (size_t a = 0; a < HC_PLACES; a++) {
        for (size_t b = 0; b < HC_PLACES; b++) {
            table[a * HC_PLACES + b] = unit == NULL ? smooth[a > b ? a - b : b - a]
                                                    : size * size * unit[a * HC_PLACES + b];
        }
    }
}

/* By days apart. The trend's is of a level whose slope is an Ornstein-Uhlenbeck process: half
 * the variance of what it moves in t days, in units of the slope's memory, is t - 1 + e^-t. */
void hc_process_fill_lags(hc_process_tables *tables, const hc_process_sizes *sizes, size_t lags)
{
    const double trend = sizes->trend * sizes->trend, per_day = 1.0 / sizes->trend_days;
    const double trend_left = exp(-per_day), level_left = exp(-1.0 / sizes->level_days);
    const double memory_left = exp(-1.0 / sizes->memory_days);
    const double weekday_left = exp(-1.0 / WEEKDAY_DRIFT_DAYS);
    double slope = trend, level = sizes->level * sizes->level;
    double memory = sizes->memory * sizes->memory, weekday = sizes->weekday * sizes->weekday;
    const double most = CONSTANT_VARIANCE + trend * (HC_PROCESS_WINDOW_DAYS * per_day +
                                                     exp(-HC_PROCESS_WINDOW_DAYS * per_day));
    for (size_t lag = 0; lag < lags; lag++) {
        tables->smooth[lag] =
            most - trend * per_day * (double)lag - slope + level + memory + tables->wave[lag];
        tables->memory[lag] = memory;
        tables->weekday[lag] = WEEKDAY_VARIANCE + weekday;
        slope *= trend_left;
        level *= level_left;
        memory *= memory_left;
        weekday *= weekday_left;
    }
}

void hc_process_fill_places(hc_process_tables *tables, const hc_process_sizes *sizes,
                            double *const runs[HC_PLACE_KINDS])
{
    fill_places(tables->business, runs[HC_PLACE_BUSINESS], sizes->business,
                sizes->business_length);
    fill_places(tables->date, runs[HC_PLACE_DATE], sizes->date, sizes->date_length);
}

/* Covariance of the class and name effects of two days; of days after lost ones, what they have
 * in common is the effect of one lost day, so each has it times the root of what was lost. An
 * uplift that is given stands beside what was learnt without one. */
double hc_class_covariance(const hc_day_kind *a, const hc_class_prior *prior_a,
                           const hc_day_kind *b, const hc_class_prior *prior_b)
{
    if (a->class_of != b->class_of || a->class_of == HC_CLASS_ORDINARY ||
        hc_is_missing(a->log_uplift) != hc_is_missing(b->log_uplift)) {
        return 0.0;
    }
    const bool same_name = a->name == b->name;
    const double alike = a->over_rest == b->over_rest ? 1.0 : OVER_REST_COMMON;
    return alike * (prior_a->class_sd * prior_b->class_sd +
                    (same_name ? prior_a->name_sd * prior_b->name_sd : 0.0));
}

/* Of two days within the window, the later one second: what goes by the time between them. */
static double covariance_by_time(const hc_process_tables *tables, const hc_process_row *a,
                                 const hc_process_row *b)
{
    const size_t lag = (size_t)(b->day - a->day);
    return tables->smooth[lag] +
           (a->kind.pattern == b->kind.pattern ? tables->weekday[lag] : 0.0);
}

/* A row of a table of two places. */
static const double *row_of(const double *table, int32_t place)
{
    return table + (size_t)(place + HC_PLACES / 2) * HC_PLACES + HC_PLACES / 2;
}

static double steps_covariance(size_t a, size_t b)
{
    return HC_STEP_VARIANCE * (double)(a < b ? a : b);
}

/* All the rest but class and name. */
static double covariance_by_place(const hc_process_tables *tables, const hc_process_row *a,
                                  const hc_process_row *b)
{
    return steps_covariance(a->steps_ahead, b->steps_ahead) +
           row_of(tables->business, a->kind.business)[b->kind.business] +
           row_of(tables->date, a->kind.date)[b->kind.date];
}

double hc_process_between(const hc_process_tables *tables, const hc_process_row *row,
                          const hc_process_row *later)
{
    return hc_class_covariance(&row->kind, &row->prior, &later->kind, &later->prior) +
           (row->by_ratio ? 0.0
                          : covariance_by_time(tables, row, later) +
                                covariance_by_place(tables, row, later));
}

double hc_process_between_means(const hc_process_tables *tables, const hc_process_row *row,
                                const hc_process_row *later)
{
    const double all = hc_process_between(tables, row, later);
    return row->by_ratio ? all : all - tables->memory[hc_day_distance(row->day, later->day)];
}

/* Row i of the upper triangle. Rows that are known by their ratio come first. */
static void row_by_kind(const hc_process_tables *tables, const hc_process_row *rows, size_t i,
                        size_t n, double *row)
{
    const hc_process_row *a = &rows[i];
    const double *business = row_of(tables->business, a->kind.business);
    const double *date = row_of(tables->date, a->kind.date);
    for (size_t j = i; j < n; j++) {
        row[j] = a->by_ratio ? 0.0 : business[rows[j].kind.business] + date[rows[j].kind.date];
    }
    for (size_t j = i; a->steps_ahead > 0 && j < n; j++) {
        row[j] += steps_covariance(a->steps_ahead, rows[j].steps_ahead);
    }
    if (hc_day_is_ordinary(&a->kind)) { return; }
    for (size_t j = i; j < n; j++) {
        row[j] += hc_class_covariance(&a->kind, &a->prior, &rows[j].kind, &rows[j].prior);
    }
}

void hc_process_by_kind(const hc_process_tables *tables, const hc_process_row *rows, size_t n,
                        size_t stride, double *matrix)
{
    for (size_t i = 0; i < n; i++) {
        row_by_kind(tables, rows, i, n, matrix + i * stride);
    }
}

static double own_noise(const hc_process_sizes *sizes, const hc_process_row *row)
{
    const double noise = sizes->noise * sizes->noise / row->weight;
    return noise + row->count_noise + row->prior.day_sd * row->prior.day_sd;
}

static inline void add_run(const double *restrict by_days, size_t n, double *restrict to)
{
    for (size_t i = 0; i < n; i++) {
        to[i] += by_days[i];
    }
}

/* Adds to row i of the upper triangle what goes by time: of rows a day apart each at once, and
 * of rows of the same pattern. */
static inline void add_by_time(const hc_process_tables *tables, const hc_process_row *rows,
                               size_t i, size_t n, double *to)
{
    const hc_process_row *a = &rows[i];
    for (size_t j = i, run = 0; j < n; j += run) {
        run = rows[j].in_a_row < n - j ? rows[j].in_a_row : n - j;
        add_run(tables->smooth + (rows[j].day - a->day), run, to + j);
    }
    for (size_t j = i; j < n; j += rows[j].to_alike) {
        to[j] += tables->weekday[rows[j].day - a->day];
        if (rows[j].to_alike == 0) { break; }
    }
}

HC_WIDE void hc_process_covariance(const hc_process_tables *tables,
                                   const hc_process_sizes *sizes, const hc_process_row *rows,
                                   size_t n, size_t stride, const double *by_kind,
                                   double *matrix)
{
    for (size_t i = 0; i < n; i++) {
        double *to = matrix + i * stride;
        if (by_kind != matrix) {
            memcpy(to + i, by_kind + i * stride + i, (n - i) * sizeof *to);
        }
        if (!rows[i].by_ratio) { add_by_time(tables, rows, i, n, to); }
        to[i] += own_noise(sizes, &rows[i]);
    }
}

/* y: log totals less their median and the prior mean of their class. */
double hc_process_centre(const hc_process_row *rows, size_t n, double *sorted, double *y)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].by_ratio) { sorted[used++] = rows[i].log_total; }
    }
    const double middle = used > 0 ? hc_median(sorted, used) : 0.0;
    for (size_t i = 0; i < n; i++) {
        y[i] = rows[i].log_total - rows[i].prior.mean - (rows[i].by_ratio ? 0.0 : middle);
    }
    return middle;
}
