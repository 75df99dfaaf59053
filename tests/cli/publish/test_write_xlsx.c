#include "cli/publish/write_xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/publish/xlsx_check.h"
#include "forecast/base/memory.h"
#include "forecast/load/source/zip_parts.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

#define BOOK HC_BINARY_DIR "/test_book.xlsx"
#define TORN_BOOK HC_BINARY_DIR "/test_torn_book.xlsx"
#define BOOK_BYTES_MAX 4000000

static void make_sample(sample_plan *sample, size_t queues, bool hostile)
{
    sample_options options = sample_options_default();
    options.queues = queues;
    options.hostile = hostile;
    sample_make(sample, &options);
}

/* The bytes of a file, freed with free. */
static unsigned char *read_book(const char *path, size_t *length)
{
    unsigned char *bytes = malloc(BOOK_BYTES_MAX);
    FILE *in = fopen(path, "rb");
    CU_ASSERT_TRUE_FATAL(bytes != NULL && in != NULL);
    *length = fread(bytes, 1, BOOK_BYTES_MAX, in);
    (void)fclose(in);
    return bytes;
}

static void write_torn(const unsigned char *bytes, size_t length)
{
    FILE *out = fopen(TORN_BOOK, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, length, out), length);
    (void)fclose(out);
}

static void a_workbook_opens_whatever_the_names(void)
{
    for (int hostile = 0; hostile < 2; hostile++) {
        sample_plan sample;
        make_sample(&sample, SAMPLE_QUEUES_MAX, hostile == 1);
        CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_xlsx_check(BOOK, NULL), HC_OK);
        sample_clear(&sample);
    }
    (void)unlink(BOOK);
}

/* Column ranges of a sheet's <cols>, in order: none begins before the one before it has ended.
 */
static void expect_columns_apart(const char *sheet)
{
    long last = 0;
    size_t ranges = 0;
    for (const char *at = strstr(sheet, "<col min=\""); at != NULL;
         at = strstr(at, "<col min=\"")) {
        at += strlen("<col min=\"");
        const long first = strtol(at, NULL, 10);
        const char *max = strstr(at, "max=\"");
        CU_ASSERT_PTR_NOT_NULL_FATAL(max);
        CU_ASSERT_TRUE(first > last);
        last = strtol(max + strlen("max=\""), NULL, 10);
        CU_ASSERT_TRUE(last >= first);
        ranges++;
    }
    CU_ASSERT_TRUE(ranges > 0);
}

/* Spreadsheets mend a workbook with two widths for a column, and say so to whoever opens it. */
static void every_column_has_one_width(void)
{
    sample_plan sample;
    hc_zip zip;
    hc_zip_part part;
    size_t length = 0, sheets = 0;
    make_sample(&sample, 2, false);
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, NULL), HC_OK);
    unsigned char *bytes = read_book(BOOK, &length);
    CU_ASSERT_TRUE_FATAL(hc_zip_start(&zip, bytes, length));
    while (hc_zip_next(&zip, &part)) {
        char *text = NULL;
        if (strncmp(part.name, "xl/worksheets/sheet", strlen("xl/worksheets/sheet")) != 0) {
            continue;
        }
        CU_ASSERT_EQUAL_FATAL(hc_zip_unpack(&zip, &part, &text, NULL), HC_OK);
        expect_columns_apart(text);
        hc_free(text);
        sheets++;
    }
    CU_ASSERT_TRUE(sheets >= 6);
    free(bytes);
    sample_clear(&sample);
    (void)unlink(BOOK);
}

static void bytes_that_are_not_text_and_numbers_that_are_none_do_no_harm(void)
{
    sample_plan sample;
    make_sample(&sample, 1, false);
    (void)snprintf(sample.forecast.queues[0].name, HC_QUEUE_NAME_MAX, "%s",
                   "a\xFF\xC3(\x01\xEF\xBF\xBF");
    sample.forecast.queues[0].calls[20] = (double)INFINITY;
    sample.requirement.needs[0].occupancy[20] = HC_MISSING;
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_xlsx_check(BOOK, NULL), HC_OK);
    sample_clear(&sample);
    (void)unlink(BOOK);
}

static void the_same_plan_gives_the_same_bytes(void)
{
    sample_plan sample;
    size_t one_length = 0;
    size_t two_length = 0;
    make_sample(&sample, 2, false);
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, NULL), HC_OK);
    unsigned char *one = read_book(BOOK, &one_length);
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, NULL), HC_OK);
    unsigned char *two = read_book(BOOK, &two_length);
    CU_ASSERT_EQUAL(one_length, two_length);
    CU_ASSERT_EQUAL(memcmp(one, two, one_length), 0);
    free(one);
    free(two);
    sample_clear(&sample);
    (void)unlink(BOOK);
}

/* Cut short anywhere, or with any one byte of its packed parts changed, a book is refused. */
static void a_torn_workbook_is_refused(void)
{
    sample_plan sample;
    size_t length = 0;
    make_sample(&sample, 1, false);
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, NULL), HC_OK);
    unsigned char *bytes = read_book(BOOK, &length);
    for (size_t cut = 0; cut < length; cut += length / 23) {
        write_torn(bytes, cut);
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_xlsx_check(TORN_BOOK, &err), HC_ERR_OUTPUT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not sound"));
    }
    const size_t packed_at = 100; /* inside the first part's packed bytes */
    bytes[packed_at] = (unsigned char)(bytes[packed_at] ^ 0x55U);
    write_torn(bytes, length);
    CU_ASSERT_EQUAL(hc_xlsx_check(TORN_BOOK, NULL), HC_ERR_OUTPUT);
    CU_ASSERT_EQUAL(hc_xlsx_check(HC_BINARY_DIR "/no such book", NULL), HC_ERR_OUTPUT);
    free(bytes);
    sample_clear(&sample);
    (void)unlink(BOOK);
    (void)unlink(TORN_BOOK);
}

static void a_file_that_cannot_be_written_is_an_output_error(void)
{
    sample_plan sample;
    make_sample(&sample, 1, false);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, HC_BINARY_DIR "/no/folder.xlsx", &err),
                    HC_ERR_OUTPUT);
    CU_ASSERT_STRING_EQUAL(err.file, HC_FILE_WORKBOOK);
    sample_clear(&sample);
}

static void a_sheet_with_too_many_rows_is_a_limit_error(void)
{
    sample_plan sample;
    make_sample(&sample, 1, false);
    sample.roster.agent_count = 2000000;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_write_plan_xlsx(&sample.plan, BOOK, &err), HC_ERR_LIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "1048576"));
    sample_clear(&sample);
}

static void the_workbook_is_published_with_its_group(void)
{
    char folder[512];
    char path[600];
    sample_plan sample;
    make_sample(&sample, 1, false);
    (void)snprintf(folder, sizeof folder, "%s", HC_BINARY_DIR "/workbook_XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/%s", folder, HC_FILE_WORKBOOK);
    hc_atomic_group *group = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_atomic_create(&group, folder, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_publish_workbook(&sample.plan, group, NULL), HC_OK);
    CU_ASSERT_EQUAL(access(path, F_OK), -1);
    CU_ASSERT_EQUAL(hc_atomic_commit(group, NULL), HC_OK);
    hc_atomic_free(group);
    CU_ASSERT_EQUAL(hc_xlsx_check(path, NULL), HC_OK);
    CU_ASSERT_EQUAL(unlink(path), 0);
    CU_ASSERT_EQUAL(rmdir(folder), 0);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_workbook_opens_whatever_the_names),
        HC_TEST(every_column_has_one_width),
        HC_TEST(bytes_that_are_not_text_and_numbers_that_are_none_do_no_harm),
        HC_TEST(the_same_plan_gives_the_same_bytes),
        HC_TEST(a_torn_workbook_is_refused),
        HC_TEST(a_file_that_cannot_be_written_is_an_output_error),
        HC_TEST(a_sheet_with_too_many_rows_is_a_limit_error),
        HC_TEST(the_workbook_is_published_with_its_group),
    };
    return hc_test_run("write_xlsx", tests, sizeof tests / sizeof tests[0]);
}
