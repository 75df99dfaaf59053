/*
 * Who serves which queue, where people have skills: the people of a slot are given out one by
 * one, each to the queue where one more saves most, as long as all can be so divided. They can
 * when no queues together hold more people than there are who serve one of them; what is still
 * free of that is the room of those queues. Greed is right there: the divisions that can be are
 * the bases of a polymatroid, and prices are convex.
 */
#include <math.h>

#include "scheduler/judge/judge.h"

#define HC_BIT 1e-9 /* of a person: less is none */

size_t hc_queues_of(const hc_judge *j)
{
    return j->rules->queue_count > 1 ? j->rules->queue_count : 1;
}

static hc_skills skills_of(const hc_judge *j, const hc_person *who)
{
    hc_skills skills = who->agent != NULL ? who->agent->skills : 0;
    if (skills == 0 && who->of_class != NULL) {
        skills = j->rules->contracts[who->of_class->contract].skills;
    }
    return skills != 0 ? skills : ((hc_skills)1 << hc_queues_of(j)) - 1;
}

void hc_judge_skills(hc_judge *j, hc_person *who)
{
    const size_t slots = j->verdict.slot_count;
    if (hc_queues_of(j) == 1 || j->status != HC_OK) { return; }
    const hc_skills skills = skills_of(j, who);
    while (who->set < j->set_count && j->sets[who->set] != skills) {
        who->set++;
    }
    if (who->set < j->set_count) { return; }
    j->status = hc_grow(&j->of_set, &j->set_room, (j->set_count + 1) * slots, sizeof *j->of_set,
                        j->err);
    if (j->status != HC_OK) {
        who->set = 0;
        return;
    }
    j->sets[j->set_count] = skills;
    for (size_t slot = 0; slot < slots; slot++) {
        j->of_set[j->set_count * slots + slot] = 0.0;
    }
    j->set_count++;
}

/* ---- one slot ---- */

/* room[queues]: people who serve one of these queues, a bit each. */
static void count_room(hc_judge *j, size_t slot)
{
    const hc_skills all = ((hc_skills)1 << hc_queues_of(j)) - 1;
    for (hc_skills queues = 0; queues <= all; queues++) {
        j->room[queues] = 0.0;
        for (size_t set = 0; set < j->set_count; set++) {
            if ((j->sets[set] & queues) == 0) { continue; }
            j->room[queues] += j->of_set[set * j->verdict.slot_count + slot];
        }
    }
}

static double room_at(const hc_judge *j, size_t queue)
{
    const hc_skills all = ((hc_skills)1 << hc_queues_of(j)) - 1;
    double least = (double)INFINITY;
    for (hc_skills queues = 1; queues <= all; queues++) {
        if ((queues >> queue & 1U) != 0) { least = fmin(least, j->room[queues]); }
    }
    return least;
}

static void take_room(hc_judge *j, size_t queue, double people)
{
    const hc_skills all = ((hc_skills)1 << hc_queues_of(j)) - 1;
    for (hc_skills queues = 1; queues <= all; queues++) {
        if ((queues >> queue & 1U) != 0) { j->room[queues] -= people; }
    }
}

/* A slot while its people are given out. */
typedef struct hc_sharing {
    hc_judge *j;
    size_t slot;
    size_t twin; /* the other pass of a repeated hour, served alike; the slot itself: none */
    double price[HC_SKILLS_MAX]; /* of the next whole person at each queue; INFINITY: no room */
} hc_sharing;

/* Another slot of the same day that the clock calls the same. */
static size_t twin_of(const hc_judge *j, size_t slot)
{
    const size_t day = hc_axis_day_index(j->axis, slot);
    for (size_t other = j->axis->day_first[day]; other < j->axis->day_first[day + 1]; other++) {
        if (other != slot && j->slot_wall_min[other] == j->slot_wall_min[slot]) {
            return other;
        }
    }
    return slot;
}

static double price_of(const hc_sharing *s, size_t queue, double people)
{
    const double price = hc_price_at(s->j, queue, s->slot, people);
    return s->twin == s->slot ? price : price + hc_price_at(s->j, queue, s->twin, people);
}

static double *people_at(const hc_sharing *s, size_t queue)
{
    return &s->j->verdict.cover_of_queue[queue * s->j->verdict.slot_count + s->slot];
}

static void price_next(hc_sharing *s, size_t queue)
{
    const double whole = floor(*people_at(s, queue) + HC_BIT);
    s->price[queue] = price_of(s, queue, whole + 1.0) - price_of(s, queue, whole);
}

/* Up to the next whole person at the cheapest queue; false when no queue has room. */
static bool give_some(hc_sharing *s)
{
    size_t best = 0;
    for (size_t q = 1; q < hc_queues_of(s->j); q++) {
        if (s->price[q] < s->price[best]) { best = q; }
    }
    if (isinf(s->price[best])) { return false; }
    const double room = room_at(s->j, best);
    double *people = people_at(s, best);
    const double some = fmin(room, floor(*people + HC_BIT) + 1.0 - *people);
    if (room <= HC_BIT) {
        s->price[best] = (double)INFINITY;
        return true;
    }
    *people += some;
    take_room(s->j, best, some);
    price_next(s, best);
    return true;
}

void hc_serve_queues(hc_judge *j, size_t slot)
{
    hc_roster_verdict *v = &j->verdict;
    if (v->queue_count == 1) {
        v->cover_of_queue[slot] = v->cover[slot];
        return;
    }
    hc_sharing s = {.j = j, .slot = slot, .twin = twin_of(j, slot)};
    for (size_t q = 0; q < v->queue_count; q++) {
        if (s.twin < slot) {
            *people_at(&s, q) = v->cover_of_queue[q * v->slot_count + s.twin];
        }
        price_next(&s, q);
    }
    if (s.twin < slot) { return; }
    count_room(j, slot);
    while (give_some(&s)) {}
}
