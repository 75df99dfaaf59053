#include "forecast/models/day_process.h"

#include <stdlib.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"
#include "tests/forecast/forecast_support.h"

#define DAYS 300
#define AHEAD 28
#define PI 3.14159265358979323846

typedef struct fitted {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_day_process process;
    double work[2 * DAYS], trend[DAYS + AHEAD];
    hc_day_effects effects;
} fitted;

static const hc_level_steps no_steps = {.count = 0};

static double flat(double day)
{
    return 0.0 * day;
}

static double climbing(double day)
{
    return 0.004 * day;
}

static double yearly_wave(double day)
{
    return 0.2 * cos(2.0 * PI * day / 365.25);
}

static void fit(fitted *f, synthetic_shape *shape, const hc_level_steps *steps,
                const double *wave)
{
    *f = (fitted){.matrix = synthetic_days(DAYS, shape)};
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&f->calendar, &f->matrix, NULL, AHEAD, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_day_process_fit(&f->process, &f->matrix, &f->calendar, steps, wave,
                                             wave == NULL, NULL),
                          HC_OK);
    hc_day_effects_at(&f->process, DAYS, f->work, &f->effects);
    hc_process_trend(&f->process, &f->effects, DAYS + AHEAD, f->trend);
}

static void clear(fitted *f)
{
    hc_day_process_clear(&f->process);
    hc_calendar_clear(&f->calendar);
    hc_day_matrix_clear(&f->matrix);
}

/* The slope is learnt and goes on ahead, damped: never beyond the straight line. */
static void a_planted_growth_becomes_the_trend(void)
{
    fitted f;
    fit(&f, climbing, &no_steps, NULL);
    CHECK_CLOSE(f.trend[DAYS - 101], -0.4, 0.15);
    CU_ASSERT(f.trend[DAYS + AHEAD - 1] > 0.02);
    CU_ASSERT(f.trend[DAYS + AHEAD - 1] < 0.004 * AHEAD * 1.3);
    clear(&f);
}

static void without_growth_there_is_no_trend(void)
{
    fitted f;
    fit(&f, flat, &no_steps, NULL);
    for (size_t day = 0; day < DAYS + AHEAD; day++) {
        CU_ASSERT(fabs(f.trend[day]) < 0.03);
    }
    clear(&f);
}

static void a_season_that_is_taken_out_is_no_trend(void)
{
    double wave[DAYS];
    for (size_t day = 0; day < DAYS; day++) {
        wave[day] = yearly_wave((double)day);
    }
    fitted f;
    fit(&f, yearly_wave, &no_steps, wave);
    for (size_t day = 0; day < DAYS + AHEAD; day++) {
        CU_ASSERT(fabs(f.trend[day]) < 0.05);
    }
    clear(&f);
}

static double two_waves(double day)
{
    return 0.08 * cos(2.0 * PI * day / 365.25) + 0.06 * sin(2.0 * PI * day / (7.0 * 37.0));
}

/* Sum of squares of what the trend ahead misses of a shape. */
static double missed_ahead(const fitted *f, synthetic_shape *shape)
{
    double sum = 0.0;
    for (size_t day = DAYS; day < DAYS + AHEAD; day++) {
        const double moved = shape((double)day) - shape(DAYS - 1.0);
        sum += (f->trend[day] - moved) * (f->trend[day] - moved);
    }
    return sum;
}

/* In ten months no wave comes back, but what is believed of waves bends the trend as they do.
 */
static void slow_waves_go_on_ahead(void)
{
    const double none[DAYS] = {0.0};
    fitted without, with;
    fit(&without, two_waves, &no_steps, none);
    fit(&with, two_waves, &no_steps, NULL);
    CU_ASSERT(missed_ahead(&with, two_waves) < 0.5 * missed_ahead(&without, two_waves));
    CU_ASSERT(sqrt(missed_ahead(&with, two_waves) / AHEAD) < 0.005);
    clear(&with);
    clear(&without);
}

static double drawn(double day)
{
    hc_rng rng;
    hc_rng_stream(&rng, 5, (uint64_t)day);
    return hc_rng_normal(&rng);
}

static double scattered(double day)
{
    return 0.06 * drawn(day);
}

/* A fortnight in three is six times as wild as the others. */
static double wild_at_times(double day)
{
    return (fmod(day, 42.0) < 14.0 ? 0.12 : 0.02) * drawn(day);
}

static void days_that_look_as_drawn_are_plausible(void)
{
    fitted f;
    fit(&f, scattered, &no_steps, NULL);
    CU_ASSERT(f.process.plausible > 0.5);
    CU_ASSERT_DOUBLE_EQUAL(f.process.trust, 1.0, 0.0);
    clear(&f);
    fit(&f, wild_at_times, &no_steps, NULL);
    const double p = f.process.plausible;
    CU_ASSERT(p < 0.1);
    CHECK_CLOSE(f.process.trust, p > 0.0 ? -exp(1.0) * p * log(p) : 0.0, 1e-12);
    clear(&f);
}

/* One weekday comes and goes by half. */
static double one_weekday_drifts(double day)
{
    return 0.05 * drawn(day) + (fmod(day, 7.0) < 1.0 ? 0.5 * sin(2.0 * PI * day / 200.0) : 0.0);
}

/* That weekdays stay as they are is believed until they show that they do not. */
static void weekdays_drift_only_where_they_do(void)
{
    fitted f;
    fit(&f, scattered, &no_steps, NULL);
    CU_ASSERT(f.process.sizes.weekday < 0.01);
    clear(&f);
    fit(&f, one_weekday_drifts, &no_steps, NULL);
    CU_ASSERT(f.process.sizes.weekday > 0.05);
    clear(&f);
}

/* Each weekday's own total, at the level of the last days. */
static void the_expected_level_of_a_day_is_its_weekdays(void)
{
    fitted f;
    fit(&f, flat, &no_steps, NULL);
    for (size_t ahead = 0; ahead < 7; ahead++) {
        const size_t day = DAYS + ahead;
        const int32_t pattern = f.calendar.kind[day].pattern;
        double sum = 0.0;
        for (size_t week = 1; week <= 20; week++) {
            sum += f.matrix.total[day - 7 * week] / 20.0;
        }
        if (f.matrix.seen[day - 7] <= 0.0) { continue; }
        const double log_total = hc_process_level(&f.process, &f.effects, day, pattern);
        CHECK_CLOSE(expm1(log_total) / sum, 1.0, 0.06);
    }
    clear(&f);
}

static int32_t date_of(double day)
{
    return hc_date_from_day(SYNTHETIC_FIRST + (int64_t)day).day;
}

static double billed_on_the_16th(double day)
{
    return date_of(day) == 16 ? 0.3 : 0.0;
}

/* Months of 30 days and of 31 tell of the same date. */
static void a_date_is_the_same_in_months_of_any_length(void)
{
    fitted f;
    fit(&f, billed_on_the_16th, &no_steps, NULL);
    for (size_t day = DAYS - 61; day < DAYS; day++) {
        const double effect = hc_month_effect(&f.effects, &f.calendar.kind[day]);
        const int32_t date = date_of((double)day);
        if (date == 16) { CU_ASSERT_DOUBLE_EQUAL(effect, 0.3, 0.05); }
        if (date == 17 || date == 15) { CU_ASSERT(fabs(effect) < 0.05); }
    }
    clear(&f);
}

static double busy_first_half(double day)
{
    return date_of(day) <= 12 ? 0.3 : 0.0;
}

/* Level and place in the month together are the days' own: what the places have in common is
 * not lost between them. */
static void level_and_places_add_up_to_the_days(void)
{
    const double no_waves[DAYS] = {0.0};
    fitted f;
    double came = 0.0, said = 0.0;
    fit(&f, busy_first_half, &no_steps, no_waves);
    for (size_t day = DAYS - 56; day < DAYS; day++) {
        if (f.matrix.seen[day] <= 0.0) { continue; }
        const hc_day_kind *kind = &f.calendar.kind[day];
        const double level = hc_process_level(&f.process, &f.effects, day, kind->pattern);
        came += f.matrix.total[day];
        said += exp(level + hc_month_effect(&f.effects, kind));
    }
    CHECK_CLOSE(said / came, 1.0, 0.003);
    clear(&f);
}

/* What an earlier origin knows does not depend on later days. */
static void the_trend_of_an_earlier_origin_ends_there(void)
{
    fitted f;
    fit(&f, climbing, &no_steps, NULL);
    hc_day_effects_at(&f.process, DAYS - 28, f.work, &f.effects);
    hc_process_trend(&f.process, &f.effects, DAYS, f.trend);
    CU_ASSERT_DOUBLE_EQUAL(f.trend[f.effects.row[f.effects.rows - 1].day], 0.0, 1e-12);
    CU_ASSERT(f.effects.row[f.effects.rows - 1].day < DAYS - 28);
    clear(&f);
}

/* The farther ahead, the less is known; a wandering level is doubted more than a steady one. */
static void the_doubt_of_the_level_grows_ahead(void)
{
    fitted f;
    double work[DAYS + 16], grown[2];
    for (int climbs = 0; climbs < 2; climbs++) {
        fit(&f, climbs ? climbing : flat, &no_steps, NULL);
        const double near =
            hc_process_doubts(&f.process, &f.effects, NULL, 0, DAYS, false, work, NULL);
        const double far =
            hc_process_doubts(&f.process, &f.effects, NULL, 0, DAYS + 21, false, work, NULL);
        CU_ASSERT(far > near);
        grown[climbs] = far - near;
        clear(&f);
    }
    CU_ASSERT(grown[1] > 2.0 * grown[0]);
}

static double badly_aligned(double day)
{
    return day < 250.0 ? 0.06 : 0.0;
}

/* Days before a jump were brought to the new level, 6 % too high. */
static void what_an_alignment_missed_is_told_from_the_days_on_both_sides(void)
{
    const hc_level_steps steps = {.count = 1, .step = {{250, 1.5}}};
    fitted f;
    fit(&f, badly_aligned, &steps, NULL);
    CU_ASSERT_DOUBLE_EQUAL(f.effects.step[1], 0.06, 0.015);
    CU_ASSERT_DOUBLE_EQUAL(f.effects.step[0], 0.0, 0.0);
    CU_ASSERT_EQUAL(hc_level_steps_after(&steps, 249), 1);
    CU_ASSERT_EQUAL(hc_level_steps_after(&steps, 250), 0);
    clear(&f);
}

static double busy_first_three(double day)
{
    return date_of(day) <= 3 ? 0.15 : 0.0;
}

/* Dates that are alike are taken together, and where there is nothing there are no runs. */
static void runs_of_alike_dates_are_found(void)
{
    fitted f;
    fit(&f, flat, &no_steps, NULL);
    CU_ASSERT(f.process.runs[HC_PLACE_DATE] == NULL);
    CU_ASSERT(f.process.runs[HC_PLACE_BUSINESS] == NULL);
    clear(&f);
    fit(&f, busy_first_three, &no_steps, NULL);
    CU_ASSERT(f.process.runs[HC_PLACE_DATE] != NULL);
    const double *date = f.effects.date + HC_PLACES / 2 - 16;
    CHECK_CLOSE(date[2] - date[9], 0.15, 0.2);
    CU_ASSERT_DOUBLE_EQUAL(date[1], date[3], 0.005);
    CU_ASSERT_DOUBLE_EQUAL(date[9], date[12], 0.005);
    clear(&f);
}

static double busy_and_scattered(double day)
{
    return (date_of(day) <= 3 ? 0.11 : 0.0) + 0.08 * drawn(day);
}

/* Log level without what hc_process_level gives back of the log scale. */
static double log_level_of(const fitted *f, size_t day)
{
    const hc_process_sizes *sizes = &f->process.sizes;
    const double level =
        hc_process_level(&f->process, &f->effects, day, f->calendar.kind[day].pattern);
    double bare = level;
    for (int i = 0; i < 20; i++) {
        const double total = expm1(bare);
        bare = level - 0.5 * (sizes->noise * sizes->noise + sizes->memory * sizes->memory +
                              total / ((total + 1.0) * (total + 1.0)));
    }
    return bare;
}

/* Averaged places and the level that goes with them leave to each day's own noise what the
 * normal equations say, r = noise K^-1 y, as of all parts together. */
static void averaged_places_leave_each_day_its_noise(void)
{
    const double no_waves[DAYS] = {0.0};
    fitted f;
    fit(&f, busy_and_scattered, &no_steps, no_waves);
    CU_ASSERT_PTR_NOT_NULL_FATAL(f.process.places_solved);
    for (size_t i = 0; i < f.process.rows; i++) {
        const hc_process_row *row = &f.process.row[i];
        const size_t day = (size_t)row->day;
        const double noise =
            f.process.sizes.noise * f.process.sizes.noise / row->weight + row->count_noise;
        const double left =
            row->log_total - log_level_of(&f, day) - hc_month_effect(&f.effects, &row->kind);
        CU_ASSERT_DOUBLE_EQUAL(left, noise * f.effects.solved[i], 1e-9);
    }
    clear(&f);
}

/* ------------------------------------------------------------------------ second method */

#define BOTH (2 * HC_PLACES) /* business days, then dates, by their index in the tables */

/* Days without what places add to their covariance, and what they tell of the places. */
typedef struct placeless {
    size_t n, stride;
    double *factor, *columns; /* [n * stride], [BOTH * stride] times U'^-1 */
    double right[DAYS], sorted[DAYS], told[BOTH][BOTH], target[BOTH], effect[BOTH],
        covariance[BOTH][BOTH];
    struct hc_process_tables tables;
} placeless;

static placeless *take_places_out(const hc_day_process *process)
{
    placeless *it = calloc(1, sizeof *it);
    const size_t n = process->rows, stride = process->stride;
    it->n = n;
    it->stride = stride;
    it->factor = calloc(n * stride, sizeof(double));
    it->columns = calloc(BOTH * stride, sizeof(double));
    it->tables = *process->tables;
    memset(it->tables.business, 0, sizeof it->tables.business);
    memset(it->tables.date, 0, sizeof it->tables.date);
    hc_process_by_kind(&it->tables, process->row, n, stride, it->factor);
    hc_process_covariance(&it->tables, &process->sizes, process->row, n, stride, it->factor,
                          it->factor);
    CU_ASSERT_FATAL(hc_cholesky(it->factor, n, stride));
    (void)hc_process_centre(process->row, n, it->sorted, it->right);
    hc_cholesky_forward(it->factor, n, stride, it->right);
    for (size_t i = 0; i < n; i++) {
        const hc_day_kind *kind = &process->row[i].kind;
        it->columns[(size_t)(kind->business + HC_PLACES / 2) * stride + i] = 1.0;
        it->columns[(size_t)(kind->date + HC_PLACES / 2 + HC_PLACES) * stride + i] = 1.0;
    }
    for (size_t a = 0; a < BOTH; a++) {
        hc_cholesky_forward(it->factor, n, stride, it->columns + a * stride);
        it->target[a] = hc_dot(it->columns + a * stride, it->right, n);
    }
    for (size_t a = 0; a < BOTH; a++) {
        for (size_t b = 0; b < BOTH; b++) {
            it->told[a][b] = hc_dot(it->columns + a * stride, it->columns + b * stride, n);
        }
    }
    return it;
}

/* The places of one kind, from the first to the last that has days, given the other's. */
static void average_places(placeless *it, size_t from)
{
    static double square[HC_PLACES * HC_PLACES];
    size_t first = from, last = from + HC_PLACES - 1;
    double mean[HC_PLACES];
    while (!(it->told[first][first] > 0.0)) {
        first++;
    }
    while (!(it->told[last][last] > 0.0)) {
        last--;
    }
    hc_places_told told = {.n = last - first + 1};
    for (size_t i = 0; i < told.n; i++) {
        told.precision[i] = it->told[first + i][first + i];
        told.sum[i] = it->target[first + i] + told.precision[i] * it->effect[first + i] -
                      hc_dot(it->told[first + i], it->effect, BOTH);
    }
    hc_place_average(&told, mean, square);
    for (size_t i = 0; i < told.n; i++) {
        it->effect[first + i] = mean[i];
        for (size_t j = i; j < told.n; j++) {
            it->covariance[first + i][first + j] = it->covariance[first + j][first + i] =
                square[i * HC_PLACES + j];
        }
    }
}

/* What is left of a day's mean when the places have that covariance. */
static double left_of_day(const placeless *it, const hc_day_process *process,
                          const hc_day_kind *kind, size_t day)
{
    const hc_process_row ahead = {
        .day = (int32_t)day, .kind = *kind, .prior = hc_calendar_prior(kind)};
    double common[DAYS], open[BOTH] = {0};
    double left = hc_process_between_means(&it->tables, &ahead, &ahead);
    for (size_t i = 0; i < it->n; i++) {
        common[i] = hc_process_between_means(&it->tables, &process->row[i], &ahead);
    }
    hc_cholesky_forward(it->factor, it->n, it->stride, common);
    left -= hc_dot(common, common, it->n);
    open[kind->business + HC_PLACES / 2] = open[kind->date + HC_PLACES / 2 + HC_PLACES] = 1.0;
    for (size_t a = 0; a < BOTH; a++) {
        open[a] -= hc_dot(it->columns + a * it->stride, common, it->n);
    }
    for (size_t a = 0; a < BOTH; a++) {
        left += open[a] * hc_dot(it->covariance[a], open, BOTH);
    }
    return left;
}

/* The covariance without places factored as a whole, and what it tells of them averaged. */
static void doubts_are_those_of_the_averaged_places(void)
{
    fitted f;
    hc_day_doubts doubts[HC_DOUBT_DAYS];
    double *work = calloc((size_t)HC_DOUBT_SIDES * (DAYS + 16), sizeof *work);
    fit(&f, busy_and_scattered, &no_steps, NULL);
    CU_ASSERT_FATAL(f.process.trust > 0.5);
    hc_free(f.process.places_solved);
    hc_free(f.process.places.whitened);
    hc_free(f.process.places.differs);
    f.process.trust = 1.0;
    CU_ASSERT_EQUAL_FATAL(hc_process_average_places(&f.process, NULL), HC_OK);
    placeless *it = take_places_out(&f.process);
    for (int sweep = 0; sweep < 2; sweep++) {
        average_places(it, HC_PLACES);
        average_places(it, 0);
    }
    (void)hc_process_doubts(&f.process, &f.effects, f.calendar.kind + DAYS, HC_DOUBT_DAYS, DAYS,
                            false, work, doubts);
    for (size_t i = 0; i < HC_DOUBT_DAYS; i++) {
        const hc_day_kind *kind = &f.calendar.kind[DAYS + i];
        CHECK_CLOSE(doubts[i].mean, left_of_day(it, &f.process, kind, DAYS + i), 1e-6);
    }
    free(it->factor);
    free(it->columns);
    free(it);
    free(work);
    clear(&f);
}

/* Dates of a run have its effect, all others none, and business days nothing of it. */
static void averaged_places_of_a_run_are_alike(void)
{
    fitted f;
    fit(&f, busy_and_scattered, &no_steps, NULL);
    const double *date = f.effects.date + HC_PLACES / 2 - 16;
    CU_ASSERT_DOUBLE_EQUAL(date[2] - date[9], 0.11,
                           0.03); /* drawn: three days of .08 a month */
    CU_ASSERT_DOUBLE_EQUAL(date[1], date[2], 0.003);
    for (size_t other = 6; other <= 25; other++) {
        CU_ASSERT_DOUBLE_EQUAL(date[other], date[9], 0.02);
    }
    CU_ASSERT_DOUBLE_EQUAL(f.effects.business[HC_PLACES / 2 + 1],
                           f.effects.business[HC_PLACES / 2 + 8], 0.002);
    clear(&f);
}

static double busy_and_wild_at_times(double day)
{
    return (date_of(day) <= 3 ? 0.11 : 0.0) + wild_at_times(day);
}

/* Evidence of runs is as strong as it looks only where days look as they are drawn. */
static void weaker_evidence_of_runs_does_where_days_look_as_drawn(void)
{
    fitted f;
    fit(&f, busy_and_scattered, &no_steps, NULL);
    CU_ASSERT(f.process.plausible > 0.9);
    CU_ASSERT(f.process.runs[HC_PLACE_DATE] != NULL);
    clear(&f);
    fit(&f, busy_and_wild_at_times, &no_steps, NULL);
    CU_ASSERT(f.process.plausible < 0.1);
    CU_ASSERT(f.process.runs[HC_PLACE_DATE] == NULL);
    clear(&f);
}

static void each_failing_allocation_is_reported(void)
{
    synthetic s = synthetic_default();
    s.days = 60;
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    hc_calendar calendar = HC_CALENDAR_INIT;
    hc_day_process process = HC_DAY_PROCESS_INIT;
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&matrix, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&calendar, &matrix, NULL, 7, NULL), HC_OK);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    size_t k = 0;
    while (st == HC_ERR_MEMORY && k < 100) {
        hc_heap_fail_at(++k);
        st = hc_day_process_fit(&process, &matrix, &calendar, &no_steps, NULL, true, NULL);
        hc_heap_fail_at(0);
        CU_ASSERT(st == HC_OK || hc_heap_live() == live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT(k > 25); /* the average of the places among them */
    CU_ASSERT_PTR_NOT_NULL(process.places_solved);
    hc_day_process_clear(&process);
    hc_calendar_clear(&calendar);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* A total of one day is as unknown as its mean and the few days' memory, of which nothing is
 * known the week after; a week's less than its days on average, and more the later it comes. */
static void a_total_is_known_better_than_its_days(void)
{
    fitted f;
    double work[HC_DOUBT_SIDES * (DAYS + 16)], share[7], days = 0.0;
    hc_day_doubts alone[7], far;
    fit(&f, flat, &no_steps, NULL);
    const hc_day_kind *kinds = f.calendar.kind + DAYS;
    (void)hc_process_doubts(&f.process, &f.effects, kinds, 7, DAYS, true, work, alone);
    const double one = 1.0;
    for (size_t day = 0; day < 7; day++) {
        const double total = hc_process_total_doubt(&f.process, &f.effects, &kinds[day], &one,
                                                    1, DAYS + day, work);
        share[day] = 1.0 / 7.0;
        days += total / 7.0;
        CU_ASSERT(alone[day].mean > 0.0 && alone[day].mean <= total);
        CU_ASSERT_EQUAL(alone[day].whole, total);
    }
    const double memory = f.process.sizes.memory * f.process.sizes.memory;
    CU_ASSERT_FATAL(memory > 0.0);
    (void)hc_process_doubts(&f.process, &f.effects, &kinds[14], 1, DAYS + 100, true, work,
                            &far);
    CHECK_CLOSE(far.whole - far.mean, memory, 1e-3);
    const double week =
        hc_process_total_doubt(&f.process, &f.effects, kinds, share, 7, DAYS, work);
    const double later =
        hc_process_total_doubt(&f.process, &f.effects, kinds + 14, share, 7, DAYS + 14, work);
    CU_ASSERT(week > 0.0 && week < days);
    CU_ASSERT(later > week);
    clear(&f);
}

/* Mean of what the process expects of a week's days over the mean of its days, of days drawn
 * by chance around one mean. */
static double level_over_mean(double mean)
{
    fitted f;
    fit(&f, flat, &no_steps, NULL);
    hc_rng rng;
    hc_rng_stream(&rng, 3, 1);
    double came = 0.0, days = 0.0, said = 0.0;
    for (size_t day = 0; day < DAYS; day++) {
        if (!(f.matrix.seen[day] > 0.0) || f.matrix.weekday[day] == 6) { continue; }
        f.matrix.total[day] = hc_rng_poisson(&rng, mean);
        came += f.matrix.total[day];
        days += 1.0;
    }
    hc_day_process_clear(&f.process);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_process_fit(&f.process, &f.matrix, &f.calendar, &no_steps, NULL, true, NULL),
        HC_OK);
    hc_day_effects_at(&f.process, DAYS, f.work, &f.effects);
    for (int32_t pattern = 0; pattern < 6; pattern++) {
        said += expm1(hc_process_level(&f.process, &f.effects, DAYS + 10, pattern)) / 6.0;
    }
    clear(&f);
    return said / (came / days);
}

/* A low day's own count is no reason to believe it less than a high one. */
static void few_calls_a_day_are_not_taken_for_more(void)
{
    CHECK_CLOSE(level_over_mean(8.0), 1.0, 0.03);
    CHECK_CLOSE(level_over_mean(40.0), 1.0, 0.02);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_planted_growth_becomes_the_trend),
        HC_TEST(without_growth_there_is_no_trend),
        HC_TEST(a_season_that_is_taken_out_is_no_trend),
        HC_TEST(slow_waves_go_on_ahead),
        HC_TEST(days_that_look_as_drawn_are_plausible),
        HC_TEST(weekdays_drift_only_where_they_do),
        HC_TEST(the_expected_level_of_a_day_is_its_weekdays),
        HC_TEST(a_date_is_the_same_in_months_of_any_length),
        HC_TEST(level_and_places_add_up_to_the_days),
        HC_TEST(the_trend_of_an_earlier_origin_ends_there),
        HC_TEST(the_doubt_of_the_level_grows_ahead),
        HC_TEST(what_an_alignment_missed_is_told_from_the_days_on_both_sides),
        HC_TEST(runs_of_alike_dates_are_found),
        HC_TEST(weaker_evidence_of_runs_does_where_days_look_as_drawn),
        HC_TEST(averaged_places_leave_each_day_its_noise),
        HC_TEST(doubts_are_those_of_the_averaged_places),
        HC_TEST(averaged_places_of_a_run_are_alike),
        HC_TEST(each_failing_allocation_is_reported),
        HC_TEST(few_calls_a_day_are_not_taken_for_more),
        HC_TEST(a_total_is_known_better_than_its_days),
    };
    return hc_test_run("day_process", tests, sizeof tests / sizeof *tests);
}
