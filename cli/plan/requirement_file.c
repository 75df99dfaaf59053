#include "cli/plan/requirement_file.h"

#include <stdio.h>
#include <string.h>

#include "cli/plan/staffing_step.h"
#include "cli/publish/late_points.h"
#include "erlang/late_calls.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/columns.h"
#include "forecast/load/csv/csv_table.h"

#define PEOPLE_MOST 1000000.0

typedef struct wanted_row {
    hc_local_time time;
    size_t queue;
    int32_t people;
    int64_t line;
    hc_late_points late;
} wanted_row;

typedef struct wanted_reading {
    hc_csv_table *table;
    size_t time_column;
    size_t people_column;
    size_t queue_column;
    size_t late_column; /* HC_CSV_NO_COLUMN: none */
    const char *queue;  /* the one wanted; NULL: the only one */
    bool whole;         /* all of them */
    size_t queue_count;
    char queues[HC_SKILLS_MAX][HC_NAME_MAX]; /* of the rows */
    char others[HC_ERROR_TEXT_MAX / 2]; /* queues that are not wanted: "'Sales', 'Service'" */
    wanted_row *rows;
    size_t count;
    size_t capacity;
} wanted_reading;

/* HC_ERR_FORMAT: there are contacts in the file, but no people wanted. */
static hc_status refuse_history(const wanted_reading *reading, hc_error *err)
{
    const hc_place at = {hc_csv_table_file(reading->table),
                         hc_csv_table_header_line(reading->table), 1};
    if (hc_csv_table_find(reading->table, hc_role_synonyms(HC_ROLE_VOLUME)) ==
        HC_CSV_NO_COLUMN) {
        return HC_OK;
    }
    return hc_fail(err, HC_ERR_FORMAT, at,
                   "headcount plan makes the requirement of a history, and shifts",
                   "no column named required_agents, but a history's contacts");
}

/* The first of several names that the file has: a plan's own requirement.csv has two of them.
 */
static hc_status find_people(wanted_reading *reading, hc_error *err)
{
    static const char *const names[] = {
        "required_agents|required|agents_needed|needed|people_needed", "scheduled",
        "agents|headcount"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        reading->people_column = hc_csv_table_find(reading->table, names[k]);
        if (reading->people_column != HC_CSV_NO_COLUMN) { return HC_OK; }
    }
    HC_TRY(refuse_history(reading, err));
    return hc_csv_table_column(reading->table, "required_agents|required|scheduled|agents",
                               &reading->people_column, err);
}

static hc_status bad_cell(const wanted_reading *reading, size_t column, const char *wanted,
                          hc_error *err)
{
    return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(reading->table, column), "",
                   "must be %s, found '%s'", wanted, hc_csv_table_text(reading->table, column));
}

/* Notes a queue that was not there before. */
static hc_status new_queue(wanted_reading *reading, const char *queue, hc_error *err)
{
    const hc_place at = hc_csv_table_place(reading->table, reading->queue_column);
    if (reading->queue_count > 0 && !reading->whole) {
        return hc_fail(err, HC_ERR_FORMAT, at, "name one of them with --queue",
                       "several queues: '%s' and '%s'", reading->queues[0], queue);
    }
    if (reading->queue_count == HC_SKILLS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, at, "join queues that the same people serve",
                       "skills tell at most %d queues apart, '%s' is one more", HC_SKILLS_MAX,
                       queue);
    }
    (void)snprintf(reading->queues[reading->queue_count++], HC_NAME_MAX, "%s", queue);
    return HC_OK;
}

/* Notes a queue that is not wanted, as long as there is room: an error lists them. */
static void note_other(wanted_reading *reading, const char *queue)
{
    char quoted[HC_NAME_MAX + 4];
    const size_t used = strlen(reading->others);
    (void)snprintf(quoted, sizeof quoted, "'%s'", queue);
    if (strstr(reading->others, quoted) != NULL) { return; }
    if (used + strlen(quoted) + 3 > sizeof reading->others) { return; }
    (void)snprintf(reading->others + used, sizeof reading->others - used, "%s%s",
                   used > 0 ? ", " : "", quoted);
}

/* The number of the row's queue; *ours is false when it is not wanted, and it is an error when
 * the file does not say which one is. */
static hc_status check_queue(wanted_reading *reading, size_t *number, bool *ours, hc_error *err)
{
    const char *queue = hc_csv_table_text(reading->table, reading->queue_column);
    *number = 0;
    *ours = reading->queue == NULL || strcmp(queue, reading->queue) == 0;
    if (!*ours) { note_other(reading, queue); }
    if (!*ours || reading->queue_column == HC_CSV_NO_COLUMN) { return HC_OK; }
    if (reading->whole && strcmp(queue, HC_POOL_OF_ALL) == 0) {
        *ours = false;
        return HC_OK;
    }
    while (*number < reading->queue_count &&
           strncmp(queue, reading->queues[*number], HC_NAME_MAX - 1) != 0) {
        (*number)++;
    }
    return *number < reading->queue_count ? HC_OK : new_queue(reading, queue, err);
}

static hc_status read_row(wanted_reading *reading, const hc_csv_row *row, hc_error *err)
{
    const char *text = hc_csv_table_text(reading->table, reading->time_column);
    wanted_row read = {.line = row->line};
    bool has_offset = false;
    bool ours = true;
    int32_t offset_s = 0;
    double people = 0.0;
    HC_TRY(check_queue(reading, &read.queue, &ours, err));
    if (!ours) { return HC_OK; }
    if (!hc_parse_iso_time(text, strlen(text), &read.time, &has_offset, &offset_s)) {
        return bad_cell(reading, reading->time_column, "a time such as 2026-11-30T07:00:00",
                        err);
    }
    HC_TRY(hc_csv_table_number(reading->table, reading->people_column, &people, err));
    if (!(people >= 0.0 && people <= PEOPLE_MOST)) {
        return bad_cell(reading, reading->people_column, "a number of agents, 0 or more", err);
    }
    read.people = (int32_t)hc_ceil_forgiving(people);
    if (reading->late_column != HC_CSV_NO_COLUMN &&
        !hc_late_points_read(hc_csv_table_text(reading->table, reading->late_column),
                             &read.late)) {
        return bad_cell(reading, reading->late_column,
                        "late contacts by people, such as 0:35.2 3:20 8:1.5", err);
    }
    HC_TRY(hc_grow(&reading->rows, &reading->capacity, reading->count + 1, sizeof read, err));
    reading->rows[reading->count++] = read;
    return HC_OK;
}

static hc_status too_few(const wanted_reading *reading, hc_error *err)
{
    const hc_place at = {.file = hc_csv_table_file(reading->table)};
    if (reading->count == 0 && reading->queue != NULL) {
        char hint[HC_ERROR_TEXT_MAX] = "it has no rows";
        if (reading->others[0] != '\0') {
            (void)snprintf(hint, sizeof hint, "its queues: %s", reading->others);
        }
        return hc_fail(err, HC_ERR_EMPTY, at, hint, "there is no queue '%s' in the file",
                       reading->queue);
    }
    return hc_fail(err, HC_ERR_EMPTY, at, "a row an interval: timestamp,required_agents",
                   "%zu %s too few to schedule", reading->count,
                   reading->count == 1 ? "interval is" : "intervals are");
}

static hc_status read_rows(wanted_reading *reading, hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(reading->table, err));
    HC_TRY(hc_csv_table_column(reading->table, "timestamp|time|interval_start|start",
                               &reading->time_column, err));
    HC_TRY(find_people(reading, err));
    reading->queue_column = hc_csv_table_find(reading->table, "queue|name");
    reading->late_column =
        reading->whole ? HC_CSV_NO_COLUMN : hc_csv_table_find(reading->table, "late_contacts");
    for (;;) {
        HC_TRY(hc_csv_table_next(reading->table, &row, &more, err));
        if (!more) { break; }
        HC_TRY(read_row(reading, &row, err));
    }
    return reading->count > 1 ? HC_OK : too_few(reading, err);
}

static int64_t minute_of(const wanted_row *row)
{
    return row->time.day * HC_MINUTES_A_DAY + row->time.second_of_day / 60;
}

/* Smallest step between rows that follow each other; 0 when none goes forward. */
static int32_t find_interval(const wanted_reading *reading)
{
    int64_t least = HC_MINUTES_A_DAY + 1;
    for (size_t k = 1; k < reading->count; k++) {
        const int64_t step = minute_of(&reading->rows[k]) - minute_of(&reading->rows[k - 1]);
        if (step > 0 && step < least) { least = step; }
    }
    return least <= HC_MINUTES_A_DAY ? (int32_t)least : 0;
}

static hc_status make_axis(const wanted_reading *reading, const hc_zone *zone, hc_axis *axis,
                           hc_error *err)
{
    int64_t first = reading->rows[0].time.day;
    int64_t last = first;
    for (size_t k = 0; k < reading->count; k++) {
        const int64_t day = reading->rows[k].time.day;
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    return hc_axis_make(axis, zone, find_interval(reading), first, (size_t)(last - first + 1),
                        err);
}

static hc_status place_row(const wanted_reading *reading, const wanted_row *row,
                           hc_wanted *wanted, uint8_t *seen, hc_error *err)
{
    const hc_place at = {hc_csv_table_file(reading->table), row->line, 0};
    int64_t first_s = 0;
    int64_t second_s = 0;
    size_t slot = 0;
    (void)hc_zone_to_utc(&wanted->axis.zone, row->time, &first_s, &second_s);
    if (!hc_axis_find(&wanted->axis, first_s, &slot) ||
        hc_axis_utc_s(&wanted->axis, slot) != first_s) {
        return hc_fail(err, HC_ERR_FORMAT, at, "are all rows of one interval length?",
                       "the time is not on the %d-minute grid of the file",
                       wanted->axis.interval_min);
    }
    const size_t first = row->queue * hc_axis_slots(&wanted->axis); /* of the queue's slots */
    if (seen[first + slot] != 0 && second_s != first_s) { /* the second pass of an hour */
        (void)hc_axis_find(&wanted->axis, second_s, &slot);
    }
    if (seen[first + slot] != 0) {
        return hc_fail(err, HC_ERR_FORMAT, at, "", "this interval came before");
    }
    seen[first + slot] = 1;
    wanted->people[first + slot] = row->people;
    if (wanted->late == NULL) { return HC_OK; }
    double *late = &wanted->late[slot * wanted->late_width];
    hc_late_points_draw(&row->late, late, wanted->late_width);
    hc_lower_hull(late, wanted->late_width); /* the file's numbers are rounded */
    return HC_OK;
}

/* Room for the curves: none of them goes on rising or falling past its last point. */
static hc_status make_late(const wanted_reading *reading, hc_wanted *wanted, hc_error *err)
{
    size_t count = 0;
    if (reading->late_column == HC_CSV_NO_COLUMN) { return HC_OK; }
    for (size_t k = 0; k < reading->count; k++) {
        const size_t width = hc_late_points_width(&reading->rows[k].late) + 1;
        wanted->late_width = width > wanted->late_width ? width : wanted->late_width;
    }
    if (!hc_size_mul(hc_axis_slots(&wanted->axis), wanted->late_width, &count)) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "too many late contacts to hold");
    }
    return hc_alloc(&wanted->late, count, sizeof *wanted->late, err);
}

static hc_status make_queues(const wanted_reading *reading, hc_wanted *wanted, hc_error *err)
{
    wanted->queue_count = 1;
    if (reading->queue_column == HC_CSV_NO_COLUMN) { return HC_OK; }
    wanted->queue_count = reading->queue_count;
    HC_TRY(hc_alloc(&wanted->queues, reading->queue_count, sizeof *wanted->queues, err));
    memcpy(wanted->queues, reading->queues, reading->queue_count * sizeof *wanted->queues);
    return HC_OK;
}

static hc_status place_rows(const wanted_reading *reading, const hc_zone *zone,
                            hc_wanted *wanted, hc_error *err)
{
    uint8_t *seen = NULL;
    HC_TRY(make_axis(reading, zone, &wanted->axis, err));
    HC_TRY(make_queues(reading, wanted, err));
    const size_t slots = wanted->queue_count * hc_axis_slots(&wanted->axis);
    HC_TRY(hc_alloc(&wanted->people, slots, sizeof *wanted->people, err));
    HC_TRY(make_late(reading, wanted, err));
    HC_TRY(hc_alloc(&seen, slots, 1, err));
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < reading->count; k++) {
        st = place_row(reading, &reading->rows[k], wanted, seen, err);
    }
    hc_free(seen);
    return st;
}

hc_status hc_wanted_load(const char *path, const hc_zone *zone, const char *queue, bool whole,
                         hc_wanted *wanted, hc_error *err)
{
    wanted_reading reading = {.queue = queue, .whole = whole && queue == NULL};
    hc_wanted made = {0};
    HC_TRY(hc_csv_table_open(&reading.table, path, NULL, err));
    hc_status st = read_rows(&reading, err);
    if (st == HC_OK) { st = place_rows(&reading, zone, &made, err); }
    hc_csv_table_close(reading.table);
    hc_free(reading.rows);
    if (st != HC_OK) {
        hc_wanted_clear(&made);
        return st;
    }
    hc_wanted_clear(wanted);
    *wanted = made;
    return HC_OK;
}

void hc_wanted_clear(hc_wanted *wanted)
{
    hc_axis_clear(&wanted->axis);
    hc_free(wanted->queues);
    hc_free(wanted->people);
    hc_free(wanted->late);
    *wanted = (hc_wanted){0};
}
