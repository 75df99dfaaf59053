/* Whole shifts of few people: against all ways to work a day, and between the linear program's
 * bound and a roster round the clock. */
#include "scheduler/cover/whole_shifts.h"

#include <math.h>

#include "scheduler/cover/bound.h"
#include "scheduler/cover/few_people.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule_options.h"
#include "tests/scheduler/cover/five_hours.h"
#include "tests/support/hc_test.h"

#define FOLLOWED ((size_t)5)
#define FIRST_HOUR ((size_t)18) /* starts at 18 to 21 */
#define STARTS ((size_t)4)
#define SHIFT_PRICE 1.25

typedef struct shifts_case {
    five_hours week;
    hc_shifts_left left;
    double worth[FIVE_HOURS_SLOTS_MOST + 24];
    double start[FIVE_HOURS_SLOTS_MOST];
} shifts_case;

static void make_rules(shifts_case *c, size_t days)
{
    *c = (shifts_case){.left = {0}};
    five_hours_make(&c->week, days);
    c->week.rules.contracts[0].hire_cost_a_week = 3.0;
}

static void open_case(shifts_case *c, uint64_t seed, size_t first_hour, uint32_t most)
{
    hc_rng rng;
    bool few = false;
    hc_rng_stream(&rng, 67, seed);
    five_hours_open(&c->week, &rng, first_hour, 24, most);
    CU_ASSERT_EQUAL_FATAL(hc_shifts_left_make(&c->week.problem, &c->left, &few, NULL), HC_OK);
    CU_ASSERT_TRUE_FATAL(few);
}

static void close_case(shifts_case *c)
{
    hc_shifts_left_clear(&c->left);
    five_hours_close(&c->week);
}

/* Starts of the evening at one price. */
static void price_evening(shifts_case *c)
{
    for (size_t cell = 0; cell < FIVE_HOURS_SLOTS_MOST; cell++) {
        const bool evening = cell >= FIRST_HOUR && cell < FIRST_HOUR + STARTS;
        c->start[cell] = evening ? SHIFT_PRICE : (double)INFINITY;
    }
}

static double cover_of_few(shifts_case *c, size_t people, bool stopped)
{
    const hc_schedule_options options = hc_schedule_options_default();
    const hc_few_prices prices = {c->worth, c->start};
    hc_run run = {.options = &options, .stopped = stopped};
    double cover = -1.0;
    CU_ASSERT_EQUAL_FATAL(
        hc_few_cover(&c->week.problem, &c->left, &prices, people, &run, &cover, NULL), HC_OK);
    return cover;
}

static void an_evening_costs_what_the_best_of_all_ways_to_work_it_costs(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        shifts_case c;
        make_rules(&c, 1);
        open_case(&c, seed, 18, 2);
        price_evening(&c);
        CHECK_CLOSE(cover_of_few(&c, FOLLOWED, false),
                    five_hours_best(&c.week.problem, FIRST_HOUR, SHIFT_PRICE), 1e-12);
        close_case(&c);
    }
}

static void more_people_followed_never_lower_what_is_proved(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        shifts_case c;
        make_rules(&c, 1);
        open_case(&c, seed, 18, 2);
        price_evening(&c);
        for (size_t cell = 0; cell < 24; cell++) {
            c.worth[cell] = 0.05 * (double)(cell % 5);
        }
        double before = hc_bound_cover(&c.week.problem, c.worth);
        CHECK_CLOSE(cover_of_few(&c, FOLLOWED, true), before, 1e-12);
        for (size_t people = 1; people <= FOLLOWED; people++) {
            const double cover = cover_of_few(&c, people, false);
            CU_ASSERT_TRUE(cover >= before - 1e-9);
            sharper += cover > before + 0.05 ? 1 : 0;
            before = cover;
        }
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 20);
}

static double bound_of(const shifts_case *c, double *linear)
{
    return five_hours_bound_by(hc_bound_whole_shifts, &c->week, false, linear);
}

/* Everywhere, by so many. */
static void want_more(shifts_case *c, double agents)
{
    five_hours *week = &c->week;
    hc_problem_clear(&week->problem);
    for (size_t slot = 0; slot < hc_axis_slots(&week->axis); slot++) {
        week->required[slot] += agents;
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_problem_make(&week->problem, &week->axis, week->required, &week->rules, NULL),
        HC_OK);
}

static void bound_of_nights_lies_between_that_of_the_program_and_a_roster(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 8; seed++) {
        shifts_case c;
        double linear = 0.0;
        make_rules(&c, 3 + seed % 2);
        c.week.rules.choose_heads = seed % 4 != 0;
        c.week.rules.contracts[0].breaks[0].earliest_min =
            120; /* where no start of another fits */
        c.week.rules.contracts[0].breaks[0].latest_min = 120;
        c.week.rules.contracts[0].wage_an_hour = seed < 4 ? 0.0 : 0.05;
        c.week.rules.classes[0].count = c.week.rules.choose_heads ? 12 : FIVE_HOURS_TEAM;
        open_case(&c, seed, 20, 1);
        want_more(&c, 1.0);
        const double bound = bound_of(&c, &linear);
        CU_ASSERT_TRUE(bound >= linear - 1e-4);
        CU_ASSERT_TRUE(bound <= five_hours_roster_cost(&c.week, 0.02) + 1e-6);
        sharper += bound > 1.1 * linear ? 1 : 0;
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 6);
}

static void many_wanted_all_the_time_are_not_followed(void)
{
    shifts_case c;
    double linear = 0.0;
    make_rules(&c, 2);
    c.week.rules.choose_heads = true;
    open_case(&c, 1, 0, 1);
    want_more(&c, 9.0);
    CU_ASSERT_EQUAL(bound_of(&c, &linear), -(double)INFINITY);
    close_case(&c);
}

/* Of the only phase; 0: at work, 1: in a break. */
static int16_t left_after(const shifts_case *c, int16_t left, size_t way)
{
    return c->left.after[2 * (size_t)left + way];
}

/* Five hours, the break in the second to fourth: 5 and 4 hours left, the break to come; 3 and
 * 2, with and without it; 1 without. */
static void what_is_left_of_a_shift_is_told_apart_by_its_breaks(void)
{
    shifts_case c;
    make_rules(&c, 1);
    open_case(&c, 1, 0, 1);
    CU_ASSERT_EQUAL(c.left.phases, 1);
    CU_ASSERT_EQUAL(hc_shifts_left_at(&c.left, 0), 7);
    const int16_t whole = c.left.whole[0];
    CU_ASSERT_EQUAL(left_after(&c, whole, 1), HC_LEFT_NOT);
    const int16_t two = left_after(&c, left_after(&c, left_after(&c, whole, 0), 0), 0);
    CU_ASSERT_EQUAL(left_after(&c, two, 0), HC_LEFT_NOT);
    const int16_t one = left_after(&c, two, 1);
    CU_ASSERT_EQUAL(left_after(&c, one, 0), HC_LEFT_GONE);
    CU_ASSERT_EQUAL(left_after(&c, one, 1), HC_LEFT_NOT);
    close_case(&c);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(an_evening_costs_what_the_best_of_all_ways_to_work_it_costs),
        HC_TEST(more_people_followed_never_lower_what_is_proved),
        HC_TEST(bound_of_nights_lies_between_that_of_the_program_and_a_roster),
        HC_TEST(many_wanted_all_the_time_are_not_followed),
        HC_TEST(what_is_left_of_a_shift_is_told_apart_by_its_breaks)};
    return hc_test_run("scheduler/cover/whole_shifts", tests, sizeof tests / sizeof tests[0]);
}
