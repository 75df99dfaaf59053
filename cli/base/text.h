/*
 * The only way to emit a string: one function a medium, each escaping all that its medium would
 * take for something else than text. Streams keep their first failure (ferror); writers ask
 * once, at the end, with hc_stream_check. Bytes that are not UTF-8 become U+FFFD wherever the
 * medium must be valid UTF-8; CSV passes them on, for there the reader decides.
 */
#ifndef HC_CLI_BASE_TEXT_H
#define HC_CLI_BASE_TEXT_H

#include <stdint.h>
#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ICAL_LINE_MAX 75 /* octets without the line end: RFC 5545, 3.1 */

/* Text of our own, as it is. Never for anything that came from outside. */
void hc_put(FILE *out, const char *literal);
void hc_put_int(FILE *out, int64_t value);
void hc_put_count(FILE *out, uint64_t value);

/* At most so many decimals; nothing at all when the value is missing or not finite. */
void hc_put_fixed(FILE *out, double value, int decimals);

/*
 * One cell of CSV (RFC 4180): quoted when it holds , ; " or a line end, or has blanks at an end
 * that readers would trim; guarded against formulas (csv_guard.h). Numbers go through
 * hc_put_fixed.
 */
void hc_csv_cell(FILE *out, const char *text);

/*
 * One cell of TSV: tabs, line ends and backslashes as \t \n \r \\, as the readers of linear TSV
 * take them; guarded against formulas like CSV.
 */
void hc_tsv_cell(FILE *out, const char *text);

/* A cell of a Markdown table: what Markdown would take for marks is escaped, line ends and
 * other control characters become U+FFFD. */
void hc_markdown_cell(FILE *out, const char *text);

/* How many bytes more than the text that is. */
size_t hc_markdown_escapes(const char *text);

/* A JSON string with its quotes. < > & and U+2028/9 are escaped too, so that it may stand in
 * HTML. */
void hc_json_text(FILE *out, const char *text);

/* Shortest number that reads back; null when it is missing or not finite. */
void hc_json_number(FILE *out, double value);

/* Text between HTML tags or inside a double-quoted attribute; control characters become U+FFFD.
 */
void hc_html_text(FILE *out, const char *text);

/*
 * A content line of iCalendar (RFC 5545): property (ours, with its parameters), colon, text
 * with \ ; , and line ends escaped, folded at HC_ICAL_LINE_MAX octets between characters, CRLF.
 * Other control characters become U+FFFD.
 */
void hc_ical_text(FILE *out, const char *property, const char *text);

/* HC_ERR_OUTPUT naming the file when any write to the stream so far has failed. Flushes. */
hc_status hc_stream_check(FILE *out, const char *name, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
