#include "scheduler/judge/judge.h"

#include <math.h>

#include "scheduler/weekend.h"

#define HC_MINUTES_AN_HOUR 60.0
#define HC_ROUNDING 1e-9 /* of sums of shares */

/* ---- people ---- */

/* Price of the wishes that a shift does not grant. */
static double wish_price(const hc_judge *j, const hc_agent *agent, const hc_timed_row *shift)
{
    double price = 0.0;
    if (agent == NULL || shift->day < 0 || shift->day >= (int64_t)j->axis->days) { return 0.0; }
    if (agent->wished_off != NULL && agent->wished_off[shift->day] != 0) {
        price += agent->day_off_cost;
    }
    if (agent->preferred_start_min != HC_NO_LIMIT) {
        const int64_t start = shift->start_min - shift->day * HC_MINUTES_A_DAY;
        price += agent->start_cost_an_hour *
                 fabs((double)(start - agent->preferred_start_min)) / HC_MINUTES_AN_HOUR;
    }
    return price;
}

/* Share of the wage paid on top in one minute of the horizon. */
static double premium_share(const hc_judge *j, const hc_contract *c, int64_t minute)
{
    const int64_t day = (minute + HC_MINUTES_A_DAY) / HC_MINUTES_A_DAY - 1; /* -1 too */
    const int64_t clock = minute - day * HC_MINUTES_A_DAY;
    const int32_t weekday = hc_weekday(j->axis->first_day + day);
    const bool wraps = c->night_from_min > c->night_to_min;
    const bool night = wraps ? clock >= c->night_from_min || clock < c->night_to_min
                             : clock >= c->night_from_min && clock < c->night_to_min;
    double share = night ? c->night_premium : 0.0;
    if (weekday == HC_SATURDAY) { share += c->saturday_premium; }
    if (weekday == HC_SUNDAY) { share += c->sunday_premium; }
    return share;
}

double hc_premium_hours(const hc_judge *j, const hc_contract *c, int64_t from_min,
                        int64_t to_min)
{
    double minutes = 0.0;
    if (c->night_premium + c->saturday_premium + c->sunday_premium <= 0.0) { return 0.0; }
    for (int64_t minute = from_min; minute < to_min; minute++) {
        minutes += premium_share(j, c, minute);
    }
    return minutes / HC_MINUTES_AN_HOUR;
}

static double wage_of(const hc_person *who)
{
    const bool own_wage = who->agent != NULL && who->agent->wage_an_hour > 0.0;
    return own_wage ? who->agent->wage_an_hour : who->contract->wage_an_hour;
}

void hc_price_overtime(hc_judge *j, const hc_person *who, int32_t week_paid_min)
{
    const hc_contract *c = who->contract;
    if (c->overtime_after_min == HC_NO_LIMIT || week_paid_min <= c->overtime_after_min) {
        return;
    }
    const double hours = (week_paid_min - c->overtime_after_min) / HC_MINUTES_AN_HOUR;
    j->verdict.overtime_hours += hours;
    j->verdict.overtime_cost += hours * wage_of(who) * c->overtime_premium;
}

void hc_price_person(hc_judge *j, const hc_person *who)
{
    hc_roster_verdict *v = &j->verdict;
    const double wage = wage_of(who);
    for (size_t i = 0; i < who->duty_count; i++) {
        const double paid_hours = j->duties[i].paid_min / HC_MINUTES_AN_HOUR;
        const bool weekend = hc_weekday(j->duties[i].shift->row->date) >= 5;
        v->paid_hours += paid_hours;
        v->wage_cost += paid_hours * wage;
        v->premium_cost += j->duties[i].premium_hours * wage;
        v->wish_cost += wish_price(j, who->agent, j->duties[i].shift);
        v->weekend_cost += weekend ? who->contract->weekend_day_cost : 0.0;
    }
}

/* ---- cover ---- */

static void add_to_slot(hc_judge *j, const hc_person *who, size_t slot, double by)
{
    j->verdict.cover[slot] += by;
    if (hc_queues_of(j) > 1) { j->of_set[who->set * j->verdict.slot_count + slot] += by; }
}

void hc_add_cover(hc_judge *j, const hc_person *who, const hc_timed_row *p, double sign)
{
    const int64_t interval = j->axis->interval_min;
    const int64_t days = (int64_t)j->axis->days;
    const int64_t first = p->start_min < 0 ? 0 : p->start_min / HC_MINUTES_A_DAY;
    const int64_t last = p->end_min < 0 ? -1 : p->end_min / HC_MINUTES_A_DAY;
    for (int64_t day = first; day <= last && day < days; day++) {
        const size_t *range = &j->axis->day_first[day];
        for (size_t slot = range[0]; slot < range[1]; slot++) {
            const int64_t begins = j->slot_wall_min[slot];
            const int64_t from = p->start_min > begins ? p->start_min : begins;
            const int64_t to = p->end_min < begins + interval ? p->end_min : begins + interval;
            if (to > from) {
                add_to_slot(j, who, slot, sign * (double)(to - from) / (double)interval);
            }
        }
    }
}

void hc_price_cover(hc_judge *j)
{
    hc_roster_verdict *v = &j->verdict;
    const double hours = j->axis->interval_min / HC_MINUTES_AN_HOUR;
    for (size_t slot = 0; slot < v->slot_count; slot++) {
        hc_serve_queues(j, slot);
        for (size_t q = 0; q < v->queue_count; q++) {
            const size_t at = q * v->slot_count + slot;
            const double people = floor(v->cover_of_queue[at] + HC_ROUNDING);
            v->short_of_queue[q] += fmax(j->required[at] - people, 0.0) * hours;
            v->over_of_queue[q] += fmax(people - j->required[at], 0.0) * hours;
            v->cover_cost += hc_price_at(j, q, slot, v->cover_of_queue[at]);
        }
    }
    for (size_t q = 0; q < v->queue_count; q++) {
        v->short_hours += v->short_of_queue[q];
        v->over_hours += v->over_of_queue[q];
    }
    v->cost = v->cover_cost + v->wage_cost + v->overtime_cost + v->premium_cost +
              v->weekend_cost + v->hire_cost + v->wish_cost;
}
