#include <math.h>

#include "scheduler/named/tour_walk.h"
#include "scheduler/whole.h"

#define HC_STATES_MAX 5000000          /* of all days together */
#define HC_COUNTED_STATES_MAX 600000.0 /* the same, when shift types are counted, */
#define HC_COUNTED_TIMES 8.0           /* or so many times those without, */
#define HC_COUNTED_STATES_FEW 100000.0 /* unless they are few */
#define HC_NUMBERS_MAX 1e9             /* states beyond which none is numbered */
#define HC_CORRIDOR_WIDEST 1024        /* shifts on either side of an even spread, */
#define HC_CORRIDOR_LEAST 2
#define HC_CORRIDOR_NARROWER 0.7
#define HC_CORRIDOR_SPAN 1 /* weekends and counts above; twice as many below */

/* What a day may add to a part of the block. */
typedef struct gain {
    int32_t least;
    int32_t most;
} gain;

static uint64_t off_bit(const hc_tour_walk *w)
{
    return (uint64_t)1 << w->tour->problem->shift_count;
}

static bool may_work(const hc_tour_walk *w, size_t day)
{
    return (w->tour->may[day] & (off_bit(w) - 1)) != 0;
}

static bool may_rest(const hc_tour_walk *w, size_t day)
{
    return (w->tour->may[day] & off_bit(w)) != 0;
}

/* A Sunday counts when the Saturday before it was free, or lies before the first day. */
static gain weekend_gain(const hc_tour_walk *w, size_t day)
{
    gain g = {!may_rest(w, day), may_work(w, day)};
    if (hc_tour_is_weekday(w->tour->problem, day, HC_SATURDAY)) { return g; }
    if (!hc_tour_is_weekday(w->tour->problem, day, HC_SUNDAY)) { return (gain){0, 0}; }
    if (day > 0 && may_work(w, day - 1)) { g.least = 0; }
    if (day > 0 && !may_rest(w, day - 1)) { g.most = 0; }
    return g;
}

static gain unit_gain(const hc_tour_walk *w, size_t day)
{
    const uint64_t may = w->tour->may[day];
    gain g = {may_rest(w, day) ? 0 : INT32_MAX, 0};
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        if ((may >> s & 1U) == 0) { continue; }
        const int32_t units = w->tour->units_of[s];
        g.least = hc_least_of(g.least, units);
        if (units > g.most) { g.most = units; }
    }
    return g;
}

static gain gain_of(const hc_tour_walk *w, size_t part, size_t day)
{
    if (part == HC_TOUR_WEEKENDS) { return weekend_gain(w, day); }
    if (part == HC_TOUR_UNITS) { return unit_gain(w, day); }
    const uint64_t bit = (uint64_t)1 << w->counted[part];
    const uint64_t may = w->tour->may[day];
    return (gain){may == bit, (may & bit) != 0};
}

/* Most units that so many days in a row can bring. */
static int64_t most_units(const hc_tour_walk *w, size_t days)
{
    const int64_t cycle = w->runs + w->offs;
    const int64_t rest = (int64_t)days % cycle;
    return ((int64_t)days / cycle * w->runs + (rest < w->runs ? rest : w->runs)) * w->longest;
}

/* Least and most of a part over the whole horizon. */
static gain limit_of(const hc_tour_walk *w, size_t part)
{
    const hc_named_person *p = w->person;
    const int32_t unit = w->tour->unit_min;
    if (part == HC_TOUR_WEEKENDS) { return (gain){0, p->most_weekends}; }
    if (part == HC_TOUR_UNITS) {
        const int32_t least = p->least_min > 0 ? (p->least_min + unit - 1) / unit : 0;
        return (gain){least, p->most_min / unit};
    }
    return (gain){0, p->most_of[w->counted[part]]};
}

/* What the days so far can have come to; count holds the most meanwhile. */
static void range_forward(const hc_tour_walk *w, size_t part, int32_t limit)
{
    hc_tour_day *day = w->tour->day;
    day[0].least[part] = 0;
    day[0].count[part] = 0;
    for (size_t d = 0; d < w->tour->problem->days; d++) {
        const gain g = gain_of(w, part, d);
        int64_t most = (int64_t)day[d].count[part] + g.most;
        if (part == HC_TOUR_UNITS && most_units(w, d + 1) < most) {
            most = most_units(w, d + 1);
        }
        day[d + 1].least[part] = day[d].least[part] + g.least;
        day[d + 1].count[part] = most < limit ? (int32_t)most : limit;
    }
}

/* Of these, what the days left can still bring within the limits; then counts from mosts. */
static bool range_backward(const hc_tour_walk *w, size_t part, int32_t limit)
{
    hc_tour_day *day = w->tour->day;
    const size_t days = w->tour->problem->days;
    int32_t least = limit;
    int32_t most = day[days].count[part];
    bool possible = true;
    for (size_t d = days + 1; d-- > 0;) {
        const gain g = d < days ? gain_of(w, part, d) : (gain){0, 0};
        least -= g.most;
        most -= g.least;
        if (part == HC_TOUR_UNITS && limit - most_units(w, days - d) > least) {
            least = (int32_t)(limit - most_units(w, days - d));
        }
        if (least < day[d].least[part]) { least = day[d].least[part]; }
        if (most > day[d].count[part]) { most = day[d].count[part]; }
        day[d].least[part] = least;
        day[d].count[part] = most - least + 1;
        possible = possible && least <= most;
    }
    return possible;
}

static void set_lasts(const hc_tour_walk *w, size_t day)
{
    hc_tour_day *at = &w->tour->day[day];
    const int32_t work = w->tour->classes * w->runs;
    at->first_last = day == 0 ? hc_tour_off_last(w, w->offs) : 0;
    at->lasts = day == 0 ? 1 : work + w->offs;
    if (day == 0) { return; }
    if (!may_work(w, day - 1)) {
        at->first_last = work;
        at->lasts = w->offs;
    } else if (!may_rest(w, day - 1)) {
        at->lasts = work;
        const uint64_t may = w->tour->may[day - 1];
        for (size_t s = 0; s < w->tour->problem->shift_count && (may & (may - 1)) == 0; s++) {
            if (may >> s == 1U) {
                at->first_last = w->tour->class_of[s] * w->runs;
                at->lasts = w->runs;
            }
        }
    }
}

/* Numbers the blocks and states from the ranges; gives the states of all days. */
static double number_states(const hc_tour_walk *w)
{
    double sum = 0.0;
    for (size_t d = 0; d <= w->tour->problem->days; d++) {
        hc_tour_day *at = &w->tour->day[d];
        double blocks = 1.0;
        for (size_t part = w->parts; part-- > 0;) {
            at->stride[part] = blocks < HC_NUMBERS_MAX ? (size_t)blocks : 0;
            blocks *= at->count[part];
        }
        at->blocks = blocks < HC_NUMBERS_MAX ? (size_t)blocks : 0;
        at->first_state = sum < HC_NUMBERS_MAX ? (size_t)sum : 0;
        sum += blocks * at->lasts;
    }
    return sum;
}

/* Types that lead to the same state are one group: same class, same units, not counted. */
static void set_groups(hc_tour_walk *w)
{
    w->groups = 0;
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        const int32_t units = w->parts > HC_TOUR_UNITS ? w->tour->units_of[s] : 0;
        hc_tour_group mine = {w->tour->class_of[s], units, 0};
        for (size_t part = HC_TOUR_COUNTS; part < w->parts; part++) {
            if (w->counted[part] == s) { mine.part = part; }
        }
        size_t g = 0;
        while (g < w->groups &&
               (w->group[g].follower_class != mine.follower_class || mine.part != 0 ||
                w->group[g].units != mine.units || w->group[g].part != 0)) {
            g++;
        }
        if (g == w->groups) { w->group[w->groups++] = mine; }
        w->group_of[s] = g;
    }
}

static void set_person(hc_tour_walk *w)
{
    const hc_named_problem *p = w->tour->problem;
    w->runs = hc_least_of(w->person->most_run, (int32_t)p->days);
    w->offs = w->person->least_off > 1 ? w->person->least_off : 1;
    w->longest = 0;
    for (size_t s = 0; s < p->shift_count; s++) {
        const int32_t units = w->person->most_of[s] > 0 ? w->tour->units_of[s] : 0;
        if (units > w->longest) { w->longest = units; }
    }
}

void hc_tour_plan_unlimited(hc_tour_walk *w)
{
    set_person(w);
    w->parts = 0;
    set_groups(w);
    w->possible = true;
    for (size_t d = 0; d <= w->tour->problem->days; d++) {
        set_lasts(w, d);
        w->tour->day[d].count[HC_TOUR_WEEKENDS] = 1;
    }
    w->states = number_states(w);
}

void hc_tour_plan(hc_tour_walk *w, uint64_t counted)
{
    set_person(w);
    w->parts = HC_TOUR_COUNTS;
    w->too_many = false;
    for (size_t s = 0; s < w->tour->problem->shift_count; s++) {
        if ((counted >> s & 1U) == 0) { continue; }
        w->too_many = w->too_many || w->parts == HC_TOUR_PARTS;
        if (w->parts < HC_TOUR_PARTS) { w->counted[w->parts++] = s; }
    }
    set_groups(w);
    w->possible = true;
    for (size_t part = 0; part < w->parts; part++) {
        const gain limit = limit_of(w, part);
        range_forward(w, part, limit.most);
        w->possible = range_backward(w, part, limit.least) && w->possible;
    }
    for (size_t d = 0; d <= w->tour->problem->days; d++) {
        set_lasts(w, d);
    }
    if (!w->possible) { return; }
    w->states = number_states(w);
    if (counted == 0) { w->plain_states = w->states; }
    const double most =
        counted == 0 ? HC_STATES_MAX
                     : fmin(HC_COUNTED_STATES_MAX,
                            fmax(HC_COUNTED_STATES_FEW, HC_COUNTED_TIMES * w->plain_states));
    w->too_many = w->too_many || w->states > most;
}

/* ---- rosters near an even spread only ---- */

/* Narrows a range to least .. most; false when nothing is left. */
static bool cut_range(hc_tour_day *at, size_t part, double least, double most)
{
    const double end = at->least[part] + at->count[part] - 1;
    const double from = fmax(least, at->least[part]);
    const double to = fmin(most, end);
    if (floor(to) < ceil(from)) { return false; }
    at->least[part] = (int32_t)ceil(from);
    at->count[part] = (int32_t)(floor(to) - ceil(from)) + 1;
    return true;
}

/* A part's range keeps to so much on either side of an even spread of `whole`. */
static bool cut_part(hc_tour_walk *w, size_t part, double whole, double below, double above)
{
    const size_t days = w->tour->problem->days;
    double workable = 0.0;
    for (size_t d = 0; d < days; d++) {
        workable += may_work(w, d) ? 1.0 : 0.0;
    }
    double before = 0.0;
    for (size_t d = 0; d <= days; d++) {
        const double even = workable > 0.0 ? whole * before / workable : whole;
        if (!cut_range(&w->tour->day[d], part, even - below, even + above)) { return false; }
        if (d < days && may_work(w, d)) { before += 1.0; }
    }
    return true;
}

static bool cut_ranges(hc_tour_walk *w, double half)
{
    const gain units = limit_of(w, HC_TOUR_UNITS);
    const int64_t most = most_units(w, w->tour->problem->days);
    const double middle = 0.5 * (units.least + (double)(units.most < most ? units.most : most));
    const double weekends = w->person->most_weekends;
    bool open = cut_part(w, HC_TOUR_UNITS, middle, half, half) &&
                cut_part(w, HC_TOUR_WEEKENDS, weekends, 2 * HC_CORRIDOR_SPAN, HC_CORRIDOR_SPAN);
    for (size_t part = HC_TOUR_COUNTS; part < w->parts && open; part++) {
        const double whole = w->person->most_of[w->counted[part]];
        open = cut_part(w, part, whole, 2 * HC_CORRIDOR_SPAN, HC_CORRIDOR_SPAN);
    }
    if (open) { w->states = number_states(w); }
    return open;
}

bool hc_tour_narrow(hc_tour_walk *w, double states_most)
{
    double half = HC_CORRIDOR_WIDEST;
    while (half >= HC_CORRIDOR_LEAST && cut_ranges(w, half * w->longest)) {
        if (w->states <= states_most) { return true; }
        half *= HC_CORRIDOR_NARROWER;
    }
    return false;
}
