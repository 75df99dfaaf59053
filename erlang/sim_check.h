/* What a simulation may be asked. */
#ifndef HC_ERLANG_SIM_CHECK_H
#define HC_ERLANG_SIM_CHECK_H

#include "erlang/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

/* HC_ERR_RANGE for a value out of range, HC_ERR_LIMIT for too many of something; the message
 * names the queue or the group. */
hc_status hc_sim_check(const hc_sim_model *model, const hc_sim_options *options,
                       hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
