#include "scheduler/weekend.h"

hc_weekend_rule hc_weekend_rule_of(const hc_contract *contract)
{
    return (hc_weekend_rule){.whole = contract->weekends_whole,
                             .most = contract->weekends_most,
                             .off_every = contract->weekend_off_every};
}

/* Weekends worked, 0 .. most; 1 state where they are not counted. */
static int32_t count_states(const hc_weekend_rule *rule)
{
    return rule->most == HC_NO_LIMIT || rule->most >= HC_WEEKENDS_MAX ? 1 : rule->most + 1;
}

/* Weekends worked in a row, 0 .. off_every - 1. */
static int32_t run_states(const hc_weekend_rule *rule)
{
    return rule->off_every == HC_NO_LIMIT || rule->off_every > HC_WEEKENDS_MAX
               ? 1
               : rule->off_every;
}

static bool has_rule(const hc_weekend_rule *rule)
{
    return rule->whole || count_states(rule) > 1 || rule->most == 0 || run_states(rule) > 1 ||
           rule->off_every == 1;
}

int32_t hc_weekend_states(const hc_weekend_rule *rule)
{
    return has_rule(rule) ? 2 * count_states(rule) * run_states(rule) : 1;
}

typedef struct weekend_state {
    int32_t count;
    int32_t run;
    bool saturday; /* was worked */
} weekend_state;

static int32_t index_of(const hc_weekend_rule *rule, weekend_state at)
{
    return (at.count * run_states(rule) + at.run) * 2 + (at.saturday ? 1 : 0);
}

/* One more weekend worked; false: one too many. */
static bool add_weekend(const hc_weekend_rule *rule, weekend_state *at)
{
    const bool counts = rule->most != HC_NO_LIMIT && rule->most < HC_WEEKENDS_MAX;
    const bool runs = rule->off_every != HC_NO_LIMIT && rule->off_every <= HC_WEEKENDS_MAX;
    if ((counts && at->count == rule->most) || (runs && at->run == rule->off_every - 1)) {
        return false;
    }
    at->count += counts ? 1 : 0;
    at->run += runs ? 1 : 0;
    return true;
}

int32_t hc_weekend_after(const hc_weekend_rule *rule, int32_t state, int32_t weekday,
                         bool is_first, bool worked)
{
    weekend_state at = {.count = state / 2 / run_states(rule),
                        .run = state / 2 % run_states(rule),
                        .saturday = state % 2 != 0};
    if (!has_rule(rule) || weekday < HC_SATURDAY) { return state; }
    if (weekday == HC_SATURDAY) {
        if (worked && !add_weekend(rule, &at)) { return HC_WEEKEND_FORBIDDEN; }
        at.saturday = worked;
        return index_of(rule, at);
    }
    if (rule->whole && !is_first && worked != at.saturday) { return HC_WEEKEND_FORBIDDEN; }
    if (worked && !at.saturday && !add_weekend(rule, &at)) { return HC_WEEKEND_FORBIDDEN; }
    if (!worked && !at.saturday) { at.run = 0; }
    at.saturday = false;
    return index_of(rule, at);
}
