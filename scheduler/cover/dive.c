#include "scheduler/cover/dive.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/base/memory.h"

#define HC_NEARLY_UP 0.8    /* fractions from here on are rounded up together */
#define HC_ALMOST_UP 0.99   /* the same when no new tours can mend what was rash */
#define HC_WHOLE 1e-6       /* closer than this to a whole number is whole */
#define HC_DIVE_WORK 24e6   /* of the master, see there; some five seconds */
#define HC_WORTH_A_HEAD 0.5 /* what is left of heads is no whole one */

/* ---- at once ---- */

typedef struct hc_fraction {
    double part;
    size_t column;
} hc_fraction;

static int compare_fractions(const void *a, const void *b)
{
    const hc_fraction *left = a;
    const hc_fraction *right = b;
    if (left->part != right->part) { return left->part > right->part ? -1 : 1; }
    return (left->column > right->column) - (left->column < right->column);
}

/* Heads that no tour has yet. */
typedef struct hc_unplaced {
    const hc_problem *problem;
    double *of_group;    /* [groups] */
    double *of_contract; /* [forms] as far as it may hire; INFINITY: any number */
} hc_unplaced;

static void place(hc_unplaced *left, size_t group, double heads)
{
    left->of_group[group] -= heads;
    left->of_contract[left->problem->groups[group].form] -= heads;
}

static bool one_is_left(const hc_unplaced *left, size_t group)
{
    return left->of_group[group] >= HC_WORTH_A_HEAD &&
           left->of_contract[left->problem->groups[group].form] >= HC_WORTH_A_HEAD;
}

/* Whole parts into heads, what is over into fractions, largest first; gives their number. */
static size_t split_parts(const hc_master *master, int32_t *heads, hc_unplaced *left,
                          hc_fraction *fractions)
{
    size_t count = 0;
    for (size_t column = 0; column < hc_master_columns(master)->count; column++) {
        const double part = hc_master_heads(master, column);
        const double whole = floor(part + HC_WHOLE);
        heads[column] = (int32_t)whole;
        place(left, hc_master_columns(master)->all[column].group, whole);
        if (part - whole > HC_WHOLE) {
            fractions[count++] = (hc_fraction){.part = part - whole, .column = column};
        }
    }
    if (count > 0) { qsort(fractions, count, sizeof *fractions, compare_fractions); }
    return count;
}

static void round_parts(const hc_master *master, hc_unplaced *left, hc_fraction *fractions,
                        int32_t *heads)
{
    const hc_problem *problem = left->problem;
    for (size_t g = 0; g < problem->group_count; g++) {
        left->of_group[g] = (double)problem->groups[g].heads;
    }
    for (size_t k = 0; k < problem->form_count; k++) {
        const int32_t most = problem->forms[k].heads_most;
        left->of_contract[k] = most == HC_NO_LIMIT ? (double)INFINITY : (double)most;
    }
    const size_t count = split_parts(master, heads, left, fractions);
    for (size_t k = 0; k < count; k++) {
        const size_t group = hc_master_columns(master)->all[fractions[k].column].group;
        if (!one_is_left(left, group)) { continue; } /* every head has its tour */
        place(left, group, 1.0);
        heads[fractions[k].column]++;
    }
}

hc_status hc_round(const hc_problem *problem, const hc_master *master, int32_t **heads,
                   hc_error *err)
{
    const size_t columns = hc_master_columns(master)->count;
    hc_unplaced left = {.problem = problem};
    hc_fraction *fractions = NULL;
    int32_t *made = NULL;
    hc_status st = hc_alloc(&left.of_group, problem->group_count, sizeof(double), err);
    if (st == HC_OK) {
        st = hc_alloc(&left.of_contract, problem->form_count, sizeof(double), err);
    }
    if (st == HC_OK) { st = hc_alloc(&fractions, columns, sizeof *fractions, err); }
    if (st == HC_OK) { st = hc_alloc(&made, columns, sizeof *made, err); }
    if (st == HC_OK) {
        round_parts(master, &left, fractions, made);
        *heads = made;
    }
    hc_free(left.of_group);
    hc_free(left.of_contract);
    hc_free(fractions);
    return st;
}

void hc_divided_groups(const hc_master *master, bool *divided)
{
    const hc_columns *columns = hc_master_columns(master);
    for (size_t column = 0; column < columns->count; column++) {
        const double heads = hc_master_heads(master, column);
        if (fabs(heads - nearbyint(heads)) > HC_WHOLE) {
            divided[columns->all[column].group] = true;
        }
    }
}

/* ---- step by step ---- */

typedef struct hc_diver {
    const hc_problem *problem;
    hc_master *master;
    hc_generator *generator; /* NULL: only with the tours that are there */
    int32_t *heads;          /* [capacity] by column */
    size_t capacity;
    double *left;    /* [groups] heads without tour */
    bool days_last;  /* shifts are settled only when all tours and frames are whole */
    size_t *largest; /* [days] column of the day's shifts with the largest fraction */
} hc_diver;

static const hc_column *column_at(const hc_diver *diver, size_t column)
{
    return &hc_master_columns(diver->master)->all[column];
}

/* Shifts of a day are heads that frames have counted already. */
static bool takes_heads(const hc_diver *diver, size_t column)
{
    return column_at(diver, column)->kind != HC_COLUMN_DAY;
}

static double fraction(const hc_diver *diver, size_t column)
{
    const double heads = hc_master_heads(diver->master, column);
    return heads - floor(heads + HC_WHOLE);
}

static void settle(hc_diver *diver, size_t column, int32_t heads)
{
    if (heads <= diver->heads[column]) { return; }
    if (takes_heads(diver, column)) {
        double *left = &diver->left[column_at(diver, column)->group];
        if ((double)(heads - diver->heads[column]) > *left) { return; }
        *left -= (double)(heads - diver->heads[column]);
    }
    diver->heads[column] = heads;
    hc_master_demand(diver->master, column, (double)heads);
}

/* Settles one more head than the whole part; false when rounding noise left no head for it. */
static bool settle_up(hc_diver *diver, size_t column)
{
    const int32_t before = diver->heads[column];
    settle(diver, column, (int32_t)ceil(hc_master_heads(diver->master, column)));
    return diver->heads[column] > before;
}

/* Settles the whole parts; gives the tour or frame with the largest fraction, HC_NO_COLUMN when
 * all are whole. */
static size_t settle_whole_parts(hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master)->count;
    size_t largest = HC_NO_COLUMN;
    double most = HC_WHOLE;
    for (size_t column = 0; column < columns; column++) {
        const double heads = hc_master_heads(diver->master, column);
        if (takes_heads(diver, column) || !diver->days_last) {
            settle(diver, column, (int32_t)floor(heads + HC_WHOLE));
        }
        if (takes_heads(diver, column) && fraction(diver, column) > most) {
            most = fraction(diver, column);
            largest = column;
        }
    }
    for (size_t column = 0; diver->days_last && largest == HC_NO_COLUMN && column < columns;
         column++) {
        settle(diver, column,
               (int32_t)floor(hc_master_heads(diver->master, column) + HC_WHOLE));
    }
    return largest;
}

/* Fractions that are nearly one: of tours and frames or, once those are whole, of shifts. */
static void settle_near_parts(hc_diver *diver, bool of_heads)
{
    const size_t columns = hc_master_columns(diver->master)->count;
    const double near_up = diver->generator != NULL ? HC_NEARLY_UP : HC_ALMOST_UP;
    for (size_t column = 0; column < columns; column++) {
        if (takes_heads(diver, column) == of_heads && fraction(diver, column) >= near_up) {
            (void)settle_up(diver, column);
        }
    }
}

/* Days are settled side by side: each the shift with the largest fraction. */
static bool settle_a_shift_a_day(hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master)->count;
    bool any = false;
    for (size_t day = 0; day < diver->problem->days; day++) {
        diver->largest[day] = HC_NO_COLUMN;
    }
    for (size_t column = 0; column < columns; column++) {
        if (takes_heads(diver, column) || fraction(diver, column) <= HC_WHOLE) { continue; }
        size_t *largest = &diver->largest[column_at(diver, column)->day];
        if (*largest == HC_NO_COLUMN || fraction(diver, column) > fraction(diver, *largest)) {
            *largest = column;
        }
    }
    for (size_t day = 0; day < diver->problem->days; day++) {
        if (diver->largest[day] == HC_NO_COLUMN) { continue; }
        any = settle_up(diver, diver->largest[day]) || any;
    }
    return any;
}

/* Heads that the last optimum hires beyond those settled. */
static double unsettled_heads(const hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master)->count;
    double heads = 0.0;
    for (size_t column = 0; column < columns; column++) {
        if (takes_heads(diver, column)) {
            heads += hc_master_heads(diver->master, column) - (double)diver->heads[column];
        }
    }
    return heads;
}

static void settle_no_more_heads(hc_diver *diver)
{
    const hc_problem *problem = diver->problem;
    for (size_t g = 0; g < problem->group_count; g++) {
        hc_master_limit(diver->master, g, (double)problem->groups[g].heads - diver->left[g]);
        diver->left[g] = 0.0;
    }
}

/* One step down; false when there is nothing left to settle. */
static bool settle_some(hc_diver *diver)
{
    const size_t largest = settle_whole_parts(diver);
    const bool of_heads = largest != HC_NO_COLUMN;
    if (of_heads && diver->problem->choose_heads && unsettled_heads(diver) < HC_WORTH_A_HEAD) {
        settle_no_more_heads(diver);
        return true;
    }
    const bool any = of_heads ? settle_up(diver, largest) : settle_a_shift_a_day(diver);
    if (any) { settle_near_parts(diver, of_heads); }
    return any;
}

static hc_status solve_again(hc_diver *diver, hc_run *run, hc_error *err)
{
    double optimum = 0.0;
    HC_TRY(hc_master_solve(diver->master, run, &optimum, err));
    if (diver->generator == NULL || !hc_master_is_optimal(diver->master)) { return HC_OK; }
    HC_TRY(hc_generate_more(diver->generator, err));
    HC_TRY(hc_grow(&diver->heads, &diver->capacity, hc_master_columns(diver->master)->count,
                   sizeof *diver->heads, err));
    return hc_master_solve(diver->master, run, &optimum, err);
}

/* The tour or frame that has most heads yet to settle. */
static size_t most_unsettled(const hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master)->count;
    size_t largest = HC_NO_COLUMN;
    double most = HC_WHOLE;
    for (size_t column = 0; column < columns; column++) {
        const double more =
            hc_master_heads(diver->master, column) - (double)diver->heads[column];
        if (takes_heads(diver, column) && more > most) {
            most = more;
            largest = column;
        }
    }
    return largest;
}

/* The rest of the heads by the last solution, optimal or not; who hands out the tours fills
 * their days. */
static void settle_the_rest(hc_diver *diver)
{
    const int32_t rest = (int32_t)floor(unsettled_heads(diver) + HC_WORTH_A_HEAD);
    for (int32_t k = 0; k < rest; k++) {
        const size_t column = most_unsettled(diver);
        if (column == HC_NO_COLUMN) { return; }
        settle(diver, column, diver->heads[column] + 1);
    }
}

/* Shifts that are whole while frames are not can ask for more frames than there are heads: then
 * they are let go, and wait for the frames. */
static void release_days(hc_diver *diver)
{
    const size_t columns = hc_master_columns(diver->master)->count;
    for (size_t column = 0; column < columns; column++) {
        if (takes_heads(diver, column) || diver->heads[column] == 0) { continue; }
        diver->heads[column] = 0;
        hc_master_demand(diver->master, column, 0.0);
    }
    diver->days_last = true;
}

static hc_status solve_settled(hc_diver *diver, hc_run *run, hc_error *err)
{
    HC_TRY(solve_again(diver, run, err));
    if (!hc_master_is_contradicted(diver->master) || diver->days_last) { return HC_OK; }
    release_days(diver);
    return solve_again(diver, run, err);
}

static hc_status dive(hc_diver *diver, hc_run *run, hc_error *err)
{
    hc_master_allow(diver->master, HC_DIVE_WORK * hc_run_share(run));
    while (hc_run_goes_on(run) && settle_some(diver)) {
        HC_TRY(solve_settled(diver, run, err));
        if (!hc_master_is_optimal(diver->master)) {
            settle_the_rest(diver);
            break;
        }
    }
    return HC_OK;
}

static hc_status make_arrays(hc_diver *diver, hc_error *err)
{
    const hc_problem *problem = diver->problem;
    HC_TRY(hc_alloc(&diver->left, problem->group_count, sizeof *diver->left, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        diver->left[g] = (double)problem->groups[g].heads;
    }
    HC_TRY(hc_alloc(&diver->largest, problem->days, sizeof *diver->largest, err));
    return hc_grow(&diver->heads, &diver->capacity, hc_master_columns(diver->master)->count + 1,
                   sizeof *diver->heads, err);
}

hc_status hc_dive(const hc_problem *problem, hc_master *master, hc_generator *generator,
                  hc_run *run, int32_t **heads, hc_error *err)
{
    hc_diver diver = {.problem = problem, .master = master, .generator = generator};
    hc_status st = make_arrays(&diver, err);
    if (st == HC_OK) { st = dive(&diver, run, err); }
    hc_free(diver.left);
    hc_free(diver.largest);
    if (st == HC_OK) {
        *heads = diver.heads;
    } else {
        hc_free(diver.heads);
    }
    return st;
}
