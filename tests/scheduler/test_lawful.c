#include "tests/scheduler/random_centre.h"
#include "tests/support/hc_test.h"

#define CENTRES 6

/* Random centres 1 to 6: whatever the solver gives, the checker must find lawful and as dear.
 */
static void schedules_of_random_centres_break_no_rule(void)
{
    size_t lawful = 0;
    for (uint64_t seed = 1; seed <= CENTRES; seed++) {
        const random_outcome outcome = random_centre_judge(seed, 0.0);
        CU_ASSERT_TRUE(outcome == RANDOM_LAWFUL || outcome == RANDOM_NO_WEEK);
        lawful += outcome == RANDOM_LAWFUL ? 1 : 0;
    }
    CU_ASSERT_TRUE(lawful > CENTRES / 2);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(schedules_of_random_centres_break_no_rule)};
    return hc_test_run("scheduler/lawful", tests, sizeof tests / sizeof tests[0]);
}
