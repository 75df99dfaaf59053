#include "erlang/load_spread.h"

#include <math.h>
#include <string.h>

#include "tests/support/hc_test.h"

/* One slot of two queues with 100 calls each at 10 Erlangs; rates off by 0.2 and 0.1. */
typedef struct two_queues {
    hc_series forecast;
    hc_requirement made; /* the queues, then their pool */
    hc_queue_spread spreads[2];
    hc_queue_rules queues[2];
    hc_staff_rules rules;
} two_queues;

static void set_up(two_queues *t)
{
    static const double rate_cv[] = {0.2, 0.1};
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    (void)memset(t, 0, sizeof *t); /* an empty series and requirement are zeroed */
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, 20000, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&t->forecast, &axis, 2, HC_PART_QUANTILE, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_make(&t->made, &axis, 3, NULL), HC_OK);
    const size_t slots = hc_axis_slots(&axis);
    for (size_t q = 0; q < 2; q++) {
        const double sd = sqrt(100.0 + 1e4 * rate_cv[q] * rate_cv[q]);
        hc_queue *queue = &t->forecast.queues[q];
        queue->calls[0] = t->made.needs[q].calls[0] = 100.0;
        queue->quantile[2 * slots] = 100.0 - HC_NORMAL_90 * sd;
        queue->quantile[6 * slots] = 100.0 + HC_NORMAL_90 * sd;
        t->made.needs[q].load_erlangs[0] = 10.0;
    }
    t->made.needs[2].load_erlangs[0] = 20.0;
    t->queues[0] = t->queues[1] = hc_queue_rules_default();
    t->rules = hc_staff_rules_default(t->queues, 2);
    hc_axis_clear(&axis);
}

static void tear_down(two_queues *t)
{
    hc_series_clear(&t->forecast);
    hc_requirement_clear(&t->made);
}

static double spread(const two_queues *t, size_t need)
{
    return hc_load_spread(&t->forecast, &t->rules, t->made.needs, need, 0);
}

static void without_spreads_queues_are_high_together(void)
{
    two_queues t;
    set_up(&t);
    CHECK_CLOSE(spread(&t, 0), 0.2, 1e-12);
    CHECK_CLOSE(spread(&t, 1), 0.1, 1e-12);
    CHECK_CLOSE(spread(&t, 2), 0.15, 1e-12); /* (10 x 0.2 + 10 x 0.1) / 20 */
    tear_down(&t);
}

/* Variances of handle times and rates add: sqrt(0.2^2 + 0.15^2) = 0.25. */
static void handle_times_widen_the_spread(void)
{
    two_queues t;
    set_up(&t);
    t.spreads[0] = (hc_queue_spread){.aht_cv = 0.15};
    t.rules.spreads = t.spreads;
    CHECK_CLOSE(spread(&t, 0), 0.25, 1e-12);
    CHECK_CLOSE(spread(&t, 1), 0.1, 1e-12);
    tear_down(&t);
}

/* Queues that have nothing in common: sqrt(2^2 + 1^2) / 20 Erlangs. */
static void a_pool_of_queues_apart_is_surer_than_its_queues(void)
{
    two_queues t;
    set_up(&t);
    t.rules.spreads = t.spreads;
    CHECK_CLOSE(spread(&t, 2), sqrt(5.0) / 20.0, 1e-12);
    /* handle times are wrong together: 0.1 of the pool's load */
    t.spreads[0].aht_cv = t.spreads[1].aht_cv = 0.1;
    CHECK_CLOSE(spread(&t, 2), sqrt(5.0 + 4.0) / 20.0, 1e-12);
    tear_down(&t);
}

/*
 * Of the first queue's variance of counts, 0.04 + 0.01, four tenths are its day's: 0.02, and
 * 0.008 of 0.02 of the second's. Half of that is shared: 0.01 and 0.004, in Erlangs squared 1
 * and 0.4.
 */
static void shared_days_add_up_by_their_deviations(void)
{
    two_queues t;
    set_up(&t);
    t.spreads[0] = t.spreads[1] = (hc_queue_spread){.day_share = 0.4, .queue_share = 0.5};
    t.rules.spreads = t.spreads;
    const double common = 1.0 + sqrt(0.4);
    CHECK_CLOSE(spread(&t, 2), sqrt((4.0 - 1.0) + (1.0 - 0.4) + common * common) / 20.0, 1e-12);
    CHECK_CLOSE(spread(&t, 0), 0.2, 1e-12); /* alone it is what its quantiles say */
    /* chance is in the counts, not in the rate: no more than the rate's own variance is shared
     */
    t.spreads[0] = t.spreads[1] = (hc_queue_spread){.day_share = 1.0, .queue_share = 1.0};
    CHECK_CLOSE(spread(&t, 2), 0.15, 1e-12);
    tear_down(&t);
}

static void nobody_is_off_by_more_than_everything(void)
{
    two_queues t;
    set_up(&t);
    t.spreads[0].aht_cv = 7.0;
    t.rules.spreads = t.spreads;
    CHECK_CLOSE(spread(&t, 0), 1.0, 0.0);
    tear_down(&t);
}

static void work_that_can_wait_is_no_part_of_a_pool(void)
{
    two_queues t;
    set_up(&t);
    t.queues[1].work = HC_WORK_DEFERRED;
    CHECK_CLOSE(spread(&t, 2), 0.1, 1e-12); /* 10 x 0.2 of the pool's 20 Erlangs */
    tear_down(&t);
}

static void a_queue_that_is_shut_adds_nothing(void)
{
    two_queues t;
    set_up(&t);
    t.made.needs[0].load_erlangs[0] = 0.0;
    t.made.needs[0].calls[0] = 0.0;
    t.made.needs[2].load_erlangs[0] = 10.0;
    CHECK_CLOSE(spread(&t, 2), 0.1, 1e-12);
    tear_down(&t);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(without_spreads_queues_are_high_together),
        HC_TEST(handle_times_widen_the_spread),
        HC_TEST(a_pool_of_queues_apart_is_surer_than_its_queues),
        HC_TEST(shared_days_add_up_by_their_deviations),
        HC_TEST(nobody_is_off_by_more_than_everything),
        HC_TEST(work_that_can_wait_is_no_part_of_a_pool),
        HC_TEST(a_queue_that_is_shut_adds_nothing),
    };
    return hc_test_run("load_spread", tests, sizeof tests / sizeof tests[0]);
}
