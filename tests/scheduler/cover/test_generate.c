/*
 * The bounds against the whole linear program, every tour and every break place a column of
 * plain cover rows, and against the best of all whole schedules, on little weeks.
 */
#include "scheduler/cover/bound.h"
#include "scheduler/cover/counts.h"
#include "scheduler/cover/generate.h"
#include "scheduler/cover/overtime.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/cover/small_week.h"
#include "tests/support/hc_test.h"

#define PATTERNS_MOST 6000
#define HEADS 3

/* A tour with its breaks: agents per cell, and its wages and weekend days. */
typedef struct pattern {
    int8_t cover[SMALL_CELLS_MOST];
    double price;
    uint8_t works[SMALL_DAYS_MOST];
} pattern;

typedef struct bound_case {
    small_week week;
    hc_problem problem;
    small_tour *tours;
    pattern *patterns;
    size_t pattern_count;
    double required[SMALL_CELLS_MOST];
} bound_case;

/* ---- every pattern ---- */

/* Days off and rules that the shift is too short for are passed over; false: the work after the
 * last break of a day lasts too long or not long enough. */
static bool find_next(const bound_case *c, const small_tour *tour, size_t *day, size_t *rule,
                      int32_t *from_min)
{
    const hc_contract *contract = &c->week.contract;
    for (; *day < c->week.axis.days; (*day)++, *rule = 0, *from_min = 0) {
        const int32_t length_min = tour->length_min[*day];
        if (tour->start_min[*day] < 0) { continue; }
        while (*rule < contract->break_count &&
               length_min < contract->breaks[*rule].from_shift_min) {
            (*rule)++;
        }
        if (*rule < contract->break_count) { return true; }
        if (!small_work_may_last(contract, length_min, *from_min, length_min)) { return false; }
    }
    return true;
}

/* As deep as there are breaks in a tour. NOLINTNEXTLINE(misc-no-recursion) */
static void list_breaks(bound_case *c, const small_tour *tour, size_t day, size_t rule,
                        int32_t from_min, pattern *trial)
{
    const hc_contract *contract = &c->week.contract;
    if (!find_next(c, tour, &day, &rule, &from_min)) { return; }
    if (day >= c->week.axis.days) {
        if (c->pattern_count < PATTERNS_MOST) { c->patterns[c->pattern_count++] = *trial; }
        return;
    }
    const hc_break_rule *own = &contract->breaks[rule];
    for (int32_t at = own->earliest_min; at <= own->latest_min; at += 60) {
        if (!small_work_may_last(contract, tour->length_min[day], from_min, at)) { continue; }
        const size_t cell = day * 24 + (size_t)((tour->start_min[day] + at) / 60);
        const int32_t start = tour->start_min[day] + at;
        const double price = trial->price;
        trial->cover[cell]--;
        if (!own->paid) {
            trial->price -= small_premium(&c->week, day, start, start + own->length_min);
        }
        list_breaks(c, tour, day, rule + 1, at + own->length_min, trial);
        trial->cover[cell]++;
        trial->price = price;
    }
}

static void list_patterns(bound_case *c, size_t tours)
{
    for (size_t t = 0; t < tours; t++) {
        pattern trial;
        memset(&trial, 0, sizeof trial);
        trial.price = small_tour_price(&c->week, &c->tours[t]);
        for (size_t d = 0; d < c->week.axis.days; d++) {
            if (c->tours[t].start_min[d] < 0) { continue; }
            trial.works[d] = 1;
            for (int32_t at = 0; at < c->tours[t].length_min[d]; at += 60) {
                trial.cover[d * 24 + (size_t)((c->tours[t].start_min[d] + at) / 60)]++;
            }
        }
        list_breaks(c, &c->tours[t], 0, 0, 0, &trial);
    }
}

/* Heads are given (NULL) or chosen, at a price of each. */
static bool open_case_of(bound_case *c, hc_rng *rng, size_t days, size_t patterns_most,
                         const double *hire_cost)
{
    memset(c, 0, sizeof *c);
    small_week_make(&c->week, rng, days, HEADS);
    c->week.rules.choose_heads = hire_cost != NULL;
    if (hire_cost != NULL) { c->week.contract.hire_cost_a_week = *hire_cost; }
    c->patterns = malloc(PATTERNS_MOST * sizeof *c->patterns);
    c->tours = malloc(SMALL_TOURS_MOST * sizeof *c->tours);
    CU_ASSERT_TRUE_FATAL(c->patterns != NULL && c->tours != NULL);
    for (size_t cell = 0; cell < days * 24; cell++) {
        c->required[cell] = (double)hc_rng_below(rng, 4);
    }
    if (hc_problem_make(&c->problem, &c->week.axis, c->required, &c->week.rules, NULL) !=
        HC_OK) {
        return false;
    }
    list_patterns(c, small_week_tours(&c->week, &c->problem.groups[0], c->tours));
    return c->pattern_count <= patterns_most && c->pattern_count > 1;
}

static bool open_case(bound_case *c, hc_rng *rng, size_t days, size_t patterns_most)
{
    return open_case_of(c, rng, days, patterns_most, NULL);
}

static void close_case(bound_case *c)
{
    free(c->patterns);
    free(c->tours);
    hc_problem_clear(&c->problem);
    small_week_clear(&c->week);
}

/* ---- second opinions: steps of the default prices are one agent wide up to ten required ----
 */

static const double hire_cost = 1.5;
static const double step_cost[5] = {1.0, 2.0, 4.0, 0.25, 0.75};

static void add_slack(glp_prob *lp, int row, size_t step)
{
    const int column = glp_add_cols(lp, 1);
    const int index[2] = {0, row};
    const double value[2] = {0.0, step < 3 ? 1.0 : -1.0};
    const bool last = step == 2 || step == 4;
    glp_set_mat_col(lp, column, 1, index, value);
    glp_set_obj_coef(lp, column, step_cost[step]);
    glp_set_col_bnds(lp, column, last ? GLP_LO : GLP_DB, 0.0, 1.0);
}

/* A column for the number that the row counts. */
static void add_count(glp_prob *lp, int row, double least, double most, double cost)
{
    const int column = glp_add_cols(lp, 1);
    const int index[2] = {0, row};
    const double value[2] = {0.0, -1.0};
    glp_set_mat_col(lp, column, 1, index, value);
    glp_set_obj_coef(lp, column, cost);
    glp_set_col_bnds(lp, column, least < most ? GLP_DB : GLP_FX, least, most);
    glp_set_col_kind(lp, column, GLP_IV);
}

/* Rows: cover of each cell, heads, heads at work on each day. */
static void add_pattern(glp_prob *lp, const bound_case *c, const pattern *own)
{
    const int cells = (int)c->problem.cells;
    int index[SMALL_CELLS_MOST + SMALL_DAYS_MOST + 2];
    double value[SMALL_CELLS_MOST + SMALL_DAYS_MOST + 2];
    int count = 0;
    for (int cell = 0; cell < cells; cell++) {
        if (own->cover[cell] == 0) { continue; }
        index[++count] = cell + 1;
        value[count] = (double)own->cover[cell];
    }
    index[++count] = cells + 1;
    value[count] = 1.0;
    for (int day = 0; day < (int)c->problem.days; day++) {
        if (own->works[day] == 0) { continue; }
        index[++count] = cells + 2 + day;
        value[count] = 1.0;
    }
    const int column = glp_add_cols(lp, 1);
    glp_set_mat_col(lp, column, count, index, value);
    glp_set_obj_coef(lp, column, own->price);
    glp_set_col_bnds(lp, column, GLP_LO, 0.0, 0.0);
}

/* Its linear optimum or, with whole counts, the optimum when heads and those at work on each
 * day are whole numbers. */
static double whole_program(const bound_case *c, bool whole_counts)
{
    const int cells = (int)c->problem.cells;
    const double heads = (double)c->problem.groups[0].heads;
    const bool choose = c->problem.choose_heads;
    glp_smcp how;
    glp_iocp whole;
    (void)glp_term_out(GLP_OFF);
    glp_prob *lp = glp_create_prob();
    (void)glp_add_rows(lp, cells + 1 + (int)c->problem.days);
    for (int row = 1; row <= cells; row++) {
        glp_set_row_bnds(lp, row, GLP_FX, c->required[row - 1], c->required[row - 1]);
        for (size_t step = 0; step < 5; step++) {
            add_slack(lp, row, step);
        }
    }
    for (int row = cells + 1; row <= glp_get_num_rows(lp); row++) {
        const bool of_heads = row == cells + 1;
        glp_set_row_bnds(lp, row, GLP_FX, 0.0, 0.0);
        add_count(lp, row, of_heads && !choose ? heads : 0.0, heads,
                  of_heads ? c->problem.forms[0].hire_cost : 0.0);
    }
    for (size_t p = 0; p < c->pattern_count; p++) {
        add_pattern(lp, c, &c->patterns[p]);
    }
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    CU_ASSERT_EQUAL(glp_simplex(lp, &how), 0);
    glp_init_iocp(&whole);
    whole.msg_lev = GLP_MSG_OFF;
    if (whole_counts) { CU_ASSERT_EQUAL(glp_intopt(lp, &whole), 0); }
    const double optimum = whole_counts ? glp_mip_obj_val(lp) : glp_get_obj_val(lp);
    glp_delete_prob(lp);
    return optimum;
}

static double price_of(double required, int agents)
{
    static const double by_missing[4] = {0.0, 1.0, 3.0, 7.0};
    const int missing = (int)required - agents;
    if (missing >= 0) { return by_missing[missing]; }
    return 0.25 + 0.75 * (double)(-missing - 1);
}

static double price_of_three(const bound_case *c, size_t a, size_t b, size_t d)
{
    double total = c->patterns[a].price + c->patterns[b].price + c->patterns[d].price;
    for (size_t cell = 0; cell < c->problem.cells; cell++) {
        total += price_of(c->required[cell], c->patterns[a].cover[cell] +
                                                 c->patterns[b].cover[cell] +
                                                 c->patterns[d].cover[cell]);
    }
    return total;
}

static double best_with_two(const bound_case *c, size_t a, size_t b)
{
    double best = 1e300;
    for (size_t d = b; d < c->pattern_count; d++) {
        best = fmin(best, price_of_three(c, a, b, d));
    }
    return best;
}

static double best_of_all(const bound_case *c)
{
    double best = 1e300;
    for (size_t a = 0; a < c->pattern_count; a++) {
        for (size_t b = a; b < c->pattern_count; b++) {
            best = fmin(best, best_with_two(c, a, b));
        }
    }
    return best;
}

/* ---- the bounds of column generation ---- */

typedef struct column_search {
    hc_pricer pricer;
    hc_master *master;
    hc_generator *generator;
} column_search;

static void open_search(column_search *search, const hc_problem *problem)
{
    *search = (column_search){.pricer = HC_PRICER_INIT};
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&search->pricer, problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_master_create(&search->master, problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_generator_create(&search->generator, problem, search->master, &search->pricer, NULL),
        HC_OK);
}

static void close_search(column_search *search)
{
    hc_generator_free(search->generator);
    hc_master_free(search->master);
    hc_pricer_clear(&search->pricer);
}

/* counted: NULL, or gets the bound when counts must be whole. */
static hc_generated generated_with(const bound_case *c, double *counted)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_run run = {.options = &options};
    hc_generated found = {0};
    column_search search;
    open_search(&search, &c->problem);
    CU_ASSERT_EQUAL(hc_generate(search.generator, &run, &found, NULL), HC_OK);
    if (counted != NULL) {
        CU_ASSERT_EQUAL(hc_settle_counts(&c->problem, search.master, search.generator,
                                         (double)INFINITY, &run, counted, NULL),
                        HC_OK);
    }
    close_search(&search);
    return found;
}

static hc_generated generated(const bound_case *c)
{
    return generated_with(c, NULL);
}

static void linear_bound_is_that_of_the_whole_program(void)
{
    size_t compared = 0;
    size_t with_overtime = 0;
    for (uint64_t k = 0; compared < 20 && k < 500; k++) {
        hc_rng rng;
        bound_case c;
        hc_rng_stream(&rng, 21, k);
        if (open_case(&c, &rng, 2 + k % 3, 3000)) {
            const double whole = whole_program(&c, false);
            const hc_generated found = generated(&c);
            CHECK_CLOSE(found.lp_bound, whole, 1e-7);
            CHECK_CLOSE(found.lower_bound, whole, 1e-6);
            CU_ASSERT_TRUE(found.lower_bound <= whole + 1e-6);
            with_overtime += hc_has_overtime(&c.problem.groups[0]) ? 1 : 0;
            compared++;
        }
        close_case(&c);
    }
    CU_ASSERT_EQUAL(compared, 20);
    CU_ASSERT_TRUE(with_overtime >= 3);
}

/* ---- one value of an agent for every cell ---- */

static double bound_alike(const bound_case *c)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_run run = {.options = &options, .stopped = true};
    hc_generated found = {0};
    column_search search;
    open_search(&search, &c->problem);
    CU_ASSERT_EQUAL(hc_generator_start_alike(search.generator, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_generate(search.generator, &run, &found, NULL), HC_OK);
    CU_ASSERT_EQUAL(found.rounds, 0);
    close_search(&search);
    return found.lower_bound;
}

/* The least that hiring costs for each cell that a head covers. */
static double price_of_a_cell(const bound_case *c)
{
    double least = 1e300;
    for (size_t p = 0; p < c->pattern_count; p++) {
        int cells = 0;
        for (size_t cell = 0; cell < c->problem.cells; cell++) {
            cells += c->patterns[p].cover[cell];
        }
        if (cells == 0) { continue; }
        least = fmin(least, (c->problem.forms[0].hire_cost + c->patterns[p].price) / cells);
    }
    return least;
}

/* Every cell is covered at that price, or as far as it is cheaper left short. */
static double cover_at(const bound_case *c, double price)
{
    double total = 0.0;
    for (size_t cell = 0; cell < c->problem.cells; cell++) {
        double least = 1e300;
        for (int agents = 0; agents <= (int)c->required[cell]; agents++) {
            least = fmin(least, price_of(c->required[cell], agents) + price * agents);
        }
        total += least;
    }
    return total;
}

static void hours_of_work_are_a_bound_where_heads_are_hired(void)
{
    size_t compared = 0;
    size_t free_of_wages = 0;
    for (uint64_t k = 0; compared < 20 && k < 500; k++) {
        hc_rng rng;
        bound_case c;
        hc_rng_stream(&rng, 25, k);
        if (open_case_of(&c, &rng, 2 + k % 3, 3000, &hire_cost)) {
            const double bound = bound_alike(&c);
            bool priced = false;
            for (size_t p = 0; p < c.pattern_count; p++) {
                priced = priced || c.patterns[p].price > 0.0;
            }
            CU_ASSERT_TRUE(bound > 0.0);
            CU_ASSERT_TRUE(bound <= whole_program(&c, false) + 1e-6);
            if (!priced) {
                CU_ASSERT_TRUE(bound >= cover_at(&c, price_of_a_cell(&c)) - 1e-9);
                free_of_wages++;
            }
            compared++;
        }
        close_case(&c);
    }
    CU_ASSERT_EQUAL(compared, 20);
    CU_ASSERT_TRUE(free_of_wages >= 3);
}

/* ---- any values of the cells ---- */

static double bound_at_random(const bound_case *c, hc_pricer *pricer, hc_rng *rng)
{
    double worth[SMALL_CELLS_MOST];
    hc_day_shift tour[SMALL_DAYS_MOST];
    double total = 0.0;
    for (size_t cell = 0; cell < c->problem.all_cells; cell++) {
        worth[cell] = 1.2 * hc_rng_uniform(rng) - 0.2;
    }
    hc_bound_clip(&c->problem, worth);
    hc_pricer_set_values(pricer, worth);
    if (hc_pricer_best(pricer, 0, 1, tour, &total) == 0) { return -(double)INFINITY; }
    return hc_bound(&c->problem, worth, &total);
}

/* Whatever the cells are worth; where hiring is free the wage of a week's least work is its
 * price. */
static void no_values_bound_above_the_optimum_of_paid_people_whom_to_hire_is_free(void)
{
    const double free_of_charge = 0.0;
    size_t compared = 0;
    size_t positive = 0;
    for (uint64_t k = 0; compared < 200 && k < 3000; k++) {
        hc_rng rng;
        bound_case c;
        hc_rng_stream(&rng, 27, k);
        if (open_case_of(&c, &rng, 2 + k % 3, 1000, &free_of_charge) &&
            c.week.contract.wage_an_hour > 0.0) {
            const double optimum = whole_program(&c, false);
            hc_pricer pricer = HC_PRICER_INIT;
            CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&pricer, &c.problem, NULL), HC_OK);
            for (int draw = 0; draw < 10; draw++) {
                const double bound = bound_at_random(&c, &pricer, &rng);
                CU_ASSERT_TRUE(bound <= optimum + 1e-6);
                positive += bound > 0.1 * optimum && optimum > 0.0 ? 1 : 0;
            }
            hc_pricer_clear(&pricer);
            compared++;
        }
        close_case(&c);
    }
    CU_ASSERT_EQUAL(compared, 200);
    CU_ASSERT_TRUE(positive >= 200);
}

static void tours_in_pieces_have_the_bound_of_whole_tours(void)
{
    size_t compared = 0;
    size_t with_overtime = 0;
    for (uint64_t k = 0; compared < 20 && k < 500; k++) {
        hc_rng rng;
        bound_case c;
        hc_rng_stream(&rng, 23, k);
        if (open_case(&c, &rng, 3 + k % 5, PATTERNS_MOST) && c.problem.groups[0].is_loose) {
            const hc_generated pieces = generated(&c);
            c.problem.groups[0].is_loose = false;
            const hc_generated whole = generated(&c);
            CHECK_CLOSE(pieces.lp_bound, whole.lp_bound, 1e-7);
            CHECK_CLOSE(pieces.lower_bound, whole.lower_bound, 1e-6);
            with_overtime += hc_has_overtime(&c.problem.groups[0]) ? 1 : 0;
            compared++;
        }
        close_case(&c);
    }
    CU_ASSERT_EQUAL(compared, 20);
    CU_ASSERT_TRUE(with_overtime >= 3);
}

static void counts_are_settled_as_the_whole_program_with_whole_counts_has_them(void)
{
    size_t compared = 0;
    size_t sharper = 0;
    for (uint64_t k = 0; compared < 24 && k < 500; k++) {
        hc_rng rng;
        bound_case c;
        hc_rng_stream(&rng, 24, k);
        if (open_case_of(&c, &rng, 2 + k % 3, 3000, k % 2 == 0 ? &hire_cost : NULL)) {
            double bound = 0.0;
            const double whole = whole_program(&c, true);
            const hc_generated found = generated_with(&c, &bound);
            CHECK_CLOSE(bound, whole, 1e-6);
            CU_ASSERT_TRUE(bound <= whole + 1e-6);
            sharper += bound > found.lower_bound + 1e-3 ? 1 : 0;
            compared++;
        }
        close_case(&c);
    }
    CU_ASSERT_EQUAL(compared, 24);
    CU_ASSERT_TRUE(sharper >= 2);
}

static void no_schedule_of_all_undercuts_the_bound_and_the_solver_finds_the_best(void)
{
    size_t compared = 0;
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.01;
    for (uint64_t k = 0; compared < 12 && k < 500; k++) {
        hc_rng rng;
        bound_case c;
        hc_rng_stream(&rng, 22, k);
        if (open_case(&c, &rng, 2, 90)) {
            const double best = best_of_all(&c);
            hc_roster roster = HC_ROSTER_INIT;
            CU_ASSERT_EQUAL(hc_schedule_solve(&c.week.axis, c.required, &c.week.rules, &options,
                                              &roster, NULL),
                            HC_OK);
            CU_ASSERT_TRUE(roster.lower_bound <= best + 1e-9);
            CU_ASSERT_DOUBLE_EQUAL(roster.cost, best, 1e-9);
            hc_roster_clear(&roster);
            compared++;
        }
        close_case(&c);
    }
    CU_ASSERT_EQUAL(compared, 12);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(linear_bound_is_that_of_the_whole_program),
        HC_TEST(hours_of_work_are_a_bound_where_heads_are_hired),
        HC_TEST(no_values_bound_above_the_optimum_of_paid_people_whom_to_hire_is_free),
        HC_TEST(tours_in_pieces_have_the_bound_of_whole_tours),
        HC_TEST(counts_are_settled_as_the_whole_program_with_whole_counts_has_them),
        HC_TEST(no_schedule_of_all_undercuts_the_bound_and_the_solver_finds_the_best),
    };
    return hc_test_run("generate", tests, sizeof tests / sizeof tests[0]);
}
