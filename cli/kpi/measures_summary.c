/* The measures of a history in a few lines. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/kpi/measures.h"

#define PARTS_S 1.0 /* talk, hold and after-call work agree with the handle time when they */
#define PARTS_SHARE 0.01 /* add up to it within so much, or this share of it */
#define MIX_SHOWN 4
#define WHOLE_WEEK 0.8 /* of the median week's rows: less is a week that is cut off */

/* A line that gathers its parts. */
typedef struct line {
    char text[1024];
} line;

static void say(line *to, const char *between, const char *format, ...) HC_PRINTF(3, 4);

static void say(line *to, const char *between, const char *format, ...)
{
    const size_t used = strlen(to->text);
    va_list args;
    va_start(args, format);
    if (used > 0) { (void)snprintf(to->text + used, sizeof to->text - used, "%s", between); }
    const size_t at = strlen(to->text);
    (void)vsnprintf(to->text + at, sizeof to->text - at, format, args);
    va_end(args);
}

static void put_line(FILE *out, const char *label, const line *from)
{
    if (from->text[0] == '\0') { return; }
    hc_put_label(out, label);
    hc_put_text(out, from->text);
    (void)fputc('\n', out);
}

static double value_of(const hc_kpi_sums *sums, hc_kpi kpi)
{
    return hc_kpi_of(sums, kpi).value;
}

/* ", small sample: 61.2 to 88.0 %" where the sample leaves much open. */
static void say_interval(line *to, const hc_kpi_value *value, double scale, const char *unit)
{
    if (!value->small || hc_is_missing(value->low)) { return; }
    say(to, " ", "(small sample: %.1f to %.1f%s)", scale * value->low, scale * value->high,
        unit);
}

static void say_share(line *to, const hc_kpi_sums *sums, hc_kpi kpi, const char *words)
{
    const hc_kpi_value value = hc_kpi_of(sums, kpi);
    if (hc_is_missing(value.value)) { return; }
    say(to, ", ", "%.1f %% %s", 100.0 * value.value, words);
    say_interval(to, &value, 100.0, " %");
}

static void put_head(const hc_history *history, const hc_kpi_sums *sums, FILE *out)
{
    const hc_axis *axis = &history->series.axis;
    const int64_t last = axis->first_day + (int64_t)axis->days - 1;
    char from[HC_TIME_TEXT_MAX];
    char until[HC_TIME_TEXT_MAX];
    line head = {""};
    hc_format_date(axis->first_day, from);
    hc_format_date(last, until);
    say(&head, "", "%s %s to %s %s, %.0f contacts, %zu %s",
        hc_weekday_name(hc_weekday(axis->first_day)), from, hc_weekday_name(hc_weekday(last)),
        until, sums->offered, history->series.queue_count,
        history->series.queue_count == 1 ? "queue" : "queues");
    put_line(out, "History", &head);
}

static void put_service(const hc_kpi_sums *sums, const hc_aims *aims, FILE *out)
{
    line service = {""};
    const hc_kpi_value level = hc_kpi_of(sums, HC_KPI_SERVICE_LEVEL);
    const double asa_s = value_of(sums, HC_KPI_ASA);
    if (!hc_is_missing(level.value)) {
        say(&service, "", "%.1f %% answered in time (asked %g %% within %g s: %s)",
            100.0 * level.value, 100.0 * aims->at[HC_KPI_SERVICE_LEVEL], aims->target_s,
            hc_aim_word(hc_aim_judge(aims, HC_KPI_SERVICE_LEVEL, &level)));
        say_interval(&service, &level, 100.0, " %");
    }
    say_share(&service, sums, HC_KPI_ABANDON, "hang up");
    if (!hc_is_missing(asa_s)) { say(&service, ", ", "answered after %.0f s", asa_s); }
    put_line(out, "Service", &service);
}

/* The parts of the handle time, and whether they add up to it: a definition of its own, ringing
 * or a wrong column shows in the rest. */
static void say_parts(line *times, const hc_kpi_sums *sums, double aht_s)
{
    static const struct {
        hc_kpi kpi;
        const char *word;
    } pieces[] = {
        {HC_KPI_TALK, "talk"}, {HC_KPI_HOLD, "hold"}, {HC_KPI_ACW, "after-call work"}};
    const size_t count = sizeof pieces / sizeof *pieces;
    double rest_s = aht_s;
    for (size_t k = 0; k < count; k++) {
        const double seconds = value_of(sums, pieces[k].kpi);
        if (!hc_is_missing(seconds)) { rest_s -= seconds; }
    }
    const bool agree = fabs(rest_s) <= fmax(PARTS_S, PARTS_SHARE * aht_s);
    for (size_t k = 0, said = 0; k < count; k++) {
        const double seconds = value_of(sums, pieces[k].kpi);
        if (hc_is_missing(seconds)) { continue; }
        say(times,
            said++ > 0 ? " + "
            : agree    ? " = "
                       : " beside ",
            "%.1f %s", seconds, pieces[k].word);
    }
    if (!agree && rest_s < aht_s) {
        say(times, ", ", rest_s > 0.0 ? "%.1f s are in none of them" : "%.1f s less than those",
            fabs(rest_s));
    }
}

static void put_times(const hc_kpi_sums *sums, const hc_aims *aims, FILE *out)
{
    line times = {""};
    const hc_kpi_value aht = hc_kpi_of(sums, HC_KPI_AHT);
    if (hc_is_missing(aht.value)) { return; }
    say(&times, "", "AHT %.1f s", aht.value);
    say_interval(&times, &aht, 1.0, " s");
    say_parts(&times, sums, aht.value);
    const hc_kpi_value acw = hc_kpi_of(sums, HC_KPI_ACW);
    if (acw.value > aims->at[HC_KPI_ACW]) {
        say(&times, "; ", "after-call work is above %g s%s", aims->at[HC_KPI_ACW],
            acw.small ? " (small sample)" : "");
    }
    put_line(out, "Time", &times);
}

static void put_load(const hc_kpi_sums *sums, const hc_aims *aims, FILE *out)
{
    line load = {""};
    const hc_kpi_value occupancy = hc_kpi_of(sums, HC_KPI_OCCUPANCY);
    const double utilisation = value_of(sums, HC_KPI_UTILISATION);
    if (!hc_is_missing(occupancy.value)) {
        say(&load, "", "occupied %.1f %% of the time logged in (at most %g %%: %s)",
            100.0 * occupancy.value, 100.0 * aims->at[HC_KPI_OCCUPANCY],
            hc_aim_word(hc_aim_judge(aims, HC_KPI_OCCUPANCY, &occupancy)));
    }
    if (!hc_is_missing(utilisation)) {
        say(&load, ", ", "%.1f %% of the paid time is with contacts", 100.0 * utilisation);
    }
    const hc_kpi_value gap = hc_kpi_of(sums, HC_KPI_GAP);
    if (!hc_is_missing(gap.value)) {
        say(&load, ", ", "%.0f s between an agent's contacts", gap.value);
        say_interval(&load, &gap, 1.0, " s");
    }
    put_line(out, "Load", &load);
}

static void put_solved(const hc_kpi_sums *sums, FILE *out)
{
    line solved = {""};
    say_share(&solved, sums, HC_KPI_FCR_GROSS, "at the first try (FCR gross)");
    say_share(&solved, sums, HC_KPI_FCR_NET, "of those that one try can solve (net)");
    say_share(&solved, sums, HC_KPI_REPEAT, "are repeats");
    say_share(&solved, sums, HC_KPI_TRANSFER, "are passed on");
    put_line(out, "Solved", &solved);
}

/* As told; else scores are taken to go up to 5, 7 or 10: the smallest that holds all of them.
 */
static double scale_of(double told, double most)
{
    if (!hc_is_missing(told)) { return told; }
    return most <= 5.0 ? 5.0 : most <= 7.0 ? 7.0 : most <= 10.0 ? 10.0 : 100.0;
}

static void say_score(line *to, const hc_kpi_sums *sums, hc_kpi kpi, double scale)
{
    const hc_kpi_value value = hc_kpi_of(sums, kpi);
    if (hc_is_missing(value.value)) { return; }
    say(to, ", ", "%s %.2f of %g (%.0f answers)", hc_kpi_title(kpi), value.value, scale,
        value.count);
    say_interval(to, &value, 1.0, "");
}

static void put_customers(const hc_ledger *ledger, const hc_kpi_sums *sums, const hc_aims *aims,
                          FILE *out)
{
    line customers = {""};
    const hc_kpi_value nps = hc_kpi_of(sums, HC_KPI_NPS);
    const hc_kpi_value churn = hc_kpi_of(sums, HC_KPI_CHURN);
    say_score(&customers, sums, HC_KPI_CSAT, scale_of(aims->csat_scale, ledger->csat_most));
    if (!hc_is_missing(nps.value)) {
        say(&customers, ", ", "NPS %.0f (%.0f answers, -100 to 100)", nps.value, nps.count);
        say_interval(&customers, &nps, 1.0, "");
    }
    say_score(&customers, sums, HC_KPI_CES, scale_of(aims->ces_scale, ledger->ces_most));
    if (!hc_is_missing(churn.value)) {
        say(&customers, ", ", "%.2f %% of %.0f customers left, %.2f %% stayed",
            100.0 * churn.value, churn.count, 100.0 * value_of(sums, HC_KPI_RETENTION));
    }
    say_share(&customers, sums, HC_KPI_RETURNING, "bought again");
    put_line(out, "Customers", &customers);
}

static void put_cost(const hc_centre *centre, const hc_kpi_sums *sums, FILE *out)
{
    line cost = {""};
    const double value = value_of(sums, HC_KPI_COST);
    if (hc_is_missing(value)) { return; }
    say(&cost, "", "%.2f%s%s a contact answered", value, centre->currency[0] != '\0' ? " " : "",
        centre->currency);
    say_share(&cost, sums, HC_KPI_COST_OF_REVENUE, "of the revenue");
    put_line(out, "Cost", &cost);
}

static void put_revenue(const hc_centre *centre, const hc_kpi_sums *sums, FILE *out)
{
    line revenue = {""};
    const double order = value_of(sums, HC_KPI_ORDER_VALUE);
    if (!hc_is_missing(order)) {
        say(&revenue, "", "%.2f%s%s an order", order, centre->currency[0] != '\0' ? " " : "",
            centre->currency);
    }
    say_share(&revenue, sums, HC_KPI_REVENUE_CHURN, "lost with customers who left");
    put_line(out, "Revenue", &revenue);
}

/* ---- mixes --------------------------------------------------------------------------------
 */

static int more_contacts_first(const void *a, const void *b)
{
    const hc_kpi_group *one = a;
    const hc_kpi_group *two = b;
    if (one->sums.offered > two->sums.offered) { return -1; }
    if (one->sums.offered < two->sums.offered) { return 1; }
    return one->set < two->set ? -1 : 1;
}

static const char *part_of(const hc_ledger_kind *kind, hc_kpi_by by)
{
    const char *text = by == HC_BY_CHANNEL ? kind->channel
                       : by == HC_BY_SITE  ? kind->site
                                           : kind->reason;
    return text[0] != '\0' ? text : "not said";
}

/* "phone 71 %, chat 20 %, 3 more 9 %"; nothing where all is one. */
static hc_status say_mix(const hc_ledger *ledger, const hc_kpi_cut *cut, hc_kpi_by by,
                         line *mix, hc_error *err)
{
    hc_kpi_cut by_part = *cut;
    hc_kpi_groups groups = {0};
    line made = {""};
    double all = 0.0, shown = 0.0;
    by_part.by = by;
    HC_TRY(hc_kpi_group_rows(ledger, &by_part, &groups, err));
    if (groups.count > 1) {
        qsort(groups.groups, groups.count, sizeof *groups.groups, more_contacts_first);
        for (size_t k = 0; k < groups.count; k++) {
            all += groups.groups[k].sums.offered;
        }
    }
    for (size_t k = 0; k < groups.count && k < MIX_SHOWN && all > 0.0; k++) {
        const double offered = groups.groups[k].sums.offered;
        shown += offered;
        say(&made, ", ", "%.60s %.1f %%", part_of(groups.groups[k].kind, by),
            100.0 * offered / all);
    }
    if (groups.count > MIX_SHOWN && all > 0.0) {
        say(&made, ", ", "%zu more %.1f %%", groups.count - MIX_SHOWN,
            100.0 * (1.0 - shown / all));
    }
    if (made.text[0] != '\0') { say(mix, "; ", "%s", made.text); }
    hc_kpi_groups_clear(&groups);
    return HC_OK;
}

static hc_status put_mixes(const hc_ledger *ledger, const hc_kpi_cut *cut, FILE *out,
                           hc_error *err)
{
    line mix = {""};
    line reasons = {""};
    HC_TRY(say_mix(ledger, cut, HC_BY_CHANNEL, &mix, err));
    HC_TRY(say_mix(ledger, cut, HC_BY_SITE, &mix, err));
    HC_TRY(say_mix(ledger, cut, HC_BY_REASON, &reasons, err));
    put_line(out, "Mix", &mix);
    put_line(out, "Reasons", &reasons);
    return HC_OK;
}

/* ---- the latest week ----------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b)
{
    const double one = *(const double *)a;
    const double two = *(const double *)b;
    return (one > two) - (one < two);
}

/* The newest week that is not cut off; the count of weeks up to it. */
static hc_status count_whole_weeks(const hc_kpi_groups *weeks, size_t *count, hc_error *err)
{
    double *rows = NULL;
    HC_TRY(hc_alloc(&rows, weeks->count, sizeof *rows, err));
    for (size_t k = 0; k < weeks->count; k++) {
        rows[k] = weeks->groups[k].sums.rows;
    }
    qsort(rows, weeks->count, sizeof *rows, by_size);
    const double median = weeks->count > 0 ? rows[weeks->count / 2] : 0.0;
    *count = weeks->count;
    while (*count > 0 && weeks->groups[*count - 1].sums.rows < WHOLE_WEEK * median) {
        (*count)--;
    }
    hc_free(rows);
    return HC_OK;
}

/* Shorter contacts that come back are no gain. */
static void warn_of_haste(const hc_kpi_group *weeks, size_t count, line *to)
{
    hc_kpi_value aht[2];
    hc_kpi_value repeat[2];
    for (size_t k = 0; k < 2 && count > 1; k++) {
        aht[k] = hc_kpi_of(&weeks[count - 1 - k].sums, HC_KPI_AHT);
        repeat[k] = hc_kpi_of(&weeks[count - 1 - k].sums, HC_KPI_REPEAT);
    }
    if (count > 1 && aht[0].high < aht[1].low && repeat[0].low > repeat[1].high) {
        say(to, "; ", "AHT fell and repeats rose: shorter contacts that come back are no gain");
    }
}

static void say_unusual(const hc_kpi_group *weeks, size_t count, line *to)
{
    const hc_kpi_group *last = &weeks[count - 1];
    size_t said = 0;
    for (size_t kpi = 0; kpi < HC_KPIS; kpi++) {
        const hc_kpi_band band = hc_kpi_band_of(weeks, count, (hc_kpi)kpi);
        const hc_kpi_value value = hc_kpi_of(&last->sums, (hc_kpi)kpi);
        const bool share = hc_kpi_unit_of((hc_kpi)kpi) <= HC_KPI_PART;
        const double scale = share ? 100.0 : 1.0;
        double low = 0.0, high = 0.0;
        hc_kpi_band_at(&band, value.count, &low, &high);
        if (!(value.value < low || value.value > high)) { continue; }
        say(to, said++ == 0 ? ": " : ", ", "%s %.1f%s (usually %.1f to %.1f)",
            hc_kpi_title((hc_kpi)kpi), scale * value.value, share ? " %" : "", scale * low,
            scale * high);
    }
    if (said == 0) { say(to, ": ", "nothing outside its usual range"); }
}

static hc_status put_week(const hc_ledger *ledger, const hc_kpi_cut *cut, FILE *out,
                          hc_error *err)
{
    hc_kpi_cut by_week = *cut;
    hc_kpi_groups weeks = {0};
    size_t count = 0;
    line week = {""};
    char date[HC_TIME_TEXT_MAX];
    by_week.by = HC_BY_WEEK;
    HC_TRY(hc_kpi_group_rows(ledger, &by_week, &weeks, err));
    const hc_status st = count_whole_weeks(&weeks, &count, err);
    if (st == HC_OK && count >= HC_KPI_BAND_PERIODS_LEAST) {
        hc_format_date(weeks.groups[count - 1].first_day, date);
        say(&week, "", "of %s, against the band of %zu weeks", date, count);
        say_unusual(weeks.groups, count, &week);
        warn_of_haste(weeks.groups, count, &week);
    }
    put_line(out, "Week", &week);
    hc_kpi_groups_clear(&weeks);
    return st;
}

static void put_unknown(const hc_kpi_sums *sums, FILE *out)
{
    line unknown = {""};
    for (size_t kpi = 0; kpi < HC_KPI_RETURNING; kpi++) {
        if (sums->of[kpi].rows > 0.0 || kpi == HC_KPI_MIX) { continue; }
        say(&unknown, ", ", "%s", hc_kpi_name((hc_kpi)kpi));
    }
    if (unknown.text[0] != '\0') { say(&unknown, ": ", "no column says them"); }
    put_line(out, "Unknown", &unknown);
}

hc_status hc_measures_print_summary(const hc_history *history, const hc_kpi_cut *cut,
                                    const hc_aims *aims, FILE *out, hc_error *err)
{
    const hc_ledger *ledger = &history->ledger;
    hc_kpi_groups whole = {0};
    HC_TRY(hc_kpi_group_rows(ledger, cut, &whole, err));
    const hc_kpi_sums none = {0};
    const hc_kpi_sums *sums = whole.count > 0 ? &whole.groups[0].sums : &none;
    put_head(history, sums, out);
    put_service(sums, aims, out);
    put_times(sums, aims, out);
    put_load(sums, aims, out);
    put_solved(sums, out);
    put_customers(ledger, sums, aims, out);
    put_cost(&history->centre, sums, out);
    put_revenue(&history->centre, sums, out);
    hc_status st = put_mixes(ledger, cut, out, err);
    if (st == HC_OK) { st = put_week(ledger, cut, out, err); }
    put_unknown(sums, out);
    hc_kpi_groups_clear(&whole);
    return st;
}
