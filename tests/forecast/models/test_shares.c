#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/models/shares.h"
#include "tests/forecast/forecast_support.h"

#define SLOTS 48

typedef struct fitted {
    hc_series history;
    hc_day_matrix matrix;
    hc_calendar calendar;
    double *weight, *shares;
    hc_share_form form[HC_SHARE_SPEEDS];
} fitted;

static fitted fit_history(const synthetic *s, hc_series history)
{
    fitted f = {.history = history};
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&f.matrix, &f.history, 0, SYNTHETIC_FIRST + (int64_t)s->days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&f.calendar, &f.matrix, NULL, 7, NULL), HC_OK);
    f.weight = malloc(s->days * sizeof *f.weight);
    f.shares = malloc(HC_SHARE_SPEEDS * HC_WEEKDAYS * f.matrix.slots * sizeof *f.shares);
    CU_ASSERT_FATAL(f.weight != NULL && f.shares != NULL);
    for (size_t day = 0; day < s->days; day++) {
        f.weight[day] = f.matrix.seen[day];
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_shares_choose_form(&f.matrix, &f.calendar, f.weight, s->days, f.form, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_shares_fit(&f.matrix, &f.calendar, f.weight, s->days, f.form, f.shares, NULL),
        HC_OK);
    return f;
}

static fitted fit(const synthetic *s)
{
    return fit_history(s, synthetic_make(s));
}

static void clear(fitted *f)
{
    hc_series_clear(&f->history);
    hc_day_matrix_clear(&f->matrix);
    hc_calendar_clear(&f->calendar);
    free(f->weight);
    free(f->shares);
}

static void shares_sum_to_one_or_to_nothing(void)
{
    const synthetic s = synthetic_default();
    fitted f = fit(&s);
    for (size_t row = 0; row < HC_SHARE_SPEEDS * HC_WEEKDAYS; row++) {
        double sum = 0.0;
        for (size_t slot = 0; slot < 48; slot++) {
            const double share = f.shares[row * 48 + slot];
            CU_ASSERT(share >= 0.0);
            CU_ASSERT(share <= 0.0 || f.matrix.open[row % HC_WEEKDAYS * 48 + slot]);
            sum += share;
        }
        if (row % HC_WEEKDAYS == 6) {
            CU_ASSERT_EQUAL(sum, 0.0);
        } else {
            CHECK_CLOSE(sum, 1.0, 1e-12);
        }
    }
    clear(&f);
}

/* Six weekdays of one true profile: shrinking to what they share is nearer than any weekday
 * alone. */
static void shrinking_comes_nearer_to_the_truth_than_the_raw_weekday(void)
{
    synthetic s = synthetic_default();
    s.calls_a_day = 150.0;
    fitted f = fit(&s);
    double shrunk = 0.0, raw = 0.0;
    for (size_t slot = 0; slot < 48; slot++) {
        const double truth = synthetic_mean(&s, 5, slot) / (150.0 * 0.98);
        double calls = 0.0, total = 0.0;
        for (size_t day = 5; day < s.days; day += 7) {
            calls += f.matrix.calls[day * 48 + slot];
            total += f.matrix.total[day];
        }
        const size_t weekday = (size_t)hc_weekday(SYNTHETIC_FIRST + 5);
        shrunk += fabs(f.shares[(2 * HC_WEEKDAYS + weekday) * 48 + slot] - truth);
        raw += fabs(calls / total - truth);
    }
    CU_ASSERT(shrunk < 0.8 * raw);
    clear(&f);
}

/* Saturdays are closed from 13:00 on: what the other days say of the morning is theirs too. */
static void a_weekday_of_few_hours_has_the_shape_of_the_others(void)
{
    synthetic s = synthetic_default();
    s.calls_a_day = 150.0;
    hc_series history = synthetic_make(&s);
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        const size_t day = hc_axis_day_index(&history.axis, slot);
        if (hc_weekday(SYNTHETIC_FIRST + (int64_t)day) != 5 ||
            hc_axis_wall_slot(&history.axis, slot) < 26) {
            continue;
        }
        history.queues[0].state[slot] = HC_SLOT_CLOSED;
        history.queues[0].calls[slot] = 0.0;
    }
    fitted f = fit_history(&s, history);
    double meant = 0.0, came = 0.0, shrunk = 0.0, raw = 0.0, calls[48] = {0};
    for (size_t slot = 16; slot < 26; slot++) {
        for (size_t day = 1; day < s.days; day += 7) {
            calls[slot] += f.matrix.calls[day * 48 + slot];
        }
        meant += synthetic_mean(&s, 1, slot);
        came += calls[slot];
    }
    for (size_t slot = 16; slot < 26; slot++) {
        const double truth = synthetic_mean(&s, 1, slot) / meant;
        shrunk += fabs(f.shares[(2 * HC_WEEKDAYS + 5) * 48 + slot] - truth);
        raw += fabs(calls[slot] / came - truth);
    }
    CU_ASSERT(shrunk < 0.6 * raw);
    clear(&f);
}

/* Saturdays have their calls the other way round. */
static void a_weekday_unlike_the_others_says_its_shares_alone(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    for (size_t day = 1; day < s.days; day += 7) {
        double *calls = history.queues[0].calls + history.axis.day_first[day];
        for (size_t slot = 16; slot < 26; slot++) {
            const double swapped = calls[slot];
            calls[slot] = calls[51 - slot];
            calls[51 - slot] = swapped;
        }
    }
    fitted f = fit_history(&s, history);
    for (int weekday = 0; weekday < 5; weekday++) {
        CU_ASSERT_FALSE(f.form[HC_SHARE_MIDDLE].own[weekday]);
    }
    CU_ASSERT(f.shares[(HC_SHARE_MIDDLE * HC_WEEKDAYS + 5) * 48 + 17] <
              0.5 * f.shares[(HC_SHARE_MIDDLE * HC_WEEKDAYS + 4) * 48 + 17]);
    clear(&f);
}

/* Two years of a steady queue: the mean over all of them needs no smoothing that six weeks do.
 */
static void a_long_half_life_is_smoothed_less(void)
{
    synthetic s = synthetic_default();
    s.days = 728;
    s.calls_a_day = 150.0;
    fitted f = fit(&s);
    CU_ASSERT(f.form[HC_SHARE_SPEEDS - 1].width < f.form[0].width);
    clear(&f);
}

static void a_sparse_smooth_day_is_smoothed(void)
{
    synthetic s = synthetic_default();
    s.calls_a_day = 60.0;
    s.interval_min = 15;
    fitted sparse = fit(&s);
    CU_ASSERT(sparse.form[HC_SHARE_MIDDLE].width > 0.0);
    clear(&sparse);
}

/* A queue that shrinks to a quarter keeps the shape of its days: the width is as without. */
static void a_level_that_moves_does_not_decide_the_width(void)
{
    synthetic s = synthetic_default();
    fitted steady = fit(&s);
    s.growth_a_day = -log(4.0) / (double)s.days;
    s.calls_a_day *= 4.0;
    fitted moving = fit(&s);
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        CU_ASSERT(moving.form[speed].width <= 1.5 * steady.form[speed].width);
    }
    clear(&steady);
    clear(&moving);
}

static void each_failing_allocation_is_reported(void)
{
    const synthetic s = synthetic_default();
    fitted f = fit(&s);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 5; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(
            hc_shares_fit(&f.matrix, &f.calendar, f.weight, s.days, f.form, f.shares, NULL),
            HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    clear(&f);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(shares_sum_to_one_or_to_nothing),
        HC_TEST(shrinking_comes_nearer_to_the_truth_than_the_raw_weekday),
        HC_TEST(a_weekday_of_few_hours_has_the_shape_of_the_others),
        HC_TEST(a_weekday_unlike_the_others_says_its_shares_alone),
        HC_TEST(a_long_half_life_is_smoothed_less),
        HC_TEST(a_sparse_smooth_day_is_smoothed),
        HC_TEST(a_level_that_moves_does_not_decide_the_width),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("shares", tests, sizeof tests / sizeof *tests);
}
