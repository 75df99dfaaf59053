#include "scheduler/roster.h"

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define SUNDAY_CLOCKS_GO_FORWARD 20541 /* 2026-03-29, Europe/Berlin */
#define SUNDAY_CLOCKS_GO_BACK 20751    /* 2026-10-25, Europe/Berlin */

static double sum(const double *cover, size_t count)
{
    double total = 0.0;
    for (size_t i = 0; i < count; i++) {
        total += cover[i];
    }
    return total;
}

static hc_shift day_shift(size_t day, int32_t start_min, int32_t length_min)
{
    const hc_shift shift = {.day = day, .start_min = start_min, .length_min = length_min};
    return shift;
}

static void shift_covers_its_intervals_less_its_breaks(void)
{
    hc_axis axis = fixture_axis(30, 2);
    double cover[96] = {0};
    hc_shift shift = day_shift(1, 540, 510);
    shift.break_count = 1;
    shift.break_start_min[0] = 720;
    shift.break_length_min[0] = 30;
    hc_shift_add_cover(&axis, &shift, cover);
    CU_ASSERT_EQUAL(sum(cover, 96), 16.0);
    CU_ASSERT_EQUAL(cover[48 + 17], 0.0);
    CU_ASSERT_EQUAL(cover[48 + 18], 1.0);
    CU_ASSERT_EQUAL(cover[48 + 24], 0.0);
    CU_ASSERT_EQUAL(cover[48 + 34], 1.0);
    CU_ASSERT_EQUAL(cover[48 + 35], 0.0);
    hc_axis_clear(&axis);
}

static void part_of_an_interval_counts_as_its_share(void)
{
    hc_axis axis = fixture_axis(60, 1);
    double cover[24] = {0};
    const hc_shift shift = day_shift(0, 555, 90); /* 09:15 to 10:45 */
    hc_shift_add_cover(&axis, &shift, cover);
    CU_ASSERT_EQUAL(cover[9], 0.75);
    CU_ASSERT_EQUAL(cover[10], 0.75);
    CU_ASSERT_EQUAL(sum(cover, 24), 1.5);
    hc_axis_clear(&axis);
}

static void night_runs_into_the_next_day_and_past_the_last(void)
{
    hc_axis axis = fixture_axis(60, 2);
    double cover[48] = {0};
    hc_shift shift = day_shift(0, 1320, 480);
    hc_shift_add_cover(&axis, &shift, cover);
    CU_ASSERT_EQUAL(sum(cover, 24), 2.0);
    CU_ASSERT_EQUAL(sum(cover + 24, 24), 6.0);
    CU_ASSERT_EQUAL(cover[24 + 5], 1.0);
    shift.day = 1;
    hc_shift_add_cover(&axis, &shift, cover);
    CU_ASSERT_EQUAL(sum(cover, 48), 10.0);
    hc_axis_clear(&axis);
}

/* A night over a clock change: 22:00 to 06:00 on the clock is 7 or 9 hours of work. */
static void night_over_a_clock_change_follows_the_clock(void)
{
    hc_zone berlin = HC_ZONE_FLOATING;
    if (hc_zone_load("Europe/Berlin", &berlin, NULL) != HC_OK) {
        CU_FAIL("no time zone data");
        return;
    }
    static const int64_t sundays[] = {SUNDAY_CLOCKS_GO_FORWARD, SUNDAY_CLOCKS_GO_BACK};
    static const double hours[] = {7.0, 9.0};
    for (size_t i = 0; i < 2; i++) {
        hc_axis axis = HC_AXIS_INIT;
        CU_ASSERT_EQUAL(hc_axis_make(&axis, &berlin, 15, sundays[i] - 1, 2, NULL), HC_OK);
        double cover[256] = {0};
        const hc_shift shift = day_shift(0, 1320, 480);
        hc_shift_add_cover(&axis, &shift, cover);
        CU_ASSERT_EQUAL(sum(cover, hc_axis_slots(&axis)), 4.0 * hours[i]);
        hc_axis_clear(&axis);
    }
}

static hc_roster two_shift_roster(void)
{
    hc_roster roster = HC_ROSTER_INIT;
    roster.axis = fixture_axis(60, 2);
    CU_ASSERT_EQUAL(hc_alloc(&roster.shifts, 3, sizeof *roster.shifts, NULL), HC_OK);
    roster.shift_count = 3;
    roster.shifts[0] = day_shift(1, 600, 120);
    roster.shifts[0].agent = 1;
    roster.shifts[1] = day_shift(1, 540, 120);
    roster.shifts[2] = day_shift(0, 540, 90);
    roster.shifts[2].break_count = 2;
    roster.shifts[2].break_start_min[0] = 570;
    roster.shifts[2].break_length_min[0] = 15;
    roster.shifts[2].break_rule[0] = 1;
    roster.shifts[2].break_start_min[1] = 550;
    roster.shifts[2].break_length_min[1] = 5;
    return roster;
}

static void sorting_orders_agents_days_and_breaks(void)
{
    hc_roster roster = two_shift_roster();
    hc_roster_sort(&roster);
    CU_ASSERT_EQUAL(roster.shifts[0].day, 0);
    CU_ASSERT_EQUAL(roster.shifts[1].agent, 0);
    CU_ASSERT_EQUAL(roster.shifts[2].agent, 1);
    CU_ASSERT_EQUAL(roster.shifts[0].break_start_min[0], 550);
    CU_ASSERT_EQUAL(roster.shifts[0].break_length_min[1], 15);
    CU_ASSERT_EQUAL(roster.shifts[0].break_rule[1], 1);
    hc_roster_clear(&roster);
}

static void phones_are_counted_in_whole_agents(void)
{
    hc_roster roster = two_shift_roster();
    CU_ASSERT_EQUAL(hc_roster_count_phones(&roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.on_phones[9], 0); /* 09:00 to 10:00 less 20 minutes of breaks */
    CU_ASSERT_EQUAL(roster.on_phones[24 + 9], 1);
    CU_ASSERT_EQUAL(roster.on_phones[24 + 10], 2);
    CU_ASSERT_EQUAL(roster.on_phones[24 + 11], 1);
    CU_ASSERT_EQUAL(hc_roster_count_phones(&roster, NULL), HC_OK);
    hc_roster_clear(&roster);
    CU_ASSERT_PTR_NULL(roster.on_phones);
    hc_roster_clear(&roster);
}

static void unpaid_breaks_come_off_the_paid_time(void)
{
    const hc_contract contract = hc_contract_default();
    hc_shift shift = day_shift(0, 540, 510);
    shift.break_count = 3;
    for (uint8_t b = 0; b < 3; b++) {
        shift.break_rule[b] = b;
        shift.break_length_min[b] = contract.breaks[b].length_min;
    }
    CU_ASSERT_EQUAL(hc_shift_paid_min(&contract, &shift), 480);
}

static void each_failing_allocation_leaves_the_roster_as_it_was(void)
{
    hc_roster roster = two_shift_roster();
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_roster_count_phones(&roster, NULL), HC_ERR_MEMORY);
        CU_ASSERT_PTR_NULL(roster.on_phones);
    }
    hc_heap_fail_at(0);
    hc_roster_clear(&roster);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(shift_covers_its_intervals_less_its_breaks),
        HC_TEST(part_of_an_interval_counts_as_its_share),
        HC_TEST(night_runs_into_the_next_day_and_past_the_last),
        HC_TEST(night_over_a_clock_change_follows_the_clock),
        HC_TEST(sorting_orders_agents_days_and_breaks),
        HC_TEST(phones_are_counted_in_whole_agents),
        HC_TEST(unpaid_breaks_come_off_the_paid_time),
        HC_TEST(each_failing_allocation_leaves_the_roster_as_it_was),
    };
    return hc_test_run("scheduler/roster", tests, sizeof tests / sizeof tests[0]);
}
