#include "forecast/edges.h"

#include <math.h>

#include "forecast/band_spread.h"

#define HALF_LIFE_WEEKS 4.0 /* of the back-tests' say */
#define ERRORS 3.0          /* standard errors within which an edge is taken for chance */
#define TESTS_LEAST 4.0     /* back-tests that an edge must be seen in */
#define SQUARE_VARIANCE 4.0 /* of a squared residual that is heavy-tailed, kurtosis 5 */

/* ---- where ---------------------------------------------------------------------------------
 */

static void add_edge(hc_edges *edges, int32_t weekday, size_t slot)
{
    hc_edge *edge = edges->edge[weekday];
    for (size_t k = 0; k < edges->count[weekday]; k++) {
        if (edge[k].slot == slot) { return; }
    }
    edge[edges->count[weekday]++] = (hc_edge){slot, 1.0, 0.0};
}

/* Half an hour, two slots at least; none at midnight. */
static void find_edges(const hc_day_matrix *matrix, hc_edges *edges)
{
    const size_t slots = matrix->slots, half_hour = slots / 48;
    const size_t wide = half_hour < 2               ? 2
                        : half_hour > HC_EDGE_SLOTS ? HC_EDGE_SLOTS
                                                    : half_hour;
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        const uint8_t *open = matrix->open + (size_t)weekday * slots;
        size_t first = 0, last = slots;
        while (first < slots && !open[first]) {
            first++;
        }
        while (last > first && !open[last - 1]) {
            last--;
        }
        for (size_t k = 0; k < wide && first + k < last; k++) {
            if (first > 0 && open[first + k]) { add_edge(edges, weekday, first + k); }
            if (last < slots && open[last - 1 - k]) { add_edge(edges, weekday, last - 1 - k); }
        }
    }
}

/* ---- what they miss -------------------------------------------------------------------------
 */

/* Sums over the back-tests of one edge, and of all slots for the dispersion. */
typedef struct edge_sums {
    double came, said, said2, tests;
} edge_sums;

typedef struct miss_sums {
    edge_sums of[HC_WEEKDAYS][2 * HC_EDGE_SLOTS];
    double squares, slots; /* (came - said)^2 / said away from the edges */
} miss_sums;

static bool is_edge(const hc_edges *edges, int32_t weekday, size_t slot)
{
    for (size_t k = 0; k < edges->count[weekday]; k++) {
        if (edges->edge[weekday][k].slot == slot) { return true; }
    }
    return false;
}

static void add_day(const hc_edges *edges, const hc_day_matrix *matrix, size_t day,
                    int32_t pattern, double weight, const double *share, miss_sums *sums)
{
    const double *row = matrix->calls + day * matrix->slots, total = matrix->total[day];
    for (size_t k = 0; k < edges->count[pattern]; k++) {
        const size_t slot = edges->edge[pattern][k].slot;
        const double said = total * share[slot];
        edge_sums *of = &sums->of[pattern][k];
        of->came += weight * row[slot];
        of->said += weight * said;
        of->said2 += weight * weight * said;
        of->tests += 1.0;
    }
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        const double said = total * share[slot];
        if (!(said > 0.0) || is_edge(edges, pattern, slot)) { continue; }
        sums->squares += hc_square(row[slot] - said) / said;
        sums->slots += 1.0;
    }
}

static void sum_misses(const hc_queue_model *model, const hc_origin *back, size_t backs,
                       const hc_combination *combination, const hc_edges *edges, double *share,
                       miss_sums *sums)
{
    for (size_t test = 0; test < backs; test++) {
        const double weight = hc_discount((double)test, HALF_LIFE_WEEKS);
        for (size_t ahead = 0; ahead < 7; ahead++) {
            if (!hc_day_is_judged(model, &back[test], ahead)) { continue; }
            const size_t day = back[test].before + ahead;
            hc_combined_shares(model, &back[test], combination, ahead, share);
            add_day(edges, &model->matrix, day, model->calendar.kind[day].pattern, weight,
                    share, sums);
        }
    }
}

/* The ratio of what came to what was said as far as it is more than chance (positive part;
 * James & Stein 1961); at least a count of one came. */
static double factor_of(const edge_sums *of, double dispersion)
{
    if (of->tests < TESTS_LEAST || !(of->said > 0.0)) { return 1.0; }
    const double one = of->said2 / of->said; /* weight of a call */
    const double log_ratio = log((of->came + one) / (of->said + one));
    const double variance = dispersion * of->said2 / (of->said * of->said);
    const double kept = 1.0 - ERRORS * ERRORS * variance / (log_ratio * log_ratio);
    return kept > 0.0 ? exp(kept * log_ratio) : 1.0;
}

void hc_edges_learn(const hc_queue_model *model, const hc_origin *back, size_t backs,
                    const hc_combination *combination, double *share, hc_edges *edges)
{
    miss_sums sums = {{{{0.0, 0.0, 0.0, 0.0}}}, 0.0, 0.0};
    *edges = (hc_edges){.count = {0}};
    find_edges(&model->matrix, edges);
    sum_misses(model, back, backs, combination, edges, share, &sums);
    const double dispersion = sums.slots > 0.0 ? fmax(1.0, sums.squares / sums.slots) : 1.0;
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        for (size_t k = 0; k < edges->count[weekday]; k++) {
            edges->edge[weekday][k].factor = factor_of(&sums.of[weekday][k], dispersion);
        }
    }
}

void hc_edges_bend(const hc_edges *edges, int32_t pattern, double *share, size_t slots)
{
    double before = 0.0, after = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        before += share[slot];
    }
    for (size_t k = 0; k < edges->count[pattern]; k++) {
        share[edges->edge[pattern][k].slot] *= edges->edge[pattern][k].factor;
    }
    for (size_t slot = 0; slot < slots; slot++) {
        after += share[slot];
    }
    for (size_t slot = 0; slot < slots && after > 0.0; slot++) {
        share[slot] *= before / after;
    }
}

void hc_edges_shares(const hc_queue_model *model, const hc_origin *origin,
                     const hc_combination *combination, const hc_edges *edges, size_t ahead,
                     double *share)
{
    const int32_t pattern = model->calendar.kind[origin->before + ahead].pattern;
    hc_combined_shares(model, origin, combination, ahead, share);
    hc_edges_bend(edges, pattern, share, model->matrix.slots);
}

/* ---- how far they scatter -------------------------------------------------------------------
 */

/* Sums over the back-tests of an edge's squared residuals, in the variance that its bands say
 * and plain, of that variance and of squared means. */
typedef struct edge_squares {
    double ratio, residual, variance, mean, tests;
} edge_squares;

static void add_squares(const hc_queue_model *model, const hc_bands *bands, size_t day,
                        double total, const double *share, const hc_edge *edge,
                        edge_squares *sums)
{
    const size_t slots = model->matrix.slots;
    const int32_t pattern = model->calendar.kind[day].pattern;
    const double mean = total * share[edge->slot];
    if (!(mean > 0.0)) { return; }
    const double variance = hc_square(
        hc_band_sd(bands, mean, (size_t)pattern, edge->slot * HC_BAND_HALF_HOURS / slots));
    const double miss = model->matrix.calls[day * slots + edge->slot] - mean;
    const double ratio = fmin(miss * miss / variance, HC_BAND_Z_CAP * HC_BAND_Z_CAP);
    sums->ratio += ratio;
    sums->residual += ratio * variance;
    sums->variance += variance;
    sums->mean += mean * mean;
    sums->tests += 1.0;
}

/* Relative variance beyond the bands', where it is more than chance. */
static double doubt_of(const edge_squares *sums)
{
    if (sums->tests < TESTS_LEAST) { return 0.0; }
    const double beyond = sums->ratio / sums->tests - 1.0;
    return beyond > ERRORS * sqrt(SQUARE_VARIANCE / sums->tests)
               ? fmax(0.0, sums->residual - sums->variance) / sums->mean
               : 0.0;
}

void hc_edges_doubt(const hc_queue_model *model, const hc_origin *back, size_t backs,
                    const hc_combination *combination, const hc_bands *bands, double *totals,
                    double *share, hc_edges *edges)
{
    edge_squares sums[HC_WEEKDAYS][2 * HC_EDGE_SLOTS] = {{{0.0, 0.0, 0.0, 0.0, 0.0}}};
    for (size_t test = 0; test < backs; test++) {
        hc_combined_totals(&back[test], combination, totals);
        for (size_t ahead = 0; ahead < 7; ahead++) {
            if (!hc_day_is_judged(model, &back[test], ahead)) { continue; }
            const size_t day = back[test].before + ahead;
            const int32_t pattern = model->calendar.kind[day].pattern;
            hc_edges_shares(model, &back[test], combination, edges, ahead, share);
            for (size_t k = 0; k < edges->count[pattern]; k++) {
                add_squares(model, bands, day, totals[ahead], share, &edges->edge[pattern][k],
                            &sums[pattern][k]);
            }
        }
    }
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        for (size_t k = 0; k < edges->count[weekday]; k++) {
            edges->edge[weekday][k].doubt = doubt_of(&sums[weekday][k]);
        }
    }
}

double hc_edge_doubt(const hc_edges *edges, int32_t pattern, size_t slot)
{
    for (size_t k = 0; k < edges->count[pattern]; k++) {
        if (edges->edge[pattern][k].slot == slot) { return edges->edge[pattern][k].doubt; }
    }
    return 0.0;
}
