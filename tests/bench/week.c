/*
 * The call-centre week of 20, 100, 500 and 2000 agents: CPU seconds of one thread, linear
 * bound, cost, gap and memory. Rules as published with the instances; see docs/math.md.
 *     bench_week [INSTANCE...]   20 100 500 500q (quarter-hour starts) 2000; all when none is
 * named
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "usage.h"
#include "week_rules.h"

static int run(const char *label, int agents, int32_t grid_min, uint64_t seed)
{
    static double required[WEEK_SLOTS];
    hc_roster roster = HC_ROSTER_INIT;
    hc_contract contracts[WEEK_CONTRACTS];
    hc_class classes[WEEK_CLASSES];
    hc_rules rules = {.contract_count = WEEK_CONTRACTS,
                      .contracts = contracts,
                      .classes = classes,
                      .cover_cost = hc_cover_cost_default()};
    int64_t first_day = 0;
    double cpu = 0.0;
    if (!week_read_required(agents, &first_day, required)) { return 0; }
    week_make_contracts(contracts, grid_min);
    week_make_classes(&rules, agents);
    const bool solved = week_solve(label, &rules, required, first_day, seed, &roster, &cpu);
    if (solved) {
        (void)printf("%-6s seed %2d  cpu %7.2f s  lp bound %.4f  bound %.4f  cost %.2f  "
                     "gap %.4f %%  peak %.0f MB\n",
                     label, (int)seed, cpu, roster.lp_bound, roster.lower_bound, roster.cost,
                     100.0 * roster.gap, peak_mb());
        (void)fflush(stdout);
    }
    hc_roster_clear(&roster);
    return solved ? 0 : 1;
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
