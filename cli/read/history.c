#include "cli/read/history.h"

#include <math.h>
#include <string.h>

#include "cli/base/progress.h"
#include "cli/base/suggest.h"
#include "cli/centre/centre_file.h"
#include "cli/centre/history_channels.h"
#include "forecast/holidays.h"
#include "forecast/load/load_days.h"
#include "forecast/load/load_ical.h"

#define ROLE_NAME_MAX 2048 /* bytes of a column's name, or of those of many queues */

#define HC_HOLIDAYS_AHEAD_DAYS 28 /* of which holidays should be known */
#define HC_HISTORY_DAYS_LEAST 7   /* a forecast repeats weeks: one must be known */

/* In the order of the choices of --decimal and --delimiter; first what the file shows. */
static const char decimal_marks[] = {'\0', '.', ','};
static const char delimiters[] = {'\0', ',', ';', '\t', '|'};

/* The user's own column names, one a role, or a queue each. */
typedef struct column_names {
    char name[HC_ROLES][ROLE_NAME_MAX];
} column_names;

static hc_status unknown_role(const char *text, hc_error *err)
{
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                   "roles: timestamp date time end queue channel site reason volume handled "
                   "abandoned aht total_handle talk hold acw wait, of single calls call "
                   "direction outcome answered_at agent, and those of `kpi` in docs/formats.md",
                   "--columns needs ROLE=NAME,..., found '%s'", text);
}

/* Contacts offered in several columns are those of as many queues; else the last name counts.
 */
static bool put_name(char *to, hc_role role, const char *name, size_t length)
{
    const size_t used = role == HC_ROLE_VOLUME ? strlen(to) : 0;
    const size_t mark = used > 0 ? 1 : 0;
    if (used + mark + length >= ROLE_NAME_MAX) { return false; }
    if (mark > 0) { to[used] = HC_COLUMN_NAMES_MARK; }
    memcpy(to + used + mark, name, length);
    to[used + mark + length] = '\0';
    return true;
}

static hc_status read_column(const char *part, size_t length, column_names *names,
                             hc_error *err)
{
    const char *equals = memchr(part, '=', length);
    const size_t role_length = equals != NULL ? (size_t)(equals - part) : 0;
    const size_t name_length = equals != NULL ? length - role_length - 1 : 0;
    for (int32_t role = 0; role < HC_ROLES; role++) {
        const char *known = hc_role_name((hc_role)role);
        if (name_length > 0 && strlen(known) == role_length &&
            strncmp(known, part, role_length) == 0 &&
            put_name(names->name[role], (hc_role)role, equals + 1, name_length)) {
            return HC_OK;
        }
    }
    return unknown_role(part, err);
}

static hc_status read_columns(const char *text, column_names *names, hc_error *err)
{
    while (text != NULL && *text != '\0') {
        const size_t length = strcspn(text, ",");
        HC_TRY(read_column(text, length, names, err));
        text += length + (text[length] == ',' ? 1 : 0);
    }
    return HC_OK;
}

static void say_reject(const hc_screen *screen, const char *file, const hc_reject *reject)
{
    /* Messages about a number show it themselves. */
    const bool shown = reject->found[0] == '\0' || strstr(reject->message, ", found ") != NULL;
    hc_error said = HC_ERROR_INIT;
    (void)hc_fail(&said, HC_ERR_PARSE, (hc_place){file, reject->line, reject->column}, "",
                  "%s%s%s%s", reject->message, shown ? "" : ", found '",
                  shown ? "" : reject->found, shown ? "" : "'");
    hc_say_reject(screen, &said);
}

static void say_rejects(const hc_screen *screen, const hc_load_report *report)
{
    const hc_rejects *rejects = &report->rejects;
    for (size_t k = 0; k < rejects->count && k < HC_REJECTS_SHOWN; k++) {
        const hc_reject *reject = &rejects->list[k];
        say_reject(screen,
                   reject->file < report->file_count ? report->files[reject->file].path : "",
                   reject);
    }
    if (rejects->total > HC_REJECTS_SHOWN) {
        hc_say_warning(screen, "%zu rows rejected in all, of %zu", rejects->total,
                       report->rows);
    }
}

static double ring_of_queue(const void *centre, const char *queue)
{
    return hc_centre_service(centre, queue).ring_s;
}

static hc_status load(const hc_history_settings *settings, const char *const *files,
                      size_t file_count, hc_history *history, hc_error *err)
{
    hc_load_options options = hc_load_options_default();
    column_names names = {0};
    HC_TRY(read_columns(settings->columns, &names, err));
    for (int32_t role = 0; role < HC_ROLES; role++) {
        if (names.name[role][0] != '\0') { options.column[role] = names.name[role]; }
    }
    /* Without a zone the wall clock of times with an offset is taken as it stands. */
    options.zone = history->zone.name[0] != '\0' ? &history->zone : NULL;
    options.encoding = settings->encoding;
    options.table = settings->table;
    options.date_order = (hc_date_order)settings->date_order;
    options.year = hc_is_missing(settings->year) ? 0 : (int32_t)settings->year;
    options.decimal = decimal_marks[settings->decimal];
    options.delimiter = delimiters[settings->delimiter];
    options.aht_unit = (hc_time_unit)settings->aht_unit;
    options.label = (hc_label_side)settings->label;
    options.on_conflict = (hc_on_conflict)settings->on_conflict;
    options.from_day = settings->from_day;
    options.until_day = settings->until_day;
    options.rejects_most_share = settings->rejects_most;
    options.ring_s = ring_of_queue;
    options.ring_of = &history->centre;
    if (settings->ledger) { options.ledger = &history->ledger; }
    if (!hc_is_missing(settings->interval_min)) {
        options.interval_min = (int32_t)settings->interval_min;
    }
    return hc_history_load(&options, files, file_count, &history->series, &history->load, err);
}

/* Whoever reads a handle time from now on must know it. */
static void say_ringing(const hc_screen *screen, const hc_history *history)
{
    double least_s = (double)INFINITY;
    double most_s = 0.0;
    for (size_t q = 0; q < history->series.queue_count; q++) {
        if (!hc_queue_has_aht(&history->series, q)) { continue; }
        const double ring_s = ring_of_queue(&history->centre, history->series.queues[q].name);
        least_s = fmin(least_s, ring_s);
        most_s = fmax(most_s, ring_s);
    }
    if (!(most_s > 0.0)) { return; }
    if (least_s < most_s) {
        hc_say_note(screen, "ringing of %g to %g s is added to the handle times (ring_s)",
                    least_s, most_s);
    } else {
        hc_say_note(screen, "ringing of %g s is added to the handle times (ring_s)", most_s);
    }
}

/* E-mail by the history's own channel, for whoever staffs it; check and plan name the queues.
 */
static void say_channels(const hc_screen *screen, const hc_history *history)
{
    size_t mails = 0;
    for (size_t q = 0; q < history->series.queue_count; q++) {
        mails += hc_centre_took_channel(&history->centre, history->series.queues[q].name);
    }
    if (mails == 0) { return; }
    hc_say_note(screen,
                "%zu %s e-mail by the history's channel: work to be done within %g working "
                "hours, where it is staffed",
                mails, mails == 1 ? "queue is" : "queues are", HC_MAIL_ANSWER_WITHIN_H);
}

/* Opening hours that the centre file states win over those learnt. */
static void apply_opening_hours(const hc_centre *centre, const hc_special_days *special,
                                hc_series *series)
{
    if (!centre->has_opening_hours) { return; }
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        const hc_local_time local = hc_axis_local(&series->axis, slot);
        const int32_t weekday = hc_weekday(local.day);
        const int32_t minute = local.second_of_day / 60;
        const bool open = minute >= centre->opens_min[weekday] &&
                          minute < centre->closes_min[weekday] &&
                          !hc_special_days_is_closed(special, local.day);
        for (size_t q = 0; q < series->queue_count; q++) {
            hc_queue *queue = &series->queues[q];
            if (!open) {
                queue->state[slot] = HC_SLOT_CLOSED;
                queue->calls[slot] = 0.0;
            } else if (queue->state[slot] == HC_SLOT_CLOSED) {
                queue->state[slot] = HC_SLOT_GAP;
                queue->calls[slot] = HC_MISSING;
            }
        }
    }
}

static hc_status clean(hc_history *history, hc_error *err)
{
    const hc_clean_options options = hc_clean_options_default();
    HC_TRY(hc_clean(&history->series, &history->special, &options, &history->clean, err));
    apply_opening_hours(&history->centre, &history->special, &history->series);
    return hc_hours_learn(&history->series, &history->clean.hours, err);
}

static hc_status read_surroundings(const hc_history_settings *settings, hc_history *history,
                                   hc_error *err)
{
    history->centre = hc_centre_default();
    if (settings->centre != NULL) {
        HC_TRY(hc_centre_load(settings->centre, &history->centre, err));
    }
    const char *zone = settings->zone != NULL ? settings->zone : history->centre.zone;
    if (zone[0] != '\0') { HC_TRY(hc_zone_load(zone, &history->zone, err)); }
    history->holidays = settings->holidays;
    if (history->holidays == NULL && history->centre.holidays[0] != '\0') {
        history->holidays = history->centre.holidays;
    }
    history->special_days_file = settings->special_days;
    if (history->special_days_file == NULL && history->centre.special_days_file[0] != '\0') {
        history->special_days_file = history->centre.special_days_file;
    }
    if (history->special_days_file == NULL) { return HC_OK; }
    return hc_special_days_load(history->special_days_file, &history->special, err);
}

static hc_status no_such_holidays(const char *text, hc_error *err)
{
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                   "for other countries give an iCalendar file, or name the days with "
                   "--special-days",
                   "holidays are known for kr and us, found '%.60s'", text);
}

/* Holidays of an iCalendar file, on days that the list says nothing of. */
static hc_status add_calendar(const hc_screen *screen, int32_t first_year, int32_t last_year,
                              hc_history *history, hc_error *err)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_rejects rejects = HC_REJECTS_INIT;
    const char *path = history->holidays;
    hc_status st = hc_special_days_load_ical(path, &history->zone, first_year, last_year, &days,
                                             &rejects, err);
    if (st == HC_ERR_INPUT && strpbrk(path, "./") == NULL) { st = no_such_holidays(path, err); }
    for (size_t k = 0; k < rejects.count && k < HC_REJECTS_SHOWN; k++) {
        say_reject(screen, path, &rejects.list[k]);
    }
    if (st == HC_OK) { st = hc_special_days_add_missing(&history->special, &days, err); }
    hc_rejects_clear(&rejects);
    hc_special_days_clear(&days);
    return st;
}

/* Those of the history's years and of the years that can be forecast from it. A table that ends
 * sooner is told when the next weeks are not in it. */
static hc_status add_holidays(const hc_screen *screen, hc_history *history, hc_error *err)
{
    const int64_t end = hc_history_end(history);
    const int32_t first = hc_date_from_day(history->series.axis.first_day).year;
    const int32_t last = hc_date_from_day(end + HC_HORIZON_DAYS_MAX).year;
    const size_t before = history->special.count;
    if (history->holidays == NULL) { return HC_OK; }
    if (hc_holidays_is_country(history->holidays)) {
        hc_holidays_report told = {0};
        HC_TRY(hc_holidays_add(history->holidays, first, last, &history->special, &told, err));
        if (first < told.first_known_year ||
            hc_date_from_day(end + HC_HOLIDAYS_AHEAD_DAYS).year > told.last_known_year) {
            hc_say_warning(screen, "%s", told.warning);
        }
    } else {
        HC_TRY(add_calendar(screen, first, last, history, err));
    }
    history->holidays_added = history->special.count - before;
    return HC_OK;
}

hc_status hc_history_open(const hc_history_settings *settings, const char *const *files,
                          size_t file_count, const hc_screen *screen, hc_history *history,
                          hc_error *err)
{
    HC_TRY(read_surroundings(settings, history, err));
    hc_status st = load(settings, files, file_count, history, err);
    say_rejects(screen, &history->load);
    for (size_t k = 0; k < history->load.note_count; k++) {
        hc_say_note(screen, "%s", history->load.note[k]);
    }
    if (st == HC_OK) { st = hc_centre_take_channels(&history->centre, &history->series, err); }
    if (st == HC_OK) { say_channels(screen, history); }
    if (st == HC_OK) { say_ringing(screen, history); }
    if (st == HC_OK) { st = add_holidays(screen, history, err); }
    if (st == HC_OK) { st = hc_special_days_spread(&history->special, err); }
    if (st == HC_OK) { st = clean(history, err); }
    return st;
}

static bool tells_outcomes(const hc_load_report *load)
{
    static const hc_role roles[] = {HC_ROLE_TRANSFERRED, HC_ROLE_TRANSFER_RATE, HC_ROLE_REPEATS,
                                    HC_ROLE_RESOLVED};
    for (size_t k = 0; k < load->file_count; k++) {
        for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
            if (load->files[k].column[roles[r]][0] != '\0') { return true; }
        }
    }
    return false;
}

hc_status hc_history_read_outcomes(const hc_history_settings *settings,
                                   const char *const *files, size_t file_count,
                                   hc_history *history, hc_error *err)
{
    hc_history_settings how = *settings;
    hc_history again = {0};
    hc_error why = HC_ERROR_INIT;
    if (!tells_outcomes(&history->load)) { return HC_OK; }
    for (size_t k = 0; k < file_count; k++) {
        if (strcmp(files[k], "-") == 0) { return HC_OK; }
    }
    how.ledger = true;
    hc_status st = read_surroundings(&how, &again, &why);
    if (st == HC_OK) { st = load(&how, files, file_count, &again, &why); }
    if (st == HC_OK) {
        history->ledger = again.ledger;
        again.ledger = (hc_ledger){0};
    }
    hc_history_clear(&again);
    if (st == HC_ERR_MEMORY) { *err = why; }
    return st == HC_ERR_MEMORY ? st : HC_OK;
}

hc_status hc_history_check_length(const hc_history *history, hc_error *err)
{
    const size_t days = history->series.axis.days;
    if (days >= HC_HISTORY_DAYS_LEAST) { return HC_OK; }
    return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE,
                   "from four weeks on a forecast can be trusted",
                   "the history is too short: it has %zu %s, and at least %d are needed", days,
                   days == 1 ? "day" : "days", HC_HISTORY_DAYS_LEAST);
}

hc_status hc_history_forecast(const hc_history *history, const hc_forecast_options *options,
                              const hc_screen *screen, hc_series *out,
                              hc_forecast_report *report, hc_error *err)
{
    hc_progress_parts parts;
    hc_forecast_options watched = *options;
    hc_progress_parts_start(&parts, screen, "forecasting", history->series.queue_count);
    watched.on_queue = hc_progress_part_done;
    watched.on_queue_context = &parts;
    const hc_status st = hc_forecast_run(&history->series, &watched, out, report, err);
    hc_progress_parts_end(&parts);
    return st;
}

const char *hc_history_overrides(const hc_history *history, const char *option)
{
    if (option != NULL) { return option; }
    return history->centre.overrides_file[0] != '\0' ? history->centre.overrides_file : NULL;
}

int64_t hc_history_end(const hc_history *history)
{
    return history->series.axis.first_day + (int64_t)history->series.axis.days;
}

bool hc_queue_has_aht(const hc_series *series, size_t queue)
{
    const double *aht_s = series->queues[queue].aht_s;
    for (size_t slot = 0; aht_s != NULL && slot < hc_axis_slots(&series->axis); slot++) {
        if (!hc_is_missing(aht_s[slot])) { return true; }
    }
    return false;
}

void hc_history_clear(hc_history *history)
{
    hc_centre_clear(&history->centre);
    hc_series_clear(&history->series);
    hc_ledger_clear(&history->ledger);
    hc_special_days_clear(&history->special);
    hc_load_report_clear(&history->load);
    hc_clean_report_clear(&history->clean);
    *history = (hc_history){0};
}
