#include "erlang/sim_play.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double mirror(const hc_sim_source *source, double uniform)
{
    return source->mirrored ? 1.0 - uniform : uniform;
}

static double sample_mean(const hc_distribution *distribution)
{
    double sum = 0.0;
    for (size_t k = 0; k < distribution->sample_count; k++) {
        sum += distribution->sample[k];
    }
    return sum / (double)distribution->sample_count;
}

static void start_handling(hc_sim_source *source, const hc_distribution *handling)
{
    source->scale = 1.0;
    source->spare_normal = (double)NAN;
    if (handling->kind == HC_DISTRIBUTION_LOGNORMAL) {
        const double variance = log1p(handling->cv * handling->cv);
        source->log_sigma = sqrt(variance);
        source->log_mean_shift = -0.5 * variance;
    } else if (handling->kind == HC_DISTRIBUTION_EMPIRICAL) {
        source->scale = 1.0 / sample_mean(handling);
    }
}

static void start_patience(hc_sim_source *source, const hc_distribution *patience)
{
    if (patience->kind != HC_DISTRIBUTION_LOGNORMAL) { return; }
    const double variance = log1p(patience->cv * patience->cv);
    source->patience_sigma = sqrt(variance);
    source->patience_shift = log(patience->mean_s) - 0.5 * variance;
}

/* Sets up the slot for exact calls: how many come, and none so far. */
static void enter_slot(hc_sim_source *source)
{
    if (source->slot >= source->slots) { return; }
    source->left = floor(source->queue->calls[source->slot] + 0.5);
    source->handling_left = source->left;
    source->last_order = 0.0;
    source->work_s = 0.0;
}

void hc_sim_source_start(hc_sim_source *source, const hc_sim_model *model, size_t queue,
                         uint64_t seed, uint64_t replication, bool mirrored)
{
    const uint64_t stream = (replication * HC_SIM_QUEUES_MAX + queue) * 4U;
    *source = (hc_sim_source){.queue = &model->queues[queue],
                              .interval_s = model->interval_s,
                              .slots = model->slots,
                              .mirrored = mirrored};
    hc_rng_stream(&source->arrivals, seed, stream);
    hc_rng_stream(&source->handling, seed, stream + 1U);
    hc_rng_stream(&source->patience, seed, stream + 2U);
    start_handling(source, &source->queue->handling);
    start_patience(source, &source->queue->patience);
    enter_slot(source);
    source->draw = -log(mirror(source, hc_rng_uniform(&source->arrivals)));
}

/* Poisson arrivals of a rate that is constant in each slot: unit-rate time is stretched to it.
 */
static bool next_poisson(hc_sim_source *source, double *arrival_s)
{
    while (source->slot < source->slots) {
        const double calls = source->queue->calls[source->slot];
        const double left = calls * (1.0 - source->work_s / source->interval_s);
        if (source->draw < left) {
            source->work_s += source->draw / calls * source->interval_s;
            source->draw = -log(mirror(source, hc_rng_uniform(&source->arrivals)));
            *arrival_s = (double)source->slot * source->interval_s + source->work_s;
            return true;
        }
        source->draw -= left > 0.0 ? left : 0.0;
        source->slot++;
        source->work_s = 0.0;
    }
    return false;
}

/* The order statistics of `left` uniform numbers, one after another. */
static bool next_exact(hc_sim_source *source, double *arrival_s)
{
    while (source->slot < source->slots) {
        if (source->left >= 1.0) {
            const double u = mirror(source, hc_rng_uniform(&source->arrivals));
            source->last_order = 1.0 - (1.0 - source->last_order) * exp(log(u) / source->left);
            source->left -= 1.0;
            *arrival_s = ((double)source->slot + source->last_order) * source->interval_s;
            return true;
        }
        source->slot++;
        enter_slot(source);
    }
    return false;
}

/* uniform is below 1 by enough to stay below the count. */
static double sample_at(const hc_distribution *distribution, double uniform)
{
    return distribution->sample[(size_t)(uniform * (double)distribution->sample_count)];
}

static double next_normal(hc_sim_source *source)
{
    double pair[2] = {source->spare_normal, 0.0};
    source->spare_normal = (double)NAN;
    if (!isnan(pair[0])) { return pair[0]; }
    hc_rng_normal_pair(&source->handling, pair);
    source->spare_normal = pair[1];
    return pair[0];
}

/*
 * Exponential times whose sum is known share it like the gaps between uniform points: the first
 * of n gaps is 1 - U^(1/(n-1)) of the whole, the next the same of what is left. Source: Pyke,
 * Spacings, J. R. Stat. Soc. B 27 (1965) 395.
 */
static double share_handling(hc_sim_source *source)
{
    const double u = mirror(source, hc_rng_uniform(&source->handling));
    const double others = source->left; /* this call is counted already */
    const double mine = source->handling_left * (others >= 1.0 ? -expm1(log(u) / others) : 1.0);
    source->handling_left -= mine;
    return mine;
}

/* A handling time of mean 1. */
static double draw_handling(hc_sim_source *source)
{
    const hc_distribution *handling = &source->queue->handling;
    switch (handling->kind) {
    case HC_DISTRIBUTION_LOGNORMAL: {
        const double z = next_normal(source);
        return exp(source->log_mean_shift + source->log_sigma * (source->mirrored ? -z : z));
    }
    case HC_DISTRIBUTION_EMPIRICAL: {
        const double u = mirror(source, hc_rng_uniform(&source->handling));
        return sample_at(handling, u) * source->scale;
    }
    case HC_DISTRIBUTION_CONSTANT:
    case HC_DISTRIBUTION_NEVER:
        return 1.0;
    case HC_DISTRIBUTION_EXPONENTIAL:
    default:
        return -log(mirror(source, hc_rng_uniform(&source->handling)));
    }
}

bool hc_sim_source_next(hc_sim_source *source, hc_sim_caller *caller)
{
    const hc_sim_queue *queue = source->queue;
    const bool more = queue->exact_calls ? next_exact(source, &caller->arrival_s)
                                         : next_poisson(source, &caller->arrival_s);
    if (!more) { return false; }
    caller->slot = source->slot;
    const double aht_s = queue->aht_s ? queue->aht_s[source->slot] : queue->handling.mean_s;
    caller->handle_s =
        aht_s * (queue->exact_handling ? share_handling(source) : draw_handling(source));
    caller->patience_u = mirror(source, hc_rng_uniform(&source->patience));
    return true;
}

double hc_sim_patience_s(const hc_sim_source *source, double uniform)
{
    const hc_distribution *patience = &source->queue->patience;
    switch (patience->kind) {
    case HC_DISTRIBUTION_LOGNORMAL:
        return exp(source->patience_shift +
                   source->patience_sigma * gsl_cdf_ugaussian_Pinv(uniform));
    case HC_DISTRIBUTION_EMPIRICAL:
        return sample_at(patience, uniform);
    case HC_DISTRIBUTION_CONSTANT:
        return patience->mean_s;
    case HC_DISTRIBUTION_NEVER:
        return (double)INFINITY;
    case HC_DISTRIBUTION_EXPONENTIAL:
    default:
        return -patience->mean_s * log(uniform);
    }
}

/* Agent seconds of one call: parts of the first and last slot, and whole slots between by
 * difference. */
static void count_busy(hc_sim_count *count, size_t queue, double start_s, double end_s)
{
    const hc_sim_model *model = count->model;
    const double horizon_s = (double)model->slots * model->interval_s;
    const double counted_from_s = (double)count->warm_up_slots * model->interval_s;
    const double until_s = end_s < horizon_s ? end_s : horizon_s;
    if (start_s >= until_s) { return; }
    const double from_s = start_s > counted_from_s ? start_s : counted_from_s;
    const double counted_s = until_s > from_s ? until_s - from_s : 0.0;
    count->busy_counted_s += counted_s;
    count->run[queue].busy_s += counted_s;
    hc_sim_tally *tally = &count->tally[queue * model->slots];
    const size_t first = (size_t)(start_s / model->interval_s);
    const size_t last = (size_t)(until_s / model->interval_s);
    if (first == last) {
        tally[first].busy_s += until_s - start_s;
        return;
    }
    tally[first].busy_s += (double)(first + 1) * model->interval_s - start_s;
    if (last < model->slots) {
        tally[last].busy_s += until_s - (double)last * model->interval_s;
    }
    double *whole = &count->busy_whole[queue * (model->slots + 1)];
    whole[first + 1] += 1.0;
    whole[last] -= 1.0;
}

void hc_sim_count_answered(hc_sim_count *count, size_t queue, const hc_sim_caller *caller,
                           double wait_s)
{
    const double in_target = wait_s <= count->model->queues[queue].target_s ? 1.0 : 0.0;
    hc_sim_tally *tally = &count->tally[queue * count->model->slots + caller->slot];
    const double start_s = caller->arrival_s + wait_s;
    count_busy(count, queue, start_s, start_s + caller->handle_s);
    count->calls_played += 1.0;
    tally->offered += 1.0;
    tally->answered += 1.0;
    tally->answered_in_target += in_target;
    tally->wait_answered_s += wait_s;
    if (caller->slot < count->warm_up_slots) { return; }
    hc_sim_tally *run = &count->run[queue];
    run->offered += 1.0;
    run->answered += 1.0;
    run->answered_in_target += in_target;
    run->wait_answered_s += wait_s;
    run->wait_all_s += wait_s;
}

void hc_sim_count_abandoned(hc_sim_count *count, size_t queue, const hc_sim_caller *caller,
                            double wait_s)
{
    const double in_target = wait_s <= count->model->queues[queue].target_s ? 1.0 : 0.0;
    hc_sim_tally *tally = &count->tally[queue * count->model->slots + caller->slot];
    count->calls_played += 1.0;
    tally->offered += 1.0;
    tally->abandoned += 1.0;
    tally->abandoned_in_target += in_target;
    tally->wait_all_s += wait_s;
    if (caller->slot < count->warm_up_slots) { return; }
    hc_sim_tally *run = &count->run[queue];
    run->offered += 1.0;
    run->abandoned += 1.0;
    run->abandoned_in_target += in_target;
    run->wait_all_s += wait_s;
}
