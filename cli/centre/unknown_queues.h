/* Queues of the centre file that a history does not have: their promises apply to nothing. */
#ifndef HC_CLI_CENTRE_UNKNOWN_QUEUES_H
#define HC_CLI_CENTRE_UNKNOWN_QUEUES_H

#include "cli/base/message.h"
#include "cli/centre/centre.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether the series lacks the queue that the centre file has at place q; *said then tells it,
 * with the place in the file at path and the name that may have been meant. */
bool hc_queue_is_unknown(const hc_centre *centre, size_t q, const char *path,
                         const hc_series *series, hc_error *said);

/* Warns of each. */
void hc_say_unknown_queues(const hc_centre *centre, const char *path, const hc_series *series,
                           const hc_screen *screen);

#ifdef __cplusplus
}
#endif
#endif
