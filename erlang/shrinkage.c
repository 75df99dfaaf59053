#include "erlang/shrinkage.h"

#include <inttypes.h>
#include <math.h>

#define ROUNDING 1e-9 /* of a person: what binary fractions may add to a whole number */
#define AGENTS_LIMIT 4e9

static hc_status check_shrinkage(double shrinkage, hc_error *err)
{
    if (!(shrinkage >= 0.0 && shrinkage <= HC_SHRINKAGE_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "30 % is 0.3",
                       "shrinkage must be 0 to %g of paid time, found %g", HC_SHRINKAGE_MAX,
                       shrinkage);
    }
    return HC_OK;
}

hc_status hc_shrinkage_total(const hc_shrinkage_part *parts, size_t part_count,
                             double *shrinkage, hc_error *err)
{
    double total = 0.0;
    for (size_t i = 0; i < part_count; i++) {
        if (!(parts[i].share >= 0.0 && parts[i].share <= HC_SHRINKAGE_MAX)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "30 % is 0.3",
                           "the share of %s must be 0 to %g of paid time, found %g",
                           parts[i].name, HC_SHRINKAGE_MAX, parts[i].share);
        }
        total += parts[i].share;
    }
    HC_TRY(check_shrinkage(total, err));
    *shrinkage = total;
    return HC_OK;
}

hc_status hc_headcount_of_agents(double agents, double shrinkage, int64_t *headcount,
                                 hc_error *err)
{
    HC_TRY(check_shrinkage(shrinkage, err));
    if (!(agents >= 0.0 && agents <= AGENTS_LIMIT)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "agents must be 0 to %g, found %g",
                       AGENTS_LIMIT, agents);
    }
    *headcount = (int64_t)fmax(0.0, ceil(agents / (1.0 - shrinkage) - ROUNDING));
    return HC_OK;
}

static double presence_at(const hc_presence_window *windows, size_t count, int32_t weekday,
                          int32_t minute)
{
    for (size_t k = count; k-- > 0;) {
        if (windows[k].weekdays[weekday] && minute >= windows[k].from_min &&
            minute < windows[k].to_min) {
            return windows[k].presence;
        }
    }
    return 1.0;
}

double hc_presence_over(const hc_presence_window *windows, size_t count, int32_t weekday,
                        int32_t from_min, int32_t to_min)
{
    double sum = 0.0;
    if (count == 0 || to_min <= from_min) { return 1.0; }
    for (int32_t minute = from_min; minute < to_min; minute++) {
        sum += presence_at(windows, count, weekday, minute);
    }
    return sum / (double)(to_min - from_min);
}
