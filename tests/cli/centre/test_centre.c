#include "cli/centre/centre.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/file.h"
#include "cli/centre/centre_file.h"
#include "cli/centre/centre_keys.h"
#include "erlang/requirement_build.h"
#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

#define SCHEMA HC_SOURCE_DIR "/docs/centre.schema.json"

static hc_centre centre;
static hc_error err;

static hc_status read_text(const char *text)
{
    err = (hc_error)HC_ERROR_INIT;
    return hc_centre_read("dir/centre.json", text, strlen(text), &centre, &err);
}

/* The text is refused with this message at this place. */
static void check_refused(const char *text, int64_t line, int32_t column, const char *message)
{
    CU_ASSERT_NOT_EQUAL(read_text(text), HC_OK);
    CU_ASSERT_STRING_EQUAL(err.message, message);
    CU_ASSERT_EQUAL(err.line, line);
    CU_ASSERT_EQUAL(err.column, column);
}

static void a_zone_of_null_is_no_zone_and_an_unknown_one_is_named_where_it_stands(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL(read_text("{\"zone\": null}"), HC_OK);
    CU_ASSERT_STRING_EQUAL(centre.zone, "");
    CU_ASSERT_EQUAL(read_text("{\"zone\": \"Europe/Berlin\"}"), HC_OK);
    CU_ASSERT_STRING_EQUAL(centre.zone, "Europe/Berlin");
    centre = hc_centre_default();
    CU_ASSERT_NOT_EQUAL(read_text("{\n \"zone\": \"Europe/Berln\"}"), HC_OK);
    CU_ASSERT_EQUAL(err.line, 2);
    CU_ASSERT_EQUAL(err.column, 2);
    check_refused("{\"zone\": 3}", 1, 2, "'zone' must be the name of a time zone, or null");
}

static void an_empty_object_is_all_defaults(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL(read_text("{}"), HC_OK);
    const hc_service service = hc_centre_service(&centre, "Sales");
    CHECK_CLOSE(service.service_level, HC_SERVICE_LEVEL_DEFAULT, 0);
    CHECK_CLOSE(service.target_s, HC_TARGET_S_DEFAULT, 0);
    CHECK_CLOSE(service.occupancy_most, HC_OCCUPANCY_MAX_DEFAULT, 0);
    CU_ASSERT(hc_is_missing(service.patience_s));
    CU_ASSERT(hc_is_missing(centre.shrinkage));
    CU_ASSERT_EQUAL(centre.contract_count, 0);
    CU_ASSERT(centre.queues_share_agents);
    hc_centre_clear(&centre);
}

static void a_queue_says_what_it_does_differently(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL(
        read_text(
            "{\"every_queue\":{\"target\":{\"service_level\":0.9,\"seconds\":10},"
            "\"patience_s\":null},"
            "\"queues\":[{\"name\":\"Sales\",\"target\":{\"seconds\":5},\"aht_s\":200}]}"),
        HC_OK);
    const hc_service sales = hc_centre_service(&centre, "Sales");
    const hc_service other = hc_centre_service(&centre, "Other");
    CHECK_CLOSE(sales.service_level, 0.9, 0);
    CHECK_CLOSE(sales.target_s, 5, 0);
    CHECK_CLOSE(sales.aht_s, 200, 0);
    CHECK_CLOSE(other.target_s, 10, 0);
    CU_ASSERT(isinf(other.patience_s));
    CU_ASSERT(hc_is_missing(other.aht_s));
    hc_centre_clear(&centre);
}

static void a_contract_reads_times_limits_and_breaks(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL_FATAL(
        read_text("{\"costs\":{\"wage_an_hour\":20},\"contracts\":[{\"name\":\"late\","
                  "\"shift_shortest_min\":480,\"days_a_week_most\":4,\"rest_min\":null,"
                  "\"windows\":[{\"weekdays\":[\"Mon\",\"Tue\"],\"earliest_start\":\"12:00\","
                  "\"latest_end\":\"26:00\"}],\"breaks\":[]}],"
                  "\"classes\":[{\"name\":\"a\",\"contract\":\"late\",\"count\":7,"
                  "\"latest_start\":\"14:00\"}]}"),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(centre.contract_count, 1);
    const hc_contract *contract = &centre.contracts[0];
    CU_ASSERT_EQUAL(contract->shift_longest_min, 480); /* follows the shortest */
    CU_ASSERT_EQUAL(contract->days_a_week_least, 4);   /* follows the most */
    CU_ASSERT_EQUAL(contract->rest_min, HC_NO_LIMIT);
    CU_ASSERT_EQUAL(contract->break_count, 0);
    CU_ASSERT_EQUAL(contract->earliest_start_min[0], 720);
    CU_ASSERT_EQUAL(contract->latest_start_min[0], HC_TIME_NOT_GIVEN);
    CU_ASSERT_EQUAL(contract->latest_end_min[1], 1560);
    CU_ASSERT(contract->latest_start_min[2] < contract->earliest_start_min[2]); /* not worked */
    CHECK_CLOSE(contract->wage_an_hour, 20, 0);
    CHECK_CLOSE(contract->weekend_day_cost, 0, 0);
    CU_ASSERT_EQUAL_FATAL(centre.class_count, 1);
    CU_ASSERT_EQUAL(centre.classes[0].count, 7);
    CU_ASSERT_EQUAL(centre.classes[0].earliest_start_min, HC_NO_LIMIT);
    CU_ASSERT_EQUAL(centre.classes[0].latest_start_min, 840);
    hc_centre_clear(&centre);
}

static void shrinkage_is_one_number_or_the_sum_of_its_parts(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL(read_text("{\"shrinkage\":0.25}"), HC_OK);
    CHECK_CLOSE(centre.shrinkage, 0.25, 0);
    CU_ASSERT_EQUAL(read_text("{\"shrinkage\":{\"absence\":0.1,\"training\":0.05}}"), HC_OK);
    CHECK_CLOSE(centre.shrinkage, 0.15, 1e-15);
    CU_ASSERT_NOT_EQUAL(read_text("{\"shrinkage\":{\"absence\":0.9,\"training\":0.9}}"), HC_OK);
    hc_centre_clear(&centre);
}

static void people_in_the_long_run_are_read(void)
{
    centre = hc_centre_default();
    CU_ASSERT(hc_is_missing(centre.capacity.headcount[0]));
    CU_ASSERT(hc_is_missing(centre.wage_an_hour));
    CU_ASSERT(hc_is_missing(centre.aims[HC_KPI_AHT]));
    CU_ASSERT_EQUAL(
        read_text("{\"capacity\":{\"headcount\":42,\"attrition_a_month\":{"
                  "\"under_3_months\":0.1,\"under_12_months\":0.05,\"longer\":0.01},"
                  "\"ramp\":[0.4,0.6,0.8],\"hires_file\":\"h.csv\"},"
                  "\"costs\":{\"wage_an_hour\":18},\"aims\":{\"aht_s\":250}}"),
        HC_OK);
    CU_ASSERT_EQUAL(centre.capacity.headcount[0], 0.0);
    CU_ASSERT_EQUAL(centre.capacity.headcount[2], 42.0);
    CU_ASSERT_EQUAL(centre.capacity.attrition[1], 0.05);
    CU_ASSERT_EQUAL(centre.capacity.ramp_months, 3);
    CU_ASSERT_EQUAL(centre.capacity.ramp[1], 0.6);
    CU_ASSERT_STRING_EQUAL(centre.capacity.hires_file, "dir/h.csv");
    CU_ASSERT_EQUAL(centre.wage_an_hour, 18.0);
    CU_ASSERT_EQUAL(centre.aims[HC_KPI_AHT], 250.0);
    hc_centre_clear(&centre);
}

static void wrong_people_and_vendors_are_named_where_they_stand(void)
{
    centre = hc_centre_default();
    check_refused("{\"capacity\":{\"headcount\":-1}}", 1, 14,
                  "'headcount' must be 0 to 1000000, found -1");
    check_refused("{\"capacity\":{\"headcount\":{\"longer\":1}}}", 1, 14,
                  "headcount lacks 'under_3_months'");
    check_refused("{\"capacity\":{\"attrition_a_month\":3}}", 1, 14,
                  "'attrition_a_month' must be 0 to 0.9, found 3");
    check_refused("{\"capacity\":{\"leave_by_month\":[0.1]}}", 1, 14,
                  "'leave_by_month' must be a list of 12 to 12 numbers");
    check_refused("{\"capacity\":{\"ramp\":[0.5,2]}}", 1, 26,
                  "an element of 'ramp' must be 0 to 1");
    check_refused("{\"vendors\":[{\"name\":\"a\",\"price_a_call\":1,\"price_a_seat\":2}]}", 1,
                  13, "vendor 'a' needs one price, found 2");
}

static void files_are_found_from_the_centre_files_folder(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL(read_text("{\"agents_file\":\"a.csv\",\"special_days_file\":\"/d.csv\"}"),
                    HC_OK);
    CU_ASSERT_STRING_EQUAL(centre.agents_file, "dir/a.csv");
    CU_ASSERT_STRING_EQUAL(centre.special_days_file, "/d.csv");
    hc_centre_clear(&centre);
}

static void an_unknown_key_is_named_with_line_column_and_its_nearest(void)
{
    centre = hc_centre_default();
    check_refused("{\n  \"contarcts\": []\n}", 2, 3,
                  "unknown key 'contarcts' in the centre file");
    CU_ASSERT_STRING_EQUAL(err.hint, "did you mean \"contracts\"?");
    check_refused("{\"every_queue\":\n {\"target\": {\"secs\": 20}}}", 2, 14,
                  "unknown key 'secs' in target");
    check_refused("{\"target\": {\"seconds\": 20}}", 1, 2,
                  "unknown key 'target' in the centre file");
    CU_ASSERT_STRING_EQUAL(err.hint, "it goes into \"every_queue\"");
    check_refused("{\"wage_an_hour\": 20}", 1, 2,
                  "unknown key 'wage_an_hour' in the centre file");
    CU_ASSERT_STRING_EQUAL(err.hint, "it goes into \"costs\"");
}

static void wrong_values_are_named_where_they_stand(void)
{
    centre = hc_centre_default();
    check_refused("{\"shrinkage\": 30}", 1, 2, "shrinkage must be 0 to 0.95, found 30");
    check_refused("{\"every_queue\":{\"target\":{\"service_level\":80}}}", 1, 27,
                  "'service_level' must be above 0 to 1, found 80");
    CU_ASSERT_STRING_EQUAL(err.hint, "a share, such as 0.8");
    check_refused("{\"name\": 3}", 1, 2, "'name' must be a text in quotes");
    check_refused("{\"contracts\":[{\"name\":\"a\",\"shift_shortest_min\":480.5}]}", 1, 27,
                  "'shift_shortest_min' must be a whole number");
    check_refused("{\"opening_hours\":[{\"from\":\"9:00\",\"to\":\"17:00\"}]}", 1, 20,
                  "'from' must be a time of day such as \"09:30\", at most 24:00");
    check_refused("{\"opening_hours\":[{\"from\":\"18:00\",\"to\":\"17:00\"}]}", 1, 19,
                  "opening hours must end after they begin");
    check_refused("{\"contracts\":[{}]}", 1, 15, "contract lacks 'name'");
    check_refused("{\"classes\":[{\"name\":\"a\",\"contract\":\"b\"}]}", 1, 13,
                  "class 'a' has the contract 'b', which there is not");
    check_refused("{\"week_starts_on\": \"Monday\"}", 1, 2,
                  "'week_starts_on' must be one of Mon|Tue|Wed|Thu|Fri|Sat|Sun");
    check_refused("{\"cover_cost\":{\"short\":[{\"cost\":2},{\"cost\":1}]}}", 1, 36,
                  "each step must cost at least as much as the one before");
    check_refused("{\"schema_version\": 2}", 1, 2, "unknown schema_version");
}

/* Of the two lists of prices the one that is not given has its usual steps, to the last. */
static void cover_prices_that_are_not_given_are_the_usual_ones(void)
{
    const hc_cover_cost usual = hc_cover_cost_default();
    centre = hc_centre_default();
    CU_ASSERT_EQUAL_FATAL(read_text("{\"cover_cost\":{\"short\":[{\"cost\":200}]}}"), HC_OK);
    CU_ASSERT_EQUAL(centre.cover_cost.short_steps, 1);
    CU_ASSERT_EQUAL(centre.cover_cost.short_cost[0], 200.0);
    CU_ASSERT_EQUAL(centre.cover_cost.over_steps, usual.over_steps);
    for (size_t k = 0; k < usual.over_steps; k++) {
        CU_ASSERT_EQUAL(centre.cover_cost.over_cost[k], usual.over_cost[k]);
        CU_ASSERT_EQUAL(centre.cover_cost.over_share[k], usual.over_share[k]);
    }
    hc_centre_clear(&centre);
    centre = hc_centre_default();
    CU_ASSERT_EQUAL_FATAL(read_text("{\"cover_cost\":{\"over\":[{\"cost\":3}]}}"), HC_OK);
    CU_ASSERT_EQUAL(centre.cover_cost.over_steps, 1);
    CU_ASSERT_EQUAL(centre.cover_cost.over_cost[0], 3.0);
    CU_ASSERT_EQUAL(centre.cover_cost.short_steps, usual.short_steps);
    for (size_t k = 0; k < usual.short_steps; k++) {
        CU_ASSERT_EQUAL(centre.cover_cost.short_cost[k], usual.short_cost[k]);
        CU_ASSERT_EQUAL(centre.cover_cost.short_share[k], usual.short_share[k]);
    }
    hc_centre_clear(&centre);
}

static void cover_prices_may_follow_the_hours(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL_FATAL(read_text("{\"cover_cost_by_time\":[{\"weekdays\":[\"Mon\",\"Sun\"],"
                                    "\"from\":\"09:00\",\"to\":\"12:00\",\"short\":3},"
                                    "{\"from\":\"20:00\",\"to\":\"24:00\",\"over\":0.5}],"
                                    "\"cover_cost\":{\"short\":[{\"cost\":2}]}}"),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(centre.cost_hours_count, 2);
    const hc_cost_hours *hours = centre.cost_hours;
    CU_ASSERT(hours[0].weekdays[0] && !hours[0].weekdays[1] && hours[0].weekdays[6]);
    CU_ASSERT(hours[0].from_min == 540 && hours[0].to_min == 720);
    CU_ASSERT(hours[0].shortage == 3.0 && hours[0].surplus == 1.0);
    CU_ASSERT(hours[1].weekdays[0] && hours[1].weekdays[1] && hours[1].to_min == 1440);
    CU_ASSERT(hours[1].shortage == 1.0 && hours[1].surplus == 0.5);
    hc_centre_clear(&centre);
    check_refused("{\"cover_cost_by_time\":[{\"from\":\"12:00\",\"to\":\"12:00\"}]}", 1, 24,
                  "hours of other cover prices must end after they begin");
    check_refused("{\"cover_cost_by_time\":[{\"from\":\"12:00\",\"to\":\"13:00\","
                  "\"short\":1001}]}",
                  1, 53, "'short' must be 0 to 1000, found 1001");
}

/* Usual .06 + .04 = .10; on Monday from 9 to 10 meetings take .31 in place of .04: .37. */
static void shrinkage_may_follow_the_hours(void)
{
    hc_presence_window windows[HC_PRESENCE_WINDOWS_MAX];
    centre = hc_centre_default();
    CU_ASSERT_EQUAL_FATAL(
        read_text("{\"shrinkage_by_time\":[{\"weekdays\":[\"Mon\"],\"from\":\"09:00\","
                  "\"to\":\"10:00\",\"meetings\":0.31}],"
                  "\"shrinkage\":{\"absence\":0.06,\"meetings\":0.04}}"),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_centre_presence(&centre, windows), 1);
    CHECK_CLOSE(windows[0].presence, 0.63 / 0.90, 1e-14);
    CU_ASSERT(windows[0].weekdays[0] && !windows[0].weekdays[1]);
    CU_ASSERT(windows[0].from_min == 540 && windows[0].to_min == 600);
    CU_ASSERT_EQUAL_FATAL(read_text("{\"shrinkage\":0.3,\"shrinkage_by_time\":[{\"from\":"
                                    "\"12:00\",\"to\":\"13:00\",\"training\":0.07}]}"),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_centre_presence(&centre, windows), 1);
    CHECK_CLOSE(windows[0].presence, 0.63 / 0.70, 1e-14);
    CU_ASSERT(windows[0].weekdays[6]);
    hc_centre_clear(&centre);
    check_refused("{\"shrinkage_by_time\":[{\"from\":\"12:00\",\"to\":\"13:00\","
                  "\"training\":0.9}]}",
                  1, 2,
                  "entry 1: the parts of shrinkage add up to 1.2, at most 0.95 is possible");
    check_refused("{\"shrinkage_by_time\":[{\"from\":\"13:00\",\"to\":\"12:00\"}]}", 1, 23,
                  "hours of shrinkage must end after they begin");
}

static void a_queue_of_chats_or_deferred_work_says_so(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL_FATAL(
        read_text("{\"deferred_in_idle_time\":true,\"queues\":["
                  "{\"name\":\"chat\",\"chat\":{\"aht_s\":[300,400.5]}},"
                  "{\"name\":\"mail\",\"deferred\":{\"answer_within_h\":8,\"hours\":["
                  "{\"weekdays\":[\"Tue\"],\"from\":\"09:00\",\"to\":\"17:00\"}]}}]}"),
        HC_OK);
    CU_ASSERT(centre.deferred_in_idle_time);
    const hc_channel_terms chat = hc_centre_service(&centre, "chat").channel;
    const hc_channel_terms mail = hc_centre_service(&centre, "mail").channel;
    const hc_channel_terms calls = hc_centre_service(&centre, "calls").channel;
    CU_ASSERT_EQUAL(chat.chat_levels, 2);
    CU_ASSERT_EQUAL(chat.chat_aht_s[1], 400.5);
    CU_ASSERT(hc_is_missing(chat.answer_within_h));
    CU_ASSERT_EQUAL(mail.answer_within_h, 8.0);
    CU_ASSERT_EQUAL(mail.opens_min[1], 540);
    CU_ASSERT_EQUAL(mail.closes_min[1], 1020);
    CU_ASSERT_EQUAL(mail.closes_min[0], 0);
    CU_ASSERT(calls.chat_levels == 0 && hc_is_missing(calls.answer_within_h));
    hc_centre_clear(&centre);
    check_refused("{\"every_queue\":{\"chat\":{\"aht_s\":[300,0]}}}", 1, 38,
                  "the time of a chat must be above 0 to 86400 s");
    check_refused("{\"every_queue\":{\"deferred\":{}}}", 1, 17,
                  "deferred lacks 'answer_within_h'");
}

static void a_refused_file_leaves_the_centre_as_it_was(void)
{
    centre = hc_centre_default();
    CU_ASSERT_EQUAL(read_text("{\"name\":\"before\"}"), HC_OK);
    CU_ASSERT_NOT_EQUAL(read_text("{\"name\":\"after\",\"x\":1}"), HC_OK);
    CU_ASSERT_STRING_EQUAL(centre.name, "before");
    CU_ASSERT_EQUAL(read_text("{\"name\":\"after\""), HC_ERR_PARSE);
    CU_ASSERT_STRING_EQUAL(centre.name, "before");
    hc_centre_clear(&centre);
}

/* ---- the schema ---------------------------------------------------------------------------
 */

static cJSON *schema;

/* Follows "$ref": "#/a/b" through the schema. */
static const cJSON *resolve(const cJSON *node)
{
    const cJSON *reference = cJSON_GetObjectItemCaseSensitive(node, "$ref");
    while (cJSON_IsString(reference)) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s", reference->valuestring + 2);
        node = schema;
        for (char *part = path; part != NULL;) {
            char *slash = strchr(part, '/');
            if (slash != NULL) { *slash = '\0'; }
            node = cJSON_GetObjectItemCaseSensitive(node, part);
            part = slash != NULL ? slash + 1 : NULL;
        }
        reference = cJSON_GetObjectItemCaseSensitive(node, "$ref");
    }
    return node;
}

/* The object among the alternatives of oneOf, or what the elements of a list look like; as deep
 * as the schema is. NOLINTNEXTLINE(misc-no-recursion) */
static const cJSON *object_of(const cJSON *node)
{
    const cJSON *alternative = NULL;
    node = resolve(node);
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(node, "items");
    if (items != NULL) { return object_of(items); }
    cJSON_ArrayForEach(alternative, cJSON_GetObjectItemCaseSensitive(node, "oneOf"))
    {
        if (cJSON_HasObjectItem(alternative, "properties")) { return alternative; }
    }
    return node;
}

static void check_bounds(const hc_key *key, const cJSON *node)
{
    if (key->kind != HC_KEY_NUMBER && key->kind != HC_KEY_WHOLE && key->kind != HC_KEY_COUNT) {
        return;
    }
    const cJSON *alternative = NULL;
    node = resolve(node);
    cJSON_ArrayForEach(alternative, cJSON_GetObjectItemCaseSensitive(node, "oneOf"))
    {
        if (!cJSON_HasObjectItem(alternative, "type")) { continue; }
        const cJSON *type = cJSON_GetObjectItemCaseSensitive(alternative, "type");
        if (strcmp(type->valuestring, "null") == 0) { CU_ASSERT(key->may_be_null); }
    }
    const cJSON *most = cJSON_GetObjectItemCaseSensitive(node, "maximum");
    if (most != NULL && key->kind != HC_KEY_WHOLE) {
        CHECK_CLOSE(key->most, most->valuedouble, 0);
    }
}

/* Both ways: what the reader takes is described, what is described is taken; as deep as the
 * schema is. NOLINTNEXTLINE(misc-no-recursion) */
static void compare(const hc_keys *keys, const cJSON *node)
{
    const cJSON *properties = cJSON_GetObjectItemCaseSensitive(object_of(node), "properties");
    CU_ASSERT_PTR_NOT_NULL_FATAL(properties);
    CU_ASSERT_EQUAL((size_t)cJSON_GetArraySize(properties), keys->count);
    CU_ASSERT(cJSON_IsFalse(
        cJSON_GetObjectItemCaseSensitive(object_of(node), "additionalProperties")));
    for (size_t k = 0; k < keys->count; k++) {
        const hc_key *key = &keys->keys[k];
        const cJSON *described = cJSON_GetObjectItemCaseSensitive(properties, key->name);
        if (described == NULL) { printf("\n    '%s' is not in the schema\n", key->name); }
        CU_ASSERT_PTR_NOT_NULL_FATAL(described);
        CU_ASSERT(cJSON_HasObjectItem(resolve(described), "description") ||
                  cJSON_HasObjectItem(described, "description"));
        check_bounds(key, described);
        if (key->inside != NULL) { compare(key->inside, described); }
    }
}

static void the_schema_and_the_reader_know_the_same_keys(void)
{
    char *text = NULL;
    size_t length = 0;
    CU_ASSERT_EQUAL_FATAL(hc_file_read(SCHEMA, 1 << 20, &text, &length, &err), HC_OK);
    schema = cJSON_ParseWithLength(text, length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(schema);
    compare(&hc_centre_file_keys, schema);
    cJSON_Delete(schema);
    hc_free(text);
}

static void the_benchmarks_centres_pass_the_reader(void)
{
    static const char *const names[] = {"20", "100", "500", "2000"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        char path[1024];
        centre = hc_centre_default();
        (void)snprintf(path, sizeof path, HC_SOURCE_DIR "/tests/bench/week/centre_%s.json",
                       names[k]);
        CU_ASSERT_EQUAL(hc_centre_load(path, &centre, &err), HC_OK);
        CU_ASSERT_EQUAL(centre.contract_count, 5);
        hc_centre_clear(&centre);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_zone_of_null_is_no_zone_and_an_unknown_one_is_named_where_it_stands),
        HC_TEST(an_empty_object_is_all_defaults),
        HC_TEST(a_queue_says_what_it_does_differently),
        HC_TEST(a_contract_reads_times_limits_and_breaks),
        HC_TEST(shrinkage_is_one_number_or_the_sum_of_its_parts),
        HC_TEST(people_in_the_long_run_are_read),
        HC_TEST(wrong_people_and_vendors_are_named_where_they_stand),
        HC_TEST(files_are_found_from_the_centre_files_folder),
        HC_TEST(an_unknown_key_is_named_with_line_column_and_its_nearest),
        HC_TEST(wrong_values_are_named_where_they_stand),
        HC_TEST(cover_prices_that_are_not_given_are_the_usual_ones),
        HC_TEST(cover_prices_may_follow_the_hours),
        HC_TEST(shrinkage_may_follow_the_hours),
        HC_TEST(a_queue_of_chats_or_deferred_work_says_so),
        HC_TEST(a_refused_file_leaves_the_centre_as_it_was),
        HC_TEST(the_schema_and_the_reader_know_the_same_keys),
        HC_TEST(the_benchmarks_centres_pass_the_reader),
    };
    return hc_test_run("centre", tests, sizeof tests / sizeof *tests);
}
