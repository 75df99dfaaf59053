#include <stdlib.h>

#include "forecast/models/share_mix.h"
#include "tests/forecast/forecast_support.h"

#define SLOTS 48

typedef struct known {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_share_form form[HC_SHARE_SPEEDS];
    double *weight, *shares;
} known;

/* swapped_from: from this day on mornings and afternoons have changed places. */
static known know(const synthetic *s, size_t swapped_from)
{
    known k = {.matrix = HC_DAY_MATRIX_INIT};
    hc_series history = synthetic_make(s);
    for (size_t day = swapped_from; day < s->days; day++) {
        double *calls = history.queues[0].calls + history.axis.day_first[day];
        for (size_t slot = 16; slot < 26; slot++) {
            const double swapped = calls[slot];
            calls[slot] = calls[51 - slot];
            calls[51 - slot] = swapped;
        }
    }
    const int64_t end = SYNTHETIC_FIRST + (int64_t)s->days;
    CU_ASSERT_EQUAL_FATAL(hc_day_matrix_make(&k.matrix, &history, 0, end, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&k.calendar, &k.matrix, NULL, 7, NULL), HC_OK);
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        k.form[speed] = hc_share_form_of(0.0);
    }
    k.weight = malloc(s->days * sizeof *k.weight);
    k.shares = malloc((size_t)HC_SHARE_SPEEDS * HC_WEEKDAYS * SLOTS * sizeof *k.shares);
    CU_ASSERT_FATAL(k.weight != NULL && k.shares != NULL);
    for (size_t day = 0; day < s->days; day++) {
        k.weight[day] = k.matrix.seen[day];
    }
    hc_series_clear(&history);
    return k;
}

static void forget(known *k)
{
    hc_day_matrix_clear(&k->matrix);
    hc_calendar_clear(&k->calendar);
    free(k->weight);
    free(k->shares);
}

static void weigh_blocks(const known *k, hc_speed_misses *sum)
{
    CU_ASSERT_EQUAL_FATAL(hc_speed_misses_add_blocks(sum, &k->matrix, &k->calendar, k->weight,
                                                     k->matrix.days, k->form, NULL),
                          HC_OK);
}

/* The week before `days - 7 * back`, by the days before it. */
static void weigh_week(const known *k, size_t back, hc_speed_misses *sum)
{
    const size_t before = k->matrix.days - 7 * back;
    CU_ASSERT_EQUAL_FATAL(
        hc_shares_fit(&k->matrix, &k->calendar, k->weight, before, k->form, k->shares, NULL),
        HC_OK);
    for (size_t day = before; day < before + 7; day++) {
        if (k->matrix.seen[day] <= 0.0) { continue; }
        hc_speed_misses_add(sum, &k->matrix, day, k->calendar.kind[day].pattern, 1.0,
                            k->shares);
    }
}

static double sum_of(const double weight[HC_SHARE_SPEEDS])
{
    double sum = 0.0;
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        CU_ASSERT(weight[speed] >= 0.0);
        sum += weight[speed];
    }
    return sum;
}

static void without_a_day_that_tells_all_speeds_count_alike(void)
{
    const hc_speed_misses none = {.cells = 0.0};
    double weight[HC_SHARE_SPEEDS];
    hc_speed_weights(&none, weight);
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        CHECK_CLOSE(weight[speed], 0.25, 1e-12);
    }
}

/* Two forecasts whose misses are each other's opposite are right together; the two others are
 * worse than either. */
static void a_mix_may_be_nearer_than_any_speed(void)
{
    hc_speed_misses sum = {.cells = 1000.0};
    sum.product[0][0] = sum.product[1][1] = 1000.0;
    sum.product[1][0] = -1000.0;
    sum.product[2][2] = sum.product[3][3] = 1e6;
    double weight[HC_SHARE_SPEEDS];
    hc_speed_weights(&sum, weight);
    CHECK_CLOSE(sum_of(weight), 1.0, 1e-12);
    CHECK_CLOSE(weight[0], 0.5, 0.01);
    CHECK_CLOSE(weight[1], 0.5, 0.01);
}

/* Two years and more of one shape: the longest half life has half of all, six weeks
 * next to nothing. */
static void a_shape_that_stays_is_told_by_the_whole_history(void)
{
    synthetic s = synthetic_default();
    s.days = 840;
    known k = know(&s, s.days);
    hc_speed_misses sum = {.cells = 0.0};
    weigh_blocks(&k, &sum);
    double weight[HC_SHARE_SPEEDS];
    hc_speed_weights(&sum, weight);
    CHECK_CLOSE(sum_of(weight), 1.0, 1e-12);
    CU_ASSERT(weight[HC_SHARE_SPEEDS - 1] > 0.5);
    CU_ASSERT(weight[0] < 0.1);
    forget(&k);
}

/* A shape that changed three weeks ago: two weeks that tell outweigh a year before them. */
static void a_shape_that_changed_is_followed(void)
{
    synthetic s = synthetic_default();
    s.days = 400;
    known k = know(&s, s.days - 21);
    hc_speed_misses sum = {.cells = 0.0};
    weigh_blocks(&k, &sum);
    weigh_week(&k, 1, &sum);
    weigh_week(&k, 2, &sum);
    double weight[HC_SHARE_SPEEDS];
    hc_speed_weights(&sum, weight);
    CU_ASSERT(weight[0] > 0.9);
    forget(&k);
}

static void too_short_a_history_has_no_block(void)
{
    synthetic s = synthetic_default();
    s.days = 140;
    known k = know(&s, s.days);
    hc_speed_misses sum = {.cells = 0.0};
    weigh_blocks(&k, &sum);
    CU_ASSERT_EQUAL(sum.cells, 0.0);
    forget(&k);
}

static void each_failing_allocation_is_reported(void)
{
    synthetic s = synthetic_default();
    s.days = 170;
    known k = know(&s, s.days);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    size_t failed = 0;
    while (st == HC_ERR_MEMORY && failed < 50) {
        hc_speed_misses sum = {.cells = 0.0};
        hc_heap_fail_at(failed + 1);
        st = hc_speed_misses_add_blocks(&sum, &k.matrix, &k.calendar, k.weight, s.days, k.form,
                                        NULL);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        failed += st == HC_ERR_MEMORY;
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT(failed > 1);
    forget(&k);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(without_a_day_that_tells_all_speeds_count_alike),
        HC_TEST(a_mix_may_be_nearer_than_any_speed),
        HC_TEST(a_shape_that_stays_is_told_by_the_whole_history),
        HC_TEST(a_shape_that_changed_is_followed),
        HC_TEST(too_short_a_history_has_no_block),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("share mix", tests, sizeof tests / sizeof *tests);
}
