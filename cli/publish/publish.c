#include "cli/publish/publish.h"

#include "cli/publish/queue_figures.h"
#include "cli/publish/write_csv.h"
#include "cli/publish/write_html.h"
#include "cli/publish/write_json.h"
#include "cli/publish/write_people.h"

typedef hc_status (*write_fn)(const hc_plan_result *plan, FILE *out, hc_error *err);

static hc_status write_forecast(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    return hc_write_forecast_csv(plan->forecast, out, err);
}

static hc_status write_requirement(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    const hc_late_column late = {plan->pool, plan->late_call_cost, plan->late_curves};
    return hc_write_requirement_csv(plan->requirement, plan->scheduled, &late, out, err);
}

static hc_status write_shifts(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    return hc_write_shifts_csv(plan->rules, plan->roster, out, err);
}

static hc_status write_roster(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    return hc_write_roster_csv(plan->rules, plan->roster, out, err);
}

static hc_status write_people(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    return hc_write_people_csv(plan->rules, plan->roster, out, err);
}

static bool same_axis(const hc_axis *a, const hc_axis *b)
{
    return a->interval_min == b->interval_min && a->first_day == b->first_day &&
           a->days == b->days && hc_axis_slots(a) == hc_axis_slots(b);
}

static hc_status check_plan(const hc_plan_result *plan, hc_error *err)
{
    if (plan->forecast == NULL || plan->requirement == NULL || plan->scheduled == NULL ||
        plan->rules == NULL || plan->roster == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "a plan needs a forecast, a requirement, rules and a roster");
    }
    if (plan->pool >= plan->requirement->need_count) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "the roster covers need %zu of %zu",
                       plan->pool + 1, plan->requirement->need_count);
    }
    if (!same_axis(&plan->forecast->axis, &plan->requirement->axis) ||
        !same_axis(&plan->forecast->axis, &plan->roster->axis)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "forecast, requirement and roster are of different days or intervals");
    }
    return HC_OK;
}

/* Who serves which queue, where people have skills. */
static hc_status write_cover(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    const hc_queue_result queues = hc_plan_queues(plan);
    return hc_queue_cover_write(&queues, out, err);
}

static bool has_file(const hc_plan_result *plan, write_fn write)
{
    if (write == write_people) { return plan->rules->agent_count > 0; }
    return write != write_cover || plan->served != NULL;
}

/* plan.json, with the names of all files of the group. */
static hc_status write_list(const hc_plan_result *plan, hc_atomic_group *out, hc_error *err)
{
    FILE *stream = NULL;
    hc_plan_result listed = *plan;
    const char **names = NULL;
    size_t count = 0;
    HC_TRY(hc_atomic_open(out, HC_FILE_PLAN, &stream, err));
    while (hc_atomic_name(out, count) != NULL) {
        count++;
    }
    HC_TRY(hc_alloc(&names, count, sizeof *names, err));
    for (size_t k = 0; k < count; k++) {
        names[k] = hc_atomic_name(out, k);
    }
    listed.files = (hc_plan_lines){count, names};
    const hc_status st = hc_write_plan_json(&listed, stream, err);
    hc_free(names);
    return st;
}

hc_status hc_publish_plan(const hc_plan_result *plan, hc_atomic_group *out, hc_error *err)
{
    static const struct {
        const char *name;
        write_fn write;
    } files[] = {
        {HC_FILE_FORECAST, write_forecast},     {HC_FILE_REQUIREMENT, write_requirement},
        {HC_FILE_SHIFTS, write_shifts},         {HC_FILE_ROSTER, write_roster},
        {HC_FILE_REPORT, hc_write_report_html}, {HC_FILE_PEOPLE, write_people},
        {HC_FILE_COVER, write_cover},
    };
    HC_TRY(check_plan(plan, err));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        FILE *stream = NULL;
        if (!has_file(plan, files[i].write)) { continue; }
        HC_TRY(hc_atomic_open(out, files[i].name, &stream, err));
        HC_TRY(files[i].write(plan, stream, err));
    }
    return write_list(plan, out, err);
}
