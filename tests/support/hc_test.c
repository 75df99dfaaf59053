#include "tests/support/hc_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "forecast/base/status.h"

int hc_test_run(const char *suite_name, const hc_test *tests, size_t count)
{
    hc_init();
    if (CU_initialize_registry() != CUE_SUCCESS) { return EXIT_FAILURE; }
    CU_pSuite suite = CU_add_suite(suite_name, NULL, NULL);
    for (size_t test = 0; suite != NULL && test < count; test++) {
        (void)CU_add_test(suite, tests[test].name, tests[test].run);
    }
    CU_basic_set_mode(CU_BRM_VERBOSE);
    (void)CU_basic_run_tests();
    const int failed = suite == NULL || CU_get_number_of_failures() > 0 ||
                       CU_get_number_of_tests_run() != count;
    CU_cleanup_registry();
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

void hc_check_close(double got, double expected, double relative, const char *file, int line)
{
    const int close = fabs(got - expected) <= relative * fabs(expected);
    if (!close) {
        printf("\n    %s:%d: got %.17g, expected %.17g within %g\n", file, line, got, expected,
               relative);
    }
    CU_assertImplementation(close ? CU_TRUE : CU_FALSE, (unsigned)line, "close", file, "",
                            CU_FALSE);
}

const char *hc_shared_data(void)
{
    static const char folder[] = HC_SHARED_DATA;
    struct stat info;
    if (stat(folder, &info) == 0) { return folder; }
    printf("\n    skipped: no reference data at %s\n", folder);
    return NULL;
}
