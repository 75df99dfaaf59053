#include <stdio.h>
#include <string.h>

#include "erlang/requirement_build.h"
#include "erlang/staffing.h"
#include "tests/support/hc_test.h"

#define SLOTS 48 /* one day of half hours */

/* Open 09:00 to 17:00, `calls` an interval of 180 s in every queue. */
static hc_series forecast_of(size_t queues, double calls)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 30, 20000, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, queues, HC_PART_AHT, NULL), HC_OK);
    for (size_t queue = 0; queue < queues; queue++) {
        (void)snprintf(series.queues[queue].name, HC_QUEUE_NAME_MAX, "queue %zu", queue);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const bool open = slot >= 18 && slot < 34;
            series.queues[queue].state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            series.queues[queue].calls[slot] = open ? calls : 0.0;
            if (open) { series.queues[queue].aht_s[slot] = 180.0; }
        }
    }
    hc_axis_clear(&axis);
    return series;
}

static void closed_slots_need_nobody_and_open_ones_meet_the_targets(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    const hc_queue_rules queue = hc_queue_rules_default();
    const hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(made.need_count, 1);
    const hc_need *need = &made.needs[0];
    CU_ASSERT_STRING_EQUAL(need->name, "queue 0");
    for (size_t slot = 0; slot < SLOTS; slot++) {
        if (slot < 18 || slot >= 34) {
            CU_ASSERT_EQUAL(need->agents[slot], 0);
            CU_ASSERT_TRUE(hc_is_missing(need->service_level[slot]));
            continue;
        }
        CU_ASSERT_TRUE(need->service_level[slot] >= 0.8);
        CU_ASSERT_TRUE(need->occupancy[slot] <= 0.88 + 1e-9);
        CU_ASSERT_TRUE(need->agents_exact[slot] <= need->agents[slot] + 1e-9);
        CU_ASSERT_TRUE(need->agents_exact[slot] > need->agents[slot] - 1.0);
        CU_ASSERT_TRUE(need->asa_s[slot] > 0.0 && need->abandon_rate[slot] > 0.0);
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void settled_interval_is_the_plain_erlang_question(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    hc_queue_rules queue = hc_queue_rules_default();
    queue.model = HC_MODEL_C;
    queue.occupancy_max = 1.0;
    hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    rules.time_method = HC_TIME_SIPP;
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.needs[0].agents[20], 14); /* 10 Erlangs, 80 % in 20 s */
    CHECK_CLOSE(made.needs[0].service_level[20], 0.88835001917946688, 1e-12);
    CU_ASSERT_EQUAL(made.needs[0].abandon_rate[20], 0.0);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void pool_is_rounded_once_and_needs_fewer_than_its_queues(void)
{
    hc_series forecast = forecast_of(3, 40.0);
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each, each};
    hc_staff_rules rules = hc_staff_rules_default(queues, 3);
    rules.pooled = true;
    rules.pool_name = "everyone";
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(made.need_count, 4);
    const hc_need *pool = &made.needs[3];
    CU_ASSERT_STRING_EQUAL(pool->name, "everyone");
    CHECK_CLOSE(pool->calls[25], 120.0, 1e-14);
    CHECK_CLOSE(pool->load_erlangs[25], 3.0 * made.needs[0].load_erlangs[25], 1e-13);
    CHECK_CLOSE(pool->aht_s[25], 180.0, 1e-13);
    CU_ASSERT_TRUE(pool->agents[25] < 3 * made.needs[0].agents[25]);
    CU_ASSERT_TRUE(pool->agents[25] > 12);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void pool_weighs_handle_times_by_calls(void)
{
    hc_series forecast = forecast_of(2, 30.0);
    for (size_t slot = 18; slot < 34; slot++) {
        forecast.queues[1].calls[slot] = 90.0;
        forecast.queues[1].aht_s[slot] = 300.0;
    }
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.pooled = true;
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CHECK_CLOSE(made.needs[2].aht_s[25], 270.0, 1e-13);
    CU_ASSERT_STRING_EQUAL(made.needs[2].name, "pool");
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void unknown_slot_stays_unknown(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    forecast.queues[0].state[25] = HC_SLOT_GAP;
    forecast.queues[0].calls[25] = HC_MISSING;
    const hc_queue_rules queue = hc_queue_rules_default();
    const hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.needs[0].agents[25], 0);
    CU_ASSERT_TRUE(hc_is_missing(made.needs[0].agents_exact[25]));
    CU_ASSERT_TRUE(made.needs[0].agents[26] > 0);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Bands of +- 30 %: staffing for the 90 % rate takes more agents, and averages to more than
 * asked. */
static void risk_takes_more_agents_than_the_mean(void)
{
    hc_series plain = forecast_of(2, 400.0);
    hc_series forecast = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(
        hc_series_make(&forecast, &plain.axis, 2, HC_PART_AHT | HC_PART_QUANTILE, NULL), HC_OK);
    for (size_t queue = 0; queue < 2; queue++) {
        hc_queue *to = &forecast.queues[queue];
        for (size_t slot = 0; slot < SLOTS; slot++) {
            to->state[slot] = plain.queues[queue].state[slot];
            to->calls[slot] = plain.queues[queue].calls[slot];
            to->aht_s[slot] = plain.queues[queue].aht_s[slot];
            to->quantile[2 * SLOTS + slot] = 0.7 * to->calls[slot];
            to->quantile[6 * SLOTS + slot] = 1.3 * to->calls[slot];
        }
    }
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.pooled = true;
    hc_requirement mean = HC_REQUIREMENT_INIT;
    hc_requirement safe = HC_REQUIREMENT_INIT;
    double level[SLOTS];
    double safe_level[SLOTS];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &mean, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_requirement_expected(&forecast, &rules, &mean, 2, level, NULL), HC_OK);
    rules.risk = 0.9;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &safe, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_requirement_expected(&forecast, &rules, &safe, 2, safe_level, NULL),
                    HC_OK);
    for (size_t need = 0; need < 3; need++) {
        const double more =
            (double)safe.needs[need].agents[25] / (double)mean.needs[need].agents[25];
        CU_ASSERT_TRUE(more > 1.15 && more < 1.4);
    }
    CU_ASSERT_TRUE(level[25] < mean.needs[2].service_level[25]);
    CU_ASSERT_TRUE(safe_level[25] > level[25] && safe_level[25] > 0.9);
    CU_ASSERT_TRUE(hc_is_missing(level[0]));
    CU_ASSERT_EQUAL(hc_requirement_expected(&forecast, &rules, &safe, 3, level, NULL),
                    HC_ERR_USAGE);
    rules.risk = 1.0;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &safe, NULL), HC_ERR_RANGE);
    hc_requirement_clear(&mean);
    hc_requirement_clear(&safe);
    hc_series_clear(&forecast);
    hc_series_clear(&plain);
}

static hc_status build_with(const hc_series *forecast, const hc_queue_rules *queue,
                            size_t count, hc_error *err)
{
    const hc_staff_rules rules = hc_staff_rules_default(queue, count);
    hc_requirement made = HC_REQUIREMENT_INIT;
    const hc_status st = hc_requirement_build(forecast, &rules, &made, err);
    CU_ASSERT_TRUE(st == HC_OK || made.needs == NULL); /* untouched on error */
    hc_requirement_clear(&made);
    return st;
}

static void each_error_names_queue_and_interval(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    hc_queue_rules queue = hc_queue_rules_default();
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 0, &err), HC_ERR_USAGE);
    queue.targets[0].limit = 1.0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "queue 0, interval 18"));
    queue = hc_queue_rules_default();
    queue.occupancy_max = 0.0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue = hc_queue_rules_default();
    queue.target_count = 0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue = hc_queue_rules_default();
    queue.model = HC_MODEL_B;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue = hc_queue_rules_default();
    forecast.queues[0].aht_s[20] = HC_MISSING;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 20"));
    forecast.queues[0].aht_s[20] = 180.0;
    forecast.queues[0].calls[21] = -5.0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    hc_series_clear(&forecast);
}

static void forecast_without_handle_times_is_a_usage_error(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    double *aht_s = forecast.queues[0].aht_s;
    const hc_queue_rules queue = hc_queue_rules_default();
    forecast.queues[0].aht_s = NULL;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, NULL), HC_ERR_USAGE);
    forecast.queues[0].aht_s = aht_s;
    hc_series_clear(&forecast);
}

static void every_failed_allocation_is_reported_and_leaks_nothing(void)
{
    hc_series forecast = forecast_of(2, 100.0);
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each};
    const size_t live = hc_heap_live();
    size_t failures = 0;
    for (size_t k = 1; k < 1000; k++) {
        hc_heap_fail_at(k);
        const hc_status st = build_with(&forecast, queues, 2, NULL);
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        if (!reached) {
            CU_ASSERT_EQUAL(st, HC_OK);
            break;
        }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        failures++;
    }
    CU_ASSERT_TRUE(failures > 5);
    hc_series_clear(&forecast);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(closed_slots_need_nobody_and_open_ones_meet_the_targets),
        HC_TEST(settled_interval_is_the_plain_erlang_question),
        HC_TEST(pool_is_rounded_once_and_needs_fewer_than_its_queues),
        HC_TEST(pool_weighs_handle_times_by_calls),
        HC_TEST(unknown_slot_stays_unknown),
        HC_TEST(risk_takes_more_agents_than_the_mean),
        HC_TEST(each_error_names_queue_and_interval),
        HC_TEST(forecast_without_handle_times_is_a_usage_error),
        HC_TEST(every_failed_allocation_is_reported_and_leaks_nothing),
    };
    return hc_test_run("requirement_build", tests, sizeof tests / sizeof tests[0]);
}
