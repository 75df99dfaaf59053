/* What a history says of its channels, where the centre file says nothing: who writes stands in
 * no line. */
#ifndef HC_CLI_CENTRE_HISTORY_CHANNELS_H
#define HC_CLI_CENTRE_HISTORY_CHANNELS_H

#include "cli/centre/centre.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Promised to e-mail of which nobody says more: a working day. */
#define HC_MAIL_ANSWER_WITHIN_H 8.0

typedef enum hc_channel_kind {
    HC_CHANNEL_CALLS = 0, /* or a word that is not known */
    HC_CHANNEL_MAIL,
    HC_CHANNEL_CHAT
} hc_channel_kind;

/* By a word that stands alone: "Mail" and "Support e-mail", not "Voicemail" and "Mailand". */
hc_channel_kind hc_channel_kind_of(const char *text);

/* Makes queues whose channel is e-mail in the history's own column deferred work, as if the
 * centre file had said so; those that it names, or for which it says what every queue is, stay
 * as they are. HC_ERR_MEMORY. */
hc_status hc_centre_take_channels(hc_centre *centre, const hc_series *history,
                                  hc_error *err) HC_MUST_USE;

/* Whether the queue has been made deferred work so. */
bool hc_centre_took_channel(const hc_centre *centre, const char *queue);

#ifdef __cplusplus
}
#endif
#endif
