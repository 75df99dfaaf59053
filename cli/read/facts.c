#include "cli/read/facts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/centre/history_channels.h"

#define FACT_MAX 1024
#define OUTAGES_SHOWN 20
#define SPECIAL_DAYS_SHOWN 40

hc_table hc_facts_table(void)
{
    static const hc_column columns[] = {
        {"subject", "Subject"}, {"fact", "Fact"}, {"value", "Value"}};
    return hc_table_of(columns, 3);
}

static hc_status fact(hc_table *facts, hc_error *err, const char *subject, const char *name,
                      const char *format, ...) HC_PRINTF(5, 6);

static hc_status fact(hc_table *facts, hc_error *err, const char *subject, const char *name,
                      const char *format, ...)
{
    char value[FACT_MAX];
    va_list arguments;
    va_start(arguments, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is one line above */
    (void)vsnprintf(value, sizeof value, format, arguments);
    va_end(arguments);
    HC_TRY(hc_table_text(facts, subject, err));
    HC_TRY(hc_table_text(facts, name, err));
    return hc_table_text(facts, value, err);
}

/* ---- files --------------------------------------------------------------------------------
 */

static const char *delimiter_word(char delimiter)
{
    switch (delimiter) {
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '\t':
        return "tab";
    case '|':
        return "bar";
    default:
        return "not known";
    }
}

static hc_status columns_of_file(const hc_load_file *file, hc_table *facts, hc_error *err)
{
    for (int32_t role = 0; role < HC_ROLES; role++) {
        if (file->column[role][0] == '\0') { continue; }
        const bool time =
            hc_role_is_time((hc_role)role) && file->unit[role] != HC_UNIT_BY_EVIDENCE;
        const char *unit = time ? hc_time_unit_name(file->unit[role]) : "";
        const char *sense = !time                                ? ""
                            : file->sense[role] == HC_TIME_TOTAL ? ", total of the interval"
                                                                 : ", average of a contact";
        HC_TRY(fact(facts, err, file->path, hc_role_text((hc_role)role), "column '%s'%s%s%s",
                    file->column[role], unit[0] != '\0' ? ", " : "", unit, sense));
    }
    return file->unread[0] == '\0'
               ? HC_OK
               : fact(facts, err, file->path, "columns not read", "%s", file->unread);
}

static hc_status fact_of_text(const hc_load_file *file, hc_table *facts, hc_error *err)
{
    char header[48] = "no header";
    if (file->header_line > 0) {
        (void)snprintf(header, sizeof header, "header in line %lld",
                       (long long)file->header_line);
    }
    if (file->origin[0] != '\0') {
        return fact(facts, err, file->path, "table", "%s, %s", file->origin, header);
    }
    return fact(facts, err, file->path, "text", "%s%s, cells apart by %s, %s", file->encoding,
                file->encoding_is_guess ? " (a guess)" : "", delimiter_word(file->delimiter),
                header);
}

static hc_status facts_of_file(const hc_load_file *file, hc_table *facts, hc_error *err)
{
    if (file->rows == 0 && file->header_line == 0) { return HC_OK; } /* not read that far */
    HC_TRY(fact_of_text(file, facts, err));
    HC_TRY(columns_of_file(file, facts, err));
    if (file->date_order == HC_DATES_FOUND) { return HC_OK; } /* nothing more was settled */
    HC_TRY(fact(facts, err, file->path, "dates", "%s%s%s%s%s",
                hc_date_order_name(file->date_order), file->date_why[0] != '\0' ? " (" : "",
                file->date_why, file->date_why[0] != '\0' ? ")" : "",
                file->has_offsets ? ", with offset" : ""));
    if (file->interval_min == 0) { return HC_OK; }
    HC_TRY(fact(facts, err, file->path, "times", "name the %s of the interval, %d minutes",
                file->label == HC_LABEL_END ? "end" : "start", file->interval_min));
    if (file->rows == 0) { return HC_OK; }
    return fact(facts, err, file->path, "rows",
                "%zu rows, %zu kept, %zu rejected, %zu duplicates (%zu in conflict), %zu total "
                "rows dropped, %zu without data, %zu outside the days asked for",
                file->rows, file->kept, file->rejected, file->duplicates, file->conflicts,
                file->totals, file->no_data, file->outside);
}

static hc_status facts_of_rejects(const hc_rejects *rejects, hc_table *facts, hc_error *err)
{
    for (int32_t kind = 0; kind < HC_REJECT_KINDS; kind++) {
        if (rejects->by_kind[kind] == 0) { continue; }
        HC_TRY(fact(facts, err, "rejects", hc_reject_kind_name((hc_reject_kind)kind), "%zu: %s",
                    rejects->by_kind[kind], hc_reject_kind_text((hc_reject_kind)kind)));
    }
    return HC_OK;
}

hc_status hc_facts_of_files(const hc_history *history, hc_table *facts, hc_error *err)
{
    for (size_t k = 0; k < history->load.file_count; k++) {
        HC_TRY(facts_of_file(&history->load.files[k], facts, err));
    }
    return facts_of_rejects(&history->load.rejects, facts, err);
}

/* ---- the history --------------------------------------------------------------------------
 */

static hc_status facts_of_span(const hc_history *history, hc_table *facts, hc_error *err)
{
    const hc_axis *axis = &history->series.axis;
    char first[HC_TIME_TEXT_MAX];
    char last[HC_TIME_TEXT_MAX];
    const int64_t last_day = axis->first_day + (int64_t)axis->days - 1;
    hc_format_date(axis->first_day, first);
    hc_format_date(last_day, last);
    HC_TRY(fact(facts, err, "history", "days", "%s %s to %s %s, %zu %s",
                hc_weekday_name(hc_weekday(axis->first_day)), first,
                hc_weekday_name(hc_weekday(last_day)), last, axis->days,
                axis->days == 1 ? "day" : "days"));
    const int32_t coarsest = history->load.coarsest_min;
    if (coarsest > axis->interval_min) {
        HC_TRY(fact(facts, err, "history", "interval",
                    "%d minutes; changes to %d minutes part of the way", axis->interval_min,
                    coarsest));
    } else {
        HC_TRY(fact(facts, err, "history", "interval", "%d minutes", axis->interval_min));
    }
    return fact(facts, err, "history", "zone", "%s",
                axis->zone.name[0] != '\0'
                    ? axis->zone.name
                    : "none given: a wall clock without daylight saving");
}

/* "Mon-Fri 07:00-22:00" for runs of weekdays with the same hours. */
static hc_status facts_of_hours(const hc_history *history, size_t queue, hc_table *facts,
                                hc_error *err)
{
    const hc_hours *hours = &history->clean.hours;
    char text[FACT_MAX] = "";
    size_t length = 0;
    for (int32_t first = 0; first < 7;) {
        int32_t from = 0, until = 0, next_from = 0, next_until = 0;
        char opens[HC_TIME_TEXT_MAX];
        char closes[HC_TIME_TEXT_MAX];
        const bool open = hc_hours_span(hours, queue, first, &from, &until);
        int32_t next = first + 1;
        while (next < 7 && open == hc_hours_span(hours, queue, next, &next_from, &next_until) &&
               (!open || (next_from == from && next_until == until))) {
            next++;
        }
        hc_format_clock(from, opens);
        hc_format_clock(until, closes);
        const char *dash = next - first > 1 ? "-" : "";
        const char *last = next - first > 1 ? hc_weekday_name(next - 1) : "";
        const int wrote =
            open ? snprintf(text + length, sizeof text - length, "%s%s%s%s %s-%s",
                            length > 0 ? ", " : "", hc_weekday_name(first), dash, last, opens,
                            closes)
                 : snprintf(text + length, sizeof text - length, "%s%s%s%s closed",
                            length > 0 ? ", " : "", hc_weekday_name(first), dash, last);
        length += wrote > 0 ? (size_t)wrote : 0;
        first = next;
    }
    return fact(facts, err, history->series.queues[queue].name, "open", "%s", text);
}

typedef struct queue_sums {
    double calls, abandoned, weighted_aht, aht_calls, open_days;
} queue_sums;

static queue_sums sum_queue(const hc_series *series, const hc_queue *queue)
{
    queue_sums sums = {0};
    for (size_t day = 0; day < series->axis.days; day++) {
        bool open = false;
        for (size_t slot = series->axis.day_first[day]; slot < series->axis.day_first[day + 1];
             slot++) {
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            const double calls = queue->calls[slot];
            open = open || calls > 0.0;
            sums.calls += calls;
            if (queue->abandoned != NULL && !hc_is_missing(queue->abandoned[slot])) {
                sums.abandoned += queue->abandoned[slot];
            }
            if (queue->aht_s != NULL && !hc_is_missing(queue->aht_s[slot])) {
                sums.weighted_aht += calls * queue->aht_s[slot];
                sums.aht_calls += calls;
            }
        }
        sums.open_days += open ? 1.0 : 0.0;
    }
    return sums;
}

static hc_status fact_of_handle_time(const hc_history *history, const char *queue,
                                     const queue_sums *sums, hc_table *facts, hc_error *err)
{
    char ringing[FACT_MAX / 8] = "";
    const double ring_s = hc_centre_service(&history->centre, queue).ring_s;
    if (!(sums->aht_calls > 0.0)) {
        return fact(facts, err, queue, "handle time",
                    "none: name its column with --columns aht=NAME, or give --aht SECONDS");
    }
    if (ring_s > 0.0) {
        (void)snprintf(ringing, sizeof ringing, ", of it %g s of ringing by the centre file",
                       ring_s);
    }
    return fact(facts, err, queue, "handle time", "%.0f s on average, by contacts%s",
                sums->weighted_aht / sums->aht_calls, ringing);
}

static hc_status facts_of_queue(const hc_history *history, size_t q, hc_table *facts,
                                hc_error *err)
{
    const hc_queue *queue = &history->series.queues[q];
    const hc_clean_queue *clean = &history->clean.queues[q];
    const queue_sums sums = sum_queue(&history->series, queue);
    HC_TRY(fact(facts, err, queue->name, "contacts", "%.0f, %.1f a day on %.0f %s with any",
                sums.calls, sums.open_days > 0.0 ? sums.calls / sums.open_days : 0.0,
                sums.open_days, sums.open_days == 1.0 ? "day" : "days"));
    HC_TRY(fact_of_handle_time(history, queue->name, &sums, facts, err));
    if (hc_centre_took_channel(&history->centre, queue->name)) {
        HC_TRY(fact(facts, err, queue->name, "channel",
                    "'%.60s': e-mail, answered within %g working hours, unless the centre file "
                    "says otherwise",
                    queue->channel, HC_MAIL_ANSWER_WITHIN_H));
    }
    if (queue->abandoned != NULL && sums.calls > 0.0) {
        HC_TRY(fact(facts, err, queue->name, "abandoned", "%.0f, %.1f %% of offered",
                    sums.abandoned, 100.0 * sums.abandoned / sums.calls));
    }
    HC_TRY(facts_of_hours(history, q, facts, err));
    HC_TRY(fact(facts, err, queue->name, "intervals",
                "%zu open, %zu closed, %zu gaps (%zu whole %s), %zu outage", clean->open_slots,
                clean->closed_slots, clean->gap_slots, clean->gap_days,
                clean->gap_days == 1 ? "day" : "days", clean->outage_slots));
    if (clean->stray_slots > 0) {
        HC_TRY(fact(facts, err, queue->name, "outside hours",
                    "%.0f contacts in %zu intervals outside opening hours are left out",
                    clean->stray_calls, clean->stray_slots));
    }
    if (clean->absent_is_zero) {
        HC_TRY(fact(facts, err, queue->name, "absent rows",
                    "mean no contacts: %zu intervals filled with 0", clean->filled_zeros));
    }
    return HC_OK;
}

static hc_status facts_of_outages(const hc_history *history, hc_table *facts, hc_error *err)
{
    const hc_clean_report *clean = &history->clean;
    for (size_t k = 0; k < clean->outage_count && k < OUTAGES_SHOWN; k++) {
        const hc_outage *outage = &clean->outages[k];
        char day[HC_TIME_TEXT_MAX];
        char from[HC_TIME_TEXT_MAX];
        char until[HC_TIME_TEXT_MAX];
        hc_format_date(outage->day, day);
        hc_format_clock(outage->from_min, from);
        hc_format_clock(outage->until_min, until);
        HC_TRY(fact(facts, err, history->series.queues[outage->queue].name, "outage",
                    "%s %s-%s: %.0f contacts where about %.0f are usual; not learnt from", day,
                    from, until, outage->calls, outage->expected));
    }
    if (clean->outage_total > 0) {
        HC_TRY(fact(facts, err, "history", "outages",
                    "a day that was none: list it as ordinary with --special-days"));
    }
    if (clean->outage_total > OUTAGES_SHOWN) {
        HC_TRY(fact(facts, err, "history", "outages", "%zu in all", clean->outage_total));
    }
    return HC_OK;
}

static hc_status facts_of_special_days(const hc_history *history, hc_table *facts,
                                       hc_error *err)
{
    const hc_special_days *special = &history->special;
    if (history->special_days_file == NULL && history->holidays == NULL) { return HC_OK; }
    size_t given = 0;
    for (size_t k = 0; k < special->count; k++) {
        given += special->days[k].tail_share <= 0.0;
    }
    HC_TRY(fact(facts, err, "special days", "count", "%zu", given));
    if (history->holidays != NULL) {
        HC_TRY(fact(facts, err, "special days", "holidays", "%zu of them from %s",
                    history->holidays_added, history->holidays));
    }
    for (size_t k = 0, shown = 0; k < special->count && shown < SPECIAL_DAYS_SHOWN; k++) {
        char day[HC_TIME_TEXT_MAX];
        if (special->days[k].tail_share > 0.0) { continue; }
        shown++;
        hc_format_date(special->days[k].day, day);
        HC_TRY(fact(facts, err, "special days", day, "%s, %s",
                    hc_special_kind_name(special->days[k].kind), special->days[k].name));
    }
    return HC_OK;
}

hc_status hc_facts_of_history(const hc_history *history, hc_table *facts, hc_error *err)
{
    HC_TRY(facts_of_span(history, facts, err));
    for (size_t q = 0; q < history->series.queue_count; q++) {
        HC_TRY(facts_of_queue(history, q, facts, err));
    }
    HC_TRY(facts_of_outages(history, facts, err));
    return facts_of_special_days(history, facts, err);
}
