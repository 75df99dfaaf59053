#include "cli/scale_print.h"

#include <math.h>
#include <stdio.h>

#define FAR_RATIO 3.0 /* of volumes: what lies beyond is not spoken of */

/* ---- pieces of sentences ------------------------------------------------------------------
 */

/* "+4.8 %" of now against before; "" when there is nothing to compare. */
static void change_text(double now, double before, char text[32])
{
    text[0] = '\0';
    if (!(before > 0.0) || hc_is_missing(now)) { return; }
    (void)snprintf(text, 32, "%+.1f %%", 100.0 * (now / before - 1.0));
}

/* Contacts a month of the plan, on average. */
double hc_scale_volume_a_month(const hc_scale_case *made)
{
    return made->volume / made->days * HC_DAYS_A_MONTH;
}

static double weeks_before(const hc_scale_case *made)
{
    return (double)(made->change.recent_first - made->change.before_first) / 7.0;
}

/* ---- the three figures --------------------------------------------------------------------
 */

static void put_times(const hc_scale_case *made, FILE *out)
{
    const hc_scale_evidence *evidence = &made->evidence;
    char change[32];
    if (hc_is_missing(evidence->aht_now_s)) {
        (void)fprintf(out, "handle time: the history has none\n");
        return;
    }
    change_text(evidence->aht_now_s, evidence->aht_before_s, change);
    (void)fprintf(out, "handle time %.1f s", evidence->aht_now_s);
    if (change[0] != '\0') {
        (void)fprintf(out, ", %s against the %.0f weeks before (%.1f s), like for like", change,
                      weeks_before(made), evidence->aht_before_s);
    }
    if (!hc_is_missing(evidence->aht_aim_s)) {
        (void)fprintf(out, "; aim %g s", evidence->aht_aim_s);
    }
    (void)fputs("\n", out);
}

/* "46.0 there (by the agents file: 52 people)" */
static void put_there(const hc_people_there *people, FILE *out)
{
    (void)fprintf(out, "%.1f there (%s", people->full_timers,
                  hc_people_source_text(people->source));
    if (people->heads > 0) { (void)fprintf(out, ": %zu people", people->heads); }
    (void)fputs(")", out);
}

static void put_people(const hc_scale_case *made, FILE *out)
{
    const hc_scale_evidence *evidence = &made->evidence;
    (void)fprintf(out, "people %.1f needed", evidence->needed);
    if (made->decision.verdict == HC_SCALE_TRAIN) {
        (void)fprintf(out, " as it is, %.1f at the usual %s", evidence->needed_at_usual_aht,
                      made->decision.comes_again ? "handle time and repeats" : "handle time");
    }
    (void)fputs(", ", out);
    put_there(&made->plan.people, out);
    (void)fprintf(out, "; %.1f more or less are hold\n", made->decision.tolerance);
}

static void put_volume(const hc_scale_case *made, FILE *out)
{
    const hc_change *change = &made->change;
    char against[32];
    double low = 0.0, high = 0.0;
    for (size_t k = 0; k < made->plan.count; k++) {
        low += made->plan.periods[k].low;
        high += made->plan.periods[k].high;
    }
    const double months = made->days / HC_DAYS_A_MONTH;
    change_text(made->volume / made->days, change->before_a_day, against);
    (void)fprintf(out, "volume %.0f a month ahead (8 of 10: %.0f to %.0f)",
                  hc_scale_volume_a_month(made), low / months, high / months);
    if (against[0] != '\0') {
        (void)fprintf(out, ", %s against the %.0f weeks before", against, weeks_before(made));
    }
    (void)fputs("\n", out);
}

static void put_weekdays(const hc_scale_case *made, FILE *out)
{
    hc_kpi_sum missed = {0};
    hc_kpi_sum others = {0};
    (void)fputs("service level", out);
    for (size_t day = 0; day < 7; day++) {
        const hc_kpi_sum *sum = &made->change.weekday[day].of[HC_KPI_SERVICE_LEVEL];
        hc_kpi_sum *into = made->decision.weekday_missed[day] ? &missed : &others;
        into->top += sum->top;
        into->bottom += sum->bottom;
        if (made->decision.weekday_missed[day]) {
            (void)fprintf(out, " %s", hc_weekday_name((int32_t)day));
        }
    }
    (void)fprintf(out, " %.1f %%, other days %.1f %%, asked %g %%\n",
                  100.0 * missed.top / missed.bottom, 100.0 * others.top / others.bottom,
                  100.0 * made->evidence.service_level);
}

static void put_sample(const hc_scale_case *made, FILE *out)
{
    const hc_change *change = &made->change;
    const hc_scale_evidence *evidence = &made->evidence;
    (void)fprintf(
        out,
        "%.0f contacts in %lld days: their true level is anything from %.0f %% to %.0f "
        "%% of that\n",
        change->recent.offered, (long long)(change->end - change->recent_first),
        100.0 * evidence->level_low, 100.0 * evidence->level_high);
    hc_put_label(out, "");
    const bool sure = evidence->level_low >= 1.0 - HC_SCALE_LEVEL_SURE &&
                      evidence->level_high <= 1.0 + HC_SCALE_LEVEL_SURE;
    (void)fprintf(out, "+-%.0f %% are needed, about 400 contacts in four weeks: %s\n",
                  100.0 * HC_SCALE_LEVEL_SURE, sure ? "enough" : "too few");
    hc_put_label(out, "");
    (void)fprintf(out, "%.0f weeks of history, at least %d are needed: %s\n",
                  evidence->history_weeks, HC_SCALE_WEEKS_LEAST,
                  evidence->history_weeks < HC_SCALE_WEEKS_LEAST ? "too few" : "enough");
}

static void put_share(const hc_scale_share *share, const char *what, FILE *out)
{
    (void)fprintf(out, "%s %.1f %%, usually or by the aim %.1f %%\n", what, 100.0 * share->now,
                  100.0 * share->usual);
    hc_put_label(out, "");
}

/* Why training comes first. */
static void put_reasons(const hc_scale_case *made, FILE *out)
{
    const hc_scale_decision *decision = &made->decision;
    if (decision->slower) {
        put_times(made, out);
        hc_put_label(out, "");
    }
    if (decision->comes_again) { put_share(&made->evidence.repeats, "repeats", out); }
    if (decision->less_solved) {
        put_share(&made->evidence.solved, "solved at the first try", out);
    }
    if (decision->passed_on) { put_share(&made->evidence.passed, "passed on", out); }
}

static void put_figures(const hc_scale_case *made, FILE *out)
{
    hc_put_label(out, "Because");
    switch (made->decision.verdict) {
    case HC_SCALE_NO_DATA:
        put_sample(made, out);
        return;
    case HC_SCALE_SHIFTS:
        put_weekdays(made, out);
        hc_put_label(out, "");
        put_people(made, out);
        hc_put_label(out, "");
        put_volume(made, out);
        return;
    case HC_SCALE_TRAIN:
        put_reasons(made, out);
        put_people(made, out);
        hc_put_label(out, "");
        put_volume(made, out);
        return;
    default:
        put_volume(made, out);
        hc_put_label(out, "");
        put_people(made, out);
        hc_put_label(out, "");
        put_times(made, out);
    }
}

/* ---- the verdict --------------------------------------------------------------------------
 */

/* Hired, or as hours of the vendor who is cheapest with refunds and notice. */
static void put_cheapest(const hc_vendor_case *vendors, size_t vendor_count, FILE *out)
{
    const hc_vendor_case *best = vendors;
    for (size_t k = 1; k < vendor_count; k++) {
        if (vendors[k].grow_cost < best->grow_cost) { best = &vendors[k]; }
    }
    if (vendor_count == 0) { return; }
    if (best->grow_cost < best->grow_own_cost) {
        (void)fputs(", cheapest at ", out);
        hc_put_text(out, best->vendor->name);
        (void)fprintf(out, ": %.0f a month, hired %.0f", best->grow_cost, best->grow_own_cost);
        return;
    }
    (void)fprintf(out, ", cheapest hired: %.0f a month, at ", best->grow_own_cost);
    hc_put_text(out, best->vendor->name);
    (void)fprintf(out, " %.0f", best->grow_cost);
}

static void put_why_training(const hc_scale_decision *decision, FILE *out)
{
    const char *before = ": ";
    if (decision->slower) {
        (void)fputs(": the work takes longer, there is not more of it", out);
        before = "; ";
    }
    if (decision->comes_again) {
        (void)fprintf(out, "%smore contacts come again", before);
        before = "; ";
    }
    if (decision->less_solved) {
        (void)fprintf(out, "%sfewer are solved at the first try", before);
        before = "; ";
    }
    if (decision->passed_on) {
        (void)fprintf(out, "%smore are passed on and must tell it again", before);
    }
}

static void put_advice(const hc_scale_case *made, const hc_vendor_case *vendors,
                       size_t vendor_count, FILE *out)
{
    const hc_scale_evidence *evidence = &made->evidence;
    const double more = evidence->needed - evidence->people;
    switch (made->decision.verdict) {
    case HC_SCALE_TRAIN:
        put_why_training(&made->decision, out);
        if (evidence->needed_at_usual_aht > evidence->people + made->decision.tolerance) {
            (void)fprintf(out, "; %.1f more people are needed even so",
                          evidence->needed_at_usual_aht - evidence->people);
        }
        return;
    case HC_SCALE_SHIFTS:
        (void)fputs(": move shifts to", out);
        for (size_t day = 0; day < 7; day++) {
            if (!made->decision.weekday_missed[day]) { continue; }
            (void)fprintf(out, " %s", hc_weekday_name((int32_t)day));
        }
        return;
    case HC_SCALE_GROW:
        (void)fprintf(out, " by %.1f full-timers", more);
        put_cheapest(vendors, vendor_count, out);
        return;
    case HC_SCALE_SHRINK:
        (void)fprintf(out, " by %.1f full-timers", -more);
        return;
    default:
        return;
    }
}

static void put_percent(double probability, FILE *out)
{
    const double percent = 100.0 * probability;
    if (percent > 99.0) {
        (void)fputs("more than 99 %", out);
    } else if (percent < 1.0) {
        (void)fputs("less than 1 %", out);
    } else {
        (void)fprintf(out, "%.0f %%", percent);
    }
}

/* How often the verdict stays right as the volume strays within its bands. */
static void put_probability(const hc_scale_decision *decision, FILE *out)
{
    const bool people = decision->verdict >= HC_SCALE_GROW;
    if (hc_is_missing(decision->probability)) { return; }
    (void)fputs("; right with ", out);
    put_percent(decision->probability, out);
    (void)fputs(" under the bands of volume and handle time", out);
    if (!people || decision->probability > 0.95) { return; }
    (void)fputs(" (", out);
    const char *before = "";
    if (decision->verdict != HC_SCALE_GROW) {
        (void)fputs("grow ", out);
        put_percent(decision->grow, out);
        before = ", ";
    }
    if (decision->verdict != HC_SCALE_HOLD) {
        (void)fprintf(out, "%shold ", before);
        put_percent(1.0 - decision->grow - decision->shrink, out);
        before = ", ";
    }
    if (decision->verdict != HC_SCALE_SHRINK) {
        (void)fprintf(out, "%sshrink ", before);
        put_percent(decision->shrink, out);
    }
    (void)fputs(")", out);
}

/* A volume at which the verdict changes; one far from what comes is not worth a number. */
static void put_edge(const char *verdict, double ratio, double volume, const char *side,
                     const char *after, FILE *out)
{
    if (ratio > FAR_RATIO || ratio < 1.0 / FAR_RATIO) {
        (void)fprintf(out, "no volume up to three times %s makes it %s",
                      ratio > 1.0 ? "as high" : "as low", verdict);
    } else {
        (void)fprintf(out, "%s %s %.0f%s", verdict, side, volume * ratio, after);
    }
}

static void put_end_of_training(const hc_scale_case *made, FILE *out)
{
    const hc_scale_decision *decision = &made->decision;
    const char *before = "with ";
    if (decision->slower) {
        (void)fprintf(out, "%sthe handle time below %.1f s", before,
                      (1.0 + HC_SCALE_AHT_RISE) * decision->usual_aht_s);
        before = " and ";
    }
    if (decision->comes_again) {
        (void)fprintf(out, "%srepeats below %.1f %%", before,
                      100.0 * (made->evidence.repeats.usual + HC_SCALE_SHARE_RISE));
        before = " and ";
    }
    if (decision->less_solved) {
        (void)fprintf(out, "%smore than %.1f %% solved at the first try", before,
                      100.0 * (made->evidence.solved.usual - HC_SCALE_SHARE_RISE));
        before = " and ";
    }
    if (decision->passed_on) {
        (void)fprintf(out, "%sless than %.1f %% passed on", before,
                      100.0 * (made->evidence.passed.usual + HC_SCALE_SHARE_RISE));
    }
    (void)fputs(" it is about people again; then ", out);
}

static void put_what_changes(const hc_scale_case *made, FILE *out)
{
    const hc_scale_decision *decision = &made->decision;
    const double volume = hc_scale_volume_a_month(made);
    if (decision->verdict == HC_SCALE_NO_DATA) { return; }
    hc_put_label(out, "Changes");
    if (decision->verdict == HC_SCALE_TRAIN) { put_end_of_training(made, out); }
    put_edge("grow", decision->grow_above, volume, "from", " contacts a month on", out);
    (void)fputs(", ", out);
    put_edge("shrink", decision->shrink_below, volume, "below", "", out);
    if (!hc_is_missing(made->evidence.aht_now_s)) {
        (void)fprintf(out, ", at %.1f s each", made->evidence.aht_now_s);
    }
    (void)fputs("\n", out);
}

/* "FCR gross 71.0 -> 66.2 %" and its like: what else tells of training. */
static void put_quality(const hc_scale_case *made, FILE *out)
{
    static const hc_kpi kpis[] = {HC_KPI_ACW,      HC_KPI_FCR_GROSS, HC_KPI_REPEAT,
                                  HC_KPI_TRANSFER, HC_KPI_OCCUPANCY, HC_KPI_SERVICE_LEVEL,
                                  HC_KPI_ABANDON};
    size_t said = 0;
    for (size_t k = 0; k < sizeof kpis / sizeof *kpis; k++) {
        const double now = hc_kpi_of(&made->change.recent, kpis[k]).value;
        const double before = hc_kpi_of(&made->change.before, kpis[k]).value;
        const bool share = hc_kpi_unit_of(kpis[k]) <= HC_KPI_PART;
        const double scale = share ? 100.0 : 1.0;
        if (hc_is_missing(now) || hc_is_missing(before)) { continue; }
        if (said++ == 0) {
            hc_put_label(out, "Also");
        } else {
            (void)fputs(", ", out);
        }
        (void)fprintf(out, "%s %.1f%s (before: %.1f)", hc_kpi_title(kpis[k]), scale * now,
                      share ? " %" : "", scale * before);
    }
    if (said > 0) { (void)fputs("\n", out); }
}

/* "phone -60.2 %, chat +4.0 %" where there are several. */
static hc_status put_channels(const hc_scale_case *made, FILE *out, hc_error *err)
{
    const hc_change *change = &made->change;
    hc_kpi_groups now = {0};
    hc_kpi_groups before = {0};
    const hc_kpi_cut recent = {HC_BY_CHANNEL, 0, change->recent_first, change->end};
    const hc_kpi_cut earlier = {HC_BY_CHANNEL, 0, change->before_first, change->recent_first};
    const double ratio = (double)(change->recent_first - change->before_first) /
                         (double)(change->end - change->recent_first);
    hc_status st = hc_kpi_group_rows(&made->history.ledger, &recent, &now, err);
    if (st == HC_OK) { st = hc_kpi_group_rows(&made->history.ledger, &earlier, &before, err); }
    size_t said = 0;
    for (size_t k = 0; st == HC_OK && now.count > 1 && k < now.count; k++) {
        for (size_t b = 0; b < before.count; b++) {
            char text[32];
            if (before.groups[b].set != now.groups[k].set) { continue; }
            change_text(now.groups[k].sums.offered * ratio, before.groups[b].sums.offered,
                        text);
            if (text[0] == '\0') { continue; }
            if (said++ == 0) { hc_put_label(out, "Channels"); }
            (void)fputs(said > 1 ? ", " : "", out);
            hc_put_text(out, now.groups[k].kind->channel);
            (void)fprintf(out, " %s", text);
        }
    }
    if (said > 0) { (void)fputs("\n", out); }
    hc_kpi_groups_clear(&now);
    hc_kpi_groups_clear(&before);
    return st;
}

/* Growth of the log level a week that the forecast carries on: of the queues by contacts. */
static double carried_growth(const hc_forecast_report *report)
{
    double growth = 0.0, contacts = 0.0;
    for (size_t q = 0; q < report->queue_count; q++) {
        const hc_queue_report *queue = &report->queues[q];
        for (size_t day = 0; day < queue->day_count; day++) {
            growth += queue->days[day].total * queue->growth_a_week;
            contacts += queue->days[day].total;
        }
    }
    return contacts > 0.0 ? growth / contacts : 0.0;
}

/* Forecasts that all missed to one side tell of a growth that they did not carry on. */
static void put_one_sided(const hc_scale_case *made, FILE *out)
{
    const hc_level_drift *volume = &made->drifts.volume;
    const hc_scale_evidence *evidence = &made->evidence;
    const bool low = volume->too_low + 1 >= volume->forecasts;
    if (volume->forecasts == 0 || (!low && volume->too_low > 1) ||
        made->decision.verdict < HC_SCALE_GROW) {
        return;
    }
    const double factor = exp(volume->log_miss), growth = carried_growth(&made->report);
    hc_put_label(out, "Caution");
    (void)fprintf(out, "forecasts so far ahead were too %s in %zu of %zu, by %.1f %%: ",
                  low ? "low" : "high",
                  low ? volume->too_low : volume->forecasts - volume->too_low,
                  volume->forecasts, 100.0 * fabs(factor - 1.0));
    if (growth * volume->log_miss > 0.0) {
        (void)fprintf(out, "this one carries on %+.1f %% a week, which they did not know yet\n",
                      100.0 * expm1(growth));
        return;
    }
    (void)fprintf(out, "%.0f contacts a month, if it goes on so, need %.1f people\n",
                  factor * hc_scale_volume_a_month(made),
                  evidence->needed * pow(factor, evidence->elasticity));
}

/* How far volume and handle time strayed in the history. */
static void put_bands(const hc_scale_case *made, FILE *out)
{
    const hc_level_drift *volume = &made->drifts.volume, *aht = &made->drifts.aht;
    hc_put_label(out, "Bands");
    if (volume->pairs == 0) {
        (void)fprintf(out, "the history is too short to show how levels stray: in four weeks "
                           "10 %% of the volume and 5 %% of the handle time (one sigma) are "
                           "assumed");
        return;
    }
    if (volume->forecasts > 0) {
        (void)fprintf(out,
                      "%zu forecasts made earlier missed the level of four weeks, %zu weeks "
                      "ahead, by %.1f %% (one sigma)",
                      volume->forecasts, volume->weeks_apart, 100.0 * volume->log_sd);
    } else {
        (void)fprintf(out,
                      "the level of four weeks strayed by %.1f %% (one sigma) in %zu weeks, "
                      "seen in %zu pairs",
                      100.0 * volume->log_sd, volume->weeks_apart, volume->pairs);
    }
    (void)fprintf(out, "; the handle time by %.1f %%%s", 100.0 * aht->log_sd,
                  aht->pairs == 0 ? " (assumed)" : "");
}

hc_status hc_scale_print_verdict(const hc_scale_case *made, const hc_vendor_case *vendors,
                                 size_t vendor_count, FILE *out, hc_error *err)
{
    hc_put_label(out, "Verdict");
    (void)fputs(hc_scale_verdict_text(made->decision.verdict), out);
    put_advice(made, vendors, vendor_count, out);
    put_probability(&made->decision, out);
    (void)fputs("\n", out);
    put_figures(made, out);
    put_what_changes(made, out);
    if (made->decision.verdict != HC_SCALE_NO_DATA) { hc_scale_print_hires(&made->plan, out); }
    put_quality(made, out);
    HC_TRY(put_channels(made, out, err));
    put_bands(made, out);
    (void)fputs(made->history.series.axis.days < (size_t)2 * 365
                    ? "; no season of the year, as that takes two years\n"
                    : "\n",
                out);
    put_one_sided(made, out);
    return HC_OK;
}

void hc_scale_print_people(const hc_long_plan *plan, FILE *out)
{
    const hc_people_there *people = &plan->people;
    hc_put_label(out, "People");
    if (people->source == HC_PEOPLE_UNKNOWN) {
        (void)fputs("nobody said how many are there (--headcount or --agents): the gap is all "
                    "that is needed\n",
                    out);
        return;
    }
    put_there(people, out);
    (void)fputs("\n", out);
    hc_scale_print_hires(plan, out);
}

/* ---- costs --------------------------------------------------------------------------------
 */

void hc_scale_print_costs(const hc_scale_costs *costs, FILE *out)
{
    for (size_t k = 0; k < costs->count; k++) {
        if (k == 0) {
            hc_put_label(out, "Cost");
        } else {
            (void)fputs(", ", out);
        }
        hc_put_text(out, costs->list[k].name);
        (void)fprintf(out, " %.2f", costs->list[k].cost);
    }
    if (costs->count > 0) { (void)fputs(" a contact in-house, by handle time\n", out); }
}

void hc_scale_print_assumed(const hc_long_plan *plan, FILE *out)
{
    hc_put_label(out, "Assumed");
    for (size_t k = 0; k < plan->assumed.count; k++) {
        (void)fprintf(out, "%s%s", k > 0 ? ", " : "", plan->assumed.lines[k]);
    }
    (void)fputs(plan->assumed.count == 0 ? "nothing but what was given\n" : "\n", out);
}
