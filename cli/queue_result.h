/*
 * What a roster gives each queue, for people and for programs. wanted and served are [queues of
 * the rules][slots of the axis], people wanted and people on the phones.
 */
#ifndef HC_CLI_QUEUE_RESULT_H
#define HC_CLI_QUEUE_RESULT_H

#include "cli/publish/json_stream.h"
#include "cli/table.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_queue_hours {
    double required; /* person-hours */
    double missing;
    double over;
} hc_queue_hours;

/* Borrowed. */
typedef struct hc_queue_result {
    const hc_rules *rules;
    const hc_axis *axis;
    const int32_t *wanted;
    const int32_t *served;
} hc_queue_result;

/* People of the roster on the phones for each queue, freed with hc_free; HC_ERR_MEMORY. */
hc_status hc_queue_result_serve(const hc_rules *rules, const hc_roster *roster,
                                const int32_t *wanted, int32_t **served,
                                hc_error *err) HC_MUST_USE;

/* Of all queues together. */
hc_queue_hours hc_queue_hours_of_all(const hc_queue_result *result);

/* A line a queue; nothing where there is one. HC_ERR_MEMORY. */
hc_status hc_queue_hours_print(const hc_queue_result *result, FILE *out,
                               hc_error *err) HC_MUST_USE;

/* The same as a list "queues". */
void hc_queue_hours_put(const hc_queue_result *result, hc_json *json);

/* Where people are missing most; cover.csv has every interval. HC_ERR_MEMORY. */
hc_status hc_queue_short_print(const hc_queue_result *result, FILE *out,
                               hc_error *err) HC_MUST_USE;

/* cover.csv: with a column of its own for the queue where there are several. HC_ERR_OUTPUT as
 * of hc_stream_check(). */
hc_status hc_queue_cover_write(const hc_queue_result *result, FILE *out,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
