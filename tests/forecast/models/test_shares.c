#include <stdlib.h>

#include "forecast/models/shares.h"
#include "tests/forecast/forecast_support.h"

typedef struct fitted {
    hc_series history;
    hc_day_matrix matrix;
    hc_calendar calendar;
    double *weight, *shares;
    double width;
} fitted;

static fitted fit(const synthetic *s)
{
    fitted f = {.history = synthetic_make(s)};
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
        hc_shares_choose_width(&f.matrix, &f.calendar, f.weight, s->days, &f.width, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_shares_fit(&f.matrix, &f.calendar, f.weight, s->days, f.width, f.shares, NULL),
        HC_OK);
    return f;
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

static void a_sparse_smooth_day_is_smoothed(void)
{
    synthetic s = synthetic_default();
    s.calls_a_day = 60.0;
    s.interval_min = 15;
    fitted sparse = fit(&s);
    CU_ASSERT(sparse.width > 0.0);
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
    CU_ASSERT(moving.width <= 1.5 * steady.width);
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
            hc_shares_fit(&f.matrix, &f.calendar, f.weight, s.days, f.width, f.shares, NULL),
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
        HC_TEST(a_sparse_smooth_day_is_smoothed),
        HC_TEST(a_level_that_moves_does_not_decide_the_width),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("shares", tests, sizeof tests / sizeof *tests);
}
