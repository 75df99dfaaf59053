/*
 * Shifts as a reader wants them: equal ones together with how many people have them, and their
 * times as instants.
 */
#ifndef HC_CLI_PUBLISH_SHIFT_GROUPS_H
#define HC_CLI_PUBLISH_SHIFT_GROUPS_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_BREAKS_TEXT_MAX (HC_SHIFT_BREAKS_MAX * (HC_NAME_MAX + 2 * HC_TIME_TEXT_MAX))

/* People of one class whose shifts start on one day at the same time, last as long, break
 * alike. */
typedef struct hc_shift_group {
    const hc_shift *shift; /* one of them; valid as long as the roster */
    size_t class_index;
    int32_t people;
} hc_shift_group;

/* By class, day, start, length, breaks. *groups is the caller's, freed with hc_free.
 * HC_ERR_MEMORY. */
hc_status hc_shift_groups_make(const hc_roster *roster, hc_shift_group **groups, size_t *count,
                               hc_error *err) HC_MUST_USE;

/* Instant of a minute after the midnight of a day of the axis; may lie on the next day. */
int64_t hc_shift_utc_s(const hc_axis *axis, size_t day, int32_t minute);

/* Clock time of such a minute, "00:30" for 1470. text has HC_TIME_TEXT_MAX bytes. */
void hc_shift_clock(int32_t minute, char *text);

/* What a break, or an activity among them, is called. */
const char *hc_shift_break_name(const hc_rules *rules, size_t class_index,
                                const hc_shift *shift, size_t index);

/* "lunch 12:00-12:30; break 15:00-15:15" into text[size]; HC_BREAKS_TEXT_MAX is always enough.
 */
void hc_shift_breaks_text(const hc_rules *rules, size_t class_index, const hc_shift *shift,
                          char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
