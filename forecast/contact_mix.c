#include "forecast/contact_mix.h"

#include "forecast/base/number.h"

#define WHOLE 1e-9 /* shares that differ from 1 by less have no nameless rest */

static hc_status check_reason(const hc_contact_reason *reason, double deflected, hc_error *err)
{
    if (!(reason->share >= 0.0 && reason->share <= 1.0) || !(reason->aht_s > 0.0) ||
        !isfinite(reason->aht_s)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "a share of 0 to 1, and seconds",
                       "reason '%s' has the share %g and a handle time of %g s", reason->name,
                       reason->share, reason->aht_s);
    }
    if (!(deflected >= 0.0 && deflected <= 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "at most all of them: 100 %",
                       "a deflection must be 0 to 1, found %g of '%s'", deflected,
                       reason->name);
    }
    return HC_OK;
}

/* Mean handle time that the shares and the nameless rest make together. */
static hc_status mean_of_mix(double share, double named_s, double aht_s, double *mean_s,
                             hc_error *err)
{
    if (share > 1.0 + WHOLE) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "shares are of all contacts of a queue",
                       "the reasons' shares add up to %g, which is more than 1", share);
    }
    if (share > 1.0 - WHOLE) {
        *mean_s = named_s / share;
        return HC_OK;
    }
    if (!(aht_s > named_s)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                       "correct the shares or handle times of the reasons",
                       "the reasons alone take %.1f s of a mean contact, the queue's handle "
                       "time is %.1f s",
                       named_s, aht_s);
    }
    *mean_s = aht_s;
    return HC_OK;
}

hc_status hc_contacts_deflect(const hc_contact_reason *reasons, const double *deflected,
                              size_t count, double aht_s, hc_mix_change *change, hc_error *err)
{
    double share = 0.0, named_s = 0.0;    /* of all reasons, per contact of the queue */
    double gone = 0.0, gone_work_s = 0.0; /* of what is deflected */
    double mean_s = 0.0;
    for (size_t k = 0; k < count; k++) {
        HC_TRY(check_reason(&reasons[k], deflected[k], err));
        share += reasons[k].share;
        named_s += reasons[k].share * reasons[k].aht_s;
        gone += reasons[k].share * deflected[k];
        gone_work_s += reasons[k].share * deflected[k] * reasons[k].aht_s;
    }
    HC_TRY(mean_of_mix(share, named_s, aht_s, &mean_s, err));
    if (!(gone < 1.0 - WHOLE)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "deflect less",
                       "nothing is left of the queue's contacts");
    }
    *change = (hc_mix_change){.calls_factor = 1.0 - gone,
                              .aht_factor = (1.0 - gone_work_s / mean_s) / (1.0 - gone)};
    return HC_OK;
}

hc_status hc_contacts_repeat(double today, double then, double *factor, hc_error *err)
{
    if (!(today >= 0.0 && today <= HC_REPEAT_SHARE_MAX) ||
        !(then >= 0.0 && then <= HC_REPEAT_SHARE_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "such as 15 %",
                       "a share of repeats must be 0 to %g, found %g today and %g then",
                       HC_REPEAT_SHARE_MAX, today, then);
    }
    *factor = (1.0 - today) / (1.0 - then);
    return HC_OK;
}
