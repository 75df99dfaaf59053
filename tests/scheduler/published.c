#include "tests/scheduler/published.h"

static hc_local_time wall(const hc_axis *axis, size_t day, int32_t minute)
{
    const hc_local_time time = {.day = axis->first_day + (int64_t)day + minute / 1440,
                                .second_of_day = minute % 1440 * 60};
    return time;
}

size_t published_rows(const hc_rules *rules, const hc_roster *roster, hc_roster_row *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->shift_count; i++) {
        const hc_shift *shift = &roster->shifts[i];
        const hc_roster_agent *agent = &roster->agents[shift->agent];
        const hc_class *class = &rules->classes[agent->class_index];
        for (size_t piece = 0; piece <= shift->break_count; piece++) {
            const bool whole = piece == 0;
            const size_t b = whole ? 0 : piece - 1;
            const int32_t start = whole ? shift->start_min : shift->break_start_min[b];
            const int32_t length = whole ? shift->length_min : shift->break_length_min[b];
            rows[count++] = (hc_roster_row){
                .agent = agent->id,
                .class_name = class->name,
                .date = roster->axis.first_day + (int64_t)shift->day,
                .activity =
                    whole ? HC_ACTIVITY_SHIFT
                    : hc_break_is_activity(shift, b)
                        ? rules->agents[shift->agent]
                              .activities[shift->break_rule[b] - HC_BREAKS_MAX]
                              .name
                        : rules->contracts[class->contract].breaks[shift->break_rule[b]].name,
                .start = wall(&roster->axis, shift->day, start),
                .end = wall(&roster->axis, shift->day, start + length)};
        }
    }
    return count;
}
