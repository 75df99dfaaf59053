#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

static const char *const verbs[] = {"plan",     "check",    "forecast", "backtest", "staff",
                                    "simulate", "schedule", "kpi",      "whatif",   "scale",
                                    "explain",  "report",   "demo"};
#define VERBS (sizeof verbs / sizeof *verbs)

static void no_arguments_give_twelve_lines_and_one_example(void)
{
    hc_ran bare = hc_run((const char *const[]){NULL}, NULL);
    hc_ran brief = RUN("-h");
    CU_ASSERT_EQUAL(bare.exit_code, 0);
    CU_ASSERT_EQUAL(hc_count_lines(bare.out), 12);
    CU_ASSERT_STRING_EQUAL(brief.out, bare.out);
    CU_ASSERT(SAYS(bare.out, "headcount demo sample && headcount plan sample/history.csv"));
    for (size_t v = 0; v < VERBS; v++) {
        CU_ASSERT(SAYS(bare.out, verbs[v]));
    }
    hc_ran_free(&brief);
    hc_ran_free(&bare);
}

static void asked_for_help_it_gives_a_line_a_verb(void)
{
    hc_ran ran = RUN("--help");
    hc_ran verb = RUN("help");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), VERBS + 4); /* help is a verb too */
    CU_ASSERT_STRING_EQUAL(verb.out, ran.out);
    for (size_t v = 0; v < VERBS; v++) {
        char line[32];
        (void)snprintf(line, sizeof line, "\n  %s ", verbs[v]);
        CU_ASSERT(SAYS(ran.out, line));
    }
    hc_ran_free(&verb);
    hc_ran_free(&ran);
}

static void full_help_begins_with_examples_short_help_is_shorter(void)
{
    for (size_t v = 0; v < VERBS; v++) {
        hc_ran full = RUN(verbs[v], "--help");
        hc_ran brief = RUN(verbs[v], "-h");
        hc_ran asked = RUN("help", verbs[v]);
        CU_ASSERT_EQUAL(full.exit_code, 0);
        CU_ASSERT_EQUAL(brief.exit_code, 0);
        CU_ASSERT(SAYS(full.out, "\n\nEXAMPLES\n  headcount"));
        CU_ASSERT(SAYS(full.out, "EXIT CODES"));
        CU_ASSERT_STRING_EQUAL(asked.out, full.out);
        CU_ASSERT(strlen(brief.out) < strlen(full.out));
        CU_ASSERT_STRING_EQUAL(full.err, "");
        hc_ran_free(&full);
        hc_ran_free(&brief);
        hc_ran_free(&asked);
    }
}

static void a_slip_of_the_keyboard_is_met_by_the_nearest_word(void)
{
    hc_ran ran = RUN("paln");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    CU_ASSERT_STRING_EQUAL(ran.err,
                           "headcount: error: there is no verb 'paln' (did you mean plan?)\n");
    hc_ran_free(&ran);
    ran = RUN("plan", "x.csv", "--shrinkge", "30%");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT_STRING_EQUAL(
        ran.err, "headcount: error: unknown option '--shrinkge' (did you mean --shrinkage?)\n");
    hc_ran_free(&ran);
}

static void a_missing_file_argument_is_a_usage_error(void)
{
    for (size_t v = 0; v < VERBS; v++) {
        hc_ran ran = RUN(verbs[v]);
        CU_ASSERT_EQUAL(ran.exit_code, 2);
        CU_ASSERT(SAYS(ran.err, "error: "));
        CU_ASSERT_STRING_EQUAL(ran.out, "");
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN("explain", "a", "b", "--at", "2026-01-01");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
}

static void the_version_is_one_line(void)
{
    hc_ran ran = RUN("--version");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "headcount "));
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 1);
    hc_ran_free(&ran);
}

static void the_page_of_the_command_line_is_the_one_in_docs(void)
{
    hc_ran ran = RUN("help", "markdown");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(hc_file_is(HC_SOURCE_DIR "/docs/cli.md", ran.out));
    hc_ran_free(&ran);
}

static void manual_and_completion_know_every_verb(void)
{
    static const char *const pages[] = {"man", "bash", "zsh", "fish"};
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
        hc_ran ran = RUN("help", pages[p]);
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        for (size_t v = 0; v < VERBS; v++) {
            CU_ASSERT(SAYS(ran.out, verbs[v]));
        }
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN("help", "fish");
    CU_ASSERT(SAYS(ran.out, "-l format -x -a 'table csv tsv json jsonl md'"));
    hc_ran_free(&ran);
    ran = RUN("help", "nothing");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
}

/* Options and their meanings fit a window of 88 columns. */
static void help_keeps_to_its_width(void)
{
    for (size_t v = 0; v < VERBS; v++) {
        hc_ran ran = RUN(verbs[v], "--help");
        const char *options = strstr(ran.out, "\nOPTIONS\n");
        CU_ASSERT_PTR_NOT_NULL_FATAL(options);
        for (const char *at = options + 9; at[0] == ' ';) {
            const size_t length = strcspn(at, "\n");
            CU_ASSERT(length <= 88);
            at += length + (at[length] == '\n' ? 1 : 0);
        }
        hc_ran_free(&ran);
    }
}

static void a_full_disk_is_exit_code_six(void)
{
    static const char *const lines[][4] = {
        {"help", NULL}, {"plan", "--help", NULL}, {"staff", "--load=10", "--aht=180", NULL}};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        hc_ran ran = hc_run_into(lines[k], "/dev/full");
        CU_ASSERT_EQUAL(ran.exit_code, 6);
        CU_ASSERT(SAYS(ran.err, "standard output"));
        hc_ran_free(&ran);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(no_arguments_give_twelve_lines_and_one_example),
        HC_TEST(asked_for_help_it_gives_a_line_a_verb),
        HC_TEST(full_help_begins_with_examples_short_help_is_shorter),
        HC_TEST(a_slip_of_the_keyboard_is_met_by_the_nearest_word),
        HC_TEST(a_missing_file_argument_is_a_usage_error),
        HC_TEST(the_version_is_one_line),
        HC_TEST(the_page_of_the_command_line_is_the_one_in_docs),
        HC_TEST(manual_and_completion_know_every_verb),
        HC_TEST(help_keeps_to_its_width),
        HC_TEST(a_full_disk_is_exit_code_six),
    };
    return hc_test_run("program: help", tests, sizeof tests / sizeof *tests);
}
