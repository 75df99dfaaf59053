#include "cli/whatif/whatif_tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/table.h"
#include "cli/whatif/whatif_command.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#define NAME_WIDTH_MAX 24 /* bytes of a scenario's name above a column */
#define BANDS_MOST 3      /* scenarios side by side with their bands .. */
#define SIDE_MOST 6       /* .. and without: more stand one below the other */

/* ---- values -------------------------------------------------------------------------------
 */

static hc_status add_figure(hc_table *table, hc_whatif_figure figure, double value,
                            hc_error *err)
{
    const hc_whatif_figure_text *text = &hc_whatif_figures[figure];
    return (text->is_share ? hc_table_share : hc_table_number)(table, value, text->decimals,
                                                               err);
}

/* "44 (40-48)" with the weeks of few and of many contacts, where they are known. */
static hc_status add_band(const hc_whatif_results *results, hc_table *table,
                          hc_whatif_figure figure, const hc_band *band, hc_error *err)
{
    char text[96];
    const hc_whatif_figure_text *of = &hc_whatif_figures[figure];
    const double scale = of->is_share ? 100.0 : 1.0;
    if (!results->bands || hc_is_missing(band->low) || hc_is_missing(band->high)) {
        return add_figure(table, figure, band->expected, err);
    }
    (void)snprintf(text, sizeof text, "%.*f (%.*f-%.*f)", of->decimals, scale * band->expected,
                   of->decimals, scale * fmin(band->low, band->high), of->decimals,
                   scale * fmax(band->low, band->high));
    return hc_table_text(table, text, err);
}

/* Nobody said a price, no vendor: such rows are left out. */
static bool is_known(const hc_whatif_results *results, hc_whatif_figure figure)
{
    for (size_t k = 0; k < results->scenarios->count; k++) {
        if (!hc_is_missing(results->answers[k].figure[figure].expected)) { return true; }
    }
    return false;
}

/* Names above columns: a long one is replaced by a number that the commands explain. */
static void name_column(const hc_whatif_results *results, size_t scenario,
                        char name[HC_SCENARIO_NAME_MAX])
{
    const char *full = results->scenarios->list[scenario].name;
    if (strlen(full) <= NAME_WIDTH_MAX) {
        (void)snprintf(name, HC_SCENARIO_NAME_MAX, "%s", full);
    } else {
        (void)snprintf(name, HC_SCENARIO_NAME_MAX, "Scenario %zu", scenario);
    }
}

/* ---- side by side -------------------------------------------------------------------------
 */

typedef struct side {
    const hc_whatif_results *results;
    bool bands;
    char (*name)[HC_SCENARIO_NAME_MAX]; /* [count] */
} side;

static hc_status add_figure_row(const side *at, hc_whatif_figure figure, hc_table *table,
                                hc_error *err)
{
    const hc_whatif_results *results = at->results;
    char title[96];
    const bool money = strncmp(hc_whatif_figures[figure].title, "Cost", 4) == 0;
    (void)snprintf(title, sizeof title, "%s%s%s", hc_whatif_figures[figure].title,
                   money && results->currency[0] != '\0' ? ", " : "",
                   money ? results->currency : "");
    HC_TRY(hc_table_text(table, title, err));
    for (size_t k = 0; k < results->scenarios->count; k++) {
        const hc_band *band = &results->answers[k].figure[figure];
        HC_TRY(add_figure(table, figure, band->expected, err));
        if (!at->bands) { continue; }
        HC_TRY(add_figure(table, figure, band->low, err));
        HC_TRY(add_figure(table, figure, band->high, err));
    }
    return HC_OK;
}

/* The figures first .. end-1 under a heading. */
static hc_status print_block(const side *at, const char *heading, hc_whatif_figure first,
                             hc_whatif_figure end, const hc_screen *screen, hc_error *err)
{
    hc_column columns[1 + 3 * SIDE_MOST] = {{"figure", heading}};
    size_t count = 1;
    for (size_t k = 0; k < at->results->scenarios->count; k++) {
        columns[count++] = (hc_column){"expected", at->name[k]};
        if (!at->bands) { continue; }
        columns[count++] = (hc_column){"low", "if few call"};
        columns[count++] = (hc_column){"high", "if many"};
    }
    hc_table table = hc_table_of(columns, count);
    hc_status st = HC_OK;
    for (hc_whatif_figure f = first; st == HC_OK && f < end; f++) {
        if (is_known(at->results, f)) { st = add_figure_row(at, f, &table, err); }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- agents by hour -----------------------------------------------------------------------
 */

/* Most agents of a clock hour over all days. */
static int32_t most_of_hour(const hc_whatif_results *results, size_t scenario, int32_t hour)
{
    const hc_axis *axis = &results->plan->forecast.axis;
    const size_t slots = hc_axis_slots(axis);
    int32_t most = 0;
    for (size_t slot = 0; slot < slots; slot++) {
        const int32_t agents = results->agents[scenario * slots + slot];
        if (hc_axis_local(axis, slot).second_of_day / 3600 == hour && agents > most) {
            most = agents;
        }
    }
    return most;
}

static hc_status add_hour_row(const side *at, int32_t hour, hc_table *table, hc_error *err)
{
    const hc_whatif_results *results = at->results;
    int32_t most[SIDE_MOST] = {0};
    int32_t any = 0;
    char clock[HC_TIME_TEXT_MAX];
    for (size_t k = 0; k < results->scenarios->count; k++) {
        most[k] = most_of_hour(results, k, hour);
        any = most[k] > any ? most[k] : any;
    }
    if (any == 0) { return HC_OK; }
    hc_format_clock(60 * hour, clock);
    HC_TRY(hc_table_text(table, clock, err));
    for (size_t k = 0; k < results->scenarios->count; k++) {
        HC_TRY(hc_table_number(table, most[k], 0, err));
    }
    return HC_OK;
}

static hc_status print_day(const side *at, const hc_screen *screen, hc_error *err)
{
    hc_column columns[1 + SIDE_MOST] = {{"hour", "Agents by hour, most of any day"}};
    for (size_t k = 0; k < at->results->scenarios->count; k++) {
        columns[1 + k] = (hc_column){"agents", at->name[k]};
    }
    hc_table table = hc_table_of(columns, 1 + at->results->scenarios->count);
    hc_status st = HC_OK;
    for (int32_t hour = 0; st == HC_OK && hour < 24; hour++) {
        st = add_hour_row(at, hour, &table, err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static void print_commands(const hc_whatif_results *results, const hc_screen *screen)
{
    char command[HC_WHATIF_COMMAND_MAX];
    hc_open_lines(screen->out, screen->format);
    for (size_t k = 1; k < results->scenarios->count; k++) {
        char name[HC_SCENARIO_NAME_MAX];
        name_column(results, k, name);
        hc_whatif_command(results, k, command, sizeof command);
        hc_put_text(screen->out, name);
        (void)fputs(": ", screen->out);
        hc_put_text(screen->out, command);
        (void)fputs("\n", screen->out);
    }
    hc_close_lines(screen->out, screen->format);
}

static hc_status print_side_by_side(const hc_whatif_results *results, const hc_screen *screen,
                                    hc_error *err)
{
    char name[SIDE_MOST][HC_SCENARIO_NAME_MAX];
    const bool bands = results->bands && results->scenarios->count <= BANDS_MOST;
    const side at = {results, bands, name};
    for (size_t k = 0; k < results->scenarios->count; k++) {
        name_column(results, k, name[k]);
    }
    HC_TRY(print_block(&at, "What the week needs", HC_WHATIF_CONTACTS, HC_WHATIF_ROSTER_PEOPLE,
                       screen, err));
    (void)fputs("\n", screen->out);
    HC_TRY(print_block(&at, "What the plan's roster gives", HC_WHATIF_ROSTER_PEOPLE,
                       HC_WHATIF_FIGURES, screen, err));
    (void)fputs("\n", screen->out);
    if (results->agents != NULL) {
        HC_TRY(print_day(&at, screen, err));
        (void)fputs("\n", screen->out);
    }
    print_commands(results, screen);
    return HC_OK;
}

/* ---- one below the other ------------------------------------------------------------------
 */

static const hc_whatif_figure list_figures[] = {
    HC_WHATIF_CONTACTS,
    HC_WHATIF_AHT_S,
    HC_WHATIF_AGENTS_PEAK,
    HC_WHATIF_PERSON_HOURS,
    HC_WHATIF_PEOPLE,
    HC_WHATIF_SERVICE_LEVEL,
    HC_WHATIF_COST,
    HC_WHATIF_COST_A_CONTACT,
    HC_WHATIF_ROSTER_SERVICE_LEVEL,
    HC_WHATIF_ROSTER_ABANDON_RATE,
};
static const char *const list_titles[] = {"Contacts",     "AHT s",    "Agents", "Hours",
                                          "People",       "SL %",     "Cost",   "a contact",
                                          "Roster: SL %", "hang up %"};
#define LIST_FIGURES (sizeof list_figures / sizeof *list_figures)

static hc_status print_list(const hc_whatif_results *results, const hc_screen *screen,
                            hc_error *err)
{
    hc_column columns[1 + LIST_FIGURES] = {{"scenario", "Scenario"}};
    size_t count = 1;
    for (size_t f = 0; f < LIST_FIGURES; f++) {
        if (is_known(results, list_figures[f])) {
            columns[count++] = (hc_column){"figure", list_titles[f]};
        }
    }
    hc_table table = hc_table_of(columns, count);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < results->scenarios->count; k++) {
        st = hc_table_text(&table, results->scenarios->list[k].name, err);
        for (size_t f = 0; st == HC_OK && f < LIST_FIGURES; f++) {
            if (!is_known(results, list_figures[f])) { continue; }
            const hc_band *band = &results->answers[k].figure[list_figures[f]];
            st = list_figures[f] == HC_WHATIF_PEOPLE
                     ? add_band(results, &table, list_figures[f], band, err)
                     : add_figure(&table, list_figures[f], band->expected, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- a grid -------------------------------------------------------------------------------
 */

static hc_status add_grid_row(const hc_whatif_results *results, size_t row, hc_table *table,
                              hc_error *err)
{
    const size_t across = results->sweeps[1].count;
    hc_status st = hc_table_text(table, results->sweeps[0].text[row], err);
    for (size_t k = 0; st == HC_OK && k < across; k++) {
        const hc_whatif_answer *answer = &results->answers[1 + row * across + k];
        st = add_band(results, table, results->shown, &answer->figure[results->shown], err);
    }
    return st;
}

static hc_status fill_grid(const hc_whatif_results *results, hc_table *table, hc_error *err)
{
    hc_status st = HC_OK;
    for (size_t row = 0; st == HC_OK && row < results->sweeps[0].count; row++) {
        st = add_grid_row(results, row, table, err);
    }
    return st;
}

static hc_status print_grid(const hc_whatif_results *results, const hc_screen *screen,
                            hc_error *err)
{
    const hc_sweep *down = &results->sweeps[0];
    const hc_sweep *across = &results->sweeps[1];
    const bool roster = results->shown >= HC_WHATIF_ROSTER_PEOPLE;
    hc_column columns[HC_TABLE_COLUMNS_MAX] = {{"row", hc_scenario_key_name(down->key)}};
    for (size_t k = 0; k < across->count; k++) {
        columns[1 + k] = (hc_column){"cell", across->text[k]};
    }
    hc_table table = hc_table_of(columns, 1 + across->count);
    (void)fprintf(screen->out, "%s%s: %s down, %s across%s\n",
                  roster ? "With the plan's roster, " : "",
                  hc_whatif_figures[results->shown].title, hc_scenario_key_name(down->key),
                  hc_scenario_key_name(across->key),
                  results->bands ? " (in brackets if few or many call)" : "");
    if (screen->format == HC_FORMAT_MD) { (void)fputs("\n", screen->out); }
    const hc_status st = fill_grid(results, &table, err);
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- files --------------------------------------------------------------------------------
 */

/* What the sweeps set in a scenario, a cell each. */
static hc_status add_inputs(const hc_whatif_results *results, size_t scenario, hc_table *table,
                            hc_error *err)
{
    const hc_scenario *asked = &results->scenarios->list[scenario];
    for (size_t s = 0; s < results->sweep_count; s++) {
        HC_TRY(hc_table_text(
            table, asked->part_count > 0 ? asked->parts[0].text[results->sweeps[s].key] : "",
            err));
    }
    return HC_OK;
}

static hc_status add_tidy(const hc_whatif_results *results, size_t scenario, hc_table *table,
                          hc_error *err)
{
    char command[HC_WHATIF_COMMAND_MAX];
    hc_whatif_command(results, scenario, command, sizeof command);
    for (size_t f = 0; f < HC_WHATIF_FIGURES; f++) {
        const hc_band *band = &results->answers[scenario].figure[f];
        HC_TRY(hc_table_text(table, results->scenarios->list[scenario].name, err));
        HC_TRY(add_inputs(results, scenario, table, err));
        HC_TRY(hc_table_text(table, hc_whatif_figures[f].name, err));
        HC_TRY(hc_table_number(table, band->expected, 6, err));
        HC_TRY(hc_table_number(table, band->low, 6, err));
        HC_TRY(hc_table_number(table, band->high, 6, err));
        HC_TRY(hc_table_text(table, command, err));
    }
    return HC_OK;
}

static hc_status print_tidy(const hc_whatif_results *results, const hc_screen *screen,
                            hc_error *err)
{
    hc_column columns[6 + HC_SWEEPS_MAX] = {{"scenario", ""}};
    size_t count = 1;
    for (size_t s = 0; s < results->sweep_count; s++) {
        columns[count++] = (hc_column){hc_scenario_key_name(results->sweeps[s].key), ""};
    }
    columns[count++] = (hc_column){"figure", ""};
    columns[count++] = (hc_column){"expected", ""};
    columns[count++] = (hc_column){"low", ""};
    columns[count++] = (hc_column){"high", ""};
    columns[count++] = (hc_column){"command", ""};
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < results->scenarios->count; k++) {
        hc_table table = hc_table_of(columns, count);
        st = add_tidy(results, k, &table, err);
        if (st == HC_OK) {
            hc_table_print_piece(&table, screen->format, screen->out, k == 0,
                                 k + 1 == results->scenarios->count);
        }
        hc_table_clear(&table);
    }
    return st;
}

hc_status hc_whatif_print(const hc_whatif_results *results, const hc_screen *screen,
                          hc_error *err)
{
    if (!hc_is_for_people(screen->format)) { return print_tidy(results, screen, err); }
    if (results->sweep_count == 2 && results->sweeps[1].count < HC_TABLE_COLUMNS_MAX) {
        return print_grid(results, screen, err);
    }
    if (results->sweep_count > 0 || results->scenarios->count > SIDE_MOST) {
        return print_list(results, screen, err);
    }
    return print_side_by_side(results, screen, err);
}

/* ---- hours of every day -------------------------------------------------------------------
 */

/* Most agents over the slots from first that begin in the same clock hour; *end is after them.
 */
static int32_t most_from(const hc_whatif_results *results, size_t scenario, size_t first,
                         size_t *end)
{
    const hc_axis *axis = &results->plan->forecast.axis;
    const size_t slots = hc_axis_slots(axis);
    const int64_t hour = hc_axis_utc_s(axis, first) / 3600;
    int32_t most = 0;
    size_t slot = first;
    for (; slot < slots && hc_axis_utc_s(axis, slot) / 3600 == hour; slot++) {
        const int32_t agents = results->agents[scenario * slots + slot];
        most = agents > most ? agents : most;
    }
    *end = slot;
    return most;
}

static hc_status add_hour(const hc_whatif_results *results, size_t slot, size_t *end,
                          hc_table *table, hc_error *err)
{
    const hc_axis *axis = &results->plan->forecast.axis;
    char time[HC_TIME_TEXT_MAX];
    hc_format_instant(&axis->zone, hc_axis_utc_s(axis, slot), time);
    hc_status st = hc_table_text(table, time, err);
    for (size_t k = 0; st == HC_OK && k < results->scenarios->count; k++) {
        st = hc_table_number(table, most_from(results, k, slot, end), 0, err);
    }
    return st;
}

static hc_status fill_hours(const hc_whatif_results *results, hc_table *table, hc_error *err)
{
    const size_t slots = hc_axis_slots(&results->plan->forecast.axis);
    hc_status st = HC_OK;
    size_t end = 0;
    for (size_t slot = 0; st == HC_OK && slot < slots; slot = end) {
        st = add_hour(results, slot, &end, table, err);
    }
    return st;
}

hc_status hc_whatif_print_hours(const hc_whatif_results *results, const hc_screen *screen,
                                hc_error *err)
{
    hc_column columns[HC_TABLE_COLUMNS_MAX] = {{"timestamp", "Hour"}};
    const size_t count = results->scenarios->count;
    if (count >= HC_TABLE_COLUMNS_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave --hours out",
                       "agents by hour are shown for at most %d scenarios, here are %zu",
                       HC_TABLE_COLUMNS_MAX - 1, count);
    }
    for (size_t k = 0; k < count; k++) {
        columns[1 + k] =
            (hc_column){results->scenarios->list[k].name, results->scenarios->list[k].name};
    }
    hc_table table = hc_table_of(columns, 1 + count);
    const hc_status st = fill_hours(results, &table, err);
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}
