#include "forecast/models/waves.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/robust.h"

#define WEEK_DAYS_MIN 3     /* known ordinary days a week needs */
#define DEVIATIONS_MOST 2.5 /* beyond them a day's own distance does not count */
#define SIZE_SD 0.1         /* half-normal prior of each wave's size */
#define CONSTANT_VARIANCE 1.0
#define GAIN_MIN 0.02
#define SEARCH_WEEKS 156 /* three years tell the sizes */
#define STARTS 3
#define ROUNDS 2
#define SIZES 7
#define TRIED_MOST 256 /* sizes whose likelihood is remembered */
#define YEAR_DAYS 365.25
#define LEVEL_WEEKS 4        /* the latest, which the level is told from */
#define CYCLE_WEEKS_MIN 10.0 /* a shorter one is the month's or the level's */
#define CYCLE_SEEN_MIN 2.0   /* times that a cycle must have been seen */
#define YEAR_LIKE 0.1        /* log ratio: one this near to a year is the season */
#define CYCLE_STEP 1.01      /* from one length to the next */
#define CYCLE_LENGTHS 288    /* at most: ten weeks to a hundred and fifty */
#define SCAN_STEPS 3
#define CYCLE_GAIN 5.0 /* log likelihood that a cycle must win: many lengths are tried */
#define QUIET_LEVEL 0.02
#define QUIET_WEEKS 12.0
#define USUAL_SEASON 0.1
#define PI 3.14159265358979323846

static const double season_grid[] = {0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.35};
static const double length_grid[] = {0.25, 0.5, 1.0, 2.0};
static const double cycle_grid[] = {0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2};
static const double level_grid[] = {0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2};
static const double weeks_grid[] = {4.0, 12.0, 40.0, 120.0};
static const double noise_grid[] = {0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.25, 0.4};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* ------------------------------------------------------------------------------- weeks */

/* Mean log total of the ordinary days by weekday: what a week's mean must be free of. */
static void weekday_levels(const hc_day_matrix *matrix, const hc_calendar *calendar,
                           double level[HC_WEEKDAYS])
{
    double count[HC_WEEKDAYS] = {0};
    memset(level, 0, HC_WEEKDAYS * sizeof *level);
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(&calendar->kind[day])) { continue; }
        level[matrix->weekday[day]] += log(matrix->total[day] + 1.0);
        count[matrix->weekday[day]] += 1.0;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        if (count[weekday] > 0.0) { level[weekday] /= count[weekday]; }
    }
}

/* A week's ordinary days free of weekday and calendar effects; gives their number. */
static size_t week_days(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const hc_day_effects *effects, const double *level, size_t first,
                        double values[7])
{
    size_t n = 0;
    for (size_t day = first; day < first + 7; day++) {
        const hc_day_kind *kind = &calendar->kind[day];
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(kind)) { continue; }
        values[n++] = log(matrix->total[day] + 1.0) - level[matrix->weekday[day]] -
                      hc_month_effect(effects, kind);
    }
    return n;
}

/* How far a day usually is off the middle of its week; off: a double a day of scratch. */
static double usual_deviation(const hc_day_matrix *matrix, const hc_calendar *calendar,
                              const hc_day_effects *effects, const double *level, double *off)
{
    double values[7], sorted[7];
    size_t count = 0;
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t n = week_days(matrix, calendar, effects, level, first, values);
        memcpy(sorted, values, sizeof sorted);
        const double middle = n > 0 ? hc_median(sorted, n) : 0.0;
        for (size_t i = 0; i < n; i++) {
            off[count++] = fabs(values[i] - middle);
        }
    }
    return count > 0 ? HC_SD_OF_MEDIAN * hc_median(off, count) : 0.0;
}

/* Mean of values that are drawn in where they are far from the middle: one outage day must not
 * pull a week, and the others count in full. */
static double drawn_in_mean(double *values, size_t n, double most_off)
{
    const double middle = hc_median(values, n);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += fmin(middle + most_off, fmax(middle - most_off, values[i]));
    }
    return sum / (double)n;
}

/* Weeks are counted back from the end; off: a double a day of scratch. */
static void read_weeks(hc_waves *waves, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, const hc_day_effects *effects, double *off)
{
    double level[HC_WEEKDAYS], values[7];
    weekday_levels(matrix, calendar, level);
    const double usual = usual_deviation(matrix, calendar, effects, level, off);
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t week = waves->weeks;
        const size_t n = week_days(matrix, calendar, effects, level, first, values);
        if (n < WEEK_DAYS_MIN) { continue; }
        waves->noise[week] = 1.0 / (double)n;
        waves->value[week] = drawn_in_mean(values, n, DEVIATIONS_MOST * usual);
        waves->day[week] = (int32_t)(first + 3);
        waves->weeks++;
    }
}

/* -------------------------------------------------------------------------- covariance */

/* Bell on the circle of the year: exp(-2 sin^2(pi t / year) / length^2). */
static double season_bell(double days, double length)
{
    const double s = sin(PI * days / YEAR_DAYS);
    return exp(-2.0 * s * s / (length * length));
}

/* What the waves of two days so far apart have in common. */
static double wave_covariance(const hc_waves *waves, size_t days)
{
    const double apart = (double)days;
    double sum = 0.0;
    if (waves->season > 0.0) {
        sum += waves->season * waves->season * season_bell(apart, waves->season_length);
    }
    if (waves->cycle > 0.0) {
        sum += waves->cycle * waves->cycle * cos(2.0 * PI * apart / (7.0 * waves->cycle_weeks));
    }
    return sum;
}

/* by_days[days + 1]: what the levels of weeks so many days apart, whole weeks, have in common.
 */
static void fill_lags(const hc_waves *waves, size_t days, double *by_days)
{
    const double level = waves->level * waves->level;
    for (size_t apart = 0; apart <= days; apart += 7) {
        by_days[apart] = CONSTANT_VARIANCE +
                         level * exp(-(double)apart / (7.0 * waves->level_weeks)) +
                         wave_covariance(waves, apart);
    }
}

/* by_days: as many doubles of scratch as days from the first week's to the last one's middle,
 * and one. */
static void fill_covariance(const hc_waves *waves, double *by_days, double *matrix)
{
    const double noise = waves->day_noise * waves->day_noise;
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    fill_lags(waves, (size_t)(waves->day[n - 1] - waves->day[0]), by_days);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            matrix[i * stride + j] = by_days[waves->day[j] - waves->day[i]];
        }
        matrix[i * stride + i] += noise * waves->noise[i];
    }
}

static void centre(const hc_waves *waves, size_t n, double *sorted, double *y)
{
    memcpy(sorted, waves->value, n * sizeof *sorted);
    const double middle = hc_median(sorted, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = waves->value[i] - middle;
    }
}

/* Log density of a size under its half-normal prior, up to a constant. */
static double log_prior(double size)
{
    return -0.5 * size * size / (SIZE_SD * SIZE_SD);
}

/* Log marginal likelihood up to a constant; leaves the factor and, in work, U'^-1 y. */
static double log_likelihood(hc_waves *waves, double *work)
{
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    fill_covariance(waves, work, waves->factor);
    if (!hc_cholesky(waves->factor, n, stride)) { return -HUGE_VAL; }
    centre(waves, n, work + n, work);
    hc_cholesky_forward(waves->factor, n, stride, work);
    double value = log_prior(waves->season) + log_prior(waves->cycle);
    for (size_t i = 0; i < n; i++) {
        value -= 0.5 * work[i] * work[i] + log(waves->factor[i * stride + i]);
    }
    return value;
}

/* ------------------------------------------------------------------------------ search */

/* Lengths that a cycle may have. */
typedef struct cycle_lengths {
    size_t n;
    double weeks[CYCLE_LENGTHS];
} cycle_lengths;

static cycle_lengths possible_lengths(const hc_waves *waves)
{
    cycle_lengths lengths = {.n = 0};
    const double most = (double)waves->weeks / CYCLE_SEEN_MIN;
    double weeks = CYCLE_WEEKS_MIN;
    while (weeks <= most && lengths.n < CYCLE_LENGTHS) {
        const double of_a_year = 7.0 * weeks / YEAR_DAYS;
        if (fabs(log(of_a_year)) > YEAR_LIKE) { lengths.weeks[lengths.n++] = weeks; }
        weeks *= CYCLE_STEP;
    }
    return lengths;
}

/* Sizes that were tried and how likely they are: the searches from several starts meet. */
typedef struct tried_sizes {
    double sizes[SIZES], likelihood;
} tried_sizes;

typedef struct wave_search {
    cycle_lengths lengths;
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
    const double likelihood = log_likelihood(waves, search->work);
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
    const cycle_lengths *lengths = &search->lengths;
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
            walk(search, waves, &waves->cycle, cycle_grid, COUNT_OF(cycle_grid), &best);
            walk(search, waves, &waves->cycle_weeks, lengths->weeks, lengths->n, &best);
        }
        if (best - before < GAIN_MIN) { break; }
    }
    return best;
}

/* A cycle beside what is factored: its covariance is that of a cosine and a sine, so what it
 * changes is told by a matrix of two rows (Woodbury's identity) instead of a new factor. */
typedef struct cycle_sums {
    double cc, ss, cs, cy, sy; /* products of U'^-1 times cosine, sine and levels */
} cycle_sums;

static cycle_sums cycle_at(const hc_waves *waves, double weeks, const double *y, double *work)
{
    const size_t n = waves->weeks;
    double *c = work, *s = work + n;
    cycle_sums sums = {0.0, 0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        const double angle = 2.0 * PI * (double)waves->day[i] / (7.0 * weeks);
        c[i] = cos(angle);
        s[i] = sin(angle);
    }
    hc_cholesky_forward_sides(waves->factor, n, hc_cholesky_stride(n), work, 2, n);
    for (size_t i = 0; i < n; i++) {
        sums.cc += c[i] * c[i];
        sums.ss += s[i] * s[i];
        sums.cs += c[i] * s[i];
        sums.cy += c[i] * y[i];
        sums.sy += s[i] * y[i];
    }
    return sums;
}

/* Log likelihood that a cycle of this size wins. */
static double cycle_gain(const cycle_sums *sums, double size)
{
    const double v = size * size;
    const double cc = 1.0 + v * sums->cc, ss = 1.0 + v * sums->ss, cs = v * sums->cs;
    const double determinant = cc * ss - cs * cs;
    const double fit =
        (ss * sums->cy * sums->cy - 2.0 * cs * sums->cy * sums->sy + cc * sums->sy * sums->sy) *
        v / determinant;
    return 0.5 * fit - 0.5 * log(determinant) + log_prior(size);
}

/* The best cycle beside these sizes; gives the likelihood with it. */
static double add_cycle(const wave_search *search, hc_waves *waves)
{
    const cycle_lengths *lengths = &search->lengths;
    double *work = search->work;
    const size_t n = waves->weeks;
    waves->cycle = 0.0;
    const double without = log_likelihood(waves, work);
    double best = 0.0;
    for (size_t k = 0; k < lengths->n; k += SCAN_STEPS) {
        const cycle_sums sums = cycle_at(waves, lengths->weeks[k], work, work + n);
        for (size_t i = 1; i < COUNT_OF(cycle_grid); i++) {
            const double gain = cycle_gain(&sums, cycle_grid[i]);
            if (gain <= best) { continue; }
            best = gain;
            waves->cycle = cycle_grid[i];
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

/* On the latest weeks, which are enough for the sizes; the factor is of all. */
static void search_waves(hc_waves *waves, double *work)
{
    hc_waves late = *waves;
    const size_t older = waves->weeks > SEARCH_WEEKS ? waves->weeks - SEARCH_WEEKS : 0;
    late.day += older;
    late.value += older;
    late.noise += older;
    late.weeks -= older;
    wave_search search = {.lengths = possible_lengths(&late), .work = work};
    const double without = search_starts(&search, &late, false);
    hc_waves more = late;
    if (search_starts(&search, &more, true) > without + CYCLE_GAIN) { late = more; }
    late.day = waves->day;
    late.value = waves->value;
    late.noise = waves->noise;
    late.weeks = waves->weeks;
    *waves = late;
    (void)log_likelihood(waves, work); /* leaves the factor of the final values */
}

static hc_status take_memory(hc_waves *waves, size_t weeks, double **work, hc_error *err)
{
    HC_TRY(hc_alloc(&waves->day, weeks, sizeof *waves->day, err));
    HC_TRY(hc_alloc(&waves->value, weeks, sizeof *waves->value, err));
    HC_TRY(hc_alloc(&waves->noise, weeks, sizeof *waves->noise, err));
    HC_TRY(hc_alloc(&waves->factor, weeks * hc_cholesky_stride(weeks), sizeof *waves->factor,
                    err));
    return hc_alloc(work, 7 * weeks, sizeof **work, err);
}

hc_status hc_waves_fit(hc_waves *waves, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, const hc_day_effects *effects,
                       hc_error *err)
{
    hc_waves made = {.season = 0.03,
                     .season_length = 0.5,
                     .level = 0.08,
                     .level_weeks = 12.0,
                     .day_noise = 0.1};
    double *work = NULL;
    hc_waves_clear(waves);
    if (matrix->days < (size_t)7 * HC_WAVES_WEEKS_MIN) { return HC_OK; }
    const hc_status st = take_memory(&made, matrix->days / 7, &work, err);
    if (st == HC_OK) {
        read_weeks(&made, matrix, calendar, effects, work);
        if (made.weeks >= HC_WAVES_WEEKS_MIN) { search_waves(&made, work); }
    }
    if (st == HC_OK && made.weeks >= HC_WAVES_WEEKS_MIN &&
        (made.season > 0.0 || made.cycle > 0.0)) {
        *waves = made;
        made = (hc_waves)HC_WAVES_INIT;
    }
    hc_free(work);
    hc_waves_clear(&made);
    return st;
}

/* ------------------------------------------------------------------------------ effect */

/* Weeks that ended before a day; 0 when they are too few for a season. */
static size_t weeks_before(const hc_waves *waves, size_t before)
{
    size_t n = waves->weeks;
    while (n > 0 && waves->day[n - 1] + 3 >= (int32_t)before) {
        n--;
    }
    return n < HC_WAVES_WEEKS_MIN ? 0 : n;
}

static size_t days_apart(size_t day, int32_t other)
{
    const size_t at = (size_t)other;
    return day > at ? day - at : at - day;
}

/* Covariance of a day's effect, less its mean over the latest weeks before the origin, with
 * another's. */
static double centred_covariance(const hc_waves *waves, size_t before, size_t day,
                                 int32_t other)
{
    double mean = 0.0;
    for (size_t back = 1; back <= LEVEL_WEEKS; back++) {
        const size_t at = before - 7 * back;
        mean += wave_covariance(waves, days_apart(at, other)) / LEVEL_WEEKS;
    }
    return wave_covariance(waves, days_apart(day, other)) - mean;
}

/* What the wave was misjudged by in the latest weeks the level has made good: open is how it
 * goes on from there. */
double hc_waves_doubt(const hc_waves *waves, size_t before, size_t day, double *work)
{
    const size_t n = weeks_before(waves, before);
    if (n == 0) { return 0.0; }
    double left = centred_covariance(waves, before, day, (int32_t)day);
    for (size_t back = 1; back <= LEVEL_WEEKS; back++) {
        const size_t at = before - 7 * back;
        left -= centred_covariance(waves, before, day, (int32_t)at) / LEVEL_WEEKS;
    }
    for (size_t week = 0; week < n; week++) {
        work[week] = centred_covariance(waves, before, day, waves->day[week]);
    }
    hc_cholesky_forward(waves->factor, n, hc_cholesky_stride(waves->weeks), work);
    for (size_t week = 0; week < n; week++) {
        left -= work[week] * work[week];
    }
    return fmax(0.0, left);
}

/* Takes the mean of the year before the origin out: a factor of 1 is that year's middle. */
static void centre_effect(size_t before, size_t days, double *effect)
{
    double mean = 0.0;
    const size_t year = (size_t)YEAR_DAYS;
    for (size_t day = before - year; day < before; day++) {
        mean += effect[day] / (double)year;
    }
    for (size_t day = 0; day < days; day++) {
        effect[day] -= mean;
    }
}

void hc_waves_effect(const hc_waves *waves, size_t before, size_t days, double *work,
                     double *effect)
{
    double *covariance = work + 2 * waves->weeks; /* [days] by days apart */
    const size_t n = weeks_before(waves, before);
    memset(effect, 0, days * sizeof *effect);
    if (n == 0) { return; }
    centre(waves, n, work + waves->weeks, work);
    hc_cholesky_forward(waves->factor, n, hc_cholesky_stride(waves->weeks), work);
    hc_cholesky_backward(waves->factor, n, hc_cholesky_stride(waves->weeks), work);
    for (size_t day = 0; day < days; day++) {
        covariance[day] = wave_covariance(waves, day);
    }
    for (size_t week = 0; week < n; week++) {
        for (size_t day = 0; day < days; day++) {
            effect[day] += covariance[days_apart(day, waves->day[week])] * work[week];
        }
    }
    centre_effect(before, days, effect);
}

void hc_waves_clear(hc_waves *waves)
{
    hc_free(waves->day);
    hc_free(waves->value);
    hc_free(waves->noise);
    hc_free(waves->factor);
    *waves = (hc_waves)HC_WAVES_INIT;
}
