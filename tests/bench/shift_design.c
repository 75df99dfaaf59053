/*
 * shift_design [FOLDER [EFFORT [SEED]]]: minimum shift design on the public examples of a
 * folder (N. Musliu, A. Schaerf, W. Slany 2004), objective beside the best known and CPU
 * seconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "scheduler/shift_design.h"

#define TEXT_MAX 65536
#define NUMBERS_MAX 8192
#define TYPES_MAX 16
#define KINDS_MAX 2048

typedef struct example {
    char text[TEXT_MAX];
    double required[NUMBERS_MAX];
    hc_shift_kind kinds[KINDS_MAX];
    hc_shift_demand demand;
} example;

/* Best known objectives; 1, 2, 3 and 26 are proved. */
typedef struct known {
    int32_t number;
    double objective;
} known;

static const known examples[] = {{1, 480},  {2, 300},    {3, 600},   {26, 1020},
                                 {27, 540}, {21, 10020}, {22, 12810}};

/* Numbers of `name = 1;` or `name = [1,2];`; how many. */
static size_t numbers_of(const char *text, const char *name, double *numbers, size_t most)
{
    const char *at = text;
    const size_t length = strlen(name);
    while (at != NULL && strncmp(at, name, length) != 0) {
        at = strchr(at, '\n');
        at = at == NULL ? NULL : at + 1;
    }
    size_t count = 0;
    while (at != NULL && *at != ';' && *at != '\0' && count < most) {
        const size_t word = strcspn(at, ",;[]= \n");
        if (hc_parse_double(at, word, &numbers[count])) { count++; }
        at += word;
        if (*at != ';' && *at != '\0') { at++; }
    }
    return count;
}

static int32_t minutes_of(const char *text, const char *name, size_t type, int32_t interval_min)
{
    double numbers[TYPES_MAX] = {0};
    if (numbers_of(text, name, numbers, TYPES_MAX) <= type) { exit(3); }
    return (int32_t)numbers[type] * interval_min;
}

static void read_type(example *e, size_t type)
{
    const int32_t step = e->demand.interval_min;
    const int32_t last_start = minutes_of(e->text, "maxStart", type, step);
    const int32_t longest = minutes_of(e->text, "maxLength", type, step);
    for (int32_t start = minutes_of(e->text, "minStart", type, step); start <= last_start;
         start += step) {
        for (int32_t length = minutes_of(e->text, "minLength", type, step);
             length <= longest && e->demand.kind_count < KINDS_MAX; length += step) {
            e->kinds[e->demand.kind_count++] = (hc_shift_kind){start, length};
        }
    }
}

static double number_of(const example *e, const char *name)
{
    double value = 0.0;
    if (numbers_of(e->text, name, &value, 1) != 1) { exit(3); }
    return value;
}

static bool read_example(const char *path, example *e)
{
    FILE *in = fopen(path, "r");
    if (in == NULL) { return false; }
    const size_t read = fread(e->text, 1, TEXT_MAX - 1, in);
    (void)fclose(in);
    e->text[read] = '\0';
    e->demand = (hc_shift_demand){.interval_min = (int32_t)number_of(e, "interval"),
                                  .days = (size_t)number_of(e, "days"),
                                  .required = e->required,
                                  .kinds = e->kinds,
                                  .short_cost = number_of(e, "weightUnderCover"),
                                  .over_cost = number_of(e, "weightOverCover"),
                                  .kind_cost = number_of(e, "weightShiftInstances")};
    (void)numbers_of(e->text, "demand", e->required, NUMBERS_MAX);
    for (size_t type = 0; type < (size_t)number_of(e, "shiftTypes"); type++) {
        read_type(e, type);
    }
    return true;
}

static void run(const char *folder, const known *what, const hc_shift_design_options *options,
                example *e)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/RandomExample%d.dzn", folder, what->number);
    if (!read_example(path, e)) {
        (void)printf("%s: not there\n", path);
        return;
    }
    hc_shift_design design = HC_SHIFT_DESIGN_INIT;
    hc_error err = HC_ERROR_INIT;
    const clock_t start = clock();
    if (hc_shift_design_solve(&e->demand, options, &design, &err) != HC_OK) {
        (void)printf("example %d: %s\n", what->number, err.message);
        exit(EXIT_FAILURE);
    }
    (void)printf(
        "example %2d  objective %6.0f  best known %6.0f  kinds %zu of %zu  short %.0f  "
        "over %.0f min  cpu %.2f s\n",
        what->number, design.cost, what->objective, design.kind_count, e->demand.kind_count,
        design.short_min, design.over_min, (double)(clock() - start) / CLOCKS_PER_SEC);
    hc_shift_design_clear(&design);
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : HC_SHARED_DATA "/scheduling/shift_design";
    hc_shift_design_options options = hc_shift_design_options_default();
    double seed = (double)options.seed;
    if (argc > 2 && !hc_parse_double(argv[2], strlen(argv[2]), &options.effort)) { return 2; }
    if (argc > 3 && !hc_parse_double(argv[3], strlen(argv[3]), &seed)) { return 2; }
    options.seed = (uint64_t)seed;
    hc_init();
    example *e = NULL;
    if (hc_alloc(&e, 1, sizeof *e, NULL) != HC_OK) { return EXIT_FAILURE; }
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        run(folder, &examples[i], &options, e);
        if (fflush(stdout) != 0) { return EXIT_FAILURE; }
    }
    hc_free(e);
    return EXIT_SUCCESS;
}
