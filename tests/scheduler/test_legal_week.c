#include "scheduler/legal_week.h"

#include <string.h>

#include "forecast/base/rng.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

static hc_week_case whole_week(const hc_contract *contract)
{
    const hc_week_case week = {
        .contract = contract, .days = HC_DAYS_A_WEEK, .before = hc_week_edge_fresh()};
    return week;
}

static hc_week_reach reach_of(const hc_week_case *week)
{
    hc_week_reach reach = {0};
    CU_ASSERT_EQUAL(hc_week_search(week, &reach, NULL), HC_OK);
    return reach;
}

static void default_contract_has_a_legal_week(void)
{
    const hc_contract contract = hc_contract_default();
    const hc_week_case week = whole_week(&contract);
    const hc_week_reach reach = reach_of(&week);
    CU_ASSERT_TRUE(reach.legal);
    CU_ASSERT_EQUAL(reach.days_most, 5);
    CU_ASSERT_EQUAL(reach.paid_most, HC_NO_LIMIT);
}

static void days_off_lower_what_can_be_reached(void)
{
    hc_contract contract = hc_contract_default();
    contract.week_paid_min_least = 2400;
    contract.days_off_together = 2;
    const uint8_t day_off[7] = {0, 1, 0, 0, 1, 0, 1};
    hc_week_case week = whole_week(&contract);
    week.day_off = day_off;
    const hc_week_reach reach = reach_of(&week);
    CU_ASSERT_FALSE(reach.legal);
    CU_ASSERT_EQUAL(reach.days_most,
                    3); /* of Mon Wed Thu Sat one falls to the two off together */
    CU_ASSERT_EQUAL(reach.paid_most, 1440);
}

static void missing_days_lower_the_least(void)
{
    hc_contract contract = hc_contract_default();
    contract.week_paid_min_least = 2400;
    hc_week_case week = whole_week(&contract);
    week.days = 3;
    CU_ASSERT_EQUAL(hc_week_days_least(&week), 1);
    CU_ASSERT_EQUAL(hc_week_paid_least(&week), 480);
    week.days = 1;
    CU_ASSERT_EQUAL(hc_week_days_least(&week), 0);
    CU_ASSERT_EQUAL(hc_week_paid_least(&week), 0);
    CU_ASSERT_TRUE(reach_of(&week).legal);
}

static void rest_and_spread_can_forbid_every_week(void)
{
    hc_contract contract = hc_contract_default();
    contract.rest_min = 940; /* 510 + 940 is ten minutes over a day */
    contract.start_spread_min = 0;
    const hc_week_case week = whole_week(&contract);
    CU_ASSERT_FALSE(reach_of(&week).legal);
    CU_ASSERT_EQUAL(reach_of(&week).days_most, 4);
    contract.start_spread_min = 60;
    CU_ASSERT_EQUAL(reach_of(&week).days_most, 5);
}

static void days_worked_before_count(void)
{
    hc_contract contract = hc_contract_default();
    contract.days_off_together = 2;
    hc_week_case week = whole_week(&contract);
    week.before = hc_week_edge_none();
    week.before.end_min[6][0] = -60;
    CU_ASSERT_TRUE(reach_of(&week).legal);
    contract.days_a_week_least = 6;
    contract.days_a_week_most = 6;
    contract.days_off_together = 0;
    CU_ASSERT_TRUE(reach_of(&week).legal);
    contract.latest_start_min[1] = -1; /* Monday must be off already, Tuesday is closed */
    CU_ASSERT_FALSE(reach_of(&week).legal);
}

static void too_many_cases_are_refused(void)
{
    hc_contract contract = hc_contract_default();
    contract.break_count = 0;
    contract.shift_shortest_min = 121;
    contract.shift_longest_min = 720;
    contract.shift_step_min = 1;
    contract.week_paid_min_least = 2000;
    contract.days_a_week_most = 7;
    contract.consecutive_days_most = 42;
    contract.days_off_together = 2;
    const hc_week_case week = whole_week(&contract);
    hc_week_reach reach = {0};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_week_search(&week, &reach, &err), HC_ERR_LIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "full-time"));
}

/* ---- against every week there is ---- */

#define START_GRID 360

/* One week spelt out: start of each day's shift or -1, and its length. */
typedef struct spelt_week {
    int32_t start_min[7];
    int32_t length_min[7];
} spelt_week;

static bool rules_hold(const hc_week_case *week, const spelt_week *w, int32_t *days,
                       int32_t *paid)
{
    const hc_contract *c = week->contract;
    int32_t run = 0;
    int32_t off = 0;
    int32_t off_longest = 0;
    int32_t end = -1000000;
    int32_t low = 100000;
    int32_t high = -1;
    *days = 0;
    *paid = 0;
    for (int32_t day = 0; day < 7; day++) {
        const bool works = day < week->days && w->start_min[day] >= 0;
        off = works ? 0 : off + 1;
        run = works ? run + 1 : 0;
        if (off > off_longest) { off_longest = off; }
        if (!works) { continue; }
        const int32_t start = day * 1440 + w->start_min[day];
        if (start - end < c->rest_min || run > c->consecutive_days_most) { return false; }
        if (w->start_min[day] + w->length_min[day] > c->latest_end_min[day]) { return false; }
        if (week->day_off != NULL && week->day_off[day]) { return false; }
        end = start + w->length_min[day];
        low = w->start_min[day] < low ? w->start_min[day] : low;
        high = w->start_min[day] > high ? w->start_min[day] : high;
        *days += 1;
        *paid += w->length_min[day];
    }
    const bool saturday = week->days > 5 && w->start_min[5] >= 0;
    const bool sunday = week->days > 6 && w->start_min[6] >= 0;
    if (c->weekends_whole && week->days > 6 && saturday != sunday) { return false; }
    if ((saturday || sunday) && c->weekends_most == 0) { return false; }
    return (*days == 0 || high - low <= c->start_spread_min) &&
           (week->days < 7 || off_longest >= c->days_off_together) &&
           *days <= c->days_a_week_most && *paid <= c->week_paid_min_most;
}

/* Every week: each day one of off, or four starts times two lengths. */
static hc_week_reach try_all(const hc_week_case *week)
{
    hc_week_reach reach = {.days_most = -1, .paid_most = HC_NO_LIMIT};
    int32_t paid_by_days[8];
    for (size_t i = 0; i < 8; i++) {
        paid_by_days[i] = HC_NO_LIMIT;
    }
    int32_t total = 1;
    for (int32_t day = 0; day < week->days; day++) {
        total *= 9;
    }
    for (int32_t code = 0; code < total; code++) {
        spelt_week w = {{0}, {0}};
        int32_t rest = code;
        for (int32_t day = 0; day < week->days; day++, rest /= 9) {
            const int32_t choice = rest % 9 - 1;
            w.start_min[day] = choice < 0 ? -1 : choice / 2 * START_GRID;
            w.length_min[day] = week->contract->shift_shortest_min +
                                (choice % 2) * week->contract->shift_step_min;
        }
        int32_t days = 0;
        int32_t paid = 0;
        if (!rules_hold(week, &w, &days, &paid)) { continue; }
        if (days > reach.days_most) { reach.days_most = days; }
        if (paid > paid_by_days[days]) { paid_by_days[days] = paid; }
        reach.legal = reach.legal ||
                      (days >= hc_week_days_least(week) && paid >= hc_week_paid_least(week));
    }
    int32_t least = hc_week_days_least(week);
    if (least > reach.days_most) { least = reach.days_most; }
    for (int32_t days = least < 0 ? 0 : least; days < 8; days++) {
        if (paid_by_days[days] > reach.paid_most) { reach.paid_most = paid_by_days[days]; }
    }
    return reach;
}

static hc_contract random_contract(hc_rng *rng)
{
    hc_contract c = hc_contract_default();
    c.break_count = 0;
    c.start_grid_min = START_GRID;
    c.shift_step_min = 120;
    c.shift_shortest_min = 360 + 120 * (int32_t)hc_rng_below(rng, 5);
    c.shift_longest_min = c.shift_shortest_min + 120;
    for (size_t d = 0; d < 7; d++) {
        c.latest_end_min[d] = 1200 + 240 * (int32_t)hc_rng_below(rng, 5);
    }
    c.days_a_week_least = (int32_t)hc_rng_below(rng, 7);
    c.days_a_week_most = c.days_a_week_least + (int32_t)hc_rng_below(rng, 2);
    c.week_paid_min_least = 300 * (int32_t)hc_rng_below(rng, 9);
    c.week_paid_min_most = c.week_paid_min_least + 240 * (int32_t)hc_rng_below(rng, 6);
    c.days_off_together = (int32_t)hc_rng_below(rng, 5);
    c.days_off_together = c.days_off_together == 1 ? 2 : c.days_off_together;
    c.consecutive_days_most = 1 + (int32_t)hc_rng_below(rng, 6);
    c.weekends_whole = hc_rng_below(rng, 2) == 0;
    c.weekends_most = hc_rng_below(rng, 3) == 0 ? (int32_t)hc_rng_below(rng, 2) : HC_NO_LIMIT;
    c.rest_min = 120 * (int32_t)hc_rng_below(rng, 12);
    c.start_spread_min = START_GRID * (int32_t)hc_rng_below(rng, 4);
    return c;
}

/* 300 random contracts (seed 11) in weeks of three to five days, a few of seven, all plans
 * each. */
static void search_equals_trying_every_week(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    size_t legal = 0;
    for (int i = 0; i < 300; i++) {
        const hc_contract contract = random_contract(&rng);
        uint8_t day_off[7];
        for (size_t d = 0; d < 7; d++) {
            day_off[d] = hc_rng_below(&rng, 6) == 0;
        }
        hc_week_case week = whole_week(&contract);
        week.days = i % 50 == 0 ? 7 : 3 + (int32_t)hc_rng_below(&rng, 3);
        week.day_off = i % 2 == 0 ? day_off : NULL;
        const hc_week_reach found = reach_of(&week);
        const hc_week_reach all = try_all(&week);
        CU_ASSERT_EQUAL(found.legal, all.legal);
        CU_ASSERT_EQUAL(found.days_most, all.days_most);
        CU_ASSERT_EQUAL(found.paid_most, all.paid_most);
        legal += all.legal ? 1 : 0;
    }
    CU_ASSERT_TRUE(legal > 30 && legal < 270);
}

static void each_failing_allocation_is_reported(void)
{
    const hc_contract contract = hc_contract_default();
    const hc_week_case week = whole_week(&contract);
    hc_week_reach reach = {.days_most = 77};
    for (size_t k = 1; k <= 3; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_week_search(&week, &reach, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(reach.days_most, 77);
    }
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(default_contract_has_a_legal_week),
        HC_TEST(days_off_lower_what_can_be_reached),
        HC_TEST(missing_days_lower_the_least),
        HC_TEST(rest_and_spread_can_forbid_every_week),
        HC_TEST(days_worked_before_count),
        HC_TEST(too_many_cases_are_refused),
        HC_TEST(search_equals_trying_every_week),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/legal_week", tests, sizeof tests / sizeof tests[0]);
}
