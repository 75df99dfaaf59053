#include "forecast/models/combine.h"

#include <stdlib.h>

#include "tests/forecast/forecast_support.h"

#define SATURDAY 5
#define SUNDAY 6

/* A centre whose Saturdays scatter by a factor of two, other days by chance only. */
static hc_series noisy_saturdays(const synthetic *s)
{
    hc_series history = synthetic_make(s);
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        const size_t day = hc_axis_day_index(&history.axis, slot);
        const int64_t number = SYNTHETIC_FIRST + (int64_t)day;
        if (hc_weekday(number) != SATURDAY) { continue; }
        history.queues[0].calls[slot] *= number / 7 % 2 == 0 ? 0.7 : 1.4;
    }
    return history;
}

/* Saturdays scatter by some 35 % beside 4 %: each must say less than a tenth of another day,
 * and the other days must not be thought the less of. */
static void a_weekday_that_scatters_says_little_of_the_level(void)
{
    const synthetic s = synthetic_default();
    hc_series history = noisy_saturdays(&s);
    hc_queue_model model = synthetic_model(&history, s.days, 28);
    double weight[HC_WEEKDAYS] = {0}, n[HC_WEEKDAYS] = {0};
    for (size_t day = 0; day < model.matrix.days; day++) {
        weight[model.matrix.weekday[day]] += model.weight[day];
        n[model.matrix.weekday[day]] += 1.0;
    }
    for (int32_t weekday = 0; weekday < SATURDAY; weekday++) {
        CU_ASSERT(weight[weekday] > 0.6 * n[weekday]);
    }
    CU_ASSERT(weight[SATURDAY] > 0.0);
    CU_ASSERT(weight[SATURDAY] < 0.1 * n[SATURDAY]);
    CU_ASSERT_EQUAL(weight[SUNDAY], 0.0);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
}

/* Shares of a day ahead are the candidates' by their weight and total, and sum to 1. */
static void shares_are_mixed_by_weight_and_total(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, 28);
    hc_origin origin = HC_ORIGIN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&origin, &model, s.days, 7, NULL), HC_OK);
    const double speeds[HC_SHARE_SPEEDS] = {0.25, 0.25, 0.25, 0.25};
    hc_mix_shares(&origin, model.matrix.slots, speeds);
    size_t own = 0;
    while (own < hc_candidate_count && origin.own_shares[own] == NULL) {
        own++;
    }
    CU_ASSERT_FATAL(own > 0 && own < hc_candidate_count);
    hc_combination combination = {.weight = {0}};
    combination.weight[0] = 0.75;
    combination.weight[own] = 0.25;
    double *share = malloc(model.matrix.slots * sizeof *share);
    CU_ASSERT_FATAL(share != NULL);
    for (size_t ahead = 0; ahead < 7; ahead++) {
        const double common_calls = 0.75 * origin.totals[ahead];
        const double own_calls = 0.25 * origin.totals[own * 7 + ahead];
        const double *common = hc_candidate_shares(&model, &origin, 0, ahead);
        const double *mine = hc_candidate_shares(&model, &origin, own, ahead);
        double sum = 0.0;
        hc_combined_shares(&model, &origin, &combination, ahead, share);
        for (size_t slot = 0; slot < model.matrix.slots; slot++) {
            sum += share[slot];
            CHECK_CLOSE((common_calls + own_calls) * share[slot] + 1.0,
                        common_calls * common[slot] + own_calls * mine[slot] + 1.0, 1e-12);
        }
        if (common_calls + own_calls > 0.0) { CHECK_CLOSE(sum, 1.0, 1e-9); }
    }
    free(share);
    hc_origin_clear(&origin);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
}

/* Weights of the first week hold for seven days, those of the later weeks for all after. */
static void later_weeks_have_weights_of_their_own(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, 28);
    hc_origin origin = HC_ORIGIN_INIT, back = HC_ORIGIN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&origin, &model, s.days, 14, NULL), HC_OK);
    hc_combination combination = {.weight = {1.0}, .weight_later = {0.0, 1.0}};
    const double speeds[HC_SHARE_SPEEDS] = {0.25, 0.25, 0.25, 0.25};
    double totals[14];
    hc_combined_totals(&origin, &combination, totals);
    for (size_t day = 0; day < 14; day++) {
        CU_ASSERT_EQUAL(totals[day], origin.totals[day < 7 ? day : 14 + day]);
    }
    /* A back-test of a week knows nothing of the later ones: they have the first week's. */
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&back, &model, s.days - 7, 28, NULL), HC_OK);
    hc_mix_shares(&back, model.matrix.slots, speeds);
    hc_combine(&model, &back, 1, &combination);
    double week = 0.0;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        week += combination.weight[i];
        CU_ASSERT_EQUAL(combination.weight[i], combination.weight_later[i]);
    }
    CHECK_CLOSE(week, 1.0, 1e-12);
    hc_origin_clear(&back);
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&back, &model, s.days - 28, 28, NULL), HC_OK);
    hc_mix_shares(&back, model.matrix.slots, speeds);
    hc_combine(&model, &back, 1, &combination);
    size_t best = 0;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        best = combination.weight[i] > combination.weight[best] ? i : best;
    }
    for (size_t day = 7; day < 28; day++) {
        back.totals[best * 28 + day] = 0.0; /* right for a week only */
    }
    hc_combine(&model, &back, 1, &combination);
    double later = 0.0;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        later += combination.weight_later[i];
    }
    CHECK_CLOSE(later, 1.0, 1e-12);
    CU_ASSERT(combination.weight[best] > 0.01);
    CU_ASSERT_EQUAL(combination.weight_later[best], 0.0);
    hc_origin_clear(&back);
    hc_origin_clear(&origin);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
}

#define TESTS 8

/* Weights by back-tests whose candidates miss each day's true total by a tenth, the first one
 * by `lead` less, and in each back-test by .01 of chance more or less. */
static hc_combination weigh(const hc_queue_model *model, hc_origin *back, double lead,
                            uint64_t draw)
{
    hc_rng rng;
    hc_combination combination;
    hc_rng_stream(&rng, 11, draw);
    for (size_t test = 0; test < TESTS; test++) {
        for (size_t i = 0; i < hc_candidate_count; i++) {
            const double miss = 0.1 - (i == 0 ? lead : 0.0) + 0.01 * hc_rng_normal(&rng);
            for (size_t ahead = 0; ahead < 7; ahead++) {
                back[test].totals[i * 7 + ahead] =
                    model->matrix.total[back[test].before + ahead] * (1.0 + miss);
            }
        }
    }
    hc_combine(model, back, TESTS, &combination);
    return combination;
}

static bool is_process(size_t candidate)
{
    return hc_candidates[candidate].forecast == hc_process_mean;
}

/* The heaviest beside the process, of all that is not the process's. */
static double heaviest(const hc_combination *combination)
{
    double most = 0.0, process = 0.0;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        if (is_process(i)) { process = combination->weight[i]; }
        most = is_process(i) ? most : fmax(most, combination->weight[i]);
    }
    return most / (1.0 - process);
}

/* Without a back-test: all alike when no day told the process its numbers; with 250 days it is
 * half way from there to half of all. */
static void the_process_says_more_the_more_days_it_was_told(void)
{
    hc_queue_model model = HC_QUEUE_MODEL_INIT;
    const double count = (double)hc_candidate_count;
    hc_combination combination;
    hc_combine(&model, NULL, 0, &combination);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        CHECK_CLOSE(combination.weight[i], 1.0 / count, 1e-12);
    }
    model.process.rows = 250;
    hc_combine(&model, NULL, 0, &combination);
    const double expected = 0.5 * (1.0 / count + 0.5);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        CHECK_CLOSE(combination.weight[i],
                    is_process(i) ? expected : (1.0 - expected) / (count - 1.0), 1e-12);
    }
}

/* Where the days look as it draws them it has nine tenths of what the others have. */
static void the_process_says_most_of_days_that_look_like_its_own(void)
{
    hc_queue_model model = HC_QUEUE_MODEL_INIT;
    const double left = 0.1 * (1.0 - 1.0 / (double)hc_candidate_count);
    hc_combination combination;
    model.process.plausible = model.process.trust = 1.0;
    hc_combine(&model, NULL, 0, &combination);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        if (is_process(i)) { CHECK_CLOSE(combination.weight[i], 1.0 - left, 1e-12); }
    }
}

/* Means of 8 back-tests, which count for some 6, scatter by .004 of a tenth, 4 %, and the best
 * of 16 looks 7 % better than the usual one: that says nothing. One that is .06 ahead every
 * time is better. */
static void only_what_is_more_than_chance_tells_candidates_apart(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, 28);
    hc_origin back[TESTS] = {HC_ORIGIN_INIT};
    const double speeds[HC_SHARE_SPEEDS] = {0.25, 0.25, 0.25, 0.25};
    for (size_t test = 0; test < TESTS; test++) {
        CU_ASSERT_EQUAL_FATAL(
            hc_origin_make(&back[test], &model, s.days - 7 * (test + 1), 7, NULL), HC_OK);
        hc_mix_shares(&back[test], model.matrix.slots, speeds);
        for (size_t i = 0; i < hc_candidate_count; i++) { /* all have the same shape */
            free(back[test].own_shares[i]);
            back[test].own_shares[i] = NULL;
        }
    }
    size_t alike = 0;
    for (uint64_t draw = 0; draw < 20; draw++) {
        const hc_combination chance = weigh(&model, back, 0.0, draw);
        const hc_combination apart = weigh(&model, back, 0.06, draw);
        alike += heaviest(&chance) < 1.01 / ((double)hc_candidate_count - 1.0);
        CU_ASSERT(heaviest(&chance) < 3.0 / (double)hc_candidate_count);
        CU_ASSERT(apart.weight[0] > 0.95);
    }
    CU_ASSERT(alike >= 16);
    for (size_t test = 0; test < TESTS; test++) {
        hc_origin_clear(&back[test]);
    }
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
}

static void scale_latest(hc_queue_model *model, size_t days, double ratio)
{
    for (size_t day = model->matrix.days - days; day < model->matrix.days; day++) {
        model->matrix.total[day] *= ratio;
    }
}

/* Of two weeks both must have been missed, and all their days count. */
static void a_shift_of_two_weeks_is_told_by_both(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue_model model = synthetic_model(&history, s.days, 28);
    hc_origin earlier = HC_ORIGIN_INIT, oldest = HC_ORIGIN_INIT, now = HC_ORIGIN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&oldest, &model, s.days - 35, 63, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&earlier, &model, s.days - 14, 42, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_origin_make(&now, &model, s.days, 28, NULL), HC_OK);
    double ratio = 1.0;
    CU_ASSERT_FALSE(hc_level_shift(&model, &earlier, &now, &ratio));
    scale_latest(&model, 7, 0.6);
    CU_ASSERT_FALSE(hc_level_shift(&model, &earlier, &now, &ratio));
    scale_latest(&model, 14, 0.6);
    scale_latest(&model, 7, 1.0 / 0.6);
    CU_ASSERT_FALSE(hc_level_shift(&model, &oldest, &now, &ratio));
    CU_ASSERT_EQUAL(ratio, 1.0);
    CU_ASSERT_TRUE(hc_level_shift(&model, &earlier, &now, &ratio));
    CHECK_CLOSE(ratio, 0.6, 0.03);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        for (size_t day = 0; day < now.ahead; day++) {
            CHECK_CLOSE(now.totals[i * now.ahead + day],
                        0.6 * earlier.totals[i * earlier.ahead + 14 + day],
                        0.05 * earlier.totals[i * earlier.ahead + 14 + day] + 1e-9);
        }
    }
    hc_origin_clear(&now);
    hc_origin_clear(&earlier);
    hc_origin_clear(&oldest);
    hc_queue_model_clear(&model);
    hc_series_clear(&history);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_weekday_that_scatters_says_little_of_the_level),
        HC_TEST(shares_are_mixed_by_weight_and_total),
        HC_TEST(later_weeks_have_weights_of_their_own),
        HC_TEST(the_process_says_more_the_more_days_it_was_told),
        HC_TEST(the_process_says_most_of_days_that_look_like_its_own),
        HC_TEST(only_what_is_more_than_chance_tells_candidates_apart),
        HC_TEST(a_shift_of_two_weeks_is_told_by_both),
    };
    return hc_test_run("combine", tests, sizeof tests / sizeof *tests);
}
