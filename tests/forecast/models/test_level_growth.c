#include "forecast/models/level_growth.h"

#include "tests/forecast/forecast_support.h"

static hc_growth learn(const synthetic *s)
{
    hc_series history = synthetic_make(s);
    hc_queue_model model = synthetic_model(&history, s->days, 28);
    hc_growth growth;
    CU_ASSERT_EQUAL(hc_growth_learn(&model, &growth, NULL), HC_OK);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
    return growth;
}

/* What is carried of the slope after so long a span. */
static double carried(const hc_growth *growth, int span)
{
    return growth->slope * growth->span[span].kept * growth->span[span].believed;
}

static void growth_that_lasted_is_believed_whole(void)
{
    const synthetic s = synthetic_growing(420);
    const hc_growth growth = learn(&s);
    CHECK_CLOSE(growth.slope, 7.0 * SYNTHETIC_GROWTH, 0.1);
    for (int span = 0; span < HC_GROWTH_SPANS; span++) {
        CHECK_CLOSE(carried(&growth, span), 7.0 * SYNTHETIC_GROWTH, 0.15);
        CU_ASSERT(growth.span[span].doubt < 0.1 * 0.1);
    }
}

static void shrinking_is_carried_on_as_well(void)
{
    synthetic s = synthetic_growing(420);
    s.growth_a_day = -SYNTHETIC_GROWTH;
    s.calls_a_day = 3000.0;
    const hc_growth growth = learn(&s);
    CHECK_CLOSE(carried(&growth, HC_GROWTH_QUARTER), -7.0 * SYNTHETIC_GROWTH, 0.15);
}

static void a_level_that_stands_still_has_no_growth(void)
{
    synthetic s = synthetic_growing(420);
    s.growth_a_day = 0.0;
    const hc_growth growth = learn(&s);
    CU_ASSERT(fabs(carried(&growth, HC_GROWTH_MONTH)) < 0.0005);
    CU_ASSERT(fabs(carried(&growth, HC_GROWTH_QUARTER)) < 0.0005);
}

static void a_jump_is_no_growth(void)
{
    synthetic s = synthetic_growing(420);
    s.growth_a_day = 0.0;
    s.jump_day = 330;
    s.jump_ratio = 1.5;
    const hc_growth growth = learn(&s);
    CU_ASSERT(fabs(carried(&growth, HC_GROWTH_MONTH)) < 0.001);
    CU_ASSERT(fabs(carried(&growth, HC_GROWTH_QUARTER)) < 0.001);
}

/* Half a year of weeks that spans begin in, after the first twelve and before the last span. */
static void too_few_spans_tell_nothing(void)
{
    const synthetic few = synthetic_growing(7 * 40), some = synthetic_growing(7 * 45);
    const hc_growth young = learn(&few), older = learn(&some);
    CHECK_CLOSE(young.span[HC_GROWTH_MONTH].believed, 0.0, 1e-12);
    CU_ASSERT(older.span[HC_GROWTH_MONTH].believed > 0.8);
    CHECK_CLOSE(older.span[HC_GROWTH_QUARTER].believed, 0.0, 1e-12);
}

/* Twenty weeks are five months of four weeks, which tell four gains. */
static void months_tell_growth_sooner_than_spans_do(void)
{
    const synthetic few = synthetic_growing(7 * 19), some = synthetic_growing(7 * 20);
    const hc_growth young = learn(&few), older = learn(&some);
    CHECK_CLOSE(hc_growth_now(&young), 0.0, 1e-12);
    CHECK_CLOSE(hc_growth_now(&older), 7.0 * SYNTHETIC_GROWTH, 0.15);
    CHECK_CLOSE(older.span[HC_GROWTH_MONTH].believed, 0.0, 1e-12);
}

static void months_tell_shrinking_and_standing_still_as_well(void)
{
    synthetic s = synthetic_growing(7 * 30);
    s.growth_a_day = -SYNTHETIC_GROWTH;
    const hc_growth shrinking = learn(&s);
    CHECK_CLOSE(hc_growth_now(&shrinking), -7.0 * SYNTHETIC_GROWTH, 0.15);
    s.growth_a_day = 0.0;
    const hc_growth still = learn(&s);
    CU_ASSERT(fabs(hc_growth_now(&still)) < 0.0005);
}

static void growth_now_is_what_more_is_believed_of(void)
{
    const hc_growth by_span = {.slope = 0.02, .span = {{1.0, 0.9, 0.0}}, .by_months = 0.01};
    const hc_growth by_months = {.slope = -0.02, .span = {{1.0, 0.2, 0.0}}, .by_months = -0.01};
    CHECK_CLOSE(hc_growth_now(&by_span), 0.018, 1e-12);
    CHECK_CLOSE(hc_growth_now(&by_months), -0.01, 1e-12);
}

/* Log growth a day that a model takes out of its days. */
static double taken_out(const synthetic *s)
{
    hc_series history = synthetic_make(s);
    hc_queue_model model = synthetic_model(&history, s->days, 28);
    const double growth_a_day = model.growth_a_day;
    CHECK_CLOSE(hc_growth_line(&model, s->days) + 1.0, 1.0, 1e-12);
    CHECK_CLOSE(hc_growth_line(&model, s->days - 100) + 100.0 * growth_a_day + 1.0, 1.0, 1e-12);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
    return growth_a_day;
}

static void growth_that_lasted_a_year_is_taken_out_of_the_days(void)
{
    const synthetic grown = synthetic_growing(420),
                    young = synthetic_growing(7 * (HC_GROWTH_WEEKS_MIN - 1));
    synthetic still = synthetic_growing(420);
    still.growth_a_day = 0.0;
    CHECK_CLOSE(taken_out(&grown), SYNTHETIC_GROWTH, 0.15);
    CU_ASSERT(fabs(taken_out(&still)) < 0.0001);
    CHECK_CLOSE(taken_out(&young) + 1.0, 1.0, 1e-12);
}

static void each_failing_allocation_is_reported(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, 28);
    hc_growth growth;
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_growth_learn(&model, &growth, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(growth_that_lasted_is_believed_whole),
        HC_TEST(shrinking_is_carried_on_as_well),
        HC_TEST(a_level_that_stands_still_has_no_growth),
        HC_TEST(a_jump_is_no_growth),
        HC_TEST(too_few_spans_tell_nothing),
        HC_TEST(months_tell_growth_sooner_than_spans_do),
        HC_TEST(months_tell_shrinking_and_standing_still_as_well),
        HC_TEST(growth_now_is_what_more_is_believed_of),
        HC_TEST(growth_that_lasted_a_year_is_taken_out_of_the_days),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("models/level_growth", tests, sizeof tests / sizeof *tests);
}
