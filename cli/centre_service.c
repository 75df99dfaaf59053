#include <string.h>

#include "cli/centre_part.h"
#include "cli/option.h"
#include "erlang/requirement_build.h"
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

/* The keys that every_queue and each queue share; a queue has its name before them. */
#define SERVICE_KEYS(base)                                                                     \
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
    {                                                                                          \
        .name = "model", .kind = HC_KEY_CHOICE, .at = (base) + AT(model),                      \
        .choices = "auto|erlang_a|erlang_c"                                                    \
    }

static const hc_key service_key[] = {SERVICE_KEYS(0)};
const hc_keys hc_centre_service_keys = {"every_queue", service_key,
                                        sizeof service_key / sizeof *service_key};

static const hc_key queue_key[] = {{.name = "name",
                                    .kind = HC_KEY_TEXT,
                                    .at = offsetof(hc_centre_queue, name),
                                    .least = 1,
                                    .most = HC_QUEUE_NAME_MAX,
                                    .required = true},
                                   SERVICE_KEYS(offsetof(hc_centre_queue, service))};
const hc_keys hc_centre_queue_keys = {"queue", queue_key, sizeof queue_key / sizeof *queue_key};

hc_service hc_centre_service_unsaid(void)
{
    return (hc_service){HC_MISSING, HC_MISSING, HC_CHOICE_NONE, HC_MISSING,    HC_MISSING,
                        HC_MISSING, HC_MISSING, HC_MISSING,     HC_CHOICE_NONE};
}

hc_status hc_centre_read_queue(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    hc_centre *centre = into;
    hc_centre_queue queue = {.service = hc_centre_service_unsaid()};
    HC_TRY(hc_keys_read(json, value, &hc_centre_queue_keys, &queue, err));
    for (size_t q = 0; q < centre->queue_count; q++) {
        if (strcmp(centre->queues[q].name, queue.name) == 0) {
            return hc_json_refuse(json, value, HC_ERR_FORMAT, "say it once", err,
                                  "there are two queues '%s'", queue.name);
        }
    }
    size_t capacity = centre->queue_count;
    HC_TRY(hc_grow(&centre->queues, &capacity, centre->queue_count + 1, sizeof queue, err));
    centre->queues[centre->queue_count++] = queue;
    return HC_OK;
}

static double said(double first, double second, double usual)
{
    if (!hc_is_missing(first)) { return first; }
    return hc_is_missing(second) ? usual : second;
}

static int32_t chosen(int32_t first, int32_t second, int32_t usual)
{
    if (first != HC_CHOICE_NONE) { return first; }
    return second == HC_CHOICE_NONE ? usual : second;
}

hc_service hc_centre_service(const hc_centre *centre, const char *queue)
{
    const hc_service unsaid = hc_centre_service_unsaid();
    const hc_service *own = &unsaid;
    const hc_service *all = &centre->every_queue;
    for (size_t q = 0; q < centre->queue_count; q++) {
        if (strcmp(centre->queues[q].name, queue) == 0) { own = &centre->queues[q].service; }
    }
    return (hc_service){
        .service_level = said(own->service_level, all->service_level, HC_SERVICE_LEVEL_DEFAULT),
        .target_s = said(own->target_s, all->target_s, HC_TARGET_S_DEFAULT),
        .definition = chosen(own->definition, all->definition, HC_SL_OFFERED),
        .asa_s_most = said(own->asa_s_most, all->asa_s_most, HC_MISSING),
        .abandon_rate_most = said(own->abandon_rate_most, all->abandon_rate_most, HC_MISSING),
        .occupancy_most =
            said(own->occupancy_most, all->occupancy_most, HC_OCCUPANCY_MAX_DEFAULT),
        .patience_s = said(own->patience_s, all->patience_s, HC_MISSING),
        .aht_s = said(own->aht_s, all->aht_s, HC_MISSING),
        .model = chosen(own->model, all->model, HC_CENTRE_MODEL_AUTO),
    };
}

void hc_centre_clear(hc_centre *centre)
{
    hc_free(centre->queues);
    hc_free(centre->contracts);
    hc_free(centre->classes);
    *centre = hc_centre_default();
}
