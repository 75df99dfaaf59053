#include <string.h>

#include "cli/centre/centre_part.h"

typedef struct cost_step {
    double share;
    double cost;
} cost_step;

static const hc_key step_key[] = {
    {.name = "share", .kind = HC_KEY_NUMBER, .at = offsetof(cost_step, share), .most = 100},
    {.name = "cost",
     .kind = HC_KEY_NUMBER,
     .at = offsetof(cost_step, cost),
     .most = HC_CENTRE_PRICE_MOST,
     .required = true},
};
static const hc_keys step_keys = {"step", step_key, sizeof step_key / sizeof *step_key};

static hc_status read_step(const hc_json_file *json, const cJSON *value, double *shares,
                           double *costs, size_t *steps, hc_error *err)
{
    cost_step step = {0};
    HC_TRY(hc_keys_read(json, value, &step_keys, &step, err));
    if (*steps > 0 && step.cost < costs[*steps - 1]) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "put the cheaper step first", err,
                              "each step must cost at least as much as the one before");
    }
    shares[*steps] = step.share;
    costs[*steps] = step.cost;
    (*steps)++;
    return HC_OK;
}

static hc_status read_short_step(const hc_json_file *json, const cJSON *value, void *into,
                                 hc_error *err)
{
    hc_cover_cost *cost = into;
    return read_step(json, value, cost->short_share, cost->short_cost, &cost->short_steps, err);
}

static hc_status read_over_step(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_cover_cost *cost = into;
    return read_step(json, value, cost->over_share, cost->over_cost, &cost->over_steps, err);
}

static const hc_key cover_key[] = {
    {.name = "short",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = HC_COST_STEPS_MAX,
     .read = read_short_step,
     .inside = &step_keys},
    {.name = "over",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = HC_COST_STEPS_MAX,
     .read = read_over_step,
     .inside = &step_keys},
};
const hc_keys hc_centre_cover_keys = {"cover_cost", cover_key,
                                      sizeof cover_key / sizeof *cover_key};

/* A list that is not given keeps its usual steps. */
hc_status hc_centre_read_cover(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    hc_centre *centre = into;
    hc_cover_cost cost = {0};
    const hc_cover_cost usual = hc_cover_cost_default();
    HC_TRY(hc_keys_read(json, value, &hc_centre_cover_keys, &cost, err));
    if (cost.short_steps == 0) {
        cost.short_steps = usual.short_steps;
        memcpy(cost.short_share, usual.short_share, sizeof cost.short_share);
        memcpy(cost.short_cost, usual.short_cost, sizeof cost.short_cost);
    }
    if (cost.over_steps == 0) {
        cost.over_steps = usual.over_steps;
        memcpy(cost.over_share, usual.over_share, sizeof cost.over_share);
        memcpy(cost.over_cost, usual.over_cost, sizeof cost.over_cost);
    }
    centre->cover_cost = cost;
    centre->has_cover_cost = true;
    return HC_OK;
}

/* ---- some hours ---------------------------------------------------------------------------
 */

typedef struct hours_entry {
    hc_weekday_hours when; /* first: see hc_centre_read_when() */
    double shortage;
    double surplus;
} hours_entry;

static const hc_key hours_key[] = {
    HC_CENTRE_WEEK_HOURS_KEYS,
    {.name = "short",
     .kind = HC_KEY_NUMBER,
     .at = offsetof(hours_entry, shortage),
     .most = HC_COST_WEIGHT_MAX},
    {.name = "over",
     .kind = HC_KEY_NUMBER,
     .at = offsetof(hours_entry, surplus),
     .most = HC_COST_WEIGHT_MAX},
};
const hc_keys hc_centre_cost_hours_keys = {"hours of other cover prices", hours_key,
                                           sizeof hours_key / sizeof *hours_key};

hc_status hc_centre_read_cost_hours(const hc_json_file *json, const cJSON *value, void *into,
                                    hc_error *err)
{
    hc_centre *centre = into;
    hours_entry entry = {.shortage = 1.0, .surplus = 1.0};
    HC_TRY(hc_centre_read_when(json, value, &hc_centre_cost_hours_keys, &entry, err));
    hc_cost_hours *hours = &centre->cost_hours[centre->cost_hours_count++];
    *hours = (hc_cost_hours){.from_min = entry.when.from_min,
                             .to_min = entry.when.to_min,
                             .shortage = entry.shortage,
                             .surplus = entry.surplus};
    for (size_t day = 0; day < 7; day++) {
        hours->weekdays[day] = hc_centre_weekday_on(&entry.when.weekdays, day);
    }
    return HC_OK;
}
