#include "scheduler/capacity.h"

#include "tests/support/hc_test.h"

#define MONTHS 6

/* 28 days of 40 hours are 160 hours; 5,376 calls of 300 s at 80 % are 560 hours: 3.5 people,
 * and 5 with 30 % shrinkage. */
static void fill(hc_capacity_period *periods, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        periods[k] = (hc_capacity_period){.days = 28,
                                          .volume = 5376,
                                          .aht_s = 300,
                                          .shrinkage = 0.3,
                                          .agent_hours = HC_MISSING};
    }
}

static hc_capacity_options plain(void)
{
    hc_capacity_options options = hc_capacity_options_default();
    options.occupancy_most = 0.8;
    options.class_least = 1.0;
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        options.attrition[band] = 0.0;
    }
    return options;
}

static void need_is_workload_over_occupancy_hours_and_shrinkage(void)
{
    hc_capacity_period periods[1];
    hc_capacity_row row;
    const hc_capacity_options options = plain();
    fill(periods, 1);
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 1, &options, &row, NULL), HC_OK);
    CHECK_CLOSE(row.workload_hours, 448.0, 1e-12);
    CHECK_CLOSE(row.agent_hours, 560.0, 1e-12);
    CHECK_CLOSE(row.fte_hours, 160.0, 1e-12);
    CHECK_CLOSE(row.required_fte, 3.5, 1e-12);
    CHECK_CLOSE(row.gross_fte, 5.0, 1e-12);
    CHECK_CLOSE(row.gap, -5.0, 1e-12);
    CU_ASSERT(hc_is_missing(row.cost));
    periods[0].agent_hours = 640.0; /* what the intervals ask for wins */
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 1, &options, &row, NULL), HC_OK);
    CHECK_CLOSE(row.required_fte, 4.0, 1e-12);
}

/* Nobody there, 5 needed: the first class can begin in month 1, helps in months 2 and 3 by 0.5
 * and 0.75 each, and is up to speed in month 4. */
static void classes_begin_after_the_lead_and_learn(void)
{
    hc_capacity_period periods[MONTHS];
    hc_capacity_row rows[MONTHS];
    const hc_capacity_options options = plain();
    static const double available[MONTHS] = {0, 0, 2.5, 3.75, 5, 5};
    fill(periods, MONTHS);
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, MONTHS, &options, rows, NULL), HC_OK);
    for (size_t k = 0; k < MONTHS; k++) {
        CHECK_CLOSE(rows[k].available_fte, available[k], 1e-12);
        CU_ASSERT_EQUAL(rows[k].hires, k == 1 ? 5.0 : 0.0);
    }
    CU_ASSERT_EQUAL(rows[1].classes, 1);
    CU_ASSERT_EQUAL(rows[1].full_speed, 4);
}

/* A need that is seen early is met by the latest class that is up to speed in time. */
static void a_later_need_starts_a_later_class(void)
{
    hc_capacity_period periods[MONTHS];
    hc_capacity_row rows[MONTHS];
    hc_capacity_options options = plain();
    options.headcount[2] = 5.0;
    fill(periods, MONTHS);
    periods[5].volume *= 2.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, MONTHS, &options, rows, NULL), HC_OK);
    for (size_t k = 0; k < MONTHS; k++) {
        CU_ASSERT_EQUAL(rows[k].hires, k == 2 ? 5.0 : 0.0);
    }
    CHECK_CLOSE(rows[5].gap, 0.0, 1e-9);
    CHECK_CLOSE(rows[4].available_fte, 5.0 + 0.75 * 5.0, 1e-12);
}

/* 100 people of whom 5 % leave: 100, 95, 90.25; available is the mean of begin and end. */
static void leavers_are_counted_by_tenure(void)
{
    hc_capacity_period periods[3];
    hc_capacity_row rows[3];
    hc_capacity_options options = plain();
    options.hire = false;
    options.headcount[2] = 100.0;
    options.attrition[2] = 0.05;
    options.wage_an_hour = 20.0;
    fill(periods, 3);
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 3, &options, rows, NULL), HC_OK);
    CHECK_CLOSE(rows[2].headcount, 90.25, 1e-12);
    CHECK_CLOSE(rows[2].leavers, 4.5125, 1e-12);
    CHECK_CLOSE(rows[0].available_fte, 97.5, 1e-12);
    CHECK_CLOSE(rows[0].cost, 97.5 * 160.0 * 20.0, 1e-12);
    /* newcomers: 10 % in the first 3 months, then 5 % */
    options.headcount[2] = 0.0;
    options.headcount[0] = 100.0;
    options.attrition[0] = 0.10;
    options.attrition[1] = 0.05;
    options.tenure_periods[0] = 2.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 3, &options, rows, NULL), HC_OK);
    CHECK_CLOSE(rows[2].headcount, 81.0, 1e-12);
    CHECK_CLOSE(rows[2].leavers, 4.05, 1e-12);
}

/* People hired already count without a decision of this plan. */
static void hires_in_the_pipeline_join(void)
{
    hc_capacity_period periods[MONTHS];
    hc_capacity_row rows[MONTHS];
    const hc_capacity_options options = plain();
    fill(periods, MONTHS);
    periods[0].joining = 10.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, MONTHS, &options, rows, NULL), HC_OK);
    CHECK_CLOSE(rows[1].available_fte, 5.0, 1e-12);
    CHECK_CLOSE(rows[3].available_fte, 10.0, 1e-12);
    for (size_t k = 0; k < MONTHS; k++) {
        CU_ASSERT_EQUAL(rows[k].hires, 0.0);
    }
}

/* 5.4 of 5 needed: overtime; 5.6: a class. */
static void half_a_person_is_no_reason_to_hire(void)
{
    hc_capacity_period periods[MONTHS];
    hc_capacity_row rows[MONTHS];
    hc_capacity_options options = plain();
    options.headcount[2] = 5.0;
    fill(periods, MONTHS);
    periods[4].volume *= 1.08;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, MONTHS, &options, rows, NULL), HC_OK);
    CU_ASSERT_EQUAL(rows[1].hires, 0.0);
    periods[4].volume *= 5.6 / 5.4;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, MONTHS, &options, rows, NULL), HC_OK);
    CU_ASSERT_EQUAL(rows[1].hires, 1.0);
}

/* A peak in month 2 is over before a class could help: nobody is hired for it. */
static void nobody_is_hired_for_a_need_that_passes(void)
{
    hc_capacity_period periods[MONTHS];
    hc_capacity_row rows[MONTHS];
    hc_capacity_options options = plain();
    options.headcount[2] = 5.0;
    fill(periods, MONTHS);
    periods[2].volume *= 2.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, MONTHS, &options, rows, NULL), HC_OK);
    CHECK_CLOSE(rows[2].gap, -5.0, 1e-9);
    for (size_t k = 0; k < MONTHS; k++) {
        CU_ASSERT_EQUAL(rows[k].hires, 0.0);
    }
}

/* Once a class can be up to speed no month is short by half a person, whatever people do. */
static void no_gap_stays_that_a_class_can_close(void)
{
    hc_capacity_period periods[24];
    hc_capacity_row rows[24];
    hc_capacity_options options = hc_capacity_options_default();
    fill(periods, 24);
    for (size_t k = 0; k < 24; k++) {
        periods[k].volume *= 20.0 + (double)(k * 7 % 5);
    }
    options.headcount[2] = 60.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 24, &options, rows, NULL), HC_OK);
    double hires = 0.0, leavers = 0.0;
    for (size_t k = 0; k < 24; k++) {
        if (k >= 4) { CU_ASSERT(rows[k].gap > -HC_CAPACITY_GAP_LEAST); }
        CU_ASSERT(!(rows[k].hires > 0.0) || rows[k].hires >= options.class_least);
        if (k > 0) {
            CHECK_CLOSE(rows[k].headcount,
                        rows[k - 1].headcount - rows[k - 1].leavers + rows[k].hires, 1e-9);
        }
        hires += rows[k].hires;
        leavers += rows[k].leavers;
    }
    CU_ASSERT(hires > 0.0 && leavers > 0.0);
}

/* 10 people, 10 % leave in a period, training then half speed then full: 10 x 0.9 x (1 - 0.05)
 * x 0.5 in the second; the yield is 0.9 x 0.9 x 0.95. */
static void a_cohort_is_followed_by_hand(void)
{
    hc_capacity_options options = plain();
    options.attrition[0] = 0.1;
    options.learning_periods = 2;
    options.productivity[0] = 0.0;
    options.productivity[1] = 0.5;
    const hc_cohort class = {10.0, 0.0, 3, true};
    const hc_cohort_state state = hc_cohort_in(&options, &class, 4);
    CHECK_CLOSE(state.people, 9.0, 1e-12);
    CHECK_CLOSE(state.leavers, 0.9, 1e-12);
    CHECK_CLOSE(state.available_fte, 0.5 * (9.0 - 0.45), 1e-12);
    CHECK_CLOSE(hc_cohort_yield(&options), 0.81 * 0.95, 1e-12);
}

static void what_is_out_of_range_is_named(void)
{
    hc_capacity_period periods[2];
    hc_capacity_row rows[2];
    hc_capacity_options options = plain();
    hc_error err = HC_ERROR_INIT;
    fill(periods, 2);
    periods[1].shrinkage = 0.96;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 2, &options, rows, &err), HC_ERR_RANGE);
    CU_ASSERT_STRING_EQUAL(err.message, "period 1: shrinkage must be 0 to 0.95");
    fill(periods, 2);
    periods[0].aht_s = HC_MISSING;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 2, &options, rows, NULL), HC_ERR_RANGE);
    fill(periods, 2);
    options.class_least = 13.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 2, &options, rows, NULL), HC_ERR_RANGE);
    options = plain();
    options.attrition[1] = 1.5;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 2, &options, rows, NULL), HC_ERR_RANGE);
    options = plain();
    options.occupancy_most = 0.0;
    CU_ASSERT_EQUAL(hc_capacity_plan(periods, 2, &options, rows, NULL), HC_ERR_RANGE);
    options = plain();
    CU_ASSERT_EQUAL(
        hc_capacity_plan(periods, HC_CAPACITY_PERIODS_MAX + 1, &options, rows, NULL),
        HC_ERR_LIMIT);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(need_is_workload_over_occupancy_hours_and_shrinkage),
        HC_TEST(classes_begin_after_the_lead_and_learn),
        HC_TEST(a_later_need_starts_a_later_class),
        HC_TEST(leavers_are_counted_by_tenure),
        HC_TEST(hires_in_the_pipeline_join),
        HC_TEST(half_a_person_is_no_reason_to_hire),
        HC_TEST(nobody_is_hired_for_a_need_that_passes),
        HC_TEST(no_gap_stays_that_a_class_can_close),
        HC_TEST(a_cohort_is_followed_by_hand),
        HC_TEST(what_is_out_of_range_is_named),
    };
    return hc_test_run("scheduler/capacity", tests, sizeof tests / sizeof *tests);
}
