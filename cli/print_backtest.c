#include "cli/print_backtest.h"

#include <stdio.h>

#include "cli/base/table.h"
#include "forecast/base/number.h"

#define SENTENCES (sizeof((hc_backtest *)NULL)->sentence / HC_REASON_MAX)
#define WEEK_DAYS 7
#define COLUMNS_MAX 16
#define TITLE_MAX 48

/* ---- for people ---------------------------------------------------------------------------
 */

/* The columns, with those of the whole horizon only where it is not the week itself. */
typedef struct score_table {
    bool whole; /* horizon other than a week */
    char horizon_title[TITLE_MAX];
    hc_column columns[COLUMNS_MAX];
    hc_table table;
} score_table;

static void start_table(const hc_backtest *backtest, score_table *scores)
{
    static const hc_column week[] = {
        {"", "Method"}, {"", "Week: interval %"}, {"", "day %"}, {"", "bias %"}, {"", "MASE"}};
    static const hc_column rest[] = {
        {"", "in 80 %"}, {"", "in 95 %"}, {"", "WQL %"}, {"", "weight %"}};
    size_t count = 0;
    for (size_t k = 0; k < sizeof week / sizeof *week; k++) {
        scores->columns[count++] = week[k];
    }
    scores->whole = backtest->horizon_days != WEEK_DAYS;
    if (scores->whole) {
        (void)snprintf(scores->horizon_title, sizeof scores->horizon_title,
                       "%zu days: interval %%", backtest->horizon_days);
        scores->columns[count++] = (hc_column){"", scores->horizon_title};
        scores->columns[count++] = week[2];
        scores->columns[count++] = week[3];
    }
    for (size_t k = 0; k < sizeof rest / sizeof *rest; k++) {
        scores->columns[count++] = rest[k];
    }
    scores->table = hc_table_of(scores->columns, count);
}

static hc_status add_percent(score_table *scores, double share, hc_error *err)
{
    return hc_table_number(&scores->table, 100.0 * share, 1, err);
}

static hc_status add_errors(score_table *scores, const hc_accuracy *accuracy, hc_error *err)
{
    HC_TRY(add_percent(scores, accuracy->wape_interval, err));
    HC_TRY(add_percent(scores, accuracy->wape_day, err));
    return add_percent(scores, accuracy->bias, err);
}

static hc_status add_line(score_table *scores, const hc_backtest_score *score, hc_error *err)
{
    char name[HC_MODEL_NAME_MAX + 4];
    const hc_accuracy *horizon = &score->horizon;
    (void)snprintf(name, sizeof name, "%s%s", score->sort == HC_SCORE_CANDIDATE ? "- " : "",
                   score->name);
    HC_TRY(hc_table_text(&scores->table, name, err));
    HC_TRY(add_errors(scores, &score->week, err));
    HC_TRY(hc_table_number(&scores->table, score->week.mase, 2, err));
    if (scores->whole) { HC_TRY(add_errors(scores, horizon, err)); }
    HC_TRY(add_percent(scores, horizon->coverage_80, err));
    HC_TRY(add_percent(scores, horizon->coverage_95, err));
    HC_TRY(add_percent(scores, horizon->wql, err));
    return add_percent(scores, score->weight, err);
}

/* The error that a forecast of the true means would still have: nobody gets below it. */
static hc_status add_floor(score_table *scores, const hc_backtest_score *ours, hc_error *err)
{
    const size_t week_at = 1, horizon_at = 5;
    HC_TRY(hc_table_text(&scores->table, "chance alone", err));
    for (size_t column = 1; column < scores->table.column_count; column++) {
        const bool horizon = scores->whole && column == horizon_at;
        HC_TRY(add_percent(scores,
                           column == week_at ? ours->week.poisson_floor
                           : horizon         ? ours->horizon.poisson_floor
                                             : HC_MISSING,
                           err));
    }
    return HC_OK;
}

static hc_status print_table(const hc_backtest *backtest, const hc_screen *screen,
                             hc_error *err)
{
    score_table scores = {0};
    start_table(backtest, &scores);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < backtest->score_count; k++) {
        st = add_line(&scores, &backtest->scores[k], err);
    }
    if (st == HC_OK) { st = add_floor(&scores, &backtest->scores[0], err); }
    if (st == HC_OK) { hc_table_print(&scores.table, screen->format, screen->out); }
    hc_table_clear(&scores.table);
    return st;
}

/* ---- for programs -------------------------------------------------------------------------
 */

static hc_status add_row(hc_table *table, const hc_backtest_score *score, hc_error *err)
{
    static const char *const kinds[] = {"headcount", "planners", "candidate"};
    const hc_accuracy *week = &score->week, *horizon = &score->horizon;
    const double values[] = {week->wape_interval, week->wape_day,         week->bias,
                             week->mase,          horizon->wape_interval, horizon->wape_day,
                             horizon->bias,       horizon->coverage_80,   horizon->coverage_95,
                             horizon->wql,        horizon->poisson_floor, score->weight};
    HC_TRY(hc_table_text(table, score->name, err));
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        HC_TRY(hc_table_number(table, values[k], 4, err));
    }
    return hc_table_text(table, kinds[score->sort], err);
}

static hc_status print_rows(const hc_backtest *backtest, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"method", ""},        {"week_wape_interval", ""},
                                        {"week_wape_day", ""}, {"week_bias", ""},
                                        {"week_mase", ""},     {"wape_interval", ""},
                                        {"wape_day", ""},      {"bias", ""},
                                        {"coverage_80", ""},   {"coverage_95", ""},
                                        {"wql", ""},           {"poisson_floor", ""},
                                        {"weight", ""},        {"kind", ""}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < backtest->score_count; k++) {
        st = add_row(&table, &backtest->scores[k], err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- sentences ----------------------------------------------------------------------------
 */

/* Beside a table the sentences belong to the result; beside csv and json they are talk. */
static void say(const hc_screen *screen, const char *sentence)
{
    if (sentence[0] == '\0') { return; }
    if (!hc_is_for_people(screen->format)) {
        hc_say_note(screen, "%s", sentence);
        return;
    }
    hc_put_text(screen->out, sentence);
    (void)fputs("\n", screen->out);
}

static void say_aht(const hc_backtest *backtest, const hc_screen *screen)
{
    char text[HC_REASON_MAX];
    if (hc_is_missing(backtest->aht_wape) || hc_is_missing(backtest->aht_wape_plain)) {
        return;
    }
    (void)snprintf(text, sizeof text,
                   "Handle times of the week ahead were %.1f %% off, by contacts; each queue's "
                   "plain mean of 8 weeks would have been %.1f %% off.",
                   100.0 * backtest->aht_wape, 100.0 * backtest->aht_wape_plain);
    say(screen, text);
}

hc_status hc_print_backtest(const hc_backtest *backtest, const hc_screen *screen, hc_error *err)
{
    const bool people = hc_is_for_people(screen->format);
    HC_TRY((people ? print_table : print_rows)(backtest, screen, err));
    if (people) { (void)fputs("\n", screen->out); }
    say(screen, backtest->totals);
    say_aht(backtest, screen);
    for (size_t k = 0; k < SENTENCES; k++) {
        say(screen, backtest->sentence[k]);
    }
    if (backtest->too_little) { hc_say_warning(screen, "%s", backtest->warning); }
    return HC_OK;
}
