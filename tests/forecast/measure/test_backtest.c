#include <string.h>

#include "forecast/measure/backtest.h"
#include "tests/forecast/forecast_support.h"

static hc_backtest_options one_thread(void)
{
    hc_backtest_options options = hc_backtest_options_default();
    options.forecast.threads = 1;
    return options;
}

static void the_last_weeks_are_the_origins_when_none_are_given(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    CU_ASSERT_EQUAL(backtest.origin_count, HC_BACKTEST_ORIGINS_DEFAULT);
    for (size_t i = 0; i < backtest.origin_count; i++) {
        CU_ASSERT_EQUAL(hc_weekday(backtest.origins[i].day), 0);
        CU_ASSERT(backtest.origins[i].whole_week);
        CU_ASSERT(i == 0 || backtest.origins[i].day == backtest.origins[i - 1].day + 7);
    }
    CU_ASSERT_FALSE(backtest.too_little);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

/* Poisson counts: the floor is what a perfect forecast leaves; last week doubles the variance.
 */
static void it_beats_last_week_and_stays_near_the_floor(void)
{
    synthetic s = synthetic_default();
    s.aht_s = 300.0;
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    const hc_accuracy *ours = &backtest.scores[0].week, *naive = &backtest.scores[1].week;
    CU_ASSERT_STRING_EQUAL(backtest.scores[1].name, "last week");
    CHECK_CLOSE(naive->wape_interval / ours->poisson_floor, sqrt(2.0), 0.06);
    CU_ASSERT(ours->wape_interval < 1.06 * ours->poisson_floor);
    CU_ASSERT(ours->coverage_80 > 0.74 && ours->coverage_80 < 0.86);
    CU_ASSERT(ours->coverage_95 > 0.91 && ours->coverage_95 < 0.98);
    CU_ASSERT(fabs(ours->bias) < 0.02);
    CU_ASSERT(backtest.aht_wape > 0.0 && backtest.aht_wape < 1.03 * backtest.aht_wape_plain);
    CHECK_CLOSE(backtest.queues[0].week.wape_interval, ours->wape_interval, 1e-15);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

static void three_sentences_say_method_error_and_comparison(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    CU_ASSERT(strstr(backtest.sentence[0], "methods") != NULL);
    CU_ASSERT(strstr(backtest.sentence[1], "by interval") != NULL);
    CU_ASSERT(strstr(backtest.sentence[2], "smaller than that of last week repeated") != NULL);
    CU_ASSERT(strstr(backtest.sentence[2], "mean of 6 weeks") != NULL);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

/* Nothing but chance: bands of totals hold about four in five, and every whole day and week is
 * counted but the one with a gap. */
static void a_sentence_says_how_often_totals_came_as_their_bands_say(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    double days = 0.0, weeks = 0.0, of_weeks = 0.0;
    const size_t noon = history.axis.day_first[s.days - 10] + 24;
    history.queues[0].state[noon] = HC_SLOT_GAP;
    history.queues[0].calls[noon] = HC_MISSING;
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    const char *said = strstr(backtest.totals, "held ");
    CU_ASSERT_PTR_NOT_NULL_FATAL(said);
    CU_ASSERT_EQUAL(sscanf(said, "held %lf %% of 71 days and %lf of %lf of whole weeks", &days,
                           &weeks, &of_weeks),
                    3);
    CU_ASSERT(days >= 70.0 && days <= 90.0);
    CU_ASSERT_EQUAL(of_weeks, 11.0);
    CU_ASSERT(weeks >= 7.0);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

/* Each candidate is scored on the same weeks: by itself none is far from the mixture here, and
 * the day totals of the mixture are the candidates' by their weights. */
static void candidates_stand_beside_the_forecast_with_their_weights(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    const hc_queue_report *report = &backtest.origins[0].report.queues[0];
    double weights = 0.0, mixed = 0.0;
    size_t candidates = 0;
    for (size_t i = 0; i < backtest.score_count; i++) {
        const hc_backtest_score *score = &backtest.scores[i];
        CU_ASSERT_EQUAL(score->sort == HC_SCORE_CANDIDATE, !hc_is_missing(score->weight));
        if (score->sort != HC_SCORE_CANDIDATE) { continue; }
        CHECK_CLOSE(score->week.wape_interval, backtest.scores[0].week.wape_interval, 0.25);
        CU_ASSERT_STRING_EQUAL(score->name, report->candidate[candidates].name);
        mixed += report->candidate[candidates].weight *
                 report->candidate_totals[candidates * report->day_count];
        weights += score->weight;
        candidates++;
    }
    CU_ASSERT_EQUAL(candidates, report->candidate_count);
    CHECK_CLOSE(weights, 1.0, 1e-9);
    CHECK_CLOSE(mixed, report->days[0].total, 0.05);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

static void origins_are_sorted_and_counted_once(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const int64_t origins[] = {SYNTHETIC_FIRST + 90, SYNTHETIC_FIRST + 80,
                               SYNTHETIC_FIRST + 90};
    hc_backtest_options options = one_thread();
    options.origins = origins;
    options.origin_count = 3;
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    CU_ASSERT_EQUAL(backtest.origin_count, 2);
    CU_ASSERT_EQUAL(backtest.origins[0].day, SYNTHETIC_FIRST + 80);
    CU_ASSERT_EQUAL(backtest.origins[1].forecast.axis.days, 7);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

static void a_short_history_says_that_it_supports_no_claim(void)
{
    synthetic s = synthetic_default();
    s.days = 49;
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history, &options, &backtest, NULL), HC_OK);
    CU_ASSERT(backtest.too_little);
    CU_ASSERT(strstr(backtest.warning, "could be back-tested") != NULL);
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

static void any_number_of_threads_gives_the_same_numbers(void)
{
    synthetic s = synthetic_default();
    s.queues = 3;
    s.days = 84;
    hc_series history = synthetic_make(&s);
    hc_backtest one = HC_BACKTEST_INIT, three = HC_BACKTEST_INIT;
    hc_backtest_options options = one_thread();
    CU_ASSERT_EQUAL(hc_backtest_run(&history, &options, &one, NULL), HC_OK);
    options.forecast.threads = 3;
    CU_ASSERT_EQUAL(hc_backtest_run(&history, &options, &three, NULL), HC_OK);
    CU_ASSERT_EQUAL(memcmp(one.scores, three.scores, one.score_count * sizeof *one.scores), 0);
    hc_backtest_clear(&one);
    hc_backtest_clear(&three);
    hc_series_clear(&history);
}

static void origins_outside_the_history_are_refused(void)
{
    synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    hc_error err = HC_ERROR_INIT;
    int64_t origin = SYNTHETIC_FIRST + (int64_t)s.days;
    hc_backtest_options options = one_thread();
    options.origins = &origin;
    options.origin_count = 1;
    CU_ASSERT_EQUAL(hc_backtest_run(&history, &options, &backtest, &err), HC_ERR_RANGE);
    CU_ASSERT(strstr(err.message, "2020-05-22") != NULL);
    origin = SYNTHETIC_FIRST + 6;
    CU_ASSERT_EQUAL(hc_backtest_run(&history, &options, &backtest, &err), HC_ERR_RANGE);
    options = one_thread();
    options.horizon_days = 0;
    CU_ASSERT_EQUAL(hc_backtest_run(&history, &options, &backtest, &err), HC_ERR_RANGE);
    hc_series_clear(&history);
    s.days = 20;
    history = synthetic_make(&s);
    options = one_thread();
    CU_ASSERT_EQUAL(hc_backtest_run(&history, &options, &backtest, &err), HC_ERR_EMPTY);
    CU_ASSERT_PTR_NULL(backtest.origins);
    hc_series_clear(&history);
}

static void failing_allocations_are_reported_and_free_all(void)
{
    synthetic s = synthetic_default();
    s.days = 45;
    s.interval_min = 60;
    hc_series history = synthetic_make(&s);
    hc_backtest backtest = HC_BACKTEST_INIT;
    const hc_backtest_options options = one_thread();
    const size_t live = hc_heap_live();
    for (size_t k = 1; k < 400; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_backtest_run(&history, &options, &backtest, NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_backtest_clear(&backtest);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(the_last_weeks_are_the_origins_when_none_are_given),
        HC_TEST(it_beats_last_week_and_stays_near_the_floor),
        HC_TEST(three_sentences_say_method_error_and_comparison),
        HC_TEST(a_sentence_says_how_often_totals_came_as_their_bands_say),
        HC_TEST(candidates_stand_beside_the_forecast_with_their_weights),
        HC_TEST(origins_are_sorted_and_counted_once),
        HC_TEST(a_short_history_says_that_it_supports_no_claim),
        HC_TEST(any_number_of_threads_gives_the_same_numbers),
        HC_TEST(origins_outside_the_history_are_refused),
        HC_TEST(failing_allocations_are_reported_and_free_all),
    };
    return hc_test_run("backtest", tests, sizeof tests / sizeof *tests);
}
