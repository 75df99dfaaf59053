/*
 * The whole program on bytes that nobody wrote: the first byte picks a command line, the others
 * are the file that it reads. libFuzzer; run.sh builds and starts it. HC_FUZZ_FOLDER holds the
 * sound files beside (a demo and its plan) and takes the file itself.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/program.h"

#define ARGUMENTS_MAX 10
#define PATH_MAX_BYTES 512

/* "@" is the folder, "@in.csv" the file. */
static const char *const lines[][ARGUMENTS_MAX] = {
    {"check", "@in.csv"},
    {"check", "@in.csv", "--date-order", "dmy", "--decimal", "comma", "--zone",
     "Europe/Berlin"},
    {"kpi", "@in.csv", "--by", "queue,week"},
    {"check", "@short.csv", "--special-days", "@in.csv"},
    {"check", "@short.csv", "--holidays", "@in.ics"},
    {"check", "@short.csv", "--centre", "@in.json"},
    {"schedule", "@wanted.csv", "--centre", "@in.json", "--effort", "0"},
    {"schedule", "@wanted.csv", "--centre", "@centre.json", "--agents", "@in.csv", "--effort",
     "0"},
    {"schedule", "@wanted.csv", "--check", "@in.csv"},
    {"schedule", "@in.csv", "--effort", "0"},
    {"staff", "--input", "@in.csv"},
    {"staff", "--calls", "100", "--aht", "180", "--waits", "@in.csv"},
    {"whatif", "@in.json", "--volume", "+10%"},
    {"explain", "@in.json"},
    {"report", "@in.json", "--out", "-"},
    {"simulate", "@in.json", "--runs", "1"},
    {"whatif", "@plan/plan.json", "--scenarios", "@in.csv"},
    {"whatif", "@plan/plan.json", "--scenarios", "@in.json"},
    {"scale", "--demand", "@in.csv", "--headcount", "20"},
};
#define LINES (sizeof lines / sizeof *lines)

/* The line's arguments with their paths; the one that is fuzzed in *in. */
static size_t arguments_of(const char *const *line, const char *folder,
                           char paths[ARGUMENTS_MAX][PATH_MAX_BYTES],
                           const char *arguments[ARGUMENTS_MAX], const char **in)
{
    size_t count = 0;
    for (; count < ARGUMENTS_MAX && line[count] != NULL; count++) {
        arguments[count] = line[count];
        if (line[count][0] != '@') { continue; }
        (void)snprintf(paths[count], PATH_MAX_BYTES, "%s/%s", folder, line[count] + 1);
        arguments[count] = paths[count];
        if (strncmp(line[count], "@in.", 4) == 0) { *in = paths[count]; }
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *folder = getenv("HC_FUZZ_FOLDER");
    static FILE *nowhere;
    char paths[ARGUMENTS_MAX][PATH_MAX_BYTES];
    const char *arguments[ARGUMENTS_MAX];
    const char *in = NULL;
    if (folder == NULL || length == 0) { return 0; }
    if (nowhere == NULL) { nowhere = fopen("/dev/null", "wb"); }
    const size_t count = arguments_of(lines[bytes[0] % LINES], folder, paths, arguments, &in);
    FILE *file = fopen(in, "wb");
    if (file == NULL || nowhere == NULL) { abort(); }
    (void)fwrite(bytes + 1, 1, length - 1, file);
    (void)fclose(file);
    hc_screen screen = hc_screen_standard();
    screen.out = nowhere;
    screen.err = nowhere;
    (void)hc_program_run(&screen, arguments, count);
    return 0;
}
