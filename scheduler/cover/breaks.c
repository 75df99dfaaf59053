#include "scheduler/cover/breaks.h"

#include <math.h>
#include <string.h>

#define HC_BREAK_PLACES_MAX (HC_MINUTES_A_DAY + 1) /* of one break, on a grid of minutes */

/* The day's sums counted from the start of a shift. */
typedef struct hc_shift_sums {
    const double *values;
    const double *premiums;
    double wage_an_hour;
} hc_shift_sums;

/* What the break there takes away; an unpaid one saves the premium. */
static double loss_of(const hc_shift_sums *at, const hc_shape_break *window, int32_t offset)
{
    const int32_t end = offset + window->length;
    const double loss = at->values[end] - at->values[offset];
    if (at->premiums == NULL || window->paid) { return loss; }
    return loss - at->wage_an_hour * (at->premiums[end] - at->premiums[offset]);
}

/* ---- breaks chosen together ---- */

/* The best places of the break before that a break may follow: a queue of rising losses, its
 * first the least. Each place enters and leaves it once as the break after moves on. */
typedef struct hc_places {
    const hc_shape_break *window;
    const double *lost; /* [places of window] by it and the breaks before it */
    int32_t entered;    /* offset of the next place to enter */
    int32_t first;      /* of the queue */
    int32_t end;
    int16_t queue[HC_BREAK_PLACES_MAX]; /* offsets */
} hc_places;

static double lost_at(const hc_places *places, int32_t offset)
{
    return places->lost[offset - places->window->earliest];
}

/* Lets places up to `latest` in and those before `earliest` out. */
static void move_places(hc_places *places, int32_t earliest, int32_t latest)
{
    const int32_t last = latest < places->window->latest ? latest : places->window->latest;
    for (; places->entered <= last; places->entered++) {
        const double lost = lost_at(places, places->entered);
        while (places->end > places->first &&
               lost_at(places, places->queue[places->end - 1]) > lost) {
            places->end--;
        }
        places->queue[places->end++] = (int16_t)places->entered;
    }
    while (places->first < places->end && places->queue[places->first] < earliest) {
        places->first++;
    }
}

/* Losses of break b at each of its places, and the best place of the break before it. */
static void place_after(const hc_shift_sums *at, const hc_shape *shape, size_t b,
                        const double *before, double *lost, int16_t *from)
{
    const hc_shape_break *window = &shape->breaks[b];
    hc_places places;
    places.window = window - 1;
    places.lost = before;
    places.entered = places.window->earliest;
    places.first = 0;
    places.end = 0;
    for (int32_t offset = window->earliest; offset <= window->latest; offset++) {
        const int32_t nearest = offset - places.window->length;
        const size_t k = (size_t)(offset - window->earliest);
        move_places(&places, nearest - shape->work_most, nearest - shape->work_least);
        lost[k] = (double)INFINITY;
        if (places.first == places.end) { continue; }
        from[k] = places.queue[places.first];
        lost[k] = lost_at(&places, from[k]) + loss_of(at, window, offset);
    }
}

/* Places of the break that has most of them. */
static size_t most_places(const hc_shape *shape)
{
    size_t most = 0;
    for (size_t b = 0; b < shape->break_count; b++) {
        const size_t places = (size_t)(shape->breaks[b].latest - shape->breaks[b].earliest) + 1;
        most = places > most ? places : most;
    }
    return most;
}

/* Least that all breaks together lose; their places when break_at is not NULL. */
static double place_together(const hc_shift_sums *at, const hc_shape *shape, int16_t *break_at)
{
    double lost[2][HC_BREAK_PLACES_MAX];
    int16_t from[HC_BREAKS_MAX][HC_BREAK_PLACES_MAX];
    const hc_shape_break *first = &shape->breaks[0];
    const size_t places = most_places(shape);
    if (places == 0) { return 0.0; }
    memset(lost[0], 0, places * sizeof lost[0][0]);
    memset(lost[1], 0, places * sizeof lost[1][0]);
    for (size_t b = 0; b < shape->break_count; b++) {
        memset(from[b], 0, places * sizeof from[b][0]);
    }
    for (int32_t offset = first->earliest; offset <= first->latest; offset++) {
        lost[0][offset - first->earliest] = loss_of(at, first, offset);
    }
    for (size_t b = 1; b < shape->break_count; b++) {
        place_after(at, shape, b, lost[(b - 1) % 2], lost[b % 2], from[b]);
    }
    const size_t last = shape->break_count - 1;
    const hc_shape_break *window = &shape->breaks[last];
    const double *whole = lost[last % 2];
    int32_t best = window->earliest;
    for (int32_t offset = best + 1; offset <= window->latest; offset++) {
        if (whole[offset - window->earliest] < whole[best - window->earliest]) {
            best = offset;
        }
    }
    const double least = whole[best - window->earliest];
    for (size_t b = last + 1; b-- > 0 && break_at != NULL && isfinite(least);) {
        break_at[b] = (int16_t)best;
        if (b > 0) { best = from[b][best - shape->breaks[b].earliest]; }
    }
    return least;
}

/* ---- breaks that do not meet ---- */

/* What is left of a value. */
static double place_each(const hc_shift_sums *at, const hc_shape *shape, double value,
                         int16_t *break_at)
{
    for (size_t b = 0; b < shape->break_count; b++) {
        const hc_shape_break *window = &shape->breaks[b];
        int32_t best = window->earliest;
        double least = loss_of(at, window, best);
        for (int32_t offset = window->earliest + 1; offset <= window->latest; offset++) {
            const double loss = loss_of(at, window, offset);
            if (loss < least) {
                least = loss;
                best = offset;
            }
        }
        value -= least;
        if (break_at != NULL) { break_at[b] = (int16_t)best; }
    }
    return value;
}

double hc_best_breaks(const hc_day_sums *day, const hc_shape *shape, int32_t start,
                      int16_t *break_at)
{
    const hc_shift_sums at = {day->values + start,
                              day->premiums == NULL ? NULL : day->premiums + start,
                              day->wage_an_hour};
    double whole = at.values[shape->length] - at.values[0];
    if (at.premiums != NULL) {
        whole -= at.wage_an_hour * (at.premiums[shape->length] - at.premiums[0]);
    }
    return shape->breaks_meet ? whole - place_together(&at, shape, break_at)
                              : place_each(&at, shape, whole, break_at);
}

bool hc_breaks_fit(const hc_shape *shape, const hc_day_shift *shift)
{
    bool fit = true;
    for (size_t b = 0; b < shape->break_count; b++) {
        const hc_shape_break *window = &shape->breaks[b];
        const int32_t at = shift->break_at[b];
        fit = fit && at >= window->earliest && at <= window->latest;
        if (b == 0) { continue; }
        const int32_t work = at - shift->break_at[b - 1] - window[-1].length;
        fit = fit && work >= shape->work_least && work <= shape->work_most;
    }
    return fit;
}
