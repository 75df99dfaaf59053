#include "scheduler/judge/judge.h"

#include <stdio.h>
#include <string.h>

#include "scheduler/legal_week.h"

static void judge_window(hc_judge *j, const hc_person *who, const hc_duty *d)
{
    const hc_timed_row *shift = d->shift;
    const int64_t date = shift->row->date;
    const hc_day_window window = hc_window_on(who, date);
    const int64_t midnight = shift->day * HC_MINUTES_A_DAY;
    const int64_t start = shift->start_min - midnight;
    const int64_t from = d->from_min - midnight;
    const int64_t end = d->to_min - midnight;
    if (window.latest_start_min < window.earliest_start_min) {
        hc_broken_text(j, who->id, date, HC_BROKEN_WEEKDAY, hc_weekday_name(hc_weekday(date)),
                       "not worked under this contract and class");
        return;
    }
    if (from < window.earliest_start_min) {
        hc_broken(j, who->id, date, HC_BROKEN_EARLIEST_START, from, "from",
                  window.earliest_start_min, HC_UNIT_CLOCK);
    }
    if (start > window.latest_start_min) {
        hc_broken(j, who->id, date, HC_BROKEN_LATEST_START, start, "until",
                  window.latest_start_min, HC_UNIT_CLOCK);
    }
    if (end > window.latest_end_min) {
        hc_broken(j, who->id, date, HC_BROKEN_LATEST_END, end, "until", window.latest_end_min,
                  HC_UNIT_CLOCK);
    }
    if (start % who->contract->start_grid_min != 0) {
        hc_broken(j, who->id, date, HC_BROKEN_START_GRID, start, "a multiple of",
                  who->contract->start_grid_min, HC_UNIT_CLOCK);
    }
}

static void judge_length(hc_judge *j, const hc_person *who, const hc_timed_row *shift)
{
    const hc_contract *c = who->contract;
    const int64_t length = shift->end_min - shift->start_min;
    if (length < c->shift_shortest_min) {
        hc_broken(j, who->id, shift->row->date, HC_BROKEN_LENGTH, length, "at least",
                  c->shift_shortest_min, HC_UNIT_MINUTES);
    } else if (length > c->shift_longest_min) {
        hc_broken(j, who->id, shift->row->date, HC_BROKEN_LENGTH, length, "at most",
                  c->shift_longest_min, HC_UNIT_MINUTES);
    } else if (length > c->shift_shortest_min &&
               (length - c->shift_shortest_min) % c->shift_step_min != 0) {
        hc_broken(j, who->id, shift->row->date, HC_BROKEN_LENGTH, length, "in steps of",
                  c->shift_step_min, HC_UNIT_MINUTES);
    }
}

/* ---- breaks and activities ---- */

static bool window_holds(const hc_break_rule *rule, const hc_timed_row *shift,
                         const hc_timed_row *pause)
{
    const int64_t offset = pause->start_min - shift->start_min;
    return offset >= rule->earliest_min && offset <= rule->latest_min;
}

/* A rule of the break's name that no earlier break has taken; preferably one whose window fits.
 */
static size_t find_rule(const hc_contract *c, const hc_timed_row *shift,
                        const hc_timed_row *pause, unsigned taken)
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

static void judge_break(hc_judge *j, const hc_person *who, const hc_timed_row *shift,
                        const hc_timed_row *pause, const hc_break_rule *rule)
{
    const int64_t date = shift->row->date;
    const int64_t length = pause->end_min - pause->start_min;
    if (length != rule->length_min) {
        hc_broken(j, who->id, date, HC_BROKEN_BREAK_LENGTH, length, "exactly", rule->length_min,
                  HC_UNIT_MINUTES);
    }
    if (!window_holds(rule, shift, pause)) {
        char found[HC_VIOLATION_TEXT_MAX];
        char allowed[HC_VIOLATION_TEXT_MAX];
        (void)snprintf(found, sizeof found, "%.100s %lld min into the shift", rule->name,
                       (long long)(pause->start_min - shift->start_min));
        (void)snprintf(allowed, sizeof allowed, "%d to %d min into the shift",
                       rule->earliest_min, rule->latest_min);
        hc_broken_text(j, who->id, date, HC_BROKEN_BREAK_WINDOW, found, allowed);
    }
}

/* Each must have its row inside a shift; that no break lies in it is told with the overlaps. */
void hc_judge_activities(hc_judge *j, const hc_person *who)
{
    for (size_t k = 0; who->agent != NULL && k < who->agent->activity_count; k++) {
        const hc_activity *one = &who->agent->activities[k];
        bool attended = false;
        for (size_t i = 0; i < who->piece_count && !attended; i++) {
            const hc_timed_row *p = &who->pieces[i];
            for (size_t d = 0; d < who->duty_count && hc_activity_of(who, p) == one; d++) {
                attended = attended || hc_lies_inside(j->duties[d].shift, p);
            }
        }
        if (attended) { continue; }
        char allowed[HC_VIOLATION_TEXT_MAX];
        (void)snprintf(allowed, sizeof allowed, "%.100s from %02d:%02d", one->name,
                       one->start_min % HC_MINUTES_A_DAY / 60, one->start_min % 60);
        hc_broken_text(j, who->id, j->axis->first_day + one->start_min / HC_MINUTES_A_DAY,
                       HC_BROKEN_ACTIVITY, "not inside a shift", allowed);
    }
}

/* Gives the break a rule, notes what is wrong with it; the unpaid minutes it takes. */
static int64_t place_break(hc_judge *j, const hc_person *who, const hc_timed_row *shift,
                           const hc_timed_row *pause, unsigned *taken)
{
    const hc_contract *c = who->contract;
    const size_t r = find_rule(c, shift, pause, *taken);
    if (r == c->break_count) {
        hc_broken_text(j, who->id, shift->row->date, HC_BROKEN_BREAK_UNKNOWN,
                       pause->row->activity, "only the contract's breaks, each once");
        return 0;
    }
    *taken |= 1U << r;
    judge_break(j, who, shift, pause, &c->breaks[r]);
    return c->breaks[r].paid ? 0 : pause->end_min - pause->start_min;
}

/* Breaks whose own window fits claim their rules first, the rest take what is left of their
 * name. */
static unsigned match_breaks(hc_judge *j, const hc_person *who, hc_duty *d, bool fitting,
                             unsigned taken)
{
    const hc_contract *c = who->contract;
    for (size_t i = 0; i < who->piece_count; i++) {
        const hc_timed_row *pause = &who->pieces[i];
        if (!hc_lies_inside(d->shift, pause) || hc_activity_of(who, pause) != NULL) {
            continue;
        }
        const size_t first = find_rule(c, d->shift, pause, 0);
        const bool fits =
            first < c->break_count && window_holds(&c->breaks[first], d->shift, pause);
        if (fits != fitting) { continue; }
        const int64_t unpaid_min = place_break(j, who, d->shift, pause, &taken);
        if (unpaid_min == 0) { continue; }
        d->paid_min -= (int32_t)unpaid_min;
        d->premium_hours -= hc_premium_hours(j, c, pause->start_min, pause->end_min);
    }
    return taken;
}

static void judge_breaks(hc_judge *j, const hc_person *who, hc_duty *d)
{
    const hc_contract *c = who->contract;
    const int64_t length = d->shift->end_min - d->shift->start_min;
    d->paid_min = (int32_t)(d->to_min - d->from_min);
    d->premium_hours = hc_premium_hours(j, c, d->from_min, d->to_min);
    const unsigned taken = match_breaks(j, who, d, false, match_breaks(j, who, d, true, 0));
    for (size_t r = 0; r < c->break_count; r++) {
        if ((taken & (1U << r)) == 0 && length >= c->breaks[r].from_shift_min) {
            hc_broken_text(j, who->id, d->shift->row->date, HC_BROKEN_BREAK_MISSING, "none",
                           c->breaks[r].name);
        }
    }
}

/* ---- the person's own day ---- */

bool hc_on_leave(const hc_judge *j, const hc_person *who, int64_t day)
{
    return who->agent != NULL && who->agent->day_off != NULL && day >= 0 &&
           day < (int64_t)j->axis->days && who->agent->day_off[day] != 0;
}

/* The hours of the day when this person can work. */
hc_day_hours hc_hours_of(const hc_judge *j, const hc_person *who, int64_t day)
{
    const bool limited = who->agent != NULL && who->agent->hours != NULL && day >= 0 &&
                         day < (int64_t)j->axis->days;
    return limited ? who->agent->hours[day] : (hc_day_hours){0, HC_NO_LIMIT};
}

static void judge_hours(hc_judge *j, const hc_person *who, const hc_duty *d)
{
    const hc_timed_row *shift = d->shift;
    const hc_day_hours hours = hc_hours_of(j, who, shift->day);
    const int64_t start = d->from_min - shift->day * HC_MINUTES_A_DAY;
    const int64_t end = d->to_min - shift->day * HC_MINUTES_A_DAY;
    if (start < hours.from_min) {
        hc_broken(j, who->id, shift->row->date, HC_BROKEN_HOURS, start, "from", hours.from_min,
                  HC_UNIT_CLOCK);
    }
    if (hours.to_min != HC_NO_LIMIT && end > hours.to_min) {
        hc_broken(j, who->id, shift->row->date, HC_BROKEN_HOURS, end, "until", hours.to_min,
                  HC_UNIT_CLOCK);
    }
}

void hc_judge_duty(hc_judge *j, const hc_person *who, hc_duty *d)
{
    judge_window(j, who, d);
    judge_length(j, who, d->shift);
    judge_breaks(j, who, d);
    hc_judge_work_stretches(j, who, d);
    if (hc_on_leave(j, who, d->shift->day)) {
        hc_broken_text(j, who->id, d->shift->row->date, HC_BROKEN_DAY_OFF, "a shift",
                       "none on a day off");
    } else {
        judge_hours(j, who, d);
    }
}
