#include "scheduler/cover/walk_week.h"

#include <string.h>

#include "scheduler/cover/overtime.h"

/* ---- states by number ---- */

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

/* ---- one day ---- */

/* Blocked starts of the next day after a shift that ends in this cell. */
static int32_t block_after(const hc_problem *problem, const hc_group *group,
                           const hc_form *form, int32_t end_cell)
{
    if (group->block_states == 1) { return 0; }
    const int32_t block = hc_walk_start_after(problem, form, end_cell) - group->block_first;
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
    const size_t states = (size_t)hc_walk_state_count(group);
    for (size_t s = 0; s < states; s++) {
        walk->next[s] = HC_UNREACHED;
    }
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++) {
        if (walk->now[s] > HC_UNREACHED) {
            take_day_off(walk, group, form, at, s, steps);
            work_day(walk, group, form, at, s, steps);
        }
        hc_walk_next_state(group, &at);
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

void hc_walk_week(hc_walk *walk, const hc_group *group, size_t week, int32_t base,
                  const double *shift_values, bool keep_steps)
{
    const hc_form *form = &walk->problem->forms[group->form];
    const size_t states = (size_t)hc_walk_state_count(group);
    const size_t borders = hc_walk_border_count(group);
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

/* ---- from week to week ---- */

void hc_walk_begin(hc_walk *walk, const hc_group *group)
{
    const size_t count = (walk->problem->weeks + 1) * walk->borders;
    for (size_t b = 0; b < count; b++) {
        walk->arrive[b] = HC_UNREACHED;
    }
    const int32_t run =
        group->run_before < group->run_states ? group->run_before : group->run_states - 1;
    walk->arrive[border_index(group, (hc_walk_state){.run = run})] = 0.0;
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
    return hc_walk_days_off_suffice(walk, group, week, s) &&
           s.count >= group->least_days[week] &&
           (group->paid_states == 1 || s.paid >= (group->least_paid[week] + unit - 1) / unit);
}

double hc_walk_leave_week(hc_walk *walk, const hc_group *group, size_t week, int32_t base)
{
    const size_t states = (size_t)hc_walk_state_count(group);
    double *arrive = &walk->arrive[(week + 1) * walk->borders];
    int32_t *week_base = &walk->week_base[week * walk->borders];
    double best = HC_UNREACHED;
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++, hc_walk_next_state(group, &at)) {
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

size_t hc_walk_find_end(const hc_walk *walk, const hc_group *group, size_t week, size_t border)
{
    const size_t states = (size_t)hc_walk_state_count(group);
    size_t best = SIZE_MAX;
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++, hc_walk_next_state(group, &at)) {
        const bool meets = border == SIZE_MAX || border == border_index(group, at);
        if (!meets || walk->now[s] == HC_UNREACHED || !is_legal_end(walk, group, week, at)) {
            continue;
        }
        if (best == SIZE_MAX || walk->now[s] > walk->now[best]) { best = s; }
    }
    return best;
}
