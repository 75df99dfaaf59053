#include "scheduler/judge/judge.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading the rows ---- */

static int64_t wall_min(const hc_judge *j, hc_local_time time)
{
    return (time.day - j->axis->first_day) * HC_MINUTES_A_DAY + time.second_of_day / 60;
}

static int compare_pieces(const void *a, const void *b)
{
    const hc_timed_row *left = a;
    const hc_timed_row *right = b;
    const int by_agent = strcmp(left->row->agent, right->row->agent);
    if (by_agent != 0) { return by_agent; }
    if (left->start_min != right->start_min) {
        return left->start_min < right->start_min ? -1 : 1;
    }
    if (left->is_shift != right->is_shift) { return left->is_shift ? -1 : 1; }
    if (left->end_min != right->end_min) { return left->end_min < right->end_min ? -1 : 1; }
    return strcmp(left->row->activity, right->row->activity);
}

void hc_judge_read_rows(hc_judge *j, const hc_roster_row *rows, size_t row_count)
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

bool hc_has_rows(const hc_judge *j, const char *id)
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

/* ---- who it is ---- */

static const hc_agent *find_agent(const hc_judge *j, const char *id)
{
    for (size_t i = 0; i < j->rules->agent_count; i++) {
        if (strcmp(j->rules->agents[i].id, id) == 0) { return &j->rules->agents[i]; }
    }
    return NULL;
}

static const hc_class *find_class(const hc_judge *j, const char *name)
{
    for (size_t i = 0; i < j->rules->class_count; i++) {
        if (strcmp(j->rules->classes[i].name, name) == 0) { return &j->rules->classes[i]; }
    }
    return NULL;
}

void hc_judge_identity(hc_judge *j, hc_person *who)
{
    const hc_roster_row *first = who->pieces[0].row;
    who->of_class = find_class(j, first->class_name);
    if (who->of_class == NULL) {
        hc_broken_text(j, who->id, first->date, HC_BROKEN_CLASS, first->class_name,
                       "a class of the rules");
    }
    for (size_t i = 1; i < who->piece_count; i++) {
        const hc_roster_row *row = who->pieces[i].row;
        if (strcmp(row->class_name, first->class_name) != 0) {
            hc_broken_text(j, who->id, row->date, HC_BROKEN_ONE_CLASS, row->class_name,
                           first->class_name);
            break;
        }
    }
    if (j->rules->agent_count == 0) { return; }
    who->agent = find_agent(j, who->id);
    if (who->agent == NULL) {
        hc_broken_text(j, who->id, first->date, HC_BROKEN_AGENT, who->id,
                       "an agent of the rules");
    } else if (&j->rules->classes[who->agent->class_index] != who->of_class) {
        hc_broken_text(j, who->id, first->date, HC_BROKEN_ONE_CLASS, first->class_name,
                       j->rules->classes[who->agent->class_index].name);
    }
}

/* ---- what the rows say ---- */

/* Whether the row makes sense by itself; what does not is left out of all further judging. */
static bool judge_row(hc_judge *j, const hc_person *who, const hc_timed_row *p)
{
    if (p->end_min <= p->start_min) {
        hc_broken_text(j, who->id, p->row->date, HC_BROKEN_ORDER, p->row->activity,
                       "an end after the start");
        return false;
    }
    if (p->day < 0 || p->day >= (int64_t)j->axis->days) {
        hc_broken_text(j, who->id, p->row->date, HC_BROKEN_HORIZON, p->row->activity,
                       "a day of the requirement");
        return false;
    }
    if (p->is_shift && p->row->start.day != p->row->date) {
        char started[HC_TIME_TEXT_MAX];
        hc_format_date(p->row->start.day, started);
        hc_broken_text(j, who->id, p->row->date, HC_BROKEN_DATE, started,
                       "the date of the row");
        return false;
    }
    return true;
}

/* The shift a break belongs to: the one of its date that it lies in. */
static bool in_some_shift(const hc_person *who, const hc_timed_row *pause,
                          const hc_duty *duties)
{
    for (size_t i = 0; i < who->duty_count; i++) {
        if (duties[i].shift->day == pause->day && hc_lies_inside(duties[i].shift, pause)) {
            return true;
        }
    }
    return false;
}

/* Lengthens the shift of its date that it stands beside; false: there is none. */
static bool take_overtime(hc_judge *j, const hc_person *who, const hc_timed_row *p)
{
    for (size_t i = 0; i < who->duty_count; i++) {
        hc_duty *d = &j->duties[i];
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
static void collect_overtime(hc_judge *j, const hc_person *who)
{
    for (size_t i = 0; i < who->piece_count; i++) {
        const hc_timed_row *p = &who->pieces[i];
        if (!p->is_overtime || !judge_row(j, who, p)) { continue; }
        if (take_overtime(j, who, p)) {
            hc_add_cover(j, who, p, 1.0);
        } else {
            hc_broken_text(j, who->id, p->row->date, HC_BROKEN_OVERTIME, "apart from it",
                           "where the shift of its date begins or ends, once");
        }
    }
}

/* Shifts and their breaks count for cover; a break outside every shift is only complained of.
 */
void hc_collect_duties(hc_judge *j, hc_person *who)
{
    for (size_t i = 0; i < who->piece_count; i++) {
        const hc_timed_row *p = &who->pieces[i];
        if (!p->is_shift || !judge_row(j, who, p)) { continue; }
        j->duties[who->duty_count++] =
            (hc_duty){.shift = p, .from_min = p->start_min, .to_min = p->end_min};
        hc_add_cover(j, who, p, 1.0);
    }
    collect_overtime(j, who);
    const hc_timed_row *before = NULL;
    for (size_t i = 0; i < who->piece_count; i++) {
        const hc_timed_row *p = &who->pieces[i];
        if (p->is_shift || p->is_overtime || !judge_row(j, who, p)) { continue; }
        if (!in_some_shift(who, p, j->duties)) {
            hc_broken_text(j, who->id, p->row->date, HC_BROKEN_BREAK_OUTSIDE, p->row->activity,
                           "inside the shift of its date");
            continue;
        }
        if (before != NULL && p->start_min < before->end_min) {
            hc_broken_text(j, who->id, p->row->date, HC_BROKEN_OVERLAP, "two things at once",
                           "one");
        }
        before = p;
        hc_add_cover(j, who, p, -1.0);
    }
}
