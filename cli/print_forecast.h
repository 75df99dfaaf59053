/* A forecast on the screen or in a pipe: days for people, intervals or sample paths for
 * programs. */
#ifndef HC_CLI_PRINT_FORECAST_H
#define HC_CLI_PRINT_FORECAST_H

#include "cli/base/message.h"
#include "forecast/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_forecast_view {
    const hc_series *forecast;
    const hc_forecast_report *report;
    size_t paths;   /* sample paths in place of intervals; 0: none asked for */
    bool rows_only; /* csv without its row of names: it is joined to another */
    uint64_t seed;  /* of the paths, and of the range that days are shown with */
} hc_forecast_view;

/*
 * Table: a line a day with the range that eight of ten sample paths keep, then each queue's
 * method. For programs: queue,timestamp,mean,quantiles,aht_s; with paths
 * seed,path,queue,timestamp,calls. HC_ERR_MEMORY, HC_ERR_OUTPUT.
 */
hc_status hc_print_forecast(const hc_forecast_view *view, const hc_screen *screen,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
