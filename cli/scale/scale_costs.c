#include "cli/scale/scale_costs.h"

#include "forecast/base/memory.h"

static double cost_a_second(const hc_long_plan *plan)
{
    double paid_hours = 0.0, work_hours = 0.0;
    for (size_t k = 0; k < plan->count; k++) {
        paid_hours += plan->rows[k].gross_fte * plan->rows[k].fte_hours;
        work_hours += plan->rows[k].workload_hours;
    }
    return plan->options.wage_an_hour * paid_hours / work_hours / 3600.0;
}

static hc_status add_groups(const hc_kpi_groups *groups, bool is_site, hc_scale_costs *costs,
                            hc_error *err)
{
    for (size_t k = 0; groups->count > 1 && k < groups->count; k++) {
        const hc_kpi_group *group = &groups->groups[k];
        const double aht_s = hc_kpi_of(&group->sums, HC_KPI_AHT).value;
        if (hc_is_missing(aht_s)) { continue; }
        HC_TRY(hc_grow(&costs->list, &costs->capacity, costs->count + 1, sizeof *costs->list,
                       err));
        costs->list[costs->count++] =
            (hc_scale_cost){.name = is_site ? group->kind->site : group->kind->channel,
                            .is_site = is_site,
                            .aht_s = aht_s,
                            .cost = aht_s * costs->a_second};
    }
    return HC_OK;
}

static hc_status add_part(const hc_scale_case *made, unsigned by, hc_scale_costs *costs,
                          hc_error *err)
{
    const hc_kpi_cut cut = {by, 0, made->change.recent_first, made->change.end};
    hc_kpi_groups groups = {0};
    HC_TRY(hc_kpi_group_rows(&made->history.ledger, &cut, &groups, err));
    const hc_status st = add_groups(&groups, by == HC_BY_SITE, costs, err);
    hc_kpi_groups_clear(&groups);
    return st;
}

hc_status hc_scale_costs_make(const hc_scale_case *made, hc_scale_costs *costs, hc_error *err)
{
    costs->a_second = cost_a_second(&made->plan);
    if (!(costs->a_second > 0.0)) { return HC_OK; }
    hc_status st = add_part(made, HC_BY_CHANNEL, costs, err);
    if (st == HC_OK) { st = add_part(made, HC_BY_SITE, costs, err); }
    if (st != HC_OK) { hc_scale_costs_clear(costs); }
    return st;
}

void hc_scale_costs_clear(hc_scale_costs *costs)
{
    hc_free(costs->list);
    *costs = (hc_scale_costs){0};
}
