/*
 * Targets: which metric is bounded, from which side, and when it counts as met. Exact ties are
 * ordinary input (0.1 Erlangs, answer at once, 90 % is met by exactly one agent), so the rule
 * has a slack of 1e-12 and is written here once.
 */
#ifndef HC_ERLANG_TARGET_H
#define HC_ERLANG_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_TARGETS_MAX 8 /* bounds on one queue at once */

/* The first three are "at least", the others "at most". */
typedef enum hc_target_kind {
    HC_TARGET_SL_OFFERED = 0,
    HC_TARGET_SL_NET, /* met by absurdly few agents when callers are impatient: pair with
                         P_ABANDON */
    HC_TARGET_SL_ANSWERED,
    HC_TARGET_ASA_S,
    HC_TARGET_WAIT_ALL_S,
    HC_TARGET_P_ABANDON,
    HC_TARGET_OCCUPANCY,
    HC_TARGET_P_WAIT,
    HC_TARGET_P_WAIT_GT_T,
    HC_TARGET_P_BLOCK,
    HC_TARGET_KINDS
} hc_target_kind;

typedef struct hc_target {
    hc_target_kind kind;
    double limit;    /* fraction 0..1, or seconds for ASA_S and WAIT_ALL_S */
    double target_s; /* the T of "80 % within T seconds"; unused by kinds without one */
} hc_target;

bool hc_target_is_at_least(hc_target_kind kind);

/* Name as in the metrics ("sl_offered", "p_wait_gt_t" ...); never NULL. */
const char *hc_target_name(hc_target_kind kind);

/* Kind of a name, letters of any case; false when there is none. */
bool hc_target_find(const char *name, hc_target_kind *kind);

/* Share or seconds by which a target may be missed and still count as met: 1e-12 x max(d,
 * 1e-3), d the distance of the limit from perfect (1 - limit for service levels, else limit).
 */
double hc_target_slack(const hc_target *target);

/* The bounded metric out of all of them. */
double hc_target_metric(const hc_target *target, const hc_metrics *metrics);

/* True when the metrics meet the target within its slack; a metric that is not a number never
 * does. */
bool hc_target_is_met(const hc_target *target, const hc_metrics *metrics);

/* HC_ERR_INFEASIBLE of a target that only endless agents meet. */
hc_status hc_target_refuse_perfect(const hc_target *target, hc_error *err);

/* HC_ERR_RANGE naming what is wrong: unknown kind, a limit outside its range, target_s not in
 * 0..1e12. */
hc_status hc_target_check(const hc_target *target, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
