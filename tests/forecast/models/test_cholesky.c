#include <string.h>

#include "forecast/base/number.h"
#include "forecast/models/cholesky.h"
#include "forecast/models/robust.h"
#include "tests/support/hc_test.h"

/* The textbook matrix with factor {2 6 -8; 0 1 5; 0 0 3} (upper). */
static void the_factor_is_the_textbooks(void)
{
    double a[9] = {4.0, 12.0, -16.0, 12.0, 37.0, -43.0, -16.0, -43.0, 98.0};
    CU_ASSERT(hc_cholesky(a, 3, 3));
    CHECK_CLOSE(a[0], 2.0, 1e-14);
    CHECK_CLOSE(a[1], 6.0, 1e-14);
    CHECK_CLOSE(a[2], -8.0, 1e-14);
    CHECK_CLOSE(a[4], 1.0, 1e-12);
    CHECK_CLOSE(a[5], 5.0, 1e-12);
    CHECK_CLOSE(a[8], 3.0, 1e-12);
}

#define ORDER 23

static double entry(size_t i, size_t j)
{
    const double apart = (double)i - (double)j;
    return exp(-0.1 * apart * apart) + (i == j ? 0.2 : 0.0);
}

static void fill(double *a)
{
    for (size_t i = 0; i < ORDER; i++) {
        for (size_t j = 0; j < ORDER; j++) {
            a[i * ORDER + j] = entry(i, j);
        }
    }
}

static void solving_gives_the_right_hand_side_back(void)
{
    double a[ORDER * ORDER], x[ORDER];
    fill(a);
    CU_ASSERT(hc_cholesky(a, ORDER, ORDER));
    for (size_t i = 0; i < ORDER; i++) {
        x[i] = (double)i - 3.0;
    }
    hc_cholesky_forward(a, ORDER, ORDER, x);
    hc_cholesky_backward(a, ORDER, ORDER, x);
    for (size_t i = 0; i < ORDER; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < ORDER; j++) {
            sum += entry(i, j) * x[j];
        }
        CU_ASSERT(fabs(sum - ((double)i - 3.0)) < 1e-11);
    }
}

static void rows_that_begin_with_a_cache_line_have_the_same_factor(void)
{
    enum { STRIDE = 24 };
    double a[ORDER * ORDER], padded[ORDER * STRIDE] = {0.0};
    CU_ASSERT_EQUAL(hc_cholesky_stride(ORDER), STRIDE);
    CU_ASSERT_EQUAL(hc_cholesky_stride(STRIDE), STRIDE);
    CU_ASSERT_EQUAL(hc_cholesky_stride(STRIDE + 1), 40);
    fill(a);
    for (size_t i = 0; i < ORDER; i++) {
        memcpy(padded + i * STRIDE, a + i * ORDER, ORDER * sizeof *a);
    }
    CU_ASSERT(hc_cholesky(a, ORDER, ORDER));
    CU_ASSERT(hc_cholesky(padded, ORDER, STRIDE));
    for (size_t i = 0; i < ORDER; i++) {
        for (size_t j = i; j < ORDER; j++) {
            CU_ASSERT(padded[i * STRIDE + j] == a[i * ORDER + j]);
        }
    }
}

static void right_sides_together_are_solved_as_each_alone(void)
{
    enum { SIDES = 3, APART = ORDER + 2 };
    double a[ORDER * ORDER], sides[SIDES * APART], alone[SIDES * APART];
    fill(a);
    CU_ASSERT(hc_cholesky(a, ORDER, ORDER));
    for (size_t i = 0; i < (size_t)SIDES * APART; i++) {
        sides[i] = alone[i] = (double)(i % 7) - 2.5;
    }
    hc_cholesky_forward_sides(a, ORDER, ORDER, sides, SIDES, APART);
    for (size_t side = 0; side < SIDES; side++) {
        hc_cholesky_forward(a, ORDER, ORDER, alone + side * APART);
    }
    for (size_t i = 0; i < (size_t)SIDES * APART; i++) {
        CU_ASSERT(sides[i] == alone[i]);
    }
}

static void the_sum_of_products_takes_every_number(void)
{
    double a[ORDER], b[ORDER];
    for (size_t n = 0; n <= ORDER; n++) {
        for (size_t i = 0; i < n; i++) {
            a[i] = (double)i;
            b[i] = 2.0;
        }
        CU_ASSERT_DOUBLE_EQUAL(hc_dot(a, b, n), n > 0 ? (double)(n * (n - 1)) : 0.0, 0.0);
    }
}

static void the_inverse_diagonal_is_that_of_solving_unit_vectors(void)
{
    double a[ORDER * ORDER], work[ORDER];
    fill(a);
    CU_ASSERT(hc_cholesky(a, ORDER, ORDER));
    for (size_t i = 0; i < ORDER; i++) {
        double unit[ORDER] = {0.0};
        unit[i] = 1.0;
        hc_cholesky_forward(a, ORDER, ORDER, unit);
        hc_cholesky_backward(a, ORDER, ORDER, unit);
        CHECK_CLOSE(hc_cholesky_inverse_at(a, ORDER, ORDER, i, work), unit[i], 1e-11);
    }
}

static void the_leading_block_of_the_factor_is_the_factor_of_the_leading_block(void)
{
    double whole[ORDER * ORDER], part[ORDER * ORDER];
    fill(whole);
    fill(part);
    CU_ASSERT(hc_cholesky(whole, ORDER, ORDER));
    CU_ASSERT(hc_cholesky(part, ORDER - 6, ORDER));
    for (size_t i = 0; i < ORDER - 6; i++) {
        for (size_t j = i; j < ORDER - 6; j++) {
            CHECK_CLOSE(part[i * ORDER + j], whole[i * ORDER + j], 1e-12);
        }
    }
}

static void a_matrix_that_is_not_positive_definite_is_refused(void)
{
    double a[4] = {1.0, 2.0, 2.0, 1.0};
    CU_ASSERT_FALSE(hc_cholesky(a, 2, 2));
    double nan[1] = {(double)NAN};
    CU_ASSERT_FALSE(hc_cholesky(nan, 1, 1));
}

static void medians_and_quantiles_are_between_order_statistics(void)
{
    double odd[] = {9.0, 1.0, 5.0}, even[] = {4.0, 1.0, 3.0, 2.0};
    CU_ASSERT_EQUAL(hc_median(odd, 3), 5.0);
    CU_ASSERT_EQUAL(hc_median(even, 4), 2.5);
    CU_ASSERT_EQUAL(hc_mean(even, 4), 2.5);
    CU_ASSERT_EQUAL(hc_mean(even, 0), 0.0);
    hc_sort_doubles(even, 4);
    CHECK_CLOSE(hc_sorted_quantile(even, 4, 0.5), 2.5, 1e-15);
    CHECK_CLOSE(hc_sorted_quantile(even, 4, 0.1), 1.3, 1e-14);
    CHECK_CLOSE(hc_sorted_quantile(even, 4, 1.0), 4.0, 1e-15);
    CHECK_CLOSE(hc_sorted_quantile(even, 1, 0.7), 1.0, 1e-15);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_factor_is_the_textbooks),
        HC_TEST(solving_gives_the_right_hand_side_back),
        HC_TEST(rows_that_begin_with_a_cache_line_have_the_same_factor),
        HC_TEST(right_sides_together_are_solved_as_each_alone),
        HC_TEST(the_sum_of_products_takes_every_number),
        HC_TEST(the_inverse_diagonal_is_that_of_solving_unit_vectors),
        HC_TEST(the_leading_block_of_the_factor_is_the_factor_of_the_leading_block),
        HC_TEST(a_matrix_that_is_not_positive_definite_is_refused),
        HC_TEST(medians_and_quantiles_are_between_order_statistics),
    };
    return hc_test_run("cholesky", tests, sizeof tests / sizeof *tests);
}
