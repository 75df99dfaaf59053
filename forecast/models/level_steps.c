#include "forecast/models/level_steps.h"

#include <math.h>

#include "forecast/models/step_search.h"
#include "forecast/models/step_worth.h"

#define WALKS 3
#define RETURN_AFTER_DAYS 7 /* a step that undoes the one before it comes no sooner */

static void scale_before(hc_day_matrix *matrix, size_t day, double ratio)
{
    for (size_t before = 0; before < day; before++) {
        matrix->total[before] *= ratio;
    }
    for (size_t cell = 0; cell < day * matrix->slots; cell++) {
        matrix->calls[cell] *= ratio;
    }
}

size_t hc_level_steps_after(const hc_level_steps *steps, size_t day)
{
    size_t after = 0;
    while (after < steps->count && steps->step[after].day > day) {
        after++;
    }
    return after;
}

/* Keeps the list's order, the latest first. */
static void keep_step(hc_level_steps *steps, size_t day, double ratio)
{
    size_t place = steps->count++;
    for (; place > 0 && steps->step[place - 1].day < day; place--) {
        steps->step[place] = steps->step[place - 1];
    }
    steps->step[place] = (hc_level_step){day, ratio};
}

/* Log step that would undo the latest step, if that lies well before a day; else 0. */
static double way_back(const hc_level_steps *steps, size_t day)
{
    return steps->count > 0 && steps->step[0].day + RETURN_AFTER_DAYS <= day
               ? -log(steps->step[0].ratio)
               : 0.0;
}

/* One walk from the latest day to the oldest; were there steps? */
static bool align_once(hc_level_steps *steps, hc_known_days *known)
{
    const size_t before = steps->count;
    for (size_t at = known->n;
         at-- > HC_STEP_BEFORE_MIN && steps->count < HC_LEVEL_STEPS_MAX;) {
        const double back = way_back(steps, known->day[at]);
        double step = 0.0;
        const size_t found = hc_step_search(known, at, back, &step);
        if (!(fabs(step) > 0.0)) { continue; }
        at = found;
        keep_step(steps, known->day[at], exp(step));
        for (size_t i = 0; i < at; i++) {
            known->log_total[i] += step;
        }
    }
    return steps->count > before;
}

hc_status hc_level_steps_align(hc_level_steps *steps, hc_day_matrix *matrix,
                               const hc_calendar *calendar, hc_error *err)
{
    hc_known_days known;
    *steps = (hc_level_steps){.count = 0};
    const hc_status st = hc_known_days_read(&known, matrix, calendar, err);
    if (st == HC_OK) {
        /* An earlier step hides a later one, as noise of its days before or as the level that
         * it returns to; once aligned it does not. */
        for (int walk = 0; walk < WALKS && align_once(steps, &known); walk++) {}
        hc_step_worth_drop_growth(steps, &known);
        for (size_t k = 0; k < steps->count; k++) {
            scale_before(matrix, steps->step[k].day, steps->step[k].ratio);
        }
    }
    hc_known_days_clear(&known);
    return st;
}
