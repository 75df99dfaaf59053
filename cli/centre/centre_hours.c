#include <string.h>

#include "cli/base/option.h"
#include "cli/centre/centre_part.h"

hc_status hc_centre_read_weekday(const hc_json_file *json, const cJSON *value, void *into,
                                 hc_error *err)
{
    hc_weekdays *weekdays = into; /* first member of the structs that have a "weekdays" key */
    const char *word = NULL;
    size_t length = 0;
    for (size_t k = 0; hc_choice_word(HC_CENTRE_WEEKDAYS, k, &word, &length); k++) {
        if (cJSON_IsString(value) && strlen(value->valuestring) == length &&
            strncmp(value->valuestring, word, length) == 0) {
            weekdays->on[k] = true;
            weekdays->named = true;
            return HC_OK;
        }
    }
    return hc_json_refuse(json, value, HC_ERR_PARSE, "", err,
                          "a weekday must be one of Mon Tue Wed Thu Fri Sat Sun");
}

bool hc_centre_weekday_on(const hc_weekdays *weekdays, size_t weekday)
{
    return !weekdays->named || weekdays->on[weekday];
}

hc_status hc_centre_read_when(const hc_json_file *json, const cJSON *value, const hc_keys *keys,
                              void *into, hc_error *err)
{
    const hc_weekday_hours *when = into;
    HC_TRY(hc_keys_read(json, value, keys, into, err));
    if (when->from_min < when->to_min) { return HC_OK; }
    return hc_json_refuse(json, value, HC_ERR_RANGE, "24:00 is midnight at the day's end", err,
                          "%s must end after they begin", keys->what);
}

static const hc_key hours_key[] = {HC_CENTRE_WEEK_HOURS_KEYS};
const hc_keys hc_centre_hours_keys = {"opening hours", hours_key,
                                      sizeof hours_key / sizeof *hours_key};

hc_status hc_centre_read_week_hours(const hc_json_file *json, const cJSON *value,
                                    int32_t opens_min[7], int32_t closes_min[7], hc_error *err)
{
    hc_weekday_hours hours = {.from_min = 0};
    HC_TRY(hc_centre_read_when(json, value, &hc_centre_hours_keys, &hours, err));
    for (size_t weekday = 0; weekday < 7; weekday++) {
        if (!hc_centre_weekday_on(&hours.weekdays, weekday)) { continue; }
        opens_min[weekday] = hours.from_min;
        closes_min[weekday] = hours.to_min;
    }
    return HC_OK;
}

hc_status hc_centre_read_hours(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    hc_centre *centre = into;
    HC_TRY(hc_centre_read_week_hours(json, value, centre->opens_min, centre->closes_min, err));
    centre->has_opening_hours = true;
    return HC_OK;
}
