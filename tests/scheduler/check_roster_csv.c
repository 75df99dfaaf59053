/*
 * check_roster_csv ROSTER.csv REQUIREMENT.csv [--centre F] [--agents F] [--zone Z] [--queue Q]
 *                  [--shrinkage S] [--interval MIN] [--cost COST]
 *
 * Judges what `headcount schedule --out` or `headcount plan --out` published, from the files
 * alone. Rules and requirement are read as the commands read them; the judging shares nothing
 * with what made the roster. Prints every broken rule, the hours and the cost; ends with 1 when
 * a rule is broken or the cost is not the one claimed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/centre/centre_file.h"
#include "cli/plan/requirement_file.h"
#include "cli/read/roster_file.h"
#include "cli/roster/team.h"
#include "erlang/shrinkage.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "scheduler/check_roster.h"

typedef struct asked {
    const char *roster;
    const char *requirement;
    const char *centre;
    const char *agents;
    const char *zone;
    const char *queue;
    double shrinkage;
    double interval_min; /* 0: that of the requirement */
    double cost;         /* HC_MISSING: none claimed */
} asked;

static hc_status read_requirement(const asked *a, const hc_centre *centre, hc_wanted *wanted,
                                  hc_error *err)
{
    hc_zone zone = HC_ZONE_FLOATING;
    const char *name = a->zone != NULL ? a->zone : centre->zone;
    if (name[0] != '\0') { HC_TRY(hc_zone_load(name, &zone, err)); }
    HC_TRY(hc_wanted_load(a->requirement, &zone, a->queue, false, wanted, err));
    hc_status st = HC_OK;
    for (size_t slot = 0; slot < hc_axis_slots(&wanted->axis) && st == HC_OK; slot++) {
        int64_t people = 0;
        st = hc_headcount_of_agents(wanted->people[slot], a->shrinkage, &people, err);
        wanted->people[slot] = (int32_t)people;
    }
    return st;
}

static hc_status make_rules(const asked *a, const hc_centre *centre, const hc_wanted *wanted,
                            hc_rules *rules, hc_error *err)
{
    const hc_team_source source = {.centre = centre,
                                   .agents_file = a->agents,
                                   .axis = &wanted->axis,
                                   .shrinkage = a->shrinkage,
                                   .required = wanted->people};
    return hc_team_make(&source, rules, err);
}

/* Most people asked for during each interval of the axis that is judged on. */
static void spread_requirement(const hc_wanted *wanted, const hc_axis *axis, double *required)
{
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const int64_t begins_s = hc_axis_utc_s(axis, slot);
        const int64_t step_s = 60 * (int64_t)wanted->axis.interval_min;
        for (int64_t at_s = begins_s; at_s < begins_s + 60 * (int64_t)axis->interval_min;
             at_s += step_s) {
            size_t own = 0;
            if (hc_axis_find(&wanted->axis, at_s, &own) &&
                wanted->people[own] > required[slot]) {
                required[slot] = wanted->people[own];
            }
        }
    }
}

static void print_verdict(const hc_roster_verdict *v)
{
    for (size_t i = 0; i < v->listed_count; i++) {
        const hc_violation *broken = &v->violations[i];
        char date[HC_TIME_TEXT_MAX] = "-";
        if (broken->day != HC_DAY_NONE) { hc_format_date(broken->day, date); }
        (void)printf("%s %s: %s: found %s, allowed %s\n", broken->agent, date,
                     hc_roster_rule_name(broken->rule), broken->found, broken->allowed);
    }
    (void)printf("broken rules %zu  agents %zu  shifts %zu  paid %g h  short %g h  over %g h  "
                 "cost %.6f  cover %.6f\n",
                 v->violation_count, v->agent_count, v->shift_count, v->paid_hours,
                 v->short_hours, v->over_hours, v->cost, v->cover_cost);
}

static hc_status judge(const asked *a, const hc_wanted *wanted, const hc_rules *rules,
                       const hc_roster_file *file, hc_roster_verdict *verdict, hc_error *err)
{
    hc_axis axis = HC_AXIS_INIT;
    double *required = NULL;
    const hc_axis *own = &wanted->axis;
    const int32_t interval_min =
        a->interval_min > 0.0 ? (int32_t)a->interval_min : own->interval_min;
    HC_TRY(hc_axis_make(&axis, &own->zone, interval_min, own->first_day, own->days, err));
    hc_status st = hc_alloc(&required, hc_axis_slots(&axis), sizeof *required, err);
    if (st == HC_OK) {
        spread_requirement(wanted, &axis, required);
        st = hc_check_roster(&axis, required, rules, file->rows, file->count, verdict, err);
    }
    hc_free(required);
    hc_axis_clear(&axis);
    return st;
}

/* Reads everything, judges, prints; *lawful says how it went. */
static hc_status run(const asked *a, bool *lawful, hc_error *err)
{
    hc_centre centre = hc_centre_default();
    hc_wanted wanted = {0};
    hc_rules rules = HC_RULES_INIT;
    hc_roster_file file = {0};
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    hc_status st = a->centre != NULL ? hc_centre_load(a->centre, &centre, err) : HC_OK;
    if (st == HC_OK) { st = read_requirement(a, &centre, &wanted, err); }
    if (st == HC_OK) { st = make_rules(a, &centre, &wanted, &rules, err); }
    if (st == HC_OK) { st = hc_roster_file_read(a->roster, &file, err); }
    if (st == HC_OK) { st = judge(a, &wanted, &rules, &file, &verdict, err); }
    if (st == HC_OK) {
        print_verdict(&verdict);
        const bool agrees = hc_is_missing(a->cost) || hc_roster_cost_agrees(&verdict, a->cost);
        if (!agrees) { (void)printf("cost claimed %.6f\n", a->cost); }
        *lawful = agrees && verdict.violation_count == 0;
    }
    hc_roster_verdict_clear(&verdict);
    hc_roster_file_clear(&file);
    hc_rules_clear(&rules);
    hc_wanted_clear(&wanted);
    hc_centre_clear(&centre);
    return st;
}

static bool read_option(asked *a, const char *name, const char *value)
{
    double *number = NULL;
    if (strcmp(name, "--centre") == 0) {
        a->centre = value;
    } else if (strcmp(name, "--agents") == 0) {
        a->agents = value;
    } else if (strcmp(name, "--zone") == 0) {
        a->zone = value;
    } else if (strcmp(name, "--queue") == 0) {
        a->queue = value;
    } else if (strcmp(name, "--shrinkage") == 0) {
        number = &a->shrinkage;
    } else if (strcmp(name, "--interval") == 0) {
        number = &a->interval_min;
    } else if (strcmp(name, "--cost") == 0) {
        number = &a->cost;
    } else {
        return false;
    }
    return number == NULL || hc_parse_double(value, strlen(value), number);
}

int main(int argc, char **argv)
{
    asked a = {.cost = HC_MISSING};
    bool understood = argc >= 3 && argc % 2 == 1;
    for (int i = 3; i + 1 < argc; i += 2) {
        understood = understood && read_option(&a, argv[i], argv[i + 1]);
    }
    if (!understood) {
        (void)fprintf(stderr, "check_roster_csv ROSTER.csv REQUIREMENT.csv [--centre F] "
                              "[--agents F] [--zone Z] [--queue Q] [--shrinkage S] "
                              "[--interval MIN] [--cost COST]\n");
        return 2;
    }
    a.roster = argv[1];
    a.requirement = argv[2];
    hc_init();
    bool lawful = false;
    hc_error err = HC_ERROR_INIT;
    if (run(&a, &lawful, &err) != HC_OK) {
        char text[HC_ERROR_FILE_MAX + 2 * HC_ERROR_TEXT_MAX];
        hc_error_text(&err, text, (int)sizeof text);
        (void)fprintf(stderr, "%s\n", text);
        return 3;
    }
    return lawful ? EXIT_SUCCESS : EXIT_FAILURE;
}
