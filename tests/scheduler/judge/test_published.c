#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

static void unknown_agent(spoilt_roster *p)
{
    contract_of(p)->days_a_week_least = 0;
    for (size_t i = 0; i < 20; i++) {
        p->rows[i].agent = "zz";
    }
}

static void two_classes(spoilt_roster *p)
{
    p->rows[7].class_name = "other";
}

static void wrong_date(spoilt_roster *p)
{
    contract_of(p)->days_a_week_least = 4;
    p->rows[16].date++;
    p->row_count = 17;
}

static void outside_horizon(spoilt_roster *p)
{
    add_row(p, "a1", 9, "shift", 540, 510);
}

static void ends_before_start(spoilt_roster *p)
{
    add_row(p, "a1", 5, "lunch", 540, 0);
}

static void break_outside(spoilt_roster *p)
{
    add_row(p, "a1", 0, "break", 300, 15);
}

static void break_on_free_day(spoilt_roster *p)
{
    add_row(p, "a1", 6, "break", 600, 15);
}

static void break_over_lunch(spoilt_roster *p)
{
    p->rows[1].end = at(0, 540 + 225);
}

static void overtime_apart(spoilt_roster *p)
{
    add_row(p, "a1", 0, "overtime", 1065, 60); /* the shift ends at 17:30 = 1050 */
}

static void overtime_on_a_free_day(spoilt_roster *p)
{
    add_row(p, "a1", 5, "overtime", 540, 60);
}

static void overtime_twice(spoilt_roster *p)
{
    add_row(p, "a1", 0, "overtime", 1050, 60);
    add_row(p, "a1", 0, "overtime", 1050, 30);
}

static void each_row_that_makes_no_sense_is_named_alone(void)
{
    static const spoilt cases[] = {
        {unknown_agent, HC_BROKEN_AGENT, "zz", "an agent of the rules", 1},
        {two_classes, HC_BROKEN_ONE_CLASS, "other", "full-time", 1},
        {wrong_date, HC_BROKEN_DATE, "2026-12-04", "the date of the row", 1},
        {outside_horizon, HC_BROKEN_HORIZON, "shift", "a day of the requirement", 1},
        {ends_before_start, HC_BROKEN_ORDER, "lunch", "an end after the start", 1},
        {break_outside, HC_BROKEN_BREAK_OUTSIDE, "break", "inside the shift of its date", 1},
        {break_on_free_day, HC_BROKEN_BREAK_OUTSIDE, "break", "inside the shift of its date",
         1},
        {break_over_lunch, HC_BROKEN_OVERLAP, "two things at once", "one", 2},
        {overtime_apart, HC_BROKEN_OVERTIME, "apart from it",
         "where the shift of its date begins or ends, once", 1},
        {overtime_on_a_free_day, HC_BROKEN_OVERTIME, "apart from it",
         "where the shift of its date begins or ends, once", 1},
        {overtime_twice, HC_BROKEN_OVERTIME, "apart from it",
         "where the shift of its date begins or ends, once", 1},
    };
    check_spoilt(cases, sizeof cases / sizeof cases[0]);
}

/* Agreed overtime on both sides: paid, on the phones, and no longer shift by the contract. */
static void agreed_overtime_goes_beyond_the_length(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    contract_of(p)->week_paid_min_most = 2400 + 90;
    contract_of(p)->wage_an_hour = 10.0;
    add_row(p, "a1", 0, "overtime", 480, 60);
    add_row(p, "a1", 0, "overtime", 1050, 30);
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 0);
    CU_ASSERT_EQUAL(v->shift_count, 5);
    CU_ASSERT_EQUAL(v->paid_hours, 41.5);
    CU_ASSERT_EQUAL(v->wage_cost, 415.0);
    CU_ASSERT_EQUAL(v->cover[480 / 15 - 1], 0.0);
    CU_ASSERT_EQUAL(v->cover[480 / 15], 1.0);
    CU_ASSERT_EQUAL(v->cover[1050 / 15 + 1], 1.0);
    CU_ASSERT_EQUAL(v->cover[1050 / 15 + 2], 0.0);
    print_violations(v);
    done(p);
}

static void two_shifts_at_once(spoilt_roster *p)
{
    add_row(p, "a1", 0, "shift", 510, 510);
}

static void two_shifts_on_one_day_overlap(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    two_shifts_at_once(p);
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_TRUE(has_rule(v, HC_BROKEN_ONE_SHIFT));
    CU_ASSERT_TRUE(has_rule(v, HC_BROKEN_OVERLAP));
    CU_ASSERT_FALSE(has_rule(v, HC_BROKEN_DAYS_MOST));
    done(p);
}

static void unknown_class_is_named_and_its_shifts_still_cover(void)
{
    spoilt_roster *p = good_roster(1, false, 1);
    contract_of(p)->days_a_week_least = 0;
    for (size_t i = 0; i < 20; i++) {
        p->rows[i].class_name = "other";
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1);
    CU_ASSERT_TRUE(has_rule(v, HC_BROKEN_CLASS));
    CU_ASSERT_EQUAL(v->cover[36], 1.0);
    done(p);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_row_that_makes_no_sense_is_named_alone),
        HC_TEST(agreed_overtime_goes_beyond_the_length),
        HC_TEST(two_shifts_on_one_day_overlap),
        HC_TEST(unknown_class_is_named_and_its_shifts_still_cover),
    };
    return hc_test_run("scheduler/judge/published", tests, sizeof tests / sizeof tests[0]);
}
