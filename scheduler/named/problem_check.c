/* Whether a problem is one that can be searched. */
#include <math.h>

#include "scheduler/named/search.h"
#include "scheduler/price.h"

static hc_status check_sizes(const hc_named_problem *p, const hc_named_options *options,
                             hc_error *err)
{
    if (p->days < 1 || p->days > HC_NAMED_DAYS_MAX || p->shift_count < 1 ||
        p->shift_count > HC_NAMED_SHIFTS_MAX || p->people < 1 ||
        p->people > HC_NAMED_PEOPLE_MAX || p->first_weekday < 0 || p->first_weekday > 6) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "%zu days, %zu shift types, %zu people are not 1 to %d, %d, %d", p->days,
                       p->shift_count, p->people, HC_NAMED_DAYS_MAX, HC_NAMED_SHIFTS_MAX,
                       HC_NAMED_PEOPLE_MAX);
    }
    if (!(options->effort > 0.0 && isfinite(options->effort))) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "1 is the usual",
                       "effort must be above 0, found %g", options->effort);
    }
    for (size_t s = 0; s < p->shift_count; s++) {
        if (p->shifts[s].minutes < 1 || p->shifts[s].minutes > 1440) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "shift type %zu lasts %d minutes, not 1 to 1440", s + 1,
                           p->shifts[s].minutes);
        }
    }
    return HC_OK;
}

static hc_status check_costs(const hc_named_problem *p, hc_error *err)
{
    for (size_t at = 0; at < p->days * p->shift_count; at++) {
        const hc_named_need *need = &p->needs[at];
        if (need->required < 0 || !hc_is_price(need->short_cost) ||
            !hc_is_price(need->over_cost)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "the need of day %zu, shift type %zu is below 0 or no number",
                           at / p->shift_count + 1, at % p->shift_count + 1);
        }
    }
    for (size_t i = 0; i < p->people * p->days * (p->shift_count + 1); i++) {
        if (!hc_is_price(p->wish_cost[i])) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "a wish of person %zu costs %g, which is below 0 or no number",
                           i / (p->days * (p->shift_count + 1)) + 1, p->wish_cost[i]);
        }
    }
    return HC_OK;
}

static hc_status check_persons(const hc_named_problem *p, hc_error *err)
{
    for (size_t person = 0; person < p->people; person++) {
        const hc_named_person *who = &p->persons[person];
        bool sound = who->most_min >= 0 && who->least_min <= who->most_min &&
                     who->most_run >= 1 && who->least_run <= who->most_run &&
                     who->most_weekends >= 0;
        for (size_t s = 0; s < p->shift_count; s++) {
            sound = sound && who->most_of[s] >= 0;
        }
        if (!sound) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "is a least above its most?",
                           "the limits of person %zu contradict each other", person + 1);
        }
    }
    return HC_OK;
}

hc_status hc_named_check(const hc_named_problem *problem, const hc_named_options *options,
                         hc_error *err)
{
    HC_TRY(check_sizes(problem, options, err));
    HC_TRY(check_costs(problem, err));
    return check_persons(problem, err);
}
