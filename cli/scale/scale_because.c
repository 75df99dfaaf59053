/* The line "Because" of a verdict: the figures behind it. */
#include "cli/scale/scale_because.h"

#include <math.h>
#include <stdio.h>

double hc_scale_volume_a_month(const hc_scale_case *made)
{
    return made->volume / made->days * HC_DAYS_A_MONTH;
}

void hc_scale_change_text(double now, double before, char text[32])
{
    text[0] = '\0';
    if (!(before > 0.0) || hc_is_missing(now)) { return; }
    (void)snprintf(text, 32, "%+.1f %%", 100.0 * (now / before - 1.0));
}

static double weeks_before(const hc_scale_case *made)
{
    return (double)(made->change.recent_first - made->change.before_first) / 7.0;
}

static void put_times(const hc_scale_case *made, FILE *out)
{
    const hc_scale_evidence *evidence = &made->evidence;
    char change[32];
    if (hc_is_missing(evidence->aht_now_s)) {
        (void)fprintf(out, "handle time: the history has none\n");
        return;
    }
    hc_scale_change_text(evidence->aht_now_s, evidence->aht_before_s, change);
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
void hc_scale_put_there(const hc_people_there *people, FILE *out)
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
    hc_scale_put_there(&made->plan.people, out);
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
    hc_scale_change_text(made->volume / made->days, change->before_a_day, against);
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

void hc_scale_put_because(const hc_scale_case *made, FILE *out)
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
