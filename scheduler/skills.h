/*
 * Queues with a requirement each, and who serves which of them: while on the phones a person
 * may serve any one of the queues of his skills. See docs/math.md#skills.
 */
#ifndef HC_SCHEDULER_SKILLS_H
#define HC_SCHEDULER_SKILLS_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Requirements that there are, one behind the other: 1 at least. */
static inline size_t hc_rules_queues(const hc_rules *rules)
{
    return rules->queue_count > 1 ? rules->queue_count : 1;
}

/* A bit for each queue. */
static inline hc_skills hc_all_skills(const hc_rules *rules)
{
    return ((hc_skills)1 << hc_rules_queues(rules)) - 1;
}

/* Whether the skills, written out, hold the queue. */
static inline bool hc_serves(hc_skills skills, size_t queue)
{
    return (skills >> queue & 1U) != 0;
}

/* What people of the class can serve, or this one of them (NULL: nobody in particular), written
 * out: never 0. */
hc_skills hc_skills_of(const hc_rules *rules, const hc_class *of_class, const hc_agent *agent);

/* The queues' part of hc_rules_check(). */
hc_status hc_skills_check(const hc_rules *rules, hc_error *err) HC_MUST_USE;

/* HC_ERR_RANGE when there are several queues: for what only knows one; `what` is its name, such
 * as "the search for a mix of contracts". */
hc_status hc_one_queue_only(const hc_rules *rules, const char *what, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
