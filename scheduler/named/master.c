#include "scheduler/named/master.h"

#include <glpk.h>
#include <string.h>

#define HC_STEPS_LEAST 1000 /* of the simplex, beyond which it goes in circles; */
#define HC_STEPS_PER_ROW 20
#define HC_MISSING_ROSTER_COST 1e5 /* of a person without a roster: above any wish */

hc_status hc_named_pool_add(hc_named_pool *pool, size_t person, double cost,
                            const int8_t *choice, hc_error *err)
{
    HC_TRY(
        hc_grow(&pool->person, &pool->person_room, pool->count + 1, sizeof *pool->person, err));
    HC_TRY(hc_grow(&pool->cost, &pool->cost_room, pool->count + 1, sizeof *pool->cost, err));
    HC_TRY(hc_grow(&pool->choices, &pool->choice_room, (pool->count + 1) * pool->days,
                   sizeof *pool->choices, err));
    pool->person[pool->count] = person;
    pool->cost[pool->count] = cost;
    memcpy(pool->choices + pool->count * pool->days, choice, pool->days);
    pool->count++;
    return HC_OK;
}

void hc_named_pool_drop_oldest(hc_named_pool *pool, size_t keep)
{
    if (pool->count <= keep) { return; }
    const size_t first = pool->count - keep;
    memmove(pool->person, pool->person + first, keep * sizeof *pool->person);
    memmove(pool->cost, pool->cost + first, keep * sizeof *pool->cost);
    memmove(pool->choices, pool->choices + first * pool->days, keep * pool->days);
    pool->count = keep;
}

void hc_named_pool_clear(hc_named_pool *pool)
{
    hc_free(pool->person);
    hc_free(pool->cost);
    hc_free(pool->choices);
    *pool = (hc_named_pool){0};
}

struct hc_named_master {
    const hc_named_problem *problem;
    glp_prob *lp;
    int *person_row; /* [people] 0: given */
    int *need_row;   /* [days * shift_count] 0: given */
    double *right;   /* [days * shift_count] needs that the given people leave */
    double given_cost;
    int first_column;      /* of the rosters; before it people missing, short and over */
    hc_named_pool rosters; /* in the order of their columns */
    int *entry_row;
    double *entry;
    uint64_t steps;
};

/* A choice when there is but one, HC_NAMED_SHIFTS_MAX otherwise. */
static size_t only_choice(uint64_t allowed, size_t shifts)
{
    for (size_t c = 0; c <= shifts; c++) {
        if (allowed == (uint64_t)1 << c) { return c; }
    }
    return HC_NAMED_SHIFTS_MAX + 1;
}

static bool is_given(const hc_named_problem *problem, const uint64_t *allowed)
{
    for (size_t day = 0; day < problem->days; day++) {
        if (only_choice(allowed[day], problem->shift_count) > problem->shift_count) {
            return false;
        }
    }
    return true;
}

static void take_given_person(hc_named_master *m, size_t person, const uint64_t *allowed)
{
    const hc_named_problem *p = m->problem;
    for (size_t day = 0; day < p->days; day++) {
        const size_t c = only_choice(allowed[day], p->shift_count);
        m->given_cost += p->wish_cost[(person * p->days + day) * (p->shift_count + 1) + c];
        if (c < p->shift_count) { m->right[day * p->shift_count + c] -= 1.0; }
    }
}

static double need_price(const hc_named_need *need, double missing)
{
    return missing > 0.0 ? missing * need->short_cost : -missing * need->over_cost;
}

/* Days on which somebody with a row may choose have rows; the cover of others is known. */
static bool is_open_day(const hc_named_master *m, const uint64_t *allowed, size_t day)
{
    const hc_named_problem *p = m->problem;
    for (size_t person = 0; person < p->people; person++) {
        const uint64_t may = allowed[person * p->days + day];
        if (m->person_row[person] > 0 && only_choice(may, p->shift_count) > p->shift_count) {
            return true;
        }
    }
    return false;
}

static void settle_closed_day(hc_named_master *m, const uint64_t *allowed, size_t day)
{
    const hc_named_problem *p = m->problem;
    for (size_t person = 0; person < p->people; person++) {
        const size_t c = only_choice(allowed[person * p->days + day], p->shift_count);
        if (m->person_row[person] > 0 && c < p->shift_count) {
            m->right[day * p->shift_count + c] -= 1.0;
        }
    }
    for (size_t s = 0; s < p->shift_count; s++) {
        const size_t at = day * p->shift_count + s;
        m->given_cost += need_price(&p->needs[at], m->right[at]);
    }
}

static void add_slack(hc_named_master *m, int row, double sign, double cost)
{
    const int column = glp_add_cols(m->lp, 1);
    const int rows[2] = {0, row};
    const double entries[2] = {0.0, sign};
    glp_set_col_bnds(m->lp, column, GLP_LO, 0.0, 0.0);
    glp_set_obj_coef(m->lp, column, cost);
    glp_set_mat_col(m->lp, column, 1, rows, entries);
}

static void make_rows(hc_named_master *m, const uint64_t *allowed)
{
    const hc_named_problem *p = m->problem;
    for (size_t i = 0; i < p->days * p->shift_count; i++) {
        m->right[i] = (double)p->needs[i].required;
    }
    for (size_t person = 0; person < p->people; person++) {
        if (is_given(p, allowed + person * p->days)) {
            take_given_person(m, person, allowed + person * p->days);
            continue;
        }
        m->person_row[person] = glp_add_rows(m->lp, 1);
        glp_set_row_bnds(m->lp, m->person_row[person], GLP_FX, 1.0, 1.0);
        add_slack(m, m->person_row[person], 1.0, HC_MISSING_ROSTER_COST);
    }
    for (size_t day = 0; day < p->days; day++) {
        if (!is_open_day(m, allowed, day)) {
            settle_closed_day(m, allowed, day);
            continue;
        }
        for (size_t s = 0; s < p->shift_count; s++) {
            const size_t at = day * p->shift_count + s;
            if (p->needs[at].short_cost <= 0.0 && p->needs[at].over_cost <= 0.0) { continue; }
            m->need_row[at] = glp_add_rows(m->lp, 1);
            glp_set_row_bnds(m->lp, m->need_row[at], GLP_FX, m->right[at], m->right[at]);
            add_slack(m, m->need_row[at], 1.0, p->needs[at].short_cost);
            add_slack(m, m->need_row[at], -1.0, p->needs[at].over_cost);
        }
    }
    m->first_column = glp_get_num_cols(m->lp) + 1;
}

static hc_status make_arrays(hc_named_master *m, hc_error *err)
{
    const hc_named_problem *p = m->problem;
    const size_t needs = p->days * p->shift_count;
    m->rosters.days = p->days;
    HC_TRY(hc_alloc(&m->person_row, p->people, sizeof *m->person_row, err));
    HC_TRY(hc_alloc(&m->need_row, needs, sizeof *m->need_row, err));
    HC_TRY(hc_alloc(&m->right, needs, sizeof *m->right, err));
    HC_TRY(hc_alloc(&m->entry_row, p->days + 2, sizeof *m->entry_row, err));
    return hc_alloc(&m->entry, p->days + 2, sizeof *m->entry, err);
}

hc_status hc_named_master_create(hc_named_master **master, const hc_named_problem *problem,
                                 const uint64_t *allowed, hc_error *err)
{
    hc_named_master *m = NULL;
    HC_TRY(hc_alloc(&m, 1, sizeof *m, err));
    m->problem = problem;
    const hc_status st = make_arrays(m, err);
    if (st != HC_OK) {
        hc_named_master_free(m);
        return st;
    }
    (void)glp_term_out(GLP_OFF);
    m->lp = glp_create_prob();
    glp_set_obj_dir(m->lp, GLP_MIN);
    make_rows(m, allowed);
    *master = m;
    return HC_OK;
}

void hc_named_master_free(hc_named_master *m)
{
    if (m == NULL) { return; }
    if (m->lp != NULL) { glp_delete_prob(m->lp); }
    hc_free(m->person_row);
    hc_free(m->need_row);
    hc_free(m->right);
    hc_free(m->entry_row);
    hc_free(m->entry);
    hc_named_pool_clear(&m->rosters);
    hc_free(m);
}

hc_status hc_named_master_add(hc_named_master *m, size_t person, double cost,
                              const int8_t *choice, hc_error *err)
{
    const hc_named_problem *p = m->problem;
    HC_TRY(hc_named_pool_add(&m->rosters, person, cost, choice, err));
    int entries = 1;
    m->entry_row[entries] = m->person_row[person];
    m->entry[entries] = 1.0;
    for (size_t day = 0; day < p->days; day++) {
        if (choice[day] == HC_NAMED_OFF) { continue; }
        const int row = m->need_row[day * p->shift_count + (size_t)choice[day]];
        if (row == 0) { continue; }
        entries++;
        m->entry_row[entries] = row;
        m->entry[entries] = 1.0;
    }
    const int column = glp_add_cols(m->lp, 1);
    glp_set_col_bnds(m->lp, column, GLP_LO, 0.0, 0.0);
    glp_set_obj_coef(m->lp, column, cost);
    glp_set_mat_col(m->lp, column, entries, m->entry_row, m->entry);
    glp_set_col_stat(m->lp, column, GLP_NL);
    return HC_OK;
}

hc_status hc_named_master_solve(hc_named_master *m, hc_error *err)
{
    glp_smcp settings;
    glp_init_smcp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    settings.meth = GLP_PRIMAL;
    settings.presolve = GLP_OFF;
    settings.it_lim = HC_STEPS_LEAST + HC_STEPS_PER_ROW * glp_get_num_rows(m->lp);
    const int before = glp_get_it_cnt(m->lp);
    int failed = glp_simplex(m->lp, &settings);
    if (failed != 0) { /* a basis that is singular or goes in circles: again from slacks */
        glp_std_basis(m->lp);
        settings.r_test = GLP_RT_STD;
        failed = glp_simplex(m->lp, &settings);
    }
    m->steps += (uint64_t)(glp_get_it_cnt(m->lp) - before);
    if (failed != 0 || glp_get_status(m->lp) != GLP_OPT) {
        return hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                       "the linear programme could not be solved (GLPK %d)", failed);
    }
    return HC_OK;
}

double hc_named_master_value(const hc_named_master *m)
{
    return m->given_cost + glp_get_obj_val(m->lp);
}

double hc_named_master_missing(const hc_named_master *m)
{
    double missing = 0.0;
    int column = 1;
    for (size_t person = 0; person < m->problem->people; person++) {
        if (m->person_row[person] > 0) { missing += glp_get_col_prim(m->lp, column++); }
    }
    return missing;
}

uint64_t hc_named_master_steps(const hc_named_master *m)
{
    return m->steps;
}

size_t hc_named_master_rows(const hc_named_master *m)
{
    return (size_t)glp_get_num_rows(m->lp);
}

bool hc_named_master_has(const hc_named_master *m, size_t person)
{
    return m->person_row[person] > 0;
}

double hc_named_master_person_dual(const hc_named_master *m, size_t person)
{
    return glp_get_row_dual(m->lp, m->person_row[person]);
}

void hc_named_master_duals(const hc_named_master *m, double *duals)
{
    for (size_t i = 0; i < m->problem->days * m->problem->shift_count; i++) {
        duals[i] = m->need_row[i] > 0 ? glp_get_row_dual(m->lp, m->need_row[i]) : 0.0;
    }
}

double hc_named_master_bound_part(const hc_named_master *m, const double *duals)
{
    double bound = m->given_cost;
    for (size_t i = 0; i < m->problem->days * m->problem->shift_count; i++) {
        if (m->need_row[i] > 0) { bound += duals[i] * m->right[i]; }
    }
    return bound;
}

size_t hc_named_master_count(const hc_named_master *m)
{
    return m->rosters.count;
}

double hc_named_master_share(const hc_named_master *m, size_t roster)
{
    return glp_get_col_prim(m->lp, m->first_column + (int)roster);
}

size_t hc_named_master_person(const hc_named_master *m, size_t roster)
{
    return m->rosters.person[roster];
}

const int8_t *hc_named_master_choice(const hc_named_master *m, size_t roster)
{
    return hc_named_pool_choice(&m->rosters, roster);
}

static bool is_allowed(const hc_named_problem *p, const uint64_t *allowed, const int8_t *choice)
{
    for (size_t day = 0; day < p->days; day++) {
        const size_t c = choice[day] == HC_NAMED_OFF ? p->shift_count : (size_t)choice[day];
        if ((allowed[day] >> c & 1U) == 0) { return false; }
    }
    return true;
}

void hc_named_master_restrict(hc_named_master *m, const uint64_t *allowed)
{
    const hc_named_problem *p = m->problem;
    for (size_t roster = 0; roster < m->rosters.count; roster++) {
        const uint64_t *may = allowed + m->rosters.person[roster] * p->days;
        const int column = m->first_column + (int)roster;
        const bool in = is_allowed(p, may, hc_named_pool_choice(&m->rosters, roster));
        if (in != (glp_get_col_type(m->lp, column) == GLP_LO)) {
            glp_set_col_bnds(m->lp, column, in ? GLP_LO : GLP_FX, 0.0, 0.0);
        }
    }
}
