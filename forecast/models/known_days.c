#include "forecast/models/known_days.h"

#include <math.h>

#define SPECIAL_DAYS 2 /* days this near a special one are left out */

static hc_status take(hc_known_days *known, size_t days, hc_error *err)
{
    HC_TRY(hc_alloc(&known->day, days, sizeof *known->day, err));
    HC_TRY(hc_alloc(&known->log_total, days, sizeof *known->log_total, err));
    HC_TRY(hc_alloc(&known->as_seen, days, sizeof *known->as_seen, err));
    return hc_alloc(&known->pattern, days, sizeof *known->pattern, err);
}

void hc_known_days_clear(hc_known_days *known)
{
    hc_free(known->day);
    hc_free(known->log_total);
    hc_free(known->as_seen);
    hc_free(known->pattern);
}

/* Days around special days are unlike either level; those after a closure have classes of their
 * own, the days around which are like any other. */
static bool is_near_special(const hc_calendar *calendar, size_t day)
{
    if (!hc_day_is_ordinary(&calendar->kind[day])) { return true; }
    const size_t first = day > SPECIAL_DAYS ? day - SPECIAL_DAYS : 0;
    for (size_t near = first; near < calendar->days && near <= day + SPECIAL_DAYS; near++) {
        const uint8_t class_of = calendar->kind[near].class_of;
        if (class_of != HC_CLASS_ORDINARY && class_of != HC_CLASS_AFTER1 &&
            class_of != HC_CLASS_AFTER2) {
            return true;
        }
    }
    return false;
}

hc_status hc_known_days_read(hc_known_days *known, const hc_day_matrix *matrix,
                             const hc_calendar *calendar, hc_error *err)
{
    *known = (hc_known_days){0};
    HC_TRY(take(known, matrix->days, err));
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0 || is_near_special(calendar, day)) { continue; }
        known->day[known->n] = day;
        known->as_seen[known->n] = known->log_total[known->n] = log(matrix->total[day] + 1.0);
        known->pattern[known->n++] = calendar->kind[day].pattern;
    }
    return HC_OK;
}
