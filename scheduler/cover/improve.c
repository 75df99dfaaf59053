#include "scheduler/cover/improve.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/moves.h"

#define HC_BETTER 1e-9

/* ---- making it ---- */

static void count_hired(hc_improver *improver)
{
    const hc_plan *plan = improver->plan;
    memset(improver->form_hired, 0, plan->problem->form_count * sizeof *improver->form_hired);
    for (size_t head = 0; head < plan->head_count; head++) {
        if (plan->heads[head].hired) {
            improver->form_hired[plan->problem->groups[plan->heads[head].group].form]++;
        }
    }
}

static hc_status make_best(hc_improver *improver, hc_error *err)
{
    const hc_plan *plan = improver->plan;
    size_t *heads = NULL;
    HC_TRY(hc_alloc(&heads, plan->problem->group_count, sizeof *heads, err));
    for (size_t head = 0; head < plan->head_count; head++) {
        heads[plan->heads[head].group]++;
    }
    const hc_status st = hc_plan_make(&improver->best, plan->problem, heads, err);
    hc_free(heads);
    if (st == HC_OK) { hc_plan_copy(&improver->best, plan); }
    return st;
}

static hc_status make_arrays(hc_improver *improver, hc_error *err)
{
    const hc_problem *problem = improver->plan->problem;
    HC_TRY(hc_alloc(&improver->noise, HC_NOISE_COUNT, sizeof *improver->noise, err));
    HC_TRY(hc_alloc(&improver->values, problem->all_cells, sizeof *improver->values, err));
    HC_TRY(hc_alloc(&improver->prefix, 2 * problem->cells_a_day + 1, sizeof *improver->prefix,
                    err));
    HC_TRY(hc_alloc(&improver->before, HC_MOVED_MOST * problem->days, sizeof *improver->before,
                    err));
    HC_TRY(hc_alloc(&improver->tour, problem->days, sizeof *improver->tour, err));
    HC_TRY(hc_alloc(&improver->form_hired, problem->form_count, sizeof *improver->form_hired,
                    err));
    HC_TRY(hc_pricer_make(&improver->pricer, problem, err));
    return make_best(improver, err);
}

hc_status hc_improver_create(hc_improver **improver, hc_plan *plan, uint64_t seed,
                             uint64_t stream, hc_error *err)
{
    hc_improver *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->plan = plan;
    const hc_status st = make_arrays(made, err);
    if (st != HC_OK) {
        hc_improver_free(made);
        return st;
    }
    hc_rng_stream(&made->rng, seed, stream);
    for (size_t k = 0; k < HC_NOISE_COUNT; k++) {
        made->noise[k] = 2.0 * hc_rng_uniform(&made->rng) - 1.0;
    }
    count_hired(made);
    *improver = made;
    return HC_OK;
}

void hc_improver_move_only(hc_improver *improver, const size_t *heads, size_t count)
{
    improver->movable = heads;
    improver->movable_count = count;
}

void hc_improver_free(hc_improver *improver)
{
    if (improver == NULL) { return; }
    hc_plan_clear(&improver->best);
    hc_pricer_clear(&improver->pricer);
    hc_free(improver->noise);
    hc_free(improver->values);
    hc_free(improver->prefix);
    hc_free(improver->before);
    hc_free(improver->tour);
    hc_free(improver->form_hired);
    hc_free(improver);
}

/* ---- running it ---- */

void hc_improver_run(hc_improver *improver, const hc_cooling *cooling, size_t from, size_t to)
{
    const double unit = improver->plan->problem->price_unit;
    if (improver->plan->head_count == 0) { return; }
    for (size_t move = from; move < to; move++) {
        const double done = (double)move / (double)cooling->moves;
        const double temperature =
            unit * (cooling->first + (cooling->last - cooling->first) * done);
        const double kind = hc_rng_uniform(&improver->rng);
        if (kind < cooling->day_share) {
            hc_day_move(improver, temperature);
        } else if (kind < cooling->day_share + cooling->swap_share) {
            hc_swap_move(improver, temperature);
        } else {
            hc_tour_move(improver, temperature);
        }
        if (improver->plan->cost < improver->best.cost - HC_BETTER) {
            hc_plan_copy(&improver->best, improver->plan);
        }
    }
}

double hc_improver_best_cost(const hc_improver *improver)
{
    return improver->best.cost;
}

void hc_improver_take_best(hc_improver *improver)
{
    hc_plan_copy(improver->plan, &improver->best);
    count_hired(improver);
}
