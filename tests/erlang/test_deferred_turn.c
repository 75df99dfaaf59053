#include "erlang/deferred_turn.h"

#include "erlang/deferred.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define SLOTS 10
#define OPEN_S 100.0

static const double always[SLOTS] = {OPEN_S, OPEN_S, OPEN_S, OPEN_S, OPEN_S,
                                     OPEN_S, OPEN_S, OPEN_S, OPEN_S, OPEN_S};

static hc_turn_week week_of(const hc_turn_job *jobs, size_t count)
{
    return (hc_turn_week){.slots = SLOTS, .open_s = always, .job_count = count, .jobs = jobs};
}

/* 350 s of work come at once: one agent does 100 s of it in each of three slots, whose middles
 * lie 0, 1 and 2 slots after its own, and 50 s in the first half of a fourth, 2.75 after. */
static void a_burst_is_done_slot_by_slot(void)
{
    const hc_turn_job job = {0, 0, 2, 7.0, 350.0};
    const hc_turn_week week = week_of(&job, 1);
    double in_time = 0.0, wait = 0.0;
    hc_turn_play(&week, 1.0, &in_time, &wait);
    CHECK_CLOSE(in_time, 200.0 / 350.0, 1e-12);
    CHECK_CLOSE(wait, (100.0 + 200.0 + 50.0 * 2.75) / 350.0, 1e-12);
}

/* Half of it in two slots: 175 s of 200; all of it: 350 s; a fifth: the week's work decides. */
static void the_fewest_agents_follow_the_share(void)
{
    const hc_turn_job job = {0, 0, 2, 7.0, 350.0};
    const hc_turn_week week = week_of(&job, 1);
    const double share[] = {0.5, 1.0, 0.1}, expected[] = {0.875, 1.75, 0.35};
    for (size_t k = 0; k < 3; k++) {
        double agents = 0.0;
        CU_ASSERT_EQUAL(hc_turn_agents(&week, &share[k], 1, &agents, NULL), HC_OK);
        CHECK_CLOSE(agents, expected[k], 1e-4);
    }
}

/* What came before is answered first, and the week's backlog meets the next week's work. */
static void contacts_are_answered_in_turn(void)
{
    const hc_turn_job jobs[] = {
        {0, 1, 1, 1.0, 250.0}, {1, 2, 1, 1.0, 10.0}, {0, 8, 9, 1.0, 500.0}};
    const hc_turn_week week = week_of(jobs, 3);
    double in_time[3], wait[3];
    hc_turn_play(&week, 1.0, in_time, wait);
    /* of 500 s from slot 8 on 300 are left at the week's end: slots 0, 1 and 2 of the next */
    CHECK_CLOSE(in_time[0], 0.0, 1e-12);
    CHECK_CLOSE(in_time[1], 0.0, 1e-12);
    CHECK_CLOSE(in_time[2], 1.0, 1e-12);
    CHECK_CLOSE(wait[0], (100.0 * 2.0 + 100.0 * 3.0 + 50.0 * 3.75) / 250.0, 1e-12);
    CHECK_CLOSE(wait[1], 5.55 - 2.5, 1e-12);
    CHECK_CLOSE(wait[2], 2.0, 1e-12);
}

/* Each queue has its own share, and free time is used before agents. */
static void every_queue_has_its_share_beside_free_time(void)
{
    const hc_turn_job jobs[] = {{0, 0, 1, 4.0, 100.0}, {1, 0, 1, 4.0, 100.0}};
    const double free_s[SLOTS] = {40.0};
    hc_turn_week week = week_of(jobs, 2);
    const double first[] = {1.0, 0.0}, both[] = {1.0, 0.5};
    double agents = 0.0;
    week.free_s = free_s;
    CU_ASSERT_EQUAL(hc_turn_agents(&week, first, 2, &agents, NULL), HC_OK);
    CHECK_CLOSE(agents, 0.6, 1e-4);
    CU_ASSERT_EQUAL(hc_turn_agents(&week, both, 2, &agents, NULL), HC_OK);
    CHECK_CLOSE(agents, 1.1, 1e-4);
}

/* With one promise in slots for all, those who wait longest are due first: the agents that
 * earliest deadline first needs, found another way. */
static void all_in_time_takes_the_agents_of_the_earliest_deadline(void)
{
    hc_rng rng;
    const double all = 1.0;
    hc_rng_seed(&rng, 3);
    for (int trial = 0; trial < 50; trial++) {
        hc_turn_job turns[4];
        hc_deferred_job jobs[8];
        double open_s[2 * SLOTS], agents = 0.0, expected = 0.0, work_s = 0.0;
        for (size_t slot = 0; slot < 2 * SLOTS; slot++) {
            open_s[slot] = OPEN_S;
        }
        for (size_t k = 0; k < 4; k++) {
            turns[k] = (hc_turn_job){0, 2 * k, 3, 1.0, 10.0 + hc_rng_uniform(&rng) * 300.0};
            work_s += turns[k].work_s;
            for (size_t cycle = 0; cycle < 2; cycle++) {
                const size_t slot = cycle * SLOTS + 2 * k;
                jobs[4 * cycle + k] = (hc_deferred_job){slot, slot + 2, turns[k].work_s};
            }
        }
        const hc_turn_week week = week_of(turns, 4);
        CU_ASSERT_EQUAL(hc_deferred_agents(jobs, 8, NULL, open_s, 2 * SLOTS, &expected, NULL),
                        HC_OK);
        expected = fmax(expected, work_s / (SLOTS * OPEN_S));
        CU_ASSERT_EQUAL(hc_turn_agents(&week, &all, 1, &agents, NULL), HC_OK);
        CU_ASSERT(fabs(agents - expected) < 2e-4);
    }
}

static void what_is_due_before_anybody_works_is_infeasible(void)
{
    const hc_turn_job job = {0, 4, 2, 1.0, 50.0};
    double open_s[SLOTS] = {OPEN_S};
    const double all = 1.0;
    hc_turn_week week = week_of(&job, 1);
    double agents = -1.0;
    week.open_s = open_s;
    CU_ASSERT_EQUAL(hc_turn_agents(&week, &all, 1, &agents, NULL), HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(agents, -1.0);
}

static void without_work_nobody_is_needed(void)
{
    const hc_turn_week week = week_of(NULL, 0);
    const double all = 1.0;
    double agents = -1.0;
    CU_ASSERT_EQUAL(hc_turn_agents(&week, &all, 1, &agents, NULL), HC_OK);
    CHECK_CLOSE(agents, 0.0, 1e-12);
}

/* Weeks repeat themselves three times, and the second is told: from its slot 4 to the end of
 * the third are 20 - 4.5 slots. No work is done as it comes. */
static void without_agents_it_waits_to_the_end(void)
{
    const hc_turn_job jobs[] = {{0, 2, 2, 0.0, 0.0}, {0, 4, 2, 7.0, 350.0}};
    const hc_turn_week week = week_of(jobs, 2);
    double in_time[2], wait[2];
    hc_turn_play(&week, 0.0, in_time, wait);
    CU_ASSERT_EQUAL(in_time[0], 1.0);
    CU_ASSERT_EQUAL(wait[0], 0.0);
    CU_ASSERT_EQUAL(in_time[1], 0.0);
    CHECK_CLOSE(wait[1], 20.0 - 4.5, 1e-12);
}

static void a_failing_allocation_is_reported(void)
{
    const hc_turn_job job = {0, 0, 2, 7.0, 350.0};
    const hc_turn_week week = week_of(&job, 1);
    const double all = 1.0;
    double agents = -1.0;
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_turn_agents(&week, &all, 1, &agents, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(agents, -1.0);
}

static void nobody_is_needed_where_nobody_works(void)
{
    const double open_s[SLOTS] = {0.0};
    const double all = 1.0;
    hc_turn_week week = week_of(NULL, 0);
    double agents = -1.0;
    week.open_s = open_s;
    CU_ASSERT_EQUAL(hc_turn_agents(&week, &all, 1, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 0.0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_burst_is_done_slot_by_slot),
        HC_TEST(the_fewest_agents_follow_the_share),
        HC_TEST(contacts_are_answered_in_turn),
        HC_TEST(every_queue_has_its_share_beside_free_time),
        HC_TEST(all_in_time_takes_the_agents_of_the_earliest_deadline),
        HC_TEST(what_is_due_before_anybody_works_is_infeasible),
        HC_TEST(without_work_nobody_is_needed),
        HC_TEST(without_agents_it_waits_to_the_end),
        HC_TEST(a_failing_allocation_is_reported),
        HC_TEST(nobody_is_needed_where_nobody_works),
    };
    return hc_test_run("deferred_turn", tests, sizeof tests / sizeof *tests);
}
