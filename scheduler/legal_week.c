#include "scheduler/legal_week.h"

#include <stdlib.h>

#include "scheduler/break_windows.h"
#include "scheduler/whole.h"

#define HC_WEEK_STATES_MAX 4000000 /* guards memory and time of one search */

hc_day_window hc_class_window(const hc_contract *contract, const hc_class *of_class,
                              int32_t weekday)
{
    hc_day_window window = {contract->earliest_start_min[weekday],
                            contract->latest_start_min[weekday],
                            contract->latest_end_min[weekday]};
    if (of_class == NULL) { return window; }
    if (of_class->earliest_start_min > window.earliest_start_min) {
        window.earliest_start_min = of_class->earliest_start_min;
    }
    if (of_class->latest_start_min != HC_NO_LIMIT &&
        of_class->latest_start_min < window.latest_start_min) {
        window.latest_start_min = of_class->latest_start_min;
    }
    if (of_class->latest_end_min != HC_NO_LIMIT &&
        of_class->latest_end_min < window.latest_end_min) {
        window.latest_end_min = of_class->latest_end_min;
    }
    return window;
}

/* The window as the person's own hours narrow it. */
static hc_day_window narrow(hc_day_window window, hc_day_hours own)
{
    window.earliest_start_min = hc_most_of(window.earliest_start_min, own.from_min);
    if (own.to_min != HC_NO_LIMIT) {
        window.latest_end_min = hc_least_of(window.latest_end_min, own.to_min);
    }
    return window;
}

static int32_t round_up(int32_t minutes, int32_t grid_min)
{
    return (minutes + grid_min - 1) / grid_min * grid_min;
}

bool hc_day_holds_shift(const hc_contract *contract, const hc_class *of_class, int32_t weekday,
                        hc_day_hours hours)
{
    const hc_day_window window = narrow(hc_class_window(contract, of_class, weekday), hours);
    const int32_t start = round_up(window.earliest_start_min, contract->start_grid_min);
    return start <= window.latest_start_min &&
           start + contract->shift_shortest_min <= window.latest_end_min;
}

int32_t hc_contract_paid_min(const hc_contract *contract, int32_t shift_min)
{
    int32_t paid = shift_min;
    for (size_t b = 0; b < contract->break_count; b++) {
        const hc_break_rule *rule = &contract->breaks[b];
        if (!rule->paid && shift_min >= rule->from_shift_min) { paid -= rule->length_min; }
    }
    return paid;
}

hc_week_edge hc_week_edge_none(void)
{
    hc_week_edge edge;
    for (size_t run = 0; run <= HC_RUN_MAX; run++) {
        for (size_t weekend = 0; weekend < HC_WEEKEND_STATES_MAX; weekend++) {
            edge.end_min[run][weekend] = HC_WEEK_NEVER;
        }
    }
    return edge;
}

hc_week_edge hc_week_edge_fresh(void)
{
    hc_week_edge edge = hc_week_edge_none();
    edge.end_min[0][0] = HC_WEEK_NO_SHIFT;
    return edge;
}

int32_t hc_week_days_least(const hc_week_case *week)
{
    const int32_t least = week->contract->days_a_week_least - (HC_DAYS_A_WEEK - week->days);
    return least > 0 ? least : 0;
}

int32_t hc_week_paid_least(const hc_week_case *week)
{
    const hc_contract *contract = week->contract;
    int32_t longest_paid = 0;
    for (int32_t shift = contract->shift_shortest_min; shift <= contract->shift_longest_min;
         shift += contract->shift_step_min > 0 ? contract->shift_step_min : HC_MINUTES_A_DAY) {
        const int32_t paid = hc_contract_paid_min(contract, shift);
        if (paid > longest_paid && hc_shift_length_works(contract, shift)) {
            longest_paid = paid;
        }
    }
    const int32_t least =
        contract->week_paid_min_least - (HC_DAYS_A_WEEK - week->days) * longest_paid;
    return least > 0 ? least : 0;
}

/*
 * The search keeps, for each (days worked, paid time, days in a row, days off in a row), the
 * earliest end of the last shift: an earlier end allows all that a later one does. A state in
 * which the wanted days off together have been had keeps off at its most.
 */
typedef struct search {
    const hc_week_case *week;
    int32_t step_min; /* of paid time; 0 when paid time plays no part */
    int32_t paid_steps;
    hc_weekend_rule weekend;
    int32_t weekends; /* states of weekends */
    int32_t runs;     /* days in a row are counted 0 .. runs */
    int32_t offs;     /* days off together are counted 0 .. offs */
    int32_t days_cap;
    size_t states;
    int32_t *now; /* [states] earliest end of the last shift, HC_WEEK_NEVER: not reached */
    int32_t *next;
    int32_t base_min; /* earliest start of the week that is being tried */
    int32_t last_base_min;
    int32_t spread_min;
    hc_week_reach best;
    int32_t *lengths_min; /* of the shifts that can be worked, shortest first */
    size_t length_count;
    bool *reached_paid; /* [days][paid]: some week ends so, least days and paid time aside */
} search;

typedef struct state {
    int32_t days;
    int32_t paid;
    int32_t weekend;
    int32_t run;
    int32_t off;
} state;

static size_t index_of(const search *s, state at)
{
    int32_t index = at.days * s->paid_steps + at.paid;
    index = index * s->weekends + at.weekend;
    index = (index * (s->runs + 1) + at.run) * (s->offs + 1) + at.off;
    return (size_t)index;
}

static state state_of(const search *s, size_t index)
{
    const int32_t i = (int32_t)index;
    const int32_t offs = s->offs + 1;
    const int32_t runs = s->runs + 1;
    const int32_t rest = i / offs / runs;
    const state at = {.days = rest / s->weekends / s->paid_steps,
                      .paid = rest / s->weekends % s->paid_steps,
                      .weekend = rest % s->weekends,
                      .run = i / offs % runs,
                      .off = i % offs};
    return at;
}

static void keep_earliest(int32_t *slot, int32_t end_min)
{
    if (end_min < *slot) { *slot = end_min; }
}

/* Moves the weekends on by a day; false: the day may not be spent so. */
static bool pass_weekend(const search *s, int32_t day, bool worked, state *at)
{
    const int32_t weekday = (s->week->first_weekday + day) % HC_DAYS_A_WEEK;
    const bool is_first = s->week->is_first && day == 0;
    at->weekend = hc_weekend_after(&s->weekend, at->weekend, weekday, is_first, worked);
    return at->weekend != HC_WEEKEND_FORBIDDEN;
}

static void stay_off(search *s, state at, int32_t day, int32_t end_min)
{
    if (!pass_weekend(s, day, false, &at)) { return; }
    at.run = 0;
    at.off = hc_least_of(at.off + 1, s->offs);
    keep_earliest(&s->next[index_of(s, at)], end_min);
}

static hc_day_window own_window(const hc_week_case *week, int32_t day)
{
    const hc_day_window window = hc_class_window(week->contract, week->of_class,
                                                 (week->first_weekday + day) % HC_DAYS_A_WEEK);
    return week->hours == NULL ? window : narrow(window, week->hours[day]);
}

/* Earliest start on the grid after the rest, or HC_WEEK_NEVER when the window has none. */
static int32_t first_start(const search *s, int32_t day, int32_t end_min)
{
    const hc_contract *contract = s->week->contract;
    const hc_day_window window = own_window(s->week, day);
    const int32_t rest = hc_most_of(contract->rest_min, 0);
    int32_t start = hc_most_of(window.earliest_start_min, s->base_min);
    start = hc_most_of(start, end_min + rest - day * HC_MINUTES_A_DAY);
    start = round_up(start, contract->start_grid_min);
    const int32_t latest = hc_least_of(window.latest_start_min, s->base_min + s->spread_min);
    return start <= latest ? start : HC_WEEK_NEVER;
}

static void work_shift(search *s, state at, int32_t day, int32_t start_min, int32_t shift_min)
{
    const hc_day_window window = own_window(s->week, day);
    if (start_min + shift_min > window.latest_end_min) { return; }
    at.days++;
    at.run = hc_least_of(at.run + 1, s->runs);
    at.off = at.off == s->offs ? s->offs : 0;
    if (s->step_min > 0) {
        at.paid += hc_contract_paid_min(s->week->contract, shift_min) / s->step_min;
        if (at.paid >= s->paid_steps) { return; }
    }
    keep_earliest(&s->next[index_of(s, at)], day * HC_MINUTES_A_DAY + start_min + shift_min);
}

/* A Saturday whose Sunday, in the week after, must be worked with it and cannot. */
static bool is_lonely(const search *s, state at, int32_t day)
{
    const int32_t most = s->week->contract->consecutive_days_most;
    const bool asks = s->weekend.whole && s->week->goes_on && day == HC_DAYS_A_WEEK - 1 &&
                      (s->week->first_weekday + day) % HC_DAYS_A_WEEK == HC_SATURDAY;
    return asks && (s->week->shut_after || (most != HC_NO_LIMIT && at.run + 1 >= most));
}

static void work_day(search *s, state at, int32_t day, int32_t end_min)
{
    const hc_contract *contract = s->week->contract;
    const bool leave = s->week->day_off != NULL && s->week->day_off[day];
    const bool limited = contract->consecutive_days_most != HC_NO_LIMIT;
    if (leave || at.days >= s->days_cap ||
        (limited && at.run >= contract->consecutive_days_most) || is_lonely(s, at, day) ||
        !pass_weekend(s, day, true, &at)) {
        return;
    }
    const int32_t start = first_start(s, day, end_min);
    if (start == HC_WEEK_NEVER) { return; }
    /* Where paid time plays no part the shortest shift allows all that longer ones do. */
    const size_t lengths = s->step_min > 0 || s->length_count == 0 ? s->length_count : 1;
    for (size_t k = 0; k < lengths; k++) {
        work_shift(s, at, day, start, s->lengths_min[k]);
    }
}

static void walk_day(search *s, int32_t day)
{
    for (size_t i = 0; i < s->states; i++) {
        s->next[i] = HC_WEEK_NEVER;
    }
    for (size_t i = 0; i < s->states; i++) {
        if (s->now[i] == HC_WEEK_NEVER) { continue; }
        const state at = state_of(s, i);
        stay_off(s, at, day, s->now[i]);
        work_day(s, at, day, s->now[i]);
    }
    int32_t *walked = s->next;
    s->next = s->now;
    s->now = walked;
}

/* Weeks that met every rule but the least days and paid time are counted in reached_paid. */
static void judge_ends(search *s)
{
    const hc_week_case *week = s->week;
    const int32_t days_least = hc_week_days_least(week);
    const int32_t paid_least = hc_week_paid_least(week);
    for (size_t i = 0; i < s->states; i++) {
        const state at = state_of(s, i);
        const bool off_enough = at.off == s->offs || week->days < HC_DAYS_A_WEEK;
        if (s->now[i] == HC_WEEK_NEVER || !off_enough) { continue; }
        s->reached_paid[at.days * s->paid_steps + at.paid] = true;
        const bool paid_enough = s->step_min == 0 || at.paid * s->step_min >= paid_least;
        if (at.days >= days_least && paid_enough) {
            s->best.legal = true;
            keep_earliest(&s->best.after.end_min[at.run][at.weekend],
                          s->now[i] - week->days * HC_MINUTES_A_DAY);
        }
    }
}

static void try_base(search *s)
{
    for (size_t i = 0; i < s->states; i++) {
        s->now[i] = HC_WEEK_NEVER;
    }
    for (int32_t run = 0; run <= HC_RUN_MAX; run++) {
        for (int32_t weekend = 0; weekend < s->weekends; weekend++) {
            const int32_t end_min = s->week->before.end_min[run][weekend];
            const state at = {.weekend = weekend, .run = hc_least_of(run, s->runs)};
            if (end_min != HC_WEEK_NEVER) { keep_earliest(&s->now[index_of(s, at)], end_min); }
        }
    }
    for (int32_t day = 0; day < s->week->days; day++) {
        walk_day(s, day);
    }
    judge_ends(s);
}

static hc_status plan_lengths(search *s, hc_error *err)
{
    const hc_contract *c = s->week->contract;
    const int32_t step = c->shift_step_min > 0 ? c->shift_step_min : HC_MINUTES_A_DAY;
    const int32_t count = (c->shift_longest_min - c->shift_shortest_min) / step + 1;
    HC_TRY(hc_alloc(&s->lengths_min, (size_t)count, sizeof *s->lengths_min, err));
    for (int32_t k = 0; k < count; k++) {
        const int32_t shift_min = c->shift_shortest_min + k * step;
        if (hc_shift_length_works(c, shift_min)) {
            s->lengths_min[s->length_count++] = shift_min;
        }
    }
    return HC_OK;
}

/* Paid time is counted in the largest step that every shift's paid time is a multiple of. */
static void plan_paid(search *s)
{
    const hc_contract *c = s->week->contract;
    s->paid_steps = 1;
    if (c->week_paid_min_least <= 0 && c->week_paid_min_most == HC_NO_LIMIT) { return; }
    int32_t most = 0;
    for (size_t k = 0; k < s->length_count; k++) {
        const int32_t paid = hc_contract_paid_min(c, s->lengths_min[k]);
        s->step_min = hc_common_divisor(s->step_min, paid);
        most = hc_most_of(most, paid);
    }
    most *= s->days_cap;
    if (c->week_paid_min_most != HC_NO_LIMIT) {
        most = hc_least_of(most, c->week_paid_min_most);
    }
    if (s->step_min > 0) { s->paid_steps = most / s->step_min + 1; }
}

/* Without a spread that binds, one base before every window stands for all. */
static void plan_bases(search *s)
{
    const hc_contract *c = s->week->contract;
    int32_t earliest = HC_MINUTES_A_DAY;
    int32_t latest = 0;
    for (int32_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        const hc_day_window window = hc_class_window(c, s->week->of_class, weekday);
        if (window.latest_start_min < window.earliest_start_min) { continue; }
        earliest = hc_least_of(earliest, window.earliest_start_min);
        latest = hc_most_of(latest, window.latest_start_min);
    }
    const bool binds =
        c->start_spread_min != HC_NO_LIMIT && c->start_spread_min < latest - earliest;
    s->base_min = earliest / c->start_grid_min * c->start_grid_min;
    s->spread_min = binds ? c->start_spread_min : HC_MINUTES_A_DAY;
    s->last_base_min = binds ? latest : s->base_min;
}

static hc_status plan(search *s, hc_error *err)
{
    const hc_contract *c = s->week->contract;
    const bool run_counts =
        c->consecutive_days_most != HC_NO_LIMIT && c->consecutive_days_most <= HC_RUN_MAX;
    s->runs = run_counts ? c->consecutive_days_most : 1;
    s->offs = c->days_off_together > 1 ? c->days_off_together : 0;
    s->days_cap = c->days_a_week_most == HC_NO_LIMIT ? HC_DAYS_A_WEEK : c->days_a_week_most;
    HC_TRY(plan_lengths(s, err));
    plan_paid(s);
    plan_bases(s);
    s->weekend = hc_weekend_rule_of(c);
    s->weekends = hc_weekend_states(&s->weekend);
    s->best.after = hc_week_edge_none();
    const int64_t states = (int64_t)(s->days_cap + 1) * s->paid_steps * s->weekends *
                           (s->runs + 1) * (s->offs + 1);
    if (states > HC_WEEK_STATES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "use a coarser step of shift lengths",
                       "contract '%s': its shift lengths make too many weeks to search",
                       c->name);
    }
    s->states = (size_t)states;
    HC_TRY(hc_alloc(&s->now, s->states, sizeof *s->now, err));
    HC_TRY(hc_alloc(&s->next, s->states, sizeof *s->next, err));
    return hc_alloc(&s->reached_paid, (size_t)(s->days_cap + 1) * (size_t)s->paid_steps,
                    sizeof *s->reached_paid, err);
}

static void sum_up(search *s)
{
    s->best.days_most = -1;
    s->best.paid_most = HC_NO_LIMIT;
    const int32_t cells = (s->days_cap + 1) * s->paid_steps;
    for (int32_t cell = 0; cell < cells; cell++) {
        if (s->reached_paid[cell]) { s->best.days_most = cell / s->paid_steps; }
    }
    if (s->step_min == 0) { return; }
    const int32_t days = hc_least_of(hc_week_days_least(s->week), s->best.days_most);
    for (int32_t cell = 0; cell < cells; cell++) {
        if (s->reached_paid[cell] && cell / s->paid_steps >= days) {
            s->best.paid_most =
                hc_most_of(s->best.paid_most, cell % s->paid_steps * s->step_min);
        }
    }
}

hc_status hc_week_search(const hc_week_case *week, hc_week_reach *reach, hc_error *err)
{
    search s = {.week = week};
    const hc_status st = plan(&s, err);
    if (st == HC_OK) {
        for (; s.base_min <= s.last_base_min; s.base_min += week->contract->start_grid_min) {
            try_base(&s);
        }
        sum_up(&s);
        *reach = s.best;
    }
    hc_free(s.now);
    hc_free(s.next);
    hc_free(s.reached_paid);
    hc_free(s.lengths_min);
    return st;
}
