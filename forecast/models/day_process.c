#include "forecast/models/day_process.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"
#include "forecast/models/robust.h"

#define SKETCH_ROWS 125              /* that the first search of the sizes is on, */
#define SKETCH_FACTOR_ROWS 730       /* and that its weights and runs are told from, at most */
#define SKETCH_WINDOW_DAYS 420       /* sixty weeks tell the place in the month well enough */
#define WAVE_DAYS_MIN 273            /* in fewer a wave is no more than a level that moves */
#define FAR 2.5                      /* standard deviations beyond which a row counts less, */
#define VERY_FAR 6.0                 /* and next to nothing */
#define PLAUSIBLE_ROWS 250           /* the latest tell whether the days are as drawn */
#define COUNT_ERRORS 3.0             /* that a day is off its weekday by chance, at most */
#define MIDDLE_PLACE (HC_PLACES / 2) /* place 0 of the tables */
#define PLACE_DAYS_MIN 4             /* days that tell what a place in the month usually does */

/* ------------------------------------------------------------------------------ rows */

/* Variance of log(total + 1) by chance. By a day's own total, low days would tell less than
 * high ones, and a level of few calls would be too high: ordinary days have their weekday's. */
static double count_noise(double total, double residual, const hc_day_kind *kind)
{
    const bool usual = hc_day_is_ordinary(kind) && !hc_is_missing(residual);
    const double chance = COUNT_ERRORS / sqrt(total + 1.0);
    return exp(usual ? fmax(-chance, fmin(chance, residual)) : 0.0) / (total + 1.0);
}

/* An older special day tells only its class: the ratio to its neighbours is all that is kept.
 * A day that was seen tells what it did, whatever uplift was expected of it. */
static bool make_row(const hc_day_matrix *matrix, const hc_calendar *calendar, size_t day,
                     size_t window_days, hc_process_row *row)
{
    const hc_day_kind *kind = &calendar->kind[day];
    const bool old = matrix->days - day > window_days;
    if (matrix->seen[day] <= 0.0 || kind->class_of == HC_CLASS_CLOSED) { return false; }
    if (old && hc_day_is_ordinary(kind)) { return false; }
    const double residual = hc_day_log_ratio(matrix, calendar, day);
    if (old && hc_is_missing(residual)) { return false; }
    *row = (hc_process_row){.day = (int32_t)day, .by_ratio = old, .kind = *kind, .weight = 1.0};
    row->kind.log_uplift = HC_MISSING;
    row->prior = hc_calendar_prior(&row->kind);
    row->log_total = old ? residual : log(matrix->total[day] + 1.0);
    row->count_noise = count_noise(matrix->total[day], residual, kind);
    return true;
}

/* Medians of the ordinary days' residuals by place in the month; 0 of places seen too seldom.
 */
static void place_medians(const hc_day_process *process, const double *residual, bool by_date,
                          double *sorted, double median[HC_PLACES])
{
    for (int32_t place = 0; place < HC_PLACES; place++) {
        size_t n = 0;
        for (size_t i = 0; i < process->rows; i++) {
            const hc_day_kind *kind = &process->row[i].kind;
            const int32_t at = by_date ? kind->date : kind->business;
            if (hc_day_is_ordinary(kind) && at + MIDDLE_PLACE == place) {
                sorted[n++] = residual[i];
            }
        }
        median[place] = n >= PLACE_DAYS_MIN ? hc_median(sorted, n) : 0.0;
    }
}

/* How far a day is off its weekday, or off what its place in the month usually makes of it: a
 * date that is busy every month is no outlier. */
static double distance_of(const hc_day_kind *kind, double residual,
                          const double by_date[HC_PLACES], const double by_business[HC_PLACES])
{
    const double date = by_date[kind->date + MIDDLE_PLACE];
    const double business = by_business[kind->business + MIDDLE_PLACE];
    return fmin(fabs(residual), fmin(fabs(residual - date), fabs(residual - business)));
}

/* First robust weights: against the running median of the weekday. */
static void weigh_rows(hc_day_process *process, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, double *residual, double *sorted)
{
    size_t n = 0;
    for (size_t i = 0; i < process->rows; i++) {
        const hc_process_row *row = &process->row[i];
        residual[i] =
            row->by_ratio ? HC_MISSING : hc_day_log_ratio(matrix, calendar, (size_t)row->day);
        if (hc_is_missing(residual[i])) { residual[i] = 0.0; }
        if (hc_day_is_ordinary(&row->kind)) { sorted[n++] = fabs(residual[i]); }
    }
    if (n == 0) { return; }
    const double scale = HC_SD_OF_MEDIAN * hc_median(sorted, n) + 1e-6;
    double by_date[HC_PLACES], by_business[HC_PLACES];
    place_medians(process, residual, true, sorted, by_date);
    place_medians(process, residual, false, sorted, by_business);
    for (size_t i = 0; i < process->rows; i++) {
        const double z =
            distance_of(&process->row[i].kind, residual[i], by_date, by_business) / scale;
        if (z <= 3.0 || !hc_day_is_ordinary(&process->row[i].kind)) { continue; }
        process->row[i].weight = 9.0 / (z * z) * (z > 6.0 ? 0.01 : 1.0);
    }
}

/* What comes after each row, which the covariance is quicker to fill by. */
static void link_rows(hc_day_process *process)
{
    size_t alike[HC_WEEKDAYS] = {0}; /* the next row of each pattern, 0: none */
    for (size_t i = process->rows; i-- > 0;) {
        hc_process_row *row = &process->row[i];
        size_t *next = &alike[row->kind.pattern];
        const bool goes_on = i + 1 < process->rows && row[1].day == row->day + 1;
        row->in_a_row = goes_on ? row[1].in_a_row + 1 : 1;
        row->to_alike = *next > 0 ? *next - i : 0;
        *next = i;
    }
}

static hc_status make_rows(hc_day_process *process, const hc_day_matrix *matrix,
                           const hc_calendar *calendar, size_t window_days, hc_error *err)
{
    HC_TRY(hc_alloc(&process->row, matrix->days, sizeof *process->row, err));
    for (size_t day = 0; day < matrix->days; day++) {
        if (make_row(matrix, calendar, day, window_days, &process->row[process->rows])) {
            process->rows++;
        }
    }
    link_rows(process);
    return HC_OK;
}

/* ------------------------------------------------------------------------------- fit */

typedef struct fit_memory {
    double *y, *work, *sorted; /* [rows] */
} fit_memory;

static hc_status take_fit_memory(fit_memory *memory, size_t rows, hc_error *err)
{
    HC_TRY(hc_alloc(&memory->y, rows, sizeof *memory->y, err));
    HC_TRY(hc_alloc(&memory->work, rows, sizeof *memory->work, err));
    return hc_alloc(&memory->sorted, rows, sizeof *memory->sorted, err);
}

static void free_fit_memory(fit_memory *memory)
{
    hc_free(memory->y);
    hc_free(memory->work);
    hc_free(memory->sorted);
}

static bool refactor(hc_day_process *process)
{
    const size_t n = process->rows, stride = process->stride;
    hc_process_fill_lags(process->tables, &process->sizes, HC_PROCESS_LAGS);
    hc_process_fill_places(process->tables, &process->sizes, process->runs);
    hc_process_by_kind(process->tables, process->row, n, stride, process->factor);
    hc_process_covariance(process->tables, &process->sizes, process->row, n, stride,
                          process->factor, process->factor);
    return hc_cholesky(process->factor, n, stride);
}

/* A row's residual by the others, [K^-1 y]_i / [K^-1]_ii (Rasmussen & Williams 2006), over its
 * standard deviation without what the robust weight adds. */
static double distance_by_others(const hc_day_process *process, size_t i, double solved,
                                 double *work)
{
    const double noise = process->sizes.noise * process->sizes.noise;
    const double inverse =
        hc_cholesky_inverse_at(process->factor, process->rows, process->stride, i, work);
    const double variance = 1.0 / inverse - noise / process->row[i].weight + noise;
    return fabs(solved / inverse) / sqrt(fmax(variance, 1e-8));
}

/* Robust weights. What is known of a row by those before it has a larger variance, the square
 * of the factor's diagonal, than what is known by all others: a row of full weight that is not
 * far off by the former is not by the latter, which takes longer. */
static void reweigh(hc_day_process *process, fit_memory *memory)
{
    const size_t n = process->rows, stride = process->stride;
    double *solved = memory->y;
    hc_process_centre(process->row, n, memory->sorted, solved);
    hc_cholesky_forward(process->factor, n, stride, solved);
    hc_cholesky_backward(process->factor, n, stride, solved);
    for (size_t i = 0; i < n; i++) {
        hc_process_row *row = &process->row[i];
        const double most = fabs(solved[i]) * process->factor[i * stride + i];
        if (row->weight >= 1.0 && most <= FAR) { continue; }
        const double z = distance_by_others(process, i, solved[i], memory->work);
        row->weight = z > FAR ? FAR * FAR / (z * z) * (z > VERY_FAR ? 0.05 : 1.0) : 1.0;
    }
}

/* Chance that days drawn by the process look less like it than these, from what each ordinary
 * one of the latest is beside what the days before it say: tails heavier than the normal's
 * (Jarque & Bera 1987) and what is left in common with the day before (Box & Pierce 1970) are
 * squares of normal numbers. Few days cannot tell, and are taken for implausible. */
static double plausibility(const hc_day_process *process, fit_memory *memory)
{
    const size_t n = process->rows;
    double *z = memory->y, square = 0.0, fourth = 0.0, common = 0.0, days = 0.0, before = 0.0;
    (void)hc_process_centre(process->row, n, memory->sorted, z);
    hc_cholesky_forward(process->factor, n, process->stride, z);
    for (size_t i = n > PLAUSIBLE_ROWS ? n - PLAUSIBLE_ROWS : 0; i < n; i++) {
        const hc_process_row *row = &process->row[i];
        if (row->by_ratio || !hc_day_is_ordinary(&row->kind)) { continue; }
        square += z[i] * z[i];
        fourth += z[i] * z[i] * z[i] * z[i];
        common += before * z[i];
        before = z[i];
        days += 1.0;
    }
    if (!(square > 0.0)) { return 0.0; }
    const double tails = fmax(0.0, fourth * days / (square * square) - 3.0);
    const double memory_left = fmax(0.0, common / square);
    const double told = fmin(1.0, (double)n / PLAUSIBLE_ROWS);
    const double off = days * (tails * tails / 24.0 + memory_left * memory_left);
    return told * told * exp(-0.5 * off);
}

/* The most that a chance p of days less as drawn speaks for a model, -e p ln p (Sellke, Bayarri
 * & Berger 2001): of days that are drawn by it p lies anywhere between 0 and 1. */
static double calibrated(double p)
{
    if (!(p > 0.0)) { return 0.0; }
    return p < exp(-1.0) ? -exp(1.0) * p * log(p) : 1.0;
}

static void judge(hc_day_process *process, fit_memory *memory)
{
    process->plausible = plausibility(process, memory);
    process->trust = calibrated(process->plausible);
}

/* First sizes from few rows; by them robust weights, and runs of places, from the latest two
 * years and more: a third of the time that all rows take, which older ones are not worth. */
static hc_status sketch(hc_day_process *process, fit_memory *memory, bool *sound, hc_error *err)
{
    hc_day_process late = *process;
    const size_t older =
        process->rows > SKETCH_FACTOR_ROWS ? process->rows - SKETCH_FACTOR_ROWS : 0;
    late.row += older;
    late.rows -= older;
    late.stride = hc_cholesky_stride(late.rows);
    HC_TRY(hc_process_search(&late, SKETCH_ROWS, err));
    *sound = refactor(&late);
    if (!*sound) { return HC_OK; }
    reweigh(&late, memory);
    judge(&late, memory);
    const hc_status st = hc_process_find_runs(&late, err);
    process->sizes = late.sizes;
    process->plausible = late.plausible;
    process->trust = late.trust;
    memcpy(process->runs, late.runs, sizeof late.runs);
    return st;
}

/* Sizes by a search, robust weights, and what no covariance says of the days. */
static hc_status learn_sizes(hc_day_process *process, fit_memory *memory, bool *sound,
                             hc_error *err)
{
    HC_TRY(sketch(process, memory, sound, err));
    if (*sound) { HC_TRY(hc_process_search(process, HC_PROCESS_SEARCH_ROWS, err)); }
    *sound = *sound && refactor(process);
    if (!*sound) { return HC_OK; }
    judge(process, memory);
    HC_TRY(hc_process_weigh_deferral(process, err));
    return hc_process_average_places(process, err);
}

static hc_status fit_rows(hc_day_process *process, const hc_day_matrix *matrix,
                          const hc_calendar *calendar, bool waves, bool search, hc_error *err)
{
    fit_memory memory = {0};
    process->stride = hc_cholesky_stride(process->rows);
    hc_status st = hc_alloc(&process->factor, process->rows * process->stride,
                            sizeof *process->factor, err);
    if (st == HC_OK) { st = hc_alloc(&process->tables, 1, sizeof *process->tables, err); }
    if (st == HC_OK) { st = take_fit_memory(&memory, process->rows, err); }
    if (st == HC_OK) {
        bool sound = true;
        if (waves) { hc_process_believe_waves(process->tables); }
        weigh_rows(process, matrix, calendar, memory.work, memory.sorted);
        if (search) {
            st = learn_sizes(process, &memory, &sound, err);
        } else {
            sound = refactor(process);
        }
        if (st == HC_OK && !sound) {
            st = hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                         "the covariance of day totals is not positive definite");
        }
    }
    free_fit_memory(&memory);
    return st;
}

static const hc_process_sizes usual_sizes = {.noise = 0.05,
                                             .level = 0.1,
                                             .trend = 0.05,
                                             .weekday = 0.05,
                                             .memory = 0.03,
                                             .business = 0.05,
                                             .date = 0.03,
                                             .level_days = 60.0,
                                             .trend_days = 60.0,
                                             .memory_days = 3.0,
                                             .business_length = 1.0,
                                             .date_length = 1.0};

enum fitting { SKETCHED, SEARCHED, SEARCHED_WITH_WAVES };

/* Searches the sizes, or takes the usual ones. */
static hc_status fit(hc_day_process *process, const hc_day_matrix *matrix,
                     const hc_calendar *calendar, const hc_level_steps *steps,
                     const double *outside, enum fitting how, hc_error *err)
{
    hc_day_process made = {.sizes = usual_sizes};
    const bool search = how != SKETCHED;
    const bool waves = how == SEARCHED_WITH_WAVES && matrix->days >= WAVE_DAYS_MIN;
    const size_t window_days = search ? HC_PROCESS_WINDOW_DAYS : SKETCH_WINDOW_DAYS;
    hc_status st = make_rows(&made, matrix, calendar, window_days, err);
    for (size_t i = 0; i < made.rows; i++) {
        hc_process_row *row = &made.row[i];
        if (row->by_ratio) { continue; }
        row->steps_ahead = hc_level_steps_after(steps, (size_t)row->day);
        if (outside != NULL) { row->log_total -= outside[row->day]; }
    }
    if (st == HC_OK) { st = fit_rows(&made, matrix, calendar, waves, search, err); }
    hc_day_process_clear(st == HC_OK ? process : &made);
    if (st == HC_OK) { *process = made; }
    return st;
}

hc_status hc_day_process_fit(hc_day_process *process, const hc_day_matrix *matrix,
                             const hc_calendar *calendar, const hc_level_steps *steps,
                             const double *outside, bool waves, hc_error *err)
{
    return fit(process, matrix, calendar, steps, outside,
               waves ? SEARCHED_WITH_WAVES : SEARCHED, err);
}

hc_status hc_day_process_sketch(hc_day_process *process, const hc_day_matrix *matrix,
                                const hc_calendar *calendar, const hc_level_steps *steps,
                                hc_error *err)
{
    return fit(process, matrix, calendar, steps, NULL, SKETCHED, err);
}

void hc_day_process_clear(hc_day_process *process)
{
    hc_free(process->row);
    hc_free(process->factor);
    hc_free(process->tables);
    hc_free(process->places_solved);
    hc_free(process->places.whitened);
    hc_free(process->places.differs);
    hc_deferral_clear(&process->deferral);
    for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
        hc_free(process->runs[kind]);
    }
    *process = (hc_day_process)HC_DAY_PROCESS_INIT;
}
