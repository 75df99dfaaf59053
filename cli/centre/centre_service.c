#include <string.h>

#include "cli/centre/centre_part.h"
#include "forecast/base/memory.h"

#define AT(field) offsetof(hc_service, field)

static const hc_key target_key[] = {
    {.name = "service_level",
     .kind = HC_KEY_NUMBER,
     .at = AT(service_level),
     .most = 1,
     .above_least = true},
    {.name = "seconds", .kind = HC_KEY_NUMBER, .at = AT(target_s), .most = 86400},
    {.name = "definition",
     .kind = HC_KEY_CHOICE,
     .at = AT(definition),
     .choices = "offered|net|answered"},
    {.name = "asa_s_most",
     .kind = HC_KEY_NUMBER,
     .at = AT(asa_s_most),
     .most = 86400,
     .above_least = true},
    {.name = "abandon_rate_most",
     .kind = HC_KEY_NUMBER,
     .at = AT(abandon_rate_most),
     .most = 0.999999,
     .above_least = true},
    {.name = "occupancy_most",
     .kind = HC_KEY_NUMBER,
     .at = AT(occupancy_most),
     .most = 1,
     .above_least = true},
};
static const hc_keys target_keys = {"target", target_key,
                                    sizeof target_key / sizeof *target_key};

#undef AT
#define AT(field) offsetof(hc_contact_reason, field)
static const hc_key reason_key[] = {
    {.name = "name",
     .kind = HC_KEY_TEXT,
     .at = AT(name),
     .least = 1,
     .most = HC_REASON_NAME_MAX,
     .required = true},
    {.name = "share", .kind = HC_KEY_NUMBER, .at = AT(share), .most = 1, .required = true},
    {.name = "aht_s",
     .kind = HC_KEY_NUMBER,
     .at = AT(aht_s),
     .most = 86400,
     .above_least = true,
     .required = true},
};
static const hc_keys reason_keys = {"reason", reason_key,
                                    sizeof reason_key / sizeof *reason_key};

static hc_status read_reason(const hc_json_file *json, const cJSON *value, void *into,
                             hc_error *err)
{
    hc_service *service = into;
    hc_contact_reason reason = {0};
    HC_TRY(hc_keys_read(json, value, &reason_keys, &reason, err));
    for (size_t k = 0; k < service->reason_count; k++) {
        if (strcmp(service->reasons[k].name, reason.name) == 0) {
            return hc_json_refuse(json, value, HC_ERR_FORMAT, "say it once", err,
                                  "there are two reasons '%s'", reason.name);
        }
    }
    size_t capacity = service->reason_count;
    HC_TRY(
        hc_grow(&service->reasons, &capacity, service->reason_count + 1, sizeof reason, err));
    service->reasons[service->reason_count++] = reason;
    return HC_OK;
}

static hc_status read_queue_reason(const hc_json_file *json, const cJSON *value, void *into,
                                   hc_error *err)
{
    hc_centre_queue *queue = into;
    return read_reason(json, value, &queue->service, err);
}

#undef AT
#define AT(field) offsetof(hc_service, field)
/* The keys that every_queue and each queue share; a queue has its name before them. */
#define SERVICE_KEYS(base, reason_reader)                                                      \
    {.name = "target", .kind = HC_KEY_OBJECT, .at = (base), .inside = &target_keys},           \
        {.name = "patience_s",                                                                 \
         .kind = HC_KEY_NUMBER,                                                                \
         .at = (base) + AT(patience_s),                                                        \
         .most = 1000000,                                                                      \
         .above_least = true,                                                                  \
         .may_be_null = true},                                                                 \
        {.name = "aht_s",                                                                      \
         .kind = HC_KEY_NUMBER,                                                                \
         .at = (base) + AT(aht_s),                                                             \
         .most = 86400,                                                                        \
         .above_least = true},                                                                 \
        {.name = "ring_s", .kind = HC_KEY_NUMBER, .at = (base) + AT(ring_s), .most = 600},     \
        {.name = "acw_s", .kind = HC_KEY_NUMBER, .at = (base) + AT(acw_s), .most = 86400},     \
        {.name = "repeat_share",                                                               \
         .kind = HC_KEY_NUMBER,                                                                \
         .at = (base) + AT(repeat_share),                                                      \
         .most = HC_REPEAT_SHARE_MAX},                                                         \
        {.name = "reasons",                                                                    \
         .kind = HC_KEY_LIST,                                                                  \
         .most = HC_REASONS_MAX,                                                               \
         .read = (reason_reader),                                                              \
         .inside = &reason_keys},                                                              \
        {.name = "chat",                                                                       \
         .kind = HC_KEY_OBJECT,                                                                \
         .at = (base) + AT(channel),                                                           \
         .inside = &hc_centre_chat_keys},                                                      \
        {.name = "deferred",                                                                   \
         .kind = HC_KEY_OBJECT,                                                                \
         .at = (base) + AT(channel),                                                           \
         .inside = &hc_centre_deferred_keys},                                                  \
    {                                                                                          \
        .name = "model", .kind = HC_KEY_CHOICE, .at = (base) + AT(model),                      \
        .choices = "auto|erlang_a|erlang_c"                                                    \
    }

static const hc_key service_key[] = {SERVICE_KEYS(0, read_reason)};
const hc_keys hc_centre_service_keys = {"every_queue", service_key,
                                        sizeof service_key / sizeof *service_key};

static const hc_key queue_key[] = {
    {.name = "name",
     .kind = HC_KEY_TEXT,
     .at = offsetof(hc_centre_queue, name),
     .least = 1,
     .most = HC_QUEUE_NAME_MAX,
     .required = true},
    SERVICE_KEYS(offsetof(hc_centre_queue, service), read_queue_reason)};
const hc_keys hc_centre_queue_keys = {"queue", queue_key, sizeof queue_key / sizeof *queue_key};

static hc_status add_queue(const hc_json_file *json, const cJSON *value,
                           const hc_centre_queue *queue, hc_centre *centre, hc_error *err)
{
    if (hc_centre_names(centre, queue->name)) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "say it once", err,
                              "there are two queues '%s'", queue->name);
    }
    size_t capacity = centre->queue_count;
    HC_TRY(hc_grow(&centre->queues, &capacity, centre->queue_count + 1, sizeof *queue, err));
    centre->queues[centre->queue_count++] = *queue;
    return HC_OK;
}

hc_status hc_centre_read_queue(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    hc_centre_queue queue = {.service = hc_centre_service_unsaid()};
    hc_status st = hc_keys_read(json, value, &hc_centre_queue_keys, &queue, err);
    const hc_place at = hc_json_place(json, cJSON_GetObjectItemCaseSensitive(value, "name"));
    queue.line = at.line;
    queue.column = at.column;
    if (st == HC_OK) { st = add_queue(json, value, &queue, into, err); }
    if (st != HC_OK) { hc_free(queue.service.reasons); }
    return st;
}
