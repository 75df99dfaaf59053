#include "forecast/load/ical_event.h"

#include <libical/ical.h>
#include <string.h>

#include "forecast/base/calendar.h"

#define DATES_MAX 128 /* of EXDATE or RDATE in one event */

/* Of EXDATE and RDATE. They are gathered first: libical walks one list of properties at a time.
 */
typedef struct date_list {
    size_t count;
    struct icaltimetype date[DATES_MAX];
    int64_t at_s[DATES_MAX]; /* the same, as written */
} date_list;

/* What an event says, before it is known to be usable. */
typedef struct event_facts {
    icalproperty *start, *end, *duration, *rule;
    bool cancelled;
    int64_t length_s; /* 0: the instant DTSTART */
    bool repeats;
    struct icalrecurrencetype recurrence;
    date_list except, extra;
    hc_special_day day; /* kind and name of all its days */
} event_facts;

typedef struct event_days {
    hc_ical_span *span;
    const event_facts *facts;
    hc_special_days *days;
} event_days;

/* -------------------------------------------------------------------------------- times */

static bool is_time(struct icaltimetype time)
{
    return hc_date_is_valid((hc_civil_date){time.year, time.month, time.day}) &&
           time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60 &&
           time.second >= 0 && time.second <= 60;
}

/* Seconds since 1970 of the clock as written, whatever its zone. */
static int64_t written_s(struct icaltimetype time)
{
    const int64_t day = hc_day_from_date((hc_civil_date){time.year, time.month, time.day});
    const int64_t second =
        time.is_date ? 0 : ((int64_t)time.hour * 60 + time.minute) * 60 + time.second;
    return day * HC_SECONDS_A_DAY + second;
}

static int64_t day_at(const hc_ical_span *span, struct icaltimetype start, int64_t later_s)
{
    const int64_t at = written_s(start) + later_s;
    if (!start.is_date && span->zone != NULL && icaltime_is_utc(start)) {
        return hc_zone_to_local(span->zone, at).day;
    }
    const int64_t rest = (at % HC_SECONDS_A_DAY + HC_SECONDS_A_DAY) % HC_SECONDS_A_DAY;
    return (at - rest) / HC_SECONDS_A_DAY;
}

/* ---------------------------------------------------------------------------- properties */

/* libical drops a property that it cannot read: is there a line of that name without one? */
static bool is_lost(const char *text, icalcomponent *event, const char *name,
                    icalproperty_kind kind)
{
    if (icalcomponent_get_first_property(event, kind) != NULL) { return false; }
    const size_t length = strlen(name);
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        size_t i = 0;
        while (i < length && (line[i] & ~0x20) == name[i]) { /* without regard to case */
            i++;
        }
        if (i == length && (line[i] == ':' || line[i] == ';')) { return true; }
    }
    return false;
}

static const char *find_properties(const char *text, icalcomponent *event, event_facts *facts)
{
    facts->start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    facts->end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    facts->duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    facts->rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    facts->cancelled = icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED;
    if (facts->start == NULL) { return "DTSTART is missing or no date or time"; }
    if (is_lost(text, event, "DTEND", ICAL_DTEND_PROPERTY)) {
        return "DTEND is no date or time";
    }
    if (is_lost(text, event, "DURATION", ICAL_DURATION_PROPERTY)) {
        return "DURATION cannot be read";
    }
    if (is_lost(text, event, "RRULE", ICAL_RRULE_PROPERTY)) { return "RRULE cannot be read"; }
    if (is_lost(text, event, "EXDATE", ICAL_EXDATE_PROPERTY)) {
        return "EXDATE cannot be read";
    }
    if (is_lost(text, event, "RDATE", ICAL_RDATE_PROPERTY)) { return "RDATE cannot be read"; }
    return NULL;
}

static const char *read_length(event_facts *facts)
{
    const struct icaltimetype start = icalproperty_get_dtstart(facts->start);
    if (!is_time(start)) { return "DTSTART is no date or time of 1900 to 2200"; }
    facts->length_s = start.is_date ? HC_SECONDS_A_DAY : 0;
    if (facts->end != NULL) {
        const struct icaltimetype end = icalproperty_get_dtend(facts->end);
        if (!is_time(end)) { return "DTEND is no date or time of 1900 to 2200"; }
        const int64_t length_s = written_s(end) - written_s(start);
        if (length_s < 0) { return "DTEND is before DTSTART"; }
        if (length_s > 0) { facts->length_s = length_s; }
    } else if (facts->duration != NULL) {
        const struct icaldurationtype duration = icalproperty_get_duration(facts->duration);
        const int64_t days = (int64_t)duration.weeks * 7 + duration.days;
        const int64_t length_s = days * HC_SECONDS_A_DAY + (int64_t)duration.hours * 3600 +
                                 (int64_t)duration.minutes * 60 + duration.seconds;
        if (duration.is_neg || length_s < 0) { return "DURATION is negative"; }
        if (length_s > 0) { facts->length_s = length_s; }
    }
    return facts->length_s > (int64_t)HC_ICAL_EVENT_DAYS_MAX * HC_SECONDS_A_DAY
               ? "longer than a year: no special day"
               : NULL;
}

static const char *read_rule(event_facts *facts)
{
    if (facts->rule == NULL) { return NULL; }
    facts->repeats = true;
    facts->recurrence = icalproperty_get_rrule(facts->rule);
    return facts->recurrence.freq == ICAL_YEARLY_RECURRENCE
               ? NULL
               : "only yearly repeats are read (RRULE:FREQ=YEARLY)";
}

static struct icaltimetype date_of(icalproperty *property, icalproperty_kind kind)
{
    if (kind == ICAL_EXDATE_PROPERTY) { return icalproperty_get_exdate(property); }
    const struct icaldatetimeperiodtype when = icalproperty_get_rdate(property);
    return icaltime_is_null_time(when.time) ? when.period.start : when.time;
}

static const char *read_dates(icalcomponent *event, icalproperty_kind kind, date_list *dates)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    while (property != NULL) {
        const struct icaltimetype date = date_of(property, kind);
        if (!is_time(date)) { return "EXDATE or RDATE is no date or time"; }
        if (dates->count == DATES_MAX) { return "too many EXDATE or RDATE"; }
        dates->at_s[dates->count] = written_s(date);
        dates->date[dates->count++] = date;
        property = icalcomponent_get_next_property(event, kind);
    }
    return NULL;
}

/* The property's text with line ends and other control characters as blanks. */
static void read_name(icalcomponent *event, hc_special_day *day)
{
    icalproperty *summary = icalcomponent_get_first_property(event, ICAL_SUMMARY_PROPERTY);
    const char *text = summary != NULL ? icalproperty_get_summary(summary) : NULL;
    hc_special_day_name(day, text != NULL ? text : "");
    for (char *c = day->name; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7F) { *c = ' '; }
    }
}

/* One category of a list parted by commas, blanks around it taken away. */
static bool read_category(const char *text, size_t length, hc_special_kind *kind)
{
    char word[HC_SPECIAL_NAME_MAX];
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    if (length >= sizeof word) { return false; }
    memcpy(word, text, length);
    word[length] = '\0';
    return hc_special_kind_find(word, kind);
}

static hc_special_kind read_kind(icalcomponent *event)
{
    hc_special_kind kind = HC_SPECIAL_HOLIDAY;
    icalproperty *list = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
    while (list != NULL) {
        const char *text = icalproperty_get_categories(list);
        while (text != NULL && *text != '\0') {
            const size_t length = strcspn(text, ",");
            if (read_category(text, length, &kind)) { return kind; }
            text += length + (text[length] == ',');
        }
        list = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY);
    }
    return kind;
}

/* ----------------------------------------------------------------------------- days */

static bool is_excepted(const event_days *work, struct icaltimetype start)
{
    const date_list *except = &work->facts->except;
    const int64_t at_s = written_s(start);
    const int64_t day_s = day_at(work->span, start, 0) * HC_SECONDS_A_DAY;
    for (size_t i = 0; i < except->count; i++) {
        if (except->at_s[i] == (except->date[i].is_date ? day_s : at_s)) { return true; }
    }
    return false;
}

static hc_status add_occurrence(const event_days *work, struct icaltimetype start,
                                hc_error *err)
{
    const hc_ical_span *span = work->span;
    if (!is_time(start)) { return HC_OK; }
    const int64_t length_s = work->facts->length_s;
    const int64_t first = day_at(span, start, 0);
    const int64_t last = day_at(span, start, length_s > 0 ? length_s - 1 : 0);
    if (last < span->first_day || first > span->last_day || is_excepted(work, start)) {
        return HC_OK;
    }
    for (int64_t day = first; day <= last; day++) {
        if (day < span->first_day || day > span->last_day) { continue; }
        hc_special_day special = work->facts->day;
        special.day = day;
        HC_TRY(hc_special_days_add(work->days, &special, err));
    }
    return HC_OK;
}

static hc_status add_extra(const event_days *work, hc_error *err)
{
    for (size_t i = 0; i < work->facts->extra.count; i++) {
        HC_TRY(add_occurrence(work, work->facts->extra.date[i], err));
    }
    return HC_OK;
}

/* The rule's dates begin with DTSTART, also where it does not fit the rule (RFC 5545, 3.8.5.3).
 */
static hc_status add_repeats(const event_days *work, struct icaltimetype start,
                             const char **fault, hc_error *err)
{
    icalrecur_iterator *dates = icalrecur_iterator_new(work->facts->recurrence, start);
    if (dates == NULL) {
        *fault = "RRULE cannot be followed";
        return HC_OK;
    }
    hc_status st = add_occurrence(work, start, err);
    size_t count = 0;
    struct icaltimetype date = icalrecur_iterator_next(dates);
    while (st == HC_OK && is_time(date) && count < HC_ICAL_OCCURRENCES_MAX &&
           day_at(work->span, date, 0) <= work->span->last_day) {
        st = add_occurrence(work, date, err);
        date = icalrecur_iterator_next(dates);
        count++;
    }
    icalrecur_iterator_free(dates);
    if (count == HC_ICAL_OCCURRENCES_MAX) {
        *fault = "repeats too often: the rest is left out";
    }
    return st;
}

static hc_status add_all(const event_days *work, const char **fault, hc_error *err)
{
    const struct icaltimetype start = icalproperty_get_dtstart(work->facts->start);
    if (!work->facts->repeats) {
        HC_TRY(add_occurrence(work, start, err));
    } else if (++work->span->rules > HC_ICAL_RULES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL, "more than %d events that repeat",
                       HC_ICAL_RULES_MAX);
    } else {
        HC_TRY(add_repeats(work, start, fault, err));
    }
    return *fault == NULL ? add_extra(work, err) : HC_OK;
}

hc_status hc_ical_event_add(const char *text, hc_ical_span *span, hc_special_days *days,
                            const char **fault, hc_error *err)
{
    event_facts facts = {.day.uplift = HC_MISSING};
    *fault = NULL;
    icalcomponent *event = icalcomponent_new_from_string(text);
    if (event == NULL || icalcomponent_isa(event) != ICAL_VEVENT_COMPONENT) {
        *fault = "no calendar event";
    }
    if (*fault == NULL) { *fault = find_properties(text, event, &facts); }
    if (*fault == NULL) { *fault = read_length(&facts); }
    if (*fault == NULL) { *fault = read_rule(&facts); }
    if (*fault == NULL) { *fault = read_dates(event, ICAL_EXDATE_PROPERTY, &facts.except); }
    if (*fault == NULL) { *fault = read_dates(event, ICAL_RDATE_PROPERTY, &facts.extra); }
    hc_status st = HC_OK;
    if (*fault == NULL && !facts.cancelled) {
        facts.day.kind = read_kind(event);
        read_name(event, &facts.day);
        const event_days work = {span, &facts, days};
        st = add_all(&work, fault, err);
    }
    if (event != NULL) { icalcomponent_free(event); }
    icalmemory_free_ring();
    return st;
}
