#include <math.h>
#include <string.h>

#include "scheduler/named/tour_walk.h"

/* Weekends and units that a roster takes, and shifts of each type. */
typedef struct sums {
    int32_t units;
    int32_t weekends;
    int32_t of[HC_NAMED_SHIFTS_MAX];
} sums;

static void sum_up(const hc_named_tour *t, const int8_t *choice, sums *taken)
{
    memset(taken, 0, sizeof *taken);
    for (size_t day = 0; day < t->problem->days; day++) {
        const bool sunday = hc_tour_is_weekday(t->problem, day, HC_SUNDAY);
        const bool saturday = hc_tour_is_weekday(t->problem, day, HC_SATURDAY);
        if (choice[day] == HC_NAMED_OFF) { continue; }
        taken->of[choice[day]]++;
        taken->units += t->units_of[choice[day]];
        const bool again = sunday && day > 0 && choice[day - 1] != HC_NAMED_OFF;
        taken->weekends += (saturday || sunday) && !again;
    }
}

/* Units of a usual shift, so that minutes have prices of the size that others have. */
static double usual_units(const hc_named_tour *t)
{
    double sum = 0.0;
    for (size_t s = 0; s < t->problem->shift_count; s++) {
        sum += t->units_of[s];
    }
    return sum / (double)t->problem->shift_count;
}

void hc_named_beyond(const hc_named_tour *t, size_t person, const int8_t *choice,
                     double *beyond)
{
    const hc_named_person *who = &t->problem->persons[person];
    const double usual = usual_units(t) * t->unit_min;
    sums taken;
    sum_up(t, choice, &taken);
    const int32_t minutes = taken.units * t->unit_min;
    beyond[HC_LIMIT_MOST_MIN] = (minutes - who->most_min) / usual;
    beyond[HC_LIMIT_LEAST_MIN] = (who->least_min - minutes) / usual;
    beyond[HC_LIMIT_WEEKENDS] = taken.weekends - who->most_weekends;
    for (size_t s = 0; s < t->problem->shift_count; s++) {
        beyond[HC_LIMIT_TYPES + s] = taken.of[s] - who->most_of[s];
    }
}

hc_status hc_named_tour_relaxed(hc_named_tour *tour, size_t person, const uint64_t *allowed,
                                const double *price, const double *limit_price, int8_t *choice,
                                double *value, double *beyond, bool *found, hc_error *err)
{
    hc_tour_walk w = {.tour = tour,
                      .person = &tour->problem->persons[person],
                      .allowed = allowed,
                      .price = price,
                      .weekend_price = limit_price[HC_LIMIT_WEEKENDS]};
    const double unit_price =
        (limit_price[HC_LIMIT_MOST_MIN] - limit_price[HC_LIMIT_LEAST_MIN]) / usual_units(tour);
    const size_t shifts = tour->problem->shift_count;
    *found = false;
    *value = HUGE_VAL;
    for (size_t s = 0; s < shifts; s++) {
        w.penalty[s] = limit_price[HC_LIMIT_TYPES + s] + unit_price * tour->units_of[s];
    }
    if (!hc_tour_set_choices(&w)) { return HC_OK; }
    hc_tour_plan_unlimited(&w);
    HC_TRY(hc_tour_walk_days(&w, choice, value, found, err));
    if (!*found) { return HC_OK; }
    hc_named_beyond(tour, person, choice, beyond);
    *value = 0.0;
    for (size_t day = 0; day < tour->problem->days; day++) {
        const size_t c = choice[day] == HC_NAMED_OFF ? shifts : (size_t)choice[day];
        *value += price[day * (shifts + 1) + c];
    }
    for (size_t limit = 0; limit < HC_LIMIT_TYPES + shifts; limit++) {
        *value += limit_price[limit] * beyond[limit];
    }
    return HC_OK;
}
