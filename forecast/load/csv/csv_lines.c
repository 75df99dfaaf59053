#include "forecast/load/csv/csv_lines.h"

#include <string.h>

#include "forecast/base/memory.h"

#define ROOM_MIN 16U /* room to read into: a converter writes whole characters */
#define NOT_FOUND SIZE_MAX

hc_status hc_csv_lines_more(hc_csv_lines *lines, hc_error *err)
{
    if (lines->record > 0) {
        memmove(lines->text, lines->text + lines->record, lines->end - lines->record);
        lines->at -= lines->record;
        lines->end -= lines->record;
        lines->line_feed -= lines->line_feed > lines->record ? lines->record : lines->line_feed;
        lines->record = 0;
    }
    if (lines->capacity - lines->end < ROOM_MIN) {
        HC_TRY(hc_grow(&lines->text, &lines->capacity, lines->capacity * 2, 1, err));
    }
    size_t got = 0;
    HC_TRY(hc_source_read(lines->source, lines->text + lines->end, lines->capacity - lines->end,
                          &got, err));
    lines->end += got;
    lines->source_done = got == 0;
    return HC_OK;
}

bool hc_csv_lines_find(hc_csv_lines *lines, size_t from, size_t *length, size_t *next)
{
    const char *text = lines->text;
    if (lines->line_feed < from) { lines->line_feed = from; }
    const char *feed = memchr(text + lines->line_feed, '\n', lines->end - lines->line_feed);
    const size_t stop = feed != NULL ? (size_t)(feed - text) : lines->end;
    lines->line_feed = stop;
    const char *back = memchr(text + from, '\r', stop - from);
    const size_t cr = back != NULL ? (size_t)(back - text) : NOT_FOUND;
    if (cr != NOT_FOUND && cr + 1 < lines->end) {
        *length = cr - from;
        *next = text[cr + 1] == '\n' ? cr + 2 : cr + 1;
        return true;
    }
    if (feed != NULL) {
        *length = (cr != NOT_FOUND ? cr : stop) - from;
        *next = stop + 1;
        return true;
    }
    if (!lines->source_done) { return false; }
    *length = (cr != NOT_FOUND ? cr : stop) - from;
    *next = lines->end;
    return true;
}

hc_status hc_csv_lines_next(hc_csv_lines *lines, size_t *length, size_t *next, hc_error *err)
{
    while (!hc_csv_lines_find(lines, lines->at, length, next)) {
        if (lines->end - lines->record > HC_CSV_LINE_MAX) {
            *length = HC_CSV_NO_LINE;
            return HC_OK;
        }
        HC_TRY(hc_csv_lines_more(lines, err));
    }
    if (*next - lines->record > HC_CSV_LINE_MAX + 2) { *length = HC_CSV_NO_LINE; }
    return HC_OK;
}

hc_status hc_csv_lines_skip(hc_csv_lines *lines, hc_error *err)
{
    size_t length = 0;
    size_t next = 0;
    while (!hc_csv_lines_find(lines, lines->at, &length, &next)) {
        lines->record = lines->at = lines->end;
        HC_TRY(hc_csv_lines_more(lines, err));
    }
    lines->at = next;
    lines->next_line++;
    return HC_OK;
}

hc_status hc_csv_lines_rewind(hc_csv_lines *lines, hc_error *err)
{
    HC_TRY(hc_source_rewind(lines->source, err));
    lines->record = lines->at = lines->end = lines->line_feed = 0;
    lines->source_done = false;
    while (!lines->source_done && lines->end < lines->start) {
        HC_TRY(hc_csv_lines_more(lines, err));
    }
    lines->record = lines->at = lines->start;
    lines->record_line = 0;
    lines->next_line = lines->start > 0 ? 2 : 1;
    return HC_OK;
}
