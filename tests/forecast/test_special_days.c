/* Events whose uplift falls back over the days after them. */
#include "forecast/special_days.h"

#include <math.h>

#include "forecast/forecast.h"
#include "tests/forecast/forecast_support.h"

#define FIRST_LAUNCH 59 /* a Monday of the synthetic axis, as are the others */
#define SECOND_LAUNCH 129
#define THIRD_LAUNCH 199 /* three days into the forecast */
#define HISTORY_DAYS 196

static hc_special_day event_on(int64_t day, double uplift, double half_life_days)
{
    return (hc_special_day){.day = day,
                            .kind = HC_SPECIAL_EVENT,
                            .name = "Launch",
                            .uplift = uplift,
                            .half_life_days = half_life_days};
}

static void add(hc_special_days *days, hc_special_day day)
{
    CU_ASSERT_EQUAL_FATAL(hc_special_days_add(days, &day, NULL), HC_OK);
}

/* 0.5^(k / 2) is .0221 after 11 days and .0156 after 12. */
static void what_is_left_of_an_event_halves_until_it_is_negligible(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    add(&days, event_on(1000, 0.4, 2.0));
    CU_ASSERT_EQUAL(hc_special_days_spread(&days, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(days.count, 12);
    for (size_t k = 0; k < days.count; k++) {
        const double left = pow(0.5, (double)k / 2.0);
        CU_ASSERT_EQUAL(days.days[k].day, 1000 + (int64_t)k);
        CU_ASSERT_STRING_EQUAL(days.days[k].name, "Launch");
        CHECK_CLOSE(days.days[k].uplift, 0.4 * left, 1e-12);
        CHECK_CLOSE(days.days[k].tail_share, k == 0 ? 0.0 : left, 1e-12);
    }
    CU_ASSERT_EQUAL(hc_special_days_spread(&days, NULL), HC_OK);
    CU_ASSERT_EQUAL(days.count, 12);
    hc_special_days_clear(&days);
}

static void an_event_to_be_learnt_leaves_an_uplift_to_be_learnt(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    add(&days, event_on(1000, HC_MISSING, 1.0));
    add(&days, event_on(2000, HC_MISSING, 0.0)); /* gone the next day, as ever */
    CU_ASSERT_EQUAL(hc_special_days_spread(&days, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(days.count, 7);
    CU_ASSERT(hc_is_missing(days.days[1].uplift));
    CHECK_CLOSE(days.days[1].tail_share, 0.5, 1e-12);
    hc_special_days_clear(&days);
}

static void another_entry_keeps_its_day_and_the_later_event_has_the_rest(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_special_day other = {
        .day = 1002, .kind = HC_SPECIAL_CLOSED, .name = "Shut", .uplift = HC_MISSING};
    add(&days, event_on(1000, 0.4, 4.0));
    add(&days, other);
    other = event_on(1005, 0.2, 1.0);
    hc_special_day_name(&other, "Reminder");
    add(&days, other);
    CU_ASSERT_EQUAL(hc_special_days_spread(&days, NULL), HC_OK);
    CU_ASSERT_TRUE(hc_special_days_is_closed(&days, 1002));
    CU_ASSERT_STRING_EQUAL(hc_special_days_find(&days, 1003)->name, "Launch");
    CHECK_CLOSE(hc_special_days_find(&days, 1005)->uplift, 0.2, 1e-12);
    CU_ASSERT_STRING_EQUAL(hc_special_days_find(&days, 1010)->name, "Reminder");
    CU_ASSERT_STRING_EQUAL(hc_special_days_find(&days, 1011)->name, "Launch");
    hc_special_days_clear(&days);
}

/* 127 bytes and the end of the text have room; a character of two is not cut in half. */
static void long_names_are_cut_at_a_character(void)
{
    char text[301];
    hc_special_day day = {.day = 1000};
    memset(text, 'x', 300);
    text[300] = '\0';
    hc_special_day_name(&day, text);
    CU_ASSERT_EQUAL(strlen(day.name), HC_SPECIAL_NAME_MAX - 1);
    memcpy(text + HC_SPECIAL_NAME_MAX - 2, "\xC3\xA9", 2);
    hc_special_day_name(&day, text);
    CU_ASSERT_EQUAL(strlen(day.name), HC_SPECIAL_NAME_MAX - 2);
    text[HC_SPECIAL_NAME_MAX - 2] = '\0';
    hc_special_day_name(&day, text);
    CU_ASSERT_STRING_EQUAL(day.name, text);
}

static void no_memory_leaves_the_list_as_it_was(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    add(&days, event_on(1000, 0.4, 20.0));
    const size_t live = hc_heap_live();
    size_t k = 1;
    hc_heap_fail_at(k);
    while (hc_special_days_spread(&days, NULL) == HC_ERR_MEMORY) {
        CU_ASSERT_EQUAL(days.count, 1);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        hc_heap_fail_at(++k);
    }
    hc_heap_fail_at(0);
    CU_ASSERT(k > 2);
    CU_ASSERT_EQUAL(days.count, 113); /* 20 log2(50) = 112.9 */
    hc_special_days_clear(&days);
}

/* ---- forecasts ----------------------------------------------------------------------------
 */

/* Calls from a launch on, drawn anew around what is left of its uplift. */
static void draw_launch(const synthetic *s, size_t launch, double uplift, double half_life_days,
                        hc_series *history)
{
    hc_rng rng;
    hc_rng_stream(&rng, 11, launch);
    for (size_t slot = 0; slot < hc_axis_slots(&history->axis); slot++) {
        const size_t day = hc_axis_day_index(&history->axis, slot);
        const double mean = synthetic_mean(s, day, hc_axis_wall_slot(&history->axis, slot));
        if (day < launch || mean <= 0.0) { continue; }
        const double left = pow(0.5, (double)(day - launch) / half_life_days);
        history->queues[0].calls[slot] = hc_rng_poisson(&rng, mean * (1.0 + uplift * left));
    }
}

static double true_total(const synthetic *s, size_t day)
{
    double sum = 0.0;
    for (size_t slot = 0; slot < (size_t)(1440 / s->interval_min); slot++) {
        sum += synthetic_mean(s, day, slot);
    }
    return sum;
}

static void forecast(const hc_series *history, hc_special_days *special, size_t horizon_days,
                     hc_forecast_report *report)
{
    hc_series out = HC_SERIES_INIT;
    hc_forecast_options options = hc_forecast_options_default();
    options.origin_day = SYNTHETIC_FIRST + HISTORY_DAYS;
    options.horizon_days = horizon_days;
    CU_ASSERT_EQUAL_FATAL(hc_special_days_spread(special, NULL), HC_OK);
    options.special = special;
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(history, &options, &out, report, NULL), HC_OK);
    hc_series_clear(&out);
}

static void a_given_uplift_halves_exactly(void)
{
    synthetic s = synthetic_default();
    s.days = HISTORY_DAYS;
    hc_series history = synthetic_make(&s);
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    add(&special, event_on(SYNTHETIC_FIRST + THIRD_LAUNCH, 0.5, 2.0));
    forecast(&history, &special, 21, &report);
    const hc_day_parts *parts = report.queues[0].days + (THIRD_LAUNCH - HISTORY_DAYS);
    for (size_t k = 0; k < 12; k++) {
        CHECK_CLOSE(parts[k].special_factor, 1.0 + 0.5 * pow(0.5, (double)k / 2.0), 1e-12);
    }
    CHECK_CLOSE(parts[12].special_factor, 1.0, 1e-12);
    CHECK_CLOSE(parts[-1].special_factor, 1.0, 1e-12);
    CU_ASSERT_STRING_EQUAL(parts[0].special_name, "Launch");
    CU_ASSERT_STRING_EQUAL(parts[1].special_name, "after Launch");
    CU_ASSERT_STRING_EQUAL(parts[12].special_name, "");
    hc_special_days_clear(&special);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
}

/* Two launches drawn with a known uplift, whatever was expected of them; the forecast of a
 * third against its true means. */
static void check_third_launch(double uplift, double half_life_days, double expected)
{
    synthetic s = synthetic_default();
    s.days = HISTORY_DAYS;
    hc_series history = synthetic_make(&s);
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    const size_t launches[] = {FIRST_LAUNCH, SECOND_LAUNCH, THIRD_LAUNCH};
    for (size_t i = 0; i < 3; i++) {
        add(&special, event_on(SYNTHETIC_FIRST + (int64_t)launches[i],
                               i < 2 ? expected : HC_MISSING, half_life_days));
        draw_launch(&s, launches[i], uplift, half_life_days, &history);
    }
    forecast(&history, &special, 21, &report);
    for (size_t ahead = 0; ahead < 21; ahead++) {
        const size_t day = HISTORY_DAYS + ahead;
        const hc_day_parts *parts = &report.queues[0].days[ahead];
        double truth = true_total(&s, day);
        if (truth <= 0.0) { continue; }
        if (day >= THIRD_LAUNCH) {
            truth *= 1.0 + uplift * pow(0.5, (double)(day - THIRD_LAUNCH) / half_life_days);
        }
        CHECK_CLOSE(parts->total, truth, 0.05);
    }
    hc_special_days_clear(&special);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
}

static void a_third_launch_follows_the_two_before_it(void)
{
    check_third_launch(0.6, 3.0, HC_MISSING);
}

static void a_launch_that_trebles_the_day_follows_too(void)
{
    check_third_launch(2.0, 2.0, HC_MISSING);
}

static void a_campaign_that_keeps_people_away_follows_too(void)
{
    check_third_launch(-0.4, 4.0, HC_MISSING);
}

static void what_launches_did_counts_not_what_was_expected_of_them(void)
{
    check_third_launch(0.6, 3.0, 0.6);
    check_third_launch(0.6, 3.0, 0.1);
}

/* Two launches of +60 %; the third is said to bring half of that. */
static void a_given_uplift_is_not_mixed_with_what_was_learnt(void)
{
    synthetic s = synthetic_default();
    s.days = HISTORY_DAYS;
    hc_series history = synthetic_make(&s);
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    add(&special, event_on(SYNTHETIC_FIRST + FIRST_LAUNCH, HC_MISSING, 2.0));
    add(&special, event_on(SYNTHETIC_FIRST + SECOND_LAUNCH, HC_MISSING, 2.0));
    add(&special, event_on(SYNTHETIC_FIRST + THIRD_LAUNCH, 0.3, 2.0));
    draw_launch(&s, FIRST_LAUNCH, 0.6, 2.0, &history);
    draw_launch(&s, SECOND_LAUNCH, 0.6, 2.0, &history);
    forecast(&history, &special, 14, &report);
    const hc_day_parts *parts = report.queues[0].days + (THIRD_LAUNCH - HISTORY_DAYS);
    for (size_t k = 0; k < 5; k++) {
        CHECK_CLOSE(parts[k].special_factor, 1.0 + 0.3 * pow(0.5, (double)k / 2.0), 1e-12);
    }
    hc_special_days_clear(&special);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
}

static void only_a_day_said_to_be_closed_is_closed(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    add(&days, event_on(1000, 0.4, 0.0));
    add(&days, (hc_special_day){.day = 1001, .kind = HC_SPECIAL_CLOSED, .name = "Move"});
    CU_ASSERT_FALSE(hc_special_days_is_closed(&days, 999));
    CU_ASSERT_FALSE(hc_special_days_is_closed(&days, 1000));
    CU_ASSERT_TRUE(hc_special_days_is_closed(&days, 1001));
    CU_ASSERT_FALSE(hc_special_days_is_closed(&days, 1002));
    hc_special_days_clear(&days);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(what_is_left_of_an_event_halves_until_it_is_negligible),
        HC_TEST(an_event_to_be_learnt_leaves_an_uplift_to_be_learnt),
        HC_TEST(another_entry_keeps_its_day_and_the_later_event_has_the_rest),
        HC_TEST(only_a_day_said_to_be_closed_is_closed),
        HC_TEST(long_names_are_cut_at_a_character),
        HC_TEST(no_memory_leaves_the_list_as_it_was),
        HC_TEST(a_given_uplift_halves_exactly),
        HC_TEST(a_third_launch_follows_the_two_before_it),
        HC_TEST(a_launch_that_trebles_the_day_follows_too),
        HC_TEST(a_campaign_that_keeps_people_away_follows_too),
        HC_TEST(what_launches_did_counts_not_what_was_expected_of_them),
        HC_TEST(a_given_uplift_is_not_mixed_with_what_was_learnt),
    };
    return hc_test_run("special_days", tests, sizeof tests / sizeof tests[0]);
}
