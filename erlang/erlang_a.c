#include "erlang/erlang_a.h"

#include "erlang/erlang_a_lines.h"
#include "erlang/erlang_b.h"
#include "erlang/gamma_ratio.h"

/*
 * Shares of the callers, as weights in one unit: divide by total. Times are counted in
 * patiences: s = agents x patience / AHT and x = load x patience / AHT. docs/math.md, Erlang A.
 */
typedef struct queue_weights {
    double s;
    double x;
    double excess;      /* x - s */
    double gap;         /* agents - load, with all its digits */
    hc_gamma_ratio now; /* at (s, x) */
    double idle;        /* callers answered at once */
    double busy;        /* the state "all busy, nobody waits" in the unit of the queue */
    double waiting;     /* callers who join the queue */
    double waiting_served;
    double abandoned;
    double total;
} queue_weights;

/* The same for a threshold T. */
typedef struct late_weights {
    double over;  /* callers for whom an endless patience would wait over T, divided by faint */
    double faint; /* put last into products, so that no digit is lost to underflow on the way */
    double late;  /* answered after T */
    double on_time; /* answered within T, after waiting */
} late_weights;

static queue_weights weigh_queue(const hc_load *load, double agents)
{
    queue_weights q = {.gap = (agents - load->load_erlangs) - load->load_rest_erlangs};
    const double patience_per_aht = load->patience_s / load->aht_s;
    q.s = agents * patience_per_aht;
    q.x = load->load_erlangs * patience_per_aht;
    q.excess = -q.gap * patience_per_aht;
    q.now = hc_gamma_ratio_at(q.s, q.x, q.excess);
    const hc_busy_weights below = hc_busy_weights_of(load, agents);
    const double busy = below.busy;
    const double per_load = agents / load->load_erlangs;
    q.busy = busy;
    if (q.now.below) {
        q.idle = below.idle;
        q.waiting = busy * q.now.ratio;
        q.waiting_served = busy * per_load * q.now.rest;
        q.abandoned = busy * q.now.ratio * q.now.queue / q.x;
    } else { /* all in units of D, which L would overflow without */
        const double density = q.now.density;
        const double lower = 1.0 - q.now.ratio * density;
        q.idle = below.idle * density;
        q.waiting = busy * lower;
        q.waiting_served = busy * per_load * (1.0 - (q.now.ratio + 1.0) * density);
        q.abandoned = busy * (q.s * density + q.excess * lower) / q.x;
    }
    q.total = q.idle + q.waiting;
    return q;
}

/* Every weight counted in the state "all busy": the queue starts below its own rate. */
static late_weights weigh_late_below(const queue_weights *q, const hc_gamma_ratio *then,
                                     double per_load, double half_log_decay)
{
    const double root = exp(half_log_decay);
    const double late = root * root * then->rest;
    return (late_weights){.over = root * then->ratio,
                          .faint = root,
                          .late = per_load * late,
                          .on_time = per_load * fmax(0.0, q->now.rest - late)};
}

/* Overload: probabilities themselves; the difference is formed of the small tails. */
static late_weights weigh_late_above(const queue_weights *q, const hc_gamma_ratio *then,
                                     double per_load)
{
    const double tail_now = (q->now.ratio + 1.0) * q->now.density;
    if (then->below) {
        const double late = then->density * then->rest;
        return (late_weights){.over = then->part * then->ratio,
                              .faint = then->root,
                              .late = per_load * late,
                              .on_time = per_load * fmax(0.0, (1.0 - tail_now) - late)};
    }
    const double tail_then = (then->ratio + 1.0) * then->density;
    return (late_weights){.over = 1.0 - then->ratio * then->density,
                          .faint = 1.0,
                          .late = per_load * (1.0 - tail_then),
                          .on_time = per_load * fmax(0.0, tail_then - tail_now)};
}

static late_weights weigh_late(const hc_load *load, double agents, double target_s,
                               const queue_weights *q)
{
    const double per_load = agents / load->load_erlangs;
    if (!(target_s > 0.0)) {
        return (late_weights){.over = q->waiting, .faint = 1.0, .late = q->waiting_served};
    }
    const double u = target_s / load->patience_s;
    const double gone = -expm1(-u); /* share of patiences that end within T */
    const double taken = q->x * gone;
    const double excess = (q->excess - taken) - fma(q->x, gone, -taken);
    const double patient = gone < 0.5 ? 1.0 - gone : exp(-u);
    const hc_gamma_ratio then = hc_gamma_ratio_at(q->s, q->x * patient, excess);
    late_weights w;
    if (q->now.below) {
        const double log_decay = -(q->gap * (target_s / load->aht_s)) - q->x * hc_exp_rest(u);
        w = weigh_late_below(q, &then, per_load, 0.5 * log_decay);
    } else {
        w = weigh_late_above(q, &then, per_load);
    }
    w.over *= q->busy;
    w.late *= q->busy;
    w.on_time *= q->busy;
    return w;
}

double hc_erlang_a_service_level(const hc_load *load, double agents, double target_s)
{
    const queue_weights q = weigh_queue(load, agents);
    const late_weights w = weigh_late(load, agents, target_s, &q);
    return (q.idle + w.on_time) / q.total;
}

/* The waits of the answered, by the integral, are the dear part: formed only when asked for. */
static double mean_wait_of_answered_s(const hc_load *load, const queue_weights *q)
{
    const double wait = q->busy * q->s * hc_gamma_wait(q->s, q->x, q->excess, &q->now);
    return load->patience_s * wait / (q->idle + q->waiting_served);
}

hc_metrics hc_erlang_a_served(const hc_load *load, double agents, double target_s)
{
    const queue_weights q = weigh_queue(load, agents);
    const late_weights w = weigh_late(load, agents, target_s, &q);
    const double still_patient = exp(-(target_s / load->patience_s));
    const double answered = q.idle + q.waiting_served;
    const double on_time = hc_service_or_none(q.idle + w.on_time, q.total);
    hc_metrics m = {.erlang_b = hc_erlang_b_of(load, agents)};
    m.p_wait = q.waiting / q.total;
    m.p_wait_gt_t = w.over / q.total * w.faint;
    m.p_abandon = q.abandoned / q.total;
    m.p_abandon_in_t =
        fmax(0.0, q.abandoned - (still_patient * w.faint * w.over - w.late)) / q.total;
    m.sl_offered = on_time / q.total;
    m.late = (q.abandoned + w.late) / q.total;
    m.sl_net = on_time / (on_time + still_patient * w.faint * w.over);
    m.sl_answered = on_time / (on_time + w.late);
    m.asa_s = mean_wait_of_answered_s(load, &q);
    m.wait_all_s = load->patience_s * m.p_abandon;
    m.occupancy = load->load_erlangs / agents * (answered / q.total);
    m.queue_len = q.x * m.p_abandon;
    return m;
}

void hc_erlang_a_for_target(const hc_load *load, double agents, const hc_target *target,
                            hc_metrics *partial)
{
    const queue_weights q = weigh_queue(load, agents);
    switch (target->kind) {
    case HC_TARGET_ASA_S:
        partial->asa_s = mean_wait_of_answered_s(load, &q);
        return;
    case HC_TARGET_WAIT_ALL_S:
        partial->wait_all_s = load->patience_s * (q.abandoned / q.total);
        return;
    case HC_TARGET_P_ABANDON:
        partial->p_abandon = q.abandoned / q.total;
        return;
    case HC_TARGET_OCCUPANCY:
        partial->occupancy =
            load->load_erlangs / agents * ((q.idle + q.waiting_served) / q.total);
        return;
    case HC_TARGET_P_WAIT:
        partial->p_wait = q.waiting / q.total;
        return;
    default:
        break;
    }
    const late_weights w = weigh_late(load, agents, target->target_s, &q);
    const double on_time = q.idle + w.on_time;
    partial->sl_offered = on_time / q.total;
    partial->late = (q.abandoned + w.late) / q.total;
    if (target->kind == HC_TARGET_SL_OFFERED) { return; }
    const double still_patient = exp(-(target->target_s / load->patience_s));
    partial->sl_net = on_time / (on_time + still_patient * w.faint * w.over);
    partial->sl_answered = on_time / (on_time + w.late);
    partial->p_wait_gt_t = w.over / q.total * w.faint;
    partial->p_block = 0.0;
}

static hc_status check_agents(const hc_load *load, double agents, double target_s,
                              hc_error *err)
{
    HC_TRY(hc_load_check(load, err));
    if (!(load->load_erlangs > 0.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "the load must be above 0, found %g",
                       load->load_erlangs);
    }
    if (!(agents > 0.0 && agents <= HC_AGENTS_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "Erlang A needs at least one agent",
                       "agents must be above 0 and at most %g, found %g", HC_AGENTS_MAX,
                       agents);
    }
    if (!(target_s >= 0.0 && target_s <= HC_TIME_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "it is in seconds",
                       "the answer time must be 0 to %g s, found %g", HC_TIME_S_MAX, target_s);
    }
    return HC_OK;
}

hc_status hc_erlang_a_metrics(const hc_load *load, double agents, double target_s,
                              hc_metrics *metrics, hc_error *err)
{
    HC_TRY(check_agents(load, agents, target_s, err));
    if (!isinf(load->lines)) {
        HC_TRY(hc_erlang_a_lines_check(load, agents, err));
        *metrics = hc_erlang_a_lines_served(load, agents, target_s);
        return HC_OK;
    }
    if (isinf(load->patience_s)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                       "use Erlang C for callers who wait for ever",
                       "Erlang A needs a finite patience or finite lines");
    }
    *metrics = hc_erlang_a_served(load, agents, target_s);
    return HC_OK;
}
