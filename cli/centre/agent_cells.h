/* What the cells of an agents file say about days and hours of the horizon. */
#ifndef HC_CLI_CENTRE_AGENT_CELLS_H
#define HC_CLI_CENTRE_AGENT_CELLS_H

#include "scheduler/rules.h"

/*
 * Dates ("2026-12-24"), ranges ("2026-12-24..2026-12-31") and weekdays ("Sat"), apart by blanks
 * or semicolons, mark days[axis->days]; others stay as they are, and days outside the axis do
 * not matter. false: *fault is the part that is none of them.
 */
bool hc_parse_days(const hc_axis *axis, const char *text, uint8_t *days, const char **fault);

/* "09:30"; false when it is no time of day. */
bool hc_parse_time_of_day(const char *text, size_t length, int32_t *minutes);

/*
 * When somebody can work, apart by semicolons: "09:00-17:00" on every day, "Sat 09:00-13:00" or
 * "2026-12-24 -14:00" on some; from or to may be left out, and an end not after the start is
 * the next day's. Later parts win. Fills hours[axis->days]; days[axis->days] is working room.
 */
bool hc_parse_hours(const hc_axis *axis, const char *text, uint8_t *days, hc_day_hours *hours,
                    const char **fault);

/*
 * A training or a meeting: "10:00-12:00 training" on every day, "Wed 10:00-12:00 training" or
 * "2026-12-01 10:00-12:00 training" on some; an end not after the start is the next day's. Sets
 * days[axis->days]; *activity gets the name and its minutes after their midnight, *dated
 * whether they are dates. false: text[length] says no such thing.
 */
bool hc_parse_activity(const hc_axis *axis, const char *text, size_t length, uint8_t *days,
                       hc_activity *activity, bool *dated);

#endif
