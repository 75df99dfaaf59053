#include "scheduler/judge/judge.h"

/* The tighter of two limits; HC_NO_LIMIT is none. */
static int64_t higher(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t lower(int64_t a, int64_t b)
{
    return a == HC_NO_LIMIT || (b != HC_NO_LIMIT && b < a) ? b : a;
}

int64_t hc_period_least_min(const hc_contract *contract, int64_t days)
{
    const int64_t mean = contract->average_week_paid_min_least;
    return higher(contract->period_paid_min_least,
                  mean == HC_NO_LIMIT ? 0
                                      : (mean * days + HC_DAYS_A_WEEK - 1) / HC_DAYS_A_WEEK);
}

static int64_t most_min(const hc_contract *contract, int64_t days)
{
    const int64_t mean = contract->average_week_paid_min_most;
    return lower(contract->period_paid_min_most,
                 mean == HC_NO_LIMIT ? HC_NO_LIMIT : mean * days / HC_DAYS_A_WEEK);
}

void hc_judge_period(hc_judge *j, const hc_person *who)
{
    const int64_t days = (int64_t)j->axis->days;
    const int64_t most = most_min(who->contract, days);
    const int64_t least = hc_period_least_min(who->contract, days);
    int64_t paid = 0;
    for (size_t i = 0; i < who->duty_count; i++) {
        paid += j->duties[i].paid_min;
    }
    if (most != HC_NO_LIMIT && paid > most) {
        hc_broken(j, who->id, j->axis->first_day, HC_BROKEN_PERIOD_MOST, paid, "at most", most,
                  HC_UNIT_MINUTES);
    }
    if (paid < least && !hc_least_gives_way(j, who)) {
        hc_broken(j, who->id, j->axis->first_day, HC_BROKEN_PERIOD_LEAST, paid, "at least",
                  least, HC_UNIT_MINUTES);
    }
}
