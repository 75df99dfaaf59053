#include "erlang/redial.h"

#include <math.h>

#include "erlang/fewest.h"
#include "erlang/staffing.h"

#define WIDTH 1e-14 /* relative width at which the fixed point is found */

static bool is_share(double share)
{
    return share >= 0.0 && share <= HC_RETURN_SHARE_MAX;
}

static hc_status check_returns(const hc_returns *returns, hc_error *err)
{
    if (is_share(returns->after_abandon) && is_share(returns->after_block) &&
        is_share(returns->after_answer)) {
        return HC_OK;
    }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "they are fractions, not percent",
                   "shares of callers who come back must be 0 to %g, found %g, %g and %g",
                   HC_RETURN_SHARE_MAX, returns->after_abandon, returns->after_block,
                   returns->after_answer);
}

static hc_load load_scaled(const hc_load *fresh, double factor)
{
    hc_load load = hc_load_of(fresh->load_erlangs * factor, fresh->aht_s);
    load.patience_s = fresh->patience_s;
    load.lines = fresh->lines;
    return load;
}

static double share_returning(const hc_returns *returns, const hc_metrics *m)
{
    const double answered = 1.0 - m->p_abandon - m->p_block;
    return returns->after_abandon * m->p_abandon + returns->after_block * m->p_block +
           returns->after_answer * answered;
}

/* One question for the fixed point: does a load of factor x fresh bring back more than it is?
 */
typedef struct fixed_point {
    hc_model model;
    const hc_load *fresh;
    const hc_returns *returns;
    double agents;
    double target_s;
} fixed_point;

/* Fresh plus returning calls less the total, relative to fresh: falls through 0 at the fixed
 * point. */
static hc_status surplus(const fixed_point *point, double factor, double *above,
                         hc_metrics *metrics, hc_error *err)
{
    const hc_load load = load_scaled(point->fresh, factor);
    HC_TRY(
        hc_staffing_metrics(point->model, &load, point->agents, point->target_s, metrics, err));
    *above = 1.0 + factor * (share_returning(point->returns, metrics) - 1.0);
    return HC_OK;
}

/* The most that can come back bounds the factor; where callers wait for ever so does the
 * overload. */
static double largest_factor(const fixed_point *point)
{
    const hc_returns *r = point->returns;
    const double most = fmax(r->after_abandon, fmax(r->after_block, r->after_answer));
    return 1.0 / (1.0 - most);
}

static hc_status find_factor(const fixed_point *point, double *factor, hc_metrics *metrics,
                             hc_error *err)
{
    double low = 1.0;
    double high = largest_factor(point);
    double low_above = 0.0;
    HC_TRY(surplus(point, low, &low_above, metrics, err));
    while (high - low > WIDTH * high) {
        const double middle = 0.5 * (low + high);
        double above = 0.0;
        hc_metrics there;
        const hc_status status = surplus(point, middle, &above, &there, NULL);
        if (status == HC_OK && above > 0.0) {
            low = middle;
            low_above = above;
            *metrics = there;
        } else {
            high = middle;
        }
    }
    if (low_above > 1e-9) {
        return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "more agents are needed",
                       "overload: %g Erlangs of fresh calls and those who come back are more "
                       "than %g agents hold",
                       point->fresh->load_erlangs, point->agents);
    }
    *factor = low;
    return HC_OK;
}

hc_status hc_redial_load(hc_model model, const hc_load *fresh, const hc_returns *returns,
                         double agents, double target_s, hc_load *total, hc_metrics *metrics,
                         hc_error *err)
{
    HC_TRY(hc_load_check(fresh, err));
    HC_TRY(check_returns(returns, err));
    const fixed_point point = {model, fresh, returns, agents, target_s};
    double factor = 1.0;
    hc_metrics m;
    HC_TRY(find_factor(&point, &factor, &m, err));
    *total = load_scaled(fresh, factor);
    if (metrics != NULL) { *metrics = m; }
    return HC_OK;
}

/* ------------------------------------------------------------------ fewest agents */

typedef struct returning_queue {
    hc_model model;
    const hc_load *fresh;
    const hc_returns *returns;
} returning_queue;

static hc_status metrics_at(const void *queue, double agents, double target_s,
                            hc_metrics *metrics, hc_error *err)
{
    const returning_queue *asked = queue;
    hc_load total;
    return hc_redial_load(asked->model, asked->fresh, asked->returns, agents, target_s, &total,
                          metrics, err);
}

hc_status hc_redial_solve(hc_model model, const hc_load *fresh, const hc_returns *returns,
                          const hc_target *targets, size_t target_count, int64_t *agents,
                          hc_error *err)
{
    HC_TRY(check_returns(returns, err));
    int64_t without = 0; /* fewer cannot be enough: whoever comes back only adds */
    HC_TRY(hc_staffing_solve(model, fresh, targets, target_count, &without, err));
    if (!(fresh->load_erlangs > 0.0)) {
        *agents = 0;
        return HC_OK;
    }
    const returning_queue queue = {model, fresh, returns};
    const hc_fewest asked = {.metrics_at = metrics_at,
                             .queue = &queue,
                             .targets = targets,
                             .target_count = target_count,
                             .too_few = (double)without - 1.0,
                             .first = fmax((double)without, 1.0),
                             .step = 1.0,
                             .most = HC_AGENTS_MAX};
    return hc_fewest_agents(&asked, agents, err);
}
