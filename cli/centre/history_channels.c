#include "cli/centre/history_channels.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/centre/centre_part.h"
#include "forecast/base/memory.h"

static bool has_word(const char *text, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = text; *at != '\0'; at++) {
        const bool begins = at == text || strchr(" -_/|.(", at[-1]) != NULL;
        if (!begins || strncasecmp(at, word, length) != 0) { continue; }
        if (strchr("sS -_/|.)", at[length]) != NULL) { return true; } /* or the end mark */
    }
    return false;
}

hc_channel_kind hc_channel_kind_of(const char *text)
{
    static const struct {
        const char *word;
        hc_channel_kind kind;
    } words[] = {{"email", HC_CHANNEL_MAIL},    {"mail", HC_CHANNEL_MAIL},
                 {"courriel", HC_CHANNEL_MAIL}, {"correo", HC_CHANNEL_MAIL},
                 {"이메일", HC_CHANNEL_MAIL},   {"메일", HC_CHANNEL_MAIL},
                 {"chat", HC_CHANNEL_CHAT},     {"webchat", HC_CHANNEL_CHAT},
                 {"livechat", HC_CHANNEL_CHAT}, {"messaging", HC_CHANNEL_CHAT},
                 {"whatsapp", HC_CHANNEL_CHAT}, {"채팅", HC_CHANNEL_CHAT}};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (has_word(text, words[k].word)) { return words[k].kind; }
    }
    return HC_CHANNEL_CALLS;
}

static hc_status take_mail(hc_centre *centre, const char *name, hc_error *err)
{
    hc_centre_queue queue = {.service = hc_centre_service_unsaid(), .is_of_history = true};
    size_t capacity = centre->queue_count;
    queue.service.channel.answer_within_h = HC_MAIL_ANSWER_WITHIN_H;
    (void)snprintf(queue.name, sizeof queue.name, "%s", name);
    HC_TRY(hc_grow(&centre->queues, &capacity, centre->queue_count + 1, sizeof queue, err));
    centre->queues[centre->queue_count++] = queue;
    return HC_OK;
}

hc_status hc_centre_take_channels(hc_centre *centre, const hc_series *history, hc_error *err)
{
    for (size_t q = 0; q < history->queue_count; q++) {
        const hc_queue *queue = &history->queues[q];
        if (hc_channel_kind_of(queue->channel) != HC_CHANNEL_MAIL ||
            hc_centre_names(centre, queue->name) ||
            hc_channel_is_said(&centre->every_queue.channel)) {
            continue;
        }
        HC_TRY(take_mail(centre, queue->name, err));
    }
    return HC_OK;
}

bool hc_centre_took_channel(const hc_centre *centre, const char *queue)
{
    const hc_centre_queue *named = hc_centre_find(centre, queue);
    return named != NULL && named->is_of_history;
}
