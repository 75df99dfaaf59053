#include "scheduler/premium.h"

#include "scheduler/weekend.h"

#define HC_MINUTES_AN_HOUR 60.0

bool hc_pays_premiums(const hc_contract *c)
{
    return c->night_premium > 0.0 || c->saturday_premium > 0.0 || c->sunday_premium > 0.0;
}

/* Minutes that [from, to) shares with [low, high). */
static int32_t shared_min(int32_t from_min, int32_t to_min, int32_t low_min, int32_t high_min)
{
    const int32_t first = from_min > low_min ? from_min : low_min;
    const int32_t last = to_min < high_min ? to_min : high_min;
    return last > first ? last - first : 0;
}

/* Minutes of the night in a part of a day. */
static int32_t night_min(const hc_contract *c, int32_t from_min, int32_t to_min)
{
    if (c->night_from_min <= c->night_to_min) {
        return shared_min(from_min, to_min, c->night_from_min, c->night_to_min);
    }
    return shared_min(from_min, to_min, 0, c->night_to_min) +
           shared_min(from_min, to_min, c->night_from_min, HC_MINUTES_A_DAY);
}

static double within_a_day(const hc_contract *c, int32_t weekday, int32_t from_min,
                           int32_t to_min)
{
    const double weekend = weekday == HC_SATURDAY ? c->saturday_premium
                           : weekday == HC_SUNDAY ? c->sunday_premium
                                                  : 0.0;
    return (c->night_premium * night_min(c, from_min, to_min) + weekend * (to_min - from_min)) /
           HC_MINUTES_AN_HOUR;
}

double hc_premium_hours_between(const hc_contract *c, int32_t weekday, int32_t from_min,
                                int32_t to_min)
{
    double hours = 0.0;
    for (int32_t midnight = from_min / HC_MINUTES_A_DAY * HC_MINUTES_A_DAY; midnight < to_min;
         midnight += HC_MINUTES_A_DAY) {
        const int32_t day = weekday + midnight / HC_MINUTES_A_DAY;
        const int32_t from = from_min > midnight ? from_min - midnight : 0;
        const int32_t left = to_min - midnight;
        hours += within_a_day(c, day % HC_DAYS_A_WEEK, from,
                              left < HC_MINUTES_A_DAY ? left : HC_MINUTES_A_DAY);
    }
    return hours;
}

double hc_premium_hours_of_shift(const hc_axis *axis, const hc_contract *c,
                                 const hc_shift *shift)
{
    if (!hc_pays_premiums(c)) { return 0.0; }
    const int32_t weekday = hc_weekday(axis->first_day + (int64_t)shift->day);
    double hours = hc_premium_hours_between(c, weekday, shift->start_min,
                                            shift->start_min + shift->length_min);
    for (size_t b = 0; b < shift->break_count; b++) {
        const int32_t at = shift->break_start_min[b];
        if (hc_break_is_activity(shift, b) || c->breaks[shift->break_rule[b]].paid) {
            continue;
        }
        hours -= hc_premium_hours_between(c, weekday, at, at + shift->break_length_min[b]);
    }
    return hours;
}

bool hc_pays_overtime(const hc_contract *c)
{
    return c->overtime_after_min != HC_NO_LIMIT && c->overtime_premium > 0.0;
}

int32_t hc_overtime_min(const hc_contract *c, int32_t week_paid_min)
{
    if (!hc_pays_overtime(c) || week_paid_min <= c->overtime_after_min) { return 0; }
    return week_paid_min - c->overtime_after_min;
}
