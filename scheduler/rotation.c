#include "scheduler/rotation.h"

size_t hc_rotation_week(const hc_contract *contract, const hc_class *of_class, int64_t date)
{
    const int64_t count = (int64_t)contract->rotation_count;
    const int64_t days = date - contract->rotation_from;
    const int64_t weeks = (days >= 0 ? days : days - HC_DAYS_A_WEEK + 1) / HC_DAYS_A_WEEK;
    const int64_t offset = of_class != NULL ? of_class->rotation_offset : 0;
    const int64_t place = (weeks + offset) % count;
    return (size_t)(place >= 0 ? place : place + count);
}

static void use_window(hc_contract *contract, size_t weekday, const hc_day_window *window)
{
    contract->earliest_start_min[weekday] = window->earliest_start_min;
    contract->latest_start_min[weekday] = window->latest_start_min;
    contract->latest_end_min[weekday] = window->latest_end_min;
}

static bool is_worked(const hc_day_window *window)
{
    return window->latest_start_min >= window->earliest_start_min;
}

hc_contract hc_contract_of_week(const hc_contract *contract, const hc_class *of_class,
                                int64_t first_day)
{
    hc_contract own = *contract;
    int32_t open = 0;
    if (contract->rotation_count == 0) { return own; }
    for (int64_t date = first_day; date < first_day + HC_DAYS_A_WEEK; date++) {
        const size_t week = hc_rotation_week(contract, of_class, date);
        const size_t weekday = (size_t)hc_weekday(date);
        use_window(&own, weekday, &contract->rotation[week][weekday]);
        open += is_worked(&contract->rotation[week][weekday]) ? 1 : 0;
    }
    if (own.days_a_week_least > open) { own.days_a_week_least = open; }
    return own;
}

static void widen(hc_day_window *span, const hc_day_window *window)
{
    if (!is_worked(window)) { return; }
    if (!is_worked(span)) {
        *span = *window;
        return;
    }
    if (window->earliest_start_min < span->earliest_start_min) {
        span->earliest_start_min = window->earliest_start_min;
    }
    if (window->latest_start_min > span->latest_start_min) {
        span->latest_start_min = window->latest_start_min;
    }
    if (window->latest_end_min > span->latest_end_min) {
        span->latest_end_min = window->latest_end_min;
    }
}

void hc_rotation_span(hc_contract *contract)
{
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        hc_day_window span = {.earliest_start_min = 0, .latest_start_min = HC_NO_LIMIT};
        for (size_t week = 0; week < contract->rotation_count; week++) {
            widen(&span, &contract->rotation[week][weekday]);
        }
        use_window(contract, weekday, &span);
    }
}
