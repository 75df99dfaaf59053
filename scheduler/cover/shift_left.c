#include "scheduler/cover/shift_left.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/whole.h"

#define HC_LEFT_MOST 300 /* at one phase: two people are 45 000 states then */

typedef struct hc_break_left {
    int32_t earliest; /* cells from now; 0: it may begin */
    int32_t latest;   /* 0: it must */
    int32_t length;
} hc_break_left;

/* All bytes count: what is not used is zero. */
typedef struct hc_shift_left {
    int32_t length;   /* cells */
    int32_t in_break; /* cells of the break it is in; 0: in none */
    int32_t break_count;
    hc_break_left breaks[HC_BREAKS_MAX]; /* one after another */
} hc_shift_left;

/* What has been found of one phase. */
typedef struct hc_left_phase {
    size_t count;
    size_t followed; /* the first of them */
    hc_shift_left left[HC_LEFT_MOST];
    int16_t after[HC_LEFT_MOST][2];
} hc_left_phase;

/* The place among the phase's, new if it was not there; HC_LEFT_NOT: there is no room. */
static int16_t place_of(hc_left_phase *phase, const hc_shift_left *left)
{
    size_t at = 0;
    while (at < phase->count && memcmp(&phase->left[at], left, sizeof *left) != 0) {
        at++;
    }
    if (at == HC_LEFT_MOST) { return HC_LEFT_NOT; }
    if (at == phase->count) { phase->left[phase->count++] = *left; }
    return (int16_t)at;
}

static void drop_first_break(hc_shift_left *left)
{
    left->break_count--;
    for (int32_t b = 0; b < left->break_count; b++) {
        left->breaks[b] = left->breaks[b + 1];
    }
    memset(&left->breaks[left->break_count], 0, sizeof left->breaks[0]);
}

/* One cell later; false: it cannot be spent so. */
static bool pass_cell(hc_shift_left *left, bool in_break)
{
    const bool is_due = left->break_count > 0 && left->breaks[0].latest <= 0;
    const bool may_begin = left->break_count > 0 && left->breaks[0].earliest <= 0;
    if (!in_break && (left->in_break > 0 || is_due)) { return false; }
    if (in_break && left->in_break == 0) {
        if (!may_begin) { return false; }
        left->in_break = left->breaks[0].length;
        drop_first_break(left);
    }
    left->in_break -= in_break ? 1 : 0;
    left->length--;
    for (int32_t b = 0; b < left->break_count; b++) {
        left->breaks[b].earliest = hc_most_of(left->breaks[b].earliest - 1, 0);
        left->breaks[b].latest--;
    }
    return true;
}

static hc_shift_left whole_shift(const hc_shape *shape)
{
    hc_shift_left left;
    memset(&left, 0, sizeof left);
    left.length = shape->length;
    left.break_count = (int32_t)shape->break_count;
    for (size_t b = 0; b < shape->break_count; b++) {
        left.breaks[b].earliest = shape->breaks[b].earliest;
        left.breaks[b].latest = shape->breaks[b].latest;
        left.breaks[b].length = shape->breaks[b].length;
    }
    return left;
}

/* What is left a cell later; false: there is no room for it. */
static bool follow_one(hc_shift_left left, bool in_break, hc_left_phase *next, int16_t *after)
{
    *after = HC_LEFT_NOT;
    if (!pass_cell(&left, in_break)) { return true; }
    *after = HC_LEFT_GONE;
    if (left.length == 0) { return true; }
    *after = place_of(next, &left);
    return *after != HC_LEFT_NOT;
}

/* Follows everything new of a phase for one cell; false: there is no room. */
static bool follow(hc_left_phase *phase, hc_left_phase *next)
{
    for (; phase->followed < phase->count; phase->followed++) {
        const hc_shift_left left = phase->left[phase->followed];
        int16_t *after = phase->after[phase->followed];
        if (!follow_one(left, false, next, &after[0]) ||
            !follow_one(left, true, next, &after[1])) {
            return false;
        }
    }
    return true;
}

static bool follow_all(hc_left_phase *phases, size_t count)
{
    bool again = true;
    while (again) {
        again = false;
        for (size_t p = 0; p < count; p++) {
            if (!follow(&phases[p], &phases[(p + 1) % count])) { return false; }
        }
        for (size_t p = 0; p < count; p++) {
            again = again || phases[p].followed < phases[p].count;
        }
    }
    return true;
}

static bool find_whole(const hc_problem *problem, hc_left_phase *first, hc_shifts_left *left)
{
    size_t type = 0;
    for (size_t k = 0; k < problem->form_count; k++) {
        left->of_form[k] = type;
        for (size_t shape = 0; shape < problem->forms[k].shape_count; shape++) {
            const hc_shift_left whole = whole_shift(&problem->forms[k].shapes[shape]);
            const int16_t at = place_of(first, &whole);
            if (at == HC_LEFT_NOT) { return false; }
            left->whole[type++] = at;
        }
    }
    left->of_form[problem->form_count] = type;
    return true;
}

static hc_status keep(const hc_left_phase *phases, hc_shifts_left *left, hc_error *err)
{
    for (size_t p = 0; p < left->phases; p++) {
        left->first[p + 1] = left->first[p] + phases[p].count;
    }
    HC_TRY(hc_alloc(&left->after, 2 * left->first[left->phases], sizeof *left->after, err));
    for (size_t p = 0; p < left->phases; p++) {
        memcpy(&left->after[2 * left->first[p]], phases[p].after,
               phases[p].count * sizeof phases[p].after[0]);
    }
    return HC_OK;
}

static hc_status make_tables(const hc_problem *problem, hc_shifts_left *left, hc_error *err)
{
    int32_t step = (int32_t)problem->cells_a_day;
    for (size_t k = 0; k < problem->form_count; k++) {
        step = hc_common_divisor(step, problem->forms[k].grid);
        left->types += problem->forms[k].shape_count;
    }
    left->phases = (size_t)step;
    HC_TRY(hc_alloc(&left->first, left->phases + 1, sizeof *left->first, err));
    HC_TRY(hc_alloc(&left->of_form, problem->form_count + 1, sizeof *left->of_form, err));
    return hc_alloc(&left->whole, left->types, sizeof *left->whole, err);
}

hc_status hc_shifts_left_make(const hc_problem *problem, hc_shifts_left *left, bool *few,
                              hc_error *err)
{
    hc_shifts_left made = HC_SHIFTS_LEFT_INIT;
    hc_left_phase *phases = NULL;
    bool has_room = false;
    hc_status st = make_tables(problem, &made, err);
    if (st == HC_OK) { st = hc_alloc(&phases, made.phases, sizeof *phases, err); }
    if (st == HC_OK) {
        has_room = find_whole(problem, &phases[0], &made) && follow_all(phases, made.phases);
    }
    if (has_room) { st = keep(phases, &made, err); }
    hc_free(phases);
    if (st != HC_OK || !has_room) {
        hc_shifts_left_clear(&made);
    } else {
        *left = made;
    }
    *few = has_room;
    return st;
}

void hc_shifts_left_clear(hc_shifts_left *left)
{
    hc_free(left->first);
    hc_free(left->after);
    hc_free(left->of_form);
    hc_free(left->whole);
    *left = (hc_shifts_left)HC_SHIFTS_LEFT_INIT;
}
