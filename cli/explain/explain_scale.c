#include "cli/explain/explain_scale.h"

#include <stdio.h>
#include <string.h>

#include "cli/explain/explain_month.h"
#include "forecast/base/number.h"
#include "scheduler/scale_decision.h"

#define SAY(it, figures, ...) HC_TRY(hc_explanation_add((it)->to, err, figures, __VA_ARGS__))
#define BREAK_EVEN "break_even,break_even_2,vendor_dearer_below"

/* What is being explained. */
typedef struct explaining {
    const cJSON *root;
    hc_explanation *to;
} explaining;

static double found(const explaining *it, const char *name)
{
    return hc_plan_number(it->root, name);
}

static const cJSON *periods_of(const explaining *it)
{
    return hc_plan_member(it->root, "periods");
}

bool hc_is_scale_file(const hc_plan_file *file)
{
    return strcmp(hc_plan_text(file->root, "report"), "scale") == 0;
}

/* ---- the verdict --------------------------------------------------------------------------
 */

/* Shares that speak for training too, where the history has them. */
static hc_status explain_shares(const explaining *it, hc_error *err)
{
    static const struct {
        const char *title, *now, *usual, *fields, *way;
    } shares[] = {
        {"Repeats", "repeat_share_now", "repeat_share_usual",
         "repeat_share_now,repeat_share_usual", "more"},
        {"Solved at the first try", "fcr_now", "fcr_usual", "fcr_now,fcr_usual", "fewer"},
        {"Passed on", "transfer_rate_now", "transfer_rate_usual",
         "transfer_rate_now,transfer_rate_usual", "more"}};
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
        if (hc_is_missing(found(it, shares[k].now))) { continue; }
        SAY(it, shares[k].fields,
            "%s: %.2f %% now, usually or by the aim %.2f %%; "
            "surely %g points %s are for training first",
            shares[k].title, 100.0 * found(it, shares[k].now),
            100.0 * found(it, shares[k].usual), 100.0 * HC_SCALE_SHARE_RISE, shares[k].way);
    }
    return HC_OK;
}

/* What else is needed, where earlier forecasts missed nearly all to one side. */
static hc_status explain_miss(const explaining *it, hc_error *err)
{
    const double missed = found(it, "needed_as_missed");
    if (hc_is_missing(missed)) {
        SAY(it, "needed_as_missed,needed_for_verdict",
            "The verdict stands on %.2f: earlier forecasts missed to no side, or this one "
            "carries on what they missed",
            found(it, "needed_for_verdict"));
        return HC_OK;
    }
    SAY(it, "needed_as_missed,needed_for_verdict",
        "Earlier forecasts missed nearly all to one side; if this one does so too %.2f are "
        "needed. People come or go only where both needs ask for it, by the smaller change: "
        "the verdict stands on %.2f",
        missed, found(it, "needed_for_verdict"));
    return HC_OK;
}

static hc_status explain_verdict(const explaining *it, hc_error *err)
{
    SAY(it, "verdict,people,needed,tolerance,people_are",
        "Verdict: %s. Needed %.2f full-timers, the gross of all periods by their hours; there "
        "%.2f (%s); held between are %.2f more or less, the larger of %g %% of them and %g",
        hc_plan_text(it->root, "verdict"), found(it, "needed"), found(it, "people"),
        hc_plan_text(it->root, "people_are"), found(it, "tolerance"),
        100.0 * HC_SCALE_TOLERANCE, HC_SCALE_TOLERANCE_PEOPLE);
    HC_TRY(explain_miss(it, err));
    SAY(it, "aht_now_s,aht_before_s,needed_at_usual_aht",
        "Handle time: %.2f s now, %.2f s before, like for like; "
        "%.2f full-timers at the usual one. %g %% longer, surely, is for training first",
        found(it, "aht_now_s"), found(it, "aht_before_s"), found(it, "needed_at_usual_aht"),
        100.0 * HC_SCALE_AHT_RISE);
    HC_TRY(explain_shares(it, err));
    SAY(it, "recent_contacts,level_low,level_high",
        "Data: %.0f recent contacts, whose true level is %.1f to %.1f %% of that: "
        "((sqrt(n) -+ 0.98) / sqrt(n))^2; +-%g %% are enough",
        found(it, "recent_contacts"), 100.0 * found(it, "level_low"),
        100.0 * found(it, "level_high"), 100.0 * HC_SCALE_LEVEL_SURE);
    return HC_OK;
}

static hc_status explain_probability(const explaining *it, hc_error *err)
{
    const double sigma = found(it, "need_log_sd"), needed = found(it, "needed");
    const double missed = found(it, "needed_as_missed");
    const double more = found(it, "people") + found(it, "tolerance");
    const double fewer = found(it, "people") - found(it, "tolerance");
    char second[64] = "";
    if (!hc_is_missing(missed)) {
        (void)snprintf(second, sizeof second, ", the mean of it and of the same at %.2f",
                       missed);
    }
    SAY(it, "need_log_sd,log_sd,elasticity,aht_log_sd,aht_elasticity",
        "Spread of the need: "
        "sqrt((%.4f x %.4f of the volume)^2 + (%.4f x %.5f of the handle time)^2) = %.4f, "
        "elasticity x standard deviation of the logarithm in the middle of the plan",
        found(it, "elasticity"), found(it, "log_sd"), found(it, "aht_elasticity"),
        found(it, "aht_log_sd"), sigma);
    SAY(it, "probability_grow",
        "Grow: more than %.2f needed with 1 - Phi(ln(%.2f / %.2f) / %.4f)%s = %.2f %%", more,
        more, needed, sigma, second, 100.0 * found(it, "probability_grow"));
    SAY(it, "probability_shrink",
        "Shrink: fewer than %.2f with Phi(ln(%.2f / %.2f) / %.4f)%s = %.2f %%", fewer, fewer,
        needed, sigma, second, 100.0 * found(it, "probability_shrink"));
    SAY(it, "probability", "The verdict is right with %.2f %%",
        100.0 * found(it, "probability"));
    SAY(it, "volume_a_month,volume_before_a_month",
        "Volume: %.1f a month of the plan, %.1f in the weeks before (a day x 365.25 / 12)",
        found(it, "volume_a_month"), found(it, "volume_before_a_month"));
    SAY(it, "grow_above,shrink_below",
        "It changes: "
        "grow above %.1f x (%.2f / %.2f)^(1 / %.4f) = %.1f contacts a month, shrink below %.1f",
        found(it, "volume_a_month"), more,
        hc_is_missing(missed) ? needed : fmin(needed, missed), found(it, "elasticity"),
        found(it, "grow_above"), found(it, "shrink_below"));
    return HC_OK;
}

/* ---- vendors ------------------------------------------------------------------------------
 */

static hc_status explain_risk(const explaining *it, const cJSON *vendor, hc_error *err)
{
    const double miss = hc_plan_number(vendor, "miss_probability");
    const double stop_cost = hc_plan_number(vendor, "stop_cost");
    const double stops = hc_plan_number(vendor, "stop_probability");
    if (hc_is_missing(miss)) {
        SAY(it, "refund_share,miss_probability",
            "  paid back: nothing is agreed or can be told");
    } else {
        SAY(it, "refund_share,miss_probability",
            "  paid back: %.4f of the bill, the penalty x %.2f %% of the months: those in "
            "which "
            "it misses by missed_months in the centre file, else those in which the load is "
            "more than your agents of the expected one would hold at the promised level",
            hc_plan_number(vendor, "refund_share"), 100.0 * miss);
    }
    if (hc_is_missing(stop_cost)) {
        SAY(it, "stop_cost,stop_probability,stop_cost_a_month",
            "  stopping: no notice is agreed");
    } else if (hc_is_missing(stops)) {
        SAY(it, "stop_cost,stop_probability,stop_cost_a_month",
            "  stopping: %.2f, what the notice still costs", stop_cost);
    } else {
        SAY(it, "stop_cost,stop_probability,stop_cost_a_month",
            "  stopping: %.2f, what the notice still costs, "
            "x %.2f %% (fewer people are needed) / the months of the plan = %.2f a month",
            stop_cost, 100.0 * stops, hc_plan_number(vendor, "stop_cost_a_month"));
    }
    return HC_OK;
}

static hc_status explain_bill(const explaining *it, const cJSON *vendor, hc_error *err)
{
    const double even = hc_plan_number(vendor, "break_even");
    const double second = hc_plan_number(vendor, "break_even_2");
    const char *below =
        cJSON_IsTrue(hc_plan_member(vendor, "vendor_dearer_below")) ? "dearer" : "cheaper";
    char and_second[48] = "";
    SAY(it, "vendor_cost,bill,own_cost",
        "  all there: %.2f x (1 - %.4f) + %.2f = %.2f a month; "
        "in-house %.2f, paid hours x wage and seats",
        hc_plan_number(vendor, "bill"), hc_plan_number(vendor, "refund_share"),
        hc_plan_number(vendor, "stop_cost_a_month"), hc_plan_number(vendor, "vendor_cost"),
        hc_plan_number(vendor, "own_cost"));
    if (hc_is_missing(even)) {
        SAY(it, BREAK_EVEN, "  break-even: none from a twentieth to twentyfold, %s there",
            below);
        return HC_OK;
    }
    if (!hc_is_missing(second)) {
        (void)snprintf(and_second, sizeof and_second, " and %.1f", second);
    }
    SAY(it, BREAK_EVEN,
        "  break-even: %.1f%s contacts a month, where both cost the same as the volume grows; "
        "the vendor is %s below the first",
        even, and_second, below);
    return HC_OK;
}

static hc_status explain_split(const explaining *it, const cJSON *vendor, hc_error *err)
{
    const double together = hc_plan_number(vendor, "pooled_hours");
    const double apart = hc_plan_number(vendor, "split_hours");
    if (hc_is_missing(together)) { return HC_OK; }
    SAY(it,
        "split_cost,split_gap,split_line_share,split_own_share,"
        "split_own_agents_most,split_vendor_agents_most",
        "  split by interval of the calls, %.2f %% of the contacts: %.2f a month, "
        "proved within %.4f %%; %.2f %% stay with at most %.0f agents, at most %.0f there",
        100.0 * hc_plan_number(vendor, "split_line_share"),
        hc_plan_number(vendor, "split_cost"), 100.0 * hc_plan_number(vendor, "split_gap"),
        100.0 * hc_plan_number(vendor, "split_own_share"),
        hc_plan_number(vendor, "split_own_agents_most"),
        hc_plan_number(vendor, "split_vendor_agents_most"));
    SAY(it, "pooled_hours,split_hours",
        "  pooling loss: %.1f hours on the phones in two places, %.1f in one: %+.2f %%", apart,
        together, 100.0 * (apart / together - 1.0));
    return HC_OK;
}

static hc_status explain_growth(const explaining *it, const cJSON *vendor, hc_error *err)
{
    const double there = hc_plan_number(vendor, "grow_cost");
    if (hc_is_missing(there)) {
        SAY(it, "grow_cost,grow_own_cost", "  the people who are missing: none are");
        return HC_OK;
    }
    SAY(it, "grow_cost,grow_own_cost",
        "  the people who are missing: %.2f a month as hours on the phones there, "
        "less refunds, with the notice; %.2f hired: wages, hire cost / months, seats",
        there, hc_plan_number(vendor, "grow_own_cost"));
    return HC_OK;
}

static hc_status explain_vendor(const explaining *it, const cJSON *vendor, hc_error *err)
{
    SAY(it, "name,volume_a_month", "Vendor %s, for %.1f contacts a month",
        hc_plan_text(vendor, "name"), hc_plan_number(vendor, "volume_a_month"));
    HC_TRY(explain_risk(it, vendor, err));
    HC_TRY(explain_bill(it, vendor, err));
    HC_TRY(explain_growth(it, vendor, err));
    return explain_split(it, vendor, err);
}

/* A contact of each channel and site. */
static hc_status explain_costs(const explaining *it, hc_error *err)
{
    const cJSON *cost = NULL;
    hc_status st = HC_OK;
    const double a_second = found(it, "cost_a_second");
    if (hc_is_missing(a_second)) { return HC_OK; }
    SAY(it, "cost_a_second",
        "A second of work: %.6f, wages of all paid hours of the plan / its workload hours / "
        "3600",
        a_second);
    cJSON_ArrayForEach(cost, hc_plan_member(it->root, "costs"))
    {
        if (st != HC_OK) { break; }
        st = hc_explanation_add(
            it->to, err, "cost_a_contact,aht_s", "  a contact of %s '%s': %.2f s x %.6f = %.4f",
            hc_plan_text(cost, "part"), hc_plan_text(cost, "name"),
            hc_plan_number(cost, "aht_s"), a_second, hc_plan_number(cost, "cost_a_contact"));
    }
    return st;
}

static hc_status explain_all(const explaining *it, hc_error *err)
{
    const cJSON *vendor = NULL;
    if (hc_plan_member(it->root, "verdict") != NULL) {
        HC_TRY(explain_verdict(it, err));
        HC_TRY(explain_probability(it, err));
        HC_TRY(explain_costs(it, err));
    } else {
        SAY(it, "people,people_are", "People: %.2f full-timers there today (%s)",
            hc_plan_number(it->root, "people"), hc_plan_text(it->root, "people_are"));
    }
    cJSON_ArrayForEach(vendor, hc_plan_member(it->root, "vendors"))
    {
        HC_TRY(explain_vendor(it, vendor, err));
    }
    SAY(it, "periods", "A month or week: --at %s and so on",
        hc_plan_text(cJSON_GetArrayItem(periods_of(it), 0), "month"));
    return HC_OK;
}

/* ---- the file -----------------------------------------------------------------------------
 */

hc_status hc_explain_scale(const hc_plan_file *file, const char *at, hc_explanation *to,
                           hc_error *err)
{
    const explaining it = {.root = file->root, .to = to};
    if (!cJSON_IsObject(hc_plan_member(it.root, "terms")) || !cJSON_IsArray(periods_of(&it)) ||
        cJSON_GetArraySize(periods_of(&it)) == 0) {
        return hc_fail(err, HC_ERR_FORMAT, (hc_place){file->path, 0, 0},
                       "headcount scale ... --format json writes them",
                       "has no terms and periods");
    }
    return at == NULL ? explain_all(&it, err) : hc_explain_month(file->root, at, to, err);
}
