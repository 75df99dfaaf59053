#include "tests/scheduler/random_centre.h"
#include "tests/support/hc_test.h"

static void judge_centres(uint64_t first, uint64_t count, const random_effort *effort)
{
    size_t lawful = 0;
    for (uint64_t seed = first; seed < first + count; seed++) {
        const random_outcome outcome = random_centre_judge(seed, effort);
        CU_ASSERT_TRUE(outcome == RANDOM_LAWFUL || outcome == RANDOM_NO_WEEK);
        lawful += outcome == RANDOM_LAWFUL ? 1 : 0;
    }
    CU_ASSERT_TRUE(lawful > count / 2);
}

/* Random centres 1 to 3: whatever the solver gives, the checker must find lawful and as dear.
 */
static void schedules_of_random_centres_break_no_rule(void)
{
    const random_effort whole = {.effort = 0.0, .looks = 0};
    judge_centres(1, 3, &whole);
}

/* Stopped early there are more of them to look at. */
static void first_answers_of_random_centres_break_no_rule(void)
{
    const random_effort first = {.effort = 0.02, .looks = 1};
    judge_centres(101, 40, &first);
    judge_centres(2271, 1, &first); /* whole weekends over the end of a week, with leave */
    judge_centres(2343, 1, &first); /* and with few days in a row */
}

/* Every training lies in a shift, between breaks, off the phones: the checker counts anew. */
static void trainings_of_random_centres_are_kept(void)
{
    const random_effort first = {.effort = 0.02, .looks = 1, .activities = true};
    const random_effort whole = {.effort = 0.02, .looks = 0, .activities = true};
    judge_centres(310, 14, &first);
    judge_centres(401, 2, &whole);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(schedules_of_random_centres_break_no_rule),
                                    HC_TEST(first_answers_of_random_centres_break_no_rule),
                                    HC_TEST(trainings_of_random_centres_are_kept)};
    return hc_test_run("scheduler/lawful", tests, sizeof tests / sizeof tests[0]);
}
