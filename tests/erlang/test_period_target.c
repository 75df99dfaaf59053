#include "erlang/period_target.h"

#include "erlang/uncertainty.h"
#include "tests/support/hc_test.h"

#define SLOTS 4

static hc_period_slot slot_of(double calls, double cv)
{
    hc_period_slot slot = {
        .calls = calls, .load = hc_load_of(calls / 10.0, 180.0), .cv = cv, .least = 1};
    slot.load.patience_s = 148.0;
    return slot;
}

static hc_period period_of(const hc_period_slot *slots, double target)
{
    return (hc_period){.model = HC_MODEL_A,
                       .target = target,
                       .target_s = 20.0,
                       .slot_count = SLOTS,
                       .slots = slots};
}

static double level_of(const hc_period *period, const int32_t *agents)
{
    double calls = 0.0;
    double in_time = 0.0;
    for (size_t k = 0; k < period->slot_count; k++) {
        const hc_period_slot *slot = &period->slots[k];
        calls += slot->calls;
        in_time +=
            slot->calls * hc_uncertain_service_level(period->model, &slot->load, slot->cv,
                                                     agents[k], period->target_s);
    }
    return in_time / calls;
}

/* Fewest agents of all choices up to 8 an interval, by trying them all. */
static int32_t by_trying_all(const hc_period *period)
{
    int32_t best = 8 * SLOTS + 1;
    for (int32_t choice = 0; choice < 8 * 8 * 8 * 8; choice++) {
        int32_t agents[SLOTS];
        int32_t sum = 0;
        for (int32_t k = 0, rest = choice; k < SLOTS; k++, rest /= 8) {
            agents[k] = 1 + rest % 8;
            sum += agents[k];
        }
        if (sum < best && level_of(period, agents) >= period->target) { best = sum; }
    }
    return best;
}

static void fewest_agents_of_all_choices(void)
{
    const double targets[] = {0.5, 0.7, 0.8, 0.9};
    for (size_t t = 0; t < 4; t++) {
        for (double cv = 0.0; cv < 0.3; cv += 0.2) {
            const hc_period_slot slots[SLOTS] = {slot_of(11.0, cv), slot_of(23.0, cv),
                                                 slot_of(30.0, cv), slot_of(6.0, cv)};
            const hc_period period = period_of(slots, targets[t]);
            int32_t agents[SLOTS] = {0};
            CU_ASSERT_EQUAL_FATAL(hc_period_agents(&period, agents, NULL), HC_OK);
            CU_ASSERT_TRUE(level_of(&period, agents) >= targets[t]);
            CU_ASSERT_EQUAL(agents[0] + agents[1] + agents[2] + agents[3],
                            by_trying_all(&period));
        }
    }
}

static void least_agents_are_kept(void)
{
    hc_period_slot slots[SLOTS] = {slot_of(11.0, 0.0), slot_of(23.0, 0.0), slot_of(30.0, 0.0),
                                   slot_of(6.0, 0.0)};
    slots[3].least = 7;
    const hc_period period = period_of(slots, 0.8);
    int32_t agents[SLOTS] = {0};
    CU_ASSERT_EQUAL_FATAL(hc_period_agents(&period, agents, NULL), HC_OK);
    CU_ASSERT_TRUE(agents[3] >= 7);
}

/* Weeks at 0.8, 1.0 and 1.2 of the rate: with 60 % the middle one must hold, with 90 % the busy
 * one. */
static void more_surely_takes_more_agents(void)
{
    enum { PATHS = 30 };
    double ratio[PATHS * SLOTS];
    for (size_t k = 0; k < PATHS * SLOTS; k++) {
        ratio[k] = 0.8 + 0.2 * (double)(k / SLOTS % 3);
    }
    hc_period_slot slots[SLOTS] = {slot_of(110.0, 0.16), slot_of(230.0, 0.16),
                                   slot_of(300.0, 0.16), slot_of(60.0, 0.16)};
    hc_period period = period_of(slots, 0.8);
    int32_t last = 0;
    period.path_count = PATHS;
    period.ratio = ratio;
    for (double risk = 0.3; risk < 1.0; risk += 0.3) {
        hc_period_slot busy[SLOTS];
        int32_t agents[SLOTS] = {0};
        period.risk = risk;
        CU_ASSERT_EQUAL_FATAL(hc_period_agents(&period, agents, NULL), HC_OK);
        const int32_t sum = agents[0] + agents[1] + agents[2] + agents[3];
        CU_ASSERT_TRUE(sum > last);
        last = sum;
        for (size_t k = 0; k < SLOTS; k++) { /* the week that must just hold does just hold */
            busy[k] = slots[k];
            busy[k].cv = 0.0;
            busy[k].load.load_erlangs *= risk < 0.4 ? 0.8 : risk < 0.7 ? 1.0 : 1.2;
        }
        const hc_period just = period_of(busy, 0.8);
        CHECK_CLOSE(level_of(&just, agents), 0.81, 0.025); /* whole agents overshoot a little */
    }
}

static void no_staff_is_sure_enough_where_nothing_is_known(void)
{
    double ratio[SLOTS * 2] = {1.0, 1.0, 1.0, 1.0, 1e6, 1e6, 1e6, 1e6};
    const hc_period_slot slots[SLOTS] = {slot_of(11.0, 0.1), slot_of(23.0, 0.1),
                                         slot_of(30.0, 0.1), slot_of(6.0, 0.1)};
    hc_period period = period_of(slots, 0.8);
    int32_t agents[SLOTS] = {5, 5, 5, 5};
    period.path_count = 2;
    period.ratio = ratio;
    period.risk = 0.95;
    CU_ASSERT_EQUAL(hc_period_agents(&period, agents, NULL), HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(agents[0], 5);
}

/* One week in three has no calls at all: nothing in it is late. */
static void weeks_without_calls_are_held(void)
{
    enum { PATHS = 3 };
    double ratio[PATHS * SLOTS] = {0.0};
    const hc_period_slot slots[SLOTS] = {slot_of(110.0, 0.1), slot_of(230.0, 0.1),
                                         slot_of(300.0, 0.1), slot_of(60.0, 0.1)};
    hc_period period = period_of(slots, 0.8);
    int32_t agents[SLOTS] = {0};
    for (size_t k = SLOTS; k < PATHS * SLOTS; k++) {
        ratio[k] = 1.0;
    }
    period.path_count = PATHS;
    period.ratio = ratio;
    period.risk = 0.1; /* the best of the three */
    CU_ASSERT_EQUAL_FATAL(hc_period_agents(&period, agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents[0] + agents[1] + agents[2] + agents[3], SLOTS); /* the least */
    period.risk = 0.6; /* one of the others */
    CU_ASSERT_EQUAL_FATAL(hc_period_agents(&period, agents, NULL), HC_OK);
    CU_ASSERT_TRUE(agents[0] + agents[1] + agents[2] + agents[3] > 65);
}

/* Of one possible week with the forecast's load, or of none, the most likely week is what
 * counts whatever the risk. */
static void a_single_week_is_the_one_that_is_held(void)
{
    const double ratio[SLOTS] = {1.0, 1.0, 1.0, 1.0};
    const hc_period_slot slots[SLOTS] = {slot_of(110.0, 0.0), slot_of(230.0, 0.0),
                                         slot_of(300.0, 0.0), slot_of(60.0, 0.0)};
    hc_period period = period_of(slots, 0.8);
    int32_t sums[3] = {0};
    for (size_t k = 0; k < 3; k++) {
        int32_t agents[SLOTS] = {0};
        period.risk = k == 0 ? 0.0 : 0.9;
        period.path_count = k == 1 ? 1 : 0;
        period.ratio = ratio;
        CU_ASSERT_EQUAL_FATAL(hc_period_agents(&period, agents, NULL), HC_OK);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            sums[k] += agents[slot];
        }
    }
    CU_ASSERT_EQUAL(sums[1], sums[0]);
    CU_ASSERT_EQUAL(sums[2], sums[0]);
}

static void every_failed_allocation_is_reported_and_leaks_nothing(void)
{
    const hc_period_slot slots[SLOTS] = {slot_of(11.0, 0.1), slot_of(23.0, 0.1),
                                         slot_of(30.0, 0.1), slot_of(6.0, 0.1)};
    const double ratio[2 * SLOTS] = {1.0, 1.0, 1.0, 1.0, 1.1, 1.1, 1.1, 1.1};
    hc_period period = period_of(slots, 0.8);
    period.risk = 0.9;
    period.path_count = 2;
    period.ratio = ratio;
    const size_t live = hc_heap_live();
    size_t failures = 0;
    for (size_t k = 1; k < 1000; k++) {
        int32_t agents[SLOTS] = {0};
        hc_heap_fail_at(k);
        const hc_status st = hc_period_agents(&period, agents, NULL);
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        if (!reached) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(agents[0], 0);
        failures++;
    }
    CU_ASSERT_TRUE(failures > 4);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(fewest_agents_of_all_choices),
        HC_TEST(least_agents_are_kept),
        HC_TEST(more_surely_takes_more_agents),
        HC_TEST(no_staff_is_sure_enough_where_nothing_is_known),
        HC_TEST(weeks_without_calls_are_held),
        HC_TEST(a_single_week_is_the_one_that_is_held),
        HC_TEST(every_failed_allocation_is_reported_and_leaks_nothing),
    };
    return hc_test_run("period_target", tests, sizeof tests / sizeof tests[0]);
}
