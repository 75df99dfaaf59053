#include "scheduler/names.h"

#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

/* `agents` tours of one Monday shift each; tour t starts at 08:00 + 30 t minutes. */
static hc_roster one_shift_tours(size_t agents)
{
    hc_roster roster = HC_ROSTER_INIT;
    roster.axis = fixture_axis(30, 7);
    CU_ASSERT_EQUAL(hc_alloc(&roster.agents, agents, sizeof *roster.agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_alloc(&roster.shifts, agents, sizeof *roster.shifts, NULL), HC_OK);
    roster.agent_count = agents;
    roster.shift_count = agents;
    for (size_t i = 0; i < agents; i++) {
        roster.shifts[i].agent = i;
        roster.shifts[i].start_min = 480 + 30 * (int32_t)i;
        roster.shifts[i].length_min = 510;
    }
    return roster;
}

static void people_get_the_tours_nearest_to_their_wish(void)
{
    hc_rules rules = fixture_named_rules(4);
    rules.agents[0].preferred_start_min = 570;
    rules.agents[1].preferred_start_min = 540;
    rules.agents[3].preferred_start_min = 480;
    hc_roster roster = one_shift_tours(4);
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    static const int32_t expected[] = {570, 540, 510, 480};
    for (size_t i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(roster.shifts[i].agent, i);
        CU_ASSERT_EQUAL(roster.shifts[i].start_min, expected[i]);
        CU_ASSERT_STRING_EQUAL(roster.agents[i].id, rules.agents[i].id);
        CU_ASSERT_STRING_EQUAL(roster.agents[i].name, rules.agents[i].name);
    }
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void take_leave(hc_rules *rules, size_t agent, size_t day)
{
    if (rules->agents[agent].day_off == NULL) {
        CU_ASSERT_EQUAL(hc_alloc(&rules->agents[agent].day_off, 7, 1, NULL), HC_OK);
    }
    rules->agents[agent].day_off[day] = 1;
}

static void days_off_win_over_wishes(void)
{
    hc_rules rules = fixture_named_rules(2);
    rules.agents[0].preferred_start_min = 480;
    rules.agents[1].preferred_start_min = 510;
    take_leave(&rules, 0, 0);
    hc_roster roster = one_shift_tours(2);
    roster.shifts[1].day = 1;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.shifts[0].day, 1);
    CU_ASSERT_EQUAL(roster.shifts[1].day, 0);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

/* Three days worked up to last evening: without a limit of days in a row Monday may follow,
 * with three at most Monday is the other's and the day off comes first. */
static void runs_from_before_count_where_there_is_a_limit(void)
{
    for (int limit = 0; limit < 2; limit++) {
        hc_rules rules = fixture_named_rules(2);
        rules.contracts[0].consecutive_days_most = limit == 1 ? 3 : HC_NO_LIMIT;
        rules.agents[0].before = (hc_agent_history){.run_days = 3, .end_min = -420};
        hc_roster roster = one_shift_tours(2);
        roster.shifts[1].day = 1;
        CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
        CU_ASSERT_EQUAL(roster.shifts[0].day, limit == 1 ? 1 : 0);
        CU_ASSERT_EQUAL(roster.shifts[1].day, limit == 1 ? 0 : 1);
        hc_roster_clear(&roster);
        hc_rules_clear(&rules);
    }
}

static void tours_that_break_every_day_off_are_refused_by_name(void)
{
    hc_rules rules = fixture_named_rules(2);
    take_leave(&rules, 1, 0);
    hc_roster roster = one_shift_tours(2);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "agent 'a2'"));
    CU_ASSERT_EQUAL(roster.agents[0].id[0], '\0');
    take_leave(&rules, 0, 0);
    roster.shifts[1].day = 1;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "class 'full-time'"));
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void another_number_of_tours_than_people_is_refused(void)
{
    hc_rules rules = fixture_named_rules(3);
    hc_roster roster = one_shift_tours(2);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "2 tours for 3 agents"));
    roster.agents[1].class_index = 1;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, &err), HC_ERR_RANGE);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void agents_without_names_are_numbered_within_their_class(void)
{
    hc_rules rules = fixture_rules(2);
    hc_class classes[3] = {rules.classes[0], rules.classes[0], rules.classes[0]};
    memcpy(classes[1].name, "Full time", sizeof "Full time");
    memcpy(classes[2].name, "Nights", sizeof "Nights");
    hc_class *own = rules.classes;
    rules.classes = classes;
    rules.class_count = 3;
    hc_roster roster = one_shift_tours(4);
    roster.agents[1].class_index = 1;
    roster.agents[3].class_index = 2;
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(roster.agents[0].id, "full-time-001");
    CU_ASSERT_STRING_EQUAL(roster.agents[1].id, "full-time-003");
    CU_ASSERT_STRING_EQUAL(roster.agents[2].id, "full-time-002");
    CU_ASSERT_STRING_EQUAL(roster.agents[3].id, "nights-001");
    hc_roster_clear(&roster);
    rules.classes = own;
    rules.class_count = 1;
    hc_rules_clear(&rules);
}

static void long_class_names_are_cut_at_a_character(void)
{
    hc_rules rules = fixture_rules(1);
    for (size_t i = 0; i < 40; i++) {
        memcpy(rules.classes[0].name + 3 * i, "\xEC\x83\x81", 4);
    }
    hc_roster roster = one_shift_tours(1);
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    const size_t length = strlen(roster.agents[0].id);
    CU_ASSERT_EQUAL((length - 4) % 3, 0);
    CU_ASSERT_STRING_EQUAL(roster.agents[0].id + length - 4, "-001");
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void a_class_of_thousands_is_dealt_in_blocks(void)
{
    const size_t people = 2500;
    hc_rules rules = fixture_named_rules(people);
    hc_roster roster = one_shift_tours(people);
    for (size_t i = 0; i < people; i++) {
        roster.shifts[i].start_min = 480 + 30 * (int32_t)(i % 2);
        rules.agents[i].preferred_start_min = 480 + 30 * (int32_t)((i + 1) % 2);
    }
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    size_t pleased = 0;
    for (size_t i = 0; i < people; i++) {
        pleased += roster.shifts[i].start_min == rules.agents[i].preferred_start_min ? 1 : 0;
    }
    CU_ASSERT_EQUAL(pleased, people);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
}

static void each_failing_allocation_leaves_the_roster_without_names(void)
{
    hc_rules rules = fixture_named_rules(3);
    hc_roster roster = one_shift_tours(3);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_OK);
    const size_t made = hc_heap_count();
    hc_roster_clear(&roster);
    for (size_t k = 1; k <= made; k++) {
        roster = one_shift_tours(3);
        const size_t live = hc_heap_live();
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_assign_names(&rules, &roster, NULL), HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(roster.agents[0].id[0], '\0');
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        hc_roster_clear(&roster);
    }
    hc_rules_clear(&rules);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(people_get_the_tours_nearest_to_their_wish),
        HC_TEST(days_off_win_over_wishes),
        HC_TEST(runs_from_before_count_where_there_is_a_limit),
        HC_TEST(tours_that_break_every_day_off_are_refused_by_name),
        HC_TEST(another_number_of_tours_than_people_is_refused),
        HC_TEST(agents_without_names_are_numbered_within_their_class),
        HC_TEST(long_class_names_are_cut_at_a_character),
        HC_TEST(a_class_of_thousands_is_dealt_in_blocks),
        HC_TEST(each_failing_allocation_leaves_the_roster_without_names),
    };
    return hc_test_run("scheduler/names", tests, sizeof tests / sizeof tests[0]);
}
