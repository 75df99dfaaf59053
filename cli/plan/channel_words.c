#include "cli/plan/channel_words.h"

#include "cli/centre/history_channels.h"

#define NIGHT_HOUR 3 /* o'clock: nobody is there who is not meant to be all night */

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

/* Whether the plan has people on deferred work of the queue in the middle of the night. */
static bool works_at_night(const hc_week_plan *plan, size_t q)
{
    const hc_axis *axis = &plan->requirement.axis;
    if (plan->promises[q].rules.work != HC_WORK_DEFERRED) { return false; }
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const int32_t hour = hc_axis_local(axis, slot).second_of_day / 3600;
        if (hour == NIGHT_HOUR && plan->requirement.needs[q].agents[slot] > 0) { return true; }
    }
    return false;
}

/* Mails come at night, but few centres answer them then. */
static hc_status warn_of_night(const hc_week_plan *plan, size_t q, hc_lines *warnings,
                               hc_error *err)
{
    if (!works_at_night(plan, q)) { return HC_OK; }
    return hc_lines_add(
        warnings, err,
        "queue %s comes at night and is worked on at night; if not, say when in "
        "the centre file: \"deferred\": {\"answer_within_h\": 8, \"hours\": "
        "[{\"weekdays\": [\"Mon\", \"Tue\", \"Wed\", \"Thu\", \"Fri\"], "
        "\"from\": \"08:00\", \"to\": \"18:00\"}]}",
        plan->history.series.queues[q].name);
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
        HC_TRY(warn_of_night(plan, q, warnings, err));
    }
    return HC_OK;
}
