#include "forecast/load/csv/csv_table.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "forecast/base/rng.h"
#include "tests/forecast/load/load_support.h"

#define FILE_NAME TEST_FILE("csv_table.csv")

static hc_csv_table *open_bytes(const void *bytes, size_t length, const hc_csv_options *options)
{
    hc_csv_table *table = NULL;
    hc_error err = HC_ERROR_INIT;
    write_bytes(FILE_NAME, bytes, length);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, FILE_NAME, options, &err), HC_OK);
    return table;
}

static hc_csv_table *open_text(const char *text)
{
    return open_bytes(text, strlen(text), NULL);
}

static void expect_row(hc_csv_table *table, int64_t line, const char *joined)
{
    hc_csv_row row;
    bool more = false;
    char text[512] = "";
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    CU_ASSERT_TRUE_FATAL(more);
    CU_ASSERT_EQUAL(row.line, line);
    for (size_t i = 0; i < row.count; i++) {
        const size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used, "%s[%s]", i > 0 ? " " : "",
                       row.cell[i].text);
        CU_ASSERT_EQUAL(strlen(row.cell[i].text), row.cell[i].length);
    }
    CU_ASSERT_STRING_EQUAL(text, joined);
}

static void expect_end(hc_csv_table *table)
{
    hc_csv_row row;
    bool more = true;
    CU_ASSERT_EQUAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    CU_ASSERT_FALSE(more);
    hc_csv_table_close(table);
}

static void expect_fault(hc_csv_table *table, hc_csv_fault fault, int64_t line, int32_t column)
{
    hc_csv_row row;
    bool more = true;
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_csv_table_next(table, &row, &more, &err);
    CU_ASSERT_EQUAL(st, fault == HC_CSV_FAULT_TOO_LONG ? HC_ERR_LIMIT : HC_ERR_PARSE);
    CU_ASSERT_EQUAL(hc_csv_table_fault(table), fault);
    CU_ASSERT_EQUAL(err.line, line);
    CU_ASSERT_EQUAL(err.column, column);
}

static void rows_and_cells_are_split_and_trimmed(void)
{
    hc_csv_table *table = open_text("a,b\n 1 , 2\n\n\"x \"\"y\"\", z\",3\r\n,\n5,6");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[1] [2]");
    expect_row(table, 4, "[x \"y\", z] [3]");
    expect_row(table, 6, "[5] [6]");
    expect_end(table);
}

static void bare_carriage_returns_end_lines(void)
{
    hc_csv_table *table = open_text("a,b\r1,2\r3,4");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[1] [2]");
    expect_row(table, 3, "[3] [4]");
    expect_end(table);
}

static void each_delimiter_is_found(void)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    for (size_t i = 0; i < sizeof delimiters; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "title\na%cb\n1%c2\n3%c4\n", delimiters[i],
                       delimiters[i], delimiters[i]);
        hc_csv_table *table = open_text(text);
        CU_ASSERT_EQUAL(hc_csv_table_delimiter(table), delimiters[i]);
        CU_ASSERT_EQUAL(hc_csv_table_header(table, NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_csv_table_header_line(table), 2);
        hc_csv_table_close(table);
    }
}

static void decimal_commas_do_not_hide_semicolons(void)
{
    hc_csv_table *table = open_text("t;v;w\n1;2,5;3,5\n2;2,5;3,5\n");
    CU_ASSERT_EQUAL(hc_csv_table_delimiter(table), ';');
    hc_csv_table_close(table);
}

static void sep_line_is_honoured_and_skipped_also_after_rewind(void)
{
    hc_csv_table *table = open_text("sep=|\na|b,c\n1|2,3\n");
    expect_row(table, 2, "[a] [b,c]");
    CU_ASSERT_EQUAL(hc_csv_table_rewind(table, NULL), HC_OK);
    expect_row(table, 2, "[a] [b,c]");
    expect_row(table, 3, "[1] [2,3]");
    expect_end(table);
}

static void quoted_cells_may_span_lines(void)
{
    hc_csv_table *table = open_text("a,b\n\"one\ntwo\",2\n3,4\n");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[one\ntwo] [2]");
    CU_ASSERT_EQUAL(hc_csv_table_place(table, 1).line, 3);
    CU_ASSERT_EQUAL(hc_csv_table_place(table, 1).column, 6);
    expect_row(table, 4, "[3] [4]");
    expect_end(table);
}

/* Formulas that are a text, as they are written by hand and as a spreadsheet saves them. */
static void texts_kept_from_a_spreadsheet_are_their_text(void)
{
    hc_csv_table *table = open_text("a,b,c\n=\"09:30\",=\"x, y\",5\n"
                                    "\"=\"\"09:30\"\"\",\"=\"\"5\"\"\",=5\n");
    expect_row(table, 1, "[a] [b] [c]");
    expect_row(table, 2, "[09:30] [x, y] [5]");
    expect_row(table, 3, "[09:30] [5] [=5]");
    expect_end(table);
}

/* Blanks of a web page are no part of a name or number; inside a cell they stay. */
static void blanks_of_every_width_are_cut_off(void)
{
    hc_csv_table *table = open_text("a,b\n\xC2\xA0Sales\xC2\xA0,\xE2\x80\x8B 7\xE2\x80\xAF\n"
                                    "\"\xE3\x80\x80x\xC2\xA0y \",\xC2\xA0\n");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[Sales] [7]");
    expect_row(table, 3, "[x\xC2\xA0y] []");
    expect_end(table);
}

static void stray_quote_spoils_only_its_line(void)
{
    hc_csv_table *table = open_text("a,b\n1,x\"y\n2,3\n");
    expect_row(table, 1, "[a] [b]");
    expect_fault(table, HC_CSV_FAULT_QUOTE, 2, 3);
    expect_row(table, 3, "[2] [3]");
    expect_end(table);
}

static void open_quote_is_named_where_it_began_and_later_lines_are_kept(void)
{
    hc_csv_table *table = open_text("a,b\n1,\"open\n2,3\n4,5\n");
    expect_row(table, 1, "[a] [b]");
    expect_fault(table, HC_CSV_FAULT_QUOTE, 2, 3);
    expect_row(table, 3, "[2] [3]");
    expect_row(table, 4, "[4] [5]");
    expect_end(table);
}

static void open_quote_does_not_swallow_a_long_file(void)
{
    char *text = malloc(400000);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    size_t used = (size_t)snprintf(text, 400000, "a,b\n1,\"open\n");
    for (int i = 0; i < 30000; i++) {
        used += (size_t)snprintf(text + used, 400000 - used, "%d,2\n", i);
    }
    hc_csv_table *table = open_bytes(text, used, NULL);
    free(text);
    expect_row(table, 1, "[a] [b]");
    expect_fault(table, HC_CSV_FAULT_QUOTE, 2, 3);
    for (int i = 0; i < 30000; i++) {
        hc_csv_row row;
        bool more = false;
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(row.line, i + 3);
    }
    expect_end(table);
}

static void too_long_lines_and_cells_and_too_many_cells_are_refused(void)
{
    const size_t length = 3 * (size_t)HC_CSV_LINE_MAX;
    char *text = malloc(length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    memset(text, 'x', length);
    memcpy(text, "a,b\n", 4);
    memcpy(text + length - 5, "\n1,2\n", 5);
    hc_csv_table *table = open_bytes(text, length, NULL);
    expect_row(table, 1, "[a] [b]");
    expect_fault(table, HC_CSV_FAULT_TOO_LONG, 2, 1);
    expect_row(table, 3, "[1] [2]");
    expect_end(table);
    memcpy(text + HC_CSV_CELL_MAX + 100, "\n1,2\n", 5);
    table = open_bytes(text, HC_CSV_CELL_MAX + 105, NULL);
    expect_row(table, 1, "[a] [b]");
    expect_fault(table, HC_CSV_FAULT_TOO_LONG, 2, 1);
    expect_row(table, 3, "[1] [2]");
    expect_end(table);
    memset(text + 4, ',', HC_CSV_COLUMNS_MAX);
    memcpy(text + 4 + HC_CSV_COLUMNS_MAX, "\n1,2\n", 5);
    table = open_bytes(text, 9 + HC_CSV_COLUMNS_MAX, &(hc_csv_options){NULL, ',', NULL});
    expect_row(table, 1, "[a] [b]");
    expect_fault(table, HC_CSV_FAULT_TOO_LONG, 2, 4 + HC_CSV_COLUMNS_MAX - 3);
    expect_row(table, 3, "[1] [2]");
    expect_end(table);
    free(text);
}

static void marks_decide_the_encoding(void)
{
    hc_csv_table *table = open_text("\xEF\xBB\xBF"
                                    "a,b\n1,2\n");
    CU_ASSERT_STRING_EQUAL(hc_csv_table_encoding(table), "UTF-8");
    expect_row(table, 1, "[a] [b]");
    hc_csv_table_close(table);
    static const char le[] = "\xFF\xFE"
                             "a\0,\0b\0\n\0\x00\xAC,\0002\0\n";
    table = open_bytes(le, sizeof le, NULL);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_encoding(table), "UTF-16LE");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[\xEA\xB0\x80] [2]"); /* U+AC00 */
    hc_csv_table_close(table);
    static const char be[] = "\xFE\xFF\0a\0,\0b\0\n\0001\0,\0002\0";
    table = open_bytes(be, sizeof be - 2, NULL);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_encoding(table), "UTF-16BE");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[1] [2]");
    expect_end(table);
}

static void hangul_that_is_not_utf8_is_cp949(void)
{
    static const char text[] = "\xB3\xAF\xC2\xA5,b\n\x8C\x63,2\n"; /* 2nd: only in CP949 */
    hc_csv_table *table = open_bytes(text, sizeof text - 1, NULL);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_encoding(table), "CP949");
    CU_ASSERT_TRUE(hc_csv_table_encoding_is_guess(table));
    expect_row(table, 1, "[날짜] [b]");
    expect_row(table, 2, "[똠] [2]");
    expect_end(table);
}

/* Both are CP949 as well, of syllables that no Korean needs. */
static void kana_and_kanji_that_are_not_utf8_are_cp932(void)
{
    static const char text[] = "\x93\xFA\x95\x74,\x92\x85\x90\x4D\x90\x94\n1,2\n";
    hc_csv_table *table = open_bytes(text, sizeof text - 1, NULL);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_encoding(table), "CP932");
    CU_ASSERT_TRUE(hc_csv_table_encoding_is_guess(table));
    expect_row(table, 1, "[日付] [着信数]");
    expect_row(table, 2, "[1] [2]");
    expect_end(table);
    static const char half[] = "\x83\x58\x83\x4C\x83\x8B,\xB1\n"; /* half a katakana */
    table = open_bytes(half, sizeof half - 1, NULL);
    expect_row(table, 1, "[スキル] [ｱ]");
    expect_end(table);
}

static void a_named_encoding_is_converted_before_splitting(void)
{
    static const char text[] = "\x83\x7C|b\n1|2\n"; /* Shift-JIS: the second byte is a bar */
    hc_csv_table *table =
        open_bytes(text, sizeof text - 1, &(hc_csv_options){"SHIFT_JIS", '|', NULL});
    expect_row(table, 1, "[ポ] [b]");
    expect_row(table, 2, "[1] [2]");
    expect_end(table);
    write_bytes(FILE_NAME, text, sizeof text - 1);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(
        hc_csv_table_open(&table, FILE_NAME, &(hc_csv_options){"no-such-code", 0, NULL}, &err),
        HC_ERR_FORMAT);
}

static void bad_bytes_and_nul_spoil_only_their_line(void)
{
    static const char text[] =
        "n,v\n\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
        "\xA9\xC3\xA9\xC3\xA9\xC3\xA9,1\nb\xFF,2\nc,3\nd,\0"
        "4\ne,5 some more text so that one NUL is not a hundredth of all "
        "the bytes of this file\n";
    hc_csv_table *table = open_bytes(text, sizeof text - 1, NULL);
    expect_row(table, 1, "[n] [v]");
    expect_row(table, 2, "[ééééééééééé] [1]");
    expect_fault(table, HC_CSV_FAULT_ENCODING, 3, 1);
    expect_row(table, 4, "[c] [3]");
    expect_fault(table, HC_CSV_FAULT_ENCODING, 5, 1);
    hc_csv_table_close(table);
}

static void gzip_is_unpacked_and_rewound(void)
{
    gzFile stream = gzopen(FILE_NAME, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    CU_ASSERT_TRUE(gzputs(stream, "a,b\n1,2\n") > 0);
    CU_ASSERT_EQUAL(gzclose(stream), Z_OK);
    hc_csv_table *table = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, FILE_NAME, NULL, NULL), HC_OK);
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[1] [2]");
    CU_ASSERT_EQUAL(hc_csv_table_rewind(table, NULL), HC_OK);
    expect_row(table, 1, "[a] [b]");
    hc_csv_table_close(table);
}

static void put_on_standard_input(const char *text, bool pipe_of_it)
{
    int ends[2];
    if (pipe_of_it) {
        CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
        CU_ASSERT_EQUAL(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
        CU_ASSERT_EQUAL(close(ends[1]), 0);
    } else {
        write_text(FILE_NAME, text);
        ends[0] = open(FILE_NAME, O_RDONLY);
        CU_ASSERT_TRUE_FATAL(ends[0] >= 0);
    }
    CU_ASSERT_EQUAL(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    CU_ASSERT_EQUAL(close(ends[0]), 0);
}

/* One look at who has skills, one at the people: a pipe gives its bytes once only. */
static void standard_input_is_read_as_often_as_it_is_opened(void)
{
    for (int pipe_of_it = 0; pipe_of_it < 2; pipe_of_it++) {
        put_on_standard_input("a,b\n1,2\n", pipe_of_it == 1);
        for (int time = 0; time < 3; time++) {
            hc_csv_table *table = NULL;
            CU_ASSERT_EQUAL_FATAL(hc_csv_table_open(&table, "-", NULL, NULL), HC_OK);
            expect_row(table, 1, "[a] [b]");
            expect_row(table, 2, "[1] [2]");
            expect_end(table);
        }
    }
}

static void formula_guard_is_taken_away(void)
{
    hc_csv_table *table = open_text("a,b\n'=1+1,'plain\n");
    expect_row(table, 1, "[a] [b]");
    expect_row(table, 2, "[=1+1] ['plain]");
    expect_end(table);
}

static void files_that_are_no_text_are_refused(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        hc_status status;
    } cases[] = {{"", 0, HC_ERR_EMPTY},
                 {" \n\r\n\t\n", 6, HC_ERR_EMPTY},
                 {"PK\x03\x04 workbook", 13, HC_ERR_FORMAT},
                 {"SQLite format 3\0...", 19, HC_ERR_INPUT},
                 {"a\0b\0c\0", 6, HC_ERR_FORMAT}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hc_csv_table *table = NULL;
        hc_error err = HC_ERROR_INIT;
        write_bytes(FILE_NAME, cases[i].bytes, cases[i].length);
        CU_ASSERT_EQUAL(hc_csv_table_open(&table, FILE_NAME, NULL, &err), cases[i].status);
        CU_ASSERT_PTR_NULL(table);
        CU_ASSERT_STRING_EQUAL(err.file, FILE_NAME);
    }
}

static void missing_files_and_folders_say_so(void)
{
    hc_csv_table *table = NULL;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_csv_table_open(&table, HC_BINARY_DIR "/no-such-file", NULL, &err),
                    HC_ERR_INPUT);
    CU_ASSERT_EQUAL(hc_csv_table_open(&table, HC_BINARY_DIR, NULL, &err), HC_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "folder"));
    write_text(FILE_NAME, "a,b\n");
    CU_ASSERT_EQUAL(
        hc_csv_table_open(&table, FILE_NAME, &(hc_csv_options){NULL, 'x', NULL}, &err),
        HC_ERR_USAGE);
}

static void columns_are_found_by_name_and_cells_read_with_their_place(void)
{
    hc_csv_table *table = open_text("Required_Agents,note\n12.5,가나\n,\"a, b\"\nx,1e400\n");
    size_t agents = 0;
    size_t other = 0;
    double value = 0.0;
    hc_csv_row row;
    bool more = false;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_header(table, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_column(table, "agents|required agents", &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(agents, 0);
    CU_ASSERT_EQUAL(hc_csv_table_column(table, "load", &other, &err), HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Required_Agents, note"));
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "load"), HC_CSV_NO_COLUMN);
    CU_ASSERT_EQUAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_number(table, agents, &value, NULL), HC_OK);
    CU_ASSERT_DOUBLE_EQUAL(value, 12.5, 0.0);
    CU_ASSERT_STRING_EQUAL(hc_csv_table_text(table, 7), "");
    CU_ASSERT_EQUAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_number(table, agents, &value, NULL), HC_OK);
    CU_ASSERT_TRUE(isnan(value));
    CU_ASSERT_EQUAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_number(table, 1, &value, &err), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(err.line, 4);
    CU_ASSERT_EQUAL(err.column, 3);
    expect_end(table);
}

static void every_failed_allocation_is_an_error(void)
{
    write_text(FILE_NAME, "a,b\n1,\"2\"\n3,4\n");
    const size_t before = hc_heap_live();
    size_t failed = 0;
    for (size_t k = 1; k < 200; k++) {
        hc_csv_table *table = NULL;
        hc_csv_row row;
        bool more = true;
        hc_heap_fail_at(k);
        hc_status st = hc_csv_table_open(&table, FILE_NAME, NULL, NULL);
        if (st == HC_OK) { st = hc_csv_table_header(table, NULL); }
        while (st == HC_OK && more) {
            st = hc_csv_table_next(table, &row, &more, NULL);
        }
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        hc_csv_table_close(table);
        CU_ASSERT_EQUAL(hc_heap_live(), before);
        if (!reached) { break; }
        CU_ASSERT_TRUE(st == HC_ERR_MEMORY || st == HC_OK); /* libcsv tries again with less */
        failed += st == HC_ERR_MEMORY;
    }
    CU_ASSERT_TRUE(failed > 5 && failed < 199);
}

/* Cells of up to 20 characters without quotes or commas. */
static size_t random_row(hc_rng *rng, char *text, size_t cells)
{
    static const char letters[] = "ab019.-+=@' \t;|";
    size_t length = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (cell > 0) { text[length++] = ','; }
        const size_t letters_in_cell = (size_t)hc_rng_below(rng, 21);
        for (size_t i = 0; i < letters_in_cell; i++) {
            text[length++] = letters[hc_rng_below(rng, sizeof letters - 1)];
        }
    }
    text[length] = '\0';
    return length;
}

/* A row without quotes is cut here, the same row with its first cell quoted by libcsv. */
static void rows_are_cut_as_libcsv_cuts_them(void)
{
    const hc_csv_options comma = {NULL, ',', NULL};
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    for (size_t trial = 0; trial < 400; trial++) {
        const size_t cells = 1 + (size_t)hc_rng_below(&rng, 12);
        char row[300], both[700];
        (void)random_row(&rng, row, cells);
        const int first = (int)strcspn(row, ",");
        (void)snprintf(both, sizeof both, "x%s\n\"x%.*s\"%s\n", row, first, row, row + first);
        hc_csv_table *table = open_bytes(both, strlen(both), &comma);
        hc_csv_row got;
        bool more = false;
        char plain[12][32] = {{0}};
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &got, &more, NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(got.count, cells);
        for (size_t i = 0; i < cells; i++) {
            (void)snprintf(plain[i], sizeof plain[i], "%s", got.cell[i].text);
        }
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &got, &more, NULL), HC_OK);
        CU_ASSERT_EQUAL_FATAL(got.count, cells);
        for (size_t i = 0; i < cells; i++) {
            CU_ASSERT_STRING_EQUAL(plain[i], got.cell[i].text);
            CU_ASSERT_EQUAL(strlen(plain[i]), got.cell[i].length);
        }
        expect_end(table);
    }
}

/* Groups above, names below; and a file that has no names at all. */
static void headers_of_two_rows_and_of_none(void)
{
    hc_csv_table *table = open_text("day,hour,Inbound,\n,,offered,handled\n1,2,3,4\n");
    hc_csv_row row;
    bool more = false;
    for (size_t i = 0; i < 2; i++) {
        CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
        CU_ASSERT_EQUAL(hc_csv_table_keep_header(table, NULL), HC_OK);
    }
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "day"), HC_CSV_NO_COLUMN);
    CU_ASSERT_EQUAL(hc_csv_table_join_header(table, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "day"), 0);
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "hour"), 1);
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "offered"), 2);
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "Inbound"), HC_CSV_NO_COLUMN);
    CU_ASSERT_EQUAL(hc_csv_table_header_line(table), 2);
    CU_ASSERT_EQUAL_FATAL(hc_csv_table_next(table, &row, &more, NULL), HC_OK);
    const size_t before = hc_heap_live();
    hc_heap_fail_at(2);
    CU_ASSERT_EQUAL(hc_csv_table_number_header(table, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT(hc_heap_live() <= before + 1); /* the list itself, given back on closing */
    CU_ASSERT_EQUAL(hc_csv_table_number_header(table, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_csv_table_find(table, "4"), 3);
    CU_ASSERT_EQUAL(hc_csv_table_header_line(table), 0);
    expect_end(table);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(rows_and_cells_are_split_and_trimmed),
        HC_TEST(headers_of_two_rows_and_of_none),
        HC_TEST(rows_are_cut_as_libcsv_cuts_them),
        HC_TEST(bare_carriage_returns_end_lines),
        HC_TEST(each_delimiter_is_found),
        HC_TEST(decimal_commas_do_not_hide_semicolons),
        HC_TEST(sep_line_is_honoured_and_skipped_also_after_rewind),
        HC_TEST(quoted_cells_may_span_lines),
        HC_TEST(texts_kept_from_a_spreadsheet_are_their_text),
        HC_TEST(blanks_of_every_width_are_cut_off),
        HC_TEST(stray_quote_spoils_only_its_line),
        HC_TEST(open_quote_is_named_where_it_began_and_later_lines_are_kept),
        HC_TEST(open_quote_does_not_swallow_a_long_file),
        HC_TEST(too_long_lines_and_cells_and_too_many_cells_are_refused),
        HC_TEST(marks_decide_the_encoding),
        HC_TEST(hangul_that_is_not_utf8_is_cp949),
        HC_TEST(kana_and_kanji_that_are_not_utf8_are_cp932),
        HC_TEST(a_named_encoding_is_converted_before_splitting),
        HC_TEST(bad_bytes_and_nul_spoil_only_their_line),
        HC_TEST(gzip_is_unpacked_and_rewound),
        HC_TEST(standard_input_is_read_as_often_as_it_is_opened),
        HC_TEST(formula_guard_is_taken_away),
        HC_TEST(files_that_are_no_text_are_refused),
        HC_TEST(missing_files_and_folders_say_so),
        HC_TEST(columns_are_found_by_name_and_cells_read_with_their_place),
        HC_TEST(every_failed_allocation_is_an_error),
    };
    return hc_test_run("csv_table", tests, sizeof tests / sizeof tests[0]);
}
