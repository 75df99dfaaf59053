#include "cli/scale/scale_table.h"

#include <stdio.h>

#include "cli/base/json_stream.h"
#include "cli/base/table.h"
#include "cli/scale/scale_because.h"
#include "cli/scale/scale_print.h"
#include "cli/scale/vendor_print.h"

/* ---- the plan -----------------------------------------------------------------------------
 */

static const hc_column plan_columns[] = {
    {"month", "Month"},
    {"volume", "Volume"},
    {"volume_low", "Low"},
    {"volume_high", "High"},
    {"aht_s", "AHT s"},
    {"workload_hours", "Work h"},
    {"shrinkage", "Shrink %"},
    {"occupancy_target", "Busy %"},
    {"service_level_target", "SL %"},
    {"required_fte", "Required"},
    {"gross_fte", "Gross"},
    {"headcount", "Heads"},
    {"attrition", "Leavers"},
    {"available_fte", "There"},
    {"gap", "Gap"},
    {"hires", "Hires"},
    {"class_size", "Class"},
    {"class_start", "Class starts"},
    {"ramp_complete", "Full speed"},
    {"cost", "Cost"},
    /* what follows is for files: the terms of the figures above */
    {"aht_low_s", NULL},
    {"aht_high_s", NULL},
    {"agent_hours", NULL},
    {"fte_hours", NULL},
    {"joining", NULL},
};
#define FILE_COLUMNS (sizeof plan_columns / sizeof *plan_columns)
#define PEOPLE_COLUMNS 20

static hc_status add_numbers(hc_table *table, const hc_cell *cells, size_t count, hc_error *err)
{
    for (size_t k = 0; k < count; k++) {
        HC_TRY(hc_table_cell(table, cells[k], err));
    }
    return HC_OK;
}

static hc_status add_class(hc_table *table, const hc_long_plan *plan, size_t k, hc_error *err)
{
    const hc_capacity_row *row = &plan->rows[k];
    const bool starts = row->hires > 0.0;
    char start[HC_TIME_TEXT_MAX] = "";
    char complete[HC_TIME_TEXT_MAX] = "";
    if (starts) {
        hc_format_date(plan->periods[k].first_day, start);
        hc_format_date(hc_long_period_day(plan, row->full_speed), complete);
    }
    HC_TRY(hc_table_number(table, row->hires, 0, err));
    HC_TRY(hc_table_number(table, starts ? row->hires / (double)row->classes : HC_MISSING, 1,
                           err));
    HC_TRY(hc_table_text(table, start, err));
    return hc_table_text(table, complete, err);
}

static hc_status add_terms(hc_table *table, const hc_long_plan *plan, size_t k, hc_error *err)
{
    HC_TRY(hc_table_number(table, plan->periods[k].aht_low_s, 1, err));
    HC_TRY(hc_table_number(table, plan->periods[k].aht_high_s, 1, err));
    HC_TRY(hc_table_number(table, plan->rows[k].agent_hours, 1, err));
    HC_TRY(hc_table_number(table, plan->rows[k].fte_hours, 1, err));
    return hc_table_number(table, plan->input[k].joining, 0, err);
}

static hc_status add_period(hc_table *table, const hc_long_plan *plan, size_t k, hc_error *err)
{
    const hc_long_period *period = &plan->periods[k];
    const hc_capacity_period *input = &plan->input[k];
    const hc_capacity_row *row = &plan->rows[k];
    const hc_cell cells[] = {{.value = input->volume},
                             {.value = period->low},
                             {.value = period->high},
                             {.value = input->aht_s, .decimals = 1},
                             {.value = row->workload_hours, .decimals = 1},
                             {.value = input->shrinkage, .decimals = 1, .is_share = true},
                             {.value = plan->options.occupancy_most, .is_share = true},
                             {.value = plan->service_level, .is_share = true},
                             {.value = row->required_fte, .decimals = 2},
                             {.value = row->gross_fte, .decimals = 2},
                             {.value = row->headcount, .decimals = 2},
                             {.value = row->leavers, .decimals = 2},
                             {.value = row->available_fte, .decimals = 2},
                             {.value = row->gap, .decimals = 2}};
    HC_TRY(hc_table_text(table, period->label, err));
    HC_TRY(add_numbers(table, cells, sizeof cells / sizeof *cells, err));
    HC_TRY(add_class(table, plan, k, err));
    HC_TRY(hc_table_number(table, row->cost, 0, err));
    return table->column_count > PEOPLE_COLUMNS ? add_terms(table, plan, k, err) : HC_OK;
}

/* For people, columns that hold nothing are left out. kept has room for all of them. */
static void drop_empty(hc_table *table, hc_column *kept)
{
    bool filled[PEOPLE_COLUMNS] = {false};
    size_t count = 0, to = 0;
    for (size_t k = 0; k < table->cell_count; k++) {
        const hc_cell *cell = &table->cells[k];
        const bool empty =
            cell->text != NULL ? cell->text[0] == '\0' : hc_is_missing(cell->value);
        filled[k % PEOPLE_COLUMNS] |= !empty;
    }
    for (size_t column = 0; column < PEOPLE_COLUMNS; column++) {
        if (filled[column]) { kept[count++] = table->columns[column]; }
    }
    for (size_t k = 0; k < table->cell_count; k++) {
        if (filled[k % PEOPLE_COLUMNS]) {
            table->cells[to++] = table->cells[k];
        } else {
            hc_free(table->cells[k].text);
        }
    }
    table->cell_count = to;
    table->columns = kept;
    table->column_count = count;
}

static hc_status fill(hc_table *table, const hc_long_plan *plan, hc_error *err)
{
    for (size_t k = 0; k < plan->count; k++) {
        HC_TRY(add_period(table, plan, k, err));
    }
    return HC_OK;
}

hc_status hc_scale_print_plan(const hc_long_plan *plan, hc_format format, FILE *out,
                              hc_error *err)
{
    const bool people = hc_is_for_people(format);
    hc_table table = hc_table_of(plan_columns, people ? PEOPLE_COLUMNS : FILE_COLUMNS);
    hc_column kept[PEOPLE_COLUMNS];
    table.keys = 1;
    const hc_status st = fill(&table, plan, err);
    if (st == HC_OK && people) { drop_empty(&table, kept); }
    if (st == HC_OK) { hc_table_print(&table, format, out); }
    hc_table_clear(&table);
    return st;
}

/* ---- for machines -------------------------------------------------------------------------
 */

static void put_people(const hc_people_there *people, hc_json *json)
{
    hc_json_put_number(json, "people", people->full_timers);
    hc_json_put_text(json, "people_are", hc_people_source_text(people->source));
}

static void put_verdict(const hc_scale_case *made, hc_json *json)
{
    const hc_scale_evidence *evidence = &made->evidence;
    const hc_scale_decision *decision = &made->decision;
    const double volume = hc_scale_volume_a_month(made);
    hc_json_put_text(json, "verdict", hc_scale_verdict_text(decision->verdict));
    hc_json_put_number(json, "probability", decision->probability);
    hc_json_put_number(json, "probability_grow", decision->grow);
    hc_json_put_number(json, "probability_shrink", decision->shrink);
    put_people(&made->plan.people, json);
    hc_json_put_number(json, "needed", evidence->needed);
    hc_json_put_number(json, "needed_as_missed", evidence->needed_as_missed);
    hc_json_put_number(json, "needed_for_verdict", decision->needed);
    hc_json_put_number(json, "needed_at_usual_aht", evidence->needed_at_usual_aht);
    hc_json_put_number(json, "tolerance", decision->tolerance);
    hc_json_put_number(json, "aht_now_s", evidence->aht_now_s);
    hc_json_put_number(json, "aht_before_s", evidence->aht_before_s);
    hc_json_put_number(json, "repeat_share_now", evidence->repeats.now);
    hc_json_put_number(json, "repeat_share_usual", evidence->repeats.usual);
    hc_json_put_number(json, "fcr_now", evidence->solved.now);
    hc_json_put_number(json, "fcr_usual", evidence->solved.usual);
    hc_json_put_number(json, "transfer_rate_now", evidence->passed.now);
    hc_json_put_number(json, "transfer_rate_usual", evidence->passed.usual);
    hc_json_put_number(json, "volume_a_month", volume);
    hc_json_put_number(json, "volume_before_a_month",
                       made->change.before_a_day * HC_DAYS_A_MONTH);
    hc_json_put_number(json, "grow_above", volume * decision->grow_above);
    hc_json_put_number(json, "shrink_below", volume * decision->shrink_below);
    hc_json_put_number(json, "recent_contacts", made->change.recent.offered);
    hc_json_put_number(json, "level_low", evidence->level_low);
    hc_json_put_number(json, "level_high", evidence->level_high);
    hc_json_put_number(json, "log_sd", evidence->log_sd);
    hc_json_put_number(json, "elasticity", evidence->elasticity);
    hc_json_put_number(json, "aht_log_sd", evidence->aht_log_sd);
    hc_json_put_number(json, "aht_elasticity", evidence->aht_elasticity);
    hc_json_put_number(json, "need_log_sd", decision->need_log_sd);
}

/* What the plan's formulas stand on, a period being a month or a week. */
static void put_terms(const hc_long_plan *plan, hc_json *json)
{
    const hc_capacity_options *options = &plan->options;
    hc_json_open_object(json, "terms");
    hc_json_put_text(json, "period", plan->by == HC_LONG_BY_WEEK ? "week" : "month");
    hc_json_put_number(json, "week_hours", options->week_hours);
    hc_json_put_number(json, "occupancy_most", options->occupancy_most);
    hc_json_put_numbers(json, "headcount", options->headcount, HC_TENURE_BANDS);
    hc_json_put_numbers(json, "attrition", options->attrition, HC_TENURE_BANDS);
    hc_json_put_numbers(json, "tenure_from", options->tenure_periods, HC_TENURE_BANDS - 1);
    hc_json_put_count(json, "lead", options->lead_periods);
    hc_json_put_numbers(json, "productivity", options->productivity, options->learning_periods);
    hc_json_put_number(json, "class_size", options->class_size);
    hc_json_put_number(json, "class_least", options->class_least);
    hc_json_put_number(json, "wage_an_hour", options->wage_an_hour);
    hc_json_put_number(json, "hire_cost", options->hire_cost);
    hc_json_close(json);
}

static void put_costs(const hc_scale_costs *costs, hc_json *json)
{
    hc_json_put_number(json, "cost_a_second", costs->a_second);
    hc_json_open_array(json, "costs");
    for (size_t k = 0; k < costs->count; k++) {
        const hc_scale_cost *cost = &costs->list[k];
        hc_json_open_object(json, NULL);
        hc_json_one_line(json);
        hc_json_put_text(json, "part", cost->is_site ? "site" : "channel");
        hc_json_put_text(json, "name", cost->name);
        hc_json_put_number(json, "aht_s", cost->aht_s);
        hc_json_put_number(json, "cost_a_contact", cost->cost);
        hc_json_close(json);
    }
    hc_json_close(json);
}

static void put_vendors(const hc_vendor_case *vendors, size_t count, hc_json *json)
{
    hc_json_open_array(json, "vendors");
    for (size_t k = 0; k < count; k++) {
        hc_vendor_case_put_json(&vendors[k], json);
    }
    hc_json_close(json);
}

hc_status hc_scale_print_json(const hc_scale_case *made, const hc_scale_costs *costs,
                              const hc_long_plan *plan, const hc_vendor_case *vendors,
                              size_t vendor_count, FILE *out, hc_error *err)
{
    hc_table table = hc_table_of(plan_columns, FILE_COLUMNS);
    hc_json json = hc_json_start(out);
    const hc_status st = fill(&table, plan, err);
    if (st == HC_OK) {
        hc_json_open_object(&json, NULL);
        hc_json_put_int(&json, "schema_version", 1);
        hc_json_put_text(&json, "report", "scale");
        if (made != NULL) { put_verdict(made, &json); }
        if (made == NULL) { put_people(&plan->people, &json); }
        if (costs != NULL) { put_costs(costs, &json); }
        hc_json_put_texts(&json, "assumed", (const char *const *)plan->assumed.lines,
                          plan->assumed.count);
        put_terms(plan, &json);
        put_vendors(vendors, vendor_count, &json);
        hc_table_put_json(&table, "periods", &json);
        hc_json_close(&json);
    }
    hc_table_clear(&table);
    return st;
}
