/* How a roster's people serve the queues: everybody at the one of theirs where that is cheapest
 * for all, as in the cost of the roster. */
#ifndef HC_SCHEDULER_QUEUE_COVER_H
#define HC_SCHEDULER_QUEUE_COVER_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Fills given[queues of the rules][slots of the roster's axis] with the people on the phones
 * for each queue.
 *
 * Shapes  required[queues][slots]; agent i of the roster is agent i of the rules when they name
 *         anybody. People who are there for part of an interval count for their part; whole:
 *         a part of a person at a queue is then left out, as in on_phones.
 * Errors  HC_ERR_MEMORY.
 */
hc_status hc_queue_cover(const hc_rules *rules, const hc_roster *roster, const double *required,
                         bool whole, double *given, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
