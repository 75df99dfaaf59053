#include <float.h>
#include <math.h>
#include <stddef.h>

#include "erlang/gamma_ratio.h"
#include "erlang/gamma_tables.h"
#include "erlang/line_sums.h"

/*
 * V, the wait of a caller of endless patience who gets a place, has the density (in units of
 * the state "all busy, nobody waits", t in patiences, N places)
 *
 *   g(t) = s exp(lambda - s t) Q(N, lambda)     lambda(t) = x (1 - e^-t)
 *
 * It is log-concave. Up to lambda = N the factor Q is moderate ("roomy"); beyond, so is U in
 * exp(lambda) Q(N, lambda) = lambda^N / N! U(N, lambda) ("full"). docs/math.md, finite lines.
 */

#define DEPTH 42.0       /* g is followed down to exp(-42) of its peak */
#define FILL_WIDTHS 6.0  /* Q falls within so many roots of N around lambda = N */
#define FULL_STRETCH 9.0 /* U is as smooth as 1 / (lambda - N): panels grow with it */
#define PANEL_LENGTH 12.0
#define FLAT 1e-17 /* lambda that grows by no more than that has come to rest */
#define TWO_PI 6.28318530717958647693

/* A moment of the wait, with all the digits that its surroundings need. */
typedef struct moment {
    double at;     /* t */
    double lambda; /* x (1 - e^-t) */
    double over;   /* lambda - N */
    double reach;  /* x e^-t, by which lambda can still grow */
    double rise;   /* slope of the exponent there */
    bool full;     /* which form of g */
} moment;

/* Integrals of g times 1, e^-t, 1 - e^-t, t e^-t; and the weight of the full system. */
typedef struct wait_sums {
    double all;
    double served;
    double gone;
    double delay;
    double last;
} wait_sums;

static double curve_of(const hc_line_queue *q, const moment *m)
{
    return m->full ? q->places * m->reach / m->lambda : m->reach;
}

/* ln g(m + d) - ln g(m), but for the factor Q or U; fade = 1 - e^-d. */
static double exponent_of(const hc_line_queue *q, const moment *m, double d, double fade)
{
    const double curve = curve_of(q, m);
    const double line =
        fabs(d) > 0.5 ? curve * fade - q->s * d : m->rise * d - curve * hc_exp_rest(d);
    if (!m->full) { return line; }
    const double growth = m->reach * fade / m->lambda;
    return line - q->places * hc_mu_less_log(growth, 1.0 + growth);
}

static double exponent(const hc_line_queue *q, const moment *m, double d)
{
    return exponent_of(q, m, d, -expm1(-d));
}

static moment at_start(const hc_line_queue *q)
{
    return (moment){.over = -q->places, .reach = q->x, .rise = q->excess};
}

/* The moment T. */
static moment at_target(const hc_line_queue *q)
{
    const double taken = q->x * q->gone;
    const double taken_rest = fma(q->x, q->gone, -taken);
    moment m = {.at = q->u, .lambda = taken, .over = (taken - q->places) + taken_rest};
    m.reach = q->gone < 0.5 ? q->x * (1.0 - q->gone) : q->x * exp(-q->u);
    m.full = m.over > 0.0;
    m.rise = (q->excess - taken) - taken_rest;
    if (m.full) {
        const double all = q->s + q->places;
        m.rise = (q->places * (q->excess - q->places) - all * m.over) / m.lambda;
    }
    return m;
}

/* lambda = N; only where x > N. */
static moment at_filled(const hc_line_queue *q, bool full)
{
    const double reach = q->s + (q->excess - q->places);
    return (moment){.at = log1p(q->places / reach),
                    .lambda = q->places,
                    .reach = reach,
                    .rise = q->excess - q->places,
                    .full = full};
}

/* Where the roomy form peaks, and where the full one does. */
static moment at_roomy_peak(const hc_line_queue *q)
{
    if (q->excess <= 0.0) { return at_start(q); }
    if (q->excess > q->places) { return at_filled(q, false); }
    return (moment){.at = log1p(q->excess / q->s),
                    .lambda = q->excess,
                    .over = q->excess - q->places,
                    .reach = q->s};
}

static moment at_full_peak(const hc_line_queue *q)
{
    if (q->excess <= q->places) { return at_filled(q, true); }
    const double all = q->s + q->places;
    const double over = q->places * ((q->excess - q->places) / all);
    return (moment){.at = log1p(q->places / q->s),
                    .lambda = q->places + over,
                    .over = over,
                    .reach = q->x * (q->s / all),
                    .full = true};
}

static double time_between(const moment *from, const moment *to)
{
    const double apart = to->at - from->at;
    if (fabs(apart) > 1.0) { return apart; }
    const bool near_full =
        fabs(from->over) + fabs(to->over) < from->lambda + to->lambda; /* has more digits */
    const double growth = near_full ? to->over - from->over : to->lambda - from->lambda;
    return log1p(growth / to->reach);
}

/* One value of g, counted in that of the exponent at the moment, with its five weights. */
static double add_value(const hc_line_queue *q, const moment *m, double d, double weight,
                        wait_sums *sums)
{
    const double fade = -expm1(-d);
    const double grown = m->reach * fade;
    /* rounding may pass lambda = N, where the forms meet, and t = 0 */
    const double over = m->full ? fmax(m->over + grown, DBL_MIN) : fmin(m->over + grown, 0.0);
    const double lambda = fmax(m->lambda + grown, DBL_MIN);
    const hc_gamma_ratio at = hc_gamma_ratio_at(q->places, lambda, over);
    const double height = exp(exponent_of(q, m, d, fade));
    const double value = height * (m->full ? at.ratio : hc_gamma_upper(&at));
    const double gone = lambda / q->x;
    const double stay = (m->reach - grown) / q->x;
    sums->all += weight * value;
    sums->served += weight * value * stay;
    sums->gone += weight * value * gone;
    sums->delay += weight * value * stay * fmax(0.0, m->at + d);
    sums->last += weight * (m->full ? height : height * at.density);
    return value;
}

/* Gauss-Legendre over from .. to, distances on the side `sign` of the moment; gives g at the
 * outermost node. */
static double add_panel(const hc_line_queue *q, const moment *m, double sign, double from,
                        double to, wait_sums *sums)
{
    const double half = 0.5 * (to - from);
    const double middle = 0.5 * (to + from);
    double outermost = 0.0;
    for (size_t i = 0; i < HC_LEGENDRE_HALF; i++) {
        const double weight = half * hc_legendre[i][1];
        const double off = half * hc_legendre[i][0];
        (void)add_value(q, m, sign * (middle - off), weight, sums);
        outermost = add_value(q, m, sign * (middle + off), weight, sums);
    }
    return outermost;
}

/* Distance at which the exponent alone has fallen by DEPTH, or a little more; at most `end`. */
static double reach_of(const hc_line_queue *q, const moment *m, double sign, double end)
{
    const double fall = fmax(0.0, -sign * m->rise);
    const double growth = m->full ? m->reach / m->lambda : 0.0;
    const double curve = curve_of(q, m) + q->places * growth * growth;
    double distance = 2.0 * DEPTH / (fall + sqrt(fall * fall + 2.0 * DEPTH * curve));
    while (sign > 0.0 && distance < end && exponent(q, m, distance) > -DEPTH) {
        distance *= 1.2;
    }
    return fmin(distance, end);
}

/* The next lambda - N at which a panel must end. */
static double next_cut(const hc_line_queue *q, double over, double sign)
{
    const double width = FILL_WIDTHS * sqrt(q->places);
    if (sign > 0.0) {
        if (over < -width) { return -width; }
        return over < width ? width : FULL_STRETCH * over;
    }
    if (over > FULL_STRETCH * width) { return over / FULL_STRETCH; }
    if (over > width) { return width; }
    return over > -width ? -width : -(double)INFINITY;
}

/* Beyond the flat only s is left to make g fall; for another `length`, which may be endless. */
static void add_tail(const hc_line_queue *q, const moment *m, double d, double length,
                     wait_sums *sums)
{
    wait_sums here = {0};
    (void)add_value(q, m, d, 1.0, &here);
    const double s1 = q->s + 1.0;
    const double all = -expm1(-q->s * length) / q->s;
    const double served = -expm1(-s1 * length) / s1;
    const double last_wait = isinf(length) ? 0.0 : length * exp(-s1 * length);
    sums->all += here.all * all;
    sums->served += here.served * served;
    sums->gone += here.all * all - here.served * served;
    sums->delay += here.delay * served + here.served * (served - last_wait) / s1;
    sums->last += here.last * all;
}

/* From a moment that g falls away from, to one side, as far as `end`. */
static void add_side(const hc_line_queue *q, const moment *m, double sign, double end,
                     wait_sums *sums)
{
    const double flat = sign > 0.0 ? fmax(0.0, log(m->reach / FLAT)) : end;
    const double far = reach_of(q, m, sign, fmin(end, flat));
    double over = m->over;
    double from = 0.0;
    wait_sums side = {0};
    while (from < far) { /* on by a cut, of which there are few, or by PANEL_LENGTH */
        const double cut = next_cut(q, over, sign);
        const double grow = (cut - m->over) / m->reach;
        double to = grow < 1.0 ? sign * -log1p(-grow) : far;
        over = cut;
        if (!(to < from + PANEL_LENGTH && to < far)) {
            to = fmin(far, from + PANEL_LENGTH);
            over = m->over + m->reach * -expm1(-sign * to);
        }
        const double outermost = add_panel(q, m, sign, from, to, &side);
        from = to;
        if (outermost * from < 1e-19 * side.all) { break; }
    }
    if (flat < end && from >= flat) { add_tail(q, m, flat, end - flat, &side); }
    sums->all += side.all;
    sums->served += side.served;
    sums->gone += side.gone;
    sums->delay += side.delay;
    sums->last += side.last;
}

static void add_scaled(wait_sums *sums, const wait_sums *part, double factor)
{
    sums->all += factor * part->all;
    sums->served += factor * part->served;
    sums->gone += factor * part->gone;
    sums->delay += factor * part->delay;
    sums->last += factor * part->last;
}

/* Between two moments, `to` may be NULL for ever; all of one form, whose peak is given. */
static void add_span(const hc_line_queue *q, const moment *from, const moment *to,
                     const moment *peak, double factor, wait_sums *sums)
{
    const double before = time_between(peak, from);
    const double after = to != NULL ? time_between(peak, to) : (double)INFINITY;
    wait_sums part = {0};
    double scale = factor;
    if (!(after > before)) { return; }
    if (before >= 0.0) {
        add_side(q, from, 1.0, after - before, &part);
        scale *= exp(exponent(q, peak, before));
    } else if (to != NULL && after <= 0.0) {
        add_side(q, to, -1.0, after - before, &part);
        scale *= exp(exponent(q, peak, after));
    } else {
        add_side(q, peak, -1.0, -before, &part);
        add_side(q, peak, 1.0, after, &part);
    }
    add_scaled(sums, &part, scale);
}

/* One form's stretch, cut at T where T is in it: what is in time and what is late. */
static void add_stretch(const hc_line_queue *q, const moment *from, const moment *to,
                        const moment *peak, double factor, wait_sums parts[2])
{
    const moment target = at_target(q);
    if (target.full == from->full) {
        add_span(q, from, &target, peak, factor, &parts[0]);
        add_span(q, &target, to, peak, factor, &parts[1]);
    } else {
        add_span(q, from, to, peak, factor, &parts[target.full ? 0 : 1]);
    }
}

/* ln of Gamma*(s), any s > 0. */
static double log_stirling(double s)
{
    if (s >= HC_LINE_STIRLING_FROM) { return log(hc_stirling_factor(1.0 / s)); }
    return log(tgamma(s + 1.0)) + s - s * log(s) - 0.5 * log(TWO_PI * s);
}

/* ln r_N in the unit of the roomy form; for x <= s + N, where no integral reaches it. */
static double log_last(const hc_line_queue *q)
{
    const double all = q->s + q->places;
    const double lack = (q->excess - q->places) / all;
    const double stirling = log_stirling(q->s) - log_stirling(all);
    const double ratio = q->places / q->s;
    const double spread = stirling - 0.5 * log1p(ratio);
    if (q->excess > 0.0) { return spread - all * hc_mu_less_log(lack, q->x / all); }
    const double log_lack = lack > -0.5 ? log1p(lack) : log(q->x / all);
    return spread + q->places * log_lack + q->s * hc_mu_less_log(ratio, 1.0 + ratio);
}

/* The two forms meet where lambda = N: ln of the full one's unit in that of the roomy one. */
static double log_full_unit(const hc_line_queue *q, const moment *roomy, const moment *full)
{
    const moment filled = at_filled(q, true);
    return exponent(q, roomy, time_between(roomy, &filled)) -
           exponent(q, full, time_between(full, &filled)) - 0.5 * log(TWO_PI * q->places) -
           log_stirling(q->places);
}

hc_line_sums hc_line_sums_by_wait(const hc_line_queue *q, hc_busy_weights below)
{
    const bool fills = q->s + (q->excess - q->places) > 0.0;
    const moment start = at_start(q);
    const moment roomy = at_roomy_peak(q);
    double lift = 0.0; /* of the full form's unit, where it is the larger one */
    wait_sums parts[2] = {{.all = 0.0}, {.all = 0.0}};
    if (fills) {
        const moment full = at_full_peak(q);
        const moment end = at_filled(q, false);
        const moment begin = at_filled(q, true);
        const double log_unit = log_full_unit(q, &roomy, &full);
        lift = fmax(0.0, log_unit);
        add_stretch(q, &start, &end, &roomy, exp(-lift), parts);
        add_stretch(q, &begin, NULL, &full, exp(log_unit - lift), parts);
    } else {
        add_stretch(q, &start, NULL, &roomy, 1.0, parts);
    }
    const double unit = q->s * below.busy;
    hc_line_sums sums = {.idle = below.idle * exp(-exponent(q, &start, roomy.at) - lift)};
    sums.entered = unit * (parts[0].all + parts[1].all);
    sums.waiting = unit * q->x * (parts[0].gone + parts[1].gone);
    sums.served = unit * (parts[0].served + parts[1].served);
    sums.delay = unit * (parts[0].delay + parts[1].delay);
    sums.over = unit * parts[1].all;
    sums.late = unit * parts[1].served;
    sums.on_time = unit * parts[0].served;
    const double last = q->excess > q->places ? unit * (parts[0].last + parts[1].last)
                                              : below.busy * exp(log_last(q) - lift);
    sums.last = last > HC_LINE_NEVER_FULL * sums.entered ? last : 0.0;
    return sums;
}
