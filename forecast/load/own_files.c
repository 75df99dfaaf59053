#include "forecast/load/own_files.h"

#include <string.h>

static const hc_own_file own_files[] = {
    {"queue|timestamp|calls|aht_s|load_erlangs|agents_exact|agents|scheduled",
     "the requirement of a plan", "headcount schedule makes shifts for it", true},
    {"class|date|start|end|length_min|breaks|count", "the shifts of a plan",
     "it is there to be read; plan wants the history", true},
    {"Queue|Time|Contacts|AHT, s|Erlangs|Agents", "the workbook of a plan",
     "it is there to be read; plan wants the history", true},
    {"agent|class|date|activity|start|end", "a roster",
     "headcount schedule REQUIREMENT.csv takes it with --check or --keep", false},
    {"agent|name|class|shifts|hours", "what people get in a plan",
     "it is there to be read; plan wants the history", false},
    {"timestamp|required|scheduled|short|over", "the cover of a schedule",
     "it is there to be read; plan wants the history", false},
    {"timestamp|queue|required|scheduled|short|over", "the cover of a schedule",
     "it is there to be read; plan wants the history", false},
    {"queue|timestamp|mean|q025", "a forecast of this program",
     "it is there to be read; plan wants the history", false},
    {"origin|timestamp|mean|q025", "the forecasts of a back-test",
     "it is there to be read; backtest wants the history", false},
    {"timestamp|queue|mean|aht_s", "the truth behind a sample",
     "history.csv beside it is the history", false},
    {"date|name|kind", "a list of special days", "give it with --special-days", false},
    {"id|name|contract", "a list of people", "give it with --agents", false},
    {"name|shift_shortest_min", "a centre file", "give it with --centre", false},
    {"name|target", "a centre file", "give it with --centre", false},
    {"role|path|bytes|sha256", "a plan", "explain, whatif, simulate and report take it", false},
};

static bool begins_with(const hc_csv_table *table, const char *names)
{
    size_t column = 0;
    while (names[0] != '\0') {
        const size_t length = strcspn(names, "|");
        const char *own = hc_csv_table_column_name(table, column++);
        if (strlen(own) != length || strncmp(own, names, length) != 0) { return false; }
        names += length + (names[length] == '|');
    }
    return true;
}

const hc_own_file *hc_own_file_of(const hc_csv_table *table)
{
    for (size_t k = 0; k < sizeof own_files / sizeof *own_files; k++) {
        if (begins_with(table, own_files[k].header)) { return &own_files[k]; }
    }
    return NULL;
}

hc_status hc_own_file_refuse(const hc_own_file *own, const hc_csv_table *table, hc_error *err)
{
    const hc_place at = {hc_csv_table_file(table), hc_csv_table_header_line(table), 1};
    return hc_fail(err, HC_ERR_FORMAT, at, own->hint, "this is %s, no history of contacts",
                   own->what);
}
