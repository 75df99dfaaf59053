#include <math.h>
#include <string.h>

#include "scheduler/named/blend.h"
#include "scheduler/price.h"

#define HC_WORK_USUAL_S 40.0 /* of effort 1 */
#define HC_REDIVE_SHARE 0.25 /* of the work, for dives with noise from the whole problem */
#define HC_ANNEAL_SHARE 0.1  /* of the work, */
#define HC_ANNEAL_LONG 0.85  /* and where the whole problem cannot be solved as one */
#define HC_REDIVE_NOISE 0.6
#define HC_SMOOTHING 0.7
#define HC_BLEND_SHARE 0.05   /* of the work, for prices, and again for whole rosters */
#define HC_ROUNDS_LEAST 400.0 /* of prices in the work: where fewer, no whole programme */
#define HC_WHOLE 1e-9
#define HC_BOUND_ERROR 1e-6 /* that sums of prices may have */

hc_named_options hc_named_options_default(void)
{
    const hc_named_options options = {.seed = 1, .effort = 1.0};
    return options;
}

double hc_named_cost_of_day(const hc_named_problem *p, const int8_t *choice, size_t day)
{
    int32_t missing[HC_NAMED_SHIFTS_MAX];
    double cost = 0.0;
    for (size_t shift = 0; shift < p->shift_count; shift++) {
        missing[shift] = p->needs[day * p->shift_count + shift].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        const int8_t taken = choice[person * p->days + day];
        if (taken != HC_NAMED_OFF) { missing[taken]--; }
    }
    for (size_t shift = 0; shift < p->shift_count; shift++) {
        const hc_named_need *need = &p->needs[day * p->shift_count + shift];
        cost += missing[shift] > 0 ? missing[shift] * need->short_cost
                                   : -missing[shift] * need->over_cost;
    }
    return cost;
}

double hc_named_cost(const hc_named_problem *p, const int8_t *choice)
{
    double cost = 0.0;
    for (size_t person = 0; person < p->people; person++) {
        cost += hc_named_wishes(p, person, choice + person * p->days);
    }
    for (size_t day = 0; day < p->days; day++) {
        cost += hc_named_cost_of_day(p, choice, day);
    }
    return cost;
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

/* ---- is the problem one ---- */

static hc_status check_sizes(const hc_named_problem *p, const hc_named_options *options,
                             hc_error *err)
{
    if (p->days < 1 || p->days > HC_NAMED_DAYS_MAX || p->shift_count < 1 ||
        p->shift_count > HC_NAMED_SHIFTS_MAX || p->people < 1 ||
        p->people > HC_NAMED_PEOPLE_MAX || p->first_weekday < 0 || p->first_weekday > 6) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "%zu days, %zu shift types, %zu people are not 1 to %d, %d, %d", p->days,
                       p->shift_count, p->people, HC_NAMED_DAYS_MAX, HC_NAMED_SHIFTS_MAX,
                       HC_NAMED_PEOPLE_MAX);
    }
    if (!(options->effort > 0.0 && isfinite(options->effort))) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "1 is the usual",
                       "effort must be above 0, found %g", options->effort);
    }
    for (size_t s = 0; s < p->shift_count; s++) {
        if (p->shifts[s].minutes < 1 || p->shifts[s].minutes > 1440) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "shift type %zu lasts %d minutes, not 1 to 1440", s + 1,
                           p->shifts[s].minutes);
        }
    }
    return HC_OK;
}

static hc_status check_costs(const hc_named_problem *p, hc_error *err)
{
    for (size_t at = 0; at < p->days * p->shift_count; at++) {
        const hc_named_need *need = &p->needs[at];
        if (need->required < 0 || !hc_is_price(need->short_cost) ||
            !hc_is_price(need->over_cost)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "the need of day %zu, shift type %zu is below 0 or no number",
                           at / p->shift_count + 1, at % p->shift_count + 1);
        }
    }
    for (size_t i = 0; i < p->people * p->days * (p->shift_count + 1); i++) {
        if (!hc_is_price(p->wish_cost[i])) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "a wish of person %zu costs %g, which is below 0 or no number",
                           i / (p->days * (p->shift_count + 1)) + 1, p->wish_cost[i]);
        }
    }
    return HC_OK;
}

static hc_status check_persons(const hc_named_problem *p, hc_error *err)
{
    for (size_t person = 0; person < p->people; person++) {
        const hc_named_person *who = &p->persons[person];
        bool sound = who->most_min >= 0 && who->least_min <= who->most_min &&
                     who->most_run >= 1 && who->least_run <= who->most_run &&
                     who->most_weekends >= 0;
        for (size_t s = 0; s < p->shift_count; s++) {
            sound = sound && who->most_of[s] >= 0;
        }
        if (!sound) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "is a least above its most?",
                           "the limits of person %zu contradict each other", person + 1);
        }
    }
    return HC_OK;
}

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

static hc_status search_make(hc_named_search *s, hc_error *err)
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

static void search_clear(hc_named_search *s)
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

/* A whole cost is at least the bound rounded up, and none is below a bound that meets it. */
static double proved_bound(const hc_named_search *s)
{
    return fmin(s->best_cost, s->step > 0.0 ? ceil(s->bound - HC_BOUND_ERROR) : s->bound);
}

hc_status hc_named_solve(const hc_named_problem *problem, const hc_named_options *options,
                         hc_named_roster *out, hc_error *err)
{
    HC_TRY(check_sizes(problem, options, err));
    HC_TRY(check_costs(problem, err));
    HC_TRY(check_persons(problem, err));
    hc_named_search search = {.problem = problem, .options = *options};
    hc_status st = search_make(&search, err);
    if (st == HC_OK) { st = run(&search, err); }
    if (st == HC_OK) {
        hc_free(out->choice);
        out->choice = search.best;
        out->cost = search.best_cost;
        out->lower_bound = proved_bound(&search);
        search.best = NULL;
    }
    search_clear(&search);
    return st;
}

void hc_named_roster_clear(hc_named_roster *roster)
{
    hc_free(roster->choice);
    *roster = (hc_named_roster)HC_NAMED_ROSTER_INIT;
}
