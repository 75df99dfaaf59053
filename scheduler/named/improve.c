#include <math.h>

#include "scheduler/named/search.h"

#define HC_PART_ROSTERS 500 /* older rosters that a part's programme starts with */
#define HC_POOL_KEPT 6000
#define HC_PART_NOISE 0.6
#define HC_PART_DIVES 2
#define HC_PART_MOST 0.9 /* of people or days: bounds soon exclude all smaller parts */
#define HC_QUICK_S 0.3   /* parts done faster grow, */
#define HC_SLOW_S 0.9    /* slower ones shrink */
#define HC_PEOPLE_START 14.0
#define HC_WINDOW_START 11.0
#define HC_WINDOW_MOST ((size_t)56) /* beyond it a person's states are many, */
#define HC_WINDOW_LONG ((size_t)28) /* of longer horizons: as many are searched in the time */

/* Size of the parts: people of the whole horizon, days of all people. */
typedef struct part_size {
    double people;
    double window;
} part_size;

/* Nobody may change anything but what is opened afterwards. */
static void close_all(hc_named_search *s)
{
    const hc_named_problem *p = s->problem;
    for (size_t i = 0; i < p->people * p->days; i++) {
        const size_t c = s->best[i] == HC_NAMED_OFF ? p->shift_count : (size_t)s->best[i];
        s->allowed[i] = (uint64_t)1 << c;
    }
}

static void open_days(hc_named_search *s, size_t person, size_t first, size_t end)
{
    const size_t days = s->problem->days;
    for (size_t day = first; day < end; day++) {
        s->allowed[person * days + day] = s->open[person * days + day];
    }
}

/* `count` people drawn without repetition, each opened on the days first .. end-1. */
static void open_people(hc_named_search *s, size_t count, size_t first, size_t end)
{
    const size_t people = s->problem->people;
    size_t left = count < people ? count : people;
    for (size_t person = 0; person < people && left > 0; person++) {
        if (hc_rng_below(&s->rng, people - person) < left) {
            open_days(s, person, first, end);
            left--;
        }
    }
}

/* A day by chance, as much more often as its needs cost more. */
static size_t draw_costly_day(hc_named_search *s)
{
    double sum = 0.0;
    size_t drawn = (size_t)hc_rng_below(&s->rng, s->problem->days);
    for (size_t day = 0; day < s->problem->days; day++) {
        const double cost = hc_named_cost_of_day(s->problem, s->best, day);
        sum += cost;
        if (cost > 0.0 && hc_rng_uniform(&s->rng) * sum < cost) { drawn = day; }
    }
    return drawn;
}

/* First day of a part: every other one lies around a day that costs much. */
static size_t draw_first(hc_named_search *s, size_t window)
{
    const size_t last = s->problem->days - window;
    if (last == 0 || hc_rng_below(&s->rng, 2) == 0) {
        return (size_t)hc_rng_below(&s->rng, last + 1);
    }
    const size_t before = (size_t)hc_rng_below(&s->rng, window);
    const size_t day = draw_costly_day(s);
    const size_t first = day > before ? day - before : 0;
    return first < last ? first : last;
}

/* Some people for all days, all people for some days, or more people for more days. */
static void choose_part(hc_named_search *s, const part_size *size)
{
    const hc_named_problem *p = s->problem;
    const uint64_t kind = hc_rng_below(&s->rng, 3);
    const double wanted_days =
        kind == 1 ? size->window : fmin(2.0 * size->window, HC_PART_MOST * (double)p->days);
    const size_t most = p->days > HC_WINDOW_MOST ? HC_WINDOW_LONG : HC_WINDOW_MOST;
    size_t window = kind == 0 ? most : (size_t)(wanted_days + 0.5);
    if (window > most) { window = most; }
    if (window > p->days) { window = p->days; }
    double people = kind == 2 ? 1.5 * size->people : size->people;
    if (kind == 1) { people = (double)p->people; }
    const size_t first = draw_first(s, window);
    close_all(s);
    open_people(s, (size_t)(people + 0.5), first, first + window);
}

static bool fits(const hc_named_search *s, size_t person, const int8_t *choice)
{
    const hc_named_problem *p = s->problem;
    for (size_t day = 0; day < p->days; day++) {
        const size_t c = choice[day] == HC_NAMED_OFF ? p->shift_count : (size_t)choice[day];
        if ((s->allowed[person * p->days + day] >> c & 1U) == 0) { return false; }
    }
    return true;
}

/* The best roster's own, and the newest of the others that fit the part. */
static hc_status fill_part(hc_named_search *s, hc_named_master *master, hc_error *err)
{
    size_t taken = 0;
    hc_status st = hc_named_add_best(s, master, err);
    for (size_t i = s->pool.count; i-- > 0 && taken < HC_PART_ROSTERS && st == HC_OK;) {
        const size_t person = s->pool.person[i];
        const int8_t *choice = hc_named_pool_choice(&s->pool, i);
        if (!hc_named_master_has(master, person) || !fits(s, person, choice)) { continue; }
        st = hc_named_master_add(master, person, s->pool.cost[i], choice, err);
        taken++;
    }
    return st;
}

static hc_status search_part(hc_named_search *s, hc_error *err)
{
    hc_named_master *master = NULL;
    hc_named_column_result result = {0};
    HC_TRY(hc_named_master_create(&master, s->problem, s->allowed, err));
    hc_status st = fill_part(s, master, err);
    if (st == HC_OK) { st = hc_named_generate(s, master, s->allowed, 0.0, &result, err); }
    const double before = s->best_cost;
    for (int dive = 0; dive < HC_PART_DIVES && st == HC_OK; dive++) {
        if (result.pruned || !result.possible || s->best_cost < before) { break; }
        st = hc_named_dive(s, master, s->allowed, HC_PART_NOISE, err);
    }
    hc_named_master_free(master);
    hc_named_pool_drop_oldest(&s->pool, HC_POOL_KEPT);
    return hc_named_forgive(st, err);
}

static void adapt(const hc_named_problem *p, double took_s, part_size *size)
{
    if (took_s < HC_QUICK_S) {
        size->people = fmin(size->people * 1.03, HC_PART_MOST * (double)p->people);
        size->window = fmin(size->window * 1.02, HC_PART_MOST * (double)p->days);
    } else if (took_s > HC_SLOW_S) {
        size->people = fmax(size->people * 0.95, 2.0);
        size->window = fmax(size->window * 0.97, 3.0);
    }
}

hc_status hc_named_improve(hc_named_search *s, hc_error *err)
{
    part_size size = {HC_PEOPLE_START, HC_WINDOW_START};
    adapt(s->problem, 0.0, &size);
    while (!hc_named_is_over(s)) {
        const double before = s->work;
        choose_part(s, &size);
        HC_TRY(search_part(s, err));
        const bool over = hc_named_is_over(s);
        adapt(s->problem, s->work - before, &size);
        if (over) { break; }
    }
    return HC_OK;
}
