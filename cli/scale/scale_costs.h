/*
 * What a contact of each channel and of each site costs in-house: its handle time, at the money
 * behind a second of work.
 */
#ifndef HC_CLI_SCALE_SCALE_COSTS_H
#define HC_CLI_SCALE_SCALE_COSTS_H

#include "cli/scale/scale_case.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_scale_cost {
    const char *name; /* of the channel or site; valid as long as the case */
    bool is_site;
    double aht_s; /* of the recent weeks */
    double cost;  /* of one contact */
} hc_scale_cost;

/* A zeroed struct is empty. */
typedef struct hc_scale_costs {
    double a_second; /* wages of all the paid time of the plan over its work */
    size_t count;
    size_t capacity;
    hc_scale_cost *list; /* channels, then sites, where there are several */
} hc_scale_costs;

/* Empty without a wage or handle times. Errors of hc_kpi_group_rows(). */
hc_status hc_scale_costs_make(const hc_scale_case *made, hc_scale_costs *costs,
                              hc_error *err) HC_MUST_USE;

void hc_scale_costs_clear(hc_scale_costs *costs);

#ifdef __cplusplus
}
#endif
#endif
