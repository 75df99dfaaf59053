/* The set of shift kinds that is being designed: its linear programme, and the search over
 * sets. */
#ifndef HC_SCHEDULER_DESIGN_MENU_H
#define HC_SCHEDULER_DESIGN_MENU_H

#include <glpk.h>
#include <stdbool.h>

#include "forecast/base/axis.h"
#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "scheduler/shift_design.h"

#define HC_NOTHING 1e-7 /* heads or cost that are none */

/*
 * The linear programme has a column for the heads of each kind and day, fixed at 0 while the
 * kind is not in the set. Rows are differences of neighbouring slots (row 0: slot 0 itself), so
 * that a column has two or three nonzeros however long the shift.
 */
typedef struct hc_menu {
    const hc_shift_demand *demand;
    size_t slots;
    size_t slots_a_day;
    glp_prob *lp;
    hc_rng rng;
    double *most;    /* [kinds x days] more heads than that are surplus all shift long */
    double *promise; /* [kinds] what adding the kind promises by these */
    bool *used;      /* [kinds] the set of this moment */
    bool *kept;      /* [kinds] the set that a round began with */
    bool *best;
    double best_cost;
    uint8_t *basis; /* [rows + columns] statuses of the last kept basis */
} hc_menu;

/* First slot of the kind's shift on a day, and how many it lasts; past the last day they go on
 * with the first. */
size_t hc_menu_first_slot(const hc_menu *d, size_t kind, size_t day);
size_t hc_menu_slots_of(const hc_menu *d, size_t kind);

/* Column of the heads of a kind on a day. Two slack columns a slot come first. */
int hc_menu_column_of(const hc_menu *d, size_t kind, size_t day);

/* ---- the linear programme ---- */

void hc_menu_build_lp(hc_menu *d);

/* Puts a kind into the set or takes it out; the set as a whole. */
void hc_menu_set_used(hc_menu *d, size_t kind, bool used);
void hc_menu_set_all_used(hc_menu *d, const bool *used);

/* Solves for the heads of the set; the cost without that of the kinds. */
double hc_menu_solve_lp(hc_menu *d);

/* Of all days, in the last solution. */
double hc_menu_heads_of(const hc_menu *d, size_t kind);

/* The set's cost, kinds included; those that nobody works cost nothing. */
double hc_menu_solve_set(hc_menu *d);

/* Takes kinds that nobody works out of the set. */
void hc_menu_drop_idle(hc_menu *d);

/* Remembers the simplex basis, and goes back to it. */
void hc_menu_keep_basis(hc_menu *d);
void hc_menu_restore_basis(hc_menu *d);

/* ---- the search ---- */

/* Leaves the best set found in best[]; more effort looks longer. */
void hc_menu_search(hc_menu *d, double effort);

#endif
