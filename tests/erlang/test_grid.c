#include <stdio.h>
#include <string.h>

#include "erlang/grid.h"
#include "tests/support/hc_test.h"

#define CELLS 31
#define METRICS 14
#define CELL_MAX 64

/* Columns of the truth table, computed with 100-digit arithmetic. */
enum {
    KIND = 1,
    MODEL,
    LOAD,
    CALLS,
    INTERVAL,
    AHT,
    PATIENCE,
    LINES,
    WITHIN,
    TARGET_TYPE,
    TARGET,
    AGENTS,
    FIRST_METRIC,
    COND = FIRST_METRIC + METRICS
};

/* Places in FIRST_METRIC order that are compared by absolute distance. */
enum { ABANDON_IN_T = 5, SL_OFFERED = 6 };

typedef struct truth_row {
    char cell[CELLS][CELL_MAX];
} truth_row;

static bool read_row(FILE *file, truth_row *row)
{
    char line[4096];
    if (fgets(line, sizeof line, file) == NULL) { return false; }
    size_t column = 0;
    const char *start = line;
    memset(row, 0, sizeof *row);
    while (column < CELLS) {
        const size_t length = strcspn(start, ",\r\n");
        if (length < CELL_MAX) { memcpy(row->cell[column], start, length); }
        column++;
        if (start[length] != ',') { break; }
        start += length + 1;
    }
    return true;
}

static double number(const truth_row *row, int column)
{
    double value = HC_MISSING;
    const char *text = row->cell[column];
    if (text[0] == '\0' || !hc_parse_double(text, strlen(text), &value)) { return HC_MISSING; }
    return value;
}

static hc_grid_row question_of(const truth_row *row)
{
    hc_grid_row question = hc_grid_row_empty();
    CU_ASSERT_TRUE(hc_model_find(row->cell[MODEL], &question.model));
    question.kind = strcmp(row->cell[KIND], "solve") == 0 ? HC_GRID_SOLVE : HC_GRID_EVAL;
    question.load_erlangs = number(row, LOAD);
    question.calls = number(row, CALLS);
    question.interval_s = number(row, INTERVAL);
    question.aht_s = number(row, AHT);
    question.patience_s = number(row, PATIENCE);
    question.lines = number(row, LINES);
    question.target_s = number(row, WITHIN);
    question.agents = number(row, AGENTS);
    if (question.kind == HC_GRID_SOLVE) {
        CU_ASSERT_TRUE(hc_target_find(row->cell[TARGET_TYPE], &question.target_kind));
        question.target = number(row, TARGET);
    }
    return question;
}

/* Distance from the truth in units of what is promised: max(1e-12, 4e-16 (1 + cond)), relative.
 */
static double distance(const truth_row *row, const hc_grid_row *question,
                       const hc_metrics *metrics, int which, double got)
{
    const double truth = number(row, FIRST_METRIC + which);
    if (hc_is_missing(truth)) { return 0.0; }
    if (which == SL_OFFERED || which == ABANDON_IN_T) { return fabs(got - truth) / 1e-13; }
    if (truth < 1e-300) { return fabs(got - truth) / 1e-300; }
    double cond = number(row, COND);
    if (hc_is_missing(cond)) { /* solve rows leave it out: the formula of the table's page */
        const double load = number(row, LOAD);
        const double gap = fabs(number(row, AGENTS) - load);
        cond = fabs(number(row, AGENTS) - load * (1.0 - metrics->erlang_b));
        if (question->model != HC_MODEL_B) {
            cond += gap * question->target_s / question->aht_s;
        }
        if (question->model == HC_MODEL_C) { cond += load / gap; }
    }
    return fabs(got / truth - 1.0) / fmax(1e-12, 4e-16 * (1.0 + cond));
}

static int wrong_metrics(const truth_row *row, const hc_grid_row *question,
                         const hc_metrics *metrics)
{
    double got[METRICS];
    int wrong = 0;
    memcpy(got, metrics, sizeof got);
    for (int which = 0; which < METRICS; which++) {
        const double off = distance(row, question, metrics, which, got[which]);
        if (off <= 1.0) { continue; }
        printf("\n    row %s, metric %d: got %.17g, truth %s, %g of the promise", row->cell[0],
               which, got[which], row->cell[FIRST_METRIC + which], off);
        wrong++;
    }
    return wrong;
}

static void every_row_of_the_truth_table_is_exact(void)
{
    char path[1024];
    truth_row row;
    size_t rows = 0;
    if (hc_shared_data() == NULL) { return; }
    (void)snprintf(path, sizeof path, "%s/erlang_truth.csv", hc_shared_data());
    FILE *file = fopen(path, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_TRUE(read_row(file, &row)); /* the header */
    while (read_row(file, &row)) {
        const hc_grid_row question = question_of(&row);
        hc_grid_answer answer = {0};
        hc_error err = HC_ERROR_INIT;
        rows++;
        CU_ASSERT_EQUAL(hc_grid_answer_row(&question, &answer, &err), HC_OK);
        CU_ASSERT_EQUAL((double)answer.agents, number(&row, AGENTS));
        if (answer.agents < 0) { continue; }
        CU_ASSERT_EQUAL(wrong_metrics(&row, &question, &answer.metrics), 0);
    }
    CU_ASSERT_EQUAL(rows, 4000);
    (void)fclose(file);
}

static void row_with_calls_does_not_need_the_load(void)
{
    hc_grid_row row = hc_grid_row_empty();
    hc_grid_answer answer = {0};
    row.kind = HC_GRID_SOLVE;
    row.calls = 100.0;
    row.interval_s = 1800.0;
    row.aht_s = 180.0;
    row.target_s = 20.0;
    row.target = 0.8;
    CU_ASSERT_EQUAL(hc_grid_answer_row(&row, &answer, NULL), HC_OK);
    CU_ASSERT_EQUAL(answer.agents, 14);
}

static void infeasible_row_answers_minus_one(void)
{
    hc_grid_row row = hc_grid_row_empty();
    hc_grid_answer answer = {0};
    row.kind = HC_GRID_SOLVE;
    row.load_erlangs = 10.0;
    row.aht_s = 180.0;
    row.target = 1.0;
    CU_ASSERT_EQUAL(hc_grid_answer_row(&row, &answer, NULL), HC_OK);
    CU_ASSERT_EQUAL(answer.agents, -1);
    CU_ASSERT_TRUE(hc_is_missing(answer.metrics.sl_offered));
}

static void row_without_load_or_agents_is_an_error(void)
{
    hc_grid_row row = hc_grid_row_empty();
    hc_grid_answer answer = {.agents = 5};
    row.aht_s = 180.0;
    row.agents = 10.0;
    CU_ASSERT_EQUAL(hc_grid_answer_row(&row, &answer, NULL), HC_ERR_RANGE);
    row.load_erlangs = 5.0;
    row.agents = HC_MISSING;
    CU_ASSERT_EQUAL(hc_grid_answer_row(&row, &answer, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(answer.agents, 5);
    row.kind = HC_GRID_SOLVE;
    row.calls = 100.0; /* but of how long an interval? The load is asked for. */
    row.target = 80.0;
    CU_ASSERT_EQUAL(hc_grid_answer_row(&row, &answer, NULL), HC_ERR_RANGE);
    row.target = 0.8;
    row.target_s = 20.0;
    row.load_erlangs = 10.0;
    CU_ASSERT_EQUAL(hc_grid_answer_row(&row, &answer, NULL), HC_OK);
    CU_ASSERT_EQUAL(answer.agents, 14);
}

static void model_names_are_found(void)
{
    hc_model model = HC_MODEL_B;
    CU_ASSERT_TRUE(hc_model_find("AK", &model));
    CU_ASSERT_EQUAL(model, HC_MODEL_A);
    CU_ASSERT_TRUE(hc_model_find("c", &model));
    CU_ASSERT_EQUAL(model, HC_MODEL_C);
    CU_ASSERT_FALSE(hc_model_find("M/M/n", &model));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_row_of_the_truth_table_is_exact),
        HC_TEST(row_with_calls_does_not_need_the_load),
        HC_TEST(infeasible_row_answers_minus_one),
        HC_TEST(row_without_load_or_agents_is_an_error),
        HC_TEST(model_names_are_found),
    };
    return hc_test_run("grid", tests, sizeof tests / sizeof tests[0]);
}
