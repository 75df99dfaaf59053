#include <math.h>

#include "forecast/base/number.h"
#include "scheduler/judge/judge.h"

/* Price of `amount` agents too few or too many, through steps of rising price. */
static double price_steps(double amount, double required, size_t steps, const double *share,
                          const double *cost)
{
    double price = 0.0;
    for (size_t step = 0; step + 1 < steps && amount > 0.0; step++) {
        const double width = fmax(1.0, hc_ceil_forgiving(share[step] * required));
        const double part = fmin(amount, width);
        price += part * cost[step];
        amount -= part;
    }
    return price + fmax(amount, 0.0) * cost[steps - 1];
}

/* Price of the people on the phones by the interval's curve: straight between whole numbers,
 * for rosters whose breaks end inside an interval, and as at its end beyond it. */
static double price_curve(const hc_cover_curves *curves, size_t slot, double cover)
{
    const double *price = &curves->price[slot * curves->width];
    const double last = (double)(curves->width - 1);
    if (!(cover < last)) { return price[curves->width - 1]; }
    const size_t whole = cover > 0.0 ? (size_t)cover : 0;
    return price[whole] + (cover - (double)whole) * (price[whole + 1] - price[whole]);
}

/* What people short and over weigh in an interval that begins at this local time. */
static void weigh(const hc_rules *rules, hc_local_time begin, double *shortage, double *surplus)
{
    *shortage = 1.0;
    *surplus = 1.0;
    for (size_t k = 0; k < rules->cost_hours_count; k++) {
        const hc_cost_hours *hours = &rules->cost_hours[k];
        const int32_t minute = begin.second_of_day / 60;
        if (!hours->weekdays[hc_weekday(begin.day)] || minute < hours->from_min ||
            minute >= hours->to_min) {
            continue;
        }
        *shortage = hours->shortage;
        *surplus = hours->surplus;
    }
}

/* A curve takes the place of the shortage's steps; those of a surplus are added. */
double hc_price_at(const hc_judge *j, size_t queue, size_t slot, double cover)
{
    const hc_rules *rules = j->rules;
    const double required = j->required[queue * j->verdict.slot_count + slot];
    const hc_cover_cost *cost = &rules->cover_cost;
    const double over = cover - required;
    double of_short = 0.0;
    double of_over = 0.0;
    weigh(rules, hc_axis_local(j->axis, slot), &of_short, &of_over);
    const double surplus = over > 0.0 ? of_over * price_steps(over, required, cost->over_steps,
                                                              cost->over_share, cost->over_cost)
                                      : 0.0;
    if (rules->curves.slots > 0) {
        return of_short * price_curve(&rules->curves, slot, cover) + surplus;
    }
    return over < 0.0 ? of_short * price_steps(-over, required, cost->short_steps,
                                               cost->short_share, cost->short_cost)
                      : surplus;
}
