#include "scheduler/weekend.h"

#include "tests/support/hc_test.h"

#define DAYS 25 /* up to four weekends, from any weekday */

/* The rules looked up from the days themselves. */
static bool rules_hold(const hc_weekend_rule *rule, int32_t first_weekday, const bool *worked)
{
    int32_t count = 0;
    int32_t run = 0;
    for (int32_t saturday = 5 - first_weekday; saturday < DAYS; saturday += 7) {
        const bool on_saturday = saturday >= 0 && worked[saturday];
        const bool on_sunday = saturday + 1 < DAYS && worked[saturday + 1];
        const bool both_known = saturday >= 0 && saturday + 1 < DAYS;
        if (rule->whole && both_known && on_saturday != on_sunday) { return false; }
        run = on_saturday || on_sunday ? run + 1 : 0;
        count += run > 0 ? 1 : 0;
        if (rule->off_every != HC_NO_LIMIT && run >= rule->off_every) { return false; }
    }
    return rule->most == HC_NO_LIMIT || count <= rule->most;
}

static bool walk_holds(const hc_weekend_rule *rule, int32_t first_weekday, const bool *worked)
{
    int32_t state = 0;
    for (int32_t day = 0; day < DAYS; day++) {
        state = hc_weekend_after(rule, state, (first_weekday + day) % 7, day == 0, worked[day]);
        if (state == HC_WEEKEND_FORBIDDEN) { return false; }
        CU_ASSERT_TRUE(state >= 0 && state < hc_weekend_states(rule));
    }
    return true;
}

/* Every pattern of work on the weekend days; the days between are worked now and then. */
static void try_patterns(const hc_weekend_rule *rule, int32_t first_weekday, size_t *held)
{
    size_t weekend_days = 0;
    for (int32_t day = 0; day < DAYS; day++) {
        weekend_days += (first_weekday + day) % 7 >= 5 ? 1 : 0;
    }
    for (uint32_t pattern = 0; pattern < 1U << weekend_days; pattern++) {
        bool worked[DAYS];
        uint32_t bit = 0;
        for (int32_t day = 0; day < DAYS; day++) {
            const bool weekend = (first_weekday + day) % 7 >= 5;
            worked[day] = weekend ? (pattern >> bit & 1U) != 0 : day % 3 == 0;
            bit += weekend ? 1 : 0;
        }
        const bool holds = rules_hold(rule, first_weekday, worked);
        CU_ASSERT_EQUAL(walk_holds(rule, first_weekday, worked), holds);
        *held += holds ? 1 : 0;
    }
}

static void a_walk_over_the_days_judges_every_pattern_as_its_definition(void)
{
    static const int32_t limits[] = {HC_NO_LIMIT, 0, 1, 2, 3, 9};
    size_t held = 0;
    for (size_t most = 0; most < 6; most++) {
        for (size_t every = 0; every < 6; every++) {
            if (limits[every] == 0) { continue; }
            for (int whole = 0; whole < 2; whole++) {
                const hc_weekend_rule rule = {whole != 0, limits[most], limits[every]};
                for (int32_t weekday = 0; weekday < 7; weekday++) {
                    try_patterns(&rule, weekday, &held);
                }
            }
        }
    }
    CU_ASSERT_TRUE(held > 1000);
}

static void rules_that_say_nothing_need_one_state(void)
{
    const hc_weekend_rule none = {false, HC_NO_LIMIT, HC_NO_LIMIT};
    const hc_weekend_rule loose = {false, HC_WEEKENDS_MAX, HC_WEEKENDS_MAX + 1};
    CU_ASSERT_EQUAL(hc_weekend_states(&none), 1);
    CU_ASSERT_EQUAL(hc_weekend_states(&loose), 1);
    CU_ASSERT_EQUAL(hc_weekend_after(&none, 0, HC_SUNDAY, false, true), 0);
    const hc_weekend_rule never = {false, 0, HC_NO_LIMIT};
    CU_ASSERT_EQUAL(hc_weekend_after(&never, 0, HC_SATURDAY, false, true),
                    HC_WEEKEND_FORBIDDEN);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_walk_over_the_days_judges_every_pattern_as_its_definition),
        HC_TEST(rules_that_say_nothing_need_one_state),
    };
    return hc_test_run("scheduler/weekend", tests, sizeof tests / sizeof tests[0]);
}
