#include "scheduler/shift_design.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define TINY_KINDS 4
#define TINY_DAYS ((size_t)2)
#define TINY_SLOTS 12 /* two days of four hours */
#define TINY_COLUMNS (TINY_KINDS * TINY_DAYS)
#define TINY_HEADS 3 /* most wanted, so more of a kind are of no use */

/* Morning, late, all day, night over midnight (and from the last day into the first). */
static const hc_shift_kind tiny_kinds[TINY_KINDS] = {
    {240, 480}, {720, 480}, {240, 960}, {1200, 480}};

static hc_shift_demand tiny_demand(const double *required)
{
    return (hc_shift_demand){.interval_min = 240,
                             .days = TINY_DAYS,
                             .required = required,
                             .kind_count = TINY_KINDS,
                             .kinds = tiny_kinds,
                             .short_cost = 1.0,
                             .over_cost = 1.0,
                             .kind_cost = 300.0};
}

static double tiny_cost(const hc_shift_demand *q, const int32_t *heads)
{
    double cost = 0.0;
    double cover[TINY_SLOTS] = {0};
    for (size_t kind = 0; kind < TINY_KINDS; kind++) {
        const size_t first = (size_t)tiny_kinds[kind].start_min / 240;
        const size_t length = (size_t)tiny_kinds[kind].length_min / 240;
        for (size_t s = 0; s < length; s++) {
            cover[(first + s) % TINY_SLOTS] += heads[kind * TINY_DAYS];
            cover[(first + 6 + s) % TINY_SLOTS] += heads[kind * TINY_DAYS + 1];
        }
        cost += heads[kind * TINY_DAYS] + heads[kind * TINY_DAYS + 1] > 0 ? q->kind_cost : 0.0;
    }
    for (size_t slot = 0; slot < TINY_SLOTS; slot++) {
        const double lacking = 240.0 * (q->required[slot] - cover[slot]);
        cost += lacking > 0.0 ? lacking * q->short_cost : -lacking * q->over_cost;
    }
    return cost;
}

/* Least cost over every choice of heads: counts through all of them like an odometer. */
static double brute_force(const hc_shift_demand *q)
{
    int32_t heads[TINY_COLUMNS] = {0};
    double best = tiny_cost(q, heads);
    for (;;) {
        size_t column = 0;
        while (column < TINY_COLUMNS && heads[column] == TINY_HEADS) {
            heads[column++] = 0;
        }
        if (column == TINY_COLUMNS) { return best; }
        heads[column]++;
        best = fmin(best, tiny_cost(q, heads));
    }
}

static void random_demand(hc_rng *rng, double *required)
{
    for (size_t slot = 0; slot < TINY_SLOTS; slot++) {
        required[slot] = (double)hc_rng_below(rng, TINY_HEADS + 1);
    }
}

/* Twenty cycles, seed 7; also that the cost is that of the heads, judged by other code. */
static void tiny_cycles_cost_what_brute_force_finds(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 7);
    const hc_shift_design_options options = hc_shift_design_options_default();
    for (int cycle = 0; cycle < 20; cycle++) {
        double required[TINY_SLOTS];
        random_demand(&rng, required);
        hc_shift_demand q = tiny_demand(required);
        q.over_cost = cycle % 2 == 0 ? 1.0 : 0.5;
        hc_shift_design design = HC_SHIFT_DESIGN_INIT;
        CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_OK);
        CHECK_CLOSE(design.cost, brute_force(&q), 1e-12);
        int32_t heads[TINY_COLUMNS] = {0};
        for (size_t k = 0; k < design.kind_count; k++) {
            memcpy(&heads[design.kinds[k] * TINY_DAYS], &design.heads[k * TINY_DAYS],
                   TINY_DAYS * sizeof *heads);
        }
        CHECK_CLOSE(tiny_cost(&q, heads), design.cost, 1e-12);
        hc_shift_design_clear(&design);
    }
}

/* Two a night, from 20:00 on the last day into the first morning: one kind covers exactly. */
static void night_of_the_last_day_covers_the_first_morning(void)
{
    const double required[TINY_SLOTS] = {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
    const hc_shift_demand q = tiny_demand(required);
    const hc_shift_design_options options = hc_shift_design_options_default();
    hc_shift_design design = HC_SHIFT_DESIGN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(design.kind_count, 1);
    CU_ASSERT_EQUAL(design.kinds[0], 3);
    CU_ASSERT_EQUAL(design.heads[0], 0);
    CU_ASSERT_EQUAL(design.heads[1], 2);
    CHECK_CLOSE(design.cost, 300.0, 1e-12);
    hc_shift_design_clear(&design);
}

/* One person for four hours lacks 240 minutes, less than a kind's 300. */
static void kind_dearer_than_the_shortage_stays_out(void)
{
    const double required[TINY_SLOTS] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const hc_shift_demand q = tiny_demand(required);
    const hc_shift_design_options options = hc_shift_design_options_default();
    hc_shift_design design = HC_SHIFT_DESIGN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_OK);
    CU_ASSERT_EQUAL(design.kind_count, 0);
    CHECK_CLOSE(design.short_min, 240.0, 1e-12);
    CHECK_CLOSE(design.cost, 240.0, 1e-12);
    hc_shift_design_clear(&design);
}

static void empty_cycle_needs_no_kind(void)
{
    const double required[TINY_SLOTS] = {0};
    const hc_shift_demand q = tiny_demand(required);
    const hc_shift_design_options options = hc_shift_design_options_default();
    hc_shift_design design = HC_SHIFT_DESIGN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_OK);
    CU_ASSERT_EQUAL(design.kind_count, 0);
    CHECK_CLOSE(design.cost, 0.0, 1e-12);
    hc_shift_design_clear(&design);
}

/* 2.4 agents all day of one day: two people a day long lack 0.4, three have 0.6 too many. */
static void shift_as_long_as_the_cycle_and_parts_of_agents(void)
{
    const double required[] = {2.4, 2.4};
    const hc_shift_kind kind = {720, 1440};
    const hc_shift_demand q = {.interval_min = 720,
                               .days = 1,
                               .required = required,
                               .kind_count = 1,
                               .kinds = &kind,
                               .short_cost = 1.0,
                               .over_cost = 1.0,
                               .kind_cost = 1.0};
    hc_shift_design_options options = hc_shift_design_options_default();
    options.effort = 0.0;
    hc_shift_design design = HC_SHIFT_DESIGN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(design.kind_count, 1);
    CU_ASSERT_EQUAL(design.heads[0], 2);
    CHECK_CLOSE(design.short_min, 0.4 * 1440.0, 1e-12);
    CHECK_CLOSE(design.cost, 577.0, 1e-12);
    hc_shift_design_clear(&design);
}

static void same_input_gives_the_same_design(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    double required[TINY_SLOTS];
    random_demand(&rng, required);
    const hc_shift_demand q = tiny_demand(required);
    const hc_shift_design_options options = hc_shift_design_options_default();
    hc_shift_design a = HC_SHIFT_DESIGN_INIT;
    hc_shift_design b = HC_SHIFT_DESIGN_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &a, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &b, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(a.kind_count, b.kind_count);
    CU_ASSERT_EQUAL(memcmp(a.kinds, b.kinds, a.kind_count * sizeof *a.kinds), 0);
    CU_ASSERT_EQUAL(memcmp(a.heads, b.heads, a.kind_count * TINY_DAYS * sizeof *a.heads), 0);
    hc_shift_design_clear(&a);
    hc_shift_design_clear(&b);
}

static void refuse(const hc_shift_demand *q, double effort, hc_status expected)
{
    hc_shift_design_options options = hc_shift_design_options_default();
    hc_error err = HC_ERROR_INIT;
    options.effort = effort;
    hc_shift_design design = {.days = 99};
    CU_ASSERT_EQUAL(hc_shift_design_solve(q, &options, &design, &err), expected);
    CU_ASSERT_EQUAL(err.status, expected);
    CU_ASSERT_EQUAL(design.days, 99);
}

static void times_and_costs_out_of_range_are_refused(void)
{
    const double required[TINY_SLOTS] = {0};
    const hc_shift_kind off_grid = {250, 480};
    const hc_shift_kind too_long = {0, 1680};
    hc_shift_demand q = tiny_demand(required);
    refuse(&q, -1.0, HC_ERR_RANGE);
    refuse(&q, (double)NAN, HC_ERR_RANGE);
    q.interval_min = 7;
    refuse(&q, 1.0, HC_ERR_RANGE);
    q.interval_min = 0;
    refuse(&q, 1.0, HC_ERR_RANGE);
    q = tiny_demand(required);
    q.days = 0;
    refuse(&q, 1.0, HC_ERR_RANGE);
    q = tiny_demand(required);
    q.kind_cost = -1.0;
    refuse(&q, 1.0, HC_ERR_RANGE);
    q = tiny_demand(required);
    q.kind_count = 1;
    q.kinds = &off_grid;
    refuse(&q, 1.0, HC_ERR_RANGE);
    q.kinds = &too_long;
    refuse(&q, 1.0, HC_ERR_RANGE);
}

static void demand_that_is_no_number_is_a_domain_error(void)
{
    double required[TINY_SLOTS] = {0};
    const hc_shift_demand q = tiny_demand(required);
    required[11] = (double)NAN;
    refuse(&q, 1.0, HC_ERR_DOMAIN);
    required[11] = -1.0;
    refuse(&q, 1.0, HC_ERR_DOMAIN);
}

static void too_many_days_or_kinds_are_a_limit_error(void)
{
    const double required[TINY_SLOTS] = {0};
    hc_shift_demand q = tiny_demand(required);
    q.days = HC_SHIFT_DESIGN_DAYS_MAX + 1;
    refuse(&q, 1.0, HC_ERR_LIMIT);
    q = tiny_demand(required);
    q.kind_count = HC_SHIFT_KINDS_MAX + 1;
    refuse(&q, 1.0, HC_ERR_LIMIT);
    q = tiny_demand(required);
    q.interval_min = 5;
    q.days = 42;
    refuse(&q, 1.0, HC_ERR_LIMIT);
}

static void each_failing_allocation_is_reported(void)
{
    const double required[TINY_SLOTS] = {0, 1, 1, 0, 0, 0, 0, 2, 2, 0, 0, 0};
    const hc_shift_demand q = tiny_demand(required);
    const hc_shift_design_options options = {.seed = 1, .effort = 0.0};
    hc_shift_design design = HC_SHIFT_DESIGN_INIT;
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL_FATAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_OK);
    const size_t made = hc_heap_count();
    hc_shift_design_clear(&design);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_shift_design_solve(&q, &options, &design, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(tiny_cycles_cost_what_brute_force_finds),
        HC_TEST(night_of_the_last_day_covers_the_first_morning),
        HC_TEST(kind_dearer_than_the_shortage_stays_out),
        HC_TEST(empty_cycle_needs_no_kind),
        HC_TEST(shift_as_long_as_the_cycle_and_parts_of_agents),
        HC_TEST(same_input_gives_the_same_design),
        HC_TEST(times_and_costs_out_of_range_are_refused),
        HC_TEST(demand_that_is_no_number_is_a_domain_error),
        HC_TEST(too_many_days_or_kinds_are_a_limit_error),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/shift_design", tests, sizeof tests / sizeof tests[0]);
}
