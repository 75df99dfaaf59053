#include "forecast/load/load_override.h"

#include <string.h>

#include "forecast/load/csv/csv_table.h"

typedef struct override_columns {
    size_t from, to, queue, change, why;
} override_columns;

typedef struct override_reading {
    hc_csv_table *table;
    const hc_zone *zone;
    override_columns columns;
} override_reading;

/* A cell's instant; *whole_day tells a date without a time. */
static hc_status read_time(const override_reading *reading, size_t column, int64_t *utc_s,
                           int64_t *day, bool *whole_day, hc_error *err)
{
    const char *text = hc_csv_table_text(reading->table, column);
    const size_t length = strlen(text);
    hc_local_time time = {0, 0};
    bool has_offset = false;
    int32_t offset_s = 0;
    if (!hc_parse_iso_time(text, length, &time, &has_offset, &offset_s) ||
        time.day < HC_DAY_MIN || time.day > HC_DAY_MAX) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(reading->table, column),
                       "write it as 2026-12-24 or 2026-12-24 09:30",
                       "a range needs a day or a time, found \"%.60s\"", text);
    }
    int64_t second_utc_s = 0;
    *day = time.day;
    *whole_day = hc_parse_date(text, length, day);
    if (has_offset) {
        *utc_s = time.day * HC_SECONDS_A_DAY + time.second_of_day - offset_s;
    } else if (*whole_day) {
        *utc_s = hc_zone_day_start_utc_s(reading->zone, time.day);
    } else {
        (void)hc_zone_to_utc(reading->zone, time, utc_s, &second_utc_s);
    }
    return HC_OK;
}

static hc_status read_range(const override_reading *reading, hc_override *override,
                            hc_error *err)
{
    int64_t day = 0;
    bool whole_day = true;
    HC_TRY(read_time(reading, reading->columns.from, &override->from_utc_s, &day, &whole_day,
                     err));
    if (hc_csv_table_text(reading->table, reading->columns.to)[0] == '\0') {
        whole_day = true;
    } else {
        HC_TRY(read_time(reading, reading->columns.to, &override->to_utc_s, &day, &whole_day,
                         err));
    }
    if (whole_day) { override->to_utc_s = hc_zone_day_start_utc_s(reading->zone, day + 1); }
    return HC_OK;
}

/* "+10%", "x1.2", "=120"; false when it is none of these. */
static bool parse_change(const char *text, hc_override *override)
{
    size_t length = strlen(text);
    double number = 0.0;
    if (length > 0 && text[length - 1] == '%') {
        do {
            length--;
        } while (length > 0 && text[length - 1] == ' ');
        if (!hc_parse_double(text, length, &number)) { return false; }
        override->sort = HC_OVERRIDE_FACTOR;
        override->value = 1.0 + number / 100.0;
        return true;
    }
    static const char times[] = "\xC3\x97"; /* the multiplication sign */
    size_t skip = 1;
    if (strncmp(text, times, sizeof times - 1) == 0) {
        skip = sizeof times - 1;
    } else if (length == 0 || strchr("xX*=", text[0]) == NULL) {
        return false;
    }
    while (text[skip] == ' ') {
        skip++;
    }
    override->sort = text[0] == '=' ? HC_OVERRIDE_CALLS : HC_OVERRIDE_FACTOR;
    return hc_parse_double(text + skip, length - skip, &override->value);
}

static hc_status read_queue(const override_reading *reading, hc_override *override,
                            hc_error *err)
{
    const char *text = hc_csv_table_text(reading->table, reading->columns.queue);
    const size_t length = strlen(text);
    if (strcmp(text, "*") == 0) { return HC_OK; }
    if (length >= sizeof override->queue) {
        return hc_fail(
            err, HC_ERR_RANGE, hc_csv_table_place(reading->table, reading->columns.queue), NULL,
            "a queue's name has at most %d bytes, found %zu", HC_QUEUE_NAME_MAX - 1, length);
    }
    memcpy(override->queue, text, length + 1);
    return HC_OK;
}

static void copy_why(hc_override *override, const char *text)
{
    size_t length = strlen(text);
    if (length >= sizeof override->why) {
        length = sizeof override->why - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0U) == 0x80U) {
            length--;
        }
    }
    memcpy(override->why, text, length);
    override->why[length] = '\0';
}

static hc_status add_row(const override_reading *reading, int64_t line, hc_overrides *overrides,
                         hc_error *err)
{
    hc_override override = {.line = line};
    const char *change = hc_csv_table_text(reading->table, reading->columns.change);
    const hc_place at = hc_csv_table_place(reading->table, reading->columns.change);
    HC_TRY(read_range(reading, &override, err));
    HC_TRY(read_queue(reading, &override, err));
    if (!parse_change(change, &override)) {
        return hc_fail(err, HC_ERR_PARSE, at,
                       "a spreadsheet keeps =120 and +10% as text after an apostrophe",
                       "change must be like +10%%, -15%%, x1.2 or =120, found \"%.60s\"",
                       change);
    }
    copy_why(&override, hc_csv_table_text(reading->table, reading->columns.why));
    return hc_overrides_add(overrides, &override, err);
}

static hc_status read_rows(override_reading *reading, hc_overrides *overrides, hc_error *err)
{
    hc_csv_table *table = reading->table;
    override_columns *columns = &reading->columns;
    HC_TRY(hc_csv_table_header(table, err));
    HC_TRY(hc_csv_table_column(table, "from|start|시작", &columns->from, err));
    HC_TRY(hc_csv_table_column(table, "change|변경|증감", &columns->change, err));
    columns->to = hc_csv_table_find(table, "to|until|end|종료|끝");
    columns->queue = hc_csv_table_find(table, "queue|skill|큐|스킬");
    columns->why = hc_csv_table_find(table, "why|reason|note|사유|이유");
    hc_csv_row row;
    bool more = true;
    while (true) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (!more) { return HC_OK; }
        HC_TRY(add_row(reading, row.line, overrides, err));
    }
}

static void name_file(hc_overrides *overrides, const char *file)
{
    const size_t length = strlen(file);
    const size_t kept = length < sizeof overrides->file ? length : sizeof overrides->file - 1;
    memcpy(overrides->file, file, kept);
    overrides->file[kept] = '\0';
}

hc_status hc_overrides_load(const char *path, const hc_zone *zone, hc_overrides *overrides,
                            hc_error *err)
{
    const hc_zone floating = HC_ZONE_FLOATING;
    hc_overrides made = HC_OVERRIDES_INIT;
    override_reading reading = {.zone = zone != NULL ? zone : &floating};
    hc_status st = hc_csv_table_open(&reading.table, path, NULL, err);
    if (st == HC_OK) {
        name_file(&made, hc_csv_table_file(reading.table));
        st = read_rows(&reading, &made, err);
    }
    hc_csv_table_close(reading.table);
    if (st == HC_OK) {
        hc_overrides_clear(overrides);
        *overrides = made;
    } else {
        hc_overrides_clear(&made);
    }
    return st;
}
