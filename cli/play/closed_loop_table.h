/* A closed loop as it is printed: for people a summary and its weeks, for programs every day.
 */
#ifndef HC_CLI_PLAY_CLOSED_LOOP_TABLE_H
#define HC_CLI_PLAY_CLOSED_LOOP_TABLE_H

#include "cli/play/closed_loop.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LOOP_NEAR 0.05     /* of the target, either way: a week that is this near */
#define HC_LOOP_CAP_TOLD 1e-3 /* share of the agent hours from which on the cap is told of */

/* One feed over all weeks. */
typedef struct hc_loop_verdict {
    double level;        /* mean of the weeks' service levels */
    double abandon_rate; /* of all calls */
    size_t near;         /* weeks no more than HC_LOOP_NEAR from the target, either way */
    double agent_hours;
    double against_foresight; /* agent hours over those of perfect foresight */
} hc_loop_verdict;

hc_loop_verdict hc_loop_verdict_of(const hc_closed_loop *loop, hc_loop_feed feed);

hc_status hc_closed_loop_print(const hc_closed_loop *loop, uint64_t seed,
                               const hc_screen *screen, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
