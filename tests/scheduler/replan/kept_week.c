#include "tests/scheduler/replan/kept_week.h"

#include <math.h>

#include "scheduler/names.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/published.h"
#include "tests/support/hc_test.h"

/* Any lawful roster will do: the search is over at its first look. */
static bool is_enough(void *context, const hc_schedule_progress *progress)
{
    (void)context, (void)progress;
    return false;
}

static void make(kept_week *week, size_t agents, const hc_schedule_options *options)
{
    *week = (kept_week){.axis = fixture_axis(30, 7), .rules = fixture_named_rules(agents)};
    hc_contract *contract = &week->rules.contracts[0];
    contract->breaks[0].length_min = 30;
    contract->breaks[0].latest_min = 150;
    contract->breaks[2].length_min = 30;
    contract->breaks[2].latest_min = 420;
    for (size_t day = 0; day < 7; day++) {
        contract->earliest_start_min[day] = 420;
        contract->latest_start_min[day] = 780;
        contract->latest_end_min[day] = 1320;
    }
    const size_t slots = hc_axis_slots(&week->axis);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&week->required, slots, sizeof *week->required, NULL),
                          HC_OK);
    for (size_t slot = 0; slot < slots; slot++) {
        const double hour = hc_axis_local(&week->axis, slot).second_of_day / 3600.0;
        if (hour < 7.0 || hour >= 21.0) { continue; }
        const double hump = exp(-0.5 * pow((hour - 10.5) / 2.0, 2.0)) +
                            0.8 * exp(-0.5 * pow((hour - 16.0) / 3.0, 2.0));
        week->required[slot] = nearbyint(0.55 * (double)agents * hump);
    }
    hc_error err = HC_ERROR_INIT;
    hc_status st = hc_schedule_solve(&week->axis, week->required, &week->rules, options,
                                     &week->roster, &err);
    if (st == HC_OK) { st = hc_assign_names(&week->rules, &week->roster, &err); }
    if (st != HC_OK) { (void)printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
}

void kept_week_make(kept_week *week, size_t agents, uint64_t seed)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.seed = seed;
    options.watch = is_enough;
    make(week, agents, &options);
}

void kept_week_make_searched(kept_week *week, size_t agents, uint64_t seed)
{
    hc_schedule_options options = hc_schedule_options_default();
    options.seed = seed;
    options.effort = 0.02;
    make(week, agents, &options);
}

static hc_roster_verdict judge(const kept_week *week, const hc_roster *roster)
{
    hc_roster_row *rows = NULL;
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    const size_t room = roster->shift_count * (HC_SHIFT_BREAKS_MAX + 1);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&rows, room, sizeof *rows, NULL), HC_OK);
    const size_t count = published_rows(&week->rules, roster, rows);
    CU_ASSERT_EQUAL(
        hc_check_roster(&week->axis, week->required, &week->rules, rows, count, &verdict, NULL),
        HC_OK);
    hc_free(rows);
    return verdict;
}

size_t kept_week_broken(const kept_week *week, const hc_roster *roster)
{
    hc_roster_verdict verdict = judge(week, roster);
    const size_t broken = verdict.violation_count;
    if (broken > 0) {
        const hc_violation *first = &verdict.violations[0];
        (void)printf("\n    %s: %s: %s, not %s\n", first->agent,
                     hc_roster_rule_name(first->rule), first->found, first->allowed);
    }
    hc_roster_verdict_clear(&verdict);
    return broken;
}

double kept_week_cost(const kept_week *week, const hc_roster *roster)
{
    hc_roster_verdict verdict = judge(week, roster);
    const double cost = verdict.cost;
    hc_roster_verdict_clear(&verdict);
    return cost;
}

void kept_week_clear(kept_week *week)
{
    hc_roster_clear(&week->roster);
    hc_free(week->required);
    hc_rules_clear(&week->rules);
    hc_axis_clear(&week->axis);
}
