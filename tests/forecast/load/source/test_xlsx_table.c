#include "forecast/load/source/xlsx_table.h"

#include <stdlib.h>
#include <strings.h>

#include "forecast/load/load_csv.h"
#include "tests/forecast/load/load_support.h"
#include "tests/forecast/load/source/zip_file.h"

#define FILE_NAME TEST_FILE("history.xlsx")
#define PARTS_MAX 8

/* The parts of a workbook; a test replaces some. */
static const char book_xml[] =
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId1\"/>"
    "<sheet name=\"Calls\" sheetId=\"2\" r:id=\"rId2\"/>"
    "<sheet name=\"Old\" sheetId=\"3\" state=\"hidden\" r:id=\"rId3\"/></sheets></workbook>";
static const char relations_xml[] =
    "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"rId3\" Target=\"worksheets/sheet2.xml\"/></Relationships>";
/* 0 Date, 1 Interval, 2 with a line break, 3 a name whose reading is not part of it */
static const char strings_xml[] =
    "<sst><si><t>Date</t></si><si><t>Interval</t></si><si><t>Calls\nOffered</t></si>"
    "<si><r><t>서</t></r><r><t>비스</t></r><rPh><t>seo</t></rPh></si><si><t>Queue</t></si>"
    "<si><t>AHT</t></si></sst>";
/* styles: 0 a number, 1 a date, 2 h:mm, 3 mm:ss, 4 date and time, 5 text with a d in quotes */
static const char styles_xml[] =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"0&quot; days&quot;\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"[$-409]m/d/yy h:mm AM/PM;@\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
    "<xf numFmtId=\"164\"/><xf numFmtId=\"20\"/><xf numFmtId=\"45\"/><xf numFmtId=\"166\"/>"
    "<xf numFmtId=\"165\"/></cellXfs></styleSheet>";
static const char notes_xml[] = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
                                "t=\"inlineStr\"><is><t>Made by hand</t></is></c></row>"
                                "</sheetData></worksheet>";
/* A title, a blank row, the header, three half hours, an error and a sum. */
static const char calls_xml[] =
    "<x:worksheet xmlns:x=\"x\"><x:sheetData>"
    "<x:row r=\"1\"><x:c r=\"A1\" t=\"str\"><x:f>1</x:f><x:v>Report, June</x:v></x:c></x:row>"
    "<x:row r=\"3\"><x:c r=\"A3\" t=\"s\"><x:v>0</x:v></x:c><x:c t=\"s\"><x:v>1</x:v></x:c>"
    "<x:c r=\"C3\" t=\"s\"><x:v>4</x:v></x:c><x:c r=\"E3\" t=\"s\"><x:v>2</x:v></x:c>"
    "<x:c r=\"F3\" t=\"s\"><x:v>5</x:v></x:c></x:row>"
    "<x:row r=\"4\"><x:c r=\"A4\" s=\"1\"><x:v>46349</x:v></x:c><x:c r=\"B4\" s=\"2\">"
    "<x:v>0.375</x:v></x:c><x:c r=\"C4\" t=\"s\"><x:v>3</x:v></x:c><x:c r=\"E4\" s=\"0\">"
    "<x:v>1.234</x:v></x:c><x:c r=\"F4\" s=\"3\"><x:v>2.4305555555555556E-3</x:v></x:c></x:row>"
    "<x:row r=\"5\"><x:c r=\"A5\" s=\"1\"><x:v>46349</x:v></x:c><x:c r=\"B5\" s=\"2\">"
    "<x:v>0.39583333333333331</x:v></x:c><x:c r=\"C5\" t=\"s\"><x:v>3</x:v></x:c>"
    "<x:c r=\"E5\"><x:v>28</x:v></x:c><x:c r=\"F5\" t=\"e\"><x:v>#DIV/0!</x:v></x:c></x:row>"
    "<x:row r=\"6\"><x:c r=\"A6\" s=\"1\"><x:v>46350</x:v></x:c><x:c r=\"B6\" s=\"2\">"
    "<x:v>0.375</x:v></x:c><x:c r=\"C6\" t=\"s\"><x:v>3</x:v></x:c><x:c r=\"E6\"><x:v>31</x:v>"
    "</x:c><x:c r=\"F6\" s=\"3\"><x:v>2.3148148148148147E-3</x:v></x:c></x:row>"
    "</x:sheetData></x:worksheet>";

/* A history of other columns, and one of the same after it. */
static const char other_xml[] =
    "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c "
    "t=\"str\"><v>Calls</v></c></row><row><c t=\"str\"><v>2026-11-23</v></c></row></sheetData>"
    "</worksheet>";

static const zip_text usual[] = {
    {"xl/workbook.xml", book_xml},           {"xl/_rels/workbook.xml.rels", relations_xml},
    {"xl/sharedStrings.xml", strings_xml},   {"xl/styles.xml", styles_xml},
    {"xl/worksheets/sheet1.xml", notes_xml}, {"xl/worksheets/sheet2.xml", calls_xml}};
#define USUAL (sizeof usual / sizeof *usual)

/* The workbook with one part replaced (NULL text: left out). */
static size_t make_book(const char *name, const char *text, unsigned char *bytes)
{
    zip_text parts[PARTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < USUAL; i++) {
        const bool other = name != NULL && strcmp(usual[i].name, name) == 0;
        if (other && text == NULL) { continue; }
        parts[count++] = other ? (zip_text){name, text} : usual[i];
    }
    return zip_make(parts, count, bytes);
}

/* *table is freed with free; NULL after an error. */
static hc_status write_table(const unsigned char *bytes, size_t length, const char *wanted,
                             char **table, hc_error *err)
{
    size_t size = 0;
    FILE *out = open_memstream(table, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    char origin[128] = "none", expected[128];
    const hc_status st = hc_xlsx_table_write((const char *)bytes, length, "history.xlsx",
                                             wanted, out, origin, sizeof origin, err);
    (void)snprintf(expected, sizeof expected, "sheet '%s' of the workbook",
                   wanted != NULL ? wanted : "");
    CU_ASSERT(st != HC_OK || wanted == NULL || strcasecmp(origin, expected) == 0);
    (void)fclose(out);
    if (st != HC_OK) {
        free(*table);
        *table = NULL;
    }
    return st;
}

static void expect_table(const char *name, const char *text, const char *wanted,
                         const char *expected)
{
    unsigned char bytes[ZIP_BYTES_MAX];
    char *table = NULL;
    const size_t length = make_book(name, text, bytes);
    CU_ASSERT_EQUAL_FATAL(write_table(bytes, length, wanted, &table, NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(table, expected);
    free(table);
}

static const char calls_csv[] = "\"Report, June\"\n\n"
                                "\"Date\",\"Interval\",\"Queue\",,\"Calls Offered\",\"AHT\"\n"
                                "\"2026-11-23\",\"9:00\",\"서비스\",,1.2340,\"0:03:30\"\n"
                                "\"2026-11-23\",\"9:30\",\"서비스\",,28,\n"
                                "\"2026-11-24\",\"9:00\",\"서비스\",,31,\"0:03:20\"\n";

static void the_sheet_of_the_history_is_found_and_row_n_is_line_n(void)
{
    expect_table(NULL, NULL, NULL, calls_csv);
    expect_table(NULL, NULL, "calls", calls_csv);
    expect_table(NULL, NULL, "OLD", calls_csv);
    expect_table(NULL, NULL, "Notes", "\"Made by hand\"\n");
}

/* 46349.40625 is 23 November, 09:45; days of old Macs begin 1,462 later. */
static void numbers_are_dates_where_their_style_says_so(void)
{
    static const char sheet[] =
        "<worksheet><sheetData><row><c s=\"4\"><v>46349.40625</v></c><c s=\"1\">"
        "<v>46349.40625</v></c><c s=\"5\"><v>3</v></c><c s=\"99\"><v>7.5</v></c><c s=\"2\">"
        "<v>1</v></c><c s=\"3\"><v>1.5</v></c><c t=\"b\"><v>1</v></c><c s=\"1\"><v>-1</v></c>"
        "</row></sheetData></worksheet>";
    expect_table("xl/worksheets/sheet2.xml", sheet, "Calls",
                 "\"2026-11-23 09:45:00\",\"2026-11-23 09:45:00\",3,7.5,\"24:00\",\"36:00:00\","
                 "\"1\",-1\n");
    unsigned char bytes[ZIP_BYTES_MAX];
    zip_text parts[USUAL];
    memcpy(parts, usual, sizeof usual);
    parts[0].text = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" "
                    "r:id=\"rId2\" xmlns:r=\"r\"/></sheets></workbook>";
    parts[5].text = "<worksheet><row><c s=\"1\"><v>44887</v></c></row></worksheet>";
    char *table = NULL;
    CU_ASSERT_EQUAL_FATAL(write_table(bytes, zip_make(parts, USUAL, bytes), "A", &table, NULL),
                          HC_OK);
    CU_ASSERT_STRING_EQUAL(table, "\"2026-11-23\"\n");
    free(table);
}

static void expect_error(const char *name, const char *text, const char *wanted,
                         hc_status status, const char *message)
{
    unsigned char bytes[ZIP_BYTES_MAX];
    char *table = NULL;
    hc_error err = HC_ERROR_INIT;
    const size_t length = make_book(name, text, bytes);
    CU_ASSERT_EQUAL(write_table(bytes, length, wanted, &table, &err), status);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, message));
    CU_ASSERT_STRING_EQUAL(err.file, "history.xlsx");
    free(table);
}

static void what_is_no_workbook_is_refused_with_the_reason(void)
{
    static const char sheet2[] = "xl/worksheets/sheet2.xml";
    expect_error(NULL, NULL, "July", HC_ERR_FORMAT,
                 "there is no sheet \"July\"; there are: Notes, Calls, Old");
    expect_error("xl/workbook.xml", NULL, NULL, HC_ERR_FORMAT, "no xl/workbook.xml");
    expect_error(sheet2, "<worksheet><row></worksheet>", NULL, HC_ERR_FORMAT,
                 "sheet2.xml, line 1: mismatched tag");
    expect_error(sheet2, "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "Calls", HC_ERR_FORMAT,
                 "sheet2.xml");
    expect_error(sheet2, "<worksheet><row r=\"3\"/><row r=\"2\"/></worksheet>", "Calls",
                 HC_ERR_FORMAT, "row 2 does not follow row 3");
    expect_error(sheet2, "<worksheet><row r=\"99999999\"/></worksheet>", "Calls", HC_ERR_FORMAT,
                 "does not follow");
    expect_error(sheet2, "<worksheet><row><c r=\"ZZZ1\"><v>1</v></c></row></worksheet>",
                 "Calls", HC_ERR_LIMIT, "more than 1024 columns");
    expect_error(sheet2, notes_xml, NULL, HC_ERR_FORMAT,
                 "no sheet holds a table; there are: "
                 "Notes, Calls");
    expect_error(
        "xl/worksheets/sheet1.xml", other_xml, NULL, HC_ERR_FORMAT,
        "several sheets may be the history, with other columns each; there are: Notes, "
        "Calls");
}

#define SHEET(name, day, calls)                                                                \
    "<worksheet><sheetData><row><c t=\"str\"><v>" name "</v></c></row><row>"                   \
    "<c t=\"str\"><v>Date</v></c><c t=\"str\"><v>Time</v></c><c t=\"str\"><v>Calls</v></c>"    \
    "</row><row><c t=\"str\"><v>" day "</v></c><c t=\"str\"><v>09:00</v></c><c><v>" calls      \
    "</v></c></row><row r=\"5\"><c t=\"str\"><v>" day "</v></c><c t=\"str\"><v>09:30</v></c>"  \
    "<c><v>7</v></c></row></sheetData></worksheet>"

/* Both sheets, of which the first may be another one. */
static void expect_both(const char *first, const char *second, const char *expected)
{
    zip_text parts[USUAL];
    unsigned char bytes[ZIP_BYTES_MAX];
    char *table = NULL;
    memcpy(parts, usual, sizeof usual);
    parts[USUAL - 2].text = first;
    parts[USUAL - 1].text = second;
    CU_ASSERT_EQUAL_FATAL(write_table(bytes, zip_make(parts, USUAL, bytes), NULL, &table, NULL),
                          HC_OK);
    CU_ASSERT_STRING_EQUAL(table, expected);
    free(table);
}

/* A sheet a queue: they begin on the same day. */
static void sheets_side_by_side_in_time_are_queues(void)
{
    expect_both(
        SHEET("Of notes", "2026-11-23", "3"), SHEET("Of calls", "2026-11-23", "5"),
        ",\"Of notes\"\n\"queue\",\"Date\",\"Time\",\"Calls\"\n"
        "\"Notes\",\"2026-11-23\",\"09:00\",3\n\n\"Notes\",\"2026-11-23\",\"09:30\",7\n"
        "\"Calls\",\"2026-11-23\",\"09:00\",5\n\n\"Calls\",\"2026-11-23\",\"09:30\",7\n");
}

/* A sheet a month: one goes on where the other ends. */
static void sheets_one_after_another_are_one_history(void)
{
    expect_both(SHEET("November", "2026-11-23", "3"), SHEET("December", "2026-12-01", "5"),
                "\"November\"\n\"Date\",\"Time\",\"Calls\"\n\"2026-11-23\",\"09:00\",3\n\n"
                "\"2026-11-23\",\"09:30\",7\n\"2026-12-01\",\"09:00\",5\n\n"
                "\"2026-12-01\",\"09:30\",7\n");
}

/* Every cut and every changed byte of an archive is read or refused, never more. */
static void torn_archives_are_errors(void)
{
    unsigned char whole[ZIP_BYTES_MAX], torn[ZIP_BYTES_MAX];
    const size_t length = make_book(NULL, NULL, whole);
    for (size_t cut = 0; cut < length; cut += 7) {
        char *table = NULL;
        CU_ASSERT_NOT_EQUAL(write_table(whole, cut, NULL, &table, NULL), HC_OK);
        free(table);
    }
    for (size_t at = 0; at < length; at += 3) {
        char *table = NULL;
        memcpy(torn, whole, length);
        torn[at] ^= 0x5A;
        const hc_status st = write_table(torn, length, NULL, &table, NULL);
        CU_ASSERT(st == HC_OK || st == HC_ERR_FORMAT || st == HC_ERR_LIMIT);
        free(table);
    }
}

static void a_workbook_is_a_history(void)
{
    unsigned char bytes[ZIP_BYTES_MAX];
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = HC_LOAD_REPORT_INIT;
    const hc_load_options options = hc_load_options_default();
    const char *const path = FILE_NAME;
    write_bytes(FILE_NAME, bytes, make_book(NULL, NULL, bytes));
    CU_ASSERT_EQUAL_FATAL(hc_history_load(&options, &path, 1, &series, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(report.kept, 3);
    CU_ASSERT_EQUAL(report.rejects.total, 0);
    CU_ASSERT_STRING_EQUAL(report.files[0].origin, "sheet 'Calls' of the workbook");
    CU_ASSERT_STRING_EQUAL(series.queues[0].name, "서비스");
    CU_ASSERT_DOUBLE_EQUAL(hc_series_calls(&series, 0), 60.234, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(series.queues[0].aht_s[18], 210.0, 1e-9);
    hc_series_clear(&series);
    hc_load_report_clear(&report);
}

static void each_failing_allocation_is_reported(void)
{
    unsigned char bytes[ZIP_BYTES_MAX];
    const size_t length = make_book(NULL, NULL, bytes);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    for (size_t k = 1; st != HC_OK && k < 200; k++) {
        char *table = NULL;
        hc_error err = HC_ERROR_INIT;
        hc_heap_fail_at(k);
        st = write_table(bytes, length, NULL, &table, &err);
        hc_heap_fail_at(0);
        CU_ASSERT(st == HC_OK || st == HC_ERR_MEMORY);
        free(table);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_sheet_of_the_history_is_found_and_row_n_is_line_n),
        HC_TEST(numbers_are_dates_where_their_style_says_so),
        HC_TEST(what_is_no_workbook_is_refused_with_the_reason),
        HC_TEST(sheets_side_by_side_in_time_are_queues),
        HC_TEST(sheets_one_after_another_are_one_history),
        HC_TEST(torn_archives_are_errors),
        HC_TEST(a_workbook_is_a_history),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("xlsx_table", tests, sizeof tests / sizeof *tests);
}
