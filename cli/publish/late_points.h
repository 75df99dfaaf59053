/*
 * A curve of late contacts as one cell of text: "0:35.2 3:20.1 8:1.2", contacts answered late
 * with that many people at the curve's corners; straight between, and flat past the last.
 */
#ifndef HC_CLI_PUBLISH_LATE_POINTS_H
#define HC_CLI_PUBLISH_LATE_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LATE_POINTS_MAX 12
#define HC_LATE_PEOPLE_MAX 100000 /* guards memory */

typedef struct hc_late_points {
    size_t count; /* 0: nobody is late */
    int32_t people[HC_LATE_POINTS_MAX];
    double late[HC_LATE_POINTS_MAX];
} hc_late_points;

/*
 * The corners of late[width] times `scale`: of more than HC_LATE_POINTS_MAX the first and the
 * last.
 */
void hc_late_points_of(const double *late, size_t width, double scale, hc_late_points *points);

/* The cell's text; nothing when nobody is late. */
void hc_late_points_put(FILE *out, const hc_late_points *points);

/* false: the text is none; people must begin at 0 and rise, contacts must not. Empty is fine.
 */
bool hc_late_points_read(const char *text, hc_late_points *points);

/* Numbers of people that the curve has a value of its own for: the last and fewer; 1 at least.
 */
size_t hc_late_points_width(const hc_late_points *points);

/* The curve for 0, 1, .. width - 1 people. */
void hc_late_points_draw(const hc_late_points *points, double *late, size_t width);

#ifdef __cplusplus
}
#endif
#endif
