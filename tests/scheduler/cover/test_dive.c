/* Whole heads from the shares of the linear program, by the largest share. */
#include "scheduler/cover/dive.h"

#include <math.h>

#include "forecast/base/rng.h"
#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define TEAM ((size_t)6)
#define SLOTS_MOST ((size_t)7 * 24)
#define NEAR 1e-6 /* closer to a whole number is whole */

typedef struct rounding {
    hc_axis axis;
    hc_rules rules;
    double required[SLOTS_MOST];
    hc_problem problem;
    hc_master *master;
    int32_t *heads;
} rounding;

static void solve(rounding *r)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_run run = {.options = &options};
    hc_generated found = {0};
    hc_generator *generator = NULL;
    hc_pricer pricer = HC_PRICER_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&pricer, &r->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_master_create(&r->master, &r->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_generator_create(&generator, &r->problem, r->master, &pricer, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_generate(generator, &run, &found, NULL), HC_OK);
    hc_generator_free(generator);
    hc_pricer_clear(&pricer);
}

/* A week of hours, random in the day; people all alike, or each a group of their own, or, with
 * `most`, to be chosen up to so many. */
static void open_case(rounding *r, uint64_t seed, bool distinct, int32_t most)
{
    hc_rng rng;
    hc_rng_stream(&rng, 37, seed);
    *r = (rounding){.axis = fixture_axis(60, 7),
                    .rules = distinct ? fixture_distinct_rules(TEAM) : fixture_rules(TEAM)};
    r->rules.choose_heads = most != HC_NO_LIMIT;
    r->rules.contracts[0].heads_most = most;
    r->rules.contracts[0].start_grid_min = 60;
    r->rules.contracts[0].break_count = 0;
    r->rules.contracts[0].shift_shortest_min = 480;
    r->rules.contracts[0].shift_longest_min = 480;
    for (size_t slot = 0; slot < SLOTS_MOST; slot++) {
        if (slot % 24 >= 8 && slot % 24 < 20) {
            r->required[slot] = (double)hc_rng_below(&rng, 6);
        }
    }
    CU_ASSERT_EQUAL_FATAL(hc_problem_make(&r->problem, &r->axis, r->required, &r->rules, NULL),
                          HC_OK);
    for (size_t g = 0; g < r->problem.group_count; g++) {
        r->problem.groups[g].is_loose = false; /* whole tours only */
    }
    solve(r);
    CU_ASSERT_EQUAL_FATAL(hc_round(&r->problem, r->master, &r->heads, NULL), HC_OK);
}

static void close_case(rounding *r)
{
    hc_free(r->heads);
    hc_master_free(r->master);
    hc_problem_clear(&r->problem);
    hc_rules_clear(&r->rules);
    hc_axis_clear(&r->axis);
}

/* Of one group: each share goes down or up to a whole number, the largest fractions up, and all
 * heads have a tour. Gives how many shares were fractions. */
static size_t check_group(const rounding *r, size_t group)
{
    const hc_columns *columns = hc_master_columns(r->master);
    int64_t heads = 0;
    size_t fractions = 0;
    double least_up = 1.0;
    double most_down = 0.0;
    for (size_t column = 0; column < columns->count; column++) {
        if (columns->all[column].group != group) { continue; }
        const double share = hc_master_heads(r->master, column);
        const double whole = floor(share + NEAR);
        const double part = share - whole > NEAR ? share - whole : 0.0;
        const double more = (double)r->heads[column] - whole;
        heads += r->heads[column];
        fractions += part > 0.0 ? 1 : 0;
        CU_ASSERT_TRUE(more == 0.0 || (more == 1.0 && part > 0.0));
        if (more > 0.0) { least_up = fmin(least_up, part); }
        if (more == 0.0) { most_down = fmax(most_down, part); }
    }
    CU_ASSERT_EQUAL(heads, (int64_t)r->problem.groups[group].heads);
    CU_ASSERT_TRUE(most_down <= least_up + NEAR);
    return fractions;
}

static void check_rounding(bool distinct)
{
    size_t fractions = 0;
    for (uint64_t seed = 0; seed < 5; seed++) {
        rounding r;
        open_case(&r, seed, distinct, HC_NO_LIMIT);
        CU_ASSERT_EQUAL(r.problem.group_count, distinct ? TEAM : 1);
        bool divided[TEAM] = {false};
        hc_divided_groups(r.master, divided);
        for (size_t g = 0; g < r.problem.group_count; g++) {
            const size_t of_group = check_group(&r, g);
            CU_ASSERT_EQUAL(divided[g], of_group > 0);
            fractions += of_group;
        }
        close_case(&r);
    }
    CU_ASSERT_TRUE(fractions > 10); /* else nothing was rounded */
}

static void the_largest_shares_of_a_class_are_rounded_up(void)
{
    check_rounding(false);
}

static void people_who_differ_get_a_tour_each(void)
{
    check_rounding(true);
}

static void chosen_heads_are_no_more_than_the_contract_may_hire(void)
{
    size_t fractions = 0;
    for (uint64_t seed = 0; seed < 5; seed++) {
        rounding r;
        open_case(&r, seed, false, 3);
        const hc_columns *columns = hc_master_columns(r.master);
        int32_t heads = 0;
        for (size_t column = 0; column < columns->count; column++) {
            const double share = hc_master_heads(r.master, column);
            heads += r.heads[column];
            fractions += fabs(share - nearbyint(share)) > NEAR ? 1 : 0;
        }
        CU_ASSERT_EQUAL(heads, 3);
        close_case(&r);
    }
    CU_ASSERT_TRUE(fractions > 10);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_largest_shares_of_a_class_are_rounded_up),
        HC_TEST(people_who_differ_get_a_tour_each),
        HC_TEST(chosen_heads_are_no_more_than_the_contract_may_hire),
    };
    return hc_test_run("scheduler/cover/dive", tests, sizeof tests / sizeof tests[0]);
}
