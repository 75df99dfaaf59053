#include "cli/roster/roster_swap.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/table.h"
#include "cli/roster/roster_check.h"
#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"

#define SWAPS_MAX 1000
#define SWAP_DATE_LENGTH 10

/* One exchange; agents are those of the rules. */
typedef struct swap {
    const hc_agent *first;
    const hc_agent *second;
    int64_t date;
} swap;

/* ---- reading ---- */

static hc_status refuse(const char *text, size_t length, const char *what, hc_error *err)
{
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "--swap A,B,2026-11-23", "'%.*s' %s",
                   (int)length, text, what);
}

static const hc_agent *find_agent(const hc_rules *rules, const char *id, size_t length)
{
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        if (strlen(agent->id) == length && memcmp(agent->id, id, length) == 0) { return agent; }
    }
    return NULL;
}

static hc_status read_swap(const hc_rules *rules, const char *text, size_t length, swap *out,
                           hc_error *err)
{
    static const char *const what = "is no swap of two people on a date";
    const char *comma = memchr(text, ',', length);
    if (comma == NULL) { return refuse(text, length, what, err); }
    const size_t first = (size_t)(comma - text);
    const char *rest = comma + 1;
    const size_t rest_length = length - first - 1;
    const char *date = memchr(rest, ',', rest_length);
    if (date == NULL) { return refuse(text, length, what, err); }
    const size_t second = (size_t)(date - rest);
    const size_t date_length = rest_length - second - 1;
    out->first = find_agent(rules, text, first);
    out->second = find_agent(rules, rest, second);
    if (out->first == NULL) { return refuse(text, first, "is nobody of the roster", err); }
    if (out->second == NULL) { return refuse(rest, second, "is nobody of the roster", err); }
    if (date_length != SWAP_DATE_LENGTH || !hc_parse_date(date + 1, date_length, &out->date)) {
        return refuse(date + 1, date_length, "is no date", err);
    }
    return HC_OK;
}

/* ---- exchanging ---- */

static void give(const hc_rules *rules, hc_roster_row *row, const hc_agent *to)
{
    row->agent = to->id;
    row->class_name = rules->classes[to->class_index].name;
}

static hc_status exchange(const hc_rules *rules, const swap *one, hc_roster_file *file,
                          hc_error *err)
{
    size_t rows = 0;
    for (size_t i = 0; i < file->count; i++) {
        hc_roster_row *row = &file->rows[i];
        if (row->date != one->date) { continue; }
        const bool of_first = strcmp(row->agent, one->first->id) == 0;
        if (!of_first && strcmp(row->agent, one->second->id) != 0) { continue; }
        give(rules, row, of_first ? one->second : one->first);
        rows++;
    }
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(one->date, date);
    if (rows > 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "neither '%s' nor '%s' works on %s",
                   one->first->id, one->second->id, date);
}

static hc_status exchange_all(const hc_rules *rules, const char *text, hc_roster_file *file,
                              hc_error *err)
{
    for (size_t k = 0; k < SWAPS_MAX && *text != '\0'; k++) {
        const size_t length = strcspn(text, ";");
        swap one = {NULL, NULL, 0};
        HC_TRY(read_swap(rules, text, length, &one, err));
        if (one.first == NULL || one.second == NULL) { break; } /* was refused */
        HC_TRY(exchange(rules, &one, file, err));
        text += length + (text[length] == ';' ? 1 : 0);
    }
    return HC_OK;
}

/* ---- telling ---- */

static bool is_among(const hc_roster_verdict *verdict, const hc_violation *broken)
{
    for (size_t i = 0; i < verdict->listed_count; i++) {
        const hc_violation *other = &verdict->violations[i];
        if (other->rule == broken->rule && other->day == broken->day &&
            strcmp(other->agent, broken->agent) == 0 &&
            strcmp(other->found, broken->found) == 0) {
            return true;
        }
    }
    return false;
}

/* Leaves in after->violations only what was not broken before. */
static void keep_new(const hc_roster_verdict *before, hc_roster_verdict *after)
{
    size_t kept = 0;
    for (size_t i = 0; i < after->listed_count; i++) {
        if (is_among(before, &after->violations[i])) { continue; }
        after->violations[kept++] = after->violations[i];
    }
    after->listed_count = kept;
}

static hc_status print_effect(const hc_roster_verdict *before, const hc_roster_verdict *after,
                              const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {
        {"quantity", "Quantity"}, {"before", "Before"}, {"after", "After"}};
    const struct {
        const char *title;
        double before;
        double after;
        int32_t decimals;
    } lines[] = {
        {"Rules broken", (double)before->violation_count, (double)after->violation_count, 0},
        {"Person-hours short", before->short_hours, after->short_hours, 2},
        {"Person-hours over", before->over_hours, after->over_hours, 2},
        {"Cost", before->cost, after->cost, 2}};
    hc_table table = hc_table_of(columns, 3);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < sizeof lines / sizeof *lines; k++) {
        st = hc_table_text(&table, lines[k].title, err);
        if (st == HC_OK) {
            st = hc_table_number(&table, lines[k].before, lines[k].decimals, err);
        }
        if (st == HC_OK) {
            st = hc_table_number(&table, lines[k].after, lines[k].decimals, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static hc_status judge(const hc_swap_case *against, const hc_roster_file *file,
                       hc_roster_verdict *verdict, hc_error *err)
{
    return hc_schedule_grid_judge(against->grid, file->rows, file->count, verdict, err);
}

hc_status hc_roster_swap(const hc_swap_case *against, const char *text, hc_roster_file *file,
                         hc_roster_verdict *after, bool *lawful, hc_error *err)
{
    hc_roster_verdict before = HC_ROSTER_VERDICT_INIT;
    HC_TRY(judge(against, file, &before, err));
    hc_status st = exchange_all(&against->grid->rules, text, file, err);
    if (st == HC_OK) { st = judge(against, file, after, err); }
    if (st == HC_OK) {
        keep_new(&before, after);
        *lawful = after->listed_count == 0;
        st = hc_roster_print_broken(after->violations, after->listed_count, against->screen,
                                    err);
    }
    if (st == HC_OK && hc_is_for_people(against->screen->format)) {
        st = print_effect(&before, after, against->screen, err);
    }
    hc_roster_verdict_clear(&before);
    return st;
}
