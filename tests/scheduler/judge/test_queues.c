/* Who serves which queue as the judge finds it, against all ways there are. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "scheduler/queue_cover.h"
#include "scheduler/skills.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define QUEUES 3
#define HOURS 24
#define PEOPLE_MOST 5
#define CASES 60

typedef struct case_of {
    hc_rules rules;
    hc_roster roster;
    double required[QUEUES * HOURS];
    double given[QUEUES * HOURS];
} case_of;

static void must(hc_status status)
{
    CU_ASSERT_EQUAL_FATAL(status, HC_OK);
}

/* Everybody one shift without breaks, some with skills of their own. */
static void open_case(case_of *c, uint64_t number)
{
    hc_rng rng;
    hc_rng_stream(&rng, 71, number);
    memset(c, 0, sizeof *c);
    const size_t people = 1 + (size_t)hc_rng_below(&rng, PEOPLE_MOST);
    c->rules = fixture_named_rules(people);
    c->rules.queue_count = QUEUES;
    must(hc_alloc(&c->rules.queues, QUEUES, sizeof *c->rules.queues, NULL));
    c->rules.contracts[0].skills = (hc_skills)hc_rng_below(&rng, 1 << QUEUES);
    c->roster.axis = fixture_axis(60, 1);
    c->roster.agent_count = people;
    must(hc_alloc(&c->roster.agents, people, sizeof *c->roster.agents, NULL));
    must(hc_alloc(&c->roster.shifts, people, sizeof *c->roster.shifts, NULL));
    for (size_t i = 0; i < people; i++) {
        c->rules.agents[i].skills = (hc_skills)hc_rng_below(&rng, 1 << QUEUES);
        c->roster.shifts[c->roster.shift_count++] =
            (hc_shift){.agent = i,
                       .start_min = 60 * (int32_t)hc_rng_below(&rng, 10),
                       .length_min = 60 * (4 + (int32_t)hc_rng_below(&rng, 9))};
    }
    for (size_t q = 0; q < QUEUES; q++) {
        (void)snprintf(c->rules.queues[q], HC_NAME_MAX, "queue %zu", q);
        for (size_t hour = 0; hour < HOURS; hour++) {
            c->required[q * HOURS + hour] = (double)hc_rng_below(&rng, 4);
        }
    }
}

static void close_case(case_of *c)
{
    hc_roster_clear(&c->roster);
    hc_rules_clear(&c->rules);
}

/* By the steps of the default prices, which are one person wide at so few required. */
static double price(const hc_cover_cost *cost, double required, double people)
{
    const bool is_short = people < required;
    const size_t steps = is_short ? cost->short_steps : cost->over_steps;
    const double *of_step = is_short ? cost->short_cost : cost->over_cost;
    double left = fabs(people - required);
    double sum = 0.0;
    for (size_t step = 0; step < steps && left > 0.0; step++) {
        const double part = step + 1 < steps ? fmin(left, 1.0) : left;
        sum += part * of_step[step];
        left -= part;
    }
    return sum;
}

static double slot_price(const case_of *c, size_t hour, const double *people)
{
    double sum = 0.0;
    for (size_t q = 0; q < QUEUES; q++) {
        sum += price(&c->rules.cover_cost, c->required[q * HOURS + hour], people[q]);
    }
    return sum;
}

static bool is_there(const case_of *c, size_t agent, size_t hour)
{
    const hc_shift *shift = &c->roster.shifts[agent];
    const int32_t minute = (int32_t)hour * 60;
    return minute >= shift->start_min && minute < shift->start_min + shift->length_min;
}

/* Least price with the people from this one on still to be put at a queue. */
static double try_all(const case_of *c, size_t hour, size_t agent, double *people)
{
    while (agent < c->roster.agent_count && !is_there(c, agent, hour)) {
        agent++;
    }
    if (agent == c->roster.agent_count) { return slot_price(c, hour, people); }
    const hc_skills skills =
        hc_skills_of(&c->rules, &c->rules.classes[0], &c->rules.agents[agent]);
    double least = (double)INFINITY;
    for (size_t q = 0; q < QUEUES; q++) {
        if (!hc_serves(skills, q)) { continue; }
        people[q] += 1.0;
        least = fmin(least, try_all(c, hour, agent + 1, people));
        people[q] -= 1.0;
    }
    return least;
}

static void every_interval_is_served_the_cheapest_way(void)
{
    for (uint64_t number = 0; number < CASES; number++) {
        case_of c;
        open_case(&c, number);
        must(hc_queue_cover(&c.rules, &c.roster, c.required, number % 2 == 0, c.given, NULL));
        for (size_t hour = 0; hour < HOURS; hour++) {
            double people[QUEUES] = {0.0};
            const double least = try_all(&c, hour, 0, people);
            double there = 0.0;
            for (size_t q = 0; q < QUEUES; q++) {
                people[q] = c.given[q * HOURS + hour];
                there += people[q];
            }
            CU_ASSERT_DOUBLE_EQUAL(slot_price(&c, hour, people), least, 1e-9);
            for (size_t i = 0; i < c.roster.agent_count; i++) {
                there -= is_there(&c, i, hour) ? 1.0 : 0.0;
            }
            CU_ASSERT_DOUBLE_EQUAL(there, 0.0, 1e-9);
        }
        close_case(&c);
    }
}

static void one_queue_is_served_by_everybody(void)
{
    case_of c;
    double cover[HOURS] = {0.0};
    open_case(&c, 1);
    c.rules.queue_count = 0;
    must(hc_queue_cover(&c.rules, &c.roster, c.required, true, c.given, NULL));
    hc_roster_cover(&c.roster, cover);
    for (size_t hour = 0; hour < HOURS; hour++) {
        CU_ASSERT_DOUBLE_EQUAL(c.given[hour], cover[hour], 1e-9);
    }
    close_case(&c);
}

static void running_out_of_memory_is_an_error(void)
{
    case_of c;
    open_case(&c, 2);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    size_t failed = 0;
    for (size_t k = 1; st != HC_OK && k < 100; k++) {
        hc_heap_fail_at(k);
        st = hc_queue_cover(&c.rules, &c.roster, c.required, true, c.given, NULL);
        CU_ASSERT(st == HC_OK || st == HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        failed += st != HC_OK ? 1 : 0;
    }
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT(failed >= 5);
    close_case(&c);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(every_interval_is_served_the_cheapest_way),
                                    HC_TEST(one_queue_is_served_by_everybody),
                                    HC_TEST(running_out_of_memory_is_an_error)};
    return hc_test_run("scheduler/judge/queues", tests, sizeof tests / sizeof tests[0]);
}
