#include "scheduler/roster_costs.h"

#include "forecast/base/memory.h"
#include "scheduler/premium.h"
#include "scheduler/weekend.h"
#include "scheduler/wishes.h"

/* ---- parts ---- */

static void add_person(const hc_contract *contract, const hc_agent *agent,
                       const hc_duties *duties, hc_roster_costs *costs)
{
    const bool own_wage = agent != NULL && agent->wage_an_hour > 0.0;
    const double wage = own_wage ? agent->wage_an_hour : contract->wage_an_hour;
    costs->wages += wage * duties->hours;
    costs->overtime += wage * contract->overtime_premium * duties->overtime_hours;
    costs->premiums += wage * duties->premium_hours;
    costs->overtime_hours += duties->overtime_hours;
    if (agent == NULL) { return; }
    costs->wishes += agent->start_cost_an_hour * duties->apart_hours +
                     agent->day_off_cost * (duties->wished_days - duties->granted_days);
}

static const hc_contract *contract_of(const hc_rules *rules, const hc_roster *roster,
                                      size_t agent)
{
    return &rules->contracts[rules->classes[roster->agents[agent].class_index].contract];
}

static double weekend_days(const hc_rules *rules, const hc_roster *roster)
{
    double price = 0.0;
    for (size_t k = 0; k < roster->shift_count; k++) {
        const hc_shift *shift = &roster->shifts[k];
        if (hc_weekday(roster->axis.first_day + (int64_t)shift->day) < HC_SATURDAY) {
            continue;
        }
        price += contract_of(rules, roster, shift->agent)->weekend_day_cost;
    }
    return price;
}

hc_roster_costs hc_roster_costs_of(const hc_rules *rules, const hc_roster *roster)
{
    hc_roster_costs costs = {.cover = roster->cover_cost,
                             .weekends = weekend_days(rules, roster)};
    const double weeks = (double)roster->axis.days / HC_DAYS_A_WEEK;
    size_t shift = 0;
    for (size_t agent = 0; agent < roster->agent_count; agent++) {
        const hc_contract *contract = contract_of(rules, roster, agent);
        const hc_duties duties = hc_roster_duties(rules, roster, agent, &shift);
        add_person(contract, rules->agent_count > 0 ? &rules->agents[agent] : NULL, &duties,
                   &costs);
        if (rules->choose_heads) { costs.hiring += contract->hire_cost_a_week * weeks; }
    }
    return costs;
}

/* ---- weeks with overtime ---- */

static hc_status add_week(const hc_overtime_week *week, hc_overtime_week **weeks, size_t *room,
                          size_t *count, hc_error *err)
{
    HC_TRY(hc_grow(weeks, room, *count + 1, sizeof **weeks, err));
    (*weeks)[(*count)++] = *week;
    return HC_OK;
}

hc_status hc_overtime_weeks_find(const hc_rules *rules, const hc_roster *roster,
                                 hc_overtime_week **weeks, size_t *count, hc_error *err)
{
    hc_overtime_week *found = NULL;
    size_t room = 0;
    hc_status st = HC_OK;
    *count = 0;
    for (size_t k = 0; k < roster->shift_count && st == HC_OK;) {
        const hc_shift *first = &roster->shifts[k];
        const hc_contract *contract = contract_of(rules, roster, first->agent);
        const size_t number = first->day / HC_DAYS_A_WEEK;
        hc_overtime_week week = {.agent = first->agent, .first_day = number * HC_DAYS_A_WEEK};
        for (; k < roster->shift_count && roster->shifts[k].agent == week.agent &&
               roster->shifts[k].day / HC_DAYS_A_WEEK == number;
             k++) {
            week.paid_min += hc_shift_paid_min(contract, &roster->shifts[k]);
        }
        week.overtime_min = hc_overtime_min(contract, week.paid_min);
        if (week.overtime_min > 0) { st = add_week(&week, &found, &room, count, err); }
    }
    if (st != HC_OK) {
        hc_free(found);
        return st;
    }
    *weeks = found;
    return HC_OK;
}
