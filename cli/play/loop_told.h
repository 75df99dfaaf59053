/*
 * What the staffing is told of a week that is played: earlier weeks, or the forecast and some
 * or all of what came. Only for the closed loop.
 */
#ifndef HC_CLI_PLAY_LOOP_TOLD_H
#define HC_CLI_PLAY_LOOP_TOLD_H

#include "cli/play/closed_loop.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One origin being played. */
typedef struct hc_loop_origin {
    const hc_history *history;
    const hc_loop_options *options;
    const hc_backtest_origin *from;
    hc_series known; /* the history before the origin */
    hc_series forecast;
    hc_series real;
} hc_loop_origin;

/*
 * The mean of the weeks from `first` to `last` weeks before the origin by weekday and time, or
 * with both 0 the week from the origin on itself. Only what was served counts; where a slot
 * with contacts has no handle time, the forecast's is taken.
 */
hc_status hc_loop_average_weeks(const hc_loop_origin *it, size_t first, size_t last,
                                hc_series *week, hc_error *err) HC_MUST_USE;

/*
 * The forecast told what came: with HC_LOOP_DAY_TOTALS each day's contacts, so that only their
 * place in the day is unsure; with HC_LOOP_CONTACTS each interval's. Handle times stay as
 * forecast. report gets an array of its own, whose pointers are the origin's: free only
 * report->queues.
 */
hc_status hc_loop_tell(const hc_loop_origin *it, hc_loop_feed what, hc_series *told,
                       hc_forecast_report *report, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
