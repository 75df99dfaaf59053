/* Days in whole shifts: against all ways to work a day, and between the linear program's bound
 * and a roster. */
#include "scheduler/cover/whole_days.h"

#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule_options.h"
#include "tests/scheduler/cover/five_hours.h"
#include "tests/support/hc_test.h"

#define FIRST_HOUR ((size_t)8) /* starts at 8 to 11 */

static void make_rules(five_hours *c, size_t days)
{
    five_hours_make(c, days);
    hc_contract *contract = &c->rules.contracts[0];
    contract->hire_cost_a_week = 21.0;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        contract->earliest_start_min[weekday] = 480;
        contract->latest_start_min[weekday] = 660;
        contract->latest_end_min[weekday] = 960;
    }
}

static void open_case(five_hours *c, uint64_t seed)
{
    hc_rng rng;
    hc_rng_stream(&rng, 61, seed);
    five_hours_open(c, &rng, 8, 16, 2);
}

static double bound_of(const five_hours *c, bool stopped, double *linear)
{
    return five_hours_bound_by(hc_bound_whole_days, c, stopped, linear);
}

static void one_day_of_hired_people_is_bounded_by_the_best_of_all_ways_to_work_it(void)
{
    static const double worthless[2 * 24] = {0.0};
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        five_hours c;
        double linear = 0.0;
        make_rules(&c, 1);
        c.rules.choose_heads = true;
        open_case(&c, seed);
        CU_ASSERT_TRUE_FATAL(hc_days_are_apart(&c.problem));
        const double bound = bound_of(&c, false, &linear);
        const double hire_cost = c.problem.forms[0].hire_cost;
        CHECK_CLOSE(bound, five_hours_best(&c.problem, worthless, FIRST_HOUR, hire_cost), 1e-4);
        sharper += bound > linear + 0.05 ? 1 : 0;
        five_hours_close(&c);
    }
    CU_ASSERT_TRUE(sharper >= 2);
}

static void bound_of_a_week_lies_between_that_of_the_program_and_a_roster(void)
{
    size_t sharper = 0;
    for (uint64_t seed = 0; seed < 12; seed++) {
        five_hours c;
        double linear = 0.0;
        double proved = 0.0;
        make_rules(&c, 7);
        c.rules.choose_heads = seed % 2 == 0;
        c.rules.contracts[0].start_spread_min = seed < 6 ? 60 : HC_NO_LIMIT;
        open_case(&c, seed);
        const double bound = bound_of(&c, false, &linear);
        CU_ASSERT_TRUE(bound >= linear - 1e-4);
        CU_ASSERT_TRUE(bound <= five_hours_roster_cost(&c, 1.0, &proved) + 1e-6);
        sharper += bound > linear + 0.05 ? 1 : 0;
        CU_ASSERT_TRUE(proved >= bound - 1e-4);
        five_hours_close(&c);
    }
    CU_ASSERT_TRUE(sharper >= 2);
}

static void stopped_it_gives_the_bound_of_the_program(void)
{
    five_hours c;
    double linear = 0.0;
    make_rules(&c, 7);
    open_case(&c, 2);
    const double bound = bound_of(&c, true, &linear);
    CHECK_CLOSE(bound, linear, 1e-9);
    five_hours_close(&c);
}

static void less_effort_has_its_share_of_the_work_down_to_the_least(void)
{
    const double efforts[] = {0.0, 0.25, 1.0, 7.0};
    const double shares[] = {HC_LEAST_SHARE, 0.25, 1.0, 1.0};
    for (size_t k = 0; k < 4; k++) {
        hc_schedule_options options = hc_schedule_options_default();
        const hc_run run = {.options = &options};
        options.effort = efforts[k];
        CHECK_CLOSE(hc_run_share(&run), shares[k], 1e-12);
    }
}

static bool are_apart(five_hours *c)
{
    open_case(c, 0);
    const bool apart = hc_days_are_apart(&c->problem);
    five_hours_close(c);
    return apart;
}

/* Hours two to three and four to five of the shift may be breaks. */
static void add_second_break(five_hours *c)
{
    hc_contract *contract = &c->rules.contracts[0];
    contract->break_count = 2;
    contract->breaks[1] = contract->breaks[0];
    contract->breaks[0].latest_min = 120;
    contract->breaks[1].earliest_min = 180;
    contract->breaks[1].latest_min = 240;
}

static void nights_premiums_breaks_that_meet_and_weeks_are_not_told_apart(void)
{
    five_hours c;
    make_rules(&c, 7);
    CU_ASSERT_TRUE(are_apart(&c));
    make_rules(&c, 14);
    CU_ASSERT_FALSE(are_apart(&c));
    make_rules(&c, 7);
    c.rules.contracts[0].latest_start_min[3] = 23 * 60;
    c.rules.contracts[0].latest_end_min[3] = 27 * 60;
    CU_ASSERT_FALSE(are_apart(&c));
    make_rules(&c, 7);
    c.rules.contracts[0].wage_an_hour = 10.0;
    c.rules.contracts[0].saturday_premium = 0.5;
    CU_ASSERT_FALSE(are_apart(&c));
    make_rules(&c, 7);
    add_second_break(&c);
    CU_ASSERT_TRUE(are_apart(&c));
    make_rules(&c, 7);
    add_second_break(&c);
    c.rules.contracts[0].work_between_breaks.least_min = 60;
    CU_ASSERT_FALSE(are_apart(&c));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_day_of_hired_people_is_bounded_by_the_best_of_all_ways_to_work_it),
        HC_TEST(bound_of_a_week_lies_between_that_of_the_program_and_a_roster),
        HC_TEST(stopped_it_gives_the_bound_of_the_program),
        HC_TEST(less_effort_has_its_share_of_the_work_down_to_the_least),
        HC_TEST(nights_premiums_breaks_that_meet_and_weeks_are_not_told_apart)};
    return hc_test_run("scheduler/cover/whole_days", tests, sizeof tests / sizeof tests[0]);
}
