#include "erlang/same_line.h"

#include "erlang/erlang_a.h"
#include "erlang/erlang_b.h"
#include "erlang/erlang_c.h"
#include "erlang/staffing.h"

#define FEW_WAIT 1e-4 /* of fewer the service level has lost too many digits */

/* Metrics of the line, given that one waits, carried over to the queue's own chance to wait. */
static hc_metrics reweigh(const hc_metrics *line, double nobody_waits, double p_wait)
{
    const double given = line->p_wait > 0.0 ? p_wait / line->p_wait : 0.0;
    const double answered_waiting = (line->sl_offered - nobody_waits) * given;
    hc_metrics m = *line;
    m.erlang_b = HC_MISSING; /* no loss system lies below */
    m.p_wait = p_wait;
    m.p_wait_gt_t = line->p_wait_gt_t * given;
    m.p_abandon = line->p_abandon * given;
    m.p_abandon_in_t = line->p_abandon_in_t * given;
    m.late = line->late * given;
    m.sl_offered = fmin(1.0, (1.0 - p_wait) + fmax(0.0, answered_waiting));
    m.wait_all_s = line->wait_all_s * given;
    m.queue_len = line->queue_len * given;
    const double served = 1.0 - m.p_abandon;
    m.asa_s = line->asa_s * (1.0 - line->p_abandon) * given / served;
    m.sl_answered = m.sl_offered / served;
    m.sl_net = m.sl_offered / (1.0 - m.p_abandon_in_t);
    return m;
}

/* Who waits before n agents waits as before fewer who are faster; these are not so rarely all
 * busy that what waiting callers meet has no digits. */
static void make_faster(hc_load *load, double *agents)
{
    const double times = fmin(*agents, load->aht_s / HC_AHT_S_MIN);
    *agents /= times;
    load->load_erlangs /= times;
    load->load_rest_erlangs /= times;
    load->aht_s /= times;
}

/* Of arguments that were checked. */
static hc_metrics line_metrics(const hc_load *load, double agents, double target_s)
{
    return isinf(load->patience_s) ? hc_erlang_c_served(load, agents, target_s)
                                   : hc_erlang_a_served(load, agents, target_s);
}

hc_status hc_same_line(const hc_load *load, double agents, double idle, double full,
                       double target_s, hc_metrics *metrics, double *total, hc_error *err)
{
    const hc_model model = isinf(load->patience_s) ? HC_MODEL_C : HC_MODEL_A;
    hc_load seen = *load;
    hc_metrics line = {0};
    HC_TRY(hc_staffing_metrics(model, &seen, agents, target_s, &line, err));
    if (line.p_wait < FEW_WAIT) {
        make_faster(&seen, &agents);
        line = line_metrics(&seen, agents, target_s);
    }
    const hc_busy_weights w = hc_busy_weights_of(&seen, agents);
    const double nobody_waits = line_metrics(&seen, agents, 0.0).sl_offered;
    const double busy =
        line.p_wait > 0.0 ? full * (line.p_wait / nobody_waits * (w.idle / w.busy)) : 0.0;
    *metrics =
        reweigh(&line, nobody_waits, 1.0 / (1.0 + idle / busy)); /* either may be endless */
    *total = idle + busy;
    return HC_OK;
}
