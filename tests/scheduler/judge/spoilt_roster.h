/* A lawful published roster, its rules and requirement, to be spoilt and judged. */
#ifndef HC_TESTS_SCHEDULER_SPOILT_ROSTER_H
#define HC_TESTS_SCHEDULER_SPOILT_ROSTER_H

#include "scheduler/check_roster.h"

#define SPOILT_ROWS_MOST 1200
#define SPOILT_SLOTS_MOST 2000

typedef struct spoilt_roster {
    hc_axis axis;
    hc_rules rules;
    double required[SPOILT_SLOTS_MOST];
    hc_roster_row rows[SPOILT_ROWS_MOST];
    size_t row_count;
    hc_roster_verdict verdict;
} spoilt_roster;

/* Agents "a1" ... (eight at most) work Monday to Friday 09:00 to 17:30 for that many weeks.
 * Rows 0..19 are a1's first week, four rows a day: shift, break, lunch, break. */
spoilt_roster *good_roster(size_t agents, bool named, size_t weeks);
void done(spoilt_roster *p);

/* The minute of a day of the horizon as a row says it. */
hc_local_time at(int32_t day, int32_t minute);

void add_row(spoilt_roster *p, const char *agent, int32_t day, const char *activity,
             int32_t start_min, int32_t length_min);

/* A shift of the default contract with its breaks at the start of their windows. */
void add_shift(spoilt_roster *p, const char *agent, int32_t day, int32_t start_min);
void move_rows(spoilt_roster *p, size_t first, size_t count, int32_t days, int32_t minutes);

hc_contract *contract_of(spoilt_roster *p);

/* Own hours of the first agent on one day of seven. */
void set_hours(spoilt_roster *p, size_t day, int32_t from_min, int32_t to_min);

/* The verdict, valid until done(). */
const hc_roster_verdict *judge(spoilt_roster *p);
bool has_rule(const hc_roster_verdict *v, hc_roster_rule rule);
void print_violations(const hc_roster_verdict *v);

/* Ways to spoil one person's good week, and what must be said first of each. */
typedef struct spoilt {
    void (*spoil)(spoilt_roster *p);
    hc_roster_rule rule;
    const char *found;
    const char *allowed;
    size_t count; /* violations in all; the first is looked at */
} spoilt;

void check_spoilt(const spoilt *cases, size_t count);

#endif
