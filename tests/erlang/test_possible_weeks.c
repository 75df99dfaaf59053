#include "erlang/possible_weeks.h"

#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

enum { DAYS = 5, SLOTS_A_DAY = 20, SLOTS = DAYS * SLOTS_A_DAY, PATHS = 4000, QUEUES_MOST = 2 };

#define WEEK_SD 0.05
#define DAY_SD 0.10
#define SLOT_SD 0.08

/* Some queues whose weeks, days and intervals are busy together, with Poisson-like counts. */
typedef struct drawn {
    double load_erlangs[SLOTS];
    double chance[SLOTS];
    size_t day[SLOTS];
    double *ratio; /* [PATHS * SLOTS] */
    hc_possible_slots slots;
} drawn;

static void free_drawn(drawn *it)
{
    hc_free(it->ratio);
}

/* Queues of so many calls an interval, which last differently long: their shares of the load.
 */
static void draw(drawn *it, size_t queues, const double *calls, const double *share)
{
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    *it = (drawn){.slots = {SLOTS, it->load_erlangs, it->chance, it->day}};
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&it->ratio, PATHS * SLOTS, sizeof *it->ratio, NULL), HC_OK);
    for (size_t k = 0; k < SLOTS; k++) {
        it->day[k] = k / SLOTS_A_DAY;
        it->load_erlangs[k] = 3.0;
        for (size_t q = 0; q < queues; q++) {
            it->chance[k] += share[q] * share[q] / calls[q];
        }
    }
    for (size_t path = 0; path < PATHS; path++) {
        const double week = 1.0 + WEEK_SD * hc_rng_normal(&rng);
        double day = 1.0;
        for (size_t k = 0; k < SLOTS; k++) {
            if (k % SLOTS_A_DAY == 0) { day = 1.0 + DAY_SD * hc_rng_normal(&rng); }
            const double rate = week * day * (1.0 + SLOT_SD * hc_rng_normal(&rng));
            for (size_t q = 0; q < queues; q++) {
                const double noise = sqrt(rate / calls[q]) * hc_rng_normal(&rng);
                it->ratio[path * SLOTS + k] += share[q] * fmax(0.0, rate + noise);
            }
        }
    }
}

/* Variance around 1 of the load over its mean, averaged over all stretches of so many
 * intervals. */
static double variance_of(const drawn *it, size_t length)
{
    double sum = 0.0;
    for (size_t path = 0; path < PATHS; path++) {
        for (size_t first = 0; first < SLOTS; first += length) {
            double ratio = 0.0;
            for (size_t k = first; k < first + length; k++) {
                ratio += it->ratio[path * SLOTS + k] / (double)length;
            }
            sum += (ratio - 1.0) * (ratio - 1.0);
        }
    }
    return sum / (double)(PATHS * (SLOTS / length));
}

static void check_spreads(const drawn *it, double chance_of_week)
{
    const double week = WEEK_SD * WEEK_SD, day = DAY_SD * DAY_SD, slot = SLOT_SD * SLOT_SD;
    CHECK_CLOSE(variance_of(it, SLOTS), week + day / DAYS + slot / SLOTS + 2.0 * chance_of_week,
                0.05);
    CHECK_CLOSE(variance_of(it, SLOTS_A_DAY),
                week + day + slot / SLOTS_A_DAY + 2.0 * chance_of_week, 0.03);
    CHECK_CLOSE(variance_of(it, 1), week + day + slot + 2.0 * chance_of_week, 0.03);
}

/* Weeks, days and intervals keep their spread and lose the chance of 30 calls, but for that of
 * the week's own 3,000: once for their number, once for how long they last. */
static void spread_stays_and_the_chance_of_single_calls_goes(void)
{
    const double calls = 30.0, share = 1.0;
    drawn it;
    draw(&it, 1, &calls, &share);
    CHECK_CLOSE(variance_of(&it, 1), 0.0189 + 1.0 / 30.0, 0.03); /* with the chance */
    CU_ASSERT_EQUAL_FATAL(hc_possible_weeks(&it.slots, PATHS, it.ratio, NULL), HC_OK);
    check_spreads(&it, 1.0 / (30.0 * SLOTS));
    free_drawn(&it);
}

/* A small queue's chance must not take away what it shares with a large one. */
static void pool_of_a_large_and_a_small_queue_keeps_what_they_share(void)
{
    const double calls[QUEUES_MOST] = {60.0, 6.0}, share[QUEUES_MOST] = {0.7, 0.3};
    drawn it;
    draw(&it, 2, calls, share);
    CU_ASSERT_EQUAL_FATAL(hc_possible_weeks(&it.slots, PATHS, it.ratio, NULL), HC_OK);
    check_spreads(&it, (0.49 / 60.0 + 0.09 / 6.0) / SLOTS);
    free_drawn(&it);
}

static void weeks_that_are_all_alike_stay_so(void)
{
    double ratio[3 * 2] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    const double load[2] = {3.0, 1.0}, chance[2] = {0.1, 0.3};
    const size_t day[2] = {0, 1};
    const hc_possible_slots slots = {2, load, chance, day};
    CU_ASSERT_EQUAL_FATAL(hc_possible_weeks(&slots, 3, ratio, NULL), HC_OK);
    for (size_t k = 0; k < 6; k++) {
        CHECK_CLOSE(ratio[k], 1.0, 1e-12);
    }
}

/* A day without a call in one of the weeks says nothing of how its calls fall within it. */
static void empty_days_and_periods_are_no_division_by_zero(void)
{
    double ratio[2 * 2] = {0.0, 0.0, 2.0, 2.0};
    const double load[2] = {3.0, 1.0}, chance[2] = {0.0, 0.0};
    const size_t day[2] = {4, 4};
    const hc_possible_slots slots = {2, load, chance, day}, none = {0};
    CU_ASSERT_EQUAL_FATAL(hc_possible_weeks(&slots, 2, ratio, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_possible_weeks(&none, 2, ratio, NULL), HC_OK);
    for (size_t k = 0; k < 4; k++) {
        CHECK_CLOSE(ratio[k], k < 2 ? 0.0 : 2.0, 1e-12);
    }
}

static void no_memory_is_an_error_and_changes_nothing(void)
{
    double ratio[2] = {0.5, 1.5};
    const double load = 3.0, chance = 0.1;
    const size_t day = 0;
    const hc_possible_slots slots = {1, &load, &chance, &day};
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_possible_weeks(&slots, 2, ratio, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CHECK_CLOSE(ratio[0], 0.5, 1e-12);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(spread_stays_and_the_chance_of_single_calls_goes),
        HC_TEST(pool_of_a_large_and_a_small_queue_keeps_what_they_share),
        HC_TEST(weeks_that_are_all_alike_stay_so),
        HC_TEST(empty_days_and_periods_are_no_division_by_zero),
        HC_TEST(no_memory_is_an_error_and_changes_nothing),
    };
    return hc_test_run("possible_weeks", tests, sizeof tests / sizeof tests[0]);
}
