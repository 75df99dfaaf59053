#include "scheduler/level.h"

#include <math.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "scheduler/lawful_tour.h"
#include "scheduler/names.h"
#include "scheduler/wishes.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define PEOPLE 4
#define DAYS_MOST 28
#define SHIFTS_MOST (PEOPLE * DAYS_MOST)

/* A class of four and what they work. */
typedef struct small_class {
    hc_axis axis;
    hc_rules rules;
    hc_shift shifts[SHIFTS_MOST];
    size_t count;
} small_class;

static void make_class(small_class *c, size_t days)
{
    memset(c, 0, sizeof *c);
    c->axis = fixture_axis(30, days);
    c->rules = fixture_named_rules(PEOPLE);
    c->rules.contracts[0].days_a_week_least = 0;
    c->rules.contracts[0].days_a_week_most = 6;
    c->rules.contracts[0].consecutive_days_most = HC_NO_LIMIT;
}

static void clear_class(small_class *c)
{
    hc_axis_clear(&c->axis);
    hc_rules_clear(&c->rules);
}

/* Shifts are added by agent, then day. */
static void work(small_class *c, size_t agent, size_t day, int32_t start_min)
{
    c->shifts[c->count++] =
        (hc_shift){.agent = agent, .day = day, .start_min = start_min, .length_min = 510};
}

static void level(small_class *c)
{
    CU_ASSERT_EQUAL(hc_level_days(&c->axis, &c->rules, c->shifts, c->count, NULL), HC_OK);
}

static hc_duties duties_of(const small_class *c, size_t agent)
{
    size_t first = 0;
    while (first < c->count && c->shifts[first].agent < agent) {
        first++;
    }
    size_t end = first;
    while (end < c->count && c->shifts[end].agent == agent) {
        end++;
    }
    return hc_duties_of(&c->axis, &c->rules.contracts[0], &c->rules.agents[agent],
                        c->shifts + first, end - first);
}

/* Two work every weekend of four weeks, two none: eight weekends and the two that the last had
 * before are ten, and the best that can be is 3, 3, 2, 2 with him among those of two or three.
 */
static void weekends_come_out_even_with_those_before(void)
{
    small_class c;
    make_class(&c, 28);
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        for (size_t day = 0; day < 28; day++) {
            const bool late_week = agent < 2;
            const size_t weekday = day % 7;
            if (late_week ? weekday >= 2 : weekday < 5) { work(&c, agent, day, 540); }
        }
    }
    c.rules.agents[3].before.weekends = 2.0;
    level(&c);
    double squares = 0.0;
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        const double total =
            c.rules.agents[agent].before.weekends + duties_of(&c, agent).weekends;
        squares += (total - 2.5) * (total - 2.5);
        CHECK_CLOSE(duties_of(&c, agent).hours, 20 * 8.5, 1e-12);
    }
    CHECK_CLOSE(squares, 4 * 0.25, 1e-12);
    clear_class(&c);
}

/* Two of four work all twelve shifts of six days, one of them late throughout; a third has had
 * a late shift before: three shifts each and 2, 2, 2, 1 late ones are the best that can be. */
static void late_shifts_are_levelled_as_well_as_any_dealing_can(void)
{
    small_class c;
    make_class(&c, 6);
    c.rules.contracts[0].days_a_week_most = 6;
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        for (size_t day = 0; day < 6; day++) {
            if (agent < 2) { work(&c, agent, day, agent == 0 ? 540 : 780); } /* until 21:30 */
        }
    }
    c.rules.agents[2].before.lates = 1.0;
    level(&c);
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        const hc_duties d = duties_of(&c, agent);
        CU_ASSERT_EQUAL(d.shifts, 3);
        CU_ASSERT_TRUE(c.rules.agents[agent].before.lates + d.lates <= 2.0);
    }
    clear_class(&c);
}

/* What was worked before makes six, four, five and five days of eight and a half hours fair. */
static void make_fair_week(small_class *c)
{
    static const size_t days[PEOPLE] = {6, 4, 5, 5};
    make_class(c, 7);
    c->rules.contracts[0].wage_an_hour = 10.0;
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        for (size_t day = 0; day < days[agent]; day++) {
            work(c, agent, day, 540);
        }
        c->rules.agents[agent].before.hours = 8.5 * (6.0 - (double)days[agent]);
        c->rules.agents[agent].before.weekends = agent == 0 ? 0.0 : 1.0; /* Saturday is his */
    }
}

/* The sixth day is overtime, which nobody need be paid: its price weighs more than fairness. */
static void days_are_exchanged_to_save_overtime(void)
{
    small_class c;
    double overtime = 0.0;
    make_fair_week(&c);
    level(&c);
    CU_ASSERT_EQUAL(duties_of(&c, 0).shifts, 6);
    clear_class(&c);
    make_fair_week(&c);
    c.rules.contracts[0].overtime_after_min = 5 * 510;
    level(&c);
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        overtime += duties_of(&c, agent).overtime_hours;
        CU_ASSERT_EQUAL(duties_of(&c, agent).shifts, 5);
    }
    CU_ASSERT_EQUAL(overtime, 0.0);
    clear_class(&c);
}

/* ---- what always holds ---- */

static double points_of(const small_class *c)
{
    hc_fair_share share = {0};
    double points = 0.0;
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        const hc_duties d = duties_of(c, agent);
        share.weekends += (c->rules.agents[agent].before.weekends + d.weekends) / PEOPLE;
        share.lates += (c->rules.agents[agent].before.lates + d.lates) / PEOPLE;
        share.hours += (c->rules.agents[agent].before.hours + d.hours) / PEOPLE;
    }
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        const hc_duties d = duties_of(c, agent);
        points += hc_unfairness(&c->rules.agents[agent], &d, &share) +
                  hc_wish_points(&c->rules.agents[agent], &d) +
                  HC_ASSIGN_PRICED *
                      hc_duties_cost(&c->rules.contracts[0], &c->rules.agents[agent], &d);
    }
    return points;
}

static bool all_lawful(const small_class *c)
{
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        const hc_shift *days[DAYS_MOST] = {NULL};
        for (size_t i = 0; i < c->count; i++) {
            if (c->shifts[i].agent == agent) { days[c->shifts[i].day] = &c->shifts[i]; }
        }
        if (!hc_tour_is_lawful(&c->axis, &c->rules, &c->rules.agents[agent], days)) {
            return false;
        }
    }
    return true;
}

/* Sum over shifts that tells which were moved in time, and who has how many. */
static double print_of(const small_class *c)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->count; i++) {
        sum += sqrt(1.0 + (double)c->shifts[i].day * 1440.0 + c->shifts[i].start_min);
    }
    return sum;
}

static void draw_people(hc_rng *rng, small_class *c)
{
    for (size_t i = 0; i < PEOPLE; i++) {
        hc_agent *agent = &c->rules.agents[i];
        agent->before.weekends = (double)hc_rng_below(rng, 3);
        agent->before.lates = (double)hc_rng_below(rng, 4);
        agent->seniority = (double)hc_rng_below(rng, 3);
        if (hc_rng_below(rng, 2) > 0) { agent->preferred_start_min = 540; }
        if (hc_rng_below(rng, 3) == 0) { agent->wage_an_hour = 0.5; }
        if (hc_rng_below(rng, 2) > 0) { continue; }
        CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->wished_off, DAYS_MOST, 1, NULL), HC_OK);
        agent->wished_off[hc_rng_below(rng, c->axis.days)] = 1;
        agent->day_off_cost = 0.5 * (double)hc_rng_below(rng, 2);
    }
}

/* Two days off together in each week, and one start. */
static void draw_tours(hc_rng *rng, small_class *c)
{
    for (size_t agent = 0; agent < PEOPLE; agent++) {
        const int32_t start = 420 + 120 * (int32_t)hc_rng_below(rng, 4);
        const uint64_t first_off = hc_rng_below(rng, 6);
        for (size_t day = 0; day < c->axis.days; day++) {
            const bool off = day % 7 == first_off || day % 7 == first_off + 1;
            if (!off) { work(c, agent, day, start); }
        }
    }
}

/* Random tours, those that are lawful already; 300 classes, seed 4. */
static void an_exchange_never_breaks_a_rule_nor_makes_things_worse(void)
{
    hc_rng rng;
    size_t moved = 0;
    hc_rng_seed(&rng, 4);
    for (int k = 0; k < 300; k++) {
        small_class c;
        make_class(&c, 7 + hc_rng_below(&rng, 15));
        c.rules.contracts[0].days_off_together = 2;
        c.rules.contracts[0].consecutive_days_most = 6;
        c.rules.contracts[0].start_spread_min = 240;
        c.rules.contracts[0].weekends_most = 2;
        draw_people(&rng, &c);
        draw_tours(&rng, &c);
        const bool lawful = all_lawful(&c);
        const double before = points_of(&c);
        const double print = print_of(&c);
        level(&c);
        CU_ASSERT_TRUE(!lawful || all_lawful(&c));
        CU_ASSERT_TRUE(points_of(&c) <= before + 1e-6);
        CHECK_CLOSE(print_of(&c), print, 1e-9);
        moved += points_of(&c) < before - 1e-6 ? 1 : 0;
        clear_class(&c);
    }
    CU_ASSERT_TRUE(moved > 100);
}

/* ---- against every way there is ---- */

#define TRIED_DAYS 5
#define TRIED_WAYS 12 /* to give an early and a late shift of a day to four people */

/* Deals the way numbered `way` of each day: who has the early shift, who the late one. */
static void deal_way(small_class *c, int32_t way)
{
    int32_t early[TRIED_DAYS];
    int32_t late[TRIED_DAYS];
    for (size_t day = 0; day < TRIED_DAYS; day++) {
        early[day] = way % TRIED_WAYS / 3;
        late[day] = (early[day] + 1 + way % 3) % PEOPLE;
        way /= TRIED_WAYS;
    }
    c->count = 0;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        for (size_t day = 0; day < TRIED_DAYS; day++) {
            if (early[day] == agent) { work(c, (size_t)agent, day, 540); }
            if (late[day] == agent) { work(c, (size_t)agent, day, 780); }
        }
    }
}

/* Twenty classes, seed 9, with wishes, seniority and work before: each of the 248,832 ways to
 * deal five days is tried. Exchanges between two cannot reach all of them, but nearly. */
static void the_best_of_all_ways_is_nearly_always_found(void)
{
    hc_rng rng;
    size_t found = 0;
    double most_above = 0.0;
    hc_rng_seed(&rng, 9);
    for (int k = 0; k < 20; k++) {
        small_class c;
        make_class(&c, TRIED_DAYS);
        draw_people(&rng, &c);
        c.rules.contracts[0].days_a_week_most = 4;
        double best = HUGE_VAL;
        for (int32_t way = 0; way < 248832; way++) {
            deal_way(&c, way);
            const double points = points_of(&c);
            if (points < best && all_lawful(&c)) { best = points; }
        }
        deal_way(&c, (int32_t)hc_rng_below(&rng, 248832));
        level(&c);
        found += points_of(&c) < best + 1e-6 ? 1 : 0;
        most_above = fmax(most_above, points_of(&c) - best);
        clear_class(&c);
    }
    printf("%zu of 20, at most %.3g above ... ", found, most_above);
    CU_ASSERT_TRUE(found >= 14);
    CU_ASSERT_TRUE(most_above < 8.0);
}

static void people_in_trainings_keep_their_days(void)
{
    small_class c;
    make_class(&c, 7);
    hc_activity training = {.name = "training", .start_min = 600, .end_min = 660};
    work(&c, 0, 0, 540);
    work(&c, 0, 1, 540);
    work(&c, 0, 2, 540);
    work(&c, 0, 3, 540);
    c.rules.agents[0].activity_count = 1;
    c.rules.agents[0].activities = &training;
    level(&c);
    CU_ASSERT_EQUAL(duties_of(&c, 0).shifts, 4);
    c.rules.agents[0].activity_count = 0;
    c.rules.agents[0].activities = NULL;
    level(&c);
    CU_ASSERT_EQUAL(duties_of(&c, 0).shifts, 1);
    clear_class(&c);
}

static void each_failing_allocation_leaves_the_shifts_alone(void)
{
    small_class c;
    make_class(&c, 7);
    work(&c, 0, 0, 540);
    work(&c, 0, 1, 540);
    for (size_t k = 1; k <= 4; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_level_days(&c.axis, &c.rules, c.shifts, c.count, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(duties_of(&c, 0).shifts, 2);
    }
    hc_heap_fail_at(0);
    level(&c);
    CU_ASSERT_EQUAL(duties_of(&c, 0).shifts, 1);
    clear_class(&c);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(weekends_come_out_even_with_those_before),
        HC_TEST(late_shifts_are_levelled_as_well_as_any_dealing_can),
        HC_TEST(days_are_exchanged_to_save_overtime),
        HC_TEST(an_exchange_never_breaks_a_rule_nor_makes_things_worse),
        HC_TEST(the_best_of_all_ways_is_nearly_always_found),
        HC_TEST(people_in_trainings_keep_their_days),
        HC_TEST(each_failing_allocation_leaves_the_shifts_alone),
    };
    return hc_test_run("scheduler/level", tests, sizeof tests / sizeof tests[0]);
}
