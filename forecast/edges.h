/*
 * The first and last hour of each weekday, where the day's smooth shape ends: a centre that
 * opens in the middle of an interval, or with the sunset, is off it there. Learnt from
 * back-tests. docs/math.md, Forecast, "Edges of the day".
 */
#ifndef HC_FORECAST_EDGES_H
#define HC_FORECAST_EDGES_H

#include "forecast/bands.h"
#include "forecast/models/combine.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_EDGE_SLOTS 4 /* at most, from the opening on and up to the closing */

/* A slot next to the opening or closing of a weekday. */
typedef struct hc_edge {
    size_t slot;
    double factor; /* of its share; 1 where misses may be chance */
    double doubt;  /* relative variance beyond that of its bands */
} hc_edge;

typedef struct hc_edges {
    size_t count[HC_WEEKDAYS];
    hc_edge edge[HC_WEEKDAYS][2 * HC_EDGE_SLOTS];
} hc_edges;

/* The edges of a queue's weekdays and their factors, by the shares of the first weeks of its
 * back-tests. share: [slots] scratch. */
void hc_edges_learn(const hc_queue_model *model, const hc_origin *back, size_t backs,
                    const hc_combination *combination, double *share, hc_edges *edges);

/* Bends the shares of a day that follows a weekday's pattern; they add up to as much. */
void hc_edges_bend(const hc_edges *edges, int32_t pattern, double *share, size_t slots);

/* The combination's shares of a day so far after an origin, its edges bent. share: [slots]. */
void hc_edges_shares(const hc_queue_model *model, const hc_origin *origin,
                     const hc_combination *combination, const hc_edges *edges, size_t ahead,
                     double *share);

/* What edges miss, with their factors, beyond what the bands say of them: fills the doubts.
 * totals: room for a back-test's days. */
void hc_edges_doubt(const hc_queue_model *model, const hc_origin *back, size_t backs,
                    const hc_combination *combination, const hc_bands *bands, double *totals,
                    double *share, hc_edges *edges);

/* The doubt of a slot; 0 away from the edges. */
double hc_edge_doubt(const hc_edges *edges, int32_t pattern, size_t slot);

#ifdef __cplusplus
}
#endif
#endif
