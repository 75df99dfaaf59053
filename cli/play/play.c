#include "cli/play/play.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* A fraction of an agent is an agent now and then: at most this long at a time. */
#define STRETCH_S 300.0

hc_status hc_play_make(size_t slots, size_t days, hc_play *play, hc_error *err)
{
    hc_play made = {.slots = slots, .days = days, .aht_cv = 1.0};
    hc_status st = hc_alloc(&made.calls, slots, sizeof *made.calls, err);
    if (st == HC_OK) { st = hc_alloc(&made.aht_s, slots, sizeof *made.aht_s, err); }
    if (st == HC_OK) { st = hc_alloc(&made.agents, slots, sizeof *made.agents, err); }
    if (st == HC_OK) { st = hc_alloc(&made.formula, slots, sizeof *made.formula, err); }
    if (st == HC_OK) { st = hc_alloc(&made.first_slot, days + 1, sizeof(size_t), err); }
    if (st == HC_OK) { st = hc_alloc(&made.date, days, sizeof *made.date, err); }
    made.patience_s = made.target_level = HC_MISSING;
    if (st != HC_OK) {
        hc_play_clear(&made);
        return st;
    }
    made.first_slot[days] = slots;
    *play = made;
    return HC_OK;
}

/* ---- from a plan --------------------------------------------------------------------------
 */

static void read_numbers(const cJSON *object, const char *name, double *to, size_t count)
{
    const cJSON *element = NULL;
    size_t k = 0;
    cJSON_ArrayForEach(element, hc_plan_member(object, name))
    {
        if (k >= count) { return; }
        to[k++] = cJSON_IsNumber(element) ? element->valuedouble : HC_MISSING;
    }
}

static hc_status read_service(const cJSON *delivered, hc_play *play, hc_error *err)
{
    static const char *const name[] = {"service_level", "abandon_rate", "asa_s", "occupancy"};
    double *column = NULL;
    HC_TRY(hc_alloc(&column, 4 * play->slots, sizeof *column, err));
    for (size_t k = 0; k < 4; k++) {
        read_numbers(delivered, name[k], column + k * play->slots, play->slots);
    }
    for (size_t slot = 0; slot < play->slots; slot++) {
        play->formula[slot] =
            (hc_play_figures){column[slot], column[play->slots + slot],
                              column[2 * play->slots + slot], column[3 * play->slots + slot]};
    }
    hc_free(column);
    return HC_OK;
}

/* Days begin where the date of the timestamps changes. first_slot and date may be NULL. */
static size_t find_days(const cJSON *times, size_t *first_slot, char (*date)[HC_PLAY_DATE_MAX])
{
    const cJSON *time = NULL;
    const char *last = "";
    size_t days = 0;
    size_t slot = 0;
    cJSON_ArrayForEach(time, times)
    {
        const char *text = cJSON_IsString(time) ? time->valuestring : "";
        if (slot == 0 || strncmp(text, last, HC_PLAY_DATE_MAX - 1) != 0) {
            if (first_slot != NULL) { first_slot[days] = slot; }
            if (date != NULL) { (void)snprintf(date[days], HC_PLAY_DATE_MAX, "%.10s", text); }
            days++;
        }
        last = text;
        slot++;
    }
    return days;
}

static hc_status rules_of_roster(const hc_plan_file *plan, const cJSON **rules, hc_error *err)
{
    const cJSON *staffing = hc_plan_member(plan->root, "staffing");
    const cJSON *delivered = hc_plan_member(plan->root, "delivered");
    const cJSON *own = hc_plan_find(hc_plan_member(staffing, "queues"), "queue",
                                    hc_plan_text(delivered, "queue"));
    *rules = own != NULL ? own : hc_plan_member(staffing, "pool");
    if (delivered != NULL && *rules != NULL) { return HC_OK; }
    return hc_fail(err, HC_ERR_FORMAT, (hc_place){plan->path, 0, 0},
                   "make the plan again with this program",
                   "the plan does not say what each of its queues gets");
}

static void read_rules(const cJSON *rules, hc_play *play)
{
    const cJSON *level = hc_plan_find(hc_plan_member(rules, "targets"), "metric", "sl_offered");
    play->patience_s = hc_plan_number(rules, "patience_s");
    play->target_s = hc_plan_number(rules, "target_s");
    play->target_level = hc_plan_number(level, "limit");
}

/* Who does chats and deferred work answers no calls. */
static void leave_aside(const cJSON *delivered, hc_play *play)
{
    const cJSON *aside = hc_plan_member(delivered, "agents_aside");
    const cJSON *agents = NULL;
    size_t slot = 0;
    cJSON_ArrayForEach(agents, aside)
    {
        if (slot < play->slots && cJSON_IsNumber(agents)) {
            play->agents[slot] = fmax(0.0, play->agents[slot] - agents->valuedouble);
        }
        slot++;
    }
}

hc_status hc_play_plan(const hc_plan_file *plan, hc_play *play, hc_error *err)
{
    const cJSON *axis = hc_plan_member(plan->root, "axis");
    const cJSON *times = hc_plan_member(axis, "timestamps");
    const cJSON *delivered = hc_plan_member(plan->root, "delivered");
    const cJSON *rules = NULL;
    hc_play made = {0};
    HC_TRY(rules_of_roster(plan, &rules, err));
    if (hc_plan_text(rules, "work")[0] != '\0') {
        return hc_fail(err, HC_ERR_FORMAT, (hc_place){plan->path, 0, 0}, "",
                       "the plan's contacts are %s, no calls that can be played",
                       hc_plan_text(rules, "work"));
    }
    HC_TRY(hc_play_make((size_t)cJSON_GetArraySize(times), find_days(times, NULL, NULL), &made,
                        err));
    (void)find_days(times, made.first_slot, made.date);
    made.interval_s = 60.0 * hc_plan_number(axis, "interval_min");
    read_numbers(delivered, "calls", made.calls, made.slots);
    read_numbers(delivered, "aht_s", made.aht_s, made.slots);
    read_numbers(delivered, "agents_exact", made.agents, made.slots);
    leave_aside(delivered, &made);
    read_rules(rules, &made);
    const hc_status st = read_service(delivered, &made, err);
    if (st != HC_OK) {
        hc_play_clear(&made);
        return st;
    }
    *play = made;
    return HC_OK;
}

/* ---- from staff ---------------------------------------------------------------------------
 */

hc_status hc_play_staff(const hc_axis *axis, const double *calls, const double *aht_s,
                        const int32_t *agents, const hc_queue_rules *rules, hc_play *play,
                        hc_error *err)
{
    hc_play made = {0};
    HC_TRY(hc_play_make(hc_axis_slots(axis), axis->days, &made, err));
    memcpy(made.first_slot, axis->day_first, (axis->days + 1) * sizeof *made.first_slot);
    memcpy(made.calls, calls, made.slots * sizeof *calls);
    memcpy(made.aht_s, aht_s, made.slots * sizeof *aht_s);
    for (size_t slot = 0; slot < made.slots; slot++) {
        made.agents[slot] = agents[slot];
    }
    made.interval_s = 60.0 * axis->interval_min;
    made.exact_calls = true;
    made.patience_s = rules->model == HC_MODEL_A ? rules->patience_s : HC_MISSING;
    made.target_s = rules->target_s;
    *play = made;
    return HC_OK;
}

/* ---- playing ------------------------------------------------------------------------------
 */

/* What the simulator takes. Each day is a queue of its own, served by the same agents in the
 * order of arrival, so that the simulator gives every day its interval. */
typedef struct stage {
    hc_sim_queue *queues; /* [days] */
    double *calls;        /* [days * slots] */
    double *aht_s;        /* [slots] */
    int32_t *agents;      /* [slots * parts] */
    size_t parts;         /* stretches a slot */
    hc_sim_group group;
    hc_sim_model model;
    size_t route;
} stage;

size_t hc_play_parts(double interval_s)
{
    const double parts = ceil(interval_s / STRETCH_S);
    return parts >= 1.0 ? (size_t)parts : 1;
}

void hc_play_whole_agents(const double *agents, size_t slots, size_t parts, int32_t *whole)
{
    double wanted = 0.0;
    double given = 0.0;
    for (size_t k = 0; k < slots * parts; k++) {
        whole[k] = 0;
        if (!(agents[k / parts] > 0.0)) { continue; }
        wanted += agents[k / parts];
        const double now = fmax(0.0, floor(wanted - given + 1e-9));
        whole[k] = (int32_t)now;
        given += now;
    }
}

hc_sim_queue hc_play_line(const double *calls, const double *aht_s, double aht_cv,
                          double patience_s, double target_s)
{
    const bool forever = hc_is_missing(patience_s);
    const bool exponential = aht_cv >= 1.0 && aht_cv <= 1.0;
    return (hc_sim_queue){
        .calls = calls,
        .aht_s = aht_s,
        .handling = {.kind =
                         exponential ? HC_DISTRIBUTION_EXPONENTIAL : HC_DISTRIBUTION_LOGNORMAL,
                     .mean_s = 1.0,
                     .cv = aht_cv},
        .patience = {.kind = forever ? HC_DISTRIBUTION_NEVER : HC_DISTRIBUTION_EXPONENTIAL,
                     .mean_s = forever ? 0.0 : patience_s},
        .target_s = target_s};
}

static void put_calls(const hc_play *play, stage *it)
{
    for (size_t slot = 0; slot < play->slots; slot++) {
        /* where nobody calls there is no handle time either, and the simulator wants one */
        it->aht_s[slot] = play->aht_s[slot] > 0.0 ? play->aht_s[slot] : 1.0;
    }
    for (size_t day = 0; day < play->days; day++) {
        double *calls = it->calls + day * play->slots;
        for (size_t slot = play->first_slot[day]; slot < play->first_slot[day + 1]; slot++) {
            calls[slot] = play->calls[slot] > 0.0 ? play->calls[slot] : 0.0;
        }
        hc_sim_queue *line = &it->queues[day];
        *line = hc_play_line(calls, it->aht_s, play->aht_cv, play->patience_s, play->target_s);
        line->exact_calls = play->exact_calls;
        line->exact_handling =
            play->exact_calls && line->handling.kind == HC_DISTRIBUTION_EXPONENTIAL;
        line->route = &it->route;
        line->route_count = 1;
    }
}

static void stage_clear(stage *it)
{
    hc_free(it->queues);
    hc_free(it->calls);
    hc_free(it->aht_s);
    hc_free(it->agents);
}

static hc_status set_stage(const hc_play *play, stage *it, hc_error *err)
{
    size_t cells = 0;
    it->parts = hc_play_parts(play->interval_s);
    if (!hc_size_mul(play->days, play->slots, &cells)) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "the plan has too many days to play");
    }
    HC_TRY(hc_alloc(&it->queues, play->days, sizeof *it->queues, err));
    HC_TRY(hc_alloc(&it->calls, cells, sizeof *it->calls, err));
    HC_TRY(hc_alloc(&it->aht_s, play->slots, sizeof *it->aht_s, err));
    HC_TRY(hc_alloc(&it->agents, play->slots * it->parts, sizeof *it->agents, err));
    hc_play_whole_agents(play->agents, play->slots, it->parts, it->agents);
    put_calls(play, it);
    it->group = (hc_sim_group){.agents = it->agents,
                               .intervals = play->slots * it->parts,
                               .interval_s = play->interval_s / (double)it->parts};
    it->model = (hc_sim_model){.slots = play->slots,
                               .interval_s = play->interval_s,
                               .queue_count = play->days,
                               .queues = it->queues,
                               .group_count = 1,
                               .groups = &it->group};
    return HC_OK;
}

/* Ratios of sums over the slots from first to before last. */
static hc_play_figures formula_of(const hc_play *play, size_t first, size_t last)
{
    double calls = 0.0, in_time = 0.0, gone = 0.0, answered = 0.0, wait_s = 0.0, busy = 0.0,
           agents = 0.0;
    for (size_t slot = first; slot < last; slot++) {
        const hc_play_figures *figures = &play->formula[slot];
        agents += play->agents[slot];
        if (!(play->calls[slot] > 0.0)) { continue; }
        const double stay = play->calls[slot] * (1.0 - figures->abandon_rate);
        calls += play->calls[slot];
        in_time += play->calls[slot] * figures->service_level;
        gone += play->calls[slot] * figures->abandon_rate;
        answered += stay;
        wait_s += stay > 0.0 ? stay * figures->asa_s : 0.0;
        busy += play->agents[slot] * figures->occupancy;
    }
    return (hc_play_figures){.service_level = calls > 0.0 ? in_time / calls : HC_MISSING,
                             .abandon_rate = calls > 0.0 ? gone / calls : HC_MISSING,
                             .asa_s = answered > 0.0 ? wait_s / answered : HC_MISSING,
                             .occupancy = agents > 0.0 ? busy / agents : HC_MISSING};
}

/* Agent seconds on the phones, as they were played. */
static double staffed_s(const hc_play *play, const stage *it, size_t first, size_t last)
{
    double sum = 0.0;
    for (size_t k = first * it->parts; k < last * it->parts; k++) {
        sum += it->agents[k];
    }
    return sum * play->interval_s / (double)it->parts;
}

static void tell(const hc_play *play, const stage *it, const hc_simulation *played, size_t day,
                 hc_played_day *told)
{
    const bool all = day == play->days;
    size_t first = play->first_slot[all ? 0 : day];
    if (first < play->warm_up_slots) { first = play->warm_up_slots; }
    const size_t last = play->first_slot[all ? day : day + 1];
    const double there_s = staffed_s(play, it, first, last);
    *told = (hc_played_day){.simulated = played->summary[day],
                            .occupancy = {HC_MISSING, HC_MISSING},
                            .formula = formula_of(play, first, last)};
    for (size_t d = all ? 0 : day; d < (all ? play->days : day + 1); d++) {
        told->contacts += played->total[d].offered;
        told->in_time += played->total[d].answered_in_target;
        told->abandoned += played->total[d].abandoned;
    }
    if (there_s > 0.0) {
        const hc_sim_estimate *busy_s = &told->simulated.busy_s;
        told->occupancy =
            (hc_sim_estimate){busy_s->value / there_s, busy_s->half_width / there_s};
    }
}

hc_status hc_play_run(const hc_play *play, const hc_sim_options *options, hc_played_day *days,
                      hc_error *err)
{
    stage it = {0};
    hc_simulation played = HC_SIMULATION_INIT;
    hc_sim_options how = *options;
    how.warm_up_slots = play->warm_up_slots;
    hc_status st = set_stage(play, &it, err);
    if (st == HC_OK) { st = hc_simulate(&it.model, &how, &played, err); }
    if (st == HC_OK) {
        for (size_t day = 0; day <= play->days; day++) {
            tell(play, &it, &played, day, &days[day]);
        }
    }
    hc_simulation_clear(&played);
    stage_clear(&it);
    return st;
}

void hc_play_clear(hc_play *play)
{
    hc_free(play->calls);
    hc_free(play->aht_s);
    hc_free(play->agents);
    hc_free(play->formula);
    hc_free(play->first_slot);
    hc_free(play->date);
    *play = (hc_play){0};
}
