#include "forecast/intraday.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define DAYS 2
#define SLOTS ((size_t)DAYS * 24)
#define OPENS 8 /* ten open hours: 08:00 to 18:00 */
#define CLOSES 18
#define SHARE 0.5

typedef struct fixture {
    hc_series forecast, history, out;
    hc_queue_report queue_report;
    hc_forecast_report told;
    hc_intraday_report report;
    hc_intraday_input input;
} fixture;

static void make_series(hc_series *series, size_t days, unsigned parts)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    const int64_t day = hc_day_from_date((hc_civil_date){2026, 12, 1});
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, day, days, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(series, &axis, 1, parts, NULL), HC_OK);
    hc_axis_clear(&axis);
    memcpy(series->queues[0].name, "all", 4);
}

static bool is_open(size_t slot)
{
    return slot % 24 >= OPENS && slot % 24 < CLOSES;
}

/* Ten hours of `mean` contacts, normal bands of that variance; the history knows nothing. */
static fixture *set_up(double mean, double variance)
{
    fixture *made = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&made, 1, sizeof *made, NULL), HC_OK);
    make_series(&made->forecast, DAYS, HC_PART_QUANTILE | HC_PART_AHT);
    make_series(&made->history, 1, 0);
    hc_queue *queue = &made->forecast.queues[0];
    for (size_t slot = 0; slot < SLOTS; slot++) {
        queue->state[slot] = is_open(slot) ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
        queue->calls[slot] = is_open(slot) ? mean : 0.0;
        queue->aht_s[slot] = 300.0;
        for (size_t k = 0; k < HC_QUANTILES; k++) {
            const double z = gsl_cdf_ugaussian_Pinv(hc_quantile_p[k]);
            queue->quantile[k * SLOTS + slot] =
                is_open(slot) ? fmax(0.0, mean + z * sqrt(variance)) : 0.0;
        }
    }
    made->queue_report.day_share = SHARE;
    made->told = (hc_forecast_report){1, &made->queue_report};
    made->input = (hc_intraday_input){&made->forecast, &made->told, &made->history, NULL, 0};
    return made;
}

static void tear_down(fixture *made)
{
    hc_series_clear(&made->forecast);
    hc_series_clear(&made->history);
    hc_series_clear(&made->out);
    hc_intraday_report_clear(&made->report);
    hc_free(made);
}

/* Today's hours until `hour` came with that many contacts each; runs. */
static const hc_intraday_queue *run_at(fixture *made, size_t hour, double calls)
{
    hc_queue *queue = &made->history.queues[0];
    for (size_t slot = 0; slot < 24; slot++) {
        const bool known = is_open(slot) && slot < hour;
        queue->state[slot] = known           ? HC_SLOT_OPEN
                             : is_open(slot) ? HC_SLOT_GAP
                                             : HC_SLOT_CLOSED;
        queue->calls[slot] = known ? calls : is_open(slot) ? HC_MISSING : 0.0;
    }
    made->input.now_utc_s = hc_axis_utc_s(&made->forecast.axis, hour);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_intraday_run(&made->input, &made->out, &made->report, &err),
                          HC_OK);
    CU_ASSERT_EQUAL(hc_series_check(&made->out, NULL), HC_OK);
    return &made->report.queues[0];
}

static bool is_same(double a, double b)
{
    return !(a < b) && !(a > b);
}

static bool same_slot(const fixture *made, size_t slot)
{
    const hc_queue *a = &made->forecast.queues[0], *b = &made->out.queues[0];
    bool same = a->state[slot] == b->state[slot] && is_same(a->calls[slot], b->calls[slot]);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        same = same && is_same(a->quantile[k * SLOTS + slot], b->quantile[k * SLOTS + slot]);
    }
    return same;
}

static void without_data_the_forecast_is_unchanged(void)
{
    fixture *made = set_up(100.0, 400.0);
    const hc_intraday_queue *told = run_at(made, OPENS, 0.0);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CU_ASSERT_TRUE(same_slot(made, slot));
    }
    CU_ASSERT_EQUAL(told->slots_known, 0);
    CU_ASSERT_TRUE(hc_is_missing(told->ratio));
    CHECK_CLOSE(told->chance, 1.0, 0.0);
    CHECK_CLOSE(told->rest_after, 1000.0, 1e-12);
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "Nothing is known"));
    memcpy(made->history.queues[0].name, "else", 5);
    told = run_at(made, 12, 200.0);
    CU_ASSERT_EQUAL(told->slots_known, 0);
    tear_down(made);
}

static void a_day_as_expected_keeps_its_mean_and_narrows_its_bands(void)
{
    fixture *made = set_up(100.0, 400.0);
    const hc_intraday_queue *told = run_at(made, 13, 100.0);
    const hc_queue *out = &made->out.queues[0];
    for (size_t slot = 13; slot < CLOSES; slot++) {
        CHECK_CLOSE(out->calls[slot], 100.0, 1e-12);
        /* 5 of 6 parts of the day's variance are known: see the next test. */
        const double sd = 20.0 * sqrt(SHARE / 6.0 + 1.0 - SHARE);
        CHECK_CLOSE(out->quantile[7 * SLOTS + slot] - 100.0, sd * gsl_cdf_ugaussian_Pinv(0.95),
                    1e-9);
        CU_ASSERT_TRUE(out->quantile[8 * SLOTS + slot] <
                       made->forecast.queues[0].quantile[8 * SLOTS + slot]);
        CU_ASSERT_TRUE(out->quantile[slot] > made->forecast.queues[0].quantile[slot]);
    }
    CHECK_CLOSE(told->factor, 1.0, 1e-12);
    CHECK_CLOSE(told->local_factor, 1.0, 1e-12);
    CHECK_CLOSE(told->rest_after, 500.0, 1e-12);
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "By 13:00 500 contacts came where 500"));
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "(+0 %), as is usual"));
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "now put at 500 instead of 500."));
    tear_down(made);
}

static void a_day_that_is_over_says_so(void)
{
    fixture *made = set_up(100.0, 400.0);
    const hc_intraday_queue *told = run_at(made, CLOSES, 99.9);
    CHECK_CLOSE(told->rest_after + 1.0, 1.0, 0.0);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(told->sentence, "999 contacts came where 1000 were expected"));
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "(+0 %)"));
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "Nothing more is expected today."));
    tear_down(made);
}

/*
 * By hand: common sd of an hour sqrt(.5 x 400) = 14.14, so the day factor's variance is
 * (10 x 14.14 / 1000)^2 = .02; own variance .5 x 400 = 2 per contact. The gamma's mean given
 * 600 where 500 were expected: (2 + .02 x 600) / (2 + .02 x 500) = 14 / 12, its variance .02 x
 * 2 x 14 / 12^2.
 */
static void the_day_factor_is_the_gamma_mean(void)
{
    fixture *made = set_up(100.0, 400.0);
    const hc_intraday_queue *told = run_at(made, 13, 120.0);
    CHECK_CLOSE(told->expected_so_far, 500.0, 1e-12);
    CHECK_CLOSE(told->came_so_far, 600.0, 1e-12);
    CHECK_CLOSE(told->ratio, 1.2, 1e-12);
    CHECK_CLOSE(told->carried, 10.0 / 12.0, 1e-9);
    CHECK_CLOSE(told->factor, 14.0 / 12.0, 1e-9);
    CHECK_CLOSE(told->factor_sd, sqrt(0.02 * 2.0 * 14.0) / 12.0, 1e-9);
    CHECK_CLOSE(told->factor_sd_before, sqrt(0.02), 1e-9);
    CU_ASSERT_EQUAL(told->past_days, 0);
    /* The last hours were a little above even that: the next hour most of all. */
    const double *calls = made->out.queues[0].calls;
    CU_ASSERT_TRUE(calls[13] > calls[14] && calls[14] > 100.0 * told->factor);
    CU_ASSERT_TRUE(calls[13] < 120.0);
    CHECK_CLOSE(calls[17], 100.0 * told->factor, 1e-4);
    tear_down(made);
}

static void what_came_is_kept_and_other_days_are_untouched(void)
{
    fixture *made = set_up(100.0, 400.0);
    (void)run_at(made, 13, 120.0);
    for (size_t slot = OPENS; slot < 13; slot++) {
        CHECK_CLOSE(made->out.queues[0].calls[slot], 120.0, 0.0);
        CHECK_CLOSE(made->out.queues[0].quantile[slot], 120.0, 0.0);
    }
    for (size_t slot = 18; slot < SLOTS; slot++) {
        CU_ASSERT_TRUE(same_slot(made, slot));
    }
    CHECK_CLOSE(made->out.queues[0].aht_s[14], 300.0, 0.0);
    tear_down(made);
}

/* An interval that is not over, or that has no count, is forecast like the rest. */
static void the_interval_under_way_is_part_of_the_rest(void)
{
    fixture *made = set_up(100.0, 400.0);
    (void)run_at(made, 13, 120.0);
    hc_queue *queue = &made->history.queues[0];
    queue->state[13] = HC_SLOT_OPEN;
    queue->calls[13] = 7.0; /* half an hour's */
    queue->state[9] = HC_SLOT_GAP;
    queue->calls[9] = HC_MISSING;
    made->input.now_utc_s += 1800;
    CU_ASSERT_EQUAL(hc_intraday_run(&made->input, &made->out, &made->report, NULL), HC_OK);
    CU_ASSERT_EQUAL(made->report.queues[0].slots_known, 4);
    CHECK_CLOSE(made->report.queues[0].rest_before, 500.0, 1e-12);
    CU_ASSERT_TRUE(made->out.queues[0].calls[13] > 100.0);
    CU_ASSERT_TRUE(made->out.queues[0].calls[9] > 100.0);
    tear_down(made);
}

static void the_more_came_the_more_is_expected(void)
{
    fixture *made = set_up(100.0, 400.0);
    for (size_t hour = OPENS + 1; hour < CLOSES; hour++) {
        double before = -1.0;
        for (int step = 0; step < 15; step++) {
            const hc_intraday_queue *told = run_at(made, hour, 20.0 * step);
            CU_ASSERT_TRUE(told->rest_after > before);
            CU_ASSERT_TRUE(told->factor_sd <=
                           told->factor_sd_before * sqrt(told->factor) * 1.0000001);
            before = told->rest_after;
        }
    }
    tear_down(made);
}

static void days_that_never_differ_carry_nothing_on(void)
{
    fixture *made = set_up(100.0, 100.0);
    made->queue_report.day_share = 0.0;
    const hc_intraday_queue *told = run_at(made, 13, 150.0);
    CHECK_CLOSE(told->factor, 1.0, 1e-12);
    CHECK_CLOSE(told->rest_after, 500.0, 1e-12);
    CU_ASSERT_TRUE(told->chance < 0.01);
    CU_ASSERT_PTR_NOT_NULL(strstr(told->sentence, "unusual: fewer than 1 of 100 days"));
    tear_down(made);
}

/* Poisson tables: P(N >= 10 | 5) = .031828, P(N <= 5 | 5) = .615961. */
static void the_chance_is_that_of_a_count(void)
{
    fixture *made = set_up(1.0, 1.0);
    made->queue_report.day_share = 0.0;
    CHECK_CLOSE(run_at(made, 13, 2.0)->chance, 2.0 * 0.031828, 1e-4);
    CHECK_CLOSE(run_at(made, 13, 1.0)->chance, 1.0, 0.0);
    tear_down(made);
}

/* 20,000 days drawn from the model (seed 5): each is as unlikely as its chance says. */
static void chances_of_drawn_days_are_uniform(void)
{
    fixture *made = set_up(20.0, 80.0);
    made->queue_report.day_share = SHARE;
    /* Day variance (10 sqrt(40) / 200)^2 = .1, so 100 +- sqrt(2 x 100 + .1 x 100^2). */
    const double size = 100.0 * 100.0 / 1100.0;
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    size_t below_tenth = 0, below_half = 0;
    for (size_t draw = 0; draw < 20000; draw++) {
        const double count = hc_rng_poisson(&rng, hc_rng_gamma(&rng, size, 100.0 / size));
        const double chance = run_at(made, 13, count / 5.0)->chance;
        below_tenth += chance < 0.1;
        below_half += chance < 0.5;
    }
    CHECK_CLOSE((double)below_tenth / 20000.0, 0.1, 0.12);
    CHECK_CLOSE((double)below_half / 20000.0, 0.5, 0.06);
    tear_down(made);
}

static void a_day_taken_for_an_outage_still_counts(void)
{
    fixture *made = set_up(100.0, 400.0);
    (void)run_at(made, 13, 20.0);
    const double rest = made->report.queues[0].rest_after;
    hc_queue *queue = &made->history.queues[0];
    for (size_t slot = OPENS; slot < 13; slot++) {
        queue->state[slot] = HC_SLOT_OUTAGE;
    }
    CU_ASSERT_EQUAL(hc_intraday_run(&made->input, &made->out, &made->report, NULL), HC_OK);
    CHECK_CLOSE(made->report.queues[0].rest_after, rest, 1e-12);
    queue->state[OPENS] = HC_SLOT_OPEN; /* but an outage within a day does not */
    queue->calls[OPENS] = 100.0;
    CU_ASSERT_EQUAL(hc_intraday_run(&made->input, &made->out, &made->report, NULL), HC_OK);
    CU_ASSERT_EQUAL(made->report.queues[0].slots_known, 1);
    tear_down(made);
}

/* ------------------------------------------------------------------------ learning by past */

/* Sixteen weeks of ten hours; a factor holds for the whole day, or only until 13:00. */
static void make_history(hc_series *history, bool lasts)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    make_series(history, 113, 0);
    hc_queue *queue = &history->queues[0];
    for (size_t day = 0; day < 113; day++) {
        const double factor = hc_rng_gamma(&rng, 50.0, 1.0 / 50.0);
        for (size_t hour = 0; hour < 24; hour++) {
            const size_t slot = day * 24 + hour;
            const double mean = lasts || hour < 13 ? 200.0 * factor : 200.0;
            queue->state[slot] = is_open(slot) ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            queue->calls[slot] = is_open(slot) ? hc_rng_poisson(&rng, mean) : 0.0;
        }
    }
}

static double learnt_share(bool lasts, size_t *past_days)
{
    hc_series history = HC_SERIES_INIT, forecast = HC_SERIES_INIT, out = HC_SERIES_INIT;
    hc_forecast_report told = HC_FORECAST_REPORT_INIT;
    hc_intraday_report report = HC_INTRADAY_REPORT_INIT;
    hc_forecast_options options = hc_forecast_options_default();
    make_history(&history, lasts);
    options.origin_day = history.axis.first_day + 112;
    options.horizon_days = 1;
    options.backtest_weeks = 4;
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &forecast, &told, NULL), HC_OK);
    const hc_intraday_input input = {&forecast, &told, &history, &options,
                                     hc_axis_utc_s(&forecast.axis, 13)};
    CU_ASSERT_EQUAL_FATAL(hc_intraday_run(&input, &out, &report, NULL), HC_OK);
    const double carried = report.queues[0].carried;
    *past_days = report.queues[0].past_days;
    hc_series_clear(&history);
    hc_series_clear(&forecast);
    hc_series_clear(&out);
    hc_forecast_report_clear(&told);
    hc_intraday_report_clear(&report);
    return carried;
}

static void past_days_teach_whether_a_difference_lasts(void)
{
    size_t days = 0;
    const double lasting = learnt_share(true, &days);
    CU_ASSERT_EQUAL(days, 42);
    const double passing = learnt_share(false, &days);
    CU_ASSERT_TRUE(lasting > 0.75);
    CU_ASSERT_TRUE(passing < 0.3);
}

/* ------------------------------------------------------------------------------- errors */

static hc_status status_of(fixture *made)
{
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_intraday_run(&made->input, &made->out, &made->report, &err);
    CU_ASSERT_TRUE(st == HC_OK || err.message[0] != '\0');
    return st;
}

static void each_error_leaves_the_outputs_alone(void)
{
    fixture *made = set_up(100.0, 400.0);
    (void)run_at(made, 13, 120.0);
    const hc_queue *kept = made->out.queues;
    const int64_t now = made->input.now_utc_s;
    made->input.now_utc_s = hc_axis_utc_s(&made->forecast.axis, 0) - 1;
    CU_ASSERT_EQUAL(status_of(made), HC_ERR_RANGE);
    made->input.now_utc_s = now + (int64_t)7 * HC_SECONDS_A_DAY;
    CU_ASSERT_EQUAL(status_of(made), HC_ERR_RANGE);
    made->input.now_utc_s = now;
    made->told.queue_count = 2;
    CU_ASSERT_EQUAL(status_of(made), HC_ERR_RANGE);
    made->told.queue_count = 1;
    made->history.axis.interval_min = 30;
    CU_ASSERT_EQUAL(status_of(made), HC_ERR_RANGE);
    made->history.axis.interval_min = 60;
    double *quantile = made->forecast.queues[0].quantile;
    made->forecast.queues[0].quantile = NULL;
    CU_ASSERT_EQUAL(status_of(made), HC_ERR_RANGE);
    made->forecast.queues[0].quantile = quantile;
    CU_ASSERT_PTR_EQUAL(made->out.queues, kept);
    const size_t live = hc_heap_live();
    size_t k = 1;
    for (;; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_intraday_run(&made->input, &made->out, &made->report, NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        CU_ASSERT_PTR_EQUAL(made->out.queues, kept);
    }
    CU_ASSERT_TRUE(k > 6);
    tear_down(made);
}

static void the_result_may_replace_the_forecast(void)
{
    fixture *made = set_up(100.0, 400.0);
    (void)run_at(made, 13, 120.0);
    CU_ASSERT_EQUAL(hc_intraday_run(&made->input, &made->forecast, NULL, NULL), HC_OK);
    CU_ASSERT_TRUE(same_slot(made, 14));
    tear_down(made);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(without_data_the_forecast_is_unchanged),
        HC_TEST(a_day_as_expected_keeps_its_mean_and_narrows_its_bands),
        HC_TEST(a_day_that_is_over_says_so),
        HC_TEST(the_day_factor_is_the_gamma_mean),
        HC_TEST(what_came_is_kept_and_other_days_are_untouched),
        HC_TEST(the_interval_under_way_is_part_of_the_rest),
        HC_TEST(the_more_came_the_more_is_expected),
        HC_TEST(days_that_never_differ_carry_nothing_on),
        HC_TEST(the_chance_is_that_of_a_count),
        HC_TEST(chances_of_drawn_days_are_uniform),
        HC_TEST(a_day_taken_for_an_outage_still_counts),
        HC_TEST(past_days_teach_whether_a_difference_lasts),
        HC_TEST(each_error_leaves_the_outputs_alone),
        HC_TEST(the_result_may_replace_the_forecast),
    };
    return hc_test_run("intraday", tests, sizeof tests / sizeof tests[0]);
}
