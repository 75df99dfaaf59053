/*
 * Verbs: one struct each, with its option table, its examples and the function that does the
 * job. Help, manual page, shell completion and docs/cli.md are all made from these tables.
 */
#ifndef HC_CLI_VERB_H
#define HC_CLI_VERB_H

#include "cli/exit_code.h"
#include "cli/message.h"
#include "cli/option.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One use of a verb: the positional arguments and where to write. */
typedef struct hc_call {
    hc_screen *screen;
    const char *const *files; /* positional arguments */
    size_t file_count;
    const void *settings; /* the verb's settings struct, filled by its option table */
    const struct hc_verb *verb;
} hc_call;

/* Does the job. *exit_code is HC_EXIT_DONE before the call; HC_EXIT_SHORT is set here. */
typedef hc_status (*hc_verb_fn)(const hc_call *call, int *exit_code, hc_error *err);

typedef struct hc_verb {
    const char *name;
    const char *arguments; /* "HISTORY..."; "" when there are none */
    const char *summary;   /* one line */
    const char *examples;  /* lines, each "command" or "# why" */
    const char *about;     /* paragraphs for the full help */
    size_t files_least;
    size_t files_most;
    const hc_option *options;
    size_t option_count;
    size_t settings_size;
    const void *settings_default; /* settings_size bytes */
    hc_verb_fn run;
} hc_verb;

/* The members of a verb that takes options: its table, and its settings as they are without
 * any. */
#define HC_VERB_OPTIONS(table, defaults)                                                       \
    .options = (table), .option_count = sizeof(table) / sizeof *(table),                       \
    .settings_size = sizeof(defaults), .settings_default = &(defaults)

/* The settings that every verb has. */
typedef struct hc_common_settings {
    bool help;
    bool full_help;
    bool quiet;
    int32_t format; /* hc_format or HC_CHOICE_NONE */
    int32_t colour; /* hc_colour_choice */
} hc_common_settings;

extern const hc_option hc_common_options[];
extern const size_t hc_common_option_count;

extern const hc_verb hc_verb_plan;
extern const hc_verb hc_verb_check;
extern const hc_verb hc_verb_forecast;
extern const hc_verb hc_verb_backtest;
extern const hc_verb hc_verb_staff;
extern const hc_verb hc_verb_simulate;
extern const hc_verb hc_verb_schedule;
extern const hc_verb hc_verb_kpi;
extern const hc_verb hc_verb_whatif;
extern const hc_verb hc_verb_scale;
extern const hc_verb hc_verb_explain;
extern const hc_verb hc_verb_report;
extern const hc_verb hc_verb_demo;
extern const hc_verb hc_verb_help;

/* All verbs in the order of the help; help itself is last. */
#define HC_VERB_COUNT 14
extern const hc_verb *const hc_verbs[HC_VERB_COUNT];

/* The verb of that name, or NULL. */
const hc_verb *hc_verb_find(const char *name);

/* The whole program: reads arguments[count] (without the program's name) and gives the exit
 * code. */
int hc_program_run(hc_screen *screen, const char *const *arguments, size_t count);

#ifdef __cplusplus
}
#endif
#endif
