#include "cli/plan/promise.h"

#include <math.h>

/* A net service level alone is met by letting callers hang up: it never stands without this. */
#define ABANDON_BESIDE_NET 0.05

static void add_target(hc_queue_rules *rules, hc_target_kind kind, double limit)
{
    if (hc_is_missing(limit)) { return; }
    rules->targets[rules->target_count++] = (hc_target){kind, limit, rules->target_s};
}

static void add_targets(const hc_service *service, hc_queue_rules *rules)
{
    double abandon = service->abandon_rate_most;
    if (service->definition != HC_SL_OFFERED && hc_is_missing(abandon)) {
        abandon = ABANDON_BESIDE_NET;
    }
    rules->target_s = service->target_s;
    rules->target_count = 0;
    add_target(rules, hc_service_level_kind(service->definition), service->service_level);
    add_target(rules, HC_TARGET_ASA_S, service->asa_s_most);
    /* Callers who wait for ever never hang up: the target is met as it stands. */
    if (rules->model == HC_MODEL_A) { add_target(rules, HC_TARGET_P_ABANDON, abandon); }
}

const char *hc_patience_origin_text(hc_patience_origin origin)
{
    switch (origin) {
    case HC_PATIENCE_BY_OPTION:
        return "--patience";
    case HC_PATIENCE_BY_CENTRE:
        return "centre file";
    case HC_PATIENCE_BY_HISTORY:
        return "history";
    default:
        return "default: a third has hung up after one minute";
    }
}

static hc_status find_patience(const hc_promise_options *options, const hc_service *service,
                               const hc_series *history, size_t queue, hc_promise *promise,
                               hc_error *err)
{
    promise->rules.patience_s = options->patience_s;
    promise->patience_origin = HC_PATIENCE_BY_OPTION;
    if (!hc_is_missing(options->patience_s)) { return HC_OK; }
    promise->rules.patience_s = service->patience_s;
    promise->patience_origin = HC_PATIENCE_BY_CENTRE;
    if (!hc_is_missing(service->patience_s)) { return HC_OK; }
    HC_TRY(hc_patience_estimate(history, queue, &promise->patience, err));
    promise->rules.patience_s = promise->patience.patience_s;
    promise->patience_origin = promise->patience.source == HC_PATIENCE_FROM_WAITS
                                   ? HC_PATIENCE_BY_HISTORY
                                   : HC_PATIENCE_BY_DEFAULT;
    return HC_OK;
}

hc_status hc_promise_make(const hc_centre *centre, const hc_promise_options *options,
                          const hc_series *history, size_t queue, hc_promise *promise,
                          hc_error *err)
{
    hc_service service = hc_centre_service(centre, history->queues[queue].name);
    hc_promise made = {.rules = hc_queue_rules_default()};
    if (!hc_is_missing(options->target.level)) {
        service.service_level = options->target.level;
        service.target_s = options->target.seconds;
    }
    made.rules.occupancy_max =
        hc_is_missing(options->occupancy) ? service.occupancy_most : options->occupancy;
    if (service.model == HC_CENTRE_MODEL_ERLANG_C) {
        made.rules.patience_s = (double)INFINITY;
        made.patience_origin = HC_PATIENCE_BY_CENTRE;
    } else {
        HC_TRY(find_patience(options, &service, history, queue, &made, err));
    }
    made.rules.model = isinf(made.rules.patience_s) != 0 ? HC_MODEL_C : HC_MODEL_A;
    add_targets(&service, &made.rules);
    *promise = made;
    return HC_OK;
}

/* Takes over the harder of two limits; a kind that is new is added. */
static void add_harder(hc_queue_rules *pool, const hc_target *target)
{
    for (size_t k = 0; k < pool->target_count; k++) {
        hc_target *own = &pool->targets[k];
        if (own->kind != target->kind) { continue; }
        const bool at_least = hc_target_is_at_least(target->kind);
        if (at_least ? target->limit > own->limit : target->limit < own->limit) {
            own->limit = target->limit;
        }
        return;
    }
    pool->targets[pool->target_count++] = *target;
}

hc_queue_rules hc_promise_pool(const hc_promise *promises, const double *calls, size_t count)
{
    size_t first = 0; /* the pool's line is that of its calls, if it has any */
    while (first + 1 < count && promises[first].rules.work != HC_WORK_CALLS) {
        first++;
    }
    hc_queue_rules pool = promises[first].rules;
    double weight = 0.0;
    double hang_ups_a_second = 0.0;
    for (size_t q = 0; q < count; q++) {
        const hc_queue_rules *rules = &promises[q].rules;
        if (rules->work != HC_WORK_CALLS) { continue; }
        weight += calls[q];
        if (rules->model == HC_MODEL_A) { hang_ups_a_second += calls[q] / rules->patience_s; }
        if (rules->target_s < pool.target_s) { pool.target_s = rules->target_s; }
        if (rules->occupancy_max < pool.occupancy_max) {
            pool.occupancy_max = rules->occupancy_max;
        }
        for (size_t k = 0; k < rules->target_count; k++) {
            add_harder(&pool, &rules->targets[k]);
        }
    }
    for (size_t k = 0; k < pool.target_count; k++) {
        pool.targets[k].target_s = pool.target_s;
    }
    pool.model = hang_ups_a_second > 0.0 ? HC_MODEL_A : HC_MODEL_C;
    if (pool.model == HC_MODEL_A) { pool.patience_s = weight / hang_ups_a_second; }
    return pool;
}

hc_status hc_promise_pool_of_week(const hc_queue_rules *rules, const hc_series *week,
                                  hc_queue_rules *pool, hc_error *err)
{
    hc_promise *promises = NULL;
    double *calls = NULL;
    hc_status st = hc_alloc(&promises, week->queue_count, sizeof *promises, err);
    if (st == HC_OK) { st = hc_alloc(&calls, week->queue_count, sizeof *calls, err); }
    for (size_t q = 0; st == HC_OK && q < week->queue_count; q++) {
        promises[q].rules = rules[q];
        calls[q] = hc_series_calls(week, q);
    }
    if (st == HC_OK) { *pool = hc_promise_pool(promises, calls, week->queue_count); }
    hc_free(promises);
    hc_free(calls);
    return st;
}
