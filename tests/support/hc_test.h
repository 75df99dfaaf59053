/* The few lines every test program shares: a suite from a table, CUnit's summary, an exit code.
 */
#ifndef HC_TESTS_SUPPORT_HC_TEST_H
#define HC_TESTS_SUPPORT_HC_TEST_H

#include <CUnit/Basic.h>
#include <math.h>
#include <stddef.h>

typedef struct hc_test {
    const char *name;
    void (*run)(void);
} hc_test;

#define HC_TEST(function)                                                                      \
    {                                                                                          \
#function, function                                                                    \
    }

/* Runs the tests of one module as one suite; 0 when all passed. Use as main's return value. */
int hc_test_run(const char *suite, const hc_test *tests, size_t count);

/* Relative closeness; prints both numbers when they differ. */
void hc_check_close(double got, double expected, double relative, const char *file, int line);
#define CHECK_CLOSE(got, expected, relative)                                                   \
    hc_check_close((got), (expected), (relative), __FILE__, __LINE__)

/* Folder of the shared reference data, or NULL (and a line saying so) when it is absent. */
const char *hc_shared_data(void);

/* Makes the k-th allocation from now on fail (1-based), 0 switches it off; counts made so far.
 * Only in programs linked with hc_test_heap. */
void hc_heap_fail_at(size_t k);
size_t hc_heap_count(void);
size_t hc_heap_live(void); /* blocks allocated and not freed */

#endif
