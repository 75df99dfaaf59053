#include "forecast/mean_band.h"
#include "forecast/models/smooth_line.h"
#include "tests/forecast/forecast_support.h"

#define DAYS 400

typedef struct steady {
    double total[DAYS], seen[DAYS], weight[DAYS];
} steady;

/* So many days of as many calls each, all known and of full weight. */
static hc_queue_model model_of(steady *s, size_t days, double calls)
{
    for (size_t day = 0; day < days; day++) {
        s->total[day] = calls;
        s->seen[day] = s->weight[day] = 1.0;
    }
    hc_queue_model model = HC_QUEUE_MODEL_INIT;
    model.matrix.days = days;
    model.matrix.total = s->total;
    model.matrix.seen = s->seen;
    model.weight = s->weight;
    return model;
}

/* Of n days of T calls with weights a: phi sum a^2 / (T (sum a)^2), a geometric row each. */
static void the_doubt_of_a_share_is_that_of_the_calls_it_is_learnt_from(void)
{
    steady s;
    const hc_queue_model model = model_of(&s, DAYS, 500.0);
    const double twelve_weeks[HC_SHARE_SPEEDS] = {0.0, 1.0, 0.0, 0.0};
    double sum = 0.0, squares = 0.0;
    for (size_t age = 1; age <= DAYS; age++) {
        const double a = exp2(-(double)age / (7.0 * 12.0));
        sum += a;
        squares += a * a;
    }
    CHECK_CLOSE(hc_share_doubt(&model, twelve_weeks, 1.3), 1.3 * squares / (500.0 * sum * sum),
                1e-12);
    s.seen[3] = 0.0; /* what is not known tells nothing */
    CU_ASSERT(hc_share_doubt(&model, twelve_weeks, 1.3) > 1.3 * squares / (500.0 * sum * sum));
}

/* A long history tells the shares that last better and the passing ones no better. */
static void what_a_longer_history_tells_depends_on_the_half_life(void)
{
    steady s, t;
    const hc_queue_model shorter = model_of(&s, DAYS / 2, 500.0);
    const hc_queue_model longer = model_of(&t, DAYS, 500.0);
    const double fast[HC_SHARE_SPEEDS] = {1.0, 0.0, 0.0, 0.0};
    const double slow[HC_SHARE_SPEEDS] = {0.0, 0.0, 0.0, 1.0};
    CHECK_CLOSE(hc_share_doubt(&longer, fast, 1.0) / hc_share_doubt(&shorter, fast, 1.0), 1.0,
                0.1);
    CHECK_CLOSE(hc_share_doubt(&longer, slow, 1.0) / hc_share_doubt(&shorter, slow, 1.0), 0.5,
                0.03);
}

/* What is left open of a mix
 * lies between that of both. */
static void a_mix_is_doubted_less_than_its_quicker_part(void)
{
    steady s;
    const hc_queue_model model = model_of(&s, DAYS, 500.0);
    const double fast[HC_SHARE_SPEEDS] = {1.0, 0.0, 0.0, 0.0};
    const double slow[HC_SHARE_SPEEDS] = {0.0, 0.0, 0.0, 1.0};
    const double both[HC_SHARE_SPEEDS] = {0.5, 0.0, 0.0, 0.5};
    const double mixed = hc_share_doubt(&model, both, 1.0);
    CU_ASSERT(mixed < hc_share_doubt(&model, fast, 1.0));
    CU_ASSERT(mixed > hc_share_doubt(&model, slow, 1.0));
}

/* A width's bias costs an eighth of the variance that is left; a narrow one gains nothing. */
static void smoothing_takes_of_the_doubt_what_it_calms_less_its_bias(void)
{
    steady s;
    hc_queue_model model = model_of(&s, DAYS, 500.0);
    const double twelve_weeks[HC_SHARE_SPEEDS] = {0.0, 1.0, 0.0, 0.0};
    const double plain = hc_share_doubt(&model, twelve_weeks, 1.0);
    model.form[1].width = 4.0;
    CHECK_CLOSE(hc_share_doubt(&model, twelve_weeks, 1.0),
                1.125 * plain / hc_smoothing_calms(4.0), 1e-12);
    model.form[1].width = 0.4;
    CHECK_CLOSE(hc_share_doubt(&model, twelve_weeks, 1.0), plain, 1e-12);
}

#define BACKS 5

/* Chance that the level has moved when the latest four of 70 days have 15 % fewer calls than
 * was said of all, and the others scatter by 2 %. */
static double chance_of_move(double trust, double noise)
{
    steady s;
    hc_queue_model model = model_of(&s, 70, 1000.0);
    hc_day_kind kinds[DAYS] = {{0}};
    model.calendar.kind = kinds;
    model.process.trust = trust;
    model.process.sizes.noise = noise;
    for (size_t day = 0; day < 70; day++) {
        s.total[day] *= day < 66 ? 0.98 + 0.02 * (double)(day % 3) : 0.85;
    }
    double said[28 * HC_CANDIDATES_LIMIT], room[28];
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        said[i] = 1000.0;
    }
    hc_combination combination = {.weight = {1.0}, .weight_later = {1.0}};
    const hc_origin now = {.before = 70, .ahead = 7, .totals = said};
    hc_origin back[BACKS];
    for (size_t i = 0; i < BACKS; i++) {
        back[i] = (hc_origin){.before = 63 - 7 * i, .ahead = 28, .totals = said};
    }
    return hc_unsettled_level(&model, &now, back, BACKS, &combination, room).chance;
}

/* Few back-tests may show too little of what days scatter by; days that look as the process
 * draws them are believed to scatter as much as it says. */
static void days_that_scatter_as_drawn_are_no_move_of_the_level(void)
{
    const double alone = chance_of_move(0.0, 0.1);
    CU_ASSERT(alone > 0.8);
    CU_ASSERT(chance_of_move(1.0, 0.1) < 0.2);
    CU_ASSERT(chance_of_move(0.5, 0.1) < alone);
    CHECK_CLOSE(chance_of_move(0.5, 0.001), alone, 1e-12); /* no less than back-tests show */
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(the_doubt_of_a_share_is_that_of_the_calls_it_is_learnt_from),
        HC_TEST(what_a_longer_history_tells_depends_on_the_half_life),
        HC_TEST(a_mix_is_doubted_less_than_its_quicker_part),
        HC_TEST(smoothing_takes_of_the_doubt_what_it_calms_less_its_bias),
        HC_TEST(days_that_scatter_as_drawn_are_no_move_of_the_level),
    };
    return hc_test_run("mean band", tests, sizeof tests / sizeof *tests);
}
