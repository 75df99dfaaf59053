/* The front door: rosters judged by the checker that shares no code, edges, errors, sizing. */
#include "scheduler/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "scheduler/check_roster.h"
#include "scheduler/names.h"
#include "scheduler/schedule_interval.h"
#include "tests/scheduler/cover/small_week.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/published.h"
#include "tests/support/hc_test.h"

#define SLOTS_MOST 4200
#define ROWS_MOST 4000

static hc_schedule_options quick(double effort)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = effort;
    return options;
}

/* A day with a hump around noon, the same every day. */
static void hump(const hc_axis *axis, double top, double *required)
{
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const double hour = hc_axis_local(axis, slot).second_of_day / 3600.0;
        const double level = hour < 8.0 || hour >= 20.0 ? 0.0 : 1.0 - fabs(hour - 13.0) / 9.0;
        required[slot] = floor(top * level + 0.5);
    }
}

/* Shifts between 8 and 20 o'clock. */
static void open_by_day(hc_rules *rules)
{
    for (size_t weekday = 0; weekday < 7; weekday++) {
        rules->contracts[0].earliest_start_min[weekday] = 480;
        rules->contracts[0].latest_start_min[weekday] = 690;
        rules->contracts[0].latest_end_min[weekday] = 1200;
    }
}

/* ---- judged by the checker ---- */

static void judge(const hc_axis *axis, const double *required, const hc_rules *rules,
                  hc_roster *roster)
{
    static hc_roster_row rows[ROWS_MOST];
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_assign_names(rules, roster, &err), HC_OK);
    const size_t count = published_rows(rules, roster, rows);
    CU_ASSERT_EQUAL_FATAL(hc_check_roster(axis, required, rules, rows, count, &verdict, &err),
                          HC_OK);
    for (size_t v = 0; v < verdict.listed_count; v++) {
        const hc_violation *violation = &verdict.violations[v];
        CU_ASSERT_EQUAL(violation->rule, HC_BROKEN_HEADS);
        if (violation->rule != HC_BROKEN_HEADS) {
            printf("\n    %s %s: found %s, allowed %s\n", violation->agent,
                   hc_roster_rule_name(violation->rule), violation->found, violation->allowed);
        }
    }
    CU_ASSERT_TRUE(hc_roster_cost_agrees(&verdict, roster->cost));
    CHECK_CLOSE(roster->cover_cost, verdict.cover_cost, 1e-9);
    CU_ASSERT_TRUE(roster->lower_bound <= roster->cost);
    CU_ASSERT_TRUE(hc_is_missing(roster->lp_bound) || roster->lp_bound <= roster->cost + 1e-6);
    hc_roster_verdict_clear(&verdict);
}

static void rosters_of_random_contracts_break_no_rule(void)
{
    const hc_schedule_options options = quick(0.003);
    size_t judged = 0;
    for (uint64_t k = 0; judged < 60 && k < 1000; k++) {
        hc_rng rng;
        small_week week;
        double required[SMALL_CELLS_MOST];
        hc_roster roster = HC_ROSTER_INIT;
        hc_rng_stream(&rng, 31, k);
        small_week_make(&week, &rng, 1 + k % 9, 1 + (size_t)hc_rng_below(&rng, 6));
        for (size_t slot = 0; slot < SMALL_CELLS_MOST; slot++) {
            required[slot] = 5.0 * hc_rng_uniform(&rng);
        }
        const hc_status st =
            hc_schedule_solve(&week.axis, required, &week.rules, &options, &roster, NULL);
        CU_ASSERT_TRUE(st == HC_OK || st == HC_ERR_RANGE || st == HC_ERR_INFEASIBLE);
        if (st == HC_OK) { judge(&week.axis, required, &week.rules, &roster); }
        judged += st == HC_OK ? 1 : 0;
        hc_roster_clear(&roster);
        small_week_clear(&week);
    }
    CU_ASSERT_EQUAL(judged, 60);
}

static void solve_and_judge(const hc_rules *rules, const hc_axis *axis, const double *required,
                            double effort)
{
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = quick(effort);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_schedule_solve(axis, required, rules, &options, &roster, &err), HC_OK);
    if (err.status == HC_OK) { judge(axis, required, rules, &roster); }
    hc_roster_clear(&roster);
}

static double cost_at(const hc_rules *rules, const hc_axis *axis, const double *required,
                      double effort)
{
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = quick(effort);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(axis, required, rules, &options, &roster, NULL),
                          HC_OK);
    const double cost = roster.cost;
    hc_roster_clear(&roster);
    return cost;
}

/* Three days round the clock, a hump a day and one at night. */
static void no_effort_moves_as_much_as_the_least(void)
{
    static double required[SLOTS_MOST];
    hc_rules rules = fixture_rules(30);
    hc_axis axis = fixture_axis(30, 3);
    rules.choose_heads = true;
    rules.contracts[0].hire_cost_a_week = 4.0;
    rules.contracts[0].days_a_week_least = 2;
    rules.contracts[0].breaks[0].length_min = rules.contracts[0].breaks[2].length_min = 30;
    rules.contracts[0].breaks[0].latest_min = 150;
    rules.contracts[0].breaks[2].latest_min = 420;
    hump(&axis, 8.0, required);
    for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
        required[slot] = fmax(1.0, required[slot]);
    }
    const double cost = cost_at(&rules, &axis, required, 0.0);
    CU_ASSERT_EQUAL(cost, cost_at(&rules, &axis, required, 0.005));
    CU_ASSERT_TRUE(cost < 1.1 * cost_at(&rules, &axis, required, 0.05));
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

static void a_dived_week_breaks_no_rule(void)
{
    static double required[SLOTS_MOST];
    hc_rules rules = fixture_rules(60);
    hc_axis axis = fixture_axis(15, 7);
    open_by_day(&rules);
    rules.contracts[0].days_off_together = 2;
    hump(&axis, 30.0, required);
    solve_and_judge(&rules, &axis, required, 0.01);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

static void three_weeks_of_nights_break_no_rule(void)
{
    static double required[SLOTS_MOST];
    hc_rules rules = fixture_rules(8);
    hc_axis axis = fixture_axis(30, 21);
    hc_contract *c = &rules.contracts[0];
    c->breaks[0].length_min = c->breaks[2].length_min = 30;
    c->breaks[0].latest_min = 150;
    c->breaks[1].latest_min = 300;
    c->breaks[2].latest_min = 420;
    c->consecutive_days_most = 4;
    for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
        required[slot] = 1.3;
    }
    solve_and_judge(&rules, &axis, required, 0.002);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

static void named_people_keep_their_days_off(void)
{
    static double required[SLOTS_MOST];
    static uint8_t day_off[6][7];
    hc_rules rules = fixture_named_rules(6);
    hc_axis axis = fixture_axis(15, 7);
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    open_by_day(&rules);
    for (size_t a = 0; a < 6; a++) {
        for (size_t d = 0; d < 7; d++) {
            day_off[a][d] = hc_rng_uniform(&rng) < 0.3 ? 1 : 0;
        }
        if (hc_alloc(&rules.agents[a].day_off, 7, 1, NULL) != HC_OK) { abort(); }
        memcpy(rules.agents[a].day_off, day_off[a], 7);
    }
    memset(rules.agents[5].day_off, 1, 7); /* on leave all week */
    hump(&axis, 5.0, required);
    solve_and_judge(&rules, &axis, required, 0.01);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

static void weeks_with_a_clock_change_break_no_rule(void)
{
    static double required[SLOTS_MOST];
    static const int64_t mondays[2] = {20535, 20745}; /* 2026-03-23 and 2026-10-19 */
    for (size_t k = 0; k < 2; k++) {
        hc_zone zone;
        hc_axis axis = HC_AXIS_INIT;
        hc_rules rules = fixture_rules(6);
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL_FATAL(hc_zone_load("Europe/Berlin", &zone, &err), HC_OK);
        CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 15, mondays[k], 7, &err), HC_OK);
        CU_ASSERT_EQUAL(hc_axis_slots(&axis), k == 0 ? 668 : 676);
        rules.contracts[0].start_grid_min = 60;
        for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
            required[slot] = 1.0;
        }
        solve_and_judge(&rules, &axis, required, 0.002);
        hc_axis_clear(&axis);
        hc_rules_clear(&rules);
    }
}

/* ---- edges ---- */

typedef struct solved {
    hc_rules rules;
    hc_axis axis;
    hc_roster roster;
    double required[SLOTS_MOST];
} solved;

static solved *solve_flat(size_t agents, double wanted)
{
    solved *s = calloc(1, sizeof *s);
    const hc_schedule_options options = quick(0.01);
    if (s == NULL) { abort(); }
    s->rules = fixture_rules(agents);
    s->axis = fixture_axis(15, 7);
    open_by_day(&s->rules);
    for (size_t slot = 0; slot < hc_axis_slots(&s->axis); slot++) {
        s->required[slot] = wanted;
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_schedule_solve(&s->axis, s->required, &s->rules, &options, &s->roster, NULL), HC_OK);
    return s;
}

static void free_solved(solved *s)
{
    hc_roster_clear(&s->roster);
    hc_axis_clear(&s->axis);
    hc_rules_clear(&s->rules);
    free(s);
}

static void nobody_wanted_still_gives_everyone_their_days(void)
{
    solved *s = solve_flat(3, 0.0);
    CU_ASSERT_EQUAL(s->roster.agent_count, 3);
    CU_ASSERT_EQUAL(s->roster.shift_count, 15);
    CU_ASSERT_TRUE(s->roster.lower_bound <= s->roster.cost);
    judge(&s->axis, s->required, &s->rules, &s->roster);
    free_solved(s);
}

static void one_agent_gets_one_tour(void)
{
    solved *s = solve_flat(1, 1.0);
    CU_ASSERT_EQUAL(s->roster.agent_count, 1);
    CU_ASSERT_EQUAL(s->roster.shift_count, 5);
    judge(&s->axis, s->required, &s->rules, &s->roster);
    free_solved(s);
}

static void being_short_is_no_error(void)
{
    solved *s = solve_flat(2, 50.0);
    CU_ASSERT_EQUAL(s->roster.shift_count, 10);
    CU_ASSERT_TRUE(s->roster.cost > 0.0);
    judge(&s->axis, s->required, &s->rules, &s->roster);
    free_solved(s);
}

static void a_class_of_nobody_gives_an_empty_roster(void)
{
    solved *s = solve_flat(0, 2.0);
    CU_ASSERT_EQUAL(s->roster.agent_count, 0);
    CU_ASSERT_EQUAL(s->roster.shift_count, 0);
    CU_ASSERT_EQUAL(s->roster.on_phones[40], 0);
    CU_ASSERT_DOUBLE_EQUAL(s->roster.cost, 672 * 3.0, 1e-9); /* two short: 1 and 2 */
    CU_ASSERT_DOUBLE_EQUAL(s->roster.gap, 0.0, 1e-9);
    free_solved(s);
}

/* ---- properties ---- */

static void same_input_gives_the_same_roster_on_any_number_of_threads(void)
{
    static double required[SLOTS_MOST];
    hc_rules rules = fixture_rules(7);
    hc_axis axis = fixture_axis(15, 7);
    hc_roster roster[3];
    memset(roster, 0, sizeof roster); /* as HC_ROSTER_INIT */
    open_by_day(&rules);
    hump(&axis, 6.0, required);
    for (size_t k = 0; k < 3; k++) {
        hc_schedule_options options = quick(0.003);
        options.threads = k;
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&axis, required, &rules, &options, &roster[k], NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(roster[k].shift_count, roster[0].shift_count);
        CU_ASSERT_EQUAL(memcmp(roster[k].shifts, roster[0].shifts,
                               roster[0].shift_count * sizeof *roster[0].shifts),
                        0);
    }
    for (size_t k = 0; k < 3; k++) {
        hc_roster_clear(&roster[k]);
    }
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

/* Two contracts of little weeks, in one order and in the other. */
static double cost_in_order(const small_week *a, const small_week *b, const double *required,
                            double *lp_bound)
{
    hc_contract contracts[2] = {a->contract, b->contract};
    hc_class classes[2] = {a->class, b->class};
    hc_rules rules = a->rules;
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = quick(0.02);
    contracts[0].name[0] = a->contract.shift_shortest_min < 0 ? 'x' : 'a';
    contracts[1].name[0] = 'b';
    classes[1].contract = 1;
    classes[1].name[0] = 'b';
    rules.contract_count = rules.class_count = 2;
    rules.contracts = contracts;
    rules.classes = classes;
    const hc_status st = hc_schedule_solve(&a->axis, required, &rules, &options, &roster, NULL);
    const double cost = st == HC_OK ? roster.cost : -1.0;
    *lp_bound = roster.lp_bound;
    hc_roster_clear(&roster);
    return cost;
}

static void the_order_of_classes_does_not_matter(void)
{
    size_t compared = 0;
    for (uint64_t k = 0; compared < 8 && k < 300; k++) {
        hc_rng rng;
        small_week a;
        small_week b;
        double required[SMALL_CELLS_MOST];
        double bound[2];
        hc_rng_stream(&rng, 41, k);
        small_week_make(&a, &rng, 4, 2);
        small_week_make(&b, &rng, 4, 2);
        for (size_t slot = 0; slot < SMALL_CELLS_MOST; slot++) {
            required[slot] = (double)hc_rng_below(&rng, 4);
        }
        const double cost = cost_in_order(&a, &b, required, &bound[0]);
        if (cost >= 0.0) {
            CU_ASSERT_DOUBLE_EQUAL(cost_in_order(&b, &a, required, &bound[1]), cost, 1e-9);
            CHECK_CLOSE(bound[1], bound[0], 1e-7);
            compared++;
        }
        small_week_clear(&a);
        small_week_clear(&b);
    }
    CU_ASSERT_EQUAL(compared, 8);
}

static void one_more_agent_never_raises_the_bound_when_heads_are_chosen(void)
{
    static double required[SLOTS_MOST];
    hc_axis axis = fixture_axis(15, 7);
    double before = 1e300;
    hump(&axis, 6.0, required);
    for (size_t most = 0; most < 8; most++) {
        hc_rules rules = fixture_rules(most);
        hc_roster roster = HC_ROSTER_INIT;
        const hc_schedule_options options = quick(0.003);
        open_by_day(&rules);
        rules.choose_heads = true;
        rules.contracts[0].hire_cost_a_week = 20.0;
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL), HC_OK);
        CU_ASSERT_TRUE(roster.lp_bound <= before + 1e-6);
        CU_ASSERT_TRUE(roster.agent_count <= most);
        CU_ASSERT_TRUE(roster.lower_bound <= roster.cost);
        before = roster.lp_bound;
        hc_roster_clear(&roster);
        hc_rules_clear(&rules);
    }
    hc_axis_clear(&axis);
}

static void chosen_heads_keep_the_contract_limit_and_pass_the_checker(void)
{
    static double required[SLOTS_MOST];
    hc_axis axis = fixture_axis(15, 7);
    hc_rules rules = fixture_rules(1000000);
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = quick(0.003);
    open_by_day(&rules);
    hump(&axis, 12.0, required);
    rules.choose_heads = true;
    rules.contracts[0].hire_cost_a_week = 10.0;
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    CU_ASSERT_TRUE(roster.agent_count > 10 && roster.agent_count < 40);
    CU_ASSERT_TRUE(roster.gap < 0.1);
    judge(&axis, required, &rules, &roster);
    rules.contracts[0].heads_most = 5;
    hc_roster_clear(&roster);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL(roster.agent_count, 5);
    judge(&axis, required, &rules, &roster);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

/* Never closed, a quarter of the day's people at night; shifts begin at full hours, and lunch
 * is the only break. */
static void stay_open(hc_rules *rules)
{
    rules->contracts[0].breaks[0] = rules->contracts[0].breaks[1];
    rules->contracts[0].break_count = 1;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        rules->contracts[0].earliest_start_min[weekday] = 0;
        rules->contracts[0].latest_start_min[weekday] = 1380;
        rules->contracts[0].latest_end_min[weekday] = 1920;
    }
    rules->contracts[0].start_grid_min = 60;
    rules->contracts[0].start_spread_min = 120;
    rules->contracts[0].hire_cost_a_week = 4.0;
    rules->choose_heads = true;
}

/* `first_week`: its people as a share of those of later weeks. */
static void never_nobody(const hc_axis *axis, double first_week, double *required)
{
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const double hour = hc_axis_local(axis, slot).second_of_day / 3600.0;
        const double share = hc_axis_day_index(axis, slot) < 7 ? first_week : 1.0;
        required[slot] = floor(share * (5.0 + 15.0 * fmax(0.0, 1.0 - fabs(hour - 13.0) / 7.0)));
    }
}

static void a_centre_round_the_clock_is_sized_near_a_finished_bound(void)
{
    static double required[SLOTS_MOST];
    hc_axis axis = fixture_axis(30, 7);
    hc_rules rules = fixture_rules(200);
    hc_roster roster = HC_ROSTER_INIT;
    const hc_schedule_options options = quick(0.2);
    stay_open(&rules);
    never_nobody(&axis, 1.0, required);
    CU_ASSERT_EQUAL_FATAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                          HC_OK);
    CU_ASSERT_FALSE(hc_is_missing(roster.lp_bound));
    CU_ASSERT_TRUE(roster.gap < 0.08);
    judge(&axis, required, &rules, &roster);
    hc_roster_clear(&roster);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

/* In hours and without breaks, so that it is quick. The quiet week first: its people would not
 * do for the second. */
static void two_weeks_are_sized_as_well_as_one(void)
{
    static double required[SLOTS_MOST];
    hc_axis axis = fixture_axis(60, 14);
    hc_rules rules = fixture_rules(200);
    const hc_schedule_options options = quick(0.0005);
    stay_open(&rules);
    rules.contracts[0].shift_shortest_min = rules.contracts[0].shift_longest_min = 480;
    rules.contracts[0].break_count = 0;
    for (double first_week = 1.0; first_week > 0.5; first_week -= 0.3) {
        hc_roster roster = HC_ROSTER_INIT;
        never_nobody(&axis, first_week, required);
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL), HC_OK);
        CU_ASSERT_TRUE(first_week < 1.0 || roster.gap < 0.12);
        judge(&axis, required, &rules, &roster);
        hc_roster_clear(&roster);
    }
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
}

/* ---- stopping ---- */

typedef struct counting {
    size_t calls;
    size_t stop_at;
} counting;

static bool count_calls(void *context, const hc_schedule_progress *progress)
{
    counting *count = context;
    CU_ASSERT_TRUE(progress->done >= 0.0 && progress->done <= 1.0);
    CU_ASSERT_PTR_NOT_NULL(progress->stage);
    return ++count->calls < count->stop_at;
}

static void a_stopped_solve_gives_a_legal_roster_at_once(void)
{
    static double required[SLOTS_MOST];
    hc_rules rules = fixture_rules(45);
    hc_axis axis = fixture_axis(15, 7);
    open_by_day(&rules);
    hump(&axis, 25.0, required);
    for (size_t stop_at = 1; stop_at < 30; stop_at = 2 * stop_at + 1) {
        counting count = {.stop_at = stop_at};
        hc_roster roster = HC_ROSTER_INIT;
        hc_schedule_options options = quick(1.0);
        options.watch = count_calls;
        options.watch_context = &count;
        CU_ASSERT_EQUAL_FATAL(
            hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL), HC_OK);
        CU_ASSERT_EQUAL(count.calls, stop_at);
        judge(&axis, required, &rules, &roster);
        hc_roster_clear(&roster);
    }
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

/* ---- errors ---- */

static void refuse(const hc_rules *rules, const hc_axis *axis, const double *required,
                   const hc_schedule_options *options, hc_status expected, const char *word)
{
    hc_roster roster = {.agent_count = 77};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_schedule_solve(axis, required, rules, options, &roster, &err), expected);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, word));
    CU_ASSERT_EQUAL(roster.agent_count, 77);
}

static void what_cannot_be_solved_is_refused_and_named(void)
{
    static double required[SLOTS_MOST];
    hc_schedule_options options = quick(0.0);
    hc_rules rules = fixture_rules(2);
    hc_axis axis = fixture_axis(15, 7);
    hc_axis coarse = fixture_axis(30, 7);
    hc_axis long_axis = fixture_axis(60, 43);
    open_by_day(&rules);
    refuse(&rules, &coarse, required, &options, HC_ERR_RANGE, "full-time");
    CU_ASSERT_EQUAL(hc_schedule_interval_min(&rules, 30), 15);
    CU_ASSERT_EQUAL(hc_schedule_interval_min(&rules, 10), 5);
    refuse(&rules, &long_axis, required, &options, HC_ERR_RANGE, "43");
    required[9] = -1.0;
    refuse(&rules, &axis, required, &options, HC_ERR_DOMAIN, "interval 10");
    required[9] = HC_MISSING;
    refuse(&rules, &axis, required, &options, HC_ERR_DOMAIN, "interval 10");
    required[9] = 2e6;
    refuse(&rules, &axis, required, &options, HC_ERR_DOMAIN, "interval 10");
    required[9] = 0.0;
    options.effort = HC_MISSING;
    refuse(&rules, &axis, required, &options, HC_ERR_RANGE, "effort");
    options.effort = 1.0;
    rules.classes[0].count = HC_SCHEDULE_HEADS_MAX + 1;
    refuse(&rules, &axis, required, &options, HC_ERR_LIMIT, "agents");
    rules.classes[0].count = 2;
    rules.contracts[0].days_a_week_least = 9;
    refuse(&rules, &axis, required, &options, HC_ERR_RANGE, "full-time");
    hc_axis_clear(&axis);
    hc_axis_clear(&coarse);
    hc_axis_clear(&long_axis);
    hc_rules_clear(&rules);
}

static void a_contract_without_legal_week_is_infeasible_and_named(void)
{
    static double required[SLOTS_MOST];
    const hc_schedule_options options = quick(0.0);
    hc_rules rules = fixture_rules(2);
    hc_axis axis = fixture_axis(15, 7);
    open_by_day(&rules);
    rules.contracts[0].latest_start_min[5] =
        -1; /* Mondays to Fridays, but at most 2 in a row */
    rules.contracts[0].latest_start_min[6] = -1;
    rules.contracts[0].consecutive_days_most = 2;
    rules.contracts[0].days_a_week_least = 5;
    hc_roster roster = HC_ROSTER_INIT;
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_schedule_solve(&axis, required, &rules, &options, &roster, &err);
    CU_ASSERT_TRUE(st == HC_ERR_INFEASIBLE || st == HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "full-time"));
    rules.contracts[0].days_a_week_least = rules.contracts[0].days_a_week_most = 4;
    CU_ASSERT_EQUAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.shift_count, 8); /* Monday, Tuesday, Thursday, Friday */
    hc_roster_clear(&roster);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

/* Six days of seven in runs of three: one week can, two on end cannot. The second week's least
 * must not be lowered on the quiet. */
static void a_second_week_without_legal_days_is_infeasible(void)
{
    static double required[SLOTS_MOST];
    const hc_schedule_options options = quick(0.0);
    hc_rules rules = fixture_rules(2);
    open_by_day(&rules);
    rules.contracts[0].days_a_week_least = rules.contracts[0].days_a_week_most = 6;
    rules.contracts[0].consecutive_days_most = 3;
    for (size_t days = 7; days <= 14; days += 7) {
        hc_axis axis = fixture_axis(15, days);
        hc_roster roster = HC_ROSTER_INIT;
        CU_ASSERT_EQUAL(hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL),
                        days == 7 ? HC_OK : HC_ERR_INFEASIBLE);
        hc_roster_clear(&roster);
        hc_axis_clear(&axis);
    }
    hc_rules_clear(&rules);
}

static void every_failing_allocation_is_reported_and_leaks_nothing(void)
{
    static double required[SLOTS_MOST];
    const hc_schedule_options options = quick(0.0001);
    hc_rules rules = fixture_rules(3);
    hc_axis axis = fixture_axis(15, 2);
    open_by_day(&rules);
    hump(&axis, 2.0, required);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    for (size_t k = 1; st == HC_ERR_MEMORY && k < 2000; k++) {
        hc_roster roster = HC_ROSTER_INIT;
        hc_heap_fail_at(k);
        st = hc_schedule_solve(&axis, required, &rules, &options, &roster, NULL);
        hc_heap_fail_at(0);
        CU_ASSERT_TRUE(st == HC_ERR_MEMORY || st == HC_OK);
        hc_roster_clear(&roster);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(rosters_of_random_contracts_break_no_rule),
        HC_TEST(no_effort_moves_as_much_as_the_least),
        HC_TEST(a_dived_week_breaks_no_rule),
        HC_TEST(three_weeks_of_nights_break_no_rule),
        HC_TEST(named_people_keep_their_days_off),
        HC_TEST(weeks_with_a_clock_change_break_no_rule),
        HC_TEST(nobody_wanted_still_gives_everyone_their_days),
        HC_TEST(one_agent_gets_one_tour),
        HC_TEST(being_short_is_no_error),
        HC_TEST(a_class_of_nobody_gives_an_empty_roster),
        HC_TEST(same_input_gives_the_same_roster_on_any_number_of_threads),
        HC_TEST(the_order_of_classes_does_not_matter),
        HC_TEST(one_more_agent_never_raises_the_bound_when_heads_are_chosen),
        HC_TEST(chosen_heads_keep_the_contract_limit_and_pass_the_checker),
        HC_TEST(a_centre_round_the_clock_is_sized_near_a_finished_bound),
        HC_TEST(two_weeks_are_sized_as_well_as_one),
        HC_TEST(a_stopped_solve_gives_a_legal_roster_at_once),
        HC_TEST(what_cannot_be_solved_is_refused_and_named),
        HC_TEST(a_contract_without_legal_week_is_infeasible_and_named),
        HC_TEST(a_second_week_without_legal_days_is_infeasible),
        HC_TEST(every_failing_allocation_is_reported_and_leaks_nothing),
    };
    return hc_test_run("schedule", tests, sizeof tests / sizeof tests[0]);
}
