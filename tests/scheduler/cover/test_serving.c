/* Who of a cell serves which queue, against all ways there are. */
#include "scheduler/cover/serving.h"

#include <math.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define QUEUES_MOST 4
#define SETS_MOST 5
#define PEOPLE_MOST 6
#define WIDTH 5 /* gains of a table, the last of which repeats */
#define CASES 300
#define STEPS 30

/* One cell. */
typedef struct drawn_cell {
    hc_problem problem;
    hc_skills sets[SETS_MOST];
    double empty_cost[QUEUES_MOST];
    size_t gain_first[QUEUES_MOST + 1];
    double gains[QUEUES_MOST * WIDTH];
    int32_t people[SETS_MOST];
    int32_t serving[QUEUES_MOST + 3 * SETS_MOST + QUEUES_MOST * SETS_MOST];
} drawn_cell;

static void draw_gains(drawn_cell *c, hc_rng *rng)
{
    for (size_t q = 0; q < c->problem.queue_count; q++) {
        double gain = 0.5 * (double)hc_rng_below(rng, 12);
        c->gain_first[q] = q * WIDTH;
        for (size_t k = 0; k < WIDTH; k++) {
            c->gains[q * WIDTH + k] = gain;
            gain -= 0.5 * (double)hc_rng_below(rng, 4);
        }
    }
    c->gain_first[c->problem.queue_count] = c->problem.queue_count * WIDTH;
}

static void draw_cell(drawn_cell *c, hc_rng *rng)
{
    *c = (drawn_cell){.problem = {.all_cells = 1, .cells = 1}};
    c->problem.queue_count = 2 + (size_t)hc_rng_below(rng, QUEUES_MOST - 1);
    const hc_skills all = ((hc_skills)1 << c->problem.queue_count) - 1;
    const size_t most = all < SETS_MOST ? all : SETS_MOST;
    const size_t count = 1 + (size_t)hc_rng_below(rng, most);
    while (c->problem.set_count < count) {
        const hc_skills skills = 1 + (hc_skills)hc_rng_below(rng, all);
        size_t known = 0;
        while (known < c->problem.set_count && c->sets[known] != skills) {
            known++;
        }
        if (known == c->problem.set_count) { c->sets[c->problem.set_count++] = skills; }
    }
    draw_gains(c, rng);
    c->problem.sets = c->sets;
    c->problem.empty_cost = c->empty_cost;
    c->problem.gain_first = c->gain_first;
    c->problem.gains = c->gains;
}

/* Least cost when the people from the k-th of a set on are still to be put at queues. */
static double try_all(const drawn_cell *c, const int32_t *people, size_t set, int32_t k,
                      int32_t *at_queue)
{
    while (set < c->problem.set_count && k == people[set]) {
        set++;
        k = 0;
    }
    if (set == c->problem.set_count) { return 0.0; }
    double least = (double)INFINITY;
    for (size_t q = 0; q < c->problem.queue_count; q++) {
        if (!hc_serves(c->sets[set], q)) { continue; }
        const double gain = hc_gain(&c->problem, q, at_queue[q]);
        at_queue[q]++;
        least = fmin(least, try_all(c, people, set, k + 1, at_queue) - gain);
        at_queue[q]--;
    }
    return least;
}

static double best_cost(const drawn_cell *c, const int32_t *people)
{
    int32_t at_queue[QUEUES_MOST] = {0};
    return try_all(c, people, 0, 0, at_queue);
}

static double cost_with(const drawn_cell *c, size_t set, int32_t by)
{
    int32_t people[SETS_MOST];
    memcpy(people, c->people, sizeof people);
    people[set] += by;
    return best_cost(c, people);
}

static int32_t all_people(const drawn_cell *c)
{
    int32_t all = 0;
    for (size_t set = 0; set < c->problem.set_count; set++) {
        all += c->people[set];
    }
    return all;
}

/* Everybody stands at a queue of theirs, and the queues' sums are right. */
static void check_places(drawn_cell *c)
{
    const size_t queues = c->problem.queue_count;
    int32_t at_queue[QUEUES_MOST] = {0};
    for (size_t set = 0; set < c->problem.set_count; set++) {
        int32_t people = 0;
        for (size_t q = 0; q < queues; q++) {
            const int32_t here = hc_serving_of_set(&c->problem, c->serving, set)[q];
            CU_ASSERT_TRUE(here == 0 || (here > 0 && hc_serves(c->sets[set], q)));
            people += here;
            at_queue[q] += here;
        }
        CU_ASSERT_EQUAL(people, c->people[set]);
    }
    for (size_t q = 0; q < queues; q++) {
        CU_ASSERT_EQUAL(at_queue[q], c->serving[q]);
    }
}

static void check_gains(const drawn_cell *c, double cost)
{
    double gain[SETS_MOST];
    hc_serving_gains(&c->problem, 0, c->serving, gain);
    for (size_t set = 0; set < c->problem.set_count; set++) {
        CHECK_CLOSE(gain[set], cost - cost_with(c, set, 1), 1e-9);
        if (c->people[set] == 0) { continue; }
        CHECK_CLOSE(hc_serving_loss(&c->problem, 0, set, c->serving),
                    cost_with(c, set, -1) - cost, 1e-9);
    }
}

static void changes_one_by_one_stay_the_cheapest_way(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 17);
    for (size_t number = 0; number < CASES; number++) {
        drawn_cell c;
        double cost = 0.0;
        draw_cell(&c, &rng);
        for (size_t step = 0; step < STEPS; step++) {
            const size_t set = (size_t)hc_rng_below(&rng, c.problem.set_count);
            const bool fewer = c.people[set] > 0 && hc_rng_below(&rng, 3) == 0;
            if (!fewer && all_people(&c) == PEOPLE_MOST) { continue; }
            const int32_t by = fewer ? -1 : 1;
            cost += hc_serving_change(&c.problem, 0, set, by, c.serving);
            c.people[set] += by;
            CHECK_CLOSE(cost, best_cost(&c, c.people), 1e-9);
            check_places(&c);
            check_gains(&c, cost);
        }
    }
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(changes_one_by_one_stay_the_cheapest_way)};
    return hc_test_run("scheduler/cover/serving", tests, sizeof tests / sizeof tests[0]);
}
