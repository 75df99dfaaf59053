#include "scheduler/premium.h"

#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

static hc_contract premiums(void)
{
    hc_contract c = hc_contract_default(); /* night from 22:00 to 06:00 */
    c.night_premium = 0.25;
    c.saturday_premium = 0.5;
    c.sunday_premium = 1.0;
    return c;
}

static void nights_and_weekends_add_up(void)
{
    const hc_contract c = premiums();
    CU_ASSERT_TRUE(hc_pays_premiums(&c));
    /* Monday 20:00 to 24:00: two hours at night. */
    CHECK_CLOSE(hc_premium_hours_between(&c, 0, 1200, 1440), 0.5, 1e-12);
    /* Friday 20:00 to 04:00: six hours at night, of which four on Saturday. */
    CHECK_CLOSE(hc_premium_hours_between(&c, 4, 1200, 1680), 6 * 0.25 + 4 * 0.5, 1e-12);
    /* Sunday 22:00 to Monday 08:00: eight at night, two on Sunday. */
    CHECK_CLOSE(hc_premium_hours_between(&c, 6, 1320, 1920), 8 * 0.25 + 2 * 1.0, 1e-12);
    CHECK_CLOSE(hc_premium_hours_between(&c, 2, 360, 1320), 0.0, 1e-12);
    CHECK_CLOSE(hc_premium_hours_between(&c, 2, 600, 600), 0.0, 1e-12);
}

static void a_night_within_a_day_or_none(void)
{
    hc_contract c = premiums();
    c.night_from_min = 60;
    c.night_to_min = 300;
    CHECK_CLOSE(hc_premium_hours_between(&c, 0, 0, 2880), 2 * 4 * 0.25, 1e-12);
    c.night_to_min = 60;
    CHECK_CLOSE(hc_premium_hours_between(&c, 0, 0, 2880), 0.0, 1e-12);
    const hc_contract none = hc_contract_default();
    CU_ASSERT_FALSE(hc_pays_premiums(&none));
}

/* From 20:00, paid breaks at 22:00 and 02:00, an unpaid lunch from 23:30 to 24:00. */
static void unpaid_breaks_earn_none(void)
{
    const hc_contract c = premiums();
    hc_axis axis = fixture_axis(15, 7);
    const hc_shift shift = {.start_min = 1200,
                            .length_min = 510,
                            .break_count = 3,
                            .break_start_min = {1320, 1410, 1560},
                            .break_length_min = {15, 30, 15},
                            .break_rule = {0, 1, 2}};
    CHECK_CLOSE(hc_premium_hours_of_shift(&axis, &c, &shift), 0.25 * (6.5 - 0.5), 1e-12);
    hc_axis_clear(&axis);
}

/* Somebody is wanted all evening, who works four hours of it: where nights are dearer, those
 * before them. Wage 1 an hour, an empty quarter hour costs 1, a spare one 0.25. */
static hc_roster evening(double night_premium)
{
    hc_axis axis = fixture_axis(15, 1);
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    hc_roster roster = HC_ROSTER_INIT;
    double required[96];
    c->shift_shortest_min = 240;
    c->shift_longest_min = 240;
    c->break_count = 0;
    c->days_a_week_least = 0;
    c->wage_an_hour = 1.0;
    c->night_premium = night_premium;
    for (size_t slot = 0; slot < 96; slot++) {
        required[slot] = slot >= 72 ? 1.0 : 0.0; /* from 18:00 */
    }
    required[72] = 0.0; /* so that the hours from 18:30 on cover more */
    const hc_schedule_options options = hc_schedule_options_default();
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
    return roster;
}

static void dear_nights_move_work_into_the_day(void)
{
    hc_roster cheap = evening(0.0);
    CU_ASSERT_EQUAL_FATAL(cheap.shift_count, 1);
    CU_ASSERT_TRUE(cheap.shifts[0].start_min >= 1110);
    CHECK_CLOSE(cheap.cost, 7 + 4.0, 1e-9); /* 23 quarter hours wanted, 16 covered, 4 paid */
    hc_roster dear = evening(3.0);
    CU_ASSERT_EQUAL_FATAL(dear.shift_count, 1);
    CU_ASSERT_EQUAL(dear.shifts[0].start_min, 1080);
    CHECK_CLOSE(dear.cost, 8 + 0.25 + 4.0, 1e-9); /* ends at 22:00; half an hour
                                                         later would cost 12.5 */
    CHECK_CLOSE(dear.lower_bound, dear.cost, 1e-6);
    hc_roster_clear(&cheap);
    hc_roster_clear(&dear);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(nights_and_weekends_add_up),
        HC_TEST(a_night_within_a_day_or_none),
        HC_TEST(unpaid_breaks_earn_none),
        HC_TEST(dear_nights_move_work_into_the_day),
    };
    return hc_test_run("scheduler/premium", tests, sizeof tests / sizeof tests[0]);
}
