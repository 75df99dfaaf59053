#include "scheduler/rotation.h"

#include "scheduler/names.h"
#include "scheduler/rules_check.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/published.h"
#include "tests/support/hc_test.h"

static hc_day_window window(int32_t earliest, int32_t latest, int32_t end)
{
    return (hc_day_window){earliest, latest, end};
}

/* Early weeks Monday to Friday, late weeks Tuesday to Saturday, begun on the fixture's Monday.
 */
static void rotate(hc_contract *c)
{
    c->rotation_count = 2;
    c->rotation_from = FIXTURE_MONDAY;
    for (size_t day = 0; day < 7; day++) {
        c->rotation[0][day] = day < 5 ? window(360, 420, 960) : window(0, -1, 0);
        c->rotation[1][day] = day >= 1 && day < 6 ? window(780, 810, 1380) : window(0, -1, 0);
    }
    hc_rotation_span(c);
}

static void weeks_take_turns_before_and_after_the_first(void)
{
    hc_contract c = hc_contract_default();
    rotate(&c);
    CU_ASSERT_EQUAL(hc_rotation_week(&c, NULL, FIXTURE_MONDAY), 0);
    CU_ASSERT_EQUAL(hc_rotation_week(&c, NULL, FIXTURE_MONDAY + 6), 0);
    CU_ASSERT_EQUAL(hc_rotation_week(&c, NULL, FIXTURE_MONDAY + 7), 1);
    CU_ASSERT_EQUAL(hc_rotation_week(&c, NULL, FIXTURE_MONDAY + 14), 0);
    CU_ASSERT_EQUAL(hc_rotation_week(&c, NULL, FIXTURE_MONDAY - 1), 1);
    CU_ASSERT_EQUAL(hc_rotation_week(&c, NULL, FIXTURE_MONDAY - 8), 0);
    const hc_class ahead = {.rotation_offset = 1};
    CU_ASSERT_EQUAL(hc_rotation_week(&c, &ahead, FIXTURE_MONDAY), 1);
}

static void a_week_has_the_windows_of_its_dates_and_asks_for_no_more_days(void)
{
    hc_contract c = hc_contract_default();
    rotate(&c);
    CU_ASSERT_EQUAL(c.earliest_start_min[2], 360); /* the span of both weeks */
    CU_ASSERT_EQUAL(c.latest_start_min[2], 810);
    const hc_contract early = hc_contract_of_week(&c, NULL, FIXTURE_MONDAY);
    CU_ASSERT_EQUAL(early.latest_start_min[0], 420);
    CU_ASSERT_EQUAL(early.latest_start_min[5], -1);
    CU_ASSERT_EQUAL(early.days_a_week_least, 5);
    /* From Saturday on: two free days of the early week, then Monday off, Tuesday to Friday. */
    const hc_contract between = hc_contract_of_week(&c, NULL, FIXTURE_MONDAY + 5);
    CU_ASSERT_EQUAL(between.latest_start_min[0], -1);
    CU_ASSERT_EQUAL(between.earliest_start_min[1], 780);
    CU_ASSERT_EQUAL(between.days_a_week_least, 4);
}

/* Two teams that relieve each other over four weeks: the checker agrees, and every early week
 * is an early one. */
static void teams_relieve_each_other(void)
{
    hc_rules rules = fixture_rules(2);
    hc_axis axis = fixture_axis(30, 28);
    hc_roster roster = HC_ROSTER_INIT;
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.001;
    hc_contract *c = &rules.contracts[0];
    c->break_count = 0;
    rotate(c);
    double *required = NULL;
    hc_roster_row rows[200];
    hc_roster_verdict v = HC_ROSTER_VERDICT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&required, hc_axis_slots(&axis), sizeof *required, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.shift_count, 2 * 4 * 5);
    for (size_t k = 0; k < roster.shift_count; k++) {
        const bool early = roster.shifts[k].day / 7 % 2 == 0;
        CU_ASSERT_EQUAL(roster.shifts[k].start_min <= 420, early);
    }
    const size_t count = published_rows(&rules, &roster, rows);
    CU_ASSERT_EQUAL(hc_check_roster(&axis, required, &rules, rows, count, &v, NULL), HC_OK);
    CU_ASSERT_EQUAL(v.violation_count, 0);
    rules.classes[0].rotation_offset = 1; /* now every shift is in the wrong week */
    CU_ASSERT_EQUAL(hc_check_roster(&axis, required, &rules, rows, count, &v, NULL), HC_OK);
    CU_ASSERT_TRUE(v.violation_count >= roster.shift_count);
    hc_roster_verdict_clear(&v);
    hc_roster_clear(&roster);
    hc_free(required);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

/* Five days of eight hours reach the paid hours of a week by themselves, four days do not: in
 * the week that opens four, shifts are longer, though nobody is wanted and hours cost. */
static void the_paid_hours_of_a_week_hold_where_fewer_days_are_open(void)
{
    hc_rules rules = fixture_rules(1);
    hc_axis axis = fixture_axis(60, 14);
    hc_roster roster = HC_ROSTER_INIT;
    hc_schedule_options options = hc_schedule_options_default();
    hc_contract *c = &rules.contracts[0];
    double required[14 * 24] = {0.0};
    int32_t days[2] = {0, 0};
    int32_t paid_min[2] = {0, 0};
    options.effort = 0.001;
    c->break_count = 0;
    c->start_grid_min = 60;
    c->shift_shortest_min = 480;
    c->shift_longest_min = 600;
    c->shift_step_min = 60;
    c->wage_an_hour = 1.0;
    c->week_paid_min_least = 2400;
    c->rotation_count = 2;
    c->rotation_from = FIXTURE_MONDAY;
    for (size_t day = 0; day < 7; day++) {
        c->rotation[0][day] = day < 5 ? window(360, 480, 1200) : window(0, -1, 0);
        c->rotation[1][day] = day < 4 ? window(360, 480, 1200) : window(0, -1, 0);
    }
    hc_rotation_span(c);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    for (size_t k = 0; k < roster.shift_count; k++) {
        days[roster.shifts[k].day / 7]++;
        paid_min[roster.shifts[k].day / 7] += roster.shifts[k].length_min;
    }
    CU_ASSERT_EQUAL(days[0], 5);
    CU_ASSERT_EQUAL(days[1], 4);
    CU_ASSERT_EQUAL(paid_min[0], 2400);
    CU_ASSERT_EQUAL(paid_min[1], 2400);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

static void a_week_off_is_allowed_and_a_wrong_window_named(void)
{
    hc_rules rules = fixture_rules(1);
    hc_error err = HC_ERROR_INIT;
    rotate(&rules.contracts[0]);
    for (size_t day = 0; day < 7; day++) {
        rules.contracts[0].rotation[1][day] = window(0, -1, 0);
    }
    hc_rotation_span(&rules.contracts[0]);
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_OK);
    rules.contracts[0].rotation[1][3] = window(780, 810, 900); /* too short for a shift */
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_ERR_RANGE);
    rules.contracts[0].rotation_count = HC_ROTATION_MAX + 1;
    CU_ASSERT_EQUAL(hc_rules_check(&rules, &err), HC_ERR_RANGE);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(weeks_take_turns_before_and_after_the_first),
        HC_TEST(a_week_has_the_windows_of_its_dates_and_asks_for_no_more_days),
        HC_TEST(teams_relieve_each_other),
        HC_TEST(the_paid_hours_of_a_week_hold_where_fewer_days_are_open),
        HC_TEST(a_week_off_is_allowed_and_a_wrong_window_named),
    };
    return hc_test_run("scheduler/rotation", tests, sizeof tests / sizeof tests[0]);
}
