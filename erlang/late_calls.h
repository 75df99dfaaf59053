/*
 * Service as what a schedule makes as small as can be: the contacts that so many people would
 * leave unanswered in time, as a convex curve of few straight pieces.
 */
#ifndef HC_ERLANG_LATE_CALLS_H
#define HC_ERLANG_LATE_CALLS_H

#include "erlang/requirement_build.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LATE_PIECES_MAX 10 /* straight pieces of a curve */

/* Numbers of people that a curve for `people` required goes to: past twice as many and some
 * hardly a contact is late. */
size_t hc_late_width(int32_t people);

/*
 * Expected late contacts (of offered, over the forecast's spread) in one slot of a need for
 * 0, 1, .. width - 1 people, each of whom is `agents_a_person` agents on the phones. Where
 * there are many they are evaluated at some and interpolated. All 0 in a slot without calls.
 * The need was made from this forecast by these rules.
 */
void hc_late_calls(const hc_series *forecast, const hc_staff_rules *rules,
                   const hc_requirement *requirement, size_t need, size_t slot,
                   double agents_a_person, double *late, size_t width);

/*
 * Replaces values[count] by their lower convex hull: the largest convex function that is
 * nowhere above them, at whole numbers.
 */
void hc_lower_hull(double *values, size_t count);

/*
 * Replaces a convex values[count] by chords between at most pieces + 1 of its points, the ends
 * among them, each where the chords before it were farthest off. Convex again, and nowhere
 * below. pieces 1..HC_LATE_PIECES_MAX.
 */
void hc_few_pieces(double *values, size_t count, size_t pieces);

#ifdef __cplusplus
}
#endif
#endif
