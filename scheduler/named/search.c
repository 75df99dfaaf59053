#include "scheduler/named/search.h"

#include <math.h>
#include <string.h>

#define HC_WORK_USUAL_S 40.0 /* of effort 1 */
#define HC_WHOLE 1e-9
#define HC_BOUND_ERROR 1e-6 /* that sums of prices may have */

/* Costs that are all whole make every roster's cost whole. */
static double cost_step(const hc_named_problem *p)
{
    bool whole = true;
    for (size_t at = 0; at < p->days * p->shift_count; at++) {
        whole = whole && fmod(p->needs[at].short_cost, 1.0) <= 0.0 &&
                fmod(p->needs[at].over_cost, 1.0) <= 0.0;
    }
    for (size_t i = 0; i < p->people * p->days * (p->shift_count + 1); i++) {
        whole = whole && fmod(p->wish_cost[i], 1.0) <= 0.0;
    }
    return whole ? 1.0 : 0.0;
}

hc_status hc_named_search_make(hc_named_search *s, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    const size_t cells = p->people * p->days;
    const size_t needs = p->days * p->shift_count;
    HC_TRY(hc_named_tour_create(&s->tour, p, err));
    HC_TRY(hc_alloc(&s->open, cells, sizeof *s->open, err));
    HC_TRY(hc_alloc(&s->allowed, cells, sizeof *s->allowed, err));
    HC_TRY(hc_alloc(&s->fixed, cells, sizeof *s->fixed, err));
    HC_TRY(hc_alloc(&s->best, cells, sizeof *s->best, err));
    HC_TRY(hc_alloc(&s->choice, cells, sizeof *s->choice, err));
    HC_TRY(hc_alloc(&s->duals, needs, sizeof *s->duals, err));
    HC_TRY(hc_alloc(&s->centre, needs, sizeof *s->centre, err));
    HC_TRY(hc_alloc(&s->used, needs, sizeof *s->used, err));
    HC_TRY(hc_alloc(&s->price, p->days * (p->shift_count + 1), sizeof *s->price, err));
    HC_TRY(hc_alloc(&s->share, cells * (p->shift_count + 1), sizeof *s->share, err));
    HC_TRY(hc_alloc(&s->order, p->people, sizeof *s->order, err));
    const uint64_t off = (uint64_t)1 << p->shift_count;
    for (size_t i = 0; i < cells; i++) {
        s->open[i] = p->free_day[i] ? off : 2 * off - 1;
    }
    s->pool.days = p->days;
    s->best_cost = HUGE_VAL;
    s->step = cost_step(p);
    s->work_most = HC_WORK_USUAL_S * s->options.effort;
    hc_rng_seed(&s->rng, s->options.seed);
    return HC_OK;
}

void hc_named_search_clear(hc_named_search *s)
{
    hc_named_tour_free(s->tour);
    hc_named_pool_clear(&s->pool);
    hc_free(s->open);
    hc_free(s->allowed);
    hc_free(s->fixed);
    hc_free(s->best);
    hc_free(s->choice);
    hc_free(s->duals);
    hc_free(s->centre);
    hc_free(s->used);
    hc_free(s->price);
    hc_free(s->share);
    hc_free(s->order);
}

void hc_named_take(hc_named_search *s, const int8_t *choice)
{
    const double cost = hc_named_cost(s->problem, choice);
    if (cost < s->best_cost) {
        s->best_cost = cost;
        memcpy(s->best, choice, s->problem->people * s->problem->days);
    }
}

bool hc_named_may_improve(const hc_named_search *s, double bound)
{
    const double room = s->step > 0.0 ? s->step : HC_WHOLE * fabs(s->best_cost);
    return bound <= s->best_cost - room + HC_BOUND_ERROR;
}

hc_status hc_named_forgive(hc_status status, hc_error *err)
{
    if (status != HC_ERR_INTERNAL) { return status; }
    if (err != NULL) { *err = (hc_error)HC_ERROR_INIT; }
    return HC_OK;
}

bool hc_named_is_over(hc_named_search *s)
{
    const uint64_t steps = hc_named_tour_steps(s->tour);
    s->work += (double)(steps - s->tour_steps) * HC_WORK_TOUR_STEP_S;
    s->tour_steps = steps;
    if (s->options.watch != NULL && !s->stopped) {
        s->stopped = !s->options.watch(s->options.watch_context, s->best_cost, s->bound);
    }
    return s->stopped || s->work >= s->work_most || !hc_named_may_improve(s, s->bound);
}

double hc_named_proved_bound(const hc_named_search *s)
{
    return fmin(s->best_cost, s->step > 0.0 ? ceil(s->bound - HC_BOUND_ERROR) : s->bound);
}
