/*
 * What a roster gives each queue, as files and figures have it. wanted and served are [queues
 * of the rules][slots of the axis], people wanted and people on the phones.
 */
#ifndef HC_CLI_PUBLISH_QUEUE_FIGURES_H
#define HC_CLI_PUBLISH_QUEUE_FIGURES_H

#include "cli/base/json_stream.h"
#include "cli/publish/plan_result.h"
#include "cli/publish/short_spells.h"
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

/* Those of a plan whose people have skills. */
hc_queue_result hc_plan_queues(const hc_plan_result *plan);

/* Of one queue, and of all together. */
hc_queue_hours hc_queue_hours_of(const hc_queue_result *result, size_t queue);
hc_queue_hours hc_queue_hours_of_all(const hc_queue_result *result);

/* Those of each queue as a list "queues"; nothing where there is one. */
void hc_queue_hours_put(const hc_queue_result *result, hc_json *json);

/* Where a queue is short of people, queue by queue in order of time; *spells is freed with
 * hc_free. HC_ERR_MEMORY. */
hc_status hc_queue_spells_find(const hc_queue_result *result, hc_short_spell **spells,
                               size_t *count, hc_error *err) HC_MUST_USE;

/* Those of a plan, in order of time, queue by queue where people have skills; *spells is the
 * caller's, freed with hc_free. HC_ERR_MEMORY. */
hc_status hc_plan_short_spells(const hc_plan_result *plan, hc_short_spell **spells,
                               size_t *count, hc_error *err) HC_MUST_USE;

/* cover.csv: with a column of its own for the queue where there are several. HC_ERR_OUTPUT as
 * of hc_stream_check(). */
hc_status hc_queue_cover_write(const hc_queue_result *result, FILE *out,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
