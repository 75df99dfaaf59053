#include "forecast/load/source/json_table.h"

#include <stdbool.h>
#include <string.h>

#include "tests/support/hc_test.h"

/* The table of a text, or "" when it is refused. */
static hc_status table_of(const char *text, char *table, size_t size, hc_error *err)
{
    FILE *out = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    const hc_status st = hc_json_table_write(text, strlen(text), "x.json", out, err);
    rewind(out);
    const size_t got = st == HC_OK ? fread(table, 1, size - 1, out) : 0;
    table[got] = '\0';
    (void)fclose(out);
    return st;
}

static void expect_table(const char *text, const char *expected)
{
    char table[512];
    CU_ASSERT_EQUAL(table_of(text, table, sizeof table, NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(table, expected);
}

static void each_object_becomes_a_row(void)
{
    const char *expected = "\"a\",\"b\"\n1,\"x\"\n2.5,\n";
    expect_table("[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2.5}]", expected);
    expect_table("{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2.5}\n", expected);
    expect_table("{\"n\": 2, \"calls\": [{\"a\": 1, \"b\": \"x\"}, {\"a\": 2.5}]}", expected);
}

static void an_object_alone_is_a_list_of_one(void)
{
    expect_table("{\"a\": 1, \"b\": []}", "\"a\",\"b\"\n1,\n");
}

static void cells_hold_what_a_table_can(void)
{
    expect_table(
        "[{\"a\": true, \"b\": null, \"c\": {\"d\": 1}, \"e\": \"say \\\"no\\\"\\nnow\"}]",
        "\"a\",\"b\",\"c\",\"e\"\ntrue,,,\"say \"\"no\"\" now\"\n");
    expect_table("[{\"a\": 360012345678}]", "\"a\"\n360012345678\n");
    /* no reader of tables takes this for a thousand */
    expect_table("[{\"a\": 1.234, \"b\": 0.125, \"c\": 1.23, \"d\": 1.2345}]",
                 "\"a\",\"b\",\"c\",\"d\"\n1.2340,0.1250,1.23,1.2345\n");
}

static void faults_have_their_line(void)
{
    char table[64];
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(table_of("{\"a\":1}\n{\"a\":2}\n{\"a\":x}\n", table, sizeof table, &err),
                    HC_ERR_PARSE);
    CU_ASSERT_EQUAL(err.line, 3);
    CU_ASSERT_EQUAL(table_of("[\n{\"a\":x}]", table, sizeof table, &err), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(err.line, 2);
    CU_ASSERT_EQUAL(table_of("[1,2]", table, sizeof table, &err), HC_ERR_FORMAT);
}

static void every_failed_allocation_is_told(void)
{
    char table[128];
    const size_t before = hc_heap_live();
    for (size_t k = 1; k < 100; k++) {
        hc_heap_fail_at(k);
        const hc_status st = table_of("[{\"a\": 1, \"b\": 2}]", table, sizeof table, NULL);
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), before);
        if (!reached) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_object_becomes_a_row),       HC_TEST(an_object_alone_is_a_list_of_one),
        HC_TEST(cells_hold_what_a_table_can),     HC_TEST(faults_have_their_line),
        HC_TEST(every_failed_allocation_is_told),
    };
    return hc_test_run("json table", tests, sizeof tests / sizeof *tests);
}
