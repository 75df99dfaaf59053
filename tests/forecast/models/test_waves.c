#include "forecast/models/waves.h"

#include "tests/forecast/forecast_support.h"

#define YEARS_DAYS 1200 /* three years and a bit */
#define CYCLE_WEEKS 29.0
#define PI 3.14159265358979323846

#define WORK (2 * YEARS_DAYS / 7 + 2)
#define AHEAD_DAYS 61

/* A queue with waves of the given sizes (log scale, cosines, highest on the first day): one of
 * a year and one of CYCLE_WEEKS. */
typedef struct fitted {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_day_process process;
    hc_waves waves;
    double *work;
    hc_day_effects effects;
} fitted;

static fitted fit(size_t days, double season, double cycle)
{
    synthetic s = synthetic_default();
    s.days = days;
    s.interval_min = 60;
    hc_series history = synthetic_make(&s);
    const hc_level_steps steps = {.count = 0};
    fitted f = {.matrix = HC_DAY_MATRIX_INIT};
    const int64_t end = SYNTHETIC_FIRST + (int64_t)days;
    CU_ASSERT_EQUAL_FATAL(hc_day_matrix_make(&f.matrix, &history, 0, end, NULL), HC_OK);
    for (size_t day = 0; day < days; day++) {
        f.matrix.total[day] *= exp(season * cos(2.0 * PI * (double)day / 365.25) +
                                   cycle * cos(2.0 * PI * (double)day / (7.0 * CYCLE_WEEKS)));
    }
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&f.calendar, &f.matrix, NULL, AHEAD_DAYS, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_process_sketch(&f.process, &f.matrix, &f.calendar, &steps, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&f.work, 4 * days, sizeof *f.work, NULL), HC_OK);
    hc_day_effects_at(&f.process, days, f.work, &f.effects);
    CU_ASSERT_EQUAL_FATAL(hc_waves_fit(&f.waves, &f.matrix, &f.calendar, &f.effects, NULL),
                          HC_OK);
    hc_series_clear(&history);
    return f;
}

static void clear(fitted *f)
{
    hc_waves_clear(&f->waves);
    hc_day_process_clear(&f->process);
    hc_calendar_clear(&f->calendar);
    hc_day_matrix_clear(&f->matrix);
    hc_free(f->work);
}

static void a_planted_season_is_found(void)
{
    fitted f = fit(YEARS_DAYS, 0.2, 0.0);
    double effect[YEARS_DAYS + 28], work[WORK], mean = 0.0;
    CU_ASSERT_FATAL(f.waves.weeks > 0);
    hc_waves_effect(&f.waves, YEARS_DAYS, YEARS_DAYS + 28, work, effect);
    for (size_t day = 0; day < YEARS_DAYS + 28; day++) {
        const double truth = 0.2 * cos(2.0 * PI * (double)day / 365.25);
        CU_ASSERT(fabs(effect[day] - truth) < 0.01);
    }
    for (size_t day = YEARS_DAYS - 365; day < YEARS_DAYS; day++) {
        mean += effect[day] / 365.0;
    }
    CU_ASSERT_DOUBLE_EQUAL(mean, 0.0, 1e-9);
    clear(&f);
}

/* Of unknown length, beside the season: its length is learnt and it goes on ahead. */
static void a_planted_cycle_is_found_beside_the_season(void)
{
    fitted f = fit(YEARS_DAYS, 0.15, 0.1);
    double effect[YEARS_DAYS + 28], work[WORK];
    CU_ASSERT_FATAL(f.waves.weeks > 0);
    CHECK_CLOSE(f.waves.cycle_weeks, CYCLE_WEEKS, 1.0);
    hc_waves_effect(&f.waves, YEARS_DAYS, YEARS_DAYS + 28, work, effect);
    const double now = effect[YEARS_DAYS - 1];
    for (size_t day = YEARS_DAYS; day < YEARS_DAYS + 28; day++) {
        const double truth = 0.15 * (cos(2.0 * PI * (double)day / 365.25) -
                                     cos(2.0 * PI * (YEARS_DAYS - 1.0) / 365.25)) +
                             0.1 * (cos(2.0 * PI * (double)day / (7.0 * CYCLE_WEEKS)) -
                                    cos(2.0 * PI * (YEARS_DAYS - 1.0) / (7.0 * CYCLE_WEEKS)));
        CU_ASSERT(fabs(effect[day] - now - truth) < 0.03);
    }
    clear(&f);
}

static void waves_that_are_not_there_shrink_to_nothing(void)
{
    fitted f = fit(YEARS_DAYS, 0.0, 0.0);
    double effect[YEARS_DAYS], work[WORK];
    CU_ASSERT_DOUBLE_EQUAL(f.waves.cycle, 0.0, 0.0);
    hc_waves_effect(&f.waves, YEARS_DAYS, YEARS_DAYS, work, effect);
    for (size_t day = 0; day < YEARS_DAYS; day++) {
        CU_ASSERT(fabs(effect[day]) < 0.01);
    }
    clear(&f);
}

/* A day of a twentieth of its calls would move its week by .43 as part of a plain mean. */
static void an_outage_day_hardly_moves_its_week(void)
{
    fitted f = fit(YEARS_DAYS, 0.2, 0.0);
    hc_waves more = HC_WAVES_INIT;
    const size_t day = YEARS_DAYS - 200;
    size_t week = 0;
    while (f.waves.day[week] + 3 < (int32_t)day) {
        week++;
    }
    CU_ASSERT_FATAL(f.matrix.seen[day] > 0.0 && hc_day_is_ordinary(&f.calendar.kind[day]));
    f.matrix.total[day] *= 0.05;
    CU_ASSERT_EQUAL_FATAL(hc_waves_fit(&more, &f.matrix, &f.calendar, &f.effects, NULL), HC_OK);
    CU_ASSERT(fabs(more.value[week] - f.waves.value[week]) < 0.05);
    CU_ASSERT(more.value[week] < f.waves.value[week]);
    hc_waves_clear(&more);
    clear(&f);
}

static void a_season_alone_has_no_cycle(void)
{
    fitted f = fit(YEARS_DAYS, 0.2, 0.0);
    CU_ASSERT(f.waves.season > 0.0);
    CU_ASSERT_DOUBLE_EQUAL(f.waves.cycle, 0.0, 0.0);
    clear(&f);
}

/* Its length is open: each of those that are left has a share. */
static void a_cycle_may_have_any_length_near_the_planted_one(void)
{
    fitted f = fit(YEARS_DAYS, 0.15, 0.1);
    double work[WORK], shares = 0.0;
    hc_cycle_known known;
    hc_waves_known(&f.waves, YEARS_DAYS, work, &known);
    CU_ASSERT_FATAL(f.waves.lengths.count > 0);
    for (size_t k = 0; k < f.waves.lengths.count; k++) {
        shares += known.of[k].share;
        if (known.of[k].share > 0.01) {
            CHECK_CLOSE(f.waves.lengths.weeks[k], CYCLE_WEEKS, 0.05);
        }
    }
    CHECK_CLOSE(shares, 1.0, 1e-12);
    clear(&f);
}

/* Of the lengths that the weeks leave, with a season that is seen more surely than a level goes
 * on: less is doubted of them together than each is large. */
static void the_days_tell_what_is_not_known_of_the_waves(void)
{
    fitted f = fit(YEARS_DAYS, 0.15, 0.1);
    double effect[YEARS_DAYS], work[WORK], shares = 0.0;
    hc_waves_effect(&f.waves, YEARS_DAYS, YEARS_DAYS, work, effect);
    for (size_t i = 0; i < f.process.rows; i++) {
        f.process.row[i].log_total -= effect[f.process.row[i].day];
    }
    CU_ASSERT_EQUAL_FATAL(hc_waves_tell_days(&f.waves, &f.process, YEARS_DAYS, effect, NULL),
                          HC_OK);
    const hc_wave_days *told = &f.waves.by_days;
    CU_ASSERT(told->believed.season > 0);
    CU_ASSERT_FATAL(told->believed.lengths.count > 0);
    CU_ASSERT(told->believed.lengths.count < f.waves.lengths.count);
    for (size_t k = 0; k < told->believed.lengths.count; k++) {
        CHECK_CLOSE(told->believed.lengths.weeks[k], CYCLE_WEEKS, 0.1);
        shares += told->cycle[k].share;
    }
    CHECK_CLOSE(shares, 1.0, 1e-12);
    double *solved = f.work; /* of a day that the process says nothing of */
    memset(solved, 0, told->rows * sizeof *solved);
    const double doubt = hc_wave_days_doubt(told, solved, YEARS_DAYS + 3);
    CU_ASSERT(doubt > 0.0 && doubt < 0.1 * 0.1);
    clear(&f);
}

/* As waves of a year, half a year and so on it has the variance that it has as a bell. */
static void a_season_is_a_sum_of_waves(void)
{
    double variance[HC_SEASON_WAVES_MAX], bell[200];
    const double lengths[] = {0.35, 1.0, 4.0};
    for (size_t k = 0; k < 3; k++) {
        const hc_waves waves = {.season = 0.1, .season_length = lengths[k]};
        const size_t n = hc_waves_season_variances(&waves, variance);
        hc_waves_season_lags(&waves, 200, 1, bell);
        for (size_t apart = 0; apart < 200; apart++) {
            double sum = 0.0;
            for (size_t wave = 0; wave < n; wave++) {
                sum += variance[wave] *
                       cos(2.0 * PI * (double)(wave + 1) * (double)apart / 365.25);
            }
            CU_ASSERT_DOUBLE_EQUAL(sum, bell[apart], 1e-5);
        }
    }
    const hc_waves none = {.season = 0.0};
    CU_ASSERT_EQUAL(hc_waves_season_variances(&none, variance), 0);
}

static void less_than_two_years_have_no_season(void)
{
    fitted f = fit(700, 0.3, 0.0);
    double effect[700], work[700];
    CU_ASSERT_EQUAL(f.waves.weeks, 0);
    hc_waves_effect(&f.waves, 700, 700, work, effect);
    CU_ASSERT_DOUBLE_EQUAL(effect[0], 0.0, 0.0);
    clear(&f);
}

/* What comes after an origin must not be known at it. */
static void an_earlier_origin_uses_only_earlier_weeks(void)
{
    fitted f = fit(YEARS_DAYS, 0.2, 0.0);
    double early[YEARS_DAYS], again[YEARS_DAYS], work[WORK];
    hc_waves_effect(&f.waves, 900, YEARS_DAYS, work, early);
    for (size_t week = 0; week < f.waves.weeks; week++) {
        if (f.waves.day[week] >= 900) { f.waves.value[week] += 3.0; }
    }
    hc_waves_effect(&f.waves, 900, YEARS_DAYS, work, again);
    for (size_t day = 0; day < YEARS_DAYS; day++) {
        CU_ASSERT_DOUBLE_EQUAL(again[day], early[day], 1e-12);
    }
    hc_waves_effect(&f.waves, 300, YEARS_DAYS, work, early); /* too early for any season */
    CU_ASSERT_DOUBLE_EQUAL(early[0], 0.0, 0.0);
    clear(&f);
}

static void each_failing_allocation_is_reported(void)
{
    fitted f = fit(YEARS_DAYS, 0.15, 0.1);
    hc_waves_clear(&f.waves);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 6; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_waves_fit(&f.waves, &f.matrix, &f.calendar, &f.effects, NULL),
                        HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(f.waves.weeks, 0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    clear(&f);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_planted_season_is_found),
        HC_TEST(a_planted_cycle_is_found_beside_the_season),
        HC_TEST(waves_that_are_not_there_shrink_to_nothing),
        HC_TEST(an_outage_day_hardly_moves_its_week),
        HC_TEST(a_season_alone_has_no_cycle),
        HC_TEST(a_cycle_may_have_any_length_near_the_planted_one),
        HC_TEST(the_days_tell_what_is_not_known_of_the_waves),
        HC_TEST(a_season_is_a_sum_of_waves),
        HC_TEST(less_than_two_years_have_no_season),
        HC_TEST(an_earlier_origin_uses_only_earlier_weeks),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("waves", tests, sizeof tests / sizeof *tests);
}
