#include "forecast/models/yearly.h"

#include "tests/forecast/forecast_support.h"

#define YEARS_DAYS 1200 /* three years and a bit */
#define PI 3.14159265358979323846

/* A queue with a season of the given size (log scale, cosine, highest on the first day). */
typedef struct fitted {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_day_process process;
    hc_yearly yearly;
    double *work;
    hc_day_effects effects;
} fitted;

static fitted fit(size_t days, double size)
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
        f.matrix.total[day] *= exp(size * cos(2.0 * PI * (double)day / 365.25));
    }
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&f.calendar, &f.matrix, NULL, 7, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_process_sketch(&f.process, &f.matrix, &f.calendar, &steps, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&f.work, 4 * days, sizeof *f.work, NULL), HC_OK);
    hc_day_effects_at(&f.process, days, f.work, &f.effects);
    CU_ASSERT_EQUAL_FATAL(hc_yearly_fit(&f.yearly, &f.matrix, &f.calendar, &f.effects, NULL),
                          HC_OK);
    hc_series_clear(&history);
    return f;
}

static void clear(fitted *f)
{
    hc_yearly_clear(&f->yearly);
    hc_day_process_clear(&f->process);
    hc_calendar_clear(&f->calendar);
    hc_day_matrix_clear(&f->matrix);
    hc_free(f->work);
}

static void a_planted_season_is_found(void)
{
    fitted f = fit(YEARS_DAYS, 0.2);
    double effect[HC_YEAR_PHASES], work[2 * YEARS_DAYS / 7 + 2], mean = 0.0;
    CU_ASSERT_FATAL(f.yearly.weeks > 0);
    hc_yearly_effect(&f.yearly, YEARS_DAYS, work, effect);
    for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
        const double truth = 0.2 * cos(2.0 * PI * (double)phase / HC_YEAR_PHASES);
        CU_ASSERT(fabs(effect[phase] - truth) < 0.05);
        mean += effect[phase] / HC_YEAR_PHASES;
    }
    CU_ASSERT_DOUBLE_EQUAL(mean, 0.0, 1e-9);
    clear(&f);
}

static void a_season_that_is_not_there_shrinks_to_nothing(void)
{
    fitted f = fit(YEARS_DAYS, 0.0);
    double effect[HC_YEAR_PHASES], work[2 * YEARS_DAYS / 7 + 2];
    hc_yearly_effect(&f.yearly, YEARS_DAYS, work, effect);
    for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
        CU_ASSERT(fabs(effect[phase]) < 0.01);
    }
    clear(&f);
}

/* The history tells most of the season; after two years it is less sure than after three. */
static void a_season_is_doubted_less_the_longer_it_was_seen(void)
{
    fitted f = fit(YEARS_DAYS, 0.2);
    double work[YEARS_DAYS / 7 + 1];
    const double late = hc_yearly_doubt(&f.yearly, YEARS_DAYS, 400, work);
    const double early = hc_yearly_doubt(&f.yearly, 800, 400, work);
    CU_ASSERT(late > 0.0 && late < early);
    CU_ASSERT(early < f.yearly.size * f.yearly.size);
    CU_ASSERT_EQUAL(hc_yearly_doubt(&f.yearly, 300, 400, work), 0.0); /* no season yet */
    clear(&f);
}

static void less_than_two_years_have_no_season(void)
{
    fitted f = fit(700, 0.3);
    double effect[HC_YEAR_PHASES], work[2];
    CU_ASSERT_EQUAL(f.yearly.weeks, 0);
    hc_yearly_effect(&f.yearly, 700, work, effect);
    CU_ASSERT_DOUBLE_EQUAL(effect[0], 0.0, 0.0);
    clear(&f);
}

/* What comes after an origin must not be known at it. */
static void an_earlier_origin_uses_only_earlier_weeks(void)
{
    fitted f = fit(YEARS_DAYS, 0.2);
    double early[HC_YEAR_PHASES], again[HC_YEAR_PHASES], work[2 * YEARS_DAYS / 7 + 2];
    hc_yearly_effect(&f.yearly, 900, work, early);
    for (size_t week = 0; week < f.yearly.weeks; week++) {
        if (f.yearly.day[week] >= 900) { f.yearly.value[week] += 3.0; }
    }
    hc_yearly_effect(&f.yearly, 900, work, again);
    for (size_t phase = 0; phase < HC_YEAR_PHASES; phase++) {
        CU_ASSERT_DOUBLE_EQUAL(again[phase], early[phase], 1e-12);
    }
    hc_yearly_effect(&f.yearly, 300, work, early); /* too early for any season */
    CU_ASSERT_DOUBLE_EQUAL(early[0], 0.0, 0.0);
    clear(&f);
}

static void each_failing_allocation_is_reported(void)
{
    fitted f = fit(YEARS_DAYS, 0.2);
    hc_yearly_clear(&f.yearly);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 5; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_yearly_fit(&f.yearly, &f.matrix, &f.calendar, &f.effects, NULL),
                        HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(f.yearly.weeks, 0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    clear(&f);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_planted_season_is_found),
        HC_TEST(a_season_that_is_not_there_shrinks_to_nothing),
        HC_TEST(a_season_is_doubted_less_the_longer_it_was_seen),
        HC_TEST(less_than_two_years_have_no_season),
        HC_TEST(an_earlier_origin_uses_only_earlier_weeks),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("yearly", tests, sizeof tests / sizeof *tests);
}
