#include "scheduler/named/tour.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"

#define HC_STATES_MAX 20000000        /* of all days together; guards memory */
#define HC_COUNTED_STATES_MAX 6000000 /* the same, when shift types are counted */
#define HC_PENALTY_ROUNDS 40          /* each doubles the price of breaking a limit */
#define HC_SATURDAY 5
#define HC_SUNDAY 6

/* How one person's states are numbered: ((weekends x minutes) x counts) x last. */
typedef struct layout {
    int32_t weekends; /* 0 .. most */
    int32_t units;    /* minutes in common steps, 0 .. most */
    int32_t counts;   /* product over counted shift types */
    int32_t lasts;    /* shift types x run, then free days 1 .. least_off */
    int32_t runs;     /* longest run of work */
    int32_t offs;
    size_t blocks; /* weekends x units x counts */
    size_t states;
} layout;

struct hc_named_tour {
    const hc_named_problem *problem;
    int32_t unit_min; /* common step of the shifts' minutes */
    int32_t longest;  /* longest shift in steps */
    int32_t units_of[HC_NAMED_SHIFTS_MAX];
    double *now; /* [states] */
    double *next;
    uint8_t *live; /* [2 * blocks] blocks of now and next that hold a state */
    int32_t *from; /* [days * states] state of the day before */
    size_t state_room;
    size_t block_room;
    size_t from_room;
    uint64_t steps;
};

/* One walk: who, by what prices, under which numbering. */
typedef struct walk {
    hc_named_tour *tour;
    const hc_named_person *person;
    const uint64_t *allowed;
    const double *price;
    layout at;
    int32_t stride[HC_NAMED_SHIFTS_MAX]; /* of a counted type in counts; 0: not counted */
    int32_t least_units;
    size_t day;
    bool saturday;
    bool sunday;
    bool too_many;                       /* states, to count these shift types */
    double penalty[HC_NAMED_SHIFTS_MAX]; /* added to the price of each type */
} walk;

static int32_t common_divisor(int32_t a, int32_t b)
{
    while (b != 0) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

hc_status hc_named_tour_create(hc_named_tour **tour, const hc_named_problem *problem,
                               hc_error *err)
{
    hc_named_tour *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
    for (size_t s = 0; s < problem->shift_count; s++) {
        made->unit_min = common_divisor(made->unit_min, problem->shifts[s].minutes);
    }
    if (made->unit_min < 1) { made->unit_min = 1; }
    for (size_t s = 0; s < problem->shift_count; s++) {
        made->units_of[s] = problem->shifts[s].minutes / made->unit_min;
        if (made->units_of[s] > made->longest) { made->longest = made->units_of[s]; }
    }
    *tour = made;
    return HC_OK;
}

void hc_named_tour_free(hc_named_tour *tour)
{
    if (tour == NULL) { return; }
    hc_free(tour->now);
    hc_free(tour->next);
    hc_free(tour->live);
    hc_free(tour->from);
    hc_free(tour);
}

uint64_t hc_named_tour_steps(const hc_named_tour *tour)
{
    return tour->steps;
}

static int32_t least_of(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static hc_status plan_walk(walk *w, uint64_t counted, hc_error *err)
{
    const hc_named_tour *tour = w->tour;
    const hc_named_person *p = w->person;
    const int32_t days = (int32_t)tour->problem->days;
    w->at.weekends = least_of(p->most_weekends, days / 7 + 1) + 1;
    w->at.units = least_of(p->most_min / tour->unit_min, days * tour->longest) + 1;
    w->least_units = (p->least_min + tour->unit_min - 1) / tour->unit_min;
    w->at.counts = 1;
    double states = 1.0;
    for (size_t s = 0; s < tour->problem->shift_count; s++) {
        const bool counts = (counted >> s & 1U) != 0;
        w->stride[s] = counts ? w->at.counts : 0;
        states *= counts ? p->most_of[s] + 1.0 : 1.0;
        if (states > HC_STATES_MAX) { break; }
        if (counts) { w->at.counts *= p->most_of[s] + 1; }
    }
    w->at.runs = least_of(p->most_run, days);
    w->at.offs = p->least_off > 1 ? p->least_off : 1;
    w->at.lasts = (int32_t)tour->problem->shift_count * w->at.runs + w->at.offs;
    states *= (double)w->at.weekends * w->at.units * w->at.lasts;
    w->too_many = states * days > (counted != 0 ? HC_COUNTED_STATES_MAX : HC_STATES_MAX);
    if (w->too_many && counted == 0) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "plan fewer days",
                       "the limits of one person make %g states", states * days);
    }
    if (w->too_many) { return HC_OK; }
    w->at.blocks = (size_t)w->at.weekends * (size_t)w->at.units * (size_t)w->at.counts;
    w->at.states = w->at.blocks * (size_t)w->at.lasts;
    return HC_OK;
}

static hc_status make_room(hc_named_tour *tour, const layout *at, hc_error *err)
{
    size_t room = tour->state_room;
    size_t blocks = tour->block_room;
    HC_TRY(hc_grow(&tour->now, &room, at->states, sizeof *tour->now, err));
    room = tour->state_room;
    HC_TRY(hc_grow(&tour->next, &room, at->states, sizeof *tour->next, err));
    tour->state_room = room;
    HC_TRY(hc_grow(&tour->live, &blocks, 2 * at->blocks, sizeof *tour->live, err));
    tour->block_room = blocks;
    return hc_grow(&tour->from, &tour->from_room, at->states * tour->problem->days,
                   sizeof *tour->from, err);
}

/* ---- the walk ---- */

static int32_t work_last(const walk *w, size_t shift, int32_t run)
{
    return (int32_t)shift * w->at.runs + run - 1;
}

static int32_t off_last(const walk *w, int32_t off)
{
    return (int32_t)w->tour->problem->shift_count * w->at.runs + off - 1;
}

static void reach(walk *w, size_t block, int32_t last, double value, size_t from)
{
    const size_t state = block * (size_t)w->at.lasts + (size_t)last;
    w->tour->steps++;
    if (value < w->tour->next[state]) {
        w->tour->next[state] = value;
        w->tour->from[w->day * w->at.states + state] = (int32_t)from;
        w->tour->live[w->at.blocks + block] = 1;
    }
}

/* Block after one more shift of that type, or SIZE_MAX when a limit forbids it. */
static size_t block_after(const walk *w, size_t block, size_t shift, bool was_off)
{
    const int32_t counts = w->at.counts;
    int32_t count = (int32_t)(block % (size_t)counts);
    int32_t units = (int32_t)(block / (size_t)counts % (size_t)w->at.units);
    int32_t weekends = (int32_t)(block / (size_t)counts / (size_t)w->at.units);
    if (w->stride[shift] > 0) {
        const int32_t taken = count / w->stride[shift] % (w->person->most_of[shift] + 1);
        if (taken == w->person->most_of[shift]) { return SIZE_MAX; }
        count += w->stride[shift];
    }
    units += w->tour->units_of[shift];
    const int32_t days_left = (int32_t)(w->tour->problem->days - w->day) - 1;
    if (units >= w->at.units || units + days_left * w->tour->longest < w->least_units) {
        return SIZE_MAX;
    }
    if (w->saturday || (w->sunday && was_off)) { weekends++; }
    if (weekends >= w->at.weekends) { return SIZE_MAX; }
    return ((size_t)weekends * (size_t)w->at.units + (size_t)units) * (size_t)counts +
           (size_t)count;
}

static void take_free_day(walk *w, size_t block, int32_t offs, double value, size_t from)
{
    const size_t shifts = w->tour->problem->shift_count;
    if ((w->allowed[w->day] >> shifts & 1U) == 0) { return; }
    const double price = w->price[w->day * (shifts + 1) + shifts];
    reach(w, block, off_last(w, least_of(offs, w->at.offs)), value + price, from);
}

/* From the free days of a block: one more, or a first shift once free long enough. */
static void walk_free(walk *w, size_t block, const size_t *target)
{
    const size_t shifts = w->tour->problem->shift_count;
    const size_t first_state = block * (size_t)w->at.lasts;
    const double *now = w->tour->now + first_state;
    const double *price = w->price + w->day * (shifts + 1);
    for (int32_t off = 1; off <= w->at.offs; off++) {
        const int32_t last = off_last(w, off);
        const size_t from = first_state + (size_t)last;
        if (!(now[last] < HUGE_VAL)) { continue; }
        take_free_day(w, block, off + 1, now[last], from);
        for (size_t s = 0; s < shifts && off == w->at.offs; s++) {
            if (target[s] == SIZE_MAX) { continue; }
            reach(w, target[s], work_last(w, s, 1), now[last] + price[s] + w->penalty[s], from);
        }
    }
}

/* From one shift type of a block and each length of the run: a free day or one more shift. */
static void walk_work(walk *w, size_t block, size_t shift, const size_t *target)
{
    const size_t shifts = w->tour->problem->shift_count;
    const size_t first_state = block * (size_t)w->at.lasts;
    const double *now = w->tour->now + first_state;
    const double *price = w->price + w->day * (shifts + 1);
    const uint64_t not_next = w->tour->problem->shifts[shift].not_next;
    for (int32_t run = 1; run <= w->at.runs; run++) {
        const int32_t last = work_last(w, shift, run);
        const size_t from = first_state + (size_t)last;
        if (!(now[last] < HUGE_VAL)) { continue; }
        const bool since_start = (size_t)run == w->day;
        if (run >= w->person->least_run || since_start) {
            take_free_day(w, block, 1, now[last], from);
        }
        for (size_t t = 0; t < shifts && run < w->at.runs; t++) {
            if (target[t] == SIZE_MAX || (not_next >> t & 1U) != 0) { continue; }
            reach(w, target[t], work_last(w, t, run + 1), now[last] + price[t] + w->penalty[t],
                  from);
        }
    }
}

static void walk_block(walk *w, size_t block)
{
    const size_t shifts = w->tour->problem->shift_count;
    size_t after_off[HC_NAMED_SHIFTS_MAX] = {0};
    size_t after_work[HC_NAMED_SHIFTS_MAX] = {0};
    for (size_t s = 0; s < shifts; s++) {
        const bool may = (w->allowed[w->day] >> s & 1U) != 0 && w->person->most_of[s] > 0;
        after_off[s] = may ? block_after(w, block, s, true) : SIZE_MAX;
        after_work[s] = may ? block_after(w, block, s, false) : SIZE_MAX;
    }
    walk_free(w, block, after_off);
    for (size_t s = 0; s < shifts; s++) {
        walk_work(w, block, s, after_work);
    }
}

static void clear_live(const walk *w, double *states, uint8_t *live)
{
    for (size_t block = 0; block < w->at.blocks; block++) {
        if (!live[block]) { continue; }
        double *first = states + block * (size_t)w->at.lasts;
        for (int32_t last = 0; last < w->at.lasts; last++) {
            first[last] = HUGE_VAL;
        }
        live[block] = 0;
    }
}

/* Minutes that all days left could not bring to the least any more. */
static bool is_hopeless(const walk *w, size_t block)
{
    const int32_t units = (int32_t)(block / (size_t)w->at.counts % (size_t)w->at.units);
    const int32_t days_left = (int32_t)(w->tour->problem->days - w->day);
    return units + days_left * w->tour->longest < w->least_units;
}

static void walk_days(walk *w)
{
    hc_named_tour *tour = w->tour;
    for (size_t i = 0; i < w->at.states; i++) {
        tour->now[i] = HUGE_VAL;
        tour->next[i] = HUGE_VAL;
    }
    memset(tour->live, 0, 2 * w->at.blocks);
    tour->now[off_last(w, w->at.offs)] = 0.0; /* before the first day: free long enough */
    tour->live[0] = 1;
    for (w->day = 0; w->day < tour->problem->days; w->day++) {
        const int32_t weekday = (tour->problem->first_weekday + (int32_t)(w->day % 7)) % 7;
        w->saturday = weekday == HC_SATURDAY;
        w->sunday = weekday == HC_SUNDAY;
        for (size_t block = 0; block < w->at.blocks; block++) {
            if (tour->live[block] && !is_hopeless(w, block)) { walk_block(w, block); }
        }
        clear_live(w, tour->now, tour->live);
        double *walked = tour->next;
        tour->next = tour->now;
        tour->now = walked;
        memcpy(tour->live, tour->live + w->at.blocks, w->at.blocks);
        memset(tour->live + w->at.blocks, 0, w->at.blocks);
    }
}

static bool trace_back(const walk *w, int8_t *choice, double *value)
{
    size_t best = SIZE_MAX;
    for (size_t state = 0; state < w->at.states; state++) {
        const size_t block = state / (size_t)w->at.lasts;
        const int32_t units = (int32_t)(block / (size_t)w->at.counts % (size_t)w->at.units);
        if (units < w->least_units || !(w->tour->now[state] < HUGE_VAL)) { continue; }
        if (best == SIZE_MAX || w->tour->now[state] < w->tour->now[best]) { best = state; }
    }
    if (best == SIZE_MAX) { return false; }
    *value = w->tour->now[best];
    size_t state = best;
    for (size_t day = w->tour->problem->days; day-- > 0;) {
        const int32_t last = (int32_t)(state % (size_t)w->at.lasts);
        choice[day] = HC_NAMED_OFF;
        if (last < off_last(w, 1)) { choice[day] = (int8_t)(last / w->at.runs); }
        state = (size_t)w->tour->from[day * w->at.states + state];
    }
    return true;
}

/* Shift types that the roster takes more often than the person may; *worst goes furthest. */
static uint64_t broken_limits(const walk *w, const int8_t *choice, size_t *worst)
{
    int32_t taken[HC_NAMED_SHIFTS_MAX] = {0};
    int32_t most = 0;
    uint64_t broken = 0;
    for (size_t day = 0; day < w->tour->problem->days; day++) {
        if (choice[day] != HC_NAMED_OFF) { taken[choice[day]]++; }
    }
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        const int32_t beyond = taken[s] - w->person->most_of[s];
        if (beyond > 0) { broken |= (uint64_t)1 << s; }
        if (beyond > most) {
            most = beyond;
            *worst = s;
        }
    }
    return broken;
}

static hc_status walk_once(walk *w, int8_t *choice, double *value, bool *found, hc_error *err)
{
    HC_TRY(make_room(w->tour, &w->at, err));
    walk_days(w);
    *found = trace_back(w, choice, value);
    return HC_OK;
}

/*
 * Prices breaking a limit higher and higher until none is broken. The value less the price of
 * as many shifts as are allowed is a Lagrangian bound; the best of them is kept in *value.
 */
static hc_status walk_with_penalties(walk *w, int8_t *choice, double *value, bool *found,
                                     hc_error *err)
{
    uint64_t broken = 0;
    size_t worst = 0;
    double step = 1.0;
    double allowed = 0.0;
    for (int round = 0; round < HC_PENALTY_ROUNDS; round++) {
        broken = broken_limits(w, choice, &worst);
        if (broken == 0) { return HC_OK; }
        for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
            if ((broken >> s & 1U) == 0) { continue; }
            w->penalty[s] += step;
            allowed += step * w->person->most_of[s];
        }
        step *= 1.5;
        double priced = 0.0;
        HC_TRY(walk_once(w, choice, &priced, found, err));
        if (!*found) { return HC_OK; }
        if (priced - allowed > *value) { *value = priced - allowed; }
    }
    *found = broken_limits(w, choice, &worst) == 0;
    return HC_OK;
}

/* The types counted so far, and penalties for those that cannot be. */
static hc_status walk_uncounted(walk *w, uint64_t counted, int8_t *choice, double *value,
                                bool *found, hc_error *err)
{
    HC_TRY(plan_walk(w, counted, err));
    return walk_with_penalties(w, choice, value, found, err);
}

/* Counts what is broken too: all of it, or the worst alone when that makes too many states. */
static hc_status plan_counting(walk *w, uint64_t broken, size_t worst, uint64_t *counted,
                               hc_error *err)
{
    const uint64_t before = *counted;
    *counted = before | broken;
    HC_TRY(plan_walk(w, *counted, err));
    if (!w->too_many) { return HC_OK; }
    *counted = before | (uint64_t)1 << worst;
    return plan_walk(w, *counted, err);
}

/*
 * Counting a type multiplies the states, so types are counted only once a roster breaks their
 * limit: all that break, or the worst alone, or none when even that makes too many states.
 */
hc_status hc_named_tour_best(hc_named_tour *tour, size_t person, const uint64_t *allowed,
                             const double *price, int8_t *choice, double *value, bool *found,
                             hc_error *err)
{
    walk w = {.tour = tour,
              .person = &tour->problem->persons[person],
              .allowed = allowed,
              .price = price};
    uint64_t counted = 0;
    HC_TRY(plan_walk(&w, counted, err));
    for (;;) {
        HC_TRY(walk_once(&w, choice, value, found, err));
        if (!*found) { return HC_OK; }
        size_t worst = 0;
        const uint64_t broken = broken_limits(&w, choice, &worst);
        if (broken == 0) { return HC_OK; }
        const uint64_t before = counted;
        HC_TRY(plan_counting(&w, broken, worst, &counted, err));
        if (w.too_many) { return walk_uncounted(&w, before, choice, value, found, err); }
    }
}
