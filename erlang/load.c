#include "erlang/load.h"

#define NO_SERVICE 1e-70

hc_load hc_load_of(double load_erlangs, double aht_s)
{
    return (hc_load){.load_erlangs = load_erlangs,
                     .load_rest_erlangs = 0.0,
                     .aht_s = aht_s,
                     .patience_s = (double)INFINITY,
                     .lines = (double)INFINITY};
}

hc_load hc_load_of_calls(double calls, double interval_s, double aht_s)
{
    const double work_s = calls * aht_s;
    const double work_rest_s = fma(calls, aht_s, -work_s);
    hc_load load = hc_load_of(work_s / interval_s, aht_s);
    const double remainder_s = fma(-load.load_erlangs, interval_s, work_s);
    load.load_rest_erlangs = (remainder_s + work_rest_s) / interval_s;
    return load;
}

double hc_service_or_none(double on_time, double total)
{
    return on_time >= NO_SERVICE * total ? on_time : 0.0;
}

hc_status hc_load_check(const hc_load *load, hc_error *err)
{
    if (!(load->load_erlangs >= 0.0 && load->load_erlangs <= HC_LOAD_ERLANGS_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "load is calls x AHT / interval",
                       "the load must be 0 to %g Erlangs, found %g", HC_LOAD_ERLANGS_MAX,
                       load->load_erlangs);
    }
    if (!(load->aht_s >= HC_AHT_S_MIN && load->aht_s <= HC_AHT_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "AHT is in seconds",
                       "the AHT must be %g to %g s, found %g", HC_AHT_S_MIN, HC_AHT_S_MAX,
                       load->aht_s);
    }
    if (!(load->patience_s >= HC_PATIENCE_S_LEAST &&
          (load->patience_s <= HC_TIME_S_MAX || isinf(load->patience_s)))) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "without it callers wait for ever",
                       "the patience must be %g to %g s, found %g", HC_PATIENCE_S_LEAST,
                       HC_TIME_S_MAX, load->patience_s);
    }
    if (!(load->lines >= 1.0 && (load->lines <= HC_AGENTS_MAX || isinf(load->lines)))) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "lines count the busy agents too",
                       "lines must be 1 to %g, found %g", HC_AGENTS_MAX, load->lines);
    }
    return HC_OK;
}
