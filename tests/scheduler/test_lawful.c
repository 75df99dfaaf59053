#include "scheduler/conflict.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
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
    judge_centres(24, 1,
                  &whole); /* whole shifts of frames in halves, for few heads to choose */
}

/* Stopped early there are more of them to look at. */
static void first_answers_of_random_centres_break_no_rule(void)
{
    const random_effort first = {.effort = 0.02, .looks = 1};
    judge_centres(101, 40, &first);
    judge_centres(2271, 1, &first); /* whole weekends over the end of a week, with leave */
    judge_centres(2343, 1, &first); /* and with few days in a row */
}

/* What few centres have: nights only, six breaks, leave for weeks, curves of service, six
 * weeks. */
static void rare_rules_of_random_centres_are_kept(void)
{
    const random_effort first = {.effort = 0.02, .looks = 1, .wide = true, .activities = true};
    judge_centres(1, 18, &first); /* the walk of 19 would be too large */
    judge_centres(20, 1, &first); /* that of 21 takes longer than all of these */
    judge_centres(27, 3, &first);
}

/* Every training lies in a shift, between breaks, off the phones: the checker counts anew. */
static void trainings_of_random_centres_are_kept(void)
{
    const random_effort first = {.effort = 0.02, .looks = 1, .activities = true};
    const random_effort whole = {.effort = 0.02, .looks = 0, .activities = true};
    judge_centres(310, 14, &first);
    judge_centres(401, 2, &whole);
}

/* ---- who is held up by a class without a legal week ---- */

static hc_status solve_quickly(const hc_axis *axis, const hc_rules *rules, hc_roster *roster)
{
    static const double required[7 * 48];
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = 0.0;
    return hc_schedule_solve(axis, required, rules, &options, roster, NULL);
}

/* Six days are asked of a week of five: a class that cannot. Of people whose own hours keep
 * them from some of the days it is asked as far as they can; those without hold the plan up. */
static void a_class_without_a_legal_week_holds_up_those_of_whom_all_is_asked(void)
{
    hc_axis axis = fixture_axis(30, 7);
    hc_rules rules = fixture_named_rules(2);
    hc_contract *c = &rules.contracts[0];
    hc_conflict *conflicts = NULL;
    hc_roster roster = HC_ROSTER_INIT;
    size_t count = 0;
    c->days_a_week_least = c->days_a_week_most = 6;
    c->weekends_most = 0;
    c->break_count = 0;
    for (size_t i = 0; i < 2; i++) {
        CU_ASSERT_EQUAL(solve_quickly(&axis, &rules, &roster), HC_ERR_INFEASIBLE);
        hc_agent *agent = &rules.agents[i];
        CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->hours, 7, sizeof *agent->hours, NULL), HC_OK);
        for (size_t day = 0; day < 7; day++) {
            agent->hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
        }
        agent->hours[2 * i].to_min = 360;
    }
    CU_ASSERT_EQUAL(solve_quickly(&axis, &rules, &roster), HC_OK);
    CU_ASSERT_EQUAL(roster.shift_count, 8); /* Monday to Friday less the short day */
    CU_ASSERT_EQUAL(hc_conflicts_find(&axis, &rules, &conflicts, &count, NULL), HC_OK);
    CU_ASSERT_EQUAL(count, 1);
    CU_ASSERT_EQUAL(conflicts[0].agent, HC_NO_AGENT);
    hc_free(conflicts);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_class_without_a_legal_week_holds_up_those_of_whom_all_is_asked),
        HC_TEST(schedules_of_random_centres_break_no_rule),
        HC_TEST(first_answers_of_random_centres_break_no_rule),
        HC_TEST(rare_rules_of_random_centres_are_kept),
        HC_TEST(trainings_of_random_centres_are_kept)};
    return hc_test_run("scheduler/lawful", tests, sizeof tests / sizeof tests[0]);
}
