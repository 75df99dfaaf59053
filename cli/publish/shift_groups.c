#include "cli/publish/shift_groups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Everything but who works it. */
static int compare_shape(const hc_shift_group *a, const hc_shift_group *b)
{
    const hc_shift *x = a->shift;
    const hc_shift *y = b->shift;
    int by = order((int64_t)a->class_index, (int64_t)b->class_index);
    if (by == 0) { by = order((int64_t)x->day, (int64_t)y->day); }
    if (by == 0) { by = order(x->start_min, y->start_min); }
    if (by == 0) { by = order(x->length_min, y->length_min); }
    if (by == 0) { by = order((int64_t)x->break_count, (int64_t)y->break_count); }
    for (size_t i = 0; by == 0 && i < x->break_count; i++) {
        by = order(x->break_start_min[i], y->break_start_min[i]);
        if (by == 0) { by = order(x->break_length_min[i], y->break_length_min[i]); }
        if (by == 0) { by = order(x->break_rule[i], y->break_rule[i]); }
        if (by == 0 && hc_break_is_activity(x, i)) {
            by = order((int64_t)x->agent, (int64_t)y->agent); /* it is the person's own */
        }
    }
    return by;
}

static int compare_groups(const void *a, const void *b)
{
    const hc_shift_group *x = a;
    const hc_shift_group *y = b;
    const int by = compare_shape(x, y);
    return by != 0 ? by : order((int64_t)x->shift->agent, (int64_t)y->shift->agent);
}

hc_status hc_shift_groups_make(const hc_roster *roster, hc_shift_group **groups, size_t *count,
                               hc_error *err)
{
    hc_shift_group *made = NULL;
    HC_TRY(hc_alloc(&made, roster->shift_count, sizeof *made, err));
    for (size_t i = 0; i < roster->shift_count; i++) {
        const hc_shift *shift = &roster->shifts[i];
        made[i] = (hc_shift_group){shift, roster->agents[shift->agent].class_index, 1};
    }
    qsort(made, roster->shift_count, sizeof *made, compare_groups);
    size_t kept = 0;
    for (size_t i = 0; i < roster->shift_count; i++) {
        if (kept > 0 && compare_shape(&made[kept - 1], &made[i]) == 0) {
            made[kept - 1].people++;
        } else {
            made[kept++] = made[i];
        }
    }
    *groups = made;
    *count = kept;
    return HC_OK;
}

int64_t hc_shift_utc_s(const hc_axis *axis, size_t day, int32_t minute)
{
    const hc_local_time wall = {axis->first_day + (int64_t)day + minute / HC_MINUTES_A_DAY,
                                minute % HC_MINUTES_A_DAY * 60};
    int64_t first_utc_s = 0;
    int64_t second_utc_s = 0;
    (void)hc_zone_to_utc(&axis->zone, wall, &first_utc_s, &second_utc_s);
    return first_utc_s;
}

void hc_shift_clock(int32_t minute, char *text)
{
    hc_format_clock(minute > HC_MINUTES_A_DAY ? minute - HC_MINUTES_A_DAY : minute, text);
}

const char *hc_shift_break_name(const hc_rules *rules, size_t class_index,
                                const hc_shift *shift, size_t index)
{
    if (hc_break_is_activity(shift, index)) {
        const size_t own = shift->break_rule[index] - (size_t)HC_BREAKS_MAX;
        return rules->agents[shift->agent].activities[own].name;
    }
    const size_t contract = rules->classes[class_index].contract;
    return rules->contracts[contract].breaks[shift->break_rule[index]].name;
}

void hc_shift_breaks_text(const hc_rules *rules, size_t class_index, const hc_shift *shift,
                          char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < shift->break_count && used < size; i++) {
        char from[HC_TIME_TEXT_MAX];
        char to[HC_TIME_TEXT_MAX];
        hc_shift_clock(shift->break_start_min[i], from);
        hc_shift_clock(shift->break_start_min[i] + shift->break_length_min[i], to);
        const char *name = hc_shift_break_name(rules, class_index, shift, i);
        const int put =
            snprintf(text + used, size - used, "%s%s %s-%s", i > 0 ? "; " : "", name, from, to);
        used += put > 0 ? (size_t)put : 0;
    }
}
