/* headcount explain: where figures come from, formula by formula. */
#include <stdio.h>
#include <string.h>

#include "cli/explain/explain_interval.h"
#include "cli/explain/explain_peak.h"
#include "cli/explain/explain_people.h"
#include "cli/explain/explain_plan.h"
#include "cli/explain/explain_scale.h"
#include "cli/explain/explain_week.h"
#include "cli/program.h"
#include "cli/whatif/scenario_plan.h"
#include "cli/whatif/today.h"

typedef struct explain_settings {
    const char *at;
    const char *figure;
    const char *queue;
    const char *agent;
    hc_scenario_options changes;
    hc_peak_options peak;
    const char *centre;
} explain_settings;

#define AT(field) offsetof(explain_settings, field)

static const hc_option options[] = {
    {"at", 0, true, HC_OPTION_TEXT, AT(at), "TIME", 0, 0,
     "a time inside the interval, such as \"Mon 10:30\" or 2026-12-07T10:30; of a peak a "
     "date; of scale a month"},
    {"figure", 0, true, HC_OPTION_TEXT, AT(figure), "NAME", 0, 0,
     "only one figure, by its column in a file: agents, cost, gross_fte"},
    {"queue", 0, true, HC_OPTION_TEXT, AT(queue), "NAME", 0, 0,
     "the queue (default: what the roster covers)"},
    {"agent", 0, true, HC_OPTION_TEXT, AT(agent), "ID", 0, 0,
     "one person's shifts and what they add up to"},
    HC_SCENARIO_OPTION_LIST(AT(changes)),
    HC_SCENARIO_OPTION(AT(changes), HC_SCENARIO_QUEUE, "changed-queue", false, "NAME",
                       "the only queue that the changes are about"),
    HC_PEAK_OPTION_LIST(AT(peak)),
    {"centre", 0, false, HC_OPTION_PATH, AT(centre), "FILE", 0, 0,
     "centre.json with prices, reasons, after-call work (default: that of the plan)"},
};

static const explain_settings settings_default = {.peak = HC_PEAK_OPTIONS_DEFAULT};

/* What is asked, read from the words of the command line. */
typedef struct question {
    const hc_call *call;
    const explain_settings *asked;
    hc_plan_file file;
    bool has_time;
    hc_time_option time;
    bool any; /* of the changes */
    hc_scenario_part part;
    hc_scenario scenario;
    hc_explanation answer;
} question;

/* ---- a plan -------------------------------------------------------------------------------
 */

static hc_status explain_peak(question *it, const hc_plan_inputs *inputs,
                              const hc_centre *centre, hc_error *err)
{
    hc_peak peak = {0};
    hc_status st =
        hc_peak_make(&it->asked->peak, hc_plan_centre_path(&it->file, it->asked->centre),
                     inputs, centre, it->call->screen, &peak, err);
    if (st == HC_OK) {
        st = hc_explain_peak(&peak, it->has_time ? it->time.local.day : HC_DAY_NONE,
                             &it->answer, err);
    }
    hc_peak_clear(&peak);
    return st;
}

/* before is the forecast without the changes; NULL: nothing is changed. */
static hc_status explain_interval(question *it, const hc_series *before, hc_error *err)
{
    size_t slot = 0;
    HC_TRY(hc_plan_file_slot(&it->file, &it->time, &slot, err));
    HC_TRY(hc_explain_interval(&it->file, slot, it->asked->queue, before, it->scenario.name,
                               &it->answer, err));
    return hc_explain_shifts(&it->file, slot, &it->answer, err);
}

/* The week as it is planned, or as it would be; its summary too when nothing is changed. */
static hc_status explain_week(question *it, const hc_plan_inputs *inputs,
                              const hc_centre *centre, hc_error *err)
{
    HC_TRY(hc_explain_week(inputs, centre, &it->scenario, &it->answer, err));
    return it->any ? HC_OK : hc_explain_plan(&it->file, &it->answer, err);
}

static hc_status explain_from_inputs(question *it, const hc_plan_inputs *inputs,
                                     const hc_centre *centre, hc_error *err)
{
    if (it->asked->peak.events != NULL) { return explain_peak(it, inputs, centre, err); }
    if (!it->has_time) { return explain_week(it, inputs, centre, err); }
    HC_TRY(hc_scenario_plan(&it->file, inputs, centre, &it->scenario, err));
    return explain_interval(it, &inputs->forecast, err);
}

/* Reads what the plan was made from. */
static hc_status explain_with_inputs(question *it, hc_error *err)
{
    hc_plan_inputs inputs = {0};
    hc_today_need need = {false, false, false};
    hc_centre centre = hc_centre_default();
    hc_status st = hc_plan_inputs_read(&it->file, &inputs, err);
    if (st == HC_OK) {
        st = hc_plan_centre_load(&it->file, it->asked->centre, it->call->screen, &centre, err);
    }
    if (st == HC_OK) {
        hc_today_need_of(&it->scenario, &need);
        st = hc_today_fill(&need, &it->file, &it->asked->peak.history,
                           hc_plan_centre_path(&it->file, it->asked->centre), &inputs.forecast,
                           it->call->screen, &centre, err);
    }
    if (st == HC_OK) { st = explain_from_inputs(it, &inputs, &centre, err); }
    hc_centre_clear(&centre);
    hc_plan_inputs_clear(&inputs);
    return st;
}

/* A peak has weeks of its own, of which a weekday alone says nothing. */
static hc_status read_time(question *it, hc_error *err)
{
    const char *at = it->asked->at;
    if (it->asked->peak.events == NULL) {
        return hc_plan_file_time(&it->file, at, &it->time, err);
    }
    if (hc_time_option_read(at, strlen(at), &it->time)) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "of a peak a date, such as 2026-11-27",
                   "--at cannot read the time '%s'", at);
}

static hc_status explain_plan(question *it, hc_error *err)
{
    const explain_settings *asked = it->asked;
    it->has_time = asked->at != NULL;
    HC_TRY(hc_plan_file_check(&it->file, err));
    if (it->has_time) { HC_TRY(read_time(it, err)); }
    if (asked->agent != NULL) {
        return hc_explain_person(&it->file, asked->agent, &it->answer, err);
    }
    if (!it->any && it->has_time && asked->peak.events == NULL) {
        return explain_interval(it, NULL, err);
    }
    return explain_with_inputs(it, err);
}

/* ---- the question -------------------------------------------------------------------------
 */

static hc_status read_changes(question *it, hc_error *err)
{
    it->scenario = (hc_scenario){.part_count = 1, .parts = &it->part};
    HC_TRY(hc_scenario_of_options(&it->asked->changes, &it->part, &it->any, err));
    if (it->any) {
        hc_scenario_describe(&it->scenario, it->scenario.name, sizeof it->scenario.name);
    } else {
        (void)snprintf(it->scenario.name, sizeof it->scenario.name, "as planned");
    }
    if (it->any && (it->asked->agent != NULL || it->asked->peak.events != NULL)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "ask one after the other",
                       "--agent and --peak go without changes");
    }
    return HC_OK;
}

/* A result of scale is explained as it is. */
static hc_status explain_scale(question *it, hc_error *err)
{
    const explain_settings *asked = it->asked;
    if (it->any || asked->queue != NULL || asked->agent != NULL || asked->peak.events != NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "run scale with other options instead",
                       "what scale found goes with --at and --figure only");
    }
    return hc_explain_scale(&it->file, asked->at, &it->answer, err);
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    question it = {.call = call, .asked = call->settings};
    (void)exit_code;
    HC_TRY(read_changes(&it, err));
    HC_TRY(hc_result_file_open(call->files[0], &it.file, err));
    hc_status st =
        hc_is_scale_file(&it.file) ? explain_scale(&it, err) : explain_plan(&it, err);
    if (st == HC_OK) {
        st = hc_explanation_print(&it.answer, it.asked->figure, call->screen, err);
    }
    hc_explanation_clear(&it.answer);
    hc_plan_file_close(&it.file);
    return st;
}

const hc_verb hc_verb_explain = {
    .name = "explain",
    .arguments = "PLAN|SCALE.json",
    .summary = "where a figure of a plan, a what-if, a peak or scale comes from",
    .examples = "headcount explain plan --at 'Mon 10:30'\n"
                "headcount explain plan/plan.json --at 2026-12-07T10:30 --queue Sales\n"
                "# the week's figures, and those of a what-if; or only one of them\n"
                "headcount explain plan\n"
                "headcount explain plan --volume +30% --figure cost\n"
                "headcount explain plan --agent E001\n"
                "headcount explain plan --peak events.csv --at 2026-11-27\n"
                "# a month of the long plan\n"
                "headcount scale calls.csv --format json > scale.json\n"
                "headcount explain scale.json --at 2027-01 --figure hires",
    .about =
        "PLAN is plan.json or its folder, SCALE.json what scale writes with --format json.\n"
        "Shows each formula with its figures. With --at an interval: the day's level, month,\n"
        "season and special day, the interval's share, the spread, the load, the agents with\n"
        "the service they give and that of one fewer, shrinkage, the roster, its shifts.\n"
        "Without --at the whole week, as whatif and the plan's summary show it. The options "
        "of\n"
        "whatif explain the week, the interval or the peak as it would be then. --figure "
        "takes\n"
        "any column of the files of plan, whatif and scale, and says more of it; --format csv\n"
        "names the figures that each line is about.",
    .files_least = 1,
    .files_most = 1,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
