#include "tests/bench/truth_oracle.h"

#include <math.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "tests/bench/truth_form.h"

#define ROUNDS 6            /* form and shape in turn */
#define DRAWS 6             /* of the form, */
#define LAST_DRAWS 30       /* in the last round */
#define DAY_VARIANCE 0.0026 /* of a day's busyness and its intervals', relative */
#define PI 3.14159265358979323846

typedef struct oracle {
    const hc_series *history;
    const hc_special_days *special;
    const hc_queue *queue;
    size_t slots;
    truth_day *days; /* [origin + ahead] */
    double *level;   /* [origin + ahead] fitted, log */
    double *shape;   /* [slots] */
    double *sum;     /* [slots] scratch */
    double *open;    /* [origin] shape of the slots that are known */
    double *came;    /* [origin] calls in them */
} oracle;

/* On a day that was open otherwise: not on a Sunday. */
static bool was_closed(const hc_special_days *special, int64_t day)
{
    return hc_weekday(day) != 6 && hc_special_days_is_closed(special, day);
}

/* Weekday, date, kind and season of a day. */
static truth_day day_of(const oracle *o, size_t day)
{
    const int64_t date = o->history->axis.first_day + (int64_t)day;
    const hc_special_day *special = hc_special_days_find(o->special, date);
    const double year = 2.0 * PI * (double)date / 365.25;
    truth_day it = {.open = true,
                    .weekday = hc_weekday(date),
                    .date = hc_date_from_day(date).day,
                    .season = {sin(year), cos(year)}};
    if (special == NULL) {
        it.after = was_closed(o->special, date - 1) ? 1.0 : 0.0;
        return it;
    }
    it.open = special->kind != HC_SPECIAL_CLOSED;
    it.half = special->kind == HC_SPECIAL_HALF_DAY ? 1.0 : 0.0;
    if (special->kind == HC_SPECIAL_EVENT && special->uplift > -1.0) {
        it.event = log1p(special->uplift);
    }
    return it;
}

/* Known calls of the days, and the shape of the slots they came in. */
static void read_days(oracle *o, size_t days)
{
    const hc_axis *axis = &o->history->axis;
    for (size_t day = 0; day < days; day++) {
        o->open[day] = o->came[day] = 0.0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (o->queue->state[slot] != HC_SLOT_OPEN) { continue; }
            o->open[day] += o->shape[slot - axis->day_first[day]];
            o->came[day] += o->queue->calls[slot];
        }
    }
}

/* Where a Newton step of a log-linear model with variance mean + DAY_VARIANCE mean^2 looks: its
 * working levels and weights (McCullagh & Nelder 1989). */
static void set_levels(oracle *o, size_t days)
{
    for (size_t day = 0; day < days; day++) {
        truth_day *it = &o->days[day];
        it->weight = it->level = 0.0;
        if (!(o->open[day] > 0.0) || !it->open) { continue; }
        const double mean = o->open[day] * exp(o->level[day]);
        it->weight = mean / (1.0 + DAY_VARIANCE * mean);
        it->level = o->level[day] + (o->came[day] - mean) / mean;
    }
}

/* The shape given the days' levels: calls over level, slot by slot. */
static void step_shape(oracle *o, size_t days)
{
    const hc_axis *axis = &o->history->axis;
    double sum = 0.0;
    memset(o->shape, 0, o->slots * sizeof *o->shape);
    memset(o->sum, 0, o->slots * sizeof *o->sum);
    for (size_t day = 0; day < days; day++) {
        if (!o->days[day].open) { continue; }
        const double mean = exp(o->level[day]);
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (o->queue->state[slot] != HC_SLOT_OPEN) { continue; }
            o->shape[slot - axis->day_first[day]] += o->queue->calls[slot];
            o->sum[slot - axis->day_first[day]] += mean;
        }
    }
    for (size_t slot = 0; slot < o->slots; slot++) {
        o->shape[slot] /= fmax(o->sum[slot], 1e-9);
        sum += o->shape[slot];
    }
    for (size_t slot = 0; slot < o->slots && sum > 0.0; slot++) {
        o->shape[slot] /= sum;
    }
}

/* Levels as the days had them, in a shape that is flat. */
static void start(oracle *o, size_t days, size_t ahead)
{
    for (size_t slot = 0; slot < o->slots; slot++) {
        o->shape[slot] = 1.0 / (double)o->slots;
    }
    for (size_t day = 0; day < days + ahead; day++) {
        o->days[day] = day_of(o, day);
    }
    read_days(o, days);
    for (size_t day = 0; day < days; day++) {
        o->level[day] = log((o->came[day] + 0.5) / fmax(o->open[day], 1e-3));
    }
}

static void write_means(const oracle *o, size_t origin, size_t ahead, double *mean)
{
    const hc_axis *axis = &o->history->axis;
    const size_t first = axis->day_first[origin];
    for (size_t day = origin; day < origin + ahead; day++) {
        const double level = o->days[day].open ? exp(o->level[day]) : 0.0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            mean[slot - first] = level * o->shape[slot - axis->day_first[day]];
        }
    }
}

static hc_status take_memory(oracle *o, size_t origin, size_t ahead, hc_error *err)
{
    HC_TRY(hc_alloc(&o->days, origin + ahead, sizeof *o->days, err));
    HC_TRY(hc_alloc(&o->level, origin + ahead, sizeof *o->level, err));
    HC_TRY(hc_alloc(&o->shape, o->slots, sizeof *o->shape, err));
    HC_TRY(hc_alloc(&o->sum, o->slots, sizeof *o->sum, err));
    HC_TRY(hc_alloc(&o->open, origin, sizeof *o->open, err));
    return hc_alloc(&o->came, origin, sizeof *o->came, err);
}

hc_status truth_oracle(const hc_series *history, const hc_special_days *special, size_t queue,
                       size_t origin, size_t ahead, bool told, double *mean, hc_error *err)
{
    oracle o = {.history = history,
                .special = special,
                .queue = &history->queues[queue],
                .slots = hc_axis_slots_a_day(&history->axis)};
    hc_status st = take_memory(&o, origin, ahead, err);
    if (st == HC_OK) { start(&o, origin, ahead); }
    for (int round = 0; st == HC_OK && round < ROUNDS; round++) {
        set_levels(&o, origin);
        st = truth_form_fit(o.days, origin, origin + ahead, told,
                            round + 1 < ROUNDS ? DRAWS : LAST_DRAWS, o.level, err);
        if (st == HC_OK) {
            step_shape(&o, origin);
            read_days(&o, origin);
        }
    }
    if (st == HC_OK) { write_means(&o, origin, ahead, mean); }
    hc_free(o.days);
    hc_free(o.level);
    hc_free(o.shape);
    hc_free(o.sum);
    hc_free(o.open);
    hc_free(o.came);
    return st;
}
