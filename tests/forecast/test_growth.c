#include "forecast/growth.h"

#include "forecast/forecast.h"
#include "tests/forecast/forecast_support.h"

#define AHEAD 140

/* An origin at which all candidates say `calls` of every day. */
static hc_origin level_origin(const hc_queue_model *model, double calls)
{
    hc_origin origin = {.before = model->matrix.days, .ahead = AHEAD};
    double **parts[] = {&origin.month, &origin.special,    &origin.wave,
                        &origin.doubt, &origin.mean_doubt, &origin.special_doubt};
    CU_ASSERT_EQUAL_FATAL(
        hc_alloc(&origin.totals, hc_candidate_count * AHEAD, sizeof(double), NULL), HC_OK);
    for (size_t i = 0; i < hc_candidate_count * AHEAD; i++) {
        origin.totals[i] = calls;
    }
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        CU_ASSERT_EQUAL_FATAL(hc_alloc(parts[part], AHEAD, sizeof(double), NULL), HC_OK);
        for (size_t day = 0; day < AHEAD && part < 3; day++) {
            (*parts[part])[day] = 1.0;
        }
    }
    return origin;
}

/* Totals of the first candidate after growth was carried on, and doubts; said: log a week by
 * which the candidates grow by themselves. */
static hc_origin carry(const hc_growth *growth, double said)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, AHEAD);
    hc_origin origin = level_origin(&model, 100.0);
    hc_combination combination = {.weight = {1.0}, .weight_later = {1.0}};
    double totals[AHEAD];
    for (size_t i = 0; i < hc_candidate_count * AHEAD; i++) {
        origin.totals[i] *= exp(said * (double)(i % AHEAD / 7));
    }
    hc_growth_carry_on(growth, &model, &combination, totals, &origin);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
    return origin;
}

static void believed_growth_goes_on_from_the_first_week(void)
{
    const hc_growth growth = {.slope = 0.02, .span = {{1.0, 1.0, 0.01}, {0.5, 1.0, 0.04}}};
    hc_origin origin = carry(&growth, 0.0);
    CHECK_CLOSE(hc_growth_a_week(&growth), 0.01, 1e-12);
    CHECK_CLOSE(origin.totals[6], 100.0, 1e-12);
    CHECK_CLOSE(origin.totals[7], 100.0 * exp(0.02), 1e-12);
    CHECK_CLOSE(origin.totals[27], 100.0 * exp(0.06), 1e-12);
    CHECK_CLOSE(origin.totals[7 * 8], 100.0 * exp(0.75 * 0.16), 1e-12); /* half way */
    CHECK_CLOSE(origin.totals[7 * 13], 100.0 * exp(0.13), 1e-12);
    CHECK_CLOSE(origin.totals[7 * 15], 100.0 * exp(0.01 * (13.0 + 1.0 + 0.95)), 1e-12);
    CHECK_CLOSE(origin.totals[AHEAD + 27], 100.0 * exp(0.06), 1e-12); /* another candidate */
    CHECK_CLOSE(origin.doubt[6], 0.0, 1e-12);
    CHECK_CLOSE(origin.doubt[27], 0.01 * 0.06 * 0.06, 1e-12);
    CHECK_CLOSE(origin.mean_doubt[7 * 13], 0.04 * 0.26 * 0.26, 1e-12);
    hc_origin_clear(&origin);
}

static void growth_stands_in_for_what_candidates_say_as_far_as_it_is_believed(void)
{
    const hc_growth whole = {.slope = 0.02, .span = {{1.0, 1.0, 0.0}, {1.0, 1.0, 0.0}}};
    const hc_growth half = {.slope = 0.02, .span = {{1.0, 0.5, 0.0}, {1.0, 0.5, 0.0}}};
    const hc_growth none = {.slope = 0.02, .span = {{1.0, 0.0, 0.0}, {1.0, 0.0, 0.0}}};
    hc_origin of_whole = carry(&whole, 0.01), of_half = carry(&half, 0.01);
    hc_origin of_none = carry(&none, 0.01);
    CHECK_CLOSE(of_whole.totals[21], 100.0 * exp(0.06), 1e-12);
    CHECK_CLOSE(of_half.totals[21], 100.0 * exp(0.045), 1e-12);
    CHECK_CLOSE(of_none.totals[21], 100.0 * exp(0.03), 1e-12);
    CHECK_CLOSE(of_none.doubt[21], 0.0, 1e-12);
    hc_origin_clear(&of_whole);
    hc_origin_clear(&of_half);
    hc_origin_clear(&of_none);
}

static void what_is_lost_of_growth_is_not_carried_on(void)
{
    const hc_growth third = {.slope = 0.02, .lost = 1.0 / 3.0};
    const hc_growth believed = {
        .slope = 0.02, .span = {{1.0, 1.0, 0.0}, {1.0, 1.0, 0.0}}, .lost = 1.0};
    hc_origin of_third = carry(&third, 0.03), of_believed = carry(&believed, 0.03);
    CHECK_CLOSE(of_third.totals[6], 100.0, 1e-12);
    CHECK_CLOSE(of_third.totals[21], 100.0 * exp(0.06), 1e-12);
    CHECK_CLOSE(of_believed.totals[21], 100.0 * exp(0.06), 1e-12);
    hc_origin_clear(&of_third);
    hc_origin_clear(&of_believed);
}

#define BACKS 6

/* What is lost of a growth that candidates said at the last six weeks' begins, each from the
 * week before it on, when the history grew by `came`, both logs a week. */
static double lost_of(double said, double came)
{
    synthetic s = synthetic_growing(7 * 30);
    s.growth_a_day = came / 7.0;
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, AHEAD);
    hc_origin back[BACKS];
    const hc_combination combination = {.weight = {1.0}, .weight_later = {1.0}};
    double totals[AHEAD];
    for (size_t i = 0; i < BACKS; i++) {
        back[i] = level_origin(&model, 0.0);
        back[i].before = s.days - 7 * (i + 1);
        for (size_t day = 0; day < AHEAD; day++) {
            back[i].totals[day] = model.matrix.total[back[i].before - 7 + day % 7] *
                                  exp(said * (double)(day / 7));
        }
    }
    const double lost = hc_growth_lost(&model, back, BACKS, &combination, totals);
    for (size_t i = 0; i < BACKS; i++) {
        hc_origin_clear(&back[i]);
    }
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
    return lost;
}

static void growth_that_did_not_come_is_lost(void)
{
    CHECK_CLOSE(lost_of(0.10, 0.0), 1.0, 0.1);
    CHECK_CLOSE(lost_of(0.10, 0.05), 0.5, 0.1);
    CHECK_CLOSE(lost_of(-0.10, -0.05), 0.5, 0.1);
    CHECK_CLOSE(lost_of(0.10, -0.05), 1.0, 1e-12); /* no more than all */
}

static void growth_that_came_or_is_chance_is_not_lost(void)
{
    CU_ASSERT(lost_of(0.05, 0.05) < 0.05);
    CHECK_CLOSE(lost_of(0.05, 0.08), 0.0, 1e-12);
    CU_ASSERT(lost_of(0.002, 0.0) < 0.5); /* beside the days' scatter of some 2 % */
}

/* Weeks are off their growth by some 3 %, as the phase has it. */
static void scatter_weeks(hc_series *history, double phase)
{
    for (size_t slot = 0; slot < hc_axis_slots(&history->axis); slot++) {
        const size_t week = hc_axis_day_index(&history->axis, slot) / 7;
        const double turn = phase + 0.9 * (double)(week * week);
        history->queues[0].calls[slot] *= exp(0.04 * sin(turn));
    }
}

/* Forecast of the first week over its mean, less the scatter of the weeks. */
static double first_week_over_mean(double phase)
{
    synthetic s = synthetic_growing(7 * 32);
    s.growth_a_day = 0.05 / 7.0;
    s.calls_a_day = 300.0;
    hc_series history = synthetic_make(&s), forecast = HC_SERIES_INIT;
    hc_forecast_options options = hc_forecast_options_default();
    options.horizon_days = 7;
    double said = 0.0, mean = 0.0;
    scatter_weeks(&history, phase);
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &forecast, NULL, NULL), HC_OK);
    for (size_t slot = 0; slot < hc_axis_slots(&forecast.axis); slot++) {
        said += forecast.queues[0].calls[slot];
        mean += synthetic_mean(&s, s.days + hc_axis_day_index(&forecast.axis, slot),
                               hc_axis_wall_slot(&forecast.axis, slot));
    }
    hc_series_clear(&forecast);
    hc_series_clear(&history);
    return said / mean;
}

/* Growth of 5 % a week: what methods trail it by is expected, though the weeks' scatter hides
 * it.
 */
static void the_first_week_does_not_trail_growth(void)
{
    double log_off = 0.0;
    for (int draw = 0; draw < 12; draw++) {
        log_off += log(first_week_over_mean(0.52 * draw)) / 12.0;
    }
    CU_ASSERT(fabs(log_off) < 0.012);
}

/* Thirteen weeks ahead the forecast's last week is what 2.1 % a week make of it. */
static void a_forecast_grows_on_with_its_history(void)
{
    const synthetic s = synthetic_growing(420);
    hc_series history = synthetic_make(&s), forecast = HC_SERIES_INIT;
    hc_forecast_options options = hc_forecast_options_default();
    options.horizon_days = 91;
    double said = 0.0, mean = 0.0;
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &forecast, NULL, NULL), HC_OK);
    const hc_axis *axis = &forecast.axis;
    for (size_t slot = axis->day_first[84]; slot < axis->day_first[91]; slot++) {
        said += forecast.queues[0].calls[slot];
        mean += synthetic_mean(&s, s.days + hc_axis_day_index(axis, slot),
                               hc_axis_wall_slot(axis, slot));
    }
    CHECK_CLOSE(said, mean, 0.04);
    hc_series_clear(&forecast);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(believed_growth_goes_on_from_the_first_week),
        HC_TEST(growth_stands_in_for_what_candidates_say_as_far_as_it_is_believed),
        HC_TEST(what_is_lost_of_growth_is_not_carried_on),
        HC_TEST(growth_that_did_not_come_is_lost),
        HC_TEST(growth_that_came_or_is_chance_is_not_lost),
        HC_TEST(the_first_week_does_not_trail_growth),
        HC_TEST(a_forecast_grows_on_with_its_history),
    };
    return hc_test_run("forecast/growth", tests, sizeof tests / sizeof *tests);
}
