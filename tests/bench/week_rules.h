/* The call-centre week of the benchmarks: its requirement, five contracts and fifteen classes.
 */
#ifndef HC_BENCH_WEEK_RULES_H
#define HC_BENCH_WEEK_RULES_H

#include "scheduler/schedule.h"

#define WEEK_DAYS 7
#define WEEK_INTERVAL_MIN 15
#define WEEK_SLOTS ((size_t)WEEK_DAYS * 96)
#define WEEK_CONTRACTS 5
#define WEEK_CLASSES 15

/* required[WEEK_SLOTS] of the published instance; false, and said, when it is absent. */
bool week_read_required(int agents, int64_t *first_day, double *required);

/* c[WEEK_CONTRACTS]; starts every grid_min minutes. */
void week_make_contracts(hc_contract *c, int32_t grid_min);

/* rules->classes[WEEK_CLASSES] are filled; their counts add up to about `agents`. */
void week_make_classes(hc_rules *rules, int agents);

/* Solves the week on one thread and tells each new stage when HC_BENCH_TALK is set; false, and
 * said behind `label`, when it failed. *cpu: its CPU seconds. */
bool week_solve(const char *label, const hc_rules *rules, const double *required,
                int64_t first_day, uint64_t seed, hc_roster *roster, double *cpu);

#endif
