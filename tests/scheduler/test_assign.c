#include "scheduler/assign.h"

#include <math.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define MOST 7

/* Cheapest assignment by trying every one. */
/* NOLINTNEXTLINE(misc-no-recursion): at most seven deep */
static double try_all(const double *price, size_t rows, size_t columns, size_t row,
                      unsigned used)
{
    if (row == rows) { return 0.0; }
    double best = HUGE_VAL;
    for (size_t column = 0; column < columns; column++) {
        if ((used & (1U << column)) != 0) { continue; }
        best = fmin(best, price[row * columns + column] +
                              try_all(price, rows, columns, row + 1, used | (1U << column)));
    }
    return best;
}

static double random_price(hc_rng *rng, int kind)
{
    if (kind == 0) { return hc_rng_uniform(rng); }
    if (kind == 1) { return (double)hc_rng_below(rng, 4) - 2.0; }
    return hc_rng_below(rng, 3) == 0 ? HUGE_VAL : (double)hc_rng_below(rng, 9);
}

static void check_against_all(hc_rng *rng, int kind)
{
    double price[MOST * MOST] = {0};
    const size_t columns = 1 + (size_t)hc_rng_below(rng, MOST);
    const size_t rows = 1 + (size_t)hc_rng_below(rng, columns);
    for (size_t i = 0; i < rows * columns; i++) {
        price[i] = random_price(rng, kind);
    }
    const double best = try_all(price, rows, columns, 0, 0);
    size_t column_of[MOST];
    double total = -1.0;
    const hc_status status = hc_assign_rows(price, rows, columns, column_of, &total, NULL);
    if (isinf(best)) {
        CU_ASSERT_EQUAL(status, HC_ERR_INFEASIBLE);
        CU_ASSERT_EQUAL(total, -1.0);
        return;
    }
    CU_ASSERT_EQUAL(status, HC_OK);
    CU_ASSERT_TRUE(fabs(total - best) < 1e-12);
    unsigned used = 0;
    for (size_t row = 0; row < rows; row++) {
        used |= 1U << column_of[row];
    }
    CU_ASSERT_EQUAL((size_t)__builtin_popcount(used), rows);
}

/* 6,000 random tables of at most 7 by 7, seed 5, against every assignment there is. */
static void assignment_is_the_cheapest_of_all(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    for (int i = 0; i < 6000; i++) {
        check_against_all(&rng, i % 3);
    }
}

static void nobody_is_assigned_to_nothing(void)
{
    double total = 1.0;
    CU_ASSERT_EQUAL(hc_assign_rows(NULL, 0, 0, NULL, &total, NULL), HC_OK);
    CU_ASSERT_EQUAL(total, 0.0);
}

static void impossible_tables_are_refused(void)
{
    const double price[6] = {1.0, 2.0, 3.0, (double)NAN, 5.0, 6.0};
    const double blocked[4] = {1.0, HUGE_VAL, 2.0, HUGE_VAL};
    const double low[1] = {-HUGE_VAL};
    size_t column_of[3] = {9, 9, 9};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_assign_rows(price, 3, 2, column_of, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_assign_rows(price, 2, 3, column_of, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "row 2, column 1"));
    CU_ASSERT_EQUAL(hc_assign_rows(low, 1, 1, column_of, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_assign_rows(blocked, 2, 2, column_of, NULL, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(hc_assign_rows(price, 1, HC_ASSIGN_MAX + 1, column_of, NULL, &err),
                    HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(column_of[0], 9);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(assignment_is_the_cheapest_of_all),
        HC_TEST(nobody_is_assigned_to_nothing),
        HC_TEST(impossible_tables_are_refused),
    };
    return hc_test_run("scheduler/assign", tests, sizeof tests / sizeof tests[0]);
}
