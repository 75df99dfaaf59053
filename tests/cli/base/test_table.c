#include "cli/base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"
#include "tests/support/hc_test.h"

static const hc_column columns[] = {{"queue", "Queue"}, {"calls", "Calls"}, {"why", "Why"}};

static hc_table sample(void)
{
    hc_table table = hc_table_of(columns, 3);
    CU_ASSERT_EQUAL(hc_table_text(&table, "Sales", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_table_number(&table, 1.0 / 3.0, 2, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_table_text(&table, "a, b", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_table_text(&table, "상담", NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_table_number(&table, HC_MISSING, 2, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_table_text(&table, "=1+1", NULL), HC_OK);
    return table;
}

static char *printed(const hc_table *table, hc_format format)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    hc_table_print(table, format, out);
    (void)fclose(out);
    return text;
}

static void check_print(hc_format format, const char *expected)
{
    hc_table table = sample();
    char *text = printed(&table, format);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
    hc_table_clear(&table);
}

static void text_is_aligned_by_display_width(void)
{
    check_print(HC_FORMAT_TABLE, "Queue  Calls  Why\n"
                                 "Sales   0.33  a, b\n"
                                 "상담       -  =1+1\n"); /* Hangul is two columns wide */
}

static void csv_gives_every_digit_and_defuses_formulas(void)
{
    check_print(HC_FORMAT_CSV, "queue,calls,why\n"
                               "Sales,0.3333333333333333,\"a, b\"\n"
                               "상담,,'=1+1\n");
}

static void json_is_a_list_of_objects(void)
{
    check_print(
        HC_FORMAT_JSON,
        "[\n {\"queue\": \"Sales\", \"calls\": 0.3333333333333333, \"why\": \"a, b\"},\n"
        " {\"queue\": \"상담\", \"calls\": null, \"why\": \"=1+1\"}\n]\n");
}

static void tabs_stand_between_the_cells_of_tsv(void)
{
    check_print(HC_FORMAT_TSV, "queue\tcalls\twhy\n"
                               "Sales\t0.3333333333333333\ta, b\n"
                               "상담\t\t'=1+1\n");
}

static void json_lines_are_an_object_each(void)
{
    check_print(HC_FORMAT_JSONL,
                "{\"queue\": \"Sales\", \"calls\": 0.3333333333333333, \"why\": \"a, b\"}\n"
                "{\"queue\": \"상담\", \"calls\": null, \"why\": \"=1+1\"}\n");
}

static void markdown_is_rounded_and_aligned(void)
{
    check_print(HC_FORMAT_MD, "| Queue | Calls | Why  |\n"
                              "| ----- | ----: | ---- |\n"
                              "| Sales |  0.33 | a, b |\n"
                              "| 상담  |     - | =1+1 |\n");
}

static void markdown_takes_names_for_names(void)
{
    static const hc_column one[] = {{"a|b", ""}};
    hc_table table = hc_table_of(one, 1);
    CU_ASSERT_EQUAL(hc_table_text(&table, "x|<b>_y\n", NULL), HC_OK);
    char *text = printed(&table, HC_FORMAT_MD);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "| a\\|b"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "| x\\|\\<b\\>\\_y\xEF\xBF\xBD"));
    CU_ASSERT_PTR_NULL(strstr(text, "\n\n"));
    free(text);
    hc_table_clear(&table);
}

/* A scenario's name may stand above a column. */
static void names_of_columns_are_texts_as_well(void)
{
    static const hc_column one[] = {{"volume +3%, \"aht\"", ""}};
    hc_table table = hc_table_of(one, 1);
    CU_ASSERT_EQUAL(hc_table_number(&table, 1.0, 0, NULL), HC_OK);
    char *text = printed(&table, HC_FORMAT_CSV);
    CU_ASSERT_STRING_EQUAL(text, "\"volume +3%, \"\"aht\"\"\"\n1\n");
    free(text);
    text = printed(&table, HC_FORMAT_JSONL);
    CU_ASSERT_STRING_EQUAL(text, "{\"volume +3%, \\\"aht\\\"\": 1}\n");
    free(text);
    hc_table_clear(&table);
}

/* A long table printed row by row reads as the whole. */
static void pieces_make_the_whole(void)
{
    static const hc_format formats[] = {HC_FORMAT_CSV, HC_FORMAT_TSV, HC_FORMAT_JSON,
                                        HC_FORMAT_JSONL};
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        hc_table whole = sample();
        char *expected = printed(&whole, formats[f]);
        char *text = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&text, &length);
        for (size_t row = 0; row < 2; row++) {
            hc_table piece = whole;
            piece.cells += 3 * row;
            piece.cell_count = 3;
            hc_table_print_piece(&piece, formats[f], out, row == 0, row == 1);
        }
        (void)fclose(out);
        CU_ASSERT_STRING_EQUAL(text, expected);
        free(text);
        free(expected);
        hc_table_clear(&whole);
    }
}

/* Two columns of 60 do not stand beside each other in 100; marks keep the digits aligned. */
static void a_wide_table_goes_on_below_its_keys(void)
{
    static const hc_column wide[] = {
        {"q", "Q"},
        {"a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {"b", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
        {"c", "C"}};
    hc_table table = hc_table_of(wide, 4);
    table.keys = 1;
    for (size_t row = 0; row < 2; row++) {
        CU_ASSERT_EQUAL(hc_table_text(&table, row == 0 ? "x" : "y", NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_table_number(&table, 1.0, 0, NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_table_number(&table, 2.0, 0, NULL), HC_OK);
        const hc_cell cell = {.value = 0.035, .decimals = 1, .is_share = true};
        hc_cell marked = cell;
        (void)snprintf(marked.marks, sizeof marked.marks, "!~");
        CU_ASSERT_EQUAL(hc_table_cell(&table, row == 0 ? marked : cell, NULL), HC_OK);
    }
    char *text = printed(&table, HC_FORMAT_TABLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "Q  aaa"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "1\ny  "));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\n\nQ  bbb"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "b      C\nx  "));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "2  3.5!~\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "2  3.5\n"));
    free(text);
    text = printed(&table, HC_FORMAT_CSV);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "x,1,2,0.035\n"));
    free(text);
    hc_table_clear(&table);
}

static void an_empty_table_is_its_heading(void)
{
    hc_table table = hc_table_of(columns, 3);
    char *text = printed(&table, HC_FORMAT_CSV);
    CU_ASSERT_STRING_EQUAL(text, "queue,calls,why\n");
    free(text);
    text = printed(&table, HC_FORMAT_JSON);
    CU_ASSERT_STRING_EQUAL(text, "[]\n");
    free(text);
    text = printed(&table, HC_FORMAT_JSONL);
    CU_ASSERT_STRING_EQUAL(text, "");
    free(text);
    text = printed(&table, HC_FORMAT_MD);
    CU_ASSERT_STRING_EQUAL(text, "| Queue | Calls | Why |\n| ----- | ----- | --- |\n");
    free(text);
}

static void messages_escape_what_a_terminal_would_obey(void)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    hc_put_text(out, "a\033[31mb\n\xc2\x9b\xff 상");
    (void)fclose(out);
    CU_ASSERT_STRING_EQUAL(text, "a\\x1b[31mb\\x0a\\xc2\\x9b\\xff 상");
    free(text);
}

static char *said(const hc_error *err)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    const hc_screen screen = {.out = stdout, .err = out};
    hc_say_error(&screen, err);
    (void)fclose(out);
    return text;
}

static void an_error_says_place_message_and_hint(void)
{
    hc_error err = HC_ERROR_INIT;
    (void)hc_fail(&err, HC_ERR_RANGE, (hc_place){"calls.csv", 12, 3}, "minutes?", "found %d",
                  -1);
    char *text = said(&err);
    CU_ASSERT_STRING_EQUAL(text, "calls.csv:12:3: error: found -1 (minutes?)\n");
    free(text);
    (void)hc_fail(&err, HC_ERR_USAGE, HC_NOWHERE, "", "no verb");
    text = said(&err);
    CU_ASSERT_STRING_EQUAL(text, "headcount: error: no verb\n");
    free(text);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(text_is_aligned_by_display_width),
        HC_TEST(csv_gives_every_digit_and_defuses_formulas),
        HC_TEST(json_is_a_list_of_objects),
        HC_TEST(tabs_stand_between_the_cells_of_tsv),
        HC_TEST(json_lines_are_an_object_each),
        HC_TEST(markdown_is_rounded_and_aligned),
        HC_TEST(markdown_takes_names_for_names),
        HC_TEST(names_of_columns_are_texts_as_well),
        HC_TEST(pieces_make_the_whole),
        HC_TEST(a_wide_table_goes_on_below_its_keys),
        HC_TEST(an_empty_table_is_its_heading),
        HC_TEST(messages_escape_what_a_terminal_would_obey),
        HC_TEST(an_error_says_place_message_and_hint),
    };
    return hc_test_run("table and messages", tests, sizeof tests / sizeof *tests);
}
