#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scheduler/check_roster.h"
#include "scheduler/names.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/published.h"
#include "tests/support/hc_test.h"

#define SLOTS 24
#define ROWS_MOST 64

/* One person, one day, shifts of 4 or 5 hours with an hour's unpaid break, and 1 wanted. */
static hc_rules small_rules(size_t agents)
{
    hc_rules rules = fixture_named_rules(agents);
    hc_contract *c = &rules.contracts[0];
    c->start_grid_min = 60;
    c->shift_shortest_min = 240;
    c->shift_longest_min = 300;
    c->shift_step_min = 60;
    c->days_a_week_least = 0;
    c->week_paid_min_least = 0;
    c->wage_an_hour = 0.125;
    c->break_count = 1;
    c->breaks[0] = (hc_break_rule){
        .name = "lunch", .length_min = 60, .earliest_min = 60, .latest_min = 180};
    return rules;
}

static void train(hc_agent *agent, const char *name, int32_t start_min, int32_t end_min)
{
    size_t room = agent->activity_count;
    CU_ASSERT_EQUAL_FATAL(hc_grow(&agent->activities, &room, agent->activity_count + 1,
                                  sizeof *agent->activities, NULL),
                          HC_OK);
    hc_activity *one = &agent->activities[agent->activity_count++];
    *one = (hc_activity){.start_min = start_min, .end_min = end_min};
    (void)snprintf(one->name, sizeof one->name, "%s", name);
}

static void judge_rows(const hc_axis *axis, const double *required, const hc_rules *rules,
                       const hc_roster *roster, hc_roster_verdict *verdict)
{
    hc_roster_row rows[ROWS_MOST];
    const size_t count = published_rows(rules, roster, rows);
    CU_ASSERT_EQUAL_FATAL(hc_check_roster(axis, required, rules, rows, count, verdict, NULL),
                          HC_OK);
}

/* The least cost of all shifts of one person that the checker finds lawful. */
static double least_of_all(const hc_axis *axis, const double *required, const hc_rules *rules,
                           size_t *lawful)
{
    const hc_activity *one = &rules->agents[0].activities[0];
    hc_roster_agent agent = {.class_index = 0};
    hc_shift shift = {.break_count = 2};
    hc_roster roster = {.axis = *axis, .agent_count = 1, .agents = &agent, .shift_count = 1};
    double least = HUGE_VAL;
    roster.shifts = &shift;
    memcpy(agent.id, rules->agents[0].id, sizeof agent.id);
    *lawful = 0;
    for (int32_t at = 0; at < 24 * 2 * 3; at++) {
        shift.start_min = at % 24 * 60;
        shift.length_min = 240 + 60 * (at / 24 % 2);
        shift.break_start_min[0] = shift.start_min + 60 + 60 * (at / 48);
        shift.break_length_min[0] = 60;
        shift.break_rule[1] = HC_BREAKS_MAX;
        shift.break_start_min[1] = one->start_min;
        shift.break_length_min[1] = one->end_min - one->start_min;
        hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
        judge_rows(axis, required, rules, &roster, &verdict);
        if (verdict.violation_count == 0) {
            (*lawful)++;
            least = fmin(least, verdict.cost);
        }
        hc_roster_verdict_clear(&verdict);
    }
    return least;
}

static void one_shift_with_a_training_is_the_best_of_all(void)
{
    hc_axis axis = fixture_axis(60, 1);
    double required[SLOTS] = {0.0};
    for (int32_t hour = 9; hour <= 14; hour++) {
        hc_rules rules = small_rules(1);
        hc_roster roster = HC_ROSTER_INIT;
        const hc_schedule_options options = hc_schedule_options_default();
        size_t lawful = 0;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            required[slot] = slot >= 8 && slot < 18 ? (double)(1 + slot % 2) : 0.0;
        }
        train(&rules.agents[0], "training", 60 * hour, 60 * hour + 60 + 60 * (hour % 2));
        const double least = least_of_all(&axis, required, &rules, &lawful);
        CU_ASSERT(lawful > 1);
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
        CU_ASSERT_DOUBLE_EQUAL(roster.cost, least, 1e-9);
        CU_ASSERT(roster.lower_bound <= least + 1e-9);
        CU_ASSERT_EQUAL(roster.on_phones[hour], 0);
        hc_roster_clear(&roster);
        hc_rules_clear(&rules);
    }
    hc_axis_clear(&axis);
}

/* Nobody is wanted, so nobody would come: but for the training. */
static void a_training_is_kept_where_work_does_not_pay(void)
{
    hc_axis axis = fixture_axis(60, 7);
    double required[7 * SLOTS] = {0.0};
    hc_rules rules = small_rules(2);
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = hc_schedule_options_default();
    train(&rules.agents[1], "training", 2 * 1440 + 600, 2 * 1440 + 720);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(roster.shift_count, 1);
    CU_ASSERT_EQUAL(roster.shifts[0].agent, 1);
    CU_ASSERT_EQUAL(roster.shifts[0].day, 2);
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    judge_rows(&axis, required, &rules, &roster, &verdict);
    CU_ASSERT_EQUAL(verdict.violation_count, 0);
    CU_ASSERT_DOUBLE_EQUAL(verdict.cost, roster.cost, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(roster.cover_cost, verdict.cover_cost, 1e-9);
    hc_roster_verdict_clear(&verdict);
    roster.shifts[0].day = 3;
    judge_rows(&axis, required, &rules, &roster, &verdict);
    CU_ASSERT(verdict.violation_count > 0);
    hc_roster_verdict_clear(&verdict);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

static bool is_attendance_broken(const hc_roster_verdict *verdict)
{
    for (size_t i = 0; i < verdict->listed_count; i++) {
        if (verdict->violations[i].rule == HC_BROKEN_ACTIVITY) { return true; }
    }
    return false;
}

static void the_checker_misses_who_is_not_there(void)
{
    hc_axis axis = fixture_axis(60, 1);
    const double required[SLOTS] = {0.0};
    hc_rules rules = small_rules(1);
    hc_roster roster = HC_ROSTER_INIT; /* nobody works */
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    train(&rules.agents[0], "training", 600, 660);
    judge_rows(&axis, required, &rules, &roster, &verdict);
    CU_ASSERT_EQUAL(verdict.violation_count, 1);
    CU_ASSERT(is_attendance_broken(&verdict));
    hc_roster_verdict_clear(&verdict);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

/* Longer than any time between breaks, and before the first start. */
static void what_no_shift_can_hold_is_named(void)
{
    static const int32_t times[][2] = {{600, 900}, {0, 120}};
    hc_axis axis = fixture_axis(60, 1);
    const double required[SLOTS] = {0.0};
    for (size_t k = 0; k < 2; k++) {
        hc_rules rules = small_rules(1);
        hc_roster roster = HC_ROSTER_INIT;
        hc_error err = HC_ERROR_INIT;
        const hc_schedule_options options = hc_schedule_options_default();
        rules.contracts[0].earliest_start_min[0] = 420;
        train(&rules.agents[0], "first aid", times[k][0], times[k][1]);
        CU_ASSERT_EQUAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, &err),
                        HC_ERR_INFEASIBLE);
        CU_ASSERT(strstr(err.message, "agent 'a1'") != NULL);
        CU_ASSERT(strstr(err.message, "'first aid' on 2026-11-30") != NULL);
        hc_rules_clear(&rules);
    }
    hc_axis_clear(&axis);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(one_shift_with_a_training_is_the_best_of_all),
                                    HC_TEST(a_training_is_kept_where_work_does_not_pay),
                                    HC_TEST(the_checker_misses_who_is_not_there),
                                    HC_TEST(what_no_shift_can_hold_is_named)};
    return hc_test_run("scheduler/activities", tests, sizeof tests / sizeof tests[0]);
}
