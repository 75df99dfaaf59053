#include <math.h>

#include "scheduler/named/blend.h"

#define HC_REDIVE_SHARE 0.25 /* of the work, for dives with noise from the whole problem */
#define HC_ANNEAL_SHARE 0.1  /* of the work, */
#define HC_ANNEAL_LONG 0.85  /* and where the whole problem cannot be solved as one */
#define HC_REDIVE_NOISE 0.6
#define HC_SMOOTHING 0.7
#define HC_BLEND_SHARE 0.05   /* of the work, for prices, and again for whole rosters */
#define HC_ROUNDS_LEAST 400.0 /* of prices in the work: where fewer, no whole programme */
#define HC_WHOLE 1e-9

hc_named_options hc_named_options_default(void)
{
    const hc_named_options options = {.seed = 1, .effort = 1.0};
    return options;
}

/* ---- a first roster ---- */

/* Needs that are left when somebody works a roster. */
static void count_person(hc_named_search *s, const int8_t *choice)
{
    for (size_t day = 0; day < s->problem->days; day++) {
        if (choice[day] != HC_NAMED_OFF) {
            s->duals[day * s->problem->shift_count + (size_t)choice[day]] -= 1.0;
        }
    }
}

/* Prices of a person's choices beside the needs that are left. */
static void price_needs(hc_named_search *s, size_t person)
{
    const hc_named_problem *p = s->problem;
    const size_t choices = p->shift_count + 1;
    for (size_t i = 0; i < p->days * choices; i++) {
        const size_t at = i / choices * p->shift_count + i % choices;
        s->price[i] = p->wish_cost[person * p->days * choices + i];
        if (i % choices == p->shift_count) { continue; }
        s->price[i] += s->duals[at] > 0.5 ? -p->needs[at].short_cost : p->needs[at].over_cost;
    }
}

static hc_status no_roster(size_t person, double value, hc_error *err)
{
    if (value < HUGE_VAL) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "plan fewer days",
                       "no roster of person %zu was found: too many limits to search",
                       person + 1);
    }
    return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "loosen a limit or a free day",
                   "person %zu has no roster within the limits", person + 1);
}

/* Everyone in turn takes the roster that is best beside those of the others so far. */
static hc_status first_roster(hc_named_search *s, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    for (size_t at = 0; at < p->days * p->shift_count; at++) {
        s->duals[at] = p->needs[at].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        int8_t *choice = s->choice + person * p->days;
        double value = 0.0;
        bool found = false;
        price_needs(s, person);
        HC_TRY(hc_named_tour_best(s->tour, person, s->open + person * p->days, s->price, choice,
                                  &value, &found, err));
        if (!found) { return no_roster(person, value, err); }
        count_person(s, choice);
    }
    hc_named_take(s, s->choice);
    return HC_OK;
}

/* ---- the whole problem, then its parts ---- */

static hc_status solve_whole(hc_named_search *s, hc_named_master *master, hc_error *err)
{
    hc_named_column_result result = {0};
    HC_TRY(hc_named_add_best(s, master, err));
    HC_TRY(hc_named_generate(s, master, s->open, HC_SMOOTHING, &result, err));
    s->bound = fmax(s->bound, result.bound);
    double noise = 0.0;
    double work_most = HC_WHOLE; /* the first dive is always made */
    while (!hc_named_is_over(s) && (s->work < work_most || noise <= 0.0)) {
        HC_TRY(hc_named_dive(s, master, s->open, noise, err));
        noise = HC_REDIVE_NOISE;
        work_most = HC_REDIVE_SHARE * s->work_most;
    }
    return HC_OK;
}

/* Prices with a bound, and a roster of everybody that they lead to. */
static hc_status blend_rosters(hc_named_search *s, hc_error *err)
{
    const double work = HC_BLEND_SHARE * s->work_most;
    hc_named_blend blend;
    HC_TRY(hc_named_blend_create(&blend, s, err));
    hc_status st = hc_named_blend_ascend(&blend, s, s->work + work, err);
    if (st == HC_OK) { st = hc_named_round(&blend, s, s->open, work, err); }
    hc_named_blend_clear(&blend);
    return st;
}

static hc_status run(hc_named_search *s, hc_error *err)
{
    HC_TRY(first_roster(s, err));
    if (hc_named_is_over(s)) { return HC_OK; }
    const bool is_long = s->work * HC_ROUNDS_LEAST > s->work_most;
    HC_TRY(blend_rosters(s, err));
    const double work = (is_long ? HC_ANNEAL_LONG : HC_ANNEAL_SHARE) * s->work_most;
    HC_TRY(hc_named_anneal(s, fmin(work, s->work_most - s->work), err));
    if (is_long) { return hc_named_improve(s, err); }
    hc_named_master *master = NULL;
    HC_TRY(hc_named_master_create(&master, s->problem, s->open, err));
    hc_status st = solve_whole(s, master, err);
    hc_named_master_free(master);
    HC_TRY(hc_named_forgive(st, err));
    return hc_named_improve(s, err);
}

hc_status hc_named_solve(const hc_named_problem *problem, const hc_named_options *options,
                         hc_named_roster *out, hc_error *err)
{
    HC_TRY(hc_named_check(problem, options, err));
    hc_named_search search = {.problem = problem, .options = *options};
    hc_status st = hc_named_search_make(&search, err);
    if (st == HC_OK) { st = run(&search, err); }
    if (st == HC_OK) {
        hc_free(out->choice);
        out->choice = search.best;
        out->cost = search.best_cost;
        out->lower_bound = hc_named_proved_bound(&search);
        search.best = NULL;
    }
    hc_named_search_clear(&search);
    return st;
}

void hc_named_roster_clear(hc_named_roster *roster)
{
    hc_free(roster->choice);
    *roster = (hc_named_roster)HC_NAMED_ROSTER_INIT;
}
