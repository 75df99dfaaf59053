#include "week_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/number.h"
#include "usage.h"

bool week_read_required(int agents, int64_t *first_day, double *required)
{
    char path[512];
    char line[256];
    (void)snprintf(path, sizeof path, "%s/scheduling/week/week_%d.csv", HC_SHARED_DATA, agents);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        (void)printf("%s is absent: skipped\n", path);
        return false;
    }
    memset(required, 0, WEEK_SLOTS * sizeof *required);
    bool first = true;
    while (fgets(line, sizeof line, file) != NULL) {
        hc_local_time time;
        bool has_offset = false;
        int32_t offset_s = 0;
        const char *comma = strchr(line, ',');
        if (comma == NULL ||
            !hc_parse_iso_time(line, (size_t)(comma - line), &time, &has_offset, &offset_s)) {
            continue; /* the header */
        }
        if (first) { *first_day = time.day; }
        first = false;
        const size_t slot = (size_t)(time.day - *first_day) * 96 +
                            (size_t)(time.second_of_day / (WEEK_INTERVAL_MIN * 60));
        if (slot < WEEK_SLOTS) { required[slot] = strtod(comma + 1, NULL); }
    }
    (void)fclose(file);
    return true;
}

/* ---- the five contracts and fifteen classes ---- */

static hc_break_rule make_break(int32_t quarters, int32_t earliest, int32_t latest)
{
    hc_break_rule rule = {.name = "break",
                          .length_min = quarters * WEEK_INTERVAL_MIN,
                          .earliest_min = earliest * WEEK_INTERVAL_MIN,
                          .latest_min = latest * WEEK_INTERVAL_MIN,
                          .paid = true};
    return rule;
}

static hc_contract make_contract(const char *name, int32_t days, int32_t quarters,
                                 int32_t grid_min)
{
    hc_contract c = hc_contract_default();
    (void)snprintf(c.name, sizeof c.name, "%s", name);
    c.shift_shortest_min = quarters * WEEK_INTERVAL_MIN;
    c.shift_longest_min = c.shift_shortest_min;
    c.start_grid_min = grid_min;
    for (size_t weekday = 0; weekday < WEEK_DAYS; weekday++) {
        c.earliest_start_min[weekday] = 7 * 60;
        c.latest_end_min[weekday] = 22 * 60;
        c.latest_start_min[weekday] = 22 * 60 - c.shift_shortest_min;
    }
    c.days_a_week_least = days;
    c.days_a_week_most = days;
    c.consecutive_days_most = HC_NO_LIMIT;
    c.start_spread_min = 120;
    c.weekend_day_cost = 0.5;
    c.break_count = 0;
    return c;
}

void week_make_contracts(hc_contract *c, int32_t grid_min)
{
    c[0] = make_contract("full time", 5, 34, grid_min);
    c[0].days_off_together = 2;
    c[1] = make_contract("four long days", 4, 42, grid_min);
    c[2] = make_contract("half days", 5, 20, grid_min);
    c[3] = make_contract("four six-hour days", 4, 24, grid_min);
    c[4] = make_contract("three days", 3, 34, grid_min);
    for (size_t k = 0; k < 5; k += 4) {
        c[k].break_count = 3;
        c[k].breaks[0] = make_break(1, 6, 11);
        c[k].breaks[1] = make_break(2, 14, 20);
        c[k].breaks[2] = make_break(1, 24, 29);
    }
    c[1].break_count = 3;
    c[1].breaks[0] = make_break(1, 6, 12);
    c[1].breaks[1] = make_break(2, 18, 24);
    c[1].breaks[2] = make_break(1, 30, 36);
    c[2].break_count = 1;
    c[2].breaks[0] = make_break(1, 7, 12);
    c[3].break_count = 1;
    c[3].breaks[0] = make_break(1, 8, 14);
}

void week_make_classes(hc_rules *rules, int agents)
{
    static const double share[5] = {0.60, 0.10, 0.15, 0.10, 0.05};
    static const char *const kinds[3] = {"any", "early", "late"};
    for (size_t k = 0; k < 5; k++) {
        const size_t heads = (size_t)(share[k] * agents + 0.5 + 1e-9);
        const size_t part = 2 * heads / 10;
        for (size_t kind = 0; kind < 3; kind++) {
            hc_class *class = &rules->classes[rules->class_count++];
            *class = (hc_class){.contract = k,
                                .count = kind == 0 ? heads - 2 * part : part,
                                .earliest_start_min = HC_NO_LIMIT,
                                .latest_start_min = HC_NO_LIMIT,
                                .latest_end_min = HC_NO_LIMIT};
            (void)snprintf(class->name, sizeof class->name, "%.60s %s",
                           rules->contracts[k].name, kinds[kind]);
            /* Early: base start by 10:00, so starts by 12:00. Late: base start from 11:00, long
             * days from 10:00. */
            if (kind == 1) { class->latest_start_min = 12 * 60; }
            if (kind == 2) { class->earliest_start_min = (k == 1 ? 10 : 11) * 60; }
        }
    }
}

static bool on_progress(void *context, const hc_schedule_progress *progress)
{
    const char **stage = context;
    if (*stage != progress->stage && getenv("HC_BENCH_TALK") != NULL) {
        (void)fprintf(stderr, "%8.2f s  %-14s cost %.2f bound %.4f\n", cpu_s(), progress->stage,
                      progress->cost, progress->lower_bound);
        *stage = progress->stage;
    }
    return true;
}

bool week_solve(const char *label, const hc_rules *rules, const double *required,
                int64_t first_day, uint64_t seed, hc_roster *roster, double *cpu)
{
    hc_zone floating = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_error err = HC_ERROR_INIT;
    const char *stage = NULL;
    hc_schedule_options options = hc_schedule_options_default();
    options.seed = seed;
    options.watch = on_progress;
    options.watch_context = &stage;
    const double before = cpu_s();
    hc_status st =
        hc_axis_make(&axis, &floating, WEEK_INTERVAL_MIN, first_day, WEEK_DAYS, &err);
    if (st == HC_OK) { st = hc_schedule_solve(&axis, required, rules, &options, roster, &err); }
    *cpu = cpu_s() - before;
    if (st != HC_OK) {
        char text[1024];
        hc_error_text(&err, text, (int)sizeof text);
        (void)printf("%-6s %s\n", label, text);
    }
    hc_axis_clear(&axis);
    return st == HC_OK;
}
