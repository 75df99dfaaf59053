#include "cli/queue_result.h"

#include <stdio.h>

#include "cli/publish/figures.h"
#include "cli/publish/write_csv.h"
#include "forecast/base/memory.h"
#include "scheduler/queue_cover.h"
#include "scheduler/skills.h"

enum { SPELLS_SHOWN = 6 };

hc_status hc_queue_result_serve(const hc_rules *rules, const hc_roster *roster,
                                const int32_t *wanted, int32_t **served, hc_error *err)
{
    const size_t count = hc_rules_queues(rules) * hc_axis_slots(&roster->axis);
    double *required = NULL;
    double *given = NULL;
    hc_status st = hc_alloc(&required, count, sizeof *required, err);
    if (st == HC_OK) { st = hc_alloc(&given, count, sizeof *given, err); }
    if (st == HC_OK) { st = hc_alloc(served, count, sizeof **served, err); }
    for (size_t at = 0; at < count && st == HC_OK; at++) {
        required[at] = wanted[at];
    }
    if (st == HC_OK) { st = hc_queue_cover(rules, roster, required, true, given, err); }
    for (size_t at = 0; at < count && st == HC_OK; at++) {
        (*served)[at] = (int32_t)given[at];
    }
    hc_free(required);
    hc_free(given);
    return st;
}

/* ---- hours of each queue ---- */

static hc_queue_hours hours_of(const hc_queue_result *result, size_t first, size_t end)
{
    const size_t slots = hc_axis_slots(result->axis);
    const double hours = result->axis->interval_min / 60.0;
    hc_queue_hours sum = {0.0, 0.0, 0.0};
    for (size_t at = first * slots; at < end * slots; at++) {
        const int32_t missing = result->wanted[at] - result->served[at];
        sum.required += hours * result->wanted[at];
        if (missing > 0) {
            sum.missing += hours * missing;
        } else {
            sum.over -= hours * missing;
        }
    }
    return sum;
}

hc_queue_hours hc_queue_hours_of_all(const hc_queue_result *result)
{
    return hours_of(result, 0, hc_rules_queues(result->rules));
}

static hc_status add_hours(const hc_queue_result *result, size_t queue, hc_table *table,
                           hc_error *err)
{
    const hc_queue_hours hours = hours_of(result, queue, queue + 1);
    HC_TRY(hc_table_text(table, result->rules->queues[queue], err));
    HC_TRY(hc_table_number(table, hours.required, 2, err));
    HC_TRY(hc_table_number(table, hours.missing, 2, err));
    return hc_table_number(table, hours.over, 2, err);
}

hc_status hc_queue_hours_print(const hc_queue_result *result, FILE *out, hc_error *err)
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
        (void)fputs("\n", out);
        hc_table_print(&table, HC_FORMAT_TABLE, out);
    }
    hc_table_clear(&table);
    return st;
}

void hc_queue_hours_put(const hc_queue_result *result, hc_json *json)
{
    const size_t queues = hc_rules_queues(result->rules);
    if (queues == 1) { return; }
    hc_json_open_array(json, "queues");
    for (size_t q = 0; q < queues; q++) {
        const hc_queue_hours hours = hours_of(result, q, q + 1);
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", result->rules->queues[q]);
        hc_json_put_number(json, "required_hours", hours.required);
        hc_json_put_number(json, "short_hours", hours.missing);
        hc_json_put_number(json, "over_hours", hours.over);
        hc_json_close(json);
    }
    hc_json_close(json);
}

/* ---- spells of too few people ---- */

static hc_status find_spells(const hc_queue_result *result, hc_short_spell **spells,
                             size_t *count, hc_error *err)
{
    const size_t slots = hc_axis_slots(result->axis);
    size_t room = 0;
    hc_status st = HC_OK;
    for (size_t q = 0; q < hc_rules_queues(result->rules) && st == HC_OK; q++) {
        hc_short_spell *own = NULL;
        size_t own_count = 0;
        st = hc_short_spells_find(result->axis, &result->wanted[q * slots],
                                  &result->served[q * slots], &own, &own_count, err);
        if (st == HC_OK) {
            st = hc_grow(spells, &room, *count + own_count + 1, sizeof *own, err);
        }
        for (size_t k = 0; k < own_count && st == HC_OK; k++) {
            (*spells)[*count] = own[k];
            (*spells)[(*count)++].queue = q;
        }
        hc_free(own);
    }
    return st;
}

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

hc_status hc_queue_short_print(const hc_queue_result *result, FILE *out, hc_error *err)
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
    hc_status st = find_spells(result, &spells, &count, err);
    if (st == HC_OK) { hc_short_spells_rank(spells, count); }
    for (size_t k = 0; st == HC_OK && k < count && k < SPELLS_SHOWN; k++) {
        st = add_spell(result, &spells[k], &table, err);
    }
    if (st == HC_OK && count > 0) {
        (void)fputs("\n", out);
        hc_table_print(&table, HC_FORMAT_TABLE, out);
    }
    if (st == HC_OK && count > SPELLS_SHOWN) {
        (void)fprintf(out, "and %zu more (cover.csv of --out has every interval)\n",
                      count - SPELLS_SHOWN);
    }
    hc_table_clear(&table);
    hc_free(spells);
    return st;
}

/* ---- every interval ---- */

hc_status hc_queue_cover_write(const hc_queue_result *result, FILE *out, hc_error *err)
{
    const hc_rules *rules = result->rules;
    const size_t queues = hc_rules_queues(rules);
    return hc_write_cover_csv(result->axis, queues, queues > 1 ? rules->queues : NULL,
                              result->wanted, result->served, out, err);
}
