/*
 * Rejected rows: a bad row is not a bad file. Each is named by file, line, column, kind, the
 * text that was found and what was expected; details are capped, totals are exact.
 */
#ifndef HC_FORECAST_LOAD_REJECTS_H
#define HC_FORECAST_LOAD_REJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_REJECT_DETAILS_MAX 1000
#define HC_REJECT_FOUND_MAX 80    /* bytes of the text found, cut at a character */
#define HC_REJECT_MESSAGE_MAX 200 /* bytes of the message */

/* One list: enum, names for machines, texts for people. */
#define HC_REJECT_LIST(X)                                                                      \
    X(HC_REJECT_QUOTE, "quote", "a quote is out of place or never closed")                     \
    X(HC_REJECT_ENCODING, "encoding", "bytes that are no text in the file's encoding")         \
    X(HC_REJECT_TOO_LONG, "too_long", "a line, cell or row is larger than the limit")          \
    X(HC_REJECT_CELLS, "cells", "the row has more or fewer cells than the header")             \
    X(HC_REJECT_TIME, "time", "the date or time cannot be read")                               \
    X(HC_REJECT_TIME_RANGE, "time_range",                                                      \
      "the date is outside the years or far from the rest")                                    \
    X(HC_REJECT_OFF_GRID, "off_grid", "the time is not the start of an interval")              \
    X(HC_REJECT_NO_SUCH_TIME, "no_such_time", "clocks went forward over this time")            \
    X(HC_REJECT_QUEUE, "queue", "the queue's name is empty or too long")                       \
    X(HC_REJECT_EMPTY, "empty", "the number of calls is empty")                                \
    X(HC_REJECT_NUMBER, "number", "a number cannot be read")                                   \
    X(HC_REJECT_NEGATIVE, "negative", "a number is below zero")                                \
    X(HC_REJECT_RANGE, "range", "a number is above its limit")                                 \
    X(HC_REJECT_CONFLICT, "conflict", "the same queue and interval came with other numbers")   \
    X(HC_REJECT_EVENT, "event", "the calendar event is broken or repeats in an unknown way")

typedef enum hc_reject_kind {
#define HC_REJECT_ENUM(kind, name, text) kind,
    HC_REJECT_LIST(HC_REJECT_ENUM)
#undef HC_REJECT_ENUM
        HC_REJECT_KINDS
} hc_reject_kind;

typedef struct hc_reject {
    size_t file;  /* index into the paths that were loaded */
    int64_t line; /* 1-based physical line on which the row begins (for quote errors) or on
                     which the cell stands */
    int32_t
        column; /* 1-based character of that line where the cell begins; 1 for the whole row */
    hc_reject_kind kind;
    char found[HC_REJECT_FOUND_MAX];
    char message[HC_REJECT_MESSAGE_MAX];
} hc_reject;

typedef struct hc_rejects {
    size_t count; /* details kept: the first HC_REJECT_DETAILS_MAX in file order */
    size_t capacity;
    hc_reject *list;
    size_t total; /* all of them */
    size_t by_kind[HC_REJECT_KINDS];
} hc_rejects;

#define HC_REJECTS_INIT                                                                        \
    {                                                                                          \
        0                                                                                      \
    }

/* Adds a row; past the cap it is only counted. */
hc_status hc_rejects_add(hc_rejects *rejects, size_t file, hc_place at, hc_reject_kind kind,
                         const char *found, const char *message, hc_error *err) HC_MUST_USE;

const char *hc_reject_kind_name(hc_reject_kind kind); /* "off_grid"; never NULL */
const char *hc_reject_kind_text(hc_reject_kind kind); /* the sentence; never NULL */

void hc_rejects_clear(hc_rejects *rejects);

#ifdef __cplusplus
}
#endif
#endif
