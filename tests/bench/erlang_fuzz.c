/*
 * Asks the staffing engine anything: loads of 1e-9 to 1e9 Erlangs, answer times up to 1e6 s,
 * patience of 1e-3 to 1e12 s, every target, model and number of lines. Each question must get
 * an answer or a refusal by name; the slowest are printed, in processor time.
 *
 *   erlang_fuzz [QUESTIONS [SEED]]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "erlang/staffing.h"
#include "forecast/base/rng.h"
#include "usage.h"

#define SLOWEST 8
#define LIMIT_S 1e-3

typedef struct fuzz_case {
    hc_model model;
    hc_load load;
    hc_target target;
    double agents; /* < 0: how many are needed? */
    double took_s;
    int64_t answer;
    hc_status status;
} fuzz_case;

typedef struct fuzz_tally {
    size_t asked;
    size_t answered;
    size_t over_limit;
    size_t not_numbers;
    size_t refused[HC_STATUS_COUNT];
    double total_s;
    fuzz_case slowest[SLOWEST];
} fuzz_tally;

static double between(hc_rng *rng, double least, double most)
{
    return least * exp(hc_rng_uniform(rng) * log(most / least));
}

/* Even over 0..1, or near one of its ends. */
static double any_share(hc_rng *rng)
{
    const double near = between(rng, 1e-12, 1.0);
    switch (hc_rng_below(rng, 4)) {
    case 0:
        return near;
    case 1:
        return 1.0 - near;
    default:
        return hc_rng_uniform(rng);
    }
}

static fuzz_case any_case(hc_rng *rng)
{
    fuzz_case c = {.model = (hc_model)hc_rng_below(rng, 3), .agents = -1.0};
    c.load = hc_load_of(between(rng, 1e-9, 1e9), between(rng, 1.0, 1e5));
    if (hc_rng_below(rng, 4) > 0) { c.load.patience_s = between(rng, 1e-3, 1e12); }
    c.target.kind = (hc_target_kind)hc_rng_below(rng, HC_TARGET_KINDS);
    const bool seconds =
        c.target.kind == HC_TARGET_ASA_S || c.target.kind == HC_TARGET_WAIT_ALL_S;
    c.target.limit = seconds ? between(rng, 1e-3, 1e6) : any_share(rng);
    c.target.target_s = hc_rng_below(rng, 5) == 0 ? 0.0 : between(rng, 1e-3, 1e6);
    const double around = ceil(c.load.load_erlangs * between(rng, 0.3, 3.0));
    if (hc_rng_below(rng, 3) == 0) { c.agents = around; }
    if (hc_rng_below(rng, 2) == 0) {
        c.load.lines = fmin(1e9, around + floor(between(rng, 1.0, 1e7)));
    }
    return c;
}

static bool is_number(const hc_metrics *metrics)
{
    const double parts[] = {metrics->erlang_b,   metrics->p_wait,    metrics->p_block,
                            metrics->p_abandon,  metrics->late,      metrics->sl_offered,
                            metrics->sl_net,     metrics->asa_s,     metrics->wait_all_s,
                            metrics->occupancy,  metrics->queue_len, metrics->p_wait_gt_t,
                            metrics->sl_answered};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!isfinite(parts[i])) { return false; }
    }
    return true;
}

static void answer(fuzz_case *c, fuzz_tally *tally)
{
    hc_metrics metrics = {0};
    const double start_s = cpu_s();
    if (c->agents < 0.0) {
        c->status = hc_staffing_solve(c->model, &c->load, &c->target, 1, &c->answer, NULL);
    } else {
        c->status = hc_staffing_metrics(c->model, &c->load, c->agents, c->target.target_s,
                                        &metrics, NULL);
    }
    c->took_s = cpu_s() - start_s;
    tally->asked++;
    tally->total_s += c->took_s;
    tally->refused[c->status]++;
    if (c->status != HC_OK) { return; }
    tally->answered++;
    if (c->agents >= 0.0 && !is_number(&metrics)) { tally->not_numbers++; }
}

static void keep_slowest(const fuzz_case *c, fuzz_tally *tally)
{
    fuzz_case moved = *c;
    if (c->took_s > LIMIT_S) { tally->over_limit++; }
    for (size_t i = 0; i < SLOWEST; i++) {
        if (moved.took_s > tally->slowest[i].took_s) {
            const fuzz_case next = tally->slowest[i];
            tally->slowest[i] = moved;
            moved = next;
        }
    }
}

static void print_case(const fuzz_case *c)
{
    printf("%8.1f us  model %c  %.17g Erlangs, AHT %.17g, patience %.17g, lines %g, %s %.17g "
           "in %.17g s, agents %g: %s %" PRId64 "\n",
           1e6 * c->took_s, "BCA"[c->model], c -> load.load_erlangs, c->load.aht_s,
           c->load.patience_s, c->load.lines, hc_target_name(c->target.kind), c->target.limit,
           c->target.target_s, c->agents, hc_status_text(c->status), c->answer);
}

int main(int argc, char **argv)
{
    const size_t questions = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    const uint64_t seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    static fuzz_tally tally;
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    for (size_t i = 0; i < questions; i++) {
        fuzz_case c = any_case(&rng);
        answer(&c, &tally);
        keep_slowest(&c, &tally);
    }
    printf("%zu questions, %zu answered, %.2f us on average, %zu over %g ms, %zu with a value "
           "that is no number\n",
           tally.asked, tally.answered, 1e6 * tally.total_s / (double)tally.asked,
           tally.over_limit, 1e3 * LIMIT_S, tally.not_numbers);
    for (size_t status = 1; status < HC_STATUS_COUNT; status++) {
        if (tally.refused[status] > 0) {
            printf("%zu refused: %s\n", tally.refused[status],
                   hc_status_text((hc_status)status));
        }
    }
    for (size_t i = 0; i < SLOWEST; i++) {
        print_case(&tally.slowest[i]);
    }
    return 0;
}
