#include "cli/plan/channel_words.h"

#include "cli/centre/history_channels.h"

static const char *key_of(hc_channel_kind kind)
{
    return kind == HC_CHANNEL_MAIL ? "\"deferred\": {\"answer_within_h\": 8}"
                                   : "\"chat\": {\"aht_s\": [300, 400, 540]}";
}

/* The name of the column that counts contacts, where the queue's own words say nothing. */
static hc_channel_kind kind_of(const hc_week_plan *plan, const hc_queue *queue)
{
    const hc_load_report *load = &plan->history.load;
    hc_channel_kind kind = hc_channel_kind_of(queue->channel);
    if (kind == HC_CHANNEL_CALLS) { kind = hc_channel_kind_of(queue->name); }
    if (kind == HC_CHANNEL_CALLS && queue->channel[0] == '\0' && load->file_count == 1) {
        kind = hc_channel_kind_of(load->files[0].column[HC_ROLE_VOLUME]);
    }
    return kind;
}

static hc_status warn_of(const hc_week_plan *plan, size_t q, hc_lines *warnings, hc_error *err)
{
    const hc_queue *queue = &plan->history.series.queues[q];
    const hc_channel_kind kind = kind_of(plan, queue);
    if (hc_centre_took_channel(&plan->history.centre, queue->name)) {
        return hc_lines_add(warnings, err,
                            "queue %s is e-mail by its channel in the history: staffed to be "
                            "answered within %g working hours; a centre file can say otherwise "
                            "with \"deferred\": {\"answer_within_h\": 4}",
                            queue->name, HC_MAIL_ANSWER_WITHIN_H);
    }
    if (kind == HC_CHANNEL_CALLS || plan->promises[q].rules.work != HC_WORK_CALLS ||
        hc_centre_names(&plan->history.centre, queue->name)) {
        return HC_OK;
    }
    return hc_lines_add(warnings, err,
                        "queue %s is staffed as calls, for nobody said what it is: in the "
                        "centre file it could have %s",
                        queue->name, key_of(kind));
}

hc_status hc_channel_warnings(const hc_week_plan *plan, hc_lines *warnings, hc_error *err)
{
    for (size_t q = 0; q < plan->history.series.queue_count; q++) {
        HC_TRY(warn_of(plan, q, warnings, err));
    }
    return HC_OK;
}
