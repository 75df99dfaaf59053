#include "erlang/erlang_a_lines.h"

#include "erlang/erlang_a.h"
#include "erlang/gamma_ratio.h"
#include "erlang/line_sums.h"

#define ENDLESS_AHTS                                                                           \
    1e15 /* patience of that many handle times or answer times stands for endless */
#define BUSY_LEAST 1e-300
#define WEIGHT_LEAST 1e-305
#define RESCALE_ABOVE 0x1p800
#define RESCALE_BY 0x1p-800
#define LIFT_STEP 512 /* weights below 2^-512 are kept as mantissa and a count of steps */
#define LIFT_LN 354.89135644669199842 /* 512 ln 2 */
#define BACKWARD_SHARE                                                                         \
    0.02 /* below this share on time, 1 - late has lost digits: sum it itself */
#define TOP_TERM_LEAST 1e-250
#define PLACES_SUMMED 600.0 /* more of them are dearer than the integrals */
#define NEVER_SEEN                                                                             \
    1e9 /* a logarithm so far down that its digits are gone: no walk comes up from there */
#define SQRT_2PI 2.50662827463100050242

/* A weight that may lie far below the smallest double: value x 2^(-512 lift). */
typedef struct lifted {
    double value;
    double lift;
} lifted;

static lifted lifted_exp(double minus_log)
{
    if (minus_log >= NEVER_SEEN) { return (lifted){.value = 0.0, .lift = (double)INFINITY}; }
    const double lift = floor(minus_log / LIFT_LN);
    return (lifted){.value = exp(-(minus_log - lift * LIFT_LN)), .lift = lift};
}

/* The same number but for rounding: one may have been lowered a step before the other. False
 * where one of them is never seen. */
static bool lifts_agree(const lifted *a, const lifted *b)
{
    return fabs(a->lift - b->lift) <= 1.0;
}

static double lifted_value(const lifted *w)
{
    return w->lift > 0.0 ? ldexp(w->value, -LIFT_STEP * (int)fmin(w->lift, 4.0)) : w->value;
}

static void lifted_scale(lifted *w, double factor)
{
    w->value *= factor;
    if (w->lift > 0.0 && w->value > 0x1p256) {
        w->value *= 0x1p-512;
        w->lift -= 1.0;
    }
}

/* I_y(s, m) and the term y^s (1-y)^m (s)_m / m! by which it grows with m; starts at m = 1. */
typedef struct beta_walk {
    double s;
    double value;
    lifted term;
} beta_walk;

/* The term at m by Stirling's series around the mode, where powers of y and 1 - y would lose
 * digits (Loader 2000); s, m >= 24. */
static lifted beta_term_at(double s, double m, double u, double gone)
{
    const double all = s + m;
    const double off = exp(-u) * m - gone * s;
    const double depth = s * hc_mu_less_log(off / s, exp(-u) * all / s) +
                         m * hc_mu_less_log(-off / m, gone * all / m);
    lifted term = lifted_exp(depth);
    term.value *= hc_stirling_factor(1.0 / all) * sqrt(s / (all * m)) /
                  (SQRT_2PI * hc_stirling_factor(1.0 / s) * hc_stirling_factor(1.0 / m));
    return term;
}

/* The walk from m = 1. Its first term, y^s, is set such that the term at `anchor` is right:
 * there lies the weight, and rounding of y and 1 - y would drift by then. */
static beta_walk beta_start(const hc_line_queue *q, double s, double minus_log, double anchor)
{
    beta_walk walk = {.s = s, .term = lifted_exp(minus_log)};
    if (s >= HC_LINE_STIRLING_FROM && anchor >= HC_LINE_STIRLING_FROM) {
        lifted drift = walk.term;
        for (int64_t m = 1; m <= (int64_t)anchor; m++) {
            lifted_scale(&drift, q->gone * ((s + (double)m - 1.0) / (double)m));
        }
        const lifted right = beta_term_at(s, anchor, q->u, q->gone);
        if (lifts_agree(&right, &drift)) {
            walk.term.value *=
                ldexp(right.value / drift.value, LIFT_STEP * (int)(drift.lift - right.lift));
        }
    }
    walk.value = lifted_value(&walk.term);
    return walk;
}

static void beta_step(beta_walk *walk, double gone, double m)
{
    lifted_scale(&walk->term, gone * ((walk->s + m - 1.0) / m));
    walk->value += lifted_value(&walk->term);
}

/* Place where the products of queue and beta weights peak. */
static double anchor_of(const hc_line_queue *q)
{
    const double mode = q->gone * fmin(q->x, q->s * exp(q->u));
    return floor(fmin(mode, q->places));
}

static void rescale(hc_line_sums *sums, double *weight)
{
    double *const parts[] = {&sums->idle,  &sums->entered, &sums->waiting, &sums->served,
                             &sums->delay, &sums->over,    &sums->late,    &sums->on_time};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        *parts[i] *= RESCALE_BY;
    }
    *weight *= RESCALE_BY;
}

/* Highest place from which late callers still have a chance to be on time that a double can
 * hold. */
typedef struct top_place {
    int64_t place; /* 0: none */
    double weight; /* of that place, in the unit of the sums */
    double term;   /* of the walk of the late, at m = place */
} top_place;

/* One pass from the empty queue up; *top is for on_time_from_top(). */
static hc_line_sums sum_up(const hc_line_queue *q, hc_busy_weights below, top_place *top)
{
    const double unit = below.busy > BUSY_LEAST ? below.busy : 1.0;
    hc_line_sums sums = {.idle = below.idle / unit};
    const double anchor = anchor_of(q);
    beta_walk over = beta_start(q, q->s, q->decay, anchor);
    beta_walk late = beta_start(q, q->s + 1.0, q->decay + q->u, anchor);
    double weight = below.busy / unit;
    double harmonic = 0.0;
    for (int64_t place = 0; (double)place < q->places && weight > 0.0; place++) {
        const double j = (double)place;
        const double per_rate = 1.0 / (q->s + j + 1.0);
        const double served = weight * (q->s * per_rate);
        harmonic += per_rate;
        sums.entered += weight;
        sums.waiting += j * weight;
        sums.served += served;
        sums.delay += served * harmonic;
        sums.over += weight * over.value;
        sums.late += served * late.value;
        sums.on_time += served * fmax(0.0, 1.0 - late.value);
        beta_step(&over, q->gone, j + 1.0);
        beta_step(&late, q->gone, j + 1.0);
        weight *= q->x * per_rate;
        if (weight > RESCALE_ABOVE) {
            rescale(&sums, &weight);
            top->weight *= RESCALE_BY;
        }
        if (weight < WEIGHT_LEAST) {
            weight = 0.0;
        } /* at the last denormal it would stay for ever */
        if (weight > 0.0 && !(late.term.lift > 0.0) && late.term.value > TOP_TERM_LEAST) {
            *top = (top_place){.place = place + 1, .weight = weight, .term = late.term.value};
        }
    }
    sums.waiting += q->places * weight;
    sums.last = weight > HC_LINE_NEVER_FULL * sums.entered ? weight : 0.0;
    return sums;
}

/* 1 - I_y(s+1, m) from its term at m on. */
static double beta_tail(const hc_line_queue *q, const top_place *top)
{
    double sum = 0.0;
    double term = top->term;
    double m = (double)top->place;
    while (term > 1e-18 * sum) {
        sum += term;
        m += 1.0;
        term *= q->gone * ((q->s + m) / m);
    }
    return sum;
}

/* Served within T after waiting, summed from the top down so that nothing is subtracted. */
static double on_time_from_top(const hc_line_queue *q, const top_place *top)
{
    double beyond = beta_tail(q, top);
    double term = top->term;
    double weight = top->weight;
    double on_time = 0.0;
    for (int64_t place = top->place - 1; place >= 0; place--) {
        const double j = (double)place;
        const double rate = q->s + j + 1.0;
        weight *= rate / q->x;
        on_time += weight * (q->s / rate) * fmin(1.0, beyond);
        term *= (j + 1.0) / (q->gone * rate);
        beyond += term;
    }
    return on_time;
}

hc_line_sums hc_line_sums_by_place(const hc_line_queue *q, hc_busy_weights below)
{
    top_place top = {0};
    hc_line_sums sums = sum_up(q, below, &top);
    if (q->gone > 0.0 && top.place > 0 && sums.on_time < BACKWARD_SHARE * sums.late) {
        sums.on_time = on_time_from_top(q, &top);
    }
    return sums;
}

static hc_line_queue line_queue_of(const hc_load *load, double agents, double target_s)
{
    const double endless = ENDLESS_AHTS * fmax(load->aht_s, target_s);
    const double patience_s = fmin(load->patience_s, endless);
    const double patience_per_aht = patience_s / load->aht_s;
    hc_line_queue q = {.s = agents * patience_per_aht,
                       .x = load->load_erlangs * patience_per_aht,
                       .u = target_s / patience_s,
                       .decay = agents * (target_s / load->aht_s),
                       .places = load->lines - agents};
    const double gap = (agents - load->load_erlangs) - load->load_rest_erlangs;
    q.excess = -gap * patience_per_aht;
    q.gone = -expm1(-q.u);
    return q;
}

static hc_metrics metrics_of(const hc_load *load, double agents, const hc_line_queue *q,
                             const hc_line_sums *sums)
{
    const double patience_s = q->s / agents * load->aht_s;
    const double per_load = agents / load->load_erlangs;
    const double total = sums->idle + sums->entered + sums->last;
    const double served = sums->idle + sums->served;
    const double on_time = hc_service_or_none(sums->idle + sums->on_time, total);
    const double abandoned = isinf(load->patience_s) ? 0.0 : sums->waiting / q->x;
    const double late_abandoned = fmax(0.0, exp(-q->u) * sums->over - sums->late);
    hc_metrics m = {.erlang_b = hc_erlang_b_of(load, agents)};
    m.p_wait = sums->entered / total;
    m.p_wait_gt_t = sums->over / total;
    m.p_block = sums->last / total;
    m.p_abandon = abandoned / total;
    m.p_abandon_in_t = fmax(0.0, abandoned - late_abandoned) / total;
    m.sl_offered = on_time / total;
    m.late = (sums->last + abandoned + sums->late) / total;
    m.sl_net = on_time / (on_time + sums->late + fmin(abandoned, late_abandoned));
    m.sl_answered = on_time / (on_time + sums->late);
    m.asa_s = sums->delay * patience_s / served;
    m.queue_len = sums->waiting / total;
    m.wait_all_s = m.queue_len * load->aht_s / load->load_erlangs;
    m.occupancy = served / (total * per_load);
    return m;
}

hc_status hc_erlang_a_lines_check(const hc_load *load, double agents, hc_error *err)
{
    if (!(agents == floor(agents) && load->lines == floor(load->lines))) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "with finite lines, agents and lines are whole numbers, found %g and %g",
                       agents, load->lines);
    }
    if (load->lines < agents) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "lines count the busy agents too",
                       "there are %g lines for %g agents", load->lines, agents);
    }
    return HC_OK;
}

hc_metrics hc_erlang_a_lines_served(const hc_load *load, double agents, double target_s)
{
    const hc_line_queue q = line_queue_of(load, agents, target_s);
    const hc_busy_weights below = hc_busy_weights_of(load, agents);
    const hc_line_sums sums = q.places <= PLACES_SUMMED ? hc_line_sums_by_place(&q, below)
                                                        : hc_line_sums_by_wait(&q, below);
    return metrics_of(load, agents, &q, &sums);
}

void hc_on_time_by_place(const hc_load *load, double agents, double target_s, size_t places,
                         double *on_time)
{
    hc_load roomy = *load;
    roomy.lines = agents + (double)places;
    const hc_line_queue q = line_queue_of(&roomy, agents, target_s);
    const double mode = floor(fmin(q.gone * q.s * exp(q.u), (double)places));
    beta_walk late = beta_start(&q, q.s + 1.0, q.decay + q.u, mode);
    for (size_t place = 0; place < places; place++) {
        const double j = (double)place;
        on_time[place] = q.s / (q.s + j + 1.0) * fmax(0.0, 1.0 - late.value);
        beta_step(&late, q.gone, j + 1.0);
    }
}
