#include "scheduler/named/blend.h"

#include <math.h>
#include <string.h>

#define HC_DUAL_START 0.3   /* of the usual price of a person missing */
#define HC_GIVE_LIMIT 30.0  /* the same, over the days of the horizon */
#define HC_GIVE_PASSES 30.0 /* after which prices give half as much */
#define HC_DUAL_STEP 0.4    /* of what a price gives, at the end of a pass */
#define HC_SEARCH_STEPS 6   /* for the share of a new roster */
#define HC_TINY_SHARE 1e-7  /* is none */
#define HC_BOUND_EVERY 25   /* passes; in the beginning more often */
#define HC_PASSES_MOST 1000
#define HC_WORK_TOUCH_S 2e-9 /* of one changing share in one step of the search */

static double within(const hc_named_need *need, double dual)
{
    return fmin(fmax(dual, -need->over_cost), need->short_cost);
}

/* ---- blends ---- */

static void count_shares(hc_named_blend *b, size_t person, double one)
{
    const double *share = b->share + person * b->needs;
    for (size_t i = 0; i < b->needs; i++) {
        b->missing[i] -= one * share[i];
    }
}

void hc_named_blend_set(hc_named_blend *b, const hc_named_search *s, size_t person,
                        const int8_t *choice)
{
    const size_t shifts = s->problem->shift_count;
    double *share = b->share + person * b->needs;
    count_shares(b, person, -1.0);
    memset(share, 0, b->needs * sizeof *share);
    for (size_t day = 0; day < s->problem->days; day++) {
        if (choice[day] != HC_NAMED_OFF) { share[day * shifts + (size_t)choice[day]] = 1.0; }
    }
    count_shares(b, person, 1.0);
    hc_named_beyond(s->tour, person, choice, b->beyond + person * b->limits);
    b->wishes[person] = hc_named_wishes(s->problem, person, choice);
}

static void set_scale(hc_named_blend *b, const hc_named_problem *p)
{
    double cost = 0.0;
    double required = 0.0;
    for (size_t i = 0; i < b->needs; i++) {
        cost += p->needs[i].short_cost * p->needs[i].required;
        required += p->needs[i].required;
    }
    b->scale = required > 0.0 ? cost / required : 0.0;
}

static hc_status make_arrays(hc_named_blend *b, const hc_named_problem *p, hc_error *err)
{
    HC_TRY(hc_alloc(&b->dual, b->needs, sizeof *b->dual, err));
    HC_TRY(hc_alloc(&b->missing, b->needs, sizeof *b->missing, err));
    HC_TRY(hc_alloc(&b->share, p->people * b->needs, sizeof *b->share, err));
    HC_TRY(hc_alloc(&b->limit_dual, p->people * b->limits, sizeof *b->limit_dual, err));
    HC_TRY(hc_alloc(&b->beyond, p->people * b->limits, sizeof *b->beyond, err));
    HC_TRY(hc_alloc(&b->wishes, p->people, sizeof *b->wishes, err));
    HC_TRY(hc_alloc(&b->price, b->needs, sizeof *b->price, err));
    HC_TRY(hc_alloc(&b->limit_price, b->limits, sizeof *b->limit_price, err));
    HC_TRY(hc_alloc(&b->change, b->needs, sizeof *b->change, err));
    HC_TRY(hc_alloc(&b->touched, b->needs, sizeof *b->touched, err));
    HC_TRY(hc_alloc(&b->beyond_new, b->limits, sizeof *b->beyond_new, err));
    return hc_alloc(&b->choice, p->days, sizeof *b->choice, err);
}

hc_status hc_named_blend_create(hc_named_blend *b, hc_named_search *s, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    *b = (hc_named_blend){.needs = p->days * p->shift_count,
                          .limits = HC_LIMIT_TYPES + p->shift_count};
    const hc_status st = make_arrays(b, p, err);
    if (st != HC_OK) {
        hc_named_blend_clear(b);
        return st;
    }
    set_scale(b, p);
    for (size_t i = 0; i < b->needs; i++) {
        b->missing[i] = p->needs[i].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        hc_named_blend_set(b, s, person, s->best + person * p->days);
    }
    return HC_OK;
}

void hc_named_blend_clear(hc_named_blend *b)
{
    hc_free(b->dual);
    hc_free(b->missing);
    hc_free(b->share);
    hc_free(b->limit_dual);
    hc_free(b->beyond);
    hc_free(b->wishes);
    hc_free(b->price);
    hc_free(b->limit_price);
    hc_free(b->change);
    hc_free(b->touched);
    hc_free(b->beyond_new);
    hc_free(b->choice);
    *b = (hc_named_blend){0};
}

/* ---- a move ---- */

void hc_named_blend_prices(hc_named_blend *b, const hc_named_search *s)
{
    for (size_t i = 0; i < b->needs; i++) {
        b->price[i] = within(&s->problem->needs[i], b->dual[i] + b->give * b->missing[i]);
    }
}

/* How the shares change when the new roster takes all of them. */
static void set_change(hc_named_blend *b, const hc_named_search *s, size_t person)
{
    const size_t shifts = s->problem->shift_count;
    const double *share = b->share + person * b->needs;
    b->touched_count = 0;
    for (size_t day = 0; day < s->problem->days; day++) {
        for (size_t shift = 0; shift < shifts; shift++) {
            const size_t i = day * shifts + shift;
            const bool taken = b->choice[day] == (int8_t)shift;
            b->change[i] = (taken ? 1.0 : 0.0) - share[i];
            if (taken || share[i] > 0.0) { b->touched[b->touched_count++] = i; }
        }
    }
}

/* Slope of the cost when the new roster has `part` of the shares. */
static double slope_at(const hc_named_blend *b, const hc_named_search *s, size_t person,
                       double wishes_change, double part)
{
    double slope = wishes_change;
    for (size_t k = 0; k < b->touched_count; k++) {
        const size_t i = b->touched[k];
        const double missing = b->missing[i] - part * b->change[i];
        slope -= b->change[i] * within(&s->problem->needs[i], b->dual[i] + b->give * missing);
    }
    for (size_t j = 0; j < b->limits; j++) {
        const double before = b->beyond[person * b->limits + j];
        const double change = b->beyond_new[j] - before;
        const double dual = b->limit_dual[person * b->limits + j];
        slope += change * fmax(0.0, dual + b->give_limit * (before + part * change));
    }
    return slope;
}

/* The part of the shares that makes the cost least: a search between falling and rising. */
static double best_part(const hc_named_blend *b, const hc_named_search *s, size_t person,
                        double wishes_change)
{
    double from = 0.0;
    double to = 1.0;
    double falls = slope_at(b, s, person, wishes_change, from);
    double rises = slope_at(b, s, person, wishes_change, to);
    if (falls >= 0.0) { return 0.0; }
    if (rises <= 0.0) { return 1.0; }
    for (int step = 0; step < HC_SEARCH_STEPS; step++) {
        const double part =
            step % 2 == 0 ? from + falls * (to - from) / (falls - rises) : 0.5 * (from + to);
        const double slope = slope_at(b, s, person, wishes_change, part);
        if (slope < 0.0) {
            from = part;
            falls = slope;
        } else {
            to = part;
            rises = slope;
        }
    }
    return from;
}

static void take_part(hc_named_blend *b, size_t person, double wishes_change, double part)
{
    double *share = b->share + person * b->needs;
    double *beyond = b->beyond + person * b->limits;
    for (size_t k = 0; k < b->touched_count; k++) {
        const size_t i = b->touched[k];
        const double before = share[i];
        share[i] += part * b->change[i];
        if (share[i] < HC_TINY_SHARE) { share[i] = 0.0; }
        b->missing[i] -= share[i] - before;
    }
    for (size_t j = 0; j < b->limits; j++) {
        beyond[j] += part * (b->beyond_new[j] - beyond[j]);
    }
    b->wishes[person] += part * wishes_change;
}

hc_status hc_named_blend_move(hc_named_blend *b, hc_named_search *s, size_t person,
                              const uint64_t *allowed, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    bool found = false;
    double value = 0.0;
    for (size_t j = 0; j < b->limits; j++) {
        const size_t at = person * b->limits + j;
        b->limit_price[j] = fmax(0.0, b->limit_dual[at] + b->give_limit * b->beyond[at]);
    }
    hc_named_blend_prices(b, s);
    hc_named_make_prices(s, person, b->price);
    HC_TRY(hc_named_tour_relaxed(s->tour, person, allowed + person * p->days, s->price,
                                 b->limit_price, b->choice, &value, b->beyond_new, &found,
                                 err));
    if (!found) { return HC_OK; }
    set_change(b, s, person);
    const double wishes_change = hc_named_wishes(p, person, b->choice) - b->wishes[person];
    const double part = best_part(b, s, person, wishes_change);
    if (part > 0.0) { take_part(b, person, wishes_change, part); }
    s->work += HC_WORK_TOUCH_S * (double)(b->needs + HC_SEARCH_STEPS * b->touched_count);
    return HC_OK;
}

/* ---- prices and their bound ---- */

/* Bound of the whole problem at the duals. */
static hc_status bound_of(hc_named_blend *b, hc_named_search *s, double *bound, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    *bound = 0.0;
    for (size_t i = 0; i < b->needs; i++) {
        *bound += b->dual[i] * p->needs[i].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        bool found = false;
        double value = 0.0;
        hc_named_make_prices(s, person, b->dual);
        HC_TRY(hc_named_tour_relaxed(s->tour, person, s->open + person * p->days, s->price,
                                     b->limit_dual + person * b->limits, b->choice, &value,
                                     b->beyond_new, &found, err));
        *bound += value;
    }
    return HC_OK;
}

static hc_status take_bound(hc_named_blend *b, hc_named_search *s, hc_error *err)
{
    double bound = 0.0;
    HC_TRY(bound_of(b, s, &bound, err));
    if (bound > s->bound) {
        s->bound = bound;
        memcpy(s->centre, b->dual, b->needs * sizeof *b->dual);
    }
    return HC_OK;
}

/* Prices rise with what the blends miss of needs and take beyond limits. */
static void raise_duals(hc_named_blend *b, const hc_named_problem *p)
{
    for (size_t i = 0; i < b->needs; i++) {
        const double step = HC_DUAL_STEP * b->give * b->missing[i];
        b->dual[i] = within(&p->needs[i], b->dual[i] + step);
    }
    for (size_t i = 0; i < p->people * b->limits; i++) {
        const double step = HC_DUAL_STEP * b->give_limit * b->beyond[i];
        b->limit_dual[i] = fmax(0.0, b->limit_dual[i] + step);
    }
}

/* Everyone's move, and the duals' after it. */
static hc_status move_all(hc_named_blend *b, hc_named_search *s, size_t pass, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    const double before = s->work;
    b->give = b->scale / (1.0 + (double)pass / HC_GIVE_PASSES);
    b->give_limit = b->give * HC_GIVE_LIMIT / (double)p->days;
    for (size_t person = 0; person < p->people; person++) {
        HC_TRY(hc_named_blend_move(b, s, person, s->open, err));
    }
    raise_duals(b, p);
    (void)hc_named_is_over(s); /* counts the work */
    b->move_work = (s->work - before) / (double)p->people;
    return HC_OK;
}

hc_status hc_named_blend_ascend(hc_named_blend *b, hc_named_search *s, double work_most,
                                hc_error *err)
{
    HC_TRY(take_bound(b, s, err)); /* of wishes alone: without any price */
    for (size_t i = 0; i < b->needs; i++) {
        b->dual[i] = within(&s->problem->needs[i], HC_DUAL_START * b->scale);
    }
    bool last = hc_named_is_over(s);
    hc_status st = HC_OK;
    for (size_t pass = 0; pass < HC_PASSES_MOST && !last && st == HC_OK; pass++) {
        st = move_all(b, s, pass, err);
        last = hc_named_is_over(s) || s->work >= work_most;
        const bool early = (pass & (pass + 1)) == 0;
        if (st == HC_OK && (last || early || pass % HC_BOUND_EVERY == 0)) {
            st = take_bound(b, s, err);
        }
    }
    return st;
}
