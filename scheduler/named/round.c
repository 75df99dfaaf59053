#include <math.h>
#include <string.h>

#include "scheduler/named/blend.h"

#define HC_GIVE_FIRST 0.01 /* of the usual price: when the first person is made whole, */
#define HC_GIVE_LAST 0.1   /* and the last */
#define HC_MOVES_MOST 10   /* of each blend left, after every person */

static bool has_choice(const hc_named_search *s, const uint64_t *allowed, size_t person)
{
    const size_t days = s->problem->days;
    for (size_t day = 0; day < days; day++) {
        const uint64_t may = allowed[person * days + day];
        if ((may & (may - 1)) != 0) { return true; }
    }
    return false;
}

/* Puts who have a choice in order, most work first: who works little fits what is left. */
static size_t order_people(hc_named_search *s, const uint64_t *allowed)
{
    size_t count = 0;
    for (size_t person = 0; person < s->problem->people; person++) {
        if (!has_choice(s, allowed, person)) { continue; }
        const int32_t most_min = s->problem->persons[person].most_min;
        size_t at = count++;
        for (; at > 0 && s->problem->persons[s->order[at - 1]].most_min < most_min; at--) {
            s->order[at] = s->order[at - 1];
        }
        s->order[at] = person;
    }
    return count;
}

/* The person's best roster at the blend's prices; one who has none found keeps the best's. */
static hc_status make_whole(hc_named_blend *b, hc_named_search *s, size_t person,
                            const uint64_t *allowed, hc_error *err)
{
    const size_t days = s->problem->days;
    int8_t *choice = s->choice + person * days;
    bool found = false;
    double value = 0.0;
    hc_named_make_prices(s, person, b->price);
    HC_TRY(hc_named_tour_best(s->tour, person, allowed + person * days, s->price, choice,
                              &value, &found, err));
    if (!found) { memcpy(choice, s->best + person * days, days); }
    hc_named_blend_set(b, s, person, choice);
    return HC_OK;
}

/* Blends still to be made whole move, in turn, as often as the work allows. */
static hc_status move_rest(hc_named_blend *b, hc_named_search *s, size_t from, size_t count,
                           const uint64_t *allowed, double work_each, hc_error *err)
{
    const size_t left = count - from;
    const double most = fmin((double)(HC_MOVES_MOST * left), work_each / b->move_work);
    for (size_t move = 0; left > 0 && (double)move < most; move++) {
        HC_TRY(hc_named_blend_move(b, s, s->order[from + move % left], allowed, err));
    }
    return HC_OK;
}

hc_status hc_named_round(hc_named_blend *b, hc_named_search *s, const uint64_t *allowed,
                         double work, hc_error *err)
{
    const hc_named_problem *p = s->problem;
    const size_t count = order_people(s, allowed);
    memcpy(s->choice, s->best, p->people * p->days);
    for (size_t k = 0; k < count; k++) {
        const double done = (double)k / (double)count;
        b->give = b->scale * HC_GIVE_FIRST * pow(HC_GIVE_LAST / HC_GIVE_FIRST, done);
        hc_named_blend_prices(b, s);
        HC_TRY(make_whole(b, s, s->order[k], allowed, err));
        HC_TRY(move_rest(b, s, k + 1, count, allowed, work / (double)count, err));
    }
    hc_named_take(s, s->choice);
    return HC_OK;
}
