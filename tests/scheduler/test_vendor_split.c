#include "scheduler/vendor_split.h"

#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define INTERVALS 5
#define WAYS 6

/* A problem with its own room. */
typedef struct small_case {
    size_t first[INTERVALS + 1];
    hc_split_way ways[INTERVALS * WAYS];
    hc_split_problem problem;
} small_case;

static void link_case(small_case *made, size_t intervals)
{
    made->problem.interval_count = intervals;
    made->problem.first = made->first;
    made->problem.ways = made->ways;
}

static double cost_of(const hc_split_problem *problem, const size_t *way)
{
    double own = 0.0, bill = 0.0;
    int32_t own_most = 0, vendor_most = 0;
    for (size_t t = 0; t < problem->interval_count; t++) {
        const hc_split_way *chosen = &problem->ways[problem->first[t] + way[t]];
        own += chosen->own_cost;
        bill += problem->vendor_price * chosen->vendor_units;
        if (chosen->own_agents > own_most) { own_most = chosen->own_agents; }
        if (chosen->vendor_agents > vendor_most) { vendor_most = chosen->vendor_agents; }
    }
    return own + own_most * problem->own_seat_cost +
           fmax(problem->vendor_least, bill + vendor_most * problem->vendor_seat_cost);
}

/* Every choice of every interval, one after another. */
static double by_exhaustion(const hc_split_problem *problem)
{
    size_t way[INTERVALS] = {0};
    double best = (double)INFINITY;
    while (true) {
        const double cost = cost_of(problem, way);
        if (cost < best) { best = cost; }
        size_t t = 0;
        while (t < problem->interval_count &&
               ++way[t] == problem->first[t + 1] - problem->first[t]) {
            way[t++] = 0;
        }
        if (t == problem->interval_count) { return best; }
    }
}

/* Base and peak of random loads, with random prices; half of them with sums that do not add up
 * to whole numbers. */
static void fill_random(small_case *made, uint64_t seed)
{
    hc_rng rng;
    hc_rng_stream(&rng, 20261128, seed);
    const size_t intervals = 1 + hc_rng_below(&rng, INTERVALS);
    const double grain = seed % 2 == 0 ? 1.0 : 0.37 + hc_rng_uniform(&rng);
    size_t at = 0;
    for (size_t t = 0; t < intervals; t++) {
        const int32_t need = (int32_t)hc_rng_below(&rng, WAYS);
        made->first[t] = at;
        for (int32_t own = 0; own <= need; own++) {
            const int32_t rest = need - own;
            const int32_t loss = own > 0 && rest > 0 ? (int32_t)hc_rng_below(&rng, 2) : 0;
            made->ways[at++] =
                (hc_split_way){.own_cost = own * (1.0 + hc_rng_uniform(&rng) * 0.3) * grain,
                               .vendor_units = rest * (1.0 + (double)hc_rng_below(&rng, 3)),
                               .own_agents = own,
                               .vendor_agents = rest + loss};
        }
        made->first[t + 1] = at;
    }
    const bool seats = hc_rng_below(&rng, 2) == 0;
    made->problem = (hc_split_problem){
        .own_seat_cost = seats ? 2.0 * hc_rng_uniform(&rng) : 0.0,
        .vendor_price = 0.1 + hc_rng_uniform(&rng),
        .vendor_seat_cost = hc_rng_below(&rng, 3) == 0 ? 3.0 * hc_rng_uniform(&rng) : 0.0,
        .vendor_least = hc_rng_below(&rng, 3) > 0 ? 8.0 * hc_rng_uniform(&rng) : 0.0};
    link_case(made, intervals);
}

static void five_hundred_random_cases_cost_what_exhaustion_finds(void)
{
    size_t between = 0;
    for (uint64_t seed = 0; seed < 500; seed++) {
        small_case made;
        hc_split split = {0};
        fill_random(&made, seed);
        CU_ASSERT_EQUAL_FATAL(hc_split_solve(&made.problem, &split, NULL), HC_OK);
        const double best = by_exhaustion(&made.problem);
        CHECK_CLOSE(split.cost, best, 1e-9);
        CHECK_CLOSE(cost_of(&made.problem, split.way), split.cost, 1e-9);
        CHECK_CLOSE(split.bound, split.cost, 1e-9);
        CHECK_CLOSE(split.own_cost + split.vendor_cost, split.cost, 1e-9);
        const bool mixed = split.own_cost > 0.0 && split.vendor_cost > 0.0;
        between += mixed && made.problem.vendor_least > 0.0;
        hc_split_clear(&split);
    }
    CU_ASSERT(between > 50); /* the hard ones are among them */
}

/* Two intervals, 4 and 2 agents; an hour costs 10, a seat 3, the vendor 12 an hour: the base of
 * 2 stays, the peak of 2 goes: 4 x 10 + 2 x 3 + 2 x 12 = 70. Each alone takes 72. */
static void base_stays_and_peak_goes(void)
{
    small_case made = {.first = {0, 5, 8}};
    for (int32_t own = 0; own <= 4; own++) {
        made.ways[own] = (hc_split_way){10.0 * own, 4.0 - own, own, 4 - own};
    }
    for (int32_t own = 0; own <= 2; own++) {
        made.ways[5 + own] = (hc_split_way){10.0 * own, 2.0 - own, own, 2 - own};
    }
    made.problem = (hc_split_problem){.own_seat_cost = 3.0, .vendor_price = 12.0};
    link_case(&made, 2);
    hc_split split = {0};
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, NULL), HC_OK);
    CU_ASSERT_EQUAL(split.own_seats, 2);
    CU_ASSERT_EQUAL(split.way[0], 2);
    CU_ASSERT_EQUAL(split.way[1], 2);
    CHECK_CLOSE(split.cost, 70.0, 1e-12);
    CHECK_CLOSE(split.vendor_cost, 24.0, 1e-12);
    hc_split_clear(&split);
}

/* A bill of 30 at least is paid anyhow, so 3 hours go to the dearer vendor. */
static void a_least_bill_is_used_up(void)
{
    small_case made = {.first = {0, 6}};
    for (int32_t own = 0; own <= 5; own++) {
        made.ways[own] = (hc_split_way){5.0 * own, 5.0 - own, own, 5 - own};
    }
    made.problem = (hc_split_problem){.vendor_price = 10.0, .vendor_least = 30.0};
    link_case(&made, 1);
    hc_split split = {0};
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, NULL), HC_OK);
    CU_ASSERT_EQUAL(split.way[0], 2);
    CHECK_CLOSE(split.cost, 40.0, 1e-12);
    hc_split_clear(&split);
}

/* Seats are part of the bill: four at 6 pay the least sum of 20, and all go to the vendor. */
static void seats_count_towards_the_least_bill(void)
{
    small_case made = {.first = {0, 5}};
    for (int32_t own = 0; own <= 4; own++) {
        made.ways[own] = (hc_split_way){8.0 * own, 0.0, own, 4 - own};
    }
    made.problem = (hc_split_problem){.vendor_seat_cost = 6.0, .vendor_least = 20.0};
    link_case(&made, 1);
    hc_split split = {0};
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, NULL), HC_OK);
    CU_ASSERT_EQUAL(split.vendor_seats, 4);
    CHECK_CLOSE(split.cost, 24.0, 1e-12);
    CHECK_CLOSE(split.bound, 24.0, 1e-12);
    hc_split_clear(&split);
}

/* 400 intervals with a least sum in between: solved, and the bound says how well. */
static void a_month_is_solved_with_a_bound(void)
{
    static size_t first[401];
    static hc_split_way ways[400 * 12];
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    size_t at = 0;
    for (size_t t = 0; t < 400; t++) {
        const int32_t need = 1 + (int32_t)hc_rng_below(&rng, 11);
        first[t] = at;
        for (int32_t own = 0; own <= need; own++) {
            ways[at++] = (hc_split_way){own * (8.0 + hc_rng_uniform(&rng)),
                                        (need - own) * (1.0 + 0.2 * hc_rng_uniform(&rng)), own,
                                        need - own};
        }
        first[t + 1] = at;
    }
    const hc_split_problem problem = {.interval_count = 400,
                                      .first = first,
                                      .ways = ways,
                                      .vendor_price = 9.3,
                                      .vendor_least = 9000.0};
    hc_split split = {0};
    CU_ASSERT_EQUAL(hc_split_solve(&problem, &split, NULL), HC_OK);
    CU_ASSERT(split.bound <= split.cost);
    CU_ASSERT(split.cost - split.bound <= 1e-4 * split.cost);
    hc_split_clear(&split);
}

static void nothing_to_serve_costs_the_least_bill(void)
{
    small_case made = {.first = {0}};
    made.problem = (hc_split_problem){.vendor_least = 7.0};
    link_case(&made, 0);
    hc_split split = {0};
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, NULL), HC_OK);
    CHECK_CLOSE(split.cost, 7.0, 1e-12);
    hc_split_clear(&split);
}

static void what_is_out_of_range_is_named(void)
{
    small_case made = {.first = {0, 1}};
    hc_split split = {0};
    hc_error err = HC_ERROR_INIT;
    link_case(&made, 1);
    made.problem.vendor_price = -1.0;
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, &err), HC_ERR_RANGE);
    made.problem.vendor_price = 1.0;
    made.ways[0].vendor_units = HC_MISSING;
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, &err), HC_ERR_RANGE);
    CU_ASSERT_STRING_EQUAL(err.message, "way 0 of interval 0 has a number below 0");
    made.first[1] = 0;
    CU_ASSERT_EQUAL(hc_split_solve(&made.problem, &split, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NULL(split.way);
}

static void each_failing_allocation_is_reported(void)
{
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    small_case made;
    fill_random(&made, 7);
    made.problem.vendor_least = 3.0;
    for (size_t k = 1; st != HC_OK && k < 100; k++) {
        hc_split split = {0};
        hc_heap_fail_at(k);
        st = hc_split_solve(&made.problem, &split, NULL);
        hc_heap_fail_at(0);
        CU_ASSERT(st == HC_OK || st == HC_ERR_MEMORY);
        hc_split_clear(&split);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
}

/* ---- break-even ---------------------------------------------------------------------------
 */

/* 2 a contact, at least 10000, against 2.5 in-house: dearer below 4000 contacts. */
static void a_least_bill_breaks_even_where_it_is_used(void)
{
    const hc_vendor_offer offer = {.volume = 10000,
                                   .own_cost = 25000,
                                   .billed = 20000,
                                   .least = 10000,
                                   .own_power = 1,
                                   .billed_power = 1};
    double volume[2];
    bool dearer = false;
    CU_ASSERT_EQUAL_FATAL(hc_vendor_break_even(&offer, volume, &dearer), 1);
    CU_ASSERT(dearer);
    CHECK_CLOSE(volume[0], 4000.0, 1e-9);
    CHECK_CLOSE(hc_vendor_bill(&offer, volume[0]), hc_own_bill(&offer, volume[0]), 1e-9);
}

/* In-house gets cheaper with size, 1000 x (v/1000)^0.8; the vendor takes 0.8 a contact: equal
 * where (v/1000)^0.2 = 1.25, at 3051.76, the vendor cheaper below. */
static void pooling_makes_the_vendor_dearer_above(void)
{
    const hc_vendor_offer offer = {
        .volume = 1000, .own_cost = 1000, .billed = 800, .own_power = 0.8, .billed_power = 1};
    double volume[2];
    bool dearer = true;
    CU_ASSERT_EQUAL_FATAL(hc_vendor_break_even(&offer, volume, &dearer), 1);
    CU_ASSERT(!dearer);
    CHECK_CLOSE(volume[0], 1000.0 * pow(1.25, 5.0), 1e-9);
}

/* 2 a contact less a tenth, and 1400 a month for the notice, against 2.5: even at 1400 / 0.7.
 */
static void refunds_and_notice_move_the_break_even(void)
{
    const hc_vendor_offer offer = {.volume = 10000,
                                   .own_cost = 25000,
                                   .billed = 20000,
                                   .own_power = 1,
                                   .billed_power = 1,
                                   .refund_share = 0.1,
                                   .stop_a_month = 1400};
    double volume[2];
    bool dearer = false;
    CU_ASSERT_EQUAL_FATAL(hc_vendor_break_even(&offer, volume, &dearer), 1);
    CU_ASSERT(dearer);
    CHECK_CLOSE(volume[0], 2000.0, 1e-9);
    CHECK_CLOSE(hc_vendor_cost(&offer, 10000), 19400.0, 1e-9);
}

static void a_vendor_that_is_always_dearer_has_no_break_even(void)
{
    const hc_vendor_offer offer = {
        .volume = 1000, .own_cost = 1000, .billed = 3000, .own_power = 1, .billed_power = 1};
    double volume[2];
    bool dearer = false;
    CU_ASSERT_EQUAL(hc_vendor_break_even(&offer, volume, &dearer), 0);
    CU_ASSERT(dearer);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(five_hundred_random_cases_cost_what_exhaustion_finds),
        HC_TEST(base_stays_and_peak_goes),
        HC_TEST(a_least_bill_is_used_up),
        HC_TEST(seats_count_towards_the_least_bill),
        HC_TEST(a_month_is_solved_with_a_bound),
        HC_TEST(nothing_to_serve_costs_the_least_bill),
        HC_TEST(what_is_out_of_range_is_named),
        HC_TEST(each_failing_allocation_is_reported),
        HC_TEST(a_least_bill_breaks_even_where_it_is_used),
        HC_TEST(pooling_makes_the_vendor_dearer_above),
        HC_TEST(refunds_and_notice_move_the_break_even),
        HC_TEST(a_vendor_that_is_always_dearer_has_no_break_even),
    };
    return hc_test_run("scheduler/vendor_split", tests, sizeof tests / sizeof *tests);
}
