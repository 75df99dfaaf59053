#include "forecast/measure/origins.h"

#define WEEKS_BEFORE_ORIGIN 4 /* of history that a default origin leaves */

int64_t hc_origins_end(const hc_series *history)
{
    return history->axis.first_day + (int64_t)history->axis.days;
}

size_t hc_origins_default(const hc_series *history, int64_t *origins)
{
    int64_t last = hc_origins_end(history) - 7;
    last -= hc_weekday(last);
    size_t n = 0;
    while (n < HC_BACKTEST_ORIGINS_DEFAULT) {
        const int64_t day = last - 7 * (int64_t)n;
        if (day < history->axis.first_day + (int64_t)7 * WEEKS_BEFORE_ORIGIN) { break; }
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        origins[i] = last - 7 * (int64_t)(n - 1 - i);
    }
    return n;
}

size_t hc_origins_sort(const int64_t *from, size_t count, int64_t *origins)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = n;
        while (at > 0 && origins[at - 1] > from[i]) {
            at--;
        }
        if (at > 0 && origins[at - 1] == from[i]) { continue; }
        for (size_t j = n; j > at; j--) {
            origins[j] = origins[j - 1];
        }
        origins[at] = from[i];
        n++;
    }
    return n;
}
