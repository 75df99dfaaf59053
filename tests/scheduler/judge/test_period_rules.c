#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

/* Two weeks of five shifts of 480 paid min: 4800. */
static void expect(spoilt_roster *p, hc_roster_rule rule, const char *found,
                   const char *allowed)
{
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, rule == HC_ROSTER_RULE_COUNT ? 0 : 1);
    if (v->listed_count == 1) {
        CU_ASSERT_EQUAL(v->violations[0].rule, rule);
        CU_ASSERT_STRING_EQUAL(v->violations[0].found, found);
        CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, allowed);
    } else {
        print_violations(v);
    }
    done(p);
}

static void all_days_together_hold_the_least_and_the_most(void)
{
    spoilt_roster *p = good_roster(1, true, 2);
    contract_of(p)->period_paid_min_least = 4800;
    contract_of(p)->period_paid_min_most = 4800;
    contract_of(p)->average_week_paid_min_least = 2400;
    contract_of(p)->average_week_paid_min_most = 2400;
    expect(p, HC_ROSTER_RULE_COUNT, "", "");
    p = good_roster(1, true, 2);
    contract_of(p)->period_paid_min_least = 4801;
    expect(p, HC_BROKEN_PERIOD_LEAST, "4800 min", "at least 4801 min");
    p = good_roster(1, true, 2);
    contract_of(p)->period_paid_min_most = 4799;
    expect(p, HC_BROKEN_PERIOD_MOST, "4800 min", "at most 4799 min");
}

/* The tighter of the two is told. */
static void the_mean_week_counts_for_all_weeks(void)
{
    spoilt_roster *p = good_roster(1, true, 2);
    contract_of(p)->period_paid_min_most = 9000;
    contract_of(p)->average_week_paid_min_most = 2399;
    expect(p, HC_BROKEN_PERIOD_MOST, "4800 min", "at most 4798 min");
    p = good_roster(1, true, 2);
    contract_of(p)->period_paid_min_least = 100;
    contract_of(p)->average_week_paid_min_least = 2401;
    expect(p, HC_BROKEN_PERIOD_LEAST, "4800 min", "at least 4802 min");
}

/* Agreed overtime is paid; somebody with days off need not reach the least. */
static void overtime_counts_and_leave_excuses(void)
{
    spoilt_roster *p = good_roster(1, true, 2);
    contract_of(p)->period_paid_min_most = 4830;
    add_row(p, "a1", 0, "overtime", 1050, 60);
    expect(p, HC_BROKEN_PERIOD_MOST, "4860 min", "at most 4830 min");
    p = good_roster(1, true, 1);
    contract_of(p)->period_paid_min_least = 2880;
    contract_of(p)->days_a_week_most = 6;
    set_hours(p, 6, 0, 600);
    expect(p, HC_ROSTER_RULE_COUNT, "", "");
}

static void somebody_without_a_shift_misses_the_least(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    contract_of(p)->days_a_week_least = 0;
    contract_of(p)->period_paid_min_least = 480;
    p->row_count = 0;
    expect(p, HC_BROKEN_PERIOD_LEAST, "0 min", "at least 480 min");
    p = good_roster(2, false, 1);
    contract_of(p)->days_a_week_least = 0;
    contract_of(p)->period_paid_min_least = 480;
    p->row_count = 20;
    expect(p, HC_BROKEN_HEADS, "1 people", "in class full-time all 2 people");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(all_days_together_hold_the_least_and_the_most),
        HC_TEST(the_mean_week_counts_for_all_weeks),
        HC_TEST(overtime_counts_and_leave_excuses),
        HC_TEST(somebody_without_a_shift_misses_the_least),
    };
    return hc_test_run("scheduler/judge/period_rules", tests, sizeof tests / sizeof tests[0]);
}
