/*
 * Command lines that nobody typed: whatever they are, the program ends with a code of its own
 * and, where that tells of a failure, a message; nothing leaks. HC_ARGUMENT_LINES asks for more
 * of them than the few of every day.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/base/exit_code.h"
#include "cli/program.h"
#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define LINES_USUAL 300
#define WORDS_MAX 12
#define WORD_BYTES 128
#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct any_line {
    char text[WORDS_MAX][WORD_BYTES];
    const char *word[WORDS_MAX];
    size_t count;
} any_line;

enum { HISTORY, CENTRE, PLAN, REQUIREMENT };
static const char *const files[] = {[HISTORY] = "kept/demo/history.csv",
                                    [CENTRE] = "kept/demo/centre.json",
                                    [PLAN] = "kept/plan/plan.json",
                                    [REQUIREMENT] = "kept/plan/requirement.csv",
                                    "kept/demo/agents.csv",
                                    "kept/plan/roster.csv",
                                    "kept/demo/special_days.csv",
                                    "kept/demo",
                                    "absent.csv",
                                    "/dev/null",
                                    "-",
                                    ""};
static const char *const places[] = {
    "made", "made/rows.csv", "absent/rows.csv", "/dev/full", "", "..", "made/", "kept/demo"};
static const char *const values[] = {"0",
                                     "1",
                                     "2",
                                     "-1",
                                     "0.5",
                                     "1e308",
                                     "-0",
                                     "nan",
                                     "inf",
                                     "0x10",
                                     "1e-9",
                                     "30%",
                                     "120%",
                                     "80/20",
                                     "4w",
                                     "28d",
                                     "2026-01-05",
                                     "2026-02-30",
                                     "",
                                     " ",
                                     "x",
                                     "a,b",
                                     "+10%",
                                     "queue",
                                     "5:00",
                                     "Europe/Berlin",
                                     "csv",
                                     "json",
                                     "table",
                                     "\xFF",
                                     "%s%n",
                                     "=1+1",
                                     "가",
                                     "--volume",
                                     "9999999999999999999"};
static const char *const junk[] = {"--",  "---", "-q",   "--quiet=1", "-", "--no-such-option",
                                   "--=", "-hh", "plan", "--help",    "\n"};

#define PICK(rng, list) ((list)[hc_rng_below((rng), COUNT(list))])

static void add(any_line *line, const char *first, const char *second)
{
    char *text = line->text[line->count];
    (void)snprintf(text, WORD_BYTES, "%s%s", first, second);
    line->word[line->count++] = text;
}

/* One of the choices as often as not, of "table|csv|json". */
static const char *any_choice(hc_rng *rng, const char *choices)
{
    static char chosen[WORD_BYTES];
    for (const char *at = choices; at != NULL && *at != '\0';) {
        const size_t length = strcspn(at, "|");
        (void)snprintf(chosen, sizeof chosen, "%.*s", (int)length, at);
        if (hc_rng_below(rng, 3) == 0) { return chosen; }
        at += length + (at[length] == '|' ? 1 : 0);
    }
    return PICK(rng, values);
}

/* A number within its range as often as not; never one that asks for hours of work. */
static const char *any_number(hc_rng *rng, const hc_option *option)
{
    static char number[WORD_BYTES];
    if (option->most <= option->least || hc_rng_below(rng, 2) == 0) {
        return PICK(rng, values);
    }
    (void)snprintf(number, sizeof number, "%.0f", option->least + (double)hc_rng_below(rng, 3));
    return number;
}

static const char *any_value(hc_rng *rng, const hc_option *option)
{
    switch (option->kind) {
    case HC_OPTION_PATH:
        return PICK(rng, files);
    case HC_OPTION_OUTPUT:
        return PICK(rng, places);
    case HC_OPTION_CHOICE:
        return any_choice(rng, option->value);
    case HC_OPTION_NUMBER:
    case HC_OPTION_WHOLE:
        return any_number(rng, option);
    default:
        return PICK(rng, values);
    }
}

static void add_option(any_line *line, hc_rng *rng, const hc_option *option)
{
    char name[WORD_BYTES];
    (void)snprintf(name, sizeof name, "--%s", option->name);
    if (option->kind == HC_OPTION_FLAG) {
        add(line, name, "");
    } else if (hc_rng_below(rng, 4) == 0) {
        (void)snprintf(name, sizeof name, "--%s=", option->name);
        add(line, name, any_value(rng, option));
    } else {
        add(line, name, "");
        if (hc_rng_below(rng, 20) != 0) { add(line, any_value(rng, option), ""); }
    }
}

static bool has_option(const hc_verb *verb, const char *name)
{
    for (size_t k = 0; k < verb->option_count; k++) {
        if (strcmp(verb->options[k].name, name) == 0) { return true; }
    }
    return false;
}

/* What the verb reads as often as not. */
static const char *any_file(hc_rng *rng, const hc_verb *verb)
{
    const bool right = hc_rng_below(rng, 3) > 0;
    if (strcmp(verb->name, "demo") == 0) { return PICK(rng, places); }
    if (right && strstr(verb->arguments, "HISTORY") != NULL) { return files[HISTORY]; }
    if (right && strstr(verb->arguments, "REQUIREMENT") != NULL) { return files[REQUIREMENT]; }
    if (right && strstr(verb->arguments, "PLAN") != NULL) { return files[PLAN]; }
    return PICK(rng, files);
}

/* A verb, files for it, some of its options, seldom rubbish; searches are short. */
static void make_line(any_line *line, hc_rng *rng)
{
    const hc_verb *verb = hc_verbs[hc_rng_below(rng, HC_VERB_COUNT)];
    line->count = 0;
    if (hc_rng_below(rng, 50) == 0) { add(line, PICK(rng, junk), ""); }
    add(line, verb->name, "");
    if (has_option(verb, "effort")) {
        add(line, "--effort", "");
        add(line, "0", "");
    }
    const size_t positional =
        hc_rng_below(rng, 5) > 0 ? verb->files_least : hc_rng_below(rng, 3);
    for (size_t k = 0; k < positional; k++) {
        add(line, any_file(rng, verb), "");
    }
    for (size_t more = hc_rng_below(rng, 4); more > 0 && line->count + 2 <= WORDS_MAX; more--) {
        if (hc_rng_below(rng, 12) == 0 || verb->option_count == 0) {
            add(line, PICK(rng, junk), "");
        } else {
            add_option(line, rng, &verb->options[hc_rng_below(rng, verb->option_count)]);
        }
    }
}

static bool is_known(int code)
{
#define KNOWN(name, number, text) || code == (number)
    return false HC_EXIT_LIST(KNOWN);
#undef KNOWN
}

static void tell(const any_line *line, int code)
{
    printf("\n    exit %d:", code);
    for (size_t k = 0; k < line->count; k++) {
        printf(" '%s'", line->word[k]);
    }
    printf("\n");
}

/* Runs a line; whether it ended as it may. Counts those that gave a result. */
static bool ends_well(const any_line *line, FILE *nowhere, size_t *done)
{
    FILE *said = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(said);
    hc_screen screen = {.out = nowhere, .err = said, .format = HC_FORMAT_CSV};
    const size_t live = hc_heap_live();
    const int code = hc_program_run(&screen, line->word, line->count);
    const bool well =
        is_known(code) && hc_heap_live() == live && (code <= HC_EXIT_SHORT || ftell(said) > 0);
    if (!well) { tell(line, code); }
    *done += code <= HC_EXIT_SHORT ? 1 : 0;
    (void)fclose(said);
    return well;
}

static int run_in(FILE *nowhere, const char *const *arguments)
{
    hc_screen screen = {.out = nowhere, .err = nowhere, .format = HC_FORMAT_CSV};
    size_t count = 0;
    while (arguments[count] != NULL) {
        count++;
    }
    return hc_program_run(&screen, arguments, count);
}
#define RUN_IN(nowhere, ...) run_in((nowhere), (const char *const[]){__VA_ARGS__, NULL})

static void make_files(FILE *nowhere)
{
    CU_ASSERT_EQUAL_FATAL(mkdir("kept", 0777), 0);
    CU_ASSERT_EQUAL_FATAL(RUN_IN(nowhere, "demo", "kept/demo", "--weeks", "3", "--queues", "1"),
                          HC_EXIT_DONE);
    CU_ASSERT_TRUE_FATAL(RUN_IN(nowhere, "plan", files[HISTORY], "--centre", files[CENTRE],
                                "--effort", "0", "--out", "kept/plan") <= HC_EXIT_SHORT);
}

static size_t lines_asked(void)
{
    const char *asked = getenv("HC_ARGUMENT_LINES");
    int64_t lines = 0;
    if (asked == NULL || !hc_parse_int64(asked, strlen(asked), &lines)) { return LINES_USUAL; }
    return (size_t)lines;
}

static void any_command_line_ends_with_a_code_of_its_own(void)
{
    FILE *nowhere = fopen("/dev/null", "wb");
    hc_rng rng;
    any_line line;
    size_t wrong = 0;
    size_t done = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(nowhere);
    CU_ASSERT_EQUAL_FATAL(chdir(hc_scratch()), 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(freopen("/dev/null", "rb", stdin));
    make_files(nowhere);
    hc_rng_seed(&rng, 7);
    const size_t lines = lines_asked();
    for (size_t k = 0; k < lines; k++) {
        make_line(&line, &rng);
        wrong += ends_well(&line, nowhere, &done) ? 0 : 1;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(done * 20 > lines); /* or they would be no commands */
    printf("\n    %zu of %zu lines gave a result\n", done, lines);
    (void)fclose(nowhere);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(any_command_line_ends_with_a_code_of_its_own)};
    return hc_test_run("program: arguments", tests, COUNT(tests));
}
