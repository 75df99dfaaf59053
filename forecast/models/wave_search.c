#include "forecast/models/wave_search.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"

#define GAIN_MIN 0.02
#define SEARCH_WEEKS 156 /* three years tell the sizes */
#define STARTS 3
#define ROUNDS 2
#define SIZES 7
#define TRIED_MOST 256 /* sizes whose likelihood is remembered */
#define SCAN_STEPS 3
#define CYCLE_GAIN 5.0 /* log likelihood that a cycle must win: many lengths are tried */
#define QUIET_LEVEL 0.02
#define QUIET_WEEKS 12.0
#define USUAL_SEASON 0.1

static const double season_grid[] = {0.0,   0.01, 0.014, 0.02, 0.028, 0.04,
                                     0.057, 0.08, 0.113, 0.16, 0.23,  0.32};
static const double length_grid[] = {0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0};
static const double level_grid[] = {0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2};
static const double weeks_grid[] = {4.0, 12.0, 40.0, 120.0};
static const double noise_grid[] = {0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.25, 0.4};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Sizes that were tried and how likely they are: the searches from several starts meet. */
typedef struct tried_sizes {
    double sizes[SIZES], likelihood;
} tried_sizes;

typedef struct wave_search {
    hc_cycle_lengths lengths;
    double *work;
    size_t tried;
    tried_sizes at[TRIED_MOST];
} wave_search;

static bool are_same(const double *a, const double *b)
{
    bool same = true;
    for (size_t i = 0; i < SIZES; i++) {
        same = same && !(a[i] < b[i] || a[i] > b[i]);
    }
    return same;
}

/* Log likelihood of the sizes, computed once. */
static double likelihood_of(wave_search *search, hc_waves *waves)
{
    const double sizes[SIZES] = {
        waves->season,   waves->season > 0.0 ? waves->season_length : 0.0,
        waves->cycle,    waves->cycle > 0.0 ? waves->cycle_weeks : 0.0,
        waves->level,    waves->level_weeks,
        waves->day_noise};
    for (size_t i = 0; i < search->tried; i++) {
        if (are_same(search->at[i].sizes, sizes)) { return search->at[i].likelihood; }
    }
    const double likelihood = hc_waves_log_likelihood(waves, search->work);
    if (search->tried < TRIED_MOST) {
        tried_sizes *it = &search->at[search->tried++];
        memcpy(it->sizes, sizes, sizeof sizes);
        it->likelihood = likelihood;
    }
    return likelihood;
}

/* Walks a parameter along its grid from where it is, as long as the likelihood gains. */
static void walk(wave_search *search, hc_waves *waves, double *parameter, const double *grid,
                 size_t count, double *best)
{
    for (int direction = 0; direction < 2; direction++) {
        bool better = true;
        while (better) {
            size_t at = 0;
            while (at + 1 < count && grid[at] < *parameter) {
                at++;
            }
            if (direction == 0 ? at + 1 == count : at == 0) { break; }
            const double before = *parameter;
            *parameter = direction == 0 ? grid[at + 1] : grid[at - 1];
            const double likelihood = likelihood_of(search, waves);
            better = likelihood > *best + GAIN_MIN;
            if (better) {
                *best = likelihood;
            } else {
                *parameter = before;
            }
        }
    }
}

/* Coordinate steps from where the sizes are; gives the likelihood. */
static double search_sizes(wave_search *search, hc_waves *waves)
{
    const hc_cycle_lengths *lengths = &search->lengths;
    double best = likelihood_of(search, waves);
    for (int round = 0; round < ROUNDS; round++) {
        const double before = best;
        walk(search, waves, &waves->day_noise, noise_grid, COUNT_OF(noise_grid), &best);
        walk(search, waves, &waves->level, level_grid, COUNT_OF(level_grid), &best);
        walk(search, waves, &waves->level_weeks, weeks_grid, COUNT_OF(weeks_grid), &best);
        walk(search, waves, &waves->season, season_grid, COUNT_OF(season_grid), &best);
        if (waves->season > 0.0) {
            walk(search, waves, &waves->season_length, length_grid, COUNT_OF(length_grid),
                 &best);
        }
        if (waves->cycle > 0.0) {
            walk(search, waves, &waves->cycle, hc_cycle_sizes, HC_CYCLE_SIZES, &best);
            walk(search, waves, &waves->cycle_weeks, lengths->weeks, lengths->count, &best);
        }
        if (best - before < GAIN_MIN) { break; }
    }
    return best;
}

/* What the weeks tell of a cycle of this length beside what is factored; columns: two doubles a
 * week of scratch. */
static hc_cycle_told cycle_at(const hc_waves *waves, double weeks, const double *y,
                              double *columns)
{
    const size_t n = waves->weeks;
    hc_cycle_columns(weeks, waves->day, n, n, columns);
    hc_cholesky_forward_sides(waves->factor, n, hc_cholesky_stride(n), columns, 2, n);
    return hc_cycle_tell(columns, n, y, n);
}

/* The best cycle beside these sizes; gives the likelihood with it. */
static double add_cycle(const wave_search *search, hc_waves *waves)
{
    const hc_cycle_lengths *lengths = &search->lengths;
    double *work = search->work;
    const size_t n = waves->weeks;
    waves->cycle = 0.0;
    const double without = hc_waves_log_likelihood(waves, work);
    double best = 0.0;
    for (size_t k = 0; k < lengths->count; k += SCAN_STEPS) {
        const hc_cycle_told told = cycle_at(waves, lengths->weeks[k], work, work + n);
        for (size_t i = 1; i < HC_CYCLE_SIZES; i++) {
            const double gain = hc_cycle_gain(&told, hc_cycle_sizes[i]);
            if (gain <= best) { continue; }
            best = gain;
            waves->cycle = hc_cycle_sizes[i];
            waves->cycle_weeks = lengths->weeks[k];
        }
    }
    return without + best;
}

/* A level that wanders takes a wave for its own, and one wave the other's part: the search
 * starts from each of these. */
static hc_waves start_from(const hc_waves *waves, int start)
{
    hc_waves it = *waves;
    if (start > 0) {
        it.level = QUIET_LEVEL;
        it.level_weeks = QUIET_WEEKS;
    }
    if (start > 1) {
        it.season = USUAL_SEASON;
        it.season_length = 1.0;
    }
    return it;
}

/* The likeliest of the starts' ends, with a cycle or without. */
static double search_starts(wave_search *search, hc_waves *waves, bool cycle)
{
    double most = -HUGE_VAL;
    const hc_waves usual = *waves;
    for (int start = 0; start < STARTS; start++) {
        hc_waves it = start_from(&usual, start);
        if (cycle) { (void)add_cycle(search, &it); }
        if (cycle && !(it.cycle > 0.0)) { continue; }
        const double likelihood = search_sizes(search, &it);
        if (likelihood > most) {
            most = likelihood;
            *waves = it;
        }
    }
    return most;
}

void hc_waves_search(hc_waves *waves, double *work)
{
    hc_waves late = *waves;
    const size_t older = waves->weeks > SEARCH_WEEKS ? waves->weeks - SEARCH_WEEKS : 0;
    late.day += older;
    late.value += older;
    late.noise += older;
    late.weeks -= older;
    wave_search search = {.lengths = hc_cycle_lengths_of(late.weeks), .work = work};
    const double without = search_starts(&search, &late, false);
    hc_waves more = late;
    if (search_starts(&search, &more, true) > without + CYCLE_GAIN) { late = more; }
    late.day = waves->day;
    late.value = waves->value;
    late.noise = waves->noise;
    late.weeks = waves->weeks;
    *waves = late;
}
