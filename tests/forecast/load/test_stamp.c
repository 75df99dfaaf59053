#include "forecast/load/stamp.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

static bool same(const hc_stamp *a, const hc_stamp *b)
{
    return a->has_date == b->has_date && a->has_time == b->has_time && a->order == b->order &&
           a->year == b->year && a->a == b->a && a->b == b->b && a->minute == b->minute &&
           a->second == b->second && a->end_minute == b->end_minute && a->bare == b->bare &&
           a->has_offset == b->has_offset && a->offset_s == b->offset_s;
}

/* ISO times are read by a short cut; a blank more at the end takes the long way. */
static void both_ways_of_reading_iso_times_agree(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 2);
    for (size_t trial = 0; trial < 20000; trial++) {
        char text[40], longer[41];
        (void)snprintf(text, sizeof text, "%04d-%02d-%02d%c%02d:%02d",
                       1990 + (int)hc_rng_below(&rng, 60), (int)hc_rng_below(&rng, 14),
                       (int)hc_rng_below(&rng, 34), hc_rng_below(&rng, 2) == 0 ? 'T' : ' ',
                       (int)hc_rng_below(&rng, 26), (int)hc_rng_below(&rng, 62));
        if (hc_rng_below(&rng, 2) == 0) {
            (void)snprintf(text + strlen(text), 4, ":%02d", (int)hc_rng_below(&rng, 62));
        }
        (void)snprintf(longer, sizeof longer, "%s ", text);
        hc_stamp quick, slow;
        const bool read = hc_stamp_read(text, strlen(text), &quick);
        CU_ASSERT_EQUAL_FATAL(read, hc_stamp_read(longer, strlen(longer), &slow));
        if (read) { CU_ASSERT_TRUE_FATAL(same(&quick, &slow)); }
    }
}

static void midnight_may_be_24_o_clock(void)
{
    hc_stamp stamp;
    CU_ASSERT_TRUE(hc_stamp_read("2026-11-23T24:00:00", 19, &stamp));
    CU_ASSERT_EQUAL(stamp.minute, HC_MINUTES_A_DAY);
    CU_ASSERT_FALSE(hc_stamp_read("2026-11-23T24:30:00", 19, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("2026-11-23T12:60:00", 19, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("2026-11-23T12:30:60", 19, &stamp));
}

static void days_follow_the_order_that_was_found(void)
{
    hc_stamp stamp;
    int64_t day = 0;
    CU_ASSERT_TRUE(hc_stamp_read("03/04/2026 09:30", 16, &stamp));
    CU_ASSERT_TRUE(hc_stamp_day(&stamp, HC_DATES_DMY, &day));
    CU_ASSERT_EQUAL(day, hc_day_from_date((hc_civil_date){2026, 4, 3}));
    CU_ASSERT_TRUE(hc_stamp_day(&stamp, HC_DATES_MDY, &day));
    CU_ASSERT_EQUAL(day, hc_day_from_date((hc_civil_date){2026, 3, 4}));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(both_ways_of_reading_iso_times_agree),
        HC_TEST(midnight_may_be_24_o_clock),
        HC_TEST(days_follow_the_order_that_was_found),
    };
    return hc_test_run("stamp", tests, sizeof tests / sizeof *tests);
}
