#include <stdint.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

static void products_of_sizes_never_wrap(void)
{
    size_t product = 7;
    CU_ASSERT_TRUE(hc_size_mul(6, 7, &product));
    CU_ASSERT_EQUAL(product, 42);
    CU_ASSERT_TRUE(hc_size_mul(0, SIZE_MAX, &product));
    CU_ASSERT_EQUAL(product, 0);
    CU_ASSERT_TRUE(hc_size_mul(SIZE_MAX, 0, &product));
    CU_ASSERT_EQUAL(product, 0);
    CU_ASSERT_TRUE(hc_size_mul(SIZE_MAX, 1, &product));
    CU_ASSERT_EQUAL(product, SIZE_MAX);
    CU_ASSERT_FALSE(hc_size_mul(SIZE_MAX / 2 + 1, 2, &product));
    CU_ASSERT_FALSE(hc_size_mul(SIZE_MAX, SIZE_MAX, &product));
    CU_ASSERT_EQUAL(product, SIZE_MAX);
}

static void memory_comes_zeroed(void)
{
    unsigned char *bytes = NULL;
    CU_ASSERT_EQUAL(hc_alloc(&bytes, 1000, 3, NULL), HC_OK);
    size_t zeros = 0;
    for (size_t at = 0; at < 3000; at++) {
        zeros += bytes[at] == 0 ? 1 : 0;
    }
    CU_ASSERT_EQUAL(zeros, 3000);
    hc_free(bytes);
}

static void nothing_is_a_valid_pointer_too(void)
{
    double *none = NULL;
    CU_ASSERT_EQUAL(hc_alloc(&none, 0, sizeof *none, NULL), HC_OK);
    CU_ASSERT_PTR_NOT_NULL(none);
    hc_free(none);
    hc_free(NULL);
}

static void too_much_is_an_error_that_says_how_much(void)
{
    hc_error err = HC_ERROR_INIT;
    double other = 1.0;
    double *numbers = &other;
    CU_ASSERT_EQUAL(hc_alloc(&numbers, SIZE_MAX / 4, 8, &err), HC_ERR_MEMORY);
    CU_ASSERT_PTR_NULL(numbers);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "out of memory"));
}

static void growing_keeps_the_old_and_zeroes_the_new(void)
{
    int32_t *numbers = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 1000; count++) {
        CU_ASSERT_EQUAL_FATAL(hc_grow(&numbers, &capacity, count + 1, sizeof *numbers, NULL),
                              HC_OK);
        CU_ASSERT_EQUAL(numbers[count], 0);
        numbers[count] = (int32_t)count;
    }
    CU_ASSERT_TRUE(capacity >= 1000 && capacity < 2048);
    for (int32_t count = 0; count < 1000; count++) {
        CU_ASSERT_EQUAL(numbers[count], count);
    }
    for (size_t at = 1000; at < capacity; at++) {
        CU_ASSERT_EQUAL(numbers[at], 0);
    }
    hc_free(numbers);
}

static void growing_at_least_doubles(void)
{
    char *bytes = NULL;
    size_t capacity = 0;
    CU_ASSERT_EQUAL(hc_grow(&bytes, &capacity, 100, 1, NULL), HC_OK);
    const size_t first = capacity;
    CU_ASSERT_TRUE(first >= 100);
    CU_ASSERT_EQUAL(hc_grow(&bytes, &capacity, first, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL(capacity, first);
    CU_ASSERT_EQUAL(hc_grow(&bytes, &capacity, first + 1, 1, NULL), HC_OK);
    CU_ASSERT_TRUE(capacity >= 2 * first);
    hc_free(bytes);
}

static void a_growth_that_cannot_be_leaves_everything_as_it_was(void)
{
    double *numbers = NULL;
    size_t capacity = 0;
    CU_ASSERT_EQUAL(hc_grow(&numbers, &capacity, 4, sizeof *numbers, NULL), HC_OK);
    numbers[3] = 5.0;
    const double *before = numbers;
    const size_t room = capacity;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_grow(&numbers, &capacity, SIZE_MAX / 2, sizeof *numbers, &err),
                    HC_ERR_MEMORY);
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_grow(&numbers, &capacity, room + 1, sizeof *numbers, &err),
                    HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_PTR_EQUAL(numbers, before);
    CU_ASSERT_EQUAL(capacity, room);
    CU_ASSERT_EQUAL(numbers[3], 5.0);
    hc_free(numbers);
}

static void a_copied_text_is_its_own(void)
{
    char *copy = NULL;
    CU_ASSERT_EQUAL(hc_strdup(&copy, "상담", NULL), HC_OK);
    CU_ASSERT_STRING_EQUAL(copy, "상담");
    char *kept = copy;
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_strdup(&copy, "x", NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_PTR_EQUAL(copy, kept);
    hc_free(copy);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(products_of_sizes_never_wrap),
        HC_TEST(memory_comes_zeroed),
        HC_TEST(nothing_is_a_valid_pointer_too),
        HC_TEST(too_much_is_an_error_that_says_how_much),
        HC_TEST(growing_keeps_the_old_and_zeroes_the_new),
        HC_TEST(growing_at_least_doubles),
        HC_TEST(a_growth_that_cannot_be_leaves_everything_as_it_was),
        HC_TEST(a_copied_text_is_its_own),
    };
    return hc_test_run("memory", tests, sizeof tests / sizeof tests[0]);
}
