/* headcount report: the one-file report of a stored plan, made anew. */
#include <string.h>

#include "cli/base/output_file.h"
#include "cli/plan/stored_plan.h"
#include "cli/program.h"
#include "cli/publish/publish.h"
#include "cli/publish/write_html.h"

typedef struct report_settings {
    const char *out;
} report_settings;

#define AT(field) offsetof(report_settings, field)

static const hc_option options[] = {
    {"out", 'o', true, HC_OPTION_OUTPUT, AT(out), "FILE", 0, 0,
     "the file to write, - for standard output (default: report.html beside the plan)"},
};

static const report_settings settings_default = {NULL};

/* report.html in the plan's folder. */
static hc_status default_path(const hc_plan_file *plan, char path[HC_PLAN_PATH_MAX],
                              hc_error *err)
{
    const char *slash = strrchr(plan->path, '/');
    const int folder = slash != NULL ? (int)(slash - plan->path + 1) : 0;
    const int length =
        snprintf(path, HC_PLAN_PATH_MAX, "%.*s" HC_FILE_REPORT, folder, plan->path);
    if (length < 0 || length >= HC_PLAN_PATH_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "name a file with --out",
                       "the report's path is too long");
    }
    return HC_OK;
}

static hc_status put_page(const void *plan, FILE *out, hc_error *err)
{
    return hc_write_report_html(plan, out, err);
}

static hc_status write_report(const hc_call *call, const hc_plan_file *file,
                              const hc_plan_result *plan, hc_error *err)
{
    const report_settings *asked = call->settings;
    char path[HC_PLAN_PATH_MAX];
    if (asked->out != NULL && strcmp(asked->out, "-") == 0) {
        return hc_write_report_html(plan, call->screen->out, err);
    }
    HC_TRY(default_path(file, path, err));
    const char *to = asked->out != NULL ? asked->out : path;
    HC_TRY(hc_output_file_check(to, call, err));
    HC_TRY(hc_output_file_write(to, put_page, plan, err));
    hc_say_note(call->screen, "written to %s", to);
    return HC_OK;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    hc_plan_file file = {0};
    hc_stored_plan plan = {0};
    (void)exit_code;
    HC_TRY(hc_plan_file_open(call->files[0], &file, err));
    hc_status st = hc_stored_plan_read(&file, &plan, err);
    if (st == HC_OK) { st = write_report(call, &file, &plan.result, err); }
    hc_stored_plan_clear(&plan);
    hc_plan_file_close(&file);
    return st;
}

const hc_verb hc_verb_report = {
    .name = "report",
    .arguments = "PLAN",
    .summary = "the report of a stored plan: one HTML file with charts and live sliders",
    .examples = "headcount report plan\n"
                "headcount report plan/plan.json --out week-48.html\n"
                "# to standard output, for a program that mails it\n"
                "headcount report plan --out - | gzip > week-48.html.gz",
    .about =
        "PLAN is plan.json or its folder. The page is what plan writes as report.html, made "
        "from\n"
        "plan.json alone: for a plan that was mailed without it, or one written by an earlier\n"
        "program. It works offline and fetches nothing.",
    .files_least = 1,
    .files_most = 1,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
