#include "cli/whatif/peak.h"

#include <math.h>
#include <string.h>

#include "cli/centre/vendor_price.h"
#include "cli/plan/promise.h"
#include "cli/whatif/peak_demand.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#define LEVEL_STEP 0.05   /* between the targets that are tried */
#define NEARLY 1e-9       /* people, levels and days that differ by less are the same */
#define SHORT_TIMES 100.0 /* an hour that nobody covers, in the dearest price */

/* ---- service ------------------------------------------------------------------------------
 */

/* Adds a day's contacts under served agents. */
static void add_service(const hc_axis *axis, const hc_need *served, size_t day,
                        hc_peak_service *to)
{
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        const double calls = served->calls[slot];
        if (!(calls > 0.0)) { continue; }
        to->calls += calls;
        to->in_time += calls * served->service_level[slot];
        to->lost += calls * served->abandon_rate[slot];
    }
}

/* All event days under these agents; per day too when days is not NULL. */
static hc_status serve(const hc_peak *peak, const hc_requirement *requirement,
                       const hc_staff_rules *rules, const double *agents, hc_peak_service *all,
                       hc_peak_day *days, hc_error *err)
{
    hc_requirement served = HC_REQUIREMENT_INIT;
    HC_TRY(hc_requirement_serve_agents(requirement, rules, requirement->need_count - 1, agents,
                                       &served, err));
    for (size_t day = 0; day < requirement->axis.days; day++) {
        if (peak->days[day].event[0] == '\0') { continue; }
        add_service(&requirement->axis, &served.needs[0], day, all);
        if (days != NULL) {
            add_service(&requirement->axis, &served.needs[0], day, &days[day].nothing);
        }
    }
    hc_requirement_clear(&served);
    return HC_OK;
}

/* ---- targets ------------------------------------------------------------------------------
 */

static bool is_level(hc_target_kind kind)
{
    return kind == HC_TARGET_SL_OFFERED || kind == HC_TARGET_SL_NET ||
           kind == HC_TARGET_SL_ANSWERED;
}

static void list_levels(hc_peak *peak)
{
    const hc_queue_rules *pool = &peak->plan->staff.pool;
    const double least = peak->centre->peak.service_level_least;
    double usual = HC_MISSING;
    for (size_t k = 0; k < pool->target_count; k++) {
        if (is_level(pool->targets[k].kind)) { usual = pool->targets[k].limit; }
    }
    peak->level[peak->levels++] = usual;
    /* without a least level, which is not a number, there are no steps */
    const double steps = floor((usual - least) / LEVEL_STEP + NEARLY);
    while ((double)peak->levels <= steps && peak->levels < HC_PEAK_LEVELS_MAX) {
        peak->level[peak->levels] = usual - LEVEL_STEP * (double)peak->levels;
        peak->levels++;
    }
}

static void lower(hc_queue_rules *rules, double level)
{
    for (size_t k = 0; k < rules->target_count; k++) {
        if (is_level(rules->targets[k].kind) && rules->targets[k].limit > level) {
            rules->targets[k].limit = level;
        }
    }
}

/* People missing beside own ones on event days, and what the agents there then give. */
static hc_status open_at(hc_peak *peak, const hc_staff_rules *rules, size_t level,
                         const hc_requirement *need, hc_error *err)
{
    const size_t slots = hc_axis_slots(&need->axis);
    const size_t whole = (need->need_count - 1) * slots;
    int32_t *people = NULL;
    double *agents = NULL;
    hc_status st = hc_alloc(&people, need->need_count * slots, sizeof *people, err);
    if (st == HC_OK) { st = hc_alloc(&agents, slots, sizeof *agents, err); }
    if (st == HC_OK) { st = hc_requirement_people(need, peak->plan->shrinkage, people, err); }
    for (size_t slot = 0; st == HC_OK && slot < slots; slot++) {
        hc_peak_day *day = &peak->days[hc_axis_day_index(&need->axis, slot)];
        const double missing = people[whole + slot] - peak->own_people[slot];
        agents[slot] =
            fmax(peak->own_agents[slot], need->needs[need->need_count - 1].agents[slot]);
        if (day->event[0] == '\0' || !(missing > NEARLY)) { continue; }
        peak->extra[level * slots + slot] = missing;
        if (level > 0) { continue; }
        day->missing_most = fmax(day->missing_most, missing);
        day->missing_hours += missing * need->axis.interval_min / 60.0;
        if (people[whole + slot] > day->people_most) {
            day->people_most = people[whole + slot];
        }
    }
    if (st == HC_OK) {
        st = serve(peak, need, rules, agents, &peak->at_level[level], NULL, err);
    }
    hc_free(people);
    hc_free(agents);
    return st;
}

/* How busy the agents of the usual target are, and with how long contacts. */
static void measure_work(hc_peak *peak, const hc_need *whole)
{
    double agents = 0.0, busy = 0.0, calls = 0.0, work_s = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&peak->ordinary.axis); slot++) {
        if (!(whole->calls[slot] > 0.0)) { continue; }
        agents += hc_need_line(whole, slot);
        busy += hc_need_line(whole, slot) * whole->occupancy[slot];
        calls += whole->calls[slot];
        work_s += whole->calls[slot] * whole->aht_s[slot];
    }
    peak->occupancy = agents > 0.0 ? busy / agents : HC_MISSING;
    peak->aht_s = calls > 0.0 ? work_s / calls : HC_MISSING;
}

static hc_status answer_level(hc_peak *peak, size_t level, hc_error *err)
{
    const size_t queues = peak->forecast.queue_count;
    hc_staff_rules rules = peak->plan->staff;
    hc_queue_rules *own = NULL;
    hc_requirement need = HC_REQUIREMENT_INIT;
    rules.brief = true;
    rules.risk = 0.0;
    HC_TRY(hc_alloc(&own, queues, sizeof *own, err));
    memcpy(own, peak->plan->queue_rules, queues * sizeof *own);
    for (size_t q = 0; level > 0 && q < queues; q++) {
        lower(&own[q], peak->level[level]);
    }
    rules.queues = own;
    hc_status st = hc_promise_pool_of_week(own, &peak->forecast, &rules.pool, err);
    if (st == HC_OK) { st = hc_requirement_build_whole(&peak->forecast, &rules, &need, err); }
    if (st == HC_OK) { st = open_at(peak, &rules, level, &need, err); }
    if (st == HC_OK && level == 0) {
        measure_work(peak, &need.needs[need.need_count - 1]);
        st = serve(peak, &need, &rules, peak->own_agents, &peak->nothing, peak->days, err);
    }
    hc_requirement_clear(&need);
    hc_free(own);
    return st;
}

/* The same days as they would be without events. */
static hc_status answer_usual(hc_peak *peak, hc_error *err)
{
    hc_staff_rules rules = peak->plan->staff;
    hc_requirement need = HC_REQUIREMENT_INIT;
    rules.brief = true;
    rules.risk = 0.0;
    hc_status st = hc_requirement_build_whole(&peak->ordinary, &rules, &need, err);
    if (st == HC_OK) {
        st = serve(peak, &need, &rules, peak->own_agents, &peak->usual, NULL, err);
    }
    hc_requirement_clear(&need);
    return st;
}

/* ---- prices -------------------------------------------------------------------------------
 */

static double priced(const hc_peak_terms *terms, const hc_peak_service *service)
{
    const double late = service->calls - service->in_time - service->lost;
    const double lost_cost =
        hc_is_missing(terms->lost_contact_cost) ? 0.0 : terms->lost_contact_cost;
    const double late_cost =
        hc_is_missing(terms->late_contact_cost) ? 0.0 : terms->late_contact_cost;
    return lost_cost * service->lost + late_cost * late;
}

static void price_service(hc_peak *peak)
{
    const hc_peak_terms *terms = &peak->centre->peak;
    const double kept = priced(terms, &peak->at_level[0]);
    for (size_t level = 0; level < peak->levels; level++) {
        peak->level_cost[level] = fmax(0.0, priced(terms, &peak->at_level[level]) - kept);
    }
    const bool known =
        !hc_is_missing(terms->lost_contact_cost) || !hc_is_missing(terms->late_contact_cost);
    peak->nothing_cost = known ? fmax(0.0, priced(terms, &peak->nothing) - kept) : HC_MISSING;
}

/* First day of the peak that is so many weeks after the decision. */
static size_t day_after(const hc_peak *peak, double weeks)
{
    if (peak->decide_day == HC_DAY_NONE) { return 0; }
    const double ahead =
        (double)(peak->decide_day - peak->ordinary.axis.first_day) + ceil(7.0 * weeks - NEARLY);
    return ahead > 0.0 ? (size_t)ahead : 0;
}

static size_t roster_people(const hc_roster *roster)
{
    size_t people = 0;
    for (size_t k = 0; k < roster->shift_count; k++) {
        people += k == 0 || roster->shifts[k].agent != roster->shifts[k - 1].agent ? 1 : 0;
    }
    return people;
}

/* Overtime is worked by who is not there already. */
static hc_status count_spare(hc_peak *peak, hc_error *err)
{
    const double people = (double)roster_people(&peak->plan->roster);
    const size_t slots = hc_axis_slots(&peak->ordinary.axis);
    HC_TRY(hc_alloc(&peak->spare, slots, sizeof *peak->spare, err));
    for (size_t slot = 0; slot < slots; slot++) {
        peak->spare[slot] = fmax(0.0, people - peak->own_people[slot]);
    }
    return HC_OK;
}

static void price_temporary(const hc_peak *peak, hc_peak_sources *to)
{
    const hc_temporary_terms *terms = &peak->centre->peak.temporary;
    const double hours = terms->shift_min / 60.0;
    to->temp_an_hour = terms->said ? terms->wage_an_hour : HC_MISSING;
    to->temp_hire_cost = terms->hire_cost;
    to->temp_training_hours = terms->training_weeks * terms->days_a_week_most * hours;
    to->temp_shift_slots =
        (size_t)fmax(1.0, terms->shift_min / (double)peak->ordinary.axis.interval_min);
    to->temp_shift_hours = hours;
    to->temp_days_a_week = (size_t)terms->days_a_week_most;
    to->temp_shifts_least = (size_t)ceil(terms->weeks_least * terms->days_a_week_most);
    to->temp_productivity = terms->productivity;
    to->temp_most = (size_t)terms->heads_most;
    to->temp_first_day = day_after(peak, terms->lead_weeks + terms->training_weeks);
}

/* Hours of a person rostered; a vendor is paid for hours on the phones. */
static void price_help(hc_peak *peak)
{
    const hc_peak_terms *terms = &peak->centre->peak;
    const hc_roster_price price = hc_plan_price(peak->plan, peak->centre);
    hc_peak_sources *to = &peak->sources;
    peak->wage_an_hour = price.wages > 0.0 ? price.wages / price.paid_hours : HC_MISSING;
    peak->overtime_premium = price.overtime_premium;
    to->overtime_an_hour = peak->wage_an_hour * (1.0 + price.overtime_premium);
    to->overtime_hours_a_week =
        terms->overtime_hours_a_week_most * (double)roster_people(&peak->plan->roster);
    price_temporary(peak, to);
    to->vendor_an_hour = HC_MISSING;
    /* fmax passes over prices that nobody said */
    double dearest = fmax(1.0, fmax(to->overtime_an_hour, to->temp_an_hour));
    for (size_t v = 0; v < peak->centre->vendor_count; v++) {
        dearest = fmax(dearest, hc_vendor_hour_price(peak->centre, &peak->centre->vendors[v],
                                                     peak->occupancy, peak->aht_s));
    }
    to->short_an_hour =
        SHORT_TIMES * dearest + to->temp_hire_cost + to->temp_training_hours * dearest;
}

/* A rostered hour is less than one on the phones; the least bill is that of every month begun.
 */
hc_peak_sources hc_peak_with_vendor(const hc_peak *peak, const hc_vendor_terms *vendor)
{
    hc_peak_sources from = peak->sources;
    const double months =
        ceil((double)peak->ordinary.axis.days / (7.0 * HC_WEEKS_A_MONTH) - NEARLY);
    from.vendor_an_hour =
        hc_vendor_hour_price(peak->centre, vendor, peak->occupancy, peak->aht_s) *
        (1.0 - peak->plan->shrinkage);
    from.vendor_hours_least =
        from.vendor_an_hour > 0.0 ? vendor->least_a_month * months / from.vendor_an_hour : 0.0;
    from.vendor_first_day =
        day_after(peak, hc_is_missing(vendor->notice_weeks) ? 0.0 : vendor->notice_weeks);
    return from;
}

/* ---- the whole ----------------------------------------------------------------------------
 */

/* Takes over the mixes that are cheaper with this vendor. */
static hc_status try_vendor(hc_peak *peak, const hc_peak_need *need,
                            const hc_vendor_terms *vendor, hc_error *err)
{
    const hc_peak_sources from = hc_peak_with_vendor(peak, vendor);
    hc_peak_mix mixes[HC_PEAK_LEVELS_MAX];
    size_t best = 0;
    HC_TRY(hc_peak_mix_find(need, &from, mixes, &best, err));
    for (size_t level = 0; level < peak->levels; level++) {
        if (!hc_peak_mix_is_cheaper(&mixes[level], &peak->mixes[level], &from)) { continue; }
        peak->mixes[level] = mixes[level];
        peak->vendors[level] = mixes[level].vendor ? vendor : NULL;
    }
    return HC_OK;
}

static hc_status find_mix(hc_peak *peak, hc_error *err)
{
    const hc_axis *axis = &peak->ordinary.axis;
    const hc_peak_need need = {.days = axis->days,
                               .day_first = axis->day_first,
                               .week = peak->week,
                               .slot_hours = axis->interval_min / 60.0,
                               .levels = peak->levels,
                               .extra = peak->extra,
                               .level_cost = peak->level_cost,
                               .spare = peak->spare};
    HC_TRY(hc_peak_mix_find(&need, &peak->sources, peak->mixes, &peak->best, err));
    for (size_t v = 0; v < peak->centre->vendor_count; v++) {
        HC_TRY(try_vendor(peak, &need, &peak->centre->vendors[v], err));
    }
    for (size_t level = 0; level < peak->levels; level++) {
        if (hc_peak_mix_is_cheaper(&peak->mixes[level], &peak->mixes[peak->best],
                                   &peak->sources)) {
            peak->best = level;
        }
    }
    return HC_OK;
}

/* Who decides once the peak has begun cannot be helped any more, nor with overtime. */
static hc_status check_decision(const hc_peak *peak, hc_error *err)
{
    const int64_t first = peak->ordinary.axis.first_day;
    char begins[HC_TIME_TEXT_MAX];
    char decided[HC_TIME_TEXT_MAX];
    if (peak->decide_day == HC_DAY_NONE || peak->decide_day <= first) { return HC_OK; }
    hc_format_date(first, begins);
    hc_format_date(peak->decide_day, decided);
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "name the events from then on only",
                   "the peak begins on %s, before --decide %s", begins, decided);
}

hc_status hc_peak_make(const hc_peak_options *options, const char *centre_path,
                       const hc_plan_inputs *plan, const hc_centre *centre,
                       const hc_screen *screen, hc_peak *peak, hc_error *err)
{
    *peak = (hc_peak){.plan = plan, .centre = centre, .decide_day = options->decide_day};
    HC_TRY(hc_peak_demand_make(options, centre_path, screen, peak, err));
    HC_TRY(check_decision(peak, err));
    list_levels(peak);
    HC_TRY(hc_alloc(&peak->extra, peak->levels * hc_axis_slots(&peak->ordinary.axis),
                    sizeof(double), err));
    for (size_t level = 0; level < peak->levels; level++) {
        HC_TRY(answer_level(peak, level, err));
    }
    HC_TRY(answer_usual(peak, err));
    price_service(peak);
    price_help(peak);
    HC_TRY(count_spare(peak, err));
    return find_mix(peak, err);
}

void hc_peak_clear(hc_peak *peak)
{
    hc_special_days_clear(&peak->events);
    hc_series_clear(&peak->ordinary);
    hc_series_clear(&peak->forecast);
    hc_free(peak->factor);
    hc_free(peak->own_people);
    hc_free(peak->spare);
    hc_free(peak->own_agents);
    hc_free(peak->extra);
    hc_free(peak->week);
    hc_free(peak->days);
    *peak = (hc_peak){0};
}
