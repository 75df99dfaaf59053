#include "tests/scheduler/fixture.h"

#include <stdio.h>
#include <stdlib.h>

/* A fixture that cannot be made is no test result. */
static void must(hc_status status)
{
    if (status != HC_OK) {
        (void)fprintf(stderr, "fixture: %s\n", hc_status_name(status));
        exit(EXIT_FAILURE);
    }
}

hc_rules fixture_rules(size_t agents)
{
    hc_rules rules = HC_RULES_INIT;
    must(hc_alloc(&rules.contracts, 1, sizeof *rules.contracts, NULL));
    must(hc_alloc(&rules.classes, 1, sizeof *rules.classes, NULL));
    rules.contract_count = 1;
    rules.contracts[0] = hc_contract_default();
    rules.class_count = 1;
    rules.classes[0] = (hc_class){.name = "full-time",
                                  .contract = 0,
                                  .count = agents,
                                  .earliest_start_min = HC_NO_LIMIT,
                                  .latest_start_min = HC_NO_LIMIT,
                                  .latest_end_min = HC_NO_LIMIT};
    rules.cover_cost = hc_cover_cost_default();
    return rules;
}

hc_rules fixture_named_rules(size_t agents)
{
    hc_rules rules = fixture_rules(agents);
    must(hc_alloc(&rules.agents, agents, sizeof *rules.agents, NULL));
    rules.agent_count = agents;
    for (size_t i = 0; i < agents; i++) {
        (void)snprintf(rules.agents[i].id, sizeof rules.agents[i].id, "a%zu", i + 1);
        (void)snprintf(rules.agents[i].name, sizeof rules.agents[i].name, "Name %zu", i + 1);
        rules.agents[i].preferred_start_min = HC_NO_LIMIT;
    }
    return rules;
}

hc_rules fixture_distinct_rules(size_t agents)
{
    hc_rules rules = fixture_named_rules(agents);
    for (size_t i = 0; i < agents; i++) {
        rules.agents[i].wage_an_hour = 0.01 * (double)(i + 1);
    }
    return rules;
}

hc_axis fixture_axis(int32_t interval_min, size_t days)
{
    const hc_zone floating = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    must(hc_axis_make(&axis, &floating, interval_min, FIXTURE_MONDAY, days, NULL));
    return axis;
}
