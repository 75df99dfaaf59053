#include "cli/base/shard.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/hc_test.h"

static const char *const variables[] = {
    "SLURM_ARRAY_TASK_ID",    "SLURM_ARRAY_TASK_MIN",      "SLURM_ARRAY_TASK_STEP",
    "SLURM_ARRAY_TASK_COUNT", "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE",
    "JOB_COMPLETION_INDEX",
};

/* name, value, name, value .. NULL: all that the environment says of job arrays. */
static void set_task(const char *const *pairs)
{
    for (size_t k = 0; k < sizeof variables / sizeof *variables; k++) {
        (void)unsetenv(variables[k]);
    }
    for (; *pairs != NULL; pairs += 2) {
        (void)setenv(pairs[0], pairs[1], 1);
    }
}
#define TASK(...) set_task((const char *const[]){__VA_ARGS__, NULL})
#define NO_TASK() set_task((const char *const[]){NULL})

static void check_shard(const char *text, size_t part, size_t parts)
{
    hc_shard shard = {0, 0};
    CU_ASSERT_EQUAL(hc_shard_read(text, &shard, NULL), HC_OK);
    CU_ASSERT_EQUAL(shard.part, part);
    CU_ASSERT_EQUAL(shard.parts, parts);
}

static void check_refused(const char *text, const char *said)
{
    hc_shard shard = {7, 7};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_shard_read(text, &shard, &err), HC_ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, said));
    CU_ASSERT_EQUAL(shard.part, 7);
}

static void a_part_is_said_in_numbers(void)
{
    static const char *const wrong[] = {"0/3",   "4/3",   "1",    "1/",      "/3",     "a/3",
                                        "1.5/3", "1/3/5", "-1/3", "1/10001", "autos/3"};
    NO_TASK();
    check_shard("1/1", 1, 1);
    check_shard("3/8", 3, 8);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        check_refused(wrong[k], "--shard needs I/N");
    }
}

/* Slurm's arrays may begin anywhere and go on by steps: 4, 6, 8 are three tasks. */
static void a_task_of_slurm_knows_its_part(void)
{
    TASK("SLURM_ARRAY_TASK_ID", "8", "SLURM_ARRAY_TASK_MIN", "1", "SLURM_ARRAY_TASK_COUNT",
         "8");
    check_shard("auto", 8, 8);
    check_shard("auto/9", 8, 9);
    TASK("SLURM_ARRAY_TASK_ID", "6", "SLURM_ARRAY_TASK_MIN", "4", "SLURM_ARRAY_TASK_STEP", "2",
         "SLURM_ARRAY_TASK_COUNT", "3");
    check_shard("auto", 2, 3);
    /* --array=1,2,7: the numbers have holes, so that the part cannot be told */
    TASK("SLURM_ARRAY_TASK_ID", "7", "SLURM_ARRAY_TASK_MIN", "1", "SLURM_ARRAY_TASK_COUNT",
         "3");
    check_refused("auto", "found 'auto'");
    TASK("SLURM_ARRAY_TASK_ID", "5", "SLURM_ARRAY_TASK_MIN", "4", "SLURM_ARRAY_TASK_STEP", "2",
         "SLURM_ARRAY_TASK_COUNT", "3");
    check_refused("auto", "finds no task");
}

static void other_engines_begin_at_zero(void)
{
    TASK("AWS_BATCH_JOB_ARRAY_INDEX", "0", "AWS_BATCH_JOB_ARRAY_SIZE", "4");
    check_shard("auto", 1, 4);
    TASK("JOB_COMPLETION_INDEX", "2");
    check_shard("auto/3", 3, 3);
    check_refused("auto", "finds no task");    /* Kubernetes does not say of how many */
    check_refused("auto/2", "found 'auto/2'"); /* the third of two */
}

static void without_a_job_array_nothing_is_guessed(void)
{
    NO_TASK();
    check_refused("auto", "--shard auto finds no task of a job array");
    check_refused("auto/3", "finds no task");
    TASK("SLURM_ARRAY_TASK_ID", "4294967294x");
    check_refused("auto/3", "finds no task");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_part_is_said_in_numbers),
        HC_TEST(a_task_of_slurm_knows_its_part),
        HC_TEST(other_engines_begin_at_zero),
        HC_TEST(without_a_job_array_nothing_is_guessed),
    };
    return hc_test_run("shard", tests, sizeof tests / sizeof *tests);
}
