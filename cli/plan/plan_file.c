#include "cli/plan/plan_file.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "cli/base/file.h"
#include "cli/publish/plan_result.h"
#include "cli/publish/publish.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/source/json_gate.h"

static hc_status no_plan(const hc_plan_file *plan, hc_error *err)
{
    return hc_fail(err, HC_ERR_FORMAT, (hc_place){plan->path, 0, 0},
                   "headcount plan ... --out DIR writes one",
                   "is no plan of version %d of this program", HC_PLAN_SCHEMA_VERSION);
}

static bool is_plan(const hc_plan_file *plan)
{
    const double version = hc_plan_number(plan->root, "schema_version");
    return version >= HC_PLAN_SCHEMA_VERSION && version <= HC_PLAN_SCHEMA_VERSION &&
           cJSON_IsArray(hc_plan_member(hc_plan_member(plan->root, "axis"), "timestamps")) &&
           cJSON_IsArray(hc_plan_member(plan->root, "requirement")) &&
           cJSON_IsArray(hc_plan_member(plan->root, "forecast"));
}

static hc_status parse(hc_plan_file *plan, hc_error *err)
{
    char *text = NULL;
    size_t length = 0;
    hc_status st = hc_file_read(plan->path, HC_JSON_BYTES_MAX, &text, &length, err);
    if (st == HC_OK) { st = hc_json_parse(text, length, plan->path, &plan->root, err); }
    hc_free(text);
    const bool no_plan_there = st == HC_ERR_PARSE || st == HC_ERR_INPUT;
    if (no_plan_there && err != NULL && err->hint[0] == '\0') {
        (void)snprintf(err->hint, sizeof err->hint,
                       "name the folder that headcount plan ... --out DIR wrote");
    }
    return st;
}

/* FOLDER/plan is where the examples put a plan. */
static void suggest_folder(const char *path, hc_error *err)
{
    char inside[sizeof((hc_plan_file *)NULL)->path];
    char hint[sizeof err->hint];
    struct stat about;
    const int length = snprintf(inside, sizeof inside, "%s/plan/" HC_FILE_PLAN, path);
    if (length < 0 || (size_t)length >= sizeof inside || stat(inside, &about) != 0) { return; }
    (void)snprintf(hint, sizeof hint, "did you mean %.*s/plan?", HC_ERROR_FILE_MAX, path);
    memcpy(err->hint, hint, sizeof hint);
}

hc_status hc_result_file_open(const char *path, hc_plan_file *plan, hc_error *err)
{
    struct stat about;
    const bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    const int length =
        snprintf(plan->path, sizeof plan->path, "%s%s", path, folder ? "/" HC_FILE_PLAN : "");
    if (length < 0 || (size_t)length >= sizeof plan->path) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "the plan's path is too long");
    }
    hc_status st = parse(plan, err);
    if (st == HC_ERR_INPUT && folder && err != NULL) { suggest_folder(path, err); }
    if (st != HC_OK) { hc_plan_file_close(plan); }
    return st;
}

hc_status hc_plan_file_check(const hc_plan_file *plan, hc_error *err)
{
    return is_plan(plan) ? HC_OK : no_plan(plan, err);
}

hc_status hc_plan_file_open(const char *path, hc_plan_file *plan, hc_error *err)
{
    HC_TRY(hc_result_file_open(path, plan, err));
    const hc_status st = hc_plan_file_check(plan, err);
    if (st != HC_OK) { hc_plan_file_close(plan); }
    return st;
}

/* A weekday at the start of text, in three letters or whole; *rest is what follows its blanks.
 */
static bool take_weekday(const char *text, int32_t *weekday, const char **rest)
{
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    size_t length = 0;
    while ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z') {
        length++;
    }
    for (*weekday = 0; *weekday < 7; (*weekday)++) {
        const char *name = names[*weekday];
        const bool whole = length == 3 || length == strlen(name);
        if (whole && strncasecmp(text, name, length) == 0) {
            *rest = text + length + strspn(text + length, " ");
            return true;
        }
    }
    return false;
}

/* The only day of the plan that is such a weekday. */
static hc_status find_weekday(const hc_plan_file *plan, int32_t weekday, int64_t *day,
                              hc_error *err)
{
    const cJSON *axis = hc_plan_member(plan->root, "axis");
    const char *first_date = hc_plan_text(axis, "first_date");
    const double days = hc_plan_number(axis, "days");
    char dates[2][HC_TIME_TEXT_MAX];
    int64_t first = 0;
    if (!hc_parse_date(first_date, strlen(first_date), &first)) {
        return hc_plan_lacks(plan, "first_date", err);
    }
    *day = first + (weekday - hc_weekday(first) + 7) % 7;
    if ((double)(*day - first) >= days) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "the plan begins on %s and has %g days; none is a %s", first_date, days,
                       hc_weekday_name(weekday));
    }
    if ((double)(*day + 7 - first) < days) {
        hc_format_date(*day, dates[0]);
        hc_format_date(*day + 7, dates[1]);
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "say which, by its date",
                       "the plan has more than one %s: %s, %s%s", hc_weekday_name(weekday),
                       dates[0], dates[1], (double)(*day + 14 - first) < days ? " ..." : "");
    }
    return HC_OK;
}

hc_status hc_plan_file_time(const hc_plan_file *plan, const char *text, hc_time_option *time,
                            hc_error *err)
{
    int32_t weekday = 0;
    int64_t day = 0;
    const char *rest = text;
    char date[HC_TIME_TEXT_MAX], written[2 * HC_TIME_TEXT_MAX];
    const bool has_weekday = take_weekday(text, &weekday, &rest);
    bool is_time = hc_time_option_read(rest, strlen(rest), time);
    if (is_time && has_weekday && hc_weekday(time->local.day) != weekday) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--at %s: that date is a %s", text,
                       hc_weekday_name(hc_weekday(time->local.day)));
    }
    if (!is_time && has_weekday) {
        HC_TRY(find_weekday(plan, weekday, &day, err));
        hc_format_date(day, date);
        (void)snprintf(written, sizeof written, "%sT%s%.16s", date,
                       strcspn(rest, ":") == 1 ? "0" : "", rest);
        is_time = hc_time_option_read(written, strlen(written), time);
    }
    if (!is_time) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "such as 2026-12-07T10:30, or Mon 10:30",
                       "--at cannot read the time '%s'", text);
    }
    time->text = text;
    return HC_OK;
}

/* Minutes since 1970 of a wall clock. */
static int64_t wall_minutes(hc_local_time time)
{
    return time.day * HC_MINUTES_A_DAY + time.second_of_day / 60;
}

hc_status hc_plan_file_slot(const hc_plan_file *plan, const hc_time_option *at, size_t *slot,
                            hc_error *err)
{
    const cJSON *axis = hc_plan_member(plan->root, "axis");
    const cJSON *times = hc_plan_member(axis, "timestamps");
    const cJSON *time = NULL;
    const double interval_min = hc_plan_number(axis, "interval_min");
    size_t k = 0;
    cJSON_ArrayForEach(time, times)
    {
        hc_time_option start = {0};
        const char *text = cJSON_IsString(time) ? time->valuestring : "";
        if (hc_time_option_read(text, strlen(text), &start)) {
            const int64_t past = wall_minutes(at->local) - wall_minutes(start.local);
            const bool same_offset = !at->has_offset || at->offset_s == start.offset_s;
            if (past >= 0 && (double)past < interval_min && same_offset) {
                *slot = k;
                return HC_OK;
            }
        }
        k++;
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                   "the plan begins on %s and has %g days; %s is not in it",
                   hc_plan_text(axis, "first_date"), hc_plan_number(axis, "days"), at->text);
}

const cJSON *hc_plan_member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

double hc_plan_number(const cJSON *object, const char *name)
{
    const cJSON *member = hc_plan_member(object, name);
    return cJSON_IsNumber(member) ? member->valuedouble : HC_MISSING;
}

double hc_plan_number_at(const cJSON *object, const char *name, size_t at)
{
    const cJSON *element = cJSON_GetArrayItem(hc_plan_member(object, name), (int)at);
    return cJSON_IsNumber(element) ? element->valuedouble : HC_MISSING;
}

const char *hc_plan_text(const cJSON *object, const char *name)
{
    const cJSON *member = hc_plan_member(object, name);
    return cJSON_IsString(member) ? member->valuestring : "";
}

const cJSON *hc_plan_find(const cJSON *array, const char *name, const char *value)
{
    const cJSON *element = NULL;
    cJSON_ArrayForEach(element, array)
    {
        if (strcmp(hc_plan_text(element, name), value) == 0) { return element; }
    }
    return NULL;
}

hc_status hc_plan_lacks(const hc_plan_file *plan, const char *part, hc_error *err)
{
    return hc_fail(err, HC_ERR_FORMAT, (hc_place){plan->path, 0, 0},
                   "make the plan again with this program",
                   "the plan has no '%s' that fits its axis", part);
}

/* The numbers of an array of exactly count; null is HC_MISSING. */
hc_status hc_plan_numbers(const hc_plan_file *plan, const cJSON *object, const char *name,
                          double *to, size_t count, hc_error *err)
{
    const cJSON *array = hc_plan_member(object, name);
    const cJSON *element = NULL;
    size_t k = 0;
    if (!cJSON_IsArray(array) || (size_t)cJSON_GetArraySize(array) != count) {
        return hc_plan_lacks(plan, name, err);
    }
    cJSON_ArrayForEach(element, array)
    {
        to[k++] = cJSON_IsNumber(element) ? element->valuedouble : HC_MISSING;
    }
    return HC_OK;
}

hc_status hc_plan_wholes(const hc_plan_file *plan, const cJSON *object, const char *name,
                         int32_t *to, size_t count, hc_error *err)
{
    double *numbers = NULL;
    HC_TRY(hc_alloc(&numbers, count, sizeof *numbers, err));
    hc_status st = hc_plan_numbers(plan, object, name, numbers, count, err);
    for (size_t k = 0; st == HC_OK && k < count; k++) {
        const bool fits = numbers[k] >= INT32_MIN && numbers[k] <= INT32_MAX;
        if (!fits) { st = hc_plan_lacks(plan, name, err); }
        to[k] = fits ? (int32_t)numbers[k] : 0;
    }
    hc_free(numbers);
    return st;
}

/* A number of a shift or contract, 0 where it is missing. */
int32_t hc_plan_whole(const cJSON *object, const char *name)
{
    const double number = hc_plan_number(object, name);
    return number >= INT32_MIN && number <= INT32_MAX ? (int32_t)number : 0;
}

void hc_plan_file_close(hc_plan_file *plan)
{
    cJSON_Delete(plan->root);
    plan->root = NULL;
}
