#include "forecast/models/shares.h"

#include "forecast/models/share_fit.h"

hc_status hc_shares_fit(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const double *weight, size_t before,
                        const hc_share_form form[HC_SHARE_SPEEDS], double *shares,
                        hc_error *err)
{
    hc_share_fit fit = {0};
    const hc_status st = hc_share_fit_take(&fit, matrix->slots, before, err);
    if (st == HC_OK) {
        const double usual = hc_usual_total(matrix, before, fit.totals);
        for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
            hc_share_fit_sum(&fit, matrix, calendar, weight, before, speed, usual);
            hc_share_fit_smooth(&fit, matrix, form[speed].width);
            hc_share_fit_write(&fit, matrix, &form[speed],
                               shares + speed * HC_WEEKDAYS * matrix->slots);
        }
    }
    hc_share_fit_free(&fit);
    return st;
}
