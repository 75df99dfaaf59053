#include "forecast/load/column_groups.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/text/quantity.h"

#define ANY_YEAR 2024  /* of dates without one; it has a 29th of February */
#define GROUPS_LEAST 2 /* fewer are no queues side by side */

bool hc_columns_are_several(const char *names)
{
    return names != NULL && strchr(names, HC_COLUMN_NAMES_MARK) != NULL;
}

static bool is_one(hc_role role, const char *name)
{
    return name[0] != '\0' && hc_role_find(role, &name, 1) != HC_CSV_NO_COLUMN;
}

/* Contacts offered or, where nobody counted them, answered. */
static bool is_count(const char *name)
{
    return is_one(HC_ROLE_VOLUME, name) || is_one(HC_ROLE_HANDLED, name);
}

static bool is_measure_name(const char *name)
{
    for (size_t role = HC_ROLE_VOLUME; role < HC_ROLES; role++) {
        if (is_one((hc_role)role, name)) { return true; }
    }
    return false;
}

static bool is_same(const char *a, const char *b)
{
    return hc_csv_same_name(a, strlen(a), b, strlen(b));
}

/* ---------------------------------------------------------------- putting groups together */

static void copy_name(char *to, const char *from, size_t length)
{
    (void)snprintf(to, HC_CSV_GROUP_NAME_MAX, "%.*s", (int)length, from);
}

static size_t find_group(const hc_csv_groups *groups, const char *name)
{
    size_t group = 0;
    while (group < groups->count && strcmp(groups->name[group], name) != 0) {
        group++;
    }
    return group;
}

static size_t find_measure(const hc_csv_groups *groups, const char *name)
{
    size_t measure = 0;
    while (measure < groups->measures && !is_same(groups->measure[measure], name)) {
        measure++;
    }
    return measure;
}

static bool add_group(hc_csv_groups *groups, const char *name)
{
    if (groups->count == HC_CSV_GROUPS_MAX) { return false; }
    copy_name(groups->name[groups->count], name, strlen(name));
    for (size_t i = 0; i < HC_CSV_MEASURES_MAX; i++) {
        groups->column[groups->count][i] = HC_CSV_NO_COLUMN;
    }
    groups->count++;
    return true;
}

/* False when there is no room, or the queue has a column of that name already. */
static bool add_column(hc_csv_groups *groups, const char *queue, const char *name,
                       size_t column)
{
    const size_t group = find_group(groups, queue);
    const size_t measure = find_measure(groups, name);
    if (group == groups->count && !add_group(groups, queue)) { return false; }
    if (measure == groups->measures) {
        if (measure == HC_CSV_MEASURES_MAX) { return false; }
        copy_name(groups->measure[measure], name, strlen(name));
        groups->measures++;
    }
    if (groups->column[group][measure] != HC_CSV_NO_COLUMN) { return false; }
    groups->column[group][measure] = column;
    return true;
}

/* A column, and the queue and measure that its names say it is of. */
typedef struct named_column {
    char queue[HC_CSV_GROUP_NAME_MAX]; /* "": of none */
    char measure[HC_CSV_GROUP_NAME_MAX];
} named_column;

typedef void (*name_fn)(const hc_csv_table *table, size_t column, named_column *named);

/* The measure that counts contacts in most queues; "" when it does in less than two. */
static void most_counted(const hc_csv_table *table, name_fn name_of, char *measure)
{
    const size_t columns = hc_csv_table_column_count(table);
    size_t most = GROUPS_LEAST - 1;
    named_column first, other;
    measure[0] = '\0';
    for (size_t i = 0; i < columns; i++) {
        size_t queues = 0;
        name_of(table, i, &first);
        if (first.queue[0] == '\0' || !is_count(first.measure)) { continue; }
        for (size_t j = 0; j < columns; j++) {
            name_of(table, j, &other);
            queues += other.queue[0] != '\0' && is_same(other.measure, first.measure);
        }
        if (queues > most) {
            most = queues;
            copy_name(measure, first.measure, strlen(first.measure));
        }
    }
}

/* Queues without that measure are none. */
static void drop_without(hc_csv_groups *groups, const char *counted)
{
    const size_t measure = find_measure(groups, counted);
    size_t to = 0;
    for (size_t group = 0; group < groups->count; group++) {
        if (groups->column[group][measure] == HC_CSV_NO_COLUMN) { continue; }
        if (to != group) {
            memcpy(groups->name[to], groups->name[group], sizeof groups->name[to]);
            memcpy(groups->column[to], groups->column[group], sizeof groups->column[to]);
        }
        to++;
    }
    groups->count = to;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Calls that the centre makes, and what actual contacts are compared with. */
static bool is_no_queue(const char *name)
{
    static const char *const words[] = {
        "o/b",      "ob",     "outbound", "아웃바운드", "발신",     "forecast",  "predicted",
        "planned",  "budget", "variance", "deviation",  "diff",     "last week", "last year",
        "previous", "prior",  "prognose", "abweichung", "vorwoche", "vorjahr",   "예측",
        "계획",     "차이",   "전주",     "전년"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t length = strlen(words[i]);
        if (strlen(name) < length || is_letter(name[length])) { continue; } /* "Priority" */
        if (hc_csv_same_name(name, length, words[i], length)) { return true; }
    }
    return false;
}

/* Groups of the columns as they are named; none when they are no queues side by side. */
static bool group_by(const hc_csv_table *table, name_fn name_of, hc_csv_groups *groups,
                     bool *left_out)
{
    char counted[HC_CSV_GROUP_NAME_MAX];
    named_column named;
    most_counted(table, name_of, counted);
    if (counted[0] == '\0') { return false; }
    for (size_t i = 0; i < hc_csv_table_column_count(table); i++) {
        name_of(table, i, &named);
        if (named.queue[0] == '\0' || !is_measure_name(named.measure)) { continue; }
        if (is_no_queue(named.queue)) {
            *left_out = true;
            continue;
        }
        if (!add_column(groups, named.queue, named.measure, i)) { return false; }
    }
    drop_without(groups, counted);
    return groups->count > 0;
}

/* ---------------------------------------------------------------- three ways to be named */

static bool is_number(const char *text)
{
    double value = 0.0;
    return hc_quantity_read_time(text, strlen(text), '.', HC_UNIT_SECONDS, &value);
}

/* "Sales" above the first of its columns, nothing above the others. */
static void name_by_upper(const hc_csv_table *table, size_t column, named_column *named)
{
    const char *name = hc_csv_table_column_name(table, column);
    const char *upper = "";
    named->queue[0] = named->measure[0] = '\0';
    for (size_t i = 0; i <= column; i++) {
        const char *above = hc_csv_table_upper_name(table, i);
        if (above[0] != '\0') { upper = above; }
    }
    /* A joined name is that of the column itself; a number is a cell of a row of data, above a
     * header that comes again. */
    if (strcmp(name, upper) == 0 || is_number(upper)) { return; }
    copy_name(named->queue, upper, strlen(upper));
    copy_name(named->measure, name, strlen(name));
}

/* "Sales - Offered" */
static void name_by_dash(const hc_csv_table *table, size_t column, named_column *named)
{
    static const char *const marks[] = {" - ", " – ", ": ", " | ", " / "};
    const char *name = hc_csv_table_column_name(table, column);
    named->queue[0] = named->measure[0] = '\0';
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(name, marks[i]);
        if (at == NULL || at == name) { continue; }
        const char *rest = at + strlen(marks[i]);
        copy_name(named->queue, name, (size_t)(at - name));
        copy_name(named->measure, rest, strlen(rest));
        if (!is_measure_name(named->queue)) { return; }
        named->queue[0] = '\0'; /* "Calls - Lost" is no queue */
    }
}

/* The user named the columns: a queue each. */
static bool group_told(const hc_csv_table *table, const char *names, hc_csv_groups *groups)
{
    char name[HC_CSV_GROUP_NAME_MAX];
    for (const char *at = names; *at != '\0';) {
        const size_t length = strcspn(at, (const char[]){HC_COLUMN_NAMES_MARK, '\0'});
        copy_name(name, at, length);
        const size_t column = hc_csv_table_find(table, name);
        if (column == HC_CSV_NO_COLUMN || !add_column(groups, name, "volume", column)) {
            return false;
        }
        at += length + (at[length] != '\0' ? 1 : 0);
    }
    return groups->count > 0;
}

static bool has_count(const hc_csv_table *table)
{
    for (size_t i = 0; i < hc_csv_table_column_count(table); i++) {
        if (is_count(hc_csv_table_column_name(table, i))) { return true; }
    }
    return false;
}

/* A row that names no time is the lower half of a header, and waits for the names above it. */
static bool has_time(const hc_csv_table *table, const char *const *forced)
{
    for (size_t role = HC_ROLE_TIMESTAMP; role <= HC_ROLE_END; role++) {
        const char *told = forced[role];
        if (told != NULL && hc_csv_table_find(table, told) != HC_CSV_NO_COLUMN) { return true; }
        for (size_t i = 0; i < hc_csv_table_column_count(table); i++) {
            if (is_one((hc_role)role, hc_csv_table_column_name(table, i))) { return true; }
        }
    }
    return false;
}

static bool find_groups(const hc_csv_table *table, const char *const *forced,
                        hc_csv_groups *groups, bool *left_out)
{
    const char *volume = forced[HC_ROLE_VOLUME];
    if (!has_time(table, forced)) { return false; }
    if (hc_columns_are_several(volume)) { return group_told(table, volume, groups); }
    if (volume != NULL && volume[0] != '\0') { return false; }
    if (has_count(table)) { return group_by(table, name_by_upper, groups, left_out); }
    return group_by(table, name_by_dash, groups, left_out);
}

/* "Mon 02/03/2026" above the columns of each day, perhaps without its year. */
static bool have_dates(const hc_csv_groups *groups)
{
    hc_stamp stamp;
    for (size_t group = 0; group < groups->count; group++) {
        const char *name = groups->name[group];
        const size_t length = strlen(name);
        if (!hc_stamp_read_date(name, length, &stamp) &&
            !hc_stamp_read_date_of_year(name, length, ANY_YEAR, &stamp)) {
            return false;
        }
    }
    return groups->count > 1;
}

hc_status hc_columns_gather(hc_csv_table *table, const char *const *forced,
                            hc_date_order wanted, hc_column_gathering *gathered, hc_error *err)
{
    hc_csv_groups *groups = NULL;
    hc_csv_time_parts parts;
    bool in_parts = false;
    *gathered = (hc_column_gathering){.queues = false};
    HC_TRY(hc_csv_table_find_time_parts(table, wanted, &parts, &in_parts, err));
    HC_TRY(hc_alloc(&groups, 1, sizeof *groups, err));
    bool left_out = false;
    const bool side_by_side = find_groups(table, forced, groups, &left_out);
    groups->are_days = side_by_side && have_dates(groups);
    hc_status st = HC_OK;
    if (in_parts || side_by_side) {
        st = hc_csv_table_gather(table, in_parts ? &parts : NULL, side_by_side ? groups : NULL,
                                 err);
        *gathered = (hc_column_gathering){
            .queues = side_by_side && !groups->are_days,
            .days = groups->are_days,
            .left_out = side_by_side && left_out,
            .times = in_parts,
            .weeks = in_parts && hc_csv_parts_make_date(&parts) &&
                     parts.week != HC_CSV_NO_COLUMN && !parts.week_is_date,
        };
    }
    hc_free(groups);
    return st;
}
