/*
 * Inside the simulator: a binary heap of moments, the earliest first, with or without a note
 * carried beside each. The compiler leaves the notes out where there are none.
 */
#ifndef HC_ERLANG_SIM_HEAP_H
#define HC_ERLANG_SIM_HEAP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

static inline void hc_sim_heap_move(double *at_s, size_t *note, size_t to, size_t from)
{
    at_s[to] = at_s[from];
    if (note != NULL) { note[to] = note[from]; }
}

static inline void hc_sim_heap_set(double *at_s, size_t *note, size_t to, double moment_s,
                                   size_t said)
{
    at_s[to] = moment_s;
    if (note != NULL) { note[to] = said; }
}

/* Puts a moment in the place of the earliest of size > 0. note[] may be NULL throughout. */
static inline void hc_sim_heap_replace(double *at_s, size_t *note, size_t size, double moment_s,
                                       size_t said)
{
    size_t hole = 0;
    for (size_t child = 1; child < size; child = 2 * hole + 1) {
        child += (size_t)(child + 1 < size && at_s[child + 1] < at_s[child]);
        if (!(at_s[child] < moment_s)) { break; }
        hc_sim_heap_move(at_s, note, hole, child);
        hole = child;
    }
    hc_sim_heap_set(at_s, note, hole, moment_s, said);
}

/* Both arrays have room for one more. */
static inline void hc_sim_heap_push(double *at_s, size_t *note, size_t *size, double moment_s,
                                    size_t said)
{
    size_t hole = (*size)++;
    while (hole > 0 && at_s[(hole - 1) / 2] > moment_s) {
        hc_sim_heap_move(at_s, note, hole, (hole - 1) / 2);
        hole = (hole - 1) / 2;
    }
    hc_sim_heap_set(at_s, note, hole, moment_s, said);
}

/* Takes the earliest of *size > 0 away; it is at_s[0] before the call. */
static inline void hc_sim_heap_pop(double *at_s, size_t *note, size_t *size)
{
    const size_t last = --(*size);
    if (last > 0) {
        hc_sim_heap_replace(at_s, note, last, at_s[last], note != NULL ? note[last] : 0);
    }
}

#ifdef __cplusplus
}
#endif
#endif
