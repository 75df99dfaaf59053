#include "scheduler/level.h"

#include <string.h>

#include "scheduler/lawful_tour.h"
#include "scheduler/premium.h"
#include "scheduler/skills.h"
#include "scheduler/wishes.h"

#define HC_DAYS_MOST 64          /* a bit a day */
#define HC_SPANS_A_PASS 10000000 /* runs of days looked at in a class; guards the time */
#define HC_PASSES_MOST 10
#define HC_LEVEL_LEAST 1e-6 /* points that are worth an exchange */

/* One person and what their days come to. */
typedef struct person {
    const hc_agent *agent;
    const hc_contract *contract;
    const hc_shift **days; /* [days] NULL: off */
    uint64_t worked;       /* a bit a day */
    hc_duties duties;      /* weekends, lates and hours */
    double unfairness;
    double overtime; /* points of its price */
} person;

typedef struct leveller {
    const hc_axis *axis;
    const hc_rules *rules;
    person *people; /* [agents of the class that may exchange] */
    size_t count;
    hc_fair_share share;
    const hc_shift **days;           /* [agents][days] of everybody */
    hc_shift *shifts;                /* [count] copies, to which the days point */
    hc_duties *duties;               /* [count] of each, whoever has it */
    uint64_t weekends[HC_DAYS_MOST]; /* the days of each calendar weekend */
    size_t weekend_count;
} leveller;

/* What a day would bring one of the two if they exchanged it. */
typedef struct day_change {
    double hours;
    double lates;
    double points; /* prices and wishes */
} day_change;

/* Days that two people exchange, a bit a day, and how the points of both change by it. */
typedef struct exchange {
    uint64_t days; /* 0: none */
    double change;
} exchange;

static int32_t count_weekends(const leveller *l, uint64_t worked)
{
    int32_t count = 0;
    for (size_t k = 0; k < l->weekend_count; k++) {
        count += (worked & l->weekends[k]) != 0 ? 1 : 0;
    }
    return count;
}

static void find_weekends(leveller *l)
{
    l->weekend_count = 0;
    for (size_t day = 0; day < l->axis->days; day++) {
        const int32_t weekday = hc_weekday(l->axis->first_day + (int64_t)day);
        if (weekday < 5) { continue; }
        if (weekday == 5 || day == 0) { l->weekends[l->weekend_count++] = 0; }
        l->weekends[l->weekend_count - 1] |= UINT64_C(1) << day;
    }
}

/* What one day's shift, or a day off, comes to for the person. */
static day_change value_day(const leveller *l, const person *who, const hc_shift *shift)
{
    if (shift == NULL) { return (day_change){0}; }
    hc_duties duties = l->duties[shift - l->shifts];
    hc_add_wishes(who->agent, shift, &duties);
    return (day_change){.hours = duties.hours,
                        .lates = duties.lates,
                        .points = HC_ASSIGN_PRICED *
                                      hc_duties_cost(who->contract, who->agent, &duties) +
                                  hc_wish_points(who->agent, &duties)};
}

/* sums[d]: what the person's days before d bring if they are the other's instead. */
static void sum_changes(const leveller *l, const person *who, const person *other,
                        day_change *sums)
{
    sums[0] = (day_change){0};
    for (size_t day = 0; day < l->axis->days; day++) {
        const day_change now = value_day(l, who, who->days[day]);
        const day_change then = value_day(l, who, other->days[day]);
        sums[day + 1] = (day_change){sums[day].hours + then.hours - now.hours,
                                     sums[day].lates + then.lates - now.lates,
                                     sums[day].points + then.points - now.points};
    }
}

static day_change sum_of(const day_change *sums, size_t first, size_t end)
{
    return (day_change){sums[end].hours - sums[first].hours,
                        sums[end].lates - sums[first].lates,
                        sums[end].points - sums[first].points};
}

static day_change both_of(day_change a, day_change b)
{
    return (day_change){a.hours + b.hours, a.lates + b.lates, a.points + b.points};
}

/* Points of the person's overtime when these days are the other's: a price of whole weeks. */
static double overtime_points(const leveller *l, const person *who, const person *other,
                              uint64_t days)
{
    hc_duties duties = {0};
    if (!hc_pays_overtime(who->contract)) { return 0.0; }
    for (size_t first = 0; first < l->axis->days; first += HC_DAYS_A_WEEK) {
        int32_t paid_min = 0;
        for (size_t day = first; day < first + HC_DAYS_A_WEEK && day < l->axis->days; day++) {
            const bool swapped = (days >> day & 1U) != 0;
            const hc_shift *shift = swapped ? other->days[day] : who->days[day];
            if (shift != NULL) { paid_min += hc_shift_paid_min(who->contract, shift); }
        }
        duties.overtime_hours += hc_overtime_min(who->contract, paid_min) / 60.0;
    }
    return HC_ASSIGN_PRICED * hc_duties_cost(who->contract, who->agent, &duties);
}

/* How the person's points change when these days are the other's. */
static double change_of(const leveller *l, const person *who, const person *other,
                        day_change by, uint64_t days)
{
    hc_duties then = who->duties;
    then.hours += by.hours;
    then.lates += (int32_t)by.lates;
    then.weekends = count_weekends(l, (who->worked & ~days) | (other->worked & days));
    return hc_unfairness(who->agent, &then, &l->share) - who->unfairness + by.points +
           overtime_points(l, who, other, days) - who->overtime;
}

static void swap_days(person *a, person *b, uint64_t days)
{
    for (size_t day = 0; days != 0; day++, days >>= 1U) {
        if ((days & 1U) == 0) { continue; }
        const hc_shift *shift = a->days[day];
        a->days[day] = b->days[day];
        b->days[day] = shift;
    }
}

static bool stays_lawful(const leveller *l, person *a, person *b, uint64_t days)
{
    swap_days(a, b, days);
    const bool lawful = hc_tour_is_lawful(l->axis, l->rules, a->agent, a->days) &&
                        hc_tour_is_lawful(l->axis, l->rules, b->agent, b->days);
    swap_days(a, b, days);
    return lawful;
}

/* Two who look for an exchange. */
typedef struct couple {
    person *a;
    person *b;
    day_change of_a[HC_DAYS_MOST + 1]; /* sums over the days before */
    day_change of_b[HC_DAYS_MOST + 1];
    exchange best;
} couple;

static void look_at(const leveller *l, couple *c, day_change by_a, day_change by_b,
                    uint64_t days)
{
    const double change =
        change_of(l, c->a, c->b, by_a, days) + change_of(l, c->b, c->a, by_b, days);
    if (change < c->best.change && stays_lawful(l, c->a, c->b, days)) {
        c->best = (exchange){days, change};
    }
}

/* Whether both have the day off, so that there is nothing to exchange. */
static bool both_off(const couple *c, size_t day)
{
    return c->a->days[day] == NULL && c->b->days[day] == NULL;
}

/* A run of days, and a day for another: for those who owe a number of days. */
static void look_at_all(const leveller *l, couple *c)
{
    for (size_t first = 0; first < l->axis->days; first++) {
        if (both_off(c, first)) { continue; }
        const uint64_t bit = UINT64_C(1) << first;
        uint64_t run = 0;
        for (size_t last = first; last < l->axis->days; last++) {
            const uint64_t other = UINT64_C(1) << last;
            run |= other;
            if (both_off(c, last)) { continue; }
            look_at(l, c, sum_of(c->of_a, first, last + 1), sum_of(c->of_b, first, last + 1),
                    run);
            if (last < first + 2) { continue; }
            look_at(l, c,
                    both_of(sum_of(c->of_a, first, first + 1), sum_of(c->of_a, last, last + 1)),
                    both_of(sum_of(c->of_b, first, first + 1), sum_of(c->of_b, last, last + 1)),
                    bit | other);
        }
    }
}

static void sum_person(const leveller *l, person *who)
{
    who->worked = 0;
    who->duties = (hc_duties){0};
    for (size_t day = 0; day < l->axis->days; day++) {
        if (who->days[day] == NULL) { continue; }
        const day_change value = value_day(l, who, who->days[day]);
        who->worked |= UINT64_C(1) << day;
        who->duties.hours += value.hours;
        who->duties.lates += (int32_t)value.lates;
    }
    who->duties.weekends = count_weekends(l, who->worked);
    who->unfairness = hc_unfairness(who->agent, &who->duties, &l->share);
    who->overtime = overtime_points(l, who, who, 0);
}

/* Cover stays as it is when both can serve the same queues. */
static bool serve_the_same(const leveller *l, const person *a, const person *b)
{
    const hc_class *class = &l->rules->classes[a->agent->class_index];
    return hc_skills_of(l->rules, class, a->agent) == hc_skills_of(l->rules, class, b->agent);
}

/* The exchange between two that lowers their points most; false: none does. */
static bool exchange_days(const leveller *l, person *a, person *b)
{
    if (!serve_the_same(l, a, b)) { return false; }
    couple c = {.a = a, .b = b, .best = {.change = -HC_LEVEL_LEAST}};
    sum_changes(l, a, b, c.of_a);
    sum_changes(l, b, a, c.of_b);
    look_at_all(l, &c);
    if (c.best.days == 0) { return false; }
    swap_days(a, b, c.best.days);
    sum_person(l, a);
    sum_person(l, b);
    return true;
}

/* Each looks at those who come after, round the class: half of it makes all pairs. As many as
 * time allows, and other ones in each pass. */
static void level_class(leveller *l)
{
    const size_t days = l->axis->days;
    const size_t others = l->count / 2;
    const size_t most = l->count > 0 ? 1 + HC_SPANS_A_PASS / (l->count * days * days) : 0;
    const size_t looks = others < most ? others : most;
    bool found = looks > 0;
    for (size_t pass = 0; pass < HC_PASSES_MOST && found; pass++) {
        found = false;
        for (size_t i = 0; i < l->count; i++) {
            for (size_t k = 0; k < looks; k++) {
                const size_t j = (i + 1 + (pass * looks + k) % others) % l->count;
                found = exchange_days(l, &l->people[i], &l->people[j]) || found;
            }
        }
    }
}

/* ---- who takes part ---- */

static bool takes_part(const leveller *l, const person *who)
{
    return who->agent->activity_count == 0 &&
           hc_tour_is_lawful(l->axis, l->rules, who->agent, who->days);
}

/* The people of a class that may exchange days, and everybody's share of its work. */
static void collect_class(leveller *l, size_t class_index)
{
    const hc_rules *rules = l->rules;
    double people = 0.0;
    l->count = 0;
    l->share = (hc_fair_share){0};
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        if (agent->class_index != class_index) { continue; }
        person who = {.agent = agent,
                      .contract = &rules->contracts[rules->classes[class_index].contract],
                      .days = l->days + i * l->axis->days};
        sum_person(l, &who);
        people += 1.0;
        l->share.weekends += agent->before.weekends + who.duties.weekends;
        l->share.lates += agent->before.lates + who.duties.lates;
        l->share.hours += agent->before.hours + who.duties.hours;
        if (takes_part(l, &who)) { l->people[l->count++] = who; }
    }
    if (people == 0.0) { return; }
    l->share.weekends /= people;
    l->share.lates /= people;
    l->share.hours /= people;
    for (size_t i = 0; i < l->count; i++) {
        sum_person(l, &l->people[i]);
    }
}

/* Shifts of everybody by day, and back again, from a copy. */
static void write_shifts(const leveller *l, hc_shift *shifts)
{
    size_t written = 0;
    for (size_t agent = 0; agent < l->rules->agent_count; agent++) {
        for (size_t day = 0; day < l->axis->days; day++) {
            const hc_shift *shift = l->days[agent * l->axis->days + day];
            if (shift == NULL) { continue; }
            shifts[written] = *shift;
            shifts[written++].agent = agent;
        }
    }
}

static void copy_shifts(leveller *l, const hc_shift *shifts, size_t count)
{
    const hc_rules *rules = l->rules;
    memcpy(l->shifts, shifts, count * sizeof *shifts);
    for (size_t i = 0; i < count; i++) {
        const hc_shift *shift = &l->shifts[i];
        const hc_class *class = &rules->classes[rules->agents[shift->agent].class_index];
        l->days[shift->agent * l->axis->days + shift->day] = shift;
        l->duties[i] =
            hc_duties_of(l->axis, &rules->contracts[class->contract], NULL, shift, 1);
        l->duties[i].overtime_hours = 0.0; /* is the week's, not the shift's */
    }
}

hc_status hc_level_days(const hc_axis *axis, const hc_rules *rules, hc_shift *shifts,
                        size_t count, hc_error *err)
{
    leveller l = {.axis = axis, .rules = rules};
    const size_t people = rules->agent_count;
    if (axis->days >= HC_DAYS_MOST || count == 0) { return HC_OK; }
    hc_status st = hc_alloc(&l.people, people, sizeof *l.people, err);
    if (st == HC_OK) { st = hc_alloc(&l.shifts, count, sizeof *l.shifts, err); }
    if (st == HC_OK) { st = hc_alloc(&l.duties, count, sizeof *l.duties, err); }
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): the days are pointers to shifts */
    if (st == HC_OK) { st = hc_alloc(&l.days, people * axis->days, sizeof *l.days, err); }
    if (st == HC_OK) {
        find_weekends(&l);
        copy_shifts(&l, shifts, count);
        for (size_t k = 0; k < rules->class_count; k++) {
            collect_class(&l, k);
            level_class(&l);
        }
        write_shifts(&l, shifts);
    }
    hc_free(l.people);
    hc_free(l.shifts);
    hc_free(l.duties);
    hc_free(l.days);
    return st;
}
