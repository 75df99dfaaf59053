#include "forecast/load/text/csv_text.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/hc_test.h"

static bool same(const char *a, const char *b)
{
    return hc_csv_same_name(a, strlen(a), b, strlen(b));
}

static void names_are_the_same_without_case_blanks_and_marks(void)
{
    CU_ASSERT(same("Calls Offered", "calls_offered"));
    CU_ASSERT(same(" AHT-Seconds ", "ahtseconds"));
    CU_ASSERT(same("", " _"));
    CU_ASSERT(same("\xC3\x9C"
                   "berlauf",
                   "\xC3\xBC"
                   "berlauf")); /* U with two dots */
    CU_ASSERT_FALSE(same("calls", "call"));
    CU_ASSERT_FALSE(same("call", "calls"));
    CU_ASSERT_FALSE(same("\xC3\x97", "\xC3\xB7")); /* times and divided by are no letters */
}

static void the_first_byte_that_matters_tells_names_apart(void)
{
    CU_ASSERT_EQUAL(hc_csv_name_first(" _Offered", 9), 'o');
    CU_ASSERT_EQUAL(hc_csv_name_first(" - ", 3), 0);
}

static void check_cell(const char *text, const char *wanted)
{
    char *made = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&made, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    hc_csv_put_quoted(out, text, strlen(text));
    CU_ASSERT_EQUAL(fclose(out), 0);
    CU_ASSERT_STRING_EQUAL(made, wanted);
    free(made);
}

static void check_number(double value, const char *wanted)
{
    char *made = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&made, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    hc_csv_put_number(out, value);
    CU_ASSERT_EQUAL(fclose(out), 0);
    CU_ASSERT_STRING_EQUAL(made, wanted);
    free(made);
}

static void a_cell_is_one_line_and_its_quotes_are_doubled(void)
{
    check_cell("say \"hi\"", "\"say \"\"hi\"\"\"");
    check_cell("two\r\nlines", "\"two  lines\"");
}

static void a_number_is_never_taken_for_thousands(void)
{
    check_number(1.234, "1.2340");
    check_number(1.25, "1.25");
    check_number(1234.0, "1234");
    check_number(0.1234, "0.1234");
}

static void a_name_begins_with_another(void)
{
    CU_ASSERT(hc_csv_name_begins("Abandoned_in queue", 18, "abandon", 7));
    CU_ASSERT(hc_csv_name_begins("NoAnswer", 8, "no answer", 9));
    CU_ASSERT(hc_csv_name_begins("x", 1, "", 0));
    CU_ASSERT_FALSE(hc_csv_name_begins("Aban", 4, "abandon", 7));
    CU_ASSERT_FALSE(hc_csv_name_begins("", 0, "abandon", 7));
}

static void a_name_is_one_of_a_list(void)
{
    CU_ASSERT_TRUE(hc_csv_is_one_of("Grand_Total!", 11, "sum|grand total|합계"));
    CU_ASSERT_TRUE(hc_csv_is_one_of("합계", strlen("합계"), "sum|grand total|합계"));
    CU_ASSERT_FALSE(hc_csv_is_one_of("grand", 5, "sum|grand total"));
    CU_ASSERT_FALSE(hc_csv_is_one_of("sum|grand total", 15, "sum|grand total"));
    CU_ASSERT_FALSE(hc_csv_is_one_of("sum", 3, ""));
}

static void names_of_a_list_come_one_by_one(void)
{
    const char *list = "sum|grand total|";
    size_t length = 0;
    const char *name = hc_csv_next_name(&list, &length);
    CU_ASSERT(length == 3 && strncmp(name, "sum", 3) == 0);
    name = hc_csv_next_name(&list, &length);
    CU_ASSERT(length == 11 && strncmp(name, "grand total", 11) == 0);
    CU_ASSERT_PTR_NULL(hc_csv_next_name(&list, &length)); /* a bar ends a name */
    CU_ASSERT_STRING_EQUAL(list, "");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(names_are_the_same_without_case_blanks_and_marks),
        HC_TEST(a_name_begins_with_another),
        HC_TEST(the_first_byte_that_matters_tells_names_apart),
        HC_TEST(a_cell_is_one_line_and_its_quotes_are_doubled),
        HC_TEST(a_number_is_never_taken_for_thousands),
        HC_TEST(a_name_is_one_of_a_list),
        HC_TEST(names_of_a_list_come_one_by_one),
    };
    return hc_test_run("csv_text", tests, sizeof tests / sizeof tests[0]);
}
