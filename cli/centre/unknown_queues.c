#include "cli/centre/unknown_queues.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/suggest.h"

/* "did you mean 'Support'?", else the names that there are, as many as fit. */
static void hint_at(const char *name, const hc_series *series, char *hint, size_t size)
{
    hc_suggestion suggestion = {0};
    for (size_t q = 0; q < series->queue_count; q++) {
        hc_suggest(&suggestion, name, series->queues[q].name);
    }
    if (suggestion.best != NULL) {
        (void)snprintf(hint, size, "did you mean '%s'?", suggestion.best);
        return;
    }
    size_t length = (size_t)snprintf(hint, size, "its queues: ");
    for (size_t q = 0; q < series->queue_count && length < size; q++) {
        const int wrote = snprintf(hint + length, size - length, "%s'%s'", q > 0 ? ", " : "",
                                   series->queues[q].name);
        length += wrote > 0 ? (size_t)wrote : 0;
    }
}

bool hc_queue_is_unknown(const hc_centre *centre, size_t q, const char *path,
                         const hc_series *series, hc_error *said)
{
    const hc_centre_queue *queue = &centre->queues[q];
    char hint[sizeof said->hint] = "";
    for (size_t k = 0; k < series->queue_count; k++) {
        if (strcmp(series->queues[k].name, queue->name) == 0) { return false; }
    }
    hint_at(queue->name, series, hint, sizeof hint);
    (void)hc_fail(said, HC_ERR_FORMAT, (hc_place){path, queue->line, queue->column}, hint,
                  "the history has no queue '%s': what is said of it applies to nothing",
                  queue->name);
    return true;
}

void hc_say_unknown_queues(const hc_centre *centre, const char *path, const hc_series *series,
                           const hc_screen *screen)
{
    for (size_t q = 0; q < centre->queue_count; q++) {
        hc_error said = HC_ERROR_INIT;
        if (hc_queue_is_unknown(centre, q, path, series, &said)) {
            hc_say_warning_at(screen, &said);
        }
    }
}
