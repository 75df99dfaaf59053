#include "scheduler/judge/judge.h"
#include "scheduler/legal_week.h"

/* The week of the rotation that the date lies in: they went on before the first of them, too.
 */
static size_t rotation_week(const hc_contract *contract, const hc_class *of_class, int64_t date)
{
    const int64_t round = HC_DAYS_A_WEEK * (int64_t)contract->rotation_count;
    const int64_t ahead = HC_DAYS_A_WEEK * (int64_t)of_class->rotation_offset;
    const int64_t days = (date - contract->rotation_from + ahead) % round;
    return (size_t)((days + round) % round / HC_DAYS_A_WEEK);
}

static hc_day_window contract_window(const hc_contract *contract, const hc_class *of_class,
                                     int64_t date)
{
    const size_t weekday = (size_t)hc_weekday(date);
    if (contract->rotation_count > 0) {
        return contract->rotation[rotation_week(contract, of_class, date)][weekday];
    }
    return (hc_day_window){contract->earliest_start_min[weekday],
                           contract->latest_start_min[weekday],
                           contract->latest_end_min[weekday]};
}

hc_day_window hc_window_on(const hc_person *who, int64_t date)
{
    const hc_class *group = who->of_class;
    hc_day_window window = contract_window(who->contract, group, date);
    if (group->earliest_start_min > window.earliest_start_min) {
        window.earliest_start_min = group->earliest_start_min;
    }
    if (group->latest_start_min >= 0 && group->latest_start_min < window.latest_start_min) {
        window.latest_start_min = group->latest_start_min;
    }
    if (group->latest_end_min >= 0 && group->latest_end_min < window.latest_end_min) {
        window.latest_end_min = group->latest_end_min;
    }
    return window;
}

hc_contract hc_contract_from(const hc_contract *contract, const hc_class *of_class,
                             int64_t first_day)
{
    hc_contract own = *contract;
    int32_t open = 0;
    for (int64_t date = first_day; date < first_day + HC_DAYS_A_WEEK; date++) {
        const size_t weekday = (size_t)hc_weekday(date);
        const hc_day_window window = contract_window(contract, of_class, date);
        own.earliest_start_min[weekday] = window.earliest_start_min;
        own.latest_start_min[weekday] = window.latest_start_min;
        own.latest_end_min[weekday] = window.latest_end_min;
        open += window.latest_start_min >= window.earliest_start_min ? 1 : 0;
    }
    if (own.rotation_count > 0 && own.days_a_week_least > open) {
        own.days_a_week_least = open;
    }
    return own;
}
