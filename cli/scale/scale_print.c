#include "cli/scale/scale_print.h"

#include <math.h>
#include <stdio.h>

#include "cli/scale/scale_because.h"

#define FAR_RATIO 3.0 /* of volumes: what lies beyond is not spoken of */

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

/* A change by the need that the verdict stands on, and what the forecast alone would ask for.
 */
static void put_change(const hc_scale_case *made, FILE *out)
{
    const hc_scale_evidence *evidence = &made->evidence;
    const double needed = made->decision.needed;
    (void)fprintf(out, " by %.1f full-timers", fabs(needed - evidence->people));
    if (fabs(needed - evidence->needed) > 0.05) {
        (void)fprintf(
            out, " (by the forecast alone %.1f, but it may miss as earlier ones did: Caution)",
            fabs(evidence->needed - evidence->people));
    }
}

/* "grow by 4.6 full-timers" */
static void put_account(const hc_scale_case *made, double needed, FILE *out)
{
    const double more = needed - made->evidence.people;
    if (fabs(more) <= made->decision.tolerance) {
        (void)fputs("hold", out);
    } else {
        (void)fprintf(out, "%s by %.1f full-timers",
                      hc_scale_verdict_text(more > 0.0 ? HC_SCALE_GROW : HC_SCALE_SHRINK),
                      fabs(more));
    }
}

/* Why nobody comes or goes although most futures, or one of two accounts, say so. */
static void put_why_hold(const hc_scale_case *made, FILE *out)
{
    const hc_scale_decision *decision = &made->decision;
    if (decision->probability < fmax(decision->grow, decision->shrink)) {
        (void)fputs(" for now, as no change is sure enough to be right", out);
    }
    if (!decision->is_torn) { return; }
    (void)fputs(": by the forecast alone ", out);
    put_account(made, made->evidence.needed, out);
    (void)fputs(", if it misses as earlier ones did ", out);
    put_account(made, made->evidence.needed_as_missed, out);
    (void)fputs(" (Caution)", out);
}

static void put_advice(const hc_scale_case *made, const hc_vendor_case *vendors,
                       size_t vendor_count, FILE *out)
{
    const hc_scale_evidence *evidence = &made->evidence;
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
        put_change(made, out);
        put_cheapest(vendors, vendor_count, out);
        return;
    case HC_SCALE_SHRINK:
        put_change(made, out);
        return;
    case HC_SCALE_HOLD:
        put_why_hold(made, out);
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

/* How often the verdict stays right as volume and handle time stray within their bands, and
 * what is right in the other futures. */
static void put_probability(const hc_scale_decision *decision, FILE *out)
{
    const bool people = decision->verdict >= HC_SCALE_GROW;
    if (hc_is_missing(decision->probability)) { return; }
    if (!people || decision->probability > 0.95) {
        (void)fputs("; right in ", out);
        put_percent(decision->probability, out);
        (void)fputs(" of the futures within the bands", out);
        return;
    }
    (void)fputs("; of the futures within the bands ", out);
    put_percent(decision->grow, out);
    (void)fputs(" need more people, ", out);
    put_percent(1.0 - decision->grow - decision->shrink, out);
    (void)fputs(" about as many, ", out);
    put_percent(decision->shrink, out);
    (void)fputs(" fewer", out);
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
            hc_scale_change_text(now.groups[k].sums.offered * ratio,
                                 before.groups[b].sums.offered, text);
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

/* Forecasts that all missed to one side tell of a growth that they did not carry on. */
static void put_one_sided(const hc_scale_case *made, FILE *out)
{
    const hc_level_drift *volume = &made->drifts.volume;
    const double factor = exp(volume->log_miss);
    const bool low = factor > 1.0;
    if (!made->misses_one_side || made->decision.verdict < HC_SCALE_GROW) { return; }
    hc_put_label(out, "Caution");
    (void)fprintf(out, "forecasts so far ahead were too %s in %zu of %zu, by %.1f %%: ",
                  low ? "low" : "high",
                  low ? volume->too_low : volume->forecasts - volume->too_low,
                  volume->forecasts, 100.0 * fabs(factor - 1.0));
    if (hc_is_missing(made->evidence.needed_as_missed)) {
        (void)fprintf(out, "this one carries on %+.1f %% a week, which they did not know yet\n",
                      100.0 * expm1(made->growth_a_week));
        return;
    }
    (void)fprintf(out, "%.0f contacts a month, if it goes on so, need %.1f people\n",
                  factor * hc_scale_volume_a_month(made), made->evidence.needed_as_missed);
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
    hc_scale_put_because(made, out);
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
    hc_scale_put_there(people, out);
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
