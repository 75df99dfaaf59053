/* Where on the axis a row lies, by its time: on the grid, on odd days, or nowhere. */
#include "forecast/load/fill_values.h"

static hc_status no_such_time(const hc_filling *f, hc_role role, const hc_zone *zone,
                              const hc_row_counts *values, hc_error *err)
{
    if (!(values->calls > 0.0)) {
        f->loading->report->clock_zeros++;
        f->seen->no_data++;
        return HC_OK;
    }
    return hc_filling_reject(f, role, HC_REJECT_NO_SUCH_TIME, err,
                             "clocks in %s went forward over this time; is the zone right?",
                             zone->name);
}

static hc_status out_of_range(const hc_filling *f, hc_role role, int64_t day, hc_error *err)
{
    char first[HC_TIME_TEXT_MAX];
    char last[HC_TIME_TEXT_MAX];
    if (day < HC_DAY_MIN || day > HC_DAY_MAX) {
        return hc_filling_reject(f, role, HC_REJECT_TIME_RANGE, err,
                                 "the year must be 1900..2200");
    }
    hc_format_date(f->loading->first_day, first);
    hc_format_date(f->loading->last_day, last);
    return hc_filling_reject(f, role, HC_REJECT_TIME_RANGE, err,
                             "far from the rest of the rows, %s to %s", first, last);
}

static hc_status off_grid(const hc_filling *f, hc_role role, hc_error *err)
{
    return hc_filling_reject(f, role, HC_REJECT_OFF_GRID, err,
                             "the time is not the start of an interval of %d minutes",
                             (int)f->loading->interval_min);
}

/* Wall clock of the row's interval start; for labels at the end, one interval earlier. */
static bool wall_time(const hc_filling *f, const hc_stamp *stamp, int64_t *day, int32_t *minute)
{
    *minute = stamp->minute;
    if (stamp->bare != HC_STAMP_NO_BARE &&
        !hc_stamp_bare_minute(stamp->bare, f->plan->bare_with_minutes, minute)) {
        return false;
    }
    if (!hc_plan_day(f->plan, stamp, day)) { return false; }
    if (f->plan->label == HC_LABEL_END && stamp->end_minute < 0) {
        *minute -= f->loading->interval_min;
    }
    *day += *minute < 0 ? -1 : *minute >= HC_MINUTES_A_DAY;
    *minute = (*minute + HC_MINUTES_A_DAY) % HC_MINUTES_A_DAY;
    return true;
}

static bool is_left_out(const hc_filling *f, int64_t day)
{
    const hc_load_options *options = f->loading->options;
    return (options->from_day != HC_DAY_NONE && day < options->from_day) ||
           (options->until_day != HC_DAY_NONE && day >= options->until_day);
}

/* Where a row's time is: on the wall clock and, where it said its offset, as an instant. */
typedef struct row_time {
    int64_t day, utc_s;
    int32_t minute, second;
    bool is_instant; /* utc_s is known and the zone is named */
} row_time;

static bool time_of_row(const hc_filling *f, const hc_stamp *stamp, row_time *time)
{
    const hc_zone *zone = &f->loading->series.axis.zone;
    *time = (row_time){.second = stamp->second};
    if (!wall_time(f, stamp, &time->day, &time->minute)) { return false; }
    time->is_instant = stamp->has_offset && zone->name[0] != '\0';
    time->utc_s = time->day * HC_SECONDS_A_DAY + (int64_t)time->minute * 60 - stamp->offset_s;
    if (time->is_instant) {
        const hc_local_time local = hc_zone_to_local(zone, time->utc_s);
        time->day = local.day;
        time->minute = local.second_of_day / 60;
    }
    return true;
}

/* On a day with a clock change: the slot of an instant, or both of a repeated wall time. False:
 * there is none. */
static bool find_on_odd_day(const hc_axis *axis, const row_time *time, hc_slot_place *place)
{
    int64_t utc_s[] = {time->utc_s, time->utc_s};
    if (!time->is_instant) {
        const hc_local_time local = {time->day, time->minute * 60};
        if (hc_zone_to_utc(&axis->zone, local, &utc_s[0], &utc_s[1]) == HC_WALL_NEVER) {
            return false;
        }
    }
    return hc_axis_find(axis, utc_s[0], &place->first) &&
           hc_axis_find(axis, utc_s[1], &place->second);
}

hc_status hc_filling_find_slot(const hc_filling *f, const hc_stamp *stamp,
                               const hc_row_counts *values, hc_slot_place *place, bool *placed,
                               hc_error *err)
{
    const hc_axis *axis = &f->loading->series.axis;
    const hc_role role = hc_plan_time_role(f->plan);
    const hc_role clock = role == HC_ROLE_DATE ? HC_ROLE_TIME : role;
    const bool is_call = f->plan->map.is_calls;
    row_time time;
    *placed = false;
    if (!time_of_row(f, stamp, &time)) {
        return hc_filling_reject(f, role, HC_REJECT_TIME, err, "there is no such date or time");
    }
    if (is_left_out(f, time.day)) {
        f->seen->outside++;
        return HC_OK;
    }
    if (time.day < f->loading->first_day || time.day > f->loading->last_day) {
        return out_of_range(f, role, time.day, err);
    }
    const int32_t past_min = time.minute % axis->interval_min;
    if (!is_call && (past_min != 0 || time.second != 0)) { return off_grid(f, clock, err); }
    place->after_s = past_min * 60 + time.second;
    time.minute -= past_min;
    const size_t index = (size_t)(time.day - axis->first_day);
    const size_t begin = axis->day_first[index];
    place->first = place->second = begin + (size_t)(time.minute / axis->interval_min);
    *placed = axis->day_first[index + 1] - begin == hc_axis_slots_a_day(axis) ||
              find_on_odd_day(axis, &time, place);
    if (*placed) { return HC_OK; }
    return time.is_instant ? out_of_range(f, role, time.day, err)
                           : no_such_time(f, clock, &axis->zone, values, err);
}
