/* headcount help: a verb's help, the manual page, shell completion, docs/cli.md. */
#include <string.h>

#include "cli/help.h"
#include "cli/program.h"

typedef struct help_page {
    const char *name;
    void (*print)(FILE *stream);
} help_page;

static const help_page pages[] = {{"man", hc_help_man},
                                  {"bash", hc_help_bash},
                                  {"zsh", hc_help_zsh},
                                  {"fish", hc_help_fish},
                                  {"markdown", hc_help_markdown}};

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    FILE *out = call->screen->out;
    (void)exit_code;
    if (call->file_count == 0) {
        hc_help_all(out);
        return HC_OK;
    }
    const hc_verb *verb = hc_verb_find(call->files[0]);
    if (verb != NULL) {
        hc_help_full(out, verb);
        return HC_OK;
    }
    for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
        if (strcmp(pages[k].name, call->files[0]) == 0) {
            pages[k].print(out);
            return HC_OK;
        }
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "a verb, or man, bash, zsh, fish, markdown",
                   "there is no help on '%s'", call->files[0]);
}

const hc_verb hc_verb_help = {
    .name = "help",
    .arguments = "[VERB|man|bash|zsh|fish|markdown]",
    .summary = "help on a verb, the manual page, shell completion",
    .examples = "headcount help plan\n"
                "headcount help man > /usr/local/share/man/man1/headcount.1\n"
                "headcount help bash > /etc/bash_completion.d/headcount",
    .about = "Every page is made from the same tables that read the options.",
    .files_most = 1,
    .run = run,
};
