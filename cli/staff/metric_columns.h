/* The metrics of a staffing answer as columns: one list for one interval and for a grid. */
#ifndef HC_CLI_STAFF_METRIC_COLUMNS_H
#define HC_CLI_STAFF_METRIC_COLUMNS_H

#include <stddef.h>

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_METRIC_COUNT 14

typedef struct hc_metric_column {
    const char *name;  /* in files: "sl_offered" */
    const char *title; /* for people */
    size_t at;         /* offsetof in hc_metrics */
} hc_metric_column;

extern const hc_metric_column hc_metric_columns[HC_METRIC_COUNT];

double hc_metric_value(const hc_metrics *metrics, size_t metric);

#ifdef __cplusplus
}
#endif
#endif
