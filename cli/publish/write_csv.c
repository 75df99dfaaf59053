#include "cli/publish/write_csv.h"

#include "cli/base/text.h"
#include "cli/publish/late_points.h"
#include "cli/publish/shift_groups.h"

/* Decimals that keep every figure a planner may use; the exact doubles are in plan.json. */
#define CALLS_DECIMALS 4
#define SECONDS_DECIMALS 2
#define SHARE_DECIMALS 6

static void put_number_cell(FILE *out, double value, int decimals)
{
    hc_put(out, ",");
    hc_put_fixed(out, value, decimals);
}

static void put_int_cell(FILE *out, int64_t value)
{
    hc_put(out, ",");
    hc_put_int(out, value);
}

/* Our own times and clock texts hold nothing that needs escaping. */
static void put_instant(FILE *out, const hc_zone *zone, int64_t utc_s)
{
    char text[HC_TIME_TEXT_MAX];
    hc_format_instant(zone, utc_s, text);
    hc_put(out, text);
}

static const char *state_name(uint8_t state)
{
    switch ((hc_slot_state)state) {
    case HC_SLOT_OPEN:
        return "open";
    case HC_SLOT_CLOSED:
        return "closed";
    case HC_SLOT_OUTAGE:
        return "outage";
    case HC_SLOT_GAP:
        break;
    }
    return "gap";
}

static void put_forecast_row(const hc_queue *queue, size_t slots, size_t slot, FILE *out)
{
    put_number_cell(out, queue->calls[slot], CALLS_DECIMALS);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double value =
            queue->quantile != NULL ? queue->quantile[k * slots + slot] : HC_MISSING;
        put_number_cell(out, value, CALLS_DECIMALS);
    }
    put_number_cell(out, queue->aht_s != NULL ? queue->aht_s[slot] : HC_MISSING,
                    SECONDS_DECIMALS);
}

static bool has_deviations(const hc_series *forecast)
{
    return forecast->queue_count > 0 && forecast->queues[0].aht_sd_s != NULL;
}

hc_status hc_write_forecast_csv(const hc_series *forecast, FILE *out, hc_error *err)
{
    hc_put(out, "queue,timestamp,mean,q025,q05,q10,q25,q50,q75,q90,q95,q975,aht_s");
    hc_put(out, has_deviations(forecast) ? ",aht_sd_s,state\n" : ",state\n");
    return hc_write_forecast_rows(forecast, out, err);
}

hc_status hc_write_forecast_rows(const hc_series *forecast, FILE *out, hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    const bool has_sd = has_deviations(forecast);
    for (size_t q = 0; q < forecast->queue_count; q++) {
        const hc_queue *queue = &forecast->queues[q];
        for (size_t slot = 0; slot < slots; slot++) {
            hc_csv_cell(out, queue->name);
            hc_put(out, ",");
            put_instant(out, &forecast->axis.zone, hc_axis_utc_s(&forecast->axis, slot));
            put_forecast_row(queue, slots, slot, out);
            if (has_sd) {
                put_number_cell(out,
                                queue->aht_sd_s != NULL ? queue->aht_sd_s[slot] : HC_MISSING,
                                SECONDS_DECIMALS);
            }
            hc_put(out, ",");
            hc_put(out, state_name(queue->state[slot]));
            hc_put(out, "\n");
        }
    }
    return hc_stream_check(out, "forecast.csv", err);
}

static void put_need_row(const hc_need *need, size_t slot, int32_t scheduled, FILE *out)
{
    put_number_cell(out, need->calls[slot], CALLS_DECIMALS);
    put_number_cell(out, need->aht_s[slot], SECONDS_DECIMALS);
    put_number_cell(out, need->load_erlangs[slot], CALLS_DECIMALS);
    put_number_cell(out, need->agents_exact[slot], CALLS_DECIMALS);
    put_int_cell(out, need->agents[slot]);
    put_int_cell(out, scheduled);
    put_number_cell(out, need->service_level[slot], SHARE_DECIMALS);
    put_number_cell(out, need->service_level_expected[slot], SHARE_DECIMALS);
    put_number_cell(out, need->abandon_rate[slot], SHARE_DECIMALS);
    put_number_cell(out, need->asa_s[slot], SECONDS_DECIMALS);
    put_number_cell(out, need->occupancy[slot], SHARE_DECIMALS);
}

static void put_late_cell(const hc_late_column *late, size_t need, size_t slot, FILE *out)
{
    hc_late_points points;
    if (late->curves == NULL) { return; }
    hc_put(out, ",");
    if (late->need != need) { return; }
    hc_late_points_of(&late->curves->price[slot * late->curves->width], late->curves->width,
                      1.0 / late->late_call_cost, &points);
    hc_late_points_put(out, &points);
}

hc_status hc_write_requirement_csv(const hc_requirement *requirement, const int32_t *scheduled,
                                   const hc_late_column *late, FILE *out, hc_error *err)
{
    const hc_axis *axis = &requirement->axis;
    const size_t slots = hc_axis_slots(axis);
    hc_put(out, "queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled,"
                "service_level,service_level_expected,abandon_rate,asa_s,occupancy");
    hc_put(out, late->curves != NULL ? ",late_contacts\n" : "\n");
    for (size_t n = 0; n < requirement->need_count; n++) {
        for (size_t slot = 0; slot < slots; slot++) {
            hc_csv_cell(out, requirement->needs[n].name);
            hc_put(out, ",");
            put_instant(out, &axis->zone, hc_axis_utc_s(axis, slot));
            put_need_row(&requirement->needs[n], slot, scheduled[n * slots + slot], out);
            put_late_cell(late, n, slot, out);
            hc_put(out, "\n");
        }
    }
    return hc_stream_check(out, "requirement.csv", err);
}

static void put_date_cell(FILE *out, const hc_axis *axis, size_t day)
{
    char text[HC_TIME_TEXT_MAX];
    hc_format_date(axis->first_day + (int64_t)day, text);
    hc_put(out, ",");
    hc_put(out, text);
}

static void put_clock_cell(FILE *out, int32_t minute)
{
    char text[HC_TIME_TEXT_MAX];
    hc_shift_clock(minute, text);
    hc_put(out, ",");
    hc_put(out, text);
}

static void put_group_row(const hc_rules *rules, const hc_axis *axis,
                          const hc_shift_group *group, FILE *out)
{
    const hc_shift *shift = group->shift;
    char breaks[HC_BREAKS_TEXT_MAX];
    hc_csv_cell(out, rules->classes[group->class_index].name);
    put_date_cell(out, axis, shift->day);
    put_clock_cell(out, shift->start_min);
    put_clock_cell(out, shift->start_min + shift->length_min);
    put_int_cell(out, shift->length_min);
    hc_shift_breaks_text(rules, group->class_index, shift, breaks, sizeof breaks);
    hc_put(out, ",");
    hc_csv_cell(out, breaks);
    put_int_cell(out, group->people);
    hc_put(out, "\n");
}

hc_status hc_write_shifts_csv(const hc_rules *rules, const hc_roster *roster, FILE *out,
                              hc_error *err)
{
    hc_shift_group *groups = NULL;
    size_t count = 0;
    HC_TRY(hc_shift_groups_make(roster, &groups, &count, err));
    hc_put(out, "class,date,start,end,length_min,breaks,count\n");
    for (size_t i = 0; i < count; i++) {
        put_group_row(rules, &roster->axis, &groups[i], out);
    }
    hc_free(groups);
    return hc_stream_check(out, "shifts.csv", err);
}

static void put_activity_row(const hc_rules *rules, const hc_roster *roster,
                             const hc_shift *shift, const char *activity, int32_t start_min,
                             int32_t length_min, FILE *out)
{
    const hc_roster_agent *agent = &roster->agents[shift->agent];
    const hc_axis *axis = &roster->axis;
    hc_csv_cell(out, agent->id);
    hc_put(out, ",");
    hc_csv_cell(out, rules->classes[agent->class_index].name);
    put_date_cell(out, axis, shift->day);
    hc_put(out, ",");
    hc_csv_cell(out, activity);
    hc_put(out, ",");
    put_instant(out, &axis->zone, hc_shift_utc_s(axis, shift->day, start_min));
    hc_put(out, ",");
    put_instant(out, &axis->zone, hc_shift_utc_s(axis, shift->day, start_min + length_min));
    hc_put(out, "\n");
}

hc_status hc_write_roster_csv(const hc_rules *rules, const hc_roster *roster, FILE *out,
                              hc_error *err)
{
    hc_put(out, "agent,class,date,activity,start,end\n");
    for (size_t i = 0; i < roster->shift_count; i++) {
        const hc_shift *shift = &roster->shifts[i];
        const size_t class_index = roster->agents[shift->agent].class_index;
        put_activity_row(rules, roster, shift, "shift", shift->start_min, shift->length_min,
                         out);
        for (size_t b = 0; b < shift->break_count; b++) {
            put_activity_row(rules, roster, shift,
                             hc_shift_break_name(rules, class_index, shift, b),
                             shift->break_start_min[b], shift->break_length_min[b], out);
        }
    }
    return hc_stream_check(out, "roster.csv", err);
}

hc_status hc_write_cover_csv(const hc_axis *axis, size_t queue_count,
                             char (*queues)[HC_NAME_MAX], const int32_t *required,
                             const int32_t *served, FILE *out, hc_error *err)
{
    const size_t slots = hc_axis_slots(axis);
    hc_put(out, queues == NULL ? "timestamp,required,scheduled,short,over\n"
                               : "timestamp,queue,required,scheduled,short,over\n");
    for (size_t at = 0; at < slots * queue_count; at++) {
        const size_t slot = at / queue_count;
        const size_t q = at % queue_count;
        const int32_t wanted = required[q * slots + slot];
        const int32_t there = served[q * slots + slot];
        const int32_t surplus = there - wanted;
        put_instant(out, &axis->zone, hc_axis_utc_s(axis, slot));
        if (queues != NULL) {
            hc_put(out, ",");
            hc_csv_cell(out, queues[q]);
        }
        put_int_cell(out, wanted);
        put_int_cell(out, there);
        put_int_cell(out, surplus < 0 ? -surplus : 0);
        put_int_cell(out, surplus > 0 ? surplus : 0);
        hc_put(out, "\n");
    }
    return hc_stream_check(out, HC_FILE_COVER, err);
}
