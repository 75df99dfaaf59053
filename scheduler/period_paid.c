#include "scheduler/period_paid.h"

int32_t hc_period_paid_least(const hc_contract *c, size_t days)
{
    const int32_t mean = c->average_week_paid_min_least;
    const int32_t by_mean =
        mean > 0 ? (mean * (int32_t)days + HC_DAYS_A_WEEK - 1) / HC_DAYS_A_WEEK : 0;
    return c->period_paid_min_least > by_mean ? c->period_paid_min_least : by_mean;
}

int32_t hc_period_paid_most(const hc_contract *c, size_t days)
{
    const int32_t mean = c->average_week_paid_min_most;
    const int32_t by_mean =
        mean == HC_NO_LIMIT ? HC_NO_LIMIT : mean * (int32_t)days / HC_DAYS_A_WEEK;
    const int32_t most = c->period_paid_min_most;
    return most == HC_NO_LIMIT || (by_mean != HC_NO_LIMIT && by_mean < most) ? by_mean : most;
}

bool hc_limits_period(const hc_contract *c)
{
    return hc_period_paid_least(c, HC_DAYS_A_WEEK) > 0 ||
           hc_period_paid_most(c, HC_DAYS_A_WEEK) != HC_NO_LIMIT;
}
