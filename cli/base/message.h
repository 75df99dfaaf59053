/*
 * What the program says beside its results: errors, warnings and notes on stderr, in the form
 * "file:line:column: message (hint)". Text from outside is shown with control characters
 * escaped.
 */
#ifndef HC_CLI_BASE_MESSAGE_H
#define HC_CLI_BASE_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_REJECTS_SHOWN 10 /* more are only counted */

typedef enum hc_colour_choice {
    HC_COLOUR_AUTO = 0, /* on a terminal, unless NO_COLOR or TERM=dumb */
    HC_COLOUR_ALWAYS,
    HC_COLOUR_NEVER
} hc_colour_choice;

/* In the order of --format. */
typedef enum hc_format {
    HC_FORMAT_TABLE = 0, /* aligned, for people */
    HC_FORMAT_CSV,
    HC_FORMAT_TSV,
    HC_FORMAT_JSON,
    HC_FORMAT_JSONL, /* an object a line */
    HC_FORMAT_MD     /* what people see, its tables in Markdown */
} hc_format;

/* Rounded figures under titles, with sentences between; the others are for programs. */
static inline bool hc_is_for_people(hc_format format)
{
    return format == HC_FORMAT_TABLE || format == HC_FORMAT_MD;
}

/* Where results and talk go. Made once by main, handed to every command. */
typedef struct hc_screen {
    FILE *out; /* results */
    FILE *err; /* talk */
    bool out_is_terminal;
    bool err_is_terminal;
    bool colour; /* on err */
    bool quiet;  /* no notes, no progress */
    hc_format format;
    bool format_given; /* by --format, not by what stdout is */
} hc_screen;

/* Standard output and error, judged as they are. */
hc_screen hc_screen_standard(void);

/* Settles colour; the order is --color, NO_COLOR, TERM=dumb, terminal. */
void hc_screen_colour(hc_screen *screen, hc_colour_choice choice);

/* Text from outside: control characters as \xNN, bytes that are not UTF-8 as well. */
void hc_put_text(FILE *stream, const char *text);

/* Before and after lines whose breaks count: Markdown would run them together. */
void hc_open_lines(FILE *stream, hc_format format);
void hc_close_lines(FILE *stream, hc_format format);

/* The word before a line of a summary, or "" for a line that goes on: ten columns. */
void hc_put_label(FILE *stream, const char *word);

/* "headcount: calls.csv:12:3: error: message (hint)". The place comes first when there is one.
 */
void hc_say_error(const hc_screen *screen, const hc_error *err);
void hc_say_warning_at(const hc_screen *screen, const hc_error *warning);
void hc_say_warning(const hc_screen *screen, const char *format, ...) HC_PRINTF(2, 3);
void hc_say_note(const hc_screen *screen, const char *format, ...) HC_PRINTF(2, 3);

/* One rejected row; the caller stops after HC_REJECTS_SHOWN and says how many more there are.
 */
void hc_say_reject(const hc_screen *screen, const hc_error *reject);

#ifdef __cplusplus
}
#endif
#endif
