#include "cli/publish/write_html.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/publish/assets.h"
#include "cli/publish/figures.h"
#include "cli/publish/shift_groups.h"
#include "forecast/base/base64.h"
#include "forecast/base/sha256.h"
#include "forecast/base/utf8.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

#define DEPTH_MAX 64
#define TAG_MAX 32
#define PLAIN_SCRIPTS 6 /* Chart.js, steps, and data and script of the chart and the shifts */
#define LIVE_SCRIPTS (hc_asset_live_wasm_bytes > 0 ? 3 : 0) /* its data, program and script */
#define MONTH_BYTES_MAX 1500000 /* docs: a month stays below 1.5 MB */

/* What a walk over all tags of a page found. */
typedef struct page_count {
    size_t elements;
    size_t scripts;
    size_t attributes_of_events; /* on... */
    size_t addresses;            /* src, or href to anything but a place of this page */
    size_t style_attributes;
    bool balanced;
} page_count;

/* A plan and its page. */
typedef struct shown {
    sample_plan sample;
    char *page;
    size_t length;
} shown;

static void write_page(shown *it)
{
    FILE *out = open_memstream(&it->page, &it->length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL_FATAL(hc_write_report_html(&it->sample.plan, out, NULL), HC_OK);
    (void)fclose(out);
}

static void show(shown *it, const sample_options *options)
{
    sample_make(&it->sample, options);
    write_page(it);
}

static void clear(shown *it)
{
    free(it->page);
    it->page = NULL;
    sample_clear(&it->sample);
}

#define SAYS(it, text) CU_ASSERT_PTR_NOT_NULL(strstr((it)->page, (text)))
#define IS_SILENT(it, text) CU_ASSERT_PTR_NULL(strstr((it)->page, (text)))

static bool is_void_element(const char *name)
{
    static const char *const empty[] = {"meta", "br", "img", "link", "input", "hr", "!DOCTYPE"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        if (strcmp(name, empty[i]) == 0) { return true; }
    }
    return false;
}

static size_t name_length(const char *at)
{
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) || at[length] == '-' || at[length] == '!') {
        length++;
    }
    return length;
}

/* Reads the attributes from `at` to the end of the tag; *closed when it ends in "/>". */
static const char *read_attributes(const char *at, page_count *count, bool *closed)
{
    *closed = false;
    while (*at != '>' && *at != '\0') {
        if (isspace((unsigned char)*at) || *at == '/') {
            *closed = *at++ == '/';
            continue;
        }
        const size_t length = name_length(at);
        CU_ASSERT_TRUE_FATAL(length > 0);
        count->attributes_of_events += strncmp(at, "on", 2) == 0 ? 1 : 0;
        count->style_attributes += length == 5 && strncmp(at, "style", 5) == 0 ? 1 : 0;
        count->addresses += length == 3 && strncmp(at, "src", 3) == 0 ? 1 : 0;
        count->addresses +=
            strncmp(at, "href=", 5) == 0 && strncmp(at, "href=\"#", 7) != 0 ? 1 : 0;
        at += length;
        if (*at == '=') {
            CU_ASSERT_EQUAL_FATAL(at[1], '"');
            at = strchr(at + 2, '"');
            if (at == NULL) { break; } /* the tag never ends: the walk says so */
            at++;
        }
        *closed = false;
    }
    CU_ASSERT_PTR_NOT_NULL(at);
    if (at == NULL) { return ""; }
    return *at == '>' ? at + 1 : at;
}

/* A small HTML reader: every tag must close in order; script and style are skipped as raw text.
 */
static page_count walk(const char *page)
{
    page_count count = {.balanced = true};
    char open[DEPTH_MAX][TAG_MAX];
    size_t depth = 0;
    const char *at = page;
    while ((at = strchr(at, '<')) != NULL && count.balanced) {
        const bool closing = at[1] == '/';
        at += closing ? 2 : 1;
        char name[TAG_MAX] = "";
        const size_t length = name_length(at);
        CU_ASSERT_TRUE_FATAL(length > 0 && length < TAG_MAX);
        memcpy(name, at, length);
        bool closed = false;
        at = read_attributes(at + length, &count, &closed);
        if (closing) {
            count.balanced = depth > 0 && strcmp(open[depth - 1], name) == 0;
            depth--;
            continue;
        }
        count.elements++;
        if (closed || is_void_element(name)) { continue; }
        CU_ASSERT_TRUE_FATAL(depth < DEPTH_MAX);
        memcpy(open[depth++], name, TAG_MAX);
        if (strcmp(name, "script") == 0 || strcmp(name, "style") == 0) {
            count.scripts += name[1] == 'c' ? 1 : 0;
            at = strstr(at, name[1] == 'c' ? "</script" : "</style");
        }
    }
    count.balanced = count.balanced && depth == 0;
    return count;
}

static size_t occurrences(const char *text, const char *word)
{
    size_t found = 0;
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        found++;
    }
    return found;
}

static page_count count_of(const sample_options *options)
{
    shown it = {0};
    size_t bad_at = 0;
    show(&it, options);
    CU_ASSERT_TRUE(hc_utf8_is_valid(it.page, it.length, &bad_at));
    CU_ASSERT_EQUAL(strlen(it.page), it.length);
    const page_count count = walk(it.page);
    clear(&it);
    return count;
}

static void every_tag_closes_in_order(void)
{
    sample_options options = sample_options_default();
    options.queues = 3;
    const page_count small = count_of(&options);
    CU_ASSERT_TRUE(small.balanced);
    options.agents = 120; /* shifts are grouped */
    options.calls_a_day = 4000.0;
    options.zone = "Europe/Berlin";
    const page_count large = count_of(&options);
    CU_ASSERT_TRUE(large.balanced);
    CU_ASSERT_TRUE(small.elements > 500);
}

/* The same plan with friendly and with hostile names has the same elements. */
static void hostile_names_add_no_element_no_script_and_no_address(void)
{
    sample_options options = sample_options_default();
    options.queues = SAMPLE_QUEUES_MAX;
    const page_count friendly = count_of(&options);
    options.hostile = true;
    const page_count hostile = count_of(&options);
    CU_ASSERT_TRUE(hostile.balanced);
    CU_ASSERT_EQUAL(hostile.elements, friendly.elements);
    CU_ASSERT_EQUAL(hostile.scripts, friendly.scripts);
    CU_ASSERT_EQUAL(hostile.scripts, PLAIN_SCRIPTS + LIVE_SCRIPTS);
    CU_ASSERT_EQUAL(hostile.attributes_of_events, 0);
    CU_ASSERT_EQUAL(hostile.style_attributes, 0);
    CU_ASSERT_EQUAL(hostile.addresses, 0);
}

/* head: the page up to its title, which holds the policy. */
static bool head_names_hash(const char *head, const char *content, size_t length)
{
    uint8_t digest[HC_SHA256_BYTES];
    char text[HC_BASE64_MAX(HC_SHA256_BYTES)];
    hc_sha256_of(content, length, digest);
    hc_base64(digest, sizeof digest, text);
    return strstr(head, text) != NULL;
}

/* Every script that runs, and the style, is named by the hash of exactly its own bytes. */
static void the_policy_allows_what_is_built_in_and_nothing_else(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    show(&it, &options);
    SAYS(&it, "content=\"default-src 'none'; base-uri 'none'; "
              "form-action 'none'; script-src 'sha256-");
    char head[2048];
    (void)snprintf(head, sizeof head, "%.*s", (int)(strstr(it.page, "<title>") - it.page),
                   it.page);
    char *wasm = strstr(head, " 'wasm-unsafe-eval'; style-src");
    CU_ASSERT_EQUAL(wasm != NULL, LIVE_SCRIPTS > 0);
    if (wasm != NULL) { memset(wasm, ' ', strlen(" 'wasm-unsafe-eval'")); }
    CU_ASSERT_PTR_NULL(strstr(head, "unsafe"));
    static const char *const element[][2] = {{"<style>", "</style>"},
                                             {"<script>", "</script>"}};
    size_t hashed = 0;
    for (size_t kind = 0; kind < 2; kind++) {
        const char *at = it.page;
        while ((at = strstr(at, element[kind][0])) != NULL) {
            at += strlen(element[kind][0]);
            const char *end = strstr(at, element[kind][1]);
            if (end == NULL) { break; }
            CU_ASSERT_TRUE(head_names_hash(head, at, (size_t)(end - at)));
            hashed++;
        }
    }
    CU_ASSERT_EQUAL(hashed, 5 + (LIVE_SCRIPTS > 0));
    clear(&it);
}

static void the_chart_data_is_json_that_holds_the_names(void)
{
    static const char opening[] = "<script type=\"application/json\" id=\"plan-data\">";
    shown it = {0};
    sample_options options = sample_options_default();
    options.queues = 12;
    options.hostile = true;
    show(&it, &options);
    const char *at = strstr(it.page, opening);
    const char *end = at != NULL ? strstr(at, "</script>") : NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    if (end == NULL) { return; }
    at += strlen(opening);
    cJSON *data = cJSON_ParseWithLength(at, (size_t)(end - at));
    CU_ASSERT_PTR_NOT_NULL_FATAL(data);
    const cJSON *queue = cJSON_GetObjectItemCaseSensitive(data, "queues")->child;
    for (size_t q = 0; q < 12; q++, queue = queue->next) { /* queue q is the q-th largest */
        CU_ASSERT_STRING_EQUAL(cJSON_GetObjectItemCaseSensitive(queue, "name")->valuestring,
                               it.sample.forecast.queues[q].name);
    }
    cJSON_Delete(data);
    clear(&it);
}

/* Rows a person, on one line of calls: then shifts can be tried at other times. */
static void shifts_can_be_moved_where_each_has_its_person(void)
{
    static const char opening[] = "<script type=\"application/json\" id=\"moves-data\">";
    sample_options options = sample_options_default();
    options.hostile = true;
    shown it = {0};
    show(&it, &options);
    const char *at = strstr(it.page, opening);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    at += strlen(opening);
    cJSON *data = cJSON_ParseWithLength(at, (size_t)(strstr(at, "</script>") - at));
    CU_ASSERT_PTR_NOT_NULL_FATAL(data);
    const hc_roster *roster = &it.sample.roster;
    const cJSON *shift = cJSON_GetObjectItemCaseSensitive(data, "shifts")->child;
    const cJSON *agents = cJSON_GetObjectItemCaseSensitive(data, "agents");
    for (size_t i = 0; i < roster->shift_count; i++, shift = shift->next) {
        const hc_shift *own = &roster->shifts[i];
        const cJSON *agent = cJSON_GetArrayItem(agents, cJSON_GetArrayItem(shift, 0)->valueint);
        CU_ASSERT_STRING_EQUAL(agent->child->valuestring, roster->agents[own->agent].id);
        CU_ASSERT_EQUAL(cJSON_GetArrayItem(shift, 1)->valueint, (int)own->day);
        CU_ASSERT_EQUAL(cJSON_GetArrayItem(shift, 2)->valueint, own->start_min);
        CU_ASSERT_EQUAL(cJSON_GetArrayItem(shift, 3)->valueint, own->length_min);
        CU_ASSERT_EQUAL(cJSON_GetArraySize(shift), 4 + 3 * (int)own->break_count);
    }
    CU_ASSERT_PTR_NULL(shift);
    CU_ASSERT_EQUAL(occurrences(it.page, "<g class=\"shift\""), roster->shift_count);
    cJSON_Delete(data);
    clear(&it);
    options.agents = 120; /* shifts are grouped */
    options.calls_a_day = 4000.0;
    show(&it, &options);
    IS_SILENT(&it, "moves-data");
    IS_SILENT(&it, "<g class=\"shift\"");
    clear(&it);
}

/* [agent, day, start, length, then each break: name, start, length] and [id, name, class]. */
static void what_can_be_moved_has_its_names_and_breaks(void)
{
    static const char opening[] = "<script type=\"application/json\" id=\"moves-data\">";
    const sample_options options = sample_options_default();
    shown it = {0};
    sample_make(&it.sample, &options);
    hc_roster *roster = &it.sample.roster;
    CU_ASSERT_TRUE_FATAL(roster->agent_count > 1 && roster->shifts[0].break_count > 0);
    roster->agents[0].name[0] = '\0';
    (void)snprintf(roster->agents[1].name, HC_NAME_MAX, "Ada");
    write_page(&it);
    const char *at = strstr(it.page, opening);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    at += strlen(opening);
    cJSON *data = cJSON_ParseWithLength(at, (size_t)(strstr(at, "</script>") - at));
    CU_ASSERT_PTR_NOT_NULL_FATAL(data);
    const cJSON *agents = cJSON_GetObjectItemCaseSensitive(data, "agents");
    for (int k = 0; k < 2; k++) {
        const hc_roster_agent *own = &roster->agents[k];
        const cJSON *agent = cJSON_GetArrayItem(agents, k);
        CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(agent, 0)->valuestring, own->id);
        CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(agent, 1)->valuestring,
                               k == 0 ? own->id : "Ada");
        CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(agent, 2)->valuestring,
                               it.sample.plan.rules->classes[own->class_index].name);
    }
    const cJSON *shift = cJSON_GetObjectItemCaseSensitive(data, "shifts")->child;
    const hc_shift *first = &roster->shifts[0];
    for (size_t b = 0; b < first->break_count; b++) {
        const int cell = 4 + 3 * (int)b;
        CU_ASSERT_STRING_EQUAL(cJSON_GetArrayItem(shift, cell)->valuestring,
                               hc_shift_break_name(it.sample.plan.rules,
                                                   roster->agents[first->agent].class_index,
                                                   first, b));
        CU_ASSERT_EQUAL(cJSON_GetArrayItem(shift, cell + 1)->valueint,
                        first->break_start_min[b]);
        CU_ASSERT_EQUAL(cJSON_GetArrayItem(shift, cell + 2)->valueint,
                        first->break_length_min[b]);
    }
    cJSON_Delete(data);
    clear(&it);
}

/* A meeting has its time. */
static void shifts_with_meetings_are_not_moved(void)
{
    const sample_options options = sample_options_default();
    shown it = {0};
    show(&it, &options);
    SAYS(&it, "moves-data");
    const hc_shift kept = it.sample.roster.shifts[1];
    CU_ASSERT_TRUE_FATAL(kept.break_count > 0);
    hc_activity meeting = {.name = "meeting"};
    hc_agent *people = calloc(it.sample.roster.agent_count, sizeof *people);
    CU_ASSERT_PTR_NOT_NULL_FATAL(people);
    people[kept.agent].activities = &meeting;
    people[kept.agent].activity_count = 1;
    it.sample.rules.agents = people;
    it.sample.roster.shifts[1].break_rule[kept.break_count - 1] = HC_BREAKS_MAX;
    CU_ASSERT_TRUE(hc_break_is_activity(&it.sample.roster.shifts[1], kept.break_count - 1));
    free(it.page);
    write_page(&it);
    IS_SILENT(&it, "moves-data");
    it.sample.rules.agents = NULL;
    free(people);
    it.sample.roster.shifts[1] = kept;
    it.sample.roster.shift_count = 0;
    free(it.page);
    write_page(&it);
    IS_SILENT(&it, "moves-data");
    clear(&it);
}

static bool has_sliders(shown *it)
{
    free(it->page);
    write_page(it);
    const bool found = strstr(it->page, "id=\"live-sliders\"") != NULL;
    CU_ASSERT_EQUAL(found, strstr(it->page, "id=\"live-program\"") != NULL);
    CU_ASSERT_EQUAL(found, strstr(it->page, "wasm-unsafe-eval") != NULL);
    return found;
}

/* Where the week is not staffed interval by interval for one line of calls, there are none. */
static void sliders_are_there_where_they_can_be_right(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    sample_make(&it.sample, &options);
    CU_ASSERT_EQUAL(has_sliders(&it), hc_asset_live_wasm_bytes > 0);
    it.sample.staff.target_per = HC_PER_WEEK;
    CU_ASSERT_FALSE(has_sliders(&it));
    it.sample.staff.target_per = HC_PER_INTERVAL;
    it.sample.staff.risk = 0.8;
    CU_ASSERT_FALSE(has_sliders(&it));
    it.sample.staff.risk = 0.0;
    it.sample.queue_rules[0].work = HC_WORK_DEFERRED;
    CU_ASSERT_FALSE(has_sliders(&it));
    it.sample.queue_rules[0].work = HC_WORK_CALLS;
    it.sample.requirement.needs[it.sample.plan.pool].agents_aside[20] = 1;
    CU_ASSERT_FALSE(has_sliders(&it));
    clear(&it);
    options.queues = 2;
    sample_make(&it.sample, &options);
    CU_ASSERT_EQUAL(has_sliders(&it), hc_asset_live_wasm_bytes > 0);
    it.sample.staff.pooled = false;
    CU_ASSERT_FALSE(has_sliders(&it));
    clear(&it);
}

static void a_month_of_quarter_hours_stays_small(void)
{
    shown it = {0};
    sample_options options = {.days = 31,
                              .interval_min = 15,
                              .queues = 20,
                              .agents = 45,
                              .calls_a_day = 500.0,
                              .zone = "Asia/Seoul"};
    show(&it, &options);
    CU_ASSERT_TRUE(it.length < MONTH_BYTES_MAX);
    CU_ASSERT_TRUE(walk(it.page).balanced);
    SAYS(&it, "largest of 20 queues");
    clear(&it);
}

/* A row of an hour has room for its figure; rows of five minutes are colour alone, and where
 * nobody is needed there is none either. */
static void the_heat_map_has_figures_where_they_fit(void)
{
    const int32_t interval_min[] = {60, 5};
    for (size_t k = 0; k < 2; k++) {
        sample_options options = sample_options_default();
        options.interval_min = interval_min[k];
        shown it = {0};
        show(&it, &options);
        const size_t figures = occurrences(it.page, "<text class=\"hot\"") +
                               occurrences(it.page, "<text class=\"cool\"");
        CU_ASSERT(k == 0 ? figures > 0 : figures == 0);
        CU_ASSERT(occurrences(it.page, "<rect class=\"h") >= figures);
        clear(&it);
    }
}

/* Lines for people: from nobody up in equal steps of 1, 2 or 5 times a power of ten, each as
 * far above the one before. */
static void the_lines_of_a_day_are_numbered_in_equal_steps(void)
{
    static const char mark[] = "<path class=\"grid\"";
    sample_options options = sample_options_default();
    shown it = {0};
    size_t lines = 0;
    double step = 0.0, below = 0.0, rise = 0.0;
    options.calls_a_day = 2000.0;
    show(&it, &options);
    for (const char *at = strstr(it.page, mark); at != NULL; at = strstr(at + 1, mark)) {
        const char *label = strstr(at, " y=\"");
        const double y = strtod(label + 4, NULL);
        const double people = strtod(strchr(label, '>') + 1, NULL);
        if (lines > 0 && people <= 0.0) { break; } /* the next day's chart */
        if (lines == 1) { step = people, rise = below - y; }
        if (lines > 0) { CU_ASSERT_DOUBLE_EQUAL(below - y, rise, 0.11); }
        CHECK_CLOSE(people, (double)lines * step, 0);
        below = y;
        lines++;
    }
    CU_ASSERT_TRUE(lines >= 3 && lines <= 5);
    CU_ASSERT_TRUE(step >= 5.0 && rise > 0.0);
    clear(&it);
}

static void the_header_names_the_first_and_the_last_day(void)
{
    sample_options options = sample_options_default();
    shown it = {0};
    char last[32];
    sample_make(&it.sample, &options);
    const size_t days = it.sample.forecast.axis.days; /* from Monday, 23 November 2026 on */
    CU_ASSERT_TRUE_FATAL(days <= 8);
    (void)snprintf(last, sizeof last, "%zu Nov", 22 + days);
    write_page(&it);
    char *end = strstr(it.page, "</header>");
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    *end = '\0';
    CU_ASSERT_PTR_NOT_NULL(strstr(strstr(it.page, "<header>"), "23 Nov"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strstr(it.page, "<header>"), last));
    const char *from = strstr(end + 1, "<li>From Mon 23 Nov to "); /* in the words below, too */
    CU_ASSERT_PTR_NOT_NULL_FATAL(from);
    CU_ASSERT_EQUAL(strncmp(strchr(from, 'S'), "Sun 29 Nov about", 16), 0);
    clear(&it);
}

static void shortage_is_told_in_words_and_numbers_not_only_in_colour(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    sample_make(&it.sample, &options);
    for (size_t slot = 0; slot < hc_axis_slots(&it.sample.roster.axis); slot++) {
        it.sample.roster.on_phones[slot] = it.sample.scheduled[slot];
    }
    it.sample.roster.on_phones[20] -= 3;
    write_page(&it);
    SAYS(&it, "short in 1 interval</strong>");
    IS_SILENT(&it, "more people are there than asked for");
    SAYS(&it, "at worst by 3 people, Mon 23 Nov, 10:00.");
    SAYS(&it, "Mon 23 Nov, 10:00\xE2\x80\x93"
              "10:30</th><td>3</td><td>1.5</td>");
    SAYS(&it, ">\xE2\x88\x92"
              "3</text>");
    SAYS(&it, "3 short</title>");
    SAYS(&it, "1.5&nbsp;h short</span></figcaption>");
    SAYS(&it, "as needed</span></figcaption>"); /* the other days */
    IS_SILENT(&it, "&nbsp;h over</span></figcaption>");
    clear(&it);
}

/* The sample's level over the spread lies 2 points below the one without. */
static void the_level_over_the_spread_is_told_first(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    show(&it, &options);
    const char *said = strstr(it.page, "With this roster <strong>");
    CU_ASSERT_PTR_NOT_NULL_FATAL(said);
    const char *spread = strchr(said, '(');
    CU_ASSERT_PTR_NOT_NULL_FATAL(spread);
    CU_ASSERT_TRUE(strstr(said, " on average over what the forecast may be off by (") < spread);
    CU_ASSERT_DOUBLE_EQUAL(strtod(spread + 1, NULL),
                           strtod(said + strlen("With this roster <strong>"), NULL) + 2.0,
                           0.101);
    const hc_plan_figures figures = hc_plan_figures_of(&it.sample.plan);
    char rest[128];
    (void)snprintf(
        rest, sizeof rest,
        ", %.1f&nbsp;%% of callers hang up, and agents are busy %.0f&nbsp;%% of the time",
        100.0 * figures.abandon_rate, 100.0 * figures.occupancy);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, rest));
    clear(&it);
}

static void a_plan_without_evidence_claims_none(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    sample_make(&it.sample, &options);
    it.sample.plan.backtest = NULL;
    it.sample.plan.forecast_report = NULL;
    it.sample.plan.delivered = NULL;
    it.sample.plan.staff = NULL;
    it.sample.plan.title = NULL;
    write_page(&it);
    CU_ASSERT_TRUE(walk(it.page).balanced);
    SAYS(&it, "nothing is claimed about the error");
    IS_SILENT(&it, "back-tests this forecast");
    SAYS(&it, "<bdi>Staffing plan</bdi>");
    clear(&it);
}

static void without_a_back_test_the_tests_that_chose_the_methods_speak(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    options.queues = 2;
    sample_make(&it.sample, &options);
    it.sample.plan.backtest = NULL;
    write_page(&it);
    CU_ASSERT_TRUE(walk(it.page).balanced);
    SAYS(&it, "In 10 back-tests this forecast of <bdi>Orders</bdi> was "
              "off by <strong>4.9&nbsp;%</strong> of a day's total and "
              "10.9&nbsp;% of an interval (last week: 17.1&nbsp;%).");
    SAYS(&it, "of the largest queue, <bdi>Orders</bdi>.");
    clear(&it);
}

static void a_plan_of_closed_days_is_still_a_page(void)
{
    shown it = {0};
    sample_options options = sample_options_default();
    options.calls_a_day = 0.0;
    sample_make(&it.sample, &options);
    CU_ASSERT_EQUAL(it.sample.roster.shift_count, 0);
    write_page(&it);
    CU_ASSERT_TRUE(walk(it.page).balanced);
    SAYS(&it, "Nobody is scheduled.");
    IS_SILENT(&it, "nan");
    clear(&it);
}

static void the_same_plan_gives_the_same_bytes(void)
{
    const sample_options options = sample_options_default();
    shown it = {0};
    show(&it, &options);
    char *first = it.page;
    const size_t length = it.length;
    write_page(&it);
    CU_ASSERT_EQUAL(it.length, length);
    CU_ASSERT_EQUAL(memcmp(it.page, first, length), 0);
    free(first);
    clear(&it);
}

static void a_full_disk_is_an_output_error(void)
{
    sample_plan sample;
    sample_options options = sample_options_default();
    sample_make(&sample, &options);
    FILE *full = fopen("/dev/full", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(full);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_write_report_html(&sample.plan, full, &err), HC_ERR_OUTPUT);
    CU_ASSERT_STRING_EQUAL(err.file, "report.html");
    (void)fclose(full);
    sample_clear(&sample);
}

static void check_every_failing_allocation(size_t agents)
{
    sample_plan sample;
    sample_options options = sample_options_default();
    options.agents = agents;
    options.calls_a_day = 20.0 * (double)agents;
    sample_make(&sample, &options);
    const size_t live = hc_heap_live();
    FILE *nowhere = fopen("/dev/null", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(nowhere);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_write_report_html(&sample.plan, nowhere, NULL), HC_OK);
    const size_t allocations = hc_heap_count();
    CU_ASSERT_TRUE(allocations >= 5);
    for (size_t k = 1; k <= allocations; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_write_report_html(&sample.plan, nowhere, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    (void)fclose(nowhere);
    sample_clear(&sample);
}

static void every_failing_allocation_is_reported_and_nothing_leaks(void)
{
    check_every_failing_allocation(40);
    check_every_failing_allocation(200); /* grouped shifts */
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(every_tag_closes_in_order),
        HC_TEST(hostile_names_add_no_element_no_script_and_no_address),
        HC_TEST(the_policy_allows_what_is_built_in_and_nothing_else),
        HC_TEST(the_chart_data_is_json_that_holds_the_names),
        HC_TEST(shifts_can_be_moved_where_each_has_its_person),
        HC_TEST(what_can_be_moved_has_its_names_and_breaks),
        HC_TEST(shifts_with_meetings_are_not_moved),
        HC_TEST(sliders_are_there_where_they_can_be_right),
        HC_TEST(a_month_of_quarter_hours_stays_small),
        HC_TEST(the_heat_map_has_figures_where_they_fit),
        HC_TEST(the_lines_of_a_day_are_numbered_in_equal_steps),
        HC_TEST(the_header_names_the_first_and_the_last_day),
        HC_TEST(shortage_is_told_in_words_and_numbers_not_only_in_colour),
        HC_TEST(the_level_over_the_spread_is_told_first),
        HC_TEST(a_plan_without_evidence_claims_none),
        HC_TEST(without_a_back_test_the_tests_that_chose_the_methods_speak),
        HC_TEST(a_plan_of_closed_days_is_still_a_page),
        HC_TEST(the_same_plan_gives_the_same_bytes),
        HC_TEST(a_full_disk_is_an_output_error),
        HC_TEST(every_failing_allocation_is_reported_and_nothing_leaks),
    };
    return hc_test_run("write_html", tests, sizeof tests / sizeof tests[0]);
}
