#include "cli/roster/roster_check.h"

#include "cli/base/exit_code.h"
#include "cli/base/table.h"
#include "cli/publish/cost_lines.h"
#include "cli/read/roster_file.h"
#include "forecast/base/calendar.h"

static hc_status put_violation(hc_table *table, const hc_violation *broken, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX] = "";
    if (broken->day != HC_DAY_NONE) { hc_format_date(broken->day, date); }
    HC_TRY(hc_table_text(table, broken->agent, err));
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_text(table, hc_roster_rule_name(broken->rule), err));
    HC_TRY(hc_table_text(table, broken->found, err));
    return hc_table_text(table, broken->allowed, err);
}

hc_status hc_roster_print_broken(const hc_violation *broken, size_t count,
                                 const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"agent", "Agent"},
                                        {"date", "Date"},
                                        {"rule", "Rule broken"},
                                        {"found", "Found"},
                                        {"allowed", "Allowed"}};
    hc_table table = hc_table_of(columns, 5);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < count; k++) {
        st = put_violation(&table, &broken[k], err);
    }
    const bool people = hc_is_for_people(screen->format);
    if (st == HC_OK && (!people || count > 0)) {
        hc_table_print(&table, screen->format, screen->out);
        if (people) { (void)fputs("\n", screen->out); }
    }
    hc_table_clear(&table);
    return st;
}

static hc_status put_figure(hc_table *table, const char *title, double value, int32_t decimals,
                            hc_error *err)
{
    HC_TRY(hc_table_text(table, title, err));
    return hc_table_number(table, value, decimals, err);
}

/* Each part of the cost that there is. */
static hc_status put_costs(hc_table *table, const hc_roster_verdict *verdict, hc_error *err)
{
    hc_cost_line lines[HC_COST_LINES];
    const hc_roster_costs costs = hc_judged_costs(verdict);
    hc_cost_lines(&costs, lines);
    HC_TRY(put_figure(table, "Cost", verdict->cost, 4, err));
    for (size_t k = 0; k < HC_COST_LINES; k++) {
        if (k > 0 && !hc_is_some_cost(lines[k].value)) { continue; }
        HC_TRY(put_figure(table, lines[k].title, lines[k].value, 4, err));
    }
    return HC_OK;
}

static hc_status put_figures(hc_table *table, const hc_roster_verdict *verdict, hc_error *err)
{
    HC_TRY(put_figure(table, "Rules broken", (double)verdict->violation_count, 0, err));
    HC_TRY(put_figure(table, "People with shifts", (double)verdict->agent_count, 0, err));
    HC_TRY(put_figure(table, "Shifts", (double)verdict->shift_count, 0, err));
    HC_TRY(put_figure(table, "Person-hours paid", verdict->paid_hours, 2, err));
    if (verdict->overtime_hours > 0.0) {
        HC_TRY(put_figure(table, "of which overtime", verdict->overtime_hours, 2, err));
    }
    HC_TRY(put_figure(table, "Person-hours short", verdict->short_hours, 2, err));
    HC_TRY(put_figure(table, "Person-hours over", verdict->over_hours, 2, err));
    return put_costs(table, verdict, err);
}

/* For people only: the other forms list the broken rules, a row each. */
static hc_status print_figures(const hc_roster_verdict *verdict, const hc_screen *screen,
                               hc_error *err)
{
    static const hc_column columns[] = {{"quantity", "Quantity"}, {"value", "Value"}};
    hc_table table = hc_table_of(columns, 2);
    const hc_status st = put_figures(&table, verdict, err);
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* Short and over of each queue, where there are several. */
static hc_status print_queues(const hc_roster_verdict *verdict, const hc_schedule_grid *grid,
                              const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {
        {"queue", "Queue"}, {"short_hours", "Short"}, {"over_hours", "Over"}};
    if (verdict->queue_count == 1) { return HC_OK; }
    hc_table table = hc_table_of(columns, 3);
    hc_status st = HC_OK;
    for (size_t q = 0; q < verdict->queue_count && st == HC_OK; q++) {
        st = hc_table_text(&table, grid->rules.queues[q], err);
        if (st == HC_OK) { st = hc_table_number(&table, verdict->short_of_queue[q], 2, err); }
        if (st == HC_OK) { st = hc_table_number(&table, verdict->over_of_queue[q], 2, err); }
    }
    if (st == HC_OK) {
        (void)fputs("\n", screen->out);
        hc_table_print(&table, screen->format, screen->out);
    }
    hc_table_clear(&table);
    return st;
}

hc_status hc_roster_check(const char *path, const hc_schedule_grid *grid,
                          const hc_screen *screen, int *exit_code, hc_error *err)
{
    hc_roster_file file = {0};
    hc_roster_verdict verdict = HC_ROSTER_VERDICT_INIT;
    hc_status st = hc_roster_file_read(path, &file, err);
    if (st == HC_OK) {
        st = hc_schedule_grid_judge(grid, file.rows, file.count, &verdict, err);
    }
    if (st == HC_OK) {
        st = hc_roster_print_broken(verdict.violations, verdict.listed_count, screen, err);
    }
    if (st == HC_OK && hc_is_for_people(screen->format)) {
        st = print_figures(&verdict, screen, err);
        if (st == HC_OK) { st = print_queues(&verdict, grid, screen, err); }
    }
    if (st == HC_OK && verdict.violation_count > 0) {
        hc_say_warning(screen, "the roster breaks rules: %zu times", verdict.violation_count);
        *exit_code = HC_EXIT_SHORT;
    }
    hc_roster_verdict_clear(&verdict);
    hc_roster_file_clear(&file);
    return st;
}
