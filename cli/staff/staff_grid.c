#include "cli/staff/staff_grid.h"

#include <string.h>

#include "cli/base/exit_code.h"
#include "cli/base/table.h"
#include "cli/staff/metric_columns.h"
#include "erlang/grid.h"
#include "forecast/load/csv/csv_table.h"

/* Columns of the question; HC_CSV_NO_COLUMN where the file has none. */
typedef struct grid_columns {
    size_t id, kind, model, load, calls, interval_s, aht_s, patience_s, lines, target_s,
        target_kind, target, agents;
} grid_columns;

static hc_status find_columns(const hc_csv_table *table, grid_columns *columns, hc_error *err)
{
    *columns = (grid_columns){
        .id = hc_csv_table_find(table, "id"),
        .kind = hc_csv_table_find(table, "kind"),
        .model = hc_csv_table_find(table, "model"),
        .load = hc_csv_table_find(table, "load|load_erlangs|erlangs"),
        .calls = hc_csv_table_find(table, "calls|volume"),
        .interval_s = hc_csv_table_find(table, "interval_s"),
        .patience_s = hc_csv_table_find(table, "patience_s|patience"),
        .lines = hc_csv_table_find(table, "lines"),
        .target_s = hc_csv_table_find(table, "T_s|target_s"),
        .target_kind = hc_csv_table_find(table, "target_type"),
        .target = hc_csv_table_find(table, "target"),
        .agents = hc_csv_table_find(table, "n|agents"),
    };
    HC_TRY(hc_csv_table_column(table, "aht_s|aht", &columns->aht_s, err));
    if (columns->load == HC_CSV_NO_COLUMN &&
        (columns->calls == HC_CSV_NO_COLUMN || columns->interval_s == HC_CSV_NO_COLUMN)) {
        return hc_csv_table_column(table, "load|load_erlangs|erlangs", &columns->load, err);
    }
    return HC_OK;
}

static hc_status bad_cell(const hc_csv_table *table, size_t column, const char *wanted,
                          hc_error *err)
{
    return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column), "",
                   "must be %s, found '%s'", wanted, hc_csv_table_text(table, column));
}

/* Words of a row: what is asked, by which model, for which metric. */
static hc_status read_words(const hc_csv_table *table, const grid_columns *columns,
                            hc_grid_row *row, hc_error *err)
{
    const char *kind = hc_csv_table_text(table, columns->kind);
    const char *model = hc_csv_table_text(table, columns->model);
    const char *target_kind = hc_csv_table_text(table, columns->target_kind);
    row->kind = columns->kind == HC_CSV_NO_COLUMN && hc_is_missing(row->target) ? HC_GRID_EVAL
                                                                                : HC_GRID_SOLVE;
    if (strcmp(kind, "eval") == 0) { row->kind = HC_GRID_EVAL; }
    if (kind[0] != '\0' && strcmp(kind, "eval") != 0 && strcmp(kind, "solve") != 0) {
        return bad_cell(table, columns->kind, "solve or eval", err);
    }
    row->model = hc_is_missing(row->patience_s) ? HC_MODEL_C : HC_MODEL_A;
    if (model[0] != '\0' && !hc_model_find(model, &row->model)) {
        return bad_cell(table, columns->model, "B, C, A or AK", err);
    }
    row->target_kind = HC_TARGET_SL_OFFERED;
    if (target_kind[0] != '\0' && !hc_target_find(target_kind, &row->target_kind)) {
        return bad_cell(table, columns->target_kind, "a metric such as sl_offered", err);
    }
    return HC_OK;
}

static hc_status read_row(const hc_csv_table *table, const grid_columns *columns,
                          hc_grid_row *row, hc_error *err)
{
    *row = hc_grid_row_empty();
    HC_TRY(hc_csv_table_number(table, columns->load, &row->load_erlangs, err));
    HC_TRY(hc_csv_table_number(table, columns->calls, &row->calls, err));
    HC_TRY(hc_csv_table_number(table, columns->interval_s, &row->interval_s, err));
    HC_TRY(hc_csv_table_number(table, columns->aht_s, &row->aht_s, err));
    HC_TRY(hc_csv_table_number(table, columns->patience_s, &row->patience_s, err));
    HC_TRY(hc_csv_table_number(table, columns->lines, &row->lines, err));
    HC_TRY(hc_csv_table_number(table, columns->target_s, &row->target_s, err));
    HC_TRY(hc_csv_table_number(table, columns->target, &row->target, err));
    HC_TRY(hc_csv_table_number(table, columns->agents, &row->agents, err));
    return read_words(table, columns, row, err);
}

/* Rows whose question cannot be asked, and rows that no number of agents answers. */
typedef struct grid_tally {
    size_t refused;
    size_t unanswered;
} grid_tally;

/* The engine knows the row's numbers, not where they stand: the place is added here. */
static hc_status answer_row(const hc_csv_table *table, const grid_columns *columns,
                            hc_grid_answer *answer, hc_error *err)
{
    hc_grid_row row;
    hc_error why = HC_ERROR_INIT;
    HC_TRY(read_row(table, columns, &row, err));
    const hc_status st = hc_grid_answer_row(&row, answer, &why);
    if (st == HC_OK) { return HC_OK; }
    const hc_place at = hc_csv_table_place(table, 0);
    return hc_fail(err, st, at, why.hint, "%s", why.message);
}

/* A bad row is not a bad grid: all but a machine at its end. */
static bool is_of_the_row(hc_status st)
{
    return st != HC_OK && st != HC_ERR_MEMORY && st != HC_ERR_INPUT && st != HC_ERR_INTERNAL;
}

static void refuse_row(const hc_screen *screen, const hc_error *why, grid_tally *tally)
{
    if (tally->refused++ < HC_REJECTS_SHOWN) { hc_say_reject(screen, why); }
}

/* n: the agents, -1 where no number meets the target, empty where the row was refused. */
static hc_status add_answer(hc_table *out, const char *id, const hc_grid_answer *answer,
                            bool refused, hc_error *err)
{
    const bool none = refused || answer->agents < 0;
    HC_TRY(hc_table_text(out, id, err));
    HC_TRY(hc_table_number(out, refused ? HC_MISSING : (double)answer->agents, 0, err));
    for (size_t m = 0; m < HC_METRIC_COUNT; m++) {
        HC_TRY(hc_table_number(out, none ? HC_MISSING : hc_metric_value(&answer->metrics, m), 6,
                               err));
    }
    return HC_OK;
}

/* The current row's line of the answer; count is its number. */
static hc_status answer_one(const hc_csv_table *table, const grid_columns *columns,
                            size_t count, const hc_screen *screen, hc_table *out,
                            grid_tally *tally, hc_error *err)
{
    char number[HC_NUMBER_TEXT_MAX];
    hc_grid_answer answer = {0};
    hc_error why = HC_ERROR_INIT;
    const bool named = columns->id != HC_CSV_NO_COLUMN;
    const hc_status st = answer_row(table, columns, &answer, &why);
    const bool refused = is_of_the_row(st);
    if (st != HC_OK && !refused) {
        *err = why;
        return st;
    }
    if (refused) { refuse_row(screen, &why, tally); }
    if (!refused && answer.agents < 0) { tally->unanswered++; }
    (void)snprintf(number, sizeof number, "%zu", count);
    return add_answer(out, named ? hc_csv_table_text(table, columns->id) : number, &answer,
                      refused, err);
}

static hc_status answer_rows(hc_csv_table *table, const grid_columns *columns,
                             const hc_screen *screen, hc_table *out, grid_tally *tally,
                             hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    for (size_t count = 1;; count++) {
        hc_error why = HC_ERROR_INIT;
        const hc_status st = hc_csv_table_next(table, &row, &more, &why);
        if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) { /* no cells to answer */
            refuse_row(screen, &why, tally);
            continue;
        }
        if (st != HC_OK) {
            *err = why;
            return st;
        }
        if (!more) { return HC_OK; }
        HC_TRY(answer_one(table, columns, count, screen, out, tally, err));
    }
}

static void say_tally(const hc_screen *screen, const grid_tally *tally, int *exit_code)
{
    if (tally->refused > HC_REJECTS_SHOWN) {
        hc_say_warning(screen, "%zu rows were refused in all", tally->refused);
    }
    if (tally->unanswered > 0) {
        hc_say_warning(screen, "%zu %s no answer: no number of agents meets the target",
                       tally->unanswered, tally->unanswered == 1 ? "row has" : "rows have");
    }
    if (tally->refused + tally->unanswered > 0) { *exit_code = HC_EXIT_SHORT; }
}

hc_status hc_staff_grid(const char *path, const hc_screen *screen, int *exit_code,
                        hc_error *err)
{
    hc_csv_table *table = NULL;
    grid_columns columns;
    grid_tally tally = {0};
    hc_column headings[2 + HC_METRIC_COUNT] = {{"id", "id"}, {"n", "n"}};
    for (size_t m = 0; m < HC_METRIC_COUNT; m++) {
        headings[2 + m] = (hc_column){hc_metric_columns[m].name, hc_metric_columns[m].name};
    }
    hc_table out = hc_table_of(headings, 2 + HC_METRIC_COUNT);
    hc_status st = hc_csv_table_open(&table, path, NULL, err);
    if (st == HC_OK) { st = hc_csv_table_header(table, err); }
    if (st == HC_OK) { st = find_columns(table, &columns, err); }
    if (st == HC_OK) { st = answer_rows(table, &columns, screen, &out, &tally, err); }
    if (st == HC_OK) { hc_table_print(&out, screen->format, screen->out); }
    if (st == HC_OK) { say_tally(screen, &tally, exit_code); }
    hc_table_clear(&out);
    hc_csv_table_close(table);
    return st;
}
