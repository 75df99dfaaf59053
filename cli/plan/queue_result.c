#include "cli/plan/queue_result.h"

#include <stdio.h>

#include "forecast/base/memory.h"
#include "scheduler/queue_cover.h"
#include "scheduler/skills.h"

enum { SPELLS_SHOWN = 6 };

hc_status hc_queue_people(const hc_rules *rules, const hc_roster *roster, const int32_t *wanted,
                          bool whole, double *people, hc_error *err)
{
    const size_t count = hc_rules_queues(rules) * hc_axis_slots(&roster->axis);
    double *required = NULL;
    HC_TRY(hc_alloc(&required, count, sizeof *required, err));
    for (size_t at = 0; at < count; at++) {
        required[at] = wanted[at];
    }
    const hc_status st = hc_queue_cover(rules, roster, required, whole, people, err);
    hc_free(required);
    return st;
}

hc_status hc_queue_result_serve(const hc_rules *rules, const hc_roster *roster,
                                const int32_t *wanted, int32_t **served, hc_error *err)
{
    const size_t count = hc_rules_queues(rules) * hc_axis_slots(&roster->axis);
    double *people = NULL;
    hc_status st = hc_alloc(&people, count, sizeof *people, err);
    if (st == HC_OK) { st = hc_alloc(served, count, sizeof **served, err); }
    if (st == HC_OK) { st = hc_queue_people(rules, roster, wanted, true, people, err); }
    for (size_t at = 0; at < count && st == HC_OK; at++) {
        (*served)[at] = (int32_t)people[at];
    }
    hc_free(people);
    return st;
}

/* ---- hours of each queue ---- */

static hc_status add_hours(const hc_queue_result *result, size_t queue, hc_table *table,
                           hc_error *err)
{
    const hc_queue_hours hours = hc_queue_hours_of(result, queue);
    HC_TRY(hc_table_text(table, result->rules->queues[queue], err));
    HC_TRY(hc_table_number(table, hours.required, 2, err));
    HC_TRY(hc_table_number(table, hours.missing, 2, err));
    return hc_table_number(table, hours.over, 2, err);
}

hc_status hc_queue_hours_print(const hc_queue_result *result, const hc_screen *screen,
                               hc_error *err)
{
    static const hc_column columns[] = {{"queue", "Queue"},
                                        {"required_hours", "Person-hours wanted"},
                                        {"short_hours", "Short"},
                                        {"over_hours", "Over"}};
    const size_t queues = hc_rules_queues(result->rules);
    if (queues == 1) { return HC_OK; }
    hc_table table = hc_table_of(columns, 4);
    hc_status st = HC_OK;
    for (size_t q = 0; q < queues && st == HC_OK; q++) {
        st = add_hours(result, q, &table, err);
    }
    if (st == HC_OK) {
        (void)fputs("\n", screen->out);
        hc_table_print(&table, screen->format, screen->out);
    }
    hc_table_clear(&table);
    return st;
}

/* ---- spells of too few people ---- */

static hc_status add_spell(const hc_queue_result *result, const hc_short_spell *spell,
                           hc_table *table, hc_error *err)
{
    const hc_axis *axis = result->axis;
    const hc_local_time from = hc_axis_local(axis, spell->first_slot);
    const hc_local_time last = hc_axis_local(axis, spell->first_slot + spell->slots - 1);
    char date[HC_TIME_TEXT_MAX];
    char clock[HC_TIME_TEXT_MAX];
    char text[96];
    hc_format_date(from.day, date);
    hc_format_clock(from.second_of_day / 60, clock);
    (void)snprintf(text, sizeof text, "%s %s %s", hc_weekday_name(hc_weekday(from.day)), date,
                   clock);
    HC_TRY(hc_table_text(table, text, err));
    hc_format_clock(last.second_of_day / 60 + axis->interval_min, clock);
    HC_TRY(hc_table_text(table, clock, err));
    HC_TRY(hc_table_number(table, spell->worst_short, 0, err));
    HC_TRY(hc_table_number(table, spell->short_hours, 2, err));
    if (hc_rules_queues(result->rules) == 1) { return HC_OK; }
    return hc_table_text(table, result->rules->queues[spell->queue], err);
}

hc_status hc_queue_short_print(const hc_queue_result *result, const hc_screen *screen,
                               hc_error *err)
{
    static const hc_column columns[] = {{"from", "Short from"},
                                        {"to", "To"},
                                        {"most", "Most missing"},
                                        {"hours", "Person-hours"},
                                        {"queue", "Queue"}};
    const size_t shown = hc_rules_queues(result->rules) > 1 ? 5 : 4;
    hc_short_spell *spells = NULL;
    size_t count = 0;
    hc_table table = hc_table_of(columns, shown);
    hc_status st = hc_queue_spells_find(result, &spells, &count, err);
    if (st == HC_OK) { hc_short_spells_rank(spells, count); }
    for (size_t k = 0; st == HC_OK && k < count && k < SPELLS_SHOWN; k++) {
        st = add_spell(result, &spells[k], &table, err);
    }
    if (st == HC_OK && count > 0) {
        (void)fputs("\n", screen->out);
        hc_table_print(&table, screen->format, screen->out);
    }
    if (st == HC_OK && count > SPELLS_SHOWN) {
        (void)fprintf(screen->out, "and %zu more (cover.csv of --out has every interval)\n",
                      count - SPELLS_SHOWN);
    }
    hc_table_clear(&table);
    hc_free(spells);
    return st;
}
