#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/text.h"
#include "forecast/base/csv_guard.h"
#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "forecast/base/utf8.h"
#include "tests/support/hc_test.h"

#define TEXT_MAX 4096

typedef void (*put_fn)(FILE *out, const char *text);

static void put_ical_summary(FILE *out, const char *text)
{
    hc_ical_text(out, "SUMMARY", text);
}

/* What put writes for text, as a string. */
static const char *written(put_fn put, const char *text, char *room)
{
    memset(room, 0, TEXT_MAX);
    FILE *out = fmemopen(room, TEXT_MAX, "w");
    put(out, text);
    (void)fclose(out);
    return room;
}

#define CHECK_WRITTEN(put, text, expected)                                                     \
    do {                                                                                       \
        char room_[TEXT_MAX];                                                                  \
        CU_ASSERT_STRING_EQUAL(written((put), (text), room_), (expected));                     \
    } while (0)

/* A reader of one CSV cell by RFC 4180, with the guard taken away as the loader does. */
static void read_csv_cell(const char *cell, char *text)
{
    size_t length = 0;
    const bool quoted = cell[0] == '"';
    for (const char *from = cell + (quoted ? 1 : 0); *from != '\0'; from++) {
        if (quoted && from[0] == '"') {
            if (from[1] != '"') { break; }
            from++;
        }
        text[length++] = *from;
    }
    text[length] = '\0';
    if (hc_csv_has_guard(text, length)) { memmove(text, text + 1, length); }
}

/* The references that hc_html_text writes, and no others. */
static void read_html(const char *html, char *text)
{
    static const char *const entity[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    static const char plain[] = "&<>\"'";
    size_t length = 0;
    while (*html != '\0') {
        size_t match = 0;
        while (match < 5 && strncmp(html, entity[match], strlen(entity[match])) != 0) {
            match++;
        }
        text[length] = *html;
        if (match < 5) { text[length] = plain[match]; }
        length++;
        html += match < 5 ? strlen(entity[match]) : 1;
    }
    text[length] = '\0';
}

/* Unfolds and unescapes "SUMMARY:..."; checks the length of every line on the way. */
static void read_ical(const char *lines, char *text)
{
    size_t length = 0;
    size_t column = strlen("SUMMARY:");
    const char *from = lines + column;
    while (strcmp(from, "\r\n") != 0) {
        if (strncmp(from, "\r\n ", 3) == 0) {
            CU_ASSERT_TRUE(column <= HC_ICAL_LINE_MAX);
            from += 3;
            column = 1;
            continue;
        }
        const bool escaped = *from == '\\';
        if (escaped) {
            from++;
            column++;
        }
        text[length] = *from;
        if (escaped && *from == 'n') { text[length] = '\n'; }
        length++;
        from++;
        column++;
    }
    CU_ASSERT_TRUE(column <= HC_ICAL_LINE_MAX);
    text[length] = '\0';
}

/* A random text of characters that matter to some medium; printable ones only when asked. */
static void random_text(hc_rng *rng, bool printable, char *text)
{
    static const char *const letter[] = {"'",
                                         "\"",
                                         "=",
                                         "+",
                                         "-",
                                         "@",
                                         ",",
                                         ";",
                                         "\\",
                                         "<",
                                         ">",
                                         "&",
                                         "a",
                                         " ",
                                         "n",
                                         "/script",
                                         "--",
                                         "]]>",
                                         "%s",
                                         "\n",
                                         "\xC3\xA9",
                                         "\xED\x95\x9C",
                                         "\xF0\x9F\x98\x80",
                                         "\xEF\xBC\x9D",
                                         "\t",
                                         "\r",
                                         "\x01",
                                         "\x7F",
                                         "\xC2\x85",
                                         "\xE2\x80\xA8"};
    const uint64_t letters = printable ? 24 : 30;
    const uint64_t count = hc_rng_below(rng, 60);
    text[0] = '\0';
    for (uint64_t i = 0; i < count; i++) {
        const char *next = letter[hc_rng_below(rng, letters)];
        memcpy(text + strlen(text), next, strlen(next) + 1);
    }
}

static void csv_cells_are_quoted_only_when_they_must(void)
{
    CHECK_WRITTEN(hc_csv_cell, "", "");
    CHECK_WRITTEN(hc_csv_cell, "Sales", "Sales");
    CHECK_WRITTEN(hc_csv_cell, "a,b", "\"a,b\"");
    CHECK_WRITTEN(hc_csv_cell, "say \"hi\"", "\"say \"\"hi\"\"\"");
    CHECK_WRITTEN(hc_csv_cell, "two\nlines", "\"two\nlines\"");
    CHECK_WRITTEN(hc_csv_cell, " blank ", "\" blank \"");
}

static void a_cell_of_tsv_has_no_tab_and_no_line_end(void)
{
    CHECK_WRITTEN(hc_tsv_cell, "a,b \"c\"", "a,b \"c\"");
    CHECK_WRITTEN(hc_tsv_cell, "a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e");
    CHECK_WRITTEN(hc_tsv_cell, "=1+1", "'=1+1");
}

static void a_cell_of_markdown_shows_what_it_was(void)
{
    CHECK_WRITTEN(hc_markdown_cell, "Sales EU", "Sales EU");
    CHECK_WRITTEN(hc_markdown_cell, "a|b_c*d", "a\\|b\\_c\\*d");
    CHECK_WRITTEN(hc_markdown_cell, "two\nlines\xff", "two\xEF\xBF\xBDlines\xEF\xBF\xBD");
    CU_ASSERT_EQUAL(hc_markdown_escapes("a|b_c*d"), 3);
    CU_ASSERT_EQUAL(hc_markdown_escapes(""), 0);
}

static void csv_cells_never_run_as_a_formula(void)
{
    CHECK_WRITTEN(hc_csv_cell, "=1+1", "'=1+1");
    CHECK_WRITTEN(hc_csv_cell, "-2", "'-2");
    CHECK_WRITTEN(hc_csv_cell, "@SUM(A1,A2)", "\"'@SUM(A1,A2)\"");
    CHECK_WRITTEN(hc_csv_cell, "\tx", "\"'\tx\"");
    CHECK_WRITTEN(hc_csv_cell, "'=1", "''=1");
}

static void csv_reads_back_the_same_text(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 1);
    char text[TEXT_MAX];
    char cell[TEXT_MAX];
    char back[TEXT_MAX];
    for (int round = 0; round < 20000; round++) {
        random_text(&rng, false, text);
        read_csv_cell(written(hc_csv_cell, text, cell), back);
        CU_ASSERT_STRING_EQUAL(back, text);
    }
}

static void json_reads_back_the_same_text(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 2);
    char text[TEXT_MAX];
    char json[TEXT_MAX];
    for (int round = 0; round < 20000; round++) {
        random_text(&rng, false, text);
        cJSON *value = cJSON_Parse(written(hc_json_text, text, json));
        CU_ASSERT_PTR_NOT_NULL_FATAL(value);
        CU_ASSERT_STRING_EQUAL(cJSON_GetStringValue(value), text);
        CU_ASSERT_PTR_NULL(strpbrk(json, "<>&\n\r\t"));
        cJSON_Delete(value);
    }
}

static void html_reads_back_the_same_text(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    char text[TEXT_MAX];
    char html[TEXT_MAX];
    char back[TEXT_MAX];
    for (int round = 0; round < 20000; round++) {
        random_text(&rng, true, text);
        read_html(written(hc_html_text, text, html), back);
        CU_ASSERT_STRING_EQUAL(back, text);
        CU_ASSERT_PTR_NULL(strpbrk(html, "<>\"'"));
    }
}

static void ical_folds_on_characters_and_reads_back_the_same_text(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 4);
    char text[TEXT_MAX];
    char lines[TEXT_MAX];
    char back[TEXT_MAX];
    for (int round = 0; round < 20000; round++) {
        random_text(&rng, true, text);
        read_ical(written(put_ical_summary, text, lines), back);
        CU_ASSERT_STRING_EQUAL(back, text);
        for (const char *line = lines; *line != '\0'; line += strcspn(line, "\n") + 1) {
            size_t bad_at = 0;
            CU_ASSERT_TRUE(hc_utf8_is_valid(line, strcspn(line, "\n"), &bad_at));
        }
    }
}

static void bytes_that_are_not_text_become_the_replacement_character(void)
{
    CHECK_WRITTEN(hc_json_text, "a\xFFz", "\"a\\ufffdz\"");
    CHECK_WRITTEN(hc_html_text, "a\xC3", "a\xEF\xBF\xBD");
    CHECK_WRITTEN(hc_html_text, "\x1B[31m", "\xEF\xBF\xBD[31m");
    CHECK_WRITTEN(put_ical_summary, "a\rb\x07",
                  "SUMMARY:a\xEF\xBF\xBD"
                  "b\xEF\xBF\xBD\r\n");
}

static void numbers_that_are_none_are_never_written(void)
{
    char room[TEXT_MAX] = "";
    FILE *out = fmemopen(room, sizeof room, "w");
    const double none[] = {HC_MISSING, (double)INFINITY, -(double)INFINITY};
    for (size_t i = 0; i < 3; i++) {
        hc_put_fixed(out, none[i], 3);
        hc_json_number(out, none[i]);
        hc_put(out, ";");
    }
    hc_put_fixed(out, 2.5, 3);
    (void)fclose(out);
    CU_ASSERT_STRING_EQUAL(room, "null;null;null;2.5");
}

static void a_full_disk_is_an_output_error_that_names_the_file(void)
{
    FILE *full = fopen("/dev/full", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(full);
    hc_error err = HC_ERROR_INIT;
    hc_csv_cell(full, "text");
    CU_ASSERT_EQUAL(hc_stream_check(full, "roster.csv", &err), HC_ERR_OUTPUT);
    CU_ASSERT_STRING_EQUAL(err.file, "roster.csv");
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "No space left"));
    (void)fclose(full);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(csv_cells_are_quoted_only_when_they_must),
        HC_TEST(a_cell_of_tsv_has_no_tab_and_no_line_end),
        HC_TEST(a_cell_of_markdown_shows_what_it_was),
        HC_TEST(csv_cells_never_run_as_a_formula),
        HC_TEST(csv_reads_back_the_same_text),
        HC_TEST(json_reads_back_the_same_text),
        HC_TEST(html_reads_back_the_same_text),
        HC_TEST(ical_folds_on_characters_and_reads_back_the_same_text),
        HC_TEST(bytes_that_are_not_text_become_the_replacement_character),
        HC_TEST(numbers_that_are_none_are_never_written),
        HC_TEST(a_full_disk_is_an_output_error_that_names_the_file),
    };
    return hc_test_run("text", tests, sizeof tests / sizeof tests[0]);
}
