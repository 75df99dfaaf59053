#include "scheduler/staff_mix.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/queue_cover.h"
#include "scheduler/sizing.h"
#include "scheduler/skills.h"

#define HC_SAME 1e-6 /* costs and hours closer than this are the same */

typedef struct hc_mixer {
    const hc_axis *axis;
    const double *required;
    hc_rules rules; /* contracts and classes are copies: limits and counts change */
    hc_schedule_options options;
    const hc_schedule_options *asked;
    size_t points_most;
    hc_staff_mix mix;
} hc_mixer;

/* ---- one point ---- */

/* The share of all points that is done, and whether the caller has stopped. */
static bool watch_point(void *context, const hc_schedule_progress *progress)
{
    hc_mixer *mixer = context;
    hc_schedule_progress all = *progress;
    all.done = ((double)mixer->mix.point_count + progress->done) / (double)mixer->points_most;
    if (!mixer->mix.stopped && mixer->asked->watch != NULL) {
        mixer->mix.stopped = !mixer->asked->watch(mixer->asked->watch_context, &all);
    }
    return !mixer->mix.stopped;
}

/* Hiring that the solve did not count, because it was given the heads. */
static double given_hires(const hc_mixer *mixer, const hc_mix_point *point)
{
    double cost = 0.0;
    if (mixer->rules.choose_heads) { return 0.0; }
    for (size_t k = 0; k < mixer->rules.contract_count; k++) {
        cost += mixer->rules.contracts[k].hire_cost_a_week * (double)mixer->axis->days / 7.0 *
                (double)point->heads[k];
    }
    return cost;
}

/* Most that any interval of the solve asks for in each slot of the coarser axis. */
static void most_required(const hc_mixer *mixer, const hc_axis *axis, double *required)
{
    const size_t slots = hc_axis_slots(axis);
    const size_t fine_slots = hc_axis_slots(mixer->axis);
    for (size_t fine = 0; fine < fine_slots; fine++) {
        size_t slot = 0;
        if (!hc_axis_find(axis, hc_axis_utc_s(mixer->axis, fine), &slot)) { continue; }
        for (size_t q = 0; q < hc_rules_queues(&mixer->rules); q++) {
            double *most = &required[q * slots + slot];
            *most = fmax(*most, mixer->required[q * fine_slots + fine]);
        }
    }
}

/* Hours of whole people on the roster's axis, against what is required there. */
static hc_status add_hours(const hc_mixer *mixer, const hc_roster *roster,
                           const double *required, hc_mix_point *point, hc_error *err)
{
    const size_t count = hc_rules_queues(&mixer->rules) * hc_axis_slots(&roster->axis);
    double *people = NULL;
    HC_TRY(hc_alloc(&people, count, sizeof *people, err));
    const hc_status st = hc_queue_cover(&mixer->rules, roster, required, true, people, err);
    for (size_t at = 0; st == HC_OK && at < count; at++) {
        const double hours = roster->axis.interval_min / 60.0;
        point->short_hours += fmax(required[at] - people[at], 0.0) * hours;
        point->over_hours += fmax(people[at] - required[at], 0.0) * hours;
    }
    hc_free(people);
    return st;
}

/* Hours short and over, in the intervals that the caller counts in. */
static hc_status count_hours(const hc_mixer *mixer, const hc_roster *roster,
                             hc_mix_point *point, hc_error *err)
{
    const int32_t interval_min = mixer->options.count_interval_min;
    const hc_axis *axis = mixer->axis;
    hc_roster seen = *roster; /* borrowed, but for the axis */
    double *required = NULL;
    if (interval_min <= axis->interval_min) {
        return add_hours(mixer, roster, mixer->required, point, err);
    }
    seen.axis = (hc_axis)HC_AXIS_INIT;
    HC_TRY(
        hc_axis_make(&seen.axis, &axis->zone, interval_min, axis->first_day, axis->days, err));
    hc_status st =
        hc_alloc(&required, hc_rules_queues(&mixer->rules) * hc_axis_slots(&seen.axis),
                 sizeof *required, err);
    if (st == HC_OK) {
        most_required(mixer, &seen.axis, required);
        st = add_hours(mixer, &seen, required, point, err);
    }
    hc_free(required);
    hc_axis_clear(&seen.axis);
    return st;
}

static hc_status fill_point(const hc_mixer *mixer, const hc_roster *roster, hc_mix_point *point,
                            hc_error *err)
{
    hc_sizing sizing = HC_SIZING_INIT;
    HC_TRY(hc_sizing_make(&mixer->rules, roster, mixer->required, &sizing, err));
    for (size_t k = 0; k < sizing.contract_count; k++) {
        point->heads[k] = sizing.contracts[k].heads;
    }
    point->people = sizing.total.heads;
    point->paid_hours = sizing.total.paid_hours;
    const double hires = given_hires(mixer, point);
    point->cost = roster->cost + hires;
    point->lower_bound = roster->lower_bound + hires;
    hc_sizing_clear(&sizing);
    return count_hours(mixer, roster, point, err);
}

/* The roster of the mix is that of the first point or, in a frontier, of the cheapest. */
static void keep_roster(hc_mixer *mixer, hc_roster *roster)
{
    hc_roster *best = &mixer->mix.roster;
    const bool is_first = mixer->mix.point_count == 1;
    if (is_first || (mixer->mix.is_frontier && roster->cost < best->cost - HC_SAME)) {
        hc_roster_clear(best);
        *best = *roster;
        *roster = (hc_roster)HC_ROSTER_INIT;
    }
}

/* A solve with the rules as they are now; nothing more once the caller has stopped. */
static hc_status add_point(hc_mixer *mixer, size_t of, int32_t change, hc_error *err)
{
    hc_staff_mix *mix = &mixer->mix;
    hc_roster roster = HC_ROSTER_INIT;
    if (mix->stopped) { return HC_OK; }
    HC_TRY(hc_schedule_solve(mixer->axis, mixer->required, &mixer->rules, &mixer->options,
                             &roster, err));
    hc_status st = HC_OK;
    if (!mix->stopped || mix->point_count == 0) {
        hc_mix_point *point = &mix->points[mix->point_count];
        *point = (hc_mix_point){.of = of, .change = change};
        point->heads = &mix->heads[mix->point_count * mix->contract_count];
        st = fill_point(mixer, &roster, point, err);
        if (st == HC_OK) {
            mix->point_count++;
            keep_roster(mixer, &roster);
        }
    }
    hc_roster_clear(&roster);
    return st;
}

static bool is_no_worse(const hc_mix_point *a, const hc_mix_point *b)
{
    return a->cost <= b->cost + HC_SAME && a->short_hours <= b->short_hours + HC_SAME &&
           a->people <= b->people;
}

static void mark_dominated(hc_staff_mix *mix)
{
    for (size_t k = 0; k < mix->point_count; k++) {
        for (size_t other = 0; other < mix->point_count; other++) {
            if (is_no_worse(&mix->points[other], &mix->points[k]) &&
                !is_no_worse(&mix->points[k], &mix->points[other])) {
                mix->points[k].dominated = true;
            }
        }
    }
}

/* ---- making it ---- */

static hc_status copy_rules(const hc_rules *rules, hc_rules *copy, hc_error *err)
{
    *copy = *rules;
    copy->contracts = NULL;
    copy->classes = NULL;
    HC_TRY(hc_alloc(&copy->contracts, rules->contract_count, sizeof *copy->contracts, err));
    HC_TRY(hc_alloc(&copy->classes, rules->class_count, sizeof *copy->classes, err));
    memcpy(copy->contracts, rules->contracts, rules->contract_count * sizeof *copy->contracts);
    memcpy(copy->classes, rules->classes, rules->class_count * sizeof *copy->classes);
    return HC_OK;
}

static hc_status make_mixer(hc_mixer *mixer, const hc_rules *rules, size_t points_most,
                            hc_error *err)
{
    hc_staff_mix *mix = &mixer->mix;
    mixer->options = *mixer->asked;
    mixer->options.watch = watch_point;
    mixer->options.watch_context = mixer;
    mixer->points_most = points_most;
    mix->contract_count = rules->contract_count;
    HC_TRY(copy_rules(rules, &mixer->rules, err));
    HC_TRY(hc_alloc(&mix->points, points_most, sizeof *mix->points, err));
    return hc_alloc(&mix->heads, points_most * rules->contract_count, sizeof *mix->heads, err);
}

/* Ends either kind of search: gives what was found, or nothing on error. */
static hc_status end_mixer(hc_mixer *mixer, hc_status st, hc_staff_mix *out)
{
    hc_free(mixer->rules.contracts);
    hc_free(mixer->rules.classes);
    if (st != HC_OK) {
        hc_staff_mix_clear(&mixer->mix);
        return st;
    }
    mark_dominated(&mixer->mix);
    hc_staff_mix_clear(out);
    *out = mixer->mix;
    return HC_OK;
}

/* ---- the frontier ---- */

/* What holds under a tighter limit holds under the looser one too. */
static void adopt(const hc_staff_mix *mix, size_t looser, size_t tighter)
{
    hc_mix_point *to = &mix->points[looser];
    const hc_mix_point from = mix->points[tighter];
    if (from.cost >= to->cost - HC_SAME) { return; }
    const hc_mix_point own = *to;
    *to = from;
    to->of = own.of;
    to->change = own.change;
    to->heads = own.heads;
    to->lower_bound = own.lower_bound;
    memcpy(to->heads, from.heads, mix->contract_count * sizeof *to->heads);
}

/* The points from `first` on limit one contract more and more; the free point is the loosest.
 */
static void adopt_along(const hc_staff_mix *mix, size_t first)
{
    for (size_t k = mix->point_count; k > first; k--) {
        adopt(mix, k - 1 > first ? k - 2 : 0, k - 1);
    }
}

static hc_status limit_contract(hc_mixer *mixer, size_t contract, size_t free_heads,
                                hc_error *err)
{
    int32_t *limit = &mixer->rules.contracts[contract].heads_most;
    const int32_t own = *limit;
    const size_t first = mixer->mix.point_count;
    int32_t last = (int32_t)free_heads;
    hc_status st = HC_OK;
    for (size_t left = HC_MIX_STEPS; left > 0 && st == HC_OK; left--) {
        const int32_t heads = (int32_t)(free_heads * (left - 1) / HC_MIX_STEPS);
        if (heads == last) { continue; }
        last = heads;
        *limit = heads;
        st = add_point(mixer, contract, heads, err);
    }
    *limit = own;
    if (st == HC_OK) { adopt_along(&mixer->mix, first); }
    return st;
}

static hc_status trace(hc_mixer *mixer, hc_error *err)
{
    hc_status st = add_point(mixer, SIZE_MAX, HC_NO_LIMIT, err);
    for (size_t k = 0; k < mixer->rules.contract_count && st == HC_OK; k++) {
        st = limit_contract(mixer, k, mixer->mix.points[0].heads[k], err);
    }
    return st;
}

hc_status hc_mix_frontier(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_schedule_options *options, hc_staff_mix *out, hc_error *err)
{
    hc_mixer mixer = {.axis = axis, .required = required, .asked = options};
    if (!rules->choose_heads) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "leave the numbers of people open",
                       "there is no mix to choose when the people are given");
    }
    mixer.mix.is_frontier = true;
    hc_status st = make_mixer(&mixer, rules, 1 + HC_MIX_STEPS * rules->contract_count, err);
    if (st == HC_OK) { st = trace(&mixer, err); }
    return end_mixer(&mixer, st, out);
}

/* ---- one more, one fewer ---- */

static hc_status count_classes(const hc_roster *roster, hc_rules *rules, hc_error *err)
{
    for (size_t k = 0; k < rules->class_count; k++) {
        rules->classes[k].count = 0;
    }
    for (size_t agent = 0; agent < roster->agent_count; agent++) {
        const size_t class_index = roster->agents[agent].class_index;
        if (class_index >= rules->class_count) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                           "use the rules the roster was made by",
                           "agent %zu of the roster has no class in the rules", agent + 1);
        }
        rules->classes[class_index].count++;
    }
    return HC_OK;
}

static hc_status change_class(hc_mixer *mixer, size_t class_index, hc_error *err)
{
    size_t *count = &mixer->rules.classes[class_index].count;
    *count += 1;
    hc_status st = add_point(mixer, class_index, 1, err);
    *count -= 1;
    if (st == HC_OK && *count > 0) {
        *count -= 1;
        st = add_point(mixer, class_index, -1, err);
        *count += 1;
    }
    return st;
}

hc_status hc_mix_one_more(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster *roster, const hc_schedule_options *options,
                          hc_staff_mix *out, hc_error *err)
{
    hc_mixer mixer = {.axis = axis, .required = required, .asked = options};
    hc_status st = make_mixer(&mixer, rules, 1 + 2 * rules->class_count, err);
    mixer.rules.choose_heads = false;
    mixer.options.start = roster;
    if (st == HC_OK) { st = count_classes(roster, &mixer.rules, err); }
    if (st == HC_OK) { st = add_point(&mixer, SIZE_MAX, 0, err); }
    for (size_t k = 0; k < rules->class_count && st == HC_OK; k++) {
        st = change_class(&mixer, k, err);
    }
    return end_mixer(&mixer, st, out);
}

void hc_staff_mix_clear(hc_staff_mix *mix)
{
    hc_free(mix->points);
    hc_free(mix->heads);
    hc_roster_clear(&mix->roster);
    *mix = (hc_staff_mix)HC_STAFF_MIX_INIT;
}
