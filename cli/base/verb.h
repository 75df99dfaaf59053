/* A verb: its option table, its examples and the function that does the job. */
#ifndef HC_CLI_BASE_VERB_H
#define HC_CLI_BASE_VERB_H

#include "cli/base/exit_code.h"
#include "cli/base/message.h"
#include "cli/base/option.h"

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

#ifdef __cplusplus
}
#endif
#endif
