#include <math.h>

#include "scheduler/named/draft.h"
#include "scheduler/named/search.h"

#define HC_HOT 1.5             /* of the mean price of wishes and of people too many, */
#define HC_COLD 0.15           /* and at the end */
#define HC_STEPS ((size_t)500) /* of the temperature; after each a better roster is taken */
#define HC_MOVES_MOST 1e15     /* of one step */
#define HC_NEAR_DAYS 10        /* half of the days that trade places lie no further apart */
#define HC_SWAP_DAYS 10        /* that two people swap at most */
#define HC_RUN_LOOK 14         /* days off to the end of a run */

typedef struct anneal {
    hc_named_draft draft;
    hc_rng *rng;
} anneal;

static size_t below(anneal *a, size_t bound)
{
    return (size_t)hc_rng_below(a->rng, bound);
}

/* ---- days of one person ---- */

/* The type of `may` that is cheapest on the day. */
static int8_t cheapest_type(const anneal *a, size_t cell, uint64_t may)
{
    int8_t best = HC_NAMED_OFF;
    double best_price = HUGE_VAL;
    for (int8_t type = 0; may >> type != 0; type++) {
        if ((may >> type & 1U) == 0) { continue; }
        const double price = hc_named_draft_price(&a->draft, cell, type);
        if (price >= best_price) { continue; }
        best_price = price;
        best = type;
    }
    return best;
}

/* One of `may`: the first from some type on. */
static int8_t some_type(anneal *a, uint64_t may)
{
    const size_t shifts = a->draft.problem->shift_count;
    size_t type = below(a, shifts);
    while ((may >> type & 1U) == 0) {
        type = type + 1 < shifts ? type + 1 : 0;
    }
    return (int8_t)type;
}

/* Another shift on a day, the cheapest or as often any that fits. */
static void retype(anneal *a, size_t cell)
{
    const int8_t before = a->draft.choice[cell];
    uint64_t may = hc_named_draft_types(&a->draft, cell);
    if (before != HC_NAMED_OFF) { may &= ~((uint64_t)1 << before); }
    if (may == 0) { return; }
    if (below(a, 2) == 0) {
        hc_named_draft_change(&a->draft, cell, some_type(a, may));
    } else {
        hc_named_draft_change(&a->draft, cell, cheapest_type(a, cell, may));
    }
}

/* Work begins on a free day, or a day becomes free. */
static void toggle(anneal *a, size_t cell)
{
    if (a->draft.choice[cell] == HC_NAMED_OFF) {
        retype(a, cell);
    } else if ((a->draft.open[cell] >> a->draft.problem->shift_count & 1U) != 0) {
        hc_named_draft_change(&a->draft, cell, HC_NAMED_OFF);
    }
}

/* Mostly the first or last day of the run that the day is in: few others can be toggled. */
static size_t run_edge(anneal *a, size_t cell)
{
    const size_t days = a->draft.problem->days;
    const size_t person = cell / days;
    const size_t kind = below(a, 8);
    if (kind == 0) { return cell; }
    return kind % 2 == 0
               ? person * days +
                     hc_named_draft_run_start(&a->draft, person, cell % days, HC_RUN_LOOK)
               : person * days - 1 +
                     hc_named_draft_run_end(&a->draft, person, cell % days, HC_RUN_LOOK);
}

/* A day of the same person, every other time near. */
static size_t other_day(anneal *a, size_t cell)
{
    const size_t days = a->draft.problem->days;
    const size_t day = cell % days;
    if (below(a, 2) == 0) { return cell - day + below(a, days); }
    const size_t from = day > HC_NEAR_DAYS ? day - HC_NEAR_DAYS : 0;
    const size_t end = day + HC_NEAR_DAYS < days ? day + HC_NEAR_DAYS + 1 : days;
    return cell - day + from + below(a, end - from);
}

/* Two shifts become others, or one day becomes free and another worked. */
static void change_two(anneal *a, size_t cell)
{
    const size_t other = other_day(a, cell);
    const int8_t *choice = a->draft.choice;
    if (choice[cell] != HC_NAMED_OFF && choice[other] != HC_NAMED_OFF) {
        retype(a, cell);
        if (other != cell) { retype(a, other); }
        return;
    }
    toggle(a, run_edge(a, cell));
    if (a->draft.edit_count > 0) { toggle(a, run_edge(a, other)); }
}

static void change_days(anneal *a)
{
    const size_t cell = below(a, a->draft.problem->people * a->draft.problem->days);
    const size_t kind = below(a, 4);
    if (kind >= 2) {
        change_two(a, cell);
    } else if (kind == 1) {
        toggle(a, run_edge(a, cell));
    } else if (a->draft.choice[cell] != HC_NAMED_OFF) {
        retype(a, cell);
    }
}

/* ---- days of two people ---- */

static bool may_take(const anneal *a, size_t cell, int8_t choice)
{
    const size_t off = a->draft.problem->shift_count;
    return (a->draft.open[cell] >> (choice == HC_NAMED_OFF ? off : (size_t)choice) & 1U) != 0;
}

/* They swap some days in a row; the needs notice nothing of it. */
static void swap_days(anneal *a)
{
    const hc_named_problem *p = a->draft.problem;
    const size_t one = below(a, p->people) * p->days;
    const size_t other = below(a, p->people) * p->days;
    const size_t first = below(a, p->days);
    const size_t count = 1 + below(a, 1 + below(a, HC_SWAP_DAYS));
    for (size_t day = first; day < first + count && day < p->days; day++) {
        const int8_t of_one = a->draft.choice[one + day];
        const int8_t of_other = a->draft.choice[other + day];
        if (!may_take(a, one + day, of_other) || !may_take(a, other + day, of_one)) {
            hc_named_draft_undo(&a->draft);
            return;
        }
        hc_named_draft_change(&a->draft, one + day, of_other);
        hc_named_draft_change(&a->draft, other + day, of_one);
    }
}

/* ---- a run ---- */

/* Gives what the move changed of the cost: 0 when it was not taken. */
static double try_move(anneal *a, double temperature)
{
    hc_named_draft_begin(&a->draft);
    if (below(a, 3) == 0) {
        swap_days(a);
    } else {
        change_days(a);
    }
    const double change = a->draft.change;
    if (a->draft.edit_count == 0) { return 0.0; }
    const bool wanted = change <= 0.0 || hc_rng_uniform(a->rng) < exp(-change / temperature);
    if (wanted && hc_named_draft_fits(&a->draft)) { return change; }
    hc_named_draft_undo(&a->draft);
    return 0.0;
}

/* Mean of the positive prices of wishes and people too many, or what is short of a person. */
static double usual_price(const hc_named_problem *p)
{
    double sum = 0.0;
    double count = 0.0;
    double dearest = 0.0;
    for (size_t i = 0; i < p->days * p->shift_count; i++) {
        dearest = fmax(dearest, p->needs[i].short_cost);
        sum += p->needs[i].over_cost;
        count += p->needs[i].over_cost > 0.0 ? 1.0 : 0.0;
    }
    for (size_t i = 0; i < p->people * p->days * (p->shift_count + 1); i++) {
        sum += p->wish_cost[i];
        count += p->wish_cost[i] > 0.0 ? 1.0 : 0.0;
    }
    return count > 0.0 ? sum / count : dearest;
}

hc_status hc_named_anneal(hc_named_search *s, double work, hc_error *err)
{
    anneal a = {.rng = &s->rng};
    const double price = usual_price(s->problem);
    const double cells = (double)s->problem->people * (double)s->problem->days;
    const double each = HC_WORK_MOVE_S * (1.0 + cells / HC_WORK_CELLS_DOUBLE);
    const size_t moves = (size_t)fmin(ceil(work / (each * (double)HC_STEPS)), HC_MOVES_MOST);
    double cost = s->best_cost;
    if (!(price > 0.0) || work <= 0.0) { return HC_OK; }
    HC_TRY(hc_named_draft_create(&a.draft, s->problem, s->open, s->best, err));
    for (size_t step = 0; step < HC_STEPS && !hc_named_is_over(s); step++) {
        const double done = (double)step / (double)HC_STEPS;
        const double temperature = price * HC_HOT * pow(HC_COLD / HC_HOT, done);
        for (size_t move = 0; move < moves; move++) {
            cost += try_move(&a, temperature);
        }
        s->work += each * (double)moves;
        if (hc_named_may_improve(s, cost)) { hc_named_take(s, a.draft.choice); }
    }
    hc_named_draft_clear(&a.draft);
    return HC_OK;
}
