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
#define NOISE_MIN 0.03
#define EFFECT_SD_MIN 0.002
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
    size_t first, n;        /* rows */
    size_t blocks, in_each; /* that the rows are taken in; those of one block know each other */
    hc_process_tables *tables;
    double *matrix; /* [n * n] */
    double *y;      /* [n] */
    double *z;      /* [n] */
    double best;
    hc_process_sizes sizes;
} search;

/* Log marginal likelihood of the rows of a block, up to a constant. */
static double block_likelihood(search *s, const hc_process_sizes *sizes, size_t block)
{
    const size_t n = s->in_each, from = block * n;
    hc_process_covariance(s->process, sizes, s->tables, s->first + from, n, s->matrix);
    if (!hc_cholesky(s->matrix, n, n)) { return -(double)INFINITY; }
    memcpy(s->z, s->y + from, n * sizeof *s->z);
    hc_cholesky_forward(s->matrix, n, n, s->z);
    double value = 0.0;
    for (size_t i = 0; i < n; i++) {
        value -= 0.5 * s->z[i] * s->z[i] + log(s->matrix[i * n + i]);
    }
    return value;
}

/* The blocks' likelihoods with the half-normal priors on small effects. */
static double log_likelihood(search *s, const hc_process_sizes *sizes)
{
    double value = 0.0;
    hc_process_fill_tables(s->tables, sizes, s->process->runs, HC_PROCESS_WINDOW_DAYS + 1);
    for (size_t block = 0; block < s->blocks; block++) {
        value += block_likelihood(s, sizes, block);
    }
    const double month = sizes->business * sizes->business + sizes->date * sizes->date;
    value -= 0.5 * month / (MONTH_SIZE_SD * MONTH_SIZE_SD);
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
    s->best = log_likelihood(s, sizes);
    for (int round = 0; round < SEARCH_ROUNDS; round++) {
        const double before = s->best;
        search_size(s, &sizes->noise, NOISE_MIN);
        search_size(s, &sizes->level, EFFECT_SD_MIN);
        search_size(s, &sizes->trend, EFFECT_SD_MIN);
        search_size(s, &sizes->weekday, EFFECT_SD_MIN);
        search_size(s, &sizes->memory, EFFECT_SD_MIN);
        search_size(s, &sizes->business, EFFECT_SD_MIN);
        search_size(s, &sizes->date, EFFECT_SD_MIN);
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

void hc_process_search(const hc_day_process *process, size_t rows, hc_process_tables *tables,
                       double *matrix, double *y, double *z, double *sorted,
                       hc_process_sizes *sizes)
{
    const size_t full = process->rows / BLOCK_ROWS;
    const size_t blocks = full < 2 || rows < HC_PROCESS_SEARCH_ROWS ? 1
                          : full < BLOCKS_MAX                       ? full
                                                                    : BLOCKS_MAX;
    const size_t one = rows < process->rows ? rows : process->rows;
    const size_t in_each = blocks > 1 ? BLOCK_ROWS : one, n = blocks * in_each;
    search s = {.process = process,
                .first = process->rows - n,
                .n = n,
                .blocks = blocks,
                .in_each = in_each,
                .tables = tables,
                .matrix = matrix,
                .y = y,
                .z = z,
                .sizes = *sizes};
    if (n < SEARCH_ROWS_MIN) { return; }
    (void)hc_process_centre(process->row + s.first, n, sorted, y);
    search_sizes(&s);
    *sizes = s.sizes;
}
