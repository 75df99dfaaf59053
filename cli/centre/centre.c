#include "cli/centre/centre.h"

#include <string.h>

#include "cli/base/option.h"
#include "erlang/requirement_build.h"
#include "forecast/base/memory.h"

hc_service hc_centre_service_unsaid(void)
{
    return (hc_service){.service_level = HC_MISSING,
                        .target_s = HC_MISSING,
                        .definition = HC_CHOICE_NONE,
                        .asa_s_most = HC_MISSING,
                        .abandon_rate_most = HC_MISSING,
                        .occupancy_most = HC_MISSING,
                        .patience_s = HC_MISSING,
                        .aht_s = HC_MISSING,
                        .ring_s = HC_MISSING,
                        .acw_s = HC_MISSING,
                        .repeat_share = HC_MISSING,
                        .model = HC_CHOICE_NONE,
                        .channel = {.answer_within_h = HC_MISSING}};
}

hc_centre hc_centre_default(void)
{
    hc_centre centre = {.queues_share_agents = true,
                        .every_queue = hc_centre_service_unsaid(),
                        .shrinkage = HC_MISSING,
                        .wage_an_hour = HC_MISSING,
                        .weekend_day_cost = HC_MISSING,
                        .hire_cost_a_week = HC_MISSING,
                        .capacity = hc_capacity_terms_unsaid(),
                        .peak = hc_peak_terms_default(),
                        .cover_cost = hc_cover_cost_default()};
    for (size_t kpi = 0; kpi < HC_KPIS; kpi++) {
        centre.aims[kpi] = HC_MISSING;
    }
    return centre;
}

void hc_centre_clear(hc_centre *centre)
{
    for (size_t q = 0; q < centre->queue_count; q++) {
        hc_free(centre->queues[q].service.reasons);
    }
    hc_free(centre->every_queue.reasons);
    hc_free(centre->queues);
    for (size_t k = 0; k < centre->contract_count && centre->skills != NULL; k++) {
        hc_free(centre->skills[k].names);
    }
    hc_free(centre->skills);
    hc_free(centre->contracts);
    hc_free(centre->classes);
    hc_free(centre->vendors);
    *centre = hc_centre_default();
}

/* A price that the contract does not say; 0 where nobody does. */
static void use_price(double *price, double usual)
{
    if (hc_is_missing(*price)) { *price = hc_is_missing(usual) ? 0.0 : usual; }
}

void hc_centre_price(const hc_centre *centre, hc_contract *contract)
{
    use_price(&contract->wage_an_hour, centre->wage_an_hour);
    use_price(&contract->weekend_day_cost, centre->weekend_day_cost);
    use_price(&contract->hire_cost_a_week, centre->hire_cost_a_week);
}

const hc_centre_queue *hc_centre_find(const hc_centre *centre, const char *queue)
{
    for (size_t q = 0; q < centre->queue_count; q++) {
        if (strcmp(centre->queues[q].name, queue) == 0) { return &centre->queues[q]; }
    }
    return NULL;
}

bool hc_centre_names(const hc_centre *centre, const char *queue)
{
    return hc_centre_find(centre, queue) != NULL;
}

bool hc_channel_is_said(const hc_channel_terms *terms)
{
    return terms->chat_levels > 0 || !hc_is_missing(terms->answer_within_h);
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
    const hc_centre_queue *named = hc_centre_find(centre, queue);
    const hc_service *own = named != NULL ? &named->service : &unsaid;
    const hc_service *all = &centre->every_queue;
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
        .ring_s = said(own->ring_s, all->ring_s, 0.0),
        .acw_s = said(own->acw_s, all->acw_s, HC_MISSING),
        .repeat_share = said(own->repeat_share, all->repeat_share, HC_MISSING),
        .model = chosen(own->model, all->model, HC_CENTRE_MODEL_AUTO),
        .channel = hc_channel_is_said(&own->channel) ? own->channel : all->channel,
        .reason_count = own->reason_count > 0 ? own->reason_count : all->reason_count,
        .reasons = own->reason_count > 0 ? own->reasons : all->reasons,
    };
}

hc_target_kind hc_service_level_kind(int32_t definition)
{
    switch ((hc_sl_definition)definition) {
    case HC_SL_NET:
        return HC_TARGET_SL_NET;
    case HC_SL_ANSWERED:
        return HC_TARGET_SL_ANSWERED;
    default:
        return HC_TARGET_SL_OFFERED;
    }
}
