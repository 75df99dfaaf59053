#include <math.h>
#include <stdio.h>

#include "cli/base/table.h"
#include "cli/whatif/peak.h"
#include "forecast/base/number.h"

static double share_of(double part, double whole)
{
    return whole > 0.0 ? part / whole : HC_MISSING;
}

static double late_of(const hc_peak_service *service)
{
    return service->calls - service->in_time - service->lost;
}

static hc_status add_numbers(hc_table *table, const double *values, const int32_t *decimals,
                             size_t count, hc_error *err)
{
    for (size_t k = 0; k < count; k++) {
        HC_TRY(hc_table_number(table, values[k], decimals[k], err));
    }
    return HC_OK;
}

/* ---- for people ---------------------------------------------------------------------------
 */

static void print_date(FILE *out, int64_t day)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(day, date);
    (void)fprintf(out, "%s %s", hc_weekday_name(hc_weekday(day)), date);
}

static int64_t day_number(const hc_peak *peak, size_t day)
{
    return peak->ordinary.axis.first_day + (int64_t)day;
}

static void print_head(const hc_peak *peak, FILE *out)
{
    size_t events = 0;
    for (size_t day = 0; day < peak->ordinary.axis.days; day++) {
        events += peak->days[day].event[0] != '\0' ? 1 : 0;
    }
    (void)fputs("Peak: ", out);
    print_date(out, day_number(peak, 0));
    if (peak->ordinary.axis.days > 1) {
        (void)fputs(" to ", out);
        print_date(out, day_number(peak, peak->ordinary.axis.days - 1));
    }
    (void)fprintf(out, ", %zu event %s, %.0f contacts instead of %.0f (%+.0f %%)\n\n", events,
                  events == 1 ? "day" : "days", peak->nothing.calls, peak->usual.calls,
                  100.0 * (share_of(peak->nothing.calls, peak->usual.calls) - 1.0));
}

static hc_status add_day(const hc_peak_day *day, hc_table *table, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(day->day, date);
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_text(table, hc_weekday_name(hc_weekday(day->day)), err));
    HC_TRY(hc_table_text(table, day->event, err));
    HC_TRY(hc_table_number(table, day->ordinary_calls, 0, err));
    HC_TRY(hc_table_number(table, day->calls, 0, err));
    HC_TRY(hc_table_share(table, share_of(day->calls, day->ordinary_calls) - 1.0, 0, err));
    HC_TRY(hc_table_text(table, day->measured ? "measured" : "given", err));
    HC_TRY(hc_table_number(table, day->people_most, 0, err));
    HC_TRY(hc_table_number(table, ceil(day->missing_most), 0, err));
    HC_TRY(hc_table_number(table, day->missing_hours, 1, err));
    return hc_table_share(table, share_of(day->nothing.in_time, day->nothing.calls), 1, err);
}

static hc_status print_days(const hc_peak *peak, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"date", "Date"},
                                        {"day", "Day"},
                                        {"event", "Event"},
                                        {"usual", "As usual"},
                                        {"contacts", "Contacts"},
                                        {"uplift", "Uplift %"},
                                        {"uplift_by", "is"},
                                        {"people", "People"},
                                        {"missing", "Missing"},
                                        {"hours", "Hours"},
                                        {"nothing", "SL % if nothing"}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t day = 0; st == HC_OK && day < peak->ordinary.axis.days; day++) {
        if (peak->days[day].event[0] == '\0') { continue; }
        st = add_day(&peak->days[day], &table, err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static hc_status print_mixes(const hc_peak *peak, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {
        {"level", "Target %"},         {"hours", "Hours missing"}, {"temps", "Temporary"},
        {"temp_hours", "their hours"}, {"overtime", "Overtime"},   {"vendor", "Vendor"},
        {"short", "Not covered"},      {"late", "Worse service"},  {"cost", "Cost"}};
    static const int32_t decimals[] = {1, 1, 0, 1, 1, 1, 1, 0, 0};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t level = 0; st == HC_OK && level < peak->levels; level++) {
        const hc_peak_mix *mix = &peak->mixes[level];
        const double values[] = {100.0 * peak->level[level],
                                 mix->extra_hours,
                                 (double)mix->temps,
                                 mix->temp_hours,
                                 mix->overtime_hours,
                                 mix->vendor_hours,
                                 mix->short_hours,
                                 mix->level_cost,
                                 mix->cost};
        st = add_numbers(&table, values, decimals, sizeof decimals / sizeof *decimals, err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static const char *currency_of(const hc_peak *peak)
{
    return peak->centre->currency[0] != '\0' ? peak->centre->currency : "in money";
}

static void print_cheapest(const hc_peak *peak, FILE *out)
{
    const hc_peak_mix *mix = &peak->mixes[peak->best];
    const char *title = mix->short_hours > 0.0 ? "Fewest hours open" : "Cheapest";
    if (!(mix->extra_hours > 0.0)) {
        (void)fputs("Nobody is missing: the plan's people are enough for the peak\n", out);
        return;
    }
    if (!(mix->short_hours < mix->extra_hours)) {
        (void)fprintf(out,
                      "Nobody covers the %.1f person-hours that are missing. Who has a price "
                      "could: costs.wage_an_hour gives\novertime, the key peak of the centre "
                      "file temporary staff, and vendors theirs\n",
                      mix->extra_hours);
        return;
    }
    (void)fprintf(out, "%s: target %.3g %%, %.0f %s; %.1f of %.1f person-hours are covered\n",
                  title, 100.0 * peak->level[peak->best], mix->cost, currency_of(peak),
                  mix->extra_hours - mix->short_hours, mix->extra_hours);
}

/* The last day to decide; one before the plan begins is over. */
static void print_deadline(const hc_peak *peak, int64_t day, FILE *out)
{
    const int64_t now = peak->plan->forecast.axis.first_day;
    char date[HC_TIME_TEXT_MAX];
    print_date(out, day);
    if (day >= now || peak->decide_day != HC_DAY_NONE) { return; }
    hc_format_date(now, date);
    (void)fprintf(out, ", before the plan begins: --decide %s shows what can still be had",
                  date);
}

static void print_temps(const hc_peak *peak, FILE *out)
{
    const hc_peak_mix *mix = &peak->mixes[peak->best];
    const hc_temporary_terms *terms = &peak->centre->peak.temporary;
    const int64_t first = day_number(peak, mix->temp_days_first);
    const int64_t training = first - (int64_t)ceil(7.0 * terms->training_weeks);
    if (mix->temps == 0) { return; }
    (void)fprintf(out, "Temporary staff: %zu from ", mix->temps);
    print_date(out, first);
    (void)fputs(" to ", out);
    print_date(out, day_number(peak, mix->temp_days_last));
    (void)fprintf(out, ", %zu %s each, %.0f %s; training from ", mix->temp_shifts,
                  mix->temp_shifts == 1 ? "shift" : "shifts", mix->temp_cost,
                  currency_of(peak));
    print_date(out, training);
    (void)fputs(", so decide by ", out);
    print_deadline(peak, training - (int64_t)ceil(7.0 * terms->lead_weeks), out);
    (void)fputs("\n", out);
}

static void print_vendor(const hc_peak *peak, const hc_vendor_terms *vendor, FILE *out)
{
    const hc_peak_mix *mix = &peak->mixes[peak->best];
    const int64_t first = day_number(peak, 0);
    const double weeks = hc_is_missing(vendor->notice_weeks) ? 0.0 : vendor->notice_weeks;
    const int64_t by = first - (int64_t)ceil(7.0 * weeks);
    (void)fputs("Vendor: ", out);
    hc_put_text(out, vendor->name);
    (void)fprintf(out, ", %.1f hours on the phones, %.0f %s; give notice by ",
                  mix->vendor_hours * (1.0 - peak->plan->shrinkage), mix->vendor_cost,
                  currency_of(peak));
    print_deadline(peak, peak->decide_day > by ? peak->decide_day : by, out);
    (void)fputs("\n", out);
}

static void print_others(const hc_peak *peak, FILE *out)
{
    const hc_peak_mix *mix = &peak->mixes[peak->best];
    const hc_vendor_terms *vendor = peak->vendors[peak->best];
    if (mix->overtime_hours > 0.0) {
        (void)fprintf(out, "Overtime: %.1f hours, %.0f %s\n", mix->overtime_hours,
                      mix->overtime_cost, currency_of(peak));
    }
    if (vendor != NULL) { print_vendor(peak, vendor, out); }
}

static void print_nothing(const hc_peak *peak, FILE *out)
{
    const hc_peak_service *nothing = &peak->nothing, *usual = &peak->usual;
    const double lost = nothing->lost - usual->lost;
    const double late = late_of(nothing) - late_of(usual);
    const bool fewer = lost < 0.0 || late < 0.0; /* an event may keep callers away */
    (void)fprintf(
        out,
        "Doing nothing: %.1f %% within %g s (without the event %.1f %%); %.0f hang up "
        "and %.0f wait too long, ",
        100.0 * share_of(nothing->in_time, nothing->calls), peak->plan->staff.pool.target_s,
        100.0 * share_of(usual->in_time, usual->calls), nothing->lost, late_of(nothing));
    (void)fprintf(out,
                  fewer ? "%+.0f and %+.0f against the time without the event"
                        : "%.0f and %.0f more than without the event",
                  lost, late);
    if (!hc_is_missing(peak->nothing_cost)) {
        (void)fprintf(out, "; %.0f %s more than with the promise kept", peak->nothing_cost,
                      currency_of(peak));
    }
    (void)fputs("\n", out);
}

static hc_status print_for_people(const hc_peak *peak, const hc_screen *screen, hc_error *err)
{
    FILE *out = screen->out;
    print_head(peak, out);
    if (screen->format == HC_FORMAT_MD) { (void)fputs("\n", out); }
    HC_TRY(print_days(peak, screen, err));
    (void)fputs("\n", out);
    HC_TRY(print_mixes(peak, screen, err));
    (void)fputs("\n", out);
    hc_open_lines(out, screen->format);
    print_cheapest(peak, out);
    print_temps(peak, out);
    print_others(peak, out);
    print_nothing(peak, out);
    hc_close_lines(out, screen->format);
    return HC_OK;
}

/* ---- for programs -------------------------------------------------------------------------
 */

typedef struct named_value {
    const char *name;
    double value;
} named_value;

static hc_status add_rows(hc_table *table, const char *subject, const char *item,
                          const named_value *values, size_t count, hc_error *err)
{
    for (size_t k = 0; k < count; k++) {
        HC_TRY(hc_table_text(table, subject, err));
        HC_TRY(hc_table_text(table, item, err));
        HC_TRY(hc_table_text(table, values[k].name, err));
        HC_TRY(hc_table_number(table, values[k].value, 6, err));
    }
    return HC_OK;
}

static hc_status day_rows(const hc_peak_day *day, hc_table *table, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(day->day, date);
    const named_value values[] = {
        {"ordinary_contacts", day->ordinary_calls},
        {"contacts", day->calls},
        {"people_most", day->people_most},
        {"missing_most", day->missing_most},
        {"missing_hours", day->missing_hours},
        {"service_level_nothing", share_of(day->nothing.in_time, day->nothing.calls)},
        {"lost_nothing", day->nothing.lost},
        {"late_nothing", late_of(&day->nothing)}};
    return add_rows(table, "day", date, values, sizeof values / sizeof *values, err);
}

static hc_status mix_rows(const hc_peak *peak, size_t level, hc_table *table, hc_error *err)
{
    char item[HC_NUMBER_TEXT_MAX];
    const hc_peak_mix *mix = &peak->mixes[level];
    const named_value values[] = {{"cheapest", level == peak->best ? 1.0 : 0.0},
                                  {"missing_hours", mix->extra_hours},
                                  {"temporary_staff", (double)mix->temps},
                                  {"temporary_shifts", (double)mix->temp_shifts},
                                  {"temporary_hours", mix->temp_hours},
                                  {"temporary_cost", mix->temp_cost},
                                  {"overtime_hours", mix->overtime_hours},
                                  {"overtime_cost", mix->overtime_cost},
                                  {"vendor_hours", mix->vendor_hours},
                                  {"vendor_cost", mix->vendor_cost},
                                  {"uncovered_hours", mix->short_hours},
                                  {"worse_service_cost", mix->level_cost},
                                  {"cost", mix->cost}};
    hc_format_fixed(peak->level[level], 4, item);
    return add_rows(table, "target", item, values, sizeof values / sizeof *values, err);
}

static hc_status service_rows(const char *subject, const hc_peak_service *service, double cost,
                              hc_table *table, hc_error *err)
{
    const named_value values[] = {{"contacts", service->calls},
                                  {"service_level", share_of(service->in_time, service->calls)},
                                  {"lost", service->lost},
                                  {"late", late_of(service)},
                                  {"cost", cost}};
    return add_rows(table, subject, "", values, sizeof values / sizeof *values, err);
}

static hc_status print_tidy(const hc_peak *peak, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {
        {"subject", ""}, {"item", ""}, {"figure", ""}, {"value", ""}};
    hc_table table = hc_table_of(columns, 4);
    hc_status st = HC_OK;
    for (size_t day = 0; st == HC_OK && day < peak->ordinary.axis.days; day++) {
        if (peak->days[day].event[0] != '\0') { st = day_rows(&peak->days[day], &table, err); }
    }
    for (size_t level = 0; st == HC_OK && level < peak->levels; level++) {
        st = mix_rows(peak, level, &table, err);
    }
    if (st == HC_OK) {
        st = service_rows("nothing", &peak->nothing, peak->nothing_cost, &table, err);
    }
    if (st == HC_OK) { st = service_rows("usual", &peak->usual, HC_MISSING, &table, err); }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

hc_status hc_peak_print(const hc_peak *peak, const hc_screen *screen, hc_error *err)
{
    return (hc_is_for_people(screen->format) ? print_for_people : print_tidy)(peak, screen,
                                                                              err);
}
