#include "forecast/clean/clean.h"

#include <math.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "forecast/clean/regrid.h"
#include "forecast/load/load_csv.h"
#include "tests/support/hc_test.h"

#define MONDAY 20514 /* 2026-03-02 */
#define WEEKS 26
#define SLOTS 48

/* Half a year of half hours from a Monday on, all gaps. */
static hc_series make_series(void)
{
    static const hc_zone floating = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    const size_t days = 7 * (size_t)WEEKS;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &floating, 30, MONDAY, days, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 1, HC_PART_AHT, NULL), HC_OK);
    hc_axis_clear(&axis);
    return series;
}

static void put(hc_series *series, size_t day, size_t slot, double calls)
{
    hc_queue *queue = &series->queues[0];
    queue->state[day * SLOTS + slot] = HC_SLOT_OPEN;
    queue->calls[day * SLOTS + slot] = calls;
}

static hc_slot_state state_at(const hc_series *series, size_t day, size_t slot)
{
    return (hc_slot_state)series->queues[0].state[day * SLOTS + slot];
}

/* Weekdays 9:00 to 17:00 with calls; `zeros`: rows of 0 in all other slots of the week. */
static hc_series office_hours(bool zeros)
{
    hc_series series = make_series();
    for (size_t day = 0; day < 7 * (size_t)WEEKS; day++) {
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const bool open = day % 7 < 5 && slot >= 18 && slot < 34;
            if (open) { put(&series, day, slot, 20.0 + (double)(slot % 5)); }
            if (!open && zeros) { put(&series, day, slot, 0.0); }
        }
    }
    return series;
}

static hc_clean_report clean(hc_series *series, const hc_special_days *special)
{
    const hc_clean_options options = hc_clean_options_default();
    hc_clean_report report = HC_CLEAN_REPORT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_clean(series, special, &options, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_series_check(series, NULL), HC_OK);
    return report;
}

static void finish(hc_series *series, hc_clean_report *report)
{
    hc_clean_report_clear(report);
    hc_series_clear(series);
}

static void expect_office_hours(const hc_clean_report *report)
{
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        for (size_t slot = 0; slot < SLOTS; slot++) {
            CU_ASSERT_EQUAL(hc_hours_is_open(&report->hours, 0, weekday, slot),
                            weekday < 5 && slot >= 18 && slot < 34);
        }
    }
    int32_t from_min = 0;
    int32_t until_min = 0;
    CU_ASSERT_TRUE(hc_hours_span(&report->hours, 0, 0, &from_min, &until_min));
    CU_ASSERT_EQUAL(from_min, 540);
    CU_ASSERT_EQUAL(until_min, 1020);
    CU_ASSERT_FALSE(hc_hours_span(&report->hours, 0, 6, &from_min, &until_min));
}

static void hours_are_learnt_from_absent_rows(void)
{
    hc_series series = office_hours(false);
    hc_clean_report report = clean(&series, NULL);
    expect_office_hours(&report);
    CU_ASSERT_EQUAL(state_at(&series, 5, 20), HC_SLOT_CLOSED);
    CU_ASSERT_EQUAL(state_at(&series, 0, 17), HC_SLOT_CLOSED);
    CU_ASSERT_DOUBLE_EQUAL(series.queues[0].calls[17], 0.0, 0.0);
    CU_ASSERT_EQUAL(report.queues[0].gap_slots, 0);
    finish(&series, &report);
}

static void hours_are_learnt_from_zeros_of_a_full_grid(void)
{
    hc_series series = office_hours(true);
    hc_clean_report report = clean(&series, NULL);
    expect_office_hours(&report);
    CU_ASSERT_EQUAL(report.queues[0].stray_slots, 0);
    CU_ASSERT_EQUAL(report.queues[0].open_slots, 5 * WEEKS * 16);
    finish(&series, &report);
}

static void absent_inside_hours_is_a_gap(void)
{
    hc_series series = office_hours(false);
    for (size_t slot = 18; slot < 34; slot++) { /* a whole Tuesday */
        series.queues[0].state[8 * SLOTS + slot] = HC_SLOT_GAP;
        series.queues[0].calls[8 * SLOTS + slot] = HC_MISSING;
    }
    series.queues[0].state[9 * SLOTS + 20] = HC_SLOT_GAP;
    series.queues[0].calls[9 * SLOTS + 20] = HC_MISSING;
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(state_at(&series, 8, 20), HC_SLOT_GAP);
    CU_ASSERT_EQUAL(state_at(&series, 8, 3), HC_SLOT_CLOSED);
    CU_ASSERT_EQUAL(state_at(&series, 9, 20), HC_SLOT_GAP);
    CU_ASSERT_EQUAL(report.queues[0].gap_slots, 17);
    CU_ASSERT_EQUAL(report.queues[0].gap_days, 1);
    finish(&series, &report);
}

static void absent_day_that_the_list_calls_closed_is_closed(void)
{
    hc_series series = office_hours(false);
    for (size_t slot = 18; slot < 34; slot++) {
        series.queues[0].state[8 * SLOTS + slot] = HC_SLOT_GAP;
        series.queues[0].calls[8 * SLOTS + slot] = HC_MISSING;
    }
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    const hc_special_day day = {
        .day = MONDAY + 8, .kind = HC_SPECIAL_CLOSED, .name = "Shut", .uplift = HC_MISSING};
    CU_ASSERT_EQUAL(hc_special_days_add(&special, &day, NULL), HC_OK);
    hc_clean_report report = clean(&series, &special);
    CU_ASSERT_EQUAL(state_at(&series, 8, 20), HC_SLOT_CLOSED);
    CU_ASSERT_EQUAL(report.queues[0].closed_days, 1);
    CU_ASSERT_EQUAL(report.queues[0].gap_days, 0);
    expect_office_hours(&report);
    hc_special_days_clear(&special);
    finish(&series, &report);
}

static void lost_weeks_are_gaps_not_closures(void)
{
    hc_series series = office_hours(false);
    for (size_t slot = 21 * (size_t)SLOTS; slot < 42 * (size_t)SLOTS; slot++) {
        series.queues[0].state[slot] = HC_SLOT_GAP;
        series.queues[0].calls[slot] = HC_MISSING;
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(report.queues[0].gap_days, 15);
    CU_ASSERT_EQUAL(state_at(&series, 26, 20), HC_SLOT_CLOSED); /* the Saturdays among them */
    finish(&series, &report);
}

static void rare_calls_outside_hours_are_counted_not_lost_silently(void)
{
    for (int zeros = 0; zeros < 2; zeros++) {
        hc_series series = office_hours(zeros == 1);
        put(&series, 9, 3, 2.0);
        hc_clean_report report = clean(&series, NULL);
        CU_ASSERT_EQUAL(report.queues[0].stray_slots, 1);
        CU_ASSERT_DOUBLE_EQUAL(report.queues[0].stray_calls, 2.0, 0.0);
        CU_ASSERT_EQUAL(state_at(&series, 9, 3), HC_SLOT_CLOSED);
        expect_office_hours(&report);
        finish(&series, &report);
    }
}

static void calls_that_come_again_keep_their_slot_open(void)
{
    hc_series series = office_hours(true);
    for (size_t week = 0; week < WEEKS; week += 6) {
        put(&series, 7 * week + 2, 3, 2.0);
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(report.queues[0].stray_slots, 0);
    CU_ASSERT_EQUAL(state_at(&series, 2, 3), HC_SLOT_OPEN);
    CU_ASSERT_DOUBLE_EQUAL(series.queues[0].calls[2 * SLOTS + 3], 2.0, 0.0);
    finish(&series, &report);
}

static void an_extra_opening_keeps_its_calls(void)
{
    hc_series series = office_hours(false);
    for (size_t slot = 18; slot < 34; slot++) {
        put(&series, 5, slot, 30.0);
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(state_at(&series, 5, 20), HC_SLOT_OPEN);
    CU_ASSERT_DOUBLE_EQUAL(series.queues[0].calls[5 * SLOTS + 20], 30.0, 0.0);
    finish(&series, &report);
}

static void a_thin_queue_open_all_day_stays_open(void)
{
    hc_series series = make_series();
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    for (size_t slot = 0; slot < 7 * (size_t)WEEKS * SLOTS; slot++) {
        put(&series, slot / SLOTS, slot % SLOTS, hc_rng_poisson(&rng, 6.0 / SLOTS));
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(report.queues[0].closed_slots, 0);
    CU_ASSERT_EQUAL(report.queues[0].stray_slots, 0);
    CU_ASSERT_EQUAL(report.queues[0].outage_slots, 0);
    finish(&series, &report);
}

static void rows_left_out_for_want_of_calls_become_zeros(void)
{
    hc_series series = make_series();
    hc_rng rng;
    hc_rng_seed(&rng, 6);
    size_t left_out = 0;
    for (size_t day = 0; day < 7 * (size_t)WEEKS; day++) {
        for (size_t slot = 18; slot < 34; slot++) {
            const double calls = hc_rng_poisson(&rng, 1.5);
            if (calls > 0.0) { put(&series, day, slot, calls); }
            left_out += !(calls > 0.0);
        }
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_TRUE(report.queues[0].absent_is_zero);
    CU_ASSERT_EQUAL(report.queues[0].filled_zeros, left_out);
    CU_ASSERT_EQUAL(report.queues[0].gap_slots, 0);
    CU_ASSERT_FALSE(hc_hours_is_open(&report.hours, 0, 0, 3));
    finish(&series, &report);
}

static void hours_that_changed_are_those_of_their_time(void)
{
    hc_series series = office_hours(false);
    for (size_t day = 35; day < 7 * (size_t)WEEKS; day++) { /* longer evenings later on */
        for (size_t slot = 34; slot < 38 && day % 7 < 5; slot++) {
            put(&series, day, slot, 9.0);
        }
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(state_at(&series, 7, 35), HC_SLOT_CLOSED);
    CU_ASSERT_EQUAL(state_at(&series, 42, 35), HC_SLOT_OPEN);
    CU_ASSERT_TRUE(hc_hours_is_open(&report.hours, 0, 0, 35));
    finish(&series, &report);
}

static void silent_days_and_stretches_are_outages(void)
{
    hc_series series = office_hours(true);
    for (size_t slot = 18; slot < 34; slot++) {
        put(&series, 22, slot, 1.0);
    }
    for (size_t slot = 24; slot < 28; slot++) {
        put(&series, 31, slot, 0.0);
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL_FATAL(report.outage_total, 2);
    CU_ASSERT_EQUAL(report.outages[0].day, MONDAY + 22);
    CU_ASSERT_EQUAL(report.outages[0].from_min, 540);
    CU_ASSERT_EQUAL(report.outages[0].until_min, 1020);
    CU_ASSERT_DOUBLE_EQUAL(report.outages[0].calls, 16.0, 0.0);
    CU_ASSERT_EQUAL(report.outages[1].day, MONDAY + 31);
    CU_ASSERT_EQUAL(report.outages[1].from_min, 720);
    CU_ASSERT_EQUAL(report.outages[1].until_min, 840);
    CU_ASSERT_EQUAL(state_at(&series, 31, 25), HC_SLOT_OUTAGE);
    CU_ASSERT_EQUAL(state_at(&series, 31, 28), HC_SLOT_OPEN);
    CU_ASSERT_EQUAL(report.queues[0].outage_slots, 20);
    finish(&series, &report);
}

static void outages_can_be_undone_and_special_days_are_none(void)
{
    hc_clean_options options = hc_clean_options_default();
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    const hc_special_day day = {
        .day = MONDAY + 31, .kind = HC_SPECIAL_HOLIDAY, .uplift = HC_MISSING};
    const hc_special_day undone = {
        .day = MONDAY + 22, .kind = HC_SPECIAL_ORDINARY, .uplift = HC_MISSING};
    CU_ASSERT_EQUAL(hc_special_days_add(&special, &day, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_special_days_add(&special, &undone, NULL), HC_OK);
    hc_series series = office_hours(true);
    for (size_t slot = 18; slot < 34; slot++) {
        put(&series, 22, slot, 1.0);
        put(&series, 31, slot, 1.0);
    }
    hc_clean_report report = HC_CLEAN_REPORT_INIT;
    CU_ASSERT_EQUAL(hc_clean(&series, &special, &options, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(report.outage_total, 0);
    options.find_outages = false;
    CU_ASSERT_EQUAL(hc_clean(&series, NULL, &options, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(report.outage_total, 0);
    hc_special_days_clear(&special);
    finish(&series, &report);
}

static void low_days_beside_a_special_day_are_demand(void)
{
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    const hc_special_day day = {
        .day = MONDAY + 30, .kind = HC_SPECIAL_HOLIDAY, .uplift = HC_MISSING};
    CU_ASSERT_EQUAL(hc_special_days_add(&special, &day, NULL), HC_OK);
    hc_series series = office_hours(true);
    for (size_t slot = 18; slot < 34; slot++) {
        put(&series, 29, slot, 1.0);
        put(&series, 31, slot, 1.0);
        put(&series, 32, slot, 1.0); /* not beside it: an outage */
    }
    hc_clean_report report = clean(&series, &special);
    CU_ASSERT_EQUAL_FATAL(report.outage_total, 1);
    CU_ASSERT_EQUAL(report.outages[0].day, MONDAY + 32);
    hc_special_days_clear(&special);
    finish(&series, &report);
}

/* Days that swing between 0.6 and 1.6 of their middle: a quarter of it is no accident, nothing
 * at all is. */
static void where_days_scatter_widely_only_a_deeper_drop_is_an_outage(void)
{
    static const double swing[] = {1.0, 1.6, 0.6, 1.2, 0.7, 1.5, 0.65};
    hc_series series = office_hours(true);
    for (size_t day = 0; day < 7 * (size_t)WEEKS; day++) {
        for (size_t slot = 18; slot < 34 && day % 7 < 5; slot++) {
            const double share = day == 58 ? 0.25 : day == 86 ? 0.0 : swing[day / 7 % 7];
            put(&series, day, slot, floor(40.0 * share));
        }
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL_FATAL(report.outage_total, 1);
    CU_ASSERT_EQUAL(report.outages[0].day, MONDAY + 86);
    finish(&series, &report);
}

static void a_new_level_is_no_outage(void)
{
    hc_series series = office_hours(true);
    for (size_t day = 35; day < 7 * (size_t)WEEKS; day++) {
        for (size_t slot = 18; slot < 34 && day % 7 < 5; slot++) {
            put(&series, day, slot, 4.0);
        }
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_EQUAL(report.outage_total, 0);
    finish(&series, &report);
}

static void wrong_outage_level_is_refused(void)
{
    hc_series series = office_hours(true);
    hc_clean_options options = hc_clean_options_default();
    hc_clean_report report = HC_CLEAN_REPORT_INIT;
    options.outage_day = 1.5;
    CU_ASSERT_EQUAL(hc_clean(&series, NULL, &options, &report, NULL), HC_ERR_RANGE);
    options.outage_day = (double)NAN;
    CU_ASSERT_EQUAL(hc_clean(&series, NULL, &options, &report, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(state_at(&series, 0, 0), HC_SLOT_OPEN);
    finish(&series, &report);
}

static void regrid_sums_calls_and_weighs_handle_times(void)
{
    hc_series series = office_hours(false);
    hc_queue *queue = &series.queues[0];
    queue->calls[20] = 10.0;
    queue->calls[21] = 30.0;
    queue->aht_s[20] = 200.0;
    queue->aht_s[21] = 400.0;
    queue->state[16] = queue->state[17] = HC_SLOT_CLOSED;
    queue->calls[16] = queue->calls[17] = 0.0;
    queue->state[22] = HC_SLOT_OUTAGE;
    CU_ASSERT_EQUAL(hc_regrid_in_place(&series, 45, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_regrid_in_place(&series, 15, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL_FATAL(hc_regrid_in_place(&series, 60, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_series_check(&series, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_axis_slots(&series.axis), 24 * series.axis.days);
    CU_ASSERT_DOUBLE_EQUAL(queue->calls[10], 40.0, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(queue->aht_s[10], 350.0, 1e-9);
    CU_ASSERT_EQUAL(queue->state[8], HC_SLOT_CLOSED);
    CU_ASSERT_EQUAL(queue->state[11], HC_SLOT_OUTAGE);
    CU_ASSERT_EQUAL(queue->state[0], HC_SLOT_GAP);
    hc_series_clear(&series);
}

static void every_failed_allocation_leaves_the_series_alone(void)
{
    hc_series series = office_hours(false);
    const hc_clean_options options = hc_clean_options_default();
    const size_t before = hc_heap_live();
    for (size_t k = 1;; k++) {
        hc_clean_report report = HC_CLEAN_REPORT_INIT;
        hc_heap_fail_at(k);
        const hc_status st = hc_clean(&series, NULL, &options, &report, NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) {
            hc_clean_report_clear(&report);
            CU_ASSERT_TRUE(k > 5);
            break;
        }
        CU_ASSERT_EQUAL_FATAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(state_at(&series, 5, 20), HC_SLOT_GAP);
        CU_ASSERT_EQUAL(hc_heap_live(), before);
    }
    hc_series_clear(&series);
}

static void real_files_keep_the_hours_that_carry_calls(void)
{
    const char *folder = hc_shared_data();
    if (folder == NULL) { return; }
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/anonbank_30min.csv", folder);
    const char *const paths[] = {path};
    const hc_load_options options = hc_load_options_default();
    hc_series series = HC_SERIES_INIT;
    hc_load_report loaded = HC_LOAD_REPORT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_history_load(&options, paths, 1, &series, &loaded, NULL), HC_OK);
    double all = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&series.axis); slot++) {
        all += series.queues[0].calls[slot];
    }
    hc_clean_report report = clean(&series, NULL);
    CU_ASSERT_TRUE(report.queues[0].stray_calls < 0.001 * all);
    CU_ASSERT_FALSE(hc_hours_is_open(&report.hours, 0, 4, 32)); /* Friday 16:00 */
    CU_ASSERT_FALSE(hc_hours_is_open(&report.hours, 0, 5, 20)); /* Saturday 10:00 */
    CU_ASSERT_TRUE(hc_hours_is_open(&report.hours, 0, 5, 45));  /* Saturday 22:30 */
    CU_ASSERT_TRUE(hc_hours_is_open(&report.hours, 0, 6, 13));  /* Sunday 6:30 */
    hc_load_report_clear(&loaded);
    finish(&series, &report);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(hours_are_learnt_from_absent_rows),
        HC_TEST(hours_are_learnt_from_zeros_of_a_full_grid),
        HC_TEST(absent_inside_hours_is_a_gap),
        HC_TEST(absent_day_that_the_list_calls_closed_is_closed),
        HC_TEST(lost_weeks_are_gaps_not_closures),
        HC_TEST(rare_calls_outside_hours_are_counted_not_lost_silently),
        HC_TEST(calls_that_come_again_keep_their_slot_open),
        HC_TEST(an_extra_opening_keeps_its_calls),
        HC_TEST(a_thin_queue_open_all_day_stays_open),
        HC_TEST(rows_left_out_for_want_of_calls_become_zeros),
        HC_TEST(hours_that_changed_are_those_of_their_time),
        HC_TEST(silent_days_and_stretches_are_outages),
        HC_TEST(outages_can_be_undone_and_special_days_are_none),
        HC_TEST(low_days_beside_a_special_day_are_demand),
        HC_TEST(where_days_scatter_widely_only_a_deeper_drop_is_an_outage),
        HC_TEST(a_new_level_is_no_outage),
        HC_TEST(wrong_outage_level_is_refused),
        HC_TEST(regrid_sums_calls_and_weighs_handle_times),
        HC_TEST(every_failed_allocation_leaves_the_series_alone),
        HC_TEST(real_files_keep_the_hours_that_carry_calls),
    };
    return hc_test_run("clean", tests, sizeof tests / sizeof tests[0]);
}
