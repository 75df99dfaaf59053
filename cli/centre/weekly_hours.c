#include "cli/centre/weekly_hours.h"

#include <math.h>

#include "scheduler/break_windows.h"
#include "scheduler/legal_week.h"

#define FITS_WITHIN 0.1 /* of a person's hours: lunches counted or not, 38.5 for 40 */

int32_t hc_contract_week_min_most(const hc_contract *contract)
{
    const int32_t shift_min =
        hc_contract_paid_min(contract, hc_longest_working_shift(contract));
    const int32_t most[] = {contract->week_paid_min_most, contract->average_week_paid_min_most};
    int32_t paid_min = shift_min * contract->days_a_week_most;
    for (size_t k = 0; k < 2; k++) {
        if (most[k] != HC_NO_LIMIT && most[k] < paid_min) { paid_min = most[k]; }
    }
    return paid_min;
}

int32_t hc_contract_week_min_least(const hc_contract *contract)
{
    const int32_t shift_min = hc_contract_paid_min(contract, contract->shift_shortest_min);
    const int32_t least[] = {contract->week_paid_min_least,
                             contract->average_week_paid_min_least};
    int32_t paid_min = shift_min * contract->days_a_week_least;
    for (size_t k = 0; k < 2; k++) {
        if (least[k] != HC_NO_LIMIT && least[k] > paid_min) { paid_min = least[k]; }
    }
    return paid_min;
}

/* Minutes that the contract's weeks lack or have too many; 0: it has such weeks. */
static double minutes_off(const hc_contract *contract, double minutes)
{
    return fmax(0.0, fmax(hc_contract_week_min_least(contract) - minutes,
                          minutes - hc_contract_week_min_most(contract)));
}

size_t hc_contract_of_hours(const hc_rules *rules, double hours_a_week, bool *fits)
{
    const double minutes = 60.0 * hours_a_week;
    size_t best = 0;
    for (size_t k = 1; k < rules->contract_count; k++) {
        const hc_contract *one = &rules->contracts[k], *other = &rules->contracts[best];
        const double off = minutes_off(one, minutes), least = minutes_off(other, minutes);
        const bool tighter = hc_contract_week_min_most(one) < hc_contract_week_min_most(other);
        if (off < least || (off <= least && off <= 0.0 && tighter)) { best = k; }
    }
    *fits = minutes_off(&rules->contracts[best], minutes) <= FITS_WITHIN * minutes;
    return best;
}
