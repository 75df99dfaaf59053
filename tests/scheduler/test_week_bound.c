/* The bound of column generation over whole weeks against a compact linear programme. */
#include <glpk.h>
#include <math.h>
#include <stdio.h>

#include "forecast/base/rng.h"
#include "scheduler/schedule.h"
#include "scheduler/skills.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define DAYS 7
#define HOURS 24
#define SLOTS (DAYS * HOURS)
#define QUEUES_MOST 3
#define CLASSES_MOST 4
#define WEEKS 20

typedef struct case_of {
    hc_axis axis;
    hc_rules rules;
    double required[QUEUES_MOST * SLOTS];
} case_of;

static void must(hc_status status)
{
    CU_ASSERT_EQUAL_FATAL(status, HC_OK);
}

/* Starts 06:00 to 10:00, 8 or 9 h, a lunch hour after 3 to 5 h: every rest is 11 h at least. */
static void open_case(case_of *c, uint64_t number)
{
    hc_rng rng;
    hc_rng_stream(&rng, 31, number);
    c->axis = fixture_axis(60, DAYS);
    c->rules = fixture_rules(3 + (size_t)hc_rng_below(&rng, 10));
    hc_contract *k = &c->rules.contracts[0];
    k->shift_shortest_min = 480;
    k->shift_longest_min = 540;
    k->shift_step_min = 60;
    k->start_grid_min = 60;
    k->days_a_week_least = 3 + (int32_t)hc_rng_below(&rng, 2);
    k->days_a_week_most = k->days_a_week_least + (int32_t)hc_rng_below(&rng, 3);
    k->consecutive_days_most = HC_NO_LIMIT;
    k->wage_an_hour = 0.05 * (double)hc_rng_below(&rng, 4);
    k->weekend_day_cost = 0.25 * (double)hc_rng_below(&rng, 4);
    k->break_count = 1;
    k->breaks[0] = (hc_break_rule){
        .name = "lunch", .length_min = 60, .earliest_min = 180, .latest_min = 300};
    for (size_t day = 0; day < DAYS; day++) {
        k->earliest_start_min[day] = 360;
        k->latest_start_min[day] = 600;
    }
    c->rules.cover_cost = (hc_cover_cost){.short_steps = 2,
                                          .short_share = {0.3, 0.0},
                                          .short_cost = {1.0, 3.0},
                                          .over_steps = 2,
                                          .over_share = {0.2, 0.0},
                                          .over_cost = {0.25, 0.75}};
    for (size_t slot = 0; slot < (size_t)SLOTS; slot++) {
        const size_t hour = slot % HOURS;
        c->required[slot] = hour >= 6 && hour < 19 ? (double)hc_rng_below(&rng, 9) : 0.0;
    }
}

/* The same contract in several classes of other skills, for two or three queues. */
static void open_skilled_case(case_of *c, uint64_t number)
{
    hc_rng rng;
    hc_rng_stream(&rng, 32, number);
    open_case(c, number);
    const size_t queues = 2 + (size_t)hc_rng_below(&rng, QUEUES_MOST - 1);
    const size_t classes = 2 + (size_t)hc_rng_below(&rng, CLASSES_MOST - 1);
    size_t room = 1;
    size_t class_room = 1;
    c->rules.queue_count = queues;
    must(hc_alloc(&c->rules.queues, queues, sizeof *c->rules.queues, NULL));
    must(hc_grow(&c->rules.contracts, &room, classes, sizeof *c->rules.contracts, NULL));
    must(hc_grow(&c->rules.classes, &class_room, classes, sizeof *c->rules.classes, NULL));
    c->rules.contract_count = classes;
    c->rules.class_count = classes;
    for (size_t k = 0; k < classes; k++) {
        c->rules.contracts[k] = c->rules.contracts[0];
        c->rules.contracts[k].skills = (hc_skills)hc_rng_below(&rng, (uint64_t)1 << queues);
        c->rules.classes[k] = c->rules.classes[0];
        c->rules.classes[k].contract = k;
        c->rules.classes[k].count = 1 + (size_t)hc_rng_below(&rng, 5);
        (void)snprintf(c->rules.contracts[k].name, HC_NAME_MAX, "contract %zu", k);
        (void)snprintf(c->rules.classes[k].name, HC_NAME_MAX, "class %zu", k);
    }
    for (size_t q = 0; q < queues; q++) {
        (void)snprintf(c->rules.queues[q], HC_NAME_MAX, "queue %zu", q);
        for (size_t slot = 0; slot < (size_t)SLOTS; slot++) {
            const bool open = slot % HOURS >= 6 && slot % HOURS < 19;
            c->required[q * SLOTS + slot] = open ? (double)hc_rng_below(&rng, 5) : 0.0;
        }
    }
}

static void close_case(case_of *c)
{
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

static void add_column(glp_prob *lp, double price, double width, int n, const int *rows,
                       const double *values)
{
    const int column = glp_add_cols(lp, 1);
    glp_set_mat_col(lp, column, n, rows, values);
    glp_set_obj_coef(lp, column, price);
    glp_set_col_bnds(lp, column, width > 0.0 ? GLP_DB : GLP_LO, 0.0, width);
}

/* Rows of a class: its cover of each slot, heads of each day, days of all. */
#define CLASS_ROWS (SLOTS + DAYS + 1)

static int class_row(const case_of *c, size_t k)
{
    return (int)hc_rules_queues(&c->rules) * SLOTS + (int)k * CLASS_ROWS + 1;
}

/* A column: one shift of one day, lunch placed. */
static void add_shift(glp_prob *lp, const hc_contract *k, int first_row, int day, int start,
                      int length, int lunch)
{
    int rows[HOURS];
    double values[HOURS];
    int n = 0;
    for (int hour = 0; hour < length; hour++) {
        if (hour == lunch) { continue; }
        rows[++n] = first_row + day * HOURS + start + hour;
        values[n] = 1.0;
    }
    rows[++n] = first_row + SLOTS + day;
    values[n] = 1.0;
    rows[++n] = first_row + SLOTS + DAYS;
    values[n] = 1.0;
    const double weekend = day >= 5 ? k->weekend_day_cost : 0.0;
    add_column(lp, k->wage_an_hour * (length - 1) + weekend, 0.0, n, rows, values);
}

/* What a queue lacks and has to spare. */
static void add_slack(glp_prob *lp, const case_of *c, size_t at)
{
    const hc_cover_cost *cost = &c->rules.cover_cost;
    const int rows[2] = {0, (int)at + 1};
    const double lacking[2] = {0.0, 1.0};
    const double spare[2] = {0.0, -1.0};
    const double r = c->required[at];
    glp_set_row_bnds(lp, (int)at + 1, GLP_FX, r, r);
    add_column(lp, cost->short_cost[0], fmax(1.0, ceil(0.3 * r)), 1, rows, lacking);
    add_column(lp, cost->short_cost[1], 0.0, 1, rows, lacking);
    add_column(lp, cost->over_cost[0], fmax(1.0, ceil(0.2 * r)), 1, rows, spare);
    add_column(lp, cost->over_cost[1], 0.0, 1, rows, spare);
}

/* People of the class go to the queues that they serve. */
static void add_flows(glp_prob *lp, const case_of *c, size_t k, int slot)
{
    const hc_skills skills = hc_skills_of(&c->rules, &c->rules.classes[k], NULL);
    const int row = class_row(c, k) + slot;
    const double values[3] = {0.0, -1.0, 1.0};
    glp_set_row_bnds(lp, row, GLP_FX, 0.0, 0.0);
    for (size_t q = 0; q < hc_rules_queues(&c->rules); q++) {
        const int rows[3] = {0, row, (int)q * SLOTS + slot + 1};
        if (hc_serves(skills, q)) { add_column(lp, 0.0, 0.0, 2, rows, values); }
    }
}

/*
 * Where only the number of days binds, heads of each day up to n and days of all between n x
 * least and n x most are all that tours need: such day counts are mixtures of sets of so many
 * days (the hypersimplex has whole corners only).
 */
static void add_class(glp_prob *lp, const case_of *c, size_t class_index)
{
    const hc_class *class = &c->rules.classes[class_index];
    const hc_contract *k = &c->rules.contracts[class->contract];
    const double heads = (double)class->count;
    const int row = class_row(c, class_index);
    const bool same = k->days_a_week_least == k->days_a_week_most;
    glp_set_row_bnds(lp, row + SLOTS + DAYS, same ? GLP_FX : GLP_DB,
                     heads * k->days_a_week_least, heads * k->days_a_week_most);
    for (int slot = 0; slot < SLOTS; slot++) {
        add_flows(lp, c, class_index, slot);
    }
    for (int day = 0; day < DAYS; day++) {
        glp_set_row_bnds(lp, row + SLOTS + day, GLP_UP, 0.0, heads);
        for (int each = 0; each < 5 * 2 * 3; each++) {
            add_shift(lp, k, row, day, 6 + each / 6, 8 + each / 3 % 2, 3 + each % 3);
        }
    }
}

static double compact_optimum(const case_of *c)
{
    glp_prob *lp = glp_create_prob();
    (void)glp_term_out(GLP_OFF);
    (void)glp_add_rows(lp, class_row(c, c->rules.class_count) - 1);
    for (size_t at = 0; at < hc_rules_queues(&c->rules) * SLOTS; at++) {
        add_slack(lp, c, at);
    }
    for (size_t k = 0; k < c->rules.class_count; k++) {
        add_class(lp, c, k);
    }
    CU_ASSERT_EQUAL_FATAL(glp_simplex(lp, NULL), 0);
    CU_ASSERT_EQUAL(glp_get_status(lp), GLP_OPT);
    const double optimum = glp_get_obj_val(lp);
    glp_delete_prob(lp);
    return optimum;
}

/* The optimum of the linear program: where the search for tours ended because the bound had
 * reached it, that bound. */
static double optimum_of(const hc_roster *roster)
{
    return isnan(roster->lp_bound) ? roster->lower_bound : roster->lp_bound;
}

/* The bound, and no roster below it. */
static void check_case(case_of *c)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_roster roster = HC_ROSTER_INIT;
    options.effort = 0.0;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&c->axis, c->required, &c->rules, &options, &roster, NULL), HC_OK);
    const double optimum = compact_optimum(c);
    CHECK_CLOSE(optimum_of(&roster), optimum, 1e-6);
    CU_ASSERT_TRUE(roster.cost >= optimum - 1e-6);
    CU_ASSERT_TRUE(roster.cost <= 1.5 * optimum + 10.0);
    hc_roster_clear(&roster);
    close_case(c);
}

static void bound_of_a_week_is_the_optimum_of_the_compact_program(void)
{
    for (uint64_t number = 0; number < WEEKS; number++) {
        case_of c;
        open_case(&c, number);
        check_case(&c);
    }
}

static void bound_with_skills_is_the_optimum_of_the_compact_program(void)
{
    for (uint64_t number = 0; number < WEEKS; number++) {
        case_of c;
        open_skilled_case(&c, number);
        check_case(&c);
    }
}

/* Class k alone with its queue's requirement. */
static double bound_alone(const case_of *c, size_t k)
{
    hc_schedule_options options = hc_schedule_options_default();
    hc_roster roster = HC_ROSTER_INIT;
    hc_rules own = c->rules;
    hc_contract contract = c->rules.contracts[k];
    hc_class class = c->rules.classes[k];
    contract.skills = 0;
    class.contract = 0;
    own.queue_count = 0;
    own.contract_count = 1;
    own.class_count = 1;
    own.contracts = &contract;
    own.classes = &class;
    options.effort = 0.0;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&c->axis, &c->required[k * SLOTS], &own, &options, &roster, NULL),
        HC_OK);
    const double bound = optimum_of(&roster);
    hc_roster_clear(&roster);
    return bound;
}

static void queues_that_nobody_shares_cost_what_they_cost_apart(void)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.0;
    for (uint64_t number = 0; number < WEEKS; number++) {
        case_of c;
        hc_roster roster = HC_ROSTER_INIT;
        open_skilled_case(&c, number);
        c.rules.queue_count = 2;
        c.rules.class_count = 2;
        c.rules.contract_count = 2;
        for (size_t k = 0; k < 2; k++) {
            c.rules.contracts[k].skills = (hc_skills)1 << k;
        }
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&c.axis, c.required, &c.rules, &options, &roster, NULL), HC_OK);
        CHECK_CLOSE(optimum_of(&roster), bound_alone(&c, 0) + bound_alone(&c, 1), 1e-6);
        hc_roster_clear(&roster);
        close_case(&c);
    }
}

/* One price of a shortage and none of a surplus: people of all skills are then one pool. */
static void people_of_all_skills_are_a_pool_where_prices_are_alike(void)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.0;
    for (uint64_t number = 0; number < WEEKS; number++) {
        case_of c;
        hc_roster apart = HC_ROSTER_INIT;
        hc_roster pooled = HC_ROSTER_INIT;
        open_skilled_case(&c, number);
        c.rules.cover_cost = (hc_cover_cost){
            .short_steps = 1, .short_cost = {1.0}, .over_steps = 1, .over_cost = {0.0}};
        for (size_t k = 0; k < c.rules.contract_count; k++) {
            c.rules.contracts[k].skills = 0;
        }
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&c.axis, c.required, &c.rules, &options, &apart, NULL), HC_OK);
        for (size_t at = SLOTS; at < c.rules.queue_count * SLOTS; at++) {
            c.required[at % SLOTS] += c.required[at];
        }
        c.rules.queue_count = 0;
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&c.axis, c.required, &c.rules, &options, &pooled, NULL), HC_OK);
        CHECK_CLOSE(optimum_of(&apart), optimum_of(&pooled), 1e-6);
        hc_roster_clear(&apart);
        hc_roster_clear(&pooled);
        close_case(&c);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(bound_of_a_week_is_the_optimum_of_the_compact_program),
        HC_TEST(bound_with_skills_is_the_optimum_of_the_compact_program),
        HC_TEST(queues_that_nobody_shares_cost_what_they_cost_apart),
        HC_TEST(people_of_all_skills_are_a_pool_where_prices_are_alike)};
    return hc_test_run("scheduler/week_bound", tests, sizeof tests / sizeof tests[0]);
}
