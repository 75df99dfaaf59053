#include "cli/read/roster_file.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_table.h"

static hc_status keep_text(hc_roster_file *file, const hc_csv_table *table, size_t column,
                           const char **out, hc_error *err)
{
    HC_TRY(hc_grow(&file->texts, &file->text_capacity, file->text_count + 1,
                   sizeof *file->texts, err));
    HC_TRY(hc_strdup(&file->texts[file->text_count], hc_csv_table_text(table, column), err));
    *out = file->texts[file->text_count++];
    return HC_OK;
}

static hc_status read_time(const hc_csv_table *table, size_t column, hc_local_time *time,
                           hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    bool has_offset = false;
    int32_t offset_s = 0;
    if (!hc_parse_iso_time(text, strlen(text), time, &has_offset, &offset_s)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column), "",
                       "'%s' is not a time", text);
    }
    return HC_OK;
}

static hc_status read_row(const hc_csv_table *table, const size_t *columns,
                          hc_roster_file *file, hc_error *err)
{
    HC_TRY(hc_grow(&file->rows, &file->capacity, file->count + 1, sizeof *file->rows, err));
    hc_roster_row *row = &file->rows[file->count++];
    const char *date = hc_csv_table_text(table, columns[2]);
    HC_TRY(keep_text(file, table, columns[0], &row->agent, err));
    HC_TRY(keep_text(file, table, columns[1], &row->class_name, err));
    HC_TRY(keep_text(file, table, columns[3], &row->activity, err));
    if (!hc_parse_date(date, strlen(date), &row->date)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, columns[2]), "",
                       "'%s' is not a date", date);
    }
    HC_TRY(read_time(table, columns[4], &row->start, err));
    return read_time(table, columns[5], &row->end, err);
}

static hc_status read_rows(hc_csv_table *table, hc_roster_file *file, hc_error *err)
{
    static const char *const names[] = {"agent", "class", "date", "activity", "start", "end"};
    size_t columns[6];
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(table, err));
    hc_status st = HC_OK;
    for (size_t i = 0; i < 6 && st == HC_OK; i++) {
        st = hc_csv_table_column(table, names[i], &columns[i], err);
    }
    while (st == HC_OK) {
        st = hc_csv_table_next(table, &row, &more, err);
        if (st != HC_OK || !more) { break; }
        st = read_row(table, columns, file, err);
    }
    return st;
}

hc_status hc_roster_file_read(const char *path, hc_roster_file *file, hc_error *err)
{
    hc_csv_table *table = NULL;
    hc_status st = hc_csv_table_open(&table, path, NULL, err);
    if (st == HC_OK) { st = read_rows(table, file, err); }
    hc_csv_table_close(table);
    return st;
}

void hc_roster_file_clear(hc_roster_file *file)
{
    for (size_t i = 0; i < file->text_count; i++) {
        hc_free(file->texts[i]);
    }
    hc_free(file->texts);
    hc_free(file->rows);
    *file = (hc_roster_file){0};
}
