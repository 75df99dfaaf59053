#include "cli/plan/schedule_result.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/json_stream.h"
#include "cli/base/output_folder.h"
#include "cli/base/text.h"
#include "cli/plan/earlier_run.h"
#include "cli/plan/queue_result.h"
#include "cli/publish/cost_lines.h"
#include "cli/publish/figures.h"
#include "cli/publish/write_csv.h"
#include "cli/publish/write_people.h"
#include "cli/roster/overtime_table.h"
#include "cli/roster/roster_change.h"
#include "cli/roster/staff_mix_table.h"
#include "forecast/base/atomic_file.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

void hc_schedule_work_clear(hc_schedule_work *work)
{
    hc_centre_clear(&work->centre);
    hc_wanted_clear(&work->wanted);
    hc_late_curves_clear(&work->late);
    hc_rules_clear(&work->rules);
    hc_roster_file_clear(&work->kept_file);
    hc_roster_clear(&work->kept);
    hc_roster_clear(&work->roster);
    hc_free(work->served);
    hc_table_clear(&work->changes);
    hc_lines_clear(&work->step.conflicts);
    hc_staff_mix_clear(&work->step.frontier);
    hc_staff_mix_clear(&work->step.one_more);
}

/* ---- figures ------------------------------------------------------------------------------
 */

/* How a figure is shown to people. */
enum {
    IS_MONEY = 1,  /* with its unit */
    IS_PROVED = 2, /* not before there is a proof */
    IS_SOME = 4,   /* not when it is 0 */
    IS_PART = 8,   /* says more of another */
    IS_ASKED = 16  /* only there with an option */
};

/* The numbers that say how good the schedule is; the same in the table and in schedule.json. */
typedef struct schedule_figure {
    const char *name;
    const char *title;
    double value;
    int32_t decimals;
    unsigned marks;
} schedule_figure;

enum { FIGURES_MOST = 24, MIXES = 2 };

typedef struct schedule_figures {
    size_t count;
    schedule_figure all[FIGURES_MOST];
} schedule_figures;

static void add(schedule_figures *to, const char *name, const char *title, double value,
                int32_t decimals, unsigned marks)
{
    to->all[to->count++] = (schedule_figure){name, title, value, decimals, marks};
}

static hc_queue_result queues_of(const hc_schedule_work *work)
{
    return (hc_queue_result){&work->rules, &work->wanted.axis, work->wanted.people,
                             work->served};
}

hc_status hc_schedule_serve(hc_schedule_work *work, hc_error *err)
{
    return hc_queue_result_serve(&work->rules, &work->roster, work->wanted.people,
                                 &work->served, err);
}

/* Contacts that the roster leaves unanswered in time, by the requirement's curves. */
static double count_late(const hc_schedule_work *work)
{
    const hc_cover_curves *curves = &work->late.curves;
    double cost = 0.0;
    for (size_t slot = 0; slot < curves->slots; slot++) {
        const size_t people = (size_t)work->roster.on_phones[slot];
        const size_t last = curves->width - 1;
        cost += curves->price[slot * curves->width + (people < last ? people : last)];
    }
    return curves->slots > 0 ? cost / work->late.late_call_cost : 0.0;
}

static size_t count_people(const hc_roster *roster)
{
    size_t people = 0;
    size_t last = SIZE_MAX;
    for (size_t k = 0; k < roster->shift_count; k++) {
        if (roster->shifts[k].agent != last) { people++; } /* shifts are sorted by agent */
        last = roster->shifts[k].agent;
    }
    return people;
}

/* The cost and what it is for. */
static void add_costs(const hc_roster *roster, const hc_roster_costs *costs,
                      schedule_figures *to)
{
    hc_cost_line lines[HC_COST_LINES];
    hc_cost_lines(costs, lines);
    add(to, "cost", "Cost", roster->cost, 4, IS_MONEY);
    for (size_t k = 0; k < HC_COST_LINES; k++) {
        add(to, lines[k].name, lines[k].title, lines[k].value, 4,
            k > 0 ? IS_MONEY | IS_SOME | IS_PART : IS_MONEY);
    }
}

static void add_proof(const hc_roster *roster, schedule_figures *to)
{
    add(to, "lower_bound", "No schedule costs less than", roster->lower_bound + 0.0, 4,
        IS_MONEY | IS_PROVED);
    add(to, "lp_bound", "Linear relaxation", roster->lp_bound, 4, IS_MONEY | IS_PROVED);
    add(to, "gap", "Gap, %", roster->gap, 6, IS_PROVED);
}

static void add_changes(const hc_replan *replan, schedule_figures *to)
{
    add(to, "cost_before", "Cost before", replan->cost_before, 4, IS_MONEY | IS_ASKED);
    add(to, "change_total", "Price of the changes, in the cost", replan->change_total, 4,
        IS_MONEY | IS_ASKED);
    add(to, "changed_days", "Agent-days changed", (double)replan->changed_days, 0, IS_ASKED);
    add(to, "forced_days", "of which the rules forced", (double)replan->forced_days, 0,
        IS_ASKED);
}

/* A kept roster has some more, and so have late contacts with a price. */
static schedule_figures figures_of(const hc_schedule_work *work)
{
    const hc_roster *roster = &work->roster;
    const hc_roster_costs costs = hc_roster_costs_of(&work->rules, roster);
    schedule_figures made = {0};
    const hc_queue_result queues = queues_of(work);
    const hc_queue_hours hours = hc_queue_hours_of_all(&queues);
    add(&made, "people", "People with shifts", (double)count_people(roster), 0, 0);
    add(&made, "shifts", "Shifts", (double)roster->shift_count, 0, 0);
    add(&made, "short_hours", "Person-hours short", hours.missing, 2, 0);
    add(&made, "over_hours", "Person-hours over", hours.over, 2, 0);
    add(&made, "overtime_hours", "Person-hours of overtime", costs.overtime_hours, 2,
        IS_SOME | IS_PART);
    if (work->late.curves.slots > 0) {
        add(&made, "late_contacts", "Late contacts expected", count_late(work), 2, IS_ASKED);
    }
    add_costs(roster, &costs, &made);
    add_proof(roster, &made);
    if (work->step.kept != NULL) { add_changes(&work->step.replanned, &made); }
    return made;
}

/* A figure's line for people: with its unit, shares as percent. */
static hc_status add_line(const schedule_figure *figure, const char *unit, bool no_proof,
                          hc_table *table, hc_error *err)
{
    char title[128];
    const bool percent = strchr(figure->title, '%') != NULL;
    const bool is_money = (figure->marks & IS_MONEY) != 0;
    (void)snprintf(title, sizeof title, "%s%s%s", figure->title, is_money ? ", " : "",
                   is_money ? unit : "");
    HC_TRY(hc_table_text(table, title, err));
    if ((figure->marks & IS_PROVED) != 0 && no_proof) {
        return hc_table_text(table, "no proof yet", err);
    }
    return hc_table_number(table, percent ? 100.0 * figure->value : figure->value,
                           figure->decimals < 2 ? figure->decimals : 2, err);
}

static void print_wishes(const hc_schedule_work *work, FILE *out)
{
    char words[160];
    if (work->rules.agent_count == 0) { return; }
    if (hc_wish_words(&work->rules, &work->roster, words, sizeof words)) {
        (void)fprintf(out, "Wishes: %s\n", words);
    }
    hc_fair_words(&work->rules, &work->roster, words, sizeof words);
    (void)fprintf(out, "Shared: %s\n", words);
}

/* For people: one quantity a line. */
static hc_status print_lines(const hc_schedule_work *work, const schedule_figures *figures,
                             const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"quantity", "Quantity"}, {"value", "Value"}};
    const char *currency = work->centre.currency;
    const bool no_proof = work->roster.cost > 0.0 && !(work->roster.lower_bound > 0.0);
    hc_table table = hc_table_of(columns, 2);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < figures->count; k++) {
        const schedule_figure *figure = &figures->all[k];
        const bool is_none = (figure->marks & IS_SOME) != 0 && !hc_is_some_cost(figure->value);
        if (hc_is_missing(figure->value) || is_none) { continue; }
        st = add_line(figure, currency[0] != '\0' ? currency : "points", no_proof, &table, err);
    }
    if (st == HC_OK) {
        hc_table_print(&table, screen->format, screen->out);
        print_wishes(work, screen->out);
    }
    hc_table_clear(&table);
    return st;
}

/* Columns keep their places: those that are always there, what says more of them, what options
 * add. */
static schedule_figures in_order_of_columns(const schedule_figures *figures)
{
    static const unsigned kinds[] = {0, IS_PART, IS_ASKED};
    schedule_figures sorted = {0};
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        for (size_t k = 0; k < figures->count; k++) {
            if ((figures->all[k].marks & (IS_PART | IS_ASKED)) != kinds[kind]) { continue; }
            sorted.all[sorted.count++] = figures->all[k];
        }
    }
    return sorted;
}

/* For programs: one row. */
static hc_status print_row(const schedule_figures *unsorted, const hc_screen *screen,
                           hc_error *err)
{
    const schedule_figures sorted = in_order_of_columns(unsorted);
    const schedule_figures *figures = &sorted;
    hc_column columns[FIGURES_MOST];
    for (size_t k = 0; k < figures->count; k++) {
        columns[k] = (hc_column){figures->all[k].name, figures->all[k].title};
    }
    hc_table table = hc_table_of(columns, figures->count);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < figures->count; k++) {
        const schedule_figure *figure = &figures->all[k];
        st = hc_table_number(&table, figure->value, figure->decimals, err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- mixes --------------------------------------------------------------------------------
 */

static bool has_mixes(const hc_schedule_work *work)
{
    return work->step.frontier.point_count + work->step.one_more.point_count > 0;
}

static hc_status print_mix(const hc_schedule_work *work, const hc_staff_mix *mix,
                           const hc_staff_mix *more, hc_format format, FILE *out, hc_error *err)
{
    hc_mix_table table = {.columns = NULL};
    HC_TRY(hc_mix_table_make(&work->rules, mix, more, &table, err));
    hc_table_print(&table.table, format, out);
    hc_mix_table_clear(&table);
    return HC_OK;
}

/* People read the frontier and the one more apart, programs get one table. */
static hc_status print_mixes(const hc_schedule_work *work, const hc_screen *screen,
                             hc_error *err)
{
    static const hc_staff_mix none = HC_STAFF_MIX_INIT;
    const hc_staff_mix *mixes[MIXES] = {&work->step.frontier, &work->step.one_more};
    if (work->step.frontier.stopped || work->step.one_more.stopped) {
        hc_say_note(screen, "stopped early: mixes are missing");
    }
    if (!hc_is_for_people(screen->format)) {
        return print_mix(work, mixes[0], mixes[1], screen->format, screen->out, err);
    }
    for (size_t k = 0; k < MIXES; k++) {
        if (mixes[k]->point_count == 0) { continue; }
        (void)fputc('\n', screen->out);
        HC_TRY(print_mix(work, mixes[k], &none, screen->format, screen->out, err));
    }
    return HC_OK;
}

static hc_status write_mix(const hc_schedule_work *work, const hc_staff_mix *mix,
                           const char *name, hc_atomic_group *group, hc_error *err)
{
    FILE *out = NULL;
    if (mix->point_count == 0) { return HC_OK; }
    HC_TRY(hc_atomic_open(group, name, &out, err));
    static const hc_staff_mix none = HC_STAFF_MIX_INIT;
    HC_TRY(print_mix(work, mix, &none, HC_FORMAT_CSV, out, err));
    return hc_stream_check(out, name, err);
}

static void say_conflicts(const hc_schedule_work *work, const hc_screen *screen)
{
    for (size_t k = 0; k < work->step.conflicts.count; k++) {
        if (k < work->step.broken_classes) {
            hc_say_warning(screen, "%s", work->step.conflicts.lines[k]);
        } else {
            hc_say_note(screen, "%s", work->step.conflicts.lines[k]);
        }
    }
}

hc_status hc_schedule_print(const hc_schedule_work *work, const hc_screen *screen,
                            hc_error *err)
{
    const schedule_figures figures = figures_of(work);
    const bool people = hc_is_for_people(screen->format);
    const bool kept = work->step.kept != NULL;
    say_conflicts(work, screen);
    if (work->step.out_of_time) {
        hc_say_note(screen, "the search was cut short by --time-limit: the schedule depends on "
                            "the machine");
    }
    if (kept) { hc_roster_changes_print(&work->changes, screen); }
    if (!people && has_mixes(work)) { return print_mixes(work, screen, err); }
    if (!people) { return kept ? HC_OK : print_row(&figures, screen, err); }
    HC_TRY(print_lines(work, &figures, screen, err));
    const hc_queue_result queues = queues_of(work);
    HC_TRY(hc_queue_hours_print(&queues, screen, err));
    HC_TRY(hc_queue_short_print(&queues, screen, err));
    HC_TRY(hc_overtime_table_print(&work->rules, &work->roster, screen, err));
    return print_mixes(work, screen, err);
}

/* ---- files --------------------------------------------------------------------------------
 */

static void put_files(const hc_atomic_group *group, hc_json *json)
{
    hc_json_open_array(json, "files");
    for (size_t k = 0; hc_atomic_name(group, k) != NULL; k++) {
        hc_json_put_text(json, NULL, hc_atomic_name(group, k));
    }
    hc_json_close(json);
}

static void put_json(const hc_schedule_work *work, const hc_atomic_group *group, FILE *out)
{
    hc_json json = hc_json_start(out);
    char first[HC_TIME_TEXT_MAX];
    hc_format_date(work->wanted.axis.first_day, first);
    hc_json_open_object(&json, NULL);
    hc_json_put_int(&json, "schema_version", 1);
    hc_json_put_text(&json, "version", HC_VERSION);
    hc_json_put_text(&json, "first_date", first);
    hc_json_put_count(&json, "days", work->wanted.axis.days);
    hc_json_put_int(&json, "interval_min", work->step.interval_min);
    put_files(group, &json);
    hc_json_put_bool(&json, "interrupted", work->step.interrupted);
    hc_json_put_bool(&json, "out_of_time", work->step.out_of_time);
    hc_json_put_texts(&json, "conflicts", (const char *const *)work->step.conflicts.lines,
                      work->step.conflicts.count);
    const schedule_figures figures = figures_of(work);
    for (size_t k = 0; k < figures.count; k++) {
        hc_json_put_number(&json, figures.all[k].name, figures.all[k].value);
    }
    const hc_queue_result queues = queues_of(work);
    hc_queue_hours_put(&queues, &json);
    hc_json_close(&json);
}

static hc_status write_files(const hc_schedule_work *work, const char *folder,
                             hc_atomic_group *group, hc_error *err)
{
    FILE *out = NULL;
    HC_TRY(hc_atomic_open(group, "shifts.csv", &out, err));
    HC_TRY(hc_write_shifts_csv(&work->rules, &work->roster, out, err));
    HC_TRY(hc_atomic_open(group, "roster.csv", &out, err));
    HC_TRY(hc_write_roster_csv(&work->rules, &work->roster, out, err));
    HC_TRY(hc_atomic_open(group, HC_FILE_COVER, &out, err));
    const hc_queue_result queues = queues_of(work);
    HC_TRY(hc_queue_cover_write(&queues, out, err));
    if (work->rules.agent_count > 0) {
        HC_TRY(hc_atomic_open(group, HC_FILE_PEOPLE, &out, err));
        HC_TRY(hc_write_people_csv(&work->rules, &work->roster, out, err));
    }
    if (work->changes.columns != NULL) {
        HC_TRY(hc_atomic_open(group, "changes.csv", &out, err));
        hc_table_print(&work->changes, HC_FORMAT_CSV, out);
        HC_TRY(hc_stream_check(out, "changes.csv", err));
    }
    HC_TRY(write_mix(work, &work->step.frontier, HC_FILE_MIX, group, err));
    HC_TRY(write_mix(work, &work->step.one_more, HC_FILE_ONE_MORE, group, err));
    HC_TRY(hc_atomic_open(group, HC_FILE_SCHEDULE, &out, err)); /* last: it lists the others */
    put_json(work, group, out);
    HC_TRY(hc_stream_check(out, HC_FILE_SCHEDULE, err));
    HC_TRY(hc_earlier_run_drop(folder, HC_FILE_SCHEDULE, group, err));
    return HC_OK;
}

hc_status hc_schedule_publish(const hc_schedule_work *work, const char *folder, bool dry_run,
                              const hc_screen *screen, hc_error *err)
{
    hc_atomic_group *group = NULL;
    HC_TRY(hc_atomic_create(&group, folder, err));
    hc_status st = write_files(work, folder, group, err);
    if (st == HC_OK) { st = hc_output_commit(group, folder, dry_run, screen, err); }
    hc_atomic_free(group);
    return st;
}
