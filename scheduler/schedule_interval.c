#include "scheduler/schedule_interval.h"

#include "scheduler/whole.h"

#define HC_WORK_LIMITS 7

/* All of the contract's limits on work in one stretch; 0 where there is none. */
static void work_limits(const hc_contract *c, int32_t limits_min[HC_WORK_LIMITS])
{
    const int32_t all[HC_WORK_LIMITS] = {
        c->work_before_breaks.least_min,  c->work_before_breaks.most_min,
        c->work_between_breaks.least_min, c->work_between_breaks.most_min,
        c->work_after_breaks.least_min,   c->work_after_breaks.most_min,
        c->unbroken_work_min_most};
    for (size_t k = 0; k < HC_WORK_LIMITS; k++) {
        limits_min[k] = all[k] > 0 ? all[k] : 0;
    }
}

static hc_status check_divides(int32_t minutes, int32_t interval_min, const char *contract,
                               const char *what, hc_error *err)
{
    if (minutes % interval_min == 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                   "plan on a finer interval, or change the contract",
                   "contract '%s': %s of %d min is no multiple of the %d-minute interval",
                   contract, what, minutes, interval_min);
}

hc_status hc_contract_on_interval(const hc_contract *c, int32_t interval_min, hc_error *err)
{
    HC_TRY(check_divides(c->start_grid_min, interval_min, c->name, "its start grid", err));
    HC_TRY(
        check_divides(c->shift_shortest_min, interval_min, c->name, "its shortest shift", err));
    if (c->shift_longest_min > c->shift_shortest_min) {
        HC_TRY(check_divides(c->shift_step_min, interval_min, c->name, "its shift length step",
                             err));
    }
    int32_t work_min[HC_WORK_LIMITS];
    work_limits(c, work_min);
    for (size_t k = 0; k < HC_WORK_LIMITS; k++) {
        HC_TRY(check_divides(work_min[k], interval_min, c->name,
                             "a limit of work before, between or after breaks", err));
    }
    for (size_t b = 0; b < c->break_count; b++) {
        const hc_break_rule *rule = &c->breaks[b];
        HC_TRY(check_divides(rule->length_min, interval_min, c->name, rule->name, err));
        HC_TRY(check_divides(rule->earliest_min, interval_min, c->name,
                             "the earliest offset of a break", err));
        HC_TRY(check_divides(rule->latest_min, interval_min, c->name,
                             "the latest offset of a break", err));
    }
    return HC_OK;
}

int32_t hc_schedule_interval_min(const hc_rules *rules, int32_t interval_min)
{
    int32_t grid = interval_min;
    for (size_t k = 0; k < rules->contract_count; k++) {
        const hc_contract *c = &rules->contracts[k];
        grid = hc_common_divisor(grid, c->start_grid_min);
        grid = hc_common_divisor(grid, c->shift_shortest_min);
        if (c->shift_longest_min > c->shift_shortest_min) {
            grid = hc_common_divisor(grid, c->shift_step_min);
        }
        int32_t work_min[HC_WORK_LIMITS];
        work_limits(c, work_min);
        for (size_t limit = 0; limit < HC_WORK_LIMITS; limit++) {
            grid = hc_common_divisor(grid, work_min[limit]);
        }
        for (size_t b = 0; b < c->break_count; b++) {
            grid = hc_common_divisor(grid, c->breaks[b].length_min);
            grid = hc_common_divisor(grid, c->breaks[b].earliest_min);
            grid = hc_common_divisor(grid, c->breaks[b].latest_min);
        }
    }
    for (size_t i = 0; i < rules->agent_count; i++) {
        for (size_t k = 0; k < rules->agents[i].activity_count; k++) {
            grid = hc_common_divisor(grid, rules->agents[i].activities[k].start_min);
            grid = hc_common_divisor(grid, rules->agents[i].activities[k].end_min);
        }
    }
    return grid;
}
