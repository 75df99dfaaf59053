#include "scheduler/skills.h"

#include <string.h>

hc_skills hc_skills_of(const hc_rules *rules, const hc_class *of_class, const hc_agent *agent)
{
    const hc_skills own = agent != NULL ? agent->skills : 0;
    const hc_skills skills = own != 0 ? own : rules->contracts[of_class->contract].skills;
    return skills != 0 ? skills : hc_all_skills(rules);
}

static hc_status check_known(const hc_rules *rules, const char *what, const char *name,
                             hc_skills skills, hc_error *err)
{
    if ((skills & ~hc_all_skills(rules)) == 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "name a queue that has a requirement",
                   "%s '%s' has skills for more than the %zu queues there are", what, name,
                   hc_rules_queues(rules));
}

static hc_status check_names(const hc_rules *rules, hc_error *err)
{
    for (size_t q = 0; q < rules->queue_count; q++) {
        for (size_t other = 0; other < q; other++) {
            if (strcmp(rules->queues[q], rules->queues[other]) != 0) { continue; }
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give each a name of its own",
                           "two queues are called '%s'", rules->queues[q]);
        }
    }
    return HC_OK;
}

hc_status hc_skills_check(const hc_rules *rules, hc_error *err)
{
    if (rules->queue_count > HC_SKILLS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "join queues that the same people serve",
                       "skills tell at most %d queues apart, found %zu", HC_SKILLS_MAX,
                       rules->queue_count);
    }
    HC_TRY(check_names(rules, err));
    for (size_t k = 0; k < rules->contract_count; k++) {
        const hc_contract *contract = &rules->contracts[k];
        HC_TRY(check_known(rules, "contract", contract->name, contract->skills, err));
    }
    for (size_t i = 0; i < rules->agent_count; i++) {
        HC_TRY(check_known(rules, "agent", rules->agents[i].id, rules->agents[i].skills, err));
    }
    return rules->curves.slots > 0 ? hc_one_queue_only(rules, "a price of late contacts", err)
                                   : HC_OK;
}

hc_status hc_one_queue_only(const hc_rules *rules, const char *what, hc_error *err)
{
    if (rules->queue_count <= 1) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                   "leave out the skills, or name one queue with --queue",
                   "%s knows one requirement only, but skills tell %zu queues apart", what,
                   rules->queue_count);
}
