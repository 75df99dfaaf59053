/* Whole shifts of few people: against all ways to work a day, and between the linear program's
 * bound and a roster round the clock. */
#include "scheduler/cover/whole_shifts.h"

#include <math.h>
#include <stdio.h>

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
#define SETS_MOST ((size_t)3)

typedef struct shifts_case {
    five_hours week;
    hc_shifts_left left;
    double worth[SETS_MOST * (FIVE_HOURS_SLOTS_MOST + 24)];
    double start[SETS_MOST * FIVE_HOURS_SLOTS_MOST]; /* [cells][types] */
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
    for (size_t at = 0; at < c->left.types * FIVE_HOURS_SLOTS_MOST; at++) {
        const size_t cell = at / c->left.types;
        const bool evening = cell >= FIRST_HOUR && cell < FIRST_HOUR + STARTS;
        c->start[at] = evening ? SHIFT_PRICE : (double)INFINITY;
    }
}

static double cover_of_queues(const shifts_case *c, hc_skills queues, size_t people,
                              bool stopped)
{
    const hc_schedule_options options = hc_schedule_options_default();
    const hc_few_prices prices = {queues, c->worth, c->start};
    hc_run run = {.options = &options, .stopped = stopped};
    double cover = -1.0;
    CU_ASSERT_EQUAL_FATAL(
        hc_few_cover(&c->week.problem, &c->left, &prices, people, &run, &cover, NULL), HC_OK);
    return cover;
}

static double cover_of_few(const shifts_case *c, size_t people, bool stopped)
{
    return cover_of_queues(c, 1, people, stopped);
}

static void an_evening_costs_what_the_best_of_all_ways_to_work_it_costs(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        shifts_case c;
        make_rules(&c, 1);
        open_case(&c, seed, 18, 2);
        price_evening(&c);
        CHECK_CLOSE(cover_of_few(&c, FOLLOWED, false),
                    five_hours_best(&c.week.problem, c.worth, FIRST_HOUR, SHIFT_PRICE), 1e-12);
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

/* ---- two queues ---- */

static void must(hc_status st)
{
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
}

/* One contract of a class for each set of skills. */
static void tell_skills_apart(shifts_case *c, const hc_skills *sets, size_t count)
{
    hc_rules *rules = &c->week.rules;
    size_t room = 1;
    size_t class_room = 1;
    rules->queue_count = 2;
    must(hc_alloc(&rules->queues, 2, sizeof *rules->queues, NULL));
    must(hc_grow(&rules->contracts, &room, count, sizeof *rules->contracts, NULL));
    must(hc_grow(&rules->classes, &class_room, count, sizeof *rules->classes, NULL));
    rules->contract_count = count;
    rules->class_count = count;
    for (size_t k = 0; k < count; k++) {
        rules->contracts[k] = rules->contracts[0];
        rules->contracts[k].skills = sets[k];
        rules->classes[k] = rules->classes[0];
        rules->classes[k].contract = k;
        (void)snprintf(rules->queues[k % 2], HC_NAME_MAX, "queue %zu", k % 2);
        (void)snprintf(rules->contracts[k].name, HC_NAME_MAX, "contract %zu", k);
        (void)snprintf(rules->classes[k].name, HC_NAME_MAX, "class %zu", k);
    }
}

/* An evening of two queues that want nobody or one in each hour. */
static void make_evening(shifts_case *c, uint64_t seed, const hc_skills *sets, size_t count)
{
    hc_rng rng;
    hc_rng_stream(&rng, 68, seed);
    make_rules(c, 1);
    tell_skills_apart(c, sets, count);
    for (size_t hour = 18; hour < 24; hour++) {
        c->week.required[24 + hour] = (double)hc_rng_below(&rng, 2);
    }
    open_case(c, seed, 18, 1);
    CU_ASSERT_EQUAL_FATAL(c->week.problem.set_count, count);
    price_evening(c);
    for (size_t at = 0; at < count * c->week.problem.all_cells; at++) {
        c->worth[at] = 0.05 * (double)hc_rng_below(&rng, 5);
    }
}

static double best_evening(const shifts_case *c)
{
    return five_hours_best(&c->week.problem, c->worth, FIRST_HOUR, SHIFT_PRICE);
}

static void two_teams_cost_what_the_best_of_all_ways_to_work_costs(void)
{
    static const hc_skills apart[] = {1, 2};
    for (uint64_t seed = 0; seed < 10; seed++) {
        shifts_case c;
        make_evening(&c, seed, apart, 2);
        CHECK_CLOSE(cover_of_queues(&c, 1, FOLLOWED, false) +
                        cover_of_queues(&c, 2, FOLLOWED, false),
                    best_evening(&c), 1e-12);
        close_case(&c);
    }
}

static void a_team_of_two_queues_costs_what_the_best_of_all_ways_to_work_costs(void)
{
    static const hc_skills both[] = {3};
    for (uint64_t seed = 0; seed < 10; seed++) {
        shifts_case c;
        make_evening(&c, seed, both, 1);
        CHECK_CLOSE(cover_of_queues(&c, 3, FOLLOWED, false), best_evening(&c), 1e-12);
        close_case(&c);
    }
}

static void people_of_other_skills_cost_no_less_than_is_proved(void)
{
    static const hc_skills linked[] = {1, 2, 3};
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 10; seed++) {
        shifts_case c;
        make_evening(&c, seed, linked, 3);
        const double apart = hc_bound_cover(&c.week.problem, c.worth);
        const double cover = cover_of_queues(&c, 3, FOLLOWED, false);
        CHECK_CLOSE(cover_of_queues(&c, 3, 0, false), apart, 1e-12);
        CU_ASSERT_TRUE(cover >= apart - 1e-9);
        CU_ASSERT_TRUE(cover <= best_evening(&c) + 1e-9);
        sharper += cover > apart + 0.5 ? 1 : 0;
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 8);
}

/* ---- the bound ---- */

static double bound_of(const shifts_case *c, double *linear)
{
    return five_hours_bound_by(hc_bound_whole_shifts, &c->week, false, linear);
}

/* Everywhere, by so many. */
static void want_more(shifts_case *c, double agents)
{
    five_hours *week = &c->week;
    const size_t wanted = week->problem.queue_count * hc_axis_slots(&week->axis);
    hc_problem_clear(&week->problem);
    for (size_t slot = 0; slot < wanted; slot++) {
        week->required[slot] += agents;
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_problem_make(&week->problem, &week->axis, week->required, &week->rules, NULL),
        HC_OK);
}

static void bound_of_nights_lies_between_that_of_the_program_and_a_roster(void)
{
    size_t sharper = 0;
    size_t raised = 0;
    for (uint64_t seed = 0; seed < 8; seed++) {
        shifts_case c;
        double linear = 0.0;
        double proved = 0.0;
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
        CU_ASSERT_TRUE(bound <= five_hours_roster_cost(&c.week, 0.02, &proved) + 1e-6);
        sharper += bound > 1.1 * linear ? 1 : 0;
        raised += proved > 1.1 * linear ? 1 : 0;
        close_case(&c);
    }
    CU_ASSERT_TRUE(sharper >= 6);
    CU_ASSERT_TRUE(raised >= 6);
}

static void bound_of_two_queues_lies_between_that_of_the_program_and_a_roster(void)
{
    static const hc_skills sets[4][SETS_MOST] = {{1, 2}, {3}, {1, 2, 3}, {1, 3}};
    static const size_t counts[4] = {2, 1, 3, 2};
    for (size_t k = 0; k < 4; k++) {
        shifts_case c;
        double linear = 0.0;
        double proved = 0.0;
        make_rules(&c, 2);
        c.week.rules.choose_heads = true;
        c.week.rules.contracts[0].breaks[0].earliest_min = 120;
        c.week.rules.contracts[0].breaks[0].latest_min = 120;
        c.week.rules.classes[0].count = 12;
        tell_skills_apart(&c, sets[k], counts[k]);
        open_case(&c, k, 20, 1);
        want_more(&c, 1.0);
        const double bound = bound_of(&c, &linear);
        CU_ASSERT_TRUE(bound >= (k == 0 ? 1.2 * linear : linear - 1e-4)); /* two teams */
        CU_ASSERT_TRUE(bound <= five_hours_roster_cost(&c.week, 0.02, &proved) + 1e-6);
        CU_ASSERT_TRUE(proved >= (k == 0 ? 1.2 * linear : 0.0));
        close_case(&c);
    }
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
        HC_TEST(two_teams_cost_what_the_best_of_all_ways_to_work_costs),
        HC_TEST(a_team_of_two_queues_costs_what_the_best_of_all_ways_to_work_costs),
        HC_TEST(people_of_other_skills_cost_no_less_than_is_proved),
        HC_TEST(bound_of_two_queues_lies_between_that_of_the_program_and_a_roster),
        HC_TEST(bound_of_nights_lies_between_that_of_the_program_and_a_roster),
        HC_TEST(many_wanted_all_the_time_are_not_followed),
        HC_TEST(what_is_left_of_a_shift_is_told_apart_by_its_breaks)};
    return hc_test_run("scheduler/cover/whole_shifts", tests, sizeof tests / sizeof tests[0]);
}
