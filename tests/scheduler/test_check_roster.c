#include "scheduler/check_roster.h"

#include <math.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

static void a_lawful_roster_breaks_nothing(void)
{
    spoilt_roster *p = good_roster(3, true, 2);
    CU_ASSERT_EQUAL(hc_weekday(FIXTURE_MONDAY), 0);
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 0);
    CU_ASSERT_EQUAL(v->agent_count, 3);
    CU_ASSERT_EQUAL(v->shift_count, 30);
    CU_ASSERT_EQUAL(v->paid_hours, 3 * 10 * 8.0);
    print_violations(v);
    done(p);
}

/* ---- against a second, plain check ---- */

typedef struct plain_shift {
    int32_t day;
    int32_t start_min;
    int32_t length_min;
} plain_shift;

/* The rules that a few shifts on different days break, looked up one by one. */
static uint64_t plain_check(const hc_contract *c, const plain_shift *shift, size_t count)
{
    uint64_t broken = 0;
    bool works[7] = {false};
    int32_t low = INT32_MAX;
    int32_t high = INT32_MIN;
    for (size_t i = 0; i < count; i++) {
        const plain_shift *s = &shift[i];
        works[s->day] = true;
        low = s->start_min < low ? s->start_min : low;
        high = s->start_min > high ? s->start_min : high;
        if (s->start_min < c->earliest_start_min[s->day]) {
            broken |= (uint64_t)1 << HC_BROKEN_EARLIEST_START;
        }
        if (s->start_min > c->latest_start_min[s->day]) {
            broken |= (uint64_t)1 << HC_BROKEN_LATEST_START;
        }
        if (s->start_min + s->length_min > c->latest_end_min[s->day]) {
            broken |= (uint64_t)1 << HC_BROKEN_LATEST_END;
        }
        if (s->start_min % c->start_grid_min != 0) {
            broken |= (uint64_t)1 << HC_BROKEN_START_GRID;
        }
        if (s->length_min != 480 && s->length_min != 510) {
            broken |= (uint64_t)1 << HC_BROKEN_LENGTH;
        }
        const int32_t rest = i == 0 ? INT32_MAX
                                    : 1440 * (s->day - s[-1].day) + s->start_min -
                                          s[-1].start_min - s[-1].length_min;
        if (rest < 0) {
            broken |= (uint64_t)1 << HC_BROKEN_OVERLAP;
        } else if (rest < c->rest_min) {
            broken |= (uint64_t)1 << HC_BROKEN_REST;
        }
    }
    if (count > 0 && high - low > c->start_spread_min) {
        broken |= (uint64_t)1 << HC_BROKEN_START_SPREAD;
    }
    if ((int32_t)count < c->days_a_week_least) {
        broken |= (uint64_t)1 << HC_BROKEN_DAYS_LEAST;
    }
    if ((int32_t)count > c->days_a_week_most) { broken |= (uint64_t)1 << HC_BROKEN_DAYS_MOST; }
    bool pair = false;
    bool run = false;
    for (int32_t d = 0; d + 1 < 7; d++) {
        pair = pair || (!works[d] && !works[d + 1]);
    }
    for (int32_t d = 0; d + 3 < 7; d++) {
        run = run || (works[d] && works[d + 1] && works[d + 2] && works[d + 3]);
    }
    if (!pair) { broken |= (uint64_t)1 << HC_BROKEN_DAYS_OFF_TOGETHER; }
    if (run) { broken |= (uint64_t)1 << HC_BROKEN_CONSECUTIVE_DAYS; }
    return broken;
}

static size_t random_shifts(hc_rng *rng, plain_shift *shift)
{
    size_t count = 0;
    const uint64_t daring = 1 + hc_rng_below(rng, 3);
    for (int32_t day = 0; day < 7; day++) {
        if (hc_rng_below(rng, 7) >= 4) { continue; }
        const bool wild = hc_rng_below(rng, 8) < daring;
        shift[count].day = day;
        shift[count].start_min = wild ? 15 * (int32_t)hc_rng_below(rng, 96)
                                      : 480 + 30 * (int32_t)hc_rng_below(rng, 4);
        shift[count].length_min =
            hc_rng_below(rng, 12) == 0 ? 495 : 480 + 30 * (int32_t)hc_rng_below(rng, 2);
        count++;
    }
    return count;
}

static uint64_t rules_named(const hc_roster_verdict *v)
{
    uint64_t named = 0;
    for (size_t i = 0; i < v->listed_count; i++) {
        named |= (uint64_t)1 << v->violations[i].rule;
    }
    return named;
}

/* 4,000 random weeks of one person, seed 3: the same set of rules as a plain check. */
static void random_weeks_are_judged_like_a_plain_check(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    spoilt_roster *p = good_roster(1, true, 1);
    hc_contract *c = contract_of(p);
    c->break_count = 0;
    c->shift_shortest_min = 480;
    c->days_a_week_least = 3;
    c->days_off_together = 2;
    c->consecutive_days_most = 3;
    c->start_spread_min = 90;
    for (size_t d = 0; d < 7; d++) {
        c->earliest_start_min[d] = 480;
        c->latest_start_min[d] = 600;
        c->latest_end_min[d] = 1110;
    }
    size_t lawful = 0;
    for (int i = 0; i < 4000; i++) {
        plain_shift shift[7];
        const size_t count = random_shifts(&rng, shift);
        p->row_count = 0;
        for (size_t k = count; k-- > 0;) {
            add_row(p, "a1", shift[k].day, "shift", shift[k].start_min, shift[k].length_min);
        }
        const uint64_t expected = plain_check(c, shift, count);
        const uint64_t named = rules_named(judge(p));
        CU_ASSERT_EQUAL(named, expected);
        lawful += expected == 0 ? 1 : 0;
    }
    CU_ASSERT_TRUE(lawful > 40);
    done(p);
}

/* ---- errors ---- */

static void requirements_that_are_no_numbers_are_refused(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    hc_error err = HC_ERROR_INIT;
    p->required[4] = -1.0;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, &err),
                    HC_ERR_DOMAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 5"));
    p->required[4] = (double)NAN;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, &err),
                    HC_ERR_DOMAIN);
    p->required[4] = 0.0;
    p->rules.shrinkage = 2.0;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(p->verdict.slot_count, 0);
    done(p);
}

static void more_violations_than_are_listed_are_counted(void)
{
    spoilt_roster *p = good_roster(1, true, 1);
    for (int i = 0; i < 1100; i++) {
        add_row(p, "a1", 6, "break", 600, 15);
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1100);
    CU_ASSERT_EQUAL(v->listed_count, HC_VIOLATIONS_LISTED_MAX);
    done(p);
    CU_ASSERT_STRING_EQUAL(hc_roster_rule_name(HC_BROKEN_REST), "rest between shifts");
    CU_ASSERT_STRING_EQUAL(hc_roster_rule_name((hc_roster_rule)999), "unknown rule");
}

static void each_failing_allocation_leaves_the_verdict_alone(void)
{
    spoilt_roster *p = good_roster(2, true, 1);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&p->rules.agents[0].day_off, 7, 1, NULL), HC_OK);
    p->row_count -= 4;
    memset(p->rules.agents[0].day_off, 1, 7);
    hc_heap_fail_at(0);
    (void)judge(p);
    const size_t made = hc_heap_count();
    CU_ASSERT_TRUE(made > 8);
    hc_roster_verdict_clear(&p->verdict);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                        &p->verdict, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_PTR_NULL(p->verdict.cover);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    done(p);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_lawful_roster_breaks_nothing),
        HC_TEST(random_weeks_are_judged_like_a_plain_check),
        HC_TEST(requirements_that_are_no_numbers_are_refused),
        HC_TEST(more_violations_than_are_listed_are_counted),
        HC_TEST(each_failing_allocation_leaves_the_verdict_alone),
    };
    return hc_test_run("scheduler/check_roster", tests, sizeof tests / sizeof tests[0]);
}
