#include "cli/plan/channel_words.h"

#include <string.h>
#include <strings.h>

/* The word stands alone: "Mail" and "Support e-mail", not "Voicemail" and "Mailand". */
static bool has_word(const char *text, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = text; *at != '\0'; at++) {
        const bool begins = at == text || strchr(" -_/|.(", at[-1]) != NULL;
        if (!begins || strncasecmp(at, word, length) != 0) { continue; }
        if (strchr("s -_/|.)", at[length]) != NULL) { return true; } /* or the end mark */
    }
    return false;
}

/* The key of the centre file that queues of such a name have; NULL: they are calls. */
static const char *key_of(const char *queue)
{
    static const struct {
        const char *word, *key;
    } channels[] = {{"email", "\"deferred\": {\"answer_within_h\": 8}"},
                    {"mail", "\"deferred\": {\"answer_within_h\": 8}"},
                    {"chat", "\"chat\": {\"aht_s\": [300, 400, 540]}"},
                    {"webchat", "\"chat\": {\"aht_s\": [300, 400, 540]}"}};
    for (size_t k = 0; k < sizeof channels / sizeof *channels; k++) {
        if (has_word(queue, channels[k].word)) { return channels[k].key; }
    }
    return NULL;
}

hc_status hc_channel_warnings(const hc_week_plan *plan, hc_lines *warnings, hc_error *err)
{
    for (size_t q = 0; q < plan->forecast.queue_count; q++) {
        const char *name = plan->forecast.queues[q].name;
        const char *key = key_of(name);
        if (key == NULL || plan->promises[q].rules.work != HC_WORK_CALLS ||
            hc_centre_names(&plan->history.centre, name)) {
            continue;
        }
        HC_TRY(hc_lines_add(warnings, err,
                            "queue %s is staffed as calls, for nobody said what it is: in the "
                            "centre file it could have %s",
                            name, key));
    }
    return HC_OK;
}
