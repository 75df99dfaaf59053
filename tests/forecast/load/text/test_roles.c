#include "forecast/load/text/roles.h"

#include <string.h>

#include "tests/support/hc_test.h"

static bool is_named(const char *column, const char *name, hc_role role, hc_time_unit *unit)
{
    return hc_role_is_named(column, name, strlen(name), role, unit);
}

static void a_name_may_carry_its_unit(void)
{
    hc_time_unit unit = HC_UNIT_DAYS;
    CU_ASSERT(is_named("AHT (min)", "aht", HC_ROLE_AHT, &unit));
    CU_ASSERT_EQUAL(unit, HC_UNIT_MINUTES);
    CU_ASSERT(is_named("talk_sec", "talk", HC_ROLE_TALK, &unit));
    CU_ASSERT_EQUAL(unit, HC_UNIT_SECONDS);
    CU_ASSERT(is_named("AHT", "aht", HC_ROLE_AHT, &unit));
    CU_ASSERT_EQUAL(unit, HC_UNIT_BY_EVIDENCE);
    CU_ASSERT_FALSE(is_named("volume sec", "volume", HC_ROLE_VOLUME, &unit)); /* no time */
    CU_ASSERT_EQUAL(hc_unit_of_name("AHT [ms]"), HC_UNIT_MILLISECONDS);
    CU_ASSERT_EQUAL(hc_unit_of_name("handle time sec"), HC_UNIT_SECONDS);
    CU_ASSERT_EQUAL(hc_unit_of_name("seconds"), HC_UNIT_BY_EVIDENCE); /* all of the name */
}

static void a_percentage_is_a_share_and_no_count(void)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    CU_ASSERT(is_named("Service level (%)", "service level", HC_ROLE_SERVICE_LEVEL, &unit));
    CU_ASSERT_FALSE(is_named("Abandoned (%)", "abandoned", HC_ROLE_ABANDONED, &unit));
}

/* What stands in the bracket may be the count that is meant. */
static void a_bracket_may_say_what_is_counted(void)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    CU_ASSERT(is_named("Calls (answered)", "calls answered", HC_ROLE_HANDLED, &unit));
    CU_ASSERT(is_named("Calls [Offered]", "calls offered", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(is_named("Calls (offered)", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT_FALSE(is_named("Calls (answered)", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT_FALSE(is_named("Calls (abandoned)", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT_FALSE(is_named("Calls (outbound)", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(is_named("Calls (30 min)", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(is_named("ACDCALLS(응답호수)", "acdcalls", HC_ROLE_HANDLED, &unit));
}

static void a_sum_has_the_name_of_what_is_added_up(void)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    char bare[32];
    CU_ASSERT(is_named("Sum of Offered", "offered", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(is_named("SUM(calls_offered)", "calls offered", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(is_named("Mittelwert von AHT (min)", "aht", HC_ROLE_AHT, &unit));
    CU_ASSERT_EQUAL(unit, HC_UNIT_MINUTES);
    CU_ASSERT_FALSE(is_named("Summary of calls", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(hc_name_made_bare("avg(aht)", bare, sizeof bare));
    CU_ASSERT_STRING_EQUAL(bare, "aht");
    CU_ASSERT_FALSE(hc_name_made_bare("sum()", bare, sizeof bare));
    CU_ASSERT_FALSE(hc_name_made_bare("Sum of a name that is longer than there is room for",
                                      bare, sizeof bare));
    CU_ASSERT_FALSE(hc_name_made_bare("Average handle time", bare, sizeof bare));
}

/* As Power BI calls the columns of a data model and sums that nobody has named. */
static void a_column_has_its_name_behind_that_of_its_table(void)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    char bare[32];
    CU_ASSERT(is_named("Calendar[Date]", "date", HC_ROLE_DATE, &unit));
    CU_ASSERT(is_named("'Call facts'[AHT (min)]", "aht", HC_ROLE_AHT, &unit));
    CU_ASSERT_EQUAL(unit, HC_UNIT_MINUTES);
    CU_ASSERT(is_named("[Sum of Calls]", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(is_named("[SumCalls_Offered]", "calls offered", HC_ROLE_VOLUME, &unit));
    CU_ASSERT_FALSE(is_named("Forecast[Calls]", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT_FALSE(is_named("'Outbound'[Calls]", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT_FALSE(is_named("Facts[Calls %]", "calls", HC_ROLE_VOLUME, &unit));
    CU_ASSERT(hc_name_made_bare("Facts[Summary]", bare, sizeof bare));
    CU_ASSERT_STRING_EQUAL(bare, "Summary");
    CU_ASSERT_FALSE(hc_name_made_bare("AHT[min]", bare, sizeof bare)); /* a unit */
    CU_ASSERT_FALSE(hc_name_made_bare("Calls [x]", bare, sizeof bare));
    CU_ASSERT_FALSE(hc_name_made_bare("[]", bare, sizeof bare));
}

static void a_history_has_a_time_and_counts_or_calls(void)
{
    const char *counts[] = {"Queue", "Interval Start", "Offered"};
    const char *calls[] = {"Date", "Call ID", "Queue"};
    const char *people[] = {"Name", "Date", "Shift"};
    CU_ASSERT(hc_roles_are_history(counts, 3));
    CU_ASSERT(hc_roles_are_history(calls, 3));
    CU_ASSERT_FALSE(hc_roles_are_history(people, 3));
    CU_ASSERT_FALSE(hc_roles_are_history(counts + 2, 1)); /* no time */
    CU_ASSERT_EQUAL(hc_role_find(HC_ROLE_VOLUME, counts, 3), 2);
    CU_ASSERT_EQUAL(hc_role_find(HC_ROLE_VOLUME, people, 3), HC_CSV_NO_COLUMN);
}

static void every_role_has_words_and_names(void)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        CU_ASSERT(strlen(hc_role_name((hc_role)role)) > 0);
        CU_ASSERT(strlen(hc_role_text((hc_role)role)) > 0);
        CU_ASSERT(strlen(hc_role_synonyms((hc_role)role)) > 0);
    }
    CU_ASSERT_STRING_EQUAL(hc_role_name(HC_ROLES), "unknown");
    CU_ASSERT_STRING_EQUAL(hc_role_text((hc_role)-1), "unknown");
    CU_ASSERT_STRING_EQUAL(hc_role_synonyms(HC_ROLES), "");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_name_may_carry_its_unit),
        HC_TEST(a_percentage_is_a_share_and_no_count),
        HC_TEST(a_bracket_may_say_what_is_counted),
        HC_TEST(a_sum_has_the_name_of_what_is_added_up),
        HC_TEST(a_column_has_its_name_behind_that_of_its_table),
        HC_TEST(a_history_has_a_time_and_counts_or_calls),
        HC_TEST(every_role_has_words_and_names),
    };
    return hc_test_run("roles", tests, sizeof tests / sizeof tests[0]);
}
