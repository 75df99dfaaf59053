#include "forecast/load/columns.h"

#include <stdio.h>
#include <string.h>

#include "forecast/load/column_groups.h"
#include "forecast/load/text/column_names.h"

#define SYNONYMS_SHOWN 6 /* of a missing column */

typedef struct mapping {
    const hc_csv_table *table;
    hc_column_map *map;
    /* Of every column's name: there are hundreds of names for each of many columns, and nearly
     * all differ there. */
    unsigned char first[HC_CSV_COLUMNS_MAX];
    unsigned char bare_first[HC_CSV_COLUMNS_MAX]; /* the same of its bare name */
} mapping;

static bool is_taken(const mapping *m, size_t column)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (m->map->column[role] == column) { return true; }
    }
    return false;
}

/* The first column of that name which has no other use. */
static void map_by_name(mapping *m, hc_role role, const char *one, size_t length,
                        hc_time_sense sense)
{
    const size_t columns = hc_csv_table_column_count(m->table);
    const unsigned char first = hc_csv_name_first(one, length);
    for (size_t column = 0; column < columns; column++) {
        hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
        if (m->first[column] != first && m->bare_first[column] != first) { continue; }
        const char *name = hc_csv_table_column_name(m->table, column);
        if (!hc_role_is_named(name, one, length, role, &unit) || is_taken(m, column)) {
            continue;
        }
        m->map->column[role] = column;
        m->map->sense[role] = sense;
        m->map->unit[role] = unit;
        return;
    }
}

static void map_by_names(mapping *m, hc_role role, const char *names, hc_time_sense sense)
{
    size_t length = 0;
    for (const char *one = NULL; m->map->column[role] == HC_CSV_NO_COLUMN &&
                                 (one = hc_csv_next_name(&names, &length)) != NULL;) {
        map_by_name(m, role, one, length, sense);
    }
}

static void map_role(mapping *m, hc_role role)
{
    for (size_t i = 0; i < hc_column_name_line_count; i++) {
        if (hc_column_name_lines[i].role == role) {
            map_by_names(m, role, hc_column_name_lines[i].names, hc_column_name_lines[i].sense);
        }
    }
}

/* Where there is a date column, "Start Time" is a time of day; where there is none, it is all.
 */
static void map_times(mapping *m)
{
    size_t *column = m->map->column;
    map_by_names(m, HC_ROLE_TIMESTAMP, HC_SURE_TIMESTAMPS, HC_TIME_BY_EVIDENCE);
    if (column[HC_ROLE_TIMESTAMP] != HC_CSV_NO_COLUMN) { return; }
    map_role(m, HC_ROLE_DATE);
    if (column[HC_ROLE_DATE] != HC_CSV_NO_COLUMN) {
        map_role(m, HC_ROLE_TIME);
    } else if (column[HC_ROLE_TIME] == HC_CSV_NO_COLUMN) {
        map_role(m, HC_ROLE_TIMESTAMP);
    }
    if (column[HC_ROLE_TIME] == HC_CSV_NO_COLUMN &&
        column[HC_ROLE_TIMESTAMP] == HC_CSV_NO_COLUMN) {
        map_role(m, HC_ROLE_END);
        if (column[HC_ROLE_END] != HC_CSV_NO_COLUMN) { return; }
        column[HC_ROLE_TIMESTAMP] = column[HC_ROLE_DATE]; /* "Date" that holds both */
        column[HC_ROLE_DATE] = HC_CSV_NO_COLUMN;
    }
}

/* Of all agents together: no contact has a part of it. */
static bool is_staff_time(hc_role role)
{
    return role == HC_ROLE_STAFFED || role == HC_ROLE_PAID;
}

static void sense_of_forced(mapping *m, hc_role role, const char *name)
{
    const bool total = role == HC_ROLE_TOTAL_HANDLE || is_staff_time(role);
    m->map->sense[role] = role == HC_ROLE_AHT ? HC_TIME_AVERAGE
                          : total             ? HC_TIME_TOTAL
                                              : HC_TIME_BY_EVIDENCE;
    m->map->unit[role] = hc_unit_of_name(name);
}

/* Several columns, a queue each, have been gathered into one; else why they cannot be. */
static hc_status check_several(const mapping *m, const char *names, hc_error *err)
{
    char name[HC_CSV_GROUP_NAME_MAX];
    size_t column = 0;
    if (hc_csv_table_is_gathered(m->table)) { return HC_OK; }
    for (const char *at = names; *at != '\0';) {
        const size_t length = strcspn(at, (const char[]){HC_COLUMN_NAMES_MARK, '\0'});
        (void)snprintf(name, sizeof name, "%.*s", (int)length, at);
        HC_TRY(hc_csv_table_column(m->table, name, &column, err));
        at += length + (at[length] != '\0' ? 1 : 0);
    }
    const hc_place at = {hc_csv_table_file(m->table), hc_csv_table_header_line(m->table), 1};
    return hc_fail(err, HC_ERR_FORMAT, at, NULL,
                   "a column is named as two queues, or there are more than %d",
                   HC_CSV_GROUPS_MAX);
}

static hc_status map_told(mapping *m, hc_role role, const char *name, hc_error *err)
{
    if (hc_columns_are_several(name)) { return check_several(m, name, err); }
    HC_TRY(hc_csv_table_column(m->table, name, &m->map->column[role], err));
    sense_of_forced(m, role, name);
    return HC_OK;
}

static hc_status map_forced(mapping *m, const char *const *forced, hc_error *err)
{
    for (size_t role = 0; forced != NULL && role < HC_ROLES; role++) {
        const char *name = forced[role];
        if (name == NULL || name[0] == '\0') { continue; }
        HC_TRY(map_told(m, (hc_role)role, name, err));
    }
    return HC_OK;
}

/* "volume, offered, calls offered and 32 more" of names apart by bars. */
static void most_common(const char *names, char *text, size_t size)
{
    size_t used = 0;
    size_t count = 0;
    size_t length = 0;
    for (const char *name = NULL; (name = hc_csv_next_name(&names, &length)) != NULL; count++) {
        if (count >= SYNONYMS_SHOWN) { continue; }
        const int wrote = snprintf(text + used, size - used, "%s%.*s", count > 0 ? ", " : "",
                                   (int)length, name);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    if (count > SYNONYMS_SHOWN) {
        (void)snprintf(text + used, size - used, " and %zu more", count - SYNONYMS_SHOWN);
    }
}

static hc_status missing(const hc_csv_table *table, hc_role role, const char *what,
                         const char *names, hc_error *err)
{
    char columns[HC_ERROR_TEXT_MAX] = "";
    size_t used = 0;
    const size_t count = hc_csv_table_column_count(table);
    for (size_t i = 0; i < count && used + 1 < sizeof columns; i++) {
        const int wrote = snprintf(columns + used, sizeof columns - used, "%s%s",
                                   i > 0 ? ", " : "", hc_csv_table_column_name(table, i));
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    char known[SYNONYMS_SHOWN * 32];
    char hint[HC_ERROR_TEXT_MAX];
    most_common(names, known, sizeof known);
    (void)snprintf(hint, sizeof hint, "name it with --columns %s=NAME%s; looked for %s",
                   hc_role_name(role),
                   role == HC_ROLE_VOLUME
                       ? ", or, where each queue has a column, volume=ONE,volume=OTHER"
                       : "",
                   known);
    const hc_place at = {hc_csv_table_file(table), hc_csv_table_header_line(table), 1};
    return hc_fail(err, HC_ERR_FORMAT, at, hint, "no column for %s; the columns are: %s", what,
                   columns);
}

hc_status hc_columns_no_counts(const hc_csv_table *table, hc_error *err)
{
    return missing(table, HC_ROLE_VOLUME, "the contacts offered",
                   hc_role_synonyms(HC_ROLE_VOLUME), err);
}

/* "Sales[Calls]" and "Care[Calls]" too: of which table does not matter. */
static bool is_called_alike(const char *name, const char *other)
{
    char one[HC_BARE_NAME_MAX], two[HC_BARE_NAME_MAX];
    if (hc_csv_same_name(name, strlen(name), other, strlen(other))) { return true; }
    const bool both = strchr(name, '[') != NULL && strchr(other, '[') != NULL;
    return both && hc_name_made_bare(name, one, sizeof one) &&
           hc_name_made_bare(other, two, sizeof two) &&
           hc_csv_same_name(one, strlen(one), two, strlen(two));
}

/* Counts below one name in two columns: of which queue is which? */
static hc_status check_repeated(const mapping *m, hc_role role, hc_error *err)
{
    const size_t column = m->map->column[role];
    const size_t columns = hc_csv_table_column_count(m->table);
    if (column == HC_CSV_NO_COLUMN) { return HC_OK; }
    const char *name = hc_csv_table_column_name(m->table, column);
    for (size_t i = column + 1; i < columns; i++) {
        if (!is_called_alike(name, hc_csv_table_column_name(m->table, i))) { continue; }
        const hc_place at = {hc_csv_table_file(m->table), hc_csv_table_header_line(m->table),
                             1};
        return hc_fail(err, HC_ERR_FORMAT, at,
                       "give each a name of its own, or write the queues in the row above them",
                       "columns %zu and %zu are both called '%s'", column + 1, i + 1, name);
    }
    return HC_OK;
}

static bool has(const mapping *m, hc_role role)
{
    return m->map->column[role] != HC_CSV_NO_COLUMN;
}

/* A file that names intervals by their ends only. */
static void use_ends(mapping *m)
{
    size_t *column = m->map->column;
    const hc_role role = has(m, HC_ROLE_DATE) ? HC_ROLE_TIME : HC_ROLE_TIMESTAMP;
    if (has(m, HC_ROLE_TIMESTAMP) || has(m, HC_ROLE_TIME) || !has(m, HC_ROLE_END)) { return; }
    column[role] = column[HC_ROLE_END];
    column[HC_ROLE_END] = HC_CSV_NO_COLUMN;
    m->map->times_are_ends = true;
}

/* Another column that is called as the contacts offered are and has no other use. */
static void find_rival(mapping *m, const char *const *forced)
{
    const bool told =
        forced != NULL && forced[HC_ROLE_VOLUME] != NULL && forced[HC_ROLE_VOLUME][0] != '\0';
    m->map->volume_rival = HC_CSV_NO_COLUMN;
    if (told || !has(m, HC_ROLE_VOLUME)) { return; }
    for (size_t column = 0; column < hc_csv_table_column_count(m->table); column++) {
        const char *name = hc_csv_table_column_name(m->table, column);
        if (!is_taken(m, column) && hc_role_find(HC_ROLE_VOLUME, &name, 1) == 0) {
            m->map->volume_rival = column;
            return;
        }
    }
}

static bool is_of_calls(hc_role role)
{
    return role == HC_ROLE_CALL || role == HC_ROLE_DIRECTION || role == HC_ROLE_ANSWERED_AT ||
           role == HC_ROLE_OUTCOME;
}

/* Names of one contact's times, or of who took it. */
static bool is_of_one_contact(const char *name)
{
    static const hc_role of_one[] = {HC_ROLE_TALK, HC_ROLE_AHT, HC_ROLE_TOTAL_HANDLE,
                                     HC_ROLE_WAIT, HC_ROLE_AGENT};
    for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++) {
        if (hc_role_find(of_one[i], &name, 1) == 0) { return true; }
    }
    return false;
}

/* A column of whole durations, "Duration (total)" too. */
static bool has_duration(const mapping *m)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    for (size_t column = 0; column < hc_csv_table_column_count(m->table); column++) {
        const char *name = hc_csv_table_column_name(m->table, column);
        const char *names = HC_DURATIONS_OF_CALLS;
        size_t length = 0;
        for (const char *one = NULL; (one = hc_csv_next_name(&names, &length)) != NULL;) {
            if (hc_role_is_named(name, one, length, HC_ROLE_AHT, &unit)) { return true; }
        }
    }
    return false;
}

/* Without counts and without numbers of calls: how calls ended, when they were answered or how
 * long they waited, beside how long they took. */
static bool tells_of_single_calls(const mapping *m)
{
    size_t of_one = has_duration(m);
    for (size_t column = 0; column < hc_csv_table_column_count(m->table); column++) {
        of_one += is_of_one_contact(hc_csv_table_column_name(m->table, column));
    }
    return (has(m, HC_ROLE_OUTCOME) || has(m, HC_ROLE_ANSWERED_AT) || has(m, HC_ROLE_WAIT) ||
            of_one > 1) &&
           of_one > 0;
}

/* "Answered" of one call, yes or no: beside its direction and its whole duration no count. */
static void map_answered(mapping *m)
{
    size_t *column = m->map->column;
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    if (has(m, HC_ROLE_VOLUME) || !has(m, HC_ROLE_HANDLED) || has(m, HC_ROLE_OUTCOME) ||
        hc_csv_table_find(m->table, HC_DIRECTIONS) == HC_CSV_NO_COLUMN || !has_duration(m) ||
        !hc_role_is_named(hc_csv_table_column_name(m->table, column[HC_ROLE_HANDLED]),
                          HC_HANDLED_OR_OUTCOME, strlen(HC_HANDLED_OR_OUTCOME), HC_ROLE_HANDLED,
                          &unit)) {
        return;
    }
    column[HC_ROLE_OUTCOME] = column[HC_ROLE_HANDLED];
    column[HC_ROLE_HANDLED] = HC_CSV_NO_COLUMN;
}

/* Counts go first: only a file without any is a list of calls, and there "Call Type" tells
 * inbound from outbound, or beside a column that does how a call ended. */
static void map_counts_or_calls(mapping *m)
{
    if (!has(m, HC_ROLE_VOLUME)) { map_role(m, HC_ROLE_VOLUME); }
    if (!has(m, HC_ROLE_HANDLED)) { /* who says what it is, is believed */
        map_role(m, HC_ROLE_HANDLED);
        map_answered(m);
    }
    if (has(m, HC_ROLE_VOLUME) || has(m, HC_ROLE_HANDLED)) {
        map_by_names(m, HC_ROLE_DIRECTION, HC_DIRECTIONS, HC_TIME_BY_EVIDENCE);
        return;
    }
    if (!has(m, HC_ROLE_CALL)) { map_role(m, HC_ROLE_CALL); }
    map_role(m, HC_ROLE_DIRECTION);
    map_role(m, HC_ROLE_ANSWERED_AT);
    if (!has(m, HC_ROLE_OUTCOME)) { map_role(m, HC_ROLE_OUTCOME); }
    map_by_names(m, HC_ROLE_WAIT, HC_WAITS_OF_CALLS, HC_TIME_AVERAGE);
    m->map->is_calls = has(m, HC_ROLE_CALL) || tells_of_single_calls(m);
    if (m->map->is_calls && !has(m, HC_ROLE_OUTCOME)) { /* it is no queue in any case */
        map_by_names(m, HC_ROLE_OUTCOME, HC_DIRECTION_OR_OUTCOME, HC_TIME_BY_EVIDENCE);
        m->map->outcome_is_shared = has(m, HC_ROLE_OUTCOME);
    }
}

/* The whole of a call, ringing and waiting too, is better than nothing. */
static void map_duration(mapping *m)
{
    if (has(m, HC_ROLE_AHT) || has(m, HC_ROLE_TOTAL_HANDLE) || has(m, HC_ROLE_TALK)) { return; }
    map_by_names(m, HC_ROLE_AHT, HC_DURATIONS_OF_CALLS, HC_TIME_AVERAGE);
    m->map->aht_is_duration = has(m, HC_ROLE_AHT);
}

/* "Disposition" and "Call Type" are read as something else, and in some logs say "Missed". */
static void share_outcome(mapping *m)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    size_t *column = m->map->column;
    if (has(m, HC_ROLE_OUTCOME)) { return; }
    m->map->outcome_is_shared = true;
    column[HC_ROLE_OUTCOME] = column[HC_ROLE_DIRECTION];
    if (has(m, HC_ROLE_REASON) &&
        hc_role_is_named(hc_csv_table_column_name(m->table, column[HC_ROLE_REASON]),
                         HC_REASON_OR_OUTCOME, strlen(HC_REASON_OR_OUTCOME), HC_ROLE_REASON,
                         &unit)) {
        column[HC_ROLE_OUTCOME] = column[HC_ROLE_REASON];
    }
}

/* Every time of a single call is that of one contact. */
static void make_times_single(mapping *m)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (hc_role_is_time((hc_role)role)) { m->map->sense[role] = HC_TIME_AVERAGE; }
    }
}

hc_status hc_columns_map(const hc_csv_table *table, const char *const *forced,
                         hc_column_map *map, hc_error *err)
{
    hc_column_map made = {.times_are_ends = false};
    mapping m = {.table = table, .map = &made};
    for (size_t column = 0; column < hc_csv_table_column_count(table); column++) {
        const char *name = hc_csv_table_column_name(table, column);
        char bare[HC_BARE_NAME_MAX];
        m.first[column] = m.bare_first[column] = hc_csv_name_first(name, strlen(name));
        if (hc_name_made_bare(name, bare, sizeof bare)) {
            m.bare_first[column] = hc_csv_name_first(bare, strlen(bare));
        }
    }
    for (size_t role = 0; role < HC_ROLES; role++) {
        made.column[role] = HC_CSV_NO_COLUMN;
    }
    HC_TRY(map_forced(&m, forced, err));
    if (!has(&m, HC_ROLE_TIMESTAMP)) { map_times(&m); }
    map_counts_or_calls(&m);
    for (size_t role = HC_ROLE_END; role < HC_ROLES; role++) {
        if (has(&m, (hc_role)role) || is_of_calls((hc_role)role)) { continue; }
        map_role(&m, (hc_role)role);
    }
    if (made.is_calls) {
        map_duration(&m);
        make_times_single(&m);
        share_outcome(&m);
    }
    use_ends(&m);
    if (!has(&m, HC_ROLE_TIMESTAMP) && !(has(&m, HC_ROLE_DATE) && has(&m, HC_ROLE_TIME))) {
        return missing(table, HC_ROLE_TIMESTAMP,
                       "the interval's start (timestamp, or date and time)",
                       HC_SURE_TIMESTAMPS "|" HC_OTHER_TIMESTAMPS, err);
    }
    if (!has(&m, HC_ROLE_VOLUME) && !has(&m, HC_ROLE_HANDLED) && !made.is_calls) {
        return hc_columns_no_counts(table, err);
    }
    find_rival(&m, forced);
    HC_TRY(check_repeated(&m, HC_ROLE_VOLUME, err));
    HC_TRY(check_repeated(&m, HC_ROLE_HANDLED, err));
    *map = made;
    return HC_OK;
}
