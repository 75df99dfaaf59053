#include "cli/explain_week.h"

#include "forecast/base/number.h"

/* What the lines are made from. */
typedef struct week_words {
    const hc_whatif *whatif;
    const hc_scenario *scenario;
    hc_whatif_answer answer;
    hc_whatif_terms terms;
    double interval_hours;
    hc_lines *lines;
} week_words;

#define SAY(it, ...) HC_TRY(hc_lines_add((it)->lines, err, __VA_ARGS__))

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
    SAY(it,
        "Contacts: %.1f, the sum of all intervals and queues (8 of 10 such weeks: %.0f to "
        "%.0f, every interval high or low at once)",
        of(it, HC_WHATIF_CONTACTS), low(it, HC_WHATIF_CONTACTS), high(it, HC_WHATIF_CONTACTS));
    if (!hc_is_missing(of(it, HC_WHATIF_VENDOR_CONTACTS))) {
        SAY(it, "  of them by a vendor: %.1f", of(it, HC_WHATIF_VENDOR_CONTACTS));
    }
    SAY(it, "Handle time: %.2f s = %.2f hours in all x 3600 / %.1f contacts of our own",
        of(it, HC_WHATIF_AHT_S), of(it, HC_WHATIF_WORK_HOURS), it->terms.own_contacts);
    return HC_OK;
}

static hc_status explain_people(const week_words *it, hc_error *err)
{
    SAY(it,
        "Agents on the phones: at most %.0f in one interval; %.1f agent-hours, the agents of "
        "every interval x %g h",
        of(it, HC_WHATIF_AGENTS_PEAK), of(it, HC_WHATIF_AGENT_HOURS), it->interval_hours);
    SAY(it,
        "Person-hours: %.1f, the people of every interval x %g h; people are agents / (1 - %g "
        "shrinkage), rounded up",
        of(it, HC_WHATIF_PERSON_HOURS), it->interval_hours, it->terms.shrinkage);
    SAY(it,
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
    /* service level, hang-ups, wait and occupancy stand in this order in both blocks */
    const hc_whatif_figure gone = (hc_whatif_figure)(first + 1),
                           wait = (hc_whatif_figure)(first + 2),
                           busy = (hc_whatif_figure)(first + 3);
    SAY(it,
        "%s: %.2f %% in time = contacts in time of all intervals / contacts; %.2f %% if many "
        "call, %.2f %% if few",
        whose, 100.0 * of(it, first), 100.0 * high(it, first), 100.0 * low(it, first));
    SAY(it,
        "  %.2f %% hang up; the answered wait %.1f s on average, weighted by the answered; "
        "%.2f %% occupied, weighted by agents",
        100.0 * of(it, gone), of(it, wait), 100.0 * of(it, busy));
    return HC_OK;
}

static hc_status explain_cost(const week_words *it, hc_error *err)
{
    if (hc_is_missing(of(it, HC_WHATIF_COST))) {
        SAY(it, "Cost: no wage is known; costs.wage_an_hour in the centre file, or --wage");
        return HC_OK;
    }
    SAY(it,
        "Cost: %.1f person-hours x %.2f of the roster (%.2f wages + %.2f other) / %.1f hours "
        "of use = %.2f",
        of(it, HC_WHATIF_PERSON_HOURS), it->terms.wages + it->terms.other_cost, it->terms.wages,
        it->terms.other_cost, it->whatif->covered_hours, it->terms.own_cost);
    if (!hc_is_missing(of(it, HC_WHATIF_VENDOR_COST))) {
        SAY(it, "  and %.2f of the vendor = %.2f", of(it, HC_WHATIF_VENDOR_COST),
            of(it, HC_WHATIF_COST));
    }
    SAY(it, "Cost of an answered contact: %.2f / %.1f answered = %.4f", of(it, HC_WHATIF_COST),
        of(it, HC_WHATIF_COST) / of(it, HC_WHATIF_COST_A_CONTACT),
        of(it, HC_WHATIF_COST_A_CONTACT));
    return HC_OK;
}

/* ---- what the roster gives ----------------------------------------------------------------
 */

static hc_status explain_roster(const week_words *it, hc_error *err)
{
    SAY(it, "Roster: %.0f people of the plan x %.4f of its agents on the phones = %.0f",
        it->whatif->roster_people, it->terms.people_factor, of(it, HC_WHATIF_ROSTER_PEOPLE));
    HC_TRY(explain_service(it, "  its service", HC_WHATIF_ROSTER_SERVICE_LEVEL, err));
    if (!hc_is_missing(of(it, HC_WHATIF_ROSTER_COST))) {
        SAY(it, "  its cost: (%.2f wages + %.2f other) x %.4f = %.2f", it->terms.wages,
            it->terms.other_cost, it->terms.people_factor, of(it, HC_WHATIF_ROSTER_COST));
    }
    return HC_OK;
}

static hc_status explain(const week_words *it, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(it->whatif->plan->forecast.axis.first_day, date);
    SAY(it, "Week from %s: %s", date, it->scenario->name);
    HC_TRY(explain_contacts(it, err));
    HC_TRY(explain_people(it, err));
    HC_TRY(explain_service(it, "Service of these agents", HC_WHATIF_SERVICE_LEVEL, err));
    HC_TRY(explain_cost(it, err));
    return explain_roster(it, err);
}

hc_status hc_explain_week(const hc_plan_inputs *plan, const hc_centre *centre,
                          const hc_scenario *scenario, hc_lines *lines, hc_error *err)
{
    hc_whatif whatif = {0};
    week_words it = {.whatif = &whatif,
                     .scenario = scenario,
                     .interval_hours = plan->forecast.axis.interval_min / 60.0,
                     .lines = lines};
    HC_TRY(hc_whatif_begin(plan, centre, &whatif, err));
    hc_status st = hc_whatif_ask(&whatif, scenario, true, &it.answer, NULL, err);
    if (st == HC_OK) { st = hc_whatif_terms_of(&whatif, scenario, &it.answer, &it.terms, err); }
    if (st == HC_OK) { st = explain(&it, err); }
    hc_whatif_end(&whatif);
    return st;
}
