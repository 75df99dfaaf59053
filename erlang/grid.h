/*
 * One row of a what-if grid: either the metrics at a given number of agents, or the fewest
 * agents for a target and the metrics they give. The command line only parses and prints.
 */
#ifndef HC_ERLANG_GRID_H
#define HC_ERLANG_GRID_H

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hc_grid_kind { HC_GRID_EVAL = 0, HC_GRID_SOLVE } hc_grid_kind;

/* HC_MISSING where a column is empty. Either calls and interval_s, which win, or load_erlangs.
 */
typedef struct hc_grid_row {
    hc_grid_kind kind;
    hc_model model; /* "AK" is HC_MODEL_A with lines */
    double load_erlangs;
    double calls;
    double interval_s;
    double aht_s;
    double patience_s;          /* missing: for ever */
    double lines;               /* missing: no limit */
    double target_s;            /* missing: 0 */
    hc_target_kind target_kind; /* SOLVE */
    double target;              /* SOLVE */
    double agents;              /* EVAL */
} hc_grid_row;

typedef struct hc_grid_answer {
    int64_t agents;     /* as asked, or as solved; -1: no number of agents meets the target */
    hc_metrics metrics; /* all HC_MISSING when agents is -1 */
} hc_grid_answer;

/* A row with every number HC_MISSING. */
hc_grid_row hc_grid_row_empty(void);

/* "B", "C", "A" or "AK" (which needs lines); false otherwise. */
bool hc_model_find(const char *name, hc_model *model);

/* HC_ERR_INFEASIBLE is not an error here but agents = -1; the other errors are those of
 * staffing.h. */
hc_status hc_grid_answer_row(const hc_grid_row *row, hc_grid_answer *answer,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
