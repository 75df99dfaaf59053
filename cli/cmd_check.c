/* headcount check: what the loader understood of a history. */
#include "cli/base/output_file.h"
#include "cli/base/text.h"
#include "cli/centre/unknown_queues.h"
#include "cli/program.h"
#include "cli/read/facts.h"

typedef struct check_settings {
    hc_history_settings history;
    const char *rejects;
} check_settings;

#define AT(field) offsetof(check_settings, field)

static const hc_option options[] = {
    {"rejects", 0, true, HC_OPTION_OUTPUT, AT(rejects), "FILE.csv", 0, 0,
     "writes the rejected rows: file, line, column, kind, what was found and what is wrong"},
    HC_HISTORY_OPTIONS(AT(history))};

static const check_settings settings_default = {.history = HC_HISTORY_SETTINGS_DEFAULT};

static hc_status put_rejects(const void *of, FILE *out, hc_error *err)
{
    const hc_load_report *report = of;
    (void)err; /* the stream keeps a failure */
    hc_put(out, "file,line,column,kind,found,message\n");
    for (size_t k = 0; k < report->rejects.count; k++) {
        const hc_reject *reject = &report->rejects.list[k];
        hc_csv_cell(out, report->files[reject->file].path);
        (void)fprintf(out, ",%lld,%d,%s,", (long long)reject->line, (int)reject->column,
                      hc_reject_kind_name(reject->kind));
        hc_csv_cell(out, reject->found);
        hc_put(out, ",");
        hc_csv_cell(out, reject->message);
        hc_put(out, "\n");
    }
    return HC_OK;
}

/* Also when there were too many of them to go on; not when other rows were never judged. */
static hc_status write_rejects(const char *path, hc_status loaded, const hc_load_report *report,
                               const hc_screen *screen, hc_error *err)
{
    if (path == NULL || (loaded != HC_OK && loaded != HC_ERR_REJECTS)) { return HC_OK; }
    HC_TRY(hc_output_file_write(path, put_rejects, report, err));
    if (report->rejects.count < report->rejects.total) {
        hc_say_note(screen, "%s has the first %zu of %zu rejected rows", path,
                    report->rejects.count, report->rejects.total);
    }
    return HC_OK;
}

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
    const check_settings *asked = call->settings;
    hc_history history = {0};
    (void)exit_code;
    HC_TRY(hc_output_file_check(asked->rejects, call, err));
    hc_status st = hc_history_open(&asked->history, call->files, call->file_count, call->screen,
                                   &history, err);
    if (st == HC_OK) {
        hc_say_unknown_queues(&history.centre, asked->history.centre, &history.series,
                              call->screen);
    }
    hc_error showing = HC_ERROR_INIT;
    hc_status shown = show(&history, st == HC_OK, call->screen, &showing);
    if (shown == HC_OK) {
        shown = write_rejects(asked->rejects, st, &history.load, call->screen, &showing);
    }
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
                "headcount check calls.csv --columns volume=Presented\n"
                "# what is wrong with which rows, for whoever makes the export\n"
                "headcount check calls.csv --rejects wrong.csv",
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
