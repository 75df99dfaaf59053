#include "cli/whatif/scenario.h"

#include <stdio.h>
#include <string.h>

#include "cli/centre/centre_file.h"
#include "cli/whatif/sweep.h"
#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

#define SLOTS 48 /* two days of hours */

static hc_plan_inputs plan;
static hc_centre centre;
static hc_error err;
static hc_queue_rules rules[2];

/* Two queues, 10 contacts of 200 s and 30 of 100 s in every hour of two days. */
static void make_plan(void)
{
    static const double calls[] = {10.0, 30.0};
    static const double aht_s[] = {200.0, 100.0};
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    plan = (hc_plan_inputs){.shrinkage = 0.3, .queue_rules = rules};
    rules[0] = rules[1] = hc_queue_rules_default();
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, 20000, 2, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&plan.forecast, &axis, 2,
                                         HC_PART_AHT | (unsigned)HC_PART_QUANTILE, NULL),
                          HC_OK);
    for (size_t q = 0; q < 2; q++) {
        hc_queue *queue = &plan.forecast.queues[q];
        (void)snprintf(queue->name, sizeof queue->name, "%s", q == 0 ? "Sales" : "Service");
        for (size_t slot = 0; slot < SLOTS; slot++) {
            queue->state[slot] = HC_SLOT_OPEN;
            queue->calls[slot] = calls[q];
            queue->aht_s[slot] = aht_s[q];
            for (size_t k = 0; k < HC_QUANTILES; k++) {
                queue->quantile[k * SLOTS + slot] = calls[q] + (double)k;
            }
        }
    }
    plan.staff = hc_staff_rules_default(rules, 2);
    centre = hc_centre_default();
    hc_axis_clear(&axis);
}

static void drop_plan(void)
{
    hc_series_clear(&plan.forecast);
    hc_centre_clear(&centre);
}

/* Applies one part of key and text pairs, the last NULL. */
static hc_status apply(const char *const *pairs, hc_scenario_inputs *out)
{
    hc_scenario_part part = hc_scenario_part_unchanged();
    hc_scenario scenario = {.part_count = 1, .parts = &part};
    err = (hc_error)HC_ERROR_INIT;
    for (; *pairs != NULL; pairs += 2) {
        hc_scenario_key key = HC_SCENARIO_VOLUME;
        CU_ASSERT_FATAL(hc_scenario_key_find(pairs[0], strlen(pairs[0]), &key));
        CU_ASSERT_EQUAL_FATAL(hc_scenario_set(&part, key, pairs[1], &err), HC_OK);
    }
    return hc_scenario_apply(&plan, &centre, &scenario, out, &err);
}
#define APPLY(out, ...) apply((const char *const[]){__VA_ARGS__, NULL}, (out))

static hc_status set(hc_scenario_key key, const char *text, hc_scenario_part *part)
{
    *part = hc_scenario_part_unchanged();
    return hc_scenario_set(part, key, text, NULL);
}

static void changes_add_scale_or_replace(void)
{
    hc_scenario_part part;
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AHT, "+10%", &part), HC_OK);
    CHECK_CLOSE(hc_amount_apply(part.aht, 200.0), 220.0, 1e-15);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AHT, "-20", &part), HC_OK);
    CHECK_CLOSE(hc_amount_apply(part.aht, 200.0), 180.0, 0);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AHT, "4:00", &part), HC_OK);
    CHECK_CLOSE(hc_amount_apply(part.aht, 200.0), 240.0, 0);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AHT, "-100%", &part), HC_OK);
    CHECK_CLOSE(hc_amount_apply(part.aht, 200.0), 0.0, 0);
}

/* "30%" could be meant as +30 % or as what is left: it is asked for again. */
static void what_can_be_misread_is_refused(void)
{
    static const char *const wrong[] = {"30%", "", "+", "+-3", "-150%", "fast", "++3", "5 %%"};
    hc_scenario_part part;
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        CU_ASSERT_EQUAL(set(HC_SCENARIO_VOLUME, wrong[k], &part), HC_ERR_USAGE);
    }
    CU_ASSERT_EQUAL(set(HC_SCENARIO_SHRINKAGE, "99%", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_REPEAT_SHARE, "95%", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_TARGET, "80", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_DEFLECT, "40%", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_DATES, "2026-11-27..2026-11-26", &part), HC_ERR_USAGE);
}

static void agents_beyond_any_centre_are_refused(void)
{
    hc_scenario_part part;
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AGENTS, "1000000", &part), HC_OK);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AGENTS, "1000001", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AGENTS, "1e308", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AGENTS, "-1e308", &part), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AGENTS, "+90000%", &part), HC_OK);
    CU_ASSERT_EQUAL(set(HC_SCENARIO_AGENTS, "+100000%", &part), HC_ERR_USAGE);
}

static void no_change_keeps_every_number(void)
{
    hc_scenario_inputs out;
    make_plan();
    const hc_scenario nothing = {0};
    CU_ASSERT_EQUAL(hc_scenario_apply(&plan, &centre, &nothing, &out, NULL), HC_OK);
    for (size_t q = 0; q < 2; q++) {
        const hc_queue *from = &plan.forecast.queues[q], *to = &out.forecast.queues[q];
        CU_ASSERT_EQUAL(memcmp(from->calls, to->calls, SLOTS * sizeof(double)), 0);
        CU_ASSERT_EQUAL(memcmp(from->aht_s, to->aht_s, SLOTS * sizeof(double)), 0);
        CU_ASSERT_EQUAL(
            memcmp(from->quantile, to->quantile, HC_QUANTILES * SLOTS * sizeof(double)), 0);
    }
    CHECK_CLOSE(out.shrinkage, 0.3, 0);
    CHECK_CLOSE(out.vendor_calls, 0.0, 0);
    hc_scenario_inputs_clear(&out);
    drop_plan();
}

static void volume_moves_contacts_and_their_quantiles_together(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "volume", "+30%"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].calls[5], 13.0, 1e-15);
    CHECK_CLOSE(out.forecast.queues[1].quantile[8 * SLOTS + 5], 38.0 * 1.3, 1e-15);
    CHECK_CLOSE(out.forecast.queues[1].aht_s[5], 100.0, 0);
    hc_scenario_inputs_clear(&out);
    /* 48 x 40 = 1,920 contacts become 3,840: twice as many everywhere */
    CU_ASSERT_EQUAL(APPLY(&out, "volume", "3840"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].calls[5], 20.0, 1e-14);
    hc_scenario_inputs_clear(&out);
    drop_plan();
}

static void queue_and_dates_say_where(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "volume", "+50%", "queue", "Sales", "dates", "2024-10-05"),
                    HC_OK); /* day 20001 */
    CHECK_CLOSE(out.forecast.queues[0].calls[23], 10.0, 0);
    CHECK_CLOSE(out.forecast.queues[0].calls[24], 15.0, 0);
    CHECK_CLOSE(out.forecast.queues[1].calls[24], 30.0, 0);
    hc_scenario_inputs_clear(&out);
    CU_ASSERT_EQUAL(APPLY(&out, "volume", "+50%", "queue", "Sale"), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(APPLY(&out, "volume", "+50%", "dates", "2024-10-05..2024-10-06"),
                    HC_ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "begins on 2024-10-04 and has 2 days"));
    drop_plan();
}

static void handle_time_is_kept_above_nothing(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "aht", "-20", "acw", "-10"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].aht_s[0], 170.0, 0);
    hc_scenario_inputs_clear(&out);
    CU_ASSERT_EQUAL(APPLY(&out, "aht", "-100"), HC_ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "leaves no handle time in queue 'Service'"));
    drop_plan();
}

static void after_call_work_of_today_comes_from_the_centre(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "acw", "20"), HC_ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "acw_s"));
    centre.every_queue.acw_s = 45.0;
    CU_ASSERT_EQUAL(APPLY(&out, "acw", "20"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].aht_s[0], 175.0, 0);
    hc_scenario_inputs_clear(&out);
    drop_plan();
}

/* test_contact_mix.c has the arithmetic; here the reasons of the right queue are found. */
static void deflection_takes_the_queues_own_reasons(void)
{
    static const char text[] =
        "{\"queues\":[{\"name\":\"Service\",\"reasons\":["
        "{\"name\":\"password\",\"share\":0.5,\"aht_s\":50}]}],\"every_queue\":{}}";
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL_FATAL(hc_centre_read("c.json", text, strlen(text), &centre, NULL), HC_OK);
    CU_ASSERT_EQUAL(APPLY(&out, "deflect", "password=40%"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].calls[0], 10.0, 0);
    CHECK_CLOSE(out.forecast.queues[1].calls[0], 24.0, 1e-14);
    /* 30 x 100 s less 6 x 50 s over 24 */
    CHECK_CLOSE(out.forecast.queues[1].aht_s[0], 2700.0 / 24.0, 1e-14);
    hc_scenario_inputs_clear(&out);
    CU_ASSERT_EQUAL(APPLY(&out, "deflect", "pasword=40%"), HC_ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "no queue has the contact reason 'pasword'"));
    drop_plan();
}

static void repeats_start_from_those_of_today(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "repeat-share", "20%"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].calls[0], 12.5, 1e-14);
    hc_scenario_inputs_clear(&out);
    centre.every_queue.repeat_share = 0.2;
    CU_ASSERT_EQUAL(APPLY(&out, "repeat_share", "0%"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].calls[0], 8.0, 1e-14);
    hc_scenario_inputs_clear(&out);
    drop_plan();
}

static void a_vendor_takes_its_share_of_every_interval(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "vendor-share", "25%"), HC_OK);
    CHECK_CLOSE(out.forecast.queues[0].calls[0], 7.5, 0);
    CHECK_CLOSE(out.vendor_calls, 480.0, 1e-14);
    CHECK_CLOSE(out.vendor_hours, 48.0 * (2.5 * 200.0 + 7.5 * 100.0) / 3600.0, 1e-14);
    hc_scenario_inputs_clear(&out);
    drop_plan();
}

static void target_and_patience_change_the_promise(void)
{
    hc_scenario_inputs out;
    make_plan();
    CU_ASSERT_EQUAL(APPLY(&out, "target", "90/10", "patience", "-50%", "queue", "Sales"),
                    HC_OK);
    CHECK_CLOSE(out.queue_rules[0].targets[0].limit, 0.9, 0);
    CHECK_CLOSE(out.queue_rules[0].target_s, 10.0, 0);
    CHECK_CLOSE(out.queue_rules[0].patience_s, 74.0, 0);
    CHECK_CLOSE(out.queue_rules[1].targets[0].limit, 0.8, 0);
    CHECK_CLOSE(out.staff.pool.targets[0].limit, 0.9, 0); /* the harder one */
    hc_scenario_inputs_clear(&out);
    CU_ASSERT_EQUAL(APPLY(&out, "patience", "-148"), HC_ERR_USAGE);
    drop_plan();
}

static void every_failed_allocation_is_reported_and_leaks_nothing(void)
{
    make_plan();
    const size_t live = hc_heap_live();
    for (size_t k = 1; k < 1000; k++) {
        hc_scenario_inputs out;
        hc_heap_fail_at(k);
        const hc_status st = APPLY(&out, "volume", "+30%");
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        hc_scenario_inputs_clear(&out);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        CU_ASSERT_EQUAL(st, reached ? HC_ERR_MEMORY : HC_OK);
        if (!reached) { break; }
    }
    drop_plan();
}

/* ---- sweeps -------------------------------------------------------------------------------
 */

static void check_sweep(const char *text, const char *const *values, size_t count)
{
    hc_sweep sweep = {0};
    CU_ASSERT_EQUAL_FATAL(hc_sweep_read(text, &sweep, NULL), HC_OK);
    CU_ASSERT_EQUAL(sweep.count, count);
    for (size_t k = 0; k < count && k < sweep.count; k++) {
        CU_ASSERT_STRING_EQUAL(sweep.text[k], values[k]);
    }
    hc_sweep_clear(&sweep);
}
#define CHECK_SWEEP(text, ...)                                                                 \
    check_sweep((text), (const char *const[]){__VA_ARGS__},                                    \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void sweeps_list_values_as_their_key_takes_them(void)
{
    CHECK_SWEEP("volume=-20%..+40%:20%", "-20%", "+0%", "+20%", "+40%");
    CHECK_SWEEP("volume=+0%..+25%:10%", "+0%", "+10%", "+20%");
    CHECK_SWEEP("shrinkage=25%..35%:5%", "25%", "30%", "35%");
    CHECK_SWEEP("aht=200..240:20", "200", "220", "240");
    CHECK_SWEEP("wage=-1.5..+1.5:1.5", "-1.5", "+0", "+1.5");
    CHECK_SWEEP("target=70..80:5/20", "70/20", "75/20", "80/20");
    CHECK_SWEEP("deflect=password=0%..40%:20%", "password=0%", "password=20%", "password=40%");
    CHECK_SWEEP("repeat_share=0%..0%:1%", "0%");
    CHECK_SWEEP("volume=+0%..+0.3%:0.1%", "+0%", "+0.1%", "+0.2%", "+0.3%");
}

static void a_sweep_that_makes_no_sense_is_refused(void)
{
    static const char *const wrong[] = {"volume",
                                        "volume=",
                                        "volume=-20%",
                                        "volume=+40%..-20%:10%",
                                        "volume=-20%..+40%:0%",
                                        "queue=a..b:c",
                                        "speed=1..2:1",
                                        "volume=0%..40%:10%",
                                        "shrinkage=25%..99%:1%"};
    hc_sweep sweep = {0};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        CU_ASSERT_EQUAL(hc_sweep_read(wrong[k], &sweep, NULL), HC_ERR_USAGE);
    }
    CU_ASSERT_EQUAL(hc_sweep_read("volume=+0%..+100%:0.001%", &sweep, NULL), HC_ERR_LIMIT);
    CU_ASSERT_PTR_NULL(sweep.text);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(changes_add_scale_or_replace),
        HC_TEST(what_can_be_misread_is_refused),
        HC_TEST(agents_beyond_any_centre_are_refused),
        HC_TEST(no_change_keeps_every_number),
        HC_TEST(volume_moves_contacts_and_their_quantiles_together),
        HC_TEST(queue_and_dates_say_where),
        HC_TEST(handle_time_is_kept_above_nothing),
        HC_TEST(after_call_work_of_today_comes_from_the_centre),
        HC_TEST(deflection_takes_the_queues_own_reasons),
        HC_TEST(repeats_start_from_those_of_today),
        HC_TEST(a_vendor_takes_its_share_of_every_interval),
        HC_TEST(target_and_patience_change_the_promise),
        HC_TEST(every_failed_allocation_is_reported_and_leaks_nothing),
        HC_TEST(sweeps_list_values_as_their_key_takes_them),
        HC_TEST(a_sweep_that_makes_no_sense_is_refused),
    };
    return hc_test_run("scenario", tests, sizeof tests / sizeof *tests);
}
