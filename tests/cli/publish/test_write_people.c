#include "cli/publish/write_people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

/* A week of two people: one with wishes and a past, one with neither and without shifts. */
typedef struct people {
    hc_rules rules;
    hc_roster roster;
    uint8_t wished_off[7];
} people;

static void make(people *p)
{
    static const hc_shift shifts[] = {
        {.agent = 0, .day = 0, .start_min = 540, .length_min = 510}, /* as wished */
        {.agent = 0, .day = 2, .start_min = 600, .length_min = 510}, /* on the wished day off */
        {.agent = 0, .day = 5, .start_min = 720, .length_min = 510}}; /* Saturday, to 20:30 */
    *p = (people){.rules = fixture_named_rules(2)};
    hc_roster *roster = &p->roster;
    roster->axis = fixture_axis(30, 7);
    roster->shift_count = sizeof shifts / sizeof *shifts;
    roster->agent_count = 2;
    CU_ASSERT_EQUAL_FATAL(
        hc_alloc(&roster->shifts, roster->shift_count, sizeof *roster->shifts, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&roster->agents, 2, sizeof *roster->agents, NULL), HC_OK);
    memcpy(roster->shifts, shifts, sizeof shifts);
    for (size_t k = 0; k < 2; k++) {
        (void)snprintf(roster->agents[k].id, sizeof roster->agents[k].id, "a%zu", k + 1);
    }
}

static void wish(people *p)
{
    hc_agent *ada = &p->rules.agents[0];
    (void)snprintf(ada->name, sizeof ada->name, "Ada \"A\", senior");
    ada->preferred_start_min = 540;
    p->wished_off[2] = 1;
    ada->wished_off = p->wished_off;
    ada->before = (hc_agent_history){.weekends = 1.0, .lates = 2.5, .hours = 100.0};
}

static void clear(people *p)
{
    p->rules.agents[0].wished_off = NULL;
    hc_rules_clear(&p->rules);
    hc_roster_clear(&p->roster);
}

static void each_person_has_a_row_of_what_came_of_it(void)
{
    people p;
    char *text = NULL;
    size_t length = 0;
    make(&p);
    wish(&p);
    (void)snprintf(p.rules.agents[1].name, sizeof p.rules.agents[1].name, "Ben");
    FILE *out = open_memstream(&text, &length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL(hc_write_people_csv(&p.rules, &p.roster, out, NULL), HC_OK);
    (void)fclose(out);
    CU_ASSERT_STRING_EQUAL(
        text, "agent,name,class,shifts,hours,weekends,lates,hours_from_wish,wished_days_off,"
              "granted_days_off,weekends_total,lates_total,hours_total,overtime_hours\n"
              "a1,\"Ada \"\"A\"\", senior\",full-time,3,25.50,1,1,1.33,1,0,2,3.5,125.50,0.00\n"
              "a2,Ben,full-time,0,0.00,0,0,,0,0,0,0,0.00,0.00\n");
    free(text);
    clear(&p);
}

static void wishes_and_fairness_are_told_in_words(void)
{
    people p;
    char text[160];
    make(&p);
    CU_ASSERT_FALSE(hc_wish_words(&p.rules, &p.roster, text, sizeof text));
    CU_ASSERT_STRING_EQUAL(text, "");
    wish(&p);
    CU_ASSERT_TRUE(hc_wish_words(&p.rules, &p.roster, text, sizeof text));
    CU_ASSERT_STRING_EQUAL(
        text, "0 of 1 wished days off are free; starts are 1:20 from the wish on average");
    hc_fair_words(&p.rules, &p.roster, text, sizeof text);
    CU_ASSERT_STRING_EQUAL(text,
                           "weekends 0 to 2, late shifts 0 to 3.5, hours 0 to 125.5 a person");
    clear(&p);
}

static void a_full_disk_is_told(void)
{
    people p;
    FILE *out = fopen("/dev/full", "wb");
    hc_error err = HC_ERROR_INIT;
    make(&p);
    if (out != NULL) {
        CU_ASSERT_EQUAL(hc_write_people_csv(&p.rules, &p.roster, out, &err), HC_ERR_OUTPUT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.file, "people.csv"));
        (void)fclose(out);
    }
    clear(&p);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_person_has_a_row_of_what_came_of_it),
        HC_TEST(wishes_and_fairness_are_told_in_words),
        HC_TEST(a_full_disk_is_told),
    };
    return hc_test_run("cli/publish/write_people", tests, sizeof tests / sizeof tests[0]);
}
