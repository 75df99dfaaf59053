#include <string.h>
#include <time.h>

#include "forecast/base/parallel.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define ITEMS 1000

typedef struct work {
    double result[ITEMS];
    int runs[ITEMS];
    size_t fail_at[2];
} work;

static hc_status draw(void *context, size_t item, hc_error *err)
{
    work *w = context;
    hc_rng rng;
    hc_rng_stream(&rng, 7, item);
    double sum = 0.0;
    for (int i = 0; i < 50; i++) {
        sum += hc_rng_normal(&rng);
    }
    w->result[item] = sum;
    w->runs[item]++;
    if (item == w->fail_at[0] || item == w->fail_at[1]) {
        /* the earlier failure comes later in time */
        const struct timespec pause = {.tv_nsec = item == w->fail_at[0] ? 20000000 : 0};
        (void)nanosleep(&pause, NULL);
        return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, NULL, "item %zu", item);
    }
    return HC_OK;
}

static work nothing_done(void)
{
    return (work){.fail_at = {ITEMS, ITEMS}};
}

static void every_item_runs_once_with_any_number_of_threads(void)
{
    static const size_t threads[] = {0, 1, 2, 3, 8, 64, ITEMS + 5};
    work expected = nothing_done();
    CU_ASSERT_EQUAL(hc_parallel_for(ITEMS, 1, draw, &expected, NULL), HC_OK);
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
        work w = nothing_done();
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_parallel_for(ITEMS, threads[i], draw, &w, &err), HC_OK);
        CU_ASSERT_EQUAL(memcmp(w.result, expected.result, sizeof w.result), 0);
        CU_ASSERT_EQUAL(memcmp(w.runs, expected.runs, sizeof w.runs), 0);
        CU_ASSERT_EQUAL(err.status, HC_OK);
    }
}

static void the_first_error_in_item_order_is_returned(void)
{
    static const size_t threads[] = {1, 2, 4, 16};
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
        for (int round = 0; round < 5; round++) {
            work w = nothing_done();
            hc_error err = HC_ERROR_INIT;
            w.fail_at[0] = 500;
            w.fail_at[1] = 501;
            CU_ASSERT_EQUAL(hc_parallel_for(ITEMS, threads[i], draw, &w, &err), HC_ERR_DOMAIN);
            CU_ASSERT_STRING_EQUAL(err.message, "item 500");
            size_t before = 0;
            for (size_t item = 0; item <= 500; item++) {
                before += w.runs[item] == 1 ? 1 : 0;
            }
            CU_ASSERT_EQUAL(before, 501);
            CU_ASSERT_TRUE(threads[i] > 1 || w.runs[501] == 0);
        }
    }
}

static void an_error_may_be_left_out(void)
{
    work w = nothing_done();
    w.fail_at[0] = 3;
    CU_ASSERT_EQUAL(hc_parallel_for(ITEMS, 4, draw, &w, NULL), HC_ERR_DOMAIN);
}

static void no_items_are_no_work(void)
{
    CU_ASSERT_EQUAL(hc_parallel_for(0, 4, draw, NULL, NULL), HC_OK);
}

/* Two items that wait for each other: only two threads can end it. */
static hc_status meet(void *context, size_t item, hc_error *err)
{
    int *met = context;
    (void)err;
    __atomic_fetch_or(met, 1 << item, __ATOMIC_SEQ_CST);
    for (int wait = 0; wait < 5000; wait++) {
        if (__atomic_load_n(met, __ATOMIC_SEQ_CST) == 3) { return HC_OK; }
        const struct timespec pause = {.tv_nsec = 1000000};
        (void)nanosleep(&pause, NULL);
    }
    return HC_ERR_INTERNAL;
}

static void items_run_at_the_same_time(void)
{
    int met = 0;
    CU_ASSERT_EQUAL(hc_parallel_for(2, 2, meet, &met, NULL), HC_OK);
}

static void there_is_a_core(void)
{
    CU_ASSERT_TRUE(hc_parallel_cores() >= 1);
}

static void a_failing_allocation_is_an_error_before_any_work(void)
{
    work w = nothing_done();
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_parallel_for(ITEMS, 4, draw, &w, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(w.runs[0], 0);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(every_item_runs_once_with_any_number_of_threads),
        HC_TEST(the_first_error_in_item_order_is_returned),
        HC_TEST(an_error_may_be_left_out),
        HC_TEST(no_items_are_no_work),
        HC_TEST(items_run_at_the_same_time),
        HC_TEST(there_is_a_core),
        HC_TEST(a_failing_allocation_is_an_error_before_any_work),
    };
    return hc_test_run("parallel", tests, sizeof tests / sizeof tests[0]);
}
