/* headcount plan: from a history to a forecast, requirement, shifts and a roster. */
#include <string.h>

#include "cli/base/interrupt.h"
#include "cli/base/output_folder.h"
#include "cli/plan/earlier_run.h"
#include "cli/plan/plan_words.h"
#include "cli/plan/summary.h"
#include "cli/program.h"
#include "cli/publish/publish.h"
#include "cli/publish/write_csv.h"
#include "cli/publish/write_ical.h"
#include "cli/publish/write_people.h"
#include "cli/publish/write_xlsx.h"

#define AT(field) offsetof(hc_plan_settings, field)

static const hc_option options[] = {
    {"out", 'o', true, HC_OPTION_OUTPUT, AT(out), "DIR", 0, 0,
     "folder for forecast, requirement, shifts, roster, plan.json and report.html"},
    {"workbook", 0, true, HC_OPTION_FLAG, AT(workbook), "", 0, 0,
     "with --out: plan.xlsx, too, for spreadsheets"},
    {"calendars", 0, true, HC_OPTION_FLAG, AT(calendars), "", 0, 0,
     "with --out: team.ics, too, and a calendar for each person"},
    HC_DRY_RUN_OPTION(AT(dry_run)),
    {"week", 0, true, HC_OPTION_DATE, AT(week), "DATE", 0, 0,
     "first day of the planned week (default: the first week start after the history)"},
    {"aht", 0, true, HC_OPTION_DURATION, AT(aht_s), "SECONDS", 0.001, 86400,
     "handle time of every contact, in place of the history's"},
    HC_STAFFING_OPTIONS(AT(staffing)),
    {"shrinkage", 0, true, HC_OPTION_FRACTION, AT(shrinkage), "SHARE", 0, 0.95,
     "share of rostered time lost, breaks not counted (default 30%)"},
    {"agents", 0, true, HC_OPTION_PATH, AT(agents), "FILE", 0, 0,
     "your people: id,name,contract or class, hours, leave, wishes"},
    {"override", 0, false, HC_OPTION_PATH, AT(override_file), "FILE", 0, 0,
     "what you know better than the forecast: from,to,queue,change,why; applied last"},
    {"late-call", 0, false, HC_OPTION_NUMBER, AT(late_call_cost), "COST", 0, 1e9,
     "schedule by service itself: the price of a contact answered late (0: the usual scale)"},
    {"effort", 0, false, HC_OPTION_NUMBER, AT(effort), "FACTOR", 0, 1000,
     "how long to improve the schedule, below 1 also to prove (default 1)"},
    {"time-limit", 0, false, HC_OPTION_DURATION, AT(time_limit_s), "SECONDS", 0, 86400,
     "stop improving the schedule after this time; a plan cut short depends on the machine "
     "(default 0: none)"},
    HC_HISTORY_OPTIONS(AT(history)),
};

static const hc_plan_settings settings_default = {
    .history = HC_HISTORY_SETTINGS_DEFAULT,
    .staffing = HC_STAFFING_OPTIONS_DEFAULT,
    .week = HC_DAY_NONE,
    .aht_s = (double)NAN,
    .shrinkage = (double)NAN,
    .effort = 1.0,
    .late_call_cost = (double)NAN,
    .time_limit_s = 0.0,
};

#define ALWAYS_WRITTEN 6 /* of plan_files; the others are looked at when they are there */

static const char *const plan_files[] = {
    HC_FILE_FORECAST, HC_FILE_REQUIREMENT, HC_FILE_SHIFTS, HC_FILE_ROSTER,   HC_FILE_PLAN,
    HC_FILE_REPORT,   HC_FILE_PEOPLE,      HC_FILE_COVER,  HC_FILE_WORKBOOK, HC_FILE_TEAM};

/* Before any work: can the files be written, and would none of them overwrite an input? */
static hc_status check_out(const hc_call *call, const hc_plan_settings *asked, hc_error *err)
{
    const size_t names = sizeof plan_files / sizeof *plan_files;
    if (asked->out == NULL && (asked->workbook || asked->calendars)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "give a folder with --out",
                       "--workbook and --calendars are files of a plan that is written");
    }
    if (asked->out == NULL) { return HC_OK; }
    HC_TRY(hc_output_folder_check(asked->out, err));
    HC_TRY(hc_output_spares_inputs(asked->out, plan_files, names, call, err));
    return hc_earlier_run_spares_others(asked->out, plan_files, ALWAYS_WRITTEN, err);
}

static hc_status write_files(const hc_plan_result *plan, const hc_plan_settings *asked,
                             hc_atomic_group *group, const hc_screen *screen, hc_error *err)
{
    if (asked->workbook) { HC_TRY(hc_publish_workbook(plan, group, err)); }
    if (asked->calendars) {
        HC_TRY(hc_publish_calendars(plan->rules, plan->roster, group, err));
    }
    HC_TRY(hc_publish_plan(plan, group, err)); /* plan.json lists all files, and comes last */
    HC_TRY(hc_earlier_run_drop(asked->out, HC_FILE_PLAN, group, err));
    return hc_output_commit(group, asked->out, asked->dry_run, screen, err);
}

static hc_status publish(const hc_plan_result *plan, const hc_plan_settings *asked,
                         const hc_screen *screen, hc_error *err)
{
    hc_atomic_group *group = NULL;
    if (asked->out == NULL) { return HC_OK; }
    for (size_t k = 0; k < plan->input_count; k++) { /* also those that the centre file names */
        HC_TRY(hc_output_spares_input(asked->out, plan_files,
                                      sizeof plan_files / sizeof *plan_files,
                                      plan->inputs[k].path, err));
    }
    HC_TRY(hc_atomic_create(&group, asked->out, err));
    const hc_status st = write_files(plan, asked, group, screen, err);
    hc_atomic_free(group);
    return st;
}

static hc_status make_and_publish(const hc_call *call, hc_week_plan *plan, hc_plan_words *words,
                                  int *exit_code, hc_error *err)
{
    const hc_plan_settings *asked = call->settings;
    HC_TRY(hc_week_plan_make(asked, call->files, call->file_count, call->screen, plan, err));
    HC_TRY(hc_plan_words_make(plan, asked, call->files, call->file_count, words, err));
    const hc_plan_result result = hc_plan_result_of(plan, words);
    HC_TRY(publish(&result, asked, call->screen, err));
    HC_TRY(hc_summary_print(&result, asked, call->screen, err));
    if (!hc_summary_target_met(&result)) {
        hc_say_warning(call->screen, "the roster does not reach the week's service level; the "
                                     "plan says where people are short");
        *exit_code = HC_EXIT_SHORT;
    }
    if (plan->broken_classes > 0) { *exit_code = HC_EXIT_SHORT; }
    if (plan->interrupted) { *exit_code = HC_EXIT_INTERRUPTED; }
    return HC_OK;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    hc_week_plan plan = {0};
    hc_plan_words words = {0};
    HC_TRY(check_out(call, call->settings, err));
    const hc_status st = make_and_publish(call, &plan, &words, exit_code, err);
    hc_plan_words_clear(&words);
    hc_week_plan_clear(&plan);
    return st;
}

const hc_verb hc_verb_plan = {
    .name = "plan",
    .arguments = "HISTORY...",
    .summary = "next week's staff from a history: forecast, headcount, shifts, roster",
    .examples =
        "headcount plan calls.csv --out plan\n"
        "headcount plan calls.csv --special-days holidays.csv --week 2026-12-07 --out plan\n"
        "headcount plan calls.csv --centre centre.json --agents agents.csv --out plan\n"
        "# a history without handle times, other promises\n"
        "headcount plan calls.csv --aht 240 --target 90/10 --shrinkage 25%",
    .about =
        "Reads the history, leaves out outages, forecasts the week with its uncertainty, "
        "finds\n"
        "the agents that every interval needs, adds shrinkage, and makes shifts with their\n"
        "breaks. Without an agents file or classes in the centre file it answers how many\n"
        "people are needed on which contracts; without a centre file it takes 8-hour shifts\n"
        "and, for short days and peaks, 4-hour ones, inside the opening hours it has learnt.\n"
        "\n"
        "The history may be finer than the schedule: a history of 5 minutes is staffed every "
        "5\n"
        "minutes and scheduled every 15, each quarter hour by the most that it needs.\n"
        "\n"
        "Shifts are chosen so that as few people as possible are short or over, by the rising\n"
        "steps of the cover cost. With --late-call they are chosen so that as few contacts as\n"
        "possible are answered late, over the forecast's spread: an hour may be short where "
        "that\n"
        "costs little service. On the usual scale the last agent required saves on average "
        "what\n"
        "the first one short costs by the steps.\n"
        "\n"
        "Exit code 1: the plan is complete and written, but it does not reach the service "
        "level.",
    .files_least = 1,
    .files_most = HC_LOAD_FILES_MAX,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
