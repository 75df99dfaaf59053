/* headcount whatif: scenarios beside a plan, one by one, from a file, or as a grid. */
#include <stdio.h>
#include <string.h>

#include "cli/base/progress.h"
#include "cli/centre/unknown_queues.h"
#include "cli/program.h"
#include "cli/whatif/peak.h"
#include "cli/whatif/today.h"
#include "cli/whatif/whatif_tables.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/parallel.h"

#define CHUNK 64 /* scenarios between two looks at the clock */
#define THREADS_MOST 1024
#define BANDED_MOST 200 /* scenarios of a sweep */
#define VOLUME_FAR 5.0  /* times more or less contacts than planned: was a change meant? */

typedef struct whatif_settings {
    hc_scenario_options changes;
    const char *scenarios;
    hc_option_texts sweeps;
    const char *show;
    const char *centre;
    hc_peak_options peak;
    bool hours;
    int64_t threads;
} whatif_settings;

#define AT(field) offsetof(whatif_settings, field)

static const hc_option options[] = {
    HC_SCENARIO_OPTION_LIST(AT(changes)),
    HC_SCENARIO_OPTION(AT(changes), HC_SCENARIO_QUEUE, "queue", false, "NAME",
                       "only this queue's contacts, handle time, patience and target"),
    {"scenarios", 0, true, HC_OPTION_PATH, AT(scenarios), "FILE", 0, 0,
     "named scenarios, CSV or JSON: name,volume,aht,... as the options above"},
    {"sweep", 0, true, HC_OPTION_TEXTS, AT(sweeps), "INPUT=FIRST..LAST:STEP", 0, 0,
     "one input at a row of values; a second --sweep makes a grid"},
    HC_PEAK_OPTION_LIST(AT(peak)),
    {"show", 0, false, HC_OPTION_TEXT, AT(show), "FIGURE", 0, 0,
     "what a grid shows on a terminal (default people)"},
    {"hours", 0, false, HC_OPTION_FLAG, AT(hours), "", 0, 0,
     "agents on the phones hour by hour instead of the week's figures"},
    {"centre", 0, false, HC_OPTION_PATH, AT(centre), "FILE", 0, 0,
     "centre.json with prices, reasons, after-call work (default: that of the plan)"},
    {"threads", 0, false, HC_OPTION_WHOLE, AT(threads), "N", 1, THREADS_MOST,
     "how many (default: one a core); the figures are the same"},
};

static const whatif_settings settings_default = {.peak = HC_PEAK_OPTIONS_DEFAULT};

/* ---- scenarios ----------------------------------------------------------------------------
 */

typedef struct asked_list {
    hc_scenarios scenarios;
    hc_sweep sweeps[HC_SWEEPS_MAX];
    size_t sweep_count;
} asked_list;

static void asked_clear(asked_list *list)
{
    hc_scenarios_clear(&list->scenarios);
    for (size_t s = 0; s < HC_SWEEPS_MAX; s++) {
        hc_sweep_clear(&list->sweeps[s]);
    }
}

static hc_status add_part(asked_list *list, const hc_scenario_part *part, hc_error *err)
{
    hc_scenario *scenario = NULL;
    HC_TRY(hc_scenarios_add(&list->scenarios, "", &scenario, err));
    HC_TRY(hc_scenario_add(scenario, part, err));
    hc_scenario_describe(scenario, scenario->name, sizeof scenario->name);
    return HC_OK;
}

/* One cell: what the other options change holds everywhere. */
static hc_status add_cell(asked_list *list, const hc_scenario_part *base, size_t row,
                          size_t column, hc_error *err)
{
    hc_scenario_part part = *base;
    const hc_sweep *down = &list->sweeps[0], *across = &list->sweeps[1];
    HC_TRY(hc_scenario_set(&part, down->key, down->text[row], err));
    if (list->sweep_count > 1) {
        HC_TRY(hc_scenario_set(&part, across->key, across->text[column], err));
    }
    return add_part(list, &part, err);
}

static hc_status add_grid(asked_list *list, const hc_scenario_part *base, hc_error *err)
{
    const size_t across = list->sweep_count > 1 ? list->sweeps[1].count : 1;
    const size_t cells = list->sweeps[0].count * across;
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < cells; k++) {
        st = add_cell(list, base, k / across, k % across, err);
    }
    return st;
}

static hc_status read_sweeps(const whatif_settings *asked, asked_list *list, hc_error *err)
{
    if (asked->sweeps.count > HC_SWEEPS_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "set the others once for all",
                       "at most %d inputs are swept at once", HC_SWEEPS_MAX);
    }
    for (size_t s = 0; s < asked->sweeps.count; s++) {
        HC_TRY(hc_sweep_read(asked->sweeps.text[s], &list->sweeps[s], err));
        list->sweep_count++;
    }
    if (list->sweep_count == 2 && list->sweeps[0].key == list->sweeps[1].key) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "%s is swept twice",
                       hc_scenario_key_name(list->sweeps[0].key));
    }
    return HC_OK;
}

static hc_status list_scenarios(const whatif_settings *asked, asked_list *list, hc_error *err)
{
    hc_scenario *plan = NULL;
    hc_scenario_part part;
    bool any = false;
    HC_TRY(hc_scenarios_add(&list->scenarios, "Plan", &plan, err));
    HC_TRY(hc_scenario_of_options(&asked->changes, &part, &any, err));
    HC_TRY(read_sweeps(asked, list, err));
    if (list->sweep_count > 0) { return add_grid(list, &part, err); }
    if (any) { HC_TRY(add_part(list, &part, err)); }
    if (asked->scenarios != NULL) {
        HC_TRY(hc_scenarios_load(asked->scenarios, &list->scenarios, err));
    }
    if (list->scenarios.count > 1) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "for instance --volume +30%",
                   "nothing is changed");
}

/* ---- answers ------------------------------------------------------------------------------
 */

typedef struct answering {
    const hc_whatif *whatif;
    const hc_scenarios *scenarios;
    size_t first;
    size_t slots;
    hc_whatif_depth depth;
    hc_whatif_answer *answers;
    int32_t *agents; /* NULL: not wanted */
} answering;

static hc_status answer_one(void *context, size_t item, hc_error *err)
{
    const answering *it = context;
    const size_t k = it->first + item;
    const hc_scenario *scenario = &it->scenarios->list[k];
    hc_error why = HC_ERROR_INIT;
    const hc_status st =
        hc_whatif_ask(it->whatif, scenario, it->depth, &it->answers[k],
                      it->agents != NULL ? it->agents + k * it->slots : NULL, &why);
    if (st == HC_OK) { return HC_OK; }
    const bool named = strncmp(why.message, scenario->name, strlen(scenario->name)) == 0;
    return hc_fail(err, st, HC_NOWHERE, why.hint, "%s%s%s", named ? "" : scenario->name,
                   named ? "" : ": ", why.message);
}

static hc_status answer_all(answering *it, size_t threads, const hc_screen *screen,
                            hc_error *err)
{
    hc_progress progress = hc_progress_start(screen, "scenarios");
    const size_t count = it->scenarios->count;
    hc_status st = HC_OK;
    for (it->first = 0; st == HC_OK && it->first < count; it->first += CHUNK) {
        const size_t left = count - it->first;
        st = hc_parallel_for(left < CHUNK ? left : CHUNK, threads, answer_one, it, err);
        hc_progress_show(&progress, (double)it->first / (double)count, NULL);
    }
    hc_progress_end(&progress);
    return st;
}

/* A roster that was asked for by --agents. */
static bool is_fixed(const hc_scenario *asked)
{
    return asked->part_count > 0 && asked->parts[0].text[HC_SCENARIO_AGENTS][0] != '\0';
}

static bool any_fixed(const hc_scenarios *scenarios)
{
    bool any = false;
    for (size_t k = 1; k < scenarios->count; k++) {
        any = any || is_fixed(&scenarios->list[k]);
    }
    return any;
}

/* Whether such a roster keeps the promise, by the level that plan judges by: over the
 * forecast's spread, where that is known. */
static void judge(const hc_scenarios *scenarios, const hc_whatif_answer *answers,
                  const hc_screen *screen, int *exit_code)
{
    for (size_t k = 1; k < scenarios->count; k++) {
        const hc_scenario *asked = &scenarios->list[k];
        const hc_band *figure = answers[k].figure;
        const double spread = figure[HC_WHATIF_ROSTER_SERVICE_LEVEL_EXPECTED].expected;
        const double level =
            hc_is_missing(spread) ? figure[HC_WHATIF_ROSTER_SERVICE_LEVEL].expected : spread;
        if (!is_fixed(asked) || !(level < answers[k].asked_level)) { continue; }
        hc_say_warning(screen, "%s: the roster gives %.1f %%%s of the %.4g %% promised",
                       asked->name, 100.0 * level, hc_is_missing(spread) ? "" : " expected",
                       100.0 * answers[k].asked_level);
        *exit_code = HC_EXIT_SHORT;
    }
}

/* "--volume 20" is twenty contacts, and may have been meant as a fifth more. */
static void doubt_volume(const hc_scenario *asked, const hc_whatif_answer *answer,
                         const hc_whatif_answer *plan, const hc_screen *screen)
{
    const double usual = plan->figure[HC_WHATIF_CONTACTS].expected;
    const double now = answer->figure[HC_WHATIF_CONTACTS].expected;
    if (asked->part_count != 1 || asked->parts[0].volume.kind != HC_AMOUNT_SET) { return; }
    if (now * VOLUME_FAR > usual && now < usual * VOLUME_FAR) { return; }
    hc_say_note(screen,
                "%s: the week has %.0f contacts then, %.0f in the plan; a change is "
                "+20%% or -20%%",
                asked->name, now, usual);
}

/* A vendor's share without a vendor's price. */
static void doubt_vendor(const hc_scenario *asked, const hc_whatif_answer *answer,
                         const hc_screen *screen)
{
    if (hc_is_missing(answer->figure[HC_WHATIF_VENDOR_CONTACTS].expected) ||
        !hc_is_missing(answer->figure[HC_WHATIF_VENDOR_COST].expected)) {
        return;
    }
    hc_say_note(screen,
                "%s: what it costs is not known, as no vendor of the centre file has a "
                "price",
                asked->name);
}

static void doubt(const hc_scenarios *scenarios, const hc_whatif_answer *answers,
                  const hc_screen *screen)
{
    for (size_t k = 1; k < scenarios->count; k++) {
        doubt_volume(&scenarios->list[k], &answers[k], &answers[0], screen);
        doubt_vendor(&scenarios->list[k], &answers[k], screen);
    }
}

static hc_status find_shown(const char *name, hc_whatif_figure *figure, hc_error *err)
{
    *figure = HC_WHATIF_PEOPLE;
    if (name == NULL || hc_whatif_figure_find(name, figure)) { return HC_OK; }
    char names[sizeof err->hint] = "";
    size_t length = 0;
    for (size_t f = 0; f < HC_WHATIF_FIGURES && length < sizeof names; f++) {
        const int wrote = snprintf(names + length, sizeof names - length, "%s%s",
                                   f > 0 ? " " : "", hc_whatif_figures[f].name);
        length += wrote > 0 ? (size_t)wrote : 0;
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, names, "there is no figure '%s'", name);
}

static bool is_of_spread(hc_whatif_figure figure)
{
    return figure == HC_WHATIF_SERVICE_LEVEL_EXPECTED ||
           figure == HC_WHATIF_ROSTER_SERVICE_LEVEL_EXPECTED;
}

/* Bands take about ten times as long, so that large sweeps go without. */
static hc_whatif_depth depth_of(const asked_list *list, bool hours)
{
    if (hours) { return HC_WHATIF_MEAN; }
    const bool small = list->scenarios.count <= BANDED_MOST;
    return list->sweep_count == 0 || small ? HC_WHATIF_BANDS : HC_WHATIF_MEAN;
}

/* Room for the answers of the list, and how deep they go. */
static hc_status begin_answers(const whatif_settings *asked, const asked_list *list,
                               hc_whatif_figure shown, answering *it, hc_error *err)
{
    const size_t count = list->scenarios.count;
    const bool by_hour = asked->hours || (list->sweep_count == 0 && count <= 6);
    it->depth = depth_of(list, asked->hours);
    if (it->depth == HC_WHATIF_MEAN && (is_of_spread(shown) || any_fixed(&list->scenarios))) {
        it->depth = HC_WHATIF_SPREAD;
    }
    HC_TRY(hc_alloc(&it->answers, count, sizeof *it->answers, err));
    return by_hour ? hc_alloc(&it->agents, count * it->slots, sizeof *it->agents, err) : HC_OK;
}

/* The answers in the form asked for, then what is to be doubted of them. */
static hc_status tell_answers(const hc_call *call, const answering *it, const asked_list *list,
                              hc_whatif_results *results, int *exit_code, hc_error *err)
{
    const whatif_settings *asked = call->settings;
    results->bands = it->depth == HC_WHATIF_BANDS;
    results->answers = it->answers;
    results->agents = it->agents;
    HC_TRY(
        (asked->hours ? hc_whatif_print_hours : hc_whatif_print)(results, call->screen, err));
    judge(&list->scenarios, it->answers, call->screen, exit_code);
    if (list->sweep_count == 0) { doubt(&list->scenarios, it->answers, call->screen); }
    return HC_OK;
}

static hc_status answer_and_print(const hc_call *call, const hc_whatif *whatif,
                                  const asked_list *list, int *exit_code, hc_error *err)
{
    const whatif_settings *asked = call->settings;
    answering it = {.whatif = whatif,
                    .scenarios = &list->scenarios,
                    .slots = hc_axis_slots(&whatif->plan->forecast.axis)};
    hc_whatif_results results = {.plan = whatif->plan,
                                 .plan_path = call->files[0],
                                 .scenarios_path = asked->scenarios,
                                 .centre_path = asked->centre,
                                 .history = &asked->peak.history,
                                 .currency = whatif->centre->currency,
                                 .scenarios = &list->scenarios,
                                 .sweep_count = list->sweep_count,
                                 .sweeps = list->sweeps};
    HC_TRY(find_shown(asked->show, &results.shown, err));
    hc_status st = begin_answers(asked, list, results.shown, &it, err);
    if (st == HC_OK) { st = answer_all(&it, (size_t)asked->threads, call->screen, err); }
    if (st == HC_OK) { st = tell_answers(call, &it, list, &results, exit_code, err); }
    hc_free(it.answers);
    hc_free(it.agents);
    return st;
}

/* A peak is a question of its own: the scenario's changes do not go with it. */
static hc_status answer_peak(const hc_call *call, const hc_plan_file *file,
                             const hc_plan_inputs *plan, const hc_centre *centre,
                             int *exit_code, hc_error *err)
{
    const whatif_settings *asked = call->settings;
    hc_peak peak = {0};
    hc_status st = hc_peak_make(&asked->peak, hc_plan_centre_path(file, asked->centre), plan,
                                centre, call->screen, &peak, err);
    if (st == HC_OK) { st = hc_peak_print(&peak, call->screen, err); }
    if (st == HC_OK && peak.mixes[peak.best].short_hours > 0.0) {
        hc_say_warning(call->screen, "%.1f person-hours of the peak have nobody to cover them",
                       peak.mixes[peak.best].short_hours);
        *exit_code = HC_EXIT_SHORT;
    }
    hc_peak_clear(&peak);
    return st;
}

static hc_status check_peak(const whatif_settings *asked, hc_error *err)
{
    bool changed = asked->scenarios != NULL || asked->sweeps.count > 0 || asked->hours;
    for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
        changed = changed || asked->changes.text[k] != NULL;
    }
    if (asked->peak.events != NULL && changed) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "ask one after the other",
                       "--peak is a question of its own");
    }
    if (asked->peak.events == NULL && asked->peak.decide_day != HC_DAY_NONE) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "name the events with --peak",
                       "--decide is for a peak");
    }
    return HC_OK;
}

/* What scenarios start from, out of the history where the centre file does not say it. */
static hc_status fill_today(const hc_call *call, const hc_plan_file *file,
                            const hc_plan_inputs *plan, const asked_list *list,
                            hc_centre *centre, hc_error *err)
{
    const whatif_settings *asked = call->settings;
    hc_today_need need = {false, false, false};
    for (size_t k = 0; k < list->scenarios.count; k++) {
        hc_today_need_of(&list->scenarios.list[k], &need);
    }
    return hc_today_fill(&need, file, &asked->peak.history,
                         hc_plan_centre_path(file, asked->centre), &plan->forecast,
                         call->screen, centre, err);
}

static hc_status run_on(const hc_call *call, const hc_plan_file *file,
                        const hc_plan_inputs *plan, hc_centre *centre, int *exit_code,
                        hc_error *err)
{
    asked_list list = {0};
    hc_whatif whatif = {0};
    hc_status st = list_scenarios(call->settings, &list, err);
    if (st == HC_OK) { st = fill_today(call, file, plan, &list, centre, err); }
    if (st == HC_OK) { st = hc_whatif_begin(plan, centre, &whatif, err); }
    if (st == HC_OK) { st = answer_and_print(call, &whatif, &list, exit_code, err); }
    hc_whatif_end(&whatif);
    asked_clear(&list);
    return st;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    hc_plan_file file = {{0}, NULL};
    hc_plan_inputs plan = {0};
    hc_centre centre = hc_centre_default();
    const whatif_settings *asked = call->settings;
    HC_TRY(check_peak(asked, err));
    HC_TRY(hc_plan_file_open(call->files[0], &file, err));
    hc_status st = hc_plan_inputs_read(&file, &plan, err);
    if (st == HC_OK) {
        st = hc_plan_centre_load(&file, asked->centre, call->screen, &centre, err);
    }
    if (st == HC_OK) {
        hc_say_unknown_queues(&centre, hc_plan_centre_path(&file, asked->centre),
                              &plan.forecast, call->screen);
        st = asked->peak.events != NULL
                 ? answer_peak(call, &file, &plan, &centre, exit_code, err)
                 : run_on(call, &file, &plan, &centre, exit_code, err);
    }
    hc_centre_clear(&centre);
    hc_plan_inputs_clear(&plan);
    hc_plan_file_close(&file);
    return st;
}

const hc_verb hc_verb_whatif = {
    .name = "whatif",
    .arguments = "PLAN",
    .summary = "scenarios beside a plan: volume, handle time, target, people, cost",
    .examples =
        "headcount whatif plan --volume +30%\n"
        "headcount whatif plan --volume +30% --aht -10% --shrinkage 35%\n"
        "# five agents fewer: what service is left?\n"
        "headcount whatif plan --agents -5\n"
        "# a campaign on two days, for one queue\n"
        "headcount whatif plan --volume +60% --queue Sales --dates 2026-11-26..2026-11-27\n"
        "headcount whatif plan --scenarios scenarios.csv\n"
        "# Black Friday: how many people, from when, and what if nothing is done?\n"
        "headcount whatif plan --peak events.csv --centre centre.json\n"
        "# people for every pair\n"
        "headcount whatif plan --sweep volume=-20%..+40%:10% --sweep aht=-10%..+10%:5%",
    .about =
        "PLAN is plan.json or its folder. The scenario goes the way of the plan: changed\n"
        "contacts and handle times, agents for the promise, shrinkage. \"What the week "
        "needs\"\n"
        "is staffed anew; \"what the plan's roster gives\" is the same week met by the people\n"
        "who are rostered now, which is also where --agents counts. People and cost are those\n"
        "of the plan in proportion to the person-hours, as well used as the plan's roster "
        "uses\n"
        "them; a roster for a scenario is made by plan.\n"
        "\n"
        "If few call, if many: contacts that nine, and one, of ten such weeks exceed, every\n"
        "interval at once. Service is then that of the agents for the expected week; people\n"
        "and cost are what that week would need. A sweep of up to 200 cells has them in "
        "brackets.\n"
        "\n"
        "A change is +30% or -10%, +20 or -20, or a number that replaces today's. A sweep\n"
        "takes volume, aht, acw, deflect, repeat-share, patience, target "
        "(target=70..90:5/20),\n"
        "shrinkage, vendor-share, wage or agents. Today's after-call work, repeats and "
        "reasons\n"
        "are those of the centre file, else of the history's last 13 weeks. csv and json have "
        "a row for each scenario\n"
        "and figure, with the command that asks for it.\n"
        "\n"
        "A peak's days are the plan's days of the same weekday, lifted by the event. What own\n"
        "people leave open is covered by the cheapest mix of overtime, temporary staff, a\n"
        "vendor and lower targets; their prices, lead times and limits are the key `peak` of\n"
        "the centre file.\n"
        "\n"
        "Exit code 1: a roster changed by --agents does not keep the promise over the "
        "forecast's\n"
        "spread, or hours of a peak have nobody to cover them.",
    .files_least = 1,
    .files_most = 1,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
