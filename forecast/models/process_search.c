/* The sizes of the day process by coordinate steps on its marginal likelihood. */
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"

#define SEARCH_ROWS_MIN 40 /* with fewer the sizes believed beforehand are kept */
#define BLOCK_ROWS 180     /* two or three blocks cost what one of 250 rows does, */
#define BLOCKS_MAX 3       /* and tell more of all that is forgotten within half a year */
#define MONTH_SIZE_SD 0.05 /* half-normal priors keep small effects small */
#define MEMORY_SIZE_SD 0.1
#define TREND_SIZE_SD 0.08
#define WEEKDAY_SIZE_SD 0.01 /* of what drifts: weekdays mostly stay as they are */
#define NOISE_MIN 0.03
#define EFFECT_SD_MIN 0.001
#define EFFECT_SD_MAX 2.0
#define EFFECT_SD_STEP 1.5
#define LENGTH_SIZE_MIN 0.005
#define GAIN_MIN 0.005     /* log likelihood that a step must win */
#define ROUND_GAIN_MIN 0.1 /* that a whole round of steps must win for another */
#define SEARCH_ROUNDS 4

static const double level_grid[] = {15.0, 30.0, 60.0, 120.0, 240.0};
static const double trend_grid[] = {60.0, 120.0, 240.0}; /* months: a shorter one is a level */
static const double memory_grid[] = {1.5, 3.0, 6.0};
static const double length_grid[] = {0.7, 1.0, 1.5, 2.5, 4.0};

typedef struct search {
    const hc_day_process *process;
    const hc_process_row *row; /* [n] */
    size_t n;
    size_t blocks, in_each; /* that the rows are taken in; those of one block know each other */
    size_t stride;          /* of a block's matrix */
    size_t lags;            /* days apart that its rows are at most, and one */
    double *by_kind;        /* [blocks * in_each * stride] */
    double *matrix;         /* [in_each * stride] */
    double *y;              /* [n] */
    double *z;              /* [n] */
    double best;
    hc_process_sizes sizes, by_kind_of; /* what the blocks' parts by kind were filled with */
} search;

/* Log marginal likelihood of the rows of a block, up to a constant. */
static double block_likelihood(search *s, const hc_process_sizes *sizes, size_t block)
{
    const size_t n = s->in_each, from = block * n;
    hc_process_covariance(s->process->tables, sizes, s->row + from, n, s->stride,
                          s->by_kind + from * s->stride, s->matrix);
    if (!hc_cholesky(s->matrix, n, s->stride)) { return -(double)INFINITY; }
    memcpy(s->z, s->y + from, n * sizeof *s->z);
    hc_cholesky_forward(s->matrix, n, s->stride, s->z);
    double value = 0.0;
    for (size_t i = 0; i < n; i++) {
        value -= 0.5 * s->z[i] * s->z[i] + log(s->matrix[i * s->stride + i]);
    }
    return value;
}

/* The very same numbers, so that what was filled with the ones is true of the others. */
static bool are_same_places(const hc_process_sizes *a, const hc_process_sizes *b)
{
    return a->business == b->business && a->business_length == b->business_length &&
           a->date == b->date && a->date_length == b->date_length;
}

static void fill_by_kind(search *s, const hc_process_sizes *sizes)
{
    hc_process_fill_places(s->process->tables, sizes, s->process->runs);
    for (size_t block = 0; block < s->blocks; block++) {
        const size_t from = block * s->in_each;
        hc_process_by_kind(s->process->tables, s->row + from, s->in_each, s->stride,
                           s->by_kind + from * s->stride);
    }
    s->by_kind_of = *sizes;
}

/* The blocks' likelihoods with the half-normal priors on small effects. */
static double log_likelihood(search *s, const hc_process_sizes *sizes)
{
    double value = 0.0;
    hc_process_fill_lags(s->process->tables, sizes, s->lags);
    if (!are_same_places(sizes, &s->by_kind_of)) { fill_by_kind(s, sizes); }
    for (size_t block = 0; block < s->blocks; block++) {
        value += block_likelihood(s, sizes, block);
    }
    const double month = sizes->business * sizes->business + sizes->date * sizes->date;
    value -= 0.5 * month / (MONTH_SIZE_SD * MONTH_SIZE_SD);
    value -= 0.5 * sizes->weekday * sizes->weekday / (WEEKDAY_SIZE_SD * WEEKDAY_SIZE_SD);
    value -= 0.5 * sizes->trend * sizes->trend / (TREND_SIZE_SD * TREND_SIZE_SD);
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

/* Places in runs have no length, places next to without effect none that matters. */
static bool has_length(const search *s, size_t kind, double size)
{
    return s->process->runs[kind] == NULL && size > LENGTH_SIZE_MIN;
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void search_sizes(search *s)
{
    hc_process_sizes *sizes = &s->sizes;
    fill_by_kind(s, sizes);
    s->best = log_likelihood(s, sizes);
    for (int round = 0; round < SEARCH_ROUNDS; round++) {
        const double before = s->best;
        search_size(s, &sizes->level, EFFECT_SD_MIN);
        search_size(s, &sizes->trend, EFFECT_SD_MIN);
        search_size(s, &sizes->weekday, EFFECT_SD_MIN);
        search_size(s, &sizes->memory, EFFECT_SD_MIN);
        search_size(s, &sizes->business, EFFECT_SD_MIN);
        search_size(s, &sizes->date, EFFECT_SD_MIN);
        search_size(s, &sizes->noise, NOISE_MIN); /* last: what nothing else explains */
        search_grid(s, &sizes->level_days, level_grid, COUNT_OF(level_grid));
        search_grid(s, &sizes->trend_days, trend_grid, COUNT_OF(trend_grid));
        search_grid(s, &sizes->memory_days, memory_grid, COUNT_OF(memory_grid));
        if (has_length(s, HC_PLACE_BUSINESS, sizes->business)) {
            search_grid(s, &sizes->business_length, length_grid, COUNT_OF(length_grid));
        }
        if (has_length(s, HC_PLACE_DATE, sizes->date)) {
            search_grid(s, &sizes->date_length, length_grid, COUNT_OF(length_grid));
        }
        if (s->best - before < ROUND_GAIN_MIN) { break; }
    }
}

/* Of the rows that are known by their total. */
static size_t lags_of(const search *s)
{
    size_t most = 0;
    for (size_t block = 0; block < s->blocks; block++) {
        const hc_process_row *first = s->row + block * s->in_each,
                             *last = first + s->in_each - 1;
        while (first < last && first->by_ratio) {
            first++;
        }
        const size_t apart = hc_day_distance(first->day, last->day);
        most = apart > most ? apart : most;
    }
    return most + 1;
}

static search plan_search(const hc_day_process *process, size_t rows)
{
    const size_t full = process->rows / BLOCK_ROWS;
    const size_t blocks = full < 2 || rows < HC_PROCESS_SEARCH_ROWS ? 1
                          : full < BLOCKS_MAX                       ? full
                                                                    : BLOCKS_MAX;
    const size_t one = rows < process->rows ? rows : process->rows;
    const size_t in_each = blocks > 1 ? BLOCK_ROWS : one, n = blocks * in_each;
    return (search){.process = process,
                    .row = process->row + process->rows - n,
                    .n = n,
                    .blocks = blocks,
                    .in_each = in_each,
                    .stride = hc_cholesky_stride(in_each),
                    .sizes = process->sizes};
}

static hc_status take_memory(search *s, hc_error *err)
{
    HC_TRY(hc_alloc(&s->by_kind, s->n * s->stride, sizeof *s->by_kind, err));
    HC_TRY(hc_alloc(&s->matrix, s->in_each * s->stride, sizeof *s->matrix, err));
    HC_TRY(hc_alloc(&s->y, s->n, sizeof *s->y, err));
    return hc_alloc(&s->z, s->n, sizeof *s->z, err);
}

hc_status hc_process_search(hc_day_process *process, size_t rows, hc_error *err)
{
    search s = plan_search(process, rows);
    if (s.n < SEARCH_ROWS_MIN) { return HC_OK; }
    s.lags = lags_of(&s);
    const hc_status st = take_memory(&s, err);
    if (st == HC_OK) {
        (void)hc_process_centre(s.row, s.n, s.z, s.y);
        search_sizes(&s);
        process->sizes = s.sizes;
    }
    hc_free(s.by_kind);
    hc_free(s.matrix);
    hc_free(s.y);
    hc_free(s.z);
    return st;
}
