#include "cli/plan/summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/table.h"
#include "cli/plan/summary_part.h"
#include "cli/publish/cost_lines.h"
#include "cli/publish/figures.h"
#include "cli/publish/queue_figures.h"
#include "cli/publish/write_csv.h"
#include "cli/publish/write_ical.h"
#include "cli/publish/write_people.h"
#include "cli/publish/write_xlsx.h"
#include "cli/roster/overtime_table.h"
#include "forecast/base/memory.h"
#include "scheduler/skills.h"

#define COST_WORDS_MAX 320
#define CLASSES_SHOWN 6

static void print_head(const hc_plan_result *plan, FILE *out)
{
    const hc_axis *axis = &plan->forecast->axis;
    char first[HC_TIME_TEXT_MAX];
    char last[HC_TIME_TEXT_MAX];
    const int64_t last_day = axis->first_day + (int64_t)axis->days - 1;
    hc_format_date(axis->first_day, first);
    hc_format_date(last_day, last);
    hc_put_label(out, "Plan");
    if (plan->title != NULL && plan->title[0] != '\0') {
        hc_put_text(out, plan->title);
        (void)fputs(", ", out);
    }
    (void)fprintf(out, "%s %s to %s %s\n", hc_weekday_name(hc_weekday(axis->first_day)), first,
                  hc_weekday_name(hc_weekday(last_day)), last);
}

static double expected_calls(const hc_series *forecast, size_t queue)
{
    double calls = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
        const double expected = forecast->queues[queue].calls[slot];
        if (expected > 0.0) { calls += expected; }
    }
    return calls;
}

/* The errors of all queues over their contacts: each queue counts by what it brings. */
static void print_past_errors(const hc_plan_result *plan, FILE *out)
{
    double by_interval = 0.0;
    double by_day = 0.0;
    double calls = 0.0;
    size_t queues = 0;
    for (size_t q = 0; q < plan->forecast_report->queue_count; q++) {
        const hc_queue_report *report = &plan->forecast_report->queues[q];
        const double expected = expected_calls(plan->forecast, q);
        if (hc_is_missing(report->wape_interval) || !(expected > 0.0)) { continue; }
        by_interval += expected * report->wape_interval;
        by_day += expected * report->wape_day;
        calls += expected;
        queues++;
    }
    if (queues == 0) { return; }
    (void)fprintf(out, "; such forecasts were %.1f %% off by interval, %.1f %% by day",
                  100.0 * by_interval / calls, 100.0 * by_day / calls);
    if (queues > 1) { (void)fprintf(out, " (%zu queues by their contacts)", queues); }
}

static void print_demand(const hc_plan_result *plan, const hc_plan_figures *figures, FILE *out)
{
    char peak[HC_SUMMARY_SLOT_MAX];
    hc_summary_slot(&plan->requirement->axis, figures->peak_slot, peak, sizeof peak);
    hc_put_label(out, "Contacts");
    const double beside = figures->calls_beside;
    const bool any = figures->calls > 0.0 || !(beside > 0.0);
    if (any) {
        (void)fprintf(out, "%.0f expected, %.0f s each", figures->calls, figures->aht_s);
    }
    if (beside > 0.0) {
        (void)fprintf(out, "%s%.0f chats and deferred contacts", any ? ", and " : "", beside);
    }
    print_past_errors(plan, out);
    (void)fputs("\n", out);
    hc_put_label(out, "Peak");
    (void)fprintf(out, "%s: %.1f Erlangs, %d %s on the phones, %d %s rostered\n", peak,
                  figures->peak_load_erlangs, figures->peak_agents,
                  figures->peak_agents == 1 ? "agent" : "agents", figures->peak_scheduled,
                  hc_summary_people_word(figures->peak_scheduled));
}

/* People with a shift, class by class. */
static void print_people(const hc_plan_result *plan, const hc_plan_figures *figures,
                         const size_t *heads, FILE *out)
{
    hc_put_label(out, "People");
    (void)fprintf(out, "%zu", figures->people);
    const char *between = ": ";
    size_t shown = 0;
    for (size_t k = 0; k < plan->rules->class_count; k++) {
        if (heads[k] == 0 || shown++ >= CLASSES_SHOWN) { continue; }
        (void)fprintf(out, "%s%zu ", between, heads[k]);
        hc_put_text(out, plan->rules->classes[k].name);
        between = ", ";
    }
    if (shown > CLASSES_SHOWN) {
        (void)fprintf(out, ", %zu more classes", shown - CLASSES_SHOWN);
    }
    (void)fprintf(out, "; %zu shifts, %.0f person-hours for %.0f required", figures->shifts,
                  figures->scheduled_hours, figures->required_hours);
    const double over_wages = hc_plan_over_wages(plan, figures);
    if (figures->over_hours > 0.0) { (void)fprintf(out, ", %.1f over", figures->over_hours); }
    if (over_wages > 0.0) {
        (void)fprintf(out, " (%.0f ", over_wages);
        hc_put_text(out, plan->currency != NULL && plan->currency[0] != '\0' ? plan->currency
                                                                             : "points");
        (void)fputs(" of wages)", out);
    }
    (void)fputs("\n", out);
}

/* The cost in its parts, and what is proved about it. */
static void print_proof(const hc_plan_result *plan, FILE *out)
{
    const hc_roster *roster = plan->roster;
    char others[COST_WORDS_MAX];
    const bool priced = plan->currency != NULL && plan->currency[0] != '\0';
    hc_put_label(out, "Proof");
    (void)fprintf(out, "cost %.2f ", roster->cost);
    hc_put_text(out, priced ? plan->currency : "points");
    (void)fprintf(out, " = %.2f ", roster->cover_cost);
    if (plan->late_call_cost > 0.0) {
        (void)fprintf(out, "late contacts (%.4g each) and people over", plan->late_call_cost);
    } else {
        (void)fputs("short and over", out);
    }
    (void)fprintf(out, " + %s; ", hc_cost_words(&plan->costs, 2, others, sizeof others));
    if (!(roster->lower_bound > 0.0) && roster->cost > 0.0) {
        (void)fputs("no proof yet", out);
    } else {
        (void)fprintf(out, "nothing under these rules is below %.2f (gap %.2f %%)",
                      roster->lower_bound > 0.0 ? roster->lower_bound : 0.0,
                      100.0 * roster->gap);
    }
    if (plan->cut_short != NULL) { (void)fprintf(out, "; cut short %s", plan->cut_short); }
    (void)fputs("\n", out);
}

/* What nobody said: a default, or what the history tells. */
static bool is_assumed(const char *source)
{
    return strncmp(source, "default", strlen("default")) == 0 || strcmp(source, "history") == 0;
}

/* What a planner should look at; of a repeated one the first and how many more. */
static void print_assumptions(const hc_plan_result *plan, FILE *out)
{
    static const char *const names[] = {"Shrinkage", "Target of", "Patience", "Occupancy"};
    const char *between = "";
    hc_put_label(out, "Assumed");
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        size_t found = 0;
        for (size_t k = 0; k < plan->assumption_count; k++) {
            const hc_plan_assumption *assumption = &plan->assumptions[k];
            if (strcmp(assumption->name, names[n]) != 0 || !is_assumed(assumption->source) ||
                found++ > 0) {
                continue;
            }
            (void)fprintf(out, "%s%s ", between, names[n]);
            hc_put_text(out, assumption->value);
            between = "; ";
        }
        if (found > 1) {
            (void)fprintf(out, " (and %zu more %s)", found - 1,
                          found == 2 ? "queue" : "queues");
        }
    }
    (void)fputs(between[0] == '\0' ? "nothing but what was given\n" : "\n", out);
}

/* What people get, where they have names. */
static void print_wishes(const hc_plan_result *plan, FILE *out)
{
    char words[160];
    if (plan->rules->agent_count == 0) { return; }
    if (hc_wish_words(plan->rules, plan->roster, words, sizeof words)) {
        hc_put_label(out, "Wishes");
        (void)fprintf(out, "%s\n", words);
    }
    hc_fair_words(plan->rules, plan->roster, words, sizeof words);
    hc_put_label(out, "Shared");
    (void)fprintf(out, "%s\n", words);
}

/* What the planner changed: the first of them, and how many more. */
static void print_overrides(const hc_plan_result *plan, FILE *out)
{
    if (plan->override_count == 0) { return; }
    hc_put_label(out, "Changed");
    hc_put_text(out, plan->overrides[0].text);
    if (plan->override_count > 1) {
        (void)fprintf(out, " (and %zu more)", plan->override_count - 1);
    }
    (void)fputs("\n", out);
}

static void count_heads(const hc_plan_result *plan, size_t *heads)
{
    size_t last = SIZE_MAX;
    for (size_t k = 0; k < plan->roster->shift_count; k++) {
        const size_t agent = plan->roster->shifts[k].agent;
        if (agent == last) { continue; } /* shifts are sorted by agent */
        heads[plan->roster->agents[agent].class_index]++;
        last = agent;
    }
}

static void print_text(const hc_plan_result *plan, const hc_plan_figures *figures,
                       const size_t *heads, const hc_short_spell *spells, size_t spell_count,
                       const char *overtime, FILE *out)
{
    print_head(plan, out);
    print_demand(plan, figures, out);
    print_overrides(plan, out);
    print_people(plan, figures, heads, out);
    hc_summary_put_service(plan, figures, out);
    hc_summary_put_short(plan, figures, spells, spell_count, out);
    hc_summary_put_queues(plan, out);
    print_wishes(plan, out);
    if (overtime[0] != '\0') {
        hc_put_label(out, "Overtime");
        hc_put_text(out, overtime);
        (void)fputs("\n", out);
    }
    print_proof(plan, out);
    print_assumptions(plan, out);
    hc_summary_put_to_do(plan, figures, heads, out);
}

/* One row for programs. */
static hc_status print_row(const hc_plan_result *plan, const hc_plan_figures *figures,
                           const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"people", ""},         {"shifts", ""},
                                        {"required_hours", ""}, {"scheduled_hours", ""},
                                        {"short_hours", ""},    {"over_hours", ""},
                                        {"service_level", ""},  {"service_level_expected", ""},
                                        {"abandon_rate", ""},   {"asa_s", ""},
                                        {"occupancy", ""},      {"peak_agents", ""},
                                        {"peak_scheduled", ""}, {"cost", ""},
                                        {"lower_bound", ""},    {"gap", ""}};
    const double values[] = {(double)figures->people,   (double)figures->shifts,
                             figures->required_hours,   figures->scheduled_hours,
                             figures->short_hours,      figures->over_hours,
                             figures->service_level,    figures->service_level_expected,
                             figures->abandon_rate,     figures->asa_s,
                             figures->occupancy,        figures->peak_agents,
                             figures->peak_scheduled,   plan->roster->cost,
                             plan->roster->lower_bound, plan->roster->gap};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < sizeof values / sizeof *values; k++) {
        st = hc_table_number(&table, values[k], 4, err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static void print_files(const hc_plan_result *plan, const hc_plan_settings *asked, FILE *out)
{
    hc_put_label(out, "Files");
    if (asked->out == NULL) {
        (void)fputs("none written; --out DIR writes report, roster, shifts and figures\n", out);
        return;
    }
    if (asked->dry_run) {
        (void)fputs("none written: a dry run\n", out);
        return;
    }
    hc_put_text(out, asked->out);
    (void)fprintf(out,
                  "/report.html, roster.csv, %s%sshifts.csv, requirement.csv, forecast.csv, "
                  "plan.json%s%s\n",
                  plan->rules->agent_count > 0 ? HC_FILE_PEOPLE ", " : "",
                  plan->served != NULL ? HC_FILE_COVER ", " : "",
                  asked->workbook ? ", " HC_FILE_WORKBOOK : "",
                  asked->calendars ? ", " HC_FILE_TEAM " and a calendar a person" : "");
}

hc_status hc_summary_print(const hc_plan_result *plan, const hc_plan_settings *asked,
                           const hc_screen *screen, hc_error *err)
{
    const hc_plan_figures figures = hc_plan_figures_of(plan);
    hc_short_spell *spells = NULL;
    size_t *heads = NULL;
    size_t spell_count = 0;
    char overtime[COST_WORDS_MAX];
    if (screen->format_given && !hc_is_for_people(screen->format)) {
        return print_row(plan, &figures, screen, err);
    }
    hc_status st = hc_plan_short_spells(plan, &spells, &spell_count, err);
    if (st == HC_OK) { st = hc_alloc(&heads, plan->rules->class_count, sizeof *heads, err); }
    if (st == HC_OK) {
        st = hc_overtime_words(plan->rules, plan->roster, overtime, sizeof overtime, err);
    }
    if (st == HC_OK) {
        hc_short_spells_rank(spells, spell_count);
        count_heads(plan, heads);
        hc_open_lines(screen->out, screen->format);
        print_text(plan, &figures, heads, spells, spell_count, overtime, screen->out);
        print_files(plan, asked, screen->out);
        hc_close_lines(screen->out, screen->format);
    }
    hc_free(heads);
    hc_free(spells);
    return st;
}
