/* Curves of late contacts as text. */
#include "cli/publish/late_points.h"

#include <stdlib.h>

#include "tests/support/hc_test.h"

static void corners_are_written_and_read_back(void)
{
    static const double late[] = {12.0, 8.0, 4.0, 3.0, 2.0, 2.0, 2.0};
    double again[9] = {0.0};
    char *text = NULL;
    size_t size = 0;
    hc_late_points points;
    hc_late_points_of(late, 7, 0.5, &points);
    FILE *out = open_memstream(&text, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    hc_late_points_put(out, &points);
    (void)fclose(out);
    CU_ASSERT_STRING_EQUAL(text, "0:6 2:2 4:1");
    CU_ASSERT_TRUE_FATAL(hc_late_points_read(text, &points));
    CU_ASSERT_EQUAL(hc_late_points_width(&points), 5);
    hc_late_points_draw(&points, again, 9);
    for (size_t people = 0; people < 9; people++) {
        CHECK_CLOSE(again[people], 0.5 * late[people < 7 ? people : 6], 1e-12);
    }
    free(text);
}

static void nobody_late_is_an_empty_cell(void)
{
    static const double none[] = {0.0, 0.0};
    double again[2] = {1.0, 1.0};
    hc_late_points points;
    hc_late_points_of(none, 2, 1.0, &points);
    CU_ASSERT_EQUAL(points.count, 0);
    CU_ASSERT_TRUE(hc_late_points_read("", &points));
    CU_ASSERT_EQUAL(hc_late_points_width(&points), 1);
    hc_late_points_draw(&points, again, 2);
    CU_ASSERT(again[0] == 0.0 && again[1] == 0.0);
}

static void what_is_no_curve_is_refused(void)
{
    static const char *const bad[] = {"3",
                                      "0:",
                                      "0:x",
                                      "1:5",
                                      "0:5 0:4",
                                      "0:5 2:6",
                                      "0:-1",
                                      "0.5:3",
                                      "0:5,2:1",
                                      "0:5  2:1",
                                      "0:5 2",
                                      "0:1e30",
                                      ":",
                                      "0:5 1e9:0",
                                      ("0:9 1:8 2:7 3:6 4:5 5:4 6:3 7:2 "
                                       "8:1 9:1 10:1 11:1 12:1")};
    hc_late_points points;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        CU_ASSERT_FALSE(hc_late_points_read(bad[k], &points));
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(corners_are_written_and_read_back),
        HC_TEST(nobody_late_is_an_empty_cell),
        HC_TEST(what_is_no_curve_is_refused),
    };
    return hc_test_run("cli/publish/late_points", tests, sizeof tests / sizeof tests[0]);
}
