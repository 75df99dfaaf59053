#include "scheduler/wishes.h"

#include <math.h>

#include "scheduler/premium.h"

#define HC_MINUTES_AN_HOUR 60.0
#define HC_HOURS_A_SHIFT 8.0

/* Days of this and the next slots are at most 42, so a bit a calendar week is enough. */
static void note_weekend(const hc_axis *axis, size_t day, uint64_t *weekends)
{
    const int64_t date = axis->first_day + (int64_t)day;
    if (hc_weekday(date) < 5) { return; }
    const int64_t monday = date - hc_weekday(date);
    const int64_t first_monday = axis->first_day - hc_weekday(axis->first_day);
    *weekends |= UINT64_C(1) << ((monday - first_monday) / HC_DAYS_A_WEEK % 64);
}

static int32_t count_bits(uint64_t bits)
{
    int32_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

static int32_t wished_days(const hc_axis *axis, const hc_agent *agent)
{
    int32_t wished = 0;
    for (size_t day = 0; day < axis->days && agent->wished_off != NULL; day++) {
        wished += agent->wished_off[day] != 0 ? 1 : 0;
    }
    return wished;
}

void hc_add_wishes(const hc_agent *agent, const hc_shift *shift, hc_duties *duties)
{
    if (agent->wished_off != NULL && agent->wished_off[shift->day] != 0) {
        duties->granted_days--;
    }
    if (agent->preferred_start_min == HC_NO_LIMIT) { return; }
    duties->apart_hours +=
        fabs((double)(shift->start_min - agent->preferred_start_min)) / HC_MINUTES_AN_HOUR;
}

/* Of all weeks, which begin with the horizon. */
static double overtime_hours(const hc_axis *axis, const hc_contract *contract,
                             const hc_shift *shifts, size_t count)
{
    int32_t beyond_min = 0;
    if (!hc_pays_overtime(contract)) { return 0.0; }
    for (size_t week = 0; week * HC_DAYS_A_WEEK < axis->days; week++) {
        int32_t paid_min = 0;
        for (size_t i = 0; i < count; i++) {
            if (shifts[i].day / HC_DAYS_A_WEEK != week) { continue; }
            paid_min += hc_shift_paid_min(contract, &shifts[i]);
        }
        beyond_min += hc_overtime_min(contract, paid_min);
    }
    return beyond_min / HC_MINUTES_AN_HOUR;
}

hc_duties hc_duties_of(const hc_axis *axis, const hc_contract *contract, const hc_agent *agent,
                       const hc_shift *shifts, size_t count)
{
    hc_duties duties = {.shifts = count};
    uint64_t weekends = 0;
    if (agent != NULL) { duties.wished_days = wished_days(axis, agent); }
    duties.granted_days = duties.wished_days;
    for (size_t i = 0; i < count; i++) {
        duties.hours += hc_shift_paid_min(contract, &shifts[i]) / HC_MINUTES_AN_HOUR;
        duties.premium_hours += hc_premium_hours_of_shift(axis, contract, &shifts[i]);
        duties.lates += shifts[i].start_min + shifts[i].length_min > HC_LATE_END_MIN ? 1 : 0;
        note_weekend(axis, shifts[i].day, &weekends);
        if (agent != NULL) { hc_add_wishes(agent, &shifts[i], &duties); }
    }
    duties.overtime_hours = overtime_hours(axis, contract, shifts, count);
    duties.weekends = count_bits(weekends);
    return duties;
}

double hc_unfairness(const hc_agent *agent, const hc_duties *duties, const hc_fair_share *share)
{
    const double weekends = agent->before.weekends + duties->weekends - share->weekends;
    const double lates = agent->before.lates + duties->lates - share->lates;
    const double shifts =
        (agent->before.hours + duties->hours - share->hours) / HC_HOURS_A_SHIFT;
    return weekends * weekends + 0.5 * lates * lates + 0.5 * shifts * shifts;
}

double hc_wish_points(const hc_agent *agent, const hc_duties *duties)
{
    const int32_t denied = duties->wished_days - duties->granted_days;
    return (1.0 + agent->seniority) * (duties->apart_hours + HC_WISHED_DAY_POINTS * denied);
}

double hc_duties_cost(const hc_contract *contract, const hc_agent *agent,
                      const hc_duties *duties)
{
    const double wage =
        agent->wage_an_hour > 0.0 ? agent->wage_an_hour : contract->wage_an_hour;
    return wage * (duties->hours + duties->premium_hours +
                   contract->overtime_premium * duties->overtime_hours) +
           agent->start_cost_an_hour * duties->apart_hours +
           agent->day_off_cost * (duties->wished_days - duties->granted_days);
}

hc_duties hc_roster_duties(const hc_rules *rules, const hc_roster *roster, size_t agent,
                           size_t *shift)
{
    const hc_class *class = &rules->classes[roster->agents[agent].class_index];
    const hc_agent *person = rules->agent_count > 0 ? &rules->agents[agent] : NULL;
    const size_t first = *shift;
    while (*shift < roster->shift_count && roster->shifts[*shift].agent == agent) {
        (*shift)++;
    }
    return hc_duties_of(&roster->axis, &rules->contracts[class->contract], person,
                        roster->shifts + first, *shift - first);
}

static void widen(double value, double *least, double *most, bool first)
{
    if (first || value < *least) { *least = value; }
    if (first || value > *most) { *most = value; }
}

static void add_person(const hc_agent *agent, const hc_duties *duties, hc_wish_sum *sum)
{
    const bool first = sum->people++ == 0;
    sum->wished_days += duties->wished_days;
    sum->granted_days += duties->granted_days;
    if (agent->preferred_start_min != HC_NO_LIMIT) { sum->wished_starts += duties->shifts; }
    sum->apart_hours += duties->apart_hours;
    widen(agent->before.weekends + duties->weekends, &sum->least.weekends, &sum->most.weekends,
          first);
    widen(agent->before.lates + duties->lates, &sum->least.lates, &sum->most.lates, first);
    widen(agent->before.hours + duties->hours, &sum->least.hours, &sum->most.hours, first);
}

hc_wish_sum hc_wishes_of(const hc_rules *rules, const hc_roster *roster)
{
    hc_wish_sum sum = {0};
    size_t shift = 0;
    for (size_t agent = 0; agent < rules->agent_count; agent++) {
        const hc_duties duties = hc_roster_duties(rules, roster, agent, &shift);
        add_person(&rules->agents[agent], &duties, &sum);
    }
    return sum;
}
