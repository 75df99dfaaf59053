/* What staffing.c and staffing_metrics.c share: which formulas answer for a model. */
#ifndef HC_ERLANG_STAFFING_QUESTION_H
#define HC_ERLANG_STAFFING_QUESTION_H

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The model whose formulas serve this load: C with finite lines is A with endless patience, and
 * A without impatience or limit on the lines is C. */
hc_model hc_served_model(hc_model model, const hc_load *load);

/* The queue as the model sees it: callers of C wait for ever. */
hc_load hc_served_load(hc_model model, const hc_load *load);

/* Of calls that are lost where every agent is busy. */
hc_metrics hc_loss_metrics(const hc_load *load, double agents);

/* HC_ERR_RANGE naming the argument that is out of range. */
hc_status hc_staffing_check(hc_model model, const hc_load *load, double agents, double target_s,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
