#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

static void too_few_days(spoilt_roster *p)
{
    p->row_count -= 4;
}

static void too_many_days(spoilt_roster *p)
{
    add_shift(p, "a1", 5, 540);
}

static void paid_too_little(spoilt_roster *p)
{
    contract_of(p)->week_paid_min_least = 2400;
    contract_of(p)->shift_shortest_min = 480;
    p->rows[0].end = at(0, 540 + 480);
}

static void paid_too_much(spoilt_roster *p)
{
    contract_of(p)->week_paid_min_most = 2400;
    contract_of(p)->shift_longest_min = 540;
    p->rows[0].end = at(0, 540 + 540);
}

static void no_two_off_together(spoilt_roster *p)
{
    contract_of(p)->days_off_together = 2;
    move_rows(p, 16, 4, 1, 0);
}

static void five_in_a_row(spoilt_roster *p)
{
    contract_of(p)->consecutive_days_most = 4;
}

static void short_rest(spoilt_roster *p)
{
    contract_of(p)->rest_min = 931;
}

static void starts_apart(spoilt_roster *p)
{
    contract_of(p)->start_spread_min = 60;
    move_rows(p, 0, 4, 0, 90);
}

/* Monday to Friday make six with one day before, seven with two. */
static void comes_from_two_days_of_work(spoilt_roster *p)
{
    p->rules.agents[0].before.run_days = 2;
    p->rules.agents[0].before.end_min = -420;
}

/* The first shift begins at 09:00, nine hours after midnight. */
static void comes_from_a_late_shift(spoilt_roster *p)
{
    p->rules.agents[0].before.run_days = 1;
    p->rules.agents[0].before.end_min = -60;
}

static void overtime_into_the_rest(spoilt_roster *p)
{
    contract_of(p)->rest_min = 900; /* 930 lie between the shifts */
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void overtime_over_the_week(spoilt_roster *p)
{
    contract_of(p)->week_paid_min_most = 2430;
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void each_broken_rule_of_a_week_is_named_alone(void)
{
    static const spoilt cases[] = {
        {too_few_days, HC_BROKEN_DAYS_LEAST, "4 days", "at least 5 days", 1},
        {too_many_days, HC_BROKEN_DAYS_MOST, "6 days", "at most 5 days", 1},
        {paid_too_little, HC_BROKEN_PAID_LEAST, "2370 min", "at least 2400 min", 1},
        {paid_too_much, HC_BROKEN_PAID_MOST, "2430 min", "at most 2400 min", 1},
        {no_two_off_together, HC_BROKEN_DAYS_OFF_TOGETHER, "1 days", "at least 2 days", 1},
        {five_in_a_row, HC_BROKEN_CONSECUTIVE_DAYS, "5 days", "at most 4 days", 1},
        {short_rest, HC_BROKEN_REST, "930 min", "at least 931 min", 4},
        {starts_apart, HC_BROKEN_START_SPREAD, "90 min", "at most 60 min", 1},
        {comes_from_two_days_of_work, HC_BROKEN_CONSECUTIVE_DAYS, "7 days", "at most 6 days",
         1},
        {comes_from_a_late_shift, HC_BROKEN_REST, "600 min", "at least 660 min", 1},
        {overtime_into_the_rest, HC_BROKEN_REST, "870 min", "at least 900 min", 1},
        {overtime_over_the_week, HC_BROKEN_PAID_MOST, "2460 min", "at most 2430 min", 1},
    };
    check_spoilt(cases, sizeof cases / sizeof cases[0]);
}

static void named_people_without_a_row_miss_their_days(void)
{
    spoilt_roster *p = good_roster(2, true, 1);
    p->row_count = 20;
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1);
    CU_ASSERT_EQUAL(v->violations[0].rule, HC_BROKEN_DAYS_LEAST);
    CU_ASSERT_STRING_EQUAL(v->violations[0].agent, "a2");
    CU_ASSERT_EQUAL(hc_alloc(&p->rules.agents[1].day_off, 7, 1, NULL), HC_OK);
    memset(p->rules.agents[1].day_off, 1, 7);
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    done(p);
}

static void leave_lowers_the_least_days_only_as_far_as_it_must(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    CU_ASSERT_EQUAL(hc_alloc(&p->rules.agents[0].day_off, 7, 1, NULL), HC_OK);
    p->rules.agents[0].day_off[4] = 1;
    p->row_count -= 4;
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1); /* Saturday would have been left for a fifth day */
    CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, "at least 5 days");
    p->rules.agents[0].day_off[5] = 1;
    p->rules.agents[0].day_off[6] = 1;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    done(p);
}

/* At most two days in a row, and the first week free until the weekend: whoever works it cannot
 * reach five days in the week after. */
static void leave_lowers_the_least_of_the_week_after_as_well(void)
{
    static const int32_t days[] = {5, 6, 8, 9, 11, 12};
    for (size_t missing = 0; missing < 2; missing++) {
        spoilt_roster *p = good_roster(1, true, 2);
        p->row_count = 0;
        p->rules.contracts[0].consecutive_days_most = 2;
        p->rules.contracts[0].days_a_week_most = 5;
        CU_ASSERT_EQUAL_FATAL(hc_alloc(&p->rules.agents[0].day_off, 14, 1, NULL), HC_OK);
        memset(p->rules.agents[0].day_off, 1, 5);
        for (size_t k = 0; k + missing < 6; k++) {
            add_shift(p, "a1", days[k], 540);
        }
        const hc_roster_verdict *v = judge(p);
        CU_ASSERT_EQUAL(v->violation_count, missing);
        if (v->listed_count > 0) {
            CU_ASSERT_EQUAL(v->violations[0].rule, HC_BROKEN_DAYS_LEAST);
            CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, "at least 4 days");
        }
        done(p);
    }
}

/* Six days are asked of weeks of five: who has leave in the second gives way in the first, too,
 * and so does everybody of a class that is told to. */
static void a_week_that_nobody_can_fill_is_lowered_for_those_who_give_way(void)
{
    spoilt_roster *p = good_roster(1, true, 2);
    contract_of(p)->days_a_week_least = contract_of(p)->days_a_week_most = 6;
    contract_of(p)->weekends_most = 0;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 2);
    p->rules.classes[0].least_gives_way = true;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    p->rules.classes[0].least_gives_way = false;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&p->rules.agents[0].day_off, 14, 1, NULL), HC_OK);
    p->rules.agents[0].day_off[12] = 1; /* not worked anyway */
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    done(p);
    p = good_roster(1, false, 1);
    contract_of(p)->days_a_week_least = contract_of(p)->days_a_week_most = 6;
    contract_of(p)->weekends_most = 0;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 1);
    p->rules.classes[0].least_gives_way = true;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    done(p);
}

static void rest_and_days_in_a_row_hold_across_weeks(void)
{
    spoilt_roster *p = good_roster(1, true, 2);
    move_rows(p, 16, 4, 1, 0); /* Friday to Saturday */
    move_rows(p, 0, 4, 4, 0);  /* Monday to Friday: Tue Wed Thu Fri Sat off Sun */
    move_rows(p, 12, 4, 3, 0); /* Thursday to Sunday */
    contract_of(p)->consecutive_days_most = 6;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 1); /* Fri Sat Sun and the second week's five */
    CU_ASSERT_EQUAL(p->verdict.violations[0].rule, HC_BROKEN_CONSECUTIVE_DAYS);
    CU_ASSERT_EQUAL(p->verdict.violations[0].day, FIXTURE_MONDAY + 10);
    done(p);
}

static void last_short_week_owes_less(void)
{
    spoilt_roster *p = good_roster(1, true, 2);
    hc_axis_clear(&p->axis);
    p->axis = fixture_axis(15, 10);
    p->row_count = 20 + 4;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    p->row_count = 20;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 1);
    CU_ASSERT_STRING_EQUAL(p->verdict.violations[0].allowed, "at least 1 days");
    done(p);
}

/* ---- weekends ---- */

/* One person at work on these days alone; what is broken, by rule. */
static size_t weekend_faults(const hc_contract *rules, size_t weeks, const int32_t *days,
                             size_t count, hc_roster_rule expected)
{
    spoilt_roster *p = good_roster(1, true, weeks);
    hc_contract *c = contract_of(p);
    p->row_count = 0;
    c->days_a_week_least = 0;
    c->weekends_whole = rules->weekends_whole;
    c->weekends_most = rules->weekends_most;
    c->weekend_off_every = rules->weekend_off_every;
    for (size_t k = 0; k < count; k++) {
        add_shift(p, "a1", days[k], 540);
    }
    const hc_roster_verdict *v = judge(p);
    const size_t faults = v->violation_count;
    for (size_t i = 0; i < v->listed_count; i++) {
        CU_ASSERT_EQUAL(v->violations[i].rule, expected);
    }
    done(p);
    return faults;
}

static void weekends_are_judged_by_the_calendar(void)
{
    const int32_t saturdays[] = {5, 12, 26};
    const int32_t whole[] = {5, 6, 19, 20};
    hc_contract rules = hc_contract_default();
    rules.weekends_whole = true;
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, saturdays, 3, HC_BROKEN_WEEKEND_WHOLE), 3);
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, whole, 4, HC_BROKEN_WEEKEND_WHOLE), 0);
    rules = hc_contract_default();
    rules.weekends_most = 2;
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, saturdays, 3, HC_BROKEN_WEEKENDS_MOST), 1);
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, whole, 4, HC_BROKEN_WEEKENDS_MOST), 0);
    rules = hc_contract_default();
    rules.weekend_off_every = 2;
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, saturdays, 3, HC_BROKEN_WEEKENDS_RUN), 1);
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, whole, 4, HC_BROKEN_WEEKENDS_RUN), 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_broken_rule_of_a_week_is_named_alone),
        HC_TEST(named_people_without_a_row_miss_their_days),
        HC_TEST(leave_lowers_the_least_days_only_as_far_as_it_must),
        HC_TEST(leave_lowers_the_least_of_the_week_after_as_well),
        HC_TEST(a_week_that_nobody_can_fill_is_lowered_for_those_who_give_way),
        HC_TEST(rest_and_days_in_a_row_hold_across_weeks),
        HC_TEST(last_short_week_owes_less),
        HC_TEST(weekends_are_judged_by_the_calendar),
    };
    return hc_test_run("scheduler/judge/week_rules", tests, sizeof tests / sizeof tests[0]);
}
