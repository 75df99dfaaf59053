#include "scheduler/cover/improve.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/breaks.h"
#include "scheduler/cover/premium.h"

#define HC_NOISE_COUNT 4096  /* a power of two */
#define HC_NOISE_ALONE 0.025 /* of the price unit, when one shift is put back */
#define HC_NOISE_GROUP 0.1   /* for all but the last of several */
#define HC_MOVED_MOST 2      /* heads of one move */
#define HC_PICK_TRIES 24
#define HC_BETTER 1e-9

struct hc_improver {
    hc_plan *plan;
    hc_plan best;
    hc_pricer pricer;
    hc_rng rng;
    const size_t *movable; /* [movable_count] heads; 0: everybody */
    size_t movable_count;
    double *noise;        /* [HC_NOISE_COUNT] uniform in -1..1 */
    double *values;       /* [all_cells] */
    double *prefix;       /* [2 * cells_a_day + 1] of one day */
    hc_day_shift *before; /* [HC_MOVED_MOST][days] tours or shifts taken out */
    hc_day_shift *tour;   /* [days] */
    size_t *form_hired;   /* [forms], when heads are chosen */
};

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

/* ---- where one head's shift of one day may lie, given its other days ---- */

typedef struct hc_day_limits {
    int32_t first_start; /* start numbers */
    int32_t last_start;
    int32_t last_end; /* cells */
    int32_t least_paid;
    int32_t most_paid;
} hc_day_limits;

static int32_t round_up(int32_t cells, int32_t grid)
{
    return cells > 0 ? (cells + grid - 1) / grid : 0;
}

/* Rest to the nearest shifts before and after. */
static void limit_by_rest(const hc_problem *problem, const hc_form *form,
                          const hc_day_shift *tour, size_t day, hc_day_limits *limits)
{
    const int32_t day_cells = (int32_t)problem->cells_a_day;
    for (size_t back = 1; back <= day && back <= HC_DAYS_A_WEEK + 1; back++) {
        const hc_day_shift *shift = &tour[day - back];
        if (shift->start == HC_DAY_OFF) { continue; }
        const int32_t end = shift->start + form->shapes[shift->shape].length;
        const int32_t first =
            round_up(end + form->rest - (int32_t)back * day_cells, form->grid);
        if (first > limits->first_start) { limits->first_start = first; }
        break;
    }
    for (size_t on = 1; day + on < problem->days && on <= HC_DAYS_A_WEEK + 1; on++) {
        if (tour[day + on].start == HC_DAY_OFF) { continue; }
        const int32_t end = tour[day + on].start + (int32_t)on * day_cells - form->rest;
        if (end < limits->last_end) { limits->last_end = end; }
        break;
    }
}

/* Start spread and paid time of the other days of the week. */
static void limit_by_week(const hc_problem *problem, const hc_group *group, const hc_form *form,
                          const hc_day_shift *tour, size_t day, hc_day_limits *limits)
{
    const size_t week = day / HC_DAYS_A_WEEK;
    const size_t first_day = week * HC_DAYS_A_WEEK;
    int32_t paid = 0;
    for (size_t d = first_day; d < first_day + hc_week_days(problem, week); d++) {
        if (d == day || tour[d].start == HC_DAY_OFF) { continue; }
        const int32_t start = tour[d].start / form->grid;
        paid += form->shapes[tour[d].shape].paid_min;
        if (form->spread == HC_NO_LIMIT) { continue; }
        if (start - form->spread > limits->first_start) {
            limits->first_start = start - form->spread;
        }
        if (start + form->spread < limits->last_start) {
            limits->last_start = start + form->spread;
        }
    }
    if (group->paid_states > 1) {
        limits->least_paid = group->least_paid[week] - paid;
        if (group->paid_most != INT32_MAX) { limits->most_paid = form->most_paid - paid; }
    }
}

/* Paid time of the other days of the horizon. */
static void limit_by_total(const hc_problem *problem, const hc_group *group,
                           const hc_form *form, const hc_day_shift *tour, size_t day,
                           hc_day_limits *limits)
{
    int32_t paid = 0;
    if (group->total_states == 1) { return; }
    for (size_t d = 0; d < problem->days; d++) {
        if (d == day || tour[d].start == HC_DAY_OFF) { continue; }
        paid += form->shapes[tour[d].shape].paid_min;
    }
    if (group->least_total - paid > limits->least_paid) {
        limits->least_paid = group->least_total - paid;
    }
    if (group->total_most != INT32_MAX && form->most_total - paid < limits->most_paid) {
        limits->most_paid = form->most_total - paid;
    }
}

static hc_day_limits day_limits(const hc_plan *plan, size_t head, size_t day)
{
    const hc_problem *problem = plan->problem;
    const hc_group *group = &problem->groups[plan->heads[head].group];
    const hc_form *form = &problem->forms[group->form];
    const hc_day_shift *tour = hc_plan_tour(plan, head);
    hc_day_limits limits = {.first_start = group->first_start[day],
                            .last_start = group->last_start[day],
                            .last_end = group->last_end[day],
                            .least_paid = INT32_MIN,
                            .most_paid = INT32_MAX};
    limit_by_week(problem, group, form, tour, day, &limits);
    limit_by_total(problem, group, form, tour, day, &limits);
    limit_by_rest(problem, form, tour, day, &limits);
    return limits;
}

/* ---- putting shifts back ---- */

static double noise_at(const hc_improver *improver, size_t at)
{
    return improver->noise[at & (HC_NOISE_COUNT - 1)];
}

/* Prefix sums of the cells' values, with noise, over all that the limits can reach. */
static void sum_day(hc_improver *improver, size_t head, size_t day, const double *values,
                    const hc_day_limits *limits, double noise)
{
    const hc_problem *problem = improver->plan->problem;
    const hc_form *form = hc_plan_form(improver->plan, head);
    const double *all = hc_plan_group(improver->plan, head)->reward;
    const double *reward = all == NULL ? NULL : &all[day * problem->cells_a_day];
    const int32_t latest = limits->last_start * form->grid + form->longest;
    const int32_t end = latest < limits->last_end ? latest : limits->last_end;
    const size_t shift = (size_t)hc_rng_u64(&improver->rng);
    double sum = 0.0;
    int32_t cell = limits->first_start * form->grid;
    improver->prefix[cell] = 0.0;
    for (; cell < end; cell++) {
        sum += values[cell] + noise * noise_at(improver, shift + (size_t)cell);
        if (reward != NULL) { sum += reward[cell]; }
        improver->prefix[cell + 1] = sum;
    }
}

/* Best start, length and breaks within the limits; false when nothing fits. */
static bool best_shift(const hc_improver *improver, size_t head, size_t day,
                       const hc_day_limits *limits, hc_day_shift *shift)
{
    const hc_group *group = hc_plan_group(improver->plan, head);
    const hc_form *form = hc_plan_form(improver->plan, head);
    const hc_day_sums sums = {improver->prefix,
                              hc_premium_of(improver->plan->problem, form, day),
                              group->wage_an_hour};
    double most = -(double)INFINITY;
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        const hc_shape *own = &form->shapes[shape];
        if (own->paid_min < limits->least_paid || own->paid_min > limits->most_paid) {
            continue;
        }
        for (int32_t start = limits->first_start; start <= limits->last_start; start++) {
            const int32_t cell = start * form->grid;
            if (cell + own->length > limits->last_end) { break; }
            const double value =
                hc_best_breaks(&sums, own, cell, NULL) - hc_shift_price(group, own, day, cell);
            if (value > most) {
                most = value;
                shift->start = (int16_t)cell;
                shift->shape = (int16_t)shape;
            }
        }
    }
    if (most == -(double)INFINITY) { return false; }
    (void)hc_best_breaks(&sums, &form->shapes[shift->shape], shift->start, shift->break_at);
    return true;
}

static void put_back(hc_improver *improver, size_t head, size_t day, double noise,
                     const hc_day_shift *before)
{
    hc_plan *plan = improver->plan;
    const hc_day_limits limits = day_limits(plan, head, day);
    hc_day_shift shift = *before;
    if (limits.first_start <= limits.last_start) {
        sum_day(improver, head, day, &plan->gain[day * plan->problem->cells_a_day], &limits,
                noise);
        if (!best_shift(improver, head, day, &limits, &shift)) { shift = *before; }
    }
    hc_plan_add_shift(plan, head, day, &shift);
}

/* ---- moves ---- */

static bool accepts(hc_improver *improver, double change, double temperature)
{
    if (change <= 0.0) { return true; }
    return temperature > 0.0 && hc_rng_uniform(&improver->rng) < exp(-change / temperature);
}

static bool is_picked(const size_t *heads, size_t count, size_t head)
{
    for (size_t k = 0; k < count; k++) {
        if (heads[k] == head) { return true; }
    }
    return false;
}

static size_t any_head(hc_improver *improver)
{
    if (improver->movable_count == 0) {
        return (size_t)hc_rng_below(&improver->rng, improver->plan->head_count);
    }
    return improver->movable[hc_rng_below(&improver->rng, improver->movable_count)];
}

/* Up to `most` different heads, at work on that day when it is not SIZE_MAX. */
static size_t pick_heads(hc_improver *improver, size_t most, size_t day, size_t *heads)
{
    const hc_plan *plan = improver->plan;
    size_t count = 0;
    for (size_t tries = 0; tries < HC_PICK_TRIES && count < most; tries++) {
        const size_t head = any_head(improver);
        const bool fits = day == SIZE_MAX || hc_plan_tour(plan, head)[day].start != HC_DAY_OFF;
        if (fits && !is_picked(heads, count, head)) { heads[count++] = head; }
    }
    return count;
}

static double noise_of(const hc_improver *improver, size_t k, size_t count)
{
    const double unit = improver->plan->problem->price_unit;
    if (count == 1) { return HC_NOISE_ALONE * unit; }
    return k + 1 < count ? HC_NOISE_GROUP * unit : 0.0;
}

/* Values of a day's cells as if this shift were not there. */
static void values_without(hc_improver *improver, const hc_form *form, size_t day,
                           const hc_day_shift *shift)
{
    const hc_plan *plan = improver->plan;
    const size_t midnight = day * plan->problem->cells_a_day;
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(&form->shapes[shift->shape], shift, pieces);
    memcpy(improver->values, &plan->gain[midnight],
           2 * plan->problem->cells_a_day * sizeof *improver->values);
    for (size_t p = 0; p < count; p++) {
        for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
            const size_t at = midnight + (size_t)cell;
            improver->values[cell] = hc_gain(plan->problem, at, plan->cover[at] - 1);
        }
    }
}

static double value_of(const hc_improver *improver, size_t head, size_t day,
                       const hc_day_shift *shift)
{
    const hc_shape *shape = &hc_plan_form(improver->plan, head)->shapes[shift->shape];
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(shape, shift, pieces);
    const hc_group *group = hc_plan_group(improver->plan, head);
    double value = -hc_shift_cost(improver->plan->problem, group, day, shift, pieces, count);
    for (size_t p = 0; p < count; p++) {
        for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
            value += improver->values[cell];
        }
    }
    return value;
}

/* One shift to where it is worth most: nothing is touched unless it really moves. */
static void move_one(hc_improver *improver, size_t head, size_t day, double temperature)
{
    hc_plan *plan = improver->plan;
    const hc_form *form = hc_plan_form(plan, head);
    const hc_day_shift before = hc_plan_tour(plan, head)[day];
    const hc_day_limits limits = day_limits(plan, head, day);
    hc_day_shift shift = before;
    values_without(improver, form, day, &before);
    sum_day(improver, head, day, improver->values, &limits, noise_of(improver, 0, 1));
    if (!best_shift(improver, head, day, &limits, &shift) ||
        memcmp(&shift, &before, sizeof shift) == 0) {
        return;
    }
    const double change =
        value_of(improver, head, day, &before) - value_of(improver, head, day, &shift);
    if (!accepts(improver, change, temperature)) { return; }
    hc_plan_remove_shift(plan, head, day);
    hc_plan_add_shift(plan, head, day, &shift);
}

/* Several shifts taken out together and put back one after another. */
static void move_several(hc_improver *improver, const size_t *heads, size_t count, size_t day,
                         double temperature)
{
    hc_plan *plan = improver->plan;
    const double cost = plan->cost;
    for (size_t k = 0; k < count; k++) {
        improver->before[k] = hc_plan_tour(plan, heads[k])[day];
        hc_plan_remove_shift(plan, heads[k], day);
    }
    for (size_t k = 0; k < count; k++) {
        put_back(improver, heads[k], day, noise_of(improver, k, count), &improver->before[k]);
    }
    if (accepts(improver, plan->cost - cost, temperature)) { return; }
    for (size_t k = 0; k < count; k++) {
        hc_plan_remove_shift(plan, heads[k], day);
        hc_plan_add_shift(plan, heads[k], day, &improver->before[k]);
    }
    plan->cost = cost;
}

static void day_move(hc_improver *improver, double temperature)
{
    size_t heads[HC_MOVED_MOST];
    const size_t day = (size_t)hc_rng_below(&improver->rng, improver->plan->problem->days);
    const size_t wanted = 1 + (size_t)hc_rng_below(&improver->rng, HC_MOVED_MOST);
    const size_t count = pick_heads(improver, wanted, day, heads);
    if (count == 1) {
        move_one(improver, heads[0], day, temperature);
    } else {
        move_several(improver, heads, count, day, temperature);
    }
}

/* ---- another day instead ---- */

/* Days off together in the week, when it is a whole one. */
static bool week_is_legal(const hc_problem *problem, const hc_form *form,
                          const hc_day_shift *tour, size_t week)
{
    const size_t days = hc_week_days(problem, week);
    if (form->off_together <= 1 || days < HC_DAYS_A_WEEK) { return true; }
    int32_t off = 0;
    for (size_t d = 0; d < days; d++) {
        off = tour[week * HC_DAYS_A_WEEK + d].start == HC_DAY_OFF ? off + 1 : 0;
        if (off >= form->off_together) { return true; }
    }
    return false;
}

/* Days in a row around one day, which counts as worked. */
static bool run_is_legal(const hc_problem *problem, const hc_group *group,
                         const hc_day_shift *tour, size_t day)
{
    const hc_form *form = &problem->forms[group->form];
    if (form->run_most == HC_NO_LIMIT) { return true; }
    int32_t run = 1;
    size_t first = day;
    for (; first > 0 && tour[first - 1].start != HC_DAY_OFF; first--) {
        run++;
    }
    if (first == 0) { run += group->run_before; }
    for (size_t d = day + 1; d < problem->days && tour[d].start != HC_DAY_OFF; d++) {
        run++;
    }
    return run <= form->run_most;
}

static bool weekends_are_legal(const hc_problem *problem, const hc_form *form,
                               const hc_day_shift *tour)
{
    int32_t state = 0;
    for (size_t day = 0; day < problem->days && state != HC_WEEKEND_FORBIDDEN; day++) {
        state = hc_weekend_after(&form->weekend, state, hc_day_weekday(problem, day), day == 0,
                                 tour[day].start != HC_DAY_OFF);
    }
    return state != HC_WEEKEND_FORBIDDEN;
}

/* Puts a shift on another day of the week than the one just taken out; false when none may be
 * there. */
static bool put_elsewhere(hc_improver *improver, size_t head, size_t day, double noise)
{
    hc_plan *plan = improver->plan;
    const hc_problem *problem = plan->problem;
    const hc_form *form = hc_plan_form(plan, head);
    const hc_day_limits limits = day_limits(plan, head, day);
    hc_day_shift shift = {.start = HC_DAY_OFF};
    if (limits.first_start > limits.last_start) { return false; }
    sum_day(improver, head, day, &plan->gain[day * problem->cells_a_day], &limits, noise);
    if (!best_shift(improver, head, day, &limits, &shift)) { return false; }
    hc_plan_add_shift(plan, head, day, &shift);
    return week_is_legal(problem, form, hc_plan_tour(plan, head), day / HC_DAYS_A_WEEK) &&
           run_is_legal(problem, hc_plan_group(plan, head), hc_plan_tour(plan, head), day) &&
           weekends_are_legal(problem, form, hc_plan_tour(plan, head));
}

/* A head at work on one day and not on the other; SIZE_MAX when tries run out. */
static size_t pick_between(hc_improver *improver, size_t at_work, size_t off)
{
    const hc_plan *plan = improver->plan;
    for (size_t tries = 0; tries < HC_PICK_TRIES; tries++) {
        const size_t head = any_head(improver);
        const hc_day_shift *tour = hc_plan_tour(plan, head);
        if (tour[at_work].start != HC_DAY_OFF && tour[off].start == HC_DAY_OFF) { return head; }
    }
    return SIZE_MAX;
}

/* One head works another day instead, or two heads change days with each other. */
static void swap_move(hc_improver *improver, double temperature)
{
    hc_plan *plan = improver->plan;
    const size_t week = (size_t)hc_rng_below(&improver->rng, plan->problem->weeks);
    const size_t days = hc_week_days(plan->problem, week);
    size_t day[2] = {0, 0};
    size_t head[2] = {0, 0};
    for (size_t k = 0; k < 2; k++) {
        day[k] = week * HC_DAYS_A_WEEK + (size_t)hc_rng_below(&improver->rng, days);
    }
    if (day[0] == day[1]) { return; }
    size_t count = 0;
    head[0] = pick_between(improver, day[0], day[1]);
    if (head[0] != SIZE_MAX) { count = 1; }
    if (count == 1 && hc_rng_below(&improver->rng, 2) == 1) {
        head[1] = pick_between(improver, day[1], day[0]);
        if (head[1] != SIZE_MAX) { count = 2; }
    }
    const double cost = plan->cost;
    bool legal = count > 0;
    for (size_t k = 0; k < count; k++) {
        improver->before[k] = hc_plan_tour(plan, head[k])[day[k]];
        hc_plan_remove_shift(plan, head[k], day[k]);
    }
    for (size_t k = 0; k < count && legal; k++) {
        legal = put_elsewhere(improver, head[k], day[1 - k], noise_of(improver, k, count));
    }
    if (legal && accepts(improver, plan->cost - cost, temperature)) { return; }
    for (size_t k = 0; k < count; k++) {
        hc_plan_remove_shift(plan, head[k], day[1 - k]);
        hc_plan_add_shift(plan, head[k], day[k], &improver->before[k]);
    }
    plan->cost = cost;
}

/* ---- whole tours ---- */

/* Where heads are chosen, a tour comes back only if it saves more than it costs. */
static bool may_hire(const hc_improver *improver, size_t head, double total)
{
    const hc_form *form = hc_plan_form(improver->plan, head);
    if (!improver->plan->problem->choose_heads) { return true; }
    const size_t hired =
        improver->form_hired[improver->plan->problem->groups[improver->plan->heads[head].group]
                                 .form];
    return total > form->hire_cost &&
           (form->heads_most == HC_NO_LIMIT || hired < (size_t)form->heads_most);
}

static void take_tour_out(hc_improver *improver, size_t head, hc_day_shift *before)
{
    hc_plan *plan = improver->plan;
    if (plan->heads[head].hired) {
        improver->form_hired[plan->problem->groups[plan->heads[head].group].form]--;
    }
    memcpy(before, hc_plan_tour(plan, head), plan->problem->days * sizeof *before);
    hc_plan_remove_tour(plan, head);
}

static void put_tour_in(hc_improver *improver, size_t head, const hc_day_shift *tour)
{
    hc_plan *plan = improver->plan;
    improver->form_hired[plan->problem->groups[plan->heads[head].group].form]++;
    hc_plan_add_tour(plan, head, tour);
}

static void put_tour_back(hc_improver *improver, size_t head, double noise,
                          const hc_day_shift *before)
{
    hc_plan *plan = improver->plan;
    const size_t shift = (size_t)hc_rng_u64(&improver->rng);
    double total = 0.0;
    for (size_t cell = 0; cell < plan->problem->cells; cell++) {
        improver->values[cell] = plan->gain[cell] + noise * noise_at(improver, shift + cell);
    }
    hc_pricer_set_values(&improver->pricer, improver->values);
    const size_t found =
        hc_pricer_best(&improver->pricer, plan->heads[head].group, 1, improver->tour, &total);
    if (found == 0) {
        put_tour_in(improver, head, before);
    } else if (may_hire(improver, head, total)) {
        put_tour_in(improver, head, improver->tour);
    }
}

static void tour_move(hc_improver *improver, double temperature)
{
    hc_plan *plan = improver->plan;
    const size_t days = plan->problem->days;
    size_t heads[HC_MOVED_MOST];
    bool hired[HC_MOVED_MOST] = {false};
    const size_t wanted = 1 + (size_t)hc_rng_below(&improver->rng, HC_MOVED_MOST);
    const size_t count = pick_heads(improver, wanted, SIZE_MAX, heads);
    const double cost = plan->cost;
    for (size_t k = 0; k < count; k++) {
        hired[k] = plan->heads[heads[k]].hired;
        take_tour_out(improver, heads[k], &improver->before[k * days]);
    }
    for (size_t k = 0; k < count; k++) {
        put_tour_back(improver, heads[k], noise_of(improver, k, count),
                      &improver->before[k * days]);
    }
    if (accepts(improver, plan->cost - cost, temperature)) { return; }
    for (size_t k = 0; k < count; k++) {
        take_tour_out(improver, heads[k], improver->tour);
        if (hired[k]) { put_tour_in(improver, heads[k], &improver->before[k * days]); }
    }
    plan->cost = cost;
}

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
            day_move(improver, temperature);
        } else if (kind < cooling->day_share + cooling->swap_share) {
            swap_move(improver, temperature);
        } else {
            tour_move(improver, temperature);
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
