#include "cli/roster/staff_mix_table.h"

#include <stdio.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#define NAME_MOST (HC_NAME_MAX + 8)

/* Before and after the columns of the contracts' heads. */
static const hc_column before[] = {
    {"mix", "Mix"}, {"of", "Of"}, {"change", "Change"}, {"people", "People"}};
static const hc_column after[] = {
    {"paid_hours", "Paid h"},  {"short_hours", "Short h"},         {"over_hours", "Over h"},
    {"cost", "Cost"},          {"cost_change", "More than first"}, {"lower_bound", "At least"},
    {"dominated", "Dominated"}};

enum {
    BEFORE = sizeof before / sizeof *before,
    AFTER = sizeof after / sizeof *after,
    CONTRACTS_MOST = HC_TABLE_COLUMNS_MAX - BEFORE - AFTER
};

static hc_status make_columns(const hc_rules *rules, hc_mix_table *made, size_t contracts,
                              hc_error *err)
{
    size_t count = 0;
    HC_TRY(hc_alloc(&made->columns, BEFORE + contracts + AFTER, sizeof *made->columns, err));
    HC_TRY(hc_alloc(&made->names, contracts * NAME_MOST, 1, err));
    for (size_t k = 0; k < BEFORE; k++) {
        made->columns[count++] = before[k];
    }
    for (size_t k = 0; k < contracts; k++) {
        char *name = &made->names[k * NAME_MOST];
        (void)snprintf(name, NAME_MOST, "heads_%s", rules->contracts[k].name);
        made->columns[count++] = (hc_column){name, rules->contracts[k].name};
    }
    for (size_t k = 0; k < AFTER; k++) {
        made->columns[count++] = after[k];
    }
    made->table = hc_table_of(made->columns, count);
    made->table.keys = 1;
    return HC_OK;
}

/* "at most 9 part-time", "one more full-time"; of the first point the mix itself. */
static void say_mix(const hc_rules *rules, bool is_frontier, const hc_mix_point *point,
                    char *words, size_t size)
{
    const char *what = is_frontier ? "cheapest" : "as it is";
    if (point->of == SIZE_MAX) {
        (void)snprintf(words, size, "%s", what);
    } else if (!is_frontier) {
        (void)snprintf(words, size, "one %s %s", point->change > 0 ? "more" : "fewer",
                       rules->classes[point->of].name);
    } else if (point->change == 0) {
        (void)snprintf(words, size, "no %s", rules->contracts[point->of].name);
    } else {
        (void)snprintf(words, size, "at most %d %s", (int)point->change,
                       rules->contracts[point->of].name);
    }
}

static hc_status add_what(const hc_rules *rules, const hc_staff_mix *mix,
                          const hc_mix_point *point, hc_table *table, hc_error *err)
{
    char words[HC_NAME_MAX + 32];
    const bool is_first = point->of == SIZE_MAX;
    const char *of = "";
    say_mix(rules, mix->is_frontier, point, words, sizeof words);
    if (!is_first) {
        of = mix->is_frontier ? rules->contracts[point->of].name
                              : rules->classes[point->of].name;
    }
    HC_TRY(hc_table_text(table, words, err));
    HC_TRY(hc_table_text(table, of, err));
    HC_TRY(hc_table_number(table, is_first ? HC_MISSING : point->change, 0, err));
    return hc_table_number(table, (double)point->people, 0, err);
}

static hc_status add_point(const hc_rules *rules, const hc_staff_mix *mix, size_t k,
                           size_t contracts, hc_table *table, hc_error *err)
{
    const hc_mix_point *point = &mix->points[k];
    HC_TRY(add_what(rules, mix, point, table, err));
    for (size_t c = 0; c < contracts; c++) {
        HC_TRY(hc_table_number(table, (double)point->heads[c], 0, err));
    }
    HC_TRY(hc_table_number(table, point->paid_hours, 1, err));
    HC_TRY(hc_table_number(table, point->short_hours, 1, err));
    HC_TRY(hc_table_number(table, point->over_hours, 1, err));
    HC_TRY(hc_table_number(table, point->cost, 2, err));
    HC_TRY(hc_table_number(table, point->cost - mix->points[0].cost, 2, err));
    HC_TRY(hc_table_number(table, point->lower_bound, 2, err));
    return hc_table_text(table, point->dominated ? "yes" : "no", err);
}

static hc_status add_points(const hc_rules *rules, const hc_staff_mix *mix, size_t contracts,
                            hc_table *table, hc_error *err)
{
    for (size_t k = 0; k < mix->point_count; k++) {
        HC_TRY(add_point(rules, mix, k, contracts, table, err));
    }
    return HC_OK;
}

hc_status hc_mix_table_make(const hc_rules *rules, const hc_staff_mix *mix,
                            const hc_staff_mix *more, hc_mix_table *table, hc_error *err)
{
    hc_mix_table made = {.columns = NULL};
    const size_t all = rules->contract_count;
    const size_t contracts = all < CONTRACTS_MOST ? all : CONTRACTS_MOST;
    hc_status st = make_columns(rules, &made, contracts, err);
    if (st == HC_OK) { st = add_points(rules, mix, contracts, &made.table, err); }
    if (st == HC_OK) { st = add_points(rules, more, contracts, &made.table, err); }
    if (st != HC_OK) {
        hc_mix_table_clear(&made);
        return st;
    }
    *table = made;
    return HC_OK;
}

void hc_mix_table_clear(hc_mix_table *table)
{
    hc_table_clear(&table->table);
    hc_free(table->columns);
    hc_free(table->names);
    *table = (hc_mix_table){.columns = NULL};
}
