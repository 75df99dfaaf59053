#include "scheduler/break_windows.h"

#include "scheduler/whole.h"

hc_work_limit hc_work_limit_of(const hc_contract *contract, hc_work_limit limit)
{
    hc_work_limit own = {hc_most_of(limit.least_min, 0), HC_MINUTES_A_DAY};
    if (limit.most_min != HC_NO_LIMIT) { own.most_min = limit.most_min; }
    if (contract->unbroken_work_min_most != HC_NO_LIMIT) {
        own.most_min = hc_least_of(own.most_min, contract->unbroken_work_min_most);
    }
    return own;
}

/* By the earliest start; in the order of the list where those are the same. */
static void insert(hc_break_windows *breaks, hc_break_window one)
{
    size_t at = breaks->count++;
    while (at > 0 && breaks->windows[at - 1].earliest_min > one.earliest_min) {
        breaks->windows[at] = breaks->windows[at - 1];
        at--;
    }
    breaks->windows[at] = one;
}

static void collect(const hc_contract *contract, int32_t shift_min, hc_break_windows *breaks)
{
    for (size_t b = 0; b < contract->break_count; b++) {
        const hc_break_rule *rule = &contract->breaks[b];
        if (shift_min < rule->from_shift_min) { continue; }
        insert(breaks, (hc_break_window){.rule = b,
                                         .length_min = rule->length_min,
                                         .earliest_min = rule->earliest_min,
                                         .latest_min = rule->latest_min});
    }
}

static bool narrow(hc_break_window *window, int32_t from_min, int32_t to_min)
{
    window->earliest_min = hc_most_of(window->earliest_min, from_min);
    window->latest_min = hc_least_of(window->latest_min, to_min);
    return window->earliest_min <= window->latest_min;
}

/* What the work since the start of the shift, or since the break before, leaves. */
static bool narrow_forwards(hc_work_limit first, hc_break_windows *breaks)
{
    int32_t from_min = first.least_min;
    int32_t to_min = first.most_min;
    for (size_t b = 0; b < breaks->count; b++) {
        hc_break_window *window = &breaks->windows[b];
        if (!narrow(window, from_min, to_min)) { return false; }
        from_min = window->earliest_min + window->length_min + breaks->between.least_min;
        to_min = window->latest_min + window->length_min + breaks->between.most_min;
    }
    return true;
}

/* What the work until the break after, or until the end of the shift, leaves. */
static bool narrow_backwards(hc_work_limit last, int32_t shift_min, hc_break_windows *breaks)
{
    int32_t from_min = shift_min - last.most_min; /* of the end of the break */
    int32_t to_min = shift_min - last.least_min;
    for (size_t b = breaks->count; b-- > 0;) {
        hc_break_window *window = &breaks->windows[b];
        if (!narrow(window, from_min - window->length_min, to_min - window->length_min)) {
            return false;
        }
        from_min = window->earliest_min - breaks->between.most_min;
        to_min = window->latest_min - breaks->between.least_min;
    }
    return true;
}

/* Whether two neighbours have places that are too near or too far from each other. */
static bool can_meet(const hc_break_windows *breaks)
{
    for (size_t b = 1; b < breaks->count; b++) {
        const hc_break_window *before = &breaks->windows[b - 1];
        const hc_break_window *after = &breaks->windows[b];
        const int32_t near = after->earliest_min - before->latest_min - before->length_min;
        const int32_t far = after->latest_min - before->earliest_min - before->length_min;
        if (near < breaks->between.least_min || far > breaks->between.most_min) { return true; }
    }
    return false;
}

bool hc_break_windows_make(const hc_contract *contract, int32_t shift_min,
                           hc_break_windows *out)
{
    *out = (hc_break_windows){.between =
                                  hc_work_limit_of(contract, contract->work_between_breaks)};
    const hc_work_limit unbroken = hc_work_limit_of(contract, (hc_work_limit){0, HC_NO_LIMIT});
    collect(contract, shift_min, out);
    if (out->count == 0) { return shift_min <= unbroken.most_min; }
    if (!narrow_forwards(hc_work_limit_of(contract, contract->work_before_breaks), out) ||
        !narrow_backwards(hc_work_limit_of(contract, contract->work_after_breaks), shift_min,
                          out)) {
        return false;
    }
    out->meet = can_meet(out);
    return true;
}

bool hc_shift_length_works(const hc_contract *contract, int32_t shift_min)
{
    hc_break_windows breaks;
    return hc_break_windows_make(contract, shift_min, &breaks);
}

int32_t hc_longest_working_shift(const hc_contract *contract)
{
    const int32_t step =
        contract->shift_step_min > 0 ? contract->shift_step_min : HC_MINUTES_A_DAY;
    int32_t longest = 0;
    for (int32_t shift = contract->shift_shortest_min; shift <= contract->shift_longest_min;
         shift += step) {
        if (hc_shift_length_works(contract, shift)) { longest = shift; }
    }
    return longest;
}
