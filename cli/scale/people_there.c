#include "cli/scale/people_there.h"

#include "forecast/base/memory.h"

#define GRID_MIN 30 /* of a week in which only people are counted */

const char *hc_people_source_text(hc_people_source source)
{
    switch (source) {
    case HC_PEOPLE_SAID:
        return "as said";
    case HC_PEOPLE_BY_AGENTS:
        return "by the agents file";
    case HC_PEOPLE_BY_CLASSES:
        return "by the classes of the centre file";
    case HC_PEOPLE_BY_PAID:
        return "by the paid time in the history";
    case HC_PEOPLE_BY_STAFFED:
        return "by the time logged in and the shrinkage";
    case HC_PEOPLE_BY_SERVICE:
        return "nobody said; as many as give the service that was delivered";
    case HC_PEOPLE_BY_PAST:
        return "nobody said; as many as the weeks before needed";
    default:
        return "nobody said";
    }
}

hc_status hc_people_of_team(const hc_team_source *source, double week_hours,
                            hc_people_there *there, hc_error *err)
{
    hc_rules rules = HC_RULES_INIT;
    if (!hc_team_is_known(source->centre, source->agents_file)) { return HC_OK; }
    HC_TRY(hc_team_make(source, &rules, err));
    there->heads = hc_team_heads(&rules, week_hours, &there->full_timers);
    there->source = rules.agent_count > 0 ? HC_PEOPLE_BY_AGENTS : HC_PEOPLE_BY_CLASSES;
    hc_rules_clear(&rules);
    return HC_OK;
}

hc_status hc_people_of_week(const hc_centre *centre, const char *agents_file, int64_t first_day,
                            double week_hours, hc_people_there *there, hc_error *err)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    int32_t *required = NULL;
    HC_TRY(hc_axis_make(&axis, &zone, GRID_MIN, first_day, 7, err));
    hc_status st = hc_alloc(&required, hc_axis_slots(&axis), sizeof *required, err);
    for (size_t slot = 0; st == HC_OK && slot < hc_axis_slots(&axis); slot++) {
        required[slot] = 1; /* open all the time: every shift is possible */
    }
    const hc_team_source source = {.centre = centre,
                                   .agents_file = agents_file,
                                   .axis = &axis,
                                   .required = required,
                                   .heads_only = true};
    if (st == HC_OK) { st = hc_people_of_team(&source, week_hours, there, err); }
    hc_free(required);
    hc_axis_clear(&axis);
    return st;
}
