/* The second pass: rows into the slots of the series, bad rows into the rejects. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/load/call_twins.h"
#include "forecast/load/fill_values.h"

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

static hc_status find_queue(const hc_filling *f, const char *name, size_t length, size_t *queue,
                            hc_error *err)
{
    HC_TRY(hc_queue_names_add(&f->loading->names, name, length, queue, err));
    if (*queue < f->loading->series.queue_count) { return HC_OK; }
    HC_TRY(add_queue(f->loading, err));
    (void)snprintf(f->loading->series.queues[*queue].channel, HC_QUEUE_NAME_MAX, "%.*s",
                   HC_QUEUE_NAME_MAX - 4, hc_plan_cell(f->plan, f->row, HC_ROLE_CHANNEL).text);
    return hc_ledger_open_queue(f->loading, f->plan, f->row, err);
}

/* ---------------------------------------------------------------- the same slot again */

/* A kept row goes into the ledger as well. */
static hc_status take_facts(const hc_filling *f, const hc_queue *queue, size_t slot,
                            const hc_row_counts *values, hc_ledger_way way, hc_error *err)
{
    const size_t number = (size_t)(queue - f->loading->series.queues);
    return hc_ledger_take(f->loading, f->plan, f->row, number, slot, values, way, err);
}

static hc_status settle_conflict(const hc_filling *f, hc_queue *queue, size_t slot,
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
        return hc_filling_reject(
            f, role, HC_REJECT_CONFLICT, err,
            "this queue and interval came before with %g contacts, found %g now%s",
            queue->calls[slot], values->calls,
            f->loading->series.axis.zone.name[0] == '\0'
                ? "; parts to be added up (--on-conflict sum), or a repeated hour (name the "
                  "zone)?"
                : "; parts to be added up (--on-conflict sum)?");
    }
    f->seen->duplicates++;
    if (rule == HC_CONFLICT_LAST) {
        hc_slot_store(queue, slot, values);
        return take_facts(f, queue, slot, values, HC_LEDGER_SET, err);
    }
    return HC_OK;
}

/* Rows that are parts of an interval: of an agent, a language. Parts with the same numbers are
 * two parts, the same row twice is one. */
static hc_status add_part(const hc_filling *f, hc_queue *queue, size_t slot,
                          const hc_row_counts *values, hc_error *err)
{
    bool before = false;
    HC_TRY(hc_row_came_before(f->loading, f->file, f->row, &before, err));
    if (before) {
        f->seen->duplicates++;
        return HC_OK;
    }
    if (hc_slot_state_of(queue, slot) == HC_SLOT_GAP) {
        hc_slot_store(queue, slot, values);
        f->seen->kept++;
        return take_facts(f, queue, slot, values, HC_LEDGER_SET, err);
    }
    f->seen->conflicts++;
    f->seen->duplicates++;
    hc_slot_add(queue, slot, values);
    return take_facts(f, queue, slot, values, HC_LEDGER_ADD, err);
}

static hc_status put_values(const hc_filling *f, hc_queue *queue, hc_slot_place place,
                            const hc_row_counts *values, hc_error *err)
{
    size_t slot = place.first;
    if (f->plan->map.is_calls) {
        hc_call_put(queue, slot, values);
        f->seen->kept++;
        HC_TRY(take_facts(f, queue, slot, values, HC_LEDGER_ADD, err));
        return hc_agent_gaps_see(f->loading, f->plan, f->row,
                                 (size_t)(queue - f->loading->series.queues), slot,
                                 place.after_s, values, err);
    }
    if (place.second != place.first && (queue->state[slot] & HC_STATE_BY_THIS_FILE) != 0) {
        slot = place.second; /* the second of twins: by file order */
        f->loading->report->clock_twins++;
    }
    if (f->loading->options->on_conflict == HC_CONFLICT_SUM) {
        return add_part(f, queue, slot, values, err);
    }
    if (hc_slot_state_of(queue, slot) == HC_SLOT_GAP) {
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
static bool is_part_total(const hc_filling *f)
{
    const hc_csv_cell_text site = hc_plan_cell(f->plan, f->row, HC_ROLE_SITE);
    const hc_csv_cell_text reason = hc_plan_cell(f->plan, f->row, HC_ROLE_REASON);
    return (site.length > 0 && hc_is_total_word(site.text, site.length)) ||
           (reason.length > 0 && hc_is_total_word(reason.text, reason.length));
}

static hc_status take_row(const hc_filling *f, const hc_stamp *stamp, hc_error *err)
{
    char name[HC_QUEUE_NAME_MAX];
    size_t length = 0;
    hc_row_counts values;
    hc_slot_place place;
    bool refused = false;
    bool placed = false;
    hc_row_remember_queue(f->plan, f->row);
    if (is_part_total(f)) {
        f->seen->totals++;
        return HC_OK;
    }
    if (hc_row_says_nothing(f->plan, f->row)) {
        f->seen->no_data++;
        return HC_OK;
    }
    if (!hc_row_queue_name(f->plan, f->loading->options, f->row, name, &length)) {
        return hc_filling_reject(f, HC_ROLE_QUEUE, HC_REJECT_QUEUE, err,
                                 "the queue's name must have 1 to %d bytes",
                                 HC_QUEUE_NAME_MAX - 1);
    }
    HC_TRY(f->plan->map.is_calls ? hc_filling_call(f, &values, &refused, err)
                                 : hc_filling_values(f, &values, &refused, err));
    if (refused) { return HC_OK; }
    HC_TRY(hc_filling_find_slot(f, stamp, &values, &place, &placed, err));
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

static hc_status sort_row(const hc_filling *f, hc_error *err)
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
        return hc_filling_reject_row(f, hc_csv_table_place(f->plan->table, 0), HC_REJECT_CELLS,
                                     message, err);
    case HC_ROW_NO_TIME:
        break;
    }
    return hc_filling_reject(f, hc_plan_time_role(f->plan), HC_REJECT_TIME, err,
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
    hc_filling f = {loading, &loading->plan[file], &loading->report->files[file], file, &row};
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
        if (line <= f.seen->header_line) {
            if (!bad) { (void)hc_row_is_title(f.plan, &row); }
            continue;
        }
        f.seen->rows++;
        HC_TRY(bad ? hc_filling_reject_fault(&f, &fault, err) : sort_row(&f, err));
    }
    forget_file_marks(&loading->series);
    return HC_OK;
}
