/*
 * The program's own files: who works, what is promised, what is known beforehand, and what it
 * wrote itself. What a reader took must keep the ranges that its header promises.
 */
#include <math.h>

#include "cli/centre/centre_file.h"
#include "cli/plan/plan_file.h"
#include "cli/plan/requirement_file.h"
#include "cli/plan/stored_plan.h"
#include "cli/read/roster_file.h"
#include "cli/roster/team.h"
#include "cli/staff/waits_file.h"
#include "cli/whatif/scenario_file.h"
#include "forecast/base/calendar.h"
#include "forecast/load/load_days.h"
#include "forecast/load/load_override.h"
#include "tests/fuzz/fuzz_reader.h"

#define INTERVAL_MIN 30
#define SLOTS 336       /* a week of them */
#define FIRST_DAY 20780 /* 2026-11-23, a Monday */

static const hc_zone floating = HC_ZONE_FLOATING;

/* A week in which somebody is needed from 8:00 to 18:00. */
static const hc_axis *week(const int32_t **required)
{
    static hc_axis axis = HC_AXIS_INIT;
    static int32_t people[SLOTS];
    hc_error err = HC_ERROR_INIT;
    if (axis.days == 0) {
        must(hc_axis_make(&axis, &floating, INTERVAL_MIN, FIRST_DAY, 7, &err) == HC_OK);
        must(hc_axis_slots(&axis) == SLOTS);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            people[slot] = slot % 48 >= 16 && slot % 48 < 36 ? 3 : 0;
        }
    }
    *required = people;
    return &axis;
}

static void check_people(const hc_rules *rules, const hc_axis *axis)
{
    for (size_t k = 0; k < rules->class_count; k++) {
        must(rules->classes[k].contract < rules->contract_count);
    }
    for (size_t k = 0; k < rules->agent_count; k++) {
        const hc_agent *agent = &rules->agents[k];
        must(agent->class_index < rules->class_count && agent->id[0] != '\0');
        must(agent->wage_an_hour >= 0.0 && agent->seniority >= 0.0);
        for (size_t day = 0; agent->hours != NULL && day < axis->days; day++) {
            must(agent->hours[day].from_min >= 0);
        }
        for (size_t a = 1; a < agent->activity_count; a++) {
            must(agent->activities[a - 1].end_min <= agent->activities[a].start_min);
        }
    }
}

/* The rules of the centre, and of the agents file where there is one. */
static void make_team(const hc_centre *centre, const char *agents_file, bool heads_only)
{
    hc_rules rules = {0};
    hc_error err = HC_ERROR_INIT;
    const int32_t *required = NULL;
    const hc_axis *axis = week(&required);
    const hc_team_source source = {.centre = centre,
                                   .agents_file = agents_file,
                                   .axis = axis,
                                   .shrinkage = 0.1,
                                   .required = required,
                                   .queue_count = 1,
                                   .heads_only = heads_only};
    if (hc_team_make(&source, &rules, &err) == HC_OK) { check_people(&rules, axis); }
    hc_rules_clear(&rules);
}

static void check_service(const hc_service *service)
{
    must(!(service->service_level < 0.0) && !(service->service_level > 1.0));
    must(!(service->target_s < 0.0) && !(service->aht_s <= 0.0));
    must(!(service->channel.answer_share < 0.0) && !(service->channel.answer_share > 1.0));
}

void fuzz_centre(const fuzz_input *in)
{
    hc_centre centre = hc_centre_default();
    hc_error err = HC_ERROR_INIT;
    if (hc_centre_read("in.json", in->bytes, in->length, &centre, &err) == HC_OK) {
        must(!(centre.shrinkage < 0.0) && !(centre.shrinkage >= 1.0));
        check_service(&centre.every_queue);
        for (size_t q = 0; q < centre.queue_count; q++) {
            const hc_service service = hc_centre_service(&centre, centre.queues[q].name);
            check_service(&service);
        }
        centre.agents_file[0] = '\0'; /* whatever file it names is not read */
        make_team(&centre, NULL, false);
    }
    hc_centre_clear(&centre);
}

/* Two contracts, one of a queue of its own; a class. */
void fuzz_agents(const fuzz_input *in)
{
    static const char sound[] =
        "{\"queues\":[{\"name\":\"sales\"},{\"name\":\"service\"}],\"contracts\":["
        "{\"name\":\"full\"},{\"name\":\"part\",\"days_a_week_most\":3,\"days_a_week_least\":1}"
        "],"
        "\"classes\":[{\"name\":\"late\",\"contract\":\"part\",\"count\":2}]}";
    hc_centre centre = hc_centre_default();
    hc_error err = HC_ERROR_INIT;
    must(hc_centre_read("sound.json", sound, sizeof sound - 1, &centre, &err) == HC_OK);
    (void)hc_team_has_skills(&centre, in->path);
    make_team(&centre, in->path, false);
    make_team(&centre, in->path, true);
    hc_centre_clear(&centre);
}

void fuzz_overrides(const fuzz_input *in)
{
    hc_overrides overrides = HC_OVERRIDES_INIT;
    hc_error err = HC_ERROR_INIT;
    (void)hc_overrides_load(in->path, &floating, &overrides, &err);
    for (size_t k = 0; k < overrides.count; k++) {
        const hc_override *one = &overrides.list[k];
        must(one->from_utc_s < one->to_utc_s && one->value >= 0.0);
        must(one->value <=
             (one->sort == HC_OVERRIDE_CALLS ? HC_OVERRIDE_CALLS_MAX : HC_OVERRIDE_FACTOR_MAX));
    }
    hc_overrides_clear(&overrides);
}

void fuzz_days(const fuzz_input *in)
{
    hc_special_days special = {0};
    hc_error err = HC_ERROR_INIT;
    (void)hc_special_days_load(in->path, &special, &err);
    for (size_t k = 0; k < special.count; k++) {
        const hc_special_day *day = &special.days[k];
        must(k == 0 || special.days[k - 1].day < day->day);
        must(!(day->uplift <= -1.0) && !isinf(day->uplift) && day->half_life_days >= 0.0);
    }
    hc_special_days_clear(&special);
}

static void read_wanted(const fuzz_input *in, bool whole)
{
    hc_wanted wanted = {0};
    hc_error err = HC_ERROR_INIT;
    if (hc_wanted_load(in->path, &floating, NULL, whole, &wanted, &err) == HC_OK) {
        const size_t cells = wanted.queue_count * hc_axis_slots(&wanted.axis);
        must(wanted.queue_count > 0);
        for (size_t k = 0; k < cells; k++) {
            must(wanted.people[k] >= 0);
        }
    }
    hc_wanted_clear(&wanted);
}

void fuzz_wanted(const fuzz_input *in)
{
    read_wanted(in, false);
    read_wanted(in, true);
}

void fuzz_roster(const fuzz_input *in)
{
    hc_roster_file file = {0};
    hc_error err = HC_ERROR_INIT;
    (void)hc_roster_file_read(in->path, &file, &err);
    for (size_t k = 0; k < file.count; k++) {
        must(file.rows[k].agent != NULL && file.rows[k].activity != NULL);
    }
    hc_roster_file_clear(&file);
}

void fuzz_waits(const fuzz_input *in)
{
    hc_patience_curve curve;
    hc_error err = HC_ERROR_INIT;
    if (hc_waits_load(in->path, &curve, &err) != HC_OK) { return; }
    must(curve.bins > 0 && curve.bins <= HC_HAZARD_BINS_MAX);
    for (size_t bin = 0; bin < curve.bins; bin++) {
        must(curve.hazard[bin] >= 0.0 && isfinite(curve.from_s[bin]));
    }
}

/* The name of the file says which of the two it is. */
void fuzz_scenarios(const fuzz_input *in)
{
    hc_scenarios scenarios = {0};
    hc_error err = HC_ERROR_INIT;
    (void)hc_scenarios_load(in->path, &scenarios, &err);
    for (size_t k = 0; k < scenarios.count; k++) {
        for (size_t p = 0; p < scenarios.list[k].part_count; p++) {
            const hc_scenario_part *part = &scenarios.list[k].parts[p];
            must(!(part->repeat_share < 0.0) && !(part->repeat_share > 1.0));
            must(!(part->shrinkage < 0.0) && !(part->shrinkage >= 1.0));
            must(part->deflection_count <= HC_SCENARIO_DEFLECTIONS_MAX);
        }
    }
    hc_scenarios_clear(&scenarios);
}

void fuzz_plan(const fuzz_input *in)
{
    hc_plan_file file = {0};
    hc_stored_plan plan = {0};
    hc_error err = HC_ERROR_INIT;
    if (hc_plan_file_open(in->path, &file, &err) == HC_OK &&
        hc_stored_plan_read(&file, &plan, &err) == HC_OK) {
        (void)hc_stored_plan_queues(&plan);
    }
    hc_stored_plan_clear(&plan);
    hc_plan_file_close(&file);
}
