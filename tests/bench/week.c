/*
 * The call-centre week of 20, 100, 500 and 2000 agents: CPU seconds of one thread, linear
 * bound, cost, gap and memory. Rules as published with the instances; see docs/math.md.
 *     bench_week [INSTANCE...]   20 100 500 500q (quarter-hour starts) 2000; all when none is
 * named
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scheduler/schedule.h"
#include "usage.h"
#include "week_rules.h"

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

static int run(const char *label, int agents, int32_t grid_min, uint64_t seed)
{
    static double required[WEEK_SLOTS];
    hc_zone floating = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_roster roster = HC_ROSTER_INIT;
    hc_error err = HC_ERROR_INIT;
    hc_contract contracts[WEEK_CONTRACTS];
    hc_class classes[WEEK_CLASSES];
    hc_rules rules = {.contract_count = WEEK_CONTRACTS,
                      .contracts = contracts,
                      .classes = classes,
                      .cover_cost = hc_cover_cost_default()};
    int64_t first_day = 0;
    const char *stage = NULL;
    if (!week_read_required(agents, &first_day, required)) { return 0; }
    week_make_contracts(contracts, grid_min);
    week_make_classes(&rules, agents);
    hc_schedule_options options = hc_schedule_options_default();
    options.seed = seed;
    options.watch = on_progress;
    options.watch_context = &stage;
    const double before = cpu_s();
    hc_status st =
        hc_axis_make(&axis, &floating, WEEK_INTERVAL_MIN, first_day, WEEK_DAYS, &err);
    if (st == HC_OK) {
        st = hc_schedule_solve(&axis, required, &rules, &options, &roster, &err);
    }
    if (st != HC_OK) {
        char text[1024];
        hc_error_text(&err, text, (int)sizeof text);
        (void)printf("%-6s %s\n", label, text);
    } else {
        (void)printf("%-6s seed %2d  cpu %7.2f s  lp bound %.4f  bound %.4f  cost %.2f  "
                     "gap %.4f %%  peak %.0f MB\n",
                     label, (int)seed, cpu_s() - before, roster.lp_bound, roster.lower_bound,
                     roster.cost, 100.0 * roster.gap, peak_mb());
        (void)fflush(stdout);
    }
    hc_roster_clear(&roster);
    hc_axis_clear(&axis);
    return st == HC_OK ? 0 : 1;
}

typedef struct week_instance {
    const char *label;
    int agents;
    int32_t grid_min;
} week_instance;

int main(int argc, char **argv)
{
    static const week_instance all[] = {{"20", 20, 30},
                                        {"100", 100, 30},
                                        {"500", 500, 30},
                                        {"500q", 500, 15},
                                        {"2000", 2000, 30}};
    const char *seed = getenv("HC_BENCH_SEED");
    int failed = 0;
    hc_init();
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        bool wanted = argc < 2;
        for (int a = 1; a < argc; a++) {
            wanted = wanted || strcmp(argv[a], all[k].label) == 0;
        }
        if (wanted) {
            failed |= run(all[k].label, all[k].agents, all[k].grid_min,
                          seed == NULL ? 1 : (uint64_t)strtoull(seed, NULL, 10));
        }
    }
    return failed;
}
