#include "cli/publish/xlsx_check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/forecast/load/source/zip_file.h"
#include "tests/support/hc_test.h"

#define BOOK HC_BINARY_DIR "/test_xlsx_check.xlsx"

#define SHEET_OF(cells) "<worksheet><sheetData>" cells "</sheetData></worksheet>"
#define ROW(one, two)                                                                          \
    "<row><c r=\"A" one "\"><v>" one "</v></c><c r=\"B" one "\" t=\"s\"><v>" two               \
    "</v></c></row>"
#define TEXTS "<sst count=\"2\" uniqueCount=\"2\"><si><t>Mon</t></si><si><t>Tue</t></si></sst>"

static hc_error err;

/* A book of one sheet and its texts that should have so many cells. */
static hc_status check(const char *sheet, const char *texts, size_t cells)
{
    static unsigned char bytes[ZIP_BYTES_MAX];
    const zip_text parts[] = {{"xl/worksheets/sheet1.xml", sheet},
                              {"xl/sharedStrings.xml", texts}};
    const size_t length = zip_make(parts, 2, bytes);
    FILE *out = fopen(BOOK, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, length, out), length);
    CU_ASSERT_EQUAL(fclose(out), 0);
    err = (hc_error)HC_ERROR_INIT;
    const hc_status st = hc_xlsx_check(BOOK, cells, &err);
    (void)unlink(BOOK);
    return st;
}

static void a_book_with_all_its_cells_and_texts_is_sound(void)
{
    CU_ASSERT_EQUAL(check(SHEET_OF(ROW("1", "0") ROW("2", "1")), TEXTS, 4), HC_OK);
    CU_ASSERT_EQUAL(check(SHEET_OF(""), "<sst count=\"0\" uniqueCount=\"0\"/>", 0), HC_OK);
}

/* A block of the sheet is gone from the middle of one cell to that of another of its kind, as
 * a write that failed leaves it: every tag is closed all the same. */
static void a_block_of_cells_that_is_lost_is_seen(void)
{
    CU_ASSERT_EQUAL(check(SHEET_OF("<row><c r=\"A1\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>1</v>"
                                   "</c></row>"),
                          TEXTS, 4),
                    HC_ERR_OUTPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not sound: cells are missing"));
    CU_ASSERT_STRING_EQUAL(err.file, BOOK);
}

static void a_text_that_is_lost_is_seen(void)
{
    CU_ASSERT_EQUAL(check(SHEET_OF(ROW("1", "0")),
                          "<sst count=\"2\" uniqueCount=\"2\"><si><t>Mue</t></si></sst>", 2),
                    HC_ERR_OUTPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not sound: texts are missing"));
}

static void a_tag_that_is_not_closed_is_named_with_its_part(void)
{
    CU_ASSERT_EQUAL(check("<worksheet><sheetData></worksheet>", TEXTS, 0), HC_ERR_OUTPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "sheet1.xml: mismatched tag"));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_book_with_all_its_cells_and_texts_is_sound),
        HC_TEST(a_block_of_cells_that_is_lost_is_seen),
        HC_TEST(a_text_that_is_lost_is_seen),
        HC_TEST(a_tag_that_is_not_closed_is_named_with_its_part),
    };
    return hc_test_run("xlsx_check", tests, sizeof tests / sizeof tests[0]);
}
