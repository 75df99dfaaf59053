#include "scheduler/check_roster.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/legal_week.h"
#include "scheduler/rotation.h"

#define HC_MINUTES_AN_HOUR 60.0
#define HC_COST_TOLERANCE 1e-6

const char *hc_roster_rule_name(hc_roster_rule rule)
{
    static const char *const names[] = {
#define HC_ROSTER_RULE_TEXT(name, text) text,
        HC_ROSTER_RULES(HC_ROSTER_RULE_TEXT)
#undef HC_ROSTER_RULE_TEXT
    };
    return (unsigned)rule < HC_ROSTER_RULE_COUNT ? names[rule] : "unknown rule";
}

/* A row with its times in minutes of wall clock after the axis' first midnight. */
typedef struct piece {
    const hc_roster_row *row;
    int64_t start_min;
    int64_t end_min;
    int64_t day; /* of the row's date, from the axis' first */
    bool is_shift;
    bool is_overtime;
} piece;

/* A shift of the person being judged. */
typedef struct duty {
    const piece *shift;
    int64_t from_min; /* at work with the overtime, which the shift itself does not hold */
    int64_t to_min;
    int32_t paid_min;
    int32_t run_days; /* days worked in a row up to this one */
} duty;

typedef struct judge {
    const hc_axis *axis;
    const double *required;
    const hc_rules *rules;
    int64_t *slot_wall_min; /* wall clock of each slot's start, as pieces count it */
    piece *pieces;          /* by agent, then start */
    size_t piece_count;
    duty *duties;  /* of one person; room for as many as there are pieces */
    size_t *heads; /* [class_count] people seen */
    size_t violation_room;
    hc_roster_verdict verdict;
    hc_status status; /* first failure of our own, such as memory */
    hc_error *err;
} judge;

/* Whose rows are being judged. */
typedef struct person {
    const char *id;
    const hc_class *class;       /* NULL: not known, so no contract to judge by */
    const hc_contract *contract; /* NULL with class */
    const hc_agent *agent;       /* NULL when there are no names */
    const piece *pieces;
    size_t piece_count;
    size_t duty_count;
} person;

/* ---- complaints ---- */

static hc_violation *new_violation(judge *j, const char *agent, int64_t day,
                                   hc_roster_rule rule)
{
    hc_roster_verdict *v = &j->verdict;
    v->violation_count++;
    if (j->status != HC_OK || v->listed_count == HC_VIOLATIONS_LISTED_MAX) { return NULL; }
    j->status = hc_grow(&v->violations, &j->violation_room, v->listed_count + 1,
                        sizeof *v->violations, j->err);
    if (j->status != HC_OK) { return NULL; }
    hc_violation *violation = &v->violations[v->listed_count++];
    (void)snprintf(violation->agent, sizeof violation->agent, "%s", agent);
    violation->day = day;
    violation->rule = rule;
    return violation;
}

static void broken_text(judge *j, const char *agent, int64_t day, hc_roster_rule rule,
                        const char *found, const char *allowed)
{
    hc_violation *violation = new_violation(j, agent, day, rule);
    if (violation == NULL) { return; }
    (void)snprintf(violation->found, sizeof violation->found, "%s", found);
    (void)snprintf(violation->allowed, sizeof violation->allowed, "%s", allowed);
}

typedef enum unit { UNIT_CLOCK, UNIT_MINUTES, UNIT_DAYS, UNIT_HEADS, UNIT_WEEKENDS } unit;

/* "09:30", also past midnight as 25:30; "95 min"; "5 days". */
static void format_amount(int64_t amount, unit in, char *text, size_t size)
{
    static const char *const unit_names[] = {"", "min", "days", "people", "weekends"};
    if (in != UNIT_CLOCK) {
        (void)snprintf(text, size, "%lld %s", (long long)amount, unit_names[in]);
        return;
    }
    (void)snprintf(text, size, "%02lld:%02lld", (long long)(amount / 60),
                   (long long)(amount % 60));
}

static void broken(judge *j, const char *agent, int64_t day, hc_roster_rule rule, int64_t found,
                   const char *relation, int64_t allowed, unit in)
{
    hc_violation *violation = new_violation(j, agent, day, rule);
    if (violation == NULL) { return; }
    char amount[HC_TIME_TEXT_MAX];
    format_amount(found, in, violation->found, sizeof violation->found);
    format_amount(allowed, in, amount, sizeof amount);
    (void)snprintf(violation->allowed, sizeof violation->allowed, "%s %s", relation, amount);
}

/* ---- reading the rows ---- */

static int64_t wall_min(const judge *j, hc_local_time time)
{
    return (time.day - j->axis->first_day) * HC_MINUTES_A_DAY + time.second_of_day / 60;
}

static int compare_pieces(const void *a, const void *b)
{
    const piece *left = a;
    const piece *right = b;
    const int by_agent = strcmp(left->row->agent, right->row->agent);
    if (by_agent != 0) { return by_agent; }
    if (left->start_min != right->start_min) {
        return left->start_min < right->start_min ? -1 : 1;
    }
    if (left->is_shift != right->is_shift) { return left->is_shift ? -1 : 1; }
    if (left->end_min != right->end_min) { return left->end_min < right->end_min ? -1 : 1; }
    return strcmp(left->row->activity, right->row->activity);
}

static void read_rows(judge *j, const hc_roster_row *rows, size_t row_count)
{
    for (size_t i = 0; i < row_count; i++) {
        j->pieces[i].row = &rows[i];
        j->pieces[i].start_min = wall_min(j, rows[i].start);
        j->pieces[i].end_min = wall_min(j, rows[i].end);
        j->pieces[i].day = rows[i].date - j->axis->first_day;
        j->pieces[i].is_shift = strcmp(rows[i].activity, HC_ACTIVITY_SHIFT) == 0;
        j->pieces[i].is_overtime = strcmp(rows[i].activity, HC_ACTIVITY_OVERTIME) == 0;
    }
    j->piece_count = row_count;
    if (row_count > 0) { qsort(j->pieces, row_count, sizeof *j->pieces, compare_pieces); }
    for (size_t slot = 0; slot < j->verdict.slot_count; slot++) {
        j->slot_wall_min[slot] = wall_min(j, hc_axis_local(j->axis, slot));
    }
}

/* ---- cover ---- */

static void add_cover(judge *j, const piece *p, double sign)
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
                j->verdict.cover[slot] += sign * (double)(to - from) / (double)interval;
            }
        }
    }
}

/* ---- one shift ---- */

static void judge_window(judge *j, const person *who, const duty *d)
{
    const piece *shift = d->shift;
    const int64_t date = shift->row->date;
    const hc_contract own = hc_contract_of_week(who->contract, who->class, date);
    const hc_day_window window = hc_class_window(&own, who->class, hc_weekday(date));
    const int64_t midnight = shift->day * HC_MINUTES_A_DAY;
    const int64_t start = shift->start_min - midnight;
    const int64_t from = d->from_min - midnight;
    const int64_t end = d->to_min - midnight;
    if (window.latest_start_min < window.earliest_start_min) {
        broken_text(j, who->id, date, HC_BROKEN_WEEKDAY, hc_weekday_name(hc_weekday(date)),
                    "not worked under this contract and class");
        return;
    }
    if (from < window.earliest_start_min) {
        broken(j, who->id, date, HC_BROKEN_EARLIEST_START, from, "from",
               window.earliest_start_min, UNIT_CLOCK);
    }
    if (start > window.latest_start_min) {
        broken(j, who->id, date, HC_BROKEN_LATEST_START, start, "until",
               window.latest_start_min, UNIT_CLOCK);
    }
    if (end > window.latest_end_min) {
        broken(j, who->id, date, HC_BROKEN_LATEST_END, end, "until", window.latest_end_min,
               UNIT_CLOCK);
    }
    if (start % who->contract->start_grid_min != 0) {
        broken(j, who->id, date, HC_BROKEN_START_GRID, start, "a multiple of",
               who->contract->start_grid_min, UNIT_CLOCK);
    }
}

static void judge_length(judge *j, const person *who, const piece *shift)
{
    const hc_contract *c = who->contract;
    const int64_t length = shift->end_min - shift->start_min;
    if (length < c->shift_shortest_min) {
        broken(j, who->id, shift->row->date, HC_BROKEN_LENGTH, length, "at least",
               c->shift_shortest_min, UNIT_MINUTES);
    } else if (length > c->shift_longest_min) {
        broken(j, who->id, shift->row->date, HC_BROKEN_LENGTH, length, "at most",
               c->shift_longest_min, UNIT_MINUTES);
    } else if (length > c->shift_shortest_min &&
               (length - c->shift_shortest_min) % c->shift_step_min != 0) {
        broken(j, who->id, shift->row->date, HC_BROKEN_LENGTH, length, "in steps of",
               c->shift_step_min, UNIT_MINUTES);
    }
}

static bool window_holds(const hc_break_rule *rule, const piece *shift, const piece *pause)
{
    const int64_t offset = pause->start_min - shift->start_min;
    return offset >= rule->earliest_min && offset <= rule->latest_min;
}

/* A rule of the break's name that no earlier break has taken; preferably one whose window fits.
 */
static size_t find_rule(const hc_contract *c, const piece *shift, const piece *pause,
                        unsigned taken)
{
    const int64_t length = shift->end_min - shift->start_min;
    size_t found = c->break_count;
    for (size_t r = 0; r < c->break_count; r++) {
        const hc_break_rule *rule = &c->breaks[r];
        const bool open = (taken & (1U << r)) == 0 && length >= rule->from_shift_min;
        if (!open || strcmp(rule->name, pause->row->activity) != 0) { continue; }
        if (window_holds(rule, shift, pause)) { return r; }
        if (found == c->break_count) { found = r; }
    }
    return found;
}

static void judge_break(judge *j, const person *who, const piece *shift, const piece *pause,
                        const hc_break_rule *rule)
{
    const int64_t date = shift->row->date;
    const int64_t length = pause->end_min - pause->start_min;
    if (length != rule->length_min) {
        broken(j, who->id, date, HC_BROKEN_BREAK_LENGTH, length, "exactly", rule->length_min,
               UNIT_MINUTES);
    }
    if (!window_holds(rule, shift, pause)) {
        char found[HC_VIOLATION_TEXT_MAX];
        char allowed[HC_VIOLATION_TEXT_MAX];
        (void)snprintf(found, sizeof found, "%.100s %lld min into the shift", rule->name,
                       (long long)(pause->start_min - shift->start_min));
        (void)snprintf(allowed, sizeof allowed, "%d to %d min into the shift",
                       rule->earliest_min, rule->latest_min);
        broken_text(j, who->id, date, HC_BROKEN_BREAK_WINDOW, found, allowed);
    }
}

static bool lies_inside(const piece *shift, const piece *pause)
{
    return !pause->is_shift && !pause->is_overtime && pause->end_min > pause->start_min &&
           pause->start_min >= shift->start_min && pause->end_min <= shift->end_min;
}

/* The person's activity that the row is; NULL: it is none. */
static const hc_activity *activity_of(const person *who, const piece *p)
{
    for (size_t k = 0; who->agent != NULL && k < who->agent->activity_count; k++) {
        const hc_activity *one = &who->agent->activities[k];
        if (!p->is_shift && p->start_min == one->start_min && p->end_min == one->end_min &&
            strcmp(p->row->activity, one->name) == 0) {
            return one;
        }
    }
    return NULL;
}

/* Each must have its row inside a shift; that no break lies in it is told with the overlaps. */
static void judge_activities(judge *j, const person *who)
{
    for (size_t k = 0; who->agent != NULL && k < who->agent->activity_count; k++) {
        const hc_activity *one = &who->agent->activities[k];
        bool attended = false;
        for (size_t i = 0; i < who->piece_count && !attended; i++) {
            const piece *p = &who->pieces[i];
            for (size_t d = 0; d < who->duty_count && activity_of(who, p) == one; d++) {
                attended = attended || lies_inside(j->duties[d].shift, p);
            }
        }
        if (attended) { continue; }
        char allowed[HC_VIOLATION_TEXT_MAX];
        (void)snprintf(allowed, sizeof allowed, "%.100s from %02d:%02d", one->name,
                       one->start_min % HC_MINUTES_A_DAY / 60, one->start_min % 60);
        broken_text(j, who->id, j->axis->first_day + one->start_min / HC_MINUTES_A_DAY,
                    HC_BROKEN_ACTIVITY, "not inside a shift", allowed);
    }
}

/* Gives the break a rule, notes what is wrong with it; the unpaid minutes it takes. */
static int64_t place_break(judge *j, const person *who, const piece *shift, const piece *pause,
                           unsigned *taken)
{
    const hc_contract *c = who->contract;
    const size_t r = find_rule(c, shift, pause, *taken);
    if (r == c->break_count) {
        broken_text(j, who->id, shift->row->date, HC_BROKEN_BREAK_UNKNOWN, pause->row->activity,
                    "only the contract's breaks, each once");
        return 0;
    }
    *taken |= 1U << r;
    judge_break(j, who, shift, pause, &c->breaks[r]);
    return c->breaks[r].paid ? 0 : pause->end_min - pause->start_min;
}

/* Breaks whose own window fits claim their rules first, the rest take what is left of their
 * name. */
static unsigned match_breaks(judge *j, const person *who, duty *d, bool fitting, unsigned taken)
{
    const hc_contract *c = who->contract;
    for (size_t i = 0; i < who->piece_count; i++) {
        const piece *pause = &who->pieces[i];
        if (!lies_inside(d->shift, pause) || activity_of(who, pause) != NULL) { continue; }
        const size_t first = find_rule(c, d->shift, pause, 0);
        const bool fits =
            first < c->break_count && window_holds(&c->breaks[first], d->shift, pause);
        if (fits == fitting) {
            d->paid_min -= (int32_t)place_break(j, who, d->shift, pause, &taken);
        }
    }
    return taken;
}

static void judge_breaks(judge *j, const person *who, duty *d)
{
    const hc_contract *c = who->contract;
    const int64_t length = d->shift->end_min - d->shift->start_min;
    d->paid_min = (int32_t)(d->to_min - d->from_min);
    const unsigned taken = match_breaks(j, who, d, false, match_breaks(j, who, d, true, 0));
    for (size_t r = 0; r < c->break_count; r++) {
        if ((taken & (1U << r)) == 0 && length >= c->breaks[r].from_shift_min) {
            broken_text(j, who->id, d->shift->row->date, HC_BROKEN_BREAK_MISSING, "none",
                        c->breaks[r].name);
        }
    }
}

static bool on_leave(const judge *j, const person *who, int64_t day)
{
    return who->agent != NULL && who->agent->day_off != NULL && day >= 0 &&
           day < (int64_t)j->axis->days && who->agent->day_off[day] != 0;
}

/* The hours of the day when this person can work. */
static hc_day_hours hours_of(const judge *j, const person *who, int64_t day)
{
    const bool limited = who->agent != NULL && who->agent->hours != NULL && day >= 0 &&
                         day < (int64_t)j->axis->days;
    return limited ? who->agent->hours[day] : (hc_day_hours){0, HC_NO_LIMIT};
}

static void judge_hours(judge *j, const person *who, const duty *d)
{
    const piece *shift = d->shift;
    const hc_day_hours hours = hours_of(j, who, shift->day);
    const int64_t start = d->from_min - shift->day * HC_MINUTES_A_DAY;
    const int64_t end = d->to_min - shift->day * HC_MINUTES_A_DAY;
    if (start < hours.from_min) {
        broken(j, who->id, shift->row->date, HC_BROKEN_HOURS, start, "from", hours.from_min,
               UNIT_CLOCK);
    }
    if (hours.to_min != HC_NO_LIMIT && end > hours.to_min) {
        broken(j, who->id, shift->row->date, HC_BROKEN_HOURS, end, "until", hours.to_min,
               UNIT_CLOCK);
    }
}

static void judge_duty(judge *j, const person *who, duty *d)
{
    judge_window(j, who, d);
    judge_length(j, who, d->shift);
    judge_breaks(j, who, d);
    if (on_leave(j, who, d->shift->day)) {
        broken_text(j, who->id, d->shift->row->date, HC_BROKEN_DAY_OFF, "a shift",
                    "none on a day off");
    } else {
        judge_hours(j, who, d);
    }
}

/* ---- between shifts ---- */

static void judge_neighbours(judge *j, const person *who, const duty *earlier,
                             const duty *later)
{
    const int64_t date = later->shift->row->date;
    const int64_t rest = later->from_min - earlier->to_min;
    if (later->shift->day == earlier->shift->day) {
        broken_text(j, who->id, date, HC_BROKEN_ONE_SHIFT, "another shift", "one a day");
    }
    if (rest < 0) {
        broken_text(j, who->id, date, HC_BROKEN_OVERLAP, "two shifts at once", "one");
    } else if (rest < who->contract->rest_min) {
        broken(j, who->id, date, HC_BROKEN_REST, rest, "at least", who->contract->rest_min,
               UNIT_MINUTES);
    }
}

/* Days in a row that the person had worked when the horizon began. */
static int32_t run_before(const person *who)
{
    return who->agent != NULL ? who->agent->before.run_days : 0;
}

/* The rest after the last shift before the horizon. */
static void judge_first_rest(judge *j, const person *who)
{
    if (run_before(who) == 0 || who->duty_count == 0) { return; }
    const piece *first = j->duties[0].shift;
    const int64_t rest = j->duties[0].from_min - who->agent->before.end_min;
    if (rest < who->contract->rest_min) {
        broken(j, who->id, first->row->date, HC_BROKEN_REST, rest, "at least",
               who->contract->rest_min, UNIT_MINUTES);
    }
}

static void judge_runs(judge *j, const person *who)
{
    const int32_t most = who->contract->consecutive_days_most;
    for (size_t i = 0; i < who->duty_count; i++) {
        duty *now = &j->duties[i];
        const int64_t gap = i == 0 ? 2 : now->shift->day - now[-1].shift->day;
        now->run_days = gap > 1 ? 1 : now[-1].run_days + (int32_t)gap;
        const int32_t before = run_before(who);
        if (i == 0 && now->shift->day == 0) { now->run_days += before; }
        const bool first_over =
            now->run_days == most + 1 || (i == 0 && before > 0 && now->run_days > most);
        if (most != HC_NO_LIMIT && gap != 0 && first_over) {
            broken(j, who->id, now->shift->row->date, HC_BROKEN_CONSECUTIVE_DAYS, now->run_days,
                   "at most", most, UNIT_DAYS);
        }
    }
}

/* ---- weekends ---- */

static bool works_on(const judge *j, const person *who, int64_t day)
{
    for (size_t i = 0; i < who->duty_count; i++) {
        if (j->duties[i].shift->day == day) { return true; }
    }
    return false;
}

/* Every weekend that begins or ends in the horizon, by the day of its Saturday. */
static void judge_weekends(judge *j, const person *who)
{
    const hc_contract *c = who->contract;
    const int64_t days = (int64_t)j->axis->days;
    const int64_t first = HC_SATURDAY - hc_weekday(j->axis->first_day); /* -1: Sunday begins */
    int32_t count = 0;
    int32_t run = 0;
    for (int64_t saturday = first; saturday < days; saturday += HC_WEEK_DAYS) {
        const int64_t date = j->axis->first_day + (saturday < 0 ? 0 : saturday);
        const bool on_saturday = works_on(j, who, saturday);
        const bool on_sunday = works_on(j, who, saturday + 1);
        const bool whole_known = saturday >= 0 && saturday + 1 < days;
        if (c->weekends_whole && whole_known && on_saturday != on_sunday) {
            broken_text(j, who->id, date, HC_BROKEN_WEEKEND_WHOLE,
                        on_saturday ? "Saturday alone" : "Sunday alone",
                        "both days or neither");
        }
        run = on_saturday || on_sunday ? run + 1 : 0;
        count += run > 0 ? 1 : 0;
        if (c->weekend_off_every != HC_NO_LIMIT && run == c->weekend_off_every) {
            broken(j, who->id, date, HC_BROKEN_WEEKENDS_RUN, run, "at most",
                   c->weekend_off_every - 1, UNIT_WEEKENDS);
        }
        if (c->weekends_most != HC_NO_LIMIT && run > 0 && count == c->weekends_most + 1) {
            broken(j, who->id, date, HC_BROKEN_WEEKENDS_MOST, count, "at most",
                   c->weekends_most, UNIT_WEEKENDS);
        }
    }
}

/* ---- weeks ---- */

/* What one person did in one week. */
typedef struct week_sum {
    int64_t first_day; /* from the axis' first */
    int32_t days;      /* of the horizon that lie in the week */
    uint8_t worked[HC_WEEK_DAYS];
    int32_t worked_days;
    int32_t paid_min;
    int64_t earliest_start_min; /* after its day's midnight */
    int64_t latest_start_min;
} week_sum;

static week_sum sum_week(const judge *j, const person *who, int64_t first_day)
{
    const int64_t left = (int64_t)j->axis->days - first_day;
    week_sum sum = {.first_day = first_day,
                    .days = left < HC_WEEK_DAYS ? (int32_t)left : HC_WEEK_DAYS,
                    .earliest_start_min = INT64_MAX,
                    .latest_start_min = INT64_MIN};
    for (size_t i = 0; i < who->duty_count; i++) {
        const piece *shift = j->duties[i].shift;
        const int64_t day = shift->day - first_day;
        if (day < 0 || day >= HC_WEEK_DAYS) { continue; }
        const int64_t start = shift->start_min - shift->day * HC_MINUTES_A_DAY;
        sum.worked_days += sum.worked[day] ? 0 : 1;
        sum.worked[day] = 1;
        sum.paid_min += j->duties[i].paid_min;
        if (start < sum.earliest_start_min) { sum.earliest_start_min = start; }
        if (start > sum.latest_start_min) { sum.latest_start_min = start; }
    }
    return sum;
}

/* Longest stretch of days off. */
static int32_t days_off_in_a_row(const week_sum *sum)
{
    int32_t longest = 0;
    int32_t run = 0;
    for (size_t day = 0; day < HC_WEEK_DAYS; day++) {
        run = sum->worked[day] ? 0 : run + 1;
        if (run > longest) { longest = run; }
    }
    return longest;
}

static void judge_week_most(judge *j, const person *who, const week_sum *sum)
{
    const hc_contract *c = who->contract;
    const int64_t date = j->axis->first_day + sum->first_day;
    if (c->days_a_week_most != HC_NO_LIMIT && sum->worked_days > c->days_a_week_most) {
        broken(j, who->id, date, HC_BROKEN_DAYS_MOST, sum->worked_days, "at most",
               c->days_a_week_most, UNIT_DAYS);
    }
    if (c->week_paid_min_most != HC_NO_LIMIT && sum->paid_min > c->week_paid_min_most) {
        broken(j, who->id, date, HC_BROKEN_PAID_MOST, sum->paid_min, "at most",
               c->week_paid_min_most, UNIT_MINUTES);
    }
    const int32_t off = days_off_in_a_row(sum);
    /* In a week cut short they may lie past the horizon. */
    if (c->days_off_together > 1 && sum->days == HC_WEEK_DAYS && off < c->days_off_together) {
        broken(j, who->id, date, HC_BROKEN_DAYS_OFF_TOGETHER, off, "at least",
               c->days_off_together, UNIT_DAYS);
    }
    const int64_t spread =
        sum->worked_days > 0 ? sum->latest_start_min - sum->earliest_start_min : 0;
    if (c->start_spread_min != HC_NO_LIMIT && spread > c->start_spread_min) {
        broken(j, who->id, date, HC_BROKEN_START_SPREAD, spread, "at most", c->start_spread_min,
               UNIT_MINUTES);
    }
}

/* Where the person's weekends stand when the week begins; 0 after a broken rule. */
static int32_t weekends_before(const judge *j, const person *who, int64_t first_day)
{
    const hc_weekend_rule rule = hc_weekend_rule_of(who->contract);
    int32_t state = 0;
    for (int64_t day = 0; day < first_day; day++) {
        const int32_t weekday = hc_weekday(j->axis->first_day + day);
        state = hc_weekend_after(&rule, state, weekday, day == 0, works_on(j, who, day));
        state = state == HC_WEEKEND_FORBIDDEN ? 0 : state;
    }
    return state;
}

/* How the person came into the week, from the shifts before it. */
static hc_week_edge edge_before(const judge *j, const person *who, int64_t first_day)
{
    hc_week_edge edge = hc_week_edge_none();
    const int32_t weekend = weekends_before(j, who, first_day);
    const duty *last = NULL;
    for (size_t i = 0; i < who->duty_count && j->duties[i].shift->day < first_day; i++) {
        last = &j->duties[i];
    }
    if (last == NULL && run_before(who) > 0) {
        const int32_t worked = first_day == 0 ? run_before(who) : 0;
        edge.end_min[worked < HC_RUN_MAX ? worked : HC_RUN_MAX][weekend] =
            who->agent->before.end_min - (int32_t)first_day * HC_MINUTES_A_DAY;
        return edge;
    }
    if (last == NULL) {
        edge.end_min[0][weekend] = HC_WEEK_NO_SHIFT;
        return edge;
    }
    const int32_t run = last->shift->day == first_day - 1 ? last->run_days : 0;
    edge.end_min[run < HC_RUN_MAX ? run : HC_RUN_MAX][weekend] =
        (int32_t)(last->to_min - first_day * HC_MINUTES_A_DAY);
    return edge;
}

/* Whether the person cannot work on that day, if the horizon holds it. */
static bool is_shut(const judge *j, const person *who, int64_t day)
{
    if (day >= (int64_t)j->axis->days) { return false; }
    const int64_t date = j->axis->first_day + day;
    const hc_contract own = hc_contract_of_week(who->contract, who->class, date);
    const hc_day_window window = hc_class_window(&own, who->class, hc_weekday(date));
    return on_leave(j, who, day) || window.latest_start_min < window.earliest_start_min;
}

/* What a week must hold, less what the person's days off put out of reach. */
static void week_leasts(judge *j, const person *who, const week_sum *sum, int32_t *days,
                        int32_t *paid_min)
{
    const int64_t first_day = j->axis->first_day + sum->first_day;
    const hc_contract own = hc_contract_of_week(who->contract, who->class, first_day);
    hc_week_case week = {.contract = &own,
                         .of_class = who->class,
                         .first_weekday = hc_weekday(first_day),
                         .days = sum->days,
                         .is_first = sum->first_day == 0};
    *days = hc_week_days_least(&week);
    *paid_min = hc_week_paid_least(&week);
    bool leave = run_before(who) > 0;
    /* Days off of earlier weeks count too: they may have shaped how this one was entered. */
    for (int64_t day = 0; day < sum->first_day + sum->days; day++) {
        const hc_day_hours hours = hours_of(j, who, day);
        leave =
            leave || on_leave(j, who, day) || hours.from_min > 0 || hours.to_min != HC_NO_LIMIT;
    }
    if (!leave || (sum->worked_days >= *days && sum->paid_min >= *paid_min)) { return; }
    if (who->agent->day_off != NULL) { week.day_off = who->agent->day_off + sum->first_day; }
    if (who->agent->hours != NULL) { week.hours = who->agent->hours + sum->first_day; }
    week.before = edge_before(j, who, sum->first_day);
    week.goes_on = sum->first_day + HC_WEEK_DAYS < (int64_t)j->axis->days;
    week.shut_after = is_shut(j, who, sum->first_day + HC_WEEK_DAYS);
    hc_week_reach reach = {0};
    if (j->status == HC_OK) { j->status = hc_week_search(&week, &reach, j->err); }
    if (j->status != HC_OK) { return; }
    if (reach.days_most < *days) { *days = reach.days_most; }
    if (reach.paid_most < *paid_min) { *paid_min = reach.paid_most; }
}

static void judge_week_least(judge *j, const person *who, const week_sum *sum)
{
    int32_t days = 0;
    int32_t paid_min = 0;
    week_leasts(j, who, sum, &days, &paid_min);
    const int64_t date = j->axis->first_day + sum->first_day;
    if (sum->worked_days < days) {
        broken(j, who->id, date, HC_BROKEN_DAYS_LEAST, sum->worked_days, "at least", days,
               UNIT_DAYS);
    }
    if (sum->paid_min < paid_min) {
        broken(j, who->id, date, HC_BROKEN_PAID_LEAST, sum->paid_min, "at least", paid_min,
               UNIT_MINUTES);
    }
}

/* ---- one person ---- */

static const hc_agent *find_agent(const judge *j, const char *id)
{
    for (size_t i = 0; i < j->rules->agent_count; i++) {
        if (strcmp(j->rules->agents[i].id, id) == 0) { return &j->rules->agents[i]; }
    }
    return NULL;
}

static const hc_class *find_class(const judge *j, const char *name)
{
    for (size_t i = 0; i < j->rules->class_count; i++) {
        if (strcmp(j->rules->classes[i].name, name) == 0) { return &j->rules->classes[i]; }
    }
    return NULL;
}

static void judge_identity(judge *j, person *who)
{
    const hc_roster_row *first = who->pieces[0].row;
    who->class = find_class(j, first->class_name);
    if (who->class == NULL) {
        broken_text(j, who->id, first->date, HC_BROKEN_CLASS, first->class_name,
                    "a class of the rules");
    }
    for (size_t i = 1; i < who->piece_count; i++) {
        const hc_roster_row *row = who->pieces[i].row;
        if (strcmp(row->class_name, first->class_name) != 0) {
            broken_text(j, who->id, row->date, HC_BROKEN_ONE_CLASS, row->class_name,
                        first->class_name);
            break;
        }
    }
    if (j->rules->agent_count == 0) { return; }
    who->agent = find_agent(j, who->id);
    if (who->agent == NULL) {
        broken_text(j, who->id, first->date, HC_BROKEN_AGENT, who->id, "an agent of the rules");
    } else if (&j->rules->classes[who->agent->class_index] != who->class) {
        broken_text(j, who->id, first->date, HC_BROKEN_ONE_CLASS, first->class_name,
                    j->rules->classes[who->agent->class_index].name);
    }
}

/* Whether the row makes sense by itself; what does not is left out of all further judging. */
static bool judge_row(judge *j, const person *who, const piece *p)
{
    if (p->end_min <= p->start_min) {
        broken_text(j, who->id, p->row->date, HC_BROKEN_ORDER, p->row->activity,
                    "an end after the start");
        return false;
    }
    if (p->day < 0 || p->day >= (int64_t)j->axis->days) {
        broken_text(j, who->id, p->row->date, HC_BROKEN_HORIZON, p->row->activity,
                    "a day of the requirement");
        return false;
    }
    if (p->is_shift && p->row->start.day != p->row->date) {
        char started[HC_TIME_TEXT_MAX];
        hc_format_date(p->row->start.day, started);
        broken_text(j, who->id, p->row->date, HC_BROKEN_DATE, started, "the date of the row");
        return false;
    }
    return true;
}

/* The shift a break belongs to: the one of its date that it lies in. */
static bool in_some_shift(const person *who, const piece *pause, const duty *duties)
{
    for (size_t i = 0; i < who->duty_count; i++) {
        if (duties[i].shift->day == pause->day && lies_inside(duties[i].shift, pause)) {
            return true;
        }
    }
    return false;
}

/* Lengthens the shift of its date that it stands beside; false: there is none. */
static bool take_overtime(judge *j, const person *who, const piece *p)
{
    for (size_t i = 0; i < who->duty_count; i++) {
        duty *d = &j->duties[i];
        if (d->shift->day != p->day) { continue; }
        if (p->end_min == d->shift->start_min && d->from_min == d->shift->start_min) {
            d->from_min = p->start_min;
            return true;
        }
        if (p->start_min == d->shift->end_min && d->to_min == d->shift->end_min) {
            d->to_min = p->end_min;
            return true;
        }
    }
    return false;
}

/* What was agreed counts for cover too. */
static void collect_overtime(judge *j, const person *who)
{
    for (size_t i = 0; i < who->piece_count; i++) {
        const piece *p = &who->pieces[i];
        if (!p->is_overtime || !judge_row(j, who, p)) { continue; }
        if (take_overtime(j, who, p)) {
            add_cover(j, p, 1.0);
        } else {
            broken_text(j, who->id, p->row->date, HC_BROKEN_OVERTIME, "apart from it",
                        "where the shift of its date begins or ends, once");
        }
    }
}

/* Shifts and their breaks count for cover; a break outside every shift is only complained of.
 */
static void collect_duties(judge *j, person *who)
{
    for (size_t i = 0; i < who->piece_count; i++) {
        const piece *p = &who->pieces[i];
        if (!p->is_shift || !judge_row(j, who, p)) { continue; }
        j->duties[who->duty_count++] =
            (duty){.shift = p, .from_min = p->start_min, .to_min = p->end_min};
        add_cover(j, p, 1.0);
    }
    collect_overtime(j, who);
    const piece *before = NULL;
    for (size_t i = 0; i < who->piece_count; i++) {
        const piece *p = &who->pieces[i];
        if (p->is_shift || p->is_overtime || !judge_row(j, who, p)) { continue; }
        if (!in_some_shift(who, p, j->duties)) {
            broken_text(j, who->id, p->row->date, HC_BROKEN_BREAK_OUTSIDE, p->row->activity,
                        "inside the shift of its date");
            continue;
        }
        if (before != NULL && p->start_min < before->end_min) {
            broken_text(j, who->id, p->row->date, HC_BROKEN_OVERLAP, "two things at once",
                        "one");
        }
        before = p;
        add_cover(j, p, -1.0);
    }
}

/* Price of the wishes that a shift does not grant. */
static double wish_price(const judge *j, const hc_agent *agent, const piece *shift)
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

static void price_person(judge *j, const person *who)
{
    hc_roster_verdict *v = &j->verdict;
    const bool own_wage = who->agent != NULL && who->agent->wage_an_hour > 0.0;
    const double wage = own_wage ? who->agent->wage_an_hour : who->contract->wage_an_hour;
    for (size_t i = 0; i < who->duty_count; i++) {
        const double paid_hours = j->duties[i].paid_min / HC_MINUTES_AN_HOUR;
        const bool weekend = hc_weekday(j->duties[i].shift->row->date) >= 5;
        v->paid_hours += paid_hours;
        v->wage_cost += paid_hours * wage;
        v->wish_cost += wish_price(j, who->agent, j->duties[i].shift);
        v->weekend_cost += weekend ? who->contract->weekend_day_cost : 0.0;
    }
}

/* Everything that holds between a person's shifts and over the weeks. */
static void judge_weeks(judge *j, const person *who)
{
    judge_activities(j, who);
    judge_runs(j, who);
    judge_weekends(j, who);
    judge_first_rest(j, who);
    for (size_t i = 1; i < who->duty_count; i++) {
        judge_neighbours(j, who, &j->duties[i - 1], &j->duties[i]);
    }
    for (int64_t day = 0; day < (int64_t)j->axis->days; day += HC_WEEK_DAYS) {
        const week_sum sum = sum_week(j, who, day);
        judge_week_most(j, who, &sum);
        judge_week_least(j, who, &sum);
    }
}

static void judge_person(judge *j, const piece *pieces, size_t count)
{
    person who = {.id = pieces[0].row->agent, .pieces = pieces, .piece_count = count};
    judge_identity(j, &who);
    collect_duties(j, &who);
    j->verdict.agent_count++;
    j->verdict.shift_count += who.duty_count;
    if (who.class == NULL) { return; }
    who.contract = &j->rules->contracts[who.class->contract];
    j->heads[who.class - j->rules->classes]++;
    for (size_t i = 0; i < who.duty_count; i++) {
        judge_duty(j, &who, &j->duties[i]);
    }
    judge_weeks(j, &who);
    price_person(j, &who);
}

static void judge_people(judge *j)
{
    for (size_t first = 0; first < j->piece_count && j->status == HC_OK;) {
        size_t end = first + 1;
        while (end < j->piece_count &&
               strcmp(j->pieces[end].row->agent, j->pieces[first].row->agent) == 0) {
            end++;
        }
        judge_person(j, j->pieces + first, end - first);
        first = end;
    }
}

/* ---- people without a row, and how many there are ---- */

static bool has_rows(const judge *j, const char *id)
{
    size_t low = 0;
    size_t high = j->piece_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(j->pieces[middle].row->agent, id);
        if (order == 0) { return true; }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

static void judge_absent(judge *j)
{
    for (size_t i = 0; i < j->rules->agent_count && j->status == HC_OK; i++) {
        const hc_agent *agent = &j->rules->agents[i];
        if (has_rows(j, agent->id)) { continue; }
        person who = {.id = agent->id, .agent = agent};
        who.class = &j->rules->classes[agent->class_index];
        who.contract = &j->rules->contracts[who.class->contract];
        judge_weeks(j, &who);
    }
}

/* Whether everyone of the class must appear: some week asks work of them. */
static bool must_work(const judge *j, const hc_class *class)
{
    for (int64_t day = 0; day < (int64_t)j->axis->days; day += HC_WEEK_DAYS) {
        const int64_t left = (int64_t)j->axis->days - day;
        const int64_t first_day = j->axis->first_day + day;
        const hc_contract own =
            hc_contract_of_week(&j->rules->contracts[class->contract], class, first_day);
        const hc_week_case week = {.contract = &own,
                                   .of_class = class,
                                   .first_weekday = hc_weekday(first_day),
                                   .days = left < HC_WEEK_DAYS ? (int32_t)left : HC_WEEK_DAYS};
        if (hc_week_days_least(&week) > 0 || hc_week_paid_least(&week) > 0) { return true; }
    }
    return false;
}

static void judge_class_heads(judge *j, size_t k)
{
    const hc_class *class = &j->rules->classes[k];
    const int64_t found = (int64_t)j->heads[k];
    const int64_t count = (int64_t) class->count;
    char name[HC_VIOLATION_TEXT_MAX];
    (void)snprintf(name, sizeof name, "in class %.100s at most", class->name);
    if (found > count) {
        broken(j, "", HC_DAY_NONE, HC_BROKEN_HEADS, found, name, count, UNIT_HEADS);
    } else if (found < count && !j->rules->choose_heads && must_work(j, class)) {
        (void)snprintf(name, sizeof name, "in class %.100s all", class->name);
        broken(j, "", HC_DAY_NONE, HC_BROKEN_HEADS, found, name, count, UNIT_HEADS);
    }
}

static void judge_heads(judge *j)
{
    if (j->rules->agent_count > 0) { return; } /* judged by name */
    for (size_t k = 0; k < j->rules->class_count; k++) {
        judge_class_heads(j, k);
    }
    for (size_t c = 0; c < j->rules->contract_count && j->rules->choose_heads; c++) {
        const hc_contract *contract = &j->rules->contracts[c];
        int64_t found = 0;
        for (size_t k = 0; k < j->rules->class_count; k++) {
            found += j->rules->classes[k].contract == c ? (int64_t)j->heads[k] : 0;
        }
        if (contract->heads_most != HC_NO_LIMIT && found > contract->heads_most) {
            broken(j, "", HC_DAY_NONE, HC_BROKEN_CONTRACT_HEADS, found, "at most",
                   contract->heads_most, UNIT_HEADS);
        }
        j->verdict.hire_cost +=
            (double)found * contract->hire_cost_a_week * (double)j->axis->days / HC_WEEK_DAYS;
    }
}

/* ---- cost ---- */

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

static void price_cover(judge *j)
{
    hc_roster_verdict *v = &j->verdict;
    const hc_cover_cost *cost = &j->rules->cover_cost;
    const double hours = j->axis->interval_min / HC_MINUTES_AN_HOUR;
    for (size_t slot = 0; slot < v->slot_count; slot++) {
        const double required = j->required[slot];
        const double over = v->cover[slot] - required;
        v->short_hours += fmax(-over, 0.0) * hours;
        v->over_hours += fmax(over, 0.0) * hours;
        v->cover_cost += over < 0.0 ? price_steps(-over, required, cost->short_steps,
                                                  cost->short_share, cost->short_cost)
                                    : price_steps(over, required, cost->over_steps,
                                                  cost->over_share, cost->over_cost);
    }
    v->cost = v->cover_cost + v->wage_cost + v->weekend_cost + v->hire_cost + v->wish_cost;
}

/* ---- the front door ---- */

static hc_status check_required(const double *required, size_t slots, hc_error *err)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(required[slot] >= 0.0 && isfinite(required[slot]))) {
            return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "0 where the centre is closed",
                           "the requirement of interval %zu is %g", slot + 1, required[slot]);
        }
    }
    return HC_OK;
}

static hc_status judge_make(judge *j, size_t row_count)
{
    const size_t slots = hc_axis_slots(j->axis);
    j->verdict.slot_count = slots;
    HC_TRY(hc_alloc(&j->verdict.cover, slots, sizeof *j->verdict.cover, j->err));
    HC_TRY(hc_alloc(&j->slot_wall_min, slots, sizeof *j->slot_wall_min, j->err));
    HC_TRY(hc_alloc(&j->pieces, row_count, sizeof *j->pieces, j->err));
    HC_TRY(hc_alloc(&j->duties, row_count, sizeof *j->duties, j->err));
    return hc_alloc(&j->heads, j->rules->class_count, sizeof *j->heads, j->err);
}

hc_status hc_check_roster(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster_row *rows, size_t row_count, hc_roster_verdict *out,
                          hc_error *err)
{
    HC_TRY(hc_rules_check(rules, err));
    HC_TRY(check_required(required, hc_axis_slots(axis), err));
    judge j = {.axis = axis, .required = required, .rules = rules, .err = err};
    j.status = judge_make(&j, row_count);
    if (j.status == HC_OK) {
        read_rows(&j, rows, row_count);
        judge_people(&j);
        judge_absent(&j);
        judge_heads(&j);
        price_cover(&j);
    }
    hc_free(j.slot_wall_min);
    hc_free(j.pieces);
    hc_free(j.duties);
    hc_free(j.heads);
    if (j.status != HC_OK) {
        hc_roster_verdict_clear(&j.verdict);
        return j.status;
    }
    hc_roster_verdict_clear(out);
    *out = j.verdict;
    return HC_OK;
}

bool hc_roster_cost_agrees(const hc_roster_verdict *verdict, double claimed_cost)
{
    const double scale = fmax(1.0, fabs(verdict->cost));
    return fabs(verdict->cost - claimed_cost) <= HC_COST_TOLERANCE * scale;
}

void hc_roster_verdict_clear(hc_roster_verdict *verdict)
{
    hc_free(verdict->violations);
    hc_free(verdict->cover);
    *verdict = (hc_roster_verdict)HC_ROSTER_VERDICT_INIT;
}
