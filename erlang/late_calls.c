#include "erlang/late_calls.h"

#include <math.h>

#define HC_LATE_SPARE 8   /* people beyond twice the required */
#define HC_LATE_POINTS 48 /* evaluations of a curve, about */
#define HC_FLAT 1e-12     /* of a bend: no corner */

size_t hc_late_width(int32_t people)
{
    return people > 0 ? 2 * (size_t)people + HC_LATE_SPARE : 1;
}

/* ---- the curve ---- */

/* Straight from values[from] to values[to]; both are known. */
static void draw_chord(double *values, size_t from, size_t to)
{
    const double slope = (values[to] - values[from]) / (double)(to - from);
    for (size_t at = from + 1; at < to; at++) {
        values[at] = values[from] + slope * (double)(at - from);
    }
}

void hc_late_calls(const hc_series *forecast, const hc_staff_rules *rules,
                   const hc_requirement *requirement, size_t need, size_t slot,
                   double agents_a_person, double *late, size_t width)
{
    const double calls = requirement->needs[need].calls[slot];
    const size_t step = width / HC_LATE_POINTS + 1;
    size_t before = 0;
    for (size_t people = 0; people < width; people++) {
        late[people] = 0.0;
        if (!(calls > 0.0) || (people % step != 0 && people + 1 != width)) { continue; }
        const double agents = agents_a_person * (double)people;
        late[people] = calls * (1.0 - hc_requirement_expected(forecast, rules, requirement,
                                                              need, slot, agents));
        if (people > 0) { draw_chord(late, before, people); }
        before = people;
    }
}

/* ---- its shape ---- */

/* The point after `from` to which the slope is least, of several the farthest. */
static size_t next_corner(const double *values, size_t from, size_t count)
{
    size_t next = from + 1;
    double least = values[next] - values[from];
    for (size_t at = from + 2; at < count; at++) {
        const double slope = (values[at] - values[from]) / (double)(at - from);
        if (slope <= least) {
            least = slope;
            next = at;
        }
    }
    return next;
}

void hc_lower_hull(double *values, size_t count)
{
    for (size_t at = 0; at + 1 < count;) {
        const size_t next = next_corner(values, at, count);
        draw_chord(values, at, next);
        at = next;
    }
}

/* Where the chord from one node to the next lies farthest above the values; 0: it lies on them.
 */
static size_t farthest_below(const double *values, size_t from, size_t to, double *distance)
{
    const double slope = (values[to] - values[from]) / (double)(to - from);
    size_t farthest = 0;
    *distance = HC_FLAT;
    for (size_t at = from + 1; at < to; at++) {
        const double below = values[from] + slope * (double)(at - from) - values[at];
        if (below > *distance) {
            *distance = below;
            farthest = at;
        }
    }
    return farthest;
}

/* One more node where that brings the chords nearest; false when they lie on the values. */
static bool add_node(const double *values, size_t *nodes, size_t *count)
{
    double most = 0.0;
    size_t best = 0;
    size_t after = 0;
    for (size_t k = 0; k + 1 < *count; k++) {
        double distance = 0.0;
        const size_t at = farthest_below(values, nodes[k], nodes[k + 1], &distance);
        if (at != 0 && distance > most) {
            most = distance;
            best = at;
            after = k + 1;
        }
    }
    if (best == 0) { return false; }
    for (size_t k = *count; k > after; k--) {
        nodes[k] = nodes[k - 1];
    }
    nodes[after] = best;
    (*count)++;
    return true;
}

void hc_few_pieces(double *values, size_t count, size_t pieces)
{
    size_t nodes[HC_LATE_PIECES_MAX + 1] = {0, count > 0 ? count - 1 : 0};
    const size_t most = pieces < HC_LATE_PIECES_MAX ? pieces : HC_LATE_PIECES_MAX;
    size_t made = 2;
    if (count < 3) { return; }
    while (made < most + 1 && add_node(values, nodes, &made)) {}
    for (size_t k = 0; k + 1 < made; k++) {
        draw_chord(values, nodes[k], nodes[k + 1]);
    }
}
