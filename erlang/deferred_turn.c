#include "erlang/deferred_turn.h"

#include <math.h>
#include <stdbool.h>

#include "forecast/base/memory.h"

#define CYCLES 3 /* weeks that are played */
#define SHARE_SURE 1e-9
#define DONE 1e-9 /* of a job's work: rounding */
#define AGENTS_DIGITS 1e-4
#define DOUBLINGS 40

/* Where the agents are in the weeks that are played. */
typedef struct turn_place {
    size_t slot;   /* of all weeks */
    double left_s; /* of its capacity */
} turn_place;

static double capacity_s(const hc_turn_week *week, double agents, size_t slot)
{
    const size_t of_week = slot % week->slots;
    return agents * week->open_s[of_week] +
           (week->free_s != NULL ? week->free_s[of_week] : 0.0);
}

/* Slots from the middle of the job's own to the middle of the part of `slot` that is spent on
 * it; work that comes is done no sooner than on the spot. */
static double wait_of(double capacity, double left_s, double spent_s, size_t slot, size_t first)
{
    const double at = (double)slot + (capacity - left_s + spent_s / 2.0) / capacity;
    return fmax(0.0, at - ((double)first + 0.5));
}

/* Does one job from where the agents are on. */
static void do_job(const hc_turn_week *week, double agents, const hc_turn_job *job,
                   size_t cycle, turn_place *at, double *in_time, double *wait_slots)
{
    const size_t first = cycle * week->slots + job->slot;
    double work_s = job->work_s, timely_s = 0.0, waited = 0.0;
    if (at->slot < first) { *at = (turn_place){first, capacity_s(week, agents, first)}; }
    while (work_s > DONE * job->work_s && at->slot < CYCLES * week->slots) {
        const double capacity = capacity_s(week, agents, at->slot);
        const double spent_s = fmin(work_s, at->left_s);
        if (spent_s > 0.0) {
            waited += spent_s * wait_of(capacity, at->left_s, spent_s, at->slot, first);
            if (at->slot - first < job->slots_left) { timely_s += spent_s; }
        }
        work_s -= spent_s;
        at->left_s -= spent_s;
        if (work_s > DONE * job->work_s) {
            at->slot++;
            at->left_s = capacity_s(week, agents, at->slot);
        }
    }
    if (work_s > DONE * job->work_s) {
        waited += work_s * ((double)(CYCLES * week->slots) - (double)first - 0.5);
    }
    *in_time = job->work_s > 0.0 ? timely_s / job->work_s : 1.0;
    *wait_slots = job->work_s > 0.0 ? waited / job->work_s : 0.0;
}

/* What the second week tells overwrites what the first did, which begins with nothing to do;
 * the third is there for what is left. */
void hc_turn_play(const hc_turn_week *week, double agents, double *in_time, double *wait_slots)
{
    turn_place at = {0, capacity_s(week, agents, 0)};
    for (size_t cycle = 0; cycle < CYCLES - 1; cycle++) {
        for (size_t job = 0; job < week->job_count; job++) {
            do_job(week, agents, &week->jobs[job], cycle, &at, &in_time[job], &wait_slots[job]);
        }
    }
}

/* Does every queue have its share in time? work: 2 x job_count + 2 x queues. */
static bool is_enough(const hc_turn_week *week, const double *share, size_t queues,
                      double agents, double *work)
{
    double *in_time = work, *wait = work + week->job_count;
    double *timely = wait + week->job_count, *contacts = timely + queues;
    hc_turn_play(week, agents, in_time, wait);
    for (size_t q = 0; q < queues; q++) {
        timely[q] = contacts[q] = 0.0;
    }
    for (size_t job = 0; job < week->job_count; job++) {
        const hc_turn_job *it = &week->jobs[job];
        contacts[it->queue] += it->contacts;
        timely[it->queue] += it->contacts * in_time[job];
    }
    for (size_t q = 0; q < queues; q++) {
        if (timely[q] < (share[q] - SHARE_SURE) * contacts[q]) { return false; }
    }
    return true;
}

/* Agents who just do what comes in a week. */
static double least_agents(const hc_turn_week *week)
{
    double work_s = 0.0, open_s = 0.0;
    for (size_t job = 0; job < week->job_count; job++) {
        work_s += week->jobs[job].work_s;
    }
    for (size_t slot = 0; slot < week->slots; slot++) {
        open_s += week->open_s[slot];
        work_s -= week->free_s != NULL ? week->free_s[slot] : 0.0;
    }
    return open_s > 0.0 ? fmax(0.0, work_s / open_s) : 0.0;
}

hc_status hc_turn_agents(const hc_turn_week *week, const double *share, size_t queues,
                         double *agents, hc_error *err)
{
    double *work = NULL;
    HC_TRY(hc_alloc(&work, 2 * week->job_count + 2 * queues, sizeof *work, err));
    double low = least_agents(week), high = fmax(low, 1.0);
    int doublings = 0;
    while (doublings < DOUBLINGS && !is_enough(week, share, queues, high, work)) {
        low = high;
        high *= 2.0;
        doublings++;
    }
    if (is_enough(week, share, queues, low, work)) { high = low; }
    while (high - low > AGENTS_DIGITS && doublings < DOUBLINGS) {
        const double middle = 0.5 * (low + high);
        *(is_enough(week, share, queues, middle, work) ? &high : &low) = middle;
    }
    hc_free(work);
    if (doublings == DOUBLINGS) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "open longer, or promise later",
                       "work falls due before anybody works on it");
    }
    *agents = high;
    return HC_OK;
}
