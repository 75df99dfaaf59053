/*
 * The linear programme over whole personal rosters: one row a person (exactly one roster each)
 * and one a (day, shift type) that is still open, with people missing and too many priced. It
 * is made for a part of the problem: whoever has but one choice on a day is taken as given
 * there.
 */
#ifndef HC_SCHEDULER_NAMED_MASTER_H
#define HC_SCHEDULER_NAMED_MASTER_H

#include "forecast/base/memory.h"
#include "scheduler/named/named.h"

/* Personal rosters made so far, oldest first. */
typedef struct hc_named_pool {
    size_t days;
    size_t count;
    size_t room;
    size_t choice_room;
    size_t *person;
    double *cost;    /* wishes */
    int8_t *choices; /* [count * days] */
    size_t person_room;
    size_t cost_room;
} hc_named_pool;

hc_status hc_named_pool_add(hc_named_pool *pool, size_t person, double cost,
                            const int8_t *choice, hc_error *err) HC_MUST_USE;
void hc_named_pool_drop_oldest(hc_named_pool *pool, size_t keep);
void hc_named_pool_clear(hc_named_pool *pool);

static inline const int8_t *hc_named_pool_choice(const hc_named_pool *pool, size_t roster)
{
    return pool->choices + roster * pool->days;
}

typedef struct hc_named_master
    hc_named_master; /* opaque: a GLPK problem and what its rows mean */

/* allowed[people * days]: the choices that are open. Copied where needed. */
hc_status hc_named_master_create(hc_named_master **master, const hc_named_problem *problem,
                                 const uint64_t *allowed, hc_error *err) HC_MUST_USE;

/* Adds a roster of a person who has a row; others are already part of the given. */
hc_status hc_named_master_add(hc_named_master *master, size_t person, double cost,
                              const int8_t *choice, hc_error *err) HC_MUST_USE;

/* Solves. *steps: simplex steps so far. HC_ERR_INTERNAL when GLPK gives up. */
hc_status hc_named_master_solve(hc_named_master *master, hc_error *err) HC_MUST_USE;

double hc_named_master_value(const hc_named_master *master); /* of the whole problem */
double hc_named_master_missing(
    const hc_named_master *master); /* rosters lacking: 0 when each has one */
uint64_t hc_named_master_steps(const hc_named_master *master);
size_t hc_named_master_rows(const hc_named_master *master);

bool hc_named_master_has(const hc_named_master *master, size_t person);
double hc_named_master_person_dual(const hc_named_master *master, size_t person);

/* duals[days * shift_count] of one more person; 0 where there is no row. */
void hc_named_master_duals(const hc_named_master *master, double *duals);

/* Part of the Lagrangian bound that does not depend on people: given costs and duals x needs.
 */
double hc_named_master_bound_part(const hc_named_master *master, const double *duals);

/* Rosters in the programme: their number, share of use, and which were added. */
size_t hc_named_master_count(const hc_named_master *master);
double hc_named_master_share(const hc_named_master *master, size_t roster);
size_t hc_named_master_person(const hc_named_master *master, size_t roster);
const int8_t *hc_named_master_choice(const hc_named_master *master, size_t roster);

/* Forbids the rosters that take a choice which is not allowed, admits the others again. */
void hc_named_master_restrict(hc_named_master *master, const uint64_t *allowed);

void hc_named_master_free(hc_named_master *master);

#endif
