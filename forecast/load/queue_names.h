/* Queue names to numbers, in order of first appearance; capital letters do not matter. */
#ifndef HC_FORECAST_LOAD_QUEUE_NAMES_H
#define HC_FORECAST_LOAD_QUEUE_NAMES_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_queue_entry {
    char name[HC_QUEUE_NAME_MAX];
    uint64_t hash;
    bool is_total;     /* "Total", "합계": sums of the other queues */
    bool has_variants; /* was met with other capital letters, too */
} hc_queue_entry;

typedef struct hc_queue_names {
    size_t count, capacity;
    hc_queue_entry *entry;
    size_t bucket_count; /* a power of two, or 0 */
    uint32_t *bucket;    /* entry + 1; 0 empty */
    size_t last;         /* the entry found last: rows of a queue often follow each other */
} hc_queue_names;

#define HC_QUEUE_NAMES_INIT                                                                    \
    {                                                                                          \
        0                                                                                      \
    }

/* Number of a name, given when first seen. HC_ERR_LIMIT past HC_QUEUES_MAX. length is below
 * HC_QUEUE_NAME_MAX. */
hc_status hc_queue_names_add(hc_queue_names *names, const char *text, size_t length,
                             size_t *queue, hc_error *err) HC_MUST_USE;
bool hc_queue_names_find(hc_queue_names *names, const char *text, size_t length, size_t *queue);

void hc_queue_names_clear(hc_queue_names *names);

#ifdef __cplusplus
}
#endif
#endif
