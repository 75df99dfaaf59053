#include "erlang/simulate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "erlang/sim_check.h"
#include "erlang/sim_play.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/parallel.h"

#define LANES 8 /* replications k, k + 8, ..: sums do not depend on the number of threads */
#define CONFIDENCE 0.99 /* of the half widths */

hc_sim_options hc_sim_options_default(void)
{
    return (hc_sim_options){.seed = 1, .replications = 100};
}

/* ------------------------------------------------------------------ playing, lane by lane */

typedef struct sim_lane {
    hc_sim_count count;
    hc_sim_source *sources;
    double *free_at;
    size_t free_at_capacity;
    hc_sim_floor *floor;
} sim_lane;

typedef struct sim_session {
    const hc_sim_model *model;
    const hc_sim_options *options;
    sim_lane lanes[LANES];
    hc_simulation result;
} sim_session;

/* One queue, one group and the one knows the other: arrival order is all that matters. */
static bool is_simple(const hc_sim_model *model)
{
    return model->queue_count == 1 && model->group_count == 1 &&
           model->queues[0].route_count == 1 && model->queues[0].reserve == 0;
}

static hc_status lane_start(const sim_session *session, sim_lane *lane, hc_error *err)
{
    const hc_sim_model *model = session->model;
    lane->count.model = model;
    lane->count.warm_up_slots = session->options->warm_up_slots;
    HC_TRY(hc_alloc(&lane->count.tally, model->queue_count * model->slots,
                    sizeof *lane->count.tally, err));
    HC_TRY(hc_alloc(&lane->count.busy_whole, model->queue_count * (model->slots + 1),
                    sizeof *lane->count.busy_whole, err));
    HC_TRY(hc_alloc(&lane->sources, model->queue_count, sizeof *lane->sources, err));
    return is_simple(model) ? HC_OK : hc_sim_floor_create(&lane->floor, model, err);
}

static void lane_clear(sim_lane *lane)
{
    hc_free(lane->count.tally);
    hc_free(lane->count.busy_whole);
    hc_free(lane->sources);
    hc_free(lane->free_at);
    hc_sim_floor_free(lane->floor);
}

static hc_status play_replication(const sim_session *session, sim_lane *lane,
                                  size_t replication, hc_error *err)
{
    const hc_sim_model *model = session->model;
    const bool antithetic = session->options->antithetic;
    const uint64_t stream = antithetic ? replication / 2 : replication;
    const bool mirrored = antithetic && replication % 2 == 1;
    for (size_t queue = 0; queue < model->queue_count; queue++) {
        hc_sim_source_start(&lane->sources[queue], model, queue, session->options->seed, stream,
                            mirrored);
    }
    lane->count.run = &session->result.run[replication * model->queue_count];
    if (lane->floor != NULL) {
        return hc_sim_play_many(lane->floor, lane->sources, &lane->count, err);
    }
    return hc_sim_play_one(model, lane->sources, &lane->count, &lane->free_at,
                           &lane->free_at_capacity, err);
}

static hc_status play_lane(void *context, size_t item, hc_error *err)
{
    sim_session *session = context;
    sim_lane *lane = &session->lanes[item];
    HC_TRY(lane_start(session, lane, err));
    for (size_t replication = item; replication < session->options->replications;
         replication += LANES) {
        HC_TRY(play_replication(session, lane, replication, err));
    }
    return HC_OK;
}

/* ------------------------------------------------------------------ summing up */

static void add_tally(hc_sim_tally *to, const hc_sim_tally *from)
{
    to->offered += from->offered;
    to->answered += from->answered;
    to->answered_in_target += from->answered_in_target;
    to->abandoned += from->abandoned;
    to->abandoned_in_target += from->abandoned_in_target;
    to->wait_answered_s += from->wait_answered_s;
    to->wait_all_s += from->wait_all_s;
    to->busy_s += from->busy_s;
}

/* Of sums over so many replications the mean: divided once, so that whole calls stay whole. */
static void average_tallies(hc_sim_tally *tallies, size_t count, double replications)
{
    for (size_t k = 0; k < count; k++) {
        hc_sim_tally *tally = &tallies[k];
        tally->offered /= replications;
        tally->answered /= replications;
        tally->answered_in_target /= replications;
        tally->abandoned /= replications;
        tally->abandoned_in_target /= replications;
        tally->wait_answered_s /= replications;
        tally->wait_all_s /= replications;
        tally->busy_s /= replications;
    }
}

/* Whole slots of talking were noted as differences; waits of the answered belong to all waits
 * too. */
static void finish_lane(sim_lane *lane)
{
    const hc_sim_model *model = lane->count.model;
    for (size_t queue = 0; queue < model->queue_count; queue++) {
        double talking = 0.0;
        for (size_t slot = 0; slot < model->slots; slot++) {
            hc_sim_tally *tally = &lane->count.tally[queue * model->slots + slot];
            talking += lane->count.busy_whole[queue * (model->slots + 1) + slot];
            tally->busy_s += talking * model->interval_s;
            tally->wait_all_s += tally->wait_answered_s;
        }
    }
}

/* Student's t for the sample of replications (pairs when antithetic); 0 when there are too few.
 */
static double student_t(size_t sample)
{
    return sample < 2 ? 0.0 : gsl_cdf_tdist_Pinv(0.5 + CONFIDENCE / 2.0, (double)(sample - 1));
}

/* What is divided by what: places in the tally. */
typedef double (*tally_part)(const hc_sim_tally *tally);

static double part_offered(const hc_sim_tally *tally)
{
    return tally->offered;
}
static double part_answered(const hc_sim_tally *tally)
{
    return tally->answered;
}
static double part_in_target(const hc_sim_tally *tally)
{
    return tally->answered_in_target;
}
static double part_abandoned(const hc_sim_tally *tally)
{
    return tally->abandoned;
}
static double part_wait_answered(const hc_sim_tally *tally)
{
    return tally->wait_answered_s;
}
static double part_wait_all(const hc_sim_tally *tally)
{
    return tally->wait_all_s;
}

/* Sum of a part over one sample: one replication or a mirrored pair, one queue or all. */
static double sample_part(const sim_session *session, size_t sample, size_t queue,
                          tally_part part)
{
    const size_t queues = session->model->queue_count;
    const size_t runs = session->options->antithetic ? 2 : 1;
    const size_t first = queue < queues ? queue : 0;
    const size_t last = queue < queues ? queue + 1 : queues;
    double sum = 0.0;
    for (size_t run = sample * runs; run < (sample + 1) * runs; run++) {
        for (size_t q = first; q < last; q++) {
            sum += part(&session->result.run[run * queues + q]);
        }
    }
    return sum;
}

/* Ratio of two sums with the half width of its interval by the delta method (Cochran
 * 1977, 6.3). */
static hc_sim_estimate estimate(const sim_session *session, size_t queue, tally_part above,
                                tally_part below)
{
    const size_t samples =
        session->options->replications / (session->options->antithetic ? 2 : 1);
    double above_sum = 0.0;
    double below_sum = 0.0;
    for (size_t sample = 0; sample < samples; sample++) {
        above_sum += sample_part(session, sample, queue, above);
        below_sum += sample_part(session, sample, queue, below);
    }
    if (!(below_sum > 0.0)) { return (hc_sim_estimate){HC_MISSING, HC_MISSING}; }
    const double ratio = above_sum / below_sum;
    if (samples < 2) { return (hc_sim_estimate){ratio, HC_MISSING}; }
    double squares = 0.0;
    for (size_t sample = 0; sample < samples; sample++) {
        const double rest = sample_part(session, sample, queue, above) -
                            ratio * sample_part(session, sample, queue, below);
        squares += rest * rest;
    }
    const double n = (double)samples;
    const double error = sqrt(squares / (n - 1.0) / n) / (below_sum / n);
    return (hc_sim_estimate){ratio, student_t(samples) * error};
}

static double part_busy(const hc_sim_tally *tally)
{
    return tally->busy_s;
}
static double part_one(const hc_sim_tally *tally)
{
    (void)tally;
    return 1.0;
}

/* Busy seconds of one replication; a ratio to the tallies, of which every queue has one. */
static hc_sim_estimate estimate_busy(const sim_session *session, size_t queue)
{
    const size_t queues = session->model->queue_count;
    const double tallies = queue < queues ? 1.0 : (double)queues;
    const hc_sim_estimate each = estimate(session, queue, part_busy, part_one);
    return (hc_sim_estimate){each.value * tallies, each.half_width * tallies};
}

static double ratio_of(double above, double below)
{
    return below > 0.0 ? above / below : HC_MISSING;
}

static hc_sim_summary summarise(const sim_session *session, size_t queue)
{
    const size_t queues = session->model->queue_count;
    hc_sim_tally total = {0};
    for (size_t q = queue < queues ? queue : 0; q < (queue < queues ? queue + 1 : queues);
         q++) {
        add_tally(&total, &session->result.total[q]);
    }
    return (hc_sim_summary){
        .sl_offered = estimate(session, queue, part_in_target, part_offered),
        .p_abandon = estimate(session, queue, part_abandoned, part_offered),
        .asa_s = estimate(session, queue, part_wait_answered, part_answered),
        .wait_all_s = estimate(session, queue, part_wait_all, part_offered),
        .sl_net = ratio_of(total.answered_in_target, total.offered - total.abandoned_in_target),
        .sl_answered = ratio_of(total.answered_in_target, total.answered),
        .busy_s = estimate_busy(session, queue)};
}

/* Staffed agent seconds between the end of the warm-up and the end of the last slot. */
static double staffed_s(const hc_sim_model *model, size_t warm_up_slots)
{
    const double from_s = (double)warm_up_slots * model->interval_s;
    const double to_s = (double)model->slots * model->interval_s;
    double sum = 0.0;
    for (size_t g = 0; g < model->group_count; g++) {
        const hc_sim_group *group = &model->groups[g];
        for (size_t k = 0; k < group->intervals; k++) {
            const double start_s = (double)k * group->interval_s;
            /* the last stretch goes on to the end */
            const double end_s = k + 1 < group->intervals ? start_s + group->interval_s : to_s;
            sum +=
                (double)group->agents[k] * fmax(0.0, fmin(end_s, to_s) - fmax(start_s, from_s));
        }
    }
    return sum;
}

static void sum_up(sim_session *session)
{
    hc_simulation *result = &session->result;
    const size_t queues = result->queue_count;
    const double replications = (double)result->replications;
    double busy_s = 0.0;
    for (size_t k = 0; k < LANES && k < result->replications; k++) {
        sim_lane *lane = &session->lanes[k];
        finish_lane(lane);
        for (size_t cell = 0; cell < queues * result->slots; cell++) {
            add_tally(&result->tally[cell], &lane->count.tally[cell]);
        }
        result->calls_played += lane->count.calls_played;
        busy_s += lane->count.busy_counted_s / replications;
    }
    for (size_t cell = 0; cell < result->replications * queues; cell++) {
        add_tally(&result->total[cell % queues], &result->run[cell]);
    }
    average_tallies(result->tally, queues * result->slots, replications);
    average_tallies(result->total, queues, replications);
    for (size_t queue = 0; queue <= queues; queue++) {
        result->summary[queue] = summarise(session, queue);
    }
    result->occupancy =
        ratio_of(busy_s, staffed_s(session->model, session->options->warm_up_slots));
}

static hc_status make_result(sim_session *session, hc_error *err)
{
    hc_simulation *result = &session->result;
    const size_t queues = session->model->queue_count;
    result->queue_count = queues;
    result->slots = session->model->slots;
    result->replications = session->options->replications;
    HC_TRY(hc_alloc(&result->tally, queues * result->slots, sizeof *result->tally, err));
    HC_TRY(hc_alloc(&result->total, queues, sizeof *result->total, err));
    HC_TRY(hc_alloc(&result->run, queues * result->replications, sizeof *result->run, err));
    return hc_alloc(&result->summary, queues + 1, sizeof *result->summary, err);
}

hc_status hc_simulate(const hc_sim_model *model, const hc_sim_options *options,
                      hc_simulation *out, hc_error *err)
{
    HC_TRY(hc_sim_check(model, options, err));
    sim_session session = {.model = model, .options = options};
    hc_status status = make_result(&session, err);
    if (status == HC_OK) {
        const size_t lanes = options->replications < LANES ? options->replications : LANES;
        status = hc_parallel_for(lanes, options->threads, play_lane, &session, err);
    }
    if (status == HC_OK) {
        sum_up(&session);
        hc_simulation_clear(out);
        *out = session.result;
        session.result = (hc_simulation)HC_SIMULATION_INIT;
    }
    for (size_t k = 0; k < LANES; k++) {
        lane_clear(&session.lanes[k]);
    }
    hc_simulation_clear(&session.result);
    return status;
}

void hc_simulation_clear(hc_simulation *simulation)
{
    hc_free(simulation->tally);
    hc_free(simulation->total);
    hc_free(simulation->run);
    hc_free(simulation->summary);
    *simulation = (hc_simulation)HC_SIMULATION_INIT;
}
