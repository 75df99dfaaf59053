#include "cli/publish/late_points.h"

#include <math.h>
#include <string.h>

#include "cli/base/text.h"
#include "forecast/base/number.h"

#define LATE_DECIMALS 4
#define NUMBER_TEXT_MAX 32
#define LATE_MOST 1e9
#define STRAIGHT 1e-9 /* a bend of less, as a share of the curve's height, is none */

static void add_point(hc_late_points *points, size_t people, double late)
{
    if (points->count == HC_LATE_POINTS_MAX) { points->count--; }
    points->people[points->count] = (int32_t)people;
    points->late[points->count++] = late;
}

void hc_late_points_of(const double *late, size_t width, double scale, hc_late_points *points)
{
    const double bend = STRAIGHT * late[0];
    *points = (hc_late_points){0};
    if (!(late[0] > 0.0)) { return; }
    add_point(points, 0, scale * late[0]);
    for (size_t people = 1; people < width; people++) {
        const double before = late[people] - late[people - 1];
        const double after = people + 1 < width ? late[people + 1] - late[people] : 0.0;
        if (fabs(after - before) > bend) { add_point(points, people, scale * late[people]); }
    }
}

void hc_late_points_put(FILE *out, const hc_late_points *points)
{
    for (size_t k = 0; k < points->count; k++) {
        if (k > 0) { hc_put(out, " "); }
        hc_put_int(out, points->people[k]);
        hc_put(out, ":");
        hc_put_fixed(out, points->late[k], LATE_DECIMALS);
    }
}

/* A number up to `end`; moves the text past it. */
static bool take_number(const char **text, char end, double *number)
{
    const char *stop = strchr(*text, end);
    const size_t length = stop != NULL ? (size_t)(stop - *text) : strlen(*text);
    if (length == 0 || length >= NUMBER_TEXT_MAX || !hc_parse_double(*text, length, number)) {
        return false;
    }
    *text += stop != NULL ? length + 1 : length;
    return end != ':' || stop != NULL;
}

static bool follows(const hc_late_points *points, double people, double late)
{
    const size_t last = points->count;
    if (!(people >= 0.0 && people <= HC_LATE_PEOPLE_MAX && people == floor(people) &&
          late >= 0.0 && late <= LATE_MOST)) {
        return false;
    }
    return last == 0 ? people == 0.0
                     : people > points->people[last - 1] && late <= points->late[last - 1];
}

bool hc_late_points_read(const char *text, hc_late_points *points)
{
    *points = (hc_late_points){0};
    while (*text != '\0') {
        double people = 0.0;
        double late = 0.0;
        if (points->count == HC_LATE_POINTS_MAX || !take_number(&text, ':', &people) ||
            !take_number(&text, ' ', &late) || !follows(points, people, late)) {
            return false;
        }
        add_point(points, (size_t)people, late);
    }
    return true;
}

size_t hc_late_points_width(const hc_late_points *points)
{
    return points->count > 0 ? (size_t)points->people[points->count - 1] + 1 : 1;
}

void hc_late_points_draw(const hc_late_points *points, double *late, size_t width)
{
    size_t next = 0;
    for (size_t people = 0; people < width; people++) {
        while (next < points->count && (size_t)points->people[next] < people) {
            next++;
        }
        if (points->count == 0) {
            late[people] = 0.0;
        } else if (next == points->count) {
            late[people] = points->late[next - 1];
        } else if (next == 0) {
            late[people] = points->late[0];
        } else {
            const double from = points->people[next - 1];
            const double share = ((double)people - from) / (points->people[next] - from);
            late[people] =
                points->late[next - 1] + share * (points->late[next] - points->late[next - 1]);
        }
    }
}
