#include "scheduler/cover/serving.h"

#include <math.h>

#define HC_NO_QUEUE UINT8_MAX

/* Queues that a change can end at, nearest first, and the way to each: the queue before it and
 * the set whose person changes between the two. */
typedef struct hc_ways {
    size_t count;
    uint8_t queue[HC_SKILLS_MAX];
    uint8_t before[HC_SKILLS_MAX]; /* by queue, as is via[]; HC_NO_QUEUE: the way begins here */
    size_t via[HC_SKILLS_MAX];
    hc_skills reached;
} hc_ways;

/* Queues where people of the set stand. */
static inline hc_skills stands_at(const hc_problem *problem, const int32_t *serving, size_t set)
{
    return (hc_skills)serving[problem->queue_count + set];
}

static void reach(hc_ways *ways, hc_skills queues, uint8_t before, size_t via)
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
    reach(&ways, enters ? problem->sets[set] : stands_at(problem, serving, set), HC_NO_QUEUE,
          set);
    for (size_t at = 0; at < ways.count; at++) {
        const uint8_t q = ways.queue[at];
        for (size_t other = 0; other < problem->set_count; other++) {
            const hc_skills stands = stands_at(problem, serving, other);
            const hc_skills serves = problem->sets[other];
            if (((enters ? stands : serves) >> q & 1U) == 0) { continue; }
            reach(&ways, enters ? serves : stands, q, other);
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

double hc_serving_change(const hc_problem *problem, size_t cell, size_t set, int32_t by,
                         int32_t *serving)
{
    const bool enters = by > 0;
    const hc_ways ways = find_ways(problem, set, enters, serving);
    uint8_t q = 0;
    const double change = best_end(problem, cell, &ways, enters, serving, &q);
    serving[q] += by;
    for (; ways.before[q] != HC_NO_QUEUE; q = ways.before[q]) {
        move_people(problem, ways.via[q], q, by, serving);
        move_people(problem, ways.via[q], ways.before[q], -by, serving);
    }
    move_people(problem, set, q, by, serving);
    return change;
}

double hc_serving_loss(const hc_problem *problem, size_t cell, size_t set,
                       const int32_t *serving)
{
    const hc_ways ways = find_ways(problem, set, false, serving);
    uint8_t end = 0;
    return best_end(problem, cell, &ways, false, serving, &end);
}

/* The best of one more at the queues of a set, wherever others then change to. */
static inline double best_of(hc_skills queues, const double *best)
{
    double most = -(double)INFINITY;
    for (size_t q = 0; queues != 0; q++, queues >>= 1U) {
        if ((queues & 1U) != 0 && best[q] > most) { most = best[q]; }
    }
    return most;
}

/* Who stands at one of these queues may go where one more saves that much; false: that is
 * known.
 */
static inline bool raise_to(hc_skills queues, double to, double *best)
{
    bool better = false;
    for (size_t q = 0; queues != 0; q++, queues >>= 1U) {
        if ((queues & 1U) != 0 && best[q] < to) {
            best[q] = to;
            better = true;
        }
    }
    return better;
}

void hc_serving_gains(const hc_problem *problem, size_t cell, const int32_t *serving,
                      double *gain)
{
    double best[HC_SKILLS_MAX] = {0.0};
    bool better = true;
    for (size_t q = 0; q < problem->queue_count; q++) {
        best[q] = queue_gain(problem, cell, q, serving[q]);
    }
    while (better) {
        better = false;
        for (size_t set = 0; set < problem->set_count; set++) {
            const double most = best_of(problem->sets[set], best);
            gain[set * problem->all_cells + cell] = most;
            better = raise_to(stands_at(problem, serving, set), most, best) || better;
        }
    }
}
