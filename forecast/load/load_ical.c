#include "forecast/load/load_ical.h"

#include <libical/ical.h>
#include <string.h>

#include "forecast/base/utf8.h"
#include "forecast/load/ical_event.h"
#include "forecast/load/source/source.h"

#define CHUNK 16384
#define YEAR_MIN 1900
#define YEAR_MAX 2200

/*
 * The file is cut into events here and libical gets one at a time: so faults have lines, one
 * broken event does not spoil the next, and memory is bounded whatever the file's size.
 */
typedef struct ical_reading {
    hc_source *source;
    char *chunk; /* [CHUNK] */
    size_t at, end;
    char *line; /* [HC_ICAL_EVENT_BYTES_MAX + 1] the physical line, without its end */
    size_t length;
    bool line_too_long;
    int64_t line_number;
    char *event; /* [HC_ICAL_EVENT_BYTES_MAX + 3] the event so far */
    size_t event_length;
    int64_t event_line; /* of its BEGIN; 0 outside of events */
    bool event_too_long;
    size_t inside; /* components open within the event: alarms, which are left out */
    size_t events;
    hc_ical_span span;
    hc_special_days days;
    hc_rejects *rejects;
} ical_reading;

/* -------------------------------------------------------------------------------- lines */

static hc_status next_byte(ical_reading *reading, bool *more, char *byte, hc_error *err)
{
    if (reading->at == reading->end) {
        reading->at = 0;
        reading->end = 0;
        HC_TRY(hc_source_read(reading->source, reading->chunk, CHUNK, &reading->end, err));
    }
    *more = reading->at < reading->end;
    if (*more) { *byte = reading->chunk[reading->at++]; }
    return HC_OK;
}

/* The next line, cut at the limit; *more is false at the end of the file. */
static hc_status next_line(ical_reading *reading, bool *more, hc_error *err)
{
    char byte = '\0';
    bool any = false;
    reading->length = 0;
    reading->line_too_long = false;
    while (true) {
        HC_TRY(next_byte(reading, more, &byte, err));
        if (!*more || byte == '\n') { break; }
        any = true;
        if (reading->length < HC_ICAL_EVENT_BYTES_MAX) {
            reading->line[reading->length++] = byte;
        } else {
            reading->line_too_long = true;
        }
    }
    if (reading->length > 0 && reading->line[reading->length - 1] == '\r') {
        reading->length--;
    }
    reading->line[reading->length] = '\0';
    reading->line_number++;
    *more = *more || any;
    return HC_OK;
}

/* Does the text begin so, without regard to case? word is in capitals. */
static bool begins(const char *text, const char *word)
{
    size_t i = 0;
    while (word[i] != '\0' && (text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A')
                                                                : text[i]) == word[i]) {
        i++;
    }
    return word[i] == '\0';
}

/* Is the line this one, but for case and blanks at its end? */
static bool says(const ical_reading *reading, const char *words)
{
    if (!begins(reading->line, words)) { return false; }
    const char *rest = reading->line + strlen(words);
    return rest[strspn(rest, " ")] == '\0';
}

/* ------------------------------------------------------------------------------- events */

static hc_status reject(const ical_reading *reading, hc_reject_kind kind, const char *message,
                        hc_error *err)
{
    if (reading->rejects == NULL) { return HC_OK; }
    const hc_place at = {hc_source_file(reading->source), reading->event_line, 1};
    return hc_rejects_add(reading->rejects, 0, at, kind, "VEVENT", message, err);
}

/* A line that begins with a blank goes on where the last one ended (RFC 5545, 3.1). */
static void keep_line(ical_reading *reading)
{
    if (reading->event_too_long) { return; }
    const bool goes_on = reading->line[0] == ' ' || reading->line[0] == '\t';
    const size_t from = goes_on ? 1 : 0;
    if (goes_on) { reading->event_length -= 2; }
    const size_t room = HC_ICAL_EVENT_BYTES_MAX - reading->event_length;
    if (reading->line_too_long || reading->length + 2 > room) {
        reading->event_too_long = true;
        return;
    }
    memcpy(reading->event + reading->event_length, reading->line + from,
           reading->length - from);
    reading->event_length += reading->length - from;
    memcpy(reading->event + reading->event_length, "\r\n", 3);
    reading->event_length += 2;
}

static hc_status begin_event(ical_reading *reading, hc_error *err)
{
    if (reading->event_line > 0) {
        HC_TRY(reject(reading, HC_REJECT_EVENT, "END:VEVENT is missing", err));
    }
    if (++reading->events > HC_ICAL_EVENTS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL, "more than %d events",
                       HC_ICAL_EVENTS_MAX);
    }
    reading->event_line = reading->line_number;
    reading->event_length = 0;
    reading->event_too_long = false;
    reading->inside = 0;
    keep_line(reading);
    return HC_OK;
}

/* BEGIN or END hidden in a folded line, or with parameters: libical would lose its way. */
static bool has_stray_component(const char *event)
{
    const char *line = strchr(event, '\n');
    while (line != NULL && line[1] != '\0' && strchr(line + 1, '\n') != NULL) {
        const char *last = strchr(line + 1, '\n');
        const bool is_last = last[1] == '\0';
        if (!is_last && (begins(line + 1, "BEGIN") || begins(line + 1, "END"))) { return true; }
        line = last;
    }
    return false;
}

static hc_status end_event(ical_reading *reading, hc_error *err)
{
    keep_line(reading);
    const char *fault = NULL;
    size_t bad_at = 0;
    hc_status st = HC_OK;
    if (reading->event_too_long) {
        st = reject(reading, HC_REJECT_TOO_LONG, "the event is larger than the limit", err);
    } else if (memchr(reading->event, '\0', reading->event_length) != NULL ||
               !hc_utf8_is_valid(reading->event, reading->event_length, &bad_at)) {
        st = reject(reading, HC_REJECT_ENCODING, "the event is no text", err);
    } else if (has_stray_component(reading->event)) {
        st = reject(reading, HC_REJECT_EVENT, "BEGIN or END is out of place", err);
    } else {
        st = hc_ical_event_add(reading->event, &reading->span, &reading->days, &fault, err);
    }
    if (st == HC_OK && fault != NULL) { st = reject(reading, HC_REJECT_EVENT, fault, err); }
    reading->event_line = 0;
    return st;
}

static hc_status take_line(ical_reading *reading, hc_error *err)
{
    if (says(reading, "BEGIN:VEVENT")) { return begin_event(reading, err); }
    if (reading->event_line == 0) { return HC_OK; }
    if (says(reading, "END:VEVENT")) { return end_event(reading, err); }
    if (begins(reading->line, "BEGIN:")) {
        reading->inside++;
    } else if (reading->inside == 0) {
        keep_line(reading);
    } else if (begins(reading->line, "END:")) {
        reading->inside--;
    }
    return HC_OK;
}

/* --------------------------------------------------------------------------------- file */

static hc_status read_first_line(ical_reading *reading, hc_error *err)
{
    bool more = true;
    do {
        HC_TRY(next_line(reading, &more, err));
    } while (more && reading->length == 0);
    if (says(reading, "BEGIN:VCALENDAR")) { return HC_OK; }
    const hc_place at = {hc_source_file(reading->source), reading->line_number, 1};
    return hc_fail(err, HC_ERR_FORMAT, at, "a table of dates is given as CSV",
                   "an iCalendar file begins with BEGIN:VCALENDAR, found \"%.40s\"",
                   reading->line);
}

static hc_status read_file(ical_reading *reading, hc_error *err)
{
    bool more = true;
    hc_status st = read_first_line(reading, err);
    while (st == HC_OK && more) {
        st = next_line(reading, &more, err);
        if (st == HC_OK && more) { st = take_line(reading, err); }
    }
    if (st == HC_OK && reading->event_line > 0) {
        st = reject(reading, HC_REJECT_EVENT, "END:VEVENT is missing", err);
    }
    if (st != HC_OK || reading->events > 0) { return st; }
    const hc_place at = {hc_source_file(reading->source), 0, 0};
    return hc_fail(err, HC_ERR_EMPTY, at, NULL, "the calendar holds no event");
}

static hc_status open_reading(ical_reading *reading, const char *path,
                              const hc_special_days *days, hc_error *err)
{
    HC_TRY(hc_source_open(&reading->source, path, NULL, NULL, err));
    HC_TRY(hc_alloc(&reading->chunk, CHUNK, 1, err));
    HC_TRY(hc_alloc(&reading->line, HC_ICAL_EVENT_BYTES_MAX + 1, 1, err));
    HC_TRY(hc_alloc(&reading->event, HC_ICAL_EVENT_BYTES_MAX + 3, 1, err));
    return hc_special_days_copy(&reading->days, days, err);
}

static void close_reading(ical_reading *reading)
{
    hc_source_close(reading->source);
    hc_free(reading->chunk);
    hc_free(reading->line);
    hc_free(reading->event);
    hc_special_days_clear(&reading->days);
}

hc_status hc_special_days_load_ical(const char *path, const hc_zone *zone, int32_t first_year,
                                    int32_t last_year, hc_special_days *days,
                                    hc_rejects *rejects, hc_error *err)
{
    if (first_year < YEAR_MIN || last_year > YEAR_MAX || first_year > last_year) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "years must ascend within %d..%d, found %d to %d", YEAR_MIN, YEAR_MAX,
                       first_year, last_year);
    }
    ical_reading reading = {
        .span = {.zone = zone,
                 .first_day = hc_day_from_date((hc_civil_date){first_year, 1, 1}),
                 .last_day = hc_day_from_date((hc_civil_date){last_year, 12, 31})},
        .rejects = rejects};
    icalerror_set_errors_are_fatal(0);
    hc_status st = open_reading(&reading, path, days, err);
    if (st == HC_OK) { st = read_file(&reading, err); }
    if (st == HC_OK) {
        hc_special_days_clear(days);
        *days = reading.days;
        reading.days = (hc_special_days)HC_SPECIAL_DAYS_INIT;
    }
    close_reading(&reading);
    return st;
}
