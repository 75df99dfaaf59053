/*
 * replan [AGENTS]: CPU seconds to plan a published roster again: the breaks of the rest of a
 * day when a tenth more is wanted, and the whole week when one person in fifty is away.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forecast/base/number.h"
#include "scheduler/names.h"
#include "scheduler/replan/replan.h"
#include "scheduler/schedule.h"

#define MONDAY 20787 /* 2026-11-30 */
#define DAYS 7
#define NOON_MIN 720
#define AWAY_ONE_IN 50

static double cpu_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void stop_on(hc_status st, const hc_error *err)
{
    if (st == HC_OK) { return; }
    (void)fprintf(stderr, "%s\n", err->message);
    exit(EXIT_FAILURE);
}

/* 60 % full days, 40 % short ones; 07:00 to 22:00. */
static hc_rules make_rules(size_t agents, hc_error *err)
{
    hc_rules rules = HC_RULES_INIT;
    stop_on(hc_alloc(&rules.contracts, 2, sizeof *rules.contracts, err), err);
    stop_on(hc_alloc(&rules.classes, 2, sizeof *rules.classes, err), err);
    stop_on(hc_alloc(&rules.agents, agents, sizeof *rules.agents, err), err);
    rules.cover_cost = hc_cover_cost_default();
    rules.contract_count = rules.class_count = 2;
    for (size_t k = 0; k < 2; k++) {
        hc_contract *c = &rules.contracts[k];
        *c = hc_contract_default();
        (void)snprintf(c->name, sizeof c->name, "%s", k == 0 ? "full" : "short");
        c->start_spread_min = 120;
        c->days_off_together = 2;
        for (size_t day = 0; day < DAYS; day++) {
            c->earliest_start_min[day] = 420;
            c->latest_start_min[day] = 1080;
            c->latest_end_min[day] = 1320;
        }
        rules.classes[k] = (hc_class){.contract = k,
                                      .earliest_start_min = HC_NO_LIMIT,
                                      .latest_start_min = HC_NO_LIMIT,
                                      .latest_end_min = HC_NO_LIMIT};
        memcpy(rules.classes[k].name, c->name, sizeof c->name);
    }
    rules.contracts[1].shift_shortest_min = rules.contracts[1].shift_longest_min = 300;
    rules.contracts[1].break_count = 1;
    for (size_t i = 0; i < agents; i++) {
        hc_agent *agent = &rules.agents[rules.agent_count++];
        *agent =
            (hc_agent){.class_index = i % 5 < 3 ? 0 : 1, .preferred_start_min = HC_NO_LIMIT};
        (void)snprintf(agent->id, sizeof agent->id, "p%04zu", i);
        rules.classes[agent->class_index].count++;
    }
    return rules;
}

/* Two humps a day, less at the weekend. */
static double *make_requirement(const hc_axis *axis, size_t agents, hc_error *err)
{
    double *required = NULL;
    stop_on(hc_alloc(&required, hc_axis_slots(axis), sizeof *required, err), err);
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const double hour = hc_axis_local(axis, slot).second_of_day / 3600.0;
        const size_t day = hc_axis_day_index(axis, slot);
        if (hour < 7.0 || hour >= 22.0) { continue; }
        const double hump = exp(-0.5 * pow((hour - 10.5) / 2.0, 2.0)) +
                            0.8 * exp(-0.5 * pow((hour - 16.0) / 3.0, 2.0));
        const double weekend = day < 5 ? 1.0 : 0.6;
        required[slot] = nearbyint((double)agents * weekend * (0.08 + 0.42 * hump));
    }
    return required;
}

static void say(const char *what, const hc_replan *result, double seconds)
{
    (void)printf("%-28s %6.3f s  cost %.2f -> %.2f (of it changes %.2f)  changed days %zu "
                 "(forced %zu)  lower bound %.2f  gap %.3f %%\n",
                 what, seconds, result->cost_before, result->roster.cost, result->change_total,
                 result->changed_days, result->forced_days, result->roster.lower_bound,
                 100.0 * result->roster.gap);
}

static void measure(const char *what, const hc_axis *axis, const double *required,
                    const hc_rules *rules, const hc_roster *kept,
                    const hc_replan_options *options)
{
    hc_error err = HC_ERROR_INIT;
    hc_replan result = HC_REPLAN_INIT;
    const double started = cpu_s();
    stop_on(hc_replan_solve(axis, required, rules, kept, options, &result, &err), &err);
    say(what, &result, cpu_s() - started);
    hc_replan_clear(&result);
}

int main(int argc, char **argv)
{
    hc_error err = HC_ERROR_INIT;
    double agents = 500.0;
    if (argc > 1 && !hc_parse_double(argv[1], strlen(argv[1]), &agents)) { return 2; }
    hc_init();
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    stop_on(hc_axis_make(&axis, &zone, 15, MONDAY, DAYS, &err), &err);
    hc_rules rules = make_rules((size_t)agents, &err);
    double *required = make_requirement(&axis, (size_t)agents, &err);
    hc_roster kept = HC_ROSTER_INIT;
    hc_schedule_options solving = hc_schedule_options_default();
    const double started = cpu_s();
    stop_on(hc_schedule_solve(&axis, required, &rules, &solving, &kept, &err), &err);
    stop_on(hc_assign_names(&rules, &kept, &err), &err);
    (void)printf("%-28s %6.3f s  cost %.2f  gap %.3f %%\n", "first roster", cpu_s() - started,
                 kept.cost, 100.0 * kept.gap);
    hc_replan_options options = hc_replan_options_default();
    measure("nothing changed", &axis, required, &rules, &kept, &options);
    for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
        if (hc_axis_day_index(&axis, slot) == 2) {
            required[slot] = ceil(1.1 * required[slot]);
        }
    }
    options.breaks_only = true;
    options.day = 2;
    options.from_min = NOON_MIN;
    options.change_cost = 0.25;
    measure("breaks of a day from noon", &axis, required, &rules, &kept, &options);
    options.from_min = 0;
    measure("breaks of the whole day", &axis, required, &rules, &kept, &options);
    options = hc_replan_options_default();
    for (size_t i = 0; i < rules.agent_count; i += AWAY_ONE_IN) {
        stop_on(hc_alloc(&rules.agents[i].day_off, DAYS, 1, &err), &err);
        rules.agents[i].day_off[2] = 1;
    }
    measure("week, one in fifty away", &axis, required, &rules, &kept, &options);
    options.change_cost = 1.0;
    measure("the same, changes cheap", &axis, required, &rules, &kept, &options);
    hc_roster_clear(&kept);
    hc_free(required);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
    return EXIT_SUCCESS;
}
