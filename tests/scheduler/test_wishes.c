#include "scheduler/wishes.h"

#include "scheduler/names.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

/* A shift of 8.5 hours, no break: 8.5 paid. */
static hc_shift shift_of(size_t agent, size_t day, int32_t start_min)
{
    return (hc_shift){.agent = agent, .day = day, .start_min = start_min, .length_min = 510};
}

static void duties_are_counted_by_hand(void)
{
    hc_rules rules = fixture_named_rules(1);
    hc_axis axis = fixture_axis(30, 14);
    hc_agent *agent = &rules.agents[0];
    uint8_t wished_off[14] = {0};
    wished_off[1] = 1; /* free */
    wished_off[5] = 1; /* a Saturday that is worked */
    agent->preferred_start_min = 540;
    /* Monday on the wish, Saturday and Sunday of one weekend, and a late Saturday. */
    const hc_shift shifts[] = {shift_of(0, 0, 540), shift_of(0, 5, 600), shift_of(0, 6, 480),
                               shift_of(0, 12, 720)};
    agent->wished_off = wished_off;
    const hc_duties duties = hc_duties_of(&axis, &rules.contracts[0], agent, shifts, 4);
    agent->wished_off = NULL;
    CU_ASSERT_EQUAL(duties.shifts, 4);
    CU_ASSERT_DOUBLE_EQUAL(duties.hours, 4 * 8.5, 1e-12);
    CU_ASSERT_EQUAL(duties.weekends, 2);
    CU_ASSERT_EQUAL(duties.lates, 1); /* ends 20:30 */
    CU_ASSERT_DOUBLE_EQUAL(duties.apart_hours, 0.0 + 1.0 + 1.0 + 3.0, 1e-12);
    CU_ASSERT_EQUAL(duties.wished_days, 2);
    CU_ASSERT_EQUAL(duties.granted_days, 1);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

static void fairness_counts_what_was_before(void)
{
    hc_agent agent = {.before = {.weekends = 2.0, .lates = 1.0, .hours = 32.0}};
    const hc_duties duties = {.weekends = 1, .lates = 2, .hours = 40.0};
    const hc_fair_share even = {.weekends = 3.0, .lates = 3.0, .hours = 72.0};
    const hc_fair_share less = {.weekends = 1.0, .lates = 1.0, .hours = 56.0};
    CU_ASSERT_DOUBLE_EQUAL(hc_unfairness(&agent, &duties, &even), 0.0, 1e-12);
    /* two weekends, two lates and two shifts of eight hours too many: 4 + 4/2 + 4/2 */
    CU_ASSERT_DOUBLE_EQUAL(hc_unfairness(&agent, &duties, &less), 8.0, 1e-12);
}

static void seniority_multiplies_wishes_and_prices_cost(void)
{
    const hc_contract contract = {.wage_an_hour = 10.0};
    hc_agent agent = {.seniority = 1.0, .start_cost_an_hour = 0.5, .day_off_cost = 2.0};
    const hc_duties duties = {
        .hours = 8.0, .apart_hours = 3.0, .wished_days = 2, .granted_days = 1};
    CU_ASSERT_DOUBLE_EQUAL(hc_wish_points(&agent, &duties), 2.0 * (3.0 + 8.0), 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(hc_duties_cost(&contract, &agent, &duties), 80.0 + 1.5 + 2.0, 1e-12);
    agent.wage_an_hour = 12.0;
    CU_ASSERT_DOUBLE_EQUAL(hc_duties_cost(&contract, &agent, &duties), 96.0 + 1.5 + 2.0, 1e-12);
}

/* ---- dealt ---- */

/* Two tours: agent 0 works Monday to Friday, agent 1 Wednesday to Sunday. */
static hc_roster two_tours(void)
{
    hc_roster roster = HC_ROSTER_INIT;
    roster.axis = fixture_axis(30, 7);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&roster.agents, 2, sizeof *roster.agents, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&roster.shifts, 10, sizeof *roster.shifts, NULL), HC_OK);
    roster.agent_count = 2;
    roster.shift_count = 10;
    for (size_t k = 0; k < 10; k++) {
        roster.shifts[k] = shift_of(k / 5, k % 5 + 2 * (k / 5), 540);
    }
    return roster;
}

static bool works_weekend(const hc_roster *roster, size_t agent)
{
    for (size_t i = 0; i < roster->shift_count; i++) {
        if (roster->shifts[i].agent == agent && roster->shifts[i].day == 6) { return true; }
    }
    return false;
}

static void who_has_had_weekends_is_spared(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_roster roster = two_tours();
    rules.agents[1].before.weekends = 1.0;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_TRUE(works_weekend(&roster, 0));
    const hc_wish_sum sum = hc_wishes_of(&rules, &roster);
    CU_ASSERT_DOUBLE_EQUAL(sum.least.weekends, 1.0, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(sum.most.weekends, 1.0, 1e-12);
    CU_ASSERT_EQUAL(sum.people, 2);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void the_senior_wish_wins_and_a_price_wins_over_both(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_roster roster = two_tours();
    for (size_t i = 0; i < 2; i++) {
        CU_ASSERT_EQUAL_FATAL(hc_alloc(&rules.agents[i].wished_off, 7, 1, NULL), HC_OK);
        rules.agents[i].wished_off[6] = 1;
    }
    rules.agents[1].seniority = 3.0;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_TRUE(works_weekend(&roster, 0));
    hc_roster_clear(&roster);
    roster = two_tours();
    roster.cost = 10.0;
    rules.agents[0].day_off_cost = 0.25;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_TRUE(works_weekend(&roster, 1));
    CU_ASSERT_DOUBLE_EQUAL(roster.cost, 10.0, 1e-9); /* it was agent 1's tour before, too */
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void a_deal_that_is_cheaper_lowers_the_cost(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_roster roster = two_tours();
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&rules.agents[1].wished_off, 7, 1, NULL), HC_OK);
    rules.agents[1].wished_off[6] = 1;
    rules.agents[1].day_off_cost = 0.5;
    roster.cost = 10.0;
    roster.lower_bound = 9.0;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_TRUE(works_weekend(&roster, 0));
    CU_ASSERT_DOUBLE_EQUAL(roster.cost, 9.5, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(roster.gap, 0.5 / 9.5, 1e-9);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void nobody_gets_a_tour_outside_their_hours_or_too_short(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_roster roster = two_tours();
    rules.agents[1].before.weekends = 5.0; /* would be spared ... */
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&rules.agents[0].hours, 7, sizeof(hc_day_hours), NULL),
                          HC_OK);
    for (size_t day = 0; day < 7; day++) {
        rules.agents[0].hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
    rules.agents[0].hours[6].from_min = 600; /* ... but the other cannot come at nine */
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_TRUE(works_weekend(&roster, 1));
    rules.agents[0].hours[6].from_min = 0;
    roster.shift_count = 9; /* agent 1, on leave say, works four days: no full tour for 0 */
    roster.shifts[9] = roster.shifts[8];
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.shifts[4].agent, 0);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

/* The same short tour where nothing is asked of a week, but nine shifts' time of all days. */
static void nobody_gets_a_tour_that_is_too_short_for_the_period(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_roster roster = two_tours();
    hc_contract *c = &rules.contracts[0];
    rules.agents[1].before.weekends = 5.0; /* would be spared the weekend */
    c->days_a_week_least = 0;
    roster.shift_count = 9;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_FALSE(works_weekend(&roster, 1));
    hc_roster_clear(&roster);
    roster = two_tours();
    roster.shift_count = 9;
    c->period_paid_min_least = 5 * 480;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.shifts[4].agent, 0); /* keeps five shifts */
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(duties_are_counted_by_hand),
        HC_TEST(fairness_counts_what_was_before),
        HC_TEST(seniority_multiplies_wishes_and_prices_cost),
        HC_TEST(who_has_had_weekends_is_spared),
        HC_TEST(the_senior_wish_wins_and_a_price_wins_over_both),
        HC_TEST(a_deal_that_is_cheaper_lowers_the_cost),
        HC_TEST(nobody_gets_a_tour_outside_their_hours_or_too_short),
        HC_TEST(nobody_gets_a_tour_that_is_too_short_for_the_period),
    };
    return hc_test_run("scheduler/wishes", tests, sizeof tests / sizeof tests[0]);
}
