#include "forecast/busy_days.h"

#include <math.h>

#include "forecast/base/number.h"

hc_status hc_busy_days_make(hc_busy_days *busy, size_t queues, size_t days, hc_error *err)
{
    hc_busy_days made = {.queues = queues, .days = days};
    size_t scores = 0;
    if (!hc_size_mul(queues, days, &scores)) { scores = SIZE_MAX; }
    hc_status st = hc_alloc(&made.score, scores, sizeof *made.score, err);
    if (st == HC_OK) { st = hc_alloc(&made.common, queues, sizeof *made.common, err); }
    if (st != HC_OK) {
        hc_busy_days_clear(&made);
        return st;
    }
    for (size_t k = 0; k < scores; k++) {
        made.score[k] = HC_MISSING;
    }
    *busy = made;
    return HC_OK;
}

/* Over the pairs of queues the sum of products is ((sum)^2 - sum of squares) / 2. */
double hc_busy_days_share(const hc_busy_days *busy)
{
    double together = 0.0;
    double most = 0.0;
    for (size_t day = 0; day < busy->days; day++) {
        double sum = 0.0, squares = 0.0, deviations = 0.0, variances = 0.0;
        for (size_t queue = 0; queue < busy->queues; queue++) {
            const double score = busy->score[queue * busy->days + day];
            if (hc_is_missing(score) || !(busy->common[queue] > 0.0)) { continue; }
            sum += score;
            squares += score * score;
            deviations += sqrt(busy->common[queue]);
            variances += busy->common[queue];
        }
        together += sum * sum - squares;
        most += deviations * deviations - variances;
    }
    return most > 0.0 ? fmin(1.0, fmax(0.0, together / most)) : 0.0;
}

void hc_busy_days_clear(hc_busy_days *busy)
{
    hc_free(busy->score);
    hc_free(busy->common);
    *busy = (hc_busy_days){0};
}
