#include "erlang/requirement_people.h"

#include "erlang/staffing.h"
#include "tests/erlang/transient.h"
#include "tests/erlang/two_queues.h"
#include "tests/support/hc_test.h"

static void queues_with_agents_of_their_own_are_summed(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(made.need_count, 3);
    const hc_need *a = &made.needs[0], *b = &made.needs[1], *sum = &made.needs[2];
    CU_ASSERT_STRING_EQUAL(sum->name, "everybody");
    CU_ASSERT_EQUAL(sum->agents[OPEN], a->agents[OPEN] + b->agents[OPEN]);
    CHECK_CLOSE(sum->calls[OPEN], 80.0, 1e-15);
    CHECK_CLOSE(sum->aht_s[OPEN], (60.0 * 120.0 + 20.0 * 300.0) / 80.0, 1e-15);
    CHECK_CLOSE(sum->service_level[OPEN],
                (60.0 * a->service_level[OPEN] + 20.0 * b->service_level[OPEN]) / 80.0, 1e-14);
    CHECK_CLOSE(sum->occupancy[OPEN],
                (a->occupancy[OPEN] * a->agents[OPEN] + b->occupancy[OPEN] * b->agents[OPEN]) /
                    sum->agents[OPEN],
                1e-14);
    CU_ASSERT_EQUAL(sum->agents[OPEN + 1], 0);
    CU_ASSERT_TRUE(hc_is_missing(sum->service_level[OPEN + 1]));
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void a_pool_is_what_build_makes_of_it(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, true);
    hc_requirement one = HC_REQUIREMENT_INIT, other = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &one, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &other, NULL), HC_OK);
    CU_ASSERT_EQUAL(one.need_count, other.need_count);
    CU_ASSERT_EQUAL(one.needs[2].agents[OPEN], other.needs[2].agents[OPEN]);
    CHECK_CLOSE(one.needs[2].agents_exact[OPEN], other.needs[2].agents_exact[OPEN], 0);
    hc_requirement_clear(&one);
    hc_requirement_clear(&other);
    hc_series_clear(&forecast);
}

static void a_brief_requirement_has_the_same_whole_agents_and_nothing_else(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    for (int pooled = 0; pooled < 2; pooled++) {
        hc_staff_rules rules = rules_of(queues, pooled == 1);
        hc_requirement full = HC_REQUIREMENT_INIT, brief = HC_REQUIREMENT_INIT;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &full, NULL),
                              HC_OK);
        rules.brief = true;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &brief, NULL),
                              HC_OK);
        CU_ASSERT_EQUAL(full.needs[2].agents[OPEN], brief.needs[2].agents[OPEN]);
        CHECK_CLOSE(brief.needs[2].service_level[OPEN], full.needs[2].service_level[OPEN], 0);
        CU_ASSERT_TRUE(hc_is_missing(brief.needs[2].agents_exact[OPEN]));
        CU_ASSERT_EQUAL(brief.needs[0].agents[OPEN],
                        pooled == 1 ? 0 : full.needs[0].agents[OPEN]);
        hc_requirement_clear(&full);
        hc_requirement_clear(&brief);
    }
    hc_series_clear(&forecast);
}

static void people_are_agents_over_the_share_that_works(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, true);
    hc_requirement made = HC_REQUIREMENT_INIT;
    int32_t people[3 * SLOTS];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_requirement_people(&made, 0.3, people, NULL), HC_OK);
    for (size_t need = 0; need < 3; need++) {
        const double agents = made.needs[need].agents[OPEN];
        CU_ASSERT_EQUAL(people[need * SLOTS + OPEN], (int32_t)ceil(agents / 0.7 - 1e-9));
        CU_ASSERT_EQUAL(people[need * SLOTS], 0);
    }
    CU_ASSERT_EQUAL(hc_requirement_people(&made, 1.0, people, NULL), HC_ERR_RANGE);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* 21 agents at 30 % are 30 people, not 31; where half of the others is away too, 60. */
static void people_follow_the_hours_of_shrinkage(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    hc_staff_rules rules = rules_of(queues, true);
    hc_requirement made = HC_REQUIREMENT_INIT;
    int32_t people[3 * SLOTS];
    for (int half = 0; half < 2; half++) {
        rules.presence_count = (size_t)half;
        rules.presence[0] = (hc_presence_window){
            {true, true, true, true, true, true, true}, OPEN * 60, OPEN * 60 + 60, 0.5};
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL),
                              HC_OK);
        made.needs[2].agents[OPEN] = 21;
        CU_ASSERT_EQUAL(hc_requirement_people(&made, 0.3, people, NULL), HC_OK);
        CU_ASSERT_EQUAL(people[2 * SLOTS + OPEN], half == 0 ? 30 : 60);
        CU_ASSERT_EQUAL(made.presence[OPEN - 1], 1.0);
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* 20 agents of callers who wait for ever; an hour of 22.5 Erlangs at 10 leaves calls for later.
 * The exact chain says what becomes of them. */
static void an_overload_is_carried_into_the_next_intervals(void)
{
    hc_series forecast = two_queues();
    double calls[SLOTS], agents[SLOTS];
    int32_t staffed[SLOTS];
    hc_transient_service exact[SLOTS];
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    for (size_t slot = 0; slot < SLOTS; slot++) {
        calls[slot] = slot == OPEN ? 450.0 : 320.0;
        agents[slot] = staffed[slot] = 20;
        forecast.queues[0].state[slot] = HC_SLOT_OPEN;
        forecast.queues[0].calls[slot] = calls[slot];
        forecast.queues[0].aht_s[slot] = 180.0;
    }
    for (size_t q = 0; q < 2; q++) {
        queues[q].model = HC_MODEL_C;
        queues[q].patience_s = (double)INFINITY;
    }
    const hc_staff_rules rules = rules_of(queues, false);
    const hc_transient_day day = {SLOTS, 3600.0,           calls, staffed,
                                  180.0, (double)INFINITY, 20.0,  true};
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    hc_metrics alone = {0};
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_serve_agents(&made, &rules, 0, agents, &got, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_transient_play(&day, exact, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_serve(&made, &rules, 0, 0, 20.0, &alone, NULL), HC_OK);
    const double *level = got.needs[0].service_level;
    CHECK_CLOSE(level[OPEN - 1], alone.sl_offered, 1e-15);
    CU_ASSERT(level[OPEN] > 0.0 && level[OPEN] < 0.3);
    CU_ASSERT_DOUBLE_EQUAL(level[OPEN], exact[OPEN].service_level, 0.15);
    CU_ASSERT(level[OPEN + 1] < alone.sl_offered - 0.2);
    CU_ASSERT_DOUBLE_EQUAL(level[OPEN + 1], exact[OPEN + 1].service_level, 0.2);
    CU_ASSERT_DOUBLE_EQUAL(level[OPEN + 4], exact[OPEN + 4].service_level, 0.05);
    hc_requirement_clear(&made);
    hc_requirement_clear(&got);
    hc_series_clear(&forecast);
}

/* Nothing is left of an overload after an hour of its own in which nobody calls; the hour of
 * none has no service to tell. */
static void an_hour_without_calls_works_off_what_is_left(void)
{
    hc_series forecast = two_queues();
    double agents[SLOTS] = {0.0};
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    for (size_t slot = OPEN - 1; slot <= OPEN + 2; slot++) {
        agents[slot] = 20.0;
        forecast.queues[0].state[slot] = HC_SLOT_OPEN;
        forecast.queues[0].calls[slot] = slot == OPEN ? 410.0 : 320.0;
        forecast.queues[0].aht_s[slot] = 180.0;
    }
    forecast.queues[0].calls[OPEN + 1] = 0.0;
    for (size_t q = 0; q < 2; q++) {
        queues[q].model = HC_MODEL_C;
        queues[q].patience_s = (double)INFINITY;
    }
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_serve_agents(&made, &rules, 0, agents, &got, NULL),
                          HC_OK);
    const double *level = got.needs[0].service_level;
    CU_ASSERT(level[OPEN] < 0.5 && level[OPEN - 1] > 0.7);
    CU_ASSERT_TRUE(hc_is_missing(level[OPEN + 1]));
    CHECK_CLOSE(level[OPEN + 2], level[OPEN - 1], 1e-9);
    hc_requirement_clear(&made);
    hc_requirement_clear(&got);
    hc_series_clear(&forecast);
}

/* Under the agents that each asks for, queues give what the sum over them says; the spread has
 * no width here, so that the level over it is that of the mean rate. */
static void queues_served_each_by_its_own_agents_add_up(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    double agents[2 * SLOTS] = {0.0};
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    agents[OPEN] = made.needs[0].agents[OPEN];
    agents[SLOTS + OPEN] = made.needs[1].agents[OPEN];
    agents[SLOTS + OPEN + 1] = 3.0; /* at a queue that nobody calls */
    CU_ASSERT_EQUAL_FATAL(
        hc_requirement_serve_queues(&made, &rules, &forecast, agents, &got, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(got.need_count, 3);
    CU_ASSERT_STRING_EQUAL(got.needs[2].name, made.needs[2].name);
    CHECK_CLOSE(got.needs[2].service_level[OPEN], made.needs[2].service_level[OPEN], 1e-15);
    CHECK_CLOSE(got.needs[2].asa_s[OPEN], made.needs[2].asa_s[OPEN], 1e-15);
    CHECK_CLOSE(got.needs[0].service_level_expected[OPEN],
                made.needs[0].service_level_expected[OPEN], 1e-9);
    CHECK_CLOSE(got.needs[2].agents_exact[OPEN], agents[OPEN] + agents[SLOTS + OPEN], 0);
    CHECK_CLOSE(got.needs[2].agents_exact[OPEN + 1], 3.0, 0);
    const double busy = agents[OPEN] * got.needs[0].occupancy[OPEN] +
                        agents[SLOTS + OPEN] * got.needs[1].occupancy[OPEN];
    CHECK_CLOSE(got.needs[2].occupancy[OPEN], busy / got.needs[2].agents_exact[OPEN], 1e-14);
    agents[OPEN] = 0.0; /* one queue is left alone: the other's wait is that of the answered */
    CU_ASSERT_EQUAL_FATAL(
        hc_requirement_serve_queues(&made, &rules, &forecast, agents, &got, NULL), HC_OK);
    CHECK_CLOSE(got.needs[2].asa_s[OPEN], got.needs[1].asa_s[OPEN], 1e-15);
    CU_ASSERT(got.needs[2].service_level[OPEN] < got.needs[1].service_level[OPEN]);
    hc_requirement_clear(&made);
    hc_requirement_clear(&got);
    hc_series_clear(&forecast);
}

/* Half as many calls again come to those who were asked for, pooled or each queue its own. */
static void agents_that_were_staffed_hold_another_load(void)
{
    hc_series forecast = two_queues(), busier = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    for (size_t queue = 0; queue < 2; queue++) {
        busier.queues[queue].calls[OPEN] *= 1.5;
    }
    for (int pooled = 0; pooled < 2; pooled++) {
        const hc_staff_rules rules = rules_of(queues, pooled == 1);
        hc_requirement made = HC_REQUIREMENT_INIT, load = HC_REQUIREMENT_INIT,
                       same = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL),
                              HC_OK);
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&busier, &rules, &load, NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_requirement_hold(&made, &rules, &made, &same, NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_requirement_hold(&load, &rules, &made, &got, NULL), HC_OK);
        const hc_need *kept = &same.needs[same.need_count - 1];
        const hc_need *held = &got.needs[got.need_count - 1];
        CHECK_CLOSE(kept->service_level[OPEN], made.needs[2].service_level[OPEN], 1e-15);
        CHECK_CLOSE(held->calls[OPEN], 120.0, 1e-15);
        CU_ASSERT_EQUAL(held->agents[OPEN], made.needs[2].agents[OPEN]);
        CU_ASSERT(held->service_level[OPEN] < kept->service_level[OPEN] - 0.1);
        hc_requirement_clear(&made);
        hc_requirement_clear(&load);
        hc_requirement_clear(&same);
        hc_requirement_clear(&got);
    }
    hc_series_clear(&forecast);
    hc_series_clear(&busier);
}

/* An agent at 30 % is two people and two agents are three; one here and one there are four. */
static void people_of_queues_apart_are_added_up(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT;
    int32_t people[3 * SLOTS];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    made.needs[0].agents[OPEN] = made.needs[1].agents[OPEN] = 1;
    made.needs[2].agents[OPEN] = 2;
    CU_ASSERT_EQUAL(hc_requirement_people(&made, 0.3, people, NULL), HC_OK);
    CU_ASSERT_EQUAL(people[2 * SLOTS + OPEN], 3);
    hc_requirement_add_people(&made, people);
    CU_ASSERT_EQUAL(people[2 * SLOTS + OPEN], 4);
    made.need_count = 1; /* one queue is its own sum */
    hc_requirement_add_people(&made, people);
    CU_ASSERT_EQUAL(people[OPEN], 2);
    made.need_count = 3;
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* What is needed, and what those who are there hold of it. */
static hc_status build_and_hold(const hc_series *forecast, const hc_staff_rules *rules)
{
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    const double agents[SLOTS] = {[OPEN] = 8.0};
    hc_status st = hc_requirement_build_whole(forecast, rules, &made, NULL);
    if (st == HC_OK) { st = hc_requirement_hold(&made, rules, &made, &got, NULL); }
    if (st == HC_OK) { st = hc_requirement_serve_agents(&made, rules, 2, agents, &got, NULL); }
    hc_requirement_clear(&made);
    hc_requirement_clear(&got);
    return st;
}

/* Agents who belong to one queue each do not stand in one line: what all of them give is what
 * their queues get, and not what a pool of as many would give. */
static void the_agents_of_a_sum_are_shared_out_by_need(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    double agents[SLOTS] = {0.0}, own[2 * SLOTS] = {0.0};
    hc_metrics metrics = {0};
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    const int32_t needed[] = {made.needs[0].agents[OPEN], made.needs[1].agents[OPEN]};
    agents[OPEN] = 0.9 * (needed[0] + needed[1]);
    agents[OPEN + 1] = 2.5; /* nobody calls */
    own[OPEN] = 0.9 * needed[0];
    own[SLOTS + OPEN] = 0.9 * needed[1];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_serve_queues(&made, &rules, NULL, own, &got, NULL),
                          HC_OK);
    const double level = got.needs[2].service_level[OPEN];
    const double occupancy = got.needs[2].occupancy[OPEN];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_serve_agents(&made, &rules, 2, agents, &got, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(got.need_count, 1);
    CHECK_CLOSE(got.needs[0].service_level[OPEN], level, 1e-14);
    CHECK_CLOSE(got.needs[0].occupancy[OPEN], occupancy, 1e-14);
    CHECK_CLOSE(got.needs[0].agents_exact[OPEN], agents[OPEN], 0);
    CHECK_CLOSE(got.needs[0].agents_exact[OPEN + 1], 2.5, 0);
    CU_ASSERT_EQUAL_FATAL(
        hc_requirement_serve(&made, &rules, 2, OPEN, agents[OPEN], &metrics, NULL), HC_OK);
    CHECK_CLOSE(metrics.sl_offered, level, 1e-14);
    CHECK_CLOSE(metrics.occupancy, occupancy, 1e-14);
    CHECK_CLOSE(metrics.p_abandon, got.needs[0].abandon_rate[OPEN], 1e-14);
    CHECK_CLOSE(metrics.asa_s, got.needs[0].asa_s[OPEN], 1e-12);
    const double one = got.needs[0].service_level[OPEN];
    CU_ASSERT_EQUAL_FATAL(
        hc_requirement_serve_shares(&made, &rules, &forecast, agents, &got, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(got.need_count, 3);
    for (size_t q = 0; q < 2; q++) { /* each queue by its own share */
        CHECK_CLOSE(got.needs[q].agents_exact[OPEN], own[q * SLOTS + OPEN], 1e-12);
        CU_ASSERT_EQUAL_FATAL(
            hc_requirement_serve(&made, &rules, q, OPEN, own[q * SLOTS + OPEN], &metrics, NULL),
            HC_OK);
        CHECK_CLOSE(got.needs[q].service_level[OPEN], metrics.sl_offered, 1e-14);
        CHECK_CLOSE(got.needs[q].service_level_expected[OPEN], metrics.sl_offered, 1e-9);
    }
    CHECK_CLOSE(got.needs[2].service_level[OPEN], one, 0);
    CHECK_CLOSE(got.needs[2].agents_exact[OPEN + 1], 2.5, 0);
    /* without a spread the level over it is that of the mean */
    CHECK_CLOSE(hc_requirement_expected(&forecast, &rules, &made, 2, OPEN, agents[OPEN]), level,
                1e-9);
    hc_requirement_clear(&made);
    hc_requirement_clear(&got);
    hc_series_clear(&forecast);
}

static void every_failed_allocation_is_reported_and_leaks_nothing(void)
{
    hc_series forecast = two_queues();
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    queues[1].model = HC_MODEL_C; /* who waits for ever is carried over */
    const size_t live = hc_heap_live();
    for (int pooled = 0; pooled < 2; pooled++) {
        hc_staff_rules rules = rules_of(queues, pooled == 1);
        rules.pool.model = HC_MODEL_C;
        bool reached = true;
        for (size_t k = 1; k < 1000 && reached; k++) {
            hc_heap_fail_at(k);
            const hc_status st = build_and_hold(&forecast, &rules);
            reached = hc_heap_count() >= k;
            hc_heap_fail_at(0);
            CU_ASSERT_EQUAL(hc_heap_live(), live);
            CU_ASSERT_EQUAL(st, reached ? HC_ERR_MEMORY : HC_OK);
        }
        CU_ASSERT_FALSE(reached);
    }
    hc_series_clear(&forecast);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(queues_with_agents_of_their_own_are_summed),
        HC_TEST(a_pool_is_what_build_makes_of_it),
        HC_TEST(a_brief_requirement_has_the_same_whole_agents_and_nothing_else),
        HC_TEST(people_are_agents_over_the_share_that_works),
        HC_TEST(people_follow_the_hours_of_shrinkage),
        HC_TEST(an_overload_is_carried_into_the_next_intervals),
        HC_TEST(an_hour_without_calls_works_off_what_is_left),
        HC_TEST(queues_served_each_by_its_own_agents_add_up),
        HC_TEST(the_agents_of_a_sum_are_shared_out_by_need),
        HC_TEST(agents_that_were_staffed_hold_another_load),
        HC_TEST(people_of_queues_apart_are_added_up),
        HC_TEST(every_failed_allocation_is_reported_and_leaks_nothing),
    };
    return hc_test_run("requirement_people", tests, sizeof tests / sizeof tests[0]);
}
