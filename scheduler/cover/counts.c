#include "scheduler/cover/counts.h"

#include <math.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/bound.h"

#define HC_COUNTS_MOST 60    /* heads and days of all groups; more have too many parts */
#define HC_PARTS_MOST 400    /* of the problem */
#define HC_COUNTS_WORK 12e6  /* of the master; some three seconds */
#define HC_ROUNDS_A_PART 20  /* of pricing: what they leave open is left to the parts' parts */
#define HC_CLOSE_ENOUGH 1e-7 /* of a part's bound to its optimum, as a share of it */
#define HC_WHOLE_COUNT 1e-6  /* closer than this to a whole number is whole */
#define HC_SAME_COST 1e-9
#define HC_NO_COUNT SIZE_MAX

/* A part of the problem: the schedules whose counts lie within its limits. */
typedef struct hc_part {
    double bound;
    size_t split_at; /* a count that is no whole number in its optimum; HC_NO_COUNT: all are */
    double split;    /* that count */
    bool is_solved;
    bool is_divided;
} hc_part;

/* Counts are numbered group by group: its heads, then those at work on each day. */
typedef struct hc_divider {
    const hc_problem *problem;
    hc_master *master;
    hc_generator *generator;
    hc_run *run;
    double best_cost;
    size_t counts;
    size_t count; /* of parts */
    hc_part parts[HC_PARTS_MOST];
    int32_t *least; /* [HC_PARTS_MOST][counts] */
    int32_t *most;
} hc_divider;

static size_t count_number(const hc_problem *problem)
{
    return problem->group_count * (1 + problem->days);
}

bool hc_counts_are_few(const hc_problem *problem)
{
    return problem->queue_count == 1 && count_number(problem) <= HC_COUNTS_MOST;
}

static int32_t *least_of(const hc_divider *divider, size_t part)
{
    return &divider->least[part * divider->counts];
}

static int32_t *most_of(const hc_divider *divider, size_t part)
{
    return &divider->most[part * divider->counts];
}

static bool is_of_heads(const hc_divider *divider, size_t at)
{
    return at % (1 + divider->problem->days) == 0;
}

/* ---- limits ---- */

static void limit_all(hc_divider *divider)
{
    const hc_problem *problem = divider->problem;
    for (size_t at = 0; at < divider->counts; at++) {
        const hc_group *group = &problem->groups[at / (1 + problem->days)];
        const int32_t contract = problem->forms[group->form].heads_most;
        const int32_t own = (int32_t)group->heads;
        const bool limited = problem->choose_heads && contract != HC_NO_LIMIT && contract < own;
        most_of(divider, 0)[at] = limited ? contract : own;
        least_of(divider, 0)[at] = !problem->choose_heads && is_of_heads(divider, at) ? own : 0;
    }
}

static void apply_limits(const hc_divider *divider, size_t part)
{
    const size_t width = 1 + divider->problem->days;
    for (size_t at = 0; at < divider->counts; at++) {
        const double least = least_of(divider, part)[at];
        const double most = most_of(divider, part)[at];
        if (!is_of_heads(divider, at)) {
            hc_master_limit_day(divider->master, at / width, at % width - 1, least, most);
        } else if (divider->problem->choose_heads) {
            hc_master_limit_heads(divider->master, at / width, least, most);
        }
    }
}

/* The bound of a part by a round of pricing: each count is where it costs least. */
static double part_bound(const hc_divider *divider, size_t part, const hc_counted *priced)
{
    const hc_problem *problem = divider->problem;
    double bound = priced->cover;
    for (size_t at = 0; at < divider->counts; at++) {
        const size_t group = at / (1 + problem->days);
        const double hire = problem->forms[problem->groups[group].form].hire_cost;
        const double price =
            is_of_heads(divider, at)
                ? hire - priced->best_total[group]
                : priced->day_bonus[group * problem->days + at % (1 + problem->days) - 1];
        bound +=
            price * (price > 0.0 ? least_of(divider, part)[at] : most_of(divider, part)[at]);
    }
    return bound;
}

/* ---- one part ---- */

static double count_in_optimum(const hc_divider *divider, size_t at)
{
    const size_t width = 1 + divider->problem->days;
    return is_of_heads(divider, at)
               ? hc_master_group_heads(divider->master, at / width)
               : hc_master_day_heads(divider->master, at / width, at % width - 1);
}

/* The count that is farthest from whole; heads before days. */
static void find_split(const hc_divider *divider, hc_part *part)
{
    double most = HC_WHOLE_COUNT;
    part->split_at = HC_NO_COUNT;
    for (int days = 0; days <= 1 && part->split_at == HC_NO_COUNT; days++) {
        for (size_t at = 0; at < divider->counts; at++) {
            const double count = count_in_optimum(divider, at);
            const double apart = fabs(count - nearbyint(count));
            if (is_of_heads(divider, at) != (days == 0) || apart <= most) { continue; }
            most = apart;
            part->split_at = at;
            part->split = count;
        }
    }
}

static bool cannot_be_better(const hc_divider *divider, double bound)
{
    return hc_bound_round_up(divider->problem, bound) >= divider->best_cost - HC_SAME_COST;
}

static hc_status solve_part(hc_divider *divider, size_t number, hc_error *err)
{
    hc_part *part = &divider->parts[number];
    hc_counted priced = {.added = 1};
    apply_limits(divider, number);
    for (int round = 0; round < HC_ROUNDS_A_PART && priced.added > 0; round++) {
        double optimum = 0.0;
        HC_TRY(hc_master_solve(divider->master, divider->run, &optimum, err));
        if (!hc_master_is_optimal(divider->master)) { return HC_OK; }
        find_split(divider, part);
        HC_TRY(hc_generate_counted(divider->generator, &priced, err));
        part->bound = fmax(part->bound, part_bound(divider, number, &priced));
        if (cannot_be_better(divider, part->bound) ||
            optimum - part->bound <= HC_CLOSE_ENOUGH * fabs(optimum)) {
            break;
        }
    }
    part->is_solved = true;
    return HC_OK;
}

/* ---- all parts ---- */

static size_t add_part(hc_divider *divider, size_t of)
{
    const size_t made = divider->count++;
    divider->parts[made] = (hc_part){.bound = divider->parts[of].bound};
    for (size_t at = 0; at < divider->counts && made != of; at++) {
        least_of(divider, made)[at] = least_of(divider, of)[at];
        most_of(divider, made)[at] = most_of(divider, of)[at];
    }
    return made;
}

/* Below and above the count that is not whole. */
static hc_status divide(hc_divider *divider, size_t number, hc_error *err)
{
    const size_t at = divider->parts[number].split_at;
    const int32_t below = (int32_t)floor(divider->parts[number].split);
    const size_t lower = add_part(divider, number);
    const size_t upper = add_part(divider, number);
    most_of(divider, lower)[at] = below;
    least_of(divider, upper)[at] = below + 1;
    HC_TRY(solve_part(divider, lower, err));
    HC_TRY(solve_part(divider, upper, err));
    divider->parts[number].is_divided =
        divider->parts[lower].is_solved && divider->parts[upper].is_solved;
    return HC_OK;
}

static bool is_whole(const hc_part *part)
{
    return part->is_solved && part->split_at == HC_NO_COUNT;
}

/* The part with the least bound, of those from `first` on; with `whole`, of those alone whose
 * counts are. */
static size_t least_part(const hc_divider *divider, size_t first, bool whole)
{
    size_t least = HC_NO_COUNT;
    for (size_t k = first; k < divider->count; k++) {
        const hc_part *part = &divider->parts[k];
        if (part->is_divided || (whole && !is_whole(part))) { continue; }
        if (least == HC_NO_COUNT || part->bound < divider->parts[least].bound) { least = k; }
    }
    return least;
}

/* Downwards until counts are whole for the first time, then always where the bound is least. */
static size_t next_part(const hc_divider *divider)
{
    const bool is_first_way = least_part(divider, 0, true) == HC_NO_COUNT;
    const size_t newest = divider->count > 2 ? divider->count - 2 : 0;
    const size_t next = least_part(divider, is_first_way ? newest : 0, false);
    if (next == HC_NO_COUNT || cannot_be_better(divider, divider->parts[next].bound)) {
        return least_part(divider, 0, false);
    }
    return next;
}

static hc_status divide_all(hc_divider *divider, hc_error *err)
{
    hc_master_allow(divider->master, HC_COUNTS_WORK * hc_run_share(divider->run));
    limit_all(divider);
    divider->parts[0] = (hc_part){.bound = -(double)INFINITY};
    divider->count = 1;
    HC_TRY(solve_part(divider, 0, err));
    while (divider->count + 2 <= HC_PARTS_MOST && hc_run_goes_on(divider->run)) {
        const size_t next = next_part(divider);
        const hc_part *part = &divider->parts[next];
        if (!part->is_solved || is_whole(part) || cannot_be_better(divider, part->bound)) {
            break;
        }
        HC_TRY(divide(divider, next, err));
        if (!divider->parts[next].is_divided) { break; }
    }
    return HC_OK;
}

/* The best whole part, else the one with the least bound. */
static hc_status go_to_best(hc_divider *divider, hc_error *err)
{
    double optimum = 0.0;
    const size_t whole = least_part(divider, 0, true);
    apply_limits(divider, whole != HC_NO_COUNT ? whole : least_part(divider, 0, false));
    hc_master_allow(divider->master, HC_COUNTS_WORK);
    return hc_master_solve(divider->master, divider->run, &optimum, err);
}

hc_status hc_settle_counts(const hc_problem *problem, hc_master *master,
                           hc_generator *generator, double best_cost, hc_run *run,
                           double *lower_bound, hc_error *err)
{
    hc_divider *divider = NULL;
    HC_TRY(hc_alloc(&divider, 1, sizeof *divider, err));
    divider->problem = problem;
    divider->master = master;
    divider->generator = generator;
    divider->run = run;
    divider->best_cost = best_cost;
    divider->counts = count_number(problem);
    const size_t limits = HC_PARTS_MOST * divider->counts;
    hc_status st = hc_alloc(&divider->least, limits, sizeof *divider->least, err);
    if (st == HC_OK) { st = hc_alloc(&divider->most, limits, sizeof *divider->most, err); }
    if (st == HC_OK) { st = hc_master_count_days(master, err); }
    if (st == HC_OK) { st = divide_all(divider, err); }
    if (st == HC_OK) {
        *lower_bound = divider->parts[least_part(divider, 0, false)].bound;
        st = go_to_best(divider, err);
    }
    hc_free(divider->least);
    hc_free(divider->most);
    hc_free(divider);
    return st;
}
