/* headcount check: what the loader understood of a history. */
#include "cli/facts.h"
#include "cli/unknown_queues.h"
#include "cli/verb.h"

static const hc_option options[] = {HC_HISTORY_OPTIONS(0)};

static const hc_history_settings settings_default = HC_HISTORY_SETTINGS_DEFAULT;

/* Also shows what was understood before loading failed. */
static hc_status show(const hc_history *history, bool whole, const hc_screen *screen,
                      hc_error *err)
{
    hc_table facts = hc_facts_table();
    hc_status st = hc_facts_of_files(history, &facts, err);
    if (st == HC_OK && whole) { st = hc_facts_of_history(history, &facts, err); }
    if (st == HC_OK && (whole || facts.cell_count > 0)) {
        hc_table_print(&facts, screen->format, screen->out);
    }
    hc_table_clear(&facts);
    return st;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    hc_history history = {0};
    (void)exit_code;
    hc_status st = hc_history_open(call->settings, call->files, call->file_count, call->screen,
                                   &history, err);
    if (st == HC_OK) {
        const hc_history_settings *asked = call->settings;
        hc_say_unknown_queues(&history.centre, asked->centre, &history.series, call->screen);
    }
    hc_error showing = HC_ERROR_INIT;
    const hc_status shown = show(&history, st == HC_OK, call->screen, &showing);
    if (st == HC_OK && shown != HC_OK) {
        st = shown;
        *err = showing;
    }
    hc_history_clear(&history);
    return st;
}

const hc_verb hc_verb_check = {
    .name = "check",
    .arguments = "HISTORY...",
    .summary = "what the loader understood of a history",
    .examples = "headcount check calls.csv\n"
                "headcount check january.csv february.csv --special-days holidays.csv\n"
                "zcat calls.csv.gz | headcount check -\n"
                "# a column that is not found by its name\n"
                "headcount check calls.csv --columns volume=Presented",
    .about =
        "Shows columns, units, date order, interval, zone, opening hours, gaps, outages and\n"
        "rejected rows. A row that cannot be used is named by file, line and column; the\n"
        "others are kept. Closed, zero and missing are three things: intervals without rows\n"
        "inside opening hours are gaps, outside they are closed.",
    .files_least = 1,
    .files_most = HC_LOAD_FILES_MAX,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
