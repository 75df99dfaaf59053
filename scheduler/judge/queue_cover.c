#include "scheduler/queue_cover.h"

#include <math.h>
#include <string.h>

#include "scheduler/judge/judge.h"

#define HC_ROUNDING 1e-9 /* of sums of shares */

static void keep_whole(double *people, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        people[at] = floor(people[at] + HC_ROUNDING);
    }
}

/* Sets of the roster's agents, and the cover of each. */
static hc_status cover_sets(hc_judge *j, const hc_roster *roster, size_t *set_of)
{
    for (size_t i = 0; i < roster->agent_count && j->status == HC_OK; i++) {
        hc_person who = {.of_class = &j->rules->classes[roster->agents[i].class_index],
                         .agent = i < j->rules->agent_count ? &j->rules->agents[i] : NULL};
        hc_judge_skills(j, &who);
        set_of[i] = who.set;
    }
    for (size_t k = 0; k < roster->shift_count && j->status == HC_OK; k++) {
        const size_t set = set_of[roster->shifts[k].agent];
        hc_shift_add_cover(j->axis, &roster->shifts[k],
                           &j->of_set[set * j->verdict.slot_count]);
    }
    return j->status;
}

static hc_status serve(hc_judge *j, const hc_roster *roster, double *given)
{
    const size_t slots = hc_axis_slots(j->axis);
    size_t *set_of = NULL;
    HC_TRY(hc_alloc(&set_of, roster->agent_count, sizeof *set_of, j->err));
    hc_status st = hc_judge_make(j, roster->agent_count);
    if (st == HC_OK) {
        hc_judge_read_rows(j, NULL, 0);
        st = cover_sets(j, roster, set_of);
    }
    if (st == HC_OK) {
        for (size_t slot = 0; slot < slots; slot++) {
            hc_serve_queues(j, slot);
        }
        memcpy(given, j->verdict.cover_of_queue, hc_queues_of(j) * slots * sizeof *given);
    }
    hc_free(set_of);
    hc_judge_clear(j);
    hc_roster_verdict_clear(&j->verdict);
    return st;
}

hc_status hc_queue_cover(const hc_rules *rules, const hc_roster *roster, const double *required,
                         bool whole, double *given, hc_error *err)
{
    hc_judge j = {.axis = &roster->axis, .required = required, .rules = rules, .err = err};
    hc_status st = HC_OK;
    if (hc_queues_of(&j) > 1) {
        st = serve(&j, roster, given);
    } else {
        hc_roster_cover(roster, given);
    }
    if (st == HC_OK && whole) {
        keep_whole(given, hc_queues_of(&j) * hc_axis_slots(&roster->axis));
    }
    return st;
}
