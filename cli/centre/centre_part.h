/*
 * The parts of the centre file's reader, and the tables of its keys: one file a part. Readers
 * take the hc_centre that is being filled as `into`. For centre_file.c alone.
 */
#ifndef HC_CLI_CENTRE_CENTRE_PART_H
#define HC_CLI_CENTRE_CENTRE_PART_H

#include "cli/base/json_keys.h"
#include "cli/centre/centre.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CENTRE_WEEKDAYS "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
#define HC_CENTRE_PRICE_MOST 1e9

hc_status hc_centre_read_weekday(const hc_json_file *json, const cJSON *value, void *into,
                                 hc_error *err) HC_MUST_USE;
bool hc_centre_weekday_on(const hc_weekdays *weekdays, size_t weekday);

/* The key of a struct that begins with hc_weekdays. */
#define HC_CENTRE_WEEKDAYS_KEY                                                                 \
    {                                                                                          \
        .name = "weekdays", .kind = HC_KEY_LIST, .least = 1, .most = 7,                        \
        .read = hc_centre_read_weekday                                                         \
    }
#define HC_CENTRE_CLOCK_KEY(text, field)                                                       \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_CLOCK, .at = offsetof(hc_weekday_hours, field),         \
        .most = HC_MINUTES_A_DAY, .required = true                                             \
    }
/* The keys of a struct that begins with hc_weekday_hours. */
#define HC_CENTRE_WEEK_HOURS_KEYS                                                              \
    HC_CENTRE_WEEKDAYS_KEY, HC_CENTRE_CLOCK_KEY("from", from_min),                             \
        HC_CENTRE_CLOCK_KEY("to", to_min)

/* Fills what begins with hc_weekday_hours, by such keys; the hours must end after they begin.
 */
hc_status hc_centre_read_when(const hc_json_file *json, const cJSON *value, const hc_keys *keys,
                              void *into, hc_error *err) HC_MUST_USE;

/* centre_hours.c */
extern const hc_keys hc_centre_hours_keys;
hc_status hc_centre_read_hours(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err) HC_MUST_USE;

/* centre_shrinkage.c */
extern const hc_keys hc_centre_shrinkage_keys;
extern const hc_keys hc_centre_shrinkage_hours_keys;
hc_status hc_centre_read_shrinkage(const hc_json_file *json, const cJSON *value, void *into,
                                   hc_error *err) HC_MUST_USE;
hc_status hc_centre_read_shrinkage_hours(const hc_json_file *json, const cJSON *value,
                                         void *into, hc_error *err) HC_MUST_USE;
/* When all of the file is read. */
hc_status hc_centre_check_shrinkage(const hc_json_file *json, const hc_centre *centre,
                                    hc_error *err) HC_MUST_USE;

/* One entry of a list of hours, for the weekdays that it names. */
hc_status hc_centre_read_week_hours(const hc_json_file *json, const cJSON *value,
                                    int32_t opens_min[7], int32_t closes_min[7],
                                    hc_error *err) HC_MUST_USE;

/* centre_channel.c: fill an hc_channel_terms */
extern const hc_keys hc_centre_chat_keys;
extern const hc_keys hc_centre_deferred_keys;

/* centre_service.c */
extern const hc_keys hc_centre_service_keys;
extern const hc_keys hc_centre_queue_keys;
hc_status hc_centre_read_queue(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err) HC_MUST_USE;

/* centre_contract.c */
extern const hc_keys hc_centre_contract_keys;
extern const hc_keys hc_centre_class_keys;
hc_status hc_centre_read_contract(const hc_json_file *json, const cJSON *value, void *into,
                                  hc_error *err) HC_MUST_USE;
hc_status hc_centre_read_class(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err) HC_MUST_USE;

/* centre_aims.c: fills hc_centre.aims */
extern const hc_keys hc_centre_aims_keys;

/* centre_capacity.c: fills hc_centre.capacity and adds to its vendors */
extern const hc_keys hc_centre_capacity_keys;
extern const hc_keys hc_centre_vendor_keys;
hc_status hc_centre_read_vendor(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err) HC_MUST_USE;

/* centre_peak.c: fills an hc_peak_terms */
extern const hc_keys hc_centre_peak_keys;

/* centre_cover.c */
extern const hc_keys hc_centre_cover_keys;
extern const hc_keys hc_centre_cost_hours_keys;
hc_status hc_centre_read_cover(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err) HC_MUST_USE;
hc_status hc_centre_read_cost_hours(const hc_json_file *json, const cJSON *value, void *into,
                                    hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
