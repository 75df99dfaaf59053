#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "forecast/load/source/json_gate.h"
#include "forecast/load/source/json_string.h"
#include "tests/support/hc_test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The text goes in without its end mark in a block of its own, so that a read too far is
 * noticed. */
static hc_status check_bytes(const char *text, size_t length, hc_error *err)
{
    char *copy = malloc(length > 0 ? length : 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    memcpy(copy, text, length);
    const hc_status st = hc_json_check(copy, length, "x.json", err);
    free(copy);
    return st;
}

static hc_status check(const char *text, hc_error *err)
{
    return check_bytes(text, strlen(text), err);
}

static void right_texts_pass(void)
{
    static const char *const right[] = {
        "{}",
        "[]",
        "0",
        "-0",
        "\"\"",
        "true",
        " [ null , false ,\t[ ] ,\r\n{ } ] ",
        "{\"a\":1,\"A\":2,\"\":{\"a\":3}}",
        "[{\"a\":1},{\"a\":1}]",
        "[1.5e3,-2E-2,0.1,1e+2,123456789012345,0.30000000000000004]",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
        "\"상담\x7F\"",
        "\xEF\xBB\xBF{\"a\":1}",
        "[1152921504606846976]", /* 2^60: 19 digits, all kept */
        "[5e-324,1.7976931348623157e308]",
        "[0.000e999,0e-999]"};
    for (size_t i = 0; i < COUNT(right); i++) {
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(check(right[i], &err), HC_OK);
        if (err.status != HC_OK) { printf("\n    %s: %s\n", right[i], err.message); }
    }
}

/* Each with the place of its fault. */
static void wrong_texts_are_refused_where_they_go_wrong(void)
{
    static const struct {
        const char *text;
        int line;
        int column;
        const char *says;
    } wrong[] = {
        {"", 1, 1, "a value was expected"},
        {" \n ", 2, 2, "a value was expected"},
        {"[1,]", 1, 4, "a value was expected"},
        {"[,1]", 1, 2, "a value was expected"},
        {"[1 2]", 1, 4, "a comma or ]"},
        {"[1", 1, 3, "a comma or ]"},
        {"[", 1, 2, "a value was expected"},
        {"]", 1, 1, "a value was expected"},
        {"[1}", 1, 3, "a comma or ]"},
        {"{\"a\":1]", 1, 7, "a comma or }"},
        {"{\"a\":1,}", 1, 8, "a key in double quotes"},
        {"{a:1}", 1, 2, "a key in double quotes"},
        {"{'a':1}", 1, 2, "a key in double quotes"},
        {"{\"a\" 1}", 1, 6, "a colon"},
        {"{\"a\"}", 1, 5, "a colon"},
        {"{\"a\":}", 1, 6, "a value was expected"},
        {"{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma or }"},
        {"[1] x", 1, 5, "nothing may follow"},
        {"1 2", 1, 3, "nothing may follow"},
        {"tru", 1, 1, "a value was expected"},
        {"True", 1, 1, "a value was expected"},
        {"nullx", 1, 5, "nothing may follow"},
        {"[NaN]", 1, 2, "a value was expected"},
        {"[Infinity]", 1, 2, "a value was expected"},
        {"[-Infinity]", 1, 2, "a digit must follow the sign"},
        {"[+1]", 1, 2, "a value was expected"},
        {"[-]", 1, 2, "a digit must follow the sign"},
        {"[01]", 1, 2, "may not begin with 0"},
        {"[-01]", 1, 2, "may not begin with 0"},
        {"[.5]", 1, 2, "a value was expected"},
        {"[1.]", 1, 2, "follow the point"},
        {"[2.e3]", 1, 2, "follow the point"},
        {"[1e]", 1, 2, "follow the exponent"},
        {"[1e+]", 1, 2, "follow the exponent"},
        {"[0x1]", 1, 3, "a comma or ]"},
        {"[1e400]", 1, 2, "too large"},
        {"[-1e400]", 1, 2, "too large"},
        {"[9007199254740993]", 1, 2, "more digits"},
        {"[0.1234567890123456789]", 1, 2, "more digits"},
        {"[1e-400]", 1, 2, "more digits"},
        {"\"abc", 1, 1, "no end"},
        {"\"abc\\\"", 1, 1, "no end"},
        {"\"a\nb\"", 1, 3, "control character"},
        {"\"a\tb\"", 1, 3, "control character"},
        {"\"\\x41\"", 1, 2, "no such escape"},
        {"\"\\", 1, 2, "no such escape"},
        {"\"\\u12\"", 1, 2, "four hex digits"},
        {"\"\\u12G4\"", 1, 2, "four hex digits"},
        {"\"\\u", 1, 2, "four hex digits"},
        {"\"\\u0000\"", 1, 2, "NUL"},
        {"\"\\uD800\"", 1, 2, "surrogate"},
        {"\"\\uDC00\"", 1, 2, "surrogate"},
        {"\"\\uD800\\u0041\"", 1, 2, "surrogate"},
        {"\"\\uD800\\n\"", 1, 2, "surrogate"},
        {"\"\\uD800", 1, 2, "surrogate"},
        {"{\"a\":1,\"a\":2}", 1, 8, "given before"},
        {"{\"a\":1,\"b\":0,\n \"\\u0061\":2}", 2, 2, "given before"},
        {"{\"c\":1,\"b\":0,\"c\":2,\"b\":3}", 1, 14, "given before"},
        {"[{\"상\":{\"x\":1,\"x\":1}}]", 1, 14, "given before"},
        {"{\"\\uD83D\\uDE00\":1,\"\xF0\x9F\x98\x80\":2}", 1, 19, "given before"},
        {"[1,\x0C"
         "2]",
         1, 4, "a value was expected"},
        {"\xEF\xBB\xBF[x]", 1, 2, "a value was expected"},
        {"[/* no */ 1]", 1, 2, "a value was expected"},
        {"[\"\xC0\x80\"]", 1, 3, "not UTF-8"},
        {"[\"상\xFF\"]", 1, 4, "not UTF-8"},
        {"\xFF\xFE[\x01", 1, 1, "not UTF-8"},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(check(wrong[i].text, &err), HC_ERR_PARSE);
        const int right = err.line == wrong[i].line && err.column == wrong[i].column &&
                          strstr(err.message, wrong[i].says) != NULL &&
                          strcmp(err.file, "x.json") == 0;
        CU_ASSERT_TRUE(right);
        if (!right) {
            printf("\n    %s: %d:%d %s\n", wrong[i].text, (int)err.line, (int)err.column,
                   err.message);
        }
    }
}

static void every_cut_of_a_right_text_is_refused(void)
{
    static const char text[] = "{\"a\":[1.5e3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":[{}]}}";
    for (size_t length = 0; length < sizeof text - 1; length++) {
        CU_ASSERT_EQUAL(check_bytes(text, length, NULL), HC_ERR_PARSE);
    }
    CU_ASSERT_EQUAL(check(text, NULL), HC_OK);
}

static void a_nul_byte_is_refused_wherever_it_is(void)
{
    static const char text[] = "{\"a\":[1]}";
    for (size_t at = 0; at <= sizeof text - 1; at++) {
        char with[sizeof text];
        hc_error err = HC_ERROR_INIT;
        memcpy(with, text, at);
        with[at] = '\0';
        memcpy(with + at + 1, text + at, sizeof text - 1 - at);
        CU_ASSERT_EQUAL(check_bytes(with, sizeof with, &err), HC_ERR_PARSE);
        CU_ASSERT_EQUAL(err.column, (int32_t)at + 1);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "NUL"));
    }
}

static void depth_has_a_limit(void)
{
    char text[2 * HC_JSON_DEPTH_MAX + 8];
    memset(text, '[', HC_JSON_DEPTH_MAX);
    memset(text + HC_JSON_DEPTH_MAX, ']', HC_JSON_DEPTH_MAX);
    CU_ASSERT_EQUAL(check_bytes(text, 2 * (size_t)HC_JSON_DEPTH_MAX, NULL), HC_OK);
    hc_error err = HC_ERROR_INIT;
    memset(text, '[', HC_JSON_DEPTH_MAX + 1);
    CU_ASSERT_EQUAL(check_bytes(text, HC_JSON_DEPTH_MAX + 1, &err), HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(err.column, HC_JSON_DEPTH_MAX + 1);
}

static void size_and_number_length_have_limits(void)
{
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_json_check("1", HC_JSON_BYTES_MAX + 1, "x.json", &err), HC_ERR_LIMIT);
    char text[HC_JSON_NUMBER_MAX + 1];
    memset(text, '0', sizeof text);
    memcpy(text, "0.", 2);
    CU_ASSERT_EQUAL(check_bytes(text, HC_JSON_NUMBER_MAX, &err), HC_OK);
    CU_ASSERT_EQUAL(check_bytes(text, HC_JSON_NUMBER_MAX + 1, &err), HC_ERR_LIMIT);
}

static void what_passes_becomes_the_tree_it_says(void)
{
    static const char text[] = "\xEF\xBB\xBF{\"queues\":[{\"name\":\"상\\u00e9\",\"sl\":0.8}]}";
    cJSON *tree = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_json_parse(text, sizeof text - 1, "x.json", &tree, NULL), HC_OK);
    const cJSON *queues = cJSON_GetObjectItemCaseSensitive(tree, "queues");
    const cJSON *queue = cJSON_GetArrayItem(queues, 0);
    CU_ASSERT_STRING_EQUAL(
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(queue, "name")), "상é");
    CU_ASSERT_EQUAL(cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(queue, "sl")), 0.8);
    cJSON_Delete(tree);
    cJSON *untouched = tree;
    CU_ASSERT_EQUAL(hc_json_parse("[1,]", 4, "x.json", &tree, NULL), HC_ERR_PARSE);
    CU_ASSERT_PTR_EQUAL(tree, untouched);
}

/* The gate must let nothing through that cJSON would then refuse: seed 11. */
static void all_that_passes_is_read_by_the_tree_builder(void)
{
    static const char letters[] = "{}[]:,\"\\u01e9.-+EatrufalsnD8 \n/b";
    hc_rng rng;
    size_t passed = 0;
    size_t lost = 0;
    hc_rng_seed(&rng, 11);
    for (int i = 0; i < 300000; i++) {
        char text[12];
        const size_t length = hc_rng_below(&rng, sizeof text + 1);
        for (size_t at = 0; at < length; at++) {
            text[at] = letters[hc_rng_below(&rng, sizeof letters - 1)];
        }
        cJSON *tree = NULL;
        const hc_status st = hc_json_parse(text, length, "x.json", &tree, NULL);
        passed += st == HC_OK ? 1 : 0;
        lost += st != HC_OK && st != HC_ERR_PARSE ? 1 : 0;
        cJSON_Delete(tree);
    }
    CU_ASSERT_TRUE(passed > 1000);
    CU_ASSERT_EQUAL(lost, 0);
}

static void keys_are_compared_by_their_meaning(void)
{
    CU_ASSERT_EQUAL(hc_json_string_compare("\"a\\/b\"", "\"a/b\""), 0);
    CU_ASSERT_EQUAL(hc_json_string_compare("\"\\uD83D\\uDE00\"", "\"\xF0\x9F\x98\x80\""), 0);
    CU_ASSERT_EQUAL(hc_json_string_compare("\"\\u20AC\\u00e9\\n\"", "\"€é\\u000A\""), 0);
    CU_ASSERT_TRUE(hc_json_string_compare("\"a\"", "\"b\"") < 0);
    CU_ASSERT_TRUE(hc_json_string_compare("\"ab\"", "\"a\"") > 0);
    CU_ASSERT_TRUE(hc_json_string_compare("\"\"", "\"a\"") < 0);
}

static void members_are_located_by_pointer(void)
{
    static const char text[] = "{\n"
                               "  \"queues\": [\n"
                               "    {\"name\": \"a]\\\"}\", \"target\": {\"sl\": 0.8}},\n"
                               "    [1, {\"x\": []}, -2.5e3, null]\n"
                               "  ],\n"
                               "  \"a/b\": 1, \"m~n\": 2, \"\": 3, \"\\u00e9\": 4\n"
                               "}\n";
    static const struct {
        const char *pointer;
        int line;
        int column;
    } known[] = {{"", 1, 1},
                 {"/queues", 2, 3},
                 {"/queues/0", 3, 5},
                 {"/queues/0/name", 3, 6},
                 {"/queues/0/target", 3, 23},
                 {"/queues/0/target/sl", 3, 34},
                 {"/queues/1", 4, 5},
                 {"/queues/1/0", 4, 6},
                 {"/queues/1/1/x", 4, 10},
                 {"/queues/1/2", 4, 20},
                 {"/queues/1/3", 4, 28},
                 {"/a~1b", 6, 3},
                 {"/m~0n", 6, 13},
                 {"/", 6, 23},
                 {"/é", 6, 30}};
    static const char *const absent[] = {"queues",        "/none",          "/queues/2",
                                         "/queues/x",     "/queues/-1",     "/queues/0/name/x",
                                         "/queues/1/0/0", "/queues/",       "/queues/1/1/x/0",
                                         "/QUEUES",       "/queues/0/targe"};
    for (size_t i = 0; i < COUNT(known); i++) {
        int64_t line = 0;
        int32_t column = 0;
        CU_ASSERT_TRUE(hc_json_locate(text, sizeof text - 1, known[i].pointer, &line, &column));
        CU_ASSERT_TRUE(line == known[i].line && column == known[i].column);
    }
    for (size_t i = 0; i < COUNT(absent); i++) {
        int64_t line = 77;
        int32_t column = 78;
        CU_ASSERT_FALSE(hc_json_locate(text, sizeof text - 1, absent[i], &line, &column));
        CU_ASSERT_TRUE(line == 77 && column == 78);
    }
    int64_t line = 0;
    int32_t column = 0;
    CU_ASSERT_FALSE(hc_json_locate("{}", 2, "/a", &line, &column));
    CU_ASSERT_FALSE(hc_json_locate(" [ ]", 4, "/0", &line, &column));
    CU_ASSERT_TRUE(hc_json_locate(" 5", 2, "", &line, &column));
    CU_ASSERT_EQUAL(column, 2);
}

static void every_failing_allocation_is_an_error(void)
{
    char text[4096];
    size_t length = 1;
    text[0] = '{';
    for (int key = 0; key < 100; key++) {
        length += (size_t)snprintf(text + length, sizeof text - length, "%s\"key%d\":%d",
                                   key > 0 ? "," : "", key, key);
    }
    text[length++] = '}';
    size_t k = 1;
    for (;; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_json_check(text, length, "x.json", NULL);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), 0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
    }
    CU_ASSERT_TRUE(k >= 5);
}

static int is_named(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name, names[i]) == 0) { return 1; }
    }
    return 0;
}

/* 0 accepted, 1 refused, -1 not read. */
static int judge_file(const char *folder, const char *name)
{
    static char text[1 << 20];
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) { return -1; }
    const size_t length = fread(text, 1, sizeof text, file);
    (void)fclose(file);
    hc_error err = HC_ERROR_INIT;
    const hc_status st = check_bytes(text, length, &err);
    CU_ASSERT_TRUE(st == HC_OK || (err.line > 0 && err.column > 0));
    return st != HC_OK;
}

/* nst/JSONTestSuite under $HC_CORPUS_DIR: the texts it calls right pass, the wrong ones do not.
 */
static void the_public_test_suite_is_judged_right(void)
{
    static const char *const refused_on_purpose[] = {
        "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
        "y_object_escaped_null_in_key.json", "y_string_null_escape.json"};
    char folder[512];
    const char *corpora = getenv("HC_CORPUS_DIR");
    (void)snprintf(folder, sizeof folder, "%s/JSONTestSuite/test_parsing",
                   corpora != NULL ? corpora : "/nonexistent");
    DIR *listed = opendir(folder);
    if (listed == NULL) {
        printf("\n    skipped: no JSONTestSuite under HC_CORPUS_DIR\n");
        return;
    }
    for (const struct dirent *e = readdir(listed); e != NULL; e = readdir(listed)) {
        if (e->d_name[0] != 'y' && e->d_name[0] != 'n') { continue; }
        const int on_purpose =
            is_named(e->d_name, refused_on_purpose, COUNT(refused_on_purpose));
        const int expected = e->d_name[0] == 'n' || on_purpose;
        CU_ASSERT_EQUAL(judge_file(folder, e->d_name), expected);
    }
    (void)closedir(listed);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(right_texts_pass),
        HC_TEST(wrong_texts_are_refused_where_they_go_wrong),
        HC_TEST(every_cut_of_a_right_text_is_refused),
        HC_TEST(a_nul_byte_is_refused_wherever_it_is),
        HC_TEST(depth_has_a_limit),
        HC_TEST(size_and_number_length_have_limits),
        HC_TEST(what_passes_becomes_the_tree_it_says),
        HC_TEST(all_that_passes_is_read_by_the_tree_builder),
        HC_TEST(keys_are_compared_by_their_meaning),
        HC_TEST(members_are_located_by_pointer),
        HC_TEST(every_failing_allocation_is_an_error),
        HC_TEST(the_public_test_suite_is_judged_right),
    };
    return hc_test_run("json_gate", tests, sizeof tests / sizeof tests[0]);
}
