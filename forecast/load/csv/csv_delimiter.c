#include "forecast/load/csv/csv_delimiter.h"

#include <string.h>

static const char delimiters[] = {',', ';', '\t', '|'};
#define DELIMITERS (sizeof delimiters / sizeof delimiters[0])

/* Cells of each record in the text held, if `delimiter` were it. */
static size_t count_cells(const hc_csv_lines *held, char delimiter, uint16_t *counts)
{
    size_t lines = 0;
    bool quoted = false;
    size_t cells = 1;
    size_t length = 0;
    for (size_t at = held->at; at < held->end && lines < HC_CSV_SNIFF_LINES; at++) {
        const char c = held->text[at];
        length++;
        if (c == '"') {
            quoted = !quoted;
        } else if (c == delimiter && !quoted) {
            cells++;
        } else if ((c == '\n' || c == '\r') && !quoted) {
            if (length > 1) { counts[lines++] = (uint16_t)(cells < 9999 ? cells : 9999); }
            cells = 1;
            length = 0;
        }
    }
    if (length > 0 && lines < HC_CSV_SNIFF_LINES) {
        counts[lines++] = (uint16_t)(cells < 9999 ? cells : 9999);
    }
    return lines;
}

/* The most frequent count above 1 (the larger one on a tie) and how often it is. */
static size_t usual_count(const uint16_t *counts, size_t lines, size_t *times)
{
    size_t best = 1;
    *times = 0;
    for (size_t i = 0; i < lines; i++) {
        size_t same = 0;
        for (size_t j = 0; j < lines; j++) {
            same += counts[j] == counts[i];
        }
        if (counts[i] > 1 && (same > *times || (same == *times && counts[i] > best))) {
            best = counts[i];
            *times = same;
        }
    }
    return best;
}

static void find_delimiter(const hc_csv_lines *lines, char wanted, char *delimiter,
                           size_t *usual_cells)
{
    uint16_t counts[HC_CSV_SNIFF_LINES] = {0};
    size_t best_times = 0;
    *delimiter = ',';
    if (wanted != '\0') { *delimiter = wanted; }
    *usual_cells = 1;
    for (size_t i = 0; i < DELIMITERS; i++) {
        char one = delimiters[i];
        if (wanted != '\0') { one = wanted; }
        size_t times = 0;
        const size_t cells = usual_count(counts, count_cells(lines, one, counts), &times);
        if (times > best_times || (times == best_times && cells > *usual_cells)) {
            best_times = times;
            *usual_cells = cells;
            *delimiter = one;
        }
    }
}

/* "sep=;" as the first line: Excel's own way of saying it. */
static char said_delimiter(hc_csv_lines *lines)
{
    size_t length = 0;
    size_t next = 0;
    if (!hc_csv_lines_find(lines, 0, &length, &next)) { return '\0'; }
    const char *text = lines->text;
    const size_t quote = length > 0 && text[0] == '"';
    if (length < 5 + 2 * quote || memcmp(text + quote, "sep=", 4) != 0) { return '\0'; }
    if (length != 5 + 2 * quote) { return '\0'; }
    lines->start = next;
    return text[4 + quote];
}

hc_status hc_csv_check_delimiter(char wanted, hc_error *err)
{
    if (wanted == '\0' || memchr(delimiters, wanted, DELIMITERS) != NULL) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, NULL,
                   "the delimiter must be one of , ; tab |, found '%c'", wanted);
}

hc_status hc_csv_sniff(hc_csv_lines *lines, char wanted, char *delimiter, size_t *usual_cells,
                       hc_error *err)
{
    while (!lines->source_done && lines->end < HC_CSV_BUFFER_START / 2) {
        HC_TRY(hc_csv_lines_more(lines, err));
    }
    char known = said_delimiter(lines);
    if (wanted != '\0') { known = wanted; }
    lines->at = lines->record = lines->start;
    find_delimiter(lines, known, delimiter, usual_cells);
    return HC_OK;
}
