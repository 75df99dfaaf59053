#include "scheduler/names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scheduler/assign.h"
#include "scheduler/lawful_tour.h"
#include "scheduler/level.h"
#include "scheduler/period_paid.h"
#include "scheduler/skills.h"
#include "scheduler/wishes.h"

#define HC_BLOCK 2000 /* people dealt with at once; larger classes go in blocks of this */

/* A roster cut into tours: shifts by agent, and where each agent's begin. */
typedef struct tours {
    size_t count;
    hc_shift *shifts;
    size_t *first; /* [count + 1] */
} tours;

static void tours_clear(tours *t)
{
    hc_free(t->shifts);
    hc_free(t->first);
}

static hc_status tours_make(tours *t, const hc_roster *roster, hc_error *err)
{
    t->count = roster->agent_count;
    HC_TRY(hc_alloc(&t->first, t->count + 1, sizeof *t->first, err));
    HC_TRY(hc_alloc(&t->shifts, roster->shift_count, sizeof *t->shifts, err));
    for (size_t i = 0; i < roster->shift_count; i++) {
        t->first[roster->shifts[i].agent + 1]++;
    }
    for (size_t tour = 0; tour < t->count; tour++) {
        t->first[tour + 1] += t->first[tour];
    }
    for (size_t i = 0; i < roster->shift_count; i++) {
        t->shifts[t->first[roster->shifts[i].agent]++] = roster->shifts[i];
    }
    for (size_t tour = t->count; tour > 0; tour--) {
        t->first[tour] = t->first[tour - 1];
    }
    t->first[0] = 0;
    return HC_OK;
}

/* One class, or a block of it: its people and its tours, as many of one as of the other. */
typedef struct deal {
    size_t count;
    size_t *people; /* indices into the rules' agents */
    size_t *tours;  /* indices into the roster's agents */
    size_t *tour_of;
    double *price;
    hc_fair_share share; /* what each of them should come to */
} deal;

static void deal_clear(deal *d)
{
    hc_free(d->people);
    hc_free(d->tours);
    hc_free(d->tour_of);
    hc_free(d->price);
}

/* What is dealt to whom. */
typedef struct dealer {
    const hc_rules *rules;
    const hc_axis *axis;
    const tours *tours;
} dealer;

static const hc_shift *tour_shifts(const dealer *of, size_t tour, size_t *count)
{
    *count = of->tours->first[tour + 1] - of->tours->first[tour];
    return of->tours->shifts + of->tours->first[tour];
}

static const hc_contract *contract_of(const hc_rules *rules, const hc_agent *agent)
{
    return &rules->contracts[rules->classes[agent->class_index].contract];
}

static hc_skills skills_of(const hc_rules *rules, const hc_agent *agent)
{
    return hc_skills_of(rules, &rules->classes[agent->class_index], agent);
}

static void week_of_tour(const hc_contract *contract, const hc_shift *shifts, size_t count,
                         size_t week, int32_t *days, int32_t *paid_min)
{
    *days = 0;
    *paid_min = 0;
    for (size_t i = 0; i < count; i++) {
        if (shifts[i].day / HC_DAYS_A_WEEK != week) { continue; }
        (*days)++;
        *paid_min += hc_shift_paid_min(contract, &shifts[i]);
    }
}

/* A tour shortened by somebody's leave is no full tour for others: each week, and all together,
 * hold what the contract asks, or as much as the person's own tour, which is lawful for them.
 */
static bool is_full(const dealer *of, const hc_contract *contract, size_t own, size_t tour)
{
    size_t own_count = 0;
    size_t count = 0;
    const hc_shift *own_shifts = tour_shifts(of, own, &own_count);
    const hc_shift *shifts = tour_shifts(of, tour, &count);
    int32_t sum = 0;
    int32_t own_sum = 0;
    for (size_t week = 0; week * HC_DAYS_A_WEEK < of->axis->days; week++) {
        int32_t days = 0;
        int32_t paid = 0;
        int32_t own_days = 0;
        int32_t own_paid = 0;
        week_of_tour(contract, shifts, count, week, &days, &paid);
        week_of_tour(contract, own_shifts, own_count, week, &own_days, &own_paid);
        sum += paid;
        own_sum += own_paid;
        if ((days < own_days && days < contract->days_a_week_least) ||
            (paid < own_paid && paid < contract->week_paid_min_least)) {
            return false;
        }
    }
    return sum >= own_sum || sum >= hc_period_paid_least(contract, of->axis->days);
}

/* Rest and days in a row across the first midnight. */
static bool follows_on(const hc_agent *agent, const hc_contract *contract,
                       const hc_shift *shifts, size_t count)
{
    const hc_agent_history *before = &agent->before;
    if (before->run_days == 0 || count == 0) { return true; }
    const int32_t start = (int32_t)shifts[0].day * HC_MINUTES_A_DAY + shifts[0].start_min;
    int32_t run = before->run_days;
    for (size_t i = 0; i < count && shifts[i].day == i; i++) {
        run++;
    }
    return start - before->end_min >= contract->rest_min &&
           (shifts[0].day > 0 || contract->consecutive_days_most == HC_NO_LIMIT ||
            run <= contract->consecutive_days_most);
}

/* INFINITY when the person may not have the tour. */
static double deal_price(const dealer *of, const deal *d, size_t row, size_t column)
{
    const hc_agent *agent = &of->rules->agents[d->people[row]];
    const hc_contract *contract = contract_of(of->rules, agent);
    size_t count = 0;
    const hc_shift *shifts = tour_shifts(of, d->tours[column], &count);
    for (size_t i = 0; i < count; i++) {
        if (!hc_may_work_shift(agent, &shifts[i])) { return HUGE_VAL; }
    }
    /* Whoever is in a training or a meeting has the tour that was made around it. */
    const hc_agent *maker = &of->rules->agents[d->tours[column]];
    if (d->people[row] != d->tours[column] &&
        (agent->activity_count > 0 || maker->activity_count > 0)) {
        return HUGE_VAL;
    }
    if (skills_of(of->rules, agent) != skills_of(of->rules, maker)) { return HUGE_VAL; }
    if (!follows_on(agent, contract, shifts, count)) { return HUGE_VAL; }
    if (row != column && !is_full(of, contract, d->tours[row], d->tours[column])) {
        return HUGE_VAL;
    }
    const hc_duties duties = hc_duties_of(of->axis, contract, agent, shifts, count);
    return HC_ASSIGN_PRICED * hc_duties_cost(contract, agent, &duties) +
           hc_unfairness(agent, &duties, &d->share) + hc_wish_points(agent, &duties);
}

/* What everybody of the deal comes to on average when all its tours are dealt. */
static void set_share(const dealer *of, deal *d)
{
    d->share = (hc_fair_share){0};
    for (size_t k = 0; k < d->count; k++) {
        const hc_agent *agent = &of->rules->agents[d->people[k]];
        size_t count = 0;
        const hc_shift *shifts = tour_shifts(of, d->tours[k], &count);
        const hc_duties duties =
            hc_duties_of(of->axis, contract_of(of->rules, agent), NULL, shifts, count);
        const double people = (double)d->count;
        d->share.weekends += (agent->before.weekends + duties.weekends) / people;
        d->share.lates += (agent->before.lates + duties.lates) / people;
        d->share.hours += (agent->before.hours + duties.hours) / people;
    }
}

static hc_status fail_deal(const hc_rules *rules, const deal *d, hc_error *err)
{
    const char *class = rules->classes[rules->agents[d->people[0]].class_index].name;
    for (size_t row = 0; row < d->count; row++) {
        size_t column = 0;
        while (column < d->count && isinf(d->price[row * d->count + column])) {
            column++;
        }
        if (column == d->count) {
            return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE,
                           "schedule this agent as a class of its own",
                           "class '%s': every tour works on a day off of agent '%s'", class,
                           rules->agents[d->people[row]].id);
        }
    }
    return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE,
                   "schedule agents with days off as classes of their own",
                   "class '%s': its tours cannot be dealt out so that every day off holds",
                   class);
}

static hc_status deal_block(const dealer *of, deal *d, hc_error *err)
{
    size_t pairs = 0;
    if (!hc_size_mul(d->count, d->count, &pairs)) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "a class of %zu is too large",
                       d->count);
    }
    HC_TRY(hc_alloc(&d->price, pairs, sizeof *d->price, err));
    set_share(of, d);
    for (size_t pair = 0; pair < pairs; pair++) {
        d->price[pair] = deal_price(of, d, pair / d->count, pair % d->count);
    }
    const hc_status st = hc_assign_rows(d->price, d->count, d->count, d->tour_of, NULL, err);
    return st == HC_ERR_INFEASIBLE ? fail_deal(of->rules, d, err) : st;
}

/* The next block of a class from its `skip`-th person and tour on. */
static void collect_block(const hc_rules *rules, const hc_roster *roster, size_t class_index,
                          size_t skip, deal *d)
{
    size_t seen = 0;
    d->count = 0;
    for (size_t i = 0; i < rules->agent_count && d->count < HC_BLOCK; i++) {
        if (rules->agents[i].class_index == class_index && seen++ >= skip) {
            d->people[d->count++] = i;
        }
    }
    seen = 0;
    size_t filled = 0;
    for (size_t i = 0; i < roster->agent_count && filled < d->count; i++) {
        if (roster->agents[i].class_index == class_index && seen++ >= skip) {
            d->tours[filled++] = i;
        }
    }
}

static hc_status deal_class(const dealer *of, const hc_roster *roster, size_t class_index,
                            size_t *tour_of, hc_error *err)
{
    deal d = {0};
    hc_status st = hc_alloc(&d.people, HC_BLOCK, sizeof *d.people, err);
    if (st == HC_OK) { st = hc_alloc(&d.tours, HC_BLOCK, sizeof *d.tours, err); }
    if (st == HC_OK) { st = hc_alloc(&d.tour_of, HC_BLOCK, sizeof *d.tour_of, err); }
    for (size_t skip = 0; st == HC_OK; skip += HC_BLOCK) {
        collect_block(of->rules, roster, class_index, skip, &d);
        if (d.count == 0) { break; }
        st = deal_block(of, &d, err);
        for (size_t row = 0; row < d.count && st == HC_OK; row++) {
            tour_of[d.people[row]] = d.tours[d.tour_of[row]];
        }
        hc_free(d.price);
        d.price = NULL;
    }
    deal_clear(&d);
    return st;
}

static size_t count_of_class(const hc_roster *roster, size_t class_index)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->agent_count; i++) {
        count += roster->agents[i].class_index == class_index ? 1 : 0;
    }
    return count;
}

static hc_status check_counts(const hc_rules *rules, const hc_roster *roster, hc_error *err)
{
    for (size_t k = 0; k < rules->class_count; k++) {
        size_t people = 0;
        for (size_t i = 0; i < rules->agent_count; i++) {
            people += rules->agents[i].class_index == k ? 1 : 0;
        }
        const size_t found = count_of_class(roster, k);
        if (found != people) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "schedule with the class's count",
                           "class '%s' has %zu tours for %zu agents", rules->classes[k].name,
                           found, people);
        }
    }
    return HC_OK;
}

/* The shifts of every tour under its person's number, by person, then day. */
static void hand_over(const tours *t, const size_t *tour_of, size_t people, hc_shift *dealt)
{
    size_t written = 0;
    for (size_t person = 0; person < people; person++) {
        for (size_t i = t->first[tour_of[person]]; i < t->first[tour_of[person] + 1]; i++) {
            dealt[written] = t->shifts[i];
            dealt[written++].agent = person;
        }
    }
}

/* What wages and wishes of the shifts come to; they are by person. */
static double people_cost(const dealer *of, const hc_shift *shifts, size_t count)
{
    double cost = 0.0;
    size_t first = 0;
    for (size_t person = 0; person < of->rules->agent_count; person++) {
        const hc_agent *agent = &of->rules->agents[person];
        const hc_contract *contract = contract_of(of->rules, agent);
        size_t end = first;
        while (end < count && shifts[end].agent == person) {
            end++;
        }
        const hc_duties duties =
            hc_duties_of(of->axis, contract, agent, shifts + first, end - first);
        cost += hc_duties_cost(contract, agent, &duties);
        first = end;
    }
    return cost;
}

/* Puts the people into the roster, and the cost that goes with who has which shift. */
static hc_status name_tours(const dealer *of, const hc_shift *dealt, hc_roster *roster,
                            hc_error *err)
{
    const size_t people = of->rules->agent_count;
    hc_roster_agent *agents = NULL;
    HC_TRY(hc_alloc(&agents, people, sizeof *agents, err));
    for (size_t person = 0; person < people; person++) {
        const hc_agent *agent = &of->rules->agents[person];
        memcpy(agents[person].id, agent->id, sizeof agent->id);
        memcpy(agents[person].name, agent->name, sizeof agent->name);
        agents[person].class_index = agent->class_index;
    }
    hc_free(roster->agents);
    roster->agents = agents;
    roster->cost += people_cost(of, dealt, roster->shift_count) -
                    people_cost(of, of->tours->shifts, roster->shift_count);
    if (roster->lower_bound > roster->cost) { roster->lower_bound = roster->cost; }
    roster->gap =
        roster->cost > 0.0 ? (roster->cost - roster->lower_bound) / roster->cost : 0.0;
    if (roster->shift_count > 0) {
        memcpy(roster->shifts, dealt, roster->shift_count * sizeof *dealt);
    }
    hc_roster_sort(roster);
    return HC_OK;
}

static hc_status name_people(const hc_rules *rules, hc_roster *roster, hc_error *err)
{
    HC_TRY(check_counts(rules, roster, err));
    tours t = {0};
    const dealer of = {.rules = rules, .axis = &roster->axis, .tours = &t};
    const size_t people = rules->agent_count;
    const size_t count = roster->shift_count;
    size_t *tour_of = NULL;
    hc_shift *dealt = NULL;
    hc_status st = tours_make(&t, roster, err);
    if (st == HC_OK) { st = hc_alloc(&tour_of, people, sizeof *tour_of, err); }
    if (st == HC_OK) { st = hc_alloc(&dealt, count, sizeof *dealt, err); }
    for (size_t k = 0; k < rules->class_count && st == HC_OK; k++) {
        st = deal_class(&of, roster, k, tour_of, err);
    }
    if (st == HC_OK) {
        hand_over(&t, tour_of, people, dealt);
        st = hc_level_days(&roster->axis, rules, dealt, count, err);
    }
    if (st == HC_OK) { st = name_tours(&of, dealt, roster, err); }
    hc_free(dealt);
    hc_free(tour_of);
    tours_clear(&t);
    return st;
}

#define HC_NUMBER_ROOM 24 /* bytes kept for "-001" and its end mark */
#define HC_IS_UTF8_TAIL(byte) (((unsigned char)(byte)&0xC0U) == 0x80U)

/* "Full time" as the front of an identifier: "full-time". Bytes past ASCII stay as they are. */
static void make_stem(const char *class_name, char *stem)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz";
    size_t length = strlen(class_name);
    if (length > HC_NAME_MAX - HC_NUMBER_ROOM) {
        length = HC_NAME_MAX - HC_NUMBER_ROOM;
        while (length > 0 && HC_IS_UTF8_TAIL(class_name[length])) {
            length--;
        }
    }
    for (size_t at = 0; at < length; at++) {
        const char c = class_name[at];
        stem[at] = c;
        if (c == ' ') { stem[at] = '-'; }
        if (c >= 'A' && c <= 'Z') { stem[at] = small[c - 'A']; }
    }
    stem[length] = '\0';
}

/* Agents of earlier classes whose names make the same stem: numbering goes on after them. */
static size_t numbered_before(const hc_rules *rules, const hc_roster *roster,
                              size_t class_index, const char *stem)
{
    size_t before = 0;
    for (size_t k = 0; k < class_index; k++) {
        char other[HC_NAME_MAX];
        make_stem(rules->classes[k].name, other);
        if (strcmp(other, stem) == 0) { before += count_of_class(roster, k); }
    }
    return before;
}

static void number_class(const hc_rules *rules, hc_roster *roster, size_t class_index)
{
    char stem[HC_NAME_MAX];
    make_stem(rules->classes[class_index].name, stem);
    size_t number = numbered_before(rules, roster, class_index, stem);
    for (size_t i = 0; i < roster->agent_count; i++) {
        hc_roster_agent *agent = &roster->agents[i];
        if (agent->class_index != class_index) { continue; }
        number++;
        (void)snprintf(agent->id, sizeof agent->id, "%.*s-%03zu", HC_NAME_MAX - HC_NUMBER_ROOM,
                       stem, number);
        agent->name[0] = '\0';
    }
}

hc_status hc_assign_names(const hc_rules *rules, hc_roster *roster, hc_error *err)
{
    for (size_t i = 0; i < roster->agent_count; i++) {
        if (roster->agents[i].class_index >= rules->class_count) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "the roster's agent %zu is of class %zu, there are %zu", i + 1,
                           roster->agents[i].class_index + 1, rules->class_count);
        }
    }
    if (rules->agent_count > 0) { return name_people(rules, roster, err); }
    for (size_t k = 0; k < rules->class_count; k++) {
        number_class(rules, roster, k);
    }
    return HC_OK;
}
