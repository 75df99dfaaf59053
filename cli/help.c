#include "cli/help.h"

#include <string.h>

#include "cli/program.h"

#define NAME_COLUMNS 30 /* width of the column of option names */
#define LINE_COLUMNS 88 /* as wide as the paragraphs below the options */

#define FIRST_VERBS 8 /* those of every week, in the list of all */

/* What it is for, one line to paste, and so many verbs. */
static void print_verbs(FILE *stream, size_t count)
{
    (void)fputs("headcount turns a call centre's history into next week's staff.\n", stream);
    (void)fputs("  headcount demo sample && headcount plan sample/history.csv --out sample/plan"
                "\n",
                stream);
    for (size_t v = 0; v < count; v++) {
        (void)fprintf(stream, "  %-9s %s\n", hc_verbs[v]->name, hc_verbs[v]->summary);
    }
}

void hc_help_first(FILE *stream)
{
    print_verbs(stream, FIRST_VERBS);
    (void)fputs("  also     ", stream);
    for (size_t v = FIRST_VERBS; v < HC_VERB_COUNT; v++) {
        (void)fprintf(stream, "%s %s", v > FIRST_VERBS ? "," : "", hc_verbs[v]->name);
    }
    (void)fputs("\nheadcount --help lists them all, headcount VERB --help has examples and "
                "options.\n",
                stream);
}

void hc_help_all(FILE *stream)
{
    print_verbs(stream, HC_VERB_COUNT);
    (void)fputs("headcount VERB --help has examples and options, -h the common ones.\n",
                stream);
}

/* "-h, --name=VALUE" into text[size]. */
static void option_usage(const hc_option *option, char *text, size_t size)
{
    char letter[8] = "";
    if (option->letter != 0) { (void)snprintf(letter, sizeof letter, "-%c, ", option->letter); }
    const bool takes = option->kind != HC_OPTION_FLAG;
    (void)snprintf(text, size, "%s--%s%s%s", letter, option->name, takes ? " " : "",
                   takes ? option->value : "");
}

/* The text in lines behind the column of names, the first of which is begun; words stay whole.
 */
static void print_meaning(FILE *stream, const char *text)
{
    const size_t room = LINE_COLUMNS - NAME_COLUMNS - 3;
    while (strlen(text) > room) {
        size_t length = room;
        while (length > 0 && text[length] != ' ') {
            length--;
        }
        if (length == 0) { break; }
        (void)fprintf(stream, "%.*s\n%*s", (int)length, text, NAME_COLUMNS + 3, "");
        text += length + 1;
    }
    (void)fprintf(stream, "%s\n", text);
}

static void print_option(FILE *stream, const hc_option *option)
{
    char usage[128];
    option_usage(option, usage, sizeof usage);
    if (strlen(usage) < NAME_COLUMNS) {
        (void)fprintf(stream, "  %-*s ", NAME_COLUMNS, usage);
    } else {
        (void)fprintf(stream, "  %s\n  %-*s ", usage, NAME_COLUMNS, "");
    }
    print_meaning(stream, option->help);
}

static void print_options(FILE *stream, const hc_option *options, size_t count,
                          bool only_common)
{
    for (size_t k = 0; k < count; k++) {
        if (options[k].common || !only_common) { print_option(stream, &options[k]); }
    }
}

/* Each line of text behind a margin. */
static void print_lines(FILE *stream, const char *margin, const char *text)
{
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        (void)fprintf(stream, "%s%.*s\n", length > 0 ? margin : "", (int)length, text);
        text += length + (text[length] == '\n' ? 1 : 0);
    }
}

static void print_usage(FILE *stream, const hc_verb *verb)
{
    (void)fprintf(stream, "headcount %s%s%s [options]\n", verb->name,
                  verb->arguments[0] != '\0' ? " " : "", verb->arguments);
}

void hc_help_short(FILE *stream, const hc_verb *verb)
{
    print_usage(stream, verb);
    (void)fprintf(stream, "  %s\n\n", verb->summary);
    print_options(stream, verb->options, verb->option_count, true);
    print_options(stream, hc_common_options, hc_common_option_count, true);
}

typedef struct exit_meaning {
    int code;
    const char *text;
} exit_meaning;

static const exit_meaning exit_meanings[] = {
#define HC_EXIT_ROW(name, code, text) {code, text},
    HC_EXIT_LIST(HC_EXIT_ROW)
#undef HC_EXIT_ROW
};
#define EXIT_MEANINGS (sizeof exit_meanings / sizeof *exit_meanings)

void hc_help_full(FILE *stream, const hc_verb *verb)
{
    (void)fprintf(stream, "headcount %s: %s\n\nEXAMPLES\n", verb->name, verb->summary);
    print_lines(stream, "  ", verb->examples);
    (void)fputs("\nUSAGE\n  ", stream);
    print_usage(stream, verb);
    (void)fputs("\nOPTIONS\n", stream);
    print_options(stream, verb->options, verb->option_count, false);
    print_options(stream, hc_common_options, hc_common_option_count, false);
    (void)fputs("\n", stream);
    print_lines(stream, "", verb->about);
    (void)fputs("\nEXIT CODES\n", stream);
    for (size_t k = 0; k < EXIT_MEANINGS; k++) {
        (void)fprintf(stream, "  %3d  %s\n", exit_meanings[k].code, exit_meanings[k].text);
    }
}

/* ---- docs/cli.md --------------------------------------------------------------------------
 */

static void markdown_option(FILE *stream, const hc_option *option)
{
    char usage[128];
    option_usage(option, usage, sizeof usage);
    (void)fputs("| `", stream);
    for (const char *c = usage; *c != '\0'; c++) {
        (void)fputs(*c == '|' ? "\\|" : (const char[]){*c, '\0'}, stream);
    }
    (void)fprintf(stream, "` | %s |\n", option->help);
}

static void markdown_options(FILE *stream, const hc_option *options, size_t count)
{
    (void)fputs("| option | meaning |\n| --- | --- |\n", stream);
    for (size_t k = 0; k < count; k++) {
        markdown_option(stream, &options[k]);
    }
}

void hc_help_markdown(FILE *stream)
{
    (void)fputs(
        "# The command line\n\n"
        "Made by `headcount help markdown` from the option tables in `cli/`; a test "
        "compares the two.\n"
        "Results go to standard output, talk to standard error. `-` as a file is "
        "standard input, for options that name files too, and a shell's `<(command)` is a "
        "file like any other.\n\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n",
        stream);
    for (size_t k = 0; k < EXIT_MEANINGS; k++) {
        (void)fprintf(stream, "| %d | %s |\n", exit_meanings[k].code, exit_meanings[k].text);
    }
    (void)fputs("\n## Options of every verb\n\n", stream);
    markdown_options(stream, hc_common_options, hc_common_option_count);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        const hc_verb *verb = hc_verbs[v];
        (void)fprintf(stream, "\n## headcount %s%s%s\n\n%s.\n\n```sh\n%s\n```\n\n", verb->name,
                      verb->arguments[0] != '\0' ? " " : "", verb->arguments, verb->summary,
                      verb->examples);
        if (verb->option_count > 0) {
            markdown_options(stream, verb->options, verb->option_count);
            (void)fputs("\n", stream);
        }
        (void)fprintf(stream, "%s\n", verb->about);
    }
}

/* ---- manual page --------------------------------------------------------------------------
 */

/* Roff reads a backslash, and a point or an apostrophe at the start of a line, as its own. */
static void man_text(FILE *stream, const char *text)
{
    bool line_start = true;
    for (const char *c = text; *c != '\0'; c++) {
        if (line_start && (*c == '.' || *c == '\'')) { (void)fputs("\\&", stream); }
        if (*c == '\\' || *c == '-') { (void)fputc('\\', stream); }
        (void)fputs(*c == '\\' ? "e" : (const char[]){*c, '\0'}, stream);
        line_start = *c == '\n';
    }
}

static void man_options(FILE *stream, const hc_option *options, size_t count)
{
    char usage[128];
    for (size_t k = 0; k < count; k++) {
        option_usage(&options[k], usage, sizeof usage);
        (void)fputs(".TP\n.B ", stream);
        man_text(stream, usage);
        (void)fputs("\n", stream);
        man_text(stream, options[k].help);
        (void)fputs("\n", stream);
    }
}

void hc_help_man(FILE *stream)
{
    (void)fprintf(stream, ".TH HEADCOUNT 1 \"\" \"headcount %s\"\n", HC_VERSION);
    (void)fputs(".SH NAME\nheadcount \\- staff a call centre from its history\n"
                ".SH SYNOPSIS\n.B headcount\n.I VERB\n[options]\n",
                stream);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        const hc_verb *verb = hc_verbs[v];
        (void)fprintf(stream, ".SH %s %s\n", verb->name, verb->arguments);
        man_text(stream, verb->summary);
        (void)fputs(".\n.PP\n", stream);
        man_text(stream, verb->about);
        (void)fputs("\n.PP\n.nf\n", stream);
        man_text(stream, verb->examples);
        (void)fputs("\n.fi\n", stream);
        man_options(stream, verb->options, verb->option_count);
    }
    (void)fputs(".SH OPTIONS OF EVERY VERB\n", stream);
    man_options(stream, hc_common_options, hc_common_option_count);
    (void)fputs(".SH EXIT STATUS\n", stream);
    for (size_t k = 0; k < EXIT_MEANINGS; k++) {
        (void)fprintf(stream, ".TP\n.B %d\n", exit_meanings[k].code);
        man_text(stream, exit_meanings[k].text);
        (void)fputs("\n", stream);
    }
}

/* ---- shell completion ---------------------------------------------------------------------
 */

static void bash_option_names(FILE *stream, const hc_option *options, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        (void)fprintf(stream, " --%s", options[k].name);
    }
}

void hc_help_bash(FILE *stream)
{
    (void)fputs("# bash completion: headcount help bash > "
                "/etc/bash_completion.d/headcount\n_headcount() {\n"
                "    local word=${COMP_WORDS[COMP_CWORD]} words=\n"
                "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words='",
                stream);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        (void)fprintf(stream, "%s%s", v > 0 ? " " : "", hc_verbs[v]->name);
    }
    (void)fputs("'\n    else\n        case ${COMP_WORDS[1]} in\n", stream);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        (void)fprintf(stream, "        %s) words='", hc_verbs[v]->name);
        bash_option_names(stream, hc_verbs[v]->options, hc_verbs[v]->option_count);
        bash_option_names(stream, hc_common_options, hc_common_option_count);
        (void)fputs("' ;;\n", stream);
    }
    (void)fputs("        esac\n    fi\n"
                "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
                "complete -o default -F _headcount headcount\n",
                stream);
}

/* Inside single quotes; brackets and colons mean something to _arguments. */
static void zsh_text(FILE *stream, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'') {
            (void)fputs("'\\''", stream);
            continue;
        }
        if (strchr("[]:\\", *c) != NULL) { (void)fputc('\\', stream); }
        (void)fputc(*c, stream);
    }
}

static void zsh_option(FILE *stream, const hc_option *option)
{
    (void)fprintf(stream, " \\\n            '--%s%s[", option->name,
                  option->kind == HC_OPTION_FLAG ? "" : "=");
    zsh_text(stream, option->help);
    (void)fputs("]", stream);
    if (option->kind == HC_OPTION_CHOICE) {
        (void)fputs(":value:(", stream);
        for (const char *c = option->value; *c != '\0'; c++) {
            (void)fputc(*c == '|' ? ' ' : *c, stream);
        }
        (void)fputs(")", stream);
    } else if (hc_option_is_path(option)) {
        (void)fputs(":file:_files", stream);
    } else if (option->kind != HC_OPTION_FLAG) {
        (void)fputs(":value:", stream);
    }
    (void)fputs("'", stream);
}

static void zsh_options(FILE *stream, const hc_option *options, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        zsh_option(stream, &options[k]);
    }
}

void hc_help_zsh(FILE *stream)
{
    (void)fputs(
        "#compdef headcount\n# zsh completion: save as _headcount in a folder of $fpath\n"
        "if (( CURRENT == 2 )); then\n    local -a verbs=(",
        stream);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        (void)fprintf(stream, "\n        '%s:", hc_verbs[v]->name);
        zsh_text(stream, hc_verbs[v]->summary);
        (void)fputs("'", stream);
    }
    (void)fputs(")\n    _describe verb verbs\nelse\n    case $words[2] in\n", stream);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        (void)fprintf(stream, "        %s) _arguments", hc_verbs[v]->name);
        zsh_options(stream, hc_verbs[v]->options, hc_verbs[v]->option_count);
        zsh_options(stream, hc_common_options, hc_common_option_count);
        (void)fputs(" '*:file:_files' ;;\n", stream);
    }
    (void)fputs("    esac\nfi\n", stream);
}

/* Inside single quotes. */
static void fish_text(FILE *stream, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'' || *c == '\\') { (void)fputc('\\', stream); }
        (void)fputc(*c, stream);
    }
}

/* condition: when the option is offered. */
static void fish_options(FILE *stream, const char *condition, const hc_option *options,
                         size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const hc_option *option = &options[k];
        (void)fprintf(stream, "complete -c headcount%s -l %s", condition, option->name);
        if (option->letter != 0) { (void)fprintf(stream, " -s %c", option->letter); }
        if (option->kind != HC_OPTION_FLAG) {
            (void)fputs(hc_option_is_path(option) ? " -r" : " -x", stream);
        }
        if (option->kind == HC_OPTION_CHOICE) {
            (void)fputs(" -a '", stream);
            for (const char *c = option->value; *c != '\0'; c++) {
                (void)fputc(*c == '|' ? ' ' : *c, stream);
            }
            (void)fputs("'", stream);
        }
        (void)fputs(" -d '", stream);
        fish_text(stream, option->help);
        (void)fputs("'\n", stream);
    }
}

void hc_help_fish(FILE *stream)
{
    (void)fputs("# fish completion: save as headcount.fish in ~/.config/fish/completions\n",
                stream);
    for (size_t v = 0; v < HC_VERB_COUNT; v++) {
        const hc_verb *verb = hc_verbs[v];
        char condition[64];
        (void)fprintf(stream, "complete -c headcount -n __fish_use_subcommand -a %s -d '",
                      verb->name);
        fish_text(stream, verb->summary);
        (void)fputs("'\n", stream);
        (void)snprintf(condition, sizeof condition, " -n '__fish_seen_subcommand_from %s'",
                       verb->name);
        fish_options(stream, condition, verb->options, verb->option_count);
    }
    fish_options(stream, "", hc_common_options, hc_common_option_count);
}
