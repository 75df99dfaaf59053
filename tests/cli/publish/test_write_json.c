#include "cli/publish/write_json.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/json_stream.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

static char *plan_text(const sample_plan *sample, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    CU_ASSERT_EQUAL_FATAL(hc_write_plan_json(&sample->plan, out, NULL), HC_OK);
    (void)fclose(out);
    return text;
}

static cJSON *parsed_plan(const sample_plan *sample)
{
    size_t length = 0;
    char *text = plan_text(sample, &length);
    cJSON *plan = cJSON_ParseWithLengthOpts(text, length + 1, NULL, 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(plan);
    free(text);
    return plan;
}

static void sample_of(sample_plan *sample, size_t queues, bool hostile)
{
    sample_options options = sample_options_default();
    options.queues = queues;
    options.hostile = hostile;
    options.zone = "Asia/Seoul";
    sample_make(sample, &options);
}

static const cJSON *at(const cJSON *object, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    return found;
}

static void a_small_document_is_written_byte_for_byte(void)
{
    char room[512] = "";
    FILE *out = fmemopen(room, sizeof room, "w");
    hc_json json = hc_json_start(out);
    const double numbers[] = {0.1, HC_MISSING, 3.0};
    const int32_t counts[] = {1, -2};
    hc_json_open_object(&json, NULL);
    hc_json_put_text(&json, "na\"me", "<b>");
    hc_json_put_numbers(&json, "numbers", numbers, 3);
    hc_json_put_ints(&json, "counts", counts, 2);
    hc_json_put_numbers(&json, "none", NULL, 3);
    hc_json_open_array(&json, "empty");
    hc_json_close(&json);
    hc_json_open_array(&json, "row");
    hc_json_one_line(&json);
    hc_json_open_object(&json, NULL);
    hc_json_put_bool(&json, "yes", true);
    hc_json_put_text(&json, "no", NULL);
    hc_json_close(&json);
    hc_json_put_count(&json, NULL, UINT64_MAX);
    hc_json_close(&json);
    hc_json_close(&json);
    (void)fclose(out);
    CU_ASSERT_STRING_EQUAL(room,
                           "{\n"
                           "  \"na\\\"me\": \"\\u003cb\\u003e\",\n"
                           "  \"numbers\": [0.1,null,3],\n"
                           "  \"counts\": [1,-2],\n"
                           "  \"none\": null,\n"
                           "  \"empty\": [],\n"
                           "  \"row\": [{\"yes\": true,\"no\": null},18446744073709551615]\n"
                           "}\n");
}

static void the_plan_says_what_it_was_made_of(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false);
    cJSON *plan = parsed_plan(&sample);
    CU_ASSERT_EQUAL(at(plan, "schema_version")->valueint, HC_PLAN_SCHEMA_VERSION);
    CU_ASSERT_STRING_EQUAL(at(plan, "version")->valuestring, "0.1.0");
    CU_ASSERT_EQUAL(at(plan, "seed")->valueint, 1);
    const cJSON *input = cJSON_GetArrayItem(at(plan, "inputs"), 0);
    CU_ASSERT_EQUAL(strlen(at(input, "sha256")->valuestring), 64);
    CU_ASSERT_EQUAL((size_t)cJSON_GetArraySize(at(plan, "assumptions")),
                    sample.plan.assumption_count);
    CU_ASSERT_STRING_EQUAL(at(at(plan, "axis"), "zone")->valuestring, "Asia/Seoul");
    const cJSON *first = cJSON_GetArrayItem(at(at(plan, "axis"), "timestamps"), 0);
    CU_ASSERT_STRING_EQUAL(first->valuestring, "2026-11-23T00:00:00+09:00");
    cJSON_Delete(plan);
    sample_clear(&sample);
}

static void every_interval_reads_back_to_the_same_numbers(void)
{
    sample_plan sample;
    sample_of(&sample, 2, false);
    cJSON *plan = parsed_plan(&sample);
    const size_t slots = hc_axis_slots(&sample.forecast.axis);
    const cJSON *queue = cJSON_GetArrayItem(at(plan, "forecast"), 1);
    const cJSON *need = cJSON_GetArrayItem(at(plan, "requirement"), 2);
    CU_ASSERT_TRUE(cJSON_IsTrue(at(need, "covered_by_roster")));
    const cJSON *mean = at(queue, "mean")->child;
    const cJSON *aht_s = at(queue, "aht_s")->child;
    const cJSON *agents = at(need, "agents")->child;
    const cJSON *scheduled = at(need, "scheduled")->child;
    for (size_t slot = 0; slot < slots; slot++) {
        const double expected_aht_s = sample.forecast.queues[1].aht_s[slot];
        CU_ASSERT_TRUE(mean->valuedouble == sample.forecast.queues[1].calls[slot]);
        CU_ASSERT_EQUAL(cJSON_IsNull(aht_s) != 0, hc_is_missing(expected_aht_s));
        CU_ASSERT_EQUAL(agents->valueint, sample.requirement.needs[2].agents[slot]);
        CU_ASSERT_EQUAL(scheduled->valueint, sample.scheduled[2 * slots + slot]);
        mean = mean->next;
        aht_s = aht_s->next;
        agents = agents->next;
        scheduled = scheduled->next;
    }
    CU_ASSERT_PTR_NULL(mean);
    cJSON_Delete(plan);
    sample_clear(&sample);
}

static void the_schedule_states_its_bound_and_where_it_is_short(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false);
    for (size_t slot = 0; slot < hc_axis_slots(&sample.roster.axis); slot++) {
        sample.roster.on_phones[slot] = sample.scheduled[slot];
    }
    sample.scheduled[20] += 2;
    sample.scheduled[21] += 5;
    sample.scheduled[30] += 1;
    cJSON *plan = parsed_plan(&sample);
    const cJSON *schedule = at(plan, "schedule");
    CU_ASSERT_TRUE(at(schedule, "lower_bound")->valuedouble == sample.roster.lower_bound);
    CU_ASSERT_TRUE(at(schedule, "gap")->valuedouble == sample.roster.gap);
    CU_ASSERT_EQUAL((size_t)cJSON_GetArraySize(at(schedule, "shifts")),
                    sample.roster.shift_count);
    const cJSON *spells = at(schedule, "short_spells");
    CU_ASSERT_EQUAL_FATAL(cJSON_GetArraySize(spells), 2);
    const cJSON *first = cJSON_GetArrayItem(spells, 0);
    CU_ASSERT_STRING_EQUAL(at(first, "from")->valuestring, "2026-11-23T10:00:00+09:00");
    CU_ASSERT_EQUAL(at(first, "intervals")->valueint, 2);
    CU_ASSERT_EQUAL(at(first, "worst_short")->valueint, 5);
    CU_ASSERT_TRUE(at(first, "short_hours")->valuedouble == 3.5);
    cJSON_Delete(plan);
    sample_clear(&sample);
}

static void hostile_names_read_back_as_they_are(void)
{
    sample_plan sample;
    sample_of(&sample, SAMPLE_QUEUES_MAX, true);
    cJSON *plan = parsed_plan(&sample);
    const cJSON *queue = at(plan, "forecast")->child;
    for (size_t q = 0; q < SAMPLE_QUEUES_MAX; q++, queue = queue->next) {
        CU_ASSERT_STRING_EQUAL(at(queue, "queue")->valuestring, sample.forecast.queues[q].name);
    }
    cJSON_Delete(plan);
    sample_clear(&sample);
}

static void what_is_not_known_is_left_out_or_null(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false);
    sample.plan.forecast_report = NULL;
    sample.plan.backtest = NULL;
    sample.plan.delivered = NULL;
    sample.plan.service_level_one_less = NULL;
    sample.queue_rules[0].patience_s = (double)INFINITY;
    cJSON *plan = parsed_plan(&sample);
    CU_ASSERT_PTR_NULL(cJSON_GetObjectItemCaseSensitive(plan, "backtest"));
    CU_ASSERT_PTR_NULL(cJSON_GetObjectItemCaseSensitive(plan, "delivered"));
    const cJSON *need = cJSON_GetArrayItem(at(plan, "requirement"), 0);
    CU_ASSERT_TRUE(cJSON_IsNull(at(need, "service_level_one_less")));
    const cJSON *rules = cJSON_GetArrayItem(at(at(plan, "staffing"), "queues"), 0);
    CU_ASSERT_TRUE(cJSON_IsNull(at(rules, "patience_s")));
    cJSON_Delete(plan);
    sample_clear(&sample);
}

static void the_same_plan_gives_the_same_bytes(void)
{
    sample_plan sample;
    sample_of(&sample, 3, false);
    size_t one_length = 0;
    size_t two_length = 0;
    char *one = plan_text(&sample, &one_length);
    char *two = plan_text(&sample, &two_length);
    CU_ASSERT_EQUAL(one_length, two_length);
    CU_ASSERT_EQUAL(memcmp(one, two, one_length), 0);
    free(one);
    free(two);
    sample_clear(&sample);
}

static void a_full_disk_is_an_output_error(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false);
    FILE *full = fopen("/dev/full", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(full);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_write_plan_json(&sample.plan, full, &err), HC_ERR_OUTPUT);
    CU_ASSERT_STRING_EQUAL(err.file, "plan.json");
    (void)fclose(full);
    sample_clear(&sample);
}

static void every_failing_allocation_is_reported_and_nothing_leaks(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false);
    sample.scheduled[0] += 3;
    const size_t live = hc_heap_live();
    FILE *nowhere = fopen("/dev/null", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(nowhere);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_write_plan_json(&sample.plan, nowhere, NULL), HC_OK);
    const size_t allocations = hc_heap_count();
    CU_ASSERT_TRUE(allocations > 0);
    for (size_t k = 1; k <= allocations; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_write_plan_json(&sample.plan, nowhere, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    (void)fclose(nowhere);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_small_document_is_written_byte_for_byte),
        HC_TEST(the_plan_says_what_it_was_made_of),
        HC_TEST(every_interval_reads_back_to_the_same_numbers),
        HC_TEST(the_schedule_states_its_bound_and_where_it_is_short),
        HC_TEST(hostile_names_read_back_as_they_are),
        HC_TEST(what_is_not_known_is_left_out_or_null),
        HC_TEST(the_same_plan_gives_the_same_bytes),
        HC_TEST(a_full_disk_is_an_output_error),
        HC_TEST(every_failing_allocation_is_reported_and_nothing_leaks),
    };
    return hc_test_run("write_json", tests, sizeof tests / sizeof tests[0]);
}
