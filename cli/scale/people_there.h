/*
 * How many people are there today, for `scale`: as said, by the agents file or the classes of
 * the centre file; what a history tells beyond that is scale_case's.
 */
#ifndef HC_CLI_SCALE_PEOPLE_THERE_H
#define HC_CLI_SCALE_PEOPLE_THERE_H

#include "cli/roster/team.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where the number of people comes from. */
typedef enum hc_people_source {
    HC_PEOPLE_SAID = 0,
    HC_PEOPLE_BY_AGENTS,  /* the agents file */
    HC_PEOPLE_BY_CLASSES, /* the classes of the centre file */
    HC_PEOPLE_BY_PAID,    /* the history's paid time */
    HC_PEOPLE_BY_STAFFED, /* its time logged in, and the shrinkage */
    HC_PEOPLE_BY_SERVICE, /* as many as give the service level that was delivered */
    HC_PEOPLE_BY_PAST,    /* as many as the earlier weeks needed */
    HC_PEOPLE_UNKNOWN     /* nobody said, and there is no history */
} hc_people_source;

typedef struct hc_people_there {
    hc_people_source source;
    size_t heads;       /* of the agents file or the classes; 0 with other sources */
    double full_timers; /* the same people, of so many paid hours a week */
} hc_people_there;

/* "by the agents file": where the number of people comes from. */
const char *hc_people_source_text(hc_people_source source);

/*
 * People of the agents file, else of the classes; *there stays as it is where there are
 * neither. Errors of hc_team_make().
 */
hc_status hc_people_of_team(const hc_team_source *source, double week_hours,
                            hc_people_there *there, hc_error *err) HC_MUST_USE;

/* The same without a history: in the week from a day on. */
hc_status hc_people_of_week(const hc_centre *centre, const char *agents_file, int64_t first_day,
                            double week_hours, hc_people_there *there,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
