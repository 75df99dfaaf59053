#include "scheduler/assign.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scheduler/wishes.h"

#define HC_UNMATCHED SIZE_MAX
#define HC_BLOCK 2000 /* people dealt with at once; larger classes go in blocks of this */

/* Duals and matching of the assignment problem while it grows row by row. */
typedef struct matching {
    const double *price;
    size_t rows;
    size_t columns;
    double *row_dual;
    double *column_dual; /* at most 0 where a column is still free */
    size_t *column_of;   /* [rows] */
    size_t *row_of;      /* [columns] */
    double *distance;    /* [columns] of the shortest path that is being grown */
    size_t *from;        /* [columns] row from which the path enters the column */
    size_t *open;        /* [columns] columns not yet reached, the first `reached` are */
} matching;

static void matching_clear(matching *m)
{
    hc_free(m->row_dual);
    hc_free(m->column_dual);
    hc_free(m->column_of);
    hc_free(m->row_of);
    hc_free(m->distance);
    hc_free(m->from);
    hc_free(m->open);
}

static hc_status matching_make(matching *m, hc_error *err)
{
    HC_TRY(hc_alloc(&m->row_dual, m->rows, sizeof *m->row_dual, err));
    HC_TRY(hc_alloc(&m->column_dual, m->columns, sizeof *m->column_dual, err));
    HC_TRY(hc_alloc(&m->column_of, m->rows, sizeof *m->column_of, err));
    HC_TRY(hc_alloc(&m->row_of, m->columns, sizeof *m->row_of, err));
    HC_TRY(hc_alloc(&m->distance, m->columns, sizeof *m->distance, err));
    HC_TRY(hc_alloc(&m->from, m->columns, sizeof *m->from, err));
    HC_TRY(hc_alloc(&m->open, m->columns, sizeof *m->open, err));
    for (size_t row = 0; row < m->rows; row++) {
        m->column_of[row] = HC_UNMATCHED;
    }
    for (size_t column = 0; column < m->columns; column++) {
        m->row_of[column] = HC_UNMATCHED;
    }
    return HC_OK;
}

static double reduced_price(const matching *m, size_t row, size_t column)
{
    return m->price[row * m->columns + column] - m->row_dual[row] - m->column_dual[column];
}

/* A square problem may start from its columns' smallest prices; a free column's dual must be 0.
 */
static void start_column_duals(matching *m)
{
    if (m->rows != m->columns) { return; }
    for (size_t column = 0; column < m->columns; column++) {
        double least = HUGE_VAL;
        for (size_t row = 0; row < m->rows; row++) {
            least = fmin(least, m->price[row * m->columns + column]);
        }
        m->column_dual[column] = isfinite(least) ? least : 0.0;
    }
}

/* Every row at its cheapest column, where that is still free. */
static hc_status start_rows(matching *m, hc_error *err)
{
    for (size_t row = 0; row < m->rows; row++) {
        double least = HUGE_VAL;
        size_t best = HC_UNMATCHED;
        for (size_t column = 0; column < m->columns; column++) {
            const double price = reduced_price(m, row, column);
            const bool frees_tie = price == least && best != HC_UNMATCHED &&
                                   m->row_of[best] != HC_UNMATCHED &&
                                   m->row_of[column] == HC_UNMATCHED;
            if (price < least || frees_tie) {
                least = price;
                best = column;
            }
        }
        if (best == HC_UNMATCHED) {
            return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "allow one of its pairs",
                           "row %zu may be given to no column", row + 1);
        }
        m->row_dual[row] = least;
        if (m->row_of[best] == HC_UNMATCHED) {
            m->row_of[best] = row;
            m->column_of[row] = best;
        }
    }
    return HC_OK;
}

/* Place in open[] of the nearest column not yet reached; a free one wins a tie. */
static size_t nearest(const matching *m, size_t reached)
{
    size_t best = reached;
    for (size_t at = reached + 1; at < m->columns; at++) {
        const double ahead = m->distance[m->open[at]] - m->distance[m->open[best]];
        const bool frees_tie = ahead == 0.0 && m->row_of[m->open[at]] == HC_UNMATCHED &&
                               m->row_of[m->open[best]] != HC_UNMATCHED;
        if (ahead < 0.0 || frees_tie) { best = at; }
    }
    return best;
}

static void extend_from(matching *m, size_t row, double walked, size_t reached)
{
    for (size_t at = reached; at < m->columns; at++) {
        const size_t column = m->open[at];
        const double distance = walked + reduced_price(m, row, column);
        if (distance < m->distance[column]) {
            m->distance[column] = distance;
            m->from[column] = row;
        }
    }
}

/* Duals such that every reduced price stays >= 0 and those on the path become 0. */
static void update_duals(matching *m, size_t root, double walked, size_t reached)
{
    m->row_dual[root] += walked;
    for (size_t at = 0; at < reached; at++) {
        const size_t column = m->open[at];
        const double slack = walked - m->distance[column];
        m->column_dual[column] -= slack;
        m->row_dual[m->row_of[column]] += slack;
    }
}

static void flip_path(matching *m, size_t root, size_t end)
{
    size_t column = end;
    for (;;) {
        const size_t row = m->from[column];
        const size_t previous = m->column_of[row];
        m->row_of[column] = row;
        m->column_of[row] = column;
        if (row == root) { return; }
        column = previous;
    }
}

static hc_status match_row(matching *m, size_t root, hc_error *err)
{
    for (size_t column = 0; column < m->columns; column++) {
        m->distance[column] = HUGE_VAL;
        m->open[column] = column;
    }
    size_t row = root;
    double walked = 0.0;
    for (size_t reached = 0; reached < m->columns; reached++) {
        extend_from(m, row, walked, reached);
        const size_t at = nearest(m, reached);
        const size_t column = m->open[at];
        walked = m->distance[column];
        if (!isfinite(walked)) { break; }
        if (m->row_of[column] == HC_UNMATCHED) {
            update_duals(m, root, walked, reached);
            flip_path(m, root, column);
            return HC_OK;
        }
        m->open[at] = m->open[reached];
        m->open[reached] = column;
        row = m->row_of[column];
    }
    return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "allow one of its pairs",
                   "no column is left for row %zu under the pairs that are allowed", root + 1);
}

static hc_status match_all(matching *m, hc_error *err)
{
    HC_TRY(matching_make(m, err));
    start_column_duals(m);
    hc_status st = start_rows(m, err);
    for (size_t row = 0; row < m->rows && st == HC_OK; row++) {
        if (m->column_of[row] == HC_UNMATCHED) { st = match_row(m, row, err); }
    }
    return st;
}

static hc_status check_prices(const double *price, size_t rows, size_t columns, hc_error *err)
{
    if (rows > columns) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "%zu rows cannot share %zu columns",
                       rows, columns);
    }
    if (columns > HC_ASSIGN_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "assign fewer at once",
                       "at most %d can be assigned at once, found %zu", HC_ASSIGN_MAX, columns);
    }
    for (size_t pair = 0; pair < rows * columns; pair++) {
        if (isnan(price[pair]) || (isinf(price[pair]) && price[pair] < 0.0)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "the price of row %zu, column %zu is not a number",
                           pair / columns + 1, pair % columns + 1);
        }
    }
    return HC_OK;
}

hc_status hc_assign_rows(const double *price, size_t rows, size_t columns, size_t *column_of,
                         double *total, hc_error *err)
{
    HC_TRY(check_prices(price, rows, columns, err));
    matching m = {.price = price, .rows = rows, .columns = columns};
    const hc_status st = match_all(&m, err);
    if (st == HC_OK) {
        double sum = 0.0;
        for (size_t row = 0; row < rows; row++) {
            column_of[row] = m.column_of[row];
            sum += price[row * columns + m.column_of[row]];
        }
        if (total != NULL) { *total = sum; }
    }
    matching_clear(&m);
    return st;
}

/* ---- names ---- */

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

static bool is_available(const hc_agent *agent, const hc_shift *shift)
{
    if (agent->day_off != NULL && agent->day_off[shift->day] != 0) { return false; }
    if (agent->hours == NULL) { return true; }
    const hc_day_hours hours = agent->hours[shift->day];
    return shift->start_min >= hours.from_min &&
           (hours.to_min == HC_NO_LIMIT ||
            shift->start_min + shift->length_min <= hours.to_min);
}

static void week_of_tour(const hc_contract *contract, const hc_shift *shifts, size_t count,
                         size_t week, int32_t *days, int32_t *paid_min)
{
    *days = 0;
    *paid_min = 0;
    for (size_t i = 0; i < count; i++) {
        if (shifts[i].day / 7 != week) { continue; }
        (*days)++;
        *paid_min += hc_shift_paid_min(contract, &shifts[i]);
    }
}

/* A tour shortened by somebody's leave is no full tour for others: each week holds what the
 * contract asks, or as much as the person's own tour, which is lawful for them. */
static bool is_full(const dealer *of, const hc_contract *contract, size_t own, size_t tour)
{
    size_t own_count = 0;
    size_t count = 0;
    const hc_shift *own_shifts = tour_shifts(of, own, &own_count);
    const hc_shift *shifts = tour_shifts(of, tour, &count);
    for (size_t week = 0; week * 7 < of->axis->days; week++) {
        int32_t days = 0;
        int32_t paid = 0;
        int32_t own_days = 0;
        int32_t own_paid = 0;
        week_of_tour(contract, shifts, count, week, &days, &paid);
        week_of_tour(contract, own_shifts, own_count, week, &own_days, &own_paid);
        if ((days < own_days && days < contract->days_a_week_least) ||
            (paid < own_paid && paid < contract->week_paid_min_least)) {
            return false;
        }
    }
    return true;
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
        if (!is_available(agent, &shifts[i])) { return HUGE_VAL; }
    }
    /* Whoever is in a training or a meeting has the tour that was made around it. */
    const hc_agent *maker = &of->rules->agents[d->tours[column]];
    if (d->people[row] != d->tours[column] &&
        (agent->activity_count > 0 || maker->activity_count > 0)) {
        return HUGE_VAL;
    }
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

/* Puts every tour under its person's number; the shifts come out sorted because the people are.
 */
static hc_status rename_tours(const hc_rules *rules, const tours *t, const size_t *tour_of,
                              hc_roster *roster, hc_error *err)
{
    hc_roster_agent *agents = NULL;
    HC_TRY(hc_alloc(&agents, rules->agent_count, sizeof *agents, err));
    size_t written = 0;
    for (size_t person = 0; person < rules->agent_count; person++) {
        const hc_agent *agent = &rules->agents[person];
        memcpy(agents[person].id, agent->id, sizeof agent->id);
        memcpy(agents[person].name, agent->name, sizeof agent->name);
        agents[person].class_index = agent->class_index;
        for (size_t i = t->first[tour_of[person]]; i < t->first[tour_of[person] + 1]; i++) {
            roster->shifts[written] = t->shifts[i];
            roster->shifts[written].agent = person;
            written++;
        }
    }
    hc_free(roster->agents);
    roster->agents = agents;
    hc_roster_sort(roster);
    return HC_OK;
}

/* What the people's own wages and wishes cost differs with who has which tour. */
static void count_cost(const dealer *of, const size_t *tour_of, hc_roster *roster)
{
    double change = 0.0;
    for (size_t person = 0; person < of->rules->agent_count; person++) {
        const size_t dealt[2] = {person, tour_of[person]};
        const hc_agent *agent = &of->rules->agents[person];
        const hc_contract *contract = contract_of(of->rules, agent);
        for (size_t k = 0; k < 2; k++) {
            size_t count = 0;
            const hc_shift *shifts = tour_shifts(of, dealt[k], &count);
            const hc_duties duties = hc_duties_of(of->axis, contract, agent, shifts, count);
            change += (k == 0 ? -1.0 : 1.0) * hc_duties_cost(contract, agent, &duties);
        }
    }
    roster->cost += change;
    if (roster->lower_bound > roster->cost) { roster->lower_bound = roster->cost; }
    roster->gap =
        roster->cost > 0.0 ? (roster->cost - roster->lower_bound) / roster->cost : 0.0;
}

static hc_status name_people(const hc_rules *rules, hc_roster *roster, hc_error *err)
{
    HC_TRY(check_counts(rules, roster, err));
    tours t = {0};
    const dealer of = {.rules = rules, .axis = &roster->axis, .tours = &t};
    size_t *tour_of = NULL;
    hc_status st = tours_make(&t, roster, err);
    if (st == HC_OK) { st = hc_alloc(&tour_of, rules->agent_count, sizeof *tour_of, err); }
    for (size_t k = 0; k < rules->class_count && st == HC_OK; k++) {
        st = deal_class(&of, roster, k, tour_of, err);
    }
    if (st == HC_OK) { count_cost(&of, tour_of, roster); }
    if (st == HC_OK) { st = rename_tours(rules, &t, tour_of, roster, err); }
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
