/* Deferred work against doing it, the earliest deadline first, and cases done by hand. */
#include <string.h>

#include "erlang/deferred.h"
#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define SLOTS_MOST 40
#define JOBS_MOST 12

/* Second-by-second: one unit of work at a time, earliest deadline first, nothing shared with
 * the module. */
static double late_by_hand(const hc_deferred_job *jobs, size_t count, const double *open_s,
                           size_t slots, double agents)
{
    double rest[JOBS_MOST];
    double late_s = 0.0;
    for (size_t job = 0; job < count; job++) {
        rest[job] = jobs[job].work_s;
    }
    for (size_t slot = 0; slot < slots; slot++) {
        double capacity_s = agents * open_s[slot];
        for (;;) {
            size_t next = count;
            for (size_t job = 0; job < count; job++) {
                const int is_open = jobs[job].first_slot <= slot && rest[job] > 0.0;
                if (is_open && (next == count || jobs[job].due_slot < jobs[next].due_slot)) {
                    next = job;
                }
            }
            if (next == count || capacity_s <= 0.0) { break; }
            const double share_s = fmin(rest[next], capacity_s);
            rest[next] -= share_s;
            capacity_s -= share_s;
        }
        for (size_t job = 0; job < count; job++) {
            if (jobs[job].due_slot == slot) { late_s += rest[job]; }
        }
    }
    return late_s;
}

static size_t random_case(hc_rng *rng, hc_deferred_job *jobs, double *open_s, size_t *slots)
{
    *slots = 2 + (size_t)hc_rng_below(rng, SLOTS_MOST - 2);
    const size_t count = 1 + (size_t)hc_rng_below(rng, JOBS_MOST);
    for (size_t slot = 0; slot < *slots; slot++) {
        open_s[slot] = hc_rng_below(rng, 4) == 0 ? 0.0 : 900.0;
    }
    open_s[*slots - 1] = 900.0;
    for (size_t job = 0; job < count; job++) {
        const size_t first = (size_t)hc_rng_below(rng, *slots);
        size_t due = first + (size_t)hc_rng_below(rng, *slots - first);
        while (open_s[due] <= 0.0) {
            due++;
        } /* ends at the last slot, which is open */
        jobs[job] = (hc_deferred_job){first, due, 60.0 * (double)hc_rng_below(rng, 500)};
    }
    return count;
}

static void agents_are_just_enough_on_a_thousand_random_cases(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 41);
    for (int run = 0; run < 1000; run++) {
        hc_deferred_job jobs[JOBS_MOST];
        double open_s[SLOTS_MOST];
        size_t slots = 0;
        const size_t count = random_case(&rng, jobs, open_s, &slots);
        double agents = -1.0;
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_deferred_agents(jobs, count, NULL, open_s, slots, &agents, &err),
                        HC_OK);
        CU_ASSERT(late_by_hand(jobs, count, open_s, slots, agents * (1.0 + 1e-9)) < 1e-3);
        CU_ASSERT(agents < 1e-9 ||
                  late_by_hand(jobs, count, open_s, slots, agents * (1.0 - 1e-6)) > 1e-6);
    }
}

/* Beside time that is there anyway, by replaying both together. */
static void agents_beside_free_time_are_just_enough(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 43);
    for (int run = 0; run < 1000; run++) {
        hc_deferred_job jobs[JOBS_MOST];
        double open_s[SLOTS_MOST];
        double free_s[SLOTS_MOST];
        double both_s[SLOTS_MOST];
        size_t slots = 0;
        const size_t count = random_case(&rng, jobs, open_s, &slots);
        for (size_t slot = 0; slot < slots; slot++) {
            free_s[slot] = 60.0 * (double)hc_rng_below(&rng, 200);
        }
        double agents = -1.0;
        CU_ASSERT_EQUAL(hc_deferred_agents(jobs, count, free_s, open_s, slots, &agents, NULL),
                        HC_OK);
        for (int less = 0; less < 2; less++) {
            for (size_t slot = 0; slot < slots; slot++) {
                both_s[slot] = free_s[slot] + agents * (less ? 1.0 - 1e-6 : 1.0) * open_s[slot];
            }
            const double late_s = late_by_hand(jobs, count, both_s, slots, 1.0);
            CU_ASSERT(less ? agents < 1e-9 || late_s > 1e-7 : late_s < 1e-3);
        }
    }
    const hc_deferred_job job = {0, 0, 60.0};
    const double none_s = 0.0;
    const double below_s = -1.0;
    double agents = 5.0;
    CU_ASSERT_EQUAL(hc_deferred_agents(&job, 1, &none_s, &none_s, 1, &agents, NULL),
                    HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(hc_deferred_agents(&job, 1, &below_s, &none_s, 1, &agents, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(agents, 5.0);
}

static void the_tightest_stretch_decides(void)
{
    /* 2 h of work from slot 2, due by slot 3: half an hour of time, so 4 agents */
    const hc_deferred_job jobs[2] = {{0, 7, 3600.0}, {2, 3, 7200.0}};
    const double open_s[8] = {900, 900, 900, 900, 900, 900, 900, 900};
    double agents = 0.0;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_deferred_agents(jobs, 2, NULL, open_s, 8, &agents, &err), HC_OK);
    CHECK_CLOSE(agents, 4.0, 1e-12);
}

static void no_work_needs_nobody(void)
{
    const double open_s[2] = {0.0, 0.0};
    double agents = -1.0;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_deferred_agents(NULL, 0, NULL, open_s, 2, &agents, &err), HC_OK);
    CU_ASSERT_EQUAL(agents, 0.0);
}

static void a_promise_counts_opening_time_only(void)
{
    const double open_s[8] = {900, 900, 0, 0, 0, 900, 900, 900};
    CU_ASSERT_EQUAL(hc_deferred_due(open_s, 8, 0, 1800.0), 4);
    CU_ASSERT_EQUAL(hc_deferred_due(open_s, 8, 0, 2700.0), 5);
    CU_ASSERT_EQUAL(hc_deferred_due(open_s, 8, 1, 900.0), 4);
    CU_ASSERT_EQUAL(hc_deferred_due(open_s, 8, 6, 1e9), 7);
    CU_ASSERT_EQUAL(hc_deferred_due(open_s, 8, 6, 0.0), 6);
}

static void check_refused(hc_deferred_job job, const double *open_s, size_t slots,
                          hc_status status, const char *words)
{
    double agents = -1.0;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_deferred_agents(&job, 1, NULL, open_s, slots, &agents, &err), status);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, words));
    CU_ASSERT_EQUAL(agents, -1.0);
}

static void wrong_input_is_refused_by_name(void)
{
    const double open_s[3] = {900.0, 0.0, 900.0};
    const double bad_s[3] = {900.0, -1.0, 900.0};
    check_refused((hc_deferred_job){1, 1, 60.0}, open_s, 3, HC_ERR_INFEASIBLE, "slot 1");
    check_refused((hc_deferred_job){2, 1, 60.0}, open_s, 3, HC_ERR_RANGE, "job 0");
    check_refused((hc_deferred_job){0, 3, 60.0}, open_s, 3, HC_ERR_RANGE, "job 0");
    check_refused((hc_deferred_job){0, 1, (double)NAN}, open_s, 3, HC_ERR_RANGE, "work");
    check_refused((hc_deferred_job){0, 1, 1e16}, open_s, 3, HC_ERR_RANGE, "work");
    const double long_s[3] = {900.0, 1e16, 900.0};
    check_refused((hc_deferred_job){0, 1, 60.0}, long_s, 3, HC_ERR_RANGE, "slot 1");
    check_refused((hc_deferred_job){0, 1, 60.0}, bad_s, 3, HC_ERR_RANGE, "slot 1");
    check_refused((hc_deferred_job){0, 0, 60.0}, open_s, 0, HC_ERR_LIMIT, "slots");
    check_refused((hc_deferred_job){0, 0, 60.0}, open_s, HC_DEFERRED_SLOTS_MAX + 1,
                  HC_ERR_LIMIT, "slots");
    const hc_deferred_job job = {0, 0, 60.0};
    double agents = -1.0;
    CU_ASSERT_EQUAL(
        hc_deferred_agents(&job, HC_DEFERRED_JOBS_MAX + 1, NULL, open_s, 3, &agents, NULL),
        HC_ERR_LIMIT);
}

static void every_failed_allocation_is_an_error_without_a_leak(void)
{
    const hc_deferred_job job = {0, 1, 60.0};
    const double open_s[2] = {900.0, 900.0};
    for (size_t k = 1; k <= 2; k++) {
        double agents = -1.0;
        hc_error err = HC_ERROR_INIT;
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_deferred_agents(&job, 1, NULL, open_s, 2, &agents, &err),
                        HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(agents, -1.0);
        CU_ASSERT_EQUAL(hc_heap_live(), 0);
    }
    hc_heap_fail_at(0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(agents_are_just_enough_on_a_thousand_random_cases),
        HC_TEST(agents_beside_free_time_are_just_enough),
        HC_TEST(the_tightest_stretch_decides),
        HC_TEST(no_work_needs_nobody),
        HC_TEST(a_promise_counts_opening_time_only),
        HC_TEST(wrong_input_is_refused_by_name),
        HC_TEST(every_failed_allocation_is_an_error_without_a_leak),
    };
    return hc_test_run("deferred", tests, sizeof tests / sizeof *tests);
}
