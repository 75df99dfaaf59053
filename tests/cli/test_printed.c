/* Every verb prints its result in every form: the same rows for programs, a table for a wiki.
 */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/sample_centre.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define WORDS_MAX 12

static hc_sample sample;
static char requirement[2 * PATH];

static void make_sample(void)
{
    if (!hc_sample_make(&sample, "12", "3")) { return; }
    (void)snprintf(requirement, sizeof requirement, "%s/requirement.csv", sample.plan);
    hc_sample_plan(&sample, NULL, sample.plan);
}

/* The words of a command line, with the sample's files for what begins with @. */
static hc_ran run_as(const char *const *words, const char *format)
{
    const char *arguments[WORDS_MAX + 3] = {NULL};
    size_t count = 0;
    for (; words[count] != NULL; count++) {
        const char *word = words[count];
        arguments[count] = strcmp(word, "@history") == 0       ? sample.history
                           : strcmp(word, "@plan") == 0        ? sample.plan
                           : strcmp(word, "@requirement") == 0 ? requirement
                                                               : word;
    }
    arguments[count++] = "--format";
    arguments[count] = format;
    return hc_run(arguments, NULL);
}

/* Each line is an object of as many members as the row has cells. */
static void check_objects(const char *lines, size_t cells)
{
    while (*lines != '\0') {
        const char *end = lines;
        cJSON *row = cJSON_ParseWithOpts(lines, &end, 0);
        CU_ASSERT_PTR_NOT_NULL_FATAL(row);
        CU_ASSERT_EQUAL((size_t)cJSON_GetArraySize(row), cells);
        CU_ASSERT_EQUAL(*end, '\n');
        cJSON_Delete(row);
        lines = end + 1;
    }
}

static size_t count_tabs(const char *line)
{
    size_t tabs = 0;
    for (; *line != '\0' && *line != '\n'; line++) {
        tabs += *line == '\t' ? 1 : 0;
    }
    return tabs;
}

static void check_forms(const char *const *words)
{
    hc_ran csv = run_as(words, "csv");
    hc_ran tsv = run_as(words, "tsv");
    hc_ran lines = run_as(words, "jsonl");
    hc_ran people = run_as(words, "md");
    const size_t rows = hc_count_lines(csv.out);
    const size_t cells = count_tabs(tsv.out) + 1;
    CU_ASSERT(rows > 1);
    CU_ASSERT(cells > 1);
    CU_ASSERT_EQUAL(hc_count_lines(tsv.out), rows);
    CU_ASSERT_EQUAL(hc_count_lines(lines.out), rows - 1);
    check_objects(lines.out, cells);
    CU_ASSERT(SAYS(people.out, "| --") || STARTS(people.out, "```text\n"));
    CU_ASSERT(people.exit_code == 0 || people.exit_code == 1);
    CU_ASSERT_EQUAL(people.exit_code, csv.exit_code);
    hc_ran_free(&csv);
    hc_ran_free(&tsv);
    hc_ran_free(&lines);
    hc_ran_free(&people);
}

static void every_verb_prints_every_form(void)
{
    static const char *const lines[][WORDS_MAX] = {
        {"check", "@history", "--quiet"},
        {"forecast", "@history", "--days", "2"},
        {"forecast", "@history", "--days", "1", "--paths", "3"},
        {"kpi", "@history"},
        {"kpi", "@history", "--by", "queue,month"},
        {"staff", "--calls", "100", "--aht", "180", "--target", "80/20"},
        {"simulate", "--calls", "100", "--aht", "180", "--agents", "13", "--runs", "2"},
        {"schedule", "@requirement", "--queue", "all queues", "--effort", "0"},
        {"plan", "@history", "--effort", "0", "--time-limit", "0"},
        {"whatif", "@plan", "--volume", "+10%"},
        {"whatif", "@plan", "--sweep", "volume=+0%..+10%:5%", "--sweep", "aht=200..220:20"},
        {"explain", "@plan"},
        {"scale", "@history"},
        {"backtest", "@history", "--origins", "2026-02-02"},
    };
    make_sample();
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        check_forms(lines[k]);
    }
}

/* Figures as on a terminal, where csv has every digit. */
static void markdown_has_the_figures_of_the_table(void)
{
    static const char *const words[] = {"kpi", "@history", "--by", "queue", NULL};
    make_sample();
    hc_ran table = run_as(words, "table");
    hc_ran people = run_as(words, "md");
    const char *from = table.out;
    CU_ASSERT_EQUAL(people.exit_code, 0);
    for (char word[64]; sscanf(from, " %63s", word) == 1;) {
        if (word[0] >= '0' && word[0] <= '9') { CU_ASSERT(SAYS(people.out, word)); }
        from = strstr(from, word) + strlen(word);
    }
    hc_ran_free(&table);
    hc_ran_free(&people);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_verb_prints_every_form),
        HC_TEST(markdown_has_the_figures_of_the_table),
    };
    return hc_test_run("program: printed forms", tests, sizeof tests / sizeof *tests);
}
