/* The parts of a queue that is no queue of calls: chats held side by side, deferred work. */
#include "cli/centre/centre_part.h"

static hc_status read_chat_time(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_channel_terms *terms = into;
    if (!cJSON_IsNumber(value) ||
        !(value->valuedouble > 0.0 && value->valuedouble <= HC_SECONDS_A_DAY)) {
        return hc_json_refuse(json, value, HC_ERR_RANGE,
                              "of a chat held alone, with one more, and so on", err,
                              "the time of a chat must be above 0 to %d s", HC_SECONDS_A_DAY);
    }
    terms->chat_aht_s[terms->chat_levels++] = value->valuedouble;
    return HC_OK;
}

static const hc_key chat_key[] = {{.name = "aht_s",
                                   .kind = HC_KEY_LIST,
                                   .least = 1,
                                   .most = HC_CHAT_LEVELS_MAX,
                                   .required = true,
                                   .read = read_chat_time}};
const hc_keys hc_centre_chat_keys = {"chat", chat_key, sizeof chat_key / sizeof *chat_key};

static hc_status read_hours(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_channel_terms *terms = into;
    return hc_centre_read_week_hours(json, value, terms->opens_min, terms->closes_min, err);
}

static const hc_key deferred_key[] = {{.name = "answer_within_h",
                                       .kind = HC_KEY_NUMBER,
                                       .at = offsetof(hc_channel_terms, answer_within_h),
                                       .most = 1000,
                                       .above_least = true,
                                       .required = true},
                                      {.name = "share",
                                       .kind = HC_KEY_NUMBER,
                                       .at = offsetof(hc_channel_terms, answer_share),
                                       .most = 1,
                                       .above_least = true},
                                      {.name = "hours",
                                       .kind = HC_KEY_LIST,
                                       .least = 1,
                                       .most = 7,
                                       .read = read_hours,
                                       .inside = &hc_centre_hours_keys}};
const hc_keys hc_centre_deferred_keys = {"deferred", deferred_key,
                                         sizeof deferred_key / sizeof *deferred_key};
