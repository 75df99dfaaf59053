#include "cli/roster/roster_change.h"

#include <stdio.h>
#include <string.h>

#include "cli/publish/shift_groups.h"
#include "forecast/base/calendar.h"

#define CHANGES_SHOWN 20
#define CHANGE_TEXT_MAX 512

enum { CHANGE_COLUMNS = 4 };

static const hc_column columns[CHANGE_COLUMNS] = {
    {"agent", "Agent"}, {"date", "Date"}, {"was", "Was"}, {"now", "Now"}};

static bool same_break(const hc_shift *shift, size_t b, const hc_shift *other)
{
    for (size_t k = 0; k < other->break_count; k++) {
        if (other->break_rule[k] == shift->break_rule[b] &&
            other->break_start_min[k] == shift->break_start_min[b] &&
            other->break_length_min[k] == shift->break_length_min[b]) {
            return true;
        }
    }
    return false;
}

static bool same_times(const hc_shift *a, const hc_shift *b)
{
    return a != NULL && b != NULL && a->start_min == b->start_min &&
           a->length_min == b->length_min;
}

static bool same_shift(const hc_shift *a, const hc_shift *b)
{
    bool same = same_times(a, b) && a->break_count == b->break_count;
    for (size_t k = 0; same && k < a->break_count; k++) {
        same = same_break(a, k, b);
    }
    return same;
}

static void say_shift(const hc_shift *shift, char *text, size_t size)
{
    char from[HC_TIME_TEXT_MAX];
    char to[HC_TIME_TEXT_MAX];
    hc_shift_clock(shift->start_min, from);
    hc_shift_clock(shift->start_min + shift->length_min, to);
    (void)snprintf(text, size, "%s-%s", from, to);
}

/* The shift, or, when the other one has the same times, those of its breaks that differ. */
static void say(const hc_rules *rules, const hc_roster *roster, const hc_shift *shift,
                const hc_shift *other, char *text, size_t size)
{
    if (shift == NULL) {
        (void)snprintf(text, size, "off");
        return;
    }
    if (!same_times(shift, other)) {
        say_shift(shift, text, size);
        return;
    }
    hc_shift moved = *shift;
    moved.break_count = 0;
    for (size_t b = 0; b < shift->break_count; b++) {
        if (same_break(shift, b, other)) { continue; }
        moved.break_rule[moved.break_count] = shift->break_rule[b];
        moved.break_start_min[moved.break_count] = shift->break_start_min[b];
        moved.break_length_min[moved.break_count++] = shift->break_length_min[b];
    }
    hc_shift_breaks_text(rules, roster->agents[shift->agent].class_index, &moved, text, size);
}

static hc_status add_row(const hc_rules *rules, const hc_roster *before, const hc_shift *was,
                         const hc_roster *after, const hc_shift *now, hc_table *table,
                         hc_error *err)
{
    const hc_shift *known = was != NULL ? was : now;
    char date[HC_TIME_TEXT_MAX];
    char text[CHANGE_TEXT_MAX];
    if (known == NULL || same_shift(was, now)) { return HC_OK; }
    hc_format_date(after->axis.first_day + (int64_t)known->day, date);
    HC_TRY(hc_table_text(table, after->agents[known->agent].id, err));
    HC_TRY(hc_table_text(table, date, err));
    say(rules, before, was, now, text, sizeof text);
    HC_TRY(hc_table_text(table, text, err));
    say(rules, after, now, was, text, sizeof text);
    return hc_table_text(table, text, err);
}

/* By agent, then day: which of two shifts comes first; 0 when they are of one agent and day. */
static int order(const hc_shift *a, const hc_shift *b)
{
    if (a->agent != b->agent) { return a->agent < b->agent ? -1 : 1; }
    return (a->day > b->day) - (a->day < b->day);
}

hc_status hc_roster_changes(const hc_rules *rules, const hc_roster *before,
                            const hc_roster *after, hc_table *table, hc_error *err)
{
    size_t b = 0;
    size_t a = 0;
    *table = hc_table_of(columns, CHANGE_COLUMNS);
    while (b < before->shift_count || a < after->shift_count) {
        const hc_shift *was = b < before->shift_count ? &before->shifts[b] : NULL;
        const hc_shift *now = a < after->shift_count ? &after->shifts[a] : NULL;
        const int first = was == NULL ? 1 : now == NULL ? -1 : order(was, now);
        if (first > 0) { was = NULL; }
        if (first < 0) { now = NULL; }
        b += was != NULL ? 1 : 0;
        a += now != NULL ? 1 : 0;
        HC_TRY(add_row(rules, before, was, after, now, table, err));
    }
    return HC_OK;
}

void hc_roster_changes_print(const hc_table *table, const hc_screen *screen)
{
    const size_t rows = table->cell_count / CHANGE_COLUMNS;
    if (!hc_is_for_people(screen->format)) {
        hc_table_print(table, screen->format, screen->out);
        return;
    }
    if (rows == 0) { return; }
    hc_table shown = *table; /* a shorter look at the same cells: not cleared */
    const size_t most = (size_t)CHANGES_SHOWN * CHANGE_COLUMNS;
    shown.cell_count = table->cell_count < most ? table->cell_count : most;
    hc_table_print(&shown, screen->format, screen->out);
    if (rows > CHANGES_SHOWN) {
        (void)fprintf(screen->out, "and %zu more (all of them in changes.csv of --out)\n",
                      rows - CHANGES_SHOWN);
    }
    (void)fputs("\n", screen->out);
}
