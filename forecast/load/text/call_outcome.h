/* How a single call ended, by the word of a log: "Answered", "No answer", "Hung up". */
#ifndef HC_FORECAST_LOAD_TEXT_CALL_OUTCOME_H
#define HC_FORECAST_LOAD_TEXT_CALL_OUTCOME_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hc_call_outcome {
    HC_OUTCOME_UNKNOWN = 0, /* "Transferred", "Open": says neither */
    HC_OUTCOME_ANSWERED,
    HC_OUTCOME_LOST,       /* nobody answered */
    HC_OUTCOME_MAYBE_LOST, /* "Lost", "Failed": so where other calls were "Answered"; else it
                             may be a sale or a card that was lost */
    HC_CALL_OUTCOMES
} hc_call_outcome;

/* Case, blanks, '_', '-' and '.' do not matter. "abandoned_in_queue" is lost too. */
hc_call_outcome hc_call_outcome_of(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
