#include "cli/explain/explain_plan.h"

#include "cli/plan/plan_roster.h"
#include "cli/publish/cost_lines.h"
#include "forecast/base/number.h"

#define SAY(to, figures, ...) HC_TRY(hc_explanation_add(to, err, figures, __VA_ARGS__))
#define COST_WORDS_MAX 320

static hc_status explain_peak(const cJSON *figures, hc_explanation *to, hc_error *err)
{
    SAY(to, "peak_load_erlangs,peak_agents,peak_at,peak_scheduled",
        "Peak: %s has the most load, %.2f Erlangs; %.0f agents on the phones, %.0f people with "
        "shrinkage",
        hc_plan_text(figures, "peak_at"), hc_plan_number(figures, "peak_load_erlangs"),
        hc_plan_number(figures, "peak_agents"), hc_plan_number(figures, "peak_scheduled"));
    return HC_OK;
}

static hc_status explain_hours(const cJSON *figures, double interval_h, hc_explanation *to,
                               hc_error *err)
{
    const double required = hc_plan_number(figures, "required_hours");
    const double missing = hc_plan_number(figures, "short_hours");
    const double over = hc_plan_number(figures, "over_hours");
    SAY(to, "required_hours,needed_slots",
        "Hours required: %.1f, the people of %.0f intervals x %g h", required,
        hc_plan_number(figures, "needed_slots"), interval_h);
    SAY(to, "short_hours,short_slots,worst_short",
        "Hours short: %.1f, where fewer people are on the floor than required: "
        "%.0f intervals, at most %.0f people",
        missing, hc_plan_number(figures, "short_slots"),
        hc_plan_number(figures, "worst_short"));
    SAY(to, "over_hours", "Hours over: %.1f, where more are", over);
    SAY(to, "scheduled_hours,shifts,people",
        "Hours rostered: %.1f required - %.1f short + %.1f over = %.1f, without breaks; "
        "in %.0f shifts of %.0f people",
        required, missing, over, hc_plan_number(figures, "scheduled_hours"),
        hc_plan_number(figures, "shifts"), hc_plan_number(figures, "people"));
    return HC_OK;
}

static hc_status explain_service(const cJSON *figures, hc_explanation *to, hc_error *err)
{
    SAY(to, "asked_service_level",
        "Service of the agents required: %.2f %% in time, all contacts together",
        100.0 * hc_plan_number(figures, "asked_service_level"));
    SAY(to, "service_level,abandon_rate,asa_s,occupancy",
        "Service of the roster: %.2f %% in time, the contacts in time of all intervals / "
        "contacts; %.2f %% hang up, answered after %.1f s, %.2f %% occupied",
        100.0 * hc_plan_number(figures, "service_level"),
        100.0 * hc_plan_number(figures, "abandon_rate"), hc_plan_number(figures, "asa_s"),
        100.0 * hc_plan_number(figures, "occupancy"));
    SAY(to, "service_level_expected",
        "  over the forecast's spread, busy and quiet days together: %.2f %%",
        100.0 * hc_plan_number(figures, "service_level_expected"));
    return HC_OK;
}

/* Older plans do not say what people and paid hours cost apart. */
static hc_status explain_costs(const cJSON *schedule, hc_explanation *to, hc_error *err)
{
    const hc_roster_costs costs = hc_plan_costs(schedule);
    char words[COST_WORDS_MAX];
    if (hc_is_missing(costs.wages)) { return HC_OK; }
    SAY(to, "wages,overtime_cost,premium_cost,weekend_cost,wish_cost,hire_cost",
        "  of people and paid hours: %s", hc_cost_words(&costs, 2, words, sizeof words));
    return HC_OK;
}

static hc_status explain_proof(const cJSON *schedule, hc_explanation *to, hc_error *err)
{
    const double cost = hc_plan_number(schedule, "cost");
    const double cover = hc_plan_number(schedule, "cover_cost");
    const double bound = hc_plan_number(schedule, "lower_bound");
    SAY(to, "cost,cover_cost",
        "Cost of the roster: %.2f = %.2f of hours short and over, by cover_prices, + %.2f of "
        "people and paid hours",
        cost, cover, cost - cover);
    HC_TRY(explain_costs(schedule, to, err));
    SAY(to, "gap,lower_bound,lp_bound",
        "Proof: no roster under these rules is below %.2f (%.2f by the linear programme, "
        "rounded up where costs are whole steps); gap (%.2f - %.2f) / %.2f = %.4f %%",
        bound, hc_plan_number(schedule, "lp_bound"), cost, bound, cost,
        100.0 * hc_plan_number(schedule, "gap"));
    return HC_OK;
}

hc_status hc_explain_plan(const hc_plan_file *plan, hc_explanation *to, hc_error *err)
{
    const cJSON *figures = hc_plan_member(plan->root, "figures");
    const double interval_min =
        hc_plan_number(hc_plan_member(plan->root, "axis"), "interval_min");
    HC_TRY(explain_peak(figures, to, err));
    HC_TRY(explain_hours(figures, interval_min / 60.0, to, err));
    HC_TRY(explain_service(figures, to, err));
    return explain_proof(hc_plan_member(plan->root, "schedule"), to, err);
}
