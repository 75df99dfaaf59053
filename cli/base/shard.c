#include "cli/base/shard.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"

#define AUTO "auto"

/* How the engines name a task of an array, its number, the first number, the step and how many
 * tasks there are; NULL: the number begins at 0, goes on by 1, nobody says how many. */
typedef struct array_names {
    const char *number, *first, *step, *count;
} array_names;

static const array_names engines[] = {
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP",
     "SLURM_ARRAY_TASK_COUNT"},
    {"AWS_BATCH_JOB_ARRAY_INDEX", NULL, NULL, "AWS_BATCH_JOB_ARRAY_SIZE"},
    {"JOB_COMPLETION_INDEX", NULL, NULL, NULL},
};

static bool read_whole(const char *text, int64_t *value)
{
    return text != NULL && hc_parse_int64(text, strlen(text), value);
}

static int64_t variable_or(const char *name, int64_t otherwise)
{
    int64_t value = 0;
    return name != NULL && read_whole(getenv(name), &value) ? value : otherwise;
}

/* The task that runs here; parts 0: the engine does not say how many there are. */
static bool find_task(int64_t *part, int64_t *parts)
{
    for (size_t k = 0; k < sizeof engines / sizeof *engines; k++) {
        const array_names *of = &engines[k];
        int64_t number = 0;
        if (!read_whole(getenv(of->number), &number)) { continue; }
        const int64_t step = variable_or(of->step, 1);
        const int64_t first = variable_or(of->first, 0);
        if (step < 1 || number < first || (number - first) % step != 0) { return false; }
        *part = (number - first) / step + 1;
        *parts = variable_or(of->count, 0);
        return true;
    }
    return false;
}

static hc_status wrong(const char *text, hc_error *err)
{
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "the third of eight parts is 3/8",
                   "--shard needs I/N, I from 1 to N and N at most %d, or auto, found '%s'",
                   HC_SHARDS_MAX, text);
}

static hc_status no_task(const char *text, hc_error *err)
{
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                   "say the part as I/N, or how many there are as auto/N",
                   "--shard %s finds no task of a job array that says which part of how many "
                   "it is",
                   text);
}

hc_status hc_shard_read(const char *text, hc_shard *shard, hc_error *err)
{
    const size_t length = strcspn(text, "/");
    const bool by_task = length == strlen(AUTO) && strncmp(text, AUTO, length) == 0;
    int64_t part = 0, parts = 0, asked = 0;
    if (by_task && !find_task(&part, &parts)) { return no_task(text, err); }
    if (text[length] == '/') {
        if (!read_whole(text + length + 1, &asked)) { return wrong(text, err); }
        parts = asked;
    }
    if (by_task && parts == 0) { return no_task(text, err); }
    if (!by_task && !hc_parse_int64(text, length, &part)) { return wrong(text, err); }
    if (part < 1 || part > parts || parts > HC_SHARDS_MAX) { return wrong(text, err); }
    *shard = (hc_shard){(size_t)part, (size_t)parts};
    return HC_OK;
}
