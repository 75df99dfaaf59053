/* Overtime as a price of the week: what it changes, what it costs and who is told. */
#include <string.h>

#include "forecast/base/rng.h"
#include "scheduler/names.h"
#include "scheduler/roster_costs.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/published.h"
#include "tests/support/hc_test.h"

#define HOURS 24
#define SLOTS_MOST ((size_t)14 * HOURS)
#define WEEKS 12

typedef struct case_of {
    hc_axis axis;
    hc_rules rules;
    double required[SLOTS_MOST];
} case_of;

static void close_case(case_of *c)
{
    hc_rules_clear(&c->rules);
    hc_axis_clear(&c->axis);
}

static hc_roster solved(const case_of *c, double effort)
{
    hc_roster roster = HC_ROSTER_INIT;
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = effort;
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&c->axis, c->required, &c->rules, &options, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_assign_names(&c->rules, &roster, NULL), HC_OK);
    return roster;
}

/* ---- what it costs ---- */

/* One is wanted eight hours a day on six days; wage 0.5, an hour short costs 1, so a day's work
 * saves 4: less than a sixth day's overtime at 1.5, more than at 0.5. */
static double six_days(double premium, size_t *shifts, double *overtime)
{
    case_of c = {.axis = fixture_axis(60, 7), .rules = fixture_rules(1)};
    hc_contract *k = &c.rules.contracts[0];
    k->shift_shortest_min = 480;
    k->shift_longest_min = 480;
    k->start_grid_min = 60;
    k->break_count = 0;
    k->days_a_week_least = 0;
    k->days_a_week_most = 6;
    k->wage_an_hour = 0.5;
    k->overtime_after_min = 2400;
    k->overtime_premium = premium;
    for (size_t slot = 0; slot < (size_t)6 * HOURS; slot++) {
        c.required[slot] = slot % HOURS >= 8 && slot % HOURS < 16 ? 1.0 : 0.0;
    }
    hc_roster roster = solved(&c, 0.01);
    const hc_roster_costs costs = hc_roster_costs_of(&c.rules, &roster);
    const double cost = roster.cost;
    CHECK_CLOSE(roster.lower_bound, cost, 1e-6);
    CHECK_CLOSE(costs.wages, 4.0 * (double)roster.shift_count, 1e-12);
    *shifts = roster.shift_count;
    *overtime = costs.overtime;
    hc_roster_clear(&roster);
    close_case(&c);
    return cost;
}

static void a_day_beyond_is_worked_where_it_saves_more_than_it_costs(void)
{
    size_t shifts = 0;
    double overtime = 0.0;
    CHECK_CLOSE(six_days(0.5, &shifts, &overtime), 6 * 4.0 + 0.5 * 4.0, 1e-9);
    CU_ASSERT_EQUAL(shifts, 6);
    CHECK_CLOSE(overtime, 2.0, 1e-12);
    CHECK_CLOSE(six_days(1.5, &shifts, &overtime), 5 * 4.0 + 8 * 1.0, 1e-9);
    CU_ASSERT_EQUAL(shifts, 5);
    CU_ASSERT_EQUAL(overtime, 0.0);
}

/* ---- random weeks ---- */

/* Of one length, so that days count paid time, or of several, so that states must. */
static void open_case(case_of *c, uint64_t number, size_t days, bool named)
{
    hc_rng rng;
    hc_rng_stream(&rng, 57, number);
    c->axis = fixture_axis(60, days);
    const size_t people = 3 + (size_t)hc_rng_below(&rng, 5);
    if (named) {
        c->rules = fixture_named_rules(people);
    } else {
        c->rules = fixture_rules(people);
    }
    hc_contract *k = &c->rules.contracts[0];
    k->shift_shortest_min = 480;
    k->shift_longest_min = number % 2 == 0 ? 480 : 600;
    k->shift_step_min = 60;
    k->start_grid_min = 60;
    k->days_a_week_least = 2;
    k->days_a_week_most = 6;
    k->wage_an_hour = 0.25;
    k->overtime_after_min = 60 * (20 + (int32_t)hc_rng_below(&rng, 20));
    k->overtime_premium = 0.5;
    k->break_count = 1;
    k->breaks[0] = (hc_break_rule){
        .name = "lunch", .length_min = 60, .earliest_min = 180, .latest_min = 300};
    for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
        k->earliest_start_min[day] = 360;
        k->latest_start_min[day] = 600;
    }
    for (size_t agent = 0; agent < c->rules.agent_count; agent++) {
        c->rules.agents[agent].wage_an_hour = 0.1 * (double)hc_rng_below(&rng, 5);
    }
    for (size_t slot = 0; slot < days * HOURS; slot++) {
        const bool open = slot % HOURS >= 6 && slot % HOURS < 20;
        c->required[slot] = open ? (double)hc_rng_below(&rng, people + 2) : 0.0;
    }
}

static void without_a_premium_it_changes_nothing(void)
{
    for (uint64_t number = 0; number < 4; number++) {
        case_of c;
        open_case(&c, number, 7, false);
        c.rules.contracts[0].overtime_premium = 0.0;
        hc_roster with = solved(&c, 0.01);
        c.rules.contracts[0].overtime_after_min = HC_NO_LIMIT;
        hc_roster without = solved(&c, 0.01);
        CU_ASSERT_EQUAL(with.cost, without.cost);
        CU_ASSERT_EQUAL(with.lower_bound, without.lower_bound);
        CU_ASSERT_EQUAL_FATAL(with.shift_count, without.shift_count);
        CU_ASSERT_EQUAL(
            memcmp(with.shifts, without.shifts, with.shift_count * sizeof *with.shifts), 0);
        hc_roster_clear(&with);
        hc_roster_clear(&without);
        close_case(&c);
    }
}

/* Nobody need work beyond, so at a forbidding price nobody does: the bound is the limit's. */
static void a_forbidding_premium_is_a_limit(void)
{
    for (uint64_t number = 0; number < WEEKS; number++) {
        case_of c;
        open_case(&c, number, 7, false);
        hc_contract *k = &c.rules.contracts[0];
        k->overtime_premium = 1e5;
        hc_roster priced = solved(&c, 0.0);
        k->week_paid_min_most = k->overtime_after_min;
        hc_roster limited = solved(&c, 0.0);
        CHECK_CLOSE(priced.lp_bound, limited.lp_bound, 1e-6);
        CU_ASSERT_EQUAL(hc_roster_costs_of(&c.rules, &priced).overtime_hours, 0.0);
        hc_roster_clear(&priced);
        hc_roster_clear(&limited);
        close_case(&c);
    }
}

static void a_dearer_premium_is_no_cheaper(void)
{
    static const double premiums[] = {0.0, 0.25, 0.5, 1.0, 4.0};
    for (uint64_t number = 0; number < 6; number++) {
        case_of c;
        double before = 0.0;
        double first = 0.0;
        open_case(&c, number, 7, false);
        for (size_t p = 0; p < sizeof premiums / sizeof *premiums; p++) {
            c.rules.contracts[0].overtime_premium = premiums[p];
            hc_roster roster = solved(&c, 0.0);
            CU_ASSERT_TRUE(roster.lp_bound >= before - 1e-6);
            before = roster.lp_bound;
            first = p == 0 ? before : first;
            hc_roster_clear(&roster);
        }
        CU_ASSERT_TRUE(before > first + 1e-6); /* it does play a part */
        close_case(&c);
    }
}

/* ---- its parts ---- */

static hc_roster_verdict judged(const case_of *c, const hc_roster *roster)
{
    hc_roster_row *rows = NULL;
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    CU_ASSERT_EQUAL_FATAL(
        hc_alloc(&rows, roster->shift_count * (HC_SHIFT_BREAKS_MAX + 1), sizeof *rows, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_check_roster(&c->axis, c->required, &c->rules, rows,
                                          published_rows(&c->rules, roster, rows), &verdict,
                                          NULL),
                          HC_OK);
    hc_free(rows);
    return verdict;
}

static double overtime_listed(const case_of *c, const hc_roster *roster)
{
    hc_overtime_week *weeks = NULL;
    size_t count = 0;
    double hours = 0.0;
    CU_ASSERT_EQUAL_FATAL(hc_overtime_weeks_find(&c->rules, roster, &weeks, &count, NULL),
                          HC_OK);
    for (size_t k = 0; k < count; k++) {
        CU_ASSERT_EQUAL(weeks[k].paid_min - c->rules.contracts[0].overtime_after_min,
                        weeks[k].overtime_min);
        CU_ASSERT_EQUAL(weeks[k].first_day % HC_DAYS_A_WEEK, 0);
        hours += weeks[k].overtime_min / 60.0;
    }
    hc_free(weeks);
    return hours;
}

/* Two weeks of people whose wages differ, tours and days exchanged among them. */
static void the_parts_add_up_and_are_those_of_the_judge(void)
{
    size_t beyond = 0;
    for (uint64_t number = 0; number < WEEKS; number++) {
        case_of c;
        open_case(&c, number, number % 3 == 0 ? 14 : 7, true);
        c.rules.contracts[0].sunday_premium = 0.5;
        c.rules.contracts[0].weekend_day_cost = 0.75;
        hc_roster roster = solved(&c, 0.01);
        hc_roster_verdict verdict = judged(&c, &roster);
        const hc_roster_costs costs = hc_roster_costs_of(&c.rules, &roster);
        CU_ASSERT_EQUAL(verdict.violation_count, 0);
        CHECK_CLOSE(verdict.cost, roster.cost, 1e-9);
        CHECK_CLOSE(costs.cover + costs.wages + costs.overtime + costs.premiums +
                        costs.weekends + costs.wishes + costs.hiring,
                    roster.cost, 1e-9);
        CHECK_CLOSE(costs.wages, verdict.wage_cost, 1e-9);
        CHECK_CLOSE(costs.overtime, verdict.overtime_cost, 1e-9);
        CHECK_CLOSE(costs.overtime_hours, verdict.overtime_hours, 1e-9);
        CHECK_CLOSE(costs.premiums, verdict.premium_cost, 1e-9);
        CHECK_CLOSE(costs.weekends, verdict.weekend_cost, 1e-9);
        CHECK_CLOSE(costs.overtime_hours, overtime_listed(&c, &roster), 1e-9);
        CU_ASSERT_TRUE(roster.lower_bound <= roster.cost + 1e-9);
        beyond += costs.overtime_hours > 0.0 ? 1 : 0;
        hc_roster_verdict_clear(&verdict);
        hc_roster_clear(&roster);
        close_case(&c);
    }
    CU_ASSERT_TRUE(beyond >= 4);
}

/* Hiring is a part where heads are chosen. */
static void hired_heads_are_a_part(void)
{
    case_of c;
    open_case(&c, 1, 7, false);
    c.rules.choose_heads = true;
    c.rules.contracts[0].hire_cost_a_week = 1.5;
    hc_roster roster = solved(&c, 0.01);
    const hc_roster_costs costs = hc_roster_costs_of(&c.rules, &roster);
    hc_roster_verdict verdict = judged(&c, &roster);
    CU_ASSERT_TRUE(roster.agent_count > 0);
    CHECK_CLOSE(costs.hiring, 1.5 * (double)roster.agent_count, 1e-12);
    CHECK_CLOSE(costs.cover + costs.wages + costs.overtime + costs.hiring, roster.cost, 1e-9);
    CHECK_CLOSE(verdict.cost, roster.cost, 1e-9);
    hc_roster_verdict_clear(&verdict);
    hc_roster_clear(&roster);
    close_case(&c);
}

/* Lengths of seven to ten paid hours, rest and nights make the walk for a tour a long one. */
static void round_the_clock_the_bound_is_near_and_below_the_cost(void)
{
    case_of c = {.axis = fixture_axis(60, 7), .rules = fixture_rules(12)};
    hc_contract *contract = &c.rules.contracts[0];
    contract->shift_shortest_min = 480;
    contract->shift_longest_min = 660;
    contract->shift_step_min = contract->start_grid_min = 60;
    contract->break_count = 1;
    contract->breaks[0].length_min = 60;
    contract->breaks[0].earliest_min = 180;
    contract->breaks[0].latest_min = 300;
    contract->week_paid_min_least = 2100;
    contract->week_paid_min_most = 2880;
    contract->wage_an_hour = 18.0;
    contract->overtime_after_min = 2400;
    for (size_t slot = 0; slot < c.axis.days * HOURS; slot++) {
        c.required[slot] = slot % HOURS >= 8 && slot % HOURS < 20 ? 3.0 : 1.0;
    }
    for (int chosen = 0; chosen <= 1; chosen++) {
        c.rules.choose_heads = chosen == 1;
        hc_roster roster = solved(&c, 0.0);
        CU_ASSERT_TRUE(roster.lower_bound <= roster.cost + 1e-6);
        CU_ASSERT_TRUE(roster.lower_bound >= 0.6 * roster.cost);
        hc_roster_clear(&roster);
    }
    close_case(&c);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_day_beyond_is_worked_where_it_saves_more_than_it_costs),
        HC_TEST(without_a_premium_it_changes_nothing),
        HC_TEST(a_forbidding_premium_is_a_limit),
        HC_TEST(a_dearer_premium_is_no_cheaper),
        HC_TEST(the_parts_add_up_and_are_those_of_the_judge),
        HC_TEST(hired_heads_are_a_part),
        HC_TEST(round_the_clock_the_bound_is_near_and_below_the_cost),
    };
    return hc_test_run("scheduler/overtime", tests, sizeof tests / sizeof tests[0]);
}
