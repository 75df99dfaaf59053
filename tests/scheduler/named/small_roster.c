#include "tests/scheduler/named/small_roster.h"

static hc_named_person random_person(hc_rng *rng, int32_t days)
{
    hc_named_person who = {.most_min = 480 * days,
                           .most_run = 1 + (int32_t)hc_rng_below(rng, 4),
                           .least_off = 1 + (int32_t)hc_rng_below(rng, 3),
                           .most_weekends = (int32_t)hc_rng_below(rng, 3)};
    who.most_min -= 240 * (int32_t)hc_rng_below(rng, 8);
    who.least_min = 240 * (int32_t)hc_rng_below(rng, 5);
    if (who.least_min > who.most_min) { who.least_min = who.most_min; }
    who.least_run = 1 + (int32_t)hc_rng_below(rng, (uint64_t)who.most_run);
    who.most_of[0] = (int32_t)hc_rng_below(rng, 5);
    who.most_of[1] = 1 + (int32_t)hc_rng_below(rng, 6);
    return who;
}

void small_make(small_roster *s, hc_rng *rng, size_t days)
{
    *s = (small_roster){0};
    s->shifts[0].minutes = 480;
    s->shifts[1].minutes = 600;
    s->shifts[1].not_next = hc_rng_below(rng, 2); /* bit 0: the first may not follow */
    for (size_t i = 0; i < SMALL_PEOPLE; i++) {
        s->persons[i] = random_person(rng, (int32_t)days);
    }
    for (size_t i = 0; i < SMALL_PEOPLE * days; i++) {
        s->free_day[i] = hc_rng_below(rng, 9) == 0;
    }
    for (size_t i = 0; i < SMALL_PEOPLE * days * SMALL_CHOICES; i++) {
        s->wish_cost[i] = (double)hc_rng_below(rng, 4);
    }
    for (size_t i = 0; i < days * SMALL_SHIFTS; i++) {
        s->needs[i] = (hc_named_need){(int32_t)hc_rng_below(rng, 2), 10.0, 3.0};
    }
    s->problem = (hc_named_problem){.days = days,
                                    .first_weekday = (int32_t)hc_rng_below(rng, 7),
                                    .shift_count = SMALL_SHIFTS,
                                    .shifts = s->shifts,
                                    .people = SMALL_PEOPLE,
                                    .persons = s->persons,
                                    .free_day = s->free_day,
                                    .wish_cost = s->wish_cost,
                                    .needs = s->needs};
}

bool small_runs_hold(const hc_named_person *who, const int8_t *plan, size_t days)
{
    for (size_t first = 0; first < days;) {
        size_t end = first + 1;
        const bool works = plan[first] != HC_NAMED_OFF;
        while (end < days && (plan[end] != HC_NAMED_OFF) == works) {
            end++;
        }
        const int32_t length = (int32_t)(end - first);
        const bool edge = first == 0 || end == days;
        if (works && (length > who->most_run || (!edge && length < who->least_run))) {
            return false;
        }
        if (!works && !edge && length < who->least_off) { return false; }
        first = end;
    }
    return true;
}

bool small_is_lawful(const hc_named_problem *p, size_t person, const int8_t *plan)
{
    const hc_named_person *who = &p->persons[person];
    int32_t taken[SMALL_SHIFTS] = {0};
    int32_t minutes = 0;
    int32_t weekends = 0;
    for (size_t day = 0; day < p->days; day++) {
        const int32_t weekday = (p->first_weekday + (int32_t)day) % 7;
        const bool works = plan[day] != HC_NAMED_OFF;
        const bool worked_before = day > 0 && plan[day - 1] != HC_NAMED_OFF;
        if (works && p->free_day[person * p->days + day]) { return false; }
        if (works && (weekday == 5 || (weekday == 6 && !worked_before))) { weekends++; }
        if (!works) { continue; }
        taken[plan[day]]++;
        minutes += p->shifts[plan[day]].minutes;
        if (worked_before && (p->shifts[plan[day - 1]].not_next >> plan[day] & 1U) != 0) {
            return false;
        }
    }
    return taken[0] <= who->most_of[0] && taken[1] <= who->most_of[1] &&
           minutes <= who->most_min && minutes >= who->least_min &&
           weekends <= who->most_weekends && small_runs_hold(who, plan, p->days);
}

void small_spell(size_t code, size_t days, int8_t *plan)
{
    for (size_t day = 0; day < days; day++, code /= SMALL_CHOICES) {
        plan[day] = (int8_t)((int)(code % SMALL_CHOICES) - 1);
    }
}

size_t small_plans(size_t days)
{
    size_t plans = 1;
    for (size_t day = 0; day < days; day++) {
        plans *= SMALL_CHOICES;
    }
    return plans;
}
