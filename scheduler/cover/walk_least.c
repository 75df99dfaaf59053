#include "scheduler/cover/walk_week.h"

typedef struct hc_walk_reach {
    int32_t days; /* most days of any end with enough days off together; -1: none */
    int32_t paid; /* most paid units of those with at least `least_days` */
} hc_walk_reach;

static void note_reach(const hc_walk *walk, const hc_group *group, size_t week,
                       int32_t least_days, hc_walk_reach *most)
{
    const size_t states = (size_t)hc_walk_state_count(group);
    hc_walk_state at = {0};
    for (size_t s = 0; s < states; s++, hc_walk_next_state(group, &at)) {
        if (walk->now[s] == HC_UNREACHED || !hc_walk_days_off_suffice(walk, group, week, at)) {
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
    hc_walk_week_bases(walk->problem, group, week, &lowest, &highest);
    for (int32_t base = lowest; base <= highest; base++) {
        hc_walk_week(walk, group, week, base, NULL, false);
        note_reach(walk, group, week, least_days, &most);
    }
    return most;
}

bool hc_walk_settle_least(hc_walk *walk, hc_group *group)
{
    const int32_t unit = walk->problem->forms[group->form].paid_unit;
    hc_walk_begin(walk, group);
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
        hc_walk_week_bases(walk->problem, group, week, &lowest, &highest);
        for (int32_t base = lowest; base <= highest; base++) {
            hc_walk_week(walk, group, week, base, NULL, false);
            ends = hc_walk_leave_week(walk, group, week, base) > HC_UNREACHED || ends;
        }
        if (!ends) { return false; } /* the horizon's paid time is out of reach */
    }
    return true;
}
