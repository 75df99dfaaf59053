#include "scheduler/replan/replan.h"

#include <string.h>

#include "forecast/base/rng.h"
#include "tests/scheduler/replan/kept_week.h"
#include "tests/support/hc_test.h"

static hc_replan again(const kept_week *week, const hc_replan_options *options)
{
    hc_replan result = HC_REPLAN_INIT;
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_replan_solve(&week->axis, week->required, &week->rules,
                                         &week->roster, options, &result, &err);
    if (st != HC_OK) { (void)printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
    return result;
}

/* What holds of every result: lawful, the checker's cost, the bound below. */
static void check_sound(const kept_week *week, const hc_replan *result)
{
    CU_ASSERT_EQUAL(kept_week_broken(week, &result->roster), 0);
    CHECK_CLOSE(kept_week_cost(week, &result->roster) + result->change_total,
                result->roster.cost, 1e-9);
    CU_ASSERT_TRUE(result->roster.lower_bound <= result->roster.cost);
}

/* Agent-days on which the two differ, counted from the shifts alone. */
static size_t differences(const hc_roster *a, const hc_roster *b, size_t agents)
{
    size_t count = 0;
    for (size_t cell = 0; cell < agents * 7; cell++) {
        const hc_shift *found[2] = {NULL, NULL};
        const hc_roster *both[2] = {a, b};
        for (size_t r = 0; r < 2; r++) {
            for (size_t k = 0; k < both[r]->shift_count; k++) {
                const hc_shift *shift = &both[r]->shifts[k];
                if (shift->agent * 7 + shift->day == cell) { found[r] = shift; }
            }
        }
        if (found[0] == NULL && found[1] == NULL) { continue; }
        const bool same =
            found[0] != NULL && found[1] != NULL &&
            found[0]->start_min == found[1]->start_min &&
            found[0]->length_min == found[1]->length_min &&
            memcmp(found[0]->break_start_min, found[1]->break_start_min,
                   found[0]->break_count * sizeof found[0]->break_start_min[0]) == 0;
        count += same ? 0 : 1;
    }
    return count;
}

static void nothing_changed_changes_nothing(void)
{
    kept_week week;
    kept_week_make_searched(&week, 12, 1);
    const hc_replan_options options = hc_replan_options_default();
    hc_replan result = again(&week, &options);
    CU_ASSERT_EQUAL(result.changed_days, 0);
    CU_ASSERT_EQUAL(result.forced_days, 0);
    CU_ASSERT_EQUAL(differences(&result.roster, &week.roster, 12), 0);
    CHECK_CLOSE(result.roster.cost, week.roster.cost, 1e-12);
    CHECK_CLOSE(result.cost_before, week.roster.cost, 1e-12);
    check_sound(&week, &result);
    hc_replan_clear(&result);
    kept_week_clear(&week);
}

static void new_day_off_moves_only_its_person_when_changes_are_dear(void)
{
    kept_week week;
    kept_week_make(&week, 8, 2);
    hc_agent *agent = &week.rules.agents[3];
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->day_off, 7, 1, NULL), HC_OK);
    size_t day = 0;
    for (size_t k = 0; k < week.roster.shift_count; k++) {
        if (week.roster.shifts[k].agent == 3) { day = week.roster.shifts[k].day; }
    }
    agent->day_off[day] = 1;
    hc_replan_options options = hc_replan_options_default();
    options.change_cost = 1e5;
    hc_replan result = again(&week, &options);
    CU_ASSERT_TRUE(result.forced_days >= 1 && result.forced_days <= 2);
    CU_ASSERT_EQUAL(result.changed_days, result.forced_days);
    CU_ASSERT_EQUAL(differences(&result.roster, &week.roster, 8), result.changed_days);
    for (size_t k = 0; k < result.roster.shift_count; k++) {
        const hc_shift *shift = &result.roster.shifts[k];
        CU_ASSERT_FALSE(shift->agent == 3 && shift->day == day);
    }
    check_sound(&week, &result);
    hc_replan_clear(&result);
    kept_week_clear(&week);
}

/* Half as much again wanted on one day: the dearer a change the fewer, and no cheaper a roster.
 */
static void dearer_changes_are_fewer(void)
{
    static const double prices[] = {0.0, 0.5, 2.0, 8.0, 1000.0};
    kept_week week;
    size_t last = SIZE_MAX;
    kept_week_make(&week, 10, 3);
    for (size_t slot = 96; slot < 144; slot++) {
        week.required[slot] *= 1.5;
    }
    for (size_t k = 0; k < sizeof prices / sizeof prices[0]; k++) {
        hc_replan_options options = hc_replan_options_default();
        options.change_cost = prices[k];
        hc_replan result = again(&week, &options);
        CU_ASSERT_TRUE(result.changed_days <= last);
        CU_ASSERT_TRUE(result.roster.cost <= result.cost_before + 1e-9);
        CU_ASSERT_EQUAL(differences(&result.roster, &week.roster, 10), result.changed_days);
        CHECK_CLOSE(result.change_total, prices[k] * (double)result.changed_days, 1e-12);
        check_sound(&week, &result);
        last = result.changed_days;
        hc_replan_clear(&result);
    }
    CU_ASSERT_EQUAL(last, 0);
    kept_week_clear(&week);
}

/* A sixth day and longer weeks are allowed at a price: who changes is paid it. */
static void overtime_is_part_of_what_a_change_costs(void)
{
    static const bool breaks_only[] = {false, true};
    kept_week week;
    kept_week_make(&week, 8, 2);
    hc_contract *contract = &week.rules.contracts[0];
    contract->days_a_week_most = 6;
    contract->wage_an_hour = 0.25;
    contract->overtime_after_min = 2100;
    contract->overtime_premium = 0.5;
    for (size_t slot = 96; slot < 144; slot++) {
        week.required[slot] *= 2.0;
    }
    for (size_t k = 0; k < 2; k++) {
        hc_replan_options options = hc_replan_options_default();
        options.breaks_only = breaks_only[k];
        options.change_cost = 0.1;
        hc_replan result = again(&week, &options);
        CHECK_CLOSE(result.cost_before, kept_week_cost(&week, &week.roster), 1e-9);
        CU_ASSERT_TRUE(k == 1 || result.changed_days > 0);
        check_sound(&week, &result);
        hc_replan_clear(&result);
    }
    kept_week_clear(&week);
}

static void only_breaks_that_have_not_begun_move(void)
{
    kept_week week;
    kept_week_make(&week, 12, 4);
    for (size_t slot = 2 * 48; slot < 3 * 48; slot++) {
        week.required[slot] = slot % 2 == 0 ? week.required[slot] + 3.0 : 0.0;
    }
    hc_replan_options options = hc_replan_options_default();
    options.breaks_only = true;
    options.day = 2;
    options.from_min = 720;
    options.change_cost = 0.1;
    hc_replan result = again(&week, &options);
    CU_ASSERT_TRUE(result.changed_days > 0);
    CU_ASSERT_EQUAL_FATAL(result.roster.shift_count, week.roster.shift_count);
    for (size_t k = 0; k < result.roster.shift_count; k++) {
        const hc_shift *now = &result.roster.shifts[k];
        const hc_shift *was = &week.roster.shifts[k];
        CU_ASSERT_TRUE(now->agent == was->agent && now->day == was->day &&
                       now->start_min == was->start_min && now->length_min == was->length_min);
        for (size_t b = 0; b < now->break_count; b++) {
            const bool moved = now->break_start_min[b] != was->break_start_min[b];
            CU_ASSERT_FALSE(moved && (now->day != 2 || now->break_start_min[b] < 720 ||
                                      was->break_start_min[b] < 720));
        }
    }
    check_sound(&week, &result);
    hc_replan_clear(&result);
    kept_week_clear(&week);
}

/* ---- one person, all choices of breaks tried ---- */

/* Least cost over all places of the three breaks of agent 0 on day 0, from minute `from`. */
static double least_by_trial(const kept_week *week, int32_t from_min, double change_cost)
{
    const hc_contract *contract = &week->rules.contracts[0];
    hc_roster trial = week->roster;
    hc_shift *shift = &trial.shifts[0];
    const hc_shift was = *shift;
    double least = kept_week_cost(week, &trial);
    int32_t place[3];
    for (place[0] = 90; place[0] <= 150; place[0] += 30) {
        for (place[1] = 210; place[1] <= 300; place[1] += 30) {
            for (place[2] = 360; place[2] <= 420; place[2] += 30) {
                bool may = true;
                for (size_t b = 0; b < 3; b++) {
                    const hc_break_rule *rule = &contract->breaks[b];
                    shift->break_start_min[b] = was.start_min + place[b];
                    may = may && place[b] >= rule->earliest_min && place[b] <= rule->latest_min;
                    const bool moved = shift->break_start_min[b] != was.break_start_min[b];
                    may = may && !(moved && (was.break_start_min[b] < from_min ||
                                             shift->break_start_min[b] < from_min));
                }
                if (!may) { continue; }
                const bool same = memcmp(shift->break_start_min, was.break_start_min,
                                         3 * sizeof was.break_start_min[0]) == 0;
                const double cost = kept_week_cost(week, &trial) + (same ? 0.0 : change_cost);
                least = cost < least ? cost : least;
            }
        }
    }
    *shift = was;
    return least;
}

static void one_persons_breaks_are_the_best_of_all_trials(void)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        kept_week week;
        kept_week_make(&week, 1, seed);
        hc_rng rng;
        hc_rng_seed(&rng, seed);
        for (size_t slot = 0; slot < hc_axis_slots(&week.axis); slot++) {
            week.required[slot] = (double)hc_rng_below(&rng, 3);
        }
        const hc_shift *shift = &week.roster.shifts[0];
        hc_replan_options options = hc_replan_options_default();
        options.breaks_only = true;
        options.day = shift->day;
        options.from_min = shift->start_min + 60 * (int32_t)seed;
        options.change_cost = 0.3;
        hc_replan result = again(&week, &options);
        CHECK_CLOSE(result.roster.cost, least_by_trial(&week, options.from_min, 0.3), 1e-12);
        hc_replan_clear(&result);
        kept_week_clear(&week);
    }
}

/* ---- refusals ---- */

static void options_out_of_range_are_refused(void)
{
    kept_week week;
    hc_replan result = HC_REPLAN_INIT;
    kept_week_make(&week, 2, 1);
    hc_replan_options options = hc_replan_options_default();
    options.change_cost = -1.0;
    CU_ASSERT_EQUAL(hc_replan_solve(&week.axis, week.required, &week.rules, &week.roster,
                                    &options, &result, NULL),
                    HC_ERR_RANGE);
    options = hc_replan_options_default();
    options.breaks_only = true;
    options.day = 7;
    CU_ASSERT_EQUAL(hc_replan_solve(&week.axis, week.required, &week.rules, &week.roster,
                                    &options, &result, NULL),
                    HC_ERR_RANGE);
    week.roster.agent_count = 1;
    options.breaks_only = false;
    CU_ASSERT_EQUAL(hc_replan_solve(&week.axis, week.required, &week.rules, &week.roster,
                                    &options, &result, NULL),
                    HC_ERR_RANGE);
    week.roster.agent_count = 2;
    kept_week_clear(&week);
}

static void foreign_shift_is_refused_for_breaks_and_replaced_otherwise(void)
{
    kept_week week;
    hc_replan result = HC_REPLAN_INIT;
    hc_error err = HC_ERROR_INIT;
    kept_week_make(&week, 4, 1);
    week.roster.shifts[0].length_min += 30;
    hc_replan_options options = hc_replan_options_default();
    options.breaks_only = true;
    CU_ASSERT_EQUAL(hc_replan_solve(&week.axis, week.required, &week.rules, &week.roster,
                                    &options, &result, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "are not those of the contract"));
    options.breaks_only = false;
    result = again(&week, &options);
    CU_ASSERT_TRUE(result.forced_days >= 1);
    check_sound(&week, &result);
    hc_replan_clear(&result);
    kept_week_clear(&week);
}

static bool stop_at_once(void *context, const hc_schedule_progress *progress)
{
    (void)context;
    (void)progress;
    return false;
}

static void stopped_at_once_still_gives_a_lawful_roster(void)
{
    kept_week week;
    kept_week_make(&week, 6, 1);
    hc_replan_options options = hc_replan_options_default();
    options.search.watch = stop_at_once;
    hc_replan result = again(&week, &options);
    check_sound(&week, &result);
    hc_replan_clear(&result);
    kept_week_clear(&week);
}

static void each_failing_allocation_is_reported(void)
{
    kept_week week;
    hc_replan result = HC_REPLAN_INIT;
    kept_week_make(&week, 2, 1);
    hc_replan_options options = hc_replan_options_default();
    options.search.watch = stop_at_once;
    hc_heap_fail_at(0);
    result = again(&week, &options);
    const size_t made = hc_heap_count();
    hc_replan_clear(&result);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_replan_solve(&week.axis, week.required, &week.rules, &week.roster,
                                        &options, &result, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    kept_week_clear(&week);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(nothing_changed_changes_nothing),
        HC_TEST(new_day_off_moves_only_its_person_when_changes_are_dear),
        HC_TEST(dearer_changes_are_fewer),
        HC_TEST(overtime_is_part_of_what_a_change_costs),
        HC_TEST(only_breaks_that_have_not_begun_move),
        HC_TEST(one_persons_breaks_are_the_best_of_all_trials),
        HC_TEST(options_out_of_range_are_refused),
        HC_TEST(foreign_shift_is_refused_for_breaks_and_replaced_otherwise),
        HC_TEST(stopped_at_once_still_gives_a_lawful_roster),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/replan/replan", tests, sizeof tests / sizeof tests[0]);
}
