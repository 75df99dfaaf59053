#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#include "scheduler/check_roster.h"

#define SHIFT_START_MIN 540

/* One Monday's shift of the default contract, 09:00 to 17:30: a break at 90, lunch at 210 and a
 * break at 360 min leave 90, 105, 120 and 135 min of work. */
typedef struct monday {
    hc_axis axis;
    hc_rules rules;
    hc_roster_row rows[6];
    size_t row_count;
    double required[96];
    hc_roster_verdict verdict;
} monday;

static hc_local_time at(int32_t minute)
{
    return (hc_local_time){.day = FIXTURE_MONDAY, .second_of_day = minute * 60};
}

static void add_row(monday *m, const char *activity, int32_t from_min, int32_t length_min)
{
    const int32_t start = SHIFT_START_MIN + from_min;
    m->rows[m->row_count++] = (hc_roster_row){.agent = "a1",
                                              .class_name = "full-time",
                                              .date = FIXTURE_MONDAY,
                                              .activity = activity,
                                              .start = at(start),
                                              .end = at(start + length_min)};
}

static hc_contract *open_monday(monday *m)
{
    memset(m, 0, sizeof *m);
    m->axis = fixture_axis(15, 1);
    m->rules = fixture_named_rules(1);
    m->rules.contracts[0].days_a_week_least = 0;
    add_row(m, "shift", 0, 510);
    add_row(m, "break", 90, 15);
    add_row(m, "lunch", 210, 30);
    add_row(m, "break", 360, 15);
    return &m->rules.contracts[0];
}

static const hc_roster_verdict *judge(monday *m)
{
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_check_roster(&m->axis, m->required, &m->rules, m->rows,
                                         m->row_count, &m->verdict, &err);
    if (st != HC_OK) { printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
    return &m->verdict;
}

static void close_monday(monday *m)
{
    hc_roster_verdict_clear(&m->verdict);
    hc_rules_clear(&m->rules);
    hc_axis_clear(&m->axis);
}

/* The only violation is this; rule HC_ROSTER_RULE_COUNT: there is none. */
static void expect(monday *m, hc_roster_rule rule, const char *found, const char *allowed)
{
    const hc_roster_verdict *v = judge(m);
    CU_ASSERT_EQUAL(v->violation_count, rule == HC_ROSTER_RULE_COUNT ? 0 : 1);
    if (v->listed_count == 1) {
        CU_ASSERT_EQUAL(v->violations[0].rule, rule);
        CU_ASSERT_STRING_EQUAL(v->violations[0].found, found);
        CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, allowed);
    }
    close_monday(m);
}

static void lawful(monday *m)
{
    expect(m, HC_ROSTER_RULE_COUNT, "", "");
}

static void each_stretch_has_its_own_limits(void)
{
    monday m;
    open_monday(&m)->work_before_breaks = (hc_work_limit){90, 90};
    lawful(&m);
    open_monday(&m)->work_before_breaks = (hc_work_limit){105, HC_NO_LIMIT};
    expect(&m, HC_BROKEN_WORK_LEAST, "90 min", "at least 105 min");
    open_monday(&m)->work_between_breaks = (hc_work_limit){105, 120};
    lawful(&m);
    open_monday(&m)->work_between_breaks = (hc_work_limit){0, 105};
    expect(&m, HC_BROKEN_WORK_MOST, "120 min", "at most 105 min");
    open_monday(&m)->work_after_breaks = (hc_work_limit){135, 135};
    lawful(&m);
    open_monday(&m)->work_after_breaks = (hc_work_limit){0, 120};
    expect(&m, HC_BROKEN_WORK_MOST, "135 min", "at most 120 min");
}

static void the_longest_work_holds_everywhere(void)
{
    monday m;
    open_monday(&m)->unbroken_work_min_most = 135;
    lawful(&m);
    open_monday(&m)->unbroken_work_min_most = 120;
    expect(&m, HC_BROKEN_WORK_MOST, "135 min", "at most 120 min");
    hc_contract *c = open_monday(&m);
    c->unbroken_work_min_most = 480;
    c->break_count = 0;
    c->shift_shortest_min = 480;
    m.row_count = 1;
    expect(&m, HC_BROKEN_WORK_MOST, "510 min", "at most 480 min");
}

/* A training is work; overtime lengthens the work before the first break or after the last. */
static void activities_and_overtime_are_work(void)
{
    monday m;
    open_monday(&m)->work_after_breaks.most_min = 135;
    add_row(&m, "overtime", 510, 60);
    expect(&m, HC_BROKEN_WORK_MOST, "195 min", "at most 135 min");
    open_monday(&m)->work_before_breaks.most_min = 90;
    add_row(&m, "overtime", -60, 60);
    expect(&m, HC_BROKEN_WORK_MOST, "150 min", "at most 90 min");
    open_monday(&m)->work_between_breaks = (hc_work_limit){105, 120};
    hc_agent *agent = &m.rules.agents[0];
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->activities, 1, sizeof *agent->activities, NULL),
                          HC_OK);
    agent->activities[0] =
        (hc_activity){"training", SHIFT_START_MIN + 120, SHIFT_START_MIN + 150};
    agent->activity_count = 1;
    add_row(&m, "training", 120, 30);
    lawful(&m);
}

/* Windows that overlap: lunch may not come before the break that is listed first. */
static void breaks_come_in_the_order_of_the_list(void)
{
    monday m;
    hc_contract *c = open_monday(&m);
    c->work_between_breaks.least_min = 60;
    c->breaks[0].latest_min = 300;
    lawful(&m);
    c = open_monday(&m);
    c->work_between_breaks.least_min = 30;
    c->breaks[0].latest_min = 300;
    m.row_count = 2;
    m.rows[1].start = at(SHIFT_START_MIN + 270);
    m.rows[1].end = at(SHIFT_START_MIN + 285);
    add_row(&m, "lunch", 210, 30);
    add_row(&m, "break", 360, 15);
    expect(&m, HC_BROKEN_BREAK_ORDER, "lunch", "break first");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_stretch_has_its_own_limits),
        HC_TEST(the_longest_work_holds_everywhere),
        HC_TEST(activities_and_overtime_are_work),
        HC_TEST(breaks_come_in_the_order_of_the_list),
    };
    return hc_test_run("scheduler/judge/work_stretches", tests, sizeof tests / sizeof tests[0]);
}
