/*
 * curtois INSTANCE [--out SOLUTION] [--seed N] [--effort X]: solves a public named-employee
 * instance, prints the objective and the proved bound, writes a line per employee in file
 * order: the shift of each day or `-`, comma-separated.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forecast/base/number.h"
#include "tests/bench/curtois_read.h"

typedef struct trace {
    bool wanted;
    double best;
} trace;

static double cpu_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static bool watch(void *context, double best_cost, double lower_bound)
{
    trace *t = context;
    if (t->wanted && best_cost < t->best) {
        (void)fprintf(stderr, "%8.2f s  cost %g  bound %g\n", cpu_s(), best_cost, lower_bound);
    }
    t->best = best_cost;
    return true;
}

static bool write_roster(const char *path, const curtois *c, const hc_named_roster *roster)
{
    FILE *out = fopen(path, "w");
    if (out == NULL) { return false; }
    for (size_t person = 0; person < c->problem.people; person++) {
        for (size_t day = 0; day < c->problem.days; day++) {
            const int8_t choice = roster->choice[person * c->problem.days + day];
            (void)fprintf(out, "%s%s", day > 0 ? "," : "",
                          choice == HC_NAMED_OFF ? "-" : c->shift_ids[choice]);
        }
        (void)fputc('\n', out);
    }
    return fclose(out) == 0;
}

static double number_after(int argc, char **argv, const char *name, double otherwise)
{
    double value = otherwise;
    for (int i = 2; i + 1 < argc; i++) {
        if (strcmp(argv[i], name) == 0) {
            (void)hc_parse_double(argv[i + 1], strlen(argv[i + 1]), &value);
        }
    }
    return value;
}

static int solve(const curtois *instance, const char *out, hc_named_options *options)
{
    hc_named_roster roster = HC_NAMED_ROSTER_INIT;
    hc_error err = HC_ERROR_INIT;
    if (hc_named_solve(&instance->problem, options, &roster, &err) != HC_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return EXIT_FAILURE;
    }
    (void)printf("objective %g  bound %.3f  cpu %.2f s\n", roster.cost, roster.lower_bound,
                 cpu_s());
    const bool written = out == NULL || write_roster(out, instance, &roster);
    hc_named_roster_clear(&roster);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    const char *out = NULL;
    trace t = {.best = 1e300};
    if (argc < 2) {
        (void)fprintf(stderr, "curtois INSTANCE [--out SOLUTION] [--seed N] [--effort X]\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--out") == 0 && i + 1 < argc) { out = argv[i + 1]; }
        if (strcmp(argv[i], "--trace") == 0) { t.wanted = true; }
    }
    hc_init();
    hc_named_options options = hc_named_options_default();
    options.seed = (uint64_t)number_after(argc, argv, "--seed", 1.0);
    options.effort = number_after(argc, argv, "--effort", 1.0);
    options.watch = watch;
    options.watch_context = &t;
    curtois instance = {0};
    if (!curtois_read(argv[1], &instance)) { return 3; }
    const int result = solve(&instance, out, &options);
    curtois_clear(&instance);
    return result;
}
