#include "scheduler/assign.h"

#include <math.h>

#define HC_UNMATCHED SIZE_MAX

/* Duals and matching of the assignment problem while it grows row by row. */
typedef struct matching {
    const double *price;
    size_t rows;
    size_t columns;
    double *row_dual;
    double *column_dual; /* at most 0 where a column is still free */
    size_t *column_of;   /* [rows] */
    size_t *row_of;      /* [columns] */
    double *distance;    /* [columns] of the shortest path that is being grown */
    size_t *from;        /* [columns] row from which the path enters the column */
    size_t *open;        /* [columns] columns not yet reached, the first `reached` are */
} matching;

static void matching_clear(matching *m)
{
    hc_free(m->row_dual);
    hc_free(m->column_dual);
    hc_free(m->column_of);
    hc_free(m->row_of);
    hc_free(m->distance);
    hc_free(m->from);
    hc_free(m->open);
}

static hc_status matching_make(matching *m, hc_error *err)
{
    HC_TRY(hc_alloc(&m->row_dual, m->rows, sizeof *m->row_dual, err));
    HC_TRY(hc_alloc(&m->column_dual, m->columns, sizeof *m->column_dual, err));
    HC_TRY(hc_alloc(&m->column_of, m->rows, sizeof *m->column_of, err));
    HC_TRY(hc_alloc(&m->row_of, m->columns, sizeof *m->row_of, err));
    HC_TRY(hc_alloc(&m->distance, m->columns, sizeof *m->distance, err));
    HC_TRY(hc_alloc(&m->from, m->columns, sizeof *m->from, err));
    HC_TRY(hc_alloc(&m->open, m->columns, sizeof *m->open, err));
    for (size_t row = 0; row < m->rows; row++) {
        m->column_of[row] = HC_UNMATCHED;
    }
    for (size_t column = 0; column < m->columns; column++) {
        m->row_of[column] = HC_UNMATCHED;
    }
    return HC_OK;
}

static double reduced_price(const matching *m, size_t row, size_t column)
{
    return m->price[row * m->columns + column] - m->row_dual[row] - m->column_dual[column];
}

/* A square problem may start from its columns' smallest prices; a free column's dual must be 0.
 */
static void start_column_duals(matching *m)
{
    if (m->rows != m->columns) { return; }
    for (size_t column = 0; column < m->columns; column++) {
        double least = HUGE_VAL;
        for (size_t row = 0; row < m->rows; row++) {
            least = fmin(least, m->price[row * m->columns + column]);
        }
        m->column_dual[column] = isfinite(least) ? least : 0.0;
    }
}

/* Every row at its cheapest column, where that is still free. */
static hc_status start_rows(matching *m, hc_error *err)
{
    for (size_t row = 0; row < m->rows; row++) {
        double least = HUGE_VAL;
        size_t best = HC_UNMATCHED;
        for (size_t column = 0; column < m->columns; column++) {
            const double price = reduced_price(m, row, column);
            const bool frees_tie = price == least && best != HC_UNMATCHED &&
                                   m->row_of[best] != HC_UNMATCHED &&
                                   m->row_of[column] == HC_UNMATCHED;
            if (price < least || frees_tie) {
                least = price;
                best = column;
            }
        }
        if (best == HC_UNMATCHED) {
            return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "allow one of its pairs",
                           "row %zu may be given to no column", row + 1);
        }
        m->row_dual[row] = least;
        if (m->row_of[best] == HC_UNMATCHED) {
            m->row_of[best] = row;
            m->column_of[row] = best;
        }
    }
    return HC_OK;
}

/* Place in open[] of the nearest column not yet reached; a free one wins a tie. */
static size_t nearest(const matching *m, size_t reached)
{
    size_t best = reached;
    for (size_t at = reached + 1; at < m->columns; at++) {
        const double ahead = m->distance[m->open[at]] - m->distance[m->open[best]];
        const bool frees_tie = ahead == 0.0 && m->row_of[m->open[at]] == HC_UNMATCHED &&
                               m->row_of[m->open[best]] != HC_UNMATCHED;
        if (ahead < 0.0 || frees_tie) { best = at; }
    }
    return best;
}

static void extend_from(matching *m, size_t row, double walked, size_t reached)
{
    for (size_t at = reached; at < m->columns; at++) {
        const size_t column = m->open[at];
        const double distance = walked + reduced_price(m, row, column);
        if (distance < m->distance[column]) {
            m->distance[column] = distance;
            m->from[column] = row;
        }
    }
}

/* Duals such that every reduced price stays >= 0 and those on the path become 0. */
static void update_duals(matching *m, size_t root, double walked, size_t reached)
{
    m->row_dual[root] += walked;
    for (size_t at = 0; at < reached; at++) {
        const size_t column = m->open[at];
        const double slack = walked - m->distance[column];
        m->column_dual[column] -= slack;
        m->row_dual[m->row_of[column]] += slack;
    }
}

static void flip_path(matching *m, size_t root, size_t end)
{
    size_t column = end;
    for (;;) {
        const size_t row = m->from[column];
        const size_t previous = m->column_of[row];
        m->row_of[column] = row;
        m->column_of[row] = column;
        if (row == root) { return; }
        column = previous;
    }
}

static hc_status match_row(matching *m, size_t root, hc_error *err)
{
    for (size_t column = 0; column < m->columns; column++) {
        m->distance[column] = HUGE_VAL;
        m->open[column] = column;
    }
    size_t row = root;
    double walked = 0.0;
    for (size_t reached = 0; reached < m->columns; reached++) {
        extend_from(m, row, walked, reached);
        const size_t at = nearest(m, reached);
        const size_t column = m->open[at];
        walked = m->distance[column];
        if (!isfinite(walked)) { break; }
        if (m->row_of[column] == HC_UNMATCHED) {
            update_duals(m, root, walked, reached);
            flip_path(m, root, column);
            return HC_OK;
        }
        m->open[at] = m->open[reached];
        m->open[reached] = column;
        row = m->row_of[column];
    }
    return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "allow one of its pairs",
                   "no column is left for row %zu under the pairs that are allowed", root + 1);
}

static hc_status match_all(matching *m, hc_error *err)
{
    HC_TRY(matching_make(m, err));
    start_column_duals(m);
    hc_status st = start_rows(m, err);
    for (size_t row = 0; row < m->rows && st == HC_OK; row++) {
        if (m->column_of[row] == HC_UNMATCHED) { st = match_row(m, row, err); }
    }
    return st;
}

static hc_status check_prices(const double *price, size_t rows, size_t columns, hc_error *err)
{
    if (rows > columns) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "%zu rows cannot share %zu columns",
                       rows, columns);
    }
    if (columns > HC_ASSIGN_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "assign fewer at once",
                       "at most %d can be assigned at once, found %zu", HC_ASSIGN_MAX, columns);
    }
    for (size_t pair = 0; pair < rows * columns; pair++) {
        if (isnan(price[pair]) || (isinf(price[pair]) && price[pair] < 0.0)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "the price of row %zu, column %zu is not a number",
                           pair / columns + 1, pair % columns + 1);
        }
    }
    return HC_OK;
}

hc_status hc_assign_rows(const double *price, size_t rows, size_t columns, size_t *column_of,
                         double *total, hc_error *err)
{
    HC_TRY(check_prices(price, rows, columns, err));
    matching m = {.price = price, .rows = rows, .columns = columns};
    const hc_status st = match_all(&m, err);
    if (st == HC_OK) {
        double sum = 0.0;
        for (size_t row = 0; row < rows; row++) {
            column_of[row] = m.column_of[row];
            sum += price[row * columns + m.column_of[row]];
        }
        if (total != NULL) { *total = sum; }
    }
    matching_clear(&m);
    return st;
}
