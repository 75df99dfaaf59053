/*
 * Who may work and how: the scheduler's rules from the centre file, the agents file and the
 * opening hours. Without classes and agents the scheduler chooses how many people each contract
 * needs.
 */
#ifndef HC_CLI_ROSTER_TEAM_H
#define HC_CLI_ROSTER_TEAM_H

#include "cli/base/message.h"
#include "cli/centre/centre.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Minutes of each weekday (0 Monday) in which somebody is needed; opens == closes: nobody. */
typedef struct hc_week_hours {
    int32_t opens_min[7];
    int32_t closes_min[7];
} hc_week_hours;

/* From the first to the last slot of each weekday with required[slot] above 0. */
hc_week_hours hc_week_hours_of(const hc_axis *axis, const int32_t *required);

/* What the rules are made from. */
typedef struct hc_team_source {
    const hc_centre *centre;
    const char *agents_file; /* NULL: that of the centre file, if any */
    const hc_axis *axis;     /* the horizon */
    double shrinkage;
    const int32_t *required;     /* [queues][slots] people wanted; how many heads are of use
                                    follows */
    size_t queue_count;          /* of the requirement; 0 and 1: one */
    char (*queues)[HC_NAME_MAX]; /* their names, which skills name; NULL: it has none */
    const char *centre_file;     /* for messages; NULL: none */
    bool heads_only;             /* people are counted: skills are not looked at */
    const hc_screen *screen;     /* hears of columns that are not read; NULL: nobody */
} hc_team_source;

/* Whether somebody has skills: a contract of the centre file or a person of the agents file
 * (NULL: that of the centre file, if any). */
bool hc_team_has_skills(const hc_centre *centre, const char *agents_file);

/* People with skills serve queues that are staffed each for itself, whatever the centre says of
 * sharing agents: says so to the centre. Whether there are skills. */
bool hc_team_part_queues(hc_centre *centre, const char *agents_file);

/* HC_ERR_USAGE where late contacts have a price (HC_MISSING: none) and people skills. */
hc_status hc_team_check_late(bool skilled, double late_call_cost, hc_error *err) HC_MUST_USE;

/*
 * Fills *rules; free them with hc_rules_clear. Errors  of the agents file with line and column;
 * HC_ERR_RANGE from hc_rules_check; HC_ERR_MEMORY. On error *rules is untouched.
 */
hc_status hc_team_make(const hc_team_source *source, hc_rules *rules,
                       hc_error *err) HC_MUST_USE;

/* Whether somebody says who is there: an agents file, the source's or the centre's, or classes.
 */
bool hc_team_is_known(const hc_centre *centre, const char *agents_file);

/* People of the agents file, else of the classes; and in full-timers of so many paid hours a
 * week, each by what the contract pays at most. */
size_t hc_team_heads(const hc_rules *rules, double week_hours, double *full_timers);

#ifdef __cplusplus
}
#endif
#endif
