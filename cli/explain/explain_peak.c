#include "cli/explain/explain_peak.h"

#include <math.h>
#include <stdio.h>

#include "forecast/base/number.h"

#define SAY(to, figures, ...) HC_TRY(hc_explanation_add(to, err, figures, __VA_ARGS__))

static double percent(double part, double whole)
{
    return whole > 0.0 ? 100.0 * part / whole : HC_MISSING;
}

/* ---- days ---------------------------------------------------------------------------------
 */

static hc_status explain_contacts(const hc_peak *peak, const hc_peak_day *day, const char *date,
                                  hc_explanation *to, hc_error *err)
{
    SAY(to, "date,day,event,uplift_by,ordinary_contacts,contacts",
        "%s, %s: %.1f contacts on an ordinary %s of the plan x %.4f = %.1f; the uplift is %s",
        date, day->event, day->ordinary_calls, hc_weekday_name(hc_weekday(day->day)),
        day->calls / day->ordinary_calls, day->calls,
        day->measured ? "measured on such days in the history" : "given in the calendar");
    for (size_t q = 0; peak->ordinary.queue_count > 1 && q < peak->ordinary.queue_count; q++) {
        const size_t index = (size_t)(day->day - peak->ordinary.axis.first_day);
        SAY(to, "contacts,uplift", "  queue '%s': x %.4f", peak->ordinary.queues[q].name,
            peak->factor[q * peak->ordinary.axis.days + index]);
    }
    return HC_OK;
}

static hc_status explain_day(const hc_peak *peak, const hc_peak_day *day, hc_explanation *to,
                             hc_error *err)
{
    const hc_peak_service *nothing = &day->nothing;
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(day->day, date);
    HC_TRY(explain_contacts(peak, day, date, to, err));
    SAY(to, "people_most,missing_most,missing_hours",
        "  people: at most %d in an interval, the agents of the usual target / (1 - %g "
        "shrinkage); at most %.2f of them missing beside the plan's roster of that weekday, "
        "%.2f person-hours in all intervals",
        (int)day->people_most, peak->plan->shrinkage, day->missing_most, day->missing_hours);
    SAY(to, "service_level_nothing,lost_nothing,late_nothing",
        "  with nobody beside the roster: %.1f of %.1f contacts in time = %.2f %%, "
        "%.1f hang up, %.1f are answered late",
        nothing->in_time, nothing->calls, percent(nothing->in_time, nothing->calls),
        nothing->lost, nothing->calls - nothing->in_time - nothing->lost);
    return HC_OK;
}

/* ---- mixes --------------------------------------------------------------------------------
 */

static hc_status explain_temps(const hc_peak *peak, const hc_peak_mix *mix, hc_explanation *to,
                               hc_error *err)
{
    const hc_peak_sources *from = &peak->sources;
    const size_t shifts =
        mix->temp_shifts > from->temp_shifts_least ? mix->temp_shifts : from->temp_shifts_least;
    if (mix->temps == 0) {
        SAY(to, "temporary_staff,temporary_shifts,temporary_hours,temporary_cost",
            "  temporary staff: 0");
        return HC_OK;
    }
    SAY(to, "temporary_staff,temporary_shifts,temporary_hours,temporary_cost",
        "  temporary staff: %zu cover %.1f hours in %zu shifts each; "
        "%zu x (%g to hire + (%g h of training + %zu shifts x %g h) x %g) = %.2f",
        mix->temps, mix->temp_hours, mix->temp_shifts, mix->temps, from->temp_hire_cost,
        from->temp_training_hours, shifts, from->temp_shift_hours, from->temp_an_hour,
        mix->temp_cost);
    return HC_OK;
}

static hc_status explain_vendor(const hc_peak *peak, size_t level, hc_explanation *to,
                                hc_error *err)
{
    const hc_peak_mix *mix = &peak->mixes[level];
    if (peak->vendors[level] == NULL) {
        SAY(to, "vendor_hours,vendor_cost", "  vendor: 0");
        return HC_OK;
    }
    const hc_peak_sources from = hc_peak_with_vendor(peak, peak->vendors[level]);
    SAY(to, "vendor_hours,vendor_cost",
        "  vendor %s: %.1f person-hours, at least %.1f are billed, "
        "x %.4f (its price of an hour on the phones x (1 - %g)) = %.2f",
        peak->vendors[level]->name, mix->vendor_hours, from.vendor_hours_least,
        from.vendor_an_hour, peak->plan->shrinkage, mix->vendor_cost);
    return HC_OK;
}

static hc_status explain_mix(const hc_peak *peak, size_t level, hc_explanation *to,
                             hc_error *err)
{
    const hc_peak_mix *mix = &peak->mixes[level];
    SAY(to, "level,cheapest,missing_hours", "Target %.4g %%%s: %.2f person-hours missing",
        100.0 * peak->level[level], level == peak->best ? ", the cheapest" : "",
        mix->extra_hours);
    HC_TRY(explain_temps(peak, mix, to, err));
    SAY(to, "overtime_hours,overtime_cost",
        "  overtime: %.1f hours x %.4f (the wage and %.4g %% overtime premium) = %.2f; at most "
        "%.1f a week of all people, and none by who is there at that time",
        mix->overtime_hours, peak->sources.overtime_an_hour, 100.0 * peak->overtime_premium,
        mix->overtime_cost, peak->sources.overtime_hours_a_week);
    HC_TRY(explain_vendor(peak, level, to, err));
    SAY(to, "uncovered_hours",
        "  not covered: %.2f = %.2f missing - %.2f temporary - %.2f overtime - %.2f vendor",
        mix->short_hours, mix->extra_hours, mix->temp_hours, mix->overtime_hours,
        mix->vendor_hours);
    SAY(to, "worse_service_cost",
        "  worse service: %.2f, "
        "the contacts that hang up or wait more than at the usual target, at their prices",
        mix->level_cost);
    SAY(to, "cost", "  cost: %.2f + %.2f + %.2f + %.2f = %.2f", mix->temp_cost,
        mix->overtime_cost, mix->vendor_cost, mix->level_cost, mix->cost);
    return HC_OK;
}

/* ---- doing nothing ------------------------------------------------------------------------
 */

static hc_status explain_service(const char *what, const hc_peak_service *service,
                                 hc_explanation *to, hc_error *err)
{
    const double late = service->calls - service->in_time - service->lost;
    SAY(to, "contacts,service_level,lost,late",
        "%s: %.1f of %.1f contacts in time = %.2f %%, %.1f hang up, "
        "%.1f - %.1f - %.1f = %.1f are answered late",
        what, service->in_time, service->calls, percent(service->in_time, service->calls),
        service->lost, service->calls, service->in_time, service->lost, late);
    return HC_OK;
}

static hc_status explain_nothing(const hc_peak *peak, hc_explanation *to, hc_error *err)
{
    const hc_peak_terms *terms = &peak->centre->peak;
    const hc_peak_service *nothing = &peak->nothing, *kept = &peak->at_level[0];
    HC_TRY(explain_service("Doing nothing, all event days", nothing, to, err));
    HC_TRY(explain_service("The same days without events", &peak->usual, to, err));
    if (hc_is_missing(peak->nothing_cost)) {
        SAY(to, "cost",
            "  its cost: not known; peak.lost_contact_cost and late_contact_cost in the centre "
            "file price it");
        return HC_OK;
    }
    SAY(to, "cost",
        "  its cost: (%.1f - %.1f lost) x %g + (%.1f - %.1f late) x %g = %.2f, "
        "against the usual target kept",
        nothing->lost, kept->lost,
        hc_is_missing(terms->lost_contact_cost) ? 0.0 : terms->lost_contact_cost,
        nothing->calls - nothing->in_time - nothing->lost,
        kept->calls - kept->in_time - kept->lost,
        hc_is_missing(terms->late_contact_cost) ? 0.0 : terms->late_contact_cost,
        peak->nothing_cost);
    return HC_OK;
}

hc_status hc_explain_peak(const hc_peak *peak, int64_t day, hc_explanation *to, hc_error *err)
{
    for (size_t k = 0; k < peak->ordinary.axis.days; k++) {
        const bool asked = day == HC_DAY_NONE || peak->days[k].day == day;
        if (peak->days[k].event[0] == '\0' || !asked) { continue; }
        HC_TRY(explain_day(peak, &peak->days[k], to, err));
    }
    for (size_t level = 0; level < peak->levels; level++) {
        HC_TRY(explain_mix(peak, level, to, err));
    }
    return explain_nothing(peak, to, err);
}
