#include "scheduler/cover/dive.h"

#include <math.h>

#include "forecast/base/memory.h"

#define HC_NEARLY_UP 0.8  /* fractions from here on are rounded up together */
#define HC_ALMOST_UP 0.99 /* the same when no new tours can mend what was rash */
#define HC_WHOLE 1e-6     /* closer than this to a whole number is whole */

typedef struct hc_diver {
    const hc_problem *problem;
    hc_master *master;
    hc_generator *generator; /* NULL: only with the tours that are there */
    int32_t *heads;          /* [capacity] by column */
    size_t capacity;
    double *left; /* [groups] heads without tour */
} hc_diver;

static void settle(hc_diver *diver, size_t column, int32_t heads)
{
    if (heads <= diver->heads[column]) { return; }
    double *left = &diver->left[hc_master_group(diver->master, column)];
    if ((double)(heads - diver->heads[column]) > *left) { return; }
    *left -= (double)(heads - diver->heads[column]);
    diver->heads[column] = heads;
    hc_master_demand(diver->master, column, (double)heads);
}

/* Settles the whole parts; gives the column with the largest fraction, SIZE_MAX when all are
 * whole. */
static size_t settle_whole_parts(hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master);
    size_t largest = SIZE_MAX;
    double most = HC_WHOLE;
    for (size_t column = 0; column < columns; column++) {
        const double heads = hc_master_heads(diver->master, column);
        const double whole = floor(heads + HC_WHOLE);
        settle(diver, column, (int32_t)whole);
        if (heads - whole > most) {
            most = heads - whole;
            largest = column;
        }
    }
    return largest;
}

static void settle_near_parts(hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master);
    const double near_up = diver->generator != NULL ? HC_NEARLY_UP : HC_ALMOST_UP;
    for (size_t column = 0; column < columns; column++) {
        const double heads = hc_master_heads(diver->master, column);
        if (heads - floor(heads) >= near_up) { settle(diver, column, (int32_t)ceil(heads)); }
    }
}

static hc_status solve_again(hc_diver *diver, hc_run *run, hc_error *err)
{
    double optimum = 0.0;
    HC_TRY(hc_master_solve(diver->master, run, &optimum, err));
    if (diver->generator == NULL || run->stopped) { return HC_OK; }
    HC_TRY(hc_generate_more(diver->generator, err));
    HC_TRY(hc_grow(&diver->heads, &diver->capacity, hc_master_columns(diver->master),
                   sizeof *diver->heads, err));
    return hc_master_solve(diver->master, run, &optimum, err);
}

static hc_status dive(hc_diver *diver, hc_run *run, hc_error *err)
{
    while (hc_run_goes_on(run)) {
        const size_t largest = settle_whole_parts(diver);
        if (largest == SIZE_MAX) { break; }
        const int32_t before = diver->heads[largest];
        settle(diver, largest, (int32_t)ceil(hc_master_heads(diver->master, largest)));
        if (diver->heads[largest] == before) { break; } /* rounding noise left no head for it */
        settle_near_parts(diver);
        HC_TRY(solve_again(diver, run, err));
    }
    return HC_OK;
}

hc_status hc_dive(const hc_problem *problem, hc_master *master, hc_generator *generator,
                  hc_run *run, int32_t **heads, hc_error *err)
{
    hc_diver diver = {.problem = problem, .master = master, .generator = generator};
    HC_TRY(hc_alloc(&diver.left, problem->group_count, sizeof *diver.left, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        diver.left[g] = (double)problem->groups[g].heads;
    }
    hc_status st = hc_grow(&diver.heads, &diver.capacity, hc_master_columns(master) + 1,
                           sizeof *diver.heads, err);
    if (st == HC_OK) { st = dive(&diver, run, err); }
    hc_free(diver.left);
    if (st == HC_OK) {
        *heads = diver.heads;
    } else {
        hc_free(diver.heads);
    }
    return st;
}
