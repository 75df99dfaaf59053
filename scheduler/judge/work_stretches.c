#include <stdio.h>
#include <string.h>

#include "scheduler/judge/judge.h"

/* Whether the row is one of the shift's breaks. */
static bool is_break_of(const hc_person *who, const hc_duty *d, const hc_timed_row *p)
{
    return hc_lies_inside(d->shift, p) && hc_activity_of(who, p) == NULL;
}

/* Work from minute to minute without a break, against its own limit and that of all work. */
static void judge_stretch(hc_judge *j, const hc_person *who, const hc_duty *d, int64_t from_min,
                          int64_t to_min, hc_work_limit limit)
{
    const int64_t work_min = to_min - from_min;
    const int32_t unbroken = who->contract->unbroken_work_min_most;
    int32_t most = limit.most_min;
    if (most == HC_NO_LIMIT || (unbroken != HC_NO_LIMIT && unbroken < most)) {
        most = unbroken;
    }
    if (work_min < 0) { return; } /* breaks at one time, which is told elsewhere */
    if (work_min < limit.least_min) {
        hc_broken(j, who->id, d->shift->row->date, HC_BROKEN_WORK_LEAST, work_min, "at least",
                  limit.least_min, HC_UNIT_MINUTES);
    }
    if (most != HC_NO_LIMIT && work_min > most) {
        hc_broken(j, who->id, d->shift->row->date, HC_BROKEN_WORK_MOST, work_min, "at most",
                  most, HC_UNIT_MINUTES);
    }
}

/* The break that comes next: the first in the contract's order that the shift has and that is
 * not taken. */
static size_t next_rule(const hc_contract *c, int64_t shift_min, unsigned taken)
{
    size_t next = c->break_count;
    for (size_t r = 0; r < c->break_count; r++) {
        const bool open = (taken & (1U << r)) == 0 && shift_min >= c->breaks[r].from_shift_min;
        if (open && (next == c->break_count ||
                     c->breaks[r].earliest_min < c->breaks[next].earliest_min)) {
            next = r;
        }
    }
    return next;
}

/* Where windows overlap, the order of the contract's list holds. */
static void judge_order(hc_judge *j, const hc_person *who, const hc_duty *d)
{
    const hc_contract *c = who->contract;
    const int64_t shift_min = d->shift->end_min - d->shift->start_min;
    unsigned taken = 0;
    if (c->work_between_breaks.least_min <= 0) { return; } /* then windows are disjoint */
    for (size_t i = 0; i < who->piece_count; i++) {
        const hc_timed_row *p = &who->pieces[i];
        if (!is_break_of(who, d, p)) { continue; }
        const size_t next = next_rule(c, shift_min, taken);
        if (next == c->break_count) { return; } /* one too many, which is told elsewhere */
        if (strcmp(p->row->activity, c->breaks[next].name) != 0) {
            char allowed[HC_VIOLATION_TEXT_MAX];
            (void)snprintf(allowed, sizeof allowed, "%.100s first", c->breaks[next].name);
            hc_broken_text(j, who->id, d->shift->row->date, HC_BROKEN_BREAK_ORDER,
                           p->row->activity, allowed);
            return;
        }
        taken |= 1U << next;
    }
}

void hc_judge_work_stretches(hc_judge *j, const hc_person *who, const hc_duty *d)
{
    const hc_contract *c = who->contract;
    const hc_timed_row *before = NULL;
    for (size_t i = 0; i < who->piece_count; i++) {
        const hc_timed_row *p = &who->pieces[i];
        if (!is_break_of(who, d, p)) { continue; }
        judge_stretch(j, who, d, before == NULL ? d->from_min : before->end_min, p->start_min,
                      before == NULL ? c->work_before_breaks : c->work_between_breaks);
        before = p;
    }
    if (before != NULL) {
        judge_stretch(j, who, d, before->end_min, d->to_min, c->work_after_breaks);
    } else {
        judge_stretch(j, who, d, d->from_min, d->to_min, (hc_work_limit){0, HC_NO_LIMIT});
    }
    judge_order(j, who, d);
}
