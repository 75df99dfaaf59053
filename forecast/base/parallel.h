/*
 * Threads: one loop over independent items. Item i always does the same work whatever the
 * number of threads, and the first error in item order is the one returned: results are the
 * same bytes.
 */
#ifndef HC_BASE_PARALLEL_H
#define HC_BASE_PARALLEL_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef hc_status (*hc_item_fn)(void *context, size_t item, hc_error *err);

/* threads 0: one a core. fn runs once for each item 0..items-1 until one fails. */
hc_status hc_parallel_for(size_t items, size_t threads, hc_item_fn fn, void *context,
                          hc_error *err) HC_MUST_USE;

/* Cores that this process may run on (taskset, containers). */
size_t hc_parallel_cores(void);

#ifdef __cplusplus
}
#endif
#endif
