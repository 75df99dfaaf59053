#include "forecast/day_matrix.h"

#include <string.h>

#include "tests/forecast/forecast_support.h"

#define SLOTS 48

static int64_t end_of(const synthetic *s)
{
    return SYNTHETIC_FIRST + (int64_t)s->days;
}

static hc_day_matrix matrix_of(const hc_series *history, int64_t origin_day)
{
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_day_matrix_make(&matrix, history, 0, origin_day, NULL), HC_OK);
    return matrix;
}

/* Every day 10 calls in each slot from 8:00 to 18:00 but on Sundays: all numbers are known. */
static hc_series flat_history(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_queue *queue = &history.queues[0];
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        if (queue->state[slot] == HC_SLOT_OPEN) { queue->calls[slot] = 10.0; }
    }
    return history;
}

static void mark(hc_series *history, size_t day, size_t from, size_t until, hc_slot_state state)
{
    for (size_t slot = day * SLOTS + from; slot < day * SLOTS + until; slot++) {
        history->queues[0].state[slot] = (uint8_t)state;
        if (state == HC_SLOT_GAP) { history->queues[0].calls[slot] = HC_MISSING; }
    }
}

static void a_whole_history_is_copied_day_by_day(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s));
    CU_ASSERT_EQUAL(matrix.days, s.days);
    CU_ASSERT_EQUAL(matrix.slots, SLOTS);
    CU_ASSERT_EQUAL(matrix.first_day, SYNTHETIC_FIRST);
    CU_ASSERT_EQUAL(
        memcmp(matrix.calls, history.queues[0].calls, s.days * SLOTS * sizeof *matrix.calls),
        0);
    CU_ASSERT_EQUAL(matrix.weekday[0], 4); /* 2020-01-03 was a Friday */
    CU_ASSERT_DOUBLE_EQUAL(matrix.seen[0], 1.0, 1e-12);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* Whether the queue is never served on a weekday. */
static bool is_closed(const hc_day_matrix *matrix, size_t weekday)
{
    return memchr(matrix->open + weekday * matrix->slots, 1, matrix->slots) == NULL;
}

static void opening_hours_are_learnt_by_weekday(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s));
    CU_ASSERT_TRUE(is_closed(&matrix, 6));
    CU_ASSERT_FALSE(is_closed(&matrix, 0));
    CU_ASSERT_EQUAL(matrix.open[15], 0);  /* Monday 7:30 */
    CU_ASSERT_EQUAL(matrix.open[16], 1);  /* Monday 8:00 */
    CU_ASSERT_EQUAL(matrix.seen[2], 0.0); /* a closed Sunday is unknown, no zero */
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* The latest `weeks` Mondays have `calls` in the slots from .. until - 1, open. */
static void change_mondays(hc_series *history, size_t weeks, size_t from, size_t until,
                           double calls)
{
    const size_t days = history->axis.days;
    for (size_t day = days; day-- > 0 && weeks > 0;) {
        if (hc_weekday(history->axis.first_day + (int64_t)day) != 0) { continue; }
        mark(history, day, from, until, HC_SLOT_OPEN);
        for (size_t slot = day * SLOTS + from; slot < day * SLOTS + until; slot++) {
            history->queues[0].calls[slot] = calls;
        }
        weeks--;
    }
}

static size_t first_monday(const hc_day_matrix *matrix)
{
    size_t day = 0;
    while (matrix->weekday[day] != 0) {
        day++;
    }
    return day;
}

/* Of 20 slots of 10 calls two fall silent: after three Mondays they are closed, and what once
 * came in them is no part of what is learnt from; two Mondays may be anything. */
static void hours_that_close_are_followed_after_three_weeks(void)
{
    const synthetic s = synthetic_default();
    for (size_t weeks = 2; weeks <= 3; weeks++) {
        hc_series history = flat_history();
        change_mondays(&history, weeks, 16, 18, 0.0);
        hc_day_matrix matrix = matrix_of(&history, end_of(&s));
        const size_t monday = first_monday(&matrix);
        CU_ASSERT_EQUAL(matrix.open[16], weeks < 3);
        CU_ASSERT_EQUAL(matrix.open[18], 1);
        CU_ASSERT_EQUAL(matrix.open[SLOTS + 16], 1); /* Tuesdays */
        CHECK_CLOSE(matrix.total[monday], weeks < 3 ? 200.0 : 180.0, 1e-12);
        CHECK_CLOSE(matrix.calls[monday * SLOTS + 16] + 1.0, weeks < 3 ? 11.0 : 1.0, 1e-12);
        CHECK_CLOSE(matrix.total[monday + 1], 200.0, 1e-12);
        hc_day_matrix_clear(&matrix);
        hc_series_clear(&history);
    }
}

/* Mondays that had sixteen of their twenty slots until three weeks ago tell nothing of what is
 * left. */
static void a_day_of_hours_that_are_gone_is_unknown(void)
{
    const synthetic s = synthetic_default();
    hc_series history = flat_history();
    change_mondays(&history, 3, 16, 32, 0.0);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s));
    const size_t monday = first_monday(&matrix);
    CU_ASSERT_EQUAL(matrix.seen[monday], 0.0);
    CU_ASSERT_EQUAL(matrix.total[monday], 0.0);
    CU_ASSERT_DOUBLE_EQUAL(matrix.seen[monday + 1], 1.0, 1e-12);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

static void hours_that_open_are_followed_after_three_weeks(void)
{
    const synthetic s = synthetic_default();
    for (size_t weeks = 2; weeks <= 3; weeks++) {
        hc_series history = flat_history();
        change_mondays(&history, weeks, 36, 38, 5.0);
        hc_day_matrix matrix = matrix_of(&history, end_of(&s));
        CU_ASSERT_EQUAL(matrix.open[36], weeks == 3);
        CU_ASSERT_EQUAL(matrix.open[38], 0);
        hc_day_matrix_clear(&matrix);
        hc_series_clear(&history);
    }
}

static void a_weekday_given_up_is_closed_after_three_weeks(void)
{
    const synthetic s = synthetic_default();
    hc_series history = flat_history();
    change_mondays(&history, 3, 16, 36, 0.0);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s));
    CU_ASSERT_TRUE(is_closed(&matrix, 0));
    CU_ASSERT_FALSE(is_closed(&matrix, 1));
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* Two calls a slot: three Mondays without any close four slots in a row, each with too few to
 * tell alone. */
static void neighbours_that_are_silent_too_tell_together(void)
{
    const synthetic s = synthetic_default();
    hc_series history = flat_history();
    change_mondays(&history, 20, 16, 36, 2.0);
    change_mondays(&history, 3, 16, 20, 0.0);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s));
    CU_ASSERT(!matrix.open[16] && !matrix.open[19] && matrix.open[20]);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* Poisson counts of mean .3, .7 and 1.5 on all Mondays: of 100 histories hardly a slot is shut
 * by silence. */
static void rare_calls_that_stay_away_close_nothing(void)
{
    const synthetic s = synthetic_default();
    const double means[3] = {0.3, 0.7, 1.5};
    hc_rng rng;
    size_t shut = 0;
    hc_rng_seed(&rng, 3);
    for (int k = 0; k < 100; k++) {
        hc_series history = flat_history();
        change_mondays(&history, 20, 16, 36, 0.0);
        for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
            double *calls = &history.queues[0].calls[slot];
            const size_t wall = slot % SLOTS;
            if (hc_weekday(SYNTHETIC_FIRST + (int64_t)(slot / SLOTS)) == 0 && wall >= 16 &&
                wall < 36) {
                *calls = hc_rng_poisson(&rng, means[k % 3]);
            }
        }
        hc_day_matrix matrix = matrix_of(&history, end_of(&s));
        for (size_t slot = 16; slot < 36; slot++) {
            shut += !matrix.open[slot];
        }
        hc_day_matrix_clear(&matrix);
        hc_series_clear(&history);
    }
    CU_ASSERT(shut <= 2);
}

static void days_between_the_history_and_the_origin_are_unknown(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s) + 3);
    CU_ASSERT_EQUAL(matrix.days, s.days + 3);
    CU_ASSERT_EQUAL(matrix.seen[s.days + 1], 0.0);
    CU_ASSERT_EQUAL(matrix.total[s.days + 1], 0.0);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* 20 slots of 10 calls; 5 of them missing on a Friday that was otherwise twice as busy. */
static void a_gap_is_filled_by_the_profile_scaled_to_the_day(void)
{
    hc_series history = flat_history();
    for (size_t slot = 28 * SLOTS; slot < 29 * SLOTS; slot++) {
        history.queues[0].calls[slot] *= 2.0;
    }
    mark(&history, 28, 16, 21, HC_SLOT_GAP);
    hc_day_matrix matrix = matrix_of(&history, SYNTHETIC_FIRST + 140);
    CU_ASSERT(matrix.total[28] > 385.0 && matrix.total[28] < 415.0);
    CHECK_CLOSE(matrix.seen[28], 0.75, 0.03);
    CHECK_CLOSE(matrix.calls[28 * SLOTS + 18], 20.0, 0.1);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* A Friday of 200 calls with an outage in 5 of its 20 slots. */
static double total_with_outage(double calls_in_the_other_slots)
{
    hc_series history = flat_history();
    for (size_t slot = 28 * SLOTS; slot < 29 * SLOTS; slot++) {
        if (history.queues[0].state[slot] == HC_SLOT_OPEN) {
            history.queues[0].calls[slot] = calls_in_the_other_slots;
        }
    }
    mark(&history, 28, 16, 21, HC_SLOT_OUTAGE);
    hc_day_matrix matrix = matrix_of(&history, SYNTHETIC_FIRST + 140);
    const double total = matrix.total[28];
    double sum = 0.0;
    for (size_t slot = 0; slot < SLOTS; slot++) {
        sum += matrix.calls[28 * SLOTS + slot];
    }
    CHECK_CLOSE(sum, total, 1e-12);
    CU_ASSERT(matrix.calls[28 * SLOTS + 18] > 0.0);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
    return total;
}

static void calls_cut_off_by_an_outage_are_not_counted_twice(void)
{
    CHECK_CLOSE(total_with_outage(10.0), 200.0, 1e-9);       /* lost: filled up to the usual */
    CHECK_CLOSE(total_with_outage(200.0 / 15), 200.0, 1e-9); /* all came back later */
    CHECK_CLOSE(total_with_outage(20.0), 300.0, 1e-9);       /* more than usual: as recorded */
    CHECK_CLOSE(total_with_outage(6.0), 120.0, 0.02);        /* quiet day: scaled by the rest */
}

static void a_day_that_was_hardly_seen_is_unknown(void)
{
    hc_series history = flat_history();
    mark(&history, 28, 16, 30, HC_SLOT_GAP); /* 14 of 20 slots */
    hc_day_matrix matrix = matrix_of(&history, SYNTHETIC_FIRST + 140);
    CU_ASSERT_EQUAL(matrix.seen[28], 0.0);
    CU_ASSERT_EQUAL(matrix.total[28], 0.0);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

/* Around the clock in New York: 2020-03-08 had 23 hours, the hour from 2:00 did not exist. */
static void a_day_of_23_hours_becomes_one_of_24(void)
{
    synthetic s = synthetic_default();
    s.zone = "America/New_York";
    s.around_the_clock = true;
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = matrix_of(&history, end_of(&s));
    const size_t day = 65; /* from 3 January to 8 March */
    CU_ASSERT_EQUAL(history.axis.day_first[day + 1] - history.axis.day_first[day], 46);
    CU_ASSERT(matrix.calls[day * SLOTS + 4] > 0.0); /* 2:00, filled */
    CU_ASSERT_DOUBLE_EQUAL(matrix.calls[day * SLOTS + 6],
                           history.queues[0].calls[history.axis.day_first[day] + 4], 0.0);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

static void each_failing_allocation_leaves_the_matrix_as_it_was(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    size_t failures = 0;
    for (size_t k = 1; st == HC_ERR_MEMORY && k < 40; k++) {
        hc_heap_fail_at(k);
        st = hc_day_matrix_make(&matrix, &history, 0, end_of(&s), NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        failures++;
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(matrix.days, 0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT(failures >= 10);
    hc_day_matrix_clear(&matrix);
    CU_ASSERT_EQUAL(hc_heap_live(), live);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_whole_history_is_copied_day_by_day),
        HC_TEST(opening_hours_are_learnt_by_weekday),
        HC_TEST(hours_that_close_are_followed_after_three_weeks),
        HC_TEST(a_day_of_hours_that_are_gone_is_unknown),
        HC_TEST(hours_that_open_are_followed_after_three_weeks),
        HC_TEST(a_weekday_given_up_is_closed_after_three_weeks),
        HC_TEST(neighbours_that_are_silent_too_tell_together),
        HC_TEST(rare_calls_that_stay_away_close_nothing),
        HC_TEST(days_between_the_history_and_the_origin_are_unknown),
        HC_TEST(a_gap_is_filled_by_the_profile_scaled_to_the_day),
        HC_TEST(calls_cut_off_by_an_outage_are_not_counted_twice),
        HC_TEST(a_day_that_was_hardly_seen_is_unknown),
        HC_TEST(a_day_of_23_hours_becomes_one_of_24),
        HC_TEST(each_failing_allocation_leaves_the_matrix_as_it_was),
    };
    return hc_test_run("day matrix", tests, sizeof tests / sizeof *tests);
}
