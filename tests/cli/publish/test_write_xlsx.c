#include "cli/publish/write_xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/publish/figures.h"
#include "cli/publish/xlsx_check.h"
#include "forecast/base/memory.h"
#include "forecast/load/source/zip_parts.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

#define BOOK HC_BINARY_DIR "/test_book.xlsx"
#define TORN_BOOK HC_BINARY_DIR "/test_torn_book.xlsx"
#define BOOK_BYTES_MAX 4000000
#define SHEETS_MAX 8

/* Places of the sheets; without queues the roster comes one sooner. */
enum { SUMMARY, FORECAST, REQUIREMENT, SCHEDULE, QUEUES, ROSTER };

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

/* A workbook read back: its sheets in their order and its texts. */
typedef struct open_book {
    char *sheet[SHEETS_MAX];
    char *texts;
    char *styles;
} open_book;

static open_book open_sample(const sample_plan *sample)
{
    open_book book = {{NULL}, NULL, NULL};
    hc_zip zip;
    hc_zip_part part;
    size_t length = 0;
    CU_ASSERT_EQUAL_FATAL(hc_write_plan_xlsx(&sample->plan, BOOK, NULL), HC_OK);
    unsigned char *bytes = read_book(BOOK, &length);
    CU_ASSERT_TRUE_FATAL(hc_zip_start(&zip, bytes, length));
    while (hc_zip_next(&zip, &part)) {
        int number = 0;
        if (strncmp(part.name, "xl/worksheets/sheet", 19) == 0) {
            number = atoi(part.name + 19);
        }
        char **to = NULL;
        if (number > 0 && number <= SHEETS_MAX) { to = &book.sheet[number - 1]; }
        if (strcmp(part.name, "xl/sharedStrings.xml") == 0) { to = &book.texts; }
        if (strcmp(part.name, "xl/styles.xml") == 0) { to = &book.styles; }
        if (to != NULL) { CU_ASSERT_EQUAL_FATAL(hc_zip_unpack(&zip, &part, to, NULL), HC_OK); }
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(book.texts);
    free(bytes);
    (void)unlink(BOOK);
    return book;
}

static void close_book(open_book *book)
{
    for (size_t k = 0; k < SHEETS_MAX; k++) {
        hc_free(book->sheet[k]);
    }
    hc_free(book->texts);
    hc_free(book->styles);
}

/* The number in a cell, such as C2, or the number of its text; HC_MISSING: it is empty. */
static double cell(const char *sheet, char column, size_t row)
{
    char start[32];
    (void)snprintf(start, sizeof start, "<c r=\"%c%zu\"", column, row);
    const char *at = strstr(sheet, start);
    const char *end = at != NULL ? strchr(at, '>') : NULL;
    if (end == NULL || strncmp(end + 1, "<v>", 3) != 0) { return HC_MISSING; }
    return strtod(end + 4, NULL);
}

static bool says(const open_book *book, size_t sheet, char column, size_t row, const char *text)
{
    const double number = cell(book->sheet[sheet], column, row);
    const char *at = book->texts;
    for (double k = 0.0; at != NULL && k <= number; k += 1.0) {
        at = strstr(at + 1, "<t");
    }
    if (at == NULL || hc_is_missing(number)) { return false; }
    at = strchr(at, '>') + 1;
    return strncmp(at, text, strlen(text)) == 0 && at[strlen(text)] == '<';
}

/* Days since 1899-12-30, as spreadsheets count them. */
static double sheet_time(const hc_axis *axis, size_t slot)
{
    const hc_local_time local = hc_axis_local(axis, slot);
    return (double)local.day + 25569.0 + local.second_of_day / 86400.0;
}

/* What is unknown is left empty. */
static void check_cell(double got, double value)
{
    CU_ASSERT_EQUAL(hc_is_missing(got), hc_is_missing(value));
    if (!hc_is_missing(value)) { CHECK_CLOSE(got, value, 1e-12); }
}

static void each_number_stands_in_its_column(void)
{
    sample_plan sample;
    make_sample(&sample, 2, false);
    open_book book = open_sample(&sample);
    const hc_axis *axis = &sample.forecast.axis;
    const size_t slots = hc_axis_slots(axis);
    for (size_t at = 0; at < 2 * slots;
         at += 13) { /* the rows of the second follow the first */
        const hc_queue *queue = &sample.forecast.queues[at / slots];
        const char *forecast = book.sheet[FORECAST];
        const size_t slot = at % slots, row = at + 2;
        CU_ASSERT_TRUE(says(&book, FORECAST, 'A', row, queue->name));
        CHECK_CLOSE(cell(forecast, 'B', row), sheet_time(axis, slot), 1e-9);
        CHECK_CLOSE(cell(forecast, 'C', row), queue->calls[slot], 1e-12);
        CHECK_CLOSE(cell(forecast, 'D', row), queue->quantile[2 * slots + slot], 1e-12);
        CHECK_CLOSE(cell(forecast, 'E', row), queue->quantile[4 * slots + slot], 1e-12);
        CHECK_CLOSE(cell(forecast, 'F', row), queue->quantile[6 * slots + slot], 1e-12);
        check_cell(cell(forecast, 'G', row), queue->aht_s[slot]);
    }
    for (size_t at = 0; at < sample.requirement.need_count * slots; at += 13) {
        const hc_need *need = &sample.requirement.needs[at / slots];
        const double values[] = {
            need->calls[at % slots],        need->aht_s[at % slots],
            need->load_erlangs[at % slots], need->agents[at % slots],
            sample.scheduled[at],           need->service_level[at % slots],
            need->abandon_rate[at % slots], need->asa_s[at % slots],
            need->occupancy[at % slots]};
        CU_ASSERT_TRUE(says(&book, REQUIREMENT, 'A', at + 2, need->name));
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            check_cell(cell(book.sheet[REQUIREMENT], (char)('C' + k), at + 2), values[k]);
        }
    }
    close_book(&book);
    sample_clear(&sample);
}

static void each_figure_stands_beside_its_name(void)
{
    sample_plan sample;
    make_sample(&sample, 2, false);
    open_book book = open_sample(&sample);
    const hc_plan_figures of = hc_plan_figures_of(&sample.plan);
    const struct {
        const char *name;
        double value;
    } figures[] = {{"Contacts", of.calls},
                   {"AHT, s", of.aht_s},
                   {"Peak agents on the phones", of.peak_agents},
                   {"Peak people to schedule", of.peak_scheduled},
                   {"People", (double)of.people},
                   {"Shifts", (double)of.shifts},
                   {"Hours needed", of.required_hours},
                   {"Hours scheduled", of.scheduled_hours},
                   {"Hours short", of.short_hours},
                   {"Hours over", of.over_hours},
                   {"Service level asked for", of.asked_service_level},
                   {NULL, of.service_level_expected},
                   {"Service level of the roster", of.service_level},
                   {"Abandon rate", of.abandon_rate},
                   {"Occupancy", of.occupancy}};
    for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) {
        if (figures[k].name != NULL) { /* the other has an apostrophe */
            CU_ASSERT_TRUE(says(&book, SUMMARY, 'A', k + 2, figures[k].name));
        }
        check_cell(cell(book.sheet[SUMMARY], 'B', k + 2), figures[k].value);
    }
    CU_ASSERT_TRUE(of.calls > 0.0 && of.required_hours > 0.0);
    CU_ASSERT_PTR_NOT_NULL(strstr(book.styles, "formatCode=\"0.0%\"")); /* shares are read so */
    CU_ASSERT_PTR_NOT_NULL(strstr(book.styles, "formatCode=\"yyyy-mm-dd hh:mm\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(book.sheet[SUMMARY], "<c r=\"B16\" s="));
    close_book(&book);
    sample_clear(&sample);
}

/* Short is needed less who is there, where that is above nothing, and over the other way round.
 */
static void check_cover(const char *sheet, char first, size_t row, double needed, double there)
{
    const double missing = cell(sheet, (char)(first + 2), row);
    const double over = cell(sheet, (char)(first + 3), row);
    CHECK_CLOSE(cell(sheet, first, row), needed, 0);
    CHECK_CLOSE(cell(sheet, (char)(first + 1), row), there, 0);
    CU_ASSERT_EQUAL(hc_is_missing(missing), there >= needed);
    CU_ASSERT_EQUAL(hc_is_missing(over), needed >= there);
    if (there < needed) { CHECK_CLOSE(missing, needed - there, 0); }
    if (needed < there) { CHECK_CLOSE(over, there - needed, 0); }
}

static void cover_is_told_of_all_and_of_each_queue(void)
{
    sample_plan sample;
    make_sample(&sample, 2, false);
    char queues[2][HC_QUEUE_NAME_MAX] = {"sales", "help"};
    const size_t slots = hc_axis_slots(&sample.forecast.axis);
    open_book book = open_sample(&sample);
    for (size_t slot = 0; slot < slots; slot += 7) {
        CHECK_CLOSE(cell(book.sheet[SCHEDULE], 'A', slot + 2),
                    sheet_time(&sample.forecast.axis, slot), 1e-9);
        check_cover(book.sheet[SCHEDULE], 'B', slot + 2, hc_plan_required(&sample.plan, slot),
                    sample.roster.on_phones[slot]);
    }
    close_book(&book);
    int32_t *served = calloc(2 * slots, sizeof *served);
    CU_ASSERT_PTR_NOT_NULL_FATAL(served);
    for (size_t at = 0; at < 2 * slots; at++) {
        served[at] = sample.scheduled[at] + (int32_t)(at % 3) - 1;
    }
    const hc_rules kept = sample.rules;
    sample.rules.queue_count = 2;
    sample.rules.queues = queues;
    sample.plan.served = served;
    book = open_sample(&sample);
    for (size_t at = 0; at < 2 * slots; at += 7) {
        CU_ASSERT_TRUE(says(&book, QUEUES, 'A', at + 2, queues[at / slots]));
        CHECK_CLOSE(cell(book.sheet[QUEUES], 'B', at + 2),
                    sheet_time(&sample.forecast.axis, at % slots), 1e-9);
        check_cover(book.sheet[QUEUES], 'C', at + 2, sample.scheduled[at], served[at]);
    }
    close_book(&book);
    sample.rules = kept;
    sample.plan.served = NULL;
    free(served);
    sample_clear(&sample);
}

static void each_shift_stands_with_its_person_and_day(void)
{
    sample_plan sample;
    make_sample(&sample, 1, false);
    open_book book = open_sample(&sample);
    const hc_roster *roster = &sample.roster;
    CU_ASSERT_TRUE(says(&book, ROSTER - 1, 'D', 1, "Mon 2026-11-23"));
    for (size_t i = 0; i < roster->shift_count; i++) {
        const hc_shift *shift = &roster->shifts[i];
        const int32_t end_min = shift->start_min + shift->length_min;
        const size_t row = shift->agent + 2;
        char hours[32];
        (void)snprintf(hours, sizeof hours, "%02d:%02d-%02d:%02d", shift->start_min / 60,
                       shift->start_min % 60, end_min / 60, end_min % 60);
        CU_ASSERT_TRUE(says(&book, ROSTER - 1, (char)('D' + shift->day), row, hours));
        CU_ASSERT_TRUE(says(&book, ROSTER - 1, 'A', row, roster->agents[shift->agent].id));
    }
    close_book(&book);
    sample_clear(&sample);
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

static size_t count_cells(const unsigned char *bytes, size_t length)
{
    hc_zip zip;
    hc_zip_part part;
    size_t cells = 0;
    CU_ASSERT_TRUE_FATAL(hc_zip_start(&zip, bytes, length));
    while (hc_zip_next(&zip, &part)) {
        char *text = NULL;
        if (strncmp(part.name, "xl/worksheets/", strlen("xl/worksheets/")) != 0) { continue; }
        CU_ASSERT_EQUAL_FATAL(hc_zip_unpack(&zip, &part, &text, NULL), HC_OK);
        for (const char *at = strstr(text, "<c "); at != NULL; at = strstr(at + 1, "<c ")) {
            cells++;
        }
        hc_free(text);
    }
    return cells;
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
        CU_ASSERT_EQUAL(hc_xlsx_check(TORN_BOOK, 0, &err), HC_ERR_OUTPUT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not sound"));
    }
    const size_t cells = count_cells(bytes, length);
    CU_ASSERT_EQUAL(hc_xlsx_check(BOOK, cells, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_xlsx_check(BOOK, cells + 1, NULL), HC_ERR_OUTPUT);
    const size_t packed_at = 100; /* inside the first part's packed bytes */
    bytes[packed_at] = (unsigned char)(bytes[packed_at] ^ 0x55U);
    write_torn(bytes, length);
    CU_ASSERT_EQUAL(hc_xlsx_check(TORN_BOOK, cells, NULL), HC_ERR_OUTPUT);
    CU_ASSERT_EQUAL(hc_xlsx_check(HC_BINARY_DIR "/no such book", 0, NULL), HC_ERR_OUTPUT);
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
    CU_ASSERT_EQUAL(unlink(path), 0);
    CU_ASSERT_EQUAL(rmdir(folder), 0);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_workbook_opens_whatever_the_names),
        HC_TEST(every_column_has_one_width),
        HC_TEST(each_number_stands_in_its_column),
        HC_TEST(each_figure_stands_beside_its_name),
        HC_TEST(cover_is_told_of_all_and_of_each_queue),
        HC_TEST(each_shift_stands_with_its_person_and_day),
        HC_TEST(bytes_that_are_not_text_and_numbers_that_are_none_do_no_harm),
        HC_TEST(the_same_plan_gives_the_same_bytes),
        HC_TEST(a_torn_workbook_is_refused),
        HC_TEST(a_file_that_cannot_be_written_is_an_output_error),
        HC_TEST(a_sheet_with_too_many_rows_is_a_limit_error),
        HC_TEST(the_workbook_is_published_with_its_group),
    };
    return hc_test_run("write_xlsx", tests, sizeof tests / sizeof tests[0]);
}
