#include "scheduler/named/tour_walk.h"

#include <math.h>
#include <string.h>

/* A day of a walk: numberings before and after it, and the best shift for each way on. */
typedef struct day_step {
    const hc_tour_walk *walk;
    size_t day;
    const hc_tour_day *at;
    const hc_tour_day *after;
    bool saturday;
    bool sunday;
    double best_price[HC_NAMED_SHIFTS_MAX + 1][HC_NAMED_SHIFTS_MAX]; /* [class or off][group] */
    int8_t best_shift[HC_NAMED_SHIFTS_MAX + 1][HC_NAMED_SHIFTS_MAX];
} day_step;

static hc_status grow_states(double **states, size_t *room, size_t count, hc_error *err)
{
    const size_t before = *room;
    HC_TRY(hc_grow(states, room, count, sizeof **states, err));
    for (size_t i = before; i < *room; i++) {
        (*states)[i] = HUGE_VAL;
    }
    return HC_OK;
}

static hc_status make_room(const hc_tour_walk *w, hc_error *err)
{
    hc_named_tour *t = w->tour;
    size_t states = 0;
    size_t blocks = 0;
    size_t sum = 0;
    for (size_t d = 0; d <= t->problem->days; d++) {
        const size_t mine = t->day[d].blocks * (size_t)t->day[d].lasts;
        if (mine > states) { states = mine; }
        if (t->day[d].blocks > blocks) { blocks = t->day[d].blocks; }
        sum += mine;
    }
    const size_t lasts = (size_t)hc_tour_off_last(w, w->offs) + 1;
    HC_TRY(grow_states(&t->now, &t->now_room, states, err));
    HC_TRY(grow_states(&t->next, &t->next_room, states, err));
    HC_TRY(hc_grow(&t->live_now, &t->live_now_room, blocks, sizeof *t->live_now, err));
    HC_TRY(hc_grow(&t->live_next, &t->live_next_room, blocks, sizeof *t->live_next, err));
    HC_TRY(hc_grow(&t->least_now, &t->least_room, lasts, sizeof *t->least_now, err));
    HC_TRY(hc_grow(&t->pick, &t->pick_room, sum, sizeof *t->pick, err));
    return hc_grow(&t->from, &t->from_room, sum, sizeof *t->from, err);
}

/* ---- states that others make needless ---- */

static void prune_block(double *now, double *least, size_t lasts)
{
    for (size_t last = 0; last < lasts; last++) {
        if (now[last] >= least[last]) {
            now[last] = HUGE_VAL;
        } else {
            least[last] = now[last];
        }
    }
}

/* Fewer weekends at no higher price leave every way on open. */
static void prune_weekends(const day_step *step)
{
    hc_named_tour *t = step->walk->tour;
    const hc_tour_day *at = step->at;
    const size_t lasts = (size_t)at->lasts;
    const size_t stride = at->stride[HC_TOUR_WEEKENDS];
    for (size_t rest = 0; rest < stride && at->count[HC_TOUR_WEEKENDS] > 1; rest++) {
        for (size_t last = 0; last < lasts; last++) {
            t->least_now[last] = HUGE_VAL;
        }
        for (size_t block = rest; block < at->blocks; block += stride) {
            if (t->live_now[block]) {
                prune_block(t->now + block * lasts, t->least_now, lasts);
            }
        }
    }
}

/* A shorter run that may end, at no higher price, leaves every way on open. */
static void prune_runs(const hc_tour_walk *w, double *now, int32_t first_run)
{
    double least = HUGE_VAL;
    for (int32_t run = first_run; run <= w->runs; run++) {
        double *mine = now + run - 1;
        if (*mine >= least) {
            *mine = HUGE_VAL;
        } else {
            least = *mine;
        }
    }
}

/* ---- one day ---- */

/* Whether work on the day begins a weekend; `rested`: the day before was free. */
static bool begins_weekend(const day_step *step, bool rested)
{
    return step->saturday || (step->sunday && rested);
}

static void prepare_day(day_step *step)
{
    const hc_tour_walk *w = step->walk;
    const hc_named_tour *t = w->tour;
    const size_t shifts = t->problem->shift_count;
    const double *price = w->price + step->day * (shifts + 1);
    for (size_t c = 0; c <= (size_t)t->classes; c++) {
        uint64_t may = t->may[step->day];
        const bool rested = c == (size_t)t->classes;
        const double more = begins_weekend(step, rested) ? w->weekend_price : 0.0;
        if (!rested) { may &= ~t->not_next[c]; }
        for (size_t g = 0; g < w->groups; g++) {
            step->best_price[c][g] = HUGE_VAL;
        }
        for (size_t s = 0; s < shifts; s++) {
            const size_t g = w->group_of[s];
            const double mine = price[s] + w->penalty[s] + more;
            if ((may >> s & 1U) == 0 || mine >= step->best_price[c][g]) { continue; }
            step->best_price[c][g] = mine;
            step->best_shift[c][g] = (int8_t)s;
        }
    }
}

static void sums_of(const day_step *step, size_t block, int32_t *sums)
{
    for (size_t part = 0; part < step->walk->parts; part++) {
        sums[part] = step->at->least[part] +
                     (int32_t)(block / step->at->stride[part] % (size_t)step->at->count[part]);
    }
}

/* Block of these sums in the numbering after the day, SIZE_MAX when they cannot be. */
static size_t block_of(const day_step *step, const int32_t *sums)
{
    size_t block = 0;
    for (size_t part = 0; part < step->walk->parts; part++) {
        int32_t at = sums[part] - step->after->least[part];
        if (part != HC_TOUR_UNITS && at < 0) { at = 0; } /* spend some for nothing */
        if (at < 0 || at >= step->after->count[part]) { return SIZE_MAX; }
        block += (size_t)at * step->after->stride[part];
    }
    return block;
}

/* What more of one part than nothing adds to a block's number; SIZE_MAX when too much. */
static size_t part_after(const day_step *step, size_t part, int32_t sum)
{
    const int32_t at = sum - step->after->least[part];
    if (at >= step->after->count[part]) { return SIZE_MAX; }
    return at > 0 ? (size_t)at * step->after->stride[part] : 0;
}

/* Numbers of the blocks after a shift: what is the same for all shifts is looked up once. */
typedef struct shift_blocks {
    const day_step *step;
    const int32_t *sums;
    size_t counts;      /* of the counted types, one more of none; SIZE_MAX: too much of some */
    size_t weekends[2]; /* without and with one that begins */
} shift_blocks;

static shift_blocks shift_blocks_of(const day_step *step, const int32_t *sums)
{
    shift_blocks b = {.step = step, .sums = sums};
    if (step->walk->parts == 0) { return b; }
    b.weekends[0] = part_after(step, HC_TOUR_WEEKENDS, sums[HC_TOUR_WEEKENDS]);
    b.weekends[1] = part_after(step, HC_TOUR_WEEKENDS, sums[HC_TOUR_WEEKENDS] + 1);
    for (size_t part = HC_TOUR_COUNTS; part < step->walk->parts; part++) {
        const size_t more = part_after(step, part, sums[part]);
        b.counts = more == SIZE_MAX || b.counts == SIZE_MAX ? SIZE_MAX : b.counts + more;
    }
    return b;
}

/* Block after a shift of the group, SIZE_MAX when it cannot be. */
static size_t block_after(const shift_blocks *b, size_t group, bool was_off)
{
    const hc_tour_day *after = b->step->after;
    const hc_tour_group *g = &b->step->walk->group[group];
    if (b->step->walk->parts == 0) { return 0; }
    const size_t weekends = b->weekends[begins_weekend(b->step, was_off) ? 1 : 0];
    const int32_t units = b->sums[HC_TOUR_UNITS] + g->units - after->least[HC_TOUR_UNITS];
    if (weekends == SIZE_MAX || b->counts == SIZE_MAX || units < 0 ||
        units >= after->count[HC_TOUR_UNITS]) {
        return SIZE_MAX;
    }
    const size_t block = weekends + b->counts + (size_t)units * after->stride[HC_TOUR_UNITS];
    if (g->part == 0) { return block; }
    const size_t more = part_after(b->step, g->part, b->sums[g->part] + 1);
    return more == SIZE_MAX ? SIZE_MAX
                            : block + more - part_after(b->step, g->part, b->sums[g->part]);
}

static void reach(const day_step *step, size_t block, int32_t last, double value, size_t from,
                  int8_t pick)
{
    hc_named_tour *t = step->walk->tour;
    const size_t state =
        block * (size_t)step->after->lasts + (size_t)(last - step->after->first_last);
    if (value < t->next[state]) {
        t->next[state] = value;
        t->from[step->after->first_state + state] = (int32_t)from;
        t->pick[step->after->first_state + state] = pick;
        t->live_next[block] = 1;
    }
}

static void take_free_day(const day_step *step, size_t block, int32_t offs, double value,
                          size_t from)
{
    const hc_tour_walk *w = step->walk;
    const int32_t off = offs < w->offs ? offs : w->offs;
    reach(step, block, hc_tour_off_last(w, off), value, from, HC_NAMED_OFF);
    w->tour->steps++;
}

static void take_shift(const day_step *step, size_t follower_class, int32_t run,
                       const size_t *target, double value, size_t from)
{
    const hc_tour_walk *w = step->walk;
    const double *price = step->best_price[follower_class];
    for (size_t g = 0; g < w->groups; g++) {
        if (target[g] == SIZE_MAX || !(price[g] < HUGE_VAL)) { continue; }
        reach(step, target[g], hc_tour_work_last(w, w->group[g].follower_class, run),
              value + price[g], from, step->best_shift[follower_class][g]);
        w->tour->steps++;
    }
}

/* Where a block's ways on lead. */
typedef struct ways {
    size_t block;
    size_t free; /* SIZE_MAX: no free day */
    double free_price;
    size_t after_off[HC_NAMED_SHIFTS_MAX];
    size_t after_work[HC_NAMED_SHIFTS_MAX];
} ways;

static void find_ways(const day_step *step, ways *on)
{
    const hc_tour_walk *w = step->walk;
    const size_t shifts = w->tour->problem->shift_count;
    int32_t sums[HC_TOUR_PARTS] = {0};
    sums_of(step, on->block, sums);
    const bool may_rest = (w->tour->may[step->day] >> shifts & 1U) != 0;
    on->free = may_rest ? block_of(step, sums) : SIZE_MAX;
    on->free_price = w->price[step->day * (shifts + 1) + shifts];
    const shift_blocks blocks = shift_blocks_of(step, sums);
    for (size_t g = 0; g < w->groups; g++) {
        const bool open = step->best_price[w->tour->classes][g] < HUGE_VAL;
        on->after_off[g] = open ? block_after(&blocks, g, true) : SIZE_MAX;
        on->after_work[g] =
            open && step->sunday ? block_after(&blocks, g, false) : on->after_off[g];
    }
}

/* From the free days of a block: one more, or a first shift once free long enough. */
static void walk_free(const day_step *step, const ways *on, const double *now)
{
    const hc_tour_walk *w = step->walk;
    const size_t first = on->block * (size_t)step->at->lasts;
    for (int32_t off = 1; off <= w->offs; off++) {
        const int32_t at = hc_tour_off_last(w, off) - step->at->first_last;
        if (at < 0 || at >= step->at->lasts || !(now[at] < HUGE_VAL)) { continue; }
        const size_t from = first + (size_t)at;
        if (on->free != SIZE_MAX) {
            take_free_day(step, on->free, off + 1, now[at] + on->free_price, from);
        }
        if (off == w->offs) {
            take_shift(step, (size_t)w->tour->classes, 1, on->after_off, now[at], from);
        }
    }
}

/* From one class of a block and each length of the run: a free day or one more shift. */
static void walk_work(const day_step *step, const ways *on, size_t follower_class,
                      const double *now)
{
    const hc_tour_walk *w = step->walk;
    const size_t first =
        on->block * (size_t)step->at->lasts +
        (size_t)(hc_tour_work_last(w, (int32_t)follower_class, 1) - step->at->first_last);
    for (int32_t run = 1; run <= w->runs; run++) {
        const double value = now[run - 1];
        const size_t from = first + (size_t)(run - 1);
        if (!(value < HUGE_VAL)) { continue; }
        const bool since_start = (size_t)run == step->day;
        if (on->free != SIZE_MAX && (run >= w->person->least_run || since_start)) {
            take_free_day(step, on->free, 1, value + on->free_price, from);
        }
        if (run < w->runs) {
            take_shift(step, follower_class, run + 1, on->after_work, value, from);
        }
    }
}

static void walk_block(const day_step *step, size_t block)
{
    const hc_tour_walk *w = step->walk;
    double *now = w->tour->now + block * (size_t)step->at->lasts;
    const int32_t first_run = w->person->least_run > 1 ? w->person->least_run : 1;
    ways on = {.block = block};
    find_ways(step, &on);
    walk_free(step, &on, now);
    for (int32_t follower_class = 0; follower_class < w->tour->classes; follower_class++) {
        const int32_t at = hc_tour_work_last(w, follower_class, 1) - step->at->first_last;
        if (at < 0 || at >= step->at->lasts) { continue; }
        prune_runs(w, now + at, first_run);
        walk_work(step, &on, (size_t)follower_class, now + at);
    }
}

/* ---- days without a choice ---- */

/* The only choice of a day, or -2 when there are more. */
static int only_choice(const hc_named_tour *t, size_t day)
{
    const size_t shifts = t->problem->shift_count;
    if ((t->may[day] & (t->may[day] - 1)) != 0) { return -2; }
    for (size_t s = 0; s < shifts; s++) {
        if (t->may[day] >> s == 1U) { return (int)s; }
    }
    return HC_NAMED_OFF;
}

/* First day from which on nothing is open and what each day adds is known. */
static size_t first_given_day(const hc_named_tour *t)
{
    size_t day = t->problem->days;
    while (day > 0 && only_choice(t, day - 1) != -2) {
        day--;
    }
    return hc_tour_is_weekday(t->problem, day, HC_SUNDAY) ? day + 1 : day;
}

/* Of the blocks of a last, the one of the least price; the others are dropped. */
static void keep_best_block(hc_named_tour *t, const hc_tour_day *at, size_t last)
{
    double *best = NULL;
    for (size_t block = 0; block < at->blocks; block++) {
        double *now = t->now + block * (size_t)at->lasts + last;
        if (!t->live_now[block]) { continue; }
        if (best != NULL && *now >= *best) {
            *now = HUGE_VAL;
            continue;
        }
        if (best != NULL) { *best = HUGE_VAL; }
        best = now;
    }
}

/* Every state left ends within the limits and adds the same: the best of each last will do. */
static void keep_best_blocks(const day_step *step)
{
    for (size_t last = 0; last < (size_t)step->at->lasts; last++) {
        keep_best_block(step->walk->tour, step->at, last);
    }
}

/* Whether the day's only choice may follow a last; *run: the run or free days it makes. */
static bool follows(const day_step *step, int choice, int32_t last, int32_t *run)
{
    const hc_tour_walk *w = step->walk;
    const int32_t first_off = hc_tour_off_last(w, 1);
    if (last >= first_off) {
        const int32_t off = last - first_off + 1;
        *run = choice == HC_NAMED_OFF ? (off < w->offs ? off + 1 : off) : 1;
        return choice == HC_NAMED_OFF || off == w->offs;
    }
    const int32_t before = last % w->runs + 1;
    *run = choice == HC_NAMED_OFF ? 1 : before + 1;
    if (choice == HC_NAMED_OFF) {
        return before >= w->person->least_run || (size_t)before == step->day;
    }
    return before < w->runs && (w->tour->not_next[last / w->runs] >> choice & 1U) == 0;
}

static void walk_given_block(const day_step *step, size_t block, int choice)
{
    const hc_tour_walk *w = step->walk;
    const size_t shifts = w->tour->problem->shift_count;
    const bool off = choice == HC_NAMED_OFF;
    const size_t group = off ? 0 : w->group_of[choice];
    const double price = w->price[step->day * (shifts + 1) + (off ? shifts : (size_t)choice)] +
                         (off ? 0.0 : w->penalty[choice]);
    const double *now = w->tour->now + block * (size_t)step->at->lasts;
    int32_t sums[HC_TOUR_PARTS] = {0};
    sums_of(step, block, sums);
    const shift_blocks blocks = shift_blocks_of(step, sums);
    for (int32_t at = 0; at < step->at->lasts; at++) {
        int32_t run = 0;
        const int32_t last = step->at->first_last + at;
        if (!(now[at] < HUGE_VAL) || !follows(step, choice, last, &run)) { continue; }
        const bool was_off = last >= hc_tour_off_last(w, 1);
        const size_t to = off ? block_of(step, sums) : block_after(&blocks, group, was_off);
        if (to == SIZE_MAX) { continue; }
        const double more = !off && begins_weekend(step, was_off) ? w->weekend_price : 0.0;
        reach(step, to,
              off ? hc_tour_off_last(w, run)
                  : hc_tour_work_last(w, w->group[group].follower_class, run),
              now[at] + price + more, block * (size_t)step->at->lasts + (size_t)at,
              (int8_t)choice);
    }
}

/* ---- all days ---- */

static void clear_live(double *states, uint8_t *live, const hc_tour_day *at)
{
    for (size_t block = 0; block < at->blocks; block++) {
        if (!live[block]) { continue; }
        double *first = states + block * (size_t)at->lasts;
        for (int32_t last = 0; last < at->lasts; last++) {
            first[last] = HUGE_VAL;
        }
        live[block] = 0;
    }
}

static void swap_days(hc_named_tour *t)
{
    double *states = t->next;
    t->next = t->now;
    t->now = states;
    uint8_t *live = t->live_next;
    t->live_next = t->live_now;
    t->live_now = live;
    const size_t rooms[2] = {t->next_room, t->live_next_room};
    t->next_room = t->now_room;
    t->now_room = rooms[0];
    t->live_next_room = t->live_now_room;
    t->live_now_room = rooms[1];
}

static void walk_all(const hc_tour_walk *w)
{
    hc_named_tour *t = w->tour;
    t->now[0] = 0.0; /* before the first day: free long enough */
    t->live_now[0] = 1;
    const size_t given = first_given_day(t);
    day_step step = {.walk = w};
    for (size_t d = 0; d < t->problem->days; d++) {
        step.day = d;
        step.at = &t->day[d];
        step.after = &t->day[d + 1];
        step.saturday = hc_tour_is_weekday(t->problem, d, HC_SATURDAY);
        step.sunday = hc_tour_is_weekday(t->problem, d, HC_SUNDAY);
        if (d == given) { keep_best_blocks(&step); }
        const int choice = only_choice(t, d);
        if (choice == -2) {
            prepare_day(&step);
            prune_weekends(&step);
        }
        for (size_t block = 0; block < step.at->blocks; block++) {
            if (!t->live_now[block]) { continue; }
            t->steps += (uint64_t)step.at->lasts;
            if (choice == -2) {
                walk_block(&step, block);
            } else {
                walk_given_block(&step, block, choice);
            }
        }
        clear_live(t->now, t->live_now, step.at);
        swap_days(t);
    }
}

static bool trace_back(const hc_tour_walk *w, int8_t *choice, double *value)
{
    const hc_named_tour *t = w->tour;
    const size_t days = t->problem->days;
    const size_t states = t->day[days].blocks * (size_t)t->day[days].lasts;
    size_t best = 0;
    for (size_t state = 1; state < states; state++) {
        if (t->now[state] < t->now[best]) { best = state; }
    }
    *value = t->now[best];
    if (!(*value < HUGE_VAL)) { return false; }
    size_t state = best;
    for (size_t day = days; day-- > 0;) {
        const size_t at = t->day[day + 1].first_state + state;
        choice[day] = t->pick[at];
        state = (size_t)t->from[at];
    }
    return true;
}

hc_status hc_tour_walk_days(hc_tour_walk *w, int8_t *choice, double *value, bool *found,
                            hc_error *err)
{
    *found = false;
    if (!w->possible) { return HC_OK; }
    HC_TRY(make_room(w, err));
    walk_all(w);
    *found = trace_back(w, choice, value);
    clear_live(w->tour->now, w->tour->live_now, &w->tour->day[w->tour->problem->days]);
    return HC_OK;
}
