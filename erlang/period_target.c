#include "erlang/period_target.h"

#include <string.h>

#include "erlang/allocate.h"
#include "erlang/uncertainty.h"

#define MISS_LEAST 0.05 /* no interval is staffed for fewer late calls than this share of */
#define MISS_LEAST_SURE 5e-3 /* .. the target's own; with a risk, of this */
#define OPTIONS_MAX 20000000 /* numbers of agents that are weighed in all */
#define AIM_DIGITS 1e-4      /* of the service level aimed at with a risk */

/* What each number of agents gives in each interval. */
typedef struct period_work {
    hc_allocate_interval *intervals; /* [slot_count] */
    double *levels;                  /* all intervals' options, one after another */
    size_t level_count;
    size_t level_capacity;
    int32_t *agents; /* [slot_count] of the trial */
    int32_t *played; /* [slot_count] of the last trial that was played */
    double *in_time; /* [slot_count * path_count] calls, as they were played then */
    double *calls;   /* [path_count] of each possible week */
    double *weeks;   /* [path_count] service level of each possible week */
} period_work;

/* ---- options ---- */

/* Service levels from the least agents on, until more of them are not worth asking about. */
static hc_status weigh_slot(const hc_period *period, size_t k, period_work *work, hc_error *err)
{
    const hc_period_slot *slot = &period->slots[k];
    const double share = period->risk > 0.0 ? MISS_LEAST_SURE : MISS_LEAST;
    const double enough = 1.0 - share * (1.0 - period->target);
    double level = 0.0;
    size_t options = 0;
    do {
        HC_TRY(hc_grow(&work->levels, &work->level_capacity, work->level_count + 1,
                       sizeof *work->levels, err));
        const double now =
            hc_uncertain_service_level(period->model, &slot->load, slot->cv,
                                       slot->least + (double)options, period->target_s);
        level = fmin(1.0, fmax(level, now)); /* the last digit may fall where all is served */
        work->levels[work->level_count++] = level;
        options++;
    } while (level < enough && work->level_count < OPTIONS_MAX);
    work->intervals[k] = (hc_allocate_interval){.calls = slot->calls,
                                                .agent_cost = 1.0,
                                                .agents_least = slot->least,
                                                .options = options};
    return level < enough ? hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "use --target-per interval",
                                    "the period has too many calls to spread its agents over")
                          : HC_OK;
}

static hc_status weigh_slots(const hc_period *period, period_work *work, hc_error *err)
{
    HC_TRY(hc_alloc(&work->intervals, period->slot_count, sizeof *work->intervals, err));
    HC_TRY(hc_alloc(&work->agents, period->slot_count, sizeof *work->agents, err));
    HC_TRY(hc_alloc(&work->played, period->slot_count, sizeof *work->played, err));
    HC_TRY(hc_alloc(&work->calls, period->path_count + 1, sizeof *work->calls, err));
    HC_TRY(hc_alloc(&work->weeks, period->path_count + 1, sizeof *work->weeks, err));
    HC_TRY(hc_alloc(&work->in_time, period->slot_count * period->path_count,
                    sizeof *work->in_time, err));
    for (size_t k = 0; k < period->slot_count; k++) {
        HC_TRY(weigh_slot(period, k, work, err));
    }
    for (size_t path = 0; path < period->path_count; path++) {
        for (size_t k = 0; k < period->slot_count; k++) {
            work->calls[path] +=
                period->slots[k].calls * period->ratio[path * period->slot_count + k];
        }
    }
    size_t at = 0;
    for (size_t k = 0; k < period->slot_count; k++) { /* only now do they stay where they are */
        work->intervals[k].service_level = work->levels + at;
        at += work->intervals[k].options;
    }
    return HC_OK;
}

/* ---- how sure is it? ---- */

/* Calls of one interval answered in time in every possible week, by the agents of the trial. */
static void play_slot(const hc_period *period, size_t k, period_work *work)
{
    const hc_period_slot *slot = &period->slots[k];
    double *in_time = work->in_time + k * period->path_count;
    for (size_t path = 0; path < period->path_count; path++) {
        const double ratio = period->ratio[path * period->slot_count + k];
        hc_load load = slot->load;
        load.load_erlangs *= ratio;
        load.load_rest_erlangs = 0.0;
        in_time[path] = slot->calls * ratio *
                        hc_uncertain_service_level(period->model, &load, 0.0, work->agents[k],
                                                   period->target_s);
    }
    work->played[k] = work->agents[k];
}

/* Service level of all calls of every possible week, by the agents of the trial; an interval
 * whose agents are those of the last trial has been played. */
static void play_weeks(const hc_period *period, period_work *work)
{
    const size_t paths = period->path_count;
    memset(work->weeks, 0, paths * sizeof *work->weeks);
    for (size_t k = 0; k < period->slot_count; k++) {
        if (work->played[k] != work->agents[k]) { play_slot(period, k, work); }
        for (size_t path = 0; path < paths; path++) {
            work->weeks[path] += work->in_time[k * paths + path];
        }
    }
    for (size_t path = 0; path < paths; path++) {
        const double calls = work->calls[path];
        work->weeks[path] = calls > 0.0 ? work->weeks[path] / calls : 1.0;
    }
}

/* The service level that the possible weeks reach with the probability asked for. */
static double sure_level(const hc_period *period, period_work *work)
{
    play_weeks(period, work);
    hc_sort_doubles(work->weeks, period->path_count);
    const double place = (1.0 - period->risk) * (double)period->path_count - 0.5;
    const double at = fmin(fmax(place, 0.0), (double)period->path_count - 1.0);
    const size_t low = (size_t)at;
    const size_t high = low + 1 < period->path_count ? low + 1 : low;
    return work->weeks[low] + (at - (double)low) * (work->weeks[high] - work->weeks[low]);
}

/* The lowest average service level to aim at such that the target holds surely enough. */
static hc_status aim(const hc_period *period, period_work *work, hc_error *err)
{
    double low = 0.0;
    double high = 1.0;
    for (size_t k = 0; k < period->slot_count; k++) {
        const hc_allocate_interval *interval = &work->intervals[k];
        high = fmin(high, interval->service_level[interval->options - 1]);
    }
    const double most = high;
    while (high - low > AIM_DIGITS) {
        const double middle = 0.5 * (low + high);
        HC_TRY(
            hc_allocate(work->intervals, period->slot_count, middle, work->agents, NULL, err));
        *(sure_level(period, work) >= period->target ? &high : &low) = middle;
    }
    if (high >= most) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "ask for a little less",
                       "the forecast is too unsure to promise %g %% with a probability of %g",
                       100.0 * period->target, period->risk);
    }
    return hc_allocate(work->intervals, period->slot_count, high, work->agents, NULL, err);
}

hc_status hc_period_agents(const hc_period *period, int32_t *agents, hc_error *err)
{
    period_work work = {0};
    hc_status st = weigh_slots(period, &work, err);
    if (st == HC_OK) {
        st = period->risk > 0.0 && period->path_count > 0
                 ? aim(period, &work, err)
                 : hc_allocate(work.intervals, period->slot_count, period->target, work.agents,
                               NULL, err);
    }
    if (st == HC_OK) { memcpy(agents, work.agents, period->slot_count * sizeof *agents); }
    hc_free(work.intervals);
    hc_free(work.levels);
    hc_free(work.agents);
    hc_free(work.played);
    hc_free(work.in_time);
    hc_free(work.calls);
    hc_free(work.weeks);
    return st;
}
