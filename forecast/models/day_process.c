#include "forecast/models/day_process.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/robust.h"

#define WINDOW_DAYS 420    /* effects are learnt from sixty weeks */
#define SEARCH_ROWS 250    /* the variances from the last 250 days of them */
#define SEARCH_ROWS_MIN 40 /* with fewer the default variances are kept */
#define LAGS 2048          /* above any distance of two rows in days */
#define WEEKDAY_DRIFT_DAYS 400.0
#define CONSTANT_VARIANCE 1.0
#define MONTH_SIZE_SD 0.05 /* half-normal priors keep small effects small */
#define MEMORY_SIZE_SD 0.1
#define NOISE_MIN 0.03
#define EFFECT_SD_MIN 0.002
#define EFFECT_SD_MAX 2.0
#define EFFECT_SD_STEP 1.5
#define GAIN_MIN 0.005 /* log likelihood that a step must win */
#define SEARCH_ROUNDS 4
#define MIDDLE_PLACE (HC_PLACES / 2) /* place 0 of the tables */
#define NEIGHBOUR_DAYS 42 /* the same weekday this near tells what a day would usually have */

static const double level_grid[] = {15.0, 30.0, 60.0, 120.0, 240.0};
static const double memory_grid[] = {1.5, 3.0, 6.0};
static const double length_grid[] = {0.7, 1.0, 1.5, 2.5, 4.0};

/* ------------------------------------------------------------------------------ rows */

/* log(total + 1) minus the median of it over the same weekday nearby; HC_MISSING without any.
 */
static double local_residual(const hc_day_matrix *matrix, const hc_calendar *calendar,
                             size_t day)
{
    double near[2 * NEIGHBOUR_DAYS + 1];
    size_t n = 0;
    const size_t first = day > NEIGHBOUR_DAYS ? day - NEIGHBOUR_DAYS : 0;
    for (size_t other = first; other < matrix->days && other <= day + NEIGHBOUR_DAYS; other++) {
        if (matrix->seen[other] > 0.0 && hc_day_is_ordinary(&calendar->kind[other]) &&
            calendar->kind[other].pattern == calendar->kind[day].pattern) {
            near[n++] = log(matrix->total[other] + 1.0);
        }
    }
    if (n == 0) { return HC_MISSING; }
    return log(matrix->total[day] + 1.0) - hc_median(near, n);
}

/* An older special day tells only its class: the ratio to its neighbours is all that is kept.
 */
static bool make_row(const hc_day_matrix *matrix, const hc_calendar *calendar, size_t day,
                     hc_process_row *row)
{
    const hc_day_kind *kind = &calendar->kind[day];
    const bool old = matrix->days - day > WINDOW_DAYS;
    if (matrix->seen[day] <= 0.0 || kind->class_of == HC_CLASS_CLOSED) { return false; }
    if (old && hc_day_is_ordinary(kind)) { return false; }
    const double residual = local_residual(matrix, calendar, day);
    if (old && hc_is_missing(residual)) { return false; }
    *row = (hc_process_row){.day = (int32_t)day, .by_ratio = old, .kind = *kind, .weight = 1.0};
    row->prior = hc_calendar_prior(kind);
    row->log_total = old ? residual : log(matrix->total[day] + 1.0);
    row->count_noise = 1.0 / (matrix->total[day] + 1.0);
    return true;
}

/* First robust weights: against the running median of the weekday. */
static void weigh_rows(hc_day_process *process, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, double *residual, double *sorted)
{
    size_t n = 0;
    for (size_t i = 0; i < process->rows; i++) {
        const hc_process_row *row = &process->row[i];
        residual[i] =
            row->by_ratio ? HC_MISSING : local_residual(matrix, calendar, (size_t)row->day);
        if (hc_is_missing(residual[i])) { residual[i] = 0.0; }
        if (hc_day_is_ordinary(&row->kind)) { sorted[n++] = fabs(residual[i]); }
    }
    if (n == 0) { return; }
    const double scale = 1.4826 * hc_median(sorted, n) + 1e-6;
    for (size_t i = 0; i < process->rows; i++) {
        const double z = fabs(residual[i]) / scale;
        if (z <= 3.0 || !hc_day_is_ordinary(&process->row[i].kind)) { continue; }
        process->row[i].weight = 9.0 / (z * z) * (z > 6.0 ? 0.01 : 1.0);
    }
}

static hc_status make_rows(hc_day_process *process, const hc_day_matrix *matrix,
                           const hc_calendar *calendar, hc_error *err)
{
    HC_TRY(hc_alloc(&process->row, matrix->days, sizeof *process->row, err));
    for (size_t day = 0; day < matrix->days; day++) {
        if (make_row(matrix, calendar, day, &process->row[process->rows])) { process->rows++; }
    }
    return HC_OK;
}

/* ------------------------------------------------------------------------ covariance */

/* Kernel values by distance: all distances are whole numbers, so tables replace exponentials.
 */
typedef struct kernel_tables {
    double smooth[LAGS];  /* constant + level + memory, by days */
    double weekday[LAGS]; /* by days, for equal weekdays */
    double business[HC_PLACES], date[HC_PLACES];
} kernel_tables;

static double bell(double distance, double length)
{
    return exp(-0.5 * distance * distance / (length * length));
}

static void fill_tables(kernel_tables *tables, const hc_process_sizes *sizes)
{
    const double level = sizes->level * sizes->level, memory = sizes->memory * sizes->memory;
    const double weekday = sizes->weekday * sizes->weekday;
    for (size_t lag = 0; lag <= WINDOW_DAYS; lag++) {
        const double days = (double)lag;
        tables->smooth[lag] = CONSTANT_VARIANCE + level * exp(-days / sizes->level_days) +
                              memory * exp(-days / sizes->memory_days);
        tables->weekday[lag] = weekday * exp(-days / WEEKDAY_DRIFT_DAYS);
    }
    for (size_t distance = 0; distance < HC_PLACES; distance++) {
        const double places = (double)distance;
        tables->business[distance] =
            sizes->business * sizes->business * bell(places, sizes->business_length);
        tables->date[distance] = sizes->date * sizes->date * bell(places, sizes->date_length);
    }
}

static size_t distance_of(int32_t a, int32_t b)
{
    return (size_t)(a > b ? a - b : b - a);
}

/* Covariance of the class and name effects of two days; of days after lost ones, what they have
 * in common is the effect of one lost day, so each has it times the root of what was lost. */
static double class_covariance(const hc_day_kind *a, const hc_class_prior *prior_a,
                               const hc_day_kind *b, const hc_class_prior *prior_b)
{
    if (a->class_of != b->class_of || a->class_of == HC_CLASS_ORDINARY) { return 0.0; }
    const bool same_name = a->name == b->name;
    return prior_a->class_sd * prior_b->class_sd +
           (same_name ? prior_a->name_sd * prior_b->name_sd : 0.0);
}

static double covariance(const kernel_tables *tables, const hc_process_row *a,
                         const hc_process_row *b)
{
    double sum = class_covariance(&a->kind, &a->prior, &b->kind, &b->prior);
    if (a->by_ratio || b->by_ratio) { return sum; }
    const size_t lag = distance_of(a->day, b->day);
    sum += tables->smooth[lag];
    if (a->kind.pattern == b->kind.pattern) { sum += tables->weekday[lag]; }
    return sum + tables->business[distance_of(a->kind.business, b->kind.business)] +
           tables->date[distance_of(a->kind.date, b->kind.date)];
}

static double own_noise(const hc_process_sizes *sizes, const hc_process_row *row)
{
    const double noise = sizes->noise * sizes->noise / row->weight;
    return noise + row->count_noise + row->prior.day_sd * row->prior.day_sd;
}

/* Upper triangle of the covariance of rows first .. first+n-1. */
static void fill_covariance(const hc_day_process *process, const hc_process_sizes *sizes,
                            const kernel_tables *tables, size_t first, size_t n, double *matrix)
{
    const hc_process_row *rows = process->row + first;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            matrix[i * n + j] = covariance(tables, &rows[i], &rows[j]);
        }
        matrix[i * n + i] += own_noise(sizes, &rows[i]);
    }
}

/* y: log totals less their median and the prior mean of their class. */
static void centre(const hc_process_row *rows, size_t n, double *sorted, double *y)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].by_ratio) { sorted[used++] = rows[i].log_total; }
    }
    const double middle = used > 0 ? hc_median(sorted, used) : 0.0;
    for (size_t i = 0; i < n; i++) {
        y[i] = rows[i].log_total - rows[i].prior.mean - (rows[i].by_ratio ? 0.0 : middle);
    }
}

/* ---------------------------------------------------------------------------- search */

typedef struct search {
    const hc_day_process *process;
    size_t first, n;
    kernel_tables tables;
    double *matrix; /* [n * n] */
    double *y;      /* [n] */
    double *z;      /* [n] */
    double best;
    hc_process_sizes sizes;
} search;

/* Log marginal likelihood, up to a constant, with the half-normal priors on small effects. */
static double log_likelihood(search *s, const hc_process_sizes *sizes)
{
    fill_tables(&s->tables, sizes);
    fill_covariance(s->process, sizes, &s->tables, s->first, s->n, s->matrix);
    if (!hc_cholesky(s->matrix, s->n, s->n)) { return -(double)INFINITY; }
    memcpy(s->z, s->y, s->n * sizeof *s->z);
    hc_cholesky_forward(s->matrix, s->n, s->n, s->z);
    double value = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        value -= 0.5 * s->z[i] * s->z[i] + log(s->matrix[i * s->n + i]);
    }
    const double month = sizes->business * sizes->business + sizes->date * sizes->date;
    value -= 0.5 * month / (MONTH_SIZE_SD * MONTH_SIZE_SD);
    return value - 0.5 * sizes->memory * sizes->memory / (MEMORY_SIZE_SD * MEMORY_SIZE_SD);
}

/* Tries one value of a size; keeps it when the likelihood gains enough. */
static bool try_value(search *s, double *size, double value)
{
    const double before = *size;
    *size = value;
    const double likelihood = log_likelihood(s, &s->sizes);
    if (likelihood <= s->best + GAIN_MIN) {
        *size = before;
        return false;
    }
    s->best = likelihood;
    return true;
}

static void search_size(search *s, double *size, double least)
{
    for (int direction = 0; direction < 2; direction++) {
        bool better = true, moved = false;
        while (better) {
            const double next =
                direction == 0 ? *size * EFFECT_SD_STEP : *size / EFFECT_SD_STEP;
            const double value = fmin(EFFECT_SD_MAX, fmax(least, next));
            better = fabs(value - *size) > 1e-12 && try_value(s, size, value);
            moved = moved || better;
        }
        if (moved) { return; }
    }
}

static void search_grid(search *s, double *length, const double *grid, size_t count)
{
    size_t at = 0;
    while (at + 1 < count && grid[at] < *length - 1e-9) {
        at++;
    }
    bool moved = false;
    while (at + 1 < count && try_value(s, length, grid[at + 1])) {
        at++;
        moved = true;
    }
    while (!moved && at > 0 && try_value(s, length, grid[at - 1])) {
        at--;
    }
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void search_sizes(search *s)
{
    hc_process_sizes *sizes = &s->sizes;
    s->best = log_likelihood(s, sizes);
    for (int round = 0; round < SEARCH_ROUNDS; round++) {
        const double before = s->best;
        search_size(s, &sizes->noise, NOISE_MIN);
        search_size(s, &sizes->level, EFFECT_SD_MIN);
        search_size(s, &sizes->weekday, EFFECT_SD_MIN);
        search_size(s, &sizes->memory, EFFECT_SD_MIN);
        search_size(s, &sizes->business, EFFECT_SD_MIN);
        search_size(s, &sizes->date, EFFECT_SD_MIN);
        search_grid(s, &sizes->level_days, level_grid, COUNT_OF(level_grid));
        search_grid(s, &sizes->memory_days, memory_grid, COUNT_OF(memory_grid));
        if (sizes->business > 0.005) {
            search_grid(s, &sizes->business_length, length_grid, COUNT_OF(length_grid));
        }
        if (sizes->date > 0.005) {
            search_grid(s, &sizes->date_length, length_grid, COUNT_OF(length_grid));
        }
        if (s->best - before < GAIN_MIN) { break; }
    }
}

/* ------------------------------------------------------------------------------- fit */

typedef struct fit_memory {
    double *matrix, *y, *z, *sorted, *inverse;
    kernel_tables *tables;
    search *search;
} fit_memory;

static hc_status take_fit_memory(fit_memory *memory, size_t rows, hc_error *err)
{
    const size_t searched = rows < SEARCH_ROWS ? rows : SEARCH_ROWS;
    HC_TRY(hc_alloc(&memory->matrix, searched * searched, sizeof *memory->matrix, err));
    HC_TRY(hc_alloc(&memory->y, rows, sizeof *memory->y, err));
    HC_TRY(hc_alloc(&memory->z, rows, sizeof *memory->z, err));
    HC_TRY(hc_alloc(&memory->sorted, rows, sizeof *memory->sorted, err));
    HC_TRY(hc_alloc(&memory->inverse, rows, sizeof *memory->inverse, err));
    HC_TRY(hc_alloc(&memory->tables, 1, sizeof *memory->tables, err));
    return hc_alloc(&memory->search, 1, sizeof *memory->search, err);
}

static void free_fit_memory(fit_memory *memory)
{
    hc_free(memory->matrix);
    hc_free(memory->y);
    hc_free(memory->z);
    hc_free(memory->sorted);
    hc_free(memory->inverse);
    hc_free(memory->tables);
    hc_free(memory->search);
}

static void learn_sizes(hc_day_process *process, fit_memory *memory)
{
    search *s = memory->search;
    s->process = process;
    s->n = process->rows < SEARCH_ROWS ? process->rows : SEARCH_ROWS;
    s->first = process->rows - s->n;
    s->matrix = memory->matrix;
    s->y = memory->y;
    s->z = memory->z;
    s->sizes = process->sizes;
    if (s->n < SEARCH_ROWS_MIN) { return; }
    centre(process->row + s->first, s->n, memory->sorted, s->y);
    search_sizes(s);
    process->sizes = s->sizes;
}

static bool refactor(hc_day_process *process, fit_memory *memory)
{
    const size_t n = process->rows;
    fill_tables(memory->tables, &process->sizes);
    fill_covariance(process, &process->sizes, memory->tables, 0, n, process->factor);
    return hc_cholesky(process->factor, n, n);
}

/* Robust weights from leave-one-out residuals [K^-1 y]_i / [K^-1]_ii (Rasmussen & Williams
 * 2006). */
static void reweigh(hc_day_process *process, fit_memory *memory)
{
    const size_t n = process->rows;
    double *solved = memory->y;
    centre(process->row, n, memory->sorted, solved);
    hc_cholesky_forward(process->factor, n, n, solved);
    hc_cholesky_backward(process->factor, n, n, solved);
    hc_cholesky_inverse_diagonal(process->factor, n, n, memory->z, memory->inverse);
    const double noise = process->sizes.noise * process->sizes.noise;
    for (size_t i = 0; i < n; i++) {
        hc_process_row *row = &process->row[i];
        const double variance = 1.0 / memory->inverse[i] - noise / row->weight + noise;
        const double z = fabs(solved[i] / memory->inverse[i]) / sqrt(fmax(variance, 1e-8));
        row->weight = z > 2.5 ? 6.25 / (z * z) * (z > 6.0 ? 0.05 : 1.0) : 1.0;
    }
}

static hc_status fit_rows(hc_day_process *process, const hc_day_matrix *matrix,
                          const hc_calendar *calendar, hc_error *err)
{
    fit_memory memory = {0};
    hc_status st =
        hc_alloc(&process->factor, process->rows * process->rows, sizeof *process->factor, err);
    if (st == HC_OK) { st = take_fit_memory(&memory, process->rows, err); }
    if (st == HC_OK) {
        weigh_rows(process, matrix, calendar, memory.z, memory.sorted);
        bool sound = true;
        for (int round = 0; round < 2 && sound; round++) {
            learn_sizes(process, &memory);
            sound = refactor(process, &memory);
            if (sound) { reweigh(process, &memory); }
        }
        if (!sound || !refactor(process, &memory)) {
            st = hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                         "the covariance of day totals is not positive definite");
        }
    }
    free_fit_memory(&memory);
    return st;
}

hc_status hc_day_process_fit(hc_day_process *process, const hc_day_matrix *matrix,
                             const hc_calendar *calendar, hc_error *err)
{
    hc_day_process made = {.sizes = {.noise = 0.05,
                                     .level = 0.1,
                                     .weekday = 0.2,
                                     .memory = 0.03,
                                     .business = 0.05,
                                     .date = 0.03,
                                     .level_days = 60.0,
                                     .memory_days = 3.0,
                                     .business_length = 1.0,
                                     .date_length = 1.0}};
    hc_status st = make_rows(&made, matrix, calendar, err);
    if (st == HC_OK) { st = fit_rows(&made, matrix, calendar, err); }
    if (st == HC_OK) {
        hc_day_process_clear(process);
        *process = made;
        return HC_OK;
    }
    hc_day_process_clear(&made);
    return st;
}

/* --------------------------------------------------------------------------- effects */

/* Posterior means of every place in the month, given K^-1 y of the days before the origin. */
static void month_effects(const hc_process_sizes *sizes, hc_day_effects *effects)
{
    for (int32_t place = 0; place < HC_PLACES; place++) {
        double business = 0.0, date = 0.0;
        for (size_t i = 0; i < effects->rows; i++) {
            const hc_process_row *row = &effects->row[i];
            if (row->by_ratio) { continue; }
            const int32_t from_business = place - MIDDLE_PLACE - row->kind.business;
            const int32_t from_date = place - MIDDLE_PLACE - row->kind.date;
            business += bell(from_business, sizes->business_length) * effects->solved[i];
            date += bell(from_date, sizes->date_length) * effects->solved[i];
        }
        effects->business[place] = sizes->business * sizes->business * business;
        effects->date[place] = sizes->date * sizes->date * date;
    }
}

static void centre_month(hc_day_effects *effects)
{
    double sum = 0.0, n = 0.0;
    for (size_t i = 0; i < effects->rows; i++) {
        if (effects->row[i].by_ratio || !hc_day_is_ordinary(&effects->row[i].kind)) {
            continue;
        }
        sum += hc_month_effect(effects, &effects->row[i].kind);
        n += 1.0;
    }
    for (size_t place = 0; n > 0.0 && place < HC_PLACES; place++) {
        effects->business[place] -= sum / n;
    }
}

void hc_day_effects_at(const hc_day_process *process, size_t before, double *work,
                       hc_day_effects *effects)
{
    size_t n = process->rows;
    while (n > 0 && process->row[n - 1].day >= (int32_t)before) {
        n--;
    }
    *effects = (hc_day_effects){.rows = n, .row = process->row, .solved = work};
    if (n == 0) { return; }
    centre(process->row, n, work + process->rows, work);
    hc_cholesky_forward(process->factor, n, process->rows, work);
    hc_cholesky_backward(process->factor, n, process->rows, work);
    month_effects(&process->sizes, effects);
    centre_month(effects);
}

double hc_month_effect(const hc_day_effects *effects, const hc_day_kind *kind)
{
    return effects->business[kind->business + HC_PLACES / 2] +
           effects->date[kind->date + HC_PLACES / 2];
}

double hc_special_effect(const hc_day_effects *effects, const hc_day_kind *kind)
{
    if (hc_day_is_ordinary(kind)) { return 0.0; }
    const hc_class_prior prior = hc_calendar_prior(kind);
    double effect = prior.mean;
    for (size_t i = 0; i < effects->rows; i++) {
        const hc_process_row *row = &effects->row[i];
        effect += class_covariance(kind, &prior, &row->kind, &row->prior) * effects->solved[i];
    }
    return effect;
}

size_t hc_day_process_seen(const hc_day_process *process, uint8_t class_of)
{
    size_t seen = 0;
    for (size_t i = 0; i < process->rows; i++) {
        seen += process->row[i].kind.class_of == class_of;
    }
    return seen;
}

void hc_day_process_clear(hc_day_process *process)
{
    hc_free(process->row);
    hc_free(process->factor);
    *process = (hc_day_process)HC_DAY_PROCESS_INIT;
}
