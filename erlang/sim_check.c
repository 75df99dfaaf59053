#include "erlang/sim_check.h"

#define TIME_MOST_S 1e12 /* of any mean or sampled time */
#define CALLS_MOST 1e12  /* of one slot */
#define CV_MOST 20.0

static hc_status wrong(hc_error *err, const char *whose, size_t index, const char *what)
{
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL, "%s %zu: %s", whose, index, what);
}

static bool is_time(double seconds)
{
    return seconds > 0.0 && seconds <= TIME_MOST_S;
}

static hc_status check_distribution(const hc_distribution *distribution, const char *name,
                                    size_t queue, hc_error *err)
{
    const hc_distribution_kind kind = distribution->kind;
    if ((int)kind < 0 || kind > HC_DISTRIBUTION_NEVER) {
        return wrong(err, name, queue, "no such kind of distribution");
    }
    if (kind == HC_DISTRIBUTION_NEVER) { return HC_OK; }
    if (kind == HC_DISTRIBUTION_LOGNORMAL &&
        !(distribution->cv >= 0.0 && distribution->cv <= CV_MOST)) {
        return wrong(err, name, queue, "cv must be in 0..20");
    }
    if (kind != HC_DISTRIBUTION_EMPIRICAL) {
        return is_time(distribution->mean_s)
                   ? HC_OK
                   : wrong(err, name, queue, "the mean must be above 0 and at most 1e12 s");
    }
    double sum = 0.0;
    for (size_t k = 0; k < distribution->sample_count; k++) {
        const double value = distribution->sample[k];
        if (!(value >= 0.0 && value <= TIME_MOST_S)) {
            return wrong(err, name, queue, "a sampled time is not in 0..1e12 s");
        }
        sum += value;
    }
    return sum > 0.0 ? HC_OK : wrong(err, name, queue, "the sample holds no time above 0");
}

static hc_status check_route(const hc_sim_model *model, size_t queue, hc_error *err)
{
    const hc_sim_queue *calls = &model->queues[queue];
    for (size_t k = 0; k < calls->route_count; k++) {
        if (calls->route[k] >= model->group_count) {
            return wrong(err, "queue", queue, "its route names a group that does not exist");
        }
    }
    return HC_OK;
}

static hc_status check_queue(const hc_sim_model *model, size_t queue, hc_error *err)
{
    const hc_sim_queue *calls = &model->queues[queue];
    if (calls->handling.kind == HC_DISTRIBUTION_NEVER) {
        return wrong(err, "handling of queue", queue, "calls must end");
    }
    HC_TRY(check_distribution(&calls->handling, "handling of queue", queue, err));
    if (calls->exact_handling &&
        !(calls->exact_calls && calls->handling.kind == HC_DISTRIBUTION_EXPONENTIAL)) {
        return wrong(err, "handling of queue", queue,
                     "exact handling needs exact calls and an exponential handling");
    }
    HC_TRY(check_distribution(&calls->patience, "patience of queue", queue, err));
    if (!(calls->target_s >= 0.0 && calls->target_s <= TIME_MOST_S)) {
        return wrong(err, "queue", queue, "target_s must be in 0..1e12");
    }
    if (calls->reserve < 0) { return wrong(err, "queue", queue, "reserve below 0"); }
    for (size_t slot = 0; slot < model->slots; slot++) {
        if (!(calls->calls[slot] >= 0.0 && calls->calls[slot] <= CALLS_MOST)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "queue %zu, slot %zu: calls must be in 0..1e12, found %g", queue,
                           slot, calls->calls[slot]);
        }
        if (calls->aht_s != NULL && calls->calls[slot] > 0.0 && !is_time(calls->aht_s[slot])) {
            return hc_fail(
                err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                "queue %zu, slot %zu: AHT must be above 0 and at most 1e12 s, found %g", queue,
                slot, calls->aht_s[slot]);
        }
    }
    return check_route(model, queue, err);
}

static hc_status check_group(const hc_sim_model *model, size_t group, hc_error *err)
{
    const hc_sim_group *agents = &model->groups[group];
    if (agents->intervals > 0 && !is_time(agents->interval_s)) {
        return wrong(err, "group", group, "interval_s must be above 0");
    }
    for (size_t k = 0; k < agents->intervals; k++) {
        if (agents->agents[k] < 0) { return wrong(err, "group", group, "agents below 0"); }
        if (agents->agents[k] > HC_SIM_AGENTS_MAX) {
            return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL,
                           "group %zu: at most %d agents can be played", group,
                           HC_SIM_AGENTS_MAX);
        }
    }
    return HC_OK;
}

static hc_status check_size(const char *what, size_t count, size_t most, hc_error *err)
{
    if (count == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL, "at least one of %s is needed",
                       what);
    }
    if (count > most) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL, "at most %zu %s, found %zu", most,
                       what, count);
    }
    return HC_OK;
}

static hc_status check_options(const hc_sim_model *model, const hc_sim_options *options,
                               hc_error *err)
{
    HC_TRY(check_size("replications", options->replications, HC_SIM_REPLICATIONS_MAX, err));
    if (options->antithetic && options->replications % 2 != 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "add one",
                       "antithetic replications come in pairs, found %zu",
                       options->replications);
    }
    if (options->warm_up_slots >= model->slots) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "a warm-up of %zu slots leaves nothing of %zu", options->warm_up_slots,
                       model->slots);
    }
    return HC_OK;
}

hc_status hc_sim_check(const hc_sim_model *model, const hc_sim_options *options, hc_error *err)
{
    HC_TRY(check_size("slots", model->slots, HC_SIM_SLOTS_MAX, err));
    HC_TRY(check_size("queues", model->queue_count, HC_SIM_QUEUES_MAX, err));
    HC_TRY(check_size("groups", model->group_count, HC_SIM_GROUPS_MAX, err));
    HC_TRY(check_options(model, options, err));
    if (!is_time(model->interval_s)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "interval_s must be above 0, found %g", model->interval_s);
    }
    for (size_t queue = 0; queue < model->queue_count; queue++) {
        HC_TRY(check_queue(model, queue, err));
    }
    for (size_t group = 0; group < model->group_count; group++) {
        HC_TRY(check_group(model, group, err));
    }
    return HC_OK;
}
