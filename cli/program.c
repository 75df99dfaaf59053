#include "cli/program.h"

#include <math.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "cli/base/suggest.h"
#include "cli/base/text.h"
#include "cli/help.h"
#include "forecast/base/memory.h"

#define AT(field) offsetof(hc_common_settings, field)

const hc_option hc_common_options[] = {
    {"help", 0, true, HC_OPTION_FLAG, AT(full_help), "", 0, 0, "all options, with examples"},
    {"short-help", 'h', false, HC_OPTION_FLAG, AT(help), "", 0, 0, "the common options"},
    {"format", 0, true, HC_OPTION_CHOICE, AT(format), "table|csv|tsv|json|jsonl|md", 0, 0,
     "form of what is printed: table on a terminal, csv otherwise; md is the table for a wiki "
     "or a "
     "mail"},
    {"color", 0, false, HC_OPTION_CHOICE, AT(colour), "auto|always|never", 0, 0,
     "colour of messages; NO_COLOR switches it off too"},
    {"quiet", 'q', false, HC_OPTION_FLAG, AT(quiet), "", 0, 0, "no notes, no progress"},
};
const size_t hc_common_option_count = sizeof hc_common_options / sizeof *hc_common_options;

const hc_verb *const hc_verbs[HC_VERB_COUNT] = {
    &hc_verb_plan,    &hc_verb_check,  &hc_verb_forecast, &hc_verb_staff,    &hc_verb_schedule,
    &hc_verb_whatif,  &hc_verb_scale,  &hc_verb_kpi,      &hc_verb_backtest, &hc_verb_simulate,
    &hc_verb_explain, &hc_verb_report, &hc_verb_demo,     &hc_verb_help};

const hc_verb *hc_verb_find(const char *name)
{
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        if (strcmp(hc_verbs[v]->name, name) == 0) { return hc_verbs[v]; }
    }
    return NULL;
}

static hc_status unknown_verb(const char *name, hc_error *err)
{
    hc_suggestion suggestion = {0};
    char hint[64] = "headcount --help lists the verbs";
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        hc_suggest(&suggestion, name, hc_verbs[v]->name);
    }
    if (suggestion.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean %s?", suggestion.best);
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint, "there is no verb '%s'", name);
}

static hc_status check_files(const hc_verb *verb, const char *const *files, size_t count,
                             hc_error *err)
{
    char hint[96];
    (void)snprintf(hint, sizeof hint, "headcount %s --help shows examples", verb->name);
    if (count < verb->files_least) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint, "%s needs %s", verb->name,
                       verb->arguments);
    }
    if (count > verb->files_most) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint, "%s takes %s, found %zu arguments",
                       verb->name, verb->files_most == 0 ? "options only" : verb->arguments,
                       count);
    }
    for (size_t k = 0; k < count; k++) {
        if (strcmp(files[k], "-") == 0 && isatty(STDIN_FILENO) == 1) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint,
                           "- reads standard input, and that is a terminal: name a file, or "
                           "pipe one in");
        }
    }
    return HC_OK;
}

#define LEVEL_SELDOM 0.5 /* a target below it is likelier to be turned round: "20/80" */

/* A target that looks turned round is done as told, and said. */
static void doubt_targets(const hc_verb *verb, const void *settings, const hc_screen *screen)
{
    for (size_t k = 0; k < verb->option_count; k++) {
        const hc_option *option = &verb->options[k];
        if (option->kind != HC_OPTION_TARGET) { continue; }
        const hc_target_option *target = (const void *)((const char *)settings + option->at);
        const double percent = round(target->level * 100.0);
        if (target->level < LEVEL_SELDOM && target->seconds > percent &&
            target->seconds <= 100.0) {
            hc_say_warning(screen,
                           "--%s asks for %g %% within %g s; did you mean %g/%g, percent "
                           "before seconds?",
                           option->name, percent, target->seconds, target->seconds, percent);
        }
    }
}

/* Reads the options, then answers -h and --help or does the job. */
static hc_status run_with(const hc_verb *verb, hc_screen *screen, const char *const *arguments,
                          size_t count, void *settings, const char **files, int *exit_code,
                          hc_error *err)
{
    hc_common_settings common = {.format = HC_CHOICE_NONE};
    const hc_option_set sets[] = {{verb->options, verb->option_count, settings},
                                  {hc_common_options, hc_common_option_count, &common}};
    size_t file_count = 0;
    HC_TRY(hc_options_read(sets, 2, arguments, count, files, &file_count, err));
    if (common.full_help || common.help) {
        (common.full_help ? hc_help_full : hc_help_short)(screen->out, verb);
        return HC_OK;
    }
    if (common.format != HC_CHOICE_NONE) {
        screen->format = (hc_format)common.format;
        screen->format_given = true;
    }
    screen->quiet = common.quiet;
    hc_screen_colour(screen, (hc_colour_choice)common.colour);
    HC_TRY(check_files(verb, files, file_count, err));
    doubt_targets(verb, settings, screen);
    const hc_call call = {screen, files, file_count, settings, verb};
    return verb->run(&call, exit_code, err);
}

static hc_status run_verb(const hc_verb *verb, hc_screen *screen, const char *const *arguments,
                          size_t count, int *exit_code, hc_error *err)
{
    char *settings = NULL;
    const char **files = NULL;
    hc_status st = hc_alloc(&settings, 1, verb->settings_size + 1, err);
    if (st == HC_OK) { st = hc_alloc(&files, count, sizeof *files, err); }
    if (st == HC_OK) {
        if (verb->settings_size > 0) {
            memcpy(settings, verb->settings_default, verb->settings_size);
        }
        st = run_with(verb, screen, arguments, count, settings, files, exit_code, err);
    }
    hc_free(files);
    hc_free(settings);
    return st;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static hc_status dispatch(hc_screen *screen, const char *const *arguments, size_t count,
                          int *exit_code, hc_error *err)
{
    if (count == 0 || is_one_of(arguments[0], "-h", "--help")) {
        const bool all = count > 0 && strcmp(arguments[0], "--help") == 0;
        (all ? hc_help_all : hc_help_first)(screen->out);
        return HC_OK;
    }
    if (is_one_of(arguments[0], "-V", "--version")) {
        (void)fprintf(screen->out, "headcount %s\n", HC_VERSION);
        return HC_OK;
    }
    const hc_verb *verb = hc_verb_find(arguments[0]);
    if (verb == NULL) { return unknown_verb(arguments[0], err); }
    return run_verb(verb, screen, arguments + 1, count - 1, exit_code, err);
}

/* Has the other end of a pipe been closed? */
static bool reader_left(FILE *stream)
{
    struct pollfd end = {.fd = fileno(stream), .events = POLLOUT};
    return poll(&end, 1, 0) == 1 && (end.revents & (POLLERR | POLLHUP)) != 0;
}

int hc_program_run(hc_screen *screen, const char *const *arguments, size_t count)
{
    hc_error err = HC_ERROR_INIT;
    int exit_code = HC_EXIT_DONE;
    hc_status st = dispatch(screen, arguments, count, &exit_code, &err);
    hc_error lost = HC_ERROR_INIT;
    const hc_status written = hc_stream_check(screen->out, "standard output", &lost);
    const bool over = written != HC_OK && (st == HC_OK || st == HC_ERR_OUTPUT);
    if (over) { st = HC_ERR_OUTPUT; }
    /* Whoever read the results has seen enough: no fault to tell. */
    if (over && reader_left(screen->out)) { return hc_exit_code(st); }
    if (st != HC_OK) { hc_say_error(screen, over ? &lost : &err); }
    return st == HC_OK ? exit_code : hc_exit_code(st);
}
