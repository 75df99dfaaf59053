#include <stdio.h>
#include <string.h>

#include "erlang/requirement_build.h"
#include "erlang/requirement_people.h"
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

/* Two queues of 400 calls a half hour, each forecast +- 30 % eight times in ten. */
static hc_series unsure_forecast(void)
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
    hc_series_clear(&plain);
    return forecast;
}

/* Staffing for the 90 % rate takes more agents, and averages to more than asked. */
static void risk_takes_more_agents_than_the_mean(void)
{
    hc_series forecast = unsure_forecast();
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.pooled = true;
    hc_requirement mean = HC_REQUIREMENT_INIT;
    hc_requirement safe = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &mean, NULL), HC_OK);
    rules.risk = 0.9;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &safe, NULL), HC_OK);
    for (size_t need = 0; need < 3; need++) {
        const double more =
            (double)safe.needs[need].agents[25] / (double)mean.needs[need].agents[25];
        CU_ASSERT_TRUE(more > 1.15 && more < 1.4);
    }
    const hc_need *pool = &mean.needs[2];
    CU_ASSERT_TRUE(pool->service_level_expected[25] < pool->service_level[25]);
    CU_ASSERT_TRUE(safe.needs[2].service_level_expected[25] > 0.9);
    CU_ASSERT_TRUE(hc_is_missing(pool->service_level_expected[0]));
    rules.risk = 1.0;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &safe, NULL), HC_ERR_RANGE);
    hc_requirement_clear(&mean);
    hc_requirement_clear(&safe);
    hc_series_clear(&forecast);
}

/* Share of the calls of all slots that is answered in time, over the spread. */
static double expected_of(const hc_need *need, size_t slots)
{
    double calls = 0.0;
    double in_time = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(need->calls[slot] > 0.0)) { continue; }
        calls += need->calls[slot];
        in_time += need->calls[slot] * need->service_level_expected[slot];
    }
    return in_time / calls;
}

static double agents_of(const hc_need *need, size_t slots)
{
    double agents = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        agents += need->agents[slot];
    }
    return agents;
}

/* Small unequal intervals, where whole agents overshoot one by one but not together. */
static hc_series small_days(size_t days)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 30, 20000, days, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 1, HC_PART_AHT, NULL), HC_OK);
    for (size_t slot = 0; slot < days * SLOTS; slot++) {
        const size_t hour = slot % SLOTS;
        const bool open = hour >= 18 && hour < 34;
        series.queues[0].state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
        series.queues[0].calls[slot] = open ? 5.0 + (double)((slot * 7) % 23) : 0.0;
        if (open) { series.queues[0].aht_s[slot] = 180.0; }
    }
    hc_axis_clear(&axis);
    return series;
}

static void week_costs_no_more_than_days_and_days_than_intervals(void)
{
    hc_series forecast = small_days(3);
    hc_queue_rules queue = hc_queue_rules_default();
    queue.occupancy_max = 1.0;
    hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    double agents[3] = {0};
    for (int per = HC_PER_INTERVAL; per <= HC_PER_WEEK; per++) {
        hc_requirement made = HC_REQUIREMENT_INIT;
        rules.target_per = (hc_target_per)per;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
        agents[per] = agents_of(&made.needs[0], 3 * SLOTS);
        CU_ASSERT_TRUE(expected_of(&made.needs[0], 3 * SLOTS) >= 0.8);
        for (size_t slot = 0; slot < 3 * SLOTS; slot++) { /* open means somebody answers */
            CU_ASSERT_EQUAL(made.needs[0].agents[slot] > 0, forecast.queues[0].calls[slot] > 0);
        }
        hc_requirement_clear(&made);
    }
    CU_ASSERT_TRUE(agents[HC_PER_WEEK] <= agents[HC_PER_DAY]);
    CU_ASSERT_TRUE(agents[HC_PER_DAY] < agents[HC_PER_INTERVAL]);
    hc_series_clear(&forecast);
}

/* The same service level of a week, held on average and surely, with queues that are busy or
 * quiet for whole weeks: 0.7 and 1.3 of the forecast, each half of the time. */
static void week_is_held_with_the_probability_asked_for(void)
{
    enum { PATHS = 40 };
    hc_series forecast = unsure_forecast();
    static double paths[2 * PATHS * SLOTS];
    for (size_t k = 0; k < sizeof paths / sizeof *paths; k++) {
        const size_t path = k / SLOTS % PATHS;
        paths[k] = forecast.queues[0].calls[k % SLOTS] * (path % 2 == 0 ? 0.7 : 1.3);
    }
    hc_queue_rules each = hc_queue_rules_default();
    each.occupancy_max = 1.0;
    const hc_queue_rules queues[] = {each, each};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement made = HC_REQUIREMENT_INIT;
    rules.pooled = true;
    rules.target_per = HC_PER_WEEK;
    rules.risk = 0.9;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_ERR_USAGE);
    rules.paths = paths;
    rules.path_count = PATHS;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    const hc_need *pool = &made.needs[2];
    hc_metrics busy = {0};
    hc_load load = hc_load_of(1.3 * pool->load_erlangs[25], 180.0);
    load.patience_s = each.patience_s;
    CU_ASSERT_EQUAL(hc_staffing_metrics(HC_MODEL_A, &load, pool->agents[25], 20.0, &busy, NULL),
                    HC_OK);
    CU_ASSERT_TRUE(busy.sl_offered > 0.78 && busy.sl_offered < 0.84);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Calls of two queues by the day, the second of them from noon on; the second day is closed. */
static hc_series two_days(void)
{
    hc_series one = small_days(2);
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &one.axis, 2, HC_PART_AHT, NULL), HC_OK);
    for (size_t queue = 0; queue < 2; queue++) {
        for (size_t slot = 0; slot < 2 * SLOTS; slot++) {
            const bool open =
                slot < SLOTS && one.queues[0].calls[slot] > 0.0 && (queue == 0 || slot >= 24);
            series.queues[queue].state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            series.queues[queue].calls[slot] = open ? one.queues[0].calls[slot] : 0.0;
            if (open) { series.queues[queue].aht_s[slot] = 180.0; }
        }
    }
    hc_series_clear(&one);
    return series;
}

static hc_staff_rules sure_days(const hc_queue_rules *queues, const double *paths, size_t count)
{
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.pooled = true;
    rules.target_per = HC_PER_DAY;
    rules.risk = 0.9;
    rules.paths = paths;
    rules.path_count = count;
    return rules;
}

/* Paths of as many weeks, the k-th with (0.8 + k / 10) of the calls. */
static void fill_paths(const hc_series *forecast, size_t count, double *paths)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    for (size_t k = 0; k < forecast->queue_count * count * slots; k++) {
        const hc_queue *queue = &forecast->queues[k / slots / count];
        paths[k] = queue->calls[k % slots] * (0.8 + 0.1 * (double)(k / slots % count));
    }
}

/* By the day and surely, a pool whose queues are not all open at once and a day without calls;
 * deferred work and its paths have no part in the line's load. */
static void a_day_is_held_whoever_calls_and_when(void)
{
    enum { PATHS = 5 };
    static double paths[2 * PATHS * 2 * SLOTS];
    hc_series forecast = two_days();
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    hc_requirement sure = HC_REQUIREMENT_INIT, mean = HC_REQUIREMENT_INIT;
    queues[0].occupancy_max = queues[1].occupancy_max = 1.0;
    fill_paths(&forecast, PATHS, paths);
    for (int deferred = 0; deferred < 2; deferred++) {
        queues[1].work = deferred == 1 ? HC_WORK_DEFERRED : HC_WORK_CALLS;
        queues[1].answer_within_s = 7200.0;
        hc_staff_rules rules = sure_days(queues, paths, PATHS);
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &sure, NULL), HC_OK);
        rules.risk = 0.0;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &mean, NULL), HC_OK);
        const hc_need *pool = &sure.needs[2];
        CU_ASSERT_TRUE(agents_of(pool, 2 * SLOTS) > agents_of(&mean.needs[2], 2 * SLOTS));
        CU_ASSERT_TRUE(expected_of(&mean.needs[2], 2 * SLOTS) >= 0.8);
        for (size_t slot = 0; slot < 2 * SLOTS; slot++) {
            CU_ASSERT_EQUAL(pool->agents[slot] > 0,
                            forecast.queues[0].calls[slot] > 0.0 || pool->agents_aside[slot]);
        }
        hc_requirement_clear(&sure);
        hc_requirement_clear(&mean);
    }
    hc_series_clear(&forecast);
}

/* What is asked beside the service level holds in each interval, and is refused by its name. */
static void other_targets_hold_in_each_interval_of_a_day(void)
{
    hc_series forecast = small_days(1);
    hc_queue_rules queue = hc_queue_rules_default();
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_error err = HC_ERROR_INIT;
    queue.occupancy_max = 1.0;
    queue.targets[1] = (hc_target){HC_TARGET_P_ABANDON, 0.02, 0.0};
    queue.target_count = 2;
    hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    rules.target_per = HC_PER_DAY;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    for (size_t slot = 18; slot < 34; slot++) {
        CU_ASSERT_TRUE(made.needs[0].abandon_rate[slot] <= 0.02 + 1e-12);
    }
    queue.targets[1].limit = 0.0;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 18"));
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void a_pool_of_one_queue_is_that_queue(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    const hc_queue_rules queue = hc_queue_rules_default();
    hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    hc_requirement made = HC_REQUIREMENT_INIT, held = HC_REQUIREMENT_INIT;
    rules.pooled = true;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.need_count, 1);
    rules.pooled = false;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.need_count, 1);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_hold(&made, &rules, &made, &held, NULL), HC_OK);
    CHECK_CLOSE(held.needs[0].service_level[25], made.needs[0].service_level[25], 1e-12);
    hc_requirement_clear(&made);
    hc_requirement_clear(&held);
    hc_series_clear(&forecast);
}

static void period_needs_a_service_level_of_offered_calls(void)
{
    hc_series forecast = small_days(1);
    hc_queue_rules queue = hc_queue_rules_default();
    hc_requirement made = HC_REQUIREMENT_INIT;
    queue.targets[0] = (hc_target){HC_TARGET_ASA_S, 20.0, 0.0};
    hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    rules.target_per = HC_PER_WEEK;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_ERR_USAGE);
    queue.targets[0] = (hc_target){HC_TARGET_SL_OFFERED, 1.0, 20.0};
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_ERR_INFEASIBLE);
    hc_series_clear(&forecast);
}

static void any_number_of_agents_can_be_asked_about(void)
{
    hc_series forecast = unsure_forecast();
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each};
    const hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    const hc_need *need = &made.needs[0];
    const double agents = need->agents[25];
    const double level = need->service_level_expected[25];
    CHECK_CLOSE(hc_requirement_expected(&forecast, &rules, &made, 0, 25, agents), level, 0);
    CU_ASSERT_TRUE(hc_requirement_expected(&forecast, &rules, &made, 0, 25, agents + 0.5) >
                   level);
    CHECK_CLOSE(hc_requirement_expected(&forecast, &rules, &made, 0, 25, 0.0), 0.0, 0);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
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
    queue.work = HC_WORK_CHAT;
    queue.chat_levels = 1;
    queue.chat_aht_s[0] = 180.0;
    queue.occupancy_max = 1e-9;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "meets every target"));
    queue = hc_queue_rules_default();
    queue.occupancy_max = 0.0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue.occupancy_max = 1.5;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue = hc_queue_rules_default();
    queue.target_count = 0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue.target_count = HC_TARGETS_MAX + 1;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue = hc_queue_rules_default();
    queue.work = HC_WORK_CHAT;
    queue.chat_levels = HC_CHAT_LEVELS_MAX + 1;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "times by level"));
    queue = hc_queue_rules_default();
    queue.work = HC_WORK_DEFERRED;
    queue.answer_within_s = 3600.0;
    queue.answer_share = -0.1;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "answered in time"));
    queue = hc_queue_rules_default();
    queue.model = HC_MODEL_B;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    queue = hc_queue_rules_default();
    forecast.queues[0].aht_s[20] = HC_MISSING;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 20"));
    forecast.queues[0].aht_s[20] = 2.0 * HC_AHT_S_MAX;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    forecast.queues[0].aht_s[20] = 180.0;
    forecast.queues[0].calls[21] = -5.0;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    forecast.queues[0].calls[21] = 1e16;
    CU_ASSERT_EQUAL(build_with(&forecast, &queue, 1, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 21"));
    forecast.queues[0].calls[21] = 100.0;
    const double not_risks[] = {-0.1, 1.0, (double)NAN};
    for (size_t k = 0; k < 3; k++) {
        hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
        hc_requirement made = HC_REQUIREMENT_INIT;
        rules.risk = not_risks[k];
        CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_RANGE);
    }
    hc_series_clear(&forecast);
}

/* 1e9 Erlangs at 30 % occupancy: Erlang has an answer, 3.3e9 agents; a plan has no room. */
static void more_agents_than_a_plan_holds_are_a_limit(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    hc_queue_rules queue = hc_queue_rules_default();
    const double interval_s = 60.0 * forecast.axis.interval_min;
    queue.occupancy_max = 0.3;
    queue.patience_s = (double)INFINITY;
    queue.model = HC_MODEL_C;
    forecast.queues[0].calls[20] = 0.99e9 * interval_s / 180.0;
    forecast.queues[0].aht_s[20] = 180.0;
    for (int per = HC_PER_INTERVAL; per <= HC_PER_WEEK; per++) {
        hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
        hc_requirement made = HC_REQUIREMENT_INIT;
        hc_error err = HC_ERROR_INIT;
        rules.time_method = HC_TIME_SIPP;
        rules.target_per = (hc_target_per)per;
        CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_LIMIT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "more than a plan can hold"));
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 20"));
        CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_ERR_LIMIT);
    }
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

static void check_allocations(const hc_series *forecast, const hc_staff_rules *rules,
                              size_t expected)
{
    const size_t live = hc_heap_live();
    size_t failures = 0;
    for (size_t k = 1; k < 1000; k++) {
        hc_requirement made = HC_REQUIREMENT_INIT;
        hc_heap_fail_at(k);
        const hc_status st = hc_requirement_build(forecast, rules, &made, NULL);
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        hc_requirement_clear(&made);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        CU_ASSERT_EQUAL(st, reached ? HC_ERR_MEMORY : HC_OK);
        if (!reached) { break; }
        failures++;
    }
    CU_ASSERT_TRUE(failures > expected);
}

static void every_failed_allocation_is_reported_and_leaks_nothing(void)
{
    hc_series forecast = forecast_of(2, 100.0);
    const hc_queue_rules each = hc_queue_rules_default();
    const hc_queue_rules queues[] = {each, each};
    const hc_staff_rules plain = hc_staff_rules_default(queues, 2);
    check_allocations(&forecast, &plain, 5);
    hc_series_clear(&forecast);
    enum { PATHS = 2 };
    static double paths[2 * PATHS * 2 * SLOTS];
    forecast = two_days();
    fill_paths(&forecast, PATHS, paths);
    const hc_staff_rules by_day = sure_days(queues, paths, PATHS);
    check_allocations(&forecast, &by_day, 20);
    hc_series_clear(&forecast);
}

/* So few that their load has no double. */
static void a_trace_of_calls_needs_nobody(void)
{
    hc_series forecast = forecast_of(1, 1e-320);
    const hc_queue_rules queue = hc_queue_rules_default();
    for (size_t slot = 18; slot < 34; slot++) {
        forecast.queues[0].aht_s[slot] = HC_AHT_S_MIN;
    }
    for (int per = HC_PER_INTERVAL; per <= HC_PER_WEEK; per++) {
        hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
        hc_requirement made = HC_REQUIREMENT_INIT;
        rules.time_method = HC_TIME_SIPP;
        rules.target_per = (hc_target_per)per;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
        CU_ASSERT_EQUAL(made.needs[0].agents[20], 0);
        CU_ASSERT_EQUAL(made.needs[0].abandon_rate[20], 0.0);
        hc_requirement_clear(&made);
    }
    hc_series_clear(&forecast);
}

static void a_load_out_of_range_is_named_whatever_the_period(void)
{
    hc_series forecast = forecast_of(1, 100.0);
    hc_queue_rules queue = hc_queue_rules_default();
    queue.occupancy_max = 1.0;
    forecast.queues[0].calls[20] = 1e14;
    for (int per = HC_PER_INTERVAL; per <= HC_PER_WEEK; per++) {
        for (int brief = 0; brief < 2; brief++) {
            hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
            hc_requirement made = HC_REQUIREMENT_INIT;
            hc_error err = HC_ERROR_INIT;
            rules.time_method = HC_TIME_SIPP;
            rules.target_per = (hc_target_per)per;
            rules.brief = brief == 1;
            CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_RANGE);
            CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 20: the load must be"));
        }
    }
    hc_series_clear(&forecast);
}

/* A queue that closes at noon, whose last calls reach into the next interval: there they are
 * load of the pool without calls of their own, and no week has more or fewer of them. */
static void a_queue_that_still_talks_has_its_part_in_the_pool(void)
{
    enum { PATHS = 5 };
    static double paths[2 * PATHS * SLOTS];
    hc_series forecast = forecast_of(2, 100.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    hc_requirement made = HC_REQUIREMENT_INIT;
    queues[0].occupancy_max = queues[1].occupancy_max = 1.0;
    for (size_t slot = 24; slot < SLOTS; slot++) {
        forecast.queues[1].calls[slot] = 0.0;
        forecast.queues[1].state[slot] = HC_SLOT_CLOSED;
    }
    fill_paths(&forecast, PATHS, paths);
    const hc_staff_rules rules = sure_days(queues, paths, PATHS);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.needs[1].calls[24], 0.0);
    CU_ASSERT_TRUE(made.needs[1].load_erlangs[24] > 0.0);
    CU_ASSERT_TRUE(made.needs[2].load_erlangs[24] > made.needs[2].load_erlangs[25]);
    CU_ASSERT_TRUE(made.needs[2].agents[24] > 0);
    hc_requirement_clear(&made);
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
        HC_TEST(week_costs_no_more_than_days_and_days_than_intervals),
        HC_TEST(week_is_held_with_the_probability_asked_for),
        HC_TEST(a_day_is_held_whoever_calls_and_when),
        HC_TEST(other_targets_hold_in_each_interval_of_a_day),
        HC_TEST(a_pool_of_one_queue_is_that_queue),
        HC_TEST(period_needs_a_service_level_of_offered_calls),
        HC_TEST(any_number_of_agents_can_be_asked_about),
        HC_TEST(each_error_names_queue_and_interval),
        HC_TEST(more_agents_than_a_plan_holds_are_a_limit),
        HC_TEST(forecast_without_handle_times_is_a_usage_error),
        HC_TEST(every_failed_allocation_is_reported_and_leaks_nothing),
        HC_TEST(a_trace_of_calls_needs_nobody),
        HC_TEST(a_load_out_of_range_is_named_whatever_the_period),
        HC_TEST(a_queue_that_still_talks_has_its_part_in_the_pool),
    };
    return hc_test_run("requirement_build", tests, sizeof tests / sizeof tests[0]);
}
