#include <string.h>

#include "forecast/series.h"
#include "tests/support/hc_test.h"

#define ALL_PARTS 31U

static hc_axis make_axis(size_t days)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 30, 20780, days, NULL), HC_OK);
    return axis;
}

static hc_series make(size_t queues, unsigned parts)
{
    hc_axis axis = make_axis(2);
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, queues, parts, NULL), HC_OK);
    hc_axis_clear(&axis);
    return series;
}

static void a_new_series_knows_nothing(void)
{
    hc_series series = make(3, ALL_PARTS);
    CU_ASSERT_EQUAL(series.queue_count, 3);
    CU_ASSERT_EQUAL(hc_axis_slots(&series.axis), 96);
    size_t missing = 0;
    for (size_t q = 0; q < 3; q++) {
        const hc_queue *queue = &series.queues[q];
        CU_ASSERT_STRING_EQUAL(queue->name, "");
        for (size_t slot = 0; slot < 96; slot++) {
            missing += queue->state[slot] == HC_SLOT_GAP ? 1 : 0;
            missing += hc_is_missing(queue->calls[slot]) ? 1 : 0;
            missing += hc_is_missing(queue->aht_s[slot]) ? 1 : 0;
            missing += hc_is_missing(queue->handled[slot]) ? 1 : 0;
            missing += hc_is_missing(queue->abandoned[slot]) ? 1 : 0;
            missing += hc_is_missing(queue->aht_sd_s[slot]) ? 1 : 0;
        }
        for (size_t k = 0; k < HC_QUANTILES * 96; k++) {
            missing += hc_is_missing(queue->quantile[k]) ? 1 : 0;
        }
    }
    CU_ASSERT_EQUAL(missing, 3 * (96 * 6 + 96 * HC_QUANTILES));
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_OK);
    hc_series_clear(&series);
}

static void only_the_parts_asked_for_are_made(void)
{
    static const unsigned parts[] = {0, HC_PART_AHT, HC_PART_HANDLED | HC_PART_ABANDONED,
                                     HC_PART_QUANTILE, HC_PART_AHT_SD};
    for (size_t i = 0; i < 5; i++) {
        hc_series series = make(1, parts[i]);
        const hc_queue *queue = &series.queues[0];
        CU_ASSERT_EQUAL(queue->aht_s != NULL, (parts[i] & HC_PART_AHT) != 0);
        CU_ASSERT_EQUAL(queue->handled != NULL, (parts[i] & HC_PART_HANDLED) != 0);
        CU_ASSERT_EQUAL(queue->abandoned != NULL, (parts[i] & HC_PART_ABANDONED) != 0);
        CU_ASSERT_EQUAL(queue->quantile != NULL, (parts[i] & HC_PART_QUANTILE) != 0);
        CU_ASSERT_EQUAL(queue->aht_sd_s != NULL, (parts[i] & HC_PART_AHT_SD) != 0);
        hc_series_clear(&series);
    }
}

static void quantile_probabilities_ascend_and_mirror(void)
{
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        CU_ASSERT_TRUE(k == 0 || hc_quantile_p[k] > hc_quantile_p[k - 1]);
        CHECK_CLOSE(hc_quantile_p[k] + hc_quantile_p[HC_QUANTILES - 1 - k], 1.0, 1e-15);
    }
}

static void moving_leaves_the_source_empty(void)
{
    hc_series from = make(2, 0);
    hc_series to = make(1, ALL_PARTS);
    hc_series_move(&to, &from);
    CU_ASSERT_EQUAL(to.queue_count, 2);
    CU_ASSERT_EQUAL(from.queue_count, 0);
    CU_ASSERT_PTR_NULL(from.queues);
    hc_series_move(&to, &to);
    CU_ASSERT_EQUAL(to.queue_count, 2);
    hc_series_clear(&from);
    hc_series_clear(&to);
    hc_series_clear(&to);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

static void making_again_clears_what_was_there_even_on_its_own_axis(void)
{
    hc_series series = make(2, ALL_PARTS);
    CU_ASSERT_EQUAL(hc_series_make(&series, &series.axis, 5, 0, NULL), HC_OK);
    CU_ASSERT_EQUAL(series.queue_count, 5);
    hc_series_clear(&series);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

static void queues_are_found_by_name(void)
{
    hc_series series = make(2, 0);
    size_t queue = 9;
    (void)strncpy(series.queues[0].name, "sales", HC_QUEUE_NAME_MAX - 1);
    (void)strncpy(series.queues[1].name, "상담", HC_QUEUE_NAME_MAX - 1);
    CU_ASSERT_FALSE(hc_series_find(&series, "Sales", &queue));
    CU_ASSERT_EQUAL(queue, 9);
    CU_ASSERT_TRUE(hc_series_find(&series, "상담", &queue));
    CU_ASSERT_EQUAL(queue, 1);
    hc_series_clear(&series);
}

static void kept_queues_stay_as_they_are_and_the_others_go(void)
{
    for (size_t first = 0; first <= 3; first++) {
        for (size_t count = 0; first + count <= 3; count++) {
            hc_series series = make(3, ALL_PARTS);
            for (size_t queue = 0; queue < 3; queue++) {
                series.queues[queue].calls[7] = (double)queue;
            }
            hc_series_keep_queues(&series, first, count);
            CU_ASSERT_EQUAL(series.queue_count, count);
            for (size_t queue = 0; queue < count; queue++) {
                CU_ASSERT_EQUAL(series.queues[queue].calls[7], (double)(first + queue));
            }
            hc_series_clear(&series);
        }
    }
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

/* Sets slot 5 of a fresh series and says what the check makes of it. */
static hc_status judge(hc_slot_state state, double calls, double aht_s, double handled)
{
    hc_series series = make(1, ALL_PARTS);
    hc_error err = HC_ERROR_INIT;
    (void)strncpy(series.queues[0].name, "sales", HC_QUEUE_NAME_MAX - 1);
    series.queues[0].state[5] = (uint8_t)state;
    series.queues[0].calls[5] = calls;
    series.queues[0].aht_s[5] = aht_s;
    series.queues[0].handled[5] = handled;
    const hc_status st = hc_series_check(&series, &err);
    if (st != HC_OK) {
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "sales"));
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "2026-11-23T02:30:00"));
    }
    hc_series_clear(&series);
    return st;
}

static void states_and_counts_must_fit(void)
{
    const double none = HC_MISSING;
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 0.0, none, none), HC_OK);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 12.5, 300.0, 12.0), HC_OK);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, none, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, -1.0, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, (double)INFINITY, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_CLOSED, 0.0, none, none), HC_OK);
    CU_ASSERT_EQUAL(judge(HC_SLOT_CLOSED, 1.0, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_CLOSED, none, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_GAP, 0.0, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OUTAGE, 3.0, none, none), HC_OK);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OUTAGE, none, none, none), HC_OK);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OUTAGE, -3.0, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge((hc_slot_state)4, 1.0, none, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 1.0, 0.0, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 1.0, HC_AHT_MAX_S, none), HC_OK);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 1.0, HC_AHT_MAX_S + 1.0, none), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 1.0, 300.0, -1.0), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(judge(HC_SLOT_OPEN, 1.0, 300.0, (double)INFINITY), HC_ERR_RANGE);
}

static void other_arrays_are_checked_too(void)
{
    hc_series series = make(1, ALL_PARTS);
    hc_queue *queue = &series.queues[0];
    queue->abandoned[0] = -1.0;
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_ERR_RANGE);
    queue->abandoned[0] = 0.0;
    queue->aht_sd_s[95] = -1.0;
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_ERR_RANGE);
    queue->aht_sd_s[95] = 10.0;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        queue->quantile[k * 96 + 7] = (double)k;
    }
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_OK);
    queue->quantile[3 * 96 + 7] = 1.5;
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_ERR_RANGE);
    queue->quantile[3 * 96 + 7] = (double)INFINITY;
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_ERR_RANGE);
    queue->quantile[3 * 96 + 7] = 3.0;
    memset(queue->name, 'x', sizeof queue->name);
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_ERR_RANGE);
    hc_series_clear(&series);
}

static void too_many_queues_are_a_limit(void)
{
    hc_axis axis = make_axis(0);
    hc_series series = make(1, 0);
    CU_ASSERT_EQUAL(hc_series_make(&series, &axis, HC_QUEUES_MAX + 1, 0, NULL), HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(series.queue_count, 1);
    CU_ASSERT_EQUAL(hc_series_make(&series, &axis, HC_QUEUES_MAX, 0, NULL), HC_OK);
    hc_series_clear(&series);
    hc_axis_clear(&axis);
}

static void a_copy_holds_the_same_and_lives_alone(void)
{
    hc_series series = make(2, HC_PART_AHT | HC_PART_QUANTILE);
    memcpy(series.queues[1].name, "second", 7);
    series.queues[1].state[5] = HC_SLOT_OPEN;
    series.queues[1].calls[5] = 7.0;
    series.queues[1].quantile[8 * 96 + 5] = 9.0;
    hc_series copy = make(1, 0);
    CU_ASSERT_EQUAL(hc_series_copy(&copy, &series, NULL), HC_OK);
    hc_series_clear(&series);
    CU_ASSERT_EQUAL(copy.queue_count, 2);
    CU_ASSERT_EQUAL(hc_axis_slots(&copy.axis), 96);
    CU_ASSERT_STRING_EQUAL(copy.queues[1].name, "second");
    CU_ASSERT_EQUAL(copy.queues[1].state[5], HC_SLOT_OPEN);
    CHECK_CLOSE(copy.queues[1].calls[5], 7.0, 0.0);
    CHECK_CLOSE(copy.queues[1].quantile[8 * 96 + 5], 9.0, 0.0);
    CU_ASSERT_TRUE(hc_is_missing(copy.queues[1].aht_s[5]));
    CU_ASSERT_PTR_NULL(copy.queues[1].handled);
    CU_ASSERT_EQUAL(hc_series_copy(&copy, &copy, NULL), HC_OK);
    CHECK_CLOSE(copy.queues[1].calls[5], 7.0, 0.0);
    const hc_queue *kept = copy.queues;
    hc_heap_fail_at(4);
    CU_ASSERT_EQUAL(hc_series_copy(&copy, &copy, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_PTR_EQUAL(copy.queues, kept);
    hc_series_clear(&copy);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

static void every_failing_allocation_leaves_the_series_as_it_was(void)
{
    hc_axis axis = make_axis(1);
    hc_series series = make(1, 0);
    const hc_queue *kept = series.queues;
    const size_t live = hc_heap_live();
    size_t k = 1;
    for (;; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_series_make(&series, &axis, 2, ALL_PARTS, NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_PTR_EQUAL(series.queues, kept);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(k, 2 + 1 + 2 * 7 + 1); /* axis, queues, seven arrays each */
    hc_series_clear(&series);
    hc_axis_clear(&axis);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(a_new_series_knows_nothing),
        HC_TEST(only_the_parts_asked_for_are_made),
        HC_TEST(quantile_probabilities_ascend_and_mirror),
        HC_TEST(moving_leaves_the_source_empty),
        HC_TEST(making_again_clears_what_was_there_even_on_its_own_axis),
        HC_TEST(queues_are_found_by_name),
        HC_TEST(kept_queues_stay_as_they_are_and_the_others_go),
        HC_TEST(states_and_counts_must_fit),
        HC_TEST(other_arrays_are_checked_too),
        HC_TEST(too_many_queues_are_a_limit),
        HC_TEST(a_copy_holds_the_same_and_lives_alone),
        HC_TEST(every_failing_allocation_leaves_the_series_as_it_was),
    };
    return hc_test_run("series", tests, sizeof tests / sizeof tests[0]);
}
