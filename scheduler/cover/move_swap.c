#include "scheduler/cover/moves.h"

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
    const hc_day_limits limits = hc_day_limits_of(plan, head, day);
    hc_day_shift shift = {.start = HC_DAY_OFF};
    if (limits.first_start > limits.last_start) { return false; }
    hc_sum_day(improver, head, day, hc_plan_gain(plan, head, day), &limits, noise);
    if (!hc_best_shift(improver, head, day, &limits, &shift)) { return false; }
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
        const size_t head = hc_any_head(improver);
        const hc_day_shift *tour = hc_plan_tour(plan, head);
        if (tour[at_work].start != HC_DAY_OFF && tour[off].start == HC_DAY_OFF) { return head; }
    }
    return SIZE_MAX;
}

void hc_swap_move(hc_improver *improver, double temperature)
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
        legal = put_elsewhere(improver, head[k], day[1 - k], hc_noise_of(improver, k, count));
    }
    if (legal && hc_accepts(improver, plan->cost - cost, temperature)) { return; }
    for (size_t k = 0; k < count; k++) {
        hc_plan_remove_shift(plan, head[k], day[1 - k]);
        hc_plan_add_shift(plan, head[k], day[k], &improver->before[k]);
    }
    plan->cost = cost;
}
