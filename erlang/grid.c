#include "erlang/grid.h"

#include <strings.h>

#include "erlang/staffing.h"

hc_grid_row hc_grid_row_empty(void)
{
    return (hc_grid_row){.kind = HC_GRID_EVAL,
                         .model = HC_MODEL_C,
                         .load_erlangs = HC_MISSING,
                         .calls = HC_MISSING,
                         .interval_s = HC_MISSING,
                         .aht_s = HC_MISSING,
                         .patience_s = HC_MISSING,
                         .lines = HC_MISSING,
                         .target_s = HC_MISSING,
                         .target_kind = HC_TARGET_SL_OFFERED,
                         .target = HC_MISSING,
                         .agents = HC_MISSING};
}

bool hc_model_find(const char *name, hc_model *model)
{
    if (strcasecmp(name, "b") == 0) {
        *model = HC_MODEL_B;
    } else if (strcasecmp(name, "c") == 0) {
        *model = HC_MODEL_C;
    } else if (strcasecmp(name, "a") == 0 || strcasecmp(name, "ak") == 0) {
        *model = HC_MODEL_A;
    } else {
        return false;
    }
    return true;
}

static hc_metrics missing_metrics(void)
{
    return (hc_metrics){.erlang_b = HC_MISSING,
                        .p_wait = HC_MISSING,
                        .p_wait_gt_t = HC_MISSING,
                        .p_block = HC_MISSING,
                        .p_abandon = HC_MISSING,
                        .p_abandon_in_t = HC_MISSING,
                        .sl_offered = HC_MISSING,
                        .late = HC_MISSING,
                        .sl_net = HC_MISSING,
                        .sl_answered = HC_MISSING,
                        .asa_s = HC_MISSING,
                        .wait_all_s = HC_MISSING,
                        .occupancy = HC_MISSING,
                        .queue_len = HC_MISSING};
}

static hc_load load_of_row(const hc_grid_row *row)
{
    const bool has_calls = !hc_is_missing(row->calls) && !hc_is_missing(row->interval_s);
    hc_load load = has_calls ? hc_load_of_calls(row->calls, row->interval_s, row->aht_s)
                             : hc_load_of(row->load_erlangs, row->aht_s);
    if (!hc_is_missing(row->patience_s)) { load.patience_s = row->patience_s; }
    if (!hc_is_missing(row->lines)) { load.lines = row->lines; }
    return load;
}

hc_status hc_grid_answer_row(const hc_grid_row *row, hc_grid_answer *answer, hc_error *err)
{
    const hc_load load = load_of_row(row);
    const double target_s = hc_is_missing(row->target_s) ? 0.0 : row->target_s;
    hc_grid_answer made = {.agents = -1, .metrics = missing_metrics()};
    double agents = row->agents;
    if (row->kind == HC_GRID_SOLVE) {
        const hc_target target = {row->target_kind, row->target, target_s};
        const hc_status st =
            hc_staffing_solve(row->model, &load, &target, 1, &made.agents, err);
        if (st == HC_ERR_INFEASIBLE) {
            *answer = made;
            return HC_OK;
        }
        HC_TRY(st);
        agents = (double)made.agents;
    }
    HC_TRY(hc_staffing_metrics(row->model, &load, agents, target_s, &made.metrics, err));
    made.agents = (int64_t)agents;
    *answer = made;
    return HC_OK;
}
