#include "scheduler/cover/hand_out.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/schedule_options.h"

#define HC_SHAPE_OPEN (-1) /* of a frame's day that waits for its shift */

typedef struct hc_hander {
    const hc_columns *columns;
    hc_plan *plan;
    size_t *group_first; /* [groups + 1] first head of each group */
    size_t *next;        /* [groups] first head without tour or frame */
    hc_day_shift *tours; /* [heads][days] */
} hc_hander;

void hc_count_heads(const hc_columns *columns, const int32_t *heads, size_t *used)
{
    for (size_t c = 0; c < columns->count; c++) {
        if (columns->all[c].kind != HC_COLUMN_DAY) {
            used[columns->all[c].group] += (size_t)heads[c];
        }
    }
}

static hc_status make_hander(hc_hander *hander, hc_error *err)
{
    const hc_plan *plan = hander->plan;
    const hc_problem *problem = plan->problem;
    const size_t groups = problem->group_count;
    HC_TRY(hc_alloc(&hander->group_first, 2 * groups + 1, sizeof *hander->group_first, err));
    hander->next = hander->group_first + groups + 1;
    for (size_t head = 0; head < plan->head_count; head++) {
        hander->group_first[plan->heads[head].group + 1]++;
    }
    for (size_t g = 0; g < groups; g++) {
        hander->group_first[g + 1] += hander->group_first[g];
        hander->next[g] = hander->group_first[g];
    }
    HC_TRY(
        hc_alloc(&hander->tours, plan->head_count * problem->days, sizeof *hander->tours, err));
    for (size_t k = 0; k < plan->head_count * problem->days; k++) {
        hander->tours[k].start = HC_DAY_OFF;
    }
    return HC_OK;
}

static hc_day_shift *tour_of(const hc_hander *hander, size_t head)
{
    return &hander->tours[head * hander->columns->days];
}

/* Tours and frames to the next heads of their group; the days of a frame stay open. */
static void hand_out_heads(hc_hander *hander, size_t c, int32_t heads)
{
    const hc_column *column = &hander->columns->all[c];
    const hc_day_shift *from = hc_columns_tour(hander->columns, c);
    for (int32_t k = 0; k < heads; k++) {
        hc_day_shift *to = tour_of(hander, hander->next[column->group]++);
        memcpy(to, from, hander->columns->days * sizeof *to);
        for (size_t day = 0; day < hander->columns->days; day++) {
            if (column->kind == HC_COLUMN_FRAME && to[day].start != HC_DAY_OFF) {
                to[day].shape = HC_SHAPE_OPEN;
            }
        }
    }
}

/* A day's shifts to heads whose frames wait for one from that base start on. */
static void hand_out_shifts(hc_hander *hander, size_t c, int32_t heads)
{
    const hc_column *column = &hander->columns->all[c];
    const hc_day_shift *shift = &hc_columns_tour(hander->columns, c)[column->day];
    const size_t end = hander->next[column->group];
    for (size_t head = hander->group_first[column->group]; head < end && heads > 0; head++) {
        hc_day_shift *own = &tour_of(hander, head)[column->day];
        if (own->shape == HC_SHAPE_OPEN && own->start == column->base) {
            *own = *shift;
            heads--;
        }
    }
}

/* The shifts that the head has; its open days are left off. */
static void add_known_shifts(hc_hander *hander, size_t head, hc_day_shift *known)
{
    const hc_day_shift *tour = tour_of(hander, head);
    bool works = false;
    for (size_t day = 0; day < hander->columns->days; day++) {
        known[day] = tour[day];
        works = works || tour[day].start != HC_DAY_OFF;
        if (tour[day].shape == HC_SHAPE_OPEN) { known[day].start = HC_DAY_OFF; }
    }
    if (works) { hc_plan_add_tour(hander->plan, head, known); }
}

/* A head whose open day can have no shift goes without tour: its week would not be lawful. */
static void fill_open_days(hc_hander *hander, size_t head, hc_pricer *pricer)
{
    hc_plan *plan = hander->plan;
    const hc_day_shift *tour = tour_of(hander, head);
    for (size_t day = 0; day < hander->columns->days; day++) {
        hc_day_shift shift;
        if (tour[day].start == HC_DAY_OFF || tour[day].shape != HC_SHAPE_OPEN) { continue; }
        hc_pricer_set_values_of(pricer, hc_plan_group(plan, head)->set,
                                hc_plan_gain(plan, head, 0));
        if (!hc_pricer_best_shift(pricer, plan->heads[head].group, day, tour[day].start,
                                  &shift)) {
            hc_plan_remove_tour(plan, head);
            return;
        }
        hc_plan_add_shift(plan, head, day, &shift);
    }
}

static void hand_out(hc_hander *hander, const int32_t *heads, hc_pricer *pricer)
{
    const hc_columns *columns = hander->columns;
    hc_day_shift known[HC_SCHEDULE_DAYS_MAX];
    for (size_t c = 0; c < columns->count; c++) {
        if (columns->all[c].kind != HC_COLUMN_DAY) { hand_out_heads(hander, c, heads[c]); }
    }
    for (size_t c = 0; c < columns->count; c++) {
        if (columns->all[c].kind == HC_COLUMN_DAY) { hand_out_shifts(hander, c, heads[c]); }
    }
    for (size_t head = 0; head < hander->plan->head_count; head++) {
        add_known_shifts(hander, head, known);
    }
    for (size_t head = 0; head < hander->plan->head_count; head++) {
        fill_open_days(hander, head, pricer);
    }
}

hc_status hc_hand_out(const hc_columns *columns, const int32_t *heads, hc_pricer *pricer,
                      hc_plan *plan, hc_error *err)
{
    hc_hander hander = {.columns = columns, .plan = plan};
    const hc_status st = make_hander(&hander, err);
    if (st == HC_OK) { hand_out(&hander, heads, pricer); }
    hc_free(hander.group_first);
    hc_free(hander.tours);
    return st;
}
