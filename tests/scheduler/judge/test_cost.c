#include <math.h>
#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

static void cover_leaves_out_breaks_and_costs_what_the_steps_say(void)
{
    spoilt_roster *p = good_roster(3, true, 1);
    for (size_t slot = 0; slot < hc_axis_slots(&p->axis); slot++) {
        p->required[slot] = slot < 96 ? 0.0 : 3.0;
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->cover[36], 3.0);
    CU_ASSERT_EQUAL(v->cover[42], 0.0); /* 10:30: all on break */
    CU_ASSERT_EQUAL(v->cover[35], 0.0);
    /* Monday: 30 intervals with 3 agents too many: 0.25 + 2 x 0.75. The other days: 4 x 30 met,
     * 6 x 96 - 4 x 30 = 456 intervals with 3 short: 1 + 2 + 4. */
    CHECK_CLOSE(v->cover_cost, 30 * 1.75 + 456 * 7.0, 1e-12);
    CHECK_CLOSE(v->short_hours, 456 * 3 / 4.0, 1e-12);
    CHECK_CLOSE(v->over_hours, 30 * 3 / 4.0, 1e-12);
    CU_ASSERT_TRUE(hc_roster_cost_agrees(v, v->cover_cost));
    CU_ASSERT_FALSE(hc_roster_cost_agrees(v, v->cover_cost + 0.01));
    CU_ASSERT_FALSE(hc_roster_cost_agrees(v, (double)NAN));
    done(p);
}

/* As above: on Monday afternoon, from 12:00, what is over costs twice. On Tuesday (30 met, 66
 * short) people short weigh 5 until 06:00 and, by the later entry, nothing until 03:00. */
static void hours_of_other_prices_weigh_what_is_short_and_over(void)
{
    spoilt_roster *p = good_roster(3, true, 1);
    for (size_t slot = 0; slot < hc_axis_slots(&p->axis); slot++) {
        p->required[slot] = slot < 96 ? 0.0 : 3.0;
    }
    const hc_cost_hours hours[] = {{{true}, 720, 1440, 1.0, 2.0},
                                   {{false, true}, 0, 360, 5.0, 1.0},
                                   {{false, true}, 0, 180, 0.0, 1.0}};
    const double before = judge(p)->cover_cost;
    memcpy(p->rules.cost_hours, hours, sizeof hours);
    p->rules.cost_hours_count = 3;
    const hc_roster_verdict *v = judge(p);
    double afternoon = 0.0;
    for (size_t slot = 48; slot < 96; slot++) {
        afternoon += v->cover[slot] > 0.0 ? 1.75 : 0.0;
    }
    CU_ASSERT_TRUE(afternoon > 0.0);
    CHECK_CLOSE(v->cover_cost, before + afternoon + 12 * 7.0 * 4.0 - 12 * 7.0, 1e-12);
    p->rules.cost_hours[1].shortage = -1.0;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, NULL),
                    HC_ERR_RANGE);
    done(p);
}

/* Three of 09:00 to 17:30 on five days, two asked for; the price falls 10, 4, 1, 0. On the
 * phones: 30 intervals a day with three, 2 lost to each break and lunch: the rest with nobody.
 */
static void curves_price_what_is_on_the_phones_in_place_of_the_shortage(void)
{
    static double price[7 * 96 * 4];
    spoilt_roster *p = good_roster(3, true, 1);
    for (size_t slot = 0; slot < 7 * 96; slot++) {
        p->required[slot] = 2.0;
        price[4 * slot] = 10.0;
        price[4 * slot + 1] = 4.0;
        price[4 * slot + 2] = 1.0;
    }
    p->rules.curves = (hc_cover_curves){.slots = 7 * 96, .width = 4, .price = price};
    const hc_roster_verdict *v = judge(p);
    CHECK_CLOSE(v->cover_cost, (7 * 96 - 150) * 10.0 + 150 * 0.25, 1e-12);
    CHECK_CLOSE(v->cost, v->cover_cost, 1e-12);
    /* A break of five minutes of fifteen: 2 2/3 people, a third of the way from 0 to 1, and
     * two thirds of the surplus. */
    p->rows[1].end = at(0, 540 + 95);
    v = judge(p);
    CHECK_CLOSE(v->cover_cost, (7 * 96 - 151) * 10.0 + 150 * 0.25 + (10.0 - 2.0 / 3.0 * 6.0),
                1e-12);
    p->rules.curves.slots = 96;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, NULL),
                    HC_ERR_RANGE);
    done(p);
}

static void wages_weekends_and_hiring_are_added(void)
{
    spoilt_roster *p = good_roster(2, false, 1);
    hc_contract *c = contract_of(p);
    c->wage_an_hour = 10.0;
    c->weekend_day_cost = 7.0;
    c->hire_cost_a_week = 100.0;
    move_rows(p, 12, 4, 2, 0); /* a1's Thursday to Saturday */
    const hc_roster_verdict *v = judge(p);
    CHECK_CLOSE(v->wage_cost, 2 * 5 * 8 * 10.0, 1e-12);
    CHECK_CLOSE(v->weekend_cost, 7.0, 1e-12);
    CU_ASSERT_EQUAL(v->hire_cost, 0.0);
    p->rules.choose_heads = true;
    v = judge(p);
    CHECK_CLOSE(v->hire_cost, 200.0, 1e-12);
    CHECK_CLOSE(v->cost, v->cover_cost + 800.0 + 7.0 + 200.0, 1e-12);
    done(p);
}

/* Nights from 12:45 to 13:15, half of which is unpaid lunch, and Thursday's shift on Saturday,
 * with half an hour of overtime: eight hours and a half, of which a quarter at night. */
static void nights_and_weekends_are_paid_on_top(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    hc_contract *c = contract_of(p);
    c->wage_an_hour = 10.0;
    c->night_from_min = 765;
    c->night_to_min = 795;
    c->night_premium = 0.4;
    c->saturday_premium = 0.5;
    move_rows(p, 12, 4, 2, 0);
    add_row(p, "a1", 5, "overtime", 1050, 30);
    const hc_roster_verdict *v = judge(p);
    CHECK_CLOSE(v->wage_cost, 405.0, 1e-12);
    CHECK_CLOSE(v->premium_cost, 10.0 * (5 * 0.25 * 0.4 + 8.5 * 0.5), 1e-12);
    CHECK_CLOSE(v->cost, v->cover_cost + v->wage_cost + v->premium_cost, 1e-12);
    done(p);
}

/* Two people from Monday to Friday, 09:00 to 17:30: 40 paid hours each. */
static void own_wages_and_priced_wishes_are_added(void)
{
    spoilt_roster *p = good_roster(2, true, 1);
    p->rules.contracts[0].wage_an_hour = 10.0;
    hc_agent *agent = &p->rules.agents[0];
    agent->wage_an_hour = 12.0;
    agent->preferred_start_min = 600; /* an hour later, on five days */
    agent->start_cost_an_hour = 0.5;
    agent->day_off_cost = 3.0;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->wished_off, 7, 1, NULL), HC_OK);
    agent->wished_off[1] = 1; /* worked */
    agent->wished_off[6] = 1; /* free */
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_DOUBLE_EQUAL(v->wage_cost, 40.0 * 12.0 + 40.0 * 10.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(v->wish_cost, 5 * 0.5 + 3.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(v->cost, v->cover_cost + v->wage_cost + v->wish_cost, 1e-9);
    done(p);
}

static void night_counts_for_its_start_day_and_covers_the_next(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    p->row_count = 0;
    for (int32_t day = 0; day < 5; day++) {
        add_shift(p, "a1", day, 1320);
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 0);
    CU_ASSERT_EQUAL(v->cover[88], 1.0);
    CU_ASSERT_EQUAL(v->cover[96 + 25], 1.0);
    CU_ASSERT_EQUAL(v->cover[96 + 26], 0.0);
    CU_ASSERT_EQUAL(v->cover[5 * 96 + 25], 1.0);
    done(p);
}

static void hour_that_is_skipped_is_not_covered(void)
{
    hc_zone berlin = HC_ZONE_FLOATING;
    if (hc_zone_load("Europe/Berlin", &berlin, NULL) != HC_OK) {
        CU_FAIL("no time zone data");
        return;
    }
    hc_rules rules = fixture_rules(1);
    rules.contracts[0].days_a_week_least = 0;
    rules.contracts[0].break_count = 0;
    hc_axis axis = HC_AXIS_INIT;
    const int64_t saturday = 20540; /* 2026-03-28; clocks go forward in the night */
    CU_ASSERT_EQUAL(hc_axis_make(&axis, &berlin, 15, saturday, 2, NULL), HC_OK);
    const hc_roster_row row = {.agent = "n",
                               .class_name = "full-time",
                               .date = saturday,
                               .activity = "shift",
                               .start = {saturday, 22 * 3600},
                               .end = {saturday + 1, 6 * 3600 + 1800}};
    double required[200] = {0};
    hc_roster_verdict v = HC_ROSTER_VERDICT_INIT;
    CU_ASSERT_EQUAL(hc_check_roster(&axis, required, &rules, &row, 1, &v, NULL), HC_OK);
    CU_ASSERT_EQUAL(v.violation_count, 0);
    CHECK_CLOSE(v.over_hours, 7.5, 1e-12);
    hc_roster_verdict_clear(&v);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(cover_leaves_out_breaks_and_costs_what_the_steps_say),
        HC_TEST(hours_of_other_prices_weigh_what_is_short_and_over),
        HC_TEST(curves_price_what_is_on_the_phones_in_place_of_the_shortage),
        HC_TEST(wages_weekends_and_hiring_are_added),
        HC_TEST(nights_and_weekends_are_paid_on_top),
        HC_TEST(own_wages_and_priced_wishes_are_added),
        HC_TEST(night_counts_for_its_start_day_and_covers_the_next),
        HC_TEST(hour_that_is_skipped_is_not_covered),
    };
    return hc_test_run("scheduler/judge/cost", tests, sizeof tests / sizeof tests[0]);
}
