#include "scheduler/cover/walk.h"

#include <math.h>
#include <string.h>

#include "scheduler/cover/overtime.h"

#define HC_UNREACHED (-(double)INFINITY) /* value of a state or option that is not there */

/* Where a state of one day came from. */
typedef struct hc_walk_step {
    int32_t from;
    hc_walk_choice choice;
} hc_walk_step;

typedef struct hc_walk_option {
    double value; /* HC_UNREACHED: none */
    hc_walk_choice choice;
} hc_walk_option;

/* The counters that make up a state; the last runs fastest. */
typedef struct hc_walk_state {
    int32_t count;   /* days worked this week */
    int32_t off;     /* days off in a row, up to as many as are asked together: then it stays */
    int32_t paid;    /* paid time this week in the form's units */
    int32_t total;   /* the same since the horizon began */
    int32_t weekend; /* see weekend.h */
    int32_t run;     /* days worked in a row */
    int32_t
        block; /* starts below block_first + block are blocked by the rest since the last end */
} hc_walk_state;

struct hc_walk {
    const hc_problem *problem;
    double *now; /* [states] best value of each state */
    double *next;
    hc_walk_step *steps;     /* [HC_DAYS_A_WEEK][states] */
    size_t states;           /* most of any group */
    double *arrive;          /* [weeks + 1][borders]: best value at the start of each week */
    int32_t *week_base;      /* [weeks][borders]: base start by which that value was reached */
    size_t borders;          /* weekend x run x block states, most of any group */
    hc_walk_option *options; /* [block_states][shapes x block_states] of one day */
    double *base_total;      /* [starts a day] best tour whose last week has this base start */
    double *base_ceiling;    /* [starts a day] no tour of this base start is better */
    double *day_best;     /* [HC_DAYS_A_WEEK][cells a day] best value of a start, any shape */
    hc_walk_choice *tour; /* [days] */
    const double *off_values; /* [days] borrowed; NULL: a day off is worth nothing */
    double off_value;         /* of the day that is walked */
    int32_t weekday;          /* its weekday */
    bool is_first;            /* whether it is the horizon's first */
    bool sunday_too;          /* a Saturday whose Sunday must be worked with it */
    bool must_be_off;         /* and cannot be */
    hc_week_sets sets;        /* for groups whose weeks need no walk */
};

/* ---- what a group's states must tell apart ---- */

static int32_t paid_least_of(const hc_form *form)
{
    int32_t least = form->shapes[0].paid_min;
    for (size_t shape = 1; shape < form->shape_count; shape++) {
        if (form->shapes[shape].paid_min < least) { least = form->shapes[shape].paid_min; }
    }
    return least;
}

/* Never one, which stands for no limit, also where the most is less than any shift. */
static int32_t states_up_to(int32_t most)
{
    return most > 0 ? most + 1 : 2;
}

/* Paid minutes of a week that must be told apart from more, if only for the price of more: its
 * least and, unless days of one length count it, where overtime begins. */
static int32_t paid_to_count(const hc_form *form, const hc_group *group)
{
    const int32_t least =
        group->least_paid[0] > form->least_paid ? group->least_paid[0] : form->least_paid;
    return hc_has_overtime(group) && group->overtime_after > least ? group->overtime_after
                                                                   : least;
}

/* The first week asks the most: of a single one the horizon's paid time, too. */
static void set_paid_states(const hc_form *form, hc_group *group)
{
    const int32_t most_possible = form->most_days * form->paid_longest;
    const int32_t count_to = paid_to_count(form, group);
    const int32_t shortest = paid_least_of(form);
    const bool has_least = form->least_paid > 0 || group->least_paid[0] > 0;
    const bool least_binds = form->least_paid > form->least_days * shortest ||
                             group->least_paid[0] > group->least_days[0] * shortest ||
                             (group->has_leave && has_least);
    const bool has_overtime = hc_has_overtime(group) && shortest < form->paid_longest;
    const bool has_most = form->most_paid != HC_NO_LIMIT && form->most_paid < most_possible;
    group->paid_states = 1;
    group->paid_most = INT32_MAX;
    if (has_most) {
        group->paid_most = form->most_paid / form->paid_unit;
        group->paid_states = states_up_to(group->paid_most);
    } else if (least_binds || has_overtime) {
        group->paid_states = (count_to + form->paid_unit - 1) / form->paid_unit + 1;
    }
}

/* Paid time of the horizon, unless the weeks' own limits hold it. */
static void set_total_states(const hc_problem *problem, const hc_form *form, hc_group *group)
{
    int32_t most_possible = 0;
    int32_t least_possible = 0;
    for (size_t week = 0; week < problem->weeks; week++) {
        const int32_t by_days = form->most_days * form->paid_longest;
        const int32_t by_least = group->least_days[week] * paid_least_of(form);
        most_possible += group->paid_most != INT32_MAX && form->most_paid < by_days
                             ? form->most_paid
                             : by_days;
        least_possible +=
            group->least_paid[week] > by_least ? group->least_paid[week] : by_least;
    }
    const bool several = problem->weeks > 1;
    const bool has_most =
        several && form->most_total != HC_NO_LIMIT && form->most_total < most_possible;
    group->total_states = 1;
    group->total_most = INT32_MAX;
    if (has_most) {
        group->total_most = form->most_total / form->paid_unit;
        group->total_states = states_up_to(group->total_most);
    } else if (several && group->least_total > least_possible) {
        group->total_states = (group->least_total + form->paid_unit - 1) / form->paid_unit + 1;
    }
}

/* First start number of the next day that the rest after this shift allows. */
static int32_t start_after(const hc_problem *problem, const hc_form *form, int32_t end_cell)
{
    const int32_t cell = end_cell + form->rest - (int32_t)problem->cells_a_day;
    return cell > 0 ? (cell + form->grid - 1) / form->grid : 0;
}

/* Blocked starts matter unless every shift's end leaves even the earliest next start free. */
static void set_block_states(const hc_problem *problem, const hc_form *form, hc_group *group)
{
    int32_t first = INT32_MAX;
    int32_t blocked = 0;
    for (size_t day = 0; day < problem->days; day++) {
        if (group->last_start[day] < group->first_start[day]) { continue; }
        const int32_t last_cell = group->last_start[day] * form->grid + form->longest;
        const int32_t end = group->last_end[day] < last_cell ? group->last_end[day] : last_cell;
        const int32_t after = start_after(problem, form, end);
        if (group->first_start[day] < first) { first = group->first_start[day]; }
        if (after > blocked) { blocked = after; }
    }
    const bool close =
        form->spread != HC_NO_LIMIT && problem->weeks == 1 &&
        form->spread * form->grid + form->longest + form->rest <= (int32_t)problem->cells_a_day;
    group->block_first = first == INT32_MAX ? 0 : first;
    group->block_states = close || blocked <= group->block_first ? 1 : blocked - first + 1;
}

static double state_count(const hc_group *group)
{
    return (double)group->count_states * group->off_states * group->paid_states *
           group->total_states * group->weekend_states * group->run_states *
           group->block_states;
}

hc_status hc_walk_states(const hc_problem *problem, hc_group *group, const char *contract,
                         hc_error *err)
{
    const hc_form *form = &problem->forms[group->form];
    const bool run_binds =
        form->run_most != HC_NO_LIMIT &&
        form->run_most < group->run_before +
                             (problem->weeks == 1 ? form->most_days : (int32_t)problem->days);
    group->count_states = form->most_days + 1;
    group->off_states = form->off_together > 1 ? form->off_together + 1 : 1;
    group->run_states = run_binds ? form->run_most + 1 : 1;
    group->weekend_states = hc_weekend_states(&form->weekend);
    set_paid_states(form, group);
    set_total_states(problem, form, group);
    set_block_states(problem, form, group);
    if (state_count(group) > HC_WALK_STATES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE,
                       "use a coarser start grid or length step, or drop limits of paid time "
                       "and overtime",
                       "contract '%s' has %.0f states a day to search, at most %d are allowed",
                       contract, state_count(group), HC_WALK_STATES_MAX);
    }
    return HC_OK;
}

static size_t border_count(const hc_group *group)
{
    return (size_t)group->total_states * (size_t)group->weekend_states *
           (size_t)group->run_states * (size_t)group->block_states;
}

/* ---- working memory ---- */

hc_status hc_walk_create(hc_walk **walk, const hc_problem *problem, hc_error *err)
{
    size_t borders = 1;
    size_t options = 1;
    size_t states = 1;
    for (size_t g = 0; g < problem->group_count; g++) {
        const hc_group *group = &problem->groups[g];
        const size_t blocks = (size_t)group->block_states;
        const size_t need = (size_t)state_count(group);
        const size_t border = border_count(group);
        const size_t option = blocks * blocks * problem->forms[group->form].shape_count;
        if (need > states) { states = need; }
        if (border > borders) { borders = border; }
        if (option > options) { options = option; }
    }
    hc_walk *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
    made->states = states;
    made->borders = borders;
    hc_status st = hc_alloc(&made->now, states, sizeof *made->now, err);
    if (st == HC_OK) { st = hc_alloc(&made->next, states, sizeof *made->next, err); }
    if (st == HC_OK) {
        st = hc_alloc(&made->steps, HC_DAYS_A_WEEK * states, sizeof *made->steps, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->arrive, (problem->weeks + 1) * borders, sizeof *made->arrive, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->week_base, problem->weeks * borders, sizeof *made->week_base, err);
    }
    if (st == HC_OK) { st = hc_alloc(&made->options, options, sizeof *made->options, err); }
    if (st == HC_OK) {
        st = hc_alloc(&made->base_total, problem->cells_a_day, sizeof *made->base_total, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->base_ceiling, problem->cells_a_day, sizeof *made->base_ceiling,
                      err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->day_best, HC_DAYS_A_WEEK * problem->cells_a_day,
                      sizeof *made->day_best, err);
    }
    if (st == HC_OK) { st = hc_alloc(&made->tour, problem->days, sizeof *made->tour, err); }
    if (st == HC_OK) { st = hc_week_sets_make(&made->sets, problem, err); }
    if (st != HC_OK) {
        hc_walk_free(made);
        return st;
    }
    *walk = made;
    return HC_OK;
}

void hc_walk_free(hc_walk *walk)
{
    if (walk == NULL) { return; }
    hc_free(walk->now);
    hc_free(walk->next);
    hc_free(walk->steps);
    hc_free(walk->arrive);
    hc_free(walk->week_base);
    hc_free(walk->options);
    hc_free(walk->base_total);
    hc_free(walk->base_ceiling);
    hc_free(walk->day_best);
    hc_free(walk->tour);
    hc_week_sets_clear(&walk->sets);
    hc_free(walk);
}

/* ---- one day ---- */

static size_t state_index(const hc_group *group, hc_walk_state s)
{
    size_t at = (size_t)s.count;
    at = at * (size_t)group->off_states + (size_t)s.off;
    at = at * (size_t)group->paid_states + (size_t)s.paid;
    at = at * (size_t)group->total_states + (size_t)s.total;
    at = at * (size_t)group->weekend_states + (size_t)s.weekend;
    at = at * (size_t)group->run_states + (size_t)s.run;
    return at * (size_t)group->block_states + (size_t)s.block;
}

/* What a week hands to the next: the horizon's paid time, weekends, days in a row and blocked
 * starts, the first states of a week. */
static size_t border_index(const hc_group *group, hc_walk_state s)
{
    size_t at = (size_t)s.total * (size_t)group->weekend_states + (size_t)s.weekend;
    at = at * (size_t)group->run_states + (size_t)s.run;
    return at * (size_t)group->block_states + (size_t)s.block;
}

static void next_state(const hc_group *group, hc_walk_state *s)
{
    if (++s->block < group->block_states) { return; }
    s->block = 0;
    if (++s->run < group->run_states) { return; }
    s->run = 0;
    if (++s->weekend < group->weekend_states) { return; }
    s->weekend = 0;
    if (++s->total < group->total_states) { return; }
    s->total = 0;
    if (++s->paid < group->paid_states) { return; }
    s->paid = 0;
    if (++s->off < group->off_states) { return; }
    s->off = 0;
    s->count++;
}

/* Blocked starts of the next day after a shift that ends in this cell. */
static int32_t block_after(const hc_problem *problem, const hc_group *group,
                           const hc_form *form, int32_t end_cell)
{
    if (group->block_states == 1) { return 0; }
    const int32_t block = start_after(problem, form, end_cell) - group->block_first;
    return block > 0 ? block : 0;
}

static void offer(hc_walk_option *option, double value, int32_t start, size_t shape)
{
    if (value > option->value) {
        option->value = value;
        option->choice = (hc_walk_choice){.start = (int16_t)start, .shape = (int16_t)shape};
    }
}

/*
 * options[b][shape, b2]: best shift of the day that respects b blocked starts and leaves b2. A
 * start is entered where it is just allowed and then handed down to fewer blocked starts.
 */
static void build_options(hc_walk *walk, const hc_group *group, size_t day, int32_t lowest,
                          int32_t highest, const double *shift_values)
{
    const hc_problem *problem = walk->problem;
    const hc_form *form = &problem->forms[group->form];
    const size_t blocks = (size_t)group->block_states;
    const size_t row = form->shape_count * blocks;
    for (size_t k = 0; k < blocks * row; k++) {
        walk->options[k].value = HC_UNREACHED;
    }
    for (int32_t start = lowest; start <= highest; start++) {
        const int32_t above = start - group->block_first;
        const size_t level = (size_t)above < blocks ? (size_t)above : blocks - 1;
        for (size_t shape = 0; shape < form->shape_count; shape++) {
            const int32_t end = start * form->grid + form->shapes[shape].length;
            if (end > group->last_end[day]) { continue; }
            const size_t to = (size_t)block_after(problem, group, form, end);
            const double value =
                shift_values == NULL
                    ? 0.0
                    : shift_values[hc_value_at(problem, form, day, start, shape)];
            offer(&walk->options[level * row + shape * blocks + to], value, start, shape);
        }
    }
    for (size_t level = blocks - 1; level > 0; level--) {
        for (size_t k = 0; k < row; k++) {
            const hc_walk_option *above = &walk->options[level * row + k];
            hc_walk_option *below = &walk->options[(level - 1) * row + k];
            if (above->value > below->value) { *below = *above; }
        }
    }
}

static void reach(hc_walk *walk, size_t to, double value, size_t from, hc_walk_choice choice,
                  hc_walk_step *steps)
{
    if (value <= walk->next[to]) { return; }
    walk->next[to] = value;
    if (steps != NULL) { steps[to] = (hc_walk_step){.from = (int32_t)from, .choice = choice}; }
}

static void take_day_off(hc_walk *walk, const hc_group *group, const hc_form *form,
                         hc_walk_state s, size_t from, hc_walk_step *steps)
{
    const int32_t starts = (int32_t)walk->problem->cells_a_day / form->grid;
    hc_walk_state to = s;
    to.weekend =
        hc_weekend_after(&form->weekend, s.weekend, walk->weekday, walk->is_first, false);
    if (to.weekend == HC_WEEKEND_FORBIDDEN) { return; }
    if (s.off + 1 < group->off_states) { to.off = s.off + 1; }
    to.run = 0;
    to.block = s.block > starts ? s.block - starts : 0;
    reach(walk, state_index(group, to), walk->now[from] + walk->off_value, from,
          (hc_walk_choice){.start = HC_DAY_OFF, .shape = 0}, steps);
}

/* Counts paid time in its states; false: more than the most. */
static bool add_units(int32_t states, int32_t most, int32_t units, int32_t *paid)
{
    if (states == 1) { return true; }
    const int32_t sum = *paid + units;
    if (sum > most) { return false; }
    *paid = sum < states ? sum : states - 1;
    return true;
}

static bool add_paid(const hc_group *group, int32_t units, hc_walk_state *to)
{
    return add_units(group->paid_states, group->paid_most, units, &to->paid) &&
           add_units(group->total_states, group->total_most, units, &to->total);
}

/* What the shift costs as overtime after the days of its week so far; days of one length say
 * what those were paid where no states do. */
static double overtime_of(const hc_group *group, const hc_form *form, hc_walk_state s,
                          size_t shape)
{
    if (!hc_has_overtime(group)) { return 0.0; }
    const int32_t paid =
        group->paid_states > 1 ? s.paid * form->paid_unit : s.count * form->paid_longest;
    return hc_overtime_of_more(group, paid, form->shapes[shape].paid_min);
}

static void work_day(hc_walk *walk, const hc_group *group, const hc_form *form, hc_walk_state s,
                     size_t from, hc_walk_step *steps)
{
    if (walk->must_be_off) { return; }
    const size_t blocks = (size_t)group->block_states;
    const bool has_off = group->off_states > 1 && s.off == group->off_states - 1;
    hc_walk_state to = {.count = s.count + 1, .off = has_off ? s.off : 0};
    to.weekend =
        hc_weekend_after(&form->weekend, s.weekend, walk->weekday, walk->is_first, true);
    if (to.weekend == HC_WEEKEND_FORBIDDEN) { return; }
    if (group->run_states > 1) { to.run = s.run + 1; }
    if (to.count >= group->count_states || to.run >= group->run_states) { return; }
    if (walk->sunday_too && group->run_states > 1 && to.run + 1 == group->run_states) {
        return;
    }
    const hc_walk_option *option = &walk->options[(size_t)s.block * form->shape_count * blocks];
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        to.paid = s.paid;
        to.total = s.total;
        to.block = 0;
        const int32_t units = form->shapes[shape].paid_min / form->paid_unit;
        if (!add_paid(group, units, &to)) { continue; }
        const size_t first = state_index(group, to);
        const double before = walk->now[from] - overtime_of(group, form, s, shape);
        for (size_t block = 0; block < blocks; block++) {
            const hc_walk_option *o = &option[shape * blocks + block];
            reach(walk, first + block, before + o->value, from, o->choice, steps);
        }
    }
}

static void advance_day(hc_walk *walk, const hc_group *group, hc_walk_step *steps)
{
    const hc_form *form = &walk->problem->forms[group->form];
    const size_t states = (size_t)state_count(group);
    for (size_t s = 0; s < states; s++) {
        walk->next[s] = HC_UNREACHED;
    }
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++) {
        if (walk->now[s] > HC_UNREACHED) {
            take_day_off(walk, group, form, at, s, steps);
            work_day(walk, group, form, at, s, steps);
        }
        next_state(group, &at);
    }
    double *swap = walk->now;
    walk->now = walk->next;
    walk->next = swap;
}

/* ---- one week ---- */

/* Whole weekends, looked at on Saturday: the Sunday may lie in the next week, whose least would
 * then be asked of ends from which there is no way on. */
static void look_at_sunday(hc_walk *walk, const hc_group *group, size_t day)
{
    const bool asks = walk->problem->forms[group->form].weekend.whole &&
                      walk->weekday == HC_SATURDAY && day + 1 < walk->problem->days;
    walk->sunday_too = asks;
    walk->must_be_off = asks && group->last_start[day + 1] < group->first_start[day + 1];
}

/* Leaves in walk->now the best value of each state after the week's last day. */
static void walk_week(hc_walk *walk, const hc_group *group, size_t week, int32_t base,
                      const double *shift_values, bool keep_steps)
{
    const hc_form *form = &walk->problem->forms[group->form];
    const size_t states = (size_t)state_count(group);
    const size_t borders = border_count(group);
    for (size_t s = 0; s < states; s++) {
        walk->now[s] = HC_UNREACHED;
    }
    memcpy(walk->now, &walk->arrive[week * walk->borders], borders * sizeof *walk->now);
    for (size_t d = 0; d < hc_week_days(walk->problem, week); d++) {
        const size_t day = week * HC_DAYS_A_WEEK + d;
        int32_t lowest = group->first_start[day];
        int32_t highest = group->last_start[day];
        if (form->spread != HC_NO_LIMIT) {
            if (lowest < base) { lowest = base; }
            if (highest > base + form->spread) { highest = base + form->spread; }
        }
        walk->weekday = hc_day_weekday(walk->problem, day);
        walk->is_first = day == 0;
        look_at_sunday(walk, group, day);
        walk->off_value = walk->off_values == NULL ? 0.0 : walk->off_values[day];
        build_options(walk, group, day, lowest, highest, shift_values);
        advance_day(walk, group, keep_steps ? &walk->steps[d * walk->states] : NULL);
    }
}

static bool days_off_suffice(const hc_walk *walk, const hc_group *group, size_t week,
                             hc_walk_state s)
{
    return s.off == group->off_states - 1 || hc_week_days(walk->problem, week) < HC_DAYS_A_WEEK;
}

static bool is_legal_end(const hc_walk *walk, const hc_group *group, size_t week,
                         hc_walk_state s)
{
    const int32_t unit = walk->problem->forms[group->form].paid_unit;
    const bool is_last = week + 1 == walk->problem->weeks;
    if (is_last && group->total_states > 1 &&
        s.total < (group->least_total + unit - 1) / unit) {
        return false;
    }
    return days_off_suffice(walk, group, week, s) && s.count >= group->least_days[week] &&
           (group->paid_states == 1 || s.paid >= (group->least_paid[week] + unit - 1) / unit);
}

/* Carries the legal ends of a week to the start of the next; gives the best value. */
static double leave_week(hc_walk *walk, const hc_group *group, size_t week, int32_t base)
{
    const size_t states = (size_t)state_count(group);
    double *arrive = &walk->arrive[(week + 1) * walk->borders];
    int32_t *week_base = &walk->week_base[week * walk->borders];
    double best = HC_UNREACHED;
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++, next_state(group, &at)) {
        const double value = walk->now[s];
        if (value == HC_UNREACHED || !is_legal_end(walk, group, week, at)) { continue; }
        const size_t border = border_index(group, at);
        if (value > arrive[border]) {
            arrive[border] = value;
            week_base[border] = base;
        }
        if (value > best) { best = value; }
    }
    return best;
}

/* Base starts of a week that give different choices; one when starts need not lie close. */
static void week_bases(const hc_problem *problem, const hc_group *group, size_t week,
                       int32_t *lowest, int32_t *highest)
{
    const int32_t spread = problem->forms[group->form].spread;
    int32_t first = INT32_MAX;
    int32_t last = 0;
    for (size_t d = 0; d < hc_week_days(problem, week); d++) {
        const size_t day = week * HC_DAYS_A_WEEK + d;
        if (group->last_start[day] < group->first_start[day]) { continue; }
        if (group->first_start[day] < first) { first = group->first_start[day]; }
        if (group->last_start[day] > last) { last = group->last_start[day]; }
    }
    *lowest = first == INT32_MAX ? 0 : first;
    *highest = spread == HC_NO_LIMIT || last - spread < *lowest ? *lowest : last - spread;
}

static void clear_arrivals(hc_walk *walk, const hc_group *group)
{
    const size_t count = (walk->problem->weeks + 1) * walk->borders;
    for (size_t b = 0; b < count; b++) {
        walk->arrive[b] = HC_UNREACHED;
    }
    const int32_t run =
        group->run_before < group->run_states ? group->run_before : group->run_states - 1;
    walk->arrive[border_index(group, (hc_walk_state){.run = run})] = 0.0;
}

/* ---- whole tours ---- */

/* Best legal end of the week that arrives at `border`, or at any when it is SIZE_MAX. */
static size_t find_end(const hc_walk *walk, const hc_group *group, size_t week, size_t border)
{
    const size_t states = (size_t)state_count(group);
    size_t best = SIZE_MAX;
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++, next_state(group, &at)) {
        const bool meets = border == SIZE_MAX || border == border_index(group, at);
        if (!meets || walk->now[s] == HC_UNREACHED || !is_legal_end(walk, group, week, at)) {
            continue;
        }
        if (best == SIZE_MAX || walk->now[s] > walk->now[best]) { best = s; }
    }
    return best;
}

/* Repeats the weeks backwards with their steps kept, and reads the choices off. */
static void trace_tour(hc_walk *walk, const hc_group *group, int32_t last_base,
                       const double *shift_values)
{
    size_t border = SIZE_MAX;
    int32_t base = last_base;
    for (size_t week = walk->problem->weeks; week-- > 0;) {
        if (border != SIZE_MAX) { base = walk->week_base[week * walk->borders + border]; }
        walk_week(walk, group, week, base, shift_values, true);
        size_t state = find_end(walk, group, week, border);
        for (size_t d = hc_week_days(walk->problem, week); d-- > 0;) {
            const hc_walk_step *step = &walk->steps[d * walk->states + state];
            walk->tour[week * HC_DAYS_A_WEEK + d] = step->choice;
            state = (size_t)step->from;
        }
        border = state; /* the first states of a week are its borders */
    }
}

static bool is_among(const hc_walk_choice *tours, size_t count, const hc_walk_choice *tour,
                     size_t days)
{
    for (size_t t = 0; t < count; t++) {
        if (memcmp(&tours[t * days], tour, days * sizeof *tour) == 0) { return true; }
    }
    return false;
}

/* Base start of the last week whose tours are best; its total is struck off. HC_DAY_OFF: none.
 */
static int32_t take_best_base(hc_walk *walk, int32_t lowest, int32_t highest, double *total)
{
    int32_t best = HC_DAY_OFF;
    *total = HC_UNREACHED;
    for (int32_t base = lowest; base <= highest; base++) {
        if (walk->base_total[base] > *total) {
            *total = walk->base_total[base];
            best = base;
        }
    }
    if (best != HC_DAY_OFF) { walk->base_total[best] = HC_UNREACHED; }
    return best;
}

/* ---- a single week: most base starts need no walk ---- */

/* Best value of one start, whatever the length. */
static double best_of_shapes(const hc_group *group, const hc_form *form, size_t day,
                             int32_t start, const double *value)
{
    double best = HC_UNREACHED;
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        if (start * form->grid + form->shapes[shape].length > group->last_end[day]) { break; }
        if (value[shape] > best) { best = value[shape]; }
    }
    return best;
}

static void value_starts(hc_walk *walk, const hc_group *group, const double *shift_values)
{
    const hc_problem *problem = walk->problem;
    const hc_form *form = &problem->forms[group->form];
    for (size_t day = 0; day < problem->days; day++) {
        double *best = &walk->day_best[day * problem->cells_a_day];
        for (int32_t start = group->first_start[day]; start <= group->last_start[day];
             start++) {
            best[start] =
                best_of_shapes(group, form, day, start,
                               &shift_values[hc_value_at(problem, form, day, start, 0)]);
        }
    }
}

/* Puts a value into its place among the larger ones before it. */
static void insert_value(double *values, size_t count, double value)
{
    while (count > 0 && values[count - 1] < value) {
        values[count] = values[count - 1];
        count--;
    }
    values[count] = value;
}

/* The best days alone, as many as may or must be worked, whatever the other rules say. */
static double base_ceiling(const hc_walk *walk, const hc_group *group, int32_t base)
{
    const hc_problem *problem = walk->problem;
    const hc_form *form = &problem->forms[group->form];
    double day_values[HC_DAYS_A_WEEK];
    for (size_t day = 0; day < problem->days; day++) {
        const double *best = &walk->day_best[day * problem->cells_a_day];
        const int32_t first = group->first_start[day] > base ? group->first_start[day] : base;
        const int32_t last = group->last_start[day] < base + form->spread
                                 ? group->last_start[day]
                                 : base + form->spread;
        double value = HC_UNREACHED;
        for (int32_t start = first; start <= last; start++) {
            if (best[start] > value) { value = best[start]; }
        }
        insert_value(day_values, day, value);
    }
    double ceiling = 0.0;
    for (size_t day = 0; day < problem->days && (int32_t)day < form->most_days; day++) {
        if (day_values[day] <= 0.0 && (int32_t)day >= group->least_days[0]) { break; }
        ceiling += day_values[day];
    }
    return ceiling;
}

/* Walks base starts by falling ceiling until none can beat the best. */
static void walk_best_base(hc_walk *walk, const hc_group *group, int32_t lowest,
                           int32_t highest, const double *shift_values)
{
    double best = HC_UNREACHED;
    value_starts(walk, group, shift_values);
    for (int32_t base = lowest; base <= highest; base++) {
        walk->base_ceiling[base] = base_ceiling(walk, group, base);
        walk->base_total[base] = HC_UNREACHED;
    }
    for (int32_t walks = lowest; walks <= highest; walks++) {
        int32_t next = lowest;
        for (int32_t base = lowest + 1; base <= highest; base++) {
            if (walk->base_ceiling[base] > walk->base_ceiling[next]) { next = base; }
        }
        if (walk->base_ceiling[next] <= best) { return; }
        walk_week(walk, group, 0, next, shift_values, false);
        walk->base_total[next] = leave_week(walk, group, 0, next);
        walk->base_ceiling[next] = HC_UNREACHED;
        if (walk->base_total[next] > best) { best = walk->base_total[next]; }
    }
}

static void walk_all_bases(hc_walk *walk, const hc_group *group, size_t week, int32_t lowest,
                           int32_t highest, const double *shift_values)
{
    for (int32_t base = lowest; base <= highest; base++) {
        walk_week(walk, group, week, base, shift_values, false);
        walk->base_total[base] = leave_week(walk, group, week, base);
    }
}

void hc_walk_value_days_off(hc_walk *walk, const double *off_values)
{
    walk->off_values = off_values;
}

double hc_walk_work(const hc_problem *problem, size_t group_index)
{
    const hc_group *group = &problem->groups[group_index];
    const hc_form *form = &problem->forms[group->form];
    const double moves = (double)form->shape_count * group->block_states + 1.0;
    double work = 0.0;
    for (size_t week = 0; week < problem->weeks; week++) {
        int32_t lowest = 0;
        int32_t highest = 0;
        week_bases(problem, group, week, &lowest, &highest);
        work += (double)(highest - lowest + 1) * (double)hc_week_days(problem, week) *
                state_count(group) * moves;
    }
    return work;
}

/* Whether the group's best week is a set of days; days off must be worth nothing then. */
static bool needs_no_walk(const hc_walk *walk, size_t group)
{
    return walk->off_values == NULL && hc_week_sets_hold(&walk->sets, group);
}

/* Totals of the last week's base starts, from *lowest to *highest. */
static void total_bases(hc_walk *walk, size_t group_index, const double *shift_values,
                        size_t most, int32_t *lowest, int32_t *highest)
{
    const hc_problem *problem = walk->problem;
    const hc_group *group = &problem->groups[group_index];
    if (needs_no_walk(walk, group_index)) {
        week_bases(problem, group, 0, lowest, highest);
        hc_week_sets_totals(&walk->sets, group_index, shift_values, *lowest, *highest,
                            walk->base_total);
        return;
    }
    clear_arrivals(walk, group);
    for (size_t week = 0; week < problem->weeks; week++) {
        week_bases(problem, group, week, lowest, highest);
        const bool plain = problem->weeks == 1 && walk->off_values == NULL;
        if (most == 1 && plain && *lowest < *highest) {
            walk_best_base(walk, group, *lowest, *highest, shift_values);
        } else {
            walk_all_bases(walk, group, week, *lowest, *highest, shift_values);
        }
    }
}

size_t hc_walk_best(hc_walk *walk, size_t group, const double *shift_values, size_t most,
                    hc_walk_choice *choices, double *totals)
{
    const size_t days = walk->problem->days;
    int32_t lowest = 0;
    int32_t highest = 0;
    total_bases(walk, group, shift_values, most, &lowest, &highest);
    size_t found = 0;
    while (found < most) {
        double total = 0.0;
        const int32_t base = take_best_base(walk, lowest, highest, &total);
        if (base == HC_DAY_OFF) { break; }
        if (needs_no_walk(walk, group)) {
            hc_week_sets_trace(&walk->sets, group, shift_values, base, walk->tour);
        } else {
            trace_tour(walk, &walk->problem->groups[group], base, shift_values);
        }
        if (is_among(choices, found, walk->tour, days)) { continue; }
        memcpy(&choices[found * days], walk->tour, days * sizeof *choices);
        totals[found++] = total;
    }
    return found;
}

/* ---- leave ---- */

typedef struct hc_walk_reach {
    int32_t days; /* most days of any end with enough days off together; -1: none */
    int32_t paid; /* most paid units of those with at least `least_days` */
} hc_walk_reach;

static void note_reach(const hc_walk *walk, const hc_group *group, size_t week,
                       int32_t least_days, hc_walk_reach *most)
{
    const size_t states = (size_t)state_count(group);
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++, next_state(group, &at)) {
        if (walk->now[s] == HC_UNREACHED || !days_off_suffice(walk, group, week, at)) {
            continue;
        }
        if (at.count > most->days) { most->days = at.count; }
        if (at.count >= least_days && at.paid > most->paid) { most->paid = at.paid; }
    }
}

static hc_walk_reach reach_of_week(hc_walk *walk, const hc_group *group, size_t week,
                                   int32_t least_days)
{
    hc_walk_reach most = {.days = -1, .paid = -1};
    int32_t lowest = 0;
    int32_t highest = 0;
    week_bases(walk->problem, group, week, &lowest, &highest);
    for (int32_t base = lowest; base <= highest; base++) {
        walk_week(walk, group, week, base, NULL, false);
        note_reach(walk, group, week, least_days, &most);
    }
    return most;
}

bool hc_walk_settle_least(hc_walk *walk, hc_group *group)
{
    const int32_t unit = walk->problem->forms[group->form].paid_unit;
    clear_arrivals(walk, group);
    for (size_t week = 0; week < walk->problem->weeks; week++) {
        const int32_t days = reach_of_week(walk, group, week, 0).days;
        const bool may_lower = group->has_leave;
        if (days < 0 || (days < group->least_days[week] && !may_lower)) { return false; }
        if (days < group->least_days[week]) { group->least_days[week] = days; }
        const int32_t paid = reach_of_week(walk, group, week, group->least_days[week]).paid;
        if (group->paid_states > 1 && paid * unit < group->least_paid[week]) {
            if (!may_lower) { return false; }
            group->least_paid[week] = paid * unit;
        }
        int32_t lowest = 0;
        int32_t highest = 0;
        bool ends = false;
        week_bases(walk->problem, group, week, &lowest, &highest);
        for (int32_t base = lowest; base <= highest; base++) {
            walk_week(walk, group, week, base, NULL, false);
            ends = leave_week(walk, group, week, base) > HC_UNREACHED || ends;
        }
        if (!ends) { return false; } /* the horizon's paid time is out of reach */
    }
    return true;
}
