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
#define HC_WINDOW_MOST ((size_t)56)  /* beyond it a person's states are many, */
#define HC_WINDOW_LONG ((size_t)28)  /* of longer horizons: as many are searched in the time */
#define HC_SWEEP_WINDOW ((size_t)11) /* days that a sweep opens at once, */
#define HC_SWEEP_STEP ((size_t)7)    /* and by which it goes on */
#define HC_SWEEP_PEOPLE 60.0         /* opened at once in the beginning */
#define HC_SWEEP_LEAST 8.0
#define HC_SWEEP_SHARE 0.6 /* of the work */
#define HC_SWEEP_NOISE 0.1

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

/* What a day's needs cost as they are met by the best roster. */
static double cost_of_day(const hc_named_search *s, size_t day)
{
    const hc_named_problem *p = s->problem;
    int32_t missing[HC_NAMED_SHIFTS_MAX];
    double cost = 0.0;
    for (size_t shift = 0; shift < p->shift_count; shift++) {
        missing[shift] = p->needs[day * p->shift_count + shift].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        const int8_t choice = s->best[person * p->days + day];
        if (choice != HC_NAMED_OFF) { missing[choice]--; }
    }
    for (size_t shift = 0; shift < p->shift_count; shift++) {
        const hc_named_need *need = &p->needs[day * p->shift_count + shift];
        cost += missing[shift] > 0 ? missing[shift] * need->short_cost
                                   : -missing[shift] * need->over_cost;
    }
    return cost;
}

/* A day by chance, as much more often as its needs cost more. */
static size_t draw_costly_day(hc_named_search *s)
{
    double sum = 0.0;
    size_t drawn = (size_t)hc_rng_below(&s->rng, s->problem->days);
    for (size_t day = 0; day < s->problem->days; day++) {
        const double cost = cost_of_day(s, day);
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

static hc_status search_part(hc_named_search *s, int dives, double noise, hc_error *err)
{
    hc_named_master *master = NULL;
    hc_named_column_result result = {0};
    HC_TRY(hc_named_master_create(&master, s->problem, s->allowed, err));
    hc_status st = fill_part(s, master, err);
    if (st == HC_OK) { st = hc_named_generate(s, master, s->allowed, 0.0, &result, err); }
    const double before = s->best_cost;
    for (int dive = 0; dive < dives && st == HC_OK; dive++) {
        if (result.pruned || !result.possible || s->best_cost < before) { break; }
        st = hc_named_dive(s, master, s->allowed, noise, err);
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

/* ---- a horizon too long to be solved as one ---- */

/* Opens the next people of the order, `count` of them, on a window of days. */
static void open_block(hc_named_search *s, size_t from, size_t count, size_t first, size_t end)
{
    close_all(s);
    for (size_t i = from; i < from + count && i < s->problem->people; i++) {
        open_days(s, s->order[i], first, end);
    }
}

static void shuffle_people(hc_named_search *s)
{
    for (size_t i = 0; i < s->problem->people; i++) {
        const size_t with = (size_t)hc_rng_below(&s->rng, i + 1);
        s->order[i] = s->order[with];
        s->order[with] = i;
    }
}

/* More people at once while the work keeps ahead of the days, fewer when it falls behind. */
static double adapt_block(hc_named_search *s, double people, double done, double took)
{
    const double left = HC_SWEEP_SHARE * s->work_most - s->work;
    const bool slow = took > left * done;
    s->hurry = slow && people <= HC_SWEEP_LEAST;
    return fmin(fmax(people * (slow ? 0.8 : 1.1), HC_SWEEP_LEAST), (double)s->problem->people);
}

/* One window of days, block after block of people. */
static hc_status sweep_window(hc_named_search *s, size_t first, double *people, hc_error *err)
{
    const size_t days = s->problem->days;
    const size_t end = first + HC_SWEEP_WINDOW < days ? first + HC_SWEEP_WINDOW : days;
    const double left = (double)(days - first) * (double)s->problem->people;
    shuffle_people(s);
    for (size_t from = 0; from < s->problem->people && !hc_named_is_over(s);) {
        const double before = s->work;
        const size_t count = (size_t)*people;
        open_block(s, from, count, first, end);
        HC_TRY(search_part(s, 1, HC_SWEEP_NOISE, err));
        (void)hc_named_is_over(s); /* counts the work */
        *people =
            adapt_block(s, *people, (double)(HC_SWEEP_STEP * count) / left, s->work - before);
        from += count;
    }
    return HC_OK;
}

hc_status hc_named_sweep(hc_named_search *s, hc_error *err)
{
    double people = fmin(HC_SWEEP_PEOPLE, (double)s->problem->people);
    for (size_t first = 0; first < s->problem->days && !hc_named_is_over(s);
         first += HC_SWEEP_STEP) {
        HC_TRY(sweep_window(s, first, &people, err));
    }
    return HC_OK;
}

hc_status hc_named_improve(hc_named_search *s, hc_error *err)
{
    s->hurry = false;
    part_size size = {HC_PEOPLE_START, HC_WINDOW_START};
    adapt(s->problem, 0.0, &size);
    while (!hc_named_is_over(s)) {
        const double before = s->work;
        choose_part(s, &size);
        HC_TRY(search_part(s, HC_PART_DIVES, HC_PART_NOISE, err));
        const bool over = hc_named_is_over(s);
        adapt(s->problem, s->work - before, &size);
        if (over) { break; }
    }
    return HC_OK;
}
