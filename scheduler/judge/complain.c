#include "scheduler/judge/judge.h"

#include <stdio.h>

static hc_violation *new_violation(hc_judge *j, const char *agent, int64_t day,
                                   hc_roster_rule rule)
{
    hc_roster_verdict *v = &j->verdict;
    v->violation_count++;
    if (j->status != HC_OK || v->listed_count == HC_VIOLATIONS_LISTED_MAX) { return NULL; }
    j->status = hc_grow(&v->violations, &j->violation_room, v->listed_count + 1,
                        sizeof *v->violations, j->err);
    if (j->status != HC_OK) { return NULL; }
    hc_violation *violation = &v->violations[v->listed_count++];
    (void)snprintf(violation->agent, sizeof violation->agent, "%s", agent);
    violation->day = day;
    violation->rule = rule;
    return violation;
}

void hc_broken_text(hc_judge *j, const char *agent, int64_t day, hc_roster_rule rule,
                    const char *found, const char *allowed)
{
    hc_violation *violation = new_violation(j, agent, day, rule);
    if (violation == NULL) { return; }
    (void)snprintf(violation->found, sizeof violation->found, "%s", found);
    (void)snprintf(violation->allowed, sizeof violation->allowed, "%s", allowed);
}

/* "09:30", also past midnight as 25:30; "95 min"; "5 days". */
static void format_amount(int64_t amount, hc_unit in, char *text, size_t size)
{
    static const char *const unit_names[] = {"", "min", "days", "people", "weekends"};
    if (in != HC_UNIT_CLOCK) {
        (void)snprintf(text, size, "%lld %s", (long long)amount, unit_names[in]);
        return;
    }
    (void)snprintf(text, size, "%02lld:%02lld", (long long)(amount / 60),
                   (long long)(amount % 60));
}

void hc_broken(hc_judge *j, const char *agent, int64_t day, hc_roster_rule rule, int64_t found,
               const char *relation, int64_t allowed, hc_unit in)
{
    hc_violation *violation = new_violation(j, agent, day, rule);
    if (violation == NULL) { return; }
    char amount[HC_TIME_TEXT_MAX];
    format_amount(found, in, violation->found, sizeof violation->found);
    format_amount(allowed, in, amount, sizeof amount);
    (void)snprintf(violation->allowed, sizeof violation->allowed, "%s %s", relation, amount);
}
