/* What is said about files after the first pass: how they were taken, or why they are none. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "forecast/load/load_file.h"

void hc_load_note(hc_load_report *report, const char *format, ...)
{
    va_list args;
    if (report->note_count == HC_LOAD_NOTES_MAX) { return; }
    char *note = report->note[report->note_count];
    report->note_count++;
    va_start(args, format);
    /* va_start has just set args; clang-tidy 14 does not see it here. */
    (void)vsnprintf(note, HC_LOAD_NOTE_MAX, format, args); /* NOLINT(clang-analyzer-valist*) */
    va_end(args);
}

/* ---------------------------------------------------------------- how files were taken */

static void note_encoding(hc_load_report *report, const hc_load_file *file, const char *name)
{
    if (!file->encoding_is_guess) { return; }
    hc_load_note(report, "%s: read as %s (%s), because it is not UTF-8", name, file->encoding,
                 strcmp(file->encoding, "CP949") == 0   ? "Korean"
                 : strcmp(file->encoding, "CP932") == 0 ? "Japanese"
                                                        : "western European");
}

/* How rows were made of what the file has. */
static void note_rows(hc_load_report *report, const hc_load_file *file,
                      const hc_load_plan *plan)
{
    const bool sheets = strncmp(file->origin, "sheets ", strlen("sheets ")) == 0;
    const struct {
        bool holds;
        const char *words;
    } notes[] = {
        {plan->is_wide, "a grid with a column for each day or time of day, read cell by cell"},
        {plan->is_outline,
         "a pivot table with the labels of all levels in one column; its sums are left out"},
        {plan->is_long, "a row for each metric, put together to one for each interval"},
        {plan->gathered.queues, "queues side by side, each in columns of its own"},
        {plan->gathered.days, "days side by side, each in columns of its own"},
        {plan->gathered.left_out,
         "columns of outbound calls, or of what contacts are compared with, are left out"},
        {plan->gathered.weeks,
         "weeks are counted as ISO 8601 does, from Monday on: look at the days"},
        {plan->dates_dated > 0 && plan->new_year_until == 0,
         "dates without a year are taken as of --year"},
        {plan->new_year_until > 0,
         "dates without a year go over New Year: taken as of --year up to December, and of the "
         "year after from January on"},
        {plan->dates_filled > 0, "rows without a date have that of the row above"},
        {plan->fill_queue, "rows without a queue have that of the row above"},
        {plan->zone_letters > 0,
         "letters of a time zone behind times say no offset: the wall clock that is written is "
         "taken"},
        {plan->dates_of_titles > 0, "times have the day of the line above them"},
        {plan->map.is_calls, "a list of single calls, counted into intervals"},
    };
    if (sheets) {
        hc_load_note(report, "%s: %s; --table NAME takes one alone", plan->name, file->origin);
    }
    for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
        if (notes[k].holds) { hc_load_note(report, "%s: %s", plan->name, notes[k].words); }
    }
}

static void note_headerless(hc_load_report *report, const hc_load_plan *plan)
{
    if (plan->by_look[0] == '\0') { return; }
    hc_load_note(report, "%s: no header; read with --columns %s by the look of the first row",
                 plan->name, plan->by_look);
}

/* Talk alone would staff too few, waiting and ringing too many. */
static void note_handle_time(hc_load_report *report, const hc_load_file *file,
                             const hc_load_plan *plan)
{
    if (plan->map.aht_is_duration) {
        hc_load_note(report,
                     "%s: the handle time is %s, which may hold ringing and waiting; name a "
                     "better column with --columns aht=NAME, or give --aht SECONDS",
                     plan->name, file->column[HC_ROLE_AHT]);
        return;
    }
    if (hc_plan_has(plan, HC_ROLE_AHT) || hc_plan_has(plan, HC_ROLE_TOTAL_HANDLE) ||
        !hc_plan_has(plan, HC_ROLE_TALK) || hc_plan_has(plan, HC_ROLE_ACW)) {
        return;
    }
    hc_load_note(report,
                 "%s: the handle time is %s alone, as no column of after-call work is known",
                 plan->name, file->column[HC_ROLE_TALK]);
}

/* Calls whose end is told in words that nobody here knows. */
static void note_outcome(hc_load_report *report, const hc_load_file *file,
                         const hc_load_plan *plan)
{
    const size_t maybe =
        plan->outcomes[HC_OUTCOME_ANSWERED] > 0 ? 0 : plan->outcomes[HC_OUTCOME_MAYBE_LOST];
    const size_t unknown = plan->outcomes[HC_OUTCOME_UNKNOWN] + maybe;
    if (unknown == 0 || plan->map.outcome_is_shared || hc_plan_has(plan, HC_ROLE_ABANDONED)) {
        return;
    }
    hc_load_note(report,
                 "%s: whether %zu calls were answered is taken from %s, as %s says %s%.60s%s",
                 plan->name, unknown,
                 hc_plan_has(plan, HC_ROLE_ANSWERED_AT) ? file->column[HC_ROLE_ANSWERED_AT]
                                                        : "their handle time or agent",
                 file->column[HC_ROLE_OUTCOME], plan->outcome_text[0] != '\0' ? "\"" : "",
                 plan->outcome_text[0] != '\0' ? plan->outcome_text : "neither",
                 plan->outcome_text[0] != '\0' ? "\"" : "");
}

static void note_outbound(hc_load_report *report, const hc_load_plan *plan)
{
    if (plan->outbound_rows == 0) { return; }
    hc_load_note(report, "%s: %zu rows of outbound or internal calls are left out", plan->name,
                 plan->outbound_rows);
}

/* Contacts offered that no column counts. */
static void note_offered(hc_load_report *report, const hc_load_file *file,
                         const hc_load_plan *plan)
{
    const char *handled = file->column[HC_ROLE_HANDLED];
    if (plan->map.is_calls || hc_plan_has(plan, HC_ROLE_VOLUME)) { return; }
    if (hc_plan_has(plan, HC_ROLE_ABANDONED)) {
        report->offered_is_sum = true;
        hc_load_note(report, "%s: offered = %s + %s", plan->name, handled,
                     file->column[HC_ROLE_ABANDONED]);
    } else {
        report->offered_is_handled = true;
        hc_load_note(report, "%s: no column for offered: %s stands for it", plan->name,
                     handled);
    }
}

/* Two columns that may be the demand: which it is must be said. */
static void note_rival(hc_load_report *report, const hc_load_file *file,
                       const hc_load_plan *plan)
{
    if (!hc_plan_has(plan, HC_ROLE_VOLUME) || plan->rival[0] == '\0') { return; }
    hc_load_note(
        report,
        "%s: contacts offered are taken from '%s'; '%s' could be them as well: which has "
        "who wanted an agent? (--columns volume=NAME)",
        plan->name, file->column[HC_ROLE_VOLUME], plan->rival);
}

/* An afternoon that would be read as the night. */
static void note_noon(hc_load_report *report, const hc_load_plan *plan)
{
    if (plan->noon_falls == 0 || plan->has_afternoon) { return; }
    hc_load_note(report,
                 "%s: times fall from 12 to 1 o'clock within %zu day%s and none is later than "
                 "12:59: a 12-hour clock without AM and PM? Export 24 hours, or with AM and PM",
                 plan->name, plan->noon_falls, plan->noon_falls == 1 ? "" : "s");
}

/* Without a zone the local time of an offset is the wall clock; of several, daylight saving. */
static void note_offsets(hc_loading *loading)
{
    const hc_zone *zone = loading->options->zone;
    int32_t least_s = INT32_MAX;
    int32_t most_s = INT32_MIN;
    for (size_t file = 0; file < loading->file_count; file++) {
        const hc_load_plan *plan = &loading->plan[file];
        if (plan->offsets == 0) { continue; }
        least_s = plan->offset_least_s < least_s ? plan->offset_least_s : least_s;
        most_s = plan->offset_most_s > most_s ? plan->offset_most_s : most_s;
    }
    if (least_s > most_s || (zone != NULL && zone->name[0] != '\0')) { return; }
    if (least_s < most_s) {
        hc_load_note(loading->report,
                     "times carry different offsets from UTC: taken as the wall clock that is "
                     "written, hours of a clock change cannot be told apart; name the zone "
                     "with --zone");
        return;
    }
    const int32_t minutes = (least_s < 0 ? -least_s : least_s) / 60;
    hc_load_note(loading->report,
                 "times carry the offset %c%02d:%02d and no zone is named: taken as that wall "
                 "clock",
                 least_s < 0 ? '-' : '+', (int)(minutes / 60), (int)(minutes % 60));
}

void hc_load_note_first_pass(hc_loading *loading)
{
    hc_load_report *report = loading->report;
    for (size_t i = 0; i < loading->file_count; i++) {
        const hc_load_plan *plan = &loading->plan[i];
        note_encoding(report, &report->files[i], plan->name);
        note_rows(report, &report->files[i], plan);
        note_headerless(report, plan);
        note_handle_time(report, &report->files[i], plan);
        note_offered(report, &report->files[i], plan);
        note_rival(report, &report->files[i], plan);
        note_outcome(report, &report->files[i], plan);
        note_outbound(report, plan);
        note_noon(report, plan);
    }
    note_offsets(loading);
}

/* ---------------------------------------------------------------- why there are no rows */

#define ANY_YEAR 2024 /* has a 29th of February */

/* What a date that is none lacks; HC_OK: nothing that is known. */
static hc_status lacking(const char *column, const char *text, hc_place at, hc_error *err)
{
    hc_stamp stamp;
    if (hc_stamp_read_date_of_year(text, strlen(text), ANY_YEAR, &stamp) ||
        hc_stamp_read_of_year(text, strlen(text), ANY_YEAR, &stamp)) {
        return hc_fail(err, HC_ERR_EMPTY, at, "say it with --year, or export the dates with it",
                       "\"%s\" has dates without a year, such as \"%.60s\"", column, text);
    }
    if (hc_stamp_read_date(text, strlen(text), &stamp)) {
        return hc_fail(err, HC_ERR_EMPTY, at, HC_DAYS_ALONE_HINT,
                       "\"%s\" has days without a time of day, such as \"%.60s\"", column,
                       text);
    }
    const bool is_clock = strchr(text, ':') != NULL; /* "31" may be the day of a month */
    if (is_clock && hc_stamp_read_time(text, strlen(text), &stamp)) {
        return hc_fail(err, HC_ERR_EMPTY, at,
                       "export the date with it, or name its column with --columns date=NAME",
                       "\"%s\" has times of day without a date, such as \"%.60s\"", column,
                       text);
    }
    return HC_OK;
}

hc_status hc_load_no_days(const hc_loading *loading, size_t file, hc_error *err)
{
    const hc_load_plan *plan = &loading->plan[file];
    const char *column = loading->report->files[file].column[plan->timeless_role];
    hc_place at = {.file = plan->name};
    if (plan->timeless_line == 0 && plan->stamps == 0 && plan->fault.line > 0) {
        if (err != NULL) { *err = plan->fault; }
        return HC_ERR_EMPTY;
    }
    if (plan->timeless_line == 0 && plan->stamps == 0) {
        return hc_fail(err, HC_ERR_EMPTY, at, "export it again",
                       "the file has a header and no rows below it");
    }
    if (plan->timeless_line == 0) {
        return hc_fail(err, HC_ERR_EMPTY, at,
                       "is the date in another column, or in another order?",
                       "no row has a date that exists, in the years 1900 to 2200");
    }
    at.line = plan->timeless_line;
    if (plan->gathered.times && plan->timeless_text[0] == '\0') {
        return hc_fail(err, HC_ERR_EMPTY, at,
                       "write weekdays by their names, such as Mon, since a number may count "
                       "from Sunday or from Monday; or give whole dates",
                       "the columns of year, week and day make no date");
    }
    HC_TRY(lacking(column, plan->timeless_text, at, err));
    return hc_fail(err, HC_ERR_EMPTY, at,
                   "is this the right column, and quoted where it needs it?",
                   "no row has a date and time that can be read; \"%s\" has \"%.60s\"", column,
                   plan->timeless_text);
}
