/*
 * Why a class or a person cannot be scheduled: the rules that contradict each other, none of
 * which can be left out of the contradiction, and what would have to give way, least first.
 */
#ifndef HC_SCHEDULER_CONFLICT_H
#define HC_SCHEDULER_CONFLICT_H

#include "forecast/base/axis.h"
#include "scheduler/conflict_rule.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_NO_AGENT SIZE_MAX
#define HC_CONFLICT_TEXT_MAX 512
#define HC_REMEDY_TEXT_MAX 128

/* One rule that, giving way this far with all others as they are, ends the contradiction. */
typedef struct hc_remedy {
    hc_conflict_rule rule;
    double price; /* for ranking only: 1 is a day of the week more or less */
    char text[HC_REMEDY_TEXT_MAX];
} hc_remedy;

typedef struct hc_conflict {
    size_t class_index;
    size_t agent; /* index into the rules' agents, or HC_NO_AGENT: the whole class */
    size_t rule_count;
    hc_conflict_rule
        rules[HC_CONFLICT_RULE_COUNT]; /* without any one of them all would be well */
    size_t remedy_count;
    hc_remedy remedies[HC_CONFLICT_RULE_COUNT]; /* cheapest first; the past gives no way */
    char text[HC_CONFLICT_TEXT_MAX];            /* all of it in one sentence */
} hc_conflict;

/*
 * Looks at every class over the axis' weeks and, where the class is sound, at each of its
 * agents with days off, hours of their own or days worked in a row before the horizon. For an
 * agent a conflict is no refusal: the schedule lowers what the contract asks of the week as far
 * as these need.
 *
 * Gives   *conflicts, the caller's, freed with hc_free; by class, then agent.
 * Errors  HC_ERR_RANGE  hc_rules_check() fails: it names plain contradictions itself;
 *         HC_ERR_LIMIT  see hc_week_search(); HC_ERR_MEMORY. On error the outputs are
 * untouched. Source  deletion filter: docs/math.md#names-and-checks
 */
hc_status hc_conflicts_find(const hc_axis *axis, const hc_rules *rules, hc_conflict **conflicts,
                            size_t *count, hc_error *err) HC_MUST_USE;

/* The same of the classes alone, or of some agents alone, whatever their classes are. */
hc_status hc_conflicts_of_classes(const hc_axis *axis, const hc_rules *rules,
                                  hc_conflict **conflicts, size_t *count,
                                  hc_error *err) HC_MUST_USE;
hc_status hc_conflicts_of_agents(const hc_axis *axis, const hc_rules *rules,
                                 const size_t *agents, size_t agent_count,
                                 hc_conflict **conflicts, size_t *count,
                                 hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
