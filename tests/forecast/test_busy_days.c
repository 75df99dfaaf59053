#include "forecast/busy_days.h"

#include <math.h>

#include "forecast/base/number.h"
#include "tests/support/hc_test.h"

#define DAYS 4

/* Two queues of busyness variance 1; the second is `same` times the first. */
static hc_busy_days two_queues(double same)
{
    static const double first[DAYS] = {1.0, -1.0, 1.0, -1.0};
    hc_busy_days busy = {0};
    CU_ASSERT_EQUAL_FATAL(hc_busy_days_make(&busy, 2, DAYS, NULL), HC_OK);
    busy.common[0] = busy.common[1] = 1.0;
    for (size_t day = 0; day < DAYS; day++) {
        busy.score[day] = first[day];
        busy.score[DAYS + day] = same * first[day];
    }
    return busy;
}

static double share_of_two(double same)
{
    hc_busy_days busy = two_queues(same);
    const double share = hc_busy_days_share(&busy);
    hc_busy_days_clear(&busy);
    return share;
}

/* Mean of the products over the product of the deviations: 1, a half, and never below 0. */
static void queues_share_what_moves_together(void)
{
    CHECK_CLOSE(share_of_two(1.0), 1.0, 1e-15);
    CHECK_CLOSE(share_of_two(0.5), 0.5, 1e-15);
    CHECK_CLOSE(share_of_two(-1.0), 0.0, 0.0);
    CHECK_CLOSE(share_of_two(3.0), 1.0, 0.0);
}

/* Scores hold chance beside busyness: its variance is what counts, here a quarter of theirs. */
static void chance_within_the_scores_is_not_counted(void)
{
    hc_busy_days busy = two_queues(0.25);
    busy.common[0] = busy.common[1] = 0.25;
    CHECK_CLOSE(hc_busy_days_share(&busy), 1.0, 1e-15);
    hc_busy_days_clear(&busy);
}

static void unknown_days_and_queues_are_left_out(void)
{
    hc_busy_days busy = two_queues(0.5);
    busy.score[DAYS + 1] = HC_MISSING;
    busy.score[DAYS + 2] = -10.0;
    busy.score[2] = HC_MISSING;
    CHECK_CLOSE(hc_busy_days_share(&busy), 0.5, 1e-15);
    busy.common[1] = 0.0;
    CHECK_CLOSE(hc_busy_days_share(&busy), 0.0, 0.0);
    hc_busy_days_clear(&busy);
}

static void one_queue_shares_nothing(void)
{
    hc_busy_days busy = {0};
    CU_ASSERT_EQUAL_FATAL(hc_busy_days_make(&busy, 1, DAYS, NULL), HC_OK);
    CU_ASSERT_TRUE(hc_is_missing(busy.score[0]));
    busy.common[0] = busy.score[0] = 1.0;
    CHECK_CLOSE(hc_busy_days_share(&busy), 0.0, 0.0);
    hc_busy_days_clear(&busy);
    hc_busy_days_clear(&busy);
    CU_ASSERT_PTR_NULL(busy.score);
}

static void every_allocation_may_fail(void)
{
    hc_busy_days busy = {0};
    const size_t before = hc_heap_live();
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_busy_days_make(&busy, 2, DAYS, NULL), HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), before);
    }
    CU_ASSERT_EQUAL(hc_busy_days_make(&busy, SIZE_MAX / 2, DAYS, NULL), HC_ERR_MEMORY);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(queues_share_what_moves_together),
        HC_TEST(chance_within_the_scores_is_not_counted),
        HC_TEST(unknown_days_and_queues_are_left_out),
        HC_TEST(one_queue_shares_nothing),
        HC_TEST(every_allocation_may_fail),
    };
    return hc_test_run("busy_days", tests, sizeof tests / sizeof tests[0]);
}
