#include "scheduler/cover/serving.h"

#include <math.h>

#define HC_NO_QUEUE UINT8_MAX

/* Queues that a change can end at, nearest first, and the way to each: the queue before it and
 * the set whose person changes between the two. */
typedef struct hc_ways {
    size_t count;
    uint8_t queue[HC_PLACES_MAX];
    uint8_t before[HC_PLACES_MAX]; /* by queue, as is via[]; HC_NO_QUEUE: the way begins here */
    size_t via[HC_PLACES_MAX];
    hc_skills reached;
} hc_ways;

/* Queues where people of the set stand. */
static inline hc_skills stands_at(const hc_problem *problem, const int32_t *serving, size_t set)
{
    return (hc_skills)serving[problem->queue_count + set];
}

/* Queues that may have one more when one of the set comes. */
static inline hc_skills gets_to(const hc_problem *problem, const int32_t *serving, size_t set)
{
    const size_t at = problem->queue_count + problem->set_count + set;
    return problem->sets[set] | (hc_skills)serving[at];
}

/* Queues that may have one fewer when one of the set goes. */
static inline hc_skills misses_at(const hc_problem *problem, const int32_t *serving, size_t set)
{
    return (hc_skills)serving[problem->queue_count + 2 * problem->set_count + set];
}

static void come_to(hc_ways *ways, hc_skills queues, uint8_t before, size_t via)
{
    hc_skills fresh = queues & ~ways->reached;
    ways->reached |= fresh;
    for (uint8_t q = 0; fresh != 0; q++, fresh >>= 1U) {
        if ((fresh & 1U) == 0) { continue; }
        ways->queue[ways->count++] = q;
        ways->before[q] = before;
        ways->via[q] = via;
    }
}

/* One more enters a queue of the set, from which others may go on to theirs; one fewer leaves a
 * queue of the set, which others may come to from where they stand. */
static hc_ways find_ways(const hc_problem *problem, size_t set, bool enters,
                         const int32_t *serving)
{
    hc_ways ways;
    ways.count = 0;
    ways.reached = 0;
    come_to(&ways, enters ? problem->sets[set] : stands_at(problem, serving, set), HC_NO_QUEUE,
            set);
    for (size_t at = 0; at < ways.count; at++) {
        const uint8_t q = ways.queue[at];
        for (size_t other = 0; other < problem->set_count; other++) {
            const hc_skills stands = stands_at(problem, serving, other);
            const hc_skills serves = problem->sets[other];
            if (((enters ? stands : serves) >> q & 1U) == 0) { continue; }
            come_to(&ways, enters ? serves : stands, q, other);
        }
    }
    return ways;
}

static double queue_gain(const hc_problem *problem, size_t cell, size_t queue, int32_t people)
{
    return hc_gain(problem, queue * problem->all_cells + cell, people);
}

/* The queue at which the change costs least, and how much. */
static double best_end(const hc_problem *problem, size_t cell, const hc_ways *ways, bool enters,
                       const int32_t *serving, uint8_t *end)
{
    double least = (double)INFINITY;
    *end = 0;
    for (size_t at = 0; at < ways->count; at++) {
        const uint8_t q = ways->queue[at];
        const double cost = enters ? -queue_gain(problem, cell, q, serving[q])
                                   : queue_gain(problem, cell, q, serving[q] - 1);
        if (cost < least) {
            least = cost;
            *end = q;
        }
    }
    return least;
}

/* Of each queue those that somebody at it can go to, and so on from there, itself among them.
 */
static void find_reach(const hc_problem *problem, const int32_t *serving, hc_skills *reach)
{
    const size_t queues = problem->queue_count;
    for (size_t q = 0; q < queues; q++) {
        reach[q] = (hc_skills)1 << q;
    }
    for (size_t set = 0; set < problem->set_count; set++) {
        hc_skills stands = stands_at(problem, serving, set);
        for (size_t q = 0; stands != 0; q++, stands >>= 1U) {
            if ((stands & 1U) != 0) { reach[q] |= problem->sets[set]; }
        }
    }
    for (size_t by = 0; by < queues; by++) { /* S. Warshall 1962 */
        for (size_t q = 0; q < queues; q++) {
            if ((reach[q] >> by & 1U) != 0) { reach[q] |= reach[by]; }
        }
    }
}

/* After somebody stands where nobody of the set stood, or the last has gone. */
static void note_reach(const hc_problem *problem, int32_t *serving)
{
    int32_t *gets = &serving[problem->queue_count + problem->set_count];
    int32_t *misses = gets + problem->set_count;
    hc_skills reach[HC_PLACES_MAX] = {0};
    find_reach(problem, serving, reach);
    for (size_t set = 0; set < problem->set_count; set++) {
        const hc_skills serves = problem->sets[set];
        const hc_skills stands = stands_at(problem, serving, set);
        hc_skills to = 0;
        hc_skills from = 0;
        for (size_t q = 0; q < problem->queue_count; q++) {
            if ((serves >> q & 1U) != 0) { to |= reach[q]; }
            if ((reach[q] & stands) != 0) { from |= (hc_skills)1 << q; }
        }
        gets[set] = (int32_t)(to & ~serves);
        misses[set] = (int32_t)from;
    }
}

/* People of a set at a queue come or go. */
static void move_people(const hc_problem *problem, size_t set, size_t queue, int32_t by,
                        int32_t *serving)
{
    int32_t *people = &hc_serving_of_set(problem, serving, set)[queue];
    const hc_skills bit = (hc_skills)1 << queue;
    const hc_skills stands = stands_at(problem, serving, set);
    *people += by;
    serving[problem->queue_count + set] = (int32_t)(*people > 0 ? stands | bit : stands & ~bit);
}

/* The cheapest of the queues, the first of equals; what the change costs there. */
static inline double cheapest_of(const hc_problem *problem, size_t cell, hc_skills queues,
                                 bool enters, const int32_t *serving, size_t *cheapest)
{
    double least = (double)INFINITY;
    for (size_t q = 0; queues != 0; q++, queues >>= 1U) {
        if ((queues & 1U) == 0) { continue; }
        const double cost = enters ? -queue_gain(problem, cell, q, serving[q])
                                   : queue_gain(problem, cell, q, serving[q] - 1);
        if (cost < least) {
            least = cost;
            *cheapest = q;
        }
    }
    return least;
}

/* Others change queues for it. */
static double change_on_the_way(const hc_problem *problem, size_t cell, size_t set, int32_t by,
                                int32_t *serving)
{
    const hc_ways ways = find_ways(problem, set, by > 0, serving);
    uint8_t q = 0;
    const double change = best_end(problem, cell, &ways, by > 0, serving, &q);
    serving[q] += by;
    for (; ways.before[q] != HC_NO_QUEUE; q = ways.before[q]) {
        move_people(problem, ways.via[q], q, by, serving);
        move_people(problem, ways.via[q], ways.before[q], -by, serving);
    }
    move_people(problem, set, q, by, serving);
    note_reach(problem, serving);
    return change;
}

double hc_serving_change(const hc_problem *problem, size_t cell, size_t set, int32_t by,
                         int32_t *serving)
{
    const bool enters = by > 0;
    const hc_skills stands = stands_at(problem, serving, set);
    const hc_skills own = enters ? problem->sets[set] : stands;
    const hc_skills all =
        enters ? gets_to(problem, serving, set) : misses_at(problem, serving, set);
    size_t q = 0;
    size_t beyond = 0;
    const double change = cheapest_of(problem, cell, own, enters, serving, &q);
    if (all != own &&
        cheapest_of(problem, cell, all & ~own, enters, serving, &beyond) < change) {
        return change_on_the_way(problem, cell, set, by, serving);
    }
    serving[q] += by;
    move_people(problem, set, q, by, serving);
    if (stands_at(problem, serving, set) != stands) { note_reach(problem, serving); }
    return change;
}

double hc_serving_loss(const hc_problem *problem, size_t cell, size_t set,
                       const int32_t *serving)
{
    size_t q = 0;
    return cheapest_of(problem, cell, misses_at(problem, serving, set), false, serving, &q);
}

void hc_serving_gains(const hc_problem *problem, size_t cell, const int32_t *serving,
                      double *gain)
{
    double own[HC_PLACES_MAX] = {0.0};
    for (size_t q = 0; q < problem->queue_count; q++) {
        own[q] = queue_gain(problem, cell, q, serving[q]);
    }
    for (size_t set = 0; set < problem->set_count; set++) {
        hc_skills queues = gets_to(problem, serving, set);
        double most = -(double)INFINITY;
        for (size_t q = 0; queues != 0; q++, queues >>= 1U) {
            if ((queues & 1U) != 0 && own[q] > most) { most = own[q]; }
        }
        gain[set * problem->all_cells + cell] = most;
    }
}
