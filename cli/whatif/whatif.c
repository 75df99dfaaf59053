#include "cli/whatif/whatif.h"

#include <math.h>
#include <string.h>

#include "cli/publish/figures.h"
#include "cli/whatif/whatif_money.h"
#include "erlang/uncertainty.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* The band: passed in nine of ten weeks, and in one of ten. */
#define RATE_LOW_P 0.10
#define RATE_HIGH_P 0.90

const hc_whatif_figure_text hc_whatif_figures[HC_WHATIF_FIGURES] = {
    [HC_WHATIF_CONTACTS] = {"contacts", "Contacts", 0, false},
    [HC_WHATIF_AHT_S] = {"aht_s", "Handle time, s", 0, false},
    [HC_WHATIF_WORK_HOURS] = {"work_hours", "Handle time in all, hours", 0, false},
    [HC_WHATIF_AGENTS_PEAK] = {"agents_peak", "Agents on the phones, most", 0, false},
    [HC_WHATIF_AGENT_HOURS] = {"agent_hours", "Agent-hours on the phones", 0, false},
    [HC_WHATIF_PERSON_HOURS] = {"person_hours", "Person-hours to roster", 0, false},
    [HC_WHATIF_PEOPLE] = {"people", "People, in proportion", 0, false},
    [HC_WHATIF_SERVICE_LEVEL_EXPECTED] = {"service_level_expected", "Service level expected, %",
                                          1, true},
    [HC_WHATIF_SERVICE_LEVEL] = {"service_level", "Service level, %", 1, true},
    [HC_WHATIF_ABANDON_RATE] = {"abandon_rate", "Hang up, %", 1, true},
    [HC_WHATIF_ASA_S] = {"asa_s", "Answered after, s", 1, false},
    [HC_WHATIF_OCCUPANCY] = {"occupancy", "Occupancy, %", 1, true},
    [HC_WHATIF_VENDOR_CONTACTS] = {"vendor_contacts", "Contacts of the vendor", 0, false},
    [HC_WHATIF_VENDOR_COST] = {"vendor_cost", "Cost of the vendor", 0, false},
    [HC_WHATIF_COST] = {"cost", "Cost", 0, false},
    [HC_WHATIF_COST_A_CONTACT] = {"cost_a_contact", "Cost of an answered contact", 2, false},
    [HC_WHATIF_LOST_COST] = {"lost_cost", "Cost of hang-ups", 0, false},
    [HC_WHATIF_ROSTER_PEOPLE] = {"roster_people", "People on the roster", 0, false},
    [HC_WHATIF_ROSTER_SERVICE_LEVEL_EXPECTED] = {"roster_service_level_expected",
                                                 "Service level expected, %", 1, true},
    [HC_WHATIF_ROSTER_SERVICE_LEVEL] = {"roster_service_level", "Service level, %", 1, true},
    [HC_WHATIF_ROSTER_ABANDON_RATE] = {"roster_abandon_rate", "Hang up, %", 1, true},
    [HC_WHATIF_ROSTER_ASA_S] = {"roster_asa_s", "Answered after, s", 1, false},
    [HC_WHATIF_ROSTER_OCCUPANCY] = {"roster_occupancy", "Occupancy, %", 1, true},
    [HC_WHATIF_ROSTER_COST] = {"roster_cost", "Cost", 0, false},
    [HC_WHATIF_ROSTER_COST_A_CONTACT] = {"roster_cost_a_contact", "Cost of an answered contact",
                                         2, false},
    [HC_WHATIF_ROSTER_LOST_COST] = {"roster_lost_cost", "Cost of hang-ups", 0, false},
};

bool hc_whatif_figure_find(const char *name, hc_whatif_figure *figure)
{
    for (size_t f = 0; f < HC_WHATIF_FIGURES; f++) {
        if (strcmp(hc_whatif_figures[f].name, name) == 0) {
            *figure = (hc_whatif_figure)f;
            return true;
        }
    }
    return false;
}

/* ---- one rate of contacts -----------------------------------------------------------------
 */

/* A week at one rate: what it needs, and what the agents in question give in it. */
typedef struct week {
    hc_requirement need;
    int32_t *people;       /* [need_count * slots] after shrinkage */
    hc_requirement served; /* under the expected week's agents; empty: its own */
    hc_requirement roster; /* under the plan's roster; the whole is its last need */
} week;

static void week_clear(week *at)
{
    hc_requirement_clear(&at->need);
    hc_free(at->people);
    hc_requirement_clear(&at->served);
    hc_requirement_clear(&at->roster);
}

/* The whole centre. */
static const hc_need *whole_of(const hc_requirement *requirement)
{
    return &requirement->needs[requirement->need_count - 1];
}

static hc_status make_week(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                           const hc_series *forecast, const double *roster_agents, week *at,
                           hc_error *err)
{
    hc_staff_rules rules = inputs->staff;
    rules.brief = true;
    HC_TRY(hc_requirement_build_whole(forecast, &rules, &at->need, err));
    const size_t needs = at->need.need_count;
    const size_t slots = hc_axis_slots(&at->need.axis);
    HC_TRY(hc_alloc(&at->people, needs * slots, sizeof *at->people, err));
    HC_TRY(hc_scenario_people(plan, inputs, &at->need, at->people, err));
    return hc_scenario_serve(plan, inputs, &at->need, at->people, roster_agents, NULL,
                             &at->roster, err);
}

/* Hours short and over are those of the plan's own need only. */
static hc_plan_figures figures_of(const hc_whatif *whatif, const week *at,
                                  const hc_need *served)
{
    const hc_plan_result result = {.requirement = &at->need,
                                   .pool = at->need.need_count - 1,
                                   .scheduled = at->people,
                                   .delivered = served,
                                   .rules = &whatif->plan->team,
                                   .roster = &whatif->plan->roster,
                                   .served = whatif->plan->served};
    return hc_plan_figures_of(&result);
}

static double agent_hours(const hc_need *need, const hc_axis *axis)
{
    double agents = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        agents += need->agents[slot];
    }
    return agents * axis->interval_min / 60.0;
}

static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : HC_MISSING;
}

/* ---- figures ------------------------------------------------------------------------------
 */

/* What one scenario's figures are made from, beside the weeks. */
typedef struct asking {
    const hc_whatif *whatif;
    hc_scenario_inputs inputs;
    double *roster_agents;
    double people_factor; /* people on the roster, over the plan's */
    double expected_calls;
} asking;

static void fill_need(const asking *it, const week *at, double *to)
{
    const hc_whatif *whatif = it->whatif;
    const hc_need *own = whole_of(&at->need);
    const hc_plan_figures figures =
        figures_of(whatif, at, at->served.need_count > 0 ? whole_of(&at->served) : own);
    const double factor = it->expected_calls > 0.0 ? figures.calls / it->expected_calls : 1.0;
    const double vendor = it->inputs.vendor_calls * factor;
    const double cost = hc_whatif_roster_cost(&whatif->price, it->inputs.wage);
    const double answered = figures.calls * (1.0 - figures.abandon_rate);
    to[HC_WHATIF_CONTACTS] = figures.calls + vendor;
    to[HC_WHATIF_AHT_S] = figures.aht_s;
    to[HC_WHATIF_WORK_HOURS] = figures.calls * figures.aht_s / 3600.0;
    to[HC_WHATIF_AGENTS_PEAK] = figures.peak_agents;
    to[HC_WHATIF_AGENT_HOURS] = agent_hours(own, &at->need.axis);
    to[HC_WHATIF_PERSON_HOURS] = figures.required_hours;
    to[HC_WHATIF_PEOPLE] = hc_ceil_forgiving(
        figures.required_hours * ratio(whatif->roster_people, whatif->covered_hours));
    to[HC_WHATIF_SERVICE_LEVEL] = figures.service_level;
    to[HC_WHATIF_ABANDON_RATE] = figures.abandon_rate;
    to[HC_WHATIF_ASA_S] = figures.asa_s;
    to[HC_WHATIF_OCCUPANCY] = figures.occupancy;
    to[HC_WHATIF_VENDOR_CONTACTS] = vendor > 0.0 ? vendor : HC_MISSING;
    to[HC_WHATIF_VENDOR_COST] = HC_MISSING;
    to[HC_WHATIF_COST] = figures.required_hours * ratio(cost, whatif->covered_hours);
    if (vendor > 0.0) {
        const double hours = it->inputs.vendor_hours * factor;
        to[HC_WHATIF_VENDOR_COST] = hc_whatif_vendor_bill(
            whatif->centre, hours, 3600.0 * hours / vendor, figures.occupancy);
        to[HC_WHATIF_COST] += to[HC_WHATIF_VENDOR_COST];
    }
    to[HC_WHATIF_COST_A_CONTACT] = ratio(to[HC_WHATIF_COST], answered + vendor);
    to[HC_WHATIF_LOST_COST] =
        whatif->centre->peak.lost_contact_cost * figures.calls * figures.abandon_rate;
}

/* What the vendor takes is paid beside the roster, whose people stay; after fill_need(). */
static void fill_roster(const asking *it, const week *at, double *to)
{
    const hc_plan_figures figures = figures_of(it->whatif, at, whole_of(&at->roster));
    const double cost = hc_whatif_roster_cost(&it->whatif->price, it->inputs.wage);
    const double answered = figures.calls * (1.0 - figures.abandon_rate);
    to[HC_WHATIF_ROSTER_PEOPLE] =
        hc_ceil_forgiving(it->whatif->roster_people * it->people_factor);
    to[HC_WHATIF_ROSTER_SERVICE_LEVEL] = figures.service_level;
    to[HC_WHATIF_ROSTER_ABANDON_RATE] = figures.abandon_rate;
    to[HC_WHATIF_ROSTER_ASA_S] = figures.asa_s;
    to[HC_WHATIF_ROSTER_OCCUPANCY] = figures.occupancy;
    const double vendor = to[HC_WHATIF_VENDOR_CONTACTS]; /* HC_MISSING: none */
    const bool shared = vendor > 0.0;
    to[HC_WHATIF_ROSTER_COST] =
        cost * it->people_factor + (shared ? to[HC_WHATIF_VENDOR_COST] : 0.0);
    to[HC_WHATIF_ROSTER_COST_A_CONTACT] =
        ratio(to[HC_WHATIF_ROSTER_COST], answered + (shared ? vendor : 0.0));
    to[HC_WHATIF_ROSTER_LOST_COST] =
        it->whatif->centre->peak.lost_contact_cost * figures.calls * figures.abandon_rate;
}

/* ---- the spread ---------------------------------------------------------------------------
 */

/* What is in time of one need over the forecast's spread, and of how many contacts, under its
 * own agents or those of the roster. */
static void add_expected(const asking *it, const hc_requirement *requirement, size_t need,
                         const hc_need *roster, double *in_time, double *calls)
{
    const hc_need *own = &requirement->needs[need];
    for (size_t slot = 0; slot < hc_axis_slots(&requirement->axis); slot++) {
        if (!(own->calls[slot] > 0.0)) { continue; }
        const double level = hc_requirement_expected(
            &it->inputs.forecast, &it->inputs.staff, requirement, need, slot,
            roster != NULL ? roster->agents_exact[slot] : own->agents[slot]);
        if (hc_is_missing(level)) { continue; }
        *in_time += own->calls[slot] * level;
        *calls += own->calls[slot];
    }
}

/* Over the needs from first to end-1, of which the roster (NULL: nobody asks) has one each;
 * HC_MISSING without a spread. */
static double expected_of(const asking *it, const week *at, size_t first, size_t end,
                          const hc_need *roster)
{
    double in_time = 0.0, calls = 0.0;
    if (it->inputs.forecast.queues[0].quantile == NULL) { return HC_MISSING; }
    for (size_t need = first; need < end; need++) {
        add_expected(it, &at->need, need, roster != NULL ? &roster[need - first] : NULL,
                     &in_time, &calls);
    }
    return ratio(in_time, calls);
}

/* Queues that stand alone are served each by its own agents; the roster serves their sum, or,
 * where people have skills, each of them. */
static void fill_expected(const asking *it, const week *at, double *to)
{
    const size_t queues = it->inputs.forecast.queue_count;
    const size_t whole = at->need.need_count - 1;
    const bool alone = queues > 1 && !it->inputs.staff.pooled;
    to[HC_WHATIF_SERVICE_LEVEL_EXPECTED] =
        expected_of(it, at, alone ? 0 : whole, alone ? queues : whole + 1, NULL);
    const bool each = at->roster.need_count > 1;
    to[HC_WHATIF_ROSTER_SERVICE_LEVEL_EXPECTED] =
        expected_of(it, at, each ? 0 : whole, each ? queues : whole + 1, at->roster.needs);
}

/* ---- rates --------------------------------------------------------------------------------
 */

/* The scenario's forecast with every interval at a factor of its mean, certain. */
static hc_status at_rate(const hc_series *forecast, const double *factor, hc_series *out,
                         hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    HC_TRY(hc_series_make(out, &forecast->axis, forecast->queue_count, HC_PART_AHT, err));
    for (size_t q = 0; q < forecast->queue_count; q++) {
        const hc_queue *from = &forecast->queues[q];
        hc_queue *to = &out->queues[q];
        memcpy(to->name, from->name, sizeof to->name);
        memcpy(to->state, from->state, slots);
        memcpy(to->aht_s, from->aht_s, slots * sizeof *to->aht_s);
        for (size_t slot = 0; slot < slots; slot++) {
            to->calls[slot] = from->calls[slot] * factor[q * slots + slot];
        }
    }
    return HC_OK;
}

/* The figures of a week whose contacts are few or many, under the agents of the expected one.
 */
static hc_status fill_edge(const asking *it, const double *factor, const week *expected,
                           double *to, hc_error *err)
{
    hc_series forecast = HC_SERIES_INIT;
    hc_scenario_inputs inputs = it->inputs; /* borrowed for the call */
    week edge = {0};
    inputs.staff.risk = 0.0; /* the rate is known here */
    hc_status st = at_rate(&it->inputs.forecast, factor, &forecast, err);
    if (st == HC_OK) {
        st = make_week(it->whatif->plan, &inputs, &forecast, it->roster_agents, &edge, err);
    }
    if (st == HC_OK) {
        st = hc_requirement_hold(&edge.need, &inputs.staff, &expected->need, &edge.served, err);
    }
    if (st == HC_OK) {
        fill_need(it, &edge, to);
        fill_roster(it, &edge, to);
    }
    week_clear(&edge);
    hc_series_clear(&forecast);
    return st;
}

static void set_band(hc_whatif_answer *answer, const double *expected, const double *low,
                     const double *high)
{
    for (size_t f = 0; f < HC_WHATIF_FIGURES; f++) {
        answer->figure[f] = (hc_band){expected[f], low[f], high[f]};
    }
}

static void forget(double *figures)
{
    for (size_t f = 0; f < HC_WHATIF_FIGURES; f++) {
        figures[f] = HC_MISSING;
    }
}

/* The level promised of the whole centre. */
static double level_of(const hc_queue_rules *rules)
{
    for (size_t k = 0; k < rules->target_count; k++) {
        if (rules->targets[k].kind == HC_TARGET_SL_OFFERED) { return rules->targets[k].limit; }
    }
    return HC_MISSING;
}

static hc_status answer_rates(const asking *it, hc_whatif_depth depth, hc_whatif_answer *answer,
                              int32_t *agents, hc_error *err)
{
    const bool bands = depth >= HC_WHATIF_BANDS;
    double expected[HC_WHATIF_FIGURES], low[HC_WHATIF_FIGURES], high[HC_WHATIF_FIGURES];
    week at = {0};
    forget(expected);
    forget(low);
    forget(high);
    hc_status st = make_week(it->whatif->plan, &it->inputs, &it->inputs.forecast,
                             it->roster_agents, &at, err);
    if (st == HC_OK) {
        fill_need(it, &at, expected);
        fill_roster(it, &at, expected);
        if (depth >= HC_WHATIF_SPREAD) { fill_expected(it, &at, expected); }
    }
    if (st == HC_OK && bands) { st = fill_edge(it, it->whatif->rate_low, &at, low, err); }
    if (st == HC_OK && bands) { st = fill_edge(it, it->whatif->rate_high, &at, high, err); }
    if (st == HC_OK) {
        set_band(answer, expected, low, high);
        answer->asked_level = level_of(&it->inputs.staff.pool);
    }
    if (st == HC_OK && agents != NULL) {
        memcpy(agents, at.need.needs[at.need.need_count - 1].agents,
               hc_axis_slots(&at.need.axis) * sizeof *agents);
    }
    week_clear(&at);
    return st;
}

static hc_status change_roster(asking *it, hc_error *err)
{
    HC_TRY(hc_alloc(&it->roster_agents, hc_axis_slots(&it->inputs.forecast.axis),
                    sizeof *it->roster_agents, err));
    hc_scenario_roster(it->whatif->plan, &it->inputs, it->roster_agents, &it->people_factor);
    return HC_OK;
}

static hc_status begin_asking(asking *it, const hc_scenario *scenario, hc_error *err)
{
    const hc_whatif *whatif = it->whatif;
    HC_TRY(hc_scenario_apply(whatif->plan, whatif->centre, scenario, &it->inputs, err));
    HC_TRY(hc_whatif_check_wage(&whatif->price, it->inputs.wage, err));
    for (size_t q = 0; q < it->inputs.forecast.queue_count; q++) {
        it->expected_calls += hc_series_calls(&it->inputs.forecast, q);
    }
    return change_roster(it, err);
}

static void end_asking(asking *it)
{
    hc_free(it->roster_agents);
    hc_scenario_inputs_clear(&it->inputs);
}

hc_status hc_whatif_ask(const hc_whatif *whatif, const hc_scenario *scenario,
                        hc_whatif_depth depth, hc_whatif_answer *answer, int32_t *agents,
                        hc_error *err)
{
    asking it = {.whatif = whatif};
    hc_status st = begin_asking(&it, scenario, err);
    if (st == HC_OK) { st = answer_rates(&it, depth, answer, agents, err); }
    end_asking(&it);
    return st;
}

static void fill_terms(const asking *it, const hc_whatif_answer *answer, hc_whatif_terms *terms)
{
    const hc_roster_price *price = &it->whatif->price;
    const double cost = hc_whatif_roster_cost(price, it->inputs.wage);
    *terms = (hc_whatif_terms){.shrinkage = it->inputs.shrinkage,
                               .own_contacts = it->expected_calls,
                               .wages = hc_is_missing(cost)
                                            ? HC_MISSING
                                            : hc_whatif_roster_wages(price, it->inputs.wage),
                               .other_cost = price->other_cost,
                               .people_factor = it->people_factor,
                               .own_cost = answer->figure[HC_WHATIF_PERSON_HOURS].expected *
                                           ratio(cost, it->whatif->covered_hours)};
}

hc_status hc_whatif_terms_of(const hc_whatif *whatif, const hc_scenario *scenario,
                             const hc_whatif_answer *answer, hc_whatif_terms *terms,
                             hc_error *err)
{
    asking it = {.whatif = whatif};
    hc_status st = begin_asking(&it, scenario, err);
    if (st == HC_OK) { fill_terms(&it, answer, terms); }
    end_asking(&it);
    return st;
}

/* ---- the plan itself ----------------------------------------------------------------------
 */

static hc_status find_rates(hc_whatif *whatif, hc_error *err)
{
    const hc_series *forecast = &whatif->plan->forecast;
    const size_t slots = hc_axis_slots(&forecast->axis);
    const size_t cells = forecast->queue_count * slots;
    HC_TRY(hc_alloc(&whatif->rate_low, cells, sizeof(double), err));
    HC_TRY(hc_alloc(&whatif->rate_high, cells, sizeof(double), err));
    for (size_t k = 0; k < cells; k++) {
        const double cv = hc_rate_cv(forecast, k / slots, k % slots);
        whatif->rate_low[k] = hc_rate_at(cv, RATE_LOW_P);
        whatif->rate_high[k] = hc_rate_at(cv, RATE_HIGH_P);
    }
    return HC_OK;
}

static hc_status measure_roster(hc_whatif *whatif, hc_error *err)
{
    const hc_plan_inputs *plan = whatif->plan;
    const hc_scenario unchanged = {0};
    hc_scenario_inputs own = {0};
    week at = {0};
    hc_status st = hc_scenario_apply(plan, whatif->centre, &unchanged, &own, err);
    if (st == HC_OK) {
        st = make_week(plan, &own, &own.forecast, plan->roster_agents, &at, err);
    }
    if (st == HC_OK) {
        const hc_plan_figures figures = figures_of(whatif, &at, whole_of(&at.roster));
        whatif->roster_people = (double)figures.people;
        whatif->roster_hours = figures.scheduled_hours;
        whatif->covered_hours = figures.required_hours - figures.short_hours;
    }
    week_clear(&at);
    hc_scenario_inputs_clear(&own);
    return st;
}

hc_status hc_whatif_begin(const hc_plan_inputs *plan, const hc_centre *centre,
                          hc_whatif *whatif, hc_error *err)
{
    *whatif = (hc_whatif){.plan = plan, .centre = centre, .price = hc_plan_price(plan, centre)};
    hc_status st = find_rates(whatif, err);
    if (st == HC_OK) { st = measure_roster(whatif, err); }
    if (st != HC_OK) { hc_whatif_end(whatif); }
    return st;
}

void hc_whatif_end(hc_whatif *whatif)
{
    hc_free(whatif->rate_low);
    hc_free(whatif->rate_high);
    *whatif = (hc_whatif){0};
}
