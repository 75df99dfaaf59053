#include "erlang/live_week.h"

#include <math.h>

#include "erlang/staffing.h"

#define TARGETS_MOST (HC_TARGETS_MAX + 1) /* and the cap on occupancy */

static size_t read_targets(const double *numbers, size_t count, hc_target *targets)
{
    const size_t kept = count < TARGETS_MOST ? count : TARGETS_MOST;
    for (size_t k = 0; k < kept; k++) {
        const double *of = numbers + k * HC_LIVE_TARGET_NUMBERS;
        targets[k] = (hc_target){(hc_target_kind)of[0], of[1], of[2]};
    }
    return kept;
}

/* Service of a slot by so many agents; nobody there, or more work than they hold, is none. */
static void serve(hc_model model, const hc_load *load, double given, double target_s,
                  double *answer)
{
    hc_metrics metrics = {.p_abandon = model == HC_MODEL_A ? 1.0 : 0.0, .occupancy = 1.0};
    if (!(load->load_erlangs > 0.0) && !isnan(load->load_erlangs)) {
        metrics = (hc_metrics){.sl_offered = 1.0};
    }
    if (load->load_erlangs > 0.0 && given > 0.0) {
        hc_metrics made;
        if (hc_staffing_metrics(model, load, given, target_s, &made, NULL) == HC_OK) {
            metrics = made;
        }
    }
    answer[0] = metrics.sl_offered;
    answer[1] = metrics.p_abandon;
    answer[2] = metrics.occupancy;
}

size_t hc_live_week(double patience_s, double target_s, const double *targets,
                    size_t target_count, const double *load_erlangs, const double *aht_s,
                    const double *given, size_t slots, double *agents, double *answer)
{
    const hc_model model = isinf(patience_s) ? HC_MODEL_C : HC_MODEL_A;
    hc_target asked[TARGETS_MOST];
    const size_t count = read_targets(targets, target_count, asked);
    size_t without = 0;
    for (size_t slot = 0; slot < slots; slot++) {
        hc_load load = hc_load_of(load_erlangs[slot], aht_s[slot]);
        load.patience_s = patience_s;
        int64_t fewest = 0;
        if (!(load_erlangs[slot] <= 0.0) &&
            hc_staffing_solve(model, &load, asked, count, &fewest, NULL) != HC_OK) {
            fewest = -1;
            without++;
        }
        agents[slot] = (double)fewest;
        serve(model, &load, given[slot], target_s, answer + slot * HC_LIVE_ANSWERS);
    }
    return without;
}
