#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

static void people_missing_from_a_class_or_too_many_are_counted(void)
{
    spoilt_roster *p = good_roster(3, false, 1);
    p->rules.classes[0].count = 4;
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1);
    CU_ASSERT_EQUAL(v->violations[0].rule, HC_BROKEN_HEADS);
    CU_ASSERT_STRING_EQUAL(v->violations[0].found, "3 people");
    p->rules.choose_heads = true;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    p->rules.classes[0].count = 2;
    CU_ASSERT_TRUE(has_rule(judge(p), HC_BROKEN_HEADS));
    p->rules.classes[0].count = 3;
    contract_of(p)->heads_most = 2;
    CU_ASSERT_TRUE(has_rule(judge(p), HC_BROKEN_CONTRACT_HEADS));
    done(p);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(people_missing_from_a_class_or_too_many_are_counted),
    };
    return hc_test_run("scheduler/judge/heads", tests, sizeof tests / sizeof tests[0]);
}
