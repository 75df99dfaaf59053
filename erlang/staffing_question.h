/*
 * Inside the room, for the staffing questions: which formulas answer for a model, and one
 * target asked of one queue.
 */
#ifndef HC_ERLANG_STAFFING_QUESTION_H
#define HC_ERLANG_STAFFING_QUESTION_H

#include "erlang/load.h"
#include "erlang/target.h"

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

/* HC_ERR_RANGE where a target is none, or is none with these lines; or so many agents are none.
 */
hc_status hc_staffing_check_targets(hc_model model, const hc_load *load, double agents,
                                    const hc_target *targets, size_t target_count,
                                    hc_error *err) HC_MUST_USE;

/* One target asked of one queue; all of it was checked. */
typedef struct hc_question {
    hc_model model; /* hc_served_model() */
    const hc_load *load;
    const hc_target *target;
} hc_question;

/* At so many agents, more than hc_question_too_few() and whole where lines are finite; at least
 * what the target bounds is filled in. */
hc_metrics hc_question_metrics(const hc_question *ask, double agents);

/* The largest number of agents known not to do. */
double hc_question_too_few(const hc_question *ask);

/* Met by any number of agents that is not too few. */
bool hc_question_is_always_met(const hc_question *ask);

/* Asks for what only endless agents give: 100 %, or none at all. */
bool hc_question_is_perfection(const hc_question *ask);

/* The refusal of a target that no number of agents meets. */
hc_status hc_question_refuse(const hc_question *ask, hc_error *err) HC_MUST_USE;

/* Fewest agents, or, by continuation, the fractional number at which the target is just met. */
hc_status hc_question_agents(const hc_question *ask, bool whole, double *agents,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
