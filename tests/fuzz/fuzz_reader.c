/*
 * One reader by itself on bytes that nobody wrote, so that it gets as many as possible:
 * HC_FUZZ_READER names it, HC_FUZZ_FOLDER takes the file of those that read one. What a reader
 * understood must hold as well: a number that is written reads back, text comes out valid.
 * libFuzzer; run.sh builds and starts it.
 */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/text.h"
#include "forecast/base/number.h"
#include "forecast/base/tzif.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/load_csv.h"
#include "forecast/load/load_ical.h"
#include "forecast/load/source/json_gate.h"
#include "forecast/load/source/json_table.h"
#include "forecast/load/source/sqlite_table.h"
#include "forecast/load/source/xlsx_table.h"
#include "forecast/load/text/quantity.h"
#include "forecast/load/text/stamp.h"
#include "tests/fuzz/fuzz_reader.h"

#define PATH_BYTES 512
#define ORIGIN_BYTES 128

static void read_json(const fuzz_input *in)
{
    cJSON *tree = NULL;
    hc_error err = HC_ERROR_INIT;
    if (hc_json_parse(in->bytes, in->length, "in.json", &tree, &err) == HC_OK) {
        must(tree != NULL);
        (void)hc_json_table_write(in->bytes, in->length, "in.json", in->nowhere, &err);
    }
    cJSON_Delete(tree);
}

/* Every row; half of the files go back to their beginning on the way. */
static void read_csv(const fuzz_input *in)
{
    hc_csv_table *table = NULL;
    hc_csv_row row = {0};
    hc_error err = HC_ERROR_INIT;
    bool more = true;
    if (hc_csv_table_open(&table, in->path, NULL, &err) != HC_OK) { return; }
    hc_status st = hc_csv_table_header(table, &err);
    if (st == HC_OK && in->length % 2 == 0) { st = hc_csv_table_rewind(table, &err); }
    while (more && (st == HC_OK || hc_csv_table_fault(table) != HC_CSV_FAULT_NONE)) {
        st = hc_csv_table_next(table, &row, &more, &err);
        for (size_t c = 0; st == HC_OK && more && c < row.count; c++) {
            must(row.cell[c].text[row.cell[c].length] == '\0');
        }
    }
    hc_csv_table_close(table);
}

/* Contacts of open intervals are counts; handle times are times, or unknown. */
static void check_series(const hc_series *series)
{
    const size_t slots = hc_axis_slots(&series->axis);
    for (size_t q = 0; q < series->queue_count; q++) {
        const hc_queue *queue = &series->queues[q];
        for (size_t slot = 0; slot < slots; slot++) {
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            must(isfinite(queue->calls[slot]) && queue->calls[slot] >= 0.0);
            const double aht_s = queue->aht_s != NULL ? queue->aht_s[slot] : 0.0;
            must(!isinf(aht_s) && !(aht_s < 0.0));
        }
    }
}

static void read_history(const fuzz_input *in)
{
    hc_series series = HC_SERIES_INIT;
    hc_load_report report = {0};
    hc_error err = HC_ERROR_INIT;
    const hc_load_options options = hc_load_options_default();
    if (hc_history_load(&options, &in->path, 1, &series, &report, &err) == HC_OK) {
        must(series.queue_count > 0);
        check_series(&series);
    }
    hc_load_report_clear(&report);
    hc_series_clear(&series);
}

static void read_workbook(const fuzz_input *in)
{
    char sheet[ORIGIN_BYTES];
    hc_error err = HC_ERROR_INIT;
    (void)hc_xlsx_table_write(in->bytes, in->length, "in.xlsx", NULL, in->nowhere, sheet,
                              sizeof sheet, &err);
}

static void read_database(const fuzz_input *in)
{
    char table[ORIGIN_BYTES];
    hc_error err = HC_ERROR_INIT;
    (void)hc_sqlite_table_write(in->path, NULL, in->nowhere, table, sizeof table, &err);
}

static void read_calendar(const fuzz_input *in)
{
    static const hc_zone floating = HC_ZONE_FLOATING;
    hc_special_days days = {0};
    hc_rejects rejects = HC_REJECTS_INIT;
    hc_error err = HC_ERROR_INIT;
    (void)hc_special_days_load_ical(in->path, &floating, 2020, 2030, &days, &rejects, &err);
    hc_rejects_clear(&rejects);
    hc_special_days_clear(&days);
}

static void read_zone(const fuzz_input *in)
{
    static hc_zone zone;
    hc_error err = HC_ERROR_INIT;
    if (hc_tzif_parse((const unsigned char *)in->bytes, in->length, "zone", &zone, &err) !=
        HC_OK) {
        return;
    }
    must(zone.changes <= HC_ZONE_CHANGES_MAX);
    for (size_t k = 1; k < zone.changes; k++) {
        must(zone.change_utc_s[k - 1] < zone.change_utc_s[k]);
    }
}

static void write_and_read_back(double value)
{
    char text[HC_NUMBER_TEXT_MAX];
    double back = 0.0;
    hc_format_double(value, text);
    must(hc_parse_double(text, strlen(text), &back) && back == value); /* the very same */
}

/* A cell by itself: numbers, durations, dates. */
static void read_cell(const fuzz_input *in)
{
    double value = 0.0;
    int64_t day = 0;
    hc_stamp stamp = {0};
    hc_mark_evidence seen = {0};
    if (hc_parse_double(in->bytes, in->length, &value)) { write_and_read_back(value); }
    (void)hc_parse_duration_s(in->bytes, in->length, &value);
    (void)hc_parse_fraction(in->bytes, in->length, &value);
    hc_marks_see(&seen, in->bytes, in->length);
    (void)hc_quantity_read(in->bytes, in->length, ',', &value);
    (void)hc_quantity_read_time(in->bytes, in->length, '.', HC_UNIT_SECONDS, &value);
    if (hc_stamp_read(in->bytes, in->length, &stamp)) {
        (void)hc_stamp_day(&stamp, HC_DATES_DMY, &day);
    }
}

/* What is written as JSON is JSON, whatever the text. */
static void write_text(const fuzz_input *in)
{
    char *text = NULL;
    size_t length = 0;
    hc_error err = HC_ERROR_INIT;
    hc_csv_cell(in->nowhere, in->bytes);
    hc_html_text(in->nowhere, in->bytes);
    hc_ical_text(in->nowhere, "SUMMARY", in->bytes);
    FILE *memory = open_memstream(&text, &length);
    must(memory != NULL);
    hc_json_text(memory, in->bytes);
    must(fclose(memory) == 0);
    must(hc_json_check(text, length, "text", &err) == HC_OK);
    free(text);
}

typedef struct fuzz_reader {
    const char *name;
    void (*read)(const fuzz_input *in);
    const char *file; /* "in.csv"; NULL: it reads memory */
} fuzz_reader;

static const fuzz_reader readers[] = {
    {"json", read_json, NULL},
    {"csv", read_csv, "in.csv"},
    {"history", read_history, "in.csv"},
    {"workbook", read_workbook, NULL},
    {"database", read_database, "in.db"},
    {"calendar", read_calendar, "in.ics"},
    {"zone", read_zone, NULL},
    {"cell", read_cell, NULL},
    {"text", write_text, NULL},
    {"shapes", fuzz_shapes, "in.csv"},
    {"centre", fuzz_centre, NULL},
    {"agents", fuzz_agents, "in.csv"},
    {"overrides", fuzz_overrides, "in.csv"},
    {"days", fuzz_days, "in.csv"},
    {"wanted", fuzz_wanted, "in.csv"},
    {"roster", fuzz_roster, "in.csv"},
    {"waits", fuzz_waits, "in.csv"},
    {"scenarios", fuzz_scenarios, "in.csv"},
    {"scenarios_json", fuzz_scenarios, "in.json"},
    {"plan", fuzz_plan, "in.json"},
};

static const fuzz_reader *reader_asked(void)
{
    const char *name = getenv("HC_FUZZ_READER");
    for (size_t k = 0; name != NULL && k < sizeof readers / sizeof *readers; k++) {
        if (strcmp(readers[k].name, name) == 0) { return &readers[k]; }
    }
    abort();
}

static void put_file(const char *path, const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    must(file != NULL);
    (void)fwrite(bytes, 1, length, file);
    (void)fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const fuzz_reader *reader;
    static FILE *nowhere;
    static char path[PATH_BYTES];
    if (reader == NULL) {
        reader = reader_asked();
        nowhere = fopen("/dev/null", "wb");
        const char *folder = getenv("HC_FUZZ_FOLDER");
        (void)snprintf(path, sizeof path, "%s/%s-%s", folder != NULL ? folder : ".",
                       reader->name, reader->file != NULL ? reader->file : "");
    }
    char *text = malloc(length + 1); /* of its own, so that reading past it is seen */
    must(text != NULL && nowhere != NULL);
    if (length > 0) { memcpy(text, bytes, length); }
    text[length] = '\0';
    if (reader->file != NULL) { put_file(path, bytes, length); }
    const fuzz_input in = {text, length, path, nowhere};
    reader->read(&in);
    free(text);
    return 0;
}
