/* What a roster gives each queue, for people to read. */
#ifndef HC_CLI_PLAN_QUEUE_RESULT_H
#define HC_CLI_PLAN_QUEUE_RESULT_H

#include "cli/base/table.h"
#include "cli/publish/queue_figures.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills people[queues of the rules][slots] as hc_queue_cover() does, for so many wanted.
 * HC_ERR_MEMORY. */
hc_status hc_queue_people(const hc_rules *rules, const hc_roster *roster, const int32_t *wanted,
                          bool whole, double *people, hc_error *err) HC_MUST_USE;

/* People of the roster on the phones for each queue, freed with hc_free; HC_ERR_MEMORY. */
hc_status hc_queue_result_serve(const hc_rules *rules, const hc_roster *roster,
                                const int32_t *wanted, int32_t **served,
                                hc_error *err) HC_MUST_USE;

/* A line a queue; nothing where there is one. HC_ERR_MEMORY. */
hc_status hc_queue_hours_print(const hc_queue_result *result, const hc_screen *screen,
                               hc_error *err) HC_MUST_USE;

/* Where people are missing most; cover.csv has every interval. HC_ERR_MEMORY. */
hc_status hc_queue_short_print(const hc_queue_result *result, const hc_screen *screen,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
