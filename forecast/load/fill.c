/* The second pass: rows into the slots of the series, bad rows into the rejects. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "forecast/load/call_twins.h"
#include "forecast/load/ledger_fill.h"

/* A row on its way: its place is made only when it is refused. */
typedef struct filling {
    hc_loading *loading;
    hc_load_plan *plan;
    hc_load_file *seen;
    size_t file;
    const hc_csv_row *row;
} filling;

/* ---------------------------------------------------------------- refusing */

static hc_status reject(const filling *f, hc_role role, hc_reject_kind kind, hc_error *err,
                        const char *format, ...) HC_PRINTF(5, 6);

static hc_status reject(const filling *f, hc_role role, hc_reject_kind kind, hc_error *err,
                        const char *format, ...)
{
    char message[HC_REJECT_MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const size_t column = f->plan->map.column[role];
    const hc_csv_cell_text found = hc_plan_cell(f->plan, f->row, role);
    f->seen->rejected++;
    return hc_rejects_add(&f->loading->report->rejects, f->file,
                          hc_csv_table_place(f->plan->table, column), kind, found.text, message,
                          err);
}

static hc_status reject_row(const filling *f, hc_place at, hc_reject_kind kind,
                            const char *message, hc_error *err)
{
    f->seen->rejected++;
    return hc_rejects_add(&f->loading->report->rejects, f->file, at, kind, "", message, err);
}

static hc_status reject_fault(const filling *f, const hc_error *fault, hc_error *err)
{
    static const hc_reject_kind kinds[] = {
        [HC_CSV_FAULT_NONE] = HC_REJECT_QUOTE,
        [HC_CSV_FAULT_QUOTE] = HC_REJECT_QUOTE,
        [HC_CSV_FAULT_ENCODING] = HC_REJECT_ENCODING,
        [HC_CSV_FAULT_TOO_LONG] = HC_REJECT_TOO_LONG,
    };
    const hc_place at = {fault->file, fault->line, fault->column};
    return reject_row(f, at, kinds[hc_csv_table_fault(f->plan->table)], fault->message, err);
}

/* ---------------------------------------------------------------- numbers */

typedef enum reading { READ_VALUE = 0, READ_ABSENT, READ_REFUSED } reading;

static hc_status refuse_count(const filling *f, hc_role role, double value, hc_error *err)
{
    const char *name = f->seen->column[role];
    if (value < 0.0) {
        return reject(f, role, HC_REJECT_NEGATIVE, err, "%.60s must be 0 or more, found %g",
                      name, value);
    }
    return reject(f, role, HC_REJECT_RANGE, err, "%.60s must be at most %g, found %g", name,
                  HC_CALLS_MAX, value);
}

static hc_status read_count(const filling *f, hc_role role, double *value, reading *result,
                            hc_error *err)
{
    const hc_csv_cell_text cell = hc_plan_cell(f->plan, f->row, role);
    *value = HC_MISSING;
    *result = READ_ABSENT;
    if (hc_quantity_is_absent(cell.text, cell.length)) { return HC_OK; }
    *result = READ_REFUSED;
    if (!hc_quantity_read(cell.text, cell.length, f->plan->decimal, value)) {
        return reject(f, role, HC_REJECT_NUMBER, err, "%.60s must be a number, found \"%.60s\"",
                      f->seen->column[role], cell.text);
    }
    if (!(*value >= 0.0 && *value <= HC_CALLS_MAX)) {
        return refuse_count(f, role, *value, err);
    }
    *result = READ_VALUE;
    return HC_OK;
}

/* Seconds for one contact from one column of handle times. */
static hc_status read_time(const filling *f, hc_role role, double contacts, double *seconds,
                           reading *result, hc_error *err)
{
    const hc_csv_cell_text cell = hc_plan_cell(f->plan, f->row, role);
    const char *name = f->seen->column[role];
    double value = 0.0;
    *seconds = HC_MISSING;
    *result = READ_ABSENT;
    if (!hc_plan_has(f->plan, role) || hc_quantity_is_absent(cell.text, cell.length)) {
        return HC_OK;
    }
    *result = READ_REFUSED;
    if (!hc_quantity_read_time(cell.text, cell.length, f->plan->decimal, f->plan->unit[role],
                               &value)) {
        return reject(f, role, HC_REJECT_NUMBER, err,
                      "%.60s must be a time in seconds or h:mm:ss, found \"%.60s\"", name,
                      cell.text);
    }
    if (value < 0.0) {
        return reject(f, role, HC_REJECT_NEGATIVE, err,
                      "AHT must be above 0 and at most 86400 s, found %g", value);
    }
    if (f->plan->sense[role] == HC_TIME_TOTAL) {
        value = contacts > 0.0 ? value / contacts : 0.0;
    }
    if (!(value <= HC_AHT_MAX_S)) {
        return reject(f, role, HC_REJECT_RANGE, err,
                      "AHT must be above 0 and at most 86400 s, found %g", value);
    }
    *seconds = value;
    *result = READ_VALUE;
    return HC_OK;
}

/* AHT itself, else the total, else talk + hold + after-call work. 0 is "nobody was handled". */
static hc_status read_aht(const filling *f, double contacts, double *aht_s, bool *refused,
                          hc_error *err)
{
    const hc_load_plan *plan = f->plan;
    const hc_role whole = hc_plan_has(plan, HC_ROLE_AHT) ? HC_ROLE_AHT : HC_ROLE_TOTAL_HANDLE;
    const bool in_parts = !hc_plan_has(plan, whole);
    const hc_role parts[] = {in_parts ? HC_ROLE_TALK : whole, HC_ROLE_HOLD, HC_ROLE_ACW};
    double sum = 0.0;
    for (size_t i = 0; i < (in_parts ? 3U : 1U); i++) {
        double seconds = HC_MISSING;
        reading result = READ_ABSENT;
        HC_TRY(read_time(f, parts[i], contacts, &seconds, &result, err));
        *refused = result == READ_REFUSED;
        if (*refused) { return HC_OK; }
        if (result == READ_VALUE) { sum += seconds; }
        if (result == READ_ABSENT && i == 0) { break; } /* hold alone is no handle time */
    }
    if (!(sum <= HC_AHT_MAX_S)) {
        *refused = true;
        return reject(f, parts[0], HC_REJECT_RANGE, err,
                      "AHT must be above 0 and at most 86400 s, found %g", sum);
    }
    *aht_s = sum > 0.0 ? sum : HC_MISSING;
    return HC_OK;
}

/* Offered, or what stands for it. *refused: the row is rejected or says "no data". */
static hc_status settle_calls(const filling *f, hc_row_counts *values, bool *refused,
                              hc_error *err)
{
    if (!hc_plan_has(f->plan, HC_ROLE_VOLUME) && !hc_is_missing(values->handled)) {
        const double gone = hc_is_missing(values->abandoned) ? 0.0 : values->abandoned;
        values->calls = values->handled + gone;
    }
    *refused = hc_is_missing(values->calls);
    if (!*refused) { return HC_OK; }
    const hc_role role =
        hc_plan_has(f->plan, HC_ROLE_VOLUME) ? HC_ROLE_VOLUME : HC_ROLE_HANDLED;
    const bool dash = hc_plan_cell(f->plan, f->row, role).length > 0;
    if (dash || f->plan->empty_is_no_data) {
        f->seen->no_data++;
        return HC_OK;
    }
    return reject(f, role, HC_REJECT_EMPTY, err, "%.60s is empty", f->seen->column[role]);
}

static hc_status read_values(const filling *f, hc_row_counts *values, bool *refused,
                             hc_error *err)
{
    static const hc_role roles[] = {HC_ROLE_VOLUME, HC_ROLE_HANDLED, HC_ROLE_ABANDONED};
    double *const into[] = {&values->calls, &values->handled, &values->abandoned};
    *values = (hc_row_counts){HC_MISSING, HC_MISSING, HC_MISSING, HC_MISSING, HC_MISSING};
    for (size_t i = 0; i < 3; i++) {
        reading result = READ_ABSENT;
        if (!hc_plan_has(f->plan, roles[i])) { continue; }
        HC_TRY(read_count(f, roles[i], into[i], &result, err));
        *refused = result == READ_REFUSED;
        if (*refused) { return HC_OK; }
    }
    HC_TRY(settle_calls(f, values, refused, err));
    if (*refused) { return HC_OK; }
    values->wait_s = hc_row_wait_s(f->plan, f->row, values);
    const bool answered = !hc_is_missing(values->handled);
    return read_aht(f, answered ? values->handled : values->calls, &values->aht_s, refused,
                    err);
}

/* One contact: answered with its handle time, or gone. */
static hc_status read_call(const filling *f, hc_row_counts *values, bool *refused,
                           hc_error *err)
{
    *values = (hc_row_counts){.calls = 1.0, .aht_s = HC_MISSING};
    HC_TRY(read_aht(f, 1.0, &values->aht_s, refused, err));
    if (*refused) { return HC_OK; }
    const bool answered = hc_call_is_answered(f->plan, f->row, values->aht_s);
    values->handled = answered ? 1.0 : 0.0;
    values->abandoned = answered ? 0.0 : 1.0;
    values->wait_s = hc_call_wait_s(f->plan, f->row);
    if (!answered) { values->aht_s = HC_MISSING; }
    return HC_OK;
}

/* ---------------------------------------------------------------- queues */

unsigned hc_plans_parts(const hc_loading *loading)
{
    unsigned parts = 0;
    for (size_t i = 0; i < loading->file_count; i++) {
        const hc_load_plan *plan = &loading->plan[i];
        if (plan->map.is_calls) { parts |= HC_PART_HANDLED | HC_PART_ABANDONED; }
        if (hc_plan_has(plan, HC_ROLE_HANDLED)) { parts |= HC_PART_HANDLED; }
        if (hc_plan_has(plan, HC_ROLE_ABANDONED)) { parts |= HC_PART_ABANDONED; }
        if (hc_plan_has(plan, HC_ROLE_WAIT)) { parts |= HC_PART_WAIT; }
        if (hc_plan_has(plan, HC_ROLE_AHT) || hc_plan_has(plan, HC_ROLE_TOTAL_HANDLE) ||
            hc_plan_has(plan, HC_ROLE_TALK)) {
            parts |= HC_PART_AHT;
        }
    }
    return parts;
}

/* With so many queues that their numbers fill the memory, calls and handle times are what is
 * kept, of all queues. */
static void spare_memory(hc_loading *loading)
{
    hc_series *series = &loading->series;
    const unsigned counts = HC_PART_HANDLED | HC_PART_ABANDONED | HC_PART_WAIT;
    const double slots = (double)hc_axis_slots(&series->axis);
    if ((loading->parts & counts) == 0 ||
        slots * (double)(series->queue_count + 1) <= loading->options->slots_full) {
        return;
    }
    loading->parts &= ~counts;
    for (size_t q = 0; q < series->queue_count; q++) {
        hc_free(series->queues[q].handled);
        hc_free(series->queues[q].abandoned);
        hc_free(series->queues[q].wait_s);
        series->queues[q].handled = series->queues[q].abandoned = NULL;
        series->queues[q].wait_s = NULL;
    }
    hc_load_note(loading->report,
                 "a history of more than %zu queues of %.0f intervals: answered and abandoned "
                 "contacts are not kept, to spare memory",
                 series->queue_count, slots);
}

static hc_status note_ringing(hc_loading *loading, size_t queue, hc_error *err)
{
    const hc_load_options *options = loading->options;
    HC_TRY(hc_grow(&loading->ring_s, &loading->ring_capacity, queue + 1,
                   sizeof *loading->ring_s, err));
    loading->ring_s[queue] =
        options->ring_s != NULL
            ? options->ring_s(options->ring_of, loading->series.queues[queue].name)
            : 0.0;
    return HC_OK;
}

/* A phone that rings keeps its agent from other contacts. */
static void add_ringing(const hc_loading *loading, size_t queue, double *aht_s)
{
    if (hc_is_missing(*aht_s)) { return; }
    *aht_s = fmin(HC_AHT_MAX_S, *aht_s + loading->ring_s[queue]);
}

/* Arrays for a queue that has its first good row. */
static hc_status add_queue(hc_loading *loading, hc_error *err)
{
    hc_series one = HC_SERIES_INIT;
    hc_series *series = &loading->series;
    spare_memory(loading);
    HC_TRY(hc_grow(&series->queues, &loading->queue_capacity, series->queue_count + 1,
                   sizeof *series->queues, err));
    HC_TRY(hc_series_make(&one, &series->axis, 1, loading->parts, err));
    hc_queue *queue = &series->queues[series->queue_count];
    *queue = one.queues[0];
    one.queue_count = 0; /* its arrays have moved */
    hc_series_clear(&one);
    memcpy(queue->name, loading->names.entry[series->queue_count].name, HC_QUEUE_NAME_MAX);
    series->queue_count++;
    return note_ringing(loading, series->queue_count - 1, err);
}

static hc_status find_queue(const filling *f, const char *name, size_t length, size_t *queue,
                            hc_error *err)
{
    HC_TRY(hc_queue_names_add(&f->loading->names, name, length, queue, err));
    if (*queue < f->loading->series.queue_count) { return HC_OK; }
    HC_TRY(add_queue(f->loading, err));
    return hc_ledger_open_queue(f->loading, f->plan, f->row, err);
}

/* ---------------------------------------------------------------- slots */

typedef struct slot_place {
    size_t first, second; /* equal unless the wall time happens twice and nothing says which */
} slot_place;

static hc_status no_such_time(const filling *f, hc_role role, const hc_zone *zone,
                              const hc_row_counts *values, hc_error *err)
{
    if (!(values->calls > 0.0)) {
        f->loading->report->clock_zeros++;
        f->seen->no_data++;
        return HC_OK;
    }
    return reject(f, role, HC_REJECT_NO_SUCH_TIME, err,
                  "clocks in %s went forward over this time; is the zone right?", zone->name);
}

static hc_status out_of_range(const filling *f, hc_role role, int64_t day, hc_error *err)
{
    char first[HC_TIME_TEXT_MAX];
    char last[HC_TIME_TEXT_MAX];
    if (day < HC_DAY_MIN || day > HC_DAY_MAX) {
        return reject(f, role, HC_REJECT_TIME_RANGE, err, "the year must be 1900..2200");
    }
    hc_format_date(f->loading->first_day, first);
    hc_format_date(f->loading->last_day, last);
    return reject(f, role, HC_REJECT_TIME_RANGE, err, "far from the rest of the rows, %s to %s",
                  first, last);
}

static hc_status off_grid(const filling *f, hc_role role, hc_error *err)
{
    return reject(f, role, HC_REJECT_OFF_GRID, err,
                  "the time is not the start of an interval of %d minutes",
                  (int)f->loading->interval_min);
}

/* Wall clock of the row's interval start; for labels at the end, one interval earlier. */
static bool wall_time(const filling *f, const hc_stamp *stamp, int64_t *day, int32_t *minute)
{
    *minute = stamp->minute;
    if (stamp->bare != HC_STAMP_NO_BARE &&
        !hc_stamp_bare_minute(stamp->bare, f->plan->bare_with_minutes, minute)) {
        return false;
    }
    if (!hc_stamp_day(stamp, f->plan->order, day)) { return false; }
    if (f->plan->label == HC_LABEL_END && stamp->end_minute < 0) {
        *minute -= f->loading->interval_min;
    }
    *day += *minute < 0 ? -1 : *minute >= HC_MINUTES_A_DAY;
    *minute = (*minute + HC_MINUTES_A_DAY) % HC_MINUTES_A_DAY;
    return true;
}

static bool is_left_out(const filling *f, int64_t day)
{
    const hc_load_options *options = f->loading->options;
    return (options->from_day != HC_DAY_NONE && day < options->from_day) ||
           (options->until_day != HC_DAY_NONE && day >= options->until_day);
}

/* *placed false: the row has been dealt with (rejected, left out). */
static hc_status find_slot(const filling *f, const hc_stamp *stamp, const hc_row_counts *values,
                           slot_place *place, bool *placed, hc_error *err)
{
    const hc_axis *axis = &f->loading->series.axis;
    const hc_role role = hc_plan_time_role(f->plan);
    const hc_role clock = role == HC_ROLE_DATE ? HC_ROLE_TIME : role;
    int64_t day = 0;
    int32_t minute = 0;
    *placed = false;
    if (!wall_time(f, stamp, &day, &minute)) {
        return reject(f, role, HC_REJECT_TIME, err, "there is no such date or time");
    }
    const bool instant = stamp->has_offset && axis->zone.name[0] != '\0';
    int64_t utc_s = day * HC_SECONDS_A_DAY + (int64_t)minute * 60 - stamp->offset_s;
    if (instant) {
        const hc_local_time local = hc_zone_to_local(&axis->zone, utc_s);
        day = local.day;
        minute = local.second_of_day / 60;
    }
    if (is_left_out(f, day)) {
        f->seen->outside++;
        return HC_OK;
    }
    if (day < f->loading->first_day || day > f->loading->last_day) {
        return out_of_range(f, role, day, err);
    }
    if (f->plan->map.is_calls) { minute -= minute % axis->interval_min; }
    if (minute % axis->interval_min != 0 || (stamp->second != 0 && !f->plan->map.is_calls)) {
        return off_grid(f, clock, err);
    }
    const size_t index = (size_t)(day - axis->first_day);
    const size_t begin = axis->day_first[index];
    place->first = place->second = begin + (size_t)(minute / axis->interval_min);
    *placed = true;
    if (axis->day_first[index + 1] - begin == hc_axis_slots_a_day(axis)) { return HC_OK; }
    if (instant) {
        *placed = hc_axis_find(axis, utc_s, &place->first);
        place->second = place->first;
        return *placed ? HC_OK : out_of_range(f, role, day, err);
    }
    int64_t second_utc_s = 0;
    const hc_local_time local = {day, minute * 60};
    const hc_wall_kind kind = hc_zone_to_utc(&axis->zone, local, &utc_s, &second_utc_s);
    *placed = kind != HC_WALL_NEVER && hc_axis_find(axis, utc_s, &place->first) &&
              hc_axis_find(axis, second_utc_s, &place->second);
    return *placed ? HC_OK : no_such_time(f, clock, &axis->zone, values, err);
}

/* ---------------------------------------------------------------- the same slot again */

/* A kept row goes into the ledger as well. */
static hc_status take_facts(const filling *f, const hc_queue *queue, size_t slot,
                            const hc_row_counts *values, hc_ledger_way way, hc_error *err)
{
    const size_t number = (size_t)(queue - f->loading->series.queues);
    return hc_ledger_take(f->loading, f->plan, f->row, number, slot, values, way, err);
}

static hc_status settle_conflict(const filling *f, hc_queue *queue, size_t slot,
                                 const hc_row_counts *values, hc_error *err)
{
    const bool same_file = (queue->state[slot] & HC_STATE_BY_THIS_FILE) != 0;
    hc_on_conflict rule = f->loading->options->on_conflict;
    if (rule == HC_CONFLICT_DEFAULT) {
        rule = same_file ? HC_CONFLICT_ERROR : HC_CONFLICT_LAST;
    }
    f->seen->conflicts++;
    if (rule == HC_CONFLICT_ERROR) {
        const hc_role role =
            hc_plan_has(f->plan, HC_ROLE_VOLUME) ? HC_ROLE_VOLUME : HC_ROLE_HANDLED;
        return reject(f, role, HC_REJECT_CONFLICT, err,
                      "this queue and interval came before with %g contacts, now with %g%s",
                      queue->calls[slot], values->calls,
                      f->loading->series.axis.zone.name[0] == '\0'
                          ? "; is it a repeated hour (name the zone) or a second channel?"
                          : "");
    }
    f->seen->duplicates++;
    if (rule == HC_CONFLICT_LAST) {
        hc_slot_store(queue, slot, values);
        return take_facts(f, queue, slot, values, HC_LEDGER_SET, err);
    }
    if (rule == HC_CONFLICT_SUM) {
        hc_slot_add(queue, slot, values);
        return take_facts(f, queue, slot, values, HC_LEDGER_ADD, err);
    }
    return HC_OK;
}

static hc_status put_values(const filling *f, hc_queue *queue, slot_place place,
                            const hc_row_counts *values, hc_error *err)
{
    size_t slot = place.first;
    if (f->plan->map.is_calls) {
        hc_call_put(queue, slot, values);
        f->seen->kept++;
        return take_facts(f, queue, slot, values, HC_LEDGER_ADD, err);
    }
    if (place.second != place.first && (queue->state[slot] & HC_STATE_BY_THIS_FILE) != 0) {
        slot = place.second; /* the second of twins: by file order */
        f->loading->report->clock_twins++;
    }
    if ((queue->state[slot] & (uint8_t)~HC_STATE_BY_THIS_FILE) == HC_SLOT_GAP) {
        hc_slot_store(queue, slot, values);
        f->seen->kept++;
        return take_facts(f, queue, slot, values, HC_LEDGER_SET, err);
    }
    if (hc_slot_same(queue, slot, values)) {
        queue->state[slot] |= HC_STATE_BY_THIS_FILE;
        f->seen->duplicates++;
        return HC_OK;
    }
    return settle_conflict(f, queue, slot, values, err);
}

/* ---------------------------------------------------------------- rows */

/* "Total" among sites or reasons is their sum. */
static bool is_part_total(const filling *f)
{
    const hc_csv_cell_text site = hc_plan_cell(f->plan, f->row, HC_ROLE_SITE);
    const hc_csv_cell_text reason = hc_plan_cell(f->plan, f->row, HC_ROLE_REASON);
    return (site.length > 0 && hc_is_total_word(site.text, site.length)) ||
           (reason.length > 0 && hc_is_total_word(reason.text, reason.length));
}

static hc_status take_row(const filling *f, const hc_stamp *stamp, hc_error *err)
{
    char name[HC_QUEUE_NAME_MAX];
    size_t length = 0;
    hc_row_counts values;
    slot_place place;
    bool refused = false;
    bool placed = false;
    if (is_part_total(f)) {
        f->seen->totals++;
        return HC_OK;
    }
    if (hc_row_says_nothing(f->plan, f->row)) {
        f->seen->no_data++;
        return HC_OK;
    }
    if (!hc_row_queue_name(f->plan, f->loading->options, f->row, name, &length)) {
        return reject(f, HC_ROLE_QUEUE, HC_REJECT_QUEUE, err,
                      "the queue's name must have 1 to %d bytes", HC_QUEUE_NAME_MAX - 1);
    }
    HC_TRY(f->plan->map.is_calls ? read_call(f, &values, &refused, err)
                                 : read_values(f, &values, &refused, err));
    if (refused) { return HC_OK; }
    HC_TRY(find_slot(f, stamp, &values, &place, &placed, err));
    if (!placed) { return HC_OK; }
    if (f->plan->map.is_calls) {
        bool twin = false;
        HC_TRY(hc_call_is_twin(f->loading, f->file, f->row, name, place.first, &twin, err));
        if (twin) {
            f->seen->duplicates++;
            return HC_OK;
        }
    }
    size_t queue = 0;
    HC_TRY(find_queue(f, name, length, &queue, err));
    add_ringing(f->loading, queue, &values.aht_s);
    return put_values(f, &f->loading->series.queues[queue], place, &values, err);
}

static hc_status sort_row(const filling *f, hc_error *err)
{
    hc_stamp stamp;
    char message[HC_REJECT_MESSAGE_MAX];
    switch (hc_row_read_stamp(f->plan, f->row, &stamp)) {
    case HC_ROW_DATA:
        return take_row(f, &stamp, err);
    case HC_ROW_TOTAL:
        f->seen->totals++;
        return HC_OK;
    case HC_ROW_RAGGED:
        (void)snprintf(message, sizeof message, "the row has %zu cells, the header has %zu",
                       f->row->count, hc_csv_table_column_count(f->plan->table));
        return reject_row(f, hc_csv_table_place(f->plan->table, 0), HC_REJECT_CELLS, message,
                          err);
    case HC_ROW_NO_TIME:
        break;
    }
    return reject(f, hc_plan_time_role(f->plan), HC_REJECT_TIME, err,
                  "the date or time cannot be read");
}

static void forget_file_marks(hc_series *series)
{
    const size_t slots = hc_axis_slots(&series->axis);
    for (size_t queue = 0; queue < series->queue_count; queue++) {
        uint8_t *state = series->queues[queue].state;
        for (size_t slot = 0; slot < slots; slot++) {
            state[slot] &= (uint8_t)~HC_STATE_BY_THIS_FILE;
        }
    }
}

hc_status hc_fill_file(hc_loading *loading, size_t file, hc_error *err)
{
    hc_csv_row row;
    filling f = {loading, &loading->plan[file], &loading->report->files[file], file, &row};
    bool more = true;
    HC_TRY(hc_plan_open(loading, file, err));
    while (more) {
        hc_error fault;
        const hc_status st = hc_csv_table_next(f.plan->table, &row, &more, &fault);
        const bool bad = st == HC_ERR_PARSE || st == HC_ERR_LIMIT;
        if (st != HC_OK && !bad) {
            if (err != NULL) { *err = fault; }
            return st;
        }
        const int64_t line = bad ? fault.line : row.line;
        if (!bad && !more) { break; }
        if (line <= f.seen->header_line) { continue; }
        f.seen->rows++;
        HC_TRY(bad ? reject_fault(&f, &fault, err) : sort_row(&f, err));
    }
    forget_file_marks(&loading->series);
    return HC_OK;
}
