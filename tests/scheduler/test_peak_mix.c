#include "scheduler/peak_mix.h"

#include <string.h>

#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define DAYS 4
#define SLOTS_A_DAY 3
#define SLOTS (DAYS * SLOTS_A_DAY)

static const size_t day_first[] = {0, 3, 6, 9, 12};
static const size_t week[] = {0, 0, 1, 1};

static hc_peak_need need_of(const double *extra, const double *level_cost, size_t levels)
{
    return (hc_peak_need){.days = DAYS,
                          .day_first = day_first,
                          .week = week,
                          .slot_hours = 1.0,
                          .levels = levels,
                          .extra = extra,
                          .level_cost = level_cost};
}

/* Nobody can help. */
static hc_peak_sources nobody(void)
{
    return (hc_peak_sources){.overtime_an_hour = HC_MISSING,
                             .temp_an_hour = HC_MISSING,
                             .temp_shift_slots = 2,
                             .temp_shift_hours = 2.0,
                             .temp_days_a_week = 7,
                             .temp_productivity = 1.0,
                             .temp_most = 100,
                             .vendor_an_hour = HC_MISSING,
                             .short_an_hour = 1000.0};
}

static hc_peak_mix find(const double *extra, const hc_peak_sources *from)
{
    static const double free_of_charge[] = {0.0};
    const hc_peak_need need = need_of(extra, free_of_charge, 1);
    hc_peak_mix mix = {0};
    size_t best = 9;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, from, &mix, &best, NULL), HC_OK);
    CU_ASSERT_EQUAL(best, 0);
    return mix;
}

/* Ten people missing in every interval of the first two days: 60 hours of one week. */
static const double block[SLOTS] = {10, 10, 10, 10, 10, 10};

static void with_nobody_to_help_all_hours_are_short(void)
{
    const hc_peak_sources from = nobody();
    const hc_peak_mix mix = find(block, &from);
    CHECK_CLOSE(mix.extra_hours, 60.0, 0);
    CHECK_CLOSE(mix.short_hours, 60.0, 0);
    CHECK_CLOSE(mix.cost, 0.0, 0);
}

static void overtime_is_bounded_by_the_week(void)
{
    hc_peak_sources from = nobody();
    from.overtime_an_hour = 30.0;
    from.overtime_hours_a_week = 45.0;
    const hc_peak_mix mix = find(block, &from);
    CHECK_CLOSE(mix.overtime_hours, 45.0, 0);
    CHECK_CLOSE(mix.short_hours, 15.0, 0);
    CHECK_CLOSE(mix.cost, 45.0 * 30.0, 0);
}

/* Ten are missing all day and four are not there in the first hour, none later: four hours a
 * day, and the vendor for the rest from the second day on. */
static void who_is_there_works_no_overtime_at_the_same_time(void)
{
    static const double spare[SLOTS] = {4, 0, 0, 4, 0, 0, 4, 4, 4, 4, 4, 4};
    static const double free_of_charge[] = {0.0};
    hc_peak_need need = need_of(block, free_of_charge, 1);
    hc_peak_sources from = nobody();
    hc_peak_mix mix;
    size_t best = 0;
    need.spare = spare;
    from.overtime_an_hour = 30.0;
    from.overtime_hours_a_week = 45.0;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, NULL), HC_OK);
    CHECK_CLOSE(mix.overtime_hours, 8.0, 0);
    CHECK_CLOSE(mix.short_hours, 52.0, 0);
    from.vendor_an_hour = 50.0;
    from.vendor_first_day = 1;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, NULL), HC_OK);
    CHECK_CLOSE(mix.overtime_hours, 8.0, 0);
    CHECK_CLOSE(mix.vendor_hours, 26.0, 0);
    CHECK_CLOSE(mix.short_hours, 26.0, 0);
    /* seven for two hours a day leave three in the first: overtime has them, not four */
    from.vendor_an_hour = HC_MISSING;
    from.temp_an_hour = 1.0;
    from.temp_most = 7;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, NULL), HC_OK);
    CHECK_CLOSE(mix.temp_hours, 28.0, 0);
    CHECK_CLOSE(mix.overtime_hours, 6.0, 0);
    CHECK_CLOSE(mix.short_hours, 26.0, 0);
}

/* By hand: a head costs 100 + 4 x 20 = 180 for 2 days of 2 hours, so 4 of the 6 hours that are
 * open of him; 45 an hour against 50 of the vendor: ten heads, and the vendor for 20 hours. */
static void temporary_staff_pay_when_their_hours_are_cheaper(void)
{
    hc_peak_sources from = nobody();
    from.temp_an_hour = 20.0;
    from.temp_hire_cost = 100.0;
    from.vendor_an_hour = 50.0;
    hc_peak_mix mix = find(block, &from);
    CU_ASSERT_EQUAL(mix.temps, 10);
    CU_ASSERT_EQUAL(mix.temp_shifts, 2);
    CHECK_CLOSE(mix.temp_hours, 40.0, 0);
    CHECK_CLOSE(mix.vendor_hours, 20.0, 0);
    CHECK_CLOSE(mix.cost, 1800.0 + 1000.0, 0);
    from.temp_hire_cost = 121.0; /* 50.25 an hour: the vendor alone */
    mix = find(block, &from);
    CU_ASSERT_EQUAL(mix.temps, 0);
    CHECK_CLOSE(mix.cost, 3000.0, 0);
}

static void who_comes_late_covers_what_is_late(void)
{
    hc_peak_sources from = nobody();
    from.vendor_an_hour = 10.0;
    from.vendor_first_day = 1;
    from.overtime_an_hour = 20.0;
    from.overtime_hours_a_week = 12.0;
    const hc_peak_mix mix = find(block, &from);
    CHECK_CLOSE(mix.vendor_hours, 30.0, 0);
    CHECK_CLOSE(mix.overtime_hours, 12.0, 0);
    CHECK_CLOSE(mix.short_hours, 18.0, 0);
}

/* 50 hours are billed anyway: they push 12 of the 20 cheaper overtime hours aside. */
static void hours_billed_at_least_replace_overtime(void)
{
    hc_peak_sources from = nobody();
    from.vendor_an_hour = 25.0;
    from.vendor_hours_least = 52.0;
    from.overtime_an_hour = 20.0;
    from.overtime_hours_a_week = 20.0;
    const hc_peak_mix mix = find(block, &from);
    CHECK_CLOSE(mix.vendor_hours, 52.0, 0);
    CHECK_CLOSE(mix.overtime_hours, 8.0, 0);
    CHECK_CLOSE(mix.cost, 52.0 * 25.0 + 8.0 * 20.0, 0);
}

static void a_lower_target_is_taken_when_its_worse_service_costs_less(void)
{
    double extra[2 * SLOTS] = {0};
    double level_cost[] = {0.0, 100.0};
    memcpy(extra, block, sizeof block);
    extra[SLOTS] = 20.0; /* 20 hours instead of 60 */
    hc_peak_sources from = nobody();
    from.vendor_an_hour = 10.0;
    const hc_peak_need need = need_of(extra, level_cost, 2);
    hc_peak_mix mixes[2];
    size_t best = 9;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, mixes, &best, NULL), HC_OK);
    CU_ASSERT_EQUAL(best, 1);
    CHECK_CLOSE(mixes[0].cost, 600.0, 0);
    CHECK_CLOSE(mixes[1].cost, 300.0, 0);
    level_cost[1] = 400.0; /* as dear as the usual target: that one stays */
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, mixes, &best, NULL), HC_OK);
    CU_ASSERT_EQUAL(best, 0);
}

/* ---- against trying everything ------------------------------------------------------------
 */

/* Hours of one day that so many people cover, by every start. */
static double tried_shift(const double *day, const hc_peak_sources *from, size_t temps)
{
    double most = 0.0;
    for (size_t start = 0; start < SLOTS_A_DAY; start++) {
        double sum = 0.0;
        for (size_t k = start; k < start + from->temp_shift_slots && k < SLOTS_A_DAY; k++) {
            sum += day[k] < (double)temps ? day[k] : (double)temps;
        }
        most = sum > most ? sum : most;
    }
    return most;
}

/* Whole hours of overtime and vendor on every day, one after another. */
static double try_days(const double *rest, const hc_peak_sources *from, bool vendor, size_t day,
                       const double *used, double vendor_hours)
{
    if (day == DAYS) {
        const double billed =
            vendor_hours > from->vendor_hours_least ? vendor_hours : from->vendor_hours_least;
        return vendor ? billed * from->vendor_an_hour : 0.0;
    }
    double least = HUGE_VAL;
    for (double overtime = 0.0; overtime <= rest[day]; overtime += 1.0) {
        double now[2] = {used[0], used[1]};
        now[week[day]] += overtime;
        if (now[week[day]] > from->overtime_hours_a_week) { break; }
        const bool can = vendor && day >= from->vendor_first_day;
        for (double bought = 0.0; bought <= (can ? rest[day] - overtime : 0.0); bought += 1.0) {
            const double open = rest[day] - overtime - bought;
            const double cost =
                overtime * from->overtime_an_hour + open * from->short_an_hour +
                try_days(rest, from, vendor, day + 1, now, vendor_hours + bought);
            least = cost < least ? cost : least;
        }
    }
    return least;
}

static double tried(const double *extra, const hc_peak_sources *from, size_t temps)
{
    double rest[DAYS];
    size_t shifts = 0;
    for (size_t day = 0; day < DAYS; day++) {
        const double *people = extra + day * SLOTS_A_DAY;
        const double use = day >= from->temp_first_day ? tried_shift(people, from, temps) : 0.0;
        shifts += use > 0.0 ? 1 : 0;
        rest[day] = people[0] + people[1] + people[2] - use;
    }
    const double hours = from->temp_training_hours + (double)shifts * from->temp_shift_hours;
    const double heads = (double)temps * (from->temp_hire_cost + hours * from->temp_an_hour);
    const double none[2] = {0.0, 0.0};
    const double without = try_days(rest, from, false, 0, none, 0.0);
    const double with = try_days(rest, from, true, 0, none, 0.0);
    return heads + (without < with ? without : with);
}

static hc_peak_sources random_sources(hc_rng *rng)
{
    hc_peak_sources from = nobody();
    from.overtime_an_hour = 1.0 + floor(30.0 * hc_rng_uniform(rng));
    from.overtime_hours_a_week = floor(8.0 * hc_rng_uniform(rng));
    from.temp_an_hour = 1.0 + floor(15.0 * hc_rng_uniform(rng));
    from.temp_hire_cost = floor(40.0 * hc_rng_uniform(rng));
    from.temp_training_hours = floor(3.0 * hc_rng_uniform(rng));
    from.temp_shift_slots = 1 + (size_t)(3.0 * hc_rng_uniform(rng));
    from.temp_first_day = (size_t)(3.0 * hc_rng_uniform(rng));
    from.vendor_an_hour = 1.0 + floor(30.0 * hc_rng_uniform(rng));
    from.vendor_hours_least = floor(12.0 * hc_rng_uniform(rng));
    from.vendor_first_day = (size_t)(4.0 * hc_rng_uniform(rng));
    from.short_an_hour = 100.0;
    return from;
}

static void nothing_is_cheaper_when_everything_is_tried(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 7);
    for (size_t k = 0; k < 500; k++) {
        double extra[SLOTS];
        double least = HUGE_VAL;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            extra[slot] = floor(3.5 * hc_rng_uniform(&rng));
        }
        const hc_peak_sources from = random_sources(&rng);
        for (size_t temps = 0; temps <= 4; temps++) {
            const double cost = tried(extra, &from, temps);
            least = cost < least ? cost : least;
        }
        const hc_peak_mix mix = find(extra, &from);
        CHECK_CLOSE(mix.cost + from.short_an_hour * mix.short_hours, least, 1e-12);
        CHECK_CLOSE(mix.temp_hours + mix.overtime_hours + mix.vendor_hours + mix.short_hours,
                    mix.extra_hours, 1e-12);
    }
}

/* ---- edges --------------------------------------------------------------------------------
 */

static void temporary_staff_work_the_best_days_of_a_week(void)
{
    static const double extra[SLOTS] = {1, 1, 0, 5, 5, 0, 2, 2, 0, 1, 1, 0};
    hc_peak_sources from = nobody();
    from.temp_an_hour = 1.0;
    from.temp_days_a_week = 1;
    const hc_peak_mix mix = find(extra, &from);
    CU_ASSERT_EQUAL(mix.temps, 5);
    CU_ASSERT_EQUAL(mix.temp_shifts, 2);
    CU_ASSERT_EQUAL(mix.temp_days_first, 1);
    CU_ASSERT_EQUAL(mix.temp_days_last, 2);
    CHECK_CLOSE(mix.temp_hours, 14.0, 0);
    CHECK_CLOSE(mix.short_hours, 4.0, 0);
}

static void slow_beginners_count_for_less(void)
{
    hc_peak_sources from = nobody();
    from.temp_an_hour = 1.0;
    from.temp_productivity = 0.5;
    const hc_peak_mix mix = find(block, &from);
    CU_ASSERT_EQUAL(mix.temps, 20);
    CHECK_CLOSE(mix.temp_hours, 40.0, 0);
}

static void nothing_open_costs_nothing(void)
{
    static const double none[SLOTS] = {0};
    hc_peak_sources from = nobody();
    from.vendor_an_hour = 10.0;
    from.vendor_hours_least = 40.0;
    const hc_peak_mix mix = find(none, &from);
    CU_ASSERT_EQUAL(mix.temps, 0);
    CU_ASSERT_FALSE(mix.vendor);
    CHECK_CLOSE(mix.cost, 0.0, 0);
}

static void each_error_names_what_is_wrong(void)
{
    static const double free_of_charge[] = {0.0};
    double extra[SLOTS] = {0};
    hc_peak_need need = need_of(extra, free_of_charge, 1);
    hc_peak_sources from = nobody();
    hc_peak_mix mix;
    size_t best = 0;
    hc_error err = HC_ERROR_INIT;
    extra[3] = -1.0;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "people missing"));
    extra[3] = 0.0;
    from.vendor_an_hour = -2.0;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "the vendor's price"));
    from = nobody();
    from.temp_an_hour = 10.0;
    from.temp_productivity = 0.0;
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, &err), HC_ERR_RANGE);
    need.days = HC_PEAK_DAYS_MAX + 1;
    from = nobody();
    CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, &err), HC_ERR_LIMIT);
}

static void failed_allocations_are_reported(void)
{
    static const double free_of_charge[] = {0.0};
    const hc_peak_need need = need_of(block, free_of_charge, 1);
    const hc_peak_sources from = nobody();
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 2; k++) {
        hc_peak_mix mix;
        size_t best = 0;
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_peak_mix_find(&need, &from, &mix, &best, NULL), HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(with_nobody_to_help_all_hours_are_short),
        HC_TEST(overtime_is_bounded_by_the_week),
        HC_TEST(who_is_there_works_no_overtime_at_the_same_time),
        HC_TEST(temporary_staff_pay_when_their_hours_are_cheaper),
        HC_TEST(who_comes_late_covers_what_is_late),
        HC_TEST(hours_billed_at_least_replace_overtime),
        HC_TEST(a_lower_target_is_taken_when_its_worse_service_costs_less),
        HC_TEST(nothing_is_cheaper_when_everything_is_tried),
        HC_TEST(temporary_staff_work_the_best_days_of_a_week),
        HC_TEST(slow_beginners_count_for_less),
        HC_TEST(nothing_open_costs_nothing),
        HC_TEST(each_error_names_what_is_wrong),
        HC_TEST(failed_allocations_are_reported),
    };
    return hc_test_run("peak_mix", tests, sizeof tests / sizeof *tests);
}
