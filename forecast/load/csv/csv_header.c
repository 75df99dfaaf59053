#include "forecast/load/csv/csv_header.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

void hc_csv_free_names(char **names, size_t count)
{
    for (size_t i = 0; names != NULL && i < count; i++) {
        hc_free(names[i]);
    }
    hc_free(names);
}

void hc_csv_header_forget_upper(hc_csv_header *header)
{
    hc_csv_free_names(header->upper, header->upper_count);
    header->upper = NULL;
    header->upper_count = 0;
}

void hc_csv_header_clear(hc_csv_header *header)
{
    hc_csv_header_forget_upper(header);
    hc_csv_free_names(header->name, header->count);
    hc_free(header->table);
    *header = (hc_csv_header){0};
}

void hc_csv_header_replace(hc_csv_header *header, char **names, size_t count)
{
    hc_csv_free_names(header->name, header->count);
    header->name = names;
    header->count = count;
}

/* The header so far becomes the row above the new one, which has room for `count` names. */
static hc_status raise_header(hc_csv_header *header, size_t count, hc_error *err)
{
    hc_csv_header_forget_upper(header);
    header->upper = header->name;
    header->upper_count = header->count;
    header->name = NULL;
    header->count = 0;
    return hc_alloc(&header->name, count, sizeof *header->name, err);
}

static hc_status add_name(hc_csv_header *header, const char *name, hc_error *err)
{
    HC_TRY(hc_strdup(&header->name[header->count], name, err));
    header->count++;
    return HC_OK;
}

/* Bytes of "calls." before every name; 0: they have no such word in common. */
static size_t table_length(const hc_csv_cell_text *cell, size_t count)
{
    const size_t length = count > 1 ? strcspn(cell[0].text, ". ") + 1 : 0;
    if (length < 2 || cell[0].text[length - 1] != '.') { return 0; }
    for (size_t i = 0; i < count; i++) {
        const bool alike =
            cell[i].length > length && memcmp(cell[i].text, cell[0].text, length) == 0;
        if (!alike || strchr("0123456789 ", cell[i].text[length]) != NULL) { return 0; }
    }
    return length;
}

static hc_status keep_table(hc_csv_header *header, const char *text, size_t length,
                            hc_error *err)
{
    hc_free(header->table);
    header->table = NULL;
    if (length == 0) { return HC_OK; }
    HC_TRY(hc_alloc(&header->table, length + 1, sizeof *header->table, err));
    memcpy(header->table, text, length);
    return HC_OK;
}

hc_status hc_csv_header_keep(hc_csv_header *header, const hc_csv_cell_text *cell, size_t count,
                             int64_t line, hc_error *err)
{
    const size_t table = table_length(cell, count);
    HC_TRY(raise_header(header, count, err));
    HC_TRY(keep_table(header, cell[0].text, table, err));
    for (size_t i = 0; i < count; i++) {
        HC_TRY(add_name(header, cell[i].text + table, err));
    }
    header->line = line;
    return HC_OK;
}

hc_status hc_csv_header_number(hc_csv_header *header, size_t count, hc_error *err)
{
    HC_TRY(raise_header(header, count, err));
    for (size_t i = 0; i < count; i++) {
        char number[HC_NUMBER_TEXT_MAX];
        (void)snprintf(number, sizeof number, "%zu", i + 1);
        HC_TRY(add_name(header, number, err));
    }
    header->line = 0;
    return HC_OK;
}

hc_status hc_csv_header_join(hc_csv_header *header, hc_error *err)
{
    for (size_t i = 0; i < header->count && i < header->upper_count; i++) {
        if (header->name[i][0] != '\0') { continue; }
        hc_free(header->name[i]);
        header->name[i] = NULL;
        HC_TRY(hc_strdup(&header->name[i], header->upper[i], err));
    }
    return HC_OK;
}

static size_t find_one(const hc_csv_header *header, const char *name, size_t length)
{
    for (size_t i = 0; i < header->count; i++) {
        const char *own = header->name[i];
        if (hc_csv_same_name(own, strlen(own), name, length)) { return i; }
    }
    return HC_CSV_NO_COLUMN;
}

size_t hc_csv_header_find(const hc_csv_header *header, const char *names)
{
    const size_t table = header->table != NULL ? strlen(header->table) : 0;
    while (names[0] != '\0') {
        const size_t length = strcspn(names, "|");
        const bool whole =
            table > 0 && table < length && strncmp(names, header->table, table) == 0;
        const size_t skipped = whole ? table : 0;
        const size_t column = find_one(header, names + skipped, length - skipped);
        if (column != HC_CSV_NO_COLUMN) { return column; }
        names += length + (names[length] == '|');
    }
    return HC_CSV_NO_COLUMN;
}

void hc_csv_header_list(const hc_csv_header *header, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < header->count && used + 1 < size; i++) {
        const int wrote =
            snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", header->name[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}
