#include "cli/explain/explain_week.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/number.h"

/* What the lines are made from. */
typedef struct week_words {
    const hc_whatif *whatif;
    const hc_scenario *scenario;
    hc_whatif_answer answer;
    hc_whatif_terms terms;
    double interval_hours;
    hc_explanation *to;
} week_words;

#define SAY(it, figures, ...) HC_TRY(hc_explanation_add((it)->to, err, figures, __VA_ARGS__))

static double of(const week_words *it, hc_whatif_figure figure)
{
    return it->answer.figure[figure].expected;
}

static double low(const week_words *it, hc_whatif_figure figure)
{
    return it->answer.figure[figure].low;
}

static double high(const week_words *it, hc_whatif_figure figure)
{
    return it->answer.figure[figure].high;
}

/* ---- what the week needs ------------------------------------------------------------------
 */

static hc_status explain_contacts(const week_words *it, hc_error *err)
{
    SAY(it, "contacts,calls",
        "Contacts: %.1f, the sum of all intervals and queues (8 of 10 such weeks: %.0f to "
        "%.0f, every interval high or low at once)",
        of(it, HC_WHATIF_CONTACTS), low(it, HC_WHATIF_CONTACTS), high(it, HC_WHATIF_CONTACTS));
    const double away = of(it, HC_WHATIF_VENDOR_CONTACTS);
    SAY(it, hc_is_missing(away) ? "+vendor_contacts" : "vendor_contacts",
        "  of them by a vendor: %.1f", hc_is_missing(away) ? 0.0 : away);
    SAY(it, "aht_s,work_hours",
        "Handle time: %.2f s = %.2f hours in all x 3600 / %.1f contacts of our own",
        of(it, HC_WHATIF_AHT_S), of(it, HC_WHATIF_WORK_HOURS), it->terms.own_contacts);
    return HC_OK;
}

static hc_status explain_people(const week_words *it, hc_error *err)
{
    SAY(it, "agents_peak,peak_agents,agent_hours",
        "Agents on the phones: at most %.0f in one interval; %.1f agent-hours, the agents of "
        "every interval x %g h",
        of(it, HC_WHATIF_AGENTS_PEAK), of(it, HC_WHATIF_AGENT_HOURS), it->interval_hours);
    SAY(it, "person_hours,required_hours",
        "Person-hours: %.1f, the people of every interval x %g h; people are agents / (1 - %g "
        "shrinkage), rounded up",
        of(it, HC_WHATIF_PERSON_HOURS), it->interval_hours, it->terms.shrinkage);
    SAY(it, "people",
        "People: %.1f person-hours x %.0f on the roster / %.1f hours of the roster that the "
        "plan has use for = %.2f, rounded up to %.0f",
        of(it, HC_WHATIF_PERSON_HOURS), it->whatif->roster_people, it->whatif->covered_hours,
        of(it, HC_WHATIF_PERSON_HOURS) * it->whatif->roster_people / it->whatif->covered_hours,
        of(it, HC_WHATIF_PEOPLE));
    return HC_OK;
}

static hc_status explain_service(const week_words *it, const char *whose,
                                 hc_whatif_figure first, hc_error *err)
{
    const bool roster = first == HC_WHATIF_ROSTER_SERVICE_LEVEL;
    const char *level = roster ? "roster_service_level,service_level" : "service_level";
    const char *others =
        roster
            ? "roster_abandon_rate,roster_asa_s,roster_occupancy,abandon_rate,asa_s,occupancy"
            : "abandon_rate,asa_s,occupancy";
    /* service level, hang-ups, wait and occupancy stand in this order in both blocks */
    const hc_whatif_figure gone = (hc_whatif_figure)(first + 1),
                           wait = (hc_whatif_figure)(first + 2),
                           busy = (hc_whatif_figure)(first + 3);
    SAY(it, level,
        "%s: %.2f %% in time = contacts in time of all intervals / contacts; %.2f %% if many "
        "call, %.2f %% if few",
        whose, 100.0 * of(it, first), 100.0 * high(it, first), 100.0 * low(it, first));
    const hc_whatif_figure spread = (hc_whatif_figure)(first - 1);
    if (!hc_is_missing(of(it, spread))) {
        SAY(it,
            roster ? "roster_service_level_expected,service_level_expected"
                   : "service_level_expected",
            "  %.2f %% in time expected: the same averaged over the forecast's spread, by "
            "contacts",
            100.0 * of(it, spread));
    }
    SAY(it, others,
        "  %.2f %% hang up; the answered wait %.2f s on average, weighted by the answered; "
        "%.2f %% occupied, weighted by agents",
        100.0 * of(it, gone), of(it, wait), 100.0 * of(it, busy));
    return HC_OK;
}

/* Whose callers hang up; of the need or of the roster. */
static hc_status explain_lost(const week_words *it, hc_whatif_figure lost,
                              hc_whatif_figure gone, hc_error *err)
{
    if (hc_is_missing(of(it, lost))) {
        SAY(it, lost == HC_WHATIF_LOST_COST ? "+lost_cost" : "+roster_lost_cost",
            "  what callers who hang up cost is not priced: peak.lost_contact_cost in the "
            "centre file");
        return HC_OK;
    }
    SAY(it, hc_whatif_figures[lost].name,
        "  cost of hang-ups: %.1f contacts of our own x %.4f %% x %.2f = %.2f, beside the cost",
        it->terms.own_contacts, 100.0 * of(it, gone),
        it->whatif->centre->peak.lost_contact_cost, of(it, lost));
    return HC_OK;
}

static hc_status explain_cost(const week_words *it, hc_error *err)
{
    if (hc_is_missing(of(it, HC_WHATIF_COST))) {
        SAY(it, "cost,cost_a_contact,vendor_cost,roster_cost,roster_cost_a_contact",
            "Cost: no wage is known; costs.wage_an_hour in the centre file, or --wage");
        return HC_OK;
    }
    SAY(it, "cost",
        "Cost: %.1f person-hours x %.2f of the roster (%.2f wages + %.2f other) / %.1f hours "
        "of use = %.2f",
        of(it, HC_WHATIF_PERSON_HOURS), it->terms.wages + it->terms.other_cost, it->terms.wages,
        it->terms.other_cost, it->whatif->covered_hours, it->terms.own_cost);
    if (!hc_is_missing(of(it, HC_WHATIF_VENDOR_COST))) {
        SAY(it, "cost,vendor_cost",
            "  and %.2f of the vendor = %.2f; the least of the vendors' bills for the work of "
            "%.1f contacts, and at least a week of their least sums",
            of(it, HC_WHATIF_VENDOR_COST), of(it, HC_WHATIF_COST),
            of(it, HC_WHATIF_VENDOR_CONTACTS));
    } else {
        SAY(it, "+vendor_cost", "  nothing for a vendor");
    }
    SAY(it, "cost_a_contact", "Cost of an answered contact: %.2f / %.1f answered = %.4f",
        of(it, HC_WHATIF_COST), of(it, HC_WHATIF_COST) / of(it, HC_WHATIF_COST_A_CONTACT),
        of(it, HC_WHATIF_COST_A_CONTACT));
    return HC_OK;
}

/* ---- what the roster gives ----------------------------------------------------------------
 */

static hc_status explain_roster_cost(const week_words *it, hc_error *err)
{
    const bool shared = !hc_is_missing(of(it, HC_WHATIF_VENDOR_COST));
    const double bill = shared ? of(it, HC_WHATIF_VENDOR_COST) : 0.0;
    SAY(it, "roster_cost", "  its cost: (%.2f wages + %.2f other) x %.4f = %.2f",
        it->terms.wages, it->terms.other_cost, it->terms.people_factor,
        of(it, HC_WHATIF_ROSTER_COST) - bill);
    if (shared) {
        SAY(it, "roster_cost", "  and %.2f of the vendor = %.2f", bill,
            of(it, HC_WHATIF_ROSTER_COST));
    }
    SAY(it, "roster_cost_a_contact", "  its cost of an answered contact: %.2f / %.1f = %.4f",
        of(it, HC_WHATIF_ROSTER_COST),
        of(it, HC_WHATIF_ROSTER_COST) / of(it, HC_WHATIF_ROSTER_COST_A_CONTACT),
        of(it, HC_WHATIF_ROSTER_COST_A_CONTACT));
    return HC_OK;
}

static hc_status explain_roster(const week_words *it, hc_error *err)
{
    SAY(it, "roster_people",
        "Roster: %.0f people of the plan x %.4f of its agents on the phones = %.0f",
        it->whatif->roster_people, it->terms.people_factor, of(it, HC_WHATIF_ROSTER_PEOPLE));
    HC_TRY(explain_service(it, "  its service", HC_WHATIF_ROSTER_SERVICE_LEVEL, err));
    if (!hc_is_missing(of(it, HC_WHATIF_ROSTER_COST))) { HC_TRY(explain_roster_cost(it, err)); }
    return explain_lost(it, HC_WHATIF_ROSTER_LOST_COST, HC_WHATIF_ROSTER_ABANDON_RATE, err);
}

/* Low and high of the figures first .. end-1, in a line. */
static hc_status explain_bands(const week_words *it, hc_whatif_figure first,
                               hc_whatif_figure end, hc_error *err)
{
    char names[512] = "+", text[HC_EXPLANATION_MAX / 2] = "";
    for (hc_whatif_figure f = first; f < end; f++) {
        const double scale = hc_whatif_figures[f].is_share ? 100.0 : 1.0;
        const int decimals = hc_whatif_figures[f].decimals > 0 ? 2 : 0;
        const size_t named = strlen(names), used = strlen(text);
        if (hc_is_missing(low(it, f))) { continue; }
        (void)snprintf(names + named, sizeof names - named, "%s%s", named > 1 ? "," : "",
                       hc_whatif_figures[f].name);
        (void)snprintf(text + used, sizeof text - used, "%s%s %.*f to %.*f%s",
                       used > 0 ? ", " : "", hc_whatif_figures[f].name, decimals,
                       scale * low(it, f), decimals, scale * high(it, f),
                       hc_whatif_figures[f].is_share ? " %" : "");
    }
    SAY(it, names, "  if few call to if many, by the same formulas: %s", text);
    return HC_OK;
}

static hc_status explain(const week_words *it, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(it->whatif->plan->forecast.axis.first_day, date);
    SAY(it, "week", "Week from %s: %s", date, it->scenario->name);
    HC_TRY(explain_contacts(it, err));
    HC_TRY(explain_people(it, err));
    HC_TRY(explain_service(it, "Service of these agents", HC_WHATIF_SERVICE_LEVEL, err));
    HC_TRY(explain_cost(it, err));
    HC_TRY(explain_lost(it, HC_WHATIF_LOST_COST, HC_WHATIF_ABANDON_RATE, err));
    HC_TRY(explain_bands(it, HC_WHATIF_CONTACTS, HC_WHATIF_ROSTER_PEOPLE, err));
    HC_TRY(explain_roster(it, err));
    return explain_bands(it, HC_WHATIF_ROSTER_PEOPLE, HC_WHATIF_FIGURES, err);
}

hc_status hc_explain_week(const hc_plan_inputs *plan, const hc_centre *centre,
                          const hc_scenario *scenario, hc_explanation *to, hc_error *err)
{
    hc_whatif whatif = {0};
    week_words it = {.whatif = &whatif,
                     .scenario = scenario,
                     .interval_hours = plan->forecast.axis.interval_min / 60.0,
                     .to = to};
    HC_TRY(hc_whatif_begin(plan, centre, &whatif, err));
    hc_status st = hc_whatif_ask(&whatif, scenario, HC_WHATIF_BANDS, &it.answer, NULL, err);
    if (st == HC_OK) { st = hc_whatif_terms_of(&whatif, scenario, &it.answer, &it.terms, err); }
    if (st == HC_OK) { st = explain(&it, err); }
    hc_whatif_end(&whatif);
    return st;
}
