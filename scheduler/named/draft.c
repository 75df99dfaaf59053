#include "scheduler/named/draft.h"

#include <string.h>

#include "scheduler/named/tour_walk.h"

/* ---- counts ---- */

/* Whether the other day of the weekend that the day belongs to is worked. */
static bool weekend_counts(const hc_named_draft *d, size_t person, size_t day)
{
    if (d->weekend[day] == HC_DRAFT_SATURDAY) {
        return day + 1 < d->problem->days && hc_named_draft_works(d, person, day + 1);
    }
    return day > 0 && hc_named_draft_works(d, person, day - 1);
}

/* One shift of the choice more (1) or less (-1). */
static void count_shift(hc_named_draft *d, size_t person, size_t day, int8_t choice,
                        int32_t one)
{
    const hc_named_problem *p = d->problem;
    if (choice == HC_NAMED_OFF) { return; }
    const size_t shift = (size_t)choice;
    d->missing[day * p->shift_count + shift] -= one;
    d->taken[person * p->shift_count + shift] += one;
    d->minutes[person] += one * p->shifts[shift].minutes;
    if (d->weekend[day] != 0 && !weekend_counts(d, person, day)) { d->weekends[person] += one; }
}

static void put(hc_named_draft *d, size_t cell, int8_t choice)
{
    const size_t person = cell / d->problem->days;
    const size_t day = cell % d->problem->days;
    count_shift(d, person, day, d->choice[cell], -1);
    d->choice[cell] = choice;
    count_shift(d, person, day, choice, 1);
}

/* ---- prices ---- */

static double wish(const hc_named_draft *d, size_t cell, int8_t choice)
{
    const size_t shifts = d->problem->shift_count;
    const size_t c = choice == HC_NAMED_OFF ? shifts : (size_t)choice;
    return d->wished[cell] != 0 ? d->problem->wish_cost[cell * (shifts + 1) + c] : 0.0;
}

static double cost_of_more(const hc_named_draft *d, size_t need, int32_t missing)
{
    const hc_named_need *n = &d->problem->needs[need];
    return missing > 0 ? -n->short_cost : n->over_cost;
}

double hc_named_draft_price(const hc_named_draft *d, size_t cell, int8_t type)
{
    const size_t need = cell % d->problem->days * d->problem->shift_count + (size_t)type;
    return cost_of_more(d, need, d->missing[need]) + wish(d, cell, type);
}

/* ---- a move ---- */

void hc_named_draft_begin(hc_named_draft *d)
{
    d->edit_count = 0;
    d->change = 0.0;
}

void hc_named_draft_change(hc_named_draft *d, size_t cell, int8_t choice)
{
    const size_t needs = cell % d->problem->days * d->problem->shift_count;
    const int8_t before = d->choice[cell];
    if (before == choice) { return; }
    d->edits[d->edit_count++] = (hc_named_edit){cell, before};
    d->change += wish(d, cell, choice) - wish(d, cell, before);
    if (before != HC_NAMED_OFF) {
        const size_t need = needs + (size_t)before;
        d->change -= cost_of_more(d, need, d->missing[need] + 1);
    }
    if (choice != HC_NAMED_OFF) {
        const size_t need = needs + (size_t)choice;
        d->change += cost_of_more(d, need, d->missing[need]);
    }
    put(d, cell, choice);
}

void hc_named_draft_undo(hc_named_draft *d)
{
    while (d->edit_count > 0) {
        const hc_named_edit *edit = &d->edits[--d->edit_count];
        put(d, edit->cell, edit->before);
    }
    d->change = 0.0;
}

/* ---- limits ---- */

static bool sums_fit(const hc_named_draft *d, size_t person)
{
    const hc_named_person *who = &d->problem->persons[person];
    return d->minutes[person] <= who->most_min && d->minutes[person] >= who->least_min &&
           d->weekends[person] <= who->most_weekends;
}

size_t hc_named_draft_run_start(const hc_named_draft *d, size_t person, size_t day,
                                int32_t most)
{
    const bool work = hc_named_draft_works(d, person, day);
    for (; day > 0 && most > 0 && hc_named_draft_works(d, person, day - 1) == work; most--) {
        day--;
    }
    return day;
}

size_t hc_named_draft_run_end(const hc_named_draft *d, size_t person, size_t day, int32_t most)
{
    const size_t days = d->problem->days;
    const bool work = hc_named_draft_works(d, person, day);
    day++;
    for (; day < days && most > 0 && hc_named_draft_works(d, person, day) == work; most--) {
        day++;
    }
    return day;
}

/* Whether the run of work or free days that the day is in is within its limits. */
static bool run_fits(const hc_named_draft *d, size_t person, size_t day)
{
    const hc_named_person *who = &d->problem->persons[person];
    const bool work = hc_named_draft_works(d, person, day);
    const int32_t look = work ? who->most_run : who->least_off;
    const size_t start = hc_named_draft_run_start(d, person, day, look);
    const size_t end = hc_named_draft_run_end(d, person, day, look);
    const int32_t length = (int32_t)(end - start);
    if (work && length > who->most_run) { return false; }
    const bool touches_end = start == 0 || end == d->problem->days;
    return touches_end || length >= (work ? who->least_run : who->least_off);
}

/* Whether what the cell has may be followed by what the next has. */
static bool next_fits(const hc_named_draft *d, size_t cell)
{
    const int8_t before = d->choice[cell];
    const int8_t after = d->choice[cell + 1];
    return before == HC_NAMED_OFF || after == HC_NAMED_OFF ||
           (d->problem->shifts[before].not_next >> after & 1U) == 0;
}

static bool cell_fits(const hc_named_draft *d, size_t cell)
{
    const hc_named_problem *p = d->problem;
    const size_t person = cell / p->days;
    const size_t day = cell % p->days;
    const int8_t choice = d->choice[cell];
    const bool first = day == 0;
    const bool last = day + 1 == p->days;
    if (choice != HC_NAMED_OFF && d->taken[person * p->shift_count + (size_t)choice] >
                                      p->persons[person].most_of[choice]) {
        return false;
    }
    return (first || next_fits(d, cell - 1)) && (last || next_fits(d, cell)) &&
           run_fits(d, person, day) && (first || run_fits(d, person, day - 1)) &&
           (last || run_fits(d, person, day + 1));
}

bool hc_named_draft_fits(const hc_named_draft *d)
{
    for (size_t i = 0; i < d->edit_count; i++) {
        if (!sums_fit(d, d->edits[i].cell / d->problem->days)) { return false; }
    }
    for (size_t i = 0; i < d->edit_count; i++) {
        if (!cell_fits(d, d->edits[i].cell)) { return false; }
    }
    return true;
}

uint64_t hc_named_draft_types(const hc_named_draft *d, size_t cell)
{
    const hc_named_problem *p = d->problem;
    const size_t day = cell % p->days;
    uint64_t may = d->open[cell] & (((uint64_t)1 << p->shift_count) - 1);
    if (day > 0 && d->choice[cell - 1] != HC_NAMED_OFF) {
        may &= ~p->shifts[d->choice[cell - 1]].not_next;
    }
    if (day + 1 < p->days && d->choice[cell + 1] != HC_NAMED_OFF) {
        may &= d->may_precede[d->choice[cell + 1]];
    }
    return may;
}

/* ---- a draft ---- */

static hc_status make_arrays(hc_named_draft *d, hc_error *err)
{
    const hc_named_problem *p = d->problem;
    const size_t cells = p->people * p->days;
    HC_TRY(hc_alloc(&d->choice, cells, sizeof *d->choice, err));
    HC_TRY(hc_alloc(&d->missing, p->days * p->shift_count, sizeof *d->missing, err));
    HC_TRY(hc_alloc(&d->taken, p->people * p->shift_count, sizeof *d->taken, err));
    HC_TRY(hc_alloc(&d->minutes, p->people, sizeof *d->minutes, err));
    HC_TRY(hc_alloc(&d->weekends, p->people, sizeof *d->weekends, err));
    HC_TRY(hc_alloc(&d->wished, cells, sizeof *d->wished, err));
    return hc_alloc(&d->weekend, p->days, sizeof *d->weekend, err);
}

static void set_days(hc_named_draft *d)
{
    const hc_named_problem *p = d->problem;
    for (size_t day = 0; day < p->days; day++) {
        if (hc_tour_is_weekday(p, day, HC_SATURDAY)) { d->weekend[day] = HC_DRAFT_SATURDAY; }
        if (hc_tour_is_weekday(p, day, HC_SUNDAY)) { d->weekend[day] = HC_DRAFT_SUNDAY; }
    }
    for (size_t type = 0; type < p->shift_count; type++) {
        for (size_t before = 0; before < p->shift_count; before++) {
            const bool may = (p->shifts[before].not_next >> type & 1U) == 0;
            if (may) { d->may_precede[type] |= (uint64_t)1 << before; }
        }
    }
    for (size_t i = 0; i < p->days * p->shift_count; i++) {
        d->missing[i] = p->needs[i].required;
    }
}

static void set_wished(hc_named_draft *d)
{
    const hc_named_problem *p = d->problem;
    for (size_t cell = 0; cell < p->people * p->days; cell++) {
        const double *cost = p->wish_cost + cell * (p->shift_count + 1);
        for (size_t c = 0; c <= p->shift_count; c++) {
            if (cost[c] > 0.0) { d->wished[cell] = 1; }
        }
    }
}

hc_status hc_named_draft_create(hc_named_draft *d, const hc_named_problem *problem,
                                const uint64_t *open, const int8_t *choice, hc_error *err)
{
    *d = (hc_named_draft){.problem = problem, .open = open};
    const hc_status st = make_arrays(d, err);
    if (st != HC_OK) {
        hc_named_draft_clear(d);
        return st;
    }
    set_days(d);
    set_wished(d);
    memset(d->choice, HC_NAMED_OFF, problem->people * problem->days);
    for (size_t cell = 0; cell < problem->people * problem->days; cell++) {
        put(d, cell, choice[cell]);
    }
    return HC_OK;
}

void hc_named_draft_clear(hc_named_draft *d)
{
    hc_free(d->choice);
    hc_free(d->missing);
    hc_free(d->taken);
    hc_free(d->minutes);
    hc_free(d->weekends);
    hc_free(d->wished);
    hc_free(d->weekend);
    *d = (hc_named_draft){0};
}
