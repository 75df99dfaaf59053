#include "erlang/deferred.h"

#include <stdlib.h>

#include "forecast/base/memory.h"

#define WORK_MOST_S 1e15

static hc_status check_jobs(const hc_deferred_job *jobs, size_t count, size_t slots,
                            hc_error *err)
{
    if (slots == 0 || slots > HC_DEFERRED_SLOTS_MAX || count > HC_DEFERRED_JOBS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL,
                       "1..%d slots and at most %d jobs, found %zu and %zu",
                       HC_DEFERRED_SLOTS_MAX, HC_DEFERRED_JOBS_MAX, slots, count);
    }
    for (size_t job = 0; job < count; job++) {
        if (jobs[job].due_slot >= slots || jobs[job].first_slot > jobs[job].due_slot) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "job %zu: slots %zu to %zu do not lie in order within %zu slots",
                           job, jobs[job].first_slot, jobs[job].due_slot, slots);
        }
        if (!(jobs[job].work_s >= 0.0 && jobs[job].work_s <= WORK_MOST_S)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "job %zu: work must be in 0..1e15 s, found %g", job,
                           jobs[job].work_s);
        }
    }
    return HC_OK;
}

static hc_status check_seconds(const double *seconds, size_t slots, const char *what,
                               hc_error *err)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(seconds[slot] >= 0.0 && seconds[slot] <= WORK_MOST_S)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "%s of slot %zu must be in 0..1e15 s, found %g", what, slot,
                           seconds[slot]);
        }
    }
    return HC_OK;
}

static int by_first_slot(const void *a, const void *b)
{
    const hc_deferred_job *left = a;
    const hc_deferred_job *right = b;
    if (left->first_slot != right->first_slot) {
        return left->first_slot < right->first_slot ? -1 : 1;
    }
    return (left->due_slot > right->due_slot) - (left->due_slot < right->due_slot);
}

static hc_status sorted_copy(const hc_deferred_job *jobs, size_t count,
                             hc_deferred_job **sorted, hc_error *err)
{
    HC_TRY(hc_alloc(sorted, count, sizeof **sorted, err));
    for (size_t job = 0; job < count; job++) {
        (*sorted)[job] = jobs[job];
    }
    qsort(*sorted, count, sizeof **sorted, by_first_slot);
    return HC_OK;
}

/* Raises *agents to what the most demanding stretch from from_slot on needs; due_s[t]: work due
 * at t that arrives from there on; free_s: capacity that is there anyway, or NULL. */
static hc_status scan_stretches(const double *due_s, const double *free_s, const double *open_s,
                                size_t slots, size_t from_slot, double *agents, hc_error *err)
{
    double work_s = 0.0; /* more than what is free */
    double room_s = 0.0;
    for (size_t to_slot = from_slot; to_slot < slots; to_slot++) {
        work_s += due_s[to_slot] - (free_s != NULL ? free_s[to_slot] : 0.0);
        room_s += open_s[to_slot];
        if (work_s > 0.0 && !(room_s > 0.0)) {
            return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "open longer, or promise later",
                           "work that arrives from slot %zu on is due by slot %zu, and nobody "
                           "works between",
                           from_slot, to_slot);
        }
        if (work_s > *agents * room_s) { *agents = work_s / room_s; }
    }
    return HC_OK;
}

/* Adds the work that arrives in from_slot; *left: jobs not yet added, the earliest first. */
static bool add_arrivals(const hc_deferred_job *sorted, size_t from_slot, size_t *left,
                         double *due_s)
{
    bool arrived = false;
    for (; *left > 0 && sorted[*left - 1].first_slot == from_slot; (*left)--) {
        due_s[sorted[*left - 1].due_slot] += sorted[*left - 1].work_s;
        arrived = true;
    }
    return arrived;
}

static hc_status find_binding(const hc_deferred_job *sorted, size_t count, const double *free_s,
                              const double *open_s, size_t slots, double *due_s, double *agents,
                              hc_error *err)
{
    size_t left = count;
    hc_status status = HC_OK;
    for (size_t from_slot = slots; status == HC_OK && from_slot-- > 0;) {
        /* only a stretch that begins with an arrival can be the worst */
        if (add_arrivals(sorted, from_slot, &left, due_s)) {
            status = scan_stretches(due_s, free_s, open_s, slots, from_slot, agents, err);
        }
    }
    return status;
}

hc_status hc_deferred_agents(const hc_deferred_job *jobs, size_t job_count,
                             const double *free_s, const double *open_s, size_t slots,
                             double *agents, hc_error *err)
{
    HC_TRY(check_jobs(jobs, job_count, slots, err));
    HC_TRY(check_seconds(open_s, slots, "opening time", err));
    if (free_s != NULL) { HC_TRY(check_seconds(free_s, slots, "free time", err)); }
    hc_deferred_job *sorted = NULL;
    double *due_s = NULL;
    double most = 0.0;
    hc_status status = sorted_copy(jobs, job_count, &sorted, err);
    if (status == HC_OK) { status = hc_alloc(&due_s, slots, sizeof *due_s, err); }
    if (status == HC_OK) {
        status = find_binding(sorted, job_count, free_s, open_s, slots, due_s, &most, err);
    }
    if (status == HC_OK) { *agents = most; }
    hc_free(sorted);
    hc_free(due_s);
    return status;
}

size_t hc_deferred_due(const double *open_s, size_t slots, size_t first_slot,
                       double open_needed_s)
{
    double passed_s = 0.0;
    size_t due = first_slot;
    for (size_t slot = first_slot; slot < slots; slot++) {
        passed_s += open_s[slot];
        if (passed_s > open_needed_s * (1.0 + 1e-12)) { break; }
        due = slot;
    }
    return due;
}
