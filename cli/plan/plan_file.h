/* Reading back what plan.json, or the JSON of another verb, says: for `explain` and `whatif`.
 */
#ifndef HC_CLI_PLAN_PLAN_FILE_H
#define HC_CLI_PLAN_PLAN_FILE_H

#include <cjson/cJSON.h>

#include "cli/base/option.h"
#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PLAN_PATH_MAX 1024

/* A zeroed struct is empty. */
typedef struct hc_plan_file {
    char path[HC_PLAN_PATH_MAX];
    cJSON *root;
} hc_plan_file;

/* path is plan.json or the folder that holds it. HC_ERR_INPUT, HC_ERR_PARSE, HC_ERR_FORMAT when
 * it is no plan of this version; HC_ERR_MEMORY. */
hc_status hc_plan_file_open(const char *path, hc_plan_file *plan, hc_error *err) HC_MUST_USE;

/* The same of any JSON that the program writes; the caller looks at what it is. */
hc_status hc_result_file_open(const char *path, hc_plan_file *file, hc_error *err) HC_MUST_USE;

/* HC_ERR_FORMAT when it is no plan of this version. */
hc_status hc_plan_file_check(const hc_plan_file *plan, hc_error *err) HC_MUST_USE;

/*
 * What people call a time of the plan: ISO 8601, with a weekday before it or not, or a weekday
 * and a time of day ("Mon 10:30", "monday 9:00"), which is a day of the plan. HC_ERR_USAGE: it
 * is no time, a date is no such weekday, or the plan has none or several of that weekday.
 */
hc_status hc_plan_file_time(const hc_plan_file *plan, const char *text, hc_time_option *time,
                            hc_error *err) HC_MUST_USE;

/* The interval that holds a wall-clock time. HC_ERR_RANGE names the days that the plan has. */
hc_status hc_plan_file_slot(const hc_plan_file *plan, const hc_time_option *at, size_t *slot,
                            hc_error *err) HC_MUST_USE;

/*
 * Members by name; NULL, HC_MISSING or "" when there is none or it is of another kind. at:
 * element of an array of numbers.
 */
const cJSON *hc_plan_member(const cJSON *object, const char *name);
double hc_plan_number(const cJSON *object, const char *name);
double hc_plan_number_at(const cJSON *object, const char *name, size_t at);
const char *hc_plan_text(const cJSON *object, const char *name);

/* The element of an array of objects whose member `name` is `value`; NULL when there is none.
 */
const cJSON *hc_plan_find(const cJSON *array, const char *name, const char *value);

/* HC_ERR_FORMAT: the plan has no such part that fits. */
hc_status hc_plan_lacks(const hc_plan_file *plan, const char *part, hc_error *err) HC_MUST_USE;

/* The numbers of an array of exactly count, null HC_MISSING; the same of whole ones.
 * HC_ERR_FORMAT names what is no such array. */
hc_status hc_plan_numbers(const hc_plan_file *plan, const cJSON *object, const char *name,
                          double *to, size_t count, hc_error *err) HC_MUST_USE;
hc_status hc_plan_wholes(const hc_plan_file *plan, const cJSON *object, const char *name,
                         int32_t *to, size_t count, hc_error *err) HC_MUST_USE;

/* A whole number; 0 where it is missing. */
int32_t hc_plan_whole(const cJSON *object, const char *name);

void hc_plan_file_close(hc_plan_file *plan);

#ifdef __cplusplus
}
#endif
#endif
