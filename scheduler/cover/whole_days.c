#include "scheduler/cover/whole_days.h"

#include <glpk.h>
#include <math.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/prices.h"

#define HC_DAY_WORK 1e6     /* simplex steps times rows of a day; one second at most */
#define HC_SAME_PRICE 1e-9  /* neighbouring steps of a price that count as one */
#define HC_BOUND_SLACK 1e-6 /* of a day's cost: what the solver's tolerances may hide */

/* One day: people who start each shift, those of them who take a break from each place on, and
 * steps of the price of cover. Its rows: the cells, then a break of a shift each. */
typedef struct hc_whole_day {
    const hc_problem *problem;
    size_t day;
    glp_prob *lp;
    int *index; /* [cells_a_day + 2] one column, from 1 */
    double *value;
} hc_whole_day;

bool hc_days_are_apart(const hc_problem *problem)
{
    bool apart = problem->queue_count == 1 && problem->set_count == 1 && problem->weeks == 1;
    for (size_t g = 0; g < problem->group_count && apart; g++) {
        const hc_group *group = &problem->groups[g];
        const hc_form *form = &problem->forms[group->form];
        apart = group->is_loose && group->reward == NULL && form->premium_hours == NULL;
        for (size_t day = 0; day < problem->days; day++) {
            apart = apart && group->last_end[day] <= (int32_t)problem->cells_a_day;
        }
        for (size_t shape = 0; shape < form->shape_count; shape++) {
            apart = apart && !form->shapes[shape].breaks_meet;
        }
    }
    return apart;
}

/* ---- columns ---- */

static int add_column(hc_whole_day *day, double cost, double most, bool is_whole, int count)
{
    const int column = glp_add_cols(day->lp, 1);
    glp_set_mat_col(day->lp, column, count, day->index, day->value);
    glp_set_obj_coef(day->lp, column, cost);
    glp_set_col_kind(day->lp, column, is_whole ? GLP_IV : GLP_CV);
    glp_set_col_bnds(day->lp, column, isinf(most) ? GLP_LO : GLP_DB, 0.0, most);
    return column;
}

static int enter(hc_whole_day *day, int count, int row, double value)
{
    day->index[count + 1] = row;
    day->value[count + 1] = value;
    return count + 1;
}

static int enter_cells(hc_whole_day *day, int32_t from, int32_t to, double value)
{
    int count = 0;
    for (int32_t cell = from; cell < to; cell++) {
        count = enter(day, count, cell + 1, value);
    }
    return count;
}

/* The price of cover as steps down and up from the cheapest number of agents. */
static void add_steps(hc_whole_day *day, size_t cell)
{
    const hc_problem *problem = day->problem;
    const size_t at = day->day * problem->cells_a_day + cell;
    const int row = (int)cell + 1;
    const int32_t width = (int32_t)(problem->gain_first[at + 1] - problem->gain_first[at]);
    const int32_t cheapest = hc_bound_agents(problem, at, 0.0);
    const double before = glp_get_obj_coef(day->lp, 0);
    glp_set_obj_coef(day->lp, 0, before + hc_cell_cost(problem, at, cheapest));
    glp_set_row_bnds(day->lp, row, GLP_FX, cheapest, cheapest);
    for (int32_t from = cheapest, to = cheapest; from > 0; from = to) {
        const double gain = hc_gain(problem, at, from - 1);
        while (to > 0 && hc_gain(problem, at, to - 1) - gain < HC_SAME_PRICE) {
            to--;
        }
        (void)add_column(day, gain, from - to, false, enter(day, 0, row, 1.0));
    }
    for (int32_t from = cheapest, to = cheapest; from < width; from = to) {
        const double gain = hc_gain(problem, at, from);
        while (to < width && gain - hc_gain(problem, at, to) < HC_SAME_PRICE) {
            to++;
        }
        const double most = to == width ? (double)INFINITY : to - from;
        (void)add_column(day, -gain, most, false, enter(day, 0, row, -1.0));
    }
}

/* Everybody on the shift takes the break, from some place of its window on. */
static void add_break(hc_whole_day *day, int shift, const hc_shape_break *own, int32_t start,
                      double heads)
{
    const int row = glp_add_rows(day->lp, 1);
    const int index[2] = {0, shift};
    const double value[2] = {0.0, -1.0};
    glp_set_row_bnds(day->lp, row, GLP_FX, 0.0, 0.0);
    glp_set_mat_row(day->lp, row, 1, index, value);
    for (int32_t at = start + own->earliest; at <= start + own->latest; at++) {
        const int count = enter_cells(day, at, at + own->length, -1.0);
        (void)add_column(day, 0.0, heads, true, enter(day, count, row, 1.0));
    }
}

/*
 * What heads who work the shift pay for it: the least, over the first starts of a week that it
 * goes with, that the day's best shift saves. More than the shift itself saves, perhaps, and
 * yet no week is worth more by it.
 */
static double payment(const hc_whole_day *day, hc_pricer *pricer, size_t g, int32_t start)
{
    const hc_group *group = &day->problem->groups[g];
    const int32_t spread = day->problem->forms[group->form].spread;
    const int32_t first = spread == HC_NO_LIMIT || spread > start ? 0 : start - spread;
    const int32_t last = spread == HC_NO_LIMIT ? 0 : start;
    double least = (double)INFINITY;
    for (int32_t base = first; base <= last; base++) {
        hc_day_shift best;
        if (hc_pricer_best_shift(pricer, g, day->day, base, &best)) {
            least = fmin(least, hc_pricer_value(pricer, group, day->day, &best));
        }
    }
    return least;
}

static void add_start(hc_whole_day *day, hc_pricer *pricer, size_t g, int32_t start)
{
    const hc_group *group = &day->problem->groups[g];
    const hc_form *form = &day->problem->forms[group->form];
    const int32_t from = start * form->grid;
    const double paid = payment(day, pricer, g, start);
    for (size_t k = 0; k < form->shape_count; k++) {
        const hc_shape *shape = &form->shapes[k];
        const int32_t to = from + shape->length;
        if (to > group->last_end[day->day]) { continue; }
        const double cost = paid + hc_shift_price(group, shape, day->day, from);
        const double heads = (double)group->heads;
        const int shift = add_column(day, cost, heads, true, enter_cells(day, from, to, 1.0));
        for (size_t b = 0; b < shape->break_count; b++) {
            add_break(day, shift, &shape->breaks[b], from, heads);
        }
    }
}

static void build(hc_whole_day *day, hc_pricer *pricer)
{
    const hc_problem *problem = day->problem;
    (void)glp_add_rows(day->lp, (int)problem->cells_a_day);
    for (size_t cell = 0; cell < problem->cells_a_day; cell++) {
        add_steps(day, cell);
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        const hc_group *group = &problem->groups[g];
        for (int32_t s = group->first_start[day->day]; s <= group->last_start[day->day]; s++) {
            add_start(day, pricer, g, s);
        }
    }
}

/* ---- solving ---- */

typedef struct hc_day_watch {
    hc_run *run;
    bool is_stopped;
    double bound; /* then */
} hc_day_watch;

static void look(glp_tree *tree, void *info)
{
    hc_day_watch *watch = info;
    glp_prob *lp = glp_ios_get_prob(tree);
    const double work = (double)glp_get_it_cnt(lp) * (double)glp_get_num_rows(lp);
    if (watch->is_stopped || glp_ios_reason(tree) != GLP_ISELECT ||
        (work < HC_DAY_WORK * hc_run_share(watch->run) && hc_run_goes_on(watch->run))) {
        return;
    }
    watch->is_stopped = true;
    watch->bound = glp_ios_node_bound(tree, glp_ios_best_node(tree));
    glp_ios_terminate(tree);
}

/* What the day costs at least; `bound` when less is proved. */
static hc_status solve(hc_whole_day *day, hc_run *run, double *bound, hc_error *err)
{
    hc_day_watch watch = {.run = run};
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_ON;
    how.mir_cuts = GLP_ON;
    how.gmi_cuts = GLP_ON;
    how.br_tech = GLP_BR_PCH;
    how.cb_func = look;
    how.cb_info = &watch;
    const int outcome = glp_intopt(day->lp, &how);
    const bool is_solved = outcome == 0 && glp_mip_status(day->lp) == GLP_OPT;
    if (!is_solved && !watch.is_stopped) {
        return hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "please report the input",
                       "the program of a day ended with code %d, status %d", outcome,
                       glp_mip_status(day->lp));
    }
    const double found = is_solved ? glp_mip_obj_val(day->lp) : watch.bound;
    *bound = fmax(*bound, found - HC_BOUND_SLACK * fmax(1.0, fabs(found)));
    return HC_OK;
}

static hc_status bound_day(hc_whole_day *day, hc_pricer *pricer, hc_run *run, double *bound,
                           hc_error *err)
{
    const size_t most = day->problem->cells_a_day + 2;
    hc_status st = hc_alloc(&day->index, most, sizeof *day->index, err);
    if (st == HC_OK) { st = hc_alloc(&day->value, most, sizeof *day->value, err); }
    if (st == HC_OK) {
        day->lp = glp_create_prob();
        build(day, pricer);
        st = solve(day, run, bound, err);
        glp_delete_prob(day->lp);
    }
    hc_free(day->index);
    hc_free(day->value);
    return st;
}

static hc_status price_groups(const hc_problem *problem, hc_pricer *pricer, double *best_total,
                              hc_error *err)
{
    hc_day_shift *tour = NULL;
    HC_TRY(hc_alloc(&tour, problem->days, sizeof *tour, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        (void)hc_pricer_best(pricer, g, 1, tour, &best_total[g]);
    }
    hc_free(tour);
    return HC_OK;
}

hc_status hc_bound_whole_days(const hc_problem *problem, hc_pricer *pricer, const double *worth,
                              hc_run *run, double *bound, hc_error *err)
{
    double *best_total = NULL;
    double cover = 0.0;
    HC_TRY(hc_alloc(&best_total, problem->group_count, sizeof *best_total, err));
    hc_pricer_set_values(pricer, worth);
    hc_status st = price_groups(problem, pricer, best_total, err);
    for (size_t d = 0; d < problem->days && st == HC_OK; d++) {
        hc_whole_day day = {.problem = problem, .day = d};
        double own = hc_bound_day(problem, worth, d);
        if (hc_run_goes_on(run)) { st = bound_day(&day, pricer, run, &own, err); }
        cover += own;
    }
    if (st == HC_OK) { *bound = hc_bound_of_cover(problem, cover, best_total); }
    hc_free(best_total);
    return st;
}
