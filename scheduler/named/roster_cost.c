#include "scheduler/named/roster_cost.h"

double hc_named_wishes(const hc_named_problem *p, size_t person, const int8_t *choice)
{
    double cost = 0.0;
    for (size_t day = 0; day < p->days; day++) {
        cost += p->wish_cost[(person * p->days + day) * (p->shift_count + 1) +
                             hc_named_choice_index(p, choice[day])];
    }
    return cost;
}

double hc_named_cost_of_day(const hc_named_problem *p, const int8_t *choice, size_t day)
{
    int32_t missing[HC_NAMED_SHIFTS_MAX];
    double cost = 0.0;
    for (size_t shift = 0; shift < p->shift_count; shift++) {
        missing[shift] = p->needs[day * p->shift_count + shift].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        const int8_t taken = choice[person * p->days + day];
        if (taken != HC_NAMED_OFF) { missing[taken]--; }
    }
    for (size_t shift = 0; shift < p->shift_count; shift++) {
        const hc_named_need *need = &p->needs[day * p->shift_count + shift];
        cost += missing[shift] > 0 ? missing[shift] * need->short_cost
                                   : -missing[shift] * need->over_cost;
    }
    return cost;
}

double hc_named_cost(const hc_named_problem *p, const int8_t *choice)
{
    double cost = 0.0;
    for (size_t person = 0; person < p->people; person++) {
        cost += hc_named_wishes(p, person, choice + person * p->days);
    }
    for (size_t day = 0; day < p->days; day++) {
        cost += hc_named_cost_of_day(p, choice, day);
    }
    return cost;
}
